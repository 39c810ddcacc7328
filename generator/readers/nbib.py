"""NBIB, the format of MEDLINE, to records: knows its tags, as PubMed, PMC and ERIC write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model import Author, Reading, Record, Where
from generator.readers.tagged import (
    SEEN,
    Entry,
    Field,
    fields,
    keywords,
    people,
    sort_out,
    stands_first,
)

FORMAT = "nbib"

# The tag is padded to four characters, and lines that go on with a value are indented.
_LINE = re.compile(r"\ufeff?(?:(PMID) ?-[ \t]*|([A-Z][A-Z0-9]{1,3})( {0,2})-(?:[ \t]+|$))(.*)")
_START = re.compile(
    r"^\ufeff?(?:PMID ?- ?\d|PMC ?- ?PMC\d|OWN ?- ?[A-Z]).{0,100}\n"
    r"(?:[A-Z][A-Z0-9]{1,3} {0,2}-[ \t]|\s*\Z)",
    re.MULTILINE,
)
# Tags that are known even if they are not padded.
_TAGS = frozenset(
    "PMID PMC OWN TI BTI TT AB AU FAU CN ED FED DP DEP JT TA VI IP PG LID AID PB PT MH OT KW"
    " SO IS LA AD".split()
)
_JUNIOR = r"(?: ([JS]r|[2-9](?:nd|rd|th)|I{2,3}|IV)\.?)"
_GIVEN = re.compile(rf"(.*\S){_JUNIOR}")
_INITIALS = re.compile(rf"(.*?\S) ([\w-]{{1,6}}){_JUNIOR}?")
_NO_ABSTRACT = "abstract available"
_OWNER = re.compile(r"^[A-Z]\w{0,20}: ?")
_ID = re.compile(r"(.*?) ?\[(\w+)\]")
_BRACKETED = re.compile(r"\[([^\[\]]+)\]\.?")
_UNTITLED = ("not available", "in process citation")
# Publication types of MEDLINE and ERIC; the first that a paper has counts, for it has several.
_TYPES = (
    ("preprint", "article"),
    ("newspaper article", "article-newspaper"),
    ("book chapter", "chapter"),
    ("book", "book"),
    ("books", "book"),
    ("journal article", "article-journal"),
    ("journal articles", "article-journal"),
    ("academic dissertation", "thesis"),
    ("dissertations/theses", "thesis"),
    ("dataset", "dataset"),
    ("technical report", "report"),
    ("reports", "report"),
)
_MEND = "Add a line such as TI  - … or PMID- …, or export it from PubMed again"


def recognises(text: str, name: str) -> bool:
    """Whether entries of MEDLINE begin the text, after nothing but a short head."""
    if name.lower().endswith((".nbib", ".medline")):
        # Two characters are as long as a tag of RIS, which may have been saved under this name.
        tags = (_tag(line) for line in text[:SEEN].split("\n"))
        return any(found and len(found[0]) > 2 for found in tags)
    return stands_first(_START, text)


def read(text: str, path: str) -> Reading:
    """One record for each entry with a title or an identifier, in the order of the file.

    Any other entry is rejected at its first line.
    """
    records = [
        _record(entry, Where(path, entry.line)) for entry in _entries(list(fields(text, _tag)))
    ]
    return sort_out(path, FORMAT, records, (), _MEND)


def _tag(line: str) -> tuple[str, str] | None:
    """The tag and the rest of a line that begins a field."""
    found = _LINE.match(line)
    if not found:
        return None
    pmid, tag, space, rest = found.groups()
    if pmid or len(tag) + len(space) == 4 or tag in _TAGS:
        return pmid or tag, rest
    return None


def _entries(found: Sequence[Field]) -> Iterator[Entry]:
    """The fields of each entry.

    PubMed begins one with PMID. PMC begins one with its own number, before or without a PMID, and
    ERIC with OWN, each after an empty line; elsewhere, an empty line says nothing.
    """
    start, seen = 0, set[str]()
    for place, field in enumerate(found):
        before = found[place - 1].tag if place > start else ""
        after = found[place + 1] if place + 1 < len(found) else field
        begins = (
            (field.tag == "PMID" and not (before == "PMC" and place == start + 1))
            or (field.tag == "PMC" and after.tag == "PMID" and not after.gap)
            or (field.tag == "OWN" and field.gap and "TI" in seen)
            or (field.gap and before == "SO")
        )
        if begins and place > start:
            yield Entry(found[start:place])
            start, seen = place, set()
        seen.add(field.tag)
    if start < len(found):
        yield Entry(found[start:])


def _record(entry: Entry, where: Where) -> Record:
    title, book = _title(entry), entry.first("BTI")
    numbers = entry.all("LID", "AID")
    marked = [(found[2].lower(), found[1]) for n in numbers if (found := _ID.fullmatch(n))]
    dois = [number for mark, number in marked if mark == "doi"]
    others = [number for mark, number in marked if mark != "doi"]
    arxiv = [number.partition(":")[2] for number in others if number.lower().startswith("arxiv:")]
    # Without a mark it is the number of the article in its journal, or an address.
    plain = [number for number in entry.all("LID") if not _ID.fullmatch(number)]
    web = [value for value in [*entry.all("UR"), *plain] if value.lower().startswith("http")]
    more = dict.fromkeys([*dois[1:], *entry.all("PMC", "OID"), *others, *plain, *web])
    used = {*dois[:1], *web[:1]}
    return Record(
        where=where,
        format=FORMAT,
        title=title or book,
        abstract=_abstract(entry),
        authors=_people(entry, "FAU", "AU", "CN"),
        editors=_people(entry, "FED", "ED", ""),
        year=entry.first("DP", "DEP"),
        venue=entry.first("JT", *(("BTI",) if title else ()), "TA"),
        type=_kind(entry, title),
        volume=entry.first("VI"),
        issue=entry.first("IP"),
        pages=entry.first("PG") or next((number for number in plain if number not in web), ""),
        publisher=entry.first("PB"),
        doi=dois[0] if dois else "",
        arxiv=arxiv[0] if arxiv else "",
        pmid=entry.first("PMID"),
        url=web[0] if web else "",
        tags=keywords(map(_heading, filter(_is_keyword, entry.fields))),
        more=tuple(value for value in more if value not in used),
    )


def _title(entry: Entry) -> str:
    """The title, without the brackets that mark it as translated; the original if it has none."""
    title = entry.first("TI")
    bracketed = _BRACKETED.fullmatch(title)
    if bracketed:
        title = bracketed[1]
    return entry.first("TT") if title.lower().rstrip(".") in ("", *_UNTITLED) else title


def _abstract(entry: Entry) -> str:
    """The abstract, or one of another owner, unless that only says that there is one elsewhere."""
    other = _OWNER.sub("", entry.first("OAB"), count=1)
    return entry.first("AB") or ("" if _NO_ABSTRACT in other.lower() else other)


def _kind(entry: Entry, title: str) -> str:
    kinds = {kind.lower().partition(" - ")[0] for kind in entry.all("PT")}
    known = next((kind for name, kind in _TYPES if name in kinds), "")
    if not known and entry.first("BTI"):
        return "chapter" if title else "book"
    return known or ("article-journal" if entry.first("JT", "TA") else "")


def _is_keyword(field: Field) -> bool:
    return field.tag in ("MH", "OT", "KW")


def _heading(field: Field) -> str:
    """A keyword; of a MeSH heading, what stands before the aspects under which it is treated."""
    return field.text.partition("/")[0] if field.tag == "MH" else field.text


def _people(entry: Entry, full: str, short: str, group: str) -> tuple[Author | str, ...]:
    """Names in order, organisations among them; the full form of a name goes before the short."""
    found: list[Author | str] = []
    is_full = False
    for field in entry.fields:
        if field.tag == full or (field.tag == short and not is_full):
            found += [_parted(name) for name in people([field.text])]
        elif field.tag == group and field.text:
            found.append(Author(field.text))
        if field.tag in (full, short):
            is_full = field.tag == full
    return tuple(found)


def _parted(name: Author | str) -> Author | str:
    """A name as MEDLINE writes it: "Knuth, Donald E Jr", or "Knuth DE Jr" with initials only."""
    if isinstance(name, Author):
        given = _GIVEN.fullmatch(name.given)
        return Author(f"{name.family}, {given[2]}", given[1]) if given else name
    initials = _INITIALS.fullmatch(name)
    if not initials or not initials[2].isupper():
        return name
    return Author(", ".join(filter(None, (initials[1], initials[3]))), initials[2])
