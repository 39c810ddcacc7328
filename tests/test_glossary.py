"""The glossary: every abbreviation with its meanings and papers, and the way to it from a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from generator import exports, pages
from generator.abbreviations import abbreviations, borrowed
from generator.model import Library, Mention, Paper
from generator.pages import glossary, shelves
from tests.support.libraries import library
from tests.support.rendering import Element, Rendered, faults, render


def defining(*papers: Paper, mentions: Mapping[str, Sequence[Mention]] | None = None) -> Library:
    """A library of papers with the abbreviations that they define."""
    made = library(*papers, mentions=mentions)
    defined, terms = abbreviations(made.papers)
    lent = borrowed(made.papers, defined, terms)
    return replace(made, abbreviations=defined, borrowed=lent, terms=terms)


def paper(id: str, abstract: str, year: int | None = None) -> Paper:
    return Paper(id, title=f"On {id}", abstract=abstract, year=year)


def shown(made: Library) -> dict[str, Rendered]:
    """Every page of a library in HTML; none has a fault."""
    all_pages = [*pages.render(made), *exports.files(made)]
    found = render(all_pages)
    assert faults(all_pages, found) == []
    return found


def entries(page: Rendered) -> list[tuple[str, list[str]]]:
    """The abbreviations of a page of the glossary, each with its meanings and their papers."""
    found: list[tuple[str, list[str]]] = []
    for element in page.body.all("dt", "dd"):
        if element.tag == "dt":
            found.append((element.line, []))
        else:
            found[-1][1].append(element.line)
    return found


def explained(page: Rendered, part: str = "abstract") -> list[Element]:
    """The links of abbreviations in a paper's abstract or in what it contributes."""
    tag = {"abstract": "p", "contribution": "blockquote"}[part]
    under = "abstract" if tag == "p" else ""
    return [link for e in page.body.all(tag, under=under) for link in e.all("a", under="abbr")]


SSL = "We learn by self-supervised learning (SSL)."


def test_an_abbreviation_stands_with_its_meanings_each_with_its_papers_newest_first() -> None:
    page = shown(
        defining(
            paper("a", SSL, 2020),
            paper("b", SSL, 2022),
            paper("c", "We learn by semi-supervised learning (SSL)."),
            paper("d", "A large language model (LLM) it is."),
            paper("e", "An SSL that nobody defines."),
        )
    )["glossary/index.md"]
    assert entries(page) == [
        ("LLM", ["large language model On d"]),
        (
            "SSL",
            [
                "self-supervised learning On b (2022); On a (2020)",
                "SSL semi-supervised learning On c",
            ],
        ),
    ]
    assert "2 abbreviations in 3 meanings" in page.body.line


def test_an_abbreviation_of_many_papers_leads_to_a_list_of_them_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(glossary, "MOST_SHOWN", 2)
    found = shown(defining(*(paper(f"p{n}", SSL, 2000 + n) for n in range(3))))
    page = found["glossary/index.md"]
    assert entries(page) == [
        ("SSL", ["self-supervised learning On p2 (2002); On p1 (2001); all 3 papers"])
    ]
    everything = found["glossary/papers/ssl-self-supervised-learning.md"]
    assert [link.line for link in everything.body.all("a", under="title")] == [
        "On p2",
        "On p1",
        "On p0",
    ]
    assert f"/{everything.url}" in page.links_to()


def test_papers_that_use_what_others_define_are_listed_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = defining(paper("a", SSL), paper("b", SSL), *(paper(f"u{n}", "An SSL.") for n in "12"))
    page = shown(made)["glossary/index.md"]
    (meaning,) = entries(page)[0][1]
    assert meaning.endswith("On a; On b Also used, without a definition, in On u1; On u2")
    monkeypatch.setattr(glossary, "MOST_SHOWN", 1)
    found = shown(made)
    (meaning,) = entries(found["glossary/index.md"])[0][1]
    assert meaning.endswith("On a Also used, without a definition, in On u1; all 4 papers")
    everything = found["glossary/papers/ssl-self-supervised-learning.md"]
    assert [link.line for link in everything.body.all("a", under="title")] == [
        *("On a", "On b", "On u1", "On u2")
    ]
    whys = [why.line for why in everything.body.all("span", under="why")]
    assert whys == ["uses it without a definition"] * 2


def test_a_paper_explains_what_others_define_once_and_says_so() -> None:
    made = defining(paper("a", SSL), paper("b", SSL), paper("u", "No SSL but SSL."))
    (link,) = explained(shown(made)["papers/u.md"])
    assert link.attributes["title"] == "self-supervised learning, as other papers define it"
    assert link.attributes["href"] == "../../glossary/#ssl-self-supervised-learning"


