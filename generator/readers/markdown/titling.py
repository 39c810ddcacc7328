"""The title of an entry: which of its words are set off as one, or stand where one does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.readers.markdown.links import is_labelled, is_of_paper, is_web, words
from generator.readers.markdown.outline import Span
from generator.readers.markdown.wording import (
    BRACKETS,
    DENSE,
    EDGES,
    NUMBERED,
    YEAR,
    clean_title,
    clear_names,
    dated,
    is_long,
    is_name,
    is_title,
    is_venue,
    leading_names,
    sentences,
)

# One word, or a few with signs of a made-up name in them.
_NICKNAME = re.compile(r"\S+|(?=\S*[a-z][A-Z]|.*\d)\S+(?: \S+){1,3}")
_MOST_WORDS = 20
_QUOTED = re.compile(r"[\"“„«「]([^\"“”„«»「」\n]{8,300})[\"”“»」]")
# What may follow a title without a full stop: a year or a venue in brackets, or with a number.
_TAIL = re.compile(
    r"\s*[\[(（][^\[\]()]*$|\s*[\[(（](?=[^\[\]()]*(?:19|20|['’])\d\d)"
    # The first of several authors: a family name, or names with initials.
    r"|(?-i:(?:,\s*(?:[A-Z]\.[ -]?){1,3}[A-Z][\w'’-]+){0,5},\s*(?:[A-Z]\.[ -]?){0,3}"
    r"(?:[A-Z][\w'’-]+ ){0,2}[A-Z][\w'’-]+,? et al\b)|,? et al\b"
    r"|,\s*(?:[\w'’ -]{1,30},\s*)?(?:19|20)\d\d\W*$|,\s*arxiv:.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title, whether it is `sure` to be one, its link, and the spans without it."""

    text: str = ""
    sure: bool = False
    links: tuple[Span, ...] = ()
    rest: Sequence[Span] = ()


def is_titled_link(span: Span) -> bool:
    """Whether a span is a link to a paper that bears its title."""
    title = clean_title(span.text)
    return is_of_paper(span) and not span.image and is_title(title) and is_long(title)


def find_title(spans: Sequence[Span]) -> Title:
    """The title and its link, if there is one, and the spans without it."""
    parts = list(runs_of(spans))
    weaker: list[tuple[int, int, str]] = []
    for number, (start, end) in enumerate(parts):
        run = spans[start:end]
        text = clean_title("".join(span.text for span in run if not span.image))
        link = run[0] if run[0].href else None
        if link and is_labelled(link):
            if any(kind == "plain" for *_, kind in weaker):
                break
        elif not is_title(text):
            continue
        elif run[0].strong and (after := _after_nickname(text, spans, parts[number + 1 :])):
            return after
        elif (run[0].strong and is_long(text)) or (
            link and is_of_paper(link) and _is_entry(spans[:start], text)
        ):
            return taken(spans, start, end, text, True)
        elif run[0].strong or link:
            if run[0].strong or (is_web(run[0]) and not is_name(text)):
                weaker.append((start, end, "set" if run[0].strong else "link"))
        elif not run[0].emphasis or (len(words(text)) > 3 and not clear_names(text, True)):
            if quoted := _QUOTED.search("".join(span.text for span in run)):
                return _taken_from(spans, start, end, quoted.span(1), True)
            if len(words(text)) >= 3 or DENSE.search(text):
                weaker.append((start, end, "plain"))
    for start, end, kind in sorted(weaker, key=lambda found: found[2] != "set"):
        if kind == "plain":
            if found := plain_title(spans, start, end):
                return found
        else:
            text = clean_title("".join(span.text for span in spans[start:end]))
            return taken(spans, start, end, text, kind == "set" or is_long(text))
    return Title(rest=spans)


def _is_entry(before: Sequence[Span], title: str) -> bool:
    """Whether a link to a paper is what an entry is about, not what a sentence leads up to."""
    text = "".join(span.text for span in before if not span.image)
    return len(words(title)) > 4 or len(words(text)) <= 6 or bool(leading_names(text + ", "))


def taken(spans: Sequence[Span], start: int, end: int, title: str, sure: bool) -> Title:
    """A title without the year or venue in brackets around it, which are left with the rest."""
    links = tuple(span for span in spans[start:end] if is_web(span) or is_of_paper(span))[:1]
    around = ""
    title = clean_title(title)
    for bracket in BRACKETS.finditer(title):
        if dated(bracket[1], True)[1] and (bracket.start() == 0 or bracket.end() == len(title)):
            around += bracket[0]
            title = clean_title(title.replace(bracket[0], "", 1))
    rest = (*spans[:start], Span(f"\n{around}\n"), *spans[end:])
    return Title(title, sure, links, rest)


def _taken_from(
    spans: Sequence[Span], start: int, end: int, part: tuple[int, int], sure: bool
) -> Title:
    """A title that is a part of the text of some spans without links."""
    text = "".join(span.text for span in spans[start:end])
    rest = (*spans[:start], Span(text[: part[0]] + "\n" + text[part[1] :]), *spans[end:])
    return Title(clean_title(text[slice(*part)]), sure, rest=rest)


def _after_nickname(
    name: str, spans: Sequence[Span], parts: Sequence[tuple[int, int]]
) -> Title | None:
    """The title that follows a short name in bold type, as far as it is no description."""
    if not _NICKNAME.fullmatch(name) or not parts or spans[parts[0][0]].href:
        return None
    found = plain_title(spans, *parts[0])
    if not found or not 4 <= len(words(found.text)) <= _MOST_WORDS or is_venue(found.text, True):
        return None
    text = "".join(span.text for span in spans[slice(*parts[0])])
    return found if text.lstrip(" :–—-")[:1].isupper() else None


def plain_title(spans: Sequence[Span], start: int, end: int) -> Title | None:
    """A title that is not set off: the first sentence that is neither names nor a venue."""
    text = "".join(span.text for span in spans[start:end] if not span.image)
    at = len(text) - len(NUMBERED.sub("", text, count=1))
    while bracket := BRACKETS.match(text, at):
        at = bracket.end()
        at += len(text[at:]) - len(text[at:].lstrip(EDGES))
    for piece in sentences(text, at):
        sentence = text[slice(*piece)]
        cut = _TAIL.search(sentence)
        if cut:
            sentence = sentence[: cut.start()]
        after = leading_names(sentence)
        title = clean_title(sentence[after:])
        if (
            clear_names(title, False)
            or len(title) < 2
            or not is_title(title)
            or not (cut or is_long(title))
        ):
            continue
        return _taken_from(spans, start, end, (piece[0] + after, piece[0] + len(sentence)), False)
    return None


def runs_of(spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Where spans begin and end that are set alike; each link that is not in bold is one."""

    def kind(span: Span) -> object:
        if span.strong or span.href:
            return "strong" if span.strong else id(span)
        few = len(words(span.text)) <= 3 and not YEAR.search(span.text)
        return "emphasis" if span.emphasis and not few else "image" if span.image else "plain"

    start = 0
    for at, span in enumerate(spans):
        before = kind(spans[start])
        blank = before == "strong" and not span.href and not span.text.strip(" ")
        if kind(span) != before and not blank:
            yield start, at
            start = at
    if spans:
        yield start, len(spans)
