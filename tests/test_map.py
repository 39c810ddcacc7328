"""The map shows every paper at its place, without scripts and with them, few papers or many."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as BrowserPage

from generator import exports, pages
from generator.model import Assignment, Library, Page, Paper, Related, Theme
from generator.pages import chart
from generator.pages.chart import DATA, PATH, TITLES, kinds, map_pages
from generator.pages.site import Site
from tests.support.libraries import library, people
from tests.support.site import ROOT, built, complaints, page_of, until, visit

HOSTILE = "<img src=x onerror=alert(1)> & </title> of $x^2$"
STYLES = (ROOT / "overrides" / "assets" / "map.css").read_text("utf-8")


def made(papers: int = 12, themes: int = 2, name: str = "Theme") -> Library:
    """Papers p0 and so on, by turns in each theme but for the last, which is in none."""
    ids = [f"p{number}" for number in range(papers)]
    return library(
        *(
            Paper(id, title=f"Paper {id} {'odd' if number % 2 else 'even'}", year=2000 + number)
            for number, id in enumerate(ids[:-1])
        ),
        Paper(ids[-1], title=HOSTILE, authors=people("Reed, Ann")),
        themes=[Theme(f"t{number}", f"{name} {number}", "", ()) for number in range(themes)],
        assignments={
            id: [Assignment(f"t{number % themes}", 1.0)] for number, id in enumerate(ids[:-1])
        },
        related={id: [Related(ids[number + 1], 0.5, ())] for number, id in enumerate(ids[:-1])},
    )


def files(library: Library) -> dict[str, Page]:
    return {page.path: page for page in map_pages(Site(library))}


# The page


def test_every_paper_is_a_link_with_its_title_and_a_sign() -> None:
    (page,) = files(made()).values()
    assert page.path == PATH
    for number in range(12):
        assert f'<a xlink:href="../papers/p{number}/" data-paper="p{number}"' in page.text
    assert page.text.count('"/></a>') == 12
    signs = re.findall(r'<use xlink:href="#map--\d" x="[\d.]+" y="[\d.]+"/></a>', page.text)
    assert len(signs) == 12


def test_a_title_is_text_whatever_is_in_it() -> None:
    text = files(made())[PATH].text
    assert "<title>&lt;img src=x onerror=alert(1)&gt; &amp; &lt;/title&gt; of x²</title>" in text
    assert "<img" not in text


def test_the_picture_is_one_block_of_html() -> None:
    text = files(made())[PATH].text
    figure = text[text.index("<figure") : text.index("</figure>")]
    assert "\n\n" not in figure
    assert not re.search(r"^(?: {4}|\t)", figure, re.MULTILINE)


def test_a_legend_names_each_theme_with_its_papers_and_last_those_in_none() -> None:
    text = files(made())[PATH].text
    found = re.findall(r'<a href="(.*?)">(.*?)</a> <span.*?>(\d+)</span>', text)
    assert found == [
        ("../themes/t0/", "Theme 0", "6"),
        ("../themes/t1/", "Theme 1", "5"),
        ("../themes/unsorted/", "In no theme", "1"),
    ]


def test_of_many_themes_the_smallest_stand_together() -> None:
    many = kinds(Site(made(papers=62, themes=30)))
    assert len(many) == 23 + 2
    assert [kind.name for kind in many[-2:]] == ["Other themes", "In no theme"]
    assert sum(len(kind.papers) for kind in many) == 62
    assert "Theme 0" in [kind.name for kind in many], "the largest, as it has one paper more"


def test_no_two_kinds_are_alike_and_the_largest_differ_in_colour() -> None:
    many = kinds(Site(made(papers=60, themes=24)))
    assert len({(kind.colour, kind.shape) for kind in many}) == len(many)
    largest = sorted(many, key=lambda kind: -len(kind.papers))[:16]
    assert len({kind.colour for kind in largest}) == 16
    for one, other in pairwise(largest):
        assert one.shape != other.shape


def test_the_largest_themes_differ_in_hue() -> None:
    sizes = [1] * 8 + [3] * 8
    ids = [f"p{theme}-{number}" for theme, size in enumerate(sizes) for number in range(size)]
    found = kinds(
        Site(
            library(
                *(Paper(id, title=id) for id in ids),
                themes=[Theme(f"t{theme}", f"Theme {theme}", "", ()) for theme in range(16)],
                assignments={id: [Assignment(f"t{id[1:].split('-')[0]}", 1.0)] for id in ids},
            )
        )
    )
    assert [kind.name for kind in found] == [f"Theme {theme}" for theme in range(16)]
    assert sorted(kind.colour for kind in found[8:]) == [f"c{number}" for number in range(8)]


def test_a_large_library_is_drawn_from_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "MOST_DRAWN", 11)
    found = files(made())
    assert set(found) == {PATH, DATA, TITLES}
    assert "data-paper=" not in found[PATH].text
    assert "scripts are switched off" in found[PATH].text
    data, words = json.loads(found[DATA].text), json.loads(found[TITLES].text)
    assert {len(column) for column in (*data.values(), words)} == {12}
    place = data["ids"].index("p11")
    assert data["kinds"][place] == 2
    assert words[place] == "<img src=x onerror=alert(1)> & </title> of x²"
    assert place == 0, "those in no theme are painted first, below the others"


def test_a_library_without_papers_has_a_sentence_and_no_figure() -> None:
    (page,) = files(library()).values()
    assert "There are no papers yet." in page.text
    assert "<figure" not in page.text


@pytest.mark.parametrize("papers", [1, 2])
def test_a_library_of_next_to_nothing_has_a_map(papers: int) -> None:
    assert files(made(papers=papers))[PATH].text.count("data-paper=") == papers


# Names


def test_a_name_stands_behind_the_sign_of_its_theme_at_a_desk_and_on_a_phone() -> None:
    text = files(made())[PATH].text
    for width in ("wide", "narrow"):
        names = re.search(rf'<g class="names {width}".*?</g></g></g>', text)
        assert names is not None
        assert re.search(r'<g data-kind="0".*?<use xlink:href="#map--0".*?>Theme 0<', names[0])


def test_no_name_lies_above_a_sign() -> None:
    text = files(made())[PATH].text
    assert text.rindex('class="name ') < text.index('class="kind ')


# Colours


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("before", "ground"),
    [("^", "#fdfcfa"), (r'^\[data-md-color-scheme="slate"\] ', "#15181c")],
    ids=["light", "dark"],
)
def test_every_sign_stands_out_from_its_ground(before: str, ground: str) -> None:
    colours = re.findall(rf"{before}\.map \.\w+ {{ --kind: (#\w{{6}}); }}", STYLES, re.MULTILINE)
    assert len(colours) == 18
    for colour in colours:
        dark, light = sorted((luminance(colour), luminance(ground)))
        assert (light + 0.05) / (dark + 0.05) >= 3, colour


# In a browser


@pytest.fixture(scope="module", params=["linked", "painted"])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a small site, with its map drawn in the page and then by a script."""
    content = made()
    project: Path = tmp_path_factory.mktemp("map")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "painted":
            patch.setattr(chart, "MOST_DRAWN", 1)
        site = [*pages.render(content), *exports.files(content)]
    with built(site, project) as (address, _):
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[BrowserPage]:
    """The map at a desk; nothing goes wrong on it."""
    with page_of(browser) as page:
        found = complaints(page, address)
        visit(page, f"{address}/map/")
        expect(tools(page)).to_be_visible()
        yield page
        assert found == []


