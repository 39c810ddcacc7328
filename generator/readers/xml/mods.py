"""MODS: what Zotero, library catalogues and repositories export under this name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.model import Author, Record, Where
from generator.readers.xml.elements import (
    Element,
    addresses,
    all_words,
    attribute,
    distinct,
    first,
    first_words,
    markup,
    person,
    plain,
    span,
    titled,
    words,
)

FORMAT = "mods"
ENTRIES: Mapping[str, str] = {"modsCollection": "mods", "mods": "mods"}
MARK = re.compile(r"<(?:\w+:)?titleInfo[\s>]")

_TYPES = {
    "book": "book",
    "bookSection": "chapter",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "conference publication": "paper-conference",
    "dataset": "dataset",
    "document": "document",
    "encyclopediaArticle": "entry-encyclopedia",
    "article": "article-journal",
    "journal article": "article-journal",
    "journalArticle": "article-journal",
    "magazineArticle": "article-magazine",
    "manuscript": "manuscript",
    "newspaperArticle": "article-newspaper",
    "patent": "patent",
    "preprint": "article",
    "report": "report",
    "technical report": "report",
    "thesis": "thesis",
    "webpage": "webpage",
    "Web site": "webpage",
}
_AUTHORS = frozenset(("", "author", "aut", "creator", "cre", "inventor"))
_EDITORS = frozenset(("editor", "edt"))
_ISSUES = ("issue", "number")


def record(entry: Element, where: Where) -> Record | str:
    """The record of a <mods>."""
    host = next((i for i in entry.iterfind("relatedItem") if attribute(i, "type") == "host"), None)
    # Volume and pages belong to the journal or book, and may stand in or beside it.
    parts = [part for item in (host, entry) if item is not None for part in item.iterfind("part")]
    origins = [o for item in (entry, host) if item is not None for o in item.iterfind("originInfo")]
    ids = [
        (attribute(number, "type").lower(), plain(number))
        for number in entry.iterfind("identifier")
    ]
    urls = addresses(
        (
            *map(plain, entry.iterfind("location/url")),
            *(value for kind, value in ids if kind == "uri"),
        )
    )
    doi, arxiv, pmid, key = (
        next((value for name, value in ids if name == kind), "")
        for kind in ("doi", "arxiv", "pmid", "citekey")
    )
    genres = (_TYPES.get(plain(genre), "") for genre in entry.iterfind("genre"))
    return Record(
        where=where,
        format=FORMAT,
        title=_title(entry),
        abstract=markup(entry.find("abstract")),
        authors=tuple(_people(entry, _AUTHORS)),
        editors=tuple(_people(entry, _EDITORS)) or tuple(_people(host, _EDITORS)),
        year=next(filter(None, (_year(item) for item in (*origins, *parts))), ""),
        venue="" if host is None else _title(host),
        type=next(filter(None, genres), ""),
        volume=next(filter(None, (_detail(part, "volume") for part in parts)), ""),
        issue=next(filter(None, (_detail(p, kind) for p in parts for kind in _ISSUES)), ""),
        pages=next(filter(None, map(_pages, parts)), ""),
        publisher=next(filter(None, (first_words(o, "publisher") for o in origins)), ""),
        doi=doi,
        arxiv=arxiv,
        pmid=pmid,
        url=next(iter(urls), ""),
        key=key,
        tags=all_words(entry.iterfind("subject/topic")),
        more=distinct((*urls[1:], *map(plain, entry.iterfind("note")))),
        markup="html",
    )


def _title(item: Element) -> str:
    """The title proper, with its article and subtitle; others have a type."""
    infos = sorted(item.findall("titleInfo"), key=lambda info: attribute(info, "type") != "")
    for info in infos:
        title = " ".join(filter(None, (markup(info.find("nonSort")), markup(info.find("title")))))
        if title:
            return titled(title, markup(info.find("subTitle")))
    return ""


def _people(item: Element | None, roles: frozenset[str]) -> Iterator[Author | str]:
    for name in () if item is None else item.iterfind("name"):
        role = first(name, "role/roleTerm").lower()
        if role not in roles:
            continue
        parts: dict[str, str] = {}
        for part in name.iterfind("namePart"):
            kind = attribute(part, "type")
            parts[kind] = " ".join(filter(None, (parts.get(kind, ""), words(part))))
        if attribute(name, "type") in ("corporate", "conference"):
            yield from person(parts.get("", ""))
        elif parts.get("family"):
            yield from person(parts["family"], parts.get("given", ""))
        else:
            family, comma, given = parts.get("", "").partition(",")
            if comma:
                yield from person(family.strip(), given.strip())
            elif family:
                yield family


def _year(item: Element) -> str:
    return first(item, "dateIssued[@keyDate]", "dateIssued", "copyrightDate", "dateCreated", "date")


def _detail(part: Element, kind: str) -> str:
    details = (d for d in part.iterfind("detail") if attribute(d, "type") == kind)
    return next(filter(None, (first_words(d, "number") for d in details)), "")


def _pages(part: Element) -> str:
    for extent in part.iterfind("extent"):
        if attribute(extent, "unit") in ("page", "pages"):
            ends = (first_words(extent, "start"), first_words(extent, "end"))
            return span(*ends) or first_words(extent, "list")
    return ""
