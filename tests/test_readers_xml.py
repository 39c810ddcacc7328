"""What XML gives: the dialects as they are in the wild, and what is broken or hostile."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model import Author, Problem, Reading, Record
from generator.readers import xml

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "arxiv"

ADA = Author("Lovelace", "Ada")
DON = Author("Knuth", "Donald E.")

ENDNOTE = "<xml><records><record>{}</record></records></xml>"
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
    "<entry>{}</entry></feed>"
)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
    '<title level="a" type="main">On Engines</title></titleStmt><sourceDesc><biblStruct>{}'
    "</biblStruct></sourceDesc></fileDesc><profileDesc>{}</profileDesc></teiHeader>"
    "<text><body><div><p>Text.</p></div></body>{}</text></TEI>"
)
JATS = (
    '<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en"><front>'
    "<journal-meta><journal-title-group><journal-title>Annals</journal-title>"
    "</journal-title-group></journal-meta><article-meta>{}</article-meta></front>"
    "<body><sec><title>Introduction</title><p>Text.</p></sec></body></article>"
)
PUBMED = (
    "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>123</PMID><Article><Journal>"
    "<JournalIssue><PubDate><Year>2018</Year><Month>Apr</Month></PubDate></JournalIssue>"
    "<Title>Annals</Title></Journal>{}</Article>{}</MedlineCitation></PubmedArticle>"
    "</PubmedArticleSet>"
)
MODS = '<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods>{}</mods></modsCollection>'
DOI = '<article-id pub-id-type="doi">10.1000/1</article-id>'
TITLED = "<titles><title>One</title></titles>"


def read(text: str) -> Reading:
    assert xml.recognises(text, "a.xml")
    return xml.read(text, "a.xml")


def only(text: str) -> Record:
    """The one record of a text in which nothing is wrong."""
    reading = read(text)
    assert (reading.problems, reading.rejected) == ((), ())
    (record,) = reading.records
    assert reading.format == record.format
    return record


def endnote(inner: str) -> Record:
    return only(ENDNOTE.format(inner))


def jats(inner: str) -> Record:
    return only(JATS.format(inner))


def pubmed(article: str, citation: str = "") -> Record:
    return only(PUBMED.format(article, citation))


def tei(source: str, profile: str = "", back: str = "") -> Record:
    return only(TEI.format(source, profile, back))


def titles(reading: Reading) -> list[str]:
    return [record.title for record in reading.records]


def lines(problems: tuple[Problem, ...]) -> list[int]:
    return [problem.where.line for problem in problems]


# Which file is which


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        (ENDNOTE.format("<ref-type>17</ref-type>"), "endnote"),
        ("<xml><records></records></xml>", "endnote"),
        (FEED.format(""), "arxiv"),
        ("<feed><entry><id>http://arxiv.org/abs/1234.56789</id></entry></feed>", "arxiv"),
        (TEI.format("", "", ""), "tei"),
        ("<teiCorpus><teiHeader/><TEI></TEI></teiCorpus>", "tei"),
        ("<listBibl><biblStruct></biblStruct></listBibl>", "tei"),
        (JATS.format(""), "jats"),
        ("<pmc-articleset></pmc-articleset>", "jats"),
        ("<OAI-PMH><metadata><article><front></front></article></metadata></OAI-PMH>", "jats"),
        ("<PubmedArticleSet></PubmedArticleSet>", "pubmed"),
        (MODS.format("<titleInfo><title>One</title></titleInfo>"), "mods"),
        ("<m:mods xmlns:m='x'><m:titleInfo><m:title>A</m:title></m:titleInfo></m:mods>", "mods"),
    ],
)
def test_a_dialect_is_known_by_its_root(text: str, format_: str) -> None:
    for prolog in (
        "",
        "\ufeff\n",
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!-- <html> -->\n',
        '<!DOCTYPE x PUBLIC "-//A > B//" "http://example.org/x.dtd" [\n'
        "<!-- it's ]> --><!ENTITY a ']>'>\n]>\n",
    ):
        reading = read(prolog + text)
        assert reading.format == format_


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Title",
        "<",
        "<!DOCTYPE html><html><body><article><p>On JATS</p></article></body></html>",
        "<article class='post'><h1>A page</h1></article>",
        "<feed><id>http://example.org/</id><entry><id>http://example.org/1</id></entry></feed>",
        "<records><record><leader/></record></records>",
        "<rss><channel><item/></channel></rss>",
        "<document><TEI></TEI></document>",
        "{}",
    ],
)
def test_other_texts_are_left_to_other_readers(text: str) -> None:
    assert not xml.recognises(text, "a.xml")
    reading = xml.read(text, "a.xml")
    assert reading.records == ()
    assert len(reading.problems) == 1


# EndNote


def test_endnote_gives_all_its_fields() -> None:
    record = endnote(
        '<source-app name="EndNote" version="20.1">EndNote</source-app>'
        '<ref-type name="Journal Article">17</ref-type>'
        "<contributors><authors><author><style>Lovelace, Ada</style></author>"
        "<author>Knuth, Donald E.</author></authors>"
        "<secondary-authors><author>Gauss, Carl</author></secondary-authors></contributors>"
        '<titles><title><style face="normal">On </style><style face="italic">Engines</style>'
        "</title><secondary-title>Annals</secondary-title></titles>"
        "<periodical><full-title>Annals of Engines</full-title></periodical>"
        "<pages>1-9</pages><volume>2</volume><number>3</number><publisher>A &amp; B</publisher>"
        "<keywords><keyword>engines</keyword><keyword>cards&#xD;looms; wool</keyword></keywords>"
        "<dates><year>1843</year><pub-dates><date>Sep</date></pub-dates></dates>"
        "<accession-num>WOS:1</accession-num><notes>See arXiv:1234.56789</notes>"
        "<label>lovelace1843</label><abstract>If a &lt; b.&#xD;Then.</abstract>"
        "<urls><related-urls><url>&lt;Go to ISI&gt;://WOS:1</url><url>https://a.org/1</url>"
        "</related-urls><web-urls><url>https://b.org/2</url></web-urls>"
        "<pdf-urls><url>internal-pdf://12/a.pdf</url><url>https://a.org/a.pdf</url></pdf-urls>"
        "</urls><electronic-resource-num>DOI 10.1000/1</electronic-resource-num>"
    )
    assert record == Record(
        where=record.where,
        format="endnote",
        title="On <i>Engines</i>",
        abstract="If a &lt; b. Then.",
        authors=(ADA, DON),
        editors=(Author("Gauss", "Carl"),),
        year="1843",
        venue="Annals of Engines",
        type="article-journal",
        volume="2",
        issue="3",
        pages="1-9",
        publisher="A &amp; B",
        doi="DOI 10.1000/1",
        url="https://b.org/2",
        pdf="https://a.org/a.pdf",
        key="lovelace1843",
        tags=("engines", "cards", "looms", "wool"),
        more=("WOS:1", "See arXiv:1234.56789", "<Go to ISI>://WOS:1", "https://a.org/1"),
        markup="html",
    )


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Lovelace, Ada", ADA),
        ("King, Martin Luther, Jr.", Author("King, Jr.", "Martin Luther")),
        ("Analytical Society,", Author("Analytical Society")),
        ("Ada Lovelace", "Ada Lovelace"),
        ("A &amp; B,", Author("A &amp; B")),
    ],
)
def test_a_comma_tells_the_parts_of_a_name_apart(written: str, read_as: Author | str) -> None:
    people = f"<contributors><authors><author>{written}</author></authors></contributors>"
    assert endnote(TITLED + people).authors == (read_as,)


@pytest.mark.parametrize(
    ("kind", "type_", "authors", "editors"),
    [
        ('<ref-type name="Book">1</ref-type>', "book", 1, 2),
        ('<ref-type name="Edited Book">28</ref-type>', "book", 0, 3),
        ('<ref-type name="Book Section">7</ref-type>', "chapter", 1, 1),
        ("<ref-type>32</ref-type>", "thesis", 1, 0),
        ('<ref-type name="Nonsense">99</ref-type>', "", 1, 0),
        ("", "", 1, 0),
    ],
)
def test_the_type_says_what_the_people_did(
    kind: str, type_: str, authors: int, editors: int
) -> None:
    people = "".join(
        f"<{role}><author>Lovelace, Ada</author></{role}>"
        for role in ("authors", "secondary-authors", "tertiary-authors")
    )
    record = endnote(f"{kind}{TITLED}<contributors>{people}</contributors>")
    assert (record.type, len(record.authors), len(record.editors)) == (type_, authors, editors)


def test_an_accession_number_is_of_pubmed_where_the_database_is() -> None:
    number = "<accession-num>123</accession-num>"
    named = "<remote-database-name>Medline</remote-database-name>"
    assert endnote(TITLED + number + named).pmid == "123"
    assert endnote(TITLED + number).pmid == ""
    assert endnote(TITLED + number).more == ("123",)


def test_what_is_no_doi_or_key_of_an_endnote_entry_is_kept_aside() -> None:
    record = endnote(
        f"{TITLED}<electronic-resource-num>PII 1</electronic-resource-num><label>two words</label>"
        "<accession-num>A1</accession-num><remote-database-name>PubMed</remote-database-name>"
    )
    assert (record.doi, record.key, record.pmid) == ("", "", "")
    assert set(record.more) == {"PII 1", "two words", "A1"}


def test_a_style_goes_around_text_and_not_around_nothing() -> None:
    title = '<style face="bold"> </style>a<style face="italic subscript underline">b</style> c'
    assert endnote(f"<titles><title>{title}</title></titles>").title == "a<sub><i>b</i></sub> c"


def test_the_series_of_a_book_is_not_where_it_appeared() -> None:
    second = "<titles><title>One</title><secondary-title>Series</secondary-title></titles>"
    assert endnote('<ref-type name="Book">6</ref-type>' + second).venue == ""
    assert endnote('<ref-type name="Book Section">5</ref-type>' + second).venue == "Series"


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ("<year>2019</year><pub-dates><date>May 3</date></pub-dates>", "2019"),
        ("<pub-dates><date>2019-05-03</date></pub-dates>", "2019-05-03"),
        ("<year>in press</year><pub-dates><date>2019</date></pub-dates>", "2019 in press"),
        ("", ""),
    ],
)
def test_the_year_is_the_field_or_else_the_date(dates: str, year: str) -> None:
    assert endnote(f"{TITLED}<dates>{dates}</dates>").year == year


# arXiv


def test_arxiv_gives_all_its_fields() -> None:
    record = only(
        FEED.format(
            "<id>http://arxiv.org/abs/hep-th/9901001v2</id><title>On\n  $\\alpha$ &lt; 1</title>"
            "<published>1999-01-01T00:00:00Z</published><updated>2001-01-01T00:00:00Z</updated>"
            "<summary>  We show\n  it.\n</summary>"
            "<author><name>Ada Lovelace</name><arxiv:affiliation>Home</arxiv:affiliation></author>"
            "<author><name>The Engine Group</name></author><arxiv:doi>10.1000/1</arxiv:doi>"
            '<link title="doi" href="http://dx.doi.org/10.1000/1" rel="related"/>'
            "<arxiv:comment>9 pages</arxiv:comment>"
            "<arxiv:journal_ref>Annals 1 (1999) 1-9</arxiv:journal_ref>"
            '<link href="http://arxiv.org/abs/hep-th/9901001v2" rel="alternate"/>'
            '<link title="pdf" href="http://arxiv.org/pdf/hep-th/9901001v2" rel="related"/>'
            '<arxiv:primary_category term="hep-th"/><category term="hep-th"/>'
            '<category term="math.QA"/><category term="hep-th"/>'
        )
    )
    assert record == Record(
        where=record.where,
        format="arxiv",
        title="On $\\alpha$ < 1",
        abstract="We show it.",
        authors=("Ada Lovelace", "The Engine Group"),
        year="1999-01-01T00:00:00Z",
        doi="10.1000/1",
        arxiv="http://arxiv.org/abs/hep-th/9901001v2",
        url="http://arxiv.org/abs/hep-th/9901001v2",
        pdf="http://arxiv.org/pdf/hep-th/9901001v2",
        tags=("hep-th", "math.QA"),
        more=("Annals 1 (1999) 1-9", "9 pages"),
    )


@pytest.mark.parametrize(
    ("published", "type_"),
    [
        ("", "article"),
        ("<arxiv:doi>10.1000/1</arxiv:doi>", ""),
        ("<arxiv:journal_ref>Annals 1</arxiv:journal_ref>", ""),
    ],
)
def test_a_preprint_that_is_published_nowhere_says_so(published: str, type_: str) -> None:
    assert only(FEED.format("<title>One</title>" + published)).type == type_


def test_an_error_of_arxiv_is_no_paper() -> None:
    reading = read(
        FEED.format(
            "<id>http://arxiv.org/api/errors#incorrect_id</id><title>Error</title>"
            "<summary>incorrect id format for 1</summary>"
        )
    )
    assert reading.records == ()
    assert lines(reading.rejected) == [2]
    assert "incorrect id format for 1" in reading.rejected[0].message


def test_the_daily_feed_of_arxiv_is_read_too() -> None:
    record = only(
        FEED.format(
            "<id>oai:arXiv.org:2401.00001v1</id><title>One</title><summary>arXiv:2401.00001v1 "
            "Announce Type: new \nAbstract: We show it.</summary>"
            '<dc:creator xmlns:dc="x">Ada Lovelace, Donald Knuth</dc:creator>'
        )
    )
    assert record.arxiv == "2401.00001v1"
    assert record.abstract == "We show it."
    assert record.authors == ("Ada Lovelace", "Donald Knuth")


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not part of the project")
@pytest.mark.parametrize(("name", "entries"), [("id_list_one_bad_id", 1), ("no_results", 0)])
def test_real_answers_of_arxiv_give_their_entries(name: str, entries: int) -> None:
    reading = read((SAMPLES / f"{name}.xml").read_text("utf-8"))
    assert (len(reading.records), len(reading.problems)) == (entries, 0 if entries else 1)
    for record in reading.records:
        assert record.where.line == 10
        assert record.arxiv == "http://arxiv.org/abs/1707.08567v1"
        assert (len(record.authors), record.authors[2]) == (34, "Ferdaous Chaabane")


# TEI


def test_the_header_of_grobid_gives_all_its_fields() -> None:
    record = tei(
        '<analytic><author><persName><roleName>Dr</roleName><forename type="first">Donald'
        '</forename><forename type="middle">E.</forename><surname>Knuth</surname></persName>'
        "</author><author><affiliation><orgName>A College</orgName></affiliation></author>"
        '<author><orgName type="collaboration">The Group</orgName></author>'
        "<author>Ada Lovelace</author></analytic>"
        '<monogr><title level="j" type="abbrev">Ann</title><title level="j">Annals</title>'
        '<imprint><publisher>A Press</publisher><biblScope unit="volume">2</biblScope>'
        '<biblScope unit="issue">3</biblScope><biblScope unit="page" from="1" to="9"/>'
        '<date type="published" when="1843-09"/></imprint></monogr>'
        '<idno type="DOI">10.1000/1</idno><idno type="arXiv">arXiv:1234.56789v1[cs.CL]</idno>'
        '<idno type="PMID">123</idno><idno type="PMCID">PMC9</idno><note>Received</note>',
        "<textClass><keywords><term>engines</term><term>looms</term></keywords></textClass>"
        '<abstract><div><p>We show <formula notation="x">a &lt; b</formula>.<note>1</note></p>'
        "</div></abstract>",
        "<back><listBibl><biblStruct><analytic><title>A reference</title></analytic>"
        '<idno type="DOI">10.1000/no</idno></biblStruct></listBibl></back>',
    )
    assert record == Record(
        where=record.where,
        format="tei",
        title="On Engines",
        abstract="<div><p>We show <formula>a &lt; b</formula>.</p></div>",
        authors=(DON, Author("The Group"), "Ada Lovelace"),
        year="1843-09",
        venue="Annals",
        type="article-journal",
        volume="2",
        issue="3",
        pages="1-9",
        publisher="A Press",
        doi="10.1000/1",
        arxiv="arXiv:1234.56789v1[cs.CL]",
        pmid="123",
        tags=("engines", "looms"),
        more=("PMC9",),
        markup="html",
    )


@pytest.mark.parametrize(
    ("author", "read_as"),
    [
        ("<persName>Ada Lovelace</persName>", ("Ada Lovelace",)),
        ("<persName><surname>Lovelace</surname></persName>", (Author("Lovelace"),)),
        ("<persName><forename>Ada</forename></persName>", (Author("Ada"),)),
        ("<persName/>", ()),
        ("", ()),
        (
            "<persName><forename>Martin</forename><surname>King</surname><genName>Jr</genName>"
            "</persName>",
            (Author("King, Jr", "Martin"),),
        ),
    ],
)
def test_a_name_of_tei_may_lack_any_part(author: str, read_as: tuple[Author | str, ...]) -> None:
    assert tei(f"<analytic><author>{author}</author></analytic>").authors == read_as


@pytest.mark.parametrize(
    ("source", "type_", "venue"),
    [
        ("<analytic/><monogr><title level='j'>Ann.</title></monogr>", "article-journal", "Ann."),
        ("<analytic/><monogr><meeting>Meeting</meeting></monogr>", "paper-conference", "Meeting"),
        ("<analytic/><monogr><title level='m'>A Volume</title></monogr>", "", "A Volume"),
        ("<monogr><title level='m'>On Engines</title></monogr>", "book", ""),
        ("<monogr><imprint/></monogr>", "", ""),
    ],
)  # fmt: skip
def test_the_levels_of_the_titles_tell_the_type(source: str, type_: str, venue: str) -> None:
    record = tei(source)
    assert (record.title, record.type, record.venue) == ("On Engines", type_, venue)


def test_a_plain_header_of_tei_is_enough() -> None:
    record = only(
        "<TEI><teiHeader><fileDesc><titleStmt><title>One</title><author>Ada Lovelace</author>"
        "</titleStmt><publicationStmt><publisher>A Press</publisher><date>1843</date>"
        "</publicationStmt></fileDesc><profileDesc><textClass><keywords>engines</keywords>"
        "</textClass></profileDesc></teiHeader></TEI>"
    )
    assert (record.authors, record.publisher, record.year) == (("Ada Lovelace",), "A Press", "1843")
    assert record.tags == ("engines",)


def test_the_references_of_a_paper_are_no_entries() -> None:
    text = TEI.format("", "", "<back><listBibl><biblStruct>{}</biblStruct></listBibl></back>")
    reading = read(text.replace("On Engines", ""))
    assert (len(reading.records), len(reading.rejected)) == (0, 1)


def test_the_export_of_hal_is_not_taken_for_a_paper() -> None:
    text = TEI.format("", "", "").replace("<div>", "<listBibl><biblFull/></listBibl><div>")
    reading = read(text)
    assert (reading.records, "HAL" in reading.rejected[0].message) == ((), True)


def test_a_corpus_gives_every_paper() -> None:
    paper = TEI.format("", "", "")
    reading = read(
        f"<teiCorpus><teiHeader><title>All</title></teiHeader>\n{paper}\n{paper}</teiCorpus>"
    )
    assert titles(reading) == ["On Engines", "On Engines"]
    assert [record.where.line for record in reading.records] == [2, 3]


def test_a_list_of_references_gives_each() -> None:
    reading = read(
        '<listBibl><biblStruct type="conferencePaper"><analytic><title level="a">One</title>'
        "<author><forename>Ada</forename><surname>Lovelace</surname></author></analytic><monogr>"
        '<title level="m">Proceedings</title><editor><persName><surname>Knuth</surname></persName>'
        "</editor><imprint><date>1843</date></imprint></monogr></biblStruct>"
        '<biblStruct type="book"><monogr><title level="m">Two</title><author><persName>'
        "<nameLink>de</nameLink><surname>Moivre</surname></persName></author></monogr></biblStruct>"
        "</listBibl>"
    )
    one, two = reading.records
    assert (one.title, one.venue, one.type, one.year) == (
        "One",
        "Proceedings",
        "paper-conference",
        "1843",
    )
    assert (one.authors, one.editors) == ((ADA,), (Author("Knuth"),))
    assert (two.title, two.venue, two.type) == ("Two", "", "book")
    assert two.authors == (Author("de Moivre"),)


# JATS


def test_jats_gives_all_its_fields() -> None:
    record = jats(
        '<article-id pub-id-type="pmid">123</article-id>'
        '<article-id pub-id-type="pmc">9</article-id>'
        '<article-id pub-id-type="doi">10.1000/a&lt;1&gt;</article-id>'
        '<article-id pub-id-type="arxiv">1234.56789</article-id>'
        '<title-group><article-title>On <italic toggle="yes">Engines</italic>'
        '<xref ref-type="fn" rid="f">*</xref></article-title><subtitle>A &amp; B</subtitle>'
        "</title-group>"
        '<contrib-group><contrib contrib-type="author"><name><surname>Knuth</surname>'
        "<given-names>Donald E.</given-names><suffix>Jr</suffix></name><xref>1</xref></contrib>"
        '<contrib contrib-type="author"><collab>The Group<contrib-group><contrib><name><surname>'
        "Member</surname></name></contrib></contrib-group></collab></contrib>"
        "<contrib><string-name>Ada Lovelace</string-name></contrib>"
        '<contrib contrib-type="translator"><name><surname>No</surname></name></contrib>'
        "</contrib-group>"
        '<contrib-group><contrib contrib-type="editor"><name><surname>Gauss</surname>'
        "<given-names>Carl</given-names></name></contrib></contrib-group>"
        '<pub-date pub-type="epub"><year>1842</year></pub-date>'
        '<pub-date pub-type="ppub"><month>9</month><year>1843</year></pub-date>'
        '<pub-date pub-type="pmc-release"><year>1850</year></pub-date>'
        "<volume>2</volume><issue>3</issue><fpage>1</fpage><lpage>9</lpage>"
        '<self-uri xlink:href="https://a.org/1"/>'
        '<self-uri content-type="pdf" xlink:href="https://a.org/1.pdf"/>'
        '<abstract abstract-type="graphical"><p>A picture</p></abstract>'
        "<abstract><title>Abstract</title><sec><title>Aim</title><p>If a &lt; b.<fn><p>No</p></fn>"
        "</p></sec></abstract>"
        '<trans-abstract xml:lang="de"><p>Wenn</p></trans-abstract>'
        "<kwd-group><kwd>engines</kwd><kwd>l<sub>1</sub> &lt; 2</kwd></kwd-group>"
        '<kwd-group kwd-group-type="abbreviations"><kwd>AE</kwd></kwd-group>'
        '<kwd-group xml:lang="de"><kwd>Maschinen</kwd></kwd-group>'
    )
    assert record == Record(
        where=record.where,
        format="jats",
        title="On <italic>Engines</italic>: A &amp; B",
        abstract="<sec><title>Aim</title><p>If a &lt; b.</p></sec>",
        authors=(Author("Knuth, Jr", "Donald E."), Author("The Group"), "Ada Lovelace"),
        editors=(Author("Gauss", "Carl"),),
        year="1843",
        venue="Annals",
        type="article-journal",
        volume="2",
        issue="3",
        pages="1-9",
        doi="10.1000/a<1>",
        arxiv="1234.56789",
        pmid="123",
        url="https://a.org/1",
        pdf="https://a.org/1.pdf",
        tags=("engines", "l1 &lt; 2"),
        more=("PMC9",),
        markup="html",
    )


@pytest.mark.parametrize(
    ("abstracts", "text"),
    [
        ('<abstract abstract-type="teaser"><p>1</p></abstract>', ""),
        ('<abstract abstract-type="summary"><p>1</p></abstract><abstract><p>2</p></abstract>', "2"),
        ('<abstract abstract-type="summary"><p>1</p></abstract>', "1"),
        (
            '<abstract xml:lang="fr"><p>1</p></abstract>'
            '<abstract xml:lang="en"><p>2</p></abstract>',
            "2",
        ),
        ("<abstract/><abstract><p>2</p></abstract>", "2"),
    ],
)
def test_the_abstract_is_the_plain_one_in_the_language_of_the_article(
    abstracts: str, text: str
) -> None:
    assert jats(DOI + abstracts).abstract == (f"<p>{text}</p>" if text else "")


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ('<pub-date date-type="pub" iso-8601-date="2020-05-01"/>', "2020-05-01"),
        ("<pub-date><string-date>May 2020</string-date></pub-date>", "May 2020"),
        ('<pub-date pub-type="ppub"/><pub-date><year>2020</year></pub-date>', "2020"),
        ('<pub-date><year>2019</year></pub-date>'
         '<pub-date date-type="collection"><year>2020</year></pub-date>', "2020"),
        ('<pub-date pub-type="pmc-release"><year>2020</year></pub-date>', ""),
        ('<pub-date pub-type="epub"><year>2019</year></pub-date>'
         '<pub-date pub-type="collection"><year>2020</year></pub-date>', "2020"),
    ],
)  # fmt: skip
def test_the_year_is_that_of_publication(dates: str, year: str) -> None:
    assert jats(DOI + dates).year == year


def test_a_formula_in_two_forms_is_taken_once_and_without_its_document() -> None:
    formula = (
        "<inline-formula><alternatives><graphic/><mml:math><mml:mi>x</mml:mi></mml:math><tex-math>"
        "\\documentclass{minimal}\\begin{document}$$x &lt; 1$$\\end{document}</tex-math>"
        "</alternatives></inline-formula>"
    )
    title = f"<title-group><article-title>On {formula} and</article-title></title-group>"
    assert jats(title).title == (
        "On <inline-formula><alternatives><tex-math>$$x &lt; 1$$</tex-math></alternatives>"
        "</inline-formula> and"
    )


@pytest.mark.parametrize(
    ("forms", "read_as"),
    [
        ("<graphic/><math>x</math>", "<math>x</math>"),
        ("<tex-math/>", "<tex-math/>"),
        ("<textual-form>x</textual-form><private/>", "<textual-form>x</textual-form>"),
    ],
)
def test_of_the_forms_of_a_formula_the_best_is_taken(forms: str, read_as: str) -> None:
    title = f"<article-title>On <alternatives>{forms}</alternatives></article-title>"
    assert jats(f"<title-group>{title}</title-group>").title == (
        f"On <alternatives>{read_as}</alternatives>"
    )


def test_an_abstract_keeps_a_heading_that_says_something() -> None:
    for heading, kept in (("Summary:", ""), ("Aim", "<title>Aim</title>")):
        abstract = f"<abstract><title>{heading}</title><p>1</p></abstract>"
        assert jats(DOI + abstract).abstract == f"{kept}<p>1</p>"


@pytest.mark.parametrize(
    ("attributes", "meta", "type_", "venue"),
    [
        ("article-type='preprint'", "", "article", "Annals"),
        ("article-type='research-article'", "", "article-journal", "Annals"),
        ("", "<conference><conf-name>A</conf-name></conference>", "article-journal", "Annals"),
    ],
)  # fmt: skip
def test_jats_tells_the_type(attributes: str, meta: str, type_: str, venue: str) -> None:
    record = only(JATS.replace("<article ", f"<article {attributes} ", 1).format(DOI + meta))
    assert (record.type, record.venue) == (type_, venue)


def test_an_article_of_a_conference_without_a_journal_is_of_the_conference() -> None:
    meta = f"{DOI}<conference><conf-name>A Meeting</conf-name></conference>"
    record = only(f"<article><article-meta>{meta}</article-meta></article>")
    assert (record.type, record.venue) == ("paper-conference", "A Meeting")
    assert only(f"<article><article-meta>{DOI}</article-meta></article>").type == ""


@pytest.mark.parametrize(
    ("link", "pdf"),
    [
        ('content-type="pdf" xlink:href="https://a.org/1"', "https://a.org/1"),
        ('xlink:href="https://a.org/1.pdf"', "https://a.org/1.pdf"),
        ('content-type="pdf" xlink:href="1.pdf"', ""),
    ],
)
def test_the_link_to_a_pdf_is_told_by_its_type_or_ending(link: str, pdf: str) -> None:
    record = jats(f"{DOI}<self-uri {link}/>")
    assert (record.pdf, record.url) == (pdf, "")


@pytest.mark.parametrize(
    ("title", "whole"), [("One", "One: Two"), ("One?", "One? Two"), ("One:", "One: Two")]
)
def test_a_subtitle_follows_the_title(title: str, whole: str) -> None:
    titled = f"<article-title>{title}</article-title><subtitle>Two</subtitle>"
    assert jats(f"<title-group>{titled}</title-group>").title == whole


def test_of_a_name_in_two_scripts_the_latin_one_is_read() -> None:
    record = jats(
        "<title-group><article-title>One</article-title></title-group><contrib-group><contrib>"
        '<name-alternatives><name xml:lang="ja"><surname>園田</surname></name><name xml:lang="en">'
        "<surname>Sonoda</surname></name></name-alternatives></contrib><etal/></contrib-group>"
    )
    assert record.authors == (Author("Sonoda"), "others")


@pytest.mark.parametrize(
    ("contributors", "authors", "editors"),
    [
        (
            '<contrib-group content-type="editors"><contrib><name><surname>Gauss</surname></name>'
            "</contrib><etal/></contrib-group>",
            (),
            (Author("Gauss"), "others"),
        ),
        (
            "<contrib-group><contrib><name-alternatives/></contrib><contrib><name-alternatives>"
            "<name><surname>園田</surname></name></name-alternatives></contrib></contrib-group>",
            (Author("園田"),),
            (),
        ),
        (
            "<contrib-group><contrib><name-alternatives><name><surname>園田</surname></name>"
            '<name name-style="western"><surname>Sonoda</surname></name></name-alternatives>'
            "</contrib><contrib><name><given-names>Plato</given-names></name></contrib>"
            "<contrib><anonymous/></contrib></contrib-group>",
            (Author("Sonoda"), Author("Plato")),
            (),
        ),
    ],
)
def test_people_of_jats_may_be_written_in_many_ways(
    contributors: str, authors: tuple[Author, ...], editors: tuple[Author | str, ...]
) -> None:
    record = jats(DOI + contributors)
    assert (record.authors, record.editors) == (authors, editors)


def test_an_article_that_pubmed_central_does_not_hand_out_is_reported() -> None:
    reading = read(
        f"<pmc-articleset>\n{JATS.format(DOI)}\n"
        '<Reply Id="13901" error="The PMCID is not available: 13901"/>\n</pmc-articleset>'
    )
    assert (len(reading.records), lines(reading.rejected), reading.problems) == (1, [3], ())
    assert "The PMCID is not available: 13901" in reading.rejected[0].message


def test_a_correction_or_letter_within_an_article_is_no_entry() -> None:
    text = JATS.format("<title-group><article-title>One</article-title></title-group>")
    part = "<sub-article><front-stub><title-group><article-title>No</article-title></title-group>"
    assert titles(read(text.replace("</body>", f"</body>{part}</front-stub></sub-article>"))) == [
        "One"
    ]


# PubMed


def test_pubmed_gives_all_its_fields() -> None:
    record = pubmed(
        "<ArticleTitle>On H<sub>2</sub>O &amp; <i>Engines</i>.</ArticleTitle>"
        "<Pagination><StartPage>1</StartPage><EndPage>9</EndPage></Pagination>"
        '<ELocationID EIdType="doi" ValidYN="N">10.1000/wrong</ELocationID>'
        '<ELocationID EIdType="pii">arXiv:1234.56789v1</ELocationID>'
        '<ELocationID EIdType="doi">10.1000/1</ELocationID>'
        '<Abstract><AbstractText Label="AIM">If p &lt; 1.</AbstractText>'
        '<AbstractText Label="UNLABELLED">Then.</AbstractText>'
        "<CopyrightInformation>Mine</CopyrightInformation></Abstract>"
        '<AuthorList CompleteYN="N"><Author><LastName>Knuth</LastName>'
        "<ForeName>Donald E.</ForeName><Initials>DE</Initials><Suffix>Jr</Suffix></Author>"
        '<Author ValidYN="N"><LastName>Wrong</LastName></Author>'
        "<Author><CollectiveName>The Group</CollectiveName></Author></AuthorList>"
        "<PublicationTypeList><PublicationType>Journal Article</PublicationType>"
        "<PublicationType>Preprint</PublicationType></PublicationTypeList>",
        "<KeywordList><Keyword>engines</Keyword></KeywordList><MeshHeadingList>"
        '<MeshHeading><DescriptorName MajorTopicYN="N">Humans</DescriptorName></MeshHeading>'
        '<MeshHeading><DescriptorName MajorTopicYN="N">Looms</DescriptorName>'
        '<QualifierName MajorTopicYN="Y">history</QualifierName></MeshHeading></MeshHeadingList>'
        "<CommentsCorrectionsList><CommentsCorrections><PMID>456</PMID></CommentsCorrections>"
        "</CommentsCorrectionsList></MedlineCitation><PubmedData><ArticleIdList>"
        '<ArticleId IdType="pmc">PMC9</ArticleId></ArticleIdList><ReferenceList><Reference>'
        '<ArticleIdList><ArticleId IdType="doi">10.1000/no</ArticleId></ArticleIdList></Reference>'
        "</ReferenceList></PubmedData><MedlineCitation>",
    )
    assert record == Record(
        where=record.where,
        format="pubmed",
        title="On H<sub>2</sub>O &amp; <i>Engines</i>.",
        abstract="<sec><title>AIM</title><p>If p &lt; 1.</p></sec><p>Then.</p>",
        authors=(Author("Knuth, Jr", "Donald E."), Author("The Group"), "others"),
        year="2018 Apr",
        venue="Annals",
        type="article",
        pages="1-9",
        doi="10.1000/1",
        arxiv="arXiv:1234.56789v1",
        pmid="123",
        tags=("engines", "Looms"),
        more=("PMC9",),
        markup="html",
    )


@pytest.mark.parametrize(
    "title", ["<ArticleTitle/>", "<ArticleTitle>[Not Available].</ArticleTitle>"]
)
def test_a_title_that_is_not_translated_is_in_its_own_language(title: str) -> None:
    assert pubmed(f"{title}<VernacularTitle>Über Maschinen.</VernacularTitle>").title == (
        "Über Maschinen."
    )


@pytest.mark.parametrize(
    ("parts", "abstract"),
    [
        ("<AbstractText>One.</AbstractText>", "One."),
        ('<AbstractText Label="A &lt; B">One.</AbstractText>',
         "<sec><title>A &lt; B</title><p>One.</p></sec>"),
        ("<AbstractText>One.</AbstractText><AbstractText>Two.</AbstractText>",
         "<p>One.</p><p>Two.</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_parts_of_an_abstract_are_told_apart(parts: str, abstract: str) -> None:
    assert pubmed(f"<Abstract>{parts}</Abstract>").abstract == abstract


def test_pubmed_may_give_pages_in_short_and_the_date_of_the_article_alone() -> None:
    pages = "<Pagination><StartPage>132</StartPage><MedlinePgn>132-42</MedlinePgn></Pagination>"
    date = "<ArticleDate><Year>2020</Year><Month>01</Month></ArticleDate>"
    text = PUBMED.format(pages + date, "")
    assert (only(text).pages, only(text).year) == ("132-42", "2018 Apr")
    for without in (
        text.replace("<Year>2018</Year><Month>Apr</Month>", ""),
        text.replace("PubDate", "No"),
    ):
        assert only(without).year == "2020 01"
    assert only(text.replace("ArticleDate", "No").replace("PubDate", "No")).year == ""


def test_an_empty_entry_of_pubmed_is_rejected() -> None:
    reading = read("<PubmedArticleSet>\n<PubmedArticle></PubmedArticle></PubmedArticleSet>")
    assert lines(reading.rejected) == [2]


@pytest.mark.parametrize(
    ("chapter", "expected"),
    [
        ("", ("A Book", "", "book", (ADA,), (Author("Gauss", "Carl"),))),
        (
            "<ArticleTitle>A Chapter</ArticleTitle><AuthorList><Author><LastName>Knuth</LastName>"
            "<ForeName>Donald E.</ForeName></Author></AuthorList>",
            ("A Chapter", "A Book", "chapter", (DON,), (Author("Gauss", "Carl"),)),
        ),
    ],
)
def test_a_book_of_pubmed_is_read_and_so_is_its_chapter(chapter: str, expected: object) -> None:
    record = only(
        "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>1</PMID><ArticleIdList>"
        '<ArticleId IdType="doi">10.1000/1</ArticleId></ArticleIdList><Book><Publisher>'
        "<PublisherName>A Press</PublisherName></Publisher><BookTitle>A Book</BookTitle>"
        '<PubDate><Year>1843</Year></PubDate><AuthorList Type="authors"><Author><LastName>'
        "Lovelace</LastName><ForeName>Ada</ForeName></Author></AuthorList>"
        '<AuthorList Type="editors"><Author><LastName>Gauss</LastName><ForeName>Carl</ForeName>'
        f"</Author></AuthorList></Book>{chapter}</BookDocument></PubmedBookArticle></PubmedArticleSet>"
    )
    assert (record.title, record.venue, record.type, record.authors, record.editors) == expected
    assert (record.doi, record.year, record.publisher) == ("10.1000/1", "1843", "A Press")


# MODS


def test_mods_gives_all_its_fields() -> None:
    record = only(
        MODS.format(
            "<titleInfo><nonSort>The</nonSort><title>Engine</title><subTitle>A Note</subTitle>"
            '</titleInfo><titleInfo type="alternative"><title>No</title></titleInfo>'
            '<name type="personal"><namePart type="family">Knuth</namePart>'
            '<namePart type="given">Donald</namePart><namePart type="given">E.</namePart>'
            '<role><roleTerm authority="marcrelator">aut</roleTerm></role></name>'
            '<name type="personal"><namePart>Lovelace, Ada</namePart></name>'
            '<name type="corporate"><namePart>The Group</namePart></name>'
            "<name><namePart>No One</namePart><role><roleTerm>translator</roleTerm></role></name>"
            '<genre authority="local">journalArticle</genre><abstract>If a &lt; b.</abstract>'
            "<subject><topic>engines</topic></subject><note>A note</note>"
            '<identifier type="doi">10.1000/1</identifier><identifier type="citekey">k1'
            "</identifier><location><url>https://a.org/1</url></location>"
            '<relatedItem type="host"><titleInfo><title>Annals</title></titleInfo><originInfo>'
            "<publisher>A Press</publisher><dateIssued>1843-09</dateIssued></originInfo><part>"
            '<detail type="volume"><number>2</number></detail><detail type="issue"><number>3'
            '</number></detail><extent unit="pages"><start>1</start><end>9</end></extent></part>'
            "<name><namePart>Gauss, Carl</namePart><role><roleTerm>editor</roleTerm></role></name>"
            "</relatedItem>"
        )
    )
    assert record == Record(
        where=record.where,
        format="mods",
        title="The Engine: A Note",
        abstract="If a &lt; b.",
        authors=(DON, ADA, Author("The Group")),
        editors=(Author("Gauss", "Carl"),),
        year="1843-09",
        venue="Annals",
        type="article-journal",
        volume="2",
        issue="3",
        pages="1-9",
        publisher="A Press",
        doi="10.1000/1",
        url="https://a.org/1",
        key="k1",
        tags=("engines",),
        more=("A note",),
        markup="html",
    )


def test_editors_and_pages_of_mods_may_be_the_entrys_own() -> None:
    record = only(
        MODS.format(
            "<titleInfo><title>One</title></titleInfo><name><namePart>Gauss, Carl</namePart><role>"
            "<roleTerm>edt</roleTerm></role></name><name><namePart>Ada Lovelace</namePart></name>"
            '<name/><part><extent unit="minutes"><start>5</start></extent>'
            '<extent unit="page"><list>1, 3-4</list></extent></part>'
        )
    )
    assert (record.editors, record.authors) == ((Author("Gauss", "Carl"),), ("Ada Lovelace",))
    assert (record.pages, record.venue) == ("1, 3-4", "")


# Entries, whole and broken

TWO = (
    "<?xml version='1.0'?>\n<xml>\n<records>\n<record>\n<titles><title>One</title></titles>\n"
    "</record>\n<record>\n<titles><title>Two</title></titles>\n<pages>12-19</pages>\n"
    "<abstract>End</abstract>\n</record>\n</records>\n</xml>\n"
)


def test_an_entry_stands_where_its_tag_does() -> None:
    reading = read("<!DOCTYPE xml [\n<!ENTITY a 'b'>\n]>\n" + TWO.partition("\n")[2])
    assert [str(record.where) for record in reading.records] == ["a.xml:6", "a.xml:9"]
    far = ENDNOTE.format(f"{TITLED}</record>" + "\n" * 70_000 + f"<record>{TITLED}")
    assert read(far).records[1].where.line == 70_001


@pytest.mark.parametrize("cut", range(TWO.index("<title>Two") + 9, len(TWO) - 2))
def test_a_cut_file_gives_what_stands_before_the_cut_and_no_half_value(cut: int) -> None:
    reading = read(TWO[:cut])
    assert titles(reading)[0] == "One"
    assert len(reading.records) + len(reading.rejected) == 2
    for record in reading.records[1:]:
        assert (record.title, record.pages) in (("Two", ""), ("Two", "12-19"))
        assert record.abstract in ("", "End")
    (problem,) = reading.problems
    assert problem.fatal
    assert problem.where.line == TWO[:cut].rstrip().count("\n") + 1


def test_a_cut_between_entries_is_reported_too() -> None:
    reading = read(TWO[: TWO.index("<record>", 40)])
    assert (titles(reading), lines(reading.problems)) == (["One"], [6])


@pytest.mark.parametrize(
    ("broken", "line", "found"),
    [
        (TWO.replace("One</title>", "One"), 5, ["One", "Two"]),
        (TWO.replace("</record>", "", 1), 7, ["One", "Two"]),
        (TWO.replace("</record>", "</record></record>", 1), 6, ["One", "Two"]),
        (TWO.replace("<record>", "", 1), 6, ["Two"]),
        (TWO.replace("<pages>", "<pages face=bold>"), 9, ["One", "Two"]),
        (TWO.replace("12-19", "12<br>19"), 9, ["One", "Two"]),
    ],
)
def test_what_is_broken_in_one_entry_costs_no_other(
    broken: str, line: int, found: list[str]
) -> None:
    reading = read(broken)
    assert titles(reading) == found
    assert lines(reading.problems) == [line]
    assert reading.problems[0].fatal


def test_an_end_without_a_beginning_is_named() -> None:
    assert "no beginning" in read(TWO.replace("<record>", "", 1)).problems[0].message


def test_many_broken_entries_make_few_problems() -> None:
    reading = read(ENDNOTE.format(f"{TITLED}<b></record>\n<record>" * 99 + TITLED))
    assert (len(reading.records), len(reading.problems)) == (100, 6)
    assert "94 more" in reading.problems[-1].message


def test_documents_one_after_another_are_all_read() -> None:
    assert titles(read(TWO + TWO)) == ["One", "Two", "One", "Two"]


def test_an_entry_without_title_and_identifier_is_rejected_where_it_stands() -> None:
    reading = read(TWO.replace("One", ""))
    assert (titles(reading), lines(reading.rejected)) == (["Two"], [4])
    assert "neither a title nor an identifier" in reading.rejected[0].message
    assert read(TWO.replace("<titles><title>One</title></titles>", "")).rejected
    assert read(ENDNOTE.format(f"{TITLED}</record><record/><record>{TITLED}")).rejected


def test_an_identifier_is_enough() -> None:
    assert endnote("<titles/><electronic-resource-num>10.1000/1</electronic-resource-num>").doi


def test_an_export_of_nothing_says_so() -> None:
    for text in ("<xml><records/></xml>", "<PubmedArticleSet/>"):
        assert [problem.fatal for problem in read(text).problems] == [False]
    cut = read("<xml><records>")
    assert [problem.fatal for problem in cut.problems] == [True]


# Characters


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("caf&eacute;&nbsp;&amp;&#x4e2d;&#20013;", "café\u00a0&amp;中中"),
        (
            "<![CDATA[a < b & <i>c</i> &eacute;]]>",
            "a &lt; b &amp; &lt;i&gt;c&lt;/i&gt; &amp;eacute;",
        ),
        ("a<!-- & <record> -->b<?php <record> ?>c", "abc"),
        ("a ]]> b", "a ]]&gt; b"),
        ("&lt;i&gt;", "&lt;i&gt;"),
        ("&LT;", "&lt;"),
        ("a <x/> b", "a b"),
    ],
)
def test_characters_are_read_however_they_are_written(written: str, title: str) -> None:
    assert endnote(f"<titles><title>{written}</title></titles>").title == title


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("A & B &c; &", "A &amp; B &amp;c; &amp;"),
        ("p < 0.05, p<1", "p &lt; 0.05, p&lt;1"),
        ("a\x0bb\x00", "ab"),
        ("a&#11;&#xFFFFFF;&#55296;b", "ab"),
        ("a\ud800\uffffb", "ab"),
    ],
)
def test_what_xml_does_not_allow_costs_nothing_else_and_is_reported(
    written: str, title: str
) -> None:
    reading = read(ENDNOTE.format(f"\n<titles><title>{written}</title></titles>"))
    assert titles(reading) == [title]
    assert [(p.fatal, p.where.line) for p in reading.problems] == [(False, 2)]


def test_a_comment_without_an_end_is_reported() -> None:
    reading = read(TWO.replace("<pages>", "<!-- <pages>"))
    assert titles(reading) == ["One", "Two"]
    assert lines(reading.problems) == [9, 8]
    assert "no end" in reading.problems[0].message


# Hostile


def test_entities_of_a_doctype_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    bomb = "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 20))
    outside = f"<!ENTITY x SYSTEM '{(tmp_path / 'secret').as_uri()}'><!ENTITY a0 'lol'>"
    text = f"<!DOCTYPE xml [{outside}{bomb}]>" + ENDNOTE.format(
        "<titles><title a='&a19;'>&a19;&x;</title></titles>"
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret"/>'
    )
    reading = read(text)
    assert titles(reading) == ["&amp;a19;&amp;x;"]
    assert len(reading.problems) == 2


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<i>" * 300 + "x" + "</i>" * 300, id="deep"),
        pytest.param("x" * 10_100_000, id="long"),
    ],
)
def test_what_is_too_large_costs_only_itself(inner: str) -> None:
    reading = read(TWO.replace("End", inner))
    assert titles(reading) == ["One", "Two"]
    assert (reading.records[1].pages, reading.records[1].abstract) == ("12-19", "")
    assert lines(reading.problems) == [10]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!--" * 250_000, id="comments in the prolog"),
        pytest.param("<!DOCTYPE a [" + "<!--" * 250_000, id="comments in the doctype"),
        pytest.param("<?x " * 250_000, id="instructions"),
        pytest.param(ENDNOTE.format(TITLED + "<!--" * 250_000), id="comments"),
        pytest.param(ENDNOTE.format(TITLED + "<![CDATA[" * 100_000), id="sections"),
        pytest.param(ENDNOTE.format(TITLED + "&" + "a" * 1_000_000), id="reference"),
        pytest.param(ENDNOTE.format(TITLED + "<record " * 100), id="tags"),
        pytest.param(ENDNOTE.format(TITLED + "<" + "a" * 1_000_000), id="name"),
        pytest.param("<xml><records>" + "<record a='" + " " * 1_000_000, id="attribute"),
    ],
)
def test_time_grows_with_the_length_and_no_faster(text: str) -> None:
    start = perf_counter()
    reading = xml.read(text, "a.xml")
    assert reading.problems
    assert perf_counter() - start < 5


TOKENS = st.sampled_from(
    "<xml> <records> <record> </record> <record/> </records> </xml> <titles> <title> </title> "
    "</titles> <feed> <entry> </entry> </feed> <id>http://arxiv.org/abs/1</id> <TEI> <teiHeader> "
    "</TEI> <biblStruct> </biblStruct> <article> <front> <article-meta> <article-title> </article> "
    "<contrib-group> <contrib> <collab> <alternatives> <tex-math> <PubmedArticleSet> "
    "<PubmedArticle> </PubmedArticle> <BookDocument> <Book> <mods> <titleInfo> </mods> <!-- --> "
    "<![CDATA[ ]]> <!DOCTYPE & &amp; &a; &#0; &#x41; < > <a: <:b> <a:1b> <a:b:c/> </ <? ?> ' \" = "
    "<?xml version='1.0'?> \n \x00 \ud800 é text xmlns='' <!\x01-- x-->".split(" ")
)
STARTS = st.sampled_from(
    ("", "<xml><records><record><titles>", "<feed><entry><id>http://arxiv.org/abs/1</id>", "<TEI>",
     "<article><front><article-meta>", "<PubmedArticleSet><PubmedArticle>", "<mods><titleInfo>")
)  # fmt: skip


@given(
    st.tuples(STARTS, st.lists(TOKENS | st.text(max_size=5))).map(lambda t: t[0] + "".join(t[1]))
)
@example("<xml><records><record><titles><title>a</title></titles><a:/></record></records></xml>")
def test_any_text_gives_records_or_problems_and_never_an_exception(text: str) -> None:
    reading = xml.read(text, "a.xml")
    assert reading.records or reading.rejected or reading.problems
    for record in reading.records:
        assert record.title or record.doi or record.arxiv or record.pmid
    last = text.count("\n") + 1
    places = [problem.where for problem in (*reading.problems, *reading.rejected)]
    places += [record.where for record in reading.records]
    assert all(1 <= place.line <= last for place in places)


WORDS = st.text(st.characters(exclude_categories=["C"], exclude_characters="\u00a0"), max_size=30)


@given(WORDS.map(lambda text: " ".join(text.split())).filter(bool))
def test_a_text_survives_its_way_through_xml(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert endnote(f"<titles><title>{escaped}</title></titles>").title == escaped
    for section in {text.replace("]]>", ""), text.partition("]")[0]} - {""}:
        raw = only(FEED.format(f"<title><![CDATA[{section}]]></title><id>1</id>")).title
        assert raw == section.strip() or not section.strip()
