"""EndNote's tagged format to records: the tags of refer, a percent sign and one character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model import Reading, Record, Where
from generator.readers.tagged import (
    SEEN,
    Entry,
    Field,
    fields,
    keywords,
    people,
    sort_out,
    stands_first,
)

FORMAT = "refer"

_LINE = re.compile(r"[ \t\ufeff]*(%[0-9A-Z@!?~*#$+^>&()\[])(?:[ \t](.*)|$)")
_START = re.compile(
    r"^[ \t\ufeff]*(?:%0[ \t]+[A-Z]\w+.{0,60}\n[ \t]*%[0-9A-Z@] "
    r"|%[AT] .{1,500}\n[ \t]*%[0ATDJBVPI] )",
    re.MULTILINE,
)
_TYPES = {
    "journal article": "article-journal",
    "electronic article": "article-journal",
    "magazine article": "article-magazine",
    "newspaper article": "article-newspaper",
    "preprint": "article",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "book section": "chapter",
    "electronic book section": "chapter",
    "encyclopedia": "entry-encyclopedia",
    "dictionary": "entry-encyclopedia",
    "thesis": "thesis",
    "report": "report",
    "government document": "report",
    "manuscript": "manuscript",
    "unpublished work": "manuscript",
    "dataset": "dataset",
    "computer program": "software",
    "patent": "patent",
    "standard": "standard",
    "blog": "post-weblog",
    "web page": "webpage",
}
_MEND = "Add a line such as %T … or %R …"


def recognises(text: str, name: str) -> bool:
    """Whether entries of EndNote's format begin the text."""
    if name.lower().endswith((".enw", ".refer")):
        return any(_tag(line) for line in text[:SEEN].split("\n"))
    return stands_first(_START, text)


def read(text: str, path: str) -> Reading:
    """One record for each entry with a title or an identifier, in the order of the file.

    Any other entry is rejected at its first line.
    """
    found = _entries(fields(text, _tag))
    records = [_record(entry, Where(path, entry.line)) for entry in found]
    return sort_out(path, FORMAT, records, (), _MEND)


def _tag(line: str) -> tuple[str, str] | None:
    found = _LINE.match(line)
    return (found[1], found[2] or "") if found else None


def _entries(found: Iterable[Field]) -> Iterator[Entry]:
    """The fields of each entry.

    One begins with %0 or %T, whichever comes first, and in old files with an author. An empty line
    alone says nothing: it stands between the paragraphs of an abstract as well.
    """
    group: list[Field] = []
    tags: set[str] = set()
    for field in found:
        begins = (
            (field.tag == "%0" and (field.gap or "%0" in tags))
            or (field.tag == "%T" and "%T" in tags)
            or (field.tag == "%A" and field.gap and "%T" in tags and "%0" not in tags)
        )
        if group and begins:
            yield Entry(group)
            group, tags = [], set()
        group.append(field)
        tags.add(field.tag)
    if group:
        yield Entry(group)


def _record(entry: Entry, where: Where) -> Record:
    kind = _TYPES.get(entry.first("%0").lower(), "")
    # In a book these name the series; the anthology of the ACL writes so of proceedings.
    is_paper = kind == "paper-conference"
    is_part = kind not in ("book", "thesis")
    doi, url = entry.first("%R"), entry.first("%U")
    edited = entry.first("%0").lower() == "edited book"
    authors = people(entry.all("%A"))
    return Record(
        where=where,
        format=FORMAT,
        title=entry.first("%T"),
        abstract=entry.first("%X"),
        authors=() if edited else authors,
        editors=authors
        if edited
        else people(entry.all("%E") or entry.all("%Y" if is_paper else "")),
        year=entry.first("%D", "%8"),
        venue=entry.first("%J", *(("%B",) if is_part else ()), *(("%S",) if is_paper else ())),
        type=kind,
        volume=entry.first("%V"),
        issue=entry.first("%N"),
        pages=entry.first("%P") if is_part else "",
        publisher=entry.first("%I"),
        doi=doi,
        url=url,
        pdf=next((link for link in entry.all("%>") if link.lower().startswith("http")), ""),
        key=entry.first("%F"),
        tags=keywords(entry.lines("%K")),
        more=tuple(v for v in entry.all("%R", "%U", "%M", "%Z") if v not in (doi, url)),
    )
