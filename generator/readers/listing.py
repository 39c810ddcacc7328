"""A saved Hugging Face Papers page to records: knows its header, footer and paragraphs.

After the header, titles and abstracts come in turn. Where a paragraph does not look like what
its turn says, the reader keeps in step: it leaves out an abstract, or joins two halves of one,
and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.model import Problem, Reading, Record, Where

FORMAT = "listing"

# Titles in real listings have 31 to 174 characters, abstracts 1,361 to 1,918.
_LONGEST_PLAIN_TITLE = 200
_SHORTEST_SENTENCES = 80
_SURELY_ABSTRACT = 400

_OWN_HEADER = re.compile(
    r"(?i:get trending papers in your email inbox!?|by\s?ak and the research community)"
)
_DAY = re.compile(
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? \d{1,2}(?:,? \d{4})?"
)
_HEADER = re.compile(rf"new|Subscribe|{_OWN_HEADER.pattern}|{_DAY.pattern}")
_FOOTER = re.compile(r"\S{1,40}(?: \S{1,40})? ?[»›]")
# How paragraphs of other formats begin: markup and BibTeX, CSV, list items, RIS and NBIB tags.
_OTHER_FORMAT = re.compile(
    r"[<{\[|%@,;]|\"[^\"]*\"[,;]|[-*+] |#{1,6} |\d+[.)] |[A-Z][A-Z0-9]{1,3} *- "
)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    line: int
    text: str

    @property
    def like_title(self) -> bool:
        text = self.text
        return len(text) <= _LONGEST_PLAIN_TITLE and not text.endswith(".") and "://" not in text

    @property
    def like_abstract(self) -> bool:
        length = len(self.text)
        return length > _SURELY_ABSTRACT or (
            length >= _SHORTEST_SENTENCES and self.text.endswith(".")
        )


def recognises(text: str, name: str) -> bool:
    """Whether the text has the header of a listing or, in a .txt, titles and abstracts in turn."""
    paragraphs = _paragraphs(text)
    if any(_OWN_HEADER.fullmatch(paragraph.text) for paragraph in paragraphs[:20]):
        return True
    if not name.lower().endswith(".txt"):
        return False
    if any(_OTHER_FORMAT.match(paragraph.text) for paragraph in paragraphs):
        return False
    pairs = sum(first.like_title and second.like_abstract for first, second in pairwise(paragraphs))
    # One in three lets every other entry lack its abstract, or have it in two paragraphs.
    return pairs > 0 and 3 * pairs >= len(paragraphs)


def read(text: str, path: str) -> Reading:
    """One record for each entry, ranked from 1 in the order of the file.

    Nothing that does not look like an entry becomes one: header and footer are dropped, and an
    abstract at the beginning without a title is a fatal problem.
    """
    paragraphs = _paragraphs(text)
    if paragraphs and _FOOTER.fullmatch(paragraphs[-1].text):
        paragraphs.pop()
    day = next((p.text for p in paragraphs if _DAY.fullmatch(p.text)), "")
    body = [p for p in paragraphs if not _HEADER.fullmatch(p.text)]
    records, problems = _entries(body, path)
    if not body:
        message = "the listing has a header and no entry. Save the whole page, or delete the file"
        problems.append(Problem(Where(path), message, fatal=False))
    return Reading(path, FORMAT, tuple(records), tuple(problems), ranked=True, day=day)


def _entries(body: list[_Paragraph], path: str) -> tuple[list[Record], list[Problem]]:
    records: list[Record] = []
    problems: list[Problem] = []

    def report(paragraph: _Paragraph, message: str, fatal: bool = False) -> None:
        problems.append(Problem(Where(path, paragraph.line), message, fatal))

    turn = 0
    while turn < len(body):
        title = body[turn]
        follower = body[turn + 1] if turn + 1 < len(body) else None
        if title.like_abstract and (follower is None or follower.like_title):
            # The next title is already here, so this is no title but more of an abstract.
            if records and records[-1].abstract:
                abstract = f"{records[-1].abstract} {title.text}"
                records[-1] = replace(records[-1], abstract=abstract)
                report(
                    title,
                    f'read as more of the abstract of "{_short(records[-1].title)}". '
                    "Join the two paragraphs, or put its own title before this one",
                )
            else:
                report(
                    title,
                    f'an abstract without a title, left out: "{_short(title.text)}". '
                    "Put its title, and an empty line, before it",
                    fatal=True,
                )
            turn += 1
            continue
        abstract = "" if follower is None or follower.like_title else follower.text
        if not abstract:
            report(
                title,
                f'"{_short(title.text)}" has no abstract. Put it after the title, or leave it out',
            )
        if len(title.text) > _SURELY_ABSTRACT:
            report(
                title,
                f'the title "{_short(title.text)}" has {len(title.text)} characters. '
                "If it is an abstract, put its title before it; otherwise shorten it",
            )
        records.append(
            Record(
                where=Where(path, title.line),
                format=FORMAT,
                title=title.text,
                abstract=abstract,
                rank=len(records) + 1,
            )
        )
        turn += 2 if abstract else 1
    return records, problems


def _paragraphs(text: str) -> list[_Paragraph]:
    """The paragraphs between blank lines, or the lines of a text without any blank one."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    spaced = "\n\n" in "\n".join(lines).strip("\n")
    found: list[tuple[int, list[str]]] = []
    open_paragraph = False
    for number, line in enumerate(lines, 1):
        if line and spaced and open_paragraph:
            found[-1][1].append(line)
        elif line:
            found.append((number, [line]))
        open_paragraph = bool(line)
    return [_Paragraph(number, " ".join(parts)) for number, parts in found]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
