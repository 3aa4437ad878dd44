"""The strip beside a comparison: where in the whole the changes are, and the one that one is at."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.guard import guarded
from annotator.gui.reader.inks import Inks

WIDTH = 16
_EDGE = 4


class ChangeStrip(QWidget):
    """`wanted` carries the number of the change that is nearest to where it was clicked."""

    wanted = Signal(int)

    def __init__(self, inks: Inks, parent: QWidget) -> None:
        super().__init__(parent)
        self._inks = inks
        self._places: Sequence[float] = ()
        self._current = -1
        self.setAccessibleName("Overview of the changes")

    def set_inks(self, inks: Inks) -> None:
        self._inks = inks
        self.update()

    def show_places(self, places: Sequence[float]) -> None:
        """Where each change is, from 0 to 1, in order."""
        self._places = places
        self.update()

    def show_current(self, number: int) -> None:
        self._current = number
        self.update()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._inks.brush("surface"))
        drawn = {round(place * (self.height() - 3)) for place in self._places}
        for y in drawn:
            painter.fillRect(QRectF(_EDGE, y, WIDTH - 2 * _EDGE, 2), self._inks.brush("line-strong"))
        if 0 <= self._current < len(self._places):
            y = round(self._places[self._current] * (self.height() - 3))
            painter.fillRect(QRectF(1, y - 1, WIDTH - 2, 4), self._inks.brush("accent"))
        painter.end()

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._places:
            return
        share = event.position().y() / max(1, self.height())
        at = bisect_left(self._places, share)
        near = [n for n in (at - 1, at) if 0 <= n < len(self._places)]
        self.wanted.emit(min(near, key=lambda n: abs(self._places[n] - share)))

    @guarded()
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
