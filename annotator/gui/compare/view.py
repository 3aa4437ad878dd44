"""Two versions beside each other or in one text, scrolling together. Only the rows in sight are broken into lines."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from annotator.domain.model import Mark
from annotator.gui.compare.rows import Change, Compared, CompareRow
from annotator.gui.compare.setting import GUTTER, Cell, Laid, Setter, span_of
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
_SIGNS = {"Added": "+", "Removed": "−", "Changed": "±", "Moved here": "⇥", "Moved away": "⇤"}


class CompareView(QAbstractScrollArea):
    """`chosen` carries the number of the change that is current now; `opened` asks for it in the reader, `left` to go
    back there, `turned` for the other way of showing."""

    chosen = Signal(int)
    opened = Signal(int)
    left = Signal()
    turned = Signal()

    def __init__(self, inks: Inks, typography: Typography) -> None:
        super().__init__()
        self._inks, self._typography = inks, typography
        self._compared: Compared | None = None
        self._marks = MarkStore(()), MarkStore(())
        self._setter: Setter | None = None
        self._heights = Heights(())
        self._laid: dict[int, Laid] = {}
        self._anchor = (0, 0.0)
        self._settling = self._stale = False
        self.inline = False
        self.current = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setAccessibleName("Two versions compared")
        self.strip = ChangeStrip(inks, self)
        self.strip.wanted.connect(self.go_to)
        self.setViewportMargins(0, 0, STRIP, 0)

    # ---- what is shown

    def show_compared(self, compared: Compared) -> None:
        """Show two versions from their first change."""
        self._compared, self.current, self._anchor = compared, -1, (0, 0.0)
        self._set_anew()
        if compared.changes:
            self.go_to(0)
        else:
            self.verticalScrollBar().setValue(0)

    def show_marks(self, old: Sequence[Mark], new: Sequence[Mark]) -> None:
        """The marks of both versions."""
        self._marks = MarkStore(old), MarkStore(new)
        self.viewport().update()

    def wear(self, inks: Inks, typography: Typography) -> None:
        """Another theme or other fonts; what is at the top stays there."""
        self._inks, self._typography = inks, typography
        self.strip.set_inks(inks)
        self._set_anew()

    def set_inline(self, inline: bool) -> None:
        """Show both texts in one, or beside each other; what is at the top stays there."""
        self.inline = inline
        self._set_anew()
        if self.current >= 0:
            self._bring(self.current)

    def _set_anew(self) -> None:
        if self._compared is None:
            return
        width = float(self.viewport().width())
        self._setter = Setter(self._compared, self._typography, self._inks.theme, width, self.inline)
        self._laid.clear()
        self._heights = Heights([self._setter.estimate(row) for row in self._compared.rows])
        self._settle()
        total = max(1.0, self._heights.total)
        self.strip.show_places([self._heights.top(change.row) / total for change in self._compared.changes])
        self.viewport().update()

    @property
    def changes(self) -> Sequence[Change]:
        return self._compared.changes if self._compared else ()

    def marks_at(self, number: int) -> list[Mark]:
        """The marks that share words with a change, those of the new text before those of the old, each claim once."""
        change = self.changes[number]
        found: dict[str, Mark] = {}
        for store, span in ((self._marks[1], change.new), (self._marks[0], change.old)):
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
        if self._settling or self._compared is None:
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
        bar.setSingleStep(round(self._typography.em * 2))
        bar.setValue(round(self._tell_top()))
        if self._tell_top() > most:
            self._anchor_at(float(most))
        self._settling = self._stale = False

    def _lay(self, row: int) -> Laid:
        found = self._laid.get(row)
        if found is None:
            assert self._compared is not None and self._setter is not None
            found = self._laid[row] = self._setter.lay(self._compared.rows[row])
            self._stale = bool(self._heights.set(row, found.height)) or self._stale
            if len(self._laid) > _KEPT:
                del self._laid[next(iter(self._laid))]
        return found

    def _above(self, row: int) -> float:
        return self._row(row).style.above * self._typography.em

    def _row(self, row: int) -> CompareRow:
        assert self._compared is not None
        return self._compared.rows[row]

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
        else:
            event.ignore()

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.change_under(event.position())
        if found >= 0:
            self.current = found
            self._tell_current()

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.change_under(event.position()) >= 0:
            self.opened.emit(self.current)

    def change_under(self, point: QPointF) -> int:
        """The number of the change under a point of the viewport, else the first of its row, -1 for none."""
        if self._compared is None:
            return -1
        y = point.y() + self._tell_top() - _TOP
        row = self._heights.find(max(0.0, y))
        inside = y - self._heights.top(row) - self._above(row)
        for cell in self._lay(row).cells:
            spot = QPointF(point.x() - cell.left, inside)
            for clip, start, end in cell.clips:
                if clip.change >= 0 and any(rect.contains(spot) for rect in cell.rects(start, end)):
                    return clip.change
        return next(iter(self._row(row).changes), -1)

    def rects_of(self, number: int) -> list[QRectF]:
        """Where the words of a change are in the viewport, as far as its first row shows them."""
        row = self.changes[number].row
        y = self._heights.top(row) + _TOP + self._above(row) - self._tell_top()
        return [rect.translated(cell.left, y) for cell in self._lay(row).cells for rect in cell.rects_of(number)]

    # ---- painting

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._stale:
            self._settle()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._inks.brush("surface"))
        if self._compared is None or self._setter is None:
            return
        top = self._tell_top()
        row = self._anchor[0]
        y = self._heights.top(row) - top + _TOP
        if not self.inline:
            x = self._setter.lefts[1] - GUTTER
            painter.fillRect(QRectF(x, event.rect().top(), 1, event.rect().height()), self._inks.brush("line"))
        while row < len(self._heights) and y < event.rect().bottom() + 1:
            laid = self._lay(row)
            self._paint_row(painter, row, laid, y + self._above(row))
            y += self._heights[row]
            row += 1
        painter.end()

    def _paint_row(self, painter: QPainter, row: int, laid: Laid, y: float) -> None:
        of = self._row(row)
        if of.changes:
            self._paint_signs(painter, of, laid, y)
        for cell in laid.cells:
            painter.translate(cell.left, y)
            for new in (False, True):
                self._paint_marks(painter, of, cell, new)
            painter.setPen(self._inks.pen("text-dim" if of.style.dim else "text"))
            cell.layout.draw(painter, QPointF(0, 0))
            if self.current in of.changes:
                self._frame(painter, cell)
            painter.translate(-cell.left, -y)

    def _paint_signs(self, painter: QPainter, of: CompareRow, laid: Laid, y: float) -> None:
        """A sign beside each line where a change begins, and a bar beside the current one."""
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        for cell in laid.cells:
            beside = cell.left - of.style.indent * self._typography.em
            for number in of.changes:
                rects = cell.rects_of(number)
                if not rects:
                    continue
                current = number == self.current
                painter.setPen(self._inks.pen("accent" if current else "text-dim"))
                place = QRectF(beside - GUTTER + 6, y + rects[0].top(), GUTTER - 12, rects[0].height())
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _SIGNS[self.changes[number].word])
                if current:
                    high = rects[-1].bottom() - rects[0].top()
                    painter.fillRect(QRectF(beside - 6, y + rects[0].top(), 3, high), self._inks.brush("accent"))

    def _paint_marks(self, painter: QPainter, of: CompareRow, cell: Cell, new: bool) -> None:
        """Where claims are: a fill and a line in the tone of the verdict, its sign at the end."""
        assert self._compared is not None
        text, span = (self._compared.new if new else self._compared.old).text, span_of(of, new)
        for mark in self._marks[new].overlapping(span.start, span.end):
            tone = self._inks.tone(mark)
            rects = cell.rects_of_mark(mark, new, text, self.inline) if self._is_side_of(cell, new) else []
            for rect in rects:
                painter.fillRect(rect, self._inks.brush(tone.token, self._inks.fill_alpha))
                painter.setPen(self._inks.pen(tone.token, 2.0, tone.line))
                painter.drawLine(rect.bottomLeft() + QPointF(0, 2), rect.bottomRight() + QPointF(0, 2))
            if rects and mark.end <= span.end:
                painter.setPen(self._inks.pen(tone.token))
                end = rects[-1]
                painter.drawText(QRectF(end.right() - 4, end.bottom() - 3, 14, 14), 0, tone.sign)

    def _is_side_of(self, cell: Cell, new: bool) -> bool:
        """Whether a cell shows the marks of the old or the new text."""
        if self.inline:
            return True
        assert self._setter is not None
        return (cell.left >= self._setter.lefts[1]) == new

    def _frame(self, painter: QPainter, cell: Cell) -> None:
        painter.setPen(QPen(self._inks.theme.colour("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in cell.rects_of(self.current):
            painter.drawRect(rect.adjusted(-1.5, -0.5, 1.5, 0.5))
