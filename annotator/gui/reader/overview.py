"""The strip at the far right: where in the whole article claims of each verdict are, and what part is in view."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.model import ClaimState, Mark, Span
from annotator.gui.guard import guarded
from annotator.gui.reader.inks import Inks

WIDTH = 20
BINS = 200
"""The article in so many equal parts."""
_EDGE = 2.0
_HITS = 4.0
"""Pixels at the right for find results."""
_FAINTEST, _USUAL = 60, 150
"""How opaque (of 255) a part with few marks is, and one with as many as the article has on average."""
_ORDER = (
    "rating-none", "rating-unknown", "rating-false", "rating-mostly-false", "rating-mixed", "rating-neutral",
    "rating-mostly-true", "rating-true",
)  # fmt: skip
"""Lanes from left to right: what is still to be done, what is wrong, what holds."""

Kind = tuple[str, str, ClaimState]
"""What marks of one look have in common; the look itself is asked for when it is drawn."""


class Overview(QWidget):
    """A lane for each verdict that there is; the more marks, against what is usual in this article, the stronger the
    colour. So an article that is dense throughout is no solid block, and where something is wrong still stands out."""

    wanted = Signal(int)  # an article's point
    pressed = Signal()  # before the first of the points that one drag wants

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
        lanes = self._lanes()
        step, wide = self.height() / BINS, (WIDTH - 2 * _EDGE - _HITS) / max(1, len(lanes))
        for lane, (token, counts) in enumerate(lanes):
            usual = sum(counts) / BINS
            left, gap = _EDGE + lane * wide, 0.5 if len(lanes) > 1 else 0.0
            for index, count in enumerate(counts):
                if count > 0:
                    box = QRectF(left, index * step, wide - gap, max(2.0, step - 0.5))
                    painter.fillRect(box, self._inks.brush(token, _strength(count, usual)))
        for index in self._hits:
            painter.fillRect(QRectF(WIDTH - _HITS, index * step, _HITS, max(2.0, step)), self._inks.brush("accent"))
        painter.end()
        return pixmap

    def _lanes(self) -> list[tuple[str, list[int]]]:
        """How many marks of each colour there are in each part, in the order of the lanes."""
        found: dict[str, list[int]] = {}
        for index, kinds in enumerate(self._bins):
            for kind, count in kinds.items():
                if count > 0:
                    token = self._inks.tone_of(*kind).token
                    found.setdefault(token, [0] * BINS)[index] += count
        known = {token: place for place, token in enumerate(_ORDER)}
        return sorted(found.items(), key=lambda lane: (known.get(lane[0], len(known)), lane[0]))

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._bars = None

    @guarded()
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        self._ask(event)

    @guarded()
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._ask(event)

    def _ask(self, event: QMouseEvent) -> None:
        share = min(1.0, max(0.0, event.position().y() / max(1, self.height())))
        self.wanted.emit(int(share * self._length))


def _strength(count: int, usual: float) -> int:
    """How opaque a part of a lane is. Few marks in all are each as plain to see as can be."""
    if usual < 1.0:
        return 255
    share = count / usual
    return round(min(255.0, _FAINTEST + (_USUAL - _FAINTEST) * share if share < 1 else _USUAL + 105 * (1 - 1 / share)))
