"""Rules for a text that is written in TeX, as the fields of BibTeX are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.mathematics import PROSE, atoms, inline, lowered, raised, symbol, tex_to_text
from generator.rules.edits import Edit, Rule, rule
from generator.rules.plain import ESCAPED_QUOTES, HALF_COMMANDS, SHORTHAND

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|[^A-Za-z])|[{}~_^$]|(?<!-)-{2,3}(?!-)", re.DOTALL)
_SIGNS = re.compile(r"[\\{~^$]|--|_\{")
_SIGN = r"['`^\"~=.]"
_LETTER = r"\\[ij](?![A-Za-z])|[^\W\d_]"
# Accents by their commands, those of MathSciNet among them.
_NAMED = {sign: sign for sign in "uvHtcdbkr"} | {"ocirc": "r", "polhk": "k", "udot": "d"}
_INNER = (  # an accent below or above another
    rf"\\(?:{_SIGN}\s*|[uvHcdbkr](?:\s+|(?=\{{)))(?:\{{\s*(?:{_LETTER})\s*\}}|{_LETTER})"
)
_ACCENT = re.compile(
    rf"\\(?:(?P<sign>{_SIGN})\s*|(?P<letter>{'|'.join(_NAMED)})(?:\s+|(?=[{{\\])))"
    rf"(?:\{{\s*(?P<group>\\[ij]|[^\W\d_]{{0,2}}|{_INNER})\s*\}}|(?P<bare>{_LETTER}|{_INNER}))"
)
_LETTERS = frozenset(
    "ss o O l L ae AE oe OE aa AA i j dh DH th TH dj DJ ng NG cprime cdprime dbar Dbar".split()
)
# A tie joins what it stands between; before a number it may mean "about".
_TIE = re.compile(r"(?<=[^\s(~\\])~(?=[^\s~\d])|(?<=[^\s\d%(~\\])~(?=\d)")
_FLAG = re.compile(r"(?<!\S)-+(?=\w)")
_DASHES = {"--": "–", "---": "—"}
_SCRIPT = re.compile(
    r"(?<=[\w)\]}])(?:[_^]\{(?:[^{}$]|\{[^{}$]*\}){1,60}\}|\^(?:\\circ(?![A-Za-z])|\\?\*)"
    r"|(?<!_\w)\^\d{1,2}(?![\w^_]|[.,]\w))"
)
# Mathematics with spaces inside its dollars.
_LOOSE = re.compile(r"\$\s*(?P<tex>(?:[^$]{1,200}?[\\^_=<>])?[^$]{1,200}?)\s*\$(?!\d)")
# A macro of mathematics that stands outside it, with its arguments and scripts.
_OUTSIDE = re.compile(
    r"\\[A-Za-z]+(?:\s?\{(?:[^{}]|\{[^{}]*\})*\})*"
    r"(?:[_^](?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|[A-Za-z0-9]))*"
)
_MATHEMATICS = frozenset(
    """
    frac dfrac tfrac sqrt mathcal mathbb mathbf mathsf mathscr mathfrak mathrm boldsymbol bm tilde
    hat bar vec widetilde widehat overline ell sum prod int log
    """.split()
)
_NEEDS_ARGUMENT = _MATHEMATICS - {"ell", "sum", "prod", "int", "log"}

# Macros by what becomes of them.
_SPACES = frozenset(
    "quad qquad enspace enskip thinspace space newline linebreak par hfill item".split()
)
_NOTHING = frozenset(
    """
    bf it em rm sc sf tt sl up bfseries itshape scshape rmfamily sffamily ttfamily mdseries upshape
    slshape normalfont small tiny scriptsize footnotesize normalsize large Large LARGE huge Huge
    protect relax noindent xspace null allowbreak nobreak centering cal mathstrut unskip
    left right big Big bigl bigr Bigl Bigr displaystyle textstyle limits nolimits
    """.split()
)
_DROPPED = frozenset(
    "hspace vspace label index phantom hphantom vphantom color noopsort SortNoop nocite".split()
)
_OPENING = frozenset("guillemotleft guillemetleft guilsinglleft flqq flq glqq glq lq".split())
_CITED = re.compile(r"(?i:[a-z]*cite[a-z]*)|(?:eq|auto|c|C|page)?ref")
_QUOTED = frozenset("enquote mkbibquote textquote".split())
_FORMATTING = re.compile(
    r"^(?:emph|underline|text(?:bf|it|tt|sc|rm|sf)|math(?:cal|bb|bf|sf|rm|scr|frak))(?=[A-Za-z])"
)
# How many arguments come before the one that is the text.
_EARLIER = {"textcolor": 1, "foreignlanguage": 1, "raisebox": 1, "texorpdfstring": 1, "href": 1}
_OPTIONS = re.compile(r"\s?(?:\[[^\[\]{}]{0,80}\])*\{")

_SPACING = dict.fromkeys(" ,;:>\\\n\t", " ") | dict.fromkeys("!-/@", "")
_ESCAPED = frozenset("%&$#_")
_ORDINALS = frozenset("st nd rd th".split())


@dataclass(slots=True)
class _Group:
    """What stands between two braces, and the macro that it belongs to, if any.

    `start` is where the macro or its first brace begins, `brace` where this brace stands.
    """

    start: int
    brace: int
    macro: str = ""
    arguments: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)


class _Walk:
    """One pass over a text: `edits` are what became of it, each outermost group in one piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[Edit] = []
        self.groups: list[_Group] = []
        self.done = 0
        self.kept = list(atoms(text))
        self.pairs = self._pairs()
        for start, end, tex in self._tokens():
            if start >= self.done:
                self._copy(start)
                self._take(start, end, tex)
        self._copy(len(text))

    def _tokens(self) -> Iterator[tuple[int, int, str | None]]:
        """Tokens of TeX, and between them links, whose TeX is empty, and mathematics."""
        position = 0
        for start, end, tex in [*self.kept, (len(self.text), len(self.text), "")]:
            for match in _TOKEN.finditer(self.text, position, start):
                yield *match.span(), None
            if start < end:
                yield start, end, tex or ""
            position = end

    def _pairs(self) -> dict[int, int]:
        """Where each brace outside links and mathematics is closed, of those that are."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        for start, end, tex in self._tokens():
            if tex is None and end - start == 1:
                if self.text[start] == "{":
                    opened.append(start)
                elif self.text[start] == "}" and opened:
                    pairs[opened.pop()] = start
        return pairs

    def _copy(self, end: int) -> None:
        if self.done < end:
            if self.groups:
                self.groups[-1].pieces.append(self.text[self.done : end])
            self.done = end

    def _put(self, start: int, end: int, after: str, name: str) -> None:
        if self.groups:
            self.groups[-1].pieces.append(after)
        else:
            self.edits.append(Edit(start, end, after, name))
        self.done = end

    def _take(self, start: int, end: int, tex: str | None) -> None:
        text, token = self.text, self.text[start:end]
        if tex:
            self._put(start, end, self._mathematics(start, end, tex), "TeX mathematics")
        elif tex == "":
            self._copy(end)
        elif token[0] == "\\":
            if token[1].isalpha():
                self._macro(start, end, token[1:])
            else:
                self._escape(start, end, token[1])
        elif token == "{" and start in self.pairs:
            self.groups.append(_Group(start, start))
            self.done = end
        elif token == "}" and self.groups and self.pairs[self.groups[-1].brace] == start:
            self._close(start)
        elif token == "~" and _TIE.match(text, start):
            self._put(start, end, " ", "TeX space")
        elif token in _DASHES and not _FLAG.match(text, start):
            self._put(start, end, _DASHES[token], "en dash" if token == "--" else "em dash")
        elif token in ("_", "^") and (match := _SCRIPT.match(text, start)):
            self._put(start, match.end(), inline(match[0]), "TeX mathematics")
        elif token == "$" and (match := self._loose(start)):
            self._put(start, match.end(), inline(match["tex"]), "TeX mathematics")

    def _loose(self, start: int) -> re.Match[str] | None:
        """Mathematics with spaces inside its dollars, which money may have between its own."""
        match = _LOOSE.match(self.text, start)
        if not match or any(start < begin < match.end() for begin, _, _ in self.kept):
            return None
        tex = match["tex"]
        formal = re.search(r"[\\^_=<>]", tex) and not PROSE.search(tex)
        return match if formal or len(tex) <= 3 else None

    def _mathematics(self, start: int, end: int, tex: str) -> str:
        around = self.text[start - 1 : start], self.text[end : end + 1]
        return "-" if tex == "-" and all(map(str.isalpha, around)) else inline(tex)

    def _escape(self, start: int, end: int, sign: str) -> None:
        """A backslash before anything but a letter."""
        if match := _ACCENT.match(self.text, start):
            accented = _accented(match)
            if accented or match["group"] == "":
                self._put(start, match.end(), accented, "TeX accent")
        elif sign in _SPACING:
            self._put(start, end, _SPACING[sign], "TeX space")
        elif sign in _ESCAPED:
            self._put(start, end, sign, "TeX escape")

    def _macro(self, start: int, end: int, name: str) -> None:
        text = self.text
        name = name.rstrip("*")
        match = _ACCENT.match(text, start)
        if match and ((accented := _accented(match)) or match["group"] == ""):
            self._put(start, match.end(), accented, "TeX accent")
            return
        if name in _NAMED and text[start - 1 : start] == "{" and text[end : end + 1] == "}":
            self._put(start, end, "", "TeX accent")
            return
        if name in ("og", "fg"):
            self._french(start, end, name)
            return
        match = _OUTSIDE.match(text, start) if name in _MATHEMATICS else None
        if match and match.end() > end and (match[0].endswith("}") or name not in _NEEDS_ARGUMENT):
            self._put(start, match.end(), inline(match[0]), "TeX mathematics")
            return
        word, rule_name, swallows = _alone(name)
        empty = text.startswith("{}", end)
        if word is None and not empty and (brace := self._argument(end)) is not None:
            self.groups.append(_Group(start, brace, name))
            self.done = brace + 1
            return
        end += 2 * empty
        while swallows and not empty and text[end : end + 1] in (" ", "\n"):
            end += 1
        if word is None:
            word = _of_unknown(name)
            if word == name and not any(map(str.isupper, name[1:])):
                return
        if rule_name == "TeX shorthand" and text.startswith(".", end):
            end += 1
        self._put(start, end, self._apart(start, word), rule_name)

    def _french(self, start: int, end: int, name: str) -> None:
        """A quotation mark of French, which a space keeps off what it quotes."""
        text = self.text
        end += 2 * text.startswith("{}", end)
        if name == "og":
            while text[end : end + 1] in (" ", "\n", "~"):
                end += 1
            self._put(start, end, "« ", "TeX symbol")
        else:
            touches = text[start - 1 : start] not in (" ", "\n", "~")
            self._put(start, end, " »" if touches else "»", "TeX symbol")

    def _apart(self, start: int, word: str) -> str:
        """A word kept off the letter or digit before it."""
        touches = len(word) > 1 and word[0].isalpha() and self.text[start - 1 : start].isalnum()
        return f" {word}" if touches else word

    def _argument(self, end: int) -> int | None:
        """Where the brace stands that opens the argument of a macro, if there is one."""
        match = _OPTIONS.match(self.text, end)
        return match.end() - 1 if match and match.end() - 1 in self.pairs else None

    def _close(self, end: int) -> None:
        group = self.groups.pop()
        group.arguments.append("".join(group.pieces))
        following = end + 1
        more = len(group.arguments) <= _EARLIER.get(group.macro, 0)
        if more and self.text.startswith("{", following) and following in self.pairs:
            self.groups.append(_Group(group.start, following, group.macro, group.arguments))
            self.done = following + 1
            return
        if group.macro:
            after = self._of_macro(group, self.text[group.brace + 1 : end])
            self._put(group.start, following, after, "TeX command")
        else:
            after = self._unbraced(group)
            self._put(group.start, following, after, "TeX braces")

    def _unbraced(self, group: _Group) -> str:
        """The inner text, unless it may be a set such as {0, 1} or {x, y}."""
        inner = group.arguments[0]
        is_set = "," in inner and re.match(r"[^A-Za-z\\]|\w\s*,", inner)
        is_script = self.text[group.start - 1 : group.start] in ("_", "^")
        return f"{{{inner}}}" if is_set or is_script else inner

    def _of_macro(self, group: _Group, raw: str) -> str:
        macro, *earlier, text = group.macro, *group.arguments
        if macro in _DROPPED:
            return ""
        if macro in ("begin", "end"):
            return " "
        if _CITED.fullmatch(macro):
            return f"[{text}]"
        if macro in _QUOTED:
            return f"“{text}”"
        if macro in ("textsuperscript", "textsubscript"):
            shifted = raised(text) if macro == "textsuperscript" else lowered(text)
            return text if text in _ORDINALS else shifted or text
        if macro in ("footnote", "thanks"):
            return f" ({text})" if text else ""
        if macro in ("ensuremath", "math"):
            return inline(raw)
        if macro == "href" and earlier:
            return (
                f"{text} ({earlier[0]})" if text and not earlier[0].endswith(text) else earlier[0]
            )
        return self._apart(group.start, text) if macro == "url" else text


def _accented(match: re.Match[str]) -> str:
    """The letter with its accent, or nothing if there is none such."""
    sign = match["sign"] or _NAMED[match["letter"]]
    letter = match["group"] or match["bare"] or ""
    if not letter:
        return sign if sign in "~^" else ""
    text = unicodedata.normalize("NFC", tex_to_text(f"\\{sign}{{{letter}}}"))
    return text if len(text) == 1 or match["letter"] else ""


def _alone(name: str) -> tuple[str | None, str, bool]:
    """What a macro without argument stands for, by which rule, and if it takes the space after."""
    if name in _LETTERS:
        return symbol(f"\\{name}"), "TeX accent", True
    if name in SHORTHAND:
        return SHORTHAND[name], "TeX shorthand", False
    if name in _SPACES:
        return " ", "TeX space", True
    if name in _NOTHING:
        return "", "TeX command", True
    text = symbol(f"\\{name}")
    if text != f"\\{name}":
        return text, "TeX symbol", name.startswith("text") or name in _OPENING
    return None, "unknown TeX command", False


def _of_unknown(name: str) -> str:
    """A name that a macro seems to stand for, or a word whose formatting lost its braces."""
    return _FORMATTING.sub("", name)


def _walk(text: str) -> Iterator[Edit]:
    if _SIGNS.search(text):
        yield from _Walk(text).edits


RULES = (
    *ESCAPED_QUOTES,
    *HALF_COMMANDS,
    Rule("", _walk),
    rule("quotation marks", "`", r"(?<![\w`])`([^\W_][^`'\n]{0,100})'(?![\w'])", r"‘\1’"),
)
