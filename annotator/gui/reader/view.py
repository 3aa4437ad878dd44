"""The article under the reader's hands: selection, mouse and keyboard over the page."""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.domain.model import Span
from annotator.gui.guard import guarded
from annotator.gui.reader.copying import quotation
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.page import PageView
from annotator.gui.reader.pictures import tip
from annotator.gui.reader.rows import Fold
from annotator.gui.reader.spots import within
from annotator.gui.reader.typography import Typography

_SLIP = 4
"""Pixels that the mouse may move between press and release of one click."""
_TO_END = (
    QKeySequence.StandardKey.MoveToEndOfDocument,
    QKeySequence.StandardKey.SelectEndOfDocument,
    QKeySequence.StandardKey.SelectAll,
)
_LINES = {
    QKeySequence.StandardKey.MoveToNextLine: (1, QTextCursor.MoveMode.MoveAnchor),
    QKeySequence.StandardKey.MoveToPreviousLine: (-1, QTextCursor.MoveMode.MoveAnchor),
    QKeySequence.StandardKey.SelectNextLine: (1, QTextCursor.MoveMode.KeepAnchor),
    QKeySequence.StandardKey.SelectPreviousLine: (-1, QTextCursor.MoveMode.KeepAnchor),
}
_PAGES = {
    QKeySequence.StandardKey.MoveToNextPage: (1, QTextCursor.MoveMode.MoveAnchor),
    QKeySequence.StandardKey.MoveToPreviousPage: (-1, QTextCursor.MoveMode.MoveAnchor),
    QKeySequence.StandardKey.SelectNextPage: (1, QTextCursor.MoveMode.KeepAnchor),
    QKeySequence.StandardKey.SelectPreviousPage: (-1, QTextCursor.MoveMode.KeepAnchor),
}


