"""The drawer of a narrow screen keeps the focus while it is open, and gives it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as BrowserPage

from tests.support.site import page_of, visit

PHONE, DESK = 390, 1440
DRAWER = ".md-sidebar--primary"
# What has the focus outside the drawer.
ASTRAY = f"""() => {{
  const {{ activeElement }} = document;
  return activeElement === document.body || activeElement.closest("{DRAWER}")
    ? "" : activeElement.cloneNode().outerHTML;
}}"""


def button(page: BrowserPage) -> Locator:
    return page.locator(".md-header [aria-controls=drawer]")


def links(page: BrowserPage) -> Locator:
    return page.locator(DRAWER).get_by_role("link")


@pytest.mark.parametrize("path", ["", "my-list/"])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_focus_stays_in_the_open_drawer_and_goes_back_with_escape(
    browser: Browser, real_site: tuple[str, Path], path: str, key: str
) -> None:
    with page_of(browser, PHONE) as page:
        page.emulate_media(reduced_motion="reduce")
        visit(page, f"{real_site[0]}/{path}")
        button(page).focus()
        page.keyboard.press("Enter")
        links(page).first.wait_for()
        visited = set()
        for _ in range(30):
            page.keyboard.press(key)
            assert page.evaluate(ASTRAY) == ""
            visited.add(page.evaluate("document.activeElement.href"))
        assert len(visited) > 5
        page.keyboard.press("Escape")
        expect(button(page)).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate(ASTRAY) != ""


def test_the_page_is_back_once_the_drawer_is_closed_in_another_way(
    browser: Browser, real_site: tuple[str, Path]
) -> None:
    inert = "document.querySelectorAll('[inert]').length"
    with page_of(browser, PHONE) as page:
        page.emulate_media(reduced_motion="reduce")
        visit(page, f"{real_site[0]}/")
        button(page).click()
        assert page.evaluate(inert)
        page.locator(".md-overlay").click(position={"x": 380, "y": 400})
        assert not page.evaluate(inert)
        button(page).click()
        links(page).filter(has_text="Themes").click()
        page.wait_for_url("**/themes/")
        page.wait_for_function("!document.querySelector('[inert]')")
        button(page).click()
        page.set_viewport_size({"width": DESK, "height": 900})
        page.wait_for_function("!document.querySelector('[inert]')")
