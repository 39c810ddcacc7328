"""How long the library in content/ takes from its files to a site.

Run `python -m bench.site` from the project's root, on a machine that does nothing else. It
builds into a folder of its own, three times each, and prints the best and the worst seconds of
the first build of the pages, of a second one, which must write nothing, and of MkDocs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.library import ROOT

ROUNDS = 3


def main() -> int:
    """Run every part a few times and print what each took."""
    seconds: dict[str, list[float]] = {"first build": [], "second build": [], "MkDocs": []}
    written: set[str] = set()
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            docs, site = Path(folder) / "docs", Path(folder) / "site"
            config = Path(folder) / "mkdocs.yml"
            config.write_text(
                f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: {docs}\n"
                f"theme:\n  custom_dir: {ROOT / 'overrides'}\nhooks: []\n",
                encoding="utf-8",
            )
            build = ["-m", "generator", "build", "--out", str(docs)]
            seconds["first build"].append(_seconds(build))
            before = {path: path.stat().st_mtime_ns for path in docs.rglob("*")}
            seconds["second build"].append(_seconds(build))
            written |= {
                str(path.relative_to(docs))
                for path in docs.rglob("*")
                if before.get(path) != path.stat().st_mtime_ns
            }
            command = ["-m", "mkdocs", "build", "--strict", "-f", str(config), "-d", str(site)]
            seconds["MkDocs"].append(_seconds(command))
    for name, measured in seconds.items():
        print(f"{name:14} {min(measured):5.2f} to {max(measured):5.2f} s")
    print(f"{'make site':14} {min(seconds['first build']) + min(seconds['MkDocs']):5.2f} s at best")
    print(f"files that a second build wrote: {len(written)}")
    return 0


def _seconds(arguments: list[str]) -> float:
    """How long Python takes to run a module with its arguments."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, *arguments]
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
