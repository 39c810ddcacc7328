"""What is opened under a content folder, what is not, and what is said about it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model import Author, Page, Problem, Settings, Sources, Vectors, Where
from generator.sources import ABSENT, EMPTY, apart, read_content, read_files
from generator.vectors import encode

BIB = "@misc{a,\n  title = {A Title},\n  author = {Lovelace, Ada}\n}\n"
KEPT = Vectors("a model", 2, {"0123456789abcdef": bytes([127, 3])})
CONTENT = Path(__file__).parents[1] / "content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one good file of papers."""
    folder = tmp_path / "content"
    put(folder / "sources/good.bib", BIB)
    return folder


def put(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def only(sources: Sources) -> Problem:
    assert len(sources.problems) == 1, sources.problems
    return sources.problems[0]


def paths(sources: Sources) -> list[str]:
    return [reading.path for reading in sources.readings]


def test_a_content_folder_is_read_whole(content: Path) -> None:
    put(content / "themes.yml", "- id: sound\n  phrases: [speech]\n")
    put(content / "merge.yml", "same: [[A, B]]\n")
    put(content / "people.yml", "\ndifferent: [[C, D]]\n")
    put(content / "settings.yml", "title: Mine\n")
    put(content / "vectors.txt", encode(KEPT))
    put(content / "notes/a.md", "A note.\n")
    put(content / "pages/guide/how.md", "# How\n")
    sources = read_content(content)
    assert sources.problems == ()
    assert paths(sources) == ["sources/good.bib"]
    assert [theme.id for theme in sources.themes] == ["sound"]
    assert [(note.paper, note.where.path) for note in sources.notes] == [("a", "notes/a.md")]
    assert [decision.where for decision in sources.decisions] == [Where("merge.yml")]
    assert [decision.where for decision in sources.people] == [Where("people.yml", 2)]
    assert sources.settings.title == "Mine"
    assert sources.vectors == KEPT
    assert sources.pages == (Page("guide/how.md", "# How\n"),)


def test_every_part_but_the_papers_may_be_missing(content: Path) -> None:
    sources = read_content(content)
    assert (len(sources.readings[0].records), sources.problems) == (1, ())
    assert (sources.settings, sources.vectors) == (Settings(), Vectors())


def test_without_a_content_folder_there_is_one_problem(tmp_path: Path) -> None:
    assert read_content(tmp_path / "nowhere") == Sources(problems=(ABSENT,))
    assert read_content(put(tmp_path / "file", "x")) == Sources(problems=(ABSENT,))


@pytest.mark.parametrize("folders", [[], ["sources"], ["notes", "pages"]])
def test_without_papers_the_reader_is_told_where_to_put_them(
    folders: list[str], tmp_path: Path
) -> None:
    for folder in folders:
        (tmp_path / folder).mkdir()
    assert read_content(tmp_path).problems == (Problem(Where("sources"), EMPTY, fatal=False),)


@pytest.mark.parametrize("part", ["sources", "notes", "pages"])
def test_a_part_that_is_no_folder_is_a_problem(part: str, tmp_path: Path) -> None:
    put(tmp_path / part, "x")
    (problem,) = (problem for problem in read_content(tmp_path).problems if problem.fatal)
    assert problem.where.path == part
    assert "must be a folder" in problem.message


def test_files_are_read_in_the_order_of_their_names_at_any_depth(content: Path) -> None:
    for name in ("z.bib", "b/y.bib", "b/a/x.bib", "a/w.bib", "A.bib"):
        put(content / "sources" / name, BIB)
    assert paths(read_content(content)) == [
        f"sources/{name}"
        for name in ("A.bib", "good.bib", "z.bib", "a/w.bib", "b/y.bib", "b/a/x.bib")
    ]


@pytest.mark.parametrize(
    "name",
    [".hidden.bib", ".git/x.bib", "a.bib~", "#a.bib#", ".#a.bib", ".a.bib.swp", "a.bib.bak"],
)
@pytest.mark.parametrize("part", ["sources", "notes", "pages"])
def test_hidden_files_and_backups_of_editors_are_ignored(
    part: str, name: str, content: Path
) -> None:
    put(content / part / name, "nonsense")
    sources = read_content(content)
    assert (paths(sources), sources.problems) == (["sources/good.bib"], ())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("themse.yml", 'did you mean "themes.yml"?'),
        ("themes.yaml", 'did you mean "themes.yml"?'),
        ("note/a.md", 'did you mean "notes"?'),
        (
            "0815",
            "known are sources, notes, pages, themes.yml, merge.yml, people.yml, "
            "settings.yml, vectors.txt",
        ),
    ],
)
def test_what_nothing_reads_is_told_and_the_rest_is_read(
    name: str, hint: str, content: Path
) -> None:
    put(content / name, "x")
    sources = read_content(content)
    where = Where(name.split("/")[0])
    message = f"nothing reads a file or folder of this name; {hint}"
    assert sources.problems == (Problem(where, message, fatal=False),)
    assert paths(sources) == ["sources/good.bib"]


