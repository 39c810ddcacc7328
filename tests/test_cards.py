"""Cards hold what scripts need to know of a paper, in files of a few papers each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.cards import FOLDER, bucket, cards, fnv1a
from generator.model import Assignment, Library, Paper, Theme
from tests.support.libraries import library, people, real


def files(made: Library) -> dict[str, Any]:
    return {page.path.removeprefix(f"{FOLDER}/"): json.loads(page.text) for page in cards(made)}


# From the authors' own test vectors.
@pytest.mark.parametrize(
    ("text", "value"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)]
)
def test_the_hash_is_that_of_its_authors(text: str, value: int) -> None:
    assert fnv1a(text) == value


def test_a_card_says_what_is_known_and_how_to_cite_it() -> None:
    known = Paper(
        "known",
        title="On $x^2$",
        abstract="Long.",
        authors=people("Lovelace, Ada", "Noether, Emmy"),
        year=1843,
        venue="Memoirs",
        arxiv="2001.00001",
        doi="10.1/x",
        code="https://github.com/a/b",
    )
    made = library(
        known,
        themes=[Theme("first", "First", "", ()), Theme("none", "None", "", ())],
        assignments={"known": [Assignment("first", 2), Assignment("none", 1)]},
    )
    found = files(made)
    card = found["0.json"]["known"]
    assert card.pop("bibtex").startswith("@article{lovelace-noether-1843-x,")
    assert "TI  - On $x^2$" in card.pop("ris")
    assert card.pop("csl")["title"] == "On $x^2$"
    assert card == {
        "title": "On x²",
        "authors": "Lovelace and Noether",
        "year": 1843,
        "venue": "Memoirs",
        "theme": "first",
        "arxiv": "2001.00001",
        "url": "https://arxiv.org/abs/2001.00001",
        "code": "https://github.com/a/b",
    }
    assert "Long." not in json.dumps(found)
    assert found["index.json"] == {
        "buckets": 1,
        "papers": 1,
        "themes": [
            {"id": "first", "title": "First", "papers": 1},
            {"id": "none", "title": "None", "papers": 0},
        ],
    }


def test_what_is_not_known_of_a_paper_is_empty() -> None:
    card = files(library(Paper("bare", title="Bare")))["0.json"]["bare"]
    assert (card["authors"], card["year"], card["venue"], card["theme"]) == ("", None, "", "")
    assert (card["arxiv"], card["url"], card["code"]) == ("", "", "")


def test_a_library_without_papers_has_an_index_all_the_same() -> None:
    assert files(library()) == {
        "0.json": {},
        "index.json": {"buckets": 1, "papers": 0, "themes": []},
    }


def test_every_paper_of_the_real_library_is_in_the_file_of_its_number() -> None:
    found = files(real().library)
    number = found.pop("index.json")["buckets"]
    assert len(found) == number
    held = {identifier: name for name, papers in found.items() for identifier in papers}
    assert held == {
        identifier: f"{bucket(identifier, number)}.json" for identifier in real().library.papers
    }
    assert all(len(papers) < 60 for papers in found.values())
