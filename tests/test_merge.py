import random
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean import clean
from generator.curation import decisions
from generator.merge import Merged, merge
from generator.model import Author, Decision, Entry, Listed, Paper, Record, Where
from generator.sources import read_content
from generator.titles import fold
from generator.unite import SLUG_LENGTH

CONTENT = Path(__file__).parents[1] / "content"
ADA, GRACE, EMMY = Author("Lovelace", "Ada"), Author("Hopper", "Grace"), Author("Noether", "Emmy")
ENGINES = (
    "We describe an analytical engine that weaves algebraic patterns as the loom weaves flowers "
    "and leaves, give a method for computing numbers with it, and compare its speed with clerks."
)
COMPILERS = (
    "This report presents compilers which translate human readable programs into machine code, "
    "evaluates them on business data, and discusses why subroutines should be shared by everyone."
)


def entry(
    line: int = 1, path: str = "sources/a.bib", markup: str = "text", **fields: object
) -> Entry:
    given = {"title": "A Title", **fields}
    return clean(Record(Where(path, line), "bibtex", markup=markup, **given))  # type: ignore[arg-type]


def merged(*fields: dict[str, object], decisions: tuple[Decision, ...] = ()) -> Merged:
    """What becomes of records with these fields, each in a line of its own."""
    entries = [entry(line, **given) for line, given in enumerate(fields, 1)]  # type: ignore[arg-type]
    return merge(entries, decisions)


def parts(result: Merged) -> set[frozenset[int]]:
    """The lines of the records that became one paper each."""
    return {frozenset(where.line for where in paper.records) for paper in result.papers}


def lines(*groups: str) -> set[frozenset[int]]:
    return {frozenset(map(int, group)) for group in groups}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Barlow Twins: Learning", "barlow twins – learning"),
        ("Naïve Bayes", "Naive Bayes"),
        ("na\u0131\u0308ve", "na\u0131\u0308ve"),
        ("Is it “good”?", "Is It 'Good'"),
        (r"Fr\'echet Means", "Fréchet means"),
        ("Wukong{ViT-B} here", "Wukong ViT-B: Here"),
        ("ReST^EM", "ReSTᴱᴹ"),
        ("Self-Training", "Self Training"),
        ("Straße", "STRASSE"),
        ("ﬁne-tuning", "Fine Tuning"),
        ("What?", "What"),
        ("🙂🙂", "🙂🙂"),
        ("深度学习", "深度学习。"),
        (r"Robust $\ell_2$ Nets, $4\times$ Faster", "Robust ell_2 Nets, 4times Faster"),
        (r"$\alpha$-Nets", "alpha-nets"),
        ("α-Nets", "Alpha Nets"),
        (r"$\mathcal{X}$-former", "X-Former"),
        ("Ørsted and Æther", "Orsted and Aether"),
    ],
)
def test_titles_agree_whatever_the_case_accents_punctuation_and_tex(left: str, right: str) -> None:
    assert parts(merged({"title": left}, {"title": right})) == lines("12")


def test_what_tells_two_equal_records_apart_is_not_their_place() -> None:
    common: dict[str, object] = {"title": "One Paper", "year": "2020"}
    one: dict[str, object] = {**common, "venue": "NeurIPS", "url": "https://a.org/1", "key": "ka"}
    two: dict[str, object] = {**common, "venue": "Advances", "url": "https://b.org/2", "key": "kb"}

    def told(*records: dict[str, object]) -> object:
        (paper,) = merged(*records).papers
        return paper.venue, paper.url, paper.key

    assert told(one, two) == told(two, one)


def test_a_title_with_protective_braces_agrees_with_the_plain_one() -> None:
    result = merged(
        {"title": r"{BERT} and M{\"u}ller", "markup": "tex"}, {"title": "Bert and Müller"}
    )
    assert parts(result) == lines("12")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("A Title", "Another Title"),
        ("C++ for All", "C for All"),
        ("C++ für alle", "C für alle"),
        ("YOLO 2", "YOLO 3"),
        ("?", "!"),
        ("🙂", "🙃"),
        ("深度学习", "深度"),
        ("की", "का"),
    ],
)
def test_titles_that_differ_in_letters_or_digits_stay_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)
    assert parts(merged({"title": left}, {"title": right})) == lines("1", "2")


HEX = "204e3073870fae3d05bcbc2f6a8e263d9b72e776"
SHARED = [
    ("arxiv", "2301.00001", "same arXiv id 2301.00001"),
    ("doi", "10.1145/1", "same DOI 10.1145/1"),
    ("doi", "10.1101/055319", "same preprint DOI 10.1101/055319"),
    ("pmid", "30894351", "same PubMed id 30894351"),
    ("openalex", "W2741809807", "same OpenAlex id W2741809807"),
    ("s2", HEX, f"same Semantic Scholar id {HEX}"),
    ("acl", "P19-1001", "same ACL Anthology id P19-1001"),
]


@pytest.mark.parametrize(("field", "value", "reason"), SHARED)
def test_records_of_one_identifier_are_one_paper_whatever_their_titles(
    field: str, value: str, reason: str
) -> None:
    result = merged({"title": "On Looms", field: value}, {"title": "Engines", field: value})
    assert parts(result) == lines("12")
    assert [join.reason for join in result.papers[0].joins] == [reason]


@pytest.mark.parametrize(("field", "value", "reason"), SHARED)
def test_a_record_without_a_title_joins_by_its_identifier(
    field: str, value: str, reason: str
) -> None:
    result = merged({"title": "", "year": "1843", field: value}, {field: value})
    (paper,) = result.papers
    assert (paper.title, paper.year, paper.titles) == ("A Title", 1843, ())
    assert result.rejected == ()


@pytest.mark.parametrize(
    ("fields", "advice"),
    [
        ({"doi": "10.1145/1"}, "python -m generator fetch doi:10.1145/1 gets it, or add one"),
        (
            {"doi": "10.1101/055319"},
            "python -m generator fetch doi:10.1101/055319 gets it, or add one",
        ),
        ({"pmid": "30894351"}, "python -m generator fetch pmid:30894351 gets it, or add one"),
        ({"acl": "P19-1001"}, "add one"),
        ({}, "add one"),
    ],
)
def test_records_that_nothing_gives_a_title_are_rejected_each_at_its_place(
    fields: dict[str, object], advice: str
) -> None:
    result = merged({"title": "", **fields}, {"title": "\u0000", **fields}, {"title": "Another"})
    assert parts(result) == lines("3")
    assert [str(problem) for problem in result.rejected] == [
        f"sources/a.bib:{line}: has no title; {advice}" for line in (1, 2)
    ]


