"""What people write under content/, from text to values: themes, notes, decisions, settings.

Every function takes the text of one file with its path and returns values with the problems
found; a part that is wrong is left out and the rest stands.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml

from generator.model import Decision, Note, Phrase, Problem, Settings, Theme, Where

STATUSES = ("to read", "reading", "read", "skipped")
RATINGS = range(1, 6)
MOST_RELATED = 50

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINE = "\x00line"


class _Loader(yaml.SafeLoader):
    """Safe YAML whose mappings know their line and may not name a key twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    values: dict[Hashable, Any] = {_LINE: node.start_mark.line + 1}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | int | float | bool):
            raise yaml.MarkedYAMLError(problem="a key must be a word", problem_mark=node.start_mark)
        if key in values:
            raise yaml.MarkedYAMLError(
                problem=f'the key "{key}" stands twice in one mapping; keep one of them',
                problem_mark=key_node.start_mark,
            )
        values[key] = loader.construct_object(value_node, deep=True)
    return values


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@dataclass(frozen=True, slots=True)
class _Checker:
    """Collects the problems of one file; `first` is the line at which its YAML begins."""

    path: str
    problems: list[Problem]
    first: int = 1

    def report(self, line: int, message: str, fatal: bool = True) -> None:
        self.problems.append(Problem(Where(self.path, line + self.first - 1), message, fatal))

    def load(self, text: str) -> Any:
        """The YAML of a text, or None with a problem that says what is wrong and how to mend it."""
        try:
            return yaml.load(text, _Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            message = error.problem or error.context or "cannot be read"
            if "'\\t'" in message or "\t" in _line(text, line)[:1]:
                message = "a tab cannot indent YAML; use spaces"
            self.report(line, f"not valid YAML: {message}")
        except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
            self.report(1, f"not valid YAML: {type(error).__name__}; see yaml.org for its rules")
        return None

    def mapping(self, value: Any, line: int, keys: Iterable[str], what: str) -> dict[str, Any]:
        """A mapping with its unknown keys reported and taken out; empty if it is no mapping."""
        if not isinstance(value, dict):
            self.report(line, f"{what} must be a mapping such as `{next(iter(keys))}: …`")
            return {}
        line = value.get(_LINE, line)
        for key in [key for key in value if key != _LINE and key not in keys]:
            near = get_close_matches(str(key), list(keys), 1)
            hint = f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(keys)}"
            self.report(line, f'{what} has no key "{key}"{hint}')
        return {key: entry for key, entry in value.items() if key in keys or key == _LINE}

    def text(self, values: Mapping[str, Any], key: str, line: int) -> str:
        value = values.get(key)
        if value is None:
            return ""
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value).strip()
        self.report(line, f'"{key}" must be text; put it in quotation marks')
        return ""

    def texts(self, values: Mapping[str, Any], key: str, line: int) -> tuple[str, ...]:
        value = values.get(key)
        if value is None:
            return ()
        entries = value if isinstance(value, list) else [value]
        if any(isinstance(entry, dict | list) or entry is None for entry in entries):
            self.report(line, f'"{key}" must be a list of words such as [one, two]')
            return ()
        return tuple(dict.fromkeys(str(entry).strip() for entry in entries))


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def themes(text: str, path: str) -> tuple[tuple[Theme, ...], tuple[Problem, ...]]:
    """The themes of a themes.yml: a list of id, title, about, phrases and maybe a parent."""
    checker = _Checker(path, [])
    loaded = checker.load(text)
    if loaded is None:
        return (), tuple(checker.problems)
    if not isinstance(loaded, list):
        checker.report(1, "must be a list; begin each theme with `- id: …`")
        return (), tuple(checker.problems)
    found: dict[str, Theme] = {}
    for value in loaded:
        if theme := _theme(value, path, checker):
            if theme.id in found:
                first = found[theme.id].where.line
                checker.report(theme.where.line, f'the id "{theme.id}" is taken at line {first}')
            else:
                found[theme.id] = theme
    return _with_parents(found, checker), tuple(checker.problems)


def _theme(value: Any, path: str, checker: _Checker) -> Theme | None:
    keys = ("id", "title", "about", "phrases", "parent")
    values = checker.mapping(value, 1, keys, "a theme")
    line = int(values.get(_LINE, 1))
    identifier = checker.text(values, "id", line)
    if not values or not _ID.fullmatch(identifier):
        if values:
            checker.report(line, f'a theme needs an id like "speech-audio", not "{identifier}"')
        return None
    phrases = _phrases(values.get("phrases"), identifier, line, checker)
    return Theme(
        id=identifier,
        title=checker.text(values, "title", line) or identifier.replace("-", " ").capitalize(),
        about=checker.text(values, "about", line),
        phrases=phrases,
        parent=checker.text(values, "parent", line),
        where=Where(path, line),
    )


