"""What JSON of any dialect gives, whole or damaged."""

from __future__ import annotations

import json
import time
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Reading
from generator.readers import json as reader

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
IDENTIFYING = ("title", "doi", "arxiv", "pmid", "openalex", "s2", "acl")
KINDS = ("csljson", "openalex", "semanticscholar", "crossref")


def read(text: str) -> Reading:
    return reader.read(text, "a.json")


def titles(text: str) -> list[str]:
    return [record.title for record in read(text).records]


def rejected(text: str) -> tuple[int, str]:
    """The line and the message of the one entry that gives no record."""
    reading = read(text)
    assert len(reading.rejected) == 1, reading
    assert reading.problems == ()
    return reading.rejected[0].where.line, reading.rejected[0].message


def samples() -> list[tuple[str, int]]:
    manifest = SAMPLES / "MANIFEST.tsv"
    lines = manifest.read_text("utf-8").splitlines() if manifest.exists() else []
    cells = [line.split("\t") for line in lines]
    return [(row[0], int(row[4])) for row in cells if row[0].startswith(KINDS)]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not on this machine")
def test_every_sample_gives_as_many_records_as_it_has_entries() -> None:
    assert len(samples()) >= 6
    for path, entries in samples():
        text = (SAMPLES / path).read_text("utf-8")
        reading = reader.read(text, path)
        assert reader.recognises(text, path)
        assert (len(reading.records), reading.rejected, reading.problems) == (entries, (), ())
        assert {record.format for record in reading.records} == {reading.format}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('{"title": "A"}', "a.txt", True),
        ('  [\n {"title": "A"}]', "a.txt", True),
        ('{"ti\\"tle" : 1}', "a", True),
        ("[null, {}]", "a", True),
        ("[]", "a", True),
        ("{}\n", "a", True),
        ('[[{"title": "A"}]]', "a", True),
        ('[1, {"title": "A"}]', "a.jsonl", True),
        ("[", "a.json.gz", True),
        ("[link](https://example.org)", "a.md", False),
        ('["Quoted" link](https://example.org)', "a.md", False),
        ("[[Page]] of a wiki", "a.md", False),
        ("[ ] to be read", "a.md", False),
        ("[1] Lovelace, Ada. Notes. 1843.", "a.txt", False),
        ("[Retracted] A title\n\nAn abstract.", "a.txt", False),
        ("{A Title in Braces}", "a.txt", False),
        ("A title", "a.json", False),
        ("", "a.json", False),
    ],
)
def test_json_is_told_by_how_it_begins(text: str, name: str, expected: bool) -> None:
    assert reader.recognises(text, name) is expected


def test_a_key_without_end_is_told_in_linear_time() -> None:
    start = time.perf_counter()
    assert not reader.recognises('{"' + "\\a" * 1_000_000, "a.txt")
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "A"}, {"title": "B"}]',
        '[{"title": "A"} {"title": "B"},]',
        '{"title": "A"}\n{"title": "B"}\n',
        '{"title": "A"},\n{"title": "B"}',
        '\ufeff{"title": "A"}\n\n{\n"title": "B"}',
        '{"meta": {"count": 2}, "results": [{"title": "A"}, {"title": "B"}]}',
        '{"results": [{"title": "A"}]}\n{"results": [{"title": "B"}], "next": null}',
        '[{"results": [{"title": "A"}]}, {"results": [{"title": "B"}]}, {"results": []}]',
        '[[{"title": "A"}], [{"title": "B"}]]',
        '{"status": "ok", "message": {"items": [{"title": "A"}, {"title": "B"}]}}',
        '{"data": {"papers": [{"title": "A"}, {"title": "B"}]}}',
        '{"title": "My list", "papers": [{"title": "A"}, {"title": "B"}]}',
        '{"recommendedPapers": [{"title": "A"}, {"title": "B"}]}',
    ],
)
def test_papers_are_found_in_lists_in_lines_and_in_what_wraps_them(text: str) -> None:
    reading = read(text)
    assert [record.title for record in reading.records] == ["A", "B"]
    assert (reading.rejected, reading.problems) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "A", "data": []}',
        '{"title": "A", "authors": ["Ada Lovelace"], "data": [{"title": "B"}]}',
        '{"doi": "10.1000/a", "title": "A", "results": [{"title": "B"}]}',
        '{"title": "A", "references": [{"title": "B"}]}',
        '{"authors": [], "data": {"items": [{"title": "B"}]}, "title": "A"}',
    ],
)
def test_lists_in_a_paper_are_not_taken_for_papers(text: str) -> None:
    assert titles(text) == ["A"]


