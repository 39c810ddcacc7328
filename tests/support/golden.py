"""A small library and the pages that a build makes of it.

`python -m tests.support.golden` writes the expected pages anew: read the difference before you
commit it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.build import Plan, plan
from generator.sources import read_content

FOLDER = Path(__file__).parents[1] / "golden"
EXPECTED = FOLDER / "expected"


def built() -> Plan:
    """What a build of the small library would write."""
    return plan(read_content(FOLDER / "content"))


def expected() -> dict[str, str]:
    """The text of each expected file by its path."""
    return {
        path.relative_to(EXPECTED).as_posix(): path.read_bytes().decode("utf-8")
        for path in EXPECTED.rglob("*")
        if path.is_file()
    }


def main() -> None:
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for page in built().pages:
        path = EXPECTED / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.text.encode("utf-8"))


if __name__ == "__main__":
    main()
