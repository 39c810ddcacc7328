"""The pages of a library: all are there, they say what is known, and every link leads on."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator import cite, exports, pages
from generator.mathematics import find
from generator.model import (
    Account,
    Assignment,
    Author,
    Change,
    Decision,
    Filed,
    Found,
    Join,
    Library,
    Link,
    Mention,
    Note,
    Page,
    Paper,
    Phrase,
    Problem,
    Related,
    Ruled,
    Settings,
    Source,
    Theme,
    Where,
)
from generator.pages import lists, pieces, shelves, site
from generator.people import people as join
from generator.sources import read_content
from tests.support.libraries import CONTENT, library, listed, people, real, rendered
from tests.support.rendering import MARKUP, Element, Rendered, faults, render
from tests.support.values import entries

TITLE = (
    "<script>alert(1)</script> {{ 7 }} {% raw %} ](javascript:alert(1)) | --- `c` *e* _f_ {: .x } "
    "&lt; &amp; \"q\" 'q' \\ # ! [^1] :smile:"
)


def shown(made: Library, extra: Sequence[Page] = ()) -> dict[str, Rendered]:
    """Every page of a library in HTML; none has a fault."""
    made_pages = [*pages.render(made, extra), *exports.files(made), *extra]
    found = render(made_pages)
    assert faults(made_pages, found, markup=("· ·", "{ .")) == []
    return found


def one(made: Library, path: str) -> Rendered:
    return shown(made)[path]


def titles_on(page: Rendered) -> list[str]:
    """The titles of the papers in the lists of a page, in order."""
    return [e.line for block in page.body.all("div", under="papers") for e in titles_in(block)]


def titles_in(element: Element) -> list[Element]:
    return element.all("a", under="title")


def theme(id: str, title: str = "", *phrases: str, parent: str = "", about: str = "") -> Theme:
    found = tuple(map(Phrase, phrases))
    return Theme(id, title or id.capitalize(), about or f"About {id}.", found, parent)


def paper(id: str, year: int | None = None, **facts: Any) -> Paper:
    return replace(Paper(id, title=id.replace("-", " ").capitalize(), year=year), **facts)


def put(*themes: str) -> list[Assignment]:
    return [Assignment(id, 1, (Found("phrase", 1, 0),)) for id in themes]


def alone(made: Paper) -> Rendered:
    return one(library(made), f"papers/{made.id}.md")


# Which pages there are


@pytest.mark.parametrize(
    "made",
    [
        library(),
        library(paper("only")),
        library(paper("only", 2020, venue="V", authors=people("A, B"), code="https://e.org")),
        library(paper("a", listed=listed(("sources/l.txt", 1))), settings=Settings(title="T")),
        library(themes=[theme("empty")]),
        library(sources=[Source("sources/l.txt", "listing", "L", "Jun 1", True, 0)]),
        library(sources=[Source("sources/broken.bin", "", "broken", "", False, 0)]),
    ],
    ids=["nothing", "one", "one-known", "listed", "theme", "listing", "unread"],
)
def test_even_a_small_library_has_every_kind_of_page(made: Library) -> None:
    found = shown(made)
    kinds = ("themes", "listings", "titles", "authors", "years", "venues")
    assert {"index.md", "about.md", *(f"{kind}/index.md" for kind in kinds)} <= set(found)
    assert {f"papers/{id}.md" for id in made.papers} <= set(found)
    assert all(page.title for page in found.values())


def test_the_real_library_has_a_page_for_everything() -> None:
    made = real().library
    paths = {page.path for page in real().pages}
    wanted = {
        *(f"papers/{id}.md" for id in made.papers),
        *(f"themes/{one.id}.md" for one in made.themes),
        *(f"years/{p.year}.md" for p in made.papers.values() if p.year),
        "api/papers.jsonl",
    }
    assert wanted <= paths
    firsts = [path for path in paths - own_pages() if not re.search(r"/page-\d+\.md$", path)]
    folders = Counter(path.split("/")[0] for path in firsts if path.count("/"))
    assert folders["listings"] - 1 == sum(source.ranked for source in made.sources)
    slugs = site.Site(made).venue_slugs
    known = [slugs[p.venue] if p.venue else "unknown" for p in made.papers.values()]
    assert folders["venues"] - 1 == len(set(known))


@pytest.mark.first_library
def test_no_venue_of_the_first_library_is_spelt_in_two_ways() -> None:
    slugs = site.Site(real().library).venue_slugs
    assert len(slugs) == len(set(slugs.values())) == len({name.casefold() for name in slugs})


@pytest.fixture(scope="module")
def whole() -> Mapping[str, Rendered]:
    """The pages of the real library."""
    return render(real().pages)


def own_pages() -> set[str]:
    """The paths of the pages that the curator of the real library wrote."""
    return {page.path for page in read_content(CONTENT).pages}


@pytest.fixture(scope="module")
def found_faults(whole: Mapping[str, Rendered]) -> list[str]:
    """Signs of markup are none where the texts of the real library have them."""
    texts = repr(real().library)
    return faults(real().pages, whole, [sign for sign in MARKUP if sign not in texts])


def test_the_pages_of_the_real_library_are_without_a_fault(found_faults: list[str]) -> None:
    own = tuple(f"{path}:" for path in own_pages())
    assert [fault for fault in found_faults if not fault.startswith(own)] == []


@pytest.mark.first_library
def test_the_pages_written_for_the_first_library_are_without_a_fault_too(
    found_faults: list[str],
) -> None:
    assert found_faults == []


def test_the_order_of_the_papers_changes_no_page() -> None:
    made = real().library
    turned = replace(made, papers=dict(reversed(list(made.papers.items()))))
    first, second = rendered(made), rendered(turned)
    assert {path for path in first if first[path] != second[path]} == set()


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("index.md", []),
        ("browse.md", []),
        ("indexes.md", []),
        ("about.md", []),
        ("themes/index.md", []),
        ("papers/a.md", []),
        ("themes/t.md", ["Themes"]),
        ("years/index.md", ["Indexes"]),
        ("years/2020.md", ["Indexes", "Years"]),
        ("venues/v.md", ["Indexes", "Venues"]),
        ("listings/l.md", ["Indexes", "Listings"]),
        ("authors/index.md", ["Indexes"]),
        ("named-but-not-here.md", ["Indexes"]),
        ("most-listed.md", ["Indexes"]),
        ("account.md", ["About"]),
        ("quality.md", ["About"]),
    ],
)
def test_a_page_shows_the_way_up(path: str, way: list[str]) -> None:
    listings = listed(("sources/l.txt", 1), ("sources/m.txt", 1))
    made = library(
        paper("a", 2020, venue="V", listed=listings),
        themes=[theme("t")],
        assignments={"a": put("t")},
    )
    page = one(made, path)
    trails = page.body.all("nav", under="up")
    assert [link.line for trail in trails for link in trail.all("a")] == way
    assert [trail.attributes["aria-label"] for trail in trails] == ["Breadcrumb"] * bool(way)
    assert page.links_to(trails[0])[-1] != f"/{page.url}" if way else True


def test_a_table_of_contents_is_hidden_where_it_has_less_than_two_parts(
    whole: Mapping[str, Rendered],
) -> None:
    written = own_pages()
    few = {path for path, page in whole.items() if len(page.body.all("h2")) < 2} - written
    assert {path for path in few if whole[path].meta.get("hide") != ["toc"]} == set()
    assert "hide" not in whole["about.md"].meta


# A paper's page


def test_what_is_unknown_of_a_paper_is_shown_as_unknown() -> None:
    page = alone(paper("bare"))
    assert [e.line for e in page.body.all("span", under="unknown")] == [
        "Authors not known",
        "year not known",
        "venue not known",
        "Abstract not known",
        "In no theme:",
    ]
    assert "How to cite" in page.body.line and "@misc{bare" in page.body.line
    assert "Related papers" not in page.body.line
    assert page.meta["citation"] == {"title": "Bare"}


def test_a_preprint_and_its_published_version_are_both_shown() -> None:
    page = alone(
        paper(
            "a",
            2022,
            venue="Nature",
            volume="3",
            issue="4",
            pages="5–17",
            doi="10.1000/x",
            arxiv="2103.03230",
            preprint="10.1101/1",
        )
    )
    (facts,) = page.body.all("p", under="facts")
    assert facts.line.startswith("2022 · Nature 3(4), 5–17")
    (versions,) = page.body.all("p", under="versions")
    assert versions.line == (
        "Published version: Nature. Preprint: arXiv:2103.03230, doi:10.1101/1."
    )
    assert [link.attributes["href"] for link in versions.all("a")] == [
        "https://doi.org/10.1000/x",
        "https://arxiv.org/abs/2103.03230",
        "https://doi.org/10.1101/1",
    ]


@pytest.mark.parametrize(
    "facts", [{"arxiv": "2103.03230"}, {"doi": "10.1000/x", "venue": "Nature"}, {}]
)
def test_of_one_version_there_is_nothing_to_compare(facts: dict[str, str]) -> None:
    assert not alone(paper("a", None, **facts)).body.all("p", under="versions")


def test_of_many_authors_the_first_are_shown_and_the_others_unfold() -> None:
    names = [f"Ann A{n:02}" for n in range(40)]
    page = alone(paper("a", authors=people(*names)))
    (authors,) = page.body.all("div", under="authors")
    (folded,) = authors.all("details")
    assert folded.all("summary")[0].line == "and 28 more"
    assert [link.line for link in folded.all("a")] == names[12:]
    assert [link.line for link in authors.all("a")] == names


def test_a_book_without_authors_shows_its_editors() -> None:
    page = alone(paper("a", editors=people("Müller, A. B.", "Example Group")))
    (authors,) = page.body.all(under="authors")
    assert authors.line == "Edited by A. B. Müller, Example Group"


def test_keywords_and_other_titles_are_shown() -> None:
    page = alone(paper("a", tags=("looms", "R&D <b>"), titles=("Of Looms *",)))
    assert page.body.all("p", under="keywords")[0].line == "Keywords: looms, R&D <b>"
    assert page.body.all("p", under="aka")[0].line == "Also titled Of Looms *"


def test_why_records_were_joined_is_shown() -> None:
    left, right = Where("sources/a.bib", 3), Where("sources/b.ris", 9)
    page = alone(paper("a", joins=(Join(left, right, "same DOI 10.1000/x"),)))
    (account,) = page.section("Where this comes from")
    assert account.all("li")[0].line == "sources/a.bib:3 and sources/b.ris:9: same DOI 10.1000/x"


def test_the_account_says_what_became_of_every_entry() -> None:
    rejected = Problem(Where("sources/a.bib", 9), "no title")
    made = replace(
        library(paper("a", entries=entries(Change("title", "A  b", "A b", "spaces")))),
        account=Account(
            files=(
                Filed(
                    "sources/a.bib",
                    "bibtex",
                    3,
                    1,
                    1,
                    (rejected,),
                ),
                Filed("sources/b.xyz", "", 0, 0, 0),
            ),
            rules=(Ruled("spaces", 1, (("a", Change("title", "A  b", "A b", "spaces")),)),),
        ),
    )
    page = one(made, "account.md")
    rows = [[cell.line for cell in row.all("th", "td")] for row in page.body.all("tr")]
    assert rows == [
        ["File", "Entries", "Papers", "Merged", "Rejected"],
        ["sources/a.bib bibtex", "3", "1", "1", "1"],
        ["sources/b.xyz not read", "0", "0", "0", "0"],
        ["Together", "3", "1", "1", "1"],
    ]
    assert page.section("What was rejected")[0].line == "sources/a.bib:9: no title"
    (rule,) = page.body.all("details")
    assert rule.all("summary")[0].line == "spaces: 1 change"
    assert rule.all("li")[0].line == "A b → A b title of A"


def test_what_is_known_of_a_paper_is_shown() -> None:
    known = paper(
        "known",
        2021,
        authors=people("Müller, A. B.", "Example Group"),
        venue="ICML",
        arxiv="2103.03230",
        doi="10.1000/x",
        url="https://publisher.example/1",
        pdf="https://publisher.example/1.pdf",
        code="https://github.com/example/known",
        abstract="Things are hard. We propose Known, which makes them easy.",
        origins={"title": Where("sources/a.bib", 3), "arxiv": Where("sources/a.bib", 3)},
        entries=entries(),
    )
    page = alone(known)
    buttons = {e.line: e.attributes["href"] for e in page.body.all("a", under="md-button")}
    assert buttons == {
        "arXiv": "https://arxiv.org/abs/2103.03230",
        "PDF": "https://publisher.example/1.pdf",
        "Code": "https://github.com/example/known",
        "DOI": "https://doi.org/10.1000/x",
        "Publisher": "https://publisher.example/1",
        "Cite": "#how-to-cite",
    }
    (authors,) = page.body.all(under="authors")
    assert authors.line == "A. B. Müller, Example Group"
    assert page.links_to(authors) == [
        "/authors/#muller-a-b",
        "/authors/#example-group",
    ]
    (facts,) = page.body.all("p", under="facts")
    assert facts.line.startswith("2021 · ICML")
    assert page.links_to(facts)[:2] == ["/years/2021/", "/venues/icml/"]
    (quoted,) = page.body.all("blockquote")
    assert quoted.all("p")[0].line == "We propose Known, which makes them easy."
    assert page.section("Abstract")[0].line == known.abstract
    (account,) = page.section("Where this comes from")
    assert account.tag == "details"
    assert account.all("summary")[0].line == (
        "Sources of each field, why records were joined, and what cleaning changed"
    )
    assert [item.line for item in account.all("li")] == ["title, arXiv id: sources/a.bib:3"]
    assert account.line.endswith("Cleaning changed nothing.")
    assert page.meta["description"] == "We propose Known, which makes them easy."
    assert "No link to this paper" not in page.body.line


def test_an_address_that_says_no_more_than_the_arxiv_id_is_left_out() -> None:
    page = alone(paper("a", arxiv="2103.03230", url="https://arxiv.org/abs/2103.03230v2"))
    assert [e.line for e in page.body.all("a", under="md-button")] == ["arXiv", "PDF", "Cite"]


def test_an_address_at_arxiv_without_an_id_is_still_shown() -> None:
    page = alone(paper("a", url="https://arxiv.org/a/example_1"))
    button, _ = page.body.all("a", under="md-button")
    assert button.attributes["href"] == "https://arxiv.org/a/example_1"


@pytest.mark.parametrize(
    ("facts", "searched"),
    [
        ({}, True),
        ({"code": "https://github.com/a/b"}, True),
        ({"arxiv": "2103.03230"}, False),
        ({"doi": "10.1000/x"}, False),
        ({"url": "https://publisher.example/1"}, False),
        ({"pdf": "https://publisher.example/1.pdf"}, False),
    ],
)
def test_a_title_is_searched_for_only_where_no_link_is_known(
    facts: dict[str, Any], searched: bool
) -> None:
    page = alone(paper("c-and-q", title='C&A: "q" + 1?', **facts))
    found = page.body.all("p", under="searches")
    assert len(found) == searched
    if searched:
        assert page.links_to(found[0]) == [
            f"https://{place}=C%26A%3A+%22q%22+%2B+1%3F"
            for place in (
                "arxiv.org/search/?searchtype=title&query",
                "www.semanticscholar.org/search?q",
                "huggingface.co/papers?q",
            )
        ]


def test_links_and_names_in_an_abstract_become_links_where_they_stand() -> None:
    abstract = "As *Barlow Twins*! Barlow Twins: see https://e.org/a_b|c. <b>Barlow Twins</b>"
    start = abstract.index("https")
    named = abstract.index("Barlow")
    naming = paper("naming", abstract=abstract, links=(Link(start, start + 19, "https://e.org/x"),))
    made = library(
        naming,
        paper("barlow", title='Barlow "Twins" <i>'),
        mentions={"naming": [Mention(named, named + 12, "barlow", "Barlow Twins")]},
    )
    found = shown(made)
    page = found["papers/naming.md"]
    (shown_abstract,) = page.body.all("p", under="abstract")
    assert shown_abstract.line == abstract
    first, second = shown_abstract.all("a")
    assert (first.line, first.attributes["title"]) == ("Barlow Twins", 'Barlow "Twins" <i>')
    assert page.links_to(shown_abstract) == ["/papers/barlow/", "https://e.org/x"]
    assert second.line == abstract[start : start + 19]
    (names,) = page.section("Named in this abstract")
    (name,) = names.all("li")
    assert name.line == (
        'Barlow "Twins" <i> authors not known · year not known named as “Barlow Twins”'
    )
    (namers,) = found["papers/barlow.md"].section("Named in the abstracts of")
    assert found["papers/barlow.md"].links_to(namers) == ["/papers/naming/"]


def test_a_name_inside_an_address_stays_part_of_the_address() -> None:
    abstract = "See https://e.org/CLIP now."
    naming = paper("naming", abstract=abstract, links=(Link(4, 22, "https://e.org/CLIP"),))
    mentions = {"naming": [Mention(18, 22, "clip", "CLIP")]}
    page = shown(library(naming, paper("clip"), mentions=mentions))["papers/naming.md"]
    (text,) = page.body.all("p", under="abstract")
    assert text.line == abstract
    assert page.links_to(text) == ["https://e.org/CLIP"]


TEX = r"$\mathcal{O}(n_1)$"
SET = "𝒪\ufe00(n1)"


def test_mathematics_is_set_wherever_a_title_or_an_abstract_stands() -> None:
    said = f"We propose {TEX} steps for all who need them, of Barlow at https://e.org/$a$ {TEX}"
    abstract = f"Time is short. {said}"
    start, named = abstract.index("https"), abstract.index("Barlow")
    odd = paper(
        "odd",
        2020,
        title=f"On {TEX} *time*",
        abstract=abstract,
        authors=people("A, B"),
        links=(Link(start, start + 17, "https://e.org/a"),),
        listed=listed(("sources/l.txt", 1), ("sources/m.txt", 1)),
    )
    barlow = paper("barlow", 2020, title=f"{TEX} Barlow", authors=people("A, B"))
    found = shown(
        library(
            odd,
            barlow,
            themes=[theme("t")],
            assignments={id: put("t") for id in ("odd", "barlow")},
            related={"barlow": [Related("odd", 0.5, ())]},
            mentions={"odd": [Mention(named, named + 6, "barlow", "Barlow")]},
        )
    )
    page = found["papers/odd.md"]
    (heading,) = page.body.all("h1")
    assert heading.line == f"On {SET} *time*"
    assert len(heading.all("math")) == 1
    (shown_abstract,) = page.body.all("p", under="abstract")
    assert shown_abstract.line == abstract.replace(TEX, SET)
    assert len(shown_abstract.all("math")) == 2
    assert page.links_to(shown_abstract) == ["/papers/barlow/", "https://e.org/a"]
    assert shown_abstract.all("a")[0].attributes["title"] == "O(n₁) Barlow"
    assert page.body.all("blockquote")[0].all("math")
    lists = "index themes/t years/2020 listings/l titles/index authors/index papers/barlow".split()
    for path in lists:
        links = [e for e in found[f"{path}.md"].body.all("a") if e.line == f"On {SET} *time*"]
        assert links and all(link.all("math") for link in links), path
    assert found["index.md"].body.all("span", under="sentence")[0].all("math")


def test_where_there_is_only_text_mathematics_is_text_too() -> None:
    odd = paper("odd", title=rf"On {TEX} & \(\sqrt{{k}}\)", abstract=f"In {TEX} steps.")
    page = one(library(odd), "papers/odd.md")
    assert page.title == "On O(n₁) &amp; √(k)"  # as the engines print it raw
    assert page.meta["description"] == "In O(n₁) steps."
    citation = page.meta["citation"]
    assert isinstance(citation, dict)
    assert citation["title"] == page.title
    searches = [target for target in page.links_to() if "arxiv.org/search" in target]
    assert searches[0].endswith("query=On+O%28n%E2%82%81%29+%26+%E2%88%9A%28k%29")


def test_mathematics_that_cannot_be_set_is_shown_as_its_tex() -> None:
    page = alone(paper("odd", title=r"On $\unheard$ of", abstract=r"Of $\unheard{x}$."))
    assert [code.line for code in page.body.all("code", under="tex")] == [
        r"\unheard",
        r"\unheard{x}",
    ]


def test_titles_are_filed_by_what_their_mathematics_says() -> None:
    page = one(library(paper("odd", title=r"$\mathcal{O}(n)$ time")), "titles/index.md")
    assert [heading.line for heading in page.body.all("h2")] == ["O"]


def test_related_papers_come_with_their_reasons() -> None:
    near = [Related("b", 0.456, ("shared *term*", "other")), Related("c", 0.1, ())]
    made = library(paper("a"), paper("b", 2020), paper("c"), related={"a": near})
    page = one(made, "papers/a.md")
    (block,) = page.body.all("div", under="related")
    assert page.links_to(block) == ["/papers/b/", "/papers/c/"]
    assert [e.line for e in block.all("span", under="why")] == [
        "Shared: shared *term*, other · similarity 0.46",
        "similarity 0.10",
    ]


def test_a_related_paper_says_which_names_the_other_and_is_listed_once() -> None:
    made = library(
        paper("a", abstract="As B does, and C."),
        paper("b", abstract="As A."),
        paper("c"),
        related={"a": [Related("b", 0.5, ("term",))]},
        mentions={
            "a": [Mention(3, 4, "b", "B"), Mention(15, 16, "c", "C")],
            "b": [Mention(3, 4, "a", "A")],
        },
    )
    page = one(made, "papers/a.md")
    assert titles_on(page) == ["B", "C"]
    (block,) = page.body.all("div", under="related")
    assert block.all("span", under="why")[0].line == (
        "Shared: term · similarity 0.50 · named here as “B” · names this paper"
    )


def test_a_contribution_that_begins_the_abstract_is_not_said_twice() -> None:
    first = "We propose a loom that $x^2$ weavers need."
    page = alone(paper("a", abstract=f"{first} It is fast."))
    assert page.body.all("blockquote") == []
    assert facets(page.body, "meta")["sentence"] == ["We propose a loom that x² weavers need."]
    page = alone(paper("a", abstract=f"Weaving is slow. {first} It is fast."))
    assert page.body.all("blockquote")[0].line.startswith("We propose a loom")
    assert len(facets(page.body, "meta")["sentence"]) == 1


def test_a_paper_says_why_it_is_in_a_theme() -> None:
    found = (Found("speech", 1, 2), Found("voice", 0, 1), Found("|audio|", 0, 3))
    made = library(
        paper("a"),
        themes=[theme("speech"), theme("chosen")],
        assignments={"a": [Assignment("speech", 3, found), Assignment("chosen", 0, curated=True)]},
    )
    (reasons,) = one(made, "papers/a.md").section("Themes")
    assert [item.line for item in reasons.all("li")] == [
        "Speech In the title: “speech”. In the abstract: “|audio|” 3×, “voice”",
        "Chosen The curator put it here",
    ]


def test_of_many_reasons_for_a_theme_a_few_are_named_and_the_others_counted() -> None:
    found = tuple(Found(f"p{n}", 0, n) for n in (1, 2, 3, 4, 5))
    alike = Assignment("t", 3, found, likeness=0.2, terms=("P1", "x", "y", "z", "w"))
    page = one(library(paper("a"), themes=[theme("t")], assignments={"a": [alike]}), "papers/a.md")
    assert page.section("Themes")[0].all("span", under="why")[0].line == (
        "In the abstract: “p5” 5×, “p4” 4×, “p3” 3×, and 2 more. Like its papers: “x”, “y”, “z”"
    )


@pytest.mark.parametrize(
    ("assignment", "said"),
    [
        (Assignment("t", 1, borderline=True, rival="u"), "Borderline: almost as close to U"),
        (Assignment("t", 1, borderline=True), "Borderline: few signs of this theme"),
        (
            Assignment("t", 1, likeness=0.2, terms=("x",)),
            "A guess, as it has none of the theme’s phrases: it is like its papers: “x”",
        ),
    ],
)
def test_a_paper_says_how_doubtful_it_is_in_a_theme(assignment: Assignment, said: str) -> None:
    made = library(paper("a"), themes=[theme("t"), theme("u")], assignments={"a": [assignment]})
    assert one(made, "papers/a.md").section("Themes")[0].line == f"T {said}"


def test_a_curators_note_is_shown_with_its_markdown() -> None:
    said = Note(
        "a",
        Where("notes/a.md"),
        body="Read **this** first.\n\n-   one\n-   two",
        tags=("to | present", "<b>"),
        status="reading",
        rating=4,
    )
    parts = one(library(paper("a"), notes=[said]), "papers/a.md").section("Curator’s note")
    assert [part.line for part in parts] == [
        "Status: reading. Rating: 4 of 5. Tags: to | present, <b>.",
        "Read this first.",
        "one two",
    ]
    assert parts[1].all("strong") and parts[2].all("li") and not parts[0].all("b")


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ("# One\n\n## Two\n\n#### Four", ["h3 One", "h4 Two", "h6 Four"]),
        ("##### Five\n\n###### Six", ["h5 Five", "h6 Six"]),
        ("Text\n# At once\n#Close by", ["h3 At once", "h3 Close by"]),
        ("Underlined\n===\n\nAlso\n---\n", ["h3 Underlined", "h4 Also"]),
        ("``` sh\n# no heading\n```\n\n# One", ["h3 One"]),
        ("````\n```\n# no heading\n````\n\n# One", ["h3 One"]),
        ("~~~\n```\n# no heading\n~~~\n\n# One", ["h3 One"]),
        ("-   a\n\n    ```\n    # no heading\n    ```\n\n# One", ["h3 One"]),
        ("```\n# no heading", []),
        ("```\n``` sh\n# no heading\n```\n\n# One", ["h3 One"]),
        ("```code``` begins a line\n\n# One", ["h3 One"]),
        ("-   a\n\n    ~~~\n    # no heading", []),
        ("    # no heading", []),
    ],
)
def test_the_headings_of_a_note_stand_below_its_own(body: str, headings: list[str]) -> None:
    said = Note("a", Where("notes/a.md"), body=body)
    page = render(pages.render(library(paper("a"), notes=[said])))["papers/a.md"]
    found = [f"{e.tag} {e.line}" for e in page.body.all("h1", "h2", "h3", "h4", "h5", "h6")]
    start, end = found.index("h2 Curator’s note"), found.index("h2 Themes")
    assert found[start + 1 : end] == headings
    code = [e.text.strip("\n") for e in page.body.all("pre") if "heading" in e.text]
    assert all("##" not in text for text in code)
    assert len(code) == body.count("no heading")


def test_a_paper_says_what_else_it_is_called() -> None:
    said = Note("a", Where("notes/a.md"), names=("A*", "First"))
    page = one(library(paper("a"), paper("b"), notes=[said]), "papers/a.md")
    assert [e.line for e in page.body.all("p", under="aka")] == ["Also called A*, First"]
    assert alone(paper("b")).body.all("p", under="aka") == []


def test_authors_who_are_not_named_are_shown_as_others() -> None:
    made = library(
        paper("some", 2020, authors=people("Lovelace, Ada"), others=True),
        paper("all", 2020, authors=people("Lovelace, Ada")),
        paper("none", 2020, others=True),
    )
    found = shown(made)
    shown_authors = {
        id: found[f"papers/{id}.md"].body.all(under="authors")[0].line for id in made.papers
    }
    assert shown_authors == {
        "some": "Ada Lovelace and others",
        "all": "Ada Lovelace",
        "none": "Authors not known",
    }
    assert [e.line for e in found["years/2020.md"].body.all("span", under="facts")] == [
        "Lovelace · 2020",
        "authors not known · 2020",
        "Lovelace et al. · 2020",
    ]
    assert "author = {Lovelace, Ada and others}" in found["papers/some.md"].body.text
    assert "others" not in found["papers/all.md"].body.text


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (paper("bare"), "Authors not known. Year not known."),
        (replace(paper("bare"), venue="eLife"), "Authors not known. eLife, year not known."),
        (paper("bare", 2020), "Authors not known. 2020."),
    ],
)
def test_what_is_printed_of_a_paper_is_in_sentences(made: Paper, told: str) -> None:
    assert pieces.reference(made) == told


def test_a_search_finds_what_a_paper_says_and_not_what_is_said_around_it() -> None:
    full = paper(
        "full",
        abstract="It names Bare, and it says what there is to say of it.",
        listed=listed(("sources/l.txt", 1)),
        entries=entries(Change("title", "a", "b", "rule")),
    )
    made = library(
        full,
        paper("bare", abstract="It says nothing."),
        paper("near"),
        related={"full": [Related("near", 0.5, ("say",))]},
        mentions={"full": [Mention(9, 13, "bare", "Bare")], "bare": [Mention(0, 2, "full", "It")]},
        notes=[Note("full", Where("notes/full.md"), body="A note.")],
    )
    page = one(made, "papers/full.md")
    (searched,) = [e for e in page.body.all("div") if "data-pagefind-body" in e.attributes]
    assert [heading.line for heading in searched.all("h1", "h2")] == [
        "Full",
        "Abstract",
        "Curator’s note",
    ]
    ignored = [e.line for e in searched.all() if "data-pagefind-ignore" in e.attributes]
    assert "Abstract" in ignored and full.abstract not in ignored
    assert len(page.body.all("h1", "h2")) == 10


def test_a_paper_is_found_by_its_facets_and_shown_by_its_facts() -> None:
    (ada, spelt) = people("Lovelace, Ada King", "Lovelace, A. K.")
    full = paper(
        "full",
        title="On $x^2$ “quoted”",
        authors=(spelt,),
        year=2020,
        venue="Journal, “of” Y",
        code="https://github.com/a/b",
        arxiv="2001.00001",
        key="ada2020",
        tags=("one, two", "<b>"),
        listed=listed(("sources/l.txt", 1)),
    )
    made = library(
        full,
        paper("other", authors=(ada,)),
        themes=[theme("first"), theme("second")],
        assignments={"full": [Assignment("first", 2), Assignment("second", 1)]},
        notes=[Note("full", Where("notes/full.md"), tags=("mine",))],
    )
    body = one(made, "papers/full.md").body
    assert facets(body) == {
        "author": ["Ada King Lovelace"],
        "submitted": ["2001.00001"],
        "year": ["2020"],
        "venue": ["Journal, “of” Y"],
        "theme": ["First", "Second"],
        "code": ["yes"],
        "tag": ["one, two", "<b>", "mine"],
        "notes": ["yes"],
        "listing": ["sources/l.txt"],
    }
    assert facets(body, "meta") == {
        "title": ["On x² “quoted”"],
        "authors": ["Lovelace"],
        "year": ["2020"],
        "venue": ["Journal, “of” Y"],
        "theme": ["First"],
        "key": ["ada2020"],
        "names": ["2001.00001 x2"],
        "code": ["https://github.com/a/b"],
    }


def facets(body: Element, kind: str = "filter") -> dict[str, list[str]]:
    """What Pagefind is told by attributes: the words of an element, or another attribute's."""
    found: dict[str, list[str]] = {}
    for element in body.all():
        for told in filter(None, element.attributes.get(f"data-pagefind-{kind}", "").split(", ")):
            name, _, source = told.partition("[")
            name, _, given = name.partition(":")
            value = element.attributes[source[:-1]] if source else given or element.line
            found.setdefault(name, []).append(value)
    return found


