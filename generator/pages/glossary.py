"""The glossary: every abbreviation that an abstract defines, with its meanings and papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from generator.markdown import Markdown, escape
from generator.model import Page, Paper, Term
from generator.pages.entries import paged, unranked
from generator.pages.lists import shelved
from generator.pages.pieces import counted, to, to_paper
from generator.pages.shelves import Shelf
from generator.pages.site import Site, newest_first

MOST_SHOWN = 6


def glossary_pages(site: Site) -> Iterator[Page]:
    """The index of abbreviations, and a list of its papers for each that has many."""
    borrowers = _borrowers(site)

    def entries(page: str, shelf: Shelf[Term]) -> list[Any]:
        return [
            (escape(short), [_meaning(site, page, term, borrowers) for term in terms])
            for short, terms in groupby(shelf.entries, key=lambda term: term.short)
        ]

    yield from shelved(
        site,
        "glossary",
        site.term_shelves,
        entries,
        total=len({term.short for term in site.library.terms}),
        several=len(site.library.terms),
        borrowed=len(site.library.borrowed),
    )
    for term in site.library.terms:
        defining, using = _newest(site, term.papers), borrowers.get(term.id, ())
        if len(defining) > MOST_SHOWN or len(using) > MOST_SHOWN:
            yield from _papers(site, term, defining, using)


def _papers(
    site: Site, term: Term, defining: Sequence[Paper], using: Sequence[Paper]
) -> Iterator[Page]:
    """The list of all papers that define a term and, behind them, of those that only use it."""

    def why(_: str, paper: Paper) -> str:
        return "" if paper.id in term.papers else "uses it without a definition"

    lead = f"The papers whose abstracts define {term.short} as “{term.long}”"
    others = ", and those that use it without a definition" if using else ""
    yield from paged(
        site,
        _papers_path(term),
        "papers",
        {"title": f"{term.short}: {term.long}", "description": f"{lead}."},
        unranked([*defining, *using]),
        why,
        lead=f"{lead}{others}.",
    )


def _borrowers(site: Site) -> Mapping[str, Sequence[Paper]]:
    """By term, the papers that use it as others define it, newest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for id, here in site.library.borrowed.items():
        for abbreviation in here:
            found[abbreviation.term].append(id)
    return {term: _newest(site, ids) for term, ids in found.items()}


def _newest(site: Site, ids: Iterable[str]) -> Sequence[Paper]:
    return sorted((site.library.papers[id] for id in ids), key=newest_first)


def _papers_path(term: Term) -> str:
    return f"glossary/papers/{term.id}.md"


def _meaning(
    site: Site, page: str, term: Term, borrowers: Mapping[str, Sequence[Paper]]
) -> dict[str, Any]:
    """One meaning of an abbreviation as it stands in the index."""

    def shown(papers: Sequence[Paper]) -> list[tuple[Markdown, int | None]]:
        return [(to_paper(page, paper), paper.year) for paper in papers[:MOST_SHOWN]]

    defining, using = _newest(site, term.papers), borrowers.get(term.id, ())
    everything = counted(len(defining) + len(using), "paper")
    many = len(defining) > MOST_SHOWN or len(using) > MOST_SHOWN
    return {
        "id": term.id,
        "long": escape(term.long),
        "papers": shown(defining),
        "using": shown(using),
        "all": to(page, _papers_path(term), f"all {everything}") if many else None,
    }
