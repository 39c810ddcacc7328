"""PubMed's XML: articles and books as PubMed and its API export them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from generator.model import Author, Record, Where
from generator.readers.xml.elements import (
    Element,
    all_words,
    attribute,
    distinct,
    first,
    first_words,
    markup,
    person,
    plain,
    span,
)

FORMAT = "pubmed"
_NAMES = "PubmedArticle|PubmedBookArticle"
ENTRIES: Mapping[str, str] = dict.fromkeys(
    ("PubmedArticleSet", "PubmedBookArticleSet", "PubmedArticle", "PubmedBookArticle"), _NAMES
)
MARK = re.compile(r"<Pubmed")

# The first that an article has; "Journal Article" stands beside most others.
_TYPES = {
    "Preprint": "article",
    "Dataset": "dataset",
    "Technical Report": "report",
    "Academic Dissertation": "thesis",
    "Patent": "patent",
    "Newspaper Article": "article-newspaper",
    "Journal Article": "article-journal",
}


def record(entry: Element, where: Where) -> Record | str:
    """The record of a <PubmedArticle> or a <PubmedBookArticle>."""
    citation = entry.find("MedlineCitation")
    citation = entry.find("BookDocument") if citation is None else citation
    if citation is None:
        citation = entry
    article = citation.find("Article")
    article = citation if article is None else article
    book = citation.find("Book")
    title = markup(article.find("ArticleTitle"))
    title = "" if title.strip("[]. ").lower() == "not available" else title
    whole = "" if book is None else markup(book.find("BookTitle"))
    numbers = article.findall("ELocationID")
    ids = [
        *((attribute(n, "EIdType"), plain(n)) for n in numbers if attribute(n, "ValidYN") != "N"),
        *((attribute(n, "IdType"), plain(n)) for n in entry.iterfind("*/ArticleIdList/ArticleId")),
    ]
    kinds = {plain(kind).title() for kind in article.iterfind("PublicationTypeList/*")}
    own, of_book = article.findall("AuthorList"), citation.findall("Book/AuthorList")
    return Record(
        where=where,
        format=FORMAT,
        title=title or first_words(article, "VernacularTitle") or whole,
        abstract=_abstract(article),
        authors=tuple(_people(own, "authors")) or tuple(_people(of_book, "authors")),
        editors=tuple(_people((*own, *of_book), "editors")),
        year=_year(article if book is None else book),
        venue=first_words(
            citation,
            "Article/Journal/Title",
            "Article/Journal/ISOAbbreviation",
            "MedlineJournalInfo/MedlineTA",
        )
        or (whole if title else ""),
        type=(
            next((value for kind, value in _TYPES.items() if kind in kinds), "article-journal")
            if book is None
            else ("chapter" if title else "book")
        ),
        volume=first_words(article, "Journal/JournalIssue/Volume"),
        issue=first_words(article, "Journal/JournalIssue/Issue"),
        pages=_pages(article),
        publisher=first_words(citation, "Book/Publisher/PublisherName"),
        doi=next((value for kind, value in ids if kind == "doi" and value), ""),
        arxiv=next((value for _, value in ids if value.lower().startswith("arxiv:")), ""),
        pmid=first(citation, "PMID"),
        tags=all_words((*citation.iterfind("KeywordList/Keyword"), *_headings(citation))),
        more=distinct(value for kind, value in ids if kind == "pmc"),
        markup="html",
    )


def _abstract(article: Element) -> str:
    """The parts of the abstract, each with its label as the title of a section."""
    parts = article.findall("Abstract/AbstractText")
    if len(parts) == 1 and not _label(parts[0]):
        return markup(parts[0])
    sections = []
    for part in parts:
        label, body = _label(part), f"<p>{markup(part)}</p>"
        sections.append(f"<sec><title>{label}</title>{body}</sec>" if label else body)
    return "".join(sections)


def _label(part: Element) -> str:
    label = attribute(part, "Label")
    return "" if label.upper() == "UNLABELLED" else escape(label, quote=False)


def _people(lists: Iterable[Element], kind: str) -> Iterator[Author | str]:
    for people in lists:
        if (attribute(people, "Type") or "authors") != kind:
            continue
        for author in people.iterfind("Author"):
            if attribute(author, "ValidYN") != "N":
                family, suffix = first_words(author, "LastName"), first_words(author, "Suffix")
                yield from person(family, first_words(author, "ForeName", "Initials"), suffix)
                yield from person(first_words(author, "CollectiveName"))
        if attribute(people, "CompleteYN") == "N":
            yield "others"


def _year(source: Element) -> str:
    """The date of publication as far as it is known, as in "2018 Apr 3"."""
    for path in ("Journal/JournalIssue/PubDate", "PubDate", "ArticleDate"):
        date = source.find(path)
        if date is not None and plain(date):
            return " ".join(filter(None, map(plain, date)))
    return ""


def _pages(article: Element) -> str:
    pages = article.find("Pagination")
    if pages is None:
        return ""
    ends = (first_words(pages, "StartPage"), first_words(pages, "EndPage"))
    return first_words(pages, "MedlinePgn") or span(*ends)


def _headings(citation: Element) -> Iterator[Element]:
    """The subject headings that PubMed marks as what the article is chiefly about."""
    for heading in citation.iterfind("MeshHeadingList/MeshHeading"):
        if any(attribute(part, "MajorTopicYN") == "Y" for part in heading):
            yield from heading.iterfind("DescriptorName")
