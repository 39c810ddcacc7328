"""MkDocs, ProperDocs and Zensical make the same site of our pages, and none runs what they say.

The pages are few and hostile; the settings and the overrides are those of the project.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Browser, Dialog
from playwright.sync_api import Page as BrowserPage

from generator.markdown import escape, front_matter, link
from generator.model import Page
from generator.output import MANIFEST, sync
from tests.support.site import served

ROOT = Path(__file__).parents[1]
SETTINGS = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))
SITE_URL = "https://shelf.example/"
ENGINES = ("mkdocs", "properdocs", "zensical")

HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} {% raw %} ](javascript:alert(1)) | --- \"quoted\" & 'x' "
    "</title><img src=x onerror=alert(1)> `code` *em* _em_ __b__ a_b \\ \\* $x^2$ ~s~ ^u^ ==m== "
    "{: .x } { #id } &lt; &#33; http://a.example/b <http://c.example> [x](y) ![i](j) ::: m "
    "!!! note [^1] :smile: ++k++ (c) {# c #} %} }}"
)
# What would begin a block of its own at the head of a line.
LEADING = (
    "1. one\n2) two\n- item\n+ item\n* item\n# heading\n> quote\n!!! note\n??? note\n```\n~~~\n"
    "=== tab\n::: module\n| a | b |\n[^1]: foot\n*[HTML]: abbreviation\n[ref]: x\n---\n***\n"
    ": definition\n{: .class }\n<b>bold"
).split("\n")


def hostile_page() -> Page:
    """A page with the hostile text in every place that a page has for text."""
    text = escape(HOSTILE)
    facts = {"title": HOSTILE, "author": ["Ann “<b>”", HOSTILE], "volume": 7}
    head = front_matter({"title": HOSTILE, "description": HOSTILE, "citation": facts})
    parts = [
        f"# {text}",
        text,
        f"## {text}",
        f"- {text}",
        f"1. {text}",
        f"| head |\n| --- |\n| {text} |",
        link(HOSTILE, "plain.md"),
        f"**{text}**",
        f'<div class="papers" markdown>\n\n- {text}\n\n</div>',
        f'<p class="why" markdown>{text}</p>',
        f"!!! note\n\n    {text}",
        f"Term {text}\n:   {text}",
        *map(escape, LEADING),
    ]
    return Page("papers/hostile.md", f"{head}\n" + "\n\n".join(parts) + "\n")


NAVIGATION = [path for entry in SETTINGS["nav"] for path in entry.values()]
PAGES = [
    Page("index.md", "# Welcome\n\n[Hostile](papers/hostile.md) [Plain](papers/plain.md#more)\n"),
    *(Page(path, f"# {path}\n") for path in NAVIGATION if path != "index.md"),
    Page("themes/some.md", "# Some *theme* & more\n"),
    Page("papers/plain.md", "---\ntitle: A plain title\n---\n\n# A plain title\n\n## More\n"),
    Page("papers/untitled.md", f"# {escape(HOSTILE)}\n\nNo front matter.\n"),
    Page("papers/文.md", "# 文字\n\n``` bibtex\n@misc{x}\n```\n"),
    hostile_page(),
    Page("api/papers.jsonl", '{"id": "plain"}\n'),
]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The site of each engine, built of the same pages with the settings of the project."""
    project = tmp_path_factory.mktemp("engines")
    settings = dict(SETTINGS)
    settings["site_url"] = SITE_URL
    del settings["hooks"]  # the pages are there already
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    shutil.copytree(ROOT / "overrides", project / "overrides")
    for style in settings["extra_css"]:
        (project / "overrides" / style).parent.mkdir(parents=True, exist_ok=True)
        (project / "overrides" / style).touch()
    docs = project / settings["docs_dir"]
    docs.mkdir(parents=True)
    (docs / ".gitignore").write_text("*\n!.gitignore\n", "utf-8")
    assert sync(PAGES, docs).problems == ()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built: dict[str, Path] = {}
    for engine in ENGINES:
        command = [sys.executable, "-m", engine, "build", "--strict", "-f", "mkdocs.yml"]
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0 and "WARNING" not in said, f"{engine}:\n{said}"
        built[engine] = (project / settings["site_dir"]).rename(project / engine)
    return built