def test_a_note_that_only_names_or_sorts_a_paper_leaves_no_empty_section() -> None:
    said = Note("a", Where("notes/a.md"), names=("A",), themes=("x",))
    assert "Curator" not in one(library(paper("a"), notes=[said]), "papers/a.md").body.text


def test_every_change_that_cleaning_made_is_shown_and_equal_ones_are_counted() -> None:
    changes = (
        Change("abstract", "9pm0.8\\%", "9±0.8%", "plus | minus"),
        Change("abstract", "9pm0.8\\%", "9±0.8%", "plus | minus"),
        Change("title", "\u200b", "", "zero width"),
        Change("abstract", "word " * 100, "x", "long"),
    )
    (account,) = alone(paper("a", entries=entries(*changes))).section("Where this comes from")
    assert account.all("summary")[0].line.endswith("what cleaning changed (4 places)")
    items = account.all("li")
    assert [item.line for item in items[:2]] == [
        "abstract, plus | minus, 2×: 9pm0.8\\% → 9±0.8%",
        "title, zero width: U+200B → (nothing)",
    ]
    (long,) = items[2].all("span", under="before")
    assert long.line.startswith("word word") and long.line.endswith("word…")
    assert len(long.line) <= 160


def test_a_paper_shows_each_place_where_it_was_listed() -> None:
    made = library(
        paper("a", listed=listed(("sources/one.txt", 2), ("sources/two.txt", 1))),
        paper("b", listed=listed(("sources/one.txt", 1))),
        sources=[Source("sources/one.txt", "listing", "One | 1", "Jun 1", True, 2)],
    )
    page = one(made, "papers/a.md")
    places, *_ = page.section("Where it was listed")
    assert [item.line for item in places.all("li")] == [
        "One | 1 Place 2 of 2",
        "sources/two.txt Place 1 of 1",
    ]
    assert page.links_to(places) == ["/listings/one/", "/listings/two/"]


