"""Which papers an abstract names, and where.

A name is taken from a paper's title or from the sentence of its abstract that introduces it,
and only if it cannot be mistaken for ordinary words; the curator may add what no rule finds.
Precision comes before recall: a link to the wrong paper is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from functools import cache

from spellchecker import SpellChecker

from generator.links import ADDRESS
from generator.model import Mention, Note, Paper

# One word of a name: "GraphMAE", "T-JEPA", "GPT-3.5", "ReST-MCTS*"; then one to five of them.
_WORD = r"[^\W_]+(?:(?:-|\.(?=\d))[^\W_]+)*[+*]*"
_NAME = rf"(?P<name>{_WORD}(?: (?=[A-Z\d]){_WORD}){{0,4}})"
_OFFER = (
    r"\b(?:[Ww]e|[Tt]his (?:paper|work|article|study))(?: \w+){0,2}?"
    r" (?:propose|introduce|present|develop)s?"
)
_CALL = (
    r"(?<!so[- ])\b(?:called|termed|named|dubbed|coined|call (?:it|this|our \w+|the \w+))(?: as)?"
)
_OPEN = r" (?:the )?[\"'“‘`]*"
_INTRODUCED = (
    re.compile(rf"{_CALL}{_OPEN}{_NAME}"),
    re.compile(rf"{_OFFER}{_OPEN}{_NAME}[\"'”’]*(?=[,:(]| \(| --?-? | [–—] )"),
)
_ABBREVIATED = re.compile(
    rf"(?:{_CALL}|{_OFFER})(?P<long> [^.,;:()]{{3,120}}?) ?\((?P<name>{_WORD})\)"
)
_IN_BRACKETS = re.compile(rf"\(({_WORD})\)")
_NEW = re.compile(r"\b(?:propos|introduc|present|develop|design|our\b|novel\b|new\b|is call)", re.I)
_ASIDE = re.compile(r"\b(?:to|for|of|in|on|by|via|from|with|using|based|that|which|under)\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")
_TOKEN = re.compile(r"[^\W_]+")
# What may stand before and after a name, so that "DINO" is not found in "Cluster-Aware-DINO",
# "SiT" not in "SiTs", "GPT-3" not in "GPT-3.5" and "LLaMA" not in "LLaMA 2".
_BEFORE = re.compile(r"(?<![\w@#+*])(?<!\w[-‐‑./])")
_AFTER = re.compile(r"(?![\w@+*]|[-–.]\d|[-‐‑][A-Z]|/\w+[./]| v?\d(?:\.\d)?\b)")


def names(papers: Mapping[str, Paper], notes: Mapping[str, Note]) -> dict[str, str]:
    """The unambiguous names of papers: a name to the id of the paper that bears it.

    A curator's name is taken as written, whatever else claims it. A name that two papers claim
    with equal right belongs to neither.
    """
    prose = {id: ADDRESS.sub(" ", paper.abstract) for id, paper in papers.items()}
    ordinary = {
        word
        for id, paper in papers.items()
        for word in _TOKEN.findall(f"{paper.title} {prose[id]}")
        if word.islower()
    }
    bracketed = Counter(name for text in prose.values() for name in set(_IN_BRACKETS.findall(text)))
    english = _english()
    claims: dict[str, set[str]] = defaultdict(set)
    for id, paper in papers.items():
        # An abbreviation that other abstracts spell out as well is common property.
        short = {name for name in _abbreviations(prose[id]) if bracketed[name] == 1}
        for name in short.union(_introduced(paper.title, prose[id])):
            if _is_distinctive(name, english) if " " not in name else _is_proper(name, ordinary):
                claims[name].add(id)
    trusted: dict[str, set[str]] = defaultdict(set)
    for id, note in notes.items():
        for name in filter(None, map(str.strip, note.names)):
            if id in papers:
                trusted[name].add(id)
    return {
        name: next(iter(ids))
        for name, ids in sorted({**claims, **trusted}.items())
        if len(ids) == 1
    }


def mention(
    papers: Mapping[str, Paper], notes: Mapping[str, Note]
) -> dict[str, tuple[Mention, ...]]:
    """What each abstract names: character spans of `Paper.abstract`, in order, none overlapping.

    A paper is linked where it is first named, and never in its own abstract. Papers whose
    abstract names none are left out.
    """
    table = names(papers, notes)
    starting: dict[str, list[str]] = defaultdict(list)
    for name in sorted(table, key=lambda name: (-len(name), name)):
        if first := _TOKEN.search(name):
            starting[first[0]].append(name)
    found = {}
    for id, paper in papers.items():
        mentions: dict[str, Mention] = {}
        for start, name in _occurrences(paper.abstract, starting):
            named = table[name]
            if named not in mentions and named != id and not _redefines(paper, name, papers[named]):
                mentions[named] = Mention(start, start + len(name), named, name)
        if mentions:
            found[id] = tuple(mentions.values())
    return found


@cache
def _english() -> frozenset[str]:
    """The words of English, in lower case."""
    return frozenset(SpellChecker(language="en").word_frequency.keys())


def _introduced(title: str, abstract: str) -> Iterator[str]:
    """The names that a title or an abstract states outright, still to be judged."""
    prefix, colon, _ = title.partition(":")
    if colon and re.fullmatch(_NAME, prefix) and (" " not in prefix or prefix in abstract):
        yield prefix
    for sentence in _SENTENCE.split(abstract):
        # Without such a word before it, the name is somebody else's: "a tool called X".
        if new := _NEW.search(sentence):
            for pattern in _INTRODUCED:
                for match in pattern.finditer(sentence):
                    if new.start() < match.start("name"):
                        yield match["name"]


def _abbreviations(abstract: str) -> Iterator[str]:
    """The abbreviations of what an abstract proposes: "we propose Masked Voxels (MaVo)"."""
    for match in _ABBREVIATED.finditer(abstract):
        short, long = match["name"], match["long"]
        letters = iter(long.lower())
        if (
            not _ASIDE.search(long)
            and re.search(rf"\b{short[0]}", long, re.I)
            and all(letter in letters for letter in short.lower() if letter.isalpha())
        ):
            yield short


def _is_distinctive(word: str, english: Container[str]) -> bool:
    """Whether a single word can only be a name: by its shape, and by its parts being no English."""
    parts = re.split(r"[-.]", word.rstrip("+*"))
    return (
        sum(map(str.isalpha, word)) > 1
        and (word[-1] in "+*" or any(_is_shaped(part, len(parts) == 1) for part in parts))
        and not (word.endswith("s") and word[:-1].isupper())
        and not all(part.isdigit() or part.lower() in english for part in parts)
    )


def _is_shaped(part: str, alone: bool) -> bool:
    """Whether capitals or digits inside mark a name; an acronym alone needs five letters."""
    if part.isupper() and part.isalpha():
        return len(part) >= (5 if alone else 2)
    return any(map(str.isupper, part[1:])) or (part[0].isalpha() and any(map(str.isdigit, part)))


def _is_proper(name: str, ordinary: Container[str]) -> bool:
    """Whether several words are a proper name: all capitalised, one never an ordinary word."""
    return not any(word[0].islower() for word in name.split()) and any(
        word.lower() not in ordinary for word in _TOKEN.findall(name) if not word.isdigit()
    )


def _occurrences(text: str, starting: Mapping[str, list[str]]) -> Iterator[tuple[int, str]]:
    """The names in a text with their places, as whole words, the longest first, none in a URL.

    `starting` holds the names by their first token, so that the text is read only once.
    """
    urls = [match.span() for match in ADDRESS.finditer(text)]
    end = 0
    for token in _TOKEN.finditer(text):
        for name in starting.get(token[0], ()):
            start = token.start() - name.index(token[0])
            if (
                start >= end
                and text.startswith(name, start)
                and _BEFORE.match(text, start)
                and _AFTER.match(text, start + len(name))
                and not any(left <= start < right for left, right in urls)
            ):
                yield start, name
                end = start + len(name)
                break


def _redefines(paper: Paper, name: str, named: Paper) -> bool:
    """Whether an abstract writes "some words (SW)" with words that the named paper lacks."""
    defined = re.search(rf"(\w+)\W(\w+) ?\({re.escape(name)}s?\)", paper.abstract)
    words = [word.lower() for word in defined.groups()] if defined else []
    known = f"{named.title} {named.abstract}".lower()
    return all(word[0] in name.lower() for word in words) and any(
        word not in known for word in words
    )
