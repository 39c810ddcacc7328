"""Abbreviations: what an abstract defines, what it does not, and where it uses what it defines."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from generator.abbreviations import abbreviations, borrowed, definitions
from generator.model import Abbreviation, Paper, Term
from tests.support.libraries import real


def papers(*abstracts: str) -> dict[str, Paper]:
    """Papers "a", "b" and so on with these abstracts."""
    ids = "abcdefghijkl"
    return {
        id: Paper(id, title=id, abstract=text) for id, text in zip(ids, abstracts, strict=False)
    }


def defined(abstract: str) -> dict[str, str]:
    """The short forms that an abstract defines, with their long forms."""
    found, _ = abbreviations(papers(abstract))
    return {one.short: one.long for one in found.get("a", ())}


def used(abstract: str) -> list[str]:
    """What stands where an abstract uses the one short form that it defines."""
    found, _ = abbreviations(papers(abstract))
    (one,) = found["a"]
    return [abstract[start:end] for start, end in one.uses]


def terms(*abstracts: str) -> list[Term]:
    return list(abbreviations(papers(*abstracts))[1])


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "Of self-supervised learning (SSL) much is said.",
            "SSL",
            "self-supervised learning",
        ),
        (
            "The use of self supervised learning (SSL) in it.",
            "SSL",
            "self supervised learning",
        ),
        (
            "With generative adversarial networks (GANs) we",
            "GAN",
            "generative adversarial networks",
        ),
        ("A large language model (LLM)-based agent.", "LLM", "large language model"),
        (
            "Our Self-Predictive Representations(SPR) train.",
            "SPR",
            "Self-Predictive Representations",
        ),
        (
            "A LVLM (Large Vision Language Model) sees.",
            "LVLM",
            "Large Vision Language Model",
        ),
        ("It is in-distribution (ID) data.", "ID", "in-distribution"),
        ("Using in-context learning (ICL), we learn.", "ICL", "in-context learning"),
        (
            "Some out-of-distribution (OoD, also OOD) data.",
            "OoD",
            "out-of-distribution",
        ),
        ("A mixture of experts (MoE) decides.", "MoE", "mixture of experts"),
        ("Of degrees of freedom (DOFs) it has two.", "DOF", "degrees of freedom"),
        ("As masked autoencoders (MAE) do.", "MAE", "masked autoencoders"),
        ("An electrocardiogram (ECG) is read.", "ECG", "electrocardiogram"),
        ("By photoplethysmography (PPG) we read.", "PPG", "photoplethysmography"),
        (
            "The Fréchet inception distance (FID) falls.",
            "FID",
            "Fréchet inception distance",
        ),
        (
            "For bi-parametric MR imaging (bpMRI) we",
            "bpMRI",
            "bi-parametric MR imaging",
        ),
        (
            "We call it Reward rAnked FineTuning (RAFT).",
            "RAFT",
            "Reward rAnked FineTuning",
        ),
        (
            "MERLIN (coMplex sElf-supeRvised despeckLINg) is",
            "MERLIN",
            "coMplex sElf-supeRvised despeckLINg",
        ),
        (
            "Our Self-IMproving diffusion models with Synthetic data (SIMS) do.",
            "SIMS",
            "Self-IMproving diffusion models with Synthetic data",
        ),
        (
            "A 3D human pose estimation (3DHPE) it is.",
            "3DHPE",
            "3D human pose estimation",
        ),
        (
            "On the GLUE score General Understanding (GU).",
            "GU",
            "General Understanding",
        ),
        (
            "We use large language models (LLMs (as GPT-4)).",
            "LLM",
            "large language models",
        ),
        ("(Also of self-training (ST)) it says.", "ST", "self-training"),
        ("By “masked image modelling” (“MIM”) we learn.", "MIM", ""),
        ("本文使用 large language model（LLM）方法。", "LLM", "large language model"),
        ("We look, listen, and parse (LLP).", "LLP", "look, listen, and parse"),
        ("It adapts Text-to-Image (T2I) models.", "T2I", "Text-to-Image"),
        ("It is learnt end-to-end (E2E).", "E2E", "end-to-end"),
        ("Of Thinking for Doing (T4D) we speak.", "T4D", "Thinking for Doing"),
        # what the author points out, however many words lie between
        (
            "A Self-sUpervised way of weaving with PERiodic looms of old and dear elms (SUPER).",
            "SUPER",
            "Self-sUpervised way of weaving with PERiodic looms of old and dear elms",
        ),
        ("The Self-Motivated image Mixing (SMMix) is.", "SMMix", "Self-Motivated image Mixing"),
        # the kind of thing is no part of what the short form says
        ("Robust Activity Recognition models (RAR) do.", "RAR", "Robust Activity Recognition"),
        ("Of state space models (SSM) we speak.", "SSM", "state space models"),
        ("By gradient methods (GD) it learns.", "GD", ""),
        ("A variational autoencoder (VAE for short) is.", "VAE", "variational autoencoder"),
        ("Based on Leave-One-Out Looms, or LOOL for short.", "LOOL", "Leave-One-Out Looms"),
        ("With a knowledge graph, KG for short, we", "KG", "knowledge graph"),
    ],
)
def test_a_definition_is_found_whole(text: str, short: str, long: str) -> None:
    assert defined(text) == ({short: long} if long else {})


@pytest.mark.parametrize(
    "text",
    [
        "We (i) examine the feasibility of it; (ii) find information; (iii) test.",
        "It beats all others on images (ImageNet) and text (SQuAD).",
        "A tool (e.g. MAE) and a set (MIT, 2019) of it (Tan & Le, 2019).",
        "Where f(X) and P(IK) are large (N=4,211).",
        "The visual question is answered (VQB).",
        "It ends. Question answering (EQA) is another thing.",
        "Of $x$ and $masked autoencoders$ (MA) we speak.",
        "使用自监督学习(SSL)方法。",
        "A backdrivable exoskeleton (ABE) is worn.",
        "The self-supervised model of large images (SSMLI-X2) is new.",
        "It uses the SSL self-supervised learning of SSL (SSL).",
        "SSL (as before) and BERT (Devlin et al.) and US (United Kingdom) fail.",
        "Scale the space of graph reasoning (SPIN).",
        "An unclosed bracket (SSL",
        "(SSL) begins, and ends ( ) () (A).",
        "",
    ],
)
def test_what_defines_nothing_is_left_alone(text: str) -> None:
    assert defined(text) == {}


def test_a_short_form_of_two_meanings_in_one_abstract_has_none() -> None:
    text = "Deep learning (DL) has a Diversity Loss (DL), and an active learner (AL)."
    assert defined(text) == {"AL": "active learner"}


def test_a_meaning_that_is_given_twice_is_given_once() -> None:
    text = "Large language models (LLMs) are large, as a Large Language Model (LLM) is."
    assert defined(text) == {"LLM": "Large language models"}


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        ("SSL is", ["SSL"]),
        ("two SSLs are", ["SSLs"]),
        ("an SSL-based way", ["SSL"]),
        ("the SSL's loss", ["SSL"]),
        ("(SSL), and", ["SSL"]),
        ("JE-SSL is another", []),
        ("SSL-2 and SSL-X and SSL2 are others", []),
        ("SSLite is another, eSSL too", []),
        ("see https://example.org/SSL for SSL", ["SSL"]),
        ("of $SSL$ and", []),
    ],
)
def test_a_use_is_found_as_a_whole_word(behind: str, found: list[str]) -> None:
    assert used(f"SSL before. Self-supervised learning (SSL) is it: {behind}")[1:] == found


def test_a_use_before_the_definition_is_none() -> None:
    assert used("SSL, or rather self-supervised learning (SSL), it is.") == ["SSL"]


def test_the_definition_is_the_first_use() -> None:
    text = "We learn by LVLM (Large Vision Language Model) and so LVLM is learnt."
    found, _ = abbreviations(papers(text))
    assert found["a"] == (
        Abbreviation(
            "LVLM",
            "Large Vision Language Model",
            "lvlm-large-vision-language-model",
            ((12, 16), (54, 58)),
            "Large Vision Language Model",
        ),
    )


def test_spellings_of_one_meaning_are_one_term_and_the_commonest_is_shown() -> None:
    assert terms(
        "In out-of-distribution (OOD) data.",
        "By out of distribution (OoD) data.",
        "By out-of-distribution (OOD) data.",
        "A Gaussian Process (GP).",
        "Of gaussian processes (GPs).",
        "Of Gaussian Processes (GPs).",
        "Of Gaussian Processes (GPs).",
        "Reinforcement learning from human feedback (RLHF).",
        "Reinforcement learning with human feedback (RLHF).",
        "Reinforcement learning from human feedback (RLHF).",
    ) == [
        Term("gp-gaussian-processes", "GP", "Gaussian Processes", ("d", "e", "f", "g")),
        Term("ood-out-of-distribution", "OOD", "out-of-distribution", ("a", "b", "c")),
        Term(
            "rlhf-reinforcement-learning-from-human-feedback",
            "RLHF",
            "Reinforcement learning from human feedback",
            ("h", "i", "j"),
        ),
    ]


def test_a_spelling_at_the_head_of_a_sentence_is_shown_only_where_there_is_no_other() -> None:
    many = ["Self-supervised learning (SSL) is it."] * 3
    assert terms(*many)[0].long == "Self-supervised learning"
    assert terms(*many, "By self-supervised learning (SSL).")[0].long == "self-supervised learning"


def test_two_meanings_of_one_short_form_are_two_terms() -> None:
    found, both = abbreviations(
        papers("By self-supervised learning (SSL).", "By semi-supervised learning (SSL).")
    )
    assert [(term.short, term.papers) for term in both] == [
        ("SSL", ("a",)),
        ("SSL", ("b",)),
    ]
    assert [found[id][0].term for id in "ab"] == [term.id for term in both]


def test_terms_of_like_names_have_ids_of_their_own() -> None:
    found = terms("A vision-and-language (V-L) way.", "A vision-and-language (V+L) way.")
    assert len({term.id for term in found}) == 2


def test_papers_that_define_nothing_are_left_out() -> None:
    assert abbreviations(papers("Nothing is defined here.", "")) == ({}, ())


def test_the_order_of_the_papers_changes_nothing() -> None:
    given = list(real().library.papers.items())
    shuffled = given[:]
    random.Random(4).shuffle(shuffled)
    assert abbreviations(dict(shuffled)) == abbreviations(dict(given))


def test_every_definition_of_the_real_library_stands_in_its_abstract() -> None:
    library = real().library
    found, all_terms = abbreviations(library.papers)
    for id, here in found.items():
        abstract = library.papers[id].abstract
        for one in here:
            assert one.long in abstract
            assert all(
                abstract[start:end].removesuffix("s") == one.short for start, end in one.uses
            )
    assert {(id, one.term) for id, here in found.items() for one in here} == {
        (id, term.id) for term in all_terms for id in term.papers
    }


@pytest.mark.first_library
def test_the_first_library_has_the_meanings_that_a_reader_finds_in_it() -> None:
    library = real().library
    meanings = {
        (short, long)
        for paper in library.papers.values()
        for _, short, long in definitions(paper.abstract)
    }
    assert len(meanings) > 180
    assert ("SSL", "supervised learning") not in meanings
    assert {long.lower().replace("-", " ") for short, long in meanings if short == "SSL"} == {
        "self supervised learning",
        "semi supervised learning",
    }


AI = ("An artificial intelligence (AI).", "Of artificial intelligence (AI).")


def lent(*abstracts: str, titles: str = "") -> dict[str, list[tuple[str, str]]]:
    """What papers use that others define: the words there, and the long form."""
    given = papers(*abstracts)
    if titles:
        given = {id: replace(paper, title=titles) for id, paper in given.items()}
    found = borrowed(given, *abbreviations(given))
    return {
        id: [
            (given[id].abstract[start:end], one.long) for one in here for start, end in one.uses[:2]
        ]
        for id, here in found.items()
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No AI is an AI.", ["AI"]),
        ("Of AIs.", ["AIs"]),
        ("An AI-based way.", ["AI"]),
        ("See AIX, X-AI and https://a.org/AI for $AI_x$.", []),
        ("An automatic iron (AI) it is.", []),
        ("This unheard thing (AI) is AI.", []),
        ("Nothing.", []),
    ],
)
def test_a_short_form_that_others_define_is_found_where_it_is_used_first(
    text: str, found: list[str]
) -> None:
    meaning = [(shown, "artificial intelligence") for shown in found]
    assert lent(*AI, text).get("c", []) == meaning


def test_what_one_paper_defines_or_in_two_meanings_is_not_lent() -> None:
    assert lent(AI[0], "No AI is an AI.") == {}
    assert lent(*AI, "By an automatic iron (AI).", "No AI is an AI.") == {}


def test_the_name_in_a_title_is_not_what_others_define() -> None:
    assert lent(*AI, "AI is new.", titles="AI: a new iron") == {}


def test_what_many_use_and_few_define_is_not_lent() -> None:
    assert set(lent(*AI, *["No AI."] * 9)) == set("cdefghijk")
    several = {f"p{n:02}": Paper(f"p{n:02}", abstract=AI[0] if n < 2 else "AI.") for n in range(30)}
    assert borrowed(several, *abbreviations(several)) == {}


def test_one_of_what_is_defined_as_many_is_told_as_one() -> None:
    for text, many, one in (
        ("Large language models (LLMs) are.", "Large language models", "Large language model"),
        ("A large language model (LLM) is.", "large language model", "large language model"),
        ("Large language models (LLM) are.", "Large language models", "Large language models"),
        ("Pilot studies (PSs) are.", "Pilot studies", "Pilot study"),
        ("Time series (TSs) are.", "Time series", "Time series"),
    ):
        (found,) = abbreviations(papers(text))[0]["a"]
        assert (found.long, found.one) == (many, one)


def test_a_long_text_of_brackets_takes_no_long_time() -> None:
    text = "(" * 20_000 + " a" * 20_000 + "(SSL" * 5_000 + '"' * 20_000
    assert defined(text) == {}
