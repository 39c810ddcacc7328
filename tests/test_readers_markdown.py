"""What Markdown gives: lists of papers in the shapes that people give them, and single papers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Author, Problem, Reading, Record
from generator.readers import decode, markdown
from generator.readers.markdown.outline import blocks

SAMPLE = Path(__file__).parents[2] / "shared" / "samples" / "awesome" / "self-correction-llm.md"
SOURCES = Path(__file__).parents[1] / "content" / "sources"

LOOMS = "On the Looms of the North"
PAPER = "https://arxiv.org/abs/2101.00001"


def read(text: str) -> Reading:
    return markdown.read(text, "list.md")


def only(text: str) -> Record:
    reading = read(text)
    assert (len(reading.records), reading.problems, reading.rejected) == (1, (), ())
    return reading.records[0]


def one(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_a_real_list_gives_every_paper_and_says_what_it_left_out() -> None:
    if not SAMPLE.exists():
        pytest.skip("the samples are not here")
    text, _ = decode(SAMPLE.read_bytes(), "a.md")
    assert text is not None and markdown.recognises(text, "papers.txt")
    reading = read(text)
    assert (len(reading.records), reading.rejected) == (72, ())
    assert all(record.title and record.authors and record.year for record in reading.records)
    assert all(record.venue and len(record.tags) == 2 for record in reading.records)
    lines = text.split("\n")
    for record in reading.records:
        assert f"**{record.title}" in lines[record.where.line - 1]
    assert one(reading.problems).where.line == 10  # a survey that stands outside of the list


@pytest.mark.parametrize(
    "entry",
    [
        f"1. **{LOOMS}.** Nature, 1983. [paper]({PAPER})\n\n    *Ada Lovelace, Charles Babbage*",
        f"- [{LOOMS}]({PAPER}), Ada Lovelace, Charles Babbage, Nature 1983",
        f"- [**{LOOMS}**]({PAPER}) *Ada Lovelace, Charles Babbage.* Nature'83",
        f"- **[{LOOMS}.]({PAPER})** [[code](https://github.com/a/b)]\n\n"
        "    *Ada Lovelace, Charles Babbage.* Nature 1983",
        f"+ [1983/05] **{LOOMS}** | Ada Lovelace, Charles Babbage | Nature | [[Paper]]({PAPER})",
        f"* **{LOOMS}** (1983), Ada Lovelace and Charles Babbage. Nature. [[pdf]]({PAPER})",
        f"- (*Nature 1983*) {LOOMS} [[paper]({PAPER})]\n  - Ada Lovelace, Charles Babbage",
        f"- {LOOMS}. Ada Lovelace, Charles Babbage. Nature 1983. [pdf]({PAPER})",
        f"- {LOOMS}. Ada Lovelace, Charles Babbage. Nature 1983. {PAPER}",
        f"- {LOOMS}. Ada Lovelace, Charles Babbage. Nature 1983. arXiv:2101.00001",
        f"- Ada Lovelace, Charles Babbage. “{LOOMS}.” Nature (1983). [Paper]({PAPER})",
        f"- Looms [[Paper]]({PAPER})\n  * Ada Lovelace, Charles Babbage, {LOOMS}, Nature, 1983.",
        f"**{LOOMS}** \\\n*Ada Lovelace, Charles Babbage* \\\nNature 1983. [[Paper]({PAPER})]",
        f"**{LOOMS}**<br>\n*Ada Lovelace, Charles Babbage*<br>\n[Nature, 1983]<br>\n"
        f"[[Paper]({PAPER})]",
        f"### 1. [Nature '83] {LOOMS}\n**Authors**: Ada Lovelace, Charles Babbage\n\n"
        f"[📄 Paper]({PAPER}) | [🌐 Project Page](https://e.org/looms)",
        f"1. **{LOOMS}.** Nature, 1983. [paper]({PAPER})\n\n"
        "          *Ada Lovelace, Charles Babbage*",
        f"- **{LOOMS}**\n  - Authors: Ada Lovelace, Charles Babbage\n  - Venue: Nature, 1983\n"
        f"  - [Paper]({PAPER})",
        f"| Title | Authors | Venue | Date |\n|-|-|-|-|\n"
        f"| ![Star](https://img.shields.io/x) <br> [**{LOOMS}**]({PAPER}) <br> | Ada Lovelace, "
        "Charles Babbage | Nature | 1983 |",
        f"| Year | Journal | Authors | Paper |\n|-|-|-|-|\n| 1983 | Nature | Ada Lovelace and "
        f"Charles Babbage | {LOOMS} [[link]]({PAPER}) |",
        f"<p><b>{LOOMS}</b><br><i>Ada Lovelace, Charles Babbage</i><br>Nature 1983 "
        f'<a href="{PAPER}">paper</a></p>',
    ],
)
def test_an_entry_is_read_in_whatever_shape_it_is_written(entry: str) -> None:
    record = read(f"# A list\n\n## Weaving\n\n{entry}\n").records[0]
    assert (record.title, record.arxiv) == (LOOMS, "2101.00001")
    assert record.authors == ("Ada Lovelace", "Charles Babbage")
    assert (record.venue, record.year[:4], record.tags) == ("Nature", "1983", ("Weaving",))


@pytest.mark.parametrize(
    ("text", "venue", "year"),
    [
        ("arxiv,2023.", "arxiv", "2023"),
        ("Advances in Engines (AIE), 2022.", "Advances in Engines (AIE)", "2022"),
        ("(NeurIPS 2022)", "NeurIPS", "2022"),
        ("[CVPR2024]", "CVPR", "2024"),
        ("ICLR'24", "ICLR", "2024"),
        ("ICDE 2022: 2792-2804", "ICDE", "2022"),
        ("Preprint. 2021.9", "Preprint", "2021"),
        ("Blog Post, 2023.", "Blog Post", "2023"),
        ("Neural Computation, 2006.", "Neural Computation", "2006"),
        ("Ada Lovelace, 2023.", "", "2023"),
        ("16 May 2023", "", "2023"),
        ("[2023-05-16]", "", "2023"),
        ("trained on VOC2012 in 64x1920", "", ""),
        ("A description of what was done in this system", "", ""),
    ],
)
def test_venue_and_year_are_told_apart(text: str, venue: str, year: str) -> None:
    record = only(f"# List\n- **{LOOMS}.** {text} [paper]({PAPER})\n")
    assert (record.title, record.venue, record.year) == (LOOMS, venue, year)


@pytest.mark.parametrize(
    ("words", "authors"),
    [
        ("*Ada Lovelace (London) et al. arXiv.*", ("Ada Lovelace", "others")),
        ("Lovelace et al., Nature 1983", ("Lovelace", "others")),
        ("[Ada Lovelace](https://ada.example.org), [C. Babbage](https://c.example.org)", None),
        ("*Ada Lovelace\\*, Charles Babbage†*", ("Ada Lovelace", "Charles Babbage")),
        ("*University of London*", ()),
        (", Ada Lovelace, 1983", ("Ada Lovelace",)),
        (", Neural Computation, 1983", ()),
        ("*Nature 1983*", ()),
        ("张三, 李四", ("张三", "李四")),
        ("a loom for everyone, and more", ()),
    ],
)
def test_names_are_taken_for_names_only_where_that_is_clear(
    words: str, authors: tuple[str, ...] | None
) -> None:
    record = only(f"# List\n- **{LOOMS}.** {words} [paper]({PAPER})\n")
    assert record.authors == (("Ada Lovelace", "C. Babbage") if authors is None else authors)


@pytest.mark.parametrize(
    ("address", "field", "value"),
    [
        ("https://arxiv.org/pdf/2101.00001v2.pdf", "arxiv", "2101.00001v2"),
        ("http://www.arxiv.org/abs/cs/0101001", "arxiv", "cs/0101001"),
        ("https://huggingface.co/papers/2101.00001", "arxiv", "2101.00001"),
        ("https://doi.org/10.1000/1", "doi", "10.1000/1"),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", "pmid", "123"),
        ("https://aclanthology.org/2021.acl-long.1.pdf", "acl", "2021.acl-long.1"),
        ("https://openreview.net/forum?id=x", "url", "https://openreview.net/forum?id=x"),
        ("https://e.org/a.pdf", "pdf", "https://e.org/a.pdf"),
        ("https://github.com/a/b", "code", "https://github.com/a/b"),
    ],
)
def test_a_link_is_told_by_its_address(address: str, field: str, value: str) -> None:
    linked = only(f"# List\n- **{LOOMS}** (Nature, 1983) [[link]]({address})\n")
    assert getattr(linked, field) == value
    assert not any(getattr(linked, name) for name in {"url", "pdf", "code"} - {field})


@pytest.mark.parametrize(
    ("title", "named", "authors"),
    [
        ("Whisper: Robust Looms", "Lovelace et al.", ("Lovelace", "others")),
        ("Looms, Fast and Slow", "A. Lovelace et al.", ("A. Lovelace", "others")),
        ("Looms in the North", "Ada Lovelace et al.", ("Ada Lovelace", "others")),
        (
            "Looms in the North",
            "A. Lovelace, C. Babbage, et al.",
            ("A. Lovelace", "C. Babbage", "others"),
        ),
    ],
)
def test_authors_after_a_comma_are_no_part_of_the_title(
    title: str, named: str, authors: tuple[str, ...]
) -> None:
    record = only(f"* {title}, {named}, ICML 2023. [[PDF]]({PAPER})")
    found = (record.title, record.authors, record.venue, record.year)
    assert found == (title, authors, "ICML", "2023")


def test_an_author_after_a_linked_title_is_read_though_alone() -> None:
    record = only(f"- [{LOOMS}]({PAPER}), Ada Lovelace, 2021")
    assert (record.title, record.authors, record.year) == (LOOMS, ("Ada Lovelace",), "2021")


def test_links_that_are_neither_paper_nor_code_are_kept() -> None:
    record = only(
        f"# List\n- **{LOOMS}** [[paper]]({PAPER}) [[project]](https://e.org/p) "
        "[[code]](https://github.com/a/b) [[code 2]](https://github.com/c/d) [[x]](#x) [[y]]()\n"
    )
    assert (record.code, record.url) == ("https://github.com/a/b", "")
    assert record.more == ("https://e.org/p", "https://github.com/c/d")


def test_badges_are_links_and_never_titles() -> None:
    badge = "https://img.shields.io/badge/arXiv-2101.00001-red"
    record = only(
        f"# List\n- **{LOOMS}** [![arXiv]({badge})]({PAPER}) ![stars](https://img.shields.io/s)\n"
    )
    assert (record.title, record.arxiv, record.more) == (LOOMS, "2101.00001", ())


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("**A *very* `fast` loom for $x_1 * y$ &amp; us**", "A very fast loom for $x_1 * y$ & us"),
        ("**Looms<br>of the North**", "Looms of the North"),
        ("**🔥 :fire: [2] Looms of the North!**", "[2] Looms of the North!"),
        ("**Is it *true*?**", "Is it true?"),
        ("**[Looms of the North]**", "Looms of the North"),
        ("**[MViT]** Masked Looms for the Far North", "Masked Looms for the Far North"),
        ("“Looms of the North”, with a remark.", "Looms of the North"),
        ("**Looms**", "Looms"),
        ("北方织机研究", "北方织机研究"),
    ],
)
def test_a_title_becomes_plain_text(written: str, title: str) -> None:
    assert only(f"# List\n- {written} [paper]({PAPER})\n").title == title


@pytest.mark.parametrize(
    ("headings", "tags"),
    [
        ("# Awesome Looms\n## 1.2 [Weaving :fire:](#top)\n### Papers", ("Weaving",)),
        ("# Awesome Looms\n## 🌟 Weaving: \n### 2024", ("Weaving",)),
        ("# Awesome Looms\n## Weaving\n## 2023\n", ("Weaving",)),
        ("# Awesome Looms\n# Weaving\n## Old\n# Dyeing\n## New", ("Dyeing", "New")),
        ("## Contents\n### Weaving", ("Weaving",)),
        ("# Awesome Looms\n- **Weaving**\n", ("Weaving",)),
    ],
)
def test_headings_become_tags(headings: str, tags: tuple[str, ...]) -> None:
    indent = "  " if headings.endswith("**\n") else ""
    record = only(f"{headings}\n{indent}- **{LOOMS}** [paper]({PAPER})\n")
    assert record.tags == tags


def test_a_year_as_a_heading_is_that_of_the_papers() -> None:
    entry = f"### 1. {LOOMS}\n**Authors**: Ada Lovelace\n\n[Paper]({PAPER})\n"
    assert only(f"# List\n## Weaving\n## 2023:\n{entry}").year == "2023"


def test_an_abstract_under_an_entry_is_read() -> None:
    text = (
        f"# List\n### 1. {LOOMS}\n**Authors**: Ada Lovelace\n<details span>\n<summary><b>"
        f"Abstract</b></summary>\nWe weave\nand count.\n</details>\n\n[Paper]({PAPER})\n\n"
        f"### 2. {LOOMS} of Old\n[Paper](https://arxiv.org/abs/2101.00002)\n"
    )
    first, second = read(text).records
    assert (first.abstract, first.authors) == ("We weave and count.", ("Ada Lovelace",))
    assert (second.title, second.abstract, second.where.line) == (f"{LOOMS} of Old", "", 12)


def test_what_belongs_to_an_entry_does_not_become_one() -> None:
    record = only(
        f"# List\n- **{LOOMS}** [paper]({PAPER})\n  - It builds on earlier looms.\n"
        "  - [Code](https://github.com/a/b) and [video](https://youtu.be/x)\n"
    )
    assert (record.code, record.more) == ("https://github.com/a/b", ("https://youtu.be/x",))


def test_papers_under_an_item_are_entries_of_their_own() -> None:
    text = (
        f"# List\n- Weaving\n  - [{LOOMS}]({PAPER})\n"
        "  - [On the Dyes of the South](https://arxiv.org/abs/2101.00002)\n"
    )
    assert [record.tags for record in read(text).records] == [("Weaving",), ("Weaving",)]


def test_two_papers_in_one_item_are_two_records() -> None:
    first, second = read(
        f"# List\n- [{LOOMS}](papers/a.pdf) (1981) and [On the Dyes of the South]({PAPER}) (1983): "
        "They belong together.\n"
    ).records
    assert (first.title, first.year, first.pdf) == (LOOMS, "1981", "")
    assert (second.title, second.year) == ("On the Dyes of the South", "1983")


@pytest.mark.parametrize(
    "text",
    [
        "## Contents\n- [Weaving](#weaving)\n- [Dyeing](#dyeing)\n",
        "## Tools\n- [Loom](https://github.com/a/loom) - A fast loom for everyone.\n",
        "| Name | Description | Link |\n|-|-|-|\n| Loom | A loom | [web](https://loom.org) |\n",
        "## License\nSee [the license](https://example.org/license).\n",
        f"## Citation\n```bibtex\n@article{{a, title = {{{LOOMS}}}, url = {{{PAPER}}}}}\n```\n",
        f"## News\n- [2024/05] Our paper **{LOOMS}** is [here]({PAPER})!\n",
        f"A sentence that mentions [{LOOMS}]({PAPER}) by the way.\n",
    ],
)
def test_what_is_no_entry_of_the_list_gives_no_record(text: str) -> None:
    other = f"# List\n## Papers\n- **On Dyes of the South** [paper]({PAPER})\n\n{text}"
    reading = read(other)
    assert [record.title for record in reading.records] == ["On Dyes of the South"]
    assert reading.rejected == ()


def test_items_with_links_that_were_not_taken_for_papers_are_told_of_once() -> None:
    tools = "".join(f"- [Loom {number}](https://loom.org/{number})\n" for number in range(8))
    problem = one(read(f"# L\n- **{LOOMS}** [paper]({PAPER})\n\n## Tools\n{tools}").problems)
    assert (problem.where.line, problem.fatal) == (5, False)
    assert "8 parts" in problem.message and "lines 5, 6, 7, 8, 9, …" in problem.message


def test_a_link_to_a_paper_without_title_is_a_record_only_if_it_identifies_it() -> None:
    reading = read(f"# List\n- {PAPER}\n- [pdf](https://e.org/a.pdf)\n")
    assert [(record.title, record.arxiv) for record in reading.records] == [("", "2101.00001")]
    problem = one(reading.rejected)
    assert problem.where.line == 3 and "neither a title nor an identifier" in problem.message


def test_a_file_without_any_paper_is_one_fatal_problem_that_shows_how_to_write_one() -> None:
    problem = one(read("# Loom\n\n- Fast\n- [Small](https://loom.org)\n").problems)
    assert problem.fatal and "- **Title** *Authors*" in problem.message


MATTER = """\
---
title: "On *Looms*: A Study"
authors:
  - name: Ada Lovelace
  - {first: Charles, last: Babbage}
  - Knuth, Donald
