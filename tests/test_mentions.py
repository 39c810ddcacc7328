import random
from pathlib import Path

import pytest

from generator.mentions import mention, names
from generator.model import Mention, Note, Paper, Where
from tests.support.judged import rows
from tests.support.libraries import real

CLIP = Paper(
    "clip",
    title="Learning Transferable Visual Models",
    abstract="We train on pairs of image and text.",
)


def papers(*all: Paper) -> dict[str, Paper]:
    return {paper.id: paper for paper in all}


def note(paper: str, *names: str) -> dict[str, Note]:
    """A curator's note that gives a paper names."""
    return {paper: Note(paper, Where(f"notes/{paper}.md"), names=names)}


def linked(abstract: str, name: str = "CLIP") -> list[str]:
    """What stands in an abstract where it names another paper, whose name the curator gave."""
    found = mention(
        papers(CLIP, Paper("other", title="Other", abstract=abstract)), note("clip", name)
    )
    return [abstract[m.start : m.end] for m in found.get("other", ())]


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("GraphMAE: Self-Supervised Masked Graph Autoencoders", "", "GraphMAE"),
        ("SimMatchV2: Semi-Supervised Learning", "", "SimMatchV2"),
        ("UL2: Unifying Language Learning Paradigms", "", "UL2"),
        ("T-JEPA: Augmentation-Free Learning", "", "T-JEPA"),
        ("URLBERT:A Contrastive Model", "", "URLBERT"),
        ("ReST-MCTS*: LLM Self-Training", "", "ReST-MCTS*"),
        ("DDAE++: Enhancing Diffusion Models", "", "DDAE++"),
        ("word2vec: Vectors of Words", "", "word2vec"),
        ("Barlow Twins: Redundancy", "The method is called Barlow Twins, of late.", "Barlow Twins"),
        ("Guarding", "We introduce Mixed Barlow Twins, which mixes.", "Mixed Barlow Twins"),
        ("Rank", "We present a method, which we call it RankMe.", "RankMe"),
        ("Shrink", "We propose a method dubbed ShrinkMatch to learn.", "ShrinkMatch"),
        ("Dream", "This shows how our method, termed DreamLIP, excels.", "DreamLIP"),
        ("Search", "We propose a novel algorithm named OmegaPRM for it.", "OmegaPRM"),
        ("Time", "Our method, named “TimeSformer,” adapts.", "TimeSformer"),
        ("Int", "We propose a method called the AutoInt to learn.", "AutoInt"),
        ("Fill", "We propose AnyRefill, an extension.", "AnyRefill"),
        ("Web", "This paper introduces WebRL, a framework.", "WebRL"),
        (
            "On consistency of prompts",
            "We propose Consistency-guided Prompts (CoPrompt), so.",
            "CoPrompt",
        ),
        ("Representations", "We propose a Self-made Thing(SeMaT), so.", "SeMaT"),
    ],
)
def test_a_name_that_must_be_taken(title: str, abstract: str, name: str) -> None:
    assert names(papers(Paper("a", title=title, abstract=abstract)), {}) == {name: "a"}


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        # false friends: words, short acronyms, people
        *(
            (f"{word}: A Subtitle", f"We propose {word}, a method. It is called {word}.")
            for word in (
                "Selfie TIP SINC Yi RAFT MIC SWIFT CREAM LiST SELECT POINTS PASTA COMET Alice Loki "
                "Kangaroo SiT SLIM SPIN MERLIN SCoRe SparK CNNs MLLMs 3D 2nd 10K Pseudo-Huber "
                "SELF-GUIDE Self-Feedback fine-tuning C++"
            ).split()
        ),
        # several words that are no proper name
        ("Less is More: Selective Reduction", "Less is More says the proverb."),
        ("Imagine yourself: Personalized Images", "We introduce Imagine yourself, a model."),
        ("Motion Tracks: One for All", "We call it motion tracks."),
        ("Deep Learning: A Review", "Deep Learning (DL) is deep learning."),
        ("Barlow Twins: Never Named Below", ""),
        # names of the world, in papers that merely use them
        ("GOPro in CLIP", "We propose to improve CLIP (Radford et al.) and DINOv2 (Oquab et al.)."),
        ("Guarding SimCLR Against Overfitting", "We guard SimCLR, a method, and ImageNet."),
        ("Annotators", "We present results with BERT, GPT-4 and ResNet-50."),
        ("Tools", "Some compare a tool called SimCLR."),
        ("Tools", "Compared to a method named TransMorph, our network is small."),
        ("Chains", "We study the so-called LangevinMC, of note."),
        ("Brokers", "We introduce a broker, using a simulation platform called PowerTAC."),
        ("Schemes", "We propose a polynomial approximation scheme (PoAS) for it."),
        ("Scans", "We propose a network for clinically significant cancer (csCaN) in images."),
        ("Links", "We propose https://github.com/GraphMAE, a link."),
        # nothing to go by
        ("", ""),
        (":", "We propose , called ."),
        ("](javascript:x)", "called ](javascript:x), termed <script>, dubbed {{ x }}"),
    ],
)
def test_what_must_not_become_a_name(title: str, abstract: str) -> None:
    assert names(papers(Paper("a", title=title, abstract=abstract)), {}) == {}


