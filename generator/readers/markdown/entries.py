"""Lists of papers in Markdown to records: knows headings, items, rows, and what belongs together.

An entry is an item, a row of a table, a heading or a paragraph that begins with a title; what
follows it up to the next entry tells more of it. The headings above it become its tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from generator.model import Problem, Reading, Record, Where
from generator.readers import namelists
from generator.readers.fields import field_of, fold, record
from generator.readers.markdown.citation import Citation, cite
from generator.readers.markdown.links import is_labelled, is_of_paper, is_web, sorted_out, words
from generator.readers.markdown.outline import Block, Span, plain
from generator.readers.markdown.titling import find_title, is_titled_link
from generator.readers.markdown.wording import clean_title, is_title

# Sections of a list that speak of the list itself, folded.
_ASIDE = frozenset(
    """
    content contents tableofcontents tableofcontent toc menu index overviewtable license licence
    licensing contributing contribution contributions contribute howtocontribute contributors
    contributor contributionguidelines acknowledgement acknowledgements acknowledgment
    acknowledgments citation citations cite citing citeus howtocite bibtex starhistory stargazers
    news latestnews update updates updatelog changelog whatsnew contact contacts maintainers credits
    support sponsors 目录 更新 新闻 贡献 引用
    """.split()
)
# Headings that say nothing of the papers under them, folded.
_PLAIN = frozenset(
    "paper papers paperlist awesomepapers listofpapers list thelist articles publications others "
    "other misc".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[IVX]+)[.):]?\s+")
_LONGEST_TAG = 60
_MOST_SHOWN = 5
_LITTLE = 4


@dataclass(slots=True)
class _Entry:
    """What may be a paper: its block, what it stands under, and what stands under it."""

    block: Block
    above: _Entry | None
    details: list[list[Span]] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    found: Citation = field(default_factory=Citation)
    is_paper: bool = False
    aside: bool = False

    @property
    def lines(self) -> list[list[Span]]:
        return [self.block.spans, *self.details]


def read(parts: Sequence[Block], path: str, format: str) -> Reading:
    """One record for each entry that is a paper, in the order of the text.

    An entry that links to a paper and has neither title nor identifier is rejected; how many others
    have links is a problem, as one of them might be a paper all the same.
    """
    entries = _entries(parts)
    for entry in reversed(entries):
        _judge(entry)
    records: list[Record] = []
    rejected: list[Problem] = []
    unread: list[Block] = []
    top = next((entry for entry in entries if entry.block.kind == "heading"), None)
    for entry in entries:
        if entry is top and any(other.is_paper for other in entries if other is not top):
            entry.is_paper = False
        where = Where(path, entry.block.line)
        made = _record(entry, top, where, format) if entry.is_paper and not entry.aside else None
        if made:
            records.append(made)
        elif entry.is_paper and entry.block.kind in ("item", "row") and not entry.aside:
            rejected.append(Problem(where, _UNTITLED))
        else:
            unread += _linked(entry)
    problems = (_unread(unread, path),) if unread else ()
    return Reading(path, format, tuple(records), problems, tuple(rejected))


_UNTITLED = (
    "this entry has a link to a paper, but neither a title nor an identifier. Write it as "
    "- **Title** *Authors* (Venue, Year) [paper](address)"
)


def _entries(blocks: Sequence[Block]) -> list[_Entry]:
    """The blocks that may be papers, each with the paragraphs that belong to it."""
    entries: list[_Entry] = []
    headings: list[_Entry] = []
    items: list[_Entry] = []
    lead: _Entry | None = None
    for block in chain.from_iterable(map(_apart, blocks)):
        if block.kind == "heading":
            while headings and _depth(headings[-1].block) >= _depth(block):
                headings.pop()
            entry = _Entry(block, headings[-1] if headings else None)
            entry.aside = fold(_tag(block)) in _ASIDE
            headings.append(entry)
            items, lead = [], None
        else:
            under = headings[-1] if headings else None
            if block.kind == "text" and not _leads(block):
                if entries:
                    entries[-1].details.append(block.spans)
                    entries[-1].after.append(block)
                    continue
                under = None
            if block.kind == "item":
                del items[block.depth - 1 :]
                entry = _Entry(block, items[-1] if items else lead or under)
                items.append(entry)
            else:
                entry = _Entry(block, lead or under if block.kind == "row" else under)
                lead, items = (entry if block.kind == "text" else lead), []
            entry.aside = bool(under and under.aside)
        entries.append(entry)
    return entries


def _apart(block: Block) -> Iterator[Block]:
    """An item that names several papers with little between them, as one item for each."""
    starts = [at for at, span in enumerate(block.spans) if is_titled_link(span)]
    if block.kind == "item" and len(starts) > 1:
        between = (block.spans[one + 1 : other] for one, other in pairwise(starts))
        if all(len(words(plain(spans))) <= _LITTLE for spans in between):
            for start, end in pairwise([0, *starts[1:], len(block.spans)]):
                yield replace(block, spans=block.spans[start:end])
            return
    yield block


def _depth(heading: Block) -> float:
    """The level of a heading; a year that stands beside what it divides is below it."""
    return heading.depth + (0.5 if _YEAR.fullmatch(_tag(heading)) else 0)


def _leads(block: Block) -> bool:
    """Whether a paragraph begins with what is set as a title, or has one and links to the paper."""
    for span in block.spans:
        if not span.image and any(map(str.isalnum, span.text)):
            title = clean_title(span.text)
            if is_title(title) and (span.strong or is_titled_link(span)):
                return True
            break
    return any(map(is_labelled, block.spans)) and find_title(block.spans).sure


def _judge(entry: _Entry) -> None:
    """Decides whether an entry is a paper; if not, it tells more of what it stands under."""
    block = entry.block
    if block.kind == "row":
        entry.found = _of_row(block)
        entry.is_paper = entry.found.is_paper or any(map(is_of_paper, block.spans))
    elif block.kind == "heading":
        entry.found = cite([Span(block.text)], entry.details, heading=True)
        told = entry.found.authors or entry.found.abstract
        linked = sum(any(map(is_labelled, detail)) for detail in entry.details)
        titled = is_title(block.text) and (bool(told) or len(words(block.text)) > 3)
        entry.is_paper = titled and linked == 1  # more are those of several papers
    else:
        entry.found = cite(block.spans, entry.details)
        nested = entry.above is not None and entry.above.block.kind == "item"
        # An identifier without a link may only repeat what the entry is about that it stands under.
        alone = block.kind == "item" and (entry.found.sure or not nested)
        entry.is_paper = entry.found.is_paper and (entry.found.is_linked or alone)
        if block.kind == "item" and not entry.found.title and any(map(is_of_paper, block.spans)):
            above = entry.above
            entry.is_paper = above is None or above.block.kind == "heading"
    if not entry.is_paper and entry.above and block.kind == "item" and not entry.aside:
        entry.above.details[:0] = entry.lines


def _of_row(block: Block) -> Citation:
    """What the cells of a row say, by the names of their columns where these are known."""
    known: dict[str, tuple[int, list[Span]]] = {}
    for name, cell in block.cells:
        field, rank = field_of(name) or ("", 0)
        if plain(cell).strip("-–— ") and (field not in known or rank < known[field][0]):
            known[field] = rank, cell
    if "title" not in known:
        return cite(block.spans)
    titled = known["title"][1]
    others = [span for _, cell in block.cells for span in cell if cell is not titled]
    found = cite(titled, [list(filter(is_web, others))])
    cells = {field: plain(cell).strip("-–— ") for field, (_, cell) in known.items()}
    return replace(
        found,
        title=found.title or (clean_title(cells["title"]) if is_title(cells["title"]) else ""),
        sure=True,
        authors=namelists.names(cells.get("authors", "")) or found.authors,
        venue=cells.get("venue", "") or found.venue,
        year=cells.get("year", "") or found.year,
        abstract=cells.get("abstract", "") or found.abstract,
    )


def _record(entry: _Entry, top: _Entry | None, where: Where, format: str) -> Record | None:
    """The record of an entry that is a paper; None if it has neither title nor identifier."""
    found = entry.found
    links = (*found.links, *found.written)
    values = sorted_out(links or filter(is_web, entry.block.spans))
    above = _above(entry, top)
    year = found.year or next((text for text in above if _YEAR.fullmatch(text)), "")
    values |= {
        "title": [found.title],
        "abstract": [found.abstract],
        "year": [year],
        "venue": [found.venue],
    }
    tags = [tag for tag in above if not tag.isdigit() and fold(tag) not in _PLAIN]
    values["tags"] = [json.dumps(tags)]
    return record(where, format, values, found.authors)


def _above(entry: _Entry, top: _Entry | None) -> list[str]:
    """What stands above an entry, from the top of the text on, without its title."""
    texts: list[str] = []
    at = entry.above
    while at:
        text = _tag(at.block)
        if at is not top and not (at.is_paper or at.aside) and 1 < len(text) <= _LONGEST_TAG:
            texts.append(text)
        at = at.above
    return texts[::-1]


def _tag(block: Block) -> str:
    return _NUMBER.sub("", clean_title(block.text)).strip(" :")


def _linked(entry: _Entry) -> Iterator[Block]:
    """What has a link and stands in a list, or has a link to a paper and stands elsewhere."""
    if entry.block.kind in ("item", "row") and not entry.aside:
        if not _is_told_under_paper(entry) and any(
            is_web(span) and not span.image for span in entry.block.spans
        ):
            yield entry.block
    elif any(map(is_of_paper, entry.block.spans)):
        yield entry.block
    yield from (block for block in entry.after if any(map(is_of_paper, block.spans)))


def _is_told_under_paper(entry: _Entry) -> bool:
    above = entry.above
    while above and above.block.kind != "heading":
        if above.is_paper:
            return True
        above = above.above
    return above is not None and above.is_paper


def _unread(blocks: Sequence[Block], path: str) -> Problem:
    lines = ", ".join(str(block.line) for block in blocks[:_MOST_SHOWN])
    more = ", …" if len(blocks) > _MOST_SHOWN else ""
    what = f"{len(blocks)} parts of this file have links and were not taken for papers (lines "
    if len(blocks) == 1:
        what = "a part of this file has a link and was not taken for a paper (line "
    message = (
        f"{what}{lines}{more}). Write one that is a paper as "
        "- **Title** *Authors* (Venue, Year) [paper](address)"
    )
    return Problem(Where(path, blocks[0].line), message, fatal=False)
