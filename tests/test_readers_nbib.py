"""What NBIB gives, as PubMed, PMC and ERIC export it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import TYPES, Author, Reading, Record
from generator.readers import decode, nbib

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "nbib"

TIDY = """\
PMID- 1234567
OWN - NLM
STAT- MEDLINE
IS  - 0010-4620 (Print)
VI  - 27
IP  - 2
DP  - 1984 May
TI  - Literate
      programming.
PG  - 97-111
LID - 10.1093/comjnl/27.2.97 [doi]
AB  - A paper
      on two lines.
FAU - Knuth, Donald E
AU  - Knuth DE
AD  - Stanford, CA - USA.
FAU - Lovelace, Ada
AU  - Lovelace A
CN  - The TeX Users Group
LA  - eng
PT  - Journal Article
PT  - Review
TA  - Comput J
JT  - The Computer Journal
MH  - Humans
MH  - *Software/history/*trends
OT  - *documentation
PMC - PMC42
AID - 27.2.97 [pii]
AID - 10.1093/comjnl/27.2.97 [doi]
SO  - Comput J. 1984 May;27(2):97-111.
"""


def record(lines: str, title: str = "TI  - A Title\n") -> Record:
    """The one record of an entry with these lines and a title."""
    reading = nbib.read(f"PMID- 1\n{title}{lines}\n", "a.nbib")
    assert len(reading.records) == 1 and not reading.rejected, reading
    return reading.records[0]


def titles(reading: Reading) -> list[str]:
    return [found.title for found in reading.records]


def test_a_tidy_entry_gives_all_that_it_says() -> None:
    (found,) = nbib.read(f"\n{TIDY}\n", "sources/a.nbib").records
    assert str(found.where) == "sources/a.nbib:2"
    assert found == Record(
        where=found.where,
        format="nbib",
        title="Literate programming.",
        abstract="A paper on two lines.",
        authors=(
            Author("Knuth", "Donald E"),
            Author("Lovelace", "Ada"),
            Author("The TeX Users Group"),
        ),
        year="1984 May",
        venue="The Computer Journal",
        type="article-journal",
        volume="27",
        issue="2",
        pages="97-111",
        doi="10.1093/comjnl/27.2.97",
        pmid="1234567",
        tags=("Humans", "Software", "documentation"),
        more=("PMC42", "27.2.97"),
    )


@pytest.mark.parametrize(("sample", "records"), [("single.nbib", 1), ("pmc_medlars.txt", 5)])
def test_every_entry_of_a_sample_is_read(sample: str, records: int) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the real samples are not here")
    text, _ = decode((SAMPLES / sample).read_bytes(), sample)
    assert text is not None and nbib.recognises(text, "a.txt")
    reading = nbib.read(text, sample)
    assert (len(reading.records), reading.problems, reading.rejected) == (records, (), ())
    assert all(found.pmid and found.authors and found.type for found in reading.records)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("FAU - Knuth, Donald E\nAU  - Knuth DE", [Author("Knuth", "Donald E")]),
        ("FAU - Knuth, Donald E\nAUID- ORCID: 0\nAU  - Knuth DE", [Author("Knuth", "Donald E")]),
        ("AU  - Knuth DE\nAU  - Li W", [Author("Knuth", "DE"), Author("Li", "W")]),
        ("AU  - Wong Kee Song LM", [Author("Wong Kee Song", "LM")]),
        ("AU  - Østergård Ø", [Author("Østergård", "Ø")]),
        ("AU  - King ML Jr", [Author("King, Jr", "ML")]),
        ("AU  - King ML 3rd", [Author("King, 3rd", "ML")]),
        ("FAU - King, Martin Luther Jr\nAU  - King ML Jr", [Author("King, Jr", "Martin Luther")]),
        ("AU  - Knuth, Donald E.", [Author("Knuth", "Donald E.")]),
        ("FAU - Voltaire\nAU  - Voltaire", ["Voltaire"]),
        ("AU  - Ada Lovelace", ["Ada Lovelace"]),
        ("AU  - Wei Li", ["Wei Li"]),
        ("AU  - Knuth DE\nAU  - et al.", [Author("Knuth", "DE"), "others"]),
        ("FAU - Li, Wei\nAU  - Li W\nAU  - Knuth DE", [Author("Li", "Wei"), Author("Knuth", "DE")]),
        ("CN  - A, B and C\nAU  - Li W", [Author("A, B and C"), Author("Li", "W")]),
        ("FAU - \nAU  - \nCN  -", []),
    ],
)
def test_a_name_is_told_apart_as_medline_writes_it(
    lines: str, expected: list[Author | str]
) -> None:
    assert list(record(lines).authors) == expected


@pytest.mark.parametrize(
    ("lines", "attribute", "expected"),
    [
        ("FED - Knuth, Donald\nED  - Knuth D", "editors", (Author("Knuth", "Donald"),)),
        ("AB  - \nOAB - Publisher: Abstract available from the publisher.", "abstract", ""),
        ("OAB - Publisher: Another abstract.", "abstract", "Another abstract."),
        ("AB  - An abstract.\nOAB - Publisher: Another.", "abstract", "An abstract."),
        ("AB  - AIMS: One.\n\n      RESULTS: Two.", "abstract", "AIMS: One. RESULTS: Two."),
        ("AB  - DNA\nDNA-binding and mRNA", "abstract", "DNA DNA-binding and mRNA"),
        ("DEP - 20180330", "year", "20180330"),
        ("TA  - Comput J", "venue", "Comput J"),
        ("AID - 10.1000/x [doi]", "doi", "10.1000/x"),
        ("LID - 10.1000/(X)1;2 [DOI]", "doi", "10.1000/(X)1;2"),
        ("AID - arXiv:2405.00001v1 [pii]", "arxiv", "2405.00001v1"),
        ("LID - 18", "pages", "18"),
        ("PG  - 1-2\nLID - 18", "pages", "1-2"),
        ("LID - https://example.org/a", "url", "https://example.org/a"),
        ("LID - https://example.org/a", "pages", ""),
        ("PB  - A Press", "publisher", "A Press"),
        ("MH  - *Brain Ischemia/diagnosis/*surgery", "tags", ("Brain Ischemia",)),
        ("MH  - Aged\nMH  - Aged/psychology\nOT  - and/or", "tags", ("Aged", "and/or")),
        ("OT  - one; two\nKW  - three", "tags", ("one", "two", "three")),
        ("OID - EJ123\nPMC - PMC42", "more", ("EJ123", "PMC42")),
        ("AID - 10.1000/x [doi]\nAID - 10.1000/y [doi]", "more", ("10.1000/y",)),
        # Identifiers of other papers and of data are not the paper's.
        ("CIN - Nature. 2020. PMID: 99\nSI  - figshare/10.6084/x\nCON - doi:10.1/2", "more", ()),
    ],
)
def test_a_field_goes_where_it_belongs(lines: str, attribute: str, expected: object) -> None:
    assert getattr(record(lines), attribute) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("PT  - Journal Article\nPT  - Review", "article-journal"),
        ("PT  - Journal Article\nPT  - Preprint", "article"),
        ("PT  - Letter\nTA  - Nature", "article-journal"),
        ("PT  - Review\nBTI - A Book", "chapter"),
        ("PT  - Book Chapter", "chapter"),
        ("PT  - Newspaper Article", "article-newspaper"),
        ("PT  - Dissertations/Theses - Doctoral Dissertations", "thesis"),
        ("PT  - Reports - Research", "report"),
        ("PT  - Reports - Research\nPT  - Journal Articles", "article-journal"),
        ("PT  - Video-Audio Media", ""),
    ],
)
def test_a_type_is_told_in_the_words_of_the_model(lines: str, expected: str) -> None:
    assert record(lines).type == expected
    assert expected in TYPES | {""}


@pytest.mark.parametrize(
    ("lines", "title", "venue"),
    [
        ("TI  - [A translated title].\nTT  - Ein Titel", "A translated title", ""),
        ("TI  - [Not Available].\nTT  - Ein Titel", "Ein Titel", ""),
        ("TI  - [3H]thymidine in [14C]", "[3H]thymidine in [14C]", ""),
        ("TT  - Ein Titel", "Ein Titel", ""),
        ("BTI - A Book", "A Book", ""),
        ("TI  - A Chapter\nBTI - A Book", "A Chapter", "A Book"),
        ("AB  - No title here.", "", ""),
    ],
)
def test_a_title_may_be_translated_or_that_of_a_book(lines: str, title: str, venue: str) -> None:
    found = record(lines, title="")
    assert (found.title, found.venue) == (title, venue)


@pytest.mark.parametrize(
    "text",
    [
        "PMID- 1\nTI  - A\nSO  - J.\n\nPMID- 2\nTI  - B\nSO  - J.\n",
        "\n\nPMID- 1\nTI  - A\nPMID- 2\nTI  - B",
        "\ufeffPMID- 1\n\nTI  - A\n\nPMC - PMC1\n\nSO  - J.\n\nPMID- 2\n\nTI  - B\n",
        "\nPMC - PMC1\nPMID- 1\nTI  - A\n\nPMC - PMC2\nPMID- 2\nTI  - B\n",
        "PMC - PMC1\nTI  - A\nSO  - J.\n\nPMC - PMC2\nTI  - B\nSO  - J.\n",
        "OWN - ERIC\nTI  - A\nOID - EJ1\n\nOWN - ERIC\nTI  - B\nOID - EJ2\n",
        "PMID - 1\nTI - A\nPMID - 2\nTI - B\n",
        "PMID-1\nOWN - NLM\nTI  - A\nPMID-2\nTI  - B\n",
        "Search results, 2 items\n\nPMID- 1\nTI  - A\n\nPMID- 2\nTI  - B\n",
    ],
    ids=lambda text: repr(text)[:30],
)
def test_an_entry_is_found_however_it_begins(text: str) -> None:
    assert nbib.recognises(text, "a.nbib") or "PMID-1" in text
    reading = nbib.read(text, "a.nbib")
    assert (titles(reading), reading.problems, reading.rejected) == (["A", "B"], (), ())
    if "PMC2" in text:
        assert [found.more for found in reading.records] == [("PMC1",), ("PMC2",)]


def test_a_number_of_pmc_at_the_end_of_an_entry_is_not_the_next_ones() -> None:
    reading = nbib.read("PMID- 1\nTI  - A\nPMC - PMC1\n\nPMID- 2\nTI  - B\n", "a.nbib")
    assert [found.more for found in reading.records] == [("PMC1",), ()]


def test_an_entry_without_its_number_is_not_joined_to_the_one_before() -> None:
    reading = nbib.read(f"{TIDY}\nOWN - NLM\nTI  - B\n\n{TIDY}", "a.nbib")
    assert titles(reading) == ["Literate programming.", "B", "Literate programming."]
    assert [found.pmid for found in reading.records] == ["1234567", "", "1234567"]


def test_an_entry_without_title_and_identifier_is_rejected_with_its_line() -> None:
    reading = nbib.read(f"{TIDY}\nOWN - NLM\nAB  - An abstract.\n\n{TIDY}", "a.nbib")
    (problem,) = reading.rejected
    assert (problem.where.line, problem.fatal, len(reading.records)) == (
        TIDY.count("\n") + 2,
        True,
        2,
    )
    assert "TI  - " in problem.message


def test_a_file_without_an_entry_says_so() -> None:
    reading = nbib.read("Nothing here.", "a.nbib")
    (problem,) = reading.problems
    assert (reading.records, reading.rejected) == ((), ())
    assert "no entry" in problem.message


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (TIDY, "a.txt", True),
        (f"\n{TIDY}", "a", True),
        ("PMID- 1\n", "a.txt", True),
        ("OWN - ERIC\nTI  - A\n", "a.txt", True),
        ("FAU - Knuth, Donald\nTI  - A\n", "a.nbib", True),
        ("TY  - JOUR\nTI  - A\nER  - \n", "a.nbib", False),
        ("TY  - JOUR\nTI  - A\nER  - \n", "a.txt", False),
        ("A Title\n\nThe tag PMID- 1 begins an entry.\n", "a.txt", False),
        ("A Title\n\nPMID- 1 is a number.\n\nAnother title\n", "a.txt", False),
        ("# How to cite\n\n```\nPMID- 1\nTI  - A\n```\n", "a.md", False),
        ("A line.\n" * 30 + TIDY, "a.txt", False),
    ],
)
def test_nbib_is_known_by_how_its_entries_begin(text: str, name: str, expected: bool) -> None:
    assert nbib.recognises(text, name) == expected


def test_no_listing_of_the_library_is_taken_for_nbib() -> None:
    listings = sorted((Path(__file__).parents[1] / "content" / "sources").glob("*.txt"))
    assert [p.name for p in listings if nbib.recognises(p.read_text("utf-8"), p.name)] == []


lines = st.lists(
    st.tuples(
        st.sampled_from(["PMID- ", "PMC - ", "OWN - ", "SO  - ", "TI  - ", "FAU - ", "AU  - ", ""]),
        st.text(max_size=20),
    ).map("".join),
    max_size=12,
).map("\n".join)


@given(lines | st.text())
def test_any_text_gives_records_or_problems_and_never_an_exception(text: str) -> None:
    text = text.replace("\r", "")
    reading = nbib.read(text, "a.nbib")
    assert reading.records or reading.rejected or reading.problems
    assert all(found.title or found.doi or found.arxiv or found.pmid for found in reading.records)
    entries = [*(r.where.line for r in reading.records), *(p.where.line for p in reading.rejected)]
    assert len(entries) == len(set(entries))
    assert all(1 <= line <= text.count("\n") + 1 for line in entries)
    assert isinstance(nbib.recognises(text, "a.txt"), bool)
