"""Every rule about one record alone: its text, names, identifiers, links, year and venue."""

from __future__ import annotations

import re
from urllib.parse import unquote

from generator.links import find_links, repository, safe_url
from generator.model import Author, Change, Entry, Record
from generator.rules import clean_text

_ARXIV = r"(\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?!\d)"
_ARXIV_ID = re.compile(rf"(?:arxiv:\s*)?{_ARXIV}(?:\s*\[.*)?", re.IGNORECASE)
_ARXIV_LINK = re.compile(rf"(?:arxiv\.org/[a-z]+/|arxiv[:.]\s*){_ARXIV}", re.IGNORECASE)
_DOI = re.compile(r"(10\.\d{4,9}/[^\s\"{}]+)")
# In an address, a DOI may be followed by what part of the paper is shown.
_DOI_LINK = re.compile(
    r"(?:doi\.org/|/doi/(?:\w+/)?)(10\.\d{4,9}/[^\s\"{}?#]+?)"
    r"(?:\.pdf|/(?:full|abstract|references|citedby|e?pdf|html|meta)\b.*)?(?:[?#]|$)"
)
# Where a preprint lies is no venue; its id is read from here too.
_PREPRINT = re.compile(
    r"(?:arxiv(?:\.org)?|corr)(?: e-?prints?| preprint)?[\s,:]*(?:(?:arxiv:|abs/)[\w./-]+)?"
    r"(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


def _identifiers(record: Record) -> tuple[str, str]:
    """The record's DOI and arXiv id from whichever field states them."""
    stated = _ARXIV_ID.fullmatch(record.arxiv.strip())
    others = (record.arxiv, record.url, record.doi, record.pdf, record.venue)
    found = stated or next((link for text in others if (link := _ARXIV_LINK.search(text))), None)
    doi = _doi(record.doi, _DOI) or _doi(record.url, _DOI_LINK)
    return ("" if doi.startswith("10.48550/arxiv.") else doi), _arxiv(found[1]) if found else ""


def _doi(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.search(unquote(text.replace("\\", "")))
    return match[1].rstrip(".,;").lower() if match else ""


def _arxiv(identifier: str) -> str:
    """An id as arXiv writes it: of the old ones, without subject class and in lower case."""
    archive, slash, number = identifier.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else identifier


def _authors(record: Record, changes: list[Change]) -> tuple[tuple[Author, ...], bool]:
    """The authors, and whether there are others whom the record does not name."""
    authors = []
    others = False
    for name in record.authors:
        author = name if isinstance(name, Author) else Author(name)
        family, in_family = clean_text("authors", author.family, record.markup)
        given, in_given = clean_text("authors", author.given, record.markup)
        changes += in_family + in_given
        if family.lower() == "others" and not given:
            others = True
            changes.append(Change("authors", "and others", "", "unnamed authors"))
        elif family or given:
            authors.append(Author(family or given, given if family else ""))
    half = len(authors) // 2
    if half and authors[:half] == authors[half:]:
        changes.append(
            Change("authors", _names(authors), _names(authors[:half]), "repeated authors")
        )
        authors = authors[:half]
    return tuple(authors), others


def _names(authors: list[Author]) -> str:
    return "; ".join(map(str, authors))


def _year(record: Record, changes: list[Change]) -> int | None:
    match = _YEAR.search(record.year)
    year = match[1] if match else ""
    if record.year.strip() != year:
        changes.append(Change("year", record.year.strip(), year, "year"))
    return int(year) if year else None


def _venue(record: Record, year: int | None, changes: list[Change]) -> str:
    venue, made = clean_text("venue", record.venue, record.markup)
    changes += made
    if _PREPRINT.fullmatch(venue):
        changes.append(Change("venue", venue, "", "preprint server"))
        return ""
    if year:
        without = re.sub(
            rf"(?<!\bin)(?<!\bof)(?<!\bon)(?:^|\s+)\(?{year}\)?(?=[\s,:;]|$)", "", venue
        ).strip(" ,:;")
        if re.search(r"[^\W\d_]", without) and without != venue:
            changes.append(Change("venue", venue, without, "year in the venue"))
            return without
    return venue


def clean(record: Record) -> Entry:
    """Clean one record. The same record always gives the same entry; nothing else is consulted."""
    changes: list[Change] = []
    title, made = clean_text("title", record.title, record.markup)
    changes += made
    abstract, made = clean_text("abstract", record.abstract, record.markup)
    changes += made
    year = _year(record, changes)
    venue = _venue(record, year, changes)
    authors, others = _authors(record, changes)
    doi, arxiv = _identifiers(record)
    addresses = {}
    for field in ("url", "pdf", "code"):
        raw, made = clean_text(field, getattr(record, field), record.markup)
        changes += made
        addresses[field] = safe_url(raw)
        if raw and not addresses[field]:
            changes.append(Change(field, raw, "", "not a web address"))
    for field, raw, value in (("doi", record.doi, doi), ("arxiv", record.arxiv, arxiv)):
        if raw.strip() and raw.strip() != value:
            changes.append(Change(field, raw.strip(), value, "identifier"))
    links = find_links(abstract)
    code = repository(addresses["code"]) or addresses["code"]
    code = code or next((found for link in links if (found := repository(link.url))), "")
    return Entry(
        record=record,
        title=title,
        abstract=abstract,
        authors=authors,
        others=others,
        year=year,
        venue=venue,
        doi=doi,
        arxiv=arxiv,
        url=addresses["url"],
        pdf=addresses["pdf"],
        code=code,
        links=links,
        changes=tuple(changes),
    )
