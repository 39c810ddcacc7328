"""Why a paper is in its themes and in no others, in plain lines for the curator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model import Assignment, Found, Note, Paper, Theme
from generator.themes import CLEAR_SCORE, MAIN_SCORE, MOST_THEMES, Claim, Judgement, needed

_MOST_SHOWN = 6


def why(
    paper: Paper,
    themes: Sequence[Theme],
    judged: Judgement,
    assigned: Sequence[Assignment],
    note: Note | None = None,
) -> Iterator[str]:
    """What speaks for each theme of a paper, how much a theme needs, and what was decided."""
    titles = {theme.id: theme.title for theme in themes}
    ranked = judged.claims.get(paper.id, ())
    yield paper.title
    yield f"  papers/{paper.id}/"
    yield ""
    yield from _decided(titles, assigned)
    if note and note.themes:
        yield f"  {note.where} names {', '.join(note.themes)}, and a note always wins"
    yield ""
    if not themes:
        yield "There are no themes."
        return
    if not ranked:
        yield "No phrase of any theme stands in it, and it is like the papers of none."
    for claim in ranked[:_MOST_SHOWN]:
        yield f"{titles[claim.theme]} ({claim.theme}): {_points(claim.score)}"
        for found in claim.found:
            yield f"  {_places(found, judged.common.get((claim.theme, found.phrase)))}"
        if claim.cosine:
            yield f"  {_alike(claim, judged, paper.id)}"
    if len(ranked) > _MOST_SHOWN:
        yield f"{len(ranked) - _MOST_SHOWN} more themes have fewer points"
    yield ""
    yield f"A main theme needs {_points(MAIN_SCORE)}; by likeness alone, it must be clear"
    if ranked and ranked[0].score >= MAIN_SCORE:
        least = _points(needed(ranked[0].score))
        yield f"A further theme needs {least} here, and {MOST_THEMES} themes are the most"


def _decided(titles: Mapping[str, str], assigned: Sequence[Assignment]) -> Iterator[str]:
    if not assigned:
        yield "It is in no theme."
    for place, one in enumerate(assigned):
        said = "Its main theme is" if place == 0 else "It is also in"
        doubts = [
            *(["by the curator’s word"] if one.curated else []),
            *(["a guess from likeness alone"] if one.guessed else []),
            *(["borderline"] if one.borderline else []),
            *([f"close to {titles.get(one.rival, one.rival)}"] if one.rival else []),
        ]
        doubted = f" ({', '.join(doubts)})" if doubts else ""
        yield f"{said} {titles[one.theme]}{doubted}."


def _places(found: Found, common: int | None) -> str:
    places = [
        *(["in the title"] if found.title else []),
        *([f"{found.abstract}× in the abstract"] if found.abstract else []),
    ]
    told = f"“{found.phrase}” {' and '.join(places)}"
    return f"{told}; {common} papers have it, so that it counts less" if common else told


def _alike(claim: Claim, judged: Judgement, paper: str) -> str:
    told = f"likeness to its papers {claim.cosine:.2f}, worth {_points(claim.likeness)}"
    if not claim.likeness:
        enough = claim.phrases >= CLEAR_SCORE
        little = "nothing more, as its phrases say enough" if enough else "too little for points"
        told = f"likeness to its papers {claim.cosine:.2f}, {little}"
    shared = ", ".join(f"“{term}”" for term in judged.likeness.terms(paper, claim.theme))
    typical = f"{judged.likeness.typical:.2f} is typical of them"
    return f"{told} ({typical}){f': {shared}' if shared else ''}"


def _points(score: float) -> str:
    number = f"{score:.1f}".removesuffix(".0")
    return f"{number} point{'' if number == '1' else 's'}"
