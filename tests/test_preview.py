"""Previews in a browser: what a link stands for is shown beside it, to a pointer and a keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as BrowserPage

from generator import exports, pages
from generator.model import (
    Abbreviation,
    Assignment,
    Author,
    Library,
    Mention,
    Paper,
    Phrase,
    Related,
    Term,
    Theme,
)
from tests.support.libraries import library
from tests.support.site import built, complaints, page_of, started, visit

HOSTILE = "<img src=x onerror=alert(1)> of $x^2$"
MEANING = 'self-supervised <b>"learning"</b>'
# Words between the links, so that some stand at the end of a line and some go over two.
TEXT = " ".join(f"SSL {'w' * (n % 9)} and Dino of Loom {n}." for n in range(12))


def _library() -> Library:
    names = [
        Mention(match.start(), match.end(), "dino", match[0])
        for match in re.finditer("Dino of Loom", TEXT)
    ]
    uses = tuple((match.start(), match.end()) for match in re.finditer("SSL", TEXT))
    made = library(
        Paper("names", title="What names another", abstract=TEXT),
        Paper(
            "dino",
            title=HOSTILE,
            abstract="In this paper, we propose Dino of Loom, a new way to weave.",
            authors=(Author("Reed", "Ann"), Author("Weir", "Bo")),
            year=2021,
            venue="Conference on Examples",
            code="https://github.com/example/dino",
        ),
        Paper("other", title="Named nowhere", abstract="Of other things."),
        themes=[Theme("weaving", "Weaving", "Of looms.", (Phrase("loom"),))],
        assignments={"dino": [Assignment("weaving", 1.0)]},
        mentions={"names": names},
        related={"names": [Related("other", 0.2, ())]},  # as one alone would have no picture
    )
    return replace(
        made,
        abbreviations={"names": (Abbreviation("SSL", MEANING, "ssl", uses, MEANING),)},
        terms=(Term("ssl", "SSL", MEANING, ("names",)),),
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small site, one of whose abstracts names a paper and an abbreviation."""
    made = _library()
    project: Path = tmp_path_factory.mktemp("preview")
    with built([*pages.render(made), *exports.files(made)], project) as (address, _):
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[BrowserPage]:
    """The paper that names another, at a desk; nothing goes wrong on it."""
    with page_of(browser) as page:
        found = complaints(page, address)
        visit(page, f"{address}/papers/names/")
        yield page
        assert found == []


def box(page: BrowserPage) -> Locator:
    return page.get_by_role("tooltip")


def mention(page: BrowserPage) -> Locator:
    return page.locator(".abstract a.mention").first


def abbreviation(page: BrowserPage) -> Locator:
    return page.locator(".abstract a.abbr").first


def neighbour(page: BrowserPage) -> Locator:
    """The paper in the picture of what is around this one."""
    return page.locator(".network a").first


def watch(page: BrowserPage) -> None:
    """From now on, note whether the box comes or goes."""
    page.evaluate(
        "new MutationObserver(() => { document.body.dataset.changed = 'yes' })"
        ".observe(document.querySelector('[role=tooltip]'), {attributeFilter: ['hidden']})"
    )


def changed(page: BrowserPage, after: int = 600) -> bool:
    """Whether the box has come or gone since it is watched, and some milliseconds more."""
    page.wait_for_timeout(after)
    return page.evaluate("document.body.dataset.changed") is not None


def described(link: Locator) -> str:
    """What a screen reader is told of a link besides its text."""
    return str(
        link.evaluate(
            "link => document.getElementById(link.getAttribute('aria-describedby') || '-')"
            "?.textContent ?? link.title"
        )
    )


def test_a_named_paper_is_shown_to_a_pointer(page: BrowserPage) -> None:
    mention(page).hover()
    expect(box(page)).to_be_visible()
    said: dict[str, str | re.Pattern[str]] = {
        ".title": re.compile("^<img src=x onerror=alert\\(1\\)> of "),
        ".facts": "Reed and Weir · 2021 · Conference on Examples",
        ".theme": "Weaving",
        ".sentence": "In this paper, we propose Dino of Loom, a new way to weave.",
    }
    for part, text in said.items():
        expect(box(page).locator(part)).to_have_text(text)
    expect(box(page).locator(".title math")).to_have_count(1)
    expect(box(page).locator("img, a")).to_have_count(0)


