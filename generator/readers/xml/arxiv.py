"""Atom of arXiv: answers of its API and its daily feeds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model import Record, Where
from generator.readers.xml.elements import Element, attribute, distinct, first, plain

FORMAT = "arxiv"
ENTRIES: Mapping[str, str] = {"feed": "entry", "entry": "entry"}
# Other feeds have the same elements, but other ids.
MARK = re.compile(
    r"arxiv\.org/schemas/atom|<(?:\w+:)?id>\s*(?:https?://|oai:)[\w.]*\barxiv\.org", re.I
)

_ERROR = "arxiv.org/api/errors"
_OAI = "oai:arXiv.org:"
_ANNOUNCED = re.compile(r"\AarXiv:\S+ Announce Type: \S+ Abstract: ")


def record(entry: Element, where: Where) -> Record | str:
    """The record of an <entry>; why none if arXiv answers with an error."""
    identifier = first(entry, "id")
    summary = first(entry, "summary")
    if _ERROR in identifier:
        return (
            f'arXiv did not answer with a paper but with an error: "{summary[:200]}". '
            "Ask it again, or delete the entry"
        )
    links = entry.findall("link")
    pdfs = [attribute(link, "href") for link in links if attribute(link, "title") == "pdf"]
    pages = [attribute(link, "href") for link in links if attribute(link, "rel") == "alternate"]
    doi = first(entry, "doi")
    reference = first(entry, "journal_ref")
    creators = ", ".join(map(plain, entry.iterfind("creator")))
    return Record(
        where=where,
        format=FORMAT,
        title=first(entry, "title"),
        abstract=_ANNOUNCED.sub("", summary, count=1),
        authors=tuple(
            filter(None, (*map(plain, entry.iterfind("author/name")), *creators.split(", ")))
        ),
        year=first(entry, "published", "updated"),
        type="" if doi or reference else "article",
        doi=doi,
        arxiv=identifier.removeprefix(_OAI),
        url=next(iter(pages), ""),
        pdf=next(iter(pdfs), ""),
        tags=distinct(attribute(category, "term") for category in entry.iterfind("category")),
        # Where it was published is said in free text, with volume and pages: no name of a venue.
        more=distinct((reference, first(entry, "comment"))),
    )
