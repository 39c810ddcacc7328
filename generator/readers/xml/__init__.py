"""XML to records: finds the entries of a file, parses each by itself and asks its dialect.

A dialect is a module with a `FORMAT`, `ENTRIES`, a `MARK` and a `record`; adding one means listing
it in `DIALECTS`. As each entry is parsed apart from the others, what is broken or hostile in one
costs no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Protocol

from lxml import etree

from generator.model import Problem, Reading, Record, Where
from generator.readers.xml import arxiv, endnote, jats, mods, pubmed, tei
from generator.readers.xml.elements import Element, local
from generator.readers.xml.pieces import Piece, find_root, mended, pieces

FORMAT = "xml"


class Dialect(Protocol):
    """What a module in this package offers for its one vocabulary.

    `ENTRIES` says, by the local name of the root, what the elements of entries are called, with |
    between; `MARK` is in every such file, as others may use the same name for a root.
    """

    FORMAT: str
    ENTRIES: Mapping[str, str]
    MARK: re.Pattern[str]

    def record(self, entry: Element, where: Where) -> Record | str:
        """The record of an entry, whose tags are local names; or why it gives none."""


DIALECTS: tuple[Dialect, ...] = (endnote, arxiv, tei, jats, pubmed, mods)

_UNKNOWN = "this is XML of a kind that cannot be read. Export it as BibTeX"
_EMPTY = "the file holds no entry. Export it again, or delete it"
_NOTHING = (
    "this entry has neither a title nor an identifier (DOI, arXiv, PubMed). Add one, or delete the "
    "entry"
)
_TOO_MUCH = (
    "here the entry is nested too deep, or holds a text of more than 10 MB; the part before was "
    "read. Remove it"
)
_BROKEN = (
    "the XML of this entry is broken here ({}); what could be read was read. Mend it, or export "
    "the file again"
)
_MORE = "from here on, {} more entries are broken XML. Export the file again"
_INCLUDED = (
    "this names another file whose text should stand here (XInclude), which is never opened. Put "
    "the text in its place"
)
_INCLUDE = re.compile(r"<(?:[\w.-]{1,60}:)?include\s[^<>]{0,1000}?\bhref\s*=")
_REPORTED = 5
# The second is what earlier versions of libxml2 say.
_LIMITS = frozenset(("ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR"))


def recognises(text: str, name: str) -> bool:
    """Whether the text is XML in one of the dialects."""
    return _dialect(text) is not None


def read(text: str, path: str) -> Reading:
    """A record for each entry. Bad XML is mended as far as possible, and reported; never raises."""
    known = _dialect(text)
    if known is None:
        return Reading(path, FORMAT, (), (Problem(Where(path), _UNKNOWN),))
    dialect, root, start = known
    line = text.count("\n", 0, start) + 1
    source, problems = mended(text[start:], line, path)
    if include := _INCLUDE.search(source):
        where = Where(path, line + source.count("\n", 0, include.start()))
        problems += (Problem(where, _INCLUDED),)
    records: list[Record] = []
    rejected: list[Problem] = []
    broken: list[Problem] = []
    parser = _parser()
    for piece in pieces(source, line, root, dialect.ENTRIES[local(root)], path):
        if isinstance(piece, Problem):
            broken.append(piece)
            continue
        entry, found = _parsed(piece, path, parser)
        broken += found
        where = Where(path, piece.line)
        record = _NOTHING if entry is None else dialect.record(entry, where)
        if isinstance(record, Record) and any(
            (record.title, record.doi, record.arxiv, record.pmid)
        ):
            records.append(record)
        else:
            rejected.append(Problem(where, record if isinstance(record, str) else _NOTHING))
    if not (records or rejected or broken):
        broken.append(Problem(Where(path), _EMPTY, fatal=False))
    elif more := broken[_REPORTED:]:
        broken[_REPORTED:] = [Problem(more[0].where, _MORE.format(len(more)))]
    return Reading(
        path, dialect.FORMAT, tuple(records), (*problems, *broken), rejected=tuple(rejected)
    )


def _dialect(text: str) -> tuple[Dialect, str, int] | None:
    """The dialect of a text, the name of its root, and where the tag of the root begins."""
    found = find_root(text)
    if found is None:
        return None
    root, start = found
    for dialect in DIALECTS:
        if local(root) in dialect.ENTRIES and dialect.MARK.search(text):
            return dialect, root, start
    return None


def _parser() -> etree.XMLParser:
    """A parser that fetches nothing, expands nothing and keeps to libxml2's limits of size."""
    return etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _parsed(
    piece: Piece, path: str, parser: etree.XMLParser
) -> tuple[Element | None, list[Problem]]:
    """The tree of an entry without namespaces, and the first thing that is wrong with its XML.

    Of an entry that is not there or not read to its end, the last child is left out if it may be
    half a value.
    """
    try:
        entry = etree.fromstring(piece.source.encode(), parser)
    except etree.XMLSyntaxError:
        entry = None
    errors = [error for error in parser.error_log if error.level_name == "FATAL"]
    limits = [error for error in errors if error.type_name in _LIMITS]
    if entry is not None:
        if len(entry) and (limits or (piece.cut and not _has_end(entry[-1], piece.source))):
            entry.remove(entry[-1])
        for element in entry.iter():
            with suppress(ValueError):  # a mended name may be none without its prefix
                element.tag = local(element.tag)
    if limits:
        message = _TOO_MUCH
    elif errors and not piece.cut:
        message = _BROKEN.format(" ".join(errors[0].message.split())[:80])
    else:
        return entry, []
    line = piece.line + (limits or errors)[0].line - 1
    return entry, [Problem(Where(path, line), message)]


def _has_end(child: Element, source: str) -> bool:
    """Whether a cut source ends with the end of this element."""
    end = rf"</(?:[\w.-]+:)?{re.escape(local(child.tag))}\s*>\Z|/>\Z"
    return re.search(end, source[-200:].rstrip()) is not None
