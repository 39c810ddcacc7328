"""The pieces of wording that several pages share, and the links between pages."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from generator import cite
from generator.markdown import Markdown, escape, link, prose
from generator.model import Paper

UNKNOWN = "unknown"
MOST_SHOWN = 160


def unknown(what: str, attributes: str = "") -> Markdown:
    more = f" {attributes}" if attributes else ""
    return Markdown(f'<span class="unknown"{more}>{what} not known</span>')


def counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def clip(text: str, length: int) -> str:
    """A text of at most `length` characters, cut at a word and marked where it is cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"


def snippet(text: str) -> str:
    """The beginning of a text as it stood in a file, with all that nobody sees made visible."""
    visible = "".join(
        character if character.isprintable() else f"U+{ord(character):04X}" for character in text
    )
    return clip(visible, MOST_SHOWN) if visible.strip() else "(nothing)"


def to(page: str, target: str, text: str, attributes: str = "") -> Markdown:
    """A link from one page to another by their paths; the target may carry an anchor."""
    path, _, anchor = target.partition("#")
    relative = _relative(path, posixpath.dirname(page) or ".")
    return link(text, relative + (f"#{anchor}" if anchor else ""), attributes)


def to_paper(page: str, paper: Paper, attributes: str = "") -> Markdown:
    """A link from a page to that of a paper by its title."""
    return to(page, f"papers/{paper.id}.md", prose(paper.title), attributes)


_relative = lru_cache(maxsize=1 << 16)(posixpath.relpath)


def year_path(year: int | None) -> str:
    return f"years/{year or UNKNOWN}.md"


def entry(paper: Paper, contribution: str) -> Mapping[str, Any]:
    """What the entry of a paper says in whatever list it stands."""
    facts = [
        escape(cite.short_names(paper)) if paper.authors else unknown("authors"),
        escape(str(paper.year)) if paper.year else unknown("year"),
    ]
    if paper.venue:
        facts.append(escape(paper.venue))
    marks = [link("Code", paper.code, ".code")] if paper.code else []
    listings = len({place.source for place in paper.listed})
    if listings > 1:
        marks.append(Markdown(f'<span class="listed">in {listings} listings</span>'))
    return {
        "id": paper.id,
        "facts": Markdown(" · ".join(facts)),
        "marks": Markdown(" ".join(marks)),
        "sentence": prose(contribution),
        "reference": reference(paper),
    }


def reference(paper: Paper) -> str:
    """What an annotated bibliography says besides the title: all names, when, and where."""
    names = ", ".join([*map(str, paper.authors), *["others"] * paper.others])
    year = str(paper.year or "year not known")
    appeared = f"{paper.venue}, {year}" if paper.venue else year.capitalize()
    parts = (f"{names or 'Authors not known'}. {appeared}.", cite.address(paper), paper.code)
    return " ".join(part for part in parts if part)
