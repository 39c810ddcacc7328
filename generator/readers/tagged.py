"""Lines of a tag and a value: what the formats of that family (RIS, MEDLINE and others) share.

A format says which lines begin a field, and where an entry begins; names, keywords and pages are
written alike in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from generator.model import Author, Problem, Reading, Record, Where

# What of a large text is looked at to recognise a format, in characters.
SEEN = 100_000
# Marks of a document that merely quotes such a format: a code fence, a heading, a tag, JSON.
_OTHER_FORMAT = re.compile(r"^[ \t]*(?:```|~~~|#{1,6} |<[\w!?]|[{\[]\s*[\"{])", re.MULTILINE)
_MOST_LINES_BEFORE = 20
_JUNIOR = re.compile(r"(?:[JS]r\.?|I{2,3}|IV|[2-9](?:nd|rd|th))", re.IGNORECASE)
_OTHERS = re.compile(r"(?:^|[ ,])et\.? al\.?$|^(?:and )?others$", re.IGNORECASE)
# A semicolon that ends an HTML entity separates nothing.
_PIECE = re.compile(r"(?:&(?:#\w{1,8}|[A-Za-z]{2,31});|[^;])+")

# Cleaning knows whether a hyphen at the end of a line belongs to the word.
_PARTED = re.compile(r"(?<=[^\W\d_])- \n(?=[^\W\d_])")
_SPACES = re.compile(r"[^\S\xa0]+")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a file: its tag, its lines without the tag, its line number from 1.

    A line has no space at either end, and single ones between its words; empty ones are left
    out. `gap` says that the line before the field is empty.
    """

    tag: str
    lines: tuple[str, ...]
    line: int
    gap: bool

    @property
    def text(self) -> str:
        """The whole value on one line."""
        return _PARTED.sub("-\n", " \n".join(self.lines)).replace(" \n", " ")


class Entry:
    """The fields of one entry, at least one, in the order of the file."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self.fields = tuple(fields)
        self.line = self.fields[0].line
        self._with: dict[str, list[Field]] = {}
        for field in self.fields:
            if field.lines:
                self._with.setdefault(field.tag, []).append(field)

    def all(self, *tags: str) -> list[str]:
        """What the fields with any of these tags say, in the order of the file."""
        return [field.text for field in self._tagged(tags)]

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that has one, or nothing."""
        return next((self._with[tag][0].text for tag in tags if tag in self._with), "")

    def lines(self, *tags: str) -> list[str]:
        """The lines of the fields with any of these tags, where each is a value."""
        return [line for field in self._tagged(tags) for line in field.lines]

    def _tagged(self, tags: Iterable[str]) -> list[Field]:
        found = [self._with[tag] for tag in tags if tag in self._with]
        if len(found) < 2:
            return found[0] if found else []
        return sorted(chain.from_iterable(found), key=attrgetter("line"))


def fields(text: str, tag: Callable[[str], tuple[str, str] | None]) -> Iterator[Field]:
    """The fields of a text in order; what stands before the first is left out.

    `tag` parts a line into its tag and the rest, if it begins a field; any other line continues
    the field before it.
    """
    name, lines, start, gap = "", [""], 0, False
    empty = before = False
    for number, line in enumerate(text.split("\n"), start=1):
        empty, before = not line.strip("\ufeff \t\xa0"), empty
        found = None if empty else tag(line)
        if found:
            if name:
                yield Field(name, tuple(filter(None, lines)), start, gap)
            name, start, gap, lines = found[0], number, before, [_one_line(found[1])]
        elif name:
            lines.append(_one_line(line))
    if name:
        yield Field(name, tuple(filter(None, lines)), start, gap)


def _one_line(text: str) -> str:
    """Text without the spaces of its layout; one that does not break is the author's."""
    return " ".join(_SPACES.split(text)).strip()


def stands_first(start: re.Pattern[str], text: str) -> bool:
    """Whether a pattern is found near the beginning of a text, after nothing but a short head."""
    found = start.search(text, 0, SEEN)
    if not found:
        return False
    head = text[: found.start()]
    lines = sum(bool(line.strip()) for line in head.split("\n"))
    return lines <= _MOST_LINES_BEFORE and not _OTHER_FORMAT.search(head)


def sort_out(
    path: str, name: str, records: Iterable[Record], problems: Iterable[Problem], mend: str
) -> Reading:
    """The reading of a file in which records have been found, with or without a title.

    One without a title and without an identifier is rejected; `mend` says how to give it one.
    """
    kept, rejected = [], []
    for record in records:
        if any((record.title, record.doi, record.arxiv, record.pmid)):
            kept.append(record)
        else:
            message = f"this entry has no title and no identifier such as a DOI. {mend}"
            rejected.append(Problem(record.where, message))
    if not kept and not rejected:
        problems = (*problems, Problem(Where(path), f"the file holds no entry. {mend}"))
    return Reading(path, name, tuple(kept), tuple(sorted(problems)), tuple(rejected))


def people(names: Iterable[str]) -> tuple[Author | str, ...]:
    """The names of some fields, each in its two parts if a comma tells them apart.

    Several names in one field are separated by semicolons. "et al." gives "others".
    """
    found: list[Author | str] = []
    for name in split(names):
        named = _OTHERS.sub("", name)
        found.append(person(named.rstrip(" ,") if named != name else name))
        if named != name:
            found.append("others")
    return tuple(name for name in found if str(name))


def split(values: Iterable[str]) -> list[str]:
    """The pieces between semicolons, without empty ones."""
    pieces = [piece.strip() for value in values for piece in _PIECE.findall(value)]
    return [piece for piece in pieces if piece]


def keywords(values: Iterable[str]) -> tuple[str, ...]:
    """Each keyword once, without the asterisk before an important one."""
    found = (word.lstrip("* ") for word in split(values))
    return tuple(dict.fromkeys(word for word in found if word))


def person(name: str) -> Author | str:
    """A name written as "Family, Given" or "Family, Given, Jr." in its parts, or else as it is.

    A comma with nothing after it says that all of the name is one part, as an organisation's.
    """
    family, *rest = (part.strip() for part in name.split(","))
    if len(rest) == 2:
        junior = next((part for part in reversed(rest) if _JUNIOR.fullmatch(part)), None)
        if junior is None:
            return name
        rest.remove(junior)
        family = f"{family}, {junior}"
    if len(rest) != 1:
        return name
    return Author(family, rest[0]) if family else Author(rest[0])


def pages(first: str, last: str) -> str:
    """A range of pages from the fields for its ends, of which the first may hold all of it."""
    if not first or not last or first == last:
        return first or last
    return first if first.endswith((f"-{last}", f"–{last}")) else f"{first}-{last}"
