import re
from dataclasses import fields as fields_of
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean import ADDED, YEARS, clean
from generator.model import TYPES, Author, Change, Entry, Record, Where

ADA, GRACE, EMMY = Author("Lovelace", "Ada"), Author("Hopper", "Grace"), Author("Noether", "Emmy")


def record(title: str = "A Title", **fields: object) -> Record:
    return Record(Where("sources/a.txt", 1), "listing", title, **fields)  # type: ignore[arg-type]


def altered(entry: Entry, field: str) -> list[tuple[str, str, str]]:
    """What cleaning did to a field: (before, after, rule)."""
    return [
        (change.before, change.after, change.rule)
        for change in entry.changes
        if change.field == field
    ]


def test_the_first_repository_in_an_abstract_is_the_code() -> None:
    abstract = "See https://a.org/b. Code at https://github.com/a/b.git, https://github.com/c/d."
    assert clean(record(abstract=abstract)).code == "https://github.com/a/b"


def test_a_stated_code_link_outweighs_the_abstract() -> None:
    entry = clean(record(abstract="At https://github.com/a/b.", code="https://a.org/code"))
    assert entry.code == "https://a.org/code"


def test_the_links_of_an_entry_are_places_in_its_cleaned_abstract() -> None:
    entry = clean(record(abstract=r"It is ``good'' by 5\%: https://a.org/b."))
    (link,) = entry.links
    assert entry.abstract[link.start : link.end] == "https://a.org/b"


@pytest.mark.parametrize(
    ("fields", "doi", "arxiv"),
    [
        ({"arxiv": "2301.00001"}, "", "2301.00001"),
        ({"arxiv": "arXiv:2301.00001v2"}, "", "2301.00001"),
        ({"arxiv": "2301.00001 [cs.LG]"}, "", "2301.00001"),
        ({"arxiv": "0704.0001"}, "", "0704.0001"),
        ({"arxiv": "cs/0112017"}, "", "cs/0112017"),
        ({"arxiv": "math.GT/0309136v1"}, "", "math/0309136"),
        ({"arxiv": "HEP-TH/9901001"}, "", "hep-th/9901001"),
        ({"venue": "arXiv preprint arXiv:1911.05722"}, "", "1911.05722"),
        ({"arxiv": "https://arxiv.org/abs/2301.00001"}, "", "2301.00001"),
        ({"url": "https://arxiv.org/abs/2301.00001v3"}, "", "2301.00001"),
        ({"url": "http://www.arxiv.org/abs/quant-ph/0309136"}, "", "quant-ph/0309136"),
        ({"pdf": "https://arxiv.org/pdf/2301.00001.pdf"}, "", "2301.00001"),
        ({"doi": "10.48550/arXiv.2301.00001"}, "", "2301.00001"),
        ({"doi": "https://doi.org/10.48550/ARXIV.2301.00001"}, "", "2301.00001"),
        ({"doi": "10.1145/ABC.123"}, "10.1145/abc.123", ""),
        ({"doi": "https://doi.org/10.1145/123."}, "10.1145/123", ""),
        ({"doi": "doi:10.1145/123"}, "10.1145/123", ""),
        ({"doi": r"10.1007/978-3\_12"}, "10.1007/978-3_12", ""),
        ({"doi": "10.1016/S0140-6736(20)30183-5"}, "10.1016/s0140-6736(20)30183-5", ""),
        ({"url": "https://dl.acm.org/doi/10.1145/123/full?x=y#z"}, "10.1145/123", ""),
        ({"url": "https://doi.org/10.1145/123"}, "10.1145/123", ""),
        (
            {"doi": "10.1145/1", "url": "https://arxiv.org/abs/2301.00001"},
            *("10.1145/1", "2301.00001"),
        ),
        ({"arxiv": "2399.00001"}, "", ""),
        ({"arxiv": "1234567"}, "", ""),
        ({"arxiv": "2301.000011"}, "", ""),
        ({"url": "https://a.org/2301.00001"}, "", ""),
        ({"url": "https://a.org/arxiv/2301.00001"}, "", ""),
        ({"url": "https://a.org/1234.56789?from=arxiv"}, "", ""),
        ({"doi": "10.1145/2301.00001"}, "10.1145/2301.00001", ""),
        (
            {"doi": "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"},
            *("10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o", ""),
        ),
        ({"doi": "https://doi.org/10.1000%2Fabc.123"}, "10.1000/abc.123", ""),
        ({"url": "https://dl.acm.org/doi/pdf/10.1145/123"}, "10.1145/123", ""),
        ({"url": "https://onlinelibrary.wiley.com/doi/10.1002/abc/references"}, "10.1002/abc", ""),
        ({"url": "https://blog.example.com/10.2021/06/my-post.html"}, "", ""),
        ({"doi": "unknown"}, "", ""),
        ({"doi": '10.1145/1"><script>'}, "10.1145/1", ""),
        ({}, "", ""),
    ],
)
def test_identifiers_are_found_in_whatever_field_states_them(
    fields: dict[str, str], doi: str, arxiv: str
) -> None:
    entry = clean(record(**fields))
    assert (entry.doi, entry.arxiv) == (doi, arxiv)


