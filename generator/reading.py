"""In which order to read the papers of a theme, and why.

First what the curator put in order; then the surveys, the newest first; then a few papers to
start with; then all others from the oldest to the newest, as later papers build on earlier ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from generator.model import Paper, Related

# A start is guessed for every so many papers of a theme, but never more than a few.
PAPERS_A_START = 5
MOST_STARTS = 5
# A paper stands out if it is close to so many, and to so many times as many as the average is.
STANDS_OUT = 5
AVERAGES = 2


class Part(Enum):
    """A part of the order; the parts follow one another as they stand here."""

    CURATED = "curated"
    SURVEYS = "surveys"
    STARTS = "starts"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Step:
    """A paper in its place, and what is known of why it could stand there.

    `survey` is "title" or "abstract" where these words say that the paper is a survey. `named` is
    by how many abstracts of the library it is named. `close` is how many papers of the theme have
    it among their nearest and are not older than it.
    """

    paper: Paper
    part: Part
    survey: str
    named: int
    close: int


def in_order(
    papers: Collection[Paper],
    related: Mapping[str, Sequence[Related]],
    named_by: Mapping[str, Collection[str]],
    curated: Sequence[str] = (),
) -> tuple[Step, ...]:
    """The papers of a theme in the order in which to read them.

    `related` and `named_by` are by id and of the whole library; `curated` are ids in order, of
    which those of other papers count for nothing. Where the curator says what comes first, no
    other starts are guessed.
    """
    by_id = {paper.id: paper for paper in papers}
    close = Counter(_followed(by_id, related))
    told = {id: survey(paper) for id, paper in by_id.items()}
    first = [id for id in dict.fromkeys(curated) if id in by_id]
    oldest = [paper.id for paper in sorted(papers, key=_age) if paper.id not in first]
    newest = sorted(reversed(oldest), key=lambda id: not by_id[id].year)
    surveys = [id for id in newest if told[id]]
    others = [id for id in oldest if not told[id]]
    named = {id: len(set(named_by.get(id, ())) - {id}) for id in by_id}
    starts = [] if first else _starts(others, named, close)
    parts = {
        Part.CURATED: first,
        Part.SURVEYS: surveys,
        Part.STARTS: starts,
        Part.REST: [id for id in others if id not in starts],
    }
    return tuple(
        Step(by_id[id], part, told[id], named[id], close[id])
        for part, ids in parts.items()
        for id in ids
    )


def _followed(
    papers: Mapping[str, Paper], related: Mapping[str, Sequence[Related]]
) -> Iterator[str]:
    """The ids of a theme's papers, each once for every other that is not older and close to it."""
    for paper in papers.values():
        for near in related.get(paper.id, ()):
            other = papers.get(near.id)
            if other and not (paper.year and other.year and paper.year < other.year):
                yield other.id


