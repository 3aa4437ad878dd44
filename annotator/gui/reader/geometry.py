"""Where a stretch of a laid-out paragraph lies on the screen, in left-to-right, right-to-left and mixed text."""

import re
import unicodedata
from typing import Any

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


def rectangles(layout: QTextLayout, start: int, end: int, mixed: bool) -> list[QRectF]:
    """The rectangles of `start, end` (units from the paragraph's start), line by line, in the paragraph's coordinates.
    In mixed text a stretch can lie in several places of one line, so its glyphs are asked for theirs."""
    found: list[QRectF] = []
    count = layout.lineCount()
    if not count or start >= end:
        return found
    first = layout.lineForTextPosition(start)
    for index in range(first.lineNumber() if first.isValid() else 0, count):
        line = layout.lineAt(index)
        line_start = line.textStart()
        if line_start >= end:
            break
        a, b = max(start, line_start), min(end, line_start + line.textLength())
        if a < b:
            found.extend(_by_glyphs(line, a, b) if mixed else [_by_caret(line, a, b)])
    return found


def _by_caret(line: QTextLine, start: int, end: int) -> QRectF:
    """White space that hangs over the end of a line is left out."""
    left, right = caret_x(line, start), min(caret_x(line, end), line.x() + line.naturalTextWidth())
    return QRectF(left, line.y(), max(0.0, right - left), line.height())


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
