import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.identifiers import STATED, Identifier, found, named, noted, page, repeats, stated

HEX = "204e3073870fae3d05bcbc2f6a8e263d9b72e776"


def first(field: str, text: str) -> Identifier | None:
    return next(iter(stated(field, text)), None)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1145/ABC.123", "10.1145/abc.123"),
        (" https://doi.org/10.1145/123. ", "10.1145/123"),
        ("http://dx.doi.org/10.1002/cpp.2398", "10.1002/cpp.2398"),
        ("https://www.doi.org/10.1145/123?nosfx=y", "10.1145/123"),
        ("doi:10.1145/123", "10.1145/123"),
        ("DOI: 10.1145/123", "10.1145/123"),
        ("info:doi/10.1080%2F02791072", "10.1080/02791072"),
        ("10.1145/123 [doi]", "10.1145/123"),
        ("10.1145/123 (accessed 2020)", "10.1145/123"),
        ("(10.1145/123).", "10.1145/123"),
        ("<https://doi.org/10.1145/123>", "10.1145/123"),
        (r"10.1007/978-3\_12", "10.1007/978-3_12"),
        (r"10.1007/978-3{\_}12", "10.1007/978-3_12"),
        ("10.1007/978-3{\\textunderscore}12", "10.1007/978-3_12"),
        ("10.1016/S0140-6736(20)30183-5", "10.1016/s0140-6736(20)30183-5"),
        (
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        (
            "10.1002/(SICI)1097-4571(199806)49:8&lt;693::AID-ASI4&gt;3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        (
            r"10.1002/(SICI)1097-4571(199806)49:8{\textless}693::AID-ASI4{\textgreater}3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        (
            "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        (
            "10.1642/0004-8038(2001)118[0001:X]2.0.CO;2",
            "10.1642/0004-8038(2001)118[0001:x]2.0.co;2",
        ),
        ("10.1000.10/123", "10.1000.10/123"),
        ("10.1007/978–3‐642", "10.1007/978-3-642"),
        ("10.1145/1\u200b23", "10.1145/123"),
        ("10.1145/1,10.1145/2", "10.1145/1"),
        ("10.1145/1; 10.1145/2", "10.1145/1"),
        ("10.1145/123https://doi.org/10.1145/123", "10.1145/123"),
        ('10.1145/1"><script>', "10.1145/1"),
        ("10.1145/1<br>", "10.1145/1"),
        ("https://onlinelibrary.wiley.com/doi/full-xml/10.1111/ele.14024", "10.1111/ele.14024"),
        ("10.17605/OSF.IO/ABCDE", "10.17605/osf.io/abcde"),
        ("10.5281/zenodo.123", "10.5281/zenodo.123"),
        ("10.1101/gr.123456.109", "10.1101/gr.123456.109"),
        ("10.1101/cshperspect.a000123", "10.1101/cshperspect.a000123"),
    ],
)
def test_a_doi_has_one_form_however_it_is_written(text: str, doi: str) -> None:
    assert first("doi", text) == ("doi", doi)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "unknown",
        "10/abc",
        "https://doi.org/10/gfzrww",
        "10.1145",
        "10.1145/",
        "110.1145",
        "n/a",
    ],
)
def test_what_is_no_doi_in_full_is_none(text: str) -> None:
    assert stated("doi", text) == ()


def test_a_doi_that_is_too_long_is_not_cut_into_another() -> None:
    assert stated("doi", "10.1145/" + "1" * 400) == ()