def test_a_record_names_the_line_that_its_object_begins_on() -> None:
    text = '\n{"message": {\n"items": [\n {"title": "A",\n "year": 1},\n\n {"title": "B"}]}}\n'
    assert [record.where.line for record in read(text).records] == [4, 7]


@pytest.mark.parametrize("text", ["[]", "{}", '{"results": [], "meta": {"count": 0}}', "[\n"])
def test_a_file_without_a_paper_says_so(text: str) -> None:
    reading = read(text)
    assert reading.records == ()
    assert len(reading.problems + reading.rejected) == 1
    assert reading.format == "json"


@pytest.mark.parametrize("cut", range(1, 60))
def test_what_stands_before_a_cut_is_read_and_the_cut_is_told(cut: int) -> None:
    text = '{"results": [\n{"title": "First"},\n{"title": "Second"}\n], "meta": {"count": 2}}'
    reading = read(text[:-cut])
    assert [record.title for record in reading.records] == ["First", "Second"][
        : text[:-cut].count("}")
    ]
    (told,) = reading.problems + reading.rejected
    assert "cut" in told.message or "the file ends in the middle of this entry" in told.message


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ('{"title": "B" "year": 1}', "line 2"),
        ('{"title": "B", year: 1}', "line 2"),
        ('{"title": "B"', "line 3"),
        ('{"title": "an unescaped "quote""}', "line 2"),
        ('{"title": "B}', "line 3"),
        ("{title: 'B'}", "line 2"),
    ],
)
@pytest.mark.parametrize("indent", ["", "  ", "\t"])
def test_a_fault_costs_only_its_entry(fault: str, told: str, indent: str) -> None:
    text = f'[\n{indent}{fault},\n{indent}{{"title": "C"}},\n{indent}{{"title": "D"}}]'
    assert titles(text)[-1] == "D"
    line, message = rejected(text)
    assert line == 2
    assert told in message
    lines = f'{fault}\n{{"title": "C"}}\n{{"title": "D"}}\n'
    assert titles(lines) == titles(text)
    # Where the fault swallows the line break, the next entry goes with it only if it must.
    assert titles(text) == ["C", "D"]


def test_a_fault_in_one_long_line_tells_what_was_not_read() -> None:
    text = '[{"title": "A"}, {"title" "B"}, {"title": "C"}]'
    assert titles(text) == ["A"]
    assert "what follows it was not read" in rejected(text)[1]


def test_a_nested_object_is_never_taken_for_the_entry_after_a_fault() -> None:
    entry = '  {\n    "x" 1,\n    "references": [\n      {"title": "Cited"}\n    ]\n  }'
    text = f'[\n{entry},\n  {{"title": "B"}}\n]'
    assert titles(text) == ["B"]


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ('{"title": "A", "year": NaN, "x": [Infinity, -Infinity]}', "A"),
        ('{"title": "A\\ud800B"}', "A\ufffdB"),
        ('{"title": "A\\ud83d\\ude00"}', "A\U0001f600"),
        ('{"title": "A", "n": ' + "9" * 10_000 + "}", "A"),
        ('{"title": "A\tB"}', "A\tB"),
        ('{"title": "A\nB"}', "A\nB"),
        ('{"title": " A\\n"}', "A"),
    ],
)
def test_values_that_careless_programs_write_are_read(entry: str, title: str) -> None:
    assert titles(entry) == [title]
    assert titles(f"[{entry}, {entry}]") == [title, title]


