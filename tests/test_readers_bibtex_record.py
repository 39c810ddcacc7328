"""What the fields of BibTeX and BibLaTeX mean."""

from __future__ import annotations

import pytest

from generator.model import TYPES, Author, Record
from generator.readers import bibtex
from generator.readers.bibtex.record import is_used


def record(fields: str, kind: str = "misc") -> Record:
    """The one record of an entry with these fields and a title."""
    reading = bibtex.read(f"@{kind}{{key, title = {{A Title}}, {fields}\n}}", "a.bib")
    assert (len(reading.records), reading.problems) == (1, ())
    return reading.records[0]


@pytest.mark.parametrize(
    ("fields", "attribute", "expected"),
    [
        ("year = 1984", "year", "1984"),
        ("date = {2023-05-01}", "year", "2023-05-01"),
        ("date = {2004-05/2004-06}", "year", "2004-05/2004-06"),
        ("date = {2017~}", "year", "2017~"),
        ("date = {2023-05-01}, year = {2022}", "year", "2022"),
        ("date = {2023-05-01}, year = {in press}", "year", "2023-05-01"),
        ("year = {in press}", "year", "in press"),
        ("journal = {J}, booktitle = {B}", "venue", "J"),
        ("journaltitle = {J}, journalsubtitle = {S}", "venue", "J: S"),
        ("booktitle = {B}, publisher = {P}", "venue", "B"),
        ("booktitle = {B}, booksubtitle = {S}, booktitleaddon = {T}", "venue", "B: S. T"),
        ("maintitle = {M}, volume = 2", "venue", "M"),
        ("booktitle = {B}, maintitle = {M}", "venue", "B"),
        ("eventtitle = {The Meeting}", "venue", "The Meeting"),
        ("publisher = {P}", "venue", ""),
        ("series = {S}", "venue", ""),
        ("subtitle = {S}", "title", "A Title: S"),
        ("subtitle = {S}, titleaddon = {T}", "title", "A Title: S. T"),
        ("subtitle = {Title}", "title", "A Title"),
        ("publisher = {P}, organization = {O}", "publisher", "P"),
        ("school = {S}", "publisher", "S"),
        ("institution = {I}", "publisher", "I"),
        ("organization = {O}", "publisher", "O"),
        ("volume = 3", "volume", "3"),
        ("pages = {1--2}", "pages", "1--2"),
        ("eid = {e12}", "pages", "e12"),
        ("articleno = 12", "pages", "12"),
        ("eprint = {2210.02871}, archiveprefix = {arXiv}", "arxiv", "2210.02871"),
        ("EPRINT = {x}, eprinttype = {ARXIV}", "arxiv", "x"),
        ("eprint = {2210.02871v3}", "arxiv", "2210.02871v3"),
        ("eprint = {hep-th/9901001}", "arxiv", "hep-th/9901001"),
        ("eprint = {math.GT/0309136}", "arxiv", "math.GT/0309136"),
        ("eprint = {23439512}", "arxiv", ""),
        ("eprint = {4378}, eprinttype = {jstor}", "arxiv", ""),
        ("eprint = {4378}, eprinttype = {jstor}", "more", ("jstor:4378",)),
        ("eprint = {https://example.org/e}", "more", ("https://example.org/e",)),
        ("eprint = {123}, eprinttype = {pubmed}", "pmid", "123"),
        ("eprint = {123}, eprinttype = {pubmed}", "more", ()),
        ("arxivId = {1412.6980}", "arxiv", "1412.6980"),
        ("pmid = {123}", "pmid", "123"),
        ("pubmed = {123}", "pmid", "123"),
        ("doi = {10.1000/a_b}", "doi", "10.1000/a_b"),
        ("Url = {https://example.org/a}", "url", "https://example.org/a"),
        ("url = {https://aclanthology.org/N19-1423}", "acl", ""),
        ("pdf = {https://example.org/a.pdf}", "pdf", "https://example.org/a.pdf"),
        ("code = {https://example.org/c}", "code", "https://example.org/c"),
        ("repository = {https://example.org/r}", "code", "https://example.org/r"),
        ("Date-Added = {2015-04-15 15:21:27 +0000}", "added", "2015-04-15 15:21:27 +0000"),
        ("creationdate = {2024-04-21T18:25:51}", "added", "2024-04-21T18:25:51"),
        ("timestamp = {2014.03.05}", "added", "2014.03.05"),
        ("timestamp = {2020-09-12}", "added", "2020-09-12"),
        ("timestamp = {05.03.2014}", "added", "05.03.2014"),
        ("timestamp = {2011.06.01}, date-added = {2015-04-15}", "added", "2015-04-15"),
        ("timestamp = {2011.06.01}, date-added = {}", "added", "2011.06.01"),
        ("timestamp = {Tue, 05 Mar 2019 00:00:00 +0100}", "added", ""),
        ("timestamp = {2011-05-09T23:10:52.000+0200}", "added", ""),
        ("date-modified = {2015-04-15}, modificationdate = {2015-04-15}", "added", ""),
        ("urldate = {2015-04-15}", "added", ""),
        ("abstract = {One\n   and {two}.}", "abstract", "One and {two}."),
        ("keywords = {a, b c ,a,, {Systems, Man}}", "tags", ("a", "b c", "Systems, Man")),
        ("keywords = {a, b; c}", "tags", ("a, b", "c")),
        ("keywords = {R&amp;D, q}", "tags", ("R&amp;D", "q")),
        ("keywords = {a}, tags = {b;a}", "tags", ("a", "b")),
        ("note = {N}, howpublished = {H}, annote = {A}", "more", ("N", "H", "A")),
        ("note = {N}, addendum = {N}", "more", ("N",)),
        ("number = {arXiv:2103.03230}", "more", ("arXiv:2103.03230",)),
        ("number = {arXiv:2103.03230}", "issue", ""),
        ("bdsk-url-1 = {https://example.org}", "more", ("https://example.org",)),
        ("url2 = {https://example.org}", "more", ("https://example.org",)),
        ("file = {/home/ada/a.pdf}, mrnumber = 3, isbn = 4, groups = {g}", "more", ()),
        ("editor = {Lovelace, Ada}", "editors", (Author("Lovelace", "Ada"),)),
        ("editor = {Lovelace, Ada}", "authors", ()),
    ],
)
def test_a_field_goes_where_it_belongs(fields: str, attribute: str, expected: object) -> None:
    assert getattr(record(fields), attribute) == expected


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", "journal = {J}", "article-journal"),
        ("ARTICLE", "", "article-journal"),
        ("article", "eprint = {2103.03230}", "article"),
        ("article", "eprint = {2103.03230}, journal = {J}", "article-journal"),
        ("article", "entrysubtype = {newspaper}", "article-newspaper"),
        ("online", "eprint = {2103.03230}, eprinttype = {arxiv}", "article"),
        ("misc", "eprint = {2103.03230}", "article"),
        ("unpublished", "eprint = {2103.03230}", "article"),
        ("inproceedings", "eprint = {2103.03230}", "paper-conference"),
        ("online", "url = {https://example.org}", "webpage"),
        ("misc", "", ""),
        ("conference", "", "paper-conference"),
        ("incollection", "", "chapter"),
        ("inbook", "", "chapter"),
        ("inreference", "", "entry-encyclopedia"),
        ("proceedings", "", "book"),
        ("mvbook", "", "book"),
        ("phdthesis", "", "thesis"),
        ("thesis", "", "thesis"),
        ("techreport", "", "report"),
        ("unpublished", "", "manuscript"),
        ("dataset", "", "dataset"),
        ("software", "", "software"),
        ("patent", "", "patent"),
        ("periodical", "", ""),
        ("poem", "", ""),
    ],
)
def test_the_kind_of_an_entry_says_what_the_paper_is(kind: str, fields: str, expected: str) -> None:
    assert record(fields, kind).type == expected
    assert expected in TYPES | {""}


