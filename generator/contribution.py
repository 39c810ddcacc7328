"""The sentence of an abstract that says what the paper contributes."""

from __future__ import annotations

import re

from sentencex import segment

_VERB = (
    r"(?:propos|present|introduc|develop|describ|devis|design|provid|contribut|establish|"
    r"formulat|releas|build|built|creat|offer|unveil|dub|study|studies|investigat|explor|"
    r"examin|elaborat|posit|analy[sz]|review|survey|evaluat|compar|revisit|show|demonstrat|find|"
    r"found|argue|address|tackle|aim|extend|improve|train|adopt|outline|consider)\w*"
)
_MAKES = r"(?:propos|present|introduc|develop|devis|design|contribut|describ)\w*"
_PAPER = r"(?:paper|work|study|article|report|survey|review|manuscript|letter|research|thesis)"
# From the surest to the weakest; the first sentence that fits the surest rule is taken.
_RULES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bwe\b(?:\W+\w+){{0,4}}?\W+{_MAKES}\b|"
        rf"\b(?:this|our) {_PAPER}\b(?:\W+\w+){{0,3}}?\W+{_MAKES}\b",
        rf"\b(?:in|with) this {_PAPER}\b|\bthis {_PAPER}\b(?:\W+\w+){{0,3}}?\W+{_VERB}\b",
        rf"\bwe\b(?:\W+\w+){{0,3}}?\W+{_VERB}\b|\bour (?:key |main )?(?:contribution|insight)s?\b",
        r"\ba (?:new|novel)\b.{1,200}\b(?:is|are) (?:proposed|presented|introduced|developed)\b",
    )
)
# A sentence that continues a list of contributions, or speaks of the code, is not the first.
_AFTERTHOUGHT = re.compile(
    r"(?:furthermore|moreover|additionally|besides|finally|lastly|in addition|as a preliminary)\b|"
    r".*\b(?:code|codes|checkpoints|dataset)\b.{0,60}\bavailable\b",
    re.IGNORECASE,
)
_SHORTEST = 30
# The segmenter keeps some enumerations whole; a piece this long is split at plain ends as well.
_LONG = 300
_END = re.compile(r"(?<=[a-z)%][.!?])\s+(?=[A-Z][a-z]*[\s,])")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in their order."""
    pieces = (
        piece
        for sentence in segment("en", text)
        for piece in (_END.split(sentence) if len(sentence) > _LONG else [sentence])
    )
    return tuple(part for piece in pieces if (part := piece.strip()))


def contribution(abstract: str) -> str:
    """The first sentence that states the contribution, or nothing where no rule finds one."""
    parts = [part for part in sentences(abstract) if len(part) >= _SHORTEST]
    first = [part for part in parts if not _AFTERTHOUGHT.match(part)]
    fits = (part for rule in _RULES for part in first if rule.search(part))
    return next(fits, "")
