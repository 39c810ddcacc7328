"""Which themes a paper belongs to, and why.

A theme is marked by phrases. A phrase counts where its words stand in the text as whole words
in this order; case, accents, plurals, hyphens and apostrophes do not matter. Papers that phrases
put surely into a theme show what else its papers speak of: a paper that is like them gets points
for that too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import log2
from typing import NamedTuple

from generator.likeness import Likeness, likeness
from generator.model import Assignment, Found, Note, Paper, Phrase, Theme
from generator.terms import Space
from generator.terms import space as space_of

MOST_THEMES = 3
# A phrase in the title counts 3 times its weight, in the abstract once for the first time it
# stands there and at most twice however often: the title always says more than the abstract.
IN_TITLE = 3.0
MOST_IN_ABSTRACT = 2.0
# A phrase counts in full as long as it marks at most this share of the papers, or this number;
# beyond, the more papers have it the less it counts, so that no theme swallows a library.
COMMON_SHARE = 0.25
COMMON = 20
# What a paper needs to be sorted at all: more than one passing mention of a plain phrase.
MAIN_SCORE = 2.0
# What a further theme needs: a score of its own and this share of the main theme's, or a score
# that is clear in itself, lest a main theme with many phrases hide it.
FURTHER_SCORE = 4.0
FURTHER_SHARE = 0.5
CLEAR_SCORE = 8.0
# A paper is surely in its main theme if phrases give it this score, and no other half of it.
SURE_SCORE = 6.0
SURE_SHARE = 0.5
# A paper is at the border of a theme if its rival there is so near, or if its score is less than
# this many times what the theme needs.
RIVAL_SHARE = 0.8
SCARCE = 1.5

# Scripts written without spaces: a character of these counts as a word.
CJK = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{CJK}]|[A-Za-z](?:\+\+|#)|[^\W_{CJK}]+")
_ACCENT = re.compile("[\u0300-\u036f]")
_APOSTROPHE = re.compile("(?<=\\w)['\u2018\u2019\u02bc](?=\\w)")
_HYPHEN = re.compile("(?<=\\w)[-\u2010\u2011](?=\\w)")

_Words = tuple[str, ...]
Fold = Callable[[str], str]
_Hit = tuple[float, str, int, int]


class _Index(NamedTuple):
    """All phrases, numbered, as pairs of a theme's id and a phrase, and ways to look them up:
    the numbers by folded words, and the lengths, longest first, by the first word."""

    phrases: Sequence[tuple[str, Phrase]]
    numbers: Mapping[_Words, Sequence[int]]
    lengths: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Claim:
    """What speaks for a paper being in a theme: the points of its phrases and of its likeness.

    `cosine` is the likeness that those points are for, from 0 to 1.
    """

    theme: str
    phrases: float = 0.0
    likeness: float = 0.0
    cosine: float = 0.0
    found: tuple[Found, ...] = ()

    @property
    def score(self) -> float:
        """All points, rounded so that a tie is a tie whatever the order of adding."""
        return round(self.phrases + self.likeness, 3)


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that decides about the themes of papers.

    `claims` holds by paper id every theme with a score, the highest first, equal ones in the
    order of the themes. `sure` is the theme of each paper that is surely in one. `common` is the
    number of papers that each phrase marks which marks too many, by theme id and text.
    """

    claims: Mapping[str, tuple[Claim, ...]]
    sure: Mapping[str, str]
    likeness: Likeness
    common: Mapping[tuple[str, str], int]


def assign(
    papers: Mapping[str, Paper],
    themes: Sequence[Theme],
    notes: Mapping[str, Note],
    space: Space | None = None,
    judged: Judgement | None = None,
) -> dict[str, tuple[Assignment, ...]]:
    """Papers and notes by paper id in; each sorted paper's themes out, the main one first.

    A paper that no theme claims is absent. At most three themes are found for a paper; a note
    that names themes of the file replaces them by all that it names, in its order. `space` and
    `judged` are those of the papers, where they are known already.
    """
    judged = judged or judge(papers, themes, notes, space)
    known = {theme.id for theme in themes}
    assignments = {}
    for id in papers:
        ranked = judged.claims[id]
        curated = _curated(notes.get(id), known)
        by_theme = {claim.theme: claim for claim in ranked}
        chosen = [by_theme.get(theme, Claim(theme)) for theme in curated] or strongest(ranked)
        if chosen:
            assignments[id] = tuple(
                Assignment(
                    claim.theme,
                    claim.score,
                    claim.found,
                    bool(curated),
                    likeness=claim.cosine if claim.likeness else 0.0,
                    terms=judged.likeness.terms(id, claim.theme) if claim.likeness else (),
                    borderline=not curated and _borderline(claim, ranked),
                    rival="" if curated else _rival(claim, ranked),
                )
                for claim in chosen
            )
    return assignments