@pytest.mark.parametrize(
    ("kind", "fields", "url", "type_", "more"),
    [
        ("misc", "howpublished = {https://a.org/b/}", "https://a.org/b/", "webpage", ()),
        ("misc", r"howpublished = {\url{https://a.org/b}}", "https://a.org/b", "webpage", ()),
        ("online", r"howpublished = {{\url{https://a.org}}}", "https://a.org", "webpage", ()),
        ("book", "howpublished = {https://a.org}", "https://a.org", "book", ()),
        ("misc", "howpublished = {https://arxiv.org/abs/2101.00001}", None, "", ()),
        ("misc", "howpublished = {https://a.org}, eprint = {2101.00001}", None, "article", ()),
        (
            "misc",
            "howpublished = {https://a.org}, url = {https://b.org}",
            "https://b.org",
            "",
            ("https://a.org",),
        ),
        ("misc", "howpublished = {See https://a.org}", "", "", ("See https://a.org",)),
    ],
)
def test_what_is_published_at_a_link_alone_is_there(
    kind: str, fields: str, url: str | None, type_: str, more: tuple[str, ...]
) -> None:
    found = record(fields, kind)
    assert (found.type, found.more) == (type_, more)
    assert found.url == url if url is not None else found.url.startswith("https://a")


def test_a_number_is_that_of_an_issue_where_there_are_issues() -> None:
    article = record("number = 2, journal = {J}", "article")
    assert (article.issue, article.more) == ("2", ())
    assert record("issue = 3", "article").issue == "3"
    report = record("number = {TR-12}", "techreport")
    assert (report.issue, report.more) == ("", ("TR-12",))


def test_a_book_is_in_no_other_book_and_may_have_only_editors() -> None:
    fields = "booktitle = {Short}, editor = {Ada Lovelace}, publisher = {P}, year = 1984"
    book = record(fields, "book")
    assert (book.title, book.venue, book.authors) == ("A Title", "", ())
    assert book.editors == (Author("Lovelace", "Ada"),)


@pytest.mark.parametrize(
    ("fields", "title", "venue"),
    [
        ("booktitle = {The Proceedings}", "The Proceedings", ""),
        ("maintitle = {The Series}, volume = 2", "The Series", ""),
        ("booktitle = {The Book}, maintitle = {The Series}", "The Book", "The Series"),
    ],
)
def test_a_book_without_title_has_the_one_that_its_papers_give_it(
    fields: str, title: str, venue: str
) -> None:
    (found,) = bibtex.read(f"@proceedings{{key, {fields}}}", "a.bib").records
    assert (found.title, found.venue) == (title, venue)
    assert bibtex.read("@inproceedings{key, booktitle = {B}}", "a.bib").records == ()


@pytest.mark.parametrize(
    ("subtitle", "expected"), [("Sub", "Why? Sub"), ("", "Why?"), ("Why?", "Why?")]
)
def test_a_title_that_ends_in_a_mark_gets_no_colon(subtitle: str, expected: str) -> None:
    text = f"@misc{{key, title = {{Why?}}, subtitle = {{{subtitle}}}}}"
    assert [found.title for found in bibtex.read(text, "a.bib").records] == [expected]


def test_fields_without_a_place_are_not_looked_at() -> None:
    assert not is_used("isbn") and is_used("bdsk-url-9") and is_used("note")
    assert record("isbn = undefined, month = jan, publisher = {P}").publisher == "P"
