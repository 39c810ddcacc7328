"""Where the names of themes stand on the map: near their papers, clear of one another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.layout import Point

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

LINE = 1.15  # from line to line; this and what follows in heights of a letter
BEFORE = 1.2  # from the left edge of a name to its letters: there stands the theme's sign
_LETTER = 0.62  # the width of a letter
_APART = 0.3  # between two names
_NEAR = 60  # in units: papers no farther than this from one another gather
# A name tells nothing where few of its theme's papers gather, and they are few among others.
_GATHERED = 0.25
_AMONG = 0.5
_FARTHEST = 110  # in units: from the heart of a theme to its name
_ASIDE = 15  # in units: signs so near to a name seem to be meant by it
_STEP = 7  # in units: from one place that is tried to the next
_MOST_COUNTED = 2000
_STRANGE = 90  # in units: so much farther for a place among its own papers than among others
_COVERED = 2  # as far, in distances from sign to sign, a name rather goes than to cover one
_CROWD = 6  # where a name must cover so many signs, it may as well cover more
_FEW = 3  # and where it need not, it is left out rather than with more signs upon it


@dataclass(frozen=True, slots=True)
class Lettering:
    """How names stand on a picture of `wide` by `tall` units.

    Of letters `size` units high, on one line or two; each line has at most `letters` if it can be
    so. `reach` is how far a sign goes from its middle, `most` the number of names; `own` how much
    it counts that a name covers signs of its own theme, compared with those of others.
    """

    wide: int
    tall: int
    size: int
    reach: int
    letters: int
    most: int
    own: float = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A theme to be named: by its number, with the places of its papers."""

    number: int
    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Label:
    """A name in lines, its upper left corner so far from the heart of its theme."""

    number: int
    lines: tuple[str, ...]
    heart: Point
    across: float
    down: float


def heart(points: Sequence[Point], signs: Sequence[Point]) -> Point | None:
    """The one of a theme's points around which most others gather; None where too few do."""
    import numpy as np
    from scipy.spatial import cKDTree

    spots = np.array(points)
    pairs = cKDTree(spots).query_pairs(_NEAR, output_type="ndarray")
    apart = spots[pairs[:, 0]] - spots[pairs[:, 1]]
    closeness = 1 - np.sqrt(apart[:, 0] ** 2 + apart[:, 1] ** 2) / _NEAR
    ends = pairs.T.ravel()
    # The pairs come in any order, on which the last digits of a sum depend.
    sums = np.round(np.bincount(ends, np.tile(closeness, 2), len(points)), 6)
    found = int(sums.argmax())
    gathered = 1 + int((pairs == found).sum())
    around = len(cKDTree(np.array(signs)).query_ball_point(spots[found], _NEAR))
    told = gathered >= min(_GATHERED * len(points), _AMONG * around)
    return points[found] if told else None


def labels(themes: Sequence[Wanted], lettering: Lettering, signs: Sequence[Point]) -> list[Label]:
    """The names of the first themes, which choose first.

    Each is near the heart of its theme, rather among its own papers than among others, and where
    few of the signs are. A name for which there is no room there is left out.
    """
    taken: list[tuple[float, float, float, float]] = []
    found: list[Label] = []
    for theme in themes:
        middle = heart(theme.points, signs)
        places = _places(theme, middle, lettering, signs) if middle else ()
        free = (place for place in places if not any(_meet(place[1], other) for other in taken))
        if len(found) < lettering.most and middle and (best := next(iter(free), None)):
            lines, box = best
            taken.append(box)
            across, down = round(box[0] - middle[0], 1), round(box[1] - middle[1], 1)
            found.append(Label(theme.number, lines, middle, across, down))
    return found