@pytest.mark.parametrize(
    ("records", "groups"),
    [
        # Identifiers join under different titles.
        ([{"title": "A", "arxiv": "2301.00001"}, {"title": "B", "arxiv": "2301.00001v2"}], ["12"]),
        ([{"title": "A", "doi": "10.1145/X"}, {"title": "B", "doi": "10.1145/x"}], ["12"]),
        # Identifiers that disagree keep apart.
        ([{"arxiv": "2301.00001"}, {"arxiv": "2301.00002"}], ["1", "2"]),
        ([{"doi": "10.1145/1"}, {"doi": "10.1145/2"}], ["1", "2"]),
        # An arXiv id and a DOI do not disagree, nor do two DOIs of one arXiv id.
        ([{"arxiv": "2301.00001"}, {"doi": "10.1145/1"}], ["12"]),
        (
            [
                {"arxiv": "2301.00001", "doi": "10.1145/1"},
                {"arxiv": "2301.00001", "doi": "10.1145/2"},
            ],
            ["12"],
        ),
        # One DOI for the chapters of a book.
        (
            [
                {"title": "A", "doi": "10.1145/1", "authors": (ADA,)},
                {"title": "B", "doi": "10.1145/1", "authors": (GRACE,)},
            ],
            ["1", "2"],
        ),
        # So do PubMed's ids, those of the ACL, and two preprints on one server.
        ([{"pmid": "1"}, {"pmid": "2"}], ["1", "2"]),
        ([{"acl": "P19-1001"}, {"acl": "P19-1002"}], ["1", "2"]),
        ([{"doi": "10.1101/055319"}, {"doi": "10.1101/055320"}], ["1", "2"]),
        # Services have duplicates; a paper may lie on two servers, and be published besides.
        ([{"openalex": "W1234"}, {"openalex": "W5678"}], ["12"]),
        ([{"s2": HEX}, {"s2": "CorpusID:1"}], ["12"]),
        ([{"doi": "10.1101/055319"}, {"doi": "10.2139/ssrn.1"}], ["12"]),
        ([{"doi": "10.1101/055319"}, {"doi": "10.1145/1"}, {"arxiv": "2301.00001"}], ["123"]),
        # What is more telling outweighs the rest.
        ([{"doi": "10.1145/1", "pmid": "1"}, {"doi": "10.1145/1", "pmid": "2"}], ["12"]),
        ([{"doi": "10.1145/1", "pmid": "1"}, {"doi": "10.1145/2", "pmid": "1"}], ["1", "2"]),
        (
            [
                {"title": "A", "pmid": "1", "authors": (ADA,)},
                {"title": "B", "pmid": "1", "authors": (GRACE,)},
            ],
            ["1", "2"],
        ),
        # A thesis and a paper of one title, data and their paper.
        ([{"type": "thesis"}, {"type": "article-journal"}], ["1", "2"]),
        (
            [{"type": "dataset", "authors": (ADA,)}, {"type": "article", "authors": (ADA,)}],
            ["1", "2"],
        ),
        ([{"type": "thesis"}, {}], ["12"]),
        ([{"type": "paper-conference"}, {"type": "article-journal"}], ["12"]),
        # Years apart; of a title that journals use often, any year and place apart.
        ([{"year": "1843"}, {"year": "1848"}], ["12"]),
        ([{"year": "1843"}, {"year": "1849"}], ["1", "2"]),
        ([{"title": "Editorial", "year": year} for year in ("1843", "1844")], ["1", "2"]),
        ([{"title": "Editorial", "year": "1843"}] * 2, ["12"]),
        ([{"title": "Preface", "volume": volume} for volume in "12"], ["1", "2"]),
        ([{"title": "Preface", "venue": "J. Looms"}, {"title": "Preface", "pages": "1"}], ["12"]),
        # The editors of books, their editions and their volumes.
        ([{"editors": (ADA,)}, {"editors": (GRACE,)}], ["1", "2"]),
        ([{"editors": (ADA, GRACE)}, {"editors": (GRACE,)}], ["12"]),
        ([{"type": "book", "year": year} for year in ("2002", "2002")], ["12"]),
        ([{"type": "book", "year": year} for year in ("2002", "2003")], ["1", "2"]),
        ([{"type": "book", "year": y, "doi": "10.1145/1"} for y in ("2002", "2003")], ["12"]),
        ([{"type": "book", "publisher": name} for name in ("Mill", "Loom Press")], ["1", "2"]),
        ([{"type": "book", "publisher": name} for name in ("Mill-Verlag", "The Mill")], ["12"]),
        (
            [
                {"type": "book", "publisher": name}
                for name in ("Association for Computing Machinery", "ACM Press")
            ],
            ["12"],
        ),
        ([{"publisher": name} for name in ("Mill", "Loom Press")], ["12"]),
        # Whoever lists two books, or two papers of other years, in one file knows that they differ.
        ([{"type": "book", "key": key} for key in "ab"], ["1", "2"]),
        ([{"type": "book", "key": "a"}] * 2, ["12"]),
        ([{"type": "book", "key": key, "pmid": "1"} for key in "ab"], ["12"]),
        ([{"key": key} for key in "ab"], ["12"]),
        ([{"key": key, "year": "2002"} for key in "ab"], ["12"]),
        ([{"key": "a", "year": "2002"}, {"key": "b"}], ["12"]),
        ([{"key": "a", "year": "2002"}, {"key": "b", "year": "2003"}], ["1", "2"]),
        ([{"key": "a", "year": "2002"}, {"key": "a", "year": "2003"}], ["12"]),
        ([{"key": k, "year": f"200{k}", "doi": "10.1145/1"} for k in "23"], ["12"]),
        # A preprint may be listed beside its published version.
        (
            [
                {"key": "a", "year": "2019", "arxiv": "1901.00001"},
                {"key": "b", "year": "2020", "venue": "J. Looms"},
            ],
            ["12"],
        ),
        ([{"type": "book", "volume": volume} for volume in "12"], ["1", "2"]),
        ([{"volume": volume} for volume in "12"], ["12"]),
        ([{"title": "Preface", "volume": volume} for volume in ("", "1", "2")], ["1", "2", "3"]),
        # A chain of identifiers joins no two arXiv ids.
        (
            [
                {"title": "A", "arxiv": "2301.00001", "doi": "10.1145/1"},
                {"title": "B", "doi": "10.1145/1"},
                {"title": "C", "doi": "10.1145/1", "arxiv": "2301.00002"},
            ],
            ["1", "2", "3"],
        ),
        (
            [
                {"title": "A", "arxiv": "2301.00001"},
                {"title": "A", "doi": "10.1145/1"},
                {"title": "B", "doi": "10.1145/1"},
                {"title": "B", "arxiv": "2301.00002"},
            ],
            ["123", "4"],
        ),
        # Records that share a title, and what speaks against them being one paper.
        ([{}, {"authors": (ADA,)}, {"abstract": ENGINES}], ["123"]),
        ([{"authors": (ADA, GRACE)}, {"authors": (GRACE, EMMY)}], ["12"]),
        ([{"authors": (ADA,)}, {"authors": (Author("LOVELACE", "A."),)}], ["12"]),
        ([{"authors": (ADA,)}, {"authors": (GRACE,)}], ["1", "2"]),
        ([{"abstract": ENGINES}, {"abstract": COMPILERS}], ["1", "2"]),
        ([{"abstract": ENGINES}, {"abstract": ENGINES.replace("weaves", "knits")}], ["12"]),
        ([{"abstract": ENGINES}, {"abstract": "Too short to tell."}], ["12"]),
        (
            [
                {"abstract": ENGINES, "arxiv": "2301.00001"},
                {"abstract": COMPILERS, "arxiv": "2301.00001"},
            ],
            ["12"],
        ),
        # What joined first speaks for all its records.
        (
            [
                {"arxiv": "2301.00001"},
                {"arxiv": "2301.00001", "abstract": ENGINES},
                {"abstract": COMPILERS},
            ],
            ["12", "3"],
        ),
        # One of few words that fits two papers which differ.
        ([{"authors": (ADA,)}, {"authors": (GRACE,)}, {}], ["1", "2", "3"]),
        ([{"arxiv": "2301.00001"}, {"arxiv": "2301.00002"}, {}], ["1", "2", "3"]),
        # It goes with the one that it agrees with.
        (
            [
                {"authors": (ADA,), "arxiv": "2301.00001"},
                {"authors": (GRACE,), "arxiv": "2301.00002"},
                {"authors": (GRACE,)},
            ],
            ["1", "23"],
        ),
        (
            [
                {"arxiv": "2301.00001"},
                {"arxiv": "2301.00002"},
                {"abstract": ENGINES},
                {"abstract": ENGINES},
            ],
            ["1", "2", "34"],
        ),
    ],
)
def test_what_joins_and_what_keeps_apart(
    records: list[dict[str, object]], groups: list[str]
) -> None:
    assert parts(merged(*records)) == lines(*groups)
    assert parts(merge([entry(i, **given) for i, given in [*enumerate(records, 1)][::-1]])) == (  # type: ignore[arg-type]
        lines(*groups)
    )


