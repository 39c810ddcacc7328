"""A paper explains itself, and what is said to take a join back does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.build import plan
from generator.explain import explain, find, near
from generator.model import Library
from generator.sources import read_content

BIB = """@article{ada,
  title = {On Looms That Learn},
  author = {Lovelace, Ada},
  doi = {10.1000/looms},
  year = {2021},
  journal = {Weaving},
}
@misc{other, title = {Engines   for All}, author = {Babbage, Charles}}
"""
RIS = "TY  - JOUR\nTI  - On Looms that Learn\nAU  - Lovelace, A.\nDO  - 10.1000/looms\nER  -\n"
JSON = (
    '[{"id": "a", "type": "article-journal", "title": "On Looms That Learn", '
    '"DOI": "10.1000/looms"}, {"id": "b", "type": "article", "title": "Of Looms, and Learning", '
    '"PMID": "123", "DOI": "10.1000/looms"}]\n'
)


def library(content: Path, **files: str) -> Library:
    (content / "sources").mkdir(exist_ok=True)
    for name, text in files.items():
        (content / "sources" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return plan(read_content(content)).library


def told(made: Library, reference: str) -> list[str]:
    (paper,) = find(made, reference)
    return list(explain(made, paper))


@pytest.mark.parametrize(
    "reference",
    [
        "on-looms-that-learn",
        "ada",
        "On looms that learn!",
        "10.1000/LOOMS",
        "doi:10.1000/looms",
        "sources/a.bib:1",
        "a.bib:1",
        "b.ris:1",
    ],
)
def test_a_paper_is_found_by_whatever_names_it(tmp_path: Path, reference: str) -> None:
    made = library(tmp_path, a_bib=BIB, b_ris=RIS)
    assert [paper.id for paper in find(made, reference)] == ["on-looms-that-learn"]


def test_what_names_nothing_is_met_with_what_is_near(tmp_path: Path) -> None:
    made = library(tmp_path, a_bib=BIB)
    assert find(made, "on looms") == ()
    assert near(made, "on-looms-that-lern") == ("on-looms-that-learn",)
    assert near(made, "Babbage engines") == ("engines-for-all",)
    assert near(made, "xyzzy") == ()


def test_a_paper_tells_its_records_joins_fields_and_changes(tmp_path: Path) -> None:
    made = library(tmp_path, a_bib=BIB, b_ris=RIS)
    text = "\n".join(told(made, "ada"))
    assert "2 records speak of it:" in text
    assert "sources/a.bib:1 and sources/b.ris:1: same DOI 10.1000/looms" in text
    assert re.search(r"title: sources/(a\.bib|b\.ris):1", text)
    assert "venue: sources/a.bib:1" in text
    assert "“Engines   for All”" in "\n".join(told(made, "other")) or (
        "Cleaning changed nothing." in told(made, "other")
    )


@pytest.mark.parametrize(
    "files", [{"a_bib": BIB, "b_ris": RIS}, {"c_json": JSON}], ids=["files", "one line"]
)
def test_the_line_that_takes_a_join_back_does(tmp_path: Path, files: dict[str, str]) -> None:
    made = library(tmp_path, **files)
    lines = told(made, "doi:10.1000/looms")
    (undo,) = (line.rpartition("different:")[2].strip() for line in lines if "not so?" in line)
    (tmp_path / "merge.yml").write_text(f"different:\n  {undo}\n", encoding="utf-8")
    after = plan(read_content(tmp_path))
    assert len(after.library.papers) == len(made.papers) + 1
    assert not [problem for problem in after.problems if problem.fatal]
