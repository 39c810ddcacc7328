"""The only room that decides that two records are one paper.

The curator's "same" comes first. Then records meet in blocks, those with one identifier or one
folded title, and join unless something speaks against it; one that fits several papers which
differ joins none. Last, a preprint joins the one published version that its title is alike to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from operator import attrgetter
from typing import NamedTuple

from generator.alike import keys
from generator.evidence import (
    Known,
    against_identifier,
    against_title,
    against_versions,
    families,
    same_work,
)
from generator.groups import Groups
from generator.identifiers import named as identifiers_of
from generator.model import Author, Decision, Entry, Paper, Problem, Where
from generator.titles import fold
from generator.unite import address, unite

# A title that more papers than this bear, such as "Introduction", identifies none of them.
MOST_OF_A_NAME = 50
MOST_PLACES = 5
# The identifiers by which records meet, as a reader of the account knows them, and how
# `python -m generator fetch` calls them, if it does.
_SHARED = {
    "arxiv": "arXiv id",
    "doi": "DOI",
    "preprint": "preprint DOI",
    "pmid": "PubMed id",
    "openalex": "OpenAlex id",
    "s2": "Semantic Scholar id",
    "acl": "ACL Anthology id",
}
_FETCHED = {**{scheme: scheme for scheme in _SHARED}, "preprint": "doi", "acl": ""}


@dataclass(frozen=True, slots=True)
class Merged:
    """The papers of a library, in the order of their ids, and what could not be decided.

    `rejected` are the records that gave no paper, for nothing tells their title: one problem each.
    """

    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...] = ()
    rejected: tuple[Problem, ...] = ()


class _Doubt(NamedTuple):
    """That two groups were kept apart, and why."""

    left: int
    right: int
    reason: str


_Judge = Callable[[Known, Known], str]


def merge(entries: Iterable[Entry], decisions: Sequence[Decision] = ()) -> Merged:
    """Join the entries that are one paper; the order of the entries changes nothing.

    Returns each paper with the best of every field and the place it came from. What the
    curator refers to but does not exist, and titles that could not be told apart, are problems.
    """
    ordered = sorted(entries, key=_canonical)
    groups = Groups(ordered)
    problems = _decide(ordered, decisions, groups)
    met: list[tuple[str, list[_Doubt]]] = []
    for scheme, shared in _SHARED.items():
        for value, block in _blocks(ordered, attrgetter(scheme)):
            because = partial(_of_identifier, f"same {shared} {value}")
            met.append((shared, _join(block, groups, against_identifier, because)))
    because = partial(_of_title, ordered)
    for _, block in _blocks(ordered, lambda entry: entry.title and fold(entry.title)):
        met.append(("title", _join(block, groups, against_title, because)))
    _join_versions(ordered, groups)
    problems += _unresolved(ordered, groups, met)
    joins = groups.joins()
    papers: list[Paper] = []
    rejected: list[Problem] = []
    for root, members in groups.members.items():
        group = [ordered[number] for number in sorted(members)]
        if any(entry.title for entry in group):
            papers.append(unite(group, joins.get(root, ())))
        else:
            rejected += map(_untitled, group)
    return Merged(address(papers), tuple(sorted(problems)), tuple(sorted(rejected)))


def _blocks(
    entries: Sequence[Entry], key: Callable[[Entry], str]
) -> Iterator[tuple[str, list[int]]]:
    """Each key that more than one entry has, and the numbers of these."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if name := key(entry):
            blocks[name].append(number)
    return ((name, block) for name, block in blocks.items() if len(block) > 1)


def _canonical(entry: Entry) -> tuple[str, ...]:
    """An order that depends on what an entry says, and on its place only to break ties."""
    record = entry.record
    known = f"{entry.year or 9999}", entry.arxiv, entry.doi, _names(entry.authors), entry.abstract
    more = entry.title, entry.venue, entry.url, entry.pdf, entry.code, record.key
    ids = entry.preprint, entry.pmid, entry.openalex, entry.s2, entry.acl
    place = record.where.path, f"{record.where.line:09d}", f"{record.where.item:09d}"
    return (fold(entry.title), *known, *more, *ids, *place)


