"""The frame of a page: its template, its front matter, and the way up to the pages above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.markdown import attribute, code, commas, finalize, front_matter, spaced
from generator.model import Page
from generator.pages.pieces import counted, to

TEMPLATES = Path(__file__).parents[1] / "templates"
# What the pages are called from which all papers are found in some order.
INDEXES = {
    "titles/index.md": "Titles",
    "authors/index.md": "Authors",
    "years/index.md": "Years",
    "venues/index.md": "Venues",
    "listings/index.md": "Listings",
    "glossary/index.md": "Glossary",
    "named-but-not-here.md": "Named but not here",
    "most-listed.md": "Most listed",
}
_PART = re.compile(r"^## ", re.MULTILINE)


def page_from(path: str, template: str, meta: Mapping[str, Any], **values: Any) -> Page:
    """A page from a template, with the way up to it; `meta` is its front matter.

    A table of contents is hidden where it would have less than two parts to choose from.
    """
    body = (
        _environment()
        .get_template(f"{template}.md.j2")
        .render(
            title=meta["title"],
            count=counted,
            to=lambda target, text, attributes="": to(path, target, text, attributes),
            **values,
        )
    ).strip("\n")
    hidden = {"hide": ["toc"]} if len(_PART.findall(body)) < 2 else {}
    return Page(path, f"{front_matter({**meta, **hidden})}\n{_way_up(path)}{body}\n")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(attribute=attribute, code=code, commas=commas, spaced=spaced)
    return environment


def _first(path: str) -> str:
    """The first part of the path of a page."""
    return path.removesuffix(".md").partition("/")[0]


# The pages above one, by the first part of its path, each with the name that a reader sees. The
# pages of the tabs have none above them, and papers say their theme.
_ABOVE = {
    "themes": [("themes/index.md", "Themes")],
    **{_first(path): [("indexes.md", "Indexes"), (path, name)] for path, name in INDEXES.items()},
    "account": [("about.md", "About")],
    "quality": [("about.md", "About")],
}


def _way_up(page: str) -> str:
    """The links to the pages above one, for its head."""
    links = [to(page, path, name) for path, name in _ABOVE.get(_first(page), ()) if path != page]
    if not links:
        return ""
    trail = '<span aria-hidden="true">›</span>'.join(links)
    return f'<nav class="up" aria-label="Breadcrumb" markdown="span">{trail}</nav>\n\n'
