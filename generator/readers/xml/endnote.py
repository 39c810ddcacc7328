"""EndNote XML: what EndNote, Zotero, Mendeley and others export under this name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from generator.model import Author, Record, Where
from generator.readers.xml.elements import (
    Element,
    addresses,
    attribute,
    distinct,
    first,
    first_words,
    person,
    plain,
    tidy,
)

FORMAT = "endnote"
ENTRIES: Mapping[str, str] = {"xml": "record", "records": "record"}
# An export of nothing has no more than the outer two elements.
MARK = re.compile(r"<(?:ref-type|titles)[\s>]|<xml>\s*<records[\s/>]")

_TYPES = {
    "Ancient Text": "book",
    "Blog": "post-weblog",
    "Book": "book",
    "Book Section": "chapter",
    "Catalog": "book",
    "Classical Work": "book",
    "Computer Program": "software",
    "Conference Paper": "paper-conference",
    "Conference Proceedings": "paper-conference",
    "Dataset": "dataset",
    "Dictionary": "entry-encyclopedia",
    "Edited Book": "book",
    "Electronic Article": "article-journal",
    "Electronic Book": "book",
    "Electronic Book Section": "chapter",
    "Encyclopedia": "entry-encyclopedia",
    "Generic": "document",
    "Government Document": "report",
    "Journal Article": "article-journal",
    "Magazine Article": "article-magazine",
    "Manuscript": "manuscript",
    "Newspaper Article": "article-newspaper",
    "Online Database": "webpage",
    "Patent": "patent",
    "Report": "report",
    "Standard": "standard",
    "Thesis": "thesis",
    "Unpublished Work": "manuscript",
    "Web Page": "webpage",
}
# Mendeley writes numbers of its own, so the name counts before these.
_NUMBERS = {
    "5": "Book Section",
    "6": "Book",
    "9": "Computer Program",
    "10": "Conference Proceedings",
    "12": "Web Page",
    "13": "Generic",
    "17": "Journal Article",
    "19": "Magazine Article",
    "23": "Newspaper Article",
    "25": "Patent",
    "27": "Report",
    "28": "Edited Book",
    "32": "Thesis",
    "34": "Unpublished Work",
    "36": "Manuscript",
    "43": "Electronic Article",
    "44": "Electronic Book",
    "47": "Conference Paper",
    "59": "Dataset",
    "60": "Electronic Book Section",
}
# For other types the second authors are series editors, advisers, recipients.
_EDITED = frozenset(
    ("article-journal", "chapter", "entry-encyclopedia", "paper-conference", "book")
)
_FACES = {"bold": "b", "italic": "i", "subscript": "sub", "superscript": "sup"}
_MORE = frozenset(
    "accession-num call-num notes research-notes label report-id orig-pub custom1 custom2 custom3 "
    "custom4 custom5 custom6 custom7 misc1 misc2 misc3".split()
)
_PUBMED = re.compile(r"medline|pubmed|nlm", re.IGNORECASE)


def record(entry: Element, where: Where) -> Record | str:
    """The record of a <record>."""
    kind = entry.find("ref-type")
    name = attribute(kind, "name")
    name = name if name in _TYPES else _NUMBERS.get(plain(kind), "")
    type_ = _TYPES.get(name, "")
    authors = tuple(_people(entry, "authors"))
    editors = tuple(_people(entry, "secondary-authors")) if type_ in _EDITED else ()
    if type_ == "book":
        editors += tuple(_people(entry, "tertiary-authors"))
    if name == "Edited Book":
        authors, editors = (), authors + editors
    label = first(entry, "label")
    key = label if " " not in label else ""
    number = first(entry, "electronic-resource-num")
    doi = number if "10." in number else ""
    pmid = first(entry, "accession-num")
    database = first(entry, "remote-database-name") + first(entry, "remote-database-provider")
    if not (pmid.isdecimal() and _PUBMED.search(database)):
        pmid = ""
    web = [plain(url) for url in entry.iterfind("urls/web-urls/url")]
    related = [plain(url) for url in entry.iterfind("urls/related-urls/url")]
    texts = [plain(url) for url in entry.iterfind("urls/text-urls/url")]
    # A path on somebody's computer leads nowhere.
    pdfs = addresses(plain(url) for url in entry.iterfind("urls/pdf-urls/url"))
    urls = addresses((*web, *related, *texts))
    others = (plain(child) for child in entry if child.tag in _MORE)
    return Record(
        where=where,
        format=FORMAT,
        title=_styled(entry.find("titles/title")),
        abstract=_styled(entry.find("abstract")),
        authors=authors,
        editors=editors,
        year=_year(entry),
        venue=_venue(entry, type_),
        type=type_,
        volume=first_words(entry, "volume"),
        issue=first_words(entry, "number", "issue"),
        pages=first_words(entry, "pages"),
        publisher=first_words(entry, "publisher"),
        doi=doi,
        pmid=pmid,
        url=next(iter(urls), ""),
        pdf=next(iter(pdfs), ""),
        key=key,
        tags=_tags(entry),
        more=distinct(
            (number, *others, *related, *urls, *pdfs), doi, pmid, key, *urls[:1], *pdfs[:1]
        ),
        markup="html",
    )


def _people(entry: Element, role: str) -> Iterator[Author | str]:
    """The names of a role: "Family, Given", "Family, Given, Junior" or "Organisation,"."""
    for element in entry.iterfind(f"contributors/{role}/author"):
        # Some put all names into one element.
        for name in re.split(r"[;\r\n]", "".join(map(str, element.itertext()))):
            family, comma, given = map(tidy, escape(name, quote=False).partition(","))
            given, _, suffix = map(tidy, given.partition(","))
            if comma:
                yield from person(family, given, suffix)
            elif family:
                yield family


def _styled(element: Element | None) -> str:
    """A text with its <style> elements, which do not nest, as HTML."""
    if element is None:
        return ""
    parts = [escape(element.text or "", quote=False)]
    for style in element:
        part = escape("".join(map(str, style.itertext())), quote=False)
        for face in attribute(style, "face").split():
            if face in _FACES and part.strip():
                part = f"<{_FACES[face]}>{part}</{_FACES[face]}>"
        parts += part, escape(style.tail or "", quote=False)
    return tidy("".join(parts))


def _year(entry: Element) -> str:
    year, date = first(entry, "dates/year"), first(entry, "dates/pub-dates/date")
    return year if re.search(r"\d{4}", year) else tidy(f"{date} {year}")


def _venue(entry: Element, type_: str) -> str:
    if type_ == "book":  # the second title is that of a series
        return ""
    return first_words(
        entry, "periodical/full-title", "titles/secondary-title", "periodical/abbr-1"
    )


def _tags(entry: Element) -> tuple[str, ...]:
    texts = (
        "".join(map(str, element.itertext())) for element in entry.iterfind("keywords/keyword")
    )
    return distinct(
        escape(tidy(tag), quote=False) for text in texts for tag in re.split(r"[;\r\n]", text)
    )
