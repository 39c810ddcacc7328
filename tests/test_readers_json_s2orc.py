"""What S2ORC and the parsers of papers that write its format give."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from generator.model import Author, Record
from generator.readers import json as reader

NAMES = [
    {"first": "Ada", "middle": ["Augusta", "K."], "last": "Lovelace", "suffix": "", "email": ""},
    {"first": "M.", "middle": [], "last": "King", "suffix": "Jr."},
    {"first": "", "middle": [], "last": "", "suffix": ""},
]
PEOPLE = (Author("Lovelace", "Ada Augusta K."), Author("King, Jr.", "M."))
PARAGRAPHS = [{"text": "First.", "section": "Abstract"}, {"text": "Second.", "cite_spans": []}]


def read(item: object) -> Record:
    reading = reader.read(json.dumps(item), "a.json")
    assert (reading.rejected, reading.problems, reading.format) == ((), (), "s2orc")
    return reading.records[0]


def test_what_a_parser_of_pdf_writes() -> None:
    found = read(
        {
            "paper_id": "N18-3011",
            "header": {"generated_with": "S2ORC 1.0.0"},
            "title": "Notes",
            "authors": NAMES,
            "year": "",
            "abstract": "On operations.",
            "pdf_parse": {"abstract": PARAGRAPHS, "body_text": [{"text": "Engines."}]},
        }
    )
    assert (found.title, found.abstract, found.year) == ("Notes", "On operations.", "")
    assert found.authors == PEOPLE
    assert (found.more, found.s2, found.key) == (("N18-3011",), "", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"pdf_parse": {"abstract": PARAGRAPHS}, "abstract": None},
        {"latex_parse": {"abstract": PARAGRAPHS}, "pdf_parse": None, "abstract": ""},
        {"abstract": PARAGRAPHS, "body_text": []},
        {"abstract": [*PARAGRAPHS, {"text": ""}, None], "metadata": {"title": "Notes"}},
    ],
)
def test_the_abstract_may_be_in_paragraphs(fields: dict[str, Any]) -> None:
    assert read({"paper_id": "1", "title": "Notes", **fields}).abstract == "First.\n\nSecond."


def test_an_entry_of_the_corpus() -> None:
    found = read(
        {
            "paper_id": "10042064",
            "metadata": {
                "title": "Notes",
                "authors": NAMES,
                "abstract": "On operations.",
                "year": "1843",
                "arxiv_id": "2101.00001",
                "acl_id": "2020.acl-main.1",
                "pmc_id": "34",
                "pubmed_id": "12",
                "doi": "10.1000/notes",
                "venue": None,
                "journal": "Memoirs",
            },
            "s2_pdf_hash": "1f",
            "grobid_parse": {"abstract": PARAGRAPHS},
        }
    )
    assert (found.title, found.abstract, found.authors) == ("Notes", "On operations.", PEOPLE)
    assert (found.year, found.venue, found.s2) == ("1843", "Memoirs", "CorpusId:10042064")
    assert (found.arxiv, found.acl, found.pmid) == ("2101.00001", "2020.acl-main.1", "12")
    assert (found.doi, found.more) == ("10.1000/notes", ("PMCID: 34",))


def test_a_file_named_by_arxiv_has_its_identifier() -> None:
    found = read({"paper_id": "2101.00001v2", "title": "Notes", "latex_parse": {}})
    assert (found.arxiv, found.more) == ("2101.00001v2", ())


def test_a_full_text_without_title_is_known_by_its_number() -> None:
    assert read({"paper_id": "18980380", "abstract": PARAGRAPHS, "body_text": []}).s2 == (
        "CorpusId:18980380"
    )


WHOLE = "Notes\nAda Lovelace\nCharles Babbage\nOn operations.\nEngines."


def spans(*texts: str) -> str:
    places = [(WHOLE.index(text), len(text)) for text in texts]
    return json.dumps([{"start": start, "end": str(start + size)} for start, size in places])


@pytest.mark.parametrize("name", ["content", "body"])
def test_annotations_say_where_a_field_stands(name: str) -> None:
    found = read(
        {
            "corpusid": 56,
            "externalids": {"arxiv": "2101.00001", "doi": None, "pubmed": "12"},
            name: {
                "source": {"pdfurls": ["https://example.org/1.pdf"]},
                "text": WHOLE,
                "annotations": {
                    "title": spans("Notes"),
                    "author": spans("Ada Lovelace", "Charles Babbage"),
                    "abstract": spans("On operations."),
                    "venue": None,
                },
            },
        }
    )
    assert (found.title, found.abstract) == ("Notes", "On operations.")
    assert found.authors == ("Ada Lovelace", "Charles Babbage")
    assert (found.s2, found.arxiv, found.pmid) == ("CorpusId:56", "2101.00001", "12")
    assert found.pdf == "https://example.org/1.pdf"


@pytest.mark.parametrize(
    "marks",
    [
        "[",
        "[" * 100_000,
        7,
        [{"start": 5, "end": 2}, {"start": -1}, {"start": "x", "end": 3}, None],
    ],
)
def test_nonsense_in_annotations_gives_nothing(marks: object) -> None:
    content = {"text": WHOLE, "annotations": {"abstract": marks, "title": marks}}
    found = read({"corpusid": 56, "content": content})
    assert (found.title, found.abstract) == ("", "")


def test_overlapping_annotations_take_neither_time_nor_memory() -> None:
    marks = [{"start": 0, "end": 150_000}] * 10_000
    content = {"text": "a" * 1_000_000, "annotations": {"abstract": marks}}
    start = time.perf_counter()
    assert len(read({"corpusid": 56, "content": content}).abstract) == 150_000
    assert time.perf_counter() - start < 2
