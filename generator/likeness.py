"""How like the papers that are surely in a theme another paper is, and by which terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.terms import Space, phrases, telling

# Points for a paper that is as like a theme as its sure papers are, and the most for more.
POINTS = 3.0
MOST_POINTS = 6.0
# Fewer sure papers say too little of what a theme is about.
_FEWEST = 3
# The heaviest terms say as much as all, and a thousand profiles of so many are small.
_PROFILE = 300
_CLEAR = 0.9
_TERMS = 4
_DIGITS = 3


_NOWHERE = Space((), (), (), None)


@dataclass(frozen=True)
class Likeness:
    """How like each theme every paper is.

    A theme's profile is the mean of its sure papers less the mean of all papers, as far as that is
    above nothing; likeness is the cosine of a paper with it. A sure paper is compared with the
    others of its theme. `cosines` has a row a paper and a column a theme, `profiles` a row a theme
    and a column a term. `typical` is the median likeness of sure papers with their own theme, and
    `chance` that with whichever other is nearest; nine in ten have less than `clear` with that.
    """

    space: Space = _NOWHERE
    themes: tuple[str, ...] = ()
    cosines: Any = None
    profiles: Any = None
    typical: float = 0.0
    chance: float = 0.0
    clear: float = 1.0

    def of(self, paper: str) -> dict[str, float]:
        """The cosine of a paper with each theme that it is like, by the theme's id."""
        if paper not in self._places or not self.themes:
            return {}
        return {self.themes[place]: value for place, value in self._row(self.cosines, paper)}

    def points(self, cosine: float) -> float:
        """What a cosine is worth: nothing up to chance, POINTS where it is typical."""
        if self.typical <= self.chance:
            return 0.0
        share = (cosine - self.chance) / (self.typical - self.chance)
        return round(min(max(POINTS * share, 0.0), MOST_POINTS), _DIGITS)

    def terms(self, paper: str, theme: str) -> tuple[str, ...]:
        """The telling terms that make a paper like a theme, in its words, the heaviest first."""
        if paper not in self._places or theme not in self.themes:
            return ()
        profile = self._profiles[theme]
        carried = {
            self.space.names[column]: round(weight * profile[column], 6)
            for column, weight in self._row(self.space.weights, paper)
            if column in profile
        }
        ranked = sorted(filter(telling, carried), key=lambda term: (-carried[term], term))
        content = self.space.contents[self._places[paper]]
        return phrases(ranked, (content,), _TERMS)

    def _row(self, matrix: Any, paper: str) -> list[tuple[int, float]]:
        place = self._places[paper]
        part = slice(*matrix.indptr[place : place + 2])
        return list(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {id: place for place, id in enumerate(self.space.ids)}

    @cached_property
    def _profiles(self) -> Mapping[str, Mapping[int, float]]:
        matrix = self.profiles
        return {
            theme: dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
            for theme, row in zip(self.themes, matrix, strict=True)
        }


def likeness(space: Space, sure: Mapping[str, str]) -> Likeness:
    """How like each theme every paper of a space is, from the theme of each paper that is sure.

    Themes of fewer than three sure papers have no profile; and nothing can be said of a library
    where fewer than two themes have one.
    """
    import numpy as np
    from scipy.sparse import csr_matrix, vstack

    places: dict[str, list[int]] = {}
    for place, id in enumerate(space.ids):
        if id in sure:
            places.setdefault(sure[id], []).append(place)
    themes = tuple(sorted(theme for theme, some in places.items() if len(some) >= _FEWEST))
    weights = space.weights
    if len(themes) < 2 or not space.names:
        return Likeness(space)
    mean = np.asarray(weights.mean(axis=0)).ravel()
    profiles, own = [], np.full(len(space.ids), np.nan)
    home = np.full(len(space.ids), -1)
    for number, theme in enumerate(themes):
        members = weights[places[theme]]
        total = np.asarray(members.sum(axis=0)).ravel()
        profile = np.round(total / members.shape[0] - mean, 9)
        # A stable order, so that terms of equal weight are cut alike everywhere.
        heaviest = np.argsort(-profile, kind="stable")[:_PROFILE]
        kept = np.sort(heaviest[profile[heaviest] > 0])
        length = np.sqrt((profile[kept] ** 2).sum()) or 1.0
        row = (profile[kept] / length, (np.zeros_like(kept), kept))
        profiles.append(csr_matrix(row, shape=(1, weights.shape[1])))
        mine = members[:, kept].toarray()
        rest = np.maximum((total[kept] - mine) / (members.shape[0] - 1) - mean[kept], 0)
        lengths = np.sqrt((rest**2).sum(axis=1))
        own[places[theme]] = (mine * rest).sum(axis=1) / np.where(lengths > 0, lengths, 1)
        home[places[theme]] = number
    stacked = vstack(profiles, format="csr")
    cosines = (weights @ stacked.T).tocoo()
    apart = home[cosines.row] != cosines.col
    others = np.zeros(len(space.ids))
    np.maximum.at(others, cosines.row[apart], cosines.data[apart])
    surely = np.flatnonzero(home >= 0)
    rows = np.concatenate([cosines.row[apart], surely])
    columns = np.concatenate([cosines.col[apart], home[surely]])
    values = np.round(np.concatenate([cosines.data[apart], own[surely]]), _DIGITS)
    return Likeness(
        space,
        themes,
        csr_matrix((values, (rows, columns)), shape=cosines.shape),
        stacked,
        typical=round(float(np.median(own[surely])), _DIGITS),
        chance=round(float(np.median(others[surely])), _DIGITS),
        clear=round(float(np.quantile(others[surely], _CLEAR)), _DIGITS),
    )
