"""The gutter before the text: which page or time of the original begins in a line. It is no part of the text."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QTextLayout

from annotator.gui.reader.geometry import begins_right
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.typography import RowStyle, Typography

_STYLE = RowStyle(size=0.75, sans=True)
_AIR = 0.9
"""Ems between a locator and the text; half of it stays free at the edge."""
_MOST = 0.2
"""Of the view's width that the gutter takes at most; where there is no room for it, it is left out."""
_LOOKED_AT = 2000
"""Code points of an article that tell on which side its lines begin."""


class Gutter:
    """Measured for one article and one typography. Nothing of it can be selected, copied or hit."""

    def __init__(self, sheet: Sheet, typography: Typography) -> None:
        self._sheet, self._typography = sheet, typography
        self.backwards = bool(sheet.locators) and begins_right(sheet.article.text[:_LOOKED_AT])
        self._needed = 0.0
        if sheet.locators:
            longest = max(sheet.locators.labels, key=len)
            self._needed = typography.metrics(_STYLE).horizontalAdvance(longest) + 1.5 * _AIR * typography.em

    def room(self, width: float) -> float:
        """Pixels that it takes of a view's width; 0 for an article without locators, or where there is no room."""
        return self._needed if self._needed <= _MOST * width else 0.0

    def locators(self, row: int, layout: QTextLayout) -> list[tuple[float, str]]:
        """The baselines, in the row's coordinates, of lines in which a locator begins, and the first that does."""
        of, in_row = self._sheet.rows[row], self._sheet.positions.in_row
        if of.label:
            return []
        begun = self._sheet.locators.between(of.start, of.end)
        found: dict[float, str] = {}
        for start, label in [*self._begun_out_of_sight(row), *begun]:
            line = layout.lineForTextPosition(in_row(row, start, start)[0])
            if line.isValid():
                found.setdefault(line.y() + line.ascent(), label)
        return list(found.items())

    def _begun_out_of_sight(self, row: int) -> list[tuple[int, str]]:
        """The locator of a row's start, where it began in furniture that is folded away before it."""
        rows, locators = self._sheet.rows, self._sheet.locators
        if row == 0 or not self._sheet.hidden(row - 1):
            return []
        seen = self._sheet.visible_row(row - 1) - 1
        label = locators.at(rows[row].start)
        known = locators.at(rows[seen].end - 1) if seen >= 0 else ""
        return [(rows[row].start, label)] if label != known else []

    def paint(
        self, painter: QPainter, row: int, layout: QTextLayout, column: tuple[float, float], inks: Inks, width: float
    ) -> None:
        """Beside the lines of a row, in its coordinates."""
        if not self._sheet.locators or not self.room(width):
            return
        metrics, air = self._typography.metrics(_STYLE), _AIR * self._typography.em
        painter.setFont(self._typography.font(_STYLE))
        painter.setPen(inks.pen("text-dim"))
        left, wide = column
        for y, label in self.locators(row, layout):
            x = left + wide + air if self.backwards else left - air - metrics.horizontalAdvance(label)
            painter.drawText(QPointF(x, y), label)
