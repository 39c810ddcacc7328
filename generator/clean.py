"""Every rule about one record alone: what each of its fields says once it is cleaned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from generator import names
from generator.identifiers import STATED, Identifier, found, noted, repeats, stated
from generator.links import find_links, repository, safe_url
from generator.model import TYPES, Author, Change, Entry, Record
from generator.rules import clean_text, person_case, venue_case

# No paper is older than printing; a later year is a slip until the calendar gets there.
YEARS = range(1500, 2051)
# No reference manager is older, and 1 January 1970 is how computers show a date that is missing.
ADDED = range(1980, YEARS.stop)

# Where a preprint lies is no venue; its id is read from here too.
_ARXIV = re.compile(
    r"(?:arxiv(?:\.org)?|corr)(?: e-?prints?(?: archive)?| preprint| \(cornell university\))?"
    r"[\s,:]*(?:(?:arxiv:\s?|abs/)?[a-z.-]*/?\d[\w.]*)?(?:\s*\[[\w., -]+\])?(?:,? \(?\d{4}\)?)?",
    re.IGNORECASE,
)
_SERVER = re.compile(
    r"(?:bio|med|chem|psya|soca|eda|eng|eartha|tech|ecoevo|metaa|africa)rxiv(?:\s*[:(].*)?"
    r"|osf(?: preprints)?|ssrn(?: electronic journal)?|research square(?: platform llc)?"
    r"|preprints(?:\.org)?|authorea|peerj preprints|scielo preprints|egusphere",
    re.IGNORECASE,
)
# A preprint may be filed as any of these.
_FILED_AS = frozenset({"article-journal", "document", "webpage"})
_DAY = re.compile(r"(\d{4})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", re.ASCII)
# A date, or its year and month, with or without the time of day.
_DATE = re.compile(
    r"(\d{4}(?:([-./])\d\d?(?:\2\d\d?)?)?|\d\d?\.\d\d?\.\d{4})(?:[T ]\d\d?:\d\d.*)?", re.ASCII
)
_PLAIN_PAGES = re.compile(r"[\w:.]{1,20}(?: ?-{1,2} ?[\w:.]{1,20})?", re.ASCII)
_PAGES = re.compile(r"(?:pp?\.|pp|pages?(?=\s))\s*(?=\S)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:--+|[‐‑‒–—−])\s*")
_HYPHEN = re.compile(r"(?<=\d)\s?-\s?(?=\w)|(?<=[ivxlc])-(?=[ivxlc]+$)")
_UNSTATED = frozenset(
    "n/a na n.a. none null nan unknown - – — ? no–specified nopaginationspecified np n.p.".split()
)
_MESH = re.compile(r"(?:^|(?<=/))\*|\*(?=/|$)")
_PDF = re.compile(
    r"[^?#]*\.pdf(?:[?#].*)?|https?://(?:[\w-]+\.)?(?:arxiv\.org/pdf/|openreview\.net/pdf\?).*",
    re.IGNORECASE,
)
_APART = re.compile(r"[\s;|,]+(?=https?://)", re.IGNORECASE)


class _Cleaning:
    """One record while it is cleaned, and the changes made so far."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.changes: list[Change] = []

    def change(self, field: str, before: str, after: str, rule: str) -> str:
        """Note an alteration, if it is one; returns what stands now."""
        if before != after:
            self.changes.append(Change(field, before, after, rule))
        return after

    def text(self, field: str, raw: str, markup: str = "") -> str:
        """A piece of text of a field, cleaned; it is written as the record is, or as said."""
        if not raw:
            return ""
        text, made = clean_text(field, raw, markup or self.record.markup)
        self.changes += made
        return text

    def identifiers(self) -> dict[str, str]:
        """The value of each scheme; the field that is meant for it outweighs all others."""
        record = self.record
        given = {field: stated(field, getattr(record, field)) for field in STATED}
        own = [one for field, all_ in given.items() for one in all_ if one[0] == field]
        others = [one for all_ in given.values() for one in all_]
        for text in (*_fields(record), *record.tags):
            others += found(text)
        known: dict[str, str] = {}
        for scheme, value in [*own, *others, *_agreed(record.more)]:
            known.setdefault(scheme, value)
        for field, all_ in given.items():
            raw = getattr(record, field).strip()
            if raw and field == "doi" and all_ and all_[0][0] != "doi":
                scheme, value = all_[0]
                self.change(field, raw, f"{scheme}:{value}", "DOI of a preprint")
            elif raw:
                self.change(field, raw, known.get(field, ""), "identifier")
        return known

    def people(self, field: str, given: Iterable[Author | str]) -> tuple[tuple[Author, ...], bool]:
        """The people whom a field names, and whether there are others whom it does not."""
        others = False
        cleaned: list[Author | str] = []
        for name in given:
            family, first = (name.family, name.given) if isinstance(name, Author) else (name, "")
            family, first = self.text(field, family), self.text(field, first)
            if family.lower() == "others" and not first:
                others = True
                self.change(field, "and others", "", "unnamed authors")
            elif isinstance(name, Author) and (first or not names.others(family)):
                cleaned.append(Author(family or first, first if family else ""))
            else:
                cleaned.append(family)
        cleaned = [name for name in cleaned if name not in ("", Author(""))]
        people = []
        for before, after in zip(cleaned, names.authors(cleaned), strict=True):
            if isinstance(before, str) and names.others(before):
                others = True
                rest = "" if after == names.OTHERS else str(after)
                self.change(field, before, rest, "unnamed authors")
            elif before != after:
                if _letters(str(before)) != _letters(str(after)):
                    self.change(field, str(before), str(after), "name")
                # What was beside a part may have kept a rule from acting on it.
                family = self.text(field, after.family, "text")
                first = self.text(field, after.given, "text")
                if (family, first) != (after.family, after.given):
                    (after,) = names.authors([Author(family or first, first if family else "")])
            if after not in (Author(""), names.OTHERS):
                people.append(after)
        people = self.cased(field, people)
        half = len(people) // 2
        if half and people[:half] == people[half:]:
            self.change(field, _listed(people), _listed(people[:half]), "repeated authors")
            people = people[:half]
        return tuple(people), others

    def cased(self, field: str, people: Sequence[Author]) -> list[Author]:
        """The people, those named in capitals as others are."""
        capitals = [person for person in people if person.given and str(person).isupper()]
        every = len(capitals) == len(people) > 1 and any(len(one.family) > 3 for one in capitals)
        shown = []
        for person in people:
            (after,) = names.authors([Author(*person_case(person.family, person.given, every))])
            self.change(field, str(person), str(after), "capitals")
            shown.append(after)
        return shown

    def year(self) -> int | None:
        raw = self.record.year.strip()
        plain = raw if raw.isascii() else unicodedata.normalize("NFKC", raw)
        match = _DAY.fullmatch(plain) or _YEAR.search(plain)
        year = match[1] if match and int(match[1]) in YEARS else ""
        self.change("year", raw, year, "year")
        return int(year) if year else None

    def added(self) -> str:
        raw = self.record.added.strip()
        return self.change("added", raw, _dated(raw), "date added")

    def venue(self, year: int | None, known: Mapping[str, str]) -> str:
        venue = self.text("venue", self.record.venue)
        cased = self.change("venue", venue, venue_case(venue), "capitals")
        venue = self.text("venue", cased, "text")
        if _ARXIV.fullmatch(venue) or ("preprint" in known and _SERVER.fullmatch(venue)):
            return self.change("venue", venue, "", "preprint server")
        if year:
            without = re.sub(
                rf"(?<!\bin)(?<!\bof)(?<!\bon)(?:^|\s+)\(?{year}\)?(?=[\s,:;]|$)", "", venue
            ).strip(" ,:;")
            if re.search(r"[^\W\d_]", without) and without != venue.strip(" ,:;"):
                return self.change("venue", venue, without, "year in the venue")
        return venue

    def type(self, venue: str, known: Mapping[str, str]) -> str:
        kind = self.record.type
        if kind and kind not in TYPES:
            kind = self.change("type", kind, "", "type")
        unpublished = not venue and "doi" not in known and bool({"arxiv", "preprint"} & {*known})
        if unpublished and kind in _FILED_AS:
            return self.change("type", kind, "article", "preprint")
        return kind or ("article" if unpublished else "")

    def number(self, field: str, raw: str) -> str:
        """A volume or issue, unless the field only says that there is none."""
        text = self.text(field, raw)
        if text.lower() in _UNSTATED:
            return self.change(field, text, "", "nothing stated")
        if text.startswith("abs/"):  # of DBLP, for a preprint on arXiv
            return self.change(field, text, "", "preprint server")
        return text

    def pages(self) -> str:
        raw = self.record.pages.strip()
        text = raw if _PLAIN_PAGES.fullmatch(raw) else self.text("pages", raw)
        pages = _paged(text)
        while (again := _paged(pages)) != pages:
            pages = again
        if pages.lower().replace(" ", "") in _UNSTATED:
            return self.change("pages", text, "", "nothing stated")
        return self.change("pages", text, pages, "page range")

    def tags(self) -> tuple[str, ...]:
        kept: dict[str, str] = {}
        for raw in self.record.tags:
            tag = self.text("tags", raw)
            tag = self.change("tags", tag, _MESH.sub("", tag).strip(), "MeSH asterisk")
            if tag.casefold() in kept:
                self.change("tags", tag, "", "repeated tag")
            elif tag:
                kept[tag.casefold()] = tag
        return tuple(kept.values())

    def addresses(self, known: Mapping[str, str]) -> tuple[str, str, str]:
        """Where the paper, its PDF and its code are; an identifier leads to its page without."""
        identifiers = frozenset(known.items())
        pdf, code = self.safe("pdf", self.record.pdf), self.safe("code", self.record.code)
        url = ""
        for raw in _APART.split(self.record.url):
            address = self.safe("url", raw)
            if repeats(address, identifiers):
                self.change("url", address, "", "repeats an identifier")
            elif _PDF.fullmatch(address) and pdf in ("", address):
                self.change("url", address, "", "leads to the PDF")
                pdf = address
            elif url:
                self.change("url", address, "", "one address is enough")
            else:
                url = address
        return url, pdf, repository(code) or code

    def safe(self, field: str, raw: str) -> str:
        """An address fit for a link, or nothing."""
        text = self.text(field, raw)
        if text.lower().startswith("www."):
            text = self.change(field, text, f"http://{text}", "address without http")
        safe = safe_url(text)
        if text and not safe:
            self.change(field, raw, "", "not a web address")
        return safe


