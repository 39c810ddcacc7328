"""Real files of every format are read whole: each entry is a record, or is rejected by its line."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from generator import readers
from generator.build import plan
from generator.model import Reading, Sources

SAMPLES = Path(__file__).parents[2] / "shared/samples"
pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="../shared/samples is not here")


def manifest() -> dict[str, int]:
    """The number of entries in each file, as the manifest states it."""
    if not SAMPLES.exists():
        return {}
    with (SAMPLES / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: int(row["entries"]) for row in csv.DictReader(file, delimiter="\t")}


ENTRIES = manifest()
# Files that belong together: one defines what the others use.
TOGETHER = {"bibtex/iridia"}


def read(names: list[str]) -> tuple[Reading, ...]:
    return readers.read_together((name, (SAMPLES / name).read_bytes()) for name in names)


def readings() -> dict[str, Reading]:
    folders: dict[str, list[str]] = defaultdict(list)
    for name in ENTRIES:
        folder = name.rpartition("/")[0]
        folders[folder if folder in TOGETHER else name].append(name)
    return {found.path: found for names in folders.values() for found in read(names)}


@pytest.fixture(scope="module")
def found() -> dict[str, Reading]:
    return readings()


@pytest.mark.parametrize("name", ENTRIES)
def test_every_entry_is_a_record_or_is_rejected_with_its_line(
    found: dict[str, Reading], name: str
) -> None:
    reading = found[name]
    lines = (SAMPLES / name).read_bytes().count(b"\n") + 1
    assert len(reading.records) + len(reading.rejected) == ENTRIES[name]
    assert all(1 < problem.where.line <= lines for problem in reading.rejected)
    assert reading.format


def test_only_what_has_neither_title_nor_identifier_is_rejected(
    found: dict[str, Reading],
) -> None:
    rejected = {name: len(reading.rejected) for name, reading in found.items() if reading.rejected}
    assert rejected == {"ris/baseline_empty_values.ris": 2, "csv/missing_values.csv": 2}


def test_files_that_define_for_one_another_leave_nothing_undefined(
    found: dict[str, Reading],
) -> None:
    told = [p for name in ENTRIES if "iridia" in name for p in found[name].problems]
    assert told == []


def test_all_of_them_make_one_library_whose_account_adds_up(found: dict[str, Reading]) -> None:
    sources = Sources(readings=tuple(found.values()))
    library = plan(sources).library
    for filed in library.account.files:
        assert filed.read == ENTRIES[filed.path]
        assert filed.read == filed.papers + filed.merged + len(filed.rejected)
    assert sum(filed.papers for filed in library.account.files) == len(library.papers)
