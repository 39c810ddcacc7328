"""Which library the tests have before them: the one that this project came with, or another."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.libraries import CONTENT, is_first_library, real


@pytest.mark.first_library
def test_the_first_library_has_something_of_everything_that_the_tests_look_at() -> None:
    made = real().library
    assert (len(made.papers), len(made.sources), real().problems) == (194, 5, ())
    assert made.themes and made.assignments and made.related and made.mentions and made.notes


@pytest.mark.first_library
@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "library.bib").unlink(),
        lambda folder: (folder / "library.bib").write_text("@misc{a, title={A}}\n", "utf-8"),
        lambda folder: (folder / "library.bib").rename(folder / "mine.bib"),
        lambda folder: (folder / "mine.bib").write_text("@misc{a, title={A}}\n", "utf-8"),
    ],
    ids=["less", "other", "renamed", "more"],
)
def test_any_change_of_the_sources_makes_another_library(
    change: Callable[[Path], object], tmp_path: Path
) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(CONTENT / "sources", sources)
    (sources / ".hidden").touch()
    assert is_first_library(sources)
    change(sources)
    assert not is_first_library(sources)


def test_a_folder_that_is_empty_or_not_there_is_another_library(tmp_path: Path) -> None:
    assert not is_first_library(tmp_path)
    assert not is_first_library(tmp_path / "sources")