def test_two_papers_of_one_title_are_a_problem_that_names_both_places() -> None:
    result = merged(
        {"title": "Introduction", "authors": (ADA,), "abstract": ENGINES},
        {"title": "Introduction", "authors": (GRACE,), "abstract": COMPILERS},
    )
    (problem,) = result.problems
    assert str(problem) == (
        "sources/a.bib:1: kept apart from the papers of the same title at sources/a.bib:2, since "
        'they have no author in common; say "same" or "different" in merge.yml'
    )
    assert not problem.fatal


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([{"arxiv": "2301.00001"}, {"arxiv": "2301.00002"}], "their arXiv ids differ"),
        ([{"doi": "10.1145/1"}, {"doi": "10.1145/2"}], "their DOIs differ"),
        ([{"pmid": "1"}, {"pmid": "2"}], "their PubMed ids differ (1, 2)"),
        ([{"year": "1843"}, {"year": "1943"}], "their years differ (1843, 1943)"),
        ([{"type": "thesis"}, {"type": "book"}], "only one of them is a thesis"),
        (
            [{"type": "book", "volume": volume, "year": f"196{volume}"} for volume in ("1", "2")],
            "since their volumes differ;",
        ),
        ([{"title": "Preface", "issue": issue} for issue in "12"], "their issues differ"),
        ([{"title": "Preface", "venue": venue} for venue in "AB"], "their venues differ"),
        ([{"title": "Preface", "pages": page} for page in "12"], "their first pages differ"),
        ([{"type": "book", "publisher": p} for p in "AB"], "their publishers differ (A, B)"),
        ([{"type": "book", "key": k} for k in "ab"], "one file lists them as two (a and b)"),
        (
            [{"key": k, "year": f"200{k}"} for k in "23"],
            "one file lists them as two (2 and 3, of other years)",
        ),
        ([{"editors": (ADA,)}, {"editors": (GRACE,)}], "they have no editor in common"),
        ([{"authors": (ADA,)}, {"editors": (GRACE,)}], "they have no author in common"),
        ([{"abstract": ENGINES}, {"abstract": COMPILERS}], "abstracts have little in common"),
        (
            [
                {"title": "A", "doi": "10.1145/1", "authors": (ADA,)},
                {"title": "B", "doi": "10.1145/1", "authors": (GRACE,)},
            ],
            "neither title nor author in common",
        ),
    ],
)
def test_a_problem_says_what_speaks_against_a_merge(
    records: list[dict[str, object]], reason: str
) -> None:
    (problem,) = merged(*records).problems
    assert reason in problem.message


def test_a_doubt_that_a_later_merge_settles_is_no_problem() -> None:
    apart = Decision(Where("merge.yml"), False, "a.bib:1", "a.bib:3")
    result = merged(
        {"title": "A", "doi": "10.1145/1", "arxiv": "2301.00001"},
        {"title": "A", "doi": "10.1145/1"},
        {"title": "B", "doi": "10.1145/1", "arxiv": "2301.00002"},
        decisions=(apart,),
    )
    assert (parts(result), result.problems) == (lines("12", "3"), ())


def test_two_papers_of_one_title_and_doi_are_one_problem() -> None:
    result = merged(
        {"doi": "10.1145/1", "arxiv": "2301.00001"}, {"doi": "10.1145/1", "arxiv": "2301.00002"}
    )
    assert len(result.problems) == 1


def test_many_papers_of_one_title_are_one_short_problem() -> None:
    records: list[dict[str, object]] = [{"arxiv": f"2301.{number:05d}"} for number in range(1, 101)]
    result = merged(*records)
    assert len(result.papers) == 100
    (problem,) = result.problems
    assert "and 94 more" in problem.message and len(problem.message) < 300


TITLE = "Weaving Algebraic Patterns"
PREPRINT: dict[str, object] = {"authors": (ADA, GRACE), "year": "2019", "arxiv": "1901.00001"}
PUBLISHED: dict[str, object] = {"authors": (ADA, GRACE), "year": "2021", "venue": "J. Looms"}


@pytest.mark.parametrize(
    ("preprint", "published"),
    [
        (TITLE, f"{TITLE}: A Study of Looms"),
        (f"{TITLE}: A Study of Looms", TITLE),
        (f"{TITLE} – A Study of Looms", TITLE),
        ("Do Looms Weave Algebra? A Study", "Do Looms Weave Algebra?"),
        (f"Loomish: {TITLE} with Engines", f"{TITLE} with Engines"),
        ("Weaving Algebraic Pattern with Engines", "Weaving Algebraic Patterns with Engines"),
        ("Modelling of Coloured Looms in Mills", "Modeling of Colored Looms in Mills"),
        ("Learning to Weave the Patterns", "Learning to Weave Patterns"),
        ("Pre-training Looms for Weaving Pattern", "Pretraining Looms for Weaving Patterns"),
    ],
)
def test_a_preprint_joins_its_published_version_whose_title_is_alike(
    preprint: str, published: str
) -> None:
    result = merged({"title": preprint, **PREPRINT}, {"title": published, **PUBLISHED})
    (paper,) = result.papers
    assert (paper.title, paper.titles) == (published, (preprint,))
    assert (paper.venue, paper.year, paper.arxiv) == ("J. Looms", 2021, "1901.00001")
    (join,) = paper.joins
    assert join.reason == "titles alike, same author Lovelace, 2019 and 2021"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # Parts of a series, and what is written about a paper.
        (TITLE, f"{TITLE}: Part II"),
        (f"{TITLE}: Part I", f"{TITLE}: Part II"),
        (f"{TITLE} I", f"{TITLE} II"),
        (f"{TITLE} on 2D Looms", f"{TITLE} on 3D Looms"),
        (f"{TITLE} in Two Looms", f"{TITLE} in Ten Looms"),
        (TITLE, f"{TITLE}: A Reply"),
        (TITLE, f"{TITLE}: Corrigendum"),
        (TITLE, f"Erratum: {TITLE}"),
        (TITLE, f"Comment on: {TITLE} with Engines"),
        (TITLE, f"{TITLE}: An Extended Abstract"),
        (TITLE, f"{TITLE}: A Systematic Review"),
        (TITLE, f"{TITLE} (Response)"),
        # Another paper of the same people.
        (f"{TITLE}: A Study of Looms", f"{TITLE}: A Method for Engines"),
        ("Supervised Weaving with Looms", "Unsupervised Weaving with Looms"),
        ("Offline Weaving with Large Looms", "Online Weaving with Large Looms"),
        ("Minimal Looms for Weaving Patterns", "Maximal Looms for Weaving Patterns"),
        ("Micro Looms for Weaving Patterns", "Macro Looms for Weaving Patterns"),
        ("Weaving Offline with Large Looms", "Weaving Online with Large Looms"),
        ("Weaving with Explicit Large Looms", "Weaving with Implicit Large Looms"),
        ("Weaving the Pattern of Loom in Mill", "Weaving the Patterns of Looms in Mills"),
        (TITLE, f"Loomish: {TITLE}"),
        ("Weaving with Discrete Polynomial Looms", "Weaving with Discrete Hybrid Polynomial Looms"),
        ("Road Looms with 2D Engines and Cards", "Laser-only Road Looms with 2D Engine and Cards"),
        ("Looms", "Looms: Weaving Algebraic Patterns"),
        ("Introduction", "Introduction: Weaving Algebraic Patterns"),
    ],
)
def test_what_is_only_like_another_title_stays_apart(left: str, right: str) -> None:
    for one, other in ((left, right), (right, left)):
        result = merged({"title": one, **PREPRINT}, {"title": other, **PUBLISHED})
        assert (parts(result), result.problems) == (lines("1", "2"), ())


