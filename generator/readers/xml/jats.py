"""JATS: articles as publishers and PubMed Central hand them out, one or many in a file."""

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
    titled,
    words,
)

FORMAT = "jats"
# In place of an article that it does not have, PubMed Central puts a <Reply>.
ENTRIES: Mapping[str, str] = dict.fromkeys(
    ("article", "articles", "pmc-articleset", "nlm-articleset", "OAI-PMH"), "article|Reply"
)
MARK = re.compile(r"<(?:\w+:)?(?:article-meta|front|pmc-articleset)[\s/>]")

_TYPES = {
    "preprint": "article",
    "book-review": "review",
    "product-review": "review",
    "dataset": "dataset",
    "dissertation": "thesis",
}
# In the order in which they tell the year; what is not named comes after these.
_DATES = "ppub collection issue epub-ppub pub epub epreprint".split()
_NOT_PUBLISHED = frozenset(
    "pmc-release nihms-submitted received accepted rev-recd rev-request retracted corrected".split()
)
# Other kinds of abstract stand in when there is no plain one; these never do.
_NO_ABSTRACTS = frozenset(
    "graphical teaser toc key-points highlights video video-abstract web-summary objectives".split()
)
_NO_KEYWORDS = re.compile(r"abbr|organism|ddc|pacs|msc|jel", re.IGNORECASE)
_NOTES = ("fn", "graphic", "inline-graphic", "media", "object-id", "label", "index-term")
_AUTHORS = frozenset(("", "person", "persons", "collab", "group", "corresp"))
# Publishers wrap a formula in a whole document of LaTeX.
_DOCUMENT = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)


def record(entry: Element, where: Where) -> Record | str:
    """The record of an <article>, from its front matter alone."""
    if entry.tag == "Reply":
        reason = attribute(entry, "error")[:200]
        return f'PubMed Central did not hand out this article: "{reason}". Delete the entry'
    front = entry.find("front")
    front = entry if front is None else front
    meta = front.find("article-meta")
    meta = front if meta is None else meta
    strip_elements(front, *_NOTES, with_tail=False)
    _settle_formulas(front)
    ids = [(attribute(n, "pub-id-type"), plain(n)) for n in meta.iterfind("article-id")]
    named = {kind: value for kind, value in reversed(ids)}
    central = next((named[kind] for kind in ("pmcid", "pmc", "pmc-uid") if kind in named), "")
    if central.isdecimal():
        central = f"PMC{central}"
    links = [
        (attribute(link, "content-type"), attribute(link, "href"))
        for link in meta.iterfind("self-uri")
    ]
    pdfs = addresses(href for kind, href in links if "pdf" in kind or href.endswith(".pdf"))
    urls = distinct(addresses(href for _, href in links), *pdfs)
    venue = first_words(front, ".//journal-title", ".//abbrev-journal-title")
    meeting = first_words(meta, "conference/conf-name")
    kind = _TYPES.get(attribute(entry, "article-type"), "")
    return Record(
        where=where,
        format=FORMAT,
        title=_title(meta),
        abstract=_abstract(meta, attribute(entry, "lang")),
        authors=tuple(_people(meta, "author")),
        editors=tuple(_people(meta, "editor")),
        year=_year(meta),
        venue=venue or meeting,
        type=kind or ("article-journal" if venue else "paper-conference" if meeting else ""),
        volume=first_words(meta, "volume"),
        issue=first_words(meta, "issue"),
        pages=first_words(meta, "page-range")
        or span(first_words(meta, "fpage"), first_words(meta, "lpage"))
        or first_words(meta, "elocation-id"),
        publisher=first_words(front, ".//publisher/publisher-name"),
        doi=named.get("doi", ""),
        arxiv=named.get("arxiv", ""),
        pmid=named.get("pmid", ""),
        url=next(iter(urls), ""),
        pdf=next(iter(pdfs), ""),
        tags=_tags(meta, attribute(entry, "lang")),
        more=distinct((central, *urls[1:], *pdfs[1:])),
        markup="html",
    )


