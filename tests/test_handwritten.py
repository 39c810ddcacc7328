"""YAML that people write: what cannot be read costs a problem at its line, and nothing else."""

from __future__ import annotations

import pytest

from generator.handwritten import Checker, Yaml
from generator.model import Problem, Where


def read(text: str, first: int = 1) -> tuple[Yaml, list[Problem]]:
    """What a text says, and what is wrong with it."""
    checker = Checker("a.yml", [], first)
    return checker.load(text), checker.problems


def of(given: Yaml, key: str) -> object:
    """What stands under a key of a mapping."""
    assert isinstance(given.value, dict)
    return given.value[key].value


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- id: a\n\ttitle: x\n", 2, "a tab cannot indent YAML; use spaces"),
        ("\t- id: a\n", 1, "a tab cannot indent YAML; use spaces"),
        ("- id: a\n  title: A: B\n", 2, "in quotation marks"),
        ("- id: a\n title: b\n", 2, "check the indentation here"),
        ('- id: a\n  title: "open\n\n\n', 2, "in quotation marks"),
        ("- id: %\n", 1, "in quotation marks"),
        ("---\n- id: a\n---\n- id: b\n", 3, "another document"),
        ("- &a [*a]\n", 1, "an alias such as *name has no place here; write out"),
        ("- id: a\n  about: *b\n", 2, "an alias"),
        ("- &x {id: x}\n- <<: *x\n", 2, "an alias"),
        ("[" * 100_000, 1, "lists within lists"),
        ("- " * 100_000, 1, "lists within lists"),
        ("{a: " * 100_000, 1, "lists within lists"),
        ('"\\Uffffffff"', 1, "no character"),
        ('"\\U00110000"', 1, "no character"),
        (f"%YAML 1.{'1' * 5000}\n---\nx\n", 1, "mend it"),
    ],
)
def test_what_cannot_be_read_is_one_problem_at_its_line(text: str, line: int, message: str) -> None:
    loaded, (problem,) = read(text)
    assert loaded == Yaml({}, 1)
    assert (problem.where, problem.fatal) == (Where("a.yml", line), True)
    assert problem.message.startswith("not valid YAML: ")
    assert message in problem.message


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    lines = ["- &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    _, (problem,) = read("\n".join(lines))
    assert "an alias" in problem.message


@pytest.mark.parametrize(
    "tag", ["!!binary", "!!python/object/apply:os.system", "!!timestamp", "!!int", "!mine", "!!set"]
)
def test_a_tag_is_refused_and_runs_nothing(tag: str) -> None:
    loaded, (problem,) = read(f"id: a\nparent: {tag} 'aGk='\n")
    assert (of(loaded, "id"), of(loaded, "parent")) == ("a", "")
    told = "a tag (!…) has no place here; remove it, or put all in quotation marks"
    assert problem == Problem(Where("a.yml", 2), told)


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}"])
def test_a_key_must_be_text(key: str) -> None:
    loaded, (problem,) = read(f"id: a\n? {key}\n: y\n")
    assert loaded == Yaml({"id": Yaml("a", 1)}, 1)
    assert problem.message.startswith("a key must be text")
    assert problem.where.line == 2


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("a\x0cb", "U+000C"),
        ("a\x00b", "U+0000"),
        ("a\x1bb", "U+001B"),
        ("a\ud800b", "U+D800"),
        ('"a\\ud800b"', "U+D800"),
        ('"a\\0b"', "U+0000"),
        ('"a\\eb"', "U+001B"),
    ],
)
def test_a_character_that_nobody_sees_becomes_a_space(written: str, code: str) -> None:
    loaded, (problem,) = read(f"id: a\ntitle: {written}\n")
    assert of(loaded, "title") == "a b"
    told = f"holds {code}, a character that nobody sees; delete it"
    assert problem == Problem(Where("a.yml", 2), told)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    loaded, problems = read("# one\u2028still one\x85and one\nid: a\ntitle: x\n")
    assert problems == []
    assert loaded.value == {"id": Yaml("a", 2), "title": Yaml("x", 3)}


def test_a_line_is_that_of_the_file_where_the_yaml_begins_within_it() -> None:
    _, (problem,) = read("id: a\nid: b\n", first=5)
    assert problem.where.line == 6
    assert "first at line 5" in problem.message
