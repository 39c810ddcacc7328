"""The map: every paper at its place, drawn in the page or, for a large library, by a script."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from statistics import median_low
from typing import Any

from generator import cite
from generator.layout import HEIGHT, WIDTH, Point, arrange
from generator.markdown import Markdown
from generator.mathematics import to_text
from generator.model import Page, Paper
from generator.pages.site import UNSORTED, Site, clip, counted

PATH = "map.md"
DATA = "api/map.json"
TITLES = "api/map-titles.json"
# More papers than this are drawn by a script, which makes a page of constant size.
MOST_DRAWN = 2000
MOST_KINDS = 24
# No common divisor, so that kinds that follow one another differ in both and few are alike.
_COLOURS = 8
_SHAPES = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
    "M-4.5 -4.5h9v9h-9z",
    "M0 -6.5L5.6 3.9H-5.6z",
    "M0 -6.3L6.3 0L0 6.3L-6.3 0z",
    "M-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
)
_OTHERS = "M0 6.5L5.6 -3.9H-5.6z"
_NONE = "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0M-2.5 0a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1 -5 0"
_LETTER = 0.58  # the width of a letter in a line of text, of its height
_STEPS = 12  # how often a name is moved by a line
_ASIDE = (0, -0.2, 0.2, -0.4, 0.4, -0.6, 0.6)  # how far it is moved to a side, of its width
_MOST_COUNTED = 2000
_CROWD = 2  # where a name covers so many signs, it may as well cover more


@dataclass(frozen=True, slots=True)
class Kind:
    """What papers of one sign have in common: mostly the main theme. The page is relative."""

    name: str
    page: str
    papers: Sequence[Paper]
    colour: str
    shape: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Lettering:
    """How the names of themes stand on the map.

    In units of the map, `size` is that of a letter, `reach` how far a sign goes from its middle,
    and `spared` how far a name is moved so that it covers one sign less. `longest` is the number
    of letters after which a name is cut, `most` that of names.
    """

    width: str
    size: int
    reach: int = 0
    spared: int = 80
    longest: int = 40
    most: int = MOST_KINDS


_LETTERINGS = (
    Lettering("wide", size=15, reach=7),
    Lettering("narrow", size=32, reach=13, spared=40, longest=24, most=6),
)


def map_pages(site: Site) -> Iterator[Page]:
    """The page of the map, and the data of its papers where a script draws them."""
    library = site.library
    places = arrange({id: library.related.get(id, ()) for id in library.papers})
    found = kinds(site)
    drawn = len(library.papers) <= MOST_DRAWN
    yield site.page(
        PATH,
        "map",
        {
            "title": "Map",
            "description": "All papers on a map: close together where they share terms.",
            "hide": ["navigation", "toc"],
        },
        papers=len(library.papers),
        drawn=drawn,
        picture=_picture(found, places, drawn),
        kinds=[_legend(kind, number) for number, kind in enumerate(found)],
    )
    if not drawn:
        yield from _data(found, places)


def kinds(site: Site) -> list[Kind]:
    """The main themes in the library's order, the smallest together if there are too many."""
    themes = [theme for theme in site.library.themes if theme.id in site.main]
    size = {theme.id: len(site.main[theme.id]) for theme in themes}
    largest = sorted(size, key=lambda id: -size[id])
    apart = set(largest if len(themes) <= MOST_KINDS else largest[: MOST_KINDS - 1])
    named = [theme for theme in themes if theme.id in apart]
    found = [
        Kind(
            theme.title,
            f"themes/{theme.id}/",
            site.main[theme.id],
            f"c{number % _COLOURS}",
            _SHAPES[number % len(_SHAPES)],
            named=True,
        )
        for number, theme in enumerate(named)
    ]
    others = [paper for theme in themes if theme.id not in apart for paper in site.main[theme.id]]
    if others:
        found.append(Kind("Other themes", "themes/", others, "others", _OTHERS))
    if UNSORTED in site.main:
        unsorted = site.main[UNSORTED]
        found.append(Kind("In no theme", f"themes/{UNSORTED}/", unsorted, "none", _NONE))
    return found


