"""Other spellings by which the words of a text are looked for.

Pagefind finds a word by its beginning, without accents and capitals, and the parts of a word
with a hyphen or an inner capital. What follows from no such rule is told to it: letters that a
reader may not have, a name within a longer word, and the words of a script without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Letters that are no others with an accent, as they are written without them; the scripts of
# the search have the same.
PLAIN = str.maketrans(
    {
        **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"},
        **{"ẞ": "ss", "Æ": "ae", "Œ": "oe", "Ø": "o", "Ł": "l", "Đ": "d", "Ð": "d", "Þ": "th"},
        **{"ħ": "h", "ı": "i", "ŧ": "t", "Ħ": "h", "Ŧ": "t"},
    }
)
_PART = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[^\W_](?:[A-Z]|(?<=[A-Za-z])[0-9])")  # a capital or a number within a word
_INNER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+")
_PARTS = 6  # of a name, at most; more are in what no reader types
_LONGEST = 8  # letters of a word without spaces around it


def spellings(text: str) -> tuple[str, ...]:
    """The words to add to a text so that it is found by them, each once and in small letters."""
    return tuple(dict.fromkeys((*_spellings(text), *_endings(text))))


def _spellings(text: str) -> Iterator[str]:
    for word in text.split():
        if word.isascii() and (word.isalnum() or not _NAME.search(word)):
            continue  # as nearly all are: nothing below would add to them
        plain = unicodedata.normalize("NFKC", word).translate(PLAIN)
        parts = _PART.findall(plain)
        for place, part in enumerate(parts):
            if plain != word or (len(parts) > 1 and _is_hidden(part, place)):
                yield part.lower()
        for run in _SPACELESS.findall(plain):
            yield from (run[start : start + _LONGEST] for start in range(1, len(run) - 1))


def _is_hidden(part: str, place: int) -> bool:
    """Whether Pagefind would take a part of a word for several: iBOT, and 40B where it is not
    what the word begins with."""
    if part.isupper() and (part.isalpha() or not place):
        return False
    return bool(_NAME.search(part))


def _endings(text: str) -> Iterator[str]:
    """What words end with from an inner capital on: ResNet in TResNet, of which Pagefind finds
    each part alone, and what begins as the word does."""
    for word in _PART.findall(text):
        parts = _INNER.split(word)
        if len(parts) <= _PARTS:
            yield from ("".join(parts[start:]).lower() for start in range(1, len(parts) - 1))
