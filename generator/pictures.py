"""Pictures as SVG in HTML, which need no script: a timeline, and the network of a paper.

Links in them are `xlink:href`: the theme's instant navigation would set `href` of each link, which
those of SVG do not allow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from generator.markdown import Markdown

# A timeline: so many columns at most, each of so many years, and together no wider than a phone.
_COLUMNS = 45
_SPANS = (1, 2, 5, 10, 20, 50, 100)
_COLUMN, _ALL, _TALL = 34, 442, 90
_EACH = (1, 2, 5, 10, 20)  # of how many columns one is lettered
_DIGIT = 7
# A network: the paper in the middle, the others in a column on either side.
_MOST = 10
_WIDE, _ROW, _LINE = 290, 38, 13
_INSET = 120  # room for a label on either side
_EDGE = 22  # above the first row and below the last: half a label of three lines
_LETTERS = 15  # of a label in one line


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
    scale = _Scale(span, min(_COLUMN, _ALL // len(firsts)), max(heights))
    columns = [
        _column(place, first, number, scale, target)
        for place, (first, number) in enumerate(zip(firsts, heights, strict=True))
    ]
    notes = ["Papers a year." if span == 1 else f"Papers in each {span} years."]
    if unknown := counts.get(None, 0):
        verb = "has" if unknown == 1 else "have"
        more = "1 more paper" if unknown == 1 else f"{unknown:,} more papers"
        notes.append(f"{more} {verb} no known year.")
    wide = scale.column * len(columns)
    return Markdown(
        f'<figure class="timeline"><svg viewBox="0 0 {wide} {_TALL + 40}" width="{wide}" '
        f'role="group" aria-label="{escape(label)}">{"".join(columns)}</svg>'
        f"<figcaption>{' '.join(notes)}</figcaption></figure>"
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """What all columns of a timeline share: their years, their width, and the most papers."""

    span: int
    column: int
    most: int

    def name(self, first: int) -> str:
        """The years of the column that begins with one."""
        return str(first) if self.span == 1 else f"{first}–{(first + self.span - 1) % 100:02}"

    def counts(self, number: int) -> bool:
        """Whether a number of papers is written above its column: the most, and all if it fits."""
        return len(f"{self.most:,}") * _DIGIT <= self.column or number == self.most

    def letters(self, first: int) -> bool:
        """Whether the years of a column are written below it: as often as there is room."""
        room = len(self.name(first)) * _DIGIT
        each = next(each for each in _EACH if each * self.column >= room)
        return first // self.span % each == 0


def _column(
    place: int, first: int, number: int, scale: _Scale, target: Callable[[int, int], str]
) -> str:
    middle = place * scale.column + scale.column // 2
    name = scale.name(first)
    year = f'<text x="{middle}" y="{_TALL + 34}">{name}</text>' if scale.letters(first) else ""
    if not number:
        return f"<g>{year}</g>" if year else ""
    height = max(2, round(_TALL * number / scale.most))
    top = _TALL + 18 - height
    bar = round(scale.column * 0.65)
    above = f'<text class="number" x="{middle}" y="{top - 4}">{number:,}</text>'
    address = escape(target(first, first + scale.span - 1))
    return (
        f'<a xlink:href="{address}"><title>{name}: {_counted(number)}</title>'
        f'<rect x="{middle - bar // 2}" y="{top}" width="{bar}" height="{height}"/>'
        f"{above if scale.counts(number) else ''}{year}</a>"
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
    tall = _ROW * (rows - 1) + 2 * _EDGE
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
    start = f'x="{x + 10 if right else x - 10}"'
    first, *more = wrap(neighbour.label, _LETTERS) or [""]
    others = "".join(f'<tspan {start} dy="{_LINE}">{escape(line)}</tspan>' for line in more)
    at = f'{start} y="{y + 4 - _LINE * len(more) // 2}"{"" if right else " class=left"}'
    return (
        f'<a xlink:href="{escape(target(neighbour.id))}"><circle cx="{x}" cy="{y}" r="5"/>'
        f"<text {at}>{escape(first)}{others}</text></a>"
    )


def _caption(shown: Sequence[Neighbour]) -> str:
    parts = []
    if any(neighbour.score for neighbour in shown):
        parts.append("Lines join related papers, thicker where closer.")
    if any(neighbour.named or neighbour.naming for neighbour in shown):
        parts.append("An arrow leads to a paper that an abstract names.")
    return " ".join(parts)
