"""The only room that opens files under content/."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from generator import curation, readers, vectors
from generator.model import (
    Decision,
    Note,
    Page,
    Problem,
    Reading,
    Settings,
    Sources,
    Theme,
    Vectors,
    Where,
)

T = TypeVar("T")

_HIDDEN = (".", "#")  # also what Emacs saves by itself
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_BACKUPS = ("~", ".bak", ".swp")

ABSENT = Problem(
    Where("."),
    "there is no such folder; make it and put a file of papers into its folder sources/",
)
PARTS = (
    "sources",
    "notes",
    "pages",
    "themes.yml",
    "merge.yml",
    "people.yml",
    "settings.yml",
    "vectors.txt",
)
EMPTY = "there is no file of papers; put an export of your reference manager here"


def read_files(files: Sequence[tuple[Path, str]]) -> tuple[Reading, ...]:
    """The records of files of papers with their names, in the order given.

    Those that lie in one folder are read together, as they may use what another defines.
    """
    folders: dict[Path, list[int]] = {}
    for number, (path, _) in enumerate(files):
        folders.setdefault(path.parent, []).append(number)
    readings: dict[int, Reading] = {}
    for numbers in folders.values():
        loaded = ((files[n][1], _bytes(*files[n])) for n in numbers)
        readings |= zip(numbers, readers.read_together(loaded), strict=True)
    return tuple(readings[number] for number in range(len(files)))


def read_content(folder: Path) -> Sources:
    """Everything under a content folder; whatever cannot be read is a problem of the result."""
    if not folder.is_dir():
        return Sources(problems=(ABSENT,))
    problems: list[Problem] = []
    readings = read_files(list(_files(folder, "sources", problems)))
    if not readings:
        problems.append(Problem(Where("sources"), EMPTY, fatal=False))
    themes: tuple[Theme, ...] = _curated(folder, "themes.yml", curation.themes, (), problems)
    decisions: tuple[Decision, ...] = _curated(
        folder, "merge.yml", curation.decisions, (), problems
    )
    people: tuple[Decision, ...] = _curated(folder, "people.yml", curation.people, (), problems)
    settings = _curated(folder, "settings.yml", curation.settings, Settings(), problems)
    kept: Vectors = _curated(folder, "vectors.txt", vectors.decode, Vectors(), problems)
    notes: list[Note] = []
    for path, name, text in _markdown(folder, "notes", problems):
        value, found = curation.note(text, name, path.stem)
        problems += found
        notes += [value] if value else []
    pages = [
        Page(name.removeprefix("pages/"), text)
        for _, name, text in _markdown(folder, "pages", problems)
    ]
    for reading in readings:
        problems += (*reading.problems, *reading.rejected)
    problems += _strangers(folder)
    return Sources(
        readings=readings,
        themes=themes,
        notes=tuple(notes),
        decisions=decisions,
        people=people,
        settings=settings,
        pages=tuple(pages),
        vectors=kept,
        problems=tuple(problems),
    )


def _strangers(folder: Path) -> Iterator[Problem]:
    """What lies in the content folder under a name that nothing reads."""
    try:
        names = sorted(_name(folder / name, folder) for name in os.listdir(folder))
    except OSError as error:
        message = f"cannot be opened: {error.strerror}; it must be a folder that you may read"
        yield Problem(Where("."), message)
        return
    for name in names:
        plain = name.lower().startswith(("readme", "license"))
        if name in PARTS or plain or name.startswith(_HIDDEN) or name.endswith(_BACKUPS):
            continue
        near = get_close_matches(name, PARTS, 1)
        hint = f'did you mean "{near[0]}"?' if near else f"known are {', '.join(PARTS)}"
        message = f"nothing reads a file or folder of this name; {hint}"
        yield Problem(Where(name), message, fatal=False)


def apart(content: Path, out: Path) -> bool:
    """Whether neither folder is, or is in, the other, whatever links lead there."""
    read, written = Path(os.path.realpath(content)), Path(os.path.realpath(out))
    return not (read.is_relative_to(written) or written.is_relative_to(read))


def _curated(
    folder: Path,
    name: str,
    parse: Callable[[str, str], tuple[T, tuple[Problem, ...]]],
    default: T,
    problems: list[Problem],
) -> T:
    path = folder / name
    if not os.path.lexists(path):
        return default
    if message := _refusal(path, folder):
        problems.append(Problem(Where(name), message))
        return default
    if (text := _text(path, name, problems)) is None:
        return default
    value, found = parse(text, name)
    problems += found
    return value


def _markdown(folder: Path, part: str, problems: list[Problem]) -> Iterator[tuple[Path, str, str]]:
    """The texts of the Markdown files below a part of the content folder."""
    for path, name in _files(folder, part, problems):
        if path.suffix != ".md":
            message = f"left out, since {part}/ holds Markdown alone; name it .md or take it away"
            problems.append(Problem(Where(name), message, fatal=part == "notes"))
        elif (text := _text(path, name, problems)) is not None:
            yield path, name, text


def _files(folder: Path, part: str, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    """The visible files below a part of the content folder with their names, in order."""

    def unreadable(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):  # every part may be missing
            name = _name(Path(error.filename), folder)
            message = f"cannot be opened: {error.strerror}; it must be a folder that you may read"
            problems.append(Problem(Where(name), message))

    for parent, folders, files in os.walk(folder / part, onerror=unreadable):
        if not (folders or files) and Path(parent) != folder / part:
            name = _name(Path(parent), folder)
            message = "is a folder, and an empty one; was a file meant? Delete it"
            problems.append(Problem(Where(name), message, fatal=False))
        # A link to a folder counts as a file here, to be refused.
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        folders[:] = sorted(name for name in {*folders} - {*links} if not name.startswith("."))
        for file in sorted((*files, *links)):
            path = Path(parent) / file
            if file.startswith(_HIDDEN) or file.endswith(_BACKUPS):
                continue
            if message := _refusal(path, folder):
                problems.append(Problem(Where(_name(path, folder)), message))
            else:
                yield path, _name(path, folder)


def _refusal(path: Path, folder: Path) -> str:
    """Why a file is not opened, or nothing."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        return "leads out of the content folder; copy the file instead of linking it"
    if not path.is_file():  # opening a pipe would wait for ever
        return "is not an ordinary file; remove it, or copy the file it stands for"
    return ""


def _name(path: Path, folder: Path) -> str:
    """What problems and pages call a file; what is not UTF-8 or no letter is shown with marks."""
    name = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
    return _CONTROLS.sub("?", name)


def _bytes(path: Path, name: str) -> bytes | Problem:
    """The bytes of a file, or of a large one as many as show that it is too large."""
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(readers.LARGEST + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}; it must be a file that you may read"
        return Problem(Where(name), message)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        message = "changed while it was read; run this again when it has been saved"
        return Problem(Where(name), message)
    return data


def _text(path: Path, name: str, problems: list[Problem]) -> str | None:
    data = _bytes(path, name)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    text, found = readers.decode(data, name)
    problems += found
    return text
