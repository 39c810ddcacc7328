"""A reader keeps track of papers in the browser: marks, My list, files, links and keys."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Locator, expect
from playwright.sync_api import Page as BrowserPage

from generator.pages.site import Site
from tests.support import golden
from tests.support.site import built, complaints, held, page_of, until, visit

KEY = "papershelf:/"
LANTERN = "lanternnet-self-training-with-a-patient-teacher"
DIMMING = "dimming-lanternnet-for-small-devices"
ECHOES = "sorting-echoes-of-spoken-words"
QUIET = "a-study-of-quiet-labels"
TABLES = "tidy-tables-untidy-rows"
PAPERS = (LANTERN, DIMMING, ECHOES, QUIET, TABLES)

NOTHING_IS_WRITTEN = "Storage.prototype.setItem = () => { throw new DOMException('', '%s') }"
NOTHING_IS_OPEN = (
    "Object.defineProperty(window, 'localStorage',"
    " { get() { throw new DOMException('', 'SecurityError') } })"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of the small library."""
    with built(golden.built().pages, tmp_path_factory.mktemp("keep")) as (address, _):
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[BrowserPage]:
    """A page in a new browser, of which nothing may go wrong that a test does not ask for."""
    with page_of(browser) as page:
        found = complaints(page, address)
        yield page
        assert found == []


def paper(address: str, identifier: str) -> str:
    return f"{address}/papers/{identifier}/"


def mark(page: BrowserPage, *marks: tuple[str, dict[str, Any]]) -> None:
    """Have the browser keep marks, as if they had been made before."""
    papers = {
        identifier: {"changed": f"2026-01-0{day}T00:00:00.000Z", **given}
        for day, (identifier, given) in enumerate(marks, 1)
    }
    keep(page, json.dumps({"version": 1, "papers": papers}))


