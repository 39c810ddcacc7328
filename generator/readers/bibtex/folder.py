"""The BibTeX files of one folder: their entries, and the abbreviations that they share.

As in BibTeX, an abbreviation means what was last defined before its use. What a file does not
define before, it may define later; then another file of the folder may, the first by name; then
the names of the months are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.model import Problem, Where
from generator.readers.bibtex.inherit import Entry
from generator.readers.bibtex.macros import Macro, macros, written_out
from generator.readers.bibtex.record import MANY, NAMES, is_used
from generator.readers.bibtex.syntax import Field, Item, items, quoted
from generator.readers.bibtex.values import MONTHS, expand, unbraced

DEFINE = "as in @string{name = {…}}, or write the value in braces"
# A space that does not break is no layout: the author meant it.
_LAYOUT = re.compile(r"[^\S\xa0\u202f]+")
# Cleaning knows whether a hyphen at the end of a line belongs to the word.
_PARTED = re.compile(r"(?<=[^\W\d_]-)[ \t]*\n\s*(?=[^\W\d_])")
_MOST_NAMED = 8
# Abbreviations that double one another would outgrow the memory.
_LONGEST = 1000
# How often abbreviations may lead to others that are defined after them.
_LONGEST_WAY = 10

Known = Callable[[str], str | None]


class File:
    """What one file holds, as far as it alone shows that; `share` completes it."""

    def __init__(self, text: str, path: str) -> None:
        found = items(text, path)
        self.path = path
        self.problems, self.rejected = found.problems, found.rejected
        self.entries: list[Entry] = []
        self.abbreviations: dict[str, str] = {}
        self.macros: dict[str, Macro] = {}
        self.is_used = False
        self.open_abbreviations: list[Field] = []
        self._open_fields: list[tuple[Entry, Field]] = []
        self._undefined: dict[str, int] = {}
        self._unknown: list[str] = []
        self._lines: dict[str, int] = {}
        for item in found.items:
            if item.kind == "preamble":
                text, _ = expand(item.fields[0].value, self.abbreviations.get)
                self.macros |= macros(text)
            elif item.kind == "string":
                if item.fault:
                    self.report(item.line, item.fault)
                self.open_abbreviations += [
                    each for each in item.fields if not self.define(each, self.abbreviations.get)
                ]
            else:
                self._enter(item)

    def report(self, line: int, message: str, fatal: bool = False) -> None:
        self.problems.append(Problem(Where(self.path, line), message, fatal))

    def define(self, abbreviation: Field, known: Known) -> bool:
        """Note what an abbreviation stands for, if that is known."""
        value, missing = expand(abbreviation.value, known)
        if missing:
            return False
        if len(value) > _LONGEST:
            message = (
                f'the abbreviation "{quoted(abbreviation.name)}" stands for more than '
                f"{_LONGEST} characters and was cut. Shorten it"
            )
            self.report(abbreviation.line, message, fatal=True)
        self.abbreviations[abbreviation.name] = value[:_LONGEST]
        return True

    def complete(self, known: Known) -> None:
        """Fill in what other files define, and report what none does."""
        for each in self.open_abbreviations:
            self._note(each, expand(each.value, known)[1])
        for entry, each in self._open_fields:
            text, missing = expand(each.value, known)
            if missing:
                self._note(each, missing)
                entry.missing[each.name] = listed(missing)
                if each.name != "title":
                    self._unknown.append(
                        f'{each.name} of "{quoted(entry.key)}" (line {entry.line})'
                    )
            _put(entry, each.name, text)
        if self._undefined:
            lost = f". Therefore unknown: {listed(self._unknown)}" if self._unknown else ""
            self.report(
                min(self._undefined.values()),
                f"abbreviations without a definition: {listed(list(self._undefined))}{lost}. "
                f"Define each in this file or in another of its folder, {DEFINE}",
            )

    def write_out(self, known: Mapping[str, Macro]) -> None:
        """Write out the TeX commands that are known in the values of the entries."""
        for entry in self.entries:
            for name, text in entry.values.items():
                if "\\" in text:
                    entry.values[name] = written_out(text, known)

    def _note(self, each: Field, missing: Iterable[str]) -> None:
        for name in missing:
            self._undefined.setdefault(name, each.line)

    def _enter(self, item: Item) -> None:
        key = item.key
        if key and self._lines.setdefault(key, item.line) != item.line:
            message = (
                f'the key "{quoted(key)}" is taken by the entry in line {self._lines[key]}; both '
                "were read. Give this one a key of its own, or delete it"
            )
            self.report(item.line, message)
        entry = Entry(item.kind, key, item.line, item.fault)
        self.entries.append(entry)
        seen: dict[str, str] = {}
        for each in item.fields:
            if not is_used(each.name):
                continue
            if each.name in seen and each.name not in MANY:
                if each.value != seen[each.name]:
                    message = (
                        f'"{quoted(key)}" has the field "{each.name}" twice; the first is used. '
                        "Join the two, or delete one"
                    )
                    self.report(each.line, message)
                continue
            seen[each.name] = each.value
            text, missing = expand(each.value, self.abbreviations.get)
            if missing:
                self._open_fields.append((entry, each))
            else:
                _put(entry, each.name, text)


def share(files: Sequence[File]) -> None:
    """Complete the files of a folder, in the order of their names, with what they define."""
    defined: dict[str, dict[int, str]] = {}
    clashes: list[dict[str, str]] = [{} for _ in files]

    def knowing(number: int) -> Known:
        file = files[number]

        def known(name: str) -> str | None:
            if (own := file.abbreviations.get(name)) is not None:
                return own
            if name not in defined:
                return MONTHS.get(name)
            others = defined[name]
            first = min(others)
            files[first].is_used = True
            rival = next((n for n in sorted(others) if others[n] != others[first]), first)
            if rival != first:
                files[rival].is_used = True
                clashes[number][name] = f"{name} ({files[first].path} and {files[rival].path})"
            return others[first]

        return known

    def publish(number: int) -> None:
        for name, text in files[number].abbreviations.items():
            defined.setdefault(name, {})[number] = text

    for number in range(len(files)):
        publish(number)
    for _ in range(_LONGEST_WAY):
        waiting = sum(len(file.open_abbreviations) for file in files)
        for number, file in enumerate(files):
            known = knowing(number)
            file.open_abbreviations = [
                each for each in file.open_abbreviations if not file.define(each, known)
            ]
            publish(number)
        if waiting == sum(len(file.open_abbreviations) for file in files):
            break
    shared = {name: macro for file in reversed(files) for name, macro in file.macros.items()}
    for number, file in enumerate(files):
        file.complete(knowing(number))
        if shared:
            file.write_out(shared | file.macros)
        if clashes[number]:
            message = (
                f"two files define differently what this one uses: "
                f"{listed(list(clashes[number].values()))}. That of the first is used. Define "
                "each in this file, or delete one"
            )
            file.report(1, message)


def listed(names: Sequence[str]) -> str:
    """The names, or the first of them and how many more there are."""
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _put(entry: Entry, name: str, text: str) -> None:
    """Note the value of a field; that of one that may be repeated is added to it."""
    lines = _PARTED.split(text) if "-\n" in text else (text,)
    text = "\n".join(_LAYOUT.sub(" ", line) for line in lines).strip(" \n")
    # Braces around all of a name make it one organisation: they mean something there.
    text = text if name in NAMES else unbraced(text).strip()
    before = entry.values.get(name)
    entry.values[name] = f"{before}; {text}" if before and text else before or text
