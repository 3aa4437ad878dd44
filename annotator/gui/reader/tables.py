"""Columns of a table: its rows are lines of one paragraph, its cells are set apart by tabs."""

from PySide6.QtGui import QFontMetricsF

GAP = 24.0
_NARROWEST = 48.0


def columns(text: str, metrics: QFontMetricsF, width: float) -> list[float]:
    """Tab stops in pixels: each column as wide as its widest cell, all of them narrowed alike to fit the width."""
    widest: list[float] = []
    for line in text.split("\u2028")[:200]:
        for index, cell in enumerate(line.split("\t")):
            advance = metrics.horizontalAdvance(cell[:200]) + GAP
            if index == len(widest):
                widest.append(advance)
            widest[index] = max(widest[index], advance)
    if sum(widest) > width:
        widest = [max(_NARROWEST, column * width / sum(widest)) for column in widest]
    stops: list[float] = []
    for column in widest[:-1]:
        stops.append((stops[-1] if stops else 0.0) + column)
    return stops