@pytest.mark.parametrize(
    ("preprint", "published"),
    [
        ({"authors": (GRACE, ADA)}, {}),
        ({"authors": (ADA,)}, {}),
        ({"authors": ()}, {"authors": ()}),
        ({"year": "2018"}, {}),
        ({"year": ""}, {}),
        ({"arxiv": ""}, {}),
        ({"venue": "NeurIPS"}, {}),
        ({}, {"venue": ""}),
        ({}, {"arxiv": "1901.00002"}),
        ({}, {"type": "thesis"}),
        ({"abstract": ENGINES}, {"abstract": COMPILERS}),
    ],
)
def test_versions_whose_titles_are_alike_must_agree_in_all_else(
    preprint: dict[str, object], published: dict[str, object]
) -> None:
    result = merged(
        {"title": TITLE, **PREPRINT, **preprint},
        {"title": f"{TITLE}: A Study", **PUBLISHED, **published},
    )
    assert parts(result) == lines("1", "2")


def test_a_preprint_that_is_like_two_papers_joins_neither() -> None:
    result = merged(
        {"title": TITLE, **PREPRINT},
        {"title": f"{TITLE}: A Study", **PUBLISHED},
        {"title": f"{TITLE}: A Method", **PUBLISHED},
    )
    assert parts(result) == lines("1", "2", "3")


def test_a_paper_that_two_preprints_are_like_joins_neither() -> None:
    result = merged(
        {"title": TITLE, **PUBLISHED},
        {"title": f"{TITLE}: A Study", **PREPRINT},
        {"title": f"{TITLE}: A Method", **PREPRINT, "arxiv": ""},
        {"title": f"{TITLE}: A Method", **PREPRINT, "arxiv": "1901.00002"},
    )
    assert parts(result) == lines("1", "2", "34")


def test_the_curator_keeps_apart_what_is_only_alike() -> None:
    result = merged(
        {"title": TITLE, **PREPRINT},
        {"title": f"{TITLE}: A Study", **PUBLISHED},
        decisions=(Decision(Where("merge.yml", 3), False, "a.bib:1", "a.bib:2"),),
    )
    assert parts(result) == lines("1", "2")


MERGE = Where("merge.yml", 3)
TWO: tuple[dict[str, object], ...] = (
    {
        "title": "First Paper: On Engines",
        "key": "ada1843",
        "arxiv": "2301.00001",
        "doi": "10.1145/Ab",
        "pmid": "123",
        "openalex": "W1234",
        "s2": HEX,
        "acl": "P19-1001",
        "more": ("10.1101/055319",),
    },
    {
        "title": "Second Paper",
        "key": "Grace:52",
        "arxiv": "cs/0112017",
        "doi": "10.1145/cd",
        "pmid": "456",
        "openalex": "W5678",
        "s2": "CorpusID:99",
        "acl": "2020.acl-main.1",
        "more": ("10.1101/055320",),
    },
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("First Paper: On Engines", "Second Paper"),
        ("first paper – on engines", "SECOND PAPER"),
        ("ada1843", "Grace:52"),
        ("arxiv:2301.00001", "arxiv:cs/0112017"),
        ("arXiv:2301.00001v3", "arXiv:cs/0112017"),
        ("doi:10.1145/ab", "DOI:10.1145/CD"),
        ("sources/a.bib:1", "sources/a.bib:2"),
        ("a.bib:1", "a.bib:2"),
        ("a.bib:1", "Second Paper"),
        ("2301.00001v2", "cs/0112017"),
        ("10.1145/AB", "10.1145/cd"),
        ("https://arxiv.org/abs/2301.00001v2", "https://doi.org/10.1145/CD"),
        ("https://huggingface.co/papers/2301.00001", "https://arxiv.org/pdf/cs/0112017"),
        ("pmid:0123", "https://pubmed.ncbi.nlm.nih.gov/456/"),
        ("openalex:w1234", "https://openalex.org/W5678"),
        (f"s2:{HEX}", "s2:CorpusID:99"),
        ("acl:p19-1001", "https://aclanthology.org/2020.acl-main.1.pdf"),
        ("preprint:10.1101/055319", "https://www.biorxiv.org/content/10.1101/055320v2"),
    ],
)
def test_the_curator_may_name_a_paper_in_many_ways(left: str, right: str) -> None:
    result = merged(*TWO, decisions=(Decision(MERGE, True, left, right),))
    assert (parts(result), result.problems) == (lines("12"), ())


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("reference", ["Third Paper", "b.bib:1", "arxiv:2301.99999", "ada1844", ""])
def test_the_name_of_no_paper_is_a_fatal_problem(reference: str, same: bool) -> None:
    result = merged(*TWO, decisions=(Decision(MERGE, same, "Second Paper", reference),))
    (problem,) = result.problems
    assert problem.where == MERGE and problem.fatal and f'"{reference}"' in problem.message
    assert parts(result) == lines("1", "2")


def test_every_join_has_two_places_and_a_reason() -> None:
    result = merged(
        {"title": "A", "arxiv": "2301.00001", "authors": (ADA, GRACE)},
        {"title": "B", "arxiv": "2301.00001"},
        {"title": "a!", "authors": (GRACE,)},
        {"title": "C"},
        decisions=(Decision(MERGE, True, "B", "C"),),
    )
    (paper,) = result.papers
    assert {
        (frozenset((join.left.line, join.right.line)), join.reason) for join in paper.joins
    } == {
        (frozenset({2, 4}), "merge.yml:3 says so"),
        (frozenset({1, 2}), "same arXiv id 2301.00001"),
        (frozenset({1, 3}), "same title and author Hopper"),
    }


def test_the_curator_says_different() -> None:
    decision = Decision(MERGE, False, "a.bib:1", "a.bib:2")
    result = merged({}, {"abstract": ENGINES}, decisions=(decision,))
    assert (parts(result), result.problems) == (lines("1", "2"), ())


def test_different_outweighs_an_identifier_and_reaches_whoever_joins() -> None:
    result = merged(
        {"title": "A", "arxiv": "2301.00001"},
        {"title": "B", "arxiv": "2301.00001"},
        {"title": "A"},
        {"title": "B"},
        decisions=(Decision(MERGE, False, "a.bib:3", "a.bib:4"),),
    )
    assert not any({3, 4} <= group for group in parts(result))


