"""What tables of papers give, from whichever spreadsheet or database, and however damaged."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import TYPES, Problem, Reading, Record
from generator.readers import decode, namelists, table

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "csv"
SOURCES = Path(__file__).parents[1] / "content" / "sources"


def read(text: str) -> Reading:
    return table.read(text, "papers.csv")


def only(text: str) -> Record:
    reading = read(text)
    assert (len(reading.records), reading.problems, reading.rejected) == (1, (), ())
    return reading.records[0]


def one(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


@pytest.mark.parametrize(
    ("name", "records", "rejected"),
    [
        ("embase", 6, 0),
        ("generic", 2, 0),
        ("generic_semicolon", 2, 0),
        ("missing_values", 2, 2),
        ("duplicate_records", 14, 0),
    ],
)
def test_a_real_table_is_read_or_rejected_row_by_row(
    name: str, records: int, rejected: int
) -> None:
    path = SAMPLES / f"{name}.csv"
    if not path.exists():
        pytest.skip("the samples are not here")
    text, _ = decode(path.read_bytes(), name)
    assert text is not None and table.recognises(text, "papers.txt")
    reading = read(text)
    assert (len(reading.records), len(reading.rejected)) == (records, rejected)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_worked_out(separator: str) -> None:
    row = ["On Looms", "Lovelace, Ada; Babbage, Charles", "We weave; we count, too.\tAnd | rest."]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([["Title", "Authors", "Abstract"], row])
    assert table.recognises(file.getvalue(), "papers.txt")
    record = only(file.getvalue())
    assert (record.title, record.authors) == (row[0], ("Lovelace, Ada", "Babbage, Charles"))
    assert record.abstract == row[2]


def test_the_separator_may_be_declared_as_spreadsheets_do() -> None:
    record = only("sep=;\ntitle;year\nOn Looms, and Engines;1843\n")
    assert (record.title, record.year, record.where.line) == ("On Looms, and Engines", "1843", 3)


def test_lines_are_those_of_the_file_though_cells_go_over_several() -> None:
    reading = read('title,abstract\n\n"On\nLooms","We\n\nweave."\nOn Engines,We count.\n,lost\n')
    assert [record.where.line for record in reading.records] == [3, 7]
    assert one(reading.rejected).where.line == 8
    assert reading.records[0].abstract == "We\n\nweave."


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Article Title", "title"),
        ("TI", "title"),
        ("题名", "title"),
        ("Titel", "title"),
        ("Abstract Note", "abstract"),
        ("AB", "abstract"),
        ("Publication Year", "year"),
        ("publication_year", "year"),
        ("PY", "year"),
        ("Journal/Book", "venue"),
        ("Source title", "venue"),
        ("SO", "venue"),
        ("DI", "doi"),
        ("PubMed ID", "pmid"),
        ("arXiv ID", "arxiv"),
        ("VL", "volume"),
        ("Issue Number", "issue"),
        ("Publisher", "publisher"),
        ("BibTeX key", "key"),
        ("Date Added", "added"),
        ("date_added", "added"),
        ("Added on", "added"),
    ],
)
def test_a_header_is_known_however_it_is_spelt(header: str, field: str) -> None:
    other = "doi" if field == "title" else "title"
    record = only(f"{other},{header}\nfirst,second\n")
    assert (getattr(record, other), getattr(record, field)) == ("first", "second")


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (  # Zotero
            "Key,Item Type,Publication Year,Author,Title,Publication Title,DOI,Url,Abstract Note,"
            "Pages,Manual Tags,Automatic Tags,Link Attachments,Extra,Journal Abbreviation,ISSN,"
            "Date Added,File Attachments,Programming Language,Words By",
            'AB12,journalArticle,1843,"Lovelace, Ada; Babbage, Charles",On Looms,Memoirs,'
            "10.1000/1,https://e.org/1,We weave.,1-9,looms; engines,x,https://e.org/2,"
            "PMID: 12121212,Mem.,1234-5678,2020-01-01,C:\\a.pdf,,",
            {
                "type": "article-journal",
                "venue": "Memoirs",
                "authors": ("Lovelace, Ada", "Babbage, Charles"),
                "url": "https://e.org/1",
                "pages": "1-9",
                "tags": ("looms", "engines", "x"),
                "more": ("PMID: 12121212", "https://e.org/2"),
                "key": "",
                "added": "2020-01-01",
            },
        ),
        (  # Scopus
            "Authors,Author full names,Author(s) ID,Title,Year,Source title,Cited by,DOI,Link,"
            "References,Document Type,Source,EID",
            '"Lovelace A.; Babbage C.","Lovelace, Ada (57193012345); Babbage, C. (57193012346)"'
            ",1;2,On Looms,1843,Memoirs,7,10.1000/1,https://www.scopus.com/1,10.1000/other,"
            "Conference paper,Scopus,2-s2.0-1",
            {
                "authors": ("Lovelace, Ada", "Babbage, C."),
                "venue": "Memoirs",
                "type": "paper-conference",
                "more": (),
            },
        ),
        (  # IEEE Xplore
            "Document Title,Authors,Publication Title,Publication Year,Start Page,End Page,"
            "PDF Link,Author Keywords,IEEE Terms",
            "On Looms,A. Lovelace; C. Babbage,Proc. Engines,1843,10,19,"
            "https://ieeexplore.ieee.org/stamp/1,looms;engines,Weaving",
            {
                "authors": ("A. Lovelace", "C. Babbage"),
                "pages": "10-19",
                "pdf": "https://ieeexplore.ieee.org/stamp/1",
                "tags": ("looms", "engines"),
            },
        ),
        (  # PubMed
            "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,PMCID,DOI",
            '1,On Looms.,"Lovelace A, Babbage C.",Memoirs. 1843;1:1. doi: 10.1000/1.,Lovelace A,'
            "Memoirs,1843,PMC12,10.1000/1",
            {
                "pmid": "1",
                "venue": "Memoirs",
                "authors": ("Lovelace A", "Babbage C."),
                "more": ("Memoirs. 1843;1:1. doi: 10.1000/1.", "PMC12"),
            },
        ),
        (  # Publish or Perish
            "Cites,Authors,Title,Year,Source,Publisher,ArticleURL,CitesURL,GSRank,Type,DOI",
            '5,"A Lovelace, C Babbage...",On Looms,1843,Memoirs,Taylor,https://e.org/1,'
            "https://scholar.org/cites,1,PDF,",
            {
                "authors": ("A Lovelace", "C Babbage", "others"),
                "venue": "Memoirs",
                "url": "https://e.org/1",
                "more": (),
            },
        ),
        (  # Embase
            "Title,Author Names,Source,Emtree Drug Index Terms,Open URL Link,"
            "Correspondence Address",
            '"On Looms","Lovelace A., Babbage C.",Memoirs of Engines (1843) 3:2 (15-19). Date of '
            "Publication: 1843,x,http://sfx.example.org?id=doi:10.1000%2F1,London",
            {
                "authors": ("Lovelace A.", "Babbage C."),
                "venue": "Memoirs of Engines",
                "year": "1843",
                "volume": "3",
                "issue": "2",
                "pages": "15-19",
                "more": ("http://sfx.example.org?id=doi:10.1000%2F1",),
            },
        ),
    ],
    ids=["zotero", "scopus", "ieee", "pubmed", "publish-or-perish", "embase"],
)
def test_an_export_of_a_database_is_read_without_a_question(
    header: str, row: str, expected: dict[str, object]
) -> None:
    record = only(f"{header}\n{row}\n")
    assert {field: getattr(record, field) for field in expected} == expected
    assert record.title.rstrip(".") == "On Looms"


def test_web_of_science_tells_full_names_from_initials() -> None:
    head = "PT\tAU\tAF\tTI\tSO\tDT\tDE\tID\tAB\tPY\tBP\tEP\tDI\tCR\tUT"
    row = (
        "J\tLovelace, A\tLovelace, Ada\tOn Looms\tMemoirs\tArticle\tlooms\tEngines\tWe weave.\t1843"
        "\t1\t9\t10.1000/1\tBabbage C, 1820, DOI 10.1000/other\tWOS:1"
    )
    record = only(f"{head}\n{row}\n")
    assert (record.authors, record.tags, record.pages) == (("Lovelace, Ada",), ("looms",), "1-9")
    assert (record.doi, record.venue, record.more) == ("10.1000/1", "Memoirs", ())


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("Lovelace, Ada", ["Lovelace, Ada"]),
        ("van der Berg, Jan", ["van der Berg, Jan"]),
        ("Knuth, Donald E., Jr.", ["Knuth, Donald E., Jr."]),
        ("Liu R., Adler D.G.", ["Liu R.", "Adler D.G."]),
        ("Lovelace A, Babbage C, et al.", ["Lovelace A", "Babbage C", "others"]),
        ("Lovelace, A., Babbage, C.", ["Lovelace, A.", "Babbage, C."]),
        ("Lovelace, A., Babbage, C., & Knuth, D.", ["Lovelace, A.", "Babbage, C.", "Knuth, D."]),
        ("Lovelace, Ada, Babbage, Charles", ["Lovelace, Ada", "Babbage, Charles"]),
        ("Lovelace, Ada and Babbage, Charles", ["Lovelace, Ada", "Babbage, Charles"]),
        ("Ada Lovelace and Charles Babbage", ["Ada Lovelace", "Charles Babbage"]),
        (
            "Ada Lovelace, Charles Babbage, and D. Knuth",
            ["Ada Lovelace", "Charles Babbage", "D. Knuth"],
        ),
        ("Zihan Ding, Chi Jin", ["Zihan Ding", "Chi Jin"]),
        ("Kim Y Lee, Ada Lovelace", ["Kim Y Lee", "Ada Lovelace"]),
        ("Lovelace, Ada; Babbage, Charles", ["Lovelace, Ada", "Babbage, Charles"]),
        ("Ada Lovelace;\nCharles Babbage", ["Ada Lovelace", "Charles Babbage"]),
        ("Ada Lovelace|Charles Babbage", ["Ada Lovelace", "Charles Babbage"]),
        ("['Marx, Karl', \"D'Arcy, Will\"]", ["Marx, Karl", "D'Arcy, Will"]),
        ('["Ada Lovelace", "B"]', ["Ada Lovelace", "B"]),
        ('[{"name": "Ada Lovelace"}, {"name": "B"}]', ["Ada Lovelace", "B"]),
        ("张三, 李四", ["张三", "李四"]),
        ("张三；李四", ["张三", "李四"]),
        (
            "Centers for Disease Control and Prevention",
            ["Centers for Disease Control and Prevention"],
        ),
        ("Ada Lovelace and others", ["Ada Lovelace", "others"]),
        (" ; ", []),
        ("[]", []),
    ],
)
def test_names_are_told_apart_as_people_write_them(cell: str, expected: list[str]) -> None:
    assert list(namelists.names(cell)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("looms; engines, old", ("looms", "engines, old")),
        ("looms, engines", ("looms", "engines")),
        ("cyst (diagnosis, surgery), human", ("cyst (diagnosis, surgery)", "human")),
        ("['looms', 'engines']", ("looms", "engines")),
        ("#looms, looms, ", ("looms",)),
    ],
)
def test_keywords_are_told_apart(cell: str, expected: tuple[str, ...]) -> None:
    assert namelists.keywords([cell]) == expected


def test_an_unknown_column_is_asked_about_once_and_its_identifiers_are_kept() -> None:
    reading = read("title,shelf,see\nA,top,https://e.org/1\nB,low,well\n")
    problem = one(reading.problems)
    assert not problem.fatal and problem.where.line == 1
    assert '"shelf", "see"' in problem.message and "keywords" in problem.message
    assert [record.more for record in reading.records] == [("https://e.org/1",), ()]


def test_an_error_of_a_spreadsheet_is_no_value() -> None:
    reading = read(
        "Title,Authors,Year,DOI\nOn Looms,#NAME?,1843,#N/A\nOn C#,Ada Lovelace,#REF!,10.1000/1\n"
        "On #N/A,Ada Lovelace,1843,10.1000/2\n"
    )
    assert [(made.title, made.authors, made.year, made.doi) for made in reading.records] == [
        ("On Looms", (), "1843", ""),
        ("On C#", ("Ada Lovelace",), "", "10.1000/1"),
        ("On #N/A", ("Ada Lovelace",), "1843", "10.1000/2"),
    ]
    problem = one(reading.problems)
    assert (problem.where.line, problem.fatal) == (2, False)
    assert "1 more" in problem.message


def test_several_addresses_in_a_cell_are_all_kept() -> None:
    record = only("title,url,code\nA,https://e.org/1; https://e.org/2,none\n")
    assert (record.url, record.more, record.code) == ("https://e.org/1", ("https://e.org/2",), "")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("url\nhttps://arxiv.org/abs/2101.00001v2\n", "arxiv", "2101.00001v2"),
        ("title,link\n,https://doi.org/10.1000/1\n", "doi", "10.1000/1"),
        ("title,year\nhttps://aclanthology.org/2021.acl-long.1,2021\n", "acl", "2021.acl-long.1"),
        ("doi\n10.4\n", "doi", "10.4"),
    ],
)
def test_an_identifier_is_enough_for_a_record(text: str, field: str, value: str) -> None:
    record = only(text)
    assert (record.title, getattr(record, field)) == ("", value)


def test_a_row_without_title_and_identifier_is_rejected_with_its_line() -> None:
    reading = read("title,year\n,1843\nOn Looms,1843\n  , \n")
    problem = one(reading.rejected)
    assert (problem.where.line, len(reading.records), problem.fatal) == (2, 1, True)
    assert "neither a title nor an identifier" in problem.message


def test_a_table_without_headers_is_one_fatal_problem_that_shows_what_is_accepted() -> None:
    reading = read("1,Ada,2024\n2,Charles,2024\n3,Donald,2025\n")
    problem = one(reading.problems)
    assert (reading.records, problem.fatal) == ((), True)
    assert '"1", "Ada", "2024"' in problem.message and "title, abstract, authors" in problem.message


def test_lines_above_the_headers_and_headers_again_are_no_papers() -> None:
    text = "Results of 22 November\n\nTitle,Year\nOn Looms,1843\nTitle,Year\nOn Engines,1844\n"
    assert [record.title for record in read(text).records] == ["On Looms", "On Engines"]


def test_a_quotation_mark_that_is_never_closed_swallows_no_other_row() -> None:
    rows = "".join(f"Paper {number},We weave.\n" for number in range(2000))
    reading = read(f'title,abstract\nFirst,"We begin\n{rows}"Last",We end.\n')
    assert len(reading.records) == 2002
    assert (reading.records[0].title, reading.records[0].abstract) == ("First", "We begin")
    problem = one(reading.problems)
    assert problem.where.line == 2 and "not closed" in problem.message and not problem.fatal


def test_a_quotation_mark_in_a_value_is_no_problem() -> None:
    assert only('title,abstract\nThe 5" loom,"so-called ""loom"""\n').abstract == 'so-called "loom"'
    assert only('title,abstract\n"A" loom,We weave.\n').title == "A loom"
    assert only('title,year\n"The \\"new\\" loom, old",1843\n').title == 'The "new" loom, old'


