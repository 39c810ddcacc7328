"""The file of vectors, whole and damaged, and how it is brought up to date."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from generator import vectors
from generator.model import Paper, Vectors
from generator.vectors import (
    ModelError,
    by_paper,
    decode,
    encode,
    key,
    load,
    refresh,
    text,
)

CONTENT = Path(__file__).parents[1] / "content" / "vectors.txt"
GRAPHS = Paper("graphs", title="On graphs", abstract="They are drawn.")
SPEECH = Paper("speech", title="On speech")
BARE = Paper("bare", title="")
KEPT = Vectors("some model", 3, {key(text(GRAPHS)): bytes([127, 0, 255])})


def embed(texts: Sequence[str]) -> NDArray[np.float64]:
    """A model: numbers that come from the text and nothing else."""
    return np.array([[len(text), text.count("e") + 1, -3.5] for text in texts], dtype=float)


def other(texts: Sequence[str]) -> NDArray[np.float64]:
    """Another model of the same dimension, which sees things much alike."""
    return embed(texts) * [1, 3, 1]


def test_what_is_written_is_read_again() -> None:
    assert decode(encode(KEPT), "vectors.txt") == (KEPT, ())
    assert decode(encode(Vectors("m", 384)), "vectors.txt") == (Vectors("m", 384), ())


def test_the_file_is_the_same_in_whatever_order_vectors_were_made() -> None:
    made = {key(str(number)): bytes([number, 1]) for number in range(20)}
    turned = dict(reversed(made.items()))
    assert encode(Vectors("m", 2, made)) == encode(Vectors("m", 2, turned))


def test_one_paper_more_is_one_line_more() -> None:
    more = Vectors(KEPT.model, 3, {**KEPT.by_text, key("more"): b"abc"})
    assert len(set(encode(more).splitlines()) - set(encode(KEPT).splitlines())) == 1


def test_every_file_that_is_cut_is_noticed() -> None:
    whole = encode(Vectors("m", 3, {key(str(number)): b"abc" for number in range(5)})).rstrip()
    for end in range(len(whole)):
        found, problems = decode(whole[:end], "vectors.txt")
        assert found == Vectors()
        assert len(problems) == 1


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("papershelf vectors 1", "papershelf vectors 2", 1, "begins with"),
        ("model some model\n", "", 1, "begins with"),
        ("dimension 3", "dimension three", 1, "begins with"),
        ("dimension 3", "dimension 0", 1, "begins with"),
        ("dimension 3", "dimension 384", 4, "is of dimension 3, the others of 384"),
        ("fwD/", "fwA=", 4, "is of dimension 2, the others of 3"),
        ("fwD/", "AAAA", 4, "is empty"),
        ("fwD/", "NaN!", 4, "no line of a key"),
        ("fwD/", "fwD", 4, "no line of a key"),
        ("end", "<<<<<<< theirs\nend", 5, "no line of a key"),
        ("end\n", "", 4, "is cut"),
        ("end", "end\nend", 5, "no line of a key"),
    ],
)
def test_a_damaged_file_is_a_problem_that_says_how_to_mend_it(
    before: str, after: str, line: int, said: str
) -> None:
    whole = encode(KEPT)
    assert before in whole
    found, problems = decode(whole.replace(before, after), "vectors.txt")
    assert found == Vectors()
    (problem,) = problems
    assert (problem.where.path, problem.where.line, problem.fatal) == ("vectors.txt", line, False)
    assert said in problem.message
    assert "run: python -m generator vectors" in problem.message


def test_two_vectors_of_one_text_are_a_problem() -> None:
    *head, vector, end = encode(KEPT).splitlines()
    _, (problem,) = decode("\n".join([*head, vector, vector, end]), "vectors.txt")
    assert "there is another vector" in problem.message


@pytest.mark.parametrize("damaged", ["", "\n", "end", "\x00" * 40, "PK\x03\x04", "{}"])
def test_what_is_no_file_of_vectors_is_a_problem(damaged: str) -> None:
    found, problems = decode(damaged, "vectors.txt")
    assert (found, len(problems)) == (Vectors(), 1)


def test_a_vector_belongs_to_the_text_that_it_was_made_of() -> None:
    edited = Paper("edited", title="On graphs", abstract="They are painted.")
    papers = {paper.id: paper for paper in (GRAPHS, edited, BARE)}
    assert by_paper(papers, KEPT) == {"graphs": bytes([127, 0, 255])}


def test_only_what_lacks_a_vector_is_made() -> None:
    first = refresh([GRAPHS], Vectors(), "a model", embed)
    asked: list[str] = []

    def asking(texts: Sequence[str]) -> NDArray[np.float64]:
        asked.extend(texts)
        return embed(texts)

    second = refresh([GRAPHS, SPEECH, BARE], first.vectors, "a folder", asking)
    assert (second.made, second.kept, second.dropped, second.replaced) == (1, 1, 0, "")
    assert set(second.vectors.by_text) == {key(text(GRAPHS)), key(text(SPEECH))}
    assert second.vectors.model == "a model"
    assert asked == [text(GRAPHS), text(SPEECH)], "one known text shows that it is that model"


def test_vectors_of_no_paper_are_dropped() -> None:
    both = refresh([GRAPHS, SPEECH], Vectors(), "a model", embed).vectors
    refreshed = refresh([SPEECH], both, "a model", embed)
    assert (refreshed.made, refreshed.kept, refreshed.dropped) == (0, 1, 1)
    assert list(refreshed.vectors.by_text) == [key(text(SPEECH))]


def test_vectors_of_another_model_are_all_made_anew() -> None:
    ours = refresh([GRAPHS, SPEECH], Vectors(), "a model", embed).vectors
    for model in (other, lambda texts: np.ones((len(texts), 8))):
        refreshed = refresh([GRAPHS, SPEECH], ours, "another", model)
        assert (refreshed.made, refreshed.kept, refreshed.dropped) == (2, 0, 2)
        assert refreshed.replaced == "a model"
        assert refreshed.vectors == refresh([GRAPHS, SPEECH], Vectors(), "another", model).vectors


def test_a_little_noise_is_not_another_model() -> None:
    ours = refresh([GRAPHS], Vectors(), "a model", embed).vectors
    assert refresh([GRAPHS], ours, "it", lambda texts: embed(texts) * 1.0001 + 1e-4).kept == 1


def test_the_order_of_papers_changes_no_vector() -> None:
    papers = [Paper(str(n), title="e" * n + "x") for n in range(80)]
    ours = refresh(papers, Vectors(), "m", embed).vectors
    assert encode(ours) == encode(refresh(papers[::-1], Vectors(), "m", embed).vectors)


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    papers = [Paper(str(n), title="x" * n) for n in range(1, 41)]
    refresh(papers, Vectors(), "m", embed, lambda done, wanted: told.append((done, wanted)))
    assert told == [(0, 40), (32, 40), (40, 40)]


@pytest.mark.parametrize("bad", [np.nan, np.inf, 0.0])
def test_a_model_that_gives_no_numbers_is_refused(bad: float) -> None:
    with pytest.raises(ModelError, match="no numbers"):
        refresh([GRAPHS], Vectors(), "m", lambda texts: np.full((len(texts), 4), bad))


def test_a_name_of_a_model_stays_on_its_line() -> None:
    made = refresh([GRAPHS], Vectors(), " a\nmodel ", embed).vectors
    assert decode(encode(made), "v") == (made, ())


def test_quantizing_keeps_what_is_near() -> None:
    rows = np.random.RandomState(0).standard_normal((50, 384))
    small = np.array([np.frombuffer(row, np.int8) for row in vectors.quantized(rows)], float)
    exact, rough = (
        (m / np.linalg.norm(m, axis=1, keepdims=True))
        @ (m / np.linalg.norm(m, axis=1, keepdims=True)).T
        for m in (rows, small)
    )
    assert np.abs(exact - rough).max() < 0.005


@pytest.mark.first_library
def test_the_papers_of_the_library_have_their_vectors() -> None:
    from generator import build
    from generator.sources import read_content

    found, problems = decode(CONTENT.read_text(encoding="utf-8"), "vectors.txt")
    papers = build.assemble(read_content(CONTENT.parent)).library.papers
    assert problems == ()
    assert found.dimension == 384
    # Not all: who mends a title need not have the model at hand.
    assert len(by_paper(papers, found)) > 0.9 * len(papers)


def test_without_the_library_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "candding", None)
    with pytest.raises(ModelError, match="run: make vectors"):
        load("some/model")


def test_a_model_is_read_from_its_folder(tmp_path: Path) -> None:
    pytest.importorskip("candding", reason="the extra semantic is not installed")
    folder = tmp_path / "small model"
    write_model(folder, ["graph", "speech"])
    name, embed = load(str(folder))
    assert name == "small model"
    graph, again, speech = (
        row / np.linalg.norm(row) for row in embed(["graph", "graph", "speech"])
    )
    assert graph @ again == pytest.approx(1)
    assert graph @ speech < 0.9


def test_a_folder_without_a_model_is_said_to_be_none(tmp_path: Path) -> None:
    pytest.importorskip("candding", reason="the extra semantic is not installed")
    with pytest.raises(ModelError, match=r"cannot be used: .*config\.json.* with --model"):
        load(str(tmp_path))


def write_model(folder: Path, words: list[str]) -> None:
    """A BERT of one layer that knows a few words, as a model's folder holds it."""
    size = 32
    vocabulary = {word: place for place, word in enumerate(["[UNK]", *words])}
    config = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.0,
        "hidden_size": size,
        "initializer_range": 0.02,
        "intermediate_size": size,
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": 64,
        "num_attention_heads": 2,
        "num_hidden_layers": 1,
        "pad_token_id": 0,
        "type_vocab_size": 2,
        "vocab_size": len(vocabulary),
    }
    tokenizer = {
        "version": "1.0",
        "added_tokens": [],
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
        {
            "idx": 1,
            "name": "1",
            "path": "1_Pooling",
            "type": "sentence_transformers.models.Pooling",
        },
    ]
    pooling = {"word_embedding_dimension": size, "pooling_mode_mean_tokens": True}
    (folder / "1_Pooling").mkdir(parents=True)
    for place, value in [
        ("config.json", config),
        ("tokenizer.json", tokenizer),
        ("modules.json", modules),
        ("1_Pooling/config.json", pooling),
    ]:
        (folder / place).write_text(json.dumps(value), encoding="utf-8")
    known = np.random.RandomState(0).standard_normal((len(vocabulary), size))
    tensors = {"embeddings.word_embeddings.weight": known}
    tensors["embeddings.position_embeddings.weight"] = np.zeros((64, size))
    tensors["embeddings.token_type_embeddings.weight"] = np.zeros((2, size))
    layer = "encoder.layer.0"
    for part in ("self.query", "self.key", "self.value", "output.dense"):
        tensors[f"{layer}.attention.{part}.weight"] = np.zeros((size, size))
        tensors[f"{layer}.attention.{part}.bias"] = np.zeros(size)
    for part in ("intermediate.dense", "output.dense"):
        tensors[f"{layer}.{part}.weight"] = np.zeros((size, size))
        tensors[f"{layer}.{part}.bias"] = np.zeros(size)
    for part in ("embeddings", f"{layer}.attention.output", f"{layer}.output"):
        tensors[f"{part}.LayerNorm.weight"] = np.ones(size)
        tensors[f"{part}.LayerNorm.bias"] = np.zeros(size)
    # The format of safetensors: the length of the head, the head, and all numbers.
    head, body = {}, b""
    for name, tensor in tensors.items():
        start = len(body)
        body += tensor.astype("<f4").tobytes()
        head[name] = {"dtype": "F32", "shape": tensor.shape, "data_offsets": [start, len(body)]}
    described = json.dumps(head).encode()
    file = folder / "model.safetensors"
    file.write_bytes(struct.pack("<Q", len(described)) + described + body)
