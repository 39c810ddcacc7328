"""What people write under content/, from text to values: themes, notes, decisions, settings.

Every function takes the text of one file with its path and returns values with the problems
found; a part that is wrong is left out and the rest stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.handwritten import EMPTY, Checker, Yaml, suggestion
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

_ID = re.compile(rf"(?=.{{1,{LONGEST_ID}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
_FRONT_MATTER = re.compile(r"(\s*?)^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def themes(text: str, path: str) -> tuple[tuple[Theme, ...], tuple[Problem, ...]]:
    """The themes of a themes.yml: a list of id, title, about, phrases, maybe parent and order."""
    checker = Checker(path, [])
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
                phrases=_phrases(values.get("phrases", Yaml("", given.line)), id, checker),
                parent=checker.text(values, "parent"),
                where=Where(path, given.line),
                order=checker.texts(values, "order"),
            )
            lines[id] = values["parent"].line if "parent" in values else given.line
    return _with_parents(found, lines, checker), tuple(checker.problems)


def _id(values: Mapping[str, Yaml], line: int, found: Mapping[str, Theme], checker: Checker) -> str:
    """The id of a theme, or nothing where it cannot be one."""
    given = values.get("id", Yaml("", line))
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


def _phrases(given: Yaml, theme: str, checker: Checker) -> tuple[Phrase, ...]:
    if not given.value:
        message = f'the theme "{theme}" has no phrases, so only a note can put a paper into it'
        checker.report(given.line, message, fatal=False)
        return ()
    phrases: dict[str, Phrase] = {}
    for entry in given.entries:
        plain = {entry.value: Yaml("1", entry.line)} if isinstance(entry.value, str) else {}
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
                checker.report(weight.line, f"the weight of {Yaml(text, 0)} {message}")
            elif text in phrases:
                message = f'the theme "{theme}" names {Yaml(text, 0)} twice; keep one of them'
                checker.report(weight.line, message, fatal=False)
            else:
                phrases[text] = Phrase(text, number)
    return tuple(phrases.values())


def _number(given: Yaml) -> float:
    try:
        return float(given.value) if isinstance(given.value, str) else 0.0
    except ValueError:
        return 0.0


def _with_parents(
    found: Mapping[str, Theme], lines: Mapping[str, int], checker: Checker
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
            hint = suggestion(theme.parent, found) or "; write the id of a theme of this file"
            checker.report(line, f"there is no theme {Yaml(theme.parent, 0)}{hint}")
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
    checker = Checker(path, [], first=2 + match[1].count("\n") if match else 1)
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
    checker = Checker(path, [])
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
    checker = Checker(path, [])
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
        sources=_sources(values.get("sources", Yaml({}, 1)), checker),
    )
    return value, tuple(checker.problems)


def _sources(given: Yaml, checker: Checker) -> dict[str, SourceSettings]:
    """What is said of files of papers, by path: a title alone, or a mapping of title and date."""
    if given.value and not isinstance(given.value, dict):
        message = '"sources" must map file names to titles: `sources/list.txt: My list`'
        checker.report(given.line, message)
    found: dict[str, SourceSettings] = {}
    for name, entry in given.value.items() if isinstance(given.value, dict) else ():
        what = str(Yaml(name, 0))
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
