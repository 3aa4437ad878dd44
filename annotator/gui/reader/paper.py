"""Paper: strips of text as wide as a page, and where one page ends and the next begins. All lengths but points are dots
of the device that is painted on."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from annotator.gui.reader.utf16 import units

_MARGIN = 15.0
"""Millimetres of white on each side of a page at the least."""
_LINE = 1.28
"""Distance of two baselines, in heights of the font."""
_FOOT = 30.0
"""Points of room for the foot of a page."""


class Paper(NamedTuple):
    """What a page has room for: `height` is without its foot; `point` is how many dots a point has."""

    width: float
    height: float
    foot: float
    point: float

    @classmethod
    def of(cls, device: QPagedPaintDevice) -> "Paper":
        """The pages of a device, which is given margins that are wide enough."""
        now = device.pageLayout().margins(QPageLayout.Unit.Millimeter)
        sides = (max(_MARGIN, side) for side in (now.left(), now.top(), now.right(), now.bottom()))
        device.setPageMargins(QMarginsF(*sides), QPageLayout.Unit.Millimeter)
        point = device.logicalDpiY() / 72
        return cls(device.width(), device.height() - _FOOT * point, _FOOT * point, point)


@dataclass(slots=True)
class Face:
    """A font, the distance of its baselines, and how far below the top of a line they are."""

    font: QFont
    pitch: float
    over: float

    @classmethod
    def of(cls, font: QFont) -> "Face":
        metrics = QFontMetricsF(font)
        pitch = metrics.height() * _LINE
        return cls(font, pitch, (pitch + metrics.ascent() - metrics.descent()) / 2)


class Words:
    """Text in stretches of their own formats, counted as Qt counts."""

    def __init__(self) -> None:
        self.text = ""
        self._parts: list[str] = []
        self._ranges: list[QTextLayout.FormatRange] = []
        self._length = 0

    def add(self, text: str, how: QTextCharFormat) -> "Words":
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = self._length, units(text), how
        self._length += units(text)
        self._parts.append(text)
        self._ranges.append(made)
        return self

    def laid(self, face: "Face", width: float) -> "Laid":
        """The words broken into lines of a width."""
        self.text = "".join(self._parts)
        pitch, over = face.pitch, face.over
        layout = QTextLayout(self.text, face.font)
        layout.setTextOption(_OPTIONS[_backwards(self.text)])
        layout.setFormats(self._ranges)
        layout.beginLayout()
        bottoms = [0.0]
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            top = bottoms[-1]
            line.setPosition(QPointF(0, max(top, top + over - line.ascent())))
            bottoms.append(top + max(pitch, line.height() * 1.05))
        layout.endLayout()
        return Laid(layout, bottoms[1:] or [pitch], pitch)


class Laid(NamedTuple):
    """Words in lines: where each line ends."""

    layout: QTextLayout
    bottoms: list[float]
    pitch: float


@dataclass(slots=True)
class Strip:
    """Something as wide as the page that may end after any of its `breaks` and go on on the next page. `above` and
    `below` are the least room around it, `keep` what must follow it on its page; `edges` are where lines between cells
    are drawn."""

    parts: Sequence[tuple[float, float, QTextLayout]]
    breaks: Sequence[float]
    above: float = 0.0
    below: float = 0.0
    keep: float = 0.0
    edges: Sequence[float] = ()
    pen: QPen | None = None

    @property
    def height(self) -> float:
        return self.breaks[-1]

    def paint(self, painter: QPainter, y: float, start: float, end: float, width: float) -> None:
        """Paint what lies between two of the breaks at a height of the page."""
        here = QRectF(0, start, width, end - start)
        painter.save()
        painter.translate(0, y - start)
        painter.setClipRect(here.adjusted(-width, 0, width, 0))
        for x, top, layout in self.parts:
            layout.draw(painter, QPointF(x, top), [], here)
        if self.pen is not None:
            painter.setPen(self.pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for left, right in zip(self.edges, self.edges[1:], strict=False):
                painter.drawRect(QRectF(left, 0, right - left, self.height))
        painter.restore()


def paragraph(words: Words, face: Face, width: float, indent: float, air: tuple[float, float]) -> Strip:
    """A strip of running text that stands in from the side it is read from."""
    laid = words.laid(face, width - indent)
    x = 0.0 if _backwards(words.text) else indent
    return Strip([(x, 0.0, laid.layout)], laid.bottoms, *air)


def cells(each: Sequence[Words], face: Face, edges: Sequence[float], pad: float, pen: QPen) -> Strip:
    """A strip of cells side by side between the edges; it is broken where no line of any cell would be cut."""
    laid = [
        words.laid(face, right - left - 2 * pad) for words, left, right in zip(each, edges[:-1], edges[1:], strict=True)
    ]
    height = max(one.bottoms[-1] for one in laid) + 2 * pad
    lines = [pair for one in laid for pair in zip([0.0, *one.bottoms], one.bottoms, strict=False)]
    inner = sorted({bottom for _, bottom in lines})
    breaks = [b + pad for b in inner[:-1] if not any(top + 0.5 < b < bottom - 0.5 for top, bottom in lines)]
    parts = [(left + pad, pad, one.layout) for left, one in zip(edges, laid, strict=False)]
    return Strip(parts, [*breaks, height], edges=edges, pen=pen)


class Pages:
    """Strips on pages: where each page begins, as the number of a strip and how far into it."""

    def __init__(self, height: float) -> None:
        self._height = height
        self.starts: list[tuple[int, float]] = [(0, 0.0)]
        self._count = 0
        self._y = self._below = 0.0

    def put(self, strip: Strip) -> None:
        """Place the next strip."""
        number, self._count = self._count, self._count + 1
        top = self._y + gap(self._y, self._below, strip)
        if self._y and top + min(strip.breaks[0], strip.height) + strip.keep > self._height:
            top = self._turn(number, 0.0)
        offset = 0.0
        while top + strip.height - offset > self._height:
            room = self._height - top + offset
            fitting = [one for one in strip.breaks if offset < one <= room]
            cut = fitting[-1] if fitting else next(one for one in strip.breaks if one > offset)
            if cut >= strip.height:
                break
            top, offset = self._turn(number, cut), cut
        self._y, self._below = top + strip.height - offset, strip.below

    def _turn(self, number: int, offset: float) -> float:
        self.starts.append((number, offset))
        return 0.0

    def parts(self, page: int) -> Iterator[tuple[int, float, float | None]]:
        """The strips of a page (from 1): number, from where, and up to where (None for its end)."""
        at, offset = self.starts[page - 1]
        last, until = self.starts[page] if page < len(self.starts) else (self._count, 0.0)
        while (at, offset) < (last, until):
            yield at, offset, until if at == last else None
            at, offset = at + 1, 0.0


def gap(y: float, below: float, strip: Strip) -> float:
    """The room before a strip, none at the head of a page."""
    return max(below, strip.above) if y else 0.0


def _backwards(text: str) -> bool:
    """Whether a paragraph is read from right to left: by its first letter that has a direction (UAX #9, P2 and P3)."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


def _option(backwards: bool) -> QTextOption:
    side = Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    return option


_OPTIONS = {backwards: _option(backwards) for backwards in (False, True)}