@pytest.mark.parametrize("length", [40, 154, 155, 156, 2000])
@pytest.mark.parametrize("unit", ["word ", "x", "文"])
def test_a_description_is_short_and_cut_at_a_word(length: int, unit: str) -> None:
    abstract = (unit * length)[:length].strip()
    description = alone(paper("a", abstract=abstract)).meta["description"]
    assert isinstance(description, str)
    assert len(description) <= 155
    assert abstract.startswith(description.removesuffix("…"))
    assert description.endswith("…") == (len(abstract) > 155)
    assert not description.endswith(("wor…", "wo…", " …"))


@pytest.mark.parametrize(
    "title",
    [TITLE, "x" * 2000, "word " * 400, "🙂🙂", "自监督学习", "- a", "1. b", "# c", "!!! d", "2.5D"],
)
def test_any_title_is_shown_literally_on_every_page(title: str) -> None:
    odd = paper(
        "odd",
        2020,
        title=title.strip(),
        abstract=f"We propose {title}, and more of it follows here.",
        venue=title[:200],
        authors=(Author(title[:200].strip(), "A"), Author(title[:100].strip())),
        listed=listed(("sources/l.txt", 1), ("sources/m.txt", 1)),
        entries=entries(Change("title", title, title, "rule")),
    )
    other = paper("other", 2020)
    related = {"other": [Related("odd", 0.5, (title[:50],))]}
    made = library(
        odd,
        other,
        themes=[replace(theme("t", title[:100], title[:100]), about=title)],
        assignments={
            id: [Assignment("t", 1, (Found(title[:50], 1, 0),))] for id in ("odd", "other")
        },
        related=related,
        sources=[Source("sources/l.txt", "listing", title, title, True, 1)],
        settings=Settings(title=title, description=title),
    )
    line = " ".join(title.split())
    found = shown(made)
    assert found["papers/odd.md"].body.all("h1")[0].line == line
    for path in ("index.md", "themes/t.md", "years/2020.md", "listings/m.md", "papers/other.md"):
        assert line in [e.line for e in found[path].body.all("a", under="title")], path
    assert line in [e.line for e in found["titles/index.md"].body.all("a")]
    assert found["listings/l.md"].body.all("h1")[0].line == line
    for page in found.values():
        assert page.body.all("script", "em", "img") == [], page.path
        targets = [link.attributes.get("href", "") for link in page.body.all("a")]
        assert not any("javascript:" in target for target in targets), page.path