@pytest.mark.parametrize(
    "venue",
    [
        *("arXiv preprint arXiv:1911.05722", "arXiv", "CoRR", "arXiv e-prints", "CoRR, abs/1"),
        *("arXiv:2101.00001 [cs, stat]", "ArXiv.org", "arXiv (Cornell University)"),
        *("arXiv preprint arXiv:1911.05722, 2019", "CoRR abs/1706.03762 (2017)"),
    ],
)
def test_a_preprint_server_is_no_venue(venue: str) -> None:
    entry = clean(record(venue=venue))
    assert (entry.venue, entry.changes[-1]) == ("", Change("venue", venue, "", "preprint server"))


@pytest.mark.parametrize(
    "venue", ["arXiv Workshop on Archives", "Corrosion Science", "CoRRelation"]
)
def test_a_venue_that_begins_like_a_preprint_server_stays(venue: str) -> None:
    assert clean(record(venue=venue)).venue == venue


def test_an_identifier_written_otherwise_is_a_change() -> None:
    changes = clean(record(arxiv="arXiv:2301.00001v2", doi="10.1145/1")).changes
    assert changes == (Change("arxiv", "arXiv:2301.00001v2", "2301.00001", "identifier"),)


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        ("2023", 2023),
        ("2023-05-01", 2023),
        ("c. 2020", 2020),
        ("{1999}", 1999),
        ("1687", 1687),
        ("to appear", None),
        ("20235", None),
        ("1066", None),
        ("23", None),
        ("2018 Apr", 2018),
        ("2019//", 2019),
        ("2016/11/05", 2016),
        ("20170728", 2017),
        ("1957-02/1959-03", 1957),
        ("２０１９", 2019),
        ("10 15", None),
        ("20 23", None),
        ("20171399", None),
        ("1499", None),
        ("2093", None),
        ("", None),
    ],
)
def test_a_year_is_four_digits_of_a_likely_century(raw: str, year: int | None) -> None:
    entry = clean(record(year=raw))
    assert entry.year == year
    expected = (
        () if raw in ("2023", "1687", "") else (Change("year", raw, str(year or ""), "year"),)
    )
    assert entry.changes == expected