def _phrases(value: Any, theme: str, line: int, checker: _Checker) -> tuple[Phrase, ...]:
    if value in (None, [], ""):
        message = f'the theme "{theme}" has no phrases, so only a note can put a paper into it'
        checker.report(line, message, fatal=False)
        return ()
    phrases: dict[str, Phrase] = {}
    for entry in value if isinstance(value, list) else [value]:
        pairs = entry if isinstance(entry, dict) else {entry: 1}
        for text, weight in pairs.items():
            if text == _LINE:
                continue
            good = isinstance(weight, int | float) and not isinstance(weight, bool)
            if isinstance(text, list) or not str(text or "").strip():
                checker.report(line, f'the theme "{theme}" has an empty phrase; remove it')
            elif not good or not 0 < weight < 1000:
                message = f'the weight of "{text}" must be a number above 0, not "{weight}"'
                checker.report(line, message)
            elif str(text) in phrases:
                checker.report(line, f'the theme "{theme}" names "{text}" twice', fatal=False)
            else:
                phrases[str(text)] = Phrase(str(text).strip(), float(weight))
    return tuple(phrases.values())


def _with_parents(found: Mapping[str, Theme], checker: _Checker) -> tuple[Theme, ...]:
    def ancestors(theme: Theme) -> Iterable[str]:
        seen: set[str] = set()
        while theme.parent in found and theme.parent not in seen:
            seen.add(theme.parent)
            yield theme.parent
            theme = found[theme.parent]

    kept = []
    for theme in found.values():
        if theme.parent and theme.parent not in found:
            near = get_close_matches(theme.parent, list(found), 1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            checker.report(theme.where.line, f'there is no theme "{theme.parent}"{hint}')
        elif theme.id in ancestors(theme):
            checker.report(theme.where.line, f'the theme "{theme.id}" is its own ancestor')
        else:
            kept.append(theme)
            continue
        kept.append(Theme(theme.id, theme.title, theme.about, theme.phrases, where=theme.where))
    return tuple(kept)


def note(text: str, path: str, paper: str) -> tuple[Note | None, tuple[Problem, ...]]:
    """The note on `paper`, an id: front matter between two lines of `---`, then Markdown."""
    checker = _Checker(path, [], first=2)
    match = re.match(r"---[ \t]*\n(.*?)(?:^|\n)---[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if not match:
        if text.startswith("---"):
            message = "the front matter has no end; close it with a line of `---`"
            return None, (Problem(Where(path), message),)
        return Note(paper, Where(path), body=text.strip()), ()
    loaded = checker.load(match[1])
    if checker.problems:
        return None, tuple(checker.problems)
    keys = ("themes", "tags", "names", "status", "rating")
    values = checker.mapping(loaded or {}, 1, keys, "the front matter")
    status = checker.text(values, "status", 1).lower().replace("-", " ")
    if status and status not in STATUSES:
        known = ", ".join(STATUSES)
        checker.report(_at(match[1], "status"), f'the status "{status}" is none of {known}')
        status = ""
    rating = values.get("rating")
    if rating is not None and (isinstance(rating, bool) or rating not in RATINGS):
        checker.report(_at(match[1], "rating"), f'the rating must be 1 to 5, not "{rating}"')
        rating = None
    value = Note(
        paper=paper,
        where=Where(path),
        body=text[match.end() :].strip(),
        themes=checker.texts(values, "themes", _at(match[1], "themes")),
        tags=checker.texts(values, "tags", _at(match[1], "tags")),
        names=checker.texts(values, "names", _at(match[1], "names")),
        status=status,
        rating=rating,
    )
    return value, tuple(checker.problems)


def _at(text: str, key: str) -> int:
    """The line of a YAML text at which a key stands."""
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def decisions(text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """The curator's words on merging, from a merge.yml with the lists `same` and `different`."""
    checker = _Checker(path, [])
    loaded = checker.load(text)
    if loaded is None:
        return (), tuple(checker.problems)
    values = checker.mapping(loaded, 1, ("same", "different"), "merge.yml")
    found = []
    for key in ("same", "different"):
        line = _at(text, key)
        groups = values.get(key) or []
        for group in groups if isinstance(groups, list) else [groups]:
            names = [str(name) for name in group] if isinstance(group, list) else []
            if len(names) < 2:
                message = f'"{key}" must be a list of lists such as `- [first title, arxiv:ID]`'
                checker.report(line, message)
            found += [
                Decision(Where(path, line), key == "same", left, right)
                for number, left in enumerate(names)
                for right in names[number + 1 :]
            ]
    return tuple(found), tuple(checker.problems)


def settings(text: str, path: str) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the whole library, from a settings.yml; what is wrong keeps its default."""
    checker = _Checker(path, [])
    loaded = checker.load(text)
    default = Settings()
    if loaded is None:
        return default, tuple(checker.problems)
    keys = ("title", "description", "url", "related", "sources")
    values = checker.mapping(loaded, 1, keys, "settings.yml")
    related = values.get("related", default.related)
    if isinstance(related, bool) or related not in range(MOST_RELATED + 1):
        message = f'"related" must be a number from 0 to {MOST_RELATED}, not "{related}"'
        checker.report(_at(text, "related"), message)
        related = default.related
    sources = values.get("sources") or {}
    if not isinstance(sources, dict):
        message = '"sources" must map file names to titles: `sources/list.txt: My list`'
        checker.report(_at(text, "sources"), message)
        sources = {}
    url = checker.text(values, "url", _at(text, "url"))
    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        checker.report(_at(text, "url"), f'"url" must be a web address, not "{url}"')
        url = ""
    value = Settings(
        title=checker.text(values, "title", 1) or default.title,
        description=checker.text(values, "description", 1),
        url=url,
        related=related,
        sources={str(key): str(title) for key, title in sources.items() if key != _LINE},
    )
    return value, tuple(checker.problems)
