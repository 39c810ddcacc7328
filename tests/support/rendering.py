"""Pages as a reader gets them: MkDocs makes HTML of Markdown, and HTML is taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from generator.model import Page

ROOT = Path(__file__).parents[2]
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset({*HEADINGS, *"p li td th div ul ol pre summary blockquote".split()})


@dataclass
class Element:
    """An element of HTML with what is in it, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that is seen, without the signs that headings carry as links to themselves."""
        return "".join(
            child
            if isinstance(child, str)
            else ""
            if child.tag in ("script", "style", "template") or child.has_class("headerlink")
            else f"\n{child.text}\n"
            if child.tag in BLOCKS
            else child.text
            for child in self.children
        )

    @property
    def line(self) -> str:
        """The text as one line."""
        return " ".join(self.text.split())

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()

    def all(self, *tags: str, under: str = "") -> list[Element]:
        """The elements of these tags in this one, or all; `under` names a class they have."""
        return [
            element
            for element in self._walk()
            if (not tags or element.tag in tags) and (not under or element.has_class(under))
        ]

    def _walk(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._walk()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and self.open[-1].tag == tag:
            self.open.pop()  # as in SVG

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, element in enumerate(self.open) if element.tag == tag]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The elements of a piece of HTML."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.open[0]


@dataclass(frozen=True)
class Rendered:
    """A page of the site without its frame."""

    path: str
    url: str
    title: str
    meta: dict[str, object]
    body: Element

    @property
    def ids(self) -> list[str]:
        """Every id on the page, as often as it stands there."""
        elements = self.body.all()
        return [element.attributes["id"] for element in elements if "id" in element.attributes]

    def section(self, heading: str) -> list[Element]:
        """What stands between a heading of this text and the next, wherever on the page."""
        found: list[Element] = []
        for parent in (self.body, *self.body.all()):
            inside = False
            for child in parent.children:
                if isinstance(child, Element):
                    if child.tag in HEADINGS:
                        inside = child.line == heading
                    elif inside:
                        found.append(child)
        return found

    def links_to(self, element: Element | None = None) -> list[str]:
        """The addresses of the links on the page or in an element, those of the site in full."""
        return [
            urljoin(f"/{self.url}", link.attributes["href"])
            for link in (element or self.body).all("a")
            if "href" in link.attributes and not link.has_class("headerlink")
        ]


@cache
def _config() -> MkDocsConfig:
    """The settings of the project, without the hook, which would read content/."""
    return load_config(str(ROOT / "mkdocs.yml"), plugins=[], hooks=[])


def render(pages: Iterable[Page]) -> dict[str, Rendered]:
    """Every page in HTML by its path."""
    config = _config()
    files = []
    for page in pages:
        file = File(page.path, None, "site", use_directory_urls=True)
        file.content_string = page.text
        files.append(file)
    found = {}
    together = Files(files)
    for file in together.documentation_pages():
        page_ = MkDocsPage(None, file, config)
        page_.read_source(config)
        page_.render(config, together)
        title = page_.title if isinstance(page_.title, str) else ""
        body = parse(page_.content or "")
        found[file.src_uri] = Rendered(
            file.src_uri, _plain(file.url), title, dict(page_.meta), body
        )
    return found


def fragment(markdown: str) -> Element:
    """A piece of Markdown in HTML."""
    return render([Page("index.md", f"---\ntitle: x\n---\n{markdown}")])["index.md"].body


def _plain(url: str) -> str:
    return "" if url == "./" else unquote(url)


MARKUP = ("{ .", "{: ", "&#", "· ·")


def faults(
    pages: Sequence[Page], rendered: Mapping[str, Rendered], markup: Sequence[str] = MARKUP
) -> list[str]:
    """Whatever no page may have: dead links, ids twice, markup that is seen, and the like."""
    by_url = {f"/{page.url}": page for page in rendered.values()}
    others = {f"/{page.path}" for page in pages if page.path not in rendered}
    ids = {path: frozenset(page.ids) for path, page in rendered.items()}
    found = [f"{path}: stands twice" for path in _twice(page.path.casefold() for page in pages)]
    for path, page in rendered.items():
        text = page.body.text
        found += [f"{path}: {sign!r} is seen" for sign in markup if sign in text]
        found += [f"{path}: the id {id!r} stands twice" for id in _twice(page.ids)]
        if len(page.body.all("h1")) != 1:
            found.append(f"{path}: has {len(page.body.all('h1'))} headings of the first rank")
        found += [f"{path}: an empty {e.tag}" for e in page.body.all(*HEADINGS, "li") if not e.line]
        found += [f"{path}: nothing under {name!r}" for name in _empty_sections(page)]
        for target in page.links_to():
            if urlsplit(target).scheme:
                continue
            url, anchor = urldefrag(target)
            url = url.partition("?")[0]
            if (other := by_url.get(unquote(url))) is None:
                found += [f"{path}: leads to {target}, which is not there"] * (url not in others)
            elif anchor and unquote(anchor) not in ids[other.path]:
                found.append(f"{path}: leads to {target}, where no such anchor is")
    for raw in pages:
        if raw.path in rendered:
            lines = enumerate(raw.text.splitlines(), 1)
            found += [f"{raw.path}:{n}: ends in a space" for n, line in lines if line.endswith(" ")]
    return found


def _empty_sections(page: Rendered) -> list[str]:
    """The headings that another of their rank or a higher one follows at once, or nothing."""
    elements = [child for child in page.body.children if isinstance(child, Element)]
    ranks = [HEADINGS.index(e.tag) if e.tag in HEADINGS else 9 for e in elements]
    return [
        element.line
        for element, rank, following in zip(elements, ranks, [*ranks[1:], -1], strict=True)
        if rank >= following
        if rank < 9
    ]


def _twice(values: Iterable[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)
