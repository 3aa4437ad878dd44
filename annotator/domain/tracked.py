"""Tracked changes of a draft: how many there are, by whom, and which of its two states was read."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.kinds import TrackedState as TrackedState

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class TrackedBy:
    """What one person has inserted and deleted, moved words counted as both; the author is "" where the file names
    none."""

    author: str
    insertions: int = 0
    deletions: int = 0


def said(changes: Iterable[TrackedBy]) -> str:
    """The changes in words: “3 insertions and 1 deletion by Flo, 2 deletions by Ed”."""
    listed = list(changes)
    more = len(listed) - _MOST_NAMED
    named = [f"{_counts(one)} by {one.author or 'somebody not named'}" for one in listed[:_MOST_NAMED]]
    return ", ".join([*named, *([f"and more by {more} other{'s' if more > 1 else ''}"] if more > 0 else [])])


def _counts(one: TrackedBy) -> str:
    counted = ((one.insertions, "insertion"), (one.deletions, "deletion"))
    return " and ".join(f"{count:,} {what}{'' if count == 1 else 's'}" for count, what in counted if count)
