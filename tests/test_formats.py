"""The page on formats tells the truth: every example on it is read, in the format it stands for."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from generator import readers
from generator.clean import clean

PAGE = Path(__file__).parents[1] / "content/pages/guide/formats.md"
EXAMPLE = re.compile(r"^### (.+)\n(?:(?!###).*\n)*?```(\w+)\n((?:.*\n)*?)```$", re.MULTILINE)
EXAMPLES = {
    found[1]: (found[2], found[3]) for found in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))
}
FORMATS = {
    "BibTeX and BibLaTeX": "bibtex",
    "RIS": "ris",
    "NBIB (PubMed, MEDLINE)": "nbib",
    "EndNote XML": "endnote",
    "EndNote’s tagged format": "refer",
    "Web of Science, tagged": "wos",
    "CSL-JSON": "csl-json",
    "CSV and TSV": "csv",
    "arXiv": "arxiv",
    "OpenAlex": "openalex",
    "Semantic Scholar": "semanticscholar",
    "Crossref": "crossref",
    "Hugging Face daily papers": "huggingface",
    "PubMed XML": "pubmed",
    "MODS": "mods",
    "Any other JSON of papers": "json",
    "GROBID TEI": "tei",
    "JATS": "jats",
    "S2ORC": "s2orc",
    "Markdown with front matter": "markdown",
    "Markdown lists": "markdown",
    "Saved listings": "listing",
}


def test_every_section_has_an_example_of_a_format() -> None:
    headings = re.findall(r"^### (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == list(EXAMPLES) == list(FORMATS)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("heading", FORMATS)
def test_an_example_is_read_whatever_the_file_is_called(heading: str, packed: bool) -> None:
    _, text = EXAMPLES[heading]
    data = gzip.compress(text.encode()) if packed else text.encode()
    for name in ("papers", "papers.txt", "papers.bin"):
        reading = readers.read(data, f"sources/{name}")
        assert (reading.format, reading.problems, reading.rejected) == (FORMATS[heading], (), ())
        entry = clean(reading.records[0])
        assert re.fullmatch("On looms (and|&) engines", entry.title.rstrip("."), re.IGNORECASE)
        if heading != "Saved listings":
            assert entry.authors[0].family == "Lovelace"
            assert entry.authors[0].given in ("Ada", "A")
            assert entry.year in (1843, 2021) or heading not in ("RIS", "CSL-JSON", "arXiv")


def test_every_reader_is_on_the_page() -> None:
    known = {
        dialect.FORMAT
        for reader in readers.READERS
        for dialect in getattr(reader, "DIALECTS", [reader])
    }
    assert known - {""} == set(FORMATS.values())
