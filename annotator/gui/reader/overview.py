"""The strip at the far right: where in the whole article claims of each verdict are, and what part is in view."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.model import ClaimState, Mark
from annotator.gui.guard import guarded
from annotator.gui.reader.inks import Inks

WIDTH = 20
BINS = 200
"""The article in so many equal parts."""
_LEAST = 3.0
"""Pixels that a bar is high at the least."""
_EDGE = 2.0
_HITS = 4.0
"""Pixels at the right for find results."""
_FAINTEST, _USUAL = 60, 150
"""How opaque (of 255) a part with few marks is, and one with as many as the article has on average."""
_ORDER = (
    "rating-none", "rating-unknown", "rating-false", "rating-mostly-false", "rating-mixed", "rating-neutral",
    "rating-mostly-true", "rating-true",
)  # fmt: skip
"""Cells from left to right: what is still to be done, what is wrong, what holds."""

Kind = tuple[str, str, ClaimState]
"""What marks of one look have in common; the look itself is asked for when it is drawn."""


class _Cell(NamedTuple):
    """A verdict in a part of the article: how opaque (of 255), `left, wide` in pixels."""

    token: str
    strength: int
    left: float
    wide: float


class Overview(QWidget):
    """Each part of the article is a bar, shared by the verdicts that it holds; the more marks of one, against what is
    usual in this article, the stronger its colour. So an article that is dense throughout is no solid block, and where
    something is wrong still stands out."""

    wanted = Signal(int)  # an article's point
    pressed = Signal()  # before the first of the points that one drag wants

    def __init__(self, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = inks
        self._length = 1
        self._bins: list[Counter[Kind]] = [Counter() for _ in range(BINS)]
        self._hits: frozenset[int] = frozenset()
        self._view = (0.0, 1.0)
        self._bars: QPixmap | None = None
        self._lanes: tuple[str, ...] = ()
        self._cells: list[list[_Cell]] = [[] for _ in range(BINS)]
        self._stale: set[int] = set()
        """Parts that have changed since their cells were cut and drawn."""
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Overview of the article")

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 200)

    def set_inks(self, inks: Inks) -> None:
        """Another theme, which nothing is counted anew for, or other scales."""
        if inks.scales is not self._inks.scales:
            self._stale = set(range(BINS))
        self._inks = inks
        self._renew()

    def set_marks(self, length: int, marks: Iterable[Mark]) -> None:
        """Count all marks of an article of so many code points."""
        self._length = max(1, length)
        self._bins = [Counter() for _ in range(BINS)]
        self._stale = set(range(BINS))
        self._count(marks, 1)
        self._renew()

    def change(self, removed: Iterable[Mark], added: Iterable[Mark]) -> None:
        """Count some marks out and others in."""
        self._count(removed, -1)
        self._count(added, 1)

    def set_hits(self, points: Sequence[int]) -> None:
        """Where find results are, in order."""
        found, at = set(), 0
        while at < len(points):
            found.add(index := self._bin(points[at]))
            at = bisect_left(points, index + 1, lo=at + 1, key=self._bin)
        self._hits = frozenset(found)
        self._renew()

    def set_view(self, start: float, end: float) -> None:
        """The part of the article in view, each from 0 to 1."""
        if (start, end) != self._view:
            self._view = (start, end)
            self.update()

    def _count(self, marks: Iterable[Mark], by: int) -> None:
        bins, length, stale = self._bins, self._length, self._stale
        for mark in marks:
            index = min(BINS - 1, mark.start * BINS // length)
            bins[index][mark.scale, mark.rating, mark.state] += by
            stale.add(index)
        self.update()

    def _bin(self, point: int) -> int:
        return min(BINS - 1, point * BINS // self._length)

    def _renew(self) -> None:
        self._bars = None
        self.update()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._pixmap())
        start, end = self._view
        if end - start < 1.0:
            top, height = start * self.height(), max(12.0, (end - start) * self.height())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._inks.colour("text", 150))
            painter.setBrush(self._inks.brush("text", 24))
            painter.drawRoundedRect(QRectF(0.5, min(top, self.height() - height) + 0.5, WIDTH - 1, height - 1), 3, 3)

    def _pixmap(self) -> QPixmap:
        """The strip as it should be; only what has changed is drawn, or all of it when there are other verdicts."""
        if self._bars is not None and not self._stale:
            return self._bars
        self._cut()
        anew = self._bars is None
        if self._bars is None:
            ratio = self.devicePixelRatioF()
            self._bars = QPixmap(self.size() * ratio)
            self._bars.setDevicePixelRatio(ratio)
            self._bars.fill(self._inks.colour("surface"))
        painter = QPainter(self._bars)
        for index in range(BINS) if anew else self._stale:
            self._draw(painter, index) if anew else self._draw_again(painter, index)
        painter.end()
        self._stale = set()
        return self._bars

    def _cut(self) -> None:
        """Share what has changed among its verdicts, or all of it when there are others than before."""
        if not self._stale:
            return
        token_of = {kind: self._inks.tone_of(*kind).token for kind in set().union(*self._bins)}
        counts: Counter[str] = Counter()
        for kinds in self._bins:
            for kind, count in kinds.items():
                counts[token_of[kind]] += count
        lanes = tuple(sorted((token for token in counts if counts[token] > 0), key=_place))
        if lanes != self._lanes:
            self._lanes, self._stale, self._bars = lanes, set(range(BINS)), None
        for index in self._stale:
            found: Counter[str] = Counter()
            for kind, count in self._bins[index].items():
                found[token_of[kind]] += count
            here = [token for token in lanes if found[token] > 0]
            wide = (WIDTH - 2 * _EDGE - _HITS) / max(1, len(here))
            gap = 0.5 if len(here) > 1 else 0.0
            self._cells[index] = [
                _Cell(token, _strength(found[token], counts[token] / BINS), _EDGE + at * wide, wide - gap)
                for at, token in enumerate(here)
            ]

    def _draw(self, painter: QPainter, index: int) -> None:
        """One part of the article: a cell for each verdict in it, and whether something was found there."""
        top, high = self._part(index)
        for token, strength, left, wide in self._cells[index]:
            painter.fillRect(QRectF(left, top, wide, high), self._inks.brush(token, strength))
        if index in self._hits:
            painter.fillRect(QRectF(WIDTH - _HITS, top, _HITS, high), self._inks.brush("accent"))

    def _draw_again(self, painter: QPainter, index: int) -> None:
        """The same where something was drawn before. A bar may be higher than its part, so its neighbours are drawn
        too, as far as they reach into what is blanked."""
        top, high = self._part(index)
        area = QRect(0, top, WIDTH, ceil(high) + 1)
        painter.setClipRect(area)
        painter.fillRect(area, self._inks.brush("surface"))
        reach = ceil((_LEAST + 2) * BINS / max(1, self.height()))
        for near in range(max(0, index - reach), min(BINS, index + reach + 1)):
            self._draw(painter, near)

    def _part(self, index: int) -> tuple[int, float]:
        """Where a part begins, and how high its bars are, in pixels: high enough to be seen, unless the next part has
        bars of its own."""
        step = self.height() / BINS
        top, below = round(index * step), round((index + 1) * step)
        followed = index + 1 < BINS and self._cells[index + 1]
        return top, below - top - 0.5 if below - top - 0.5 >= _LEAST else below - top if followed else _LEAST

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


def _place(token: str) -> tuple[int, str]:
    return _ORDER.index(token) if token in _ORDER else len(_ORDER), token


def _strength(count: int, usual: float) -> int:
    """How opaque a part of a lane is. Few marks in all are each as plain to see as can be."""
    if usual < 1.0:
        return 255
    share = count / usual
    return round(min(255.0, _FAINTEST + (_USUAL - _FAINTEST) * share if share < 1 else _USUAL + 105 * (1 - 1 / share)))
