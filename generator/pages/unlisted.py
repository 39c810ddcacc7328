"""The page of what abstracts name and no paper of the library is, to read or to add."""

from __future__ import annotations

from typing import Any

from generator.markdown import Markdown, compose, escape
from generator.model import Page, Unlisted
from generator.pages.frame import page_from
from generator.pages.lists import browse_address
from generator.pages.pieces import counted, to_paper
from generator.pages.site import Site

PATH = "named-but-not-here.md"
MOST, MOST_PAPERS = 300, 3


def unlisted_page(site: Site) -> Page:
    """The names that most papers mention, each with a sentence that does and with its papers."""
    names = site.library.unlisted
    return page_from(
        PATH,
        "unlisted",
        {
            "title": "Named but not here",
            "description": "Methods, models and data sets that the abstracts of this list name.",
            "hide": ["toc"],
        },
        names=[_entry(site, name) for name in names[:MOST]],
        total=len(names),
    )


def _entry(site: Site, unlisted: Unlisted) -> dict[str, Any]:
    """A name as the page lists it."""
    example = unlisted.namings[0]
    shown = example.sentence[example.start : example.end]
    # The search finds every place with these words, which may be more or fewer than name it.
    address = browse_address(PATH, q=f'"{unlisted.name}"')
    return {
        "name": unlisted.name,
        "papers": counted(len(unlisted.namings), "paper"),
        "search": Markdown(f'<a href="{address}">search for it</a>'),
        "sentence": compose(
            example.sentence,
            [(example.start, example.end, Markdown(f"<strong>{escape(shown)}</strong>"))],
        ),
        "some": [
            to_paper(PATH, site.library.papers[naming.paper])
            for naming in unlisted.namings[:MOST_PAPERS]
        ],
        "more": len(unlisted.namings) - MOST_PAPERS,
    }
