"""What scripts on the site know of a paper, in files that hold a few papers each.

A page that shows papers of the reader's own choice asks for the few files that hold them,
never for the whole library.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator import cite, references
from generator.mathematics import to_text
from generator.model import Library, Page, Paper

FOLDER = "api/cards"
_PAPERS = 24  # in one file, on average


def cards(library: Library) -> Iterator[Page]:
    """The files of cards, and the index that says how many there are.

    A paper is in the file whose number is `bucket` of its id. The index counts the papers of
    each theme by the main theme alone, so that each is counted once.
    """
    number = max(1, -(-len(library.papers) // _PAPERS))
    keys = cite.keys(library.papers.values())
    buckets: dict[int, dict[str, Any]] = defaultdict(dict)
    for identifier in sorted(library.papers):
        paper = library.papers[identifier]
        buckets[bucket(identifier, number)][identifier] = _card(library, paper, keys[identifier])
    for place in range(number):
        yield _file(str(place), buckets[place])
    main = Counter(_main(library, identifier) for identifier in library.papers)
    themes = [{"id": theme.id, "title": theme.title} for theme in library.themes]
    counted = [theme | {"papers": main[theme["id"]]} for theme in themes]
    yield _file("index", {"buckets": number, "papers": len(library.papers), "themes": counted})


def bucket(identifier: str, number: int) -> int:
    """Which of so many files holds a paper: the id's FNV-1a hash of 32 bits, modulo the number.

    The hash is that of Fowler, Noll and Vo (draft-eastlake-fnv), which takes a script few lines.
    """
    return fnv1a(identifier) % number


def fnv1a(text: str) -> int:
    """The FNV-1a hash of 32 bits of a text in UTF-8."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def _file(name: str, content: Any) -> Page:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Page(f"{FOLDER}/{name}.json", f"{text}\n")


def _main(library: Library, identifier: str) -> str:
    """The id of the main theme, or nothing."""
    assigned = library.assignments.get(identifier)
    return assigned[0].theme if assigned else ""


def _card(library: Library, paper: Paper, key: str) -> dict[str, Any]:
    bare = replace(paper, abstract="")  # which would be nearly all of it
    return {
        "title": to_text(paper.title),
        "authors": cite.short_names(paper),
        "year": paper.year,
        "venue": paper.venue,
        "theme": _main(library, paper.id),
        "arxiv": paper.arxiv,
        "url": cite.address(paper),
        "code": paper.code,
        "bibtex": references.bibtex(paper, key),
        "ris": references.ris([(bare, key)]),
        "csl": references.csl(bare, key),
    }
