"""What names, and those of co-authors, say on whether two spellings are one person.

Two names fit where one may be a spelling of the other. How much more is needed was measured with
names of a library in full and abbreviated: an initial alone was wrong too often, and so was one
with just any co-author where the family name is common.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from generator.model import Author

# A family name with more given names than this in the library is common. In a small library, so
# is a short one: most of those that millions bear have few letters.
RARE = 2
SHORT = 5
# Of more people with one initial, or one given name, nobody is told by it.
MOST_OF_A_NAME = 200
# That two people are among so many authors of a paper says nothing of them.
MOST_AUTHORS = 50

# Letters that are no letter with an accent to Unicode, but are often written as one.
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
# Who lacks the letters of Müller may write Muller or Mueller.
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_APOSTROPHE = re.compile(r"['’ʼ‘`]")
_AFTER_DOT = re.compile(r"(?<=\.)(?!-)")
_INITIALS = re.compile(r"[A-Z]{1,3}")
_FAMILY_FIRST = re.compile(r"[々〆ぁ-ヿ㐀-䶿一-鿿가-힣豈-\uFAFF\U00020000-\U000323AF・·\s]+")

Pair = tuple[str, str]


@lru_cache(maxsize=1 << 16)
def words(text: str) -> str:
    """The words of a text in small letters, with a space between; an apostrophe parts none."""
    text = _APOSTROPHE.sub("", unicodedata.normalize("NFC", text.casefold()))
    if text.isascii():
        return " ".join(re.findall(r"[a-z0-9]+", text))
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=1 << 16)
def unaccented(text: str) -> str:
    """Small letters without their accents."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")


def spelt_out(text: str) -> str:
    """Small letters with two for each that has two dots or the like."""
    return text if text.isascii() else text.translate(_SPELT_OUT)


@lru_cache(maxsize=1 << 17)
def given_names(author: Author) -> tuple[str, ...]:
    """The given names one by one as words; those of "D.G." and of "DG" are d and g."""
    found: list[str] = []
    for text in _AFTER_DOT.sub(" ", author.given).split():
        initials = _INITIALS.fullmatch(text) and not author.family.isupper()
        found += map(words, text if initials else [text])
    return tuple(filter(None, found))


@lru_cache(maxsize=1 << 17)
def letters(author: Author) -> str:
    """What spellings share that differ in case, punctuation and where the parts end alone."""
    if _FAMILY_FIRST.fullmatch(str(author)):
        return "".join(f"{author.family}{author.given}".split())
    return " ".join((*given_names(author), words(author.family))).strip() or str(author)


class Name(NamedTuple):
    """What of a name no spelling changes: letters without case and accents.

    `given` holds each given name in its parts, as ("jean", "pierre") of Jean-Pierre.
    """

    family: str
    given: tuple[tuple[str, ...], ...]

    @property
    def solid(self) -> str:
        return self.family.replace(" ", "")

    @property
    def joined(self) -> str:
        return "".join(map("".join, self.given))

    @property
    def first(self) -> str:
        return "".join(self.given[0])

    @property
    def is_initial(self) -> bool:
        return len(self.first) == len(self.given[0])

    @property
    def short(self) -> Pair:
        return self.family, self.joined[:1]


def names(author: Author) -> Iterator[Name]:
    """A name without accents, and with its umlauts spelt out if there may be any."""
    given, family = given_names(author), words(author.family)
    yield _name(family, given)
    if not family.isascii() or not author.given.isascii():
        yield _name(spelt_out(family), map(spelt_out, given))


def _name(family: str, given: Iterable[str]) -> Name:
    return Name(unaccented(family), tuple(tuple(unaccented(name).split()) for name in given))


