"""The library that measurements are made of: the first papers of a BibTeX file."""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "scale" / "papers-20000.bib.gz"
THEMES = ROOT / "content" / "themes.yml"


def parser(about: str) -> argparse.ArgumentParser:
    """What reads the command line of a measurement of a file, which is `file` of what it gives.

    `about` is the docstring of the module, of which the first paragraph is shown.
    """
    made = argparse.ArgumentParser(description=about.split("\n\n")[0])
    made.add_argument("file", nargs="?", type=Path, default=CORPUS, help="a .bib or .bib.gz")
    return made


def entries(file: Path) -> list[str]:
    """The entries of a BibTeX file, each as it stands there."""
    if not file.is_file():
        sys.exit(f"there is no file {file}; name a BibTeX file")
    data = file.read_bytes()
    text = (gzip.decompress(data) if file.suffix == ".gz" else data).decode()
    return re.split(r"^(?=@)", text, flags=re.MULTILINE)[1:]


def chosen(about: str) -> list[str]:
    """The entries that a command line names: of FILE, and as many as `--papers` says."""
    reading = parser(about)
    reading.add_argument("--papers", type=int, default=0, help="0 means all")
    options = reading.parse_args()
    return entries(options.file)[: options.papers or None]


def write(papers: Iterable[str], folder: Path, themes: bool = True) -> Path:
    """Make a content folder of entries in a folder, with this project's themes or without."""
    content = folder / "content"
    (content / "sources").mkdir(parents=True)
    (content / "sources" / "papers.bib").write_text("".join(papers), encoding="utf-8")
    if themes and THEMES.exists():
        shutil.copy(THEMES, content)
    return content
