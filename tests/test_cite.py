import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cite import abstract_page, keys, metadata, pdf
from generator.model import Author, Paper

HUANG, CHIANG, KNIGHT = (
    Author("Huang", "Liang"),
    Author("Chiang", "David"),
    Author("Knight", "Kevin"),
)


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


def test_metadata_is_what_reference_managers_read() -> None:
    paper = Paper(
        "loom",
        title="Loom",
        authors=(Author("Lovelace", "Ada"), Author("Analytical Society")),
        year=1843,
        venue="ICML",
        doi="10.1145/1",
        arxiv="2301.00001",
    )
    told = {name: value for name, value in metadata(paper).items() if value}
    assert told == {
        "title": "Loom",
        "author": ["Lovelace, Ada", "Analytical Society"],
        "publication_date": "1843",
        "conference_title": "ICML",
        "doi": "10.1145/1",
        "arxiv_id": "2301.00001",
        "pdf_url": "https://arxiv.org/pdf/2301.00001",
    }


def test_metadata_say_where_in_a_journal_a_paper_is() -> None:
    told = metadata(
        Paper(
            "loom",
            title="Loom",
            venue="Weaving",
            type="article-journal",
            volume="3",
            issue="4",
            pages="5–17",
            publisher="Example Press",
            pmid="12",
            tags=("looms", "cloth"),
        )
    )
    assert {name: value for name, value in told.items() if value} == {
        "title": "Loom",
        "journal_title": "Weaving",
        "volume": "3",
        "issue": "4",
        "firstpage": "5",
        "lastpage": "17",
        "publisher": "Example Press",
        "pmid": "12",
        "keywords": ["looms", "cloth"],
    }


def test_a_chapter_appeared_in_a_book() -> None:
    told = metadata(Paper("loom", title="Loom", venue="On Looms", type="chapter"))
    assert (told["inbook_title"], told["journal_title"]) == ("On Looms", "")


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
