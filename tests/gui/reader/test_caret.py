"""Whoever goes somewhere goes on from there: the keys after a heading, a claim or a card act at that place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain.model import Span
from annotator.gui.reader import Reader
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import long_article, mark, span_of

SHIFT = Qt.KeyboardModifier.ShiftModifier
SHOWN = long_article(300)
CLAIM = mark(SHOWN, Span(SHOWN.blocks[150].start + 9, SHOWN.blocks[150].start + 30), "wrong")


@pytest.fixture
def reader(shows: Shows) -> Reader:
    return shows(SHOWN, [CLAIM])


def _selected(reader: Reader) -> str:
    span = reader.selection()
    return SHOWN.text[span.start : span.end] if span else ""


def test_keys_go_on_from_the_passage_gone_to(reader: Reader) -> None:
    block = SHOWN.blocks[200]
    reader.go_to(Span(block.start, block.end))
    here = reader.view.top
    QTest.keyClick(reader.view, Qt.Key.Key_Right)
    QTest.keyClick(reader.view, Qt.Key.Key_End, SHIFT)
    assert _selected(reader)
    assert block.start + 1 == (reader.selection() or Span(0, 0)).start
    assert reader.view.top == here


def test_keys_go_on_from_the_claim_gone_to(reader: Reader) -> None:
    reader.activate(CLAIM.claim)
    for _ in range(CLAIM.end - CLAIM.start):
        QTest.keyClick(reader.view, Qt.Key.Key_Right, SHIFT)
    assert reader.selection() == Span(CLAIM.start, CLAIM.end)


def test_the_caret_stays_where_it_is_inside_the_claim(reader: Reader) -> None:
    reader.go_to(Span(CLAIM.start + 5, CLAIM.start + 6))
    reader.activate(CLAIM.claim)
    QTest.keyClick(reader.view, Qt.Key.Key_Right, SHIFT)
    assert reader.selection() == Span(CLAIM.start + 5, CLAIM.start + 6)


def test_the_caret_stays_when_a_claim_is_shown_without_going_there(reader: Reader) -> None:
    reader.activate(CLAIM.claim, scroll=False)
    QTest.keyClick(reader.view, Qt.Key.Key_Right, SHIFT)
    assert reader.selection() == Span(0, 1)


def test_a_selection_outlives_the_choice_of_a_claim(reader: Reader) -> None:
    chosen = span_of(SHOWN, "artificial")
    reader.select(chosen)
    reader.grow_selection()
    reader.activate(CLAIM.claim)
    reader.shrink_selection()
    assert reader.selection() == chosen


def test_a_selection_outlives_going_to_it_and_ends_when_going_elsewhere(reader: Reader) -> None:
    chosen = span_of(SHOWN, "artificial")
    reader.select(chosen)
    reader.grow_selection()
    reader.go_to(chosen)
    reader.shrink_selection()
    assert reader.selection() == chosen
    reader.go_to(Span(CLAIM.start, CLAIM.end))
    assert reader.selection() is None
    reader.shrink_selection()
    assert reader.selection() is None


def test_keys_go_on_from_a_place_that_is_returned_to(reader: Reader) -> None:
    reader.go_to(Span(SHOWN.blocks[200].start, SHOWN.blocks[200].end))
    there = reader.place()
    reader.go_to(Span(SHOWN.blocks[20].start, SHOWN.blocks[20].end))
    reader.go_back()
    assert reader.place() == there
    QTest.keyClick(reader.view, Qt.Key.Key_Right, SHIFT)
    assert reader.selection() == Span(there, there + 1) and reader.place() == there


def test_the_caret_stays_in_a_place_that_is_returned_to(reader: Reader) -> None:
    block = SHOWN.blocks[200]
    reader.go_to(Span(block.start, block.end))
    reader.restore_place(reader.place())
    QTest.keyClick(reader.view, Qt.Key.Key_Right, SHIFT)
    assert reader.selection() == Span(block.start, block.start + 1)
