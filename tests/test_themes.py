"""Which themes papers get from phrases and notes, and how this library's own themes fare."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.curation import themes as read_themes
from generator.model import Assignment, Found, Note, Paper, Phrase, Theme, Where
from generator.themes import Claim, assign, judge, strongest

CONTENT = Path(__file__).parent.parent / "content"


def theme(id: str, *phrases: str | Phrase) -> Theme:
    made = tuple(Phrase(one) if isinstance(one, str) else one for one in phrases)
    return Theme(id, id.title(), f"About {id}.", made)


def note(paper: str, *themes: str) -> Note:
    return Note(paper, Where(f"notes/{paper}.md"), themes=themes)


def themes_of(title: str, abstract: str, *themes: Theme) -> list[str]:
    """The ids of the themes that a paper of this title and abstract gets, the main one first."""
    assigned = assign({"p": Paper("p", title=title, abstract=abstract)}, themes, {})
    return [one.theme for one in assigned.get("p", ())]


def count(phrase: str, text: str) -> int:
    """How often the phrase is found in an abstract."""
    assigned = assign(
        {"p": Paper("p", title="", abstract=text)}, [theme("t", Phrase(phrase, 100))], {}
    )
    return assigned["p"][0].found[0].abstract if assigned else 0


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("graph", "Graphs are everywhere"),
        ("graphs", "one graph"),
        ("case study", "three case studies"),
        ("movie", "many movies"),
        ("loss", "two losses"),
        ("image patch", "image patches"),
        ("LLM", "LLMs reason"),
        ("GPU", "on eight GPUs"),
        ("language models", "a Language Model"),
        ("NEURAL NETWORK", "neural networks"),
        ("neural network", "NEURAL NETWORKS"),
        ("self-training", "self training"),
        ("self training", "Self-Training"),
        ("self-training", "Self‑Training with a non-breaking hyphen"),
        ("self-supervised pre-training", "self-supervised pre-training"),
        ("pre-training", "continued pretraining"),
        ("image-text", "image/text pairs"),
        ("Fréchet distance", "the Frechet distance"),
        ("Frechet distance", "the Fre\u0301chet distance"),
        ("Alzheimer's disease", "Alzheimer’s disease"),
        ("Alzheimer disease", "Alzheimer's diseases"),
        ("Straße", "in der STRASSE"),
        ("wav2vec 2.0", "a wav2vec 2.0 model"),
        ("C++", "written in C++."),
        ("3D", "(3D)"),
        ("自监督学习", "我们提出一种新的自监督学习方法。"),
        ("CLIP 模型", "基于CLIP模型的方法"),
        ("ガ", "\u30ab\u3099"),
        ("자기 지도", "새로운 자기지도 학습"),
        ("обучение", "Обучение без учителя"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str) -> None:
    assert count(phrase, text) == 1


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("RAG", "a fragment"),
        ("graph", "a paragraph"),
        ("graph", "graphical models"),
        ("CT", "this act"),
        ("clas", "a class"),
        ("analysi", "an analysis"),
        ("corpu", "a corpus"),
        ("SAR", "SARS in 2003"),
        ("GP", "GPS"),
        ("pretraining", "pre-training"),
        ("image segmentation", "segmentation of an image"),
        ("image segmentation", "image and segmentation"),
        ("C++", "panel (c)"),
        ("C", "written in C++"),
        ("学习", "学生练习"),
        ("カ", "ガ"),
        ("", "anything"),
        ("!?", "anything!?"),
    ],
)
def test_a_phrase_is_not_found_in_other_words(phrase: str, text: str) -> None:
    assert count(phrase, text) == 0


def test_every_place_of_a_phrase_counts_in_title_and_abstract() -> None:
    paper = Paper(
        "p", title="Graphs and graphs", abstract="A graph, a node, a node and a node. Graph."
    )
    phrases = theme("graphs", "graph", Phrase("node", 0.5))
    (found,) = assign({"p": paper}, [phrases], {})["p"]
    assert found.found == (Found("graph", 2, 2), Found("node", 0, 3))
    assert not found.curated


def test_the_strongest_phrase_comes_first_whatever_the_order_in_the_theme() -> None:
    paper = {"p": Paper("p", title="Sound", abstract="Speech and music.")}
    for phrases in (
        ("music", Phrase("speech", 2), "sound"),
        ("sound", Phrase("speech", 2), "music"),
    ):
        (found,) = assign(paper, [theme("audio", *phrases)], {})["p"]
        assert [one.phrase for one in found.found] == ["sound", "speech", "music"]


def test_within_a_theme_only_the_longest_of_nested_phrases_counts() -> None:
    nested = theme("t", "learning", "graph contrastive learning", "contrastive learning", "graph")
    paper = Paper(
        "p",
        title="",
        abstract="Graph contrastive learning beats contrastive learning and learning.",
    )
    (found,) = assign({"p": paper}, [nested], {})["p"]
    assert {one.phrase: one.abstract for one in found.found} == {
        "graph contrastive learning": 1,
        "contrastive learning": 1,
        "learning": 1,
    }


def test_phrases_that_overlap_without_nesting_both_count() -> None:
    overlapping = theme("t", "graph neural", "neural network")
    (found,) = assign({"p": Paper("p", title="Graph neural network")}, [overlapping], {})["p"]
    assert {one.phrase: one.title for one in found.found} == {
        "graph neural": 1,
        "neural network": 1,
    }


def test_a_longer_phrase_of_another_theme_takes_nothing_away() -> None:
    pair = theme("learning", "learning"), theme("graphs", "graph learning")
    assert themes_of("Graph learning", "", *pair) == ["learning"]
    assigned = assign({"p": Paper("p", title="Graph learning")}, pair, {"p": note("p", "graphs")})
    assert assigned["p"][0].found == (Found("graph learning", 1, 0),)


def test_of_two_spellings_of_one_phrase_the_heavier_counts_once() -> None:
    for phrases in (("graph", Phrase("Graphs", 2)), (Phrase("Graphs", 2), "graph")):
        (found,) = assign({"p": Paper("p", title="Graph")}, [theme("t", *phrases)], {})["p"]
        assert found.found == (Found("Graphs", 1, 0),)


def test_a_title_outweighs_an_abstract_however_often_it_repeats() -> None:
    pair = theme("often", "speech"), theme("title", "graph")
    assert themes_of("Graph", "Speech. " * 50, *pair) == ["title"]


def test_repeating_a_word_in_the_abstract_counts_for_less_and_less() -> None:
    def score(times: int) -> float:
        paper = Paper("p", title="Speech", abstract="speech " * times)
        return assign({"p": paper}, [theme("t", "speech")], {})["p"][0].score

    once, twice, thrice, many = score(1) - score(0), score(2) - score(1), score(3), score(100)
    assert once > twice > 0
    assert thrice == many


def test_weights_decide_between_themes() -> None:
    pair = theme("plain", "speech"), theme("heavy", Phrase("graph", 3))
    assert themes_of("Speech on a graph", "", *pair)[0] == "heavy"


@pytest.mark.parametrize(
    ("title", "abstract", "sorted_in"),
    [
        ("", "One speech.", False),
        ("", "One speech, one song.", True),
        ("", "Speech on speech on speech.", True),
        ("Speech", "", True),
        ("", "", False),
    ],
)
def test_one_passing_word_sorts_no_paper(title: str, abstract: str, sorted_in: bool) -> None:
    assert bool(themes_of(title, abstract, theme("audio", "speech", "song"))) is sorted_in


def test_a_paper_gets_at_most_three_themes() -> None:
    five = [theme(word, Phrase(word, 3)) for word in ("one", "two", "three", "four", "five")]
    assert themes_of("Five four three two one", "", *five) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("further", "expected"),
    [
        (Phrase("speech", 3.0), ["graphs", "audio"]),  # 9 of 15 points
        (Phrase("speech", 2.0), ["graphs"]),  # 6 of 15 points
    ],
)
def test_a_further_theme_needs_a_clear_share(further: Phrase, expected: list[str]) -> None:
    pair = theme("graphs", Phrase("graph", 3), Phrase("node", 2)), theme("audio", further)
    assert themes_of("Graph nodes and speech", "", *pair) == expected


def test_a_further_theme_that_is_clear_in_itself_is_not_hidden_by_a_strong_main_one() -> None:
    pair = theme("graphs", Phrase("graph", 9)), theme("audio", Phrase("speech", 3))
    assert themes_of("Graphs of speech", "", *pair) == ["graphs", "audio"]


def test_a_further_theme_is_never_a_single_plain_word_of_the_title() -> None:
    pair = theme("graphs", "graph", "node"), theme("audio", "speech")
    assert themes_of("Graph nodes and speech", "", *pair) == ["graphs"]


def test_a_tie_goes_to_the_theme_that_stands_first_in_the_file() -> None:
    speech, graphs = theme("z-speech", Phrase("speech", 2)), theme("a-graphs", Phrase("graph", 2))
    assert themes_of("Graph speech", "", speech, graphs) == ["z-speech", "a-graphs"]
    assert themes_of("Graph speech", "", graphs, speech) == ["a-graphs", "z-speech"]


def test_scores_that_differ_only_by_the_arithmetic_of_floats_are_a_tie() -> None:
    whole = theme("whole", Phrase("d", 4.2))
    parts = theme("parts", Phrase("a", 0.7), Phrase("b", 1.4), Phrase("c", 2.1))
    assert themes_of("A b c d", "", whole, parts) == ["whole", "parts"]
    assert themes_of("A b c d", "", parts, whole) == ["parts", "whole"]


def test_a_note_overrides_and_keeps_what_was_found() -> None:
    trio = theme("audio", "speech"), theme("graphs", "graph"), theme("robots", "robot")
    papers = {"p": Paper("p", title="Speech", abstract="A graph.")}
    assigned = assign(papers, trio, {"p": note("p", "robots", "graphs")})
    assert assigned["p"] == (
        Assignment("robots", 0.0, (), True),
        Assignment("graphs", 1.0, (Found("graph", 0, 1),), True),
    )


def test_a_note_sorts_a_paper_that_no_phrase_marks() -> None:
    papers = {"p": Paper("p", title="Untold"), "q": Paper("q", title="Untold too")}
    assigned = assign(papers, [theme("audio")], {"p": note("p", "audio")})
    assert assigned == {"p": (Assignment("audio", 0.0, (), True),)}


@pytest.mark.parametrize("named", [(), ("no-such-theme",)])
def test_a_note_without_a_known_theme_leaves_the_found_ones(named: tuple[str, ...]) -> None:
    papers = {"p": Paper("p", title="Speech")}
    assigned = assign(papers, [theme("audio", "speech")], {"p": note("p", *named)})
    assert assigned["p"] == (Assignment("audio", 3.0, (Found("speech", 1, 0),)),)


def test_a_note_counts_each_known_theme_once_and_only_for_its_paper() -> None:
    papers = {"p": Paper("p", title="Speech"), "q": Paper("q", title="Speech")}
    notes = {"p": note("p", "b", "nowhere", "b", "a"), "gone": note("gone", "a")}
    assigned = assign(papers, [theme("a", "speech"), theme("b")], notes)
    assert [one.theme for one in assigned["p"]] == ["b", "a"]
    assert [one.theme for one in assigned["q"]] == ["a"]
    assert assigned.keys() == {"p", "q"}


def test_a_theme_without_phrases_marks_nothing() -> None:
    assert themes_of("Speech", "Speech.", theme("empty"), theme("blank", " ", "--")) == []


def test_a_theme_that_matches_everything_is_the_main_one_only_where_nothing_else_says_more() -> (
    None
):
    pair = theme("all", Phrase("the", 2)), theme("audio", Phrase("speech", 2))
    assert themes_of("The speech", "The speech, the speech.", *pair)[0] == "all"  # a tie
    assert themes_of("Speech", "The speech.", *pair) == ["audio"]
    assert themes_of("Unheard", "The unheard.", *pair) == ["all"]


@pytest.mark.parametrize("papers", [{}, {"p": Paper("p", title="")}, {"p": Paper("p", title="🎉")}])
def test_nothing_to_sort_is_no_error(papers: dict[str, Paper]) -> None:
    assert assign(papers, [theme("audio", "speech")], {}) == {}
    assert assign(papers, [], {}) == {}


SOUND = "A microphone records vowels, a spectrogram shows phonemes, voices differ in {}."
PLANT = "A botanist counts petals, a herbarium keeps leaves, flowers differ in {}."
COLOURS = ("red", "blue", "green", "black", "white", "amber")
AUDIO, FLOWERS = theme("audio", Phrase("speech", 2)), theme("flowers", Phrase("rose", 2))


def alike(**more: Paper) -> dict[str, Paper]:
    """Papers that are surely of two themes, and more."""
    sure = {}
    for colour in COLOURS:
        sure[f"s-{colour}"] = Paper(
            f"s-{colour}", title="Speech", abstract=f"Speech. {SOUND.format(colour)}"
        )
        sure[f"r-{colour}"] = Paper(
            f"r-{colour}", title="Rose", abstract=f"A rose. {PLANT.format(colour)}"
        )
    return sure | more


def test_a_paper_without_a_phrase_goes_where_papers_are_like_it_and_says_so() -> None:
    papers = alike(p=Paper("p", title="Unnamed", abstract=SOUND.format("colour")))
    (found,) = assign(papers, [AUDIO, FLOWERS], {})["p"]
    assert found.theme == "audio"
    assert found.guessed
    assert found.found == ()
    assert found.likeness > 0.5
    assert "microphone" in " ".join(found.terms)
    assert not assign(papers, [AUDIO, FLOWERS], {})["s-red"][0].guessed


def test_a_paper_like_nothing_stays_unsorted() -> None:
    papers = alike(p=Paper("p", title="Unnamed", abstract="Taxes rise in towns of red brick."))
    assert "p" not in assign(papers, [AUDIO, FLOWERS], {})


def test_likeness_decides_where_phrases_leave_doubt_and_not_where_they_are_clear() -> None:
    doubtful = Paper("p", title="", abstract=f"One rose, one speech. {SOUND.format('colour')}")
    assigned = assign(alike(p=doubtful), [FLOWERS, AUDIO], {})
    assert assigned["p"][0].theme == "audio"
    clear = Paper("p", title="Rose", abstract=f"A rose and speech. {SOUND.format('colour')}")
    main, further = judge(alike(p=clear), [AUDIO, FLOWERS], {}).claims["p"]
    assert (main.theme, main.phrases, main.likeness) == ("flowers", 8, 0)
    assert (further.theme, further.phrases) == ("audio", 2)
    assert 0 < further.likeness <= 6 * (1 - 2 / 8)


def test_likeness_alone_adds_no_theme_to_a_paper_that_phrases_sort() -> None:
    marked = Claim("a", phrases=6, found=(Found("rose", 1, 0),))
    like, liker = Claim("b", likeness=5, cosine=0.5), Claim("c", likeness=6, cosine=0.6)
    assert strongest([marked, liker, like]) == (marked,)
    assert strongest([liker, like]) == (liker, like)


def test_a_paper_between_two_themes_is_borderline_and_names_the_rival() -> None:
    between = Paper("p", title="A rose of speech")
    main, further = assign({"p": between}, [FLOWERS, AUDIO], {})["p"]
    assert (main.theme, main.borderline, main.rival) == ("flowers", True, "audio")
    assert (further.theme, further.rival) == ("audio", "")
    (alone,) = assign({"p": Paper("p", title="Speech on speech")}, [FLOWERS, AUDIO], {})["p"]
    assert (alone.borderline, alone.rival) == (False, "")


def test_a_paper_with_hardly_the_points_that_a_theme_needs_is_borderline() -> None:
    (found,) = assign({"p": Paper("p", title="", abstract="One speech.")}, [AUDIO], {})["p"]
    assert found.score == 2
    assert found.borderline
    noted = assign({"p": Paper("p", title="")}, [AUDIO], {"p": note("p", "audio")})
    assert not noted["p"][0].borderline


def test_a_note_makes_its_paper_one_of_those_that_others_are_compared_with() -> None:
    papers = alike(p=Paper("p", title="Unnamed", abstract=SOUND.format("colour")))
    silent = {
        id: Paper(id, title="", abstract=paper.abstract.removeprefix("Speech. "))
        for id, paper in papers.items()
        if id.startswith("s-")
    }
    papers = papers | silent
    assert "p" not in assign(papers, [AUDIO, FLOWERS], {})
    notes = {id: note(id, "audio") for id in silent}
    assert assign(papers, [AUDIO, FLOWERS], notes)["p"][0].theme == "audio"


def test_a_phrase_that_marks_everything_counts_less_and_is_reported() -> None:
    papers = {
        f"p{number}": Paper(f"p{number}", title="The rose" if number % 8 == 0 else "The thing")
        for number in range(80)
    }
    all_of_it = theme("all", Phrase("the", 3))
    judged = judge(papers, [all_of_it, FLOWERS], {})
    assert judged.common == {("all", "the"): 80}
    assert assign(papers, [all_of_it, FLOWERS], {})["p0"][0].theme == "flowers"
    assert judged.claims["p1"][0].phrases == 9 * 20 / 80


def test_a_thousand_themes_are_no_burden() -> None:
    words = [f"{first}{second}" for first in "bcdfghjklmnpqrtvwxyz" for second in range(50)]
    themes = [theme(word, Phrase(word, 2)) for word in words]
    papers = {
        f"{word}-{number}": Paper(
            f"{word}-{number}", title=f"On {word}", abstract=f"{word} and {word} in {number}."
        )
        for word in words
        for number in range(3)
    }
    started = process_time()
    assigned = assign(papers, themes, {})
    assert process_time() - started < 10
    assert all(some[0].theme == id.split("-")[0] for id, some in assigned.items())


WORDS = st.sampled_from(["graph", "Graphs", "neural", "network", "self-training", "学习", "the"])
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


@given(st.lists(TEXTS, max_size=6), st.lists(st.lists(TEXTS, max_size=4), max_size=6), st.data())
def test_the_order_of_papers_and_phrases_changes_nothing(
    texts: list[str], phrases: list[list[str]], data: st.DataObject
) -> None:
    papers = [Paper(f"p{place}", title=text, abstract=text) for place, text in enumerate(texts)]
    themes = [theme(f"t{place}", *some) for place, some in enumerate(phrases)]
    assigned = assign({paper.id: paper for paper in papers}, themes, {})
    shuffled = data.draw(st.permutations(papers))
    assert assign({paper.id: paper for paper in shuffled}, themes, {}) == assigned
    for themes_of_paper in assigned.values():
        scores = [one.score for one in themes_of_paper]
        assert scores == sorted(scores, reverse=True)
        assert len({one.theme for one in themes_of_paper}) == len(scores) <= 3
    backwards = [theme(one.id, *reversed(one.phrases)) for one in themes]
    again = assign({paper.id: paper for paper in papers}, backwards, {})
    assert {id: [(one.theme, one.score) for one in some] for id, some in again.items()} == {
        id: [(one.theme, one.score) for one in some] for id, some in assigned.items()
    }


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_phrase_and_a_paper(phrase: str, text: str) -> None:
    found = count(phrase, f"{text} {phrase} {text}")
    if any(unicodedata.category(letter) == "Ll" for letter in phrase):
        assert found >= 1


def listed_papers() -> dict[str, Paper]:
    """The papers of this project's own listings: paragraphs of title and abstract in turn."""
    papers = {}
    for listing in sorted((CONTENT / "sources").glob("*.txt")):
        blocks = listing.read_text("utf-8").split("\n\n")
        paragraphs = [block.strip() for block in blocks if block.strip()][5:]
        for title, abstract in zip(paragraphs[::2], paragraphs[1::2], strict=False):
            papers[title] = Paper(title, title=title, abstract=abstract)
    return papers


