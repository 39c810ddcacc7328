"""BibTeX to records: knows entries, fields, abbreviations and how a name is written.

Only the syntax is taken off: delimiters, one pair of protective braces, wrapped lines. TeX
inside a value stays as it is for cleaning, which the records say with `markup="tex"`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Problem, Reading, Record, Where
from generator.readers.bibtex.folder import DEFINE, File, share
from generator.readers.bibtex.inherit import Entry, inherit
from generator.readers.bibtex.names import people
from generator.readers.bibtex.record import FORMAT, NO_PAPER, is_identified, record
from generator.readers.bibtex.syntax import KINDS, quoted

__all__ = ["FORMAT", "File", "is_identified", "read", "recognises", "together"]

_START = re.compile(
    r"^[ \t]*@(?:string[ \t]*[{(]\s*[^\s={},]+\s*="
    r"|\w+[ \t]*[{(]\s*(?:[^\n={},\"@()]{1,200}+)?\s*,\s*[\w-]+\s*="
    rf"|(?:{'|'.join(sorted(KINDS))})\s*[{{(]\s*[\w-]+\s*=)",
    re.MULTILINE | re.IGNORECASE,
)
_ANY_START = re.compile(r"@\s*\w+\s*[{(]")
# Marks of a document that merely quotes BibTeX: a code fence, a heading, a tag, JSON.
_OTHER_FORMAT = re.compile(r"^[ \t]*(?:```|~~~|#{1,6} |<[\w!?]|[{\[]\s*[\"{])", re.MULTILINE)


def recognises(text: str, name: str) -> bool:
    """Whether the text holds BibTeX entries that are not merely quoted by another document."""
    if name.lower().endswith((".bib", ".bibtex")):
        return _ANY_START.search(text) is not None
    start = _START.search(text)
    return start is not None and not _OTHER_FORMAT.search(text, 0, start.start())


def read(text: str, path: str) -> Reading:
    """One record for each entry with a title or an identifier, in the order of the file.

    Any other entry is rejected. A key or a field given twice, or an entry that had to be mended, is
    a problem that loses nothing. A field with an undefined abbreviation is unknown: what remains of
    it might say something else.
    """
    return together([File(text, path)])[0]


def together(files: Sequence[File]) -> tuple[Reading, ...]:
    """The readings of the files of one folder, in the order given.

    Each may use the abbreviations of the others, and name their entries in crossref and xdata.
    """
    ordered = sorted(files, key=lambda file: file.path)
    share(ordered)
    at = {file.path: file for file in ordered}
    for problem in inherit([(file.path, file.entries) for file in ordered]):
        at[problem.where.path].problems.append(problem)
    return tuple(map(_reading, files))


def _reading(file: File) -> Reading:
    records: list[Record] = []
    for entry in file.entries:
        if entry.kind in NO_PAPER:
            continue
        where = Where(file.path, entry.line)
        authors, wrong = people(entry.values.get("author", ""))
        editors, wrong_too = people(entry.values.get("editor", ""))
        made = record(entry.values, entry.kind, entry.key, where, authors, editors)
        if not made.title and not is_identified(made):
            file.rejected.append(Problem(where, _untitled(entry)))
            continue
        records.append(made)
        if entry.fault:
            file.report(entry.line, entry.fault)
        if mark := wrong or wrong_too:
            message = (
                f'"{quoted(entry.key)}" has names with "{mark}" between them, which were told apart'
                ' by it. Write " and " between them'
            )
            file.report(entry.line, message)
    if not (file.entries or file.problems or file.rejected):
        if not file.abbreviations:
            file.report(1, "the file holds no entry. Add one, as in @article{key, title = {…}}")
        elif not file.is_used:
            message = (
                "the file holds abbreviations and no entry, and no other BibTeX file of its folder "
                "uses them. Move it to the folder of the files that do"
            )
            file.report(1, message)
    problems, rejected = tuple(sorted(file.problems)), tuple(sorted(file.rejected))
    return Reading(file.path, FORMAT, tuple(records), problems, rejected)


def _untitled(entry: Entry) -> str:
    """Why an entry gives no record, and how to mend it."""
    has, mend = "an empty" if "title" in entry.values else "no", "Add title = {…} to it"
    if "title" in entry.missing:
        has = "no known"
        mend = (
            f"Define {entry.missing['title']}, which it uses, in this file or in another of its "
            f"folder, {DEFINE}"
        )
    fault = f"{entry.fault}. And " if entry.fault else ""
    return f'{fault}the entry "{quoted(entry.key)}" has {has} title, and no identifier. {mend}'
