"""Web addresses: where they stand in a text, which are safe, and which lead to code."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from generator.model import Link

URL = re.compile(
    r"[hH]ttps?://[^\s<>\"`“”{}\u3000-\u303f\uff00-\uff20]+"
    r"|(?<![\w./@-])[A-Za-z0-9-]+\.github\.io\b(?:/[^\s<>\"`{}]*)?"
)
# Whatever looks like an address, also one that is too vague to be linked.
ADDRESS = re.compile(r"(?:https?:|www\.)\S+|(?<![\w.-])[\w-]++(?:\.[\w-]++)++/\S*")
_TRAILING = ".,;:!?'’”*$\\"
_REPOSITORY = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.[\w.-]+|bitbucket\.org|codeberg\.org)/"
    r"(?!(?:orgs|topics|sponsors|features|marketplace)/)[^/?#]+/[^/?#]+",
    re.IGNORECASE,
)


def find_links(text: str) -> tuple[Link, ...]:
    """The web addresses in a text, without the punctuation that follows them."""
    links = []
    for match in URL.finditer(text) if "://" in text or ".github.io" in text else ():
        shown = _without_punctuation(match[0])
        url = safe_url(shown if "://" in shown else f"https://{shown}")
        if url:
            links.append(Link(match.start(), match.start() + len(shown), url))
    return tuple(links)


def _without_punctuation(url: str) -> str:
    unopened = {
        closing: url.count(closing) - url.count(opening) for opening, closing in ("()", "[]")
    }
    end = len(url)
    while end and (url[end - 1] in _TRAILING or unopened.get(url[end - 1], 0) > 0):
        end -= 1
        if url[end] in unopened:
            unopened[url[end]] -= 1
    return url[:end]


def safe_url(raw: str) -> str:
    """An http(s) address fit for a link target, or nothing for any other text."""
    raw = raw.strip()
    try:
        parts = urlsplit(raw)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return ""
    return quote(raw, safe="/:?#@!$&*+,;=%~-._", errors="replace")


def repository(url: str) -> str:
    """The address without `.git` and the closing slash, if it leads to a code repository."""
    url = re.sub(r"(?:\.git)?/?$", "", url)
    return url if _REPOSITORY.match(url) else ""
