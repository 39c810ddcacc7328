"""Every rule about one record alone: TeX, mangled text, names, identifiers, links.

Each rule is a name, a pattern and what to put in its place; each place where it acts is kept
as a `Change`, so that nothing is lost in silence. Rules are conservative: where a pattern could
be ordinary English, the text stays.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

from generator.model import Author, Change, Entry, Link, Record

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
_SHORTHAND = {
    "eg": "e.g.",
    "ie": "i.e.",
    "etal": "et al.",
    "etc": "etc.",
    "wrt": "w.r.t.",
    "vs": "vs.",
}


def _proxied_host(match: re.Match[str]) -> str:
    try:
        labels = [bytes.fromhex(label).decode("ascii") for label in match["host"].split("o")]
    except ValueError:
        return match[0]
    host = ".".join(labels)
    return "https://" + host if re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", host) else match[0]


def _same_twice(match: re.Match[str]) -> str:
    return match[1] if match[1].rstrip("/") == match[2].rstrip("/") else match[0]


@lru_cache(maxsize=4096)
def _tex_to_text(tex: str) -> str:
    return LatexNodes2Text(keep_comments=True).latex_to_text(tex).strip() or tex


@lru_cache(maxsize=4096)
def _symbol(macro: str) -> str:
    spec = _MACRO_TEXT.get_macro_spec(macro.lstrip("\\").rstrip())
    text = getattr(spec, "simplify_repl", None)
    return text if isinstance(text, str) and text.strip() and "%" not in text else macro


def _shift(match: re.Match[str], table: dict[str, str]) -> str:
    shifted = _sub(match[2], table)
    return match[1] + shifted if shifted else match[0]


# Rules for the text as a whole, before links and mathematics are set apart.
_WHOLE = (
    _rule("line break", "", r"[ \t]*[\r\n\u2028\u2029\x85][ \t\r\n\u2028\u2029\x85]*", " "),
    _rule(
        "control character",
        "",
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\u00ad"
        r"\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+",
        "",
    ),
    _rule(
        "HTML entity",
        "&",
        r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});",
        lambda match: html.unescape(match[0]),
    ),
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
    _rule("doubled link", "{http", r"(https?://[^\s{}]+)\{(https?://[^\s{}]+)\}", _same_twice),
    _rule("quotation marks", "``", r"``([^`'\s](?:[^`]{0,300}?[^`'\s])?)''(?!')", r"“\1”"),
    _rule("quotation marks", "``", r"``(?=\S)", "“"),
    _rule("quotation marks", "''", r"(?<=[^\s\d'])''(?!')", "”"),
    _rule("quotation marks", "“", r'(“[^“”"]*)"', r"\1”"),
    _rule("TeX comment", " %", r"(?<=[.!?]\s)%[A-Za-z][^.!?]*[.!?]\s", ""),
    _rule("spaces", "", r"[ \t\u00a0]{2,}", " "),
)

# Rules for the stretches between links and mathematics.
_PLAIN = (
    _rule(
        "TeX accent",
        "\\",
        r"""\{?\\(?:['`^"~=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z])"""
        r"""|[uvHtcdbkr](?:\{\\?[A-Za-z]\}|[ ][A-Za-z](?![A-Za-z]))"""
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
        "\\",
        r"\\(?:emph|text(?:bf|it|tt|sc|rm|sf|up|normal)?|mbox|mathrm|url)\s?\{([^{}]*)\}",
        r"\1",
    ),
    _rule("TeX symbol", "\\", r"\\[A-Za-z]{2,}(?![A-Za-z{])", lambda match: _symbol(match[0])),
    _rule("TeX escape", "\\", r"\\([%&$#_{}])", r"\1"),
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
        r"(?<![\w/\\])([A-Zℓa-z])_(\d)(?!\w)",
        lambda match: _shift(match, _LOWERED),
    ),
    _rule(
        "superscript",
        "^",
        r"(?<=\w)(\w)\^([A-Z]{1,4})(?!\w)|(?<![\w^])(\d{1,4})\^(\d{1,3})(?!\w)",
        lambda match: _superscript(match),
    ),
    _rule("tie", "~--", r"(?<=\S)~(?=--)", " "),
    _rule("em dash", "---", r"(?<=\w)---(?=\w)|(?<=\s)---(?=\s)", "—"),
    _rule("en dash", "--", r"(?<=\w)--(?=\w)|(?<=\s)--(?=\s)", "–"),
    _rule("braces", "{", r"(?<=[A-Za-z])\{([A-Za-z][\w.+-]*)\}", r" \1"),
    _rule("braces", "{", r"(?<![\w\\^_])\{([A-Za-z][\w.+-]*)\}", r"\1"),
    _rule("stray brace", "})", r"\(([A-Za-z][\w-]*)\}\)", r"(\1)"),
)

