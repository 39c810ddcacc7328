"""The pages that list papers: by theme, listing, author, year, venue and title."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from generator.markdown import Markdown, escape
from generator.mathematics import to_text
from generator.model import (
    Page,
    Paper,
    Person,
    Source,
    Theme,
)
from generator.pages.account import PATH as ACCOUNT
from generator.pages.entries import entry_of, paged, unranked
from generator.pages.frame import page_from
from generator.pages.pieces import UNKNOWN, counted, to, to_paper, year_path
from generator.pages.quality import PATH as QUALITY
from generator.pages.reasons import reason
from generator.pages.shelves import Shelf, shelve, sort_key
from generator.pages.site import UNSORTED, Site, newest_first
from generator.pictures import timeline
from generator.prominence import dated
from generator.reading import Part, Step

MOST_AUTHORS = 60
ORDER = "Newest first."


def to_theme(page: str, theme: Theme) -> Markdown:
    return to(page, f"themes/{theme.id}.md", theme.title)


def theme_counts(site: Site, theme: Theme) -> str:
    """How many papers a theme has, and how many belong to another first."""
    main = counted(len(site.main.get(theme.id, ())), "paper")
    further = len(site.further.get(theme.id, ()))
    return f"{main}, {further:,} more related" if further else main


def theme_card(site: Site, page: str, theme: Theme) -> dict[str, Any]:
    return {
        "link": to(page, f"themes/{theme.id}.md", theme.title, ".title"),
        "about": theme.about,
        "counts": theme_counts(site, theme),
        "children": [
            to_theme(page, child) for child in site.library.themes if child.parent == theme.id
        ],
    }


def themes(site: Site) -> Iterator[Page]:
    path = "themes/index.md"
    unsorted = site.main.get(UNSORTED, ())
    yield page_from(
        path,
        "themes",
        {
            "title": "Themes",
            "description": "The themes of this reading list.",
            "hide": ["toc"],
        },
        themes=[theme_card(site, path, theme) for theme in site.library.themes],
        automatic=any(theme.automatic for theme in site.library.themes),
        quality=to(path, QUALITY, "quality of the grouping"),
        unsorted=len(unsorted),
    )
    for theme in site.library.themes:
        yield from _theme(site, theme)
    if unsorted:
        yield from paged(
            site,
            f"themes/{UNSORTED}.md",
            "papers",
            {"title": "Unsorted papers"},
            unranked(unsorted),
            lead="Too little in these papers points to any theme, and no note sorts them."
            if site.library.themes
            else "There are no themes.",
        )


def _theme(site: Site, theme: Theme) -> Iterator[Page]:
    path = f"themes/{theme.id}.md"
    main, further = site.main.get(theme.id, ()), site.further.get(theme.id, ())
    steps = {step.paper.id: step for step in site.reading.get(theme.id, ())}
    shared: Counter[str] = Counter(
        assignment.theme
        for paper in (*main, *further)
        for assignment in site.library.assignments[paper.id]
        if assignment.theme in site.themes and assignment.theme != theme.id
    )
    near = sorted(shared.items(), key=lambda entry: (-entry[1], entry[0]))[:5]
    parent = site.themes.get(theme.parent)
    children = [child for child in site.library.themes if child.parent == theme.id]
    yield from paged(
        site,
        path,
        "theme",
        {"title": theme.title, "description": theme.about},
        unranked(main),
        why=lambda _, paper: _why(steps[paper.id]),
        parts=lambda page, entries: _parts(entries, steps, browse_address(page, theme=theme.title)),
        theme=theme,
        parent=to_theme(path, parent) if parent else None,
        children=[to_theme(path, child) for child in children],
        near=[(to_theme(path, site.themes[other]), number) for other, number in near],
        further=[
            {**entry_of(site, path, paper), "why": _speaks(site, paper, theme)} for paper in further
        ],
        counts=theme_counts(site, theme),
        browse=lambda page: browse_address(page, theme=theme.title),
        timeline=timeline(
            Counter(paper.year for paper in main),
            lambda first, last: browse_address(
                path, theme=theme.title, year=f"{first}" if first == last else f"{first}-{last}"
            ),
            f"Papers a year in {theme.title}",
        ),
    )


def _speaks(site: Site, paper: Paper, theme: Theme) -> str:
    """Why a paper is in a theme."""
    assignments = site.library.assignments[paper.id]
    return reason(next(one for one in assignments if one.theme == theme.id))


def _parts(
    entries: Sequence[dict[str, Any]], steps: Mapping[str, Step], browse: str
) -> list[tuple[str, Markdown | str, Sequence[dict[str, Any]]]]:
    """The papers of a page by the parts of the reading order, each with its heading and rule."""
    rules = {
        Part.CURATED: ("In the curator’s order", "What the curator of this list would read first."),
        Part.SURVEYS: (
            "Surveys",
            "Judged by the words of their titles or abstracts. Newest first.",
        ),
        Part.STARTS: (
            "Start here",
            "A guess: the abstracts of other papers name these, or they are close to many papers "
            "of the theme that are not older.",
        ),
        Part.REST: (
            "From the oldest to the newest",
            Markdown(
                "Later papers build on earlier ones. "
                f'Or see <a href="{browse}">the newest first</a>.'
            ),
        ),
    }
    return [
        (*rules[part], list(found))
        for part, found in groupby(entries, key=lambda entry: steps[entry["id"]].part)
    ]


def _why(step: Step) -> str:
    """What put a paper before those that follow from the oldest to the newest."""
    if step.part is Part.REST:
        return ""
    reasons = [f"a survey, by its {step.survey}"] if step.survey else []
    if step.named:
        reasons.append(f"named in {counted(step.named, 'other abstract')}")
    if step.close and not step.survey:
        reasons.append(f"close to {counted(step.close, 'paper')} of the theme")
    said = " · ".join(reasons)
    return said[:1].upper() + said[1:]


def browse_address(page: str, **chosen: str) -> str:
    """The address of Browse with something chosen, from a page by its path."""
    return f"{'../' * (page.count('/') + 1)}browse/?{urlencode(chosen)}"


def listings(site: Site) -> Iterator[Page]:
    path = "listings/index.md"
    yield page_from(
        path,
        "listings",
        {"title": "Listings", "description": "The saved listings that this reading list holds."},
        listings=[
            (
                to(path, site.listing_paths[source.path], source.title, ".title"),
                source,
                _dated(source),
                len(site.listed.get(source.path, ())),
            )
            for source in site.library.sources
            if source.ranked
        ],
        facts=[
            (_named(source), source)
            for source in site.library.sources
            if source.format and not source.ranked
        ],
        account=to(path, ACCOUNT, "what became of each entry"),
        most_listed=site.most_listed,
    )
    for source in site.library.sources:
        if source.ranked:
            yield from paged(
                site,
                site.listing_paths[source.path],
                "listing",
                {"title": source.title},
                site.listed.get(source.path, ()),
                source=source,
                day=_dated(source),
                total=len(site.listed.get(source.path, ())),
            )


def _named(source: Source) -> str:
    """The title of a file, or its name where nobody gave it a title."""
    name = posixpath.basename(source.path)
    return name if source.title == posixpath.splitext(name)[0] else source.title


def _dated(source: Source) -> str:
    """The day that a listing shows, in words, or nothing."""
    no_year = "" if dated(source.day) else ", year not known"
    return f"dated “{source.day}”{no_year}" if source.day else ""


def authors(site: Site) -> Iterator[Page]:
    path = "authors/index.md"
    prolific = sorted(
        (person for person in site.library.people if len(person.papers) > 1),
        key=lambda person: (-len(person.papers), sort_key(person.name.inverted)),
    )
    # As many as fit without leaving out anybody who has as many papers as another shown.
    counts = [len(person.papers) for person in prolific]
    least = 2 if len(counts) <= MOST_AUTHORS else counts[MOST_AUTHORS] + 1

    def entries(page: str, shelf: Shelf[Person]) -> list[Any]:
        return [
            (
                escape(person.name.inverted),
                person.id,
                escape(", ".join(_other_names(person))),
                [(to_paper(page, paper), paper.year) for paper in site.papers_of(person)],
            )
            for person in shelf.entries
        ]

    yield from shelved(
        site,
        "authors",
        site.author_shelves,
        entries,
        total=len(site.library.people),
        top=[
            (to(path, site.author_pages[person.id], str(person.name)), len(person.papers))
            for person in prolific
            if len(person.papers) >= least
        ],
        least=least,
    )


def _other_names(person: Person) -> Sequence[str]:
    """The spellings of a name that differ in more than case and punctuation."""
    told: dict[str, str] = {}
    for name in map(str, person.spellings):
        told.setdefault("".join(filter(str.isalnum, name.casefold())), name)
    return list(told.values())[1:]  # the first is the one shown


def titles(site: Site) -> Iterator[Page]:
    shelves = shelve(site.library.papers.values(), lambda paper: to_text(paper.title), "titles")

    def entries(page: str, shelf: Shelf[Paper]) -> list[Any]:
        return [(to_paper(page, paper), paper.year) for paper in shelf.entries]

    yield from shelved(site, "titles", shelves, entries, total=len(site.library.papers))


def shelved(
    site: Site,
    name: str,
    shelves: Sequence[Shelf[Any]],
    entries: Callable[[str, Any], list[Any]],
    **values: Any,
) -> Iterator[Page]:
    """An index from A to Z: one page, or an overview and a page a letter."""
    index = f"{name}/index.md"
    by_path: dict[str, list[Shelf[Any]]] = {index: []}
    for shelf in shelves:
        by_path.setdefault(shelf.path, []).append(shelf)
    title = name.capitalize()
    for path, here in by_path.items():
        overview = path == index
        letter = "" if overview else f": {here[0].label}"
        yield page_from(
            path,
            name,
            {"title": f"{title}{letter}", "hide": ["toc"]},
            overview=overview,
            letters=[
                to(
                    path,
                    f"{shelf.path}#{_letter_id(shelf.letter)}"
                    if shelf.path == index
                    else shelf.path,
                    shelf.label,
                    ".here" if shelf.path == path and not overview else "",
                )
                for shelf in shelves
            ],
            shelves=[
                (shelf.label, _letter_id(shelf.letter), entries(path, shelf)) for shelf in here
            ],
            **values,
        )


def _letter_id(letter: str) -> str:
    """An id that is no author's anchor, as no slug has two hyphens in turn."""
    return "letter--other" if letter == "#" else f"letter--{letter.lower()}"