@pytest.mark.parametrize(
    ("text", "preprint", "leads_to"),
    [
        ("10.1101/055319", "10.1101/055319", "https://doi.org/10.1101/055319"),
        (
            "https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf",
            "10.1101/2020.01.02.123456",
            "https://doi.org/10.1101/2020.01.02.123456",
        ),
        ("10.1101/2020.04.22.20071621", "10.1101/2020.04.22.20071621", None),
        ("10.64898/2025.12.01.123456", "10.64898/2025.12.01.123456", None),
        (
            "10.21203/rs.3.rs-1234/v2",
            "10.21203/rs.3.rs-1234",
            "https://doi.org/10.21203/rs.3.rs-1234/v1",
        ),
        ("10.2139/ssrn.3456789", "10.2139/ssrn.3456789", None),
        ("10.31219/osf.io/abcde", "10.31219/osf.io/abcde", "https://osf.io/abcde"),
        ("10.31234/OSF.IO/ABCDE_v2", "10.31234/osf.io/abcde", "https://osf.io/abcde"),
        ("10.35542/osf.io/abcde", "10.35542/osf.io/abcde", "https://osf.io/abcde"),
        ("10.26434/chemrxiv-2021-abc12-v3", "10.26434/chemrxiv-2021-abc12", None),
        ("10.26434/chemrxiv.1234567.v2", "10.26434/chemrxiv.1234567", None),
        (
            "10.20944/preprints202001.0001.v1",
            "10.20944/preprints202001.0001",
            "https://doi.org/10.20944/preprints202001.0001.v1",
        ),
        ("10.36227/techrxiv.1234567.v1", "10.36227/techrxiv.1234567", None),
        (
            "10.36227/techrxiv.170000000.12345678/v1",
            "10.36227/techrxiv.170000000.12345678",
            "https://doi.org/10.36227/techrxiv.170000000.12345678/v1",
        ),
        ("10.22541/au.158879032.27033510", "10.22541/au.158879032.27033510", None),
    ],
)
def test_the_doi_of_a_preprint_is_told_from_that_of_a_publication(
    text: str, preprint: str, leads_to: str | None
) -> None:
    assert first("doi", text) == ("preprint", preprint)
    assert page("preprint", preprint) == (leads_to or f"https://doi.org/{preprint}")


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("2301.00001", "2301.00001"),
        ("arXiv:2301.00001v2", "2301.00001"),
        ("ARXIV: 2301.00001", "2301.00001"),
        ("2301.00001 [cs.LG]", "2301.00001"),
        ("arXiv:2101.00001v2 [cs, stat]", "2101.00001"),
        ("2301.00001v1.pdf", "2301.00001"),
        ("0704.0001", "0704.0001"),
        ("1412.9999", "1412.9999"),
        ("abs/1706.03762", "1706.03762"),
        ("cs/0112017", "cs/0112017"),
        ("math.GT/0309136v1", "math/0309136"),
        ("HEP-TH/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/2301.00001", "2301.00001"),
        ("10.48550/arXiv.2301.00001", "2301.00001"),
    ],
)
def test_an_arxiv_id_has_one_form_however_it_is_written(text: str, arxiv: str) -> None:
    assert first("arxiv", text) == ("arxiv", arxiv)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2399.00001", "1234567", "2301.000011", "2301.0001", "0704.00001", "0601.0001"),
        *("abc/0112017", "cs/011201", "10.1145/2301.00001", "https://a.org/2301.00001"),
    ],
)
def test_what_arxiv_would_not_issue_is_no_id(text: str) -> None:
    assert "arxiv" not in dict(stated("arxiv", text))


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("pmid", "29456894", "29456894"),
        ("pmid", "PMID: 0029456894", "29456894"),
        ("pmid", "29456894.0", "29456894"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/29456894/", "29456894"),
        ("pmid", "PMC1234567", None),
        ("pmid", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", None),
        ("pmid", "0", None),
        ("pmid", "123456789", None),
        ("openalex", "w2741809807", "W2741809807"),
        ("openalex", "https://openalex.org/W2741809807", "W2741809807"),
        ("openalex", "https://openalex.org/A5023888391", None),
        ("s2", HEX.upper(), HEX),
        ("s2", f"https://www.semanticscholar.org/paper/Some-Title-Lovelace/{HEX}", HEX),
        ("s2", "CorpusId: 1234", "CorpusID:1234"),
        ("s2", HEX[1:], None),
        ("s2", f"{HEX}0", None),
        ("acl", "p19-1001", "P19-1001"),
        ("acl", "2020.ACL-main.1", "2020.acl-main.1"),
        ("acl", "https://aclanthology.org/2020.acl-main.1.pdf", "2020.acl-main.1"),
        ("acl", "https://aclanthology.org/volumes/2020.acl-main/", None),
    ],
)
def test_every_scheme_has_one_form(field: str, text: str, value: str | None) -> None:
    assert dict(stated(field, text)).get(field) == value


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("https://arxiv.org/abs/2301.00001v3", {"arxiv": "2301.00001"}),
        ("http://www.arxiv.org/pdf/quant-ph/0309136.pdf", {"arxiv": "quant-ph/0309136"}),
        ("https://arxiv.org/html/2301.00001v1", {"arxiv": "2301.00001"}),
        ("https://export.arxiv.org/abs/2301.00001", {"arxiv": "2301.00001"}),
        ("http://xxx.lanl.gov/abs/hep-th/9901001", {"arxiv": "hep-th/9901001"}),
        ("https://www.alphaxiv.org/overview/2301.00001", {"arxiv": "2301.00001"}),
        ("https://ar5iv.org/abs/2301.00001", {"arxiv": "2301.00001"}),
        ("https://ar5iv.labs.arxiv.org/html/2301.00001v2", {"arxiv": "2301.00001"}),
        ("https://huggingface.co/papers/2501.00001", {"arxiv": "2501.00001"}),
        ("https://hf.co/papers/2501.00001", {"arxiv": "2501.00001"}),
        ("https://paperswithcode.com/paper/2301.00001", {"arxiv": "2301.00001"}),
        ("https://doi.org/10.48550/ARXIV.2301.00001", {"arxiv": "2301.00001"}),
        ("https://api.semanticscholar.org/arXiv:2301.00001", {"arxiv": "2301.00001"}),
        ("arXiv preprint arXiv:1911.05722", {"arxiv": "1911.05722"}),
        ("CoRR abs/1706.03762", {"arxiv": "1706.03762"}),
        ("https://dl.acm.org/doi/10.1145/123/full?x=y#z", {"doi": "10.1145/123"}),
        ("https://dl.acm.org/doi/pdf/10.1145/123", {"doi": "10.1145/123"}),
        ("https://onlinelibrary.wiley.com/doi/10.1002/abc/references", {"doi": "10.1002/abc"}),
        (
            "https://link.springer.com/article/10.1007/s12080-020-0047-4/fulltext.html",
            {"doi": "10.1007/s12080-020-0047-4"},
        ),
        (
            "https://link.springer.com/content/pdf/10.1007/s12080-020-0047-4.pdf",
            {"doi": "10.1007/s12080-020-0047-4"},
        ),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0012345",
            {"doi": "10.1371/journal.pone.0012345"},
        ),
        (
            "https://www.scopus.com/inward/record.uri?eid=2-s2.0-85&doi=10.1016%2fj.x.2019&partner=40",
            {"doi": "10.1016/j.x.2019"},
        ),
        (
            "http://sfx.example.org/a?id=pmid:&id=doi:10.1002%2Fcpp.2398&issn=1063-3995",
            {"doi": "10.1002/cpp.2398"},
        ),
        (
            "J Looms. 2018;10(4):335-9. doi: 10.1136/looms-2017-1. Epub",
            {"doi": "10.1136/looms-2017-1"},
        ),
        ("PMID: 30894351", {"pmid": "30894351"}),
        ("https://www.ncbi.nlm.nih.gov/pubmed/30894351", {"pmid": "30894351"}),
        ("https://europepmc.org/article/MED/30894351", {"pmid": "30894351"}),
        ("https://api.openalex.org/works/W2741809807", {"openalex": "W2741809807"}),
        ("https://api.semanticscholar.org/CorpusID:1234", {"s2": "CorpusID:1234"}),
        (f"https://api.semanticscholar.org/graph/v1/paper/{HEX}", {"s2": HEX}),
        ("https://aclanthology.org/2020.acl-main.1/", {"acl": "2020.acl-main.1"}),
        ("https://www.aclweb.org/anthology/P19-1001", {"acl": "P19-1001"}),
        ("http://www.aclweb.org/anthology/P/P19/P19-1001.pdf", {"acl": "P19-1001"}),
        (
            "https://doi.org/10.18653/v1/P19-1001",
            {"doi": "10.18653/v1/p19-1001", "acl": "P19-1001"},
        ),
        (
            "10.18653/v1/2020.acl-main.1 is doi:10.18653/v1/2020.acl-main.1",
            {"doi": "10.18653/v1/2020.acl-main.1", "acl": "2020.acl-main.1"},
        ),
        ("https://a.org/2301.00001", {}),
        ("https://a.org/arxiv/2301.00001", {}),
        ("https://a.org/1234.56789?from=arxiv", {}),
        ("https://notarxiv.org/abs/2301.00001", {}),
        ("https://blog.example.com/10.2021/06/my-post.html", {}),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", {}),
        ("PMCID: PMC1234567", {}),
        ("https://github.com/a/b", {}),
        ("version 10.1234 of 2301.00001", {}),
    ],
)
def test_links_and_labels_are_recognised_in_any_text(
    text: str, identifiers: dict[str, str]
) -> None:
    assert dict(found(text)) == identifiers