def test_a_name_that_two_papers_claim_belongs_to_neither() -> None:
    twice = papers(
        Paper("a", title="GraphMAE: One"),
        Paper("b", title="GraphMAE: Two"),
        Paper("c", title="WebRL: C"),
    )
    assert names(twice, {}) == {"WebRL": "c"}


def test_an_abbreviation_that_others_spell_out_too_is_nobodys_name() -> None:
    found = names(
        papers(
            Paper(
                "a",
                title="A",
                abstract="We propose a Conditional Generative Adversarial Net (cGAN), so.",
            ),
            Paper("b", title="B", abstract="With a conditional adversarial net (cGAN) we see."),
        ),
        {},
    )
    assert found == {}


def test_words_that_another_paper_writes_small_are_no_proper_name() -> None:
    given = Paper("a", title="A", abstract="We introduce Barlow Twins, a method.")
    other = Paper("b", title="B", abstract="There are twins in barlow.")
    assert names(papers(given), {}) == {"Barlow Twins": "a"}
    assert names(papers(given, other), {}) == {}


def test_the_curator_is_believed() -> None:
    graph = Paper("graph", title="GraphCLIP: Not Quite", abstract="We propose GraphMAE, a method.")
    known = names(papers(CLIP, graph), note("clip", "CLIP", "Selfie", " ", "GraphMAE"))
    assert known == {"CLIP": "clip", "Selfie": "clip", "GraphMAE": "clip", "GraphCLIP": "graph"}


def test_a_note_on_a_paper_that_is_not_there_names_nothing() -> None:
    assert names(papers(CLIP), note("gone", "GONE")) == {}


def test_a_name_that_two_notes_give_belongs_to_neither() -> None:
    both = papers(CLIP, Paper("other", title="Other"))
    assert names(both, note("clip", "CLIP") | note("other", "CLIP")) == {}


@pytest.mark.parametrize(
    "abstract",
    [
        "CLIP is used.",
        "We use CLIP.",
        "We use (CLIP), of course",
        "CLIP's weights",
        "CLIP’s weights",
        "CLIP-based models",
        "a CLIP-style loss",
        "“CLIP”",
        "CLIP/DINO",
        "not https://x.org/CLIP but CLIP",
        "语言 CLIP 模型",
    ],
)
def test_a_name_is_found_as_a_whole_word(abstract: str) -> None:
    assert linked(abstract) == ["CLIP"]


@pytest.mark.parametrize(
    "abstract",
    [
        "A clip and a Clip.",
        "CLIPs and eCLIP and CLIP2 and CLIP_B",
        "Medical-CLIP and EVA-CLIP",
        "CLIP-ViT, CLIP-2, CLIP-S",
        "CLIP 2 and CLIP v2 and CLIP 2.0",
        "CLIP+ and CLIP++ and CLIP*",
        "https://github.com/openai/CLIP.",
        "www.CLIP.org or github.com/CLIP or openai/CLIP",
        "https://x.org/search?q=CLIP",
        "@CLIP and #CLIP and CLIP@x.org",
        "Cross-linked immunoprecipitation (CLIP) is a method; CLIP is old.",
    ],
)
def test_what_only_looks_like_a_name_is_not_linked(abstract: str) -> None:
    assert linked(abstract) == []


