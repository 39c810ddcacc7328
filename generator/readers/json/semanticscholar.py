"""Semantic Scholar: papers as its APIs and datasets give them, alone, in batches or in lists."""

from __future__ import annotations

import re

from generator.model import Record, Where
from generator.readers.json import fields
from generator.readers.json.fields import first, inner, named, prefixed, text, texts
from generator.readers.json.values import Fields

FORMAT = "semanticscholar"

_KEYS = frozenset("paperId corpusId corpusid citingPaper citedPaper externalIds".split())
_VENUE_TYPES = {"journal": "article-journal", "conference": "paper-conference"}
# The more telling first, as papers have several.
_TYPES = {
    "conference": "paper-conference",
    "booksection": "chapter",
    "book": "book",
    "dataset": "dataset",
    "journalarticle": "article-journal",
    "review": "article-journal",
    "editorial": "article-journal",
    "lettersandcomments": "article-journal",
    "casereport": "article-journal",
    "clinicaltrial": "article-journal",
    "metaanalysis": "article-journal",
    "study": "article-journal",
    "news": "article-newspaper",
}
_ARXIV = re.compile(r"(?i)arxiv(?:\.org)?|corr")


def recognises(item: Fields) -> bool:
    """Whether an object has an identifier of Semantic Scholar, or a paper in a citation."""
    return not _KEYS.isdisjoint(item) or not _KEYS.isdisjoint(_within(item))


def record(item: Fields, where: Where) -> Record:
    """The record of a paper; one whose title was not asked for has at least its identifier."""
    # The datasets have the names of the API in lower case.
    paper = {name.lower(): value for name, value in (_within(item) or item).items()}
    ids = {name.lower(): value for name, value in inner(paper.get("externalids")).items()}
    corpus = first(paper.get("corpusid"), ids.get("corpusid"))
    identifier = text(paper.get("paperid")) or "".join(prefixed("CorpusId:", corpus))
    journal = inner(paper.get("journal"))
    volume = text(journal.get("volume"))
    on_arxiv = _ARXIV.fullmatch(text(journal.get("name"))) is not None
    title, abstract = text(paper.get("title")), text(paper.get("abstract"))
    venue = _venue(paper, journal)
    return Record(
        where=where,
        format=FORMAT,
        title=title,
        abstract=abstract,
        authors=named(paper.get("authors")),
        year=fields.year(paper.get("year"), paper.get("publicationdate")),
        venue=venue,
        type=_type(paper, venue),
        volume="" if on_arxiv else volume,
        pages=" ".join(text(journal.get("pages")).split()),
        doi=text(ids.get("doi")),
        arxiv=text(ids.get("arxiv")),
        pmid=text(ids.get("pubmed")),
        s2=identifier,
        acl=text(ids.get("acl")),
        url=text(paper.get("url")),
        pdf=text(inner(paper.get("openaccesspdf")).get("url")),
        more=(
            # Where a preprint's volume should be, there is abs/ and its identifier.
            *(prefixed("arxiv.org/", volume) if on_arxiv else ()),
            *prefixed("PMCID: ", ids.get("pubmedcentral")),
            *prefixed("CorpusId:", corpus),
        ),
        markup=fields.markup(title, abstract),
    )


def _within(item: Fields) -> Fields:
    """The paper in an entry of a list of citations, references or snippets, if it is one."""
    papers = (inner(item.get(name)) for name in ("citingPaper", "citedPaper", "paper"))
    return next(filter(None, papers), {})


def _venue(paper: Fields, journal: Fields) -> str:
    """Where it was published; arXiv only if nothing else is named."""
    place = inner(paper.get("publicationvenue")).get("name")
    stated = texts([place, journal.get("name"), paper.get("venue")])
    return next((name for name in stated if not _ARXIV.fullmatch(name)), first(list(stated)))


def _type(paper: Fields, venue: str) -> str:
    if _ARXIV.fullmatch(venue):
        return "article"
    place = text(inner(paper.get("publicationvenue")).get("type"))
    stated = {kind.lower() for kind in texts(paper.get("publicationtypes"))}
    kinds = (kind for name, kind in _TYPES.items() if name in stated)
    return _VENUE_TYPES.get(place) or next(kinds, "")