@pytest.mark.parametrize(
    ("raw", "added"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("2015-04-15 15:21:27 +0000", "2015-04-15"),
        ("2024-04-21T18:25:51", "2024-04-21"),
        ("2020-07-20T15:15:36GMT", "2020-07-20"),
        ("2014.03.05", "2014-03-05"),
        ("2014/3/5 9:15", "2014-03-05"),
        (" 2014-03-05\n", "2014-03-05"),
        ("5.3.2014", "2014-03-05"),
        ("2014-03/05", ""),
        ("2014-02-30", ""),
        ("2014-13", ""),
        ("0000-00-00", ""),
        ("1970-01-01", ""),
        ("1.1.1970", ""),
        ("2093-01-01", ""),
        ("3/5/2014", ""),
        ("2014-03-05-06", ""),
        ("1394021730", ""),
        ("yesterday", ""),
        ("٢٠١٤", ""),
        ("", ""),
    ],
)
def test_a_date_of_addition_is_a_day_or_the_part_of_one_that_is_stated(
    raw: str, added: str
) -> None:
    entry = clean(record(added=raw))
    assert entry.added == added
    changed = [] if raw.strip() == added else [(raw.strip(), added, "date added")]
    assert altered(entry, "added") == changed


@pytest.mark.parametrize(
    ("venue", "year", "cleaned"),
    [
        ("ICML 2013", "2013", "ICML"),
        ("ICML (2013)", "2013", "ICML"),
        ("NeurIPS 2024 Datasets and Benchmarks", "2024", "NeurIPS Datasets and Benchmarks"),
        ("CVPR 2024 Workshops (PBVS)", "2024", "CVPR Workshops (PBVS)"),
        ("2021 IEEE Workshop", "2021", "IEEE Workshop"),
        ("ICASSP 2019 - 2019 IEEE Conference", "2019", "ICASSP - IEEE Conference"),
        ("Proceedings of ACL 2018, System Demonstrations", "2018", None),
        ("Proceedings of the 2019 Conference", "2019", "Proceedings of the Conference"),
        ("ICML 2013", "2014", "ICML 2013"),
        ("ICML 2013", "", "ICML 2013"),
        ("Advances in 2020 vision", "2021", "Advances in 2020 vision"),
        ("Advances in 2020 vision", "2020", "Advances in 2020 vision"),
        ("2020", "2020", "2020"),
        ("ICML'2013", "2013", "ICML'2013"),
        ("Vision-2013", "2013", "Vision-2013"),
        (r"Physics in Medicine \& Biology", "2013", "Physics in Medicine & Biology"),
        ("", "2013", ""),
    ],
)
def test_a_venue_goes_without_the_year_of_the_paper(
    venue: str, year: str, cleaned: str | None
) -> None:
    entry = clean(record(venue=venue, year=year))
    expected = "Proceedings of ACL, System Demonstrations" if cleaned is None else cleaned
    assert entry.venue == expected
    assert [(change.before, change.after) for change in entry.changes] == (
        [] if venue == expected else [(venue, expected)] if "&" not in venue else [(r"\&", "&")]
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Author(r"M{\"u}ller", "J."), Author("Müller", "J.")),
        (Author(r"S\o rensen", r"S\"oren"), Author("Sørensen", "Sören")),
        (Author(r"Ho\v{r}ava", "Petr"), Author("Hořava", "Petr")),
        (Author(r"{\AA}ngstr{\"o}m", "Anders"), Author("Ångström", "Anders")),
        (Author(r"Gau{\ss}", r"C. F."), Author("Gauß", "C. F.")),
        (Author(r"Garc\'{\i}a"), Author("García")),
        (Author(r"\L{}ukasiewicz"), Author("Łukasiewicz")),
        (Author("{UNESCO}"), Author("UNESCO")),
        (Author("The Vision Team"), Author("The Vision Team")),
        (Author("", "Plato"), Author("Plato")),
        (Author("Others", "Jane"), Author("Others", "Jane")),
    ],
)
def test_a_name_is_plain_text_in_its_two_parts(before: Author, after: Author) -> None:
    assert clean(record(authors=(before,), markup="tex")).authors == (after,)