def clean(record: Record) -> Entry:
    """Clean one record. The same record always gives the same entry; nothing else is consulted."""
    work = _Cleaning(record)
    title = work.text("title", record.title)
    abstract = work.text("abstract", record.abstract)
    known = work.identifiers()
    year = work.year()
    venue = work.venue(year, known)
    authors, others = work.people("authors", record.authors)
    editors, _ = work.people("editors", record.editors)
    url, pdf, code = work.addresses(known)
    links = find_links(abstract)
    return Entry(
        record=record,
        title=title,
        abstract=abstract,
        authors=authors,
        others=others,
        editors=editors,
        year=year,
        venue=venue,
        type=work.type(venue, known),
        volume=work.number("volume", record.volume),
        issue=work.number("issue", record.issue),
        pages=work.pages(),
        publisher=work.text("publisher", record.publisher),
        url=url,
        pdf=pdf,
        code=code or next((found for link in links if (found := repository(link.url))), ""),
        added=work.added(),
        tags=work.tags(),
        links=links,
        changes=tuple(work.changes),
        **known,
    )


def _fields(record: Record) -> tuple[str, ...]:
    """The fields in which a link may state what identifies a paper."""
    plain = record.volume, record.issue, record.pages, record.publisher
    return (record.url, record.pdf, record.venue, *plain)