def test_it_stays_while_the_pointer_is_on_it_and_goes_with_it(
    page: BrowserPage,
) -> None:
    mention(page).hover()
    expect(box(page)).to_be_visible()
    watch(page)
    box(page).hover()
    assert not changed(page)
    page.mouse.move(5, 5)
    expect(box(page)).to_be_hidden()


@pytest.mark.parametrize("link", [mention, abbreviation])
def test_escape_puts_it_away_and_the_browser_does_not_show_the_title_too(
    page: BrowserPage, link: Callable[[BrowserPage], Locator]
) -> None:
    found = link(page)
    title = found.get_attribute("title")
    assert title
    found.hover()
    expect(box(page)).to_be_visible()
    assert found.get_attribute("title") is None
    page.keyboard.press("Escape")
    expect(box(page)).to_be_hidden()
    assert found.get_attribute("title") == title


def test_the_keyboard_is_shown_it_at_once_and_until_it_goes_on(
    page: BrowserPage,
) -> None:
    mention(page).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(box(page)).to_be_visible()
    assert "Reed and Weir" in described(mention(page))
    watch(page)
    page.mouse.move(5, 5)
    assert not changed(page)
    page.keyboard.press("Tab")
    assert mention(page).get_attribute("aria-describedby") is None
    assert described(mention(page)).startswith("<img src=x")


def test_an_abbreviation_tells_its_meaning_to_a_pointer_and_to_a_keyboard(
    page: BrowserPage,
) -> None:
    abbreviation(page).hover()
    expect(box(page)).to_have_text(MEANING)
    page.keyboard.press("Escape")
    page.locator(".abstract").evaluate("p => p.querySelector('a.abbr').focus({focusVisible: true})")
    expect(box(page)).to_have_text(MEANING)
    assert described(abbreviation(page)) == MEANING


def test_a_paper_in_the_picture_is_shown_to_a_pointer_and_to_a_keyboard(page: BrowserPage) -> None:
    neighbour(page).hover()
    expect(box(page)).to_contain_text("Reed and Weir")
    page.keyboard.press("Escape")
    expect(box(page)).to_be_hidden()
    neighbour(page).focus()
    expect(box(page)).to_contain_text("Reed and Weir")


def test_a_pointer_that_passes_shows_nothing(page: BrowserPage) -> None:
    page.clock.install(time=0)
    page.clock.pause_at(3600)  # from here on, time goes by as it is told to
    watch(page)
    mention(page).hover()
    page.clock.run_for(100)
    page.mouse.move(5, 5)
    page.clock.run_for(1000)
    assert not changed(page, 0)


@pytest.mark.parametrize("width", [390, 1440])
def test_it_never_leaves_the_window(browser: Browser, address: str, width: int) -> None:
    with page_of(browser, width=width) as page:
        visit(page, f"{address}/papers/names/")
        links = page.locator(".abstract a.mention, .abstract a.abbr")
        assert links.count() > 3
        page.locator(".abstract").evaluate("p => p.style.marginTop = '70vh'")
        for link in links.all():
            for block in ("center", "end"):
                link.evaluate(
                    "(link, block) => { link.blur();"
                    " link.scrollIntoView({block, behavior: 'instant'});"
                    " link.focus({focusVisible: true, preventScroll: true}) }",
                    block,
                )
                expect(box(page)).to_be_visible()
                place = box(page).bounding_box()
                assert place is not None
                assert place["x"] >= 0
                assert place["x"] + place["width"] <= width
                assert place["y"] >= 0
                assert place["y"] + place["height"] <= 900
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[BrowserPage]:
    """The paper that names another, on a phone; nothing goes wrong on it."""
    with page_of(browser, width=390, touch=True) as page:
        found = complaints(page, address)
        visit(page, f"{address}/papers/names/")
        yield page
        assert found == []


