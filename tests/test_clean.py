import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean import clean
from generator.links import find_links, repository, safe_url
from generator.model import Author, Change, Record, Where
from generator.rules import clean_text
from generator.sources import read_content

CONTENT = Path(__file__).parents[1] / "content"


def record(title: str = "A Title", **fields: object) -> Record:
    return Record(Where("sources/a.txt", 1), "listing", title, **fields)  # type: ignore[arg-type]


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
        ("ð\x9f\x98\x80", "😀"),
    ],
    "Windows-1252": [("robot\x92s", "robot’s"), ("Arm\x99:", "Arm™:")],
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
        (r"an $\ell_2$ norm", r"an $\ell_2$ norm"),
        (r"an \alpha{} ray", "an α ray"),
        (r"O(n\log(n))", "O(n log(n))"),
        ("Fig.~3 of Li~et~al.~(2019)", "Fig. 3 of Li et al. (2019)"),
        (r"et al.\ and i.i.d.\ ones", "et al. and i.i.d. ones"),
        ("(~70 of ~1000, 140~150)", "(~70 of ~1000, 140~150)"),
        (r"{0, 1} and {x, y} and \{2,3\}", "{0, 1} and {x, y} and {2,3}"),
        (r"\cite{doe} and \frac{1}{n}", r"\cite{doe} and \frac{1}{n}"),
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


FRAGMENTS = [
    *r"""{ } \ ` `` ' '' " “ ” $ ~ ^ _ & ; % # -- --- ( ) [ ] , . 0 1 2 a b x N ell é ß 🙂 中
    times pm sim \' \" \{ \} \% \_ \alpha \log \emph{ \url{ \href{ \textbf{ {\em {\'e} \c \v{s} \L
    &amp; &lt; &#38; amp; lt; x2013 â€™ Ã© https://a.org http:// {https://b.org} github.io
    https://i676974687562o636f6dz.oszar.com/x %a {A} {0,1} \( \) C:\ ext mph \textbackslash{}
    \textbraceleft{}""".split(),
    *(" ", "  ", "\n", "\t", "\u00a0", "\x00", "\x92", "â\x80", "\u0301"),
]
TRICKY = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
ANY = TRICKY | st.text(max_size=80) | st.text(st.characters(), max_size=20)


@given(ANY, st.sampled_from(["text", "tex"]))
def test_cleaning_twice_changes_nothing_more(text: str, markup: str) -> None:
    once, _ = clean_text("abstract", text, markup)
    assert clean_text("abstract", once) == (once, ())


@given(ANY, st.sampled_from(["text", "tex"]))
def test_what_differs_is_recorded_and_what_is_recorded_differed(text: str, markup: str) -> None:
    cleaned, changes = clean_text("abstract", text, markup)
    if cleaned != unicodedata.normalize("NFC", text).strip():
        assert changes
    assert all(change.before != change.after for change in changes)
    assert {change.field for change in changes} <= {"abstract"}


@given(ANY, ANY, ANY)
def test_any_text_in_any_field_gives_an_entry(first: str, second: str, third: str) -> None:
    entry = clean(
        Record(
            where=Where("a.bib"),
            format="bibtex",
            title=first,
            abstract=second,
            authors=(Author(first, second), Author(third)),
            year=third,
            venue=first,
            doi=second,
            arxiv=third,
            url=f"https://{first}",
            pdf=second,
            code=f"http://a.b/{third}",
            markup="tex",
        )
    )
    assert all(entry.abstract[link.start : link.end] for link in entry.links)
    for url in (entry.url, entry.pdf, entry.code, *(link.url for link in entry.links)):
        assert re.fullmatch(r"(?i:https?)://[!#$%&*+,/:;=?@~._A-Za-z0-9-]+|", url)


