"""Tables of papers to records: knows separators, quotation marks, rows and the row of headers.

Reads what spreadsheets and databases export as CSV, in whatever language the separator is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from generator.model import Problem, Reading, Record, Where
from generator.readers.fields import IDENTIFIERS, field_of, gather, record

FORMAT = "csv"

_SEPARATORS = {"\t": "a tab", ",": "a comma", ";": "a semicolon", "|": "a bar"}
_EXTENSIONS = (".csv", ".tsv", ".tab")
_DECLARED = re.compile(r'"?sep=(.)"?$', re.IGNORECASE)
# A title, a note on the search and empty lines may stand above the headers.
_MOST_ABOVE = 10
_SEEN_ROWS = 50
_SEEN_CHARACTERS = 200_000
_LONGEST_HEADER = 80
_ENOUGH = frozenset(("title", "url", "pdf", *IDENTIFIERS))
_NOT_A_TABLE = re.compile(r"\s*(?:[|{<@%\[!]|#{1,6} |[-*+] |\d+\. |---\n|\\documentclass)")
_OF_MARKDOWN = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*\|", re.MULTILINE)
_ACCEPTED = (
    "title, abstract, authors, year, journal, doi, arxiv, pmid, url, pdf, code, keywords, volume, "
    "issue, pages, publisher, type, note, date added"
)
_CITATION = re.compile(
    r"(?P<venue>[^()]+?) \((?P<year>\d{4})\) (?:(?P<volume>\w+)(?::(?P<issue>[^\s(]+))? )?"
    r"\((?P<pages>[\w.-]+)\)\. Date of Publication"
)
_MOST_SHOWN = 30

_NEITHER = "this row has neither a title nor an identifier. Add one, or delete the row"
_MEND = "Mend the row, or delete it"
_UNCLOSED = (
    "this row is taken to end with its line{}, as a quotation mark in it is not closed. Close it, "
    "and write a quotation mark within a value twice"
)
# What a spreadsheet shows where it could not work a value out.
_ERRORS = frozenset("#NAME? #VALUE! #REF! #N/A #DIV/0! #NUM! #NULL!".split())
_ERROR = (
    "a cell of this row holds an error of a spreadsheet, such as #NAME?, which is read as no "
    "value{}. Write the value there as text"
)
_SHORT = (
    "this row is shorter than the row of headers{}: check that no value stands under a wrong header"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: the line it begins at, its cells, and what is wrong with it as a whole."""

    line: int
    cells: list[str]
    unread: str = ""
    unclosed: bool = False


def recognises(text: str, name: str) -> bool:
    """Whether the text has rows of cells under headers that say what a paper has.

    Without such headers it is a table if its rows are alike; the name of a table's file is enough
    where cells, or a known header, can be told.
    """
    if _NOT_A_TABLE.match(text):
        return False
    dialect = _dialect(text)
    if dialect.delimiter == "|" and _OF_MARKDOWN.search(text, 0, _SEEN_CHARACTERS):
        return False
    rows = _sample(text, dialect)
    named = name.lower().endswith(_EXTENSIONS)
    begin = _header(rows)
    if begin is not None and (named or _is_under_headers(rows[begin:])):
        return True
    width = len(rows[0]) if rows else 0
    alike = sum(len(row) == width for row in rows)
    return width > 1 and (named or (width > 2 and alike > 2 and alike >= 0.9 * len(rows)))


def read(text: str, path: str) -> Reading:
    """One record for each row that has a title or an identifier, in the order of the file.

    Another row that is not empty is rejected. A table whose headers name neither a title nor an
    identifier gives no records and a fatal problem.
    """
    dialect = _dialect(text)
    rows = list(_rows(text.split("\n"), dialect))
    begin = _header([row.cells for row in rows[:_MOST_ABOVE]])
    if begin is None:
        return Reading(path, FORMAT, (), (_headless(rows, path),))
    head = [cell.strip() for cell in rows[begin].cells]
    while head and not head[-1]:
        head.pop()
    errors = [row for row in rows if any(cell.strip() in _ERRORS for cell in row.cells)]
    table = [row for row in rows[begin + 1 :] if [cell.strip() for cell in row.cells] != head]
    records: list[Record] = []
    rejected: list[Problem] = []
    for row in table:
        where = Where(path, row.line)
        wrong = row.unread or _too_long(row.cells, head, dialect.delimiter)
        made = None if wrong else record(where, FORMAT, _values(head, row.cells))
        if made is None:
            rejected.append(Problem(where, wrong or _NEITHER))
        else:
            records.append(made)
    problems = (
        _unknown(head, Where(path, rows[begin].line)),
        _at_first(_UNCLOSED, [row for row in rows if row.unclosed], path),
        _at_first(_ERROR, errors, path),
        _at_first(_SHORT, [row for row in table if len(row.cells) < len(head)], path),
    )
    return Reading(path, FORMAT, tuple(records), tuple(filter(None, problems)), tuple(rejected))


def _values(head: Sequence[str], cells: Sequence[str]) -> dict[str, list[str]]:
    """The values of a row by field."""
    stated = ("" if cell.strip() in _ERRORS else cell for cell in cells)
    values = gather(zip(head, stated, strict=False))
    venues = values.get("venue", [])
    # Embase writes all of it in one cell.
    if venues and (citation := _CITATION.match(venues[0])):
        values |= {field: [part] for field, part in citation.groupdict("").items() if part}
    return values


