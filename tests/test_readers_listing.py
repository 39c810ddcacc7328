"""What a saved listing gives, whole or damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Problem
from generator.readers import listing
from generator.readers import read as read_bytes

SOURCES = Path(__file__).parents[1] / "content" / "sources"

HEADER = (
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "byAK and the research community",
    "Jun 17",
)
LONG = "This sentence is one of many in an abstract of the usual length. " * 20
A, B, C = (f"{LONG}It is abstract {name}." for name in "ABC")
MORE = f"{LONG}It is the second half."


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def entries(*paragraphs: str) -> list[tuple[str, str]]:
    return [(r.title, r.abstract) for r in listing.read(text(*paragraphs), "a.txt").records]


def problem(*paragraphs: str) -> Problem:
    problems = listing.read(text(*paragraphs), "a.txt").problems
    assert len(problems) == 1, problems
    return problems[0]


@pytest.mark.first_library
def test_a_real_listing_is_ranked_and_shows_its_day() -> None:
    (path,) = SOURCES.glob("000_*.txt")
    reading = listing.read(path.read_text("utf-8"), "sources/a.txt")
    assert (reading.ranked, reading.day, reading.format) == (True, "Jun 17", "listing")
    assert [record.rank for record in reading.records] == list(range(1, 61))
    assert {record.markup for record in reading.records} == {"text"}
    first, last = reading.records[0], reading.records[-1]
    assert str(first.where) == "sources/a.txt:11"
    assert first.title == "Audiobox: Unified Audio Generation with Natural Language Prompts"
    assert first.abstract.startswith("Audio is an essential part of our life")
    assert last.title.startswith("Contrastive learning of global and local features")
    assert "OSZAR" not in last.abstract


@pytest.mark.parametrize("kept", range(len(HEADER) + 1))
def test_a_header_may_be_missing_in_part_or_whole(kept: int) -> None:
    for header in (HEADER[:kept], HEADER[len(HEADER) - kept :]):
        assert entries(*header, "First", A, "Second", B) == [("First", A), ("Second", B)]
        assert listing.recognises(text(*header, "First", A, "Second", B), "a.txt")


@pytest.mark.parametrize("day", ["Jun 17", "March 3", "Sept. 30", "Dec 1, 2024"])
def test_a_day_is_kept_as_the_page_shows_it(day: str) -> None:
    assert listing.read(text(*HEADER[:4], day, "First", A), "a.txt").day == day


@pytest.mark.parametrize("title", ["Marvelous 12", "New", "May I", "Subscribe to Nothing", "Yi"])
def test_a_short_title_is_not_taken_for_the_header(title: str) -> None:
    assert entries(*HEADER, "First", A, title, B) == [("First", A), (title, B)]


@pytest.mark.parametrize("footer", ["OSZAR »", "Next page ›", "Next»"])
def test_a_footer_becomes_neither_entry_nor_problem(footer: str) -> None:
    reading = listing.read(text(*HEADER, "First", A, footer), "a.txt")
    assert ([r.abstract for r in reading.records], reading.problems) == ([A], ())


def test_a_mark_like_that_of_a_footer_may_end_a_title_elsewhere() -> None:
    assert entries("First", A, "Reading »", B) == [("First", A), ("Reading »", B)]


def test_a_last_abstract_without_an_end_is_told() -> None:
    reading = listing.read(text(*HEADER, "First", A, "Second", f"{A} And we"), "a.txt")
    assert [problem.message for problem in reading.problems] == [
        "the last abstract has no end and may be cut off. Save the page again"
    ]


@pytest.mark.parametrize(
    "label", ["17 Jun", "Tuesday, June 17", "2024-06-17", "Yesterday", "Daily Papers"]
)
def test_other_lines_of_the_head_become_no_entry(label: str) -> None:
    assert entries(*HEADER[:-1], label, "First", A) == [("First", A)]


def test_a_title_like_a_line_of_the_head_is_a_title_elsewhere() -> None:
    assert entries(*HEADER, "First", A, "May 20", B) == [("First", A), ("May 20", B)]


def test_what_follows_the_footer_becomes_no_entry() -> None:
    found = entries(*HEADER, "First", A, "OSZAR »", "View previous papers")
    assert found == [("First", A)]


def test_two_pages_in_one_file_are_read_on() -> None:
    found = entries(*HEADER, "First", A, "OSZAR »", *HEADER, "Second", B)
    assert found == [("First", A), ("Second", B)]


def test_the_first_words_of_a_cut_abstract_are_no_title() -> None:
    whole = [*HEADER, "First", A, "Second", B, "Third", A, "Fourth"]
    reading = listing.read(text(*whole, "Deep learning in medical"), "a.txt")
    assert [record.title for record in reading.records] == ["First", "Second", "Third", "Fourth"]
    assert reading.records[-1].abstract == "Deep learning in medical"
    (problem,) = reading.problems
    assert "seems to be cut off" in problem.message


def test_the_last_words_of_an_abstract_cut_at_its_beginning_are_no_title() -> None:
    found = listing.read(text("of NLU tasks.", "First", A, "Second", B, "Third", A), "a.txt")
    assert [record.title for record in found.records] == ["First", "Second", "Third"]
    assert [problem.fatal for problem in found.problems] == [True]


def test_a_file_cut_within_an_abstract_keeps_what_there_is() -> None:
    assert entries(*HEADER, "First", A, "Second", B[:700]) == [("First", A), ("Second", B[:700])]


def test_a_file_cut_after_a_title_keeps_the_title_and_says_so() -> None:
    assert entries(*HEADER, "First", A, "Second") == [("First", A), ("Second", "")]
    found = problem(*HEADER, "First", A, "Second")
    assert (found.where.line, found.fatal) == (15, False)
    assert '"Second" has no abstract' in found.message


def test_an_entry_without_abstract_leaves_the_next_ones_in_step() -> None:
    paragraphs = (*HEADER, "First", "Second", B, "Third", C)
    assert entries(*paragraphs) == [("First", ""), ("Second", B), ("Third", C)]
    assert (problem(*paragraphs).where.line, problem(*paragraphs).fatal) == (11, False)


def test_titles_alone_are_entries_without_abstracts() -> None:
    assert entries(*HEADER, "First", "Second", "Third") == [
        ("First", ""),
        ("Second", ""),
        ("Third", ""),
    ]


@pytest.mark.parametrize("rest", [("Second", B), ("Second",), ()])
def test_an_abstract_of_two_paragraphs_is_joined(rest: tuple[str, ...]) -> None:
    reading = listing.read(text(*HEADER, "First", A, MORE, *rest), "a.txt")
    assert reading.records[0].abstract == f"{A} {MORE}"
    assert [record.title for record in reading.records[1:]] == list(rest[:1])
    assert [record.rank for record in reading.records] == list(range(1, len(rest[:1]) + 2))
    joined = reading.problems[0]
    assert (joined.where.line, joined.fatal) == (15, False)
    assert '"First"' in joined.message and "Join the two paragraphs" in joined.message


def test_a_title_of_2000_characters_is_a_title_and_is_shown_shortened() -> None:
    title = "Word " * 399 + "final"
    assert entries(*HEADER, "First", A, title, B, "Third", C) == [
        ("First", A),
        (title, B),
        ("Third", C),
    ]
    found = problem(*HEADER, "First", A, title, B, "Third", C)
    assert (found.where.line, found.fatal, "2000 characters" in found.message) == (15, False, True)
    assert len(found.message) < 250


def test_half_a_listing_that_begins_within_an_abstract_invents_no_title() -> None:
    assert entries(A, "Second", B) == [("Second", B)]
    found = problem(A, "Second", B)
    assert (found.where.line, found.fatal) == (1, True)
    assert "an abstract without a title" in found.message


@pytest.mark.parametrize(
    "abstract",
    [
        "A short abstract of a single sentence that is nonetheless longer than most titles are.",
        "Too short to tell, but it ends like a sentence.",
        "Code is at https://example.org/code",
        "x" * 300,
    ],
)
def test_a_short_abstract_is_one_where_its_turn_says_so(abstract: str) -> None:
    reading = listing.read(text(*HEADER, "First", abstract, "Second", B), "a.txt")
    assert [r.abstract for r in reading.records] == [abstract, B]
    assert reading.problems == ()


@pytest.mark.parametrize("title", ["Is This a Title?", "A title that ends in a full stop."])
def test_a_title_may_end_like_a_sentence(title: str) -> None:
    assert entries(*HEADER, "First", A, title, B) == [("First", A), (title, B)]


def test_a_header_with_nothing_after_it_is_a_problem_and_no_failure() -> None:
    assert entries(*HEADER) == []
    assert not problem(*HEADER).fatal
    assert "no entry" in problem(*HEADER).message


def test_lines_of_one_paragraph_are_joined() -> None:
    assert entries("A Title\nin Two  Lines", f"{A}\n{MORE}") == [
        ("A Title in Two Lines", f"{A} {MORE}")
    ]


def test_in_a_file_without_blank_lines_each_line_is_a_paragraph() -> None:
    reading = listing.read("\n" + "\n".join([*HEADER, "First", A, "Second", B]) + "\n\n", "a.txt")
    assert [(r.title, r.abstract) for r in reading.records] == [("First", A), ("Second", B)]
    assert [r.where.line for r in reading.records] == [7, 9]


def test_windows_line_ends_change_nothing() -> None:
    unix = text(*HEADER, "First", A, "Second", B).encode()
    assert read_bytes(unix.replace(b"\n", b"\r\n"), "a.txt") == read_bytes(unix, "a.txt")


MINIMAL = """\
Title of the first paper

