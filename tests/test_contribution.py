import time
from pathlib import Path

import pytest

from generator.clean import clean
from generator.contribution import contribution, sentences
from generator.sources import read_content

CONTENT = Path(__file__).parents[1] / "content"
BEFORE = "Deep networks need a great deal of labelled data."
AFTER = "It is better than all the earlier methods on three data sets."


@pytest.mark.parametrize(
    "sentence",
    [
        "We propose Loom, a method for weaving algebraic patterns.",
        "In this paper, we propose a method for weaving patterns.",
        "To address slow weaving, we first introduce a loom for patterns.",
        "This paper presents a loom for algebraic patterns.",
        "This work therefore proposes a loom for patterns.",
        "Our paper introduces a loom for algebraic patterns.",
        "In this work, the speed of looms is examined closely.",
        "This survey reviews looms of the last two centuries.",
        "With this report, looms become open to everyone.",
        "We show that looms may be stopped by a single thread.",
        "We empirically study how looms behave under load.",
        "Our main contribution is a loom for algebraic patterns.",
        "Our key insight is that looms are machines as well.",
        "A novel two-stage loom (TSL) is proposed for weaving.",
        "Looms Of Threads (LOT) is a new loom for algebraic patterns.",
        "The method, called Loom, weaves the most algebraic patterns.",
        "Our method, Looms Of Threads, weaves algebraic patterns.",
        "Our framework weaves algebraic patterns of any size and shape.",
        "Our main idea is to weave threads in the order of their age.",
        "We completely give up the wheel of all older machines and introduce a Loom for patterns.",
    ],
)
def test_a_sentence_that_states_the_contribution_is_found(sentence: str) -> None:
    assert contribution(f"{BEFORE} {sentence} {AFTER}") == sentence