def keep(page: BrowserPage, text: str) -> None:
    """Have the browser keep a text in the place of the marks, before the next page is shown."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def kept(page: BrowserPage) -> dict[str, dict[str, Any]]:
    """What the browser keeps of papers on which something is marked."""
    text = page.evaluate("key => localStorage.getItem(key)", KEY)
    papers: dict[str, dict[str, Any]] = json.loads(text)["papers"] if text else {}
    return {
        identifier: given
        for identifier, given in papers.items()
        if given.get("status") or given.get("starred") or given.get("note")
    }


def statuses(page: BrowserPage) -> dict[str, str]:
    return {identifier: given.get("status", "") for identifier, given in kept(page).items()}


def button(page: BrowserPage | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def entry(page: BrowserPage | Locator, identifier: str) -> Locator:
    """The first entry of a paper in a list."""
    return page.locator(f"li:has(> a.title[data-paper='{identifier}'])").first


def listed(page: BrowserPage) -> list[str]:
    """The papers that My list shows, in order."""
    titles = page.locator(".keep-papers a.title")
    return [title.get_attribute("data-paper") or "" for title in titles.all()]


def message(page: BrowserPage) -> Locator:
    return page.locator(".keep-toast").last


def downloaded(page: BrowserPage, act: Callable[[], None]) -> str:
    """The text of the file that a reader gets by doing something."""
    with page.expect_download() as download:
        act()
    return Path(download.value.path()).read_text("utf-8")


@contextmanager
def other_tab(page: BrowserPage, url: str) -> Iterator[BrowserPage]:
    tab = page.context.new_page()
    tab.goto(url)
    yield tab
    tab.close()


# On a paper's page


def test_what_is_marked_on_a_paper_is_there_when_the_page_is_shown_again(
    page: BrowserPage, address: str
) -> None:
    page.goto(paper(address, ECHOES))
    button(page, "Reading").click()
    button(page, "Star").click()
    button(page, "Note").click()
    page.get_by_label("Your note on this paper").fill("Compare with “A Study”.\nSecond line")
    page.get_by_label("Your note on this paper").blur()
    page.reload()
    expect(button(page, "Reading")).to_have_attribute("aria-pressed", "true")
    expect(button(page, "To read")).to_have_attribute("aria-pressed", "false")
    expect(button(page, "Star")).to_have_attribute("aria-pressed", "true")
    note = page.get_by_label("Your note on this paper")
    expect(note).to_have_value("Compare with “A Study”.\nSecond line")
    until(page, lambda: kept(page)[ECHOES]["facts"]["theme"])
    assert kept(page)[ECHOES]["facts"] == {
        "title": "Sorting Echoes of Spoken Words",
        "authors": "",
        "year": None,
        "venue": "",
        "theme": "speech",
    }


def test_a_status_is_taken_away_by_pressing_it_again(page: BrowserPage, address: str) -> None:
    page.goto(paper(address, ECHOES))
    button(page, "Read").click()
    button(page, "Skipped").click()
    assert statuses(page) == {ECHOES: "skipped"}
    button(page, "Skipped").click()
    assert kept(page) == {}


def test_a_note_is_kept_while_it_is_typed(page: BrowserPage, address: str) -> None:
    page.goto(paper(address, ECHOES))
    button(page, "Note").click()
    page.keyboard.type("typed")
    expect(page.locator("#keep-note-about")).to_contain_text("kept in this browser only")
    page.wait_for_function("key => localStorage.getItem(key)?.includes('typed')", arg=KEY)


def test_a_note_is_kept_when_the_page_is_left_in_the_middle_of_it(
    page: BrowserPage, address: str
) -> None:
    visit(page, paper(address, ECHOES))
    button(page, "Note").click()
    page.keyboard.type("by a link")
    page.locator("header .md-logo").dispatch_event("click")  # which does not take the focus
    page.wait_for_url(f"{address}/")
    expect(page.locator(".keep-toolbar")).to_have_count(0)
    assert kept(page)[ECHOES]["note"] == "by a link"
    page.goto(paper(address, QUIET))
    button(page, "Note").click()
    page.keyboard.type("by an address")
    page.goto(f"{address}/about/")
    assert kept(page)[QUIET]["note"] == "by an address"


def test_a_note_that_two_tabs_write_at_once_holds_both(page: BrowserPage, address: str) -> None:
    page.goto(paper(address, ECHOES))
    with other_tab(page, paper(address, ECHOES)) as tab:
        for one, text in ((page, "one"), (tab, "two")):
            button(one, "Note").click()
            one.get_by_label("Your note on this paper").evaluate(
                "(area, text) => { area.value = text }", text
            )
        tab.get_by_label("Your note on this paper").blur()
        page.wait_for_function("key => localStorage.getItem(key)?.includes('two')", arg=KEY)
        page.get_by_label("Your note on this paper").blur()
        assert kept(page)[ECHOES]["note"] == "two\n\none"
        expect(tab.get_by_label("Your note on this paper")).to_have_value("two\n\none")


def test_undoing_a_status_leaves_a_note_that_was_written_since(
    page: BrowserPage, address: str
) -> None:
    page.goto(paper(address, ECHOES))
    page.wait_for_selector(".keep-toolbar")
    page.keyboard.press("t")
    note = page.get_by_label("Your note on this paper")
    button(page, "Note").click()
    note.fill("since")
    note.blur()
    button(page, "Undo").click()
    expect(message(page)).to_contain_text("Undone.")
    expect(note).to_have_value("since")
    assert statuses(page) == {ECHOES: ""}
    assert kept(page)[ECHOES]["note"] == "since"


# In lists


def test_an_entry_shows_how_its_paper_is_marked(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/themes/speech/")
    expect(page.locator(".keep-chip")).to_have_count(0)
    mark(page, (ECHOES, {"status": "to-read", "starred": True, "note": "x"}))
    page.reload()
    found = entry(page, ECHOES)
    expect(found.locator(".keep-chip")).to_have_text("To read")
    expect(found.get_by_role("img", name="Starred")).to_be_visible()
    expect(found.get_by_role("img", name="Has a note")).to_be_visible()


@pytest.mark.parametrize("path", ["titles", "authors"])
def test_a_paper_that_is_only_named_has_signs_of_how_it_is_marked(
    page: BrowserPage, address: str, path: str
) -> None:
    page.goto(f"{address}/{path}/")
    mark(page, (LANTERN, {"status": "to-read", "starred": True, "note": "x"}))
    page.reload()
    after = page.locator(f"article a[data-paper='{LANTERN}'] + .keep-signs").first
    for sign in ("To read", "Starred", "Has a note"):
        expect(after.get_by_role("img", name=sign)).to_be_visible()
    links = page.locator(f"article a[data-paper='{LANTERN}']").count()
    expect(page.locator(".keep-signs")).to_have_count(links)
    expect(page.locator("article .keep-mark")).to_have_count(0)


@pytest.mark.parametrize("way", ["previous", "next"])
def test_the_ways_on_from_a_paper_have_signs_of_how_their_papers_are_marked(
    page: BrowserPage, address: str, way: str
) -> None:
    order = Site(golden.built().library).main.values()
    first, second = next([one.id for one in theme[:2]] for theme in order if len(theme) > 1)
    here, there = (first, second) if way == "next" else (second, first)
    page.goto(f"{address}/about/")
    mark(page, (there, {"status": "reading"}))
    page.goto(paper(address, here))
    link = page.locator(f"nav.neighbours a.{way}")
    expect(link.get_by_role("img", name="Reading")).to_be_visible()
    link.focus()
    page.keyboard.press("s")
    expect(link.get_by_role("img", name="Starred")).to_be_visible()
    expect(link.locator(".keep-signs")).to_have_count(1)


def test_what_is_found_on_the_map_has_signs_of_how_it_is_marked(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/about/")
    mark(page, (ECHOES, {"status": "read", "note": "x"}))
    page.goto(f"{address}/map/")
    page.get_by_label("Find on the map").fill("echoes")
    found = page.locator(".hits li", has=page.locator(f"a[data-paper='{ECHOES}']"))
    for sign in ("Read", "Has a note"):
        expect(found.get_by_role("img", name=sign, exact=True)).to_be_visible()
    found.locator("a").focus()
    page.keyboard.press("x")
    expect(found.get_by_role("img", name="Skipped")).to_be_visible()
    expect(found.locator(".keep-signs")).to_have_count(1)


def test_a_preview_shows_how_its_paper_is_marked(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/about/")
    mark(page, (LANTERN, {"status": "reading", "starred": True}))
    visit(page, paper(address, DIMMING))
    page.locator(f"a.mention[data-paper='{LANTERN}']").first.hover()
    preview = page.locator(".preview")
    expect(preview.locator(".keep-chip")).to_have_text("Reading")
    expect(preview.locator("[aria-label='Starred']")).to_be_visible()
    visit(page, f"{address}/map/")
    page.locator("figure.map.ready").wait_for()
    page.locator(".stage a[tabindex='0']").focus()
    sign = page.locator(f".stage a[data-paper='{ECHOES}'][aria-label]")
    sign.hover()
    expect(preview.locator(".title")).to_have_text("Sorting Echoes of Spoken Words")
    expect(preview.locator(".keep-chip")).to_have_count(0)
    sign.focus()
    page.keyboard.press("d")
    expect(preview.locator(".keep-chip")).to_have_text("Read")


def test_the_search_shows_how_a_paper_is_marked(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/about/")
    mark(page, (ECHOES, {"status": "to-read", "starred": True, "note": "x"}))
    page.reload()
    page.wait_for_selector(".keep-toasts", state="attached")
    page.keyboard.press("/")
    page.keyboard.type("echoes of spoken words")
    found = page.locator(f"a.ps-hit[href*='{ECHOES}']")
    expect(found.locator(".keep-chip")).to_have_text("To read")
    expect(found.locator("[aria-label='Starred']")).to_be_visible()
    expect(found.locator("[aria-label='Has a note']")).to_be_visible()


def test_a_paper_is_marked_from_a_list_and_that_is_undone(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/themes/speech/")
    found = entry(page, ECHOES)
    opener = found.get_by_role("button", name="Mark “Sorting Echoes of Spoken Words”")
    opener.click()
    button(found, "Reading").click()
    expect(button(found, "Reading")).to_be_hidden()
    expect(opener).to_be_focused()
    expect(found.locator(".keep-chip")).to_have_text("Reading")
    expect(message(page)).to_contain_text("Marked as reading: Sorting Echoes")
    button(page, "Undo").click()
    expect(found.locator(".keep-chip")).to_have_count(0)
    assert kept(page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_that_marks_an_entry_is_seen_always_and_better_under_the_pointer(
    browser: Browser, address: str, scheme: str
) -> None:
    with page_of(browser, scheme=scheme) as page:
        page.goto(f"{address}/themes/speech/")
        opener = entry(page, ECHOES).locator(".keep-mark")
        expect(opener).to_have_css("opacity", "1")
        before = contrast(opener)
        assert before >= 3
        entry(page, ECHOES).hover()
        assert contrast(opener) > max(before, 4.5)


def contrast(element: Locator) -> float:
    """The contrast of an element to the page, as WCAG counts it."""
    colours: list[str] = element.evaluate(
        "element => [getComputedStyle(element).color, getComputedStyle(document.body)"
        ".backgroundColor]"
    )
    dark, light = sorted(map(_luminance, colours))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_menu_of_an_entry_closes_by_its_button_and_by_escape(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/themes/speech/")
    found = entry(page, ECHOES)
    opener = found.locator(".keep-mark")
    for key in ("Enter", "Escape"):
        opener.click()
        expect(button(found, "To read")).to_be_focused()
        if key == "Enter":
            opener.focus()
        page.keyboard.press(key)
        expect(button(found, "To read")).to_be_hidden()


def test_the_menu_of_an_entry_closes_when_the_focus_leaves_it(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/themes/speech/")
    found = entry(page, ECHOES)
    for key, times in (("Tab", 5), ("Shift+Tab", 2)):
        found.locator(".keep-mark").click()
        expect(button(found, "To read")).to_be_focused()
        for _ in range(times):
            expect(button(found, "To read")).to_be_visible()
            page.keyboard.press(key)
        expect(button(found, "To read")).to_be_hidden()


def test_marks_are_shown_on_each_page_that_follows_without_a_reload(
    page: BrowserPage, address: str
) -> None:
    visit(page, f"{address}/themes/speech/")
    page.evaluate("window.same = true")
    entry(page, ECHOES).locator("a.title").click()
    page.wait_for_url(paper(address, ECHOES))
    button(page, "Skipped").click()
    page.go_back()
    expect(entry(page, ECHOES).locator(".keep-chip")).to_have_text("Skipped")
    expect(entry(page, ECHOES).locator(".keep-mark")).to_have_count(1)
    page.go_forward()
    expect(button(page, "Skipped")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".keep-toolbar")).to_have_count(1)
    assert page.evaluate("window.same")


# Progress


def test_progress_is_shown_once_something_is_marked(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/")
    expect(page.locator(".papers .keep-mark").first).to_be_attached()
    expect(page.locator(".keep-progress")).to_have_count(0)
    page.goto(paper(address, ECHOES))
    button(page, "Read").click()
    until(page, lambda: kept(page)[ECHOES]["facts"]["theme"])
    page.locator("header .md-logo").click()
    page.wait_for_url(f"{address}/")
    speech = page.locator(".grid.cards li", has=page.locator("a.title[href$='themes/speech/']"))
    expect(speech.locator(".keep-progress")).to_have_text("1 of 1 read")
    expect(speech.get_by_role("progressbar", name="Read of Speech")).to_be_visible()
    learning = page.locator(".grid.cards li", has=page.locator("a.title[href$='learning/']"))
    expect(learning.locator(".keep-progress")).to_have_count(0)
    expect(page.locator(".ways + .keep-progress")).to_contain_text("1 of 5 read")
    learning.locator("a.title").click()
    expect(page.locator(".ways + .keep-progress")).to_have_text("0 of 3 read")
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(page.locator(".ways + .keep-progress")).to_have_text("1 of 3 read")


# My list


@pytest.fixture
def my_list(page: BrowserPage, address: str) -> BrowserPage:
    """My list with a few papers on it."""
    page.goto(f"{address}/about/")
    facts = {
        LANTERN: ("LanternNet: Self-Training with a Patient Teacher", 2021, "learning"),
        DIMMING: ("Dimming LanternNet for Small Devices", 2022, "learning"),
        ECHOES: ("Sorting Echoes of Spoken Words", None, "speech"),
    }
    known = {
        identifier: {"title": title, "authors": "Somebody", "year": year, "theme": theme}
        for identifier, (title, year, theme) in facts.items()
    }
    mark(
        page,
        (LANTERN, {"status": "read", "note": "for the seminar", "facts": known[LANTERN]}),
        (DIMMING, {"starred": True, "facts": known[DIMMING]}),
        (ECHOES, {"status": "to-read", "facts": known[ECHOES]}),
    )
    page.goto(f"{address}/my-list/")
    expect(page.locator(".keep-papers li")).to_have_count(3)
    return page


def test_an_empty_list_says_how_to_fill_it(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/my-list/")
    expect(page.locator(".keep-empty")).to_contain_text("Nothing is marked yet")
    expect(page.locator(".keep-filters")).to_be_hidden()
    expect(page.locator(".keep-data")).to_contain_text("in this browser on this device only")


def test_my_list_needs_scripts_and_says_so(browser: Browser, address: str) -> None:
    with page_of(browser, scripts=False) as page:
        page.goto(f"{address}/my-list/")
        assert "It needs JavaScript" in page.locator("article").inner_text()


def test_my_list_shows_what_was_changed_last_first(my_list: BrowserPage) -> None:
    assert listed(my_list) == [ECHOES, DIMMING, LANTERN]
    found = entry(my_list, LANTERN)
    expect(found.locator(".facts")).to_contain_text("Somebody · 2021")
    expect(found.locator(".keep-chip")).to_have_text("Read")
    expect(found.locator(".keep-excerpt")).to_have_text("for the seminar")


def test_my_list_says_what_is_not_known_of_a_paper(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/about/")
    mark(page, (ECHOES, {"status": "read"}), ("gone-from-here", {"status": "read"}))
    page.goto(f"{address}/my-list/")
    facts = entry(page, ECHOES).locator(".facts")
    expect(facts).to_contain_text("authors not known · year not known · Speech")
    expect(facts.locator(".unknown")).to_have_count(2)
    expect(entry(page, "gone-from-here").locator(".facts .unknown")).to_have_count(0)
    page.goto(link_of(page))
    page.reload()
    sent = page.get_by_role("region", name="Papers somebody sent you")
    expect(entry(sent, ECHOES)).to_contain_text("authors not known · year not known")


def test_my_list_is_filtered_and_ordered_and_its_address_says_how(my_list: BrowserPage) -> None:
    my_list.get_by_label("Order").select_option("Title")
    assert listed(my_list) == [DIMMING, LANTERN, ECHOES]
    my_list.get_by_role("searchbox").fill("lantern")
    assert listed(my_list) == [DIMMING, LANTERN]
    my_list.get_by_label("With a note").check()
    my_list.locator("form").get_by_label("Status").select_option("Read (1)")
    assert listed(my_list) == [LANTERN]
    my_list.reload()
    expect(my_list.locator(".keep-papers li")).to_have_count(1)
    expect(my_list.get_by_role("searchbox")).to_have_value("lantern")
    expect(my_list.get_by_label("With a note")).to_be_checked()
    my_list.get_by_label("Starred").check()
    expect(my_list.get_by_text("None of your papers is like that")).to_be_visible()
    button(my_list, "Show all").click()
    assert listed(my_list) == [DIMMING, LANTERN, ECHOES]
    my_list.wait_for_url("**/my-list/?order=title")


@pytest.mark.parametrize("instant", [True, False])
@pytest.mark.parametrize("sent", [False, True])
def test_back_to_my_list_leads_to_the_place_where_it_was_left(
    page: BrowserPage, address: str, sent: bool, instant: bool
) -> None:
    if not instant:
        none = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
        page.context.route("**/sitemap.xml", lambda route: route.fulfill(body=none))
    page.set_viewport_size({"width": 390, "height": 200})
    page.goto(f"{address}/about/")
    mark(page, *((identifier, {"status": "read"}) for identifier in PAPERS))
    visit(page, f"{address}/my-list/")
    if sent:
        link = link_of(page)
        visit(page, f"{address}/about/")
        visit(page, link)
    part = ".keep-sent" if sent else ".keep-papers"
    title = page.locator(f"{part} a.title[data-paper='{LANTERN}']")
    title.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 300
    page.evaluate("window.same = true")
    title.click()
    page.wait_for_url(paper(address, LANTERN))
    page.locator(".keep-toolbar").wait_for()
    assert bool(page.evaluate("window.same")) == instant
    page.go_back()
    title.wait_for()
    page.wait_for_function("place => Math.abs(scrollY - place) < 5", arg=place)
    visit(page, f"{address}/about/")
    visit(page, f"{address}/my-list/")
    assert page.evaluate("scrollY") == 0


def test_several_papers_are_marked_together_and_that_is_undone(my_list: BrowserPage) -> None:
    marking = my_list.get_by_label("Mark the chosen papers as")
    expect(marking).to_be_disabled()
    expect(button(my_list, "Remove")).to_be_disabled()
    entry(my_list, DIMMING).get_by_role("checkbox").check()
    entry(my_list, ECHOES).get_by_role("checkbox").check()
    expect(my_list.locator(".keep-count")).to_have_text("2 chosen of 3 papers")
    marking.select_option("Skipped")
    assert statuses(my_list) == {LANTERN: "read", DIMMING: "skipped", ECHOES: "skipped"}
    button(my_list, "Undo").click()
    assert statuses(my_list) == {LANTERN: "read", DIMMING: "", ECHOES: "to-read"}


def test_all_shown_are_removed_and_that_is_undone(my_list: BrowserPage) -> None:
    before = statuses(my_list)
    my_list.get_by_role("searchbox").fill("lantern")
    my_list.get_by_label("All shown").check()
    button(my_list, "Remove").click()
    expect(message(my_list)).to_contain_text("2 papers removed from your list.")
    assert statuses(my_list) == {ECHOES: "to-read"}
    button(my_list, "Undo").click()
    assert statuses(my_list) == before
    assert kept(my_list)[LANTERN]["note"] == "for the seminar"


def test_a_paper_on_my_list_is_marked_there(my_list: BrowserPage) -> None:
    found = entry(my_list, ECHOES)
    found.locator(".keep-mark").click()
    button(found, "Read").click()
    expect(found.locator(".keep-chip")).to_have_text("Read")
    my_list.locator("form").get_by_label("Status").select_option("Read (2)")
    assert set(listed(my_list)) == {ECHOES, LANTERN}


def test_what_leaves_my_list_is_named_and_said_to_have_left(my_list: BrowserPage) -> None:
    entry(my_list, ECHOES).locator("a.title").focus()
    my_list.keyboard.press("t")
    told = "Mark removed, and no longer on your list: Sorting Echoes of Spoken Words"
    expect(message(my_list).locator("p")).to_have_text(told)
    my_list.keyboard.press("u")
    expect(entry(my_list, ECHOES)).to_be_visible()


def test_my_list_says_how_many_of_the_papers_it_shows_and_that_it_shows_none(
    my_list: BrowserPage,
) -> None:
    told = my_list.locator(".keep-count[role=status]")
    expect(told).to_have_text("All 3 papers")
    my_list.get_by_role("searchbox").fill("lantern")
    expect(told).to_have_text("2 of 3 papers")
    my_list.get_by_role("searchbox").fill("no such word")
    expect(told).to_have_text("None of your papers is like that.")
    expect(told).to_be_visible()
    expect(button(my_list, "BibTeX")).to_be_hidden()


def test_a_paper_that_the_site_does_not_have_is_no_link_on_my_list(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/about/")
    gone = {"title": "A Paper of Last Year", "authors": "Somebody", "year": 2019, "theme": ""}
    mark(page, (ECHOES, {"status": "read"}), ("gone-from-here", {"status": "read", "facts": gone}))
    page.goto(f"{address}/my-list/")
    expect(entry(page, "gone-from-here")).to_contain_text("no longer on this site")
    title = entry(page, "gone-from-here").locator("a.title")
    expect(title).to_have_text("A Paper of Last Year")
    assert title.get_attribute("href") is None
    expect(entry(page, ECHOES)).not_to_contain_text("no longer")
    assert entry(page, ECHOES).locator("a.title").get_attribute("href") == paper(address, ECHOES)
    for place in (0, 1):
        page.keyboard.press("j")
        expect(page.locator(".keep-papers a.title").nth(place)).to_be_focused()


def test_my_list_says_while_it_fetches_titles_and_finds_papers_by_their_ids_until_then(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/about/")
    mark(page, (ECHOES, {"status": "read"}), (LANTERN, {"status": "read"}))
    told = page.get_by_text("Fetching titles, authors and years …")
    with held(page, "**/api/cards/0.json") as waiting:
        page.goto(f"{address}/my-list/")
        until(page, lambda: waiting)
        expect(told).to_be_visible()
        page.get_by_role("searchbox").fill("echoes of spoken")
        assert listed(page) == [ECHOES]
    expect(told).to_have_count(0)
    expect(entry(page, ECHOES).locator("a.title")).to_have_text("Sorting Echoes of Spoken Words")


def test_papers_whose_authors_are_not_known_are_not_asked_for_again(
    page: BrowserPage, address: str
) -> None:
    asked: list[str] = []
    page.goto(f"{address}/about/")
    facts = {"title": "Sorting Echoes of Spoken Words", "authors": "", "theme": "speech"}
    mark(page, (ECHOES, {"status": "read", "facts": facts}))
    page.on("request", lambda request: asked.append(request.url))
    visit(page, f"{address}/my-list/")
    assert not [url for url in asked if url.endswith("/api/cards/0.json")]


@pytest.mark.parametrize("path", ["/", "/themes/speech/", "/my-list/"])
def test_what_a_site_could_not_say_when_a_paper_was_marked_it_says_on_the_next_page(
    page: BrowserPage, address: str, path: str
) -> None:
    page.goto(f"{address}/about/")
    mark(page, (ECHOES, {"status": "read", "facts": {"title": "Sorting Echoes"}}))
    with held(page, "**/api/cards/0.json") as waiting:
        page.goto(f"{address}{path}")
        until(page, lambda: waiting)
        if path == "/my-list/":
            expect(entry(page, ECHOES)).to_be_visible()
            expect(page.locator(".keep-papers .unknown")).to_have_count(0)
            theme = page.locator("form").get_by_label("Theme")
            expect(theme.locator("option")).to_have_text(["Any"])
    until(page, lambda: kept(page)[ECHOES]["facts"].get("theme") == "speech")
    if path == "/my-list/":
        expect(entry(page, ECHOES)).to_contain_text("authors not known · year not known · Speech")
        expect(theme.locator("option")).to_have_text(["Any", "Speech"])
    else:
        bar = page.get_by_role("progressbar", name="Read of Speech")
        expect(bar).to_have_attribute("value", "1")


def test_papers_of_which_no_more_than_the_title_is_known_are_asked_for_once(
    page: BrowserPage, address: str
) -> None:
    asked: list[str] = []
    page.goto(f"{address}/about/")
    mark(page, (TABLES, {"status": "read", "facts": {"title": "Tidy Tables & Untidy Rows"}}))
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/my-list/", "/", "/my-list/"):
        visit(page, f"{address}{path}")
    expect(entry(page, TABLES)).to_contain_text("authors not known · year not known")
    expect(page.locator("form").get_by_label("Theme").locator("option")).to_have_text(
        ["Any", "In no theme"]
    )
    assert len([url for url in asked if url.endswith("/api/cards/0.json")]) == 1


def test_papers_in_no_theme_are_chosen_on_my_list_and_an_unknown_theme_is_passed_over(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/about/")
    facts = {"title": "Tidy Tables", "authors": "Somebody", "theme": ""}
    known = {"title": "Sorting Echoes", "authors": "Somebody", "theme": "speech"}
    mark(
        page,
        (TABLES, {"status": "read", "facts": facts}),
        (ECHOES, {"status": "read", "facts": known}),
    )
    page.goto(f"{address}/my-list/?theme=no-such-theme")
    expect(page.locator(".keep-papers li")).to_have_count(2)
    page.locator("form").get_by_label("Theme").select_option("In no theme")
    assert listed(page) == [TABLES]


def test_my_list_is_printed_with_addresses_and_without_boxes(
    my_list: BrowserPage, address: str
) -> None:
    my_list.emulate_media(media="print")
    assert not my_list.locator(".keep-box:visible").count()
    printed = entry(my_list, ECHOES).locator("a.title")
    content = printed.evaluate("element => getComputedStyle(element, '::after').content")
    assert paper(address, ECHOES) in content


def test_the_focus_stays_in_the_list_when_its_entry_leaves_it(my_list: BrowserPage) -> None:
    my_list.locator("form").get_by_label("Status").select_option("To read (1)")
    my_list.locator("form").get_by_label("Status").select_option("Any (3)")
    my_list.locator(".keep-papers a.title").first.focus()
    my_list.keyboard.press("t")
    expect(my_list.locator(".keep-papers li")).to_have_count(2)
    expect(my_list.locator(".keep-papers a.title").first).to_be_focused()


# Files


def test_what_is_done_with_papers_is_said_after_how_many_they_are(my_list: BrowserPage) -> None:
    actions = my_list.get_by_role("group", name="With these papers")
    said = my_list.locator(".keep-actions").inner_text().split()
    assert " ".join(said).startswith("All shown All 3 papers Export: BibTeX RIS")
    expect(actions.locator(":scope > :last-child")).to_have_text("Remove")


def test_citations_of_the_chosen_papers_are_saved(my_list: BrowserPage) -> None:
    entry(my_list, DIMMING).get_by_role("checkbox").check()
    entry(my_list, LANTERN).get_by_role("checkbox").check()
    bibtex = downloaded(my_list, button(my_list, "BibTeX").click)
    assert bibtex.startswith("@article{")
    assert "\n\n@inproceedings{example2021lantern,\n" in bibtex
    assert bibtex.count("@") == 2
    ris = downloaded(my_list, button(my_list, "RIS").click)
    assert ris.count("TY  - ") == ris.count("ER  - ") == 2
    csl = json.loads(downloaded(my_list, button(my_list, "CSL-JSON").click))
    assert [one["title"] for one in csl] == [
        "Dimming LanternNet for Small Devices",
        "LanternNet: Self-Training with a Patient Teacher",
    ]
    expect(message(my_list)).to_have_text("2 papers saved as CSL-JSON.")


def test_without_a_choice_citations_of_all_shown_are_saved(my_list: BrowserPage) -> None:
    mark(my_list, (ECHOES, {"status": "read"}), ("gone-from-here", {"status": "read"}))
    my_list.reload()
    assert downloaded(my_list, button(my_list, "BibTeX").click).count("@") == 1
    expect(message(my_list)).to_contain_text("1 paper left out: this site has it no more.")


def test_a_file_takes_all_marks_to_another_browser(
    my_list: BrowserPage, browser: Browser, address: str
) -> None:
    saved = downloaded(my_list, button(my_list, "Save all as a file").click)
    expect(message(my_list)).to_contain_text("Your marks are saved as a file.")
    with page_of(browser) as other:
        other.goto(paper(address, LANTERN))
        button(other, "Note").click()
        other.keyboard.type("my own")
        other.goto(f"{address}/my-list/")
        add(other, saved)
        told = "3 papers in the file: 2 new, 1 changed, 0 already so."
        expect(message(other)).to_contain_text(told)
        assert statuses(other) == {LANTERN: "", DIMMING: "", ECHOES: "to-read"}
        assert kept(other)[LANTERN]["note"] == "for the seminar\n\nmy own"
        add(other, saved)
        expect(message(other)).to_contain_text("0 new, 0 changed, 3 already so")
        button(other, "Close message").click()


def add(page: BrowserPage, text: str) -> None:
    """Add marks from a file."""
    page.get_by_label("A file of marks").set_input_files(
        {"name": "marks.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def test_what_a_file_added_is_undone(my_list: BrowserPage) -> None:
    before = statuses(my_list)
    add(my_list, json.dumps({"papers": {QUIET: "read", ECHOES: "skipped"}}))
    expect(message(my_list)).to_contain_text("1 new")
    button(my_list, "Undo").click()
    assert statuses(my_list) == before


def test_a_file_with_a_date_that_cannot_be_leaves_its_papers_to_be_marked(
    page: BrowserPage, address: str
) -> None:
    never = "+275760-09-13T00:00:00.000Z"
    given = {"status": "read", "starred": True, "note": "x", "changed": never}
    page.goto(f"{address}/my-list/")
    add(page, json.dumps({"version": 1, "papers": {QUIET: given}}))
    entry(page, QUIET).locator("a.title").focus()
    page.keyboard.press("t")
    assert statuses(page) == {QUIET: "to-read"}


def test_many_papers_of_a_file_are_counted_so_that_the_number_can_be_read(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/my-list/")
    add(page, json.dumps({"papers": {f"paper-{number}": "read" for number in range(1_200)}}))
    expect(message(page)).to_contain_text("1,200 papers in the file: 1,200 new, 0 changed")
    expect(page.locator("form").get_by_label("Status")).to_contain_text("Any (1,200)")


def test_papers_of_a_file_get_their_facts_from_the_site(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/my-list/")
    add(page, json.dumps({"papers": {QUIET: "read"}}))
    expect(entry(page, QUIET).locator("a.title")).to_have_text("A Study of Quiet Labels")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@article{a, title = {b}}", "This is no file of marks"),
        ('{"version": 2, "papers": {}}', "saved by a newer version"),
    ],
)
def test_a_file_of_another_kind_changes_nothing(my_list: BrowserPage, text: str, told: str) -> None:
    before = kept(my_list)
    add(my_list, text)
    expect(message(my_list)).to_contain_text(told)
    assert kept(my_list) == before


def test_what_a_file_says_is_text_and_nothing_else(page: BrowserPage, address: str) -> None:
    evil = "<img src=x onerror=alert(1)>"
    facts = {"title": evil, "authors": evil, "venue": evil, "url": "javascript:alert(2)"}
    papers = {"no-such-paper": {"status": "read", "note": evil, "facts": facts}, evil: "read"}
    page.goto(f"{address}/my-list/")
    add(page, json.dumps({"version": 1, "papers": papers}))
    expect(message(page)).to_contain_text("1 new, 0 changed, 0 already so, 1 unusable and skipped")
    found = entry(page, "no-such-paper")
    expect(found.locator("a.title")).to_have_text(evil)
    expect(found.locator(".keep-excerpt")).to_have_text(evil)
    found.locator("a.title").focus()
    page.keyboard.press("o")
    expect(message(page)).to_have_text("This site does not have this paper.")
    assert page.locator("article img").count() == 0


# Links


def link_of(page: BrowserPage) -> str:
    """The link that is copied on My list."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button(page, "Copy link").click()
    expect(message(page)).to_contain_text("is copied, without your notes and marks")
    link: str = page.evaluate("navigator.clipboard.readText()")
    return link