# Lists


SHELVED = library(
    paper("new", 2024, venue="ICML", authors=people("Zed, A", "Abel, B")),
    paper("old", 1999, venue="ICML", authors=people("Abel, B")),
    paper("undated", venue="ICML", authors=people("Abel, B")),
    paper("lost", 2024),
    themes=[theme("first"), theme("second")],
    assignments={
        "new": put("first"),
        "old": put("first", "second"),
        "undated": put("first"),
    },
)


def test_a_paper_without_a_year_comes_last_and_is_never_dropped() -> None:
    found = shown(SHELVED)
    assert titles_on(found["themes/first.md"]) == ["Old", "New", "Undated"]
    assert titles_on(found["venues/icml.md"]) == ["New", "Old", "Undated"]
    assert titles_on(found["years/unknown.md"]) == ["Undated"]
    years = found["years/index.md"].body.all("li")
    assert [item.all("a")[0].line for item in years] == ["2024", "1999", "Year not known"]
    assert [item.all("span", under="facts")[0].line for item in years] == ["2", "1", "1"]
    assert "Undated" in [e.line for e in found["titles/index.md"].body.all("a")]
    (person,) = (li for li in found["authors/index.md"].body.all("li") if "Abel, B" in li.line)
    assert person.line == "Abel, B New 2024 Old 1999 Undated"


