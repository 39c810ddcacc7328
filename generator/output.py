"""The only room that changes the disk.

A folder is ours when it holds our manifest, a sorted list of the files that we wrote there.
Whatever the manifest does not name belongs to somebody else and is left alone.
"""

from __future__ import annotations

import json
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.model import Page, Problem, Where

MANIFEST = ".papershelf.json"
_RESERVED = ".papershelf"  # the manifest and unfinished files begin like this
_PLACEHOLDERS = {".gitignore", ".gitkeep"}  # what keeps an empty folder in a repository
_UNPORTABLE = frozenset('\\:*?"<>|')  # not allowed in the names of files on Windows


@dataclass(frozen=True, slots=True)
class Written:
    """What a `sync` did, as paths relative to the folder in alphabetical order."""

    changed: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Refused(OSError):
    """A path that must not be touched; the message says why and how to mend it."""


def sync(pages: Iterable[Page], folder: Path) -> Written:
    """Make those files of `folder` that are ours equal to `pages`, and report what was done.

    Only bytes that differ are written, each file in one step: an interruption leaves the old
    file or the new one. Files that we wrote earlier and that no page claims any more are
    removed, with the folders which that empties. A page that cannot be written is a fatal
    problem, and the rest is written; a folder that is not ours is one fatal problem, and
    nothing in it is touched.
    """
    problems: list[Problem] = []

    @contextmanager
    def reporting(path: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            problems.append(Problem(Where((folder / path).as_posix()), _message(error)))

    owned: set[str] | None = None
    with reporting(""):
        owned = _owned(folder)
    if owned is None:
        return Written(problems=tuple(problems))

    wanted: dict[str, str] = {}
    taken: dict[str, str] = {}
    for page in pages:
        with reporting(page.path):
            _check_name(page.path)
            _check_twin(page.path, taken)
            _encode(page.text)  # to see that it can be; all bytes at once would take much memory
            wanted[page.path] = page.text

    removed: list[str] = []
    sound: set[Path] = set()  # folders known to be real ones
    for path in sorted(owned - wanted.keys()):
        with reporting(path):
            if _remove(folder, path, sound):
                removed.append(path)
            owned.discard(path)

    allowed: list[str] = []
    for path in sorted(wanted):
        with reporting(path):
            _check_place(folder, path, path in owned, sound)
            allowed.append(path)

    changed: list[str] = []
    unchanged: list[str] = []
    with reporting(MANIFEST):
        folder.mkdir(parents=True, exist_ok=True)
        # The claim comes before the files: after an interruption they must be known as ours.
        _put(folder / MANIFEST, _manifest(owned.union(allowed)))
        for path in allowed:
            with reporting(path):
                (changed if _put(folder / path, _encode(wanted[path])) else unchanged).append(path)
        _put(folder / MANIFEST, _manifest(owned.union(changed, unchanged)))
    return Written(tuple(changed), len(unchanged), tuple(removed), tuple(problems))


def _owned(folder: Path) -> set[str]:
    """The paths that the manifest of `folder` lists; none for an empty or missing folder."""
    try:
        data = (folder / MANIFEST).read_bytes()
    except FileNotFoundError:
        _check_empty(folder)
        return set()
    except NotADirectoryError:
        raise _Refused("This is a file. Choose an empty or a new folder with --out.") from None
    try:
        paths = json.loads(data)
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            raise ValueError("not a list of paths")
        for path in paths:
            _check_name(path)
    except (ValueError, RecursionError, _Refused):
        raise _Refused(
            f"The list of generated files in it, {MANIFEST}, is damaged, so nothing was written. "
            "Move files of your own out of the folder, delete the folder, and build again."
        ) from None
    return set(paths)


def _manifest(owned: set[str]) -> bytes:
    return (json.dumps(sorted(owned), ensure_ascii=False, indent=0) + "\n").encode()


def _check_empty(folder: Path) -> None:
    """Refuse a folder that holds anything but what keeps an empty folder in a repository."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return
    for name in names:
        if name not in _PLACEHOLDERS and not name.startswith(_RESERVED):
            raise _Refused(
                f"The folder holds files that were not generated, {name!r} for one, so nothing "
                "was written. Choose an empty or a new folder with --out."
            )


def _check_name(path: str) -> None:
    """Refuse a path that leaves the folder, or that some disk could not hold."""
    parts = path.split("/")
    if (
        not path.isprintable()
        or not _UNPORTABLE.isdisjoint(path)
        or not {"", ".", ".."}.isdisjoint(parts)
    ):
        raise _Refused(
            f"{path!r} is not a plain path inside the folder, so the page was not written. "
            "Use names of letters, digits, '-', '_' and '.', joined by '/'."
        )
    if any(part.casefold().startswith(_RESERVED) for part in parts):
        raise _Refused(
            f"Names that begin with {_RESERVED!r} are kept for the list of generated files, so "
            "the page was not written. Give it another name."
        )


def _check_twin(path: str, taken: dict[str, str]) -> None:
    """Refuse a path that is taken, also if a disk that ignores case would think so."""
    key = unicodedata.normalize("NFC", path).casefold()
    first = taken.get(key)
    if first is None:
        taken[key] = path
    elif first == path:
        raise _Refused(
            f"Two pages would be written to {path!r}, so only the first was. Rename one of them."
        )
    else:
        raise _Refused(
            f"{path!r} and {first!r} are one file on a disk that ignores case, so only the latter "
            "was written. Rename one of them."
        )


def _encode(text: str) -> bytes:
    """UTF-8 with line feeds alone at the ends of the lines."""
    try:
        return text.replace("\r\n", "\n").replace("\r", "\n").encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise _Refused(
            f"Line {line} of the page holds half a character ({text[error.start]!a}), so the page "
            "was not written. Correct the text that it was made from."
        ) from None


def _check_place(folder: Path, path: str, ours: bool, sound: set[Path]) -> None:
    """Refuse to write where something stands that we did not write."""
    target = folder / path
    _check_parents(folder, target, sound)
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return
    if not ours or not stat.S_ISREG(mode):
        raise _Refused(
            "Something that was not generated stands here, so the page was not written. Move it "
            "to another place, and build again."
        )


def _check_parents(folder: Path, target: Path, sound: set[Path]) -> None:
    """Refuse a target below anything but real folders, as a link may lead anywhere."""
    for parent in target.parents:
        if parent == folder or parent in sound:
            break
        if parent.is_symlink() or (parent.exists() and not parent.is_dir()):
            raise _Refused(
                f"{parent.as_posix()!r} is a link or a file where a folder of pages belongs, so "
                "nothing was written or removed there. Move it to another place, and build again."
            )
    sound.add(target.parent)


def _put(target: Path, data: bytes) -> bool:
    """Make `target` hold `data`; false if it did already."""
    try:
        if target.stat().st_size == len(data) and target.read_bytes() == data:
            return False
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    # Named after the process, so that two of them never write into one unfinished file.
    unfinished = target.with_name(f"{_RESERVED}-{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return True


def _remove(folder: Path, path: str, sound: set[Path]) -> bool:
    """Remove a file of ours and the folders that this empties; false if it was gone already."""
    target = folder / path
    _check_parents(folder, target, sound)
    try:
        if not stat.S_ISREG(target.lstat().st_mode):
            return False  # somebody put something else in its place
        target.unlink()
    except FileNotFoundError:
        return False
    for parent in target.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()
        except OSError:
            break  # not empty
    return True


def _message(error: OSError) -> str:
    if isinstance(error, _Refused):
        return str(error)
    return (
        f"The disk refused: {error.strerror or error}. Check the permissions of this place and "
        "the space that is free, and build again."
    )
