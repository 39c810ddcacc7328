"""Markdown that shows text from outside as it is: escaping, links and front matter.

`Markdown` marks text that is safe to place in a page. The templates' environment escapes every
value that is not so marked, so a template cannot forget to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape as escape_html
from html import unescape
from typing import Any
from urllib.parse import quote

import yaml

from generator.mathematics import find, mathml

# An exclamation mark at the end would make an image of a link that follows.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~^$]|&(?! )|!$")
_LEADING = re.compile(r"^(?:[-+=:!?%]|\d{1,9}[.)](?=\s|$))")
# Characters that show nothing; Markdown's own implementation uses some of them as marks.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# What could end the target of a link or its table cell, or begin a scheme unseen.
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\s<>()\\`\"'|{}\[\]]")
# A tag of MathML as the library writes it, and text between two such tags.
_MATHML = re.compile(
    r"<(?P<tag>/?m[a-z]+(?: [a-z]+=\"[^\"<>&`*_\\{}\[\]]*\")*/?)>|(?P<text>[^<>]+)"
)
_SCHEME = re.compile(r"(?!https?://)[^/?#]*:", re.IGNORECASE)


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """Text as Markdown that shows it literally, in one line.

    Every character with a meaning becomes a numeric entity, which no Markdown extension and no
    template engine after it takes for markup.
    """
    line = " ".join(_CONTROL.sub("", text).split())
    line = _SPECIAL.sub(_entity, line)
    return Markdown(_LEADING.sub(lambda match: match[0][:-1] + _entity_of(match[0][-1]), line))


def attribute(text: str) -> Markdown:
    """Text as the value of an attribute that stands between double quotes."""
    return Markdown(escape(text).replace('"', "&#34;"))


@lru_cache(maxsize=1 << 15)
def prose(text: str) -> Markdown:
    """Text as Markdown that shows it literally, but for its mathematics, which is set."""
    return compose(text, ((start, end, mathematics(tex)) for start, end, tex in find(text)))


def compose(text: str, spans: Iterable[tuple[int, int, Markdown]]) -> Markdown:
    """Text in one line whose spans, each from start to end, are shown as the Markdown given.

    Of two that overlap, the one that begins first is shown.
    """
    pieces, position = [], 0
    for start, end, shown in sorted(spans):
        if start >= position:
            pieces += [_piece(text[position:start], position == 0), shown]
            position = end
    return Markdown("".join([*pieces, _piece(text[position:], position == 0)]))


def _piece(text: str, leading: bool) -> str:
    """A part of a line, its outer spaces kept."""
    before = " " if text[:1].isspace() and not leading else ""
    behind = " " if text[-1:].isspace() and text.strip() else ""
    return before + escape(text) + behind


def mathematics(tex: str) -> Markdown:
    """Mathematics as MathML, or its TeX as code where that cannot be had."""
    pieces, position = [], 0
    made = mathml(_CONTROL.sub("", tex))
    for match in _MATHML.finditer(made):
        if match.start() > position:
            break
        text = unescape(match["text"] or "")
        pieces.append(match[0] if match["tag"] else _SPECIAL.sub(_entity, text))
        position = match.end()
    if not made or position < len(made):
        return Markdown(f'<code class="tex">{escape(tex)}</code>')
    # Within the span, as Markdown would take the element for a block of its own.
    return Markdown(f'<span class="tex">{"".join(pieces)}</span>')


def _entity(match: re.Match[str]) -> str:
    return _entity_of(match[0])


def _entity_of(character: str) -> str:
    return f"&#{ord(character)};"


def finalize(value: object) -> str:
    """What a template prints for a value: Markdown as it is, anything else escaped."""
    return value if isinstance(value, Markdown) else escape(str(value))


def link(text: str, target: str, attributes: str = "") -> Markdown:
    """A link to an address or to a page by its relative path; `attributes` such as ".code".

    Text that is Markdown already stays so. An address of another kind than http and https is not
    linked: only the text remains.
    """
    if _SCHEME.match(target):
        return Markdown(finalize(text))
    target = _UNSAFE.sub(lambda match: quote(match[0]), target).replace("&", "&amp;")
    tail = f"{{ {attributes} }}" if attributes else ""
    return Markdown(f"[{finalize(text)}]({target}){tail}")


def commas(values: Iterable[object]) -> Markdown:
    """Values in one line with commas between them."""
    return Markdown(", ".join(map(finalize, values)))


def spaced(values: Iterable[object]) -> Markdown:
    """Values in one line with spaces between them."""
    return Markdown(" ".join(map(finalize, values)))


def code(text: str) -> Markdown:
    """Text in the type of code, shown literally."""
    return Markdown(f"<code>{escape(text)}</code>")


def fence(text: str, language: str) -> Markdown:
    """A block of code that no line of the text can close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return Markdown(f"{ticks} {language}\n{text}\n{ticks}")


def front_matter(values: Mapping[str, Any]) -> Markdown:
    """The block of YAML that heads a page; empty values are left out.

    The engines place these values in HTML without escaping, so each text is escaped for HTML
    here.
    """

    def safe(value: Any) -> Any:
        if isinstance(value, str):
            return escape_html(" ".join(value.split()))
        if isinstance(value, Mapping):
            return {key: safe(entry) for key, entry in value.items() if entry not in ("", [], None)}
        if isinstance(value, list | tuple):
            return [safe(entry) for entry in value]
        return value

    dumped = yaml.dump(
        safe(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9
    )
    return Markdown(f"---\n{dumped}---\n")


_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
