"""What shows that words of an abstract are the proper name of a method, a model or a data set.

It is the shape of a word, not what is said of it, that is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from spellchecker import SpellChecker

from generator.links import ADDRESS

# One word of a name: "GraphMAE", "T-JEPA", "GPT-3.5", "ReST-MCTS*"; then one to five of them.
WORD = r"[^\W_]+(?:(?:-|\.(?=\d))[^\W_]+)*[+*]*"
NAME = rf"{WORD}(?: (?=[A-Z\d]){WORD}){{0,4}}"
TOKEN = re.compile(r"[^\W_]+")
# What may stand before and after a name, so that "DINO" is not found in "Cluster-Aware-DINO",
# "SiT" not in "SiTs", "GPT-3" not in "GPT-3.5" and "LLaMA" not in "LLaMA 2".
_BEFORE = re.compile(r"(?<![\w@#+*])(?<!\w[-‐‑./])")
_AFTER = re.compile(r"(?![\w@+*]|[-–.]\d|[-‐‑][A-Z]|/\w+[./]| v?\d(?:\.\d)?\b)")


def prose(abstract: str) -> str:
    """An abstract with blanks in the place of web addresses, so that all else stays in place."""
    if "/" not in abstract and "http" not in abstract and "www." not in abstract:
        return abstract
    return ADDRESS.sub(lambda match: " " * len(match[0]), abstract)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the characters from `start` to `end` are no part of a longer name or word."""
    return bool(_BEFORE.match(text, start) and _AFTER.match(text, end))


def is_distinctive(word: str) -> bool:
    """Whether a single word can only be a name: by its shape, and by its parts being no English."""
    parts = re.split(r"[-.]", word.rstrip("+*"))
    return (
        sum(map(str.isalpha, word)) > 1
        and (word[-1] in "+*" or any(_is_shaped(part, len(parts) == 1) for part in parts))
        and not (word.endswith("s") and word[:-1].isupper())
        and not all(part.isdigit() or part.lower() in _english() for part in parts)
    )


def is_proper(name: str, ordinary: Container[str]) -> bool:
    """Whether several words are a proper name: all capitalised, one never an ordinary word."""
    return not any(word[0].islower() for word in name.split()) and any(
        word.lower() not in ordinary for word in TOKEN.findall(name) if not word.isdigit()
    )


def _is_shaped(part: str, alone: bool) -> bool:
    """Whether capitals or digits inside mark a name; an acronym alone needs five letters."""
    if part.isupper() and part.isalpha():
        return len(part) >= (5 if alone else 2)
    return any(map(str.isupper, part[1:])) or (part[0].isalpha() and any(map(str.isdigit, part)))


@cache
def _english() -> frozenset[str]:
    """The words of English, in lower case."""
    return frozenset(SpellChecker(language="en").word_frequency.keys())
