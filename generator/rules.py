"""The rules that mend one text: half-stripped TeX, mangled characters, stray markup.

Each rule is a name, a pattern and what to put in its place; each place where it acts is kept
as a `Change`, so that nothing is lost in silence. Rules are conservative: where a pattern could
be ordinary English, the text stays.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.entities import html5

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

from generator.links import URL
from generator.model import Change

Substitute = Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named substitution; it acts where `pattern` matches and the result differs.

    `needs` is a string without which the pattern cannot match: looking for it first makes
    the rules cheap on the text that needs none of them.
    """

    name: str
    needs: str
    pattern: re.Pattern[str]
    substitute: Substitute


def _rule(name: str, needs: str, pattern: str, substitute: str | Substitute) -> Rule:
    if isinstance(substitute, str):
        template = substitute
        return Rule(name, needs, re.compile(pattern), lambda match: match.expand(template))
    return Rule(name, needs, re.compile(pattern), substitute)


def _sub(characters: str, table: dict[str, str]) -> str:
    """The raised or lowered form of characters, or nothing where one of them has none."""
    shifted = [table.get(character, "") for character in characters]
    return "".join(shifted) if all(shifted) else ""


_LOWERED = dict(zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True))
_RAISED = dict(zip("0123456789ABDEGHIJKLMNOPRTUVWn", "⁰¹²³⁴⁵⁶⁷⁸⁹ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂⁿ", strict=True))
_MACRO_TEXT = get_default_latex_context_db()
_MACROS = {"textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}"}
_SHORTHAND = {
    "eg": "e.g.",
    "ie": "i.e.",
    "etal": "et al.",
    "etc": "etc.",
    "wrt": "w.r.t.",
    "vs": "vs.",
}


def _entity(match: re.Match[str]) -> str:
    known = match[0].startswith("&#") or match[0][1:] in html5
    return html.unescape(match[0]) if known else match[0]


def _redecoded(match: re.Match[str]) -> str:
    """What UTF-8 that was read as Windows-1252 meant to say."""
    raw = (ord(char) if char <= "\xff" else char.encode("cp1252")[0] for char in match[0])
    try:
        return bytes(raw).decode()
    except UnicodeDecodeError:
        return match[0]


def _proxied_host(match: re.Match[str]) -> str:
    try:
        labels = [bytes.fromhex(label).decode("ascii") for label in match["host"].split("o")]
    except ValueError:
        return match[0]
    host = ".".join(labels)
    return "https://" + host if re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", host) else match[0]


def _same_twice(match: re.Match[str]) -> str:
    same = match[2] and match[1].rstrip("/") == match[2].rstrip("/")
    return match[1] if same else match[0]


def _named_link(match: re.Match[str]) -> str:
    url, name = match[1], match[2].strip()
    return url if not name or url.endswith(name) else f"{name} ({url})"


@lru_cache(maxsize=4096)
def tex_to_text(tex: str) -> str:
    """What a piece of TeX stands for, as far as Unicode can say it, or the piece itself."""
    return LatexNodes2Text(keep_comments=True).latex_to_text(tex).strip() or tex


@lru_cache(maxsize=4096)
def _symbol(macro: str) -> str:
    """The character or function name that a macro stands for, or the macro itself."""
    name = macro.removesuffix("{}").lstrip("\\")
    text = _MACROS.get(name) or getattr(_MACRO_TEXT.get_macro_spec(name), "simplify_repl", None)
    if not isinstance(text, str) or not text.strip() or "%" in text:
        return macro
    # What else is ASCII there is no symbol: today's date, a mark for a citation.
    stands = not text.isascii() or len(text) == 1 or text.replace(" ", "") == name
    return text if stands else macro


def _apart(match: re.Match[str], word: str) -> str:
    """A word in place of a match, kept off the letter or digit before it."""
    touches = match.start() and match.string[match.start() - 1].isalnum()
    return f" {word}" if touches else word


def _spelled(match: re.Match[str]) -> str:
    symbol = _symbol(match[0])
    return _apart(match, symbol) if len(symbol) > 1 and symbol != match[0] else symbol


def _unbraced(match: re.Match[str]) -> str:
    """The inner text, unless it may be a set such as {0, 1} or {x, y}."""
    before, inner = match.groups() if match.re.groups > 1 else ("", match[1])
    is_set = "," in inner and re.match(r"[^A-Za-z]|\w\s*,", inner)
    return match[0] if is_set else before + inner