def _agreed(notes: Iterable[str]) -> list[Identifier]:
    """The identifiers in notes, but for a scheme of which they name two."""
    every = dict.fromkeys(one for note in notes for one in noted(note))
    schemes = [scheme for scheme, _ in every]
    return [one for one in every if schemes.count(one[0]) == 1]


def _dated(text: str) -> str:
    """A day, or the part of it that is stated, as ISO 8601 writes it; nothing if it is none."""
    match = _DATE.fullmatch(text)
    if not match:
        return ""
    parts = [int(part) for part in re.split("[-./]", match[1])]
    if parts[0] not in ADDED:  # the day may stand first
        parts.reverse()
    try:
        date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        return ""
    return "-".join(f"{part:02}" for part in parts) if parts[0] in ADDED else ""


def _letters(name: str) -> list[str]:
    """What a name is written with, in whatever order."""
    return sorted(re.sub(r"[\s,]", "", name))


def _listed(people: Iterable[Author]) -> str:
    return "; ".join(map(str, people))


def _paged(pages: str) -> str:
    """Pages without their label, the first and the last of a range with an en dash between."""
    pieces = re.split(r"(,\s*)", _PAGES.sub("", pages, count=1))
    return "".join(map(_range, pieces)).strip(" .,;")


def _range(pages: str) -> str:
    sign = _HYPHEN if pages.count("-") == 1 and not _RANGE.search(pages) else _RANGE
    ends = [end for end in sign.split(pages) if end.strip(" .;")]
    if len(ends) == 2 and all(end.isascii() and end.isdigit() for end in ends):
        first, last = ends
        whole = first[: -len(last)] + last
        if len(last) < len(first) and int(whole) > int(first):  # MEDLINE writes 245-58
            ends[1] = whole
    return ends[0] if len(set(ends)) == 1 else "–".join(ends) or pages