@pytest.mark.parametrize("markup", ["text", "tex"])
@pytest.mark.parametrize(
    "piece",
    [
        *r"""{ } \ ` `` ' '' “ $ ~ ^ & &amp; - -- % 1 a_ a{ {a} ab{cd} ( [ \( \{ \' \ab \emph{
        \textit{a \href{http://a}{ \url{http https:// https://a{ {http https://i67 https://x]) $a\
        $1_ {1, {\a a:\b ``a'' ``a`` “a" .%a 1times x20 â€ (a a- http mph{a""".split(),
        *(" ", "\t", "\n", "\x00", "\x92", "\u00a0", "“a ", " “", " \"a'", ". %a"),
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


def test_the_first_repository_in_an_abstract_is_the_code() -> None:
    abstract = "See https://a.org/b. Code at https://github.com/a/b.git, https://github.com/c/d."
    assert clean(record(abstract=abstract)).code == "https://github.com/a/b"


def test_a_stated_code_link_outweighs_the_abstract() -> None:
    entry = clean(record(abstract="At https://github.com/a/b.", code="https://a.org/code"))
    assert entry.code == "https://a.org/code"


def test_the_links_of_an_entry_are_places_in_its_cleaned_abstract() -> None:
    entry = clean(record(abstract=r"It is ``good'' by 5\%: https://a.org/b."))
    (link,) = entry.links
    assert entry.abstract[link.start : link.end] == "https://a.org/b"


@pytest.mark.parametrize(
    ("fields", "doi", "arxiv"),
    [
        ({"arxiv": "2301.00001"}, "", "2301.00001"),
        ({"arxiv": "arXiv:2301.00001v2"}, "", "2301.00001"),
        ({"arxiv": "2301.00001 [cs.LG]"}, "", "2301.00001"),
        ({"arxiv": "0704.0001"}, "", "0704.0001"),
        ({"arxiv": "cs/0112017"}, "", "cs/0112017"),
        ({"arxiv": "math.GT/0309136v1"}, "", "math/0309136"),
        ({"arxiv": "HEP-TH/9901001"}, "", "hep-th/9901001"),
        ({"venue": "arXiv preprint arXiv:1911.05722"}, "", "1911.05722"),
        ({"arxiv": "https://arxiv.org/abs/2301.00001"}, "", "2301.00001"),
        ({"url": "https://arxiv.org/abs/2301.00001v3"}, "", "2301.00001"),
        ({"url": "http://www.arxiv.org/abs/quant-ph/0309136"}, "", "quant-ph/0309136"),
        ({"pdf": "https://arxiv.org/pdf/2301.00001.pdf"}, "", "2301.00001"),
        ({"doi": "10.48550/arXiv.2301.00001"}, "", "2301.00001"),
        ({"doi": "https://doi.org/10.48550/ARXIV.2301.00001"}, "", "2301.00001"),
        ({"doi": "10.1145/ABC.123"}, "10.1145/abc.123", ""),
        ({"doi": "https://doi.org/10.1145/123."}, "10.1145/123", ""),
        ({"doi": "doi:10.1145/123"}, "10.1145/123", ""),
        ({"doi": r"10.1007/978-3\_12"}, "10.1007/978-3_12", ""),
        ({"doi": "10.1016/S0140-6736(20)30183-5"}, "10.1016/s0140-6736(20)30183-5", ""),
        ({"url": "https://dl.acm.org/doi/10.1145/123/full?x=y#z"}, "10.1145/123", ""),
        ({"url": "https://doi.org/10.1145/123"}, "10.1145/123", ""),
        (
            {"doi": "10.1145/1", "url": "https://arxiv.org/abs/2301.00001"},
            *("10.1145/1", "2301.00001"),
        ),
        ({"arxiv": "2399.00001"}, "", ""),
        ({"arxiv": "1234567"}, "", ""),
        ({"arxiv": "2301.000011"}, "", ""),
        ({"url": "https://a.org/2301.00001"}, "", ""),
        ({"url": "https://a.org/arxiv/2301.00001"}, "", ""),
        ({"url": "https://a.org/1234.56789?from=arxiv"}, "", ""),
        ({"doi": "10.1145/2301.00001"}, "10.1145/2301.00001", ""),
        (
            {"doi": "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"},
            *("10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o", ""),
        ),
        ({"doi": "https://doi.org/10.1000%2Fabc.123"}, "10.1000/abc.123", ""),
        ({"url": "https://dl.acm.org/doi/pdf/10.1145/123"}, "10.1145/123", ""),
        ({"url": "https://onlinelibrary.wiley.com/doi/10.1002/abc/references"}, "10.1002/abc", ""),
        ({"url": "https://blog.example.com/10.2021/06/my-post.html"}, "", ""),
        ({"doi": "unknown"}, "", ""),
        ({"doi": '10.1145/1"><script>'}, "10.1145/1", ""),
        ({}, "", ""),
    ],
)
def test_identifiers_are_found_in_whatever_field_states_them(
    fields: dict[str, str], doi: str, arxiv: str
) -> None:
    entry = clean(record(**fields))
    assert (entry.doi, entry.arxiv) == (doi, arxiv)


@pytest.mark.parametrize(
    "venue", ["arXiv preprint arXiv:1911.05722", "arXiv", "CoRR", "arXiv e-prints", "CoRR, abs/1"]
)
def test_a_preprint_server_is_no_venue(venue: str) -> None:
    entry = clean(record(venue=venue))
    assert (entry.venue, entry.changes[-1]) == ("", Change("venue", venue, "", "preprint server"))


@pytest.mark.parametrize(
    "venue", ["arXiv Workshop on Archives", "Corrosion Science", "CoRRelation"]
)
def test_a_venue_that_begins_like_a_preprint_server_stays(venue: str) -> None:
    assert clean(record(venue=venue)).venue == venue


def test_an_identifier_written_otherwise_is_a_change() -> None:
    changes = clean(record(arxiv="arXiv:2301.00001v2", doi="10.1145/1")).changes
    assert changes == (Change("arxiv", "arXiv:2301.00001v2", "2301.00001", "identifier"),)


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        ("2023", 2023),
        ("2023-05-01", 2023),
        ("c. 2020", 2020),
        ("{1999}", 1999),
        ("1687", 1687),
        ("to appear", None),
        ("20235", None),
        ("1066", None),
        ("23", None),
        ("", None),
    ],
)
def test_a_year_is_four_digits_of_a_likely_century(raw: str, year: int | None) -> None:
    entry = clean(record(year=raw))
    assert entry.year == year
    expected = (
        () if raw in ("2023", "1687", "") else (Change("year", raw, str(year or ""), "year"),)
    )
    assert entry.changes == expected


