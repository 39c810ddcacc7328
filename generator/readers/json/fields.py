"""The fields of an object as text, whatever JSON has put there.

Nothing here raises: a value of another kind than the one asked for counts as missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.model import Author
from generator.readers.json.values import Fields

# Half of a surrogate pair is no character, and cannot be written as UTF-8.
_LONE = re.compile(r"[\ud800-\udfff]")
_MARKUP = re.compile(r"</[a-zA-Z]|<[a-zA-Z][\w:.-]{0,40}\s?/>")
_ISO_DATE = re.compile(r"(\d{4})-\d\d?(?:-\d\d?(?:[T ]\S{1,40})?)?")
_NONE = re.compile(r"(?i:nan|none|null|n/a)")


def text(value: object) -> str:
    """A text without blanks around it, or a number as text; "" for anything else."""
    if isinstance(value, str):
        value = value.strip()
        return value if value.isascii() else _LONE.sub("\ufffd", value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if isinstance(value, int):
        return str(value)
    # Tables hold a year as 2020.0, and nothing as NaN.
    return str(int(value)) if value.is_integer() else "" if value != value else str(value)


def texts(value: object) -> tuple[str, ...]:
    """The texts of a list, or the one text."""
    values = value if isinstance(value, list) else [value]
    return tuple(found for one in values if (found := text(one)))


def first(*values: object) -> str:
    """The first text that there is, of lists their first."""
    return next((found for value in values for found in texts(value)), "")


def inner(value: object) -> Fields:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def inners(value: object) -> tuple[Fields, ...]:
    """The objects in a list."""
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def named(value: object, field: str = "name") -> tuple[str, ...]:
    """The names of a list of objects that have one."""
    return tuple(found for one in inners(value) if (found := text(one.get(field))))


def year(*values: object) -> str:
    """The first text that there is, of a date such as 2020-01-31T00:00:00Z only the year."""
    found = first(*values)
    date = _ISO_DATE.fullmatch(found)
    return date[1] if date else found


def person(family: str, given: str, suffix: str = "") -> Author | None:
    """A person whose name the file tells apart; one part alone is the family name."""
    if not family:
        family, given = given, ""
    return Author(f"{family}, {suffix}" if suffix else family, given) if family else None


def people(found: Iterable[Author | str | None]) -> tuple[Author | str, ...]:
    """Those that have a name."""
    return tuple(one for one in found if one)


def prefixed(prefix: str, value: object) -> tuple[str, ...]:
    """An identifier with what tells its kind, if there is one."""
    found = text(value)
    return (f"{prefix}{found}",) if found else ()


def markup(*written: str) -> str:
    """How texts are written that may hold HTML or JATS, as titles of some publishers do."""
    return "html" if any("<" in one and _MARKUP.search(one) for one in written) else "text"


def missing(value: str) -> bool:
    """Whether a text only says that there is nothing, as some programs write it."""
    return not value or _NONE.fullmatch(value) is not None
