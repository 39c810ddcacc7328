"""The immutable values that the other rooms hand on.

They follow the way of the data: a reader makes `Record`s, cleaning turns each into an
`Entry`, merging turns entries into `Paper`s, theming and relating add a `Library` of relations
by id around them, and rendering makes `Page`s. Nothing here does I/O or knows a file format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file: its POSIX path relative to the content folder, and a line from 1.

    Of several entries that begin on one line, `item` tells which it is, from 1.
    """

    path: str
    line: int = 1
    item: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}{f'#{self.item}' if self.item > 1 else ''}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with the content: where, what, and how to mend it, in one message.

    A fatal problem means that something a person wrote or supplied could not be used.
    """

    where: Where
    message: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True, order=True)
class Author:
    """A person's name in its two parts; an organisation has only a family name."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        if self.given and all("\u3040" <= sign <= "\ud7a3" for sign in self.family + self.given):
            return self.family + self.given  # as it is written in China, Japan and Korea
        return f"{self.given} {self.family}".strip()

    @property
    def inverted(self) -> str:
        """The name with the family name first, as in an index."""
        return f"{self.family}, {self.given}" if self.given else self.family


# What a paper is, in the words of the Citation Style Language 1.0.2, section "Types".
TYPES = frozenset(
    "article article-journal paper-conference chapter book thesis report dataset software "
    "webpage article-magazine article-newspaper post-weblog speech manuscript patent review "
    "standard entry-encyclopedia document".split()
)


@dataclass(frozen=True, slots=True)
class Record:
    """One paper as one file states it, before any cleaning; what a file lacks is empty.

    There is a title or an identifier. A name is an `Author` where the file tells its parts apart,
    and else a text as written, in whatever order; "others" says that some are not named. `type`
    is one of TYPES ("article" is a preprint), and empty where the file does not say. `tags` are
    keywords, or the headings of a list. `more` holds other values in which an identifier may
    stand, such as a note. `added` is when the paper came into the collection that the file was
    exported from. `rank` is the place in a listing, from 1; a source of facts gives none.
    `markup` says how the text fields are written: "text", "tex" or "html" (JATS included).
    """

    where: Where
    format: str
    title: str
    abstract: str = ""
    authors: tuple[Author | str, ...] = ()
    editors: tuple[Author | str, ...] = ()
    year: str = ""
    venue: str = ""
    type: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    arxiv: str = ""
    pmid: str = ""
    openalex: str = ""
    s2: str = ""
    acl: str = ""
    url: str = ""
    pdf: str = ""
    code: str = ""
    key: str = ""
    added: str = ""
    tags: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    rank: int | None = None
    markup: str = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of one file.

    Every entry of the file is either one of `records` or one of `rejected`, which says where it
    stands, why it gives no record, and how to mend it; `problems` is all else that was found
    wrong. `ranked` is true for a listing, whose order means something; `day` is the date that a
    listing shows, as it shows it.
    """

    path: str
    format: str
    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()
    rejected: tuple[Problem, ...] = ()
    ranked: bool = False
    day: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that cleaning altered: in which field, what stood there, what stands now."""

    field: str
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A web address in an abstract: the characters `start` to `end`, and where it leads."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a paper after cleaning: plain Unicode text, normalised identifiers.

    Mathematics stays in TeX between dollars. `others` says that there are authors who are not
    named. `doi` is that of the published version, `preprint` that of a preprint anywhere but on
    arXiv. `links` are the addresses in the abstract; `code` falls back to the first of them that
    leads to a repository. `added` is the day on which the paper came into the library, as
    "2026-11-21", or the part of it that is known, as "2026-11" or "2026".
    """

    title: str = ""
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    others: bool = False
    editors: tuple[Author, ...] = ()
    year: int | None = None
    venue: str = ""
    type: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    preprint: str = ""
    arxiv: str = ""
    pmid: str = ""
    openalex: str = ""
    s2: str = ""
    acl: str = ""
    url: str = ""
    pdf: str = ""
    code: str = ""
    added: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Facts):
    """A record after cleaning, and what cleaning changed."""

    record: Record
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """One place of a paper in a listing: the listing's path and the rank from 1."""

    source: str
    rank: int


