"""How near any two papers of a library are: the score by which papers are related."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isqrt
from typing import TYPE_CHECKING, Any

from generator.semantic import Meanings, meanings
from generator.terms import Space

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

# Two papers are near by the terms that both use, and by the subjects that their terms belong to.
TERMS, SUBJECTS = 2 / 3, 1 / 3
_MOST_SUBJECTS = 200
_ROUNDS = 4
_SEED = 1
# The length from which the direction of a paper among the subjects means something.
_FAINT = 0.1
# So many of the commonest terms are faster multiplied as a full matrix than as a sparse one.
_COMMON = 256
_BLOCK = 8_000_000  # scores held in memory at once


@dataclass(frozen=True, slots=True)
class Nearness:
    """The nearness of each pair of papers, from 0 to 1, by their places in a space.

    It is two thirds the cosine of their weights, and one third the cosine of their `subjects`: a
    row a paper, of length 1 or, where the terms of a paper go with no others, less. Papers that
    share no term have no nearness: subjects alone are too vague. If there is a `meaning`, the
    score is joined with it. Below 0 is as good as 0.
    """

    weights: Any
    subjects: Array
    _common: Array
    _others: Any
    _subjects: Array
    meaning: Meanings | None = None

    def blocks(self, rows: Array, columns: Array) -> Iterator[tuple[Array, Array]]:
        """The nearness of all `rows` to all `columns`, some rows at a time: them and their scores.

        The scores are in single precision, which is fast, and right to five digits.
        """
        common, others = self._common[columns].T, self._others[columns].T.tocsr()
        subjects = self._subjects[columns].T
        size = max(1, _BLOCK // max(1, len(columns)))
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            scores = (self._others[part] @ others).toarray()
            scores += self._common[part] @ common
            sharing = scores > 0
            scores += self._subjects[part] @ subjects
            scores *= sharing
            yield part, self.meaning.block(scores, part, columns) if self.meaning else scores

    def of(self, left: Array, right: Array) -> Array:
        """The nearness of pairs of papers, in four digits: the same on every machine."""
        terms = self.weights[left].multiply(self.weights[right]).sum(axis=1).A1
        subjects = (self.subjects[left] * self.subjects[right]).sum(axis=1)
        scores: Array = (TERMS * terms + SUBJECTS * subjects) * (terms > 0)
        if self.meaning:
            scores = self.meaning.pairs(scores, left, right)
        return scores.round(4)


def nearness(space: Space, vectors: Mapping[str, bytes] | None = None) -> Nearness:
    """The nearness of the papers of a space, joined with the meaning of those with a vector."""
    import numpy as np

    weights = space.weights
    subjects = _subjects(weights)
    commonest = np.argsort(-np.bincount(weights.indices, minlength=weights.shape[1]), kind="stable")
    common, others = commonest[:_COMMON], np.sort(commonest[_COMMON:])
    near = Nearness(
        weights,
        subjects,
        (TERMS**0.5 * weights[:, common].toarray()).astype(np.float32),
        (TERMS**0.5 * weights[:, others]).astype(np.float32),
        (SUBJECTS**0.5 * subjects).astype(np.float32),
    )
    if not vectors:
        return near
    return replace(near, meaning=meanings([vectors.get(id) for id in space.ids], near.of))


def _subjects(weights: Any) -> Array:
    """Where the papers stand among the main subjects of a library, a row a paper.

    This is latent semantic analysis: the weights, brought down to as few dimensions as the square
    root of the papers, in which terms that go together are one. The dimensions are found by
    subspace iteration. They are not turned to the singular vectors: cosines do not need it, and
    so do not depend on how two subjects of the same strength happen to be parted.
    """
    import numpy as np

    papers, terms = weights.shape
    size = min(isqrt(papers), terms, _MOST_SUBJECTS)
    if not size:
        return np.zeros((papers, 0))
    basis = np.random.RandomState(_SEED).standard_normal((papers, size))
    for _ in range(_ROUNDS):
        for _ in range(2):
            basis = weights @ (weights.T @ basis)
        basis, _triangle = np.linalg.qr(basis)
    within = weights.T @ basis
    strengths = within.T @ within
    # A little more than they are, lest a library of fewer subjects have no root.
    strengths += 1e-12 * np.trace(strengths) * np.eye(size)
    subjects = basis @ np.linalg.cholesky(strengths)
    lengths = np.sqrt((subjects**2).sum(axis=1, keepdims=True))
    places: Array = subjects / np.maximum(lengths, _FAINT)
    return places
