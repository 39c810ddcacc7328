"""Indexing a built site: its words by Pagefind, its phrases, and the table that Browse filters.

A row of the table stands for a paper, the newest first: in `rows.json` are the facts of all
papers in few bytes, as places in lists of values. Pagefind's fragments hold the rest, one paper
each. They are renamed to the number of their row, in the index of words too, so that what a
search finds is known by a number instead of a hash: of 20,000 papers that spares a reader's
first search 47 KB, and the table 91 KB.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import normalize

from generator import phrases
from generator.cards import bucket, fnv1a
from generator.compact import UnknownFormatError, rewrite
from generator.model import Problem, Where
from generator.pages.shelves import letter_of, sort_key

FOLDER = "pagefind"
_MARK = b"data-pagefind-body"
_SIGNATURE = b"pagefind_dcd"
_SUFFIX = ".pf_fragment"
# The facts that Browse filters by, as the pages name them. Authors are many, and kept apart.
_FACETS = ("theme", "year", "venue", "listing", "tag", "code", "notes", "added")
_AUTHOR = "author"
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")  # Pagefind's own looks, which no page loads
_WORD = re.compile(r"[^\W\d_]{4,}")
_NO_HASH = " " * 8
_KEYS = 64  # in one file, on average
_FREQUENT = 4000  # words of one second letter


class _Folder(Where):
    """A place that is a whole folder, without a line."""

    __slots__ = ()

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class Indexed:
    """What indexing did: how many papers can be found, and what went wrong."""

    papers: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one paper: the name of its fragment, its id, its facts by facet, its
    citation key, and all the texts in which it is searched, its title first."""

    fragment: str
    id: str
    title: str
    facts: Mapping[str, Sequence[str]]
    key: str = ""
    texts: Sequence[str] = ()


def index(site: Path) -> Indexed:
    """Make what a built site holds of papers ready to be searched and browsed.

    Writes SITE/pagefind anew, and nothing else; where that fails, the one that is there stays.
    A site without papers gets an empty table.
    """
    if not (site / "index.html").is_file():
        return _failed(site, "there is no site here; build it first, with `make site` for one")
    with TemporaryDirectory(prefix=f".{FOLDER}-", dir=site) as aside:
        folder = Path(aside) / FOLDER
        folder.mkdir()
        rows: list[Row] = []
        if any(_MARK in page.read_bytes() for page in _pages(site)):
            if message := _run_pagefind(site, folder):
                return _failed(site, message)
            rows = sorted(map(_row, (folder / "fragment").glob(f"*{_SUFFIX}")), key=_newest)
            try:
                rewrite(folder, [row.fragment for row in rows], _build(rows))
            except UnknownFormatError as error:
                message = f"this version of Pagefind writes its index in an unknown way ({error})"
                return _failed(site, message)
            _rename(folder / "fragment", rows)
            phrases.write(folder / "phrases" / _build(rows), [row.texts for row in rows])
        for unused in (path for pattern in _UNUSED for path in folder.glob(pattern)):
            unused.unlink()
        for name, content in tables(rows).items():
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(f"{text}\n", encoding="utf-8", newline="\n")
        shutil.rmtree(site / FOLDER, ignore_errors=True)
        folder.rename(site / FOLDER)
    return Indexed(len(rows))


