"""Two versions beside each other or in one text, scrolling together. Only the rows in sight are broken into lines."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu

from annotator.domain.model import Mark
from annotator.gui.compare.columns import Side
from annotator.gui.compare.painting import RowPainter
from annotator.gui.compare.rows import Change, Compared, CompareRow
from annotator.gui.compare.selecting import Selecting
from annotator.gui.compare.setting import GUTTER, Cell, Laid, Setter
from annotator.gui.compare.strip import WIDTH as STRIP
from annotator.gui.compare.strip import ChangeStrip
from annotator.gui.guard import guarded
from annotator.gui.reader.heights import Heights
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.marks import MarkStore
from annotator.gui.reader.typography import Typography

Key = Qt.Key
_KEPT = 300
"""Rows whose lines are kept; far more than any window shows."""
_TOP, _FOOT = 20.0, 60.0
"""Pixels above the first row and below the last."""
_SHARE = 0.3
"""Where in the view a change is brought that is gone to."""


class CompareView(QAbstractScrollArea):
    """`chosen` carries the number of the change that is current now; `opened` asks for it in the reader, which its menu
    offers where that `can_open`; `left` asks to go back there, `turned` for the other way of showing."""

    chosen = Signal(int)
    opened = Signal(int)
    left = Signal()
    turned = Signal()

    def __init__(self, inks: Inks, typography: Typography) -> None:
        super().__init__()
        self.inks, self.typography = inks, typography
        self.compared: Compared | None = None
        self.marks = MarkStore(()), MarkStore(())
        self._setter: Setter | None = None
        self._heights = Heights(())
        self._laid: dict[int, Laid] = {}
        self._anchor = (0, 0.0)
        self._settling = self._stale = False
        self.inline = self.can_open = False
        self.current = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setAccessibleName("Two versions compared")
        self.selecting = Selecting(self)
        self._rows = RowPainter(self)
        self.strip = ChangeStrip(inks, self)
        self.strip.wanted.connect(self.go_to)
        self.setViewportMargins(0, 0, STRIP, 0)

    # ---- what is shown

    def show_compared(self, compared: Compared) -> None:
        """Show two versions from their first change."""
        self.compared, self.current, self._anchor = compared, -1, (0, 0.0)
        self.selecting.clear()
        self._set_anew()
        if compared.changes:
            self.go_to(0)
        else:
            self.verticalScrollBar().setValue(0)

    def show_marks(self, old: Sequence[Mark], new: Sequence[Mark]) -> None:
        """The marks of both versions."""
        self.marks = MarkStore(old), MarkStore(new)
        self.viewport().update()

    def wear(self, inks: Inks, typography: Typography) -> None:
        """Another theme or other fonts; what is at the top stays there."""
        self.inks, self.typography = inks, typography
        self.strip.set_inks(inks)
        self._set_anew()

    def set_inline(self, inline: bool) -> None:
        """Show both texts in one, or beside each other; what is at the top stays there."""
        self.inline = inline
        self.selecting.turn(inline)
        self._set_anew()
        if self.current >= 0:
            self._bring(self.current)

    def _set_anew(self) -> None:
        if self.compared is None:
            return
        width = float(self.viewport().width())
        self._setter = Setter(self.compared, self.typography, self.inks.theme, width, self.inline)
        self._laid.clear()
        self._heights = Heights([self._setter.estimate(row) for row in self.compared.rows])
        self._settle()
        total = max(1.0, self._heights.total)
        self.strip.show_places([self._heights.top(change.row) / total for change in self.compared.changes])
        self.viewport().update()

    @property
    def changes(self) -> Sequence[Change]:
        return self.compared.changes if self.compared else ()

    def marks_at(self, number: int) -> list[Mark]:
        """The marks that share words with a change, those of the new text before those of the old, each claim once."""
        change = self.changes[number]
        found: dict[str, Mark] = {}
        for store, span in ((self.marks[1], change.new), (self.marks[0], change.old)):
            for mark in store.overlapping(span.start, span.end) if len(span) else ():
                found.setdefault(mark.claim, mark)
        return list(found.values())

    # ---- scrolling

    def go_to(self, number: int) -> None:
        """Make a change the current one and bring it into view."""
        self.current = number
        self._bring(number)
        self._tell_current()

    def _tell_current(self) -> None:
        self.viewport().update()
        self.strip.show_current(self.current)
        self.chosen.emit(self.current)

    def step(self, by: int) -> bool:
        """Go to the change after (1) or before (-1) the current one; False where there is none."""
        if not 0 <= self.current + by < len(self.changes):
            return False
        self.go_to(self.current + by)
        return True

    def _bring(self, number: int) -> None:
        """Scroll as far as is needed to see the start of a change with some of what is around it."""
        row = self.changes[number].row
        inside = self._inside(row, number)
        top, height = self._tell_top(), self.viewport().height()
        y = self._heights.top(row) + _TOP + inside
        if not top + 40 <= y <= top + height - 80:
            value = max(0.0, y - _SHARE * height)
            self._anchor_at(value)
            self._settle()

    def _inside(self, row: int, number: int) -> float:
        """How far below the top of its row a change begins, in pixels."""
        laid = self._lay(row)
        tops = [rect.top() for cell in laid.cells for rect in cell.rects_of(number)]
        return min(tops, default=0.0) + self._above(row)

    def _tell_top(self) -> float:
        row, inside = self._anchor
        return self._heights.top(row) + inside

    def _anchor_at(self, value: float) -> None:
        row = self._heights.find(max(0.0, value - _TOP)) if len(self._heights) else 0
        self._anchor = row, value - self._heights.top(row)

    def _scrolled(self, value: int) -> None:
        if self._settling or self.compared is None:
            return
        before = self._anchor[0]
        self._anchor_at(float(value))
        row, inside = self._anchor
        if row < before and row not in self._laid:
            below = self._heights[row] - inside
            self._lay(row)
            self._anchor = row, max(0.0, self._heights[row] - below)
        self._settle()
        self.viewport().update()

    def _settle(self) -> None:
        """Lay what is in sight, keep what is at the top there, and tell the scroll bar of the new heights."""
        if not len(self._heights):
            return
        self._settling = True
        row, bottom = self._anchor[0], self._tell_top() + self.viewport().height()
        while row < len(self._heights) and self._heights.top(row) < bottom:
            self._lay(row)
            row += 1
        most = max(0, round(self._heights.total + _TOP + _FOOT) - self.viewport().height())
        bar = self.verticalScrollBar()
        bar.setRange(0, most)
        bar.setPageStep(max(1, self.viewport().height() - bar.singleStep()))
        bar.setSingleStep(round(self.typography.em * 2))
        bar.setValue(round(self._tell_top()))
        if self._tell_top() > most:
            self._anchor_at(float(most))
        self._settling = self._stale = False

    def _lay(self, row: int) -> Laid:
        found = self._laid.get(row)
        if found is None:
            assert self.compared is not None and self._setter is not None
            found = self._laid[row] = self._setter.lay(self.compared.rows[row])
            self._stale = bool(self._heights.set(row, found.height)) or self._stale
            if len(self._laid) > _KEPT:
                del self._laid[next(iter(self._laid))]
        return found

    def _above(self, row: int) -> float:
        return self.row(row).style.above * self.typography.em

    def row(self, row: int) -> CompareRow:
        assert self.compared is not None
        return self.compared.rows[row]

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.viewport().geometry()
        self.strip.setGeometry(area.right() + 1, area.top(), STRIP, area.height())
        if event.size().width() != event.oldSize().width():
            self._set_anew()
        else:
            self._settle()

    # ---- keyboard and mouse

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.selecting.press(event):
            return
        bar, plain = self.verticalScrollBar(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain:
            event.ignore()
            return
        moves = {
            Key.Key_Down: bar.singleStep(),
            Key.Key_Up: -bar.singleStep(),
            Key.Key_PageDown: bar.pageStep(),
            Key.Key_Space: bar.pageStep(),
            Key.Key_PageUp: -bar.pageStep(),
            Key.Key_Home: -bar.maximum(),
            Key.Key_End: bar.maximum(),
        }
        key = Qt.Key(event.key())
        if key in moves:
            bar.setValue(bar.value() + moves[key])
        elif key in (Key.Key_Return, Key.Key_Enter):
            self.opened.emit(self.current)
        elif key == Key.Key_Escape:
            self.left.emit()
        elif key in (Key.Key_Right, Key.Key_Left):
            self.step(1 if key == Key.Key_Right else -1)
        elif key == Key.Key_I:
            self.turned.emit()
        elif key == Key.Key_O:
            self.selecting.cross()
        else:
            event.ignore()

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        further = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.selecting.point_pressed(event.position(), further)
        found = -1 if further else self.change_under(event.position())
        if found >= 0:
            self.current = found
            self._tell_current()

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.selecting.point_doubled(event.position())

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.selecting.point_dragged(event.position())

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.selecting.point_released()

    @guarded()
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_at(QPointF(event.pos())).popup(event.globalPos())

    def menu_at(self, point: QPointF) -> QMenu:
        """What can be done with what is selected, and with the change under a point of the viewport."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction("Copy")
        copy.setEnabled(self.selecting.span is not None)
        copy.triggered.connect(self.selecting.copy)
        menu.addAction("Select All").triggered.connect(self.selecting.select_all)
        if self.can_open and (found := self.change_under(point)) >= 0:
            menu.addSeparator()
            menu.addAction("Show Change in the Article").triggered.connect(lambda: self.opened.emit(found))
        return menu

    # ---- what is where

    def cell(self, row: int, side: Side) -> Cell | None:
        """The paragraph of a row that shows the old or the new text, or both in one; None where it has none."""
        cells = self._lay(row).cells
        if side is Side.BOTH:
            return cells[0]
        return next((cell for cell in cells if self.is_side_of(cell, side is Side.NEW)), None)

    def is_side_of(self, cell: Cell, new: bool) -> bool:
        """Whether a cell shows the marks of the old or the new text."""
        if self.inline:
            return True
        assert self._setter is not None
        return (cell.left >= self._setter.lefts[1]) == new

    def row_under(self, y: float) -> int:
        """The row at a height of the viewport."""
        return self._heights.find(min(max(0.0, y + self._tell_top() - _TOP), max(0.0, self._heights.total - 1)))

    def top_of(self, row: int) -> float:
        """Where the words of a row begin in the viewport."""
        return self._heights.top(row) - self._tell_top() + _TOP + self._above(row)

    def side_under(self, point: QPointF) -> Side | None:
        """The text that a point of the viewport is in; None where nothing is compared."""
        if self.compared is None or self._setter is None or not self.compared.rows:
            return None
        if self.inline:
            return Side.BOTH
        side = Side.OLD if point.x() < self._setter.lefts[1] - GUTTER else Side.NEW
        other = Side.NEW if side is Side.OLD else Side.OLD
        return other if self.selecting.column(side).is_empty else side

    def start_of_change(self) -> tuple[Side, int]:
        """Where the words of the current change begin, in the newer text if it has some; else the first in sight."""
        change = self.changes[self.current] if 0 <= self.current < len(self.changes) else None
        side = Side.OLD if change and not len(change.new) else Side.NEW
        if self.inline:
            side = Side.BOTH
        elif self.selecting.column(side).is_empty:
            side = Side.NEW if side is Side.OLD else Side.OLD
        column = self.selecting.column(side)
        if change and not self.inline:
            return side, (change.new if side is Side.NEW else change.old).start
        row = column.row_beside(change.row if change else self._anchor[0])
        here = (part.point for part in column.parts(row) if part.clip.change == self.current >= 0)
        return side, next(here, column.span_of(row).start)

    def show_caret(self, box: QRectF) -> None:
        """Scroll as far as is needed to see the caret."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if box.top() < 8:
            bar.setValue(bar.value() + round(box.top() - 8))
        elif box.bottom() > height - 8:
            bar.setValue(bar.value() + round(box.bottom() - height + 8))

    def change_under(self, point: QPointF) -> int:
        """The number of the change under a point of the viewport, else the first of its row, -1 for none."""
        if self.compared is None:
            return -1
        y = point.y() + self._tell_top() - _TOP
        row = self._heights.find(max(0.0, y))
        inside = y - self._heights.top(row) - self._above(row)
        for cell in self._lay(row).cells:
            spot = QPointF(point.x() - cell.left, inside)
            for clip, start, end in cell.clips:
                if clip.change >= 0 and any(rect.contains(spot) for rect in cell.rects(start, end)):
                    return clip.change
        return next(iter(self.row(row).changes), -1)

    def rects_of(self, number: int) -> list[QRectF]:
        """Where the words of a change are in the viewport, as far as its first row shows them."""
        row = self.changes[number].row
        y = self._heights.top(row) + _TOP + self._above(row) - self._tell_top()
        return [rect.translated(cell.left, y) for cell in self._lay(row).cells for rect in cell.rects_of(number)]

    # ---- painting

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._stale:
            self._settle()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.inks.brush("surface"))
        if self.compared is None or self._setter is None:
            return
        top = self._tell_top()
        row = self._anchor[0]
        y = self._heights.top(row) - top + _TOP
        if not self.inline:
            x = self._setter.lefts[1] - GUTTER
            painter.fillRect(QRectF(x, event.rect().top(), 1, event.rect().height()), self.inks.brush("line"))
        while row < len(self._heights) and y < event.rect().bottom() + 1:
            laid = self._lay(row)
            self._rows.paint(painter, row, laid, y + self._above(row))
            y += self._heights[row]
            row += 1
        self.selecting.paint_caret(painter)
        painter.end()
