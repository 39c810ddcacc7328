"""Names on the map stand near their papers, clear of one another and of most signs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.layout import Point
from generator.pages.lettering import BEFORE, LINE, Box, Label, Lettering, Wanted, heart, labels

LETTERING = Lettering(1000, 700, size=20, reach=5, letters=24, most=99)
CROWD = [(500 + x, 350 + y) for x in range(-20, 21, 10) for y in range(-20, 21, 10)]


def placed(*themes: Wanted, signs: Sequence[Point] = ()) -> list[Box]:
    """The box of each name that is found: left, top, right and bottom."""
    every = [*signs, *(point for theme in themes for point in theme.points)]
    return [box(label) for label in labels(themes, LETTERING, every)]


def box(label: Label) -> Box:
    left, top = label.heart[0] + label.across, label.heart[1] + label.down
    wide = (BEFORE + 0.62 * max(map(len, label.lines))) * LETTERING.size
    return left, top, left + wide, top + LINE * len(label.lines) * LETTERING.size


def beside(found: Box, place: Point) -> float:
    """How far a box is from a place."""
    left, top, right, bottom = found
    across = max(left - place[0], place[0] - right, 0)
    return max(across, top - place[1], place[1] - bottom, 0)


def covers(found: Box, points: Sequence[Point]) -> int:
    return sum(beside(found, point) == 0 for point in points)


# The heart of a theme


def test_the_heart_of_a_theme_is_where_most_of_its_papers_gather() -> None:
    points = [(100, 100), (900, 600), (905, 600), (900, 605), (895, 600), (120, 500)]
    assert heart(points, points) == (900, 600)


def test_the_order_of_the_papers_does_not_move_it() -> None:
    assert heart(CROWD, CROWD) == heart(CROWD[::-1], CROWD) == (500, 350)


def test_a_theme_that_is_strewn_among_others_has_none() -> None:
    strewn = [(x, y) for x in range(0, 1000, 200) for y in range(0, 700, 200)]
    others = [(x, y) for x in range(0, 1000, 20) for y in range(0, 700, 20)]
    assert heart(strewn, [*strewn, *others]) is None


def test_a_wide_theme_has_one_where_it_is_among_itself() -> None:
    wide = [(x, y) for x in range(0, 1000, 20) for y in range(0, 700, 20)]
    assert heart(wide, wide) is not None


def test_a_single_paper_is_its_theme_s_heart() -> None:
    assert heart([(5, 5)], [(5, 5), (500, 500)]) == (5, 5)


# Names


def test_a_name_is_near_its_papers_and_covers_none_where_it_can() -> None:
    (found,) = placed(Wanted(0, "A name", CROWD))
    assert covers(found, CROWD) == 0
    assert beside(found, (500, 350)) < 40


def test_names_do_not_cover_one_another_nor_leave_the_map() -> None:
    corner = [(5, 5), (15, 5), (5, 15)]
    found = placed(*(Wanted(number, f"Name {number}", corner) for number in range(6)))
    assert len(found) > 1
    for number, (left, top, right, bottom) in enumerate(found):
        assert left >= 0
        assert top >= 0
        for other in found[:number]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart


def test_a_name_without_room_near_its_papers_is_left_out() -> None:
    assert len(placed(*[Wanted(0, "Name", CROWD)] * 50)) < 30


def test_a_name_would_rather_be_among_its_own_papers_than_among_others() -> None:
    own = [(x, y) for x in range(300, 500, 10) for y in range(200, 500, 10)]
    sea = [(x, y) for x in range(500, 700, 10) for y in range(200, 500, 10)]
    (found,) = placed(Wanted(0, "Name", own), signs=sea)
    assert covers(found, sea) == 0


def test_a_name_with_many_signs_upon_it_is_left_out_unless_all_is_a_crowd() -> None:
    ground = [(x, y) for x in range(0, 1000, 53) for y in range(0, 700, 55)]
    name = "A name that is long, and longer"
    assert placed(Wanted(0, name, CROWD), signs=ground) == []
    assert placed(Wanted(0, "Name", CROWD), signs=ground) != []
    crowd = [(x, y) for x in range(0, 1000, 20) for y in range(0, 700, 20)]
    assert placed(Wanted(0, name, crowd)) != []


def test_a_name_stays_with_its_papers_in_a_crowd() -> None:
    own = [(x, y) for x in range(300, 600, 4) for y in range(200, 500, 4)]
    (found,) = placed(Wanted(0, "Name", own))
    middle = heart(own, own)
    assert middle is not None
    assert beside(found, middle) < 20, "rather than where nothing is covered"


def test_only_the_first_are_named() -> None:
    few = Lettering(1000, 700, size=20, reach=5, letters=24, most=2)
    far = [[(x, 350), (x + 5, 350)] for x in (100, 500, 900)]
    themes = [Wanted(number, "Name", points) for number, points in enumerate(far)]
    assert [label.number for label in labels(themes, few, [*far[0], *far[1], *far[2]])] == [0, 1]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Short", {("Short",)}),
        ("Semi- and weakly-supervised learning", {("Semi- and", "weakly-supervised learning")}),
        ("Transfer and distribution shift", {("Transfer and", "distribution shift")}),
        ("Unbreakableandverylongindeedforaname", {("Unbreakableandverylongindeedforaname",)}),
        ("Of medium size", {("Of medium size",), ("Of medium", "size"), ("Of", "medium size")}),
    ],
)
def test_a_long_name_goes_over_two_lines_and_none_is_cut(
    name: str, lines: set[tuple[str, ...]]
) -> None:
    (found,) = labels([Wanted(0, name, CROWD)], LETTERING, CROWD)
    assert found.lines in lines
