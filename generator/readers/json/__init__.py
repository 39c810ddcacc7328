"""JSON to records: knows by its keys which program or service wrote an object.

A dialect is a module with a `FORMAT`, a `recognises` and a `record`; adding one means listing it
in `DIALECTS`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Protocol

from generator.model import Problem, Reading, Record, Where
from generator.readers.json import (
    crossref,
    csl,
    huggingface,
    openalex,
    plain,
    s2orc,
    semanticscholar,
)
from generator.readers.json.fields import text as as_text
from generator.readers.json.values import Fault, Fields, read_values, shortened

FORMAT = "json"


class Dialect(Protocol):
    """What a module in this package offers for the objects of one program or service."""

    FORMAT: str

    def recognises(self, item: Fields) -> bool:
        """Whether the object is of this dialect."""

    def record(self, item: Fields, where: Where) -> Record | str:
        """The record of an object of this dialect, or why there is none and how to mend it."""


# In this order: each knows its objects by keys that those after it may have, too.
DIALECTS: tuple[Dialect, ...] = (
    huggingface,
    s2orc,
    semanticscholar,
    openalex,
    crossref,
    csl,
    plain,
)

# A link of Markdown, or a number as before a reference, begins with a bracket, too.
_START = re.compile(
    r'\s*(?:\{\s*(?:"(?:[^"\\\n]|\\.){0,300}+"\s*:|\}\s*$)'
    r'|\[\s*(?:\{\s*["}]|\[\s*\{|null\s*[,\]]|\]\s*$))'
)
_BRACKET = re.compile(r"\s*[{\[]")
_NAME = re.compile(r"(?i)\.(?:json|jsonl|ndjson)(?:\.gz)?$")
_IDENTIFIERS = ("title", "doi", "arxiv", "pmid", "openalex", "s2", "acl")
_COMPLAINTS = ("message", "error", "detail", "errors")
_OF_A_COMPLAINT = frozenset(
    (
        *_COMPLAINTS,
        *"code status statusCode title type details documentation_url path timestamp instance"
        " message-type message-version request_id success retry_after".split(),
    )
)
_MOST_KEYS = 8


def recognises(text: str, name: str) -> bool:
    """Whether the text begins as JSON with an object in it does."""
    return _START.match(text) is not None or (
        _NAME.search(name) is not None and _BRACKET.match(text) is not None
    )


def read(text: str, path: str) -> Reading:
    """One record for each object that has a title or an identifier, in the order of the file.

    The format of the reading is that of the dialect, and "json" if there are several. A daily
    list is ranked.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    rejected: list[Problem] = []
    listed: list[Fields] = []
    place = 0
    for found in read_values(text):
        where = Where(path, found.line)
        place += not isinstance(found, Fault) or found.lost
        if isinstance(found, Fault):
            problem = Problem(where, found.message, fatal=found.lost)
            (rejected if found.lost else problems).append(problem)
            continue
        made = _record(found.value, where)
        if isinstance(made, Problem):
            rejected.append(made)
        elif found.value and huggingface.is_listed(found.value):
            listed.append(found.value)
            records.append(replace(made, rank=place))
        else:
            records.append(made)
    if not records and not problems and not rejected:
        message = "the file holds no paper. Save the answer to another query, or delete the file"
        problems.append(Problem(Where(path), message, fatal=False))
    formats = {record.format for record in records}
    ranked = bool(listed) and len(listed) == len(records)
    if not ranked:
        records = [replace(record, rank=None) if record.rank else record for record in records]
    return Reading(
        path=path,
        format=formats.pop() if len(formats) == 1 else FORMAT,
        records=tuple(records),
        problems=tuple(problems),
        rejected=tuple(rejected),
        ranked=ranked,
        day=huggingface.day(listed) if ranked else "",
    )


def _record(item: Fields | None, where: Where) -> Record | Problem:
    """The record of an object, or why there is none."""
    if item is None:
        message = "null stands here: the service knows no paper by the identifier asked for"
        return Problem(where, f"{message}. Look it up, or delete the entry", fatal=False)
    complaint = _complaint(item)
    if complaint:
        message = f"this is an error message of a service, not papers: “{shortened(complaint)}”"
        return Problem(where, f"{message}. Fetch the papers again, or delete the file")
    dialect = next((dialect for dialect in DIALECTS if dialect.recognises(item)), None)
    if dialect is None:
        message = f"this object is not known as a paper; it has {_keys(item)}"
        return Problem(where, f"{message}. Give it a “title”, or export the papers as CSL-JSON")
    made = dialect.record(item, where)
    if isinstance(made, str):
        return Problem(where, made)
    if not any(getattr(made, name) for name in _IDENTIFIERS):
        message = f"this entry has neither a title nor an identifier, only {_keys(item)}"
        return Problem(where, f"{message}. Give it a title, or delete it")
    return made


def _complaint(item: Fields) -> str:
    """What a service says in place of an answer, if an object is that."""
    if not item.keys() <= _OF_A_COMPLAINT:
        return ""
    for name in _COMPLAINTS:
        value = item.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = next((value[key] for key in ("message", "msg", "detail") if key in value), "")
        if as_text(value):
            return as_text(value)
    return ""


def _keys(item: Fields) -> str:
    more = len(item) - _MOST_KEYS
    shown = ", ".join(f"“{shortened(name)}”" for name in list(item)[:_MOST_KEYS])
    return f"the keys {shown}" + (f" and {more} more" if more > 0 else "")
