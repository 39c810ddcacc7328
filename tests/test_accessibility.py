"""Everybody can use the site: by keyboard, with a screen reader, on a phone, without scripts.

Pages of every kind are taken from the site of the real library, so a new kind is looked at too.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as BrowserPage

from tests.support.site import answered, complaints, kinds, page_of, started, visit

PHONE, DESK = 390, 1440
each_width = pytest.mark.parametrize("width", [PHONE, DESK])
each_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])

# One element of each look, as far as its class and that of its parent decide on it.
DISTINCT = """const distinct = selector => [...new Map([...document.querySelectorAll(selector)]
  .map(element => [[element, element.parentElement]
    .map(some => `${some?.tagName} ${some?.getAttribute("class")}`).join(), element])).values()];"""


# By the rules of axe-core


AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# The rules that a page breaks as it is shown now, and the elements; best practice is no more than
# advice. The theme's navs around the buttons that copy code have no names, against the advice.
FAULTS = """async rules => {
  const { violations } = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, tags, nodes }) => nodes
    .filter(({ target }) => id !== "landmark-unique" || !String(target).endsWith(".md-code__nav"))
    .map(({ target }) => `${id}${tags.includes("best-practice") ? " (advice)" : ""}: ${target}`));
}"""


def faults(page: BrowserPage) -> list[str]:
    """What axe-core has against a page as it is shown now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(FAULTS, RULES)
    return found


@each_scheme
@each_width
def test_axe_has_nothing_against_any_kind_of_page(
    browser: Browser, real_site: tuple[str, Path], width: int, scheme: str
) -> None:
    address, site = real_site
    found = defaultdict(list)
    with page_of(browser, width, scheme) as page:
        said = complaints(page, address)
        for kind, url in kinds(site).items():
            visit(page, f"{address}{url}")
            for fault in faults(page):
                found[fault].append(kind)
    assert found == {}
    assert said == []


@each_scheme
@each_width
def test_axe_has_nothing_against_the_search_with_results(
    browser: Browser, real_site: tuple[str, Path], width: int, scheme: str
) -> None:
    with page_of(browser, width, scheme) as page:
        page.emulate_media(reduced_motion="reduce")  # what fades while it waits is there at once
        visit(page, f"{real_site[0]}/")
        page.keyboard.press("/")
        page.keyboard.type("learning")
        answered(page, "learning")
        assert faults(page) == []


@each_scheme
def test_axe_has_nothing_against_the_open_drawer(
    browser: Browser, real_site: tuple[str, Path], scheme: str
) -> None:
    with page_of(browser, PHONE, scheme) as page:
        page.emulate_media(reduced_motion="reduce")  # it is there at once
        visit(page, f"{real_site[0]}/")
        page.locator(DRAWER_BUTTON).click()
        page.locator(DRAWER).get_by_role("link").first.wait_for()
        assert faults(page) == []


MARKS = """ids => localStorage.setItem("papershelf:/", JSON.stringify({
  version: 1,
  papers: Object.fromEntries(ids.map((id, place) => [id, {
    status: ["to-read", "reading", "read", "skipped", ""][place % 5], starred: true, note: "A note",
  }])),
}))"""
MARKED = ["", "named-but-not-here/", "glossary/", "authors/a/", "my-list/", "map/"]


@each_scheme
@each_width
def test_axe_has_nothing_against_pages_with_all_papers_marked(
    browser: Browser, real_site: tuple[str, Path], width: int, scheme: str
) -> None:
    address, site = real_site
    ids = [folder.name for folder in (site / "papers").iterdir() if folder.is_dir()]
    with page_of(browser, width, scheme) as page:
        page.goto(f"{address}/about/")
        page.evaluate(MARKS, ids)
        for path in [*MARKED, f"papers/{ids[0]}/"]:
            visit(page, f"{address}/{path}")
            if path == "map/":
                page.get_by_label("Find on the map").fill("learning")
            page.locator(":is(.keep-sign, .keep-chip):visible").first.wait_for()
            assert faults(page) == [], path


# With a screen reader, and in colours of the system's choice


def test_a_screen_reader_is_told_which_page_is_shown_without_being_loaded(
    browser: Browser, real_site: tuple[str, Path]
) -> None:
    with page_of(browser) as page:
        visit(page, f"{real_site[0]}/")
        told = page.locator(".ps-arrival[role=status]")
        expect(told).to_have_text("")
        page.evaluate("window.same = true")
        for name in ("Themes", "About"):
            page.get_by_role("navigation", name="Tabs").get_by_role("link", name=name).click()
            expect(page.locator("h1")).to_contain_text(name)
            started(page)
            expect(told).to_have_text(page.title())
            assert page.title().startswith(name)
        assert page.evaluate("window.same")