def tools(page: BrowserPage) -> Locator:
    return page.locator(".map .tools")


def field(page: BrowserPage) -> Locator:
    return page.get_by_role("searchbox", name="Find on the map")


def view(page: BrowserPage) -> list[float]:
    """What is in view: left, top, width and height."""
    page.evaluate("new Promise(requestAnimationFrame)")
    said = page.locator(".map .picture").get_attribute("viewBox")
    return [float(number) for number in str(said).split()]


def place_of(page: BrowserPage, paper: str) -> list[float]:
    """Where a paper stands on the map as it is at a desk."""
    place: list[float] = page.evaluate(
        "async id => { const sign = document.querySelector(`.kind [data-paper=${id}] use`);"
        " if (sign) return [sign.x.baseVal.value, sign.y.baseVal.value];"
        " const data = await (await fetch('../api/map.json')).json(), p = data.ids.indexOf(id);"
        " return [data.x[p], data.y[p]] }",
        paper,
    )
    return place


def focused(page: BrowserPage) -> str:
    return str(page.evaluate("document.activeElement.dataset.paper ?? ''"))


def enter(page: BrowserPage) -> str:
    """Come to the map with the keyboard; return the paper."""
    page.locator(".map .skip").focus()
    page.keyboard.press("Tab")
    return focused(page)