def test_the_newest_of_a_year_comes_first_as_far_as_arxiv_tells() -> None:
    made = library(
        paper("b-unnumbered", 2024),
        paper("a-old-style", 2024, arxiv="math.GT/0309136"),
        paper("june", 2024, arxiv="2406.00009"),
        paper("july", 2024, arxiv="2407.00001"),
        paper("later-in-june", 2024, arxiv="2406.00010"),
        paper("older", 2023, arxiv="2412.00001"),
        paper("undated", arxiv="2501.00001"),
    )
    ordered = sorted(made.papers.values(), key=site.newest_first)
    assert [found.id for found in ordered] == [
        "july",
        "later-in-june",
        "june",
        "a-old-style",
        "b-unnumbered",
        "older",
        "undated",
    ]


@pytest.mark.parametrize(
    ("assignments", "counts"),
    [
        ({"a": put("t")}, "1 paper"),
        ({"a": put("t"), "b": put("t")}, "2 papers"),
        ({"a": put("t"), "b": put("u", "t"), "c": put("u", "t")}, "1 paper, 2 more related"),
    ],
)
def test_a_theme_tells_its_own_papers_from_those_of_another_first(
    assignments: dict[str, list[Assignment]], counts: str
) -> None:
    made = library(*map(paper, "abc"), themes=[theme("t"), theme("u")], assignments=assignments)
    found = shown(made)
    assert found["themes/t.md"].body.all("p", under="counts")[0].line == counts
    for path in ("index.md", "themes/index.md"):
        (card,) = (e for e in found[path].body.all("li") if "About t." in e.line)
        assert card.all("span", under="facts")[0].line == counts, path


def test_a_paper_twice_in_one_listing_is_in_one_listing() -> None:
    twice = paper("twice", 2020, listed=listed(("sources/a.txt", 1), ("sources/a.txt", 5)))
    assert "listings" not in one(library(twice), "years/2020.md").body.line


def test_a_paper_of_a_further_theme_is_listed_there_apart() -> None:
    page = one(SHELVED, "themes/second.md")
    assert titles_on(page) == ["Old"]
    assert [e.line for e in page.body.all("h2")] == ["Related to this theme", "Near themes"]
    assert [e.line for e in page.body.all("li")][-1] == "First: 1 paper in both"


def test_papers_of_no_theme_have_a_page() -> None:
    found = shown(SHELVED)
    assert titles_on(found["themes/unsorted.md"]) == ["Lost"]
    assert "/themes/unsorted/" in found["themes/index.md"].links_to()


def test_an_entry_of_a_list_says_what_a_reader_chooses_by() -> None:
    entry = paper(
        "entry",
        2020,
        authors=people("One, A", "Two, B", "Three, C", "Four, D"),
        venue="ICML",
        code="https://github.com/a/b",
        abstract="It is hard. We propose an entry that says what a reader needs.",
        listed=listed(("sources/a.txt", 1), ("sources/b.txt", 3)),
    )
    (item,) = one(library(entry), "years/2020.md").body.all("li")
    assert item.all("span", under="facts")[0].line == "One et al. · 2020 · ICML Code in 2 listings"
    assert item.all("a", under="code")[0].attributes["href"] == "https://github.com/a/b"
    assert item.all("span", under="sentence")[0].line.startswith("We propose an entry")


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        (["One"], "One"),
        (["One", "Two"], "One and Two"),
        (["One", "Two", "Three"], "One, Two and Three"),
        (["One", "Two", "Three", "Four"], "One et al."),
    ],
)
def test_authors_are_shortened_as_in_running_text(families: list[str], expected: str) -> None:
    authors = tuple(Author(family, "X") for family in families)
    assert cite.short_names(Paper("a", title="A", authors=authors)) == expected
    more = Paper("a", title="A", authors=authors, others=True)
    assert cite.short_names(more) == f"{families[0]} et al."


