"""How much a reader loads to search a large library, and how long it takes.

Run `python -m bench.search [FILE.bib.gz] [--papers N]` from the project's root. It makes the
pages of the papers of a BibTeX file as far as they are indexed, indexes them, and searches them
in a browser through the scripts of the site, a server compressing text as GitHub Pages does. Of
first searches (with all that they load beyond the scripts of any page), of later ones, and of
a first look at Browse, it prints the kilobytes (1,000 bytes) transferred: the median, and the
share of searches below the limit.
"""

from __future__ import annotations

import random
import re
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.base import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from playwright.sync_api import Browser, Request, sync_playwright
from playwright.sync_api import Page as BrowserPage

from bench.library import ROOT, chosen, write
from generator import build
from generator.mathematics import to_text
from generator.model import Paper
from generator.search import index
from generator.sources import read_content
from tests.support.browser import launch
from tests.support.site import served

FIRST, LATER = 300, 100  # kilobytes
SAMPLE = 40
SUBJECTS = (
    "contrastive learning",
    "medical imaging",
    "graph neural networks",
    "self-supervised learning",
    "vision transformer",
    "diffusion models",
    "reinforcement learning",
    "object detection",
    "machine translation",
    "robust optimization",
)
# Words that many papers have side by side, so that the places of these are many.
FREQUENT = (
    "deep learning",
    "neural networks",
    "language models",
    "large language models",
    "we propose",
    "state of the art",
    "state-of-the-art",
    "of the",
    "in this paper",
    "based on the",
    "in the context of the",
    "the effectiveness of the proposed method",
    "the state of the art on the",
    "to the current state of the art",
    "to this end, in this paper, we",
    "in this paper, we propose a novel approach",
)
# Several phrases in one query; those of the last three are in many papers.
SEVERAL = (
    '"graph neural networks" "message passing"',
    '"large language models" "in-context learning"',
    '"object detection" "point cloud"',
    '"contrastive learning" "medical images"',
    '"diffusion models" "text-to-image generation"',
    '"deep learning" "electronic health records"',
    '"reinforcement learning" "human feedback" "language models"',
    '"state of the art" "we propose" "in this paper"',
    '"based on the" "in the context of the" "neural networks"',
    '"to this end" "experimental results show that"',
)
# Phrases with words, or with what must not be there.
BESIDE = (
    '"contrastive learning" segmentation',
    '"language models" reasoning benchmark',
    '"in this paper" transformers',
    '"state of the art" 3D reconstruction',
    '"machine translation" low-resource',
    'pruning "vision transformer"',
    'federated "differential privacy" noise',
    'robustness "adversarial examples" -"image classification"',
    'hashing retrieval -"deep learning"',
    '"reinforcement learning" -"in this paper"',
)
SEARCH = """async text => {
  await import("/assets/scripts/search-results.js");
  const { find, paper, prepare } = await import("/assets/scripts/finder.js");
  const { parse } = await import("/assets/scripts/words.js");
  await prepare(); // as the search does when it is opened
  const began = performance.now();
  const { hits } = await find(parse(text));
  await Promise.all(hits.slice(0, 8).map(({ row }) => paper(row)));
  return [performance.now() - began, hits.length];
}"""
BROWSE = """async () => {
  await import("/assets/scripts/browse.js");
  const { library, paper, table } = await import("/assets/scripts/finder.js");
  const { unpack, select } = await import("/assets/scripts/columns.js");
  const { read } = await import("/assets/scripts/selection.js");
  const { papers } = await library();
  const packed = await table("rows");
  const columns = Object.fromEntries(
    Object.entries(packed).map(([name, column]) => [name, unpack(column, papers)]));
  await Promise.all([...Array(20).keys()].map(paper));
  const times = [..."12345"].map(() => {
    const began = performance.now();
    select(columns, papers, read(`?theme=${columns.theme.values[0]}&year=2019-2021`), null);
    return performance.now() - began;
  });
  return Math.min(...times);
}"""


