"""What records say of a paper together, and what speaks against two papers being one.

A false merge is worse than a missed one, so of two that disagree in anything that tells papers
apart nothing joins them but the curator. A preprint and its published version do not disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from generator.alike import alike
from generator.model import Entry
from generator.titles import fold

# Abstracts of one paper, however mangled, share nearly all their words; of two papers, few.
DIFFERENT_ABSTRACT = 0.3
LONG_ENOUGH = 20
# From a preprint to its publication pass so many years at most.
MOST_YEARS = 5
MOST_YEARS_OF_ALIKE = 2
# So much of their authors two versions share.
MOST_AUTHORS = 0.75

# By what identifiers two papers contradict each other, the more telling first. OpenAlex and
# Semantic Scholar have duplicates, so their ids do not, nor do preprints on two servers.
TELLING = {
    "arxiv": "arXiv ids",
    "doi": "DOIs",
    "pmid": "PubMed ids",
    "acl": "ACL Anthology ids",
    "preprint": "preprint DOIs",
}
# What the publishers of half the books are called, and says nothing.
_PUBLISHING = frozenset(
    "academic and books co company edition editions für for group house inc international limited "
    "llc ltd of press publications publisher publishers publishing the university verlag".split()
)
# What corrects or answers a paper may be given its identifier.
_CORRECTS = re.compile(
    "erratum|corrigend|correction|retract|addendum|comment(?:on|ary)|(?:authors?)?reply|responseto"
)
# The parts of a place, as a reader knows them.
_PLACE = ("venues", "volumes", "issues", "first pages")
# What never shares its title with a paper and is one.
_SOLITARY = frozenset({"thesis", "dataset", "software", "patent", "standard"})
# Titles that journals use over and over.
_COMMON = frozenset(
    map(
        fold,
        "abstracts|acknowledgements|acknowledgments|afterword|announcements|annual report|appendix|"
        "author index|authors' reply|author's reply|author reply|back matter|background|"
        "book review|book reviews|calendar|comment|commentary|comments|concluding remarks|"
        "conclusion|conclusions|contents|contributors|correction|corrections|correspondence|"
        "corrigendum|corrigenda|discussion|editor's note|editorial|editorial board|editorial note|"
        "errata|erratum|foreword|from the editor|from the editors|front matter|guest editorial|"
        "guest editors' introduction|in brief|in memoriam|in this issue|index|introduction|"
        "introduction to the special issue|introductory remarks|invited talk|keynote|letter|"
        "letter to the editor|letter to editor|letters|letters to the editor|list of reviewers|"
        "masthead|message from the chairs|message from the general chairs|methods|news|notes|"
        "obituary|opening remarks|outlook|overview|panel discussion|perspective|preface|"
        "preliminaries|proceedings|publisher's note|reply|report|response|results|retraction|"
        "review|reviewers|special issue|subject index|summary|table of contents|"
        "the authors reply|title page|tutorial|untitled|welcome".split("|"),
    )
)


@dataclass(frozen=True, slots=True)
class Known:
    """All that the entries of a group say that could speak against another being the same.

    `ids` are the identifiers in the order of TELLING, `families` the family names of the authors
    or else of the editors, `people` these with the initials of their given names, `authored`
    whether any of them is an author's, `places` where it
    stands: venue, volume, issue and first page. `filed` are the path, citation key and year by
    which a file tells its entries apart, but for preprints. `foes` are the numbers of the entries
    that the curator keeps apart from them.
    """

    ids: tuple[frozenset[str], ...]
    titles: frozenset[str]
    families: frozenset[str]
    people: frozenset[tuple[str, str]]
    years: frozenset[int]
    places: frozenset[tuple[str, ...]]
    types: frozenset[str]
    publishers: frozenset[str]
    authored: bool
    filed: frozenset[tuple[str, str, int | None]]
    abstract: str
    foes: frozenset[int]

    def __or__(self, other: Known) -> Known:
        return Known(
            tuple(ours | theirs for ours, theirs in zip(self.ids, other.ids, strict=True)),
            self.titles | other.titles,
            self.families | other.families,
            self.people | other.people,
            self.years | other.years,
            self.places | other.places,
            self.types | other.types,
            self.publishers | other.publishers,
            self.authored or other.authored,
            self.filed | other.filed,
            max(self.abstract, other.abstract, key=len),
            self.foes | other.foes,
        )

    @property
    def weight(self) -> int:
        """How much the group says; an arXiv id outweighs all else."""
        placed = any(map(any, self.places))
        known = (self.years, placed, self.families, self.abstract, *self.ids[::-1])
        return sum(bool(some) << place for place, some in enumerate(known))


def known_of(entry: Entry, foes: frozenset[int] = frozenset()) -> Known:
    """What one entry says."""
    venue = fold(entry.venue) if entry.venue else ""
    record = entry.record
    # A preprint and what became of it may well stand in one file, under two keys and years.
    version = entry.venue or entry.doi or not (entry.arxiv or entry.preprint)
    filed = version and entry.type != "article" and record.key
    place = (venue, entry.volume, entry.issue, re.split("[–,]", entry.pages)[0])
    return Known(
        tuple(frozenset({getattr(entry, scheme)} - {""}) for scheme in TELLING),
        frozenset({fold(entry.title)} if entry.title else ()),
        families(entry),
        frozenset(
            (fold(person.family), fold(person.given[:1]) if person.given else "")
            for person in entry.authors or entry.editors
        ),
        frozenset(() if entry.year is None else (entry.year,)),
        frozenset({place}),
        frozenset({entry.type} - {""}),
        frozenset({entry.publisher} - {""}),
        bool(entry.authors),
        frozenset({(record.where.path, record.key, entry.year)} if filed else ()),
        entry.abstract,
        foes,
    )


def families(entry: Entry) -> frozenset[str]:
    """The family names of its authors, or else of its editors, folded."""
    return frozenset(fold(person.family) for person in entry.authors or entry.editors)


def against_identifier(left: Known, right: Known) -> str:
    """What speaks against two groups that share an identifier being one paper, or nothing."""
    if found := _disagree(left, right):
        return found
    if _strangers(left, right) and left.titles.isdisjoint(right.titles):
        # As the chapters of one book may, where each is given the DOI of the whole.
        return f"they have neither title nor {_people(left, right)} in common"
    arxiv = left.ids[0] & right.ids[0]
    return "" if arxiv or not left.titles.isdisjoint(right.titles) else _parts_apart(left, right)


def _parts_apart(left: Known, right: Known) -> str:
    """What speaks against two titles with one identifier, as the chapters of a book may have."""
    if {"book", "chapter"} <= left.types | right.types and left.types != right.types:
        return "one of them is a chapter, and the other a book"
    corrected = [any(map(_CORRECTS.match, known.titles)) for known in (left, right)]
    if corrected[0] != corrected[1]:
        return "one of them corrects or answers another"
    pages = [{place[3] for place in known.places} - {""} for known in (left, right)]
    if all(pages) and pages[0].isdisjoint(pages[1]):
        return "their titles and their first pages differ"
    return ""


def against_title(left: Known, right: Known) -> str:
    """What speaks against two groups of one title being one paper, or nothing."""
    if found := _disagree(left, right):
        return found
    if any(ours & theirs for ours, theirs in zip(left.ids, right.ids, strict=True)):
        return ""
    if _strangers(left, right):
        return f"they have no {_people(left, right)} in common"
    alone = sorted(_SOLITARY & (left.types ^ right.types))
    if alone and left.types and right.types:
        return f"only one of them is a {alone[0]}"
    return (
        _places_apart(left, right)
        or _years_apart(left, right)
        or _filed_apart(left, right)
        or _abstracts_apart(left, right)
    )


def same_work(left: Entry, right: Entry) -> bool:
    """Whether all that two entries say of titles, authors and years fits a paper's two versions."""
    ours, theirs = families(left), families(right)
    return (
        left.year is not None
        and right.year is not None
        and abs(left.year - right.year) <= MOST_YEARS_OF_ALIKE
        and len(ours & theirs) >= MOST_AUTHORS * len(ours | theirs)
        and not (_SOLITARY & ({left.type} ^ {right.type}))
        and alike(left.title, right.title)
    )