Box = tuple[float, float, float, float]  # left, top, right, bottom


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _places(
    theme: Wanted, middle: Point, lettering: Lettering, signs: Sequence[Point]
) -> Iterator[tuple[tuple[str, ...], Box]]:
    """The ways to write a name near a place, the best first."""
    import numpy as np

    spacing = math.sqrt(lettering.wide * lettering.tall / max(len(signs), 1))
    usual = (BEFORE + lettering.letters * _LETTER) * 2 * LINE * lettering.size**2
    crowd = usual > _CROWD * spacing**2
    others = _thinned(sorted(set(signs) - set(theme.points)), len(signs))
    own = _thinned(theme.points, len(signs))
    found = []
    for lines in _broken(theme.name, lettering.letters):
        wide = (BEFORE + max(map(len, lines)) * _LETTER + _APART) * lettering.size
        tall = (LINE * len(lines) + _APART) * lettering.size
        lefts = np.arange(middle[0] - wide - _FARTHEST, middle[0] + _FARTHEST + 1, _STEP)
        tops = np.arange(middle[1] - tall - _FARTHEST, middle[1] + _FARTHEST + 1, _STEP)
        left, top = (grid.ravel() for grid in np.meshgrid(lefts, tops))
        inside = (left >= 0) & (top >= 0)
        inside &= (left + wide <= lettering.wide) & (top + tall <= lettering.tall)
        left, top = left[inside], top[inside]
        boxes = np.column_stack([left, top, left + wide, top + tall])
        aside = _beyond(boxes, np.array([middle]))[:, 0]
        boxes, aside = boxes[aside <= _FARTHEST], aside[aside <= _FARTHEST]
        if not len(boxes):
            continue
        near = [_beyond(boxes, _within(some, boxes)) for some in (own, others)]
        covered = [(some < lettering.reach).sum(1) for some in near]
        around = [(some < lettering.reach + _ASIDE).sum(1) for some in near]
        strange = around[1] / np.maximum(around[0] + around[1], 1)
        off = np.abs(boxes[:, :2] + boxes[:, 2:] - 2 * np.array(middle)).sum(1) / 2
        hidden = _COVERED * spacing * (lettering.own * covered[0] + covered[1])
        hidden = np.where(covered[0] + covered[1] > _FEW, np.inf, hidden)
        if crowd:
            hidden = np.minimum(hidden, _CROWD * spacing)
        cost = aside + hidden + _STRANGE * strange + 0.3 * off
        found += [
            (float(price), lines, tuple(box))
            for price, box in zip(np.round(cost, 3), boxes.tolist(), strict=True)
            if price < np.inf
        ]
    yield from ((lines, box) for _, lines, box in sorted(found))


def _thinned(points: Sequence[Point], all: int) -> Sequence[Point]:
    """The points, or of too many on the map those that are enough to tell where they are dense."""
    return points[:: all // _MOST_COUNTED + 1]


def _within(points: Sequence[Point], boxes: Array) -> Array:
    """Those of the points that lie where any of the boxes is, or beside it."""
    import numpy as np

    spots = np.array(points).reshape(-1, 2)
    low, high = boxes[:, :2].min(0) - _FARTHEST, boxes[:, 2:].max(0) + _FARTHEST
    found: Array = spots[((low <= spots) & (spots <= high)).all(1)]
    return found


def _beyond(boxes: Array, points: Array) -> Array:
    """How far each of the points lies outside each of the boxes, 0 if it does not."""
    import numpy as np

    left, top, right, bottom = (boxes[:, [side]] for side in range(4))
    x, y = points[:, 0], points[:, 1]
    across = np.maximum(np.maximum(left - x, x - right), 0)
    down = np.maximum(np.maximum(top - y, y - bottom), 0)
    distance: Array = np.sqrt(across**2 + down**2)
    return distance


def _broken(name: str, letters: int) -> list[tuple[str, ...]]:
    """A name in one line if it is short, and in the two that are most alike if it has two words."""
    words = name.split()
    halves = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    two = min(halves, key=lambda half: max(map(len, half)), default=None)
    found: list[tuple[str, ...]] = [(name,)] if len(name) <= letters or not two else []
    if two and len(name) > letters // 2:
        found.append(two)
    return found
