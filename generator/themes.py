"""Which themes a paper belongs to, and why.

A theme is marked by phrases. A phrase counts where its words stand in the text as whole words
in this order; case, accents, plurals, hyphens and apostrophes do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import log2
from typing import NamedTuple

from generator.model import Assignment, Found, Note, Paper, Phrase, Theme

MOST_THEMES = 3
# A phrase in the title counts 3 times its weight, in the abstract once for the first time it
# stands there and at most twice however often: the title always says more than the abstract.
IN_TITLE = 3.0
MOST_IN_ABSTRACT = 2.0
# What a paper needs to be sorted at all: more than one passing mention of a plain phrase.
MAIN_SCORE = 2.0
# What a further theme needs: a score of its own and this share of the main theme's, or a score
# that is clear in itself, lest a main theme with many phrases hide it.
FURTHER_SCORE = 4.0
FURTHER_SHARE = 0.5
CLEAR_SCORE = 8.0

# Scripts written without spaces: a character of these counts as a word.
_CJK = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_CJK}]|[A-Za-z](?:\+\+|#)|[^\W_{_CJK}]+")
_ACCENT = re.compile("[\u0300-\u036f]")
_APOSTROPHE = re.compile("(?<=\\w)['\u2018\u2019\u02bc](?=\\w)")
_HYPHEN = re.compile("(?<=\\w)[-\u2010\u2011](?=\\w)")

_Words = tuple[str, ...]
_Fold = Callable[[str], str]
_Hit = tuple[float, str, int, int]


class _Index(NamedTuple):
    """All phrases, numbered, as pairs of a theme's id and a phrase, and ways to look them up:
    the numbers by folded words, and the lengths, longest first, by the first word."""

    phrases: Sequence[tuple[str, Phrase]]
    numbers: Mapping[_Words, Sequence[int]]
    lengths: Mapping[str, Sequence[int]]


def assign(
    papers: Mapping[str, Paper], themes: Sequence[Theme], notes: Mapping[str, Note]
) -> dict[str, tuple[Assignment, ...]]:
    """Papers and notes by paper id in; each sorted paper's themes out, the main one first.

    A paper that no theme claims is absent. At most three themes are found for a paper; a note
    that names themes of the file replaces them by all that it names, in its order.
    """
    fold = cache(_fold)
    order = {theme.id: place for place, theme in enumerate(themes)}
    index = _index(themes, fold)
    assignments = {}
    for id, paper in papers.items():
        hits = _hits(paper, index, fold)
        # Rounded, so that a tie is a tie whatever the order in which scores were added.
        totals = {theme: round(sum(hit[0] for hit in some), 3) for theme, some in hits.items()}
        wanted = notes[id].themes if id in notes else ()
        curated = [theme for theme in dict.fromkeys(wanted) if theme in order]
        if chosen := curated or _strongest(totals, order):
            assignments[id] = tuple(
                Assignment(
                    theme, totals.get(theme, 0.0), _found(hits.get(theme, ())), bool(curated)
                )
                for theme in chosen
            )
    return assignments


def _hits(paper: Paper, index: _Index, fold: _Fold) -> dict[str, list[_Hit]]:
    """By theme id, each phrase found: its score, and how often in title and in abstract."""
    title = _count(_words(paper.title, fold), index)
    abstract = _count(_words(paper.abstract, fold), index)
    hits: dict[str, list[_Hit]] = {}
    for number in title | abstract:
        theme, phrase = index.phrases[number]
        in_title, in_abstract = title.get(number, 0), abstract.get(number, 0)
        strength = min(log2(1 + in_abstract), MOST_IN_ABSTRACT) + (IN_TITLE if in_title else 0)
        hit = (phrase.weight * strength, phrase.text, in_title, in_abstract)
        hits.setdefault(theme, []).append(hit)
    return hits


def _found(hits: Iterable[_Hit]) -> tuple[Found, ...]:
    return tuple(Found(*hit[1:]) for hit in sorted(hits, key=lambda hit: (-hit[0], hit[1])))


def _strongest(totals: Mapping[str, float], order: Mapping[str, int]) -> list[str]:
    """The ids of the main theme and of the further ones; none if no total is enough."""
    ranked = sorted(totals, key=lambda theme: (-totals[theme], order[theme]))[:MOST_THEMES]
    if not ranked or totals[ranked[0]] < MAIN_SCORE:
        return []
    least = min(max(FURTHER_SCORE, FURTHER_SHARE * totals[ranked[0]]), CLEAR_SCORE)
    return ranked[:1] + [theme for theme in ranked[1:] if totals[theme] >= least]


def _count(words: Sequence[str], index: _Index) -> dict[int, int]:
    """How often each phrase stands in the words, by its number.

    A phrase inside a longer one of its own theme is not counted: scanning from the left, the
    longest first, it would end no later than one that has been counted.
    """
    counts: dict[int, int] = {}
    reach: dict[str, int] = {}
    for start, word in enumerate(words):
        for length in index.lengths.get(word, ()):
            end = start + length
            for number in index.numbers.get(tuple(words[start:end]), ()):
                theme = index.phrases[number][0]
                if end > reach.get(theme, 0):
                    reach[theme] = end
                    counts[number] = counts.get(number, 0) + 1
    return counts


def _index(themes: Sequence[Theme], fold: _Fold) -> _Index:
    phrases = [(theme.id, phrase) for theme in themes for phrase in theme.phrases]
    numbers: dict[_Words, list[int]] = {}
    # The heaviest first: of two spellings alike within a theme, the first is counted.
    for number in sorted(range(len(phrases)), key=lambda number: -phrases[number][1].weight):
        text = phrases[number][1].text
        # "pre-training" is also written "pre training" and "pretraining".
        for words in {_words(text, fold), _words(_HYPHEN.sub("", text), fold)} - {()}:
            numbers.setdefault(words, []).append(number)
    lengths: dict[str, set[int]] = {}
    for words in numbers:
        lengths.setdefault(words[0], set()).add(len(words))
    longest_first = {word: sorted(some, reverse=True) for word, some in lengths.items()}
    return _Index(phrases, numbers, longest_first)


def _words(text: str, fold: _Fold) -> _Words:
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
        # Composed again, for what is no accent: the dots of kana, the letters of Hangul.
        text = unicodedata.normalize("NFC", text)
    return tuple(map(fold, _WORD.findall(_APOSTROPHE.sub("", text))))


def _fold(word: str) -> str:
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
