"""Finds words in an article's text, in slices between events, so that a long text never holds the window up."""

import re
import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.model import Span
from annotator.gui.guard import guarded

SLICE = 0.005
_WINDOW = 1 << 16
"""Code points that are searched in one go."""
_SPACES = r"\s{1,4}"


def pattern(words: str, *, case: bool, whole: bool) -> re.Pattern[str]:
    """What to look for: the words as they are, any white space for white space."""
    text = _SPACES.join(re.escape(part) for part in re.split(r"\s+", words))
    if whole:
        text = rf"(?<!\w){text}(?!\w)"
    return re.compile(text, 0 if case else re.IGNORECASE)


def occurrences(text: str, wanted: re.Pattern[str], longest: int) -> Iterator[Span | None]:
    """All matches in order, with a None after each window so that the caller may pause."""
    start = 0
    while start < len(text):
        limit, found = start + _WINDOW, start
        for match in wanted.finditer(text, start, min(len(text), limit + longest + 1)):
            if match.start() >= limit:
                break
            if match.end() > match.start():
                yield Span(match.start(), match.end())
            found = match.end()
        start = max(limit, found)
        yield None


class Search(QObject):
    """One search at a time; `changed` tells of more results, `finished` that there are no more to come."""

    changed = Signal()
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Span] = []
        self._coming: Iterator[Span | None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)

    @property
    def running(self) -> bool:
        return self._coming is not None

    def start(self, text: str, words: str, *, case: bool = False, whole: bool = False) -> None:
        """Look for words; the first results are there when this returns if they come early in the text."""
        self.stop()
        self.hits = []
        if words.strip():
            longest = len(words) * 4
            self._coming = occurrences(text, pattern(words, case=case, whole=whole), longest)
            self._slice()
            if self.running:
                self._timer.start()
        else:
            self.changed.emit()
            self.finished.emit()

    def stop(self) -> None:
        self._timer.stop()
        self._coming = None

    @guarded()
    def _slice(self) -> None:
        until, before = time.perf_counter() + SLICE, len(self.hits)
        while self._coming is not None and time.perf_counter() < until:
            for found in self._coming:
                if found is None:
                    break
                self.hits.append(found)
            else:
                self.stop()
        if len(self.hits) != before or not self.running:
            self.changed.emit()
        if not self.running:
            self.finished.emit()
