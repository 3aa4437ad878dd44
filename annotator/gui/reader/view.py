"""The text itself: a read-only QTextEdit over the lazy layout, which keeps its caret, selection and accessibility."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.domain.model import Inline, Mark, Span
from annotator.gui.guard import guarded
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.layout import LazyLayout
from annotator.gui.reader.loading import Loader
from annotator.gui.reader.paint import RowPainter
from annotator.gui.reader.rows import Fold
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.spots import Spots, within
from annotator.gui.reader.typography import Typography

_SLIP = 4
"""Pixels that the mouse may move between press and release of one click."""
_TO_END = (
    QKeySequence.StandardKey.MoveToEndOfDocument,
    QKeySequence.StandardKey.SelectEndOfDocument,
    QKeySequence.StandardKey.SelectAll,
)
_PAGES = {
    QKeySequence.StandardKey.MoveToNextPage: (1, QTextCursor.MoveMode.MoveAnchor),
    QKeySequence.StandardKey.MoveToPreviousPage: (-1, QTextCursor.MoveMode.MoveAnchor),
    QKeySequence.StandardKey.SelectNextPage: (1, QTextCursor.MoveMode.KeepAnchor),
    QKeySequence.StandardKey.SelectPreviousPage: (-1, QTextCursor.MoveMode.KeepAnchor),
}


class ArticleView(QTextEdit):
    """Shows one sheet. Points and spans are the article's; Qt's positions do not leave this class and `utf16`."""

    clicked = Signal(QPoint, object)  # where; keyboard modifiers
    hovered = Signal(QPoint)
    left = Signal()
    mark_wanted = Signal(object)
    fold_toggled = Signal(object)  # Fold
    menu_wanted = Signal(QPoint, QPoint)  # in the viewport; on the screen
    moved = Signal()  # scrolled, resized, or rows have other heights
    loaded = Signal()

    def __init__(self, inks: Inks, typography: Typography, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet()
        self.loader: Loader
        self._inks = inks
        self._typography = typography
        self._pressed: QPoint | None = None
        self._chosen: Span | None = None
        self._document: QTextDocument | None = None
        self._shifting = self._dirty = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Article")
        self.show_sheet(self.sheet)

    # ---- what is shown

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another article from its start; its first screens are there when this returns."""
        if self._document is not None:
            self.loader.stop()
            self._document.deleteLater()
        self.sheet = sheet
        self._document = self._make_document(sheet)
        self._shifting = True
        self.setDocument(self._document)
        self._caret_to_start()
        self.verticalScrollBar().setValue(0)
        self._shifting = False
        self.verticalScrollBar().setSingleStep(round(self._typography.em * 1.7))
        self._settle(0)
        self.viewport().update()
        self.moved.emit()

    def _make_document(self, sheet: Sheet) -> QTextDocument:
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._typography.body)
        self.lines = LazyLayout(document, sheet, self._typography, self._draw)
        self.lines.width = float(self.viewport().width())
        self.lines.measure()
        self.lines.grew.connect(self._grow)
        self.painter = RowPainter(sheet, self.lines, self._inks)
        self.spots = Spots(sheet, self.lines)
        document.setDocumentLayout(self.lines)
        self.loader = Loader(document, sheet, document)
        self.loader.finished.connect(self.loaded)
        self.loader.start()
        return document

    def _caret_to_start(self) -> None:
        """The caret waits at the first words of the article, not at a fold above them."""
        first = next((row for row, of in enumerate(self.sheet.rows) if of.fold < 0), 0)
        if first < self.loader.loaded:
            cursor = self.textCursor()
            cursor.setPosition(self.sheet.positions.start_of(first))
            self.setTextCursor(cursor)

    def set_inks(self, inks: Inks) -> None:
        """Another theme or other scales: nothing is laid out anew."""
        self._inks = self.painter.inks = inks
        self.painter.forget()
        self.viewport().update()

    def set_typography(self, typography: Typography) -> None:
        """Other fonts or sizes, keeping the line at the top."""
        place = self.place()
        self._typography = self.lines.typography = typography
        self.document().setDefaultFont(typography.body)
        self.lines.measure()
        self.restore_place(place)
        self.verticalScrollBar().setSingleStep(round(typography.em * 1.7))
        self.viewport().update()

    def repaint_rows(self, rows: Iterable[int] | None = None) -> None:
        """Plan and paint some rows anew; all of them for None."""
        if rows is None:
            self.painter.forget()
        else:
            for row in rows:
                self.painter.forget(row)
        self.viewport().update()

    def set_margin(self, right: int) -> None:
        """Keep room for what stands beside the text, in pixels."""
        if self.viewportMargins().right() != right:
            self.setViewportMargins(0, 0, right, 0)

    def toggle(self, fold: Fold) -> None:
        """Unfold or fold furniture; what stands above stays where it is."""
        self.loader.load_to(fold.rows.stop)
        fold.open = not fold.open
        self.lines.fold_changed(fold.rows)
        self._leave_hidden(forward=False)
        self.repaint_rows([fold.header])
        self._settle_size()
        self.moved.emit()

    # ---- scrolling

    @property
    def top(self) -> int:
        """The height of the document at the top of the viewport."""
        return self.verticalScrollBar().value()

    def place(self) -> int:
        """The article's point at the start of the line at the top of the view."""
        row = self.lines.row_at(self.top)
        line = self.lines.line_at(row, self.top) if self.loader.loaded > row else None
        start = self.sheet.positions.start_of(row)
        return self.sheet.positions.to_point(start + (line.textStart() if line else 0))

    def restore_place(self, point: int) -> None:
        """Bring the line of a point to the top of the view."""
        self.scroll_to(point, 0.0)

    def scroll_to(self, point: int, share: float = 1 / 3) -> None:
        """Bring the line of a point to a share of the view's height."""
        row = self.sheet.visible_row(self.sheet.positions.row_of(point))
        self.loader.load_to(row)
        y = self._y_of(row, point) if point > self.sheet.rows[0].start else 0.0
        self._settle_size()
        self.verticalScrollBar().setValue(int(y + self._taken_shift() - share * self.viewport().height()))

    def shows(self, span: Span) -> bool:
        """Whether the start of a span can be seen."""
        row = self.sheet.positions.row_of(span.start)
        if self.sheet.hidden(row) or self.loader.loaded <= row:
            return False
        low, high = self.lines.heights.top(row), self.lines.heights.top(row + 1)
        if high < self.top or low > self.top + self.viewport().height():
            return False
        y = self._y_of(row, span.start)
        return self.top <= y <= self.top + self.viewport().height() - self._typography.em * 2

    def _y_of(self, row: int, point: int) -> float:
        if self.sheet.rows[row].label:
            return self.lines.position_y(row, 0)
        return self.lines.position_y(row, self.sheet.positions.in_row(row, point, point)[0])

    def _taken_shift(self) -> float:
        shift, self.lines.shift = self.lines.shift, 0.0
        return shift

    def _grow(self) -> None:
        if not self._dirty:
            self._dirty = True
            self.viewport().update()

    def _settle_size(self) -> None:
        """Tell the scroll bar of new heights; what grew above the view must not move what is in it."""
        if not self._dirty and not self.lines.shift:
            return
        self._dirty = False
        before = self.top
        shift = self._taken_shift()
        self._shifting = True
        self.lines.documentSizeChanged.emit(self.lines.documentSize())
        self.verticalScrollBar().setValue(round(before + shift))
        self._shifting = False
        self.lines.anchor = self.top
        self.moved.emit()

    def _settle(self, before: int) -> None:
        """Before anything is painted: load and lay what comes into view, from below when it comes in above."""
        heights, top = self.lines.heights, self.top
        bottom = top + self.viewport().height()
        self.loader.load_to(heights.find(bottom) + 1)
        self.lines.anchor = before if top < before else top
        if top < before < bottom:
            row, covered = heights.find(before), 0.0
            while row > 0 and covered < before - top + 1:
                row -= 1
                self.lines.lay(row)
                covered += heights[row]
        else:
            self.lines.anchor = heights.top(heights.find(top) + 1)
            self.lines.lay(heights.find(top))
            self.lines.anchor = top
        self._settle_size()

    @guarded()
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._shifting:
            return
        self._settle(self.top + dy)
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.viewport().width() == round(self.lines.width):
            super().resizeEvent(event)
        else:
            place = self.place()
            self.lines.set_width(float(self.viewport().width()))
            super().resizeEvent(event)
            self.restore_place(place)
        self.moved.emit()

    # ---- painting

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        self._settle_size()
        super().paintEvent(event)
        if self._dirty:
            self._settle_size()

    def _draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        self.painter.draw(painter, context)

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
        return data

    @guarded(False)
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return False

    # ---- what is where in the viewport

    def rects_of(self, span: Span) -> list[QRectF]:
        """The visible rectangles of a span in the viewport."""
        return [rect.translated(0, -self.top) for rect in self.spots.rects(span, self._area())]

    def visible_rows(self) -> range:
        """The rows that the viewport shows, hidden ones among them."""
        return self.spots.rows(self._area())

    def marks_at(self, point: QPoint) -> list[Mark]:
        """The marks painted under a point, innermost first."""
        return self.spots.marks(within(point, self.top))

    def link_at(self, point: QPoint) -> Inline | None:
        """The article's link under a point."""
        return self.spots.link(within(point, self.top))

    def row_under(self, point: QPoint) -> int:
        return self.lines.row_at(point.y() + self.top)

    def _area(self) -> QRectF:
        return QRectF(self.viewport().rect()).translated(0, self.top)

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
