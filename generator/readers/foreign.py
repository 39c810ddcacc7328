"""Formats that are known by sight and not read: knows their marks and what to do instead.

A mark is one that a listing cannot bear: structure at the very beginning, or all through the
text. A title or an abstract that merely begins like another format proves nothing.
"""

from __future__ import annotations

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
        (r"\s*(?:<!doctype\s+html|<html\b)", re.IGNORECASE, "HTML", _PAPERS),
        (r"\s*\\documentclass\b", 0, "LaTeX", _PAPERS),
        (r"\s*@\w+[ \t]*\{", 0, "BibTeX", _MEND),
    )
)
_TAG = re.compile(
    r"(?:(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE\b[^>]*>)\s*+)*+<([\w:.-]+)", re.DOTALL | re.IGNORECASE
)


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
        return f"XML of a kind that is not known (<{root[:60]}>)", _EXPORT
    return None


def _xml_root(text: str) -> str:
    """The name of the element that holds all of the text, or that follows an XML declaration."""
    text = text.strip()
    tag = _TAG.match(text)
    if tag and (text.startswith("<?xml") or text.endswith((f"</{tag[1]}>", f"</{tag[1]} >"))):
        return tag[1]
    return ""
