"""Text to records: picks the reader that knows a file's format.

A reader is a module with a `FORMAT`, a `recognises` and a `read`; adding one means listing it
in `READERS`. Readers turn text into a `Reading` and do nothing else: no I/O, no exceptions.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from gzip import GzipFile
from io import BytesIO
from typing import Protocol

from generator.model import Problem, Reading, Where
from generator.readers import (
    bibtex,
    foreign,
    json,
    listing,
    markdown,
    nbib,
    refer,
    ris,
    table,
    wos,
    xml,
)


class Reader(Protocol):
    """What a module in this package offers for its one file format."""

    FORMAT: str

    def recognises(self, text: str, name: str) -> bool:
        """Whether the text is in this format; the file's name only settles doubtful cases."""

    def read(self, text: str, path: str) -> Reading:
        """The records and problems of a text with `\\n` line ends; never raises."""


# In this order: a listing has no structure but its paragraphs, so all others are ruled out first.
READERS: tuple[Reader, ...] = (
    bibtex,
    json,
    xml,
    nbib,
    ris,
    wos,
    refer,
    table,
    markdown,
    foreign,
    listing,
)

_GZIP = b"\x1f\x8b"
_PIECE = 1_000_000
_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
)
# A text is held several times over while it is read.
LARGEST = 100_000_000
# A list that somebody wrote or saved is shorter; to look for turns in what is longer takes minutes.
_LONGEST_LISTING = 3_000_000
# Nor may a small file hold so many entries that they fill the memory: of these marks, of which
# each entry has one at least, real files have about one in 40 to 100 bytes.
_MARKS: Mapping[str, tuple[str, int]] = {
    bibtex.FORMAT: ("@", 1_000_000),
    json.FORMAT: ("{", 2_000_000),
    xml.FORMAT: ("<&", 5_000_000),
    **{reader.FORMAT: ("\n", 3_000_000) for reader in (nbib, ris, wos, refer, table)},
}
# In characters; a title may have a fiftieth of this.
LONGEST_ABSTRACT = 100_000
_TO_ABSTRACT = 50
_XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Real text holds a stray control character, even NUL, now and then; data has them all over.
_CONTROLS = dict.fromkeys(set(range(32)) - set(b"\t\n\f\r\x1b") | {127})
_SAMPLE = 8192
_MOST_CONTROLS = 0.02

_PACKED_TWICE = "this is gzip within gzip, which is not read. Unpack it, or pack it once"
_EXPECTED = (
    "Put in titles and abstracts in turn, with an empty line between, or BibTeX "
    "(@article{key, title = {…}, …})"
)


