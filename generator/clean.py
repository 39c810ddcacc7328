"""Every rule about one record alone: its text, names, identifiers, links, year and venue."""

from __future__ import annotations

import re

from generator.links import find_links, repository, safe_url
from generator.model import Author, Change, Entry, Record
from generator.rules import clean_text

_ARXIV = r"(\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?!\d)"
_ARXIV_ID = re.compile(rf"(?:arxiv:\s*)?{_ARXIV}(?:\s*\[.*)?", re.IGNORECASE)
_ARXIV_LINK = re.compile(rf"(?:arxiv\.org/[a-z]+/|arxiv[:.]\s*){_ARXIV}", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}\\]+")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


def _identifiers(record: Record) -> tuple[str, str]:
    """The record's DOI and arXiv id from whichever field states them."""
    stated = _ARXIV_ID.fullmatch(record.arxiv.strip())
    others = (record.arxiv, record.url, record.doi, record.pdf)
    found = stated or next((link for text in others if (link := _ARXIV_LINK.search(text))), None)
    escaped = record.doi.replace("\\", "")
    linked = re.sub(r"(?:\.pdf|/(?:full|abstract|e?pdf|html))?(?:[?#].*)?$", "", record.url)
    doi = next((match[0] for text in (escaped, linked) if (match := _DOI.search(text))), "")
    doi = doi.rstrip(".,;").lower()
    return ("" if doi.startswith("10.48550/arxiv.") else doi), found[1] if found else ""


def _authors(record: Record, changes: list[Change]) -> tuple[Author, ...]:
    authors = []
    for author in record.authors:
        family, in_family = clean_text("authors", author.family, record.markup)
        given, in_given = clean_text("authors", author.given, record.markup)
        changes += in_family + in_given
        if family.lower() == "others" and not given:
            changes.append(Change("authors", "and others", "", "unnamed authors"))
        elif family or given:
            authors.append(Author(family or given, given if family else ""))
    half = len(authors) // 2
    if half and authors[:half] == authors[half:]:
        changes.append(
            Change("authors", _names(authors), _names(authors[:half]), "repeated authors")
        )
        authors = authors[:half]
    return tuple(authors)


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
    authors = _authors(record, changes)
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
