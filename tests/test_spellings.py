"""A text is found by other spellings of its words too."""

from __future__ import annotations

import pytest

from generator.spellings import spellings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Straße in Łódź by Ørsted",
            ("strasse", "lódź", "orsted"),
        ),
        ("ＢＡＲＬＯＷ ﬁne", ("barlow", "fine")),
        ("DINO/iBOT and (SimCLR,mHealth-1)", ("ibot", "simclr", "mhealth")),
        ("DINOv2-based, GPT4-like", ("dinov2",)),
        ("10B–40B ViT-B16 V100-GPU", ("40b", "vit", "b16")),
        ("TResNet, GraphCodeBERT 2WikiHopQA", ("resnet", "codebert", "wikihopqa", "hopqa")),
        ("aBcDeFgHiJkLm", ()),
        ("mHealth iBOT GraphMAE", ()),  # found as they are
        ("state-of-the-art NASA/ESA Müller's I. COVID-19", ()),
        ("", ()),
    ],
)
def test_what_pagefind_would_not_find_is_told(text: str, found: tuple[str, ...]) -> None:
    assert spellings(text) == found


def test_a_word_in_a_run_without_spaces_begins_one_of_the_spellings() -> None:
    run = "自监督学习方法研究"
    found = spellings(f"{run}, text")
    for word in (run[1:3], run[3:5], run[7:9]):
        assert any(each.startswith(word) for each in found)
    assert max(map(len, found)) <= 8


def test_each_is_told_once() -> None:
    assert spellings("a/iBOT iBOT/b ibot") == ("ibot",)
