"""What became of every entry of every file, and how often cleaning followed each rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.model import Account, Change, Filed, Paper, Problem, Reading, Ruled

EXAMPLES = 5
MOST_SHOWN = 80
# Rules by which cleaning leaves out a value that cannot be what its field is for.
_LEFT_OUT = frozenset({"year", "date added", "identifier", "not a web address"})

_NAMES = {"added": "date added"}  # where the name of a field is no noun


def account(
    readings: Iterable[Reading], papers: Sequence[Paper], untitled: Iterable[Problem] = ()
) -> Account:
    """The account of a library; for each file, read = papers + merged + rejected.

    `untitled` are the records that gave no paper, one problem each. The order of the readings and
    papers changes nothing.
    """
    homes = Counter(_home(paper) for paper in papers)
    refused: dict[str, list[Problem]] = defaultdict(list)
    for problem in untitled:
        refused[problem.where.path].append(problem)
    files = []
    for reading in sorted(readings, key=lambda reading: reading.path):
        rejected = (*reading.rejected, *refused[reading.path])
        read = len(reading.records) + len(reading.rejected)
        files.append(
            Filed(
                path=reading.path,
                format=reading.format,
                read=read,
                papers=homes[reading.path],
                merged=read - homes[reading.path] - len(rejected),
                rejected=tuple(sorted(rejected)),
            )
        )
    return Account(tuple(files), _rules(papers))


def left_out(papers: Iterable[Paper]) -> tuple[Problem, ...]:
    """A problem for each value that was stated and could not be used, at its record."""
    return tuple(
        Problem(
            entry.record.where,
            f'the {_NAMES.get(change.field, change.field)} "{change.before[:MOST_SHOWN]}" '
            "cannot be used and was left out; mend it, or delete it",
            fatal=False,
        )
        for paper in papers
        for entry in paper.entries
        for change in entry.changes
        # Without a digit it is a remark, such as "to appear".
        if change.rule in _LEFT_OUT and not change.after and any(map(str.isdigit, change.before))
    )


def _home(paper: Paper) -> str:
    """The path of the file whose record counts as the paper: the one that gave the title."""
    where = paper.origins.get("title") or next(iter(paper.records), None)
    return where.path if where else ""


def _rules(papers: Iterable[Paper]) -> tuple[Ruled, ...]:
    """Every rule that was followed, the busiest first; its examples differ in what stood there."""
    counts: Counter[str] = Counter()
    examples: dict[str, dict[str, tuple[str, Change]]] = defaultdict(dict)
    for paper in sorted(papers, key=lambda paper: paper.id):
        for change in paper.changes:
            counts[change.rule] += 1
            shown = examples[change.rule]
            if len(shown) < EXAMPLES:
                shown.setdefault(change.before, (paper.id, change))
    return tuple(
        Ruled(rule, count, tuple(examples[rule].values()))
        for rule, count in sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    )
