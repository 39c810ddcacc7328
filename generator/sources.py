"""The only room that opens files under content/."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from generator import curation, readers
from generator.model import (
    Decision,
    Note,
    Page,
    Problem,
    Reading,
    Settings,
    Sources,
    Theme,
    Where,
)

T = TypeVar("T")

ABSENT = "there is no such folder; make it and put a file of papers into its folder sources/"


def read_file(path: Path, name: str) -> Reading:
    """The records of one file of papers; `name` is what problems call it."""
    data = _bytes(path, name)
    return Reading(name, "", (), (data,)) if isinstance(data, Problem) else readers.read(data, name)


def read_content(folder: Path) -> Sources:
    """Everything under a content folder; whatever cannot be read is a problem of the result."""
    if not folder.is_dir():
        return Sources(problems=(Problem(Where("."), ABSENT),))
    problems: list[Problem] = []
    readings = tuple(read_file(path, name) for path, name in _files(folder, "sources", problems))
    themes: tuple[Theme, ...] = _curated(folder, "themes.yml", curation.themes, (), problems)
    decisions: tuple[Decision, ...] = _curated(
        folder, "merge.yml", curation.decisions, (), problems
    )
    settings = _curated(folder, "settings.yml", curation.settings, Settings(), problems)
    notes: list[Note] = []
    for path, name in _files(folder, "notes", problems):
        if path.suffix == ".md" and (text := _text(path, name, problems)) is not None:
            value, found = curation.note(text, name, path.stem)
            problems += found
            notes += [value] if value else []
    pages = [
        Page(Path(name).relative_to("pages").as_posix(), text)
        for path, name in _files(folder, "pages", problems)
        if path.suffix == ".md" and (text := _text(path, name, problems)) is not None
    ]
    for reading in readings:
        problems += reading.problems
    return Sources(
        readings=readings,
        themes=themes,
        notes=tuple(notes),
        decisions=decisions,
        settings=settings,
        pages=tuple(pages),
        problems=tuple(problems),
    )


def _curated(
    folder: Path,
    name: str,
    parse: Callable[[str, str], tuple[T, tuple[Problem, ...]]],
    default: T,
    problems: list[Problem],
) -> T:
    path = folder / name
    if not path.exists() or (text := _text(path, name, problems)) is None:
        return default
    value, found = parse(text, name)
    problems += found
    return value


def _files(folder: Path, part: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """The visible files below a part of the content folder with their names, in order."""
    root = folder.resolve()

    def unreadable(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        problems.append(Problem(Where(name), f"cannot be opened: {error.strerror}"))

    for parent, folders, files in os.walk(folder / part, onerror=unreadable):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for file in sorted(files):
            path = Path(parent) / file
            name = path.relative_to(folder).as_posix()
            if file.startswith(".") or file.endswith("~"):
                continue
            if not path.resolve().is_relative_to(root):
                message = "leads out of the content folder; copy the file instead of linking it"
                problems.append(Problem(Where(name), message))
            elif path.is_file():
                yield path, name
            else:
                message = "is not an ordinary file; remove it or copy the file it stands for"
                problems.append(Problem(Where(name), message))


def _bytes(path: Path, name: str) -> bytes | Problem:
    try:
        return path.read_bytes()
    except OSError as error:
        return Problem(Where(name), f"cannot be read: {error.strerror or error}")


def _text(path: Path, name: str, problems: list[Problem]) -> str | None:
    data = _bytes(path, name)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    text, found = readers.decode(data, name)
    problems += found
    return text
