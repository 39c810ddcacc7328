"""Which papers an abstract names, and where.

A name is taken from a paper's title or from the sentence of its abstract that introduces it,
and only if it cannot be mistaken for ordinary words; the curator may add what no rule finds.
Precision comes before recall: a link to the wrong paper is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.model import Mention, Note, Paper
from generator.propernames import (
    NAME,
    TOKEN,
    WORD,
    is_distinctive,
    is_proper,
    prose,
    stands_alone,
)

_SPEAKER = r"\b(?:[Ww]e|[Tt]his (?:paper|work|article|study))(?: \w+){0,2}?"
_OFFER = rf"{_SPEAKER} (?:propose|introduce|present|develop)s?"
_CALL = (
    r"(?<!so[- ])\b(?:called|termed|named|dubbed|coined|call (?:it|this|our \w+|the \w+))(?: as)?"
)
_OPEN = r" (?:the )?[\"'“‘`]*"
_INTRODUCED = (
    re.compile(rf"{_CALL}{_OPEN}(?P<name>{NAME})"),
    re.compile(rf"{_OFFER}{_OPEN}(?P<name>{NAME})[\"'”’]*(?=[,:(]| \(| --?-? | [–—] )"),
)
_ABBREVIATED = re.compile(
    rf"(?:{_CALL}|{_OFFER})(?P<long> [^.,;:()]{{3,120}}?) ?\((?P<name>{WORD})\)"
)
_IN_BRACKETS = re.compile(rf"\(({WORD})\)")
_NEW = re.compile(r"\b(?:propos|introduc|present|develop|design|our\b|novel\b|new\b|is call)", re.I)
# "using a simulator called X": what is used need not be new.
_BORROWED = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|via|with|on|from) (?:an?|the) (?:(?!new\b|novel\b)[\w-]+ ){1,3}$"
)
_RELATION = r"(?:to|for|of|in|on|by|via|from|with|using|based|that|which|under)\b"
_ASIDE = re.compile(rf"\b{_RELATION}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")
# What makes of the name that follows the author's own: "we design a SemGCN module".
_OWN = re.compile(
    rf"{_SPEAKER} (?:propose|introduce|present|develop|design|devise|build|create|call|dub|name"
    rf"|term)s?(?: it)?(?: (?!{_RELATION})[\w-]+){{0,3}} [\"'“‘`(]*$"
)
_REACH = 120  # characters before a name, for that
_OFFERED = re.compile(r"\) (?:is|are) (?:then |also |thus )?(?:proposed|introduced|presented)\b")


def names(papers: Mapping[str, Paper], notes: Mapping[str, Note]) -> dict[str, str]:
    """The unambiguous names of papers: a name to the id of the paper that bears it.

    A curator's name is taken as written, whatever else claims it. A name that two papers claim
    with equal right belongs to neither.
    """
    return _names(papers, {id: prose(paper.abstract) for id, paper in papers.items()}, notes)


def mention(
    papers: Mapping[str, Paper], notes: Mapping[str, Note]
) -> dict[str, tuple[Mention, ...]]:
    """What each abstract names: character spans of `Paper.abstract`, in order, none overlapping.

    A paper is linked where it is first named, and never in its own abstract. Papers whose
    abstract names none are left out.
    """
    texts = {id: prose(paper.abstract) for id, paper in papers.items()}
    table = _names(papers, texts, notes)
    starting: dict[str, list[str]] = defaultdict(list)
    for name in sorted(table, key=lambda name: (-len(name), name)):
        if first := TOKEN.search(name):
            starting[first[0]].append(name)
    used = {id: list(_occurrences(text, starting)) for id, text in texts.items()}
    foreign = _foreign(papers, table, used) - _trusted(papers, notes).keys()
    found = {}
    for id, paper in papers.items():
        mentions: dict[str, Mention] = {}
        own = {name for start, name in used[id] if _is_own(texts[id], start, name)}
        for start, name in used[id]:
            named = table[name]
            if (
                named not in mentions
                and named != id
                and name not in foreign | own
                and not _redefines(paper, name, papers[named])
            ):
                mentions[named] = Mention(start, start + len(name), named, name)
        if mentions:
            found[id] = tuple(mentions.values())
    return found


def introduced(title: str, abstract: str) -> Iterator[str]:
    """The names that a title or an abstract states outright, still to be judged."""
    prefix, colon, _ = title.partition(":")
    if colon and re.fullmatch(NAME, prefix) and (" " not in prefix or prefix in abstract):
        yield prefix
    for sentence in _SENTENCE.split(abstract):
        # Without such a word before it, the name is somebody else's: "a tool called X".
        if new := _NEW.search(sentence):
            for pattern in _INTRODUCED:
                for match in pattern.finditer(sentence):
                    borrowed = _BORROWED.search(sentence, 0, match.start())
                    if new.start() < match.start("name") and not borrowed:
                        yield match["name"]


def _abbreviated(abstract: str) -> Iterator[str]:
    """The abbreviations of what an abstract proposes: "we propose Masked Voxels (MaVo)"."""
    for match in _ABBREVIATED.finditer(abstract) if "(" in abstract else ():
        short, long = match["name"], match["long"]
        letters = iter(long.lower())
        if (
            # What an author means to be a name is written with capitals where it is spelt out.
            any(word[0].isupper() for word in long.split())
            and not _ASIDE.search(long)
            and re.search(rf"\b{short[0]}", long, re.I)
            and all(letter in letters for letter in short.lower() if letter.isalpha())
        ):
            yield short


def _names(
    papers: Mapping[str, Paper], texts: Mapping[str, str], notes: Mapping[str, Note]
) -> dict[str, str]:
    """As `names`, the abstracts without their addresses being at hand."""
    bracketed = Counter(name for text in texts.values() for name in set(_IN_BRACKETS.findall(text)))
    stated: dict[str, set[str]] = defaultdict(set)
    for id, paper in papers.items():
        # An abbreviation that other abstracts spell out as well is common property.
        short = {name for name in _abbreviated(texts[id]) if bracketed[name] == 1}
        for name in short.union(introduced(paper.title, texts[id])):
            stated[name].add(id)
    ordinary = _ordinary(papers, texts, {name for name in stated if " " in name})
    claims = {
        name: ids
        for name, ids in stated.items()
        if (is_proper(name, ordinary) if " " in name else is_distinctive(name))
    }
    return {
        name: next(iter(ids))
        for name, ids in sorted({**claims, **_trusted(papers, notes)}.items())
        if len(ids) == 1
    }


def _trusted(papers: Mapping[str, Paper], notes: Mapping[str, Note]) -> dict[str, set[str]]:
    """The names that the curator gives, with the papers that are to bear them."""
    trusted: dict[str, set[str]] = defaultdict(set)
    for id, note in notes.items():
        for name in filter(None, map(str.strip, note.names)):
            if id in papers:
                trusted[name].add(id)
    return trusted


def _ordinary(
    papers: Mapping[str, Paper], texts: Mapping[str, str], names: Iterable[str]
) -> set[str]:
    """Which words of these names any title or abstract writes in small letters."""
    wanted = {word.lower() for name in names for word in TOKEN.findall(name)}
    found: set[str] = set()
    for id, paper in papers.items() if wanted else ():
        found |= wanted.intersection(TOKEN.findall(f"{paper.title} {texts[id]}"))
    return found


def _foreign(
    papers: Mapping[str, Paper],
    table: Mapping[str, str],
    used: Mapping[str, Iterable[tuple[int, str]]],
) -> set[str]:
    """The names that an older paper uses than the one that claims them: not its own to give."""
    foreign = set()
    for id, places in used.items():
        year = papers[id].year
        for _, name in places:
            claimed = papers[table[name]].year
            if year is not None and claimed is not None and year < claimed:
                foreign.add(name)
    return foreign


def _occurrences(text: str, starting: Mapping[str, list[str]]) -> Iterator[tuple[int, str]]:
    """The names in a text with their places, as whole words, the longest first.

    `starting` holds the names by their first token, so that the text is read only once.
    """
    end = 0
    for token in TOKEN.finditer(text):
        for name in starting.get(token[0], ()):
            start = token.start() - name.index(token[0])
            if (
                start >= end
                and text.startswith(name, start)
                and stands_alone(text, start, start + len(name))
            ):
                yield start, name
                end = start + len(name)
                break


def _is_own(text: str, start: int, name: str) -> bool:
    """Whether an abstract offers what it names as its own, under a name that is not unique."""
    end = start + len(name)
    before = _OWN.search(text, max(0, start - _REACH), start)
    return bool((before and not text.startswith("-", end)) or _OFFERED.match(text, end))


def _redefines(paper: Paper, name: str, named: Paper) -> bool:
    """Whether an abstract writes "some words (SW)" with words that the named paper lacks."""
    defined = re.search(rf"(\w+)\W(\w+)\W{{0,2}}\({re.escape(name)}s?\)", paper.abstract)
    words = [word.lower() for word in defined.groups()] if defined else []
    known = f"{named.title} {named.abstract}".lower()
    return all(word[0] in name.lower() for word in words) and any(
        word not in known for word in words
    )
