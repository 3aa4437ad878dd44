"""Prefix sums against the plain way."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.reader.heights import Heights

HEIGHTS = st.lists(st.integers(0, 60), min_size=1, max_size=40)
CHANGES = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 90)), max_size=10)


@given(HEIGHTS, CHANGES, st.sampled_from([0.5, 1.0, 2.0]))
def test_tops_total_and_rows_agree_with_adding_up(
    values: list[int], changes: list[tuple[int, int]], factor: float
) -> None:
    heights, plain = Heights(values), [float(v) for v in values]
    heights.stretch(factor)
    plain = [v * factor for v in plain]
    for index, height in changes:
        index %= len(plain)
        grown = heights.set(index, height)
        assert grown == height - plain[index]
        plain[index] = height
    assert heights.total == sum(plain)
    assert [heights.top(i) for i in range(len(plain) + 1)] == [sum(plain[:i]) for i in range(len(plain) + 1)]
    for y in (0.0, sum(plain) / 3, sum(plain) / 2, sum(plain) - 0.5):
        row = heights.find(y)
        if 0 <= y < sum(plain):
            assert sum(plain[:row]) <= y < sum(plain[: row + 1])


def test_beyond_the_end_is_the_last_row() -> None:
    assert Heights([10, 20]).find(1000) == 1
