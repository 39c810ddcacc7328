"""What people write: each fault has its place and its remedy, and what is good survives it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import curation
from generator.curation import decisions, note, people, settings, themes
from generator.handwritten import EMPTY
from generator.model import Decision, Note, Phrase, Problem, Settings, SourceSettings, Where

CONTENT = Path(__file__).parents[1] / "content"

GOOD = "- id: audio\n  title: Audio\n  about: Sound.\n  phrases: [speech]\n"
Found = tuple[Problem, ...]


def messages(problems: Found) -> list[tuple[int, str]]:
    return [(problem.where.line, problem.message) for problem in problems]


def only(problems: Found) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def theme_note(front: str, body: str = "") -> tuple[Note, Found]:
    value, problems = note(f"---\n{front}---\n{body}", "notes/a.md", "a")
    assert value
    return value, problems


# Themes


def test_a_theme_is_read_with_all_that_it_says() -> None:
    text = (
        "- id: sound\n  phrases: [noise]\n"
        "- id: speech-audio\n  title: Speech: and audio\n  about: >-\n    Of two\n    lines.\n"
        "  phrases:\n    - speech\n    - audio: 2.5\n  parent: sound\n"
    ).replace("Speech: and audio", '"Speech: and audio"')
    (sound, theme), problems = themes(text, "themes.yml")
    assert problems == ()
    assert (sound.title, sound.about, sound.parent) == ("Sound", "", "")
    assert (theme.id, theme.title, theme.about) == (
        "speech-audio",
        "Speech: and audio",
        "Of two lines.",
    )
    assert theme.phrases == (Phrase("speech", 1.0), Phrase("audio", 2.5))
    assert (theme.parent, theme.where) == ("sound", Where("themes.yml", 3))


def test_a_theme_says_which_papers_to_read_first() -> None:
    text = "- id: a\n  phrases: [x]\n  order:\n  - one-paper\n  - another\n  - one-paper\n  - [x]\n"
    (theme,), problems = themes(text, "t")
    assert theme.order == ("one-paper", "another")
    assert [problem.where for problem in problems] == [Where("t", 7)]


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        ("speech", {"speech": 1}),
        ("[speech, audio]", {"speech": 1, "audio": 1}),
        ("{speech: 2, audio: 0.5}", {"speech": 2, "audio": 0.5}),
        ("[speech, {audio: 3}]", {"speech": 1, "audio": 3}),
        ("[{speech: 2, audio: 3}]", {"speech": 2, "audio": 3}),
        ("['GPT-4: a report']", {"GPT-4: a report": 1}),
    ],
)
def test_phrases_may_be_written_in_every_natural_form(
    phrases: str, expected: dict[str, float]
) -> None:
    (theme,), problems = themes(f"- id: a\n  phrases: {phrases}\n", "t")
    assert problems == ()
    assert {phrase.text: phrase.weight for phrase in theme.phrases} == expected


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "yes",
        "on",
        "1984",
        "2.10",
        "1_000",
        "0x1F",
        "12:30:45",
        "2024-01-01",
        ".inf",
        "=a",
        "<<a",
    ],
)
def test_a_word_is_what_it_says_and_no_number_date_or_truth(word: str) -> None:
    (theme,), problems = themes(f"- id: a\n  title: {word}\n  phrases: [{word}]\n", "t")
    assert problems == ()
    assert (theme.title, theme.phrases) == (word, (Phrase(word),))


@pytest.mark.parametrize(
    "weight",
    ["0", "-1", "heavy", "true", "null", "", ".nan", ".inf", "nan", "inf", "1000", "1e9", "[2]"],
)
def test_a_weight_that_is_no_sensible_number_costs_only_its_phrase(weight: str) -> None:
    text = f"- id: a\n  phrases:\n    - good: 2\n    - bad: {weight}\n    - fine\n"
    (theme,), problems = themes(text, "t")
    assert theme.phrases == (Phrase("good", 2), Phrase("fine"))
    problem = only(problems)
    assert (problem.where, problem.fatal) == (Where("t", 4), True)
    assert problem.message.startswith('the weight of "bad" must be a number above 0')


@pytest.mark.parametrize("phrases", ["", "[]", "''", "~", "{}"])
def test_a_theme_without_phrases_stays_and_is_mentioned(phrases: str) -> None:
    (theme,), problems = themes(f"- id: a\n  phrases: {phrases}\n", "t")
    assert theme.phrases == ()
    problem = only(problems)
    assert (problem.where.line, problem.fatal) == (2, False)
    assert "only a note can put a paper into it" in problem.message
    assert len(themes("- id: a\n", "t")[1]) == 1


@pytest.mark.parametrize(
    ("phrase", "line", "message"),
    [
        ("''", 4, 'the theme "a" has a phrase without a letter'),
        ("'!'", 4, 'the theme "a" has a phrase without a letter'),
        ("null", 4, 'the theme "a" has a phrase without a letter'),
        ("[x, y]", 4, 'a phrase is text or `text: weight`; "a" holds a list'),
        ("{}", 4, 'a phrase is text or `text: weight`; "a" holds a mapping'),
    ],
)
def test_a_phrase_that_is_none_costs_only_itself(phrase: str, line: int, message: str) -> None:
    (theme,), problems = themes(f"- id: a\n  phrases:\n    - good\n    - {phrase}\n", "t")
    assert theme.phrases == (Phrase("good"),)
    assert only(problems).where.line == line
    assert only(problems).message.startswith(message)


def test_a_phrase_named_twice_counts_once_and_loses_nothing() -> None:
    (theme,), problems = themes("- id: a\n  phrases:\n  - x: 2\n  - x\n", "t")
    assert theme.phrases == (Phrase("x", 2),)
    assert (only(problems).where.line, only(problems).fatal) == (4, False)


BROKEN_THEMES = [
    ("- title: No id\n", 1, "a theme needs an id such as `id: speech-audio`"),
    ("- id:\n  title: x\n", 1, "a theme needs an id"),
    ("- title: x\n  id: Speech & Audio\n", 2, "a theme needs an id such as `id: speech-audio`"),
    ("- id: ../x\n", 1, "a theme needs an id such as `id: x`"),
    ("- id: über\n", 1, "a theme needs an id"),
    (f"- id: {'a' * 81}\n", 1, "a theme needs an id"),
    ("- id: [a]\n", 1, '"id" must be text, not a list'),
    ("- id: index\n", 1, 'the id "index" is the name of a page of the site; choose another'),
    ("- id: unsorted\n", 1, 'the id "unsorted" is the name of a page'),
    ("- just text\n", 1, 'a theme must be a mapping such as `id: …`, not "just text"'),
    ("-\n", 1, "a theme must be a mapping"),
    ("- [a, b]\n", 1, "a theme must be a mapping such as `id: …`, not a list"),
]


@pytest.mark.parametrize(("broken", "line", "message"), BROKEN_THEMES)
def test_a_broken_theme_leaves_its_neighbours_alone(broken: str, line: int, message: str) -> None:
    after = GOOD.replace("audio", "after")
    found, problems = themes(f"{GOOD}{broken}{after}", "themes.yml")
    assert [theme.id for theme in found] == ["audio", "after"]
    assert problems[0].where == Where("themes.yml", GOOD.count("\n") + line)
    assert problems[0].fatal
    assert problems[0].message.startswith(message)


def test_the_second_theme_of_an_id_is_left_out_and_told_of_the_first() -> None:
    found, problems = themes(f"{GOOD}{GOOD.replace('Sound', 'Noise')}", "themes.yml")
    assert [theme.about for theme in found] == ["Sound."]
    assert messages(problems) == [
        (5, 'the id "audio" is taken by the theme at line 1; choose another')
    ]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("phrase", 'did you mean "phrases"?'),
        ("titel", 'did you mean "title"?'),
        ("zzz", "known are id, title, about, phrases, parent, order"),
    ],
)
def test_an_unknown_key_is_reported_where_it_stands(key: str, hint: str) -> None:
    found, problems = themes(f"{GOOD}  {key}: x\n", "t")
    assert [theme.title for theme in found] == ["Audio"]
    assert messages(problems) == [(5, f'a theme has no key "{key}"; {hint}')]


def test_a_key_that_stands_twice_keeps_its_first_value() -> None:
    found, problems = themes(f"{GOOD}  title: Again\n- id: b\n  phrases: [x]\n", "t")
    assert [theme.title for theme in found] == ["Audio", "B"]
    message = 'the key "title" stands twice, first at line 2; keep one of them'
    assert messages(problems) == [(5, message)]


def test_an_unknown_parent_is_dropped_with_a_suggestion() -> None:
    found, problems = themes(f"{GOOD}- id: b\n  phrases: [x]\n  parent: adio\n", "t")
    assert [theme.parent for theme in found] == ["", ""]
    assert messages(problems) == [(7, 'there is no theme "adio"; did you mean "audio"?')]


@pytest.mark.parametrize(
    ("parents", "kept"),
    [
        ({"a": "a"}, {"a": ""}),
        ({"a": "b", "b": "a"}, {"a": "", "b": ""}),
        ({"a": "b", "b": "c", "c": "b"}, {"a": "b", "b": "", "c": ""}),
        ({"a": "b", "b": "c", "c": ""}, {"a": "b", "b": "c", "c": ""}),
    ],
)
def test_a_theme_is_never_its_own_ancestor(parents: dict[str, str], kept: dict[str, str]) -> None:
    text = "".join(f"- id: {id}\n  phrases: [x]\n  parent: {p}\n" for id, p in parents.items())
    found, problems = themes(text, "t")
    assert {theme.id: theme.parent for theme in found} == kept
    lost = [n for n, id in enumerate(parents) if parents[id] != kept[id]]
    assert messages(problems) == [
        (3 * n + 3, f'the theme "{list(parents)[n]}" is its own ancestor; remove this parent')
        for n in lost
    ]


def test_a_theme_may_come_before_its_parent() -> None:
    found, problems = themes(f"- id: b\n  phrases: [x]\n  parent: audio\n{GOOD}", "t")
    assert ([theme.parent for theme in found], problems) == (["audio", ""], ())


def test_a_thousand_themes_are_read_at_once() -> None:
    text = "".join(
        f"- id: t-{n}\n  title: T\n  phrases: [a, b, {{c: 2}}]\n"
        + f"  parent: t-{n - 1}\n" * (n > 0)
        for n in range(1000)
    )
    began = time.process_time()
    found, problems = themes(text, "t")
    assert time.process_time() - began < 5
    assert (len(found), problems) == (1000, ())


# Files with nothing in them, or of another shape


@pytest.mark.parametrize("parse", [themes, decisions, settings])
@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_file_is_mentioned_and_harmless(
    parse: Callable[[str, str], tuple[Any, Found]], text: str
) -> None:
    value, problems = parse(text, "a.yml")
    assert value in ((), Settings())
    assert only(problems) == Problem(Where("a.yml"), EMPTY, fatal=False)


@pytest.mark.parametrize("parse", [themes, decisions, settings])
@pytest.mark.parametrize("text", ["# all is commented out\n", "---\n", "null\n", "~"])
def test_a_file_of_comments_says_nothing(
    parse: Callable[[str, str], tuple[Any, Found]], text: str
) -> None:
    assert parse(text, "a.yml") in (((), ()), (Settings(), ()))


@pytest.mark.parametrize("text", ["id: a\ntitle: b\n", "just text", "7"])
def test_themes_that_are_no_list_are_told_how_to_begin(text: str) -> None:
    assert themes(text, "t") == (
        (),
        (Problem(Where("t"), "must be a list; begin each theme with `- id: …`"),),
    )


# Notes


def test_a_note_is_read_with_all_that_it_says() -> None:
    front = (
        "themes: [audio, language]\ntags:\n  - to discuss\n  - no\nnames: CLIP\n"
        "status: to-read\nrating: 4\n"
    )
    value, problems = theme_note(front, "\nA *fine* paper.\n")
    assert problems == ()
    assert value == Note(
        paper="a",
        where=Where("notes/a.md"),
        body="A *fine* paper.",
        line=11,
        themes=("audio", "language"),
        tags=("to discuss", "no"),
        names=("CLIP",),
        status="to read",
        rating=4,
    )


@pytest.mark.parametrize(
    "body",
    [
        "A line.\n\n---\n\nAfter a rule.",
        "    code that is indented\n    and stays so",
        "# Heading\n\ta tab, {{ braces }}, `---`  \nand two spaces",
        "---- \nno front matter",
        "--- no front matter either",
        "Line\x0bwith\u2028odd breaks",
    ],
)
@pytest.mark.parametrize("front", ["", "---\ntags: [x]\n---\n", "---\n---\n", "---\n\n---  \n\n"])
def test_the_body_of_a_note_is_kept_verbatim(front: str, body: str) -> None:
    value, problems = note(f"{front}{body}\n", "n", "a")
    assert problems == ()
    assert value and (value.body, value.tags) == (body, ("x",) if "tags" in front else ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Body", 1),
        ("\n\nBody", 3),
        ("---\nstatus: read\n---\nBody", 4),
        ("\n---\nstatus: read\n---\n\n\nBody\n\nMore\n", 7),
    ],
)
def test_the_line_of_a_note_is_that_of_the_first_of_its_body(text: str, line: int) -> None:
    value, _ = note(text, "n", "a")
    assert value and value.line == line
    assert text.splitlines()[line - 1] == "Body"


def test_front_matter_may_stand_after_empty_lines() -> None:
    value, problems = note("\n\n---\nstatus: read\nrating: 9\n---\nBody", "n", "a")
    assert value and (value.status, value.body) == ("read", "Body")
    assert [problem.where.line for problem in problems] == [5]


@pytest.mark.parametrize("text", ["---\nstatus: read\n\nBody\n", "---", "---\n----\n"])
def test_front_matter_without_an_end_is_refused(text: str) -> None:
    message = "the front matter has no end; close it with a line of `---`"
    assert note(text, "n", "a") == (None, (Problem(Where("n"), message),))


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_note_is_mentioned(text: str) -> None:
    assert note(text, "n", "a") == (None, (Problem(Where("n"), EMPTY, fatal=False),))


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("status: [read\n", 3, "not valid YAML"),
        ("tags: x\n\tstatus: read\n", 3, "a tab cannot indent YAML"),
        ("- a\n- b\n", 2, "the front matter must be a mapping such as `themes: …`, not a list"),
        ("words\n", 2, 'the front matter must be a mapping such as `themes: …`, not "words"'),
        ("tags: x\n\nteme: y\n", 4, 'the front matter has no key "teme"; did you mean "themes"?'),
        ("tags: x\nstatus: done\n", 3, 'the status "done" is none of to read, reading, read, skip'),
        ("status: [read]\n", 2, '"status" must be text, not a list'),
        ("tags: x\nrating: 0\n", 3, '"rating" must be a whole number from 1 to 5, not "0"'),
        ("rating: 6\n", 2, '"rating" must be a whole number from 1 to 5'),
        (
            "tags: x\nrating:\n\n  - 4\n",
            3,
            '"rating" must be a whole number from 1 to 5, not a list',
        ),
        ("rating: 4.5\n", 2, '"rating" must be a whole number from 1 to 5'),
        ("rating: true\n", 2, '"rating" must be a whole number from 1 to 5'),
        ("rating: [4]\n", 2, '"rating" must be a whole number from 1 to 5, not a list'),
        ("rating: 1\nrating: 2\n", 3, 'the key "rating" stands twice, first at line 2'),
        ("themes:\n  - a\n  - [b]\n", 4, '"themes" must be a list of words such as [one, two]'),
        ("themes: {a: b}\n", 2, '"themes" must be a list of words'),
    ],
)
def test_a_fault_in_front_matter_leaves_the_body(front: str, line: int, message: str) -> None:
    value, problems = theme_note(front, "Body\n")
    assert value.body == "Body"
    problem = only(problems)
    assert (problem.where, problem.fatal) == (Where("notes/a.md", line), True)
    assert message in problem.message


@pytest.mark.parametrize("status", curation.STATUSES)
def test_every_status_is_known_in_any_case_and_with_hyphens(status: str) -> None:
    for written in (status, status.upper(), status.replace(" ", "-"), f'"{status} "'):
        assert theme_note(f"status: {written}\n")[0].status == status


@pytest.mark.parametrize("rating", curation.RATINGS)
def test_every_rating_in_the_range_is_known(rating: int) -> None:
    assert theme_note(f"rating: {rating}\n") == theme_note(f"rating: '{rating}'\n")
    assert theme_note(f"rating: {rating}\n")[0].rating == rating


@pytest.mark.parametrize(
    ("written", "expected"),
    [("audio", ("audio",)), ("[a, b, a]", ("a", "b")), ("", ()), ("[]", ()), ("['', x]", ("x",))],
)
def test_themes_are_one_word_or_a_list(written: str, expected: tuple[str, ...]) -> None:
    value, problems = theme_note(f"themes: {written}\n")
    assert (value.themes, problems) == (expected, ())


# Decisions


def test_decisions_join_and_part_every_pair_of_a_list() -> None:
    text = 'same:\n  - [A, "B: C, D", arxiv:1]\ndifferent:\n  - - A\n    - doi:10.1/x\n'
    found, problems = decisions(text, "merge.yml")
    assert problems == ()
    assert found == (
        Decision(Where("merge.yml", 2), True, "A", "B: C, D"),
        Decision(Where("merge.yml", 2), True, "A", "arxiv:1"),
        Decision(Where("merge.yml", 2), True, "B: C, D", "arxiv:1"),
        Decision(Where("merge.yml", 4), False, "A", "doi:10.1/x"),
    )


@pytest.mark.parametrize(
    "group", ["[A]", "[]", "A", "[A, B: C]", "[A, B, C: D]", "[A, [B]]", "[A, '']", "{A: B}", "~"]
)
def test_a_decision_that_is_none_costs_only_itself(group: str) -> None:
    found, problems = decisions(f"same:\n  - [A, B]\n  - {group}\n  - [C, D]\n", "merge.yml")
    assert [(decision.left, decision.right) for decision in found] == [("A", "B"), ("C", "D")]
    assert only(problems).where == Where("merge.yml", 3)
    assert only(problems).message.startswith('"same" must be a list of lists such as `- ["First')


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- [A, B]\n", 1, "merge.yml must be a mapping such as `same: …`, not a list"),
        ("text\n", 1, "merge.yml must be a mapping"),
        ("same: text\n", 1, '"same" must be a list of lists'),
        ("same: []\nsam: []\n", 2, 'merge.yml has no key "sam"; did you mean "same"?'),
    ],
)
def test_a_merge_file_of_another_shape_is_told_so(text: str, line: int, message: str) -> None:
    found, problems = decisions(text, "merge.yml")
    assert found == ()
    assert only(problems).where.line == line
    assert only(problems).message.startswith(message)


@pytest.mark.parametrize("text", ["same:\n", "same: []\ndifferent:\n"])
def test_lists_of_decisions_may_be_empty(text: str) -> None:
    assert decisions(text, "merge.yml") == ((), ())
    assert people(text, "people.yml") == ((), ())


def test_words_on_authors_are_read_like_those_on_papers() -> None:
    text = (
        'same:\n  - [Ada Lovelace, "Byron, A. N."]\ndifferent:\n  - [Wei Wang, Wei Wang in nets]\n'
    )
    found, problems = people(text, "people.yml")
    assert problems == ()
    assert found == (
        Decision(Where("people.yml", 2), True, "Ada Lovelace", "Byron, A. N."),
        Decision(Where("people.yml", 4), False, "Wei Wang", "Wei Wang in nets"),
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("- [A, B]\n", 1, "people.yml must be a mapping such as `same: …`, not a list"),
        (
            "same:\n  - Lovelace\n",
            2,
            '"same" must be a list of lists such as `- [Ada Lovelace, A. Lovelace]`; put a name '
            "that holds a comma in quotation marks",
        ),
    ],
)
def test_a_file_on_people_of_another_shape_is_told_so(text: str, line: int, message: str) -> None:
    found, problems = people(text, "people.yml")
    assert found == ()
    assert (only(problems).where, only(problems).message) == (Where("people.yml", line), message)


# Settings


def test_settings_are_read_with_all_that_they_say() -> None:
    text = (
        "title: My papers\ndescription: |\n  Two\n  lines\nurl: https://example.org/a/\n"
        "related: 0\nsources:\n  sources/a.txt: June\n  b.bib: 2024\n"
    )
    assert settings(text, "settings.yml") == (
        Settings(
            title="My papers",
            description="Two lines",
            url="https://example.org/a/",
            related=0,
            sources={"sources/a.txt": SourceSettings("June"), "b.bib": SourceSettings("2024")},
        ),
        (),
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("title: [a]", '"title" must be text, not a list'),
        ("description: {a: b}", '"description" must be text, not a mapping'),
        ("url: example.org", '"url" must be a web address such as https://example.org/, not "ex'),
        ("url: javascript:alert(1)", '"url" must be a web address'),
        ("url: 'https://a b'", '"url" must be a web address'),
        ("url: [https://a.org]", '"url" must be text, not a list'),
        ("related: -1", '"related" must be a whole number from 0 to 50, not "-1"'),
        ("related: 51", '"related" must be a whole number from 0 to 50'),
        ("related: six", '"related" must be a whole number'),
        ("related: 1.5", '"related" must be a whole number'),
        ("related: true", '"related" must be a whole number'),
        ("related: [6]", '"related" must be a whole number from 0 to 50, not a list'),
        ("sources: [a]", '"sources" must map file names to titles'),
        ("sources: a", '"sources" must map file names to titles'),
        (
            "sources: {a.txt: [b]}",
            '"a.txt" must be a title, or a mapping such as `added: 2026-11-21`, not a list',
        ),
        ("sources: {a.txt: {added: [b]}}", '"added" must be a date such as 2026-11-21 or 2026-11'),
        ("sources: {a.txt: {title: [b]}}", '"title" must be text, not a list'),
        ("sources: {a.txt: {date: 2026}}", '"a.txt" has no key "date"; known are title, added'),
        ("tilte: x", 'settings.yml has no key "tilte"; did you mean "title"?'),
    ],
)
def test_a_setting_that_is_wrong_keeps_its_default(line: str, message: str) -> None:
    value, problems = settings(f"# mine\n{line}\n", "settings.yml")
    assert value == Settings()
    assert (only(problems).where, only(problems).fatal) == (Where("settings.yml", 2), True)
    assert only(problems).message.startswith(message)


def test_what_is_right_beside_a_wrong_setting_counts() -> None:
    value, problems = settings("title: Mine\nrelated: many\nsources: {a: [], b: B}\n", "s")
    assert (value.title, value.related) == ("Mine", 6)
    assert value.sources == {"b": SourceSettings("B")}
    assert [problem.where.line for problem in problems] == [2, 3]


def test_a_file_of_papers_has_a_title_or_a_date_or_both() -> None:
    text = (
        "sources:\n  a: {title: A, added: 2026-11-21}\n  b:\n    added: 2026-11\n"
        "  c: {added: 2026, title: }\n  d: {}\n  e:\n"
    )
    value, problems = settings(text, "settings.yml")
    assert (dict(value.sources), problems) == (
        {
            "a": SourceSettings("A", "2026-11-21"),
            "b": SourceSettings(added="2026-11"),
            "c": SourceSettings(added="2026"),
        },
        (),
    )


@pytest.mark.parametrize(
    "date", ["21.11.2026", "2026-13", "2026-02-29", "2026-11-21T10:00", "2026-W01", "226", "today"]
)
def test_a_date_that_is_none_is_left_out_and_the_title_counts(date: str) -> None:
    text = f"sources:\n  a:\n    title: A\n    added: {date}\n"
    value, problems = settings(text, "settings.yml")
    assert value.sources == {"a": SourceSettings("A")}
    message = f'"added" must be a date such as 2026-11-21 or 2026-11, not "{date}"'
    assert only(problems) == Problem(Where("settings.yml", 4), message)


@pytest.mark.parametrize("key", ["title", "description", "url", "related", "sources"])
def test_a_setting_left_empty_keeps_its_default(key: str) -> None:
    assert settings(f"{key}:\n", "s") == (Settings(), ())


# All of them


PIECES = st.text() | st.lists(
    st.sampled_from(
        "- id: a|phrases: [x]|parent: a|same:|sources:|rating: 5|---|: |\n|  |\t|[|]|{|}|'|\"|&a|*a"
        '|!!x |\\ud800|\x00|\x85|#|?|>|\r|é|"\\Uffffffff"|!%1b |%YAML 1.1\n'.split("|")
    )
).map("".join)


@given(PIECES)
def test_any_text_gives_values_and_problems_that_help(text: str) -> None:
    found: list[Problem] = []
    for parse in (themes, decisions, settings, lambda text, path: note(text, path, "a")):
        found += parse(text, "a.yml")[1]
    last = len(re.split("\r\n|\r|\n", text))
    for problem in found:
        assert problem.where.path == "a.yml"
        assert 1 <= problem.where.line <= last
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", problem.message)
        assert len(problem.message) < 400


@pytest.mark.parametrize("huge", ["x" * 10**5, "x " * 10**4, "[" + "x, " * 10**3 + "]"])
def test_a_huge_value_is_not_repeated_in_a_message(huge: str) -> None:
    for text in (f"- id: {huge}\n", f"- id: a\n  parent: {huge}\n", f"- {huge}: b\n"):
        for problem in themes(text, "t")[1]:
            assert len(problem.message) < 400
    for problem in theme_note(f"rating: {huge}\nstatus: {huge}\n")[1]:
        assert len(problem.message) < 400


@pytest.mark.first_library
def test_the_curation_of_this_library_has_no_problem() -> None:
    found, problems = themes((CONTENT / "themes.yml").read_text("utf-8"), "themes.yml")
    assert (10 <= len(found) <= 16, problems) == (True, ())
    assert settings((CONTENT / "settings.yml").read_text("utf-8"), "settings.yml")[1] == ()
    for path in (CONTENT / "notes").glob("*.md"):
        assert note(path.read_text("utf-8"), path.name, path.stem)[1] == ()
