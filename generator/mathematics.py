"""Mathematics in a text: where it stands, and what it is as plain text and as MathML.

Mathematics is TeX between dollars, or between `\\(` and `\\)`. A dollar is money as often as not,
so what cannot be told for mathematics is none.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from string import ascii_uppercase

from math_core import LatexError, LatexToMathML
from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db
from pylatexenc.latexwalker import LatexWalkerError

from generator.links import URL

# It warns of every macro without its arguments, of which the texts of others are full.
logging.getLogger("pylatexenc").setLevel(logging.ERROR)

_LINK = rf"(?:{URL.pattern})(?:\{{\S*)?"
_PATH = r"(?<![A-Za-z])[A-Za-z]:\\(?=\w)\S*"  # of Windows
_MATHEMATICS = (
    r"(?<![\\$])\$\$(?P<shown>[^$]{1,1000})\$\$(?!\$)"
    r"|(?<!\\)\$(?P<tex>(?![\s\d.,])[^$]{1,400}?)(?<![\s\\])\$(?!\d)"
    r"|(?<!\\)\$(?P<led>\d[^$]{0,60}?[\\^_][^$]{0,400})(?<!\\)\$"
    r"|(?<!\\)\$(?P<number>\d[^\s$]{0,20})(?<!\\)\$(?!\d)"
    r"|(?<!\\)\$(?P<macro>\\[A-Za-z]+|[-+=<>±∓≤≥∼])\$"
    r"|\\\\\((?P<double>(?:[^\\]|\\(?!\\)){1,400}?)\\\\\)"
    r"|\\\((?P<round>(?:[^\\]|\\[^()]){1,400}?)\\\)"
    r"|\\\[(?P<square>(?:[^\\]|\\[^\[\]]){1,1000}?)\\\]"
)
# Looking for links takes most of the time, and few texts have any.
_ATOMS = {
    (link, path): re.compile("|".join([_LINK] * link + [_PATH] * path + [_MATHEMATICS]))
    for link in (False, True)
    for path in (False, True)
}
# What stands between two dollars that mean money.
PROSE = re.compile(r"(?<!\w)[a-z]{2,} [a-z]{2,} [a-z]{2,}(?!\w)")

_LOWERED = dict(
    zip(
        "0123456789+−-=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
_RAISED = dict(
    zip(
        "0123456789+−-=()ABDEGHIJKLMNOPRTUVWabcdefghijklmnoprstuvwxyzβγδφχ*∗⋆∘′†‡",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵝᵞᵟᵠᵡ***°′†‡",
        strict=True,
    )
)
# Letters in the styles of mathematics, for which few fonts have a form.
_STYLED = re.compile("[\U0001d400-\U0001d7ff]+")
_SCRIPT = re.compile(r"([_^])(\d+)(?!\w)")
# An element of XML that holds nothing, which in HTML only foreign elements may be.
_EMPTY = re.compile(r"<(\w+)([^<>]*)/>")
_LONGEST_SCRIPT = 3
_LONGEST_PLAIN = 80
_DEEPEST = 4

_SYMBOLS = get_default_latex_context_db()
_MORE_SYMBOLS = {
    "textasciicircum": "^",
    "textbraceleft": "{",
    "textbraceright": "}",
    "pounds": "£",
    "S": "§",
    "P": "¶",
    "copyright": "©",
    "slash": "/",
    "textless": "<",
    "textgreater": ">",
    "euro": "€",
    "guillemetleft": "«",
    "guillemetright": "»",
    "flqq": "«",
    "frqq": "»",
    "flq": "‹",
    "frq": "›",
    "glqq": "„",
    "grqq": "“",
    "glq": "‚",
    "grq": "‘",
    "lq": "‘",
    "rq": "’",
    "textquotedbl": '"',
    "cprime": "’",
    "cdprime": "”",
    "Dbar": "Đ",
    "dbar": "đ",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "BibTeX": "BibTeX",
}
# Macros that authors define for themselves, mostly in the same way.
_MACROS = {
    "mbox": r"\text{#1}",
    "eps": r"\varepsilon",
    "R": r"\mathbb{R}",
    "N": r"\mathbb{N}",
    "Z": r"\mathbb{Z}",
    "E": r"\mathbb{E}",
    "mat": r"\mathbf{#1}",
    "norm": r"\lVert #1\rVert",
    "poly": r"\operatorname{poly}",
    "polylog": r"\operatorname{polylog}",
    "smash": r"#1",
    "small": "",
    "dotsc": r"\ldots",
    "nicefrac": r"#1/#2",
    **{f"c{letter}": rf"\mathcal{{{letter}}}" for letter in ascii_uppercase},
    **{f"{letter}cal": rf"\mathcal{{{letter}}}" for letter in ascii_uppercase},
}


def atoms(text: str) -> Iterator[tuple[int, int, str | None]]:
    """What must stay in one piece, in order: `start` and `end`, and the TeX of mathematics.

    Web addresses and paths of files, which may hold dollars and backslashes too, have no TeX.
    """
    link = "://" in text or ".github.io" in text
    if not (link or "$" in text or "\\" in text):
        return
    pattern, position = _ATOMS[link, ":\\" in text], 0
    while match := pattern.search(text, position):
        position = match.end()
        if match.lastgroup is None:
            yield match.start(), match.end(), None
        elif match["tex"] and "\\" not in match["tex"] and PROSE.search(match["tex"]):
            position = match.start() + 1
        else:
            yield match.start(), match.end(), match[match.lastgroup].strip()


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """The mathematics in a text, in order: `start`, `end`, and its TeX without delimiters."""
    if "$" in text or "\\" in text:
        for start, end, tex in atoms(text):
            if tex is not None:
                yield start, end, tex


@lru_cache(maxsize=4096)
def tex_to_text(tex: str) -> str:
    """What a piece of TeX stands for, as far as Unicode can say it, or the piece itself."""
    try:
        text = LatexNodes2Text(keep_comments=True).latex_to_text(tex).strip()
    except (LatexWalkerError, LookupError, AttributeError, TypeError, ValueError, RecursionError):
        return tex  # the library fails on some macros without their arguments
    return text or tex


@lru_cache(maxsize=4096)
def symbol(macro: str) -> str:
    """The character or function name that a macro stands for, or the macro itself."""
    name = macro.removesuffix("{}").lstrip("\\")
    text = _MORE_SYMBOLS.get(name) or getattr(_SYMBOLS.get_macro_spec(name), "simplify_repl", None)
    if not isinstance(text, str) or not text.strip() or "%" in text:
        return macro
    # What else is ASCII there is no symbol: today's date, a mark for a citation.
    stands = name in _MORE_SYMBOLS or not text.isascii() or len(text) == 1
    return text.strip() if stands or text.replace(" ", "") == name else macro


def lowered(characters: str) -> str:
    """Characters as subscripts of Unicode, or nothing where one of them has no such form."""
    shifted = [_LOWERED.get(character, "") for character in characters]
    return "".join(shifted) if all(shifted) else ""


def raised(characters: str) -> str:
    """Characters as superscripts of Unicode, or nothing where one of them has no such form."""
    shifted = [_RAISED.get(character, "") for character in characters]
    return "".join(shifted) if all(shifted) else ""


def to_text(text: str) -> str:
    """A text for where nothing but text is possible: its mathematics as far as Unicode goes."""
    pieces, position = [], 0
    for start, end, tex in find(text):
        pieces += [text[position:start], plain(tex) or _approached(tex)]
        position = end
    return "".join(pieces) + text[position:]


@lru_cache(maxsize=4096)
def _approached(tex: str) -> str:
    """What mathematics comes to in a line of text, at the cost of its structure."""
    text = tex_to_text(f"${tex}$").strip("$")
    text = _STYLED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _SCRIPT.sub(lambda match: (raised if match[1] == "^" else lowered)(match[2]), text)


def inline(tex: str) -> str:
    """Mathematics as it stands in a text: its plain form if it has one, else between dollars."""
    simple = plain(tex)
    if simple is not None:
        return simple
    tex = " ".join(tex.split())
    dollars = f"${tex}$"
    return dollars if list(find(dollars)) == [(0, len(dollars), tex)] else f"\\({tex}\\)"


@lru_cache(maxsize=1 << 14)
def mathml(tex: str) -> str:
    """TeX as a MathML element, or nothing where it cannot be told what it says.

    Each of its elements has a closing tag, as tools that read HTML expect of those they do not
    know.
    """
    try:
        made = _converter().convert_with_local_state(tex, displaystyle=False)
    except LatexError:
        return ""
    return _EMPTY.sub(r"<\1\2></\1>", made)


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(macros=_MACROS, fancy_error=False, allow_unreliable_rendering=True)


# The parts of simple mathematics: text, a sign for a set of numbers, a script, a macro, a sign.
_PART = re.compile(
    r"\\(?:text|textrm|textnormal|mathrm|mathit|textit|operatorname\*?|mbox|hbox)\s*"
    r"(?:\{(?P<text>[^{}\\$#&]*)\}|\{\{(?P<inner>[^{}\\$#&]*)\}\})"
    r"|(?:\\cal\s+|\\mathcal\s*)\{*(?P<word>[A-Z]{3,})(?![A-Za-z])\}*"
    r"|\\mathbb\s*(?:\{(?P<set>[A-Z])\}|(?P<bare>[A-Z]))"
    r"|(?P<script>[_^])\s*(?:\{(?P<several>(?:[^{}]|\{[^{}]*\})*)\}|"
    r"(?P<one>\\(?:math|text)[a-z]+\s*(?:\{[^{}]*\}|\{\{[^{}]*\}\})|\\[A-Za-z]+|[^\s\\{}]))"
    r"|\\(?:left|right|[bB]igg?[lr]?)(?=\\?[()\[\]|])"
    r"|(?P<macro>\\[A-Za-z]+)\s*|(?P<space>\\[ ,;:]|~)|\\!|\\(?P<escaped>[%#])"
    r"|\{(?P<group>(?:[^{}]|\{[^{}]*\})*)\}|\s+|(?P<sign>[^\\{}$&#%~_^`\s\"])"
)
_SETS = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}
_BINARY = frozenset("+−±∓×÷·⋅∘∗∪∩⊕⊗⊙∧∨")
_RELATION = frozenset(":=<>≤≥≠≈∼≃≡∝∈∉→←↔⇒⟶↦≪≫⊂⊆⊃⊇≲≳⩽⩾≜≺≻")
_SPACES = frozenset({"quad", "qquad", "enspace", "thinspace"})
_DECLARATIONS = frozenset({"rm", "it", "displaystyle", "textstyle", "scriptstyle", "limits"})


@lru_cache(maxsize=4096)
def plain(tex: str, depth: int = 0) -> str | None:
    """The plain text that simple mathematics amounts to, such as `μ`, `n²` or `1 − δ`, or None.

    It is simple if each of its parts is a character or has a raised or lowered form.
    """
    if len(tex) > _LONGEST_PLAIN or depth > _DEEPEST:
        return None
    parts: list[tuple[str, str]] = []
    position = 0
    while position < len(tex):
        match = _PART.match(tex, position)
        if not match:
            return None
        position = match.end()
        if (part := _part(match, depth)) is None:
            return None
        if part[1]:
            parts.append(part)
    return (_joined(parts) or " ") if parts else None


def _part(match: re.Match[str], depth: int) -> tuple[str, str] | None:
    """What a part is and how it is written, nothing for a mere hint to TeX; None if not simple."""
    known = match.lastgroup
    if known is None:
        return "", ""
    value = match[known]
    if known in ("text", "inner", "word", "escaped"):
        return "letter", value
    if known in ("set", "bare"):
        return ("letter", _SETS[value]) if value in _SETS else None
    if known == "space":
        return "space", " "
    if known == "group":
        inner = plain(value, depth + 1)
        return None if inner is None else ("letter", inner)
    if known in ("several", "one"):
        inner = plain(value, depth + 1)
        script = inner and inner.replace(" ", "")
        if not script or (len(script) > _LONGEST_SCRIPT and not script.lstrip("−").isdecimal()):
            return None
        shifted = (lowered if match["script"] == "_" else raised)(script)
        return ("letter", shifted) if shifted else None
    if known == "macro":
        name = value[1:]
        if name in _SPACES:
            return "space", " "
        if name in _DECLARATIONS:
            return "", ""
        value = symbol(value)
        if len(value) > 1 and value.isascii():
            return ("function", value) if value[0] != "\\" else None
    return _sign(value)


def _sign(sign: str) -> tuple[str, str]:
    sign = {"-": "−", "'": "′"}.get(sign, sign)
    if sign in _BINARY:
        return "binary", sign
    if sign in _RELATION:
        return "relation", sign
    if sign in ",;":
        return "comma", sign
    return "open" if sign in "([" else "letter", sign


def _joined(parts: list[tuple[str, str]]) -> str:
    """The parts with the spaces that TeX would set between them."""
    text = ""
    for number, (kind, written) in enumerate(parts):
        before = parts[number - 1][0] if number else ""
        after = parts[number + 1][0] if number + 1 < len(parts) else ""
        value_before = before in ("letter", "function")
        value_after = after in ("letter", "function", "open")
        if kind == "relation" or (kind == "binary" and value_before):
            signed = after == "binary"
            spaced = value_before and (value_after or signed)
            text += f" {written} " if spaced else written
        elif kind == "function":
            text += (" " if value_before and text[-1:].isalnum() else "") + written
            text += " " if after == "letter" else ""
        else:
            text += written + (" " if kind == "comma" and after else "")
    return " ".join(text.split())