def test_words_are_found_and_counted(page: BrowserPage) -> None:
    field(page).fill("ODD paper")
    expect(page.locator(".map .status")).to_have_text("5 papers")
    field(page).fill("")
    expect(page.locator(".map .status")).to_have_text("")


def test_a_paper_is_found_by_its_authors_too(page: BrowserPage) -> None:
    field(page).fill("reed img")
    expect(page.locator(".map .status")).to_have_text("1 paper")


def test_the_legend_shows_only_what_is_pressed(page: BrowserPage) -> None:
    first = page.get_by_role("button", name="Theme 0")
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".map .status")).to_have_text("6 papers")
    page.get_by_role("button", name="In no theme").click()
    expect(page.locator(".map .status")).to_have_text("7 papers")
    field(page).fill("odd")
    expect(page.locator(".map .status")).to_have_text("0 papers")
    expect(page.get_by_role("link", name="6 papers: Theme 0")).to_be_visible()


def test_only_the_names_of_themes_that_are_shown_stand_on_the_map(page: BrowserPage) -> None:
    names = page.locator(".map .names.wide [data-kind]:not(.off)")
    expect(names).to_have_text(["Theme 0", "Theme 1"])
    page.get_by_role("button", name="Theme 1").click()
    expect(names).to_have_text(["Theme 1"])


def test_where_one_is_is_said_while_not_all_is_in_view(page: BrowserPage) -> None:
    said = page.locator(".map .where")
    expect(said).to_be_hidden()
    for _ in range(7):
        page.get_by_role("button", name="Closer").click()
    expect(said).to_have_text(re.compile(r"^(Mostly )?(Theme [01]|In no theme)( and others)?$"))
    page.get_by_role("button", name="Whole map").click()
    expect(said).to_be_hidden()


def test_pointing_at_a_sign_shows_the_paper(page: BrowserPage) -> None:
    stage = page.locator(".map .stage")
    box = stage.bounding_box()
    assert box is not None
    x, y = place_of(page, "p3")
    page.mouse.move(box["x"] + x * box["width"] / 1000 - 2, box["y"] + y * box["width"] / 1000)
    view(page)  # where a link is put under the mouse, it is there with the next picture
    page.mouse.move(box["x"] + x * box["width"] / 1000, box["y"] + y * box["width"] / 1000)
    expect(page.locator(".preview")).to_contain_text("Paper p3 odd")


def test_the_keyboard_shows_the_paper_that_it_is_at(page: BrowserPage) -> None:
    page.locator(".preview").wait_for(state="attached")
    paper = enter(page)
    expect(page.locator(".preview")).to_contain_text(f"Paper {paper} ")


