"""How a card is painted: verdict by sign and word, the statement, what is missing."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Mark
from annotator.gui.reader.breaking import broken
from annotator.gui.reader.geometry import begins_right, direction_of
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.spoken import facts, flat

_PAD = 10.0
_BAR = 3.0
_REMEMBERED = 600
"""Statements whose lines are remembered."""


class Fullness(Enum):
    """How much of a claim a card tells, from the active one down to a count of many."""

    OPEN = "open"
    FULL = "full"
    LINE = "line"
    CHIP = "chip"


_LINES = {Fullness.OPEN: 6, Fullness.FULL: 2}
"""Lines of the statement at most."""
TEXT_LEFT = _PAD + _BAR + 2
"""Pixels from the left edge of a card to its words."""


class CardState(NamedTuple):
    """How a card is looked at now; `covered` pixels at the right are under its actions. `nth` is the place of its
    mention among those of the claim ("2 of 3"), "" for the only one, `parts` how many that passage has, and `locator`
    the page or time that it is from."""

    active: bool = False
    hovered: bool = False
    focused: bool = False
    covered: int = 0
    nth: str = ""
    parts: int = 1
    locator: str = ""


class CardPainter:
    """Paints cards in the colours of one theme and the application's font."""

    def __init__(self, inks: Inks) -> None:
        self.inks = inks
        self._font = QFont(QApplication.font())
        self._bold = QFont(self._font)
        self._bold.setBold(True)
        self._metrics, self._bold_metrics = QFontMetricsF(self._font), QFontMetricsF(self._bold)
        self._line = round(self._metrics.height() * 1.2)
        self._lines_of: dict[tuple[str, float, int], list[str]] = {}
        self._line_of: dict[tuple[str, float, bool], tuple[str, float]] = {}
        self.gap = float(inks.theme.metrics["space"])

    @property
    def line(self) -> int:
        """Pixels from one line of a card to the next."""
        return self._line

    @property
    def actions_height(self) -> int:
        """Pixels that the actions of an open card take at its foot."""
        return self._line + 12

    def height(self, fullness: Fullness, mark: Mark | None = None, width: int = 0) -> float:
        """The height of a card in pixels; of a full one as many lines as its statement takes in a card of a width."""
        if fullness in (Fullness.LINE, Fullness.CHIP):
            return self._line + 12.0
        lines = _LINES[fullness]
        if mark is not None:
            lines = min(lines, len(self._broken(mark.statement, width - TEXT_LEFT - _PAD, lines)))
        more = self._line + self.actions_height - 4 if fullness is Fullness.OPEN else 0
        return self._line * (lines + 1) + 2 * _PAD + more

    def paint(
        self, painter: QPainter, rect: QRectF, marks: Sequence[Mark], fullness: Fullness, state: CardState
    ) -> None:
        inks, tone = self.inks, self.inks.tone(marks[0])
        radius = inks.theme.metrics["radius"]
        border = (
            "accent" if state.focused else tone.token if state.active else "line-strong" if state.hovered else "line"
        )
        thick = 2.0 if state.focused else 1.5 if state.active else 1.0
        painter.setPen(inks.pen(border, thick))
        painter.setBrush(inks.brush("raised"))
        inset = thick / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
        if fullness is Fullness.CHIP:
            self._chip(painter, rect.adjusted(_PAD, 0, -_PAD, 0), marks)
            return
        bar = QRectF(rect.left() + 5, rect.top() + 7, _BAR, rect.height() - 14)
        painter.fillRect(bar, inks.brush(tone.token))
        inner = rect.adjusted(TEXT_LEFT, 0, -_PAD, 0)
        if fullness is Fullness.LINE:
            self._one_line(painter, inner.adjusted(0, 0, -state.covered, 0), marks[0])
        else:
            self._full(painter, inner.adjusted(0, _PAD - 2, 0, 0), marks[0], fullness, state)

    def _full(self, painter: QPainter, box: QRectF, mark: Mark, fullness: Fullness, state: CardState) -> None:
        head = QRectF(box.left(), box.top(), box.width(), self._line)
        used = self._verdict(painter, head, mark)
        told = facts(mark)
        parts = f"{state.parts} parts" if fullness is Fullness.OPEN and state.parts > 1 else ""
        where = [words for words in (state.locator, state.nth, parts) if words]
        lacking = [told[0]] if fullness is Fullness.FULL and not state.nth else []
        aside = " · ".join(where + lacking)
        self._dim(painter, head.adjusted(used + 8, 0, 0, 0), aside, Qt.AlignmentFlag.AlignRight)
        painter.setFont(self._font)
        painter.setPen(self.inks.pen("text"))
        y = box.top() + self._line + 2 + self._metrics.ascent()
        backwards = begins_right(mark.statement)
        before = painter.layoutDirection()
        painter.setLayoutDirection(direction_of(mark.statement))
        for text in self._broken(mark.statement, box.width(), _LINES[fullness]):
            left = box.right() - self._metrics.horizontalAdvance(text) if backwards else box.left()
            painter.drawText(QPointF(left, y), text)
            y += self._line
        painter.setLayoutDirection(before)
        if fullness is Fullness.OPEN:
            foot = QRectF(box.left(), y - self._metrics.ascent() + 2, box.width(), self._line)
            self._dim(painter, foot, " · ".join(told), Qt.AlignmentFlag.AlignLeft)

    def _dim(self, painter: QPainter, box: QRectF, words: str, side: Qt.AlignmentFlag) -> None:
        painter.setFont(self._font)
        painter.setPen(self.inks.pen("text-dim"))
        words = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _one_line(self, painter: QPainter, box: QRectF, mark: Mark) -> None:
        used = self._verdict(painter, box, mark)
        painter.setFont(self._font)
        painter.setPen(self.inks.pen("text"))
        rest = box.adjusted(used + 10, 0, 0, 0)
        text, _ = self._elided(mark.statement, rest.width())
        before = painter.layoutDirection()
        painter.setLayoutDirection(direction_of(mark.statement))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        painter.setLayoutDirection(before)

    def _chip(self, painter: QPainter, box: QRectF, marks: Sequence[Mark]) -> None:
        painter.setFont(self._font)
        painter.setPen(self.inks.pen("text-dim"))
        counted = f"{len(marks)} claims"
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, counted)
        painter.setFont(self._bold)
        x = box.left() + self._metrics.horizontalAdvance(counted) + 14
        seen = (self.inks.tone(mark) for mark in marks)
        tones = Counter((tone.label, tone.sign, tone.token) for tone in seen)  # those that are stale among the others
        for (_, sign, token), count in sorted(tones.items(), key=lambda item: (-item[1], item[0])):
            text = f"{sign} {count}"
            if x + self._bold_metrics.horizontalAdvance(text) > box.right():
                break
            painter.setPen(self.inks.pen(token))
            painter.drawText(QRectF(x, box.top(), 80, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += self._bold_metrics.horizontalAdvance(text) + 12

    def _verdict(self, painter: QPainter, box: QRectF, mark: Mark) -> float:
        """Sign and word of the verdict; returns the width taken."""
        tone = self.inks.tone(mark)
        painter.setFont(self._bold)
        painter.setPen(self.inks.pen(tone.token))
        text, wide = self._elided(f"{tone.sign}  {tone.label}", box.width(), bold=True)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        return wide

    def _elided(self, text: str, width: float, bold: bool = False) -> tuple[str, float]:
        """As much of a text as fits one line, and how wide that is; remembered."""
        key = (text, width, bold)
        found = self._line_of.get(key)
        if found is None:
            if len(self._line_of) > _REMEMBERED:
                self._line_of.clear()
            metrics = self._bold_metrics if bold else self._metrics
            fitting = metrics.elidedText(text if bold else flat(text), Qt.TextElideMode.ElideRight, width)
            found = self._line_of[key] = (fitting, metrics.horizontalAdvance(fitting))
        return found

    def _broken(self, text: str, width: float, most: int) -> list[str]:
        """The text in lines of a width, the last one with an ellipsis when there is more; remembered."""
        key = (text, width, most)
        found = self._lines_of.get(key)
        if found is None:
            if len(self._lines_of) > _REMEMBERED:
                self._lines_of.clear()
            found = self._lines_of[key] = broken(flat(text), self._font, self._metrics, width, most)
        return found
