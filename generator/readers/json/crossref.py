"""Crossref: works as its REST API gives them, and doi.org for the DOIs that Crossref registers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import TYPES, Record, Where
from generator.readers.json import csl
from generator.readers.json.fields import first, inner, inners, text, texts
from generator.readers.json.values import Fields

FORMAT = "crossref"

_DEPOSITED = frozenset(
    "indexed deposited prefix member reference-count is-referenced-by-count"
    " references-count short-container-title issn-type content-domain".split()
)
KINDS = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry-encyclopedia",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "dissertation": "thesis",
    "report-component": "report",
    "peer-review": "review",
    "database": "dataset",
    "journal-issue": "",
    "journal": "",
}
# Which other DOIs tell of the same paper.
_RELATIONS = ("is-preprint-of", "has-preprint")
_PREFIXES = {"doi": "doi:", "arxiv": "arXiv:", "pmid": "PMID:", "pmcid": "PMCID:"}


def recognises(item: Fields) -> bool:
    """Whether an object is an answer of Crossref, or a work in one."""
    work = _work(item)
    titled = isinstance(work.get("title"), list) and ("DOI" in work or "container-title" in work)
    return titled or ("DOI" in work and not _DEPOSITED.isdisjoint(work))


def record(item: Fields, where: Where) -> Record:
    """The record of a work; text is HTML, and JATS in an abstract."""
    work = _work(item)
    posted = first(*(place.get("name") for place in inners(work.get("institution"))))
    kind = text(work.get("type"))
    is_preprint = kind == "posted-content"
    return Record(
        where=where,
        format=FORMAT,
        title=_title(work),
        abstract=first(work.get("abstract")),
        authors=csl.names(work.get("author")),
        editors=csl.names(work.get("editor")),
        year=_year(work),
        venue=first(work.get("container-title"), inner(work.get("event")).get("name")),
        type=KINDS.get(kind, kind if kind in TYPES else ""),
        volume=text(work.get("volume")),
        issue=text(work.get("issue")),
        pages=first(work.get("page"), work.get("article-number")),
        # The server that shows a preprint is better known than who runs it.
        publisher=(posted if is_preprint else "") or text(work.get("publisher")),
        doi=text(work.get("DOI")),
        url=text(work.get("URL")),
        pdf=_pdf(work),
        tags=texts(work.get("subject")),
        more=tuple(_more(work)),
        markup="html",
    )


def _work(item: Fields) -> Fields:
    return inner(item["message"]) if "message" in item else item


def _title(work: Fields) -> str:
    title, subtitle = first(work.get("title")), first(work.get("subtitle"))
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title or subtitle
    return f"{title}{' ' if title.endswith((':', '?', '!', '.')) else ': '}{subtitle}"


def _year(work: Fields) -> str:
    """When it appeared first, in print or online."""
    dates = "issued published published-print published-online posted".split()
    return next((year for name in dates if (year := csl.date(work.get(name)))), "")


def _pdf(work: Fields) -> str:
    """The address of a PDF that opens in a browser; publishers' APIs want a key."""
    links = [at for at in inners(work.get("link")) if at.get("content-type") == "application/pdf"]
    return first([url for at in links if "://api." not in (url := text(at.get("URL")))])


def _more(work: Fields) -> Iterator[str]:
    """Preprints and published versions, and what says that a paper was retracted or corrected."""
    relations = inner(work.get("relation"))
    for name in _RELATIONS:
        for other in inners(relations.get(name)):
            prefix = _PREFIXES.get(text(other.get("id-type")), "")
            yield f"{name}: {prefix}{text(other.get('id'))}"
    for name in ("update-to", "updated-by"):
        for notice in inners(work.get(name)):
            yield f"{name}: {text(notice.get('type'))} doi:{text(notice.get('DOI'))}"
