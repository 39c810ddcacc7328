"""What several pages look up in a library."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator import cite
from generator.contribution import contribution
from generator.model import (
    Author,
    Library,
    Paper,
    Person,
    Source,
    Term,
    Theme,
)
from generator.pages.pieces import UNKNOWN, entry
from generator.pages.shelves import Shelf, shelve, slug_of, slugs, sort_key
from generator.prominence import Standing, standings
from generator.reading import Step, in_order

UNSORTED = "unsorted"


def newest_first(paper: Paper) -> tuple[int, float, tuple[str, str]]:
    """Newest year first, within it by arXiv's numbers, then by title; no year comes last."""
    submitted = float(paper.arxiv) if re.fullmatch(r"\d{4}\.\d+", paper.arxiv) else 0.0
    return (-(paper.year or 0), -submitted, sort_key(paper.title))


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
        return {id: entry(paper, said[id]) for id, paper in self.library.papers.items()}

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


def venue_path(site: Site, paper: Paper) -> str:
    if not paper.venue:
        return f"venues/{UNKNOWN}.md"
    return f"venues/{site.venue_slugs[paper.venue]}.md"
