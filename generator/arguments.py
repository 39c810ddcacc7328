"""The commands, and what each of them takes on its command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import vectors
from generator.fetch import MEANINGS

PROGRAM = "python -m generator"

_EPILOG = """\
exit codes: 0 success, 1 problems in the content, 2 wrong usage, 70 a fault of the generator

examples:
  python -m generator build                      pages of content/ into build/docs/
  python -m generator build --content mine --out shelf
  python -m generator check                      every problem of content/, one a line
  python -m generator check --report             what became of every entry, and was cleaned
  python -m generator explain 10.1000/x          how one paper came to be, and how to undo it
  python -m generator read papers.bib list.txt   what these files hold, as JSON Lines
  python -m generator fetch arxiv:2103.03230     add a paper, asking a service once
  python -m generator index --site site          make a built site searchable
  python -m generator themes suggest             themes for what is in none
  python -m generator themes report              where the grouping is weak
  python -m generator vectors                    relate papers by what they mean, too
"""


def parser() -> argparse.ArgumentParser:
    """What reads a command line; `command` of what it gives is the name of the command.

    Of `themes`, which is one only with another behind it, `help` is what it could be.
    """
    whole = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Turn files of papers into the Markdown pages of a reading list.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(
        name: str,
        summary: str,
        more: str,
        example: str,
        among: argparse._SubParsersAction[argparse.ArgumentParser] = commands,
    ) -> argparse.ArgumentParser:
        made = among.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}. {more}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.epilog = f"example: {made.prog} {example}".rstrip()
        made.set_defaults(command=made.prog.removeprefix(f"{PROGRAM} "))
        return made

    def folder(given: argparse.ArgumentParser, name: str, default: str, use: str) -> None:
        given.add_argument(
            name,
            type=Path,
            default=Path(default),
            metavar="DIR",
            help=f"the folder {use} (default: %(default)s)",
        )

    building = command(
        "build",
        "write the pages and data of a library",
        "Only what changed\nis written; a file that the generator did not write is never touched.",
        "--content mine --out shelf",
    )
    folder(building, "--out", "build/docs", "for the pages")
    checking = command(
        "check",
        "report every problem of a library",
        "Each is one line,\nPATH:LINE: what is wrong and how to mend it. Nothing is written.",
        "--content mine",
    )
    checking.add_argument(
        "--report",
        action="store_true",
        help="the account too: entries read, merged and rejected by file, changes by rule",
    )
    explaining = command(
        "explain",
        "say how one paper came to be",
        "Its records, why they were\njoined, the line of merge.yml that takes a join back, "
        "and what cleaning changed.",
        '"Attention Is All You Need"',
    )
    fetching = command(
        "fetch",
        "ask services of papers and save what they answer",
        "The answers go\nunder sources/fetched/ as they come, and builds read them there. What is "
        "there already\nis not asked for again. Give your address as `contact` in settings.yml.",
        "arxiv:2103.03230 doi:10.1038/nature14539",
    )
    fetching.add_argument("references", nargs="*", metavar="REFERENCE", help=MEANINGS)
    fetching.add_argument(
        "--resolve",
        action="store_true",
        help="find the papers that have no identifier by their titles",
    )
    fetching.add_argument(
        "--again", action="store_true", help="search also for titles that were not found before"
    )
    indexing = command(
        "index",
        "make a built site searchable",
        "Run it after any\nengine but MkDocs, which does it itself. Only pagefind/ is written.",
        "--site site",
    )
    folder(indexing, "--site", "site", "of the site")
    themes = command(
        "themes",
        "suggest themes, or judge those that there are",
        "Nothing\nis written: a suggestion goes to standard output.",
        "suggest > themes.yml",
    )
    theming = themes.add_subparsers(title="commands", metavar="COMMAND")
    suggesting = command(
        "suggest",
        "group what is in no theme, or all papers if there are no themes",
        "The\nproposal is in the format of themes.yml: read it, rename, and keep what is good.",
        "--all > proposal.yml",
        theming,
    )
    suggesting.add_argument("--all", action="store_true", help="group the sorted papers too")
    reporting = command(
        "report",
        "say how good the grouping is",
        "What is at the border,\nunlike its theme, overlapping, idle or double: where to look.",
        "",
        theming,
    )
    answering = command(
        "why",
        "say why a paper is in its themes",
        "The points of each theme,\nwhat they are for, and how many are needed.",
        '"Attention Is All You Need"',
        theming,
    )
    themes.set_defaults(help=themes.format_help())
    for each in (explaining, answering):
        each.add_argument(
            "paper",
            metavar="PAPER",
            help="its id, citation key, title, identifier (doi:10.1000/x), or a place (file:line)",
        )
    vectoring = command(
        "vectors",
        "compute what papers mean, to relate them by more than words",
        "A model reads\neach title and abstract once. vectors.txt keeps the result, and builds "
        "read it there\nwithout the model. What is known is kept; commit the file.",
        "--model models/all-MiniLM-L6-v2",
    )
    vectoring.add_argument(
        "--model",
        default=vectors.MODEL,
        metavar="FOLDER_OR_NAME",
        help="its folder, or its name at Hugging Face, downloaded once (default: %(default)s)",
    )
    libraries = (building, checking, explaining, fetching, vectoring)
    for each in (*libraries, suggesting, reporting, answering):
        folder(each, "--content", "content", "of the library")
    reading = command(
        "read",
        "show what files of papers hold",
        "One JSON object a record;\nproblems go to standard error. The format is found by content.",
        "papers.bib list.txt",
    )
    reading.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file of papers")
    return whole
