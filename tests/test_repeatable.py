"""One content gives one site, however its records are met and however many threads there are."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import vectors
from generator.build import plan
from generator.model import Paper, Reading, Record, Sources, Vectors, Where
from tests.support.libraries import CONTENT
from tests.test_build import shuffled
from tests.test_grouping import library

ROOT = Path(__file__).parents[1]
PRINT_ALL = """
import hashlib, sys
from dataclasses import replace
from pathlib import Path
from generator.build import assemble
from generator.sources import read_content

# Without themes and notes, so that themes are found too.
made = assemble(replace(read_content(Path(sys.argv[1])), themes=(), notes=()))
assert made.library.themes and made.library.related
print(hashlib.sha256(repr((made.library, made.problems)).encode()).hexdigest())
"""


def meant(paper: Paper) -> bytes:
    """A made-up vector of a paper."""
    return random.Random(vectors.text(paper)).randbytes(32)


@pytest.fixture(scope="module")
def small() -> Sources:
    """A library without themes, in two files, of which most papers have a vector."""
    papers = tuple(library("speech", "graphs", "robots").values())
    readings = []
    for name, some in (("a.bib", papers[::2]), ("b.bib", papers[1::2])):
        records = tuple(
            Record(Where(name, line), "bibtex", paper.title, paper.abstract)
            for line, paper in enumerate(some, 1)
        )
        readings.append(Reading(name, "bibtex", records))
    known = {vectors.key(vectors.text(paper)): meant(paper) for paper in papers[8:]}
    return Sources(readings=tuple(readings), vectors=Vectors("made up", 32, known))


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_records_changes_no_theme_that_is_found(
    small: Sources, chance: random.Random
) -> None:
    turned = shuffled(small, chance)
    by_text = dict(chance.sample(list(small.vectors.by_text.items()), 34))
    first, second = (
        plan(small),
        plan(replace(turned, vectors=replace(small.vectors, by_text=by_text))),
    )
    assert len(first.library.themes) > 2
    assert any(near.meaning for some in first.library.related.values() for near in some)
    assert second.pages == first.pages


@pytest.mark.first_library
def test_the_number_of_threads_and_the_seed_of_hashes_change_nothing() -> None:
    running = []
    for number in ("1", "2"):
        threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), number)
        environment = {**os.environ, **threads, "PYTHONHASHSEED": number, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", PRINT_ALL, str(CONTENT)]
        running.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE))
    first, second = (process.communicate()[0] for process in running)
    assert first == second != b""
