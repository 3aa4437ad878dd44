"""Underlines of overlapping marks lie in lanes below the words, the first lane nearest to them."""

from collections.abc import Iterable, Sequence

from annotator.domain.model import Mark

FITTING = 3
"""Lanes that fit between two lines of text; a line with more of them grows."""
LANES = 14
"""The most there are; deeper marks share the last one."""
STEP = 3.0
"""Pixels between two lanes in text of the usual size; `unit` tells how much larger all is drawn in larger text."""
_FIRST = 1.5


def in_lanes(marks: Iterable[Mark]) -> list[tuple[Mark, int]]:
    """Marks in reading order, each with the first lane where it touches none before it; parts of one passage share a
    lane, which is theirs in the gaps between them too."""
    marks = list(marks)
    reach = {mark.continues or mark.mention: mark.end for mark in marks}
    ends: list[int] = []
    lane_of: dict[str, int] = {}
    found = []
    for mark in marks:
        key, start = mark.continues or mark.mention, mark.start
        lane = lane_of.get(key, -1)
        if lane < 0:
            lane = 0
            while lane < len(ends) and ends[lane] > start:
                lane += 1
            ends[lane : lane + 1] = [reach[key]]
            lane_of[key] = lane
        found.append((mark, min(lane, LANES - 1)))
    return found


def depth(placed: Sequence[tuple[Mark, int]]) -> int:
    """How many lanes are taken."""
    return 1 + max((lane for _, lane in placed), default=-1)


def drop(lane: int, unit: float = 1.0) -> float:
    """Pixels from the bottom of the words to the middle of a lane."""
    return (_FIRST + lane * STEP) * unit


def room(lanes: int, unit: float = 1.0) -> float:
    """Pixels that a line of text with so many lanes needs below it, besides the usual."""
    return 0.0 if lanes <= FITTING else ((lanes - FITTING) * STEP + 5.0) * unit
