"""The parts of a Markdown text: headings, items, rows, paragraphs, with links and emphasis apart.

Markup becomes plain text; mathematics stays between dollars, and program text is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import unescape
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

# An indented line is mostly one that goes on with an item, so it is no code here.
_WITHOUT = ("code",)
_WITH = ("table", "strikethrough")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(href|alt)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_STYLES = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_BREAKING = frozenset(
    ("br", "p", "div", "summary", "li", "tr", "td", "th", "details", "blockquote")
)
_BARE = re.compile(r"https?://[^\s<>()\[\]|\"]+[^\s<>()\[\]|\".,;:!?'*]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: its text, where it leads if it is a link, and how it is set.

    The text of an image is what stands for it.
    """

    text: str
    href: str = ""
    strong: bool = False
    emphasis: bool = False
    image: bool = False


@dataclass(slots=True)
class Block:
    """A heading, an item of a list, a row of a table, or another paragraph.

    `line` is where it begins; `depth` the level of a heading, or how deep an item is nested, from
    1. An item has its own paragraphs, and not those of the items in it. `cells` are the names of
    the columns of a row and what stands in them.
    """

    kind: Literal["heading", "item", "row", "text"]
    line: int
    depth: int = 0
    spans: list[Span] = field(default_factory=list)
    cells: list[tuple[str, list[Span]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it as plain text, pictures left out."""
        return plain(self.spans)


def plain(spans: Sequence[Span]) -> str:
    """The text of spans, pictures left out, without spaces at the ends of lines."""
    text = "".join(span.text for span in spans if not span.image)
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def inline(text: str) -> str:
    """One line of Markdown as plain text."""
    return plain(list(_spans(_parser().parseInline(text)[0])))


def blocks(text: str, first: int = 1) -> list[Block]:
    """The parts of a text in order; `first` is the number of its first line in the file."""
    found: list[Block] = []
    open_items: list[Block] = []
    columns: list[str] = []
    row: Block | None = None
    tokens = _parser().parse(text.replace("\r", " "))  # which would end a line for the library
    for before, token in zip((None, *tokens), tokens, strict=False):
        line = first + (token.map[0] if token.map else 0)
        match token.type:
            case "list_item_open":
                open_items.append(Block("item", line, len(open_items) + 1))
                found.append(open_items[-1])
            case "list_item_close":
                open_items.pop()
            case "thead_open":
                columns = []
            case "tr_open":
                row = Block("row", line)
            case "tr_close":
                if row and row.cells:
                    row.spans = [span for _, cell in row.cells for span in (*cell, Span("\n"))]
                    found.append(row)
                row = None
            case "inline" | "html_block" | "math_block":
                spans = [span for span in _spans(token) if span.text]
                opened = before.type if before else ""
                if opened == "th_open":
                    columns.append(plain(spans))
                elif opened == "td_open" and row:
                    name = columns[len(row.cells)] if len(row.cells) < len(columns) else ""
                    row.cells.append((name, spans))
                elif opened == "heading_open" and before:
                    found.append(Block("heading", line, int(before.tag[1]), spans))
                elif open_items:
                    open_items[-1].spans += [Span("\n"), *spans]
                elif any(span.text.strip() for span in spans):
                    found.append(Block("text", line, 0, spans))
    return found


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(list(_WITH)).disable(list(_WITHOUT))
    return parser.use(dollarmath_plugin, allow_space=False, allow_digits=False)


def _spans(token: Token) -> Iterator[Span]:
    """The spans of a block; what one link holds is one span."""
    if token.type == "math_block":
        yield Span(f"$${token.content}$$")
        return
    tokens = token.children or []
    if token.type == "html_block":
        tokens = _parser().parseInline(token.content)[0].children or []
    style = {"strong": 0, "em": 0}
    href, held = "", list[Span]()
    for piece in _pieces(tokens):
        if isinstance(piece, Span):
            styled = replace(piece, strong=style["strong"] > 0, emphasis=style["em"] > 0)
            if href:
                held.append(styled)
            else:
                yield from _bare_links(styled)
        elif piece.name != "a":
            style[piece.name] = max(0, style[piece.name] + (1 if piece.opens else -1))
        else:
            yield from _joined(held, href)
            href, held = piece.href, []
    yield from _joined(held, href)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The beginning or the end of a link ("a"), or of what is "strong" or "em"."""

    name: str
    opens: bool
    href: str = ""


def _pieces(tokens: Sequence[Token]) -> Iterator[Span | _Mark]:
    for token in tokens:
        match token.type:
            case "link_open":
                yield _Mark("a", True, str(token.attrs.get("href", "")))
            case "link_close":
                yield _Mark("a", False)
            case "strong_open" | "strong_close" | "em_open" | "em_close":
                yield _Mark(token.tag, token.nesting > 0)
            case "image":
                yield Span(token.content, image=True)
            case "softbreak" | "hardbreak":
                yield Span("\n")
            case "math_inline":
                yield Span(f"${token.content}$")
            case "html_inline":
                yield from _of_tag(token.content)
            case _:
                yield Span(token.content)


def _of_tag(html: str) -> Iterator[Span | _Mark]:
    """What a tag of HTML means here; nothing for most."""
    tag = _TAG.match(html)
    if not tag:
        return
    opens, name = not tag[1], tag[2].lower()
    values = {
        key.lower(): unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(tag[3])
    }
    if name == "a":
        yield _Mark("a", opens, values.get("href", "") if opens else "")
    elif name == "img":
        yield Span(values.get("alt", ""), image=True)
    elif name in _STYLES:
        yield _Mark(_STYLES[name], opens)
    elif name in _BREAKING:
        yield Span("\n")


def _joined(spans: Sequence[Span], href: str) -> Iterator[Span]:
    """The one span of a link. A picture stands for it only if it has no text."""
    text = "".join(span.text for span in spans if not span.image)
    written = [span for span in spans if span.text.strip() and not span.image]
    if written or spans:
        yield Span(
            text if written else " ".join(span.text for span in spans),
            href,
            bool(written) and all(span.strong for span in written),
            bool(written) and all(span.emphasis for span in written),
            not written,
        )


def _bare_links(span: Span) -> Iterator[Span]:
    """A text with the addresses in it as links."""
    end = 0
    for address in () if span.image else _BARE.finditer(span.text):
        yield replace(span, text=span.text[end : address.start()])
        yield replace(span, text=address[0], href=address[0])
        end = address.end()
    yield replace(span, text=span.text[end:])
