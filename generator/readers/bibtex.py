"""BibTeX to records: knows entries, fields, abbreviations and how a name is written.

Only the syntax is taken off: delimiters, one pair of protective braces, wrapped lines. TeX
inside a value stays as it is for cleaning, which the records say with `markup="tex"`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from string import ascii_letters, digits

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException, ParsingException
from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import Block, Entry, ImplicitComment, ParsingFailedBlock, String

from generator.model import Author, Problem, Reading, Record, Where

FORMAT = "bibtex"

# What the library would log is reported as problems.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)

_START = re.compile(
    r"^[ \t]*@(?:string[ \t]*[{(]\s*[^\s={},]+\s*="
    r"|\w+[ \t]*[{(]\s*(?:[^\s={},\"]+\s*)?,\s*[\w-]+\s*=)",
    re.MULTILINE | re.IGNORECASE,
)
_ANY_START = re.compile(r"@\w+[ \t]*[{(]")
# Marks of a document that merely quotes BibTeX: a code fence, a heading, a tag, JSON.
_OTHER_FORMAT = re.compile(r"^[ \t]*(?:```|~~~|#{1,6} |<[\w!?]|[{\[]\s*[\"{])", re.MULTILINE)
# An entry that BibTeX accepts and the library takes for a comment.
_OVERLOOKED = re.compile(r"^[ \t]*@\s*\w+\s*[{(]", re.MULTILINE)
_LABEL = re.compile(r"@\s*\w+\s*[{(]\s*[^\s,={}\"]{0,60}")
_NO_PAPER = re.compile(r"@(?:comment|preamble)\b", re.IGNORECASE)
_BRACE = re.compile(r"(?<!\\)[{}]")
_MARK = re.compile(r"(?<!\\)[{}\"#=]")
_FIELD = re.compile(r"(?:^|,)[ \t]*([\w-]+)[ \t]*=[ \t]*", re.MULTILINE)
_NAME_CHARACTERS = ascii_letters + digits + "-_"
_ABBREVIATION = re.compile(r"[^\s\"#%'(),={}]+")
_BACKSLASHES = re.compile(r"(\\++)([{}\",=)]?)")
_ARXIV_ID = re.compile(
    r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE
)
_USED = frozenset(
    "title author year date journal journaltitle booktitle doi eprint archiveprefix eprinttype url"
    " pdf code repository abstract crossref".split()
)
_ET_AL = re.compile(r"(?:(?:^|,|\sand)\s*|\s)\{?et\.?\s?al\b\.?\}?(?=\s+and\s|\s*$)", re.IGNORECASE)
_DEFINE = "as in @string{name = {…}}, or write the value in braces"
_MOST_NAMED = 8
# Abbreviations that double one another would outgrow the memory.
_LONGEST_ABBREVIATION = 1000


def recognises(text: str, name: str) -> bool:
    """Whether the text holds BibTeX entries that are not merely quoted by another document."""
    if name.lower().endswith((".bib", ".bibtex")):
        return _ANY_START.search(text) is not None
    start = _START.search(text)
    return start is not None and not _OTHER_FORMAT.search(text, 0, start.start())


def read(text: str, path: str) -> Reading:
    """One record for each entry with a title, in the order of the file.

    An entry that cannot be read, or lacks a title, is a fatal problem at its first line; a key
    or a field given twice is a problem that loses nothing. A field with an undefined abbreviation
    is unknown: what remains of it might say something else.
    """
    text = _BACKSLASHES.sub(_part_line_break, text)
    file = _File(path)
    try:
        blocks = parse_string(text, parse_stack=[]).blocks
    except ParsingException:
        message = "this file cannot be read as BibTeX. Check its braces, quotes and commas"
        file.report(1, message, fatal=True)
        blocks = []
    for block in blocks:
        file.add(block)
    file.conclude()
    return Reading(path, FORMAT, tuple(file.records), tuple(sorted(file.problems)))


class _File:
    """What has been read of one file so far; blocks are added in their order.

    As in BibTeX, an abbreviation is known from its definition on.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.records: list[Record] = []
        self.problems: list[Problem] = []
        self.entries: list[tuple[str, str, dict[str, str], int]] = []
        self.abbreviations: dict[str, str] = {}
        self.undefined: dict[str, int] = {}
        self.unknown: list[str] = []
        self.lines: dict[str, int] = {}

    def report(self, line: int, message: str, fatal: bool = False) -> None:
        self.problems.append(Problem(Where(self.path, line), message, fatal))

    def add(self, block: Block) -> None:
        line = (block.start_line or 0) + 1
        # A repeated key or field spoils nothing: the library keeps what it would have read.
        while isinstance(block, ParsingFailedBlock) and block.ignore_error_block is not None:
            block = block.ignore_error_block
        if isinstance(block, String):
            self._define(block, line)
        elif isinstance(block, Entry):
            self._enter(block, line)
        elif isinstance(block, ParsingFailedBlock):
            self._fail(block, line)
        elif isinstance(block, ImplicitComment):
            for start in _OVERLOOKED.finditer(block.comment):
                self.report(
                    line + block.comment.count("\n", 0, start.start()),
                    "an entry was not recognised. Begin it on one line, as in @article{key,",
                    fatal=True,
                )

    def conclude(self) -> None:
        """Make the records, and report what only the whole file shows."""
        cited = {key.lower(): values for key, _, values, _ in reversed(self.entries)}
        for key, kind, values, line in self.entries:
            if values.get("title"):
                _inherit(values, cited.get(values.get("crossref", "").lower(), {}), kind)
                self.records.append(_record(values, key, Where(self.path, line)))
        if self.undefined:
            lost = f". Therefore unknown: {_listed(self.unknown)}" if self.unknown else ""
            self.report(
                min(self.undefined.values()),
                f"abbreviations without a definition: {_listed(list(self.undefined))}{lost}. "
                f"Define each in this file before its first use, {_DEFINE}",
            )
        if self.abbreviations and not self.records:
            message = (
                "the file holds abbreviations and no entry, and they are known in no other file. "
                "Copy them to the beginning of the file that uses them"
            )
            self.report(1, message)
        elif not self.records and not self.problems:
            self.report(1, "the file holds no entry. Add one, as in @article{key, title = {…}}")

    def _define(self, string: String, line: int) -> None:
        value, missing = self._expand(string.value, line)
        if missing:
            return
        if len(value) > _LONGEST_ABBREVIATION:
            message = (
                f'the abbreviation "{_short(string.key)}" stands for more than '
                f"{_LONGEST_ABBREVIATION} characters and was cut. Shorten it"
            )
            self.report(line, message, fatal=True)
        self.abbreviations[string.key.lower()] = value[:_LONGEST_ABBREVIATION]

    def _enter(self, entry: Entry, line: int) -> None:
        key = " ".join(entry.key.split())
        if key and self.lines.setdefault(key, line) != line:
            message = (
                f'the key "{_short(key)}" is taken by the entry in line {self.lines[key]}; both '
                "were read. Give this one a key of its own, or delete it"
            )
            self.report(line, message)
        values, missing = self._values(entry)
        self.entries.append((key, entry.entry_type.lower(), values, line))
        if not values.get("title"):
            has, mend = "an empty" if "title" in values else "no", "Add title = {…} to it"
            if "title" in missing:
                has = "no known"
                mend = f"Define {missing.pop('title')}, which it uses, before it, {_DEFINE}"
            self.report(line, f'the entry "{_short(key)}" has {has} title. {mend}', fatal=True)
        self.unknown += [f'{name} of "{_short(key)}" (line {line})' for name in missing]

    def _fail(self, block: ParsingFailedBlock, line: int) -> None:
        raw = block.raw or ""
        label = _LABEL.match(raw)
        self.report(
            line,
            f"{' '.join(label[0].split()) if label else 'this entry'} cannot be read: "
            f"{_fault(block.error, raw, line)}",
            fatal=not _NO_PAPER.match(raw),
        )

    def _values(self, entry: Entry) -> tuple[dict[str, str], dict[str, str]]:
        """Two things by lower-case name of a used field: its value, and what is undefined in it.

        Of a repeated field the first counts.
        """
        values: dict[str, str] = {}
        missing: dict[str, str] = {}
        seen: set[str] = set()
        for name, value, line in self._fields(entry):
            if name in seen:
                message = (
                    f'"{_short(entry.key)}" has the field "{_short(name)}" twice; the first is '
                    "used. Join the two, or delete one"
                )
                self.report(line, message)
            elif name in _USED:
                text, undefined = self._expand(value, line)
                text = " ".join(text.split())
                # Braces around all of a name make it one organisation: they mean something there.
                values[name] = text if name == "author" else _unbraced(text).strip()
                if undefined:
                    missing[name] = _listed(undefined)
            seen.add(name)
        return values, missing

    def _fields(self, entry: Entry) -> Iterator[tuple[str, str, int]]:
        """Each field's lower-case name, value and line.

        A value runs on to the next comma. Where one was forgotten, the next field is in it.
        """
        for field in entry.fields:
            name, line, start = field.key.lower(), field.start_line + 1, 0
            for equals in _outside(field.value, "=") if "=" in field.value else ():
                value = field.value[start:equals].rstrip()
                before = value.rstrip(_NAME_CHARACTERS)
                if before == value:
                    continue
                yield name, before, line
                name, start = value[len(before) :].lower(), equals + 1
                line = field.start_line + 1 + field.value.count("\n", 0, equals)
                message = f'a comma is missing before "{_short(name)}"; read as if it were there'
                self.report(line, f"{message}. Add it")
            yield name, field.value[start:], line

    def _expand(self, value: str, line: int) -> tuple[str, list[str]]:
        """The text of a value, and the undefined abbreviations in it, which leave no text.

        The pieces joined by `#` are in braces, in quotes or abbreviations.
        """
        text, missing = "", []
        for piece in map(str.strip, _pieces(value) if "#" in value else (value,)):
            inner = _unbraced(piece)
            if inner != piece:
                text += inner
            elif len(piece) > 1 and piece[0] == piece[-1] == '"':
                text += piece[1:-1]
            elif piece.lower() in self.abbreviations:
                text += self.abbreviations[piece.lower()]
            elif not piece.isdigit() and _ABBREVIATION.fullmatch(piece):
                self.undefined.setdefault(piece, line)
                missing.append(piece)
            else:
                text += piece
        return "" if missing else text, missing


