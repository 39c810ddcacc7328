"""What BibTeX entries take from elsewhere: abbreviations, commands, parents, other files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Problem, Reading
from generator.readers import bibtex, read_together
from generator.sources import read_content, read_files

PROCEEDINGS = "@proceedings{Proc,\n title = {The Proceedings}, year = 1999}\n"


def together(**texts: str) -> dict[str, Reading]:
    """The readings of the files of a folder, by name without its end."""
    files = [bibtex.File(text, f"{name}.bib") for name, text in texts.items()]
    return {reading.path.removesuffix(".bib"): reading for reading in bibtex.together(files)}


def titles(reading: Reading) -> list[str]:
    return [record.title for record in reading.records]


def found(readings: dict[str, Reading]) -> list[Problem]:
    return [problem for reading in readings.values() for problem in reading.problems]


@pytest.mark.parametrize("names", ["abc", "cba", "bca"])
def test_files_of_a_folder_share_abbreviations_in_whatever_order_they_sort(names: str) -> None:
    texts = (
        "@misc{key, title = venue, author = ada #and# {Bo Bell}}",
        "@string{venue = the # { Venue}}\n@string{ada = {Lovelace, Ada}}",
        "@string{and = { and }}\n@string{the = {The}}",
    )
    readings = together(**dict(sorted(zip(names, texts, strict=True))))
    (record,) = readings[names[0]].records
    assert (record.title, [str(author) for author in record.authors]) == (
        "The Venue",
        ["Ada Lovelace", "Bo Bell"],
    )
    assert found(readings) == []


def test_the_own_definition_wins_before_it_is_used_or_after() -> None:
    own = (
        "@string{a = {1}}@misc{k, title = a}@string{a = {2}}@misc{l, title = a # b}@string{b = {3}}"
    )
    readings = together(first="@string{a = {x}}@string{b = {x}}", own=own)
    assert titles(readings["own"]) == ["1", "23"]
    assert [problem.where.path for problem in found(readings)] == ["first.bib"]


def test_of_two_other_files_the_first_by_name_wins_and_that_is_told() -> None:
    readings = together(
        user="@misc{k, title = lncs # same}",
        long="@string{lncs = {Lecture Notes}}@string{same = {!}}",
        short="@string{lncs = {LN}}@string{same = {!}}",
    )
    assert titles(readings["user"]) == ["Lecture Notes!"]
    (problem,) = found(readings)
    assert (problem.where.path, problem.fatal) == ("user.bib", False)
    assert "differently what this one uses: lncs (long.bib and short.bib). That" in problem.message


def test_a_file_of_abbreviations_that_no_other_uses_is_told_of() -> None:
    readings = together(a="@string{x = {X}}", b="@misc{k, title = {B}}")
    (problem,) = found(readings)
    assert (problem.where.path, problem.fatal) == ("a.bib", False)
    assert "no other BibTeX file of its folder uses them" in problem.message


def test_abbreviations_that_mean_one_another_are_undefined() -> None:
    readings = together(a="@string{x = y}@misc{k, title = {K}, journal = x}", b="@string{y = x}")
    assert [record.venue for record in readings["a"].records] == [""]
    assert "without a definition: y, x. Therefore unknown: journal" in found(readings)[0].message


def test_months_are_known_unless_a_file_says_otherwise() -> None:
    assert titles(together(a="@misc{k, title = {In } # may}")["a"]) == ["In May"]
    assert titles(together(a="@misc{k, title = may}", b="@string{may = {Mai}}")["a"]) == ["Mai"]


def test_commands_of_a_preamble_are_written_out_in_all_files() -> None:
    preamble = (
        r'@preamble{"\newcommand{\noopsort}[1]{} " # "\providecommand\MM{{$\cal M$} System}"}'
        "\n"
        r'@preamble{"\def\swap#1#2{#2#1} \newcommand{\twice}[1]{\swap{#1}{#1}}"}'
    )
    entry = (
        r"@misc{k, title = {\twice{Ant} \MM\ \noopsort{b}{\em \swap ab} \other{x} \MMx \swap{a}},"
        r" year = {\noopsort{1973b}1973}}"
    )
    for texts in ({"a": preamble + entry}, {"a": entry, "b": preamble}):
        (record,) = together(**texts)["a"].records
        assert record.title == r"AntAnt {$\cal M$} System\ {\em ba} \other{x} \MMx \swap{a}"
        assert record.year == "1973"


@pytest.mark.parametrize(
    "preamble",
    [
        r"\def\x{\ifmmode a\else b\fi}",
        r"\def\x{\setbox0=\hbox{a}}",
        r"\newcommand{\x}[2]{#1}",
        rf"\newcommand{{\x}}{{{'a' * 2000}}}",
    ],
)
def test_a_command_that_is_a_program_or_lacks_arguments_stays(preamble: str) -> None:
    text = f'@preamble{{"{preamble}"}}\n@misc{{k, title = {{A \\x}}}}'
    assert titles(together(a=text)["a"]) == [r"A \x"]


@pytest.mark.parametrize(
    "preamble",
    [
        r"\def\x{" + r"\x" * 99 + "}",
        r"\def\x{\y\y}\def\y{" + r"\x" * 99 + "}",
        r"\newcommand{\x}[1]{\x{#1#1#1#1}}",
    ],
)
def test_commands_that_write_themselves_out_do_not_fill_the_memory(preamble: str) -> None:
    text = f'@preamble{{"{preamble}"}}\n@misc{{k, title = {{A \\x{{b}}}}}}'
    assert [len(title) < 200_000 for title in titles(together(a=text)["a"])] == [True]


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("inproceedings", "", ("1999", "The Proceedings")),
        ("conference", "", ("1999", "The Proceedings")),
        ("InCollection", "booktitle = {B},", ("1999", "B")),
        ("inproceedings", "year = 1998,", ("1998", "The Proceedings")),
        ("inproceedings", "date = {1998-01},", ("1998-01", "The Proceedings")),
        ("article", "", ("1999", "")),
        ("inproceedings", "year = {} # unknown,", ("", "The Proceedings")),
    ],
)
def test_a_paper_takes_year_and_venue_from_the_book_that_it_refers_to(
    kind: str, fields: str, expected: tuple[str, str]
) -> None:
    paper = f"@{kind}{{a, title = {{A}}, {fields} crossref = {{proc}}}}\n"
    for texts in (
        {"a": paper + PROCEEDINGS},
        {"a": PROCEEDINGS + paper},
        {"a": paper, "b": PROCEEDINGS},
        {"a": PROCEEDINGS, "b": paper},
    ):
        records = [record for each in together(**texts).values() for record in each.records]
        places = {record.key: (record.year, record.venue) for record in records}
        assert places == {"a": expected, "Proc": ("1999", "")}


BOOK = """@book{b, title = {The Book}, subtitle = {Sub}, author = {Ada Lovelace},
 editor = {Donald Knuth}, publisher = {P}, volume = 2, number = 7, doi = {10.1000/b},
 url = {https://example.org}, abstract = {About.}, pages = 312, keywords = {k}, note = {n},
 eprint = {2103.03230}, ids = {old, older}, date = {1984-05}}
"""


def test_what_is_about_the_book_alone_is_not_taken_over() -> None:
    readings = together(a=BOOK + "@incollection{c, title = {C}, crossref = {b}}")
    child = readings["a"].records[1]
    assert [author.inverted for author in child.editors if not isinstance(author, str)] == [
        "Knuth, Donald"
    ]
    assert (child.venue, child.publisher) == ("The Book: Sub", "P")
    assert (child.volume, child.year, child.type) == ("2", "1984-05", "chapter")
    assert (child.doi, child.url, child.abstract, child.pages) == ("", "", "", "")
    assert (child.arxiv, child.tags, child.more, child.authors) == ("", (), ("7",), ())


def test_a_part_of_a_book_is_by_the_author_of_the_book() -> None:
    readings = together(a=BOOK + "@inbook{c, title = {C}, crossref = {OLDER}}")
    child = readings["a"].records[1]
    assert [str(author) for author in child.authors] == ["Ada Lovelace"]
    assert found(readings) == []


@pytest.mark.parametrize(
    ("parent", "child", "venue"),
    [
        ("@periodical{p, title = {The Journal}, year = 1984}", "article", "The Journal"),
        ("@mvbook{p, title = {The Work}, year = 1984}", "book", "The Work"),
        ("@mvproceedings{p, title = {The Work}, year = 1984}", "inproceedings", "The Work"),
        ("@book{p, title = {The Book}, booktitle = {Short}, year = 1984}", "incollection", "Short"),
    ],
)
def test_titles_of_parents_become_what_biblatex_makes_of_them(
    parent: str, child: str, venue: str
) -> None:
    readings = together(a=f"@{child}{{c, title = {{C}}, crossref = {{p}}}}\n{parent}")
    assert (titles(readings["a"])[0], readings["a"].records[0].venue) == ("C", venue)


def test_a_title_is_never_taken_over_as_such() -> None:
    reading = together(a=PROCEEDINGS + "@inproceedings{c, crossref = {proc}}")["a"]
    assert titles(reading) == ["The Proceedings"]
    assert [problem.where.line for problem in reading.rejected] == [3]


def test_parents_have_parents_in_whatever_order() -> None:
    texts = [
        "@inproceedings{c, title = {C}, crossref = {p}}\n",
        "@proceedings{p, title = {P}, crossref = {m}}\n",
        "@mvproceedings{m, title = {M}, xdata = {x}}\n",
        "@xdata{x, publisher = {ACM}, xdata = {y}}\n",
        "@xdata{y, year = 1984, publisher = {IEEE}}\n",
    ]
    for order in (texts, texts[::-1]):
        records = {record.key: record for record in together(a="".join(order))["a"].records}
        assert set(records) == {"c", "p", "m"}
        child = records["c"]
        assert (child.venue, child.publisher, child.year) == ("P", "ACM", "1984")


def test_xdata_gives_all_that_is_lacking_from_the_first_that_has_it() -> None:
    text = (
        "@xdata{one, publisher = {One}, title = {One}, doi = {10.1000/x}}\n"
        "@xdata{two, publisher = {Two}, year = 1984}\n"
        "@book{b, title = {B}, xdata = {one, two}}\n"
    )
    reading = together(a=text)["a"]
    (book,) = reading.records
    assert (book.title, book.publisher, book.year, book.doi) == ("B", "One", "1984", "10.1000/x")
    assert reading.problems == ()


@pytest.mark.parametrize("field", ["crossref", "xdata"])
@pytest.mark.parametrize("to", ["nowhere", "A"])
def test_a_reference_that_leads_nowhere_is_reported(field: str, to: str) -> None:
    reading = together(
        z=f"@book{{k, title = {{K}}}}\n@book{{a, title = {{A}}, {field} = {{{to}}}}}"
    )
    (problem,) = reading["z"].problems
    assert (problem.where.line, problem.fatal, len(reading["z"].records)) == (2, False, 2)
    assert f'"a" takes fields from "{to}" ({field}), which is no other entry' in problem.message


def test_references_in_a_circle_end() -> None:
    text = (
        "@book{a, title = {A}, crossref = {b}}\n"
        "@book{b, title = {B}, crossref = {c}, year = 1984}\n"
        "@book{c, title = {C}, crossref = {a}, publisher = {P}}\n"
    )
    reading = together(a=text)["a"]
    assert titles(reading) == ["A", "B", "C"]
    assert (reading.records[0].year, reading.records[0].publisher) == ("1984", "P")


def test_a_long_chain_of_references_is_followed() -> None:
    chain = "".join(f"@book{{k{n}, title = {{T}}, crossref = {{k{n + 1}}}}}\n" for n in range(3000))
    reading = together(a=f"{chain}@book{{k3000, title = {{T}}, year = 1984}}")["a"]
    assert {record.year for record in reading.records} == {"1984"}


def test_a_parent_that_two_other_files_hold_differently_is_told_of() -> None:
    child = "@inproceedings{c, title = {C}, crossref = {proc}}"
    other = PROCEEDINGS.replace("1999", "2000")
    readings = together(b=PROCEEDINGS, a=child, c=other)
    assert readings["a"].records[0].year == "1999"
    (problem,) = found(readings)
    assert "b.bib and c.bib hold, and differently" in problem.message
    assert found(together(b=PROCEEDINGS, a=child, c=PROCEEDINGS)) == []
    own = together(b=PROCEEDINGS, a=child + other)
    assert (own["a"].records[0].year, found(own)) == ("2000", [])


@pytest.mark.parametrize("field", ["date-added", "creationdate", "timestamp"])
def test_when_a_parent_was_added_is_its_own_affair(field: str) -> None:
    first, second = (f"@xdata{{x, year = 1984, {field} = {{2014.03.0{day}}}}}" for day in (1, 2))
    readings = together(a="@misc{c, title = {C}, xdata = {x}}", b=first, c=second)
    (record,) = readings["a"].records
    assert (record.year, record.added, found(readings)) == ("1984", "", [])


def test_read_together_keeps_the_order_and_what_is_wrong_with_each_file() -> None:
    files: list[tuple[str, bytes | Problem]] = [
        ("s/z.bib", b"@misc{k, title = a}"),
        ("s/empty.bib", b" "),
        ("s/b.bib", b"@string{a = {A gr\xfcn}}"),
        ("s/x.bin", b"%PDF-1.4"),
    ]
    readings = read_together(files)
    assert [reading.path for reading in readings] == [path for path, _ in files]
    assert titles(readings[0]) == ["A grün"]
    assert [len(reading.problems) for reading in readings] == [0, 1, 1, 1]
    assert "not UTF-8" in readings[2].problems[0].message


def test_only_files_of_one_folder_are_read_together(tmp_path: Path) -> None:
    for name, text in {
        "content/sources/a.bib": "@misc{k, title = a}",
        "content/sources/z.bib": "@string{a = {A}}",
        "content/sources/deep/b.bib": "@misc{l, title = {L}, journal = a}",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    content = read_content(tmp_path / "content")
    assert [titles(reading) for reading in content.readings] == [["A"], [], ["L"]]
    assert [problem.where.path for problem in content.problems] == ["sources/deep/b.bib"]
    names = ["a.bib", "deep/b.bib", "none.bib", "z.bib"]
    readings = read_files([(tmp_path / "content/sources" / name, name) for name in names])
    assert [reading.path for reading in readings] == names
    assert titles(readings[0]) == ["A"]
    assert "cannot be read" in readings[2].problems[0].message
