"""Pagefind's index of words written anew, so that a search loads little of it.

Pagefind keeps every place of every word, which only a phrase would need. Here a page has of each
word how much it weighs, and is numbered by its row in Browse's table. Words that begin alike are
in one part, from four letters on always: Pagefind loads the part in which a word would be, and
looks for the beginnings of words in what it has.

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
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain, groupby, pairwise, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import cbor2

_SIGNATURE = b"pagefind_dcd"
_WORD = 24  # what a word of a plain text weighs
_UNSAID = 25  # what a place weighs of which no weight is told
_MOST = 10  # times a word; more does not fit and would hardly count
_LENGTH = 32  # words: how exactly the length of a page is told
_PART = 60_000  # bytes, before they are packed
_ALIKE = 4  # letters
_LAST = "\U0010ffff"  # comes behind all other signs
_EFFORT = 7  # of gzip, whose 9 takes four times as long to spare 2 %

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
    found = chain.from_iterable(_words(aside / f"{name}.pf_index", rows) for *_, name in parts)
    words = [
        _Word(word[0], cbor2.dumps(_weighed(word, number))) for number, word in enumerate(found)
    ]
    if words != sorted(words):
        raise ValueError("the words of the index are not in order")
    arranged = _arranged(words)
    for place, part in enumerate(arranged):
        _write(folder / f"index/{build}/{place}.pf_index", _packed(part))
    shutil.rmtree(aside)
    shutil.rmtree(folder / "filter", ignore_errors=True)  # Browse has a table of its own
    meta.unlink()
    rounded = [[str(place), _rounded(lengths[name])] for place, name in enumerate(fragments)]
    ranges = [[*ends, f"{build}/{place}"] for place, ends in enumerate(_ranges(arranged))]
    content = [version, rounded, ranges, [], [], fields]
    _write(folder / f"pagefind.{build}.pf_meta", cbor2.dumps(content))
    text = json.dumps({**entry, "languages": {language: {**known, "hash": build}}})
    (folder / "pagefind-entry.json").write_text(text, "utf-8")


class _Word(NamedTuple):
    """A word and, in CBOR, all that the index says of it."""

    text: str
    content: bytes


def _packed(words: Sequence[_Word]) -> bytes:
    """A part in CBOR: an array of one, the array of its words."""
    part = BytesIO()
    encoder = cbor2.CBOREncoder(part)
    for length in (1, len(words)):
        encoder.encode_length(4, length)  # 4 is an array
    part.writelines(word.content for word in words)
    return part.getvalue()


def _arranged(words: Sequence[_Word]) -> list[list[_Word]]:
    """Words in their order, as parts of which few are larger than `_PART`."""
    parts: list[list[_Word]] = []
    room = 0
    for alike in _alike(words, 1):
        size = _size(alike)
        if size > room:
            parts.append([])
            room = _PART
        parts[-1].extend(alike)
        room -= size
    return parts


def _alike(words: Iterable[_Word], letters: int) -> Iterator[list[_Word]]:
    """Words as the largest groups that fit into a part, of those that begin alike."""
    for _, group in groupby(words, lambda word: word.text[:letters]):
        alike = list(group)
        if letters == _ALIKE or _size(alike) <= _PART:
            yield alike
        else:
            yield from _alike(alike, letters + 1)


def _size(words: Iterable[_Word]) -> int:
    return sum(len(word.content) for word in words)


def _ranges(parts: Sequence[Sequence[_Word]]) -> Iterator[tuple[str, str]]:
    """The first and the last word that each part could have: together, all that there could be.

    A part begins with the fewest letters that come behind the one before it. So it is loaded for
    the beginnings of its words too, and for what is not in the index the part where it would be.
    """
    firsts = [""]
    for part, following in pairwise(parts):
        last, word = part[-1].text, following[0].text
        firsts.append(next(word[:n] for n in range(1, len(word) + 1) if word[:n] > last))
    for first, next_first in zip_longest(firsts[: len(parts)], firsts[1:]):
        before = f"{next_first[:-1]}{chr(ord(next_first[-1]) - 1)}" if next_first else ""
        yield first, before + _LAST


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


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(_SIGNATURE + content, _EFFORT, mtime=0))
