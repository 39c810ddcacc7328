"""The tagged format of the Web of Science to records: knows its tags and types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model import Author, Reading, Record, Where
from generator.readers.tagged import (
    Entry,
    Field,
    fields,
    keywords,
    pages,
    people,
    sort_out,
    stands_first,
)

FORMAT = "wos"

# Lines that go on with a value are indented.
_LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9])(?:[ \t](.*)|$)")
_START = re.compile(r"^\ufeff?(?:FN .{1,100}\nVR \d|PT [A-Z]\n(?:A[UF]|TI|CA|BE) )", re.MULTILINE)
# Of the file, not of an entry.
_FRAME = ("FN", "VR", "EF")
# What stands first in DT, the type of the document, goes before what PT says of its container.
_DOCUMENTS = {
    "preprint": "article",
    "book chapter": "chapter",
    "book": "book",
    "data set": "dataset",
    "data study": "dataset",
    "software": "software",
    "awarded grant": "document",
}
_CONTAINERS = {
    "J": "article-journal",
    "B": "chapter",
    "S": "chapter",
    "C": "paper-conference",
    "P": "patent",
}
_MEND = "Add a line such as TI … or DI … after its PT line"


def recognises(text: str, name: str) -> bool:
    """Whether the text begins as an export of the Web of Science."""
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
    """The fields of each entry, which runs from PT to ER, or to the next where one is lacking."""
    group: list[Field] = []
    for field in found:
        if field.tag in ("PT", "ER") and group:
            yield Entry(group)
            group = []
        if field.tag not in (*_FRAME, "ER"):
            group.append(field)
    if group:
        yield Entry(group)


def _record(entry: Entry, where: Where) -> Record:
    doi = entry.first("DI")
    more = dict.fromkeys([*entry.all("DI", "D2", "UT", "AR"), *entry.all("UR")[1:]])
    groups = tuple(Author(name) for name in entry.lines("CA", "GP"))
    return Record(
        where=where,
        format=FORMAT,
        title=entry.first("TI"),
        abstract=entry.first("AB"),
        # AF holds the same names as AU, in full.
        authors=people(entry.lines("AF", "BF") or entry.lines("AU", "BA")) + groups,
        editors=people(entry.lines("BE", "ED")),
        year=entry.first("PY", "EY", "EA", "PD"),
        venue=entry.first("SO", "CT", "JI", "J9"),
        type=_kind(entry),
        volume=entry.first("VL"),
        issue=entry.first("IS"),
        pages=pages(entry.first("BP"), entry.first("EP")) or entry.first("AR"),
        publisher=entry.first("PU"),
        doi=doi,
        pmid=entry.first("PM"),
        url=entry.first("UR"),
        tags=keywords([entry.first("DE"), entry.first("ID")]),
        more=tuple(value for value in more if value != doi),
    )


def _kind(entry: Entry) -> str:
    documents = [part.strip() for part in entry.first("DT").lower().split(";")]
    container = entry.first("PT").upper()
    if "proceedings paper" in documents and container in ("B", "C", "S"):
        return "paper-conference"
    known = next((_DOCUMENTS[part] for part in documents if part in _DOCUMENTS), "")
    return known or _CONTAINERS.get(container, "")
