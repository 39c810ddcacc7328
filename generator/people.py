"""The only room that decides which authors of a library are one person.

The curator's word comes first. Then those of the same letters join, accents aside, and those
whose names fit and have the co-authors in common that this takes. Nobody joins another with whom
he shares a paper, nor one of several whom he fits equally. A false join is worse than a missed
one.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches

from slugify import slugify

from generator.model import Author, Decision, Paper, Person, Problem
from generator.namesakes import (
    Evidence,
    Pair,
    alike,
    given_names,
    letters,
    names,
    near,
    spelt_out,
    unaccented,
    words,
)

# Between the name and the id of a paper, where the curator means the author of that one.
IN = " in "


class _Groups:
    """People as far as they are joined, each called by the least of its keys.

    A key stands for all spellings of the same letters, or for that on one paper alone.
    """

    def __init__(self, papers: Iterable[Paper], singled: set[Pair]) -> None:
        self._parent: dict[str, str] = {}
        self._foes: dict[str, set[str]] = defaultdict(set)
        self.authors: dict[str, Counter[Author]] = defaultdict(Counter)
        self.papers: dict[str, set[str]] = defaultdict(set)
        for paper in papers:
            for author in paper.authors:
                key = letters(author)
                if (key, paper.id) in singled:
                    key += IN + paper.id
                self._parent[key] = key
                self.authors[key][author] += 1
                self.papers[key].add(paper.id)

    def __contains__(self, key: str) -> bool:
        return key in self._parent

    def find(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, left: str, right: str) -> None:
        first, second = sorted((self.find(left), self.find(right)))
        if first != second:
            self._parent[second] = first
            self.authors[first] += self.authors.pop(second)
            self.papers[first] |= self.papers.pop(second)
            self._foes[first] |= self._foes.pop(second, set())

    def part(self, left: str, right: str) -> None:
        left, right = self.find(left), self.find(right)
        self._foes[left].add(right)
        self._foes[right].add(left)

    def parted(self, left: str, right: str) -> bool:
        """Whether two are not one for certain: by a paper of both, or by the curator's word."""
        if not self.papers[left].isdisjoint(self.papers[right]):
            return True
        return left in self._foes and right in map(self.find, self._foes[left])

    def meet(
        self,
        pairs: Iterable[Pair],
        fit: Callable[[str, str], bool],
        proven: Callable[[str, str], bool],
    ) -> None:
        """Join those who fit and are proven one, if all whom either fits do fit one another."""
        fits: dict[str, set[str]] = defaultdict(set)
        for left, right in pairs:
            if right not in fits[left] and fit(left, right) and not self.parted(left, right):
                fits[left].add(right)
                fits[right].add(left)
        clear = {
            one for one in fits if all(fits[one] <= fits[other] | {other} for other in fits[one])
        }
        joins = [
            (left, right)
            for left in clear
            for right in fits[left] & clear
            if left < right and proven(left, right)
        ]
        for left, right in joins:
            self.join(left, right)


