"""What marks look like in the present theme: colour, sign and words of a verdict, and the pens to draw them with."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from annotator.domain.model import ClaimState, Mark
from annotator.domain.ratings import RatingScale
from annotator.gui.theme import Theme
from annotator.gui.tones import AGAIN


@dataclass(frozen=True, slots=True)
class Tone:
    """A verdict as it is told: by the colour of a theme token, by a sign and a word, and by the style of its line."""

    token: str
    sign: str
    label: str
    line: Qt.PenStyle


_UNCHECKED = Tone("rating-none", "○", "Unchecked", Qt.PenStyle.DotLine)


class Inks:
    """Tones by scale and rating, brushes and pens by token; made once for a theme and the scales."""

    def __init__(self, theme: Theme, scales: Mapping[str, RatingScale]) -> None:
        self.theme = theme
        self.scales = scales
        self._tones: dict[tuple[str, str, ClaimState], Tone] = {}
        self._brushes: dict[tuple[str, int], QBrush] = {}
        self._pens: dict[tuple[str, float, Qt.PenStyle], QPen] = {}
        self.fill_alpha = theme.metrics["fill-alpha"]
        self.active_alpha = theme.metrics["fill-alpha-active"]

    def tone(self, mark: Mark) -> Tone:
        """The tone of a mark; a rating whose scale is not known keeps its key as its word."""
        return self.tone_of(mark.scale, mark.rating, mark.state)

    def tone_of(self, scale: str, rating: str, state: ClaimState) -> Tone:
        """The tone of all marks alike in these three."""
        tone = self._tones.get((scale, rating, state))
        if tone is None:
            tone = self._tones[scale, rating, state] = self._make(scale, rating, state)
        return tone

    def colour(self, token: str, alpha: int = 255) -> QColor:
        return self.theme.colour(token, alpha)

    def brush(self, token: str, alpha: int = 255) -> QBrush:
        brush = self._brushes.get((token, alpha))
        if brush is None:
            brush = self._brushes[token, alpha] = QBrush(self.theme.colour(token, alpha))
        return brush

    def pen(self, token: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        pen = self._pens.get((token, width, style))
        if pen is None:
            pen = QPen(self.theme.colour(token), width, style, Qt.PenCapStyle.FlatCap)
            self._pens[token, width, style] = pen
        return pen

    def _make(self, scale: str, rating: str, state: ClaimState) -> Tone:
        if state is ClaimState.UNCHECKED or not rating:
            return _UNCHECKED
        known = self.scales.get(scale)
        found = known.find(rating) if known else None
        label = found.label if found else rating
        if state is ClaimState.STALE:
            return Tone(_UNCHECKED.token, AGAIN, f"Was {label}", Qt.PenStyle.DashLine)
        if found is None:
            return Tone("rating-neutral", "•", label, Qt.PenStyle.SolidLine)
        token = found.colour if found.colour in self.theme.colours else "rating-neutral"
        return Tone(token, found.sign, label, Qt.PenStyle.SolidLine)
