"""Whether the links in what people write, notes and pages of their own, lead to a page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath
from urllib.parse import unquote

from generator.model import Note, Page, Problem, Where

# Comments, fenced blocks and spans of code, in which nothing is a link.
_LITERAL = re.compile(
    r"<!--.*?(?:-->|\Z)|^[ \t]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?"
    r"(?:^[ \t]*(?P=fence)[ \t]*$|\Z)|"
    r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
# Where a link or a picture leads, unless it is an address of its own or a place on this page.
_TARGET = r"(?!<?(?:[a-z][a-z0-9+.-]*:|//|#))(?:<([^<>\n]+)>|([^\s()<]+))"
# Looking ahead, the first finds the picture in the text of a link too; the second is a definition.
_LINK = re.compile(
    rf"(?<!\\)\[(?=(?:[^][\n]|\n(?!\s*\n)|\[[^][]*\])*\]\(\s*{_TARGET})|"
    rf"^ {{0,3}}\[[^]^\n][^]\n]*\]:[ \t]*{_TARGET}[ \t]*(?=$|[\"'(])",
    re.IGNORECASE | re.MULTILINE,
)


def dead_links(
    notes: Iterable[Note], pages: Iterable[Page], known: Sequence[str]
) -> Iterator[Problem]:
    """A problem for each link to a page that is not among the `known` paths of pages.

    A note stands on its paper's page, so its links are relative to papers/.
    """
    paths = frozenset(known)
    for note in notes:
        yield from _dead(note.body, "papers", note.where.path, note.line, known, paths)
    for page in pages:
        folder = posixpath.dirname(page.path)
        yield from _dead(page.text, folder, f"pages/{page.path}", 1, known, paths)


def _dead(
    text: str, folder: str, path: str, first: int, known: Sequence[str], paths: Container[str]
) -> Iterator[Problem]:
    prose = _LITERAL.sub(lambda match: "\n" * match[0].count("\n"), text)
    for match in _LINK.finditer(prose):
        group = match.lastindex or 0
        link = match[group]
        target = posixpath.normpath(posixpath.join(folder, unquote(re.split("[#?]", link)[0])))
        if target not in paths:
            near = _nearest(target, known)
            hint = f'; did you mean "{posixpath.relpath(near, folder or ".")}"?' if near else ""
            line = first + prose.count("\n", 0, match.start(group))
            yield Problem(Where(path, line), f'the link to "{link}" leads to no page{hint}')


def _nearest(target: str, known: Sequence[str]) -> str:
    """The page of the most similar name, or nothing; of like names that in the same folder.

    Folders do not count: they would make every paper similar to every other.
    """
    folder = posixpath.dirname(target)
    ordered = sorted(known, key=lambda page: posixpath.dirname(page) == folder)
    named = {PurePosixPath(page).stem: page for page in ordered}
    near = get_close_matches(PurePosixPath(target).stem, named, 1)
    return named[near[0]] if near else ""
