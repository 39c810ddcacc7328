"""Text from outside stays text: in every place of a page that Markdown has for it."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.markdown import (
    Markdown,
    code,
    commas,
    compose,
    escape,
    fence,
    finalize,
    front_matter,
    link,
    mathematics,
    prose,
    spaced,
)
from tests.support.rendering import Element, fragment

HOSTILE = """\
<script>alert(1)</script>
<b>bold</b> <!-- x --> <!-- open
<?php ?> <![CDATA[x]]>
{{ 7 * 7 }} {% raw %} {# gone #}
](javascript:alert(1))
[x](javascript:alert(1)) ![i](j.png) [ref][1] [^1]
<http://c.example> http://d.example/a_b_c
---
***
===
| a | b |
a | b
``code`` `code` ```
{: .x } { .x } { #id } {: #id }
!!! note
??? note
1. one
2) two
- item
+ item
* item
# heading #
> quote
: definition
::: module
~~~
&amp; &lt;script&gt; &#33; &copy; &
\\\\* \\* \\ \\\\ \\n
*[HTML]: abbreviation
[ref]: http://e.example
:smile: ==x== ~~x~~ ^^x^^ ++k++ H~2~O x^2^
$x$ $$y$$ \\(z\\)
*em* **strong** _em_ __strong__ a_b_c
Hello!
!
1.
2.5 times 0.39
Wīdīng Müller 王伟 Ωμέγα Москва
🙂 👩‍👩‍👧 🇩🇪
\u202eright to left\u202c \u200fmark\u200f
zero\u200bwidth\u2060\ufeff\u00ad
tab\tand\u00a0space\u2003wide\u2028line
nul\x00stx\x02etx\x03del\x7f\x1b[31m
klzzwxh:0001 wzxhzdk:0
%} }} #} --> ]]> ?>
"double" 'single' “curly” ‘curly’ --- ... (c)""".split("\n")

PLACES = {
    "a paragraph": "{}",
    "a heading": "# {}",
    "a small heading": "## {}",
    "a list item": "-   {}",
    "a numbered item": "1. {}",
    "a quotation": "> {}",
    "a table cell": "| Head | Other |\n| --- | --- |\n| {} | last |",
    "a table's head": "| {} | Other |\n| --- | --- |\n| cell | last |",
    "strong type": "**{}**",
    "a span of HTML": '<span class="facts">{}</span>',
    "a span in an item": '-   one\n    <span class="facts">{}</span>',
    "a division with Markdown": '<div class="papers" markdown>\n\n-   {}\n\n</div>',
    "a paragraph with a class": "{}\n{{: .lead }}",
    "the second line": "first\n{}",
    "after a link": "[one](https://example.org/){{ .title }} {}",
}
INNER = ("td", "th", "strong", "span", "li", "p", "h1", "h2")

# Marks of Markdown come often, and so do runs of them.
TEXTS = st.lists(
    st.one_of(
        st.sampled_from([*"\\`*_{}[]<>#|~^$&!:=-+.)(0123456789 \t\"'/@%?;", *HOSTILE]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    ),
    max_size=8,
).map("".join)


def shown(text: str) -> str:
    """The text as it can be seen: in one line, without the characters that control a terminal."""
    return " ".join(
        "".join(c for c in text if unicodedata.category(c) != "Cc" or c.isspace()).split()
    )


def place(markdown: Markdown, where: str) -> Element:
    """The innermost element that holds a text in one of the places."""
    body = fragment(PLACES[where].format(markdown))
    if where == "a table's head":
        return body.all("th")[0]
    if where == "a table cell":
        assert [cell.line for cell in body.all("td")][1:] == ["last"], "the cell ended too early"
        return body.all("td")[0]
    return next(
        found[-1]
        for tag in INNER
        if (found := [element for element in body.all(tag) if not element.has_class("tex")])
    )


