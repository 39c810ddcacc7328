"""Pagefind's index of words written anew, so that a search loads little of it.

Pagefind keeps every place of every word, which only a phrase needs. Here its index becomes two
with the same parts: in `index/` a page has of each word how much it weighs, and in
`phrases/index/` all places. Pages are numbered by the rows of Browse's table.

The format is CBOR (RFC 8949), as Pagefind 1.5 writes and reads it:

- `*.pf_meta`: version, pages (name, number of words), parts (first word, last word, name),
  filters, sorts, fields
- `*.pf_index`: words (word, pages, spellings (form, pages)), where a page is the distance to the
  one before it, the places in its text, and the places in its fields. A negative number among
  these tells the weight of the places behind it, or their field.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import cbor2

_SIGNATURE = b"pagefind_dcd"
_WORD = 24  # what a word of a plain text weighs
_UNSAID = 25  # what a place weighs of which no weight is told
_MOST = 10  # times a word; more does not fit and would hardly count
_LENGTH = 32  # words: how exactly the length of a page is told
_EFFORT = 7  # of gzip, whose 9 takes four times as long to spare 2 %
_PHRASES = "phrases"

_Page = tuple[int, list[int], list[int]]


class UnknownFormatError(Exception):
    """That Pagefind's index is not what this module knows."""


def rewrite(folder: Path, fragments: Sequence[str], build: str) -> None:
    """Write the index in Pagefind's folder anew, for pages in the order of their fragments.

    A page is then called by its place in that order, and files by the build.
    """
    try:
        _rewrite(folder, fragments, build)
    except (cbor2.CBORDecodeError, LookupError, OSError, TypeError, ValueError) as error:
        raise UnknownFormatError(str(error)) from error


def _rewrite(folder: Path, fragments: Sequence[str], build: str) -> None:
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    ((language, known),) = entry["languages"].items()
    meta = folder / f"pagefind.{known['hash']}.pf_meta"
    version, pages, parts, _, _, fields = _read(meta)
    lengths = {name: length for name, length in pages}
    if lengths.keys() != set(fragments):
        raise ValueError("the pages of the index are not its fragments")
    row = {name: place for place, name in enumerate(fragments)}
    rows = [row[name] for name, _ in pages]

    aside = folder / "index-of-pagefind"
    (folder / "index").rename(aside)
    numbers = count()
    for place, (_, _, name) in enumerate(parts):
        words = list(_words(aside / f"{name}.pf_index", rows))
        file = f"index/{build}/{place}.pf_index"
        _write(folder / _PHRASES / file, [words])
        _write(folder / file, [[_weighed(word, next(numbers)) for word in words]])
    shutil.rmtree(aside)
    shutil.rmtree(folder / "filter", ignore_errors=True)  # Browse has a table of its own
    meta.unlink()
    _write(
        folder / f"pagefind.{build}.pf_meta",
        [
            version,
            [[str(place), _rounded(lengths[name])] for place, name in enumerate(fragments)],
            [[first, last, f"{build}/{place}"] for place, (first, last, _) in enumerate(parts)],
            [],
            [],
            fields,
        ],
    )
    # Both indexes share what is beside their parts: a browser that has it loads it no more.
    shared = {"hash": f"/../../pagefind.{build}", "wasm": f"/../../wasm.{known['wasm']}"}
    for file, names in (("", {"hash": build}), (f"{_PHRASES}/", shared)):
        text = json.dumps({**entry, "languages": {language: {**known, **names}}})
        (folder / file / "pagefind-entry.json").write_text(text, "utf-8")


def _words(part: Path, rows: Sequence[int]) -> Iterator[list[Any]]:
    """The words of a part, their pages numbered anew."""
    (words,) = _read(part)
    for word, pages, spellings in words:
        others = [[form, _numbered(found, rows)] for form, found in spellings]
        yield [word, _numbered(pages, rows), others]


def _numbered(pages: Sequence[_Page], rows: Sequence[int]) -> list[_Page]:
    number = 0
    found = []
    for distance, places, fields in pages:
        number += distance
        found.append((rows[number], places, fields))
    found.sort()
    before = 0
    numbered = []
    for row, places, fields in found:
        numbered.append((row - before, places, fields))
        before = row
    return numbered


def _weighed(word: Sequence[Any], number: int) -> list[Any]:
    """A word with its weight in each page instead of its places.

    All weight is at one place, which is the number of the word: Pagefind takes words at the same
    place for parts of one.
    """
    text, pages, spellings = word
    others = [[form, _weights(found, number)] for form, found in spellings]
    return [text, _weights(pages, number), others]


def _weights(pages: Sequence[_Page], number: int) -> list[_Page]:
    return [
        (distance, _weight(places, number), _fields(fields)) for distance, places, fields in pages
    ]


def _weight(places: Sequence[int], number: int) -> list[int]:
    weight, total = _UNSAID, 0
    for place in places:
        if place < 0:
            weight = -place - 1
        else:
            total += weight
    if not places:
        return []
    times = min(_MOST, max(1, round(total / _WORD)))
    return [number] if times == 1 else [-times * _WORD - 1, number]


def _fields(places: Sequence[int]) -> list[int]:
    """That a word is in a field, wherever there."""
    return [number for field in places if field < 0 for number in (field, 0)]


def _rounded(length: int) -> int:
    return max(1, round(length / _LENGTH)) * _LENGTH


def _read(path: Path) -> Any:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_SIGNATURE):
        raise ValueError(f"{path.name} does not begin as files of Pagefind do")
    return cbor2.loads(data.removeprefix(_SIGNATURE))


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(_SIGNATURE + cbor2.dumps(content), _EFFORT, mtime=0))