def _settle_formulas(front: Element) -> None:
    """Leave one of the forms in which a formula is given, and of LaTeX only the formula."""
    for forms in list(front.iter("alternatives")):
        best = next((form for tag in ("tex-math", "math") for form in forms.iterfind(tag)), None)
        for form in list(forms):
            if form is not (forms[0] if best is None else best):
                forms.remove(form)
    for formula in front.iter("tex-math"):
        document = _DOCUMENT.search(formula.text or "")
        if document:
            formula.text = document[1]


def _title(meta: Element) -> str:
    group = meta.find("title-group")
    if group is None:
        return ""
    strip_elements(group, "xref", with_tail=False)  # marks of footnotes
    title, subtitle = markup(group.find("article-title")), markup(group.find("subtitle"))
    return titled(title, subtitle)


def _abstract(meta: Element, language: str) -> str:
    """The abstract in the language of the article, rather one without a type."""
    found = [
        abstract
        for abstract in meta.iterfind("abstract")
        if attribute(abstract, "abstract-type") not in _NO_ABSTRACTS
    ]
    found.sort(
        key=lambda abstract: (
            attribute(abstract, "abstract-type") != "",
            not _is_in(abstract, language),
        )
    )
    for abstract in found:
        heading = abstract.find("title")
        if heading is not None and plain(heading).lower().strip(" .:") in ("abstract", "summary"):
            abstract.remove(heading)
        text = markup(abstract)
        if text:
            return text
    return ""


def _is_in(element: Element, language: str) -> bool:
    """Whether an element is in a language, or neither says in which it is."""
    own = attribute(element, "lang")
    return not own or not language or own.lower()[:2] == language.lower()[:2]


def _people(meta: Element, role: str) -> Iterator[Author | str]:
    for group in meta.iterfind("contrib-group"):
        of_group = attribute(group, "content-type")
        people = [
            name
            for contributor in group.iterfind("contrib")
            if _role(attribute(contributor, "contrib-type") or of_group) == role
            for name in _names(contributor)
        ]
        yield from people
        if people and group.find("etal") is not None:
            yield "others"


def _role(kind: str) -> str:
    """Whether a kind of contributor is an "author" or an "editor", also of the journal; else ""."""
    if "editor" in kind:
        return "editor"
    return "author" if "author" in kind or kind in _AUTHORS else ""


def _names(contributor: Element) -> Iterator[Author | str]:
    """A person's name, that of a group, or both; of several spellings the Latin one."""
    for element in contributor:
        if element.tag in ("name-alternatives", "collab-alternatives") and len(element):
            western = [
                name
                for name in element
                if attribute(name, "name-style") == "western"
                or attribute(name, "lang").lower().startswith("en")
            ]
            element = (western or list(element))[0]
        if element.tag == "collab":
            strip_elements(element, "contrib-group", "address", "email", with_tail=False)
            yield from person(words(element))
        elif element.tag in ("name", "string-name"):
            family, given = first_words(element, "surname"), first_words(element, "given-names")
            if family or given:
                yield from person(family, given, first_words(element, "suffix"))
            elif words(element):
                yield words(element)


def _year(meta: Element) -> str:
    """The year of the issue, or else that of the first publication online."""
    found = []
    for date in meta.iterfind("pub-date"):
        kind = attribute(date, "pub-type") or attribute(date, "date-type")
        year = first(date, "year") or attribute(date, "iso-8601-date") or first(date, "string-date")
        if year and kind not in _NOT_PUBLISHED:
            found.append((_DATES.index(kind) if kind in _DATES else len(_DATES), year))
    return min(found, key=lambda dated: dated[0], default=(0, ""))[1]


def _tags(meta: Element, language: str) -> tuple[str, ...]:
    return all_words(
        keyword
        for group in meta.iterfind("kwd-group")
        if _is_in(group, language) and not _NO_KEYWORDS.search(attribute(group, "kwd-group-type"))
        for keyword in group.iter("kwd", "compound-kwd")
    )
