"""Whatever is done in whatever order, marks are painted where the model says and hit where they are painted."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import BlockKind, Span
from annotator.domain.text import whole
from annotator.gui.reader import Reader
from annotator.gui.theme import themes
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import AWKWARD, article, mark

SHOWN = article([*AWKWARD, ("Menu", BlockKind.FURNITURE), *AWKWARD, ("Log in", BlockKind.FURNITURE), *AWKWARD])


class Hand:
    """Does one thing after another to a reader, and knows which marks should be there. Numbers go from 0 to 99."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.there: dict[str, Span] = {}

    def scroll(self, number: int) -> None:
        bar = self.reader.view.verticalScrollBar()
        bar.setValue(bar.maximum() * number // 100)

    def resize(self, number: int) -> None:
        self.reader.resize(500 + number * 8, 300 + number * 3)

    def theme(self, number: int) -> None:
        self.reader.set_theme(themes()["dark" if number % 2 else "light"])

    def scale(self, number: int) -> None:
        self.reader.set_text_scale(80 + number)

    def mark(self, number: int) -> None:
        made = mark(SHOWN, self._span(number, 1 + number), "wrong")
        self.there[made.mention] = Span(made.start, made.end)
        self.reader.update_marks([made])

    def unmark(self, number: int) -> None:
        if self.there:
            gone = sorted(self.there)[number % len(self.there)]
            del self.there[gone]
            self.reader.update_marks([], [gone])

    def find(self, number: int) -> None:
        self.reader.find_bar.open("e" if number % 2 else "ق")

    def fold(self, number: int) -> None:
        self.reader.view.fold_toggled.emit(self.reader.view.sheet.folds[number % 2])

    def jump(self, number: int) -> None:
        self.reader.go_to(self._span(number, 3))

    def activate(self, number: int) -> None:
        claims = sorted({mark.claim for mark in self.reader.view.sheet.marks})
        self.reader.activate(claims[number % len(claims)] if claims and number % 5 else None, scroll=number % 2 == 0)

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
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_painted_agrees_with_the_model_both_ways(acts: list[tuple[str, int]], shows: Shows) -> None:
    hand = Hand(shows(SHOWN, size=(800, 400)))
    reader = hand.reader
    for name, number in acts:
        ACTS[name](hand, number)
        reader.grab()
        assert {m.mention for m in reader.view.sheet.marks} == set(hand.there)
        for mention, span in hand.there.items():
            rects = reader.rects_of(mention)
            assert rects == [rect.toAlignedRect() for rect in reader.view.rects_of(span)]
            for rect in rects:
                if rect.width() > 2:
                    assert mention in {m.mention for m in reader.mark_at(rect.center())}
        look_at_cards(reader)
    reader.close()


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
            rects = view.rects_of(Span(mark.start, mark.start + 1))
            assert not any(0 <= rect.top() < view.viewport().height() for rect in rects) or mark.mention in carded
