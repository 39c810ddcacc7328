"""CSL-JSON: items as Zotero, Better BibTeX, Mendeley, pandoc and doi.org write them."""

from __future__ import annotations

import re

from generator.model import TYPES, Author, Record, Where
from generator.readers.json import fields
from generator.readers.json.fields import first, inner, people, person, text, texts
from generator.readers.json.values import Fields

FORMAT = "csl-json"

_KEYS = frozenset(
    "issued container-title citation-key citation-label container-title-short title-short"
    " event-title publisher-place collection-title page-first archive_location accessed".split()
)
_IDENTIFIERS = frozenset("DOI URL PMID PMCID ISBN ISSN".split())
_OF_OTHERS = frozenset("author authors year date journal".split())
_NAME_PARTS = frozenset("family given literal".split())
# Types of CSL that are close to one of the model's.
_TYPES = {
    "entry": "entry-encyclopedia",
    "entry-dictionary": "entry-encyclopedia",
    "review-book": "review",
    "post": "webpage",
    "paper": "paper-conference",
}
# A key to cite by, and no address or number of a database.
_KEY = re.compile(r"(?!\d+$)[^\s/,{}]{1,200}")
_ARXIV = re.compile(r"(?i)arxiv")


def recognises(item: Fields) -> bool:
    """Whether an object has names, dates or fields as only CSL-JSON has them."""
    if not _KEYS.isdisjoint(item):
        return True
    authors = item.get("author", item.get("editor"))
    parts = authors[0] if isinstance(authors, list) and authors else None
    if isinstance(parts, dict) and not _NAME_PARTS.isdisjoint(parts):
        return True
    # Such as {"id": "turing1950", "type": "book", "title": …}.
    return (
        bool(_type(text(item.get("type"))))
        and ("id" in item or not _IDENTIFIERS.isdisjoint(item))
        and _OF_OTHERS.isdisjoint(item)
    )


def record(item: Fields, where: Where) -> Record:
    """The record of an item; the lines of its note may hold identifiers."""
    title, abstract = first(item.get("title")), first(item.get("abstract"))
    venue = first(item.get("container-title"), item.get("event-title"), item.get("event"))
    arxiv, more = _arxiv(item)
    return Record(
        where=where,
        format=FORMAT,
        title=title,
        abstract=abstract,
        authors=names(item.get("author")),
        editors=names(item.get("editor")),
        year=date(item.get("issued")),
        venue=venue,
        type=_type(text(item.get("type"))),
        volume=text(item.get("volume")),
        issue=text(item.get("issue")),
        pages=first(item.get("page"), item.get("page-first")),
        publisher=text(item.get("publisher")),
        doi=first(item.get("DOI")),
        arxiv=arxiv,
        pmid=text(item.get("PMID")),
        url=first(item.get("URL")),
        key=_key(item),
        tags=_tags(item),
        more=more,
        markup=fields.markup(title, abstract, venue),
    )


def names(value: object) -> tuple[Author | str, ...]:
    """Names in the parts of CSL; a literal one is an organisation's, or "others".

    Particles go with the family name, and a suffix behind it, as they do in BibTeX.
    """
    return people(map(_name, value if isinstance(value, list) else [value]))


def _name(value: object) -> Author | str | None:
    if not isinstance(value, dict):
        return text(value)
    particles = (text(value.get(f"{kind}-particle")) for kind in ("dropping", "non-dropping"))
    family, given = text(value.get("family")), text(value.get("given"))
    if family:
        family = " ".join([*filter(None, particles), family])
    whole = first(value.get("literal"), value.get("name"))
    return person(family, given, text(value.get("suffix"))) or (Author(whole) if whole else None)


def date(value: object) -> str:
    """The year of a date in parts, or a date in words as it is written."""
    if not isinstance(value, dict):
        return fields.year(value)
    parts = value.get("date-parts")
    start = parts[0] if isinstance(parts, list) and parts else None
    return first(start) or fields.year(value.get("raw"), value.get("literal"), value.get("year"))


def _type(value: str) -> str:
    return value if value in TYPES else _TYPES.get(value, "")


def _key(item: Fields) -> str:
    keys = (text(item.get(name)) for name in ("citation-key", "citation-label", "id"))
    return next((key for key in keys if _KEY.fullmatch(key)), "")


def _tags(item: Fields) -> tuple[str, ...]:
    """Keywords; where they are one text, semicolons or else commas part them."""
    keywords = item.get("keyword", item.get("keywords"))
    if isinstance(keywords, list):
        return texts(keywords)
    whole = text(keywords)
    return texts(whole.split(";" if ";" in whole else ","))


def _arxiv(item: Fields) -> tuple[str, tuple[str, ...]]:
    """The arXiv identifier, if a field is known to hold it, and what else may hold one."""
    number = text(item.get("number"))
    place = first(item.get("archive_location"), item.get("archive-location"))
    notes = (note for found in texts(item.get("note")) for note in found.splitlines())
    more = [note.strip() for note in notes if note.strip()]
    more += [f"PMCID: {pmcid}" for pmcid in texts(item.get("PMCID"))]
    custom = inner(item.get("custom"))
    more += [f"{text(name)}: {found}" for name in custom for found in texts(custom[name])]
    if _ARXIV.match(number):
        return number, (*more, *texts(place))
    if _ARXIV.match(first(item.get("archive"))) or _ARXIV.match(place):
        return place, (*more, *texts(number))
    return "", (*more, *texts([number, place]))