# What only a field written in TeX needs, before the plain rules.
_TEX = (
    _rule("TeX space", "~", r"(?<!\\)~", " "),
    _rule("TeX space", "\\", r"\\[ ,;]", " "),
    _rule("TeX braces", "{", r"(?<![\\\w^_}\]])\{((?:[^{}\\$]|\\[%&$#_])*)\}", r"\1"),
    _rule("TeX braces", "{", r"(?<=[A-Za-z-])(?<!\\[A-Za-z])\{([^{}\\$]*)\}(?!\{)", r"\1"),
)

_URL = re.compile(
    r"https?://[^\s<>\"“”{}]+|(?<![\w./@-])[a-z0-9-]+\.github\.io\b(?:/[^\s<>\"{}]*)?"
)
_PROTECTED = re.compile(
    _URL.pattern + r"|\$(?![\s\d.,])[^$]{1,400}?(?<!\s)\$(?!\d)|\$\d[^$]{0,60}?[\\^_][^$]*\$"
)
_REPOSITORY = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.[\w.-]+|bitbucket\.org|codeberg\.org)/[^/?#]+/[^/?#]+",
    re.IGNORECASE,
)
_ARXIV = re.compile(r"(?<![\d.])(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


def _unbalanced(tex: str) -> str:
    """Decode an accent, leaving a brace that the match took without its partner."""
    opening = tex.count("{") - tex.count("}")
    if opening > 0:
        return "{" + _tex_to_text(tex[1:])
    if opening < 0:
        return _tex_to_text(tex[:-1]) + "}"
    return _tex_to_text(tex)


def _superscript(match: re.Match[str]) -> str:
    base, raised = (match[1], match[2]) if match[1] else (match[3], match[4])
    shifted = _sub(raised, _RAISED)
    return base + shifted if shifted else match[0]


def _apply(field: str, text: str, rules: tuple[Rule, ...], changes: list[Change]) -> str:
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


def clean_text(field: str, text: str, markup: str = "text") -> tuple[str, tuple[Change, ...]]:
    """Clean one field; `markup` is "text" or "tex". Returns the text and every change made."""
    changes: list[Change] = []
    text = unicodedata.normalize("NFC", text)
    text = _apply(field, text, _WHOLE, changes)
    rules = _TEX + _PLAIN if markup == "tex" else _PLAIN
    text = "".join(
        piece if protected else _apply(field, piece, rules, changes)
        for protected, piece in _stretches(text)
    )
    return text.strip(), tuple(changes)


def find_links(text: str) -> tuple[Link, ...]:
    """The web addresses in a text, without the punctuation that follows them."""
    links = []
    for match in _URL.finditer(text):
        shown = match[0].rstrip(".,;:!?'’”*")
        while shown.endswith((")", "]")) and shown.count("(") < shown.count(")") + shown.count("]"):
            shown = shown[:-1].rstrip(".,;:!?'’”*")
        url = safe_url(shown if "://" in shown else f"https://{shown}")
        if url:
            links.append(Link(match.start(), match.start() + len(shown), url))
    return tuple(links)


def safe_url(raw: str) -> str:
    """An http(s) address fit for a link target, or nothing for any other text."""
    raw = raw.strip()
    try:
        parts = urlsplit(raw)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    return quote(raw, safe="/:?#@!$&*+,;=%~-._")


def repository(url: str) -> str:
    """The address without `.git` and the closing slash, if it leads to a code repository."""
    url = re.sub(r"(?:\.git)?/?$", "", url)
    return url if _REPOSITORY.match(url) else ""


def _identifiers(record: Record) -> tuple[str, str]:
    """The record's DOI and arXiv id from whichever field states them."""
    arxiv = next(
        (
            match[1]
            for text in (record.arxiv, record.url, record.doi, record.pdf)
            if (text is record.arxiv or "arxiv" in text.lower()) and (match := _ARXIV.search(text))
        ),
        "",
    )
    doi = next((match[0] for text in (record.doi, record.url) if (match := _DOI.search(text))), "")
    doi = doi.rstrip(".,;").lower()
    return ("" if doi.startswith("10.48550/arxiv.") else doi), arxiv


def _authors(record: Record, changes: list[Change]) -> tuple[Author, ...]:
    authors = []
    for author in record.authors:
        family, in_family = clean_text("authors", author.family, record.markup)
        given, in_given = clean_text("authors", author.given, record.markup)
        changes += in_family + in_given
        if family.lower() == "others" and not given:
            changes.append(Change("authors", "and others", "", "unnamed authors"))
        elif family or given:
            authors.append(Author(family or given, given if family else ""))
    half = len(authors) // 2
    if half and authors[:half] == authors[half:]:
        changes.append(
            Change("authors", f"{len(authors)} names", f"{half} names", "repeated authors")
        )
        authors = authors[:half]
    return tuple(authors)


def _year(record: Record, changes: list[Change]) -> int | None:
    match = _YEAR.search(record.year)
    year = match[1] if match else ""
    if record.year.strip() != year:
        changes.append(Change("year", record.year.strip(), year, "year"))
    return int(year) if year else None


def _venue(record: Record, year: int | None, changes: list[Change]) -> str:
    venue, made = clean_text("venue", record.venue, record.markup)
    changes += made
    without = re.sub(rf"\s*\b{year}\b\s*", " ", venue).strip() if year else venue
    if without and without != venue and not re.search(r"\b(of|in|on|the)$|^[^\w]|[^\w)]$", without):
        changes.append(Change("venue", venue, without, "year in the venue"))
        return without
    return venue


def clean(record: Record) -> Entry:
    """Clean one record. The same record always gives the same entry; nothing else is consulted."""
    changes: list[Change] = []
    title, made = clean_text("title", record.title, record.markup)
    changes += made
    abstract, made = clean_text("abstract", record.abstract, record.markup)
    changes += made
    year = _year(record, changes)
    venue = _venue(record, year, changes)
    authors = _authors(record, changes)
    doi, arxiv = _identifiers(record)
    addresses = {}
    for field in ("url", "pdf", "code"):
        raw = getattr(record, field).strip()
        addresses[field] = safe_url(raw)
        if raw and not addresses[field]:
            changes.append(Change(field, raw, "", "not a web address"))
    for field, raw, value in (("doi", record.doi, doi), ("arxiv", record.arxiv, arxiv)):
        if raw.strip() and raw.strip() != value:
            changes.append(Change(field, raw.strip(), value, "identifier"))
    links = find_links(abstract)
    code = repository(addresses["code"]) or addresses["code"]
    code = code or next((found for link in links if (found := repository(link.url))), "")
    return Entry(
        record=record,
        title=title,
        abstract=abstract,
        authors=authors,
        year=year,
        venue=venue,
        doi=doi,
        arxiv=arxiv,
        url=addresses["url"],
        pdf=addresses["pdf"],
        code=code,
        links=links,
        changes=tuple(changes),
    )
