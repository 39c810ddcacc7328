"""The order in which to read a theme: surveys are known, starts stand out, years go up."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator.model import Paper, Related
from generator.reading import MOST_STARTS, Part, Step, in_order, survey
from tests.support.libraries import real


def paper(id: str, year: int | None = None, title: str = "", **facts: Any) -> Paper:
    return replace(Paper(id, title=title or id.capitalize(), year=year), **facts)


def near(*ids: str) -> tuple[Related, ...]:
    return tuple(Related(id, 0.5, ()) for id in ids)


def read(
    papers: Collection[Paper],
    related: Mapping[str, Sequence[Related]] | None = None,
    named_by: Mapping[str, Collection[str]] | None = None,
    curated: Sequence[str] = (),
) -> dict[str, list[str]]:
    """The ids of a theme by the part of the order, as far as there is any in it."""
    found: dict[str, list[str]] = {}
    for step in in_order(papers, related or {}, named_by or {}, curated):
        found.setdefault(step.part.value, []).append(step.paper.id)
    return found


def step(id: str, steps: Sequence[Step]) -> Step:
    (found,) = (step for step in steps if step.paper.id == id)
    return found


# Surveys


@pytest.mark.parametrize(
    "title",
    [
        "A Survey of Visual Transformers",
        "A survey on transfer learning",
        "GUI Agents: A Survey",
        "Survey on Efficient Training of Large Neural Networks",
        "Knowledge-aware Zero-Shot Learning: Survey and Perspective",
        "Attribute-aware Collaborative Filtering: Survey and Classification",
        "A Survey: Algorithms Simulating Bee Swarm Intelligence",
        "Evolutionary Optimization in Uncertain Environments—A Survey",
        "Building Affordance Relations for Robotic Agents - A Review",
        "Towards Utilitarian Online Learning -- A Review of Online Algorithms",
        "A Survey in Automatic Irony Processing: Linguistic, Cognitive, and Multi-X Perspectives",
        "A Survey on Temporal Reasoning for Temporal Information Extraction (Extended Abstract)",
        "Self-Supervised Speech Representation Learning: A Review",
        "A Review and Evaluation of Multiobjective Algorithms for Scheduling",
        "Peer Reviews for Making Cities Resilient: A Systematic Literature Review",
        "Ethical Challenges of Language Models in Education: A Systematic Scoping Review",
        "Constraints in container loading - A state-of-the-art review",
        "Impact of a catheter on outcomes: a systematic review and meta-analysis",
        "An overview of evolutionary algorithms in multiobjective optimization",
        "Data-Driven Evolutionary Optimization: An Overview and Case Studies",
        "A Tutorial on Bayesian Optimization",
        "Experimental Evaluation of Heuristic Optimization Algorithms: A Tutorial",
        "A Primer in BERTology: What We Know About How BERT Works",
        "Pre-Trained Models: Past, Present and Future",
        "Water resources: The past, present, and future",
        "Recent Advances in Memetic Algorithms",
        "Vision-language pre-training: Basics, recent advances, and future trends",
        "Anonymisation Models for Text: State of the art, Challenges and Future Directions",
        "A Gentle Introduction to Conformal Prediction",
        "自监督学习综述",
    ],
)
def test_a_survey_is_known_by_its_title(title: str) -> None:
    assert survey(paper("a", title=title)) == "title"


@pytest.mark.parametrize(
    "title",
    [
        "Network Completion and Survey Sampling",
        "Survey Propagation beyond Constraint Satisfaction Problems",
        "Uncertainty-driven survey path planning for bathymetric mapping",
        "Nowcasting Temporal Trends Using Indirect Surveys",
        "Surveyx: Academic Survey Automation Via Large Language Models",
        "A Survey Data Set of Household Income",
        "A User Survey on Reading Habits",
        "An Online Survey of Attitudes",
        "Naming in Code: A Survey of 1,200 Programmers",
        "A Survey of Machine Learning Practitioners",
        "The Dark Energy Survey: Data Release",
        "Multimodal Review Helpfulness Prediction with Selective Attention",
        "Aspect-Level Sentiment-Controllable Review Generation",
        "A Review-based Recommender",
        "Autonomous Peer Reviewer Selection System",
        "Is Peer Review of Papers Fair?",
        "Structured Neural Topic Models for Reviews",
        "Learn and Review: Enhancing Continual Named Entity Recognition",
        "Comments on: On learning and branching: a survey",
        "The intelligent ASIMO: system overview and integration",
        "From F to A on the Science Exams: An Overview of the Aristo Project",
        "Overview of the 2021 Shared Task on Sarcasm Detection",
        "A tutoring system for tutorial dialogues",
        "Past, Present, and Future: Emotion Recognition through Structural Modeling",
        "Struggles over land in the past, present and future",
        "Challenges and Opportunities of Building Fast Systems",
        "A Statistical Perspective on Distillation",
        "",
    ],
)
def test_what_only_speaks_of_surveys_or_reviews_is_none(title: str) -> None:
    assert survey(paper("a", title=title)) == ""


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("In this survey, we order what is known.", True),
        ("This survey reviews the economics of learning.", True),
        ("This comprehensive review paper covers ten years.", True),
        ("This paper presents a comprehensive survey of such models.", True),
        ("In this article, we provide a systematic and critical review of the field.", True),
        ("This paper systematically reviews existing work on traps.", True),
        ("We systematically survey methods that need few labels.", True),
        ("In this survey, we develop a taxonomy. We propose a classification of methods.", True),
        ("We survey 300 developers on their habits.", False),
        ("We conduct a survey of users.", False),
        ("In this user survey, half of them agree.", False),
        ("We collect survey data on this topic.", False),
        ("Existing surveys focus on categories.", False),
        ("We study the reviews of products. This review text is short.", False),
        ("We review the basics and show that convergence is fast.", False),
        ("We give a thorough overview of such methods. Our framework is faster.", False),
        ("In this survey, we order methods. We propose a network that outperforms all.", False),
        ("", False),
    ],
)
def test_a_survey_is_known_by_its_abstract_unless_it_has_a_method_of_its_own(
    abstract: str, expected: bool
) -> None:
    assert survey(paper("a", abstract=abstract)) == ("abstract" if expected else "")


@pytest.mark.first_library
def test_the_surveys_of_the_first_library_are_these() -> None:
    found = {p.title for p in real().library.papers.values() if survey(p)}
    assert found == {
        "A Survey of the Self Supervised Learning Mechanisms for Vision Transformers",
        "Internal Consistency and Self-Feedback in Large Language Models: A Survey",
        "Pre-Trained Models: Past, Present and Future",
        "Self-Supervised Speech Representation Learning: A Review",
    }


# The order

THEME = [paper(f"p{number}", 2010 + number) for number in range(10)]
FOLLOWED = {f"p{number}": near("p1") for number in range(2, 9)}


def test_surveys_come_first_and_the_rest_goes_from_the_oldest_to_the_newest() -> None:
    papers = [
        paper("undated"),
        paper("new", 2024),
        paper("old", 1999),
        paper("old-survey", 2001, title="A survey of things"),
        paper("undated-survey", title="Things: a survey"),
        paper("new-survey", 2020, title="A review of things"),
    ]
    assert read(papers) == {
        "surveys": ["new-survey", "old-survey", "undated-survey"],
        "rest": ["old", "new", "undated"],
    }


def test_within_a_year_the_numbers_of_arxiv_and_then_the_titles_decide() -> None:
    papers = [
        paper("b", 2024),
        paper("a", 2024, arxiv="math.GT/0309136"),
        paper("july", 2024, arxiv="2407.00001"),
        paper("june", 2024, arxiv="2406.00009"),
    ]
    assert read(papers) == {"rest": ["june", "july", "a", "b"]}


def test_a_paper_that_many_newer_ones_are_close_to_is_a_start() -> None:
    steps = in_order(THEME, FOLLOWED, {})
    assert [step.paper.id for step in steps] == ["p1", "p0", *(f"p{n}" for n in range(2, 10))]
    assert (steps[0].part, steps[0].close, steps[0].named) == (Part.STARTS, 7, 0)


def test_older_papers_and_those_of_other_themes_make_no_start() -> None:
    followed = {f"p{number}": near("p9") for number in range(9)}
    assert "starts" not in read(THEME, followed)
    followed = {f"elsewhere-{number}": near("p1") for number in range(9)}
    assert "starts" not in read(THEME, followed)


def test_a_year_that_is_not_known_makes_no_paper_older() -> None:
    undated = [paper(f"p{number}") for number in range(10)]
    assert read(undated, FOLLOWED)["starts"] == ["p1"]


def test_nothing_stands_out_where_all_are_close_to_all() -> None:
    same = [replace(one, year=2020) for one in THEME]
    related = {one.id: near(*(other.id for other in same if other is not one)) for one in same}
    assert "starts" not in read(same, related)


def test_a_paper_that_others_name_is_a_start_before_one_that_is_only_close() -> None:
    named = {"p5": ["p7", "elsewhere"], "p3": ["p3"]}
    steps = in_order(THEME, FOLLOWED, named)
    assert [step.paper.id for step in steps if step.part is Part.STARTS] == ["p5", "p1"]
    assert steps[0].named == 2
    assert step("p3", steps).named == 0, "it names itself"


def test_there_are_few_starts_and_none_in_a_small_theme() -> None:
    named = {one.id: ["elsewhere"] for one in THEME}
    assert "starts" not in read(THEME[:4], named_by=named)
    assert len(read(THEME, named_by=named)["starts"]) == 2
    many = [paper(f"m{number:03}", 2020) for number in range(200)]
    named = {one.id: ["elsewhere"] for one in many}
    assert len(read(many, named_by=named)["starts"]) == MOST_STARTS


def test_the_curators_order_wins() -> None:
    papers = [*THEME, paper("survey", 2020, title="A survey of things")]
    found = read(papers, FOLLOWED, curated=["p7", "nowhere", "p2", "p7"])
    assert found["curated"] == ["p7", "p2"]
    assert found["surveys"] == ["survey"]
    assert "starts" not in found, "the curator has said what to start with"
    found = read(papers, FOLLOWED, curated=["p7", "survey"])
    assert found["curated"] == ["p7", "survey"] and "surveys" not in found
    assert step("survey", in_order(papers, {}, {}, ["survey"])).survey == "title"


@pytest.mark.parametrize("papers", [[], THEME[:1], [paper("a"), paper("b", title="A")], THEME])
def test_every_paper_stands_there_once_in_whatever_order_they_come(papers: list[Paper]) -> None:
    named = {"p5": ["p7"], "p1": ["p7"]}
    expected = in_order(papers, FOLLOWED, named)
    assert sorted(step.paper.id for step in expected) == sorted(one.id for one in papers)
    for seed in range(5):
        shuffled = random.Random(seed).sample(papers, len(papers))
        assert in_order(shuffled, FOLLOWED, named) == expected
