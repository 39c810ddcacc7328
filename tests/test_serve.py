"""`mkdocs serve` as a writer sees it: an edit shows by itself, after one build and no more.

The server is the real one, on a copy of the project with a small library.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds until a page must be there; a busy machine needs some of them
SETTLED = 1.5  # seconds without a build; the server looks for edits every half second

LIBRARY = """@article{one,
  title = {Learning by Looking Twice},
  author = {Ann Author},
  year = {2021},
}
@article{two,
  title = {Consistent Answers from Noisy Teachers},
  author = {Bea Bauer},
  year = {2022},
}
"""
THEMES = """
- id: looking
  title: Looking
  about: Papers that look.
  phrases: [looking]
- id: answers
  title: Answers
  about: Papers that answer.
  phrases: [answers]
"""
PAPER = "papers/learning-by-looking-twice/"


@dataclass(frozen=True)
class Server:
    """A running `mkdocs serve`: its project, its address, and the file that it logs to."""

    project: Path
    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def page(self, path: str) -> str:
        """The HTML of a page; empty where there is none."""
        try:
            with urlopen(f"{self.url}/{path}", timeout=PATIENCE) as response:
                return str(response.read().decode())
        except HTTPError:
            return ""

    def said(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def builds(self) -> int:
        return self.said().count("Building documentation...")

    def wait_for(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None and time.monotonic() < end, self.said()
            time.sleep(0.1)

    def wait_until_settled(self) -> None:
        """Return when no build has begun for a while; a server that goes in circles fails."""
        end = time.monotonic() + PATIENCE
        builds, since = self.builds(), time.monotonic()
        while time.monotonic() - since < SETTLED:
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)
            if self.builds() != builds:
                builds, since = self.builds(), time.monotonic()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    project = tmp_path_factory.mktemp("serve") / "project"
    project.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", project)
    for name in ("generator", "overrides"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    (project / "build" / "docs").mkdir(parents=True)
    for name in ("sources", "notes", "pages"):
        (project / "content" / name).mkdir(parents=True)
    (project / "content" / "sources" / "library.bib").write_text(LIBRARY, "utf-8")
    (project / "content" / "themes.yml").write_text(THEMES, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = project.parent / "log"
    # -P: like the command `mkdocs`, do not look for modules in the current folder.
    command = [sys.executable, "-P", "-m", "mkdocs", "serve", "--dev-addr", address]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    environment.pop("PYTHONPATH", None)
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=project, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        running = Server(project, f"http://{address}", log, process)
        try:
            running.wait_for(lambda: "Serving on" in running.said())
            yield running
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def test_the_first_build_shows_the_library(server: Server) -> None:
    assert "Learning by Looking Twice" in server.page(PAPER)
    assert server.builds() == 1


@pytest.mark.parametrize(
    ("path", "text", "page", "shown"),
    [
        pytest.param(
            "content/notes/learning-by-looking-twice.md",
            "A remark of the curator.\n",
            PAPER,
            "A remark of the curator.",
            id="a note",
        ),
        pytest.param(
            "content/sources/library.bib",
            LIBRARY + "@article{three, title={A Third Paper}, year={2023}}\n",
            "papers/a-third-paper/",
            "A Third Paper",
            id="a source",
        ),
        pytest.param(
            "generator/templates/themes.md.j2",
            (ROOT / "generator/templates/themes.md.j2").read_text("utf-8") + "\nMore to see.\n",
            "themes/",
            "More to see.",
            id="a template",
        ),
    ],
)
def test_an_edit_shows_after_one_build(
    server: Server, path: str, text: str, page: str, shown: str
) -> None:
    before = server.builds()
    assert shown not in server.page(page)
    (server.project / path).write_text(text, "utf-8")
    server.wait_for(lambda: shown in server.page(page))
    server.wait_until_settled()
    assert server.builds() == before + 1


def test_a_mistake_in_the_content_is_told_and_the_server_goes_on(server: Server) -> None:
    note = server.project / "content" / "notes" / "no-such-paper.md"
    note.write_text("Nobody will read this.\n", "utf-8")
    server.wait_for(lambda: "no-such-paper" in server.said())
    (line,) = {line for line in server.said().splitlines() if "notes/no-such-paper.md" in line}
    assert line.startswith("WARNING")
    assert "Learning by Looking Twice" in server.page(PAPER)


def test_a_mistake_in_the_content_does_not_keep_a_strict_build_from_the_rest(
    server: Server, tmp_path: Path
) -> None:
    (server.project / "content" / "notes" / "no-such-paper.md").write_text("Unread.\n", "utf-8")
    server.wait_until_settled()
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=server.project, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "notes/no-such-paper.md" in done.stderr
    assert (tmp_path / PAPER / "index.html").is_file()
