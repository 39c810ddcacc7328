"""What Hugging Face Papers gives, as a daily list and one by one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.model import Reading
from generator.readers import json as reader


def paper(identifier: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "title": f"Title\nof {identifier}",
        "summary": "On\noperations.",
        "authors": [{"_id": "1", "name": "Ada Lovelace", "hidden": False}, {"name": "C. Babbage"}],
        "publishedAt": "2025-01-02T00:00:00.000Z",
        "submittedOnDailyAt": "2025-01-03T01:02:03.000Z",
        "upvotes": 7,
        "ai_summary": "Engines compute.",
        "ai_keywords": ["engines"],
        **fields,
    }


def entry(identifier: str, **fields: Any) -> dict[str, Any]:
    inside = paper(identifier, **fields)
    return {"paper": inside, "title": inside["title"], "numComments": 2, "submittedBy": {}}


def read(value: object) -> Reading:
    return reader.read(json.dumps(value), "a.json")


def test_a_daily_list_is_ranked_and_shows_its_day() -> None:
    reading = read([entry("2501.00001"), entry("2501.00002")])
    assert (reading.format, reading.ranked, reading.day) == ("huggingface", True, "2025-01-03")
    assert (reading.rejected, reading.problems) == ((), ())
    assert [(one.arxiv, one.rank) for one in reading.records] == [
        ("2501.00001", 1),
        ("2501.00002", 2),
    ]


def test_a_list_of_several_days_shows_none() -> None:
    other = entry("2501.00002", submittedOnDailyAt="2025-01-04T00:00:00.000Z")
    assert read([entry("2501.00001"), other]).day == ""
    assert read([entry("2501.00001", submittedOnDailyAt=None)]).day == ""


def test_what_is_rejected_keeps_its_rank() -> None:
    text = f"[{json.dumps(entry('2501.00001'))},\n{{bad}},\n{json.dumps(entry('2501.00003'))},\n 7]"
    reading = reader.read(text, "a.json")
    assert [one.rank for one in reading.records] == [1, 3]
    assert reading.ranked


def test_the_list_in_a_page_is_known() -> None:
    reading = read({"dateString": "2025-01-03", "dailyPapers": [entry("2501.00001")]})
    assert reading.ranked
    assert len(reading.records) == 1


def test_a_single_paper_is_not_ranked() -> None:
    reading = read(paper("2501.00001", githubRepo="https://github.com/ada/notes", projectPage="p"))
    assert (reading.format, reading.ranked, reading.day) == ("huggingface", False, "")
    (found,) = reading.records
    assert (found.rank, found.arxiv, found.year) == (None, "2501.00001", "2025")
    assert (found.title, found.abstract) == ("Title\nof 2501.00001", "On\noperations.")
    assert found.authors == ("Ada Lovelace", "C. Babbage")
    assert (found.code, found.more) == ("https://github.com/ada/notes", ("p",))
    assert found.tags == (), "keywords of a machine are not the paper's"


def test_a_list_with_other_papers_is_not_ranked() -> None:
    reading = read([entry("2501.00001"), {"title": "B", "authors": []}])
    assert (reading.ranked, reading.day, [one.rank for one in reading.records]) == (
        False,
        "",
        [None, None],
    )


@pytest.mark.parametrize(
    ("repository", "code"),
    [
        ("ada/notes", "https://github.com/ada/notes"),
        ("https://gitlab.com/ada/notes", "https://gitlab.com/ada/notes"),
        (None, ""),
    ],
)
def test_code_may_be_named_without_its_host(repository: object, code: str) -> None:
    assert read(paper("2501.00001", githubRepo=repository)).records[0].code == code
