"""Pictures as SVG in HTML, which need no script: a timeline, and the network of a paper.

Links in them are `xlink:href`: the theme's instant navigation would set `href` of each link, which
those of SVG do not allow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from generator.markdown import Markdown

# A timeline: no more columns than a phone shows, each of so many years.
_COLUMNS = 13
_SPANS = (1, 2, 5, 10, 20, 50, 100)
_COLUMN, _BAR, _TALL = 34, 22, 90
# A network: the paper in the middle, the others in a column on either side.
_MOST = 10
_WIDE, _ROW = 310, 38
_INSET = 114  # room for a label on either side


def timeline(
    counts: Mapping[int | None, int], target: Callable[[int, int], str], label: str
) -> Markdown:
    """A column for each year with the number of its papers, or nothing for less than two years.

    `counts` has the papers of each year, None for those of no known year; `target` gives the
    address for the papers from one year to another; `label` says what the picture shows. Of a
    long time, a column holds several years, all columns as many.
    """
    years = sorted(year for year in counts if year is not None)
    if len(years) < 2:
        return Markdown("")
    span = next(
        (span for span in _SPANS if years[-1] // span - years[0] // span < _COLUMNS), _SPANS[-1]
    )
    firsts = range(years[0] // span * span, years[-1] + 1, span)
    heights = [sum(counts.get(year, 0) for year in range(f, f + span)) for f in firsts]
    most = max(heights)
    columns = [
        _column(place, first, span, number, most, target)
        for place, (first, number) in enumerate(zip(firsts, heights, strict=True))
    ]
    notes = [f"Each column is {span} years." if span > 1 else ""]
    if unknown := counts.get(None, 0):
        notes.append(f"And {_counted(unknown)} of which no year is known.")
    caption = " ".join(filter(None, notes))
    apart = f"<figcaption>{caption}</figcaption>" if caption else ""
    wide = _COLUMN * len(columns)
    return Markdown(
        f'<figure class="timeline"><svg viewBox="0 0 {wide} {_TALL + 40}" width="{wide}" '
        f'role="group" aria-label="{escape(label)}">{"".join(columns)}</svg>{apart}</figure>'
    )


def _column(
    place: int, first: int, span: int, number: int, most: int, target: Callable[[int, int], str]
) -> str:
    middle = place * _COLUMN + _COLUMN // 2
    name = str(first) if span == 1 else f"{first}–{(first + span - 1) % 100:02}"
    year = f'<text x="{middle}" y="{_TALL + 34}">{first}</text>'
    if not number:
        return f"<g>{year}</g>"
    height = max(2, round(_TALL * number / most))
    top = _TALL + 18 - height
    address = escape(target(first, first + span - 1))
    return (
        f'<a xlink:href="{address}" aria-label="{name}: {_counted(number)}">'
        f'<rect x="{middle - _BAR // 2}" y="{top}" width="{_BAR}" height="{height}"/>'
        f'<text class="number" x="{middle}" y="{top - 4}">{number:,}</text>{year}</a>'
    )


def _counted(papers: int) -> str:
    return "1 paper" if papers == 1 else f"{papers:,} papers"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A paper beside another: how close it is from 0 to 1, and which names which."""

    id: str
    label: str
    score: float = 0.0
    named: bool = False
    naming: bool = False


def network(
    neighbours: Sequence[Neighbour], ties: Sequence[tuple[str, str]], target: Callable[[str], str]
) -> Markdown:
    """A paper with its neighbours around it, or nothing if it has none.

    The first few neighbours are shown, in turn on the right and on the left. `ties` are pairs of
    ids that are close to one another; `target` gives the address of a paper's page.
    """
    shown = neighbours[:_MOST]
    if not shown:
        return Markdown("")
    rows = (len(shown) + 1) // 2
    tall = _ROW * (rows + 1)
    middle = (_WIDE // 2, tall // 2)
    places = {}
    for place, neighbour in enumerate(shown):
        right, row = place % 2 == 0, place // 2
        here = rows if right else len(shown) // 2
        y = middle[1] + round((row - (here - 1) / 2) * _ROW)
        bend = round(12 * (1 - abs(2 * (y - middle[1]) / tall)))
        places[neighbour.id] = (_WIDE - _INSET + bend if right else _INSET - bend, y)
    tied = [
        _path(places[left], places[right])
        for left, right in ties
        if left in places and right in places
    ]
    drawn = [_ARROW] if any(near.named or near.naming for near in shown) else []
    drawn += [f'<path class="tie" d="{"".join(tied)}"/>'] if tied else []
    drawn += [_tied(neighbour, places[neighbour.id], middle) for neighbour in shown]
    drawn.append(f'<circle class="here" cx="{middle[0]}" cy="{middle[1]}" r="8"/>')
    drawn += [_node(neighbour, places[neighbour.id], target) for neighbour in shown]
    return Markdown(
        f'<figure class="network"><svg viewBox="0 0 {_WIDE} {tall}" role="group" '
        f'aria-label="The papers around this one">{"".join(drawn)}</svg>'
        f"<figcaption>{_caption(shown)}</figcaption></figure>"
    )


_ARROW = (
    '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
    'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z"/></marker>'
)


def _tied(neighbour: Neighbour, place: tuple[int, int], middle: tuple[int, int]) -> str:
    """The line between the paper and a neighbour: wide where close, an arrow where named."""
    ends = " ".join(
        f'marker-{end}="url(#arrow)"'
        for end, is_so in (("end", neighbour.named), ("start", neighbour.naming))
        if is_so
    )
    width = round(1 + 5 * neighbour.score, 1)
    kind = "close" if neighbour.score else "names"
    # An arrow ends where the circle begins, not within it.
    path = _path(_towards(middle, place, 10), _towards(place, middle, 7))
    return f'<path class="{kind}" stroke-width="{width}" d="{path}" {ends}'.rstrip() + "/>"


def _towards(start: tuple[int, int], end: tuple[int, int], length: int) -> tuple[int, int]:
    """The point so far from one point on the way to another."""
    across, down = end[0] - start[0], end[1] - start[1]
    share = length / ((across**2 + down**2) ** 0.5 or 1)
    return round(start[0] + across * share), round(start[1] + down * share)


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    return f"M{start[0]} {start[1]} {end[0]} {end[1]}"


def _node(neighbour: Neighbour, place: tuple[int, int], target: Callable[[str], str]) -> str:
    x, y = place
    right = x > _WIDE // 2
    label = f'x="{x + 10 if right else x - 10}" y="{y + 4}"{"" if right else " class=left"}'
    return (
        f'<a xlink:href="{escape(target(neighbour.id))}"><circle cx="{x}" cy="{y}" r="5"/>'
        f"<text {label}>{escape(neighbour.label)}</text></a>"
    )


def _caption(shown: Sequence[Neighbour]) -> str:
    parts = []
    if any(neighbour.score for neighbour in shown):
        parts.append("Lines join related papers, thicker where closer.")
    if any(neighbour.named or neighbour.naming for neighbour in shown):
        parts.append("An arrow leads to a paper that an abstract names.")
    return " ".join(parts)
