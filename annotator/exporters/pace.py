"""Tells the person who waits how far an export is, and lets them stop it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from annotator.domain.model import Progress

_T = TypeVar("_T")

_EVERY = 64


class Pace:
    """Counts what has been written against a total and reports now and then; `Cancelled` passes through."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        progress(0, total)

    def over(self, items: Iterable[_T]) -> Iterator[_T]:
        """The items, each counted when the next is asked for."""
        for item in items:
            yield item
            self._done += 1
            if self._done % _EVERY == 0 or self._done == self._total:
                self._progress(self._done, self._total)

    def count(self, done: int) -> None:
        """So many more are written."""
        before, self._done = self._done, min(self._done + done, self._total)
        if self._done // _EVERY != before // _EVERY or (self._done == self._total and self._done != before):
            self.heed()

    def heed(self) -> None:
        """Report once more, which is when a stop is noticed."""
        self._progress(self._done, self._total)


def _one(item: object) -> int:
    return 1


class Paced(Generic[_T]):
    """A list that a template goes through: each item counts, by its `size`, the first time it is passed."""

    def __init__(self, pace: Pace, items: list[_T], size: Callable[[_T], int] = _one) -> None:
        self._pace, self._size = pace, size
        self._passed = 0
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> _T:
        return self.items[index]

    def __iter__(self) -> Iterator[_T]:
        for index, item in enumerate(self.items):
            yield item
            if index >= self._passed:
                self._passed = index + 1
                self._pace.count(self._size(item))