def test_ragged_rows_lose_nothing_in_silence() -> None:
    reading = read("title,authors,year\nA,Ada\nB\nC,Ada Lovelace,1843,,\nD, or E,Ada,1843\nF,G,1\n")
    assert [record.title for record in reading.records] == ["A", "B", "C", "F"]
    short = one(reading.problems)
    assert short.where.line == 2 and "1 more" in short.message and not short.fatal
    long = one(reading.rejected)
    assert long.where.line == 5 and "in quotation marks" in long.message


def test_a_cell_too_large_is_rejected_and_the_next_row_is_read() -> None:
    size = csv.field_size_limit() + 1
    reading = read(f"title,abstract\nA,{'x' * size}\nB,We weave.\n")
    assert [record.title for record in reading.records] == ["B"]
    assert one(reading.rejected).where.line == 2


def test_a_null_character_is_no_reason_to_fail() -> None:
    assert [record.title for record in read("title,year\nA\0,1843\nB,1844\n").records] == [
        "A\0",
        "B",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Red, green\nBlue, yellow\nPink, white\n",
        "One, two\nthree",
        "@article{a, title = {A, B, C}}\n@article{b, title = {A, B, C}}\n",
        "# Papers\n\n| Title | Year |\n|--|--|\n| A | 1843 |\n",
        "| Title | Year |\n|--|--|\n| A | 1843 |\n",
        "Papers\n\n Title | Year \n:--|--\n A | 1843 \n",
        "- [A](b), Ada, 1843\n- [B](b), Ada, 1843\n- [C](b), Ada, 1843\n",
        "Title of the first\n\nAn abstract, with commas, and more.\n\nA second title\n\nMore.\n",
        '{"title": "A", "year": 1843}\n',
        "",
    ],
)
def test_other_text_is_no_table(text: str) -> None:
    assert not table.recognises(text, "papers.txt")


