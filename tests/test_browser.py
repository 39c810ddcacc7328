"""The browser that tests use is one that works, and sees nothing outside this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error

from tests.support.browser import NAMES, launch
from tests.support.site import served


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """The port of a server on this machine that has one page."""
    (tmp_path / "index.html").write_text("<title>here</title>", encoding="utf-8")
    with served(tmp_path) as address:
        yield urlsplit(address).port or 0


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_page_of_this_machine_is_shown(browser: Browser, port: int, host: str) -> None:
    with browser.new_page() as page:
        page.goto(f"http://{host}:{port}/")
        assert page.title() == "here"


def test_no_other_name_is_looked_up(browser: Browser, port: int) -> None:
    with browser.new_page() as page, pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(f"http://other.localhost:{port}/")


def test_a_browser_that_does_not_start_is_passed_over(browser: Browser) -> None:
    with launch(browser.browser_type, ("false", *NAMES)) as other:
        assert other.version == browser.version