def test_who_joins_a_paper_shares_its_differences() -> None:
    result = merged(
        {"arxiv": "2301.00001"},
        {"arxiv": "2301.00001"},
        {},
        decisions=(Decision(MERGE, False, "a.bib:2", "a.bib:3"),),
    )
    assert parts(result) == lines("12", "3")


def test_what_the_curator_decided_is_not_asked_again() -> None:
    result = merged(
        {"arxiv": "2301.00001"},
        {"arxiv": "2301.00002"},
        decisions=(Decision(MERGE, False, "a.bib:1", "a.bib:2"),),
    )
    assert (parts(result), result.problems) == (lines("1", "2"), ())


@pytest.mark.parametrize("order", [1, -1])
def test_same_and_different_of_one_pair_is_a_fatal_problem(order: int) -> None:
    decisions = (
        Decision(MERGE, True, "ada1843", "Grace:52"),
        Decision(MERGE, False, "a.bib:1", "a.bib:2"),
    )
    (problem,) = merged(*TWO, decisions=decisions[::order]).problems
    assert problem.fatal and "take one of the two back" in problem.message


def test_one_file_may_say_what_another_leaves_open() -> None:
    years = {"key": "a", "year": "2002"}, {"key": "b", "year": "2003"}
    apart = [entry(line, f"sources/{line}.bib", **given) for line, given in enumerate(years)]
    assert len(merge(apart).papers) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [("doi:10.1145/ab", "doi:10.1145/ab"), ("ada1843", "arxiv:2301.00001"), ("a.bib:1", "ada1843")],
)
def test_to_keep_a_record_apart_from_itself_is_a_fatal_problem(left: str, right: str) -> None:
    result = merged(*TWO, decisions=(Decision(MERGE, False, left, right),))
    (problem,) = result.problems
    assert problem.where == MERGE and problem.fatal
    assert "both name the one record at sources/a.bib:1" in problem.message
    assert parts(result) == lines("1", "2")


@pytest.mark.parametrize("name", ["c.json:1#2", "sources/c.json:1#2"])
def test_the_curator_may_name_one_of_the_records_on_a_line(name: str) -> None:
    records = [
        clean(Record(Where("sources/c.json", 1, item), "csl", title))
        for item, title in enumerate(("First", "Second", "Third"), 1)
    ]
    given, told = decisions(f"same:\n  - [{name}, c.json:1]\n", "merge.yml")
    result = merge(records, given)
    assert (told, result.problems) == ((), ())
    assert [[str(where) for where in paper.records] for paper in result.papers] == [
        ["sources/c.json:1", "sources/c.json:1#2"],
        ["sources/c.json:1#3"],
    ]


def test_every_record_of_a_title_is_meant_by_it() -> None:
    fields: list[dict[str, object]] = [{"title": "A"}, {"title": "A"}, {"title": "B"}]
    same = Decision(MERGE, True, "A", "B")
    assert parts(merged(*fields, decisions=(same,))) == lines("123")
    apart = Decision(MERGE, False, "A", "A")
    assert parts(merged(*fields, decisions=(apart,))) == lines("1", "2", "3")


def test_the_best_of_every_field_is_taken_and_its_place_is_known() -> None:
    mangled, plain = "Good at 5\\%. " + ENGINES, "Good at 5%. " + ENGINES
    listings = [
        entry(7, "sources/a.txt", abstract=mangled, rank=4),
        entry(9, "sources/b.txt", abstract=plain, rank=2),
        entry(3, "sources/b.txt", rank=1),
    ]
    facts = entry(
        5,
        "sources/c.bib",
        title="A title",
        authors=(ADA, GRACE),
        year="2020",
        venue="ICML",
        doi="10.1145/1",
        arxiv="2301.00001",
        url="https://a.org/",
        pdf="https://a.org/a.pdf",
        code="https://github.com/a/b",
        key="ada2020",
    )
    (paper,) = merge([*listings, facts]).papers
    bib = Where("sources/c.bib", 5)
    assert paper == Paper(
        id="a-title",
        title="A Title",
        abstract=plain,
        authors=(ADA, GRACE),
        year=2020,
        venue="ICML",
        doi="10.1145/1",
        arxiv="2301.00001",
        url="https://a.org/",
        pdf="https://a.org/a.pdf",
        code="https://github.com/a/b",
        key="ada2020",
        listed=(Listed("sources/a.txt", 4), Listed("sources/b.txt", 1), Listed("sources/b.txt", 2)),
        origins={
            "title": Where("sources/b.txt", 3),
            "abstract": Where("sources/b.txt", 9),
            **dict.fromkeys("authors code year venue doi arxiv url pdf".split(), bib),
        },
        entries=(listings[0], listings[2], listings[1], facts),
        joins=paper.joins,
    )
    assert {join.reason for join in paper.joins} == {"same title"}


@pytest.mark.parametrize(
    ("abstracts", "best"),
    [
        (["", ENGINES], 1),
        ([ENGINES[:80], ENGINES], 1),
        ([ENGINES, "x\\% " + ENGINES], 0),
        (["1\\% 2\\% " + ENGINES, "1\\% " + ENGINES], 1),
    ],
)
def test_the_fullest_of_the_least_mangled_abstracts_is_taken(
    abstracts: list[str], best: int
) -> None:
    entries = [entry(line, abstract=abstract) for line, abstract in enumerate(abstracts)]
    (paper,) = merge(entries).papers
    assert paper.abstract == entries[best].abstract
    assert paper.links == entries[best].links


@pytest.mark.parametrize(
    ("dates", "line"),
    [
        (["2026-11-21", "2024-01-02", ""], 2),
        (["", "2026-11", "2026-12-01"], 2),
        (["2026-11", "2026-11-21"], 2),
        (["2026", "2025-12-31", "2026-01-01"], 2),
        (["2026-11-21", "2026-11-21"], 1),
    ],
)
def test_a_paper_came_with_its_first_record(dates: list[str], line: int) -> None:
    entries = [entry(number, added=date) for number, date in enumerate(dates, 1)]
    (paper,) = merge(entries).papers
    assert (paper.added, paper.origins["added"].line) == (dates[line - 1], line)


def test_the_published_version_gives_year_and_venue() -> None:
    result = merged({"year": "2019", "arxiv": "1901.00001"}, {"year": "2021", "venue": "ICML"})
    (paper,) = result.papers
    assert (paper.year, paper.venue, paper.arxiv) == (2021, "ICML", "1901.00001")


def test_a_preprint_and_its_published_version_are_one_paper_that_shows_both() -> None:
    published: dict[str, object] = {
        "title": "The Title Revised",
        "year": "2021",
        "venue": "J. Looms",
        "doi": "10.1145/1",
        "type": "article-journal",
        "volume": "3",
        "issue": "4",
        "pages": "1-9",
        "publisher": "Mill",
        "more": ("10.1101/055319",),
    }
    preprint = {"year": "2019", "doi": "10.1101/055319", "arxiv": "1901.00001"}
    for records in ((published, preprint), (preprint, published)):
        (paper,) = merged(*records).papers
        assert (paper.title, paper.titles) == ("The Title Revised", ("A Title",))
        assert (paper.year, paper.venue, paper.doi) == (2021, "J. Looms", "10.1145/1")
        assert (paper.arxiv, paper.preprint) == ("1901.00001", "10.1101/055319")
        assert paper.type == "article-journal"
        found = paper.volume, paper.issue, paper.pages, paper.publisher
        assert found == ("3", "4", "1–9", "Mill")


