"""How good the grouping of a library is: what a curator would want to look at, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from generator.model import (
    Assignment,
    Border,
    Idle,
    Library,
    Outlier,
    Overlap,
    Paper,
    Quality,
    Related,
    Sized,
    Theme,
    Twins,
)
from generator.themes import Judgement, fold_word, words

# Two themes overlap if they share so many papers and this share of the smaller one.
FEWEST_SHARED = 3
SHARE = 0.33
# A paper stands out if none of its nearest is in its theme, and so many are in one other theme.
NEAREST = 6
ELSEWHERE = 3
# Papers that are so near one another, with so many of their words the same, may be one paper: what
# little is known of two may be near by a single term. A paper farther from all stands alone.
TWINS = 0.8
SAME_WORDS = 0.5
ALONE = 0.05


def assess(
    themes: Sequence[Theme],
    papers: Mapping[str, Paper],
    assignments: Mapping[str, Sequence[Assignment]],
    related: Mapping[str, Sequence[Related]],
    judged: Judgement,
) -> Quality:
    """The quality of a grouping.

    `related` are each paper's nearest, NEAREST or more of them. `judged` is what led to the
    assignments: a phrase tells something wherever it was found, whether it counted in the end or
    not.
    """
    known = {theme.id for theme in themes}
    sorted_in = {
        id: [one for one in some if one.theme in known] for id, some in assignments.items()
    }
    mains = {id: some[0] for id, some in sorted_in.items() if some}
    marked = {
        (claim.theme, found.phrase)
        for claims in judged.claims.values()
        for claim in claims
        for found in claim.found
    }
    return Quality(
        papers=len(papers),
        by_note=sum(main.curated for main in mains.values()),
        by_likeness=sum(main.guessed for main in mains.values()),
        unsorted=tuple(id for id in papers if id not in mains),
        themes=_sizes(themes, sorted_in),
        borders=tuple(
            Border(id, main.theme, main.rival) for id, main in mains.items() if main.borderline
        ),
        outliers=tuple(_outliers(mains, sorted_in, related)),
        overlaps=_overlaps(sorted_in),
        idle=tuple(
            Idle(theme.id, phrase.text)
            for theme in themes
            for phrase in theme.phrases
            if (theme.id, phrase.text) not in marked
        ),
        common=tuple(
            Idle(theme, text, number)
            for (theme, text), number in sorted(judged.common.items(), key=lambda e: (-e[1], e[0]))
        ),
        twins=tuple(
            Twins(id, near.id, near.score)
            for id in papers
            for near in related.get(id, ())
            if near.score >= TWINS
            and (id < near.id or not _names(related, near.id, id))
            and _alike(papers[id], papers[near.id])
        ),
        alone=tuple(id for id in papers if not related.get(id) or related[id][0].score < ALONE),
    )


def _names(related: Mapping[str, Sequence[Related]], id: str, other: str) -> bool:
    return any(near.id == other for near in related.get(id, ()))


def _alike(paper: Paper, other: Paper) -> bool:
    """Whether two papers have most words of their titles and abstracts in common."""
    ours, theirs = (set(words(f"{one.title} {one.abstract}", fold_word)) for one in (paper, other))
    return len(ours & theirs) >= SAME_WORDS * len(ours | theirs)


def _sizes(
    themes: Sequence[Theme], sorted_in: Mapping[str, Sequence[Assignment]]
) -> tuple[Sized, ...]:
    main: dict[str, list[Assignment]] = defaultdict(list)
    further: Counter[str] = Counter()
    for some in sorted_in.values():
        for place, one in enumerate(some):
            if place:
                further[one.theme] += 1
            else:
                main[one.theme].append(one)
    return tuple(
        Sized(
            theme.id,
            main=len(main[theme.id]),
            further=further[theme.id],
            guessed=sum(one.guessed for one in main[theme.id]),
            borderline=sum(one.borderline for one in main[theme.id]),
        )
        for theme in themes
    )


def _outliers(
    mains: Mapping[str, Assignment],
    sorted_in: Mapping[str, Sequence[Assignment]],
    related: Mapping[str, Sequence[Related]],
) -> Iterator[Outlier]:
    for id, main in mains.items():
        nearest = [near.id for near in related.get(id, ())[:NEAREST]]
        around = [{one.theme for one in sorted_in.get(near, ())} for near in nearest]
        if main.curated or any(main.theme in some for some in around):
            continue
        counted = Counter(theme for some in around for theme in some)
        ranked = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
        if ranked and ranked[0][1] >= ELSEWHERE:
            theme, number = ranked[0]
            yield Outlier(id, main.theme, theme, number, len(nearest))


def _overlaps(sorted_in: Mapping[str, Sequence[Assignment]]) -> tuple[Overlap, ...]:
    sizes: Counter[str] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    for some in sorted_in.values():
        within = sorted({one.theme for one in some})
        sizes.update(within)
        shared.update(combinations(within, 2))
    overlaps = (
        Overlap(left, right, number, min(sizes[left], sizes[right]))
        for (left, right), number in shared.items()
        if number >= FEWEST_SHARED
    )
    return tuple(
        sorted(
            (one for one in overlaps if one.shared >= SHARE * one.smaller),
            key=lambda one: (-one.shared / one.smaller, one.left, one.right),
        )
    )


def report(library: Library) -> Iterator[str]:
    """What the page on the quality of the grouping says, as lines of plain text."""
    quality = library.quality
    titles = {theme.id: theme.title for theme in library.themes}
    yield (
        f"{quality.papers} papers: {quality.by_phrases} sorted by phrases, "
        f"{quality.by_likeness} by likeness alone, {quality.by_note} by a note, "
        f"{len(quality.unsorted)} in no theme"
    )
    yield from _section(
        "themes",
        (
            f"{titles[one.theme]}: {one.main} papers, {one.further} more related"
            + (f", {one.guessed} by likeness alone" if one.guessed else "")
            + (f", {one.borderline} at the border" if one.borderline else "")
            for one in quality.themes
        ),
    )
    yield from _section("in no theme", quality.unsorted)
    yield from _section(
        "at the border",
        (
            f"{one.paper}: {titles[one.theme]}"
            + (f" or {titles[one.rival]}" if one.rival else ", by few points")
            for one in quality.borders
        ),
    )
    yield from _section(
        "unlike their theme",
        (
            f"{one.paper}: in {titles[one.theme]}, but of its {one.nearest} nearest papers "
            f"none is; {one.number} are in {titles[one.elsewhere]}"
            for one in quality.outliers
        ),
    )
    yield from _section(
        "themes that overlap",
        (
            f"{titles[one.left]} and {titles[one.right]}: {one.shared} papers in both, "
            f"of the {one.smaller} of the smaller one"
            for one in quality.overlaps
        ),
    )
    yield from _section(
        "phrases that mark nothing", (f"{titles[one.theme]}: {one.text}" for one in quality.idle)
    )
    yield from _section(
        "phrases that mark too much",
        (f"{titles[one.theme]}: {one.text} ({one.papers} papers)" for one in quality.common),
    )
    yield from _section(
        "near duplicates",
        (f"{one.left} and {one.right} (similarity {one.score:.2f})" for one in quality.twins),
    )
    yield from _section("alone", quality.alone)


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    listed = [f"    {line}" for line in lines]
    if listed:
        yield f"{heading} ({len(listed)}):"
        yield from listed
