"""How smoothly the map of a large library moves.

Run `python -m bench.map [FILE.bib.gz] [--papers N]` from the project's root, on a machine that
does nothing else. It builds the map of the papers of a BibTeX file, drags and zooms it by a
script in a headless browser without a GPU, at a desk and on a phone's screen, and prints the
milliseconds from frame to frame: the median, the worst, and the share that a screen of 60 Hz
shows in time; then the milliseconds of a processor that the page's own thread takes for a frame
on average, which other work on the machine does not change.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import yaml
from playwright.sync_api import Browser, CDPSession, ViewportSize, sync_playwright

from bench.library import ROOT, chosen, write
from generator import build
from generator.output import sync
from generator.pages.chart import map_pages
from generator.pages.site import Site
from generator.sources import read_content
from tests.support.browser import launch
from tests.support.site import served

IN_TIME = 17.5  # a frame of 60 Hz, and what the clock may err
SCREENS = {"desk": (1440, 900, 1.0), "phone": (390, 844, 3.0)}
# What is done one after the other, and in how many frames: to twice the size and there dragged,
# then as close as one comes and there dragged, and back.
MOVES = (("zoom in", 17), ("drag", 60), ("zoom in", 76), ("drag", 60), ("zoom out", 93))
# One event in each frame, and how long it was to the next.
MOVE = """async ([name, many]) => {
  const stage = document.querySelector(".map .stage");
  const { left, top, width, height } = stage.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const send = (Type, kind, more) => stage.dispatchEvent(new Type(kind, {
    bubbles: true, cancelable: true, clientX: x, clientY: y, ...more }));
  const wheel = deltaY => send(WheelEvent, "wheel", { deltaY, ctrlKey: true });
  const pointer = (kind, frame) => send(PointerEvent, kind, {
    pointerId: 1, pointerType: "mouse", button: 0,
    clientX: x + 90 * Math.sin(frame / 9), clientY: y + 60 * Math.sin(frame / 7) });
  const events = {
    "zoom in": () => wheel(-8),
    "zoom out": () => wheel(8),
    "drag": frame => pointer("pointermove", frame),
  };
  stage.setPointerCapture = () => {};
  if (name === "drag") pointer("pointerdown", 0);
  const frames = [];
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 1; frame <= many; frame += 1) {
    events[name](frame);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  if (name === "drag") pointer("pointerup", 0);
  return frames;
}"""


def main() -> int:
    """Make the map of one library, and measure."""
    entries = chosen(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        site = make(entries, Path(folder))
        measure(site)
    return 0


def make(entries: Iterable[str], folder: Path) -> Path:
    """Build a site of nothing but the map; return its folder."""
    library = build.assemble(read_content(write(entries, folder))).library
    sync(tuple(map_pages(Site(library))), folder / "docs")
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "nav": ["map.md"],
        "hooks": [],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "site"


def measure(site: Path) -> None:
    """Move the map of a site on each screen and print what it took."""
    with (
        served(site) as address,
        sync_playwright() as playwright,
        launch(playwright.chromium) as browser,
    ):
        for screen in SCREENS:
            print(screen)
            _screen(browser, address, screen)


def _screen(browser: Browser, address: str, screen: str) -> None:
    width, height, sharpness = SCREENS[screen]
    with browser.new_context(
        viewport=ViewportSize(width=width, height=height), device_scale_factor=sharpness
    ) as context:
        page = context.new_page()
        page.goto(f"{address}/map/", wait_until="networkidle")
        page.locator(".map .tools").wait_for()
        devtools = context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        for name, many in MOVES:
            before = _work(devtools)
            frames = page.evaluate(MOVE, [name, many])
            work = (_work(devtools) - before) / many
            page.wait_for_timeout(500)  # the map comes to rest
            share = sum(frame <= IN_TIME for frame in frames) / len(frames)
            print(
                f"  {name:9} median {statistics.median(frames):5.1f} ms, "
                f"worst {max(frames):5.1f}; {share:4.0%} in time; "
                f"own work {work:4.1f} ms"
            )


def _work(devtools: CDPSession) -> float:
    """The milliseconds of a processor that the page's thread has taken until now."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


if __name__ == "__main__":
    raise SystemExit(main())