@pytest.mark.parametrize(
    ("link", "said", "way", "target"),
    [
        (abbreviation, MEANING, "Look it up in the glossary", "**/glossary/#ssl"),
        (mention, "Reed and Weir", "Open this paper", "**/papers/dino/"),
        (neighbour, "Reed and Weir", "Open this paper", "**/papers/dino/"),
    ],
)
def test_a_first_tap_shows_what_a_link_stands_for_and_the_way_there(
    phone: BrowserPage, link: Callable[[BrowserPage], Locator], said: str, way: str, target: str
) -> None:
    link(phone).tap()
    shown = phone.locator(".preview")
    expect(shown).to_contain_text(said)
    assert said in described(link(phone))
    phone.wait_for_timeout(400)  # it stays when the finger is gone
    assert phone.url.endswith("/papers/names/")
    box = shown.get_by_role("link", name=way).bounding_box()
    assert box and box["height"] >= 24
    shown.get_by_role("link", name=way).tap()
    phone.wait_for_url(target)
    expect(shown).to_be_hidden()


def test_a_second_tap_follows_the_link(phone: BrowserPage) -> None:
    mention(phone).tap()
    expect(phone.locator(".preview")).to_be_visible()
    mention(phone).tap()
    phone.wait_for_url("**/papers/dino/")


def test_a_tap_elsewhere_puts_the_box_away(phone: BrowserPage) -> None:
    abbreviation(phone).tap()
    expect(phone.locator(".preview")).to_contain_text(MEANING)
    phone.locator("h1").tap()
    expect(phone.locator(".preview")).to_be_hidden()
    abbreviation(phone).tap()
    expect(phone.locator(".preview")).to_be_visible()


def test_a_tap_on_a_paper_that_cannot_be_looked_up_shows_its_title(
    browser: Browser, address: str
) -> None:
    with page_of(browser, width=390, touch=True, routed=True) as page:
        visit(page, f"{address}/papers/names/")
        page.route("**/api/cards/**", lambda route: route.abort())
        page.locator(".abstract").evaluate(
            "p => p.insertAdjacentHTML('afterbegin',"
            " '<a class=mention data-paper=nobody title=Other href=../other/>x</a> ')"
        )
        page.locator(".abstract [data-paper=nobody]").tap()
        expect(page.locator(".preview .title")).to_have_text("Other")


def test_a_finger_that_rests_on_a_link_shows_nothing(phone: BrowserPage) -> None:
    watch(phone)
    mention(phone).dispatch_event("pointerover", {"pointerType": "touch"})
    assert not changed(phone)


def test_a_paper_that_the_page_does_not_list_is_looked_up(page: BrowserPage) -> None:
    page.locator(".abstract").evaluate(
        "p => { p.insertAdjacentHTML('afterbegin', '<a data-paper=other href=../other/>x</a> "
        "<a data-paper=nobody title=Nobody href=../other/>y</a> ') }"
    )
    page.locator("p [data-paper=other]").first.hover()
    expect(box(page).locator(".title")).to_have_text("Named nowhere")
    page.locator("[data-paper=nobody]").hover()
    expect(box(page)).to_be_hidden()
    page.wait_for_timeout(500)
    expect(box(page)).to_be_hidden()
    expect(page.locator("[data-paper=nobody]")).to_have_attribute("title", "Nobody")


def test_in_a_list_of_papers_nothing_is_shown(page: BrowserPage) -> None:
    page.locator(".papers a.title").first.hover()
    page.wait_for_timeout(500)
    expect(box(page)).to_be_hidden()


def test_it_works_on_the_page_that_follows_without_a_reload(page: BrowserPage) -> None:
    page.evaluate("window.same = true")
    mention(page).hover()
    expect(box(page)).to_be_visible()
    mention(page).click()
    page.wait_for_url("**/papers/dino/")
    started(page)
    expect(box(page)).to_be_hidden()
    page.locator(".papers a.title[data-paper=names]").click()
    page.wait_for_url("**/papers/names/")
    started(page)
    abbreviation(page).hover()
    expect(box(page)).to_have_text(MEANING)
    assert page.evaluate("window.same")
    expect(page.locator("[role=tooltip]")).to_have_count(1)


def test_without_scripts_the_meaning_is_there_too(browser: Browser, address: str) -> None:
    with page_of(browser, scripts=False) as page:
        page.goto(f"{address}/papers/names/")
        link = abbreviation(page)
        assert link.get_attribute("title") == MEANING
        content = "link => getComputedStyle(link, '::after').content"
        assert link.evaluate(content) == "none"
        for _ in range(60):
            page.keyboard.press("Tab")
            if link.evaluate("link => link === document.activeElement"):
                break
        assert "self-supervised" in str(link.evaluate(content))
