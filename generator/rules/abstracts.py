"""Rules for what stands before and behind a title or an abstract: headings, stops, notices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.rules.edits import Edit, Rule

# "Abstract" is also an adjective: without a colon or the like, it is a heading if a word follows
# that only a sentence begins with.
_HEADING = re.compile(
    r"(?:(?:Abstract|Summary)(?:\s*[:.—–]\s*|\s*-\s*(?=[A-Z])|\s*\n\s*(?=\S)|(?=[A-Z][a-z])"
    r"|\s+(?=(?:An?|As|At|All|Although|Background|By|Despite|For|From|Given|Here|How|I|If|In|"
    r"Introduction|It|Its|Many|Methods?|Most|Motivation|Objectives?|On|One|Our|Over|Purpose|"
    r"Recent|Recently|Several|Since|Some|The|There|These|This|Those|Through|To|Two|Under|Using|"
    r"We|What|When|Whereas|While|With|Within)\b))"
    r"|(?:ABSTRACT|SUMMARY)(?:\s*[:.—–-]\s*|\s+(?![A-Z]{2})))"
    r"(?=[\w\"“‘'(\[$])"
)
_LONGEST_NOTICE = 1500
_YEAR = r"(?:19|20)\d\d"
_SIGN = r"(?:©|\([cC]\)|Copyright)"
# A stop ends the notice, unless it belongs to an abbreviation such as "B.V." or "Inc.,".
_REST = r"(?:[^.]|\.(?=\w|,)|(?<=\b[A-Z])\.(?=\s)){0,200}"
_NOTICE = re.compile(
    rf"(?:(?<=[.!?)\]”\"])|(?<=[.!?)\]”\"]\s))\s*(?:"
    rf"(?:Crown )?(?:{_SIGN}[\s,:]*){{1,3}}"
    rf"(?:The )?(?:Authors?(?:\(s\))?|[A-Z][\w&,' ]{{0,60}})?[\s,]*{_YEAR}{_REST}\.?"
    r"(?:\s*All rights (?:are )?reserved\.?)?(?:\s*(?:Published by|Licensee) [^.]{0,100}\.?)?"
    rf"|\((?:PsycINFO|PsycInfo|APA PsycInfo) Database Record \([cC]\) {_YEAR}[^()]{{0,60}}\)"
    r"|\[(?:Author Abstract|ABSTRACT FROM (?:AUTHOR|PUBLISHER)|From the (?:author|publisher))\]\.?"
    r"|This article is protected by copyright\.(?: All rights reserved\.?)?"
    r"|Published by (?:Elsevier|Springer|Wiley|Oxford University Press)[^.]{0,60}\.?"
    rf"|Copyright (?:of .{{1,200}} is the property of .{{1,1200}}|{_SIGN} .{{1,200}}"
    r"All rights reserved\.?)"
    r"|All rights reserved\.?"
    r")\s*$"
)
_SIGNS = re.compile(r"©|\([cC]\)|Copyright|copyright|Published by|rights reserved|\[A|\[F")

# Databases of medicine end each title as a sentence.
_STOP = re.compile(r"[^\s.]*[^\W_][)\]”\"'’$]?\.$")
_SENTENCE = re.compile(r"[^\W\d_]{4}[)\]”\"'’]?\.\s+[^\W\d_]")
# A letter alone is an initial, or the end of "U.S." and its like.
_ABBREVIATED = re.compile(
    r"(?:^|[^\w])(?:[^\W\d_]|al|etc|vs|inc|ltd|co|corp|jr|sr|st|dr|no|nos|sp|spp|var|subsp|nov|ed"
    r"|eds|vol|pt|ca|cf|ph\.?d)\.$",
    re.IGNORECASE,
)
_LONGEST_WORD = 80


def _stop(text: str) -> Iterator[Edit]:
    """The only full stop of a title, at its end, unless it belongs to the last word."""
    if not text.endswith(".") or _ABBREVIATED.search(text, max(0, len(text) - _LONGEST_WORD)):
        return
    if _STOP.search(text, max(0, len(text) - _LONGEST_WORD)) and not _SENTENCE.search(text):
        yield Edit(len(text) - 1, len(text), "", "final full stop")


def _heading(text: str) -> Iterator[Edit]:
    if match := _HEADING.match(text):
        yield Edit(0, match.end(), "", "heading of the abstract")


def _notice(text: str) -> Iterator[Edit]:
    start = max(1, len(text) - _LONGEST_NOTICE)
    if _SIGNS.search(text, start) and (match := _NOTICE.search(text, start)):
        yield Edit(match.start(), match.end(), "", "notice of the publisher")


OF_TITLE = (Rule(".", _stop),)
OF_ABSTRACT = (Rule("", _heading), Rule("", _notice))
