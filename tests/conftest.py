"""Fixtures that any test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.support.browser import launch
from tests.support.libraries import is_first_library, real
from tests.support.site import PATIENCE, built

# A busy machine is no failure. Everything else is Hypothesis's own, its profile for CI included.
settings.register_profile(
    "unhurried", settings.get_profile(settings.get_current_profile_name()), deadline=None
)
settings.register_profile("nightly", max_examples=20_000, deadline=None, print_blob=True)
settings.load_profile("nightly" if os.environ.get("NIGHTLY") else "unhurried")
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is said of the first library where content/ holds another."""
    if not is_first_library():
        for item in items:
            if item.get_closest_marker("first_library"):
                item.add_marker(pytest.mark.skip(reason="content/ holds another library"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser that reaches this machine only; `make test` has seen to there being one.

    A test opens a page of its own, `with browser.new_page() as page`, and starts no second
    Playwright, of which there can be only one.
    """
    with sync_playwright() as playwright, launch(playwright.chromium) as running:
        yield running


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the folder of the site of the library in content/, search included."""
    with built(real().pages, tmp_path_factory.mktemp("real")) as site:
        yield site