A, B = ADA, GRACE


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ((A, B), (A, B), []),
        ((A, B, A, B), (A, B), ["repeated authors"]),
        ((A, A), (A,), ["repeated authors"]),
        ((A, B, A), (A, B, A), []),
        ((A, B, B, A), (A, B, B, A), []),
        ((A, Author("others")), (A,), ["unnamed authors"]),
        ((A, Author("")), (A,), []),
        ((), (), []),
    ],
)
def test_who_is_named_twice_or_not_at_all_is_left_out(
    before: tuple[Author, ...], after: tuple[Author, ...], rules: list[str]
) -> None:
    entry = clean(record(authors=before))
    assert entry.authors == after
    assert [change.rule for change in entry.changes] == rules


@pytest.mark.parametrize(
    ("authors", "others"),
    [
        ((A, Author("others")), True),
        ((A, Author("Others")), True),
        ((A, B, Author("others"), A, B, Author("others")), True),
        ((Author("others"),), True),
        ((A, Author("Others", "Jane")), False),
        ((A, B), False),
        ((), False),
    ],
)
def test_that_there_are_others_is_known_though_they_have_no_name(
    authors: tuple[Author, ...], others: bool
) -> None:
    entry = clean(record(authors=authors))
    assert entry.others is others
    assert Author("others") not in entry.authors


def test_names_left_out_are_all_in_the_change() -> None:
    (change,) = clean(record(authors=(A, B, A, B))).changes
    assert change.before == "Ada Lovelace; Grace Hopper; Ada Lovelace; Grace Hopper"
    assert change.after == "Ada Lovelace; Grace Hopper"


def test_an_address_that_is_none_is_a_change_and_no_link() -> None:
    entry = clean(record(url="javascript:alert(1)", pdf=r"https://a.org/b\_c.pdf", markup="tex"))
    assert (entry.url, entry.pdf) == ("", "https://a.org/b_c.pdf")
    changes = {(change.field, change.before, change.rule) for change in entry.changes}
    assert ("url", "javascript:alert(1)", "not a web address") in changes