def _shift(match: re.Match[str], table: dict[str, str]) -> str:
    shifted = _sub(match[2], table)
    return match[1] + shifted if shifted else match[0]


# Rules for characters that nobody sees, with what such characters once were.
_UNPRINTABLE = (
    _rule(
        "mojibake",
        "",
        r"[\xc2-\xdf][\x80-\x9f]|[\xe0-\xef](?:[\x80-\x9f][\x80-\xbf]|[\xa0-\xbf][\x80-\x9f])"
        r"|\xf0\x9f[\x80-\xbf]{2}",
        _redecoded,
    ),
    _rule(
        "Windows-1252",
        "",
        r"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]+",
        lambda match: match[0].encode("latin-1").decode("cp1252"),
    ),
    _rule(
        "line break",
        "",
        r"[ \t\r\n\u2028\u2029]+",
        lambda match: " " if match[0].strip(" \t") else match[0],
    ),
    _rule(
        "control character",
        "",
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u00ad"
        r"\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+",
        "",
    ),
    _rule("spaces", "", r"[ \t\u00a0]{2,}|\t", " "),
)

# Rules for the text as a whole, before links and mathematics are set apart.
_WHOLE = (
    _rule("HTML entity", "&", r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});", _entity),
    _rule("mojibake", "â€", r"â€[\xa0-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]", _redecoded),
    _rule("mojibake", "Ã", r"Ã[\xa0-\xaa\xac-\xba\xbc-\xbf]", _redecoded),
    _rule(
        "stripped entity",
        " x20",
        r"(?<=\s)x20[12][0-9a-f](?=\s)",
        lambda match: chr(int(match[0][1:], 16)),
    ),
    _rule(
        "proxy link",
        "://i",
        r"https?://i(?P<host>(?:[0-9a-f]{2})+(?:o(?:[0-9a-f]{2})+)*)z\.[a-z0-9-]+\.[a-z]{2,}\b",
        _proxied_host,
    ),
    _rule(
        "TeX link",
        "{http",
        r"\\url\s?\{(https?://[^\s{}]+)\}",
        lambda match: _apart(match, match[1]),
    ),
    _rule("TeX link", "{http", r"\\href\s?\{(https?://[^\s{}]+)\}\s?\{([^{}]*)\}", _named_link),
    _rule("TeX link", "{http", r"\s?\\footnote\s?\{(https?://[^\s{}]+)\}", r" (\1)"),
    _rule("TeX link", "{http", r"(?<![\w\\}/])\{(https?://[^\s{}]+)\}", r"\1"),
    _rule(
        "TeX escape",
        "\\",
        r"https?://[^\s{}<>\"]+",
        lambda match: re.sub(r"\\([%&$#_~])", r"\1", match[0]),
    ),
    _rule(
        "doubled link",
        "{http",
        r"(https?://[^\s{}\\]+)(?:\\?\{(https?://[^\s{}\\]+)\\?\})?",
        _same_twice,
    ),
    _rule("quotation marks", "``", r"(?<!`)``([^`'\s](?:[^`]{0,300}?[^`'\s])?)''(?!')", r"“\1”"),
    _rule("quotation marks", "``", r"(?<!`)``(?![`\s])(?![^`]{0,300}[^`\s]``(?!\w))", "“"),
    _rule(
        "quotation marks",
        "''",
        r"((?:“|(?<![^\s(\[])\")[^\s“”\"'](?:[^“”\"]{0,400}?[^\s\d“”\"'])?)''(?!')",
        lambda match: match[1] + ("”" if match[1][0] == "“" else '"'),
    ),
    _rule("quotation marks", "“", r'(“[^“”"]{1,400})(?<!\s)"(?![\w"])', r"\1”"),
    _rule("TeX comment", " %", r"(?<=[.!?]\s)%[A-Za-z][^.!?]{0,300}[.!?]\s", ""),
    _rule("spaces", "  ", r" {2,}", " "),
)

