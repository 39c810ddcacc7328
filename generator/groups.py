"""Which entries are one paper so far: groups that grow, and what made each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from generator.evidence import Known, known_of
from generator.model import Entry, Join


class Groups:
    """Disjoint sets of entry numbers, each called by its lowest number."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._parent = list(range(len(entries)))
        self._known: dict[int, Known] = {}
        self._foes: dict[int, frozenset[int]] = defaultdict(frozenset)
        self._joins: list[tuple[int, Join]] = []
        self.members = {number: [number] for number in range(len(entries))}

    def find(self, number: int) -> int:
        """What the group of an entry is called."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, left: int, right: int, reason: str) -> None:
        """Make one group of two, as two of their entries, and the reason, show."""
        first, second = sorted((self.find(left), self.find(right)))
        if first != second:
            self._known[first] = self.known(first) | self.known(second)
            self._parent[second] = first
            self.members[first] += self.members.pop(second)
            places = sorted(self._entries[number].record.where for number in (left, right))
            self._joins.append((left, Join(places[0], places[1], reason)))

    def joins(self) -> dict[int, list[Join]]:
        """What made each group what it is: a tree over its entries."""
        found: dict[int, list[Join]] = defaultdict(list)
        for number, join in self._joins:
            found[self.find(number)].append(join)
        return found

    def part(self, left: Iterable[int], right: Iterable[int]) -> None:
        """Keep the groups of the entries on the left apart from those on the right, for good."""
        ours, theirs = frozenset(left), frozenset(right)
        for some, others in ((ours, theirs), (theirs, ours)):
            for number in some:
                self._foes[number] |= others
        self._known.clear()

    def parted(self, left: int, right: int) -> bool:
        """Whether two groups are kept apart for good."""
        return any(self.find(foe) == self.find(right) for foe in self.known(left).foes)

    def known(self, number: int) -> Known:
        """What the group of an entry says together."""
        root = self.find(number)
        if root not in self._known:
            self._known[root] = reduce(
                or_,
                (known_of(self._entries[one], self._foes[one]) for one in self.members[root]),
            )
        return self._known[root]