class ArticleView(PageView):
    """Tells what the checker does; decides nothing. Qt's positions do not leave this class and `utf16`."""

    clicked = Signal(QPoint, object)  # where; keyboard modifiers
    hovered = Signal(QPoint)
    left = Signal()
    mark_wanted = Signal(object)  # Span
    fold_toggled = Signal(object)  # Fold
    menu_wanted = Signal(QPoint, QPoint)  # in the viewport; on the screen

    def __init__(self, inks: Inks, typography: Typography, parent: QWidget | None = None) -> None:
        super().__init__(inks, typography, parent)
        self._pressed: QPoint | None = None
        self._chosen: Span | None = None

    def toggle(self, fold: Fold) -> None:
        super().toggle(fold)
        self._leave_hidden(forward=False)

    # ---- selection

    def selection(self) -> Span | None:
        """The selected span of the article, None without one."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        span = self.sheet.positions.to_span(cursor.selectionStart(), cursor.selectionEnd())
        return span if len(span) else None

    def select(self, span: Span) -> None:
        """Select a span, unfolding what hides it; scrolls only as far as needed to see its end."""
        self.reveal(span)
        start, end = self.sheet.positions.to_positions(span)
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def reveal(self, span: Span) -> None:
        """Load and unfold what a span touches."""
        rows = self.sheet.positions.rows_of(span)
        self.loader.load_to(rows[-1])
        for row in rows:
            if self.sheet.hidden(row):
                self.fold_toggled.emit(self.sheet.folds[self.sheet.rows[row].fold])

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    @guarded(QMimeData)
    def createMimeDataFromSelection(self) -> QMimeData:
        """The article's own words, not what stands for them on the screen."""
        data, span = QMimeData(), self.selection()
        if span:
            data.setText(self.sheet.article.text[span.start : span.end])
            data.setHtml(quotation(self.sheet, span))
        return data

    @guarded(False)
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return False

    # ---- mouse

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        self._chosen = self.selection()
        super().mousePressEvent(event)

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        spot = event.position().toPoint()
        if pressed is None or (spot - pressed).manhattanLength() > _SLIP or self.selection():
            return
        fold = self.sheet.header(self.row_under(spot))
        if fold and self.spots.on_text(within(spot, self.top)):
            self.fold_toggled.emit(fold)
        else:
            self.clicked.emit(spot, event.modifiers())

    @guarded()
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        chosen, spot = self._chosen, event.position()
        if chosen and any(rect.contains(spot) for rect in self.rects_of(chosen)):
            self.select(chosen)
            self.mark_wanted.emit(chosen)
            return
        super().mouseDoubleClickEvent(event)

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.hovered.emit(event.position().toPoint())

    @guarded()
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    @guarded()
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.pos(), event.globalPos())

    @guarded(False)
    def viewportEvent(self, event: QEvent) -> bool:
        """A picture tells where it is from, and all that it is said to show."""
        if not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        frame = self.picture_at(event.pos())
        if frame is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), tip(frame.picture), self.viewport(), frame.box.toRect())
        return True

    # ---- keyboard

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        fold = self.sheet.header(self._caret_row())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            span = self.selection()
            if span and event.key() != Qt.Key.Key_Space:
                self.mark_wanted.emit(span)
                return
            if fold and not span:
                self.fold_toggled.emit(fold)
                return
            if event.key() != Qt.Key.Key_Space:
                event.ignore()
                return
        if event.key() == Qt.Key.Key_Escape and self.selection():
            self.clear_selection()
            return
        for key, (direction, mode) in _PAGES.items():
            if event.matches(key):
                self._page(direction, mode)
                return
        if self.lines.grid(self._caret_row()):
            for key, (direction, mode) in _LINES.items():
                if event.matches(key) and self._step_in_table(direction, mode):
                    return
        if any(event.matches(key) for key in _TO_END):
            self.loader.load_to(len(self.sheet.rows))
        before = self.textCursor().position()
        super().keyPressEvent(event)
        self._leave_hidden(forward=self.textCursor().position() >= before)

    def _caret_row(self) -> int:
        return self.sheet.positions.row_at(self.textCursor().position())

    def _leave_hidden(self, forward: bool) -> None:
        """The caret may not stand where it cannot be seen."""
        row, cursor = self._caret_row(), self.textCursor()
        if not self.sheet.hidden(row):
            return
        fold = self.sheet.folds[self.sheet.rows[row].fold]
        mode = QTextCursor.MoveMode.KeepAnchor if cursor.hasSelection() else QTextCursor.MoveMode.MoveAnchor
        positions = self.sheet.positions
        if forward and fold.rows.stop < len(self.sheet.rows):
            self.loader.load_to(fold.rows.stop)
            cursor.setPosition(positions.start_of(fold.rows.stop), mode)
        else:
            cursor.setPosition(positions.start_of(fold.header) + positions.length_of(fold.header), mode)
        self.setTextCursor(cursor)

    def _step_in_table(self, direction: int, mode: QTextCursor.MoveMode) -> bool:
        """A line down or up within a column, or out of the table; Qt would go to the next cell instead. False at the
        article's edge."""
        cursor, row, caret = self.textCursor(), self._caret_row(), self.cursorRect()
        here = self._line_of(row, cursor.position())
        x, y = caret.center().x(), float(caret.center().y() + self.top)
        top, bottom = self.lines.heights.top(row), self.lines.heights.top(row + 1)
        while top < (y := y + direction * caret.height() / 2) < bottom:
            line = self.lines.line_at(row, y, x)
            if line and line.lineNumber() != here:
                break
        else:
            if not 0 <= row + direction < self.loader.loaded:
                return False
            y = bottom + 1 if direction > 0 else top - 1
        cursor.setPosition(self.lines.hitTest(QPointF(x, y), Qt.HitTestAccuracy.FuzzyHit), mode)
        self.setTextCursor(cursor)
        return True

    def _line_of(self, row: int, position: int) -> int:
        line = self.lines.lay(row).lineForTextPosition(position - self.sheet.positions.start_of(row))
        return line.lineNumber() if line.isValid() else -1

    def _page(self, direction: int, mode: QTextCursor.MoveMode) -> None:
        """A page down or up: scroll by a view less one line and take the caret along."""
        bar, view = self.verticalScrollBar(), self.viewport().height()
        caret = self.cursorRect()
        y = caret.center().y() if 0 <= caret.center().y() < view else view // 2
        before = bar.value()
        bar.setValue(before + direction * max(view - bar.singleStep(), view // 2))
        if bar.value() == before:
            y = view if direction > 0 else 0
        position = self.lines.hitTest(QPointF(caret.center().x(), bar.value() + y), Qt.HitTestAccuracy.FuzzyHit)
        cursor = self.textCursor()
        cursor.setPosition(max(0, position), mode)
        self.setTextCursor(cursor)
