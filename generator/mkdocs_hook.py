"""A convenience for `mkdocs serve`: rebuilds the pages when content/ changes.

Deleting it loses no page: `python -m generator build` writes the same files. MkDocs and
ProperDocs call these functions by their names; Zensical knows no hooks.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import minify_html

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
TEMPLATES = ROOT / "generator" / "templates"
BUILT = "PAPERSHELF_BUILT"

_SCRIPT_OR_AMPERSAND = re.compile(r"<(script|style)\b.*?</\1>|&(?!#?\w+;)", re.DOTALL)

log = logging.getLogger("mkdocs.plugins.papershelf")


def on_startup(**_: object) -> None:
    """Find the generator: the command `mkdocs` does not look for modules here."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))


def on_pre_build(config: MkDocsConfig) -> None:
    """Write the pages before MkDocs looks for them, and log what is wrong with the content.

    Whoever has just written them, as `make site` has, says so in the environment.
    """
    if BUILT in os.environ:
        return
    from generator.build import run

    for problem in run(CONTENT, Path(config.docs_dir)).problems:
        # Strict is about the pages: content is judged by `python -m generator check`.
        serious = problem.fatal and not config.strict
        log.log(logging.WARNING if serious else logging.INFO, "%s", problem)


def on_post_page(output: str, **_: object) -> str:
    """Leave out what a browser does not need, an eighth of each page.

    Pagefind needs more than a browser. Closing tags stay, as it would take all behind a paragraph
    that it is to ignore for part of it; and a bare & is written out, as it would take all up to
    the next semicolon for one sign.
    """
    small = minify_html.minify(output, keep_closing_tags=True)
    return _SCRIPT_OR_AMPERSAND.sub(lambda found: found[0] if found[1] else "&amp;", small)


def on_post_build(config: MkDocsConfig) -> None:
    """Make the site searchable; without an index the search says so, and all else works."""
    from generator.search import index

    for problem in index(Path(config.site_dir)).problems:
        log.warning("%s", problem)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> None:
    """Follow what the pages are made from; following the pages too would rebuild twice."""
    server.watch(str(CONTENT))
    server.watch(str(TEMPLATES))
    server.unwatch(config.docs_dir)