@pytest.mark.parametrize(
    ("note", "identifiers"),
    [
        ("10.1145/123", {"doi": "10.1145/123"}),
        ("PMID: 30894351\nPMCID: PMC123\nCitation Key: ada1843", {"pmid": "30894351"}),
        ("arXiv:2101.00001 [cs]", {"arxiv": "2101.00001"}),
        ("Comment on arXiv:2101.00001", {}),
        ("Erratum in: doi: 10.1145/123", {}),
        ("Data: https://doi.org/10.5281/zenodo.123", {}),
        ("See https://doi.org/10.1145/1 and https://doi.org/10.1145/2", {}),
        ("References: Looms (1843), doi: 10.1145/1;\nEngines (1844)", {}),
        ("Long: doi:10.1145/1 " + "x " * 200, {}),
        ("2101.00001", {}),
        ("30894351", {}),
    ],
)
def test_a_note_tells_an_identifier_only_where_it_can_be_of_no_other_work(
    note: str, identifiers: dict[str, str]
) -> None:
    assert dict(noted(note)) == identifiers


@pytest.mark.parametrize(
    ("reference", "identifier"),
    [
        ("2301.00001v2", ("arxiv", "2301.00001")),
        ("arXiv:2301.00001", ("arxiv", "2301.00001")),
        ("https://arxiv.org/abs/2301.00001", ("arxiv", "2301.00001")),
        ("10.1145/AB", ("doi", "10.1145/ab")),
        ("doi:10.1145/AB", ("doi", "10.1145/ab")),
        ("preprint:10.1101/055319", ("preprint", "10.1101/055319")),
        ("pmid:30894351", ("pmid", "30894351")),
        ("PubMed: 30894351", ("pmid", "30894351")),
        ("openalex:w2741809807", ("openalex", "W2741809807")),
        (f"s2:{HEX}", ("s2", HEX)),
        ("acl:P19-1001", ("acl", "P19-1001")),
        ("https://aclanthology.org/P19-1001/", ("acl", "P19-1001")),
    ],
)
def test_a_person_may_write_a_reference_in_many_ways(
    reference: str, identifier: Identifier
) -> None:
    assert named(reference) == (identifier,)


