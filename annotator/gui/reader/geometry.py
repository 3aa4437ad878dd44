"""Where a stretch of a laid-out paragraph lies on the screen, in left-to-right, right-to-left and mixed text."""

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF, Qt
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


def direction_of(text: str) -> Qt.LayoutDirection:
    """The direction in which a text is laid out when it stands by itself."""
    return Qt.LayoutDirection.RightToLeft if begins_right(text) else Qt.LayoutDirection.LeftToRight


class _Line(NamedTuple):
    """`left, right` tell where its words begin and end, in text that runs to the right; white space may hang over."""

    line: QTextLine
    start: int
    end: int
    left: float
    right: float
    top: float
    height: float


class Ruler:
    """Measures many stretches of one paragraph; it must not outlive the paragraph's lines. In mixed text a stretch can
    lie in several places of one line, and carets are of no use: Qt has one place for the edges of two characters where
    the direction changes, and is off by the white space that hangs over a line. So glyphs are asked where they are;
    what one glyph draws of several characters is shared out here, since Qt tells wrongly where a part of it lies."""

    def __init__(self, layout: QTextLayout, mixed: bool) -> None:
        self._layout, self._mixed = layout, mixed
        self._lines = [_measured(layout.lineAt(index)) for index in range(layout.lineCount())]
        self._starts = [on.start for on in self._lines]
        self._carets: dict[int, float] = {}

    def rectangles(self, start: int, end: int) -> list[QRectF]:
        """The rectangles of `start, end` (units from the paragraph's start), line by line, in its coordinates."""
        found: list[QRectF] = []
        first = max(0, bisect_right(self._starts, start) - 1)
        for on in self._lines[first : bisect_left(self._starts, end)]:
            a, b = max(start, on.start), min(end, on.end)
            if a < b:
                found += self._by_glyphs(on, a, b) if self._mixed else [self._by_carets(on, a, b)]
        return found

    def hit(self, line: QTextLine, x: float) -> int:
        """The place between two characters of a line that is nearest to x, in units from the paragraph's start."""
        found, nearest = line.xToCursor(x), math.inf
        if not self._mixed:
            return found
        on = self._lines[line.lineNumber()]
        at = on.start
        while at < on.end:
            places = self._drawn(on, at)
            at = places[-1]
            for box, backwards in _boxes(line, places[0], at):
                off = max(box.left() - x, x - box.right(), 0.0)
                if off < nearest and box.width():
                    share = min(max((x - box.left()) / box.width(), 0.0), 1.0) * (len(places) - 1)
                    found, nearest = places[round(len(places) - 1 - share if backwards else share)], off
        return found

    def caret(self, position: int) -> float:
        """Where the caret stands before the character at a position: in mixed text at the edge of a glyph beside it,
        which Qt misses by the white space that hangs over a line, or by all of a line that begins the other way."""
        line = self._layout.lineForTextPosition(position)
        x = caret_x(line, position) if line.isValid() else 0.0
        if not self._mixed or not line.isValid():
            return x
        on = self._lines[line.lineNumber()]
        after = self._edge(on, position, min(on.end, self._layout.nextCursorPosition(position)), leading=True)
        before, at = None, position
        while before is None and at > on.start:  # white space that hangs over has no glyphs
            start = max(on.start, self._layout.previousCursorPosition(at))
            before, at = self._edge(on, start, at, leading=False), start
        return min((edge for edge in (after, before) if edge is not None), key=lambda edge: abs(edge - x), default=x)

    def _edge(self, on: _Line, start: int, end: int, leading: bool) -> float | None:
        """Where a character begins (`leading`) or ends; None for one that nothing is drawn of."""
        if start >= end or not (boxes := _boxes(on.line, start, end)) or not (found := self._by_glyphs(on, start, end)):
            return None
        at_left = leading is not boxes[0][1]
        return found[0].left() if at_left else found[-1].right()

    # ---- text of one direction

    def _by_carets(self, on: _Line, start: int, end: int) -> QRectF:
        left = on.left if start == on.start else self._caret(on, start)
        right = on.right if end == on.end else self._caret(on, end)
        return QRectF(left, on.top, max(0.0, right - left), on.height)

    def _caret(self, on: _Line, position: int) -> float:
        x = self._carets.get(position)
        if x is None:
            x = self._carets[position] = min(caret_x(on.line, position), on.right)
        return x

    # ---- mixed text

    def _by_glyphs(self, on: _Line, start: int, end: int) -> list[QRectF]:
        if not self._layout.isValidCursorPosition(start):
            start = max(on.start, self._layout.previousCursorPosition(start))
        if not self._layout.isValidCursorPosition(end):
            end = min(on.end, self._layout.nextCursorPosition(end))
        edges: list[tuple[float, float]] = []
        head, tail = self._around(on, start), self._around(on, end)
        if len(head) > 1:
            edges.append(_part(on.line, head, start, min(end, head[-1])))
            start = head[-1]
        if len(tail) > 1 and tail[0] >= start:
            edges.append(_part(on.line, tail, tail[0], end))
            end = tail[0]
        if start < end:
            edges += [(box.left(), box.right()) for box, _ in _boxes(on.line, start, end)]
        joined: list[tuple[float, float]] = []
        for left, right in sorted(edges):
            if joined and left <= joined[-1][1] + 1.0:
                joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
            else:
                joined.append((left, right))
        return [QRectF(left, on.top, right - left, on.height) for left, right in joined]

    def _drawn(self, on: _Line, at: int) -> list[int]:
        """The places between the characters that one glyph draws together from a place on, first and last too."""
        places = [at, min(on.end, self._layout.nextCursorPosition(at))]
        while places[-1] < on.end and self._ties(on.line, places[-1]):
            places.append(min(on.end, self._layout.nextCursorPosition(places[-1])))
        return places

    def _around(self, on: _Line, at: int) -> list[int]:
        """The same when the place is inside, else the place alone."""
        first = at
        while on.start < first < on.end and self._ties(on.line, first):
            first = self._layout.previousCursorPosition(first)
        return self._drawn(on, first) if first < at else [at]

    def _ties(self, line: QTextLine, at: int) -> bool:
        """Whether one glyph draws the characters before and after a place."""
        before, after = self._layout.previousCursorPosition(at), self._layout.nextCursorPosition(at)
        return not _glyphs(line, before, at).isdisjoint(_glyphs(line, at, after))