date: 1843-09-01
added: 2026-11-21
DOI: 10.1000/1
tags: [looms, "mathematics, applied"]
url_pdf: https://e.org/a.pdf
venue: Memoirs
links:
  - name: Code
    url: https://github.com/a/b
---

## Abstract

First.

Second $x_1$.

## Notes

- [A Paper That Is Cited Here](https://arxiv.org/abs/2101.00009)
"""


def test_front_matter_makes_a_file_one_paper() -> None:
    record = only(MATTER)
    assert (record.title, record.where.line) == ("On Looms: A Study", 1)
    assert record.authors == ("Ada Lovelace", Author("Babbage", "Charles"), "Knuth, Donald")
    assert (record.year, record.doi, record.venue) == ("1843-09-01", "10.1000/1", "Memoirs")
    assert (record.pdf, record.code) == ("https://e.org/a.pdf", "https://github.com/a/b")
    assert (record.tags, record.added) == (("looms", "mathematics, applied"), "2026-11-21")
    assert record.abstract == "First.\n\nSecond $x_1$."


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: On Looms\nauthor: Ada Lovelace and Charles Babbage\nyear: 1843\n---\n",
        "---\nTitle: On Looms\nAuthors: Ada Lovelace, Charles Babbage\nDate: 1843\n...\n",
        '---\nauthors: "[[Ada Lovelace]], [[Charles Babbage]]"\nyear: 1843\n---\n# On Looms\n',
        '---\nauthors:\n- "[[Ada Lovelace]]"\n- "[[Charles Babbage]]"\nyear: 1843\n---\n'
        "\n# On Looms\n",
        '+++\ntitle = "On Looms"\nauthors = ["Ada Lovelace", "Charles Babbage"]\n'
        "date = 1843-01-01\n+++\n",
    ],
)
def test_front_matter_is_read_in_many_forms(matter: str) -> None:
    assert markdown.recognises(matter, "papers.txt")
    record = only(matter)
    assert (record.title, record.year[:4]) == ("On Looms", "1843")
    assert record.authors == ("Ada Lovelace", "Charles Babbage")


@pytest.mark.parametrize(
    ("body", "abstract"),
    [
        ("# On Looms\n\n## ABSTRACT\n\nWe weave.\n\n## 1 Introduction\n\nMore.", "We weave."),
        ("> [!abstract] Summary\n> We weave\n> and count.", "We weave\nand count."),
        ("**Abstract**: We weave.\n\nMore.", "We weave."),
        (f"{'We weave. ' * 20}\n\n## Notes\n\nMore.", ("We weave. " * 20).strip()),
        ("To read.\n\n## Notes\n\nMore.", ""),
    ],
)
def test_the_abstract_comes_from_the_text_where_front_matter_has_none(
    body: str, abstract: str
) -> None:
    record = only(f"---\ntitle: On Looms\nyear: 1843\n---\n{body}\n")
    assert record.abstract == abstract


def test_front_matter_that_is_no_yaml_is_read_by_lines_and_reported_with_its_line() -> None:
    authors = "authors:\n- Ada Lovelace\n- C. Babbage\n"
    reading = read(f"---\nyear: 1843\ntitle: Looms: A Study\n{authors}---\n")
    problem = one(reading.problems)
    assert (problem.where.line, problem.fatal) == (3, False)
    assert "quotation marks" in problem.message
    record = reading.records[0]
    assert (record.title, record.authors) == ("Looms: A Study", ("Ada Lovelace", "C. Babbage"))


@pytest.mark.parametrize(
    "matter",
    [
        "title: !!python/object/apply:os.getcwd []\ndoi: 10.1000/1",
        "doi: 10.1000/1\na: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\ntitle: *c",
        "doi: 10.1000/1\nx: " + "[" * 5000,
        "doi: 10.1000/1\nx: " + "{a: " * 5000,
        "doi: 10.1000/1\nx: \0\x1b",
        "doi: 10.1000/1\n<<: 1",
        "doi: 10.1000/1\n? [a]\n: b",
    ],
)
def test_hostile_front_matter_runs_nothing_and_loses_nothing(matter: str) -> None:
    (record,) = read(f"---\n{matter}\n---\n# On Looms\n").records
    assert record.doi == "10.1000/1" and str(Path.cwd()) not in record.title


def test_front_matter_that_multiplies_itself_is_bounded_in_time() -> None:
    levels = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 9))
    begin = time.perf_counter()
    (record,) = read(
        f"---\nx0: &x0 [a]\n{levels}tags: *x8\ndoi: 10.1000/1\n---\n# On Looms\n"
    ).records
    assert record.doi == "10.1000/1" and len(record.tags) < 10_000
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize("title", ["title: My papers", "title: My papers\nauthor: Me\ndate: 2020"])
def test_a_list_with_front_matter_is_still_a_list(title: str) -> None:
    reading = read(
        f"---\n{title}\n---\n# List\n- **{LOOMS}** [paper]({PAPER})\n"
        "- **On Dyes of the South** [paper](https://arxiv.org/abs/2101.00002)\n"
    )
    assert [record.where.line for record in reading.records] == [
        title.count("\n") + 5,
        title.count("\n") + 6,
    ]


@pytest.mark.parametrize(
    "heading", ["## Abstract", "# ABSTRACT", "###### Abstract", "**Abstract.** "]
)
def test_the_output_of_a_parser_is_one_paper(heading: str) -> None:
    record = only(
        "# On Looms\n\nAda Lovelace<sup>1</sup>, Charles Babbage$^{2*}$\n\n$^1$ University of "
        f"London\n\narXiv:2101.00001v2 [cs.AI]\n\n{heading}\n\nWe weave\nand count.\n\n"
        "## 1 Introduction\n\nMore.\n\n## References\n\n"
        "- [1] [A Paper That Is Cited](https://arxiv.org/abs/2101.00009)\n"
        "- [2] [A Paper That Is Cited, Too](https://arxiv.org/abs/2101.00008)\n"
    )
    assert (record.title, record.where.line) == ("On Looms", 1)
    assert record.authors == ("Ada Lovelace", "Charles Babbage")
    assert record.abstract == "We weave\nand count."
    assert record.more == ("arXiv:2101.00001v2 [cs.AI]",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# Papers\n\n- [First]({PAPER})\n", True),
        ("Papers\n======\n\nWe read them.\n", True),
        ("---\ntitle: Papers\n---\nWe read them.\n", True),
        ("We read:\n\n* First\n* Second\n", True),
        (f"<div>\n\n# Papers\n\nWords.\n\nWords. [a]({PAPER})\n\n[b]({PAPER})\n", True),
        ("- First\n\nA line.", False),
        ("# First\n\nA line.\n\nA line.\n\nA line.", False),
        ("A title\n\nAn abstract with [code](https://github.com/a/b).\n", False),
        ("---\n\nA title\n\nAn abstract.\n", False),
        ("", False),
    ],
)
def test_markdown_is_known_by_its_structure(text: str, expected: bool) -> None:
    assert markdown.recognises(text, "papers.txt") is expected


def test_a_name_of_markdown_settles_doubts_and_that_of_a_table_rules_it_out() -> None:
    assert markdown.recognises(f"See [a paper]({PAPER}).\n", "a.MD")
    assert not markdown.recognises(f"See [a paper]({PAPER}).\n", "a.txt")
    assert not markdown.recognises("title\n- First\n- Second\n", "a.csv")


@pytest.mark.first_library
def test_no_source_of_the_library_is_markdown() -> None:
    for path in SOURCES.iterdir():
        assert not markdown.recognises(path.read_text("utf-8"), path.name)


def test_lines_of_the_parts_are_those_of_the_file() -> None:
    text = "# A\n\n- b\n\n  c\n\n    d\n\n| e |\n|-|\n| f |\n\n<p>\ng\n</p>\n\nh\n"
    found = [(part.kind, part.line, part.text.replace("\n", " ")) for part in blocks(text, 11)]
    assert found == [
        ("heading", 11, "A"),
        ("item", 13, "b c d"),
        ("row", 21, "f"),
        ("text", 23, "g"),
        ("text", 27, "h"),
    ]


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "![", "**a", "*a b c* ", "<a ", "$a", "(2020) ", "a, ", " ,", "and A ", "- x\n"),
        *(">", "[a](", "\n\n", "et al ", "`", "\\", "&", "# h\n", "| a |\n|-|\n", "Ada Lovelace, "),
        f"[{LOOMS}]({PAPER}) ",
    ],
)
def test_time_grows_with_the_length_of_the_text_only(piece: str) -> None:
    begin = time.perf_counter()
    for size in (2_000, 20_000):
        read("# T\n\n- " + piece * (size // len(piece)))
    assert time.perf_counter() - begin < 20


def test_a_text_that_is_too_long_is_a_problem() -> None:
    problem = one(read("# List\n" + "- x\n" * 1_000_000).problems)
    assert problem.fatal and "Split it" in problem.message


PIECES = (
    *(
        "# List\n",
        "## 2024\n",
        "- ",
        "  - ",
        "1. ",
        "**",
        "*",
        "[",
        "](",
        ")",
        "![",
        "$x$",
        "&amp;",
    ),
    *("](https://e.org/a.pdf)", f"[paper]({PAPER}) ", "| a | b |\n|-|-|\n| ", " | ", "\n", "\n\n"),
    *("---\n", "+++\n", "title: ", "authors:\n- ", "Ada Lovelace, ", "et al. ", "(NeurIPS 2022) "),
    *("Abstract\n", "<br>", "<a href=", "<details>", "</", "```\n", "arXiv:2101.00001", "“", "”"),
    *("\0", "\ud800"),
)


@given(st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join))
def test_any_text_gives_records_or_problems(text: str) -> None:
    reading = read(text)
    assert markdown.recognises(text, "a.md") in (True, False)
    lines = text.count("\n") + 1
    assert reading.records or reading.problems or reading.rejected
    for record in reading.records:
        told = (record.title, record.doi, record.arxiv, record.pmid, record.acl, record.s2)
        assert any(told) or record.openalex
        assert 1 <= record.where.line <= lines
    assert all(problem.where.line <= lines for problem in reading.problems + reading.rejected)