_COMMANDS = (
    _rule("escaped quotation mark", '\\"', r'(?<![\w\\])\\"([^"\\]{1,200})\\"(?!\w)', r'"\1"'),
    _rule("escaped quotation mark", "\\'", r"(?<=\w)\\'(?=(?:s|t|d|m|re|ve|ll)\b)", "'"),
    _rule(
        "TeX accent",
        "\\",
        r"""\{\\[uvHtcdbkr][ ][A-Za-z]\}|(?<=[A-Za-z])\\(?:[cv][ ][cCsSzZrt]|H[ ][ou])"""
        r"""|(?<=[A-Za-z-])\\(?:ss|oe|ae|aa|[olL])[ ](?=[a-z])"""
        r"""|\{?\\(?:['`^"~=.uvHtcdbkr]\{\\?[A-Za-z]\}|['`^"~=]\\[ij](?![A-Za-z])"""
        r"""|'[aceilnorsuyzACEILNORSUYZ]|[`^"~][aeiounyAEIOUNY]|=[aeiouAEIOU]|\.[zZI]"""
        r"""|(?:ss|oe|OE|ae|AE|aa|AA|[oOlL])(?![A-Za-z])(?:\{\})?)\}?""",
        lambda match: _unbalanced(match[0]),
    ),
    _rule(
        "TeX shorthand",
        "\\",
        r"\\(eg|ie|etal|etc|wrt|vs)\b\.?",
        lambda match: _SHORTHAND[match[1]],
    ),
    _rule(
        "TeX command",
        "{",
        r"(?:\\(?:emph|underline|text(?:bf|it|tt|sc|rm|sf|up|normal)?|mbox|mathrm|url)"
        r"|(?<![A-Za-z\\])ext(?:bf|it|tt|sc)|(?<![A-Za-z\\])mph)\s?(?:\{((?:[^{}\\]|\\.)*)\}|\\\{([^{}\\]*)\\\})",
        r"\1\2",
    ),
    _rule("TeX command", "{\\", r"\{\\(?:bf|it|em|tt|sc|rm|sf|underline)\s([^{}]*)\}", r"\1"),
)

# Rules for the stretches between links and mathematics.
_PLAIN = (
    *_COMMANDS,
    _rule("TeX symbol", "\\", r"\\[A-Za-z]{2,}(?:\{\}|(?![A-Za-z{]))", _spelled),
    _rule("TeX escape", "\\", r"\\([%&$#_])", r"\1"),
    _rule("TeX escape", "\\{", r"\\\{([^{}\\]{1,200})\\\}", lambda match: _set(match)),
    _rule("multiplication sign", "times", r"(?<=\d)times(?:\s(?=\d))?(?![A-Za-z])", "×"),
    _rule("plus-minus sign", "pm", r"(?<=\d)\s?pm(?=\d)", "±"),
    _rule("similarity sign", "sim", r"(?<=\d)sim\s?(?=\d)", "∼"),
    _rule("similarity sign", "% sim", r"(?<=\d%)\ssim\s(?=\d)", " ∼ "),
    _rule(
        "subscript",
        "ell_",
        r"(?<![\w\\])(ell)_(\d)(?!\w)",
        lambda match: "ℓ" + _LOWERED[match[2]],
    ),
    _rule(
        "subscript",
        "_",
        r"(?<![\w/\\^])([A-Zℓa-z])_(\d)(?![\w^@]|,\w(?!_)|\.\w|,\.)",
        lambda match: _shift(match, _LOWERED),
    ),
    _rule(
        "superscript",
        "^",
        r"(?<=\w)(?<!_)(\w)\^([A-Z]{1,4})(?![\w(])|(?<![\w^+])(\d{1,4})\^(\d{1,3})(?!\w)",
        lambda match: _superscript(match),
    ),
    _rule("tie", "~--", r"(?<=\S)~(?=--)", " "),
    _rule("em dash", "---", r"(?<=\w)---(?=\w)|(?<=\s)---(?=\s)", "—"),
    _rule("en dash", "--", r"(?<=\w)--(?=\w)|(?<=\s)--(?=\s)", "–"),
    _rule("braces", "{", r"(?<![\\A-Za-z])([A-Za-z]+)\{([A-Za-z][\w.+-]+)\}", r"\1 \2"),
    _rule("braces", "{", r"(?<![\w\\^_}\])>])\{([A-Za-z][\w.+-]+)\}", r"\1"),
    _rule("stray brace", "})", r"(?<!\{)\(([A-Za-z][\w-]*)\}\)", r"(\1)"),
)

