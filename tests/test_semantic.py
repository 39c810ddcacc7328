"""Scores by words and by meaning joined: what counts, and that no vector is no drawback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from generator.semantic import Meanings, meanings

Array = NDArray[Any]

SIZE, LABELS, NEAREST = 300, 12, 5
ALL = np.arange(SIZE)


def quantized(rows: Array) -> list[bytes | None]:
    return [
        row.tobytes()
        for row in np.rint(rows / np.abs(rows).max(axis=1)[:, None] * 127).astype(np.int8)
    ]


def cosines(rows: Array) -> Array:
    units: Array = rows / np.linalg.norm(rows, axis=1)[:, None]
    return units @ units.T


def scores_of(by_words: Array, found: Meanings) -> Array:
    return found.block(by_words, np.arange(len(by_words)), np.arange(len(by_words)))


def library(seed: int) -> tuple[Array, Array, list[bytes | None]]:
    """Labels of papers, and two views of them: scores by words, few of them high, and vectors."""
    chance = np.random.RandomState(seed)
    labels = chance.randint(LABELS, size=SIZE)
    subjects = chance.standard_normal((LABELS, 40))
    words = subjects[labels] + 2.5 * chance.standard_normal((SIZE, 40))
    meaning = subjects[labels] + 1.7 * chance.standard_normal((SIZE, 40)) + 3
    return labels, np.maximum(cosines(words), 0) ** 2, quantized(meaning)


def lookup_in(by_words: Array) -> Callable[[Array, Array], Array]:
    """The scores by words of pairs of papers."""
    return lambda left, right: by_words[left, right]


def nearest(scores: Array) -> Array:
    own = np.eye(len(scores), dtype=bool)
    return np.argsort(np.where(own, -1, -scores.round(4)), axis=1, kind="stable")[:, :NEAREST]


def agreement(scores: Array, labels: Array) -> float:
    """The share of the nearest papers with the same label."""
    return float((labels[nearest(scores)] == labels[:, None]).mean())


def without(vectors: list[bytes | None], seed: int, share: float) -> tuple[list[Any], Array]:
    """The vectors with some of them missing, and which."""
    missing = np.random.RandomState(1000 + seed).random_sample(len(vectors)) < share
    return [None if gone else one for gone, one in zip(missing, vectors, strict=True)], missing


def test_words_and_meaning_count_the_same() -> None:
    _, by_words, vectors = library(0)
    found = meanings(vectors, lookup_in(by_words))
    assert found
    rows = np.array([np.frombuffer(vector or b"", np.int8) for vector in vectors], dtype=float)
    rows /= np.linalg.norm(rows, axis=1)[:, None]
    about = cosines(rows - rows.sum(axis=0) / (SIZE + 10))
    assert np.abs(scores_of(by_words, found) - (by_words + about) / 2).max() < 0.001


def test_both_together_find_more_than_either() -> None:
    together, words, meaning = [], [], []
    for seed in range(4):
        labels, by_words, vectors = library(seed)
        found = meanings(vectors, lookup_in(by_words))
        assert found
        together.append(agreement(scores_of(by_words, found), labels))
        words.append(agreement(by_words, labels))
        meaning.append(agreement(scores_of(np.zeros_like(by_words), found), labels))
    assert np.mean(together) > max(np.mean(words), np.mean(meaning)) + 0.03


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6])
def test_papers_without_a_vector_are_fairly_ranked_among_the_others(share: float) -> None:
    expected, seen, full, mixed, words = [], [], [], [], []
    for seed in range(6):
        labels, by_words, vectors = library(seed)
        fewer, missing = without(vectors, seed, share)
        whole, part = (meanings(some, lookup_in(by_words)) for some in (vectors, fewer))
        assert whole and part
        scores = scores_of(by_words, part)
        expected.append(missing.mean())
        seen.append(missing[nearest(scores)].mean())
        full.append(agreement(scores_of(by_words, whole), labels))
        mixed.append(agreement(scores, labels))
        words.append(agreement(by_words, labels))
    assert np.mean(seen) == pytest.approx(np.mean(expected), abs=0.04)
    assert np.mean(words) < np.mean(mixed) < np.mean(full)


def test_the_score_by_words_alone_rises_from_zero_to_one() -> None:
    _, by_words, vectors = library(0)
    fewer, missing = without(vectors, 0, 0.3)
    found = meanings(fewer, lookup_in(by_words))
    assert found
    lone = np.flatnonzero(missing)[:1]
    steps = np.linspace(0, 1, SIZE)[None, :]
    scores = found.block(steps, lone, ALL)[0]
    assert (scores[0], scores[-1]) == (0, 1)
    assert (np.diff(scores) >= 0).all()


def test_pairs_are_scored_as_blocks_are() -> None:
    _, by_words, vectors = library(0)
    fewer, _ = without(vectors, 0, 0.3)
    found = meanings(fewer, lookup_in(by_words))
    assert found
    left, right = ALL[:40], ALL[::-1][:40]
    block = found.block(by_words[np.ix_(left, right)], left, right)
    assert (found.pairs(by_words[left, right], left, right) == block.diagonal()).all()


def test_products_are_added_up_without_rounding_so_that_no_thread_can_change_a_score() -> None:
    vectors = quantized(np.random.RandomState(0).standard_normal((SIZE, 1024)))
    found = meanings(vectors, lambda left, right: left * 0.0)
    assert found
    whole = found.rows.astype(np.int64)
    assert (found.rows @ found.rows.T == (whole @ whole.T)).all()
    assert (np.abs(whole) @ np.abs(whole).T).max() <= 2**24


@pytest.mark.parametrize(
    ("papers", "known", "used"),
    [
        (0, 0, False),
        (1, 1, True),
        (2, 2, True),
        (5, 4, False),
        (40, 0, False),
        (40, 29, False),
        (40, 30, True),
    ],
)
def test_vectors_count_if_all_papers_have_one_or_enough(
    papers: int, known: int, used: bool
) -> None:
    vectors = [bytes([1, place]) if place < known else None for place in range(papers)]
    assert (meanings(vectors, lambda left, right: left * 0.01) is not None) == used


def test_equal_papers_are_as_near_as_can_be_in_the_smallest_library() -> None:
    found = meanings([b"\x7f\x01", b"\x7f\x01"], lambda left, right: left * 0.0)
    assert found
    assert scores_of(np.ones((2, 2)), found) == pytest.approx(1)


def test_two_papers_are_not_opposites_for_being_the_only_ones() -> None:
    found = meanings([b"\x7f\x20", b"\x20\x7f"], lambda left, right: left * 0.0)
    assert found
    assert scores_of(np.zeros((2, 2)), found)[0, 1] > 0


def test_many_vectors_in_one_direction_tell_nothing_and_break_nothing() -> None:
    same: list[bytes | None] = [b"\x01\x02"] * 40
    found = meanings([*same, None], lambda left, right: left * 0.0)
    assert found
    scores = scores_of(np.zeros((41, 41)), found)
    assert np.isfinite(scores).all()
    assert scores[40].tolist() == [0.0] * 41
