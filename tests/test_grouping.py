"""Themes found automatically: what is grouped, how it is named, and what survives as YAML."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.curation import themes as read_themes
from generator.grouping import suggest, to_yaml
from generator.model import Paper, Phrase, Theme
from generator.themes import assign

LABELLED = Path(__file__).parents[2] / "shared" / "labelled"

SUBJECTS = {
    "speech": (
        "Speech Recognition from {} Recordings",
        "Speech recognition of {} voices. An acoustic model hears phonemes, and speech "
        "recognition fails in noise. Each recording hums.",
    ),
    "graphs": (
        "Graph Neural Networks on {} Data",
        "Graph neural networks pass messages between nodes of {} networks. We study link "
        "prediction with graph neural networks.",
    ),
    "robots": (
        "Robot Grasping of {} Objects",
        "Robot grasping with tactile sensors for {} things. The gripper closes, and robot "
        "grasping succeeds.",
    ),
}
ADJECTIVES = "old new wet dry hot cold red blue loud dark flat round soft hard".split()


def library(*subjects: str, each: int = 14) -> dict[str, Paper]:
    papers = {}
    for subject in subjects:
        title, abstract = SUBJECTS[subject]
        for word in ADJECTIVES[:each]:
            id = f"{word}-{subject}"
            papers[id] = Paper(id, title=title.format(word.title()), abstract=abstract.format(word))
    return papers


THREE = library("speech", "graphs", "robots")


def test_papers_of_one_subject_come_into_one_theme_with_its_name() -> None:
    themes = suggest(THREE)
    assigned = assign(THREE, themes, {})
    assert assigned.keys() == THREE.keys()
    titles = {theme.id: theme.title for theme in themes}
    found: dict[str, set[str]] = {id.split("-")[1]: set() for id in THREE}
    for id, some in assigned.items():
        found[id.split("-")[1]].add(titles[some[0].theme])
    for subject, name in (
        ("speech", "Speech recognition"),
        ("graphs", "Graph neural networks"),
        ("robots", "Robot grasping"),
    ):
        assert any(title.startswith(name) for title in found[subject]), (subject, found)
        others = set().union(*(found[other] for other in found if other != subject))
        assert not found[subject] & others


def test_what_was_found_says_so() -> None:
    for theme in suggest(THREE):
        assert theme.automatic
        assert theme.about.startswith("Found automatically: papers that speak of ")
        assert theme.phrases


def test_names_and_ids_are_unlike_each_other_and_those_that_are_taken() -> None:
    first = suggest(THREE)
    again = suggest(THREE, taken=first)
    ids = [theme.id for theme in (*first, *again)]
    titles = [theme.title.casefold() for theme in (*first, *again)]
    assert len(set(ids)) == len(ids)
    assert len(set(titles)) == len(titles)


def test_only_the_papers_asked_for_are_grouped() -> None:
    only = {id for id in THREE if not id.endswith("robots")}
    themes = suggest(THREE, only=only)
    assert themes
    assert not any("rasp" in theme.title for theme in themes)


def test_no_name_fits_half_of_the_library() -> None:
    title, abstract = SUBJECTS["speech"]
    more = {
        f"{word}-more": Paper(f"{word}-more", title=title.format(word), abstract=abstract)
        for word in ("one two three four five six seven eight nine ten eleven".split())
    }
    papers = library("speech", each=14) | more | library("graphs", "robots", each=8)
    titles = [theme.title for theme in suggest(papers)]
    assert titles
    assert not any(title.startswith("Speech recognition") for title in titles)


def test_the_spelling_of_a_name_is_that_of_the_papers() -> None:
    papers = {
        f"p{number}": Paper(
            f"p{number}",
            title=f"{word.title()} GANs and Nash Equilibria",
            abstract=f"All {word} GANs find Nash equilibria. The GANs of the Nash equilibria.",
        )
        for number, word in enumerate(ADJECTIVES)
    }
    titles = " ".join(theme.title for theme in suggest({**papers, **THREE}))
    assert "GANs" in titles or "Nash equilibria" in titles
    assert "gans" not in titles
    assert "nash" not in titles


@pytest.mark.parametrize(
    "papers",
    [
        {},
        {"p": Paper("p", title="One paper")},
        {"p": Paper("p", title="Twins"), "q": Paper("q", title="Twins")},
        library("speech", each=5),
        {f"p{number}": Paper(f"p{number}", title="") for number in range(40)},
        {f"p{number}": Paper(f"p{number}", title="The same title") for number in range(40)},
    ],
)
def test_a_library_with_nothing_to_tell_apart_gets_no_themes(papers: dict[str, Paper]) -> None:
    assert suggest(papers) == ()


def test_titles_alone_are_enough() -> None:
    papers = {id: Paper(id, title=paper.title) for id, paper in THREE.items()}
    titles = " ".join(theme.title for theme in suggest(papers))
    assert "Speech recognition" in titles
    assert "Robot grasping" in titles


def test_papers_in_other_scripts_and_many_languages_are_grouped_too() -> None:
    chinese = {
        f"zh-{subject}-{number}": Paper(
            f"zh-{subject}-{number}",
            title=f"{subject}的{word}方法",
            abstract=f"我们研究{subject}。{subject}是{word}问题。",
        )
        for subject in ("语音识别", "机器翻译", "图像分割")
        for number, word in enumerate("红黄蓝绿黑白大小高低新旧")
    }
    titles = [theme.title for theme in suggest(chinese)]
    assert titles
    german = {
        f"de-{number}": Paper(
            f"de-{number}",
            title=f"Die {word.title()} Übersetzung der Sprache",
            abstract=f"Die Übersetzung der Sprache für {word} und die Übersetzung der Texte.",
        )
        for number, word in enumerate(ADJECTIVES)
    }
    mixed = suggest({**chinese, **german, **THREE})
    assert mixed
    for theme in mixed:
        words = theme.title.lower().split()
        assert words[0] not in {"die", "der", "und"}
        assert words[-1] not in {"die", "der", "und"}


def test_the_order_of_the_papers_changes_nothing() -> None:
    shuffled = list(THREE.items())
    random.Random(1).shuffle(shuffled)
    assert suggest(dict(shuffled)) == suggest(THREE)


def test_the_number_of_threads_changes_nothing() -> None:
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        one = suggest(THREE)
    with threadpool_limits(2):
        assert suggest(THREE) == one


def test_the_space_that_is_given_stays_as_it_is() -> None:
    from generator.terms import space

    made, fresh = space(THREE), space(THREE)
    suggest(THREE, made)
    assert (made.weights != fresh.weights).nnz == 0


def said(theme: Theme) -> tuple[object, ...]:
    return theme.id, theme.title, theme.about, theme.phrases, theme.parent


def test_suggested_themes_are_read_back_from_their_yaml() -> None:
    themes = suggest(THREE)
    again, problems = read_themes(to_yaml(themes), "themes.yml")
    assert problems == ()
    assert list(map(said, again)) == list(map(said, themes))


WORDS = st.text("ab:#-'\"[]{}&*!|>%@`,? é中~=01", min_size=1, max_size=12)
TEXTS = WORDS.map(lambda text: f"a{' '.join(text.split())}z")


@given(
    st.lists(
        st.builds(
            lambda title, about, phrases: Theme("", title, about, tuple(phrases)),
            TEXTS | st.sampled_from(["null", "yes", "2024-01-01", "1.0", "~", "no: yes"]),
            TEXTS,
            st.lists(
                st.builds(Phrase, TEXTS, st.sampled_from([1.0, 2.0, 1.5, 0.25])),
                min_size=1,
                unique_by=lambda phrase: phrase.text,
            ),
        ),
        max_size=4,
    )
)
def test_any_text_survives_as_yaml(made: list[Theme]) -> None:
    themes = [
        Theme(f"t{number}", theme.title, theme.about, theme.phrases, "t0" if number else "")
        for number, theme in enumerate(made)
    ]
    again, problems = read_themes(to_yaml(themes), "themes.yml")
    assert list(map(said, again)) == list(map(said, themes))
    assert all("empty" in problem.message for problem in problems)


@pytest.mark.skipif(not LABELLED.is_dir(), reason="the shared labelled papers are not here")
@pytest.mark.parametrize(("name", "least"), [("aaai-2021", 0.30), ("paper-lists", 0.52)])
def test_groups_agree_with_labels_given_by_people(name: str, least: float) -> None:
    from sklearn.metrics import normalized_mutual_info_score

    lines = (LABELLED / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = random.Random(0).sample([json.loads(line) for line in lines], 200)
    papers = {
        f"p{number:03}": Paper(f"p{number:03}", title=row["title"], abstract=row["abstract"])
        for number, row in enumerate(rows)
    }
    themes = suggest(papers)
    assigned = assign(papers, themes, {})
    assert 10 <= len(themes) <= 16
    assert len(assigned) >= 0.9 * len(papers)
    found = [assigned[id][0].theme if id in assigned else "" for id in sorted(papers)]
    labels = [row["label"] for row in rows]
    assert normalized_mutual_info_score(labels, found) >= least
