"""Markdown to records: tells a list of papers from the text of one paper, and reads either.

One paper has front matter that says so, or an abstract under its title as the output of a parser
has; what else there are links to papers in is a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from generator.model import Problem, Reading, Record, Where
from generator.readers.fields import record
from generator.readers.markdown import entries, frontmatter
from generator.readers.markdown.frontmatter import FrontMatter
from generator.readers.markdown.outline import Block, blocks, inline
from generator.readers.markdown.wording import clean_title, clear_names

FORMAT = "markdown"

_EXTENSIONS = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
_OTHER_EXTENSIONS = (".csv", ".tsv", ".tab", ".bib", ".json")
_MARKED = re.compile(r"[ \t]*(?:#{1,6} |[-*+] |\d+[.)] \[|\||>|```|!?\[[^\]\n]*\]\()")
_HEADING = re.compile(r"#{1,6} |.*\n(?:={3,}|-{3,})[ \t]*\n")
_HEADINGS = re.compile(r"^#{1,6} ", re.MULTILINE)
_LINKS = re.compile(r"\]\(https?://", re.IGNORECASE)
_SEEN = 1_000_000
# What is longer is no list that somebody wrote, and takes minutes.
_LONGEST = 3_000_000
_ABSTRACT = re.compile(
    r"\W*(?:[\dIVX]+\W+)?(?:abstract|summary|zusammenfassung|résumé|resumen|摘\s*要)\W*",
    re.IGNORECASE,
)
_ABSTRACT_TEXT = re.compile(
    r"\[!(?:abstract|summary|tldr)\][^\n]*\n?|\W*abstract(?:\W*\n|\s*[:：.—–-]+\s*)", re.IGNORECASE
)
# A shorter first paragraph is a remark, or where the authors are from.
_LEAST_ABSTRACT = 150
_MOST_BETWEEN = 30
_IDENTIFIED = re.compile(r"\b(?:arxiv|doi)\b", re.IGNORECASE)
_MARKS = re.compile(r"\$\s*\^?\{?[\d,*†‡§ ]*\}?\s*\$|[\^*†‡§¶∗]|(?<=[^\W\d_])\d+(?:,\d+)*")

_NOTHING = (
    "no paper was found in this file. Write a list as - **Title** *Authors* (Venue, Year) "
    "[paper](address), or one paper as front matter with title, authors and year"
)


def recognises(text: str, name: str) -> bool:
    """Whether the text has front matter, or headings, items and links enough to be Markdown."""
    if frontmatter.begins(text):
        return True
    if name.lower().endswith(_OTHER_EXTENSIONS):  # a value may hold whole documents
        return False
    if _is_marked_up(text):
        return True
    links = len(_LINKS.findall(text))
    headings = _HEADINGS.search(text) is not None
    return (headings and links > 1) or (
        name.lower().endswith(_EXTENSIONS) and (headings or links > 0)
    )


def read(text: str, path: str) -> Reading:
    """The one paper that a file is about, or one record for each paper of a list in it."""
    if len(text) > _LONGEST:
        message = f"this file holds more than {_LONGEST // 1_000_000} MB of Markdown. Split it"
        return Reading(path, FORMAT, (), (Problem(Where(path), message),))
    matter, body = frontmatter.split(text, path)
    parts = blocks(body, matter.line)
    abstract = _abstract(parts)
    if not matter.is_of_paper and not _is_of_paper(parts, matter.line > 1):
        reading = entries.read(parts, path, FORMAT)
        listed = len(reading.records) + len(reading.rejected)
        if listed > (1 if matter.values.get("title") else 0):
            problems = matter.problems + reading.problems
            return Reading(path, FORMAT, reading.records, problems, reading.rejected)
    paper = _paper(matter, parts, abstract, path)
    if paper:
        return Reading(path, FORMAT, (paper,), matter.problems)
    return Reading(path, FORMAT, (), (*matter.problems, Problem(Where(path), _NOTHING)))


def _paper(matter: FrontMatter, parts: Sequence[Block], abstract: str, path: str) -> Record | None:
    """The paper of a file: what its front matter says, and what it lacks from the text."""
    values = matter.values | {
        field: [inline(text) for text in matter.values[field]]
        for field in ("title", "venue")
        if field in matter.values
    }
    authors = matter.authors
    line = 1
    heading = next((part for part in parts if part.kind == "heading"), None)
    if heading and "title" not in values and not _ABSTRACT.fullmatch(heading.text):
        values["title"] = [clean_title(heading.text)]
    if matter.line == 1 and heading and abstract:
        line = heading.line
        above = _between(parts)
        authors = _authors(above)
        values["more"] = [text for text in above if _IDENTIFIED.search(text)]
    if found := abstract or (matter.line > 1 and _first_paragraphs(parts)):
        values.setdefault("abstract", [found])
    enough = len(values) > 1 or authors or "title" not in values
    return record(Where(path, line), FORMAT, values, authors) if enough else None


def _is_of_paper(parts: Sequence[Block], has_matter: bool) -> bool:
    """Whether a text has one abstract, soon under its front matter or its title."""
    abstracts = [at for at, part in enumerate(parts) if _begins_abstract(part)]
    if len(abstracts) != 1:
        return False
    above = parts[: abstracts[0]]
    headings = [part for part in above if part.kind == "heading"]
    # An abstract without a heading belongs to the last one, which in a list is that of an entry.
    most = 1 if parts[abstracts[0]].kind == "text" else _MOST_BETWEEN
    return (has_matter or bool(headings)) and len(headings) <= most and len(above) <= _MOST_BETWEEN


def _begins_abstract(part: Block) -> bool:
    if part.kind == "heading":
        return _ABSTRACT.fullmatch(part.text) is not None
    return part.kind == "text" and _ABSTRACT_TEXT.match(part.text) is not None


def _abstract(parts: Sequence[Block]) -> str:
    """The paragraphs of the first abstract in a text."""
    for at, part in enumerate(parts):
        if _begins_abstract(part):
            inside = takewhile(lambda part: part.kind == "text", parts[at + 1 :])
            if part.kind == "heading":
                return "\n\n".join(one.text for one in inside)
            begun = _ABSTRACT_TEXT.sub("", part.text, count=1).strip()
            return begun or "\n\n".join(one.text for one in inside)
    return ""


def _between(parts: Sequence[Block]) -> list[str]:
    """The lines between the title and the abstract of a paper."""
    under = dropwhile(lambda part: part.kind != "heading", parts)
    next(under, None)
    above = takewhile(lambda part: not _begins_abstract(part), under)
    return [line for part in above for line in part.text.split("\n") if line]


def _authors(lines: Sequence[str]) -> tuple[str, ...]:
    """The names on the first of some lines that consists of names, and on those that go on."""
    found: list[str] = []
    for number, line in enumerate(lines):
        names = clear_names(" ".join(_MARKS.sub(" ", line).split()), number == 0 or bool(found))
        if found and not names:
            break
        found += names
    return tuple(found)


def _first_paragraphs(parts: Sequence[Block]) -> str:
    """What a note on a paper says under its title, if that may be an abstract."""
    rest = parts[1:] if parts and parts[0].kind == "heading" else parts
    texts = [part.text for part in takewhile(lambda part: part.kind == "text", rest)]
    return "\n\n".join(texts) if any(len(text) >= _LEAST_ABSTRACT for text in texts) else ""


def _is_marked_up(text: str) -> bool:
    """Whether a heading begins the text and is not alone, or a third of the lines is marked up."""
    lines = [line for line in text[:_SEEN].split("\n") if line.strip()]
    marked = sum(_MARKED.match(line) is not None for line in lines)
    if _HEADING.match(text.lstrip("\n")):
        return marked > 1 or not text.startswith("#")
    return marked > 1 and 3 * marked >= len(lines)
