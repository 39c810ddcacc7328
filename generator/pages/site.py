"""What several pages look up in a library, and the pieces that several of them show."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator import cite
from generator.contribution import contribution
from generator.markdown import (
    Markdown,
    attribute,
    code,
    commas,
    escape,
    finalize,
    front_matter,
    link,
    prose,
    spaced,
)
from generator.model import (
    Author,
    Library,
    Page,
    Paper,
    Person,
    Source,
    Term,
    Theme,
)
from generator.pages.shelves import Shelf, chunks, shelve, slug_of, slugs, sort_key
from generator.prominence import Standing, standings
from generator.reading import Step, in_order

TEMPLATES = Path(__file__).parents[1] / "templates"
UNSORTED = "unsorted"
UNKNOWN = "unknown"
PAGE_SIZE = 200
MOST_SHOWN = 160
_ABOUT, _INDEXES = ("about.md", "About"), ("indexes.md", "Indexes")
# The pages above one, by the first part of its path, each with the name that a reader sees. The
# pages of the tabs have none above them, and papers say their theme.
_ABOVE = {
    "themes": [("themes/index.md", "Themes")],
    "titles": [_INDEXES, ("titles/index.md", "Titles")],
    "authors": [_INDEXES, ("authors/index.md", "Authors")],
    "years": [_INDEXES, ("years/index.md", "Years")],
    "venues": [_INDEXES, ("venues/index.md", "Venues")],
    "listings": [_INDEXES, ("listings/index.md", "Listings")],
    "glossary": [_INDEXES, ("glossary/index.md", "Glossary")],
    "most-listed": [_INDEXES, ("most-listed.md", "Most listed")],
    "named-but-not-here": [_INDEXES],
    "account": [_ABOUT],
    "quality": [_ABOUT],
}
_PART = re.compile(r"^## ", re.MULTILINE)


def newest_first(paper: Paper) -> tuple[int, float, tuple[str, str]]:
    """Newest year first, within it by arXiv's numbers, then by title; no year comes last."""
    submitted = float(paper.arxiv) if re.fullmatch(r"\d{4}\.\d+", paper.arxiv) else 0.0
    return (-(paper.year or 0), -submitted, sort_key(paper.title))


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


