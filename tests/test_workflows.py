"""The GitHub workflows are valid, allowed little, pinned, and end."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))

# All that a job may do beyond reading; a job that is not here may read the code, and no more.
ALLOWED = {
    ("deploy.yml", "build"): {"contents": "read", "pages": "read"},
    ("deploy.yml", "deploy"): {"pages": "write", "id-token": "write"},
}
USES = re.compile(r"uses: +(?P<action>\S+?)@(?P<pin>\S+)(?: +# (?P<version>\S+))?$")

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def load(path: Path) -> dict[str, Any]:
    """Parse with every scalar a string, so that `on` stays a word."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def jobs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from load(path)["jobs"].items()


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for _, job in jobs(path):
        yield from job["steps"]


def test_there_is_a_workflow_that_tests_and_one_that_deploys() -> None:
    assert {path.name for path in WORKFLOWS} >= {"test.yml", "deploy.yml"}


@each_workflow
def test_a_workflow_follows_the_schema(path: Path) -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    done = subprocess.run(
        [*checker, "vendor.github-workflows", str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@each_workflow
def test_a_workflow_as_a_whole_is_allowed_nothing(path: Path) -> None:
    assert load(path)["permissions"] == {}


@each_workflow
def test_a_job_is_allowed_only_what_it_needs(path: Path) -> None:
    for name, job in jobs(path):
        assert job["permissions"] == ALLOWED.get((path.name, name), {"contents": "read"}), name


@each_workflow
def test_a_job_ends_within_half_an_hour(path: Path) -> None:
    for name, job in jobs(path):
        assert 0 < int(job["timeout-minutes"]) <= 30, name


@each_workflow
def test_an_action_is_pinned_to_a_commit_with_its_version_beside(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        match = USES.search(line)
        assert match, line
        assert re.fullmatch("[0-9a-f]{40}", match["pin"]), line
        assert re.fullmatch(r"v\d+\.\d+\.\d+", match["version"] or ""), line


def test_an_action_has_one_version_everywhere() -> None:
    pins = defaultdict(set)
    for path in WORKFLOWS:
        for match in re.finditer(USES.pattern, path.read_text(encoding="utf-8"), re.MULTILINE):
            pins[match["action"]].add((match["pin"], match["version"]))
    assert pins
    assert [action for action, versions in pins.items() if len(versions) > 1] == []


@each_workflow
def test_a_checkout_keeps_no_token_for_the_steps_after_it(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@each_workflow
def test_text_from_outside_cannot_become_a_command(path: Path) -> None:
    assert "pull_request_target" not in load(path)["on"]
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


def test_tests_run_on_pushes_and_pull_requests() -> None:
    assert set(load(ROOT / ".github/workflows/test.yml")["on"]) == {"push", "pull_request"}


def test_a_pull_request_keeps_its_site() -> None:
    job = dict(jobs(ROOT / ".github/workflows/test.yml"))["site"]
    assert job["if"] == "github.event_name == 'pull_request'"
    assert "make site" in [step.get("run") for step in job["steps"]]
    upload = job["steps"][-1]
    assert upload["uses"].startswith("actions/upload-artifact@")
    assert upload["with"]["path"] == "site/"


def test_only_main_or_a_person_deploys_and_one_at_a_time() -> None:
    workflow = load(ROOT / ".github/workflows/deploy.yml")
    assert set(workflow["on"]) == {"push", "workflow_dispatch"}
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    assert workflow["jobs"]["deploy"]["environment"]["name"] == "github-pages"


def test_tests_run_on_the_lowest_and_the_newest_python() -> None:
    matrix = dict(jobs(ROOT / ".github/workflows/test.yml"))["test"]["strategy"]["matrix"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    supported = [
        classifier.rpartition(" ")[2]
        for classifier in project["classifiers"]
        if classifier.startswith("Programming Language :: Python :: ")
    ]
    assert matrix["python"] == supported
    assert project["requires-python"] == f">={supported[0]}"
