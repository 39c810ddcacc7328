import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean import clean
from generator.links import find_links, repository, safe_url
from generator.model import Change
from generator.rules import clean_text
from generator.sources import read_content

CONTENT = Path(__file__).parents[1] / "content"


# What each rule must change, and what it must leave alone.
CHANGED: dict[str, list[tuple[str, str]]] = {
    "HTML entity": [
        ("R&amp;D", "R&D"),
        ("caf&eacute;", "café"),
        ("&#8211; and &#x2014;", "– and —"),
        ("&amp;amp;lt;", "<"),
    ],
    "mojibake": [
        ("the modelâ€™s size", "the model’s size"),
        ("BÃ©zier", "Bézier"),
        ("carâ\x80\x99s", "car’s"),
        ("100Ã\x97", "100×"),
        ("robot\x92s", "robot’s"),
        ("Arm\x99:", "Arm™:"),
        ("Ã–lÃ§er", "Ölçer"),
        ("Dud√≠k", "Dudík"),
        ("“so” and BÃ©zier", "“so” and Bézier"),
        ("at 300Â°C", "at 300°C"),
        ("400-500Ânm and 2.7ÂeV", "400-500 nm and 2.7 eV"),
        ("ð\x9f\x98\x80", "😀"),
    ],
    "line break": [("one\r\n  two\n\nthree", "one two three"), ("a\u2028b", "a b")],
    "control character": [
        ("a\x00b", "ab"),
        ("soft\u00adware", "software"),
        ("\ufeffTitle", "Title"),
        ("abc\u202edef", "abcdef"),
        ("a\ud800b", "ab"),
    ],
    "stripped entity": [("models x2013 which", "models – which")],
    "proxy link": [
        ("https://i676974687562o636f6dz.oszar.com/IBM/x", "https://github.com/IBM/x"),
        (
            "https://i73656c66746f6b2d7465616do676974687562o696fz.oszar.com/report/.",
            "https://selftok-team.github.io/report/.",
        ),
    ],
    "doubled link": [
        ("https://a.github.io/{https://a.github.io/}.", "https://a.github.io/."),
        ("https://github.com/a/b{https://github.com/a/b/}", "https://github.com/a/b"),
        (r"https://github.com/a/b\{https://github.com/a/b\}.", "https://github.com/a/b."),
    ],
    "TeX link": [
        (r"at \url{https://a.org/b}.", "at https://a.org/b."),
        (r"at\url{https://a.org/b}.", "at https://a.org/b."),
        (r"\href{https://a.org/b}{here}.", "here (https://a.org/b)."),
        (r"\href{https://a.org/b}{a.org/b}.", "https://a.org/b."),
        (r"public \footnote{\url{https://a.org/b}}.", "public (https://a.org/b)."),
        (r"at {\url{https://a.org/b}}.", "at https://a.org/b."),
    ],
    "quotation marks": [
        ("``slots''", "“slots”"),
        ("``Does Self-Feedback Really Work?'' asks", "“Does Self-Feedback Really Work?” asks"),
        ('``How can models?".', "“How can models?”."),
        ("“latent''.", "“latent”."),
        ("the \"real'' thing", 'the "real" thing'),
        ("an ``open quotation", "an “open quotation"),
    ],
    "TeX comment": [
        ("We test. %a schedule that helps with this transition. We find", "We test. We find")
    ],
    "spaces": [("two  spaces", "two spaces"), ("a\tb", "a b"), ("a \u00a0b", "a b")],
    "escaped quotation mark": [(r"it\'s \"good\" here", 'it\'s "good" here')],
    "TeX accent": [
        (r"Fr\'echet", "Fréchet"),
        (r"na\"ive", "naïve"),
        (r"M{\"u}ller", "Müller"),
        (r"Erd\H{o}s and Erd\H os", "Erdős and Erdős"),
        (r"Ho\v{r}ava", "Hořava"),
        (r"Fran\c{c}ois and Fran\c cois", "François and François"),
        (r"S\o ren, S{\o}ren, \O{}ystein", "Søren, Søren, Øystein"),
        (r"Polyak-\L ojasiewicz", "Polyak-Łojasiewicz"),
        (r"Stra{\ss}e", "Straße"),
        (r"Garc\'{\i}a, Garc\'\i", "García, Garcí"),
        (r"\emph{caf\'e}", "café"),
    ],
    "TeX shorthand": [
        (r"many, \eg, this", "many, e.g., this"),
        (r"Li \etal show", "Li et al. show"),
    ],
    "TeX command": [
        (r"\emph{very} \textbf{bold}", "very bold"),
        (r"\textbf{E}rror", "Error"),
        (r"\underline{\textit{both}}", "both"),
        (r"\textbf\{T\}", "T"),
        (r"{\em slanted} {\underline b}andits", "slanted bandits"),
        ("the extbf{Cyc}le", "the Cycle"),
    ],
    "TeX symbol": [
        (r"0.1\times", "0.1×"),
        (r"an \epsilon-net", "an ϵ-net"),
        (r"O(n\log(n))", "O(n log(n))"),
        (r"a\textbackslash{}b", r"a\b"),
    ],
    "TeX escape": [
        (r"71.9\%", "71.9%"),
        (r"snake\_case \& \#1 \$5", "snake_case & #1 $5"),
        (r"\{0,1\}", "{0,1}"),
        (r"https://a.org/b\_c", "https://a.org/b_c"),
    ],
    "multiplication sign": [
        ("64times 64", "64×64"),
        ("3.5times", "3.5×"),
        ("4times faster", "4× faster"),
        ("640times480", "640×480"),
    ],
    "plus-minus sign": [("9pm0.8%", "9±0.8%"), ("9 pm0.8%", "9±0.8%")],
    "similarity sign": [("0sim 5", "0∼5"), ("1% sim 2%", "1% ∼ 2%")],
    "subscript": [
        ("ell_2", "ℓ₂"),
        ("F_1 score", "F₁ score"),
        ("C_1-C_6", "C₁-C₆"),
        ("max(N_1,N_2).", "max(N₁,N₂)."),
    ],
    "superscript": [("ReST^EM", "ReSTᴱᴹ"), ("2^13 or 10^7", "2¹³ or 10⁷")],
    "tie": [("reconstruction~--", "reconstruction --")],
    "em dash": [("empirically---after", "empirically—after"), ("a --- b", "a — b")],
    "en dash": [("10B--40B", "10B–40B"), ("a -- b", "a – b")],
    "braces": [("Wukong{ViT-B}", "Wukong ViT-B"), ('"{SkillNet}"', '"SkillNet"')],
    "stray brace": [("(MERL})", "(MERL)")],
}

