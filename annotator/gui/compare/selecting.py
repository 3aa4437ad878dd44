"""Words selected in a comparison, by mouse and keyboard as in the reader, and copied."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QClipboard,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Span
from annotator.gui.compare.columns import Column, Side
from annotator.gui.compare.inked import flat
from annotator.gui.compare.setting import Cell

if TYPE_CHECKING:
    from annotator.gui.compare.view import CompareView

Keys = QKeySequence.StandardKey
_KEEPING = (Keys.SelectNextLine, Keys.SelectPreviousLine, Keys.SelectNextPage, Keys.SelectPreviousPage)
"""Keys that move the caret up or down: it remembers where in its line it came from."""
_TOLD = 160
"""Code points of a selection that are read out."""
_PACE = 40
"""Milliseconds between two steps of scrolling while the mouse drags beyond the view."""


class Selecting(QObject):
    """A stretch of one column, from the `anchor` to the `caret` (code points of the column's text), and what moves
    them."""

    changed = Signal()

    def __init__(self, view: "CompareView") -> None:
        super().__init__(view)
        self._view = view
        self._columns: dict[Side, Column] = {}
        self.side: Side | None = None
        self.anchor = self.caret = 0
        self._goal: float | None = None
        self._unit = Span(0, 0)
        self._clicks = 0
        self._dragged = QPointF()
        self._quick = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._scroll = QTimer(self, interval=_PACE)
        self._scroll.timeout.connect(self._drag_on)
        self._ways: dict[Keys, Callable[[], int]] = {
            Keys.SelectNextChar: partial(self._along, 1, False),
            Keys.SelectPreviousChar: partial(self._along, -1, False),
            Keys.SelectNextWord: partial(self._along, 1, True),
            Keys.SelectPreviousWord: partial(self._along, -1, True),
            Keys.SelectNextLine: partial(self._to_line, 1),
            Keys.SelectPreviousLine: partial(self._to_line, -1),
            Keys.SelectNextPage: partial(self._to_page, 1),
            Keys.SelectPreviousPage: partial(self._to_page, -1),
            Keys.SelectStartOfLine: partial(self._to_line_end, False),
            Keys.SelectEndOfLine: partial(self._to_line_end, True),
            Keys.SelectStartOfDocument: partial(self._to_text_end, False),
            Keys.SelectEndOfDocument: partial(self._to_text_end, True),
        }

    # ---- what is selected

    def clear(self) -> None:
        """Forget everything: other texts are shown."""
        self._columns.clear()
        self._put(None, 0, 0)

    def turn(self, inline: bool) -> None:
        """The other way of showing has other columns."""
        if self.side is not None and (self.side is Side.BOTH) != inline:
            self._put(None, 0, 0)

    @property
    def span(self) -> Span | None:
        """The selected stretch of the column's text, None without one."""
        start, end = sorted((self.anchor, self.caret))
        return Span(start, end) if self.side is not None and start < end else None

    @property
    def text(self) -> str:
        """The words that are selected, as they are in the text."""
        span = self.span
        return self._column().text[span.start : span.end] if span else ""

    def select(self, side: Side, span: Span) -> None:
        """Select a stretch of the old or the new text, or of both in one."""
        self._put(side, span.start, span.end)

    def mime(self) -> QMimeData:
        """What is copied: the words, and as a quotation with the line that tells where they are from."""
        data, span = QMimeData(), self.span
        if span:
            data.setText(self.text)
            data.setHtml(self._column().html(span))
        return data

    def copy(self) -> None:
        if self.span:
            QGuiApplication.clipboard().setMimeData(self.mime())

    def select_all(self) -> None:
        """All of the text in which one is."""
        if self._begin():
            whole = self._column().bounds()
            self._put(self.side, whole.start, whole.end)

    def drop(self) -> bool:
        """Select nothing any more; False where nothing was."""
        if self.span is None:
            return False
        self._put(self.side, self.caret, self.caret)
        return True

    def _put(self, side: Side | None, anchor: int, caret: int) -> None:
        before = (self.side, self.anchor, self.caret)
        self.side, self.anchor, self.caret = side, anchor, caret
        if before != (side, anchor, caret):
            self._view.viewport().update()
            self.changed.emit()

    def column(self, side: Side) -> Column:
        """A text as the rows show it; found when it is first wanted."""
        if side not in self._columns:
            assert self._view.compared is not None
            self._columns[side] = Column(self._view.compared, side)
        return self._columns[side]

    def _column(self) -> Column:
        assert self.side is not None
        return self.column(self.side)

    # ---- keyboard

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key is for here; False for any other."""
        if event.matches(Keys.Copy):
            self.copy()
            return True
        if event.matches(Keys.SelectAll):
            self.select_all()
            return True
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            return self.drop()
        if not self._moves(event):
            return False
        self._say()
        return True

    def _moves(self, event: QKeyEvent) -> bool:
        key = next((key for key in self._ways if event.matches(key)), None)
        if key is None:
            return False
        if self._begin():
            if key not in _KEEPING:
                self._goal = None
            self._put(self.side, self.anchor, self._ways[key]())
            self._view.show_caret(self._caret_box())
        return True

    def _begin(self) -> bool:
        """Have a caret: without one it stands at the current change, in the newer text if that has words there. False
        where there is no text."""
        view = self._view
        if view.compared is None or not view.compared.rows:
            return False
        if self.side is None:
            side, point = view.start_of_change()
            self._put(side, point, point)
        return True

    def _place(self) -> tuple[int, Cell, int]:
        """The row of the caret, its cell, and where it stands in that (units)."""
        column = self._column()
        row = column.row_of(self.caret)
        cell = self._view.cell(row, column.side)
        assert cell is not None
        return row, cell, column.unit_at(cell, row, self.caret)

    def _along(self, by: int, words: bool) -> int:
        """A letter or a word on, as the text runs: to the right is back in one that runs to the left."""
        row, cell, _ = self._place()
        column = self._column()
        if cell.layout.textOption().textDirection() is Qt.LayoutDirection.RightToLeft:
            by = -by
        point = self._beside(row, self.caret, by, words)
        while point == self.caret and (other := column.next_row(row, by)) is not None:
            row, beside = other, column.span_of(other)
            point = beside.start if by > 0 else beside.end
            if point == self.caret:  # rows that a very long paragraph was cut into meet at one point
                point = self._beside(row, point, by, words)
        return point

    def _beside(self, row: int, point: int, by: int, words: bool) -> int:
        """The next (1) or previous (-1) place for a caret within a row; the same at its edge."""
        column = self._column()
        cell = self._view.cell(row, column.side)
        assert cell is not None
        mode = QTextLayout.CursorMode.SkipWords if words else QTextLayout.CursorMode.SkipCharacters
        unit, layout = column.unit_at(cell, row, point), cell.layout
        to = layout.nextCursorPosition(unit, mode) if by > 0 else layout.previousCursorPosition(unit, mode)
        return column.point_at(cell, row, to)

    def _to_line(self, by: int) -> int:
        row, cell, unit = self._place()
        line = cell.layout.lineForTextPosition(unit)
        if self._goal is None:
            self._goal = cell.left + cell.ruler.caret(unit)
        at = line.lineNumber() + by
        if 0 <= at < cell.layout.lineCount():
            return self._on_line(row, cell, at)
        other = self._column().next_row(row, by)
        if other is None:
            whole = self._column().bounds()
            return whole.end if by > 0 else whole.start
        beside = self._view.cell(other, self._column().side)
        assert beside is not None
        return self._on_line(other, beside, 0 if by > 0 else beside.layout.lineCount() - 1)

    def _on_line(self, row: int, cell: Cell, number: int) -> int:
        """The point of a line that is nearest to where the caret came from."""
        line = cell.layout.lineAt(number)
        unit = cell.ruler.hit(line, (self._goal or 0.0) - cell.left)
        last = line.textStart() + line.textLength()
        if unit >= last and number + 1 < cell.layout.lineCount():
            unit = cell.layout.previousCursorPosition(last)  # the end of a line is the start of the next
        return self._column().point_at(cell, row, unit)

    def _to_page(self, by: int) -> int:
        view, box = self._view, self._caret_box()
        _, cell, unit = self._place()
        if self._goal is None:
            self._goal = cell.left + cell.ruler.caret(unit)
        bar = view.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + by * bar.pageStep())
        if bar.value() == before:
            return self._to_text_end(by > 0)
        y = min(max(box.center().y(), 0.0), view.viewport().height() - 1.0)
        return self._point_under(QPointF(self._goal, y), self._column().side)

    def _to_line_end(self, end: bool) -> int:
        row, cell, unit = self._place()
        line = cell.layout.lineForTextPosition(unit)
        to = line.textStart() + (line.textLength() if end else 0)
        if end and line.lineNumber() + 1 < cell.layout.lineCount():
            to = cell.layout.previousCursorPosition(to)
        return self._column().point_at(cell, row, to)

    def _to_text_end(self, end: bool) -> int:
        whole = self._column().bounds()
        return whole.end if end else whole.start

    def cross(self) -> None:
        """Put the caret at the same place in the other of two texts beside each other."""
        if self._view.inline or not self._begin():
            return
        other = self.column(Side.NEW if self.side is Side.OLD else Side.OLD)
        if not other.is_empty:
            point = other.span_of(other.row_beside(self._column().row_of(self.caret))).start
            self._goal = None
            self._put(other.side, point, point)
            self._view.show_caret(self._caret_box())
            self._say()

    def _say(self) -> None:
        if QAccessible.isActive():
            where = {Side.OLD: "Older version", Side.NEW: "Newer version", Side.BOTH: "Both versions"}
            told = f"Selected: {flat(self.text[:_TOLD])}" if self.text else where[self.side or Side.BOTH]
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, told))

    # ---- mouse

    def point_pressed(self, spot: QPointF, further: bool) -> None:
        """The mouse was pressed: there the selection begins, or ends (`further`). A third press soon after two chooses
        the paragraph."""
        side = self._view.side_under(spot)
        if side is None:
            return
        self._goal = None
        if self._clicks == 2 and self._quick.isActive() and (spot - self._dragged).manhattanLength() < 6:
            self._clicks = 3
            self._choose(side, self.column(side).paragraph(self._point_under(spot, side)))
            return
        self._clicks, self._dragged = 1, spot
        point = self._point_under(spot, side if not further or self.side is None else self.side)
        self._unit = Span(point, point)
        if further and self.side is not None:
            self._unit = Span(self.anchor, self.anchor)
            self._put(self.side, self.anchor, point)
        else:
            self._put(side, point, point)

    def point_doubled(self, spot: QPointF) -> None:
        """The mouse was pressed twice: the word there."""
        side = self._view.side_under(spot)
        if side is not None:
            self._clicks, self._dragged = 2, spot
            self._quick.start()
            self._choose(side, self.column(side).word(self._point_under(spot, side)))

    def _choose(self, side: Side, span: Span) -> None:
        self._unit = span
        self._put(side, span.start, span.end)

    def point_dragged(self, spot: QPointF) -> None:
        """The mouse goes on with its button down; beyond the view, the text goes along."""
        if self._clicks == 0 or self.side is None:
            return
        self._dragged = spot
        outside = not 0 <= spot.y() < self._view.viewport().height()
        if outside and not self._scroll.isActive():
            self._scroll.start()
        elif not outside:
            self._scroll.stop()
        self._extend()

    def point_released(self) -> None:
        self._scroll.stop()
        clipboard = QGuiApplication.clipboard()
        if self.span and clipboard.supportsSelection():
            clipboard.setMimeData(self.mime(), QClipboard.Mode.Selection)
        if self._clicks != 2:
            self._clicks = 0

    def _drag_on(self) -> None:
        bar, height = self._view.verticalScrollBar(), self._view.viewport().height()
        beyond = self._dragged.y() if self._dragged.y() < 0 else self._dragged.y() - height
        bar.setValue(bar.value() + round(max(-60.0, min(60.0, beyond))))
        self._extend()

    def _extend(self) -> None:
        """Select from where the dragging began to where it is, by words or paragraphs if it began with such."""
        column = self._column()
        point = self._point_under(self._dragged, column.side)
        reached = Span(point, point)
        if self._clicks == 2:
            reached = column.word(point)
        elif self._clicks == 3:
            reached = column.paragraph(point)
        if point < self._unit.start:
            self._put(column.side, self._unit.end, reached.start)
        else:
            self._put(column.side, self._unit.start, max(reached.end, self._unit.end))

    def _point_under(self, spot: QPointF, side: Side) -> int:
        """The point of a column's text that is nearest to a spot of the viewport."""
        view, column = self._view, self.column(side)
        row = view.row_under(spot.y())
        cell = view.cell(row, side)
        if cell is None:
            return column.span_of(row).start
        y = spot.y() - view.top_of(row)
        lines = [cell.layout.lineAt(n) for n in range(cell.layout.lineCount())]
        if not lines or y >= cell.height + 4:
            return column.span_of(row).end
        line = next((line for line in reversed(lines) if line.y() <= y), lines[0])
        return column.point_at(cell, row, cell.ruler.hit(line, spot.x() - cell.left))

    # ---- painting

    def formats(self, row: int, cell: Cell) -> list[QTextLayout.FormatRange]:
        """How the selected words of a row are written."""
        span = self.span
        if span is None or self._view.cell(row, self._column().side) is not cell:
            return []
        column = self._column()
        own = column.span_of(row)
        start, end = max(span.start, own.start), min(span.end, own.end)
        if start >= end:
            return []
        made, how = QTextLayout.FormatRange(), QTextCharFormat()
        made.start = column.unit_at(cell, row, start)
        made.length = column.unit_at(cell, row, end) - made.start
        how.setBackground(self._view.inks.brush("selection"))
        how.setForeground(self._view.inks.brush("selection-text"))
        made.format = how
        return [made]

    def paint_caret(self, painter: QPainter) -> None:
        """The caret, while the keyboard is here."""
        if self.side is not None and self._view.hasFocus():
            box = self._caret_box()
            painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), self._view.inks.brush("text"))

    def _caret_box(self) -> QRectF:
        """Where the caret stands in the viewport."""
        row, cell, unit = self._place()
        line = cell.layout.lineForTextPosition(unit)
        x = cell.left + cell.ruler.caret(unit)
        return QRectF(x, self._view.top_of(row) + line.y(), 2, line.height())
