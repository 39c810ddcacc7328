"""Whether BibTeX comes out as Zotero imports it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.clean import clean
from generator.model import Author, Entry
from generator.readers import bibtex, decode

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "bibtex"

# Where Zotero says otherwise, by the key of the entry and the field, and why that is no fault.
DISAGREEMENTS = {
    ("Bogadottir2012", "author"): "the file has an accent under nothing, {\\d}, for the letter eth",
    ("MR1870153", "author"): "Zotero puts the accent of {\\'{\\i}} on an i without its dot",
}

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES = {ord(mark): "'" for mark in "\u2018\u2019\u201a\u201b\u02bc`"} | {
    ord(mark): '"' for mark in "\u201c\u201d\u201e\u201f\u00ab\u00bb"
}
# The hyphen that shows nothing unless a line is broken there.
_FOLDED = _DASHES | _QUOTES | {0xAD: ""}
_MARKUP = re.compile(r"</?(?:span|sub|sup|i|b|em|strong)\b[^>]*>")

Field = tuple[str, str, object, object]


def fold(text: str) -> str:
    """The text without what is only set differently: dashes, quotation marks, HTML, spaces."""
    text = unicodedata.normalize("NFKC", _MARKUP.sub("", text)).translate(_FOLDED)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def fold_title(text: str) -> str:
    """A folded title whatever its case, as Zotero puts titles into that of a sentence."""
    return fold(text).casefold()


def theirs(item: dict[str, Any], role: str) -> list[tuple[str, str]]:
    return [
        (fold(person.get("lastName") or person.get("name", "")), fold(person.get("firstName", "")))
        for person in item["creators"]
        if person["creatorType"] == role
    ]


def ours(people: Iterable[Author]) -> list[tuple[str, str]]:
    return [(fold(person.family), fold(person.given)) for person in people]


def compared(item: dict[str, Any], entry: Entry) -> Iterator[Field]:
    """Each field that Zotero gives or we do: the key of the entry, the field, both values."""
    key = item["citationKey"]
    year = re.match(r"\d{4}", item.get("date", ""))
    extra = item.get("extra", [])
    noted = extra if isinstance(extra, str) else "\n".join(extra)
    pmid = item.get("PMID") or "".join(re.findall(r"^PMID: (\d+)", noted, re.MULTILINE))
    arxiv = "".join(re.findall(r"^arXiv: ?([\w./-]+)", noted, re.MULTILINE))
    yield key, "title", fold_title(item["title"]), fold_title(entry.title)
    yield key, "author", theirs(item, "author"), ours(entry.authors)
    yield key, "editor", theirs(item, "editor"), ours(entry.editors)
    yield key, "year", int(year[0]) if year else None, entry.year
    yield key, "doi", item.get("DOI", "").lower(), entry.doi
    # Zotero leaves in a note what it has no field for.
    yield key, "pmid", pmid or entry.pmid, entry.pmid
    yield key, "arxiv", arxiv or entry.arxiv, entry.arxiv


@pytest.mark.skipif(not SAMPLES.exists(), reason="../shared is not here")
def test_titles_creators_years_and_identifiers_are_those_that_zotero_gives() -> None:
    fields: list[Field] = []
    for expected in sorted((SAMPLES / "expected").glob("*.zotero.json")):
        (path,) = SAMPLES.rglob(expected.name.removesuffix(".zotero.json"))
        text, _ = decode(path.read_bytes(), path.name)
        records = bibtex.read(text or "", path.name).records
        entries = {record.key: clean(record) for record in records}
        items = json.loads(expected.read_text("utf-8"))
        assert {item["citationKey"] for item in items} == set(entries)
        for item in items:
            fields += compared(item, entries[item["citationKey"]])
    given = [field for field in fields if field[2] or field[3]]
    differing = {(key, name): (zotero, we) for key, name, zotero, we in given if zotero != we}
    unexplained = {place: both for place, both in differing.items() if place not in DISAGREEMENTS}
    assert unexplained == {}
    assert len(given) > 100
    assert len(differing) <= 0.02 * len(given)


@pytest.mark.parametrize(
    ("zotero", "we", "same"),
    [
        ("On \u201csets\u201d \u2013 <i>again</i>", 'on "Sets" - Again', True),
        ("Cu<sub>2</sub>O", "Cu₂O", True),
        ("pre\u00adColumbian", "Precolumbian", True),
        ("The set", "The sets", False),
    ],
)
def test_only_how_a_title_is_set_is_folded(zotero: str, we: str, same: bool) -> None:
    assert (fold_title(zotero) == fold_title(we)) is same
