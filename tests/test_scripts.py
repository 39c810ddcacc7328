"""The scripts of the site are laid out as it was decided, and the tools that check them are locked.

What the scripts do is tested by tests/scripts/, which Node runs, and in a browser.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "overrides" / "assets" / "scripts"
ENTRY = "papershelf.js"
SCRIPTS = {path.name: path for path in sorted(FOLDER.glob("*.js"))}
TESTS = sorted((ROOT / "tests" / "scripts").glob("*.js"))
LOCKS = {"tests": ROOT / "package-lock.json", "bench": ROOT / "bench" / "package-lock.json"}

# Ways to make markup or code of a text; a script builds elements, and sets their text.
MARKUP = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|srcdoc"
    r"|createContextualFragment|document\.write(?:ln)?|eval|new Function)\b"
)
IMPORTED = re.compile(r"""["'](?:\./)?([\w-]+\.js)["']""")

each_script = pytest.mark.parametrize("name", SCRIPTS)
each_file = pytest.mark.parametrize("path", [*SCRIPTS.values(), *TESTS], ids=lambda path: path.name)
each_lock = pytest.mark.parametrize("lock", LOCKS)


def code(path: Path) -> str:
    """The text of a script without its comments."""
    return re.sub(r"/\*.*?\*/|^\s*//.*?$", "", path.read_text("utf-8"), flags=re.DOTALL | re.M)


def imported(name: str) -> set[str]:
    """The scripts that a script imports, at once or when it needs them, or runs as a worker."""
    return set(IMPORTED.findall(code(SCRIPTS[name])))


@each_file
def test_a_script_begins_with_one_sentence_on_what_belongs_in_it(path: Path) -> None:
    (comment,) = re.findall(r"\A((?://.*\n)+)", path.read_text("utf-8")) or [""]
    text = " ".join(line.removeprefix("//").strip() for line in comment.splitlines())
    assert re.match(r"[A-Z][^.]*\.", text), text


@each_file
def test_a_script_is_indented_by_spaces(path: Path) -> None:
    assert "\t" not in path.read_text("utf-8")


@each_script
def test_a_script_makes_no_markup_of_text(name: str) -> None:
    assert MARKUP.findall(code(SCRIPTS[name])) == []


def test_every_script_is_reached_from_the_one_entry_and_every_import_is_there() -> None:
    reached = {ENTRY}
    waiting = [ENTRY]
    while waiting:
        found = imported(waiting.pop()) - reached
        assert found <= SCRIPTS.keys()
        reached |= found
        waiting += found
    assert reached == SCRIPTS.keys()


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_a_test_of_scripts_is_named_after_one(path: Path) -> None:
    assert path.name.endswith(".test.js"), "Node would not run it"
    assert path.name.replace(".test.js", ".js") in SCRIPTS


def test_make_checks_the_scripts_and_ends_with_pytest() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (recipe,) = re.findall(r"^test:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    lines = recipe.splitlines()
    assert any("typescript/bin/tsc" in line for line in lines)
    assert any("--test " in line and "tests/scripts/*.test.js" in line for line in lines)
    assert "-m pytest" in lines[-1]


# What npm installs


def lock_of(lock: str) -> dict[str, Any]:
    """The packages of a lock by their folders; the first, without a name, is our own."""
    packages = json.loads(LOCKS[lock].read_text("utf-8"))["packages"]
    assert isinstance(packages, dict)
    return packages


@each_lock
def test_an_npm_lock_knows_each_package_by_its_hash_and_not_by_a_host(lock: str) -> None:
    packages = [package for folder, package in lock_of(lock).items() if folder]
    assert packages
    assert [package for package in packages if "resolved" in package] == []
    assert all(package["integrity"].startswith("sha512-") for package in packages)


@each_lock
def test_an_npm_lock_holds_the_exact_versions_that_were_asked_for(lock: str) -> None:
    packages = lock_of(lock)
    asked = json.loads(LOCKS[lock].with_name("package.json").read_text("utf-8"))["devDependencies"]
    assert packages[""]["devDependencies"] == asked, "run: make lock"
    locked = {name: packages[f"node_modules/{name}"]["version"] for name in asked}
    assert locked == asked