def test_the_map_stands_upright_on_a_phone(browser: Browser, address: str) -> None:
    with page_of(browser, width=390) as page:
        visit(page, f"{address}/map/")
        expect(tools(page)).to_be_visible()
        box = page.locator(".map .stage").bounding_box()
        assert box is not None
        assert box["height"] > 1.3 * box["width"]
        assert box["height"] < 700, "and is seen at once"
        page.locator(".map .skip").focus()
        page.keyboard.press("Tab")
        view(page)
        sign = page.locator(".map .stage :is(a.here, a:focus use)").bounding_box()
        assert sign is not None
        x, y = place_of(page, focused(page))
        unit = box["width"] / 700
        assert sign["x"] + sign["width"] / 2 - box["x"] == pytest.approx(y * unit, abs=3)
        assert sign["y"] + sign["height"] / 2 - box["y"] == pytest.approx(x * unit, abs=3)


def test_the_map_is_one_stop_and_arrows_go_from_paper_to_paper(page: BrowserPage) -> None:
    seen = [enter(page)]
    assert seen[0]
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp") * 2:
        page.keyboard.press(key)
        seen.append(focused(page))
    assert len(set(seen)) > 2
    assert "" not in seen
    page.keyboard.press("Tab")
    expect(page.locator(".map .legend button").first).to_be_focused()


def test_arrows_pass_over_what_is_not_shown(page: BrowserPage) -> None:
    field(page).fill("odd")
    expect(page.locator(".map .status")).to_have_text("5 papers")
    seen = {enter(page)}
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp") * 3:
        page.keyboard.press(key)
        seen.add(focused(page))
    assert seen <= {"p1", "p3", "p5", "p7", "p9"}


def test_the_paper_with_the_focus_has_its_title_for_a_name(page: BrowserPage) -> None:
    paper = enter(page)
    number = int(paper[1:])
    link = page.locator(f".map a[data-paper={paper}]:focus")
    expect(link).to_have_accessible_name(re.compile(f"^Paper p{number} (odd|even)$"))