@pytest.mark.parametrize(
    "venue",
    ["bioRxiv", "medRxiv : the preprint server for health sciences", "SSRN Electronic Journal"],
)
def test_another_preprint_server_is_no_venue_where_the_preprint_is_known(venue: str) -> None:
    assert clean(record(venue=venue, doi="10.1101/055319")).venue == ""
    assert clean(record(venue=venue)).venue == venue


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "JOURNAL OF APPLIED RESEARCH IN MEMORY AND COGNITION",
            "Journal of Applied Research in Memory and Cognition",
        ),
        ("IEEE TRANSACTIONS ON NEURAL NETWORKS", "IEEE Transactions on Neural Networks"),
        ("SYMBOLIC INTERACTION", "Symbolic Interaction"),
        *((name, name) for name in ("ACM SIGCHI", "IEEE TPAMI", "BMC GENETICS", "NEURIPS")),
        *((name, name) for name in ("PLOS ONE", "BMC BIOINFORMATICS", "ACM SIGGRAPH ASIA", "PNAS")),
        *((name, name) for name in ("Phys. Rev. D", "Journal of the ACM", "eLife")),
    ],
)
def test_a_venue_in_capitals_is_shown_in_title_case_unless_it_may_be_an_abbreviation(
    before: str, after: str
) -> None:
    entry = clean(record(venue=before))
    assert entry.venue == after
    assert altered(entry, "venue") == ([(before, after, "capitals")] if before != after else [])


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"doi": "10.1101/2020.01.02.123456"}, {"preprint": "10.1101/2020.01.02.123456"}),
        ({"doi": "10.1101/gr.1"}, {"doi": "10.1101/gr.1"}),
        # The field that is meant for it outweighs what stands elsewhere.
        (
            {"doi": "10.1145/1", "url": "https://doi.org/10.1145/2"},
            {"doi": "10.1145/1"},
        ),
        (
            {"arxiv": "2301.00001", "doi": "10.48550/arXiv.2301.00002"},
            {"arxiv": "2301.00001"},
        ),
        ({"pmid": "1", "more": ("PMID: 2",)}, {"pmid": "1"}),
        (
            {"doi": "10.21203/rs.3.rs-1/v1", "url": "https://dl.acm.org/doi/10.1145/1"},
            {"preprint": "10.21203/rs.3.rs-1", "doi": "10.1145/1"},
        ),
        # A short DOI only points to the full one.
        ({"doi": "10/abc"}, {}),
        ({"doi": "10/abc", "url": "https://doi.org/10.1145/1"}, {"doi": "10.1145/1"}),
        # Wherever they stand, but for the texts that may cite other works.
        ({"doi": "https://arxiv.org/abs/2301.00001"}, {"arxiv": "2301.00001"}),
        ({"arxiv": "10.1145/1"}, {}),
        ({"volume": "abs/1706.03762", "venue": "CoRR"}, {"arxiv": "1706.03762"}),
        ({"more": ("arXiv:2301.00001 [cs]", "PMID: 123")}, {"arxiv": "2301.00001", "pmid": "123"}),
        ({"more": ("10.1145/1",)}, {"doi": "10.1145/1"}),
        ({"more": ("doi:10.1145/1", "doi:10.1145/2")}, {}),
        ({"more": ("Comment on arXiv:2301.00001",)}, {}),
        ({"pdf": "https://aclanthology.org/P19-1001.pdf"}, {"acl": "P19-1001"}),
        ({"doi": "10.18653/v1/P19-1001"}, {"doi": "10.18653/v1/p19-1001", "acl": "P19-1001"}),
        ({"abstract": "As arXiv:2301.00001 (doi:10.1145/1) shows."}, {}),
        ({"title": "On arXiv:2301.00001"}, {}),
        ({"pmid": "PMC123"}, {}),
    ],
)
def test_which_identifiers_a_record_has(fields: dict[str, object], known: dict[str, str]) -> None:
    entry = clean(record(**fields))  # type: ignore[arg-type]
    schemes = ("doi", "preprint", "arxiv", "pmid", "openalex", "s2", "acl")
    found = {scheme: getattr(entry, scheme) for scheme in schemes}
    assert {scheme: value for scheme, value in found.items() if value} == known


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({"doi": "10/abc"}, ("10/abc", "", "identifier")),
        (
            {"doi": "10/abc", "url": "https://doi.org/10.1145/1"},
            ("10/abc", "10.1145/1", "identifier"),
        ),
        (
            {"doi": "10.21203/rs.3.rs-1/v2"},
            ("10.21203/rs.3.rs-1/v2", "preprint:10.21203/rs.3.rs-1", "DOI of a preprint"),
        ),
        (
            {"doi": "10.48550/arXiv.2301.00001"},
            ("10.48550/arXiv.2301.00001", "arxiv:2301.00001", "DOI of a preprint"),
        ),
    ],
)
def test_what_became_of_a_doi_is_a_change(
    fields: dict[str, str], change: tuple[str, str, str]
) -> None:
    assert altered(clean(record(**fields)), "doi") == [change]


