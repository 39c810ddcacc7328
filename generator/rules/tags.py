"""Rules for tags of HTML, JATS and MathML.

What stands between angle brackets may as well be what the text speaks of (`<SEG>`, `a < b > c`),
so each tag is judged by its name, and each that goes is a change of its own; a parser of HTML
would tell neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import count

from generator.mathematics import inline, lowered, raised
from generator.rules.characters import english
from generator.rules.edits import Edit, Rule, rule
from generator.rules.mathml import to_tex

_TAG = re.compile(r"<(/?)((?:[A-Za-z]{1,20}:)?[A-Za-z][\w-]{0,30})(\s[^<>]{0,2000})?/?>")
_COMMENT = re.compile(
    r"<!--.{0,2000}?-->|<!\[CDATA\[(.{0,2000}?)\]\]>|<\?[^<>]{0,500}\?>", re.DOTALL
)

_SHIFTED = frozenset({"sub", "inf", "sup"})
_FORMULAE = frozenset({"inline-formula", "disp-formula", "math", "tex-math", "tex"})
_HEADINGS = frozenset("title label h1 h2 h3 h4 h5 h6".split())
_GRAPHICS = frozenset("inline-graphic graphic img".split())
# What stands within a line, and may begin and end within a word.
_IN_WORD = frozenset(
    """
    i b em strong u s small big tt code italic bold underline monospace roman sc scp sans-serif
    overline strike font mark span tex alternatives
    """.split()
)
# What stands within a line as words of its own.
_IN_LINE = frozenset(
    "a abbr cite q kbd samp ext-link uri email xref styled-content named-content".split()
)
_BLOCKS = frozenset(
    """
    p br hr div sec section list list-item ul ol li dl dt dd table tbody thead tr td th body html
    abstract blockquote pre article boxed-text disp-quote def-list def-item def term fig caption
    break fn sup-material supplementary-material
    """.split()
)
# What plain text may hold of tags, as it was taken from a page or from JATS; of those in pairs
# one alone stays.
_PAIRED = frozenset("i b em strong u small italic bold sc scp span p sub sup inf tex".split())
_ALONE = frozenset({"br", "inline-graphic", *(_FORMULAE - {"math", "tex"})})
_ALL = _SHIFTED | _FORMULAE | _HEADINGS | _GRAPHICS | _IN_WORD | _IN_LINE | _BLOCKS

_WORD_BEFORE = re.compile(r"[a-z]{2,}$")
_WORD_AFTER = re.compile(r"[a-z]{3,}")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|e|er|ème)")
_TEX_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_TEX_MATH = re.compile(r"<(?:\w+:)?tex-math\b[^<>]*>(.{0,4000}?)</(?:\w+:)?tex-math\s*>", re.DOTALL)
_TEX_BODY = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_MATHML = re.compile(r"<(?:\w+:)?math\b.*</(?:\w+:)?math\s*>", re.DOTALL)


def _all(text: str) -> Iterator[Edit]:
    """The tags of a text in HTML or JATS."""
    return _edits(text, None)


def _known(text: str) -> Iterator[Edit]:
    """The tags in a plain text that cannot be meant as such."""
    return _edits(text, _PAIRED)


def _edits(text: str, paired: Collection[str] | None) -> Iterator[Edit]:
    found = list(_TAG.finditer(text))
    names = [match[2].rpartition(":")[2].lower() for match in found]
    ends = _pairs(found, names)
    closed = set(ends.values())
    position = 0
    for number, (match, name) in enumerate(zip(found, names, strict=True)):
        start, end = match.span()
        if start < position:
            continue
        in_pair = number in ends or number in closed
        if paired is None:
            known = name in _ALL or in_pair or ":" in match[2] or "=" in (match[3] or "")
        else:
            known = (name in paired and in_pair) or name in _ALONE
            known = known or match[2].startswith(("jats:", "mml:"))
        if not known:
            continue
        foreign = name not in _ALL and not match[2].startswith("mml:")
        after = " " if name in _BLOCKS or foreign else ""
        if number in ends and name in _SHIFTED | _FORMULAE | _HEADINGS:
            close = found[ends[number]]
            inner = text[end : close.start()]
            end = close.end()
            if name in _SHIFTED:
                after = _shifted(name, _TAG.sub("", inner).strip())
                # IEEE sets spaces before and after each.
                if "xmlns" in match[0] and start > position and text[start - 1] == " ":
                    start -= 1
                    end += text[end : end + 2][:1] == " " and text[end + 1 : end + 2] in ".,;:)"
            elif name in _FORMULAE:
                after = _formula(name, text[start:end], inner)
            else:
                after = _heading(_TAG.sub("", inner).strip())
        elif name in _IN_LINE and _within_word(text, start, end):
            after = " "
        elif number in ends and name == "scp" and _is_word(text, start, found[ends[number]].end()):
            close = found[ends[number]]
            after = f" {_TAG.sub('', text[end : close.start()])} "
            end = close.end()
        position = end
        yield Edit(start, end, after, "markup")


def _pairs(found: Sequence[re.Match[str]], names: Sequence[str]) -> dict[int, int]:
    """The numbers of the tags that open something, each with that of the tag that closes it."""
    opened: dict[str, list[int]] = defaultdict(list)
    pairs = {}
    for number, match, name in zip(count(), found, names):
        if match[1]:
            if opened[name]:
                pairs[opened[name].pop()] = number
        elif not match[0].endswith("/>"):
            opened[name].append(number)
    return pairs


def _within_word(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether what stands between is a word that lost its spaces, as in `an<scp>R</scp>package`."""
    before = _WORD_BEFORE.search(text[max(0, start - 20) : start])
    after = _WORD_AFTER.match(text[end : end + 20])
    return bool(before and after and before[0] in english() and after[0] in english())


