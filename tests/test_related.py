import json
import random
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from threadpoolctl import threadpool_limits

from bench import relations as bench
from generator.model import Paper, Related
from generator.related import EXACT, explained, nearest
from generator.terms import space

LABELLED = Path(__file__).parents[2] / "shared" / "labelled"


def library(**papers: tuple[str, str]) -> dict[str, Paper]:
    """Papers by id from their titles and abstracts."""
    return {
        id: Paper(id, title=title, abstract=abstract) for id, (title, abstract) in papers.items()
    }


def relate(
    papers: Mapping[str, Paper],
    count: int,
    vectors: Mapping[str, bytes] | None = None,
    exact: int = EXACT,
) -> dict[str, tuple[Related, ...]]:
    """The nearest papers of each, and why they are near."""
    known = space(papers)
    return explained(known, nearest(known, count, vectors, exact))


def reasons(left: tuple[str, str], right: tuple[str, str]) -> tuple[str, ...]:
    """The terms that two papers are said to share."""
    (found,) = relate(library(left=left, right=right), 1)["left"]
    return found.terms


TWINS = library(
    twins=("Barlow Twins", "The Barlow Twins loss reduces redundancy between embeddings."),
    mixed=("Guarding Barlow Twins", "Mixed samples guard the Barlow Twins loss."),
    loss=("Focal loss", "A loss for object detection."),
    soup=("Cooking soup", "Onions and carrots."),
)


def test_the_nearest_come_first_and_a_paper_is_never_near_itself() -> None:
    related = relate(TWINS, 3)
    assert [near.id for near in related["twins"]] == ["mixed", "loss"]
    assert all(near.id != id for id, nearest in related.items() for near in nearest)


def test_every_paper_has_an_entry_and_strangers_have_no_neighbours() -> None:
    related = relate(TWINS, 3)
    assert set(related) == set(TWINS)
    assert related["soup"] == ()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_no_more_neighbours_than_asked_for(count: int) -> None:
    assert len(relate(TWINS, count)["twins"]) == count


def test_scores_are_cosines_in_four_digits() -> None:
    scores = [near.score for nearest in relate(TWINS, 3).values() for near in nearest]
    assert scores and all(0 < score <= 1 and score == round(score, 4) for score in scores)


def test_papers_with_the_same_words_have_the_score_one_and_stand_in_the_order_of_their_ids() -> (
    None
):
    same = {
        id: Paper(id, title="Graph matching", abstract="Second-order graph matching.")
        for id in "dbeca"
    }
    related = relate(same, 4)
    assert [(near.id, near.score) for near in related["c"]] == [
        (id, 1.0) for id in ("a", "b", "d", "e")
    ]


@pytest.mark.parametrize("size", [5, 40])
def test_of_equally_near_papers_the_first_ids_are_taken(size: int) -> None:
    ids = [f"{n:02}" for n in range(size)]
    related = relate({id: Paper(id, title="Graph matching") for id in ids}, 3)
    assert [near.id for near in related["00"]] == ["01", "02", "03"]
    assert [near.id for near in related[ids[-1]]] == ["00", "01", "02"]


def test_the_title_counts_more_than_the_abstract() -> None:
    related = relate(
        library(
            query=("Speech", "Segmentation of images."),
            title=("Speech", "Something else entirely."),
            text=("Something else entirely", "Speech."),
        ),
        2,
    )
    assert [near.id for near in related["query"]] == ["title", "text"]


def test_the_order_of_the_library_changes_nothing() -> None:
    ids = list(TWINS)
    for seed in range(5):
        random.Random(seed).shuffle(ids)
        assert relate({id: TWINS[id] for id in ids}, 3) == relate(TWINS, 3)


@pytest.mark.parametrize(
    "papers",
    [
        {},
        library(only=("Barlow Twins", "A loss.")),
        library(a=("", ""), b=("", "")),
        library(a=("🎉🎉", ""), b=("🎉🎉", "")),
        library(a=("The of and", ""), b=("The of and", "")),
        library(a=("2019", "3.14"), b=("2019", "3.14")),
        library(a=("Speech", ""), b=("Images", "")),
        library(a=("<script>", "{{ }} | `"), b=("](javascript:x)", "---")),
        library(a=("İİİ" * 700, "İ"), b=("ẞ" * 2000, "İ")),
    ],
)
def test_a_library_that_shares_no_words_has_no_neighbours(papers: dict[str, Paper]) -> None:
    assert relate(papers, 6) == dict.fromkeys(sorted(papers), ())


