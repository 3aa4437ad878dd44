"""How far two pictures are from each other: over all, and in the place where they differ most."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

CELL = 8
"""Pixels: the side of the squares in which the greatest difference is looked for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Of the three colours, from 0 to 255. `picture` shows what differs, brightened."""

    mean: float
    greatest: float
    picture: QImage


def difference(one: QImage, other: QImage) -> Difference:
    """Raises ValueError when the pictures are not of one size."""
    if one.size() != other.size():
        raise ValueError(f"{one.width()} by {one.height()} pixels, not {other.width()} by {other.height()}")
    apart = one.convertToFormat(QImage.Format.Format_RGB32)
    _paint(apart, other, QPainter.CompositionMode.CompositionMode_Difference)
    cells = apart.scaled(
        QSize(max(1, apart.width() // CELL), max(1, apart.height() // CELL)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    colours = [cells.pixelColor(x, y) for y in range(cells.height()) for x in range(cells.width())]
    sums = [colour.red() + colour.green() + colour.blue() for colour in colours]
    for _ in range(2):
        _paint(apart, apart.copy(), QPainter.CompositionMode.CompositionMode_Plus)
    return Difference(sum(sums) / len(sums) / 3, max(sums) / 3, apart)


def _paint(ground: QImage, image: QImage, how: QPainter.CompositionMode) -> None:
    painter = QPainter(ground)
    painter.setCompositionMode(how)
    painter.drawImage(0, 0, image)
    painter.end()
