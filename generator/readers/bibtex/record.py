"""Fields of a BibTeX entry to a record: what each field of BibTeX and BibLaTeX means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model import Author, Record, Where
from generator.readers.bibtex.names import parted
from generator.readers.bibtex.values import unbraced

FORMAT = "bibtex"

# Entries that set up a style or hold parts of others are no papers.
NO_PAPER = frozenset(["xdata", "set", "control", "ieeetranbstctl"])
_TYPES = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "incollection": "chapter",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry-encyclopedia",
    "book": "book",
    "mvbook": "book",
    "booklet": "book",
    "collection": "book",
    "mvcollection": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "reference": "book",
    "mvreference": "book",
    "manual": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "unpublished": "manuscript",
    "preprint": "article",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "review": "review",
    "standard": "standard",
}
_BOOKS = frozenset(kind for kind, meaning in _TYPES.items() if meaning == "book")
# What may be a preprint if it says where it lies.
_MAYBE_PREPRINT = frozenset("article misc online electronic www unpublished".split())
# Where a number is that of an issue; else it may be that of a report or a preprint.
_NUMBERED = frozenset("article suppperiodical inproceedings conference periodical".split())

_ARXIV_ID = re.compile(
    r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE
)
_IDENTIFIER = re.compile(
    r"\b10\.\d{4,9}/\S|arxiv(?:\.org/\w+/|:\s*)(?:\d{4}\.\d{4}|[a-z.-]+/\d{7})"
    r"|(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/|\bpmid:?\}?\s*)\d"
    r"|aclanthology\.org/[\w.-]*\d|openalex\.org/(?:works/)?w\d|semanticscholar\.org/paper/",
    re.IGNORECASE,
)

# All that a field says is where the paper lies.
_LINK = re.compile(r"\{?(?:\\url\s*)?\{?(https?://[^\s{};]+)\}{0,2}")

# Fields that may be there more than once, and values that have no field of their own.
_LINKS = ("ee", "link", "links", "epub", "supplement", "url2", "opturl", "adsurl", "pmcid", "pmc")
_REMARKS = ("note", "howpublished", "addendum", "annote", "annotation", "comment", "series")
_KEYWORDS = ("keywords", "keyword", "tags", "mendeley-tags", "author_keywords")
_BDSK = "bdsk-url-"
# When an entry was added, as BibDesk, JabRef and older versions of JabRef write it.
DATES = ("date-added", "creationdate", "timestamp")
# One with a time of day is of a service such as DBLP, which last changed the entry then.
_TIMESTAMP = re.compile(r"\d{4}([-./])\d\d?\1\d\d?|\d\d?\.\d\d?\.\d{4}", re.ASCII)
MANY = frozenset([*_LINKS, *_REMARKS, *_KEYWORDS])
_USED = frozenset(
    "title subtitle titleaddon maintitle mainsubtitle maintitleaddon booktitle booksubtitle"
    " booktitleaddon author editor year date journal journaltitle journalsubtitle eventtitle volume"
    " number issue pages eid articleno article-number publisher school institution organization doi"
    " eprint archiveprefix eprinttype eprintclass arxiv arxivid pmid pubmed url pdf code repository"
    " abstract crossref xdata ids entrysubtype".split()
)
NAMES = ("author", "editor")


def is_used(name: str) -> bool:
    """Whether a field, by its name in lower case, has a place in a record or leads to one."""
    return name in _USED or name in MANY or name in DATES or name.startswith(_BDSK)


def record(
    values: Mapping[str, str],
    kind: str,
    key: str,
    where: Where,
    authors: tuple[Author, ...],
    editors: tuple[Author, ...],
) -> Record:
    """The record of an entry of a kind; it may lack a title and an identifier."""

    def first(*names: str) -> str:
        return next((values[name] for name in names if values.get(name)), "")

    eprint, archive = first("eprint"), first("eprinttype", "archiveprefix").lower()
    is_arxiv = archive == "arxiv" or _ARXIV_ID.fullmatch(eprint) is not None
    number = first("number", "issue")
    link = None if first("url") else _LINK.fullmatch(first("howpublished"))
    told = (name for name in (*_LINKS, *_REMARKS) if not (link and name == "howpublished"))
    more = [values[name] for name in told if values.get(name)]
    more += (value for name, value in values.items() if name.startswith(_BDSK) and value)
    if eprint and not is_arxiv and archive not in ("pubmed", "pmid"):
        more.append(f"{archive}:{eprint}" if archive and ":" not in eprint else eprint)
    if number and kind not in _NUMBERED:
        more.append(number)
    venue = _joined(first("journal", "journaltitle"), first("journalsubtitle"))
    book = _joined(first("booktitle"), first("booksubtitle"), first("booktitleaddon"))
    main = _joined(first("maintitle"), first("mainsubtitle"), first("maintitleaddon"))
    title = _joined(first("title"), first("subtitle"), first("titleaddon"))
    if kind in _BOOKS:  # a book is in none; it is what its papers call it, or what it is a part of
        title, book = title or book or main, ""
    venue = venue or book or ("" if main == title else main) or first("eventtitle")
    arxiv = eprint if is_arxiv else first("arxivid", "arxiv")
    return Record(
        where=where,
        format=FORMAT,
        title=title,
        abstract=first("abstract"),
        authors=authors,
        editors=editors,
        year=next((values[n] for n in ("year", "date") if _has_digit(values.get(n, ""))), "")
        or first("year", "date"),
        venue=venue,
        type=_type(kind, bool(venue), bool(arxiv), first("entrysubtype").lower())
        or ("webpage" if link and not (venue or eprint or _IDENTIFIER.search(link[1])) else ""),
        volume=first("volume"),
        issue=number if kind in _NUMBERED else "",
        pages=first("pages", "eid", "articleno", "article-number"),
        publisher=first("publisher", "school", "institution", "organization"),
        doi=first("doi"),
        arxiv=arxiv,
        pmid=first("pmid", "pubmed") or (eprint if archive in ("pubmed", "pmid") else ""),
        url=link[1] if link else first("url"),
        pdf=first("pdf"),
        code=first("code", "repository"),
        key=key,
        added=next((values[n] for n in DATES if _is_added(n, values.get(n, ""))), ""),
        tags=_tags(values),
        more=tuple(dict.fromkeys(more)),
        markup="tex",
    )


def is_identified(made: Record) -> bool:
    """Whether a record states an identifier, or holds a link to one."""
    return bool(made.doi or made.arxiv or made.pmid) or any(
        _IDENTIFIER.search(text) for text in (made.url, made.pdf, made.venue, *made.more)
    )


def _joined(title: str, subtitle: str, addon: str = "") -> str:
    """The parts of a title as BibLaTeX prints them: Title: Subtitle. Addon."""
    for mark, part in ((":", subtitle), (".", addon)):
        if part and not title.lower().endswith(part.lower()):
            title += ("" if not title or title[-1] in ".:?!" else mark) + " " + part
    return title.strip()


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _is_added(name: str, text: str) -> bool:
    return bool(_TIMESTAMP.fullmatch(text) if name == "timestamp" else text)


def _type(kind: str, has_venue: bool, is_arxiv: bool, subtype: str) -> str:
    if is_arxiv and not has_venue and kind in _MAYBE_PREPRINT:
        return "article"
    if kind == "article" and subtype in ("magazine", "newspaper"):
        return f"article-{subtype}"
    return _TYPES.get(kind, "")


def _tags(values: Mapping[str, str]) -> tuple[str, ...]:
    """The keywords, each once: between semicolons where there are any, and else between commas."""
    tags: list[str] = []
    for name in _KEYWORDS:
        if text := values.get(name):
            parts = list(parted(text, ";"))
            tags += parts if len(parts) > 1 else parted(text, ",")
    return tuple(dict.fromkeys(map(unbraced, tags)))
