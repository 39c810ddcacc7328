"""What holds for every reader, whatever it is given: records or problems, never an exception.

The suite tries a few hundred cases of each format; `make nightly` tries 20,000.
"""

from __future__ import annotations

import gzip

import hypothesis.strategies as st
import pytest
from hypothesis import given

from generator import readers
from generator.model import Reading, Record
from generator.readers import READERS
from tests.test_formats import EXAMPLES, FORMATS

MARKS = "{}[]<>()\"'@#%&$\\|,;:=-\t\n\0\ufeff\u2028\ud800"
WORDS = ("\n\n", "---\n", "<!--", "]]>", "&#0;", "\\begin{", "1e999", "null", "TY  - ", "ER  - ")
NOISE = st.text(max_size=12) | st.sampled_from([*MARKS, *WORDS])


@st.composite
def damaged(draw: st.DrawFn, example: str) -> str:
    """An example of a format in which something was cut out, put in or said again."""
    text = example
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 80)))
        piece = draw(st.sampled_from(["", text[start:end] * 2]) | NOISE)
        text = text[:start] + piece + text[end:]
    return text


def sound(reading: Reading, text: str) -> None:
    """What every reading keeps to."""
    lines = text.count("\n") + 1
    for record in reading.records:
        assert isinstance(record, Record)
        told = (record.title, record.doi, record.arxiv, record.pmid, record.openalex, record.s2)
        assert any(part.strip() for part in (*told, record.acl, record.url, *record.more))
        assert 1 <= record.where.line <= lines
    for problem in (*reading.problems, *reading.rejected):
        assert problem.message
        assert 1 <= problem.where.line <= lines


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.FORMAT or "foreign")
@given(text=st.text(max_size=300))
def test_any_text_is_read_by_any_reader(reader: readers.Reader, text: str) -> None:
    assert reader.recognises(text, "a") in (True, False)
    sound(reader.read(text, "a"), text)


@pytest.mark.parametrize("heading", FORMATS)
@given(data=st.data())
def test_a_damaged_file_is_read_as_far_as_it_goes(heading: str, data: st.DataObject) -> None:
    text = data.draw(damaged(EXAMPLES[heading][1]))
    for reader in READERS:
        if reader.recognises(text, "a"):
            sound(reader.read(text, "a"), text)
            break


@given(st.binary(max_size=300) | st.binary(max_size=300).map(gzip.compress))
def test_any_bytes_are_records_or_problems(data: bytes) -> None:
    reading = readers.read(data, "a")
    assert reading.records or reading.problems or reading.rejected or reading.format