@pytest.mark.parametrize(
    ("raw", "pages"),
    [
        ("283-98", "283–298"),
        ("245-58", "245–258"),
        ("245–58", "245–258"),
        ("12-9", "12–19"),
        ("1534-55, 12-9", "1534–1555, 12–19"),
        ("298-12", "298–12"),
        ("e283-98", "e283–98"),
        ("429–452", "429–452"),
        ("283--298", "283–298"),
        ("283 -- 298", "283–298"),
        ("283 - 298", "283–298"),
        ("e1-e9", "e1–e9"),
        ("S1-S9", "S1–S9"),
        ("xi-xx", "xi–xx"),
        ("12:1--12:22", "12:1–12:22"),
        ("F-1--F-9", "F-1–F-9"),
        ("1--9, 12--15", "1–9, 12–15"),
        ("1--10 or 20--30", "1–10 or 20–30"),
        ("1,234--1,240", "1,234–1,240"),
        ("pp. 1-10", "1–10"),
        ("p. 12", "12"),
        ("e4375–e4375", "e4375"),
        ("123-", "123-"),
        ("123--", "123"),
        ("A-12", "A-12"),
        ("2020-01-05", "2020-01-05"),
        ("e12345", "e12345"),
        ("aac4716", "aac4716"),
        ("No–Specified", ""),
        ("No Pagination Specified", ""),
        ("n/a", ""),
        ("", ""),
    ],
)
def test_pages_are_as_written_but_with_one_en_dash(raw: str, pages: str) -> None:
    entry = clean(record(pages=raw))
    assert entry.pages == pages
    assert bool(altered(entry, "pages")) == (raw != pages)
    assert clean(record(pages=pages)).pages == pages


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"volume": "28", "issue": "3"}, {"volume": "28", "issue": "3"}),
        ({"volume": r"28\&29", "markup": "tex"}, {"volume": "28&29"}),
        ({"volume": "N/A", "issue": "null"}, {}),
        ({"volume": "abs/1706.03762"}, {}),
        ({"publisher": "Wiley &amp; Sons"}, {"publisher": "Wiley & Sons"}),
    ],
)
def test_volume_issue_and_publisher_are_clean(fields: dict[str, str], kept: dict[str, str]) -> None:
    entry = clean(record(**fields))
    found = {name: getattr(entry, name) for name in ("volume", "issue", "publisher")}
    assert {name: value for name, value in found.items() if value} == kept


@pytest.mark.parametrize(
    ("fields", "type", "rules"),
    [
        ({"type": "book"}, "book", []),
        ({"type": "proceedings"}, "", ["type"]),
        ({}, "", []),
        ({"arxiv": "2301.00001"}, "article", []),
        ({"doi": "10.1101/055319"}, "article", []),
        (
            {"arxiv": "2301.00001", "type": "article-journal", "venue": "CoRR"},
            "article",
            ["preprint"],
        ),
        (
            {"arxiv": "2301.00001", "type": "article-journal", "venue": "JMLR"},
            "article-journal",
            [],
        ),
        ({"arxiv": "2301.00001", "venue": "ICML"}, "", []),
        ({"arxiv": "2301.00001", "doi": "10.1145/1"}, "", []),
        ({"arxiv": "2301.00001", "type": "thesis"}, "thesis", []),
    ],
)
def test_what_a_paper_is_is_worked_out_only_for_a_preprint(
    fields: dict[str, str], type: str, rules: list[str]
) -> None:
    entry = clean(record(**fields))
    assert entry.type == type
    assert [rule for _, _, rule in altered(entry, "type")] == rules


def test_tags_are_clean_and_none_stands_twice() -> None:
    raw = ("Stroke", "*Brain Ischemia", "Brain Ischemia/imaging/*surgery", "stroke", "R&amp;D", " ")
    entry = clean(record(tags=raw))
    assert entry.tags == ("Stroke", "Brain Ischemia", "Brain Ischemia/imaging/surgery", "R&D")
    assert [rule for _, _, rule in altered(entry, "tags")] == [
        *("MeSH asterisk", "MeSH asterisk", "repeated tag", "HTML entity")
    ]


