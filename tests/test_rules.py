"""Texts as files of every kind hold them, in TeX, in HTML or JATS, out of PDFs, come out plain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.mathematics import find
from generator.model import Change
from generator.readers.bibtex import read
from generator.rules import clean_text

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "bibtex"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # accents and letters
        (r"{\v{C}}ern{\'y}, \u{g}, \H{o}, \k{a}, \r{u}", "Černý, ğ, ő, ą, ů"),
        (r"\c{S}ahin, \c Sahin, \'{\i}, {\'\i}, \^{\i}", "Şahin, Şahin, í, í, î"),
        (r"\ss{} \o{} \aa\ \AE{}r \L{}ódź", "ß ø å Ær Łódź"),
        (r"Krej{\v{c}}{\'{\i}}", "Krejčí"),
        (
            r"Franc{\ocirc{u}} W\polhk{a}s \udot{h}o \dbar a Arnol\cprime d",
            "Franců Wąs ḥo đa Arnol’d",
        ),
        (r"Nguy{\~{\^e}}n Nguy{\~\^e}n Nguy\~{\^e}n", "Nguyễn Nguyễn Nguyễn"),
        (r"Tr{\`{\^a}}n Tr\`{\^a}n H{\d{\^o}} Vi\d{\^{e}}t Vi\^{\d e}t", "Trần Trần Hộ Việt Việt"),
        (r"B{\d}og \d{} a", "Bog a"),
        (r"\og{}signaux\fg{} et \og signaux \fg, \og~a~\fg", "« signaux » et « signaux », « a »"),
        (r"\guillemotleft a\guillemotright{} \flqq b\frqq", "«a» «b»"),
        (r"\glqq a\grqq{} \textquotedblleft b\textquotedblright{} \lq c\rq", "„a“ “b” ‘c’"),
        (r"it\'s", "it's"),
        # spaces, hyphens, signs
        (r"a\quad b\;c\:d\,e~f\ g\\h", "a b c d e f g h"),
        (r"Loca\-tion--\hspace{0pt}allo\-cation", "Location–allocation"),
        (r"pages 1--2 --- a text---with dashes", "pages 1–2 — a text—with dashes"),
        (r"run it with --flag", "run it with --flag"),
        (r"R\&D at 50\% of \$5, item\_1, \#2", "R&D at 50% of $5, item_1, #2"),
        (r"\textendash{} \textregistered{} \S 3 \pounds 5 \copyright", "– ® § 3 £ 5 ©"),
        (r"\LaTeX{} and {\TeX}", "LaTeX and TeX"),
        ("``quoted'' and `single' words", "“quoted” and ‘single’ words"),
        (r"\enquote{a} \mkbibquote{b}", "“a” “b”"),
        # formatting
        (r"{\sc Easy} {\em so} {\it k}-opt \textsc{A} \emph {b}", "Easy so k-opt A b"),
        (r"{\bfseries\itshape both}, {\small small}", "both, small"),
        (r"\textcolor{red}{warning}, \foreignlanguage{german}{Wort}", "warning, Wort"),
        (r"\rpackage{mlr} in \proglang{R}", "mlr in R"),
        (r"{{\softwarepackage{ACVIZ}}: A Tool}", "ACVIZ: A Tool"),
        (r"A {\MaxMinAntSystem} for all", "A MaxMinAntSystem for all"),
        (r"we call it \ours, as \name{} does", r"we call it \ours, as \name does"),
        (r"\textbfapproximate \emphbounded", "approximate bounded"),
        ("extit{both} mph{de facto}", "both de facto"),
        (r"1\textsuperscript{st} of x\textsuperscript{2}, H\textsubscript{2}O", "1st of x², H₂O"),
        (r"\noopsort{b}Title\label{x}", "Title"),
        (r"as \cite{doe} and \citep[p.~2]{roe} say", "as [doe] and [roe] say"),
        (r"code\footnote{At \url{https://a.org/b\_c}.}", "code (At https://a.org/b_c.)"),
        (r"\href{https://a.org/b}{here}", "here (https://a.org/b)"),
        (r"\begin{itemize} \item a \item b \end{itemize}", "a b"),
        # braces
        ("{{T}est {T}itle}", "Test Title"),
        (r"the set {0, 1}, {\{0,1\}}", "the set {0, 1}, {0,1}"),
        ("a } b { c", "a } b { c"),
        ("{" * 3000 + "a" + "}" * 3000, "a"),
    ],
)
def test_tex_becomes_the_text_that_it_stands_for(before: str, after: str) -> None:
    assert clean_text("abstract", before, "tex")[0] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"100~$\mu${J}, 200\,{\mbox{$\mu$}}{J}", "100 μJ, 200 μJ"),
        (r"$\pm$0.1\%, $-$50\,d{B}, mm$^2$", "±0.1%, −50 dB, mm²"),
        ("{Cu$_2$O} and 10$^{-5}$ at 45$^\\circ$", "Cu₂O and 10⁻⁵ at 45°"),
        (r"$\alpha$ of $k$-means, $\ell_2$, $F_1$", "α of k-means, ℓ₂, F₁"),
        (r"{$\ln n$}, ({1+\(\lambda\)}), \ensuremath{\beta}", "ln n, (1+λ), β"),
        (r"$1-\delta$, $r=1$, $-1$, $O(n\log n)$", "1 − δ, r = 1, −1, O(n log n)"),
        (r"$x \in \mathbb{R}^d$, $5\times$, $(\epsilon,\delta)$", "x ∈ ℝᵈ, 5×, (ϵ, δ)"),
        ("pre$-$trained", "pre-trained"),
        ("$ x $ and $n_1 $", "x and n₁"),
        ("RL^2: a 10^{-3}, e^{-x}", "RL²: a 10⁻³, e⁻ˣ"),
        (r"the \ell_p-norm in \mathrm{D}", "the ℓₚ-norm in D"),
    ],
)
def test_mathematics_that_is_but_plain_text_becomes_it(before: str, after: str) -> None:
    assert clean_text("abstract", before, "tex")[0] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"in $\mathcal{O}(n^2)$ time", r"in $\mathcal{O}(n^2)$ time"),
        (
            r"in \(\sqrt{n}\) or \[\sqrt{m}\] or $$\sqrt{k}$$",
            r"in $\sqrt{n}$ or $\sqrt{m}$ or $\sqrt{k}$",
        ),
        (r"in {$ \sqrt{n} $} time", r"in $\sqrt{n}$ time"),
        (r"a rate of \frac{1}{n}", r"a rate of $\frac{1}{n}$"),
        (r"\mathcal{O}(n)", r"$\mathcal{O}$(n)"),
        (r"$x_{\text{adv}}$ and $\eps$", r"$x_{\text{adv}}$ and $\eps$"),
        ("x_{i,j} in n", "x$_{i,j}$ in n"),
        ("a $100K budget, $5 and $10", "a $100K budget, $5 and $10"),
        ("from $50 and serves as a body for $20", "from $50 and serves as a body for $20"),
    ],
)
def test_other_mathematics_stays_tex_between_dollars(before: str, after: str) -> None:
    assert clean_text("abstract", before, "tex")[0] == after


@pytest.mark.parametrize("text", [r"$\alpha$", "$k$-means", r"\(\epsilon\)-net", "mm$^2$"])
def test_mathematics_of_a_plain_text_stays_as_it_is(text: str) -> None:
    assert clean_text("abstract", text, "text") == (text, ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<i>Drosophila</i> and <jats:italic>E. coli</jats:italic>", "Drosophila and E. coli"),
        ("&lt;i&gt;Drosophila&lt;/i&gt; &amp;amp;lt; 5", "Drosophila < 5"),
        ("<p>One.</p><p>Two.</p>Three<br/>Four", "One. Two. Three Four"),
        ("<jats:title>Abstract</jats:title>\n  <jats:p>We do.</jats:p>", "We do."),
        (
            "<jats:sec><jats:title>Aim</jats:title><jats:p>To.</jats:p></jats:sec>"
            "<jats:sec><jats:title>Results:</jats:title><jats:p>So.</jats:p></jats:sec>",
            "Aim: To. Results: So.",
        ),
        ("<h4>Background</h4>We do", "Background: We do"),
        ("H<sub>2</sub>O, x<sup>2</sup>, <sup>18</sup>F", "H₂O, x², ¹⁸F"),
        ("the 19<sup>th</sup>, Foo<sup>TM</sup>, Bar<sup>®</sup>", "the 19th, Foo™, Bar®"),
        ("CO<sub>2eq</sub>", r"CO$_{\text{2eq}}$"),
        ("x<sub><i>i</i></sub>, y<sub>$</sub>", "xᵢ, y$"),
        (
            "we (Roe\n   <jats:ext-link/>\n  ) use\n  <jats:sc>r</jats:sc>\n  here",
            "we (Roe) use r here",
        ),
        ("from<jats:ext-link>https://a.org</jats:ext-link>or", "from https://a.org or"),
        (
            "<scp>T</scp>reebase: an<scp>R</scp>package, t<scp>RNA</scp>s",
            "Treebase: an R package, tRNAs",
        ),
        ("a < b > c, p<0.05, <SEG> <human action>", "a < b > c, p<0.05, <SEG> <human action>"),
        ("a <!-- comment --> b <![CDATA[c < d]]>", "a b c < d"),
        ("<unknown>known by its end</unknown>", "known by its end"),
    ],
)
def test_markup_becomes_the_text_that_it_shows(before: str, after: str) -> None:
    assert clean_text("abstract", before, "html")[0] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '<inline-formula><tex-math notation="LaTeX">$\\mu$</tex-math><alternatives><mml:math>'
            "<mml:mi>μ</mml:mi></mml:math></alternatives></inline-formula>Bench",
            "μBench",
        ),
        (
            "<tex-math>\\documentclass{a} \\begin{document}$$\\sqrt{n}$$\\end{document}</tex-math>",
            r"$\sqrt{n}$",
        ),
        (
            "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>\\sqrt{x}"
            "</annotation></semantics></math>",
            r"$\sqrt{x}$",
        ),
        ("<mml:math><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math>O", "H₂O"),
        (
            "<math><mfrac><mn>1</mn><msup><mi>k</mi><mn>2</mn></msup></mfrac></math>",
            r"$\frac{1}{k^{2}}$",
        ),
        ("<math><mi mathvariant='script'>O</mi><mo>(</mo><mi>n</mi></math>", r"$\mathcal{O}(n$"),
        (
            "<math><mover><mi>x</mi><mo>¯</mo></mover><mspace/><msqrt><mi>n</mi></msqrt></math>",
            r"$\bar{x}\ \sqrt{n}$",
        ),
        ("<math><mfenced><mi>a</mi><mi>b</mi></mfenced><mtext> if </mtext></math>", "(a, b)if"),
        ("<math><mi>&alpha;</mi><mo>&lt;</mo><mn>5</mn></math>", "α < 5"),
        ("<math></math>", ""),
        ("<math><mi>x</math>", "x"),
        ("<math><mi>&b;x</mi></math>", "x"),
    ],
)
def test_formulae_of_any_kind_become_mathematics(before: str, after: str) -> None:
    assert clean_text("abstract", before, "html")[0] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<i>a</i> <jats:p>b</jats:p> x<sup>2</sup> c<br>d", "a b x² c d"),
        ("<b> alone, <p-value>, a <b or b> c, <s> </s> <text, audio>", None),
        ("<inline-formula><tex-math>$k$</tex-math></inline-formula>-means", "k-means"),
        ('the <tex xmlns:mml="m">$L$</tex> <inf xmlns:mml="m">2</inf> norm', "the L₂ norm"),
        ('at 10 <sup xmlns:mml="m">4</sup> , then', "at 10⁴, then"),
    ],
)
def test_a_plain_text_loses_only_tags_that_can_be_nothing_else(
    before: str, after: str | None
) -> None:
    assert clean_text("abstract", before)[0] == (before if after is None else after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("eﬃcient ﬁrst ﬂow oﬀ ﬅ", "efficient first flow off st"),
        ("represen-\ntations", "representations"),
        ("represen-  \n   tations", "representations"),
        ("state-of-\nthe-art", "state-of-the-art"),
        ("a self-\ntrained model", "a self-trained model"),
        ("Kuber-\nnetes", "Kubernetes"),
        ("LanternNet is Lantern-\nNet", "LanternNet is LanternNet"),
        ("re-sign or re-\nsign", "re-sign or re-sign"),
        ("1-\n2, a -\nb", "1- 2, a - b"),
        ("soft\u00adware soft\u00ad\nware", "software software"),
        ("\u200bzero\u200b \u202eleft\u202c \u200eright", "zero left right"),
        ("👩\u200d👧 می\u200cخواهم", "👩\u200d👧 می\u200cخواهم"),
    ],
)
def test_text_out_of_a_pdf_is_put_together_again(before: str, after: str) -> None:
    assert clean_text("abstract", before)[0] == after


def test_a_ligature_and_a_broken_word_are_changes_of_their_own_rules() -> None:
    _, changes = clean_text("abstract", "a ﬁrst represen-\ntation")
    assert changes == (
        Change("abstract", "ﬁrst", "first", "ligature"),
        Change("abstract", "represen-\ntation", "representation", "hyphenated line break"),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("FAST READING COMPREHENSION WITH CONVNETS", "Fast Reading Comprehension With Convnets"),
        ("A STRUCTURED SELF-ATTENTIVE SENTENCE", "A Structured Self-Attentive Sentence"),
        ("3C-GAN: LEARNING MULTI-AGENT RL ON AN API", "3C-GAN: Learning Multi-Agent RL on an API"),
        ("SVM VS BERT: A PHASE II REVIEW OF H2O", "SVM vs BERT: A Phase II Review of H2O"),
        ("THE $L_2$ NORM AND $A$ IN SPACES", "The $L_2$ Norm and $A$ in Spaces"),
        ("ÜBER DIE GRUNDLAGEN DER GEOMETRIE", "Über Die Grundlagen Der Geometrie"),
        ("ŞAHİN'S PROBLEM SOLVED", "Şahin's Problem Solved"),
    ],
)
def test_a_title_in_capitals_is_shown_in_title_case(before: str, after: str) -> None:
    text, changes = clean_text("title", before)
    assert text == after
    assert changes == (Change("title", before, after, "capitals"),)


@pytest.mark.parametrize(
    "title",
    [
        "RUNNING DATABASES IN A CLUSTER An evaluation",
        "MLOps FOR EVERYBODY",
        "BIOLOGY",
        "SVM, PCA AND KNN",
        "DETR VS YOLO",
        "РЕАЛІЗАЦІЯ ТЕХНОЛОГІЙ",
        "《工业4.0与两化融合》 GPU",
        "2001",
    ],
)
def test_a_title_that_may_be_meant_so_keeps_its_capitals(title: str) -> None:
    assert clean_text("title", title) == (title, ())


def test_capitals_are_put_right_in_titles_alone() -> None:
    assert clean_text("abstract", "THE WHOLE ABSTRACT") == ("THE WHOLE ABSTRACT", ())
    assert clean_text("venue", "PATTERN RECOGNITION") == ("PATTERN RECOGNITION", ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Abstract: We do.", "We do."),
        ("ABSTRACT We do.", "We do."),
        ("Abstract—This paper does.", "This paper does."),
        ("Abstract\nRobots do.", "Robots do."),
        ("AbstractYouth do.", "Youth do."),
        ("Abstract Background: So.", "Background: So."),
        ("Summary. We do.", "We do."),
        ("So. © 2019 Elsevier Ltd", "So."),
        ("So. © 2019, © 2019 Taylor & Francis Group, LLC.", "So."),
        ("So. © 2019 Elsevier B.V. All rights reserved.", "So."),
        ("So. © The Author(s) 2019. Published by Oxford University Press.", "So."),
        ("So. © 2019 by the authors. Licensee MDPI, Basel, Switzerland.", "So."),
        ("So. Copyright © 2021 American Psychiatric Association. All rights reserved.", "So."),
        ("So? (PsycINFO Database Record (c) 2019 APA, all rights reserved)", "So?"),
        ("So. [Author Abstract]", "So."),
        ("Abstract: So. This article is protected by copyright. All rights reserved.", "So."),
    ],
)
def test_what_a_publisher_set_around_an_abstract_goes(before: str, after: str) -> None:
    text, changes = clean_text("abstract", before)
    assert text == after
    assert {change.rule for change in changes} <= {
        "heading of the abstract",
        "notice of the publisher",
    }
    assert clean_text("title", before)[0].startswith(before[:7])


@pytest.mark.parametrize(
    "text",
    [
        "Abstract Meaning Representation is a formalism.",
        "Abstract interpretation is a theory.",
        "Abstract-level reasoning is hard.",
        "Summary statistics are given.",
        "Abstract",
        "We discuss copyright. Copyright law was made in 1990 and is bad.",
        "There are (a), (b) and (c) 2019 ways.",
        "© 2019 Elsevier",
    ],
)
def test_what_an_abstract_itself_says_stays(text: str) -> None:
    assert clean_text("abstract", text) == (text, ())


def test_a_group_of_tex_is_one_change_with_the_words_around_it() -> None:
    _, changes = clean_text("title", r"The ({\em very {D}ark}) side", "tex")
    assert changes == (Change("title", r"({\em very {D}ark})", "(very Dark)", "TeX braces"),)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples of real files are not here")
def test_no_title_of_the_samples_keeps_markup_outside_mathematics() -> None:
    left = []
    titles = 0
    for path in sorted(SAMPLES.rglob("*.bib")):
        reading = read(path.read_text(encoding="utf-8", errors="replace"), path.name)
        for record in reading.records:
            title, _ = clean_text("title", record.title, record.markup)
            titles += 1
            for start, end, _ in reversed(list(find(title))):
                title = title[:start] + title[end:]
            left += [title] if re.search(r"[\\{}$]|</?\w", title) else []
    assert titles > 1000
    assert left == []
