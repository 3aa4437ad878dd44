"""What the pane below the text shows where the window is narrow: the current claim between its neighbours, or else the
claims in sight."""

from PySide6.QtCore import QSize

from annotator.domain.model import Mark, Span
from annotator.gui.reader.card_paint import CardPainter, Fullness
from annotator.gui.reader.fitting import Card, Fitter, Group
from annotator.gui.reader.view import ArticleView

_EDGE = 8.0
_SIDES = 24
"""Pixels above the first card; to both sides of the cards together."""


def pane_height(painter: CardPainter) -> int:
    """Room for an open card with two lines of statement and a short one before and after it, in pixels."""
    opened = painter.height(Fullness.OPEN) - 4 * painter.line
    return round(2 * _EDGE + opened + 2 * (painter.height(Fullness.LINE) + painter.gap))


def pane_cards(view: ArticleView, fitter: Fitter, painter: CardPainter, size: QSize) -> list[Card]:
    """The cards of the pane, from top to bottom in its own pixels."""
    width, room = size.width() - _SIDES, size.height() - 2 * _EDGE
    current = _current(view)
    if current is None:
        return _listed(_in_sight(view, fitter), painter, room)
    store = view.sheet.marks
    group = [(current, Fullness.OPEN)]
    height = painter.height(Fullness.OPEN, current, width)
    for by in (1, -1):
        beside = store.neighbour(current, by)
        more = painter.height(Fullness.LINE) + painter.gap
        if beside is not None and height + more <= room:
            group.insert(len(group) if by > 0 else 0, (beside, Fullness.LINE))
            height += more
    return _stacked([((mark,), fullness) for mark, fullness in group], painter, width)


def _current(view: ArticleView) -> Mark | None:
    """The mention of the current claim that is in sight, else its first."""
    marks = view.sheet.marks.of_claim(view.sheet.active or "")
    shown = next((mark for mark in marks if view.shows(Span(mark.start, mark.end))), marks[0] if marks else None)
    return view.sheet.marks.parts(shown)[0] if shown else None


def _in_sight(view: ArticleView, fitter: Fitter) -> list[Mark]:
    rows = view.visible_rows()
    if not len(rows):
        return []
    marks = view.sheet.marks.starting(view.sheet.rows[rows[0]].start, view.sheet.rows[rows[-1]].end)
    low, high = view.top, view.top + view.viewport().height()
    return [mark for mark in marks if low <= fitter.anchor(mark) < high - view.lines.typography.em]


def _listed(marks: list[Mark], painter: CardPainter, room: float) -> list[Card]:
    """One line for each; when there are too many, one for all the rest."""
    most = max(1, int((room + painter.gap) // (painter.height(Fullness.LINE) + painter.gap)))
    groups: list[Group] = [((mark,), Fullness.LINE) for mark in marks]
    if len(groups) > most:
        groups = [*groups[: most - 1], (tuple(marks[most - 1 :]), Fullness.CHIP)]
    return _stacked(groups, painter, 0)


def _stacked(groups: list[Group], painter: CardPainter, width: int) -> list[Card]:
    cards, top = [], _EDGE
    for marks, fullness in groups:
        height = painter.height(fullness, marks[0], width)
        cards.append(Card(marks, fullness, top, height, top))
        top += height + painter.gap
    return cards
