"""MathML from outside to the TeX that it stands for."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)[A-Za-z]\w{0,30};")
_SPECIAL = re.compile(r"[{}$&#%_]")
_VARIANTS = {
    "script": "mathcal",
    "double-struck": "mathbb",
    "fraktur": "mathfrak",
    "bold": "mathbf",
    "normal": "mathrm",
    "bold-italic": "boldsymbol",
    "sans-serif": "mathsf",
}
_OVER = {"¯": "bar", "‾": "bar", "˜": "tilde", "~": "tilde", "^": "hat", "ˆ": "hat", "→": "vec"}
_OVER |= {"˙": "dot", "¨": "ddot"}
_LIMITS = frozenset("∑∏∫⋃⋂⋁⋀") | {"lim", "min", "max", "sup", "inf"}
_SHAPES = {
    "msub": "{0}_{{{1}}}",
    "msup": "{0}^{{{1}}}",
    "msubsup": "{0}_{{{1}}}^{{{2}}}",
    "munderover": "{0}_{{{1}}}^{{{2}}}",
    "mfrac": r"\frac{{{0}}}{{{1}}}",
    "mroot": r"\sqrt[{1}]{{{0}}}",
}


def to_tex(mathml: str) -> str:
    """The TeX of a `math` element: that of its annotation, or else made from its parts.

    What is no MathML gives its text.
    """
    # Nothing is fetched or expanded: names of characters are looked up here, all others go.
    named = _ENTITY.sub(lambda match: html5.get(match[0][1:], ""), mathml)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(named.encode(), parser)
    if root is None:
        return ""
    for element in root.iter(etree.Element):
        if _name(element) == "annotation" and "tex" in element.get("encoding", "").lower():
            return (element.text or "").strip()
    return " ".join(_tex(root).split())


def _name(element: etree._Element) -> str:
    return re.sub(r".*[}:]", "", str(element.tag)).lower()


def _tex(element: etree._Element) -> str:
    name = _name(element)
    children = [child for child in element if isinstance(child.tag, str)]
    if name == "semantics":
        children = children[:1]
    parts = [_tex(child) for child in children]
    text = " ".join((element.text or "").split())
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        return _token(name, text, element.get("mathvariant", ""))
    if name in ("mspace", "none", "mprescripts", "mphantom", "annotation", "annotation-xml"):
        return r"\ " if name == "mspace" else ""
    if name == "msqrt":
        return rf"\sqrt{{{''.join(parts)}}}"
    if name == "mfenced":
        opening, closing = element.get("open", "("), element.get("close", ")")
        return f"{_token('mo', opening, '')}{', '.join(parts)}{_token('mo', closing, '')}"
    if name == "mtable":
        rows = r"\\".join(parts)
        return rf"\begin{{matrix}}{rows}\end{{matrix}}"
    if name == "mtr":
        return " & ".join(parts)
    if name == "mover" and len(parts) == 2:
        base, over = parts
        accent = _OVER.get(over)
        return rf"\{accent}{{{base}}}" if accent else _stacked("overset", "^", base, over)
    if name == "munder" and len(parts) == 2:
        return _stacked("underset", "_", *parts)
    shape = _SHAPES.get(name, "")
    if shape and len(parts) == 2 + ("{2}" in shape):
        base = parts[0]
        if name != "mfrac" and name != "mroot" and len(base) > 1 and not _single(base):
            parts[0] = f"{{{base}}}"
        return shape.format(*parts)
    tails = (" ".join((child.tail or "").split()) for child in children)
    return text + "".join(part + tail for part, tail in zip(parts, tails, strict=True))


def _single(tex: str) -> bool:
    """Whether a script after a piece of TeX belongs to the whole of it."""
    return tex.isdecimal() or re.fullmatch(r"\\[A-Za-z]+(?:\{[^{}]*\})?\s?", tex) is not None


def _stacked(macro: str, script: str, base: str, other: str) -> str:
    if base.lstrip("\\").strip() in _LIMITS:
        return f"{base}{script}{{{other}}}"
    return rf"\{macro}{{{other}}}{{{base}}}"


def _token(name: str, text: str, variant: str) -> str:
    text = text.replace("\\", r"\backslash ").replace("^", r"\hat{}").replace("~", r"\sim ")
    text = _SPECIAL.sub(r"\\\g<0>", text)
    if name in ("mtext", "ms"):
        return rf"\text{{{text}}}" if text else ""
    if macro := _VARIANTS.get(variant):
        return text if macro == "mathrm" and len(text) < 2 else rf"\{macro}{{{text}}}"
    if name == "mi" and text in ("sin", "cos", "tan", "log", "ln", "exp", "lim", *_LIMITS):
        return f"\\{text} " if text.isascii() else text
    return rf"\mathrm{{{text}}}" if name == "mi" and len(text) > 1 and text.isalpha() else text
