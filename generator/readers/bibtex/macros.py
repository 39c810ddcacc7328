r"""TeX commands that a `@preamble` defines, as far as they only stand for a text.

People define there what their entries use, such as `\newcommand{\noopsort}[1]{}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.readers.bibtex.values import closing

_COMMAND = re.compile(
    r"\\(?:(?:new|provide|renew)command|DeclareRobustCommand)\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?"
    r"\s*(?:\[([0-9])\]\s*)?(?=\{)"
)
_DEF = re.compile(r"\\def\s*\\([A-Za-z]+)\s*((?:#[1-9])*)\s*(?=\{)")
_PARAMETER = re.compile(r"#([1-9])")
# What decides, measures or defines is a program and no text.
_PROGRAM = re.compile(r"\\(?:if|else|fi|def|set|box|hbox|vbox|dimen|expandafter|csname|@)|##")
_NAME = re.compile(r"\\([A-Za-z]+)\s*")
_LONGEST_BODY = 1000
_LONGEST_TEXT = 100_000
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Macro:
    """What a command stands for: a text in which #1 to #9 are its arguments, and their number."""

    arguments: int
    body: str


def macros(preamble: str) -> Iterator[tuple[str, Macro]]:
    """The commands that a preamble defines, by name without the backslash."""
    for pattern in (_COMMAND, _DEF):
        for found in pattern.finditer(preamble):
            end = closing(preamble, found.end(), found.end() + _LONGEST_BODY)
            body = preamble[found.end() + 1 : end - 1]
            if end and not _PROGRAM.search(body):
                yield found[1], Macro(int((found[2] or "0")[-1]), body)


def written_out(text: str, known: Mapping[str, Macro]) -> str:
    """The text with the commands that are known written out, and those in what they stand for."""
    for _ in range(_DEEPEST):
        pieces = list(_pieces(text, known))
        if len(pieces) == 1 or sum(map(len, pieces)) > _LONGEST_TEXT:
            break
        text = "".join(pieces)
    return text


def _pieces(text: str, known: Mapping[str, Macro]) -> Iterator[str]:
    at = 0
    for name in _NAME.finditer(text):
        macro = known.get(name[1])
        if macro is None or name.start() < at:
            continue
        end, arguments = name.end(), [""]
        while len(arguments) <= macro.arguments and end < len(text):
            after = closing(text, end, end + _LONGEST_BODY) if text[end] == "{" else end + 1
            if not after:
                break
            arguments.append(text[end:after].removeprefix("{").removesuffix("}"))
            end = after
        if len(arguments) > macro.arguments:
            yield text[at : name.start()]
            parts = _PARAMETER.split(macro.body)
            parts[1::2] = (dict(enumerate(arguments)).get(int(n), "") for n in parts[1::2])
            yield "".join(parts)
            at = end
    yield text[at:]
