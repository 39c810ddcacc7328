"""Plain objects: papers under the names that scripts, crawlers and data sets give their fields.

Among them arXiv's metadata on Kaggle, lists of conferences, and this tool's own api/papers.jsonl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from generator.model import TYPES, Author, Record, Where
from generator.readers.json import fields
from generator.readers.json.fields import first, inner, people, person, text, texts
from generator.readers.json.values import Fields

FORMAT = "json"

# The names of each field in lower case without signs, the most telling first.
_NAMES = {
    field: names.split()
    for field, names in {
        "title": "title papertitle displayname",
        "abstract": "abstract summary paperabstract abstractnote abstracttext",
        "authors": "authorsparsed authors author authornames authorlist creators creator",
        "editors": "editors editor",
        "year": "year publicationyear pubyear date published publicationdate publisheddate "
        "publishedat pubdate issued",
        "venue": "venue journal journalname journaltitle booktitle conference publicationtitle "
        "containertitle publishedin journalref",
        "type": "entrytype itemtype type",
        "volume": "volume",
        "issue": "issue number",
        "pages": "pages page",
        "publisher": "publisher",
        "doi": "doi",
        "arxiv": "arxiv arxivid eprint",
        "pmid": "pmid pubmedid pubmed",
        "openalex": "openalex openalexid",
        "s2": "s2 s2id semanticscholarid",
        "acl": "acl aclid",
        "url": "url link paperurl site s2url",
        "pdf": "pdf pdfurl pdflink pdfurls",
        "code": "code codeurl github githuburl githubrepo repository repo",
        "key": "citationkey citekey bibkey key",
        "added": "dateadded addeddate addedon addedat added",
        "tags": "tags tag keywords keyword categories subjects",
    }.items()
}
_NAMED = frozenset(name for names in _NAMES.values() for name in names)
_IDENTIFYING = ("title", "doi", "arxiv", "pmid", "openalex", "s2", "acl")
_ADDRESSES = ("url", "pdf", "code")
# Where an object or a list holds identifiers of the paper, and not of others.
_NESTED = frozenset("identifier identifiers ids externalids links urls".split()).union(
    *(_NAMES[field] for field in _ADDRESSES)
)
_TYPES = {
    "journalarticle": "article-journal",
    "conferencepaper": "paper-conference",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "incollection": "chapter",
    "inbook": "chapter",
    "booksection": "chapter",
    "proceedings": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
    "preprint": "article",
    "blogpost": "post-weblog",
    "online": "webpage",
    "computerprogram": "software",
}
# What Zotero keeps beside papers.
_NO_PAPERS = frozenset({"attachment", "note", "annotation"})
_SIGNS = re.compile(r"[\W_]+")
_ARXIV_ID = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?")
_IDENTIFIER = re.compile(r"(?i)://|\b10\.\d{4}|arxiv|pmc?id|pubmed|openreview")
_LONGEST_MORE = 2000
_MOST_MORE = 100
# Between names; a comma may also part the two halves of one.
_BETWEEN = re.compile(r"\s*;\s*|\s*,?\s+(?:and|&)\s+")
_FULL_NAME = re.compile(r"\S+\s+\S.*|\S+\.\S+")


def recognises(item: Fields) -> bool:
    """Whether an object has a title or an identifier under a usual name."""
    named = _named(item)
    return any(_value(named, field) for field in _IDENTIFYING) or bool(_arxiv(named))


def record(item: Fields, where: Where) -> Record | str:
    """The record of an object; an unknown field that holds an address or identifier is kept."""
    named = _named(item)
    kind = text(named.get("itemtype"))
    if kind in _NO_PAPERS:
        return f"this is Zotero’s {kind} to a paper, and no paper. Export without it, or delete it"
    title, abstract = _value(named, "title"), _abstract(named)
    venue = _value(named, "venue")
    return Record(
        where=where,
        format=FORMAT,
        title=title,
        abstract=abstract,
        authors=_people(_first(named, "authors"), "author"),
        editors=_people(_first(named, "editors"), "editor")
        or _people(named.get("creators"), "editor", strict=True),
        year=_year(named),
        venue=venue,
        type=_type(named),
        volume=_value(named, "volume"),
        issue=_value(named, "issue"),
        pages=_value(named, "pages"),
        publisher=_value(named, "publisher"),
        doi=_value(named, "doi"),
        arxiv=_arxiv(named),
        pmid=_value(named, "pmid"),
        openalex=_value(named, "openalex"),
        s2=_value(named, "s2"),
        acl=_value(named, "acl"),
        url="" if _is_ours(named) else _value(named, "url"),
        pdf=_value(named, "pdf"),
        code=_value(named, "code"),
        # As bibtexparser writes entries.
        key=_value(named, "key") or (text(named.get("id")) if "entrytype" in named else ""),
        added=_value(named, "added"),
        tags=_tags(named),
        more=tuple(islice(_more(named), _MOST_MORE)),
        markup=fields.markup(title, abstract, venue),
    )


def _named(item: Fields) -> Fields:
    """The values that are not empty, by their plain names; of Zotero's API those of the item."""
    inside = inner(item.get("data"))
    members = inside if "itemType" in inside else item
    return {_SIGNS.sub("", name.lower()): value for name, value in members.items() if value}


