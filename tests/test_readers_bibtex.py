"""What BibTeX gives, tidy or broken."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

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
    assert len(reading.problems) == 1, reading.problems
    return reading.problems[0]


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
        arxiv="2210.02871",
        code="https://github.com/seanie12/self-distillation",
        key="lee2023self",
        markup="tex",
    )


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Donald E. Knuth", "Knuth", "Donald E."),
        ("Knuth, Donald E.", "Knuth", "Donald E."),
        ("Laurens van der Maaten", "van der Maaten", "Laurens"),
        ("van der Maaten, Laurens", "van der Maaten", "Laurens"),
        ("King, Jr., Martin Luther", "King, Jr.", "Martin Luther"),
        ("{OpenAI}", "OpenAI", ""),
        ("{Barnes and Noble}", "Barnes and Noble", ""),
        ("{The {DeepMind} Team}", "The {DeepMind} Team", ""),
        ("Ludwig {van Beethoven}", "van Beethoven", "Ludwig"),
        (r"G{\"o}del, Kurt", r"G{\"o}del", "Kurt"),
        (r"{\'E}mile Zola", "Zola", r"{\'E}mile"),
        ("Voltaire", "Voltaire", ""),
        ("others", "others", ""),
        (", Voltaire", "Voltaire", ""),
    ],
)
def test_a_name_is_split_into_family_and_given(written: str, family: str, given: str) -> None:
    assert record(f"author = {{{written}}}").authors == (Author(family, given),)
    assert record(f'author = "{written}"').authors == (Author(family, given),)


def test_authors_are_kept_in_order_with_others_at_the_end() -> None:
    found = record("author = {Knuth, Donald E. and\n  {OpenAI} AND Ada Lovelace\tand others}")
    assert families(found) == ["Knuth", "OpenAI", "Lovelace", "others"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Doe, Jane and et al.", ["Doe", "others"]),
        ("Doe, Jane et al.", ["Doe", "others"]),
        ("Jane Doe, et al", ["Doe", "others"]),
        ("Doe, Jane and {et al.}", ["Doe", "others"]),
        ("Doe, Jane and ET. AL.", ["Doe", "others"]),
        ("et al.", ["others"]),
        ("Al, Et and Metal, Ada", ["Al", "Metal"]),
    ],
)
def test_et_al_means_that_there_are_others(written: str, expected: list[str]) -> None:
    assert families(record(f"author = {{{written}}}")) == expected


@pytest.mark.parametrize(
    ("fields", "attribute", "expected"),
    [
        ("year = 1984", "year", "1984"),
        ("date = {2023-05-01}", "year", "2023-05-01"),
        ("date = {2023-05-01}, year = {2022}", "year", "2022"),
        ("journal = {J}, booktitle = {B}", "venue", "J"),
        ("journaltitle = {J}", "venue", "J"),
        ("booktitle = {B}, publisher = {P}", "venue", "B"),
        ("publisher = {P}", "venue", ""),
        ("eprint = {2210.02871}, archiveprefix = {arXiv}", "arxiv", "2210.02871"),
        ("EPRINT = {x}, eprinttype = {ARXIV}", "arxiv", "x"),
        ("eprint = {2210.02871v3}", "arxiv", "2210.02871v3"),
        ("eprint = {hep-th/9901001}", "arxiv", "hep-th/9901001"),
        ("eprint = {math.GT/0309136}", "arxiv", "math.GT/0309136"),
        ("eprint = {23439512}", "arxiv", ""),
        ("eprint = {4378}, eprinttype = {jstor}", "arxiv", ""),
        ("doi = {10.1000/a_b}", "doi", "10.1000/a_b"),
        ("Url = {https://example.org/a}", "url", "https://example.org/a"),
        ("pdf = {https://example.org/a.pdf}", "pdf", "https://example.org/a.pdf"),
        ("code = {https://example.org/c}", "code", "https://example.org/c"),
        ("repository = {https://example.org/r}", "code", "https://example.org/r"),
        ("abstract = {One\n   and {two}.}", "abstract", "One and {two}."),
    ],
)
def test_a_field_goes_where_it_belongs(fields: str, attribute: str, expected: str) -> None:
    assert getattr(record(fields), attribute) == expected


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
    fatal = [problem for problem in reading.problems if problem.fatal]
    assert [problem.where.line for problem in fatal] == [5]
    assert '"key" has no known title. Define subject, which it uses' in fatal[0].message
    assert not any("empty" in problem.message for problem in reading.problems)


PROCEEDINGS = "@proceedings{Proc,\n title = {The Proceedings}, year = 1999}\n"


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("inproceedings", "", ("1999", "The Proceedings")),
        ("conference", "", ("1999", "The Proceedings")),
        ("InCollection", "booktitle = {B},", ("1999", "B")),
        ("inproceedings", "year = 1998,", ("1998", "The Proceedings")),
        ("inproceedings", "date = {1998-01},", ("1998-01", "The Proceedings")),
        ("article", "", ("1999", "")),
        ("inproceedings", "year = unknown,", ("", "The Proceedings")),
    ],
)
def test_a_paper_takes_year_and_venue_from_the_book_that_it_refers_to(
    kind: str, fields: str, expected: tuple[str, str]
) -> None:
    paper = f"@{kind}{{a, title = {{A}}, {fields} crossref = {{proc}}}}\n"
    for text in (paper + PROCEEDINGS, PROCEEDINGS + paper):
        found = {r.key: (r.year, r.venue) for r in bibtex.read(text, "a.bib").records}
        assert found == {"a": expected, "Proc": ("1999", "")}


def test_the_book_that_a_paper_refers_to_may_have_a_title_for_its_papers() -> None:
    text = (
        "@incollection{a, title = {A}, crossref = {b}}\n"
        "@book{b, title = {The Book}, booktitle = {The Short Book}}\n"
        "@incollection{c, title = {C}, crossref = {nowhere}}\n"
    )
    reading = bibtex.read(text, "a.bib")
    assert [r.venue for r in reading.records] == ["The Short Book", "The Short Book", ""]
    assert reading.problems == ()


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


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (
            "@misc{broken,\n  title = {No end\n}\n",
            "the { opened for the field title in line 7 is never closed",
        ),
        (
            '@misc{broken,\n  title = "No end\n}\n',
            'the " opened for the field title in line 7 is never closed',
        ),
        (
            "@misc{broken,\n  title = {No {end},\n  year = 1984\n}\n",
            "the { opened for the field title in line 7 is never closed",
        ),
        (
            '@misc{broken,\n  title = "G{\\"o}del", url = {No end,\n  year = {1984}\n}\n',
            "the { opened for the field url in line 7 is never closed",
        ),
        ("@misc{broken,\n  title = {No end},\n\n", "its last } is missing"),
        ("@misc{broken,\n  title = {No end}\n\n", "its last } is missing"),
        ("@misc{broken\n  title = {No comma}\n}\n", "no comma follows its key"),
        ("@misc{broken,\n  title {No sign}\n}\n", "a name in line 7 is followed by no ="),
        ("@misc{broken,\n  url = {A},\n  year 1984\n}\n", "a name in line 9 is followed by no ="),
    ],
)
@pytest.mark.parametrize("after", ["", GOOD.replace("1984,", "1986,")])
def test_a_broken_entry_is_a_fatal_problem_and_its_neighbours_are_read(
    broken: str, fault: str, after: str
) -> None:
    reading = bibtex.read(f"{GOOD}\n{broken}{after}", "a.bib")
    assert keys(reading) == ["knuth1984", "knuth1986"][: 2 if after else 1]
    assert (only(reading).where.line, only(reading).fatal) == (6, True)
    assert only(reading).message.startswith(f"@misc{{broken cannot be read: {fault}. ")


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


@pytest.mark.parametrize("start", ["@ misc{", "@misc\n{", " @ misc ("])
def test_an_entry_whose_beginning_is_torn_apart_is_not_lost_silently(start: str) -> None:
    reading = bibtex.read(f"{GOOD}\nText.\n{start}b, title = {{B}}}}\n", "a.bib")
    assert keys(reading) == ["knuth1984"]
    assert (only(reading).where.line, only(reading).fatal) == (7, True)


def test_an_unfinished_comment_is_no_failure() -> None:
    reading = bibtex.read(f"@comment{{ never closed\n{GOOD}", "a.bib")
    assert (keys(reading), only(reading).fatal) == (["knuth1984"], False)


def test_a_key_used_twice_keeps_both_entries() -> None:
    reading = bibtex.read(GOOD + GOOD.replace("Book", "Other"), "a.bib")
    assert [(r.title, r.where.line) for r in reading.records] == [("The Book", 1), ("The Other", 5)]
    assert (only(reading).where.line, only(reading).fatal) == (5, False)
    assert "line 1" in only(reading).message


def test_entries_without_a_key_do_not_share_one() -> None:
    reading = bibtex.read("@misc{,title={A}}\n@misc{,title={B}}", "a.bib")
    assert ([r.title for r in reading.records], reading.problems) == (["A", "B"], ())


@pytest.mark.parametrize("again", ["title", "Title"])
def test_a_field_given_twice_keeps_the_first(again: str) -> None:
    reading = bibtex.read(f"@misc{{a,\n title = {{A}},\n {again} = {{B}}\n}}", "a.bib")
    assert [r.title for r in reading.records] == ["A"]
    assert (only(reading).where.line, only(reading).fatal) == (3, False)


@pytest.mark.parametrize("title", ["", "title = {},", "title = {{ }},", 'title = "",'])
def test_an_entry_without_title_is_a_fatal_problem_and_no_record(title: str) -> None:
    reading = bibtex.read(f"{GOOD}@misc{{lacking, {title} year = 1984}}", "a.bib")
    assert keys(reading) == ["knuth1984"]
    assert (only(reading).where.line, only(reading).fatal) == (5, True)
    assert '"lacking"' in only(reading).message and "title = {" in only(reading).message


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
    assert len(bibtex.read("@misc{a,\n title = {A\n@misc{b\n", "a.bib").problems) == 2
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (GOOD, "a.txt", True),
        ("Some words first.\n\n" + GOOD, "a.txt", True),
        ('@string{a = "A"}', "a.txt", True),
        ("@article{key\n, title = {A}\n}", "a.txt", True),
        ("@misc(key, title = {A})", "a.txt", True),
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
    """As many entries as the manifest counts, but for titles with abbreviations of other files."""
    rows = (SHARED / "samples" / "MANIFEST.tsv").read_text("utf-8").splitlines()
    differing = {}
    for name, kind, _, _, entries, *_ in (row.split("\t") for row in rows):
        if kind.startswith("bibtex"):
            text, _ = decode((SHARED / "samples" / name).read_bytes(), name)
            found = len(bibtex.read(text or "", name).records)
            if found != int(entries):
                differing[name] = (found, int(entries))
    assert differing == {"bibtex/iridia/crossref.bib": (403, 429)}


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_a_large_library_is_read_without_loss() -> None:
    with gzip.open(SHARED / "scale" / "papers-20000.bib.gz") as file:
        data = file.read(3_000_000)
    text, problems = decode(data[: data.rindex(b"\n@")], "a.bib")
    assert text and problems == ()
    reading = bibtex.read(text, "a.bib")
    assert (len(reading.records), reading.problems) == (text.count("\n@") + 1, ())


def test_problems_come_in_the_order_of_the_file() -> None:
    text = f"@misc{{a, title = {{A}}, journal = jacm}}\n{GOOD}@misc{{b, year = 1984}}\n{GOOD}"
    lines = [problem.where.line for problem in bibtex.read(text, "a.bib").problems]
    assert lines == [1, 6, 7]