@pytest.mark.parametrize(
    "name", ["README.md", "readme", "LICENSE", ".git/x", "themes.yml~", "#themes.yml#", "x.bak"]
)
def test_what_belongs_to_no_part_but_has_its_reason_is_let_lie(name: str, content: Path) -> None:
    put(content / name, "x")
    assert read_content(content).problems == ()


# Files that are none: opening them would leave the folder, or wait for ever.


def link_out(path: Path) -> None:
    secret = put(path.parents[2] / "outside.md", "a secret")
    path.symlink_to(secret)


def link_out_to_a_folder(path: Path) -> None:
    put(path.parents[2] / "outside/secret.md", "a secret")
    path.symlink_to(path.parents[2] / "outside")


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nothing.md")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def link_to_a_folder_inside(path: Path) -> None:
    path.symlink_to(path.parent)


def pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (link_out, "leads out of the content folder; copy the file"),
        (link_out_to_a_folder, "leads out of the content folder"),
        (link_to_nothing, "is not an ordinary file"),
        (link_to_itself, "is not an ordinary file"),
        (link_to_a_folder_inside, "is not an ordinary file"),
        (pipe, "is not an ordinary file; remove it, or copy the file it stands for"),
    ],
)
@pytest.mark.parametrize("part", ["sources", "notes", "pages"])
def test_what_is_no_file_of_the_folder_is_reported_and_not_opened(
    part: str, make: Callable[[Path], None], message: str, content: Path
) -> None:
    path = content / part / "odd.md"
    path.parent.mkdir(exist_ok=True)
    make(path)
    sources = read_content(content)
    assert only(sources).where == Where(f"{part}/odd.md")
    assert only(sources).message.startswith(message)
    assert only(sources).fatal
    assert paths(sources) == ["sources/good.bib"]
    assert (sources.notes, sources.pages) == ((), ())


@pytest.mark.parametrize(
    "name", ["themes.yml", "merge.yml", "people.yml", "settings.yml", "vectors.txt"]
)
@pytest.mark.parametrize(
    "make", [link_out, link_to_nothing, link_to_itself, pipe, Path.mkdir], ids=lambda f: f.__name__
)
def test_a_curated_file_that_is_no_file_is_reported_and_not_opened(
    make: Callable[[Path], None], name: str, content: Path
) -> None:
    make(content / name)
    sources = read_content(content)
    assert only(sources).where == Where(name)
    assert paths(sources) == ["sources/good.bib"]


def test_a_link_within_the_content_folder_is_followed(content: Path) -> None:
    (content / "sources/again.bib").symlink_to("good.bib")
    sources = read_content(content)
    assert (paths(sources), sources.problems) == (["sources/again.bib", "sources/good.bib"], ())


