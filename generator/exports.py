"""A library to files for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator import cite
from generator.model import Assignment, Library, Page, Paper

DATA = "api/papers.jsonl"

# The keys of a line of the data with their meaning, as the about page documents them.
FIELDS: Mapping[str, str] = {
    "id": "the paper’s name in this library: the slug of its title",
    "title": "the title",
    "url": "the address of its page, relative to the site unless the site’s address is known",
    "abstract": "the abstract after cleaning, or an empty text where none is known",
    "authors": "family and given name of each author, in order; empty where unknown",
    "year": "the year of publication, or null",
    "venue": "the journal or conference, or an empty text",
    "doi": "the DOI without its resolver, or an empty text",
    "arxiv": "the arXiv identifier without version, or an empty text",
    "pdf": "the address of the PDF, or an empty text",
    "code": "the address of the code, or an empty text",
    "themes": "its themes, the main one first, each with why: phrases found, or the curator’s word",
    "related": "its nearest papers, nearest first, each with the cosine and the shared terms",
    "mentions": "the papers that its abstract names",
    "listed": "its places in the listings: source and rank, from 1",
    "changes": "what cleaning altered: field, before, after and the rule",
}


def address(library: Library, path: str) -> str:
    """The address of a page of the site by the path of its Markdown."""
    stem = path.removesuffix(".md")
    relative = "" if stem == "index" else f"{stem.removesuffix('/index')}/"
    return f"{library.settings.url.rstrip('/')}/{relative}" if library.settings.url else relative


def data(library: Library) -> Page:
    """Every paper with its relations as JSON Lines, in the order of the ids."""
    lines = (
        json.dumps(_line(library, library.papers[identifier]), ensure_ascii=False)
        for identifier in sorted(library.papers)
    )
    return Page(DATA, "".join(f"{line}\n" for line in lines))


def _line(library: Library, paper: Paper) -> dict[str, Any]:
    return {
        "id": paper.id,
        "title": paper.title,
        "url": address(library, f"papers/{paper.id}.md"),
        "abstract": paper.abstract,
        "authors": [{"family": author.family, "given": author.given} for author in paper.authors],
        "year": paper.year,
        "venue": paper.venue,
        "doi": paper.doi,
        "arxiv": paper.arxiv,
        "pdf": cite.pdf(paper),
        "code": paper.code,
        "themes": [
            {"id": assignment.theme, "why": reason(assignment)}
            for assignment in library.assignments.get(paper.id, ())
        ],
        "related": [
            {"id": near.id, "score": near.score, "why": list(near.terms)}
            for near in library.related.get(paper.id, ())
        ],
        "mentions": [mention.id for mention in library.mentions.get(paper.id, ())],
        "listed": [{"source": place.source, "rank": place.rank} for place in paper.listed],
        "changes": [
            {
                "field": change.field,
                "before": change.before,
                "after": change.after,
                "rule": change.rule,
            }
            for change in paper.changes
        ],
    }


def reason(assignment: Assignment) -> str:
    """Why a paper is in a theme, in words."""
    found = "; ".join(
        f"“{found.phrase}” "
        + " and ".join(
            [
                *(["in the title"] if found.title else []),
                *([f"{found.abstract}× in the abstract"] if found.abstract else []),
            ]
        )
        for found in assignment.found
    )
    if assignment.curated:
        return f"the curator’s word; {found}" if found else "the curator’s word"
    return found
