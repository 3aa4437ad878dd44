"""Pictures of the article are never loaded: where one stood, a calm frame says what it showed."""

from html import escape
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from annotator.domain.model import Inline
from annotator.gui.reader.breaking import broken
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.typography import RowStyle, Typography

_WORDS = RowStyle(size=0.85, sans=True)
_LINES = 2
"""Lines of the words in a frame at most."""
_GAP, _AIR, _ICON = 0.6, 0.45, 1.6
"""Ems between a frame and what follows, inside it above and below the words, and of its icon's width."""
_MOST = 1000
"""Code points of each thing that a tip tells."""
_SHOWN = 300
"""Code points of what a picture is said to show that are ever shown at once."""


class Frame(NamedTuple):
    """A frame as it stands on a row, in the row's coordinates."""

    picture: Inline
    box: QRectF


def name_of(picture: Inline) -> str:
    """What a picture shows by its alternative text, else the name of its file; "" when nothing is known."""
    label = " ".join(picture.label[:_SHOWN].split())
    if label or not picture.href.startswith(("http://", "https://", "file://")):
        return label
    return unquote(urlsplit(picture.href).path.rpartition("/")[2])[:_SHOWN]


def told(picture: Inline) -> str:
    """What stands in place of a picture among words."""
    name = name_of(picture)
    return f"[Picture: {name}]" if name else "[Picture]"


def tip(picture: Inline) -> str:
    """What more there is to say of a picture; escaped."""
    known = (" ".join(picture.label.split()), "" if picture.href.startswith("data:") else picture.href)
    said = "<br>".join(escape(words[:_MOST]) for words in known if words)
    return f"<qt>{said or 'The article does not tell what the picture shows.'}<br>Pictures are not loaded.</qt>"


def frame_height(typography: Typography) -> float:
    """Pixels of a frame."""
    return round(_LINES * typography.metrics(_WORDS).lineSpacing() + 2 * _AIR * typography.em)


def room(typography: Typography, count: int) -> float:
    """Pixels that so many frames take, one above the other, with what they need to stand off from the words."""
    return count * (frame_height(typography) + gap(typography))


def gap(typography: Typography) -> float:
    """Pixels between a frame and the words."""
    return float(round(_GAP * typography.em))


def frames(pictures: list[Inline], left: float, width: float, top: float, typography: Typography) -> list[Frame]:
    """The frames of pictures from a height down."""
    high = frame_height(typography)
    step = room(typography, 1)
    return [Frame(one, QRectF(left, top + at * step, width, high)) for at, one in enumerate(pictures)]


def paint(painter: QPainter, frame: Frame, inks: Inks, typography: Typography, backwards: bool) -> None:
    """A frame with an icon and the words, which begin where the text of its row does."""
    em, unit, box = typography.em, typography.unit, frame.box
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(inks.pen("line"))
    painter.setBrush(inks.brush("raised"))
    radius = inks.theme.metrics["radius"]
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    wide, inset = _ICON * em, 0.8 * em
    icon = QRectF(QPointF(), QSizeF(wide, wide * 0.76))
    icon.moveCenter(QPointF(box.right() - inset - wide / 2 if backwards else box.left() + inset + wide / 2, 0))
    icon.moveTop(box.center().y() - icon.height() / 2)
    _icon(painter, icon, inks, unit)
    words = (
        box.adjusted(inset, 0, -(2 * inset + wide), 0) if backwards else box.adjusted(2 * inset + wide, 0, -inset, 0)
    )
    _words(painter, words, name_of(frame.picture) or "Picture", inks, typography, backwards)
    painter.restore()


def _icon(painter: QPainter, box: QRectF, inks: Inks, unit: float) -> None:
    """A landscape: hills below a sun."""
    painter.setPen(inks.pen("text-dim", 1.2 * unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 2 * unit, 2 * unit)

    def at(x: float, y: float) -> QPointF:
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    painter.drawPolyline(QPolygonF([at(0.1, 0.84), at(0.36, 0.4), at(0.57, 0.72), at(0.7, 0.56), at(0.9, 0.84)]))
    painter.drawLine(QLineF(at(0.1, 0.84), at(0.9, 0.84)))
    painter.drawEllipse(at(0.72, 0.3), 1.6 * unit, 1.6 * unit)


def _words(painter: QPainter, box: QRectF, words: str, inks: Inks, typography: Typography, backwards: bool) -> None:
    font, metrics = typography.font(_WORDS), typography.metrics(_WORDS)
    painter.setFont(font)
    painter.setPen(inks.pen("text-dim"))
    lines = broken(words, font, metrics, box.width(), _LINES)
    y = box.center().y() - len(lines) * metrics.lineSpacing() / 2 + metrics.ascent()
    for line in lines:
        x = box.right() - metrics.horizontalAdvance(line.rstrip()) if backwards else box.left()
        painter.drawText(QPointF(x, y), line)
        y += metrics.lineSpacing()