BIORXIV: dict[str, object] = {
    "doi": "10.1101/055319",
    "publisher": "bioRxiv",
    "url": "https://looms.org/preprint",
    "volume": "7",
    "issue": "8",
    "pages": "9",
    "year": "2019",
    "type": "article",
}


@pytest.mark.parametrize("held", ["bioRxiv", "medRxiv", "arXiv", "SSRN", "Research Square"])
@pytest.mark.parametrize("final", [{"venue": "Cell"}, {"doi": "10.1145/1", "venue": "Cell"}])
def test_what_a_preprint_says_of_its_version_is_not_said_of_the_published_one(
    final: dict[str, object], held: str
) -> None:
    (paper,) = merged(final, {**BIORXIV, "publisher": held}).papers
    assert (paper.venue, paper.preprint) == ("Cell", "10.1101/055319")
    assert (paper.publisher, paper.url, paper.type, paper.year) == ("", "", "", None)
    assert (paper.volume, paper.issue, paper.pages) == ("", "", "")
    assert not {"publisher", "url", "year"} & paper.origins.keys()


def test_a_preprint_of_which_nothing_is_published_keeps_all() -> None:
    (paper,) = merged({}, BIORXIV).papers
    assert (paper.publisher, paper.year, paper.type) == ("bioRxiv", 2019, "article")
    assert paper.url == "https://looms.org/preprint"


def test_the_address_of_a_preprint_stays_where_nothing_else_leads_to_the_paper() -> None:
    preprint: dict[str, object] = {"publisher": "SSRN", "url": "https://looms.org/preprint"}
    (paper,) = merged({"venue": "Cell"}, preprint).papers
    assert (paper.url, paper.publisher) == ("https://looms.org/preprint", "")


def test_a_server_of_preprints_publishes_no_paper_whoever_says_so() -> None:
    (paper,) = merged({"venue": "Cell", "publisher": "bioRxiv"}, {"publisher": "Mill"}).papers
    assert (paper.venue, paper.publisher) == ("Cell", "Mill")
    (paper,) = merged({"venue": "bioRxiv", "year": "2019"}, {"doi": "10.1145/1"}).papers
    assert (paper.venue, paper.year) == ("", None)


def test_who_knows_of_no_version_adds_to_the_published_one() -> None:
    (paper,) = merged({"venue": "Cell"}, {"year": "2021", "url": "https://looms.org/"}).papers
    assert (paper.year, paper.url) == (2021, "https://looms.org/")


def test_a_published_paper_is_no_preprint_though_only_the_preprint_has_a_type() -> None:
    (paper,) = merged({"arxiv": "1901.00001"}, {"venue": "J. Looms"}).papers
    assert paper.type == ""
    filed: dict[str, object] = {
        "venue": "Archive of Looms",
        "arxiv": "1901.00001",
        "type": "article",
    }
    (paper,) = merged(filed, {"venue": "J. Looms", "type": "article-journal"}).papers
    assert paper.type == "article-journal"
    (paper,) = merged({"arxiv": "1901.00001"}, {}).papers
    assert (paper.type, paper.origins["type"].line) == ("article", 1)


def test_what_was_fetched_only_fills_in_what_no_other_record_states() -> None:
    own: dict[str, object] = {
        "title": "A Title",
        "abstract": "Short.",
        "authors": (ADA,),
        "year": "1843",
        "key": "",
    }
    fetched: dict[str, object] = {
        "title": "Another Title",
        "abstract": ENGINES,
        "authors": (GRACE, ADA),
        "editors": (EMMY,),
        "year": "1844",
        "venue": "J. Looms",
        "key": "W1",
        "openalex": "W1234",
        "tags": ("Looms", "engines"),
    }
    own |= {"doi": "10.1145/1", "tags": ("Cards", "Engines")}
    saved = entry(1, "sources/fetched/doi-1.json", doi="10.1145/1", **fetched)  # type: ignore[arg-type]
    mine = entry(1, "sources/mine.bib", **own)  # type: ignore[arg-type]
    (paper,) = merge([saved, mine]).papers
    assert (paper.title, paper.abstract, paper.authors) == ("A Title", "Short.", (ADA,))
    assert (paper.year, paper.key) == (1843, "")
    assert (paper.venue, paper.openalex, paper.editors) == ("J. Looms", "W1234", (EMMY,))
    assert paper.tags == ("Cards", "Engines", "Looms")
    (paper,) = merge([saved, entry(1, "sources/mine.bib", title="", doi="10.1145/1")]).papers
    assert (paper.title, paper.abstract, paper.authors) == ("Another Title", ENGINES, (GRACE, ADA))


def test_identifiers_of_all_records_are_kept_and_tags_joined_in_order() -> None:
    (paper,) = merged(
        {"arxiv": "1901.00001", "tags": ("b", "a")},
        {"doi": "10.1145/1", "pmid": "1", "tags": ("A", "c")},
        {"openalex": "W1234", "s2": HEX, "acl": "P19-1001"},
    ).papers
    assert (paper.arxiv, paper.doi, paper.pmid) == ("1901.00001", "10.1145/1", "1")
    assert (paper.openalex, paper.s2, paper.acl) == ("W1234", HEX, "P19-1001")
    assert paper.tags == ("b", "a", "c")


def test_a_stated_code_link_outweighs_one_found_in_an_abstract() -> None:
    result = merged(
        {"abstract": "See https://github.com/a/tool.", "venue": "ICML"},
        {"code": "https://github.com/a/own"},
    )
    assert result.papers[0].code == "https://github.com/a/own"


def test_of_titles_equally_plain_the_usual_spelling_is_taken() -> None:
    (paper,) = merged({"title": "A TITLE"}, {"title": "A title"}, {"title": "A title"}).papers
    assert paper.title == "A title"


@pytest.mark.parametrize(
    ("titles", "best"),
    [
        (["Looms in H(2)O."] + ["Looms in H₂O"] * 5, "Looms in H₂O"),
        (["Looms in H(2)O.", "Looms in H₂O"], "Looms in H₂O"),
        (["Looms in x2", "Looms in x2", "Looms in $x^2$"], "Looms in $x^2$"),
        (["The Title.", "The Title.", "The title"], "The title"),
        (["THE TITLE", "The title"], "The title"),
        (["Is it?", "Is it"], "Is it"),
    ],
)
def test_a_title_is_taken_with_its_mathematics_and_without_a_last_full_stop(
    titles: list[str], best: str
) -> None:
    for given_ in (titles, titles[::-1]):
        entries = [replace(entry(n), title=title) for n, title in enumerate(given_, 1)]
        (paper,) = merge(entries).papers
        assert paper.title == best


def test_a_record_with_a_plainer_title_leaves_the_address_alone() -> None:
    five = [entry(line, title="Looms in H₂O") for line in range(1, 6)]
    added = entry(1, "sources/a.nbib", title="Looms in H(2)O.")
    assert merge([*five, added]).papers[0].id == merge(five).papers[0].id == "looms-in-h2o"


