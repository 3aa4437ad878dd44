"""The strip at the far right: where in the whole article claims of each verdict are, and what part is in view."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.model import ClaimState, Mark, Span
from annotator.gui.guard import guarded
from annotator.gui.reader.inks import Inks

WIDTH = 16
BINS = 200
"""The article in so many equal parts; each has one bar, as long as it has many marks and divided by verdict."""


Kind = tuple[str, str, ClaimState]
"""What marks of one look have in common; the look itself is asked for when it is drawn."""


class Overview(QWidget):
    """Bars grow with the square root of the number of marks, so that dense articles do not fill the strip."""

    wanted = Signal(int)  # an article's point

    def __init__(self, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = inks
        self._length = 1
        self._bins: list[Counter[Kind]] = [Counter() for _ in range(BINS)]
        self._hits: tuple[int, ...] = ()
        self._view = (0.0, 1.0)
        self._bars: QPixmap | None = None
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Overview of the article")

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 200)

    def set_inks(self, inks: Inks) -> None:
        self._inks = inks
        self._renew()

    def set_marks(self, length: int, marks: Iterable[Mark]) -> None:
        """Count all marks of an article of so many code points."""
        self._length = max(1, length)
        self._bins = [Counter() for _ in range(BINS)]
        self._count(marks, 1)

    def change(self, removed: Iterable[Mark], added: Iterable[Mark]) -> None:
        """Count some marks out and others in."""
        self._count(removed, -1)
        self._count(added, 1)

    def set_hits(self, hits: Iterable[Span]) -> None:
        """Where find results are."""
        self._hits = tuple(sorted({self._bin(hit.start) for hit in hits}))
        self._renew()

    def set_view(self, start: float, end: float) -> None:
        """The part of the article in view, each from 0 to 1."""
        if (start, end) != self._view:
            self._view = (start, end)
            self.update()

    def _count(self, marks: Iterable[Mark], by: int) -> None:
        bins, length = self._bins, self._length
        for mark in marks:
            bins[min(BINS - 1, mark.start * BINS // length)][mark.scale, mark.rating, mark.state] += by
        self._renew()

    def _bin(self, point: int) -> int:
        return min(BINS - 1, point * BINS // self._length)

    def _renew(self) -> None:
        self._bars = None
        self.update()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._bars is None:
            self._bars = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._bars)
        start, end = self._view
        if end - start < 1.0:
            top, height = start * self.height(), max(12.0, (end - start) * self.height())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._inks.colour("text", 150))
            painter.setBrush(self._inks.brush("text", 24))
            painter.drawRoundedRect(QRectF(0.5, min(top, self.height() - height) + 0.5, WIDTH - 1, height - 1), 3, 3)

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._inks.colour("surface"))
        painter = QPainter(pixmap)
        most = max((sum(found.values()) for found in self._bins), default=0)
        step = self.height() / BINS
        for index, found in enumerate(self._bins):
            total = sum(found.values())
            if total > 0:
                self._bar(painter, found, index * step, max(2.0, step - 0.5), (total / most) ** 0.5 * (WIDTH - 4))
        for index in self._hits:
            painter.fillRect(QRectF(WIDTH - 3, index * step, 3, max(2.0, step)), self._inks.brush("accent"))
        painter.end()
        return pixmap

    def _bar(self, painter: QPainter, found: Counter[Kind], y: float, height: float, length: float) -> None:
        total, x = sum(found.values()), 2.0
        length = max(length, 5.0)
        for kind, count in sorted(found.items()):
            if count > 0:
                wide = length * count / total
                painter.fillRect(QRectF(x, y, wide, height), self._inks.brush(self._inks.tone_of(*kind).token))
                x += wide

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._bars = None

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ask(event)

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._ask(event)

    def _ask(self, event: QMouseEvent) -> None:
        share = min(1.0, max(0.0, event.position().y() / max(1, self.height())))
        self.wanted.emit(int(share * self._length))
