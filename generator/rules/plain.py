"""Rules for plain text: what others left of TeX and of entities when they made it plain.

They are conservative: where a pattern could be ordinary English, the text stays.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

from generator.mathematics import lowered, raised, symbol, tex_to_text
from generator.rules.edits import rule

SHORTHAND = {
    "eg": "e.g.",
    "ie": "i.e.",
    "etal": "et al.",
    "etc": "etc.",
    "wrt": "w.r.t.",
    "vs": "vs.",
}
_NAME = re.compile(r"[A-Za-z][\w.+-]+")


def _entity(match: re.Match[str]) -> str:
    known = match[0].startswith("&#") or match[0][1:] in html5
    return html.unescape(match[0]) if known else match[0]


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


def _apart(match: re.Match[str], word: str) -> str:
    """A word in place of a match, kept off the letter or digit before it."""
    touches = match.start() and match.string[match.start() - 1].isalnum()
    return f" {word}" if touches else word


def _spelled(match: re.Match[str]) -> str:
    text = symbol(match[0])
    return _apart(match, text) if len(text) > 1 and text != match[0] else text


def _set(match: re.Match[str]) -> str:
    """Unescape braces, unless they would then pass for the braces of TeX."""
    return match[0] if _NAME.fullmatch(match[1]) else f"{{{match[1]}}}"


def _accent(match: re.Match[str]) -> str:
    """Decode an accent, leaving a brace that the match took without its partner."""
    tex = match[0]
    opening = tex.count("{") - tex.count("}")
    if opening > 0:
        return "{" + tex_to_text(tex[1:])
    if opening < 0:
        return tex_to_text(tex[:-1]) + "}"
    return tex_to_text(tex)


def _superscript(match: re.Match[str]) -> str:
    base, script = (match[1], match[2]) if match[1] else (match[3], match[4])
    shifted = raised(script)
    return base + shifted if shifted else match[0]


# Rules for the text as a whole, before links and mathematics are set apart.
WHOLE = (
    rule("HTML entity", "&", r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});", _entity),
    rule(
        "stripped entity",
        " x20",
        r"(?<=\s)x20[12][0-9a-f](?=\s)",
        lambda match: chr(int(match[0][1:], 16)),
    ),
    rule(
        "proxy link",
        "://i",
        r"https?://i(?P<host>(?:[0-9a-f]{2})+(?:o(?:[0-9a-f]{2})+)*)z\.[a-z0-9-]+\.[a-z]{2,}\b",
        _proxied_host,
    ),
    rule(
        "TeX link",
        "{http",
        r"\\url\s?\{(https?://[^\s{}]+)\}",
        lambda match: _apart(match, match[1]),
    ),
    rule("TeX link", "{http", r"\\href\s?\{(https?://[^\s{}]+)\}\s?\{([^{}]*)\}", _named_link),
    rule("TeX link", "{http", r"\s?\\footnote\s?\{(https?://[^\s{}]+)\}", r" (\1)"),
    rule("TeX link", "{http", r"(?<![\w\\}/])\{(https?://[^\s{}]+)\}", r"\1"),
    rule(
        "TeX escape",
        "\\",
        r"https?://[^\s{}<>\"]+",
        lambda match: re.sub(r"\\([%&$#_~])", r"\1", match[0]),
    ),
    rule(
        "doubled link",
        "{http",
        r"(https?://[^\s{}\\]+)(?:\\?\{(https?://[^\s{}\\]+)\\?\})?",
        _same_twice,
    ),
    rule("quotation marks", "``", r"(?<!`)``([^`'\s](?:[^`]{0,300}?[^`'\s])?)''(?!')", r"“\1”"),
    rule("quotation marks", "``", r"(?<!`)``(?![`\s])(?![^`]{0,300}[^`\s]``(?!\w))", "“"),
    rule(
        "quotation marks",
        "''",
        r"((?:“|(?<![^\s(\[])\")[^\s“”\"'](?:[^“”\"]{0,400}?[^\s\d“”\"'])?)''(?!')",
        lambda match: match[1] + ("”" if match[1][0] == "“" else '"'),
    ),
    rule("quotation marks", "“", r'(“[^“”"]{1,400})(?<!\s)"(?![\w"])', r"\1”"),
    rule("TeX comment", " %", r"(?<=[.!?]\s)%[A-Za-z][^.!?]{0,300}[.!?]\s", ""),
    rule("spaces", "  ", r" {2,}", " "),
)

ESCAPED_QUOTES = (
    rule("escaped quotation mark", '\\"', r'(?<![\w\\])\\"([^"\\]{1,200})\\"(?!\w)', r'"\1"'),
    rule("escaped quotation mark", "\\'", r"(?<=\w)\\'(?=(?:s|t|d|m|re|ve|ll)\b)", "'"),
)
HALF_COMMANDS = (
    rule(
        "TeX command",
        "{",
        r"(?<![A-Za-z\\])(?:ext(?:bf|it|tt|sc)|e?mph)\s?"
        r"(?:\{((?:[^{}\\]|\\.)*)\}|\\\{([^{}\\]*)\\\})",
        r"\1\2",
    ),
)
# Rules for the stretches between links and mathematics.
PLAIN = (
    *ESCAPED_QUOTES,
    rule(
        "TeX accent",
        "\\",
        r"""\{\\[uvHtcdbkr][ ][A-Za-z]\}|(?<=[A-Za-z])\\(?:[cv][ ][cCsSzZrt]|H[ ][ou])"""
        r"""|(?<=[A-Za-z-])\\(?:ss|oe|ae|aa|[olL])[ ](?=[a-z])"""
        r"""|\{?\\(?:['`^"~=.uvHtcdbkr]\{\\?[A-Za-z]\}|['`^"~=]\\[ij](?![A-Za-z])"""
        r"""|'[aceilnorsuyzACEILNORSUYZ]|[`^"~][aeiounyAEIOUNY]|=[aeiouAEIOU]|\.[zZI]"""
        r"""|(?:ss|oe|OE|ae|AE|aa|AA|[oOlL])(?![A-Za-z])(?:\{\})?)\}?""",
        _accent,
    ),
    rule(
        "TeX shorthand",
        "\\",
        r"\\(eg|ie|etal|etc|wrt|vs)\b\.?",
        lambda match: SHORTHAND[match[1]],
    ),
    rule(
        "TeX command",
        "{",
        r"\\(?:emph|underline|text(?:bf|it|tt|sc|rm|sf|up|normal)?|mbox|mathrm|url)\s?"
        r"(?:\{((?:[^{}\\]|\\.)*)\}|\\\{([^{}\\]*)\\\})",
        r"\1\2",
    ),
    *HALF_COMMANDS,
    rule("TeX command", "{\\", r"\{\\(?:bf|it|em|tt|sc|rm|sf|underline)\s([^{}]*)\}", r"\1"),
    rule("TeX symbol", "\\", r"\\[A-Za-z]{2,}(?:\{\}|(?![A-Za-z{]))", _spelled),
    rule("TeX escape", "\\", r"\\([%&$#_])", r"\1"),
    rule("TeX escape", "\\{", r"\\\{([^{}\\]{1,200})\\\}", _set),
    rule("multiplication sign", "times", r"(?<=\d)times(?:\s(?=\d))?(?![A-Za-z])", "×"),
    rule("multiplication sign", "imes$", r"(?<=\d)\$\s?imes\$", "×"),
    rule("plus-minus sign", "pm", r"(?<=\d)\s?pm(?=\d)", "±"),
    rule("similarity sign", "sim", r"(?<=\d)sim\s?(?=\d)", "∼"),
    rule("similarity sign", "% sim", r"(?<=\d%)\ssim\s(?=\d)", " ∼ "),
    rule(
        "subscript",
        "ell_",
        r"(?<![\w\\])(ell)_(\d)(?!\w)",
        lambda match: "ℓ" + lowered(match[2]),
    ),
    rule(
        "subscript",
        "_",
        r"(?<![\w/\\^])([A-Zℓa-z])_(\d)(?![\w^@]|,\w(?!_)|\.\w|,\.)",
        lambda match: match[1] + lowered(match[2]),
    ),
    rule(
        "superscript",
        "^",
        r"(?<=\w)(?<!_)(\w)\^([A-Z]{1,4})(?![\w(])|(?<![\w^+])(\d{1,4})\^(\d{1,3})(?!\w)",
        _superscript,
    ),
    rule("tie", "~--", r"(?<=\S)~(?=--)", " "),
    rule("em dash", "---", r"(?<=\w)---(?=\w)|(?<=\s)---(?=\s)", "—"),
    rule("en dash", "--", r"(?<=\w)--(?=\w)|(?<=\s)--(?=\s)", "–"),
    rule("braces", "{", r"(?<![\\A-Za-z])([A-Za-z]+)\{([A-Za-z][\w.+-]+)\}", r"\1 \2"),
    rule("braces", "{", r"(?<![\w\\^_}\])>])\{([A-Za-z][\w.+-]+)\}", r"\1"),
    rule("stray brace", "})", r"(?<!\{)\(([A-Za-z][\w-]*)\}\)", r"(\1)"),
)
