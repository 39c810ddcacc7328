"""Whether two titles that differ may be of one paper, as a preprint and its published version.

Between the two a subtitle may come or go, or the name before it, or a word be spelt otherwise.
Titles of a series, or of a paper and of what was written about it, are never alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from generator.titles import fold

_WORD = re.compile(r"[\w+]+(?:['’‐-][\w+]+)*")
_SUBTITLE = re.compile(r":\s+|\s[–—-]+\s|[?.!]\s+")
# Words that may come, go or change without another meaning.
_SMALL = frozenset(
    "a an and as at by for from in into of on over the to toward towards using via with".split()
)
_NUMBER = re.compile(
    r".*\d.*|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"first|second|third|fourth|fifth|1st|2nd|3rd|[b-z]"
)
# A title with one of these is of another paper than the same title without.
_APART = frozenset(
    "abstract addendum afterword appendix author authors book case challenge chapter comment "
    "commentary comments continued correction corrections corrigendum critique data dataset debate "
    "demo demonstration discussion edition editorial errata erratum evidence extended extension "
    "extensions foreword guide implementation introduction invited keynote letter long new note "
    "notes overview panel part perspective poster preface preliminary proceedings protocol "
    "rebuttal rejoinder remark remarks replication reply report response retracted retraction "
    "review reviews revised revisited sequel short special summary supplement supplemental "
    "supplementary survey talk thesis tutorial update updated volume withdrawn workshop".split()
)
# So many words of a title before a colon, or of one behind it, tell a paper from others.
_ENOUGH, _ENOUGH_BEHIND = 3, 4
_LONGEST = 60
_STEM = 4
_LETTERS = 2


def keys(title: str) -> frozenset[str]:
    """Two titles that are alike have a key in common."""
    parts = (title, _parts(title)[1])
    words = (next((word for word in _words(part) if word not in _SMALL), "") for part in parts)
    return frozenset(word[:_STEM] for word in words if word)


def alike(left: str, right: str) -> bool:
    """Whether titles that are not equal once folded are as near as said above."""
    ours, theirs = _words(left), _words(right)
    if _marks(ours) != _marks(theirs):
        return False
    return _within(left, right) or _within(right, left) or _respelt(ours, theirs)


def _within(short: str, long: str) -> bool:
    """Whether a title is another without its subtitle, or the subtitle alone."""
    words = len(_words(short))
    head, tail = _parts(long)
    return bool(tail) and (
        (words >= _ENOUGH and fold(short) == fold(head))
        or (words >= _ENOUGH_BEHIND and fold(short) == fold(tail))
    )


def _respelt(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether titles differ by one or two words only, small ones or others spelt otherwise."""
    fewest, most = sorted((len(ours), len(theirs)))
    if fewest < _ENOUGH_BEHIND or most > min(fewest + _LETTERS, _LONGEST):
        return False
    changed = 0
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            gone, come = ours[i:j], theirs[k:m]
            changed += max(len(gone), len(come))
            small = _SMALL.issuperset(gone) and _SMALL.issuperset(come)
            if not small and not (len(gone) == len(come) and all(map(_variants, gone, come))):
                return False
    return changed <= _LETTERS


def _variants(one: str, other: str) -> bool:
    """Whether two words begin alike and differ by a letter or two, as "network" and "networks".

    What differs at the beginning may mean the opposite: "offline" and "online".
    """
    start = _shared(one, other)
    one, other = one[start:], other[start:]
    end = _shared(one[::-1], other[::-1])
    return start >= _STEM and max(len(one), len(other)) - end <= _LETTERS


def _shared(one: str, other: str) -> int:
    """The number of letters that two words begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _parts(title: str) -> tuple[str, str]:
    """A title's part before its subtitle, and the subtitle, if it has one."""
    head, *tail = _SUBTITLE.split(title.strip(), maxsplit=1)
    return head, tail[0] if tail else ""


def _marks(words: Sequence[str]) -> Counter[str]:
    """What tells the parts of a series from each other, or a paper from one about it."""
    return Counter(word for word in words if word in _APART or _NUMBER.fullmatch(word))


@lru_cache(maxsize=1 << 12)
def _words(title: str) -> tuple[str, ...]:
    return tuple(map(fold, _WORD.findall(title)))