def _too_long(cells: Sequence[str], head: Sequence[str], separator: str) -> str:
    """What to say of a row with values beyond the headers: they may stand under wrong ones."""
    if not any(cell.strip() for cell in cells[len(head) :]):
        return ""
    return (
        f"this row has {len(cells)} cells and the table {len(head)} headers, so what belongs where "
        f"is not known. Put a value that holds {_SEPARATORS[separator]} in quotation marks"
    )


def _at_first(message: str, rows: Sequence[_Row], path: str) -> Problem | None:
    """A problem of the first of some rows that says how many there are."""
    if not rows:
        return None
    many = f" (as are {len(rows) - 1} more)" if len(rows) > 1 else ""
    return Problem(Where(path, rows[0].line), message.format(many), fatal=False)


def _unknown(head: Sequence[str], where: Where) -> Problem | None:
    """A question after the headers that nobody knows."""
    unknown = [cell for cell in head if field_of(cell) is None]
    if not unknown:
        return None
    message = (
        f"what do these columns hold: {_shown(unknown)}? Only identifiers and links in them are "
        f"read. To use a column, name it one of: {_ACCEPTED}"
    )
    return Problem(where, message, fatal=False)


def _headless(rows: Sequence[_Row], path: str) -> Problem:
    first = rows[0] if rows else _Row(1, [])
    message = (
        "no column of this table is known to hold titles or identifiers, so no row can be read. It "
        f"begins with {_shown(first.cells)}. Begin it with headers such as: {_ACCEPTED}"
    )
    return Problem(Where(path, first.line), message)


def _shown(cells: Sequence[str]) -> str:
    shown = ", ".join(f'"{cell.strip()[:_LONGEST_HEADER]}"' for cell in cells[:_MOST_SHOWN])
    return f"{shown}, …" if len(cells) > _MOST_SHOWN else shown


def _header(rows: Sequence[Sequence[str]]) -> int | None:
    """The number of the row that names the most fields, a title or an identifier among them."""
    named = [_fields(row) for row in rows[:_MOST_ABOVE]]
    most = max(map(len, named), default=0)
    return next(
        (number for number, fields in enumerate(named) if fields & _ENOUGH and len(fields) == most),
        None,
    )


def _fields(cells: Sequence[str]) -> set[str]:
    return {known[0] for cell in cells if (known := field_of(cell[:_LONGEST_HEADER]))} - {""}


def _is_under_headers(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is one of headers, and half of the others have as many cells."""
    alike = sum(len(row) == len(rows[0]) for row in rows)
    short = all(len(cell) <= _LONGEST_HEADER for cell in rows[0])
    return short and len(rows[0]) > 1 and len(rows) > 1 and 2 * alike > len(rows)


def _rows(lines: list[str], dialect: type[csv.Dialect]) -> Iterator[_Row]:
    """Each row with a value.

    A quotation mark that is never closed ends with its line, as does one in the middle of a cell:
    the next line is read as the next row.
    """
    begin = 1 if _DECLARED.match(lines[0]) else 0
    while begin < len(lines):
        reader = csv.reader((f"{lines[at]}\n" for at in range(begin, len(lines))), dialect)
        first, done = begin, 0
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield _Row(first + done + 1, cells)
                done = reader.line_num
            return
        except csv.Error:
            begin = first + done
        yield _lone_row(lines[begin], begin + 1, dialect, reader.line_num - done > 1)
        begin += 1


def _lone_row(line: str, number: int, dialect: type[csv.Dialect], unclosed: bool) -> _Row:
    """A row of one line that is not as it should be; `unclosed` if it was to go on in the next."""
    try:
        cells = next(csv.reader([line], dialect, strict=False), [])
    except csv.Error as error:
        return _Row(number, [], unread=f"this row cannot be read ({error}). {_MEND}")
    return _Row(number, cells, unclosed=unclosed)


def _sample(text: str, dialect: type[csv.Dialect]) -> list[list[str]]:
    """The first rows."""
    lines = text[:_SEEN_CHARACTERS].split("\n")
    if len(text) > _SEEN_CHARACTERS and len(lines) > 1:
        lines.pop()
    return [row.cells for row in islice(_rows(lines, dialect), _SEEN_ROWS)]


def _dialect(text: str) -> type[csv.Dialect]:
    """The separator, and how a quotation mark within quotation marks is written.

    They are those with which the headers name the most fields, and the rows are most alike.
    """
    declared = _DECLARED.match(text[:10].split("\n", 1)[0])
    marks = declared[1] if declared and declared[1] in _SEPARATORS else "".join(_SEPARATORS)
    escapes = (None, "\\") if '\\"' in text[:_SEEN_CHARACTERS] else (None,)
    return max(
        (_made(mark, escape) for escape in escapes for mark in marks), key=partial(_fit, text)
    )


def _made(mark: str, escape: str | None) -> type[csv.Dialect]:
    class Dialect(csv.Dialect):
        delimiter = mark
        quotechar = '"'
        doublequote = True
        escapechar = escape
        lineterminator = "\n"
        quoting = csv.QUOTE_MINIMAL
        skipinitialspace = mark != "\t"
        strict = True

    return Dialect


def _fit(text: str, dialect: type[csv.Dialect]) -> tuple[int, float]:
    """How well a dialect fits a text: the fields that a row names, and the share of like rows."""
    rows = _sample(text, dialect)
    width = len(rows[0]) if rows else 0
    alike = sum(len(row) == width for row in rows) / len(rows) if width > 1 else 0.0
    return max((len(_fields(row)) for row in rows[:_MOST_ABOVE]), default=0), alike
