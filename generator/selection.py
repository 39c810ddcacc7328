"""Which of the papers nearest to one are shown with it: those that also go with its themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

from generator.model import Assignment, Related
from generator.themes import Claim

# So many are looked at for each paper that is shown.
CHOICE = 4
# What the themes of two papers count for beside their nearness; either is from 0 to 1.
THEMES = 0.15
# How well a paper without themes agrees with any other: this speaks neither for nor against it.
UNKNOWN = 0.5
# The least nearness for being shown, if themes do not tell: of papers whose meaning is known, and
# by words alone, which tell papers apart less. So many are shown in any case.
WITH_MEANING, BY_WORDS = 0.275, 0.335
LEAST = 1

Leaning = Mapping[str, float]


def select(
    nearest: Mapping[str, Sequence[Related]], leanings: Mapping[str, Leaning], count: int
) -> dict[str, tuple[Related, ...]]:
    """Up to `count` of the nearest papers of each, first those that go best with it.

    The score of a pair becomes a mean of its nearness and of how the themes of the two agree: the
    cosine of their `leanings`. Without any leanings nearness alone counts.
    """
    share = THEMES if leanings else 0.0
    meant = any(near.meaning for some in nearest.values() for near in some)
    floor = (1 - share) * (WITH_MEANING if meant else BY_WORDS) + share * UNKNOWN
    chosen = {}
    for id, some in nearest.items():
        scored = (
            replace(near, score=round((1 - share) * near.score + share * agreement, 4))
            for near in some
            for agreement in (_agreement(leanings.get(id), leanings.get(near.id)),)
        )
        # Equally good ones stay in the order of nearness.
        ranked = sorted(scored, key=lambda near: -near.score)[:count]
        chosen[id] = tuple(
            near for rank, near in enumerate(ranked) if rank < LEAST or near.score >= floor
        )
    return chosen


def leanings(
    claims: Mapping[str, Sequence[Claim]], assignments: Mapping[str, Sequence[Assignment]]
) -> dict[str, Leaning]:
    """What speaks for each theme of a paper, as a vector of length 1; a paper of none is absent.

    These are the points of its claims, or the word of a curator, which is the same for all themes.
    """
    found: dict[str, Leaning] = {}
    for id, claimed in claims.items():
        points = {claim.theme: claim.score for claim in claimed}
        if any(one.curated for one in assignments.get(id, ())):
            points = {one.theme: 1.0 for one in assignments[id]}
        length = sqrt(sum(value * value for value in points.values()))
        if length:
            found[id] = {theme: value / length for theme, value in points.items()}
    return found


def _agreement(left: Leaning | None, right: Leaning | None) -> float:
    """The cosine of two leanings, both of length 1."""
    if not left or not right:
        return UNKNOWN
    return sum(value * right.get(theme, 0.0) for theme, value in left.items())
