"""The page of the papers that stand far up in several listings, and of what rose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.markdown import Markdown, attribute, commas
from generator.model import Page
from generator.pages.entries import entry_of, paged
from generator.pages.pieces import to
from generator.pages.site import Site
from generator.prominence import Rise, Standing, compare, dated

PATH = "most-listed.md"
MOST_RISEN = 20


def most_listed(site: Site) -> Iterator[Page]:
    """The papers that stand in several listings, where there are any, and what rose."""
    if not site.most_listed:
        return
    papers = site.library.papers
    listings = [source for source in site.library.sources if source.ranked]
    days = {source.path: dated(source.day) or source.added for source in listings}
    compared = compare(papers.values(), days)

    def named(paths: Sequence[str]) -> list[Markdown]:
        return [to(PATH, site.listing_paths[p], site.sources[p].title) for p in paths]

    yield from paged(
        site,
        PATH,
        "most_listed",
        {
            "title": "Most listed",
            "description": "The papers that stand far up in several of the listings.",
        },
        [(standing.place, papers[id]) for id, standing in site.most_listed.items()],
        why=lambda page, paper: _stands(site, page, site.most_listed[paper.id]),
        total=len(site.most_listed),
        listings=len(listings),
        compared=compared,
        earlier=named(compared.earlier) if compared else [],
        later=named(compared.later) if compared else [],
        risen=[
            entry_of(site, PATH, papers[rise.paper], why=_rose(rise))
            for rise in (compared.risen[:MOST_RISEN] if compared else ())
        ],
    )


def _stands(site: Site, page: str, standing: Standing) -> Markdown:
    """The places of a paper in the listings, the best first, each a link to its listing."""
    places = []
    for listed in standing.listed:
        among = f"of {len(site.listed[listed.source]):,} in {site.sources[listed.source].title}"
        attributes = f'title="{attribute(among)}"'
        places.append(to(page, site.listing_paths[listed.source], f"{listed.rank:,}", attributes))
    *most, last = places
    return Markdown(f"Places {commas(most)} and {last}")


def _rose(rise: Rise) -> str:
    return f"from place {rise.before:,} to {rise.after:,}"
