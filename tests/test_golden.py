"""A small library gives exactly the pages in tests/golden/expected; `make golden` renews them."""

from __future__ import annotations

from dataclasses import replace
from difflib import unified_diff

import pytest

from generator.build import plan
from generator.sources import read_content
from tests.support.golden import FOLDER, built, expected
from tests.support.rendering import faults, render

BUILT = built()
PAGES = {page.path: page.text for page in BUILT.pages}


@pytest.mark.parametrize("path", sorted(PAGES.keys() | expected().keys()))
def test_a_page_is_as_expected(path: str) -> None:
    before, after = expected().get(path, ""), PAGES.get(path, "")
    lines = (before.splitlines(keepends=True), after.splitlines(keepends=True))
    difference = "".join(unified_diff(*lines, f"expected/{path}", f"built/{path}"))
    assert not difference, f"Not as expected; if it should be so, run `make golden`:\n{difference}"
    assert path in PAGES and path in expected()


def test_the_small_library_is_without_a_problem_or_a_fault() -> None:
    assert BUILT.problems == ()
    assert faults(BUILT.pages, render(BUILT.pages)) == []


def test_it_has_some_of_everything() -> None:
    made = BUILT.library
    assert any(len(paper.records) > 1 for paper in made.papers.values())
    assert made.mentions and made.notes and any(made.related.values())
    assert any(theme.parent for theme in made.themes)
    for field in (
        "authors",
        "year",
        "venue",
        "abstract",
        "code",
        "doi",
        "added",
        "listed",
        "changes",
    ):
        known = [bool(getattr(paper, field)) for paper in made.papers.values()]
        assert any(known) and not all(known), field
    assert 0 < len(made.assignments) < len(made.papers) == 5


def test_the_order_of_the_files_changes_nothing() -> None:
    sources = read_content(FOLDER / "content")
    turned = replace(
        sources,
        readings=sources.readings[::-1],
        notes=sources.notes[::-1],
        decisions=sources.decisions[::-1],
    )
    assert {page.path: page.text for page in plan(turned).pages} == PAGES
