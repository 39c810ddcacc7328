"""What people write under content/, from text to values: themes, notes, decisions, settings.

Every function takes the text of one file with its path and returns values with the problems
found; a part that is wrong is left out and the rest stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

import yaml

from generator.model import (
    Decision,
    Note,
    Phrase,
    Problem,
    Settings,
    SourceSettings,
    Theme,
    Where,
)

STATUSES = ("to read", "reading", "read", "skipped")
RATINGS = range(1, 6)
RELATED = range(51)
HEAVIEST = 1000
LONGEST_ID = 80
RESERVED_IDS = ("index", "unsorted")  # pages of the site stand under these names

EMPTY = "the file is empty; write something into it, or delete it"

_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_ID = re.compile(rf"(?=.{{1,{LONGEST_ID}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
_UNSEEN = yaml.reader.Reader.NON_PRINTABLE
_FRONT_MATTER = re.compile(r"(\s*?)^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
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
class _Yaml:
    """A piece of YAML and its line; text is empty where the file says null."""

    value: str | list[_Yaml] | dict[str, _Yaml]
    line: int

    def __str__(self) -> str:
        if isinstance(self.value, str):
            return f'"{self.value}"' if len(self.value) <= 60 else f'"{self.value[:59]}…"'
        return "a list" if isinstance(self.value, list) else "a mapping"

    @property
    def entries(self) -> Sequence[_Yaml]:
        """A list's entries; anything else is a list of one."""
        return self.value if isinstance(self.value, list) else [self]


@dataclass(frozen=True, slots=True)
class _Checker:
    """Collects the problems of one file; `first` is the line at which its YAML begins."""

    path: str
    problems: list[Problem]
    first: int = 1

    def report(self, line: int, message: str, fatal: bool = True) -> None:
        self.problems.append(Problem(Where(self.path, line + self.first - 1), message, fatal))

    def load(self, text: str) -> _Yaml:
        """The YAML of a text; an empty mapping, with the reason as a problem, if it is none."""
        if not text.strip():
            self.report(1, EMPTY, fatal=False)
        text = self.seen(text, 1).translate(_NO_BREAKS)
        try:
            node = yaml.compose(text, _Loader)
            loaded = self._built(node) if node else _Yaml("", 1)
            return loaded if loaded.value != "" else _Yaml({}, 1)
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
        return _Yaml({}, 1)

    def seen(self, text: str, line: int) -> str:
        """The text with spaces for the characters that nobody sees, the first one reported."""
        if found := _UNSEEN.search(text):
            line += text.count("\n", 0, found.start())
            message = f"holds U+{ord(found[0]):04X}, a character that nobody sees; delete it"
            self.report(line, message)
        return _UNSEEN.sub(" ", text)

    def _built(self, node: yaml.Node) -> _Yaml:
        line = node.start_mark.line + 1
        if node.tag not in _TAGS:
            message = "a tag (!…) has no place here; remove it, or put all in quotation marks"
            self.report(line, message)
            return _Yaml("", line)
        if isinstance(node, yaml.SequenceNode):
            return _Yaml([self._built(entry) for entry in node.value], line)
        if not isinstance(node, yaml.MappingNode):
            text = "" if node.tag == _NULL else self.seen(node.value, line)
            return _Yaml(" ".join(text.split()), line)
        entries: dict[str, _Yaml] = {}
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
        return _Yaml(entries, line)

    def mapping(self, given: _Yaml, keys: Sequence[str], what: str) -> dict[str, _Yaml]:
        """The entries of a mapping with its unknown keys reported and taken out."""
        if not isinstance(given.value, dict):
            self.report(given.line, f"{what} must be a mapping such as `{keys[0]}: …`, not {given}")
            return {}
        for key, entry in given.value.items():
            if key not in keys:
                hint = _suggestion(key, keys) or f"; known are {', '.join(keys)}"
                self.report(entry.line, f"{what} has no key {_Yaml(key, 0)}{hint}")
        return {key: given.value[key] for key in keys if key in given.value}

    def text(self, values: Mapping[str, _Yaml], key: str) -> str:
        given = values.get(key)
        if given is None or isinstance(given.value, str):
            return str(given.value) if given else ""
        self.report(given.line, f'"{key}" must be text, not {given}; put it in quotation marks')
        return ""

    def texts(self, values: Mapping[str, _Yaml], key: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for entry in values[key].entries if key in values else ():
            if isinstance(entry.value, str):
                found[entry.value] = None
            else:
                message = f'"{key}" must be a list of words such as [one, two]; it holds {entry}'
                self.report(entry.line, message)
        return tuple(text for text in found if text)

    def whole(self, values: Mapping[str, _Yaml], key: str, allowed: range) -> int | None:
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

    def date(self, values: Mapping[str, _Yaml], key: str) -> str:
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


def _suggestion(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), 1)
    return f'; did you mean "{near[0]}"?' if near else ""


