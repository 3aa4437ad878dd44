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
    """Marks in reading order, each with the first lane where it touches none before it."""
    ends: list[int] = []
    found = []
    for mark in marks:
        for lane, end in enumerate(ends):
            if end <= mark.start:
                ends[lane] = mark.end
                break
        else:
            lane = len(ends)
            ends.append(mark.end)
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
