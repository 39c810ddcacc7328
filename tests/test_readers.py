"""What becomes of a file of any bytes: decoded, recognised, read, or a problem that helps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean import clean
from generator.model import Problem, Reading
from generator.readers import READERS, decode, foreign, listing, read

SOURCES = Path(__file__).parents[1] / "content" / "sources"
GUIDE = Path(__file__).parents[1] / "content" / "pages" / "guide"

ENTRY = "@book{knuth1984,\n  title = {The {\\TeX}book},\n  author = {Donald E. Knuth}\n}\n"
LISTING = "byAK and the research community\n\nJun 17\n\nA Title\n\nAn abstract.\n"


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


@pytest.mark.first_library
@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("000_*.txt", 60), ("001_*.txt", 83), ("002_*.txt", 57), ("003_*.txt", 58), ("*.bib", 189)],
)
def test_every_source_of_the_library_is_read_whole_and_without_a_problem(
    pattern: str, expected: int
) -> None:
    (path,) = SOURCES.glob(pattern)
    reading = read(path.read_bytes(), f"sources/{path.name}")
    assert (len(reading.records), reading.problems) == (expected, ())
    lines = path.read_text("utf-8").split("\n")
    for record in reading.records:
        assert (record.key or record.title) in lines[record.where.line - 1]


@pytest.mark.parametrize("text", [ENTRY, LISTING])
def test_a_format_is_known_by_its_content_whatever_the_name(text: str) -> None:
    formats = {read(text.encode(), name).format for name in ("a.bib", "a.txt", "a.md", "a")}
    assert formats == {"bibtex" if text is ENTRY else "listing"}


@pytest.mark.parametrize(
    "data",
    [
        "Café\nnaïve – 表".encode(),
        "\ufeffCafé\nnaïve – 表".encode(),
        "Café\nnaïve – 表".encode("utf-16"),
        b"\xfe\xff" + "Café\nnaïve – 表".encode("utf-16-be"),
        "Café\r\nnaïve – 表".encode(),
        "Café\rnaïve – 表".encode(),
        "Café\r\nnaïve – 表".encode("utf-16"),
    ],
)
def test_unicode_in_any_guise_decodes_to_the_same_text(data: bytes) -> None:
    assert decode(data, "a.txt") == ("Café\nnaïve – 表", ())


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_latin_1_is_read_with_a_warning_at_its_first_line(line_end: bytes) -> None:
    text, problems = decode(line_end.join([b"one", b"two", b"Gr\xfc\xdfe \x96"]), "a.txt")
    assert text == "one\ntwo\nGrüße –"
    problem = only(problems)
    assert (problem.where.line, problem.fatal) == (3, False)
    assert "0xFC" in problem.message and "Save the file as UTF-8" in problem.message


def test_one_bad_byte_leaves_the_accents_of_other_lines_alone() -> None:
    text, problems = decode("naïve\n".encode() + b"na\xefve\n" + "表".encode(), "a.txt")
    assert text == "naïve\nnaïve\n表"
    assert only(problems).where.line == 2


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04", "ZIP"),
        (b"\x00\x01\x02\x03", "binary"),
        (b"a\x01b\x02c\x03", "binary"),
        ("@misc{a, title = {A}}".encode("utf-16-le"), "UTF-16 without its mark"),
        (b"\xff\xfea", "UTF-16 but is not"),
    ],
)
def test_a_file_that_is_no_text_is_one_fatal_problem_that_names_it(data: bytes, word: str) -> None:
    reading = read(data, "a.bib")
    problem = only(reading.problems)
    assert (reading.records, reading.format, problem.fatal) == ((), "", True)
    assert word in problem.message and "@article{" in problem.message


def test_a_stray_control_character_does_not_make_a_file_binary() -> None:
    text = ENTRY.replace("book}", "b\0ook}")
    assert [record.key for record in read(text.encode(), "a.bib").records] == ["knuth1984"]


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_no_reason_to_fail(data: bytes) -> None:
    reading = read(data, "a.txt")
    problem = only(reading.problems)
    assert (reading.records, reading.format, problem.fatal) == ((), "", False)
    assert "empty" in problem.message


@pytest.mark.parametrize("text", ["Just a line", "One\n\nTwo\n\nThree", "key: value\n"])
def test_an_unknown_format_is_a_fatal_problem_that_shows_the_known_ones(text: str) -> None:
    problem = only(read(text.encode(), "a.txt").problems)
    assert problem.fatal
    assert "titles and abstracts in turn, with an empty line between" in problem.message
    assert "@article{key, title = {" in problem.message


ABSTRACT = "We show that it can be done. " * 20
HTML = "<!doctype html>\n<title>A</title>\n\n<p>An abstract."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HTML, "HTML"),
        ("<html><body>A</body></html>", "HTML"),
        (f"<feed xmlns='x'>\n\n<summary>{ABSTRACT}</summary>\n</feed>\n", "XML of a kind"),
        ("<papers>\n\nA\n\n</papers>", "XML"),
        ("\\documentclass{article}\n\nA paper.\n", "LaTeX"),
        ("@misc{knuth title = {A}}", "BibTeX"),
    ],
)
def test_a_format_that_is_not_read_is_called_by_its_name(text: str, name: str) -> None:
    reading = read(text.encode(), "papers.txt")
    problem = only(reading.problems)
    assert (reading.format, reading.records, problem.fatal) == ("", (), True)
    assert problem.message.startswith(f"this looks like {name}")
    assert "BibTeX" in problem.message and len(problem.message) < 200


@pytest.mark.parametrize(
    "text",
    [
        "Red, green\nBlue, yellow\nPink, white\n",
        "- First\n\nA line.",
        "# First\n\nA line.\n\nA line.\n\nA line.",
        "One, two\nthree",
        "<b>First</b>\n\nSecond",
        "{First}",
    ],
)
def test_a_text_is_not_called_a_format_for_a_single_mark(text: str) -> None:
    assert not foreign.recognises(text, "a.txt")


# Titles and abstracts that begin as other formats do.
DISGUISED = (
    "BERT - a new language model",
    "TY - or how we read names",
    "PMID numbers considered",
    "1. Introduction to things",
    "- on the use of dashes",
    "# and other signs",
    "<script>alert(1)</script>",
    "<feed> elements at scale",
    "[Background] We read. [Results] We learn.",
    '{"a": 1} is no paper, but this one is.',
    "@home: a study of what people do there.",
    "@article (on articles)",
    "Title, author, and abstract: a survey",
    "title\tabstract",
    "%0 of all papers",
    '"Quoted, and with commas", it is called',
)


@pytest.mark.parametrize("odd", DISGUISED)
@pytest.mark.parametrize("place", [2, 3])
def test_one_paragraph_like_another_format_does_not_spoil_a_listing(odd: str, place: int) -> None:
    paragraphs = ["First", ABSTRACT, "Second", ABSTRACT, "Third", ABSTRACT]
    paragraphs[place] = odd if place == 2 else f"{odd} {ABSTRACT}"
    reading = read("\n\n".join(paragraphs).encode(), "a.txt")
    assert (reading.format, reading.problems) == ("listing", ())
    assert [part for r in reading.records for part in (r.title, r.abstract)] == [
        " ".join(paragraph.split()) for paragraph in paragraphs
    ]


@pytest.mark.parametrize("odd", DISGUISED[:4] + DISGUISED[6:9] + DISGUISED[10:])
def test_a_listing_may_begin_with_such_a_title(odd: str) -> None:
    text = "\n\n".join([odd, ABSTRACT, "Second", ABSTRACT])
    titles = [r.title for r in read(text.encode(), "a.txt").records]
    assert titles == [" ".join(odd.split()), "Second"]


def test_every_file_of_papers_that_the_guide_shows_is_read() -> None:
    if not GUIDE.exists():
        pytest.skip("the guide has been removed from content/pages")
    page = (GUIDE / "your-own-papers.md").read_text("utf-8")
    shown = re.findall(r"^```(text|bibtex)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    # A note begins with its settings.
    papers = [(kind, text) for kind, text in shown if not text.startswith("---")]
    readings = [(kind, read(text.encode(), "papers")) for kind, text in papers]
    assert {kind for kind, _ in readings} == {"text", "bibtex"}
    for kind, reading in readings:
        assert reading.format == {"text": "listing"}.get(kind, kind)
        assert (len(reading.records) > 0, reading.problems) == (True, ())


def test_what_decoding_and_reading_find_is_reported_together() -> None:
    reading = read(ENTRY.encode() + b"@misc{gr\xfcn,\n year = 1984}\n", "a.bib")
    assert [(p.where.line, p.fatal) for p in reading.problems] == [(5, False)]
    assert [(p.where.line, p.fatal) for p in reading.rejected] == [(5, True)]
    assert len(reading.records) == 1


PIECES = st.sampled_from(
    [
        *'@{}()"#=,\\%~\n\0é»',
        *("@article{", "@string{", "@comment{", "@misc(", "key,", "title=", "author=", "{A}"),
        *(" and ", "others", "\n\n", "new", "Jun 17", "OSZAR »", "A Title", "x." * 150),
        "byAK and the research community",
    ]
)


@given(
    st.binary() | st.lists(PIECES).map(lambda pieces: "".join(pieces).encode()),
    st.sampled_from(["a.txt", "a.bib"]),
)
def test_any_bytes_give_a_reading_whose_places_lie_in_the_file(data: bytes, path: str) -> None:
    reading = read(data, path)
    assert reading == read(data, path)
    text, _ = decode(data, path)
    last = 1 if text is None else text.count("\n") + 1
    places = [r.where for r in reading.records] + [p.where for p in reading.problems]
    assert all(where.path == path and 1 <= where.line <= last for where in places)


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_can_be_given_to_any_reader(text: str) -> None:
    for reader in READERS:
        assert reader.recognises(text, "a.txt") in (True, False)
        reading = reader.read(text, "a.txt")
        assert isinstance(reading, Reading) and reading.format == reader.FORMAT


def test_each_reader_has_a_format_of_its_own() -> None:
    assert READERS[-2:] == (foreign, listing)
    assert len({reader.FORMAT for reader in READERS}) == len(READERS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.bib",
            "@misc{a, title={A},\n abstract = {We pro-\n  pose a\n  state-of-the-\n art}\n}\n",
        ),
        ("a.ris", "TY  - JOUR\nTI  - A\nAB  - We pro-\npose a\nstate-of-the-\nart\nER  -\n"),
        (
            "a.nbib",
            "PMID- 1\nTI  - A\nAB  - We pro-\n      pose a\n      state-of-the-\n      art\n",
        ),
    ],
)
def test_a_word_that_a_line_break_parts_is_left_to_cleaning(name: str, text: str) -> None:
    (record,) = read(text.encode(), name).records
    assert record.abstract == "We pro-\npose a state-of-the-\nart"
    assert clean(record).abstract == "We propose a state-of-the-art"


@pytest.mark.parametrize(("field", "size"), [("title", 2_001), ("abstract", 100_001)])
def test_an_entry_that_swallows_the_rest_of_its_file_is_rejected(field: str, size: int) -> None:
    swallowed = f"{field} = {{{'x' * size}}}"
    text = (
        f"@misc{{a,\n  title = {{A}},\n}}\n@misc{{b,\n  {swallowed},\n  doi = {{10.1000/x}}\n}}\n"
    )
    reading = read(text.encode(), "a.bib")
    assert [record.key for record in reading.records] == ["a"]
    (problem,) = reading.rejected
    assert problem.where.line == 4 and "never closed" in problem.message


def test_entries_of_one_line_have_places_of_their_own() -> None:
    items = ", ".join(f'{{"title": "Paper {n}", "year": 2020}}' for n in "abc")
    places = [str(record.where) for record in read(f"[{items}]".encode(), "a.json").records]
    assert places == ["a.json:1", "a.json:1#2", "a.json:1#3"]