@pytest.mark.first_library
def test_no_source_of_the_library_is_a_table() -> None:
    for path in SOURCES.iterdir():
        assert not table.recognises(path.read_text("utf-8"), path.name)


@pytest.mark.parametrize("name", ["a.csv", "a.TSV", "sources/a.tab"])
def test_a_single_column_is_a_table_where_the_name_says_so(name: str) -> None:
    assert table.recognises("doi\n10.1000/1\n", name)
    assert not table.recognises("doi\n10.1000/1\n", "a.txt")


def test_twenty_thousand_rows_take_seconds() -> None:
    row = f'"On Looms","Lovelace, Ada; Babbage, Charles",1843,"{"We weave, and count. " * 60}"\n'
    begin = time.perf_counter()
    reading = read("title,authors,year,abstract\n" + row * 20_000)
    assert len(reading.records) == 20_000
    assert time.perf_counter() - begin < 20


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), max_size=6), st.sampled_from(",;\t|"))
def test_what_a_library_writes_is_read_or_rejected_row_by_row(
    rows: list[list[str]], separator: str
) -> None:
    file = io.StringIO()
    head = ["title", "doi", "year", "abstract"]
    written = [[cell.replace("\r", " ") for cell in row + [""] * (4 - len(row))] for row in rows]
    csv.writer(file, delimiter=separator, lineterminator="\n").writerows([head, *written])
    reading = read(file.getvalue())
    filled = [
        row for row in written if any(map(str.strip, row)) and list(map(str.strip, row)) != head
    ]
    assert len(reading.records) + len(reading.rejected) == len(filled)


@given(st.text() | st.text(alphabet='",;\t\n|\\a=1titledoi'))
def test_any_text_gives_records_or_problems(text: str) -> None:
    for given_text in (text, f"title,doi\n{text}"):
        reading = read(given_text)
        assert table.recognises(given_text, "a.csv") in (True, False)
        lines = given_text.count("\n") + 1
        for record in reading.records:
            assert record.type in TYPES | {""} and record.where.line <= lines
        assert all(problem.where.line <= lines for problem in reading.problems + reading.rejected)
