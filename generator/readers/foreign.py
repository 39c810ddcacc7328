"""Formats that are known by sight and not read: knows their marks and what to do instead.

A mark is one that a listing cannot bear: structure at the very beginning, or all through the
text. A title or an abstract that merely begins like another format proves nothing.
"""

from __future__ import annotations

import csv
import re

from generator.model import Problem, Reading, Where

# Nothing is read, so the reading is one of no format.
FORMAT = ""

_EXPORT = "which is not read yet. Export it as BibTeX from your reference manager"
_PAPERS = (
    "which is not read yet. Export its papers as BibTeX, or write them as titles and abstracts in "
    "turn, with an empty line between"
)

_MEND = "but no entry can be read. Begin each as in @article{key, title = {…}}"

# How files begin, but for a few lines that may stand before the first record.
_STARTS = tuple(
    (re.compile(pattern, flags), name, advice)
    for pattern, flags, name, advice in (
        (r"(?:.*\n){0,3}TY {1,2}- ?[A-Z]", 0, "RIS", _EXPORT),
        (r"(?:.*\n){0,3}PMID ?- ?\d", 0, "NBIB (PubMed, MEDLINE)", _EXPORT),
        (r"%0 [A-Z]\w+", 0, "EndNote's tagged format", _EXPORT),
        (r"FN .*\nVR \d", 0, "the tagged format of Web of Science", _EXPORT),
        (r"\s*(?:\{\s*[\"}]|\[\s*\{\s*\")", 0, "JSON (such as CSL-JSON)", _EXPORT),
        (r"\s*(?:<!doctype\s+html|<html\b)", re.IGNORECASE, "HTML", _PAPERS),
        (r"\s*\\documentclass\b", 0, "LaTeX", _PAPERS),
        (r"\s*@\w+[ \t]*\{", 0, "BibTeX", _MEND),
    )
)
_TAG = re.compile(
    r"(?:(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE\b[^>]*>)\s*+)*+<([\w:.-]+)", re.DOTALL | re.IGNORECASE
)
_ROOTS = {
    "xml": "EndNote XML",
    "feed": "Atom XML (such as from arXiv)",
    "tei": "TEI XML",
    "article": "JATS XML",
    "pubmedarticleset": "PubMed XML",
    "modscollection": "MODS XML",
}
_MARKDOWN = re.compile(r"[ \t]*(?:#{1,6} |[-*+] |\d+[.)] \[|\||>|```|!?\[[^\]\n]*\]\()")
_HEADING = re.compile(r"#{1,6} |.*\n(?:={3,}|-{3,})[ \t]*\n|---[ \t]*\n[\w-]+:")
_COLUMNS = frozenset(
    "title titles author authors abstract abstracts doi year id key url journal venue".split()
)
_SEEN_ROWS = 50
_SEEN_CHARACTERS = 200_000


def recognises(text: str, name: str) -> bool:
    """Whether the text is in a known format that is not read yet."""
    return _kind(text) is not None


def read(text: str, path: str) -> Reading:
    """No records, and a fatal problem that names the format and says what to do instead."""
    name, advice = _kind(text) or ("another format", _PAPERS)
    return Reading(path, FORMAT, (), (Problem(Where(path), f"this looks like {name}, {advice}"),))


def _kind(text: str) -> tuple[str, str] | None:
    """The name of the format, and what to say of it."""
    for start, name, advice in _STARTS:
        if start.match(text):
            return name, advice
    root = _xml_root(text)
    if root:
        return _ROOTS.get(root.rpartition(":")[2].lower(), "XML"), _EXPORT
    table = _table(text)
    if table:
        return table, _EXPORT
    return ("Markdown", _PAPERS) if _is_markdown(text) else None


def _xml_root(text: str) -> str:
    """The name of the element that holds all of the text, or that follows an XML declaration."""
    text = text.strip()
    tag = _TAG.match(text)
    if tag and (text.startswith("<?xml") or text.endswith((f"</{tag[1]}>", f"</{tag[1]} >"))):
        return tag[1]
    return ""


def _table(text: str) -> str:
    """The name of a table's format: every row has as many cells as the first."""
    lines = text[:_SEEN_CHARACTERS].strip("\n").split("\n")
    for separator, name in (("\t", "TSV"), (",", "CSV"), (";", "CSV")):
        if separator not in lines[0]:
            continue
        try:
            rows = [row for row in csv.reader(lines, delimiter=separator) if row][:_SEEN_ROWS]
        except csv.Error:
            continue
        head = rows[0]
        alike = sum(len(row) == len(head) for row in rows)
        named = any(_COLUMNS.intersection(cell.lower().split()) for cell in head)
        enough = 2 if named or separator == "\t" else 3
        if len(rows) >= enough and alike >= 0.9 * len(rows) and (named or len(head) > 2):
            return name
    return ""


def _is_markdown(text: str) -> bool:
    """Whether a heading begins the text and is not alone, or a third of the lines is marked up."""
    lines = [line for line in text.split("\n") if line.strip()]
    marked = sum(_MARKDOWN.match(line) is not None for line in lines)
    if _HEADING.match(text.lstrip("\n")):
        return marked > 1 or not text.startswith("#")
    return marked > 1 and 3 * marked >= len(lines)
