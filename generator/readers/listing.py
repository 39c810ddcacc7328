"""A saved Hugging Face Papers page to records: knows its header, footer and paragraphs.

After the header, titles and abstracts come in turn. Which is which is decided for the file as a
whole, by length, ending and turn; an entry without its abstract, or with one in two paragraphs,
is read and reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import inf, log2

from generator.model import Problem, Reading, Record, Where

FORMAT = "listing"

# Titles in real listings have 31 to 174 characters, abstracts 1,361 to 1,918.
_LONGEST_TITLE = 200  # in a text of unknown kind
_SURELY_ABSTRACT = 400
# As long as a long title or a short abstract: says nothing.
_EITHER = 120
# How much it costs to read an entry without its abstract, and an abstract of two paragraphs or
# without its title; a paragraph in the place of the other kind costs 1 to 2.
_LACKING = 0.75
_MORE = 1.4

_OWN_HEADER = re.compile(
    r"(?i:get trending papers in your email inbox!?|by\s?ak and the research community)"
)
_DAY = re.compile(
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? \d{1,2}(?:,? \d{4})?"
)
_HEADER = re.compile(rf"new|Subscribe|{_OWN_HEADER.pattern}|{_DAY.pattern}")
# What else stands in the head of a page: a day in another form, the name of the page.
_LABEL = re.compile(
    r"(?i:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ?)?"
    rf"(?:{_DAY.pattern}|\d{{1,2}} [a-z]{{3,9}}(?: \d{{4}})?|\d{{4}}-\d\d-\d\d)?|today|yesterday"
    r"|(?:daily|trending|hugging face|new|latest)? ?papers)"
)
_FOOTER = re.compile(r"\S{1,40}(?: \S{1,40})? ?[»›]")
_STOP = re.compile(r"(?:[.…。｡]|://\S+)[)\]}\"'”’»」』）]*$")
# These end titles, too.
_WEAK_STOP = re.compile(r"[!?！？][)\]}\"'”’»」』）]*$")
_CLOSED = re.compile(r"[)\]}\"'”’»」』）]$")
_BREAK = re.compile(r"[,:;，：；、]$")
# Signs of program text. Formulas have them, too, but seldom make up so much of an abstract.
_CODE = re.compile(r"[_={}\[\]<>*#\\|;@$^~`]|\(\)")
_MOST_CODE = 0.04
# Of so many paragraphs at the end, one may begin the footer.
_TAIL = 4
# A cut is told from an entry without abstract by the entries before it.
_WELL_FORMED = 6
# Chinese, Japanese and Korean say in one character what takes others about three.
_DENSE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    line: int
    text: str

    @property
    def length(self) -> int:
        """In characters of an alphabet."""
        return len(self.text) + 2 * len(_DENSE.findall(self.text))

    @property
    def likeness(self) -> float:
        """From -1.75, surely a title, to 1, surely an abstract, by length and ending."""
        if self.length > _SURELY_ABSTRACT:
            return 1.0
        closed = _WEAK_STOP.search(self.text) or _CLOSED.search(self.text)
        ending = 1.5 if _STOP.search(self.text) else 0.0 if closed else -1.5
        return min(1.0, (max(-2.0, log2(self.length / _EITHER)) + ending) / 2)


def recognises(text: str, name: str) -> bool:
    """Whether the text has the header of a listing, or titles and abstracts in turn."""
    paragraphs = _paragraphs(text)
    if any(_OWN_HEADER.fullmatch(paragraph.text) for paragraph in paragraphs[:20]):
        return True
    body = _body(paragraphs)
    pairs = 0
    for (title, abstract), (first, second) in zip(
        pairwise(body), pairwise(_turns(body)), strict=True
    ):
        pairs += (not first and second) and _is_entry(title, abstract)
    # One in three lets every other entry lack its abstract, or have it in two paragraphs.
    return pairs > 0 and 3 * pairs >= len(body)


def _is_entry(title: _Paragraph, abstract: _Paragraph) -> bool:
    """Whether two paragraphs would be a title and its abstract in a text of unknown kind."""
    signs = sum(len(_CODE.findall(paragraph.text)) for paragraph in (title, abstract))
    if signs > _MOST_CODE * (len(title.text) + len(abstract.text)):
        return False
    if title.length > _LONGEST_TITLE or _BREAK.search(title.text):
        return False
    long = abstract.length > _SURELY_ABSTRACT
    if _STOP.search(title.text):
        return long and 4 * title.length < abstract.length
    if long or _STOP.search(abstract.text):
        return title.length < 2 * abstract.length
    if _WEAK_STOP.search(abstract.text):
        return title.length < 2 * abstract.length and not _WEAK_STOP.search(title.text)
    closed = _CLOSED.search(abstract.text) and not _CODE.search(abstract.text)
    return closed is not None and title.length < abstract.length


def read(text: str, path: str) -> Reading:
    """One record for each entry, ranked from 1 in the order of the file.

    Nothing that does not look like an entry becomes one: header and footer are dropped, and an
    abstract at the beginning without a title is a fatal problem.
    """
    paragraphs = _paragraphs(text)
    day = next((p.text for p in paragraphs if _DAY.fullmatch(p.text)), "")
    body = _body(paragraphs)
    records, problems = _entries(body, path)
    if not body:
        message = "the listing has a header and no entry. Save the whole page, or delete the file"
        problems.append(Problem(Where(path), message, fatal=False))
    return Reading(path, FORMAT, tuple(records), tuple(problems), ranked=True, day=day)


def _body(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """The paragraphs of entries: without the heads of pages, and without what ends the last.

    A title that reads like a line of a head, such as a day, stays where no head is around it.
    """
    end = len(paragraphs)
    for number in range(max(0, end - _TAIL), end):
        after = paragraphs[number + 1 : end]
        if _FOOTER.fullmatch(paragraphs[number].text) and all(p.likeness < 0 for p in after):
            end = number
            break
    body: list[_Paragraph] = []
    for is_head, group in groupby(paragraphs[:end], key=_may_be_of_a_head):
        run = list(group)
        if not is_head or (body and not any(_OWN_HEADER.fullmatch(p.text) for p in run)):
            body += run
    return body


def _may_be_of_a_head(paragraph: _Paragraph) -> bool:
    text = paragraph.text
    return any(pattern.fullmatch(text) for pattern in (_HEADER, _LABEL, _FOOTER))


def _turns(body: list[_Paragraph]) -> list[bool]:
    """For each paragraph whether it is an abstract, such that the whole costs least.

    A paragraph costs what it is unlike; a title before an abstract costs less the longer the
    abstract is, relative to it. The two costs are of the best reading so far that ends in a
    title and of the best one that ends in an abstract.
    """
    costs = (inf, 0.0)
    chosen = []
    for before, here in pairwise((*body[:1], *body)):
        longer = max(-1.0, min(1.0, log2(here.length / before.length))) / 2
        as_title = (costs[0] + _LACKING, costs[1])
        as_abstract = (costs[0] - longer, costs[1] + _MORE)
        chosen.append((as_title[1] <= as_title[0], as_abstract[1] < as_abstract[0]))
        costs = (min(as_title) + here.likeness, min(as_abstract) - here.likeness)
    turns = []
    abstract = costs[1] < costs[0] + _LACKING
    for after_abstract in reversed(chosen):
        turns.append(abstract)
        abstract = after_abstract[abstract]
    return turns[::-1]


def _entries(body: list[_Paragraph], path: str) -> tuple[list[Record], list[Problem]]:
    records: list[Record] = []
    problems: list[Problem] = []

    def report(paragraph: _Paragraph, message: str, fatal: bool = False) -> None:
        problems.append(Problem(Where(path, paragraph.line), message, fatal))

    found = _turns(body)
    if found and found[-1] and not _is_closed(body[-1].text):
        report(body[-1], "the last abstract has no end and may be cut off. Save the page again")
    if len(body) >= _WELL_FORMED:
        # Where nearly all entries are whole, what is odd at an end is an abstract cut there.
        if not any(found[:2]) and _STOP.search(body[0].text):
            found[0] = True
        if not any(found[-2:]) and sum(found) >= len(body) // 2 - 1:
            found[-1] = True
            title = _short(body[-2].text)
            report(body[-1], f'the abstract of "{title}" seems to be cut off. Save the page again')
    turns = [True, *found, False]
    for here, before, abstract, after in zip(body, turns, turns[1:], turns[2:], strict=False):
        if not abstract:
            if not after:
                report(
                    here,
                    f'"{_short(here.text)}" has no abstract. Put it after the title, or leave it '
                    "out",
                )
            if len(here.text) > _SURELY_ABSTRACT:
                report(
                    here,
                    f'the title "{_short(here.text)}" has {len(here.text)} characters. '
                    "If it is an abstract, put its title before it; otherwise shorten it",
                )
            records.append(Record(Where(path, here.line), FORMAT, here.text, rank=len(records) + 1))
        elif not records:
            report(
                here,
                f'an abstract without a title, left out: "{_short(here.text)}". '
                "Put its title, and an empty line, before it",
                fatal=True,
            )
        else:
            if before:
                report(
                    here,
                    f'read as more of the abstract of "{_short(records[-1].title)}". '
                    "Join the two paragraphs, or put its own title before this one",
                )
            text = f"{records[-1].abstract} {here.text}".strip()
            records[-1] = replace(records[-1], abstract=text)
    return records, problems


def _paragraphs(text: str) -> list[_Paragraph]:
    """The paragraphs between blank lines, or the lines of a text without any blank one."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    spaced = "\n\n" in "\n".join(lines).strip("\n")
    found: list[tuple[int, list[str]]] = []
    open_paragraph = False
    for number, line in enumerate(lines, 1):
        if line and spaced and open_paragraph:
            found[-1][1].append(line)
        elif line:
            found.append((number, [line]))
        open_paragraph = bool(line)
    return [_Paragraph(number, " ".join(parts)) for number, parts in found]


def _is_closed(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_STOP, _WEAK_STOP, _CLOSED))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
