"""The frame that every page has: how large it is, and what the theme's parts in it still do."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from generator.markdown import mathematics
from generator.mkdocs_hook import on_post_page
from generator.pictures import Neighbour, network
from tests.support.site import page_of, visit

LARGEST = 20_000  # bytes of HTML
FORMULAS = (
    r"O(\log n)",
    r"\mathcal{L}_\theta = \min_x \max_{y} f(x, y)",
    r"\nabla \cdot \operatorname{poly}(n, \tfrac{1}{\epsilon})",
    r"\lim_{n \to \infty} \sum_{i=1}^n \binom{n}{i} \quad \text{if } a < b \ \& c",
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases} \! \hat{x} \overline{y}",
    r"{}_a^b X_c^d \sqrt[3]{x} \left( \frac{a}{b} \right] \lVert x \rVert \hspace{1em} \mathbb{R}",
)


def test_the_page_of_every_paper_is_small(real_site: tuple[str, Path]) -> None:
    sizes = {
        page.parent.name: page.stat().st_size
        for page in sorted((real_site[1] / "papers").glob("*/index.html"))
    }
    assert len(sizes) > 100
    assert {name: size for name, size in sizes.items() if size >= LARGEST} == {}


def test_whatever_is_left_out_of_a_page_it_is_read_alike(browser: Browser) -> None:
    made = [mathematics(tex) for tex in FORMULAS]
    around = [Neighbour(f"p{n}", f"Paper {n}", 0.5, n == 1, n == 2) for n in range(4)]
    picture = network(around, [("p0", "p1")], lambda id: f"../{id}/")
    assert all("<math>" in formula for formula in made) and "<svg" in picture
    parts = "".join(f"<div>Before {part} <em>behind</em> it.</div>" for part in (*made, picture))
    html = f"<!doctype html><title>A</title><body>{parts}<hr><p>The end.</p></body>"
    read = """html => {
        const told = [], page = new DOMParser().parseFromString(html, "text/html");
        for (const one of page.querySelectorAll("*")) {
            const attributes = [...one.attributes].map(({name, value}) => `${name}=${value}`);
            told.push([one.parentElement?.localName, one.localName, ...attributes.sort()]);
            told.push(one.textContent.replaceAll(/\\s/g, ""));
        }
        return told;
    }"""
    with page_of(browser) as page:
        assert page.evaluate(read, on_post_page(html)) == page.evaluate(read, html)


def test_an_ampersand_is_no_beginning_of_a_sign() -> None:
    script = "<script>if(a&&b)c()</script>"
    page = f'<p>R&amp;D, Q &amp; A: p &lt; 0.05; <a href="?a=1&amp;b=2">B</a></p>{script}'
    made = on_post_page(page)
    assert "R&amp;D, Q &amp; A: p &lt; 0.05; " in made
    assert "?a=1&amp;b=2" in made
    assert script in made


def test_no_index_of_the_theme_s_own_search_is_written(real_site: tuple[str, Path]) -> None:
    assert not (real_site[1] / "search").exists()


def test_a_reference_manager_reads_the_abstract_of_the_paper_shown(
    browser: Browser, real_site: tuple[str, Path]
) -> None:
    address, site = real_site
    with page_of(browser) as page:
        told = "document.querySelector('meta[name=citation_abstract]')?.content"
        page.add_init_script(
            "addEventListener('ZoteroItemUpdated', () => window.told = (window.told ?? 0) + 1)"
        )
        paper = next((site / "papers").glob("*/index.html")).parent.name
        visit(page, f"{address}/papers/{paper}/")
        first = page.evaluate(told)
        assert first == page.locator(".abstract").inner_text()
        before = page.evaluate("window.told")
        page.locator(".related a.title").first.click()
        expect(page.locator(f"[data-paper='{paper}'].paper")).to_have_count(0)
        page.wait_for_function(f"{told} && {told} !== {first!r}")
        assert page.evaluate("window.told") > before
        page.locator(".md-tabs__link", has_text="Themes").click()
        page.wait_for_function(f"!{told}")


def test_the_tab_of_a_part_is_lit_on_all_its_pages(
    browser: Browser, real_site: tuple[str, Path]
) -> None:
    address, site = real_site
    theme = next((site / "themes").glob("*/index.html")).parent.name
    with page_of(browser, 1440) as page:
        for path, tab in (
            ("/", "Home"),
            (f"/themes/{theme}/", "Themes"),
            ("/themes/", "Themes"),
            ("/authors/", "Indexes"),
            ("/listings/", "Indexes"),
            ("/browse/", "Browse"),
            ("/quality/", "About"),
        ):
            visit(page, address + path)
            assert page.locator(".md-tabs__item--active").all_inner_texts() == [tab], path


def test_colours_can_be_chosen_and_stay(browser: Browser, real_site: tuple[str, Path]) -> None:
    shown = "document.body.dataset.mdColorScheme"
    with page_of(browser, 1440, "dark") as page:
        visit(page, f"{real_site[0]}/")
        assert page.evaluate(shown) == "slate"
        page.get_by_title("Switch to light colours").click()
        assert page.evaluate(shown) == "default"
        visit(page, f"{real_site[0]}/about/")
        assert page.evaluate(shown) == "default"
        page.get_by_title("Switch to dark colours").click()
        assert page.evaluate(shown) == "slate"


def test_the_colours_of_the_system_are_followed_until_others_are_chosen(
    browser: Browser, real_site: tuple[str, Path]
) -> None:
    shown = "document.body.dataset.mdColorScheme"
    with page_of(browser, 1440, "light") as page:
        visit(page, f"{real_site[0]}/")
        page.emulate_media(color_scheme="dark")
        page.wait_for_function(f"{shown} === 'slate'")
        page.emulate_media(color_scheme="light")
        page.wait_for_function(f"{shown} === 'default'")
        for title in ("light colours", "dark colours"):
            page.get_by_role("button", name=f"Switch to {title}").click()
        page.emulate_media(color_scheme="light")
        assert page.evaluate(shown) == "slate"
        page.get_by_role("button", name="Follow the colours of the system").click()
        assert page.evaluate(shown) == "default"
        page.get_by_role("button", name="Switch to light colours").wait_for()


def test_without_scripts_the_tabs_lead_on_from_a_phone(
    browser: Browser, real_site: tuple[str, Path]
) -> None:
    with page_of(browser, 390, scripts=False) as page:
        page.goto(f"{real_site[0]}/about/")
        header = page.locator(".md-header")
        assert header.get_by_role("button").all() == []
        page.locator(".md-tabs").get_by_role("link", name="Themes").click()
        page.wait_for_url("**/themes/")
