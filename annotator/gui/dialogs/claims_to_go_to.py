"""The claims that one can go to: those of the article shown first, then those of the others, read bit by bit."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.model import Mark, Span
from annotator.gui.desk.claim_model import describe, first_mentions
from annotator.gui.dialogs.choices import Choice, Choices

if TYPE_CHECKING:
    from annotator.gui.project_page import ProjectPage

_STRETCH, _FEW = 50_000, 100
"""Code points of an article that are read at once; twice as many after a stretch with fewer claims than these."""
_LONGEST = 1 << 40
"""Code points that no article has."""


class _Part(NamedTuple):
    """The claims of one article: their first row, and whose they are."""

    first: int
    article: str
    title: str


class ClaimsToGoTo(Choices):
    """`go` is called with an article and the first mark of a claim in it. Numbers count anew in each article."""

    def __init__(self, page: "ProjectPage", go: Callable[[str, Mark], object]) -> None:
        super().__init__()
        self._go = go
        titles = {summary.id: summary.title for summary in page.summaries if summary.claims}
        self._several = len(titles) > 1
        self._marks = list(page.claims.claims)
        self._parts = [_Part(0, page.article, titles.pop(page.article, ""))]
        self._coming = self._read(page, titles)

    def _read(self, page: "ProjectPage", titles: dict[str, str]) -> Iterator[None]:
        for article, title in titles.items():
            self._parts.append(_Part(len(self._marks), article, title))
            known: set[str] = set()
            begin, stretch = 0, _STRETCH
            while begin < _LONGEST:
                marks = page.project.articles.marks(article, begin=Span(begin, begin + stretch))
                self._marks += [mark for mark in first_mentions(marks) if mark.claim not in known]
                known.update(mark.claim for mark in marks)
                begin += stretch
                stretch *= 2 if len(marks) < _FEW else 1
                yield

    def __len__(self) -> int:
        return len(self._marks)

    def __getitem__(self, n: int) -> Choice:
        mark, part = self._marks[n], self._parts[bisect_right(self._parts, n, key=lambda part: part.first) - 1]
        second = " · ".join((describe(mark), part.title) if self._several and part.title else (describe(mark),))
        return Choice(mark.statement, str(n - part.first + 1), second, partial(self._go, part.article, mark))

    def name(self, n: int) -> str:
        return self._marks[n].statement

    def numbered(self, typed: str) -> list[int]:
        number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
        ends = [*(part.first for part in self._parts[1:]), len(self._marks)]
        rows = [part.first + number - 1 for part in self._parts]
        return [row for row, end in zip(rows, ends, strict=True) if number and row < end]

    def more(self) -> bool:
        for _ in self._coming:
            return True
        return super().more()