@pytest.mark.parametrize(
    "abstract",
    [
        "",
        " ",
        BEFORE,
        f"{BEFORE} {AFTER}",
        "Many methods were proposed in recent years by many people.",
        "Weaving proposals have a long history in the wider industry.",
        "We propose.",
        "The web presents a great number of examples of such cases.",
        "Our code is available at https://example.org/loom for everyone.",
        "We release our code and checkpoints, all available at example.org.",
        "Moreover, we propose a second loom that is of no importance.",
        "How far can we go to build a loom that serves every weaver?",
        "This raises the question whether we introduce a loom or can we do without.",
        "We hope that this study will improve the looms of the future.",
    ],
)
def test_where_no_sentence_states_a_contribution_there_is_none(abstract: str) -> None:
    assert contribution(abstract) == ""


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        # The surer rule wins over the earlier sentence.
        ("We find that looms are slow.", "In this paper, we propose a faster loom.", 1),
        ("In this work, looms are the subject.", "We introduce a loom that is faster.", 1),
        # Among equals the earlier sentence wins.
        ("We propose a loom that is faster.", "We propose a loom that is cheaper.", 0),
        # So does the one that gives a name, whichever way.
        ("We propose to mend looms by new threads.", "We propose Loom to mend all threads.", 1),
        ("We introduce a faster way of weaving.", "We introduce Threads Of Looms (TOL) here.", 1),
        ("We introduce a faster way of weaving.", "We introduce a faster model, Loom.", 1),
        ("We introduce a faster way of weaving.", "We introduce what is called a loom.", 1),
        ("We introduce a faster way of weaving.", "We introduce it for the looms (LOOMs).", 0),
        # What only the sentences before explain, says little, as does what is short.
        (
            "In this paper, we show that such a loom is faster than wheels.",
            "We find that looms are faster than wheels by half of a day.",
            1,
        ),
        (
            "We propose to merge both into one loom of threads.",
            "We find that looms are faster than wheels by half of a day.",
            1,
        ),
        (
            "We propose to merge both oak and elm in one loom for threads.",
            "We find that looms are faster than wheels by half of a day.",
            0,
        ),
        ("We introduce looms such as the one of last year.", "In this work, it is fast.", 0),
        (
            "To weave the cloth of our time, this paper proposes two solutions.",
            "We find that looms are faster than wheels by half of a day.",
            1,
        ),
        ("In this work, we mend these issues by many kinds of looms.", "We find more looms.", 0),
        (
            "We propose a loom for threads.",
            "We propose a loom that weaves threads in any order.",
            1,
        ),
        # Steps on the way are not the contribution.
        (
            "We then introduce the loom to the weaver of threads.",
            "We propose a loom of oak and elm for threads of any age.",
            1,
        ),
        (
            "Conversely, we design a loom of oak for weavers.",
            "In this paper, we show a loom of oak for threads of any age.",
            1,
        ),
        (
            "1) we propose to count the threads of looms first.",
            "We propose a loom of oak and elm for threads of any age.",
            1,
        ),
        ("To overcome old wheels, we use looms.", "In this paper, we study wheels.", 0),
        (
            "First, we design a loom called Oak for weavers of any age.",
            "We propose a loom called Elm for threads of any age and any colour.",
            1,
        ),
        # What earlier sentences tell of, and an idea of others, is less than the thing itself.
        (
            "We propose a loom of oak for weavers that mends these issues.",
            "We propose a loom of elm for threads of any age and any colour.",
            1,
        ),
        (
            "We introduce the idea of Looms Of Threads (LOT) to the trade of weavers.",
            "We propose a loom for all threads, dubbed Elm by all who weave.",
            1,
        ),
        # What adds to a list of contributions is not the first of them.
        ("Furthermore, we propose a cheaper loom.", "Here we propose the loom itself.", 1),
        ("Finally, we introduce a data set of looms.", "We show that many looms are slow.", 1),
        ("We develop code that is available on the web.", "We show that many looms are slow.", 1),
    ],
)
def test_the_surest_sentence_is_taken(first: str, second: str, found: int) -> None:
    assert contribution(f"{BEFORE} {first} {second} {AFTER}") == (first, second)[found]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("LOT: Looms for All", 1),
        ("Looms Of Threads for Everyone", 1),
        ("A loom: of threads", 0),
        ("LOT of Oak: Looms for All", 0),
        ("", 0),
    ],
)
def test_a_sentence_that_gives_the_name_in_the_title_is_taken(title: str, found: int) -> None:
    both = (
        "We propose Oak Threads (OAT) to mend a loom without new threads.",
        "We propose Looms Of Threads (LOT) to mend each loom for good.",
    )
    assert contribution(f"{BEFORE} {' '.join(both)} {AFTER}", title) == both[found]


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("To this end, ", "we propose a loom for threads of oak and elm."),
        ("Hence, to address these issues, ", "in this work, we propose a loom for threads of oak."),
        ("To overcome the above limitations, ", "this paper proposes a loom for threads of oak."),
        ("Motivated by this, ", "our work introduces a loom for threads of oak and elm."),
        ("In response to these many calls, ", "we propose a loom for threads of oak and elm."),
        ("With this observation in mind, ", "a novel loom is proposed for threads of oak and elm."),
        ("To do so ", "we propose a loom for threads of oak and elm."),
        ("To bridge this research gap, ", "we propose a loom for threads of oak and elm."),
        ("To mitigate that, ", "we propose a loom for threads of oak and elm."),
        ("Then ", "we propose a loom for threads of oak and elm."),
        ("Thus ", "in this paper, we propose a loom for threads of oak and elm."),
        ("First, ", "instead of a wheel, we propose a loom for threads of oak and elm."),
        ("We make the following offers: 1) ", "we propose a loom for threads of oak and elm."),
    ],
)
def test_an_opening_that_points_back_is_left_out(opening: str, rest: str) -> None:
    assert contribution(f"{BEFORE} {opening}{rest} {AFTER}") == rest[0].upper() + rest[1:]


@pytest.mark.parametrize(
    "sentence",
    [
        "In this paper, we propose a loom for threads of oak and elm.",
        "With this work, we propose a loom for threads of oak and elm.",
        "In this technical report, we introduce a loom for threads of oak and elm.",
        "To weave faster, we propose a loom for threads of oak and elm.",
        "To show that looms are slow, we propose a loom for threads of oak and elm.",
        "Inspired by trees such as oak, we propose a loom for threads of oak and elm.",
        "In this way, threads break, so we propose a loom for threads of oak and elm.",
        "We make the following offers: 1) we propose a loom, and 2) we build it of oak.",
        "We propose a loom for threads of oak to address the age of all threads.",
    ],
)
def test_an_opening_that_says_something_stays(sentence: str) -> None:
    assert contribution(f"{BEFORE} {sentence} {AFTER}") == sentence


