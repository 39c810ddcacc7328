"""Pictures say in SVG what the lists beside them say in words."""

from __future__ import annotations

import pytest

from generator.model import Paper, Related
from generator.pages.paper import paper_page
from generator.pages.site import Site
from generator.pictures import Neighbour, network, timeline
from tests.support.libraries import library, people
from tests.support.rendering import Element, parse


def chart(counts: dict[int | None, int]) -> Element:
    return parse(timeline(counts, lambda first, last: f"{first}-{last}", "Papers a year"))


def columns(counts: dict[int | None, int]) -> dict[str, str]:
    """Where each column that has papers leads, by what it says."""
    links = chart(counts).all("a")
    return {link.all("title")[0].line: link.attributes["xlink:href"] for link in links}


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
    [(1982, 2026, 45, 1), (1981, 2026, 24, 2), (1950, 2026, 39, 2), (1665, 2026, 37, 10)],
)
def test_a_long_time_has_columns_of_several_years_all_as_many(
    first: int, last: int, number: int, years: int
) -> None:
    counts: dict[int | None, int] = dict.fromkeys(range(first, last + 1), 1)
    drawn = chart(counts)
    assert len(drawn.all("rect")) == number
    targets = [link.attributes["xlink:href"].split("-") for link in drawn.all("a")]
    assert {int(end) - int(start) for start, end in targets} == {years - 1}
    said = "Papers a year." if years == 1 else f"Papers in each {years} years."
    assert drawn.line.endswith(said)


def lettered(counts: dict[int | None, int]) -> list[str]:
    return [text.line for text in chart(counts).all("text") if text.attributes.get("y") == "124"]


def test_each_of_few_years_is_lettered_and_of_many_each_fifth() -> None:
    assert lettered({2020: 3, 2022: 1}) == ["2020", "2021", "2022"]
    assert lettered(dict.fromkeys(range(1987, 2026), 1)) == [
        str(year) for year in range(1990, 2026, 5)
    ]


def test_columns_of_several_years_say_which() -> None:
    years = lettered(dict.fromkeys(range(1950, 2027), 1))
    assert years[0] == "1950–51"


def test_the_number_of_papers_stands_above_each_column_or_only_above_the_most() -> None:
    few = chart({2020: 3, 2021: 12})
    assert [text.line for text in few.all("text", under="number")] == ["3", "12"]
    many: dict[int | None, int] = dict.fromkeys(range(1987, 2026), 7)
    many[2020] = 1086
    assert [text.line for text in chart(many).all("text", under="number")] == ["1,086"]


def test_papers_of_no_known_year_are_told_apart() -> None:
    assert chart({2020: 1, 2021: 1, None: 1}).line.endswith("1 more paper has no known year.")
    assert chart({2020: 1, 2021: 1, None: 5}).line.endswith("5 more papers have no known year.")


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


def test_a_long_label_goes_over_lines_and_none_is_cut() -> None:
    (link,) = drawn(Neighbour("a", "Self-Supervised Learning 2024", 0.5)).all("a")
    first, second = link.all("text")[0], link.all("tspan")[0]
    assert second.line == "Learning 2024"
    assert first.line.replace(second.line, "").strip() == "Self-Supervised"


@pytest.mark.parametrize(
    ("paper", "label"),
    [
        (
            Paper("b", title="Loom: Weaving at Length", authors=people("Reed, Ann"), year=2020),
            "Loom",
        ),
        (
            Paper("b", title="On Weaving at Length", authors=people("Reed, Ann"), year=2020),
            "Reed 2020",
        ),
        (Paper("b", title="On Weaving at Length", authors=people("Reed, Ann")), "Reed"),
        (
            Paper(
                "b", title="On Weaving at Length", authors=people("Chaitanyamurti, A"), year=2020
            ),
            "Chaitanyamurti 2020",
        ),
        (Paper("b", title="Short Without Authors", year=2020), "Short Without Authors"),
        (
            Paper("b", title="Enhancing Looms by Threads of Many Colours", year=2020),
            "Enhancing Looms 2020",
        ),
        (
            Paper("b", title="A Survey of Looms by Threads of Many Colours", year=2020),
            "A Survey of Looms 2020",
        ),
    ],
)
def test_a_neighbour_is_known_by_its_name_or_by_author_and_year(paper: Paper, label: str) -> None:
    related = [Related("b", 0.5, ()), Related("c", 0.4, ())]
    around = library(Paper("a", title="A"), paper, Paper("c", title="C"), related={"a": related})
    text = paper_page(Site(around), around.papers["a"]).text
    link, _ = parse(text[text.index("<figure") : text.index("</figure>")]).all("a")
    assert link.line.replace(" ", "") == label.replace(" ", "")


def test_a_single_neighbour_needs_no_picture() -> None:
    one = {"a": [Related("b", 0.5, ())]}
    alone = library(Paper("a", title="A"), Paper("b", title="B"), related=one)
    assert "<figure" not in paper_page(Site(alone), alone.papers["a"]).text


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
