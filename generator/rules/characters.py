"""Rules for characters: wrongly decoded, unseen, joined to ligatures, and broken over lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ftfy import fix_encoding
from ftfy.badness import is_bad
from spellchecker import SpellChecker

from generator.rules.edits import Edit, Rule, rule

# No text is wrongly decoded that has of other characters than ASCII only these.
_SUSPECT = re.compile(r"[^\x00-\x7f–—‘’“”…•×≤≥→]")
_WORD = re.compile(r"[^ \t\r\n]+")
# Between capitals, a closing quotation mark of French or Portuguese after Ã is what it seems.
_CAPITALS = re.compile(r"(?<=[A-ZÀ-Þ])Ã[«»]")
_LONGEST_WORD = 400


def _mojibake(text: str) -> Iterator[Edit]:
    """Words whose UTF-8 was read in another encoding, as it was meant.

    Word by word, as one character that fits in no old encoding would keep the rest unmended.
    """
    if not _SUSPECT.search(text) or not is_bad(text):
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() or len(word) > _LONGEST_WORD:
            continue
        if is_bad(word) and not _CAPITALS.search(word):
            yield Edit(match.start(), match.end(), fix_encoding(word), "mojibake")


@cache
def english() -> frozenset[str]:
    """The words of English, in lower case."""
    return frozenset(SpellChecker(language="en").word_frequency.keys())


_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-‐\u00ad][ \t]*\n\s*([^\W\d_]+)")
_HYPHENED = re.compile(r"\w+(?=(-\w+)?)")


def _broken(text: str) -> Iterator[Edit]:
    """Words that a line break parted at a hyphen.

    The hyphen goes where the whole is a word of English or of the text, or neither part is.
    """
    if not (found := list(_BROKEN.finditer(text))):
        return
    words = {match[0] for match in _HYPHENED.finditer(text)}
    hyphened = {f"{match[0]}{match[1]}" for match in _HYPHENED.finditer(text) if match[1]}
    for match in found:
        left, right = match.groups()
        whole = left + right
        parts = {left.lower(), right.lower()}
        one = whole in words or whole.lower() in english() or not parts & english()
        hyphen = f"{left}-{right}" in hyphened or not one
        yield Edit(
            match.start(),
            match.end(),
            f"{left}-{right}" if hyphen else whole,
            "hyphenated line break",
        )


# What is seen though it is not as it was meant.
SEEN = (
    Rule("", _mojibake),
    rule("mojibake", "Â", r"(?<=\d)Â(?=[A-Za-zµμΩ°%])", " "),
    *(
        rule("ligature", ligature, ligature, unicodedata.normalize("NFKC", ligature))
        for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"
    ),
)

# Characters that nobody sees, with what such characters once were.
UNSEEN = (
    Rule("\n", _broken),
    rule(
        "control character",
        "",
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2060\ufeff\u00ad"
        r"\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+",
        "",
    ),
)

# Line breaks, which other rules may still need, and other spaces.
SPACES = (
    rule(
        "line break",
        "",
        r"[ \t\r\n\u2028\u2029]+",
        lambda match: " " if match[0].strip(" \t") else match[0],
    ),
    rule("spaces", "", r"[ \t\u00a0]{2,}|\t", " "),
)
