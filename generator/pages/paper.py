"""The page of one paper."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator import cite, references
from generator.markdown import (
    Markdown,
    attribute,
    commas,
    escape,
    fence,
    prose,
)
from generator.mathematics import to_text
from generator.model import (
    Assignment,
    Author,
    Note,
    Page,
    Paper,
)
from generator.pages.abstract import linked_abstract, linked_contribution
from generator.pages.entries import entry_of
from generator.pages.frame import page_from
from generator.pages.pieces import clip, counted, snippet, to, to_paper, unknown, year_path
from generator.pages.places import actions, searches, versions
from generator.pages.reasons import doubt, reason
from generator.pages.site import UNSORTED, Site, venue_path
from generator.pictures import Neighbour, network
from generator.spellings import spellings

DESCRIPTION = 155
_BYLINE = 12  # authors shown at once
_LABEL = 16
_FAMILY = 14
_UNSEARCHED = "data-pagefind-ignore"
# A fenced block, a heading of the first four ranks, or one that is underlined.
_CODE_OR_HEADING = re.compile(
    r"^(?P<indent>[ \t]*)(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?"
    r"(?P<end>^[ \t]*(?P=fence)[ \t]*$|\Z)|"
    r"^#{1,4}(?!#)|(?:\A|(?<=\n\n))(?P<text>\S[^\n]*)\n(?P<line>=+|-+)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)


def paper_page(site: Site, paper: Paper) -> Page:
    library, page = site.library, f"papers/{paper.id}.md"
    assignments = library.assignments.get(paper.id, ())
    siblings = site.main[assignments[0].theme if assignments else UNSORTED]
    place = site.places[paper.id]
    note = library.notes.get(paper.id)
    close = {near.id for near in library.related.get(paper.id, ())}
    title = to_text(paper.title)
    return page_from(
        page,
        "paper",
        {
            "title": title,
            "description": clip(
                to_text(site.contributions[paper.id] or paper.abstract), DESCRIPTION
            ),
            "hide": ["toc"],
            "citation": cite.metadata(replace(paper, title=title)),
        },
        heading=prose(paper.title),
        card_title=title if title != paper.title else "",
        paper=paper,
        short=cite.short_names(paper),
        key=site.keys[paper.id],
        words=_names(paper, title),
        editors=[escape(str(editor)) for editor in paper.editors],
        within=_within(paper) if paper.venue else Markdown(""),
        versions=versions(paper),
        tags=[_tag(tag) for tag in paper.tags],
        titles=[prose(other) for other in paper.titles],
        authors=[_author(site, page, paper, author) for author in paper.authors],
        shown=len(paper.authors) if len(paper.authors) < _BYLINE + 4 else _BYLINE,
        year=_year(page, paper),
        venue=_venue(site, page, paper),
        shelves=[
            _theme_link(site, page, assignment, _facet("theme", meta=not place))
            for place, assignment in enumerate(assignments)
        ],
        themes=[
            (_theme_link(site, page, assignment), reason(assignment), doubt(site, assignment))
            for assignment in assignments
        ],
        some_themes=bool(library.themes),
        actions=actions(paper),
        network=_network(site, paper),
        added=_day(paper.added),
        searches=searches(paper),
        contribution=linked_contribution(site, page, paper),
        sentence=to_text(site.contributions[paper.id]),
        apart=not paper.abstract.startswith(site.contributions[paper.id]),
        cut=site.contributions[paper.id] not in paper.abstract,
        abstract=linked_abstract(site, page, paper),
        related=[
            (entry_of(site, page, library.papers[near.id]), near, _naming(site, paper.id, near.id))
            for near in library.related.get(paper.id, ())
        ],
        names=[
            (entry_of(site, page, library.papers[mention.id]), mention.name)
            for mention in library.mentions.get(paper.id, ())
            if mention.id not in close
        ],
        named_by=[
            entry_of(site, page, library.papers[namer])
            for namer in site.named_by.get(paper.id, ())
            if namer not in close
        ],
        listed=[
            (
                to(
                    page,
                    site.listing_paths[place.source],
                    site.sources[place.source].title,
                    _facet("listing"),
                ),
                place.rank,
                len(site.listed[place.source]),
            )
            for place in paper.listed
        ],
        standing=site.most_listed.get(paper.id),
        most_listed=len(site.most_listed),
        bibtex=fence(references.bibtex(paper, site.keys[paper.id]), "text"),
        joins=paper.joins,
        changes=_changes(paper),
        places=counted(len(paper.changes), "place"),
        shelf=_theme_link(site, page, assignments[0]) if assignments else "no theme",
        aka=note.names if note else (),
        origins=_origins(paper),
        note_facts=_note_facts(note) if note else [],
        note_body=_demoted(note.body) if note else Markdown(""),
        previous=_neighbour(page, siblings, place - 1, ".previous"),
        next=_neighbour(page, siblings, place + 1, ".next"),
    )


def _names(paper: Paper, title: str) -> str:
    """What a paper is found by that its page does not say."""
    told = (title, *map(str, paper.authors), to_text(paper.abstract), *paper.tags)
    return " ".join(filter(None, (paper.arxiv, paper.doi, *spellings(" ".join(told)))))


def _network(site: Site, paper: Paper) -> Markdown:
    """The picture of what the paper names, what names it, and what is close to it."""
    library = site.library
    scores = {near.id: near.score for near in library.related.get(paper.id, ())}
    named = [mention.id for mention in library.mentions.get(paper.id, ())]
    naming = site.named_by.get(paper.id, ())
    around = list(dict.fromkeys((*named, *naming, *scores)))
    if len(around) == 1:
        return Markdown("")  # its entry below says all that a picture would
    ties = {
        (min(id, near.id), max(id, near.id))
        for id in around
        for near in library.related.get(id, ())
        if near.id in around
    }
    return network(
        [
            Neighbour(id, _label(library.papers[id]), scores.get(id, 0), id in named, id in naming)
            for id in around
        ],
        sorted(ties),
        lambda id: f"../{id}/",
    )


def _label(paper: Paper) -> str:
    """A few words by which a paper is known: the name that its title gives, or author and year.

    Where no author is known, the title if it goes into two lines, or its first two long words.
    """
    name = to_text(paper.title).partition(":")[0]
    if len(name) <= _LABEL * (1 if paper.authors else 2):
        return name
    words = name.split()
    ends = [place for place, word in enumerate(words, 1) if len(word) > 3][:2] or [2]
    few = " ".join(words[: ends[-1]])
    known = paper.authors[0].family if paper.authors else few
    return f"{clip(known, _FAMILY if paper.authors else 2 * _LABEL)} {paper.year or ''}".rstrip()


def _naming(site: Site, here: str, other: str) -> list[str]:
    """Which of two papers names the other in its abstract, as the page of the first says it."""
    mentions = site.library.mentions
    said = [f"named here as “{m.name}”" for m in mentions.get(here, ()) if m.id == other]
    return [*said, *["names this paper"] * (here in {m.id for m in mentions.get(other, ())})]


def _neighbour(
    page: str, siblings: Sequence[Paper], place: int, attributes: str
) -> Markdown | None:
    if not 0 <= place < len(siblings):
        return None
    paper = siblings[place]
    return to_paper(page, paper, attributes)


def _note_facts(note: Note) -> list[Markdown]:
    facts = {
        "Status": escape(note.status),
        "Rating": escape(f"{note.rating} of 5" if note.rating else ""),
        "Tags": commas(map(_tag, note.tags)),
    }
    return [Markdown(f"{name}: {value}.") for name, value in facts.items() if value]


# What search and Browse know of a paper is what its page shows, marked by these attributes of
# Pagefind's: a filter is a facet, meta is what a result shows.


def _facet(name: str, value: str = "", meta: bool = False) -> str:
    """The attributes that make the words of a link a facet, or make another value one."""
    source = f"{name}[data-is]" if value else name
    given = f' data-is="{attribute(value)}"' if value else ""
    also = f' data-pagefind-meta="{source}"' if meta else ""
    return f'data-pagefind-filter="{source}"{also}{given}'


def _tag(tag: str) -> Markdown:
    return Markdown(f'<span data-pagefind-filter="tag">{escape(tag)}</span>')


def _author(site: Site, page: str, paper: Paper, author: Author) -> Markdown:
    """A name as the paper spells it, which leads to the person and is found as that person."""
    person = site.bylines[paper.id, author]
    usual = str(person.name)
    facet = _facet("author", usual if usual != str(author) else "")
    return to(page, site.author_pages[person.id], str(author), facet)


def _year(page: str, paper: Paper) -> Markdown:
    if not paper.year:
        return unknown("year", _UNSEARCHED)
    return to(page, year_path(paper.year), str(paper.year), _facet("year", meta=True))


def _venue(site: Site, page: str, paper: Paper) -> Markdown:
    if not paper.venue:
        return unknown("venue", _UNSEARCHED)
    usual, _ = site.venues[site.venue_slugs[paper.venue]]
    facet = _facet("venue", usual if usual != paper.venue else "", meta=True)
    return to(page, venue_path(site, paper), paper.venue, facet)


def _demoted(markdown: str) -> Markdown:
    """A curator's Markdown with its headings put below those of the page, code left alone.

    A block of code that is never closed would take the rest of the page with it.
    """

    def mend(match: re.Match[str]) -> str:
        if match["fence"]:
            return match[0] if match["end"] else f"{match[0]}\n{match['indent']}{match['fence']}"
        if match["text"]:
            return f"{'###' if match['line'][0] == '=' else '####'} {match['text']}"
        return f"##{match[0]}"

    return Markdown(_CODE_OR_HEADING.sub(mend, markdown))


def _theme_link(site: Site, page: str, assignment: Assignment, attributes: str = "") -> Markdown:
    theme = site.themes[assignment.theme]
    return to(page, f"themes/{theme.id}.md", theme.title, f".theme {attributes}".rstrip())


def _day(date: str) -> str:
    """A day, month or year in ISO 8601 as it is read: "21 November 2026"."""
    year, *rest = date.split("-")
    month = [month_name[int(rest[0])]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def _within(paper: Paper) -> Markdown:
    """Where in its venue the paper stands: volume, issue and pages, as far as they are known."""
    issue = f"({paper.issue})" if paper.issue else ""
    numbers = f" {escape(paper.volume + issue)}" if paper.volume or issue else ""
    return Markdown(f"{numbers}, {escape(paper.pages)}" if paper.pages else numbers)


def _changes(paper: Paper) -> list[dict[str, Any]]:
    """What cleaning altered, equal changes counted once."""
    counted = Counter(paper.changes)
    return [
        {
            "rule": change.rule,
            "field": change.field,
            "before": snippet(change.before),
            "after": snippet(change.after),
            "times": times,
        }
        for change, times in counted.items()
    ]


def _origins(paper: Paper) -> list[tuple[str, str]]:
    """The places that the fields were taken from, each with its fields."""
    fields: dict[str, list[str]] = defaultdict(list)
    for name, where in paper.origins.items():
        fields[str(where)].append("arXiv id" if name == "arxiv" else name)
    return [(", ".join(names), where) for where, names in fields.items()]
