"""The commands as people meet them: what they print where, and with which code they end."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from generator import __main__ as command
from generator import build, curation, vectors
from generator.__main__ import main
from generator.model import Problem, Record, Vectors, Where
from tests.test_grouping import library
from tests.test_vectors import write_model

ROOT = Path(__file__).parents[1]

LISTING = (
    "byAK and the research community\n\nJun 17\n\nLearning Image Features\n\n"
    "We study how images are seen, and we propose a method that learns from the data itself. "
    "Experiments show that it needs half of the labels.\n"
)
BIB = "@misc{ada,\n  title = {A Paper of No Listing},\n  author = {Lovelace, Ada}\n}\n"
THEMES = "- id: vision\n  title: Vision\n  about: Pictures.\n  phrases: [image: 3]\n"
USAGE = 2
SUMMARY = re.compile(
    r"read (\d+) records?, merged into (\d+) papers?; (\d+) themes?, (\d+) unsorted; "
    r"(\d+) files? written, (\d+) unchanged, (\d+) removed; (\d+) problems?; "
    r"(\d+\.\d) seconds\n"
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in that holds a small library in content/, and nothing else."""
    put(tmp_path / "content/sources/list.txt", LISTING)
    put(tmp_path / "content/sources/library.bib", BIB)
    put(tmp_path / "content/themes.yml", THEMES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def process(
    *arguments: str, cwd: Path | None = None, stdout: int | IO[str] = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # A job in the background is started with interruptions ignored, and hands that on.
    script = (
        "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "runpy.run_module('generator', run_name='__main__', alter_sys=True)"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        cwd=cwd,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


# Help and wrong usage


@pytest.mark.parametrize(
    ("arguments", "taught"),
    [
        (["--help"], ["build", "check", "read", "exit codes", "python -m generator read papers"]),
        (["build", "--help"], ["--content DIR", "--out DIR", "build/docs", "never touched"]),
        (["check", "--help"], ["--content DIR", "PATH:LINE", "mend", "Nothing is written"]),
        (["read", "--help"], ["FILE", "JSON", "standard error"]),
    ],
)
def test_help_teaches(
    arguments: list[str], taught: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed = capsys.readouterr().out
    assert ended.value.code == 0
    assert [words for words in taught if words not in printed] == []
    assert "example" in printed
    assert max(map(len, printed.splitlines())) <= 100


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bulid"],
        ["build", "--fast"],
        ["build", "extra"],
        ["build", "--content"],
        ["check", "--out", "x"],
        ["read"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(
    arguments: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(home)
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed = capsys.readouterr()
    assert ended.value.code == USAGE
    assert printed.out == ""
    assert printed.err.startswith("usage: python -m generator")
    assert files(home) == before


# build


def test_build_prints_one_summary(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    printed = capsys.readouterr()
    counted = SUMMARY.fullmatch(printed.out)
    assert counted, printed.out
    written = files(home / "build/docs")
    assert counted.groups()[:8] == ("2", "2", "1", "1", str(len(written) - 1), "0", "0", "0")
    assert printed.err == ""
    assert main(["build"]) == 0
    again = SUMMARY.fullmatch(capsys.readouterr().out)
    assert again and again.groups()[4:7] == ("0", counted[5], "0")
    assert files(home / "build/docs") == written


def test_the_summary_tells_one_from_many(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "content/sources/list.txt").unlink()
    put(home / "content/sources/empty.bib", "")
    assert main(["build"]) == 0
    one = capsys.readouterr().out
    assert one.startswith("read 1 record, merged into 1 paper; 1 theme, 1 unsorted; ")
    assert "; 1 problem; " in one
    put(home / "content/sources/list.txt", LISTING)
    put(home / "content/sources/empty.bib", BIB.replace("ada", "two").replace("No", "Some"))
    put(home / "content/themes.yml", THEMES + THEMES.replace("vision", "sight"))
    assert main(["build"]) == 0
    many = capsys.readouterr().out
    assert many.startswith("read 3 records, merged into 3 papers; 2 themes, 2 unsorted; ")
    assert "; 0 problems; " in many


def test_build_names_problems_on_standard_error(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(home / "content/notes/nothing.md", "x")
    put(home / "content/sources/empty.bib", "")
    assert main(["build"]) == 1
    printed = capsys.readouterr()
    counted = SUMMARY.fullmatch(printed.out)
    assert counted and counted[8] == "2"
    assert [line.partition(": ")[0] for line in printed.err.splitlines()] == [
        "content/notes/nothing.md:1",
        "content/sources/empty.bib:1",
    ]


def test_build_succeeds_where_nothing_is_lost(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(home / "content/sources/empty.bib", "")
    assert main(["build"]) == 0
    assert "the file is empty" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["content", "content/out", ".", "content/../content/sources"])
def test_build_refuses_to_write_where_it_reads(
    out: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(home)
    assert main(["build", "--out", out]) == 1
    printed = capsys.readouterr()
    assert "nothing is generated into a folder that is read" in printed.err
    assert printed.err.startswith(f"{Path(out).as_posix()}:1: ")
    assert SUMMARY.fullmatch(printed.out)
    assert files(home) == before


@pytest.mark.parametrize("out", ["file", "file/below", "/dev/null/x"])
def test_build_says_where_it_cannot_write(
    out: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(home / "file", "mine")
    assert main(["build", "--out", out]) == 1
    printed = capsys.readouterr()
    assert len(printed.err.splitlines()) == 1
    assert printed.err.startswith(f"{out}")
    assert (home / "file").read_text("utf-8") == "mine"


def test_build_leaves_a_folder_of_others_alone(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(home / "sources/thesis.md", "mine")
    assert main(["build", "--out", "sources"]) == 1
    # The path is that of the folder, though the content has a folder of this name too.
    assert capsys.readouterr().err.startswith("sources:1: The folder holds files")
    assert files(home / "sources") == {str(home / "sources/thesis.md"): b"mine"}


# check


def test_check_says_so_when_all_is_well(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(home)
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "2 papers, 0 problems, 0 of them fatal\n")
    assert files(home) == before


@pytest.mark.parametrize("where", ["content", "./content", "../{name}/content", "{home}/content"])
def test_check_reports_each_problem_with_a_path_that_leads_to_the_file(
    where: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(home / "content/notes/nothing.md", "---\nstatus: never\n---\n")
    put(home / "content/themes.yml", f"{THEMES}  colour: red\n")
    put(home / "content/sources/sub/empty.bib", "")
    assert main(["check", "--content", where.format(name=home.name, home=home)]) == 1
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert len(lines) == 4
    for line in lines:
        path, number, message = re.fullmatch(r"(.+?):(\d+): (.+)", line).groups()  # type: ignore[union-attr]
        assert Path(path).is_file()
        assert int(number) >= 1 and message
    assert any(
        line.endswith(
            'themes.yml:5: a theme has no key "colour"; '
            "known are id, title, about, phrases, parent, order"
        )
        for line in lines
    )
    assert printed.err == "2 papers, 4 problems, 3 of them fatal\n"


def test_check_fails_only_on_what_is_lost(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(home / "content/sources/empty.bib", "")
    assert main(["check"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("content/sources/empty.bib:1: the file is empty")
    assert printed.err == "2 papers, 1 problem, 0 of them fatal\n"


@pytest.mark.parametrize(
    "arguments", [["explain", "Learning Image Features"], ["fetch", "--resolve"]]
)
def test_a_command_that_shows_no_page_renders_none(
    arguments: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "plan", None)
    monkeypatch.setattr(command, "resolve", lambda papers, *_: [])
    assert main(arguments) == 0


@pytest.mark.parametrize("name", ["check", "build"])
@pytest.mark.parametrize("content", ["contnet", "file"])
def test_a_content_folder_that_is_none_is_wrong_usage(
    name: str, content: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(home / "file", "x")
    before = files(home)
    assert main([name, "--content", content]) == 2
    assert capsys.readouterr().err == (
        f"there is no folder {content}; name that of a library with --content\n"
    )
    assert files(home) == before


@pytest.mark.parametrize("name", ["my papers", "论文", "a'b\"c", "-x", "x:1", "a\nb"])
def test_folders_may_have_any_name(
    name: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "content").rename(home / name)
    put(home / name / "notes/nothing.md", "x")
    assert main(["check", f"--content={name}"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["build", f"--content={name}", f"--out=out/{name}"]) == 1
    assert (home / "out" / name / "index.md").is_file()


# read


def test_read_prints_the_records_as_json_lines(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", "content/sources/list.txt", "content/sources/library.bib"]) == 0
    printed = capsys.readouterr()
    first, second = map(json.loads, printed.out.splitlines())
    assert set(first) == set(second) == set(Record.__dataclass_fields__)
    assert first["where"] == {"path": "content/sources/list.txt", "line": 5, "item": 1}
    assert (first["format"], first["rank"]) == ("listing", 1)
    assert first["title"] == "Learning Image Features"
    assert (second["format"], second["rank"], second["key"]) == ("bibtex", None, "ada")
    assert second["authors"] == [{"family": "Lovelace", "given": "Ada"}]
    assert printed.err == ""


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("folder", None, "folder:1: is a folder; name the files in it"),
        ("missing.bib", None, "missing.bib:1: cannot be read: No such file or directory"),
        ("binary.bib", bytes(range(256)) * 9, "binary.bib:1: this is a binary file"),
        ("odd.txt", "What is this?", "odd.txt:1: the format of this file is not known"),
    ],
)
def test_read_goes_on_after_a_file_that_cannot_be_read(
    name: str,
    data: bytes | str | None,
    message: str,
    home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if data is not None:
        put(home / name, data)
    (home / "folder").mkdir()
    assert main(["read", name, "content/sources/library.bib"]) == 1
    printed = capsys.readouterr()
    assert [json.loads(line)["key"] for line in printed.out.splitlines()] == ["ada"]
    assert printed.err.startswith(message)
    assert len(printed.err.splitlines()) == 1


def test_read_succeeds_on_an_empty_file_and_says_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(home / "empty.bib", "")
    assert main(["read", "empty.bib"]) == 0
    assert capsys.readouterr().err.startswith("empty.bib:1: the file is empty")


# themes


@pytest.fixture
def unsorted(home: Path) -> Path:
    """A library of papers on speech, graphs and robots, and of no themes, instead of the other."""
    (home / "content/themes.yml").unlink()
    (home / "content/sources/list.txt").unlink()
    papers = library("speech", "graphs", "robots").values()
    records = (f"@misc{{{p.id}, title={{{p.title}}}, abstract={{{p.abstract}}}}}" for p in papers)
    put(home / "content/sources/library.bib", "\n".join(records))
    return home


def test_themes_without_another_command_shows_which_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["themes"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    for name in ("suggest", "report", "why"):
        assert re.search(rf"^    {name} +\S", printed.err, re.MULTILINE), name


SOUND = "- id: sound\n  title: Sound\n  phrases: [speech: 3]\n"


def test_suggest_proposes_themes_where_there_are_none(
    unsorted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(unsorted)
    assert main(["themes", "suggest"]) == 0
    printed = capsys.readouterr()
    found, problems = curation.themes(printed.out, "themes.yml")
    titles = " ".join(theme.title for theme in found)
    assert [name for name in ("Speech", "Graph", "Robot") if name not in titles] == []
    assert (problems, printed.err) == ((), "")
    assert files(unsorted) == before
    assert main(["themes", "suggest", "--all"]) == 0
    assert capsys.readouterr() == printed


def test_what_was_suggested_can_be_kept(unsorted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["themes", "suggest"])
    put(unsorted / "content/themes.yml", capsys.readouterr().out)
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "42 papers, 0 problems, 0 of them fatal\n")
    assert main(["themes", "suggest"]) == 0
    said = "nothing to suggest: too few papers to group, or no phrase that tells a group\n"
    assert capsys.readouterr() == ("", said)


def test_beside_themes_only_what_is_unsorted_is_grouped_unless_all_is_asked_for(
    unsorted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(unsorted / "content/themes.yml", SOUND)
    marks = []
    for more in ([], ["--all"]):
        assert main(["themes", "suggest", *more]) == 0
        printed = capsys.readouterr()
        found, problems = curation.themes(printed.out, "themes.yml")
        assert (problems, printed.err) == ((), "")
        assert "sound" not in {theme.id for theme in found}
        marks.append({phrase.text for theme in found for phrase in theme.phrases})
    beside, everything = marks
    assert "Speech recognition" in everything - beside
    assert "graph neural networks" in everything & beside


def test_a_suggestion_is_yaml_alone_and_all_else_stands_on_standard_error(
    unsorted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(unsorted / "content/themes.yml", "- id: [sound\n")
    put(unsorted / "content/notes/nothing.md", "x")
    assert main(["themes", "suggest"]) == 0
    printed = capsys.readouterr()
    found, problems = curation.themes(printed.out, "themes.yml")
    assert found and not problems
    assert re.fullmatch(r"content/themes\.yml:\d+: not valid YAML: [^\n]+\n", printed.err)


@pytest.mark.parametrize("text", ["", BIB])
def test_too_few_papers_give_no_suggestion_and_that_is_said(
    text: str, unsorted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(unsorted / "content/sources/library.bib", text)
    assert main(["themes", "suggest"]) == 0
    out, err = capsys.readouterr()
    assert (out, err.partition(":")[0]) == ("", "nothing to suggest")


def test_report_says_where_the_grouping_is_weak(
    unsorted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(unsorted / "content/themes.yml", SOUND.replace("[", "[violin, "))
    before = files(unsorted)
    assert main(["themes", "report"]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0] == (
        "42 papers: 14 sorted by phrases, 0 by likeness alone, 0 by a note, 28 in no theme"
    )
    assert "    Sound: 14 papers, 0 more related" in lines
    assert lines[lines.index("phrases that mark nothing (1):") + 1] == "    Sound: violin"
    assert (printed.err, files(unsorted)) == ("", before)


def test_report_tells_of_themes_that_cannot_be_read(
    unsorted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(unsorted / "content/themes.yml", "- id: [sound\n")
    assert main(["themes", "report"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("42 papers: 0 sorted by phrases")
    assert printed.err.startswith("content/themes.yml:2: not valid YAML")


def test_why_explains_the_one_paper_that_is_meant(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("Learning Image Features", "learning-image-features", "list.txt:5"):
        assert main(["themes", "why", name]) == 0
        printed = capsys.readouterr()
        assert printed.out.startswith("Learning Image Features\n  papers/learning-image-features/")
        assert "Its main theme is Vision." in printed.out
        assert "“image” in the title and 1× in the abstract" in printed.out
        assert printed.err == ""


def test_why_names_those_that_may_be_meant(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["themes", "why", "image features"]) == USAGE
    assert capsys.readouterr() == (
        "",
        'there is no paper "image features"; did you mean one of these?\n'
        "  learning-image-features\n",
    )
    assert main(["themes", "why", "\x1b0815"]) == USAGE
    assert "\x1b" not in capsys.readouterr().err
    put(home / "content/sources/other.bib", BIB.replace("of No Listing", "Like It"))
    assert main(["themes", "why", "ada"]) == USAGE
    assert capsys.readouterr() == (
        "",
        '"ada" may mean several papers; name one by its id:\n'
        "  a-paper-like-it\n  a-paper-of-no-listing\n",
    )


def test_why_says_where_there_are_no_themes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "content/themes.yml").unlink()
    assert main(["themes", "why", "ada"]) == 0
    assert capsys.readouterr().out.endswith("It is in no theme.\n\nThere are no themes.\n")


# vectors


@pytest.fixture
def model(tmp_path: Path) -> str:
    """The folder of a model that knows a few words."""
    pytest.importorskip("candding", reason="the extra semantic is not installed")
    write_model(tmp_path / "small", ["Learning", "Paper", "images"])
    return "small"


def test_vectors_are_made_once_and_kept(
    model: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(home)
    assert main(["vectors", "--model", model]) == 0
    assert capsys.readouterr() == (
        "content/vectors.txt: 2 made, 0 kept, 0 dropped\n",
        "0 of 2 vectors made\n2 of 2 vectors made\n",
    )
    kept = files(home)
    assert kept.keys() - before.keys() == {str(home / "content/vectors.txt")}
    found, problems = vectors.decode((home / "content/vectors.txt").read_text("utf-8"), "")
    assert (found.model, len(found.by_text), problems) == ("small", 2, ())
    assert main(["vectors", "--model", model]) == 0
    assert capsys.readouterr() == ("content/vectors.txt: 0 made, 2 kept, 0 dropped\n", "")
    assert files(home) == kept
    assert main(["check"]) == 0


def test_vectors_of_another_model_are_made_anew_and_that_is_said(
    model: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vectors", "--model", model]) == 0
    kept = files(home)
    path = home / "content/vectors.txt"
    known, _ = vectors.decode(path.read_text("utf-8"), "")
    turned = {key: vector[::-1] for key, vector in known.by_text.items()}
    put(path, vectors.encode(Vectors("an older one", known.dimension, turned)))
    capsys.readouterr()
    assert main(["vectors", "--model", model]) == 0
    assert capsys.readouterr().out == (
        "the vectors were of another model, an older one: all are made anew\n"
        "content/vectors.txt: 2 made, 0 kept, 2 dropped\n"
    )
    assert files(home) == kept


def test_a_damaged_file_of_vectors_is_made_anew(
    model: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vectors", "--model", model]) == 0
    kept = files(home)
    path = home / "content/vectors.txt"
    put(path, path.read_bytes()[:-9])
    assert main(["vectors", "--model", model]) == 0
    assert "2 made, 0 kept, 0 dropped" in capsys.readouterr().out
    assert files(home) == kept


def test_without_papers_no_file_of_vectors_is_written(
    model: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "content/sources/list.txt").unlink()
    put(home / "content/sources/library.bib", "@misc{a, doi = {10.1000/x}}")
    before = files(home)
    assert main(["vectors", "--model", model]) == 0
    said = "no paper has a title or an abstract, so there is nothing to write\n"
    assert capsys.readouterr() == ("", said)
    assert files(home) == before


def test_without_the_library_vectors_says_how_to_get_it(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "candding", None)
    before = files(home)
    assert main(["vectors"]) == 1
    assert capsys.readouterr() == ("", f"{vectors.ABSENT}\n")
    assert files(home) == before


def test_a_model_that_is_none_is_told_in_a_line(
    model: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "empty").mkdir()
    assert main(["vectors", "--model", "empty"]) == 1
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert err.startswith("the model empty cannot be used: ")
    assert not (home / "content/vectors.txt").exists()


@pytest.mark.parametrize("step", ["write_text", "replace"])
def test_vectors_that_cannot_be_written_cost_none_that_there_are(
    step: str,
    model: str,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert main(["vectors", "--model", model]) == 0
    put(home / "content/sources/more.bib", BIB.replace("No", "Some"))
    kept = files(home)
    capsys.readouterr()
    whole = getattr(Path, step)

    def full(path: Path, *arguments: str, **options: str) -> None:
        if path.name == ".vectors.unfinished":
            Path.write_bytes(path, b"papershelf vec")
            raise OSError(28, "No space left on device")
        whole(path, *arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, step, full)
        assert main(["vectors", "--model", model]) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err.splitlines()[-1]) == (
        "",
        "content/vectors.txt cannot be written: No space left on device",
    )
    assert files(home) == kept


# What could go wrong outside


def test_a_message_cannot_command_the_terminal(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(home / "content/notes/\x1b[31mred\nline.md", "x")
    assert main(["check"]) == 1
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert printed.startswith("content/notes/?[31mred?line.md:1: ")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_any_title_is_printed_whatever_the_locale(encoding: str, home: Path) -> None:
    put(home / "a.bib", BIB.replace("Paper", "论文 🎉 é"))
    environment = {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "generator", "read", "a.bib", "论.bib"],
        capture_output=True,
        env={**os.environ, **environment},
    )
    assert json.loads(done.stdout)["title"] == "A 论文 🎉 é of No Listing"
    assert done.stderr.decode().startswith("论.bib:1: cannot be read")
    assert done.returncode == 1


def test_another_working_folder_needs_no_mkdocs_yml(home: Path) -> None:
    (home / "away").mkdir()
    arguments = ["build", "--content", "../content", "--out", "docs"]
    with process(*arguments, cwd=home / "away") as running:
        out, err = running.communicate()
    assert (running.returncode, err) == (0, b"")
    assert SUMMARY.fullmatch(out.decode())
    assert (home / "away/docs/index.md").is_file()


def test_a_reader_that_goes_away_is_no_error(home: Path) -> None:
    put(home / "big.bib", "".join(BIB.replace("ada", f"a{n}") for n in range(5000)))
    with process("read", "big.bib") as running:
        assert running.stdout and running.stderr
        first = running.stdout.readline()
        running.stdout.close()
        err = running.stderr.read()
    assert json.loads(first)["key"] == "a0"
    assert (running.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_a_full_disk_for_the_output_is_told_in_a_line(home: Path) -> None:
    name = "content/sources/library.bib"
    with open("/dev/full", "w") as full, process("read", name, stdout=full) as running:
        _, err = running.communicate()
    assert (running.returncode, err) == (1, b"cannot print: No space left on device\n")


@pytest.mark.parametrize("closed", ["1", "2"])
def test_closed_streams_are_no_error(closed: str, home: Path) -> None:
    line = f'"$0" -m generator build {closed}>&-'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", line, sys.executable], env=environment, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (home / "build/docs/index.md").is_file()


def test_an_interruption_ends_with_a_sentence(home: Path) -> None:
    os.mkfifo(home / "pipe")  # reading it waits for a writer, so there is time to interrupt
    with process("read", "pipe") as running:
        writer = os.open(home / "pipe", os.O_WRONLY)  # waits until the command reads
        running.send_signal(signal.SIGINT)
        os.close(writer)  # what is not interrupted just before it begins to wait would wait on
        out, err = running.communicate()
    assert (running.returncode, out) == (130, b"")
    assert err.decode().strip().startswith("stopped; ")
    assert len(err.strip().splitlines()) == 1


def test_a_fault_of_our_own_is_shown_and_is_no_problem_of_the_content(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(build, "plan", broken)
    assert main(["check"]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err


# Progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_the_stage_once_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with command._progress(patience=0.01) as progress:
        progress("weighing")
        deadline = time.monotonic() + 10
        while "weighing" not in terminal.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
    assert "\rweighing … 0 s" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\033[K")  # the line is left clean


def test_progress_is_silent_while_the_work_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with command._progress(patience=60) as progress:
        progress("weighing")
        time.sleep(0.5)
    assert (terminal.getvalue(), command.PATIENCE) == ("", 2.0)


def test_progress_is_for_terminals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stderr", plain)
    with command._progress(patience=0) as progress:
        progress("weighing")
        time.sleep(0.3)
    assert plain.getvalue() == ""


def test_progress_shows_on_a_real_terminal(home: Path) -> None:
    code = (
        "import sys, time; from generator import __main__ as m, build\n"
        "progress = m._progress; m._progress = lambda: progress(0.1)\n"
        "plan = build.plan\n"
        "build.plan = lambda sources, progress: (progress('dreaming'), time.sleep(1.5), "
        "plan(sources))[-1]\n"
        "sys.exit(m.main(['check']))"
    )
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, stderr=theirs)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "dreaming … " in shown
    assert shown.endswith("2 papers, 0 problems, 0 of them fatal\r\n")


def test_problems_keep_whether_they_are_fatal_on_their_way_here() -> None:
    given = [Problem(Where("a", 3), "x", fatal=False), Problem(Where("."), "y")]
    shown = list(command._from_here(given, Path("my/content")))
    assert shown == [
        Problem(Where("my/content/a", 3), "x", fatal=False),
        Problem(Where("my/content"), "y"),
    ]
