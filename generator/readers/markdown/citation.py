"""What a few lines say of a paper: its title, authors, venue, year, abstract and links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.readers import namelists
from generator.readers.markdown.links import is_label, is_of_paper, is_web, words
from generator.readers.markdown.outline import Span, plain
from generator.readers.markdown.titling import Title, find_title, plain_title, runs_of, taken
from generator.readers.markdown.wording import (
    BRACKETS,
    EDGES,
    ET_AL,
    FIELD_LABEL,
    bare,
    clear_names,
    dated,
    is_lone_name,
    is_venue,
    leading_names,
    sentences,
)

# An identifier that is no link.
_IDENTIFIER = re.compile(
    r"\barxiv(?:\s*id)?\W{1,4}(\d{4}\.\d{4,5}(?:v\d+)?)(?!\d)|\bdoi\W{1,3}(10\.\d{4,9}/[^\s|]+)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"\W*(?:abstract|摘要)\W*(?:\n|[:：—–.-])\s*", re.IGNORECASE)
# A title in so few words may be a name for it, with the title in a reference under it.
_SHORT = 4
_MOST_WORDS = 6
_NUMBER_OF = re.compile(r"(?<=arxiv):.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """What the words about a paper say; `sure` if its title is set off as one.

    `written` are the identifiers that are no links, as links.
    """

    title: str = ""
    sure: bool = False
    authors: tuple[str, ...] = ()
    venue: str = ""
    year: str = ""
    abstract: str = ""
    links: tuple[Span, ...] = ()
    written: tuple[Span, ...] = ()

    @property
    def is_linked(self) -> bool:
        """Whether there is a link to the paper."""
        return any(map(is_of_paper, self.links))

    @property
    def is_paper(self) -> bool:
        """Whether they say enough to be of a paper, rather than of a program or a page."""
        told = self.sure and bool(self.year) and bool(self.authors or self.venue)
        return bool(self.title) and (told or self.is_linked or bool(self.written))


def cite(
    spans: Sequence[Span], details: Sequence[Sequence[Span]] = (), heading: bool = False
) -> Citation:
    """What is written in an entry and in the paragraphs that belong to it.

    The whole of a heading is a title.
    """
    if heading:
        title = taken(spans, 0, len(spans), plain(spans), True)
    else:
        title = find_title(spans)
        if len(words(title.text)) <= _SHORT and any(map(is_of_paper, spans)):
            title = _cited(details, spans) or title
    links = [span for span in title.rest if is_web(span) and _says_what(span)]
    links = [*title.links, *(links or filter(is_of_paper, title.rest))]
    found = _described(Citation(title.text, title.sure), title.rest)
    for paragraph in details:
        links += (span for span in paragraph if is_web(span) and _says_what(span))
        text = "".join(span.text for span in paragraph if not span.image)
        if head := _ABSTRACT.match(text):
            found = replace(found, abstract=found.abstract or " ".join(text[head.end() :].split()))
        else:
            found = _described(found, paragraph)
    everything = plain([*spans, *(span for paragraph in details for span in paragraph)])
    written = dict.fromkeys(map(_link_of, _IDENTIFIER.finditer(everything)))
    return replace(found, links=tuple(dict.fromkeys(links)), written=tuple(written))


def _link_of(identifier: re.Match[str]) -> Span:
    arxiv, doi = identifier.groups()
    address = (
        f"https://arxiv.org/abs/{arxiv}" if arxiv else f"https://doi.org/{doi.rstrip('.,;)]')}"
    )
    return Span("pdf", address)


def _cited(details: Sequence[Sequence[Span]], spans: Sequence[Span]) -> Title | None:
    """The title in a detail that begins with names, as a reference does."""
    for detail in details:
        text = plain(detail)
        if leading_names(text) and (found := plain_title([Span(text)], 0, 1)):
            return replace(found, rest=spans)
    return None


def _says_what(link: Span) -> bool:
    """Whether a link says that it is one of the paper in question: by a label, or as it is bare."""
    return link.image or is_label(link.text) or link.text == link.href


def _described(found: Citation, spans: Sequence[Span]) -> Citation:
    """What a paragraph adds to what is known of a paper."""
    text = ""
    for start, end in runs_of(spans):
        run = spans[start:end]
        piece = "".join(span.text for span in run if not span.image)
        if run[0].href and (is_of_paper(run[0]) or _says_what(run[0])):
            text += " | "
        elif run[0].emphasis and not found.authors and (authors := clear_names(piece, True)):
            found = replace(found, authors=authors)
            unnamed = ET_AL.search(piece)
            text += f"\n{piece[unnamed.end() :] if unnamed else ''}\n"
        else:
            text += piece
    for line in text.split("\n"):
        if label := FIELD_LABEL.match(line):
            found = _labelled(found, label["label"].lower(), line[label.end() :])
        else:
            found = _read_line(found, line)
    return found


def _labelled(found: Citation, label: str, value: str) -> Citation:
    value = value.strip(EDGES)
    if label.startswith(("author", "by", "作者")):
        return replace(found, authors=found.authors or namelists.names(value.strip("[]")))
    if label.startswith(("abstract", "tl", "摘要")):
        return replace(found, abstract=found.abstract or value)
    venue, year = dated(value)
    if not label.startswith(("keyword", "tags", "title")):
        return replace(found, venue=found.venue or venue or "", year=found.year or year)
    return found


def _read_line(found: Citation, line: str) -> Citation:
    for bracket in BRACKETS.finditer(line):
        venue, year = dated(bracket[1], True)
        if year:
            venue = venue if is_venue(venue, True) else ""
            found = replace(found, venue=found.venue or venue, year=found.year or year)
            line = line.replace(bracket[0], "|", 1)
    for start, end in sentences(line):
        text = bare(line[start:end])
        if not found.authors and (authors := clear_names(text, False)):
            found = replace(found, authors=authors)
            if not (unnamed := ET_AL.search(text)):
                continue
            text = text[unnamed.end() :].strip(EDGES)
        if not found.authors and (after := leading_names(text)):
            found = replace(found, authors=namelists.names(text[:after]))
            text = text[after:]
        venue, year = dated(text)
        last = venue.rpartition(",")[2].strip()
        if year and (len(words(venue)) > _MOST_WORDS or is_venue(last, False)):
            venue = last
        venue = _NUMBER_OF.sub("", venue)
        if not found.venue and is_venue(venue, bool(year)):
            found = replace(found, venue=venue)
        elif year and not found.authors and is_lone_name(venue):
            found = replace(found, authors=(venue,))
        if not found.year and len(words(text)) < 20:
            found = replace(found, year=year)
    return found
