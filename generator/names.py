"""How a name written as one text is told apart into family and given name.

With the given name first, the rule of BibTeX holds, as bibtexparser has it: the family name is
the last word and the words in lower case before it ("Tame the BeaST", section 11). Here stands
what BibTeX does not know: the form of MEDLINE and Embase, a family name with initials behind it;
particles with a capital; organisations; and what the parsers of PDF files leave on a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bibtexparser.middlewares.names import parse_single_name_into_parts

from generator.model import Author

OTHERS = Author("others")

_ORCID = r"(?:https?://)?(?:orcid(?:\.org/|:?\s?))?(?<![\d-])(?:\d{4}-){3}\d{3}[\dX](?![\d-])"
_MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
_ADDRESS = re.compile(rf"[(<\[]\s?(?:{_ORCID}|{_MAIL})\s?[)>\]]|{_ORCID}|{_MAIL}", re.IGNORECASE)
_REMARK = re.compile(
    r"[(\[](?:[^\w()\[\]]*|orcid|[\d\s,]+|(?:equal|corresponding)\s[^()\[\]]*)[)\]]", re.IGNORECASE
)
_MARKS = " ,;*∗⁎⋆★†‡§¶‖#^✉⁰¹²³⁴⁵⁶⁷⁸⁹"
_AND = re.compile(r"^(?:(?:and|&)\s)+", re.IGNORECASE)
_ET_AL = re.compile(
    r"(?:^|,\s?|\s)(?:(?:and|&)\s)?(?:others|et\.?\s?al(?:ii|\.)?)$|^(?:\.{3}|…)$", re.IGNORECASE
)
_TITLES = re.compile(
    r"^(?:(?:[Dd]r|[Pp]rof(?:essor)?|M(?:r|rs|s))(?:\.\s?|\s)(?:-?\s?[Ii]ng\.\s?)?)+(?=[^\W\d_])"
)
_DEGREE = re.compile(r"(?:Ph\.?\s?D|[BM]\.?Sc|D\.?Phil|Dr\.?\s?-?Ing|Esq)\.?", re.IGNORECASE)
_LAST_DEGREE = re.compile(rf"(?<=\w)(?:\s(?:{_DEGREE.pattern}))+$")
# Degrees in capitals are written like initials, which is what they mostly are.
_CAPITALS = re.compile(r"(?:[A-Z]\.?\s?){2,6}")
# A number of four digits tells namesakes apart in DBLP, and so is a part of the name.
_JUNIOR = re.compile(
    r"(?:(?P<name>.*\S),?\s)?(?P<junior>[JS]n?r\.?|I{2,3}|IV|2nd|3rd|4th|\d{4})",
    re.IGNORECASE | re.DOTALL,
)
# All of `['a', 'b']` that a list of Python leaves on its first or last name.
_QUOTED = re.compile(r"\[?\s?(?P<mark>['\"])\s?(?P<name>[^'\"].*[^'\"\]\s])\s?(?P=mark)\s?\]?")
_ASIDE = re.compile(r"(?<=\S)\s\([^()]*\)$")
# Most names hold nothing but letters, and no word that is no part of them.
_ORDINARY = re.compile(
    r"(?!(?:and|dr|prof(?:essor)?|mr|mrs|ms)\b)(?!.*[¹²³⁰⁴-⁹])"
    r"[^\W\d_]+(?:(?:[-'’]|\. ?| )[^\W\d_]+)*\.?",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_EAST_ASIAN = re.compile(r"[々〆ぁ-ヿ㐀-䶿一-鿿가-힣豈-\uFAFF\U00020000-\U000323AF・·\s]+")

# Nothing longer is looked into.
LONGEST = 500
# Of what may lie around a name, one layer after another is taken away.
_MOST_LAYERS = 8

_PARTICLES = frozenset(
    "al abu af av ben da dal das de dei del della delle den der des di dos du el la las le los "
    "mac mc op te ten ter thor van vande vanden vander vom von zu zum zur".split()
)
# Before these, "Van" and the like are middle names.
_VIETNAMESE = frozenset(
    "bui cao chu dang dinh do doan duong ha ho hoang huynh le luong luu ly mai ngo nguyen pham "
    "phan phung quach ta to tran trinh truong vo vu".split()
)
# Spelt with its accents, a name stands in the order of its own country.
_VIETNAMESE_FIRST = frozenset(
    "Nguyễn Trần Lê Phạm Huỳnh Hoàng Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh".split()
)
_ORGANISATION = frozenset(
    "academy agency alliance association authors center centre collaboration commission committee "
    "community consortium contributors corporation corp council department developers "
    "federation foundation gmbh group inc initiative institute laboratory labs llc ltd ministry "
    "network organisation organization project research society team university".split()
)
_JOINING = frozenset(("of", "for", "and", "the", "&"))


def others(text: str) -> bool:
    """Whether a text ends in words such as "et al.", that there are authors it does not name."""
    return _ET_AL.search(text.rstrip()) is not None


def authors(names: Sequence[Author | str]) -> tuple[Author, ...]:
    """The authors of one record, one for each of its names and in their order.

    A name that ends in initials, such as "Weinan E", has its given name first where another of
    the record has.
    """
    texts = [_peeled(name) for name in names if isinstance(name, str) and len(name) <= LONGEST]
    plain = [name for name in texts if _is_plain(name) and not others(name)]
    behind = all("," in name or " " not in name or _initials_behind(name) for name in plain)
    return tuple(tidy(name) if isinstance(name, Author) else part(name, behind) for name in names)


@lru_cache(maxsize=1 << 16)
def part(text: str, behind: bool = True) -> Author:
    """The two parts of a name in cleaned text, whichever comes first.

    "Liu R." is a family name with initials `behind` it, if there may be such. An organisation, a
    name in Chinese, Japanese or Korean script and one that cannot be told apart are whole family
    names; "et al." alone is OTHERS. Marks, addresses, ORCIDs, titles and degrees are left out.
    """
    return tidy(_parted(text, behind) if len(text) <= LONGEST else Author(_squeezed(text)))


@lru_cache(maxsize=1 << 16)
def tidy(author: Author) -> Author:
    """A name that its source told apart, without what `part` leaves out and with all in its place.

    A "Jr." goes behind the family name after a comma, a particle such as "van" before it. "Family,
    Given" that is wholly the family name is told apart.
    """
    if len(author.family) + len(author.given) > LONGEST:
        return author
    for _ in range(_MOST_LAYERS):
        before, author = author, _tidied(author)
        if author == before:
            break
    return author


def _parted(text: str, behind: bool = True) -> Author:
    name = _peeled(text)
    if others(name):
        name = _ET_AL.sub("", name)
        if not name:
            return OTHERS
    if not _is_plain(name):
        return Author(name.strip("{} ") or name)
    family, *sections = _sections(name)
    if not sections:
        return _in_turn(family, behind)
    if len(sections) == 1:
        (given,) = sections
        if _JUNIOR.fullmatch(given) and not given.isupper():  # but "Petrov, IV" has initials
            return _in_turn(f"{family}, {given}", behind)
        return Author(family, given)
    if len(sections) == 2:  # BibTeX puts a "Jr." second, others put it last
        for junior, given in (sections, sections[::-1]):
            if _JUNIOR.fullmatch(junior):
                return _settled(family, given, junior)
    return Author(name)


def _tidied(author: Author) -> Author:
    whole = _squeezed(str(author))
    if _QUOTED.fullmatch(whole) or (author.given and _is_organisation(whole)):
        return _parted(whole)
    if not author.given:
        loose = "," in whole or whole.islower() or _AND.match(whole)
        return _parted(whole) if loose else Author(_peeled(whole))
    family = ", ".join(_sections(_peeled(author.family)))
    given = ", ".join(_sections(_peeled(author.given)))
    if not _WORD.search(given):
        return Author(family)
    if not _WORD.search(family):
        return _in_turn(" ".join(filter(_WORD.search, given.split())))
    late = _JUNIOR.fullmatch(family) and _junior(f"{given} {family}")[1]
    if late or family.startswith("("):  # what BibTeX takes for the last word
        return _in_turn(f"{given} {family}")
    family, junior = _junior(family)
    if not junior:
        given, junior = _junior(given)
    return _settled(family, given, junior)


def _in_turn(text: str, behind: bool = True) -> Author:
    """A name without a comma, but perhaps one before a "Jr."."""
    name, junior = _junior(text)
    if aside := _ASIDE.search(name):  # as in "Xiaodong He (何晓冬)"
        name = name[: aside.start()]
    words = name.split()
    if not words or set(name) & set("{}\\"):
        return Author(text)
    if words[0] in _VIETNAMESE_FIRST and not _is_vietnamese(words[-1]):
        family, given = words[0], " ".join(words[1:])
    elif behind and (found := _initials_behind(name)):
        family, given = found
    else:
        parts = parse_single_name_into_parts(name, strict=False)
        family, given = " ".join(parts.von + parts.last), " ".join(parts.first)
    return _settled(f"{family}{aside[0] if aside else ''}", given, junior)


def _settled(family: str, given: str, junior: str) -> Author:
    """A name of known parts, with the particles at the end of the given name before the family."""
    words = given.split()
    start = len(words)
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    if start < len(words) and not _is_vietnamese(family):
        family, given = " ".join([*words[start:], family]), " ".join(words[:start])
    if junior:
        family += f" {junior}" if junior.isdigit() else f", {junior}"
    return Author(family, given)


def _is_vietnamese(family: str) -> bool:
    letters = unicodedata.normalize("NFKD", family.casefold().replace("đ", "d"))
    return letters.encode("ascii", "ignore").decode() in _VIETNAMESE


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _peeled(text: str) -> str:
    """A name without what is no part of it; a text of nothing else stays."""
    if _ORDINARY.fullmatch(text):
        return text
    name = whole = _squeezed(text)
    before = ""
    while name and name != before:
        before = name
        if quoted := _QUOTED.fullmatch(name):
            # A reader that takes a quotation mark for the first letter leaves the next one small.
            name = quoted["name"][0].upper() + quoted["name"][1:]
        name = _REMARK.sub(" ", _ADDRESS.sub(" ", name))
        name = _squeezed(name).replace(" .", ".")
        name = _unmarked(_TITLES.sub("", _AND.sub("", name, 1), 1))
    return name or whole


def _unmarked(name: str) -> str:
    """A name without marks around it and without numbers of notes behind it."""
    name = name.strip(_MARKS)
    kept = name.rstrip(f"{_MARKS}0123456789")
    numbers = name[len(kept) :]
    # A longer number tells a person from a namesake.
    return name if re.search(r"\d{3}", numbers) else kept


def _is_plain(name: str) -> bool:
    """Whether a name is one of a person, in letters that part its words."""
    braced = name.startswith("{") and name.endswith("}")
    return not (braced or _EAST_ASIAN.fullmatch(name) or _is_organisation(name))


def _is_organisation(name: str) -> bool:
    words = name.replace(",", " ").split()
    return len(words) > 1 and (
        not _JOINING.isdisjoint(words[1:-1])
        or not _ORGANISATION.isdisjoint(word.casefold().strip(".()") for word in words)
    )


def _sections(name: str) -> list[str]:
    """What commas part in a name, at least one section, without degrees at the end."""
    sections = [section for text in name.split(",") if (section := text.strip())] or [name]
    junior = any(map(_JUNIOR.fullmatch, sections[1:-1]))
    dropped = False
    while len(sections) > 1 and (
        _DEGREE.fullmatch(sections[-1])
        or ((dropped or len(sections) > 2) and not junior and _is_degree(sections[-1]))
    ):
        sections.pop()
        dropped = True
    sections[-1] = _LAST_DEGREE.sub("", sections[-1])
    return sections


def _is_degree(section: str) -> bool:
    return bool(_CAPITALS.fullmatch(section)) and not _JUNIOR.fullmatch(section)


def _junior(text: str) -> tuple[str, str]:
    """A name and the "Jr.", the "III" or the number behind it, if there is one."""
    found = _JUNIOR.fullmatch(text)
    if not found or not found["name"]:
        return text, ""
    return found["name"].rstrip(" ,"), found["junior"]


def _initials_behind(name: str) -> tuple[str, str] | None:
    """The family name and the initials of "Liu R." and its like."""
    words = name.split()
    start = len(words)
    while start > 1 and words[start - 1].isupper() and _INITIALS.fullmatch(words[start - 1]):
        start -= 1
    given = " ".join(words[start:])
    if not given or (name.isupper() and _TWO_LETTERS.search(given)):
        return None
    return (
        (" ".join(words[:start]), given) if all(map(_TWO_LETTERS.search, words[:start])) else None
    )
