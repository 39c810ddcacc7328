import pytest

from generator.propernames import is_distinctive, is_proper, prose, stands_alone


@pytest.mark.parametrize(
    "word", "GraphMAE T-JEPA GPT-3.5 ReST-MCTS* DDAE++ word2vec KITTI CIFAR-10 ImageNet".split()
)
def test_a_word_that_can_only_be_a_name(word: str) -> None:
    assert is_distinctive(word)


@pytest.mark.parametrize("word", "Gaussian BERT SSL LLMs 3D 10K SELECT Self-Feedback LoRA".split())
def test_a_word_that_may_be_something_else(word: str) -> None:
    assert not is_distinctive(word)


def test_several_words_are_a_name_if_one_is_never_ordinary() -> None:
    assert is_proper("Barlow Twins", {"twins"})
    assert not is_proper("Barlow Twins", {"barlow", "twins"})
    assert not is_proper("Imagine yourself", set())


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("[CLIP]", True),
        ("[CLIP]-based", True),
        ("Medical-[CLIP]", False),
        ("[CLIP]s", False),
        ("[CLIP] 2", False),
        ("[CLIP]-ViT", False),
    ],
)
def test_a_part_of_a_longer_name_does_not_stand_alone(text: str, alone: bool) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert stands_alone(text.replace("[", "").replace("]", ""), start, end) is alone


@pytest.mark.parametrize(
    "address", ["https://x.org/CLIP", "www.x.org", "github.com/openai/CLIP", "http://x.org"]
)
def test_prose_has_no_addresses_and_all_else_in_its_place(address: str) -> None:
    text = prose(f"Before {address} after.")
    assert text.split() == ["Before", "after."]
    assert text.index("after") == len(f"Before {address} ")
    assert prose("Nothing/here") == "Nothing/here"
