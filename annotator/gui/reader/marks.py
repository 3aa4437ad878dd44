"""The marks of the article that is shown, found by where they are, by mention and by claim."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from operator import attrgetter

from annotator.domain.model import Mark

_LENGTHS = (64, 512, 4096, 32768)
_start = attrgetter("start")


class MarkStore:
    """Marks in shelves by length, each sorted by start: what overlaps a stretch is found by bisection whatever the
    number of marks, because on each shelf only the last few before the stretch can reach into it."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._by_mention: dict[str, Mark] = {}
        self._by_claim: dict[str, dict[str, Mark]] = {}
        self._shelves: list[list[Mark]] = [[] for _ in range(len(_LENGTHS) + 1)]
        for mark in marks:
            self._by_mention[mark.mention] = mark
        for mark in self._by_mention.values():
            self._by_claim.setdefault(mark.claim, {})[mark.mention] = mark
            self._shelves[_shelf(mark)].append(mark)
        for shelf in self._shelves:
            shelf.sort(key=_start)

    def __len__(self) -> int:
        return len(self._by_mention)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._by_mention.values())

    def copied(self) -> "MarkStore":
        """The same marks, which stay as they are whatever becomes of these."""
        made = MarkStore()
        made._by_mention = dict(self._by_mention)
        made._by_claim = {claim: dict(marks) for claim, marks in self._by_claim.items()}
        made._shelves = [list(shelf) for shelf in self._shelves]
        return made

    def get(self, mention: str) -> Mark | None:
        return self._by_mention.get(mention)

    def of_claim(self, claim: str) -> list[Mark]:
        """The marks of a claim, in the order of the text."""
        return sorted(self._by_claim.get(claim, {}).values(), key=_start)

    def parts(self, mark: Mark) -> list[Mark]:
        """The parts of the passage that a mark is one of, in the order of the text; most have but one."""
        siblings = self._by_claim.get(mark.claim, {})
        if len(siblings) < 2:
            return [mark]
        return [each for each in self.of_claim(mark.claim) if passage(each) == passage(mark)]

    def is_further(self, mark: Mark) -> bool:
        """Whether a mark is a part of a passage that began before it."""
        return bool(mark.continues) and self.parts(mark)[0].mention != mark.mention

    def is_broken_off(self, mark: Mark) -> bool:
        """Whether the passage of a mark goes on after it."""
        return len(self._by_claim.get(mark.claim, {})) > 1 and self.parts(mark)[-1].mention != mark.mention

    def passages(self, claim: str) -> list[Mark]:
        """The marks with which the passages of a claim begin, in the order of the text."""
        return [mark for mark in self.of_claim(claim) if not self.is_further(mark)]

    @property
    def claims(self) -> int:
        """How many claims there are marks of."""
        return len(self._by_claim)

    def put(self, mark: Mark) -> Mark | None:
        """Add a mark or replace the one of the same mention, which is returned."""
        old = self.drop(mark.mention)
        self._by_mention[mark.mention] = mark
        self._by_claim.setdefault(mark.claim, {})[mark.mention] = mark
        insort(self._shelves[_shelf(mark)], mark, key=_start)
        return old

    def drop(self, mention: str) -> Mark | None:
        """Take a mark away; returns it, or None when there was none."""
        mark = self._by_mention.pop(mention, None)
        if mark is None:
            return None
        siblings = self._by_claim[mark.claim]
        del siblings[mention]
        if not siblings:
            del self._by_claim[mark.claim]
        shelf = self._shelves[_shelf(mark)]
        index = bisect_left(shelf, mark.start, key=_start)
        while shelf[index].mention != mention:
            index += 1
        del shelf[index]
        return mark

    def overlapping(self, start: int, end: int) -> list[Mark]:
        """The marks that share at least one code point with `start, end`, outer before inner."""
        found: list[Mark] = []
        for shelf, longest in zip(self._shelves, (*_LENGTHS, None), strict=True):
            first = 0 if longest is None else bisect_left(shelf, start - longest, key=_start)
            last = bisect_left(shelf, end, key=_start)
            found.extend(mark for mark in shelf[first:last] if mark.end > start)
        return sorted(found, key=reading_order)

    def starting(self, start: int, end: int) -> list[Mark]:
        """The marks that begin within `start, end` but for further parts of passages, in the order of the text."""
        found: list[Mark] = []
        for shelf in self._shelves:
            here = shelf[bisect_left(shelf, start, key=_start) : bisect_left(shelf, end, key=_start)]
            found += [mark for mark in here if not mark.continues or not self.is_further(mark)]
        return sorted(found, key=reading_order)

    def neighbour(self, mark: Mark, by: int) -> Mark | None:
        """The mark after (1) or before (-1) another with which a passage begins; None at the end."""
        beside = self.starting(mark.start, mark.start + 1)
        at = beside.index(mark) + by if mark in beside else -1
        if 0 <= at < len(beside):
            return beside[at]
        cut, back = (bisect_right, 0) if by > 0 else (bisect_left, 1)
        start = mark.start
        while True:
            found = ((shelf, cut(shelf, start, key=_start) - back) for shelf in self._shelves)
            starts = [shelf[index].start for shelf, index in found if 0 <= index < len(shelf)]
            if not starts:
                return None
            start = min(starts) if by > 0 else max(starts)
            if beside := self.starting(start, start + 1):
                return beside[0 if by > 0 else -1]


def passage(mark: Mark) -> str:
    """What the parts of one passage have in common: the mention that it began with when it was marked."""
    return mark.continues or mark.mention


def reading_order(mark: Mark) -> tuple[int, int, str]:
    """By start, the outer of two before the inner, then by mention so that the order never wavers."""
    return mark.start, -mark.end, mark.mention


def _shelf(mark: Mark) -> int:
    return bisect_left(_LENGTHS, mark.end - mark.start)