def decode(data: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file with `\\n` line ends, or None if it is no text; and what was wrong.

    Reads UTF-8 with or without a byte order mark, UTF-16 with one, the encoding that XML
    declares, and any of them compressed with gzip. Another line that is not UTF-8 is read as
    Windows-1252, which holds Latin-1, with a problem for the first such line. A file of more than
    LARGEST bytes, packed or unpacked, is not read.
    """
    problems: tuple[Problem, ...] = ()
    if data.startswith(_GZIP):
        data, problems = _unpacked(data, path)
        if data.startswith(_GZIP):
            return None, (*problems, Problem(Where(path), _PACKED_TWICE))
        if not data:
            return None, problems
    if len(data) > LARGEST:
        return None, (_too_large(path),)
    for magic, kind in _BINARY:
        if data.startswith(magic):
            return None, (_not_text(path, f"this is {kind}"),)
    declared = _XML_ENCODING.match(data)
    if data.startswith(_UTF16):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            return None, (_not_text(path, "this is marked as UTF-16 but is not"),)
    elif declared and (known := _decode_as(data, declared[1].decode())) is not None:
        text = known
    else:
        text, found = _decode_lines(data.removeprefix(codecs.BOM_UTF8), path)
        problems += found
    sample = text[:_SAMPLE]
    controls = len(sample) - len(sample.translate(_CONTROLS))
    if controls > _MOST_CONTROLS * len(sample):
        return None, (_not_text(path, "this is a binary file, or UTF-16 without its mark"),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def read(data: bytes, path: str) -> Reading:
    """The records of a file of any known format, recognised by its content.

    `path` is the file's POSIX path relative to the content folder. Whatever cannot be read is a
    problem of the reading; a file of no known format gives a reading with the format "".
    """
    return read_together([(path, data)])[0]


def read_together(files: Iterable[tuple[str, bytes | Problem]]) -> tuple[Reading, ...]:
    """What `read` gives for each file of one folder, in the order given.

    A file is its path and its content, or why that is not to be had. Read together, files of
    BibTeX may use what another of them defines.
    """
    readings: list[Reading] = []
    opened: dict[int, bibtex.File] = {}
    for path, data in files:
        text, problems = (None, (data,)) if isinstance(data, Problem) else decode(data, path)
        if text is None:
            readings.append(Reading(path, "", (), problems))
        elif not text.strip():
            message = f"the file is empty. {_EXPECTED}, or delete the file"
            problem = Problem(Where(path), message, fatal=False)
            readings.append(Reading(path, "", (), (*problems, problem)))
        elif (reader := _reader(text, path)) is None:
            message = f"the format of this file is not known. {_EXPECTED}"
            readings.append(Reading(path, "", (), (*problems, Problem(Where(path), message))))
        elif crowded := _crowded(text, path, reader.FORMAT):
            readings.append(Reading(path, reader.FORMAT, (), (*problems, crowded)))
        elif reader is bibtex:  # to be read when all are opened
            opened[len(readings)] = bibtex.File(text, path)
            readings.append(Reading(path, bibtex.FORMAT, (), problems))
        else:
            reading = reader.read(text, path)
            readings.append(replace(reading, problems=problems + reading.problems))
    for number, reading in zip(opened, bibtex.together(tuple(opened.values())), strict=True):
        problems = readings[number].problems + reading.problems
        readings[number] = replace(reading, problems=problems)
    return tuple(_numbered(_bounded(reading)) for reading in readings)


def _bounded(reading: Reading) -> Reading:
    """The reading without entries of a length that no paper has, as a lost brace or quote gives."""
    records, rejected = [], []
    for record in reading.records:
        longest = max(len(record.title) * _TO_ABSTRACT, len(record.abstract), len(record.venue))
        if longest > LONGEST_ABSTRACT:
            message = (
                f"this entry has a title of {len(record.title):,} and an abstract of "
                f"{len(record.abstract):,} characters, too many for a paper. Look for a brace or a "
                "quotation mark that is never closed"
            )
            rejected.append(Problem(record.where, message))
        else:
            records.append(record)
    if not rejected:
        return reading
    return replace(reading, records=tuple(records), rejected=(*reading.rejected, *rejected))


def _numbered(reading: Reading) -> Reading:
    """The reading with a place for each record, also where several begin on one line."""
    if len({record.where for record in reading.records}) == len(reading.records):
        return reading
    items: Counter[Where] = Counter()
    records = []
    for record in reading.records:
        items[record.where] += 1
        records.append(replace(record, where=replace(record.where, item=items[record.where])))
    return replace(reading, records=tuple(records))


def _reader(text: str, path: str) -> Reader | None:
    """The first reader that knows the format of a text."""
    for reader in READERS:
        if (reader is not listing or len(text) <= _LONGEST_LISTING) and reader.recognises(
            text, path
        ):
            return reader
    return None


def _crowded(text: str, path: str, kind: str) -> Problem | None:
    """Why a text of a format is not read, if it has too many entries for its size."""
    marks, most = _MARKS.get(kind, ("", 0))
    if sum(map(text.count, marks)) <= most:
        return None
    what = "lines" if marks == "\n" else " or ".join(f'"{mark}"' for mark in marks)
    message = f"this file holds more than {most:,} {what}, too many to be read. Split it"
    return Problem(Where(path), message)


def _unpacked(data: bytes, path: str) -> tuple[bytes, tuple[Problem, ...]]:
    """What a gzip file holds, as far as it can be unpacked; nothing if that is too much."""
    pieces: list[bytes] = []
    size = 0
    try:
        with GzipFile(fileobj=BytesIO(data)) as file:  # may hold several members
            while piece := file.read1(_PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST:
                    return b"", (_too_large(path),)
    except (EOFError, OSError, zlib.error):
        message = "the gzip file is damaged or cut; what could be unpacked was read. Save it again"
        return b"".join(pieces), (Problem(Where(path), message),)
    if not size:
        message = "the gzip file is empty. Save it again, or delete it"
        return b"", (Problem(Where(path), message, fatal=False),)
    return b"".join(pieces), ()


def _too_large(path: str) -> Problem:
    limit = f"{LARGEST // 1_000_000} MB"
    return Problem(Where(path), f"this file holds more than {limit} and is not read. Split it")


def _decode_as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _decode_lines(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        first = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        bad = data[error.start]
    # Line by line, so that one bad byte does not garble every accent of a UTF-8 file.
    text = b"".join(map(_as_utf8, data.splitlines(keepends=True))).decode()
    message = (
        f"byte 0x{bad:02X} is not UTF-8, so this line, and any other like it, was read as "
        "Windows-1252 (Latin-1). Save the file as UTF-8"
    )
    return text, (Problem(Where(path, first), message, fatal=False),)


def _as_utf8(line: bytes) -> bytes:
    try:
        line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace").encode()
    return line


def _not_text(path: str, what: str) -> Problem:
    return Problem(
        Where(path), f"{what}, which cannot be read as text. {_EXPECTED}, saved as UTF-8"
    )
