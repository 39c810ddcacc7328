"""The layout of the project is as it was decided: who imports whom, and what is installed."""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
GENERATOR = ROOT / "generator"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

HELPERS = {
    "identifiers",
    "markdown",
    "mathematics",
    "cite",
    "cards",
    "contribution",
    "references",
    "layout",
    "pictures",
    "prominence",
    "reading",
    "spellings",
}
STAGES = {
    "abbreviations",
    "account",
    "authored",
    "clean",
    "merge",
    "themes",
    "people",
    "related",
    "selection",
    "mentions",
    "pages",
    "exports",
    "quality",
    "terms",
    "grouping",
    "unlisted",
    "vectors",
}
READERS_SHARE = {"readers.tagged", "readers.fields", "readers.namelists"}
SHELL = {"build", "sources", "output", "model"}

# Which modules of ours each module may import. Where a package may be imported, so may the modules
# in it; `package.*` is each of these modules.
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "model": set(),
    "sources": {"model", "readers", "curation", "vectors"},
    "readers": {"model", "readers"},
    "readers.*": {"model"} | READERS_SHARE,
    **{
        f"readers.{package}{part}": {"model", f"readers.{package}"} | READERS_SHARE
        for package in ("bibtex", "json", "markdown", "xml")
        for part in ("", ".*")
    },
    "curation": {"model", "handwritten"},
    "handwritten": {"model"},
    "authored": {"model"},
    "links": {"model"},
    "rules": {"model", "links", "rules", "mathematics"},
    "rules.*": {"model", "links", "rules", "mathematics"},
    "mathematics": {"links"},
    "names": {"model"},
    "identifiers": set(),
    "clean": {"model", "links", "rules", "names", "identifiers"},
    "titles": {"model", "rules", "mathematics"},
    "unite": {"model", "titles", "mathematics"},
    "alike": {"titles"},
    "evidence": {"model", "titles", "alike"},
    "groups": {"model", "evidence"},
    "merge": {"model", "titles", "unite", "identifiers", "alike", "evidence", "groups"},
    "namesakes": {"model"},
    "people": {"model", "namesakes"},
    "themes": {"model", "terms", "likeness"},
    "likeness": {"model", "terms"},
    "phrasing": {"model", "links", "terms", "themes"},
    "grouping": {"model", "terms", "themes", "phrasing"},
    "sorting": {"model", "themes"},
    "terms": {"model", "links", "mathematics"},
    "semantic": set(),
    "vectors": {"model"},
    "nearness": {"terms", "semantic"},
    "related": {"model", "terms", "nearness"},
    "selection": {"model", "themes"},
    "propernames": {"links"},
    "mentions": {"model", "propernames"},
    "unlisted": {"model", "mentions", "propernames"},
    "abbreviations": {"model", "mathematics"},
    "markdown": {"model", "mathematics"},
    "cite": {"model", "identifiers"},
    "cards": {"model", "cite", "references", "mathematics"},
    "references": {"model", "cite", "mathematics"},
    "contribution": {"model"},
    "pages": {"model", "pages", "exports"} | HELPERS,
    "pages.*": {"model", "pages", "exports"} | HELPERS,
    "exports": {"model"} | HELPERS,
    "output": {"model"},
    "build": {"model", "sources", "output"} | STAGES,
    "account": {"model"},
    "explain": {"model", "titles"},
    "fetch": {"model", "readers", "clean", "titles", "identifiers"},
    "layout": {"model"},
    "pictures": {"markdown"},
    "compact": set(),
    "phrases": {"cards", "spellings"},
    "spellings": set(),
    "prominence": {"model"},
    "quality": {"model", "themes"},
    "reading": {"model"},
    "search": {"model", "cards", "pages", "compact", "phrases"},
    "__main__": SHELL
    | {"arguments", "explain", "fetch", "search", "vectors", "sorting", "grouping", "quality"},
    "arguments": {"fetch", "vectors"},
    "mkdocs_hook": SHELL | {"search"},
}

# Installed to be run as a program, not imported by the generator.
PROGRAMS = {"mkdocs", "mkdocs-material", "pagefind"}


def module_name(path: Path) -> str:
    """The name of a module below generator: `readers` for readers/__init__.py."""
    parts = path.relative_to(GENERATOR).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(GENERATOR.rglob("*.py"))}
PACKAGES = {name for name, path in MODULES.items() if path.name == "__init__.py"}


def row(module: str) -> str:
    """The row of the table that speaks of a module: its own, or else that of its package."""
    if module in MAY_IMPORT or "." not in module:
        return module
    package = module.rpartition(".")[0]
    return f"{package}.*" if f"{package}.*" in MAY_IMPORT else row(package)


def imports(source: str, module: str) -> Iterator[str]:
    """The absolute name of everything that a module of generator imports, wherever it does.

    `from a import b` gives `a.b`, as b may be a module.
    """
    package = ["generator", *module.split(".")]
    if module not in PACKAGES:
        package.pop()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = [*start, *(node.module.split(".") if node.module else [])]
            yield from (".".join([*base, alias.name]) for alias in node.names)


