"""What is read of broken entries, and what is said of them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Reading
from generator.readers import bibtex

GOOD = "@book{good,\n  title = {The Book},\n  year = 1984\n}\n"
AFTER = GOOD.replace("{good", "{after")


def read(broken: str) -> Reading:
    """What is read of an entry in line 6 between two good ones, both of which are read too."""
    for after in ("", AFTER):
        reading = bibtex.read(f"{GOOD}\n{broken}{after}", "a.bib")
        keys = [record.key for record in reading.records]
        assert keys[0] == "good" and (keys[-1] == "after") is bool(after)
    return reading


@pytest.mark.parametrize(
    ("broken", "title", "year", "fault"),
    [
        (
            "@misc{broken,\n  title = {No end\n}\n",
            "No end",
            "",
            "the { opened for the field title in line 7 is never closed. Close it before",
        ),
        (
            '@misc{broken,\n  title = "No end\n}\n',
            "No end",
            "",
            'the " opened for the field title in line 7 is never closed. Close it before',
        ),
        (
            "@misc{broken,\n  title = {No {end},\n  year = 1984\n}\n",
            "No {end}",
            "1984",
            "the { opened for the field title in line 7 is never closed",
        ),
        (
            "@misc{broken, title = {No {end, year = {1984}\n}\n",
            "No end",
            "1984",
            "the { opened for the field title in line 6 is never closed",
        ),
        (
            '@misc{broken,\n  title = "G{\\"o}del", url = {No end,\n  year = {1984}\n}\n',
            'G{\\"o}del',
            "1984",
            "the { opened for the field url in line 7 is never closed",
        ),
        (
            '@misc{broken,\n  title = "No end,\n  year = "1984"\n}\n',
            "No end",
            "1984",
            'the " opened for the field title in line 7 is never closed',
        ),
        ("@misc{broken,\n  title = {End},\n\n", "End", "", "its last } is missing. Add it"),
        ("@misc{broken,\n  title = {End}\n\n", "End", "", "its last } is missing"),
        ("@misc(broken,\n  title = {End}\n\n", "End", "", "its last ) is missing"),
        ("@misc(broken,\n  title = {End}\n}\n\n", "End", "", "it is closed with }"),
        (
            "@misc{broken\n  title = {No comma}\n}\n",
            "No comma",
            "",
            "no comma follows its key. Begin it as in @article{key,",
        ),
        ("@misc{broken title = {A}, year = 1984}\n", "A", "1984", "no comma follows its key"),
        (
            "@misc{broken,\n  title = {A},\n  year 1984\n}\n",
            "A",
            "",
            "a name in line 8 is followed by no =. Write fields as in year = {2024}",
        ),
        (
            "@misc{broken,\n  oh dear,\n  title = {A}, year = 1984\n}\n",
            "A",
            "1984",
            "a name in line 7 is followed by no =",
        ),
        (
            "@misc{broken,\n  title = {A}},\n  year = 1984\n}\n",
            "A",
            "1984",
            "a } in line 7 closes it too early. Delete that",
        ),
        (
            "@misc{broken,\n  oh {dear},\n  title = {A} year = {1984}}\n",
            "A",
            "1984",
            "a name in line 7 is followed by no =",
        ),
    ],
)
def test_an_entry_is_recovered_as_far_as_its_fields_can_be_read(
    broken: str, title: str, year: str, fault: str
) -> None:
    reading = read(broken)
    found = [record for record in reading.records if record.key == "broken"]
    assert [(r.title, r.year, r.where.line) for r in found] == [(title, year, 6)]
    (problem,) = reading.problems
    assert (problem.where.line, problem.fatal, reading.rejected) == (6, False, ())
    assert problem.message.startswith(f"{broken[:12]} was recovered: {fault}")


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("@misc{broken,\n  title {No sign}\n}\n", "a name in line 7 is followed by no ="),
        ("@misc{broken\n}\n", "no field follows"),
        ("@misc{broken", "no field follows"),
        ("@misc{broken,\n", "its last } is missing"),
        ("@misc{broken,}\n", "no field follows"),
        ("@misc{}\n", "no field follows"),
        ("@miscbroken,\n title = {A}}\n", "no { follows its kind"),
    ],
)
def test_an_entry_of_which_nothing_can_be_read_is_rejected(broken: str, fault: str) -> None:
    reading = bibtex.read(f"{GOOD}\n{broken}\n{AFTER}", "a.bib")
    assert [record.key for record in reading.records] == ["good", "after"]
    (problem,) = reading.rejected
    assert (problem.where.line, problem.fatal, reading.problems) == (6, True, ())
    assert problem.message.startswith("@misc") and f" cannot be read: {fault}" in problem.message


def test_a_recovered_entry_without_title_is_rejected_for_both_reasons() -> None:
    reading = read("@misc{broken,\n  year = {1984\n}\n")
    (problem,) = reading.rejected
    assert "year in line 7 is never closed" in problem.message
    assert 'the entry "broken" has no title' in problem.message
    assert reading.problems == ()


@pytest.mark.parametrize(
    "entry",
    [
        "@misc\n{key, title = {A}, year = 1984}",
        "@ misc {key, title = {A}, year = 1984}",
        "@misc{key, % not it, in any way\n title = {A}, year = 1984}",
        "@misc{key, title = {A}, % quoted: \"A\n year = 1984 % or so, 'tis said\n}",
        "@misc{key, title = {A}, file = {C:\\papers\\}, year = 1984}",
        "@misc{key, title = {A}, note = {Call\n @home (at night), or so}, year = 1984}",
        "@misc{key, title = {A}, % volume = {3},\n % number = {4}\n year = 1984}",
        "@misc{, title = {A}, year = 1984}",
        "@misc{title = {A}, year = 1984}",
        "@misc{key\n, title = {A}\n, year = 1984\n}",
        "@misc{key, title = {A}, year = 1984,,}",
    ],
)
def test_what_is_only_unusual_is_read_without_a_word(entry: str) -> None:
    reading = bibtex.read(f"{entry}\n{AFTER}", "a.bib")
    assert [(r.title, r.year) for r in reading.records] == [("A", "1984"), ("The Book", "1984")]
    assert reading.records[0].volume == ""
    assert (reading.problems, reading.rejected) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "mail me@home {or not}\n",
        "Ada @work (see below, or not)\n",
        "mail me@home (a, b = c)\n",
        "mail {\\@home, a = {b}}\n",
        "% see @misc{key}\n",
        "@user (somewhere)\n",
        "@nobody home\n",
        "100 % @home {or not}\n",
    ],
)
def test_an_at_sign_in_other_text_is_no_entry(text: str) -> None:
    reading = bibtex.read(f"{GOOD}{text}{AFTER}", "a.bib")
    assert [record.key for record in reading.records] == ["good", "after"]
    assert (reading.problems, reading.rejected) == ((), ())


@pytest.mark.parametrize(
    "entry", ["% @misc{old, title = {A}}", "%@misc{old,\n%  title = {A},\n%}", "%%  @misc{old,\n%}"]
)
def test_an_entry_that_is_commented_out_is_left_out_and_said_to_be(entry: str) -> None:
    reading = bibtex.read(f"{GOOD}{entry}\n{AFTER}", "a.bib")
    assert [record.key for record in reading.records] == ["good", "after"]
    (problem,) = reading.rejected
    assert (problem.where.line, problem.fatal, reading.problems) == (5, False, ())
    assert problem.message.startswith("@misc{old is commented out")


def test_an_entry_on_the_line_of_a_broken_one_is_read() -> None:
    text = "@misc{a title = {A}} @misc{b, title = {B}} @misc{c, title = {C @misc{d, title = {D}}\n"
    reading = bibtex.read(text + AFTER, "a.bib")
    titles = {record.key: record.title for record in reading.records}
    assert titles == {"a": "A", "b": "B", "c": "C", "d": "D", "after": "The Book"}
    assert len(reading.problems) == 2


def test_a_value_that_looks_like_fields_is_kept_whole_if_it_is_closed() -> None:
    abstract = "We set\n  x = 3, y = {4}, and so on."
    reading = bibtex.read(f"@misc{{a, abstract = {{{abstract}}}, title = {{A}}\n{AFTER}", "a.bib")
    assert reading.records[0].abstract == " ".join(abstract.split())
    assert "its last } is missing" in reading.problems[0].message


@pytest.mark.parametrize(
    ("broken", "known"),
    [
        ("@string{a = {A}\n", "A"),
        ('@string{a = "A\n', "A"),
        ("@string(a = {A}\n", "A"),
    ],
)
def test_a_broken_abbreviation_is_recovered(broken: str, known: str) -> None:
    reading = bibtex.read(f"{broken}@misc{{key, title = a # {{ and}}}}\n", "a.bib")
    assert [record.title for record in reading.records] == [f"{known} and"]
    (problem,) = reading.problems
    assert "@string{a was recovered: ".replace("{", broken[7]) in problem.message


WHOLE = """@article{broken,
  author = {Lovelace, Ada and G{\\"o}del, Kurt},
  title = "The {B}roken {"}Title{"} (one)",
  abstract = {We show that
     x = 3, and write to a@b.org % not a comment, y = {4}.},
  journal = acm # { Letters},
  year = 1984, doi = {10.1000/x}
}
"""


@given(st.integers(len("@article{"), len(WHOLE) - 2), st.integers(0, 40))
def test_wherever_an_entry_is_cut_its_neighbours_are_read_and_it_is_told_of(
    start: int, length: int
) -> None:
    text = f"{GOOD}{WHOLE[:start]}{WHOLE[start + length :]}\n{AFTER}"
    reading = bibtex.read(text, "a.bib")
    keys = [record.key for record in reading.records]
    assert (keys[0], keys[-1]) == ("good", "after")
    assert len(reading.records) + len(reading.rejected) == 3


@pytest.mark.parametrize(
    "piece",
    ["@misc{a,\n title={A\n", "@misc{a, ", "@a{", "@a{k,\n", "a={x} ", "% x = {y} ", "\na={", "{"],
)
@pytest.mark.parametrize("before", ["", "@misc{a, "])
def test_faults_by_the_thousand_take_a_moment(before: str, piece: str) -> None:
    text = before + piece * (100_000 // len(piece))
    began = time.process_time()
    reading = bibtex.read(text, "a.bib")
    # By the square of the length, it would be minutes.
    assert time.process_time() - began < 10
    assert reading.records or reading.problems or reading.rejected
