"""Names to addresses and to their place from A to Z."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from slugify import slugify

T = TypeVar("T")

SHELF_SIZE = 500


def slug_of(text: str) -> str:
    return slugify(text, max_length=80) or hashlib.sha256(text.encode()).hexdigest()[:8]


def slugs(names: Iterable[str], reserved: Iterable[str] = ()) -> dict[str, str]:
    """A slug for each name: one for spellings that differ in case, accents or punctuation alone.

    Other names never share one, not even where transliteration or its length makes theirs equal.
    """
    taken: dict[str, tuple[str, str] | None] = dict.fromkeys(reserved)
    found = {}
    for name in sorted(set(names)):
        identity = (slugify(name) or name, _beyond_latin(name))
        slug, number = slug_of(name), 2
        while taken.setdefault(slug, identity) != identity:
            slug, number = f"{slug_of(name)}-{number}", number + 1
        found[name] = slug
    return found


def _beyond_latin(name: str) -> str:
    """The letters of other scripts than Latin, which many different names are one slug of."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalpha() and letter > "\u024f")


def letter_of(text: str) -> str:
    """The heading under which a text is filed: A to Z, or # for all else."""
    first = slugify(text)[:1].upper()
    return first if "A" <= first <= "Z" else "#"


@lru_cache(maxsize=1 << 16)
def sort_key(text: str) -> tuple[str, str]:
    """Word by word, whatever the case, the accents and the punctuation."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(words.split()), text


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """Entries that stand under one letter, and the page they stand on.

    Where a letter has several shelves, `number` counts them from 1.
    """

    letter: str
    number: int
    path: str
    entries: Sequence[T]

    @property
    def label(self) -> str:
        return f"{self.letter} {self.number}" if self.number > 1 else self.letter


def shelve(entries: Iterable[T], key: Callable[[T], str], folder: str) -> Sequence[Shelf[T]]:
    """Entries by their first letter: on one page while they are few, else on one a letter."""
    filed: dict[str, list[T]] = defaultdict(list)
    for entry in entries:
        filed[letter_of(key(entry))].append(entry)
    one_page = sum(map(len, filed.values())) <= SHELF_SIZE
    shelves = []
    for letter in sorted(filed, key=lambda letter: (letter == "#", letter)):
        ordered = sorted(filed[letter], key=lambda entry: sort_key(key(entry)))
        stem = "index" if one_page else "other" if letter == "#" else letter.lower()
        for number, chunk in enumerate(chunks(ordered, 2 * SHELF_SIZE), 1):
            tail = f"-{number}" if number > 1 else ""
            shelves.append(Shelf(letter, number, f"{folder}/{stem}{tail}.md", chunk))
    return shelves


def chunks(entries: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, max(len(entries), 1), size):
        yield entries[start : start + size]