def test_a_listing_keeps_its_own_order_and_its_ranks() -> None:
    made = library(
        paper("a", 2024, listed=listed(("sources/l.txt", 3))),
        paper("b", listed=listed(("sources/l.txt", 1), ("sources/l.txt", 7))),
    )
    page = one(made, "listings/l.md")
    assert titles_on(page) == ["B", "A", "B"]
    assert [e.line for e in page.body.all("span", under="rank")] == ["1", "3", "7"]


def test_listings_whose_files_have_like_names_have_a_page_each() -> None:
    files = ["sources/a b.txt", "sources/a-b.txt", "sources/a/b.txt", "sources/index.txt"]
    files += ["sources/A-B.TXT", "sources/文.txt"]
    papers = [paper(f"p{n}", listed=listed((file, 1))) for n, file in enumerate(files)]
    found = shown(library(*papers))
    listings = [path for path in found if re.fullmatch(r"listings/(?!index\.md).*", path)]
    assert sorted(titles_on(found[path]) for path in listings) == [[f"P{n}"] for n in range(6)]
    assert "There are no listings" not in found["listings/index.md"].body.line


@pytest.mark.parametrize(
    ("venues", "groups"),
    [
        (["ICML", "icml", "I.C.M.L."], [["ICML", "icml"], ["I.C.M.L."]]),
        (["Index", "Unknown", "index"], [["Index", "index"], ["Unknown"]]),
        (["自然", "字燃"], [["自然"], ["字燃"]]),
        (["🙂", "🙃"], [["🙂"], ["🙃"]]),
        (["x" * 90 + "a", "x" * 90 + "b"], [["x" * 90 + "a"], ["x" * 90 + "b"]]),
    ],
)
def test_venues_share_a_page_only_if_they_differ_in_case_alone(
    venues: list[str], groups: list[list[str]]
) -> None:
    papers = [paper(f"p{n}", title=venue, venue=venue) for n, venue in enumerate(venues)]
    found = shown(library(paper("none"), *papers))
    lists = [titles_on(page) for path, page in found.items() if path.startswith("venues/")]
    assert sorted(map(sorted, filter(None, lists))) == sorted([*groups, ["None"]])
    assert titles_on(found["venues/unknown.md"]) == ["None"]
    for n, venue in enumerate(venues):
        (facts,) = found[f"papers/p{n}.md"].body.all("p", under="facts")
        target = found[f"papers/p{n}.md"].links_to(facts)[-1]
        page = next(page for page in found.values() if f"/{page.url}" == target)
        assert venue in titles_on(page)


def test_authors_who_differ_in_more_than_accents_are_kept_apart() -> None:
    names = ["Müller, Ann", "Muller, Ann", "MULLER, ANN", "王, 伟", "王, 维", "🙂", "Index"]
    names += ["Letter, A", "Other, Letter", "Abel, B"]
    papers = [paper(f"p{n}", authors=people(name)) for n, name in enumerate(names)]
    page = one(library(*papers), "authors/index.md")
    people_ = [item.line for item in page.body.all("li")]
    assert [sum(f"P{n}" in line for line in people_) for n in range(10)] == [1] * 10
    assert sum("P0" in line and "P1" in line and "P2" in line for line in people_) == 1
    assert len([line for line in people_ if "P" in line]) == 8
    assert "#" in [e.line for e in page.body.all("h2")]


def test_an_author_twice_on_one_paper_is_listed_with_it_once() -> None:
    page = one(library(paper("a", authors=people("B, C", "b, c"))), "authors/index.md")
    assert [item.line for item in page.body.all("li")] == ["B, C A"]


def test_a_person_of_several_spellings_is_listed_once_with_them() -> None:
    made = library(
        paper("old", 1999, authors=people("Schmidhuber, J.", "Babbage, Charles")),
        paper("new", 2024, authors=people("Schmidhuber, Jürgen", "Babbage, Charles")),
        paper("newest", 2025, authors=people("SCHMIDHUBER, J", "Babbage, Charles")),
    )
    found = shown(made)
    assert [item.line for item in found["authors/index.md"].body.all("li")][-1] == (
        "Schmidhuber, Jürgen also as J. Schmidhuber Newest 2025 New 2024 Old 1999"
    )
    (authors,) = found["papers/old.md"].body.all(under="authors")
    assert authors.line == "J. Schmidhuber, Charles Babbage"
    assert found["papers/old.md"].links_to(authors)[0] == "/authors/#schmidhuber-jurgen"


def test_two_people_of_one_name_are_listed_apart() -> None:
    papers = {id: paper(id, authors=people("Wang, Wei")) for id in ("a", "b")}
    word = Decision(Where("people.yml"), False, "Wei Wang", "Wei Wang in b")
    persons, _ = join(papers, [word])
    found = shown(replace(library(*papers.values()), people=persons))
    listed_people = found["authors/index.md"].body.all("li")
    assert [item.line for item in listed_people] == ["Wang, Wei A", "Wang, Wei B"]
    targets = {
        id: found[f"papers/{id}.md"].links_to(found[f"papers/{id}.md"].body.all(under="authors")[0])
        for id in papers
    }
    assert targets == {id: [f"/authors/#{persons[n].id}"] for n, id in enumerate(papers)}


def test_authors_of_several_papers_head_the_index() -> None:
    page = one(SHELVED, "authors/index.md")
    (top,) = page.body.all("div", under="columns")
    assert top.line == "B Abel 3"
    assert page.links_to(top) == ["/authors/#abel-b"]


