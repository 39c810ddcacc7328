"""The only room that decides that two records are one paper.

Records meet in blocks: those with one folded title, one arXiv id, one DOI, or the curator's
"same". Within a block each pair is judged by what speaks against it; only a block in which
nothing does becomes one paper as a whole. A false merge is worse than a missed one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from slugify import slugify

from generator.model import Author, Decision, Entry, Listed, Paper, Problem, Where

SLUG_LENGTH = 180
# Abstracts of one paper, however mangled, share nearly all their words; of two papers, few.
DIFFERENT_ABSTRACT = 0.3
LONG_ENOUGH = 20


def fold(title: str) -> str:
    """A title reduced to what identifies it: letters and digits without case or accents."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    folded = re.sub(r"[^\w]|_", "", plain)
    folded = "".join(character for character in folded if not unicodedata.combining(character))
    return folded or plain.strip()


@dataclass(frozen=True, slots=True)
class Merged:
    """The papers of a library, in the order of their ids, and what could not be decided."""

    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...]


class _Groups:
    """Disjoint sets of entry numbers, some pairs of which must never meet."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self.members = {number: [number] for number in range(size)}

    def find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, left: int, right: int) -> None:
        first, second = sorted((self.find(left), self.find(right)))
        if first != second:
            self._parent[second] = first
            self.members[first] += self.members.pop(second)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", text.casefold()))


def _disagree(left: Entry, right: Entry) -> str:
    """How the identifiers of two entries contradict each other, or nothing."""
    if left.arxiv and right.arxiv:
        same = left.arxiv == right.arxiv
        return "" if same else f"their arXiv ids differ ({left.arxiv}, {right.arxiv})"
    if left.doi and right.doi and left.doi != right.doi:
        return f"their DOIs differ ({left.doi}, {right.doi})"
    return ""


def _against(left: Entry, right: Entry) -> str:
    """What speaks against two entries of one title being one paper, or nothing."""
    if found := _disagree(left, right):
        return found
    if (left.arxiv and left.arxiv == right.arxiv) or (left.doi and left.doi == right.doi):
        return ""
    if left.authors and right.authors and not _families(left) & _families(right):
        return "they have no author in common"
    if left.abstract != right.abstract:
        ours, theirs = _words(left.abstract), _words(right.abstract)
        fewest = min(len(ours), len(theirs))
        if fewest >= LONG_ENOUGH and len(ours & theirs) / fewest < DIFFERENT_ABSTRACT:
            return "their abstracts have little in common"
    return ""


def _families(entry: Entry) -> set[str]:
    return {fold(author.family) for author in entry.authors}


def _identified(entry: Entry) -> list[str]:
    """Every name by which the curator may refer to an entry, folded where it is a title."""
    record = entry.record
    names = [fold(entry.title), str(record.where)]
    names += [record.where.path.rsplit("/", 1)[-1] + f":{record.where.line}"]
    names += [record.key] if record.key else []
    names += [f"arxiv:{entry.arxiv}".casefold()] if entry.arxiv else []
    names += [f"doi:{entry.doi}"] if entry.doi else []
    return names


def _blocks(entries: Sequence[Entry], key: Callable[[Entry], str]) -> Iterable[list[int]]:
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
    groups = _Groups(len(ordered))
    problems: list[Problem] = []
    apart = _decide(ordered, decisions, groups, problems)

    def forbidden(left: int, right: int) -> bool:
        pairs = (
            (ours, theirs)
            for ours in groups.members[groups.find(left)]
            for theirs in groups.members[groups.find(right)]
        )
        return bool(apart) and any(pair in apart for pair in pairs)

    for identifier in (lambda entry: entry.arxiv, lambda entry: entry.doi):
        for block in _blocks(ordered, identifier):
            for number in block[1:]:
                if not forbidden(block[0], number) and not any(
                    _disagree(ordered[ours], ordered[number])
                    for ours in groups.members[groups.find(block[0])]
                ):
                    groups.join(block[0], number)
    for block in _blocks(ordered, lambda entry: fold(entry.title)):
        _join_by_title(ordered, block, groups, forbidden, problems)
    papers = [
        _paper([ordered[number] for number in sorted(members)])
        for members in groups.members.values()
    ]
    return Merged(_addressed(papers), tuple(sorted(problems)))


def _canonical(entry: Entry) -> tuple[str, ...]:
    """An order that depends on what an entry says, and on its place only to break ties."""
    record = entry.record
    names = ";".join(map(str, entry.authors))
    known = f"{entry.year or 9999}", entry.arxiv, entry.doi, names, entry.abstract
    return (fold(entry.title), *known, record.where.path, f"{record.where.line:09d}")


def _decide(
    entries: Sequence[Entry],
    decisions: Sequence[Decision],
    groups: _Groups,
    problems: list[Problem],
) -> set[tuple[int, int]]:
    """Carry out every "same" and return the pairs that every "different" keeps apart."""
    if not decisions:
        return set()
    named: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for name in _identified(entry):
            named[name].append(number)

    def refer(reference: str, where: Where) -> list[int]:
        for name in (reference, reference.casefold(), fold(reference)):
            if name in named:
                return named[name]
        message = (
            f'no record is called "{reference}"; refer to it by its title, citation key, '
            "arxiv:ID, doi:ID or file:line"
        )
        problems.append(Problem(where, message))
        return []

    apart: set[tuple[int, int]] = set()
    for decision in decisions:
        left, right = refer(decision.left, decision.where), refer(decision.right, decision.where)
        for ours in left:
            for theirs in right:
                if ours == theirs:
                    continue
                if decision.same:
                    groups.join(ours, theirs)
                else:
                    apart |= {(ours, theirs), (theirs, ours)}
    return apart


def _join_by_title(
    entries: Sequence[Entry],
    block: Sequence[int],
    groups: _Groups,
    forbidden: Callable[[int, int], bool],
    problems: list[Problem],
) -> None:
    """Join the groups that meet in one title, unless something speaks against it."""
    together: list[list[int]] = []
    for root in dict.fromkeys(groups.find(number) for number in block):
        together.append(list(groups.members[root]))
    reason = ""
    kept: list[list[int]] = []
    # Groups with more to say come first, so that one of few words is judged against them all.
    for group in sorted(together, key=lambda members: (-_told(entries, members), members)):
        fits = []
        for other in kept:
            found = next(
                (
                    text
                    for ours in group
                    for theirs in other
                    if (text := _against(entries[ours], entries[theirs]))
                ),
                "",
            )
            if forbidden(group[0], other[0]):
                found = found or "the curator said so"
            reason = reason or found
            fits += [] if found else [other]
        if len(fits) == 1:
            groups.join(fits[0][0], group[0])
            fits[0] += group
        else:
            kept.append(group)
    if len(kept) > 1 and reason != "the curator said so":
        places = ", ".join(str(entries[group[0]].record.where) for group in kept[1:])
        message = (
            f"kept apart from the papers of the same title at {places}, since {reason}; say "
            '"same" or "different" in merge.yml'
        )
        problems.append(Problem(entries[kept[0][0]].record.where, message, fatal=False))


def _told(entries: Sequence[Entry], members: Sequence[int]) -> int:
    """How much a group says that could speak against a merge."""
    return max(
        4 * bool(entries[number].arxiv or entries[number].doi)
        + 2 * bool(entries[number].abstract)
        + bool(entries[number].authors)
        for number in members
    )


def _paper(entries: Sequence[Entry]) -> Paper:
    """The best of every field; ties go to the first in canonical order."""
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
        links=told.links,
        listed=tuple(
            sorted(
                Listed(entry.record.where.path, entry.record.rank)
                for entry in entries
                if entry.record.rank is not None
            )
        ),
        changes=tuple(
            change
            for field, entry in chosen.items()
            for change in entry.changes
            if change.field == field
        ),
        origins={field: chosen[field].record.where for field, value in values.items() if value},
        records=tuple(sorted(entry.record.where for entry in entries)),
    )


def _addressed(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Give each paper its title's slug as id; of equal slugs the oldest paper keeps it plain."""
    slugs: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        slug = slugify(paper.title, max_length=SLUG_LENGTH, word_boundary=True, save_order=True)
        slugs[slug or f"paper-{_digest(paper.title)}"].append(paper)
    taken: dict[str, Paper] = {}
    for slug in sorted(slugs):
        for paper in sorted(slugs[slug], key=_age):
            address = slug
            if address in taken:
                address = f"{slug}-{paper.year or _digest(_identity(paper))}"
            if address in taken:
                address = f"{slug}-{_digest(_identity(paper))}"
            number = 2
            while address in taken:
                address, number = f"{slug}-{_digest(_identity(paper))}-{number}", number + 1
            taken[address] = paper
    return tuple(replace(taken[address], id=address) for address in sorted(taken))


def _age(paper: Paper) -> tuple[int, str]:
    return (paper.year or 9999, _identity(paper))


def _identity(paper: Paper) -> str:
    """What tells a paper from another of its title, whatever file it came from."""
    return "|".join((paper.title, paper.arxiv, paper.doi, _names(paper.authors), paper.abstract))


def _names(authors: Sequence[Author]) -> str:
    return ";".join(map(str, authors))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