def test_enter_opens_a_paper(page: BrowserPage) -> None:
    paper = enter(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/papers/{paper}/")


@pytest.mark.parametrize("way", ["button", "key", "wheel"])
def test_one_comes_closer_and_back_to_the_whole(page: BrowserPage, way: str) -> None:
    closer: dict[str, Callable[[], None]] = {
        "button": lambda: page.get_by_role("button", name="Closer").click(),
        "key": lambda: page.keyboard.press("+"),
        "wheel": lambda: page.mouse.wheel(0, -100),
    }
    enter(page)
    page.locator(".map .stage").hover()
    whole = view(page)
    closer[way]()
    until(page, lambda: view(page)[2] < whole[2])
    enter(page)
    page.keyboard.press("0")
    assert view(page) == whole


def test_however_close_one_comes_a_paper_is_in_view(page: BrowserPage) -> None:
    signs = page.locator(".map .picture a use").evaluate_all(
        "signs => signs.map(({x, y}) => [x.baseVal.value, y.baseVal.value])"
    )
    if not signs:
        pytest.skip("signs on a canvas tell no places")
    for _ in range(8):
        page.get_by_role("button", name="Closer").click()
    x, y, width, height = view(page)
    assert width < 100
    assert any(x <= left <= x + width and y <= top <= y + height for left, top in signs)


def test_the_wheel_scrolls_the_page_unless_the_map_is_used(page: BrowserPage) -> None:
    page.locator("article").evaluate("a => { a.style.paddingBottom = '100vh' }")
    page.locator(".map .stage").hover()
    whole = view(page)
    page.mouse.wheel(0, 100)
    page.wait_for_function("scrollY > 0")
    assert view(page) == whole


def test_what_is_found_is_listed_with_links(page: BrowserPage) -> None:
    hits = page.locator(".map .hits")
    expect(hits).to_be_hidden()
    field(page).fill("reed")
    expect(hits.get_by_role("listitem")).to_have_text(
        "<img src=x onerror=alert(1)> & </title> of x² Reed"
    )
    field(page).fill("paper")
    expect(hits.get_by_role("link")).to_have_count(6)
    expect(hits).to_contain_text("5 more papers on the map")
    page.get_by_role("button", name="In no theme").click()
    expect(hits).to_be_hidden()
    page.get_by_role("button", name="In no theme").click()
    hits.get_by_role("link", name="Paper p9 odd").click()
    page.wait_for_url("**/papers/p9/")


def test_what_was_looked_for_is_in_the_address_for_who_comes_back(page: BrowserPage) -> None:
    hits = page.locator(".map .hits")
    field(page).fill("paper")
    page.wait_for_url("**/map/?q=paper")
    hits.get_by_role("link", name="Paper p9 odd").click()
    page.wait_for_url("**/papers/p9/")
    page.go_back()
    expect(field(page)).to_have_value("paper")
    expect(hits.get_by_role("link")).to_have_count(6)
    field(page).fill("")
    page.wait_for_url(lambda url: url.endswith("/map/"))


def test_what_is_pointed_at_in_the_list_is_shown_on_the_map(page: BrowserPage) -> None:
    field(page).fill("odd")
    page.locator(".map .hits [data-paper=p3]").focus()
    expect(page.locator(".map .stage .touched")).to_have_attribute("data-paper", "p3")
    page.locator(".map .hits [data-paper=p5]").hover()
    expect(page.locator(".map .stage .touched")).to_have_attribute("data-paper", "p5")
    page.wait_for_timeout(600)
    expect(page.locator(".preview"), "it would lie over the rest of the list").to_be_hidden()


def test_few_papers_in_view_have_their_titles_beside_them(page: BrowserPage) -> None:
    titles = page.locator(".map .titles a")
    expect(titles.first).to_be_visible()
    field(page).fill("p3")
    expect(titles).to_have_count(1)
    expect(titles).to_have_text("Paper p3 odd")
    titles.click()
    page.wait_for_url("**/papers/p3/")


def test_titles_cover_neither_one_another_nor_leave_the_map(page: BrowserPage) -> None:
    expect(page.locator(".map .titles a").first).to_be_visible()
    stage = page.locator(".map .stage").bounding_box()
    boxes = [text.bounding_box() for text in page.locator(".map .titles text").all()]
    assert stage is not None
    assert len(boxes) > 6
    edges = [(b["x"], b["x"] + b["width"], b["y"], b["y"] + b["height"]) for b in boxes if b]
    for left, right, top, bottom in edges:
        assert stage["x"] <= left
        assert right <= stage["x"] + stage["width"] + 1
        assert stage["y"] - 2 <= top
        assert bottom <= stage["y"] + stage["height"] + 2
    for number, (left, right, top, bottom) in enumerate(edges):
        for other_left, other_right, other_top, other_bottom in edges[:number]:
            beside = right <= other_left + 1 or other_right <= left + 1
            assert beside or bottom <= other_top + 4 or other_bottom <= top + 4


@pytest.mark.parametrize("width", [390, 700, 1440])
def test_signs_are_large_enough_to_tell_apart_and_stay_so_when_one_comes_closer(
    browser: Browser, address: str, width: int
) -> None:
    with page_of(browser, width=width) as page:
        visit(page, f"{address}/map/")
        expect(tools(page)).to_be_visible()
        sign = page.locator(".map .picture a use").first
        if not sign.count():
            pytest.skip("signs on a canvas have no boxes")
        sizes = []
        for _ in range(2):
            view(page)
            box = sign.bounding_box()
            assert box is not None
            sizes.append(box["width"])
            page.get_by_role("button", name="Closer").click()
        assert 7.5 < sizes[0] < 14
        assert sizes[1] == pytest.approx(sizes[0], abs=0.1)


def test_the_map_is_dragged_and_a_drag_opens_nothing(page: BrowserPage) -> None:
    page.get_by_role("button", name="Closer").click()
    before = view(page)
    box = page.locator(".map .stage").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 30, steps=4)
    page.mouse.up()
    after = view(page)
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert page.url.endswith("/map/")


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[BrowserPage]:
    """The map on a phone; nothing goes wrong on it."""
    with page_of(browser, width=390, touch=True) as page:
        found = complaints(page, address)
        visit(page, f"{address}/map/")
        expect(tools(page)).to_be_visible()
        yield page
        assert found == []


