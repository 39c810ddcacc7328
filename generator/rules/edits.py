"""What a rule is: what it finds in a text to be put right, and how that is kept as a change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.model import Change

Substitute = Callable[[re.Match[str]], str]
_SPACE = re.compile(r"\s")
_CONTEXT = 40
_LONGEST_STRETCH = 200


@dataclass(frozen=True, slots=True)
class Edit:
    """That the characters `start` to `end` of a text become `after`, by a rule of this name."""

    start: int
    end: int
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What finds edits in a text, in order and apart from one another.

    `needs` is a string without which it finds none: looking for it first makes the rules cheap
    on the text that needs none of them.
    """

    needs: str
    find: Callable[[str], Iterable[Edit]]


def rule(name: str, needs: str, pattern: str, substitute: str | Substitute) -> Rule:
    """A substitution; it acts where `pattern` matches and the result differs."""
    compiled = re.compile(pattern)
    act = _expand(substitute) if isinstance(substitute, str) else substitute

    def find(text: str) -> Iterable[Edit]:
        return (
            Edit(match.start(), match.end(), act(match), name) for match in compiled.finditer(text)
        )

    return Rule(needs, find)


def _expand(template: str) -> Substitute:
    return lambda match: match.expand(template)


def apply(field: str, text: str, edits: Iterable[Edit], changes: list[Change]) -> str:
    """The text with the edits made; each that alters something is added to the changes.

    Those that one rule makes within a word are one change.
    """
    pieces, position = [], 0
    made: list[Edit] = []
    for edit in edits:
        if text[edit.start : edit.end] == edit.after or edit.start < position:
            continue
        between = text[position : edit.start]
        pieces += [between, edit.after]
        position = edit.end
        last = made[-1] if made else None
        if (
            last
            and last.rule == edit.rule
            and edit.end - last.start <= _LONGEST_STRETCH
            and not _SPACE.search(text, last.start, edit.end)
        ):
            made[-1] = Edit(last.start, edit.end, f"{last.after}{between}{edit.after}", edit.rule)
        else:
            made.append(edit)
    for edit in made:
        before = text[edit.start : edit.end]
        if before == edit.after:  # all its parts together alter nothing
            continue
        # The rest of the words in which it stands says where it was.
        start = _SPACE.split(text[max(0, edit.start - _CONTEXT) : edit.start])[-1]
        end = _SPACE.split(text[edit.end : edit.end + _CONTEXT], maxsplit=1)[0]
        changes.append(
            Change(field, f"{start}{before}{end}", f"{start}{edit.after}{end}", edit.rule)
        )
    return "".join([*pieces, text[position:]]) if pieces else text