LEFT_ALONE = {
    "HTML entity": ["R&D; AT&T;", "&notanentity;", "?a=1&b=2", "& amp;"],
    "mojibake": ["château", "SÃO PAULO", "«MAÇÃ»", "â la carte", "«CAFÉ”"],
    "stripped entity": ["2x2013", "(x2013)"],
    "proxy link": [
        "https://i67zz.oszar.com/x",
        "https://izz.oszar.com/x",
        "https://i00ffo636f6dz.oszar.com/",
        "https://imagez.example.com/",
        "https://i676974687562o636f6d.oszar.com/",
    ],
    "doubled link": ["https://a.org/{https://b.org/}", "https://a.org/{id}"],
    "quotation marks": [
        "f''(x) of f",
        "the \"first\" of f'' here",
        "a 5'' screen",
        "```python",
        "call ``foo`` now",
        "rock 'n' roll",
    ],
    "TeX comment": ["It grew. %5 of it.", "50 %of all.", "100% %"],
    "escaped quotation mark": [r"\\"],
    "TeX accent": [r"\command{x}", r"a\cb"],
    "TeX symbol": [r"\today", r"\cite{doe} \ref", r"\unknownmacro", r"\frac{a}{b}"],
    "TeX escape": [r"\{name\}", r"C:\temp\new_1", r"C:\alpha\_x"],
    "multiplication sign": ["25 times compared", "3 times", "sometimes", "5timesteps", "x times 2"],
    "plus-minus sign": ["at 5 pm", "from 5pm on", "5 pm, 6 pm", "+/-0.02", "10 ppm"],
    "similarity sign": ["simulated", "5 similar", "a ~= b", "~141K", "2 sim cards"],
    "subscript": [
        "domain_specific_cl",
        "a_1_b",
        "x_i",
        "doe_1@example.org",
        "j_2.doe@example.org",
        "https://a.org/F_1",
        "ℓ_1,p-norm",
        "x_1,...,x_n",
        "B_0^D",
        "R^N_1",
        "data/C_1",
    ],
    "superscript": ["x^2", "e^{-x}", "10^-3", "2^O(n)", "a^b"],
    "tie": ["~141K", "a~b", "~/.cache"],
    "em dash": ["---", "a ---b"],
    "en dash": ["--flag", "a --b", "-"],
    "braces": ["{0, 1}", "{x}", "{a, b}", r"\cite{doe}", r"\frac{a}{bc}", "x^{ab}", "[0]{ab}"],
    "stray brace": ["{(a})", "(a b})"],
    "no rule": [
        "MT-pi",
        "X -> Y",
        "3D human pose",
        r"$O(n \log n)$ and $x_1$",
        r"\(\epsilon\)-net",
        r"3$\sim$5",
        "costs $5 and $10",
        "it's 5'10",
        "https://a.org/domain_specific_cl--x/64times_1",
        "中文标题",
        "👩‍👩‍👧 family",
        "",
    ],
}


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [(rule, *case) for rule, cases in CHANGED.items() for case in cases],
)
def test_a_rule_mends_what_it_is_for(rule: str, before: str, after: str) -> None:
    text, changes = clean_text("abstract", before)
    assert text == after
    assert rule in {change.rule for change in changes}


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in LEFT_ALONE.items() for text in texts]
)
def test_a_rule_leaves_alone_what_may_be_meant(rule: str, text: str) -> None:
    assert clean_text("abstract", text) == (text, ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{DNA} and {RNA}s", "DNA and RNAs"),
        ("{A} {Nested {Title}}", "A Nested Title"),
        ("{{A}}{{B}}", "AB"),
        ("GPT-4{V}", "GPT-4V"),
        ("Micro{RNA}", "MicroRNA"),
        (r"{\'e}t{\'e}", "été"),
        (r"M{\"u}ller", "Müller"),
        (r"50\%", "50%"),
        (r"\emph{in} \textit{vivo}", "in vivo"),
        (r"an \alpha{} ray", "an α ray"),
        (r"O(n\log(n))", "O(n log(n))"),
        ("Fig.~3 of Li~et~al.~(2019)", "Fig. 3 of Li et al. (2019)"),
        (r"et al.\ and i.i.d.\ ones", "et al. and i.i.d. ones"),
        ("(~70 of ~1000, 140~150)", "(~70 of ~1000, 140~150)"),
        (r"{0, 1} and {x, y} and \{2,3\}", "{0, 1} and {x, y} and {2,3}"),
        ("{unclosed", "{unclosed"),
    ],
)
def test_a_field_in_tex_becomes_plain_text(before: str, after: str) -> None:
    assert clean_text("title", before, "tex")[0] == after