@dataclass(frozen=True)
class Site:
    """The library with what several pages look up in it."""

    library: Library

    @cached_property
    def keys(self) -> Mapping[str, str]:
        return cite.keys(self.library.papers.values())

    @cached_property
    def contributions(self) -> Mapping[str, str]:
        """The sentence that states each paper's contribution, where a rule finds one."""
        papers = self.library.papers.values()
        return {paper.id: contribution(paper.abstract, paper.title) for paper in papers}

    @cached_property
    def entries(self) -> Mapping[str, Mapping[str, Any]]:
        """What each paper's entry says in whatever list it stands."""
        said = self.contributions
        return {id: _entry(paper, said[id]) for id, paper in self.library.papers.items()}

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        return {theme.id: theme for theme in self.library.themes}

    @cached_property
    def main(self) -> Mapping[str, Sequence[Paper]]:
        """The papers whose main theme it is, in the order in which to read them.

        UNSORTED are those without any theme, newest first.
        """
        found = {theme: [step.paper for step in steps] for theme, steps in self.reading.items()}
        assigned = self.library.assignments
        unsorted = [paper for id, paper in self.library.papers.items() if not assigned.get(id)]
        return found | ({UNSORTED: sorted(unsorted, key=newest_first)} if unsorted else {})

    @cached_property
    def reading(self) -> Mapping[str, Sequence[Step]]:
        """The papers whose main theme it is, in order, each with what put it in its place."""
        found: dict[str, list[Paper]] = defaultdict(list)
        for paper in self.library.papers.values():
            for assignment in self.library.assignments.get(paper.id, ())[:1]:
                found[assignment.theme].append(paper)
        order = {theme.id: theme.order for theme in self.library.themes}
        return {
            theme: in_order(papers, self.library.related, self.named_by, order.get(theme, ()))
            for theme, papers in found.items()
        }

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each paper stands among those of its main theme, from 0."""
        return {
            paper.id: place for papers in self.main.values() for place, paper in enumerate(papers)
        }

    @cached_property
    def further(self) -> Mapping[str, Sequence[Paper]]:
        """The papers that belong to a theme besides their main one, newest first."""
        found: dict[str, list[Paper]] = defaultdict(list)
        for paper in self.library.papers.values():
            for assignment in self.library.assignments.get(paper.id, ())[1:]:
                found[assignment.theme].append(paper)
        return {theme: sorted(papers, key=newest_first) for theme, papers in found.items()}

    @cached_property
    def named_by(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for identifier, mentions in self.library.mentions.items():
            for mention in mentions:
                found[mention.id].append(identifier)
        return {identifier: sorted(set(namers)) for identifier, namers in found.items()}

    @cached_property
    def most_listed(self) -> Mapping[str, Standing]:
        """The papers that stand in several listings by id, those furthest up over all first."""
        listings = [source.path for source in self.library.sources if source.ranked]
        found = standings(self.library.papers.values(), listings, least=2)
        return {standing.paper: standing for standing in found}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return {source.path: source for source in self.library.sources}

    @cached_property
    def listing_paths(self) -> Mapping[str, str]:
        """The page of each listing by the path of its file."""
        paths: dict[str, str] = {}
        for source in self.library.sources:
            if source.ranked:
                stem = posixpath.splitext(source.path.removeprefix("sources/"))[0]
                slug, number = slug_of(stem), 2
                while slug == "index" or f"listings/{slug}.md" in paths.values():
                    slug, number = f"{slug_of(stem)}-{number}", number + 1
                paths[source.path] = f"listings/{slug}.md"
        return paths

    @cached_property
    def listed(self) -> Mapping[str, Sequence[tuple[int, Paper]]]:
        """The papers of each listing by its path, with their ranks in order."""
        found: dict[str, list[tuple[int, Paper]]] = defaultdict(list)
        for paper in self.library.papers.values():
            for place in paper.listed:
                found[place.source].append((place.rank, paper))
        return {path: sorted(entries, key=lambda e: e[0]) for path, entries in found.items()}

    @cached_property
    def venue_slugs(self) -> Mapping[str, str]:
        names = (paper.venue for paper in self.library.papers.values() if paper.venue)
        return slugs(names, reserved=("index", UNKNOWN))

    @cached_property
    def venues(self) -> Mapping[str, tuple[str, Sequence[Paper]]]:
        """The venues by slug: the usual spelling, and the papers newest first."""
        found: dict[str, list[Paper]] = defaultdict(list)
        for paper in self.library.papers.values():
            if paper.venue:
                found[self.venue_slugs[paper.venue]].append(paper)
        return {
            slug: (
                min(Counter(paper.venue for paper in papers).items(), key=lambda e: (-e[1], e[0]))[
                    0
                ],
                sorted(papers, key=newest_first),
            )
            for slug, papers in found.items()
        }

    @cached_property
    def years(self) -> Mapping[int | None, Sequence[Paper]]:
        """The papers by year, newest year first and those without a year last."""
        found: dict[int | None, list[Paper]] = defaultdict(list)
        for paper in sorted(self.library.papers.values(), key=newest_first):
            found[paper.year].append(paper)
        return found

    @cached_property
    def bylines(self) -> Mapping[tuple[str, Author], Person]:
        """The people by the id of a paper and the name that they bear on it."""
        return {
            (paper, spelling): person
            for person in self.library.people
            for paper in person.papers
            for spelling in person.spellings
        }

    @cached_property
    def author_shelves(self) -> Sequence[Shelf[Person]]:
        return shelve(self.library.people, lambda person: person.name.inverted, "authors")

    @cached_property
    def author_pages(self) -> Mapping[str, str]:
        """Where the index of authors lists each person, by id: a path with an anchor."""
        return {
            person.id: f"{shelf.path}#{person.id}"
            for shelf in self.author_shelves
            for person in shelf.entries
        }

    @cached_property
    def term_shelves(self) -> Sequence[Shelf[Term]]:
        return shelve(self.library.terms, lambda term: f"{term.short} {term.long}", "glossary")

    @cached_property
    def term_pages(self) -> Mapping[str, str]:
        """Where the glossary explains each term, by id: a path with an anchor."""
        return {
            term.id: f"{shelf.path}#{term.id}"
            for shelf in self.term_shelves
            for term in shelf.entries
        }

    def papers_of(self, person: Person) -> Sequence[Paper]:
        """The papers of a person, newest first."""
        return sorted((self.library.papers[paper] for paper in person.papers), key=newest_first)

    def page(self, path: str, template: str, meta: Mapping[str, Any], **values: Any) -> Page:
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


def to(page: str, target: str, text: str, attributes: str = "") -> Markdown:
    """A link from one page to another by their paths; the target may carry an anchor."""
    path, _, anchor = target.partition("#")
    relative = _relative(path, posixpath.dirname(page) or ".")
    return link(text, relative + (f"#{anchor}" if anchor else ""), attributes)


def _way_up(page: str) -> str:
    """The links to the pages above one, for its head."""
    above = _ABOVE.get(page.removesuffix(".md").partition("/")[0], ())
    links = [to(page, path, name) for path, name in above if path != page]
    if not links:
        return ""
    trail = '<span aria-hidden="true">›</span>'.join(links)
    return f'<nav class="up" aria-label="Breadcrumb" markdown="span">{trail}</nav>\n\n'


def to_paper(page: str, paper: Paper, attributes: str = "") -> Markdown:
    """A link from a page to that of a paper by its title."""
    return to(page, f"papers/{paper.id}.md", prose(paper.title), attributes)


_relative = lru_cache(maxsize=1 << 16)(posixpath.relpath)


def entry_of(
    site: Site, page: str, paper: Paper, rank: int | None = None, why: Markdown | str = ""
) -> dict[str, Any]:
    """A paper as it stands in a list of papers; `why` says why it stands where it does."""
    link = to_paper(page, paper, ".title")
    return {"rank": rank, "why": why, "link": link, **site.entries[paper.id]}


def _entry(paper: Paper, contribution: str) -> Mapping[str, Any]:
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
    appeared = f"{paper.venue}, " * bool(paper.venue) + str(paper.year or "year not known")
    parts = (f"{names or 'Authors not known'}. {appeared}.", cite.address(paper), paper.code)
    return " ".join(part for part in parts if part)


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
        yield site.page(
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


def year_path(year: int | None) -> str:
    return f"years/{year or UNKNOWN}.md"


def venue_path(site: Site, paper: Paper) -> str:
    if not paper.venue:
        return f"venues/{UNKNOWN}.md"
    return f"venues/{site.venue_slugs[paper.venue]}.md"