@pytest.mark.parametrize(
    ("fields", "url", "pdf", "rules"),
    [
        ({"url": "https://a.org/x"}, "https://a.org/x", "", []),
        (
            {"url": "https://doi.org/10.1145/1", "doi": "10.1145/1"},
            *("", "", ["repeats an identifier"]),
        ),
        ({"url": "https://arxiv.org/abs/2301.00001v2"}, "", "", ["repeats an identifier"]),
        (
            {"url": "https://doi.org/10.1145/2", "doi": "10.1145/1"},
            *("https://doi.org/10.1145/2", "", []),
        ),
        ({"url": "https://a.org/x.pdf"}, "", "https://a.org/x.pdf", ["leads to the PDF"]),
        (
            {"url": "https://arxiv.org/pdf/2301.00001"},
            *("", "https://arxiv.org/pdf/2301.00001", ["leads to the PDF"]),
        ),
        (
            {"url": "https://a.org/x.pdf", "pdf": "https://b.org/y"},
            *("https://a.org/x.pdf", "https://b.org/y", []),
        ),
        (
            {"url": "https://a.org/x.pdf", "pdf": "https://a.org/x.pdf"},
            *("", "https://a.org/x.pdf", ["leads to the PDF"]),
        ),
        (
            {"url": "https://doi.org/10.1145/1 https://a.org/x; https://a.org/y"},
            *("https://a.org/x", "", ["repeats an identifier", "one address is enough"]),
        ),
        ({"url": "www.a.org/x"}, "http://www.a.org/x", "", ["address without http"]),
        ({"url": "C:/papers/x.pdf"}, "", "", ["not a web address"]),
    ],
)
def test_addresses_of_the_paper_and_of_its_pdf_are_told_apart(
    fields: dict[str, str], url: str, pdf: str, rules: list[str]
) -> None:
    entry = clean(record(**fields))
    assert (entry.url, entry.pdf) == (url, pdf)
    assert [rule for _, _, rule in altered(entry, "url")] == rules


@pytest.mark.parametrize(
    ("before", "after", "others"),
    [
        (("Ada Lovelace", "Hopper, Grace"), (ADA, GRACE), False),
        (("Lovelace A", "Hopper G"), (Author("Lovelace", "A"), Author("Hopper", "G")), False),
        (("Ada Lovelace", "et al."), (ADA,), True),
        (("Ada Lovelace et al.",), (ADA,), True),
        ((Author("Lovelace et al."),), (Author("Lovelace"),), True),
        (("others",), (), True),
        (("", " "), (), False),
        (("Ada Lovelace", GRACE), (ADA, GRACE), False),
    ],
)
def test_names_as_written_are_told_apart(
    before: tuple[Author | str, ...], after: tuple[Author, ...], others: bool
) -> None:
    entry = clean(record(authors=before, editors=before))
    assert (entry.authors, entry.others) == (after, others)
    assert entry.editors == after


def test_a_name_in_another_order_is_no_change_but_what_is_left_off_is() -> None:
    entry = clean(record(authors=("Lovelace, Ada", "Grace Hopper*")))
    assert entry.authors == (ADA, GRACE)
    assert altered(entry, "authors") == [("Grace Hopper*", "Grace Hopper", "name")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((Author("SMITH", "J. A."), ADA), (Author("Smith", "J. A."), ADA)),
        ((Author("SMITH", "MA"), ADA), (Author("Smith", "MA"), ADA)),
        ((Author("O'NEILL", "Eugene"),), (Author("O'Neill", "Eugene"),)),
        ((Author("MCDONALD", "A."),), (Author("McDonald", "A."),)),
        ((Author("VAN DER BERG", "ANNA"),), (Author("van der Berg", "Anna"),)),
        ((Author("SMITH, JR.", "J."),), (Author("Smith, Jr.", "J."),)),
        (("HUIMEI HE", "Ada Lovelace"), (Author("He", "Huimei"), ADA)),
        (("Hongye SONG", "Ada Lovelace"), (Author("Song", "Hongye"), ADA)),
        ((Author("LI", "X."), Author("SMITH", "J.")), (Author("Li", "X."), Author("Smith", "J."))),
        *(
            ((name, ADA), (name, ADA))
            for name in (Author("LI", "X."), Author("E", "W."), Author("UNESCO"), Author("Wu", "J"))
        ),
        (("ATLAS COLLABORATION",), (Author("ATLAS COLLABORATION"),)),
    ],
)
def test_a_name_in_capitals_is_shown_as_others_are_unless_it_may_be_initials(
    before: tuple[Author | str, ...], after: tuple[Author, ...]
) -> None:
    entry = clean(record(authors=before))
    assert entry.authors == after
    rules = {rule for _, _, rule in altered(entry, "authors")}
    assert rules == ({"capitals"} if sorted(map(str, before)) != sorted(map(str, after)) else set())


