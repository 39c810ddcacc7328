"""Spellings of one person are joined where nothing speaks against it, and nobody else is."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Author, Decision, Paper, Person, Problem, Where
from generator.namesakes import letters
from generator.people import people
from tests.support.libraries import people as named

WHERE = Where("people.yml", 3)


def library(*bylines: str) -> dict[str, Paper]:
    """A paper p0, p1 and so on for each byline: names as "Family, Given" with ; between."""
    return {
        f"p{number}": Paper(f"p{number}", title="A", authors=named(*byline.split("; ")))
        for number, byline in enumerate(bylines)
    }


def found(papers: Mapping[str, Paper], *decisions: Decision) -> tuple[Person, ...]:
    persons, problems = people(papers, decisions)
    assert problems == ()
    return persons


def joined(*bylines: str) -> bool:
    """Whether the first author of all papers is one person."""
    papers = library(*bylines)
    firsts = {(paper.id, paper.authors[0]) for paper in papers.values()}
    return any(
        firsts <= {(paper, name) for paper in person.papers for name in person.spellings}
        for person in found(papers)
    )


def same(left: str, right: str) -> Decision:
    return Decision(WHERE, True, left, right)


def different(left: str, right: str) -> Decision:
    return Decision(WHERE, False, left, right)


def works(papers: Mapping[str, Paper], *decisions: Decision) -> dict[str, list[tuple[str, ...]]]:
    """The papers of each person by the name shown."""
    result: dict[str, list[tuple[str, ...]]] = {}
    for person in found(papers, *decisions):
        result.setdefault(str(person.name), []).append(person.papers)
    return result


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lovelace, Ada", "LOVELACE, ADA"),
        ("Müller, Jürgen", "Muller, Jurgen"),
        ("Müller, Jürgen", "Mueller, Juergen"),
        ("Groß, Ada", "Gross, Ada"),
        ("Sørensen, Ada", "Sorensen, Ada"),
        ("Sørensen, Ada", "Soerensen, Ada"),
        ("Łukasz, Ada", "Lukasz, Ada"),
        ("Nguyễn, Văn A", "Nguyen, Van A"),
        ("O’Brien, Ada", "O'Brien, Ada"),
        ("Adler, D.G.", "Adler, D. G."),
        ("Adler, DG", "Adler, D. G."),
        ("Wu, Xiao-Ming", "Wu, Xiao-ming"),
        ("Wu, Xiao-Ming", "Wu, Xiao Ming"),
        ("Beik-Mohammadi, Hadi", "Mohammadi, Hadi Beik"),
        ("Van Gool, Luc", "Gool, Luc Van"),
        ("Perkins, T. Alex", "Alex Perkins, T."),
        ("王, 小明", "王小明"),
        ("Иванов, Иван", "ИВАНОВ, Иван"),
    ],
)
def test_names_of_the_same_letters_are_one(left: str, right: str) -> None:
    assert joined(left, right)
    assert joined(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Schmidhuber, Jürgen", "Schmidhuber, J."),
        ("Schmidhuber, Jürgen", "Schmidhuber, J"),
        ("Lovelace, Ada King", "Lovelace, A."),
        ("Lovelace, Ada King", "Lovelace, A. K."),
        ("Lovelace, A. K.", "Lovelace, A."),
        ("Gross, Horst-Michael", "Gross, H.-M."),
        ("Iwata-Baba, Ken-ichi", "Iwata-Baba, K."),
        ("Iwata-Baba, Ken-ichi", "Iwata-Baba, Kenichi"),
        ("Ramchandran, Kannan", "Kannan, Ramchandran"),
        ("Müller-Lüdenscheidt, Jörg", "Mueller-Luedenscheidt, J."),
    ],
)
def test_an_initial_is_a_name_where_the_same_people_wrote_with_both(left: str, right: str) -> None:
    assert joined(f"{left}; Babbage, Charles", f"{right}; Babbage, C.")
    assert joined(f"{right}; Babbage, C.", f"{left}; Babbage, Charles")


@pytest.mark.parametrize(
    "pair",
    [
        ("Schmidhuber, Jürgen", "Schmidhuber, J."),
        ("Lovelace, A.", "Lovelace, A. K."),
        ("Ramchandran, Kannan", "Kannan, Ramchandran"),
    ],
)
def test_an_initial_alone_and_an_order_alone_prove_nothing(pair: tuple[str, str]) -> None:
    assert not joined(*pair)
    assert not joined(f"{pair[0]}; Babbage, C.", f"{pair[1]}; Hopper, Grace")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lovelace, Ada", "Lovelace, Ada King"),
        ("Lovelace, Ada", "Lovelace, Ada K."),
        ("Lovelace, Ada K.", "Lovelace, Ada King"),
        ("Lovelace, Ada King", "Lovelace, A. K."),
        ("Iwata-Baba, Ken-ichi", "Iwata-Baba, Kenichi"),
    ],
)
def test_a_rare_name_may_lack_a_middle_name(left: str, right: str) -> None:
    assert joined(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lovelace, Ada", "Lovelace, Adam"),
        ("Lovelace, Ada", "Lovelace, B."),
        ("Lovelace, Ada K.", "Lovelace, Ada B."),
        ("Lovelace, Ada", "Lovelace, Beth Ada"),
        ("Lovelace, Ada", "Lovelace"),
        ("Lovelace, Ada", "Loveless, Ada"),
        ("Lovelace, Jean", "Lovelace, Jean-Pierre"),
        ("Lovelace, J.-X.", "Lovelace, Jean-Pierre-Marie"),
        ("King, Martin", "King, Jr., Martin"),
        ("Wang 0001, Wei", "Wang 0002, Wei"),
        ("Maaten, Laurens", "van der Maaten, Laurens"),
        ("Muller, Jürg", "Mueller, Jürg"),
        ("王, 伟", "王, 维"),
        ("राम", "रीमा"),
        ("🙂", "🙃"),
    ],
)
def test_names_that_differ_are_two_people_whoever_wrote_with_them(left: str, right: str) -> None:
    assert not joined(f"{left}; Babbage, Charles", f"{right}; Babbage, Charles")


def test_an_initial_that_fits_two_people_joins_neither() -> None:
    coauthor = "; Babbage, Charles"
    papers = library(
        f"Lovelace, John{coauthor}", f"Lovelace, Jack{coauthor}", f"Lovelace, J.{coauthor}"
    )
    assert len(works(papers)) == 4
    papers = library("Lovelace, Ada", "Lovelace, Ada K.", "Lovelace, Ada B.")
    assert len(works(papers)) == 3


def test_two_names_on_one_paper_are_two_people() -> None:
    assert len(works(library("Lovelace, Ada; Lovelace, Ada K."))) == 2
    assert len(works(library("Müller, Ada; Muller, Ada"))) == 2
    papers = library("Lovelace, Ada; Lovelace, Ada K.", "Lovelace, A.; Babbage, C.")
    assert len(works(papers)) == 4


def test_one_name_twice_on_one_paper_is_one_person() -> None:
    (person,) = found(library("Lovelace, Ada; LOVELACE, ADA"))
    assert person.papers == ("p0",)


@pytest.mark.parametrize(
    ("coauthor", "one"),
    [("", False), ("; Li, Bo", False), ("; Babbage, Charles", True)],
    ids=["alone", "common", "rare"],
)
def test_a_common_name_needs_a_coauthor_of_a_rare_one(coauthor: str, one: bool) -> None:
    assert joined(f"Zhang, Jian{coauthor}", f"Zhang, J.{coauthor}") is one
    assert joined(f"Zhang, Jian{coauthor}", f"Zhang, Jian X.{coauthor}") is one
    assert joined(f"Li, Fei-Fei{coauthor}", f"Li, Feifei{coauthor}") is one


def test_a_family_with_many_given_names_in_the_library_is_common() -> None:
    pair = ("Anderson, Ada; Li, Bo", "Anderson, A.; Li, Bo")
    others = [f"Anderson, {name}" for name in ("Grace", "Charles", "Donald")]
    persons = works(library(*pair))
    assert "A. Anderson" not in persons
    persons = works(library(*pair, *others))
    assert persons["A. Anderson"] == [("p1",)]


def test_to_be_among_hundreds_of_authors_proves_nothing() -> None:
    crowd = "; ".join(f"Author{chr(97 + n % 26)}{chr(97 + n // 26)}, X." for n in range(300))
    assert not joined(f"Lovelace, Ada; {crowd}", f"Lovelace, A.; {crowd}")


@pytest.mark.parametrize(
    ("shown", "others"),
    [
        ("Lovelace, Ada King", ["Lovelace, Ada", "Lovelace, Ada K."]),
        ("Müller, Jürgen", ["Muller, Jurgen", "Mueller, Juergen"]),
        ("Erdoğan, Ada", ["ERDOĞAN, ADA", "erdoğan, ada"]),
        ("Adler, D. G.", ["Adler, DG"]),
    ],
)
def test_the_fullest_spelling_is_the_name_shown(shown: str, others: list[str]) -> None:
    (person,) = found(library(*others, shown))
    assert person.name.inverted == shown
    assert person.spellings[0] == person.name
    assert {name.inverted for name in person.spellings} == {shown, *others}
    assert person.papers == tuple(f"p{number}" for number in range(len(others) + 1))


def test_of_equal_spellings_the_most_frequent_is_shown_and_then_the_first_from_a_to_z() -> None:
    (person,) = found(library("Wu, Li-na", "Wu, Li-Na", "Wu, Li-na"))
    assert str(person.name) == "Li-na Wu"
    (person,) = found(library("Wu, Li-na", "Wu, Li-Na"))
    assert str(person.name) == "Li-Na Wu"


def test_everybody_has_an_id_of_their_own() -> None:
    papers = library("Müller, Ada B.; Lovelace, A.", "王, 伟; 王, 维; Wang, Wei", "🙂; 🙃; Index")
    ids = [person.id for person in found(papers)]
    assert ids == sorted(set(ids))
    assert {"muller-ada-b", "lovelace-a", "wang-wei", "index"} < set(ids)
    assert {person.id for person in found(papers) if str(person.name) == "Wei Wang"} == {"wang-wei"}
    assert not any("--" in id for id in ids)


# The curator's word


def test_the_curator_joins_and_parts() -> None:
    papers = library("Lovelace, Ada", "Noel-Byron, A.", "Lovelace, Ada K.")
    assert len(found(papers)) == 2
    assert works(papers, same("Ada Lovelace", "A. Noel-Byron")) == {
        "Ada K. Lovelace": [("p0", "p1", "p2")]
    }
    assert works(papers, different("Lovelace, Ada", "Ada K. Lovelace")) == {
        "Ada Lovelace": [("p0",)],
        "A. Noel-Byron": [("p1",)],
        "Ada K. Lovelace": [("p2",)],
    }


@pytest.mark.parametrize("name", ["Ada Lovelace", "Lovelace, Ada", "ada lovelace", "ADA  LOVELACE"])
def test_the_curator_may_write_a_name_in_either_order(name: str) -> None:
    (person,) = found(library("Lovelace, Ada", "Byron, A. N."), same(name, "A.N. Byron"))
    assert person.papers == ("p0", "p1")


def test_the_curator_parts_people_of_one_name_by_their_papers() -> None:
    papers = library("Wang, Wei", "Wang, Wei", "Wang, Wei", "Wang, W.")
    assert works(papers, different("Wei Wang", "Wei Wang in p1")) == {
        "Wei Wang": [("p0", "p2"), ("p1",)],
        "W. Wang": [("p3",)],
    }
    decisions = [
        different("Wei Wang", "Wei Wang in p1"),
        different("Wei Wang", "Wei Wang in p2"),
        same("Wei Wang in p1", "W. Wang"),
    ]
    assert works(papers, *decisions) == {"Wei Wang": [("p0",), ("p1", "p2", "p3")]}
    ids = [person.id for person in found(papers, *decisions)]
    assert ids[0] == "wang-wei"
    assert ids[1].startswith("wang-wei-")


def test_people_of_one_name_may_be_as_many_as_their_papers() -> None:
    papers = library("Wang, Wei", "Wang, Wei", "Wang, Wei")
    names = ["Wei Wang", "Wei Wang in p1", "Wei Wang in p2"]
    decisions = [different(names[0], names[1]), different(names[0], names[2])]
    decisions.append(different(names[1], names[2]))
    assert works(papers, *decisions) == {"Wei Wang": [("p0",), ("p1",), ("p2",)]}


def test_a_name_that_holds_the_word_in_is_no_riddle() -> None:
    papers = library("in 't Veld, Jan", "Veld, J. in 't")
    (person,) = found(papers, same("Jan in 't Veld", "J. in 't Veld"))
    assert person.papers == ("p0", "p1")


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (
            same("Ada Lovelac", "Grace Hopper"),
            'no author is called "Ada Lovelac"; did you mean "Ada Lovelace"?',
        ),
        (
            same("Grace Hopper", "Nobody"),
            'no author is called "Nobody"; write the name as the index of authors does',
        ),
        (
            different("Ada Lovelace", "Ada Lovelace in p9"),
            '"Ada Lovelace" is no author of a paper "p9"; did you mean "p0"?',
        ),
        (
            different("Ada Lovelace", "Ada Lovelace in p0"),
            'every paper of "Ada Lovelace" is named here; leave one of them out',
        ),
        (
            different("Ada Lovelace", "ADA LOVELACE"),
            '"Ada Lovelace" and "ADA LOVELACE" are said to be different and also, perhaps by way '
            "of others, to be the same; take one of the two back",
        ),
    ],
)
def test_a_word_that_cannot_be_carried_out_is_told(decision: Decision, message: str) -> None:
    papers = library("Lovelace, Ada", "Hopper, Grace")
    persons, problems = people(papers, [decision])
    assert problems == (Problem(WHERE, message),)
    assert [person.papers for person in persons] == [("p1",), ("p0",)]


def test_what_is_said_to_be_the_same_cannot_be_said_to_differ() -> None:
    papers = library("Lovelace, Ada", "Byron, A.", "Noel, A.")
    decisions = [
        different("Ada Lovelace", "A. Noel"),
        same("Ada Lovelace", "A. Byron"),
        same("A. Byron", "A. Noel"),
    ]
    persons, (problem,) = people(papers, decisions)
    assert "said to be different and also" in problem.message
    assert len(persons) == 1


# Whatever the library

NAMES = st.sampled_from(
    "Smith, John|Smith, J.|Smith, J. A.|Smith, John A.|Smith, Jane|Smith|Müller, Jörg|Muller, J.|"
    "Mueller, Joerg|Muller, Jorg|Lovelace, Ada|Lovelace, A.|Lovelace, Ada K.|Ada, Lovelace|Wu, Li|"
    "Li, Wu|Wu, L.|Byron-Noel, Anne|Byron-Noel, A.|王, 伟|王伟|🙂".split("|")
)
BYLINES = st.lists(st.lists(NAMES, min_size=1, max_size=4, unique=True), max_size=12)
DECISIONS = st.lists(st.builds(Decision, st.just(WHERE), st.booleans(), NAMES, NAMES), max_size=3)


@given(BYLINES, DECISIONS, st.randoms())
def test_the_order_of_papers_and_decisions_changes_nothing(
    bylines: list[list[str]], decisions: list[Decision], chance: random.Random
) -> None:
    papers = library(*map("; ".join, bylines))
    shuffled = list(papers.items())
    words = list(decisions)
    chance.shuffle(shuffled)
    chance.shuffle(words)
    assert people(dict(shuffled), words) == people(papers, decisions)


@given(BYLINES)
def test_every_author_of_a_paper_is_one_person_and_two_are_two(bylines: list[list[str]]) -> None:
    papers = library(*map("; ".join, bylines))
    bearers: dict[tuple[str, Author], list[Person]] = {}
    for person in found(papers):
        assert set(person.papers) <= papers.keys()
        for name in person.spellings:
            for paper in person.papers:
                if name in papers[paper].authors:
                    bearers.setdefault((paper, name), []).append(person)
    assert bearers.keys() == {(id, name) for id in papers for name in papers[id].authors}
    assert all(len(bearing) == 1 for bearing in bearers.values())
    for id, made in papers.items():
        persons = {bearers[id, name][0].id for name in made.authors}
        assert len(persons) == len(set(map(letters, made.authors)))


def test_many_people_of_one_family_take_no_time() -> None:
    triples = [a + b + c for a in "abcdefghijklmno" for b in "abcdefghijklmno" for c in "abcdefgh"]
    in_full = [f"Wang, J{name}" for name in triples]
    in_short = [f"Wang, J. {'. '.join(name)}." for name in triples]
    start = time.perf_counter()
    assert len(found(library(*in_full, *in_short))) == 2 * len(triples)
    assert time.perf_counter() - start < 10
