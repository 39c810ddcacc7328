"""BibTeX text to items: where entries and abbreviations are, whole or broken, and their fields.

The library splits the text; what it cannot read is mended here, and nothing is left out unsaid.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_letters, digits

from bibtexparser import model as library
from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import ParsingException

from generator.model import Problem, Where
from generator.readers.bibtex.mend import GOES_ON, mend
from generator.readers.bibtex.values import outside

# What the library would log is reported as problems.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)

# Kinds of entry that people use; another word after an @ is one only if fields follow.
KINDS = frozenset(
    "article artwork audio book bookinbook booklet collection conference dataset electronic inbook"
    " incollection inproceedings inreference manual mastersthesis misc mvbook mvcollection"
    " mvproceedings mvreference online patent periodical phdthesis preprint proceedings reference"
    " report review software standard suppbook suppcollection suppperiodical techreport thesis"
    " unpublished video www".split()
)
_NO_ENTRY = frozenset(["comment", "preamble"])

_BACKSLASHES = re.compile(r"(\\++)([{}\",=)]?)")
# An entry begins, or, without the bracket that belongs there, something with a field.
_OPENING = re.compile(r"@\s*(\w+)\s*[{(]|@\w[^\n{(@=,]{0,100}+[,\n]\s*[^\W\d][\w-]*+\s*=\s*[{\"\d]")
_KEYED = re.compile(r"@\s*\w+\s*[{(][^,={}\"@()]{0,300}+[,=]")
_KIND = rf"@(?:{'|'.join(sorted(KINDS))})\s*[{{(]"
_CERTAIN = re.compile(
    _KIND + r"(?:[^,={}\"@()]{0,300}+,)?\s*[a-z][\w-]*+\s*=\s*[\"{\w]", re.IGNORECASE
)
# At the start of a line an entry is expected; within one, only what can be nothing else is.
_NEXT = re.compile(
    rf"^[ \t]*+(?:{_KIND}|{_KEYED.pattern})|(?<![\w\\@]){_CERTAIN.pattern}",
    re.MULTILINE | re.IGNORECASE,
)
_LABEL = re.compile(r"@\s*\w+(?:\s*[{(]\s*[^\s,={}\"]{0,60})?")
_REMARK = re.compile(r"%[^\n]*+(?:\n|\Z)")
_NAME_CHARACTERS = ascii_letters + digits + "-_"
# How much of what stands before an entry on its line is looked at.
_BEFORE = 200


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name in lower case, its value as written with delimiters, its line."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """An entry; or, of the kind "string", an abbreviation, as the name and value of one field;
    or, of the kind "preamble", the value of one.

    `kind` is in lower case. `fault` says what had to be mended.
    """

    kind: str
    key: str
    fields: tuple[Field, ...]
    line: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """What a file holds, in its order; `rejected` are the entries that cannot be read."""

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)


def items(text: str, path: str) -> Items:
    """The entries and abbreviations of a text with `\\n` line ends; never raises."""
    file = _File(_BACKSLASHES.sub(_part_line_break, text), path)
    try:
        blocks = parse_string(file.text, parse_stack=[]).blocks
    except ParsingException:  # then all of it is mended
        blocks = []
    for block in blocks:
        # A repeated key or field spoils nothing: the library keeps what it would have read.
        while (
            isinstance(block, library.ParsingFailedBlock) and block.ignore_error_block is not None
        ):
            block = block.ignore_error_block
        file.take(block)
    file.mend_to(len(file.text))
    return file.found


def quoted(text: str) -> str:
    """A name as a message quotes it."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


