"""The account is complete, and its sum is always right."""

from __future__ import annotations

from itertools import permutations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from generator.account import EXAMPLES, account, left_out
from generator.build import plan
from generator.model import Author, Change, Paper, Problem, Reading, Record, Sources, Where
from generator.sources import read_content
from tests.support.libraries import CONTENT
from tests.support.values import entries

A, B = "sources/a.bib", "sources/b.ris"


def record(path: str, line: int, title: str, doi: str = "") -> Record:
    return Record(Where(path, line), "bibtex", title, doi=doi)


def reading(path: str, *records: Record, rejected: int = 0) -> Reading:
    problems = (Problem(Where(path, 100 + number), "no title") for number in range(rejected))
    return Reading(path, "bibtex", records, rejected=tuple(problems))


def rows(*readings: Reading) -> list[tuple[str, int, int, int, int]]:
    """For each file: its path, and the entries that were read, papers, merged and rejected."""
    made = plan(Sources(readings=readings)).library.account
    return [(f.path, f.read, f.papers, f.merged, len(f.rejected)) for f in made.files]


def test_an_entry_that_joins_one_of_another_file_is_merged() -> None:
    first = reading(A, record(A, 1, "Looms", "10.1000/a"), record(A, 5, "Engines"))
    second = reading(B, record(B, 1, "Looms", "10.1000/a"))
    assert rows(first, second) == rows(second, first)
    assert sorted(row[1:] for row in rows(first, second)) == [(1, 0, 1, 0), (2, 2, 0, 0)]


def test_what_a_reader_rejected_is_counted_with_its_reason() -> None:
    found = reading(A, record(A, 1, "Looms"), rejected=2)
    assert rows(found) == [(A, 3, 1, 0, 2)]
    (filed,) = account([found], []).files
    assert [str(problem) for problem in filed.rejected] == [
        f"{A}:100: no title",
        f"{A}:101: no title",
    ]


def test_a_record_that_no_title_was_found_for_is_rejected() -> None:
    assert rows(reading(A, record(A, 1, "", "10.1000/a"), record(A, 2, "Looms"))) == [
        (A, 2, 1, 0, 1)
    ]


def test_a_file_without_entries_has_a_row() -> None:
    assert rows(reading(A)) == [(A, 0, 0, 0, 0)]


def test_each_rule_is_counted_and_shown_by_different_examples() -> None:
    changes = [Change("title", f"{number // 2}", "x", "spaces") for number in range(20)]
    papers = [
        Paper("b", title="B", entries=entries(*changes)),
        Paper("a", title="A", entries=entries(Change("year", "20 23", "", "year"))),
    ]
    made = {account([], list(order)) for order in permutations(papers)}
    (found,) = made
    assert [(ruled.rule, ruled.count) for ruled in found.rules] == [("spaces", 20), ("year", 1)]
    assert [change.before for _, change in found.rules[0].examples] == ["0", "1", "2", "3", "4"]
    assert len(found.rules[0].examples) == EXAMPLES
    assert found.rules[1].examples == (("a", Change("year", "20 23", "", "year")),)


def test_a_value_that_could_not_be_used_is_told_at_its_record() -> None:
    changes = [
        Change("year", "43831", "", "year"),
        Change("year", "to appear", "", "year"),
        Change("year", "2018 Apr", "2018", "year"),
        Change("doi", "1.00E+02", "", "identifier"),
        Change("url", "http:/1", "", "not a web address"),
        Change("title", "A  b 1", "", "spaces"),
    ]
    told = left_out([Paper("a", title="A", entries=entries(*changes))])
    assert [str(problem).partition(" cannot")[0] for problem in told] == [
        'sources/a.bib:3: the year "43831"',
        'sources/a.bib:3: the doi "1.00E+02"',
        'sources/a.bib:3: the url "http:/1"',
    ]
    assert not any(problem.fatal for problem in told)


RECORDS = st.builds(
    Record,
    where=st.builds(Where, st.sampled_from([A, B]), st.integers(1, 3)),
    format=st.just("bibtex"),
    title=st.sampled_from(["", "Looms", "Engines", "LOOMS"]),
    authors=st.sampled_from([(), (Author("Lovelace", "Ada"),), (Author("Babbage"),)]),
    doi=st.sampled_from(["", "10.1000/a", "10.1000/b"]),
    arxiv=st.sampled_from(["", "2101.00001"]),
)


@given(st.lists(RECORDS, max_size=8), st.integers(0, 2))
def test_entries_in_are_papers_and_merged_and_rejected(records: list[Record], bad: int) -> None:
    readings = [
        reading(path, *(r for r in records if r.where.path == path), rejected=bad)
        for path in (A, B)
    ]
    made = plan(Sources(readings=tuple(readings)))
    files = made.library.account.files
    for filed, found in zip(files, readings, strict=True):
        assert filed.read == len(found.records) + bad
        assert filed.read == filed.papers + filed.merged + len(filed.rejected)
        assert min(filed.papers, filed.merged) >= 0
    assert sum(filed.papers for filed in files) == len(made.library.papers)


@pytest.mark.first_library
def test_the_account_of_the_first_library_adds_up() -> None:
    made = plan(read_content(CONTENT)).library
    read = {filed.path.rpartition("/")[2]: filed.read for filed in made.account.files}
    assert sorted(read.values()) == [57, 58, 60, 83, 189]
    assert sum(filed.papers for filed in made.account.files) == len(made.papers) == 194
    assert sum(filed.merged for filed in made.account.files) == 447 - 194