def test_the_content_folder_itself_may_be_a_link(content: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(content)
    assert read_content(tmp_path / "link") == read_content(content)


def test_a_folder_named_like_a_file_of_papers_is_looked_into(content: Path) -> None:
    put(content / "sources/x.bib/y.bib", BIB)
    sources = read_content(content)
    assert (paths(sources)[1], sources.problems) == ("sources/x.bib/y.bib", ())


def test_a_name_that_is_not_utf_8_is_shown_with_marks(content: Path) -> None:
    put(Path(os.fsdecode(os.fsencode(content) + b"/sources/\xff.bib")), BIB)
    sources = read_content(content)
    assert (sorted(paths(sources)), sources.problems) == (["sources/?.bib", "sources/good.bib"], ())


# Encodings


def test_a_stranger_whose_name_is_not_utf_8_is_shown_with_marks(content: Path) -> None:
    put(content / os.fsdecode(b"caf\xe9"), "x")
    assert only(read_content(content)).where == Where("caf?")


def test_a_content_folder_that_cannot_be_listed_is_a_problem(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> list[str]:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("generator.sources.os.listdir", refuse)
    assert "that you may read" in only(read_content(content)).message


def test_latin_1_is_read_with_a_warning_at_its_line(content: Path) -> None:
    put(content / "sources/latin.bib", BIB.replace("Ada", "Adé").encode("latin-1"))
    sources = read_content(content)
    assert sources.readings[1].records[0].authors == (Author("Lovelace", "Adé"),)
    assert (only(sources).where, only(sources).fatal) == (Where("sources/latin.bib", 3), False)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_marks_and_line_ends_make_no_difference(mark: bytes, ends: bytes, content: Path) -> None:
    def file(name: str, text: str) -> None:
        put(content / name, mark + text.encode().replace(b"\n", ends))

    file("sources/good.bib", BIB)
    file("themes.yml", "- id: é\n- id: sound\n  phrases: [speech]\n")
    file("notes/a.md", "---\nstatus: read\nrating: 7\n---\n\nOne\n\n---\ntwo\n")
    file("pages/how.md", "# How\n\nText\n")
    sources = read_content(content)
    assert [theme.where.line for theme in sources.themes] == [2]
    assert [(note.status, note.body) for note in sources.notes] == [("read", "One\n\n---\ntwo")]
    assert sources.pages == (Page("how.md", "# How\n\nText\n"),)
    assert sources.readings[0].records[0].title == "A Title"
    places = [problem.where for problem in sources.problems]
    assert places == [Where("themes.yml", 1), Where("notes/a.md", 3)]


@pytest.mark.parametrize(
    "name", ["themes.yml", "vectors.txt", "notes/a.md", "pages/a.md", "sources/a.bib"]
)
def test_a_binary_file_is_reported_and_left_out(name: str, content: Path) -> None:
    put(content / name, b"\x89PNG\r\n\x1a\n\0\0\0")
    sources = read_content(content)
    assert (only(sources).where.path, only(sources).fatal) == (name, True)


# Notes and pages


def test_a_note_in_a_folder_is_a_note_on_the_paper_of_its_name(content: Path) -> None:
    put(content / "notes/2024/deep/a-title.md", "Text")
    (note,) = read_content(content).notes
    assert (note.paper, note.where.path) == ("a-title", "notes/2024/deep/a-title.md")


def test_a_note_that_is_not_markdown_is_a_loss(content: Path) -> None:
    put(content / "notes/a-title.txt", "Text")
    problem = only(read_content(content))
    assert (problem.where, problem.fatal) == (Where("notes/a-title.txt"), True)
    assert "name it .md" in problem.message


def test_a_file_beside_the_pages_is_not_copied_and_that_is_said(content: Path) -> None:
    put(content / "pages/picture.png", b"\x89PNG\r\n\x1a\n")
    put(content / "pages/how.md", "# How\n")
    sources = read_content(content)
    assert [page.path for page in sources.pages] == ["how.md"]
    problem = only(sources)
    assert (problem.where, problem.fatal) == (Where("pages/picture.png"), False)
    assert problem.message.startswith("left out, since pages/ holds Markdown alone")


@pytest.mark.parametrize("text", ["---\ntitle: x\n---\n# H\n", "{{ braces }}\n\n\n<b>\t \n", ""])
def test_pages_are_kept_verbatim(text: str, content: Path) -> None:
    put(content / "pages/how.md", text)
    assert read_content(content).pages == (Page("how.md", text),)


# Single files


def test_a_single_file_is_called_what_it_is_called(tmp_path: Path) -> None:
    (reading,) = read_files([(put(tmp_path / "x", BIB), "papers/x")])
    assert (reading.path, reading.records[0].where) == ("papers/x", Where("papers/x"))


@pytest.mark.parametrize("name", ["missing.bib", "."])
def test_a_file_that_cannot_be_read_is_a_problem(name: str, tmp_path: Path) -> None:
    (reading,) = read_files([(tmp_path / name, name)])
    assert (reading.records, reading.problems[0].where) == ((), Where(name))
    assert "cannot be read" in reading.problems[0].message


@pytest.mark.parametrize(
    ("content", "out", "expected"),
    [
        ("content", "build", True),
        ("content", "content-2", True),
        ("content", "content", False),
        ("content", "content/sources/out", False),
        ("content", "other/../content/out", False),
        ("content", "link/out", False),
        ("a/content", "a", False),
        ("a/content", ".", False),
    ],
)
def test_folders_are_apart_if_neither_is_in_the_other(
    content: str, out: str, expected: bool, tmp_path: Path
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "link").symlink_to("content")
    assert apart(tmp_path / content, tmp_path / out) is expected


@pytest.mark.first_library
def test_the_content_of_this_library_has_no_problem() -> None:
    sources = read_content(CONTENT)
    assert (len(sources.readings), sources.problems) == (5, ())
