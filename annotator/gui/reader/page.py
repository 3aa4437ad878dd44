"""The page under the view: an article's document, loaded and laid out as it is scrolled, painted, and hit-tested."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.domain.model import Inline, Mark, Span
from annotator.gui.guard import guarded
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.layout import LazyLayout
from annotator.gui.reader.loading import Loader
from annotator.gui.reader.paint import RowPainter
from annotator.gui.reader.pictures import Frame
from annotator.gui.reader.rows import Fold
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.spots import Spots, within
from annotator.gui.reader.typography import RowStyle, Typography


class PageView(QTextEdit):
    """Shows one sheet. Points and spans are the article's. Nothing is painted before it is loaded and laid."""

    moved = Signal()  # scrolled, resized, or rows have other heights
    loaded = Signal()

    def __init__(self, inks: Inks, typography: Typography, parent: QWidget | None = None) -> None:
        self._document: QTextDocument | None = None
        super().__init__(parent)
        self.sheet = Sheet()
        self.loader: Loader
        self._inks = inks
        self._typography = typography
        self._shifting = self._dirty = False
        self._kept = (0, (-1, 0.0))
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
        self._kept = (0, (-1, 0.0))
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
        self.lines = LazyLayout(document, sheet, self._typography, float(self.viewport().width()), self._draw)
        self.lines.grew.connect(self._grow)
        self.painter = RowPainter(sheet, self.lines, self._inks)
        self.painter.repaint_wanted = self._repaint
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
            self.put_caret(self.sheet.rows[first].start)

    def put_caret(self, point: int) -> None:
        """Put the caret at a point of the article that is loaded. Nothing is selected then, and the view stays."""
        cursor, top, shifting = self.textCursor(), self.top, self._shifting
        cursor.setPosition(self.sheet.positions.to_position(point))
        self._shifting = True
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(top)
        self._shifting = shifting

    def set_inks(self, inks: Inks) -> None:
        """Another theme: nothing is laid out or planned anew. After other scales, `repaint_rows` is wanted too."""
        self._inks = self.painter.inks = inks
        self.viewport().update()

    def set_typography(self, typography: Typography) -> None:
        """Other fonts or sizes, keeping the line at the top."""
        point, below = self._hold()
        below *= typography.pitch(RowStyle()) / self._typography.pitch(RowStyle())
        self._typography = self.lines.typography = typography
        self.document().setDefaultFont(typography.body)
        self.lines.measure()
        self._keep((point, below))
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

    def remark_rows(self, rows: range | None = None) -> None:
        """The same when their marks are others, which may need more room between the lines; the top line stays."""
        rows = range(self.loader.loaded) if rows is None else rows
        outgrown = [row for row in self.lines.laid(rows) if self.lines.outgrown(row)]
        self.repaint_rows(rows)
        if outgrown:
            held = self._hold()
            for row in outgrown:
                self.lines.forget(range(row, row + 1))
                self.lines.lay(row)
            self._keep(held)
            self.moved.emit()

    def set_margin(self, right: int, bottom: int = 0) -> None:
        """Keep room for what stands beside and below the text, in pixels."""
        now = self.viewportMargins()
        if (now.right(), now.bottom()) != (right, bottom):
            self.setViewportMargins(0, 0, right, bottom)

    def lay_rows(self, rows: range) -> None:
        """Lay rows that are partly in sight, so that what stands beside them knows its place; the view stays."""
        self.loader.load_to(rows.stop)
        self.lines.anchor = self.top
        for row in rows:
            self.lines.lay(row)
        self._settle_size()

    def toggle(self, fold: Fold) -> None:
        """Unfold or fold furniture; what stands above stays where it is."""
        self.loader.load_to(fold.rows.stop)
        self.sheet.toggle(fold)
        self.loader.reload(fold.rows)
        self.lines.fold_changed(fold.rows)
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
        self._scroll(point, share * self.viewport().height() if point > self.sheet.rows[0].start else 1e9)

    def _scroll(self, point: int, above: float) -> None:
        """Bring the line of a point to so many pixels below the top of the view."""
        row = self.sheet.visible_row(self.sheet.positions.row_of(point))
        self.loader.load_to(row)
        self._lay_above(row, above)
        self._y_of(row, point)
        grown, before = self._settle_size(tell=False), self.top
        self.verticalScrollBar().setValue(round(self._y_of(row, point) - above))
        if grown and self.top == before:
            self.moved.emit()

    def _hold(self) -> tuple[int, float]:
        """The point at the start of the line at the top, and how many pixels below the top that line begins. While a
        window is resized step by step, the point that was held at first is held on to."""
        if self._kept[0] == self.top and self._kept[1][0] >= 0:
            return self._kept[1]
        point = self.place()
        row = self.sheet.visible_row(self.sheet.positions.row_of(point))
        return point, self._y_of(row, point) - self.top if self.loader.loaded > row else 0.0

    def _keep(self, held: tuple[int, float]) -> None:
        """Bring the line that was held to where it was."""
        self._scroll(*held)
        self._kept = (self.top, held)

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

    def _grow(self) -> None:
        if not self._dirty:
            self._dirty = True
            self.viewport().update()

    def _settle_size(self, tell: bool = True) -> bool:
        """Tell the scroll bar of new heights; what grew above the view must not move what is in it. Without `tell` the
        caller says that things have moved, once for all it does, if this returns that they have."""
        if not self._dirty and not self.lines.shift:
            return False
        self._dirty = False
        before = self.top
        shift, self.lines.shift = self.lines.shift, 0.0
        self._shifting = True
        self.lines.documentSizeChanged.emit(self.lines.documentSize())
        self.verticalScrollBar().setValue(round(before + shift))
        self._shifting = False
        self.lines.anchor = self.top
        if tell:
            self.moved.emit()
        return True

    def _settle(self, before: int) -> None:
        """Before anything is painted: load and lay what comes into view, from below when it comes in above."""
        heights, top = self.lines.heights, self.top
        bottom = top + self.viewport().height()
        self.loader.load_to(heights.find(bottom) + 1)
        self.lines.anchor = before if top < before else top
        if top < before < bottom:
            self._lay_above(heights.find(before), before - top + 1)
        else:
            self.lines.anchor = heights.top(heights.find(top) + 1)
            self.lines.lay(heights.find(top))
            self.lines.anchor = top
        self._settle_size(tell=False)
        row = heights.find(self.top)
        while row < self.loader.loaded and heights.top(row) < self.top + self.viewport().height():
            self.lines.lay(row)
            row += 1
        self._settle_size(tell=False)

    def _lay_above(self, row: int, height: float) -> None:
        """Lay the rows before a row, nearest first, until they are that high together."""
        while row > 0 and height > 0:
            row -= 1
            self.lines.lay(row)
            height -= self.lines.heights[row]

    @guarded()
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._shifting:
            return
        self._settle(self.top + dy)
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    @guarded()
    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it is for the window, which knows the size of the text; Qt's own zoom does not."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    @guarded()
    def changeEvent(self, event: QEvent) -> None:
        """Qt would set the text in the application's font whenever that changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange) and self._document:
            self._document.setDefaultFont(self._typography.body)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.viewport().width() == round(self.lines.width):
            super().resizeEvent(event)
        else:
            held = self._hold()
            self.lines.set_width(float(self.viewport().width()))
            super().resizeEvent(event)
            self._keep(held)
        self.moved.emit()

    # ---- painting

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        self._settle_size()
        super().paintEvent(event)
        if self._dirty:
            self._settle_size()

    def _repaint(self, area: QRectF) -> None:
        self.viewport().update(area.translated(0, -self.top).toAlignedRect())

    def _draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        self.painter.draw(painter, context)

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

    def picture_at(self, point: QPoint) -> Frame | None:
        """The frame of a picture under a point, in the viewport."""
        found = self.spots.picture(within(point, self.top))
        return found and found._replace(box=found.box.translated(0, -self.top))

    def row_under(self, point: QPoint) -> int:
        return self.lines.row_at(point.y() + self.top)

    def _area(self) -> QRectF:
        return QRectF(self.viewport().rect()).translated(0, self.top)
