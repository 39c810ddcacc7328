"""What a file of BibTeX gives, tidy or broken."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Author, Problem, Reading, Record
from generator.readers import bibtex, decode

SOURCES = Path(__file__).parents[1] / "content" / "sources"
SHARED = Path(__file__).parents[2] / "shared"

GOOD = "@book{knuth1984,\n  title = {The Book},\n  year = 1984\n}\n"


def record(fields: str) -> Record:
    """The one record of an entry with these fields and a title."""
    reading = bibtex.read(f"@misc{{key, title = {{A Title}}, {fields}\n}}", "a.bib")
    assert len(reading.records) == 1, reading.problems
    return reading.records[0]


def keys(reading: Reading) -> list[str]:
    return [record.key for record in reading.records]


def only(reading: Reading) -> Problem:
    """The one thing that is wrong with a file, whether its entry was rejected or not."""
    found = reading.problems + reading.rejected
    assert len(found) == 1, found
    return found[0]


def families(found: Record) -> list[str]:
    return [name.family for name in found.authors if isinstance(name, Author)]


@pytest.mark.first_library
def test_the_library_gives_its_facts() -> None:
    reading = bibtex.read((SOURCES / "library.bib").read_text("utf-8"), "sources/library.bib")
    assert (reading.ranked, reading.day, reading.format) == (False, "", "bibtex")
    assert all((r.rank, r.markup, r.abstract) == (None, "tex", "") for r in reading.records)
    third = reading.records[2]
    assert str(third.where) == "sources/library.bib:17"
    assert third == Record(
        where=third.where,
        format="bibtex",
        title="Self-Distillation for Further Pre-training of Transformers",
        authors=(
            Author("Lee", "Seanie"),
            Author("Kang", "Minki"),
            Author("Lee", "Juho"),
            Author("Hwang", "Sung Ju"),
            Author("Kawaguchi", "Kenji"),
        ),
        year="2023",
        venue="ICLR",
        type="paper-conference",
        arxiv="2210.02871",
        code="https://github.com/seanie12/self-distillation",
        key="lee2023self",
        markup="tex",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{Plain}", "Plain"),
        ('"Quoted"', "Quoted"),
        ("{{Protected}}", "Protected"),
        ('"{Protected}"', "Protected"),
        ("{{{Twice}}}", "{Twice}"),
        ("{The {TeX}book}", "The {TeX}book"),
        ("{{A} and {B}}", "{A} and {B}"),
        ("{50\\% of $x^{2}$}", "50\\% of $x^{2}$"),
        ("{Wrapped\n     line}", "Wrapped line"),
        ('"G{\\"o}del"', 'G{\\"o}del'),
        ('"G{"}del"', 'G{"}del'),
        ("{C# and F#}", "C# and F#"),
        ('"C# and F#"', "C# and F#"),
        ("{a line break\\\\{We} revisit}", "a line break\\\\ {We} revisit"),
        ("1984", "1984"),
        ("{A} % a remark, or not", "A"),
        ("may # { 2004}", "May 2004"),
        ("{{A} {B}}", "{A} {B}"),
    ],
)
def test_delimiters_go_and_tex_stays(value: str, expected: str) -> None:
    reading = bibtex.read(f"@misc{{key, title = {value}}}", "a.bib")
    assert [record.title for record in reading.records] == [expected]


def test_abbreviations_and_joined_pieces_are_written_out() -> None:
    text = (
        '@string{acm = "{ACM}"}\n@STRING(cacm = {Communications of the } # acm)\n'
        "@misc{a, title = acm # { and } # CACM, journal = cacm, month = jan}\n"
    )
    reading = bibtex.read(text, "a.bib")
    assert [(r.title, r.venue) for r in reading.records] == [
        ("{ACM} and Communications of the {ACM}", "Communications of the {ACM}")
    ]
    assert reading.problems == ()


def test_abbreviations_without_definition_are_one_problem_that_names_what_is_lost() -> None:
    text = GOOD + "@misc{a, title = {A},\n journal = jacm}\n@misc{b, title = {B}, journal = toplas}"
    reading = bibtex.read(text, "a.bib")
    assert [r.venue for r in reading.records] == ["", "", ""]
    assert (only(reading).where.line, only(reading).fatal) == (6, False)
    assert "jacm, toplas. Therefore unknown: " in only(reading).message
    assert 'journal of "a" (line 5), journal of "b" (line 7). Define' in only(reading).message


def test_many_undefined_abbreviations_are_named_in_part() -> None:
    text = "".join(f"@misc{{k{n}, title = {{A}}, journal = j{n}}}\n" for n in range(11))
    message = only(bibtex.read(text, "a.bib")).message
    assert "j7 and 3 more. " in message and '"k7" (line 8) and 3 more. ' in message


@pytest.mark.parametrize(
    ("fields", "attribute", "unknown"),
    [
        ("author = doe #and# roe #and# {Poe, Edgar}", "authors", ()),
        ("author = {Doe, Jane} #and# {Roe, Richard}", "authors", ()),
        ('journal = jacm # ", Series A"', "venue", ""),
        ("year = {20} # century", "year", ""),
        ("abstract = {We show } # what", "abstract", ""),
    ],
)
def test_a_field_with_an_undefined_part_is_unknown(
    fields: str, attribute: str, unknown: object
) -> None:
    reading = bibtex.read(f"@misc{{key, title = {{A Title}}, {fields}\n}}", "a.bib")
    assert [getattr(record, attribute) for record in reading.records] == [unknown]
    assert f'{fields.split()[0]} of "key" (line 1)' in only(reading).message


def test_a_joined_name_is_read_where_its_parts_are_defined() -> None:
    text = (
        "@string{and = { and }}\n@string{doe = {Doe, Jane}}\n"
        "@misc{key, title = {A}, author = doe #and# {Poe, Edgar}}"
    )
    reading = bibtex.read(text, "a.bib")
    assert reading.records[0].authors == (Author("Doe", "Jane"), Author("Poe", "Edgar"))
    assert reading.problems == ()


def test_an_abbreviation_of_something_undefined_is_undefined() -> None:
    text = "@string{a = b # { and more}}\n@misc{key, title = {A}, journal = a}"
    reading = bibtex.read(text, "a.bib")
    assert [r.venue for r in reading.records] == [""]
    assert "definition: b, a. Therefore unknown: journal" in only(reading).message


def test_a_title_with_an_undefined_part_is_told_as_such() -> None:
    reading = bibtex.read(f"{GOOD}@misc{{key,\n title = {{On }} # subject}}", "a.bib")
    assert keys(reading) == ["knuth1984"]
    assert [(problem.where.line, problem.fatal) for problem in reading.rejected] == [(5, True)]
    message = reading.rejected[0].message
    assert '"key" has no known title, and no identifier. Define subject, which it uses' in message
    assert "without a definition: subject. Define" in reading.problems[0].message


def test_abbreviations_that_double_one_another_do_not_fill_the_memory() -> None:
    doubling = "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(60))
    reading = bibtex.read(f"@string{{a0 = {{xx}}}}\n{doubling}@misc{{k, title = a60}}", "a.bib")
    assert [len(r.title) for r in reading.records] == [1000]
    assert "1000 characters and was cut" in reading.problems[0].message


def test_comments_preambles_and_text_between_entries_are_no_records() -> None:
    text = (
        'My library, mail me@example.org\n@comment{jabref-meta: x}\n@preamble{"\\def\\x{y}"}\n'
        f"% a note\n{GOOD}@Comment nothing\n"
    )
    reading = bibtex.read(text, "a.bib")
    assert (keys(reading), reading.problems) == (["knuth1984"], ())
    assert reading.records[0].where.line == 5


@pytest.mark.parametrize("value", ["{No = comma}", '"No = comma"', "{No} # { = comma}"])
def test_a_forgotten_comma_loses_no_field(value: str) -> None:
    text = f"@misc{{a,\n volume = 3\n title = {value}\n\n year = 1984 doi={{10.1/x}}, url = {{u}}}}"
    reading = bibtex.read(text, "a.bib")
    assert [(r.title, r.year, r.doi, r.url) for r in reading.records] == [
        ("No = comma", "1984", "10.1/x", "u")
    ]
    assert [(p.where.line, p.fatal) for p in reading.problems] == [
        (3, False),
        (5, False),
        (5, False),
    ]
    assert 'a comma is missing before "title"' in reading.problems[0].message


def test_an_unfinished_comment_is_no_failure() -> None:
    reading = bibtex.read(f"@comment{{ never closed\n{GOOD}", "a.bib")
    assert (keys(reading), only(reading).fatal) == (["knuth1984"], False)
    assert only(reading).message == "@comment{ never is never closed. Add its last }"


def test_a_key_used_twice_keeps_both_entries() -> None:
    reading = bibtex.read(GOOD + GOOD.replace("Book", "Other"), "a.bib")
    assert [(r.title, r.where.line) for r in reading.records] == [("The Book", 1), ("The Other", 5)]
    assert (only(reading).where.line, only(reading).fatal) == (5, False)
    assert "line 1" in only(reading).message


@pytest.mark.parametrize(
    ("start", "key"),
    [
        ("@misc{,", ""),
        ("@misc{", ""),
        ("@misc( ", ""),
        ("@MISC {a key 2004,", "a key 2004"),
        ("@misc{größe,", "größe"),
        ("@misc{10.1000/x(1),", "10.1000/x(1)"),
        ("@misc{a % a remark\n,", "a"),
        ("@misc{a, % a remark\n", "a"),
        ("@misc{a\n, ", "a"),
        ("1. @misc{a,", "a"),
        ("@book{b, title = {B}} @misc{a,", "a"),
        ("@misc\n{a,", "a"),
        ("@ misc {a,", "a"),
    ],
)
def test_keys_are_read_as_they_come_and_may_lack(start: str, key: str) -> None:
    end = ")" if "(" in start.partition(",")[0][:8] else "}"
    reading = bibtex.read(f"{start} title = {{A}}{end}\n{start} title = {{C}}{end}\n", "a.bib")
    titled = [(r.title, r.key) for r in reading.records if r.title != "B"]
    assert titled == [("A", key), ("C", key)]
    assert all("is taken by" in problem.message for problem in reading.problems)
    assert bool(reading.problems) == bool(key)


@pytest.mark.parametrize("again", ["title", "Title"])
def test_a_field_given_twice_keeps_the_first(again: str) -> None:
    reading = bibtex.read(f"@misc{{a,\n title = {{A}},\n {again} = {{B}}\n}}", "a.bib")
    assert [r.title for r in reading.records] == ["A"]
    assert (only(reading).where.line, only(reading).fatal) == (3, False)


def test_a_field_given_twice_alike_is_no_problem_and_notes_add_up() -> None:
    fields = "note = {One}, title = {A}, keywords = {x}, note = {Two}, keywords = {y; x}"
    found = record(f"{fields}, year = 2004, year = 2004")
    assert (found.more, found.tags, found.year) == (("One; Two",), ("x", "y"), "2004")


@pytest.mark.parametrize("title", ["", "title = {},", "title = {{ }},", 'title = "",'])
def test_an_entry_without_title_is_a_fatal_problem_and_no_record(title: str) -> None:
    reading = bibtex.read(f"{GOOD}@misc{{lacking, {title} year = 1984}}", "a.bib")
    assert keys(reading) == ["knuth1984"]
    (rejected,) = reading.rejected
    assert (rejected.where.line, rejected.fatal, reading.problems) == (5, True, ())
    assert '"lacking"' in rejected.message and "title = {" in rejected.message


@pytest.mark.parametrize(
    "field",
    [
        "doi = {10.1000/x}",
        "eprint = {2103.03230}",
        "eprint = {x}, archiveprefix = {arXiv}",
        "pmid = 123",
        "eprint = {123}, eprinttype = {pubmed}",
        "url = {https://arxiv.org/abs/2103.03230}",
        "url = {https://doi.org/10.1000/x}",
        "url = {https://aclanthology.org/N19-1423}",
        "howpublished = {\\url{https://doi.org/10.1000/x}}",
        "journal = {arXiv:2103.03230}",
        "bdsk-url-1 = {http://dx.doi.org/10.1000/x}",
    ],
)
def test_an_entry_without_title_is_a_record_if_it_has_an_identifier(field: str) -> None:
    reading = bibtex.read(f"@misc{{lacking, {field}}}", "a.bib")
    assert [(r.key, r.title) for r in reading.records] == [("lacking", "")]
    assert (reading.problems, reading.rejected) == ((), ())


@pytest.mark.parametrize("field", ["url = {https://example.org/10}", "eprint = {4378}", "isbn = 3"])
def test_an_address_alone_is_no_identifier(field: str) -> None:
    assert bibtex.read(f"@misc{{lacking, {field}}}", "a.bib").records == ()


@pytest.mark.parametrize(
    "entry",
    [
        "@xdata{x, publisher = {P}}",
        "@set{x, entryset = {a, b}}",
        '@CONTROL{REVTEX41Control}\n@CONTROL{apsrev41Control,author="48",title="0"}',
        '@IEEEtranBSTCTL{IEEEexample:BSTcontrol, CTLuse_article_number = "yes"}',
        '@preamble{"\\def\\x{y}"}',
        "@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n}",
        "@Comment{a, title = {A}}",
    ],
)
def test_what_only_serves_other_entries_is_no_paper_and_not_rejected(entry: str) -> None:
    reading = bibtex.read(f"{entry}\n{GOOD}", "a.bib")
    assert (keys(reading), reading.problems, reading.rejected) == (["knuth1984"], (), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [("% nothing\n", "holds no entry"), ('@string{a = "A"}', "abbreviations and no entry")],
)
def test_a_file_without_entries_is_no_failure(text: str, words: str) -> None:
    problem = only(bibtex.read(text, "a.bib"))
    assert (problem.fatal, words in problem.message) == (False, True)


def test_the_parser_writes_nothing_to_the_terminal(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    reading = bibtex.read("@misc{a,\n title = {A\n@misc{b\n", "a.bib")
    assert (len(reading.problems), len(reading.rejected)) == (1, 1)
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (GOOD, "a.txt", True),
        ("Some words first.\n\n" + GOOD, "a.txt", True),
        ('@string{a = "A"}', "a.txt", True),
        ("@article{key\n, title = {A}\n}", "a.txt", True),
        ("@misc(key, title = {A})", "a.txt", True),
        ("@misc{a key, title = {A})", "a.txt", True),
        ("@article{title = {A})", "a.txt", True),
        ("@misc\n{key, title = {A}}", "a.bib", True),
        ('@Column(name = "x")\nint x;', "a.txt", False),
        ("@misc{broken title = {A}}", "a.bib", True),
        ("# My refs\n" + GOOD, "a.bib", True),
        (f"# Papers\n\n```bibtex\n{GOOD}```\n", "README.md", False),
        (f"<html><pre>\n{GOOD}</pre>", "a.html", False),
        (f'{{"bibtex": "\n{GOOD}"}}', "a.json", False),
        ("@media (max-width: 1px) {\n a { b: c }\n}", "a.css", False),
        ("@pytest.fixture(scope='x')\ndef f(): ...", "a.py", False),
        ("Write to me@example.org {or not}", "a.txt", False),
        ("no entry", "a.bib", False),
    ],
)
def test_bibtex_is_recognised_unless_another_document_quotes_it(
    text: str, name: str, expected: bool
) -> None:
    assert bibtex.recognises(text, name) is expected


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_messy_libraries_of_others_are_read_whole() -> None:
    """As many entries as the manifest counts, those of a folder together."""
    rows = (SHARED / "samples" / "MANIFEST.tsv").read_text("utf-8").splitlines()
    counted = {
        name: int(entries)
        for name, kind, _, _, entries, *_ in (row.split("\t") for row in rows)
        if kind.startswith("bibtex")
    }
    found = {}
    for folder in {name.rpartition("/")[0] for name in counted}:
        names = [name for name in counted if name.rpartition("/")[0] == folder]
        texts = [decode((SHARED / "samples" / name).read_bytes(), name)[0] or "" for name in names]
        for reading in bibtex.together(list(map(bibtex.File, texts, names))):
            found[reading.path] = len(reading.records)
            assert reading.rejected == ()
            # The one thing that is wrong: an abbreviation that no file defines.
            assert len(reading.problems) == reading.path.endswith("math_472.bib")
    assert len(found) > 10
    assert found == counted


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_a_large_library_is_read_without_loss() -> None:
    with gzip.open(SHARED / "scale" / "papers-20000.bib.gz") as file:
        data = file.read(3_000_000)
    text, problems = decode(data[: data.rindex(b"\n@")], "a.bib")
    assert text and problems == ()
    reading = bibtex.read(text, "a.bib")
    assert (len(reading.records), reading.problems) == (text.count("\n@") + 1, ())
    assert reading.rejected == ()


def test_problems_come_in_the_order_of_the_file() -> None:
    text = f"@misc{{a, title = {{A}}, journal = jacm}}\n{GOOD}@misc{{b, year = 1984}}\n{GOOD}"
    reading = bibtex.read(f"{text}@misc{{c, year = 1984}}", "a.bib")
    assert [problem.where.line for problem in reading.problems] == [1, 7]
    assert [problem.where.line for problem in reading.rejected] == [6, 11]


_PIECES = st.sampled_from(
    [
        *'@a,={}()#%&;$\\"',
        " ",
        "\n",
        " and ",
        "title",
        "author",
        "crossref",
        "1984",
        "@misc{",
        "@string{",
        "@comment{",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join) | st.text(max_size=60))
def test_any_text_gives_records_or_problems(text: str) -> None:
    reading = bibtex.read(text, "a.bib")
    assert all(record.title or bibtex.is_identified(record) for record in reading.records)
    assert all(problem.message for problem in reading.problems + reading.rejected)
    assert reading.records or reading.problems or reading.rejected or "@" in text


_WORDS = st.lists(
    st.sampled_from('of the Deep {DNA} Learning $x^{2}$ in 50\\% "A" #'.split()), min_size=1
)


@given(st.lists(st.tuples(_WORDS.map(" ".join), st.sampled_from(["{}", "()"])), max_size=5))
def test_every_entry_is_read_whatever_its_title(entries: list[tuple[str, str]]) -> None:
    text = "".join(
        f"@misc{ends[0]}k{number}, title = {{{title}}}, year = {number}{ends[1]}\n"
        for number, (title, ends) in enumerate(entries)
    )
    reading = bibtex.read(text, "a.bib")
    found = [(r.key, r.where.line, r.year) for r in reading.records]
    assert found == [(f"k{n}", n + 1, str(n)) for n in range(len(entries))]
    assert reading.rejected == ()