def _is_ours(named: Fields) -> bool:
    """Whether this tool wrote an object: it says where its records stand."""
    return "records" in named


def _first(named: Fields, field: str) -> object:
    """The first value under a name of a field that is not empty."""
    return next((named[name] for name in _NAMES[field] if named.get(name)), None)


def _value(named: Fields, field: str) -> str:
    """The first text under a name of a field, or the name of an object there."""
    for name in _NAMES[field]:
        if name in named:
            value = named[name]
            found = first(value, inner(value).get("name"))
            if found and (field == "title" or not fields.missing(found)):
                return found
    return ""


def _abstract(named: Fields) -> str:
    value = _first(named, "abstract")
    return "\n\n".join(texts(value)) if isinstance(value, list) else _value(named, "abstract")


def _people(value: object, role: str, strict: bool = False) -> tuple[Author | str, ...]:
    """The names in a list or text; of those with a role, as Zotero gives it, only who has it."""
    if isinstance(value, str):
        return () if fields.missing(text(value)) else _split(text(value))
    found = value if isinstance(value, list) else [value]
    return people(
        _name(one)
        for one in found
        if (inner(one).get("creatorType") or (None if strict else role)) == role
    )


def _split(value: str) -> tuple[str, ...]:
    """The names in a text; commas part them only where each part may be a whole name."""
    names: list[str] = []
    for piece in _BETWEEN.split(" ".join(value.split())):
        parts = [part.strip() for part in piece.split(",") if part.strip()]
        whole = all(_FULL_NAME.fullmatch(part) for part in parts)
        names += parts if whole else [piece.strip()]
    return tuple(filter(None, names))


def _name(value: object) -> Author | str | None:
    if isinstance(value, list):  # [family, given, suffix], as in arXiv's authors_parsed
        parts = [*map(text, value[:3]), "", "", ""]
        return person(parts[0], parts[1], parts[2])
    if not isinstance(value, Mapping):
        return text(value)
    parts_of = _named(value)
    family = first(*(parts_of.get(name) for name in ("family", "last", "lastname", "surname")))
    given = first(*(parts_of.get(name) for name in ("given", "first", "firstname", "forename")))
    whole = first(*(parts_of.get(name) for name in ("name", "fullname", "displayname", "literal")))
    return person(family, given, text(parts_of.get("suffix"))) or whole


def _year(named: Fields) -> str:
    """A year, or a date; of a preprint that of its first version."""
    stated = (named.get(name) for name in _NAMES["year"])
    found = next((year for value in stated if not fields.missing(year := fields.year(value))), "")
    versions = named.get("versions")
    created = inner(versions[0]).get("created") if isinstance(versions, list) and versions else ""
    return found or text(created)


def _type(named: Fields) -> str:
    """A type of CSL, BibTeX or Zotero; what an "article" is, only the last two and we say."""
    stated = _value(named, "type").lower()
    if stated == "article":
        return "article" if _is_ours(named) else "article-journal" if "entrytype" in named else ""
    return stated if stated in TYPES else _TYPES.get(_SIGNS.sub("", stated), "")


def _arxiv(named: Fields) -> str:
    identifier = text(named.get("id"))
    return _value(named, "arxiv") or (identifier if _ARXIV_ID.fullmatch(identifier) else "")


def _tags(named: Fields) -> tuple[str, ...]:
    """Keywords in a list, or in a text with semicolons, commas or, on arXiv, blanks between."""
    value = _first(named, "tags")
    if isinstance(value, list):
        of_objects = [
            first(*(inner(one).get(name) for name in ("tag", "name", "term"))) for one in value
        ]
        return texts([*value, *of_objects])
    whole = text(value)
    if ";" not in whole and "," not in whole and value is named.get("categories"):
        return tuple(whole.split())
    return texts(whole.split(";" if ";" in whole else ","))


def _more(named: Fields) -> Iterator[str]:
    used = {_value(named, field) for field in _ADDRESSES}
    for name, value in named.items():
        if name in _NESTED or name not in _NAMED:
            for found in _texts_in(value) if name in _NESTED else [text(value)]:
                short = len(found) <= _LONGEST_MORE
                if short and found not in used and _IDENTIFIER.search(found):
                    yield f"{name}: {found}"


def _texts_in(value: object) -> Iterator[str]:
    """The texts of a list or object, and of the objects in a list."""
    for one in value if isinstance(value, list) else [value]:
        yield from map(text, one.values() if isinstance(one, dict) else [one])
