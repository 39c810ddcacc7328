"""What an export of the Web of Science in its own tags gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import TYPES, Author, Record
from generator.readers import wos

TIDY = """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Knuth, DE
   Lovelace, A
AF Knuth, Donald E.
   Lovelace, Ada
CA TeX Users Grp
TI Literate
   Programming
SO COMPUTER JOURNAL
LA English
DT Article
DE programming; literate
   documentation
ID SOFTWARE
AB A paper.
CR Dijkstra EW, 1968, COMMUN ACM, V11, P147, DOI 10.1145/362929.362947
PU OXFORD UNIV PRESS
J9 COMPUT J
PD MAY
PY 1984
VL 27
IS 2
BP 97
EP 111
DI 10.1093/comjnl/27.2.97
UT WOS:A1984SU00001
PM 1234567
ER

PT C
TI Another
ER

EF
"""


def record(lines: str, container: str = "J") -> Record:
    (found,) = wos.read(f"PT {container}\nTI A Title\n{lines}\nER\n\nEF", "a.txt").records
    return found


def test_a_tidy_entry_gives_all_that_it_says() -> None:
    reading = wos.read(TIDY, "sources/a.txt")
    found, other = reading.records
    assert (reading.problems, reading.rejected, other.title) == ((), (), "Another")
    assert str(found.where) == "sources/a.txt:3"
    assert found == Record(
        where=found.where,
        format="wos",
        title="Literate Programming",
        abstract="A paper.",
        authors=(
            Author("Knuth", "Donald E."),
            Author("Lovelace", "Ada"),
            Author("TeX Users Grp"),
        ),
        year="1984",
        venue="COMPUTER JOURNAL",
        type="article-journal",
        volume="27",
        issue="2",
        pages="97-111",
        publisher="OXFORD UNIV PRESS",
        doi="10.1093/comjnl/27.2.97",
        pmid="1234567",
        tags=("programming", "literate documentation", "SOFTWARE"),
        more=("WOS:A1984SU00001",),
    )


@pytest.mark.parametrize(
    ("container", "lines", "attribute", "expected"),
    [
        ("J", "AU Knuth, DE", "authors", (Author("Knuth", "DE"),)),
        ("B", "BE Knuth, DE\n   Li, W", "editors", (Author("Knuth", "DE"), Author("Li", "W"))),
        ("J", "EY 2025", "year", "2025"),
        ("J", "AR 104501", "pages", "104501"),
        ("J", "DT Article; Proceedings Paper", "type", "article-journal"),
        ("C", "DT Proceedings Paper", "type", "paper-conference"),
        ("S", "DT Proceedings Paper", "type", "paper-conference"),
        ("B", "DT Article; Book Chapter", "type", "chapter"),
        ("B", "DT Book", "type", "book"),
        ("J", "DT Preprint", "type", "article"),
        ("P", "", "type", "patent"),
        ("X", "", "type", ""),
    ],
)
def test_a_field_goes_where_it_belongs(
    container: str, lines: str, attribute: str, expected: object
) -> None:
    found = record(lines, container)
    assert getattr(found, attribute) == expected
    assert found.type in TYPES | {""}


def test_an_entry_without_its_end_spoils_no_other() -> None:
    found = wos.read("PT J\nTI A\nPT J\nTI B\nER\n\nPT J\nTI C", "a.txt").records
    assert [(paper.title, paper.where.line) for paper in found] == [("A", 1), ("B", 3), ("C", 7)]


def test_an_entry_without_title_and_identifier_is_rejected_with_its_line() -> None:
    reading = wos.read(f"{TIDY}\nPT J\nPY 1999\nER\n", "a.txt")
    assert [problem.where.line for problem in reading.rejected] == [TIDY.count("\n") + 2]
    assert len(reading.records) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TIDY, True),
        (f"\ufeff{TIDY}", True),
        ("PT J\nAU Knuth, DE\nTI A\nER\n", True),
        ("FN is a tag\n\nand VR another", False),
        ("A Title\n\nAn abstract.\n", False),
        ("TY  - JOUR\nTI  - A\nER  - \n", False),
        (f"```\n{TIDY}```\n", False),
    ],
)
def test_the_format_is_known_by_how_it_begins(text: str, expected: bool) -> None:
    assert wos.recognises(text, "a.txt") == expected


@given(st.lists(st.sampled_from(["PT J", "ER", "EF", "TI ", "AU x, y", "   z", ""])) | st.text())
def test_any_text_gives_records_or_problems_and_never_an_exception(text: str | list[str]) -> None:
    text = "\n".join(text) if isinstance(text, list) else text
    reading = wos.read(text, "a.txt")
    assert reading.records or reading.rejected or reading.problems
    assert all(found.title or found.doi or found.pmid for found in reading.records)
    assert isinstance(wos.recognises(text, "a.txt"), bool)