def _starts(papers: Sequence[str], named: Mapping[str, int], close: Mapping[str, int]) -> list[str]:
    """The few ids of `papers`, oldest first, that are named by others or close to most."""
    enough = max(STANDS_OUT, AVERAGES * sum(close.values()) / max(1, len(named)))
    found = [id for id in papers if named[id] or close[id] >= enough]
    found.sort(key=lambda id: (-named[id], -close[id]))
    return found[: min(MOST_STARTS, len(named) // PAPERS_A_START)]


def _age(paper: Paper) -> tuple[bool, int, float, str, str]:
    """Oldest year first, within it by arXiv's numbers, then by title; no year comes last."""
    known = re.fullmatch(r"\d{4}\.\d+", paper.arxiv)
    submitted = float(paper.arxiv) if known else float("inf")
    return not paper.year, paper.year or 0, submitted, paper.title.casefold(), paper.id


# Surveys. The rule would rather miss one than take another paper for one.

_KINDS = ("survey", "review", "overview", "tutorial", "primer")
_KIND = rf"(?:{'|'.join(_KINDS)})"
# What is asked of people, measured in the world, or written about one thing: a user survey.
_OTHER = (
    rf"\b(?:aerial|app|book|business|code|community|consumer|cross-sectional|customer|design|"
    rf"developer|employee|expert|fake|field|film|galaxy|game|health|hotel|household|land|mail|"
    rf"movie|music|national|online|opinion|paper|peer|performance|population|product|"
    rf"questionnaire|restaurant|satisfaction|seismic|service|sky|social|spam|student|system|"
    rf"telephone|user|video|web|yelp)[ -]{_KIND}"
)
_PEOPLE = (
    r"(?:adults|citizens|clinicians|consumers|customers|developers|employees|engineers|experts|"
    r"households|nurses|participants|patients|people|physicians|practitioners|professionals|"
    r"researchers|residents|scientists|students|teachers|users|workers)"
)
_PREPOSITION = r"(?:about|across|for|from|in|of|on|over|to|towards?|using|with)"
_NOT_OF = (
    rf"(?! (?:of|among|with) (?:\d|(?:(?!{_PREPOSITION}\b)[\w-]+ ){{0,3}}{_PEOPLE}\b)"
    r"| of (?:[\w-]+ ){0,6}(?:challenge|competition|project|system|tasks?|track|workshop)\b)"
)
_MANNER = (
    r"(?:bibliometric|broad|comparative|comprehensive|concise|critical|detailed|extensive|"
    r"exhaustive|first|historical|in-depth|introductory|literature|narrative|scoping|"
    r"state-of-the-art|structured|systematic|thorough|timely|tutorial|up-to-date)"
)
_BETWEEN = rf"(?:(?!{_PREPOSITION}\b)[\w/&'’-]+,? )"
_TITLE = re.compile(
    rf"(?:^|[:?!.] |[-–—] ?|\b(?:an?|our|this) {_BETWEEN}{{0,4}}?|\b{_MANNER} )"
    rf"{_KIND}{_NOT_OF}(?: paper| article)?(?=$|[.,:;?!()\[–—]| (?:-|–|—|and\b|{_PREPOSITION}\b))"
    r"|[:–—-] (?:the )?past, present,? (?:and|&) future$"
    r"|(?:^|[:,] )recent (?:advances|developments|progress|trends)\b"
    r"|\band future (?:research )?(?:directions|trends)$"
    r"|\bgentle introduction\b|综述|綜述|総説",
    re.IGNORECASE,
)
_REPLY = re.compile(r"(?:comments? on|correction|corrigendum|erratum|reply to|response to)\b", re.I)
_NOT_THIS = re.compile(_OTHER, re.IGNORECASE)
_PAPER = r"(?:this|the present) (?:paper|article|chapter|manuscript|work|report|study)"
_SUBJECT = (
    r"(?:advances|approaches|available|current|different|existing|key|latest|literature|main|"
    r"major|methods|popular|previous|prior|progress|published|recent|relevant|research|several|"
    r"studies|techniques|the|various|work)"
)
_ABSTRACT = re.compile(
    rf"\bthis (?:[\w-]+,? ){{0,3}}?{_KIND}(?=,| (?:paper|article|we|also|will|has|\w+s)\b)"
    rf"|\b{_PAPER} (?:\w+ly |also |first )?(?:surveys|reviews) {_SUBJECT}\b"
    rf"|\bwe (?:comprehensiv|critical|extensiv|systematical|thorough)\w*ly (?:survey|review)\b"
    rf"|\b(?:we|{_PAPER}) (?:\w+ |aims? to )?"
    r"(?:provid|present|giv|offer|conduct|perform|deliver)(?:e|es|s)? (?:an?|the first) "
    rf"{_BETWEEN}{{0,3}}?{_MANNER},? {_BETWEEN}{{0,3}}?{_KIND}{_NOT_OF}"
    rf"(?= (?:paper|article|that|which|{_PREPOSITION})\b|[.,;:])",
    re.IGNORECASE,
)
# A paper with a method or results of its own may look back too, but it is no survey.
_OWN = re.compile(
    r"outperform|\bproposed\b|\bexperiment\w* (?:demonstrat|on|show|with)"
    r"|\bour (?:[\w-]+ )?(?:algorithm|approach|experiment|framework|method|model|system)"
    r"|\bwe (?:\w+,? ){0,3}(?:design|develop|implement|introduc|propos|releas|train)\w*\b"
    r"(?! (?:[\w-]+,? ){0,6}(?:categori[sz]|classification|guideline|taxonom))",
    re.IGNORECASE,
)


def survey(paper: Paper) -> str:
    """Where a paper says that it is a survey: "title", "abstract", or nothing."""
    title, abstract = " ".join(paper.title.split()), paper.abstract
    if _says(_TITLE, title) and not _REPLY.match(title):
        return "title"
    small = abstract.casefold()
    if not any(kind in small for kind in _KINDS):  # most abstracts, and soon found out
        return ""
    return "abstract" if _says(_ABSTRACT, abstract) and not _OWN.search(abstract) else ""


def _says(rule: re.Pattern[str], text: str) -> bool:
    """Whether a rule fits anywhere in a text but on a survey or review of another kind."""
    return any(not _NOT_THIS.search(found[0]) for found in rule.finditer(text))
