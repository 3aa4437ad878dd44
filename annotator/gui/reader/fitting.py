"""Which cards a stretch of the article gets and where: fuller or shorter as there is room, never one over another.

An article is cut into stretches by its text alone, and the cards of a stretch stay within it. So no card moves when
another part comes into view, and what was placed once need not be placed again.
"""

from dataclasses import dataclass, replace

from annotator.domain.model import Mark
from annotator.gui.reader.card_paint import CardPainter, Fullness
from annotator.gui.reader.layout import FOOT
from annotator.gui.reader.placing import place
from annotator.gui.reader.view import ArticleView

_STRETCH = 1600
"""Code points of a stretch, less than a screenful: all of one is laid out when a part of it comes into sight."""
_ROWS = 48
"""Rows of a stretch at most."""
_PIN = 1e6
"""Weight of the active card: it stays beside its passage and the others make way."""
_STRAIN = 100.0
"""Pixels that a card may stand from its passage before its neighbourhood gets shorter cards."""
_TOUCH = 8.0
_KEPT = 60
"""Stretches whose cards are remembered."""
_SHORTER = (Fullness.FULL, Fullness.LINE, Fullness.CHIP)

Group = tuple[tuple[Mark, ...], Fullness]


@dataclass(frozen=True, slots=True)
class Card:
    """A placed card: one mark, or all of a crowded passage. `top, height, anchor` in pixels of the document."""

    marks: tuple[Mark, ...]
    fullness: Fullness
    top: float
    height: float
    anchor: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


