"""Finds words in an article's text, in slices between events, so that a long text never holds the window up."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.gui.guard import guarded
from annotator.gui.reader.hits import Found, Hits
from annotator.gui.reader.sheet import Sheet

SLICE = 0.005
SLOWEST = 0.05
"""Seconds that a regular expression may take for one row before the search is given up."""
PATIENCE = 20.0
"""Seconds of work that any one search may take in all."""
LONGEST_PATTERN = 500
"""Code points of a regular expression."""
_WINDOW = 1 << 16
"""Code points that are searched in one go."""
_SPACES = r"\s{1,4}"
_TOO_SLOW = "Pattern too slow"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: `pattern` takes the words as a regular expression, matched within each paragraph; `claims`
    keeps what lies wholly in the words of one claim."""

    words: str = ""
    case: bool = False
    whole: bool = False
    pattern: bool = False
    claims: bool = False


class _Refused(Exception):
    """Carries the words that say why a pattern is not looked for."""


def pattern(wanted: Wanted) -> re.Pattern[str]:
    """What to look for: the words as they are, any white space for white space."""
    text = _SPACES.join(re.escape(part) for part in re.split(r"\s+", wanted.words))
    if wanted.whole:
        text = rf"(?<!\w){text}(?!\w)"
    return re.compile(text, 0 if wanted.case else re.IGNORECASE)


def occurrences(text: str, wanted: re.Pattern[str], longest: int) -> Iterator[Found]:
    """All matches in order, those of one window at a time so that the caller may pause."""
    start = 0
    while start < len(text):
        limit, last = start + _WINDOW, start
        found = []
        for match in wanted.finditer(text, start, min(len(text), limit + longest + 1)):
            if match.start() >= limit:
                break
            last = match.end()
            if last > match.start():
                found.append(match.span())
        yield found
        start = max(limit, last)


def expression(wanted: Wanted) -> Any:
    """The compiled regular expression. Raises `_Refused` with a few words when it is not one."""
    import regex

    if len(wanted.words) > LONGEST_PATTERN:
        raise _Refused("Pattern too long")
    text = rf"(?<!\w)(?:{wanted.words})(?!\w)" if wanted.whole else wanted.words
    flags = regex.MULTILINE | (0 if wanted.case else regex.IGNORECASE)
    try:
        regex.compile(wanted.words, flags)
        return regex.compile(text, flags)
    except (regex.error, OverflowError, RecursionError, ValueError) as problem:
        raise _Refused(f"Not a pattern: {getattr(problem, 'msg', '') or 'not understood'}") from None


def matches(sheet: Sheet, compiled: Any) -> Iterator[Found]:
    """All matches of a regular expression, row by row. Raises `_Refused` when a row takes too long: some expressions
    take a time that doubles with each letter."""
    for row in sheet.rows:
        if row.label:
            continue
        words = sheet.article.text[row.start : row.end]
        found: Found = []
        try:
            for match in compiled.finditer(words, timeout=SLOWEST):
                if match.end() > match.start():
                    found.append((row.start + match.start(), row.start + match.end()))
        except (TimeoutError, MemoryError):
            raise _Refused(_TOO_SLOW) from None
        yield found


class Search(QObject):
    """One search at a time; `changed` tells of more results, `finished` that there are no more to come."""

    changed = Signal()
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits = Hits()
        self.problem = ""
        """Why it was given up, in a few words."""
        self._coming: Iterator[Found] | None = None
        self._spent = 0.0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)

    @property
    def running(self) -> bool:
        return self._coming is not None

    def start(self, sheet: Sheet, wanted: Wanted) -> None:
        """Look for words; the first results are there when this returns if they come early in the text."""
        self.stop()
        self.hits, self.problem, self._spent = Hits(), "", 0.0
        if wanted.words.strip():
            try:
                self._coming = _coming(sheet, wanted)
            except _Refused as why:
                self.problem = str(why)
        if self.running:
            self._slice()
        else:
            self.changed.emit()
            self.finished.emit()
        if self.running:
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._coming = None

    @guarded()
    def _slice(self) -> None:
        start, before = time.perf_counter(), len(self.hits)
        try:
            while self._coming is not None and time.perf_counter() < start + SLICE:
                found = next(self._coming, None)
                if found is None:
                    self.stop()
                else:
                    self.hits.add(found)
        except _Refused as why:
            self._give_up(str(why))
        self._spent += time.perf_counter() - start
        if self.running and self._spent > PATIENCE:
            self._give_up(_TOO_SLOW)
        if len(self.hits) != before or not self.running:
            self.changed.emit()
        if not self.running:
            self.finished.emit()

    def _give_up(self, why: str) -> None:
        self.problem = why
        self.stop()


def _coming(sheet: Sheet, wanted: Wanted) -> Iterator[Found]:
    if wanted.pattern:
        found = matches(sheet, expression(wanted))
    else:
        found = occurrences(sheet.article.text, pattern(wanted), len(wanted.words) * 4)
    return ([span for span in some if _in_claim(sheet, *span)] for some in found) if wanted.claims else found


def _in_claim(sheet: Sheet, start: int, end: int) -> bool:
    return any(mark.start <= start and mark.end >= end for mark in sheet.marks.overlapping(start, end))
