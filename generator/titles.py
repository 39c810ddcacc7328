"""What identifies a title, however it is spelt."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from generator.mathematics import to_text

# Letters that are no letter with an accent to Unicode, but are often written as one.
_PLAIN = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "þ": "th", "ð": "d"}
)


@lru_cache(maxsize=1 << 16)
def fold(title: str) -> str:
    """A title reduced to what identifies it: letters and digits without case or accents.

    Mathematics in TeX counts as what it stands for, a Greek letter as its name, since it may be
    spelt out elsewhere. A plus stays, as it tells C++ from C. A title of neither letters nor
    digits stays whole.
    """
    plain = unicodedata.normalize("NFKD", to_text(title)).casefold()
    if plain.isascii():
        folded = re.sub(r"[^a-z0-9+]", "", plain)
    else:
        folded = "".join(map(_part, plain.translate(_PLAIN)))
    return folded or plain.strip()


def _part(character: str) -> str:
    """What a character adds to a folded title."""
    if "α" <= character <= "ω":
        return unicodedata.name(character).rpartition(" ")[2].lower()
    # Marks outside the accents are vowels of scripts such as Devanagari.
    vowel = unicodedata.category(character)[0] == "M" and not "\u0300" <= character <= "\u036f"
    return character if character.isalnum() or character == "+" or vowel else ""