def main() -> int:
    """Make the site of one library, and measure."""
    entries = chosen(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        papers = _site(entries, Path(folder))
        began = time.perf_counter()
        indexed = index(Path(folder) / "site")
        print(f"{indexed.papers} papers indexed in {time.perf_counter() - began:.0f} s")
        with (
            served(Path(folder) / "site") as address,
            sync_playwright() as playwright,
            launch(playwright.chromium) as browser,
        ):
            _measure(browser, address, papers)
    return 0


def _site(entries: Iterable[str], folder: Path) -> list[Paper]:
    """Write the bare pages of the papers, and the scripts; return the papers."""
    planned = build.plan(read_content(write(entries, folder)))
    site = folder / "site"
    shutil.copytree(ROOT / "overrides" / "assets", site / "assets")
    (site / "index.html").write_text('<!doctype html><html lang="en"><title>Bench</title></html>')
    config = load_config(str(ROOT / "mkdocs.yml"), plugins=[], hooks=[])
    files = Files([])
    for made in planned.pages:
        file = File(made.path, None, str(site), use_directory_urls=True)
        file.content_string = made.text
        files.append(file)
    for file in files.documentation_pages():
        if file.src_uri.startswith("papers/"):
            page = Page(None, file, config)
            page.read_source(config)
            page.render(config, files)
            target = site / file.dest_uri
            target.parent.mkdir(parents=True)
            target.write_text(f'<html lang="en"><body>{page.content}</body></html>', "utf-8")
    return list(planned.library.papers.values())


def _measure(browser: Browser, address: str, papers: Sequence[Paper]) -> None:
    titles = list(_telling(papers))
    for name, texts in (
        ("words of titles", titles),
        ("subjects", list(SUBJECTS)),
        ("phrases", list(map(_quoted, SUBJECTS))),
        ("frequent phrases", list(map(_quoted, FREQUENT))),
        ("phrases of abstracts", list(_passages(papers, 1))),
        ("titles as phrases", [_quoted(to_text(paper.title)) for paper in _sample(papers)]),
        ("several phrases", list(SEVERAL)),
        ("two phrases of abstracts", list(_passages(papers, 2))),
        ("phrases and words", list(BESIDE)),
    ):
        first, later, waits = [], [], []
        for text, other in zip(texts, [*texts[1:], texts[0]], strict=True):
            with _reader(browser, address) as (page, loaded):
                page.evaluate(SEARCH, text)
                first.append(_kilobytes(loaded))
                loaded.clear()
                milliseconds, found = page.evaluate(SEARCH, other)
                if not found:
                    print(f"nothing found: {other}")
                later.append(_kilobytes(loaded))
                waits.append(milliseconds)
        _print(f"first search, {name}", first, FIRST)
        _print(f"later search, {name}", later, LATER)
        print(f"{'':34} {statistics.median(waits):6.0f} ms for a later search")
    with _reader(browser, address) as (page, loaded):
        milliseconds = page.evaluate(BROWSE)
        print(f"{'first look at Browse':34} {_kilobytes(loaded):6.0f} kB")
        print(f"{'':34} {milliseconds:6.1f} ms to filter and count")


@contextmanager
def _reader(browser: Browser, address: str) -> Iterator[tuple[BrowserPage, list[Request]]]:
    """A page of a browser without memory, and the requests that it has finished."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/")
        page.evaluate('import("/assets/scripts/papershelf.js")')  # as every page does
        loaded: list[Request] = []
        page.on("requestfinished", lambda request: loaded.append(request))
        yield page, loaded


def _kilobytes(loaded: Iterable[Request]) -> float:
    """What came over the network, without what the browser had kept."""
    return sum(request.sizes()["responseBodySize"] for request in loaded) / 1000


def _telling(papers: Sequence[Paper]) -> Iterator[str]:
    """For some of the papers the three words of the title that are rarest in all titles."""
    frequency = Counter(word for paper in papers for word in _words(paper.title))
    for paper in _sample(papers):
        yield " ".join(sorted(_words(paper.title), key=lambda word: (frequency[word], word))[:3])


def _passages(papers: Sequence[Paper], number: int) -> Iterator[str]:
    """For some of the papers so many phrases of four to six words as they stand in the abstract."""
    chance = random.Random(1)
    for words in (to_text(paper.abstract).split() for paper in _sample(papers)):
        if len(words) > 6:
            yield " ".join(_quoted(_passage(words, chance)) for _ in range(number))


def _passage(words: Sequence[str], chance: random.Random) -> str:
    length = chance.randint(4, 6)
    start = chance.randrange(len(words) - length)
    return " ".join(words[start : start + length])


def _sample(papers: Sequence[Paper]) -> list[Paper]:
    return random.Random(1).sample(papers, min(SAMPLE, len(papers)))


def _quoted(text: str) -> str:
    plain = text.replace('"', "")
    return f'"{plain}"'


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def _print(name: str, measured: Sequence[float], limit: int) -> None:
    share = sum(size < limit for size in measured) / len(measured)
    print(
        f"{name:34} {statistics.median(measured):6.0f} kB, at most {max(measured):.0f}; "
        f"{share:.0%} below {limit}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