def _names(authors: Iterable[Author]) -> str:
    return ";".join(map(str, authors))


def _identified(entry: Entry) -> Iterator[str]:
    """Every name by which the curator may refer to an entry, with its title folded."""
    record = entry.record
    yield from (str(record.where), str(record.where).rpartition("/")[2])
    yield from (f"title:{fold(entry.title)}" if entry.title else "", record.key)
    for scheme in _SHARED:
        if value := getattr(entry, scheme):
            yield f"{scheme}:{value}".casefold()


def _decide(
    entries: Sequence[Entry], decisions: Sequence[Decision], groups: Groups
) -> list[Problem]:
    """Carry out every "same", then every "different"; what could not be done is a problem."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries if decisions else ()):
        for name in set(_identified(entry)) - {""}:
            bearers[name].append(number)
    problems: dict[Problem, None] = {}

    def refer(reference: str, where: Where) -> list[int]:
        meant = (f"{scheme}:{value}".casefold() for scheme, value in identifiers_of(reference))
        for name in (reference, reference.casefold(), f"title:{fold(reference)}", *meant):
            if name in bearers:
                return bearers[name]
        message = (
            f'no record is called "{reference}"; refer to it by its title, citation key, a link or '
            "an identifier (arxiv:ID, doi:ID, pmid:ID, openalex:ID, s2:ID, acl:ID) or file:line"
        )
        problems[Problem(where, message)] = None
        return []

    for decision in sorted(decisions, key=lambda decision: not decision.same):
        left, right = refer(decision.left, decision.where), refer(decision.right, decision.where)
        if not left or not right:
            continue
        if decision.same:
            for number in (*left, *right):
                groups.join(left[0], number, f"{decision.where} says so")
            continue
        if len({*left, *right}) == 1:
            message = (
                f'"{decision.left}" and "{decision.right}" are said to be different, but both name '
                f"the one record at {entries[left[0]].record.where}; name another, or take it back"
            )
            problems[Problem(decision.where, message)] = None
            continue
        groups.part(left, right)
        roots = Counter(groups.find(number) for number in {*left, *right})
        both = {groups.find(number) for number in left} & {groups.find(number) for number in right}
        if any(roots[root] > 1 for root in both):
            message = (
                f'"{decision.left}" and "{decision.right}" are said to be different and also, '
                "perhaps by way of others, to be the same; take one of the two back"
            )
            problems[Problem(decision.where, message)] = None
    return list(problems)


def _of_identifier(reason: str, _left: int, _right: int) -> str:
    return reason


def _of_title(entries: Sequence[Entry], left: int, right: int) -> str:
    """What speaks for two entries of one title being one paper."""
    shared = _shared_author(entries[left], entries[right])
    return f"same title and author {shared}" if shared else "same title"


def _shared_author(left: Entry, right: Entry) -> str:
    """The family name of the first author whom two entries share, if there is one."""
    theirs = families(right)
    return next((one.family for one in left.authors if fold(one.family) in theirs), "")


def _join(
    block: Sequence[int], groups: Groups, judge: _Judge, because: Callable[[int, int], str]
) -> list[_Doubt]:
    """Join the groups that meet in one block, unless something speaks against it."""
    # The first entry of each group that is in the block itself.
    met: dict[int, int] = {}
    for number in block:
        met.setdefault(groups.find(number), number)
    kept: list[int] = []
    doubts: list[_Doubt] = []
    # Groups with more to say come first, so that one of few words is judged against them all.
    for number in sorted(met.values(), key=lambda number: (-groups.known(number).weight, number)):
        fits: list[int] = []
        against: list[_Doubt] = []
        if len(kept) > MOST_OF_A_NAME:
            against.append(_Doubt(kept[0], number, f"more than {MOST_OF_A_NAME} papers bear it"))
        else:
            for other in kept:
                if groups.parted(other, number):
                    continue
                if reason := judge(groups.known(other), groups.known(number)):
                    against.append(_Doubt(other, number, reason))
                else:
                    fits.append(other)
        if len(fits) > 1:
            against.append(_Doubt(fits[0], number, "it fits several that differ"))
            abstract = groups.known(number).abstract
            if all(groups.parted(one, other) for one, other in combinations(fits, 2)):
                fits = fits[:1]  # they differ by the curator's word alone
            else:
                fits = [
                    other for other in fits if abstract and groups.known(other).abstract == abstract
                ]
        if len(fits) == 1:
            groups.join(fits[0], number, because(fits[0], number))
        else:
            kept.append(number)
            doubts += against[-1:]
    return doubts


def _join_versions(entries: Sequence[Entry], groups: Groups) -> None:
    """Join each preprint with its published version, where their titles are only alike.

    Two that fit more than each other stay apart.
    """
    published: set[int] = set()
    preprints: set[int] = set()
    for root, members in groups.members.items():
        group = [entries[number] for number in members]
        if any(entry.venue or entry.doi or entry.pmid or entry.acl for entry in group):
            published.add(root)
        elif any(entry.arxiv or entry.preprint for entry in group):
            preprints.add(root)
    # By the first author, and then by the titles too: only where there is a preprint at all.
    firsts: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for roots, stage in ((preprints, 0), (published, 1)):
        for number in (number for root in sorted(roots) for number in groups.members[root]):
            if authors := entries[number].authors:
                firsts[fold(authors[0].family)][stage].append(number)
    blocks: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for family, numbers in firsts.items():
        for stage in (0, 1) if all(numbers) else ():
            for number in numbers[stage]:
                for key in keys(entries[number].title):
                    blocks[family, key][stage].append(number)
    fits: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for block in blocks.values():
        pairs = product(*block) if len(block[0]) * len(block[1]) <= MOST_OF_A_NAME**2 else ()
        for left, right in pairs:
            ours, theirs = groups.find(left), groups.find(right)
            if (
                same_work(entries[left], entries[right])
                and not groups.parted(ours, theirs)
                and not against_versions(groups.known(ours), groups.known(theirs))
            ):
                fits[ours].setdefault(theirs, (left, right))
                fits[theirs].setdefault(ours, (left, right))
    for ours in sorted(preprints & fits.keys()):
        if len(fits[ours]) == 1:
            ((theirs, (left, right)),) = fits[ours].items()
            if len(fits[theirs]) == 1:
                years = " and ".join(sorted({str(entries[one].year) for one in (left, right)}))
                author = _shared_author(entries[left], entries[right])
                groups.join(left, right, f"titles alike, same author {author}, {years}")


def _untitled(entry: Entry) -> Problem:
    """That a record cannot be shown, and how to mend it."""
    names = (f"{name}:{getattr(entry, scheme)}" for scheme, name in _FETCHED.items() if name)
    known = next((name for name in names if not name.endswith(":")), "")
    advice = f"python -m generator fetch {known} gets it, or add one" if known else "add one"
    return Problem(entry.record.where, f"has no title; {advice}")


def _unresolved(
    entries: Sequence[Entry], groups: Groups, met: Sequence[tuple[str, list[_Doubt]]]
) -> list[Problem]:
    """One problem for each block in which groups are still apart that no other block told of."""
    problems = []
    told: set[tuple[int, int]] = set()
    for shared, doubts in met:
        apart = {(groups.find(left), groups.find(right)): reason for left, right, reason in doubts}
        new = [pair for pair in apart if pair[0] != pair[1] and pair not in told]
        told.update(new)
        if new:
            first, *others = dict.fromkeys(number for pair in new for number in pair)
            places = [str(entries[number].record.where) for number in others]
            more = len(places) - MOST_PLACES
            message = (
                f"kept apart from the papers of the same {shared} at "
                f"{', '.join(places[:MOST_PLACES])}{f' and {more} more' if more > 0 else ''}, "
                f'since {apart[new[0]]}; say "same" or "different" in merge.yml'
            )
            problems.append(Problem(entries[first].record.where, message, fatal=False))
    return problems
