"""How near papers are by meaning, joined with how near they are by their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

# What the two count for in the joined score; they are cosines both.
WORDS, MEANING = 1 / 2, 1 / 2
# Below this many vectors, not enough is known of how scores by words and joined ones compare.
_FEWEST = 30
# Papers of no subject that count towards the centre, so that two papers do not become opposites.
_NEUTRAL = 10
# Vectors are whole multiples of 1/_GRID: single precision adds up their products without rounding,
# so that the result is the same in whatever order, and in however many threads, this is done.
_GRID = 4000
_PAIRS = 400_000  # looked at to compare the two scores
_PART = 20_000
_SEED = 1
_QUANTILES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """What the papers of a library mean, and what scores by words are worth beside that.

    `rows` has a row a paper: its vector as seen from the middle of the library, or zeros. `known`
    says which papers have one. `words` and `joined` are the knots of a rising line that gives,
    for a score by words, the joined score that is as rare in the library.

    The joined score of two papers that both have a vector is the mean of the score by words and
    the cosine of the vectors. For others it is that of the line, so that the lack of a vector
    makes a paper neither nearer nor farther.
    """

    rows: Array
    known: Array
    words: Array
    joined: Array

    def block(self, scores: Array, left: Array, right: Array) -> Array:
        """The joined scores of all papers `left` with all `right`, from those by words."""
        products = self.rows[left] @ self.rows[right].T
        return self._join(scores, products, self.known[left][:, None] & self.known[right])

    def pairs(self, scores: Array, left: Array, right: Array) -> Array:
        """The joined scores of pairs of papers, from those by words."""
        products = (self.rows[left] * self.rows[right]).sum(axis=1)
        return self._join(scores, products, self.known[left] & self.known[right])

    def _join(self, scores: Array, products: Array, both: Array) -> Array:
        import numpy as np

        means = _mean(scores, products)
        if both.all():
            return means
        lone = np.interp(scores, self.words, self.joined).astype(scores.dtype)
        joined: Array = np.where(both, means, lone)
        return joined


def meanings(
    vectors: Sequence[bytes | None], by_words: Callable[[Array, Array], Array]
) -> Meanings | None:
    """The meanings of papers from their vectors, each of signed bytes, or None where it has none.

    `by_words` gives the scores by words of pairs of papers. There is no result if so few papers
    have a vector that words must do for all.
    """
    import numpy as np

    known = np.array([vector is not None for vector in vectors], dtype=bool)
    places = np.flatnonzero(known)
    if len(places) < max(1, min(_FEWEST, len(vectors))):
        return None
    present = [np.frombuffer(vector, np.int8) for vector in vectors if vector is not None]
    units = _units(np.array(present, dtype=np.float64))
    units = _units(units - units.sum(axis=0) / (len(units) + _NEUTRAL))
    rows = np.zeros((len(vectors), units.shape[1]), dtype=np.float32)
    rows[places] = np.rint(units * _GRID)
    if known.all():
        return Meanings(rows, known, np.zeros(1), np.zeros(1))
    words, joined = [], []
    for some, others in _pairs(len(places)):
        left, right = places[some], places[others]
        words.append(by_words(left, right))
        joined.append(_mean(words[-1], (rows[left] * rows[right]).sum(axis=1)))
    return Meanings(rows, known, *_line(np.concatenate(words), np.concatenate(joined)))


def _mean(scores: Array, products: Array) -> Array:
    """The joined scores from those by words, and from the products of vectors on the grid."""
    import numpy as np

    mean: Array = WORDS * scores + (products * (MEANING / _GRID**2)).astype(scores.dtype)
    return np.minimum(mean, 1, out=mean)  # what was rounded may be a little longer than 1


def _units(rows: Array) -> Array:
    """The rows at length 1; a row of zeros stays as it is."""
    import numpy as np

    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    units: Array = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return units


def _pairs(size: int) -> Iterator[tuple[Array, Array]]:
    """All pairs of so many papers, or enough of them to speak for all, some at a time."""
    import numpy as np

    if size * (size - 1) // 2 <= _PAIRS:
        left, right = np.triu_indices(size, 1)
    else:
        chance = np.random.RandomState(_SEED)
        left = chance.randint(size, size=_PAIRS)
        right = (left + chance.randint(1, size, size=_PAIRS)) % size
    for start in range(0, len(left), _PART):
        yield left[start : start + _PART], right[start : start + _PART]


def _line(words: Array, joined: Array) -> tuple[Array, Array]:
    """The knots, from (0, 0) to (1, 1), where a score by words is as rare as a joined one."""
    import numpy as np

    knots = [(0.0, 0.0)]
    ranked = zip(np.quantile(words, _QUANTILES), np.quantile(joined, _QUANTILES), strict=True)
    for word, both in ranked:
        if knots[-1][0] < word < 1 and both > 0:
            knots.append((float(word), float(both)))
    left, right = np.array([*knots, (1.0, 1.0)]).T
    return left, right