def expected(text: str, where: str) -> str:
    before = {"the second line": "first ", "after a link": "one "}.get(where, "")
    return f"{before}{shown(text)}".strip()


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_shown_as_it_is(text: str, where: str) -> None:
    element = place(escape(text), where)
    assert element.line == expected(text, where)
    assert [inner.tag for inner in element.all() if not inner.has_class("headerlink")] == (
        ["a"] if where == "after a link" else []
    )


@given(TEXTS, st.sampled_from([where for where in PLACES if where != "strong type"]))
def test_any_text_is_shown_as_it_is(text: str, where: str) -> None:
    element = place(escape(f"x {text} x"), where)
    assert element.line == expected(f"x {text} x", where)
    element = place(escape(f"{text} x"), where)  # where it begins, more has a meaning
    assert element.line == expected(f"{text} x", where)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_between_links_makes_nothing_of_them(text: str) -> None:
    pieces = [link("one", "https://example.org/1"), escape(text), link("two", "two.md", ".title")]
    body = fragment("".join(pieces))
    assert body.line == f"one{shown(text)}two"
    assert [element.tag for element in body.all()] == ["p", "a", "a"]


@pytest.mark.parametrize(
    "text", ["2.5 times", "01.AI", "0.39", "well-known", "a + b", "What? Yes: 1", "C.", "Wow! x"]
)
def test_harmless_text_is_left_readable(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("before", ["", "-   ", "| a |\n| --- |\n| ", "## "])
def test_a_link_shows_its_text_and_leads_to_its_target(text: str, before: str) -> None:
    end = " |" if before.startswith("|") else ""
    made = link(text, "https://example.org/a_b?c=d&copy=e#f", ".title")
    (found,) = [a for a in fragment(f"{before}{made}{end}").all("a") if a.has_class("title")]
    assert found.line == shown(text)
    assert found.attributes["href"] == "https://example.org/a_b?c=d&copy=e#f"
    assert found.all() == []


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "java\x02script:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "https:alert(1)",
    ],
)
def test_a_target_of_a_dangerous_kind_is_no_link(target: str) -> None:
    assert link("text", target) == "text"


@pytest.mark.parametrize(
    "target",
    [
        "javascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "javascript&#x3a;alert(1)",
        "&#106;avascript:alert(1)",
    ],
)
def test_an_entity_in_a_target_is_not_decoded(target: str) -> None:
    made = fragment(link("text", target)).all("a")
    assert [unquote(a.attributes["href"]) for a in made] in ([], [target])


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a) [x](javascript:alert(1)",
        'https://example.org/" onclick="alert(1)',
        "https://example.org/' onclick='alert(1)",
        "https://example.org/ 'title'",
        "https://example.org/><script>alert(1)</script>",
        "https://example.org/a|b|c",
        "https://example.org/{{ 7*7 }}{: .x }",
        "https://example.org/a\\",
        "https://example.org/`a`",
        "https://example.org/((a)",
        "https://example.org/[a]",
        "https://example.org/a\nb\u2028c\u00a0d",
        "https://example.org/*a*_b_~c~",
        "../papers/a (b).md",
    ],
)
@pytest.mark.parametrize("before", ["", "| a |\n| --- |\n| "])
def test_a_target_cannot_end_its_link(target: str, before: str) -> None:
    made = link("text", target)
    body = fragment(f"{before}{made} end")
    (a,) = body.all("a")
    assert unquote(a.attributes["href"]) == target
    assert set(a.attributes) == {"href"}
    assert body.all("p", "td")[0].line == "text end"


