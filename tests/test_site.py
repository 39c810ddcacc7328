"""The built site works in a browser: wide and narrow, light and dark, with hostile titles too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from generator import exports, pages
from generator.model import Assignment, Found, Mention, Page, Paper, Related, Settings, Theme
from tests.support.libraries import library, listed, people, real
from tests.support.site import answered, built, complaints, kinds, page_of, started, visit

FOUND = "dialog[open] a[href*='/papers/']"  # what the search shows
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {% raw %} "
    "](javascript:alert(3)) | --- `c` *e* {: .x } &lt;b&gt; \"q\" & 'q' </title> zyzzyva"
)


def hostile_pages() -> tuple[Page, ...]:
    made = library(
        Paper(
            "hostile",
            title=HOSTILE,
            abstract=f"We propose {HOSTILE}, of which there is more to say than this.",
            authors=people(f"{HOSTILE}, A"),
            year=2024,
            venue=HOSTILE,
            listed=listed((f"sources/{HOSTILE[:20]}.txt", 1)),
        ),
        Paper("other", title="Other", abstract="It names HOSTILE."),
        themes=[Theme("theme", HOSTILE, HOSTILE, ())],
        assignments={"hostile": [Assignment("theme", 1, (Found(HOSTILE, 1, 0),))]},
        related={"other": [Related("hostile", 0.5, (HOSTILE,))]},
        mentions={"other": [Mention(9, 16, "hostile", HOSTILE)]},
        settings=Settings(title="Hostile", description=HOSTILE),
    )
    return (*pages.render(made), *exports.files(made))


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the folder of a site of hostile texts."""
    with built(hostile_pages(), tmp_path_factory.mktemp("hostile")) as site:
        yield site


@pytest.fixture
def address(real_site: tuple[str, Path]) -> str:
    return real_site[0]


@pytest.fixture
def papers() -> Mapping[str, Paper]:
    """The papers of the real library, for a test that cannot do without any."""
    return real().library.papers or pytest.skip("content/ holds no papers")


@pytest.fixture
def way(papers: Mapping[str, Paper]) -> tuple[str, tuple[str, ...]]:
    """Where a walk to a paper begins, and the links on it.

    From home by the fullest theme; where no paper has one, from the list of those without.
    """
    fullest = Counter(some[0].theme for some in real().library.assignments.values()).most_common(1)
    if fullest:
        return "/", (f"article a.title[href$='themes/{fullest[0][0]}/']", ".papers a.title")
    return "/themes/unsorted/", (".papers a.title",)


# Without a browser: every link in every file


