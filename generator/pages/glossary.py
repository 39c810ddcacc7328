"""The glossary: every abbreviation that an abstract defines, with its meanings and papers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from generator.markdown import escape
from generator.model import Page, Term
from generator.pages.lists import shelved
from generator.pages.shelves import Shelf
from generator.pages.site import Site, counted, newest_first, paged, to, to_paper, unranked

MOST_SHOWN = 6


def glossary_pages(site: Site) -> Iterator[Page]:
    """The index of abbreviations, and a list of its papers for each that has many."""

    def entries(page: str, shelf: Shelf[Term]) -> list[Any]:
        return [
            (escape(short), [_meaning(site, page, term) for term in terms])
            for short, terms in groupby(shelf.entries, key=lambda term: term.short)
        ]

    yield from shelved(
        site,
        "glossary",
        site.term_shelves,
        entries,
        total=len({term.short for term in site.library.terms}),
        several=len(site.library.terms),
    )
    for term in site.library.terms:
        if len(term.papers) > MOST_SHOWN:
            title = f"{term.short}: {term.long}"
            lead = f"The papers whose abstracts define {term.short} as “{term.long}”."
            papers = [site.library.papers[paper] for paper in term.papers]
            yield from paged(
                site,
                _papers_path(term),
                "papers",
                {"title": title, "description": lead},
                unranked(sorted(papers, key=newest_first)),
                lead=lead,
            )


def _papers_path(term: Term) -> str:
    return f"glossary/papers/{term.id}.md"


def _meaning(site: Site, page: str, term: Term) -> dict[str, Any]:
    """One meaning of an abbreviation as it stands in the index."""
    papers = sorted((site.library.papers[paper] for paper in term.papers), key=newest_first)
    everything = counted(len(papers), "paper")
    return {
        "id": term.id,
        "long": escape(term.long),
        "papers": [(to_paper(page, paper), paper.year) for paper in papers[:MOST_SHOWN]],
        "all": to(page, _papers_path(term), f"all {everything}")
        if len(papers) > MOST_SHOWN
        else None,
    }
