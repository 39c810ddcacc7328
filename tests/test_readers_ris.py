"""What RIS gives, from whichever database and however damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from generator.model import TYPES, Author, Reading, Record
from generator.readers import decode, ris

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "ris"

TIDY = """\
TY  - JOUR
AU  - Knuth, Donald E.
AU  - Lovelace, Ada
TI  - Literate Programming
PY  - 1984
JF  - The Computer Journal
VL  - 27
IS  - 2
SP  - 97
EP  - 111
PB  - Oxford University Press
DO  - 10.1093/comjnl/27.2.97
UR  - https://example.org/97
L1  - https://example.org/97.pdf
KW  - programming
KW  - documentation
AB  - A paper.
N1  - A note.
ID  - knuth1984
ER  - 
"""


def record(lines: str, kind: str = "JOUR") -> Record:
    """The one record of an entry with these lines and a title."""
    reading = ris.read(f"TY  - {kind}\nTI  - A Title\n{lines}\nER  - \n", "a.ris")
    assert len(reading.records) == 1 and not reading.rejected, reading
    return reading.records[0]


def titles(reading: Reading) -> list[str]:
    return [found.title for found in reading.records]


def test_a_tidy_entry_gives_all_that_it_says() -> None:
    (found,) = ris.read(TIDY, "sources/a.ris").records
    assert str(found.where) == "sources/a.ris:1"
    assert found == Record(
        where=found.where,
        format="ris",
        title="Literate Programming",
        abstract="A paper.",
        authors=(Author("Knuth", "Donald E."), Author("Lovelace", "Ada")),
        year="1984",
        venue="The Computer Journal",
        type="article-journal",
        volume="27",
        issue="2",
        pages="97-111",
        publisher="Oxford University Press",
        doi="10.1093/comjnl/27.2.97",
        url="https://example.org/97",
        pdf="https://example.org/97.pdf",
        key="knuth1984",
        tags=("programming", "documentation"),
        more=("A note.",),
    )


@pytest.mark.parametrize(
    ("sample", "records", "rejected"),
    [
        ("scopus.ris", 6, []),
        ("ovid_psycinfo.ris", 6, []),
        ("proquest.ris", 6, []),
        ("embase.ris", 6, []),
        ("faulty_year.ris", 1, []),
        ("baseline_empty_values.ris", 2, [7, 18]),
        ("web_of_science.txt", 10, []),
        ("ris_issue_992.txt", 19, []),
    ],
)
def test_every_entry_of_a_database_is_read_or_reported_with_its_line(
    sample: str, records: int, rejected: list[int]
) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the real samples are not here")
    text, _ = decode((SAMPLES / sample).read_bytes(), sample)
    assert text is not None and ris.recognises(text, "a.txt")
    reading = ris.read(text, sample)
    assert len(reading.records) == records
    assert [problem.where.line for problem in reading.rejected] == rejected
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Knuth, Donald E.", Author("Knuth", "Donald E.")),
        ("van der Maaten, Laurens", Author("van der Maaten", "Laurens")),
        ("King, Martin Luther, Jr.", Author("King, Jr.", "Martin Luther")),
        ("King, Jr., Martin Luther", Author("King, Jr.", "Martin Luther")),
        ("World Health Organization,", Author("World Health Organization")),
        (", Voltaire", Author("Voltaire")),
        ("Knuth D.E.", "Knuth D.E."),
        ("Ada Lovelace", "Ada Lovelace"),
        ("Department of Health, Education, and Welfare",) * 2,
        ("et al.", "others"),
        ("others", "others"),
    ],
)
def test_a_name_is_parted_where_a_comma_parts_it(written: str, expected: Author | str) -> None:
    assert record(f"AU  - {written}").authors == (expected,)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("AU  - Knuth, Donald; Lovelace, Ada", ("Donald Knuth", "Ada Lovelace")),
        ("AU  - M&uuml;ller, Ada; M&#252;ller, Jo", ("Ada M&uuml;ller", "Jo M&#252;ller")),
        ("AU  - Knuth, D., et al.", ("D. Knuth", "others")),
        ("AU  - Knuth, D. et al", ("D. Knuth", "others")),
        ("A1  - Knuth, Donald", ("Donald Knuth",)),
        ("AU  - Knuth, D.\nA1  - Knuth, D.\nA1  - Li, W.", ("D. Knuth", "W. Li")),
        ("AU  - Wang, L.\nAU  - Wang, L.", ("L. Wang", "L. Wang")),
        ("AU  - \nAU  - ,\nAU  - ;", ()),
    ],
)
def test_authors_are_kept_in_order(lines: str, expected: tuple[str, ...]) -> None:
    assert tuple(map(str, record(lines).authors)) == expected


def test_a_name_that_ends_like_et_al_is_a_name() -> None:
    assert record("AU  - Ahmet Al\nAU  - Budget Al").authors == ("Ahmet Al", "Budget Al")


@pytest.mark.parametrize(
    ("kind", "lines", "expected"),
    [
        ("CHAP", "A2  - Knuth, Donald", ["Donald Knuth"]),
        ("CPAPER", "A2  - Knuth, Donald\nED  - Lovelace, Ada", ["Donald Knuth", "Ada Lovelace"]),
        ("JOUR", "ED  - Knuth, Donald", ["Donald Knuth"]),
        ("BOOK", "A2  - Series, Ed\nA3  - Knuth, Donald", ["Donald Knuth"]),
        ("JOUR", "A2  - Andres, Byrne, Casati, Cohen, Knuth", []),
        ("CHAP", "A2  - Andres, Byrne, Casati, Cohen, Knuth", []),
        ("EDBOOK", "AU  - Knuth, Donald", ["Donald Knuth"]),
    ],
)
def test_who_is_an_editor_depends_on_the_type(kind: str, lines: str, expected: list[str]) -> None:
    found = record(lines, kind)
    assert (list(map(str, found.editors)), found.authors) == (expected, ())


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("JOUR", "article-journal"),
        ("jour", "article-journal"),
        ("CONF", "paper-conference"),
        ("CPAPER", "paper-conference"),
        ("CHAP", "chapter"),
        ("BOOK", "book"),
        ("THES", "thesis"),
        ("RPRT", "report"),
        ("UNPB", "manuscript"),
        ("PREPRINT", "article"),
        ("DATA", "dataset"),
        ("COMP", "software"),
        ("ELEC", "webpage"),
        ("CASE", "document"),
        ("GEN", ""),
        ("Journal Article", ""),
    ],
)
def test_a_type_is_told_in_the_words_of_the_model(kind: str, expected: str) -> None:
    assert record("", kind).type == expected


def test_every_type_is_one_of_the_model() -> None:
    assert {record("", kind).type for kind in rispy.TYPE_OF_REFERENCE_MAPPING} <= TYPES | {""}
    assert set(ris._TYPES.values()) <= TYPES


@pytest.mark.parametrize(
    ("lines", "attribute", "expected"),
    [
        ("PY  - 2019//", "year", "2019//"),
        ("PY  - 2014/08/29/", "year", "2014/08/29/"),
        ("Y1  - 2014///", "year", "2014///"),
        ("DA  - SEP\nPY  - 2018", "year", "2018"),
        ("PY  - \nDA  - 2020/05/01", "year", "2020/05/01"),
        ("PY  - in press\nDA  - 2020", "year", "2020"),
        ("PY  - 10 15", "year", "10 15"),
        ("T2  - A Journal\nJ2  - A. J.", "venue", "A Journal"),
        ("JO  - A. J.\nJF  - A Journal", "venue", "A Journal"),
        ("J2  - A. J.", "venue", "A. J."),
        ("SP  - 1-5", "pages", "1-5"),
        ("SP  - 152-160\nEP  - 160", "pages", "152-160"),
        ("SP  - 22\nEP  - 22", "pages", "22"),
        ("SP  - e90\nEP  - e95", "pages", "e90-e95"),
        ("SP  - No\nEP  - Specified", "pages", ""),
        ("C7  - 104501", "pages", "104501"),
        ("SP  - 3\nEP  - 9\nC7  - 104501", "pages", "3-9"),
        ("CP  - 4", "issue", "4"),
        ("PB  - Springer\nPB  - Germany", "publisher", "Springer"),
        ("PU  - ELSEVIER", "publisher", "ELSEVIER"),
        ("N2  - An abstract.", "abstract", "An abstract."),
        ("AB  - Aims.\nAB  - Results.", "abstract", "Aims. Results."),
        ("AB  - One\nline\n\n  after another.", "abstract", "One line after another."),
        ("KW  - *Sex Roles\nKW  - Sex Roles\nKW  -", "tags", ("Sex Roles",)),
        ("KW  - Human\nJoint Commission\nEthics, Nursing", "tags",
         ("Human", "Joint Commission", "Ethics, Nursing")),
        ("KW  - R&D; A* search", "tags", ("R&D", "A* search")),
        ("ID  - 2019-65183-001", "key", "2019-65183-001"),
        ("DO  - http://dx.doi.org/10.1002/x", "doi", "http://dx.doi.org/10.1002/x"),
        ("M3  - doi: 10.1002/x", "doi", "doi: 10.1002/x"),
        ("L2  - http://dx.doi.org/10.1002/x", "doi", "http://dx.doi.org/10.1002/x"),
        ("AN  - arXiv:2103.03230", "arxiv", "2103.03230"),
        ("M2  - A note\nN1  - arXiv: 2103.03230 [cs, stat]", "arxiv", "2103.03230"),
        ("UR  - http://arxiv.org/abs/hep-th/9901001v2", "arxiv", "hep-th/9901001v2"),
        ("UR  - https://arxiv.org/pdf/2103.03230.pdf", "arxiv", "2103.03230"),
        ("UR  - https://example.org/a;s=1", "url", "https://example.org/a;s=1"),
        ("UR  - https://example.org/a; https://example.org/b", "url", "https://example.org/a"),
        ("UR  - <Go to ISI>://WOS:1\nUR  - www.example.org", "url", "www.example.org"),
        ("L1  - file:///C:/x.pdf\nL1  - https://example.org/x.pdf", "pdf",
         "https://example.org/x.pdf"),
        ("L1  - internal-pdf://x.pdf", "pdf", ""),
        ("PM  - 123456", "pmid", "123456"),
        ("DB  - Scopus\nC2  - 31421429", "pmid", "31421429"),
        ("DB  - Embase\nDB  - Medline\nC5  - 15368318\nAN  - 373791", "pmid", "15368318"),
        ("DP  - NLM\nAN  - 15368318", "pmid", "15368318"),
        ("C2  - 2018", "pmid", ""),
        ("DB  - Embase\nDB  - Medline\nAN  - 37379178", "pmid", ""),
        ("DB  - PTSDpubs\nAN  - 2214991469", "pmid", ""),
    ],
)  # fmt: skip
def test_a_field_goes_where_it_belongs(lines: str, attribute: str, expected: object) -> None:
    assert getattr(record(lines), attribute) == expected


@pytest.mark.parametrize(
    ("kind", "lines", "attribute", "expected"),
    [
        ("CHAP", "BT  - A Book", "venue", "A Book"),
        ("CONF", "C3  - Proceedings", "venue", "Proceedings"),
        ("CONF", "C3  - Some University\nC3  - Another", "venue", ""),
        ("JOUR", "C3  - Some University", "venue", ""),
        ("BOOK", "T2  - A Series", "venue", ""),
        ("BOOK", "SP  - 650", "pages", ""),
        ("JOUR", "M3  - preprint", "type", "article"),
    ],
)
def test_what_a_tag_means_depends_on_the_type(
    kind: str, lines: str, attribute: str, expected: str
) -> None:
    assert getattr(record(lines, kind), attribute) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("N1  - PMID: 123456", ("PMID: 123456",)),
        ("AN  - WOS:000444108200009", ("WOS:000444108200009",)),
        ("UR  - <Go to ISI>://WOS:1", ("<Go to ISI>://WOS:1",)),
        ("UR  - https://example.org/a\nUR  - https://example.org/b", ("https://example.org/b",)),
        ("DO  - 10.1000/a\nDO  - 10.1000/b\nDO  - 10.1000/a", ("10.1000/b",)),
        ("C2  - PMC42\nM3  - Article", ("PMC42", "Article")),
        ("AB  - An abstract.\nN2  - A remark.", ("A remark.",)),
        ("AB  - An abstract.\nN2  - An abstract.", ()),
        # What other papers are called must not be taken for this one's name.
        ("N1  - References: Li, W., A Paper (2015) 10.1000/other\nLi, W., doi:10.1000/more", ()),
        ("M1  - Li, W. (2016). A Paper. http://dx.doi.org/10.1000/other", ()),
        ("M1  - (Li W., li@example.org) A Department", ()),
    ],
)
def test_what_may_name_the_paper_is_kept_and_what_names_others_is_not(
    lines: str, expected: tuple[str, ...]
) -> None:
    assert record(lines).more == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("T1  - A", "A"),
        ("CT  - A", "A"),
        ("ST  - A", "A"),
        ("ST  - A\nTI  - B: A", "B: A"),
        ("TI  - A\nT1  - A", "A"),
        ("TI  - Wrapped\n      twice\n      over", "Wrapped twice over"),
        ("BT  - A", ""),
    ],
)
def test_a_title_has_several_tags(tags: str, expected: str) -> None:
    reading = ris.read(f"TY  - JOUR\nDO  - 10.1000/x\n{tags}\nER  - \n", "a.ris")
    assert (titles(reading), reading.problems) == ([expected], ())


def test_the_title_of_a_book_may_stand_where_a_chapter_has_that_of_its_book() -> None:
    (found,) = ris.read("TY  - BOOK\nBT  - The Book\nER  - \n", "a.ris").records
    assert (found.title, found.venue) == ("The Book", "")


def test_a_second_title_is_reported() -> None:
    reading = ris.read("TY  - JOUR\nTI  - A\nTI  - B\nER  - \n", "a.ris")
    (problem,) = reading.problems
    assert titles(reading) == ["A"]
    assert (problem.where.line, problem.fatal) == (1, False)
    assert "2 titles" in problem.message


@pytest.mark.parametrize(
    "lines",
    ["", "N2  - An abstract.", "TI  -", "ID  - 1", "UR  - https://example.org", "AU  - Knuth, D."],
)
def test_an_entry_without_title_and_identifier_is_rejected_with_its_line(lines: str) -> None:
    reading = ris.read(f"{TIDY}\nTY  - GEN\n{lines}\nER  -\n\n{TIDY}", "a.ris")
    (problem,) = reading.rejected
    assert (problem.where.line, problem.fatal) == (22, True)
    assert "TI  - " in problem.message
    assert titles(reading) == ["Literate Programming"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - A\nER  - \nTY  - JOUR\nTI  - B\nER  - \n",
        "TY  - JOUR\nTI  - A\nER  -\n\n\n\nTY  - JOUR\nTI  - B\nER  -",
        "\ufeffTY  - JOUR\nTI  - A\nER  - \n\ufeffTY  - JOUR\nTI  - B\nER  - \n",
        "TY - JOUR\nTI - A\nER -\nTY - JOUR\nTI - B\nER -\n",
        "ty  - JOUR\nti  - A\ner  - \nty  - JOUR\nti  - B\ner  - \n",
        "TY  -JOUR\nTI  -A\nER  -\nTY  -JOUR\nTI  -B\nER  -\n",
        "TY\xa0\xa0-\xa0JOUR\nTI\xa0 - A\nER  - \nTY  – JOUR\nTI  – B\nER  –\n",
        "  TY  - JOUR\n  TI  - A\n  ER  - \n  TY  - JOUR\n  TI  - B\n  ER  - \n",
        "1.\nTY  - JOUR\nTI  - A\nER  - \n2.\nTY  - JOUR\nTI  - B\nER  - \n",
        "1. TY  - JOUR\nTI  - A\nER  - \n2. TY  - JOUR\nTI  - B\nER  - \n",
        "Provider: A Publisher\nDatabase: A\n\nTY  - JOUR\nTI  - A\nER  - \n\n"
        "TY  - JOUR\nTI  - B\nER  - \nNL  - A. J.\n\nLink to the full text: https://example.org\n",
    ],
    ids=lambda text: repr(text)[:24],
)
def test_an_entry_is_found_however_its_lines_are_written(text: str) -> None:
    assert ris.recognises(text, "a.ris")
    assert ris.recognises(text, "a.txt")
    reading = ris.read(text, "a.ris")
    assert (titles(reading), reading.problems, reading.rejected) == (["A", "B"], (), ())


@pytest.mark.parametrize(
    ("text", "line", "others"),
    [
        ("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - \n", 1, False),
        ("TY  - JOUR\nTI  - A\nER  - \nTY  - JOUR\nTI  - B", 4, False),
        ("TY  - JOUR\nTI  - A\n\n2.\nTY  - JOUR\nTI  - B\n", 1, True),
    ],
)
def test_an_entry_without_its_end_spoils_no_other(text: str, line: int, others: bool) -> None:
    reading = ris.read(text, "a.ris")
    (problem,) = reading.problems
    assert titles(reading) == ["A", "B"]
    assert (problem.where.line, problem.fatal) == (line, False)
    assert ("1 more" in problem.message) == others


def test_an_entry_without_its_beginning_is_read() -> None:
    reading = ris.read(f"TI  - A\nAU  - Knuth, D.\nER  - \n{TIDY}", "a.ris")
    (problem,) = reading.problems
    assert titles(reading) == ["A", "Literate Programming"]
    assert reading.records[0].authors == (Author("Knuth", "D."),)
    assert problem.where.line == 1 and "TY  - JOUR" in problem.message


@pytest.mark.parametrize(
    "line",
    ["In - as we say - ink", "AI - driven search", "IS -not", "is - not", "DNA - a helix"],
)
def test_a_line_of_text_is_not_taken_for_a_field(line: str) -> None:
    assert record(f"AB  - An abstract\n{line}").abstract == f"An abstract {line}"


def test_a_file_without_an_entry_says_so() -> None:
    reading = ris.read("Nothing here.", "a.ris")
    (problem,) = reading.problems
    assert (reading.records, reading.rejected) == ((), ())
    assert "no entry" in problem.message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A Title\n\nThe tag TY  - JOUR begins an entry of RIS.\n", "a.txt"),
        ("A Title\n\nTY  - JOUR\n\nAnother title\n", "a.txt"),
        ("# How to cite\n\n```\nTY  - JOUR\nTI  - A\nER  - \n```\n", "a.md"),
        ('{"ris": "\nTY  - JOUR\nTI  - A"}', "a.json"),
        ("A line.\n" * 30 + TIDY, "a.txt"),
        ("PMID- 1\nTI  - A\n", "a.txt"),
        ("@book{knuth, title = {A}}", "a.ris"),
    ],
)
def test_what_merely_speaks_of_ris_is_not_taken_for_it(text: str, name: str) -> None:
    assert not ris.recognises(text, name)


def test_no_listing_of_the_library_is_taken_for_ris() -> None:
    listings = sorted((Path(__file__).parents[1] / "content" / "sources").glob("*.txt"))
    assert [p.name for p in listings if ris.recognises(p.read_text("utf-8"), p.name)] == []


words = st.text(st.sampled_from("abcXYZ éß表,:-–.()&<>$\\{}\"'"), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
value = words.filter(lambda text: text.strip(" ,") != "")
part = st.text("ABcdeé表-", min_size=1)
lines = st.lists(
    st.tuples(
        st.sampled_from(["TY  - ", "ER  - ", "TI  - ", "AU  - ", "KW  - ", "1. TY - ", "  ", ""]),
        st.text(max_size=20),
    ).map("".join),
    max_size=12,
).map("\n".join)


@given(lines | st.text())
def test_any_text_gives_records_or_problems_and_never_an_exception(text: str) -> None:
    text = text.replace("\r", "")
    reading = ris.read(text, "a.ris")
    assert reading.records or reading.rejected or reading.problems
    assert all(found.title or found.doi or found.arxiv or found.pmid for found in reading.records)
    entries = [*(r.where.line for r in reading.records), *(p.where.line for p in reading.rejected)]
    assert len(entries) == len(set(entries))
    assert all(1 <= line <= text.count("\n") + 1 for line in entries)
    assert isinstance(ris.recognises(text, "a.txt"), bool)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "type_of_reference": st.sampled_from(sorted(rispy.TYPE_OF_REFERENCE_MAPPING)),
                "title": value,
                "abstract": value,
                "authors": st.lists(st.tuples(part, part).map(", ".join), max_size=3),
                "keywords": st.lists(st.text("abcé表()/")),
                "year": st.integers(1000, 2999).map(str),
                "doi": st.integers().map("10.1000/{}".format),
                "volume": st.integers(1, 99).map(str),
                "number": st.integers(1, 99).map(str),
                "notes": st.lists(value, max_size=2),
            }
        ),
        min_size=1,
        max_size=3,
    )
)
def test_what_rispy_writes_is_read_back(entries: list[dict[str, str | list[str]]]) -> None:
    found = ris.read(rispy.dumps(entries), "a.ris").records
    assert len(found) == len(entries)
    for paper, entry in zip(found, entries, strict=True):
        assert [paper.title, paper.abstract, paper.year, paper.doi, paper.volume, paper.issue] == [
            entry[name] for name in ("title", "abstract", "year", "doi", "volume", "number")
        ]
        names = paper.editors if entry["type_of_reference"] == "EDBOOK" else paper.authors
        assert [name.inverted for name in names if isinstance(name, Author)] == entry["authors"]
        assert list(paper.tags) == list(dict.fromkeys(filter(None, entry["keywords"])))
        assert set(entry["notes"]) <= {*paper.more, paper.abstract}
