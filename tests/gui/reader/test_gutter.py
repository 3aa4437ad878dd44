"""Pages and times of the original stand beside the text, outside of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Article, BlockKind, Inline, InlineKind, Span
from annotator.gui.reader import Reader
from annotator.gui.theme import themes
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import article, mark, span_of

_K = BlockKind
WORDS: list[str | tuple[str, BlockKind]] = [
    "The first page begins here. " * 6,
    ("Running head", _K.FURNITURE),
    "The second page begins in folded furniture, and the third one in the midst of this paragraph. " * 4,
]


def located(shown: Article, *points: tuple[int, str]) -> Article:
    """The same article with locators at these places."""
    blocks = []
    for block in shown.blocks:
        here = [Inline(at, at, InlineKind.LOCATOR, "", label) for at, label in points if block.start <= at < block.end]
        blocks.append(replace(block, inlines=(*block.inlines, *here)))
    return replace(shown, blocks=tuple(blocks))


BARE = article(WORDS, gap="\n\n")
SECOND, THIRD = BARE.blocks[1].start, BARE.blocks[2].start + 200
PAGES = located(BARE, (0, "p. 1"), (SECOND, "p. 2"), (THIRD, "p. 3"))


def told(reader: Reader) -> list[tuple[str, float]]:
    """The locators in sight and their baselines in the viewport."""
    view = reader.view
    found = []
    for row in view.visible_rows():
        if not view.sheet.hidden(row):
            y = view.lines.heights.top(row) - view.top
            found += [(label, y + line) for line, label in view.lines.gutter.locators(row, view.lines.lay(row))]
    return found


def gutter(reader: Reader, right: bool = False) -> QRect:
    left, width = reader.view.lines.column
    area = reader.view.viewport().rect()
    return area.adjusted(int(left + width) + 2, 0, 0, 0) if right else QRect(0, 0, int(left) - 2, area.height())


def inked(reader: Reader, area: QRect) -> int:
    """How many pixels of an area have not the colour of the ground."""
    image = reader.view.viewport().grab(area).toImage()
    ground = image.pixel(0, 0)
    return sum(image.pixel(x, y) != ground for x in range(image.width()) for y in range(image.height()))


def test_each_page_stands_beside_the_line_in_which_it_begins(shows: Shows) -> None:
    reader = shows(PAGES)
    pages = told(reader)
    assert [label for label, _ in pages] == ["p. 1", "p. 2", "p. 3"]
    third = reader.view.rects_of(Span(THIRD, THIRD + 1))[0]
    assert third.top() < pages[2][1] < third.bottom()


def test_unfolded_furniture_has_the_page_that_begins_in_it(shows: Shows) -> None:
    reader = shows(PAGES)
    folded = told(reader)
    reader.view.fold_toggled.emit(reader.view.sheet.folds[0])
    assert [label for label, _ in told(reader)] == [label for label, _ in folded]
    assert told(reader)[1][1] < folded[1][1] + reader.view.lines.typography.em * 3
    row = next(row for row, of in enumerate(reader.view.sheet.rows) if of.start == SECOND and not of.label)
    assert reader.view.lines.gutter.locators(row, reader.view.lines.lay(row))


@pytest.mark.parametrize("percent", [100, 200])
def test_it_is_painted_outside_of_the_text_in_every_theme(shows: Shows, percent: int) -> None:
    bare, reader = shows(BARE), shows(PAGES)
    for each in (bare, reader):
        each.set_text_scale(percent)
    for name, theme in themes().items():
        bare.set_theme(theme)
        reader.set_theme(theme)
        assert inked(reader, gutter(reader)) > 20, name
        assert not inked(bare, gutter(bare)), name


def test_a_text_that_runs_to_the_left_has_it_at_the_right(shows: Shows) -> None:
    shown = article(["מילים שרצות שמאלה, ועוד מילים."])
    reader = shows(located(shown, (0, "p. 7")))
    assert inked(reader, gutter(reader, right=True)) > 20 and not inked(reader, gutter(reader))


def test_times_have_the_room_they_need(shows: Shows) -> None:
    timed = located(BARE, (0, "100:20:03"))
    wide, narrow = (shows(shown, size=(800, 800)).view.lines for shown in (timed, BARE))
    assert wide.column[0] > narrow.column[0]


def test_without_room_the_text_keeps_it(shows: Shows) -> None:
    reader, bare = shows(PAGES), shows(BARE)
    for each in (reader, bare):
        each.set_text_scale(300)
        each.resize(360, 600)
    assert reader.view.lines.column == bare.view.lines.column
    assert inked(reader, gutter(reader)) == inked(bare, gutter(bare))


def test_it_can_be_neither_selected_nor_copied(shows: Shows) -> None:
    reader = shows(PAGES)
    reader.view.setFocus()
    QTest.keyClick(reader.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert reader.selection() == Span(0, len(PAGES.text))
    reader.view.copy()
    assert QApplication.clipboard().text() == PAGES.text and "p. 2" not in reader.view.toPlainText()


def test_a_quotation_that_is_copied_says_which_page_it_is_from(shows: Shows) -> None:
    reader = shows(PAGES)
    reader.select(Span(THIRD, THIRD + 20))
    assert "p. 3" in reader.view.createMimeDataFromSelection().html()


def test_cards_say_it_to_eyes_and_ears(shows: Shows) -> None:
    claim = mark(PAGES, Span(THIRD + 3, THIRD + 30), "wrong")
    reader = shows(PAGES, [claim])
    widget = reader.cards.widget_of(claim.mention)
    assert widget is not None
    assert widget.state.locator == "p. 3" and widget.accessibleName().endswith("page 3")
    without = reader.cards.grab().toImage()
    widget.state = widget.state._replace(locator="")
    assert without != reader.cards.grab().toImage()


def test_the_caret_says_which_page_it_came_into(shows: Shows) -> None:
    reader = shows(PAGES)
    reader.voice.locator()
    reader.view.put_caret(span_of(PAGES, "folded furniture").start)
    assert reader.voice.locator() == "page 2"
    reader.view.put_caret(THIRD - 4)
    assert reader.voice.locator() == ""
