"""What the dialects share: words, markup, names and addresses out of the elements of a tree.

Elements come without namespaces: a tag is a local name. Text fields are handed on as HTML, so
`words` and `markup` escape what is no tag; `plain` is for identifiers and addresses, which have
no markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from lxml import etree

from generator.model import Author

Element = etree._Element

# White space in XML is layout; no-break spaces and the like are text.
_SPACE = re.compile(r"[ \t\r\n]+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def tidy(text: str) -> str:
    """A text on one line, as layout in XML means nothing."""
    return _SPACE.sub(" ", text).strip(" ")


def plain(element: Element | None) -> str:
    """All text in an element, tags left out, or "" if there is no element."""
    return "" if element is None else tidy("".join(map(str, element.itertext())))


def words(element: Element | None) -> str:
    """All text in an element as HTML without tags."""
    return escape(plain(element), quote=False)


def first(element: Element, *paths: str) -> str:
    """The plain text of the first element on any of the paths, in their order, that has one."""
    found = (plain(child) for path in paths for child in element.iterfind(path))
    return next(filter(None, found), "")


def first_words(element: Element, *paths: str) -> str:
    """The same as HTML."""
    return escape(first(element, *paths), quote=False)


def all_words(elements: Iterable[Element]) -> tuple[str, ...]:
    """The words of each element, once each, without the empty ones."""
    return tuple(dict.fromkeys(filter(None, map(words, elements))))


def markup(element: Element | None) -> str:
    """What is in an element as HTML: tags by their local names, without attributes."""
    return "" if element is None else tidy(_inner(element))


def _inner(element: Element) -> str:
    # The parser lets no tree be deeper than 256.
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        inner = _inner(child)
        parts.append(f"<{child.tag}>{inner}</{child.tag}>" if inner else f"<{child.tag}/>")
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def attribute(element: Element | None, name: str) -> str:
    """The value of an attribute by its local name, or ""."""
    items = element.items() if element is not None else ()
    return next((tidy(str(value)) for key, value in items if local(str(key)) == name), "")


def local(name: str) -> str:
    """A name without its namespace or prefix."""
    return name.rpartition("}")[2].rpartition(":")[2]


def person(family: str, given: str = "", suffix: str = "") -> tuple[Author, ...]:
    """One author of the parts of a name in HTML, or none if all are empty."""
    family, given = (family, given) if family else (given, "")
    if not family:
        return ()
    return (Author(f"{family}, {suffix}" if suffix else family, given),)


def is_address(text: str) -> bool:
    """Whether a text is a web address."""
    return _ADDRESS.fullmatch(text) is not None


def addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """The web addresses among the texts, once each."""
    return tuple(dict.fromkeys(filter(is_address, texts)))


def distinct(texts: Iterable[str], *known: str) -> tuple[str, ...]:
    """The texts once each, without empty ones and those that are known."""
    return tuple(dict.fromkeys(text for text in texts if text and text not in known))


def titled(title: str, subtitle: str) -> str:
    """A title with its subtitle, if there is one."""
    glue = " " if title.endswith((":", "?", "!", "–", "—")) else ": "
    return glue.join(filter(None, (title, subtitle)))


def span(first_page: str, last_page: str) -> str:
    """Two pages as a range, or the one that there is."""
    return "-".join(dict.fromkeys(filter(None, (first_page, last_page))))
