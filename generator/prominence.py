"""How far up papers stand over all listings, and which have risen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.model import Listed, Paper

# Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, section 2): how little it counts to
# be at the very top of one listing beside being far up in several.
DAMPING = 60

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SHOWN = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a paper stands over several listings.

    `place` is from 1, and the same for equal scores. `listed` is its best place in each listing,
    the best first.
    """

    paper: str
    place: int
    score: float
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Rise:
    """That a paper stands further up in the later listings than in the earlier ones."""

    paper: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The earlier listings and the later ones by path, and the papers that rose between them."""

    earlier: tuple[str, ...]
    later: tuple[str, ...]
    risen: tuple[Rise, ...]


def standings(
    papers: Iterable[Paper], listings: Collection[str], least: int = 1
) -> tuple[Standing, ...]:
    """The papers that stand in at least so many of these listings, those furthest up first.

    `listings` are paths. The score is that of reciprocal rank fusion: the sum of 1 / (60 + rank)
    over the listings. Equal scores stand in the order of the titles.
    """
    found = []
    for paper in papers:
        best: dict[str, Listed] = {}
        for listed in sorted(paper.listed, key=lambda listed: listed.rank):
            if listed.source in listings:
                best.setdefault(listed.source, listed)
        if len(best) >= least:
            # From the best place on, so that equal places give equal scores to the last digit.
            score = sum(1 / (DAMPING + listed.rank) for listed in best.values())
            found.append((-score, paper.title.casefold(), paper.id, tuple(best.values())))
    found.sort()
    places: dict[float, int] = {}
    return tuple(
        Standing(id, places.setdefault(score, number), -score, listed)
        for number, (score, _, id, listed) in enumerate(found, 1)
    )


def dated(shown: str) -> str:
    """A day as listings show it, "Jun 17, 2026", as "2026-06-17"; nothing if it has no year."""
    found = _SHOWN.fullmatch(shown)
    if not found or found[1].lower() not in _MONTHS:
        return ""
    return f"{found[3]}-{_MONTHS.index(found[1].lower()) + 1:02}-{int(found[2]):02}"


def compare(papers: Collection[Paper], days: Mapping[str, str]) -> Compared | None:
    """What rose from the earlier listings to the latest, the furthest first.

    `days` are those of the listings by path: "2026-11-21", or as much of it as is known, or
    nothing. The latest listings are those that no other is surely later than. None where no
    listing is surely earlier than these.
    """
    known = {path: day for path, day in sorted(days.items()) if day}
    later = [
        path
        for path, day in known.items()
        if not any(_before(day, other) for other in known.values())
    ]
    earlier = [
        path for path, day in known.items() if all(_before(day, known[other]) for other in later)
    ]
    if not earlier:
        return None
    before = {standing.paper: standing.place for standing in standings(papers, earlier)}
    risen = [
        Rise(standing.paper, before[standing.paper], standing.place)
        for standing in standings(papers, later)
        if before.get(standing.paper, 0) > standing.place
    ]
    # The sort keeps equal rises in the order of their places after it.
    risen.sort(key=lambda rise: rise.after - rise.before)
    return Compared(tuple(earlier), tuple(later), tuple(risen))


def _before(one: str, other: str) -> bool:
    """Whether a day is surely before another: 2026-10 before 2026-11-21, but 2026-11 is not."""
    shared = min(len(one), len(other))
    return one[:shared] < other[:shared]
