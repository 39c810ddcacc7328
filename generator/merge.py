"""The only room that decides that two records are one paper.

The curator's "same" comes first. Then records meet in blocks, those with one arXiv id, one DOI
or one folded title, and join unless something speaks against it; one that fits several papers
which differ joins none. A false merge is worse than a missed one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from generator.model import Author, Decision, Entry, Paper, Problem, Where
from generator.titles import fold
from generator.unite import address, unite

# Abstracts of one paper, however mangled, share nearly all their words; of two papers, few.
DIFFERENT_ABSTRACT = 0.3
LONG_ENOUGH = 20
# A title that more papers than this bear, such as "Introduction", identifies none of them.
MOST_OF_A_NAME = 50
MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Merged:
    """The papers of a library, in the order of their ids, and what could not be decided."""

    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """All that the entries of a group say that could speak against another being the same.

    `foes` are the numbers of the entries that the curator keeps apart from them.
    """

    arxivs: frozenset[str]
    dois: frozenset[str]
    titles: frozenset[str]
    families: frozenset[str]
    abstract: str
    foes: frozenset[int]

    def __or__(self, other: _Known) -> _Known:
        return _Known(
            self.arxivs | other.arxivs,
            self.dois | other.dois,
            self.titles | other.titles,
            self.families | other.families,
            max(self.abstract, other.abstract, key=len),
            self.foes | other.foes,
        )

    @property
    def weight(self) -> int:
        """How much the group says; an arXiv id outweighs all else."""
        known = (self.families, self.abstract, self.dois, self.arxivs)
        return sum(bool(some) << place for place, some in enumerate(known))


class _Doubt(NamedTuple):
    """That two groups were kept apart, and why."""

    left: int
    right: int
    reason: str


_Judge = Callable[[_Known, _Known], str]


class _Groups:
    """Disjoint sets of entry numbers, each called by its lowest number."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._parent = list(range(len(entries)))
        self._known: dict[int, _Known] = {}
        self._foes: dict[int, frozenset[int]] = defaultdict(frozenset)
        self.members = {number: [number] for number in range(len(entries))}

    def find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, left: int, right: int) -> None:
        first, second = sorted((self.find(left), self.find(right)))
        if first != second:
            self._known[first] = self.known(first) | self.known(second)
            self._parent[second] = first
            self.members[first] += self.members.pop(second)

    def part(self, left: Iterable[int], right: Iterable[int]) -> None:
        """Keep the groups of the entries on the left apart from those on the right, for good."""
        ours, theirs = frozenset(left), frozenset(right)
        for some, others in ((ours, theirs), (theirs, ours)):
            for number in some:
                self._foes[number] |= others
        self._known.clear()

    def parted(self, left: int, right: int) -> bool:
        return any(self.find(foe) == self.find(right) for foe in self.known(left).foes)

    def known(self, number: int) -> _Known:
        root = self.find(number)
        if root not in self._known:
            self._known[root] = reduce(or_, map(self._of, self.members[root]))
        return self._known[root]

    def _of(self, number: int) -> _Known:
        entry = self._entries[number]
        return _Known(
            frozenset({entry.arxiv} - {""}),
            frozenset({entry.doi} - {""}),
            frozenset({fold(entry.title)}),
            frozenset(fold(author.family) for author in entry.authors),
            entry.abstract,
            self._foes[number],
        )


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", text.casefold()))


def _disagree(left: _Known, right: _Known) -> str:
    """How the identifiers of two groups contradict each other, or nothing."""
    for name, ours, theirs in (
        ("arXiv ids", left.arxivs, right.arxivs),
        ("DOIs", left.dois, right.dois),
    ):
        if ours and theirs:
            same = not ours.isdisjoint(theirs)
            return "" if same else f"their {name} differ ({min(ours)}, {min(theirs)})"
    return ""


def _against_identifier(left: _Known, right: _Known) -> str:
    """What speaks against two groups that share an identifier being one paper, or nothing."""
    if found := _disagree(left, right):
        return found
    if left.families and right.families and left.families.isdisjoint(right.families):
        # As the chapters of one book may, where each is given the DOI of the whole.
        return "" if left.titles & right.titles else "they have neither title nor author in common"
    return ""


def _against_title(left: _Known, right: _Known) -> str:
    """What speaks against two groups of one title being one paper, or nothing."""
    if found := _disagree(left, right):
        return found
    if left.arxivs & right.arxivs or left.dois & right.dois:
        return ""
    if left.families and right.families and left.families.isdisjoint(right.families):
        return "they have no author in common"
    if left.abstract != right.abstract:
        ours, theirs = _words(left.abstract), _words(right.abstract)
        fewest = min(len(ours), len(theirs))
        if fewest >= LONG_ENOUGH and len(ours & theirs) / fewest < DIFFERENT_ABSTRACT:
            return "their abstracts have little in common"
    return ""


