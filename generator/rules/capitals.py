"""Titles and names that are wholly in capitals, as they would be written otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from titlecase import titlecase

from generator.rules.characters import english
from generator.rules.edits import Edit, Rule

_LONGEST_TITLE = 400
_LONGEST_NAME = 200
_LONG_VENUE = 20
_WORD = re.compile(r"[^\W\d_]+")
# What Python makes of the Turkish capital of i.
_DOTTED = re.compile("i\u0307")
_ROMAN = re.compile(r"[IVX]+")
_VOWELS = frozenset("AEIOUY")
# Abbreviations that are words as well, or not known for either.
_ABBREVIATIONS = frozenset(
    """
    AI API AUC AIDS BERT CAD CEO DNA ECG EEG EU GAN GUI HIV IBM ICU IEEE IOT ISO LIDAR LSTM MRI NASA
    OCR PCA RNA ROI SARS UAV UK UN USA
    """.split()
)
# What the list of English words leaves out, as it stands only in compounds.
_PREFIXES = frozenset(
    """
    anti auto bio co counter cross cyber de electro eco geo hyper inter intra macro meta micro mid
    mini mono multi nano neuro non post pre pro pseudo quasi re self semi sub super trans ultra un
    dataset datasets online offline
    """.split()
)
_MOST_LETTERS = 4
# A part of a name in more letters than this is no initials.
_SURE = 3
_LONG = 6
_SMALL = frozenset("a an and as at but by en for if in of on or the to v via vs".split())


def _title(text: str) -> Iterator[Edit]:
    """A title without any small letter; of other alphabets than Latin there is none."""
    if not text.isupper() or len(text) > _LONGEST_TITLE:
        return
    words = _WORD.findall(text)
    latin = [word for word in words if _latin(word)]
    if len(words) < 2 or 2 * sum(map(len, latin)) < sum(map(len, words)):
        return
    english_words = [word for word in latin if len(word) > 2 and word.lower() in english()]
    if max(map(len, english_words), default=0) <= _MOST_LETTERS - 1 and not any(
        len(word) >= _LONG for word in latin
    ):
        return
    native = 2 * len(english_words) >= sum(len(word) > 2 for word in latin)

    def keep(word: str, **_: bool) -> str | None:
        """A word of its own in capitals if it is an abbreviation."""
        if "$" in word:
            return word
        parts = _WORD.findall(word)
        if len(parts) > 1 and re.search(r"[-/]", word):
            return None  # the library asks again for each part
        return word if parts and all(_abbreviation(part, word, native) for part in parts) else None

    shown = _DOTTED.sub("i", " ".join(titlecase(text, callback=keep).split()))
    yield Edit(0, len(text), shown, "capitals")


def venue_case(venue: str) -> str:
    """A venue wholly in capitals as a title, unless it may be made of abbreviations."""
    if not venue.isupper() or " " not in venue:
        return venue
    words = [word for word in _WORD.findall(venue) if word.lower() not in _SMALL]
    spelt = len(words) > 1 and all(
        len(word) >= _LONG and not _VOWELS.isdisjoint(word) and word.lower() in english()
        for word in words
    )
    if spelt or (len(venue) >= _LONG_VENUE and venue.count(" ") > 1):
        return next((edit.after for edit in _title(venue)), venue)
    return venue


def _latin(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith("LATIN")


def _abbreviation(letters: str, word: str, native: bool) -> bool:
    small = letters.lower()
    if small in _SMALL or small in _PREFIXES:
        return False
    if letters in _ABBREVIATIONS or re.search(r"\d", word) or _ROMAN.fullmatch(letters):
        return True
    plain = set(unicodedata.normalize("NFKD", letters))
    return plain.isdisjoint(_VOWELS) or (
        native and len(letters) <= _MOST_LETTERS and small not in english()
    )


# Families of two letters, which are else taken for initials.
_SHORT_FAMILIES = frozenset(
    """
    AI AN AO BA BI BO BU CA DE DI DO DU FU GE GU HA HE HO HU JI JO JU KE KO LE LI LO LU MA ME MI MO
    MU NA NG NI OH ON PI PU QI QU RA RU SU TA TO TU VO VU WU XI XU YE YI YU ZU
    """.split()
)
_PARTICLES = frozenset(
    "VAN VON DER DEN DE DEL DELLA LA DI DA DU DOS DAS TEN TER ZU ZUR AF AV BIN IBN".split()
)


def person_case(family: str, given: str, all_capitals: bool = False) -> tuple[str, str]:
    """The two parts of a person's name with capitals only where each begins.

    A family name wholly in capitals changes if it has more than three letters, or the given name
    in capitals has, or `all_capitals` says that all names beside it are in capitals. A name of one
    part may be an organisation and stays, as does what may be initials.
    """
    if not (given and family.isupper()) or len(family) + len(given) > _LONGEST_NAME:
        return family, given
    letters, given_letters = _WORD.findall(family), _WORD.findall(given)
    long_given = given.isupper() and max(map(len, given_letters), default=0) > _SURE
    if not (max(map(len, letters), default=0) > _SURE or long_given or all_capitals):
        return family, given
    surname, comma, junior = family.partition(",")
    if not (len(surname) == 2 and surname not in _SHORT_FAMILIES):
        surname = _parts(surname, True)
    shown = f"{surname}{comma}{junior.replace('JR', 'Jr').replace('SR', 'Sr')}"
    return shown, _parts(given, False) if long_given else given


def _parts(name: str, family: bool) -> str:
    def shown(match: re.Match[str]) -> str:
        part = match[0]
        first = not _WORD.search(name[: match.start()])
        last = not _WORD.search(name[match.end() :])
        if part in _PARTICLES and not last and (family or not first):
            return part.lower()
        if len(part) < 2 or name[match.end() : match.end() + 1] == ".":
            return part
        if len(part) == 2 and not family and not ((first or last) and part in _SHORT_FAMILIES):
            return part
        if len(part) > 4 and part.startswith("MC"):
            return f"Mc{part[2:].capitalize()}"
        return part.capitalize()

    return _DOTTED.sub("i", _WORD.sub(shown, name))


RULES = (Rule("", _title),)