def test_two_papers_without_abstracts_are_related_by_their_titles() -> None:
    assert reasons(("Graph matching", ""), ("Fast graph matching", "")) == ("graph matching",)


def test_chinese_papers_are_related_by_pairs_of_characters() -> None:
    assert reasons(("图像分割方法", ""), ("医学图像分割", "")) == ("图像分割",)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # as the papers write it
        ("We use MRI scans.", "Fast MRI.", ("MRI",)),
        ("The Barlow Twins loss.", "Guarding Barlow Twins.", ("Barlow Twins",)),
        ("On ImageNet-1K.", "With ImageNet-1k.", ("ImageNet-1K",)),
        # in lower case where one of them does, or where only a sentence begins
        ("Large Language Models.", "On language models.", ("language models",)),
        ("Transformers rock.", "Transformers roll.", ("transformers",)),
        # phrases rather than fragments
        ("On contrastive loss.", "With contrastive loss.", ("contrastive loss",)),
        ("Masked image modeling.", "By masked image modeling.", ("masked image modeling",)),
        ("Image. Images.", "Image. Images.", ("image",)),
        # neither numbers, nor what every paper says
        ("In 2020 and 10 times.", "In 2020 and 10 times, speech.", ()),
        ("The code is available.", "Our code is publicly available.", ()),
        # nor words that say nothing by themselves or at all
        (
            "A number of types, called so. Like speech.",
            "The number of types like speech.",
            ("speech",),
        ),
        ("Long time series.", "A long time. Time series.", ("time series",)),
        ("Small language models.", "The small language models.", ("small language models",)),
        ("Deep learning models. Graphs.", "Deep learning models. Graphs.", ("graphs",)),
        ("A user id. Speech.", "It is ID. Speech.", ("speech",)),
        # never out of an address
        ("https://github.com/barlow/twins", "See https://github.com/barlow/twins.", ()),
        ("At www.barlow.org.", "Also www.barlow.org", ()),
        ("At github.com/barlow/twins", "At github.com/barlow/twins", ()),
        # nor across a gap
        ("Speech, images.", "Speech. Images.", ("images", "speech")),
    ],
)
def test_the_reason_is_in_the_words_of_the_papers(
    left: str, right: str, expected: tuple[str, ...]
) -> None:
    papers = library(left=("", left), right=("", right))
    terms = [near.terms for near in relate(papers, 1)["left"]]
    assert terms == ([expected] if expected else [])


def test_papers_in_different_languages_are_strangers() -> None:
    related = relate(
        library(
            en1=("Image segmentation", ""),
            en2=("Fast image segmentation", ""),
            zh1=("图像的分割", ""),
            zh2=("医学图像的分割", ""),
            de1=("Robotersteuerung lernen", ""),
            de2=("Die Robotersteuerung", ""),
            ru=("Сегментация изображений", ""),
        ),
        6,
    )
    near = {id: [other.id for other in some] for id, some in related.items()}
    twins = {"en1": "en2", "en2": "en1", "zh1": "zh2", "zh2": "zh1", "de1": "de2", "de2": "de1"}
    assert near == {**{id: [other] for id, other in twins.items()}, "ru": []}


def test_of_papers_that_share_as_much_the_one_on_the_same_subject_is_nearer() -> None:
    subjects = (
        "Cats, purring, whiskers, felines.",
        "Dogs, barking, leashes, canines.",
        "Ships, sails, harbours, anchors.",
        "Breads, ovens, doughs, yeasts.",
        "Stars, orbits, comets, planets.",
        "Roses, petals, thorns, gardens.",
    )
    papers = {f"{n:02}": ("", subject) for n, subject in enumerate(subjects * 8)}
    related = relate(
        library(
            **papers,
            query=("", "Cats, purring, sonata."),
            another=("", "Barking, leashes, sonata."),
            same=("", "Whiskers, felines, sonata."),
        ),
        50,
    )
    ranked = [near.id for near in related["query"]]
    assert ranked.index("same") < ranked.index("another")


def test_papers_that_share_only_common_words_are_near_without_a_reason() -> None:
    (near,) = relate(library(a=("Deep data", ""), b=("Deep data", "")), 1)["a"]
    assert near == Related("b", 1.0, ())


