"""What `sync` leaves on the disk, and above all what it leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.model import Page, Problem
from generator.output import MANIFEST, Written, sync


def files(folder: Path) -> dict[str, str]:
    """The text of every file below a folder, except the manifest, by POSIX path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def listed(folder: Path) -> list[str]:
    paths = json.loads((folder / MANIFEST).read_text("utf-8"))
    assert isinstance(paths, list)
    return paths


def stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    return {
        path: (path.lstat().st_mtime_ns, path.lstat().st_ino)
        for path in [folder, *folder.rglob("*")]
    }


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


PAGES = [Page("index.md", "# Home\n"), Page("papers/a/index.md", "A"), Page("papers/b.md", "Bé")]


def test_pages_become_files_and_the_manifest_lists_them_in_order(tmp_path: Path) -> None:
    out = tmp_path / "build" / "docs"
    written = sync(reversed(PAGES), out)
    assert written == Written(("index.md", "papers/a/index.md", "papers/b.md"))
    assert files(out) == {page.path: page.text for page in PAGES}
    assert listed(out) == sorted(page.path for page in PAGES)


def test_a_second_run_writes_no_file_at_all(tmp_path: Path) -> None:
    sync(PAGES, tmp_path)
    before = stamps(tmp_path)
    assert sync(PAGES, tmp_path) == Written(unchanged=3)
    assert stamps(tmp_path) == before


def test_only_the_page_that_differs_is_written(tmp_path: Path) -> None:
    sync(PAGES, tmp_path)
    before = stamps(tmp_path)
    assert sync([Page("index.md", "# HOME\n"), *PAGES[1:]], tmp_path).changed == ("index.md",)
    after = stamps(tmp_path)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {tmp_path, tmp_path / "index.md"}


def test_pages_that_went_away_are_removed_with_the_folders_that_this_empties(
    tmp_path: Path,
) -> None:
    sync(PAGES, tmp_path)
    (tmp_path / "papers" / "mine.txt").write_text("mine")
    assert sync(PAGES[:1], tmp_path).removed == ("papers/a/index.md", "papers/b.md")
    assert files(tmp_path) == {"index.md": "# Home\n", "papers/mine.txt": "mine"}
    assert not (tmp_path / "papers" / "a").exists()
    assert listed(tmp_path) == ["index.md"]


def test_a_folder_may_take_the_place_of_a_page_and_the_other_way_round(tmp_path: Path) -> None:
    sync([Page("x", "file")], tmp_path)
    assert sync([Page("x/y", "below")], tmp_path).problems == ()
    assert files(tmp_path) == {"x/y": "below"}
    assert sync([Page("x", "file")], tmp_path).problems == ()
    assert files(tmp_path) == {"x": "file"}


@pytest.mark.parametrize("name", [".gitignore", ".gitkeep"])
def test_a_folder_kept_in_the_repository_counts_as_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("*\n")
    assert sync(PAGES, tmp_path).problems == ()
    assert sync([], tmp_path).problems == ()
    assert files(tmp_path) == {name: "*\n"}


@pytest.mark.parametrize("stranger", ["index.md", "notes/diary.txt", ".hidden"])
def test_a_folder_of_somebody_else_is_refused_and_not_touched(
    tmp_path: Path, stranger: str
) -> None:
    theirs = tmp_path / stranger
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text("theirs")
    before = stamps(tmp_path)
    written = sync(PAGES, tmp_path)
    problem = only(written.problems)
    assert problem.fatal and problem.where.path == tmp_path.as_posix()
    assert stranger.split("/")[0] in problem.message and "--out" in problem.message
    assert written == Written(problems=(problem,))
    assert stamps(tmp_path) == before


def test_a_file_instead_of_the_folder_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("theirs")
    assert "is a file" in only(sync(PAGES, out).problems).message
    assert out.read_text() == "theirs"


def test_a_file_that_somebody_put_among_ours_is_not_overwritten(tmp_path: Path) -> None:
    sync(PAGES[:1], tmp_path)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "b.md").write_text("theirs")
    for _ in range(2):
        problem = only(sync(PAGES, tmp_path).problems)
        assert problem.fatal and problem.where.path == (tmp_path / "papers/b.md").as_posix()
        assert files(tmp_path) == {
            "index.md": "# Home\n",
            "papers/a/index.md": "A",
            "papers/b.md": "theirs",
        }
    sync([], tmp_path)
    assert files(tmp_path) == {"papers/b.md": "theirs"}


@pytest.mark.parametrize("second", ["a.md", "A.md", "a\N{COMBINING RING ABOVE}.md"])
def test_two_pages_for_one_file_are_reported_and_the_first_stays(
    tmp_path: Path, second: str
) -> None:
    first = "\N{LATIN SMALL LETTER A WITH RING ABOVE}.md" if len(second) > 4 else "a.md"
    written = sync([Page(first, "first"), Page(second, "second"), Page("c.md", "")], tmp_path)
    assert repr(first) in only(written.problems).message
    assert repr(second) in only(written.problems).message
    assert files(tmp_path) == {first: "first", "c.md": ""}


@pytest.mark.parametrize(
    "path",
    [
        "../x.md",
        "a/../../x.md",
        "/etc/x.md",
        "a//b.md",
        "./x.md",
        "a/",
        "",
        "..",
        "C:/x.md",
        "a\\b.md",
        "a\0b.md",
        "a\nb.md",
        "\ud800.md",
        MANIFEST,
        "a/.PaperShelf-1.tmp",
    ],
)
def test_a_path_that_is_no_plain_path_inside_the_folder_is_refused(
    tmp_path: Path, path: str
) -> None:
    out = tmp_path / "out"
    written = sync([Page(path, "escaped"), PAGES[0]], out)
    assert only(written.problems).fatal
    assert written.changed == ("index.md",)
    assert files(tmp_path) == {"out/index.md": "# Home\n"}