@pytest.mark.parametrize(
    ("lists", "best"),
    [
        ([(ADA, Author("Kaiser", "Ł ukasz")), (ADA, Author("Kaiser", "Łukasz"))], 1),
        ([(Author("Kaiser", "Ł ukasz"),)] * 2 + [(Author("Kaiser", "Łukasz"),)], 2),
        ([(Author("Lovelace", "Jr."), GRACE), (ADA, GRACE)], 1),
        ([(ADA, Author("Jr.")), (ADA,)], 1),
        ([(Author("Lovelace", "A."), GRACE)] * 2 + [(ADA, GRACE)], 2),
        ([(ADA, GRACE)] + [(Author("Lovelace", "Adá"), GRACE)] * 2, 1),
        ([(ADA,), (ADA, Author("Hopper", "G"))], 1),
    ],
)
def test_of_lists_of_authors_the_one_with_most_whole_names_is_taken(
    lists: list[tuple[Author, ...]], best: int
) -> None:
    entries = [replace(entry(n), authors=authors) for n, authors in enumerate(lists)]
    (paper,) = merge(entries).papers
    assert paper.authors == lists[best]


def test_a_title_given_up_in_a_merge_is_kept() -> None:
    spellings = ("Deep Looms, Revised", "Deep Looms", "deep looms!", "Deep Looms")
    records: list[dict[str, object]] = [{"title": title, "doi": "10.1145/1"} for title in spellings]
    (paper,) = merged(*records).papers
    assert paper.title == "Deep Looms"
    assert paper.titles == ("Deep Looms, Revised",)


def test_a_title_that_is_only_spelt_otherwise_is_not() -> None:
    (paper,) = merged({"title": "Naïve Looms"}, {"title": "Naive LOOMS."}).papers
    assert paper.titles == ()


def test_there_are_others_where_the_longest_list_of_authors_says_so() -> None:
    rest = Author("others")
    (paper,) = merged({"authors": (ADA, GRACE, rest)}, {"authors": (ADA, rest)}).papers
    assert (paper.authors, paper.others) == ((ADA, GRACE), True)
    (paper,) = merged({"authors": (ADA, GRACE)}, {"authors": (ADA, rest)}).papers
    assert (paper.authors, paper.others) == ((ADA, GRACE), False)


def test_of_equal_records_the_first_in_its_file_is_the_origin() -> None:
    (paper,) = merge([entry(10), entry(9)]).papers
    assert paper.origins["title"].line == 9


def test_what_nobody_states_has_no_origin() -> None:
    (paper,) = merged({}).papers
    assert dict(paper.origins) == {"title": Where("sources/a.bib", 1)}


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Barlow Twins: Learning!", "barlow-twins-learning"),
        ("Fréchet", "frechet"),
        ("深度学习", "shen-du-xue-xi"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("../../etc/passwd", "etc-passwd"),
        ("Index", "index-paper"),
        ("README", "readme-paper"),
        ("CON", "con-paper"),
    ],
)
def test_an_address_is_the_slug_of_the_title(title: str, id: str) -> None:
    assert [paper.id for paper in merged({"title": title}).papers] == [id]


@pytest.mark.parametrize("title", ["🙂🙂", "???", "---", "{}"])
def test_a_title_without_letters_still_gets_an_address(title: str) -> None:
    (paper,) = merged({"title": title}).papers
    assert re.fullmatch(r"paper-[0-9a-f]{8}", paper.id)


@pytest.mark.parametrize("title", ["word " * 400, "w" * 2000, "深" * 2000])
def test_a_title_of_2000_characters_gets_a_short_address(title: str) -> None:
    (paper,) = merged({"title": title}).papers
    assert 40 < len(paper.id) <= SLUG_LENGTH
    assert not paper.id.endswith("-")


def test_of_equal_slugs_the_oldest_paper_keeps_the_plain_one() -> None:
    years = {"2021": (ADA,), "2019": (GRACE,), "": (EMMY,)}
    result = merge([entry(year=year, authors=who) for year, who in years.items()])
    ids = {paper.year: paper.id for paper in result.papers}
    assert ids[2019] == "a-title" and ids[2021] == "a-title-2021"
    assert re.fullmatch(r"a-title-[0-9a-f]{8}", ids[None])


def test_three_papers_of_one_slug_and_year_have_three_addresses() -> None:
    result = merge([entry(year="2019", authors=(who,)) for who in (ADA, GRACE, EMMY)])
    assert len({paper.id for paper in result.papers}) == 3


def test_a_title_that_ends_in_a_year_keeps_its_slug() -> None:
    result = merged(
        {"title": "A", "year": "2019", "authors": (ADA,)},
        {"title": "A", "year": "2020", "authors": (GRACE,)},
        {"title": "A 2020", "year": "2021"},
    )
    assert {paper.title: paper.id for paper in result.papers}["A 2020"] == "a-2020"
    assert len({paper.id for paper in result.papers}) == 3


def test_papers_that_nothing_tells_apart_have_addresses_of_their_own() -> None:
    result = merged({}, {}, {}, decisions=(Decision(MERGE, False, "A Title", "A Title"),))
    assert len({paper.id for paper in result.papers}) == 3


RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from(
                ["A Title", "a title!", TITLE, f"{TITLE}: A Study", "A 2020", "🙂", "?", ""]
            ),
            "abstract": st.sampled_from(["", ENGINES, COMPILERS, "5\\% " + ENGINES]),
            "authors": st.sampled_from([(), (ADA,), (GRACE,), (ADA, EMMY)]),
            "year": st.sampled_from(["", "2019", "2020"]),
            "venue": st.sampled_from(["", "ICML"]),
            "arxiv": st.sampled_from(["", "2301.00001", "2301.00002"]),
            "doi": st.sampled_from(["", "10.1145/1", "10.1145/2", "10.1101/055319"]),
            "pmid": st.sampled_from(["", "1", "2"]),
            "openalex": st.sampled_from(["", "W1234", "W5678"]),
            "s2": st.sampled_from(["", HEX, "CorpusID:1"]),
            "acl": st.sampled_from(["", "P19-1001"]),
            "type": st.sampled_from(["", "thesis", "article-journal"]),
            "tags": st.sampled_from([(), ("a",), ("b", "A")]),
            "key": st.sampled_from(["", "a", "b"]),
            "rank": st.sampled_from([None, 1, 2]),
        }
    ),
    max_size=8,
)
DECISIONS = st.lists(
    st.builds(
        Decision,
        st.just(MERGE),
        st.booleans(),
        st.sampled_from(["A Title", "a", "arxiv:2301.00001"]),
        st.sampled_from(["b", "Another", "doi:10.1145/1", "nobody"]),
    ),
    max_size=3,
).map(tuple)


@given(RECORDS, DECISIONS, st.randoms(use_true_random=False))
def test_the_order_of_the_entries_changes_nothing(
    records: list[dict[str, object]], decisions: tuple[Decision, ...], chance: random.Random
) -> None:
    entries = [entry(line, **given) for line, given in enumerate(records, 1)]  # type: ignore[arg-type]
    result = merge(entries, decisions)
    shuffled = chance.sample(entries, len(entries))
    assert merge(shuffled, decisions) == result


