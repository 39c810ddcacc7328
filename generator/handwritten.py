"""YAML as people write it: words and lines alone, and what is wrong reported where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

import yaml

from generator.model import Problem, Where

EMPTY = "the file is empty; write something into it, or delete it"

_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_UNSEEN = yaml.reader.Reader.NON_PRINTABLE
# YAML ends a line at these, editors do not; as spaces they leave the numbers of lines alone.
_NO_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")
_CORE = "tag:yaml.org,2002:"
_NULL = f"{_CORE}null"
_TAGS = {f"{_CORE}{name}" for name in ("str", "seq", "map", "null")}
_HINT = "check the indentation here, and put text that holds a colon or a sign in quotation marks"


class _Loader(yaml.SafeLoader):
    """YAML of words alone, so that `no` and `2024-01-01` are text, and without aliases."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [entry for entry in entries if entry[0] == _NULL]
        for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem="an alias such as *name has no place here; write out what it stands for",
                problem_mark=self.peek_event().start_mark,  # type: ignore[no-untyped-call]
            )
        return super().compose_node(parent, index)


@dataclass(frozen=True, slots=True)
class Yaml:
    """A piece of YAML and its line; text is empty where the file says null."""

    value: str | list[Yaml] | dict[str, Yaml]
    line: int

    def __str__(self) -> str:
        if isinstance(self.value, str):
            return f'"{self.value}"' if len(self.value) <= 60 else f'"{self.value[:59]}…"'
        return "a list" if isinstance(self.value, list) else "a mapping"

    @property
    def entries(self) -> Sequence[Yaml]:
        """A list's entries; anything else is a list of one."""
        return self.value if isinstance(self.value, list) else [self]


@dataclass(frozen=True, slots=True)
class Checker:
    """Collects the problems of one file; `first` is the line at which its YAML begins."""

    path: str
    problems: list[Problem]
    first: int = 1

    def report(self, line: int, message: str, fatal: bool = True) -> None:
        self.problems.append(Problem(Where(self.path, line + self.first - 1), message, fatal))

    def load(self, text: str) -> Yaml:
        """The YAML of a text; an empty mapping, with the reason as a problem, if it is none."""
        if not text.strip():
            self.report(1, EMPTY, fatal=False)
        text = self.seen(text, 1).translate(_NO_BREAKS)
        try:
            node = yaml.compose(text, _Loader)
            loaded = self._built(node) if node else Yaml("", 1)
            return loaded if loaded.value != "" else Yaml({}, 1)
        except yaml.MarkedYAMLError as error:
            message = error.problem or "cannot be read"
            ended = "end of stream" in message and error.context_mark
            mark = error.context_mark if ended else error.problem_mark
            line = mark.line + 1 if mark else 1
            if "'\\t'" in message:
                message = "a tab cannot indent YAML; use spaces"
            elif ";" not in message:
                message = f"{message}; {_HINT}"
            self.report(line, f"not valid YAML: {message}")
        except RecursionError:
            self.report(1, "not valid YAML: lists within lists within lists; write a plain one")
        except (ValueError, OverflowError):  # PyYAML does not check the numbers of its escapes
            self.report(1, "not valid YAML: there is no character of some \\U number; mend it")
        return Yaml({}, 1)

    def seen(self, text: str, line: int) -> str:
        """The text with spaces for the characters that nobody sees, the first one reported."""
        if found := _UNSEEN.search(text):
            line += text.count("\n", 0, found.start())
            message = f"holds U+{ord(found[0]):04X}, a character that nobody sees; delete it"
            self.report(line, message)
        return _UNSEEN.sub(" ", text)

    def _built(self, node: yaml.Node) -> Yaml:
        line = node.start_mark.line + 1
        if node.tag not in _TAGS:
            message = "a tag (!…) has no place here; remove it, or put all in quotation marks"
            self.report(line, message)
            return Yaml("", line)
        if isinstance(node, yaml.SequenceNode):
            return Yaml([self._built(entry) for entry in node.value], line)
        if not isinstance(node, yaml.MappingNode):
            text = "" if node.tag == _NULL else self.seen(node.value, line)
            return Yaml(" ".join(text.split()), line)
        entries: dict[str, Yaml] = {}
        for key_node, value_node in node.value:
            key, value = self._built(key_node), self._built(value_node)
            if not isinstance(key.value, str):
                self.report(key.line, f"a key must be text, not {key}; put it in quotation marks")
            elif key.value in entries:
                first = entries[key.value].line + self.first - 1
                message = f"the key {key} stands twice, first at line {first}; keep one of them"
                self.report(key.line, message)
            else:
                entries[key.value] = replace(value, line=key.line)
        return Yaml(entries, line)

    def mapping(self, given: Yaml, keys: Sequence[str], what: str) -> dict[str, Yaml]:
        """The entries of a mapping with its unknown keys reported and taken out."""
        if not isinstance(given.value, dict):
            self.report(given.line, f"{what} must be a mapping such as `{keys[0]}: …`, not {given}")
            return {}
        for key, entry in given.value.items():
            if key not in keys:
                hint = suggestion(key, keys) or f"; known are {', '.join(keys)}"
                self.report(entry.line, f"{what} has no key {Yaml(key, 0)}{hint}")
        return {key: given.value[key] for key in keys if key in given.value}

    def text(self, values: Mapping[str, Yaml], key: str) -> str:
        given = values.get(key)
        if given is None or isinstance(given.value, str):
            return str(given.value) if given else ""
        self.report(given.line, f'"{key}" must be text, not {given}; put it in quotation marks')
        return ""

    def texts(self, values: Mapping[str, Yaml], key: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for entry in values[key].entries if key in values else ():
            if isinstance(entry.value, str):
                found[entry.value] = None
            else:
                message = f'"{key}" must be a list of words such as [one, two]; it holds {entry}'
                self.report(entry.line, message)
        return tuple(text for text in found if text)

    def whole(self, values: Mapping[str, Yaml], key: str, allowed: range) -> int | None:
        """A whole number within the range, or None where there is none."""
        given = values.get(key)
        if given is None or given.value == "":
            return None
        known = {str(number): number for number in allowed}
        if isinstance(given.value, str) and given.value in known:
            return known[given.value]
        span = f"from {allowed[0]} to {allowed[-1]}"
        self.report(given.line, f'"{key}" must be a whole number {span}, not {given}')
        return None

    def date(self, values: Mapping[str, Yaml], key: str) -> str:
        """A day as ISO 8601 writes it, or the month or year of one; nothing where there is none."""
        given = values.get(key)
        if given is None or given.value == "" or _is_date(given.value):
            return str(given.value) if given else ""
        message = f'"{key}" must be a date such as 2026-11-21 or 2026-11, not {given}'
        self.report(given.line, message)
        return ""


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def suggestion(name: str, known: Iterable[str]) -> str:
    """The name that was meant, as the end of a message; nothing where none is alike."""
    near = get_close_matches(name, list(known), 1)
    return f'; did you mean "{near[0]}"?' if near else ""
