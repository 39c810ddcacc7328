"""What is written for reference managers can be read back as it was."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from generator import readers
from generator.clean import clean
from generator.mathematics import to_text
from generator.model import TYPES, Author, Entry, Paper
from generator.references import bibtex, csl_json, ris
from generator.rules import clean_text

HUANG, CHIANG, KNIGHT = (
    Author("Huang", "Liang"),
    Author("Chiang", "David"),
    Author("Knight", "Kevin"),
)


def read_back(paper: Paper, key: str = "key") -> Entry:
    """What our own reader and cleaning make of a paper's BibTeX entry."""
    reading = readers.read(bibtex(paper, key).encode(), "a.bib")
    assert reading.problems == ()
    (record,) = reading.records
    assert record.key == key
    return clean(record)


def test_an_entry_states_what_is_known() -> None:
    paper = Paper(
        "loom",
        title="On Looms & Engines",
        authors=(Author("Lovelace", "Ada"), Author("Analytical Society")),
        year=1843,
        venue="Proceedings of R&D",
        doi="10.1145/a_b",
        arxiv="2301.00001",
        url="https://a.org/b_c#d",
    )
    assert bibtex(paper, "ada") == (
        "@inproceedings{ada,\n"
        "  title = {{On Looms \\& Engines}},\n"
        "  author = {Lovelace, Ada and {Analytical Society}},\n"
        "  year = {1843},\n"
        "  booktitle = {Proceedings of R\\&D},\n"
        "  doi = {10.1145/a_b},\n"
        "  eprint = {2301.00001},\n"
        "  archiveprefix = {arXiv},\n"
        "  url = {https://a.org/b_c#d}\n"
        "}"
    )


def test_what_is_not_known_is_left_out() -> None:
    assert bibtex(Paper("loom", title="Loom"), "loom") == "@misc{loom,\n  title = {{Loom}}\n}"


@pytest.mark.parametrize(
    ("venue", "kind"),
    [
        ("", "misc"),
        ("ICML", "inproceedings"),
        ("Findings of EMNLP", "inproceedings"),
        ("CVPR Workshops (PBVS)", "inproceedings"),
        ("International Conference on Looms", "inproceedings"),
        ("JMLR", "article"),
        ("IEEE TPAMI", "article"),
        ("Scientific Reports", "article"),
        ("Transactions of the ACL", "article"),
        ("Journal of Findings", "article"),
        ("Oracle Engineering", "article"),
    ],
)
def test_a_venue_makes_the_kind_of_an_entry(venue: str, kind: str) -> None:
    paper = Paper("loom", title="Loom", venue=venue)
    assert bibtex(paper, "loom").startswith(f"@{kind}{{")


