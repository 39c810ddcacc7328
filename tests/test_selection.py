from generator.model import Assignment, Related
from generator.selection import BY_WORDS, WITH_MEANING, leanings, select
from generator.themes import Claim

SPEECH, VISION = {"speech": 1.0}, {"vision": 1.0}


def near(id: str, score: float, *, meaning: bool = True) -> Related:
    return Related(id, score, (), meaning)


def shown(some: list[Related], count: int = 6, **themes: dict[str, float]) -> list[str]:
    """The ids shown with the paper "own", whose nearest are given."""
    return [one.id for one in select({"own": some}, themes, count)["own"]]


def test_of_papers_about_as_near_those_of_the_same_theme_come_first() -> None:
    some = [near("other", 0.42), near("same", 0.4)]
    assert shown(some, own=SPEECH, other=VISION, same=SPEECH) == ["same", "other"]


def test_a_theme_does_not_outweigh_much_nearness() -> None:
    some = [near("other", 0.8), near("same", 0.4)]
    assert shown(some, own=SPEECH, other=VISION, same=SPEECH) == ["other", "same"]


def test_a_paper_of_no_theme_stands_between_those_of_the_same_and_of_another() -> None:
    some = [near("other", 0.5), near("none", 0.5), near("same", 0.5)]
    assert shown(some, own=SPEECH, other=VISION, same=SPEECH) == ["same", "none", "other"]


def test_themes_in_part_agree_in_part() -> None:
    some = [near("other", 0.5), near("half", 0.5), near("same", 0.5)]
    half = {"speech": 0.6, "vision": 0.8}
    assert shown(some, own=SPEECH, other=VISION, half=half, same=SPEECH) == [
        "same",
        "half",
        "other",
    ]


def test_no_more_are_shown_than_asked_for() -> None:
    assert shown([near("a", 0.9), near("b", 0.8), near("c", 0.7)], 2) == ["a", "b"]
    assert shown([near("a", 0.9)], 0) == []


def test_far_papers_are_left_out_but_for_the_nearest() -> None:
    assert shown([near("a", 0.9), near("b", WITH_MEANING), near("c", WITH_MEANING - 0.01)]) == [
        "a",
        "b",
    ]
    assert shown([near("a", 0.02), near("b", 0.01)]) == ["a"]
    assert shown([]) == []


def test_what_is_far_depends_on_whether_meaning_is_known() -> None:
    between = (WITH_MEANING + BY_WORDS) / 2
    assert shown([near("a", 0.9), near("b", between)]) == ["a", "b"]
    assert shown([near("a", 0.9, meaning=False), near("b", between, meaning=False)]) == ["a"]


def test_a_theme_may_bring_in_what_is_a_little_far_and_keep_out_what_is_a_little_near() -> None:
    some = [near("first", 0.9), near("other", WITH_MEANING + 0.01), near("same", 0.25)]
    assert shown(some, own=SPEECH, first=SPEECH, other=VISION, same=SPEECH) == ["first", "same"]


def test_the_score_is_nearness_alone_where_there_are_no_themes() -> None:
    assert select({"a": [near("b", 0.4567)]}, {}, 1)["a"] == (near("b", 0.4567),)


def test_the_scores_fall_and_are_from_0_to_1_in_four_digits() -> None:
    some = [near("twin", 1.0), near("other", 0.5), near("same", 0.45678)]
    themes = {"own": SPEECH, "twin": SPEECH, "other": VISION, "same": SPEECH}
    scores = [one.score for one in select({"own": some}, themes, 6)["own"]]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert all(score == round(score, 4) for score in scores)


def test_equally_good_papers_stay_in_the_order_of_nearness() -> None:
    assert shown([near("b", 0.5), near("a", 0.5)]) == ["b", "a"]


def test_leanings_are_the_points_for_each_theme_at_length_one() -> None:
    claims = {"a": [Claim("speech", 3.0), Claim("vision", 3.0, 1.0)], "b": []}
    assert leanings(claims, {}) == {"a": {"speech": 0.6, "vision": 0.8}}


def test_a_curator_s_themes_count_in_place_of_points() -> None:
    claims = {"a": [Claim("speech", 30.0)]}
    assigned = {"a": [Assignment("vision", 0.0, curated=True)]}
    assert leanings(claims, assigned) == {"a": {"vision": 1.0}}
