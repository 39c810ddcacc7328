"""How long each stage takes, and how much memory, as a library grows.

Run `python -m bench.scale [FILE.bib.gz] [--papers N …]` from the project's root. It takes the
first N entries of a BibTeX file (200, 2,000 and all, unless told otherwise), builds their pages
in a process of its own, and prints for each stage its seconds, those of the processor, the seconds
for a thousand papers and the peak of resident memory (MB) while it ran. Then come the sums for what
finds related papers and themes, and for all. What the libraries for numbers take to load, only once
a library has papers, is a line of its own and in neither sum.

The themes are those of content/themes.yml, or, with `--group`, such as are found automatically.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bench import library
from generator import build

LIBRARIES = ("scipy.sparse", "sklearn.feature_extraction.text", "threadpoolctl")
FOR_GROUPS = ("scipy.cluster.hierarchy", "sklearn.cluster", "sklearn.decomposition")
# The stages that the target for related papers and themes is for.
RELATING = ("weighing terms", "grouping", "theming", "relating", "judging themes")


class Stage(NamedTuple):
    """What a stage took: seconds, seconds of the processor, and the most memory (MB)."""

    name: str
    seconds: float
    processor: float
    memory: float


def main() -> int:
    """Parse the arguments and measure one size after another."""
    parser = library.parser(__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=[200, 2000, 0], help="0 means all")
    parser.add_argument("--group", action="store_true", help="find the themes automatically")
    parser.add_argument("--content", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.content:
        return _measure(options.content)
    entries = library.entries(options.file)
    for number in options.papers:
        some = entries[: number or None]
        with tempfile.TemporaryDirectory() as folder:
            content = library.write(some, Path(folder), themes=not options.group)
            print(f"\n{len(some)} entries", flush=True)
            command = [sys.executable, "-m", "bench.scale", "--content", str(content)]
            subprocess.run(command, cwd=library.ROOT, check=True)
    return 0


def _measure(content: Path) -> int:
    """Build one library in this process and print what each stage took."""
    stages: list[Stage] = []
    running = [("starting", time.perf_counter(), time.process_time())]

    def progress(name: str) -> None:
        now, processor = time.perf_counter(), time.process_time()
        stage, began, before = running.pop()
        stages.append(Stage(stage, now - began, processor - before, _peak()))
        running.append((name, now, processor))

    progress("loading libraries")
    for name in (*LIBRARIES, *(() if (content / "themes.yml").exists() else FOR_GROUPS)):
        import_module(name)
    report = build.run(content, content.parent / "docs", progress)
    progress("done")
    papers = len(report.plan.library.papers)
    _, loading, *rest = stages
    print(f"{'stage':24} {'seconds':>8} {'CPU':>8} {'per 1,000':>10} {'peak MB':>8}")
    _print([loading, *rest], papers)
    print()
    related = [stage for stage in rest if stage.name in RELATING]
    _print([_sum("related and themes", related), _sum("all", rest)], papers)
    return 0


def _sum(name: str, stages: Iterable[Stage]) -> Stage:
    _, seconds, processor, memory = zip(*stages, strict=True)
    return Stage(name, sum(seconds), sum(processor), max(memory))


def _print(stages: Iterable[Stage], papers: int) -> None:
    for name, seconds, processor, memory in stages:
        share = 1000 * seconds / papers
        print(f"{name:24} {seconds:8.2f} {processor:8.2f} {share:10.3f} {memory:8.0f}")


def _peak() -> float:
    """The peak of resident memory in MB since the last call (Linux resets it on request)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return int(match[1]) / 1024 if match else 0.0


if __name__ == "__main__":
    sys.exit(main())