@pytest.mark.parametrize("reference", ["", "Second Paper", "a.bib:1", "30894351", "pmid:x"])
def test_a_title_or_a_bare_number_names_no_identifier(reference: str) -> None:
    assert named(reference) == ()


@pytest.mark.parametrize(
    ("url", "is_repetition"),
    [
        ("https://doi.org/10.1145/1", True),
        ("http://dx.doi.org/10.1145/1", True),
        ("https://arxiv.org/abs/2301.00001v2", True),
        ("https://pubmed.ncbi.nlm.nih.gov/30894351/", True),
        ("https://doi.org/10.1145/2", False),
        ("https://doi.org/10/abc", False),
        ("https://dl.acm.org/doi/10.1145/1", False),
        ("https://arxiv.org/pdf/2301.00001", False),
        ("https://a.org/?u=https://doi.org/10.1145/1", False),
        ("", False),
    ],
)
def test_an_address_that_only_repeats_identifiers_is_told(url: str, is_repetition: bool) -> None:
    known = {("doi", "10.1145/1"), ("arxiv", "2301.00001"), ("pmid", "30894351")}
    assert repeats(url, frozenset(known)) is is_repetition


@pytest.mark.parametrize(
    ("scheme", "value", "address"),
    [
        ("doi", "10.1002/(sici)1:2<3::4>", "https://doi.org/10.1002/(sici)1:2%3C3::4%3E"),
        ("arxiv", "hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("pmid", "1", "https://pubmed.ncbi.nlm.nih.gov/1"),
        ("openalex", "W1234", "https://openalex.org/W1234"),
        ("s2", "CorpusID:1", "https://api.semanticscholar.org/CorpusID:1"),
        ("s2", HEX, f"https://www.semanticscholar.org/paper/{HEX}"),
        ("acl", "P19-1001", "https://aclanthology.org/P19-1001"),
    ],
)
def test_an_identifier_leads_to_its_page(scheme: str, value: str, address: str) -> None:
    assert page(scheme, value) == address
    assert scheme in ("doi", "preprint") or (scheme, value) in found(address)


PIECES = st.sampled_from(
    [
        *(HEX, " ", "\n", "10.1145/", "10.1101/2020.01.01.123456", "arXiv:", "2301.00001", "v2"),
        *("https://doi.org/", "pmid:", "12345678", "W2741809807", "aclanthology.org/", "P19-1001"),
        *(
            "CorpusID:1",
            "<",
            ">",
            "(",
            ")",
            "[",
            "]",
            ".",
            "/",
            "%2F",
            "%",
            "&lt;",
            "\\_",
            "{",
            "é",
        ),
    ]
)
ANY = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=60)
FORMS = {
    "doi": r"10\.\d{4,9}(?:\.\d+)*/\S+",
    "preprint": r"10\.\d{4,9}/\S+",
    "arxiv": r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}",
    "pmid": r"[1-9]\d{0,7}",
    "openalex": r"W[1-9]\d{3,}",
    "s2": r"[0-9a-f]{40}|CorpusID:\d+",
    "acl": r"[A-Z]\d\d-\d{4}|\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+",
}


