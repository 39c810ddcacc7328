"""A library to files for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator import cite, references
from generator.cards import cards
from generator.model import Assignment, Author, Library, Page, Paper

DATA = "api/papers.jsonl"
CHANGES = "api/changes.jsonl"
DOWNLOADS: Mapping[str, str] = {
    "BibTeX": "api/papers.bib",
    "RIS": "api/papers.ris",
    "CSL-JSON": "api/papers.csl.json",
}

# The keys of a line of the data with their meaning, as the about page documents them.
FIELDS: Mapping[str, str] = {
    "id": "the paper’s name in this library: the slug of its title",
    "title": "the title",
    "url": "the address of its page, relative to the site unless the site’s address is known",
    "abstract": "the abstract after cleaning, or an empty text where none is known",
    "authors": "family and given name of each author, in order; empty where unknown",
    "editors": "family and given name of each editor, in order",
    "year": "the year of publication, or null",
    "venue": "the journal or conference, or an empty text",
    "type": "what it is, in the words of CSL, or an empty text; “article” is a preprint",
    "volume": "the volume of the journal, or an empty text",
    "issue": "the issue of the volume, or an empty text",
    "pages": "the pages, or an empty text",
    "publisher": "the publisher, or an empty text",
    "doi": "the DOI without its resolver, or an empty text",
    "preprint": "the DOI of a preprint that is not on arXiv, or an empty text",
    "arxiv": "the arXiv identifier without version, or an empty text",
    "pmid": "the PubMed identifier, or an empty text",
    "openalex": "the OpenAlex identifier, or an empty text",
    "s2": "the Semantic Scholar identifier, or an empty text",
    "acl": "the ACL Anthology identifier, or an empty text",
    "pdf": "the address of the PDF, or an empty text",
    "code": "the address of the code, or an empty text",
    "added": "the day on which it came into the library, or its month or year, or an empty text",
    "tags": "its keywords, and the headings of lists that it stands under",
    "titles": "other titles that it is known by",
    "themes": "its themes, the main one first, each with why, and whether it is at its border",
    "related": "its nearest papers, nearest first, each with its similarity and the shared terms",
    "mentions": "the papers that its abstract names",
    "listed": "its places in the listings: source and rank, from 1",
    "records": "the places that speak of it, as file:line",
    "joins": "why these are one paper: two places and the reason",
    "changes": "what cleaning altered: field, before, after, the rule and the place",
}


_PLAIN = "venue type volume issue pages publisher doi preprint arxiv pmid openalex s2 acl".split()


def address(library: Library, path: str) -> str:
    """The address of a page of the site by the path of its Markdown."""
    stem = path.removesuffix(".md")
    relative = "" if stem == "index" else f"{stem.removesuffix('/index')}/"
    return f"{library.settings.url.rstrip('/')}/{relative}" if library.settings.url else relative


def files(library: Library) -> tuple[Page, ...]:
    """Every file for other programs."""
    return data(library), changes(library), *downloads(library), *cards(library)


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
        "authors": _named(paper.authors),
        "editors": _named(paper.editors),
        "year": paper.year,
        **{name: getattr(paper, name) for name in _PLAIN},
        "pdf": cite.pdf(paper),
        "code": paper.code,
        "added": paper.added,
        "tags": list(paper.tags),
        "titles": list(paper.titles),
        "themes": [
            {
                "id": assignment.theme,
                "why": reason(assignment),
                "borderline": assignment.borderline,
            }
            for assignment in library.assignments.get(paper.id, ())
        ],
        "related": [
            {"id": near.id, "score": near.score, "why": list(near.terms)}
            for near in library.related.get(paper.id, ())
        ],
        "mentions": [mention.id for mention in library.mentions.get(paper.id, ())],
        "listed": [{"source": place.source, "rank": place.rank} for place in paper.listed],
        "records": [str(where) for where in paper.records],
        "joins": [
            {"left": str(join.left), "right": str(join.right), "reason": join.reason}
            for join in paper.joins
        ],
        "changes": list(_changed(paper)),
    }


def _named(people: Iterable[Author]) -> list[dict[str, str]]:
    return [{"family": person.family, "given": person.given} for person in people]


def downloads(library: Library) -> Iterator[Page]:
    """All papers for reference managers, with abstracts, in the order of the ids."""
    keys = cite.keys(library.papers.values())
    papers = [(library.papers[identifier], keys[identifier]) for identifier in sorted(keys)]
    bibtex = "\n\n".join(references.bibtex(paper, key, full=True) for paper, key in papers)
    yield Page(DOWNLOADS["BibTeX"], f"{bibtex}\n" if bibtex else "")
    yield Page(DOWNLOADS["RIS"], references.ris(papers))
    yield Page(DOWNLOADS["CSL-JSON"], references.csl_json(papers))


def _changed(paper: Paper) -> Iterator[dict[str, str]]:
    for entry in paper.entries:
        for change in entry.changes:
            yield {
                "field": change.field,
                "before": change.before,
                "after": change.after,
                "rule": change.rule,
                "place": str(entry.record.where),
            }


def changes(library: Library) -> Page:
    """Every change that cleaning made, with the id of its paper, as JSON Lines."""
    lines = (
        json.dumps({"id": identifier, **change}, ensure_ascii=False)
        for identifier in sorted(library.papers)
        for change in _changed(library.papers[identifier])
    )
    return Page(CHANGES, "".join(f"{line}\n" for line in lines))


def reason(assignment: Assignment) -> str:
    """Why a paper is in a theme, in words; that nothing but likeness speaks for it is a guess."""
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
    word = "the curator’s word" if assignment.curated else ""
    return "; ".join(part for part in (word, found, _alike(assignment)) if part)


def _alike(assignment: Assignment) -> str:
    """What likeness says for a theme, if anything."""
    if not assignment.likeness:
        return ""
    shared = ", ".join(f"“{term}”" for term in assignment.terms)
    alike = f"like its papers{f' in {shared}' if shared else ''}"
    return f"a guess: no phrase of it, but {alike}" if assignment.guessed else alike
