"""The sentence of an abstract that says what the paper contributes, so that it stands by itself."""

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
        (4, rf"\b(?:this|our) {_PAPER}\b[^.;:]{{0,80}} by (?:propos|present|introduc)ing\b"),
        (4, rf"\bto {_MEND}[^,]{{0,60}}, we\b|\) is a (?:new|novel)\b"),
        (3, rf"\b(?:in|with) this {_PAPER}\b"),
        (3, rf"\b(?:this|our|the) {_PAPER}\b(?:\W+\w+){{0,3}}?\W+{_VERB}\b"),
        (3, rf"^(?:the|our) {_WAY}, (?:called|termed|named|dubbed)\b|^our {_WAY}, [^,]{{1,60}},"),
        (2, rf"\bwe\b(?:\W+\w+){{0,3}}?\W+{_VERB}\b|\bour (?:key |main )?{_IDEA}s?\b"),
        (2, r"\ba (?:new|novel)\b.{1,200}\b(?:is|are) (?:propos|present|introduc|develop)ed\b"),
        (1, rf"\bour (?:\w+ )?{_WAY}\b"),
    )
)
_SUREST = _SIGNS[0][0]
# A name that is given here: "called Loom", "Loom Of Threads (LOT)", "a model, Loom".
_NAMED = re.compile(
    r"\b(?:called|termed|named|dubbed|coined|(?:refer|referred) to as|stands for)\b|"
    rf"\b(?:{_MAKES}|{_MEND})\b(?! to\b| the idea of\b).{{0,120}}?"
    rf"(?: \([\w*+-]*[A-Z][\w*+-]*[A-Z]\)|(?:,| -|\b{_WAY}) [A-Z])|\b{_MAKES} [A-Z]"
)
_NAME = 2
# A sentence that gives the name in the title speaks of the whole paper.
_TITLED = 2
_TITLE_NAME = re.compile(
    r"(?P<name>[^:]{3,60}):|"
    r"(?P<words>.{3,60}?) (?:for|with|via|in|by|of|from|using|on|as|through)\b"
)
# Soon after the sign: what only the sentences before explain, or what is empty.
_VAGUE = re.compile(
    rf"\bsuch (?!as|that)|\bboth\b(?!.* and )|\b(?:these|those|this)\b (?!{_PAPER}|{_GAP})|"
    r"\btwo \w+\.$"
)
_SOON = 100
# A step on the way rather than the contribution itself.
_STEP = re.compile(
    r"^(?:then|next|first|second|third|theoretically|empirically|specifically|at test time|"
    r"to \w+ its?|based on our results)\b|^\(?\w{1,2}\) |\bwe (?:also|then|further|next)\b"
)
# Never the contribution: what is added to it, where the code is, hopes and questions.
_OTHER = re.compile(
    r"^(?:furthermore|moreover|additionally|besides|finally|lastly|conversely|in addition|"
    r"as a preliminary)\b|"
    r"\b(?:codes?|checkpoints|dataset)\b.{0,60}\bavailable\b|"
    r"[?:]$|\bcan we\b|\bwe hope\b"
)
# Trouble that the sentences before tell of.
_OPEN_GAP = re.compile(rf"\b(?:these|those) {_GAP}")
_SHORTEST = 30  # in letters; shorter ones say nothing
_FEW = 10  # words; fewer hardly say what is new
# The segmenter parts lists from their beginnings, and leaves what follows them in the last item.
_END = re.compile(r"(?:(?<=[a-z)%]{3}[.!?])|(?<=[A-Z]{2}[.!?]))\s+(?=[A-Z][a-z]*[\s,])")
_OPEN = (":", ",", ";", " and", " or")
# What an opening points back with, to sentences that are not shown with this one.
_BACK = (
    rf"(?:(?:this|these|those)\b(?!(?: [\w-]+)? {_PAPER}\b(?! {_GAP}))|that(?: {_GAP}|,)|it\b|"
    r"such (?!as\b|that\b)|so\b(?! that\b)|"
    r"the (?:end|above|aforementioned|former|latter|first|second)\b)"
)
_LINKING = (
    r"(?:thus|hence|therefore|then|so|next|first|firstly|second|secondly|third|thirdly|however|"
    r"instead|accordingly|consequently|concretely|(?:more )?specifically|as a result|"
    r"in particular|in contrast|in response|in detail)"
)
_POINTING = (
    r"(?:in order to|to|towards?|in|with|by|under|upon|on|from|for|given|using|based|building|"
    r"expanding|drawing|driven|guided|motivated|inspired|encouraged|invoked|following|"
    rf"considering|leveraging)\b[^,;:]{{0,60}}?\b(?={_BACK})[^,;:]{{0,60}}?"
)
_WE = rf"(?:we\b|this {_PAPER}\b)"
# An opening that the sentence is whole without, in which only what comes before is meant.
_OPENING = re.compile(
    rf"{_LINKING}(?:[,;]\s*|\s(?={_WE}|in this {_PAPER}\b))|"
    rf"{_POINTING}(?:[,;]\s*(?=(?:{_WE}|our\b|in (?:this|the)\b|an?\b|instead of\b|first\b|"
    rf"the (?:{_PAPER}|{_WAY})\b))|\s(?={_WE}))|"
    r"[^:]{0,60}\bfollowing \w+: \(?(?:1|i|a)\) (?=we\b)(?!.*\b(?:2|ii|b)\) )",
    re.IGNORECASE,
)
_ENDING = re.compile(
    rf",?(?: in order)? to {_MEND} (?:this|these|those|the (?:above|aforementioned))\b"
    r"[^,;:]{0,30}\.$"
)


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


