"""A headless browser for tests: found on the system, or installed once.

`python -m tests.support.browser` makes sure that there is one. It prefers a Chromium or Chrome
of the system; else it asks Debian for one, where it may, and else Playwright for its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Error, sync_playwright

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")

ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # A page under test reaches nothing but the server that the test has started.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


class NoBrowser(RuntimeError):
    """No browser could be started; the message says which were tried and what to do."""


def launch(
    chromium: BrowserType, names: Sequence[str] = NAMES, arguments: Sequence[str] = ()
) -> Browser:
    """Start the first browser that works: of the names on the PATH, then Playwright's own.

    `arguments` are added to those that every browser here gets. Raises NoBrowser.
    """
    failures = []
    for path in (*filter(None, map(shutil.which, names)), None):
        try:
            return chromium.launch(executable_path=path, args=(*ARGUMENTS, *arguments))
        except Error as error:
            reason = str(error).strip() or "no reason given"
            failures.append(f"  {path or 'that of Playwright'}: {reason.splitlines()[0]}")
    raise NoBrowser(
        "No browser starts. Tried:\n"
        + "\n".join(failures)
        + "\nInstall Chromium or Chrome, for instance with: apt-get install chromium"
    )


def check() -> str:
    """Start a browser, let it show a page, and return its version. Raises NoBrowser."""
    with sync_playwright() as playwright, launch(playwright.chromium) as browser:
        page = browser.new_page()
        page.goto("data:text/html,<title>ready</title>")
        if page.title() != "ready":
            raise NoBrowser(f"Chromium {browser.version} starts, but shows no page.")
        return browser.version


def install() -> None:
    """Install a browser by the first way that is open; a failure is told, not raised."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    if _is_root() and shutil.which("apt-get"):
        if _run("apt-get", "update") and _run(
            "apt-get", "install", "--yes", "--no-install-recommends", "chromium"
        ):
            return
        playwright.append("--with-deps")
    _run(*playwright)


def main() -> int:
    """Make sure that a browser starts; return the exit code."""
    try:
        check()
        return 0
    except NoBrowser:
        print("Installing a browser for the tests ...", flush=True)
    install()
    try:
        print(f"Chromium {check()} is ready.")
    except NoBrowser as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(*command: str) -> bool:
    """Run a command quietly; where it fails, print the end of what it said."""
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        last = "\n  ".join(done.stdout.splitlines()[-5:])
        print(f"{Path(command[0]).name} failed:\n  {last}", file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