def years(site: Site) -> Iterator[Page]:
    path = "years/index.md"
    yield page_from(
        path,
        "years",
        {"title": "Years", "description": "How many papers each year has.", "hide": ["toc"]},
        timeline=timeline(
            {year: len(papers) for year, papers in site.years.items()},
            lambda first, last: f"{first}/" if first == last else f"../browse/?year={first}-{last}",
            "Papers a year",
        ),
        years=[
            (
                to(path, year_path(year), str(year) if year else "Year not known"),
                len(papers),
            )
            for year, papers in site.years.items()
        ],
    )
    for year, papers in site.years.items():
        title = f"Papers of {year}" if year else "Year not known"
        meta = {"title": title}
        yield from paged(site, year_path(year), "papers", meta, unranked(papers), lead="")


def venues(site: Site) -> Iterator[Page]:
    path = "venues/index.md"
    without = sorted(
        (paper for paper in site.library.papers.values() if not paper.venue), key=newest_first
    )
    ordered = sorted(
        site.venues.items(), key=lambda entry: (-len(entry[1][1]), sort_key(entry[1][0]))
    )
    yield page_from(
        path,
        "venues",
        {"title": "Venues"},
        venues=[
            (to(path, f"venues/{slug}.md", name), len(papers)) for slug, (name, papers) in ordered
        ],
        without=len(without),
    )
    for slug, (name, papers) in site.venues.items():
        meta = {"title": name}
        yield from paged(site, f"venues/{slug}.md", "papers", meta, unranked(papers), lead=ORDER)
    if without:
        yield from paged(
            site,
            f"venues/{UNKNOWN}.md",
            "papers",
            {"title": "Venue not known"},
            unranked(without),
            lead="No source of this library states where these papers were published.",
        )