@pytest.mark.parametrize(
    ("path", "name", "current"),
    [
        ("", "Home", "page"),
        ("themes/", "Themes", "page"),
        ("themes/language-models/", "Themes", "true"),
        ("titles/", "Indexes", "true"),
        ("my-list/", "My list", "page"),
    ],
)
@each_width
def test_the_current_tab_is_named_and_in_the_drawer_too(
    browser: Browser, real_site: tuple[str, Path], width: int, path: str, name: str, current: str
) -> None:
    with page_of(browser, width) as page:
        visit(page, f"{real_site[0]}/{path}")
        if width == PHONE:
            page.locator(DRAWER_BUTTON).click()
        named = page.locator("[aria-current]:visible")
        expect(named).to_have_count(1)
        expect(named).to_have_text(name)
        expect(named).to_have_attribute("aria-current", current)


# What is left of the look of an element where the system chooses the colours.
LOOK = """element => {
  const { backgroundColor, borderBottomWidth, borderBottomColor, outlineStyle }
    = getComputedStyle(element);
  return [backgroundColor, borderBottomWidth, borderBottomColor, outlineStyle].join();
}"""


@each_scheme
def test_what_is_on_is_seen_where_the_system_chooses_the_colours(
    browser: Browser, real_site: tuple[str, Path], scheme: str
) -> None:
    address, site = real_site
    identifier = min(folder.name for folder in (site / "papers").iterdir() if folder.is_dir())
    with page_of(browser, DESK, scheme) as page:
        page.emulate_media(forced_colors="active")
        visit(page, f"{address}/papers/{identifier}/")
        page.keyboard.press("d")

        def look(selector: str) -> str:
            found: str = page.locator(selector).first.evaluate(LOOK)
            return found

        pressed = ".keep-toolbar [data-status={}]"
        assert look(pressed.format("read")) != look(pressed.format("reading"))
        assert look(".md-tabs__item--active") != look(".md-tabs__item:not(.md-tabs__item--active)")
        width = "element => parseFloat(getComputedStyle(element).borderTopWidth)"
        assert page.locator(".keep-toast").evaluate(width) > 0
        visit(page, f"{address}/")
        bar = page.locator(".keep-progress progress").first
        assert bar.evaluate(width) > 0
        bar.evaluate("bar => bar.value = 0")
        empty = bar.screenshot()
        bar.evaluate("bar => bar.value = bar.max")
        assert bar.screenshot() != empty
        visit(page, f"{address}/map/")
        legend = page.locator(".legend button")
        legend.first.click()
        assert look(".legend button") != legend.nth(1).evaluate(LOOK)


# By keyboard


DRAWER = ".md-sidebar--primary"
DRAWER_BUTTON = ".md-header [aria-controls=drawer]"
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]"
# What a reader sees of an element: the label after it, where the theme hides a control so.
SHOWN = """const shown = element =>
  element.matches(".md-option") ? element.nextElementSibling : element;"""
# The elements that take the focus and do not show it.
UNSEEN = f"""() => {{
  {SHOWN}
  {DISTINCT}
  const found = [];
  for (const element of distinct("{FOCUSABLE}")) {{
    if (element.tabIndex < 0 || !shown(element).checkVisibility({{ visibilityProperty: true }}))
      continue;
    const shadow = getComputedStyle(shown(element)).boxShadow;
    element.focus();
    if (document.activeElement !== element) continue;
    const style = getComputedStyle(shown(element));
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    if (!outlined && style.boxShadow === shadow) found.push(element.cloneNode().outerHTML);
    element.blur();
  }}
  return found;
}}"""
# What covers the middle of whatever has the focus.
COVERED = f"""() => {{
  {SHOWN}
  const element = shown(document.activeElement);
  const {{ left, top, width, height }} = element.getClientRects()[0] ?? new DOMRect();
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  if (above && (element.contains(above) || above.contains(element))) return "";
  return `${{element.cloneNode().outerHTML}} is behind ${{above?.cloneNode().outerHTML}}`;
}}"""


@each_width
def test_whatever_has_the_focus_shows_it(
    browser: Browser, real_site: tuple[str, Path], width: int
) -> None:
    address, site = real_site
    found = defaultdict(list)
    with page_of(browser, width) as page:
        for kind, url in kinds(site).items():
            page.goto(f"{address}{url}")
            started(page)
            page.keyboard.press("Tab")  # from now on the browser takes the focus for a keyboard's
            for element in page.evaluate(UNSEEN):
                found[element].append(kind)
    assert found == {}


