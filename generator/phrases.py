"""The places of all pairs of neighbouring words, by which a phrase is found exactly as it is.

Where one pair of a phrase is right behind another, so are their words: of "a b c d" the places of
"a b" and of "c d" tell all. Even a pair of frequent words is in few places, measured by those of
its words.

A file is packed by gzip. Its first line is JSON: "pairs" tells for each pair how many places it
has. Behind that are the places, as distances to the one before: seven bits in a byte, the lowest
first, and the eighth where more follow. A paper takes as many places as "row" says, the first of
them for its title, and those from "rest" on for all else. A place stays free behind each text, so
that no phrase is in two.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from array import array
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.cards import fnv1a
from generator.spellings import PLAIN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PAPERS = 5  # whose pairs fill a file, on average
_EFFORT = 7  # of gzip, whose 9 takes far longer to spare little
_GAP = -1  # the number of no word

_BEYOND_LATIN = re.compile(r"[\u0300-\U0010ffff]")
_APOSTROPHE = re.compile("['’ʼ]")
# Chinese and Japanese are written without spaces: there each sign is a word.
_SIGN = (
    r"\u3005\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
)
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
_PLURALS = (
    (re.compile("(?<=..)ies$"), "y"),
    (re.compile("(?<=..)(ss|x|ch|sh)es$"), r"\1"),
    (re.compile("(?<=..[^s])s$"), ""),
)


def words(text: str) -> list[str]:
    """The words of a text, without what may be written otherwise: hyphens and other signs
    between words, capitals, accents, apostrophes, the ending of a plural.

    words.js and phrases.js do the same with what a reader looks for.
    """
    return [_singular(word) for word in _split(text)]


def files(papers: int) -> int:
    """How many files hold the pairs of so many papers."""
    return -(-papers // _PAPERS)


def write(folder: Path, papers: Sequence[Sequence[str]]) -> None:
    """Write the pairs in the texts of papers, of which the first is the paper's title.

    Which file has a pair follows from the `fnv1a` of its words: the number is 31 times that of
    the first and once that of the second, in 32 bits, modulo how many files there are.
    """
    import numpy as np

    found = _pairs(papers)
    hashes = np.array([fnv1a(word) for word in found.words], np.int64)
    total = files(len(papers))
    file = (31 * hashes[found.first] + hashes[found.second]) % 2**32 % max(1, total)
    order = np.lexsort((found.second, found.first, file))  # and each pair by its places
    first, second, place = found.first[order], found.second[order], found.place[order]
    begins = np.flatnonzero(np.diff(first, prepend=-1) | np.diff(second, prepend=-1))
    distance = np.diff(place, prepend=0)
    distance[begins] = place[begins]
    bounds = np.append(begins, len(place))
    counts = np.diff(bounds)
    cuts = np.searchsorted(file[order][begins], np.arange(total + 1))

    folder.mkdir(parents=True)
    for number, (start, end) in enumerate(pairwise(cuts)):
        names = (
            f"{found.words[first[begin]]} {found.words[second[begin]]}"
            for begin in begins[start:end]
        )
        pairs = dict(zip(names, counts[start:end].tolist(), strict=True))
        content = {"row": found.row, "rest": found.rest, "pairs": pairs}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        packed = _bytes(distance[bounds[start] : bounds[end]])
        data = b"%b\n%b" % (text.encode(), packed)
        (folder / f"{number}.pairs").write_bytes(gzip.compress(data, _EFFORT, mtime=0))


def _bytes(numbers: NDArray[np.int64]) -> bytes:
    """Numbers in as few bytes as each needs, five at most."""
    import numpy as np

    shifted = numbers[:, np.newaxis] >> 7 * np.arange(6)
    more = shifted[:, 1:] > 0
    needed = np.insert(more[:, :-1], 0, True, axis=1)
    return (shifted[:, :-1] & 127 | 128 * more)[needed].astype(np.uint8).tobytes()


class _Pairs(NamedTuple):
    """Two neighbouring words, as numbers, and the place of the first, for each such place."""

    words: Sequence[str]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    place: NDArray[np.int64]
    row: int
    rest: int


def _pairs(papers: Sequence[Sequence[str]]) -> _Pairs:
    """All pairs in the order of their places."""
    import numpy as np

    known = _Vocabulary()
    rest = 1 + max((len(_split(title)) for title, *_ in papers), default=0)
    numbers, places, sizes = array("q"), array("q"), array("q")
    for texts in papers:
        start, before = 0, len(numbers)
        for text in texts:
            words = [known[word] for word in _split(text)]
            end = start + len(words)
            numbers.extend([*words, _GAP])
            places.extend(range(start, end + 1))
            start = max(rest, end + 1)
        sizes.append(len(numbers) - before)
    row = 1 + max(places, default=0)
    number = np.array(numbers)
    place = np.array(places) + row * np.repeat(np.arange(len(papers)), sizes)
    (pair,) = np.nonzero((number[:-1] != _GAP) & (number[1:] != _GAP))
    return _Pairs(list(known.singular), number[pair], number[pair + 1], place[pair], row, rest)


class _Vocabulary(dict[str, int]):
    """The number of each word, the same for its singular and its plural."""

    def __init__(self) -> None:
        self.singular: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self.singular.setdefault(_singular(word), len(self.singular))
        self[word] = number
        return number


def _split(text: str) -> list[str]:
    """The words of a text, plurals as they are."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKC", text).lower().translate(PLAIN)
        plain = unicodedata.normalize("NFD", plain)
        text = _BEYOND_LATIN.sub(lambda sign: "" if _is_mark(sign[0]) else sign[0], plain)
    return _WORD.findall(_APOSTROPHE.sub("", text).lower())


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


def _singular(word: str) -> str:
    for ending, instead in _PLURALS:
        word = ending.sub(instead, word)
    return word
