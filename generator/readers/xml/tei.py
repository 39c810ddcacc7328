"""TEI: the header that GROBID finds in a paper, and lists of references such as Zotero's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml.etree import strip_elements

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
    words,
)

FORMAT = "tei"
# The references at the end of a paper are no entries: nobody put them on the list.
ENTRIES: Mapping[str, str] = {
    "TEI": "TEI",
    "teiCorpus": "TEI",
    "listBibl": "biblStruct",
    "biblStruct": "biblStruct",
}
MARK = re.compile(r"<(?:\w+:)?(?:TEI|biblStruct)[\s>]")

_TYPES = {
    "blogPost": "post-weblog",
    "book": "book",
    "bookSection": "chapter",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "dataset": "dataset",
    "dictionaryEntry": "entry-encyclopedia",
    "document": "document",
    "encyclopediaArticle": "entry-encyclopedia",
    "journalArticle": "article-journal",
    "magazineArticle": "article-magazine",
    "manuscript": "manuscript",
    "newspaperArticle": "article-newspaper",
    "patent": "patent",
    "preprint": "article",
    "report": "report",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}
_NOTES = ("note", "figure", "graphic")


def record(entry: Element, where: Where) -> Record | str:
    """The record of the header of a <TEI>, or of a <biblStruct>."""
    if entry.find("text/body/listBibl/biblFull") is not None:
        return "this is the TEI of the archive HAL, which is not read. Export BibTeX there"
    header = entry.find("teiHeader")
    header = entry if header is None else header
    strip_elements(header, *_NOTES, with_tail=False)
    source = entry if entry.tag == "biblStruct" else header.find("fileDesc/sourceDesc//biblStruct")
    source = header.makeelement("biblStruct") if source is None else source
    analytic, monograph = source.find("analytic"), source.find("monogr")
    # Without an analytic part, the book or journal is what the reference is about.
    part = monograph if analytic is None else analytic
    title = _title(header.findall("fileDesc/titleStmt/title"))
    ids = [(attribute(number, "type").lower(), plain(number)) for number in source.iter("idno")]
    journal = "" if monograph is None else first(monograph, "title[@level='j']")
    urls = addresses(
        (
            *(value for kind, value in ids if kind in ("url", "uri")),
            *(attribute(pointer, "target") for pointer in source.iter("ptr", "ref")),
        )
    )
    doi, arxiv, pmid = (_number(ids, kind) for kind in ("doi", "arxiv", "pmid"))
    central = _number(ids, "pmcid")
    return Record(
        where=where,
        format=FORMAT,
        title=title or ("" if part is None else _title(part.findall("title"))),
        abstract=markup(header.find("profileDesc/abstract")),
        authors=tuple(_people(part, "author"))
        or tuple(_people(header.find("fileDesc/titleStmt"), "author")),
        editors=tuple(_people(monograph, "editor")),
        year=_year(source, header),
        venue=_venue(source) if analytic is not None else "",
        type=_type(source, journal, analytic is not None),
        volume=_scope(source, "volume"),
        issue=_scope(source, "issue"),
        pages=_scope(source, "page"),
        publisher=first_words(source, "monogr/imprint/publisher")
        or first_words(header, "fileDesc/publicationStmt/publisher"),
        doi=doi,
        arxiv=arxiv,
        pmid=pmid,
        url=next(iter(urls), ""),
        tags=_tags(header),
        more=distinct((central, *urls[1:])),
        markup="html",
    )


def _title(titles: list[Element]) -> str:
    """The main one of several titles, or the first that has text."""
    titles = sorted(titles, key=lambda title: attribute(title, "type") != "main")
    return next(filter(None, (markup(title) for title in titles)), "")


def _people(parent: Element | None, role: str) -> Iterator[Author | str]:
    for element in () if parent is None else parent.iterfind(role):
        name = element.find("persName")
        if name is None and any(element.find(tag) is not None for tag in ("surname", "forename")):
            name = element
        if name is not None:
            surname = " ".join(filter(None, map(words, name.iterfind("nameLink"))))
            surname = f"{surname} {first_words(name, 'surname')}".strip()
            given = " ".join(filter(None, map(words, name.iterfind("forename"))))
            yield from person(surname, given, first_words(name, "genName")) or filter(
                None, (words(name),)
            )
            continue
        organisation = first_words(element, "orgName")
        if organisation:
            yield from person(organisation)
        elif element.find("affiliation") is None and words(element):
            # GROBID gives an author without a name for an affiliation that is nobody's.
            yield words(element)


def _year(source: Element, header: Element) -> str:
    dates = (
        *source.iterfind("monogr/imprint/date"),
        *header.iterfind("fileDesc/publicationStmt/date"),
    )
    found = (attribute(date, "when") or plain(date) for date in dates)
    return next(filter(None, found), "")


def _venue(source: Element) -> str:
    titles = source.findall("monogr/title")
    whole = [title for title in titles if attribute(title, "type") != "abbrev"]
    names = (*map(words, whole), *map(words, titles), first_words(source, "monogr/meeting"))
    return next(filter(None, names), "")


def _type(source: Element, journal: str, is_part: bool) -> str:
    known = _TYPES.get(attribute(source, "type"))
    if known or not is_part:
        return known or ("book" if first(source, "monogr/title[@level='m']") else "")
    if journal:
        return "article-journal"
    return "paper-conference" if source.find("monogr/meeting") is not None else ""


def _scope(source: Element, unit: str) -> str:
    for scope in source.iterfind("monogr//biblScope"):
        if attribute(scope, "unit") in (unit, f"{unit}s"):
            range_ = span(attribute(scope, "from"), attribute(scope, "to"))
            if words(scope) or range_:
                return words(scope) or range_
    return ""


def _number(ids: list[tuple[str, str]], kind: str) -> str:
    return next((value for name, value in ids if name == kind), "")


def _tags(header: Element) -> tuple[str, ...]:
    groups = header.findall("profileDesc/textClass/keywords")
    terms = [term for group in groups for term in group.iter("term")]
    return all_words(terms or groups)
