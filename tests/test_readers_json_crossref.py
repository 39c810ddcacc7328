"""What a work of Crossref gives."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.model import Author, Record
from generator.readers import json as reader

WORK = {
    "indexed": {"date-parts": [[2024, 1, 1]]},
    "DOI": "10.1000/Notes",
    "title": ["Notes"],
    "type": "journal-article",
}


def record(**fields: Any) -> Record:
    work = {**WORK, **{name.replace("_", "-"): value for name, value in fields.items()}}
    text = json.dumps({"status": "ok", "message-type": "work", "message": work})
    reading = reader.read(text, "a.json")
    assert (reading.rejected, reading.problems, reading.format) == ((), (), "crossref")
    (found,) = reading.records
    listed = json.dumps({"status": "ok", "message": {"facets": {}, "items": [work]}})
    assert reader.read(listed, "a.json").records == (found,)
    return found


def test_a_work() -> None:
    found = record(
        container_title=["Big Data &amp; Society", "Other"],
        short_container_title=["BDS"],
        abstract="<jats:p>On operations.</jats:p>",
        author=[
            {"given": "Ada", "family": "Lovelace", "sequence": "first", "affiliation": []},
            {"given": "M. L.", "family": "King", "suffix": "Jr."},
            {"name": "The Analytical Society", "sequence": "additional"},
        ],
        editor=[{"given": "Richard", "family": "Taylor"}],
        issued={"date-parts": [[1843, 9]]},
        volume="3",
        issue="29",
        page="666-731",
        publisher="Taylor",
        URL="https://doi.org/10.1000/notes",
        subject=["Engines"],
        ISBN=["1"],
    )
    assert found.authors == (
        Author("Lovelace", "Ada"),
        Author("King, Jr.", "M. L."),
        Author("The Analytical Society"),
    )
    assert found.editors == (Author("Taylor", "Richard"),)
    assert (found.title, found.doi, found.year) == ("Notes", "10.1000/Notes", "1843")
    assert (found.venue, found.abstract) == (
        "Big Data &amp; Society",
        "<jats:p>On operations.</jats:p>",
    )
    assert (found.volume, found.issue, found.pages) == ("3", "29", "666-731")
    assert (found.publisher, found.type) == ("Taylor", "article-journal")
    assert (found.url, found.tags) == ("https://doi.org/10.1000/notes", ("Engines",))
    assert (found.more, found.markup) == ((), "html")


@pytest.mark.parametrize(
    ("title", "subtitle", "expected"),
    [
        (["Notes"], ["On engines"], "Notes: On engines"),
        (["Notes:"], ["On engines"], "Notes: On engines"),
        (["What now?"], ["On engines"], "What now? On engines"),
        (["Notes: On Engines"], ["On engines"], "Notes: On Engines"),
        (["Notes"], [], "Notes"),
        ([], ["On engines"], "On engines"),
        ("Notes", None, "Notes"),
        (["", "Notes"], None, "Notes"),
    ],
)
def test_a_subtitle_follows_the_title(title: object, subtitle: object, expected: str) -> None:
    assert record(title=title, subtitle=subtitle).title == expected


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ({"issued": [[2020, 8]], "published-print": [[2021, 12]]}, "2020"),
        ({"issued": [[None]], "published-print": [[2021, 12]]}, "2021"),
        ({"published-online": [[2019]]}, "2019"),
        ({"posted": [[2016, 5, 30]]}, "2016"),
        ({"created": [[2002, 7, 25]]}, ""),
    ],
)
def test_the_year_is_that_of_the_first_appearance(dates: dict[str, Any], year: str) -> None:
    assert record(**{name: {"date-parts": parts} for name, parts in dates.items()}).year == year


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ("journal-article", "article-journal"),
        ("proceedings-article", "paper-conference"),
        ("posted-content", "article"),
        ("book-chapter", "chapter"),
        ("monograph", "book"),
        ("dissertation", "thesis"),
        ("peer-review", "review"),
        ("dataset", "dataset"),
        ("component", ""),
        ("article-journal", "article-journal"),
    ],
)
def test_types_are_put_in_words_of_csl(stated: str, kind: str) -> None:
    assert record(type=stated).type == kind


def test_a_preprint_names_its_server_as_publisher_and_what_it_became() -> None:
    found = record(
        type="posted-content",
        institution=[{"name": "bioRxiv"}],
        publisher="openRxiv",
        relation={
            "is-preprint-of": [{"id-type": "doi", "id": "10.1000/final", "asserted-by": "subject"}],
            "has-review": [{"id-type": "doi", "id": "10.1000/review"}],
        },
    )
    assert (found.type, found.publisher, found.venue) == ("article", "bioRxiv", "")
    assert found.more == ("is-preprint-of: doi:10.1000/final",)


@pytest.mark.parametrize(
    ("fields", "more"),
    [
        (
            {"relation": {"has-preprint": [{"id-type": "arxiv", "id": "2101.00001"}]}},
            "has-preprint: arXiv:2101.00001",
        ),
        (
            {"update-to": [{"DOI": "10.1000/wrong", "type": "retraction"}]},
            "update-to: retraction doi:10.1000/wrong",
        ),
        (
            {"updated-by": [{"DOI": "10.1000/notice", "type": "retraction"}]},
            "updated-by: retraction doi:10.1000/notice",
        ),
    ],
)
def test_other_versions_and_retractions_are_noted(fields: dict[str, Any], more: str) -> None:
    assert record(**fields).more == (more,)


def test_a_pdf_is_one_that_a_browser_opens() -> None:
    api = {"URL": "https://api.example.org/1", "content-type": "application/pdf"}
    page = {"URL": "https://example.org/1", "content-type": "text/html"}
    pdf = {"URL": "https://example.org/1.pdf", "content-type": "application/pdf"}
    assert record(link=[api, page, pdf, {}]).pdf == "https://example.org/1.pdf"
    assert record(link=[api, page]).pdf == ""


def test_an_article_without_pages_has_its_number() -> None:
    assert record(article_number="e4375").pages == "e4375"


@pytest.mark.parametrize(
    "item",
    [
        {"DOI": "10.1000/a", "title": ["A"]},
        {"DOI": "10.1000/a", "title": "A", "reference-count": 0, "container-title": "B"},
    ],
)
def test_selected_fields_and_the_answer_of_doi_org_are_known(item: dict[str, object]) -> None:
    (found,) = reader.read(json.dumps(item), "a.json").records
    assert (found.format, found.title, found.doi) == ("crossref", "A", "10.1000/a")