def test_a_library_without_abbreviations_has_a_glossary_that_says_so() -> None:
    page = shown(defining(paper("a", "Nothing is defined here.")))["glossary/index.md"]
    assert "No abstract defines an abbreviation." in page.body.line


def test_a_long_glossary_has_a_page_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "SHELF_SIZE", 1)
    found = shown(defining(paper("a", SSL), paper("b", "As masked autoencoders (MAE) do.")))
    assert [entries(found[f"glossary/{name}.md"]) for name in ("index", "m", "s")] == [
        [],
        [("MAE", ["masked autoencoders On b"])],
        [("SSL", ["self-supervised learning On a"])],
    ]
    assert [link.attributes["href"] for link in explained(found["papers/a.md"])] == [
        "../../glossary/s/#ssl-self-supervised-learning"
    ]


def test_an_abbreviation_in_an_abstract_says_what_it_means_and_leads_to_the_glossary() -> None:
    text = f"{SSL} That SSL is good, says SSL; SSLs are many; SSL ends."
    links = explained(shown(defining(paper("a", text)))["papers/a.md"])
    assert [link.line for link in links] == ["SSL", "SSL"], "the first uses are enough"
    for link in links:
        assert link.attributes["title"] == "self-supervised learning"
        assert link.attributes["href"] == "../../glossary/#ssl-self-supervised-learning"


def test_one_of_many_is_explained_as_one() -> None:
    text = "Large looms (LLs) weave, as an LL does."
    links = explained(shown(defining(paper("a", text)))["papers/a.md"])
    assert [link.attributes["title"] for link in links] == ["Large looms", "Large loom"]
    text = "By large looms (LLs)."
    found = shown(defining(paper("a", text), paper("b", text), paper("u", "An LL.")))
    (link,) = explained(found["papers/u.md"])
    assert link.attributes["title"] == "large loom, as other papers define it"


def test_what_a_paper_contributes_explains_what_is_defined_elsewhere_in_the_abstract() -> None:
    text = "Of self-supervised learning (SSL) much is said. We propose a new way of SSL for all."
    page = shown(defining(paper("a", text)))["papers/a.md"]
    assert [link.line for link in explained(page, "contribution")] == ["SSL"]
    page = shown(defining(paper("a", "We propose a new way of self-training (ST) for all.")))[
        "papers/a.md"
    ]
    assert explained(page, "contribution") == []


def test_what_a_paper_contributes_says_when_words_were_left_out() -> None:
    said = "Of self-supervised learning (SSL) much is said."
    text = f"{said} To this end, we propose SSL for looms of oak."
    page = shown(defining(paper("a", text)))["papers/a.md"]
    (told,) = page.body.all("blockquote")
    assert told.line.startswith("We propose SSL for looms of oak.")
    assert told.line.endswith("without words that refer to other sentences")
    assert [link.line for link in explained(page, "contribution")] == ["SSL"]
    page = shown(defining(paper("a", text.replace("To this end, we", "We"))))["papers/a.md"]
    assert "without words" not in page.body.all("blockquote")[0].line


def test_a_name_an_address_and_mathematics_come_before_an_abbreviation() -> None:
    text = "We use masked autoencoders (MAE). MAE sees https://example.org/MAE and $MAE^2_x$."
    start = text.index("MAE sees")
    mentions = {"a": [Mention(start, start + 3, "b", "MAE")]}
    page = shown(defining(paper("a", text), paper("b", "B."), mentions=mentions))["papers/a.md"]
    (abstract,) = page.body.all("p", under="abstract")
    assert [link.line for link in explained(page)] == ["MAE"]
    assert [link.line for link in abstract.all("a", under="mention")] == ["MAE"]
    assert abstract.all("math")


def test_markup_in_a_meaning_is_shown_literally() -> None:
    made = defining(paper("a", SSL))
    (term,), (one,) = made.terms, made.abbreviations["a"]
    hostile = '<img src=x> "l" } [y](z) & `c` *d*'
    found = shown(
        replace(
            made,
            terms=(replace(term, short="*S* <b>", long=hostile),),
            abbreviations={"a": (replace(one, long=hostile, one=hostile),)},
        )
    )
    assert entries(found["glossary/index.md"]) == [("*S* <b>", [f"{hostile} On a"])]
    assert [link.attributes["title"] for link in explained(found["papers/a.md"])] == [hostile]
