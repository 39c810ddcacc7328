"""The order of the stages; the only room that knows more than one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from generator import exports, grouping, pages, quality, related, selection, terms, themes
from generator.abbreviations import abbreviations, borrowed
from generator.account import account, left_out
from generator.authored import dead_links
from generator.clean import clean
from generator.mentions import mention
from generator.merge import merge
from generator.model import (
    Entry,
    Library,
    Note,
    Page,
    Paper,
    Problem,
    Reading,
    Settings,
    Source,
    Sources,
    SourceSettings,
    Theme,
    Where,
)
from generator.output import Written, sync
from generator.people import people
from generator.sources import ABSENT, apart, read_content
from generator.terms import Space
from generator.themes import Judgement
from generator.unlisted import unlisted
from generator.vectors import by_paper

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Assembly:
    """A library, what was wrong with the content on the way to it, and how its themes came about.

    `space` is that of its papers, `judged` what decided about their themes.
    """

    library: Library
    problems: tuple[Problem, ...]
    space: Space
    judged: Judgement


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build will write, and all that it found wrong."""

    library: Library
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    plan: Plan
    written: Written
    problems: tuple[Problem, ...]


def _quiet(stage: str) -> None:
    """Say nothing."""


def assemble(sources: Sources, progress: Progress = _quiet) -> Assembly:
    """The library of a content folder, from its records to their relations, and no page of it.

    No clock, no disk, no network. `progress` is told the name of each longer stage as it begins.
    """
    settings = sources.settings
    progress("cleaning")
    entries = [entry for reading in sources.readings for entry in _entries(reading, settings)]
    progress("merging")
    merged = merge(entries, sources.decisions)
    papers = {paper.id: paper for paper in sorted(merged.papers, key=_by_title)}
    progress("weighing terms")
    space = terms.space(papers)
    progress("grouping")
    shelves = sources.themes or _found(sources, papers, space)
    progress("theming")
    notes, misplaced = _notes(sources, papers, shelves)
    judged = themes.judge(papers, shelves, notes, space)
    assignments = themes.assign(papers, shelves, notes, space, judged)
    progress("relating")
    wanted = max(selection.CHOICE * settings.related, quality.NEAREST)
    nearest = related.nearest(space, wanted, by_paper(papers, sources.vectors))
    # Themes that were found in the papers say no more of two than the papers do.
    leanings = selection.leanings(judged.claims, assignments) if sources.themes else {}
    chosen = selection.select(nearest, leanings, settings.related)
    shown = related.explained(space, chosen)
    progress("finding mentions")
    named = mention(papers, notes)
    progress("finding abbreviations")
    defined, explained = abbreviations(papers)
    progress("finding names")
    unread = unlisted(papers, notes, defined)
    progress("telling authors apart")
    persons, unknown = people(papers, sources.people)
    progress("judging themes")
    library = Library(
        settings=settings,
        papers=papers,
        sources=_presented(sources.readings, settings),
        themes=shelves,
        assignments=assignments,
        related=shown,
        mentions=named,
        notes=notes,
        people=persons,
        abbreviations=defined,
        borrowed=borrowed(papers, defined, explained),
        terms=explained,
        unlisted=unread,
        quality=quality.assess(shelves, papers, assignments, nearest, judged),
        account=account(sources.readings, merged.papers, merged.rejected),
    )
    problems = (
        *sources.problems,
        *merged.problems,
        *merged.rejected,
        *left_out(merged.papers),
        *unknown,
        *misplaced,
        *_out_of_order(library),
        *_absent(sources.readings, settings),
    )
    return Assembly(library, problems, space, judged)


def plan(sources: Sources, progress: Progress = _quiet) -> Plan:
    """All pages of a library and all problems of its content: no clock, no disk, no network.

    `progress` is told the name of each longer stage as it begins.
    """
    assembled = assemble(sources, progress)
    library = assembled.library
    progress("rendering")
    files = exports.files(library)
    made = (*pages.render(library, sources.pages), *files)
    own, clashing = _own(sources.pages, made)
    if own != sources.pages:
        made = (*pages.render(library, own), *files)
    written = (*made, *own)
    dead = dead_links(library.notes.values(), own, [page.path for page in written])
    problems = {*assembled.problems, *clashing, *dead}
    return Plan(library, written, tuple(sorted(problems)))


def run(content: Path, out: Path, progress: Progress = _quiet) -> Report:
    """Read a content folder and write its site's pages and data into a docs folder.

    Nothing is written if there is no such content folder, or if one folder is in the other.
    """
    progress("reading")
    planned = plan(read_content(content), progress)
    progress("writing")
    if not apart(content, out):
        message = f"nothing is generated into a folder that is read; choose one outside {content}"
        written = Written(problems=(Problem(Where(out.as_posix()), message),))
    elif ABSENT in planned.problems:
        written = Written()  # the pages of an earlier build stay: more likely the name is wrong
    else:
        written = sync(planned.pages, out)
    return Report(planned, written, (*planned.problems, *written.problems))


