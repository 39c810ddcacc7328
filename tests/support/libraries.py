"""Small libraries made up for a test, and the real one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from generator import build, pages
from generator.model import (
    Assignment,
    Author,
    Library,
    Listed,
    Mention,
    Note,
    Page,
    Paper,
    Related,
    Settings,
    Source,
    Theme,
)
from generator.people import people as join
from generator.sources import read_content

SETTINGS = Settings()
CONTENT = Path(__file__).parents[2] / "content"
# The files of papers that this project came with, by name, and their SHA-256.
FIRST_LIBRARY = {
    "000_b29c97514fa9e2a8.txt": "02f48277dcd283f90e86099ecac60a7b8cd9aacc53b45a6392b1d800d7ac2c6b",
    "001_301ec68d68c99b09.txt": "106da9a01a828dd1cd73f24825fd50ff1f6320bf924163bd934235b2ab17ad2b",
    "002_fde705d20b723fdd.txt": "2e433858269e4b2123453c209ef8a5b0e2254456612987bee16335ee4969fff1",
    "003_b00ca04e10b3fb33.txt": "01b7eac688a91919084935e442be280378ca14fad39c7c2e76dcebfa9b65e1d9",
    "library.bib": "8d9d4b3fa010ec7194cd608a57f8a145f25458df720f433f94e100eb58fc7ac0",
}


def library(
    *papers: Paper,
    themes: Sequence[Theme] = (),
    assignments: Mapping[str, Sequence[Assignment]] | None = None,
    related: Mapping[str, Sequence[Related]] | None = None,
    mentions: Mapping[str, Sequence[Mention]] | None = None,
    notes: Iterable[Note] = (),
    sources: Sequence[Source] = (),
    settings: Settings = SETTINGS,
) -> Library:
    """A library of these papers; every listing that a paper names is one of its sources."""
    listed: dict[str, int] = {}
    for paper in papers:
        for place in paper.listed:
            listed[place.source] = listed.get(place.source, 0) + 1
    known = {source.path for source in sources}
    made = [
        Source(path, "listing", path, "", True, number)
        for path, number in sorted(listed.items())
        if path not in known
    ]
    return Library(
        settings=settings,
        papers={p.id: p for p in sorted(papers, key=lambda p: (p.title.casefold(), p.id))},
        sources=(*sources, *made),
        themes=tuple(themes),
        assignments={id: tuple(found) for id, found in (assignments or {}).items()},
        related={id: tuple(found) for id, found in (related or {}).items()},
        mentions={id: tuple(found) for id, found in (mentions or {}).items()},
        notes={note.paper: note for note in notes},
        people=join({paper.id: paper for paper in papers})[0],
    )


def listed(*places: tuple[str, int]) -> tuple[Listed, ...]:
    return tuple(Listed(source, rank) for source, rank in places)


def people(*names: str) -> tuple[Author, ...]:
    """Authors from "Family, Given"."""
    return tuple(Author(*name.split(", ", 1)) for name in names)


def rendered(made: Library, extra: Sequence[Page] = ()) -> dict[str, str]:
    """The text of every page by its path."""
    return {page.path: page.text for page in pages.render(made, extra)}


@cache
def real() -> build.Plan:
    """The pages of the library under content/, whichever it is."""
    return build.plan(read_content(CONTENT))


def is_first_library(sources: Path = CONTENT / "sources") -> bool:
    """Whether a folder of papers holds the first library, unchanged, and nothing else."""
    files = {
        path.relative_to(sources).as_posix(): path
        for path in sources.rglob("[!.]*")
        if path.is_file()
    }
    return files.keys() == FIRST_LIBRARY.keys() and all(
        sha256(files[name].read_bytes()).hexdigest() == digest
        for name, digest in FIRST_LIBRARY.items()
    )
