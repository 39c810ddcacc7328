"""How far up papers stand over all listings, and what rose from the earlier to the latest."""

from __future__ import annotations

import random

import pytest

from generator.model import Listed, Paper
from generator.prominence import Rise, compare, dated, standings


def paper(id: str, **listed: int) -> Paper:
    """A paper with its rank in each listing that it stands in."""
    places = tuple(Listed(source, rank) for source, rank in listed.items())
    return Paper(id, title=id.capitalize(), listed=places)


def test_the_score_is_that_of_reciprocal_rank_fusion() -> None:
    (first, second) = standings([paper("b", x=1), paper("a", x=3, y=2)], ["x", "y"])
    assert (first.paper, first.place) == ("a", 1)
    assert first.score == pytest.approx(1 / 63 + 1 / 62)
    assert first.listed == (Listed("y", 2), Listed("x", 3))
    assert (second.paper, second.place) == ("b", 2)
    assert second.score == pytest.approx(1 / 61)


def test_equal_scores_share_a_place_and_stand_in_the_order_of_the_titles() -> None:
    papers = [paper("c", x=1, y=2, z=7), paper("b", x=7, y=1, z=2), paper("a", x=9, y=9, z=9)]
    for seed in range(5):
        shuffled = random.Random(seed).sample([*papers, paper("d", x=50)], 4)
        found = standings(shuffled, ["z", "x", "y"])
        assert [(one.paper, one.place) for one in found] == [("b", 1), ("c", 1), ("a", 3), ("d", 4)]


def test_only_the_listings_asked_for_count_and_each_of_them_once() -> None:
    twice = Paper("a", title="A", listed=(Listed("x", 9), Listed("x", 2), Listed("facts", 1)))
    (found,) = standings([twice, paper("b", facts=1), paper("c")], ["x"])
    assert found.listed == (Listed("x", 2),)
    assert found.score == pytest.approx(1 / 62)
    assert standings([twice], ["x"], least=2) == ()
    assert [one.place for one in standings([twice, paper("b", y=1, x=1)], "xy", least=2)] == [1]


PAPERS = [
    paper("up", early=9, late=2),
    paper("far-up", early=20, late=3),
    paper("same", early=1, late=1),
    paper("new", late=4),
    paper("gone", early=2),
    paper("gone-too", early=15),
    paper("down", early=3, late=5),
]


def test_what_rose_is_told_with_its_places_and_the_furthest_first() -> None:
    found = compare(PAPERS, {"late": "2026-11-21", "early": "2026-10-01", "undated": ""})
    assert found
    assert (found.earlier, found.later) == (("early",), ("late",))
    assert found.risen == (Rise("far-up", 6, 3), Rise("up", 4, 2))


def test_several_listings_of_a_time_are_taken_together() -> None:
    papers = [paper("a", one=9, two=8, late=1), paper("b", one=2, late=9), paper("c", two=5)]
    found = compare(papers, {"one": "2026-01", "two": "2026-02-03", "late": "2026-03"})
    assert found and found.earlier == ("one", "two")
    assert found.risen == ()
    found = compare(papers, {"one": "2026-03-05", "two": "2026-02-03", "late": "2026-03"})
    assert found and (found.earlier, found.later) == (("two",), ("late", "one"))
    assert found.risen == (Rise("a", 2, 1),)


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"early": "", "late": ""},
        {"early": "", "late": "2026-11-21"},
        {"early": "2026-11-21", "late": "2026-11-21"},
        {"early": "2026-11", "late": "2026-11-21"},
        {"early": "2026", "late": "2026-12"},
    ],
)
def test_nothing_is_compared_unless_one_listing_is_surely_later(days: dict[str, str]) -> None:
    assert compare(PAPERS, days) is None


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("Jun 17, 2026", "2026-06-17"),
        ("June 7 2026", "2026-06-07"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("Jun 17", ""),
        ("Foo 17, 2026", ""),
        ("", ""),
    ],
)
def test_a_day_that_a_listing_shows_is_known_if_it_has_a_year(shown: str, day: str) -> None:
    assert dated(shown) == day
