"""Paints the rows in sight: decorations, fills, find results, the text with its selection, underlines and signs."""

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QPainter, QTextCharFormat, QTextLayout

from annotator.domain.model import BlockKind
from annotator.gui.reader import pictures
from annotator.gui.reader.geometry import caret_x
from annotator.gui.reader.grips import KNOB
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.layout import LazyLayout
from annotator.gui.reader.planning import SIGN, Plan, Planner
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.typography import style_of

FormatRange = QTextLayout.FormatRange


class RowPainter:
    """Keeps a plan for each row in sight until the row, its marks or what is active change."""

    def __init__(self, sheet: Sheet, layout: LazyLayout, inks: Inks) -> None:
        self.inks = inks
        self._sheet = sheet
        self._layout = layout
        self._plans: dict[int, Plan] = {}
        self._planner = Planner(sheet, layout)
        self._sign_font = QFont()
        self._sign_font.setBold(True)
        self._caret = QRectF()
        self.repaint_wanted: Callable[[QRectF], None] = lambda area: None
        """Told of an area of the document that Qt does not know to be painted otherwise now."""
        layout.forgotten = self.forget

    def forget(self, row: int | None = None) -> None:
        """Plan a row anew when it is next painted; None for all rows."""
        if row is None:
            self._plans.clear()
        else:
            self._plans.pop(row, None)

    def plan(self, row: int) -> Plan:
        """What is painted on a row besides its text."""
        return self._plans.get(row) or self._plans.setdefault(row, self._planner.plan(row, self.inks))

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Paint what the context's clip shows, in the document's coordinates."""
        sheet, layout, clip = self._sheet, self._layout, QRectF(context.clip)
        painter.fillRect(clip, self.inks.brush("surface"))
        selected = [(s.cursor.selectionStart(), s.cursor.selectionEnd()) for s in context.selections]
        row, count = layout.heights.find(max(0.0, clip.top())), layout.document().blockCount()
        y = layout.heights.top(row)
        while row < count and y < clip.bottom():
            if not sheet.hidden(row):
                layout.lay(row)
                painter.translate(0, y)
                self._row(painter, row, clip.translated(0, -y), selected, context.cursorPosition)
                painter.translate(0, -y)
            y += layout.heights[row]
            row += 1
        self._follow_caret(context.cursorPosition, clip)

    def _follow_caret(self, position: int, clip: QRectF) -> None:
        """Qt paints anew where it takes the caret to be: see to it where it is, and where it was."""
        row = self._sheet.positions.row_at(position) if position >= 0 else -1
        now = QRectF()
        if row >= 0 and self._layout.is_laid(row) and self._layout.is_mixed(row) and not self._sheet.hidden(row):
            at = position - self._sheet.positions.start_of(row)
            line = self._layout.lay(row).lineForTextPosition(at)
            if line.isValid():
                top = self._layout.heights.top(row) + line.y()
                now = QRectF(self._layout.ruler(row).caret(at) - 4, top, 10, line.height())
        if now != self._caret:
            for area in (self._caret, now):
                if not area.isEmpty() and not clip.contains(area):
                    self.repaint_wanted(area)
            self._caret = now

    # ---- one row

    def _row(self, painter: QPainter, row: int, clip: QRectF, selected: list[tuple[int, int]], caret: int) -> None:
        layout = self._layout.lay(row)
        layout.setPosition(QPointF(0, 0))
        plan = self.plan(row)
        inks = self.inks
        self._decorate(painter, row, layout)
        for (token, strength), rects in plan.fills.items():
            brush = inks.brush(token, self._alpha(strength))
            for rect in rects:
                painter.fillRect(rect, brush)
        self._hits(painter, row)
        self._pointed(painter, row)
        painter.setPen(inks.pen("text-dim" if style_of(self._sheet.rows[row]).dim else "text"))
        drawn = QRectF() if self._layout.grid(row) else clip  # Qt takes lines to stand one below the other
        layout.draw(painter, QPointF(0, 0), self._selection(row, selected), drawn)
        painter.setPen(inks.pen("line-strong"))
        painter.drawLines(plan.links)
        for (token, width, style), lines in plan.lines.items():
            painter.setPen(inks.pen(token, width, style))
            painter.drawLines(lines)
        self._signs(painter, plan)
        self._layout.gutter.paint(painter, row, layout, self._layout.column, inks, self._layout.width)
        self._grips(painter, plan)
        start = self._sheet.positions.start_of(row)
        if start <= caret <= start + self._sheet.positions.length_of(row):
            painter.setPen(inks.pen("text"))
            clear = 0.0 if layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft else -1.0
            at = QPointF(self._off(row, layout, caret - start) + clear, 0)  # beside a stem, not on it
            layout.drawCursor(painter, at, caret - start, 2)

    def _off(self, row: int, layout: QTextLayout, position: int) -> float:
        """How far from where Qt takes it to be the caret stands."""
        line = layout.lineForTextPosition(position)
        if not self._layout.is_mixed(row) or not line.isValid():
            return 0.0
        return self._layout.ruler(row).caret(position) - caret_x(line, position)

    def _alpha(self, strength: str) -> int:
        inks = self.inks
        if strength == "hovered":
            return (inks.fill_alpha + inks.active_alpha) // 2
        return inks.active_alpha if strength == "active" else inks.fill_alpha

    def _selection(self, row: int, selected: list[tuple[int, int]]) -> list[FormatRange]:
        start, length = self._sheet.positions.start_of(row), self._sheet.positions.length_of(row)
        ranges = []
        for first, last in selected:
            if first < last and first < start + length and last > start:
                made = FormatRange()
                made.start = max(0, first - start)
                made.length = min(last - start, length) - made.start
                how = QTextCharFormat()
                how.setBackground(self.inks.brush("selection"))
                how.setForeground(self.inks.brush("selection-text"))
                made.format = how
                ranges.append(made)
        return ranges

    def _hits(self, painter: QPainter, row: int) -> None:
        sheet = self._sheet
        if not sheet.hits:
            return
        for index in sheet.hits.between(sheet.rows[row].start, sheet.rows[row].end):
            for rect in self._layout.rects(row, sheet.hits[index]):
                painter.fillRect(rect, self.inks.brush("find"))
                if index == sheet.hit:
                    painter.setPen(self.inks.pen("accent", 2.0))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(rect.adjusted(-1, -1, 1, 1))

    def _pointed(self, painter: QPainter, row: int) -> None:
        """Words somebody is to decide about: framed, as no mark and no find result is."""
        sheet = self._sheet
        span, of = sheet.pointed, sheet.rows[row]
        if span is None or span.end <= of.start or span.start >= of.end:
            return
        painter.setPen(self.inks.pen("accent", 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(self.inks.brush("accent-soft"))
        for rect in self._layout.rects(row, span):
            painter.drawRect(rect.adjusted(-2, 0, 2, 0))

    def _signs(self, painter: QPainter, plan: Plan) -> None:
        if not plan.signs:
            return
        self._sign_font.setPixelSize(round(SIGN * self._layout.typography.unit))
        painter.setFont(self._sign_font)
        ground = self.inks.brush("surface")
        for token, sign, box in plan.signs:
            painter.fillRect(box.adjusted(0, 2.5, 0, -2.5), ground)
            painter.setPen(self.inks.pen(token))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)

    def _grips(self, painter: QPainter, plan: Plan) -> None:
        """A bar at each end of the active mark, with a knob to take hold of."""
        if not plan.grips:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for token, grip in plan.grips:
            painter.setPen(self.inks.pen(token, 2.0))
            painter.drawLine(grip.bar)
            painter.setPen(self.inks.pen("surface", 1.0))
            painter.setBrush(self.inks.brush(token))
            painter.drawEllipse(grip.knob, KNOB, KNOB)
        painter.restore()

    # ---- what stands beside the text

    def _decorate(self, painter: QPainter, row: int, layout: QTextLayout) -> None:
        of, em = self._sheet.rows[row], self._layout.typography.em
        left, width = self._layout.column
        style = style_of(of)
        backwards = layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
        top, bottom = style.above * em, self._layout.heights[row] - style.below * em
        for frame in self._layout.frames(row):
            pictures.paint(painter, frame, self.inks, self._layout.typography, backwards)
        if of.label:
            self._triangle(painter, row, left + width - 0.4 * em if backwards else left + 0.4 * em, backwards)
        elif of.kind is BlockKind.QUOTATION:
            bar = left + width - 0.75 * em if backwards else left + 0.5 * em
            painter.fillRect(QRectF(bar, top + 3, 3, bottom - top - 6), self.inks.brush("line"))
        elif of.kind is BlockKind.ITEM and (bullet := self._sheet.bullet(row)):
            line = layout.lineAt(0)
            painter.setPen(self.inks.pen("text-dim"))
            painter.setFont(self._layout.typography.font(style))
            wide = 1.2 * em
            x = left + width - style.indent * em + 0.4 * em if backwards else left + style.indent * em - wide - 0.4 * em
            side = Qt.AlignmentFlag.AlignLeft if backwards else Qt.AlignmentFlag.AlignRight
            box = QRectF(x - (0 if backwards else em), line.y(), wide + em, line.height())
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, bullet)
        elif grid := self._layout.grid(row):
            painter.setPen(self.inks.pen("line"))
            painter.drawLines([QLineF(grid.left, y, grid.right, y) for y in grid.tops[1:]])

    def _triangle(self, painter: QPainter, row: int, x: float, backwards: bool) -> None:
        line, fold = self._layout.lay(row).lineAt(0), self._sheet.header(row)
        y, r = line.y() + line.height() / 2, 3.5
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.inks.brush("text-dim"))
        if fold and fold.open:
            corners = [QPointF(x - r, y - r / 2), QPointF(x + r, y - r / 2), QPointF(x, y + r)]
        else:
            tip = x - r if backwards else x + r
            corners = [QPointF(x, y - r), QPointF(x, y + r), QPointF(tip, y)]
        painter.drawPolygon(corners)
        painter.restore()
