"""On the map, close papers stand close together and none on another's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import dist
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import layout
from generator.layout import HEIGHT, WIDTH, arrange
from generator.model import Related
from tests.support.libraries import real

Relations = dict[str, tuple[Related, ...]]


def relations(edges: Mapping[str, Sequence[str]]) -> Relations:
    return {id: tuple(Related(o, 0.5, ()) for o in others) for id, others in edges.items()}


def rings(*sizes: int) -> Relations:
    """Groups of papers that are related within and not across."""
    return relations(
        {
            f"{group}-{place}": [f"{group}-{(place + step) % size}" for step in (1, 2, 3)]
            for group, size in enumerate(sizes)
            for place in range(size)
        }
    )


def test_every_paper_has_a_place_of_its_own_on_the_map() -> None:
    placed = arrange(real().library.related)
    assert placed.keys() == real().library.related.keys()
    assert len(set(placed.values())) == len(placed)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in placed.values())


def test_the_order_of_the_papers_changes_nothing() -> None:
    related = real().library.related
    assert arrange({id: related[id] for id in sorted(related, reverse=True)}) == arrange(related)


def test_related_papers_are_nearer_than_others() -> None:
    related = real().library.related
    placed = arrange(related)
    ids = sorted(placed)
    near = mean(dist(placed[id], placed[o.id]) for id in ids for o in related[id])
    any_two = mean(dist(placed[a], placed[b]) for a in ids[::5] for b in ids)
    assert near < 0.6 * any_two


def test_papers_keep_a_distance_as_far_as_there_is_room() -> None:
    placed = list(arrange(real().library.related).values())
    room = (WIDTH * HEIGHT / len(placed)) ** 0.5
    assert min(dist(a, b) for n, a in enumerate(placed) for b in placed[:n]) > 0.3 * room


def test_a_paper_less_leaves_most_of_the_map_as_it_is() -> None:
    related = real().library.related
    gone = sorted(related)[len(related) // 2]
    rest = {
        id: tuple(other for other in others if other.id != gone)
        for id, others in related.items()
        if id != gone
    }
    before, after = arrange(related), arrange(rest)
    assert median(dist(before[id], after[id]) for id in rest) < WIDTH / 5


def test_what_nothing_joins_is_not_flung_far_away() -> None:
    placed = arrange(rings(60) | relations({"lonely": (), "pair": ["other"], "other": ["pair"]}))
    across = sorted(x for x, _ in placed.values())
    assert across[-4] - across[3] > WIDTH / 2, "the ring has most of the width"


def test_groups_that_nothing_joins_stand_apart() -> None:
    placed = arrange(rings(20, 20))
    first, second = ([placed[id] for id in placed if id.startswith(g)] for g in ("0", "1"))
    within = mean(dist(a, b) for a in first for b in first)
    across = mean(dist(a, b) for a in first for b in second)
    assert across > within


@pytest.mark.parametrize("number", [0, 1, 2, 3, 300])
def test_papers_that_none_is_related_to_are_shown_too(number: int) -> None:
    placed = arrange({str(place): () for place in range(number)})
    assert len(set(placed.values())) == number


def test_papers_have_places_of_their_own_where_there_is_hardly_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(layout, "WIDTH", 40)
    monkeypatch.setattr(layout, "HEIGHT", 30)
    placed = arrange(rings(*[5] * 30))
    assert len(set(placed.values())) == 150
    assert all(0 <= x <= 40 and 0 <= y <= 30 for x, y in placed.values())


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefghz"), max_size=4), max_size=8
    )
)
def test_any_relations_give_places_within_the_map(edges: dict[str, list[str]]) -> None:
    made = relations(
        {id: [o for o in dict.fromkeys(others) if o != id] for id, others in edges.items()}
    )
    placed = arrange(made)
    assert placed.keys() == made.keys()
    assert len(set(placed.values())) == len(placed)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in placed.values())
