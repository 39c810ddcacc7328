from __future__ import annotations

import random
import re
import time
from dataclasses import replace
from typing import Any

import pytest

from generator.abbreviations import abbreviations
from generator.model import Note, Paper, Unlisted, Where
from generator.unlisted import unlisted
from tests.support.judged import rows
from tests.support.libraries import real


def found(*abstracts: str, **facts: Any) -> list[Unlisted]:
    """What papers with these abstracts name; `facts` are those of one more paper."""
    papers = {str(n): Paper(str(n), abstract=abstract) for n, abstract in enumerate(abstracts)}
    if facts:
        papers["more"] = replace(Paper("more"), **facts)
    return list(unlisted(papers, {}, abbreviations(papers)[0]))


def names(*abstracts: str, **facts: Any) -> list[str]:
    return [one.name for one in found(*abstracts, **facts)]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Better than SimCLR.", "We try SimCLR variants.", "SimCLR"),
        ("Models such as BERT and more.", "A BERT encoder.", "BERT"),
        ("On the COCO benchmark.", "For COCO detection.", "COCO"),
        ("A GPT-style model.", "The GPT family.", "GPT"),
        ("Weights of MAE (He et al., 2022) help.", "The MAE loss.", "MAE"),
        ("Tests on GSM8K, MATH, HumanEval and CIFAR-10 here.", "The MATH tasks.", "MATH"),
        ("We train on Kinetics-400.", "Videos of Kinetics-400 abound.", "Kinetics-400"),
        ("It outperforms LLM-as-a-Judge.", "An LLM-as-a-Judge judges.", "LLM-as-a-Judge"),
        ("Trained on wav2vec 2.0 units.", "From wav2vec 2.0.", "wav2vec 2.0"),
        ("Compared to LoRA, small.", "Two LoRA adapters.", "LoRA"),
    ],
)
def test_a_name_that_stands_where_names_stand_is_suggested(
    first: str, second: str, name: str
) -> None:
    assert name in names(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # common words in short, spelt out or in the plural
        ("Methods such as self-supervised learning (SSL).", "Methods such as SSL."),
        ("Large models such as LLMs.", "An LLM, not LLMs."),
        ("We use a GPU.", "On many GPUs."),
        # nothing shows that it is a name
        ("NLP tasks are hard.", "In NLP research we see it."),
        ("CT images are dark.", "The CT scan."),
        # measures, and places where code lies
        ("It has 75.9 mIoU.", "It is better than 71 mIoU."),
        ("An AUROC of 0.9.", "In terms of AUROC."),
        ("The code is available on GitHub.", "Our code will be released on GitHub."),
        # not names at all
        ("See https://github.com/x/SimCLR.", "At www.SimCLR.org/SimCLR."),
        ("Deep networks on Monday.", "Learning on Monday."),
        ("Over 3D and 10K points.", "Than 3D and 10K."),
        ("We call it nEtwork, an nEtwork.", "An nEtwork, as said."),
        (f"Better than {'AbC' * 30}.", f"Worse than {'AbC' * 30}."),
        ("", ""),
    ],
)
def test_what_is_no_suggestion(first: str, second: str) -> None:
    assert names(first, second) == []


@pytest.mark.parametrize(
    "bearer",
    [
        {"title": "SimCLR: A Simple Framework"},
        {"title": "A Simple Framework", "abstract": "We propose a framework called SimCLR."},
        {"title": "A Simple Framework", "code": "https://github.com/someone/simclr"},
    ],
)
def test_a_name_that_a_paper_of_the_library_bears_is_not_suggested(bearer: dict[str, str]) -> None:
    twice = ("Better than SimCLR.", "Worse than SimCLR.")
    assert names(*twice) == ["SimCLR"]
    assert names(*twice, **bearer) == []


def test_a_name_that_the_curator_gives_is_not_suggested() -> None:
    papers = {n: Paper(n, abstract="Better than SimCLR.") for n in "abc"}
    notes = {"a": Note("a", Where("notes/a.md"), names=("SimCLR",))}
    assert unlisted(papers, notes, {}) == ()


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("On UCF-101.", "On UCF101.", "UCF-101"),
        ("Than ResNet.", "Than ResNet-50, with ResNets.", "ResNet"),
        ("On ImageNet.", "On ImageNet-1K.", "ImageNet"),
        ("Than LLaMA-65B.", "Than LLaMA-7B.", "LLaMA"),
        ("Than GPT-4.", "Than GPT-4-Turbo.", "GPT-4"),
        ("Like BERT.", "A BERT-based one.", "BERT"),
    ],
)
def test_spellings_and_sizes_are_one_name(first: str, second: str, name: str) -> None:
    assert [(one.name, len(one.namings)) for one in found(first, second)] == [(name, 2)]


