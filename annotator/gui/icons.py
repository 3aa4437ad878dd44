"""Icons: line drawings of `resources/icons`, tinted with a colour of the theme."""

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap

from annotator.domain.resources import RESOURCES
from annotator.gui.theme import Theme

SIZE = 18
"""Logical pixels of an icon's side."""


@cache
def _drawing(name: str, pixels: int) -> QImage:
    """An icon in black, so many pixels wide; drawn once, and inked for each theme."""
    from PySide6.QtGui import QPainter  # late, both: the start page draws none
    from PySide6.QtSvg import QSvgRenderer

    drawn = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(str(RESOURCES / "icons" / f"{name}.svg"))
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return drawn


def pixmap(name: str, colour: QColor, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """An icon in one colour; `size` in logical pixels, `ratio` the screen's pixels to each of them."""
    from PySide6.QtGui import QPainter  # late: the start page draws none

    inked = QImage(_drawing(name, round(size * ratio)))
    painter = QPainter(inked)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(inked.rect(), colour)
    painter.end()
    made = QPixmap.fromImage(inked)
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, theme: Theme, token: str = "text-dim") -> QIcon:
    """An icon for buttons and menus, sharp at one and two pixels to the point, dimmed when disabled."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, theme.colour(token), ratio=ratio))
        made.addPixmap(pixmap(name, theme.colour("line-strong"), ratio=ratio), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """The icon of the application itself."""
    return QIcon(str(RESOURCES / "icons" / "annotator.svg"))
