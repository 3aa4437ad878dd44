"""Paints the rows in sight: decorations, fills, find results, the text with its selection, underlines and signs."""

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QPainter, QTextCharFormat, QTextLayout

from annotator.domain.model import BlockKind, InlineKind, Mark, Span
from annotator.gui.reader import lanes
from annotator.gui.reader.geometry import runs_left
from annotator.gui.reader.grips import KNOB, Grip, grips
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.layout import LazyLayout, Rects
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.typography import style_of

_STROKE = 2.0
_SIGN = 11.0

FormatRange = QTextLayout.FormatRange


@dataclass(slots=True)
class Plan:
    """What to paint on one row besides its text, in the row's coordinates; colours stay names until they are drawn, so
    that a change of theme needs no new plan."""

    fills: dict[tuple[str, str], list[QRectF]] = field(default_factory=dict)
    lines: dict[tuple[str, float, Qt.PenStyle], list[QLineF]] = field(default_factory=dict)
    signs: list[tuple[str, str, QRectF]] = field(default_factory=list)
    grips: list[tuple[str, Grip]] = field(default_factory=list)
    links: list[QLineF] = field(default_factory=list)


class RowPainter:
    """Keeps a plan for each row in sight until the row, its marks or what is active change."""

    def __init__(self, sheet: Sheet, layout: LazyLayout, inks: Inks) -> None:
        self.inks = inks
        self._sheet = sheet
        self._layout = layout
        self._plans: dict[int, Plan] = {}
        self._sign_font = QFont()
        self._sign_font.setBold(True)
        layout.forgotten = self.forget

    def forget(self, row: int | None = None) -> None:
        """Plan a row anew when it is next painted; None for all rows."""
        if row is None:
            self._plans.clear()
        else:
            self._plans.pop(row, None)

    @property
    def _unit(self) -> float:
        return self._layout.typography.unit

    def plan(self, row: int) -> Plan:
        """What is painted on a row besides its text."""
        return self._plans.get(row) or self._plans.setdefault(row, self._plan(row))

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
        painter.setPen(inks.pen("text-dim" if style_of(self._sheet.rows[row]).dim else "text"))
        drawn = QRectF() if self._layout.grid(row) else clip  # Qt takes lines to stand one below the other
        layout.draw(painter, QPointF(0, 0), self._selection(row, selected), drawn)
        painter.setPen(inks.pen("line-strong"))
        painter.drawLines(plan.links)
        for (token, width, style), lines in plan.lines.items():
            painter.setPen(inks.pen(token, width, style))
            painter.drawLines(lines)
        self._signs(painter, plan)
        self._grips(painter, plan)
        start = self._sheet.positions.start_of(row)
        if start <= caret <= start + self._sheet.positions.length_of(row):
            painter.setPen(inks.pen("text"))
            layout.drawCursor(painter, QPointF(0, 0), caret - start, 2)

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
        for index in sheet.hits_between(sheet.rows[row].start, sheet.rows[row].end):
            for rect in self._layout.rects(row, sheet.hits[index]):
                painter.fillRect(rect, self.inks.brush("find"))
                if index == sheet.hit:
                    painter.setPen(self.inks.pen("accent", 2.0))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(rect.adjusted(-1, -1, 1, 1))

    def _signs(self, painter: QPainter, plan: Plan) -> None:
        if not plan.signs:
            return
        self._sign_font.setPixelSize(round(_SIGN * self._unit))
        painter.setFont(self._sign_font)
        for token, sign, box in plan.signs:
            painter.fillRect(box.adjusted(0, 2.5, 0, -2.5), self.inks.brush("surface"))
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

    # ---- planning

    def _plan(self, row: int) -> Plan:
        of, plan = self._sheet.rows[row], Plan()
        if of.label:
            return plan
        for span in self._links(row):
            rects = self._layout.rects(row, span)
            plan.links += [QLineF(r.left(), r.bottom() - 0.5, r.right(), r.bottom() - 0.5) for r in rects]
        marks = self._sheet.marks_between(of.start, of.end)
        if marks:
            asked: Rects = cache(self._layout.measure_row(row))
            self._plan_fills(plan, row, marks, asked)
            self._plan_lines(plan, row, lanes.in_lanes(marks), asked)
            for mark in marks:
                if mark.claim == self._sheet.active:
                    found = grips(self._sheet, self._layout, row, mark)
                    plan.grips += [(self.inks.tone(mark).token, grip) for grip in found]
        return plan

    def _links(self, row: int) -> list[Span]:
        of, blocks = self._sheet.rows[row], self._sheet.article.blocks
        if of.block < 0 or not blocks:
            return []
        links = (i for i in blocks[of.block].inlines if i.kind in (InlineKind.LINK, InlineKind.NOTE))
        return [Span(i.start, i.end) for i in links if i.start < of.end and i.end > of.start]

    def _plan_fills(self, plan: Plan, row: int, marks: list[Mark], rects: Rects) -> None:
        """The active mark wins the ground it stands on, else the innermost."""
        of, active = self._sheet.rows[row], self._sheet.active
        cuts = sorted({max(m.start, of.start) for m in marks} | {min(m.end, of.end) for m in marks})
        pieces: list[tuple[str, str, int, int]] = []
        here: list[Mark] = []
        coming = iter(marks)
        following = next(coming, None)
        for start, end in pairwise(cuts):
            here = [mark for mark in here if mark.end > start]
            while following and following.start <= start:
                here.append(following)
                following = next(coming, None)
            if not here:
                continue
            mark = here[0] if len(here) == 1 else min(here, key=lambda m: (m.claim != active, m.end - m.start))
            token, strength = self.inks.tone(mark).token, self._strength(mark)
            if pieces and pieces[-1][3] == start and pieces[-1][:2] == (token, strength):
                start = pieces.pop()[2]
            pieces.append((token, strength, start, end))
        for token, strength, start, end in pieces:
            plan.fills.setdefault((token, strength), []).extend(rects(start, end))

    def _strength(self, mark: Mark) -> str:
        if mark.claim == self._sheet.active:
            return "active"
        return "hovered" if mark.mention == self._sheet.hovered else ""

    def _plan_lines(self, plan: Plan, row: int, placed: list[tuple[Mark, int]], rects: Rects) -> None:
        of, unit = self._sheet.rows[row], self._unit
        size = _SIGN * unit
        taken: dict[float, list[tuple[float, float]]] = {}
        for mark, lane in placed:
            drop = lanes.drop(lane, unit)
            tone = self.inks.tone(mark)
            found = rects(max(mark.start, of.start), min(mark.end, of.end))
            lines = [QLineF(r.left(), r.bottom() + drop, r.right() - 1, r.bottom() + drop) for r in found]
            width = (_STROKE + 1.0 if mark.claim == self._sheet.active else _STROKE) * unit
            plan.lines.setdefault((tone.token, width, tone.line), []).extend(lines)
            if mark.end <= of.end and lines:
                box = self._sign_box(row, mark, found[-1], drop)
                x = _clear(box.left(), box.top(), size, taken.setdefault(found[-1].bottom(), []))
                plan.signs.append((tone.token, tone.sign, QRectF(x, box.top(), size, size)))

    def _sign_box(self, row: int, mark: Mark, last: QRectF, drop: float) -> QRectF:
        """A small box at the end of the underline: on the right, or on the left where the text runs to the left."""
        if self._layout.is_mixed(row):
            last = (self._layout.rects(row, Span(mark.end - 1, mark.end)) or [last])[-1]
        size = _SIGN * self._unit
        knob = KNOB + 1 if mark.claim == self._sheet.active else 0.0
        left = runs_left(self._sheet.article.text[mark.end - 1])
        x = last.left() + knob if left else last.right() - size - knob
        return QRectF(x, last.bottom() + drop - size / 2 + 1.0, size, size)


def _clear(x: float, y: float, size: float, taken: list[tuple[float, float]]) -> float:
    """Where a sign goes along its underline: back, until it covers none of the others below that line of text."""
    while (left := next((a for a, b in taken if abs(a - x) < size - 1 and abs(b - y) < size - 3), None)) is not None:
        x = left - size
    taken.append((x, y))
    return x
