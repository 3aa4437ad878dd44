"""Icons: line drawings of `resources/icons`, tinted with a colour of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap

from annotator.domain.resources import RESOURCES
from annotator.gui.theme import Theme

SIZE = 18
"""Logical pixels of an icon's side."""


@cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: QColor, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """An icon in one colour; `size` in logical pixels, `ratio` the screen's pixels to each of them."""
    from PySide6.QtGui import QPainter  # late, both: the start page draws none
    from PySide6.QtSvg import QSvgRenderer

    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour.name()).encode()))
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


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
