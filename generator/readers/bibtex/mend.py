"""Broken BibTeX entries: what can be read of them, and what is wrong.

The parser of the library gives up an entry at its first fault. This reads on with what the
people who write such files mean: a value that is never closed ends where the next field begins.
It is asked only about entries that the library could not read, and takes each character once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPENING = re.compile(r"@\s*(\w+)\s*([{(])")
_KEY = re.compile(r"[^,={}\"@]*+")
_LAST_WORD = re.compile(r"[\w.:/+-]+\s*\Z")
_BETWEEN = re.compile(r"(?:[\s,]++|%[^\n]*+)*+")
_SPACE = re.compile(r"\s*+(?:%[^\n]*+\s*+)*+")
_NAME = re.compile(r"([^\W\d][\w.:/+-]*+)\s*+=\s*+")
_BARE = re.compile(r"[^\s,#{}\"()%=]++")
# What looks like the next field even inside a value.
_NEXT_FIELD = re.compile(
    r"(?:,\s*+|\n[ \t]*+)[^\W\d][\w-]*+[ \t]*+=[ \t]*+"
    r"(?:[\"{]|\d++[ \t]*+[,\n})]|[^\W\d]\w*+[ \t]*+,)"
)
_FOLLOWED = re.compile(r"\s*+,\s*+[^\W\d][\w-]*+\s*+=")
# After a bracket that closes too much, the fields go on.
GOES_ON = re.compile(r"[\s}]*+,\s*+[^\W\d][\w-]*+[ \t]*+=[ \t]*+[\"{\w]")
_UNESCAPED = re.compile(r"(?<!\\)[{}\"]")
_EVERY = re.compile(r"[{}\"]")
_ENDS_ON_A_LINE = re.compile(r"\n[ \t]*+\}\Z")
_END = re.compile(r"[\s,]*\n[ \t]*[})][\s,]*\Z|[\s,\"]*\Z")


@dataclass(slots=True)
class Mended:
    """What was read of an entry: fields as (name, value as written, line), and the faults.

    `end` is where it ends in the text; `faults` say each what is wrong and how to mend it.
    """

    kind: str
    key: str = ""
    fields: list[tuple[str, str, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    end: int = 0


def mend(text: str, start: int, stop: int, line: int) -> Mended:
    """Read the entry whose `@` is at `start`, in the given line; it ends before `stop`."""
    return _Entry(text, start, stop, line).read()


class _Entry:
    """One entry on the way from its beginning to its end."""

    def __init__(self, text: str, start: int, stop: int, line: int) -> None:
        opening = _OPENING.match(text, start, stop)
        self.text, self.stop = text, stop
        self.at = opening.end() if opening else stop
        self.closing = ")" if opening and opening[2] == "(" else "}"
        self.mended = Mended(opening[1].lower() if opening else "")
        self.counted = (start, line)
        self.next_field = -1
        self.is_torn = False

    def read(self) -> Mended:
        self._key()
        while self._field():
            pass
        self.mended.end = self.at
        return self.mended

    def _line(self) -> int:
        at, line = self.counted
        self.counted = (self.at, line + self.text.count("\n", at, self.at))
        return self.counted[1]

    def _skip(self, pattern: re.Pattern[str]) -> str:
        """Go on over what a pattern matches; gives the character after it, or nothing."""
        found = pattern.match(self.text, self.at, self.stop)
        self.at = found.end() if found else self.at
        return self.text[self.at] if self.at < self.stop else ""

    def _fault(self, message: str) -> None:
        self.mended.faults.append(message)

    def _key(self) -> None:
        start = self.at
        after = self._skip(_KEY)
        key = self.text[start : self.at]
        if after == ",":
            self.at += 1
        elif after == "=" and (name := _LAST_WORD.search(key)):
            key, self.at = key[: name.start()], start + name.start()
            if key.strip() and self.mended.kind != "string":
                self._fault("no comma follows its key. Begin it as in @article{key,")
        self.mended.key = " ".join(key.partition("%")[0].split())

    def _field(self) -> bool:
        """Read one field, or what stands in its place; whether the entry goes on."""
        after = self._skip(_BETWEEN)
        if not after:
            self._unclosed()
            return False
        if after in "})":
            self.at += 1
            if GOES_ON.match(self.text, self.at, self.stop):
                self._fault(f"a {after} in line {self._line()} closes it too early. Delete that")
                return True
            if after != self.closing:
                self._fault(f"it is closed with {after}. Close it with {self.closing}")
            return False
        name = _NAME.match(self.text, self.at, self.stop)
        if not name:
            line = self._line()
            self._fault(
                f"a name in line {line} is followed by no =. Write fields as in year = {{2024}}"
            )
            self.at = self._following()
            return self.at < self.stop
        line = self._line()
        self.at = name.end()
        value = self._value(name[1], line)
        self.mended.fields.append((name[1].lower(), value, line))
        if self._skip(_SPACE) not in (",", "}", ")", "") and self.at != self.next_field:
            found = _NAME.match(self.text, self.at, self.stop)
            if found:
                self._fault(f'a comma is missing before "{found[1]}". Add it')
        return True

    def _unclosed(self) -> None:
        name, value, line = self.mended.fields[-1] if self.mended.fields else ("", "", 0)
        if _ENDS_ON_A_LINE.search(value):  # so that was to close the entry
            self._never_closed("{", name, line)
        else:
            self._fault(f"its last {self.closing} is missing. Add it at the end of the entry")

    def _never_closed(self, opening: str, name: str, line: int) -> None:
        opened = f"the {opening} opened for the field {name} in line {line}"
        self._fault(f"{opened} is never closed. Close it before the next field")

    def _following(self) -> int:
        """Where what looks like the next field begins, or the end."""
        if self.next_field < self.at:
            found = _NEXT_FIELD.search(self.text, self.at, self.stop)
            self.next_field = found.start() if found else self.stop
        return self.next_field

    def _closed_later(self, end: int) -> int:
        """Where the value ends if what looks like a field is still in it, or 0; in vain once."""
        if self.is_torn or end == self.stop:
            return 0
        closed = _closed(self.text, self.at, self.stop)
        self.is_torn = not (closed and _FOLLOWED.match(self.text, closed, self.stop))
        return 0 if self.is_torn else closed

    def _value(self, name: str, line: int) -> str:
        """A value as written, pieces and all; one that is never closed is closed."""
        pieces = []
        while True:
            after = self.text[self.at] if self.at < self.stop else ""
            if after in ("{", '"'):
                end = self._following()
                closed = _closed(self.text, self.at, end) or self._closed_later(end)
                if not closed:
                    self._never_closed(after, name, line)
                    body = self.text[self.at + 1 : end]
                    body = body if end < self.stop else _END.sub("", body, count=1)
                    pieces.append(f"{{{_balanced(body.rstrip(' ,'))}}}")
                    self.at = end
                    break
                pieces.append(self.text[self.at : closed])
                self.at = closed
            elif after and (bare := _BARE.match(self.text, self.at, self.stop)):
                pieces.append(bare[0])
                self.at = bare.end()
            else:
                break
            if self._skip(_SPACE) != "#":
                break
            self.at += 1
            self._skip(_SPACE)
        return " # ".join(pieces)


def _closed(text: str, start: int, stop: int) -> int:
    """Where the value that opens at `start` ends, or 0 if it does not.

    To BibTeX an escaped brace still opens and closes; those who write one rarely mean that.
    """
    for brackets in (_UNESCAPED, _EVERY):
        depth = 0
        for mark in brackets.finditer(text, start, stop):
            if mark[0] == "{":
                depth += 1
            elif mark[0] == "}":
                depth -= 1
            elif text[start] == '"' and depth == 0 and mark.start() > start:
                return mark.end()
            if depth == 0 and text[start] == "{":
                return mark.end()
    return 0


def _balanced(text: str) -> str:
    """The text without the braces that have no partner."""
    opened: list[int] = []
    lone: list[int] = []
    for mark in _UNESCAPED.finditer(text):
        if mark[0] == "{":
            opened.append(mark.start())
        elif mark[0] == "}" and opened:
            opened.pop()
        elif mark[0] == "}":
            lone.append(mark.start())
    places = sorted((*lone, *opened))
    starts = (0, *(place + 1 for place in places))
    return "".join(text[start:end] for start, end in zip(starts, (*places, None), strict=True))