def against_versions(left: Known, right: Known) -> str:
    """What speaks against two groups with entries of `same_work` being one paper, or nothing."""
    return _disagree(left, right) or _abstracts_apart(left, right)


def _disagree(left: Known, right: Known) -> str:
    """How the identifiers of two groups contradict each other, or nothing."""
    for scheme, ours, theirs in zip(TELLING, left.ids, right.ids, strict=True):
        if ours and theirs and (scheme != "preprint" or _servers(ours) & _servers(theirs)):
            same = not ours.isdisjoint(theirs)
            return "" if same else f"their {TELLING[scheme]} differ ({min(ours)}, {min(theirs)})"
    return ""


def _servers(preprints: frozenset[str]) -> set[str]:
    return {doi.partition("/")[0] for doi in preprints}


def _strangers(left: Known, right: Known) -> bool:
    """Whether both name people, and nobody may be the same: of one family, and of one initial."""
    if not (left.people and right.people):
        return False
    theirs = dict.fromkeys(family for family, _ in right.people)
    initials = {
        family: {one for name, one in right.people if name == family}
        for family in theirs
        if family in left.families
    }
    return not any(
        family in initials and (not one or one in initials[family] or "" in initials[family])
        for family, one in left.people
    )


def _people(left: Known, right: Known) -> str:
    return "author" if left.authored or right.authored else "editor"


