import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from generator import readers
from generator.cite import abstract_page, bibtex, keys, metadata, pdf
from generator.clean import clean
from generator.model import Author, Entry, Paper
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


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"authors": (HUANG, CHIANG), "year": 2005}, "huang-chiang-2005-better"),
        ({"authors": (HUANG,), "year": 2005}, "huang-2005-better"),
        ({"authors": (HUANG, CHIANG, KNIGHT), "year": 2005}, "huang-etal-2005-better"),
        ({"authors": (HUANG, CHIANG)}, "huang-chiang-better"),
        ({"year": 2005}, "2005-better"),
        ({}, "better"),
        ({"authors": (Author("van der Waals"),), "year": 2005}, "van-der-waals-2005-better"),
        ({"authors": (Author("Müller-Lüdenscheidt"),)}, "muller-ludenscheidt-better"),
        ({"authors": (Author("🙂"),), "year": 2005}, "2005-better"),
        ({"title": "On the Way to the Stars", "authors": (HUANG,)}, "huang-way"),
        ({"title": "深度学习"}, "shen"),
        ({"title": "🙂"}, "the-id"),
        ({"title": "The"}, "the-id"),
        ({"key": "Huang:2005/acl+x", "authors": (HUANG,)}, "Huang:2005/acl+x"),
        ({"key": "müller2005"}, "müller2005"),
        ({"key": "a,b"}, "better"),
        ({"key": "a}b"}, "better"),
        ({"key": 'a"b'}, "better"),
        ({"key": "a b"}, "better"),
        ({"key": "<script>"}, "better"),
        ({"key": "a@b=c"}, "better"),
        ({"key": r"a\b%c"}, "better"),
    ],
)
def test_a_key_is_the_sources_own_or_in_the_style_of_the_anthology(
    fields: dict[str, object], key: str
) -> None:
    paper = Paper(**{"id": "the-id", "title": "A Better Parsing Algorithm", **fields})  # type: ignore[arg-type]
    assert keys([paper]) == {"the-id": key}


def test_a_clash_takes_more_words_of_the_title() -> None:
    titles = ["Better Parsing", "Better Translation", "Better Parsing", "Better Parsing"]
    papers = [
        Paper(f"id-{number}", title=title, authors=(HUANG,), year=2005)
        for number, title in enumerate(titles)
    ]
    assert keys(papers) == {
        "id-0": "huang-2005-better",
        "id-1": "huang-2005-better-translation",
        "id-2": "huang-2005-better-parsing",
        "id-3": "id-3",
    }


def test_a_key_that_a_source_gave_is_not_taken_by_another_paper() -> None:
    papers = [
        Paper("a", title="Better", authors=(HUANG,)),
        Paper("z", title="Other", key="huang-better"),
    ]
    assert keys(papers) == {"z": "huang-better", "a": "a"}


def test_keys_that_differ_in_case_alone_are_one_to_bibtex() -> None:
    papers = [Paper("a", title="Loom", key="Huang2005"), Paper("b", title="Weave", key="huang2005")]
    assert keys(papers) == {"a": "Huang2005", "b": "weave"}


def test_there_is_always_one_more_key() -> None:
    papers = [
        Paper("loom", title="Loom"),
        Paper("x", title="X", key="loom"),
        Paper("y", title="Y", key="loom-2"),
    ]
    assert keys(papers) == {"x": "loom", "y": "loom-2", "loom": "loom-3"}


PAPERS = st.lists(
    st.builds(
        Paper,
        st.text("ab-", min_size=1, max_size=3),
        title=st.sampled_from(["a", "b", "A b", "🙂", ""]),
        authors=st.sampled_from([(), (HUANG,)]),
        key=st.sampled_from(["", "a", "A", "a-2", "b,"]),
    ),
    max_size=6,
    unique_by=lambda paper: paper.id,
)


@given(PAPERS)
def test_no_two_papers_have_one_key_and_their_order_does_not_matter(papers: list[Paper]) -> None:
    given_keys = keys(papers)
    assert set(given_keys) == {paper.id for paper in papers}
    assert len({key.casefold() for key in given_keys.values()}) == len(papers)
    assert keys(papers[::-1]) == given_keys


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
    where = {"inproceedings": "conference_title"}.get(kind, "journal_title")
    assert metadata(paper)[where] == venue


HOSTILE = [
    "A Title",
    "100% of $5 & #1 in snake_case^2 ~ here",
    r"back\slash and \\ two",
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
    "--",
    "`code` and 'more'",
    "ends in \\",
    r"\today \cite{x}",
    r"$O(n \log n)$ time",
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
        (Author("Black and Decker", "Duncan and Alonzo"), HUANG),
        (Author("Gödel", "Kurt"), Author("华", "罗庚")),
        (Author("Davis, Jr.", "Sammy"),),
        (Author("UNESCO"),),
        (Author("}, evil = {", "{"),),
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


def test_metadata_is_what_reference_managers_read() -> None:
    paper = Paper(
        "loom",
        title="Loom",
        abstract="We weave.",
        authors=(Author("Lovelace", "Ada"), Author("Analytical Society")),
        year=1843,
        venue="ICML",
        doi="10.1145/1",
        arxiv="2301.00001",
    )
    assert metadata(paper) == {
        "title": "Loom",
        "author": ["Lovelace, Ada", "Analytical Society"],
        "publication_date": "1843",
        "conference_title": "ICML",
        "doi": "10.1145/1",
        "arxiv_id": "2301.00001",
        "pdf_url": "https://arxiv.org/pdf/2301.00001",
        "abstract": "We weave.",
    }


def test_metadata_of_an_unknown_year_is_empty() -> None:
    assert metadata(Paper("loom", title="Loom"))["publication_date"] == ""


@pytest.mark.parametrize(
    ("paper", "page", "file"),
    [
        (Paper("x", title="X"), "", ""),
        (
            Paper("x", title="X", arxiv="cs/0112017"),
            "https://arxiv.org/abs/cs/0112017",
            "https://arxiv.org/pdf/cs/0112017",
        ),
        (Paper("x", title="X", pdf="https://a.org/x.pdf"), "", "https://a.org/x.pdf"),
        (
            Paper("x", title="X", arxiv="2301.00001", pdf="https://a.org/x.pdf"),
            "https://arxiv.org/abs/2301.00001",
            "https://a.org/x.pdf",
        ),
    ],
)
def test_where_a_paper_can_be_read(paper: Paper, page: str, file: str) -> None:
    assert (abstract_page(paper), pdf(paper)) == (page, file)