class Fitter:
    """Places the cards of stretches; remembers them as long as nothing that matters changes."""

    def __init__(self, view: ArticleView, painter: CardPainter) -> None:
        self._view = view
        self._painter = painter
        self._placed: dict[int, tuple[object, list[Card]]] = {}

    def forget(self) -> None:
        """The article, fonts or what cards say changed."""
        self._placed.clear()

    # ---- stretches

    def stretch(self, row: int) -> range:
        """The stretch of rows that a row belongs to."""
        first, stop, count = row, row + 1, len(self._view.sheet.rows)
        while not self._begins(first):
            first -= 1
        while stop < count and not self._begins(stop):
            stop += 1
        return range(first, stop)

    def _begins(self, row: int) -> bool:
        rows = self._view.sheet.rows
        return row == 0 or row % _ROWS == 0 or self._number(rows[row].start) != self._number(rows[row - 1].start)

    def _number(self, point: int) -> int:
        """Stretches are counted; the last one is never a short rest."""
        return min(point // _STRETCH, max(0, len(self._view.sheet.article.text) // _STRETCH - 1))

    def _marks(self, rows: range) -> tuple[Mark, ...]:
        """The marks that begin in a stretch. Those behind a closed fold belong to where the fold's line is."""
        sheet = self._view.sheet
        start = 0 if rows.start == 0 else self._border(rows.start)
        return tuple(sheet.marks.starting(start, max(self._border(rows.stop), start)))

    def _border(self, row: int) -> int:
        """Where a row begins in the article (code points); for one in a closed fold, where what follows that does."""
        sheet = self._view.sheet
        if row < len(sheet.rows) and sheet.hidden(row):
            row = sheet.folds[sheet.rows[row].fold].rows.stop
        return sheet.rows[row].start if row < len(sheet.rows) else len(sheet.article.text) + 1

    # ---- cards

    def cards(self, rows: range, width: int) -> list[Card]:
        """The cards of a stretch whose rows are laid, in a margin of so many pixels."""
        view = self._view
        base, end = view.lines.heights.top(rows.start), view.lines.heights.top(rows.stop)
        if rows.stop == len(view.sheet.rows):
            end = max(end + FOOT, float(view.viewport().height()))
        marks = self._marks(rows)
        active = view.sheet.active
        opened = next((mark.mention for mark in marks if mark.claim == active), "")
        key = (marks, base, end, width, opened)
        known = self._placed.pop(rows.start, None)
        if known is None or known[0] != key:
            known = (key, self._fitted(marks, opened, base, end, width))
        self._placed[rows.start] = known
        if len(self._placed) > _KEPT:
            del self._placed[next(iter(self._placed))]
        return known[1]

    def _fitted(self, marks: tuple[Mark, ...], opened: str, base: float, end: float, width: int) -> list[Card]:
        """Full cards where there is room; where cards are pushed too far from their passages, lines, then chips."""
        anchors, gap = self._anchors(marks), self._painter.gap
        room = end - base - gap
        bounds = (max(base + gap / 2, gap), end - gap / 2)

        def placed(groups: list[Group]) -> list[Card]:
            return self._place(groups, anchors, bounds, width)

        start = next((f for f in _SHORTER if len(marks) * self._painter.height(f) <= 2 * room), Fullness.CHIP)
        groups: list[Group] = [((m,), Fullness.OPEN if m.mention == opened else start) for m in marks]
        cards = placed(self._chips(groups) if start is Fullness.CHIP else groups)
        for shorter in _SHORTER[_SHORTER.index(start) + 1 :]:
            strained = _strained(cards)
            if not any(strained):
                break
            groups = [
                (card.marks, shorter if tight and card.fullness is not Fullness.OPEN else card.fullness)
                for card, tight in zip(cards, strained, strict=True)
            ]
            cards = placed(self._chips(groups) if shorter is Fullness.CHIP else groups)
        while cards and cards[-1].bottom > bounds[1] + 1 and len(cards) > 1:
            crowded = _crowd([(card.marks, card.fullness) for card in cards])
            if len(crowded) == len(cards):
                break
            cards = placed(crowded)
        return cards

    def _chips(self, groups: list[Group]) -> list[Group]:
        """Neighbouring chips of one row become one; a chip of a single mark is a line."""
        row_of = self._view.sheet.positions.row_of
        joined: list[tuple[list[Mark], Fullness]] = []
        chip_row = -1
        for marks, fullness in groups:
            row = row_of(marks[0].start) if fullness is Fullness.CHIP else -1
            if row >= 0 and row == chip_row:
                joined[-1][0].extend(marks)
            else:
                joined.append((list(marks), fullness))
            chip_row = row
        return [
            (tuple(marks), Fullness.LINE if fullness is Fullness.CHIP and len(marks) == 1 else fullness)
            for marks, fullness in joined
        ]

    def _place(
        self, groups: list[Group], anchors: dict[str, float], bounds: tuple[float, float], width: int
    ) -> list[Card]:
        heights = [self._painter.height(fullness, marks[0], width) for marks, fullness in groups]
        starts = [anchors[marks[0].mention] for marks, _ in groups]
        weights = [_PIN if fullness is Fullness.OPEN else 1.0 for _, fullness in groups]
        tops = place(starts, heights, self._painter.gap, weights, bounds)
        return [
            Card(marks, fullness, top, height, anchor)
            for (marks, fullness), top, height, anchor in zip(groups, tops, heights, starts, strict=True)
        ]

    def _anchors(self, marks: tuple[Mark, ...]) -> dict[str, float]:
        """By mention, the height of the line where it begins; none above the one before."""
        found, lowest = {}, 0.0
        for mark in marks:
            lowest = found[mark.mention] = max(lowest, self.anchor(mark))
        return found

    def anchor(self, mark: Mark) -> float:
        """The height of the line where a mark begins: exact in laid rows, else a good guess."""
        lines, sheet = self._view.lines, self._view.sheet
        row = sheet.visible_row(sheet.positions.row_of(mark.start))
        of = sheet.rows[row]
        if of.label or lines.is_laid(row):
            return lines.position_y(row, 0 if of.label else sheet.positions.in_row(row, mark.start, mark.start)[0])
        return lines.guess_y(row, (mark.start - of.start) / max(1, of.end - of.start))


def apart(cards: list[Card], gap: float) -> list[Card]:
    """The cards of neighbouring stretches, none over another: a stretch may be too low even for one card."""
    found: list[Card] = []
    for card in cards:
        if found and card.top < found[-1].bottom:
            card = replace(card, top=found[-1].bottom + gap)
        found.append(card)
    return found


def _crowd(groups: list[Group]) -> list[Group]:
    """Join neighbours two by two, but for the open card."""
    joined: list[Group] = []
    fresh = False
    for marks, fullness in groups:
        if fresh and fullness is not Fullness.OPEN and joined[-1][1] is not Fullness.OPEN:
            joined[-1] = ((*joined[-1][0], *marks), Fullness.CHIP)
            fresh = False
        else:
            joined.append((marks, fullness))
            fresh = True
    return joined


def _strained(cards: list[Card]) -> list[bool]:
    """For each card whether it stands in a run of touching cards, one of which is too far from its passage."""
    strained: list[bool] = []
    run: list[Card] = []
    for card in cards:
        if run and card.top > run[-1].bottom + 2 * _TOUCH:
            strained += [_is_far(run)] * len(run)
            run = []
        run.append(card)
    return strained + [_is_far(run)] * len(run)


def _is_far(run: list[Card]) -> bool:
    return any(abs(card.top - card.anchor) > _STRAIN for card in run)
