"""What an entry takes over from another that it names: `crossref` and BibLaTeX's `xdata`.

From `xdata` it takes whatever it lacks itself; from a `crossref` what BibLaTeX hands on by default
and is not about one work alone, as a DOI or an abstract is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.model import Problem, Where
from generator.readers.bibtex.record import DATES
from generator.readers.bibtex.syntax import quoted

# Of fields that mean the same, one that the entry has keeps out all others.
_HEIRLOOMS: tuple[tuple[str, ...], ...] = (
    ("editor",),
    ("publisher",),
    ("school",),
    ("institution",),
    ("organization",),
    ("year", "date"),
    ("volume",),
    ("number", "issue"),
    ("eventtitle",),
    ("maintitle", "mainsubtitle", "maintitleaddon"),
    ("booktitle", "booksubtitle", "booktitleaddon", "journal", "journaltitle", "journalsubtitle"),
)
_TITLES = ("title", "subtitle", "titleaddon")
_SEVERAL_VOLUMES = ("mvbook", "mvcollection", "mvproceedings", "mvreference")
_IN_A_BOOK = re.compile(r"in(?!stitution)\w+|conference|bookinbook|suppbook|suppcollection")
_OWN = frozenset(["xdata", "crossref", "ids", *DATES])


@dataclass(slots=True)
class Entry:
    """An entry on its way to a record: what is known of its fields so far.

    `values` is by the lower-case name of a field; `missing` names what is undefined in a field.
    """

    kind: str
    key: str
    line: int
    fault: str
    values: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    parents: list[Entry] | None = None


def inherit(files: Sequence[tuple[str, Sequence[Entry]]]) -> Iterator[Problem]:
    """Give the entries of files, by path, what they take over; what leads nowhere is a problem.

    A name means an entry of the same file, or else of the first file in the order given.
    """
    own = [_named(entries) for _, entries in files]
    shared: dict[str, list[tuple[str, Entry]]] = {}
    for (path, _), names in zip(files, own, strict=True):
        for name, entry in names.items():
            shared.setdefault(name, []).append((path, entry))
    linked = []
    for (path, entries), names in zip(files, own, strict=True):
        for entry in entries:
            if "crossref" not in entry.values and "xdata" not in entry.values:
                continue
            entry.parents = []
            linked.append(entry)
            for kind, key in _references(entry):
                found = [(path, names[key.lower()])] if key.lower() in names else []
                found = found or shared.get(key.lower(), [])
                where = Where(path, entry.line)
                start = f'"{quoted(entry.key)}" takes fields from "{quoted(key)}" ({kind})'
                if not found or found[0][1] is entry:
                    message = (
                        f"{start}, which is no other entry of this file or its folder. Add that, "
                        f"or delete the {kind}"
                    )
                    yield Problem(where, message, fatal=False)
                    continue
                entry.parents.append(found[0][1])
                said = _said(found[0][1])
                rival = next((path for path, other in found if _said(other) != said), "")
                if rival:
                    message = (
                        f"{start}, which {found[0][0]} and {rival} hold, and differently; that of "
                        "the first is used. Delete one of them"
                    )
                    yield Problem(where, message, fatal=False)
    for entry in linked:
        _take_over(entry)


def _named(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The entries by key in lower case, and by their other keys; the first of a key counts."""
    named: dict[str, Entry] = {}
    for entry in entries:
        if entry.key:
            named.setdefault(entry.key.lower(), entry)
    for entry in entries:
        for other in entry.values.get("ids", "").lower().split(","):
            if other.strip():
                named.setdefault(other.strip(), entry)
    return named


def _said(entry: Entry) -> dict[str, str]:
    """What an entry says of its work, whenever it was added to the file."""
    return {name: value for name, value in entry.values.items() if name not in DATES}


def _references(entry: Entry) -> Iterator[tuple[str, str]]:
    for key in entry.values.get("xdata", "").split(","):
        if key.strip():
            yield "xdata", key.strip()
    if key := entry.values.get("crossref", "").strip():
        yield "crossref", key


def _take_over(entry: Entry) -> None:
    """Complete the entry after its parents; of a circle, one is completed first."""
    path = [entry]
    begun = {id(entry)}
    while path:
        parents = path[-1].parents or []
        open_parent = next((p for p in parents if p.parents and id(p) not in begun), None)
        if open_parent:
            path.append(open_parent)
            begun.add(id(open_parent))
            continue
        done = path.pop()
        for parent in parents:
            if parent.kind == "xdata":
                for name in parent.values.keys() - _OWN - done.values.keys():
                    done.values[name] = parent.values[name]
            else:
                _from_crossref(done, parent)
        done.parents = None


def _from_crossref(child: Entry, parent: Entry) -> None:
    given = dict(parent.values)
    titles = {name: given.pop(name) for name in _TITLES if name in given}
    if parent.kind in _SEVERAL_VOLUMES:
        given = {f"main{name}": value for name, value in titles.items()} | given
    elif parent.kind == "periodical":
        given = {f"journal{name}": value for name, value in titles.items()} | given
    elif _IN_A_BOOK.fullmatch(child.kind) and not given.get("booktitle"):
        given |= {f"book{name}": value for name, value in titles.items()}
    heirlooms = _HEIRLOOMS
    if child.kind in ("inbook", "bookinbook", "suppbook") and parent.kind in ("book", "mvbook"):
        heirlooms = (("author",), *heirlooms)
    for names in heirlooms:
        if not child.values.keys() & set(names):
            child.values.update((name, given[name]) for name in names if given.get(name))