def test_a_link_shows_somebody_else_the_papers_and_alters_nothing(
    my_list: BrowserPage, browser: Browser, address: str
) -> None:
    link = link_of(my_list)
    assert "seminar" not in link
    with page_of(browser) as other:
        found = complaints(other, address)
        other.goto(paper(address, ECHOES))
        button(other, "Skipped").click()
        other.goto(link)
        sent = other.get_by_role("region", name="Papers somebody sent you")
        expect(sent.get_by_role("heading")).to_have_text("3 papers somebody sent you")
        expect(entry(sent, ECHOES).locator(".keep-chip")).to_have_text("Skipped")
        assert statuses(other) == {ECHOES: "skipped"}
        entry(sent, LANTERN).get_by_role("button", name="Keep as to read").click()
        assert statuses(other) == {ECHOES: "skipped", LANTERN: "to-read"}
        button(sent, "Keep all as to read").click()
        assert statuses(other) == {ECHOES: "skipped", LANTERN: "to-read", DIMMING: "to-read"}
        expect(button(sent, "Keep all as to read")).to_be_disabled()
        button(sent, "Close").click()
        expect(sent).to_be_hidden()
        other.wait_for_url(f"{address}/my-list/")
        assert found == []


def test_a_link_carries_the_chosen_papers_only(my_list: BrowserPage, address: str) -> None:
    entry(my_list, DIMMING).get_by_role("checkbox").check()
    link = link_of(my_list)
    my_list.evaluate("link => { location.hash = new URL(link).hash }", link)
    sent = my_list.get_by_role("region", name="Papers somebody sent you")
    expect(sent.locator("a.title")).to_have_count(1)
    expect(sent.locator("a.title")).to_have_attribute("data-paper", DIMMING)