@pytest.mark.parametrize(
    ("papers_of", "least", "heads"),
    [
        ([5, 4, 4, 3, 2, 1], 4, [5, 4, 4]),
        ([5, 4, 3, 3, 2, 1], 4, [5, 4]),
        ([4, 3, 2, 1, 1], 2, [4, 3, 2]),
        ([2, 2, 2, 1], 2, [2, 2, 2]),
        ([2, 2, 2, 2], None, []),
        ([1, 1], None, []),
    ],
)
def test_everybody_with_as_many_papers_as_another_at_the_head_is_there(
    papers_of: list[int], least: int | None, heads: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_AUTHORS", 3)
    made = library(
        *(
            paper(f"p-{who}-{n}", authors=people(f"Group {'ABCDEF'[who]}"))
            for who, number in enumerate(papers_of)
            for n in range(number)
        )
    )
    page = one(made, "authors/index.md")
    top = [e for block in page.body.all("div", under="columns") for e in block.all("li")]
    assert [int(e.all("span", under="facts")[0].line) for e in top] == heads
    headings = [e.line for e in page.body.all("h2") if e.line.startswith("With ")]
    assert headings == ([f"With {least} papers or more"] if least else [])


def test_an_index_of_thousands_has_a_page_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{letter}{n:02}, Ann" for letter in "ABC" for n in range(30)] + ["🙂"]
    made = library(*(paper(f"p-{n}", authors=people(name)) for n, name in enumerate(names)))
    monkeypatch.setattr(shelves, "SHELF_SIZE", 10)
    found = shown(made)
    paths = [path for path in found if path.startswith("authors/")]
    assert paths == [
        f"authors/{name}.md" for name in ("index", "a", "a-2", "b", "b-2", "c", "c-2", "other")
    ]
    listed_names = [strong.line for path in paths for strong in found[path].body.all("strong")]
    assert sorted(listed_names) == sorted(names)
    letters = found["authors/index.md"].body.all("p", under="letters")[0]
    assert letters.line == "A A 2 B B 2 C C 2 #"
    here = {path: [e.line for e in found[path].body.all("a", under="here")] for path in paths[:3]}
    assert here == {"authors/index.md": [], "authors/a.md": ["A"], "authors/a-2.md": ["A 2"]}
    assert [found[path].title for path in paths[1:3]] == ["Authors: A", "Authors: A 2"]
    assert [e.line for path in paths for e in found[path].body.all("h2")] == []
    (authors,) = found["papers/p-25.md"].body.all(under="authors")
    assert found["papers/p-25.md"].links_to(authors) == ["/authors/a-2/#a25-ann"]


def test_a_long_list_is_paged_with_every_paper_on_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.pages.entries.PAGE_SIZE", 3)
    papers = [
        paper(f"p{n}", 2000 + n, venue="V", listed=listed(("sources/l.txt", n + 1)))
        for n in range(7)
    ]
    made = library(
        *papers,
        themes=[theme("t", "T", "phrase"), theme("u")],
        assignments={p.id: put("t", "u") for p in papers},
    )
    found = shown(made)
    for path in ("themes/t", "venues/v", "listings/l"):
        parts = [f"{path}.md", f"{path}/page-2.md", f"{path}/page-3.md"]
        on = [title for part in parts for title in titles_on(found[part])]
        assert sorted(on) == sorted(p.title for p in papers), path
        assert [len(titles_on(found[part])) for part in parts] == [3, 3, 1]
        assert f"{path}/page-4.md" not in found
        for number, part in enumerate(parts, 1):
            (pager,) = found[part].body.all("p", under="pager")
            assert pager.line == "Pages: 1 2 3"
            assert [e.line for e in pager.all("a", under="here")] == [str(number)]
        assert found[parts[1]].title.endswith(" (2 of 3)")
    assert "Phrases of this theme" in found["themes/t.md"].body.line
    assert "Phrases of this theme" not in found["themes/t/page-2.md"].body.line


# What to read first


def a_theme_to_read(order: Sequence[str] = ()) -> Library:
    papers = [
        *(paper(f"p{n}", 2000 + n) for n in range(6)),
        paper("survey-old", 2001, title="Old things: a survey"),
        paper("survey-new", 2004, title="New things: a survey"),
        paper("named", 2003),
        paper("undated"),
    ]
    return library(
        *papers,
        paper("elsewhere", abstract="As Named does."),
        themes=[replace(theme("t", "T & T"), order=tuple(order))],
        assignments={p.id: put("t") for p in papers},
        mentions={"elsewhere": [Mention(3, 8, "named", "Named")]},
    )


REST = ["P0", "P1", "P2", "P3", "P4", "P5", "Undated"]


def parts_of(page: Rendered) -> dict[str, list[str]]:
    """The titles on the page of a theme by the headings that they stand under."""
    headings = [heading.line for heading in page.body.all("h2")]
    parts = {
        heading: [e.line for block in page.section(heading) for e in titles_in(block)]
        for heading in headings
    }
    return {heading: titles for heading, titles in parts.items() if titles}


def test_a_theme_says_what_to_read_first_and_why() -> None:
    page = one(a_theme_to_read(), "themes/t.md")
    assert parts_of(page) == {
        "Surveys": ["New things: a survey", "Old things: a survey"],
        "Start here": ["Named"],
        "From the oldest to the newest": REST,
    }
    assert [e.line for e in page.body.all("span", under="why")] == [
        "A survey, by its title",
        "A survey, by its title",
        "Named in 1 other abstract",
    ]
    rules = [e.line for e in page.body.all("small")]
    assert len(rules) == 3 and rules[1].startswith("A guess")


def test_the_order_that_the_curator_gives_comes_first() -> None:
    page = one(a_theme_to_read(["p4", "survey-old"]), "themes/t.md")
    assert parts_of(page) == {
        "In the curator’s order": ["P4", "Old things: a survey"],
        "Surveys": ["New things: a survey"],
        "From the oldest to the newest": ["P0", "P1", "P2", "Named", "P3", "P5", "Undated"],
    }


def test_the_parts_of_a_theme_go_on_from_page_to_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.pages.entries.PAGE_SIZE", 4)
    found = shown(a_theme_to_read())
    pages_of = [found[f"themes/t{part}.md"] for part in ("", "/page-2", "/page-3")]
    rest = "From the oldest to the newest"
    assert [list(parts_of(page)) for page in pages_of] == [
        ["Surveys", "Start here", rest],
        [rest],
        [rest],
    ]
    assert [title for page in pages_of for title in parts_of(page)[rest]] == REST
    for page, path in zip(pages_of, ("../../", "../../../", "../../../"), strict=True):
        (browse,) = page.body.all("small")[-1].all("a")
        assert browse.attributes["href"] == f"{path}browse/?theme=T+%26+T"
        assert len(page.body.all("p", under="pager")) == 1


def test_previous_and_next_follow_the_order_in_which_to_read() -> None:
    page = one(a_theme_to_read(), "papers/named.md")
    (neighbours,) = page.body.all("nav", under="neighbours")
    assert [e.line for e in neighbours.all("a")][-2:] == ["Old things: a survey", "P0"]


LISTED_TWICE = (
    paper("once", listed=listed(("sources/a.txt", 1))),
    paper("low", listed=listed(("sources/a.txt", 9), ("sources/b.txt", 9))),
    paper("high", listed=listed(("sources/a.txt", 2), ("sources/b.txt", 8))),
    paper("rose", listed=listed(("sources/a.txt", 12), ("sources/b.txt", 1))),
)


def listing(name: str, added: str = "", day: str = "") -> Source:
    return Source(f"sources/{name}.txt", "listing", f"The {name}", day, True, 3, added)


def test_most_listed_tells_where_and_at_what_place_each_paper_stands() -> None:
    found = shown(library(*LISTED_TWICE, sources=[listing("a"), listing("b")]))
    page = found["most-listed.md"]
    assert page.body.all("p", under="lead")[0].line.startswith("3 papers in more than one of the 2")
    assert titles_on(page) == ["High", "Rose", "Low"]
    assert [e.line for e in page.body.all("span", under="rank")] == ["1", "2", "3"]
    (first, *_) = page.body.all("span", under="why")
    assert first.line == "Places 2 and 8"
    assert [e.attributes["title"] for e in first.all("a")] == ["of 4 in The a", "of 3 in The b"]
    assert page.links_to(first) == ["/listings/a/", "/listings/b/"]
    assert "surely later" in page.section("What rose")[0].line
    for path in ("index.md", "indexes.md", "listings/index.md"):
        assert "/most-listed/" in found[path].links_to(), path


@pytest.mark.parametrize(
    "sources",
    [
        [listing("a", "2026-10-01"), listing("b", "2026-11-21")],
        [listing("a", day="Oct 1, 2026"), listing("b", "2026-11")],
    ],
)
def test_most_listed_tells_what_rose_if_one_listing_is_later(sources: list[Source]) -> None:
    page = one(library(*LISTED_TWICE, sources=sources), "most-listed.md")
    rose = page.section("What rose")
    assert rose[0].line == "From The a to The b, which came later."
    assert [e.line for block in rose for e in titles_in(block)] == ["Rose"]
    assert [e.line for block in rose for e in block.all("span", under="why")] == [
        "from place 4 to 1"
    ]


def test_there_is_no_page_of_the_most_listed_where_no_paper_is_in_two_listings() -> None:
    found = shown(library(*LISTED_TWICE[:1], paper("b", listed=listed(("sources/b.txt", 1)))))
    assert "most-listed.md" not in found
    assert not any("/most-listed/" in page.links_to() for page in found.values())


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("Jun 17", "1 paper · dated “Jun 17”, year not known"),
        ("Jun 17, 2026", "1 paper · dated “Jun 17, 2026”"),
    ],
)
def test_a_listing_is_said_to_have_no_year_only_if_it_has_none(day: str, said: str) -> None:
    made = library(LISTED_TWICE[0], sources=[listing("a", day=day)])
    (facts,) = one(made, "listings/index.md").body.all("span", under="facts")
    assert facts.line == said


def test_a_file_that_nobody_gave_a_title_is_named_as_it_is() -> None:
    files = [
        Source("sources/library.bib", "bibtex", "library", "", False, 3),
        Source("sources/more.bib", "bibtex", "More of them", "", False, 1),
    ]
    page = one(library(paper("a"), sources=files), "listings/index.md")
    assert [item.line for item in page.body.all("li")] == [
        "library.bib 3 records",
        "More of them 1 record",
    ]


def test_themes_name_their_parents_and_children() -> None:
    made = library(themes=[theme("wide"), theme("narrow", parent="wide")])
    found = shown(made)
    assert "/themes/narrow/" in found["themes/wide.md"].links_to()
    assert "Within it: Narrow" in found["themes/wide.md"].body.line
    assert "/themes/wide/" in found["themes/narrow.md"].links_to()
    assert "Part of Wide" in found["themes/narrow.md"].body.line
    assert "Within it: Narrow" in found["themes/index.md"].body.line


