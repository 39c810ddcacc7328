"""Values of BibTeX to text: delimiters, joined pieces, abbreviations, protective braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_BRACE = re.compile(r"(?<!\\)[{}]")
_MARK = re.compile(r"(?<!\\)[{}\"#=%]")
_ABBREVIATION = re.compile(r"[^\s\"#%'(),={}]+")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
# Every style defines these.
MONTHS = {name[:3].lower(): name for name in _MONTHS}


def expand(value: str, known: Callable[[str], str | None]) -> tuple[str, list[str]]:
    """The text of a value as written, and the undefined abbreviations in it, which leave no text.

    The pieces joined by `#` are in braces, in quotes or abbreviations; `known` gives what the
    lower-case name of one stands for.
    """
    text, missing = "", []
    for piece in map(str.strip, _pieces(value) if "#" in value else (value,)):
        inner = unbraced(piece)
        if inner != piece or (len(piece) > 1 and piece[0] == piece[-1] == '"'):
            text += inner if inner != piece else piece[1:-1]
        elif "%" in piece and (remark := next(outside(piece, "%"), None)) is not None:
            more, lacking = expand(piece[:remark].rstrip(), known)
            text += more
            missing += lacking
        elif piece.isdigit() or not _ABBREVIATION.fullmatch(piece):
            text += piece
        elif (meaning := known(piece.lower())) is not None:
            text += meaning
        else:
            missing.append(piece)
    return "" if missing else text, missing


def outside(value: str, character: str) -> Iterator[int]:
    """Where a character stands in a value outside its braces and quotes."""
    depth, quoted = 0, False
    for mark in _MARK.finditer(value):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
        elif depth == 0 and mark[0] == '"':
            quoted = not quoted
        elif depth == 0 and not quoted and mark[0] == character:
            yield mark.start()


def unbraced(value: str) -> str:
    """The value without the pair of braces that encloses all of it, if there is one."""
    if not (value.startswith("{") and value.endswith("}")):
        return value
    if value.find("}") == len(value) - 1 and value.count("{") == 1:  # as nearly always
        return value[1:-1]
    return value[1:-1] if closing(value, 0, len(value)) == len(value) else value


def closing(text: str, start: int, stop: int) -> int:
    """Where the group ends whose brace opens at `start`, or 0 if it does not end before `stop`."""
    depth = 0
    for brace in _BRACE.finditer(text, start, stop):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return 0


def _pieces(value: str) -> Iterator[str]:
    start = 0
    for end in outside(value, "#"):
        yield value[start:end]
        start = end + 1
    yield value[start:]
