"""The sentence of an abstract that says what the paper contributes."""

from __future__ import annotations

import re

from sentencex import segment

_MAKES = r"(?:propos|present|introduc|develop|devis|design|contribut|describ)\w*"
_VERB = (
    rf"(?:{_MAKES}|(?:provid|establish|formulat|releas|build|built|creat|offer|unveil|dub|study|"
    r"studies|investigat|explor|examin|elaborat|posit|analy[sz]|review|survey|evaluat|compar|"
    r"revisit|show|demonstrat|find|found|argue|address|tackle|aim|extend|improve|train|adopt|"
    r"attempt|outline|consider)\w*)"
)
_PAPER = r"(?:paper|work|study|article|report|survey|review|manuscript|letter|research|thesis)"
_WAY = r"(?:approach|method|technique|algorithm|framework|model|scheme)"
_IDEA = r"(?:contribution|insight|idea)"
_MEND = r"(?:address|tackl|solv|overcom|mitigat|alleviat|remed|resolv|bridg|fill)\w*"
_GAP = r"(?:issue|problem|challenge|limitation|gap|question|goal|end|difficult|pitfall)\w*"
# All patterns but the one of names are looked for in small letters.
_AUTHORS = re.compile(rf"\b(?:we|our|this|the (?:{_WAY}|{_PAPER}))\b|\ba (?:new|novel)\b")
# How surely a sentence that speaks so states the contribution; the first that fits counts.
_SIGNS = tuple(
    (points, re.compile(pattern))
    for points, pattern in (
        (4, rf"\bwe\b(?:\W+(?!that\b)\w+){{0,4}}?\W+{_MAKES}\b"),
        (4, rf"\bwe\b[^.;:]{{0,120}}? and {_MAKES}\b"),
        (4, rf"\b(?:this|our) {_PAPER}\b(?:\W+\w+){{0,3}}?\W+{_MAKES}\b"),
        (4, rf"\bto {_MEND}[^,]{{0,60}}, we\b|\) is a (?:new|novel)\b"),
        (3, rf"\b(?:in|with) this {_PAPER}\b"),
        (3, rf"\b(?:this|our|the) {_PAPER}\b(?:\W+\w+){{0,3}}?\W+{_VERB}\b"),
        (3, rf"^(?:the|our) {_WAY}, (?:called|termed|named|dubbed)\b|^our {_WAY}, [^,]{{1,60}},"),
        (2, rf"\bwe\b(?:\W+\w+){{0,3}}?\W+{_VERB}\b|\bour (?:key |main )?{_IDEA}s?\b"),
        (2, r"\ba (?:new|novel)\b.{1,200}\b(?:is|are) (?:propos|present|introduc|develop)ed\b"),
        (1, rf"\bour (?:\w+ )?{_WAY}\b"),
    )
)
# A name that is given here: "called Loom", "Loom Of Threads (LOT)", "a model, Loom".
_NAMED = re.compile(
    r"\b(?:called|termed|named|dubbed|coined|(?:refer|referred) to as|stands for)\b|"
    rf"\b(?:{_MAKES}|{_MEND})\b(?! to\b).{{0,120}}?(?: \([\w*+-]*[A-Z][\w*+-]*[A-Z]\)|"
    rf"(?:,| -|\b{_WAY}) [A-Z])|\b{_MAKES} [A-Z]"
)
_NAME = 2
# Soon after the sign: what only the sentences before explain, or what is empty.
_VAGUE = re.compile(
    rf"\bsuch (?!as|that)|\bboth\b(?!.* and )|\b(?:these|those|this)\b (?!{_PAPER}|{_GAP})|"
    r"\btwo \w+\.$"
)
_SOON = 100
# A step on the way rather than the contribution itself.
_STEP = re.compile(
    r"^(?:then|next|second|theoretically|empirically|specifically|at test time|"
    r"to \w+ its?|based on our results)\b|^\(?\w{1,2}\) |\bwe (?:also|then|further|next)\b"
)
# Never the contribution: what is added to it, where the code is, hopes and questions.
_OTHER = re.compile(
    r"^(?:furthermore|moreover|additionally|besides|finally|lastly|conversely|in addition|"
    r"as a preliminary)\b|"
    r"\b(?:codes?|checkpoints|dataset)\b.{0,60}\bavailable\b|"
    r"[?:]$|\bcan we\b|\bwe hope\b"
)
_SHORTEST = 30  # in letters; shorter ones say nothing
_FEW = 10  # words; fewer hardly say what is new
# The segmenter parts lists from their beginnings, and leaves what follows them in the last item.
_END = re.compile(r"(?:(?<=[a-z)%]{3}[.!?])|(?<=[A-Z]{2}[.!?]))\s+(?=[A-Z][a-z]*[\s,])")
_OPEN = (":", ",", ";", " and", " or")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in their order, the beginning of a list with its first item."""
    found: list[str] = []
    for sentence in segment("en", text):
        for piece in _END.split(sentence):
            part = piece.strip()
            if found and part and found[-1].endswith(_OPEN):
                found[-1] += f" {part}"
            elif part:
                found.append(part)
    return tuple(found)


def contribution(abstract: str) -> str:
    """The sentence that states the contribution best, the first of equals, or nothing."""
    best, most = "", 0
    for sentence in sentences(abstract):
        score = _score(sentence, most)
        if score > most:
            best, most = sentence, score
    return best


def _score(sentence: str, least: int) -> int:
    """How well a sentence states a contribution by itself, 0 where it does not.

    Also 0 where it cannot be more than `least`, which saves most of the work.
    """
    lowered = sentence.lower()
    if len(sentence) < _SHORTEST or not _AUTHORS.search(lowered):
        return 0
    for points, sign in _SIGNS:
        if points + _NAME <= least:
            return 0
        if match := sign.search(lowered):
            if _OTHER.search(lowered):
                return 0
            start, end = match.span()
            points += _NAME * bool(_NAMED.search(sentence, start))
            points -= 3 * bool(_VAGUE.search(lowered, end, end + _SOON))
            points -= 2 * bool(_STEP.search(lowered))
            points -= 2 * (len(sentence.split()) < _FEW)
            return max(1, points)
    return 0
