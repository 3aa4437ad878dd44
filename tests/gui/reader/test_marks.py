"""Marks are found by where they are, whatever was added and taken away."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.model import Mark
from annotator.gui.reader.marks import MarkStore, reading_order

LENGTHS = st.sampled_from([1, 5, 64, 65, 500, 5000, 50000])


def _mark(number: int, start: int, length: int) -> Mark:
    return Mark(f"m{number}", f"c{number % 3}", start, start + length, "")


MARKS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 2000), LENGTHS), max_size=30)


@given(MARKS, st.integers(0, 2100), st.integers(1, 300), st.sets(st.integers(0, 15)))
def test_what_overlaps_and_starts_in_a_stretch_is_found(
    made: list[tuple[int, int, int]], start: int, length: int, dropped: set[int]
) -> None:
    store, plain = MarkStore(), {}
    for number, at, long in made:
        store.put(_mark(number, at, long))
        plain[f"m{number}"] = _mark(number, at, long)
    for number in dropped:
        assert store.drop(f"m{number}") == plain.pop(f"m{number}", None)
    end = start + length
    expected = sorted(plain.values(), key=reading_order)
    for tried in (store, MarkStore(plain.values())):
        assert tried.overlapping(start, end) == [m for m in expected if m.start < end and m.end > start]
        assert tried.starting(start, end) == [m for m in expected if start <= m.start < end]
        assert len(tried) == len(plain)
        assert {m.mention for m in tried.of_claim("c1")} == {m.mention for m in plain.values() if m.claim == "c1"}


@given(MARKS)
def test_neighbours_lead_through_all_marks_in_order_and_back(made: list[tuple[int, int, int]]) -> None:
    plain = {f"m{number}": _mark(number, at, long) for number, at, long in made}
    store, expected = MarkStore(plain.values()), sorted(plain.values(), key=reading_order)
    for before, after in pairwise(expected):
        assert store.neighbour(before, 1) == after
        assert store.neighbour(after, -1) == before
    if expected:
        assert store.neighbour(expected[-1], 1) is None
        assert store.neighbour(expected[0], -1) is None
