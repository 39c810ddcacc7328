"""The map: every paper at its place, drawn in the page or, for a large library, by a script."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from generator.layout import HEIGHT, WIDTH, Point, arrange
from generator.markdown import Markdown
from generator.mathematics import to_text
from generator.model import Page, Paper
from generator.pages.frame import page_from
from generator.pages.lettering import BEFORE, LINE, Label, Lettering, Wanted, labels
from generator.pages.pieces import counted
from generator.pages.site import UNSORTED, Site

PATH = "map.md"
DATA = "api/map.json"
TITLES = "api/map-titles.json"
# More papers than this are drawn by a script, which makes a page of constant size.
MOST_DRAWN = 2000
MOST_KINDS = 24
# The first eight differ in hue, the others from these in lightness. No common divisor with the
# number of shapes, so that no two kinds are alike in both.
_COLOURS = 16
_SHAPES = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
    "M-4.5 -4.5h9v9h-9z",
    "M0 -6.5L5.6 3.9H-5.6z",
    "M0 -6.3L6.3 0L0 6.3L-6.3 0z",
    "M-2 -6h4v4h4v4h-4v4h-4v-4h-4v-4h4z",
)
_OTHERS = "M0 6.5L5.6 -3.9H-5.6z"
_NONE = "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0M-2.5 0a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1 -5 0"
_LETTERINGS = {
    "wide": Lettering(WIDTH, HEIGHT, size=15, reach=7, letters=28, most=MOST_KINDS),
    # On a phone, the map stands upright.
    "narrow": Lettering(HEIGHT, WIDTH, size=23, reach=9, letters=16, most=10),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What papers of one sign have in common: mostly the main theme. The page is relative."""

    name: str
    page: str
    papers: Sequence[Paper]
    colour: str
    shape: str
    named: bool = False


def map_pages(site: Site) -> Iterator[Page]:
    """The page of the map, and the data of its papers where a script draws them."""
    library = site.library
    places = arrange({id: library.related.get(id, ()) for id in library.papers})
    found = kinds(site)
    drawn = len(library.papers) <= MOST_DRAWN
    yield page_from(
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
    apart = largest if len(themes) <= MOST_KINDS else largest[: MOST_KINDS - 1]
    rank = {id: number for number, id in enumerate(apart)}
    found = [
        Kind(
            theme.title,
            f"themes/{theme.id}/",
            site.main[theme.id],
            f"c{rank[theme.id] % _COLOURS}",
            _SHAPES[rank[theme.id] % len(_SHAPES)],
            named=True,
        )
        for theme in themes
        if theme.id in rank
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
        f'<g class="names {width}" font-size="{lettering.size}">'
        f"{_names(kinds, places, lettering)}</g>"
        for width, lettering in _LETTERINGS.items()
    )
    # A square of which as much is shown as there is room for: so it may stand upright, too.
    # Names come before the papers, whose signs so lie above them.
    return Markdown(
        f'<svg class="picture" viewBox="0 0 {WIDTH} {WIDTH}" preserveAspectRatio="xMinYMin slice" '
        f'role="group" aria-label="Map of the papers"><defs>{shapes}</defs>'
        f'<g aria-hidden="true">{names}</g>{papers}</svg>'
    )


def _signs(kind: Kind, number: int, places: Mapping[str, Point]) -> str:
    return "\n".join(_sign(paper, number, *places[paper.id]) for paper in kind.papers)


def _sign(paper: Paper, kind: int, x: float, y: float) -> str:
    # The theme's script writes to each "href" of a page, and fails on elements of SVG.
    return (
        f'<a xlink:href="../papers/{paper.id}/" data-paper="{paper.id}">'
        f"<title>{escape(_title(paper))}</title>"
        f'<use xlink:href="#map--{kind}" x="{x:g}" y="{y:g}"/></a>'
    )


def _title(paper: Paper) -> str:
    return " ".join(to_text(paper.title).split())


def _names(kinds: Sequence[Kind], places: Mapping[str, Point], lettering: Lettering) -> str:
    """The names of the largest kinds near to where their papers gather."""
    upright = lettering.tall > lettering.wide
    at = {id: (y, x) for id, (x, y) in places.items()} if upright else places
    wanted = [
        Wanted(number, kind.name, [at[paper.id] for paper in kind.papers])
        for number, kind in enumerate(kinds)
        if kind.named
    ]
    wanted.sort(key=lambda theme: -len(theme.points))
    found = labels(wanted, lettering, list(at.values()))
    return "".join(_name(label, kinds[label.number], lettering.size) for label in found)


def _name(label: Label, kind: Kind, size: int) -> str:
    """A name behind its sign, which keeps its size however close one comes to its place."""
    (x, y), left, line = label.heart, label.across, label.down + 0.85 * size
    first, *more = (escape(line) for line in label.lines)
    sign = f'x="{left + BEFORE / 2 * size:g}" y="{line - 0.3 * size:g}"'
    text = f'x="{left + BEFORE * size:g}"'
    others = "".join(f'<tspan {text} dy="{LINE}em">{line}</tspan>' for line in more)
    return (
        f'<g data-kind="{label.number}" transform="translate({x:g} {y:g})">'
        f'<g class="name {kind.colour}">'
        f'<use xlink:href="#map--{label.number}" {sign}/>'
        f'<text {text} y="{line:g}">{first}{others}</text></g></g>'
    )


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
    """The papers in columns, and their titles in the same order."""
    # What comes first is painted first: those in no theme lie below, the smallest themes above.
    order = sorted(kinds, key=lambda kind: (kind.shape != _NONE, -len(kind.papers)))
    papers = [(kinds.index(kind), paper) for kind in order for paper in kind.papers]
    columns = {
        "ids": [paper.id for _, paper in papers],
        "kinds": [number for number, _ in papers],
        "x": [places[paper.id][0] for _, paper in papers],
        "y": [places[paper.id][1] for _, paper in papers],
    }
    yield _file(DATA, columns)
    yield _file(TITLES, [_title(paper) for _, paper in papers])


def _file(path: str, content: Any) -> Page:
    return Page(path, json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")
