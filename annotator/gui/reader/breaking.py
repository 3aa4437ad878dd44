"""Few words in a small box: broken into lines, with an ellipsis where they are too many."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption


def broken(text: str, font: QFont, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    """A text of one paragraph in at most so many lines of a width."""
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    cuts = [0]
    while len(cuts) <= most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(20.0, width))
        cuts.append(line.textStart() + line.textLength())
    layout.endLayout()
    units = text.encode("utf-16-le")
    parts = [units[2 * a : 2 * b].decode("utf-16-le", "replace") for a, b in pairwise(cuts)]
    if parts and 2 * cuts[-1] < len(units):
        rest = units[2 * cuts[-2] :].decode("utf-16-le", "replace")
        parts[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return parts or [""]