@given(
    st.one_of(
        st.text(st.characters(max_codepoint=255, exclude_categories=["Cs"])),
        st.lists(st.sampled_from([*" ()[]{}<>\"'`\\|&;:/?#\n\t", "java", "script", "http"])).map(
            "".join
        ),
    )
)
def test_no_target_breaks_out_or_runs(target: str) -> None:
    body = fragment(f"{link('text', target)} end")
    assert body.line == "text end"
    for element in body.all():
        assert element.tag in ("p", "a")
        assert set(element.attributes) <= {"href"}
        kind = re.match(r"[\x00-\x20]*([^/?#]*):", element.attributes.get("href", ""))
        assert kind is None or kind[1].lower() in ("http", "https")


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/some-one/some_project",
        "https://arxiv.org/abs/2103.03230v2",
        "https://example.org/a%20b/~me/x;y,z=1+2!*$@:",
        "http://example.org:8080/?q=a+b&c=d#e",
        "../authors/m.md#muller-a",
    ],
)
def test_an_ordinary_address_stays_as_it_is(url: str) -> None:
    (a,) = fragment(link("text", url)).all("a")
    assert a.attributes["href"] == url
    assert urlsplit(url).path.split("/")[-1] in link("text", url)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tooltip_shows_its_text(text: str) -> None:
    title = escape(text).replace('"', "&#34;")
    (a,) = fragment(link("text", "https://example.org/", f'.mention title="{title}"')).all("a")
    assert a.attributes.get("title", "") == shown(text)
    assert a.attributes["class"] == "mention"
    assert set(a.attributes) == {"href", "class", "title"}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["{}", "-   name: {}", "| a |\n| --- |\n| {} |"])
def test_code_is_shown_as_it_is(text: str, form: str) -> None:
    (element,) = fragment(form.format(code(text))).all("code")
    assert element.line == shown(text)
    assert element.all() == []


FENCED = [
    *"``` ```` ``````` ~~~ ~~~~ ```python {{x}} <b> &amp; </code></pre> # ::: --- > - |".split(),
    *["", "  ```", "    ```", "``` bibtex", "!!! note", "@misc{a,", "  title = {x},", "}"],
]


@given(st.lists(st.sampled_from(FENCED), min_size=1))
def test_nothing_inside_a_fence_can_close_it(lines: list[str]) -> None:
    text = "\n".join(["begin", *lines, "end"])
    body = fragment(f"before\n\n{fence(text, 'bibtex')}\n\nafter\n")
    (block,) = body.all("pre")
    assert block.text.strip("\n") == text
    assert [p.line for p in body.all("p")] == ["before", "after"]
    assert body.all("h1", "b", "li", "blockquote", "hr") == []


def read(head: str) -> dict[str, Any]:
    """The front matter as MkDocs reads it, with the escapes for HTML undone."""

    def plain(value: Any) -> Any:
        if isinstance(value, str):
            return unescape(value)
        if isinstance(value, list):
            return [plain(entry) for entry in value]
        return (
            {key: plain(entry) for key, entry in value.items()}
            if isinstance(value, dict)
            else value
        )

    body, meta = get_data(f"{head}\nBody.\n")
    assert body.strip() == "Body."
    assert yaml.safe_load(head.strip().strip("-")) == meta
    return {key: plain(value) for key, value in meta.items()}


YAML = (
    "null ~ yes No on 2021 1e3 0x1f 2021-01-01 12:30 - -- --- ... [] {} ? ! & * % @ # : >".split()
)


@pytest.mark.parametrize("text", [*HOSTILE, *YAML, "a: b", "a #b", "- a", "...\n---\nx: 1", "' \""])
def test_front_matter_hands_texts_over_unchanged(text: str) -> None:
    meta = {"title": text, "citation": {"title": text, "author": [text, "x"]}}
    assert read(front_matter(meta)) == {
        "title": " ".join(text.split()),
        "citation": {
            "title": " ".join(text.split()),
            "author": [" ".join(text.split()), "x"],
        },
    }


@given(TEXTS.filter(str.strip))
def test_front_matter_hands_any_text_over_unchanged(text: str) -> None:
    assert read(front_matter({"title": text, "hide": ["toc"]})) == {
        "title": " ".join(text.split()),
        "hide": ["toc"],
    }


