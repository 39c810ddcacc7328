"""Why a paper is in a theme, in the few words that a page has room for."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Assignment
from generator.pages.site import Site

_MOST = 4
_TERMS = 3


def reason(assignment: Assignment) -> str:
    """What speaks for a theme: its phrases in title and abstract, likeness, the curator's word.

    A page names a few; the data and `themes why` name all that there are.
    """
    title = [f"“{found.phrase}”" for found in assignment.found if found.title]
    abstract = [
        f"“{found.phrase}”" + (f" {found.abstract}×" if found.abstract > 1 else "")
        for found in sorted(assignment.found, key=lambda found: -found.abstract)
        if not found.title
    ]
    parts = (
        "The curator put it here" if assignment.curated else "",
        f"In the title: {_some(title)}" if title else "",
        f"In the abstract: {_some(abstract)}" if abstract else "",
        _alike(assignment),
    )
    return ". ".join(filter(None, parts))


def doubt(site: Site, assignment: Assignment) -> str:
    """Why a paper could as well not be in a theme, or have another for its main one."""
    if assignment.rival in site.themes:
        return f"Borderline: almost as close to {site.themes[assignment.rival].title}"
    return "Borderline: few signs of this theme" if assignment.borderline else ""


def _some(names: Sequence[str]) -> str:
    """Names in one line: all of them, or so many that at least two are left to be counted."""
    if len(names) <= _MOST:
        return ", ".join(names)
    shown = names[: _MOST - 1]
    return f"{', '.join(shown)}, and {len(names) - len(shown)} more"


def _alike(assignment: Assignment) -> str:
    """What likeness says for a theme, if anything."""
    if not assignment.likeness:
        return ""
    told = {found.phrase.casefold() for found in assignment.found}
    shared = [f"“{term}”" for term in assignment.terms if term.casefold() not in told]
    tail = f": {', '.join(shared[:_TERMS])}" if shared else ""
    if assignment.guessed:
        return f"A guess, as it has none of the theme’s phrases: it is like its papers{tail}"
    return f"Like its papers{tail}"
