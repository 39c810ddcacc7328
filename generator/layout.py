"""Where papers stand on the map: close to those that they are related to.

The picture is found as by t-SNE: related papers attract each other, all papers push each other
away, and a weak pull to the middle keeps together what nothing relates.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from generator.model import Related

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

WIDTH, HEIGHT = 1000, 700
_SEED = 1
_SMOOTHING = 100  # rounds in which each paper goes half the way to the middle of its neighbours
_STEPS = 300
_OTHERS = 16  # how many other papers push a paper away in one step, taken by chance
_PULL = 0.07
_RATE = 2.0
_FARTHEST = 4.0  # that a paper moves in one step
_ROUNDS = 100  # of pushing apart at most
_DIGITS = 6
_MARGIN = 14
_APART = 0.38  # of the distance that papers would have if they filled the map evenly

_FINE = 10  # parts of a unit in which places are told; in whole ones, they show as a lattice

Point = tuple[float, float]


def arrange(related: Mapping[str, Sequence[Related]]) -> dict[str, Point]:
    """A place for each paper in tenths of units from the upper left of WIDTH by HEIGHT, none twice.

    The same relations give the same places on every machine, in whatever order they come. For
    that the papers begin at places that follow from their ids; chance has a fixed seed; and only
    arithmetic is used that rounds alike everywhere, so no products of matrices, whose sums depend
    on the processor. Rounding after each step drops what might differ after all.
    """
    ids = sorted(related)
    if len(ids) < 2:
        return {id: (WIDTH // 2, HEIGHT // 2) for id in ids}
    return dict(zip(ids, _distinct(_parted(_fitted(_settled(ids, related)))), strict=True))


def _settled(ids: Sequence[str], related: Mapping[str, Sequence[Related]]) -> Array:
    """The papers in the order of their ids where the forces on them are in balance."""
    # Imported here, as in `related`, because it takes longer than most else.
    import numpy as np

    size = len(ids)
    left, right, weights = _ties(ids, related)
    spots = _smoothed(_scattered(ids), left, right, weights)
    pull = _PULL / math.sqrt(size) * np.array([1, WIDTH / HEIGHT])
    chance = random.Random(_SEED)
    places = np.arange(size)
    for step in range(_STEPS):
        ahead = spots[left] - spots[right]
        drawn = weights / (1 + ahead[:, 0] ** 2 + ahead[:, 1] ** 2)
        force = _gathered(ahead * drawn[:, None], right, left, size) - spots * pull
        # As every paper meets the same distances in the order of the ids, a few numbers suffice.
        others = chance.sample(range(1, size), min(size - 1, _OTHERS))
        away = spots - spots[(places + np.array(others)[:, None]) % size]
        near = 1 / (1 + away[..., 0] ** 2 + away[..., 1] ** 2)
        force = force + (away * (near**2)[..., None]).sum(0) / (near.sum() / size)
        rate = _RATE * (1 - step / _STEPS)
        far = rate * np.sqrt(force[:, 0] ** 2 + force[:, 1] ** 2)
        slowed = rate * np.minimum(1, _FARTHEST / np.maximum(far, 1e-9))
        spots = np.round(spots + force * slowed[:, None], _DIGITS)
    return spots


def _ties(
    ids: Sequence[str], related: Mapping[str, Sequence[Related]]
) -> tuple[Array, Array, Array]:
    """The pairs of related papers, each once, by their places; and how strongly they attract.

    The strength is the pair's share of what draws either of the two.
    """
    import numpy as np

    place = {id: number for number, id in enumerate(ids)}
    scores: dict[tuple[int, int], float] = {}
    for id, neighbours in related.items():
        for other in (other for other in neighbours if other.id in place):
            first, second = sorted((place[id], place[other.id]))
            scores[first, second] = max(other.score, scores.get((first, second), 0.0))
    pairs = np.array(sorted(scores), dtype=np.int64).reshape(-1, 2)
    left, right = pairs[:, 0], pairs[:, 1]
    score = np.array([scores[pair] for pair in sorted(scores)])
    drawn = np.bincount(left, score, len(ids)) + np.bincount(right, score, len(ids))
    return left, right, score / np.maximum(drawn[left], drawn[right])


def _scattered(ids: Sequence[str]) -> Array:
    """A spot between -1 and 1 in both directions for each id, as if by chance."""
    import numpy as np

    digests = [blake2b(id.encode(), digest_size=8).digest() for id in ids]
    return np.frombuffer(b"".join(digests), dtype="<u4").reshape(-1, 2) / 2.0**31 - 1


def _smoothed(spots: Array, left: Array, right: Array, weights: Array) -> Array:
    """The spots after related papers drew near to each other without anything pushing back.

    The two directions are kept independent and equally wide, so that they show the two widest
    divisions among the papers: a start from which no part of the picture stays folded.
    """
    import numpy as np

    size = len(spots)
    drawn = (np.bincount(left, weights, size) + np.bincount(right, weights, size))[:, None]
    for _ in range(_SMOOTHING):
        ahead = (spots[left] - spots[right]) * weights[:, None]
        spots = spots + _gathered(ahead, right, left, size) / np.where(drawn, 2 * drawn, 1)
        spots = spots - spots.mean(0)
        across, along = spots[:, 0], spots[:, 1]
        along = along - across * ((across * along).sum() / max((across**2).sum(), 1e-9))
        spots = np.column_stack([across, along])
        spots = spots / np.maximum(np.sqrt((spots**2).mean(0)), 1e-9)
        spots = np.round(spots, _DIGITS)
    return spots


def _gathered(values: Array, plus: Array, minus: Array, size: int) -> Array:
    """For each paper the sum of the values of its pairs, which count for one and against one."""
    import numpy as np

    return np.column_stack(
        [np.bincount(plus, part, size) - np.bincount(minus, part, size) for part in values.T]
    )


def _fitted(spots: Array) -> Array:
    """The spots stretched to the map; a direction in which all are equal lies in its middle."""
    import numpy as np

    least, most = spots.min(0), spots.max(0)
    share: Array = np.where(most > least, (spots - least) / np.maximum(most - least, 1e-9), 0.5)
    inner: Array = np.array([WIDTH, HEIGHT]) - 2 * _MARGIN
    return share * inner + _MARGIN


def _parted(spots: Array) -> Array:
    """The spots after those that are too near were pushed apart, as far as there is room."""
    import numpy as np
    from scipy.spatial import cKDTree

    size = len(spots)
    apart = _APART * math.sqrt(WIDTH * HEIGHT / size)
    farthest = np.array([WIDTH, HEIGHT]) - _MARGIN
    for _ in range(_ROUNDS):
        pairs = cKDTree(spots).query_pairs(apart, output_type="ndarray")
        if not len(pairs):
            break
        left, right = pairs[np.lexsort(pairs.T[::-1])].T
        ahead = spots[right] - spots[left]
        far = np.sqrt(ahead[:, 0] ** 2 + ahead[:, 1] ** 2)[:, None]
        # Those on one spot part sideways.
        ahead = np.where(far > 0, ahead / np.maximum(far, 1e-9), np.array([1.0, 0.0]))
        spots = spots + _gathered(ahead * (apart - far) / 3, right, left, size)
        spots = np.round(np.clip(spots, _MARGIN, farthest), _DIGITS)
    return spots


def _distinct(spots: Array) -> Iterator[Point]:
    """The nearest free place for each, first come first served."""
    taken: set[tuple[int, int]] = set()
    for x, y in (spots * _FINE).round().astype(int).tolist():
        place = next(place for place in _around(x, y) if place not in taken)
        taken.add(place)
        yield place[0] / _FINE, place[1] / _FINE


def _around(x: int, y: int) -> Iterator[tuple[int, int]]:
    """The places within the map around one, in tenths of units, ring by ring, itself first."""
    width, height = WIDTH * _FINE, HEIGHT * _FINE
    for ring in range(max(width, height)):
        for across in range(-ring, ring + 1):
            step = 1 if abs(across) == ring else 2 * ring
            for down in range(-ring, ring + 1, step or 1):
                if 0 <= x + across <= width and 0 <= y + down <= height:
                    yield x + across, y + down