@pytest.mark.parametrize(
    "ending", [" to bridge these gaps", ", to tackle this aforementioned issue", " to solve this"]
)
def test_an_ending_that_points_back_is_left_out(ending: str) -> None:
    text = f"{BEFORE} In this work, we propose a new loom for threads of oak{ending}. {AFTER}"
    assert contribution(text) == "In this work, we propose a new loom for threads of oak."


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One is here. Two is there.", ("One is here.", "Two is there.")),
        ("See e.g. Lovelace et al. (1843) for more. End.", None),
        ("It gains 3.5 points, i.e. much. End.", None),
        ("Is it so? It is!", ("Is it so?", "It is!")),
        ("At https://example.org/a.b we are. End.", None),
        ("没有英文。", ("没有英文。",)),
        ("It is LOOM. Its threads are many.", ("It is LOOM.", "Its threads are many.")),
        # a list belongs to what begins it, what follows the list does not
        ("Two: (a) Looms, and (b) oaks. It is.", ("Two: (a) Looms, and (b) oaks.", "It is.")),
        (
            "Problems remain: 1) Looms are slow. 2) Oak is dear. End it.",
            ("Problems remain: 1) Looms are slow.", "2) Oak is dear.", "End it."),
        ),
        ("", ()),
        ("  ", ()),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, parts: tuple[str, ...] | None) -> None:
    assert sentences(text) == (parts if parts is not None else (text[:-5], "End."))


def test_what_follows_a_numbered_list_does_not_belong_to_its_last_item() -> None:
    last = "(2) Threads of low quality break. However, nobody has looked into these reasons so far."
    proposal = "Here, we propose a loom that needs neither speed nor the best of all threads."
    results = (
        "It is faster by a third than any of the looms that were built in the last two centuries."
    )
    text = f"Looms stop for two reasons: (1) They run too fast. {last} {proposal} {results} {AFTER}"
    assert contribution(text) == proposal
    assert "However, nobody has looked into these reasons so far." in sentences(text)


def test_no_character_but_space_is_lost_between_sentences() -> None:
    text = f"{BEFORE} (1) It is fast; (2) it is cheap. {AFTER} " * 5
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "piece", ["we ", "we! ", "We propose a ", "this paper ", "a. ", "code ", "!"]
)
def test_a_long_repetition_is_not_slow(piece: str) -> None:
    start = time.process_time()
    contribution("We " + piece * (30_000 // len(piece)))
    assert time.process_time() - start < 2


@pytest.fixture(scope="module")
def abstracts() -> set[str]:
    """The cleaned abstracts of the project's own listings."""
    listings = [reading for reading in read_content(CONTENT).readings if reading.ranked]
    return {clean(record).abstract for reading in listings for record in reading.records}


@pytest.mark.first_library
def test_nearly_every_real_abstract_states_its_contribution_in_its_own_words(
    abstracts: set[str],
) -> None:
    found = {abstract: contribution(abstract) for abstract in abstracts}
    assert len(found) > 190
    assert all(sentence[1:-1] in abstract for abstract, sentence in found.items())
    assert sum(not sentence for sentence in found.values()) <= len(found) * 0.02


@pytest.mark.first_library
@pytest.mark.parametrize(
    ("introduced", "unwanted"),
    [
        ("Tokenizer (Selftok)", "two key ways"),
        ("Learning (MERL)", "CKEPE"),
        ("Model (CREAM)", "generalized framework"),
        ("Training (POT)", "experimental evidence"),
        ("data (SIMS) is a new", "different tack"),
        ("called CyclePrompt", "both directions"),
        ("approach OGEN", "tend to overfit"),
        ("We trained a robust baseline model", "following contributions"),
        ("with Cauchy losses", "analyze the statistical differences"),
        ("(a) Categorization and simplification", "such techniques"),
        ("a unified approach to table specific pretraining", "raises the question"),
    ],
)
def test_real_papers_are_shown_by_what_they_introduce(
    abstracts: set[str], introduced: str, unwanted: str
) -> None:
    (sentence,) = {contribution(text) for text in abstracts if introduced in text}
    assert introduced in sentence
    assert unwanted not in sentence