def contribution(abstract: str, title: str = "") -> str:
    """The sentence that states the contribution best, the first of equals, or nothing.

    Words at its beginning or end that refer to the sentences before it are left out: "To this
    end, we propose a loom" is "We propose a loom". All else is as in the abstract, but for the
    capital that then begins it.
    """
    best, most = "", 0
    name = _title_name(title)
    for sentence in sentences(abstract):
        score = _score(sentence, most, name)
        if score > most:
            best, most = sentence, score
    return _by_itself(best)


def _title_name(title: str) -> str:
    """What a title may begin with as a name: before a colon, or its words up to a preposition."""
    match = _TITLE_NAME.match(title)
    return (match["name"] or match["words"]).strip() if match else ""


def _by_itself(sentence: str) -> str:
    """A sentence without an opening and an ending that refer to what is not shown with it."""
    begin = 0
    while match := _OPENING.match(sentence, begin):
        begin = match.end()
    whole = _ENDING.sub(".", sentence[begin:])
    return whole[:1].upper() + whole[1:] if begin else whole


def _score(sentence: str, least: int, name: str) -> int:
    """How well a sentence states a contribution by itself, 0 where it does not.

    `name` is what the title may begin with. Also 0 where it cannot be more than `least`, which
    saves most of the work.
    """
    lowered = sentence.lower()
    if len(sentence) < _SHORTEST or not _AUTHORS.search(lowered):
        return 0
    # In the spelling of the title: "Self-Supervised Learning" is a name, in small letters none.
    titled = _TITLED * (name in sentence) if name else 0
    for points, sign in _SIGNS:
        if points + _NAME + titled <= least:
            return 0
        if match := sign.search(lowered):
            if _OTHER.search(lowered):
                return 0
            start, end = match.span()
            points += titled * (points == _SUREST) + _NAME * bool(_NAMED.search(sentence, start))
            points -= 3 * bool(_VAGUE.search(lowered, end, end + _SOON))
            points -= 2 * bool(_STEP.search(lowered))
            shown = _by_itself(sentence)
            points -= bool(_OPEN_GAP.search(shown))
            points -= 2 * (len(shown.split()) < _FEW)
            return max(1, points)
    return 0