@given(ANY, st.sampled_from(STATED))
def test_whatever_is_found_has_the_form_of_its_scheme_and_keeps_it(text: str, field: str) -> None:
    for scheme, value in (*stated(field, text), *found(text), *noted(text), *named(text)):
        assert re.fullmatch(FORMS[scheme], value, re.ASCII)
        assert first("doi" if scheme == "preprint" else scheme, value) == (scheme, value)
        assert page(scheme, value).startswith("https://")


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "10.1145/",
            "doi",
            "doi ",
            "doi/a/",
            "arxiv ",
            "arxiv",
            "a.",
            "a",
            "//",
            "/abs/",
            "pmid ",
        ),
        *(")", ".", " ", "%25", "&lt;", "{", "\\_", "{\\textless}", "https://", "10.1145/(", "[?#"),
        *("semanticscholar.org/paper/", "aclweb.org/anthology/", "corpusid: ", "data ", "\n", "0"),
        *("cs/", "2301.", "list_uids=", "10.1145/1,", "W1", "p19-", "/full", ";"),
    ],
)
def test_no_pattern_is_slow_on_a_long_repetition(piece: str) -> None:
    text = "https://doi.org/10.1145/1" + piece * (10_000 // len(piece)) + "arxiv"
    start = time.process_time()
    for field in STATED:
        stated(field, text)
    found(text), noted(text), named(text), repeats(text, frozenset())
    assert time.process_time() - start < 0.5


def test_what_a_link_of_tex_is_called_is_no_part_of_its_doi() -> None:
    assert found(r"\href{https://doi.org/10.1000/ABC}{x}") == (("doi", "10.1000/abc"),)