def tap(page: BrowserPage, paper: str, above: float = 0) -> None:
    """Touch the map on a phone where a paper stands, or so many pixels above it."""
    stage = page.locator(".map .stage")
    box = stage.bounding_box()
    assert box is not None
    down, across = place_of(page, paper)
    left, top, width, _ = view(page)
    unit = box["width"] / (0.7 * width)  # upright, seven tenths of the square are seen
    spot = {"x": (across - left) * unit, "y": (down - top) * unit - above}
    stage.tap(position={"x": spot["x"], "y": spot["y"]}, force=True)


@pytest.mark.parametrize("above", [0, 20])
def test_a_touch_shows_the_paper_at_its_sign_and_the_way_there(
    phone: BrowserPage, above: float
) -> None:
    tap(phone, "p11", above)
    card = phone.locator(".preview")
    expect(card).to_contain_text("<img src=x onerror=alert(1)>")
    expect(phone.locator(".map .touched")).to_have_attribute("data-paper", "p11")
    sign, box = phone.locator(".map .touched").bounding_box(), card.bounding_box()
    assert sign is not None
    assert box is not None
    apart = (box["y"] - sign["y"] - sign["height"], sign["y"] - box["y"] - box["height"])
    assert 0 <= max(apart) < 12
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert phone.evaluate("scrollY") == 0
    card.get_by_role("link", name="Open this paper").tap()
    phone.wait_for_url("**/papers/p11/")


def test_a_second_touch_follows_what_the_first_has_shown(phone: BrowserPage) -> None:
    tap(phone, "p3")
    expect(phone.locator(".preview")).to_contain_text("Paper p3 odd")
    assert phone.url.endswith("/map/")
    tap(phone, "p3")
    phone.wait_for_url("**/papers/p3/")


def test_a_touched_title_means_its_paper(phone: BrowserPage) -> None:
    phone.locator(".map .titles [data-paper=p3] text").tap()
    card = phone.locator(".preview")
    expect(card).to_contain_text("Paper p3 odd")
    phone.wait_for_timeout(600)  # meanwhile the titles are written anew
    expect(card).to_be_visible()


def test_another_touch_or_escape_puts_the_paper_away(phone: BrowserPage) -> None:
    card = phone.locator(".preview")
    tap(phone, "p3")
    expect(card).to_contain_text("Paper p3 odd")
    tap(phone, "p8")
    expect(card).to_contain_text("Paper p8 even")
    phone.locator("h1").tap()
    expect(card).to_be_hidden()
    tap(phone, "p3")
    expect(card).to_be_visible()
    phone.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_signs_under_one_finger_are_counted_and_can_be_told_apart(phone: BrowserPage) -> None:
    phone.locator(".map .stage").evaluate("stage => { stage.style.width = '120px' }")
    whole = view(phone)
    tap(phone, "p11")
    more = phone.locator(".preview").get_by_role("button", name="more here: come closer")
    expect(more).to_have_text(re.compile("^1 more"))
    box = more.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    more.tap()
    expect(phone.locator(".preview")).to_be_hidden()
    assert view(phone)[2] == pytest.approx(whole[2] / 4)