class _Links(HTMLParser):
    """The addresses that a file asks for, and the anchors that it has."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.targets: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            elif name in ("href", "src") and not (tag == "link" and ("rel", "canonical") in attrs):
                self.targets.add(value or "")


def test_every_link_inside_the_site_leads_somewhere(real_site: tuple[str, Path]) -> None:
    _, site = real_site
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    found = {
        path: _Links((site / path).read_text("utf-8")) for path in files if path.endswith(".html")
    }
    assert len(found) >= len(real().library.papers)
    dead = set()
    for path, links in found.items():
        for target in links.targets:
            if urlsplit(target).scheme or path == "404.html":
                continue
            plain, anchor = urldefrag(unquote(target))
            plain = plain.partition("?")[0]
            file = normpath(join(dirname(path), plain)) if plain else path
            if file not in files:
                file = normpath(join(file, "index.html"))
            if file not in files or (
                anchor and file in found and anchor not in found[file].ids | {"__search"}
            ):
                dead.add((path, target))
    assert dead == set()


# With a browser


# What an article says, but for the code, the tables and what was cleaned.
WORDS = """article => {
  for (const quoted of article.querySelectorAll("pre, td, code, .before, .after")) quoted.remove();
  return article.innerText;
}"""
MARKUP = re.compile(r"&#?\w+;|\{\s?[.:#%{]|\]\(|· ·|\*\*|^#+ ", re.MULTILINE)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_every_kind_of_page_fits_is_whole_and_asks_no_other_host(
    browser: Browser, real_site: tuple[str, Path], width: int, scheme: str
) -> None:
    address, site = real_site
    texts = repr(real().library)
    with page_of(browser, width, scheme) as page:
        found = complaints(page, address)
        for kind, url in kinds(site).items():
            visit(page, f"{address}{url}")
            size = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            assert size[0] <= size[1], f"{kind} is wider than the window"
            assert page.locator("h1").count() == 1, kind
            assert page.locator("h1").is_visible(), kind
            words = page.locator("article").evaluate(WORDS)
            assert [sign for sign in MARKUP.findall(words) if sign not in texts] == [], kind
            look = page.locator("body").get_attribute("data-md-color-scheme")
            assert look == {"light": "default", "dark": "slate"}[scheme]
        assert found == []


def test_text_stands_out_from_its_ground_in_both_schemes(
    browser: Browser, hostile_site: tuple[str, Path]
) -> None:
    address, _ = hostile_site  # whose home has all of these
    for scheme in ("light", "dark"):
        with page_of(browser, scheme=scheme) as page:
            page.goto(f"{address}/")
            for selector in (".title", ".facts", ".lead", "h1", ".sentence", ".ways a"):
                ratio = page.locator(f"article {selector}").first.evaluate(CONTRAST)
                assert ratio >= 4.5, f"{selector} in {scheme}: {ratio:.1f}"


# The contrast ratio of an element's text to the nearest ground that is painted, as WCAG has it.
CONTRAST = """element => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = colour => {
    const [r, g, b] = [...paint(colour)].slice(0, 3).map(value => value / 255)
      .map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = element;
  while (ground && paint(getComputedStyle(ground).backgroundColor)[3] < 255)
    ground = ground.parentElement;
  const pair = [light(getComputedStyle(element).color),
                light(ground ? getComputedStyle(ground).backgroundColor : "white")];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""


def test_from_home_to_a_theme_to_a_paper_without_loading_anew(
    browser: Browser, address: str, way: tuple[str, tuple[str, ...]]
) -> None:
    start, links = way
    with page_of(browser) as page:
        found = complaints(page, address)
        visit(page, f"{address}{start}")
        page.evaluate("window.stayed = true")
        for selector in links:
            link = page.locator(selector).first
            title = link.inner_text()
            link.click()
            page.wait_for_function(
                "t => document.querySelector('h1').innerText.includes(t)", arg=title
            )
            started(page)
            assert page.title().startswith(f"{title} - ")
        assert "/papers/" in page.url
        assert page.evaluate("window.stayed"), "the page was loaded anew"
        here = page.title()
        neighbours = page.locator("nav.neighbours a:is(.previous, .next)")
        if neighbours.count():  # none, if it is the only one of its theme
            neighbours.first.click()
            page.wait_for_function("t => document.title !== t", arg=here)
            page.go_back()
            page.wait_for_function("t => document.title === t", arg=here)
        assert found == []


def test_the_keyboard_alone_finds_and_opens_a_paper(
    browser: Browser, address: str, papers: Mapping[str, Paper]
) -> None:
    wanted = min(papers.values(), key=lambda paper: (len(paper.title), paper.id))
    with page_of(browser) as page:
        found = complaints(page, address)
        visit(page, f"{address}/")
        focused = "document.activeElement.matches('.md-header [data-search]')"
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate(focused):
                break
        assert page.evaluate(focused), "Tab does not reach the search"
        page.keyboard.press("Enter")
        page.locator("dialog[open] input").wait_for()
        words = " ".join(re.findall(r"\w+", wanted.title))
        page.keyboard.type(words)
        answered(page, words)
        first = page.locator(FOUND).first
        assert wanted.title in " ".join(first.inner_text().split())
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/papers/{wanted.id}/**")
        assert found == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_site_can_be_read_without_scripts(
    browser: Browser, address: str, way: tuple[str, tuple[str, ...]], width: int
) -> None:
    start, links = way
    with page_of(browser, width, scripts=False) as page:
        page.goto(f"{address}{start}")
        for selector in links:
            link = page.locator(selector).first
            title = link.inner_text()
            link.click()
            expect(page.locator("h1").first).to_contain_text(re.compile(f"^{re.escape(title)}"))
        assert "/papers/" in page.url
        assert page.locator("article h2").first.is_visible()


# Hostile texts


def test_hostile_texts_are_shown_and_never_run(
    browser: Browser, hostile_site: tuple[str, Path]
) -> None:
    address, site = hostile_site
    with page_of(browser) as page:
        found = complaints(page, address)
        for file in sorted(site.rglob("index.html")):
            page.goto(f"{address}/{file.parent.relative_to(site).as_posix()}/")
            started(page)
            assert page.locator("article").locator("script, img, em").count() == 0
            assert page.locator("article [href^='javascript' i]").count() == 0
        visit(page, f"{address}/papers/hostile/")
        assert page.title().startswith(f"{HOSTILE} - ")
        assert page.locator("h1").inner_text().rstrip("¶") == HOSTILE
        header = page.locator("[data-md-component=header-topic]").last
        assert (header.text_content() or "").strip() == HOSTILE
        described = page.locator("meta[name=description]").get_attribute("content") or ""
        assert described.startswith("We propose <script>alert(1)</script><img")
        assert found == []


def test_a_hostile_title_is_found_and_shown_by_the_search(
    browser: Browser, hostile_site: tuple[str, Path]
) -> None:
    address, _ = hostile_site
    with page_of(browser) as page:
        found = complaints(page, address)
        visit(page, f"{address}/")
        page.keyboard.press("/")
        page.keyboard.type("zyzzyva")
        answered(page, "zyzzyva")
        result = page.locator(FOUND).first
        assert HOSTILE in " ".join(result.inner_text().split())
        assert page.locator("dialog[open]").locator("script, img").count() == 0
        assert found == []
