"""What an item of CSL-JSON gives."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.model import TYPES, Author, Record
from generator.readers import json as reader


def record(**fields: Any) -> Record:
    item = {"id": "a", "type": "book", "title": "T", **fields}
    item = {name.replace("_", "-"): value for name, value in item.items() if value is not None}
    reading = reader.read(json.dumps([item]), "a.json")
    assert (reading.rejected, reading.problems, reading.format) == ((), (), "csl-json")
    return reading.records[0]


def test_an_item_of_better_bibtex() -> None:
    found = record(
        id="http://zotero.org/users/1/items/ABCD2345",
        citation_key="lovelace1843",
        type="article-journal",
        title="Notes by the translator",
        author=[{"family": "Lovelace", "given": "Ada"}],
        editor=[{"family": "Taylor", "given": "Richard"}],
        issued={"date-parts": [["1843", 9, "1"]]},
        accessed={"date-parts": [[2020]]},
        container_title="Scientific Memoirs",
        volume="3",
        issue=29,
        page="666–731",
        publisher="R. & J. E. Taylor",
        DOI="10/fqd6hj",
        URL="https://example.org/notes",
        PMID="123",
        PMCID="PMC45",
        keyword="engines, numbers",
        abstract="On <i>operations</i>.",
    )
    assert (found.title, found.type, found.year) == (
        "Notes by the translator",
        "article-journal",
        "1843",
    )
    assert (found.authors, found.editors) == (
        (Author("Lovelace", "Ada"),),
        (Author("Taylor", "Richard"),),
    )
    assert (found.venue, found.volume, found.issue, found.pages, found.publisher) == (
        "Scientific Memoirs",
        "3",
        "29",
        "666–731",
        "R. & J. E. Taylor",
    )
    assert (found.doi, found.url, found.pmid) == ("10/fqd6hj", "https://example.org/notes", "123")
    assert (found.key, found.tags, found.more) == (
        "lovelace1843",
        ("engines", "numbers"),
        ("PMCID: PMC45",),
    )
    assert found.markup == "html"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"family": "Lovelace", "given": "Ada"}, Author("Lovelace", "Ada")),
        (
            {"family": "Gogh", "given": "V.", "non-dropping-particle": "van"},
            Author("van Gogh", "V."),
        ),
        (
            {
                "family": "Fontaine",
                "given": "Jean",
                "dropping-particle": "de",
                "non-dropping-particle": "La",
            },
            Author("de La Fontaine", "Jean"),
        ),
        ({"family": "King", "given": "M. L.", "suffix": "Jr."}, Author("King, Jr.", "M. L.")),
        ({"literal": "The Analytical Society"}, Author("The Analytical Society")),
        ({"name": "The Analytical Society"}, Author("The Analytical Society")),
        ({"literal": "others"}, Author("others")),
        ({"given": "Plato"}, Author("Plato")),
        ({"family": "Plato", "given": ""}, Author("Plato")),
        ("Ada Lovelace", "Ada Lovelace"),
    ],
)
def test_names_keep_the_parts_that_the_format_tells(name: object, expected: object) -> None:
    assert record(issued={}, author=[name, {}, None, {"family": " "}]).authors == (expected,)


@pytest.mark.parametrize(
    ("issued", "year"),
    [
        ({"date-parts": [[1843, 9, 1]]}, "1843"),
        ({"date-parts": [["1843"]]}, "1843"),
        ({"date-parts": [[1843], [1844]]}, "1843"),
        ({"date-parts": [[None]], "raw": "1843-09"}, "1843"),
        ({"raw": "2018 Apr"}, "2018 Apr"),
        ({"literal": "in press"}, "in press"),
        ({"date-parts": [[1843]], "season": 2}, "1843"),
        ({"date-parts": []}, ""),
        ("1843-09-01", "1843"),
        ("1843//", "1843//"),
        (1843, "1843"),
        ([], ""),
    ],
)
def test_dates_give_a_year_or_their_words(issued: object, year: str) -> None:
    assert record(issued=issued).year == year


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        *((kind, kind) for kind in sorted(TYPES)),
        ("review-book", "review"),
        ("entry-dictionary", "entry-encyclopedia"),
        ("song", ""),
        (["book"], ""),
    ],
)
def test_types_are_those_of_csl(stated: object, kind: str) -> None:
    assert record(type=stated, issued={}).type == kind


@pytest.mark.parametrize(
    ("fields", "arxiv", "more"),
    [
        ({"number": "arXiv:2101.00001 [cs]"}, "arXiv:2101.00001 [cs]", ()),
        ({"archive": "arXiv", "archive_location": "2101.00001"}, "2101.00001", ()),
        ({"archive-location": "arXiv:2101.00001"}, "arXiv:2101.00001", ()),
        ({"archive": "JSTOR", "archive_location": "12345"}, "", ("12345",)),
        ({"number": "TR-7"}, "", ("TR-7",)),
        (
            {"note": "PMID: 123\narXiv:2101.00001 [cs]\n\n tex.eprint: 2101.00001 "},
            "",
            ("PMID: 123", "arXiv:2101.00001 [cs]", "tex.eprint: 2101.00001"),
        ),
        (
            {"custom": {"arXiv": "2101.00001", "n": [1, "b"]}},
            "",
            ("arXiv: 2101.00001", "n: 1", "n: b"),
        ),
        ({"annote": "compare https://doi.org/10.1000/another"}, "", ()),
    ],
)
def test_what_may_hold_an_identifier_is_kept(
    fields: dict[str, object], arxiv: str, more: tuple[str, ...]
) -> None:
    item = {"id": "a", "type": "article", "title": "T", **fields}
    (found,) = reader.read(json.dumps(item), "a.json").records
    assert (found.arxiv, found.more) == (arxiv, more)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"id": "lovelace1843"}, "lovelace1843"),
        ({"id": "12345/ABCD"}, ""),
        ({"id": "https://doi.org/10.1000/a"}, ""),
        ({"id": 17}, ""),
        ({"id": 17, "citation-label": "Love43"}, "Love43"),
        ({"id": "a b"}, ""),
    ],
)
def test_a_key_is_one_that_can_be_cited(fields: dict[str, object], key: str) -> None:
    assert record(**fields).key == key


@pytest.mark.parametrize(
    ("keyword", "tags"),
    [
        ("a, b;c", ("a, b", "c")),
        ("a, b", ("a", "b")),
        (["a", "b, c", ""], ("a", "b, c")),
        ("", ()),
    ],
)
def test_keywords_are_parted(keyword: object, tags: tuple[str, ...]) -> None:
    assert record(keyword=keyword).tags == tags


@pytest.mark.parametrize(
    ("title", "markup"),
    [
        ('The <span class="nocase">Engine</span>', "html"),
        ("H<sub>2</sub>O", "html"),
        ("When a < b and c > d", "text"),
        ("R&D <in> brackets", "text"),
    ],
)
def test_rich_text_is_told_from_signs(title: str, markup: str) -> None:
    found = record(title=title)
    assert (found.title, found.markup) == (title, markup)


def test_a_paper_of_a_conference_without_proceedings_has_the_event_for_venue() -> None:
    assert record(type="paper-conference", event="Salon").venue == "Salon"
    assert record(type="paper-conference", event_title="Salon", event=None).venue == "Salon"