def _inherit(values: dict[str, str], parent: Mapping[str, str], kind: str) -> None:
    """Give an entry without a year or venue that of the entry which it refers to."""
    if not values.keys() & {"year", "date"}:
        values["year"] = parent.get("year") or parent.get("date", "")
    if not values.keys() & {"journal", "journaltitle", "booktitle"}:
        # A paper in a book.
        title = ("title",) if kind.startswith("in") or kind == "conference" else ()
        names = ("booktitle", "journal", "journaltitle", *title)
        values["booktitle"] = next((parent[name] for name in names if parent.get(name)), "")


def _record(values: Mapping[str, str], key: str, where: Where) -> Record:
    def first(*names: str) -> str:
        return next((values[name] for name in names if values.get(name)), "")

    eprint = first("eprint")
    is_arxiv = first("archiveprefix", "eprinttype").lower() == "arxiv"
    return Record(
        where=where,
        format=FORMAT,
        title=first("title"),
        abstract=first("abstract"),
        authors=_authors(first("author")),
        year=first("year", "date"),
        venue=first("journal", "journaltitle", "booktitle"),
        doi=first("doi"),
        arxiv=eprint if is_arxiv or _ARXIV_ID.fullmatch(eprint) else "",
        url=first("url"),
        pdf=first("pdf"),
        code=first("code", "repository"),
        key=key,
        markup="tex",
    )


