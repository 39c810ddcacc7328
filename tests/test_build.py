"""The whole way from a folder of content to a folder of pages, with good input and with bad."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import Report, assemble, plan, run
from generator.model import Note, Page, Problem, Settings, Sources, Where
from generator.output import MANIFEST
from generator.sources import ABSENT, read_content
from tests.support.rendering import render

T = TypeVar("T")

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"

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
        "weighing terms",
        "grouping",
        "theming",
        "relating",
        "finding mentions",
        "finding abbreviations",
        "finding names",
        "telling authors apart",
        "judging themes",
        "rendering",
        "writing",
    ]


def shuffled(sources: Sources, chance: random.Random) -> Sources:
    """The same content, met in another order; the order of themes is the curator's own."""

    def mixed(values: tuple[T, ...]) -> tuple[T, ...]:
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


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """A small library, read, with a few faults in it."""
    folder = tmp_path_factory.mktemp("small")
    for name, text in FILES.items():
        put(folder / name, text)
    put(folder / "notes/b/hearing-without-labels.md", "Another note.")
    put(folder / "notes/nothing.md", "---\nthemes: none\n---\n")
    put(folder / "merge.yml", "same: [[ada, no such paper], [nor, this]]\n")
    put(folder / "pages/about.md", "# Mine\n")
    put(folder / "pages/a.md", "# A\n")
    return read_content(folder)


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_order_of_files_and_entries_changes_nothing(small: Sources, chance: object) -> None:
    assert isinstance(chance, random.Random)
    first, second = plan(small), plan(shuffled(small, chance))
    assert len(first.problems) >= 5
    assert (second.pages, second.problems) == (first.pages, first.problems)


def test_the_order_changes_nothing_in_the_real_library_either() -> None:
    sources = read_content(CONTENT)
    first, second = plan(sources), plan(shuffled(sources, random.Random(1)))
    assert second.problems == first.problems
    for one, other in zip(first.pages, second.pages, strict=True):
        assert one == other


# What a build leaves on the disk


def test_a_second_run_writes_nothing(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def written() -> dict[Path, tuple[int, int]]:
        """When each file was last written, not when it was last read."""
        found = {path: path.stat() for path in out.rglob("*")}
        return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in found.items()}

    first, before = run(content, out), written()
    second = run(content, out)
    assert len(first.written.changed) == second.written.unchanged
    assert (second.written.changed, second.written.removed) == ((), ())
    assert written() == before


def test_an_edit_changes_only_what_it_is_about(content: Path, tmp_path: Path) -> None:
    run(content, tmp_path / "out")
    put(content / "pages/how.md", "# How\n\nOther text.\n")
    assert run(content, tmp_path / "out").written.changed == ("how.md",)


def test_a_page_goes_when_its_source_goes(content: Path, tmp_path: Path) -> None:
    run(content, tmp_path / "out")
    (content / "pages/how.md").unlink()
    (content / "sources/library.bib").unlink()
    removed = run(content, tmp_path / "out").written.removed
    assert {"how.md", "papers/a-paper-of-no-listing.md"} <= set(removed)


def test_nothing_is_ever_written_into_the_content(content: Path, tmp_path: Path) -> None:
    before = snapshot(content)
    run(content, tmp_path / "out")
    assert snapshot(content) == before


