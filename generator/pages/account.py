"""The page that says what became of every entry, and what cleaning changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator import exports
from generator.markdown import link
from generator.model import Page
from generator.pages.frame import page_from
from generator.pages.pieces import counted, snippet, to_paper
from generator.pages.site import Site

PATH = "account.md"
MOST_REJECTED = 200


def account_page(site: Site) -> Page:
    """The account of the library: files, rejected entries, titles given up, rules followed."""
    library = site.library
    files = library.account.files
    rejected = [problem for filed in files for problem in filed.rejected]
    return page_from(
        PATH,
        "account",
        {
            "title": "What became of each entry",
            "description": "What each file gave, what was rejected, and what cleaning changed",
        },
        files=files,
        total=[
            sum(filed.read for filed in files),
            sum(filed.papers for filed in files),
            sum(filed.merged for filed in files),
            len(rejected),
        ],
        rejected=rejected[:MOST_REJECTED],
        more=max(0, len(rejected) - MOST_REJECTED),
        renamed=[
            (to_paper(PATH, paper), paper.titles)
            for paper in library.papers.values()
            if paper.titles
        ],
        rules=list(_rules(site)),
        cleaned=counted(sum(bool(paper.changes) for paper in library.papers.values()), "paper"),
        data=link(exports.CHANGES, exports.CHANGES),
    )


def _rules(site: Site) -> Iterator[tuple[str, int, list[dict[str, Any]]]]:
    """Every rule with its number of changes, and its examples as the page shows them."""
    papers = site.library.papers
    for ruled in site.library.account.rules:
        examples = [
            {
                "before": snippet(change.before),
                "after": snippet(change.after),
                "field": change.field,
                "paper": to_paper(PATH, papers[identifier]),
            }
            for identifier, change in ruled.examples
        ]
        yield ruled.rule, ruled.count, examples
