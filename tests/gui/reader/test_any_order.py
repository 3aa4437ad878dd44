"""Whatever is done in whatever order, marks are painted where the model says and hit where they are painted."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import BlockKind, Mark, Span
from annotator.domain.text import whole
from annotator.gui.reader import Reader
from annotator.gui.theme import themes
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import AWKWARD, article, mark, picture, pictured

TABLE = (
    "Year\tRate\tRemarks\n1932\t14.9%\ta remark that goes on over some lines of its cell, 👍🏽 and on\n\t\tلا شيء 42"
)
BARE = article(
    [
        *AWKWARD,
        ("Menu", BlockKind.FURNITURE),
        (TABLE, BlockKind.TABLE),
        *AWKWARD,
        ("Log in", BlockKind.FURNITURE),
        *AWKWARD,
    ]
)
SHOWN = pictured(BARE, *(picture(BARE.blocks[n].start + 3 * (n % 2), "A picture") for n in (0, 2, 9, 12, 18, 19)))


class Hand:
    """Does one thing after another to a reader, and knows which marks should be there. Numbers go from 0 to 99."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.there: dict[str, Mark] = {}
        self._steps: list[dict[str, Mark]] = [{}]

    def scroll(self, number: int) -> None:
        bar = self.reader.view.verticalScrollBar()
        bar.setValue(bar.maximum() * number // 100)

    def resize(self, number: int) -> None:
        self.reader.resize(500 + number * 8, 300 + number * 3)

    def theme(self, number: int) -> None:
        self.reader.set_theme(themes()["dark" if number % 2 else "light"])

    def scale(self, number: int) -> None:
        self.reader.set_text_scale(80 + 2 * number)

    def spacing(self, number: int) -> None:
        self.reader.set_line_spacing(80 + number)

    def mark(self, number: int) -> None:
        self._mark(self._span(number, 1 + number))

    def nest(self, number: int) -> None:
        span = self._span(number, 60)
        for inset in range(7):
            if len(span) > 2 * inset:
                self._mark(whole(SHOWN.text, Span(span.start + inset, span.end - inset)))

    def part(self, number: int) -> None:
        """A further part of a passage that is there."""
        if self.there:
            head = self.there[sorted(self.there)[number % len(self.there)]]
            made = mark(SHOWN, self._span(99 - number, 1 + number // 3), "wrong")
            self._put(replace(made, claim=head.claim, continues=head.continues or head.mention))

    def _mark(self, span: Span) -> None:
        self._put(mark(SHOWN, span, "wrong"))

    def _put(self, made: Mark) -> None:
        self.there[made.mention] = made
        self._steps.append(dict(self.there))
        self.reader.update_marks([made])

    def unmark(self, number: int) -> None:
        if self.there:
            gone = sorted(self.there)[number % len(self.there)]
            del self.there[gone]
            self._steps.append(dict(self.there))
            self.reader.update_marks([], [gone])

    def undo(self, number: int) -> None:
        """Many steps at once: all marks are shown anew."""
        self.there = dict(self._steps[number % len(self._steps)])
        self.reader.set_marks(list(self.there.values()))

    def activate(self, number: int) -> None:
        marks = sorted(self.there.values(), key=lambda one: one.mention)
        claim = marks[number % len(marks)].claim if marks and number % 5 else None
        self.reader.activate(claim, scroll=number % 2 == 0)

    def move_end(self, number: int) -> None:
        moved: list[tuple[str, Span]] = []
        told = self.reader.mention_moved.connect(lambda mention, span: moved.append((mention, span)))
        self.reader.move_end("end" if number % 2 else "start", 1 if number % 4 < 2 else -1)
        self.reader.mention_moved.disconnect(told)
        for mention, span in moved:
            made = replace(self.there[mention], start=span.start, end=span.end)
            self.there[mention] = made
            self.reader.update_marks([made])

    def find(self, number: int) -> None:
        bar = self.reader.find_bar
        bar.pattern.setChecked(number % 3 == 0)
        bar.open(r"\w+e\b" if number % 3 == 0 else "e" if number % 2 else "ق")

    def fold(self, number: int) -> None:
        self.reader.view.fold_toggled.emit(self.reader.view.sheet.folds[number % 2])

    def jump(self, number: int) -> None:
        self.reader.go_to(self._span(number, 3))

    def back(self, number: int) -> None:
        (self.reader.go_back if number % 2 else self.reader.go_forward)()

    def grow(self, number: int) -> None:
        (self.reader.grow_selection if number % 3 else self.reader.shrink_selection)()

    def step_by_cards(self, number: int) -> None:
        """From the text into the cards and along them; now and then Enter and back."""
        QTest.keyClick(self.reader.view, Qt.Key.Key_Tab)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Escape)[: number % 5]:
            QTest.keyClick(QApplication.focusWidget() or self.reader.view, key)

    def _span(self, number: int, length: int) -> Span:
        point = number * len(SHOWN.text) // 100
        return whole(SHOWN.text, Span(point, min(len(SHOWN.text), point + length)))


ACTS: dict[str, Callable[[Hand, int], None]] = {
    name: act for name, act in vars(Hand).items() if callable(act) and not name.startswith("_")
}


@given(acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 99)), max_size=12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_painted_agrees_with_the_model_both_ways(acts: list[tuple[str, int]], shows: Shows) -> None:
    hand = Hand(shows(SHOWN, size=(800, 400)))
    reader = hand.reader
    for name, number in acts:
        ACTS[name](hand, number)
        image = reader.view.viewport().grab().toImage()
        assert {one.mention: one for one in reader.view.sheet.marks} == hand.there
        painted = {one.mention: _painted(reader, one) for one in hand.there.values()}
        for mention, rects in painted.items():
            for rect in rects:
                if rect.width() > 2:
                    assert mention in {one.mention for one in reader.mark_at(rect.center())}
        _points_hit_what_is_painted(reader, painted)
        _lines_are_seen(reader, hand, painted, image)
        look_at_cards(reader)
    reader.close()


def _painted(reader: Reader, one: Mark) -> list[QRect]:
    rects = reader.rects_of(one.mention)
    assert rects == [rect.toAlignedRect() for rect in reader.view.rects_of(Span(one.start, one.end))]
    return rects


def _points_hit_what_is_painted(reader: Reader, painted: dict[str, list[QRect]]) -> None:
    """From the pixel to the model: what is hit is painted there or, as its words are, just above."""
    area = reader.view.viewport().rect()
    for x in range(20, area.width(), 61):
        for y in range(50, area.height(), 37):
            spot = QPoint(x, y)
            hit = {one.mention for one in reader.mark_at(spot)}
            over = {m for m, rects in painted.items() if any(r.adjusted(1, 1, -1, -1).contains(spot) for r in rects)}
            near = {m for m, rects in painted.items() if any(r.adjusted(-1, -1, 1, 48).contains(spot) for r in rects)}
            assert over <= hit <= near


def _lines_are_seen(reader: Reader, hand: Hand, painted: dict[str, list[QRect]], image: QImage) -> None:
    """A mark that shares its row with none is underlined in the colour of its verdict."""
    ink = reader._theme.colour("rating-false")
    rows = reader.view.sheet.positions.rows_of
    for one in hand.there.values():
        mine = rows(Span(one.start, one.end))
        others = [rows(Span(o.start, o.end)) for o in hand.there.values() if o is not one]
        if any(other.start < mine.stop and mine.start < other.stop for other in others):
            continue
        for rect in painted[one.mention]:
            x, y = rect.center().x(), rect.bottom() + 1
            if rect.width() > 40 and 0 <= x < image.width() and 4 <= y < image.height() - 4:
                assert any(_alike(image.pixelColor(x, y + n), ink) for n in range(-3, 4)), one


def _alike(one: QColor, other: QColor) -> bool:
    return abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue()) < 90


def look_at_cards(reader: Reader) -> None:
    """No card over another, each in sight on the screen where it is said to be, and none missing beside the text."""
    cards, margin = reader.cards.cards, reader.cards
    for above, below in pairwise(cards):
        assert below.top >= above.bottom - 1e-6
    carded = [mark.mention for card in cards for mark in card.marks]
    assert len(carded) == len(set(carded))
    for card in cards:
        place = margin.rect_of(card).toAlignedRect()
        widget = margin.widget_of(card.marks[0].mention)
        if place.top() < margin.height() and place.bottom() > 0:
            assert widget is not None and widget.isVisible() and widget.geometry() == place
    if not margin.in_pane:
        view = reader.view
        for mark in view.sheet.marks:
            if view.sheet.marks.is_further(mark):
                assert mark.mention not in carded
                continue
            rects = view.rects_of(Span(mark.start, mark.start + 1))
            assert not any(0 <= rect.top() < view.viewport().height() for rect in rects) or mark.mention in carded
