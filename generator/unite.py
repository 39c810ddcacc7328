"""The best of what the records of one paper say, and the address of the paper."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from slugify import slugify

from generator.mathematics import to_text
from generator.model import Entry, Join, Listed, Paper
from generator.titles import fold

SLUG_LENGTH = 180
# Names that a web server or Windows gives a meaning of its own.
RESERVED = frozenset({"index", "readme", "con", "prn", "aux", "nul"})
# Where a command saves what services say of papers.
FETCHED = "sources/fetched/"
# Of these fields, the first that is stated is taken.
_STATED = (
    "year venue volume issue pages publisher doi preprint arxiv pmid openalex s2 acl url pdf code"
).split()


def unite(entries: Sequence[Entry], joins: Sequence[Join] = ()) -> Paper:
    """The paper that entries speak of, still without an id; one of them has a title.

    Of every field the best is taken, and its place noted; ties go to the first entry. What the
    published version says outweighs what a preprint says, and what was fetched only fills in what
    no other entry states.
    """
    # A record with a venue states the published version, so its year is the one to give.
    informed = sorted(
        entries, key=lambda entry: (_fetched(entry), not entry.venue, not entry.doi, not entry.year)
    )

    def stated(field: str) -> Entry:
        return next((entry for entry in informed if getattr(entry, field)), informed[0])

    def most(field: str) -> Entry:
        return max(
            (entry for entry in informed if getattr(entry, field)),
            key=lambda entry: (not _fetched(entry), len(getattr(entry, field))),
            default=informed[0],
        )

    told = min(
        entries,
        key=lambda entry: (
            not entry.abstract,
            _fetched(entry),
            _mangled(entry, "abstract"),
            -len(entry.abstract),
        ),
    )
    titled, named = _titled(entries), most("authors")
    chosen = {"title": titled, "abstract": told, "authors": named, "editors": most("editors")}
    chosen |= {field: stated(field) for field in _STATED}
    # A field that states the code outweighs a link found in an abstract.
    coded = (entry for entry in informed if entry.record.code and entry.code)
    chosen["code"] = next(coded, chosen["code"])
    if typed := _typed(informed):
        chosen["type"] = typed
    values = {field: getattr(entry, field) for field, entry in chosen.items()}
    in_place = sorted(entries, key=lambda entry: entry.record.where)
    spelt = {fold(entry.title): entry.title for entry in in_place[::-1] if entry.title}
    keys = (entry.record.key for entry in informed if not _fetched(entry))
    return Paper(
        id="",
        **values,
        key=next(filter(None, keys), ""),
        others=named.others,
        links=told.links,
        tags=_tags(sorted(in_place, key=_fetched)),
        listed=tuple(
            sorted(
                Listed(entry.record.where.path, entry.record.rank)
                for entry in entries
                if entry.record.rank is not None
            )
        ),
        titles=tuple(sorted(spelt[other] for other in spelt.keys() - {fold(titled.title)})),
        origins={field: chosen[field].record.where for field, value in values.items() if value},
        entries=tuple(in_place),
        joins=tuple(joins),
    )


def _fetched(entry: Entry) -> bool:
    return entry.record.where.path.startswith(FETCHED)


def _mangled(entry: Entry, field: str) -> int:
    return sum(change.field == field for change in entry.changes)


def _published(entry: Entry) -> bool:
    return bool(entry.venue or entry.doi)


def _titled(entries: Sequence[Entry]) -> Entry:
    """The entry whose title is taken: the one least mangled, in the most usual spelling.

    Where a preprint and its published version are called otherwise, it is the published one's.
    """
    spelling = Counter(entry.title for entry in entries)
    final = {fold(entry.title) for entry in entries if _published(entry) and not _fetched(entry)}

    def rank(entry: Entry) -> tuple[bool, bool, bool, int, int, str]:
        former = bool(entry.arxiv or entry.preprint) and not _published(entry) and bool(final)
        return (
            not entry.title,
            _fetched(entry),
            former and fold(entry.title) not in final,
            _mangled(entry, "title"),
            -spelling[entry.title],
            entry.title,
        )

    return min(entries, key=rank)


def _typed(informed: Sequence[Entry]) -> Entry | None:
    """The entry that says what the paper is; that of a preprint is silent on what is published."""
    typed = [entry for entry in informed if entry.type]
    if any(map(_published, informed)):
        typed = [entry for entry in typed if _published(entry) or entry.type != "article"]
        typed.sort(key=lambda entry: entry.type == "article")
    return next(iter(typed), None)


def _tags(entries: Sequence[Entry]) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for tag in (tag for entry in entries for tag in entry.tags):
        tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


def address(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Give each paper its title's slug as id; of equal slugs the oldest paper keeps it plain."""
    slugs: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        slug = slugify(
            to_text(paper.title), max_length=SLUG_LENGTH, word_boundary=True, save_order=True
        )
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