def judge(
    papers: Mapping[str, Paper],
    themes: Sequence[Theme],
    notes: Mapping[str, Note],
    space: Space | None = None,
) -> Judgement:
    """What speaks for each paper being in each theme."""
    order = {theme.id: place for place, theme in enumerate(themes)}
    hits, common = _hits(papers, themes)
    marked = {
        id: {theme: round(sum(hit[0] for hit in some), 3) for theme, some in by_theme.items()}
        for id, by_theme in hits.items()
    }
    sure = {}
    for id, points in marked.items():
        if found := (*_curated(notes.get(id), order), *_surely(points))[:1]:
            sure[id] = found[0]
    # The space takes longer than all else here, and says nothing of a single theme.
    compared = len(set(sure.values())) > 1
    alike = likeness(space or space_of(papers), sure) if compared else Likeness()
    claims = {}
    for id, points in marked.items():
        cosines = alike.of(id)
        made = (
            _claim(theme, hits[id].get(theme, ()), cosines.get(theme, 0.0), alike)
            for theme in points.keys() | {one for one in cosines if alike.points(cosines[one])}
        )
        claims[id] = tuple(
            sorted(
                (one for one in made if one.score),
                key=lambda one: (-one.score, order[one.theme]),
            )
        )
    return Judgement(claims, sure, alike, common)


def _claim(theme: str, hits: Sequence[_Hit], cosine: float, alike: Likeness) -> Claim:
    """What hits and a cosine say for a theme.

    Likeness counts less the more phrases have said; where they are silent, it must be clear.
    """
    marked = round(sum(hit[0] for hit in hits), 3)
    open_share = max(0.0, 1 - marked / CLEAR_SCORE)
    heard = hits or cosine >= alike.clear
    likeness = round(open_share * alike.points(cosine), 3) if heard else 0.0
    return Claim(theme, marked, likeness, cosine, _found(hits))


def _curated(note: Note | None, known: Container[str]) -> tuple[str, ...]:
    """The themes of the file that a note names, each once."""
    return tuple(theme for theme in dict.fromkeys(note.themes if note else ()) if theme in known)


def _surely(points: Mapping[str, float]) -> tuple[str, ...]:
    """The one theme that the points of phrases leave no doubt about, or none."""
    first, second = (*sorted(points.values(), reverse=True), 0.0, 0.0)[:2]
    if first < SURE_SCORE or second > SURE_SHARE * first:
        return ()
    return (max(points, key=lambda theme: points[theme]),)


def strongest(ranked: Sequence[Claim]) -> Sequence[Claim]:
    """The main theme and the further ones; none if no score is enough.

    Likeness alone makes no further theme of a paper whose main theme is marked by phrases.
    """
    if not ranked or ranked[0].score < MAIN_SCORE:
        return ()
    least = needed(ranked[0].score)
    further = (
        claim
        for claim in ranked[1:]
        if claim.score >= least and (claim.found or not ranked[0].found)
    )
    return ranked[0], *islice(further, MOST_THEMES - 1)


def needed(main: float) -> float:
    """The score that a further theme needs beside a main one with this score."""
    return min(max(FURTHER_SCORE, FURTHER_SHARE * main), CLEAR_SCORE)


def _borderline(claim: Claim, ranked: Sequence[Claim]) -> bool:
    """Whether a paper could as well not be in a theme, or not have it for its main one."""
    least = MAIN_SCORE if claim is ranked[0] else needed(ranked[0].score)
    return claim.score < SCARCE * least or bool(_rival(claim, ranked))


def _rival(claim: Claim, ranked: Sequence[Claim]) -> str:
    """The theme that could as well be the paper's main one, if this is its main one."""
    if claim is not ranked[0] or len(ranked) == 1:
        return ""
    return ranked[1].theme if ranked[1].score >= RIVAL_SHARE * claim.score else ""


