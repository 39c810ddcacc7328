"""Arguments in; problems and an exit code out."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from generator import build
from generator.model import Problem, Where
from generator.sources import read_content, read_file

DONE, PROBLEMS, USAGE = 0, 1, 2
PATIENCE = 2.0

_EPILOG = """\
exit codes: 0 success, 1 problems in the content, 2 wrong usage

examples:
  python -m generator build                      pages of content/ into build/docs/
  python -m generator build --content mine --out /tmp/docs
  python -m generator check                      every problem of content/, one a line
  python -m generator read papers.bib list.txt   what these files hold, as JSON Lines
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("stopped; what was written so far is whole, and the next build continues it")
        return 130
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="Turn saved listings and BibTeX into the Markdown pages of a reading list.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], summary: str, more: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}. {more}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(command=run)
        return made

    building = command(
        "build",
        _build,
        "write the pages and data of a library",
        "Only what changed\nis written; a file that the generator did not write is never touched.",
    )
    building.add_argument(
        "--out",
        type=Path,
        default=Path("build/docs"),
        metavar="DIR",
        help="the folder for the pages (default: %(default)s)",
    )
    checking = command(
        "check",
        _check,
        "report every problem of a library",
        "Each is one line,\nPATH:LINE: what is wrong and how to mend it. Nothing is written.",
    )
    for each in (building, checking):
        each.add_argument(
            "--content",
            type=Path,
            default=Path("content"),
            metavar="DIR",
            help="the folder of the library (default: %(default)s)",
        )
    reading = command(
        "read",
        _read,
        "show what files of papers hold",
        "One JSON object a record;\nproblems go to standard error. The format is found by content.",
    )
    reading.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file of papers")
    return parser


def _build(options: argparse.Namespace) -> int:
    began = time.monotonic()
    with _progress() as progress:
        report = build.run(options.content, options.out, progress)
    _print_problems(report.problems, options.content, options.out)
    library, written = report.plan.library, report.written
    records = sum(source.records for source in library.sources)
    unsorted = sum(not library.assignments.get(identifier) for identifier in library.papers)
    print(
        f"read {records} records, merged into {len(library.papers)} papers; "
        f"{len(library.themes)} themes, {unsorted} unsorted; "
        f"{len(written.changed)} files written, {written.unchanged} unchanged, "
        f"{len(written.removed)} removed; {len(report.problems)} problems; "
        f"{time.monotonic() - began:.1f} seconds"
    )
    return _code(report.problems)


def _check(options: argparse.Namespace) -> int:
    with _progress() as progress:
        progress("reading")
        planned = build.plan(read_content(options.content), progress)
    _print_problems(planned.problems, options.content, options.content, stream=sys.stdout)
    fatal = sum(problem.fatal for problem in planned.problems)
    print(
        f"{len(planned.library.papers)} papers, {len(planned.problems)} problems, {fatal} of them "
        "lose something"
        if planned.problems
        else f"{len(planned.library.papers)} papers, no problems",
        file=sys.stderr,
    )
    return _code(planned.problems)


def _read(options: argparse.Namespace) -> int:
    problems: list[Problem] = []
    for path in options.files:
        if path.is_dir():
            message = "is a folder; name the files in it, or use `check --content`"
            problems.append(Problem(Where(str(path)), message))
            continue
        reading = read_file(path, str(path))
        problems += reading.problems
        for record in reading.records:
            print(json.dumps(asdict(record), ensure_ascii=False))
    for problem in problems:
        print(problem, file=sys.stderr)
    return _code(problems)


def _print_problems(
    problems: Sequence[Problem], content: Path, out: Path, stream: object = None
) -> None:
    """Print problems with paths that lead to the file from here."""
    for problem in problems:
        path = Path(problem.where.path)
        inside = not path.is_absolute() and not path.is_relative_to(out)
        shown = content / path if inside else path
        print(
            Problem(Where(PurePosixPath(shown).as_posix(), problem.where.line), problem.message),
            file=stream or sys.stderr,  # type: ignore[arg-type]
        )


def _code(problems: Sequence[Problem]) -> int:
    return PROBLEMS if any(problem.fatal for problem in problems) else DONE


@contextmanager
def _progress() -> Iterator[build.Progress]:
    """On a terminal, and once the work takes long, show the stage and the seconds so far."""
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    began, stage, done = time.monotonic(), ["starting"], threading.Event()

    def show() -> None:
        shown = False
        while not done.wait(0.2):
            seconds = time.monotonic() - began
            if seconds > PATIENCE:
                print(f"\r{stage[0]} … {seconds:.0f} s\033[K", end="", file=sys.stderr, flush=True)
                shown = True
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield lambda name: stage.__setitem__(0, name)
    finally:
        done.set()
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
