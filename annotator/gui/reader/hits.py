"""The results of a search, as few bytes and as little work to each as can be: there may be a million of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import overload

from annotator.domain.model import Span

Found = list[tuple[int, int]]
"""Where matches begin and end, in code points of the article."""


class Hits(Sequence[Span]):
    """Where something was found, in order and none over another."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> list[Span]: ...
    def __getitem__(self, index: int | slice) -> Span | list[Span]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return Span(self.starts[index], self.ends[index])

    def add(self, found: Found) -> None:
        self.starts += [start for start, _ in found]
        self.ends += [end for _, end in found]

    def between(self, start: int, end: int) -> range:
        """The indices of those that touch `start, end`."""
        first = bisect_right(self.ends, start)
        return range(first, max(first, bisect_left(self.starts, end)))
