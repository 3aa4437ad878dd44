"""Tracked changes, in whatever format a draft has them: who made how many, which state was read, and what becomes of
paragraphs whose end one of them is."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.domain.tracked import TrackedBy, TrackedState
from annotator.importers.composer import Passage
from annotator.importers.margin import settled

_LONGEST_NAME = 100
_MOST_AUTHORS = 50
"""People told apart; the changes of all others are told of without a name."""


def counted(changes: Iterable[tuple[str, bool]]) -> tuple[TrackedBy, ...]:
    """Who changed how much, of each change's author and whether it put words in; those who come first, first."""
    counts: dict[str, Counter[bool]] = {}
    for author, puts_in in changes:
        name = " ".join(author.split())[:_LONGEST_NAME]
        name = name if name in counts or len(counts) < _MOST_AUTHORS else ""
        counts.setdefault(name, Counter())[puts_in] += 1
    return tuple(TrackedBy(name, found[True], found[False]) for name, found in counts.items())


def remarks(changes: tuple[TrackedBy, ...], state: TrackedState) -> Iterator[str]:
    """What to tell of tracked changes, if there are any."""
    if changes:
        by = ", ".join([one.author for one in changes if one.author][:5])
        total = sum(one.insertions + one.deletions for one in changes)
        count = "1 tracked change" if total == 1 else f"{total} tracked changes"
        read = "accepted" if state is TrackedState.ACCEPTED else "rejected"
        yield f"The file holds {count}{f' by {by}' if by else ''}, read as {read}."


def joined(begun: Passage | None, passage: Passage) -> Passage:
    """What was begun, with what goes on in it; the later one tells the kind, as in Word, unless it has no words."""
    if begun is None:
        return passage
    told = passage if passage.words.strip() else begun
    return replace(told, runs=settled((*begun.runs, *passage.runs)))