def themes(text: str, path: str) -> tuple[tuple[Theme, ...], tuple[Problem, ...]]:
    """The themes of a themes.yml: a list of id, title, about, phrases, maybe parent and order."""
    checker = _Checker(path, [])
    loaded = checker.load(text)
    if loaded.value and not isinstance(loaded.value, list):
        checker.report(loaded.line, "must be a list; begin each theme with `- id: …`")
    keys = ("id", "title", "about", "phrases", "parent", "order")
    found: dict[str, Theme] = {}
    lines: dict[str, int] = {}
    for given in loaded.value if isinstance(loaded.value, list) else ():
        values = checker.mapping(given, keys, "a theme")
        if values and (id := _id(values, given.line, found, checker)):
            found[id] = Theme(
                id=id,
                title=checker.text(values, "title") or id.replace("-", " ").capitalize(),
                about=checker.text(values, "about"),
                phrases=_phrases(values.get("phrases", _Yaml("", given.line)), id, checker),
                parent=checker.text(values, "parent"),
                where=Where(path, given.line),
                order=checker.texts(values, "order"),
            )
            lines[id] = values["parent"].line if "parent" in values else given.line
    return _with_parents(found, lines, checker), tuple(checker.problems)


def _id(
    values: Mapping[str, _Yaml], line: int, found: Mapping[str, Theme], checker: _Checker
) -> str:
    """The id of a theme, or nothing where it cannot be one."""
    given = values.get("id", _Yaml("", line))
    id = checker.text(values, "id")
    if id in found:
        first = found[id].where.line
        message = f'the id "{id}" is taken by the theme at line {first}; choose another'
    elif id in RESERVED_IDS:
        message = f'the id "{id}" is the name of a page of the site; choose another'
    elif not _ID.fullmatch(id):
        words = "-".join(re.findall(r"[a-z0-9]+", id.lower()))[:LONGEST_ID].strip("-")
        message = f"a theme needs an id such as `id: {words or 'speech-audio'}`, not {given}"
    else:
        return id
    checker.report(given.line, message)
    return ""


def _phrases(given: _Yaml, theme: str, checker: _Checker) -> tuple[Phrase, ...]:
    if not given.value:
        message = f'the theme "{theme}" has no phrases, so only a note can put a paper into it'
        checker.report(given.line, message, fatal=False)
        return ()
    phrases: dict[str, Phrase] = {}
    for entry in given.entries:
        plain = {entry.value: _Yaml("1", entry.line)} if isinstance(entry.value, str) else {}
        pairs = entry.value if isinstance(entry.value, dict) else plain
        if not pairs:
            message = f'a phrase is text or `text: weight`; "{theme}" holds {entry}'
            checker.report(entry.line, message)
        for text, weight in pairs.items():
            number = _number(weight)
            if not re.search(r"\w", text):
                message = f'the theme "{theme}" has a phrase without a letter; remove it'
                checker.report(weight.line, message)
            elif not 0 < number < HEAVIEST:
                message = f"must be a number above 0 and below {HEAVIEST}, not {weight}"
                checker.report(weight.line, f"the weight of {_Yaml(text, 0)} {message}")
            elif text in phrases:
                message = f'the theme "{theme}" names {_Yaml(text, 0)} twice; keep one of them'
                checker.report(weight.line, message, fatal=False)
            else:
                phrases[text] = Phrase(text, number)
    return tuple(phrases.values())


def _number(given: _Yaml) -> float:
    try:
        return float(given.value) if isinstance(given.value, str) else 0.0
    except ValueError:
        return 0.0


def _with_parents(
    found: Mapping[str, Theme], lines: Mapping[str, int], checker: _Checker
) -> tuple[Theme, ...]:
    def ancestors(theme: Theme) -> Iterable[str]:
        seen: set[str] = set()
        while theme.parent in found and theme.parent not in seen:
            seen.add(theme.parent)
            yield theme.parent
            theme = found[theme.parent]

    kept = []
    for theme in found.values():
        line = lines[theme.id]
        if theme.parent and theme.parent not in found:
            hint = _suggestion(theme.parent, found) or "; write the id of a theme of this file"
            checker.report(line, f"there is no theme {_Yaml(theme.parent, 0)}{hint}")
            theme = replace(theme, parent="")
        elif theme.id in ancestors(theme):
            checker.report(line, f'the theme "{theme.id}" is its own ancestor; remove this parent')
            theme = replace(theme, parent="")
        kept.append(theme)
    return tuple(kept)


