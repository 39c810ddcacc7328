"""Pagefind's index is written anew: weights instead of places, rows for pages."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import cbor2
import pytest

from generator import compact
from generator.compact import UnknownFormatError, rewrite

# As Pagefind writes them: two pages, of which the second is the first row of the table.
META = [
    "1.5.2",
    [["en_one", 100], ["en_two", 230]],
    [["a", "b", "en_part"]],
    [["year", "en_filter"]],
    [],
    ["authors", "title"],
]
PART = [
    [
        ["ant", [[0, [-25, 3, 4, -169, 1], [-2, 0, 2]], [1, [-13, 9], []]], []],
        ["bee", [[1, [-25, 5], []]], [["bée", [[0, [], [-1, 7]]]]]],
    ]
]
ENTRY = {"version": "1.5.2", "languages": {"en": {"hash": "en_meta", "wasm": "en"}}}


def read(path: Path) -> Any:
    data = gzip.decompress(path.read_bytes())
    assert data.startswith(b"pagefind_dcd")
    return cbor2.loads(data.removeprefix(b"pagefind_dcd"))


def write(path: Path, content: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(b"pagefind_dcd" + cbor2.dumps(content)))


def made(folder: Path, meta: Any = META, part: Any = PART) -> Path:
    """A folder as Pagefind leaves it, without its programs."""
    (folder / "pagefind-entry.json").write_text(json.dumps(ENTRY), "utf-8")
    write(folder / "pagefind.en_meta.pf_meta", meta)
    write(folder / "index/en_part.pf_index", part)
    return folder


@pytest.fixture
def written(tmp_path: Path) -> Path:
    rewrite(made(tmp_path), ["en_two", "en_one"], "build")
    return tmp_path


def test_pages_are_called_by_their_rows_and_their_lengths_are_rounded(written: Path) -> None:
    version, pages, parts, filters, sorts, fields = read(written / "pagefind.build.pf_meta")
    assert (version, fields) == ("1.5.2", ["authors", "title"])
    assert pages == [["0", 224], ["1", 96]]
    assert parts == [["", "\U0010ffff", "build/0"]]
    assert filters == sorts == []


def test_a_word_has_its_weight_in_each_row_and_the_fields_it_is_in(written: Path) -> None:
    ((ant, bee),) = read(written / "index/build/0.pf_index")
    # Twice in the text (24 each) and once in the title (168): nine times as much as once.
    assert ant == ["ant", [[0, [0], []], [1, [-217, 0], [-2, 0]]], []]
    assert bee == ["bee", [[0, [1], []]], [["bée", [[1, [], [-1, 0]]]]]]


def test_no_two_words_are_at_the_same_place_or_pagefind_would_take_them_for_one(
    written: Path,
) -> None:
    ((ant, bee),) = read(written / "index/build/0.pf_index")
    assert ant[1][0][1] != bee[1][0][1]


def test_a_word_that_is_everywhere_weighs_no_more_than_a_byte_holds(tmp_path: Path) -> None:
    part = [[["ant", [[0, [-25, *[1] * 40], []]], []]]]
    rewrite(made(tmp_path, part=part), ["en_two", "en_one"], "build")
    (((_, ((_, (weight, _), _),), _),),) = read(tmp_path / "index/build/0.pf_index")
    assert weight == -241


def test_words_that_begin_alike_are_in_one_part_and_no_word_is_between_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compact, "_PART", 200)
    texts = [
        "a",
        "aim",
        "conduct",
        "consist",
        "control",
        "controls",
        "contrast",
        "the",
        "them",
        "zoo",
    ]
    part = [[[text, [[0, [-25, *[1] * 9], []]] * (9 - len(text)), []] for text in sorted(texts)]]
    rewrite(made(tmp_path, [*META[:1], [["en_one", 1]], *META[2:]], part), ["en_one"], "build")
    parts = read(tmp_path / "pagefind.build.pf_meta")[2]
    found = {
        name: [word for word, *_ in read(tmp_path / f"index/{name}.pf_index")[0]]
        for *_, name in parts
    }
    assert list(chain.from_iterable(found.values())) == sorted(texts)
    assert len(found) > 2
    together = {word[:4]: name for name, words in found.items() for word in words}
    for name, words in found.items():
        assert {together[word[:4]] for word in words} == {name}
    # Every text is in the range of one part, also the beginning of a word and what there is not.
    for text in [*texts, "", "contr", "cont", "conz", "b", "thex", "zz", "文"]:
        (where,) = [name for first, last, name in parts if first <= text <= last]
        assert all(
            together[word[:4]] == where for word in texts if len(text) > 3 and word.startswith(text)
        )


def test_words_in_disorder_are_refused(tmp_path: Path) -> None:
    part = [list(reversed(PART[0]))]
    with pytest.raises(UnknownFormatError):
        rewrite(made(tmp_path, part=part), ["en_two", "en_one"], "build")


def test_pagefind_is_told_what_the_index_is_called(written: Path) -> None:
    entry = json.loads((written / "pagefind-entry.json").read_text("utf-8"))
    assert entry == {"version": "1.5.2", "languages": {"en": {"hash": "build", "wasm": "en"}}}


def test_nothing_of_pagefinds_own_index_stays(written: Path) -> None:
    files = {str(path.relative_to(written)) for path in written.rglob("*") if path.is_file()}
    assert files == {
        "pagefind-entry.json",
        "pagefind.build.pf_meta",
        "index/build/0.pf_index",
    }


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: made(folder, meta=[*META, []]),
        lambda folder: made(folder, meta=[META[0], [["en_one", 1]], *META[2:]]),
        lambda folder: made(folder, part=[PART[0], []]),
        lambda folder: made(folder, part=[[["ant", [[0, [1]]], []]]]),
        lambda folder: made(folder, part=[[["ant", [[2, [1], []]], []]]]),
        lambda folder: made(folder, part=[[["ant", [[0, ["1"], []]], []]]]),
        lambda folder: (folder / "index/en_part.pf_index").write_bytes(gzip.compress(b"else")),
        lambda folder: (folder / "index/en_part.pf_index").unlink(),
        lambda folder: (folder / "pagefind-entry.json").write_text("{}"),
    ],
)
def test_a_format_that_is_not_known_is_refused(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(made(tmp_path))
    with pytest.raises(UnknownFormatError):
        rewrite(tmp_path, ["en_two", "en_one"], "build")