def _measured(line: QTextLine) -> _Line:
    start, left = line.textStart(), line.x()
    right = left + line.naturalTextWidth()
    return _Line(line, start, start + line.textLength(), left, right, line.y(), line.height())


def _glyphs(line: QTextLine, start: int, end: int) -> set[tuple[int, float]]:
    runs = line.glyphRuns(start, end - start)
    return {(glyph, at.x()) for run in runs for glyph, at in zip(run.glyphIndexes(), run.positions(), strict=True)}


def _boxes(line: QTextLine, start: int, end: int) -> list[tuple[QRectF, bool]]:
    """Where whole glyphs lie, and whether they run from right to left."""
    return [(run.boundingRect(), run.isRightToLeft()) for run in line.glyphRuns(start, end - start)]


def _part(line: QTextLine, places: list[int], start: int, end: int) -> tuple[float, float]:
    """The edges of a part of what one glyph draws; all its characters are taken to be equally wide."""
    box, backwards = _boxes(line, places[0], places[-1])[0]
    step = box.width() / (len(places) - 1)
    first, last = places.index(start) * step, places.index(end) * step
    return (box.right() - last, box.right() - first) if backwards else (box.left() + first, box.left() + last)


def caret_x(line: QTextLine, position: int, after: bool = False) -> float:
    """Where the caret stands at a position of the line; `after` the character there instead of before it."""
    x: Any = line.cursorToX(position, QTextLine.Edge.Trailing if after else QTextLine.Edge.Leading)
    return float(x[0] if isinstance(x, tuple) else x)
