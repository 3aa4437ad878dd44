"""Whatever is done in whatever order, each claim in sight has its card, and no card is over another."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Span
from annotator.gui.reader import Reader
from tests.gui.reader.conftest import Shows
from tests.gui.reader.test_any_order import ACTS, SHOWN, Hand


def activate(hand: Hand, number: int) -> None:
    claims = sorted({mark.claim for mark in hand.reader.view.sheet.marks})
    hand.reader.activate(claims[number % len(claims)] if claims and number % 5 else None, scroll=number % 2 == 0)


def step_by_cards(hand: Hand, number: int) -> None:
    """From the text into the cards and along them; now and then Enter and back."""
    QTest.keyClick(hand.reader.view, Qt.Key.Key_Tab)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Escape)[: number % 5]:
        QTest.keyClick(QApplication.focusWidget() or hand.reader.view, key)


ALL: dict[str, Callable[[Hand, int], None]] = {**ACTS, "activate": activate, "step by cards": step_by_cards}


@given(acts=st.lists(st.tuples(st.sampled_from(sorted(ALL)), st.integers(0, 99)), max_size=14))
@example(acts=[("jump", 77), ("mark", 0), ("part", 4)])
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cards_agree_with_the_model(acts: list[tuple[str, int]], shows: Shows) -> None:
    hand = Hand(shows(SHOWN, size=(800, 400)))
    for name, number in acts:
        ALL[name](hand, number)
        hand.reader.grab()
        look_at_cards(hand.reader)
    hand.reader.close()


def look_at_cards(reader: Reader) -> None:
    """Each card in sight is on the screen where it is said to be, and beside the text none is missing; a passage in
    parts has one, beside the first."""
    view, margin = reader.view, reader.cards
    for above, below in pairwise(margin.cards):
        assert below.top >= above.bottom - 1e-6
    carded = [mark.mention for card in margin.cards for mark in card.marks]
    assert len(carded) == len(set(carded))
    for card in margin.cards:
        place = margin.rect_of(card).toAlignedRect()
        widget = margin.widget_of(card.marks[0].mention)
        if place.top() < margin.height() and place.bottom() > 0:
            assert widget is not None and widget.isVisible() and widget.geometry() == place
    for mark in view.sheet.marks if not margin.in_pane else ():
        rects = view.rects_of(Span(mark.start, mark.start + 1))
        in_sight = any(0 <= rect.top() < view.viewport().height() for rect in rects)
        assert mark.mention in carded or view.sheet.marks.is_further(mark) or not in_sight