def test_a_change_is_the_words_before_and_after_with_field_and_rule() -> None:
    text, changes = clean_text("abstract", r"Accuracy rises to (71.9\%), then falls.")
    assert text == "Accuracy rises to (71.9%), then falls."
    assert changes == (Change("abstract", r"(71.9\%),", "(71.9%),", "TeX escape"),)


def test_each_place_where_a_rule_acts_is_a_change() -> None:
    _, changes = clean_text("abstract", r"1\% here, 2\% there and ``all'' else")
    assert [change.before for change in changes] == ["``all''", r"1\%", r"2\%"]


@pytest.mark.parametrize(
    ("before", "made"),
    [
        ("<i>Drosophila</i>", [("<i>Drosophila</i>", "Drosophila")]),
        ("<i>D.</i> and <b>E</b>", [("<i>D.</i>", "D."), ("<b>E</b>", "E")]),
        ("<i>Canis lupus</i>", [("<i>Canis", "Canis"), ("lupus</i>", "lupus")]),
        ("pre<i>D</i>post", [("pre<i>D</i>post", "preDpost")]),
    ],
)
def test_what_one_rule_does_to_a_word_is_one_change(
    before: str, made: list[tuple[str, str]]
) -> None:
    _, changes = clean_text("abstract", before, "html")
    assert [(change.before, change.after) for change in changes] == made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Phonological coding during reading.", "Phonological coding during reading"),
        ("Who reads? A study.", "Who reads? A study"),
        ("Cats vs. dogs.", "Cats vs. dogs"),
        ("Looms (and engines).", "Looms (and engines)"),
        ("The role of COVID-19.", "The role of COVID-19"),
    ],
)
def test_a_title_goes_without_its_final_full_stop(before: str, after: str) -> None:
    text, (change,) = clean_text("title", before)
    assert (text, change.rule) == (after, "final full stop")
    assert clean_text("abstract", before) == (before, ())


