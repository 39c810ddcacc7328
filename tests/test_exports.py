"""The data for other programs says what the pages say, in a form that does not change."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from generator.exports import CHANGES, DATA, FIELDS, address, changes, data
from generator.model import (
    Assignment,
    Author,
    Change,
    Found,
    Join,
    Library,
    Mention,
    Page,
    Paper,
    Related,
    Settings,
    Theme,
    Where,
)
from tests.support.libraries import library, listed, real, rendered
from tests.support.rendering import Rendered, render
from tests.support.values import WHERE, entries

KEYS = (
    "id title url abstract authors editors year venue type volume issue pages publisher doi "
    "preprint arxiv pmid openalex s2 acl pdf code added tags titles themes related mentions listed "
    "records joins changes"
).split()
HOSTILE = "<script>\u2028alert('1')</script> {{ 7 }} ](javascript:x) | \"q\" \\ \n `c` 王 🙂 \x00"

FULL = Paper(
    id="full",
    title="A full paper",
    abstract="It names Bare.",
    authors=(Author("Example Group"), Author("Müller", "A. B.")),
    year=2021,
    editors=(Author("Example", "Eve"),),
    venue="ICML",
    type="paper-conference",
    volume="3",
    issue="4",
    pages="5–6",
    publisher="Example Press",
    doi="10.1000/x",
    preprint="10.1101/1",
    pmid="1",
    openalex="W1",
    s2="0" * 40,
    acl="P19-1001",
    tags=("images",),
    titles=("A whole paper",),
    joins=(Join(WHERE, Where("sources/b.txt", 9), "same arXiv id 2103.03230"),),
    arxiv="2103.03230",
    code="https://example.org/code",
    added="2026-11-21",
    listed=listed(("sources/b.txt", 2), ("sources/a.txt", 7)),
    entries=entries(Change("title", "A  full paper", "A full paper", "spaces")),
)
CHANGED = {
    "field": "title",
    "before": "A  full paper",
    "after": "A full paper",
    "rule": "spaces",
    "place": "sources/a.bib:3",
}
BARE = Paper(id="bare", title="Bare")
MADE = library(
    FULL,
    BARE,
    themes=[Theme("one", "One", "", ()), Theme("two", "Two", "", ())],
    assignments={
        "full": [
            Assignment(
                "two", 7.5, (Found("full paper", 1, 2), Found("names", 0, 1)), borderline=True
            ),
            Assignment("one", 0.0, curated=True),
        ]
    },
    related={"full": [Related("bare", 0.25, ("paper", "name"))]},
    mentions={"full": [Mention(9, 13, "bare", "Bare")]},
)


def lines(made: Library) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data(made).text.split("\n")[:-1]]


def test_each_line_is_one_paper_in_the_order_of_the_ids() -> None:
    page = data(MADE)
    assert page.path == DATA == "api/papers.jsonl"
    assert page.text.endswith("}\n")
    assert [line["id"] for line in lines(MADE)] == ["bare", "full"]


def test_every_line_has_the_documented_keys_in_their_order() -> None:
    assert list(FIELDS) == KEYS
    for line in lines(MADE):
        assert list(line) == KEYS


def test_all_that_is_known_of_a_paper_is_there() -> None:
    assert lines(MADE)[1] == {
        "id": "full",
        "title": "A full paper",
        "url": "papers/full/",
        "abstract": "It names Bare.",
        "authors": [
            {"family": "Example Group", "given": ""},
            {"family": "Müller", "given": "A. B."},
        ],
        "editors": [{"family": "Example", "given": "Eve"}],
        "year": 2021,
        "venue": "ICML",
        "type": "paper-conference",
        "volume": "3",
        "issue": "4",
        "pages": "5–6",
        "publisher": "Example Press",
        "doi": "10.1000/x",
        "preprint": "10.1101/1",
        "arxiv": "2103.03230",
        "pmid": "1",
        "openalex": "W1",
        "s2": "0" * 40,
        "acl": "P19-1001",
        "pdf": "https://arxiv.org/pdf/2103.03230",
        "code": "https://example.org/code",
        "added": "2026-11-21",
        "tags": ["images"],
        "titles": ["A whole paper"],
        "themes": [
            {
                "id": "two",
                "why": "“full paper” in the title and 2× in the abstract; "
                "“names” 1× in the abstract",
                "borderline": True,
            },
            {"id": "one", "why": "the curator’s word", "borderline": False},
        ],
        "related": [{"id": "bare", "score": 0.25, "why": ["paper", "name"]}],
        "mentions": ["bare"],
        "listed": [
            {"source": "sources/b.txt", "rank": 2},
            {"source": "sources/a.txt", "rank": 7},
        ],
        "records": ["sources/a.bib:3"],
        "joins": [
            {
                "left": "sources/a.bib:3",
                "right": "sources/b.txt:9",
                "reason": "same arXiv id 2103.03230",
            }
        ],
        "changes": [CHANGED],
    }


def test_every_change_is_a_line_with_its_paper() -> None:
    page = changes(MADE)
    assert page.path == CHANGES == "api/changes.jsonl"
    assert [json.loads(line) for line in page.text.splitlines()] == [{"id": "full", **CHANGED}]


def test_what_is_not_known_is_empty_and_never_missing() -> None:
    lists = (
        "authors editors tags titles themes related mentions listed records joins changes".split()
    )
    none: dict[str, list[str]] = {key: [] for key in lists}
    told = {*none, "id", "title", "url", "year"}
    empty = {key: "" for key in KEYS if key not in told}
    assert lines(MADE)[0] == {
        "id": "bare",
        "title": "Bare",
        "url": "papers/bare/",
        "year": None,
        **empty,
        **none,
    }


@pytest.mark.parametrize(
    ("assignment", "why"),
    [
        (
            Assignment("one", 5, (Found("full", 1, 0),), likeness=0.2, terms=("ink", "page")),
            "“full” in the title; like its papers in “ink”, “page”",
        ),
        (
            Assignment("one", 4, likeness=0.2, terms=("ink",)),
            "a guess: no phrase of it, but like its papers in “ink”",
        ),
    ],
)
def test_likeness_is_a_reason_and_alone_it_is_a_guess(assignment: Assignment, why: str) -> None:
    assert lines(replace(MADE, assignments={"full": (assignment,)}))[1]["themes"][0]["why"] == why


def test_a_curators_word_is_a_reason_beside_the_phrases_found() -> None:
    found = (Found("full", 1, 0),)
    made = replace(MADE, assignments={"full": (Assignment("one", 3, found, curated=True),)})
    assert lines(made)[1]["themes"] == [
        {"id": "one", "why": "the curator’s word; “full” in the title", "borderline": False}
    ]


@pytest.mark.parametrize(
    ("url", "path", "expected"),
    [
        ("", "papers/a.md", "papers/a/"),
        ("", "index.md", ""),
        ("", "themes/index.md", "themes/"),
        ("", "papers/my-index.md", "papers/my-index/"),
        ("", "papers/index.md", "papers/"),
        ("https://example.org", "papers/a.md", "https://example.org/papers/a/"),
        ("https://example.org/list/", "papers/a.md", "https://example.org/list/papers/a/"),
        ("https://example.org/list/", "index.md", "https://example.org/list/"),
    ],
)
def test_an_address_is_that_of_the_built_page(url: str, path: str, expected: str) -> None:
    made = replace(MADE, settings=Settings(url=url))
    assert address(made, path) == expected
    (page,) = render([Page(path, "# A\n")]).values()
    assert address(made, path).removeprefix(url).lstrip("/") == page.url


def test_the_address_of_the_site_stands_before_the_address_of_a_page() -> None:
    made = replace(MADE, settings=Settings(url="https://example.org/list/"))
    assert [line["url"] for line in lines(made)] == [
        "https://example.org/list/papers/bare/",
        "https://example.org/list/papers/full/",
    ]


def test_hostile_text_survives_in_one_line() -> None:
    made = library(
        Paper(
            id="x",
            title=HOSTILE,
            abstract=HOSTILE,
            authors=(Author(HOSTILE, HOSTILE),),
            venue=HOSTILE,
            entries=entries(Change("title", HOSTILE, HOSTILE, "none")),
        )
    )
    (line,) = lines(made)
    assert line["title"] == line["abstract"] == line["venue"] == HOSTILE
    assert line["authors"] == [{"family": HOSTILE, "given": HOSTILE}]
    assert line["changes"][0]["before"] == HOSTILE
    assert data(made).text.count("\n") == 1


def test_the_order_of_the_papers_changes_nothing() -> None:
    turned = replace(MADE, papers=dict(reversed(list(MADE.papers.items()))))
    assert list(turned.papers) != list(MADE.papers)
    assert data(turned) == data(MADE)


def test_an_empty_library_is_an_empty_file() -> None:
    assert data(library()).text == ""


def about(made: Library) -> Rendered:
    return render([Page("about.md", rendered(made)["about.md"])])["about.md"]


def test_the_about_page_documents_every_key() -> None:
    rows = [row.all("td") for row in about(MADE).body.all("tr")]
    cells = [(row[0].line, row[1].line) for row in rows if len(row) == 2]
    assert cells[-len(KEYS) :] == list(FIELDS.items())
    assert all(meaning for _, meaning in cells)


def test_the_about_page_leads_to_the_data() -> None:
    pages = [Page(path, text) for path, text in rendered(MADE).items()]
    found = render([*pages, data(MADE)])["about.md"]
    assert "/api/papers.jsonl" in found.links_to()


TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys("id title url abstract venue doi arxiv pdf code".split(), str),
    **dict.fromkeys("authors themes related mentions listed changes".split(), list),
    "year": (int, type(None)),
}
PARTS: dict[str, dict[str, type]] = {
    "authors": {"family": str, "given": str},
    "themes": {"id": str, "why": str, "borderline": bool},
    "related": {"id": str, "score": float, "why": list},
    "listed": {"source": str, "rank": int},
    "changes": dict.fromkeys(["field", "before", "after", "rule", "place"], str),
    "joins": {"left": str, "right": str, "reason": str},
}


def test_the_data_of_the_real_library_have_the_documented_shape() -> None:
    (page,) = (page for page in real().pages if page.path == DATA)
    papers = [json.loads(line) for line in page.text.split("\n")[:-1]]
    ids = {paper["id"] for paper in papers}
    assert len(papers) == len(ids) == len(real().library.papers)
    assert [paper["id"] for paper in papers] == sorted(ids)
    for paper in papers:
        assert list(paper) == KEYS
        assert all(isinstance(paper[key], kind) for key, kind in TYPES.items())
        for key, shape in PARTS.items():
            for part in paper[key]:
                assert list(part) == list(shape)
                assert all(isinstance(part[name], kind) for name, kind in shape.items())
        assert {near["id"] for near in paper["related"]} | set(paper["mentions"]) <= ids
        assert all(theme["why"] for theme in paper["themes"])
    listings = [source for source in real().library.sources if source.ranked]
    assert sum(len(paper["listed"]) for paper in papers) == sum(s.records for s in listings)
