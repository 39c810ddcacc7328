"""What a paper says in telling terms: the words and phrases that tell papers apart, weighted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from generator.links import ADDRESS
from generator.mathematics import find
from generator.model import Paper

_WORDS = Path(__file__).with_name("common_words.yml")
_CJK = r"\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:-[^\W_{_CJK}]+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|[^\w\s]+|_+")
_GAPS = re.compile(r"(?: \.){2,} ")
_SIGN = re.compile(f"[{_CJK}]")
_BETWEEN_SIGNS = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")
_KANA = re.compile(r"[\u3041-\u309f]")  # what joins words in Japanese
_NUMBER = re.compile(r"\d+(?:[kmbx]|st|nd|rd|th|times)?", re.I)
_TITLE_CASE = re.compile(r"[A-Z][a-z]+(?:-[A-Za-z][a-z]+)*")
_WITHIN_SENTENCE = re.compile(rf"(?<=[\w,;] ){_TITLE_CASE.pattern}\b")


@dataclass(frozen=True, slots=True)
class Space:
    """The papers of a library as weights of the terms that at least two of them share.

    `contents` are the papers' telling words, as `content` gives them. `weights` is a SciPy CSR
    matrix with a row a paper and a column a term; a row's length is 1, or 0 for a paper that
    shares no term. `names` are the terms, in lower case.
    """

    ids: tuple[str, ...]
    contents: tuple[str, ...]
    names: tuple[str, ...]
    weights: Any


def space(papers: Mapping[str, Paper]) -> Space:
    """The space of a library, its papers in the order of their ids.

    Weights are TF-IDF, with the logarithm of a term's frequency, over the words and the pairs of
    adjacent words of the contents.
    """
    # Imported here because it takes longer than all else that a small library needs.
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    ids = sorted(papers)
    contents = [content(papers[id]) for id in ids]
    # A term of a single paper relates it to none.
    vectorizer = TfidfVectorizer(analyzer=_terms, min_df=2, sublinear_tf=True)
    try:
        weights = vectorizer.fit_transform(contents)
    except ValueError:  # no term is in two papers
        return Space(tuple(ids), tuple(contents), (), csr_matrix((len(ids), 0)))
    return Space(tuple(ids), tuple(contents), tuple(vectorizer.get_feature_names_out()), weights)


def content(paper: Paper) -> str:
    """The telling words of the title, twice, and of the abstract, with a full stop at each gap.

    Words are parted by single spaces, and phrases by " . ", wherever a stop word, a number or
    punctuation stood between. Capitals that only begin a sentence or adorn a title are lowered.
    """
    title = without_signs(paper.title)
    text = " . ".join(("", title, title, without_signs(paper.abstract), ""))
    text = text.replace("İ", "I")  # the one letter that lowering lengthens
    proper = {word: word for word in _WITHIN_SENTENCE.findall(paper.abstract) if _told(word) != "."}
    words = [proper.get(token) or _told(token) for token in _TOKEN.findall(text)]
    return _GAPS.sub(" . ", f" {' '.join(words)} ")


def without_signs(text: str) -> str:
    """A text with a full stop in place of each address and each formula, which hold no words."""
    if any(sign in text for sign in ("/", "www.", "http")):  # which is seen faster than addresses
        text = ADDRESS.sub(" . ", text)
    for start, end, _ in reversed([*find(text)]):
        text = f"{text[:start]} . {text[end:]}"
    return text


def telling(term: str) -> bool:
    """Whether a term in lower case says what a paper is about, so that it can be a reason."""
    words = set(term.split())
    common = _common()
    return not words & common["empty"] and not words <= common["general"]


def phrases(ranked: Iterable[str], contents: Sequence[str], most: int) -> tuple[str, ...]:
    """The first `most` of the ranked terms, phrases in place of their fragments, as contents write
    them.

    Terms that overlap in a word become one phrase where every content holds it. Of two terms that
    differ only in a plural the first is taken.
    """
    lowered = [content.lower() for content in contents]
    chosen: dict[str, str] = {}  # by the same term without plurals
    for term in ranked:
        key = _key(term)
        if any(key in other for other in chosen):
            continue
        term = _joined(term, chosen.values(), lowered)
        key = _key(term)
        covered = [other for other in chosen if other in key]
        if covered:  # the phrase takes the place of its first fragment
            places = {**chosen, covered[0]: term}
            chosen = {_key(places[key]): places[key] for key in chosen if key not in covered[1:]}
        else:
            chosen[key] = term
    return tuple(wording(term, contents) for term in list(chosen.values())[:most])


def wording(term: str, contents: Sequence[str]) -> str:
    """A term as the contents write it, in lower case where any of them does or none holds it."""
    form = term
    if not any(f" {term} " in content for content in contents):
        forms = set()
        for content in contents:
            lowered = content.lower()
            start = lowered.find(f" {term} ")
            while start >= 0:
                forms.add(content[start + 1 : start + 1 + len(term)])
                start = lowered.find(f" {term} ", start + 1)
        form = min(forms, default=term)
    return form if form.isascii() else _BETWEEN_SIGNS.sub("", form)


@cache
def _common() -> Mapping[str, frozenset[str]]:
    """The words that papers of every subject use, by how little they say."""
    lists: Mapping[str, str] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return {degree: frozenset(words.split()) for degree, words in lists.items()}


@cache
def stop_words() -> frozenset[str]:
    """The words that are in no term."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    common = _common()
    return (frozenset(ENGLISH_STOP_WORDS) - common["meaningful"]) | common["filler"]


@lru_cache(maxsize=1 << 18)
def _told(token: str) -> str:
    """A word without a capital that only begins it, or a full stop for what tells nothing."""
    if (
        not _WORD.fullmatch(token)
        or (len(token) == 1 and token.isascii())
        or token.lower() in stop_words()
        or _NUMBER.fullmatch(token)
        or _KANA.fullmatch(token)
    ):
        return "."
    return token.lower() if _TITLE_CASE.fullmatch(token) else token


def _terms(content: str) -> list[str]:
    """The words and the pairs of adjacent words of a content, in lower case."""
    words = content.lower().split()
    single = [word for word in words if len(word) > 1]
    return single + [f"{a} {b}" for a, b in pairwise(words) if a != "." != b]


def _joined(term: str, others: Iterable[str], contents: Sequence[str]) -> str:
    """A term, and those of the others that it overlaps with in all contents, as one phrase."""
    for other in others if " " in term else ():
        run = _join(other, term) or _join(term, other)
        if run and all(f" {run} " in content for content in contents):
            return _joined(run, others, contents)
    return term


def _join(first: str, second: str) -> str:
    """The run of up to four words that two phrases make which overlap in a word, or nothing.

    Of signs of which each counts as a word, a run has up to eight.
    """
    middle, _, tail = second.partition(" ")
    if not tail or not first.endswith(f" {middle}"):
        return ""
    run = f"{first} {tail}"
    longest = 8 if _SIGN.match(run) else 4
    return run if run.count(" ") < longest else ""


@lru_cache(maxsize=1 << 16)
def _key(phrase: str) -> str:
    """A phrase between spaces, without its plurals, roughly: enough to see that two phrases say
    the same, and that one stands in another."""
    words = (
        word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
        for word in phrase.split()
    )
    return f" {' '.join(words)} "
