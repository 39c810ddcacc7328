"""Names of methods, models and data sets that abstracts mention and that no paper bears.

They are suggestions what to read or to add. A name is judged by what the whole library says of
it: that it stands where names stand ("such as X", "outperforms X", "the X benchmark", "X-style"),
and that it is no abbreviation of common words, which authors spell out or put in the plural.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.mentions import introduced
from generator.model import Abbreviation, Naming, Note, Paper, Unlisted
from generator.propernames import WORD, is_distinctive, prose

_Word = tuple[int, int, str]  # start, end, and the word without what is hung on to it

# A word with a capital or a digit, at once or after a few small letters, and perhaps a version.
_WORD = re.compile(
    rf"(?<![\w@#+*])(?<!\w[-‐‑./])(?=[a-z]{{0,8}}[A-Z\d])(?![A-Z]?[a-z]+(?![\w-])|\d|[Vv]\d)"
    rf"{WORD}(?: (?:\d\.\d|[Vv]\d)(?![\w%]|\.\d))?"
)
_HUNG_ON = re.compile(r"(?:-[a-z]+)+$")
_SIZE = re.compile(
    r"-(?:\d+(?:\.\d+)?[KkMBb]|[TSBLHG]\d*|X*L|Tiny|Small|Base|Large|Huge|Turbo|Instruct|Chat)$"
)
_NUMBER = re.compile(r"(?<=\w{3})-?\d{2,}$")
_BETWEEN = re.compile(r",? (?:and |or |& )?|/")
# Where names stand: after and before such words, ...
_EXAMPLE = re.compile(
    r"(?:\b(?:such as|like|eg|particularly|especially|including|called|named|namely|than|over"
    r"|versus|vs\.?|outperform\w*|surpass\w*|exceed\w*|compar\w+ (?:to|with)|upon|on|from)"
    r"|\be\.g\.,?|\bi\.e\.,?) (?:the )?$",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:-[a-z]+)*(?:[,.;:)]|$| \(| (?:and|or|with|by|for|to|in|on|as|while|using|without|at|than"
    r"|which|that|have|has|is|are|can|despite|across|through|when|from|but|under|respectively"
    r"|models?|modules?|networks?|variants?)\b)"
)
# ... before one of these, ...
_DATA = re.compile(
    r" (?:(?:data|test) ?sets?|benchmarks?|corpus|corpora|leaderboards?|challenges?|databases?)\b"
)
_STYLE = re.compile(r"-(?:style|like)\b")
_CITED = re.compile(r" ?(?:\([A-Z][\w'’-]+(?: et al| and | & |,? \d{4})|\[\d)")
# ... or in a list with so many that are sure to be names. A measure follows its value, and a
# place where code lies follows "available on".
_LISTED = 3
_MEASURE = re.compile(r"(?:[\d%]|\bin terms of|\bpoints?) $")
_SITE = re.compile(
    r"\b(?:available|released?|public\w*|hosted|found|accessible|open-?sourced?|shared|provided)"
    r" (?:\w+ )?(?:on|at|in|via|from|through) $"
)
_LONGEST = 60  # characters of a name
_REACH = 40  # characters before a name that are looked at
_SENTENCE = re.compile(r"(?<!\bal)(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)[.!?]\s+(?=[^a-z])")


@dataclass(slots=True)
class _Use:
    """What a library says of a name: its spellings, its first place in each paper that uses it,
    and which of the papers show it to be a name, common words or something else.
    """

    spellings: Counter[str] = field(default_factory=Counter)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)


def unlisted(
    papers: Mapping[str, Paper],
    notes: Mapping[str, Note],
    abbreviations: Mapping[str, Sequence[Abbreviation]],
    least: int = 2,
) -> tuple[Unlisted, ...]:
    """The names that at least so many papers use and none bears, the most used first.

    `abbreviations` is what each abstract defines. The order of the papers changes nothing.
    """
    texts = {id: prose(papers[id].abstract) for id in sorted(papers)}
    borne = {_key(name) for note in notes.values() for name in note.names}
    for id, text in texts.items():
        borne.update(map(_key, introduced(papers[id].title, text)))
        # Code is often called what everybody calls the paper, where that does not say it.
        borne.add(_key(papers[id].code.rpartition("/")[2]))
    found = []
    for key, use in _uses(texts, abbreviations).items():
        if len(use.places) >= least and key not in borne and _is_name(use):
            places = use.places.items()
            namings = tuple(_naming(id, papers[id].abstract, place) for id, place in places)
            found.append(Unlisted(_spelling(use), namings))
    return tuple(sorted(found, key=lambda one: (-len(one.namings), one.name.lower(), one.name)))


def _uses(
    texts: Mapping[str, str], abbreviations: Mapping[str, Sequence[Abbreviation]]
) -> dict[str, _Use]:
    """What the abstracts say of everything that is shaped like a name."""
    words = {id: list(_words(text)) for id, text in texts.items()}
    seen = {word for found in words.values() for _, _, word in found}
    uses: dict[str, _Use] = defaultdict(_Use)
    for id, text in texts.items():
        spelt = {abbreviation.short for abbreviation in abbreviations.get(id, ())}
        for run in _runs(text, words[id]):
            shown = _is_shown(text, run)
            for start, end, word in run:
                name = _base(word, seen)
                use = uses[_key(name)]
                use.spellings[name] += 1
                use.places.setdefault(id, (start, end))
                if shown:
                    use.shown.add(id)
                if name in spelt or (word == f"{name}s" and name.isupper()):
                    use.common.add(id)
                before = text[max(0, start - _REACH) : start]
                if _MEASURE.search(before) or _SITE.search(before):
                    use.other.add(id)
    return uses


def _is_name(use: _Use) -> bool:
    """Whether something can only be meant as a name, from all that is said of it.

    The shares were set by reading what two libraries give. What a shape tells needs less proof.
    """
    name, users, shown = _spelling(use), len(use.places), len(use.shown)
    if len(use.common) > users * 2 / 5 or len(use.other) > users / 4:
        return False
    if _is_marked(name):
        return shown >= users / 5
    return shown >= users / 3 and (shown > 1 or users == 2)


def _is_marked(word: str) -> bool:
    """Whether the shape of a word marks it as a name, so that it takes less to believe it.

    A capital at its end does even where its letters are English in another case: "LoRA".
    """
    return is_distinctive(word) or (word.isalpha() and not word.isupper() and word[-1].isupper())


def _spelling(use: _Use) -> str:
    """How most papers write a name."""
    return min(use.spellings, key=lambda name: (-use.spellings[name], name))


def _words(text: str) -> Iterator[_Word]:
    """Whatever is shaped like a name, without what is hung on to it: "BERT" of "BERT-based"."""
    for match in _WORD.finditer(text):
        word = _HUNG_ON.sub("", match[0]) if len(match[0]) <= _LONGEST else ""
        if any(map(str.isupper, word[1:])) or (len(word) > 1 and any(map(str.isdigit, word))):
            yield match.start(), match.start() + len(word), word


def _runs(text: str, words: Iterable[_Word]) -> Iterator[list[_Word]]:
    """The words, those together that are listed together: "GSM8K, MATH and ARC-C"."""
    run: list[_Word] = []
    for word in words:
        if run and not _BETWEEN.fullmatch(text, run[-1][1], word[0]):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_shown(text: str, run: Sequence[_Word]) -> bool:
    """Whether words that are listed together stand where names stand."""
    start, end = run[0][0], run[-1][1]
    return bool(
        _DATA.match(text, end)
        or (_END.match(text, end) and _EXAMPLE.search(text, max(0, start - _REACH), start))
        or any(_CITED.match(text, end) or _STYLE.match(text, end) for _, end, _ in run)
        or (len(run) >= _LISTED and sum(_is_marked(word) for _, _, word in run) >= _LISTED)
    )


def _base(word: str, seen: Collection[str]) -> str:
    """A name without its plural and without a size: "ResNet" of "ResNet-50" and "ResNets"."""
    rest = word
    while rest:
        word, rest = rest, ""
        if word.endswith("s") and (word[:-1] in seen or word[-2:-1].isupper()):
            rest = word[:-1]
        elif (size := _SIZE.search(word)) and (
            word[: size.start()] in seen or _is_marked(word[: size.start()])
        ):
            rest = word[: size.start()]
        elif (number := _NUMBER.search(word)) and word[: number.start()] in seen:
            rest = word[: number.start()]
    return word


def _key(name: str) -> str:
    """What is the same for all spellings of a name."""
    return re.sub(r"[\s-]", "", name.lower())


def _naming(id: str, abstract: str, place: tuple[int, int]) -> Naming:
    """Where a paper uses a name, in its sentence."""
    start, end = place
    breaks = [0, *(match.end() for match in _SENTENCE.finditer(abstract)), len(abstract)]
    first = max(at for at in breaks if at <= start)
    last = min(at for at in breaks if at >= end)
    return Naming(id, abstract[first:last].rstrip(), start - first, end - first)
