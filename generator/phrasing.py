"""The phrases that tell a group of papers from all others, as its papers write them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log2
from typing import Any, NamedTuple

from generator.model import Paper
from generator.terms import Space, stop_words, without_signs
from generator.themes import CJK, fold_word, words

READ = 80  # papers of a group, those nearest to its middle, that its phrases are read from
_LONGEST = 4  # words of a phrase
_RARE = 0.04  # of the papers read, the least that a phrase is in
_WHOLE = 0.7  # of the places of a phrase: if so many are within a longer one, it is a fragment
_LOWER = 0.1  # of the places of a word, the least in lower case that make it no name
_TOKEN = re.compile(rf"[{CJK}]|[^\W_{CJK}]+(?:[-’'][^\W_{CJK}]+)*|[^\w\s]")
_TITLE_CASE = re.compile(r"[A-Z][a-z]+(?:-[A-Za-z]?[a-z]+)*")
_BETWEEN_CJK = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")
_NUMBER = re.compile(r"\d+(?:[kmbx]|st|nd|rd|th)?", re.I)
# How surely what follows a phrase shows that it is a fragment: "path" of "path finding".
_BREAKS = {"end": 0.0, "filler": 0.5, "word": 1.0}
# The little words of other languages that are common in titles.
_LITTLE = frozenset(
    """
    al aus bei da das dans de degli dei del della den der des di die do dos du e ein eine einer el
    em en et für fur het i il im in la las le les los mit na no nei nel och of os og op para par
    per por pour sur um un una und une van von y zu zur для и на о от по с в
    """.split()
)


_Key = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase that tells a group.

    `key` is the phrase folded. `share` is how much of all papers with it are in the group, `lift`
    that against what would be so by chance. `holders` are the numbers of those papers read that
    have it, `places` how often they do, and `titles` how many do in the title. `complete` is the
    share of its places after which no further word of the same phrase follows, about half if
    there are few.
    """

    text: str
    key: str
    share: float
    lift: float
    holders: frozenset[int]
    places: int
    titles: int
    complete: float

    @property
    def gain(self) -> float:
        """How much it tells: in how many papers, times how surely."""
        return round(len(self.holders) * log2(self.lift), 6)


def marks(
    space: Space, papers: Mapping[str, Paper], groups: Sequence[Sequence[int]]
) -> tuple[tuple[Mark, ...], ...]:
    """For each group, given by the rows of its papers in the space, its marks, the best first."""
    if not groups:
        return ()
    fold = cache(fold_word)
    key = cache(lambda text: " ".join(words(text, fold)))
    columns, shares, lifts = _shares(space, groups, key)
    told = []
    for number, group in enumerate(groups):
        found = []
        for phrase, seen in _read([papers[space.ids[row]] for row in _central(space, group)], key):
            # A phrase that is no term tells as much as the most telling pair of its words.
            known = [columns[part] for part in _parts(phrase, columns)]
            best = max(known, key=lambda column: (lifts[number, column], -column), default=None)
            if best is not None and lifts[number, best] > 1:
                share, lift = float(shares[number, best]), float(lifts[number, best])
                found.append(_mark(phrase, seen, share, lift))
        told.append(tuple(sorted(_unbroken(found), key=lambda mark: (-mark.gain, mark.key))))
    return tuple(told)


