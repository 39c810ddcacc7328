"""Mathematics is found where it is meant, and is the same thing in each of its forms."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.mathematics import find, inline, mathml, plain, tex_to_text, to_text
from generator.titles import fold


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"in $O(n)$ time", ["O(n)"]),
        (r"$k$-means, $\ell_1$, 3$\sim$5, $-$50", ["k", r"\ell_1", r"\sim", "-"]),
        (r"at $10$ or $2^k$ or $1-\delta$", ["10", "2^k", r"1-\delta"]),
        (r"\(\epsilon\)-net, \[ x \], $$ y $$, \\(\times\\)", [r"\epsilon", "x", "y", r"\times"]),
        (r"costs $5 and $10", []),
        (r"a $100K budget, US$ 27 and \$x\$", []),
        (r"$HOME and $PATH", []),
        ("it pays $some of them and not all$ here", []),
        (r"see https://a.org/$x$/b, C:\$x$ and $x$", ["x"]),
        ("", []),
    ],
)
def test_mathematics_is_told_from_money_and_addresses(text: str, found: list[str]) -> None:
    assert [tex for _, _, tex in find(text)] == found


def test_where_mathematics_stands_holds_its_delimiters() -> None:
    text = r"a $x$, \(y\) and $$z$$"
    assert [text[start:end] for start, end, _ in find(text)] == ["$x$", r"\(y\)", "$$z$$"]


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\mu", "μ"),
        ("-", "−"),
        ("_2", "₂"),
        ("^{-5}", "⁻⁵"),
        ("10^{-19}", "10⁻¹⁹"),
        ("x_i^2", "xᵢ²"),
        (r"45^\circ", "45°"),
        ("A^*", "A*"),
        (r"\mathrm{D}", "D"),
        (r"\mathbb{R}^d", "ℝᵈ"),
        (r"n\log\log n", "n log log n"),
        (r"k = 1, \ldots, n", "k = 1, …, n"),
        ("f'(x)", "f′(x)"),
        (r"16\%", "16%"),
        (r"\cal MAX", "MAX"),
        (r"{\cal MAX}", "MAX"),
        (r"\mathcal{{MAX}}", "MAX"),
        (r"5^\mathrm{{th}}", "5ᵗʰ"),
        (r"\,", " "),
    ],
)
def test_simple_mathematics_has_a_plain_form(tex: str, text: str) -> None:
    assert plain(tex) == text


@pytest.mark.parametrize(
    "tex",
    [
        *(r"\mathcal{O}(n)", r"\frac{1}{2}", r"\sqrt{n}", r"\tilde{O}", r"\mathbf{x}", r"\eps"),
        *(r"\cal O(n)", r"\mathcal{AB}", r"^\mathrm{{GKMS}}"),
        *(r"\{0,1\}", r"x_{\text{adv}}", "x^{2^2}", r"\ell_\infty", "x^{abcd}", "x & y", "x_", ""),
        *("{" * 9 + "x" + "}" * 9, "x" * 100, r"\text{a", '"'),
    ],
)
def test_mathematics_of_some_structure_has_no_plain_form(tex: str) -> None:
    assert plain(tex) is None


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\alpha", "α"),
        (r"\sqrt{n}", r"$\sqrt{n}$"),
        (r" \sqrt{n} ", r"$ \sqrt{n} $".replace(" ", "")),
        (r"5 \text{ USD}", "5 USD"),
        (r"\text{costs} \$5", r"\(\text{costs} \$5\)"),
    ],
)
def test_mathematics_is_written_so_that_it_is_found_again(tex: str, text: str) -> None:
    assert inline(tex) == text


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        (r"$\mathcal{O}(n^2)$ time", "O(n²) time"),
        (r"a $\frac{1}{k}$ rate", "a 1/k rate"),
        (r"$\tilde{O}(\sqrt{T})$ regret", "Õ(√(T)) regret"),
        (r"for $5 and $10", "for $5 and $10"),
        (r"$\unheard$ of", r"\unheard of"),
        (r"$\href{a}$ b", r"\href{a} b"),
    ],
)
def test_where_only_text_is_possible_mathematics_comes_close(text: str, plainly: str) -> None:
    assert to_text(text) == plainly


def test_tex_that_the_library_fails_on_stays() -> None:
    assert tex_to_text(r"\href{a}") == r"\href{a}"
    assert tex_to_text(r"\frac") == r"\frac" or "/" in tex_to_text(r"\frac")


@pytest.mark.parametrize(
    "forms",
    [
        ("Cu$_2$O Films", "Cu₂O films", "Cu2O Films", r"\(\mathrm{Cu_2O}\) films"),
        (r"$\alpha$-Divergence", "α-divergence", "Alpha divergence"),
        (r"$\mathcal{O}(n^2)$ Time", "O(n²) time", "𝒪(n2) time", "O(n^2) time"),
        (r"The $\ell_1$ Norm", "The ℓ₁ norm", "The L1 Norm"),
        (r"$k$-Means", "k-means"),
    ],
)
def test_a_title_is_the_same_in_each_form_of_its_mathematics(forms: tuple[str, ...]) -> None:
    assert len(set(map(fold, forms))) == 1


def test_titles_of_other_mathematics_stay_apart() -> None:
    assert fold(r"In $O(n^2)$ Time") != fold(r"In $O(n^3)$ Time")
    assert fold("For $5 and $10") != fold("For $5 and $11")


def test_mathml_is_one_element_without_scripts_and_links() -> None:
    made = mathml(r"\frac{a<b}{\sqrt{c}}")
    assert re.fullmatch(r"<math>.*</math>", made)
    assert ">&lt;</mo>" in made
    for hostile in (r"\href{javascript:alert(1)}{x}", r"\htmlClass{a}{b}", "<script>"):
        assert "script>" not in mathml(hostile) and "href" not in mathml(hostile)


@pytest.mark.parametrize("tex", [r"\log n", r"\mathcal{O}", r"\operatorname{poly}", r"a \quad b"])
def test_each_element_of_mathml_is_closed_by_a_tag(tex: str) -> None:
    made = mathml(tex)
    assert "/>" not in made
    assert "<mspace" in made and "</mspace>" in made


@pytest.mark.parametrize("tex", [r"\unheard", r"\frac{a", "x_", r"\left(", "&"])
def test_what_cannot_be_parsed_has_no_mathml(tex: str) -> None:
    assert mathml(tex) == ""


def test_a_script_in_double_braces_is_set() -> None:
    assert "GKMS" in mathml(r"^\mathrm{{GKMS}}")


@pytest.mark.parametrize("tex", [r"\eps", r"\R", r"\mbox{a}", r"\norm{x}", r"\cO(n)", r"\poly(n)"])
def test_macros_that_everybody_defines_alike_are_known(tex: str) -> None:
    assert mathml(tex)


TEX = st.lists(
    st.sampled_from(
        [
            *r"""\frac \sqrt \left( \right) \text{ \mathrm{ \mathcal \tilde
            \begin{matrix} \end{matrix}
            \def \newcommand{\y} \mbox \sum \alpha \log { } ^ _ & \\ $ ( ) [ ] a b 1 , ' " < > | # %
            ~ é 中 🙂 = + -""".split(),
            *(" ", "\n", "\x00", "\u202e"),
        ]
    ),
    max_size=10,
).map("".join) | st.text(max_size=20)


@given(TEX)
def test_any_tex_is_mathematics_or_none_but_never_an_exception(tex: str) -> None:
    made = mathml(tex)
    assert made == "" or made.startswith("<math>")
    assert plain(tex) != ""
    to_text(f"${tex}$")
    assert isinstance(inline(tex), str)


@pytest.mark.parametrize(
    "tex", [r"\def\a{\a\a}\a", "{" * 400, r"\sqrt{" * 140 + "}" * 140, "x^" * 400]
)
@pytest.mark.parametrize("piece", ["{}", "${}$"])
def test_hostile_tex_takes_no_long_time(tex: str, piece: str) -> None:
    start = time.process_time()
    mathml(piece.replace("{}", tex))
    to_text(piece.replace("{}", tex))
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "piece", ["$", "$a", "$a$", "$a b ", "$1_", r"\(", r"\(a", "$$", r"\\(a", "a:\\b "]
)
def test_no_repetition_is_slow_to_look_through(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    start = time.process_time()
    list(find(text))
    to_text(text)
    assert time.process_time() - start < 1
