"""The abbreviations that abstracts define: what each stands for, and where it is used.

The method is that of Ariel Schwartz and Marti Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text" (Pacific Symposium on Biocomputing, 2003): the letters
of a short form in brackets are looked for, in their order, in the words before it. Theirs takes
the nearest words that hold the letters, which makes of "self supervised learning (SSL)" another
thing; here those words are taken whose beginnings fit best, and none where all fit badly. To miss
a definition is better than to state a wrong one.
"""

from __future__ import annotations

import hashlib
import operator
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from slugify import slugify

from generator.mathematics import atoms
from generator.model import Abbreviation, Paper, Term

_AROUND = " \"'“‘”’`"
_FORM = r"[^\W_][\w+/&-]{1,11}"
_BRACKET = re.compile(
    rf"[(（][{_AROUND}]*(?P<inside>[^()（）,;\"“”]{{2,200}}?)(?: for short)?[{_AROUND}]*"
    rf"(?=[()（）,;])|(?:,| or|, or) [{_AROUND}]*(?P<short>{_FORM})[{_AROUND}]* for short\b"
)
_SHORT = re.compile(_FORM)
# What no long form goes beyond: the end of a sentence, a bracket, a quotation, mathematics.
_BREAK = re.compile(r"[.!?](?=\s)|[:;()（）$—\"“”]")
_WORD = re.compile(r"[^\W_]+")
_FIRST_WORD = re.compile(r"(?<![^\s'‘`])(?!an?\s)", re.IGNORECASE)
_PLURAL = re.compile(r"(?<=\w{2})ies$|(?<=ss|sh|ch)es$|(?<=\w{2}[^s])s$")
# The plurals of words that surely are one thing without it, unlike "series" and "bases".
_MANY = re.compile(
    r"(?<=\w{2})(?<!ser)(?<!spec)(?<!mov)ies$|(?<=\w[^\W_siu])s$(?<!ces|ses|xes|zes|ies)"
)
_HYPHENS = "-‐‑–/"
_REACH = 250  # characters before a bracket
# Words that need not give a letter.
_SMALL = frozenset(
    "a an and as at between by for from in into of on or over the through to under via with "
    "within without".split()
)
# Words for the kind of thing, which are often said between a long form and its short one.
_KINDS = frozenset("approach algorithm dataset framework method model models system".split())
# Words that a digit stands for, as in "T2I".
_DIGITS = {"to": "2", "two": "2", "for": "4", "four": "4"}
# What is held against a long form: a letter that begins no word, and a word without a letter.
_WITHIN, _PASSED = 1, 2
_MOST = 2
_SEVERAL = 2  # papers that define a short form, which others may then use without a definition
# What so many times more papers use than define is known to all, maybe in another meaning.
_COMMON = 10
_FAR = 20  # words that are looked at for letters that the author points out
_NEVER = float("inf")
# What may stand before and after a use, so that "SSL" is not found in "JE-SSL" or "SSL-2".
_BEFORE = re.compile(r"(?<![\w@#+*])(?<!\w[-‐‑./])")
_AFTER = re.compile(r"s?(?![\w@+*]|[-–.]\d|[-‐‑][A-Z]|/\w+[./])")


class _Definition(NamedTuple):
    """A short form without its plural, where it begins, and its long form."""

    start: int
    short: str
    long: str