The abstract of the first paper, in one paragraph.

Title of the second paper

The abstract of the second paper.
"""
CHINESE = "我们提出一种新的方法，用于从文本中学习表示。实验表明，该方法优于以往的工作。"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "papers.text", "a.log"])
def test_titles_and_abstracts_in_turn_are_a_listing_whatever_the_name(name: str) -> None:
    reading = read_bytes(MINIMAL.encode(), name)
    assert [(r.title, r.abstract) for r in reading.records] == [
        ("Title of the first paper", "The abstract of the first paper, in one paragraph."),
        ("Title of the second paper", "The abstract of the second paper."),
    ]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "abstract",
    [
        "It works, and better than we thought it would after all that!",
        "Is attention all you need to read this many papers in a day?",
        "We make it available to all. Code: https://example.org/code",
        "A method for reading papers at scale in one day (ICML 2024)",
        "We show what nobody has believed before (and how it is done).",
        "The authors of the method call the effect “grokking at scale”",
        "The authors of the method call the effect «grokking at scale».",
        'What they say is "the more you read, the less you understand"',
        "A short abstract of sixty characters, which is not much now.",
        "An abstract that breaks off in the middle of what it tells …",
        CHINESE,
        "提出了一种新的方法，用于从文本中学习表示，优于以往的工作。",
        "この論文では、大規模言語モデルを用いた新しい手法を提案する。",
        "이 논문에서는 대규모 언어 모델을 이용한 새로운 방법을 제안한다.",
    ],
)
def test_an_abstract_may_be_short_and_end_in_many_ways(abstract: str) -> None:
    for others in ((A, B), (abstract, abstract)):
        paragraphs = ("First Paper", others[0], "Second Paper", abstract, "Third", others[1])
        found = list(zip(paragraphs[::2], paragraphs[1::2], strict=True))
        reading = read_bytes(text(*paragraphs).encode(), "a")
        assert [(r.title, r.abstract) for r in reading.records] == found
        assert reading.problems == ()


@pytest.mark.parametrize("others", [(A, B), ("One.", "Two.")])
@pytest.mark.parametrize(
    "abstract",
    [CHINESE.rstrip("。") * 2, "We show in some more words what has not been shown before" * 2],
)
def test_an_abstract_without_an_end_is_known_by_its_length(
    abstract: str, others: tuple[str, str]
) -> None:
    paragraphs = ("First", others[0], "Second", abstract, "Third", others[1])
    assert entries(*paragraphs) == list(zip(paragraphs[::2], paragraphs[1::2], strict=True))


@pytest.mark.parametrize("title", ["一种新的方法", "大规模言語モデルの新しい手法について"])
def test_a_title_may_be_chinese_or_japanese(title: str) -> None:
    assert entries("First", A, title, CHINESE, "Third", C) == [
        ("First", A),
        (title, CHINESE),
        ("Third", C),
    ]


def test_every_title_of_a_listing_may_end_in_a_full_stop() -> None:
    titles = [f"A long enough title of a paper that deals with subject number {n}." for n in "123"]
    paragraphs = [part for pair in zip(titles, (A, B, C), strict=True) for part in pair]
    reading = read_bytes(text(*paragraphs).encode(), "a")
    assert [(r.title, r.abstract) for r in reading.records] == list(
        zip(titles, (A, B, C), strict=True)
    )


SENTENCE = "We describe what we have done in a sentence of its own."
ESSAY = "\n\n".join([f"{LONG}This is paragraph {n}." for n in range(8)])
LICENCE = text(
    "A Free Licence",
    "Copyright (c) 2024 Some Authors",
    f"{LONG}You may use it, subject to the following conditions:",
    f"{LONG}The above notice shall be included in all copies.",
    f"{LONG}It is provided as it is.",
)
PROGRAM = """\
import re