HOSTILE = [
    "A Title",
    "100% of $5 & #1 in snake_case^2 ~ here",
    r"back\ slash",
    "{0, 1} sets and } braces {",
    "}} @article{evil, title = {x}",
    "}",
    "{",
    'a "quoted" word and “another”',
    "a, b = c",
    "<script>alert(1)</script>",
    "Müller’s 深度学习 🙂",
    "F₁ and 64×64 – or — more",
    "x@y.org",
    "%",
    "`code` and 'more'",
    "ends in \\",
    r"\today \cite{x}",
    r"$\mathcal{O}(n \log n)$ time",
    r"Sets $\{a_{ij}, \mathcal{B}\}$ of looms",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_read_back_as_it_was(title: str) -> None:
    assert clean_text("title", title)[0] == title, "the title is one that cleaning gives"
    text = bibtex(Paper("x", title=title, authors=(HUANG,)), "key")
    (block,) = parse_string(text, parse_stack=[]).blocks
    assert block.start_line == 0
    assert text.count("{") == text.count("}")
    assert read_back(Paper("x", title=title, authors=(HUANG,))).title == title


@given(st.text("{}\\$%&#_^~\"'@=, ab\u00e9", max_size=12))
def test_any_title_makes_one_whole_entry(title: str) -> None:
    paper = Paper("x", title=f"x{title}", authors=(HUANG,), venue=f"x{title}", year=2005)
    entry = read_back(paper)
    assert (entry.authors, entry.year) == ((HUANG,), 2005)


@pytest.mark.parametrize(
    "authors",
    [
        (HUANG, CHIANG, KNIGHT),
        (Author("van der Waals", "Johannes Diderik"),),
        (Author("Team of R&D"), HUANG),
        (Author("Procter and Gamble"), HUANG),
        (Author("Gödel", "Kurt"), Author("华", "罗庚")),
        (Author("Davis, Jr.", "Sammy"),),
        (Author("UNESCO"),),
    ],
)
def test_authors_are_read_back_as_they_were(authors: tuple[Author, ...]) -> None:
    assert read_back(Paper("x", title="Loom", authors=authors)).authors == authors


@pytest.mark.parametrize(
    ("authors", "others", "field"),
    [
        ((HUANG,), True, "author = {Huang, Liang and others}"),
        ((HUANG, Author("UNESCO")), True, "author = {Huang, Liang and {UNESCO} and others}"),
        ((HUANG,), False, "author = {Huang, Liang}"),
    ],
)
def test_authors_who_are_not_named_are_others_to_bibtex(
    authors: tuple[Author, ...], others: bool, field: str
) -> None:
    paper = Paper("x", title="Loom", authors=authors, others=others)
    assert f"  {field}\n" in bibtex(paper, "x")
    back = read_back(paper)
    assert (back.authors, back.others) == (authors, others)


def test_without_any_author_there_are_no_others_to_bibtex() -> None:
    assert "author" not in bibtex(Paper("x", title="Loom", others=True), "x")


FULL = Paper(
    "looms",
    title="On Looms & Engines: $\\mathcal{O}(n^2)$ Patterns",
    abstract="We weave $\\mathcal{O}(n^2)$ patterns, 100% of them. They cost $5.",
    authors=(Author("Lovelace", "Ada"), Author("van der Berg", "Jan")),
    others=True,
    editors=(Author("Babbage", "Charles"),),
    year=1843,
    venue="Journal of R&D",
    type="article-journal",
    volume="3",
    issue="4",
    pages="5–17",
    publisher="Example Press",
    doi="10.1145/1234567",
    preprint="10.1101/2020.01.02.123456",
    arxiv="2301.00001",
    pmid="12345678",
    openalex="W123456",
    s2="0123456789abcdef0123456789abcdef01234567",
    acl="P19-1001",
    url="https://example.org/looms",
    pdf="https://example.org/looms.pdf",
    key="ada1843",
    tags=("looms", "pattern weaving"),
)
FIELDS = (
    "title abstract authors others editors year venue type volume issue pages publisher doi "
    "preprint arxiv pmid openalex s2 acl url pdf tags"
).split()
# What a format has no place for.
LOST = {"bib": {"openalex", "s2", "acl", "pdf"}, "ris": set(), "json": {"pdf"}}


def written(paper: Paper, kind: str) -> str:
    key = paper.key or "key"
    if kind == "bib":
        return bibtex(paper, key, full=True)
    return ris([(paper, key)]) if kind == "ris" else csl_json([(paper, key)])


def again(paper: Paper, kind: str) -> Entry:
    """What reading and cleaning make of a paper as it is written in a format."""
    reading = readers.read(written(paper, kind).encode(), f"a.{kind}")
    assert (reading.problems, reading.rejected) == ((), ())
    (record,) = reading.records
    assert record.key == (paper.key or "key")
    return clean(record)


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("field", FIELDS)
def test_a_format_keeps_all_that_it_can_hold(kind: str, field: str) -> None:
    if field in LOST[kind]:
        assert getattr(FULL, field) not in written(FULL, kind)
    else:
        assert getattr(again(FULL, kind), field) == getattr(FULL, field)


# Types that a format does not tell apart.
SAME = {
    "bib": "article article-journal paper-conference chapter book thesis report",
    "ris": "article-journal paper-conference chapter book thesis report dataset software webpage "
    "article-magazine article-newspaper post-weblog speech patent standard entry-encyclopedia "
    "manuscript",
    "json": " ".join(sorted(TYPES)),
}


@pytest.mark.parametrize(
    ("kind", "type"), [(kind, type) for kind, types in SAME.items() for type in types.split()]
)
def test_what_a_paper_is_survives(kind: str, type: str) -> None:
    arxiv = "2301.00001" if type == "article" else ""
    paper = Paper("looms", title="On Looms", type=type, arxiv=arxiv)
    assert again(paper, kind).type == type


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("type", ["", *sorted(TYPES)])
def test_a_paper_of_any_type_is_written(kind: str, type: str) -> None:
    assert again(replace(FULL, type=type), kind).title == FULL.title


def test_what_is_written_is_what_other_programs_read() -> None:
    (entry,) = rispy.loads(written(FULL, "ris"))
    assert (entry["type_of_reference"], entry["title"]) == ("JOUR", FULL.title)
    assert entry["authors"] == ["Lovelace, Ada", "van der Berg, Jan", "others"]
    (item,) = json.loads(written(FULL, "json"))
    assert item["author"][0] == {"family": "Lovelace", "given": "Ada"}
    assert item["issued"] == {"date-parts": [[1843]]}


def test_of_no_papers_there_is_an_empty_list() -> None:
    assert (ris([]), json.loads(csl_json([]))) == ("", [])


# Of the spaces, only the one that does not break is more than layout.
SIGNS = st.characters(exclude_categories=["Cs", "Co", "Zs", "Zl", "Zp"], include_characters=" \xa0")
TEXTS = st.text(SIGNS, min_size=1, max_size=40)
NAMES = st.sampled_from(
    [
        Author("Lovelace", "Ada"),
        Author("van der Waals", "Johannes Diderik"),
        Author("UNESCO"),
        Author("Davis, Jr.", "Sammy"),
        Author("Gödel", "K."),
        Author("华", "罗庚"),
        Author("Procter and Gamble"),
    ]
)
PAPERS = st.builds(
    Paper,
    st.just("id"),
    title=TEXTS.map(lambda text: f"On {text}"),
    abstract=TEXTS.map(lambda text: f"We say {text}"),
    authors=st.lists(NAMES, max_size=5, unique=True).map(tuple),
    others=st.booleans(),
    editors=st.lists(NAMES, max_size=2, unique=True).map(tuple),
    year=st.none() | st.integers(1800, 2020),
    # Without a venue, a paper with an arXiv id is a preprint.
    venue=st.sampled_from(["Journal of R&D", "ICML", "Nature"]),
    type=st.sampled_from(["article-journal", "paper-conference", "chapter"]),
    volume=st.sampled_from(["", "3", "XIV"]),
    issue=st.sampled_from(["", "4", "1–2"]),
    pages=st.sampled_from(["", "5–17", "e1234"]),
    publisher=st.sampled_from(["", "Example & Sons"]),
    doi=st.sampled_from(["", "10.1145/12_3(4)"]),
    arxiv=st.sampled_from(["", "2301.00001", "cs/0112017"]),
    pmid=st.sampled_from(["", "12345678"]),
    tags=st.lists(st.sampled_from(["looms", "C++", "R&D", "图"]), unique=True).map(tuple),
)
KEPT = (
    "title abstract authors editors year venue type volume issue pages publisher doi arxiv pmid "
    "tags"
).split()


@pytest.mark.parametrize("kind", LOST)
@given(PAPERS)
def test_any_paper_is_read_back_as_it_was(kind: str, paper: Paper) -> None:
    # What cleaning would change is no text of a paper.
    paper = replace(
        paper,
        title=clean_text("title", paper.title)[0],
        abstract=clean_text("abstract", paper.abstract)[0],
        issue=paper.issue if paper.type == "article-journal" else "",  # only a journal has issues
    )
    back = again(paper, kind)
    for name in KEPT:
        ours, theirs = getattr(paper, name), getattr(back, name)
        # In BibTeX, mathematics that needs none becomes text: $0$ is 0.
        plain = name in ("title", "abstract") and kind == "bib"
        assert (to_text(theirs), name) == (to_text(ours), name) if plain else theirs == ours
    assert back.others == (paper.others and bool(paper.authors))