def abbreviations(
    papers: Mapping[str, Paper],
) -> tuple[dict[str, tuple[Abbreviation, ...]], tuple[Term, ...]]:
    """What each abstract defines, in the order of the text, and the terms that this makes.

    Papers that define nothing are left out. Spellings of one meaning that differ in case, hyphens,
    plural or small words are one term. The order of the papers changes nothing.
    """
    found = {id: _unambiguous(definitions(papers[id].abstract)) for id in sorted(papers)}
    filed: dict[tuple[str, str], list[tuple[str, _Definition]]] = defaultdict(list)
    for id, defined in found.items():
        for definition in defined:
            filed[_identity(definition.short, definition.long)].append((id, definition))
    terms: dict[tuple[str, str], Term] = {}
    taken: set[str] = set()
    for identity in sorted(filed):
        term = _term(identity, filed[identity], taken)
        taken.add(term.id)
        terms[identity] = term
    used = {
        id: tuple(
            _abbreviation(
                definition,
                terms[_identity(definition.short, definition.long)],
                papers[id].abstract,
            )
            for definition in defined
        )
        for id, defined in found.items()
        if defined
    }
    return used, tuple(sorted(terms.values()))


def _abbreviation(definition: _Definition, term: Term, text: str) -> Abbreviation:
    """A definition with all that the text uses it for."""
    uses = tuple(_uses(text, definition))
    short, long = definition.short, definition.long
    # "LLMs" are "large language models", and an LLM is one of them.
    plural = bool(uses) and uses[0][1] - uses[0][0] > len(short)
    one = _MANY.sub(lambda match: "y" if match[0] == "ies" else "", long) if plural else long
    return Abbreviation(short, long, term.id, uses, one)


def borrowed(
    papers: Mapping[str, Paper],
    defined: Mapping[str, Sequence[Abbreviation]],
    terms: Sequence[Term],
) -> dict[str, tuple[Abbreviation, ...]]:
    """The first use of each short form that an abstract leaves to others to define, in order.

    `defined` and `terms` are what `abbreviations` found. As the meaning is inferred, it must be the
    only one, and that of several papers, not too few for all that use it. A short form is left
    alone in brackets, which may define it in a way that is not understood, and where it is what
    the title begins with. Papers that use none are left out.
    """
    meanings = Counter(_plain(term.short) for term in terms)
    by_id = {term.id: term for term in terms}
    known: dict[str, dict[str, Term]] = defaultdict(dict)  # by the first word of the short form
    ones: dict[str, str] = {}
    for one in (one for here in defined.values() for one in here):
        term = by_id[one.term]
        if meanings[_plain(one.short)] == 1 and len(term.papers) >= _SEVERAL:
            known[_WORD.findall(one.short)[0]][one.short] = term
            if one.long == term.long:
                ones[term.id] = min(one.one, ones.get(term.id, one.one))
    found: dict[str, list[Abbreviation]] = {}
    for id in sorted(papers):
        own = {_plain(one.short) for one in defined.get(id, ())}
        found[id] = [
            Abbreviation(short, term.long, term.id, (place,), ones[term.id])
            for short, term, place in _foreign(papers[id], known)
            if _plain(short) not in own
        ]
    uses = Counter(one.term for here in found.values() for one in here)
    kept = {term.id for term in terms if uses[term.id] <= _COMMON * len(term.papers)}
    told = {id: tuple(one for one in here if one.term in kept) for id, here in found.items()}
    return {id: here for id, here in told.items() if here}


def _foreign(
    paper: Paper, known: Mapping[str, Mapping[str, Term]]
) -> Iterator[tuple[str, Term, tuple[int, int]]]:
    """The known short forms in an abstract, each with its term and the place of its first use."""
    text = paper.abstract
    seen = {paper.title.partition(":")[0]}
    apart: list[tuple[int, int]] | None = None
    for word in _WORD.finditer(text):
        start, head = word.start(), word[0]
        for short, term in (known.get(head) or known.get(head.removesuffix("s")) or {}).items():
            if short in seen or not text.startswith(short, start) or not _BEFORE.match(text, start):
                continue
            after = _AFTER.match(text, start + len(short))
            if apart is None:
                apart = [(left, right) for left, right, _ in atoms(text)]
            if after and not any(left <= start < right for left, right in apart):
                seen.add(short)
                if not re.search(rf"[(（]{re.escape(short)}s?[)）]", text):
                    yield short, term, (start, after.end())


