"""How one paper came to be as it is: its records, why they were joined, and how to undo that."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from generator.model import Entry, Join, Library, Paper
from generator.titles import fold

_MOST_NEAR = 5
_MOST_SHOWN = 160
_IDENTIFIERS = ("doi", "preprint", "arxiv", "pmid", "openalex", "s2", "acl")
_SCHEMES = frozenset({*_IDENTIFIERS, "pubmed"})


def find(library: Library, reference: str) -> tuple[Paper, ...]:
    """The papers that a reference may mean: an id, a citation key, a title, an identifier, a place.

    An identifier may follow its scheme (`doi:10.1000/x`); a place is `file:line`. Nothing fits
    where nothing is returned.
    """
    wanted = reference.strip()
    if wanted in library.papers:
        return (library.papers[wanted],)
    scheme, _, bare = wanted.partition(":")
    names = {wanted.casefold(), bare.strip().casefold() if scheme.lower() in _SCHEMES else ""}
    return tuple(
        paper
        for paper in library.papers.values()
        if names & {name.casefold() for name in _names(paper)} - {""}
        or fold(wanted) in map(fold, (paper.title, *paper.titles))
    )


def _names(paper: Paper) -> Iterator[str]:
    yield paper.key
    yield from (getattr(paper, name) for name in _IDENTIFIERS)
    for entry in paper.entries:
        yield entry.record.key
        yield from (getattr(entry, name) for name in _IDENTIFIERS)
        yield str(entry.record.where)
        yield str(entry.record.where).rpartition("/")[2]


def near(library: Library, reference: str) -> tuple[str, ...]:
    """The ids of papers that a reference may have meant, at most five.

    Those that have all its words in title, authors or citation key come first, then those whose
    id or title looks like it.
    """
    words = reference.casefold().split()
    holding = [
        paper.id
        for paper in library.papers.values()
        if all(word in _words_of(paper) for word in words)
    ]
    known: Mapping[str, str] = {
        name: paper.id
        for paper in library.papers.values()
        for name in (paper.id, paper.title.casefold())
    }
    alike = get_close_matches(reference.casefold(), list(known), 3, cutoff=0.5)
    return tuple(dict.fromkeys([*holding, *(known[name] for name in alike)]))[:_MOST_NEAR]


def _words_of(paper: Paper) -> str:
    return f"{paper.title} {' '.join(map(str, paper.authors))} {paper.key}".casefold()


def explain(library: Library, paper: Paper) -> Iterator[str]:
    """The lines of plain text that explain one paper."""
    yield paper.title
    yield f"  papers/{paper.id}/"
    for title in paper.titles:
        yield f"  also called: {title}"
    yield ""
    number = len(paper.entries)
    yield "One record speaks of it:" if number == 1 else f"{number} records speak of it:"
    for entry in paper.entries:
        yield f"  {entry.record.where}  ({entry.record.format})"
        stated = "; ".join(_stated(entry))
        if stated:
            yield f"      {stated}"
    if paper.joins:
        yield ""
        yield "They were taken for one paper:"
        for join in paper.joins:
            yield f"  {join.left} and {join.right}: {join.reason}"
            if join.reason.startswith("merge.yml"):
                yield "      not so? delete that line of merge.yml"
            else:
                yield f"      not so? in merge.yml, under different:  {_undo(join)}"
    yield ""
    yield "Each field was taken from:"
    for field, where in paper.origins.items():
        yield f"  {field}: {where}"
    changed = [(entry, change) for entry in paper.entries for change in entry.changes]
    yield ""
    yield "Cleaning changed:" if changed else "Cleaning changed nothing."
    for entry, change in changed:
        after = f"“{clipped(change.after)}”" if change.after else "nothing"
        told = f"{change.field}, {change.rule}: “{clipped(change.before)}” became {after}"
        yield f"  {told}, {entry.record.where}"


def clipped(text: str) -> str:
    """A text as a line of a terminal can show it, its end cut if it is long."""
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _stated(entry: Entry) -> Iterator[str]:
    yield entry.title or "no title"
    if entry.authors:
        yield f"{entry.authors[0]}{' and others' if len(entry.authors) > 1 or entry.others else ''}"
    yield from (str(value) for value in (entry.year, entry.venue) if value)
    yield from (f"{name} {getattr(entry, name)}" for name in _IDENTIFIERS if getattr(entry, name))


def _undo(join: Join) -> str:
    """The line of merge.yml that takes a join back."""
    return f"- {json.dumps([str(join.left), str(join.right)], ensure_ascii=False)}"
