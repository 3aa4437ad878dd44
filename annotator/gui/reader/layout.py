"""A document layout that breaks only the paragraphs in sight into lines, and guesses the height of all others."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from annotator.domain.model import BlockKind, Span
from annotator.gui.guard import guarded
from annotator.gui.reader import lanes
from annotator.gui.reader.formats import formats_of
from annotator.gui.reader.geometry import Ruler, may_run_left
from annotator.gui.reader.gutter import Gutter
from annotator.gui.reader.heights import Heights
from annotator.gui.reader.pictures import Frame, frames, gap, room
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.tables import PAD, Breaker, Column, Grid, columns
from annotator.gui.reader.typography import RowStyle, Typography, style_of

KEPT = 400
"""Rows whose lines are kept; far more than any window shows."""
FOOT = 96.0
MARGIN = 36.0
"""Pixels below the last row, and to the left and right of the text where there is little room."""

Room = Callable[[QTextLine], float]
Rects = Callable[[int, int], list[QRectF]]
"""The rectangles of a stretch of one row."""
Draw = Callable[[QPainter, QAbstractTextDocumentLayout.PaintContext], None]


class LazyLayout(QAbstractTextDocumentLayout):
    """Rows are numbered as the document's blocks. Line positions are relative to the top of their row."""

    grew = Signal()

    def __init__(self, document: QTextDocument, sheet: Sheet, typography: Typography, width: float, draw: Draw) -> None:
        super().__init__(document)
        self.sheet = sheet
        self.typography = typography
        self._draw = draw
        self.width = width
        self.anchor = 0.0
        """The top of the view: growth above it is added to `shift`, so that the view can stay where it is."""
        self.shift = 0.0
        self._laid: dict[int, bool] = {}
        self._grids: dict[int, Grid] = {}
        self._frames: dict[int, list[Frame]] = {}
        self._columns: dict[int, tuple[Column, ...]] = {}
        self._deep: dict[int, list[tuple[int, int, int]]] = {}
        """Of rows whose marks need more lanes than fit: start, end (units from the row's start) and lane of each."""
        self.forgotten: Callable[[int | None], None] = lambda row: None
        """Told of a row whose lines are gone, None for all."""
        self.heights = Heights(())
        self.measure()

    # ---- what Qt asks

    @guarded()
    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        self._draw(painter, context)

    @guarded(-1)
    def hitTest(self, point: Any, accuracy: Qt.HitTestAccuracy) -> int:
        row = self.row_at(point.y())
        block = self.document().findBlockByNumber(row)
        if not block.isValid():
            return -1
        line = self.line_at(row, point.y(), point.x())
        if line is None:
            return -1 if accuracy == Qt.HitTestAccuracy.ExactHit else block.position()
        words = line.naturalTextRect()
        if accuracy == Qt.HitTestAccuracy.ExactHit and not words.left() <= point.x() <= words.right():
            return -1
        return block.position() + self.ruler(row).hit(line, point.x())

    @guarded(1)
    def pageCount(self) -> int:
        return 1

    @guarded(QSizeF)
    def documentSize(self) -> QSizeF:
        return QSizeF(self.width, self.heights.total + FOOT)

    @guarded(QRectF)
    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(0, 0), self.documentSize())

    @guarded(QRectF)
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        row = block.blockNumber()
        if not 0 <= row < len(self.heights):
            return QRectF()
        layout = self.lay(row)
        top = self.heights.top(row)
        layout.setPosition(QPointF(0, top))
        return QRectF(0, top, self.width, self.heights[row])

    @guarded()
    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Text arrives at the end, where its height has been guessed before, or where a fold was opened; but the row at
        which it arrives may have been laid already, empty."""
        first, last = (self.document().findBlock(at).blockNumber() for at in (position, position + added))
        self.forget(range(first, max(first, last) + 1))

    # ---- measures

    @property
    def column(self) -> tuple[float, float]:
        """Left edge and width of the text."""
        margin = min(MARGIN, max(PAD + 2, self.width * 0.06))
        before = max(margin, self.gutter.room(self.width))
        width = max(80.0, min(self.typography.text_width, self.width - before - margin))
        free = self.width - width
        left = min(free / 2, free - before) if self.gutter.backwards else max(free / 2, before)
        return max(8.0, left), width

    def measure(self) -> None:
        """Guess all heights anew: another article, or other fonts."""
        self.forget()
        self.gutter = Gutter(self.sheet, self.typography)
        _, width = self.column
        measures, hidden = self.typography.measures, self.sheet.hidden
        known: dict[tuple[object, ...], tuple[float, float, float]] = {}
        values = []
        for index, row in enumerate(self.sheet.rows):
            key = (row.kind, row.level, row.first, row.last, row.label)
            found = known.get(key)
            if found is None:
                found = known[key] = measures(style_of(row), width)
            hide = row.fold >= 0 and hidden(index)
            lines = int((len(row.label) or row.end - row.start) / found[0]) + 1
            values.append(0 if hide else round(lines * found[1] + found[2]))
        if self.sheet.has_pictures:
            values = [value and value + self._room_for_pictures(row) for row, value in enumerate(values)]
        self.heights = Heights(values)
        self.documentSizeChanged.emit(self.documentSize())

    def _room_for_pictures(self, row: int) -> int:
        return round(sum(room(self.typography, len(some)) for some in self.sheet.pictures(row)))

    def set_width(self, width: float) -> None:
        """Take another width: lines are forgotten, heights stretched as a first guess, or guessed anew where the width
        is quite another, since not all of a height depends on it."""
        if width == self.width:
            return
        before = self.column[1]
        self.width = width
        ratio = before / self.column[1]
        if not 0.5 < ratio < 2:
            self.measure()
            return
        self.forget()
        self.heights.stretch(ratio)
        self.documentSizeChanged.emit(self.documentSize())

    def forget(self, rows: range | None = None) -> None:
        """Drop the lines of some rows, or of all."""
        for row in list(self._laid) if rows is None else [row for row in rows if row in self._laid]:
            del self._laid[row]
            self._grids.pop(row, None)
            self._frames.pop(row, None)
            self._deep.pop(row, None)
            self.document().findBlockByNumber(row).layout().clearLayout()
            if rows is not None:
                self.forgotten(row)
        if rows is None:
            self._columns.clear()
            self.forgotten(None)

    def fold_changed(self, rows: range) -> None:
        """Rows were hidden or shown."""
        self.forget(rows)
        header, before = rows.start - 1, self.heights.top(rows.stop)
        for row in rows:
            of = self.sheet.rows[row]
            style = style_of(of)
            hidden = self.sheet.hidden(row)
            guess = self.typography.estimate(of.end - of.start, style, self.column[1])
            self._set_height(row, 0.0 if hidden else guess)
            block = self.document().findBlockByNumber(row)
            if block.isValid():
                block.setVisible(not hidden)
        grown = self.heights.top(rows.stop) - before
        if rest := grown - round(grown):  # what follows moves by whole pixels, so that scrolling can make it good
            above = self.heights.top(rows.start) <= self.anchor
            self.heights.set(header, self.heights[header] - rest)
            self.shift -= rest if above else 0.0

    # ---- where things are

    def row_at(self, y: float) -> int:
        """The visible row at a height of the document."""
        row = self.heights.find(max(0.0, y))
        return self.sheet.visible_row(row)

    def line_at(self, row: int, y: float, x: float = 0.0) -> QTextLine | None:
        """The line of a row at a point of the document, the nearest one above or below its lines."""
        layout = self.lay(row)
        inside = y - self.heights.top(row)
        grid = self.grid(row)
        if grid is not None:
            return grid.line_at(layout, x, inside)
        pitch = self.typography.pitch(style_of(self.sheet.rows[row]))
        found = None
        for index in range(layout.lineCount()):
            found = layout.lineAt(index)
            if inside < found.y() + (found.height() + pitch) / 2:
                break
        return found

    def position_y(self, row: int, position: int) -> float:
        """The top of the line at a position of a row (units from its start), in the document; lays the row."""
        line = self.lay(row).lineForTextPosition(position)
        return self.heights.top(row) + (line.y() if line.isValid() else 0.0)

    def guess_y(self, row: int, part: float) -> float:
        """The same for a row that need not be laid: a share of its height."""
        return self.heights.top(row) + self.heights[row] * part

    def rects(self, row: int, span: Span) -> list[QRectF]:
        """The rectangles of the part of an article's span that a row shows, in the row's coordinates."""
        return self.measure_row(row)(span.start, span.end)

    def measure_row(self, row: int) -> Rects:
        """The same for many stretches of one row, in code points of the article; good until the row is laid anew."""
        if self.sheet.hidden(row):
            return lambda start, end: []
        ruler, in_row = self.ruler(row), self.sheet.positions.in_row
        return lambda start, end: ruler.rectangles(*in_row(row, start, end))

    def ruler(self, row: int) -> Ruler:
        """What measures a row, until it is laid anew."""
        return Ruler(self.lay(row), self._laid[row])

    # ---- lines

    def laid(self, rows: range) -> list[int]:
        """Which of some rows have lines."""
        return [row for row in self._laid if row in rows]

    def is_laid(self, row: int) -> bool:
        return row in self._laid

    def grid(self, row: int) -> Grid | None:
        """The cells of a laid row that is a table."""
        return self._grids.get(row)

    def frames(self, row: int) -> list[Frame]:
        """Where the pictures of a laid row stood."""
        return self._frames.get(row, [])

    def is_mixed(self, row: int) -> bool:
        """Whether a laid row may hold text that runs from right to left."""
        return self._laid.get(row, True)

    def lay(self, row: int) -> QTextLayout:
        """Break a row into lines unless it is; its height becomes exact."""
        block = self.document().findBlockByNumber(row)
        layout = block.layout()
        if not block.isValid() or (row in self._laid and (layout.lineCount() or self.sheet.hidden(row))):
            return layout
        self._laid.pop(row, None)
        self._laid[row] = may_run_left(block.text())
        if self.sheet.hidden(row):
            block.setVisible(False)
            return layout
        self._set_height(row, self._break(block, layout, row))
        self.forgotten(row)
        if len(self._laid) > KEPT:
            self.forget(range(oldest := next(iter(self._laid)), oldest + 1))
        return layout

    def outgrown(self, row: int) -> bool:
        """Whether the lines of a laid row no longer suit the underlines of its marks."""
        return row in self._laid and not self.sheet.hidden(row) and self._deep.get(row, []) != self._deep_marks(row)

    def _deep_marks(self, row: int) -> list[tuple[int, int, int]]:
        of, in_row = self.sheet.rows[row], self.sheet.positions.in_row
        marks = self.sheet.marks.overlapping(of.start, of.end)
        if len(marks) <= lanes.FITTING:
            return []
        placed = lanes.in_lanes(marks)
        if lanes.depth(placed) <= lanes.FITTING:
            return []
        return [(*in_row(row, mark.start, mark.end), lane) for mark, lane in placed]

    def _set_height(self, row: int, height: float) -> None:
        before = self.heights[row]
        above = self.heights.top(row) + before <= self.anchor + self.shift
        if height and before:
            height = before + round(height - before)  # growth in whole pixels is made good by scrolling as many
        grown = self.heights.set(row, height)
        if grown:
            if above:
                self.shift += grown
            self.grew.emit()

    def _break(self, block: QTextBlock, layout: QTextLayout, row: int) -> float:
        """Break a row into lines below its pictures; returns its height."""
        style = style_of(self.sheet.rows[row])
        em = self.typography.em
        formats = formats_of(self.sheet, row, self.typography, style, block.length() - 1)
        if formats or layout.formats():
            layout.setFormats(formats)
        backwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
        layout.setTextOption(_option(backwards))
        left, width = self.column
        indent = style.indent * em
        left, width = left + (0 if backwards else indent), width - indent
        y = style.above * em + (1.8 * em if row == 0 else 0)
        above, below = self.sheet.pictures(row)
        placed = frames(above, left, width, y, self.typography)
        y = self._break_words(layout, row, style, (left, width), y + room(self.typography, len(above)), backwards)
        placed += frames(below, left, width, y + gap(self.typography), self.typography)
        if placed:
            self._frames[row] = placed
        return y + room(self.typography, len(below)) + style.below * em

    def _break_words(
        self, layout: QTextLayout, row: int, style: RowStyle, column: tuple[float, float], y: float, backwards: bool
    ) -> float:
        """Break the words of a row from a height on; returns where they end."""
        (left, width), em, metrics = column, self.typography.em, self.typography.metrics(style)
        pitch = self.typography.pitch(style)
        over = (pitch - metrics.height()) / 2 + metrics.ascent()
        self._deep.pop(row, None)
        if deep := self._deep_marks(row):
            self._deep[row] = deep
        below, of = _room(deep, self.typography.unit), self.sheet.rows[row]
        layout.beginLayout()
        if of.kind is BlockKind.TABLE:
            wide, air = (left - PAD, width + 2 * PAD), 0.22 * em
            breaker = Breaker(layout, self._columns_of(row, style), *wide, pitch, over, air, backwards, below)
            self._grids[row], y = breaker.lay(self.sheet.article.text[of.start : of.end], y)
        else:
            y = _lines(layout, left, width, y, pitch, over, below)
        layout.endLayout()
        return y

    def _columns_of(self, row: int, style: RowStyle) -> tuple[Column, ...]:
        """All pieces of a long table have the same columns."""
        of = self.sheet.rows[row]
        found = self._columns.get(of.block)
        if found is None:
            whole, metrics = self.sheet.paragraphs(Span(of.start, of.end)), self.typography.metrics(style)
            text = self.sheet.article.text[whole.start : whole.end]
            found = self._columns[of.block] = columns(text, metrics, self.column[1] + 2 * PAD)
        return found


def _lines(layout: QTextLayout, left: float, width: float, y: float, pitch: float, over: float, room: Room) -> float:
    """Break a paragraph into lines of a width, `over` from the top of each to its baseline; returns where it ends."""
    while True:
        line = layout.createLine()
        if not line.isValid():
            return y
        line.setLineWidth(width)
        line.setPosition(QPointF(left, max(y, y + over - line.ascent())))
        y += max(pitch, line.height() * 1.05) + room(line)


def _room(deep: list[tuple[int, int, int]], unit: float) -> Room:
    """What a line needs below it for the underlines of its marks."""

    def needed(line: QTextLine) -> float:
        first, last = line.textStart(), line.textStart() + line.textLength()
        return lanes.room(1 + max((lane for start, end, lane in deep if start < last and end > first), default=0), unit)

    return needed if deep else lambda line: 0.0


def _option(backwards: bool) -> QTextOption:
    side = Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
