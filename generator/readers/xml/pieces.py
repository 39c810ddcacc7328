"""The text of an XML file before it is parsed: its root, stray characters, where entries stand.

Nothing outside the entries is parsed at all, so there is no DOCTYPE: no entity but those of XML
and HTML is ever expanded, and nothing is fetched. Lines stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from html.entities import html5

from generator.model import Problem, Where

_NAME = r"[^\W\d][\w.-]{0,60}"
_PREFIX = rf"(?:{_NAME}:)?"
_ROOT = re.compile(
    r"\ufeff?\s*+(?:<\?.*?\?>\s*+|<!--.*?-->\s*+"
    r"|<!DOCTYPE(?:[^\[\"'>]|\"[^\"]*\"|'[^']*')*+"
    r"(?:\[(?:[^\]\"'<]|\"[^\"]*\"|'[^']*'|<!--.*?-->|<\?.*?\?>|<(?!!--|\?))*+\]\s*+)?>\s*+)*+"
    rf"<(?P<root>{_PREFIX}{_NAME})(?=[\s/>])",
    re.DOTALL,
)
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A section without an end goes on to the end of the text: to look for the end of each in vain
# would take time quadratic in the length. `re` is fast as each branch begins with a plain sign.
_LOOSE = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[(?P<text>.*?)(?:]]>|\Z)"
    r"|&(?:#(?P<decimal>[0-9]{1,7});|#[xX](?P<hex>[0-9a-fA-F]{1,6});|(?P<entity>\w{1,40});)?"
    r"|<(?![^\W\d]|[:/!?]|\Z)|]]>",
    re.DOTALL,
)

_CHARACTER = (
    "a control character stands here, which XML does not allow; it was left out, as was any other. "
    "Remove it, or put in the letter that it replaces"
)
_SIGN = (
    '"{}" stands here, which is not XML, and was read as text, as was any other like it. Write '
    "&amp; for & and &lt; for <"
)
_UNENDED = (
    "a comment or other section begins here that has no end; it was taken to go on to the end of "
    "the file. End it, or export the file again"
)
_CUT = (
    "the file ends without </{}>, so it was probably cut here; entries after this line are "
    "missing, and of an entry that is open its last part was left out. Save or export it again"
)
_ORPHAN = (
    "an entry ends here that has no beginning, so it was not read. Put its first tag before it, or "
    "export the file again"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """The source of one entry, the line where it begins, and whether the file ends within it."""

    source: str
    line: int
    cut: bool = False


def find_root(text: str) -> tuple[str, int] | None:
    """The name of the root, with its prefix, and where its tag begins; None if this is not XML."""
    match = _ROOT.match(text)
    return (match["root"], match.start("root") - 1) if match else None


def mended(source: str, line: int, path: str) -> tuple[str, tuple[Problem, ...]]:
    """A text that begins at a line as XML without comments and sections, and what was wrong.

    Named characters become numbers, an & or < that begins nothing becomes text.
    """
    noted: dict[str, Problem] = {}

    def note(message: str, match: re.Match[str], fatal: bool = False) -> None:
        if message not in noted:
            where = Where(path, line + source.count("\n", 0, match.start()))
            noted[message] = Problem(where, message.format(match[0]), fatal)

    def mend(match: re.Match[str]) -> str:
        found, text, entity = match[0], match["text"], match["entity"]
        if found.startswith(("<!", "<?")):
            if not found.endswith(("-->", "?>", "]]>")):
                note(_UNENDED, match, fatal=True)
            return escape(text, quote=False) if text else "\n" * found.count("\n")
        if number := match["decimal"] or match["hex"]:
            code = int(number, 10 if match["decimal"] else 16)
            if code <= 0x10FFFF and not _FORBIDDEN.match(chr(code)):
                return f"&#{code};"
            note(_CHARACTER, match)
            return ""
        if f"{entity};" in html5:
            return "".join(f"&#{ord(character)};" for character in html5[f"{entity};"])
        if found != "]]>":
            note(_SIGN, match)
        return escape(found, quote=False)

    if forbidden := _FORBIDDEN.search(source):
        note(_CHARACTER, forbidden)
        source = _FORBIDDEN.sub("", source)
    return _LOOSE.sub(mend, source), tuple(noted.values())


def pieces(source: str, line: int, root: str, names: str, path: str) -> Iterator[Piece | Problem]:
    """The entries of a mended source that begins at a line, in order, and what is amiss with them.

    `names` are the local names of their elements, with | between. An entry without its end tag
    ends where the next begins.
    """
    tag = re.compile(
        rf"<{_PREFIX}(?:{names})(?:(?P<empty>(?:\s[^<>]*)?/>)|(?=[\s/>]))"
        rf"|(?P<end></{_PREFIX}(?:{names})\s*>)"
    )
    place = 0
    opened: int | None = None
    opened_line = line
    for match in tag.finditer(source):
        line += source.count("\n", place, match.start())
        place = match.start()
        if opened is not None:
            yield Piece(source[opened : match.end() if match["end"] else place], opened_line)
            opened = None
            if match["end"]:
                continue
        if match["end"]:
            yield Problem(Where(path, line), _ORPHAN)
        elif match["empty"]:
            yield Piece(match[0], line)
        else:
            opened, opened_line = place, line
    rest = source[place:]
    ended = re.search(rf"</{re.escape(root)}\s*>", rest) or re.match(r"<[^<>]*/>", rest)
    if opened is not None:
        # Half a tag would be one of another name.
        whole = rest if ended or rest.rfind("<") < rest.rfind(">") else rest[: rest.rfind("<")]
        yield Piece(whole, opened_line, cut=not ended)
    if not ended:
        yield Problem(Where(path, line + rest.rstrip().count("\n")), _CUT.format(root))