def test_home_counts_and_leads_on() -> None:
    made = replace(SHELVED, settings=Settings(title="Mine", description="What it is."))
    page = one(made, "index.md")
    assert page.body.all("h1")[0].line == "Mine"
    assert "What it is." in page.body.line
    (counts,) = page.body.all("p", under="counts")
    assert counts.line == "4 papers, 2 themes"
    (ways,) = page.body.all("p", under="ways")
    assert [way.line for way in ways.all("a")] == ["Browse all", "Since 2022", "Not read yet"]
    assert {"/themes/first/", "/years/", "/years/2024/"} <= set(page.links_to())
    assert titles_on(page) == ["Lost", "New", "Old"]  # the latest; none was listed twice


@pytest.mark.parametrize(
    ("made", "counts", "headings"),
    [
        (library(), "0 papers", []),
        (library(paper("a")), "1 paper", ["Papers"]),
        (library(paper("a", 2020)), "1 paper", ["Latest"]),
        (library(paper("a"), themes=[theme("empty")]), "1 paper, 1 theme", ["Papers"]),
        (
            library(paper("a"), themes=[theme("t")], assignments={"a": put("t")}),
            "1 paper, 1 theme",
            ["Themes", "Papers"],
        ),
        (
            library(paper("a", code="https://e.org", listed=listed(("sources/a.txt", 1)))),
            "1 paper, 1 listing, 1 with code",
            ["Papers"],
        ),
        (
            library(paper("a", listed=listed(("sources/a.txt", 1), ("sources/b.txt", 1)))),
            "1 paper, 2 listings",
            ["Most listed", "Papers"],
        ),
    ],
)
def test_home_leaves_out_what_there_is_none_of(
    made: Library, counts: str, headings: list[str]
) -> None:
    page = one(made, "index.md")
    assert page.body.all("p", under="counts")[0].line == counts
    assert [e.line for e in page.body.all("h2")] == headings


def test_home_shows_the_papers_listed_most() -> None:
    made = library(
        paper("once", listed=listed(("sources/a.txt", 1))),
        paper("twice", listed=listed(("sources/a.txt", 9), ("sources/b.txt", 9))),
        paper("high", listed=listed(("sources/a.txt", 2), ("sources/b.txt", 8))),
    )
    assert titles_on(one(made, "index.md"))[:2] == ["High", "Twice"]


def test_about_lists_the_curators_own_pages_and_the_sources() -> None:
    extra = [Page("guide/own.md", "# My *own* page\n\nText.\n"), Page("guide/x.md", "No heading\n")]
    made = library(sources=[Source("sources/a_b.txt", "listing", "A", "", True, 3)])
    page = render([*pages.render(made, extra), *extra])["about.md"]
    assert {"/guide/own/", "/guide/x/"} <= set(page.links_to())
    assert "a_b.txt" in [e.line for e in page.body.all("code")]


# The real library


def test_every_paper_is_on_the_pages_of_what_is_known_of_it(whole: Mapping[str, Rendered]) -> None:
    made = real().library
    on = {path: set(page.links_to()) for path, page in whole.items()}
    everywhere = {
        kind: set().union(*(links for path, links in on.items() if path.startswith(f"{kind}/")))
        for kind in ("themes", "titles", "authors", "years", "venues", "listings")
    }
    for path in sorted(on):
        first, more, _ = path.partition("/page-")
        if more and f"{first}.md" in on:  # the rest of a long list
            on[f"{first}.md"] |= on[path]
    for id, found in made.papers.items():
        me = f"/papers/{id}/"
        assert me in on[f"years/{found.year or 'unknown'}.md"]
        main = made.assignments[id][0].theme if id in made.assignments else "unsorted"
        assert me in on[f"themes/{main}.md"]
        assert me in everywhere["titles"] & everywhere["venues"]
        assert (me in everywhere["authors"]) == bool(found.authors)
        assert (me in everywhere["listings"]) == bool(found.listed)


def test_previous_and_next_make_one_chain_of_each_theme(whole: Mapping[str, Rendered]) -> None:
    def step(path: str, way: str) -> str:
        links = whole[path].body.all("a", under=way)
        assert len(links) <= 1
        if not links:
            return ""
        (nav,) = whole[path].body.all("nav", under="neighbours")
        targets = dict(zip([a.line for a in nav.all("a")], whole[path].links_to(nav), strict=True))
        return f"{targets[links[0].line].strip('/')}.md"

    chains: dict[str, list[str]] = defaultdict(list)
    made = real().library
    for id in made.papers:
        theme_ = made.assignments[id][0].theme if id in made.assignments else "unsorted"
        chains[theme_].append(f"papers/{id}.md")
    for members in chains.values():
        (first,) = (path for path in members if not step(path, "previous"))
        walked = [first]
        while following := step(walked[-1], "next"):
            assert step(following, "previous") == walked[-1]
            walked.append(following)
        assert sorted(walked) == sorted(members)


def test_no_paper_is_related_to_itself_and_each_relation_has_a_reason(
    whole: Mapping[str, Rendered],
) -> None:
    for id in real().library.papers:
        page = whole[f"papers/{id}.md"]
        for block in page.body.all("div", under="related"):
            assert f"/papers/{id}/" not in page.links_to(block)
            for item in block.all("li"):
                assert re.search(r"similarity [01]\.\d\d( · name[sd] .+)?$", item.line)


def test_mentions_are_linked_where_they_stand_and_listed_both_ways(
    whole: Mapping[str, Rendered],
) -> None:
    made = real().library
    for id, mentions in made.mentions.items():
        page = whole[f"papers/{id}.md"]
        (abstract,) = page.body.all("p", under="abstract")
        assert {e.line for e in abstract.all("a", under="mention")} == {
            mention.name for mention in mentions
        }
        for mention in mentions:
            there = whole[f"papers/{mention.id}.md"]
            assert f"/papers/{mention.id}/" in page.links_to(abstract)
            close = {near.id for near in made.related.get(mention.id, ())}
            (namers,) = (
                there.body.all("div", under="related")
                if id in close
                else there.section("Named in the abstracts of")
            )
            assert f"/papers/{id}/" in there.links_to(namers)


def test_no_paper_is_listed_twice_on_the_page_of_another(whole: Mapping[str, Rendered]) -> None:
    for id in real().library.papers:
        listed_there = titles_on(whole[f"papers/{id}.md"])
        assert len(listed_there) == len(set(listed_there)), id


def test_every_abstract_and_title_is_shown_as_it_is(whole: Mapping[str, Rendered]) -> None:
    for id, found in real().library.papers.items():
        page = whole[f"papers/{id}.md"]
        seen = (page.body.all("h1")[0].line, page.section("Abstract")[0].line)
        for line, text in zip(seen, (found.title, found.abstract), strict=True):
            formulae = list(find(text))
            if not formulae:
                assert line == (" ".join(text.split()) or "Abstract not known")
                continue
            for piece in re.split("|".join(re.escape(text[a:b]) for a, b, _ in formulae), text):
                assert " ".join(piece.split()) in line


def test_a_page_tells_reference_managers_what_the_data_tell(whole: Mapping[str, Rendered]) -> None:
    (data,) = (page.text for page in real().pages if page.path == "api/papers.jsonl")
    for line in data.split("\n")[:-1]:
        fact = json.loads(line)
        citation = whole[f"papers/{fact['id']}.md"].meta["citation"]
        assert isinstance(citation, dict)
        assert len(citation.get("author", [])) == len(fact["authors"])
        assert citation.get("publication_date", "") == str(fact["year"] or "")
        assert citation.get("pdf_url", "") == fact["pdf"]


def test_the_check_for_faults_sees_them() -> None:
    bad = [
        Page("index.md", "# A\n\n## Empty\n\n## A {: #a }\n\n[x](b.md) [y](c.md#no) { .x }\n· ·\n"),
        Page("c.md", "# C\n\n# D \n\n[ok](index.md#a) [data](d.jsonl)\n\n-   \n\n`&#33;`\n"),
        Page("C.md", "no heading\n\n**a**{: #i } **b**{: #i }\n"),
        Page("d.jsonl", ""),
    ]
    found = " ".join(faults(bad, render(bad)))
    for said in ("b.md, which", "c/#no, where", "Empty", "2 headings", "0 headings", "twice"):
        assert said in found, said
    for sign in set(MARKUP) - {"{: "}:
        assert repr(sign) in found, sign
    assert "c.md:3: ends in a space" in found and "'i' stands twice" in found
    assert "d.jsonl" not in found and "#a," not in found
