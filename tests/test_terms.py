from itertools import groupby

import numpy as np
import pytest

from generator.model import Paper
from generator.terms import content, phrases, space, stop_words, telling, without_signs, wording


def library(*texts: str) -> dict[str, Paper]:
    """Papers with these abstracts, named a, b, c …"""
    return {id: Paper(id, abstract=text) for id, text in zip("abcdefgh", texts, strict=False)}


def test_a_space_has_a_row_a_paper_in_the_order_of_ids_and_a_column_a_shared_term() -> None:
    found = space(dict(reversed(library("Speech. Music.", "Speech.", "Speech. Music.").items())))
    assert found.ids == ("a", "b", "c")
    assert found.names == ("music", "speech")
    assert (found.weights.toarray() > 0).tolist() == [[True, True], [False, True], [True, True]]


def test_rows_have_length_one_or_nothing() -> None:
    weights = space(library("Speech. Music.", "Speech. Dance.", "Soup.")).weights
    lengths = np.sqrt(weights.multiply(weights).sum(axis=1)).A1
    assert lengths.tolist() == pytest.approx([1, 1, 0])


def test_a_term_of_few_papers_weighs_more_than_one_of_many() -> None:
    found = space(library("Speech. Music.", "Speech. Music.", "Speech.", "Speech."))
    music, speech = found.weights.toarray()[0]
    assert music > speech


@pytest.mark.parametrize("texts", [(), ("Speech.",), ("Speech.", "Music."), ("", "")])
def test_a_library_without_shared_terms_is_an_empty_space(texts: tuple[str, ...]) -> None:
    found = space(library(*texts))
    assert found.names == ()
    assert found.weights.shape == (len(texts), 0)


def test_a_title_counts_twice() -> None:
    assert content(Paper("a", title="Speech", abstract="Music.")).split() == (
        [".", "speech", ".", "speech", ".", "music", "."]
    )


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("Speech of music", "speech | music"),  # a stop word is a gap
        ("Speech in 2020 music", "speech | music"),
        ("Speech, music", "speech | music"),
        ("We propose speech music", "speech music"),
        ("See https://example.org/speech", ""),
        ("Massive BERT models. A BERT", "massive BERT models | BERT"),
        ("Fast. Barlow Twins, the Barlow Twins", "fast | Barlow Twins | Barlow Twins"),
        ("图像的分割", "图 像 | 分 割"),  # so is what only joins words
        ("画像による分割", "画 像 | 分 割"),
    ],
)
def test_a_content_is_what_tells_papers_apart(abstract: str, expected: str) -> None:
    words = content(Paper("a", abstract=abstract)).split()
    runs = [" ".join(run) for gap, run in groupby(words, ".".__eq__) if not gap]
    assert " | ".join(runs) == expected


def test_subjects_of_research_are_no_stop_words() -> None:
    assert "computer" not in stop_words()
    assert {"the", "propose", "state-of-the-art"} <= stop_words()


@pytest.mark.parametrize("term", ["speech", "time series", "language models", "图 像"])
def test_a_term_tells_something(term: str) -> None:
    assert telling(term)


@pytest.mark.parametrize("term", ["time", "deep learning models", "long", "typical speech"])
def test_a_term_tells_nothing(term: str) -> None:
    assert not telling(term)


@pytest.mark.parametrize(
    ("ranked", "content", "expected"),
    [
        (["speech", "music"], "speech music", ("speech", "music")),
        (["speech", "speech music"], "speech music", ("speech music",)),
        (["speech music", "speech"], "speech music", ("speech music",)),
        (["speech music", "music dance"], "speech music dance", ("speech music dance",)),
        (["speech music", "music dance"], "speech music . music dance", None),
        # out of order, and by what joins them
        (["a b", "c d", "b c"], "a b c d", ("a b c d",)),
        (["graph", "graphs"], "graph graphs", ("graph",)),
        (["大 规", "模 语", "规 模"], "大 规 模 语 言", ("大规模语",)),
    ],
)
def test_phrases_stand_in_place_of_their_fragments(
    ranked: list[str], content: str, expected: tuple[str, ...] | None
) -> None:
    text = f" {content} "
    assert phrases(ranked, [text, text], 4) == (expected or tuple(ranked))


def test_a_phrase_must_stand_in_every_content() -> None:
    texts = [" speech music dance ", " speech music . music dance "]
    assert phrases(["speech music", "music dance"], texts, 4) == ("speech music", "music dance")


def test_no_more_phrases_than_asked_for() -> None:
    assert phrases(["speech", "music"], [" speech music "], 1) == ("speech",)


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ([" MRI "], "MRI"),
        ([" MRI ", " mri "], "mri"),
        ([" ImageNet ", " Imagenet "], "ImageNet"),
        ([" speech "], "mri"),
    ],
)
def test_a_term_is_worded_as_contents_write_it(contents: list[str], expected: str) -> None:
    assert wording(expected.lower(), contents) == expected


def test_formulas_and_addresses_hold_no_terms() -> None:
    formula = r"of $\frac{\mu}{\sqrt{\omega}}$ and \(\mathcal{L}_{loom}\)"
    paper = Paper("a", title=rf"Looms {formula}", abstract=f"Threads {formula} at www.oak.org/elm.")
    words = set(content(paper).split())
    assert words == {"looms", "threads", "."}
    assert "$5 and $10" in without_signs("It costs $5 and $10.")