PIECES = """{ } \\ `` '' $ ~ & &amp; ; % -- – - . , : / * ( ) 1 2020 1999 ICML Ada Lovelace von
    10.1145/1 10.1101/055319 10.21203/rs.3.rs-1/v2 10/abc arXiv: 2301.00001 v2 pmid: 30894351
    W2741809807 https://doi.org/ https://a.org/x.pdf https://arxiv.org/pdf/ www. P19-1001 et al.
    others pp. n/a CoRR abs/ bioRxiv e1 xi JOURNAL OF LARGE LOOMS
    SYMBOLIC INTERACTION SMITH, VAN MCADAM O'NEILL HE -58 é 中 🙂 \\'e {\\"u}""".split()
ANY = (
    st.lists(st.sampled_from([*PIECES, " ", " ", "\n", "\x00"]), max_size=8).map("".join)
    | st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join)
    | st.text(max_size=30)
)
NAMES = st.lists(st.builds(Author, ANY, ANY) | ANY, max_size=3).map(tuple)
TEXTS = (
    "title abstract year venue type volume issue pages publisher doi arxiv pmid openalex s2 acl "
    "added"
)
RECORDS = st.builds(
    Record,
    where=st.just(Where("sources/a.bib")),
    format=st.just("bibtex"),
    authors=NAMES,
    editors=NAMES,
    tags=st.lists(ANY, max_size=3).map(tuple),
    more=st.lists(ANY, max_size=3).map(tuple),
    markup=st.sampled_from(["text", "tex", "html"]),
    **dict.fromkeys([*TEXTS.split(), "url", "pdf", "code"], ANY),
)


@given(RECORDS)
def test_any_text_in_any_field_gives_an_entry(record: Record) -> None:
    entry = clean(record)
    assert all(entry.abstract[link.start : link.end] for link in entry.links)
    for url in (entry.url, entry.pdf, entry.code, *(link.url for link in entry.links)):
        assert re.fullmatch(r"(?i:https?)://[!#$%&*+,/:;=?@~._A-Za-z0-9-]+|", url)
    assert entry.year is None or entry.year in YEARS
    assert not entry.added or int(entry.added[:4]) in ADDED
    assert entry.type in TYPES | {""}
    assert all(author.family for author in entry.authors + entry.editors)
    assert all(change.before != change.after for change in entry.changes)


def written(entry: Entry) -> Record:
    """A record that states what an entry knows."""
    stated = {field.name for field in fields_of(Record)} - {"where", "format", "markup"}
    values = {name: getattr(entry, name) for name in stated if hasattr(entry, name)}
    values |= {"year": str(entry.year or ""), "more": (entry.preprint,)}
    return Record(where=entry.record.where, format="", **values)


@given(RECORDS)
def test_cleaning_what_is_clean_changes_nothing(record: Record) -> None:
    once = clean(record)
    again = clean(written(once))
    assert again.changes == ()
    assert replace(again, record=record, changes=once.changes, others=once.others) == once


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("publisher", "https://doi.org/10.1000/x"),
        ("pages", "https://doi.org/10.1000/x"),
        ("issue", "doi:10.1000/x"),
        ("tags", ("https://doi.org/10.1000/x",)),
        ("more", ("https://doi.org/10.1000/x",)),
        ("venue", "Weaving, doi:10.1000/x"),
    ],
)
def test_a_link_identifies_a_paper_whatever_field_it_stands_in(field: str, value: object) -> None:
    assert clean(Record(Where("a"), "csv", "Looms", **{field: value})).doi == "10.1000/x"  # type: ignore[arg-type]
