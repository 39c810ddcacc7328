"""What a paper of Semantic Scholar gives."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.model import Record
from generator.readers import json as reader


def read(item: object) -> Record:
    reading = reader.read(json.dumps(item), "a.json")
    assert (reading.rejected, reading.problems, reading.format) == ((), (), "semanticscholar")
    return reading.records[0]


def record(**fields: Any) -> Record:
    return read({"paperId": "1f", "title": "Notes", **fields})


def test_a_paper() -> None:
    found = record(
        externalIds={
            "ArXiv": "2101.00001",
            "DOI": "10.1000/NOTES",
            "PubMed": "12",
            "PubMedCentral": "34",
            "ACL": "2020.acl-main.1",
            "CorpusId": 56,
            "DBLP": "journals/x/L43",
        },
        url="https://www.semanticscholar.org/paper/1f",
        abstract="On operations.",
        tldr={"text": "Engines compute."},
        year=1843,
        publicationDate="1843-09-01",
        authors=[{"authorId": "1", "name": "Ada Lovelace"}, {"authorId": None, "name": None}],
        publicationVenue={"name": "Memoirs", "type": "journal"},
        venue="Mem.",
        journal={"name": "Sci. Mem.", "volume": "3", "pages": "\n  666 - 731\n "},
        publicationTypes=["JournalArticle", "Conference"],
        openAccessPdf={"url": "https://example.org/1.pdf", "status": "GREEN"},
        s2FieldsOfStudy=[{"category": "Computer Science"}],
    )
    assert (found.title, found.abstract, found.year) == ("Notes", "On operations.", "1843")
    assert found.authors == ("Ada Lovelace",)
    assert (found.venue, found.type) == ("Memoirs", "article-journal")
    assert (found.volume, found.pages) == ("3", "666 - 731")
    assert (found.doi, found.arxiv, found.pmid) == ("10.1000/NOTES", "2101.00001", "12")
    assert (found.acl, found.s2) == ("2020.acl-main.1", "1f")
    assert found.more == ("PMCID: 34", "CorpusId:56")
    assert found.url == "https://www.semanticscholar.org/paper/1f"
    assert found.pdf == "https://example.org/1.pdf"


def test_a_summary_by_a_machine_is_no_abstract() -> None:
    assert record(abstract=None, tldr={"text": "Engines compute."}).abstract == ""


def test_a_paper_of_which_only_the_identifier_was_asked_for_is_a_record() -> None:
    found = read([{"paperId": "1f", "authors": None, "externalIds": None, "journal": None}])
    assert (found.s2, found.title) == ("1f", "")


@pytest.mark.parametrize(
    "item",
    [
        {"data": [{"paperId": "1f", "title": "Notes"}], "token": None},
        {"recommendedPapers": [{"paperId": "1f", "title": "Notes"}]},
        {"offset": 0, "data": [{"citingPaper": {"paperId": "1f", "title": "Notes"}}]},
        {"data": [{"citedPaper": {"paperId": "1f", "title": "Notes"}, "intents": []}]},
        {"data": [{"snippet": {}, "score": 1, "paper": {"corpusId": "1", "title": "Notes"}}]},
        {"corpusid": 1, "externalids": {"DOI": None}, "title": "Notes"},
        [{"paperId": "1f", "title": "Notes", "references": [{"paperId": "2f"}]}],
    ],
)
def test_papers_are_found_in_every_answer(item: object) -> None:
    assert read(item).title == "Notes"


def test_a_paper_known_by_its_number_in_the_corpus_has_that() -> None:
    found = read({"corpusid": 56, "title": "Notes", "publicationdate": "1843-09-01"})
    assert (found.s2, found.year) == ("CorpusId:56", "1843")


@pytest.mark.parametrize(
    ("fields", "venue", "kind"),
    [
        ({"venue": "arXiv.org", "journal": {"name": "ArXiv"}}, "ArXiv", "article"),
        ({"venue": "Salon", "journal": {"name": "ArXiv"}}, "Salon", ""),
        ({"venue": "Long name", "journal": {"name": "Mind"}}, "Mind", ""),
        ({"venue": "Salon", "publicationTypes": ["Conference"]}, "Salon", "paper-conference"),
        ({"venue": "", "publicationTypes": ["JournalArticle", "Review"]}, "", "article-journal"),
        ({"venue": "", "publicationTypes": ["Other"]}, "", ""),
        ({"publicationVenue": {"name": "S", "type": "conference"}}, "S", "paper-conference"),
    ],
)
def test_the_venue_is_arxiv_only_where_no_other_is_named(
    fields: dict[str, Any], venue: str, kind: str
) -> None:
    found = record(**fields)
    assert (found.venue, found.type) == (venue, kind)


def test_the_volume_of_a_preprint_is_its_identifier() -> None:
    found = record(journal={"name": "ArXiv", "volume": "abs/2101.00001"})
    assert (found.volume, found.more) == ("", ("arxiv.org/abs/2101.00001",))


def test_a_title_with_mathematics_of_jats_is_markup() -> None:
    title = "<inline-formula><mml:math><mml:mi>μ</mml:mi></mml:math></inline-formula>Bench"
    assert record(title=title).markup == "html"
    assert record(title="Containerization & scaling").markup == "text"
