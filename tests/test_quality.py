from collections.abc import Mapping

from generator.likeness import Likeness
from generator.model import (
    Assignment,
    Border,
    Found,
    Idle,
    Library,
    Outlier,
    Overlap,
    Paper,
    Phrase,
    Quality,
    Related,
    Settings,
    Sized,
    Theme,
    Twins,
)
from generator.quality import TWINS, assess, report
from generator.themes import Claim, Judgement

WEAVING = Theme("weaving", "Weaving", "Of cloth.", (Phrase("loom"), Phrase("weft")))
ENGINES = Theme("engines", "Engines", "Of steam.", (Phrase("engine"),))
MAIN = Assignment("weaving", 6, (Found("loom", 1, 1),))
ELSE = Assignment("engines", 6, (Found("engine", 1, 1),))
LIKE = Assignment("engines", 3, likeness=0.2, terms=("steam",))
NOTED = Assignment("engines", 0, curated=True)


def quality(
    assignments: Mapping[str, tuple[Assignment, ...]],
    related: Mapping[str, tuple[Related, ...]] | None = None,
    papers: tuple[str, ...] = (),
    common: dict[tuple[str, str], int] | None = None,
    titles: Mapping[str, str] | None = None,
) -> Quality:
    """The quality of made-up papers, of which all have one title if none are given."""
    claims = {
        id: tuple(Claim(one.theme, found=one.found) for one in some)
        for id, some in assignments.items()
    }
    judged = Judgement(claims, {}, Likeness(), common or {})
    everything = {
        id: Paper(id, title=(titles or {}).get(id, "Of cloth")) for id in papers or assignments
    }
    return assess((WEAVING, ENGINES), everything, assignments, related or {}, judged)


def near(*ids: str, score: float = 0.3) -> tuple[Related, ...]:
    return tuple(Related(id, score, ()) for id in ids)


def test_every_paper_is_counted_once_by_what_sorted_it() -> None:
    made = quality({"a": (MAIN, ELSE), "b": (LIKE,), "c": (NOTED,)}, papers=("a", "b", "c", "d"))
    assert (made.papers, made.by_phrases, made.by_likeness, made.by_note) == (4, 1, 1, 1)
    assert made.unsorted == ("d",)
    assert made.themes == (Sized("weaving", 1, 0, 0, 0), Sized("engines", 2, 1, 1, 0))


def test_a_paper_at_the_border_is_told_with_the_rival_theme() -> None:
    between = Assignment("weaving", 6, borderline=True, rival="engines")
    scarce = Assignment("engines", 2, borderline=True)
    made = quality({"a": (between, ELSE), "b": (scarce,), "c": (MAIN,)})
    assert made.borders == (Border("a", "weaving", "engines"), Border("b", "engines", ""))
    assert [size.borderline for size in made.themes] == [1, 1]


def test_a_paper_whose_nearest_are_all_elsewhere_is_an_outlier() -> None:
    assignments = {"a": (MAIN,), "b": (ELSE,), "c": (ELSE,), "d": (ELSE,)}
    made = quality(assignments, {"a": near("b", "c", "d")})
    assert made.outliers == (Outlier("a", "weaving", "engines", 3, 3),)
    # One of the nearest is of its theme, if only besides.
    assert quality({**assignments, "d": (ELSE, MAIN)}, {"a": near("b", "c", "d")}).outliers == ()
    # The curator's word is not doubted, and two are too few.
    noted = {**assignments, "a": (Assignment("weaving", 0, curated=True),)}
    assert quality(noted, {"a": near("b", "c", "d")}).outliers == ()
    assert quality(assignments, {"a": near("b", "c")}).outliers == ()


def test_themes_overlap_that_share_a_third_of_the_smaller_one() -> None:
    both = {name: (MAIN, ELSE) for name in "abc"}
    assert quality(both).overlaps == (Overlap("engines", "weaving", 3, 3),)
    alone = {f"w{n}": (MAIN,) for n in range(7)} | {f"e{n}": (ELSE,) for n in range(7)}
    assert quality({**both, **alone}).overlaps == ()
    assert quality({name: (MAIN, ELSE) for name in "ab"}).overlaps == ()


def test_phrases_that_mark_nothing_or_too_much_are_told() -> None:
    made = quality({"a": (MAIN,)}, common={("weaving", "loom"): 40})
    assert made.idle == (Idle("weaving", "weft"), Idle("engines", "engine"))
    assert made.common == (Idle("weaving", "loom", 40),)


def test_near_duplicates_are_told_once_and_only_if_they_are_near() -> None:
    related = {"a": near("b", score=TWINS), "b": near("a", score=TWINS), "c": near("a", score=0.7)}
    made = quality({"a": (), "b": (), "c": ()}, related)
    assert made.twins == (Twins("a", "b", TWINS),)
    # Many may be as near to the other one, so that it does not name this one back.
    assert quality({"a": (), "b": ()}, {"b": near("a", score=TWINS)}).twins == (
        Twins("b", "a", TWINS),
    )


def test_near_papers_of_other_words_are_no_duplicates() -> None:
    """What little is known of two papers may be near by a single term."""
    for title, expected in (("A game of chance", 0), ("The game’s rules", 0), ("Fair Games", 1)):
        made = quality(
            {"a": (), "b": ()},
            {"a": near("b", score=1.0)},
            titles={"a": "A fair game", "b": title},
        )
        assert len(made.twins) == expected, title


def test_a_paper_that_nothing_is_near_is_told() -> None:
    related = {"a": near("b"), "b": near("a", score=0.01), "c": ()}
    assert quality({"a": (), "b": (), "c": ()}, related).alone == ("b", "c")


def test_the_report_says_all_of_it_by_title_and_id() -> None:
    between = Assignment("weaving", 6, MAIN.found, borderline=True, rival="engines")
    made = quality(
        {"a": (between, ELSE), "b": (LIKE, MAIN), "c": (MAIN, ELSE)},
        {"a": near("b", score=0.9)},
        papers=("a", "b", "c", "d"),
        common={("weaving", "loom"): 40},
    )
    library = Library(Settings(), {}, (), (WEAVING, ENGINES), {}, {}, {}, {}, quality=made)
    lines = list(report(library))
    assert lines[0] == (
        "4 papers: 2 sorted by phrases, 1 by likeness alone, 0 by a note, 1 in no theme"
    )
    told = [line.strip() for line in lines]
    assert "Weaving: 2 papers, 1 more related, 1 at the border" in told
    assert "a: Weaving or Engines" in told
    assert "Engines and Weaving: 3 papers in both, of the 3 of the smaller one" in told
    assert "Weaving: weft" in told
    assert "Weaving: loom (40 papers)" in told
    assert "a and b (similarity 0.90)" in told
    assert "in no theme (1):" in told
    assert [line for line in told if line.startswith("alone")] == ["alone (3):"]
    assert "unlike their theme" not in "".join(told)