@dataclass(frozen=True, slots=True)
class Join:
    """That two records were taken for one paper, and why."""

    left: Where
    right: Where
    reason: str


@dataclass(frozen=True, slots=True)
class Paper(Facts):
    """One paper, merged from all that is known of it.

    `id` is the slug of its title and its address. `titles` are others that it is known by, unless
    they are only spelt otherwise. `origins` names the place that each known
    field was taken from, `joins` why the records of `entries` are one paper.
    """

    id: str
    key: str = ""
    titles: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()
    origins: Mapping[str, Where] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    joins: tuple[Join, ...] = ()

    @property
    def records(self) -> tuple[Where, ...]:
        """Every place that speaks of the paper, in order."""
        return tuple(sorted(entry.record.where for entry in self.entries))

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything that cleaning altered in any of its records."""
        return tuple(change for entry in self.entries for change in entry.changes)


@dataclass(frozen=True, slots=True)
class Person:
    """An author: the name as the library shows it, every spelling, and the ids of the papers."""

    id: str
    name: Author
    spellings: tuple[Author, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of the entries of one file: read = papers + merged + rejected.

    An entry counts as a paper if the paper's first record is its, and as merged if that is
    another's.
    """

    path: str
    format: str
    read: int
    papers: int
    merged: int
    rejected: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """How often cleaning followed one rule, and a few changes as examples with their papers."""

    rule: str
    count: int
    examples: tuple[tuple[str, Change], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What was done to the files of papers on the way to the library."""

    files: tuple[Filed, ...] = ()
    rules: tuple[Ruled, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mark a theme, and how strongly."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as the curator describes it in themes.yml, or as it was found automatically.

    `order` are the ids of the papers that the curator wants read first.
    """

    id: str
    title: str
    about: str
    phrases: tuple[Phrase, ...]
    parent: str = ""
    where: Where = Where("themes.yml")
    automatic: bool = False
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a theme in a paper: how often in the title and in the abstract."""

    phrase: str
    title: int
    abstract: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """That a paper belongs to a theme, and why: phrases, likeness, or the curator's word.

    `score` is in points of phrases and of likeness. `likeness` is to the papers that are surely in
    the theme, from 0 to 1, and 0 where it is worth nothing; `terms` carry it. `borderline` says
    that the paper could as well not be there, `rival` which theme comes near to its main one.
    """

    theme: str
    score: float
    found: tuple[Found, ...] = ()
    curated: bool = False
    likeness: float = 0.0
    terms: tuple[str, ...] = ()
    borderline: bool = False
    rival: str = ""

    @property
    def guessed(self) -> bool:
        """Whether nothing but likeness speaks for it."""
        return not self.found and not self.curated


@dataclass(frozen=True, slots=True)
class Related:
    """A paper close to another: nearness from 0 to 1, and the terms they share.

    `meaning` says whether a language model's judgement is part of the score.
    """

    id: str
    score: float
    terms: tuple[str, ...] = ()
    meaning: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """That an abstract names another paper: the characters `start` to `end` of the abstract."""

    start: int
    end: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a paper first uses a name: its sentence, and the characters of the name in that."""

    paper: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name that no paper of the library bears, as most spell it, and where each first uses it."""

    name: str
    namings: tuple[Naming, ...]


@dataclass(frozen=True, slots=True, order=True)
class Abbreviation:
    """That an abstract defines a short form: the long form, and the id of the term that it is.

    `uses` are the places of the short form in the abstract, `start` and `end`: that of its
    definition and all after it. Where it is borrowed, only others define it, and its first use is
    told. `one` is the long form of a use in the singular, unlike `long` where that is a plural.
    """

    short: str
    long: str
    term: str
    uses: tuple[tuple[int, int], ...]
    one: str


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A short form in one meaning, as most papers spell it, and the ids of those that define it."""

    id: str
    short: str
    long: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What the curator says of one paper in notes/<paper>.md; None or empty where silent.

    `line` is where the body begins in the file.
    """

    paper: str
    where: Where
    body: str = ""
    line: int = 1
    themes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    status: str = ""
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The curator's word that what two references name is, or is not, the same paper or person."""

    where: Where
    same: bool
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file of papers as the site presents it.

    `day` is the date that a listing shows, as it shows it; `added` is when the file came into the
    library, as far as the curator says.
    """

    path: str
    format: str
    title: str
    day: str
    ranked: bool
    records: int
    added: str = ""


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What the curator sets for one file of papers: its title, and the day on which it came."""

    title: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the curator sets for the whole library in settings.yml.

    `contact` is the e-mail address that services are told when papers are fetched. `sources` is
    by the path of a file, with `sources/` before it or without.
    """

    title: str = "Reading list"
    description: str = ""
    url: str = ""
    contact: str = ""
    related: int = 6
    sources: Mapping[str, SourceSettings] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of one model by the key of the text that they stand for.

    A vector is `dimension` signed bytes: only its direction counts, so that the largest of its
    numbers is 127. `model` says in words which model it was.
    """

    model: str = ""
    dimension: int = 0
    by_text: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was read from a content folder."""

    readings: tuple[Reading, ...] = ()
    themes: tuple[Theme, ...] = ()
    notes: tuple[Note, ...] = ()
    decisions: tuple[Decision, ...] = ()
    people: tuple[Decision, ...] = ()
    settings: Settings = Settings()
    pages: tuple[Page, ...] = ()
    vectors: Vectors = Vectors()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sized:
    """How many papers a theme has first of all, how many further ones, and how sure they are."""

    theme: str
    main: int
    further: int
    guessed: int
    borderline: int


@dataclass(frozen=True, slots=True)
class Border:
    """That a paper could as well not be in its theme, or be in its rival, if there is one."""

    paper: str
    theme: str
    rival: str


@dataclass(frozen=True, slots=True)
class Outlier:
    """That none of a paper's nearest papers is in its theme, and many are in another one."""

    paper: str
    theme: str
    elsewhere: str
    number: int
    nearest: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """That two themes share papers, and how many the smaller of them has."""

    left: str
    right: str
    shared: int
    smaller: int


@dataclass(frozen=True, slots=True)
class Idle:
    """That a phrase of a theme tells nothing: it marks no paper, or too many."""

    theme: str
    text: str
    papers: int = 0


@dataclass(frozen=True, slots=True)
class Twins:
    """That two papers are so near one another that they may be one."""

    left: str
    right: str
    score: float


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the grouping of a library is; papers and themes by their ids."""

    papers: int = 0
    by_note: int = 0
    by_likeness: int = 0
    unsorted: tuple[str, ...] = ()
    themes: tuple[Sized, ...] = ()
    borders: tuple[Border, ...] = ()
    outliers: tuple[Outlier, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    idle: tuple[Idle, ...] = ()
    common: tuple[Idle, ...] = ()
    twins: tuple[Twins, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def by_phrases(self) -> int:
        """How many papers phrases have sorted."""
        return self.papers - self.by_note - self.by_likeness - len(self.unsorted)


@dataclass(frozen=True, slots=True)
class Library:
    """All papers by id with their relations, each relation a mapping of ids.

    `papers` is in the order of the titles. `assignments` holds a paper's themes, the main one
    first; `related` its nearest papers, nearest first; `mentions` what its abstract names, in
    the order of the text. `abbreviations` holds what its abstract defines, in that order too,
    `borrowed` what it uses as others define it, `terms` what all of them define, and `unlisted`
    what several name and none of them is.
    """

    settings: Settings
    papers: Mapping[str, Paper]
    sources: tuple[Source, ...]
    themes: tuple[Theme, ...]
    assignments: Mapping[str, tuple[Assignment, ...]]
    related: Mapping[str, tuple[Related, ...]]
    mentions: Mapping[str, tuple[Mention, ...]]
    notes: Mapping[str, Note]
    people: tuple[Person, ...] = ()
    abbreviations: Mapping[str, tuple[Abbreviation, ...]] = field(default_factory=dict)
    borrowed: Mapping[str, tuple[Abbreviation, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    unlisted: tuple[Unlisted, ...] = ()
    account: Account = Account()
    quality: Quality = Quality()


@dataclass(frozen=True, slots=True)
class Page:
    """A file to be written: a POSIX path relative to the docs folder, and its text."""

    path: str
    text: str