def forbidden(source: str, module: str) -> list[str]:
    """The imports of a module that the table does not allow it."""
    allowed = tuple(f"generator.{name}." for name in MAY_IMPORT.get(row(module), ()))
    return [
        name
        for name in imports(source, module)
        if name.split(".")[0] == "generator" and not f"{name}.".startswith(allowed)
    ]


def distributions(folder: Path) -> set[str]:
    """The names, as a registry has them, of all libraries that the modules of a folder import."""
    providers = packages_distributions()
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for name in imports(path.read_text(encoding="utf-8"), "__main__"):
            top = name.split(".")[0]
            if top not in sys.stdlib_module_names | {"generator", "tests", "bench"}:
                found |= {canonicalize_name(provider) for provider in providers.get(top, [top])}
    return found


def requirements(*texts: str) -> dict[str, Requirement]:
    parsed = map(Requirement, texts)
    return {canonicalize_name(requirement.name): requirement for requirement in parsed}


RUN = requirements(*PROJECT["dependencies"])
DEVELOP = requirements(*PROJECT["optional-dependencies"]["dev"])
SEMANTIC = requirements(*PROJECT["optional-dependencies"]["semantic"])


@pytest.mark.parametrize(
    ("source", "module", "found"),
    [
        ("from generator.model import Page", "merge", []),
        ("from generator import model", "merge", []),
        ("from . import model", "merge", []),
        ("from ..model import Page", "readers.ris", []),
        ("from .bibtex import read", "readers", []),
        ("from generator.readers.bibtex import read", "sources", []),
        ("import json, re", "merge", []),
        ("import generator.clean", "merge", ["generator.clean"]),
        ("from generator import clean, model", "merge", ["generator.clean"]),
        ("from .clean import clean", "merge", ["generator.clean.clean"]),
        ("def f():\n    from . import clean", "merge", ["generator.clean"]),
        ("from .listing import read", "readers.ris", ["generator.readers.listing.read"]),
        ("from generator.modelling import x", "merge", ["generator.modelling.x"]),
        ("from generator.readers import read", "build", ["generator.readers.read"]),
    ],
)
def test_an_import_against_the_layout_is_seen(source: str, module: str, found: list[str]) -> None:
    assert forbidden(source, module) == found


def test_the_table_and_the_folder_name_the_same_modules() -> None:
    assert {row(module) for module in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_the_layout_allows(module: str) -> None:
    assert forbidden(MODULES[module].read_text(encoding="utf-8"), module) == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_begins_with_one_sentence_on_what_belongs_in_it(module: str) -> None:
    docstring = ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8"))) or ""
    first, _, rest = docstring.partition("\n")
    assert re.fullmatch(r"[A-Z].*\.", first), first
    assert not rest or rest.startswith("\n"), "a blank line follows the first sentence"


def test_what_the_generator_imports_is_declared_and_what_is_declared_is_imported() -> None:
    assert distributions(GENERATOR) | PROGRAMS == set(RUN | SEMANTIC)


def test_what_the_tests_and_the_bench_import_is_declared() -> None:
    used = distributions(ROOT / "tests") | distributions(ROOT / "bench")
    assert used - set(RUN | SEMANTIC) - set(DEVELOP) == set()


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [("site", RUN), ("semantic", RUN | SEMANTIC), ("dev", RUN | DEVELOP | SEMANTIC)],
    ids=["site", "semantic", "dev"],
)
def test_a_lock_holds_all_that_the_project_asks_for(
    lock: str, wanted: dict[str, Requirement]
) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    pins = [
        (canonicalize_name(name), version)
        for name, version in re.findall(r"^([\w.-]+)==([\w.!+-]+)", text, re.MULTILINE)
    ]
    assert set(wanted) - {name for name, _ in pins} == set()
    assert [pin for pin in pins if pin[0] in wanted and pin[1] not in wanted[pin[0]].specifier] == (
        []
    ), "run: make lock"


@pytest.mark.parametrize("lock", ["site", "dev"])
def test_a_lock_names_no_host_and_no_path_of_the_machine_that_wrote_it(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"^.*(?:://|--index|--find-links| @ |(?<![\w.])/\w).*$", text, re.M) == []


def test_ci_runs_a_program() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_docs_folder_is_there_before_anything_is_built() -> None:
    kept = (ROOT / "build" / "docs" / ".gitignore").read_text(encoding="utf-8")
    assert kept.split() == ["*", "!.gitignore"]


def test_the_site_is_built_so_that_a_warning_fails() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "if [ $$code -eq 0 ]; then strict=--strict; else strict=; fi" in makefile
    (build,) = re.findall("-m mkdocs build.*", makefile)
    assert "$$strict" in build
    assert "-q" not in build, "MkDocs does not count a warning that it does not print"
