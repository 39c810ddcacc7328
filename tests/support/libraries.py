"""Small libraries made up for a test, and the real one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
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
from generator.sources import read_content

SETTINGS = Settings()
CONTENT = Path(__file__).parents[2] / "content"


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
    """The pages of the library under content/."""
    return build.plan(read_content(CONTENT))
