"""Where the ends of the active mark are taken hold of: a bar at each end of its words, with a knob."""

from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QTextLine

from annotator.domain.model import Mark
from annotator.gui.reader.geometry import caret_x
from annotator.gui.reader.layout import LazyLayout
from annotator.gui.reader.sheet import Sheet

KNOB = 4.0
"""Pixels from the middle of a knob to its rim."""


class Grip(NamedTuple):
    """`bar, knob` in the row's coordinates; `at_start` tells the two ends apart."""

    mark: Mark
    at_start: bool
    bar: QLineF
    knob: QPointF


def grips(sheet: Sheet, lines: LazyLayout, row: int, mark: Mark) -> list[Grip]:
    """The ends of a mark that a row shows: the knob of the first above the words, that of the last below them."""
    of, in_row = sheet.rows[row], sheet.positions.in_row
    if sheet.hidden(row) or of.label:
        return []
    found = []
    layout = lines.lay(row)
    if of.start <= mark.start < of.end:
        unit, _ = in_row(row, mark.start, mark.start)
        line = layout.lineForTextPosition(unit)
        if line.isValid():
            x = caret_x(line, unit)
            found.append(Grip(mark, True, _bar(line, x), QPointF(x, line.y() - KNOB / 2)))
    if of.start < mark.end <= of.end:
        first, unit = in_row(row, mark.end - 1, mark.end)
        line = layout.lineForTextPosition(first)
        if line.isValid():
            x = caret_x(line, first, after=True) if lines.is_mixed(row) else caret_x(line, unit)
            x = min(x, line.naturalTextRect().right())
            found.append(Grip(mark, False, _bar(line, x), QPointF(x, line.y() + line.height() + KNOB / 2)))
    return found


def _bar(line: QTextLine, x: float) -> QLineF:
    return QLineF(x, line.y(), x, line.y() + line.height())