def test_a_link_is_never_followed_out_of_the_folder(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    sync(PAGES, out)
    elsewhere.mkdir()
    os.replace(out / "papers" / "b.md", elsewhere / "b.md")
    os.replace(out / "papers" / "a", elsewhere / "a")
    (out / "papers").rmdir()
    (out / "papers").symlink_to(elsewhere, target_is_directory=True)
    (elsewhere / "b.md").write_text("theirs")
    for pages in (PAGES, PAGES[:1]):  # first to be written, then to be removed
        written = sync(pages, out)
        assert [problem.where.path for problem in written.problems] == [
            (out / "papers/a/index.md").as_posix(),
            (out / "papers/b.md").as_posix(),
        ]
        assert files(elsewhere) == {"a/index.md": "A", "b.md": "theirs"}


def test_a_link_in_the_place_of_a_page_is_left_alone(tmp_path: Path) -> None:
    out, theirs = tmp_path / "out", tmp_path / "theirs.md"
    theirs.write_text("theirs")
    sync(PAGES, out)
    (out / "index.md").unlink()
    (out / "index.md").symlink_to(theirs)
    assert only(sync(PAGES, out).problems).where.path == (out / "index.md").as_posix()
    assert sync(PAGES[1:], out) == Written(unchanged=2)
    assert (out / "index.md").is_symlink() and theirs.read_text() == "theirs"


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to("disk", target_is_directory=True)
    assert sync(PAGES, tmp_path / "out").problems == ()
    assert sync(PAGES, tmp_path / "out") == Written(unchanged=3)


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"{}",
        b'["index.md"',
        b"[1]",
        b'["../diary.txt"]',
        b'["/etc/passwd"]',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_a_damaged_manifest_stops_everything(tmp_path: Path, manifest: bytes) -> None:
    (tmp_path / "diary.txt").write_text("theirs")
    out = tmp_path / "out"
    sync(PAGES, out)
    (out / MANIFEST).write_bytes(manifest)
    before = stamps(tmp_path)
    problem = only(sync([], out).problems)
    assert problem.fatal and MANIFEST in problem.message
    assert stamps(tmp_path) == before


def test_lines_end_in_line_feeds_on_every_system(tmp_path: Path) -> None:
    sync([Page("a.md", "one\r\ntwo\rthree\n")], tmp_path)
    assert (tmp_path / "a.md").read_bytes() == b"one\ntwo\nthree\n"


def test_half_a_character_is_a_problem_of_its_page_alone(tmp_path: Path) -> None:
    written = sync([Page("a.md", "one\n\ud800"), PAGES[0]], tmp_path)
    assert "Line 2" in only(written.problems).message
    assert written.changed == ("index.md",)


def test_an_interrupted_run_leaves_whole_files_and_can_be_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync([Page("index.md", "old"), Page("papers/b.md", "old")], tmp_path)

    def interrupt(source: Path, target: Path) -> Path:
        if target.name == "b.md":
            raise KeyboardInterrupt
        return source.rename(target)

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        sync(PAGES, tmp_path)
    assert files(tmp_path) == {
        "index.md": "# Home\n",
        "papers/a/index.md": "A",
        "papers/b.md": "old",
    }
    monkeypatch.undo()
    assert sync(PAGES, tmp_path) == Written(("papers/b.md",), unchanged=2)


KILLED = """
import os, sys
from pathlib import Path
from generator.model import Page
from generator.output import sync

whole = Path.write_bytes
done = []

def write(path, data):
    done.append(path)
    if len(done) == 2:  # the first is the manifest
        whole(path, data[: len(data) // 2])
        os._exit(9)
    return whole(path, data)

Path.write_bytes = write
sync([Page("a.md", "# A page"), Page("b.md", "# Another")], Path(sys.argv[1]))
"""


def test_a_run_killed_while_it_writes_the_first_page_can_be_taken_up_again(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    assert subprocess.run(command, cwd=Path(__file__).parents[1], check=False).returncode == 9
    assert not (tmp_path / "a.md").exists()
    pages = [Page("a.md", "# A page"), Page("b.md", "# Another")]
    assert sync(pages, tmp_path) == Written(("a.md", "b.md"))


def test_a_page_that_the_disk_refuses_is_a_problem_and_the_rest_is_written(
    tmp_path: Path,
) -> None:
    long = "x" * 300 + ".md"
    written = sync([Page(long, ""), *PAGES], tmp_path)
    assert only(written.problems).where.path == (tmp_path / long).as_posix()
    assert len(written.changed) == 3
    assert long not in listed(tmp_path)


def test_a_full_disk_costs_no_page_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync([Page("index.md", "old")], tmp_path)
    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if data == b"# Home\n":
            whole(path, data[:2])
            raise OSError(28, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    problem = only(sync(PAGES, tmp_path).problems)
    assert "No space left on device" in problem.message
    assert files(tmp_path) == {"index.md": "old", "papers/a/index.md": "A", "papers/b.md": "Bé"}
    monkeypatch.undo()
    assert sync(PAGES, tmp_path).changed == ("index.md",)


def test_a_folder_that_cannot_be_written_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)  # the superuser may write anywhere
    problem = only(sync(PAGES, tmp_path).problems)
    assert problem.fatal and "Permission denied" in problem.message


def test_generated_files_are_as_readable_as_others(tmp_path: Path) -> None:
    sync(PAGES, tmp_path / "out")
    (tmp_path / "other").write_text("")
    assert (tmp_path / "out/index.md").stat().st_mode == (tmp_path / "other").stat().st_mode