@pytest.mark.parametrize("form", ["[{},\n{}]", "{}\n{}"])
def test_a_key_that_stands_twice_is_told_and_the_last_counts(form: str) -> None:
    text = form.format('{"title": "A"}', '{"title": "B", "title": "C"}')
    assert titles(text) == ["A", "C"]
    (problem,) = read(text).problems
    assert (problem.where.line, problem.fatal) == (2, False)
    assert "“title” stands twice" in problem.message


def test_an_entry_longer_than_a_part_of_the_text_is_read() -> None:
    entries = [{"title": f"{number}", "abstract": "é" * 400_000} for number in range(3)]
    for text in (json.dumps(entries), json.dumps(entries, ensure_ascii=False, indent=1)):
        assert titles(text) == ["0", "1", "2"]
    assert titles(json.dumps(entries[0])) == ["0"]


@pytest.mark.parametrize("length", range(99_930, 100_010))
def test_no_value_is_lost_where_a_part_of_the_text_ends(length: int) -> None:
    entries = '{"title": "\\u00e9", "year": -1843.5e0, "x": null}' * 2
    for opening in ('[{"title": "', '{"title": "'):
        text = f'{opening}{"a" * length}"}},\n{entries}'
        reading = read(text)
        assert [record.title[-1] for record in reading.records] == ["a", "é", "é"]
        assert [record.year for record in reading.records] == ["", "-1843.5", "-1843.5"]


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 100_000, '{"data":' * 100_000, '{"a":\n[' * 100_000],
)
def test_deep_nesting_is_told(text: str) -> None:
    assert "nested too deeply" in rejected(text)[1]
    assert titles(f'[{{"title": "A"}},\n{text}') == ["A"]


@pytest.mark.parametrize("text", ["[1, 2, 3]", '["a", {}, 1]', '[[], "", true]', "[1]\n2\n3"])
def test_values_that_are_no_objects_are_told_once(text: str) -> None:
    line, message = rejected(text)
    assert line == 1
    assert message.startswith("3 values here are no papers")


def test_null_in_a_batch_is_a_paper_that_the_service_does_not_know() -> None:
    text = '[null,\n{"title": "A"}]'
    assert titles(text) == ["A"]
    line, message = rejected(text)
    assert line == 1
    assert "the service knows no paper" in message
    assert not read(text).rejected[0].fatal


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"error": "Paper with id 0 not found"}', "Paper with id 0 not found"),
        ('{"message": "Not Found", "documentation_url": "https://example.org"}', "Not Found"),
        ('{"detail": "Not Found"}', "Not Found"),
        ('{"message": "Too Many Requests.", "code": "429"}', "Too Many Requests."),
        ('{"error": "Invalid query", "message": "no such filter"}', "no such filter"),
        ('{"type": "about:blank", "title": "Gone", "status": 410, "detail": "Gone."}', "Gone."),
        (
            '{"status": "failed", "message-type": "validation-failure", '
            '"message": [{"type": "parameter-not-allowed", "message": "no such parameter"}]}',
            "no such parameter",
        ),
    ],
)
def test_an_error_message_of_a_service_is_told_from_papers(text: str, said: str) -> None:
    assert read(text).records == ()
    message = rejected(text)[1]
    assert message.startswith("this is an error message of a service, not papers: “")
    assert f"“{said}”" in message


def test_an_unknown_object_is_rejected_with_its_keys() -> None:
    message = rejected(json.dumps({"colour": 1, "a\ud800\nb": 2, **dict.fromkeys("cdefghij")}))[1]
    assert "“colour”, “a? b”" in message
    assert "and 2 more" in message


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "", "type": "book", "id": "a", "issued": {"date-parts": [[1843]]}},
        {"paperId": None, "title": None},
        {"DOI": "", "title": [], "prefix": "10.1000"},
        {"paper": {"title": " ", "summary": ""}},
    ],
)
def test_an_entry_without_title_and_identifier_is_rejected(entry: dict[str, Any]) -> None:
    assert "neither a title nor an identifier" in rejected(json.dumps([entry]))[1]