@each_width
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_nothing_covers_what_has_the_focus(
    browser: Browser, real_site: tuple[str, Path], width: int, key: str
) -> None:
    with page_of(browser, width) as page:
        page.emulate_media(reduced_motion="reduce")
        visit(page, f"{real_site[0]}/")
        found: list[str] = []
        while len(found) < 500:
            page.keyboard.press(key)
            if page.evaluate("document.activeElement === document.body"):
                break  # once around
            found.append(page.evaluate(COVERED))
        assert len(found) > 20, "the keyboard reaches little"
        assert set(found) == {""}


def test_the_keyboard_opens_and_closes_the_drawer_of_a_phone(
    browser: Browser, real_site: tuple[str, Path]
) -> None:
    with page_of(browser, PHONE) as page:
        visit(page, f"{real_site[0]}/")
        button = page.locator(DRAWER_BUTTON)
        for _ in range(5):
            page.keyboard.press("Tab")
            if button.evaluate("button => button === document.activeElement"):
                break
        first = page.locator(DRAWER).get_by_role("link").first
        for key in ("Enter", "Space"):
            assert not first.is_visible()
            assert button.get_attribute("aria-expanded") == "false"
            page.keyboard.press(key)
            first.wait_for()
            assert button.get_attribute("aria-expanded") == "true"
            seen = "element => element.checkVisibility({ opacityProperty: true })"
            assert page.locator(f"{DRAWER} :focus").evaluate(seen), "the focus is on what is hidden"
            page.keyboard.press("Escape")
            first.wait_for(state="hidden")
            assert button.evaluate("button => button === document.activeElement")


# On a phone, without motion, without scripts


# Which of these pages are wider than the window, and the elements that stick out. Only what is in
# their body is shown, as all have the same head: that is many times as fast as to open each.
WIDE = """pages => Object.entries(pages).flatMap(([path, text]) => {
  document.body.replaceWith(new DOMParser().parseFromString(text, "text/html").body);
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().right > innerWidth)
    .map(element => `${path}: ${element.cloneNode().outerHTML}`);
})"""
# What takes its time to move or to change.
MOVING = f"""() => {{
  {DISTINCT}
  return distinct("*").flatMap(element => ["", "::before", "::after"].filter(part => {{
    const style = getComputedStyle(element, part);
    const seconds = [style.transitionDuration, style.animationDuration].join().split(",");
    return Math.max(...seconds.map(parseFloat)) > 0.01 || style.scrollBehavior === "smooth";
  }}).map(part => element.cloneNode().outerHTML + part));
}}"""
# Controls that are seen, but for those that work by style alone: the drawer and its branches.
CONTROLS = """() =>
  [...document.querySelectorAll("button, input, select, textarea, label, [role=button]")]
    .filter(element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter(element => element.getBoundingClientRect().width > 1)
    .filter(element => !element.matches("[for=__drawer], [for^=__nav], [for=__toc]"))
    .map(element => element.cloneNode().outerHTML)"""


def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, real_site: tuple[str, Path]) -> None:
    address, site = real_site
    pages = {str(file.relative_to(site)): file.read_text("utf-8") for file in site.rglob("*.html")}
    with page_of(browser, PHONE) as page:
        visit(page, f"{address}/")
        assert page.evaluate(WIDE, pages) == []


def test_nothing_moves_for_a_reader_who_asked_for_no_motion(
    browser: Browser, real_site: tuple[str, Path]
) -> None:
    address, site = real_site
    with page_of(browser) as page:
        page.emulate_media(reduced_motion="reduce")
        for kind, url in kinds(site).items():
            page.goto(f"{address}{url}")
            started(page)
            assert page.evaluate(MOVING) == [], kind


@each_width
def test_every_kind_of_page_can_be_read_without_scripts(
    browser: Browser, real_site: tuple[str, Path], width: int
) -> None:
    address, site = real_site
    with page_of(browser, width, scripts=False) as page:
        for kind, url in kinds(site).items():
            page.goto(f"{address}{url}")
            assert page.locator("h1").is_visible(), kind
            assert len(page.locator("article").inner_text().split()) > 10, kind
            assert page.evaluate(CONTROLS) == [], f"controls without effect: {kind}"
            fits = "document.documentElement.scrollWidth <= innerWidth"
            assert page.evaluate(fits), f"wider than the window: {kind}"
            assert not page.locator(".md-top").is_visible(), f"a way up without effect: {kind}"