@pytest.mark.first_library
def test_the_themes_of_this_library_sort_it_evenly() -> None:
    themes, problems = read_themes((CONTENT / "themes.yml").read_text("utf-8"), "themes.yml")
    assert problems == ()
    assert 10 <= len(themes) <= 16
    papers = listed_papers()
    assigned = assign(papers, themes, {})
    assert len(papers) == 194
    assert len(papers) - len(assigned) <= 0.03 * len(papers)
    main = Counter(some[0].theme for some in assigned.values())
    assert max(main.values()) <= 0.25 * len(papers)
    assert min(main[one.id] for one in themes) >= 5
    assert {one.parent for one in themes} <= {""} | {one.id for one in themes}


@pytest.mark.first_library
@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Barlow Twins: Self-Supervised Learning via Redundancy Reduction", "visual-"),
        ("GraphMAE: Self-Supervised Masked Graph Autoencoders", "graphs-"),
        (
            "MERT: Acoustic Music Understanding Model with Large-Scale Self-supervised Training",
            "sp",
        ),
        ("Improved Techniques for Training Consistency Models", "generative-"),
        ("HumanPlus: Humanoid Shadowing and Imitation from Humans", "robotics-"),
        ("Small Language Model Can Self-correct", "self-correction-"),
        ("UL2: Unifying Language Learning Paradigms", "language-models"),
        ("Random Teachers are Good Teachers", "distillation-"),
        (
            "ColloSSL: Collaborative Self-Supervised Learning for Human Activity Recognition",
            "medical-",
        ),
        (
            "SELF-GUIDE: Better Task-Specific Instruction Following via Self-Synthetic Finetuning",
            "instruction-tuning-",
        ),
    ],
)
def test_well_known_papers_of_this_library_stand_where_they_belong(
    title: str, expected: str
) -> None:
    themes, _ = read_themes((CONTENT / "themes.yml").read_text("utf-8"), "themes.yml")
    assert assign(listed_papers(), themes, {})[title][0].theme.startswith(expected)
