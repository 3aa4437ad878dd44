"""What is where in the viewport: the view's own hit test, both ways."""

from PySide6.QtCore import QPoint, QPointF, QRectF

from annotator.domain.model import Inline, InlineKind, Mark, Span
from annotator.gui.reader import lanes
from annotator.gui.reader.layout import LazyLayout
from annotator.gui.reader.pictures import Frame
from annotator.gui.reader.sheet import Sheet

_REACH = 8.0
"""Pixels below the words that still belong to a mark, or below its underline where that lies deeper."""


class Spots:
    """Asks the layout for the rectangles that are painted, so that what is seen is what is hit."""

    def __init__(self, sheet: Sheet, lines: LazyLayout) -> None:
        self._sheet = sheet
        self._lines = lines

    def rows(self, area: QRectF) -> range:
        """The rows that an area of the document shows, hidden ones among them."""
        heights = self._lines.heights
        last = heights.find(area.bottom())
        return range(heights.find(area.top()), min(last + 1, self._lines.document().blockCount()))

    def rects(self, span: Span, area: QRectF) -> list[QRectF]:
        """The rectangles of a span within an area, in the document's coordinates."""
        found = []
        for row in self.rows(area):
            of = self._sheet.rows[row]
            if of.start < span.end and of.end > span.start:
                y = self._lines.heights.top(row)
                found += [rect.translated(0, y) for rect in self._lines.rects(row, span)]
        return [rect for rect in found if rect.intersects(area)]

    def marks(self, point: QPointF) -> list[Mark]:
        """The marks painted under a point of the document, innermost first; below the words, the one whose underline
        is nearest comes first."""
        row, spot = self._row_and_spot(point)
        of = self._sheet.rows[row]
        placed = lanes.in_lanes(self._sheet.marks_between(of.start, of.end))
        unit, rects = self._lines.typography.unit, self._lines.measure_row(row)
        found = []
        for mark, lane in placed:
            drop = lanes.drop(lane, unit)
            rect = _holding(rects(mark.start, mark.end), spot, max(_REACH * unit, drop + 2.0 * unit))
            if rect is not None:
                below = spot.y() - rect.bottom()
                off = abs(below - drop) if len(placed) > 1 and below > 0 else 0.0
                found.append((off > lanes.STEP * unit / 2, mark.end - mark.start, -mark.start, mark.mention, mark))
        return [mark for *_, mark in sorted(found, key=lambda one: one[:-1])]

    def link(self, point: QPointF) -> Inline | None:
        """The article's link under a point of the document."""
        row, spot = self._row_and_spot(point)
        of, blocks = self._sheet.rows[row], self._sheet.article.blocks
        if of.block < 0 or not blocks:
            return None
        links = (i for i in blocks[of.block].inlines if i.kind is InlineKind.LINK and i.href)
        return next((i for i in links if _holding(self._lines.rects(row, Span(i.start, i.end)), spot, 0)), None)

    def picture(self, point: QPointF) -> Frame | None:
        """The frame of a picture under a point of the document, in the document's coordinates."""
        row, spot = self._row_and_spot(point)
        found = next((frame for frame in self._lines.frames(row) if frame.box.contains(spot)), None)
        return found and found._replace(box=found.box.translated(0, self._lines.heights.top(row)))

    def on_text(self, point: QPointF) -> bool:
        """Whether a point of the document is on a line's words or close beside them."""
        row, _ = self._row_and_spot(point)
        line = self._lines.line_at(row, point.y(), point.x())
        return line is not None and -40 <= point.x() - line.x() <= line.width()

    def _row_and_spot(self, point: QPointF) -> tuple[int, QPointF]:
        row = self._lines.row_at(point.y())
        return row, QPointF(point.x(), point.y() - self._lines.heights.top(row))


def _holding(rects: list[QRectF], spot: QPointF, reach: float) -> QRectF | None:
    return next((rect for rect in rects if rect.adjusted(0, 0, 0, reach).contains(spot)), None)


def within(point: QPoint, top: int) -> QPointF:
    """A point of the viewport in the document's coordinates."""
    return QPointF(point.x(), point.y() + top)