def test_papers_of_a_link_that_the_site_does_not_have_are_named(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/my-list/")
    mark(page, (ECHOES, {"status": "read"}), ("gone-from-here", {"status": "read"}))
    page.reload()
    page.goto(link_of(page))
    page.reload()
    sent = page.get_by_role("region", name="Papers somebody sent you")
    expect(sent).to_contain_text("1 paper of the link is not on this site: gone-from-here")
    expect(sent.locator("a.title")).to_have_count(1)


def test_a_link_that_was_cut_short_says_so(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/my-list/#papers=1.S0stSs")
    expect(page.get_by_role("alert")).to_contain_text("This link is damaged")


# A browser that keeps marks badly, or not at all, and other tabs


def test_what_one_tab_marks_the_other_shows_at_once(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/themes/speech/")
    with other_tab(page, paper(address, ECHOES)) as tab:
        button(tab, "Read").click()
        expect(entry(page, ECHOES).locator(".keep-chip")).to_have_text("Read")
        expect(message(page)).to_contain_text("changed in another tab")
        page.locator(f"a.title[data-paper='{ECHOES}']").first.focus()
        page.keyboard.press("s")
        expect(button(tab, "Star")).to_have_attribute("aria-pressed", "true")
        button(tab, "Reading").click()
        expect(entry(page, ECHOES).locator(".keep-chip")).to_have_text("Reading")
    assert kept(page)[ECHOES]["starred"] is True
    assert statuses(page) == {ECHOES: "reading"}


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (NOTHING_IS_OPEN, "until this page is reloaded or the tab is closed"),
        (NOTHING_IS_WRITTEN % "SecurityError", "lets the site keep nothing"),
        (NOTHING_IS_WRITTEN % "QuotaExceededError", "storage for the site is full"),
    ],
    ids=["no storage", "storage refused", "storage full"],
)
def test_where_nothing_can_be_kept_marks_last_as_long_as_the_tab(
    browser: Browser, address: str, script: str, told: str
) -> None:
    with page_of(browser) as page:
        page.add_init_script(script)
        visit(page, paper(address, ECHOES))
        expect(page.locator(".keep-toast")).to_have_count(0)
        button(page, "Read").click()
        expect(message(page)).to_contain_text(told)
        saved = json.loads(downloaded(page, button(page, "Save as a file").click))
        assert saved["papers"][ECHOES]["status"] == "read"
        page.get_by_role("link", name="My list").first.click()
        expect(entry(page, ECHOES).locator(".keep-chip")).to_have_text("Read")
        expect(page.locator(".keep-trouble")).to_contain_text(told)
        asked: list[str] = []

        def answer(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", answer)
        page.reload()
        assert asked == ["beforeunload"]


def test_a_note_for_which_there_is_no_room_stays_when_another_tab_marks_its_paper(
    page: BrowserPage, address: str
) -> None:
    page.goto(paper(address, ECHOES))
    button(page, "To read").click()
    with other_tab(page, paper(address, ECHOES)) as tab:
        page.evaluate(f"{NOTHING_IS_WRITTEN % 'QuotaExceededError'}; null")
        note = page.get_by_label("Your note on this paper")
        button(page, "Note").click()
        note.fill("no room")
        note.blur()
        expect(message(page)).to_contain_text("storage for the site is full")
        button(tab, "Reading").click()
        expect(button(page, "Reading")).to_have_attribute("aria-pressed", "true")
        expect(note).to_have_value("no room")
        expect(page.locator("#keep-note-about")).to_contain_text("Not kept")
        assert kept(page)[ECHOES]["note"] == ""


def test_where_nothing_can_be_kept_no_error_is_thrown_and_the_colours_can_be_chosen(
    page: BrowserPage, address: str
) -> None:
    page.add_init_script(NOTHING_IS_OPEN)
    page.goto(f"{address}/about/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    for name in ("Switch to light colours", "Switch to dark colours"):
        button(page, name).click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_damaged_marks_are_told_of_and_can_be_saved(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/about/")
    keep(page, '{"version": 1, "papers": {"broken')
    page.goto(paper(address, ECHOES))
    expect(message(page)).to_contain_text("was damaged")
    button(page, "Read").click()
    button(message(page), "My list").click()
    expect(entry(page, ECHOES)).to_be_visible()
    saved = downloaded(page, button(page, "Save it as a file").click)
    assert saved == '{"version": 1, "papers": {"broken'
    button(page, "Delete it").click()
    expect(page.get_by_text("Damaged text,")).to_have_count(0)
    assert statuses(page) == {ECHOES: "read"}


def test_marks_of_a_newer_version_are_shown_and_left_as_they_are(
    page: BrowserPage, address: str
) -> None:
    newer = json.dumps({"version": 2, "papers": {ECHOES: {"status": "read", "mood": 5}}})
    page.goto(f"{address}/about/")
    keep(page, newer)
    page.goto(paper(address, ECHOES))
    expect(message(page)).to_contain_text("kept by a newer version of this site")
    expect(button(page, "Read")).to_have_attribute("aria-pressed", "true")
    button(page, "Close message").click()
    button(page, "Skipped").click()
    expect(message(page)).to_contain_text("cannot be changed on it")
    expect(button(page, "Read")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == newer


def test_a_note_beside_marks_of_a_newer_version_does_not_look_kept(
    browser: Browser, address: str
) -> None:
    with page_of(browser) as page:
        page.goto(paper(address, ECHOES))
        button(page, "Note").click()
        note = page.get_by_label("Your note on this paper")
        about = page.locator("#keep-note-about")
        keep(page, '{"version": 9, "papers": {}}')  # of which this tab is not told
        page.keyboard.type("typed")
        note.blur()
        expect(about).to_contain_text("Not kept")
        expect(note).to_have_value("typed")
        expect(note).to_have_attribute("readonly", "")
        asked: list[str] = []

        def answer(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", answer)
        page.reload()
        assert asked == ["beforeunload"]
        button(page, "Note").click()
        expect(note).to_have_attribute("readonly", "")
        expect(about).to_contain_text("Not to be changed here")


def test_marks_of_an_older_version_are_carried_over(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/about/")
    keep(page, json.dumps({"papers": {ECHOES: "read"}}))
    page.goto(paper(address, ECHOES))
    expect(message(page)).to_contain_text("have been carried over")
    expect(button(page, "Read")).to_have_attribute("aria-pressed", "true")
    assert statuses(page) == {ECHOES: "read"}


def test_marks_that_something_else_deletes_are_put_back(page: BrowserPage, address: str) -> None:
    page.goto(paper(address, ECHOES))
    button(page, "Read").click()
    with other_tab(page, f"{address}/about/") as tab:
        tab.evaluate("localStorage.clear()")
        expect(button(page, "Read")).to_have_attribute("aria-pressed", "false")
        button(page, "Put back").click()
        expect(button(page, "Read")).to_have_attribute("aria-pressed", "true")
        until(tab, lambda: statuses(tab) == {ECHOES: "read"})


# The keyboard


def test_keys_go_through_a_list_and_mark_the_paper_that_has_the_focus(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/themes/learning/")
    expect(page.locator(".keep-mark").first).to_be_attached()
    titles = page.locator("article a.title")
    page.keyboard.press("t")
    expect(message(page)).to_contain_text("Choose a paper first")
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(titles.nth(place)).to_be_focused()
    focused = titles.nth(1).get_attribute("data-paper") or ""
    for key, status in (("t", "to-read"), ("r", "reading"), ("d", "read"), ("x", "skipped")):
        page.keyboard.press(key)
        assert statuses(page) == {focused: status}
    page.keyboard.press("x")
    assert kept(page) == {}
    page.keyboard.press("s")
    assert kept(page)[focused]["starred"] is True


@pytest.mark.parametrize(
    "path", ["", "titles/", "authors/", "quality/", "listings/list/", "years/2021/"]
)
def test_keys_go_through_the_papers_of_every_page_that_names_some(
    page: BrowserPage, address: str, path: str
) -> None:
    page.goto(f"{address}/{path}")
    page.wait_for_selector(".keep-toasts", state="attached")
    papers = page.locator("article a[data-paper]:not(.mention, .headerlink, svg a):visible")
    steps = min(papers.count(), 3)
    assert steps
    for place in range(steps):
        page.keyboard.press("j")
        expect(papers.nth(place)).to_be_focused()
    for place in reversed(range(steps - 1)):
        page.keyboard.press("k")
        expect(papers.nth(place)).to_be_focused()
    marked = papers.first.get_attribute("data-paper") or ""
    title = golden.built().library.papers[marked].title or ""
    papers.first.focus()
    page.keyboard.press("t")
    assert statuses(page) == {marked: "to-read"}
    expect(message(page)).to_contain_text(title[:40])


def test_keys_go_through_what_is_found_on_the_map(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/map/")
    page.locator("figure.map.ready").wait_for()
    for key in ("j", "t"):
        page.keyboard.press(key)
        expect(message(page)).to_contain_text("Find papers on the map first")
        button(page, "Close message").click()
    page.get_by_label("Find on the map").fill("lanternnet")
    found = page.locator(".hits a")
    expect(found.nth(1)).to_be_visible()
    page.get_by_label("Find on the map").blur()
    for place in range(2):
        page.keyboard.press("j")
        expect(found.nth(place)).to_be_focused()
    page.keyboard.press("d")
    assert statuses(page) == {found.nth(1).get_attribute("data-paper"): "read"}


def test_where_there_is_no_paper_the_keys_say_so_or_go_through_the_themes(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/my-list/")
    for key in ("j", "k", "t", "s", "o", "c"):
        page.keyboard.press(key)
        expect(message(page)).to_contain_text("There is no paper on this page.")
        button(page, "Close message").click()
    page.goto(f"{address}/themes/")
    page.wait_for_selector(".keep-toasts", state="attached")
    page.keyboard.press("j")
    expect(page.locator("article a.title").first).to_be_focused()


def test_a_key_undoes_what_was_done_last(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/themes/speech/")
    entry(page, ECHOES).locator("a.title").focus()
    page.keyboard.press("u")
    expect(message(page)).to_have_text("There is nothing to undo.")
    page.keyboard.press("d")
    undo = button(page, "Undo")
    expect(undo).to_have_attribute("aria-keyshortcuts", "u")
    expect(undo).to_have_attribute("title", "Undo (u)")
    page.keyboard.press("u")
    expect(message(page)).to_contain_text("Undone.")
    assert kept(page) == {}
    page.keyboard.press("u")
    expect(message(page)).to_have_text("There is nothing to undo.")


def test_a_key_undoes_what_was_done_last_when_no_message_offers_it_any_more(
    page: BrowserPage, address: str
) -> None:
    page.goto(paper(address, ECHOES))
    button(page, "Reading").click()  # of which nothing is told
    expect(button(page, "Reading")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("u")
    expect(button(page, "Reading")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("x")
    button(page, "Close message").click()
    button(page, "Star").click()
    with other_tab(page, paper(address, ECHOES)) as tab:
        button(tab, "Note").click()
        tab.get_by_label("Your note on this paper").fill("since")
        tab.get_by_label("Your note on this paper").blur()
        expect(message(page)).to_contain_text("changed in another tab")
    page.bring_to_front()
    page.keyboard.press("u")
    expect(message(page)).to_contain_text("Undone.")
    found = kept(page)[ECHOES]
    assert (found["status"], found["starred"], found["note"]) == ("skipped", False, "since")


def test_keys_on_a_paper_s_page_go_to_its_neighbours_and_mark_it(
    page: BrowserPage, address: str
) -> None:
    order = Site(golden.built().library).main.values()
    first, second = next([one.id for one in theme[:2]] for theme in order if len(theme) > 1)
    page.goto(paper(address, first))
    expect(page.locator(".keep-toolbar")).to_be_visible()
    page.keyboard.press("d")
    expect(button(page, "Read")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    expect(message(page)).to_contain_text("the first paper of its theme")
    page.keyboard.press("j")
    page.wait_for_url(paper(address, second))
    expect(button(page, "Read")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("k")
    page.wait_for_url(paper(address, first))
    expect(button(page, "Read")).to_have_attribute("aria-pressed", "true")


def test_keys_copy_the_citation_and_open_the_paper(page: BrowserPage, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("window.open = (...given) => { window.opened = given }")
    page.goto(paper(address, DIMMING))
    expect(page.locator(".keep-toolbar")).to_be_visible()
    page.keyboard.press("c")
    expect(message(page)).to_contain_text("Copied the citation")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@article{")
    page.keyboard.press("o")
    page.wait_for_function("window.opened")
    opened = page.evaluate("window.opened")
    assert opened == ["https://doi.org/10.5555/12345", "_blank", "noopener"]
    page.goto(paper(address, TABLES))
    expect(page.locator(".keep-toolbar")).to_be_visible()
    page.keyboard.press("o")
    expect(message(page)).to_contain_text("No address outside this site")


def test_a_slash_opens_the_search_unless_the_keys_are_off_or_a_dialog_is_open(
    page: BrowserPage, address: str
) -> None:
    search = page.get_by_role("dialog", name="Search")
    page.goto(f"{address}/about/")
    page.wait_for_selector(".keep-toasts", state="attached")
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    expect(search).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(search).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("key => localStorage.setItem(key, 'off')", f"{KEY}:keys")
    page.keyboard.press("/")
    expect(search).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(search).to_be_visible()


@pytest.mark.parametrize(("key", "name"), [("/", "Search"), ("?", "Keys")])
def test_a_dialog_closes_when_another_page_is_shown_below_it(
    page: BrowserPage, address: str, key: str, name: str
) -> None:
    visit(page, f"{address}/about/")
    page.get_by_role("link", name="My list").first.click()
    page.wait_for_url(f"{address}/my-list/")
    expect(page.locator(".keep-data")).to_be_visible()
    page.keyboard.press(key)
    expect(page.get_by_role("dialog", name=name)).to_be_visible()
    page.go_back()
    page.wait_for_url(f"{address}/about/")
    expect(page.get_by_role("dialog", name=name)).to_be_hidden()


def test_a_message_that_stays_outlives_the_dialog_in_which_it_was_told(
    page: BrowserPage, address: str
) -> None:
    page.goto(f"{address}/about/")
    page.wait_for_selector(".keep-toasts", state="attached")
    page.keyboard.press("?")
    with other_tab(page, f"{address}/about/") as tab:
        keep(tab, '{"version": 9, "papers": {}}')
    expect(message(page)).to_contain_text("kept by a newer version")
    page.keyboard.press("Escape")
    expect(page.locator(".keep-help")).to_have_count(0)
    expect(message(page)).to_contain_text("kept by a newer version")


def test_keys_mark_the_paper_of_a_sign_of_the_map(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/map/")
    sign = page.locator(f"article svg a[data-paper='{ECHOES}'][aria-label]")
    page.locator("figure.map.ready").wait_for()
    sign.focus()
    page.keyboard.press("d")
    assert statuses(page) == {ECHOES: "read"}


def test_no_key_acts_while_somebody_types(page: BrowserPage, address: str) -> None:
    page.goto(paper(address, ECHOES))
    button(page, "Note").click()
    page.keyboard.type("drxtsjkoc?/")
    expect(page.get_by_label("Your note on this paper")).to_have_value("drxtsjkoc?/")
    page.get_by_label("Your note on this paper").blur()
    assert statuses(page) == {ECHOES: ""}
    for key in ("Control+d", "Alt+d", "Meta+d", "Shift+d"):
        page.keyboard.press(key)
    assert statuses(page) == {ECHOES: ""}
    assert page.url == paper(address, ECHOES)


def test_the_theme_s_own_keys_do_not_leave_the_page(page: BrowserPage, address: str) -> None:
    page.goto(f"{address}/themes/")
    page.wait_for_selector(".keep-toasts", state="attached")
    for key in ("n", "p", ".", ","):
        page.keyboard.press(key)
        page.wait_for_timeout(200)
        assert page.url == f"{address}/themes/", key


def test_the_keys_are_listed_and_can_be_switched_off(page: BrowserPage, address: str) -> None:
    page.goto(paper(address, ECHOES))
    expect(page.locator(".keep-toolbar")).to_be_visible()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Copy the citation as BibTeX")
    page.keyboard.press("d")
    assert kept(page) == {}
    dialog.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    key = page.locator("header a[data-search] kbd")
    expect(key).to_be_hidden()
    page.keyboard.press("d")
    assert kept(page) == {}
    page.keyboard.press("?")
    page.goto(f"{address}/my-list/")
    expect(key).to_be_hidden()
    expect(dialog).to_have_count(0)
    button(page, "Keys").click()
    expect(dialog).to_contain_text("The keys are switched off")
    dialog.get_by_label("Use these keys").check()
    expect(dialog).not_to_contain_text("switched off")
    expect(key).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(paper(address, ECHOES))
    expect(page.locator(".keep-toolbar")).to_be_visible()
    page.keyboard.press("d")
    assert statuses(page) == {ECHOES: "read"}


# On a phone


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(
    "path", ["themes/speech/", f"papers/{ECHOES}/", f"papers/{LANTERN}/", "my-list/"]
)
def test_on_a_phone_nothing_is_cut_off_and_all_can_be_touched(
    browser: Browser, address: str, path: str, width: int
) -> None:
    with page_of(browser, width, touch=True) as page:
        page.goto(f"{address}/about/")
        note = "a-word-without-an-end" * 20
        mark(page, *((one, {"status": "to-read", "starred": True, "note": note}) for one in PAPERS))
        page.goto(f"{address}/{path}")
        page.locator(":is(.keep-button, .keep-mark):visible").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        targets = page.locator(
            ":is(.keep-button, .keep-mark, .keep-tick, .keep-box, .keep-my-list select):visible"
        )
        boxes = [target.bounding_box() for target in targets.all()]
        assert boxes
        assert all(box and min(box["width"], box["height"]) >= 24 for box in boxes)
        openers = page.locator(".keep-mark")
        if openers.count():
            openers.first.tap()
            menu = page.locator(".keep-menu:popover-open")
            expect(menu.get_by_role("button").first).to_be_focused()  # once it is in its place
            box = menu.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
