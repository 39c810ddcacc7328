"""The page of one paper."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

from generator import cite, exports, identifiers, references
from generator.markdown import Markdown, compose, escape, fence, link, mathematics, prose
from generator.mathematics import find, to_text
from generator.model import (
    Assignment,
    Note,
    Page,
    Paper,
)
from generator.pages.site import (
    UNSORTED,
    Site,
    clip,
    counted,
    entry_of,
    snippet,
    to,
    to_paper,
    unknown,
    venue_path,
    year_path,
)

DESCRIPTION = 155
# What else knows a paper: the name that a reader sees, and the scheme of the identifier.
_PLACES = {
    "DOI": "doi",
    "Preprint": "preprint",
    "PubMed": "pmid",
    "ACL Anthology": "acl",
    "OpenAlex": "openalex",
    "Semantic Scholar": "s2",
}
# A fenced block, a heading of the first four ranks, or one that is underlined.
_CODE_OR_HEADING = re.compile(
    r"^(?P<indent>[ \t]*)(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?"
    r"(?P<end>^[ \t]*(?P=fence)[ \t]*$|\Z)|"
    r"^#{1,4}(?!#)|(?:\A|(?<=\n\n))(?P<text>\S[^\n]*)\n(?P<line>=+|-+)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)


def _abstract(site: Site, page: str, paper: Paper) -> Markdown:
    """The abstract with its mathematics, and its addresses and the papers it names as links."""
    spans = [
        (found.start, found.end, link(paper.abstract[found.start : found.end], found.url))
        for found in paper.links
    ]
    spans += [(start, end, mathematics(tex)) for start, end, tex in find(paper.abstract)]
    for mention in site.library.mentions.get(paper.id, ()):
        named = site.library.papers[mention.id]
        shown = paper.abstract[mention.start : mention.end]
        title = escape(to_text(named.title)).replace('"', "&#34;")
        target = to(page, f"papers/{named.id}.md", shown, f'.mention title="{title}"')
        spans.append((mention.start, mention.end, target))
    return compose(paper.abstract, spans)


def paper_page(site: Site, paper: Paper) -> Page:
    library, page = site.library, f"papers/{paper.id}.md"
    assignments = library.assignments.get(paper.id, ())
    siblings = site.main[assignments[0].theme if assignments else UNSORTED]
    place = site.places[paper.id]
    note = library.notes.get(paper.id)
    title = to_text(paper.title)
    return site.page(
        page,
        "paper",
        {
            "title": title,
            "description": clip(
                to_text(site.contributions[paper.id] or paper.abstract), DESCRIPTION
            ),
            "citation": cite.metadata(
                replace(paper, title=title, abstract=to_text(paper.abstract))
            ),
        },
        heading=prose(paper.title),
        paper=paper,
        editors=[escape(str(editor)) for editor in paper.editors],
        within=_within(paper) if paper.venue else Markdown(""),
        versions=_versions(paper),
        tags=[escape(tag) for tag in paper.tags],
        titles=[prose(other) for other in paper.titles],
        authors=[
            to(page, site.author_pages[site.bylines[paper.id, author].id], str(author))
            for author in paper.authors
        ],
        year=to(page, year_path(paper.year), str(paper.year)) if paper.year else unknown("year"),
        venue=to(page, venue_path(site, paper), paper.venue) if paper.venue else unknown("venue"),
        themes=[
            (_theme_link(site, page, assignment), exports.reason(assignment))
            for assignment in assignments
        ],
        actions=_actions(paper),
        searches=_searches(paper),
        contribution=prose(site.contributions[paper.id]),
        abstract=_abstract(site, page, paper),
        related=[
            (entry_of(site, page, library.papers[near.id]), near.terms, near.score)
            for near in library.related.get(paper.id, ())
        ],
        names=[
            (entry_of(site, page, library.papers[mention.id]), mention.name)
            for mention in library.mentions.get(paper.id, ())
        ],
        named_by=[
            entry_of(site, page, library.papers[namer]) for namer in site.named_by.get(paper.id, ())
        ],
        listed=[
            (
                to(page, site.listing_paths[place.source], site.sources[place.source].title),
                place.rank,
                len(site.listed[place.source]),
            )
            for place in paper.listed
        ],
        bibtex=fence(references.bibtex(paper, site.keys[paper.id]), "bibtex"),
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


def _neighbour(
    page: str, siblings: Sequence[Paper], place: int, attributes: str
) -> Markdown | None:
    if not 0 <= place < len(siblings):
        return None
    paper = siblings[place]
    return to_paper(page, paper, attributes)


def _note_facts(note: Note) -> list[str]:
    facts = {
        "Status": note.status,
        "Rating": f"{note.rating} of 5" if note.rating else "",
        "Tags": ", ".join(note.tags),
    }
    return [f"{name}: {value}." for name, value in facts.items() if value]


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


def _theme_link(site: Site, page: str, assignment: Assignment) -> Markdown:
    theme = site.themes[assignment.theme]
    return to(page, f"themes/{theme.id}.md", theme.title, ".theme")


def _within(paper: Paper) -> Markdown:
    """Where in its venue the paper stands: volume, issue and pages, as far as they are known."""
    issue = f"({paper.issue})" if paper.issue else ""
    numbers = f" {escape(paper.volume + issue)}" if paper.volume or issue else ""
    return Markdown(f"{numbers}, {escape(paper.pages)}" if paper.pages else numbers)


def _versions(paper: Paper) -> list[Markdown]:
    """The preprint and the published version, each with its link, where there are both."""
    published = escape(paper.venue or "published")
    if paper.doi:
        published = link(paper.venue or paper.doi, identifiers.page("doi", paper.doi))
    preprints = [
        link(name + value, identifiers.page(scheme, value))
        for scheme, name in (("arxiv", "arXiv:"), ("preprint", "doi:"))
        if (value := getattr(paper, scheme))
    ]
    return [published, *preprints] if preprints and (paper.doi or paper.venue) else []


def _actions(paper: Paper) -> list[Markdown]:
    """Links to the paper itself and to its code."""
    targets = {
        "arXiv": cite.abstract_page(paper),
        "PDF": cite.pdf(paper),
        "Code": paper.code,
        **{
            name: identifiers.page(scheme, value)
            for name, scheme in _PLACES.items()
            if (value := getattr(paper, scheme))
        },
        "Publisher": "" if paper.arxiv and "arxiv.org/" in paper.url else paper.url,
    }
    return [link(name, target, ".md-button") for name, target in targets.items() if target]


def _searches(paper: Paper) -> list[Markdown]:
    """Searches for the title where no link to the paper is known."""
    if paper.arxiv or paper.url or paper.pdf or any(getattr(paper, s) for s in _PLACES.values()):
        return []
    title = quote_plus(to_text(paper.title))
    targets = {
        "arXiv": f"https://arxiv.org/search/?searchtype=title&query={title}",
        "Semantic Scholar": f"https://www.semanticscholar.org/search?q={title}",
        "Hugging Face": f"https://huggingface.co/papers?q={title}",
    }
    return [link(name, target) for name, target in targets.items()]


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