@pytest.mark.parametrize(
    "title",
    [
        *("A reply to Hopper et al.", "Looms, engines, etc.", "A case of Looms Inc."),
        *("Reading in the U.S.", "The role of vitamin D.", "To be continued...", "And then …"),
        *("Aspergillus spp.", "We read. We write.", "Reading", "."),
    ],
)
def test_a_full_stop_that_belongs_to_a_title_stays(title: str) -> None:
    assert clean_text("title", title) == (title, ())


FRAGMENTS = [
    *r"""{ } \ ` `` ' '' " “ ” $ ~ ^ _ & ; % # -- --- ( ) [ ] , . 0 1 2 a b x N ell é ß 🙂 中
    times pm sim \' \" \{ \} \% \_ \alpha \log \emph{ \url{ \href{ \textbf{ {\em {\'e} \c \v{s} \L
    &amp; &lt; &#38; amp; lt; x2013 â€™ Ã© https://a.org http:// {https://b.org} github.io
    https://i676974687562o636f6dz.oszar.com/x %a {A} {0,1} \( \) C:\ ext mph \textbackslash{}
    \textbraceleft{} $x$ $_2$ $k $$ \mathcal{O} \frac \[ \] \\( \quad \- \ss {\sc X} \foo{ \Foo
    \enquote{ _{2} ^{ab} < > </ <i> </i> <b> <sub> </sub> <sup> </sup> <p> <br/> <jats:p> &lt;i&gt;
    <mml:math> </mml:math> <mi>x</mi> <title> </title> <tex> </tex> <!-- --> <SEG> xmlns="y">
    Abstract Abstract: Summary We © 2019 Elsevier Ltd. Copyright A TITLE IN CAPITALS OF GPT Â Ã ﬁ
    """.split(),
    *(
        " ",
        "  ",
        "\n",
        "-\n",
        "\t",
        "\u00a0",
        "\x00",
        "\x92",
        "â\x80",
        "\u0301",
        "\u200b",
        "\u00ad",
    ),
]
FIELDS = st.sampled_from(["title", "abstract", "venue"])
MARKUPS = st.sampled_from(["text", "tex", "html"])
TRICKY = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
ANY = TRICKY | st.text(max_size=80) | st.text(st.characters(), max_size=20)


@given(ANY, FIELDS, MARKUPS)
def test_cleaning_twice_changes_nothing_more(text: str, field: str, markup: str) -> None:
    once, _ = clean_text(field, text, markup)
    assert clean_text(field, once) == (once, ())


@given(ANY, FIELDS, MARKUPS)
def test_what_differs_is_recorded_and_what_is_recorded_differed(
    text: str, field: str, markup: str
) -> None:
    cleaned, changes = clean_text(field, text, markup)
    if cleaned != unicodedata.normalize("NFC", text).strip():
        assert changes
    assert all(change.before != change.after for change in changes)
    assert {change.field for change in changes} <= {field}


