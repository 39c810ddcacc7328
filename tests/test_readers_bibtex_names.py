"""How names in BibTeX are told apart, and their parts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Author
from generator.readers import bibtex
from generator.readers.bibtex.names import people


def names(value: str) -> list[str]:
    return [author.inverted for author in people(value)[0]]


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Donald E. Knuth", "Knuth", "Donald E."),
        ("Knuth, Donald E.", "Knuth", "Donald E."),
        ("Donald~E. Knuth", "Knuth", "Donald E."),
        ("Laurens van der Maaten", "van der Maaten", "Laurens"),
        ("van der Maaten, Laurens", "van der Maaten", "Laurens"),
        ("van Beethoven", "van Beethoven", ""),
        ("de la Vallée Poussin, Charles", "de la Vallée Poussin", "Charles"),
        ("king Charles", "Charles", "king"),
        ("King, Jr., Martin Luther", "King, Jr.", "Martin Luther"),
        ("Martin Luther King Jr.", "King, Jr.", "Martin Luther"),
        ("Henry Ford II", "Ford, II", "Henry"),
        ("King, Martin Luther, Jr.", "King, Jr.", "Martin Luther"),
        ("Davis, Sammy, {III}", "Davis, III", "Sammy"),
        ("de la Cruz, Ana, Jr", "de la Cruz, Jr", "Ana"),
        ("Martin Luther King, Jr.", "King, Jr.", "Martin Luther"),
        (r"Kurt G{\"o}del, Jr.", r"G{\"o}del, Jr.", "Kurt"),
        ("Ivanov, II", "Ivanov", "II"),
        ("{King, Martin, Jr.}", "King, Martin, Jr.", ""),
        ("von Last, Jr, First", "von Last, Jr", "First"),
        ("{OpenAI}", "OpenAI", ""),
        ("{Barnes and Noble}", "Barnes and Noble", ""),
        ("{Barnes, Noble; and Co}", "Barnes, Noble; and Co", ""),
        ("{The {DeepMind} Team}", "The {DeepMind} Team", ""),
        ("Ludwig {van Beethoven}", "van Beethoven", "Ludwig"),
        ("{van Beethoven}, Ludwig", "van Beethoven", "Ludwig"),
        (r"G{\"o}del, Kurt", r"G{\"o}del", "Kurt"),
        (r"{\'E}mile Zola", "Zola", r"{\'E}mile"),
        (r"{\relax Ch}arles Babbage", "Babbage", r"{\relax Ch}arles"),
        (r"Jan {\v{C}}apek", r"{\v{C}}apek", "Jan"),
        ("Voltaire", "Voltaire", ""),
        ("others", "others", ""),
        (", Voltaire", "Voltaire", ""),
        ("Garcia Marquez, Gabriel Jose", "Garcia Marquez", "Gabriel Jose"),
        ("Barnes & Noble", "Noble", "Barnes &"),
        ("M&uuml;ller, A.", "M&uuml;ller", "A."),
        ("D. Silva, J. P.", "D. Silva", "J. P."),
        ("family=Hasselt, given=Jane, prefix=van, useprefix=true", "van Hasselt", "Jane"),
        ("given={Jane Mary}, family={de la Cruz}, given-i=JM", "de la Cruz", "Jane Mary"),
        ("family=King, suffix=Jr., given=Martin", "King, Jr.", "Martin"),
        ('"family={Ford, Henry}"', "Ford, Henry", ""),
        ("given=Voltaire", "Voltaire", ""),
    ],
)
def test_a_name_is_split_into_family_and_given(written: str, family: str, given: str) -> None:
    assert people(written) == ((Author(family, given),), "")
    for field in (f"author = {{{written}}}", f"editor = {{{written}}}"):
        (found,) = bibtex.read(f"@misc{{key, title = {{A}}, {field}}}", "a.bib").records
        assert found.authors + found.editors == (Author(family, given),)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"Doe, J and \O ystein, X", ["Doe, J", r"{\O}ystein, X"]),
        (r"Doe, J and \"Oz, X and \v{C}apek, Y", ["Doe, J", r"\"Oz, X", r"\v{C}apek, Y"]),
        (r"\L ukasz, Y", [r"{\L}ukasz, Y"]),
        (r"\L UKASZ, Y", [r"{\L}UKASZ, Y"]),
        (r"\AA str\"om, K and \AA{}str\"om, K", [r"{\AA}str\"om, K"] * 2),
        (r"Karl \AA str\"om", [r"{\AA}str\"om, Karl"]),
        (r"\ss tein, A", [r"{\ss}tein, A"]),
        (r"Bj\o rn \O ksendal", [r"{\O}ksendal, Bj{\o}rn"]),
        (r"\L ukasz Kaiser", [r"Kaiser, {\L}ukasz"]),
        (r"Kaiser, {\L} ukasz", [r"Kaiser, {\L}ukasz"]),
        (r"Kaiser, {\L} Jan", [r"Kaiser, {\L} Jan"]),
        (r"Arnol\cprime d, V. I.", [r"Arnol{\cprime}d, V. I."]),
        (r"Fran\c cois Mart\'\i nez", [r"Mart\'{\i}nez, Fran{\c{c}}ois"]),
        (r"Jan F\o van der Berg", [r"van der Berg, Jan F\o"]),
        (r"Nu\ss and Jan {\L} and Bell", [r"Nu\ss", r"\L, Jan", "Bell"]),
    ],
)
def test_a_letter_that_is_a_command_stays_in_its_word(written: str, expected: list[str]) -> None:
    assert names(written) == expected


def test_authors_are_kept_in_order_with_others_at_the_end() -> None:
    value = "Knuth, Donald E. and {OpenAI} AND Ada Lovelace and others"
    assert names(value) == ["Knuth, Donald E.", "OpenAI", "Lovelace, Ada", "others"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Doe, Jane and et al.", ["Doe, Jane", "others"]),
        ("Doe, Jane et al.", ["Doe, Jane", "others"]),
        ("Jane Doe, et al", ["Doe, Jane", "others"]),
        ("Doe, Jane and {et al.}", ["Doe, Jane", "others"]),
        ("Doe, Jane and ET. AL.", ["Doe, Jane", "others"]),
        ("et al.", ["others"]),
        ("Al, Et and Metal, Ada", ["Al, Et", "Metal, Ada"]),
    ],
)
def test_et_al_means_that_there_are_others(written: str, expected: list[str]) -> None:
    assert names(written) == expected


@pytest.mark.parametrize(
    ("written", "mark", "expected"),
    [
        ("A. Ada, B. Bell, C. Cole", ",", ["Ada, A.", "Bell, B.", "Cole, C."]),
        ("A. Ada, B. Bell", ",", ["Ada, A.", "Bell, B."]),
        ("A. Ada, B. Bell and C. Cole", ",", ["Ada, A.", "Bell, B.", "Cole, C."]),
        ("A. Ada, B. Bell, & C. Cole", "&", ["Ada, A.", "Bell, B.", "Cole, C."]),
        ("Ada Bell, Carl Cole, Dora Dole", ",", ["Bell, Ada", "Cole, Carl", "Dole, Dora"]),
        (
            "Ada Bell, Carl van Cole, and Dora Dole",
            ",",
            ["Bell, Ada", "van Cole, Carl", "Dole, Dora"],
        ),
        ("Ada, A., Bell, B.-C., Cole, C. D.", ",", ["Ada, A.", "Bell, B.-C.", "Cole, C. D."]),
        ("Ada, A, Bell, BC", ",", ["Ada, A", "Bell, BC"]),
        ("Ada, Anna; Bell, Bo; {Cole; Co}", ";", ["Ada, Anna", "Bell, Bo", "Cole; Co"]),
        ("Ada, A.; Bell, B. & Cole, C.", ";", ["Ada, A.", "Bell, B.", "Cole, C."]),
        (r"Ada Bell \& Carl Cole", "&", ["Bell, Ada", "Cole, Carl"]),
    ],
)
def test_names_without_and_are_told_apart_where_they_can_be_nothing_else(
    written: str, mark: str, expected: list[str]
) -> None:
    assert (names(written), people(written)[1]) == (expected, mark)
    text = f"@misc{{other, title = {{B}}}}\n@misc{{key, title = {{A}}, author = {{{written}}}}}"
    (problem,) = bibtex.read(text, "a.bib").problems
    assert (problem.where.line, problem.fatal) == (2, False)
    assert f'"key" has names with "{mark}" between them' in problem.message


@pytest.mark.parametrize(
    "written",
    [
        "Ada Bell, Carl Cole",
        "Ministry of Health & Social Affairs",
        "Johnson & Johnson",
        "{A. Ada, B. Bell}",
        "Bell, Ada and Cole, Carl",
    ],
)
def test_where_names_may_be_meant_as_bibtex_reads_them_they_are(written: str) -> None:
    assert (len(names(written)), people(written)[1]) == (written.count(" and ") + 1, "")


def test_thousands_of_authors_are_read_at_once() -> None:
    value = " and ".join(f"Fam{{\\'e}}{number}, Ada B." for number in range(7456))
    began = time.process_time()
    found = names(value)
    assert time.process_time() - began < 5
    assert (len(found), found[-1]) == (7456, "Fam{\\'e}7455, Ada B.")


_PIECES = st.sampled_from(
    ["Ada", "B.", "van", ",", ";", "&", "\\", "{", "}", " ", "~", "=", " and "]
)


@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=25))
def test_any_text_gives_names_with_a_family(text: str) -> None:
    assert all(author.family for author in people(text)[0])