def definitions(text: str) -> Iterator[_Definition]:
    """What a text defines as "long form (SF)" or as "SF (long form)", in order."""
    for bracket in _BRACKET.finditer(text):
        begin = max(0, bracket.start() - _REACH)
        inside = bracket["inside"] or bracket["short"]
        before = text[begin : bracket.start()].rstrip(_AROUND)
        last = before[before.rfind(" ") + 1 :].lstrip(_AROUND)
        if _is_short(inside):
            if long := _long_before(before, _singular(inside)):
                place = bracket.start("inside" if bracket["inside"] else "short")
                yield _Definition(place, _singular(inside), long)
        elif _is_short(last) and not _BREAK.search(inside):
            words = list(_WORD.finditer(inside))
            if len(words) > 1 and [*_misfits(_singular(last), words, inside)][-1] == 0:
                yield _Definition(begin + len(before) - len(last), _singular(last), inside)


def _is_short(text: str) -> bool:
    """Whether a text may be a short form: one word of few letters, two of them capitals."""
    return _SHORT.fullmatch(text) is not None and sum(map(str.isupper, text)) > 1


def _singular(short: str) -> str:
    return short[:-1] if short[-1] == "s" and short[-2].isupper() and len(short) > 2 else short


def _long_before(text: str, short: str) -> str:
    """The words at the end of a text that a short form stands for, or nothing."""
    begin = max((match.end() for match in _BREAK.finditer(text)), default=0)
    words = list(_WORD.finditer(text, begin))
    best, long = _long_of(words, text, short)
    if words and (last := words[-1][0].lower()) in _KINDS and last[0] != short[-1].lower():
        better, shorter = _long_of(words[:-1], text, short)
        long = shorter if better <= best and len(_WORD.findall(shorter)) > 1 else long
    return "" if short in _WORD.findall(long) else long


def _long_of(words: Sequence[re.Match[str]], text: str, short: str) -> tuple[float, str]:
    """How badly a short form fits the last of the words, and those that it fits best, if any."""
    size = sum(map(str.isalnum, short))
    near = min(size + 5, 2 * size)  # as in the paper
    capitals = "".join(filter(str.isupper, short))
    best, long = _MOST + 1.0, ""
    # Of words that fit equally well the nearest are meant.
    ranked = zip(reversed(words), _misfits(short, words[-_FAR:], text), strict=False)
    for number, (word, misfit) in enumerate(ranked):
        if misfit < _NEVER and _FIRST_WORD.match(text, word.start()):
            candidate = text[word.start() : words[-1].end()]
            pointed = "".join(filter(str.isupper, candidate))
            if pointed == short.upper() or (len(pointed) > 2 and pointed == capitals):
                misfit = 0  # the author points the letters out
            elif number >= near:
                continue
            if misfit < (best if word[0].lower() not in _SMALL else _WITHIN):
                best, long = misfit, candidate
            if best == 0:
                break
    return best, long


def _misfits(short: str, words: Sequence[re.Match[str]], text: str) -> Iterator[float]:
    """How badly a short form fits the last of the words, the last two and so on.

    Its letters stand in the words in their order, and the first begins the first word; where
    that cannot be it is `_NEVER`.
    """
    letters = "".join(_plain(letter) for letter in short if letter.isalnum())
    # What it costs to find the letters from each on in the words after the present one.
    after = [_NEVER] * len(letters) + [0.0]
    for word in reversed(words):
        part = word.start() > 0 and text[word.start() - 1] in _HYPHENS
        passed = 0 if part or word[0].lower() in _SMALL else _PASSED
        heads = _heads(word[0])
        yield _least(_given(letters, word[0], heads[:1]), after[1:])
        after = [
            min(passed + cost, _least(_given(letters[start:], word[0], heads), after[start + 1 :]))
            for start, cost in enumerate(after)
        ]