class _File:
    """A text that has been read up to the character `at`, and what was found in it."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self.at, self.line = 0, 1
        self.found = Items()

    def take(self, block: library.Block) -> None:
        """Read a whole block, after all that stands before it; a broken one is left for later."""
        if isinstance(block, library.ImplicitComment | library.ParsingFailedBlock):
            return
        raw = block.raw or ""
        start = self.text.find(raw, self.at)
        end, before = start + len(raw), self._before(start)
        if isinstance(block, library.Entry) and (
            _is_text(before) or not block.fields or GOES_ON.match(self.text, end)
        ):
            return
        self.mend_to(start)
        if isinstance(block, library.Preamble):
            preamble = Field("", block.value, self.line)
            self.found.items.append(Item("preamble", "", (preamble,), self.line))
        elif isinstance(block, library.String):
            abbreviation = Field(block.key.lower(), block.value, self.line)
            self.found.items.append(Item("string", "", (abbreviation,), self.line))
        elif isinstance(block, library.Entry) and "%" in before:
            self._leave_out()
        elif isinstance(block, library.Entry):
            key = " ".join(_REMARK.sub(" ", block.key).split())
            fields = tuple(part for each in block.fields for part in self._parted(each))
            self.found.items.append(Item(block.entry_type.lower(), key, fields, self.line))
        self._move(end)

    def mend_to(self, stop: int) -> None:
        """Read what stands between whole blocks: remarks, and entries that are broken."""
        while opening := _OPENING.search(self.text, self.at, stop):
            start, kind = opening.start(), (opening[1] or "").lower()
            before = self._before(start)
            self._move(start)
            begins = (_CERTAIN if before.strip(" \t%") else _KEYED).match(self.text, start, stop)
            if begins and not _is_text(before) and "%" not in before and kind not in _NO_ENTRY:
                following = _NEXT.search(self.text, opening.end(), stop)
                self._mend(following.start() if following else stop)
                continue
            if _is_text(before):
                pass
            elif kind in _NO_ENTRY and not before.strip():
                message = f"{self._label()} is never closed. Add its last }}"
                self._report(self.found.problems, message, fatal=False)
            elif begins and "%" in before:
                self._leave_out()
            elif (kind in KINDS and "%" not in before) or not (kind or before.strip()):
                what = "no field follows" if kind else "no { follows its kind"
                message = f"{what}. Write it as in @article{{key, title = {{…}}}}"
                self._report(self.found.rejected, f"{self._label()} cannot be read: {message}")
            self._move(opening.end())
        self._move(stop)

    def _mend(self, stop: int) -> None:
        """Read the broken entry that begins here, and ends before `stop`."""
        mended = mend(self.text, self.at, stop, self.line)
        fault = mended.faults[0] if mended.faults else ""
        if mended.fields:
            fields = tuple(Field(*each) for each in mended.fields)
            fault = f"{self._label()} was recovered: {fault}" if fault else ""
            self.found.items.append(Item(mended.kind, mended.key, fields, self.line, fault))
        elif mended.kind == "string" or mended.kind in KINDS:
            fault = fault or "no field follows. Write it as in @article{key, title = {…}}"
            into = self.found.problems if mended.kind == "string" else self.found.rejected
            self._report(into, f"{self._label()} cannot be read: {fault}")
        self._move(max(mended.end, self.at + 1))

    def _parted(self, raw: library.Field) -> Iterator[Field]:
        """The field, and those that are in its value since a comma was forgotten before them."""
        name, line, start = _REMARK.sub("", raw.key).strip(), (raw.start_line or 0) + 1, 0
        for equals in outside(raw.value, "=") if "=" in raw.value else ():
            value = raw.value[start:equals].rstrip()
            before = value.rstrip(_NAME_CHARACTERS)
            if before == value:
                continue
            following = value[len(before) :]
            if name:  # without one, the field is commented out with a %
                yield Field(name.lower(), before, line)
            line += raw.value.count("\n", start, equals)
            if name:
                message = (
                    f'a comma is missing before "{quoted(following)}"; read as if it were there'
                )
                self.found.problems.append(
                    Problem(Where(self.path, line), f"{message}. Add it", False)
                )
            name, start = following, equals + 1
        if name:
            yield Field(name.lower(), raw.value[start:], line)

    def _leave_out(self) -> None:
        message = (
            f"{self._label()} is commented out with % and left out. Take the % away to have it"
        )
        self._report(self.found.rejected, message, fatal=False)

    def _report(self, into: list[Problem], message: str, fatal: bool = True) -> None:
        into.append(Problem(Where(self.path, self.line), message, fatal))

    def _label(self) -> str:
        label = _LABEL.match(self.text, self.at)
        return " ".join(label[0].split()) if label else "this entry"

    def _before(self, start: int) -> str:
        """What stands unread before a character on its line, as far as it matters."""
        floor = max(self.at, start - _BEFORE)
        return self.text[max(floor, self.text.rfind("\n", floor, start) + 1) : start]

    def _move(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = max(self.at, end)


def _is_text(before: str) -> bool:
    """Whether an @ after this belongs to an e-mail address or a TeX command."""
    return re.search(r"[\w\\@]\Z", before) is not None


def _part_line_break(found: re.Match[str]) -> str:
    """A space after `\\\\` that a brace or quote follows, which the library would take as escaped.

    To BibTeX the two backslashes are a line break, and the brace opens or closes a group.
    """
    backslashes, mark = found.groups()
    return f"{backslashes} {mark}" if mark and len(backslashes) % 2 == 0 else found[0]