def test_a_reason_has_at_most_four_terms() -> None:
    words = "speech. images. graphs. robots. music. proteins."
    assert len(reasons(("", words), ("", words))) == 4


def test_a_run_of_words_is_cut_at_four() -> None:
    run = "audio cello drum echo flute guitar"
    assert reasons((run, ""), (run, "")) == ("audio cello drum echo", "echo flute guitar")


def test_a_term_that_carries_little_is_no_reason() -> None:
    others = {f"{n:02}": Paper(f"{n:02}", title="", abstract=f"Images of {n}.") for n in range(40)}
    left = Paper("left", title="Octopus", abstract="Octopus, octopus, octopus. Images.")
    right = Paper("right", title="Octopus", abstract="Octopus, octopus, octopus. Images.")
    related = relate({**others, "left": left, "right": right}, 1)
    assert [near.terms for near in related["left"]] == [("octopus",)]


def test_a_word_repeated_does_not_drown_the_others() -> None:
    related = relate(
        library(
            query=("", "Speech, images, graphs, robots."),
            many=("", "Speech, images, graphs, robots, " + "music, " * 9),
            once=("", "Speech, images, music."),
        ),
        2,
    )
    assert [near.id for near in related["query"]] == ["many", "once"]


@pytest.mark.first_library
def test_real_neighbours_say_what_they_share(real_library: dict[str, Paper]) -> None:
    related = relate(real_library, 6)
    guarding = related["guarding-barlow-twins-against-overfitting-with-mixed-samples"][0]
    assert guarding.id == "barlow-twins-self-supervised-learning-via-redundancy-reduction"
    assert "Barlow Twins" in guarding.terms
    assert all(len(nearest) == 6 for nearest in related.values())
    for some in related.values():
        assert all(a.score >= b.score for a, b in pairwise(some))
        for near in some:
            assert len(near.terms) <= 4
            assert not {"https", "github", "code", "available", "id"} & set(
                " ".join(near.terms).lower().split()
            )
    reasons = [near.terms for nearest in related.values() for near in nearest]
    assert sum(not terms for terms in reasons) < 0.01 * len(reasons)


@pytest.fixture(scope="module")
def real_library() -> dict[str, Paper]:
    """The project's own listings: after five paragraphs, titles and abstracts in turn."""
    papers = {}
    for path in sorted((Path(__file__).parents[1] / "content" / "sources").glob("*.txt")):
        paragraphs = path.read_text(encoding="utf-8").split("\n\n")[5:]
        for title, abstract in zip(paragraphs[::2], paragraphs[1::2], strict=False):
            id = "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
            papers[id] = Paper(id, title=title.strip(), abstract=abstract.strip())
    return papers


def test_the_number_of_threads_changes_nothing(real_library: dict[str, Paper]) -> None:
    with threadpool_limits(1):
        one = relate(real_library, 6)
    with threadpool_limits(2):
        assert relate(real_library, 6) == one


def test_the_approximate_search_finds_most_of_the_nearest(
    real_library: dict[str, Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = relate(real_library, 6)
    assert relate(real_library, 6, exact=0) == exact  # of so few papers all are compared
    monkeypatch.setattr("generator.related._VISITS", 6)  # of 13 cells
    found = relate(real_library, 6, exact=0)
    assert found == relate(dict(reversed(real_library.items())), 6, exact=0) != exact
    right = sum(near in found[id] for id, nearest in exact.items() for near in nearest)
    assert right / (6 * len(exact)) > 0.8


@pytest.mark.skipif(not LABELLED.exists(), reason="../shared/labelled is not here")
@pytest.mark.parametrize("name", ["aaai-2021", "paper-lists"])
def test_neighbours_share_a_label_more_often_than_plain_tf_idf_makes_them(name: str) -> None:
    with (LABELLED / f"{name}.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    shares, plain = [], []
    for seed in range(4):
        sample = random.Random(seed).sample(rows, 200)
        papers = {
            str(n): Paper(str(n), title=row["title"], abstract=row["abstract"])
            for n, row in enumerate(sample)
        }
        labels = {id: sample[int(id)]["label"] for id in papers}
        shares.append(bench.same(bench.by_project(papers), labels, 5))
        plain.append(bench.same(bench.by_tfidf(papers), labels, 5))
    assert sum(shares) > 1.02 * sum(plain)