def _least(given: Sequence[float], after: Sequence[float]) -> float:
    """The least that it costs to have the first letters given and to find the others after."""
    return min(map(operator.add, given, after), default=_NEVER)


def _given(letters: str, word: str, begins: Sequence[int]) -> list[float]:
    """What it costs that a word gives the first letter, the first two and so on while it can.

    The first letter it gives stands at one of the places in `begins`.
    """
    plain, heads = _plain(word), _heads(word)
    if begins and letters[:1] == _DIGITS.get(plain):
        return [0]
    found: list[float] = []
    # By the place of the letter that was given last.
    costs: dict[int, float] = {}
    for letter in letters:
        if not found:
            costs = {place: 0.0 for place in begins if plain[place] == letter}
        else:
            costs = {
                place: min(
                    cost + (0 if place in heads or place == last + 1 else _WITHIN)
                    for last, cost in costs.items()
                    if last < place
                )
                for place in range(min(costs) + 1, len(plain))
                if plain[place] == letter
            }
        if not costs:
            break
        found.append(min(costs.values()))
    return found


@lru_cache(maxsize=1 << 14)
def _heads(word: str) -> Sequence[int]:
    """The places of a word that its short form takes letters from: its beginning and capitals.

    "VQA" stands for itself, and "rAnked" tells which letter is meant.
    """
    if word.isupper():
        return range(len(word))
    capitals = [place for place, letter in enumerate(word) if letter.isupper()]
    return capitals if capitals and word[0].islower() else sorted({0, *capitals})


@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    """A text without case and accents, as long as it was."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFKD", letter)[0].lower()[0] for letter in text)


def _unambiguous(definitions: Iterable[_Definition]) -> tuple[_Definition, ...]:
    """The first definition of each short form, and none of one that is given two meanings."""
    meanings: dict[str, dict[str, _Definition]] = defaultdict(dict)
    for definition in definitions:
        short, long = _identity(definition.short, definition.long)
        meanings[short].setdefault(long, definition)
    return tuple(
        definition
        for defined in meanings.values()
        for definition in defined.values()
        if len(defined) == 1
    )


@lru_cache(maxsize=1 << 16)
def _identity(short: str, long: str) -> tuple[str, str]:
    """What is the same for all spellings of a short form in one meaning."""
    words = _WORD.findall(_plain(long))
    return _plain(short), "".join(_stem(word) for word in words if word not in _SMALL)


def _stem(word: str) -> str:
    """A word without its plural, in American spelling."""
    word = word.replace("isation", "ization").replace("ll", "l")
    return _PLURAL.sub(lambda match: "y" if match[0] == "ies" else "", word)


def _term(
    identity: tuple[str, str], defined: Iterable[tuple[str, _Definition]], taken: set[str]
) -> Term:
    """A term of the glossary as most of the papers spell it."""
    shorts = Counter(definition.short for _, definition in defined)
    longs = Counter(definition.long for _, definition in defined)
    short = min(shorts, key=lambda short: (-shorts[short], short))
    # A capital at the head of a sentence says nothing of the spelling.
    long = min(
        longs, key=lambda long: (long[:1].isupper() and long[1:].islower(), -longs[long], long)
    )
    slug = slugify(f"{short} {long}", max_length=80)
    digest = hashlib.sha256("|".join(identity).encode()).hexdigest()[:8]
    id = slug if slug and slug not in taken else f"{slug}-{digest}".strip("-")
    return Term(id, short, long, tuple(paper for paper, _ in defined))


def _uses(text: str, definition: _Definition) -> Iterator[tuple[int, int]]:
    """Where a text uses a short form: where it defines it and after, but not in addresses."""
    apart = [(start, end) for start, end, _ in atoms(text)]
    start = definition.start
    while start >= 0:
        end = start + len(definition.short)
        after = _AFTER.match(text, end)
        if _BEFORE.match(text, start) and after and not any(s <= start < e for s, e in apart):
            yield start, after.end()
        start = text.find(definition.short, end)
