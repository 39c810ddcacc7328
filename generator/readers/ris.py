"""RIS to records: knows its tags, its types, and how the databases' dialects differ.

The lines are parsed here and not by the library rispy: that keeps no line numbers, drops a last
entry without its end and the second value of most repeated fields, joins an entry without its end
to the next, takes the lines that go on with a note for notes of their own, and cuts addresses at
semicolons. The tests hold this reader against what rispy writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model import Problem, Reading, Record, Where
from generator.readers.tagged import (
    SEEN,
    Entry,
    Field,
    fields,
    keywords,
    pages,
    people,
    sort_out,
    stands_first,
)

FORMAT = "ris"

_SPACE = "[ \\t\\xa0]"
# An entry may be numbered, before its first line or on it.
_NUMBER = r"\d{1,9}[.)]"
_BEFORE = rf"[ \t\ufeff]*(?:{_NUMBER}[ \t]+(?=TY))?"
_LINE = re.compile(rf"{_BEFORE}([A-Za-z][A-Za-z0-9])({_SPACE}{{1,3}})[-–](.?)(.*)")
_START = re.compile(
    rf"^{_BEFORE}(?i:TY){_SPACE}{{1,2}}[-–][ \t]*\w[\w ]{{0,40}}\n"
    rf"(?:[ \t]*\n)*[ \t]*[A-Za-z][A-Za-z0-9]{_SPACE}{{1,2}}[-–]",
    re.MULTILINE,
)
_NUMBER_LINE = re.compile(rf"^{_NUMBER}[ \t]*$(?=\s{{1,9}}TY)", re.MULTILINE)
# Tags that are known even if they are not written as they should be.
_TAGS = frozenset(
    "TY ER TI T1 CT BT T2 T3 AU A1 A2 A3 ED PY Y1 DA JO JF JA J1 J2 AB N2 N1 DO DI UR L1 L2 L3 LK"
    " M1 M2 M3 SN AN ID VL IS CP SP EP PB KW ST DB LA".split()
)
_TYPES = {
    tag: kind
    for kind, tags in {
        "article": "PREPRINT",
        "article-journal": "JOUR EJOUR JFULL INPR ABST",
        "article-magazine": "MGZN",
        "article-newspaper": "NEWS",
        "book": "BOOK EBOOK EDBOOK CLSWK SER",
        "chapter": "CHAP ECHAP",
        "dataset": "DATA AGGR DBASE",
        "document": "ANCIENT ART BILL CASE CHART CTLG EQUA FIGURE GRANT GRNT HEAR LEGAL MAP PAMP"
        " STAT",
        "entry-encyclopedia": "DICT ENCYC",
        "manuscript": "MANSCPT UNPB UNPD",
        "paper-conference": "CONF CPAPER",
        "patent": "PAT",
        "post-weblog": "BLOG",
        "report": "GOVDOC RPRT",
        "software": "COMP",
        "speech": "SLIDE",
        "standard": "STAND",
        "thesis": "DISS THES",
        "webpage": "ELEC WEB",
    }.items()
    for tag in tags.split()
}
# What has pages of its own, and a series and no venue: SP counts the pages, T2 names the series.
_WHOLE = ("book", "thesis")
_YEAR = re.compile(r"\d{4}")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NEXT_URL = re.compile(r"[;,]? (?=https?://)|;(?=https?://)", re.IGNORECASE)
# Values that are nothing but an identifier, whatever their tag.
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi: ?)?10\.\d{4,9}/\S+", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:arxiv: ?|https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/)(\S+?)(?:\.pdf)?(?: \[[\w., -]+\])?",
    re.IGNORECASE,
)
_PMID = re.compile(r"\d{1,8}")
# Where a database puts the number that PubMed gave a paper; elsewhere the tag means another thing.
_PMID_TAGS = (
    ("scopus", "C2"),
    ("embase", "C5"),
    ("pubmed", "AN"),
    ("medline", "AN"),
    ("nlm", "AN"),
)
_EDITED = ("chapter", "entry-encyclopedia", "paper-conference")
# Ovid names all whom a paper cites in one field for editors, by their family names.
_MOST_COMMAS = 2
# "No Pagination Specified", as Ovid parts it.
_UNPAGED = ("No", "Specified")
_REFERENCES = "references:"
_MEND = "Add a line such as TI  - … or DO  - … after its TY line"


def recognises(text: str, name: str) -> bool:
    """Whether entries of RIS begin the text, after nothing but a short head."""
    if name.lower().endswith(".ris"):
        return any(_tag(line) for line in text[:SEEN].split("\n"))
    return stands_first(_START, text)


def read(text: str, path: str) -> Reading:
    """One record for each entry with a title or an identifier, in the order of the file.

    Any other entry is rejected at its first line. An entry without its TY or ER line is read, with
    a problem that is not fatal, and so is one of several titles, of which the first counts.
    """
    records, problems, unended = [], [], []
    for entry, ended in _entries(fields(_NUMBER_LINE.sub("", text), _tag)):
        where = Where(path, entry.line)
        if not ended:
            unended.append(where)
        if entry.fields[0].tag != "TY":
            message = "this entry has no TY line. Add one before it, such as TY  - JOUR"
            problems.append(Problem(where, message, fatal=False))
        titles = list(dict.fromkeys(_titles(entry)))
        if len(titles) > 1:
            message = f"this entry has {len(titles)} titles; the first is used. Keep one TI line"
            problems.append(Problem(where, message, fatal=False))
        records.append(_record(entry, titles, where))
    if unended:
        more = f", and neither do {len(unended) - 1} more" if len(unended) > 1 else ""
        message = (
            f"this entry does not end with an ER line{more}; it was read up to the next entry, or "
            "to the end of the file. If it is whole, add a line ER  -"
        )
        problems.append(Problem(unended[0], message, fatal=False))
    return sort_out(path, FORMAT, records, problems, _MEND)


def _tag(line: str) -> tuple[str, str] | None:
    """The tag in upper case and the rest of a line that begins a field.

    With one space where there should be two, or in lower case, only what the format knows is a
    tag: a line of text may begin with "In - as we have shown -" as well.
    """
    found = _LINE.match(line)
    if not found:
        return None
    tag, space, after, rest = found.groups()
    if len(space) == 2 and tag.isupper():
        return tag, after + rest
    known = tag.upper() in _TAGS and not after.strip()
    return (tag.upper(), rest) if known and (tag.isupper() or len(space) == 2) else None


def _entries(found: Iterable[Field]) -> Iterator[tuple[Entry, bool]]:
    """The fields of each entry without its end, and whether it has one.

    Fields between an end and the next TY are an entry if they say what it is; some databases
    write one that is of no use here.
    """
    group: list[Field] = []
    for field in found:
        if field.tag == "TY" and group:
            yield from _entry(group, ended=False)
            group = []
        if field.tag != "ER":
            group.append(field)
        elif group:
            yield from _entry(group, ended=True)
            group = []
    if group:
        yield from _entry(group, ended=False)


def _entry(group: list[Field], ended: bool) -> Iterator[tuple[Entry, bool]]:
    if any(field.tag in _TAGS for field in group):
        yield Entry(group), ended


def _kind(entry: Entry) -> str:
    """The type, in the words of the model, or nothing for a generic or an unknown one."""
    if entry.first("M3").lower() == "preprint":
        return "article"
    return _TYPES.get(entry.first("TY").upper(), "")


def _titles(entry: Entry) -> list[str]:
    # BT is the title of a book, and of the book that holds a chapter.
    of_book = ("BT",) if _kind(entry) in ("book", "manuscript") else ()
    return entry.all("TI", "T1", "CT", *of_book) or [entry.first("ST", "TT")]


def _record(entry: Entry, titles: list[str], where: Where) -> Record:
    kind = _kind(entry)
    authors = people(_united(entry, "AU", "A1"))
    is_edited = entry.first("TY").upper() == "EDBOOK"
    abstracts = list(dict.fromkeys(entry.all("AB") or entry.all("N2")))
    web, other = _addresses(entry)
    bare = [*web, *other, *_remarks(entry)]
    dois = [*entry.all("DO", "DI"), *filter(_DOI.fullmatch, bare)]
    preprints = [found[1] for value in bare if (found := _ARXIV.fullmatch(value))]
    pmid = _pmid(entry)
    notes = entry.all("N1", "N2", "M2", "RN")
    more = dict.fromkeys([*dois, *bare, *notes])
    used = {*dois[:1], *web[:1], pmid, *abstracts}
    return Record(
        where=where,
        format=FORMAT,
        title=titles[0],
        abstract=" ".join(abstracts),
        authors=() if is_edited else authors,
        editors=authors if is_edited else people(_editors(entry, kind)),
        year=_year(entry),
        venue=_venue(entry, kind),
        type=kind,
        volume=entry.first("VL"),
        issue=entry.first("IS", "CP"),
        pages=_pages(entry, kind),
        publisher=entry.first("PB", "PU"),
        doi=dois[0] if dois else "",
        arxiv=preprints[0] if preprints else "",
        pmid=pmid,
        url=web[0] if web else "",
        pdf=next(filter(_WEB.fullmatch, entry.all("L1")), ""),
        key=entry.first("ID"),
        tags=keywords(entry.lines("KW")),
        more=tuple(value for value in more if value not in used and not _is_references(value)),
    )


def _united(entry: Entry, tag: str, same: str) -> list[str]:
    """What two tags of one meaning say; some databases repeat all of one under the other."""
    values = entry.all(tag)
    known = set(values)
    return values + [value for value in entry.all(same) if value not in known]


def _editors(entry: Entry, kind: str) -> list[str]:
    """A2 and A3 name editors, series editors, translators or anybody else, as the type wills."""
    second = ("A2",) if kind in _EDITED else ("A3",) if kind == "book" else ()
    return [name for name in entry.all("ED", *second) if name.count(",") <= _MOST_COMMAS]


def _year(entry: Entry) -> str:
    """The first date with a year in it; DA may hold no more than a month."""
    dates = entry.all("PY") + entry.all("Y1") + entry.all("DA")
    return next(filter(_YEAR.search, dates), next(iter(dates), ""))


def _venue(entry: Entry, kind: str) -> str:
    """The full name of the journal, book or conference, and else a short one."""
    if kind in _WHOLE:
        return entry.first("JF", "JO")
    of_book = () if kind == "manuscript" else ("BT",)
    found = entry.first("JF", *of_book, "T2", "JO", "JA", "J2", "J1", "JI", "J9")
    # Of other types, and in the Web of Science, C3 names something else, and often.
    proceedings = entry.all("C3") if kind == "paper-conference" else []
    return found or (proceedings[0] if len(proceedings) == 1 else "")


def _pages(entry: Entry, kind: str) -> str:
    """The pages, or the number of an article that stands for them."""
    first, last = entry.first("SP"), entry.first("EP")
    if (first, last) == _UNPAGED or (kind in _WHOLE and not last):
        first, last = "", ""
    return pages(first, last) or entry.first("C7")


def _pmid(entry: Entry) -> str:
    databases = " ".join(entry.all("DB", "DP")).lower()
    tags = ("PM", *(tag for database, tag in _PMID_TAGS if database in databases))
    # Embase holds what Medline holds, and numbers it in its own way.
    tags = tuple(tag for tag in tags if tag != "AN" or "embase" not in databases)
    return next(filter(_PMID.fullmatch, (entry.first(tag) for tag in tags)), "")


def _addresses(entry: Entry) -> tuple[list[str], list[str]]:
    """The web addresses of the paper; and all else that is given as an address."""
    urls = [url for line in entry.lines("UR") for url in _NEXT_URL.split(line)]
    web = [url for url in urls if _WEB.fullmatch(url)]
    files = [url for url in entry.all("L1")[1:] if _WEB.fullmatch(url)]
    rest = [url for url in urls if not _WEB.fullmatch(url)]
    return web, rest + entry.all("L2", "L3", "LK") + files


def _remarks(entry: Entry) -> list[str]:
    """Numbers in catalogues, and what is nothing but an identifier in tags for anything.

    Elsewhere, these hold addresses of people, or one by one the papers that this one cites.
    """
    values = entry.all("N1", "M1", "M2", "M3", "C1", "C2", "C5", "C6", "U1", "U2")
    bare = [v for v in values if " " not in v or _DOI.fullmatch(v) or _ARXIV.fullmatch(v)]
    return entry.all("AN") + bare


def _is_references(note: str) -> bool:
    """Whether a note lists what the paper cites, whose identifiers are not its own."""
    return note[: len(_REFERENCES)].lower() == _REFERENCES
