import numpy as np
import pytest

from generator.model import Paper
from generator.nearness import Nearness, nearness
from generator.terms import space

TEXTS = (
    "Speech, music.",
    "Speech, music.",
    "Speech, dance.",
    "Dance, ballet.",
    "Graphs.",
    "Graphs, nodes.",
    "Soup.",
    "",
)


@pytest.fixture(scope="module")
def near() -> Nearness:
    papers = {str(n): Paper(str(n), abstract=text) for n, text in enumerate(TEXTS)}
    return nearness(space(papers))


def test_blocks_say_the_same_as_pairs(near: Nearness, monkeypatch: pytest.MonkeyPatch) -> None:
    every = np.arange(len(TEXTS))
    left, right = (part.ravel() for part in np.meshgrid(every, every, indexing="ij"))
    pairs = near.of(left, right).reshape(len(TEXTS), -1)
    monkeypatch.setattr("generator.nearness._BLOCK", 3 * len(TEXTS))
    blocks = list(near.blocks(every, every))
    assert [len(rows) for rows, _ in blocks] == [3, 3, 2]
    assert np.concatenate([scores for _, scores in blocks]) == pytest.approx(pairs, abs=6e-5)


def test_some_rows_and_columns_make_a_part_of_the_whole(near: Nearness) -> None:
    every, rows, columns = np.arange(len(TEXTS)), np.array([5, 2]), np.array([0, 4, 3])
    (_, whole), (_, part) = next(near.blocks(every, every)), next(near.blocks(rows, columns))
    assert part == pytest.approx(whole[np.ix_(rows, columns)], abs=1e-6)


def test_equal_papers_have_the_score_one_and_those_that_share_no_term_none(near: Nearness) -> None:
    left, right = np.array([0, 0, 0, 3, 6, 7]), np.array([1, 4, 3, 0, 7, 7])
    assert near.of(left, right).tolist() == [1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("texts", [(), ("Speech.",), ("Speech.", "Music."), ("Speech.",) * 2])
def test_a_library_may_be_tiny(texts: tuple[str, ...]) -> None:
    papers = {str(n): Paper(str(n), abstract=text) for n, text in enumerate(texts)}
    every = np.arange(len(texts))
    scores = nearness(space(papers)).of(every, every[::-1])
    assert scores.tolist() == [float(len(set(texts)) < len(texts))] * len(texts)
