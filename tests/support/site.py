"""Sites for tests in a browser: built, indexed and served as they will be, and looked at."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode, urlsplit

import yaml
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Request, Route, ViewportSize
from playwright.sync_api import Page as BrowserPage

from generator.model import Page
from generator.output import sync

ROOT = Path(__file__).parents[2]
PATIENCE = 30_000  # milliseconds; a busy machine needs some of them
# That the scripts of the page shown listen, and have shown what they were asked for. The theme's
# follows no link without loading a page before it has the map of the site.
STARTED = """() => {
  const [last] = performance.getEntriesByName("papershelf:started").slice(-1);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  return last?.detail === location.pathname && loaded.some(name => name.endsWith("/sitemap.xml"))
    && !document.querySelector("[aria-busy=true]");
}"""


class _Server(SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does: text compressed, all kept ten minutes, a page for a 404."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            if not urlsplit(self.path).path.endswith("/"):
                super().do_GET()  # sends to the address that ends so
                return
            path /= "index.html"
        found = path.is_file()
        path = path if found else Path(self.directory) / "404.html"
        body = path.read_bytes() if path.is_file() else b"Not found"
        kind = self.guess_type(path)
        self.send_response(200 if found else 404)
        if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
            kind += "; charset=utf-8"
            self.send_header("Vary", "Accept-Encoding")
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, mtime=0)
                self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Threads(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves in the middle of an answer is no error; any other is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address, without a slash at its end, of a server on this machine that shows a folder."""
    with _Threads(("127.0.0.1", 0), partial(_Server, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _build(made: Iterable[Page], project: Path, address: str) -> None:
    """Build the site of these pages in a project's folder, as `make site` does, without warning."""
    assert sync(tuple(made), project / "docs").problems == ()
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": "docs",
        "site_dir": "site",
        "site_url": f"{address}/",
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "hooks": [str(ROOT / "generator" / "mkdocs_hook.py")],
    }
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    said = _run("mkdocs", "build", "--strict", "-f", "mkdocs.yml", folder=project)
    assert "WARNING" not in said, said


@contextmanager
def built(made: Iterable[Page], project: Path) -> Iterator[tuple[str, Path]]:
    """The address and the folder of the whole site of these pages, made in an empty folder."""
    (project / "site").mkdir()
    with served(project / "site") as address:
        _build(made, project, address)
        yield address, project / "site"


def _run(module: str, *arguments: str, folder: Path) -> str:
    """Run a module of Python, which must succeed; return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PAPERSHELF_BUILT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@contextmanager
def page_of(
    browser: Browser,
    width: int = 1440,
    scheme: str = "light",
    scripts: bool = True,
    touch: bool = False,
    routed: bool = False,
) -> Iterator[BrowserPage]:
    """A page of a new browser without memory.

    A test that makes a route once the page is shown says `routed`: the browser asks about requests
    from the beginning then, as it would else go on for a while to make some without asking.
    """
    with browser.new_context(
        viewport=ViewportSize(width=width, height=900),
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        has_touch=touch,
        is_mobile=touch,
    ) as context:
        context.set_default_timeout(PATIENCE)
        if routed:
            context.route("**/nowhere", lambda route: route.abort())
        yield context.new_page()


def visit(page: BrowserPage, address: str) -> None:
    """Open a page and wait until its scripts have started and got whatever they ask for.

    An idle network alone is no sign of that: on a busy machine it is so before they are asked for.
    """
    page.goto(address, wait_until="networkidle")
    started(page)


def started(page: BrowserPage) -> None:
    """Wait until the scripts of the page shown have started; it may not have been loaded for it.

    The address is that of the next page before anything of it is there.
    """
    page.wait_for_function(STARTED)


def until(page: BrowserPage, holds: Callable[[], object]) -> None:
    """Wait for what no element of the page tells, such as a request or a message of the browser."""
    end = time.monotonic() + PATIENCE / 1000
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        page.wait_for_timeout(20)


@contextmanager
def held(page: BrowserPage, pattern: str) -> Iterator[list[Route]]:
    """Hold requests back, those of workers too, until the block ends; yields those that came.

    The page is shown later, or is one that is `routed`.
    """
    came: list[Route] = []
    over = False

    def answer(route: Route) -> None:
        if over:
            route.continue_()
        else:
            came.append(route)

    page.context.route(pattern, answer)
    yield came
    over = True
    for route in came:
        route.continue_()


def answered(page: BrowserPage, text: str) -> None:
    """Wait until the search shows what it finds for a whole text, and not for its beginning."""
    query = urlencode({"q": text})
    page.locator(f"dialog[open] .ps-hit--all[href$='?{query}']").wait_for()


def complaints(page: BrowserPage, address: str) -> list[str]:
    """What goes wrong from now on: errors, alerts, and requests to another host."""
    found: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            found.append(f"asks {request.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(f"{message.type}: {message.text}")

    def alerted(dialog: Dialog) -> None:
        found.append(f"alert: {dialog.message}")
        dialog.dismiss()

    page.on("request", asked)
    page.on("console", said)
    page.on("dialog", alerted)
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    return found


def kinds(site: Path) -> dict[str, str]:
    """The addresses of pages of every kind in a site, by a name for each.

    A kind is a first folder, its index and the pages in it apart. Of each kind that has several,
    these are the page with the most on it, the one with the least, and the longest with formulas.
    """
    found: dict[str, list[Path]] = {}
    for file in sorted(site.rglob("*.html"), key=lambda file: (file.stat().st_size, file)):
        first, *rest = file.relative_to(site).parts
        found.setdefault(first if len(rest) < 2 else f"{first}/*", []).append(file)
    chosen = {}
    for kind, files in found.items():
        formulas = [file for file in files if "<math" in file.read_text("utf-8")]
        some = {"least": files[0], "most": files[-1]}
        if formulas:
            some["formulas"] = formulas[-1]
        for name, file in some.items():
            path = file.relative_to(site).as_posix().removesuffix("index.html")
            chosen[f"{kind} ({name})" if len(files) > 1 else kind] = f"/{path}"
    return chosen
