"""Lists in one text to their parts: names and keywords, however people divide them.

A name stays as written, in whatever order. Names are told apart by semicolons, lines or bars where
there are any, and else by "and" and by commas, unless a comma parts a family from a given name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

# Beyond this, what looks like a list of names is none.
_LARGEST = 1_000_000

_QUOTED = re.compile(
    r"""(?:^\[|,)\s*[ub]?(?:'((?:[^'\\]|\\.)*+)'|"((?:[^"\\]|\\.)*+)")\s*(?=[,\]])""", re.DOTALL
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_AND = re.compile(r",?\s+(?:and|AND|And|und|et(?! al\b)|y|&)\s+|,\s*&\s*")
_ET_AL = re.compile(r"(?:\bet\.?\s+al\b\.?|\band others\b|等|\.\.\.|…)[,;\s]*$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ph\.? ?d|m\.?d|ii|iii|iv)\.?", re.IGNORECASE)
_SCOPUS_ID = re.compile(r"\s*\(\d{5,}\)$")
# Not in parentheses, as in "cyst (diagnosis, surgery)".
_COMMA = re.compile(r",(?![^()]{0,100}\))")
# These have "and" and commas in their own names.
_ORGANISATION = re.compile(
    r"\b(?:of|for|university|institute|department|ministry|centers?|team|group|collaboration|"
    r"consortium|committee|organi[sz]ation|inc|ltd)\b",
    re.IGNORECASE,
)
# Chinese, Japanese and Korean write a name without a space, and a comma only between names.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def names(text: str) -> tuple[str, ...]:
    """The names in a text as written; "others" for those that it does not name."""
    text = "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
    text = text.removesuffix(" and")
    unnamed = _ET_AL.search(text)
    found = []
    for part in _names((text[: unnamed.start()] if unnamed else text).strip()):
        name = _SCOPUS_ID.sub("", part.strip(" ,;\n"))
        found.append("others" if name.casefold() in ("others", "et al", "et al.") else name)
    return tuple(filter(None, [*found, "others" if unnamed else ""]))


def keywords(texts: Iterable[str]) -> tuple[str, ...]:
    """The keywords in texts, apart by semicolons, lines, bars, or else commas; each once."""
    found: dict[str, None] = {}
    for text in texts:
        parts = items(text)
        if len(parts) == 1:
            mark = next((mark for mark in ";；\n|" if mark in parts[0]), "")
            parts = parts[0].split(mark) if mark else _COMMA.split(parts[0])
        found |= dict.fromkeys(tag for part in parts if (tag := part.strip(" \t\n#")))
    return tuple(found)


def items(text: str) -> list[str]:
    """The texts of a list in the notation of JSON or Python; the text itself if it is none."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]")) or len(text) > _LARGEST:
        return [text] if text else []
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        quoted = [_ESCAPE.sub(r"\1", one or other) for one, other in _QUOTED.findall(text)]
        return quoted or list(filter(None, map(str.strip, text[1:-1].split(","))))
    return [one for value in values if (one := _text(value))]


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("author") or value.get("title")
    return value.strip() if isinstance(value, str) else ""


def _names(text: str) -> Iterator[str]:
    listed = items(text)
    if len(listed) != 1 or listed[0] != text:
        yield from listed
        return
    for mark in (";", "；", "\n", "|", "、", "，"):
        if mark in text.strip(mark):
            for part in text.split(mark):
                # The comma in "Lovelace, Ada" between two marks parts no names.
                yield from [part] if _ORGANISATION.search(part) else _AND.split(part)
            return
    if _ORGANISATION.search(text) and "," not in text:
        yield text
        return
    for part in _AND.split(text):
        yield from _by_commas(part)


def _by_commas(text: str) -> list[str]:
    """The names between commas, but for those commas that part a family from a given name."""
    parts: list[str] = []
    for part in filter(None, map(str.strip, text.split(","))):
        if parts and _SUFFIX.fullmatch(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    families, given = parts[::2], parts[1::2]
    inverted = len(families) == len(given) and not _DENSE.search(text)
    if inverted and (
        all(map(_is_initials, given))
        or (all(map(_is_family, families)) and all(map(_is_given, given)))
    ):
        return [f"{family}, {name}" for family, name in zip(families, given, strict=True)]
    return parts


def _is_initials(text: str) -> bool:
    letters = [word.replace(".", "").replace("-", "") for word in text.split()]
    return all(word.isupper() and len(word) <= 4 for word in letters)


def _is_family(text: str) -> bool:
    """Whether a text is no whole name: one word, or particles such as "van der" and a word."""
    words = text.split()
    return all(word[0].islower() for word in words[:-1])


def _is_given(text: str) -> bool:
    """Whether a text may be given names: at most two that are written out."""
    words = text.replace(",", " ").split()
    return sum(not _is_initials(word) and not _SUFFIX.fullmatch(word) for word in words) <= 2
