"""Tells the person who waits how far an export is, and lets them stop it."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

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
