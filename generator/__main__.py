"""Arguments in; problems and an exit code out."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from generator import build, vectors
from generator.arguments import parser
from generator.explain import clipped, explain, find, near
from generator.fetch import Client, Result, fetch, resolve, unidentified
from generator.grouping import suggest, to_yaml
from generator.model import Account, Paper, Problem, Where
from generator.quality import report
from generator.search import index
from generator.sorting import why
from generator.sources import read_content, read_files

DONE, PROBLEMS, USAGE, FAULT, INTERRUPTED = 0, 1, 2, 70, 130
PATIENCE = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # whatever a title holds, printing it must not fail
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parser().parse_args(arguments)
        code = _COMMANDS[options.command](options)
        print(end="", flush=True)
        return code
    except KeyboardInterrupt:
        message = "stopped; what was written so far is whole, and the next build continues it"
        print(f"\n{message}", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if not isinstance(error, OSError):
            # A fault of ours must not look like a problem of the content.
            traceback.print_exc()
            return FAULT
        # Reading and writing files give problems, so this is our own output.
        if not isinstance(error, BrokenPipeError):
            print(f"cannot print: {error.strerror}", file=sys.stderr)
        # What is still in the buffers would fail again at the end of the process.
        for number in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
        # Of a pipe the reader went away, as `head` does; there is nobody left to tell.
        return DONE if isinstance(error, BrokenPipeError) else PROBLEMS


def _build(options: argparse.Namespace) -> int:
    if not options.content.is_dir():
        return _no_folder(options.content)
    began = time.monotonic()
    with _progress() as progress:
        report = build.run(options.content, options.out, progress)
    _print(_from_here(report.plan.problems, options.content), sys.stderr)
    _print(report.written.problems, sys.stderr)
    library, written = report.plan.library, report.written
    records = sum(source.records for source in library.sources)
    unsorted = sum(not library.assignments.get(identifier) for identifier in library.papers)
    print(
        f"read {_counted(records, 'record')}, "
        f"merged into {_counted(len(library.papers), 'paper')}; "
        f"{_counted(len(library.themes), 'theme')}, {unsorted} unsorted; "
        f"{_counted(len(written.changed), 'file')} written, {written.unchanged} unchanged, "
        f"{len(written.removed)} removed; {_counted(len(report.problems), 'problem')}; "
        f"{time.monotonic() - began:.1f} seconds"
    )
    return _code(report.problems)


def _check(options: argparse.Namespace) -> int:
    if not options.content.is_dir():
        return _no_folder(options.content)
    with _progress() as progress:
        progress("reading")
        planned = build.plan(read_content(options.content), progress)
    _print(_from_here(planned.problems, options.content), sys.stdout)
    papers = _counted(len(planned.library.papers), "paper")
    found = _counted(len(planned.problems), "problem")
    fatal = sum(problem.fatal for problem in planned.problems)
    if options.report:
        _say(_report(planned.library.account))
    print(f"{papers}, {found}, {fatal} of them fatal", file=sys.stderr)
    return _code(planned.problems)


def _report(account: Account) -> Iterator[str]:
    """The account as plain text: a table of the files, what was rejected, the rules followed."""
    rows: list[tuple[str, ...]] = [("entries", "papers", "merged", "rejected", "file")]
    for filed in account.files:
        numbers = (filed.read, filed.papers, filed.merged, len(filed.rejected))
        rows.append((*map(str, numbers), f"{filed.path} ({filed.format or 'not read'})"))
    sums = [sum(int(row[column]) for row in rows[1:]) for column in range(4)]
    for *cells, path in (*rows, (*map(str, sums), "together")):
        yield "".join(f"{cell:>9}" for cell in cells) + f"  {path}"
    for filed in account.files:
        yield from (f"rejected: {problem}" for problem in filed.rejected)
    for ruled in account.rules:
        yield f"{ruled.rule}: {_counted(ruled.count, 'change')}, such as"
        for paper, change in ruled.examples:
            before, after = clipped(change.before), clipped(change.after)
            yield f"    {before!r} -> {after!r}  ({change.field} of {paper})"


def _explain(options: argparse.Namespace) -> int:
    return _of_paper(options, lambda assembly, paper: explain(assembly.library, paper))


def _of_paper(
    options: argparse.Namespace, lines: Callable[[build.Assembly, Paper], Iterable[str]]
) -> int:
    """Print what is to be said of the paper that is meant, or what else may be meant."""
    assembly = _assembled(options)
    if not assembly:
        return USAGE
    found = find(assembly.library, options.paper)
    named = _printable(options.paper)
    if len(found) == 1:
        _say(lines(assembly, found[0]))
        return DONE
    if found:
        print(f'"{named}" may mean several papers; name one by its id:', file=sys.stderr)
        alike = [paper.id for paper in found]
    else:
        alike = list(near(assembly.library, options.paper))
        hint = "; did you mean one of these?" if alike else ""
        print(f'there is no paper "{named}"{hint}', file=sys.stderr)
    for identifier in alike:
        print(f"  {identifier}", file=sys.stderr)
    return USAGE


def _assembled(options: argparse.Namespace) -> build.Assembly | None:
    """The library that the options name, if its folder is there."""
    if not options.content.is_dir():
        _no_folder(options.content)
        return None
    with _progress() as progress:
        progress("reading")
        assembly = build.assemble(read_content(options.content), progress)
    wrong = (problem for problem in assembly.problems if problem.where.path == "themes.yml")
    _print(_from_here(wrong, options.content), sys.stderr)
    return assembly


def _themes(options: argparse.Namespace) -> int:
    print(options.help, end="", file=sys.stderr)
    return USAGE


def _themes_suggest(options: argparse.Namespace) -> int:
    assembly = _assembled(options)
    if not assembly:
        return USAGE
    library = assembly.library
    kept = [theme for theme in library.themes if not theme.automatic]
    if options.all or not kept:
        found = suggest(library.papers, assembly.space)
    else:
        unsorted = [id for id in library.papers if id not in library.assignments]
        found = suggest(library.papers, assembly.space, unsorted, kept)
    if found:
        print(to_yaml(found), end="")
    else:
        message = "nothing to suggest: too few papers to group, or no phrase that tells a group"
        print(message, file=sys.stderr)
    return DONE


def _themes_report(options: argparse.Namespace) -> int:
    assembly = _assembled(options)
    if not assembly:
        return USAGE
    _say(report(assembly.library))
    return DONE


def _themes_why(options: argparse.Namespace) -> int:
    return _of_paper(
        options,
        lambda assembly, paper: why(
            paper,
            assembly.library.themes,
            assembly.judged,
            assembly.library.assignments.get(paper.id, ()),
            assembly.library.notes.get(paper.id),
        ),
    )


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(_printable(line))


def _read(options: argparse.Namespace) -> int:
    problems = [
        Problem(Where(str(path)), "is a folder; name the files in it, or use `check --content`")
        for path in options.files
        if path.is_dir()
    ]
    for reading in read_files([(path, str(path)) for path in options.files if not path.is_dir()]):
        problems += (*reading.problems, *reading.rejected)
        for record in reading.records:
            print(json.dumps(asdict(record), ensure_ascii=False))
    _print(problems, sys.stderr)
    return _code(problems)


def _index(options: argparse.Namespace) -> int:
    indexed = index(options.site)
    _print(indexed.problems, sys.stderr)
    if not indexed.problems:
        print(f"{_counted(indexed.papers, 'paper')} can be searched and browsed")
    return _code(indexed.problems)


def _fetch(options: argparse.Namespace) -> int:
    if not options.content.is_dir():
        return _no_folder(options.content)
    if not (options.references or options.resolve):
        print("name papers to fetch, or find papers by title with --resolve", file=sys.stderr)
        return USAGE
    sources = read_content(options.content)
    client = Client(contact=sources.settings.contact)
    results = [_told(result) for result in fetch(options.references, options.content, client)]
    if options.resolve:
        papers = unidentified(build.assemble(sources).library.papers.values())
        print(f"{_counted(len(papers), 'paper')} without an identifier", file=sys.stderr)
        for result in resolve(papers, options.content, client, options.again):
            _told(result)  # that a title is not found is no fault
    return PROBLEMS if any(result.message for result in results) else DONE


def _vectors(options: argparse.Namespace) -> int:
    if not options.content.is_dir():
        return _no_folder(options.content)
    sources = read_content(options.content)
    papers = build.assemble(sources).library.papers
    path = options.content / "vectors.txt"
    unfinished = path.with_name(".vectors.unfinished")

    def told(done: int, wanted: int) -> None:
        if wanted:
            print(f"{done} of {_counted(wanted, 'vector')} made", file=sys.stderr)

    try:
        name, embed = vectors.load(options.model)
        made = vectors.refresh(papers.values(), sources.vectors, name, embed, told)
        if made.vectors.by_text:
            unfinished.write_text(vectors.encode(made.vectors), encoding="utf-8", newline="\n")
            unfinished.replace(path)
    except vectors.ModelError as error:
        print(_printable(str(error)), file=sys.stderr)
        return PROBLEMS
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        print(f"{path} cannot be written: {error.strerror}", file=sys.stderr)
        return PROBLEMS
    if not made.vectors.by_text:
        print("no paper has a title or an abstract, so there is nothing to write", file=sys.stderr)
        return DONE
    if made.replaced:
        print(_printable(f"the vectors were of another model, {made.replaced}: all are made anew"))
    print(f"{path}: {made.made} made, {made.kept} kept, {made.dropped} dropped")
    return DONE


def _told(result: Result) -> Result:
    """The result, once it is printed."""
    if result.message:
        print(_printable(f"{result.reference}: {result.message}"), file=sys.stderr)
    else:
        path = result.path.as_posix() if result.path else ""
        kept = " (there already)" if result.kept else ""
        print(_printable(f"{result.reference}: {path}{kept}"), flush=True)
    return result


def _no_folder(content: Path) -> int:
    print(f"there is no folder {content}; name that of a library with --content", file=sys.stderr)
    return USAGE


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _from_here(problems: Iterable[Problem], content: Path) -> Iterator[Problem]:
    """Problems of a content folder with paths that lead to the file from here."""
    for problem in problems:
        path = (content / problem.where.path).as_posix()
        yield replace(problem, where=replace(problem.where, path=path))


def _print(problems: Iterable[Problem], stream: TextIO) -> None:
    """Print problems, one a line."""
    for problem in problems:
        print(_printable(str(problem)), file=stream)


def _printable(line: str) -> str:
    """A line without the characters that a terminal would obey."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


def _code(problems: Sequence[Problem]) -> int:
    return PROBLEMS if any(problem.fatal for problem in problems) else DONE


@contextmanager
def _progress(patience: float = PATIENCE) -> Iterator[build.Progress]:
    """On a terminal, once the work takes longer, show the stage and the seconds so far."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda stage: None
        return
    began, stage, done = time.monotonic(), ["starting"], threading.Event()

    def show() -> None:
        shown = False
        while not done.wait(min(patience, 0.2)):
            seconds = time.monotonic() - began
            if seconds > patience:
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


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "check": _check,
    "explain": _explain,
    "fetch": _fetch,
    "index": _index,
    "read": _read,
    "themes": _themes,
    "themes suggest": _themes_suggest,
    "themes report": _themes_report,
    "themes why": _themes_why,
    "vectors": _vectors,
}


if __name__ == "__main__":
    sys.exit(main())