def _common(left: Known, right: Known) -> bool:
    return not _COMMON.isdisjoint(left.titles & right.titles)


def _books(left: Known, right: Known) -> bool:
    """Whether both are books, of which a new edition has the title of the old one."""
    return "book" in left.types & right.types


def _places_apart(left: Known, right: Known) -> str:
    for one, other in product(left.places, right.places):
        if one[0] and one[0] == other[0] and one[1] and other[1] and one[1] != other[1]:
            return "their volumes differ"
    nobody = not left.people and not right.people
    if nobody and left.years and right.years and left.years.isdisjoint(right.years):
        venues = [{place[0] for place in known.places} - {""} for known in (left, right)]
        if all(venues) and venues[0].isdisjoint(venues[1]):
            return "they name no author, and their venues and years differ"
    if _common(left, right) or _books(left, right):
        for one, other in product(left.places, right.places):
            for part, ours, theirs in zip(_PLACE, one, other, strict=True):
                if ours and theirs and ours != theirs:
                    return f"their {part} differ"
    return ""


def _years_apart(left: Known, right: Known) -> str:
    if left.years and right.years:
        most = 0 if _common(left, right) or _books(left, right) else MOST_YEARS
        if min(abs(ours - theirs) for ours in left.years for theirs in right.years) > most:
            return f"their years differ ({min(left.years)}, {min(right.years)})"
    return ""


def _filed_apart(left: Known, right: Known) -> str:
    """Whether a file lists both as two, or whether they are books of two publishers."""
    books = _books(left, right)
    for path, ours, year in left.filed:
        for other, theirs, another in right.filed:
            years = year != another and year and another
            if path == other and ours != theirs and (books or years):
                both = " and ".join(sorted((ours, theirs)))
                return f"one file lists them as two ({both}{', of other years' if years else ''})"
    ours_, theirs_ = (frozenset(map(_imprint, one.publishers)) for one in (left, right))
    if books and ours_ and theirs_ and not any(a & b for a, b in product(ours_, theirs_)):
        return f"their publishers differ ({min(left.publishers)}, {min(right.publishers)})"
    return ""


@lru_cache(maxsize=1024)
def _imprint(publisher: str) -> frozenset[str]:
    """The words by which a publisher is known, and the initials."""
    words = [fold(word) for word in re.findall(r"\w+", publisher)]
    initials = "".join(re.findall(r"\b[A-Z]", publisher)).lower()
    return (frozenset(words) - _PUBLISHING or frozenset(words)) | {initials}


def _abstracts_apart(left: Known, right: Known) -> str:
    if left.abstract != right.abstract:
        ours, theirs = _words(left.abstract), _words(right.abstract)
        fewest = min(len(ours), len(theirs))
        if fewest >= LONG_ENOUGH and len(ours & theirs) / fewest < DIFFERENT_ABSTRACT:
            return "their abstracts have little in common"
    return ""


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", text.casefold()))