def titles(site: Path) -> dict[str, str]:
    """The title of every page of a site by its path."""
    found = {}
    for path in site.rglob("*.html"):
        match = re.search("<title>(.*?)</title>", path.read_text("utf-8"), re.DOTALL)
        found[path.relative_to(site).as_posix()] = html.unescape(match[1]) if match else ""
    return found


def test_every_engine_builds_the_same_pages_with_the_same_titles(
    sites: Mapping[str, Path],
) -> None:
    expected = titles(sites["mkdocs"])
    name = SETTINGS["site_name"]
    assert expected["index.html"] == name
    assert expected["papers/plain/index.html"] == f"A plain title - {name}"
    assert expected["papers/hostile/index.html"] == f"{HOSTILE} - {name}"
    assert expected["papers/untitled/index.html"] == f"{HOSTILE} - {name}"
    assert len(expected) == len(PAGES)  # all but the data, and a page for what is not found
    assert {engine: titles(site) for engine, site in sites.items()} == dict.fromkeys(
        ENGINES, expected
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_data_and_styles_reach_the_site_and_our_bookkeeping_does_not(
    sites: Mapping[str, Path], engine: str
) -> None:
    site = sites[engine]
    assert (site / "api/papers.jsonl").read_text("utf-8") == '{"id": "plain"}\n'
    assert (site / "assets/papershelf.css").is_file()
    assert [path.name for path in site.rglob(".*")] == []
    assert not list(site.rglob(MANIFEST))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_knows_its_address(sites: Mapping[str, Path], engine: str) -> None:
    page = (sites[engine] / "papers/plain/index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{SITE_URL}papers/plain/">' in page


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_tells_reference_managers_what_it_is(sites: Mapping[str, Path], engine: str) -> None:
    page = (sites[engine] / "papers/hostile/index.html").read_text("utf-8")
    tags = [
        (name, html.unescape(value))
        for name, value in re.findall(r'<meta name="citation_(\w+)" content="([^"<>]*)">', page)
    ]
    assert sorted(tags) == [
        ("author", HOSTILE),
        ("author", "Ann “<b>”"),
        ("title", HOSTILE),
        ("volume", "7"),
    ]
    assert [value for name, value in tags if name == "author"] == ["Ann “<b>”", HOSTILE]


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])  # ProperDocs has MkDocs's theme
def address(request: pytest.FixtureRequest, sites: Mapping[str, Path]) -> Iterator[str]:
    """The address of a server on this machine that shows the site of an engine."""
    with served(sites[request.param]) as running:
        yield running


def watch_alerts(page: BrowserPage) -> list[str]:
    """The messages of all boxes that a page opens from now on."""
    alerts: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    return alerts


@pytest.mark.parametrize("name", ["hostile", "untitled"])
def test_text_from_outside_is_shown_and_never_run(
    browser: Browser, address: str, name: str
) -> None:
    with browser.new_page() as page:
        alerts = watch_alerts(page)
        page.goto(f"{address}/papers/{name}/")
        assert page.title().startswith(f"{HOSTILE} - ")
        assert page.locator("[data-md-component=header-topic]").last.inner_text() == HOSTILE
        article = page.locator("article")
        texts = [line.rstrip("¶") for line in article.inner_text().splitlines()]
        shown = sum(HOSTILE in text for text in texts)
        assert article.locator("script, img, code, em, sup, mark, ins, del").count() == 0
        assert article.locator(".x, #id").count() == 0
        targets = article.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
        assert [target for target in targets if not target.startswith(address)] == []
        if name == "hostile":
            assert shown == 13
            assert set(LEADING) - set(texts) == set()
            assert HOSTILE in page.locator("[data-md-component=toc]").first.inner_text()
        assert alerts == []


def test_nothing_is_loaded_from_another_host(browser: Browser, address: str) -> None:
    with browser.new_page() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/", wait_until="networkidle")
        page.get_by_role("link", name="Hostile").click()
        page.wait_for_url("**/papers/hostile/")
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_the_header_leads_to_the_search_and_the_theme_loads_no_index_of_its_own(
    browser: Browser, address: str
) -> None:
    with browser.new_page() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/papers/plain/", wait_until="networkidle")
        search = page.locator(".md-header a[data-search]")
        assert search.is_visible()
        assert search.evaluate("link => link.href") == f"{address}/browse/"
        assert not [url for url in asked if "search_index" in url or "/search.json" in url]