def test_front_matter_is_escaped_for_html_as_the_engines_print_it_raw() -> None:
    head = front_matter({"title": "<b> & \"x\" 'y'"})
    assert yaml.safe_load(head.strip().strip("-")) == {
        "title": "&lt;b&gt; &amp; &quot;x&quot; &#x27;y&#x27;"
    }


def test_front_matter_leaves_out_what_is_empty_but_not_zero() -> None:
    meta: dict[str, Any] = {
        "a": "",
        "b": [],
        "c": None,
        "d": 0,
        "e": {"f": "", "g": "h"},
        "i": False,
    }
    assert read(front_matter(meta)) == {"d": 0, "e": {"g": "h"}, "i": False}


def test_front_matter_keeps_the_order_of_its_keys() -> None:
    assert front_matter({"title": "b", "abstract": "a"}) == "---\ntitle: b\nabstract: a\n---\n"


FORMULA = r"$\mathcal{O}(n_1 * [a] | b < c \text{ if } \{x\})$"
SET = "𝒪\ufe00(n1∗[a]|b<c if {x})"


@pytest.mark.parametrize("where", PLACES)
def test_mathematics_is_set_as_mathml_wherever_text_stands(where: str) -> None:
    element = place(prose(f"{FORMULA} or {FORMULA} *so*"), where)
    assert element.line == expected(f"{SET} or {SET} *so*", where)
    assert len(element.all("math")) == len(element.all("msub")) == 2
    assert not element.all("em", "code", "table")


def test_mathematics_in_a_link_stays_in_it() -> None:
    (a,) = fragment(link(prose(f"On {FORMULA}"), "a.md", ".title")).all("a")
    assert a.line == f"On {SET}"
    assert len(a.all("math")) == 1
    assert a.attributes["class"] == "title"


@pytest.mark.parametrize("where", PLACES)
def test_mathematics_that_cannot_be_set_is_shown_as_its_tex(where: str) -> None:
    element = place(prose(r"$\unheard{<b>}_1$ is *so*"), where)
    assert element.line == expected(r"\unheard{<b>}_1 is *so*", where)
    assert [code.line for code in element.all("code")] == [r"\unheard{<b>}_1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_without_mathematics_is_shown_as_it_is_around_it(text: str) -> None:
    element = place(prose(text), "a paragraph")
    if not element.all("math", "code"):
        assert element.line == shown(text)


@given(
    st.lists(
        st.sampled_from(
            [*r"\text{ \mathrm{ } { $ < > & \alpha _ ^ * [ ] ( ) | ` a".split(), *HOSTILE]
        )
    )
)
def test_no_mathematics_breaks_out_of_its_element(pieces: list[str]) -> None:
    body = fragment(f"x {mathematics(''.join(pieces))} end")
    outside = [e.tag for e in body.all() if not re.fullmatch(r"m[a-z]+|[bip]|span|code", e.tag)]
    assert outside == []
    assert all(set(e.attributes) <= {"class"} for e in body.all("span", "code", "p"))
    assert body.line.endswith(" end")


def test_of_spans_that_overlap_the_first_is_shown() -> None:
    spans = [(6, 9, Markdown("C")), (2, 5, Markdown("*B*")), (4, 8, Markdown("D"))]
    assert compose("a bcd efg *h*", spans) == "a *B* C &#42;h&#42;"


def test_only_marked_text_is_left_alone() -> None:
    assert finalize("*a*") == "&#42;a&#42;"
    assert finalize(Markdown("*a*")) == "*a*"
    assert finalize(7) == "7"
    assert commas(["*a*", Markdown("*b*")]) == "&#42;a&#42;, *b*"
    assert spaced(["*a*", Markdown("*b*")]) == "&#42;a&#42; *b*"
    assert isinstance(commas([]), Markdown) and isinstance(spaced([]), Markdown)