@given(RECORDS, DECISIONS)
def test_each_record_is_in_one_paper_and_no_paper_in_two_minds(
    records: list[dict[str, object]], decisions: tuple[Decision, ...]
) -> None:
    entries = [entry(line, **given) for line, given in enumerate(records, 1)]  # type: ignore[arg-type]
    result = merge(entries, decisions)
    papers = result.papers
    accounted = [where for paper in papers for where in paper.records]
    accounted += [problem.where for problem in result.rejected]
    assert sorted(where.line for where in accounted) == [*range(1, len(entries) + 1)]
    assert all(paper.title for paper in papers)
    for paper in papers:
        # The joins are a tree: one fewer than the records, and all of them hang together.
        reached = {paper.records[0]}
        for _ in paper.joins:
            for join in paper.joins:
                reached |= {join.left, join.right} if {join.left, join.right} & reached else set()
        assert (len(paper.joins), reached) == (len(paper.records) - 1, set(paper.records))
    assert len({paper.id for paper in papers}) == len(papers)
    assert [paper.id for paper in papers] == sorted(paper.id for paper in papers)
    if not any(decision.same for decision in decisions):
        for paper in papers:
            arxivs = {entries[where.line - 1].arxiv for where in paper.records} - {""}
            assert len(arxivs) <= 1


@pytest.mark.parametrize(
    ("records", "papers"),
    [
        ([{"title": "Introduction"}] * 3000, 1),
        ([{"arxiv": f"23{n % 12 + 1:02d}.{n:05d}"} for n in range(2000)], 2000),
        ([{"arxiv": f"2301.{n:05d}"} for n in range(1000)] + [{}] * 1000, 2000),
        ([{"authors": (Author(f"Family{'x' * n}"),)} for n in range(2000)], 2000),
        ([{"authors": (ADA, Author(f"Family{'x' * n}"))} for n in range(1000)], 1),
        ([{"abstract": " ".join(f"w{n}x{m}" for m in range(60))} for n in range(1000)], 1000),
        ([{"abstract": f"{ENGINES} {n}"} for n in range(2000)], 1),
        ([{"title": f"T{n}", "doi": "10.1145/1"} for n in range(2000)], 1),
        ([{"key": f"k{n}", "year": "2002"} for n in range(2000)], 1),
        ([{"key": f"k{n}", "type": "book"} for n in range(2000)], 2000),
        ([{"title": "", "doi": "10.1145/1"} for n in range(2000)], 0),
        (
            [
                {"title": f"{TITLE} {'x' * n}: A Study", **PREPRINT, "arxiv": ""}
                for n in range(2000)
            ],
            2000,
        ),
        (
            [{"title": f"{TITLE} {n}", **PREPRINT, "arxiv": f"1901.{n:05d}"} for n in range(1000)]
            + [{"title": f"{TITLE} {n}: A Study", **PUBLISHED} for n in range(1000)],
            2000,
        ),
    ],
)
def test_a_title_of_thousands_does_not_take_long(
    records: list[dict[str, object]], papers: int
) -> None:
    entries = [entry(line, **given) for line, given in enumerate(records)]  # type: ignore[arg-type]
    start = time.process_time()
    result = merge(entries)
    assert time.process_time() - start < 2
    assert len(result.papers) == papers


@pytest.fixture(scope="module")
def real() -> tuple[list[Entry], Merged]:
    readings = read_content(CONTENT).readings
    entries = [clean(record) for reading in readings for record in reading.records]
    return entries, merge(entries)


@pytest.mark.first_library
def test_the_real_library_has_194_papers(real: tuple[list[Entry], Merged]) -> None:
    entries, result = real
    assert (len(entries), len(result.papers), result.problems) == (258 + 189, 194, ())
    assert sum(len(paper.listed) for paper in result.papers) == 258
    assert sum(paper.year is not None for paper in result.papers) == 189
    assert all(paper.abstract for paper in result.papers)


@pytest.mark.first_library
def test_of_two_versions_of_an_abstract_the_real_library_takes_the_unmangled(
    real: tuple[list[Entry], Merged],
) -> None:
    entries, result = real
    raw = {entry.record.where: entry.record.abstract for entry in entries}
    versions = {
        paper.id: {raw[where] for where in paper.records} - {""}
        for paper in result.papers
        if len({raw[where] for where in paper.records} - {""}) > 1
    }
    papers = {paper.id: paper for paper in result.papers}
    assert len(versions) == 5
    for id, texts in versions.items():
        assert any("oszar.com" in text for text in texts)
        assert "oszar.com" not in raw[papers[id].origins["abstract"]]


WEI, XIN = Author("Wang", "Wei"), Author("Wang", "Xin")
BOOK_DOI = "10.1007/978-3-1"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (  # two chapters with the DOI of their book
            {"title": "Weaving by hand", "doi": BOOK_DOI, "pages": "1-10"},
            {"title": "Spinning with engines", "doi": BOOK_DOI, "pages": "11-20"},
        ),
        (
            {"title": "Handbook of looms", "doi": BOOK_DOI, "type": "book"},
            {"title": "Weaving by hand", "doi": BOOK_DOI, "type": "chapter"},
        ),
        (
            {"title": "A Theory of Looms", "doi": "10.1000/x"},
            {"title": "Erratum: A Theory of Looms", "doi": "10.1000/x"},
        ),
        (
            {"title": "Loom one", "doi": "10.1000/abc"},
            {"title": "Loom two", "more": ("Uses results of doi:10.1000/abc",)},
        ),
        (
            {"title": "Loom one", "arxiv": "2101.00001"},
            {"title": "Loom two", "more": ("Proofs appear in arXiv:2101.00001",)},
        ),
        (
            {"venue": "Journal of Looms", "volume": "1", "year": "2018"},
            {"venue": "Journal of Looms", "volume": "4", "year": "2021"},
        ),
        ({"authors": (WEI,), "year": "2018"}, {"authors": (XIN,), "year": "2019"}),
        (
            {"authors": (), "venue": "Weaving", "year": "1990"},
            {"authors": (), "venue": "Spinning", "year": "1992"},
        ),
    ],
)
def test_facts_that_contradict_keep_papers_apart(
    left: dict[str, object], right: dict[str, object]
) -> None:
    for pair in ((left, right), (right, left)):
        assert parts(merged(*({"authors": (ADA,), **one} for one in pair))) == lines("1", "2")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"authors": (WEI,)}, {"authors": (Author("Wang", "W."),)}),
        ({"authors": (WEI,)}, {"authors": (Author("Wang"),)}),
        ({"authors": (WEI, GRACE)}, {"authors": (XIN, GRACE)}),
        (
            {"title": "Looms", "doi": "10.1000/x", "pages": "1-10"},
            {"title": "Of Looms", "doi": "10.1000/x", "pages": "1-10"},
        ),
        (
            {"title": "Looms", "arxiv": "2101.00001", "pages": "1-10"},
            {"title": "Of Looms", "arxiv": "2101.00001", "pages": "100-110"},
        ),
        (
            {"title": "Looms", "arxiv": "2101.00001"},
            {"title": "Of Looms", "more": ("arXiv:2101.00001 [cs]",)},
        ),
    ],
)
def test_what_merely_differs_in_detail_is_one_paper(
    left: dict[str, object], right: dict[str, object]
) -> None:
    assert parts(merged({"authors": (ADA,), **left}, {"authors": (ADA,), **right})) == lines("12")


@pytest.mark.parametrize(("one", "other"), [(1, 2), (1, 3), (1, 4), (2, 3), (3, 4)])
def test_taking_one_join_back_leaves_the_others(one: int, other: int) -> None:
    apart = Decision(Where("merge.yml"), False, f"sources/a.bib:{one}", f"sources/a.bib:{other}")
    same: dict[str, object] = {"doi": "10.1000/x", "authors": (ADA,)}
    result = merged(same, same, same, same, decisions=(apart,))
    assert len(result.papers) == 2
    assert result.problems == ()
    assert not any({one, other} <= group for group in parts(result))
