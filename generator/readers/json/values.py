"""JSON text to the objects that stand for papers, with their lines, as far as it can be read.

A file holds one object, a list, an object around a list as services answer, or one of these after
another (JSON Lines). Values are decoded one by one, so that a fault costs one entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in the place of one paper, and its line from 1; None is the null of JSON."""

    value: Fields | None
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a line; `lost` says that an entry could not be read for it."""

    line: int
    message: str
    lost: bool = True


Found = Item | Fault

# Under which key an answer holds its papers, and in which object that list may stand.
_LISTS = frozenset(
    "items results data papers works publications records entries docs recommendedPapers"
    " dailyPapers".split()
)
_OBJECTS = frozenset({"message", "data", "response"})
# An object with one of these is a paper, whatever lists it holds.
_OF_A_PAPER = frozenset("paperId paper_id corpusid DOI doi abstract author authors".split())

_BLANK = re.compile(r"[\s\ufeff\x1e]*")
_GAP = re.compile(r"[\s,\ufeff\x1e]*")
_OF_PAPERS = re.compile(r"\[\s*(?:[\[{\]]|null\b)")
_INDENT = re.compile(r"[ \t]{0,100}")
_DIGITS = 4000  # Python refuses to read longer numbers.
# The library reads a part of the text at a time, as for every fault it counts the lines before
# it. So near the end of a part, a fault or a number may be no more than that end.
_PART = 100_000
_NEAR = 20
_AGAIN = "Export or download the file again"


def read_values(text: str) -> Iterator[Found]:
    """The objects in the place of papers, and what is wrong, in the order of the file."""
    return _Scanner(text).scan()


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _DIGITS else digits


class _Broken(Exception):
    """A value cannot be read, for a fault at a position; none if it is nested too deeply."""

    def __init__(self, what: str, position: int = -1) -> None:
        super().__init__(what)
        self.what = what
        self.position = position


class _Scanner:
    """The state of reading one text; positions are those of characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text.rstrip())
        self.nowhere = len(text) + 1
        self.repeated: list[str] = []
        # strict=False allows line breaks in strings, as careless programs write them.
        self._decoder = json.JSONDecoder(strict=False, object_pairs_hook=self._mapping)
        self._slow_decoder = json.JSONDecoder(
            strict=False, object_pairs_hook=self._mapping, parse_int=_number
        )
        self._line, self._counted = 1, 0
        self._items = 0
        self._others = self._first_other = 0
        self._part, self._from = "", 0

    def scan(self) -> Iterator[Found]:
        position = self._skip(_GAP, 0)
        while position < len(self.text):
            if self.text[position] == "[":
                position = yield from self._elements(position + 1)
            elif self.text[position] == "{":
                position = yield from self._object(position)
            else:
                position = yield from self._value(position)
            position = self._skip(_GAP, position)
        if self._others:
            message = (
                f"{self._others} values here are no papers but texts, numbers or empty"
                if self._others > 1
                else "a text, a number or nothing stands in the place of a paper"
            )
            yield Fault(self._first_other, f"{message}. Write each paper as an object")

    def _elements(self, position: int) -> Generator[Found, None, int]:
        """What stands in a list, from after its bracket; returns where it ends.

        Where nothing more can be read, that is nowhere, and has been told.
        """
        while True:
            position = self._skip(_GAP, position)
            if position >= len(self.text):
                message = f"the list of papers has no end and may be cut off. {_AGAIN}"
                yield Fault(self._line_of(self.end), message, lost=False)
                return self.nowhere
            if self.text[position] == "]":
                return position + 1
            position = yield from self._value(position)
            if position == self.nowhere:
                return position

    def _value(self, start: int) -> Generator[Found, None, int]:
        try:
            value, end = self._decode(start)
        except _Broken as error:
            fault, end = self._fault(start, error)
            yield fault
        else:
            yield from self._found(value, start)
        return end

    def _object(self, start: int) -> Generator[Found, None, int]:
        """An object that is a paper or holds a list of them; returns where it ends."""
        before = self._items
        members: dict[str, object] = {}
        try:
            end, listed = yield from self._members(start, members)
        except _Broken as error:
            fault, end = self._fault(start, error)
            if self._items > before:
                message = f"the file is cut off or damaged behind its papers. {_AGAIN}"
                fault = Fault(self._line_of(self.end), message, lost=False)
            yield fault
        else:
            if not listed or (self._items == before and "title" in members):
                yield from self._found(members, start)
        return end

    def _members(
        self, position: int, members: dict[str, object], nested: bool = False
    ) -> Generator[Found, None, tuple[int, bool]]:
        """Fill in the members of an object, but for lists of papers, whose items are given.

        Returns where the object ends, and whether it held such a list.
        """
        listed = False
        position = self._skip(_BLANK, position + 1)
        while not self.text.startswith("}", position):
            if not self.text.startswith('"', position):
                raise _Broken("a name in quotation marks is missing", position)
            name, position = self._decode(position)
            key = str(name)
            if key in members:
                self.repeated.append(key)
            position = self._skip(_BLANK, position)
            if not self.text.startswith(":", position):
                raise _Broken("a colon is missing", position)
            position = self._skip(_BLANK, position + 1)
            wraps = _OF_A_PAPER.isdisjoint(members)
            if key in _LISTS and wraps and _OF_PAPERS.match(self.text, position):
                listed = True
                position = yield from self._elements(position + 1)
            elif key in _OBJECTS and wraps and not nested and self.text.startswith("{", position):
                inner: dict[str, object] = {}
                position, found = yield from self._members(position, inner, nested=True)
                listed |= found
                members[key] = inner
            else:
                members[key], position = self._decode(position)
            if position == self.nowhere:
                return position, listed
            position = self._skip(_BLANK, position)
            if self.text.startswith(",", position):
                position = self._skip(_BLANK, position + 1)
            elif not self.text.startswith("}", position):
                raise _Broken("a comma is missing", position)
        return position + 1, listed

    def _decode(self, position: int) -> tuple[object, int]:
        """The value that begins there, and where it ends."""
        if not self._from <= position < self._from + len(self._part):
            self._open(position, _PART)
        while True:
            start = position - self._from
            last = self._from + len(self._part) >= len(self.text)
            try:
                value, end = self._decode_part(start)
            except RecursionError:
                raise _Broken("nested too deeply") from None
            except json.JSONDecodeError as error:
                near = error.pos > len(self._part) - _NEAR or error.msg.startswith("Unterminated")
                if last or not near:
                    raise _Broken(error.msg, self._from + error.pos) from None
            else:
                if last or end < len(self._part) - _NEAR:
                    return value, self._from + end
            self._open(position, _PART if start else 8 * len(self._part))

    def _open(self, position: int, length: int) -> None:
        self._part, self._from = self.text[position : position + length], position

    def _decode_part(self, start: int) -> tuple[object, int]:
        value: object
        try:
            value, end = self._decoder.raw_decode(self._part, start)
        except json.JSONDecodeError:
            raise
        except ValueError:  # a number of too many digits
            value, end = self._slow_decoder.raw_decode(self._part, start)
        return value, end

    def _mapping(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        """An object; of a name that stands in it twice, the last counts."""
        members = dict(pairs)
        if len(members) < len(pairs):
            seen: set[str] = set()
            for name, _ in pairs:
                if name in seen:
                    self.repeated.append(name)
                seen.add(name)
        return members

    def _found(self, value: object, start: int) -> Iterator[Found]:
        line = self._line_of(start)
        if self.repeated:
            message = (
                f"“{shortened(self.repeated[0])}” stands twice in this entry; the last is used. "
                "Delete one"
            )
            yield Fault(line, message, lost=False)
            self.repeated.clear()
        for inner in _unwrapped(value):
            if inner is None or (isinstance(inner, dict) and inner):
                self._items += 1
                yield Item(inner, line)
            else:
                self._others += 1
                self._first_other = self._first_other or line

    def _fault(self, start: int, error: _Broken) -> tuple[Fault, int]:
        """What is wrong with the entry that begins there, and where the next one begins."""
        line = self._line_of(start)
        self.repeated.clear()
        if error.position < 0:
            message = "this entry is nested too deeply to be read, and what follows it was not read"
            return Fault(line, f"{message}. {_AGAIN}"), self.nowhere
        following = self._next(start, error.position)
        last = following == self.nowhere
        if last and (error.position >= self.end or error.what.startswith("Unterminated")):
            message = "the file ends in the middle of this entry, which was not read"
            return Fault(line, f"{message}. {_AGAIN}"), following
        column = error.position - self.text.rfind("\n", 0, error.position)
        what = f"{error.what[:1].lower()}{error.what[1:]}"
        where = f"line {self._line_of(error.position)}, column {column}"
        message = f"this entry is not valid JSON: {what} ({where})"
        lost = "; what follows it was not read" if last else ""
        return Fault(line, f"{message}{lost}. Mend it there, or export the file again"), following

    def _next(self, start: int, fault: int) -> int:
        """Where the entry after a faulty one begins: on a line indented as that one's is."""
        indent = _INDENT.match(self.text, self.text.rfind("\n", 0, start) + 1)
        pattern = rf"\n{indent[0] if indent else ''}(?:\}},[ \t]*)?(?=\{{)"
        # The fault may be seen only where the next entry has begun.
        line = self.text.rfind("\n", start, fault)
        following = re.compile(pattern).search(self.text, fault if line < 0 else line)
        return following.end() if following else self.nowhere

    def _skip(self, pattern: re.Pattern[str], position: int) -> int:
        blank = pattern.match(self.text, position)
        return blank.end() if blank else position

    def _line_of(self, position: int) -> int:
        if position >= self._counted:
            self._line += self.text.count("\n", self._counted, position)
        else:
            self._line -= self.text.count("\n", position, self._counted)
        self._counted = position
        return self._line


def _unwrapped(value: object) -> Iterable[object]:
    """The values of a page of answers, or the value itself if it is no such page."""
    if isinstance(value, list) and value:
        return value
    if isinstance(value, dict) and _OF_A_PAPER.isdisjoint(value):
        for name, page in value.items():
            papers = name in _LISTS and isinstance(page, list) and (page or "title" not in value)
            if papers and all(isinstance(item, dict) for item in page):
                return list(page)
    return (value,)


def shortened(text: str) -> str:
    """A text as a message quotes it: on one line, of 60 characters at most."""
    text = " ".join(text.encode(errors="replace").decode().split())
    return text if len(text) <= 60 else f"{text[:59]}…"