@pytest.mark.parametrize("markup", ["text", "tex", "html"])
@pytest.mark.parametrize(
    "piece",
    [
        *r"""{ } \ ` `` ' '' “ $ ~ ^ & &amp; - -- % 1 a_ a{ {a} ab{cd} ( [ \( \{ \' \ab \emph{
        <a <i> </i> <sub> <math> <!-- &amp;lt; <tex-math> \frac{ $$ $_ ~a \'e {\em \foo{a} -- _{ ^{a
        \textit{a \href{http://a}{ \url{http https:// https://a{ {http https://i67 https://x]) $a\
        $1_ {1, {\a a:\b ``a'' ``a`` “a" .%a 1times x20 â€ (a a- http mph{a""".split(),
        *(" ", "\t", "\n", "\x00", "\x92", "\u00a0", "“a ", " “", " \"a'", ". %a"),
        *("a-\n", "A ", "A-", "MC", "Ã©", "© 2019 a", "Abstract ", "<a b ", "$ a"),
    ],
)
def test_no_rule_is_slow_on_a_long_repetition(piece: str, markup: str) -> None:
    text = "a" + piece * (30_000 // len(piece)) + "}'\""
    start = time.process_time()
    cleaned, _ = clean_text("abstract", text, markup)
    find_links(cleaned)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "shown", "url"),
    [
        ("at https://a.org/b.", "https://a.org/b", "https://a.org/b"),
        ('at "https://a.org/b".', "https://a.org/b", "https://a.org/b"),
        ("at “https://a.org/b”", "https://a.org/b", "https://a.org/b"),
        ("at `https://a.org/b`,", "https://a.org/b", "https://a.org/b"),
        ("(see https://a.org/b).", "https://a.org/b", "https://a.org/b"),
        ("[x](https://a.org/b)", "https://a.org/b", "https://a.org/b"),
        ("see https://a.org/b_(c).", "https://a.org/b_(c)", "https://a.org/b_%28c%29"),
        ("<https://a.org/b>", "https://a.org/b", "https://a.org/b"),
        ("见https://a.org/b。下", "https://a.org/b", "https://a.org/b"),
        ("Https://a.org/b!", "Https://a.org/b", "Https://a.org/b"),
        ("https://github.com/a/b.git.", "https://github.com/a/b.git", "https://github.com/a/b.git"),
        (
            "at learning-from-play.github.io.",
            "learning-from-play.github.io",
            "https://learning-from-play.github.io",
        ),
        ("a.github.io/b, and", "a.github.io/b", "https://a.github.io/b"),
        ("https://a.org/domain_specific_cl", *["https://a.org/domain_specific_cl"] * 2),
        ("https://a.org/'onclick='x", "https://a.org/'onclick='x", "https://a.org/%27onclick=%27x"),
    ],
)
def test_a_link_ends_before_the_punctuation_of_the_sentence(
    text: str, shown: str, url: str
) -> None:
    (link,) = find_links(text)
    assert (text[link.start : link.end], link.url) == (shown, url)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.org",
        "a.org/b",
        "me@a.github.io",
        "https://",
        "http://.",
        "x/github.io",
    ],
)
def test_nothing_else_becomes_a_link(text: str) -> None:
    assert find_links(text) == ()


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        (" https://a.org/b?c=d&e#f ", "https://a.org/b?c=d&e#f"),
        ("https://a.org/ü", "https://a.org/%C3%BC"),
        ("https://a.org/%C3%BC", "https://a.org/%C3%BC"),
        ('https://a.org/"><script>', "https://a.org/%22%3E%3Cscript%3E"),
        ("https://a.org/a b](c)", "https://a.org/a%20b%5D%28c%29"),
        ("https://a.org/\ud800", "https://a.org/?"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT://a.org/%0aalert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("//a.org/b", ""),
        ("a.org", ""),
        ("https:///b", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_only_an_http_address_is_safe(raw: str, url: str) -> None:
    assert safe_url(raw) == url


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://github.com/a/b.git", "https://github.com/a/b"),
        ("https://github.com/a/b/", "https://github.com/a/b"),
        ("https://www.github.com/a/b.git/", "https://www.github.com/a/b"),
        ("https://GitHub.com/a/b/tree/main/c", "https://GitHub.com/a/b/tree/main/c"),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b"),
        ("https://gitlab.inria.fr/a/b", "https://gitlab.inria.fr/a/b"),
        ("https://bitbucket.org/a/b", "https://bitbucket.org/a/b"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b"),
        ("https://github.com/a", ""),
        ("https://github.com/", ""),
        ("https://github.com/orgs/a", ""),
        ("https://github.com/topics/vision", ""),
        ("https://github.com.evil.org/a/b", ""),
        ("https://notgithub.com/a/b", ""),
        ("https://a.github.io/b/c", ""),
        ("https://a.org/?u=https://github.com/a/b", ""),
        ("", ""),
    ],
)
def test_a_repository_is_told_from_other_addresses(url: str, found: str) -> None:
    assert repository(url) == found


@pytest.fixture(scope="module")
def library() -> Counter[str]:
    """How often each rule acts on the listings and the BibTeX of this project."""
    readings = read_content(CONTENT).readings
    entries = [clean(record) for reading in readings for record in reading.records]
    return Counter(change.rule for entry in entries for change in entry.changes)


@pytest.mark.first_library
def test_the_rules_act_on_the_real_library_as_often_as_was_checked_by_hand(
    library: Counter[str],
) -> None:
    assert library == {
        "en dash": 29,
        "quotation marks": 16,
        "proxy link": 15,
        "TeX escape": 9,
        "multiplication sign": 4,
        "doubled link": 3,
        "year in the venue": 3,
        "subscript": 2,
        "superscript": 2,
        "braces": 2,
        "plus-minus sign": 2,
        "similarity sign": 2,
        "TeX accent": 2,
        "TeX shorthand": 1,
        "tie": 1,
        "em dash": 1,
        "stripped entity": 1,
        "TeX comment": 1,
        "stray brace": 1,
        "repeated authors": 1,
        "capitals": 2,
    }
