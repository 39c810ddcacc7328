"""What people write leads to pages that there are, or they are told so."""

from __future__ import annotations

import time

import pytest

from generator.authored import dead_links
from generator.model import Note, Page, Problem, Where

KNOWN = ["index.md", "papers/one.md", "papers/two.md", "themes/speech.md", "guide/own page.md"]
KNOWN += ["venues/unknown.md", "years/unknown.md"]
NOTE = Where("notes/one.md")


def found(body: str) -> list[str]:
    note = Note("one", NOTE, body=body, line=4)
    return [problem.message for problem in dead_links([note], [], KNOWN)]


@pytest.mark.parametrize(
    "body",
    [
        "[two](two.md)",
        "[two](two.md#abstract)",
        '[speech](../themes/speech.md "Speech")',
        "[here](#notes)",
        "[there](https://example.org/nowhere.md)",
        "[mail](mailto:a@example.org)",
        "`[code](nowhere.md)`",
        "```\n[code](nowhere.md)\n```",
        "````\n```\n[code](nowhere.md)\n```\n````",
        "`of\n[code](nowhere.md)`",
        "<!-- [x](nowhere.md) -->",
        "brackets ](nowhere are no link",
        "\\[x](nowhere) is none either",
        "[ ] to do (nowhere)",
        "[first] (nowhere)",
        "[another host](//example.org/nowhere)",
        "[two](two.md?print)",
        "[own](<../guide/own page.md>) and [own](../guide/own%20page.md)",
        "[x][y]\n\n[y]: two.md",
        "[^1]: nowhere",
    ],
)
def test_a_link_that_leads_somewhere_is_no_problem(body: str) -> None:
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[x](tow.md)", 'the link to "tow.md" leads to no page; did you mean "two.md"?'),
        ("[x](two/)", 'the link to "two/" leads to no page; did you mean "two.md"?'),
        ("![x](zzz.png)", 'the link to "zzz.png" leads to no page'),
        ("~~~\ncode\n~~~\n[x](zzz)", 'the link to "zzz" leads to no page'),
        ("```code``` begins a line\n\n[x](zzz)", 'the link to "zzz" leads to no page'),
        ("[see [1]](zzz)", 'the link to "zzz" leads to no page'),
        ("[over\nlines](zzz)", 'the link to "zzz" leads to no page'),
        ("[x][y]\n\n[y]: zzz 'Title'", 'the link to "zzz" leads to no page'),
        ("[![x](zzz.png)](two.md)", 'the link to "zzz.png" leads to no page'),
        ("[![x](https://example.org/x.png)](zzz)", 'the link to "zzz" leads to no page'),
        (
            "[x](speech.md#top)",
            'the link to "speech.md#top" leads to no page; did you mean "../themes/speech.md"?',
        ),
        (
            "[x](/papers/two.md)",
            'the link to "/papers/two.md" leads to no page; did you mean "two.md"?',
        ),
        (
            "[x](../unknown.md)",
            'the link to "../unknown.md" leads to no page; did you mean "../years/unknown.md"?',
        ),
        (
            "[x](../venues/unknwon.md)",
            'the link to "../venues/unknwon.md" leads to no page; '
            'did you mean "../venues/unknown.md"?',
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_what_may_be_meant(body: str, message: str) -> None:
    assert found(body) == [message]


@pytest.mark.parametrize("piece", ["[", "[a ", "[a] ", "[x](<", "`", "`a ", "```\n", "<!--", "![("])
def test_no_text_takes_long(piece: str) -> None:
    start = time.process_time()
    found(piece * 20_000)
    assert time.process_time() - start < 2


def test_the_line_is_that_of_the_file() -> None:
    note = Note("one", NOTE, body="`a\nb`\n\n[x\ny](zzz)", line=4)
    page = Page("guide/own.md", "# Own\n\n[x](../zzz) and [one](../papers/one.md)\n")
    places = [problem.where for problem in dead_links([note], [page], KNOWN)]
    assert places == [Where("notes/one.md", 8), Where("pages/guide/own.md", 3)]


def test_a_dead_link_is_fatal_since_a_strict_build_would_stop_at_it() -> None:
    (problem,) = dead_links([Note("one", NOTE, body="[x](zzz)")], [], KNOWN)
    assert problem == Problem(NOTE, 'the link to "zzz" leads to no page', fatal=True)
