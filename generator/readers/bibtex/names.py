"""Names as BibTeX writes them: lists to people, and each person's name to its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bibtexparser.middlewares.names import (
    NameParts,
    parse_single_name_into_parts,
)

from generator.model import Author
from generator.readers.bibtex.values import unbraced

_ET_AL = re.compile(r"(?:(?:^|,|\sand)\s*|\s)\{?et\.?\s?al\b\.?\}?(?=\s+and\s|\s*$)", re.IGNORECASE)
_AND = re.compile(r"\sand\s", re.IGNORECASE)
_AND_OR_BRACE = re.compile(r"(?<!\\)[{}]|\sand(?=\s)", re.IGNORECASE)
_EXTENDED = re.compile(r"\s*\"?(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)
_JUNIOR = re.compile(r"(?:[JS]r\.?|I{2,3}|IV)", re.IGNORECASE)
_PARTICLES = frozenset(
    "af al av bin da das de del den der di do dos du el ibn la le ten ter van vom von zu zum"
    " zur".split()
)
# A letter that is a command of TeX, and where a space after it only ends the command.
_LETTER = r"\\(?:AA|aa|AE|ae|OE|oe|[OoLlij]|ss|SS|DH|dh|TH|th|DJ|dj|NG|ng|[Dd]bar|cd?prime)"
_WORD_GOES_ON = (
    rf"\s+(?!(?i:and|{'|'.join(sorted(_PARTICLES))})\s)"
    r"(?=[^\W\d_A-Z]|[A-Z]{2}|\\[^A-Za-z\s]\{?[a-z])"
)
_COMMAND = re.compile(
    rf"(?<!\\)(?:\{{\s*(?P<closed>{_LETTER})\s*\}}{_WORD_GOES_ON}"
    rf"|(?P<open>{_LETTER})(?:\{{\}}|{_WORD_GOES_ON})"
    r"|(?P<accent>\\(?:['`^\"~=.]|[uvHcdbkr]))\s+(?P<under>\\[ij](?![A-Za-z])\s*|[^\W\d_](?!nd\s)))"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s~-]*+){1,4}")
_STARTS_WITH_INITIAL = re.compile(r"[^\W\d_]\.[\s~-]*\S")
# A semicolon may also end an entity of HTML, and an ampersand begin one.
_MARKS = {
    ";": re.compile(r"(?<!\\)(?:&#?\w{1,31};|[;{}])"),
    "&": re.compile(r"\\?&(?!#?\w{1,31};)|(?<!\\)[{}]"),
    ",": re.compile(r"(?<!\\)[,{}]"),
}


def people(value: str) -> tuple[tuple[Author, ...], str]:
    """The people of an author or editor field, and what is wrong with how they are told apart.

    "others" at the end stays, as a person of that name. Where a list without "and" can be nothing
    else, its names are told apart; what is wrong is the character in their place, "," for one.
    """
    if not value:
        return (), ""
    value = _ET_AL.sub(" and others", value) if "al" in value.lower() else value
    value = _COMMAND.sub(_in_braces, value) if "\\" in value else value
    found: list[Author] = []
    wrong = ""
    for name in _names(value.removeprefix(" and ")):
        if _EXTENDED.match(name):
            person = _extended(name)
            found += [person] if person.family else []
            continue
        mark = _mark(name)
        wrong = wrong or mark[:1]
        for each in _apart(name, mark):
            person = _person(each)
            found += [person] if person.family else []
    return tuple(found), wrong


def _in_braces(command: re.Match[str]) -> str:
    """A letter of TeX so written that it stays in one piece with the rest of its word."""
    if command["accent"]:
        return f"{{{command['accent']}{{{command['under'].strip()}}}}}"
    return f"{{{command['closed'] or command['open']}}}"


def _apart(name: str, mark: str) -> Iterator[str]:
    """The names that marks part, and those within them that others do, as in "A; B & C"."""
    if not mark:
        yield name
        return
    for part in parted(name, mark):
        yield from _apart(part, _mark(part))


def _names(value: str) -> Iterator[str]:
    if "{" not in value:  # as nearly always
        yield from _AND.split(value)
        return
    start, depth = 0, 0
    for found in _AND_OR_BRACE.finditer(value):
        if found[0] in "{}":
            depth = max(0, depth + (1 if found[0] == "{" else -1))
        elif depth == 0:
            yield value[start : found.start()].strip()
            start = found.end()
    yield value[start:].strip()


def _person(name: str) -> Author:
    """A name in the three ways of BibTeX: First von Last; von Last, First; von Last, Jr, First."""
    if "," in name and (junior := _junior_last(name)):
        return junior
    family, comma, given = name.partition(",")
    words = (family if comma else name).split()
    if not words or "," in given or any(c in name for c in "{}\\~") or not _all_upper(words):
        return _joined(parse_single_name_into_parts(name, strict=False))
    if comma:
        return Author(" ".join(words), " ".join(given.split()))
    if len(words) > 2 and _JUNIOR.fullmatch(words[-1]):
        return Author(f"{words[-2]}, {words[-1]}", " ".join(words[:-2]))
    return Author(words[-1], " ".join(words[:-1]))


def _junior_last(name: str) -> Author | None:
    """A name whose suffix stands last, where BibTeX has none: King, Martin, Jr.; Ann King, Jr."""
    suffix = unbraced(name.rpartition(",")[2].strip())
    if not _JUNIOR.fullmatch(suffix):
        return None
    parts = list(parted(name, ","))[:-1]
    if len(parts) == 2 and not _JUNIOR.fullmatch(parts[1]):
        return _person(f"{parts[0]}, {suffix}, {parts[1]}")
    if len(parts) == 1 and len(parts[0].split()) > 1:
        whole = _person(parts[0])
        return Author(f"{whole.family}, {suffix}", whole.given)
    return None


def _all_upper(words: Iterable[str]) -> bool:
    return all(word[0].isupper() for word in words)


def _joined(parts: NameParts) -> Author:
    first, last = parts.first, parts.last
    if len(first) == len(last) == 1 and first[0] in _PARTICLES:  # the library sees no "von" here
        first, last = [], [*first, *last]
    family = unbraced(" ".join([*parts.von, *last]))
    given = unbraced(" ".join(first))
    if parts.jr:
        family += ", " + " ".join(parts.jr)
    return Author(family, given) if family else Author(given)


def _extended(name: str) -> Author:
    """A name as BibLaTeX may write it: family=Hasselt, given=Jane, prefix=van, suffix=Jr."""
    parts: dict[str, str] = {}
    for part in parted(name, ","):
        label, _, text = part.strip(' "').partition("=")
        parts[label.strip().lower()] = unbraced(text.strip(' "'))
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    given = parts.get("given", "")
    if parts.get("suffix"):
        family += f", {parts['suffix']}"
    return Author(family, given) if family else Author(given)


def _mark(name: str) -> str:
    """What certainly parts several people in what BibTeX takes for one, or nothing."""
    if ";" in name and len(list(parted(name, ";"))) > 1:
        return ";"
    if "&" in name:
        parts = list(parted(name, "&"))
        if len(parts) > 1 and all(map(_is_person, parts)):
            return "&"
    commas = name.count(",")
    if not commas or (commas == 1 and "." not in name):
        return ""
    parts = list(parted(name, ","))
    if len(parts) > 3 and len(parts) % 2 == 0 and all(map(_is_initials, parts[1::2])):
        return ", ,"
    if len(parts) > 1 and all(map(_starts_with_initial, parts)):
        return ","
    # BibTeX knows at most two commas, and none before the "and".
    is_list = len(parts) > 2 or (len(parts) > 1 and name.rstrip().endswith(","))
    return "," if is_list and all(_is_person(part) and part[-1] != "." for part in parts) else ""


def _is_initials(text: str) -> bool:
    return _INITIALS.fullmatch(text) is not None and text.isupper()


def _starts_with_initial(text: str) -> bool:
    return _STARTS_WITH_INITIAL.match(text) is not None and not _is_initials(text)


def _is_person(text: str) -> bool:
    """Whether a text has the look of a whole name, which not even an organisation's has."""
    words = [word for word in text.split() if word not in _PARTICLES]
    return len(words) > 1 and "{" not in text and _all_upper(words)


def parted(text: str, mark: str) -> Iterator[str]:
    """The texts between the marks ";", "&" or "," outside braces; ", ," is every second comma."""
    start, depth, commas = 0, 0, 0
    for found in _MARKS[mark[0]].finditer(text):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0 and found[0].lstrip("\\") == mark[0]:
            commas += 1
            if mark != ", ," or commas % 2 == 0:
                if part := text[start : found.start()].strip():
                    yield part
                start = found.end()
    if part := text[start:].strip():
        yield part
