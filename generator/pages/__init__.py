"""A library to pages: which there are, what each says, and where it links."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Any

from generator import exports
from generator.markdown import Markdown, escape, link
from generator.model import Library, Page, Paper
from generator.pages.account import PATH as ACCOUNT
from generator.pages.account import account_page
from generator.pages.chart import map_pages
from generator.pages.entries import entry_of
from generator.pages.frame import INDEXES, page_from
from generator.pages.glossary import glossary_pages
from generator.pages.lists import (
    authors,
    browse_address,
    listings,
    theme_card,
    themes,
    titles,
    venues,
    years,
)
from generator.pages.most_listed import PATH as MOST_LISTED
from generator.pages.most_listed import most_listed
from generator.pages.paper import paper_page
from generator.pages.pieces import counted, to, year_path
from generator.pages.quality import PATH as QUALITY
from generator.pages.quality import quality_page
from generator.pages.site import UNSORTED, Site, newest_first
from generator.pages.unlisted import PATH as UNLISTED
from generator.pages.unlisted import unlisted_page

SHOWN = 8
LATEST_YEARS = 6
BROWSED = 20  # on the page itself, before a script has loaded anything


def render(library: Library, extra: Sequence[Page] = ()) -> tuple[Page, ...]:
    """Every page of the site; `extra` are the curator's own pages, which about.md lists."""
    site = Site(library)
    return (
        _home(site),
        *themes(site),
        *(paper_page(site, paper) for paper in library.papers.values()),
        *listings(site),
        *most_listed(site),
        *authors(site),
        *years(site),
        *venues(site),
        *titles(site),
        *glossary_pages(site),
        _browse(site),
        _indexes(site),
        *map_pages(site),
        _my_list(site),
        account_page(site),
        quality_page(site),
        unlisted_page(site),
        _about(site, extra),
    )


def _home(site: Site) -> Page:
    library, path = site.library, "index.md"
    papers = library.papers.values()
    return page_from(
        path,
        "home",
        {
            "title": library.settings.title,
            "description": library.settings.description,
            "hide": ["toc"],
        },
        library=library,
        counts=_counts(site),
        ways=_ways(site, path),
        themes=[
            theme_card(site, path, theme)
            for theme in library.themes
            if theme.id in site.main or theme.id in site.further
        ],
        most_listed=[
            entry_of(site, path, library.papers[id]) for id in list(site.most_listed)[:SHOWN]
        ],
        years=[
            (to(path, year_path(year), str(year)), len(found))
            for year, found in list(site.years.items())[:LATEST_YEARS]
            if year
        ],
        newest=[
            entry_of(site, path, paper)
            for paper in sorted(papers, key=newest_first)[:SHOWN]
            if paper.year or not any(site.years)
        ],
    )


def _ways(site: Site, path: str) -> list[Markdown]:
    """Buttons that lead to all papers, and to a few selections of them that many come with."""
    papers = site.library.papers.values()
    recent = max((year for year in site.years if year), default=0) - 2
    ways = {
        "With code": "has=code" if any(paper.code for paper in papers) else "",
        f"Since {recent}": f"year={recent}-" if len(site.years) > 2 else "",
        "Not read yet": "status=unread" if papers else "",
    }
    button = ".md-button"
    return [
        to(path, "browse.md", "Browse all", button),
        *[to(path, MOST_LISTED, "Most listed", button)] * bool(site.most_listed),
        *(
            Markdown(f'<a class="md-button" href="browse/?{chosen}">{name}</a>')
            for name, chosen in ways.items()
            if chosen
        ),
    ]