@pytest.mark.parametrize(
    "name", ["ReST-MCTS*", "T5++", "GPT-3.5", "f(x)[0]", "*-Net", "a\\b", "(?P<x>", "X|Y", "Yi"]
)
def test_a_name_may_hold_any_signs(name: str) -> None:
    assert linked(f"With {name}, and {name} again.", name) == [name]


@pytest.mark.parametrize("name", ["", "  ", "++", "()"])
def test_a_name_without_letters_names_nothing(name: str) -> None:
    assert linked("With ++ and () again.", name) == []


def test_an_abstract_that_spells_a_name_out_as_its_paper_does_is_linked() -> None:
    dino = Paper("dino", title="Emerging Properties", abstract="We self-distill with no labels.")
    other = Paper("other", title="Other", abstract="Distillation with no labels (DINO) helps.")
    found = mention(papers(dino, other), note("dino", "DINO"))
    assert found == {"other": (Mention(29, 33, "dino", "DINO"),)}


BARLOW = Paper(
    "barlow", title="Barlow Twins: Redundancy", abstract="It is called Barlow Twins, as you know."
)
MIXED = Paper(
    "mixed",
    title="Guarding Barlow Twins",
    abstract="We introduce Mixed Barlow Twins, which guards Barlow Twins. Barlow Twins overfits.",
)


def test_a_paper_is_linked_at_its_first_naming_and_never_from_itself() -> None:
    assert mention(papers(MIXED, BARLOW), {}) == {
        "mixed": (Mention(46, 58, "barlow", "Barlow Twins"),)
    }
    assert MIXED.abstract[46:58] == "Barlow Twins"


def test_the_longest_name_wins_and_mentions_stand_in_the_order_of_the_text() -> None:
    other = Paper(
        "other", title="Other", abstract="Mixed Barlow Twins beat GraphMAE and Barlow Twins."
    )
    graph = Paper("graph", title="GraphMAE: Graphs")
    found = mention(papers(other, graph, BARLOW, MIXED), {})["other"]
    assert found == (
        Mention(0, 18, "mixed", "Mixed Barlow Twins"),
        Mention(24, 32, "graph", "GraphMAE"),
        Mention(37, 49, "barlow", "Barlow Twins"),
    )
    assert [other.abstract[m.start : m.end] for m in found] == [m.name for m in found]


def test_of_two_names_that_begin_alike_the_longer_wins() -> None:
    surgery, other = (
        Paper("surgery", title="Surgery"),
        Paper("other", title="Other", abstract="With CLIP Surgery."),
    )
    notes = note("clip", "CLIP") | note("surgery", "CLIP Surgery")
    assert mention(papers(CLIP, surgery, other), notes) == {
        "other": (Mention(5, 17, "surgery", "CLIP Surgery"),)
    }


@pytest.mark.parametrize(
    "abstract",
    [
        "We design a GraphMAE module. GraphMAE helps.",
        "In this work, we propose GraphMAE for GraphMAE-based things.",
        "We further derive an algorithm, which we dub GraphMAE, for this.",
        "A simple yet novel model (GraphMAE) is proposed, and GraphMAE wins.",
        "Graphs of “magic aerial elks” (GraphMAE) are not graphs.",
    ],
)
def test_a_name_that_an_abstract_gives_to_its_own_is_no_mention(abstract: str) -> None:
    graph = Paper("graph", title="GraphMAE: Masked Autoencoders")
    assert mention(papers(graph, Paper("other", title="Other", abstract=abstract)), {}) == {}


@pytest.mark.parametrize(
    "abstract", ["We propose a GraphMAE-based method.", "We introduce a loss for GraphMAE."]
)
def test_what_is_built_on_another_paper_names_it(abstract: str) -> None:
    graph = Paper("graph", title="GraphMAE: Masked Autoencoders")
    found = mention(papers(graph, Paper("other", title="Other", abstract=abstract)), {})
    assert [one.id for one in found["other"]] == ["graph"]


