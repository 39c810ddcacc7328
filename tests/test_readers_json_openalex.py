"""What a work of OpenAlex gives."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from generator.model import Record
from generator.readers import json as reader

WORK = {"id": "https://openalex.org/W1", "title": "Notes"}


def record(**fields: Any) -> Record:
    reading = reader.read(json.dumps({"meta": {}, "results": [{**WORK, **fields}]}), "a.json")
    assert (reading.rejected, reading.problems, reading.format) == ((), (), "openalex")
    return reading.records[0]


def test_a_work() -> None:
    found = record(
        doi="https://doi.org/10.1000/notes",
        publication_year=1843,
        publication_date="1843-09-01",
        ids={"pmid": "https://pubmed.ncbi.nlm.nih.gov/1", "pmcid": "https://example.org/pmc/2"},
        type="article",
        authorships=[
            {"author": {"display_name": "Ada Lovelace"}, "raw_author_name": "A. A. L."},
            {"author": {"display_name": None}, "raw_author_name": "Babbage, C."},
            {"author": None},
        ],
        primary_location={
            "landing_page_url": "https://doi.org/10.1000/notes",
            "pdf_url": "https://example.org/second.pdf",
            "source": {
                "display_name": "Memoirs",
                "type": "journal",
                "host_organization_name": "Taylor",
            },
        },
        best_oa_location={"pdf_url": "https://example.org/first.pdf"},
        biblio={"volume": "3", "issue": None, "first_page": "666", "last_page": "731"},
        keywords=[{"display_name": "Internal medicine", "score": 0.2}],
        topics=[{"display_name": "Topic"}],
    )
    assert (found.title, found.year, found.type) == ("Notes", "1843", "article-journal")
    assert found.authors == ("Ada Lovelace", "Babbage, C.")
    assert (found.venue, found.publisher) == ("Memoirs", "Taylor")
    assert (found.volume, found.issue, found.pages) == ("3", "", "666-731")
    assert (found.doi, found.openalex) == (
        "https://doi.org/10.1000/notes",
        "https://openalex.org/W1",
    )
    assert (found.pmid, found.more) == (
        "https://pubmed.ncbi.nlm.nih.gov/1",
        ("PMCID: https://example.org/pmc/2",),
    )
    assert (found.url, found.pdf) == (
        "https://doi.org/10.1000/notes",
        "https://example.org/first.pdf",
    )
    assert found.tags == (), "keywords are a guess"


@pytest.mark.parametrize(
    ("index", "abstract"),
    [
        ({"An": [0], "engine": [1, 4], "and": [2], "an": [3]}, "An engine and an engine"),
        ({"b": [900_000_000_000], "a": [3]}, "a b"),
        ({"a": [0, 0], "b": [0]}, "a a b"),
        ({"a": ["0", None, 1.5, True, {}], "b": [1], "c": 3, "d": None}, "b"),
        ({"IndexLength": 2, "InvertedIndex": {"b": [1], "a": [0]}}, "a b"),
        ({}, ""),
        (None, ""),
        ([1], ""),
    ],
)
def test_the_abstract_is_put_in_order(index: object, abstract: str) -> None:
    assert record(abstract_inverted_index=index).abstract == abstract


def test_an_abstract_of_nonsense_takes_neither_time_nor_memory() -> None:
    start = time.perf_counter()
    assert record(abstract_inverted_index={"w" * 100_000: list(range(100_000))}).abstract == ""
    assert time.perf_counter() - start < 2


def test_a_work_without_title_is_a_record() -> None:
    assert record(title=None, display_name=None).openalex == "https://openalex.org/W1"
    assert record(title=None, display_name="Shown").title == "Shown"


def test_a_repository_is_no_venue_and_its_address_is_kept() -> None:
    place = {
        "landing_page_url": "http://arxiv.org/abs/2101.00001",
        "pdf_url": "https://arxiv.org/pdf/2101.00001",
        "source": {"display_name": "arXiv (Cornell University)", "type": "repository"},
    }
    found = record(primary_location=place, locations=[place, {"source": None}], type="article")
    assert (found.venue, found.publisher, found.type) == ("", "", "article")
    assert found.more == ("http://arxiv.org/abs/2101.00001", "https://arxiv.org/pdf/2101.00001")


@pytest.mark.parametrize(
    ("place", "venue"),
    [
        ({"source": None, "raw_source_name": "Proceedings", "is_published": True}, "Proceedings"),
        ({"source": None, "raw_source_name": "Some server", "is_published": False}, ""),
        ({"source": {"display_name": "Salon", "type": "conference"}}, "Salon"),
        (None, ""),
    ],
)
def test_a_venue_is_where_a_work_was_published(place: object, venue: str) -> None:
    assert record(primary_location=place).venue == venue


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "book-chapter"}, "chapter"),
        ({"type": "dissertation"}, "thesis"),
        ({"type": "review"}, "article-journal"),
        ({"type": "article", "type_crossref": "proceedings-article"}, "paper-conference"),
        (
            {"type": "book-chapter", "primary_location": {"raw_type": "journal-article"}},
            "article-journal",
        ),
        (
            {"type": "preprint", "primary_location": {"raw_type": "journal-article"}},
            "article",
        ),
        ({"type": "article", "primary_location": {"raw_type": "Text"}}, "article-journal"),
        ({"type": "other"}, ""),
    ],
)
def test_types_are_those_of_the_publisher_if_stated(fields: dict[str, Any], kind: str) -> None:
    assert record(**fields).type == kind


def test_pages_are_one_or_from_to() -> None:
    assert record(biblio={"first_page": "e4375", "last_page": "e4375"}).pages == "e4375"
    assert record(biblio={"first_page": None, "last_page": "9"}).pages == "9"


def test_authors_that_are_cut_off_are_others() -> None:
    authors = [{"author": {"display_name": "Ada Lovelace"}}]
    found = record(authorships=authors, is_authors_truncated=True)
    assert found.authors == ("Ada Lovelace", "others")


def test_a_retraction_is_noted() -> None:
    assert record(is_retracted=True).more == ("retracted",)
    assert record(is_retracted=False).more == ()


def test_what_is_no_work_is_rejected() -> None:
    text = json.dumps({"id": "https://openalex.org/A5", "display_name": "Ada Lovelace"})
    (problem,) = reader.read(text, "a.json").rejected
    assert "no paper, such as an author" in problem.message
