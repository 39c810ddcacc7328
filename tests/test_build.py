"""The whole way from a folder of content to a folder of pages, with good input and with bad."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build
from generator.build import Report, plan, run
from generator.model import Note, Page, Problem, Settings, Sources, Where
from generator.output import MANIFEST
from generator.sources import ABSENT, read_content

CONTENT = Path(__file__).parents[1] / "content"

HEADER = "byAK and the research community\n\nJun 17\n\n"
ABOUT = (
    "We study how {} behave when the labels are few, and we propose a method that learns from "
    "the signals of the data itself. Experiments show that it needs half of the labels."
)
THEMES = """\
- id: vision
  title: Vision
  about: Pictures.
  phrases: [image: 3, labels]
- id: sound
  title: Sound
  about: What is heard.
  phrases: [speech: 3, audio]
"""


def entry(title: str, subject: str = "networks") -> str:
    return f"{title}\n\n{ABOUT.format(subject)}\n\n"


def bib(key: str, title: str, **fields: str) -> str:
    facts = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{{key},\n  title = {{{title}}},\n{facts}}}\n"


FILES = {
    "sources/one.txt": HEADER
    + entry("Learning Image Features", "images")
    + entry("Hearing Without Labels", "speech"),
    "sources/two.txt": HEADER
    + entry("Hearing without labels", "speech")
    + entry("Selfish Networks: A Survey"),
    "sources/library.bib": bib(
        "ada", "Learning Image Features", author="Lovelace, Ada", year="1843", journal="Notes"
    )
    + bib("grace", "A Paper of No Listing", author="Hopper, Grace", eprint="2101.00001"),
    "themes.yml": THEMES,
    "notes/hearing-without-labels.md": "---\nstatus: read\n---\nGood.\n",
    "pages/how.md": "# How\n\nText.\n",
}
PAPERS = [
    "a-paper-of-no-listing",
    "hearing-without-labels",
    "learning-image-features",
    "selfish-networks-a-survey",
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small library, written to disk."""
    folder = tmp_path / "content"
    for name, text in FILES.items():
        put(folder / name, text)
    return folder


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def ids(report: Report) -> list[str]:
    return sorted(report.plan.library.papers)


# What a plan is


def test_a_small_library_becomes_pages_and_data(content: Path, tmp_path: Path) -> None:
    report = run(content, tmp_path / "out")
    assert (ids(report), report.problems) == (PAPERS, ())
    written = snapshot(tmp_path / "out")
    assert {f"papers/{id}.md" for id in PAPERS} < set(written)
    assert {"index.md", "about.md", "themes/vision.md", "how.md", "api/papers.jsonl"} < set(written)
    assert written["how.md"] == b"# How\n\nText.\n"
    lines = [json.loads(line) for line in written["api/papers.jsonl"].splitlines()]
    assert [line["id"] for line in lines] == PAPERS
    assert lines[1]["listed"] == [
        {"source": "sources/one.txt", "rank": 2},
        {"source": "sources/two.txt", "rank": 1},
    ]


def test_every_page_has_a_path_of_its_own_even_where_case_is_ignored() -> None:
    planned = plan(read_content(CONTENT))
    paths = [page.path.casefold() for page in planned.pages]
    assert len(paths) == len(set(paths))


def test_each_stage_is_named_as_it_begins(content: Path, tmp_path: Path) -> None:
    stages: list[str] = []
    run(content, tmp_path / "out", stages.append)
    assert stages == [
        "reading",
        "cleaning",
        "merging",
        "theming",
        "relating",
        "finding mentions",
        "rendering",
        "writing",
    ]


def shuffled(sources: Sources, chance: random.Random) -> Sources:
    """The same content, met in another order; the order of themes is the curator's own."""

    def mixed[T](values: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(chance.sample(values, len(values)))

    return replace(
        sources,
        readings=tuple(
            replace(reading, records=mixed(reading.records)) for reading in mixed(sources.readings)
        ),
        notes=mixed(sources.notes),
        decisions=mixed(sources.decisions),
        pages=mixed(sources.pages),
        problems=mixed(sources.problems),
    )