def test_a_name_that_an_older_paper_uses_was_not_given_by_a_younger_one() -> None:
    graph = Paper("graph", title="PolarNet: Clouds of Points", year=2023)
    older, younger, undated = (
        Paper(str(year), title="Other", abstract="Better than PolarNet.", year=year)
        for year in (2021, 2024, None)
    )
    assert set(mention(papers(graph, younger, undated), {})) == {"2024", "None"}
    assert mention(papers(graph, older, younger, undated), {}) == {}
    assert set(mention(papers(graph, older), note("graph", "PolarNet"))) == {"2021"}


def test_two_names_of_one_paper_make_one_mention() -> None:
    other = Paper("other", title="Other", abstract="ConVIRT and CLIP.")
    found = mention(papers(CLIP, other), note("clip", "CLIP", "ConVIRT"))
    assert found == {"other": (Mention(0, 7, "clip", "ConVIRT"),)}


def test_an_empty_library_names_nothing() -> None:
    assert names({}, {}) == {}
    assert mention({}, {}) == {}


@pytest.mark.parametrize("piece", ["a-", "a.", "(", "Aa ", "call it ", "we propose a", "*+", "İ"])
def test_text_made_to_be_slow_is_not(piece: str) -> None:
    hostile = Paper("a", title=piece * 700, abstract=piece * 20_000)
    assert mention(papers(hostile, CLIP), note("clip", "CLIP")) == {}


@pytest.fixture(scope="module")
def real_library() -> dict[str, Paper]:
    """The project's own listings: after five paragraphs, titles and abstracts in turn."""
    found = {}
    for path in sorted((Path(__file__).parents[1] / "content" / "sources").glob("*.txt")):
        paragraphs = path.read_text(encoding="utf-8").split("\n\n")[5:]
        for title, abstract in zip(paragraphs[::2], paragraphs[1::2], strict=False):
            found[title.strip()] = Paper(
                title.strip(), title=title.strip(), abstract=abstract.strip()
            )
    return found


@pytest.mark.first_library
def test_the_mentions_of_the_first_library_are_those_that_a_reader_finds() -> None:
    library = real().library
    true = {(paper, words, named) for paper, words, named in rows("mentions.tsv")}
    found = {
        (paper, library.papers[paper].abstract[one.start : one.end], one.id)
        for paper, all in mention(library.papers, library.notes).items()
        for one in all
    }
    missed, false = sorted(true - found), sorted(found - true)
    right = len(true & found)
    assert right >= 0.98 * len(found), f"precision {right}/{len(found)}; false: {false}"
    assert right >= 0.90 * len(true), f"recall {right}/{len(true)}; missed: {missed}"


@pytest.mark.first_library
def test_the_order_of_the_papers_changes_no_mention() -> None:
    library = real().library
    shuffled = list(library.papers.items())
    random.Random(1).shuffle(shuffled)
    assert mention(dict(shuffled), library.notes) == library.mentions


@pytest.mark.first_library
def test_every_judged_paper_is_in_the_first_library_and_says_what_is_judged() -> None:
    papers = real().library.papers
    for paper, words, named in rows("mentions.tsv"):
        assert words in papers[paper].abstract
        assert named in papers
    assert rows("mentions.tsv") == sorted(rows("mentions.tsv"))


@pytest.mark.first_library
@pytest.mark.parametrize(
    "friend",
    "Selfie TIP SINC Yi RAFT MIC SWIFT CREAM LiST SELECT POINTS PASTA COMET Kangaroo SiT SLIM SPIN "
    "BERT DINO SimCLR GPT-4 ImageNet MATH".split(),
)
def test_no_false_friend_of_the_real_library_is_a_name(
    real_library: dict[str, Paper], real_names: dict[str, str], friend: str
) -> None:
    assert any(friend in f"{paper.title} {paper.abstract}" for paper in real_library.values())
    assert friend not in real_names


@pytest.fixture(scope="module")
def real_names(real_library: dict[str, Paper]) -> dict[str, str]:
    return names(real_library, {})