def people(
    papers: Mapping[str, Paper], decisions: Sequence[Decision] = ()
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """The authors of all papers in the order of their ids, whatever the order of the papers.

    Of the spellings of each, the fullest comes first and is the name. A decision names an author
    as a paper does, in either order, or as "NAME in PAPER" the one of that name on the paper
    whose id is PAPER. What it names but is not there is a problem.
    """
    groups, problems = _decided(papers, decisions)
    for umlauts in (False, True):
        groups.meet(alike(groups.authors, umlauts), _always, _always)
    known = {
        key: {name for author in authors for name in names(author)}
        for key, authors in groups.authors.items()
    }
    evidence = Evidence(known, groups.papers)
    groups.meet(near(known), evidence.fit, evidence.proven)
    return _presented(groups), tuple(sorted(problems))


def _always(left: str, right: str) -> bool:
    return True


class _References:
    """What the curator may call the authors of papers."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._keys: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._papers: dict[str, list[str]] = defaultdict(list)
        for id, author in sorted(
            (paper.id, author) for paper in papers for author in paper.authors
        ):
            key = letters(author)
            self._papers[key].append(id)
            for name in (str(author), author.inverted):
                self._keys.setdefault(name.casefold(), key)
                self._keys.setdefault(words(name), key)
                self._shown.setdefault(name.casefold(), name)

    def find(self, text: str) -> Pair | str:
        """The letters of a name and the id of the paper, if it says one; or why there is none."""
        if key := self._key(text):
            return key, ""
        name, _, paper = text.rpartition(IN)
        if not (key := self._key(name)):
            hint = self._nearest(text) or "; write the name as the index of authors does"
            return f'no author is called "{text}"{hint}'
        if paper not in self._papers[key]:
            near = get_close_matches(paper, self._papers[key], 1, cutoff=0)[0]
            return f'"{name}" is no author of a paper "{paper}"; did you mean "{near}"?'
        return key, paper

    def _key(self, name: str) -> str:
        return self._keys.get(name.casefold(), "") or self._keys.get(words(name), "")

    def _nearest(self, text: str) -> str:
        """The known name nearest to a text among those that share a word with it."""
        told = set(words(text).split())
        known = [name for name in self._shown if not told.isdisjoint(words(name).split())]
        found = get_close_matches(text.casefold(), known, 1)
        return f'; did you mean "{self._shown[found[0]]}"?' if found else ""


def _decided(
    papers: Mapping[str, Paper], decisions: Sequence[Decision]
) -> tuple[_Groups, set[Problem]]:
    """The people joined by the curator's word alone, and what of it could not be done."""
    references = _References(papers.values() if decisions else ())
    problems = set()
    carried: list[tuple[Decision, Pair, Pair]] = []
    for decision in sorted(decisions, key=lambda decision: not decision.same):
        left, right = references.find(decision.left), references.find(decision.right)
        problems |= {Problem(decision.where, one) for one in (left, right) if isinstance(one, str)}
        if not isinstance(left, str) and not isinstance(right, str):
            carried.append((decision, left, right))
    singled = {side for _, *sides in carried for side in sides if side[1]}
    groups = _Groups(papers.values(), singled)
    for decision, *sides in carried:
        left, right = (IN.join(filter(None, side)) for side in sides)
        if left not in groups or right not in groups:
            name = decision.left if left not in groups else decision.right
            message = f'every paper of "{name}" is named here; leave one of them out'
        elif decision.same:
            groups.join(left, right)
            continue
        elif groups.find(left) != groups.find(right):
            groups.part(left, right)
            continue
        else:
            message = (
                f'"{decision.left}" and "{decision.right}" are said to be different and also, '
                "perhaps by way of others, to be the same; take one of the two back"
            )
        problems.add(Problem(decision.where, message))
    return groups, problems


def _presented(groups: _Groups) -> tuple[Person, ...]:
    found = []
    for key, spelt in groups.authors.items():
        ranked = sorted(spelt.items(), key=_fullness) if len(spelt) > 1 else spelt.items()
        spellings = tuple(author for author, _ in ranked)
        papers = tuple(sorted(groups.papers[key]))
        found.append((spellings[0].inverted, papers, spellings))
    people: dict[str, Person] = {}
    # Of names with one slug the plainest, which is first, has it to itself.
    for inverted, papers, spellings in sorted(found):
        identity = (spellings[0].family, spellings[0].given, *papers)
        digest = hashlib.sha256("|".join(identity).encode()).hexdigest()[:8]
        slug = slugify(inverted, max_length=80) or digest
        id = f"{slug}-{digest}" if slug in people else slug
        people[id] = Person(id, spellings[0], spellings, papers)
    return tuple(people[id] for id in sorted(people))


def _fullness(spelt: tuple[Author, int]) -> tuple[bool, int, bool, bool, int, str, Author]:
    """The fuller a spelling of a name, the sooner it comes; of equals, the more frequent."""
    author, times = spelt
    given, text = given_names(author), words(str(author))
    return (
        bool(given) and len(given[0]) == 1,
        -len(spelt_out("".join(given))),
        unaccented(text) == text,
        str(author).isupper() or str(author).islower(),
        -times,
        author.inverted,
        author,
    )
