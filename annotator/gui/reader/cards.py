"""The margin: a card beside each marked passage, fuller or shorter as there is room, never one over another."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.model import Mark
from annotator.gui.guard import guarded
from annotator.gui.reader.card_paint import CardPainter, Fullness
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.placing import place
from annotator.gui.reader.view import ArticleView

_PIN = 1e6
"""Weight of the active card: it stays beside its passage and the others make way."""
_WINDOW = 16
"""The rows about the view are taken in steps of so many, so that scrolling a little moves no card."""


_STRAIN = 100.0
"""Pixels that a card may stand from its passage before its neighbourhood gets shorter cards."""
_TOUCH = 8.0
_SHORTER = (Fullness.FULL, Fullness.LINE, Fullness.CHIP)

Group = tuple[tuple[Mark, ...], Fullness]


@dataclass(frozen=True, slots=True)
class Card:
    """A placed card: one mark, or all of a crowded paragraph. `top, height, anchor` in pixels of the document."""

    marks: tuple[Mark, ...]
    fullness: Fullness
    top: float
    height: float
    anchor: float


class CardMargin(QWidget):
    """Paints only the cards near the view. Cards are placed anew when rows, marks or what is active change."""

    activated = Signal(object)  # Mark
    hovered = Signal(object)  # Mark | None

    def __init__(self, view: ArticleView, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._painter = CardPainter(inks)
        self.cards: list[Card] = []
        self._key: tuple[object, ...] = ()
        self._revision = 0
        self.setMouseTracking(True)
        self.setAccessibleName("Claims beside the text")
        view.moved.connect(self.update)

    def set_inks(self, inks: Inks) -> None:
        self._painter.inks = inks
        self.update()

    def renew(self) -> None:
        """Marks or what is active changed."""
        self._revision += 1
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self._painter.inks.theme.metrics["card-width"], 200)

    # ---- placing

    def arrange(self) -> None:
        """Place the cards of the rows about the view, unless nothing that matters has changed."""
        lines, top = self._view.lines, self._view.top
        height = self._view.viewport().height()
        first = max(0, lines.heights.find(top - height) // _WINDOW * _WINDOW)
        last = min(len(self._view.sheet.rows), (lines.heights.find(top + 2 * height) // _WINDOW + 1) * _WINDOW)
        low, high = lines.heights.top(first), lines.heights.top(last)
        key = (id(self._view.sheet), first, last, low, high, self._revision, self.width())
        if key == self._key:
            return
        self._key = key
        rows = self._view.sheet.rows
        start = 0 if first == 0 else rows[first].start
        marks = self._view.sheet.marks.starting(start, max(rows[last - 1].end, start) + 1)
        self.cards = self._fitted(marks, high - low)

    def _fitted(self, marks: list[Mark], room: float) -> list[Card]:
        """Full cards where there is room; where cards are pushed too far from their passages, lines, then chips."""
        active = self._view.sheet.active
        start = next((f for f in _SHORTER if len(marks) * self._painter.height(f) <= 2 * room), Fullness.CHIP)
        groups: list[Group] = [((m,), Fullness.OPEN if m.claim == active else start) for m in marks]
        if start is Fullness.CHIP:
            groups = self._chips(groups)
        cards = self._placed(groups)
        for shorter in _SHORTER[_SHORTER.index(start) + 1 :]:
            strained = _strained(cards)
            if not any(strained):
                break
            groups = [
                (card.marks, shorter if tight and card.fullness is not Fullness.OPEN else card.fullness)
                for card, tight in zip(cards, strained, strict=True)
            ]
            cards = self._placed(self._chips(groups) if shorter is Fullness.CHIP else groups)
        return cards

    def _chips(self, groups: list[Group]) -> list[Group]:
        """Neighbouring chips of one row become one; a chip of a single mark is a line."""
        row_of = self._view.sheet.positions.row_of
        joined: list[tuple[list[Mark], Fullness]] = []
        chip_row = -1
        for marks, fullness in groups:
            row = row_of(marks[0].start) if fullness is Fullness.CHIP else -1
            if row >= 0 and row == chip_row:
                joined[-1][0].extend(marks)
            else:
                joined.append((list(marks), fullness))
            chip_row = row
        return [
            (tuple(marks), Fullness.LINE if fullness is Fullness.CHIP and len(marks) == 1 else fullness)
            for marks, fullness in joined
        ]

    def _placed(self, groups: list[Group]) -> list[Card]:
        heights = [self._painter.height(fullness, marks[0], self.width()) for marks, fullness in groups]
        anchors, lowest = [], 0.0
        for marks, _ in groups:
            lowest = max(lowest, self._anchor(marks[0]))
            anchors.append(lowest)
        weights = [_PIN if fullness is Fullness.OPEN else 1.0 for _, fullness in groups]
        tops = place(anchors, heights, self._painter.gap, weights)
        shift = max(0.0, 8.0 - tops[0]) if tops and tops[0] < 8.0 else 0.0
        cards, floor = [], 8.0
        for (marks, fullness), top, height, anchor in zip(groups, tops, heights, anchors, strict=True):
            top = max(top, floor) if shift else top
            floor = top + height + self._painter.gap
            cards.append(Card(marks, fullness, top, height, anchor))
        return cards

    def _anchor(self, mark: Mark) -> float:
        """The height of the line where a mark begins: exact in laid rows, else a good guess."""
        lines, positions = self._view.lines, self._view.sheet.positions
        row = self._view.sheet.visible_row(positions.row_of(mark.start))
        of = self._view.sheet.rows[row]
        if of.label or lines.is_laid(row):
            unit = 0 if of.label else positions.in_row(row, mark.start, mark.start)[0]
            return lines.position_y(row, unit)
        return lines.guess_y(row, (mark.start - of.start) / max(1, of.end - of.start))

    def card_at(self, point: QPoint) -> Card | None:
        """The card under a point of the margin."""
        y = point.y() + self._view.top
        return next((card for card in self.cards if card.top <= y < card.top + card.height), None)

    def rect_of(self, card: Card) -> QRectF:
        """Where a card stands in the margin."""
        return QRectF(12, round(card.top - self._view.top), self.width() - 24, card.height)

    # ---- events

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        self.arrange()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._painter.inks.brush("surface"))
        sheet = self._view.sheet
        for card in self.cards:
            rect = self.rect_of(card)
            if rect.bottom() < 0 or rect.top() > self.height():
                continue
            active = any(mark.claim == sheet.active for mark in card.marks)
            hovered = any(mark.mention == sheet.hovered for mark in card.marks)
            if active or hovered:
                self._leader(painter, card, rect)
            self._painter.paint(painter, rect, card.marks, card.fullness, active, hovered)

    def _leader(self, painter: QPainter, card: Card, rect: QRectF) -> None:
        """A line from the passage to its card, for the one in question alone: many would tangle."""
        y = card.anchor - self._view.top + self._view.lines.typography.em * 0.8
        painter.setPen(self._painter.inks.pen(self._painter.inks.tone(card.marks[0]).token, 1.5))
        painter.drawLine(QPoint(0, round(y)), QPoint(6, round(y)))
        painter.drawLine(QPoint(6, round(y)), QPoint(6, round(rect.top() + 14)))
        painter.drawLine(QPoint(6, round(rect.top() + 14)), QPoint(12, round(rect.top() + 14)))

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        card = self.card_at(event.position().toPoint())
        if card and event.button() is Qt.MouseButton.LeftButton:
            self.activated.emit(card.marks[0])

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        card = self.card_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if card else Qt.CursorShape.ArrowCursor)
        self.hovered.emit(card.marks[0] if card else None)

    @guarded()
    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    @guarded()
    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)


def _strained(cards: list[Card]) -> list[bool]:
    """For each card whether it stands in a run of touching cards, one of which is too far from its passage."""
    strained: list[bool] = []
    run: list[Card] = []
    for card in cards:
        if run and card.top > run[-1].top + run[-1].height + 2 * _TOUCH:
            strained += [_is_far(run)] * len(run)
            run = []
        run.append(card)
    return strained + [_is_far(run)] * len(run)


def _is_far(run: list[Card]) -> bool:
    return any(abs(card.top - card.anchor) > _STRAIN for card in run)
