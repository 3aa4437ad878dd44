"""Tables: lines of a block are table rows, and tabs part their cells. Every cell is broken into lines of its own inside
its column; the layout of the paragraph stays one, so that selection and marks know nothing of it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextLine

from annotator.gui.reader.utf16 import units

PAD = 10.0
"""Pixels to the left and right of the words of a cell."""
_NARROWEST = 56.0
_SAMPLED = 200
"""Table rows that are measured; a longer table takes its columns from these."""
_MOST = 32
"""Columns that are set apart; the cells beyond share the last one."""
_FIGURE = re.compile(r"[^\w]*\d[\d\s.,:%‰+−–-]*(?:\s?[A-Za-z%€$£¥]{1,3})?[^\w]*")


class Column(NamedTuple):
    """`left, width` in pixels from the column's edge; figures stand to the right."""

    left: float
    width: float
    figures: bool


class Cell(NamedTuple):
    """Where a cell stands in its paragraph's coordinates, and its lines there, `first` up to but not `last`."""

    left: float
    right: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that has been laid out: the top of each table row (and the bottom of the last), and its cells; edges in
    the paragraph's coordinates."""

    tops: tuple[float, ...]
    bands: tuple[tuple[Cell, ...], ...]
    left: float
    right: float

    def line_at(self, layout: QTextLayout, x: float, y: float) -> QTextLine:
        """The line nearest to a point of the paragraph."""
        band = self.bands[max(0, min(bisect_right(self.tops, y) - 1, len(self.bands) - 1))]
        cell = min(band, key=lambda cell: max(cell.left - x, x - cell.right, 0.0))
        found = layout.lineAt(cell.first)
        for index in range(cell.first + 1, cell.last):
            if y < layout.lineAt(index).y():
                break
            found = layout.lineAt(index)
        return found


def columns(text: str, metrics: QFontMetricsF, width: float) -> tuple[Column, ...]:
    """The columns of a table in so many pixels: as wide as their widest cell where there is room, else narrowed, wide
    ones first, down to their longest word."""
    rows = [line.split("\t")[:_MOST] for line in text.split("\n", _SAMPLED)[:_SAMPLED]]
    count = max(len(row) for row in rows)
    wanted, least, figures = [0.0] * count, [_NARROWEST] * count, [[0, 0] for _ in range(count)]
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            advance = metrics.horizontalAdvance(cell[:200]) + 2 * PAD + 1
            wanted[index] = max(wanted[index], advance)
            if advance > least[index]:
                longest = max(cell[:200].split(), key=len, default="")
                least[index] = max(least[index], min(metrics.horizontalAdvance(longest) + 2 * PAD + 1, width / 3))
            if number and cell.strip():
                figures[index][bool(_FIGURE.fullmatch(cell.strip()[:60]))] += 1
    widths = _fitted(wanted, least, width)
    lefts = [sum(widths[:index]) for index in range(count)]
    return tuple(
        Column(left, wide, count[True] > 2 * count[False])
        for left, wide, count in zip(lefts, widths, figures, strict=True)
    )


def _fitted(wanted: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    if sum(wanted) <= width:
        spare = (width - sum(wanted)) / len(wanted)
        return [column + min(spare, column * 0.5) for column in wanted]
    if sum(least) >= width:
        return [column * width / sum(least) for column in least]
    low, high = 0.0, max(wanted)
    for _ in range(30):
        cap = (low + high) / 2
        taken = sum(min(want, max(cap, floor)) for want, floor in zip(wanted, least, strict=True))
        low, high = (cap, high) if taken <= width else (low, cap)
    return [min(want, max(low, floor)) for want, floor in zip(wanted, least, strict=True)]


@dataclass(slots=True)
class Breaker:
    """Breaks the paragraph of a table (its tabs and line ends shown as line separators) cell by cell."""

    layout: QTextLayout
    columns: tuple[Column, ...]
    left: float
    width: float
    pitch: float
    over: float
    """From the top of a line to its baseline, at the pitch of the text."""
    air: float
    """Pixels above and below the words of a table row."""
    backwards: bool
    room: Callable[[QTextLine], float]
    """What a line needs below it besides, for its underlines."""

    def lay(self, text: str, y: float) -> tuple[Grid, float]:
        """The grid of the article's words `text` from a height on, and where it ends."""
        tops, bands, end = [y], [], 0
        for line in text.removesuffix("\n").split("\n"):
            band: list[Cell] = []
            bottom = y + self.air + self.pitch
            for index, words in enumerate(line.split("\t")):
                end += units(words) + 1
                top = y + self.air if index < len(self.columns) else bottom
                cell, low = self._cell(self.columns[min(index, len(self.columns) - 1)], end, top)
                bottom = max(bottom, low)
                band.append(cell)
            y = bottom + self.air
            tops.append(y)
            bands.append(tuple(band))
        while (rest := self.layout.createLine()).isValid():
            rest.setLineWidth(self.width)
            rest.setPosition(QPointF(self.left, y - self.pitch))
        wide = self.columns[-1].left + self.columns[-1].width
        left = self.left + (self.width - wide if self.backwards else 0.0)
        return Grid(tuple(tops), tuple(bands), left, left + wide), y

    def _cell(self, column: Column, end: int, y: float) -> tuple[Cell, float]:
        wide = column.width - 2 * PAD
        left = self.left + (self.width - column.left - column.width if self.backwards else column.left) + PAD
        first = count = self.layout.lineCount()
        while True:
            line = self.layout.createLine()
            if not line.isValid():
                break
            count += 1
            line.setLineWidth(max(wide, 8.0))
            spare = wide - line.naturalTextWidth() if column.figures and not self.backwards else 0.0
            line.setPosition(QPointF(left + max(0.0, spare), max(y, y + self.over - line.ascent())))
            y += max(self.pitch, line.height() * 1.05) + self.room(line)
            if line.textStart() + line.textLength() >= end:
                break
        return Cell(left - PAD, left + wide + PAD, first, count), y