@pytest.mark.parametrize("out", ["content", "content/sources/out", ".", "link", "link/out"])
def test_a_folder_that_is_read_is_never_written(out: str, content: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(content)
    before = snapshot(tmp_path)
    report = run(content, tmp_path / out)
    assert snapshot(tmp_path) == before
    assert only(report.written.problems).fatal
    assert "nothing is generated into a folder that is read" in report.problems[-1].message
    assert ids(report) == PAPERS


def test_a_missing_content_folder_leaves_an_earlier_build_alone(
    content: Path, tmp_path: Path
) -> None:
    run(content, tmp_path / "out")
    before = snapshot(tmp_path / "out")
    report = run(tmp_path / "contnet", tmp_path / "out")
    assert report.problems == (ABSENT,)
    assert snapshot(tmp_path / "out") == before
    assert not run(tmp_path / "contnet", tmp_path / "new").written.changed
    assert not (tmp_path / "new").exists()


def test_an_empty_library_is_still_a_site(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    report = run(tmp_path / "content", tmp_path / "out")
    assert [problem.fatal for problem in report.problems] == [False]
    assert {"index.md", "about.md", "api/papers.jsonl"} <= set(snapshot(tmp_path / "out"))


def test_a_folder_that_is_not_ours_is_not_touched(content: Path, tmp_path: Path) -> None:
    put(tmp_path / "out/thesis.md", "five years of work")
    report = run(content, tmp_path / "out")
    assert snapshot(tmp_path / "out") == {"thesis.md": b"five years of work"}
    assert only(report.problems).fatal
    assert "'thesis.md'" in only(report.problems).message


# What people refer to


def test_a_note_on_no_paper_is_a_problem_with_a_suggestion(content: Path) -> None:
    put(content / "notes/hearing-without-label.md", "Typo.")
    planned = plan(read_content(content))
    assert only(planned.problems) == Problem(
        Where("notes/hearing-without-label.md"),
        'there is no paper "hearing-without-label"; did you mean "hearing-without-labels"?',
    )
    assert list(planned.library.notes) == ["hearing-without-labels"]


def test_an_order_that_names_no_paper_of_its_theme_is_a_problem(content: Path) -> None:
    ordered = "  order: [hearing-without-label, learning-image-features]\n"
    put(content / "themes.yml", THEMES + ordered)
    planned = plan(read_content(content))
    line = THEMES[: THEMES.index("- id: sound")].count("\n") + 1
    said = 'the order of the theme "sound" names'
    assert planned.problems == (
        Problem(
            Where("themes.yml", line),
            f'{said} "learning-image-features", which is first of all in "vision"; '
            "take it out here, or put this theme first in a note on it",
        ),
        Problem(
            Where("themes.yml", line),
            f'{said} no paper of this library, "hearing-without-label"; '
            'did you mean "hearing-without-labels"?',
        ),
    )


def test_a_link_that_leads_nowhere_is_a_problem_at_its_line(content: Path) -> None:
    one, other = "learning-image-features", "hearing-without-labels"
    good = f"[a]({other}.md), [b](../themes/vision.md), [c](../guide/own.md)"
    text = f"---\nstatus: read\n---\n\n{good}\n[d]({other}s.md)\n"
    (content / f"notes/{one}.md").write_text(text, encoding="utf-8")
    (content / "pages/guide").mkdir(parents=True, exist_ok=True)
    own = (
        f"# Own\n\n[a](../papers/{one}.md), [b](../api/papers.jsonl)\n\n[c](../papers/nothing.md)\n"
    )
    (content / "pages/guide/own.md").write_text(own, encoding="utf-8")
    message = 'the link to "{}" leads to no page'
    assert plan(read_content(content)).problems == (
        Problem(
            Where(f"notes/{one}.md", 6),
            f'{message.format(f"{other}s.md")}; did you mean "{other}.md"?',
        ),
        Problem(Where("pages/guide/own.md", 5), message.format("../papers/nothing.md")),
    )


def test_a_note_with_an_unknown_theme_keeps_all_else(content: Path) -> None:
    text = "---\nthemes: [sounds, vision]\nstatus: read\n---\nBody\n"
    put(content / "notes/hearing-without-labels.md", text)
    planned = plan(read_content(content))
    assert only(planned.problems).message == 'there is no theme "sounds"; did you mean "sound"?'
    note = planned.library.notes["hearing-without-labels"]
    assert (note.themes, note.status, note.body) == (("vision",), "read", "Body")
    (assignment,) = planned.library.assignments["hearing-without-labels"]
    assert (assignment.theme, assignment.curated) == ("vision", True)


def test_of_two_notes_on_one_paper_the_first_counts_and_the_other_is_told(content: Path) -> None:
    put(content / "notes/later/hearing-without-labels.md", "Another.")
    planned = plan(read_content(content))
    assert planned.library.notes["hearing-without-labels"].body == "Good."
    assert only(planned.problems) == Problem(
        Where("notes/later/hearing-without-labels.md"),
        "notes/hearing-without-labels.md is a note on the same paper; join them",
    )


def test_a_name_that_two_notes_claim_is_a_problem(content: Path) -> None:
    for paper in ("hearing-without-labels", "learning-image-features"):
        put(content / f"notes/{paper}.md", "---\nnames: [HWL]\n---\n")
    planned = plan(read_content(content))
    assert only(planned.problems) == Problem(
        Where("notes/learning-image-features.md"),
        'the name "HWL" belongs to notes/hearing-without-labels.md too; name one paper so',
    )


def test_a_title_for_a_file_that_is_not_there_is_a_problem(content: Path) -> None:
    put(content / "settings.yml", "sources: {one.txt: First, sources/tow.txt: Second}\n")
    planned = plan(read_content(content))
    assert only(planned.problems).message == (
        '"sources" names a file that is not there, "sources/tow.txt"; '
        'did you mean "sources/two.txt"?'
    )
    assert [source.title for source in planned.library.sources][1:] == [
        "First",
        "Listing of Jun 17",
    ]


def test_a_paper_came_when_its_first_record_says_or_else_with_the_file(content: Path) -> None:
    put(
        content / "settings.yml",
        "sources:\n  one.txt: {added: 2026-11-21}\n  sources/library.bib: {added: 2026-12}\n",
    )
    stated = {"date-added": "2027-01-02 10:00:00 +0000"}
    put(content / "sources/a/own.bib", bib("own", "Learning Image Features", **stated))
    put(
        content / "sources/library.bib",
        bib("ada", "Learning Image Features", **stated)
        + bib("grace", "A Paper of No Listing")
        + bib("late", "A Late Paper", **stated)
        + bib("wrong", "A Wrong Date", **{"date-added": "2027-02-30"}),
    )
    planned = plan(read_content(content))
    assert {paper.id: paper.added for paper in planned.library.papers.values()} == {
        "a-late-paper": "2027-01-02",
        "a-paper-of-no-listing": "2026-12",
        "a-wrong-date": "2026-12",
        "hearing-without-labels": "2026-11-21",
        "learning-image-features": "2026-11-21",
        "selfish-networks-a-survey": "",
    }
    assert "learning-image-features" in planned.library.papers


def test_a_library_is_assembled_without_a_page_and_with_its_own_problems_alone(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(content / "notes/nothing.md", "A [dead link](nowhere.md).")
    put(content / "notes/learning-image-features.md", "A [dead link](nowhere.md).")
    sources = read_content(content)
    planned = plan(sources)
    monkeypatch.setattr("generator.pages.render", None)
    monkeypatch.setattr("generator.exports.files", None)
    assembled = assemble(sources)
    assert assembled.library == planned.library
    assert [problem.where.path for problem in assembled.problems] == ["notes/nothing.md"]
    assert {*planned.problems} - {*assembled.problems} == {
        problem for problem in planned.problems if "leads to no page" in problem.message
    }


def test_no_two_files_of_papers_share_a_title(content: Path) -> None:
    for folder in ("a", "b", "c"):
        put(content / f"sources/{folder}/one.txt", HEADER + entry("A Title"))
    titles = [source.title for source in plan(read_content(content)).library.sources]
    assert len(titles) == len(set(titles)) == 6


@pytest.mark.parametrize(
    "name",
    [
        "index.md",
        "README.md",
        "About.md",
        "themes.md",
        "themes/README.md",
        "themes/vision.md",
        "themes/vision/index.md",
        "papers/learning-image-features.md",
    ],
)
def test_a_page_of_a_generated_name_is_refused_and_the_rest_is_built(
    name: str, content: Path, tmp_path: Path
) -> None:
    put(content / "pages" / name, "# Mine\n")
    expected = {path for path in snapshot(content / "pages")} - {name}
    report = run(content, tmp_path / "out")
    assert only(report.problems).where == Where(f"pages/{name}")
    assert only(report.problems).fatal
    message = "its address is taken by the generator; give this page another name"
    assert only(report.problems).message == message
    written = snapshot(tmp_path / "out")
    assert expected <= set(written)
    assert b"# Mine" not in b"".join(written.values())
    assert name.encode() + b")" not in written["about.md"]


@pytest.mark.parametrize("name", ["how/index.md", "HOW.md", "how/README.md"])
def test_two_pages_of_one_address_are_told_apart(name: str, content: Path) -> None:
    put(content / "pages" / name, "# Other\n")
    planned = plan(read_content(content))
    assert only(planned.problems).where.path in {"pages/how.md", f"pages/{name}"}
    assert "its address is taken by pages/" in only(planned.problems).message
    assert len({page.path.casefold() for page in planned.pages}) == len(planned.pages)


# Bad input: each gets its message, the rest is built, and nothing else is touched


BAD: list[tuple[str, str | bytes, int, str]] = [
    ("sources/bad.bib", "", 1, "the file is empty"),
    ("sources/bad.txt", "\n\n", 1, "the file is empty"),
    ("sources/bad.txt", b"\x89PNG\r\n\x1a\n\0\0", 1, "this is a PNG picture"),
    ("sources/bad.bib", bytes(range(256)) * 9, 1, "this is a binary file"),
    ("sources/bad.txt", "What is this?", 1, "the format of this file is not known"),
    ("sources/bad.txt", HEADER, 1, "the listing has a header and no entry"),
    ("sources/bad.txt", HEADER + ABOUT, 5, "an abstract without a title"),
    ("sources/bad.txt", HEADER + "Half a Listing", 5, "has no abstract"),
    ("sources/bad.txt", HEADER + "No Abstract\n\n" + entry("Next"), 5, "has no abstract"),
    ("sources/bad.txt", HEADER + entry("Long " * 400), 5, "has 1999 characters"),
    ("sources/bad.bib", "@article{x,\n  title = {Open\n", 1, ""),
    (
        "sources/bad.bib",
        bib("x", "A Paper of No Listing", author="Someone, Else", eprint="2102.00002"),
        1,
        "kept apart from the papers of the same title",
    ),
    ("themes.yml", THEMES + "- id: bare\n", 9, 'the theme "bare" has no phrases'),
    ("themes.yml", THEMES + "- id: x\n\tphrases: [y]\n", 10, "a tab cannot indent YAML"),
    ("themes.yml", THEMES + "  title: Again\n", 9, 'the key "title" stands twice'),
    ("themes.yml", "", 1, "the file is empty"),
    ("merge.yml", "same:\n- [ada, nobody]\n", 2, 'no record is called "nobody"'),
    ("settings.yml", "titel: x\n", 1, 'did you mean "title"?'),
    ("notes/a-paper-of-no-listing.md", "---\nstatus: [\n---\nText", 3, "not valid YAML"),
    ("notes/a-paper-of-no-listing.md", "---\nstatus: read\n", 1, "the front matter has no end"),
    ("notes/nothing-like-it.md", "Text", 1, "there is no paper"),
    ("notes/a-paper-of-no-listing.md", "", 1, "the file is empty"),
    ("pages/picture.png", b"\x89PNG\r\n\x1a\n", 1, "left out, since pages/ holds Markdown"),
    ("pages/back\\slash.md", "# Text", 1, "is not a plain path inside the folder"),
]


@pytest.mark.parametrize(("name", "data", "line", "message"), BAD)
def test_bad_input_gets_its_message_and_the_rest_is_built(
    name: str, data: str | bytes, line: int, message: str, content: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(content, out)
    put(out / "mine.md", "not generated")
    put(content / name, data)
    before = snapshot(content)
    report = run(content, out)
    found = [problem for problem in report.problems if message in problem.message]
    assert found, report.problems
    if not found[0].where.path.startswith(tmp_path.as_posix()):
        place = found[0].where
        # A title that two papers share is reported at either of them.
        assert place == Where(name, line) or place.path == "sources/library.bib"
    assert set(PAPERS) <= set(ids(report)) | {"a-paper-of-no-listing"}
    assert {f"papers/{id}.md" for id in ids(report)} <= set(snapshot(out))
    assert snapshot(content) == before
    assert (out / "mine.md").read_text("utf-8") == "not generated"


def test_all_bad_input_at_once_leaves_the_good_papers(content: Path, tmp_path: Path) -> None:
    for number, (name, data, _, _) in enumerate(BAD):
        if name.startswith("sources/"):
            put(content / f"sources/{number}-{Path(name).name}", data)
        elif name.startswith(("merge", "settings")):
            put(content / name, data)
    report = run(content, tmp_path / "out")
    assert {"learning-image-features", "hearing-without-labels"} <= set(ids(report))
    assert len({problem.where.path for problem in report.problems}) >= 12


# Hostile titles

TITLES = [
    "🎉🎉🎉",
    "自监督学习的综述",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ config.site_name }} {% raw %} {# x #}",
    "Click](javascript:alert(1)) [here](javascript:alert(2))",
    "---",
    "--- title: x ---",
    "| a | b |",
    "`code` ``` fence",
    "{: onclick=alert(1) }",
    "<https://evil.example> &lt;script&gt;",
    "# heading * list 1. number",
    "![x](data:text/html,1)",
    "\u202egnp.exe",
]


def dangers(pages: Sequence[Page]) -> list[str]:
    """What could run on these pages as the site shows them."""
    return [
        f"{path}: {element.tag} {name}={value}"
        for path, page in render(pages).items()
        for element in page.body.all()
        for name, value in [("", ""), *element.attributes.items()]
        if (element.tag in ("script", "iframe", "object", "embed", "img") and not name)
        or name.startswith("on")
        or value.strip().lower().startswith(("javascript:", "data:", "vbscript:"))
    ]


@pytest.mark.parametrize("title", TITLES)
def test_a_hostile_title_gets_an_address_and_runs_nothing(
    title: str, content: Path, tmp_path: Path
) -> None:
    put(content / "sources/bad.bib", bib("bad", title.replace("#", "\\#"), author=title))
    put(content / "sources/three.txt", HEADER + entry(title))
    report = run(content, tmp_path / "out")
    assert len(ids(report)) > len(PAPERS), report.problems
    assert set(PAPERS) < set(ids(report))
    assert {f"papers/{id}.md" for id in ids(report)} < set(snapshot(tmp_path / "out"))
    assert report.written.problems == ()
    assert dangers(report.plan.pages) == []


def test_what_a_plan_needs_is_only_its_sources() -> None:
    notes = (Note("x", Where("notes/x.md")),)
    planned = plan(Sources(notes=notes, settings=Settings(title="T")))
    assert planned.library.papers == {}
    assert [str(problem) for problem in planned.problems] == [
        'notes/x.md:1: there is no paper "x"; '
        "a note is called like the last part of its paper's address"
    ]


def test_the_manifest_is_the_only_file_that_no_page_claims(content: Path, tmp_path: Path) -> None:
    report = run(content, tmp_path / "out")
    written = set(snapshot(tmp_path / "out"))
    assert written == {page.path for page in report.plan.pages} | {MANIFEST}


def test_importing_the_stages_does_not_import_the_heavy_libraries() -> None:
    code = "import generator.__main__, sys; print(*sorted(sys.modules))"
    names = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout.split()
    assert "generator.build" in names
    assert not {"sklearn", "scipy", "numpy", "mkdocs"} & set(names)


def test_the_test_of_hostile_titles_would_see_what_runs() -> None:
    text = "# <img src=x> [x](javascript:alert(1))\n\n<script>1</script> x\n{: onclick=a }\n"
    assert dangers([Page("a.md", text)]) == [
        "a.md: img =",
        "a.md: a href=javascript:alert(1)",
        "a.md: script =",
        "a.md: p onclick=a",
    ]


def test_a_date_of_addition_that_is_none_is_told(content: Path) -> None:
    put(content / "sources/own.bib", bib("own", "A Wrong Date", **{"date-added": "2027-02-30"}))
    assert only(plan(read_content(content)).problems) == Problem(
        Where("sources/own.bib"),
        'the date added "2027-02-30" cannot be used and was left out; mend it, or delete it',
        fatal=False,
    )
