"""How long each stage takes, and how much memory, as a library grows.

Run `python -m bench.scale [FILE.bib.gz] [--papers N …]` from the project's root. It takes the
first N entries of a BibTeX file (2,000 and all, unless told otherwise), builds their pages in a
process of its own, and prints for each stage its seconds, the seconds for a thousand papers and
the peak of resident memory (MB) while it ran. The themes are those of
content/themes.yml, if there are any.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator import build

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "scale" / "papers-20000.bib.gz"


def main() -> int:
    """Parse the arguments and measure one size after another."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=CORPUS, help="a .bib or .bib.gz")
    parser.add_argument("--papers", type=int, nargs="+", default=[2000, 0], help="0 means all")
    parser.add_argument("--content", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.content:
        return _measure(options.content)
    if not options.file.is_file():
        parser.error(f"there is no file {options.file}; name a BibTeX file")
    data = options.file.read_bytes()
    text = (gzip.decompress(data) if options.file.suffix == ".gz" else data).decode()
    starts = [match.start() for match in re.finditer(r"^@", text, re.MULTILINE)]
    for wanted in options.papers:
        count = min(wanted or len(starts), len(starts))
        end = starts[count] if count < len(starts) else len(text)
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder) / "content"
            (content / "sources").mkdir(parents=True)
            (content / "sources" / "papers.bib").write_text(text[:end], encoding="utf-8")
            themes = ROOT / "content" / "themes.yml"
            if themes.exists():
                shutil.copy(themes, content)
            print(f"\n{count} entries", flush=True)
            command = [sys.executable, "-m", "bench.scale", "--content", str(content)]
            subprocess.run(command, cwd=ROOT, check=True)
    return 0


def _measure(content: Path) -> int:
    """Build one library in this process and print what each stage took."""
    stages: list[tuple[str, float, float]] = []
    running = [("starting", time.perf_counter())]

    def progress(stage: str) -> None:
        name, began = running.pop()
        stages.append((name, time.perf_counter() - began, _peak()))
        running.append((stage, time.perf_counter()))

    report = build.run(content, content.parent / "docs", progress)
    progress("done")
    papers = len(report.plan.library.papers)
    print(f"{'stage':20} {'seconds':>8} {'per 1,000':>10} {'peak MB':>8}")
    for name, seconds, peak in stages[1:]:
        print(f"{name:20} {seconds:8.2f} {1000 * seconds / papers:10.3f} {peak:8.0f}")
    total = sum(seconds for _, seconds, _ in stages[1:])
    most = max(peak for _, _, peak in stages)
    print(f"{'all':20} {total:8.2f} {1000 * total / papers:10.3f} {most:8.0f}")
    return 0


def _peak() -> float:
    """The peak of resident memory in MB since the last call (Linux resets it on request)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    match = re.search(r"VmHWM:\s+(\d+) kB", status)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return int(match[1]) / 1024 if match else 0.0


if __name__ == "__main__":
    sys.exit(main())