@pytest.mark.parametrize(
    ("venue", "year", "cleaned"),
    [
        ("ICML 2013", "2013", "ICML"),
        ("ICML (2013)", "2013", "ICML"),
        ("NeurIPS 2024 Datasets and Benchmarks", "2024", "NeurIPS Datasets and Benchmarks"),
        ("CVPR 2024 Workshops (PBVS)", "2024", "CVPR Workshops (PBVS)"),
        ("2021 IEEE Workshop", "2021", "IEEE Workshop"),
        ("ICASSP 2019 - 2019 IEEE Conference", "2019", "ICASSP - IEEE Conference"),
        ("Proceedings of ACL 2018, System Demonstrations", "2018", None),
        ("Proceedings of the 2019 Conference", "2019", "Proceedings of the Conference"),
        ("ICML 2013", "2014", "ICML 2013"),
        ("ICML 2013", "", "ICML 2013"),
        ("Advances in 2020 vision", "2021", "Advances in 2020 vision"),
        ("Advances in 2020 vision", "2020", "Advances in 2020 vision"),
        ("2020", "2020", "2020"),
        ("ICML'2013", "2013", "ICML'2013"),
        ("Vision-2013", "2013", "Vision-2013"),
        (r"Physics in Medicine \& Biology", "2013", "Physics in Medicine & Biology"),
        ("", "2013", ""),
    ],
)
def test_a_venue_goes_without_the_year_of_the_paper(
    venue: str, year: str, cleaned: str | None
) -> None:
    entry = clean(record(venue=venue, year=year))
    expected = "Proceedings of ACL, System Demonstrations" if cleaned is None else cleaned
    assert entry.venue == expected
    assert [(change.before, change.after) for change in entry.changes] == (
        [] if venue == expected else [(venue, expected)] if "&" not in venue else [(r"\&", "&")]
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Author(r"M{\"u}ller", "J."), Author("Müller", "J.")),
        (Author(r"S\o rensen", r"S\"oren"), Author("Sørensen", "Sören")),
        (Author(r"Ho\v{r}ava", "Petr"), Author("Hořava", "Petr")),
        (Author(r"{\AA}ngstr{\"o}m", "Anders"), Author("Ångström", "Anders")),
        (Author(r"Gau{\ss}", r"C. F."), Author("Gauß", "C. F.")),
        (Author(r"Garc\'{\i}a"), Author("García")),
        (Author(r"\L{}ukasiewicz"), Author("Łukasiewicz")),
        (Author("{UNESCO}"), Author("UNESCO")),
        (Author("The Vision Team"), Author("The Vision Team")),
        (Author("", "Plato"), Author("Plato")),
        (Author("Others", "Jane"), Author("Others", "Jane")),
    ],
)
def test_a_name_is_plain_text_in_its_two_parts(before: Author, after: Author) -> None:
    assert clean(record(authors=(before,), markup="tex")).authors == (after,)