def test_two_fingers_bring_one_closer_where_they_are_and_take_the_map_along(
    browser: Browser, address: str
) -> None:
    with browser.new_context(has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        visit(page, f"{address}/map/")
        expect(tools(page)).to_be_visible()
        box = page.locator(".map .stage").bounding_box()
        assert box is not None
        middle, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        devtools = context.new_cdp_session(page)

        def touch(kind: str, *places: float) -> None:
            points = [{"x": x, "y": y, "id": finger} for finger, x in enumerate(places)]
            devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        touch("touchStart", middle - 30)
        touch("touchStart", middle - 30, middle + 30)
        for step in range(1, 11):
            touch("touchMove", middle - 30 - 3 * step, middle + 30 + 3 * step)
        close = view(page)
        for step in range(1, 11):
            touch("touchMove", middle - 60 + 4 * step, middle + 60 + 4 * step)
        aside = view(page)
        touch("touchEnd")
        assert close[2] == pytest.approx(500, rel=0.12), "twice as far apart, twice as large"
        assert close[0] + close[2] / 2 == pytest.approx(500, rel=0.05), "and the middle stays"
        assert aside[2] == pytest.approx(close[2], rel=0.1)
        assert aside[0] == pytest.approx(close[0] - 40 * close[2] / box["width"], abs=15)
        assert page.evaluate("scrollY") == 0
        expect(page.locator(".preview")).to_be_hidden()


def test_a_map_that_is_not_fetched_is_told_where_a_script_draws_it(
    browser: Browser, address: str
) -> None:
    with page_of(browser) as page:
        page.route("**/api/map.json", lambda route: route.abort())
        page.goto(f"{address}/map/")
        painted = page.locator("figure.map").get_attribute("data-drawn") == "script"
        sorry = page.get_by_text("The papers of the map could not be fetched")
        if painted:
            expect(sorry).to_be_visible()
        else:
            expect(tools(page)).to_be_visible()
            expect(sorry).to_have_count(0)


def test_it_works_when_come_to_without_a_reload(browser: Browser, address: str) -> None:
    with page_of(browser) as page:
        found = complaints(page, address)
        visit(page, f"{address}/themes/")
        page.locator("article").evaluate(
            "a => { const link = document.createElement('a'); link.href = '../map/';"
            " link.textContent = 'To the map'; a.append(link) }"
        )
        page.evaluate("window.same = true")
        page.get_by_role("link", name="To the map").click()
        expect(tools(page)).to_have_count(1)
        assert page.evaluate("window.same")
        assert enter(page)
        assert found == []


@pytest.mark.parametrize("width", [390, 1440])
def test_without_scripts_the_themes_are_there_and_few_papers_too(
    browser: Browser, address: str, width: int
) -> None:
    with page_of(browser, width=width, scripts=False) as page:
        page.goto(f"{address}/map/")
        expect(page.locator(".map .legend a")).to_have_count(3)
        links = page.locator(".map .picture a")
        if links.count():
            assert links.count() == 12
            page.locator("[data-paper=p3]").focus()
            page.keyboard.press("Enter")
            page.wait_for_url("**/papers/p3/")
        else:
            expect(page.get_by_text("scripts are switched off")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_numbers_of_the_legend_stand_on_one_line(
    browser: Browser, address: str, width: int
) -> None:
    with page_of(browser, width=width) as page:
        visit(page, f"{address}/map/")
        number = page.get_by_role("link", name="6 papers: Theme 0")
        before = number.bounding_box()
        number.evaluate("link => { link.textContent = '12,345' }")
        after = number.bounding_box()
        assert before is not None
        assert after is not None
        assert after["height"] == pytest.approx(before["height"], abs=1)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_map(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    with page_of(browser, width=width, scheme=scheme) as page:
        visit(page, f"{address}/map/")
        field(page).fill("paper")
        expect(page.locator(".map .hits a")).to_have_count(6)
        expect(page.locator(".map .titles a").first).to_be_visible()
        page.add_script_tag(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
        found = page.evaluate("axe.run('article').then(({violations}) => violations)")
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