def _shifted(name: str, inner: str) -> str:
    """A subscript or superscript in Unicode, or else as mathematics."""
    if name == "sup" and (_ORDINAL.fullmatch(inner) or inner in ("®", "©", "™")):
        return inner
    if name == "sup" and inner in ("TM", "tm"):
        return "™"
    shifted = raised(inner) if name == "sup" else lowered(inner)
    if shifted or not inner:
        return shifted
    if _TEX_SPECIAL.search(inner):
        return inner
    return f"${'^' if name == 'sup' else '_'}{{\\text{{{inner}}}}}$"


def _formula(name: str, whole: str, inner: str) -> str:
    """A formula that may be given in several ways: as its TeX, else by its MathML or text."""
    if name in ("tex", "tex-math"):
        tex = inner
    elif match := _TEX_MATH.search(inner):
        tex = match[1]
    elif match := _MATHML.search(whole):
        tex = to_tex(match[0])
    else:
        return _TAG.sub("", inner)
    if match := _TEX_BODY.search(tex):
        tex = match[1]
    tex = re.sub(r"^(?:\$+|\\[(\[])|(?:\$+|\\[)\]])$", "", tex.strip()).strip()
    return inline(tex) if tex and "$" not in tex else tex


def _heading(inner: str) -> str:
    return f" {inner}{'' if inner.endswith(tuple('.:?!')) else ':'} " if inner else " "


RULES = (
    Rule(
        "<",
        lambda text: (
            Edit(match.start(), match.end(), match[1] or "", "markup")
            for match in _COMMENT.finditer(text)
        ),
    ),
    Rule("<", _all),
    # Markup that is laid out over lines has spaces where there are none.
    rule(
        "markup",
        "\n",
        r"(?<!\s)\s++(?=[.,;:)\]])|(?<=[(\[])\s++",
        lambda match: "" if "\n" in match[0] else match[0],
    ),
)
KNOWN = (Rule("<", _known),)
