"""The best of what the records of one paper say, and the address of the paper."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from slugify import slugify

from generator.model import Entry, Listed, Paper
from generator.titles import fold

SLUG_LENGTH = 180
# Names that a web server or Windows gives a meaning of its own.
RESERVED = frozenset({"index", "readme", "con", "prn", "aux", "nul"})


def unite(entries: Sequence[Entry]) -> Paper:
    """The paper that entries speak of, still without an id.

    Of every field the best is taken, and its place noted; ties go to the first entry.
    """
    # A record with a venue states the published version, so its year is the one to give.
    informed = sorted(entries, key=lambda entry: (not entry.venue, not entry.year))
    spelling = Counter(entry.title for entry in entries)

    def mangled(entry: Entry, field: str) -> int:
        return sum(change.field == field for change in entry.changes)

    titled = min(
        entries, key=lambda entry: (mangled(entry, "title"), -spelling[entry.title], entry.title)
    )
    told = min(
        entries,
        key=lambda entry: (not entry.abstract, mangled(entry, "abstract"), -len(entry.abstract)),
    )
    named = max(informed, key=lambda entry: len(entry.authors))

    def stated(field: str) -> Entry:
        return next((entry for entry in informed if getattr(entry, field)), entries[0])

    # A field that states the code outweighs a link found in an abstract.
    coded = next((entry for entry in informed if entry.record.code and entry.code), stated("code"))
    chosen = {"title": titled, "abstract": told, "authors": named, "code": coded}
    for field in ("year", "venue", "doi", "arxiv", "url", "pdf"):
        chosen[field] = stated(field)
    values = {field: getattr(entry, field) for field, entry in chosen.items()}
    return Paper(
        id="",
        **values,
        key=next((entry.record.key for entry in informed if entry.record.key), ""),
        others=named.others,
        links=told.links,
        listed=tuple(
            sorted(
                Listed(entry.record.where.path, entry.record.rank)
                for entry in entries
                if entry.record.rank is not None
            )
        ),
        titles=tuple(title for title in sorted(spelling) if fold(title) != fold(titled.title)),
        origins={field: chosen[field].record.where for field, value in values.items() if value},
        entries=tuple(sorted(entries, key=lambda entry: entry.record.where)),
    )


def address(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Give each paper its title's slug as id; of equal slugs the oldest paper keeps it plain."""
    slugs: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        slug = slugify(paper.title, max_length=SLUG_LENGTH, word_boundary=True, save_order=True)
        plain = slug and (f"{slug}-paper" if slug in RESERVED else slug)
        slugs[plain or f"paper-{_digest(paper.title)}"].append(paper)
    ranked = {slug: sorted(slugs[slug], key=_age) for slug in sorted(slugs)}
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(2))
    taken = {slug: oldest for slug, (oldest, *_) in ranked.items()}
    for slug, (_, *others) in ranked.items():
        for paper in others:
            digest = _digest(_identity(paper))
            choices = chain(
                [f"{slug}-{paper.year or digest}", f"{slug}-{digest}"],
                (f"{slug}-{digest}-{number}" for number in numbers[digest]),
            )
            taken[next(choice for choice in choices if choice not in taken)] = paper
    return tuple(replace(taken[address], id=address) for address in sorted(taken))


def _age(paper: Paper) -> tuple[int, str]:
    return (paper.year or 9999, _identity(paper))


def _identity(paper: Paper) -> str:
    """What tells a paper from another of its title, whatever file it came from."""
    return "|".join(
        (paper.title, paper.arxiv, paper.doi, ";".join(map(str, paper.authors)), paper.abstract)
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