def tables(rows: Sequence[Row]) -> dict[str, Any]:
    """The files of the table, by name; a row is a place in the lists of all of them.

    A visitor loads `library.json` first, which names the build, so that no file that a browser
    keeps from an earlier build is taken for one of this. `rows.json` is what Browse needs at
    once; the others wait until a reader asks for authors or the order of titles, or has marked
    papers, whose ids are hashed as in the files of cards. So are citation keys, in small letters,
    which tells the file of each in `keys/`. In `words/` a letter's file has the words of titles
    and the names of authors that begin so, the most frequent first, and `-` with a letter the
    most frequent of those whose second letter it is.
    """
    keys: list[dict[str, int]] = [{} for _ in range(-(-len(rows) // _KEYS))]
    for place, row in enumerate(rows):
        if key := row.key.lower():
            keys[bucket(key, len(keys))][key] = place
    return {
        "library.json": {
            "papers": len(rows),
            "build": _build(rows),
            "keys": len(keys),
            "phrases": phrases.files(len(rows)),
        },
        "rows.json": {name: _column(rows, name) for name in _FACETS},
        "rows-authors.json": _column(rows, _AUTHOR),
        "rows-titles.json": sorted(range(len(rows)), key=lambda place: _title(rows[place])),
        "rows-papers.json": "".join(_hashes(row.id for row in rows)),
        **{f"keys/{number}.json": found for number, found in enumerate(keys)},
        **{f"words/{letter}.json": " ".join(found) for letter, found in _words(rows).items()},
    }


def _words(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The words of titles and of authors' names by file: all by their first letter, which is
    from a to z, and the most frequent by their second, as a slip may be in the first."""
    counts = Counter(
        word
        for row in rows
        for text in (row.title, *row.facts.get(_AUTHOR, ()))
        for word in _WORD.findall(text.lower())
    )
    first: dict[str, list[str]] = {letter: [] for letter in ascii_lowercase}
    second: dict[str, list[str]] = {letter: [] for letter in ascii_lowercase}
    for word in sorted(counts, key=lambda word: (-counts[word], word)):
        one, two, *_ = (*filter(str.isalpha, normalize("NFD", word)), "", "")  # not in “½½½½”
        first.get(one, []).append(word)
        second.get(two, []).append(word)
    return first | {f"-{letter}": found[:_FREQUENT] for letter, found in second.items()}


def _hashes(ids: Iterable[str]) -> list[str]:
    """The hash of each id; spaces, which no id has for a hash, where several would have the same.

    So Browse takes papers whose hashes collide for papers without a mark, and shows none at a
    wrong one. Of 20,000 papers two do so in one library of twenty.
    """
    hashes = [f"{fnv1a(id):08x}" for id in ids]
    counts = Counter(hashes)
    return [hash if counts[hash] == 1 else _NO_HASH for hash in hashes]


def _column(rows: Sequence[Row], facet: str) -> dict[str, Any]:
    """The values of one facet, the most frequent first, and for each row their places.

    Most papers have one value of a facet: such a row is a bare number instead of a list.
    """
    counts = Counter(value for row in rows for value in row.facts.get(facet, ()))
    values = sorted(counts, key=lambda value: (-counts[value], sort_key(value)))
    place = {value: number for number, value in enumerate(values)}
    cells = [[place[value] for value in row.facts.get(facet, ())] for row in rows]
    return {
        "values": values,
        "rows": [cell[0] if len(cell) == 1 else cell for cell in cells] if values else [],
    }


def _newest(row: Row) -> tuple[int, float, tuple[str, str], str]:
    """Newest year first, within it by arXiv's numbers, then by title; no year comes last."""
    year, submitted = (next(iter(row.facts.get(name, ())), "") for name in ("year", "submitted"))
    number = float(submitted) if re.fullmatch(r"\d{4}\.\d+", submitted) else 0.0
    return (-int(year) if year.isdecimal() else 0, -number, sort_key(row.title), row.id)


def _title(row: Row) -> tuple[bool, tuple[str, str], str]:
    """Titles from A to Z as in their index, what begins with no letter last."""
    return letter_of(row.title) == "#", sort_key(row.title), row.id


def _build(rows: Sequence[Row]) -> str:
    """A name for what is indexed: Pagefind's names of fragments are hashes of what they hold."""
    return sha256(" ".join(row.fragment for row in rows).encode()).hexdigest()[:8]


def _pages(site: Path) -> Iterator[Path]:
    """All pages of a site; where papers are expected comes first, as one of them is enough."""
    yield from site.glob("papers/**/*.html")
    yield from site.rglob("*.html")


def _row(fragment: Path) -> Row:
    """A paper as its fragment holds it, once repetitions are left out."""
    content = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(_SIGNATURE))
    title, names = (content["meta"].get(name, "") for name in ("title", "names"))
    told = (content["meta"].get(name, "") for name in ("venue", "theme"))
    return Row(
        fragment=fragment.name.removesuffix(_SUFFIX),
        id=content["url"].removesuffix(".html").strip("/").rpartition("/")[2],
        title=title,
        facts={name: tuple(dict.fromkeys(found)) for name, found in content["filters"].items()},
        key=content["meta"].get("key", ""),
        texts=(title, content["content"].removeprefix(title), *names.split(), *told),
    )


def _rename(fragments: Path, rows: Sequence[Row]) -> None:
    """Call the fragments by the numbers of their rows, in a folder called by the build."""
    folder = fragments / _build(rows)
    folder.mkdir()
    for place, row in enumerate(rows):
        (fragments / f"{row.fragment}{_SUFFIX}").rename(folder / f"{place}{_SUFFIX}")


def _run_pagefind(site: Path, folder: Path) -> str:
    """Index the words of a site in a folder; returns what went wrong, or nothing."""
    if not find_spec("pagefind"):
        return "the search cannot be made: install Pagefind with pip install 'pagefind[bin]'"
    paths = ["--site", str(site), "--output-path", str(folder)]
    command = [sys.executable, "-m", "pagefind", *paths, "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode == 0:
        return ""
    said = [line for line in done.stderr.splitlines() if line.strip()]
    return f"Pagefind failed with code {done.returncode}: {' '.join(said[-2:])}"


def _failed(site: Path, message: str) -> Indexed:
    return Indexed(problems=(Problem(_Folder(site.as_posix()), message),))
