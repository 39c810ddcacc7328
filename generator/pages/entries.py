"""Papers as the entries of a list, and lists too long for one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.markdown import Markdown
from generator.model import Page, Paper
from generator.pages.frame import page_from
from generator.pages.pieces import to, to_paper
from generator.pages.shelves import chunks
from generator.pages.site import Site

PAGE_SIZE = 200


def entry_of(
    site: Site, page: str, paper: Paper, rank: int | None = None, why: Markdown | str = ""
) -> dict[str, Any]:
    """A paper as it stands in a list of papers; `why` says why it stands where it does."""
    link = to_paper(page, paper, ".title")
    return {"rank": rank, "why": why, "link": link, **site.entries[paper.id]}


def paged(
    site: Site,
    path: str,
    template: str,
    meta: Mapping[str, Any],
    papers: Sequence[tuple[int | None, Paper]],
    why: Callable[[str, Paper], Markdown | str] = lambda page, paper: "",
    **values: Any,
) -> Iterator[Page]:
    """A page with a long list of papers, as several pages of PAGE_SIZE where it is too long.

    `why` says why a paper stands where it does on a page.
    """
    parts = list(chunks(papers, PAGE_SIZE))
    stem = path.removesuffix(".md")
    paths = [path, *(f"{stem}/page-{number}.md" for number in range(2, len(parts) + 1))]
    for number, (here, chunk) in enumerate(zip(paths, parts, strict=True)):
        part = f" ({number + 1} of {len(parts)})" if number else ""
        yield page_from(
            here,
            template,
            {**meta, "title": f"{meta['title']}{part}"},
            papers=[entry_of(site, here, paper, rank, why(here, paper)) for rank, paper in chunk],
            pager=[
                to(here, other, str(place), ".here" if other == here else "")
                for place, other in enumerate(paths, 1)
                if len(paths) > 1
            ],
            first=number == 0,
            here=here,
            **values,
        )


def unranked(papers: Iterable[Paper]) -> list[tuple[int | None, Paper]]:
    return [(None, paper) for paper in papers]
