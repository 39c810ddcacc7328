"""The best of what the records of one paper say, and the address of the paper."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count

from slugify import slugify

from generator.mathematics import to_text
from generator.model import Author, Entry, Join, Listed, Paper
from generator.titles import fold

SLUG_LENGTH = 180
# Names that a web server or Windows gives a meaning of its own.
RESERVED = frozenset({"index", "readme", "con", "prn", "aux", "nul"})
# Where a command saves what services say of papers.
FETCHED = "sources/fetched/"
# Of these fields, the first that is stated is taken; on the former a preprint has no say once there
# is a published version.
_OF_VERSION = ("year", "venue", "volume", "issue", "pages", "publisher", "url")
_STATED = (*_OF_VERSION, *"doi preprint arxiv pmid openalex s2 acl pdf code".split())
# What leads to a paper without an address.
_LEADING = ("doi", "preprint", "arxiv")
# Who holds preprints publishes nothing; the names are folded.
_SERVER = re.compile(
    r"[a-z]*rxiv(?:org|eprints?|preprints?)?(?:cornelluniversity)?|corr|ssrn(?:electronicjournal)?"
    r"|researchsquare(?:platform)?(?:llc)?|preprintsorg|authorea(?:inc)?|peerjpreprints"
    r"|osf(?:preprints)?|scielopreprints|egusphere"
)
# A letter that has come loose of its name, as of "Łukasz", and a suffix in place of a given name.
_LOOSE = re.compile(r"(?:^|\s)[^\W\d_A-Za-z]\s+[a-z]")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:\w(?:\.|\b)[\s-]*)+")
_RICH = re.compile(r"[²³¹⁰-₟]|\$")


def unite(entries: Sequence[Entry], joins: Sequence[Join] = ()) -> Paper:
    """The paper that entries speak of, still without an id; one of them has a title.

    Of every field the best is taken, and its place noted; ties go to the first entry. What the
    published version says outweighs what a preprint says, and what was fetched only fills in what
    no other entry states.
    """
    # A record with a venue states the published version, so its year is the one to give.
    informed = sorted(
        entries,
        key=lambda entry: (_fetched(entry), not _venue(entry), not entry.doi, not entry.year),
    )
    published = any(map(_published, informed))
    final = [entry for entry in informed if not (published and _preprint(entry))]
    linked = any(getattr(entry, field) for entry in entries for field in _LEADING)

    def stated(field: str) -> Entry | None:
        asked = [*(final if field in _OF_VERSION else informed)]
        if field == "url" and not linked:
            asked += informed
        found = (entry for entry in asked if getattr(entry, field))
        if published and field in ("venue", "publisher"):
            found = (entry for entry in found if not _server(getattr(entry, field)))
        return next(found, None)

    told = min(
        entries,
        key=lambda entry: (
            not entry.abstract,
            _fetched(entry),
            _mangled(entry, "abstract"),
            -len(entry.abstract),
        ),
    )
    titled, named = _titled(entries), _named(informed, "authors")
    editing = _named(informed, "editors")
    asked = {"title": titled, "abstract": told, "authors": named, "editors": editing}
    asked |= {field: stated(field) for field in _STATED} | {"type": _typed(final)}
    # A field that states the code outweighs a link found in an abstract.
    coded = (entry for entry in informed if entry.record.code and entry.code)
    asked["code"] = next(coded, asked["code"])
    in_place = sorted(entries, key=lambda entry: entry.record.where)
    dated = (entry for entry in in_place if entry.added)
    asked["added"] = min(dated, key=lambda entry: _latest(entry.added), default=None)
    chosen = {field: entry for field, entry in asked.items() if entry}
    values = {field: getattr(entry, field) for field, entry in chosen.items()}
    spelt = {fold(entry.title): entry.title for entry in in_place[::-1] if entry.title}
    keys = (entry.record.key for entry in informed if not _fetched(entry))
    return Paper(
        id="",
        **values,
        key=next(filter(None, keys), ""),
        others=(named or informed[0]).others,
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


def _server(name: str) -> bool:
    return bool(_SERVER.fullmatch(fold(name)))


def _venue(entry: Entry) -> str:
    """Where it was published, which is not where preprints lie."""
    return "" if entry.venue and _server(entry.venue) else entry.venue


def _published(entry: Entry) -> bool:
    return bool(_venue(entry) or entry.doi)


def _preprint(entry: Entry) -> bool:
    """Whether an entry speaks of a preprint alone."""
    lies = bool(entry.venue) or bool(entry.publisher and _server(entry.publisher))
    held = lies or entry.arxiv or entry.preprint or entry.type == "article"
    return bool(held) and not _published(entry)


def _titled(entries: Sequence[Entry]) -> Entry:
    """The entry whose title is taken: the one least mangled, in the most usual spelling.

    Where a preprint and its published version are called otherwise, it is the published one's.
    """
    spelling = Counter(entry.title for entry in entries)
    final = {fold(entry.title) for entry in entries if _published(entry) and not _fetched(entry)}
    # Of titles that differ in more, none is the plainer spelling of another.
    rich = {fold(title) for title in spelling if _RICH.search(title)}

    def rank(entry: Entry) -> tuple[bool | int | str, ...]:
        title = entry.title
        former = _preprint(entry) and bool(final)
        return (
            not title,
            _fetched(entry),
            former and fold(title) not in final,
            fold(title) in rich and not _RICH.search(title),
            title.endswith("."),
            _mangled(entry, "title"),
            -spelling[title],
            title.isupper() or title.islower(),
            title,
        )

    return min(entries, key=rank)


def _named(informed: Sequence[Entry], field: str) -> Entry | None:
    """The entry that names most people, whole and in full, as most entries spell them."""
    spelling = Counter(getattr(entry, field) for entry in informed)

    def rank(entry: Entry) -> tuple[bool, int, int, int]:
        people: tuple[Author, ...] = getattr(entry, field)
        whole = [one for one in people if not _broken(one)]
        full = sum(not _INITIALS.fullmatch(one.given) for one in whole)
        return not _fetched(entry), len(whole), full, spelling[people]

    return max((entry for entry in informed if getattr(entry, field)), key=rank, default=None)


def _broken(name: Author) -> bool:
    suffix = _SUFFIX.fullmatch(name.given) or (not name.given and _SUFFIX.fullmatch(name.family))
    return bool(suffix or _LOOSE.search(name.given) or _LOOSE.search(name.family))


def _typed(final: Sequence[Entry]) -> Entry | None:
    """The entry that says what the paper is; what is published is hardly a preprint."""
    typed = [entry for entry in final if entry.type]
    if any(map(_published, final)):
        typed.sort(key=lambda entry: entry.type == "article")
    return next(iter(typed), None)


def _latest(added: str) -> str:
    """What sorts as the last day that a date may mean: of a month, its end."""
    return added.ljust(len("2026-11-21"), "~")


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