def note(text: str, path: str, paper: str) -> tuple[Note | None, tuple[Problem, ...]]:
    """The note on `paper`, an id: front matter between two lines of `---`, then Markdown.

    Without front matter all is Markdown, which stands as it is; None if its end is not clear.
    """
    match = _FRONT_MATTER.match(text)
    if not match and re.match(r"\s*^---[ \t]*$", text, re.MULTILINE):
        message = "the front matter has no end; close it with a line of `---`"
        return None, (Problem(Where(path), message),)
    if not text.strip():
        return None, (Problem(Where(path), EMPTY, fatal=False),)
    checker = _Checker(path, [], first=2 + match[1].count("\n") if match else 1)
    given = checker.load(match[2] if match and match[2].strip() else "{}")
    keys = ("themes", "tags", "names", "status", "rating")
    values = checker.mapping(given, keys, "the front matter")
    status = checker.text(values, "status").lower().replace("-", " ")
    if status and status not in STATUSES:
        known = ", ".join(STATUSES)
        message = f"the status {values['status']} is none of {known}"
        checker.report(values["status"].line, message)
        status = ""
    body = text[match.end() :] if match else text
    before = len(text) - len(body) + len(body) - len(body.lstrip("\n"))
    value = Note(
        paper=paper,
        where=Where(path),
        body=body.strip("\n") if body.strip() else "",
        line=text.count("\n", 0, before) + 1,
        themes=checker.texts(values, "themes"),
        tags=checker.texts(values, "tags"),
        names=checker.texts(values, "names"),
        status=status,
        rating=checker.whole(values, "rating", RATINGS),
    )
    return value, tuple(checker.problems)


def decisions(text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """The curator's words on merging, from a merge.yml with the lists `same` and `different`."""
    example = '["First title", arxiv:ID]`; put a title that holds a colon or a comma'
    return _decisions(text, path, "merge.yml", example)


def people(text: str, path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """The curator's words on authors, from a people.yml with the lists `same` and `different`."""
    example = "[Ada Lovelace, A. Lovelace]`; put a name that holds a comma"
    return _decisions(text, path, "people.yml", example)


def _decisions(
    text: str, path: str, what: str, example: str
) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    checker = _Checker(path, [])
    values = checker.mapping(checker.load(text), ("same", "different"), what)
    found = []
    for key, given in values.items():
        for group in given.entries if given.value else ():
            names = [name.value for name in group.entries if isinstance(name.value, str)]
            if len(names) < 2 or len(names) < len(group.entries) or "" in names:
                message = f'"{key}" must be a list of lists such as `- {example} in quotation marks'
                checker.report(group.line, message)
                continue
            found += [
                Decision(Where(path, group.line), key == "same", left, right)
                for number, left in enumerate(names)
                for right in names[number + 1 :]
            ]
    return tuple(found), tuple(checker.problems)


def settings(text: str, path: str) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the whole library, from a settings.yml; what is wrong keeps its default."""
    checker = _Checker(path, [])
    keys = ("title", "description", "url", "contact", "related", "sources")
    values = checker.mapping(checker.load(text), keys, "settings.yml")
    default = Settings()
    url = checker.text(values, "url")
    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        message = f'"url" must be a web address such as https://example.org/, not {values["url"]}'
        checker.report(values["url"].line, message)
        url = ""
    contact = checker.text(values, "contact")
    if contact and not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", contact):
        message = f'"contact" must be an e-mail address such as you@example.org, not {contact}'
        checker.report(values["contact"].line, message)
        contact = ""
    related = checker.whole(values, "related", RELATED)
    value = Settings(
        title=checker.text(values, "title") or default.title,
        description=checker.text(values, "description"),
        url=url,
        contact=contact,
        related=default.related if related is None else related,
        sources=_sources(values.get("sources", _Yaml({}, 1)), checker),
    )
    return value, tuple(checker.problems)


def _sources(given: _Yaml, checker: _Checker) -> dict[str, SourceSettings]:
    """What is said of files of papers, by path: a title alone, or a mapping of title and date."""
    if given.value and not isinstance(given.value, dict):
        message = '"sources" must map file names to titles: `sources/list.txt: My list`'
        checker.report(given.line, message)
    found: dict[str, SourceSettings] = {}
    for name, entry in given.value.items() if isinstance(given.value, dict) else ():
        what = str(_Yaml(name, 0))
        if isinstance(entry.value, str):
            found[name] = SourceSettings(title=entry.value)
        elif isinstance(entry.value, dict):
            values = checker.mapping(entry, ("title", "added"), what)
            title, added = checker.text(values, "title"), checker.date(values, "added")
            found[name] = SourceSettings(title, added)
        else:
            message = f"{what} must be a title, or a mapping such as `added: 2026-11-21`"
            checker.report(entry.line, f"{message}, not {entry}")
    return {name: said for name, said in found.items() if said != SourceSettings()}
