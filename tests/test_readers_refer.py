"""What EndNote's tagged format gives, as EndNote, Google Scholar and the ACL Anthology write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import TYPES, Author, Record
from generator.readers import refer

TIDY = """\
%0 Journal Article
%T Literate Programming
%A Knuth, Donald E.
%A Lovelace, Ada
%J The Computer Journal
%V 27
%N 2
%P 97-111
%@ 0010-4620
%D 1984
%8 May
%I Oxford University Press
%R 10.1093/comjnl/27.2.97
%U https://example.org/97
%> https://example.org/97.pdf
%F knuth1984
%K programming
documentation
%X A paper.

In two paragraphs.

%Z A note.
"""


def record(lines: str, kind: str = "Journal Article") -> Record:
    (found,) = refer.read(f"%0 {kind}\n%T A Title\n{lines}\n", "a.enw").records
    return found


def test_a_tidy_entry_gives_all_that_it_says() -> None:
    (found,) = refer.read(f"\n{TIDY}", "sources/a.enw").records
    assert str(found.where) == "sources/a.enw:2"
    assert found == Record(
        where=found.where,
        format="refer",
        title="Literate Programming",
        abstract="A paper. In two paragraphs.",
        authors=(Author("Knuth", "Donald E."), Author("Lovelace", "Ada")),
        year="1984",
        venue="The Computer Journal",
        type="article-journal",
        volume="27",
        issue="2",
        pages="97-111",
        publisher="Oxford University Press",
        doi="10.1093/comjnl/27.2.97",
        url="https://example.org/97",
        pdf="https://example.org/97.pdf",
        key="knuth1984",
        tags=("programming", "documentation"),
        more=("A note.",),
    )


@pytest.mark.parametrize(
    ("kind", "lines", "attribute", "expected"),
    [
        ("Conference Proceedings", "%S Proceedings", "venue", "Proceedings"),
        ("Conference Proceedings", "%Y Li, Wei", "editors", (Author("Li", "Wei"),)),
        ("Conference Paper", "%B A Conference", "type", "paper-conference"),
        ("Book Section", "%B A Book\n%S A Series", "venue", "A Book"),
        ("Book Section", "%E Li, Wei\n%Y Se, Ries", "editors", (Author("Li", "Wei"),)),
        ("Book", "%B A Series", "venue", ""),
        ("Book", "%P 650", "pages", ""),
        ("Edited Book", "%A Li, Wei", "editors", (Author("Li", "Wei"),)),
        ("Edited Book", "%A Li, Wei", "authors", ()),
        ("Journal Article", "%A World Health Organization,", "authors",
         (Author("World Health Organization"),)),
        ("Journal Article", "%8 May 1984", "year", "May 1984"),
        ("Journal Article", "%K a;b; c", "tags", ("a", "b", "c")),
        ("Journal Article", "%> file:///x.pdf", "pdf", ""),
        ("Generic", "", "type", ""),
    ],
)  # fmt: skip
def test_a_field_goes_where_it_belongs(
    kind: str, lines: str, attribute: str, expected: object
) -> None:
    assert getattr(record(lines, kind), attribute) == expected


def test_every_type_is_one_of_the_model() -> None:
    assert set(refer._TYPES.values()) <= TYPES


@pytest.mark.parametrize(
    "text",
    [
        "%0 Book\n%T A\n\n%0 Book\n%T B\n",
        "%0 Book\n%T A\n%0 Book\n%T B\n",
        "%T A\n%0 Book\n\n%T B\n%0 Book\n",
        "%A Knuth, D.\n%T A\n\n%A Li, W.\n%T B\n",
        "\ufeff\n%0 Book\n\n%T A\n\n%A Knuth, D.\n\n%A Li, W.\n\n%0 Book\n\n%T B\n",
    ],
)
def test_an_entry_is_found_however_it_begins(text: str) -> None:
    reading = refer.read(text, "a.enw")
    assert [found.title for found in reading.records] == ["A", "B"]
    assert (reading.problems, reading.rejected) == ((), ())


def test_an_entry_begins_with_its_type() -> None:
    reading = refer.read("%0 Book\n%T A\n%0 Thesis\n%T B\n", "a.enw")
    assert [(found.type, found.where.line) for found in reading.records] == [
        ("book", 1),
        ("thesis", 3),
    ]


def test_an_entry_without_title_and_identifier_is_rejected_with_its_line() -> None:
    reading = refer.read("%0 Book\n%T A\n\n%0 Book\n%D 1999\n\n%0 Book\n%T B\n", "a.enw")
    assert [problem.where.line for problem in reading.rejected] == [4]
    assert [found.title for found in reading.records] == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (TIDY, "a.txt", True),
        ("%T A\n%0 Book\n", "a.txt", True),
        ("%A Knuth, D.\n%T A\n", "a.txt", True),
        ("%R 10.1000/x\n", "a.enw", True),
        ("A Title\n\n%0 is a tag, and %A is another.\n", "a.txt", False),
        ("% A comment\n%A comment\n\\documentclass{article}\n", "a.tex", False),
        (f"# How to cite\n\n```\n{TIDY}```\n", "a.md", False),
        ("@book{a, title = {A}}", "a.enw", False),
    ],
)
def test_the_format_is_known_by_how_it_begins(text: str, name: str, expected: bool) -> None:
    assert refer.recognises(text, name) == expected


@given(st.lists(st.sampled_from(["%0 Book", "%T ", "%T x", "%A x, y", "%", "z", ""])) | st.text())
def test_any_text_gives_records_or_problems_and_never_an_exception(text: str | list[str]) -> None:
    text = "\n".join(text) if isinstance(text, list) else text
    reading = refer.read(text, "a.enw")
    assert reading.records or reading.rejected or reading.problems
    assert all(found.title or found.doi for found in reading.records)
    assert isinstance(refer.recognises(text, "a.txt"), bool)