def _entries(reading: Reading, settings: Settings) -> Iterator[Entry]:
    """The records of a file, cleaned, each with its own date of addition or else the file's."""
    added = _said(reading.path, settings).added
    for entry in map(clean, reading.records):
        yield replace(entry, added=added) if added and not entry.added else entry


def _by_title(paper: Paper) -> tuple[str, str]:
    return paper.title.casefold(), paper.id


def _found(sources: Sources, papers: Mapping[str, Paper], space: Space) -> tuple[Theme, ...]:
    """Themes for a library that says nothing of its own; one that says it wrongly has none."""
    wrong = any(
        problem.fatal and problem.where.path == "themes.yml" for problem in sources.problems
    )
    return () if wrong else grouping.suggest(papers, space)


def _notes(
    sources: Sources, papers: Mapping[str, Paper], shelves: Iterable[Theme]
) -> tuple[dict[str, Note], tuple[Problem, ...]]:
    """The notes by paper, without what speaks of papers or themes that do not exist."""
    known = [theme.id for theme in shelves]
    notes: dict[str, Note] = {}
    problems = []
    for note in sorted(sources.notes, key=lambda note: note.where):
        for theme in note.themes:
            if theme not in known:
                message = f'there is no theme "{theme}"{_nearest(theme, known)}'
                problems.append(Problem(note.where, message))
        if note.paper not in papers:
            hint = _nearest(note.paper, papers) or (
                "; a note is called like the last part of its paper's address"
            )
            message = f'there is no paper "{note.paper}"{hint}'
            problems.append(Problem(note.where, message))
        elif note.paper in notes:
            message = f"{notes[note.paper].where.path} is a note on the same paper; join them"
            problems.append(Problem(note.where, message))
        else:
            notes[note.paper] = replace(
                note, themes=tuple(theme for theme in note.themes if theme in known)
            )
    named: dict[str, Note] = {}
    for note in notes.values():
        for name in note.names:
            first = named.setdefault(name, note)
            if first is not note:
                message = f'the name "{name}" belongs to {first.where.path} too; name one paper so'
                problems.append(Problem(note.where, message))
    return notes, tuple(problems)


def _out_of_order(library: Library) -> Iterator[Problem]:
    """What the orders of the themes name that is no paper, or is first of all in another theme."""
    for theme in library.themes:
        for id in theme.order:
            assigned = library.assignments.get(id)
            said = f'the order of the theme "{theme.id}" names'
            if id not in library.papers:
                hint = _nearest(id, library.papers) or "; write the last part of its address"
                yield Problem(theme.where, f'{said} no paper of this library, "{id}"{hint}')
            elif not assigned or assigned[0].theme != theme.id:
                main = f'first of all in "{assigned[0].theme}"' if assigned else "in no theme"
                hint = "take it out here, or put this theme first in a note on it"
                yield Problem(theme.where, f'{said} "{id}", which is {main}; {hint}')


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else ""


def _own(
    pages: Iterable[Page], made: Iterable[Page]
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """The curator's pages in order, without those whose address is taken."""
    taken = {_address(page): "the generator" for page in made}
    kept, problems = [], []
    for page in sorted(pages, key=lambda page: page.path):
        path, address = f"pages/{page.path}", _address(page)
        if address in taken:
            message = f"its address is taken by {taken[address]}; give this page another name"
            problems.append(Problem(Where(path), message))
        else:
            taken[address] = path
            kept.append(page)
    return tuple(kept), tuple(problems)


def _address(page: Page) -> str:
    """What stands for the address of a page: a.md, a/index.md and a/README.md share theirs."""
    path = page.path.casefold().removesuffix(".md")
    return f"/{path}".removesuffix("/index").removesuffix("/readme")


def _said(path: str, settings: Settings) -> SourceSettings:
    """What the settings say of a file of papers."""
    named = settings.sources
    return named.get(path) or named.get(path.removeprefix("sources/")) or SourceSettings()


def _absent(readings: Iterable[Reading], settings: Settings) -> Iterator[Problem]:
    """The files of papers that the settings speak of and that are not there."""
    paths = [reading.path for reading in readings]
    known = {*paths, *(path.removeprefix("sources/") for path in paths)}
    for name in settings.sources:
        if name not in known:
            message = f'"sources" names a file that is not there, "{name}"{_nearest(name, paths)}'
            yield Problem(Where("settings.yml"), message)


def _presented(readings: Iterable[Reading], settings: Settings) -> tuple[Source, ...]:
    """The files of papers with the titles that the site shows, none twice."""
    sources = []
    titles: set[str] = set()
    for reading in sorted(readings, key=lambda reading: reading.path):
        stem = PurePosixPath(reading.path).stem
        name = f"Listing of {reading.day}" if reading.day else stem
        title = _said(reading.path, settings).title or name
        if title in titles:
            title = f"{title} ({stem if f'{title} ({stem})' not in titles else reading.path})"
        titles.add(title)
        sources.append(
            Source(
                path=reading.path,
                format=reading.format,
                title=title,
                day=reading.day,
                ranked=reading.ranked,
                records=len(reading.records),
                added=_said(reading.path, settings).added,
            )
        )
    return tuple(sources)
