"""Front matter to the fields of a paper: knows YAML between lines of `---`, TOML between `+++`.

Tags of YAML are not followed and its values stay texts, so that nothing in it is run or guessed.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from generator.model import Author, Problem, Where
from generator.readers import namelists
from generator.readers.fields import field_of, fold, gather

_BLOCK = re.compile(
    r"\A\s*?^(?:---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\n(?P<toml>.*?)^\+\+\+)[ \t]*$\n?",
    re.DOTALL | re.MULTILINE,
)
_KEY = re.compile(r"^[\w\"'][\w \"'-]{0,60}[:=]", re.MULTILINE)
_UNSEEN = yaml.reader.Reader.NON_PRINTABLE
# Longer ones are none; YAML takes its time.
_LONGEST = 200_000
_DEEPEST = 4
_MOST_VALUES = 10_000
_EMPTY = frozenset(("", "null", "~", "none"))
# A page may have a title, an author, a date and tags, too; these are of papers alone.
_OF_PAPERS = frozenset(
    "abstract venue volume issue pages doi arxiv pmid openalex s2 acl pdf key editors".split()
)
_FAMILY = ("family", "last", "lastname", "familyname", "surname")
_GIVEN = ("given", "first", "firstname", "givenname", "forename")
_LINE = re.compile(r"(?P<key>[\w-]+):[ \t]*(?P<value>.*)|[ \t]*-[ \t]+(?P<item>.*)")

_Node: TypeAlias = "str | list[_Node] | dict[str, _Node]"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a block at the top of a file says: values by field, see `fields.gather`, and authors.

    `line` is the number of the line after it.
    """

    values: dict[str, list[str]] = field(default_factory=dict)
    authors: tuple[Author | str, ...] = ()
    line: int = 1
    problems: tuple[Problem, ...] = ()

    @property
    def is_of_paper(self) -> bool:
        """Whether it says what only a paper has."""
        return not _OF_PAPERS.isdisjoint(self.values) or len(self.authors) > 1


def split(text: str, path: str) -> tuple[FrontMatter, str]:
    """The front matter of a file, empty if there is none, and the text after it."""
    block = _block(text)
    if not block:
        return FrontMatter(), text
    inside = block["yaml"] if block["yaml"] is not None else block["toml"]
    first = text.count("\n", 0, block.start("yaml" if block["yaml"] is not None else "toml")) + 1
    problems: tuple[Problem, ...] = ()
    try:
        node = _parsed(inside, block["yaml"] is not None)
    except _Unreadable as error:
        node = _by_lines(inside)
        message = (
            f"the front matter cannot be read from here on ({error.args[1]}), so it was read line "
            "by line. Put a value with a colon or another mark of YAML in quotation marks"
        )
        problems = (Problem(Where(path, first + error.args[0]), message, fatal=not node),)
    pairs: list[tuple[str, str]] = []
    authors: list[Author | str] = []
    for key, value in node.items():
        if (named := field_of(key)) and named[0] == "authors":
            authors = authors or list(_people(value))
        else:
            pairs += _pairs(key, value)
    line = text.count("\n", 0, block.end()) + 1
    return FrontMatter(gather(pairs), tuple(authors), line, problems), text[block.end() :]


def begins(text: str) -> bool:
    """Whether a text begins with front matter."""
    return _block(text) is not None


def _block(text: str) -> re.Match[str] | None:
    block = _BLOCK.match(text, 0, _LONGEST)
    return block if block and _KEY.search(block[0]) else None


class _Unreadable(Exception):
    """Front matter that is not in its language: the number of the line in it, from 0, and why."""


def _parsed(text: str, is_yaml: bool) -> dict[str, _Node]:
    try:
        if not is_yaml:
            return _table(_plain(tomllib.loads(text)))
        root = yaml.compose(_UNSEEN.sub(" ", text), yaml.BaseLoader)
        return _table(_of_node(root, 0, [_MOST_VALUES]))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Unreadable(mark.line if mark else 0, error.problem or "not YAML") from None
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        raise _Unreadable(int(at[1]) - 1 if at else 0, str(error)) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _Unreadable(0, type(error).__name__) from None


def _table(node: _Node) -> dict[str, _Node]:
    if not isinstance(node, dict):
        raise _Unreadable(0, "there are no names and values")
    return node


def _of_node(node: yaml.Node | None, depth: int, left: list[int]) -> _Node:
    """The texts of a node, as far as it is not too deep, and `left` values remain."""
    left[0] -= 1
    if isinstance(node, yaml.ScalarNode):
        return "" if node.value.strip().lower() in _EMPTY else str(node.value)
    if depth > _DEEPEST or left[0] < 0:
        return ""
    if isinstance(node, yaml.SequenceNode):
        return [_of_node(one, depth + 1, left) for one in node.value[:_MOST_VALUES]]
    if isinstance(node, yaml.MappingNode):
        return {
            str(key.value): _of_node(value, depth + 1, left)
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode)
        }
    return ""


def _plain(value: object, depth: int = 0) -> _Node:
    if isinstance(value, dict) and depth <= _DEEPEST:
        return {str(key): _plain(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list) and depth <= _DEEPEST:
        return [_plain(one, depth + 1) for one in value]
    return str(value)


def _by_lines(text: str) -> dict[str, _Node]:
    """What lines of the form `name: value`, and items under them, say by themselves."""
    found: dict[str, list[_Node]] = {}
    values: list[_Node] = []
    for line in text.split("\n"):
        if not (match := _LINE.match(line)):
            continue
        if match["key"]:
            values = found.setdefault(match["key"], [])
        if value := (match["value"] or match["item"] or "").strip().strip("\"'"):
            values.append(value)
    return {
        key: values[0] if len(values) == 1 else values for key, values in found.items() if values
    }


def _pairs(key: str, node: _Node) -> Iterator[tuple[str, str]]:
    """Names and values, of tables within tables, too."""
    if isinstance(node, str):
        yield key, node.replace("[[", "").replace("]]", "")
    elif isinstance(node, dict):
        named, address = node.get("name"), node.get("url")
        if isinstance(named, str) and isinstance(address, str):  # links: [{name: Code, url: …}]
            yield named, address
            return
        for name, value in node.items():
            yield from _pairs(name, value)
    elif (named_field := field_of(key)) and named_field[0] == "tags":
        yield key, json.dumps([text for text in map(_flat, node) if text])
    else:
        for value in node:
            yield from _pairs(key, value)


def _flat(node: _Node) -> str:
    """The text of a node, or of the first in it, as in [[Link]]."""
    while isinstance(node, list):
        node = node[0] if node else ""
    return node if isinstance(node, str) else str(node.get("name", ""))


def _people(node: _Node) -> Iterator[Author | str]:
    if isinstance(node, str):
        yield from namelists.names(node.replace("[[", "").replace("]]", ""))
    elif isinstance(node, list):
        for one in node:
            if isinstance(one, str) and len(node) > 1:
                yield from filter(None, [one.strip().removeprefix("[[").removesuffix("]]")])
            else:
                yield from _people(one)
    else:
        values = {fold(key): _flat(value).strip() for key, value in node.items()}
        family = next(filter(None, map(values.get, _FAMILY)), "")
        given = next(filter(None, map(values.get, _GIVEN)), "")
        if family:
            yield Author(family, given)
        elif name := values.get("name") or values.get("literal") or given:
            yield name
