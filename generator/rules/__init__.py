"""Cleaning of one text, with every change that it takes.

Each rule has a name; each place where it acts is kept as a `Change`, so that nothing is lost in
silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from generator.mathematics import atoms, tex_to_text
from generator.model import Change
from generator.rules import abstracts, capitals, characters, plain, tags, tex
from generator.rules.capitals import person_case, venue_case
from generator.rules.edits import Rule, apply

__all__ = ["clean_text", "person_case", "tex_to_text", "venue_case"]

# What one rule leaves may call for another; no text that people wrote takes more passes.
_PASSES = 40
# Words on which no rule can act, as most names are.
_ORDINARY = re.compile(r"(?:[A-Za-z.,]+(?:[ -][A-Za-z.,]+)*)?")
_OF_MARKUP: dict[str, tuple[Rule, ...]] = {"tex": tex.RULES, "html": tags.RULES}
_OF_FIELD: dict[str, tuple[Rule, ...]] = {
    "title": (*capitals.RULES, *abstracts.OF_TITLE),
    "abstract": abstracts.OF_ABSTRACT,
}


def _stretches(text: str) -> Iterator[tuple[bool, str]]:
    """The text in order as (kept, piece): links and mathematics are kept as they are."""
    position = 0
    for start, end, _ in atoms(text):
        yield False, text[position:start]
        yield True, text[start:end]
        position = end
    yield False, text[position:]


def _once(field: str, text: str, rules: Sequence[Rule], changes: list[Change]) -> str:
    """Apply the rules for characters and then others to the whole text, line breaks last."""
    text = unicodedata.normalize("NFC", text).strip()
    seen = () if text.isascii() else characters.SEEN
    unseen, spaces = ((), ()) if text.isprintable() else (characters.UNSEEN, characters.SPACES)
    for rule in (*seen, *unseen, *rules, *spaces):
        if rule.needs in text:
            text = apply(field, text, rule.find(text), changes)
    return text


def _between(field: str, text: str, rules: Sequence[Rule], changes: list[Change]) -> str:
    """Apply rules to what stands between links and mathematics."""
    # Setting these apart takes time; few texts need it.
    needed = [rule for rule in rules if rule.needs in text and any(rule.find(text))]
    if not needed:
        return text
    pieces = []
    for kept, piece in _stretches(text):
        for rule in () if kept else needed:
            if rule.needs in piece:
                piece = apply(field, piece, rule.find(piece), changes)
        pieces.append(piece)
    return "".join(pieces)


def clean_text(field: str, text: str, markup: str = "text") -> tuple[str, tuple[Change, ...]]:
    """Clean one field; `markup` is "text", "tex" or "html" (JATS and MathML included).

    Returns the text and every change made. The result is plain text with mathematics in TeX
    between dollars: cleaning it again, as such, changes nothing.
    """
    if field not in _OF_FIELD and _ORDINARY.fullmatch(text):
        return text, ()
    changes: list[Change] = []
    of_field = _OF_FIELD.get(field, ())
    # Once only: what markup stands for is no markup again, however much it looks like it.
    if markup in _OF_MARKUP:
        text = _once(field, text, _OF_MARKUP[markup], changes)
    for _ in range(_PASSES):
        known = len(changes)
        text = _once(field, text, (*tags.KNOWN, *plain.WHOLE, *of_field), changes)
        text = _between(field, text, plain.PLAIN, changes)
        if len(changes) == known:
            break
    return text, tuple(changes)