def test_versions_are_names_of_their_own() -> None:
    abstract = "Better than GPT-3, GPT-3.5 and GPT-4."
    assert names(abstract, abstract) == ["GPT-3", "GPT-3.5", "GPT-4"]


def test_the_most_named_comes_first_with_a_sentence_of_each_paper() -> None:
    abstracts = [
        "At first. We beat SimCLR (by far), see http://x.org. The end.",
        "Than SimCLR and AlexNet.",
        "Than AlexNet and SimCLR.",
    ]
    simclr, alexnet = found(*abstracts)
    assert (simclr.name, alexnet.name) == ("SimCLR", "AlexNet")
    assert [naming.paper for naming in simclr.namings] == ["0", "1", "2"]
    first = simclr.namings[0]
    assert first.sentence == "We beat SimCLR (by far), see http://x.org."
    assert first.sentence[first.start : first.end] == "SimCLR"


def test_how_many_papers_must_name_it_can_be_told() -> None:
    papers = {"a": Paper("a", abstract="Better than SimCLR.")}
    assert unlisted(papers, {}, {}) == ()
    assert [one.name for one in unlisted(papers, {}, {}, least=1)] == ["SimCLR"]


@pytest.mark.parametrize(
    "piece", ["A", "A-", "aA", "Aa, ", "GPT-1B", "-1B", "-a", "X1 and ", "(BERT", "than B, ", "İA"]
)
def test_text_made_to_be_slow_is_not(piece: str) -> None:
    papers = {id: Paper(id, abstract=piece * 20_000) for id in "ab"}
    began = time.process_time()
    unlisted(papers, {}, {})
    assert time.process_time() - began < 5


def test_an_empty_library_names_nothing() -> None:
    assert unlisted({}, {}, {}) == ()


def test_every_place_is_that_of_the_name_and_the_order_of_the_papers_changes_nothing() -> None:
    library = real().library
    suggested = unlisted(library.papers, library.notes, library.abbreviations)
    for one in suggested:
        for naming in one.namings:
            assert naming.sentence in library.papers[naming.paper].abstract
            shown = naming.sentence[naming.start : naming.end]
            assert key(one.name)[:3] == key(shown)[:3]
    shuffled = list(library.papers.items())
    random.Random(1).shuffle(shuffled)
    assert unlisted(dict(shuffled), library.notes, library.abbreviations) == suggested


@pytest.mark.first_library
def test_what_the_first_library_names_is_what_a_reader_finds() -> None:
    """Only what two papers name counts; what the table calls other is neither right nor wrong."""
    library = real().library
    suggested = unlisted(library.papers, library.notes, library.abbreviations)
    kinds = {}
    wanted = {}
    for names, kind, papers in rows("named.tsv"):
        spellings = frozenset(map(key, names.split(" / ")))
        kinds.update(dict.fromkeys(spellings, kind))
        if kind != "other" and " " in papers:
            wanted[names] = spellings
    keys = {key(one.name) for one in suggested}
    false = sorted(one.name for one in suggested if key(one.name) not in kinds)
    missed = sorted(name for name, spellings in wanted.items() if not spellings & keys)
    right = sum(kinds.get(one, "other") != "other" for one in keys)
    assert right >= 0.95 * (right + len(false)), f"precision; false: {false}"
    reached = 1 - len(missed) / len(wanted)
    assert reached >= 0.70, f"recall {reached:.2f}; missed: {missed}"


@pytest.mark.first_library
def test_every_judged_name_is_of_papers_of_the_first_library() -> None:
    table = rows("named.tsv")
    known = real().library.papers.keys()
    assert {kind for _, kind, _ in table} == {"method", "dataset", "other"}
    assert all(set(papers.split()) <= known for _, _, papers in table)
    spellings = [key(one) for names, _, _ in table for one in names.split(" / ")]
    assert len(spellings) == len(set(spellings))


def key(name: str) -> str:
    """What is the same for all spellings of a name."""
    return re.sub(r"[\s-]", "", name.casefold())
