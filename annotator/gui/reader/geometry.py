"""Where a stretch of a laid-out paragraph lies on the screen, in left-to-right, right-to-left and mixed text."""

import re
import unicodedata
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout, QTextLine

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def may_run_left(text: str) -> bool:
    """Whether a text may run from right to left somewhere."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def runs_left(character: str) -> bool:
    """Whether a character by itself runs from right to left."""
    return unicodedata.bidirectional(character) in ("R", "AL")


def begins_right(text: str) -> bool:
    """Whether a text by its first strong character begins at the right."""
    strong = (direction for c in text if (direction := unicodedata.bidirectional(c)) in ("L", "R", "AL"))
    return may_run_left(text) and next(strong, "L") != "L"


class _Line(NamedTuple):
    line: QTextLine
    start: int
    end: int
    right: float
    """Where its words end; white space may hang over."""


class Ruler:
    """Measures many stretches of one paragraph; it must not outlive the paragraph's lines. In mixed text a stretch can
    lie in several places of one line, so its glyphs are asked for theirs."""

    def __init__(self, layout: QTextLayout, mixed: bool) -> None:
        self._layout, self._mixed = layout, mixed
        self._lines: dict[int, _Line] = {}
        self._carets: dict[tuple[int, int], float] = {}

    def rectangles(self, start: int, end: int) -> list[QRectF]:
        """The rectangles of `start, end` (units from the paragraph's start), line by line, in its coordinates."""
        found: list[QRectF] = []
        count = self._layout.lineCount()
        if not count or start >= end:
            return found
        first = self._layout.lineForTextPosition(start)
        for index in range(first.lineNumber() if first.isValid() else 0, count):
            on = self._lines.get(index) or self._lines.setdefault(index, _measured(self._layout.lineAt(index)))
            if on.start >= end:
                break
            a, b = max(start, on.start), min(end, on.end)
            if a < b:
                found.extend(_by_glyphs(on.line, a, b) if self._mixed else [self._by_caret(index, on, a, b)])
        return found

    def _by_caret(self, index: int, on: _Line, start: int, end: int) -> QRectF:
        left, right = self._caret(index, on, start), min(self._caret(index, on, end), on.right)
        return QRectF(left, on.line.y(), max(0.0, right - left), on.line.height())

    def _caret(self, index: int, on: _Line, position: int) -> float:
        x = self._carets.get((index, position))
        if x is None:
            x = self._carets[index, position] = caret_x(on.line, position)
        return x


def _measured(line: QTextLine) -> _Line:
    start = line.textStart()
    return _Line(line, start, start + line.textLength(), line.x() + line.naturalTextWidth())


def _by_glyphs(line: QTextLine, start: int, end: int) -> list[QRectF]:
    edges = sorted((r.left(), r.right()) for r in (run.boundingRect() for run in line.glyphRuns(start, end - start)))
    joined: list[tuple[float, float]] = []
    for left, right in edges:
        if joined and left <= joined[-1][1] + 1.0:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return [QRectF(left, line.y(), right - left, line.height()) for left, right in joined]


def caret_x(line: QTextLine, position: int, after: bool = False) -> float:
    """Where the caret stands at a position of the line; `after` the character there instead of before it."""
    x: Any = line.cursorToX(position, QTextLine.Edge.Trailing if after else QTextLine.Edge.Leading)
    return float(x[0] if isinstance(x, tuple) else x)