# What only a field written in TeX needs, before the plain rules. A tie joins what it stands
# between; before a number it may mean "about".
_TEX = (
    *_COMMANDS,
    _rule("TeX space", "~", r"(?<=[^\s(~\\])~(?=[^\s~\d])|(?<=[^\s\d%(~\\])~(?=\d)", " "),
    _rule("TeX space", "\\", r"(?<!\\)\\[ ,;]", " "),
    _rule(
        "TeX braces",
        "{",
        r"(?<![\\\w^_}\]])\{((?:[^{}\\$]|\\[%&$#_]|\\[A-Za-z]+(?![A-Za-z{]))*)\}",
        _unbraced,
    ),
    _rule("TeX braces", "{", r"(?<![\\\w^-])((?:[^\W_]|-)+)\{([^{}\\$]*)\}(?!\{)", _unbraced),
)
# Braces within braces take a pass each; nobody nests them deeper than this.
_PASSES = 8
# Words on which no rule can act, as most names are.
_ORDINARY = re.compile(r"(?:[A-Za-z.,]+(?:[ -][A-Za-z.,]+)*)?")
_PROTECTED = re.compile(
    rf"(?:{URL.pattern})(?:\{{\S*)?" + r"|(?<!\\)\$(?![\s\d.,])[^$]{1,400}?(?<!\s)\$(?!\d)"
    r"|(?<!\\)\$\d[^$]{0,60}?[\\^_][^$]{0,400}\$"
    r"|(?<!\\)\$\\[A-Za-z]+\$|\\\((?:[^\\]|\\[^()]){1,400}?\\\)|(?<![A-Za-z])[A-Za-z]:\\(?=\w)\S*"
)
_NAME = re.compile(r"[A-Za-z][\w.+-]+")


def _set(match: re.Match[str]) -> str:
    """Unescape braces, unless they would then pass for the braces of TeX."""
    return match[0] if _NAME.fullmatch(match[1]) else f"{{{match[1]}}}"


def _unbalanced(tex: str) -> str:
    """Decode an accent, leaving a brace that the match took without its partner."""
    opening = tex.count("{") - tex.count("}")
    if opening > 0:
        return "{" + tex_to_text(tex[1:])
    if opening < 0:
        return tex_to_text(tex[:-1]) + "}"
    return tex_to_text(tex)


def _superscript(match: re.Match[str]) -> str:
    base, raised = (match[1], match[2]) if match[1] else (match[3], match[4])
    shifted = _sub(raised, _RAISED)
    return base + shifted if shifted else match[0]


def _apply(field: str, text: str, rules: Sequence[Rule], changes: list[Change]) -> str:
    for rule in rules:
        if rule.needs in text:

            def act(match: re.Match[str], rule: Rule = rule) -> str:
                after = rule.substitute(match)
                if after != match[0]:
                    before, behind = _rest_of_words(match)
                    change = before + match[0] + behind, before + after + behind
                    changes.append(Change(field, *change, rule.name))
                return after

            text = rule.pattern.sub(act, text)
    return text


def _rest_of_words(match: re.Match[str]) -> tuple[str, str]:
    """The rest of the first and of the last word of a match, at most 40 characters each."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    behind = match.string[match.end() : match.end() + 40]
    return re.split(r"\s", before)[-1], re.split(r"\s", behind)[0]


def _stretches(text: str) -> Iterator[tuple[bool, str]]:
    """The text in order as (protected, piece): links and mathematics are protected."""
    position = 0
    for match in _PROTECTED.finditer(text):
        yield False, text[position : match.start()]
        yield True, match[0]
        position = match.end()
    yield False, text[position:]


def _settle(
    field: str,
    text: str,
    whole: Sequence[Rule],
    plain: Sequence[Rule],
    changes: list[Change],
) -> str:
    """Apply the rules until nothing changes, as what one rule leaves may call for another."""
    for _ in range(_PASSES):
        known = len(changes)
        text = unicodedata.normalize("NFC", text).strip()
        if not text.isprintable():
            text = _apply(field, text, _UNPRINTABLE, changes)
        text = _apply(field, text, whole, changes)
        # Setting links and mathematics apart takes time; few texts need it.
        if rules := [rule for rule in plain if rule.needs in text and rule.pattern.search(text)]:
            text = "".join(
                piece if protected else _apply(field, piece, rules, changes)
                for protected, piece in _stretches(text)
            )
        if len(changes) == known:
            break
    return text


def clean_text(field: str, text: str, markup: str = "text") -> tuple[str, tuple[Change, ...]]:
    """Clean one field; `markup` is "text" or "tex". Returns the text and every change made.

    The result is plain text: cleaning it again, as such, changes nothing.
    """
    if _ORDINARY.fullmatch(text):
        return text, ()
    changes: list[Change] = []
    if markup == "tex":
        text = _settle(field, text, (), _TEX, changes)
    text = _settle(field, text, _WHOLE, _PLAIN, changes)
    return text, tuple(changes)
