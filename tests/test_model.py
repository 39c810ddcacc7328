"""What the values themselves know how to say."""

from __future__ import annotations

import pytest

from generator.model import Author


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        (Author("Lovelace", "Ada"), "Ada Lovelace"),
        (Author("UNESCO"), "UNESCO"),
        (Author("", ""), ""),
        (Author("王", "小明"), "王小明"),
        (Author("김", "철수"), "김철수"),
        (Author("王", "Xiaoming"), "Xiaoming 王"),
    ],
)
def test_a_name_is_shown_as_it_is_written_where_it_comes_from(author: Author, shown: str) -> None:
    assert str(author) == shown