WORD = re.compile(r"[a-z]+")

def words(text: str) -> list[str]:
    return [found.lower() for found in WORD.findall(text)]

def count(text: str) -> dict[str, int]:
    return {word: words(text).count(word) for word in words(text)}
"""
SETTINGS = """\
# [net]

# host = "example.org"; port = 80; path = "/"; user = "me"; # to be set.

# [log]

# level = {"debug", "info"}; file = "a.log"; rotate = true; # or stderr.
"""
LOG = """\
2024-05-01 12:00:01 INFO server: started on port 8000
2024-05-01 12:00:02 INFO server: request from 127.0.0.1 took 12 ms
2024-05-01 12:00:03 WARNING server: no such page: /favicon.ico
"""


@pytest.mark.parametrize(
    "content",
    [
        ESSAY,
        f"My Essay\n\n{A}\n\n{B}\n\n{C}",
        LICENCE,
        PROGRAM,
        SETTINGS,
        LOG,
        f"Dear Ada,\n\n{SENTENCE}\n\nYours sincerely,\n\nCharles",
        f"Dear Ada,\n\n{SENTENCE}",
        "First\n\nSecond\n\nThird",
        "First\nSecond\n\nThird\n",
        SENTENCE,
        "",
    ],
)
def test_other_texts_are_not_recognised(content: str) -> None:
    assert not listing.recognises(content, "a.txt")


def test_a_listing_is_recognised_when_entries_lack_an_abstract() -> None:
    assert listing.recognises(text("First", "Second", B, "Third", C), "a.txt")
