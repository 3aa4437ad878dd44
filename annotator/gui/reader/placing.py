"""Where cards go in the margin: as near their passages as possible, in order, none over another."""

from collections.abc import Sequence
from math import inf


def place(
    anchors: Sequence[float],
    heights: Sequence[float],
    gap: float,
    weights: Sequence[float] | None = None,
    bounds: tuple[float, float] = (-inf, inf),
) -> list[float]:
    """The tops that minimise the weighted sum of squared distances to `anchors` (ascending) while each card ends `gap`
    before the next begins and all stay within `bounds`, as long as these have room for them; else they run over the
    end. Isotonic regression by pooling adjacent violators, O(n); its bounded solution is the free one, clipped."""
    pools: list[list[float]] = []  # weighted sum, weight, how many
    offset = 0.0
    for index, (anchor, height) in enumerate(zip(anchors, heights, strict=True)):
        weight = weights[index] if weights else 1.0
        pools.append([(anchor - offset) * weight, weight, 1])
        offset += height + gap
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, weight, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += weight
            pools[-1][2] += count
    low, high = bounds[0], max(bounds[0], bounds[1] - (offset - gap))
    tops: list[float] = []
    offset = 0.0
    for total, weight, count in pools:
        start = min(max(total / weight, low), high)
        for _ in range(int(count)):
            tops.append(start + offset)
            offset += heights[len(tops) - 1] + gap
    return tops
