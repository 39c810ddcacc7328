"""Browse lists everything, narrows it by whatever is chosen, and its address says the same."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as BrowserPage

from generator.mathematics import to_text
from generator.model import Paper
from generator.pages.site import newest_first
from tests.support.libraries import real
from tests.support.site import complaints, held, page_of, until, visit

Site = tuple[str, Path]
PHONE, DESK = 390, 1440
PAGE = 20


def papers(wanted: Callable[[Paper], object] = bool) -> list[Paper]:
    """The papers of the real library that are wanted, the newest first."""
    return sorted(filter(wanted, real().library.papers.values()), key=newest_first)


def main_themes() -> Counter[str]:
    """How many papers are in each theme, by its title."""
    titles = {theme.id: theme.title for theme in real().library.themes}
    assigned = real().library.assignments.values()
    return Counter(titles[each.theme] for some in assigned for each in some)


def opened(page: BrowserPage, site: Site, **parameters: object) -> None:
    """Open Browse, and wait until it shows what was asked for."""
    page.goto(f"{site[0]}/browse/?{urlencode(parameters)}")
    settled(page)


def settled(page: BrowserPage) -> None:
    page.locator("[data-browse]:not([aria-busy]) [data-part=status] b").first.wait_for()


def ids(page: BrowserPage) -> list[str]:
    """The ids of the papers that are shown."""
    settled(page)
    links = page.locator(".ps-browse .papers a.title")
    found: list[str] = links.evaluate_all("links => links.map(link => link.dataset.paper)")
    return found


def number(page: BrowserPage) -> int:
    """How many papers are said to be left."""
    settled(page)
    match = re.match(r"[\d,]+", page.locator("[data-part=status]").inner_text())
    assert match
    return int(match[0].replace(",", ""))


def takes_all_back(page: BrowserPage, name: str) -> None:
    """Press a button after which nothing is chosen and all papers are there."""
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/browse/")
    assert number(page) == len(papers())


def facet(page: BrowserPage, name: str) -> Locator:
    found = page.locator(f"[data-facet={name}]")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    found.locator("li label").first.wait_for()
    return found


def counts(page: BrowserPage, name: str) -> dict[str, int]:
    """The values of a facet that are shown, with their counts."""
    settled(page)
    lines = facet(page, name).locator("li").all()
    return {
        line.locator(".ps-facet__value").inner_text(): int(
            line.locator(".ps-facet__count").inner_text().replace(",", "")
        )
        for line in lines
    }


def more(page: BrowserPage) -> list[str]:
    """The ids of the papers that are shown once more of them are asked for."""
    before = len(ids(page))
    page.locator("[data-part=more]").click()
    page.wait_for_function(
        "before => document.querySelectorAll('.ps-browse .papers li').length > before", arg=before
    )
    return ids(page)


def mark(page: BrowserPage, marks: dict[str, str]) -> None:
    """Give papers a status, or a star."""
    page.evaluate(
        "async marks => { const { toggleStar, toggleStatus } ="
        " await import('/assets/scripts/marks.js');"
        " for (const [id, mark] of Object.entries(marks))"
        " mark === 'starred' ? toggleStar(id) : toggleStatus(id, mark) }",
        marks,
    )


def query(page: BrowserPage) -> list[tuple[str, str]]:
    """The parameters in the address."""
    return parse_qsl(urlsplit(page.url).query)


# What is listed


def test_everything_is_listed_before_anything_is_typed_the_newest_first(
    browser: Browser, real_site: Site
) -> None:
    everything = papers()
    with page_of(browser) as page:
        said = complaints(page, real_site[0])
        opened(page, real_site)
        assert number(page) == len(everything)
        shown = ids(page)
        assert len(shown) == min(PAGE, len(everything))
        by_year = [paper.year or 0 for paper in everything]
        years = {paper.id: paper.year or 0 for paper in everything}
        assert [years[identifier] for identifier in shown] == by_year[: len(shown)]
        assert said == []


def test_more_are_shown_until_all_are(browser: Browser, real_site: Site) -> None:
    everything = {paper.id for paper in papers()}
    with page_of(browser) as page:
        opened(page, real_site)
        shown = ids(page)
        while page.locator("[data-part=more]").is_visible():
            shown = more(page)
        assert len(shown) == len(everything)
        assert set(shown) == everything


def test_a_paper_is_shown_with_what_is_known_of_it(browser: Browser, real_site: Site) -> None:
    paper = next(paper for paper in papers() if paper.authors and paper.venue and paper.code)
    with page_of(browser) as page:
        opened(page, real_site, q=to_text(paper.title))
        entry = page.locator(".ps-browse .papers li").first
        assert entry.locator("a.title").inner_text() == to_text(paper.title)
        facts = entry.locator(".facts").inner_text()
        assert paper.authors[0].family in facts
        assert {str(paper.year), paper.venue} <= set(re.split(r" · |\s{2,}|\n", facts)) or (
            str(paper.year) in facts and paper.venue in facts
        )


def test_code_is_a_link_as_in_every_other_list(browser: Browser, real_site: Site) -> None:
    paper = next(paper for paper in papers() if paper.code)
    look = "link => [link.className, link.href, getComputedStyle(link).color]"
    with page_of(browser) as page:
        page.goto(f"{real_site[0]}/years/")
        page.locator(f".columns a[href*='{paper.year}'], a[href*='{paper.year}']").first.click()
        page.wait_for_url(f"**/{paper.year}/**")
        entry = f".papers li:has(a.title[href$='/{paper.id}/']) a.code"
        elsewhere = page.locator(entry).evaluate(look)
        assert elsewhere[1] == paper.code
        opened(page, real_site, q=to_text(paper.title))
        assert page.locator(entry).evaluate(look) == elsewhere


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_stands_first_in_a_line_of_facts_stands_at_its_beginning(
    browser: Browser, real_site: Site, width: int
) -> None:
    with page_of(browser, width) as page:
        opened(page, real_site, sort="title")
        mark(page, dict.fromkeys(ids(page), "reading"))
        page.locator(".ps-browse .papers li:last-child .keep-chip").wait_for()
        astray = page.locator(".ps-browse .facts").evaluate_all(
            "lines => lines.flatMap(line => [...line.children].map(part =>"
            " part.getBoundingClientRect().left - line.getBoundingClientRect().left)"
            ".filter(left => left && left < 10))"
        )
        assert astray == []


def test_the_newest_papers_are_in_the_page_and_stay_as_they_are_where_nothing_is_chosen(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser, scripts=False) as page:
        page.goto(f"{real_site[0]}/browse/")
        links = page.locator(".ps-browse .papers a.title")
        given = links.evaluate_all("links => links.map(link => link.pathname.split('/').at(-2))")
    with page_of(browser) as page:
        page.add_init_script(
            "document.addEventListener('DOMContentLoaded', () => {"
            " window.given = document.querySelector('.ps-browse .papers li'); })"
        )
        opened(page, real_site)
        assert page.evaluate("window.given?.isConnected")
        assert ids(page) == given
        assert more(page)[:PAGE] == given


def test_the_newest_papers_are_not_shown_for_what_is_chosen(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        page.context.route("**/rows.json*", lambda route: route.abort())
        page.goto(f"{real_site[0]}/browse/?has=code")
        page.get_by_text("The papers could not be loaded.").wait_for()
        assert not page.locator(".ps-browse .papers li").first.is_visible()
        page.context.unroute_all()
        page.get_by_role("button", name="Try again").click()
        page.locator(".ps-browse .papers li").first.wait_for()


def test_a_mark_that_is_set_while_papers_are_loaded_does_not_stop_them(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser, routed=True) as page:
        opened(page, real_site)
        with held(page, "**/*.pf_fragment") as loading:
            page.get_by_label("Order", exact=True).select_option("oldest")
            until(page, lambda: loading)
            mark(page, {papers()[0].id: "starred"})
        years = {paper.id: paper.year or 9999 for paper in papers()}
        assert years[ids(page)[0]] == min(years.values())


def test_what_must_not_be_there_is_left_out_without_other_words(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site, q="learning")
        some = number(page)
        opened(page, real_site, q='-"learning"')
        assert 0 < number(page) < len(papers())
        assert number(page) >= len(papers()) - some
        order = page.get_by_label("Order", exact=True)
        assert order.evaluate("select => select.selectedOptions[0].label") == "Newest first"


def test_a_word_that_no_paper_has_finds_none(browser: Browser, real_site: Site) -> None:
    with page_of(browser) as page:
        opened(page, real_site, q="thezzqqy")
        assert number(page) == 0
        assert "No paper has “thezzqqy”." in page.locator("[data-part=status]").inner_text()
        assert page.locator(".ps-browse .papers li").count() == 0
        assert page.locator(".ps-facet li:visible").count() == 0
        takes_all_back(page, "Show all papers")


def test_a_venue_and_a_year_that_were_typed_are_offered_as_filters(
    browser: Browser, real_site: Site
) -> None:
    paper = next(paper for paper in papers() if paper.year and paper.venue.isalpha())
    alike = papers(lambda each: (each.venue, each.year) == (paper.venue, paper.year))
    with page_of(browser) as page:
        opened(page, real_site, q=f"{paper.venue.lower()} learning {paper.year}")
        page.get_by_role("button", name=f"Venue: {paper.venue}").click()
        page.wait_for_url("**venue=**")
        settled(page)
        page.get_by_role("button", name=f"Year: {paper.year}").click()
        page.wait_for_url("**year=**")
        expected = [("q", "learning"), ("venue", paper.venue), ("year", str(paper.year))]
        assert query(page) == expected
        assert number(page) <= len(alike)
        assert page.locator("[data-part=hints] button").count() == 0


@pytest.mark.first_library
def test_what_may_have_been_meant_is_offered_and_keeps_what_is_chosen(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site, q="contrastve lerning", has="code")
        link = page.locator("[data-part=status]").get_by_role("link")
        link.wait_for()
        said = page.locator("[data-part=status]").inner_text()
        assert re.search(r"[^.]\. Did you mean contrastive learning\?$", said)
        link.click()
        page.wait_for_url("**/browse/?q=contrastive+learning&has=code")
        assert number(page) > 0
        assert page.get_by_role("searchbox", name="Search").input_value() == "contrastive learning"
        assert "Did you mean" not in page.locator("[data-part=status]").inner_text()


def test_a_search_that_takes_long_says_so(browser: Browser, real_site: Site) -> None:
    with page_of(browser, routed=True) as page:
        opened(page, real_site)
        with held(page, "**/*.pf_index"):
            page.get_by_role("searchbox", name="Search").fill("learning")
            page.get_by_text("Searching …").wait_for()
            page.wait_for_function(
                "getComputedStyle(document.querySelector('.ps-browse .papers')).opacity < 0.6"
            )
        assert number(page) > 0


# Filters


def test_themes_are_counted_and_one_that_is_chosen_leaves_as_many(
    browser: Browser, real_site: Site
) -> None:
    (title, size), *_ = sorted(main_themes().items(), key=lambda entry: (-entry[1], entry[0]))
    with page_of(browser) as page:
        opened(page, real_site)
        assert counts(page, "theme").items() <= main_themes().items()
        page.get_by_role("checkbox", name=title).check()
        page.wait_for_url("**theme=**")
        assert number(page) == size
        assert query(page) == [("theme", title)]
        assert counts(page, "theme")[title] == size


def test_a_value_is_left_out_and_taken_back_by_its_chip(browser: Browser, real_site: Site) -> None:
    (title, size), *_ = sorted(main_themes().items(), key=lambda entry: (-entry[1], entry[0]))
    with page_of(browser) as page:
        opened(page, real_site)
        page.get_by_role("button", name=f"Leave out {title}").click()
        page.wait_for_url("**-theme=**")
        assert number(page) == len(papers()) - size
        takes_all_back(page, f"Remove not {title}")


def test_papers_of_which_a_fact_is_not_known_are_listed_too(
    browser: Browser, real_site: Site
) -> None:
    without = len(papers(lambda paper: not paper.venue))
    with page_of(browser) as page:
        opened(page, real_site)
        assert [*counts(page, "venue").items()][-1] == ("Venue not known", without)
        page.get_by_role("checkbox", name="Venue not known").check()
        page.wait_for_url("**/browse/?no=venue")
        assert number(page) == without
        page.get_by_role("button", name="Leave out Venue not known").click()
        page.wait_for_url("**/browse/?-no=venue")
        assert number(page) == len(papers()) - without
        without = len(papers(lambda paper: not paper.authors))
        opened(page, real_site, no="author")
        assert number(page) == without
        assert counts(page, "author")["Authors not known"] == without


def test_counts_are_those_under_what_is_chosen_elsewhere(browser: Browser, real_site: Site) -> None:
    with_code = papers(lambda paper: paper.code)
    titles = {theme.id: theme.title for theme in real().library.themes}
    expected = Counter(
        titles[each.theme]
        for paper in with_code
        for each in real().library.assignments.get(paper.id, ())
    )
    with page_of(browser) as page:
        opened(page, real_site, has="code")
        assert number(page) == len(with_code)
        assert counts(page, "theme").items() <= expected.items()


def test_reading_statuses_stand_in_their_order_and_the_parts_of_unread_below_it(
    browser: Browser, real_site: Site
) -> None:
    one, other, third, *_ = papers()
    size = len(papers())
    with page_of(browser) as page:
        opened(page, real_site, status="unread")
        assert list(counts(page, "status").items()) == [("Unread", size)]
        mark(page, {one.id: "read", other.id: "to-read", third.id: "starred"})
        page.locator("[data-facet=status]").get_by_text("To read").wait_for()
        assert list(counts(page, "status").items()) == [
            ("Unread", size - 1),
            ("No status", size - 2),
            ("To read", 1),
            ("Read", 1),
            ("Starred", 1),
        ]
        facet(page, "status").get_by_role("checkbox", name="To read").check()
        page.wait_for_url("**status=to-read")
        assert [*counts(page, "status")][:3] == ["Unread", "No status", "To read"]
        boxes = facet(page, "status").get_by_role("checkbox").all()
        lefts = [box.bounding_box()["x"] for box in boxes]  # type: ignore[index]
        assert [left > lefts[0] for left in lefts] == [False, True, True, False, False]
        assert "not read and not skipped" in facet(page, "status").inner_text()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_filters_say_how_a_value_is_left_out(
    browser: Browser, real_site: Site, width: int
) -> None:
    with page_of(browser, width) as page:
        opened(page, real_site)
        if width == PHONE:
            page.get_by_role("button", name="Filters").click()
        assert page.get_by_text("Tick what to show; − leaves it out.").is_visible()
        button = facet(page, "has").get_by_role("button", name="Leave out Code")
        assert button.get_attribute("title") == "Leave out Code"


def test_years_are_chosen_as_a_range(browser: Browser, real_site: Site) -> None:
    years = sorted({paper.year for paper in papers() if paper.year})
    first, last = years[-3], years[-2]
    with page_of(browser) as page:
        opened(page, real_site)
        page.get_by_label("From year").select_option(str(first))
        page.wait_for_url(f"**year={first}-")
        assert number(page) == len(papers(lambda paper: (paper.year or 0) >= first))
        page.get_by_label("To year").select_option(str(last))
        page.wait_for_url(f"**year={first}-{last}")
        assert number(page) == len(papers(lambda paper: first <= (paper.year or 0) <= last))


def test_two_choices_are_taken_back_before_the_list_is_shown_anew(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site, has="code", since=2023, q="learning")
        both = "button.ps-choice:not(.ps-choice--clear)"
        page.locator(both).evaluate_all("chips => chips.forEach((chip) => chip.click())")
        settled(page)
        assert query(page) == [("q", "learning")]


def test_a_range_of_years_leaves_papers_without_a_year_out_unless_they_are_asked_for(
    browser: Browser, real_site: Site
) -> None:
    within = len(papers(lambda paper: (paper.year or 0) >= 2020))
    undated = len(papers(lambda paper: not paper.year))
    with page_of(browser) as page:
        opened(page, real_site, year="2020-")
        assert number(page) == within
        assert page.get_by_text("Papers without a year are left out.").is_visible() == bool(undated)
        if undated:
            page.get_by_role("checkbox", name="Year not known").check()
            page.wait_for_url("**/browse/?year=2020-&no=year")
            assert number(page) == within + undated
            takes_all_back(page, "Remove since 2020 or year not known")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_values_stay_in_their_places_while_some_are_ticked(
    browser: Browser, real_site: Site, width: int
) -> None:
    with page_of(browser, width) as page:
        opened(page, real_site)
        if width == PHONE:
            page.get_by_role("button", name="Filters").click()
        before = [*counts(page, "theme")]
        boxes = facet(page, "theme").get_by_role("checkbox")
        for place in (4, 2):
            boxes.nth(place).check()
            page.wait_for_url(f"**{quote_plus(before[place])}**")
            settled(page)
            assert [*counts(page, "theme")] == before
        if width == PHONE:
            facet(page, "has").get_by_role("checkbox").first.check()
            page.wait_for_url("**has=**")
            settled(page)
            assert [*counts(page, "theme")] == before


def test_a_long_facet_is_searched_as_one_types(browser: Browser, real_site: Site) -> None:
    bearers = Counter(author for paper in papers() for author in set(paper.authors))
    author, size = max(bearers.items(), key=lambda entry: (entry[1], entry[0]))
    with page_of(browser) as page:
        opened(page, real_site)
        names = facet(page, "author")
        assert names.locator("li:not(.ps-facet__lacking)").count() == 8
        names.get_by_placeholder("Find an author").fill(f"{author.family.upper()}, {author.given}")
        names.get_by_role("checkbox", name=str(author)).check()
        page.wait_for_url("**author=**")
        assert number(page) >= size
        assert names.get_by_role("checkbox", name=str(author)).is_checked()


def test_authors_are_loaded_once_they_are_asked_for(browser: Browser, real_site: Site) -> None:
    with page_of(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        opened(page, real_site)
        assert [url for url in asked if "rows-" in url or "pagefind.js" in url] == []
        facet(page, "author")
        assert [url for url in asked if "rows-authors" in url]


def test_the_focus_stays_where_something_was_chosen(browser: Browser, real_site: Site) -> None:
    with page_of(browser) as page:
        opened(page, real_site)
        box = facet(page, "theme").get_by_role("checkbox").nth(3)
        name = box.get_attribute("data-key")
        box.focus()
        page.keyboard.press("Space")
        page.wait_for_url("**theme=**")
        settled(page)
        assert page.evaluate("document.activeElement.dataset.key") == name


# Order


def orders() -> dict[str, Callable[[Paper], object]]:
    order = {paper.id: place for place, paper in enumerate(papers())}
    return {
        "Oldest first": lambda paper: paper.year or 9999,
        "Times listed": lambda paper: -len({place.source for place in paper.listed}),
        "Newest first": lambda paper: -(paper.year or 0),
        "": lambda paper: order[paper.id],
    }


@pytest.mark.parametrize("name", ["Oldest first", "Times listed", "Newest first"])
def test_papers_are_put_in_order_and_none_drops_out(
    browser: Browser, real_site: Site, name: str
) -> None:
    key = orders()[name]
    known = {paper.id: paper for paper in papers()}
    with page_of(browser) as page:
        opened(page, real_site, sort="title")
        page.get_by_label("Order", exact=True).select_option(label=name)
        page.wait_for_url(lambda url: "sort=title" not in url)
        shown = [key(known[identifier]) for identifier in ids(page)]
        assert shown == sorted(map(key, known.values()))[: len(shown)]  # type: ignore[type-var]
        assert number(page) == len(known)


def test_titles_are_in_the_order_of_the_index_of_titles(browser: Browser, real_site: Site) -> None:
    with page_of(browser) as page:
        opened(page, real_site, sort="title")
        shown = ids(page)
        page.goto(f"{real_site[0]}/titles/")
        links = page.locator("article a[href*='/papers/'], article a[href*='papers/']")
        first = links.evaluate_all(
            "links => links.map(link => link.pathname.split('/').filter(Boolean).pop())"
        )
        assert shown == first[: len(shown)]


def test_what_is_searched_comes_in_the_order_of_its_match(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site)
        assert "Best match" not in page.get_by_label("Order", exact=True).inner_text()
        page.get_by_role("searchbox", name="Search").fill("medical imaging")
        page.wait_for_url("**q=medical+imaging")
        settled(page)
        order = page.get_by_label("Order", exact=True)
        assert order.evaluate("select => select.selectedOptions[0].label") == "Best match"
        assert page.locator(".ps-browse .papers mark").count() > 5


# The address


def test_a_link_to_a_selection_shows_it(browser: Browser, real_site: Site) -> None:
    wanted = papers(lambda paper: paper.code and (paper.year or 0) >= 2023)
    parameters = {"has": "code", "year": "2023-", "sort": "title"}
    with page_of(browser) as page:
        opened(page, real_site, **parameters)
        assert number(page) == len(wanted)
        assert page.get_by_role("checkbox", name="Code").is_checked()
        assert page.get_by_label("From year").input_value() == "2023"
        assert page.get_by_label("Order", exact=True).input_value() == "title"
        chips = page.locator("[data-part=choices] button").all_inner_texts()
        assert chips == ["with code ×", "since 2023 ×", "Clear all"]
        assert query(page) == list(parameters.items())


def test_back_goes_through_choices_and_not_through_letters(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        visit(page, f"{real_site[0]}/")
        opened(page, real_site)
        everything = number(page)
        page.get_by_role("checkbox", name="Code").check()
        page.wait_for_url("**has=code")
        with_code = number(page)
        field = page.get_by_role("searchbox", name="Search")
        field.press_sequentially("graph", delay=20)
        page.wait_for_url("**q=graph**")
        found = number(page)
        assert found < with_code < everything
        page.locator(".ps-browse .papers a.title").first.click()
        page.locator("[data-browse]").wait_for(state="detached")
        page.go_back()
        page.wait_for_url("**q=graph**")
        assert (number(page), field.input_value()) == (found, "graph")
        page.go_back()
        page.wait_for_url("**/browse/?has=code")
        assert (number(page), field.input_value()) == (with_code, "")
        page.go_back()
        page.wait_for_url("**/browse/?")
        assert (number(page), field.input_value()) == (everything, "")


@pytest.mark.parametrize("instant", [True, False])
@pytest.mark.parametrize("chosen", [{}, {"q": "learning"}])
def test_back_finds_as_many_papers_and_the_same_place(
    browser: Browser, real_site: Site, chosen: dict[str, str], instant: bool
) -> None:
    with page_of(browser) as page:
        if not instant:
            page.context.route("**/sitemap.xml", lambda route: route.fulfill(status=404))
        visit(page, f"{real_site[0]}/browse/?{urlencode(chosen)}")
        shown, title = len(more(page)), page.title()
        link = page.locator(".ps-browse .papers a.title").nth(30)
        link.scroll_into_view_if_needed()
        place = page.evaluate("scrollY")
        assert place > 1000
        page.evaluate("window.same = true")
        link.click()
        page.locator("[data-browse]").wait_for(state="detached")
        assert bool(page.evaluate("window.same")) == instant
        page.go_back()
        page.locator(".ps-browse .papers li").nth(shown - 1).wait_for()
        page.wait_for_function("place => Math.abs(scrollY - place) < 5", arg=place)
        assert page.title() == title
        page.get_by_role("link", name="Home", exact=True).first.click()
        page.locator("[data-browse]").wait_for(state="detached")
        page.get_by_role("link", name="Browse", exact=True).first.click()
        settled(page)
        assert page.evaluate("scrollY") == 0


def test_a_theme_in_the_list_is_chosen_instead_of_others(browser: Browser, real_site: Site) -> None:
    two = sorted(main_themes())[:2]
    with page_of(browser) as page:
        page.goto(f"{real_site[0]}/browse/?{urlencode({'theme': two, 'has': 'code'}, doseq=True)}")
        assert number(page) > 0
        themes = page.locator(".ps-browse .papers a.theme")
        assert set(themes.all_inner_texts()) <= set(two)
        assert themes.count() == len(ids(page))
        name = themes.first.inner_text()
        themes.first.click()
        page.wait_for_url(lambda url: url.count("theme=") == 1)
        assert query(page) == [("theme", name), ("has", "code")]
        settled(page)
        assert themes.count() == 0, "all papers would show the same"


def test_a_paper_in_the_page_looks_as_when_it_is_listed_anew(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site)
        facts = page.locator(".ps-browse .papers .facts")
        given = facts.all_inner_texts()
        heights = facts.evaluate_all("all => all.map(each => each.offsetHeight)")
        assert more(page)
        assert [" ".join(text.split()) for text in facts.all_inner_texts()[:PAGE]] == [
            " ".join(text.split()) for text in given
        ]
        assert facts.evaluate_all("all => all.map(each => each.offsetHeight)")[:PAGE] == heights


def test_the_key_for_searching_goes_to_the_field_which_keeps_what_is_chosen(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site, has="code")
        page.locator("[data-part=more]").wait_for()
        page.keyboard.press("/")
        page.keyboard.type("learning")
        page.wait_for_url("**/browse/?q=learning&has=code")
        assert page.locator("dialog[open]").count() == 0


def test_the_title_of_the_page_says_what_is_chosen(browser: Browser, real_site: Site) -> None:
    with page_of(browser) as page:
        opened(page, real_site)
        plain = page.title()
        opened(page, real_site, q="learning", has="code", year="2020-")
        assert page.title() == f"learning, with code, since 2020 - {plain}"
        takes_all_back(page, "Clear all")
        assert page.title() == plain


def test_print_says_how_many_of_the_papers_it_has(browser: Browser, real_site: Site) -> None:
    with page_of(browser) as page:
        opened(page, real_site, has="code", year="2000-")
        found = number(page)
        page.emulate_media(media="print")
        status = page.locator("[data-part=status]")
        assert status.inner_text() == f"The first {PAGE} of {found} papers"
        chips = page.locator("[data-part=choices] button:visible").all_inner_texts()
        assert [chip.strip() for chip in chips] == ["with code", "since 2000"]
        assert not page.get_by_text("The same papers").is_visible()


def test_everything_is_cleared_at_once(browser: Browser, real_site: Site) -> None:
    with page_of(browser) as page:
        opened(page, real_site, q="graph", has="code", year="2020-")
        takes_all_back(page, "Clear all")
        assert page.get_by_role("searchbox", name="Search").input_value() == ""


def test_a_selection_that_leaves_nothing_says_so_and_can_be_undone(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site, theme="There is no such theme")
        assert number(page) == 0
        takes_all_back(page, "Remove There is no such theme")


def test_where_nothing_is_left_conditions_are_dropped_by_buttons_with_their_numbers(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site, q="learning", has="code")
        found = number(page)
        assert not page.locator("[data-part=none]").is_visible()
        opened(page, real_site, q="learning", has="code", year="1900-1901")
        assert page.locator("[data-part=status]").inner_text() == f"0 of {len(papers())} papers"
        buttons = page.locator("[data-part=none] button")
        drop = f"Without “1900 to 1901”: {found} papers"
        assert buttons.all_inner_texts() == [drop, "Clear all"]
        buttons.first.click()
        page.wait_for_url("**/browse/?q=learning&has=code")
        assert number(page) == found
        assert not page.locator("[data-part=none]").is_visible()
        assert page.evaluate("document.activeElement.dataset.part") == "status"


def test_where_no_single_condition_may_be_dropped_one_may_be_kept(
    browser: Browser, real_site: Site
) -> None:
    with_code = len(papers(lambda paper: paper.code))
    with page_of(browser) as page:
        opened(page, real_site, theme="No such theme", has="code", year="1900", sort="title")
        buttons = page.locator("[data-part=none] button")
        assert buttons.all_inner_texts() == [f"Only “with code”: {with_code} papers", "Clear all"]
        buttons.first.click()
        page.wait_for_url("**/browse/?has=code&sort=title")
        assert number(page) == with_code


def test_an_address_with_an_unknown_order_has_the_usual_one(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site, q="learning")
        best = ids(page)
        opened(page, real_site, q="learning", sort="bogus")
        assert ids(page) == best
        order = page.get_by_label("Order", exact=True)
        assert order.evaluate("select => select.selectedOptions[0].label") == "Best match"


def test_a_value_that_is_called_as_something_of_the_language_is_shown_as_it_is(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        opened(page, real_site, tag="constructor")
        assert page.locator("[data-part=choices] button").inner_text() == "constructor ×"


# On a phone, without a network, without scripts


def test_a_phone_shows_results_first_and_filters_in_a_dialog(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser, PHONE) as page:
        opened(page, real_site)
        assert not page.get_by_role("checkbox", name="Code").is_visible()
        page.get_by_role("button", name="Filters").click()
        dialog = page.get_by_role("dialog", name="Filters")
        dialog.get_by_role("checkbox", name="Code").check()
        dialog.get_by_label("From year").select_option("2023")
        page.wait_for_url("**year=2023-")
        wanted = papers(lambda paper: paper.code and (paper.year or 0) >= 2023)
        dialog.get_by_role("button", name=f"Show {len(wanted)} papers").click()
        dialog.wait_for(state="hidden")
        assert number(page) == len(wanted)
        assert page.get_by_role("button", name="Filters (2)").is_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE


@pytest.mark.first_library
def test_the_readers_question_is_answered_in_a_few_steps(browser: Browser, real_site: Site) -> None:
    """Medical imaging with code, since 2023, that I have not read."""
    with page_of(browser, PHONE) as page:
        opened(page, real_site)
        mark(page, {papers()[0].id: "read"})
        page.get_by_role("searchbox", name="Search").fill("medical imaging")
        page.wait_for_url("**q=medical+imaging")
        page.get_by_role("button", name="Filters").click()
        page.get_by_role("checkbox", name="Code").check()
        page.get_by_role("checkbox", name="Unread").check()
        page.get_by_label("From year").select_option("2023")
        page.wait_for_url("**year=2023-")
        page.get_by_role("button", name="Show").click()
        assert 1 < number(page) < 10
        page.locator(".ps-browse .papers a.title").first.click()
        page.wait_for_url("**/papers/*/")


def test_papers_that_do_not_load_are_told_of_and_asked_for_again(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        page.context.route("**/rows.json*", lambda route: route.abort())
        page.goto(f"{real_site[0]}/browse/")
        page.get_by_text("The papers could not be loaded.").wait_for()
        page.context.unroute_all()
        page.get_by_role("button", name="Try again").click()
        assert number(page) == len(papers())


def test_a_worker_that_does_not_load_is_told_of_and_works_once_it_does(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        page.context.route("**/finder-worker.js", lambda route: route.abort())
        page.goto(f"{real_site[0]}/browse/?q=learning")
        page.get_by_text("The papers could not be loaded.").wait_for()
        assert page.locator("[data-browse]").get_attribute("aria-busy") is None
        page.context.unroute_all()
        page.get_by_role("button", name="Try again").click()
        assert number(page) > 0


def test_a_site_without_an_index_says_so(browser: Browser, real_site: Site) -> None:
    with page_of(browser) as page:
        page.context.route("**/pagefind/**", lambda route: route.fulfill(status=404))
        visit(page, f"{real_site[0]}/browse/")
        status = page.locator("[data-part=status]")
        expect(status).to_have_text("This site has no search index yet.")
        assert len(page.locator(".ps-browse .papers li").all()) == PAGE
        page.keyboard.press("Control+k")
        page.keyboard.type("graph")
        page.locator("dialog").get_by_text("This site has no search index yet.").wait_for()


def test_a_fault_of_the_site_is_not_taken_for_a_lost_network(
    browser: Browser, real_site: Site
) -> None:
    with page_of(browser) as page:
        said = complaints(page, real_site[0])
        page.context.route("**/rows.json*", lambda route: route.fulfill(json={}))
        page.goto(f"{real_site[0]}/browse/")
        page.get_by_text("This page met a fault of the site.").wait_for()
        until(page, lambda: said)


def test_without_scripts_it_says_so_and_leads_to_the_lists(
    browser: Browser, real_site: Site
) -> None:
    address, _ = real_site
    with page_of(browser, scripts=False) as page:
        page.goto(f"{address}/browse/")
        assert "need JavaScript" in page.locator("noscript p").inner_text()
        assert page.get_by_role("textbox").count() == 0
        for name in ("title", "author", "year", "venue", "theme"):
            link = page.locator("article").get_by_role("link", name=name, exact=True)
            assert link.get_attribute("href") == f"../{name}s/"


def test_the_facts_of_the_table_are_those_of_the_library(real_site: Site) -> None:
    rows = json.loads((real_site[1] / "pagefind" / "rows.json").read_text("utf-8"))
    venues = Counter(paper.venue for paper in papers() if paper.venue)
    cells = [cell for cell in rows["venue"]["rows"] if cell != []]
    assert len(cells) == venues.total()
    assert sum(cell == 0 for cell in rows["code"]["rows"]) == len(papers(lambda p: p.code))
