"""Underlines of overlapping marks lie in lanes below the words, the first lane nearest to them."""

from collections.abc import Iterable, Sequence

from annotator.domain.model import Mark

FITTING = 4
"""Lanes that fit between two lines of text; a line with more of them grows."""
LANES = 14
"""The most there are; deeper marks share the last one."""
STEP = 3.0
_TIGHT = 2.6
_FIRST = 1.5


def in_lanes(marks: Iterable[Mark]) -> list[tuple[Mark, int]]:
    """Marks in reading order, each with the first lane where it touches none before it."""
    ends: list[int] = []
    found = []
    for mark in marks:
        lane = next((lane for lane, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[lane : lane + 1] = [mark.end]
        found.append((mark, min(lane, LANES - 1)))
    return found


def depth(placed: Sequence[tuple[Mark, int]]) -> int:
    """How many lanes are taken."""
    return 1 + max((lane for _, lane in placed), default=-1)


def drop(lane: int, lanes: int) -> float:
    """Pixels from the bottom of the words to the middle of a lane, of so many lanes; four stand a little closer."""
    return _FIRST + lane * (_TIGHT if lanes == FITTING else STEP)


def room(lanes: int) -> float:
    """Pixels that a line of text with so many lanes needs below it, besides the usual."""
    return 0.0 if lanes <= FITTING else (lanes - FITTING) * STEP + 8.0
