"""Paints a row of a comparison: signs beside what differs, marks of claims, the words, and what is selected of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from annotator.gui.compare.rows import CompareRow
from annotator.gui.compare.setting import GUTTER, Cell, Laid, span_of
from annotator.gui.reader.lanes import FITTING, STEP, in_lanes

if TYPE_CHECKING:
    from annotator.gui.compare.view import CompareView

_SIGNS = {"Added": "+", "Removed": "−", "Changed": "±", "Moved here": "⇥", "Moved away": "⇤"}


_SIGN = 14.0
"""Pixels that the sign of a verdict takes at the end of its mark."""


def beside(wanted: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """The place that is wanted, or the first to its right that lies on none that are taken."""
    for place in sorted(taken, key=QRectF.left):
        if place.adjusted(2, 2, -2, -2).intersects(wanted):
            wanted = wanted.translated(place.right() - wanted.left() - 1, 0)
    return wanted


class RowPainter:
    def __init__(self, view: "CompareView") -> None:
        self._view = view

    def paint(self, painter: QPainter, row: int, laid: Laid, y: float) -> None:
        of = self._view.row(row)
        if of.changes:
            self._paint_signs(painter, of, laid, y)
        for cell in laid.cells:
            painter.translate(cell.left, y)
            for new in (False, True):
                self._paint_marks(painter, of, cell, new)
            painter.setPen(self._view.inks.pen("text-dim" if of.style.dim else "text"))
            cell.layout.draw(painter, QPointF(0, 0), self._view.selecting.formats(row, cell))
            if self._view.current in of.changes:
                self._frame(painter, cell)
            painter.translate(-cell.left, -y)

    def _paint_signs(self, painter: QPainter, of: CompareRow, laid: Laid, y: float) -> None:
        """A sign beside each line where a change begins, and a bar beside the current one."""
        font = QFont(self._view.font())
        font.setBold(True)
        painter.setFont(font)
        for cell in laid.cells:
            beside = cell.left - of.style.indent * self._view.typography.em
            for number in of.changes:
                rects = cell.rects_of(number)
                if not rects:
                    continue
                current = number == self._view.current
                painter.setPen(self._view.inks.pen("accent" if current else "text-dim"))
                place = QRectF(beside - GUTTER + 6, y + rects[0].top(), GUTTER - 12, rects[0].height())
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _SIGNS[self._view.changes[number].word])
                if current:
                    high = rects[-1].bottom() - rects[0].top()
                    painter.fillRect(QRectF(beside - 6, y + rects[0].top(), 3, high), self._view.inks.brush("accent"))

    def _paint_marks(self, painter: QPainter, of: CompareRow, cell: Cell, new: bool) -> None:
        """Where claims are: a fill and a line in the tone of the verdict, its sign at the end."""
        assert self._view.compared is not None
        text, span = (self._view.compared.new if new else self._view.compared.old).text, span_of(of, new)
        signs: list[QRectF] = []
        for mark, lane in in_lanes(self._view.marks[new].overlapping(span.start, span.end)):
            tone = self._view.inks.tone(mark)
            rects = cell.rects_of_mark(mark, new, text, self._view.inline) if self._view.is_side_of(cell, new) else []
            for rect in rects:
                painter.fillRect(rect, self._view.inks.brush(tone.token, self._view.inks.fill_alpha))
                painter.setPen(self._view.inks.pen(tone.token, 2.0, tone.line))
                down = QPointF(0, 2 + min(lane, FITTING) * STEP)
                painter.drawLine(rect.bottomLeft() + down, rect.bottomRight() + down)
            if rects and mark.end <= span.end:
                painter.setPen(self._view.inks.pen(tone.token))
                sign = beside(QRectF(rects[-1].right() - 4, rects[-1].bottom() - 3, _SIGN, _SIGN), signs)
                painter.drawText(sign, 0, tone.sign)
                signs.append(sign)

    def _frame(self, painter: QPainter, cell: Cell) -> None:
        painter.setPen(QPen(self._view.inks.theme.colour("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in cell.rects_of(self._view.current):
            painter.drawRect(rect.adjusted(-1.5, -0.5, 1.5, 0.5))