def _authors(value: str) -> tuple[Author, ...]:
    """The people of an author field; "others" at its end stays, as an author of that name."""
    authors = []
    value = _ET_AL.sub(" and others", value).removeprefix(" and ")
    for name in split_multiple_persons_names(value):
        parts = parse_single_name_into_parts(name, strict=False)
        family = _unbraced(" ".join(parts.von + parts.last))
        given = _unbraced(" ".join(parts.first))
        if parts.jr:
            family += ", " + " ".join(parts.jr)
        if family or given:
            authors.append(Author(family, given) if family else Author(given))
    return tuple(authors)


def _part_line_break(found: re.Match[str]) -> str:
    """A space after `\\\\` that a brace or quote follows, which the library would take as escaped.

    To BibTeX the two backslashes are a line break, and the brace opens or closes a group.
    """
    backslashes, mark = found.groups()
    return f"{backslashes} {mark}" if mark and len(backslashes) % 2 == 0 else found[0]


def _pieces(value: str) -> Iterator[str]:
    start = 0
    for end in _outside(value, "#"):
        yield value[start:end]
        start = end + 1
    yield value[start:]


def _outside(value: str, character: str) -> Iterator[int]:
    """Where a character stands in a value outside its braces and quotes."""
    depth, quoted = 0, False
    for mark in _MARK.finditer(value):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
        elif depth == 0 and mark[0] == '"':
            quoted = not quoted
        elif depth == 0 and not quoted and mark[0] == character:
            yield mark.start()


def _unbraced(value: str) -> str:
    """The value without the pair of braces that encloses all of it, if there is one."""
    if value.startswith("{") and value.endswith("}"):
        depth = 0
        for brace in _BRACE.finditer(value):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return value[1:-1] if brace.end() == len(value) else value
    return value


def _fault(error: Exception, raw: str, line: int) -> str:
    """What the library found wrong with an entry that begins in a line, and how to mend it."""
    reason = error.abort_reason if isinstance(error, BlockAbortedException) else ""
    if "found @" not in reason and "found `@" not in reason:
        if "comma after entry key" in reason:
            return "no comma follows its key. Begin it as in @article{key,"
        if "`=`" in reason or "equals sign" in reason:
            last = line + raw.rstrip().count("\n")
            return f"a name in line {last} is followed by no =. Write fields as in year = {{2024}}"
    fields = list(_FIELD.finditer(raw))
    for field, after in zip_longest(fields, fields[1:]):
        value = raw[field.end() : after.start() if after else None].rstrip()
        # Of the last field, a bracket on a line of its own closes the entry.
        if not after and value[:-1].rstrip(" \t").endswith("\n"):
            value = value[:-1]
        depth = sum(1 if brace[0] == "{" else -1 for brace in _BRACE.finditer(value))
        quotes = value.replace('\\"', "").count('"') if value.startswith('"') else 0
        if quotes % 2 or (value.startswith("{") and depth > 0):
            where = line + raw.count("\n", 0, field.end())
            opened = f"the {value[0]} opened for the field {_short(field[1])} in line {where}"
            return f"{opened} is never closed. Close it before the next field"
    return "its last } is missing. Add it at the end of the entry"


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _short(text: str) -> str:
    """A name as a message quotes it."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
