"""Content of which little good can be made.

Broken and hostile files are told of, and cost no other file; libraries of which little or nothing
can be said still become a site that says nothing wrong.
"""

from __future__ import annotations

import gzip
import os
import re
import time
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generator import readers, vectors
from generator.build import Plan, plan
from generator.model import Library, Paper, Problem, Record, Vectors, Where
from generator.quality import report
from generator.sources import read_content
from generator.themes import MOST_THEMES
from tests import test_grouping

GOOD = "@misc{good,\n  title = {A Good Paper},\n  author = {Lovelace, Ada}\n}\n"
XML = '<?xml version="1.0"?>\n'
SECRET = "root:x:0:0"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with a good file before and one behind the bad one."""
    sources = tmp_path / "content/sources"
    sources.mkdir(parents=True)
    (sources / "a.bib").write_text(GOOD)
    (sources / "z.bib").write_text(GOOD.replace("good", "last").replace("Good", "Last"))
    return tmp_path / "content"


def put(content: Path, name: str, data: bytes | str) -> Path:
    path = content / "sources" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def planned(content: Path) -> tuple[Plan, list[Problem], list[Record]]:
    """The plan of a folder, whose good papers are in it, and what the bad files gave."""
    sources = read_content(content)
    result = plan(sources)
    titles = {str(paper.title) for paper in result.library.papers.values()}
    assert {"A Good Paper", "A Last Paper"} <= titles
    good = {"sources/a.bib", "sources/z.bib"}
    problems = [problem for problem in result.problems if problem.where.path not in good]
    records = [
        record
        for reading in sources.readings
        for record in reading.records
        if reading.path not in good
    ]
    assert all("\n" not in str(problem) for problem in result.problems)
    return result, problems, records


def assert_told(problems: list[Problem], name: str, line: int, message: str) -> None:
    told = [str(problem) for problem in problems]
    expected = re.compile(rf"sources/{re.escape(name)}:{line}(?:#\d+)?: .*(?:{message})")
    assert any(map(expected.match, told)), told


# XML that asks for more than it holds


def mods(title: str, doctype: str = "") -> str:
    return (
        f"{XML}{doctype}<modsCollection xmlns='http://www.loc.gov/mods/v3'\n"
        " xmlns:xi='http://www.w3.org/2001/XInclude'>\n"
        f"<mods><titleInfo><title>Bad {title}</title></titleInfo></mods>\n</modsCollection>"
    )


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">\n' for n in range(10))
HOSTILE_XML = {
    "billion laughs": (mods("&l9;", f"<!DOCTYPE x [\n{LAUGHS}]>\n"), 16, '"&l9;".* Write &amp;'),
    "quadratic blow-up": (
        mods("&a;" * 50_000, f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>\n'),
        5,
        '"&a;".* Write &amp;',
    ),
    "entity of a file": (
        mods("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'),
        5,
        '"&x;".* Write &amp;',
    ),
    "entity of the web": (
        mods("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>\n'),
        5,
        '"&x;".* Write &amp;',
    ),
    "parameter entity": (
        mods("&x;", '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>\n'),
        5,
        '"&x;".* Write &amp;',
    ),
    "xinclude": (
        mods('<xi:include href="file:///etc/passwd" parse="text"/>'),
        4,
        "XInclude.* Put the text in its place",
    ),
    "deep": (mods("<i>" * 100_000), 4, "nested too deep"),
}


@pytest.mark.parametrize("case", HOSTILE_XML)
def test_xml_expands_nothing_and_opens_nothing(case: str, content: Path) -> None:
    text, line, message = HOSTILE_XML[case]
    put(content, "bad.xml", text)
    result, problems, records = planned(content)
    assert_told(problems, "bad.xml", line, message)
    assert all(SECRET not in page.text for page in result.pages)
    assert sum(len(record.title) for record in records) < 2 * len(text)


@pytest.mark.parametrize("address", ["x.dtd", "file:///etc/passwd", "http://127.0.0.1:9/x.dtd"])
def test_a_dtd_that_nothing_uses_is_left_unread_without_a_word(address: str, content: Path) -> None:
    put(content, "bad.xml", mods("Luck", f'<!DOCTYPE modsCollection SYSTEM "{address}">\n'))
    _, problems, records = planned(content)
    assert ([record.title for record in records], problems) == (["Bad Luck"], [])


# Values that are too deep, too long or without end


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.json", "[" * 200_000, "nested too deeply.* Export"),
        ("x.json", '[{"title":"T","a":' + "[" * 200_000 + "]" * 200_000 + "}]", "nested too deep"),
        ("x.json", '{"a":' * 200_000 + "1" + "}" * 200_000, "nested too deep"),
        ("x.json", "{" * 200_000, "is not valid JSON.* Mend it"),
        ("x.json", '[{"title":"' + "a" * 1_000_000, "the file ends in the middle.* Export"),
        (
            "x.bib",
            "@article{a, title = {" + "a" * 1_000_000,
            "Look for a brace or a quotation mark that is never closed",
        ),
        ("x.bib", "@" * 1_000_000, "not known. Put in"),
        ("x.bib", "{" * 1_000_000, "not known. Put in"),
        ("x.csv", 'title,doi\n"' + "a" * 1_000_000, "cannot be read.* Mend the row, or delete"),
        ("x.csv", "title,doi\n" + "," * 1_000_000 + "a", "in quotation marks"),
        ("x.csv", "title,doi\nT\0\0itle,10.1234/\0a\n" * 2 + "\0" * 5000, "is a binary file"),
        ("x.xml", f"{XML}<xml><records>" + "<record>" * 20_000, "delete the entry"),
        ("x.xml", mods("&" * 200_000), "Write &amp; for &"),
        ("x.txt", "a" * 1_000_000, "not known. Put in"),
        ("x.txt", "&" * 1_000_000, "not known. Put in"),
        ("x.txt", "," * 1_000_000, "not known. Put in"),
        ("x.txt", "\n" * 1_000_000, "the file is empty.* delete the file"),
        ("x.txt", " " * 1_000_000, "the file is empty.* delete the file"),
        ("x.md", "# A\n- b\n" * 500_000, "more than 3 MB of Markdown. Split it"),
    ],
)
def test_a_value_without_measure_or_end_is_told_in_time(
    name: str, text: str, message: str, content: Path
) -> None:
    put(content, name, text)
    begin = time.process_time()
    _, problems, _ = planned(content)
    assert time.process_time() - begin < 8  # what is quadratic takes minutes
    assert any(re.search(message, problem.message) for problem in problems), problems
    assert {problem.where.path for problem in problems} == {f"sources/{name}"}


def test_a_number_of_a_million_digits_costs_its_own_field_alone(content: Path) -> None:
    number = "7" * 1_000_000
    put(content, "x.json", f'[{{"title": "T", "year": {number}}}, {{"title": "U"}}]')
    _, problems, records = planned(content)
    assert [record.title for record in records] == ["T", "U"]
    assert_told(problems, "x.json", 1, "the year .* cannot be used.* mend it, or delete it")


def test_a_stray_nul_in_a_table_is_no_reason_to_leave_out_a_row(content: Path) -> None:
    put(content, "x.csv", b"title,doi\n" + b"A long title of a paper,10.1234/a\n" * 3 + b"B\0C,\n")
    _, _, records = planned(content)
    assert len(records) == 4


# Files near the limit


CROWDED = [
    ("x.bib", "@a{", 'more than 20 "@"'),
    ("x.bib", "@article{a, title = {T}}\n", 'more than 20 "@"'),
    ("x.json", '{"title":"T"}\n', 'more than 20 "{"'),
    ("x.xml", "<record>", 'more than 20 "<" or "&"'),
    ("x.xml", "&amp;", 'more than 20 "<" or "&"'),
    ("x.csv", "a,b\n", "more than 20 lines"),
    ("x.ris", "TY  - JOUR\n", "more than 20 lines"),
    ("x.nbib", "PMID- 1\n", "more than 20 lines"),
    ("x.enw", "%T T\n", "more than 20 lines"),
    ("x.txt", "PT J\nTI a\nER\n\n", "more than 20 lines"),
]
HEADS = {"x.xml": f"{XML}<xml><records><record>", "x.csv": "title,doi\n", "x.txt": "FN C\nVR 1.0\n"}


@pytest.mark.parametrize(("name", "piece", "message"), CROWDED)
def test_a_file_with_too_many_entries_for_the_memory_is_refused(
    name: str, piece: str, message: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(content, name, HEADS.get(name, "") + piece * 30)
    few = {kind: (marks, 20) for kind, (marks, _) in readers._MARKS.items()}
    monkeypatch.setattr(readers, "_MARKS", few)
    _, problems, records = planned(content)
    assert_told(problems, name, 1, f"{message}.* Split it")
    assert records == []


def test_every_format_but_those_with_a_limit_of_length_has_a_limit_of_entries() -> None:
    formats = {reader.FORMAT for reader in readers.READERS}
    assert formats - readers._MARKS.keys() == {"markdown", "listing", ""}


@pytest.mark.parametrize("piece", ["a\n", "A a.\n\n"])
def test_what_is_too_long_for_a_listing_is_not_tried_as_one(piece: str, content: Path) -> None:
    put(content, "x.txt", piece * (4_000_000 // len(piece)))
    begin = time.process_time()
    _, problems, _ = planned(content)
    assert time.process_time() - begin < 6
    assert_told(problems, "x.txt", 1, "not known. Put in")


@pytest.mark.parametrize("piece", [b"a", b"{", b"@", b"\n", b","])
def test_a_line_longer_than_the_limit_is_refused_at_its_size(
    piece: bytes, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "LARGEST", 1_000_000)
    put(content, "x.bib", piece * 2_000_000)
    _, problems, _ = planned(content)
    assert_told(problems, "x.bib", 1, "more than 1 MB and is not read. Split it")


def test_of_a_file_beyond_the_limit_no_more_is_read_than_shows_that(content: Path) -> None:
    with put(content, "x.bib", "").open("r+b") as file:
        file.truncate(10_000_000_000)  # sparse
    tracemalloc.start()
    begin = time.process_time()
    _, problems, _ = planned(content)
    seconds, (_, peak) = time.process_time() - begin, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert_told(problems, "x.bib", 1, "more than 100 MB and is not read. Split it")
    assert (peak < 250_000_000, seconds < 10) == (True, True), (peak, seconds)


# Packed files


def bomb() -> bytes:
    """A billion zeros in a megabyte, of which each member is 10 MB."""
    return gzip.compress(b"0" * 10_000_000) * 100


PACKED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (bomb, "more than 100 MB and is not read. Split it"),
    "twice": (lambda: gzip.compress(gzip.compress(GOOD.encode())), "gzip within gzip.* Unpack it"),
    "cut": (lambda: gzip.compress(GOOD.encode() * 9)[:-9], "damaged or cut.* Save it again"),
    "cut in its head": (lambda: gzip.compress(b"a")[:5], "damaged or cut.* Save it again"),
    "no more than its mark": (lambda: b"\x1f\x8b", "damaged or cut.* Save it again"),
    "changed": (lambda: gzip.compress(b"a")[:-8] + b"00000000", "damaged or cut.* Save it again"),
    "of nothing": (lambda: gzip.compress(b""), "empty.* Save it again, or delete it"),
    "of many nothings": (lambda: gzip.compress(b"") * 100_000, "empty.* Save it again, or delete"),
    "of a picture": (lambda: gzip.compress(b"\x89PNG\r\n\x1a\n"), "a PNG picture"),
}


@pytest.mark.parametrize("case", PACKED)
def test_a_packed_file_that_cannot_be_unpacked_is_told(case: str, content: Path) -> None:
    make, message = PACKED[case]
    put(content, "x.bib.gz", make())
    begin = time.process_time()
    _, problems, _ = planned(content)
    assert time.process_time() - begin < 8
    assert_told(problems, "x.bib.gz", 1, message)


def test_a_bomb_is_unpacked_no_further_than_shows_that(content: Path) -> None:
    put(content, "x.bib.gz", bomb())
    tracemalloc.start()
    planned(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 250_000_000


def test_a_packed_file_that_is_cut_is_read_up_to_there(content: Path) -> None:
    text = "".join(f"@misc{{k{n}, title = {{Title {n * n}}}}}\n" for n in range(600))
    packed = gzip.compress(text.encode())
    put(content, "x.bib.gz", packed[: len(packed) // 2])
    _, problems, records = planned(content)
    assert_told(problems, "x.bib.gz", 1, "damaged or cut.* Save it again")
    assert 100 < len(records) < 500


# What is no file, or none for long


def link_out(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def link_loop(path: Path) -> None:
    path.with_suffix(".ris").symlink_to(path.name)
    path.symlink_to(path.with_suffix(".ris").name)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (link_out, "leads out of the content folder; copy the file"),
        (link_loop, "is not an ordinary file; remove it"),
        (lambda path: path.symlink_to(path.parent), "is not an ordinary file; remove it"),
        (os.mkfifo, "is not an ordinary file; remove it"),
        (Path.mkdir, "is a folder, and an empty one.* Delete it"),
    ],
    ids=["link out", "loop of links", "link to its folder", "pipe", "empty folder"],
)
def test_what_is_no_file_is_told_and_not_opened(
    make: Callable[[Path], None], message: str, content: Path
) -> None:
    make(content / "sources/x.bib")
    result, problems, records = planned(content)
    assert_told(problems, "x.bib", 1, message)
    assert records == []
    assert all(SECRET not in page.text for page in result.pages)


def test_a_folder_with_the_name_of_a_file_is_read_as_a_folder(content: Path) -> None:
    put(content, "x.bib/y.bib", GOOD.replace("Good", "Third"))
    _, problems, records = planned(content)
    assert ([record.title for record in records], problems) == (["A Third Paper"], [])


def refuse(path: Path) -> None:
    raise PermissionError(13, "Permission denied", str(path))


def vanish(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("happens", "message"),
    [
        (refuse, "cannot be read: Permission denied; it must be a file that you may read"),
        (vanish, "cannot be read: No such file or directory; it must be a file"),
    ],
)
def test_a_file_that_cannot_be_opened_is_told(
    happens: Callable[[Path], None],
    message: str,
    content: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(content, "x.bib", GOOD)
    opened = Path.open

    def open_one(path: Path, mode: str = "r") -> object:
        if path.name == "x.bib":
            happens(path)
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", open_one)
    _, problems, _ = planned(content)
    assert_told(problems, "x.bib", 1, message)


@pytest.mark.parametrize("grows", [True, False], ids=["longer", "of the same size"])
def test_a_file_that_changes_while_it_is_read_is_told(
    grows: bool, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(content, "x.bib", GOOD)
    known, inode = os.fstat, path.stat().st_ino

    def change_behind(descriptor: int) -> os.stat_result:
        found = known(descriptor)
        if found.st_ino == inode:
            if grows:
                path.write_text(path.read_text() + "%")
            os.utime(path, ns=(0, found.st_mtime_ns + (0 if grows else 1_000_000)))
        return found

    monkeypatch.setattr("generator.sources.os.fstat", change_behind)
    _, problems, records = planned(content)
    assert_told(problems, "x.bib", 1, "changed while it was read; run this again")
    assert records == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a\nb.bib", "a?b.bib"),
        (b"a\x1b[31m.bib", "a?[31m.bib"),
        (b"a\x7f\xc2\x85\xe2\x80\xae.bib", "a???.bib"),
        (b"\xff\xfe.bib", "??.bib"),
    ],
)
def test_a_name_is_shown_on_one_line_and_as_what_it_is(
    name: bytes, shown: str, content: Path
) -> None:
    for text in ("nonsense", GOOD.replace("Good", "Third")):
        put(content, os.fsdecode(name), text)
        result, problems, records = planned(content)
        paths = {problem.where.path for problem in problems}
        paths |= {record.where.path for record in records}
        assert paths == {f"sources/{shown}"}
        assert all(page.path.isprintable() for page in result.pages)


def test_files_whose_names_are_shown_alike_are_all_read(content: Path) -> None:
    for number, name in enumerate((b"\xff.bib", b"\xfe.bib", b"\n.bib")):
        put(content, os.fsdecode(name), GOOD.replace("Good", f"Third{number}"))
    put(content, os.fsdecode(b"\x01.bib"), "@article{a, author = {B}}")
    _, problems, records = planned(content)
    assert {record.title for record in records} == {f"A Third{n} Paper" for n in range(3)}
    assert [problem.where for problem in problems] == [Where("sources/?.bib")]


# Libraries of which little or nothing can be said


SIGNS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"
SAME = "We weave cloth on looms of steam, and engines turn the looms of steam."
TONGUES = {
    "en": ("Weaving cloth on the {} loom", "We weave cloth on a {} loom of steam."),
    "de": ("Weben am {} Webstuhl", "Wir weben Tuch am {} Webstuhl und prüfen die Fäden."),
    "fr": ("Tisser sur un métier {}", "Nous tissons le drap sur un métier {} à vapeur."),
    "ru": ("Ткачество на станке {}", "Мы ткём полотно на паровом станке {} и считаем нити."),
    "ar": ("النسيج على نول {}", "ننسج القماش على نول {} يعمل بالبخار."),
    "zh": ("在织机{}上织布", "我们用蒸汽织机{}织布，并且数一数线。"),
}
NAMES = (
    "amber birch cedar delta ember fjord grove hazel inlet jetty knoll larch maple north".split()
)


def library(folder: Path, papers: Iterable[tuple[str, str]], **files: str) -> Path:
    """A content folder of papers with these titles and abstracts, and of these other files."""
    entries = (
        f"@misc{{k{number}, title = {{{title}}}, abstract = {{{abstract}}}}}"
        for number, (title, abstract) in enumerate(papers)
    )
    (folder / "sources").mkdir(parents=True)
    (folder / "sources/papers.bib").write_text("\n".join(entries), "utf-8")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return folder


def spoken(*tongues: str) -> list[tuple[str, str]]:
    return [
        (title.format(name), abstract.format(name))
        for title, abstract in map(TONGUES.__getitem__, tongues)
        for name in NAMES
    ]


def whole(folder: Path) -> Library:
    """The library of a folder, in which all pages hold together and nothing is wrong."""
    made = plan(read_content(folder))
    assert made.problems == ()
    sound(made)
    return made.library


def sound(made: Plan) -> None:
    """Asserts what holds for every library, whatever is in it."""
    known = made.library
    themes = {theme.id for theme in known.themes}
    paths = {page.path for page in made.pages}
    assert {f"papers/{id}.md" for id in known.papers} < paths
    assert {f"themes/{id}.md" for id in themes} < paths
    for id, some in known.assignments.items():
        assert id in known.papers and some and themes.issuperset(one.theme for one in some)
    for id, nearest in known.related.items():
        assert id not in {near.id for near in nearest}
        assert all(near.id in known.papers and 0 < near.score <= 1 for near in nearest)
        assert len(nearest) <= known.settings.related
    quality = known.quality
    assert quality.papers == len(known.papers) == len(known.assignments) + len(quality.unsorted)
    assert sum(size.main for size in quality.themes) == len(known.assignments)
    assert quality.by_phrases >= 0
    assert list(report(known))


def page(folder: Path, path: str) -> str:
    """The text of a page of a library."""
    return next(page.text for page in plan(read_content(folder)).pages if page.path == path)


def test_a_library_of_no_papers_has_no_themes(tmp_path: Path) -> None:
    folder = library(tmp_path, [])
    (folder / "sources/papers.bib").unlink()
    made = plan(read_content(folder))
    sound(made)
    assert (made.library.themes, [problem.fatal for problem in made.problems]) == ((), [False])
    assert "There are no themes to judge" in page(folder, "quality.md")


@pytest.mark.parametrize("abstract", ["", SAME])
def test_a_paper_alone_is_in_no_theme_and_related_to_none(abstract: str, tmp_path: Path) -> None:
    made = whole(library(tmp_path, [("Looms", abstract)]))
    assert (made.themes, made.assignments, made.related) == ((), {}, {"looms": ()})
    assert made.quality.alone == made.quality.unsorted == ("looms",)
    text = page(tmp_path, "quality.md")
    assert "[1 paper](themes/unsorted.md) is in none" in text
    assert "There are no themes to judge" in text


def test_of_two_papers_with_one_abstract_the_quality_says_so(tmp_path: Path) -> None:
    made = whole(library(tmp_path, [("Weaving of cloth", SAME), ("A loom", SAME)]))
    (near,) = made.related["a-loom"]
    assert (near.id, made.themes) == ("weaving-of-cloth", ())
    assert "looms" in " ".join(near.terms)
    assert [(twins.left, twins.right) for twins in made.quality.twins] == [
        ("a-loom", "weaving-of-cloth")
    ]


ALIKE = {
    "words that say nothing": [(f"Of the {n}", "We and it are of the.") for n in range(30)],
    "nothing in common": [(f"{sign}{sign}", sign * 9) for sign in SIGNS],
    "signs and numbers": [(f"{n} $x^{n}$", "12 $y$ 45 \U0001f389") for n in range(30)],
    "one abstract": [(f"Loom{n}", SAME) for n in range(30)],
}


@pytest.mark.parametrize("case", ALIKE)
def test_papers_that_nothing_tells_apart_are_in_no_theme(case: str, tmp_path: Path) -> None:
    made = whole(library(tmp_path, ALIKE[case]))
    assert len(made.papers) == len(ALIKE[case])
    assert made.themes == ()
    assert len(made.quality.unsorted) == len(made.papers)


def test_titles_that_share_a_word_are_no_near_duplicates(tmp_path: Path) -> None:
    """Papers without abstracts may be near by the one term that any two of them share."""
    titles = ["Games of Chance", "Played Out: Games", "On Some Odd Games", "Looms", "Fair Games?"]
    made = whole(library(tmp_path, [(title, "") for title in titles]))
    assert max(near.score for some in made.related.values() for near in some) > 0.8
    assert made.quality.twins == ()
    assert made.quality.alone == ("looms",)


def test_papers_without_abstracts_are_grouped_by_their_titles(tmp_path: Path) -> None:
    subjects = ("Weaving {} Cloth", "Steam Engines of {}", "Printing {} Books")
    titles = [subject.format(name.title()) for subject in subjects for name in NAMES]
    made = whole(library(tmp_path, [(title, "") for title in titles]))
    assert len(made.themes) > 1 and not made.quality.unsorted
    assert all(theme.automatic for theme in made.themes)


def test_a_library_in_chinese_is_related_by_what_its_papers_share(tmp_path: Path) -> None:
    subjects = ("图神经网络", "机器翻译")
    papers = [
        (f"{sign}与{subject}", f"本文研究{subject}的{sign}法，并且与{other}比较。")
        for subject in subjects
        for sign, other in zip(SIGNS[:14], SIGNS[14:], strict=False)
    ]
    made = whole(library(tmp_path, papers))
    assert len(made.papers) == len(papers)
    for id, some in made.related.items():
        subject = next(one for one in subjects if one in made.papers[id].title)
        assert all(subject in made.papers[near.id].title for near in some), id
        assert " " not in "".join(term for near in some for term in near.terms)


def test_in_a_library_of_six_languages_each_paper_is_near_those_of_its_own(
    tmp_path: Path,
) -> None:
    made = whole(library(tmp_path, spoken(*TONGUES)))
    words = {tongue: title.split("{")[0] for tongue, (title, _) in TONGUES.items()}
    for id, some in made.related.items():
        own = next(word for word in words.values() if made.papers[id].title.startswith(word))
        assert some
        assert all(made.papers[near.id].title.startswith(own) for near in some)
    assert all(len(some) <= MOST_THEMES for some in made.assignments.values())


# Themes


SUBJECTS = [
    (paper.title, paper.abstract)
    for paper in test_grouping.library("speech", "graphs", "robots").values()
]
EVERYTHING = "- id: all\n  title: All\n  phrases: [we: 3, cloth, loom: 2]\n"


def test_a_theme_that_matches_everything_holds_it_and_its_phrases_are_told(tmp_path: Path) -> None:
    made = whole(library(tmp_path, spoken("en") * 2 + spoken("de", "fr"), themes_yml=EVERYTHING))
    some = whole(library(tmp_path / "b", spoken("en"), themes_yml=EVERYTHING))
    assert {one.theme for found in some.assignments.values() for one in found} == {"all"}
    assert some.quality.unsorted == ()
    assert len(made.quality.unsorted) == 2 * len(NAMES)
    many = [(f"{title} again {n}", text) for n in range(3) for title, text in spoken("en")]
    crowd = library(tmp_path / "c", many, themes_yml=EVERYTHING)
    assert {idle.text for idle in whole(crowd).quality.common} == {"we", "cloth", "loom"}
    assert "These mark so many papers" in page(crowd, "quality.md")


def test_a_thousand_themes_are_a_thousand_pages(tmp_path: Path) -> None:
    themes = "".join(
        f"- id: t{n}\n  title: Theme {n}\n  phrases: [{NAMES[n % 14]}: 3, word{n}]\n"
        for n in range(1000)
    )
    begin = time.process_time()
    made = whole(library(tmp_path, spoken("en", "fr"), themes_yml=themes))
    assert time.process_time() - begin < 30  # 2 seconds; what compares all with all takes longer
    assert len(made.themes) == 1000
    assert {len(some) for some in made.assignments.values()} == {MOST_THEMES}
    listed = page(tmp_path, "quality.md").partition("These mark no paper")[2].partition("\n## ")[0]
    assert listed.count("\n-   ") == 50
    assert "And 950 more" in listed


def test_themes_that_are_missing_or_empty_are_found(tmp_path: Path) -> None:
    missing = whole(library(tmp_path / "a", SUBJECTS))
    assert missing.themes and all(theme.automatic for theme in missing.themes)
    nothing = {"": [False], "# later\n": [], "[]\n": []}
    for number, (text, fatal) in enumerate(nothing.items()):
        made = plan(read_content(library(tmp_path / str(number), SUBJECTS, themes_yml=text)))
        sound(made)
        assert made.library.themes == missing.themes
        assert [problem.fatal for problem in made.problems] == fatal


@pytest.mark.parametrize("text", ["- id: [x\n", "sound: speech\n", "- id: Sound\n", "\0" * 9])
def test_themes_that_are_broken_are_told_and_none_are_found(text: str, tmp_path: Path) -> None:
    made = plan(read_content(library(tmp_path, SUBJECTS, themes_yml=text)))
    sound(made)
    assert (made.library.themes, made.library.assignments) == ((), {})
    assert {problem.where.path for problem in made.problems} == {"themes.yml"}
    assert any(problem.fatal for problem in made.problems)


def test_a_note_may_name_a_theme_that_was_found(tmp_path: Path) -> None:
    folder = library(tmp_path, SUBJECTS)
    made = whole(folder)
    id = next(iter(made.papers))
    theme = next(one.id for one in made.themes if one.id != made.assignments[id][0].theme)
    (folder / "notes").mkdir()
    (folder / f"notes/{id}.md").write_text(f"---\nthemes: {theme}\n---\n")
    noted = whole(folder)
    assert [(one.theme, one.curated) for one in noted.assignments[id]] == [(theme, True)]
    assert noted.themes == made.themes
    assert noted.quality.by_note == 1


def test_an_order_of_unknown_papers_is_told_and_orders_nothing(tmp_path: Path) -> None:
    order = "  order: [no-such-paper, weaving-cloth-on-the-ambre-loom]\n"
    folder = library(tmp_path, spoken("en"), themes_yml=EVERYTHING + order)
    made = plan(read_content(folder))
    sound(made)
    first, second = (problem.message for problem in made.problems)
    assert "names no paper of this library" in first and "no-such-paper" in first + second
    assert 'did you mean "weaving-cloth-on-the-amber-loom"?' in first + second
    assert {problem.where.path for problem in made.problems} == {"themes.yml"}


def test_a_library_that_shows_no_related_papers_still_knows_who_stands_alone(
    tmp_path: Path,
) -> None:
    folder = library(tmp_path, [*spoken("en"), ("Bread", "")], settings_yml="related: 0\n")
    made = whole(folder)
    assert not any(made.related.values())
    assert made.quality.alone == ("bread",)


# Vectors


def vectors_of(papers: Iterable[Paper], dimension: int = 8) -> Vectors:
    """Made-up vectors, which bring together papers whose titles begin alike."""
    known = {}
    for paper in papers:
        numbers = [ord(sign) % 97 + 1 for sign in f"{paper.title:<{dimension}}"[:dimension]]
        known[vectors.key(vectors.text(paper))] = bytes(numbers)
    return Vectors("made up", dimension, known)


def damaged(whole: str) -> dict[str, str]:
    first, second, *_ = whole.splitlines()[3:]
    return {
        "cut": whole[: len(whole) // 2],
        "cut at a line": whole.removesuffix("end\n"),
        "of another dimension": whole.replace("dimension 8", "dimension 384"),
        "one of another dimension": whole.replace(first, first[:17] + "AAECAw=="),
        "in conflict": whole.replace(
            first, f"<<<<<<< HEAD\n{first}\n=======\n{second}\n>>>>>>> other"
        ),
        "of another time": whole.replace("vectors 1", "vectors 2"),
        "empty": "",
    }


@pytest.mark.parametrize("case", damaged("\n" * 5))
def test_damaged_vectors_are_told_and_words_do_for_them(case: str, tmp_path: Path) -> None:
    folder = library(tmp_path, spoken("en", "fr"))
    without = whole(folder)
    text = damaged(vectors.encode(vectors_of(without.papers.values())))[case]
    (folder / "vectors.txt").write_text(text)
    made = plan(read_content(folder))
    sound(made)
    (problem,) = made.problems
    assert (problem.where.path, problem.fatal) == ("vectors.txt", False)
    assert "run: python -m generator vectors" in problem.message
    assert made.library == without


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_vectors_of_whatever_model_are_taken_at_their_word(ends: str, tmp_path: Path) -> None:
    folder = library(tmp_path, spoken("en", "fr"))
    without = whole(folder)
    text = vectors.encode(vectors_of(without.papers.values())).replace("\n", ends)
    (folder / "vectors.txt").write_text(text, newline="")
    made = whole(folder)
    assert all(near.meaning for some in made.related.values() for near in some)
    assert made.related != without.related


def test_vectors_of_other_texts_are_as_none(tmp_path: Path) -> None:
    folder = library(tmp_path, spoken("en"))
    without = whole(folder)
    (folder / "vectors.txt").write_text(vectors.encode(vectors_of([Paper("x", title="Bread")])))
    assert whole(folder) == without