A, B, C = Author("Lovelace", "Ada"), Author("Hopper", "Grace"), Author("Noether", "Emmy")


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ((A, B), (A, B), []),
        ((A, B, A, B), (A, B), ["repeated authors"]),
        ((A, A), (A,), ["repeated authors"]),
        ((A, B, A), (A, B, A), []),
        ((A, B, B, A), (A, B, B, A), []),
        ((A, Author("others")), (A,), ["unnamed authors"]),
        ((A, Author("")), (A,), []),
        ((), (), []),
    ],
)
def test_who_is_named_twice_or_not_at_all_is_left_out(
    before: tuple[Author, ...], after: tuple[Author, ...], rules: list[str]
) -> None:
    entry = clean(record(authors=before))
    assert entry.authors == after
    assert [change.rule for change in entry.changes] == rules


@pytest.mark.parametrize(
    ("authors", "others"),
    [
        ((A, Author("others")), True),
        ((A, Author("Others")), True),
        ((A, B, Author("others"), A, B, Author("others")), True),
        ((Author("others"),), True),
        ((A, Author("Others", "Jane")), False),
        ((A, B), False),
        ((), False),
    ],
)
def test_that_there_are_others_is_known_though_they_have_no_name(
    authors: tuple[Author, ...], others: bool
) -> None:
    entry = clean(record(authors=authors))
    assert entry.others is others
    assert Author("others") not in entry.authors


def test_names_left_out_are_all_in_the_change() -> None:
    (change,) = clean(record(authors=(A, B, A, B))).changes
    assert change.before == "Ada Lovelace; Grace Hopper; Ada Lovelace; Grace Hopper"
    assert change.after == "Ada Lovelace; Grace Hopper"


def test_an_address_that_is_none_is_a_change_and_no_link() -> None:
    entry = clean(record(url="javascript:alert(1)", pdf=r"https://a.org/b\_c.pdf", markup="tex"))
    assert (entry.url, entry.pdf) == ("", "https://a.org/b_c.pdf")
    changes = {(change.field, change.before, change.rule) for change in entry.changes}
    assert ("url", "javascript:alert(1)", "not a web address") in changes


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
    }