def test_a_file_of_several_dialects_is_plain_json() -> None:
    csl, s2 = '{"title": "A", "issued": {"raw": "1843"}}', '{"paperId": "1f", "title": "B"}'
    reading = read(f"[{csl}, {s2}]")
    assert [record.format for record in reading.records] == ["csl-json", "semanticscholar"]
    assert reading.format == "json"
    assert read(f"[{csl}]").format == "csl-json"


def test_many_entries_take_a_few_seconds() -> None:
    entry = {"id": "lovelace1843", "type": "article-journal", "title": "Notes", "issued": {}}
    text = json.dumps([entry] * 20_000, indent=1)
    start = time.perf_counter()
    reading = read(text)
    assert time.perf_counter() - start < 10
    assert len(reading.records) == 20_000
    assert reading.records[-1].where.line == 6 * 19_999 + 2


@pytest.mark.parametrize(
    "line", ['{"title": "a" "b"}', '{"title": "a', '{"a":[', '{"a":1,', '{"', "{", '},{"a', "[{"]
)
def test_many_faults_take_a_few_seconds(line: str) -> None:
    start = time.perf_counter()
    reading = read(f"{line}\n" * 30_000)
    assert time.perf_counter() - start < 10
    assert reading.rejected


# What any dialect looks for, with values of any kind.
NAMES = st.sampled_from(
    "title paper paperId corpusId externalIds id ids DOI doi author authors authorships issued"
    " date-parts message items results data relation link institution abstract summary paper_id"
    " metadata pdf_parse corpusid content annotations text start end abstract_inverted_index biblio"
    " type primary_location source locations journal publicationVenue versions authors_parsed tags"
    " keyword note custom year upvotes family given name creators itemType error detail".split()
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
VALUES = st.recursive(
    SCALARS,
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(NAMES | st.text(max_size=3), inside)
    ),
    max_leaves=12,
)
OBJECTS = st.dictionaries(NAMES | st.text(max_size=3), VALUES, min_size=1)


def assert_sound(reading: Reading) -> None:
    assert reading.records or reading.rejected or reading.problems
    for record in reading.records:
        assert any(getattr(record, name) for name in IDENTIFYING)
        "".join(value for value in astuple(record) if isinstance(value, str)).encode()
        "".join((*record.tags, *record.more, *map(str, record.authors))).encode()
    for problem in (*reading.rejected, *reading.problems):
        str(problem).encode()


@given(VALUES, st.integers(0, 10))
def test_any_json_gives_records_or_problems(value: object, cut: int) -> None:
    text = json.dumps(value)
    assert_sound(read(text[: len(text) - cut]))


@given(st.lists(OBJECTS, min_size=1, max_size=4))
def test_every_object_gives_a_record_or_is_rejected(objects: list[dict[str, object]]) -> None:
    reading = read("\n".join(json.dumps({"author": [], **one}) for one in objects))
    assert_sound(reading)
    assert len(reading.records) + len(reading.rejected) == len(objects)


@given(st.text() | st.text(alphabet='[]{}",:\\ntru1 \n', max_size=60))
def test_any_text_gives_records_or_problems(text: str) -> None:
    assert_sound(read(text))
    assert reader.recognises(text, "a.txt") <= reader.recognises(text, "a.json")


TITLES = st.text(min_size=1).filter(str.strip)


@given(st.lists(st.fixed_dictionaries({"title": TITLES}), min_size=1), st.integers(0, 2))
def test_every_entry_of_a_list_is_a_record(entries: list[dict[str, str]], indent: int) -> None:
    reading = read(json.dumps(entries, indent=indent or None))
    assert len(reading.records) == len(entries)
    assert (reading.rejected, reading.problems) == ((), ())
    lines = read("\n".join(map(json.dumps, entries)))
    assert [record.title for record in lines.records] == [one.title for one in reading.records]
    assert [record.where.line for record in lines.records] == list(range(1, len(entries) + 1))