def _hits(
    papers: Mapping[str, Paper], themes: Sequence[Theme]
) -> tuple[dict[str, dict[str, list[_Hit]]], dict[tuple[str, str], int]]:
    """By paper and theme, each phrase found: its score, and how often in title and in abstract.

    With them come the phrases that too many papers have, and how many: they share the points of
    the most that may have one.
    """
    fold = cache(fold_word)
    index = _index(themes, fold)
    counts = {
        id: (_count(words(paper.title, fold), index), _count(words(paper.abstract, fold), index))
        for id, paper in papers.items()
    }
    holders = Counter(number for title, abstract in counts.values() for number in title | abstract)
    most = max(COMMON, COMMON_SHARE * len(papers))
    hits: dict[str, dict[str, list[_Hit]]] = {}
    for id, (title, abstract) in counts.items():
        hits[id] = {}
        for number in title | abstract:
            theme, phrase = index.phrases[number]
            in_title, in_abstract = title.get(number, 0), abstract.get(number, 0)
            strength = min(log2(1 + in_abstract), MOST_IN_ABSTRACT) + (IN_TITLE if in_title else 0)
            points = phrase.weight * strength * min(1.0, most / holders[number])
            hit = (points, phrase.text, in_title, in_abstract)
            hits[id].setdefault(theme, []).append(hit)
    common = {
        (theme, phrase.text): holders[number]
        for number, (theme, phrase) in enumerate(index.phrases)
        if holders[number] > most
    }
    return hits, common


def _found(hits: Iterable[_Hit]) -> tuple[Found, ...]:
    return tuple(Found(*hit[1:]) for hit in sorted(hits, key=lambda hit: (-hit[0], hit[1])))


def _count(text: Sequence[str], index: _Index) -> dict[int, int]:
    """How often each phrase stands in the words of a text, by its number.

    A phrase inside a longer one of its own theme is not counted: scanning from the left, the
    longest first, it would end no later than one that has been counted.
    """
    counts: dict[int, int] = {}
    reach: dict[str, int] = {}
    for start, word in enumerate(text):
        for length in index.lengths.get(word, ()):
            end = start + length
            for number in index.numbers.get(tuple(text[start:end]), ()):
                theme = index.phrases[number][0]
                if end > reach.get(theme, 0):
                    reach[theme] = end
                    counts[number] = counts.get(number, 0) + 1
    return counts


def _index(themes: Sequence[Theme], fold: Fold) -> _Index:
    phrases = [(theme.id, phrase) for theme in themes for phrase in theme.phrases]
    numbers: dict[_Words, list[int]] = {}
    # The heaviest first: of two spellings alike within a theme, the first is counted.
    for number in sorted(range(len(phrases)), key=lambda number: -phrases[number][1].weight):
        text = phrases[number][1].text
        # "pre-training" is also written "pre training" and "pretraining".
        for spelt in {words(text, fold), words(_HYPHEN.sub("", text), fold)} - {()}:
            numbers.setdefault(spelt, []).append(number)
    lengths: dict[str, set[int]] = {}
    for spelt in numbers:
        lengths.setdefault(spelt[0], set()).add(len(spelt))
    longest_first = {first: sorted(some, reverse=True) for first, some in lengths.items()}
    return _Index(phrases, numbers, longest_first)


def words(text: str, fold: Fold) -> _Words:
    """The words of a text, each folded."""
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
        # Composed again, for what is no accent: the dots of kana, the letters of Hangul.
        text = unicodedata.normalize("NFC", text)
    return tuple(map(fold, _WORD.findall(_APOSTROPHE.sub("", text))))


def fold_word(word: str) -> str:
    """A word in lower case and without its plural: networks, studies, losses, GPUs; not SARS."""
    lower = word.casefold()
    if len(word) > 2 and word[:-1].isupper() and word[-1] == "s":
        return lower[:-1]
    shortest = 5 if word.isupper() else 4
    if len(word) >= shortest and lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        lower = lower[:-1]
        if lower.endswith(("sse", "xe", "she", "tche")):
            return lower[:-1]
    return lower[:-2] + "y" if lower.endswith("ie") else lower