def _indexes(site: Site) -> Page:
    library, path = site.library, "indexes.md"
    known = sorted(year for year in site.years if year)
    listings = sum(source.ranked for source in library.sources)
    said = {
        "titles/index.md": ("From A to Z.", counted(len(library.papers), "paper")),
        "authors/index.md": ("Who wrote what.", counted(len(library.people), "author")),
        "years/index.md": (
            "When it appeared.",
            " to ".join(str(year) for year in dict.fromkeys((*known[:1], *known[-1:]))),
        ),
        "venues/index.md": ("Where it appeared.", counted(len(site.venues), "venue")),
        "listings/index.md": ("In the order of the saved pages.", counted(listings, "listing")),
        "glossary/index.md": (
            "What the abbreviations mean.",
            counted(len(library.terms), "meaning"),
        ),
    }
    if library.unlisted:
        named = counted(len(library.unlisted), "name")
        said[UNLISTED] = ("What the abstracts mention and this list lacks.", named)
    if site.most_listed:
        papers = counted(len(site.most_listed), "paper")
        said[MOST_LISTED] = ("High up in several listings.", papers)
    return page_from(
        path,
        "indexes",
        {
            "title": "Indexes",
            "description": "The papers by title, author, year, venue and listing.",
            "hide": ["toc"],
        },
        browse=to(path, "browse.md", "browse"),
        indexes=[
            {"link": to(path, index, INDEXES[index], ".title"), "about": about, "counts": counts}
            for index, (about, counts) in said.items()
        ],
    )


def _browse(site: Site) -> Page:
    path = "browse.md"
    newest = sorted(site.library.papers.values(), key=newest_first)
    others = ["title", "author", "year", "venue", *["theme"] * bool(site.library.themes)]
    return page_from(
        path,
        "browse",
        {
            "title": "Browse",
            "description": "All papers, filtered by theme, year, venue, author and more.",
            "hide": ["toc"],
        },
        total=len(site.library.papers),
        papers=[_browsed(site, path, paper) for paper in newest[:BROWSED]],
        others=[to(path, f"{name}s/index.md", name) for name in others],
    )


def _browsed(site: Site, page: str, paper: Paper) -> dict[str, Any]:
    """A paper as Browse lists it: with its main theme, by which the list is narrowed."""
    entry = entry_of(site, page, paper)
    for assignment in site.library.assignments.get(paper.id, ())[:1]:
        title = site.themes[assignment.theme].title
        chosen = browse_address(page, theme=title)
        pill = Markdown(f'<a class="theme" href="{chosen}">{escape(title)}</a>')
        entry["marks"] = Markdown(f"{pill} {entry['marks']}".strip())
    return entry


def _my_list(site: Site) -> Page:
    return page_from(
        "my-list.md",
        "my_list",
        {
            "title": "My list",
            "description": "The papers that you have marked, kept in your browser only.",
            "hide": ["toc"],
        },
    )


def _counts(site: Site) -> list[str]:
    """How many there are of everything that there is."""
    library = site.library
    listings = sum(source.ranked for source in library.sources)
    with_code = sum(bool(paper.code) for paper in library.papers.values())
    return [
        counted(len(library.papers), "paper"),
        *[counted(len(library.themes), "theme")] * bool(library.themes),
        *[counted(listings, "listing")] * bool(listings),
        *[f"{with_code:,} with code"] * bool(with_code),
    ]


def _about(site: Site, extra: Sequence[Page]) -> Page:
    library, path = site.library, "about.md"
    papers = library.papers.values()
    return page_from(
        path,
        "about",
        {"title": "About"},
        library=library,
        account=to(path, ACCOUNT, "what became of each entry"),
        quality=to(path, QUALITY, "quality of the grouping"),
        meaning=any(near.meaning for some in library.related.values() for near in some),
        fields=exports.FIELDS,
        data=link(exports.DATA, exports.DATA),
        downloads=[link(name, path) for name, path in exports.DOWNLOADS.items()],
        unsorted=len(site.main.get(UNSORTED, ())),
        without=[
            (field, number)
            for field in ("authors", "year", "venue", "abstract")
            if (number := sum(not getattr(paper, field) for paper in papers))
        ],
        extra=[to(path, page.path, _heading(page)) for page in sorted(extra, key=_heading)],
    )


def _heading(page: Page) -> str:
    """The first heading of a page that a person wrote, or its file name."""
    lines = (line[2:].strip() for line in page.text.splitlines() if line.startswith("# "))
    return next(lines, posixpath.basename(page.path).removesuffix(".md"))
