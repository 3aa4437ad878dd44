"""The one place with UTF-16 units: Qt counts positions in them, everything else here counts code points.

A *position* is Qt's: units from the start of the QTextDocument. A *point* is ours: code points from the start of the
article's text. The document holds the shown rows and nothing of what lies between them; a row behind a closed fold is
an empty paragraph there.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from itertools import accumulate

from annotator.domain.model import Span
from annotator.gui.reader.rows import Row

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def units(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Utf16:
    """Code points to units and back for one text, in the logarithm of its characters beyond the first plane."""

    def __init__(self, text: str) -> None:
        plain = units(text) == len(text)
        self._points = [] if plain else [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [point + index + 1 for index, point in enumerate(self._points)]

    def to_units(self, point: int) -> int:
        return point + bisect_left(self._points, point) if self._points else point

    def to_points(self, unit: int) -> int:
        """Inside a surrogate pair: the start of its character."""
        return unit - bisect_right(self._units, unit)


class Positions:
    """Article points to document positions and back, and which row holds them; all in O(log n)."""

    def __init__(self, text: str, rows: Sequence[Row], hidden: Container[int] = ()) -> None:
        """`hidden` are the rows of which the document does not hold the words."""
        self._text = Utf16(text)
        self._starts = [row.start for row in rows]
        self._ends = [row.end for row in rows]
        to_units = self._text.to_units
        starts, ends = map(to_units, self._starts), map(to_units, self._ends)
        self._full = [end - start for start, end in zip(starts, ends, strict=True)]
        for index, row in enumerate(rows):
            if row.label:
                self._full[index] = units(row.label)
        held = self._full if not hidden else (0 if at in hidden else full for at, full in enumerate(self._full))
        self._positions = [0, *accumulate(length + 1 for length in held)]

    def set_held(self, rows: range, held: bool) -> None:
        """The document holds the words of neighbouring rows from now on, or does not."""
        before = self._positions[rows.stop]
        for row in rows:
            self._positions[row + 1] = self._positions[row] + 1 + (self._full[row] if held else 0)
        by = self._positions[rows.stop] - before
        self._positions[rows.stop + 1 :] = [position + by for position in self._positions[rows.stop + 1 :]]

    def start_of(self, row: int) -> int:
        """The document position where a row begins."""
        return self._positions[row]

    def length_of(self, row: int) -> int:
        """The units of a row, without the separator after it."""
        return self._positions[row + 1] - self._positions[row] - 1

    def row_at(self, position: int) -> int:
        """The row that holds a document position."""
        return max(0, min(bisect_right(self._positions, position) - 1, len(self._starts) - 1))

    def row_of(self, point: int) -> int:
        """The row that shows an article point; for a point between two rows, the next one."""
        row = max(0, bisect_right(self._starts, point) - 1)
        if point > self._ends[row] and row + 1 < len(self._starts):
            row = bisect_right(self._starts, self._starts[row + 1]) - 1
        return row

    def rows_of(self, span: Span) -> range:
        """The rows that a span touches."""
        first = self.row_of(span.start)
        last = max(first, bisect_left(self._starts, span.end) - 1)
        return range(first, last + 1)

    def to_position(self, point: int) -> int:
        """Where the document shows an article point; for a point between two rows, the start of the next."""
        return self._within(self.row_of(point), point)

    def to_positions(self, span: Span) -> tuple[int, int]:
        """Where the document shows a span; an end between two rows is drawn back to the end of the first."""
        start = self.to_position(span.start)
        if span.end <= span.start:
            return start, start
        return start, max(start, self._within(max(0, bisect_left(self._starts, span.end) - 1), span.end))

    def to_point(self, position: int) -> int:
        """The article point at a document position; inside a fold's line, where the fold begins."""
        row = self.row_at(position)
        start, end = self._starts[row], self._ends[row]
        unit = self._text.to_units(start) + position - self._positions[row]
        return max(start, min(self._text.to_points(unit), end))

    def to_span(self, start: int, end: int) -> Span:
        """The article's span of a selection; edges that lie on the break between two rows are drawn inwards."""
        first, last = self.row_at(start), self.row_at(end)
        if start < end:
            if start - self._positions[first] >= self.length_of(first) and first < last:
                start = self._positions[first + 1]
            if end == self._positions[last] and last > first:
                end = max(start, self._positions[last] - 1)
        point = self.to_point(start)
        return Span(point, max(point, self.to_point(end)))

    def in_row(self, row: int, start: int, end: int) -> tuple[int, int]:
        """The part of an article's span that a row shows, in units from the row's start; empty: (n, n)."""
        low, high, to_units = self._starts[row], self._ends[row], self._text.to_units
        first = low if start < low else high if start > high else start
        last = first if end < first else high if end > high else end
        origin = to_units(low)
        return to_units(first) - origin, to_units(last) - origin

    def _within(self, row: int, point: int) -> int:
        start, end = self._starts[row], self._ends[row]
        point = min(max(point, start), end)
        inside = self._text.to_units(point) - self._text.to_units(start)
        return self._positions[row] + min(inside, self.length_of(row))
