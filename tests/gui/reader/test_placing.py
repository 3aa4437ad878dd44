"""Cards beside their passages: in order, never over one another, as near as can be."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.reader.placing import place

ANCHORS = st.lists(st.integers(0, 400), max_size=30).map(sorted)


@given(ANCHORS, st.data(), st.integers(0, 10))
def test_cards_keep_their_order_and_never_overlap(anchors: list[int], data: st.DataObject, gap: int) -> None:
    heights = data.draw(st.lists(st.integers(1, 80), min_size=len(anchors), max_size=len(anchors)))
    weights = data.draw(st.lists(st.sampled_from([1.0, 5.0, 1e6]), min_size=len(anchors), max_size=len(anchors)))
    tops = place(anchors, heights, gap, weights)
    for (top, height), (below, _) in itertools.pairwise(zip(tops, heights, strict=True)):
        assert below >= top + height + gap - 1e-6


@given(st.lists(st.integers(0, 3), min_size=1, max_size=4).map(sorted), st.data())
def test_no_other_places_are_nearer(anchors: list[int], data: st.DataObject) -> None:
    heights = data.draw(st.lists(st.integers(1, 2), min_size=len(anchors), max_size=len(anchors)))
    tops = place(anchors, heights, 0)
    cost = sum((top - anchor) ** 2 for top, anchor in zip(tops, anchors, strict=True))
    grid = [step / 2 for step in range(-8, 17)]
    for others in itertools.combinations_with_replacement(grid, len(anchors)):
        if all(b >= a + h for (a, h), b in zip(zip(others, heights, strict=True), others[1:], strict=False)):
            assert cost <= sum((top - anchor) ** 2 for top, anchor in zip(others, anchors, strict=True)) + 1e-9


def test_cards_with_room_stand_exactly_beside_their_passages() -> None:
    assert place([0, 100, 300], [50, 50, 50], 8) == [0, 100, 300]


def test_a_heavy_card_stays_where_it_is() -> None:
    tops = place([100, 110, 120], [50, 50, 50], 0, [1.0, 1e6, 1.0])
    assert abs(tops[1] - 110) < 0.01


@given(ANCHORS.filter(bool), st.integers(0, 200), st.integers(0, 300))
def test_cards_stay_within_their_bounds_as_near_as_can_be(anchors: list[int], low: int, spare: int) -> None:
    heights = [20] * len(anchors)
    high = low + 25 * len(anchors) - 5 + spare
    tops = place(anchors, heights, 5, bounds=(low, high))
    assert tops[0] >= low - 1e-6 and tops[-1] + 20 <= high + 1e-6
    inside = [top for top in tops if low + 1e-6 < top]
    free = place(anchors, heights, 5)
    assert len(inside) == 0 or free[0] < low or free[-1] + 20 > high or tops == free
