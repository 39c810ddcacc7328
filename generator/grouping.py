"""Themes for papers that nobody has sorted: groups of papers alike, named by what they speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml
from slugify import slugify

from generator.model import Paper, Phrase, Theme
from generator.phrasing import READ, Mark, marks
from generator.terms import Space, telling
from generator.terms import space as space_of
from generator.themes import judge, strongest

# Sixteen times the papers make twice the themes: a list of themes is read by eye.
_THEMES = 3.5
_FEWEST = 8  # papers of a group, on average
_SMALLEST = 3  # papers that have a theme for their main one
_DIMENSIONS = 1.5  # for each group, of the space in which groups are sought
_RARE = 2000  # one in so many papers has a term, or it divides none of them
_STARTS = 10
_SEED = 1
_DIGITS = 5

_PHRASES = 24
# What a phrase weighs, by the share of all papers with it that are in the group.
_WEIGHTS = ((0.75, 3.0), (0.5, 2.0), (0.33, 1.0))
_COMPLETE = 0.5  # of the places of a phrase in a name, the least after which it is complete
_TELLING = 0.4  # of all papers with a phrase in a name, the least that are in the group
_COMPLETE_WORD = 0.4
_TITLES_WORD = 0.05  # of the papers read, the least that have a word of a name in the title
_OFTEN_SHARE = 0.1  # of the papers read, that make a phrase a subject which is in no title
_COMMON = 0.45  # of all papers, the most that a name fits
_TITLES_SECOND = 0.1  # the same of a word that comes second
_PHRASE = 2.5  # how much better a phrase names a theme than a word
_OFTEN = 3  # papers that make a phrase worth keeping which stands in no title
_ENOUGH = 0.6  # of the papers read: a phrase that so many have is a name alone
_MORE = 0.12  # of the papers read, the least that a second phrase adds to the first
_NAMED = 4  # phrases in the sentence about a theme
_LONGEST_ID = 60
_RESERVED = frozenset({"index", "unsorted"})


def suggest(
    papers: Mapping[str, Paper],
    space: Space | None = None,
    only: Collection[str] | None = None,
    taken: Sequence[Theme] = (),
) -> tuple[Theme, ...]:
    """Themes for a library, or for those papers of it whose ids are in `only`; maybe none.

    What is alike is grouped, and each group gets the phrases that tell it from the rest of the
    library; what no phrase of any group marks stays unsorted. No id or title of the themes that
    are there already, `taken`, is given again. Related themes stand next to each other, for that
    is how one reads a list of subjects; the larger end of the list comes first. `space` is that
    of the papers, where it is known already.
    """
    space = space or space_of(papers)
    rows = [row for row, id in enumerate(space.ids) if only is None or id in only]
    themes: list[Theme] = []
    groups = _groups(space, rows)
    for group, told in zip(groups, marks(space, papers, groups), strict=True):
        if theme := _theme(told, min(len(group), READ), (*taken, *themes)):
            themes.append(theme)
    judged = judge(papers, (*taken, *themes), {}, space)
    chosen = map(strongest, judged.claims.values())
    sizes = Counter(some[0].theme for some in chosen if some)
    return tuple(theme for theme in themes if sizes[theme.id] >= _SMALLEST)


def to_yaml(themes: Iterable[Theme]) -> str:
    """Themes as the text of a themes.yml."""
    return "\n".join(
        yaml.safe_dump([_plain(theme)], allow_unicode=True, sort_keys=False, width=100)
        for theme in themes
    )


def _plain(theme: Theme) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": theme.id, "title": theme.title, "about": theme.about}
    if theme.parent:
        plain["parent"] = theme.parent
    plain["phrases"] = [_weighed(phrase) for phrase in theme.phrases]
    return plain


def _weighed(phrase: Phrase) -> str | dict[str, float]:
    if phrase.weight == 1:
        return phrase.text
    whole = phrase.weight.is_integer()
    return {phrase.text: int(phrase.weight) if whole else phrase.weight}


def _groups(space: Space, rows: Sequence[int]) -> list[list[int]]:
    """The rows in groups of papers alike, neighbouring groups next to each other, or no groups.

    Groups are those of k-means in the space of the strongest correlations between terms (latent
    semantic analysis). All runs on one thread, so that sums are alike whatever the machine does
    besides.
    """
    # Imported here because it takes longer than all else that a small library needs.
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize
    from threadpoolctl import threadpool_limits

    weights = space.weights[list(rows)]
    rare = max(2, len(rows) / _RARE)
    kept = np.flatnonzero(np.bincount(weights.indices, minlength=weights.shape[1]) >= rare)
    if not len(kept):
        return []
    weights = normalize(weights[:, kept])
    full = np.flatnonzero(np.diff(weights.indptr))
    weights = weights[full]
    wanted = min(round(_THEMES * len(full) ** 0.25), len(full) // _FEWEST)
    dimensions = min(round(_DIMENSIONS * wanted), min(weights.shape) - 1)
    if wanted < 2 or dimensions < 1:
        return []
    # Papers that are all alike have no variance; the analysis divides by it, though nobody asks.
    with threadpool_limits(1), np.errstate(invalid="ignore", divide="ignore"):
        analysis = TruncatedSVD(dimensions, random_state=_SEED)
        spots = np.round(normalize(analysis.fit_transform(weights)), _DIGITS)
        wanted = min(wanted, len(np.unique(spots, axis=0)))
        means = KMeans(wanted, n_init=_STARTS, random_state=_SEED).fit(spots)
        order = _order(means.cluster_centers_, np.bincount(means.labels_))
    return [[rows[place] for place in full[means.labels_ == label].tolist()] for label in order]


def _order(centers: Any, sizes: Any) -> list[int]:
    """The groups in a row with those alike next to each other, from the end with the larger one."""
    import numpy as np
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import pdist

    if len(centers) < 3:
        return [int(label) for label in np.argsort(-sizes, kind="stable")]
    apart = np.round(pdist(centers), _DIGITS)
    order: list[int] = leaves_list(optimal_leaf_ordering(linkage(apart, "average"), apart)).tolist()
    return order if sizes[order[0]] >= sizes[order[-1]] else order[::-1]


def _theme(told: Sequence[Mark], read: int, others: Sequence[Theme]) -> Theme | None:
    """The theme of a group of which so many papers were read, if there is a name for it."""
    named = _named(told, read, {theme.title.casefold() for theme in others})
    phrases = {phrase.text: phrase for phrase in _weighty(told)}
    if not named or not phrases:
        return None
    title = " and ".join(mark.text for mark in named)
    sentence = _sentence(_apart([*named, *_speaking(told, read)])[:_NAMED])
    return Theme(
        id=_id(title, {theme.id for theme in others}),
        title=title[:1].upper() + title[1:],
        about=f"Found automatically: papers that speak of {sentence}.",
        phrases=tuple(phrases.values())[:_PHRASES],
        automatic=True,
    )


def _weighty(told: Iterable[Mark]) -> Iterator[Phrase]:
    """The phrases that mark a theme, the most telling first."""
    for mark in told:
        weight = next((weight for share, weight in _WEIGHTS if mark.share >= share), 0.0)
        if weight and telling(mark.text.lower()) and _is_phrase(mark):
            yield Phrase(mark.text, weight)


def _is_phrase(mark: Mark) -> bool:
    """Whether a mark is a subject: a word of a title, an acronym, or a phrase that is complete."""
    if " " in mark.text:
        return mark.complete >= _COMPLETE and bool(mark.titles or len(mark.holders) >= _OFTEN)
    return bool(mark.titles) or mark.text.isupper()


def _speaking(told: Iterable[Mark], read: int) -> list[Mark]:
    """The marks that read well on their own, the best first; of words the certain ones alone."""
    good = []
    for mark in told:
        share = len(mark.holders) / read
        if " " in mark.text:
            certain = mark.complete >= _COMPLETE
            subject = mark.titles or share >= _OFTEN_SHARE
        else:
            certain = mark.complete >= _COMPLETE_WORD
            subject = mark.titles >= max(_OFTEN, _TITLES_WORD * read)
        apart = mark.share >= _TELLING and share / mark.lift <= _COMMON
        if certain and subject and apart and telling(mark.text.lower()):
            good.append(mark)
    return sorted(good, key=lambda mark: (-_worth(mark), mark.key))


def _worth(mark: Mark) -> float:
    """How good a name a mark is: telling, in titles, and rather a phrase than a word."""
    titled = 1 + mark.titles / len(mark.holders)
    return round(mark.gain * titled * (_PHRASE if " " in mark.text else 1.0), 6)


def _named(told: Sequence[Mark], read: int, taken: Collection[str]) -> tuple[Mark, ...]:
    """The one or two marks that name a group."""
    good = _speaking(told, read)
    for first in good:
        if len(first.holders) < _ENOUGH * read:
            more = [
                mark
                for mark in good
                if len(mark.holders - first.holders) >= _MORE * read
                and not set(mark.key.split()) & set(first.key.split())
                and (" " in mark.text or mark.titles >= _TITLES_SECOND * read)
            ]
            if more:
                second = max(
                    more,
                    key=lambda mark: (
                        _worth(mark) * len(mark.holders - first.holders) / len(mark.holders)
                    ),
                )
                if f"{first.text} and {second.text}".casefold() not in taken:
                    return first, second
        if first.text.casefold() not in taken:
            return (first,)
    return ()


def _apart(ranked: Iterable[Mark]) -> list[Mark]:
    """The marks that share no telling word with one before."""
    kept: list[Mark] = []
    said: set[str] = set()
    for mark in ranked:
        own = {word for word in mark.key.split() if telling(word)} or {mark.key}
        if not own & said:
            kept.append(mark)
            said |= own
    return kept


def _sentence(named: Sequence[Mark]) -> str:
    *before, last = [mark.text for mark in named]
    return f"{', '.join(before)} and {last}" if before else last


def _id(title: str, taken: Collection[str]) -> str:
    stem = slugify(title, max_length=_LONGEST_ID, word_boundary=True) or "theme"
    number = 1
    id = stem
    while id in taken or id in _RESERVED:
        number += 1
        id = f"{stem}-{number}"
    return id
