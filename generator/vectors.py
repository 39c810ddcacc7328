"""Sentence vectors of papers: the file that keeps them, and the model that makes them."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.model import Paper, Problem, Vectors, Where

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Gives a row of numbers for each text.
Embed = Callable[[Sequence[str]], "NDArray[Any]"]
Progress = Callable[[int, int], None]

MODEL = "sentence-transformers/all-MiniLM-L6-v2"
ABSENT = "computing vectors needs a library that is not installed; run: make vectors"
MEND = "papers are related by their words alone until you run: python -m generator vectors"

_FORMAT = "papershelf vectors 1"
_HEADER = re.compile(rf"{_FORMAT}\nmodel (.+)\ndimension ([1-9]\d{{0,4}})\n")
_LINE = re.compile(r"([0-9a-f]{16}) ([A-Za-z0-9+/]+={0,2})")
_END = "end"
_BATCH = 32
_LARGEST = 127  # of a signed byte
# The least cosine of two vectors of one text by one model, whatever the machine and the rounding.
_SAME = 0.999


class ModelError(ValueError):
    """A model cannot be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Vectors brought up to date: how many were made, kept and dropped, and if for another model.

    `replaced` is the name of the model whose vectors gave way to those of another, or empty.
    """

    vectors: Vectors
    made: int
    kept: int
    dropped: int
    replaced: str = ""


def text(paper: Paper) -> str:
    """What of a paper its vector is made of; empty if nothing is known."""
    return ". ".join(filter(None, (paper.title, paper.abstract)))


def key(text: str) -> str:
    """What a text is called in the file of vectors."""
    return sha256(text.encode()).hexdigest()[:16]


def by_paper(papers: Mapping[str, Paper], vectors: Vectors) -> dict[str, bytes]:
    """The vectors of papers by id, as long as they were made of the title and abstract of today."""
    found = {id: vectors.by_text.get(key(text(paper))) for id, paper in papers.items()}
    return {id: vector for id, vector in found.items() if vector is not None}


def encode(vectors: Vectors) -> str:
    """The file of vectors: three lines that say what they are, a line a text by key, and an end.

    It is text, so that a change of one paper is a change of one line.
    """
    lines = [f"{key} {b64encode(vector).decode()}" for key, vector in vectors.by_text.items()]
    head = (_FORMAT, f"model {vectors.model}", f"dimension {vectors.dimension}")
    return "".join(f"{line}\n" for line in (*head, *sorted(lines), _END))


def decode(text: str, path: str) -> tuple[Vectors, tuple[Problem, ...]]:
    """The vectors of a file, or none of them and what is wrong with it."""
    header = _HEADER.match(text)
    if not header:
        message = f'a file of vectors begins with "{_FORMAT}", its model and its dimension'
        return _damaged(path, 1, message)
    dimension = int(header[2])
    *lines, last = text[header.end() :].rstrip("\n").split("\n")
    found: dict[str, bytes] = {}
    for number, line in enumerate(lines, start=4):
        match = _LINE.fullmatch(line)
        if not match or len(match[2]) % 4:
            return _damaged(path, number, "this is no line of a key and its vector")
        vector = b64decode(match[2])
        if len(vector) != dimension:
            message = f"this vector is of dimension {len(vector)}, the others of {dimension}"
            return _damaged(path, number, message)
        if not any(vector):
            return _damaged(path, number, "this vector is empty")
        if match[1] in found:
            return _damaged(path, number, f"there is another vector {match[1]}")
        found[match[1]] = vector
    if last != _END:
        return _damaged(path, 4 + len(lines), "the file is cut: its last line is not there")
    return Vectors(header[1], dimension, found), ()


def refresh(
    papers: Iterable[Paper],
    vectors: Vectors,
    name: str,
    embed: Embed,
    progress: Progress = lambda done, wanted: None,
) -> Refreshed:
    """Vectors of just these papers: those known are kept, the others made by a model.

    If the known ones turn out to be of another model, all are made anew. `name` is what the model
    is called, `progress` is told how many vectors are made, and how many have to be.
    """
    texts = {key(text(paper)): text(paper) for paper in papers if text(paper)}
    known = {key: vector for key, vector in vectors.by_text.items() if key in texts}
    dropped = len(vectors.by_text) - len(known)
    replaced = ""
    if known and not _agrees(embed, texts, known):
        replaced, dropped, known = vectors.model, len(vectors.by_text), {}
    # Texts of about the same length go through a model together faster.
    wanted = sorted(texts.keys() - known.keys(), key=lambda key: (len(texts[key]), key))
    made: dict[str, bytes] = {}
    for start in range(0, len(wanted), _BATCH):
        progress(start, len(wanted))
        some = wanted[start : start + _BATCH]
        made |= zip(some, quantized(embed([texts[key] for key in some])), strict=True)
    progress(len(wanted), len(wanted))
    by_text = {**known, **made}
    dimension = len(next(iter(by_text.values()), b""))
    model = vectors.model if known else " ".join(name.split())
    return Refreshed(Vectors(model, dimension, by_text), len(made), len(known), dropped, replaced)


def quantized(rows: NDArray[Any]) -> list[bytes]:
    """Rows of numbers as vectors."""
    import numpy as np

    largest = np.abs(rows).max(axis=1, keepdims=True)
    if not (np.isfinite(largest).all() and largest.all()):
        raise ModelError("the model gives values that are no numbers; name another with --model")
    return [row.tobytes() for row in np.rint(rows / largest * _LARGEST).astype(np.int8)]


def load(model: str) -> tuple[str, Embed]:
    """What a model is called, and its function; it is a folder or a name at Hugging Face.

    A model that is named is downloaded once, and kept where programs of Hugging Face keep theirs.
    """
    try:
        from candding import CanddingError, TextEmbedding
    except ImportError as error:
        raise ModelError(ABSENT) from error
    folder = Path(model)
    try:
        loaded = TextEmbedding(str(folder.resolve()) if folder.is_dir() else model, device="cpu")
    except CanddingError as error:
        message = f"the model {model} cannot be used: {error}"
        raise ModelError(f"{message}; name another, or a folder of one, with --model") from error
    return folder.resolve().name if folder.is_dir() else model, loaded.embed


def _agrees(embed: Embed, texts: Mapping[str, str], known: Mapping[str, bytes]) -> bool:
    """Whether a model gives for one of the known texts the vector that is known."""
    import numpy as np

    first = min(known)
    new, old = (
        np.frombuffer(vector, np.int8).astype(float)
        for vector in (quantized(embed([texts[first]]))[0], known[first])
    )
    if len(new) != len(old):
        return False
    return float((new * old).sum() / np.sqrt((new * new).sum() * (old * old).sum())) >= _SAME


def _damaged(path: str, line: int, message: str) -> tuple[Vectors, tuple[Problem, ...]]:
    problem = Problem(Where(path, line), f"{message}; {MEND}", fatal=False)
    return Vectors(), (problem,)
