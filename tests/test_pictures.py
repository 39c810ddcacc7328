"""Pictures say in SVG what the lists beside them say in words."""

from __future__ import annotations

import pytest

from generator.pictures import Neighbour, network, timeline
from tests.support.rendering import Element, parse


def chart(counts: dict[int | None, int]) -> Element:
    return parse(timeline(counts, lambda first, last: f"{first}-{last}", "Papers a year"))


def columns(counts: dict[int | None, int]) -> dict[str, str]:
    """Where each column that has papers leads, by what it says."""
    links = chart(counts).all("a")
    return {link.attributes["aria-label"]: link.attributes["xlink:href"] for link in links}


def test_each_year_with_papers_is_a_column_that_leads_to_them() -> None:
    assert columns({2020: 3, 2022: 1}) == {
        "2020: 3 papers": "2020-2020",
        "2022: 1 paper": "2022-2022",
    }


def test_a_year_without_papers_is_an_empty_column() -> None:
    drawn = chart({2020: 3, 2022: 1})
    assert [text.line for text in drawn.all("g")] == ["2021"]
    assert len(drawn.all("rect")) == 2


def test_a_column_is_as_tall_as_its_year_has_papers_and_never_nothing() -> None:
    tall, short = (
        int(bar.attributes["height"]) for bar in chart({2020: 1000, 2021: 1}).all("rect")
    )
    assert tall > 10 * short > 0


@pytest.mark.parametrize("counts", [{}, {None: 4}, {2020: 9}, {2020: 9, None: 1}])
def test_there_is_no_timeline_of_less_than_two_years(counts: dict[int | None, int]) -> None:
    assert timeline(counts, lambda first, last: "", "x") == ""


@pytest.mark.parametrize(
    ("first", "last", "number", "years"),
    [(2012, 2024, 13, 1), (2011, 2024, 8, 2), (1950, 2026, 8, 10), (1665, 2026, 8, 50)],
)
def test_a_long_time_has_columns_of_several_years_all_as_many(
    first: int, last: int, number: int, years: int
) -> None:
    counts: dict[int | None, int] = dict.fromkeys(range(first, last + 1), 1)
    drawn = chart(counts)
    assert len(drawn.all("rect")) == number
    assert sum(int(text.line) for text in drawn.all("text", under="number")) == len(counts)
    targets = [link.attributes["xlink:href"].split("-") for link in drawn.all("a")]
    assert {int(end) - int(start) for start, end in targets} == {years - 1}
    assert (f"Each column is {years} years." in drawn.line) == (years > 1)


def test_papers_of_no_known_year_are_told_apart() -> None:
    assert "And 1 paper of which no year is known." in chart({2020: 1, 2021: 1, None: 1}).line


def drawn(*neighbours: Neighbour, ties: tuple[tuple[str, str], ...] = ()) -> Element:
    return parse(network(neighbours, ties, lambda id: f"../{id}/"))


def test_a_paper_without_neighbours_has_no_picture() -> None:
    assert network((), (), str) == ""


def test_each_neighbour_is_a_link_with_its_label_and_labels_are_escaped() -> None:
    picture = drawn(Neighbour("a", "<b> & Co", 0.5), Neighbour("b", "Lee 2020", naming=True))
    assert [(link.attributes["xlink:href"], link.line) for link in picture.all("a")] == [
        ("../a/", "<b> & Co"),
        ("../b/", "Lee 2020"),
    ]
    assert picture.all("b") == []


def test_a_closer_paper_has_a_thicker_line() -> None:
    picture = drawn(Neighbour("a", "A", 0.9), Neighbour("b", "B", 0.1))
    near, far = (float(p.attributes["stroke-width"]) for p in picture.all("path", under="close"))
    assert near > far


@pytest.mark.parametrize(
    ("named", "naming", "ends"),
    [
        (True, False, {"marker-end"}),
        (False, True, {"marker-start"}),
        (True, True, {"marker-end", "marker-start"}),
        (False, False, set()),
    ],
)
def test_an_arrow_leads_to_the_paper_that_is_named(
    named: bool, naming: bool, ends: set[str]
) -> None:
    picture = drawn(Neighbour("a", "A", 0.5, named=named, naming=naming))
    (line,) = picture.all("path", under="close")
    assert {name for name in line.attributes if name.startswith("marker")} == ends
    assert ("An arrow leads" in picture.line) == bool(ends)


def test_ties_join_only_neighbours_that_are_shown() -> None:
    many = [Neighbour(str(number), str(number), 0.5) for number in range(30)]
    picture = drawn(*many, ties=(("0", "1"), ("0", "29")))
    assert len(picture.all("a")) == 10
    assert len(picture.all("path", under="tie")) == 1


def test_no_two_neighbours_stand_on_one_place() -> None:
    for number in range(1, 11):
        picture = drawn(*(Neighbour(str(i), str(i), 0.5) for i in range(number)))
        spots = [(c.attributes["cx"], c.attributes["cy"]) for c in picture.all("circle")]
        assert len(set(spots)) == number + 1