def _picture(kinds: Sequence[Kind], places: Mapping[str, Point], drawn: bool) -> Markdown:
    """The map as SVG; without the papers it is what a script lays over those it draws."""
    shapes = "".join(
        f'<path id="map--{number}" d="{kind.shape}"/>' for number, kind in enumerate(kinds)
    )
    papers = "".join(
        f'<g class="kind {kind.colour}" data-kind="{number}" role="group" '
        f'aria-label="{escape(kind.name)}">{_signs(kind, number, places)}</g>'
        for number, kind in enumerate(kinds)
        if drawn
    )
    names = "".join(
        f'<g class="names {lettering.width}">{_names(kinds, places, lettering)}</g>'
        for lettering in _LETTERINGS
    )
    return Markdown(
        f'<svg class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
        f'aria-label="Map of the papers"><defs>{shapes}</defs>'
        f'{papers}<g aria-hidden="true">{names}</g></svg>'
    )


def _signs(kind: Kind, number: int, places: Mapping[str, Point]) -> str:
    return "\n".join(_sign(paper, number, *places[paper.id]) for paper in kind.papers)


def _sign(paper: Paper, kind: int, x: int, y: int) -> str:
    # The theme's script writes to each "href" of a page, and fails on elements of SVG.
    names = cite.short_names(paper)
    authors = f' data-authors="{escape(names)}"' if names else ""
    return (
        f'<a xlink:href="../papers/{paper.id}/" data-paper="{paper.id}"{authors}>'
        f"<title>{escape(_title(paper))}</title>"
        f'<use xlink:href="#map--{kind}" x="{x}" y="{y}"/></a>'
    )


def _title(paper: Paper) -> str:
    return " ".join(to_text(paper.title).split())


def _names(kinds: Sequence[Kind], places: Mapping[str, Point], lettering: Lettering) -> str:
    """The names of the largest kinds, each where its papers gather or near to it."""
    largest = sorted((kind for kind in kinds if kind.named), key=lambda kind: -len(kind.papers))
    wanted = []
    for kind in largest[: lettering.most]:
        points = [places[paper.id] for paper in kind.papers]
        middle = (median_low(x for x, _ in points), median_low(y for _, y in points))
        wanted.append((clip(kind.name, lettering.longest), middle))
    return "".join(
        f'<text x="{x}" y="{y}">{escape(name)}</text>'
        for name, (x, y) in part(wanted, lettering, list(places.values()))
    )


def part(
    names: Iterable[tuple[str, Point]], lettering: Lettering, signs: Sequence[Point] = ()
) -> Iterator[tuple[str, Point]]:
    """Names with the places of their middles, moved so that none covers another.

    The first choose first, each a place near its own where it covers few signs. A name for which
    there is no room is left out.
    """
    size, reach = lettering.size, lettering.reach
    line = round(size * 1.2)
    above, below = -0.75 * size - reach, 0.25 * size + reach
    counted = signs[:: len(signs) // _MOST_COUNTED + 1]
    taken: list[tuple[float, Point]] = []
    for name, (x, y) in names:
        half = min(len(name) * size * _LETTER, WIDTH) / 2
        found = []
        for aside in _ASIDE:
            across = round(min(max(x + 2 * aside * half, half), WIDTH - half))
            rows = [row for beside, row in counted if abs(beside - across) < half + reach]
            lines = [row for other, (beside, row) in taken if abs(across - beside) < half + other]
            for step in range(-2 * _STEPS, 2 * _STEPS + 1):
                down = y + step * line // 2
                free = all(abs(down - row) >= line for row in lines)
                if free and size <= down <= HEIGHT - size // 3:
                    covered = sum(above < row - down < below for row in rows)
                    away = math.hypot(across - x, down - y)
                    found.append((lettering.spared * min(covered, _CROWD) + away, across, down))
        if found:
            _, across, down = min(found)
            taken.append((half, (across, down)))
            yield name, (across, down)


def _legend(kind: Kind, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "colour": kind.colour,
        "name": Markdown(escape(kind.name)),
        "target": f"../{kind.page}",
        "papers": counted(len(kind.papers), "paper"),
        "count": f"{len(kind.papers):,}",
    }


def _data(kinds: Sequence[Kind], places: Mapping[str, Point]) -> Iterator[Page]:
    """The papers in columns, and the words by which they are found, in the same order."""
    papers = [(number, paper) for number, kind in enumerate(kinds) for paper in kind.papers]
    columns = {
        "ids": [paper.id for _, paper in papers],
        "kinds": [number for number, _ in papers],
        "x": [places[paper.id][0] for _, paper in papers],
        "y": [places[paper.id][1] for _, paper in papers],
    }
    yield _file(DATA, columns)
    words = {
        "titles": [_title(paper) for _, paper in papers],
        "authors": [cite.short_names(paper) for _, paper in papers],
    }
    yield _file(TITLES, words)


def _file(path: str, content: Any) -> Page:
    return Page(path, json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")