def alike(authors: Mapping[str, Iterable[Author]], umlauts: bool) -> Iterator[Pair]:
    """Those whose names are the same but for accents, or with their umlauts spelt out."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, spellings in authors.items():
        forms = set(map(letters, spellings))
        forms |= {spelt_out(form) for form in forms if umlauts}
        for form in set(map(unaccented, forms)):
            blocks[form].append(key)
    yield from _within(blocks.values())


def near(people: Mapping[str, Iterable[Name]]) -> Iterator[Pair]:
    """Those whose names may be one: of one family and initial, of the same letters, or turned."""
    initials: dict[Pair, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    letters: dict[Pair, list[str]] = defaultdict(list)
    for key, spellings in people.items():
        for name in spellings:
            if name.joined and name.family:
                initials[name.short]["" if name.is_initial else name.first].append(key)
                left, right = sorted((name.solid, name.joined))
                letters[left, right].append(key)
    for firsts in initials.values():
        few = sum(map(len, firsts.values())) <= MOST_OF_A_NAME
        short = firsts.pop("", [])
        yield from _within(firsts.values())
        if few:
            yield from _within([short])
            for keys in firsts.values():
                yield from ((key, other) for key in keys for other in short if key != other)
    yield from _within(letters.values())


def _within(blocks: Iterable[list[str]]) -> Iterator[Pair]:
    for block in blocks:
        if 1 < len(block) <= MOST_OF_A_NAME:
            yield from combinations(dict.fromkeys(block), 2)


class Evidence:
    """What the names of people say, and those of their co-authors.

    `people` holds the names of each by a key, `papers` the ids of the papers by the same.
    """

    def __init__(
        self, people: Mapping[str, Set[Name]], papers: Mapping[str, Iterable[str]]
    ) -> None:
        self._people = people
        self._papers = papers
        self._firsts: dict[str, set[str]] = defaultdict(set)
        circles: dict[str, set[Pair]] = defaultdict(set)
        for key, spellings in people.items():
            for name in spellings:
                if name.joined and not name.is_initial:
                    self._firsts[name.family].add(name.first)
                for paper in papers[key]:
                    circles[paper].add(name.short)
        self._circles = {
            id: circle for id, circle in circles.items() if len(circle) <= MOST_AUTHORS
        }

    def fit(self, left: str, right: str) -> bool:
        """Whether a name of one may be a spelling of the other's."""
        return self._needed(left, right) is not None

    def proven(self, left: str, right: str) -> bool:
        """Whether two who fit have in common what their names make needful."""
        needed = self._needed(left, right)
        if not needed:
            return True
        own = {name.short for key in (left, right) for name in self._people[key]}
        shared = (self._around(left) & self._around(right)) - own
        return any(needed == 1 or self._is_rare(family) for family, _ in shared)

    def _around(self, key: str) -> set[Pair]:
        return set().union(*(self._circles.get(paper, ()) for paper in self._papers[key]))

    def _is_rare(self, family: str) -> bool:
        return len(family) > SHORT and len(self._firsts.get(family, ())) <= RARE

    def _needed(self, left: str, right: str) -> int | None:
        """What is to be shared: 0 nothing, 1 a co-author, 2 one of a rare name; None: no fit."""
        found = (self._need(a, b) for a in self._people[left] for b in self._people[right])
        return min((need for need in found if need is not None), default=None)

    def _need(self, left: Name, right: Name) -> int | None:
        if not left.joined or not right.joined:
            return None
        if left.family == right.family and _fit(left, right):
            alone = min(len(left.given), len(right.given)) == 1
            need = int(alone and (left.is_initial or right.is_initial))
        elif (left.joined, left.solid) == (right.solid, right.joined):
            need = 1
        else:
            return None
        return need if self._is_rare(left.family) and self._is_rare(right.family) else 2


def _fit(left: Name, right: Name) -> bool:
    """Whether given names may be one: initials fit names, and a middle name may be missing."""
    return left.joined == right.joined or all(
        _fit_one(*pair) for pair in zip(left.given, right.given, strict=False)
    )


def _fit_one(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    if "".join(left) == "".join(right):
        return True
    if len(left) != len(right):  # J. may be Jean-Pierre, but Jean may not
        fewer, more = sorted((left, right), key=len)
        return len(fewer) == 1 and fewer[0] == more[0][0]
    return all(
        ours == theirs or (1 in (len(ours), len(theirs)) and ours[0] == theirs[0])
        for ours, theirs in zip(left, right, strict=True)
    )