def _shares(
    space: Space, groups: Sequence[Sequence[int]], key: _Key
) -> tuple[Mapping[str, int], Any, Any]:
    """The folded terms by column; by group and column, which share of the papers with a term is
    in the group, and that share against what would be so by chance.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    columns: dict[str, int] = {}
    folded = [columns.setdefault(key(name), len(columns)) for name in space.names]
    weights = space.weights
    size = weights.shape[0]
    shape = (size, len(columns))
    has = csr_matrix(
        (np.ones(weights.nnz), np.array(folded, dtype=int)[weights.indices], weights.indptr.copy()),
        shape,
    )
    has.sum_duplicates()
    has.data[:] = 1
    rows = np.concatenate([np.asarray(group, dtype=int) for group in groups])
    numbers = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    member = csr_matrix((np.ones(len(rows)), (numbers, rows)), (len(groups), size))
    shares = (member @ has).toarray() / np.asarray(has.sum(axis=0))
    lifts = shares * size / np.array([[len(group)] for group in groups])
    return columns, shares, lifts


def _central(space: Space, group: Sequence[int]) -> list[int]:
    """The rows of those papers of a group that are nearest to its middle."""
    import numpy as np

    part = space.weights[list(group)]
    near = np.round(np.asarray(part @ np.asarray(part.sum(axis=0)).ravel()), 6)
    return [group[place] for place in np.argsort(-near, kind="stable")[:READ].tolist()]


class _Place(NamedTuple):
    """One place of a phrase: the number of its paper, how it is written, and what follows."""

    paper: int
    titled: bool
    text: tuple[str, ...]
    after: str


def _read(papers: Sequence[Paper], key: _Key) -> Iterator[tuple[str, list[_Place]]]:
    """The phrases that are in enough of the papers, by their folded words, and their places."""
    places: dict[str, list[_Place]] = defaultdict(list)
    for number, paper in enumerate(papers):
        for text, titled in ((paper.title, True), (paper.abstract, False)):
            for phrase, after in _phrases(text):
                folded = " ".join(key(word.lower()) for word in phrase)
                places[folded].append(_Place(number, titled, phrase, after))
    least = max(2, _RARE * len(papers))
    for folded, seen in places.items():
        if len(seen) >= least and len({place.paper for place in seen}) >= least:
            yield folded, seen


def _mark(key: str, seen: Sequence[_Place], share: float, lift: float) -> Mark:
    whole = sum(place.after == "end" for place in seen)
    broken = sum(_BREAKS[place.after] for place in seen)
    return Mark(
        text=_written(seen),
        key=key,
        share=share,
        lift=lift,
        holders=frozenset(place.paper for place in seen),
        places=len(seen),
        titles=len({place.paper for place in seen if place.titled}),
        complete=(whole + 0.5) / (whole + broken + 1),
    )


def _phrases(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The runs of words that say something, and what follows: "end", "word" or "filler"."""
    tokens = _TOKEN.findall(without_signs(text))
    lower = [token.lower() for token in tokens]
    kinds = [*map(_kind, lower), "end"]
    for start, kind in enumerate(kinds):
        if kind != "word" or lower[start] in _LITTLE:
            continue
        for end in range(start + 1, min(start + _LONGEST, len(tokens)) + 1):
            if kinds[end - 1] != "word":
                break
            if lower[end - 1] not in _LITTLE:
                yield tuple(tokens[start:end]), kinds[end]


def _kind(word: str) -> str:
    if word in _end_words() or not word[0].isalnum():
        return "end"
    short = len(word) == 1 and word.isascii()
    return "filler" if short or word in stop_words() or _NUMBER.fullmatch(word) else "word"


def _unbroken(found: Sequence[Mark]) -> Iterator[Mark]:
    """The marks without those that are seen almost always within the same longer one."""
    by_key = {mark.key: mark for mark in found}
    fragments = {
        part
        for mark in found
        for part in _inner(mark.key)
        if part in by_key and mark.places >= _WHOLE * by_key[part].places
    }
    return (mark for mark in found if mark.key not in fragments)


def _inner(key: str) -> Iterator[str]:
    """The phrases within a phrase."""
    parts = key.split()
    for length in range(1, len(parts)):
        for start in range(len(parts) - length + 1):
            yield " ".join(parts[start : start + length])


def _parts(key: str, columns: Container[str]) -> list[str]:
    """A phrase, or where it is no term itself, the pairs of its words that are terms."""
    if key in columns:
        return [key]
    return [pair for pair in map(" ".join, pairwise(key.split())) if pair in columns]


def _written(seen: Iterable[_Place]) -> str:
    """A phrase in the spelling of most places, its capitals only where they are hardly missing.

    Places in abstracts go before titles, and those where the phrase ends before others: within a
    longer one, "model" is no sign that people do not write "models".
    """
    ranks: dict[tuple[bool, bool], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for place in seen:
        text = tuple(map(_plain, place.text)) if place.titled else place.text
        ranks[not place.titled, place.after == "end"][text] += 1
    forms = ranks[max(ranks)]
    lowered: Counter[tuple[str, ...]] = Counter()
    for form, count in forms.items():
        lowered[tuple(word.lower() for word in form)] += count
    most = min(lowered, key=lambda form: (-lowered[form], form))
    spelt = []
    for number, word in enumerate(most):
        ways: Counter[str] = Counter()
        for form, count in forms.items():
            if tuple(one.lower() for one in form) == most:
                ways[form[number]] += count
        plain = ways[word] >= _LOWER * ways.total()
        spelt.append(word if plain else min(ways, key=lambda way: (-ways[way], way)))
    return _BETWEEN_CJK.sub("", " ".join(spelt))


def _plain(word: str) -> str:
    """A word of a title without the capital that titles have."""
    return word.lower() if _TITLE_CASE.fullmatch(word) else word


@cache
def _end_words() -> frozenset[str]:
    """The little words of English, after which a phrase is complete."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS) & stop_words()
