"""Which papers are close to one another, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import isqrt
from typing import TYPE_CHECKING, Any

from generator.model import Related
from generator.nearness import Nearness, nearness
from generator.terms import Space, phrases, telling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]
    Parts = Iterable[tuple[Array, Array]]

# In a library of more papers than this, each is compared with a part of the others only.
EXACT = 20_000
_VISITS = 32  # cells in which a paper looks for others
_ROUNDS = 5  # of moving the cells to where papers are
_MARGIN = 0.0002  # more than rounding can make of a score
_SPARE = 32  # papers that may be as near as the last that is wanted
_PAIRS = 20_000  # looked at together
_TERMS = 4
_CANDIDATES = 24
_SHARE = 0.15  # of what the first term carries, the least that another must


def nearest(
    space: Space,
    count: int,
    vectors: Mapping[str, bytes] | None = None,
    exact: int = EXACT,
) -> dict[str, tuple[Related, ...]]:
    """The `count` nearest other papers of each, nearest first, equally near ones by id.

    The score is that of `nearness`, always positive, so that a paper may have fewer neighbours
    than `count`, or none. `space` is that of the papers, and `vectors` are those of the papers that
    have one. In a library of more than `exact` papers a few of the nearest may be missed.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    ids = space.ids
    related: dict[str, list[Related]] = {id: [] for id in ids}
    # On one thread, so that sums are rounded alike; and more would not be faster.
    with threadpool_limits(1, "blas"):
        near = nearness(space, vectors)
        left, right, scores = _nearest(near, len(ids), count, exact)
    known = near.meaning.known if near.meaning else np.zeros(len(ids), bool)
    found = (left, right, scores, known[left] & known[right])
    for one, other, score, meant in zip(*(values.tolist() for values in found), strict=True):
        related[ids[one]].append(Related(ids[other], score, meaning=meant))
    return {id: tuple(some) for id, some in related.items()}


def explained(
    space: Space, related: Mapping[str, Sequence[Related]]
) -> dict[str, tuple[Related, ...]]:
    """Related papers with the terms that the two share and that say something.

    There are none where they share only common words.
    """
    import numpy as np

    places = {id: place for place, id in enumerate(space.ids)}
    pairs = [(places[id], places[near.id]) for id, some in related.items() for near in some]
    left, right = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    reasons = iter(_reasons(space, left, right))
    return {
        id: tuple(replace(near, terms=next(reasons)) for near in some)
        for id, some in related.items()
    }


def _nearest(near: Nearness, size: int, count: int, exact: int) -> tuple[Array, Array, Array]:
    """The pairs of each paper with its `count` nearest, in order, and their scores."""
    import numpy as np

    every = np.arange(size)
    parts = _cells(near.subjects) if size > exact else [(every, every)]
    left, right = _candidates(near, parts, count)
    scores = np.concatenate([near.of(left[some], right[some]) for some in _slices(len(left))])
    first = _first(left, right, scores, count)
    return left[first], right[first], scores[first]


def _candidates(near: Nearness, parts: Parts, count: int) -> tuple[Array, Array]:
    """Pairs of papers among which are the nearest of each.

    A part is some papers, and those that they are compared with.
    """
    import numpy as np

    found = [(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32))]
    for rows, columns in parts:
        for some, scores in near.blocks(rows, columns):
            scores[some[:, None] == columns] = 0
            least = np.zeros(len(some))
            if 0 < count < len(columns):
                least = np.partition(scores, -count, axis=1)[:, -count]
            row, column = np.nonzero(scores > np.maximum(least - _MARGIN, 0)[:, None])
            left, right, score = some[row], columns[column], scores[row, column]
            first = _first(left, right, score.round(4), count + _SPARE)
            found.append((left[first], right[first], score[first]))
    left, right, score = (np.concatenate(values) for values in zip(*found, strict=True))
    first = _first(left, right, score.round(4), count + _SPARE)
    return left[first], right[first]


def _first(left: Array, right: Array, scores: Array, count: int) -> Array:
    """Where the `count` nearest positive pairs of each left paper stand, in order."""
    import numpy as np

    order = np.lexsort((right, -scores, left))
    order = order[scores[order] > 0]
    ordered = left[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    kept: Array = order[rank < count]
    return kept


def _cells(subjects: Array) -> Iterator[tuple[Array, Array]]:
    """The papers parted into cells by subjects: for each cell those that visit it, and its own.

    The cells are found as by k-means, as many as the square root of the papers.
    """
    import numpy as np

    size = len(subjects)
    middles = subjects[np.linspace(0, size - 1, isqrt(size)).astype(int)]
    for _ in range(_ROUNDS):
        # Rounded, so that it is the same on every machine which cell is nearest.
        home = (subjects @ middles.T).round(6).argmax(axis=1)
        for cell in range(len(middles)):
            middle = subjects[home == cell].sum(axis=0)
            middles[cell] = middle / max(np.sqrt((middle**2).sum()), 1e-9)
    closeness = (subjects @ middles.T).round(6)
    home = closeness.argmax(axis=1)
    visited = np.argsort(-closeness, axis=1, kind="stable")[:, :_VISITS]
    for cell in range(len(middles)):
        yield np.flatnonzero((visited == cell).any(axis=1)), np.flatnonzero(home == cell)


def _reasons(space: Space, left: Array, right: Array) -> list[tuple[str, ...]]:
    """For each pair of papers the telling terms that make them near."""
    import numpy as np

    columns = [column for column, name in enumerate(space.names) if telling(name)]
    names = [space.names[column] for column in columns]
    weights = space.weights[:, columns]
    # Near papers are mostly near each other: a pair is looked at once.
    low, high = np.minimum(left, right), np.maximum(left, right)
    _, single, pair = np.unique(low * len(space.ids) + high, return_index=True, return_inverse=True)
    low, high = low[single], high[single]
    reasons = []
    for some in _slices(len(single)):
        carried = weights[low[some]].multiply(weights[high[some]]).tocsr()
        bounds = pairwise(carried.indptr.tolist())
        for (start, end), *papers in zip(bounds, low[some], high[some], strict=True):
            loss, term = -carried.data[start:end], carried.indices[start:end]
            ranked = np.lexsort((term, loss))[:_CANDIDATES]
            terms = [
                names[term[place]] for place in ranked if loss[place] <= _SHARE * loss[ranked[0]]
            ]
            reasons.append(phrases(terms, [space.contents[paper] for paper in papers], _TERMS))
    return [reasons[place] for place in pair.tolist()]


def _slices(size: int) -> list[slice]:
    """The places up to a size in parts that memory holds with all their terms, at least one."""
    return [slice(start, start + _PAIRS) for start in range(0, max(size, 1), _PAIRS)]
