"""What objects give that name their fields as scripts and data sets do."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from generator import exports
from generator.model import Author, Entry, Paper, Record, Where
from generator.readers import json as reader
from tests.support.libraries import library


def read(item: object) -> Record:
    reading = reader.read(json.dumps(item), "a.json")
    assert (reading.rejected, reading.problems, reading.format) == ((), (), "json")
    return reading.records[0]


def record(**fields: Any) -> Record:
    return read({"title": "Notes", **fields})


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("abstract", ["abstract", "Abstract", "summary", "paperAbstract", "abstractNote"]),
        ("year", ["year", "Year", "publication_year", "date", "published", "pubDate"]),
        ("venue", ["venue", "journal", "booktitle", "journal-ref", "publicationTitle"]),
        ("doi", ["doi", "DOI"]),
        ("arxiv", ["arxiv", "arxiv_id", "arXivId", "eprint"]),
        ("pmid", ["pmid", "PMID", "pubmed_id"]),
        ("url", ["url", "link", "paper_url", "site"]),
        ("pdf", ["pdf", "pdf_url", "pdfUrls"]),
        ("code", ["code", "github", "code_url", "repo"]),
        ("key", ["key", "citation_key", "citekey"]),
    ],
)
def test_fields_go_by_many_names(field: str, names: list[str]) -> None:
    for name in names:
        for value in ("X 1", ["X 1"], " X 1\n"):
            assert getattr(record(**{name: value}), field) == "X 1", name


def test_arxiv_as_it_is_on_kaggle() -> None:
    found = read(
        {
            "id": "hep-th/9901001",
            "submitter": "Ada Lovelace",
            "authors": "A. Lovelace, C. Babbage",
            "title": "Notes\n  on engines",
            "comments": "7 pages, code at https://example.org/code",
            "journal-ref": "Mem. 3 (1999) 666",
            "doi": "10.1000/notes",
            "report-no": None,
            "categories": "hep-th math.QA",
            "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
            "abstract": "  On operations.\n",
            "versions": [{"version": "v1", "created": "Mon, 4 Jan 1999 19:18:42 GMT"}],
            "update_date": "2008-11-26",
            "authors_parsed": [["Lovelace", "A.", ""], ["Babbage", "C.", "Jr."]],
        }
    )
    assert (found.arxiv, found.doi) == ("hep-th/9901001", "10.1000/notes")
    assert found.authors == (Author("Lovelace", "A."), Author("Babbage, Jr.", "C."))
    assert (found.title, found.abstract) == ("Notes\n  on engines", "On operations.")
    assert (found.venue, found.tags) == ("Mem. 3 (1999) 666", ("hep-th", "math.QA"))
    assert found.year == "Mon, 4 Jan 1999 19:18:42 GMT"
    assert "comments: 7 pages, code at https://example.org/code" in found.more


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (["Ada Lovelace", " C. Babbage ", "", None], ("Ada Lovelace", "C. Babbage")),
        ([{"name": "Ada Lovelace"}, {"name": ""}], ("Ada Lovelace",)),
        ([{"family": "Lovelace", "given": "Ada"}], (Author("Lovelace", "Ada"),)),
        ([{"lastName": "Lovelace", "firstName": "Ada"}], (Author("Lovelace", "Ada"),)),
        ([{"last": "Lovelace", "first": "Ada"}], (Author("Lovelace", "Ada"),)),
        ([{"name": "Plato", "orcid": "1"}], ("Plato",)),
        ([["Lovelace", "Ada"], []], (Author("Lovelace", "Ada"),)),
        ("Ada Lovelace; C. Babbage", ("Ada Lovelace", "C. Babbage")),
        ("Lovelace, Ada; Babbage, C.", ("Lovelace, Ada", "Babbage, C.")),
        ("Lovelace, Ada and Babbage, Charles", ("Lovelace, Ada", "Babbage, Charles")),
        ("A. Lovelace, C. Babbage, and P. Plato", ("A. Lovelace", "C. Babbage", "P. Plato")),
        ("A.A.Lovelace, C.Babbage", ("A.A.Lovelace", "C.Babbage")),
        ("Lovelace, Ada", ("Lovelace, Ada",)),
        ("Ada Lovelace", ("Ada Lovelace",)),
        ("nan", ()),
        ({"name": "Ada Lovelace"}, ("Ada Lovelace",)),
        (7, ("7",)),
        ({}, ()),
    ],
)
def test_authors_are_told_apart(authors: object, expected: tuple[object, ...]) -> None:
    assert record(authors=authors).authors == expected


def test_a_text_of_authors_is_parted_in_linear_time() -> None:
    start = time.perf_counter()
    for text in ("a" + " " * 200_000 + "x", "a," * 100_000, "a. " * 100_000, " and" * 100_000):
        record(authors=text)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        ({"keywords": ["a", "b, c"]}, ("a", "b, c")),
        ({"keywords": "a; b, c"}, ("a", "b, c")),
        ({"keywords": "a, b"}, ("a", "b")),
        ({"keywords": "deep learning"}, ("deep learning",)),
        ({"categories": "cs.CL cs.LG"}, ("cs.CL", "cs.LG")),
        ({"tags": [{"tag": "a", "type": 1}, {"term": "b"}, {"name": "c"}]}, ("a", "b", "c")),
        ({"keywords": None, "tags": []}, ()),
    ],
)
def test_keywords_are_tags(fields: dict[str, Any], tags: tuple[str, ...]) -> None:
    assert record(**fields).tags == tags


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1843, "1843"),
        (1843.0, "1843"),
        (float("nan"), ""),
        ("1843-09-01T00:00:00Z", "1843"),
        ("1843-09", "1843"),
        ("Sep 1843", "Sep 1843"),
        (True, ""),
        ([1843], "1843"),
        ({}, ""),
    ],
)
def test_years_may_be_numbers_dates_or_words(year: object, expected: str) -> None:
    assert record(year=year).year == expected


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "paper-conference"}, "paper-conference"),
        ({"type": "article"}, ""),
        ({"ENTRYTYPE": "article"}, "article-journal"),
        ({"ENTRYTYPE": "inproceedings", "ID": "a"}, "paper-conference"),
        ({"itemType": "journalArticle"}, "article-journal"),
        ({"type": "Oral"}, ""),
    ],
)
def test_a_type_is_taken_only_where_it_is_clear(fields: dict[str, Any], kind: str) -> None:
    assert record(**fields).type == kind


@pytest.mark.parametrize(
    ("fields", "more"),
    [
        (
            {"_rawid": "http://arxiv.org/abs/2101.00001"},
            ("rawid: http://arxiv.org/abs/2101.00001",),
        ),
        ({"id": "10.1000/a"}, ("id: 10.1000/a",)),
        ({"id": "17", "rating": 5, "note": "read it"}, ()),
        (
            {"url": "https://example.org/a", "paper_url": "https://arxiv.org/abs/2101.00001"},
            ("paperurl: https://arxiv.org/abs/2101.00001",),
        ),
        ({"url": "https://example.org/a", "link": "https://example.org/a"}, ()),
        (
            {"links": [{"href": "https://arxiv.org/pdf/1", "rel": "related"}]},
            ("links: https://arxiv.org/pdf/1",),
        ),
        ({"identifier": [{"type": "doi", "id": "10.1000/a"}]}, ("identifier: 10.1000/a",)),
        ({"references": [{"doi": "10.1000/another"}], "text": "arxiv " * 1000}, ()),
    ],
)
def test_other_values_with_an_identifier_are_kept(
    fields: dict[str, Any], more: tuple[str, ...]
) -> None:
    assert record(**fields).more == more


def test_an_identifier_alone_makes_a_record() -> None:
    assert read({"id": "2101.00001"}).arxiv == "2101.00001"
    assert read({"doi": "10.1000/a", "title": None}).doi == "10.1000/a"


def test_a_title_may_be_a_word_that_else_means_nothing() -> None:
    assert read({"title": "None", "venue": "None", "abstract": "NaN"}).title == "None"
    assert (record(venue="None").venue, record(abstract="NaN").abstract) == ("", "")


def test_items_of_zotero() -> None:
    item = {
        "itemType": "conferencePaper",
        "title": "Notes",
        "creators": [
            {"firstName": "Ada", "lastName": "Lovelace", "creatorType": "author"},
            {"firstName": "R.", "lastName": "Taylor", "creatorType": "editor"},
            {"name": "Society", "creatorType": "author"},
        ],
        "abstractNote": "On operations.",
        "date": "1843-09",
        "extra": "arXiv: 2101.00001",
        "tags": [{"tag": "engines"}],
        "dateAdded": "2021-03-15T17:11:57Z",
        "dateModified": "2022-03-15T17:11:57Z",
    }
    found = read([{"key": "ABCD", "version": 1, "data": item}])
    assert found == read({"items": [item], "collections": {}})
    assert found.authors == (Author("Lovelace", "Ada"), "Society")
    assert found.editors == (Author("Taylor", "R."),)
    assert (found.year, found.type, found.tags) == ("1843", "paper-conference", ("engines",))
    assert (found.abstract, found.more) == ("On operations.", ("extra: arXiv: 2101.00001",))
    assert found.added == "2021-03-15T17:11:57Z"
    attached = {"itemType": "attachment", "title": "Full Text PDF", "url": "https://example.org"}
    (problem,) = reader.read(json.dumps([attached]), "a.json").rejected
    assert "attachment to a paper, and no paper" in problem.message


def test_what_this_tool_wrote_is_read_again() -> None:
    paper = Paper(
        id="notes",
        title="Notes",
        abstract="On operations.",
        authors=(Author("Lovelace", "Ada"), Author("Society")),
        editors=(Author("Taylor", "R."),),
        year=1843,
        venue="Memoirs",
        type="article",
        volume="3",
        issue="29",
        pages="666–731",
        publisher="Taylor",
        doi="10.1000/notes",
        preprint="10.1101/1",
        arxiv="2101.00001",
        pmid="12",
        openalex="W1",
        s2="1f",
        acl="2020.acl-main.1",
        code="https://example.org/code",
        added="2026-11",
        tags=("engines",),
        entries=(Entry(record=Record(Where("a.bib"), "bibtex", "Notes")),),
    )
    text = exports.data(library(paper)).text
    (found,) = reader.read(text, "a.jsonl").records
    for name in "title abstract authors editors venue type volume issue pages publisher".split():
        assert getattr(found, name) == getattr(paper, name), name
    for name in "doi arxiv pmid openalex s2 acl code added tags".split():
        assert getattr(found, name) == getattr(paper, name), name
    assert (found.year, found.more) == ("1843", ("preprint: 10.1101/1",))
    assert found.where == Where("a.jsonl", 1)
    assert found.url == "", "the address of its page here is not the paper's"
