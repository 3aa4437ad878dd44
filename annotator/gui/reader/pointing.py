"""What the mouse points at in the text or among the cards, and what a click on it chooses."""

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from annotator.domain.model import Mark, Span
from annotator.gui.reader.cards import CardMargin
from annotator.gui.reader.marks import passage
from annotator.gui.reader.view import ArticleView


class Pointing(QObject):
    """Lifts the passage that is pointed at, and goes through the claims under the mouse click by click."""

    activated = Signal(str)  # a claim, "" for none
    link_activated = Signal(str)

    def __init__(self, view: ArticleView, cards: CardMargin) -> None:
        super().__init__(view)
        self._view, self._cards = view, cards
        self._at: Mark | None = None
        view.clicked.connect(self._clicked)
        view.hovered.connect(self._hovered)
        view.left.connect(lambda: self._point(None))
        cards.hovered.connect(self._point)

    def _clicked(self, spot: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        link = self._view.link_at(spot) if modifiers & Qt.KeyboardModifier.ControlModifier else None
        if link:
            self.link_activated.emit(link.href)
            return
        marks, sheet = self._view.marks_at(spot), self._view.sheet
        claims = list(dict.fromkeys(mark.claim for mark in marks))
        if not claims:
            if sheet.active:
                self.activated.emit("")
            return
        at = claims.index(sheet.active) + 1 if sheet.active in claims else 0
        claim = claims[at % len(claims)]
        sheet.chosen = next(mark.mention for mark in marks if mark.claim == claim)
        self.activated.emit(claim)

    def _hovered(self, spot: QPoint) -> None:
        view, marks = self._view, self._view.marks_at(spot)
        self._point(marks[0] if marks else None)
        header = view.sheet.header(view.row_under(spot))
        words = Qt.CursorShape.ArrowCursor if view.picture_at(spot) else Qt.CursorShape.IBeamCursor
        shape = Qt.CursorShape.PointingHandCursor if marks or header or view.link_at(spot) else words
        if view.viewport().cursor().shape() is not shape:
            view.viewport().setCursor(shape)

    def _point(self, mark: Mark | None) -> None:
        sheet, wanted = self._view.sheet, passage(mark) if mark else None
        if wanted == sheet.hovered:
            return
        before, self._at = self._at, mark
        sheet.hovered = wanted
        for part in (part for changed in (before, mark) if changed for part in sheet.marks.parts(changed)):
            self._view.repaint_rows(sheet.positions.rows_of(Span(part.start, part.end)))
        self._cards.restate()