def _identified(entry: Entry) -> list[str]:
    """Every name by which the curator may refer to an entry, with its title folded."""
    record = entry.record
    names = [f"title:{fold(entry.title)}", str(record.where)]
    names += [record.where.path.rsplit("/", 1)[-1] + f":{record.where.line}"]
    names += [record.key] if record.key else []
    names += [f"arxiv:{entry.arxiv}".casefold()] if entry.arxiv else []
    names += [f"doi:{entry.doi}"] if entry.doi else []
    return list(dict.fromkeys(names))


def _blocks(entries: Sequence[Entry], key: Callable[[Entry], str]) -> Iterable[list[int]]:
    """The numbers of the entries that have one key, where more than one has."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if name := key(entry):
            blocks[name].append(number)
    return (block for block in blocks.values() if len(block) > 1)


def merge(entries: Iterable[Entry], decisions: Sequence[Decision] = ()) -> Merged:
    """Join the entries that are one paper; the order of the entries changes nothing.

    Returns each paper with the best of every field and the place it came from. What the
    curator refers to but does not exist, and titles that could not be told apart, are problems.
    """
    ordered = sorted(entries, key=_canonical)
    groups = _Groups(ordered)
    problems = _decide(ordered, decisions, groups)
    meetings: tuple[tuple[str, Callable[[Entry], str], _Judge], ...] = (
        ("arXiv id", lambda entry: entry.arxiv, _against_identifier),
        ("DOI", lambda entry: entry.doi, _against_identifier),
        ("title", lambda entry: fold(entry.title), _against_title),
    )
    met = [
        (shared, _join(block, groups, judge))
        for shared, key, judge in meetings
        for block in _blocks(ordered, key)
    ]
    problems += _unresolved(ordered, groups, met)
    papers = [
        unite([ordered[number] for number in sorted(members)])
        for members in groups.members.values()
    ]
    return Merged(address(papers), tuple(sorted(problems)))


def _names(authors: Iterable[Author]) -> str:
    return ";".join(map(str, authors))


def _canonical(entry: Entry) -> tuple[str, ...]:
    """An order that depends on what an entry says, and on its place only to break ties."""
    record = entry.record
    known = f"{entry.year or 9999}", entry.arxiv, entry.doi, _names(entry.authors), entry.abstract
    more = entry.title, entry.venue, entry.url, entry.pdf, entry.code, record.key
    place = record.where.path, f"{record.where.line:09d}"
    return (fold(entry.title), *known, *more, *place)


def _decide(
    entries: Sequence[Entry], decisions: Sequence[Decision], groups: _Groups
) -> list[Problem]:
    """Carry out every "same", then every "different"; what could not be done is a problem."""
    named: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries if decisions else ()):
        for name in _identified(entry):
            named[name].append(number)
    problems: dict[Problem, None] = {}

    def refer(reference: str, where: Where) -> list[int]:
        folded = reference.casefold()
        unversioned = re.sub(r"^(arxiv:.*\d)v\d+$", r"\1", folded)
        for name in (reference, folded, unversioned, f"title:{fold(reference)}"):
            if name in named:
                return named[name]
        message = (
            f'no record is called "{reference}"; refer to it by its title, citation key, '
            "arxiv:ID, doi:ID or file:line"
        )
        problems[Problem(where, message)] = None
        return []

    for decision in sorted(decisions, key=lambda decision: not decision.same):
        left, right = refer(decision.left, decision.where), refer(decision.right, decision.where)
        if not left or not right:
            continue
        if decision.same:
            for number in (*left, *right):
                groups.join(left[0], number)
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


def _join(block: Sequence[int], groups: _Groups, judge: _Judge) -> list[_Doubt]:
    """Join the groups that meet in one block, unless something speaks against it."""
    kept: list[int] = []
    doubts: list[_Doubt] = []
    # Groups with more to say come first, so that one of few words is judged against them all.
    roots = {groups.find(number) for number in block}
    for root in sorted(roots, key=lambda root: (-groups.known(root).weight, root)):
        fits: list[int] = []
        against: list[_Doubt] = []
        if len(kept) > MOST_OF_A_NAME:
            against.append(_Doubt(kept[0], root, f"more than {MOST_OF_A_NAME} papers bear it"))
        else:
            for other in kept:
                if groups.parted(other, root):
                    continue
                if reason := judge(groups.known(other), groups.known(root)):
                    against.append(_Doubt(other, root, reason))
                else:
                    fits.append(other)
        if len(fits) > 1:
            against.append(_Doubt(fits[0], root, "it fits several that differ"))
            abstract = groups.known(root).abstract
            fits = [
                other for other in fits if abstract and groups.known(other).abstract == abstract
            ]
        if len(fits) == 1:
            groups.join(fits[0], root)
            kept[kept.index(fits[0])] = groups.find(root)
        else:
            kept.append(root)
            doubts += against[-1:]
    return doubts


def _unresolved(
    entries: Sequence[Entry], groups: _Groups, met: Sequence[tuple[str, list[_Doubt]]]
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
