"""Words of a comparison are selected by mouse and keyboard, in either text or both in one, and copied exactly."""

from typing import Any

import pytest
from hypothesis import given, settings
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, Span
from annotator.gui.compare.columns import Column, Side
from annotator.gui.compare.comparison import Comparison
from annotator.gui.compare.rows import Compared, compare
from annotator.gui.compare.setting import Setter
from annotator.gui.compare.view import CompareView
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.typography import Typography
from annotator.gui.reader.utf16 import units
from annotator.gui.theme import themes
from tests.domain.test_differences import DRAFTS
from tests.gui.compare.conftest import Drafts
from tests.gui.compare.test_comparing import opened
from tests.gui.conftest import Hands

Key, Held, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
OLD = "The town has 400 people.\n\nIt lies by the river 𝔘m.\n\nNobody knows why.\n\nIts mayor is 52."
NEW = "The town has 500 people.\n\nIt lies by the river 𝔘m.\n\nIts mayor, they say, is 53 now.\n\nA bridge is planned."
RTL_OLD = "يبلغ طول النهر 6650 كيلومترا في الشمال.\n\nThe end."
RTL_NEW = "يبلغ طول النهر 6695 كيلومترا في الشمال.\n\nThe end."


def compared(old: str = OLD, new: str = NEW) -> Compared:
    return compare(_article("First <draft>", old), _article("Second draft", new))


def _article(title: str, text: str) -> Article:
    return Article(title, title, text, publisher="The Paper", url="https://example.org/a")


@pytest.fixture
def view(qtbot: QtBot, request: pytest.FixtureRequest) -> CompareView:
    """Two versions beside each other, with the keyboard."""
    made = CompareView(Inks(themes()["light"], {}), Typography("", 12.0, 100, 680, 100))
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show_compared(compared(*getattr(request, "param", ())))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def spot(view: CompareView, side: Side, words: str, after: bool = False) -> QPoint:
    """Just before the first of these words in a column, or just after the last."""
    column = view.selecting.column(side)
    point = column.text.index(words) + (len(words) - 1 if after else 0)
    row = column.row_of(point)
    cell = view.cell(row, side)
    assert cell is not None
    unit = column.unit_at(cell, row, point)
    rect = cell.rects(unit, unit + units(column.text[point]))[0]
    left = cell.layout.textOption().textDirection() is Qt.LayoutDirection.RightToLeft
    x = rect.right() - 1 if after is not left else rect.left() + 1
    return QPointF(cell.left + x, view.top_of(row) + rect.center().y()).toPoint()


def drag(view: CompareView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), Left, Held.NoModifier, start)
    QTest.mouseMove(view.viewport(), end)
    QApplication.processEvents()
    QTest.mouseRelease(view.viewport(), Left, Held.NoModifier, end)


def press(view: CompareView, keys: str | QKeySequence.StandardKey, times: int = 1) -> None:
    for _ in range(times):
        QTest.keySequence(view, QKeySequence(keys))


def copied(view: CompareView) -> str:
    press(view, QKeySequence.StandardKey.Copy)
    return QGuiApplication.clipboard().text()


# ---- mouse


def test_dragging_selects_in_the_text_where_it_began(view: CompareView) -> None:
    drag(view, spot(view, Side.NEW, "500"), spot(view, Side.NEW, "500 people", after=True))
    assert copied(view) == "500 people"
    drag(view, spot(view, Side.OLD, "town"), spot(view, Side.NEW, "lies"))
    assert view.selecting.side is Side.OLD
    assert OLD.startswith(copied(view), 4), "words of the one text alone, to the edge of it"


def test_dragging_over_paragraphs_copies_the_text_between_as_it_is(view: CompareView) -> None:
    drag(view, spot(view, Side.OLD, "people"), spot(view, Side.OLD, "river", after=True))
    assert copied(view) == "people.\n\nIt lies by the river"
    drag(view, spot(view, Side.OLD, "river", after=True), spot(view, Side.OLD, "people"))
    assert copied(view) == "people.\n\nIt lies by the river", "backwards as well"


def test_a_double_click_selects_the_word_and_a_third_the_paragraph(view: CompareView) -> None:
    at = spot(view, Side.NEW, "people")
    QTest.mouseClick(view.viewport(), Left, Held.NoModifier, at)
    QTest.mouseDClick(view.viewport(), Left, Held.NoModifier, at)
    assert copied(view) == "people"
    QTest.mouseClick(view.viewport(), Left, Held.NoModifier, at)
    assert copied(view) == "The town has 500 people."


def test_dragging_on_from_a_double_click_goes_by_words(view: CompareView) -> None:
    at, to = spot(view, Side.NEW, "has"), spot(view, Side.NEW, "peop", after=True)
    QTest.mouseClick(view.viewport(), Left, Held.NoModifier, at)
    QTest.mouseDClick(view.viewport(), Left, Held.NoModifier, at)
    QTest.mousePress(view.viewport(), Qt.MouseButton.NoButton, Held.NoModifier, at)
    view.selecting.point_dragged(QPointF(to))
    assert copied(view) == "has 500 people"


def test_shift_and_a_click_selects_up_to_there(view: CompareView) -> None:
    QTest.mouseClick(view.viewport(), Left, Held.NoModifier, spot(view, Side.NEW, "has"))
    QTest.mouseClick(view.viewport(), Left, Held.ShiftModifier, spot(view, Side.NEW, "people", after=True))
    assert copied(view) == "has 500 people"
    QTest.mouseClick(view.viewport(), Left, Held.ShiftModifier, spot(view, Side.NEW, "500"))
    assert copied(view) == "has "


def test_a_click_selects_nothing_and_chooses_the_change(view: CompareView) -> None:
    QTest.mouseClick(view.viewport(), Left, Held.NoModifier, spot(view, Side.NEW, "they say"))
    assert view.selecting.span is None and view.changes[view.current].new.start < NEW.index("they say")


def test_dragging_beyond_the_view_takes_the_text_along(view: CompareView, qtbot: QtBot) -> None:
    view.resize(500, 60)
    view.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    QTest.mousePress(view.viewport(), Left, Held.NoModifier, spot(view, Side.NEW, "The town"))
    QTest.mouseMove(view.viewport(), QPoint(480, 200))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() == view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: view.selecting.text.endswith("planned."))
    QTest.mouseRelease(view.viewport(), Left, Held.NoModifier, QPoint(480, 200))
    assert not view.selecting._scroll.isActive()


# ---- keyboard


def test_the_keys_of_the_reader_select_from_the_change_on(view: CompareView) -> None:
    press(view, "Shift+Right", 3)
    assert copied(view) == "500"
    press(view, "Ctrl+Shift+Right")
    assert copied(view).startswith("500 ")
    press(view, "Shift+End")
    assert copied(view) == "500 people."
    press(view, "Shift+Right")
    assert copied(view) == "500 people.\n\n"
    press(view, "Shift+Left", 2)
    assert copied(view) == "500 people"
    press(view, "Shift+Home")
    assert copied(view) == "The town has "
    press(view, "Ctrl+Shift+End")
    assert copied(view) == NEW[NEW.index("500") :]
    press(view, "Ctrl+Shift+Home")
    assert copied(view) == "The town has "


def test_up_and_down_keep_the_column_over_short_lines(view: CompareView) -> None:
    at = OLD.index("people") + 6
    view.selecting.select(Side.OLD, Span(at, at))
    press(view, "Shift+Down", 2)
    assert OLD[: view.selecting.caret].endswith("knows why.")
    press(view, "Shift+Up", 2)
    assert view.selecting.span is None


def test_a_page_of_keys_goes_to_the_end_of_the_text_and_back(view: CompareView) -> None:
    press(view, "Shift+PgDown")
    assert view.selecting.text == NEW[NEW.index("500") :]
    press(view, "Shift+PgUp")
    assert view.selecting.text == NEW[: NEW.index("500")]


def test_all_of_one_text_is_selected(view: CompareView) -> None:
    press(view, QKeySequence.StandardKey.SelectAll)
    assert copied(view) == NEW
    press(view, "O")
    press(view, QKeySequence.StandardKey.SelectAll)
    assert copied(view) == OLD


def test_a_letter_takes_the_caret_to_the_other_text(view: CompareView) -> None:
    press(view, "Shift+Right", 3)
    press(view, "O")
    assert (view.selecting.side, view.selecting.span) == (Side.OLD, None)
    press(view, "Shift+End")
    assert copied(view) == "The town has 400 people."


LONG = "Many words of it. " * 400


@pytest.mark.parametrize("view", [(LONG + "Old.", LONG + "New.")], indirect=True)
def test_a_very_long_paragraph_is_gone_through_without_a_stop(view: CompareView) -> None:
    edge = view.selecting.column(Side.NEW).span_of(0).end
    assert 0 < edge < len(LONG), "it is shown in several rows"
    view.selecting.select(Side.NEW, Span(edge - 2, edge - 2))
    press(view, "Shift+Right", 4)
    assert view.selecting.span == Span(edge - 2, edge + 2)
    press(view, "Shift+Left", 6)
    assert view.selecting.span == Span(edge - 4, edge - 2)


def test_escape_drops_the_selection_before_it_leaves(view: CompareView, qtbot: QtBot) -> None:
    press(view, "Shift+Right")
    with qtbot.assertNotEmitted(view.left):
        press(view, "Esc")
    assert view.selecting.span is None
    with qtbot.waitSignal(view.left):
        press(view, "Esc")


def test_a_character_beyond_the_first_plane_is_one(view: CompareView) -> None:
    drag(view, spot(view, Side.NEW, "𝔘m"), spot(view, Side.NEW, "𝔘m", after=True))
    assert copied(view) == "𝔘m"
    view.selecting.select(Side.NEW, Span(NEW.index("𝔘"), NEW.index("𝔘")))
    press(view, "Shift+Right")
    assert copied(view) == "𝔘"


def test_keys_change_the_change_as_before_when_shift_is_not_held(view: CompareView) -> None:
    press(view, "Right")
    assert view.current == 1 and view.selecting.side is None


@pytest.mark.parametrize("view", [(RTL_OLD, RTL_NEW)], indirect=True)
def test_from_right_to_left_the_keys_go_as_the_text_runs(view: CompareView) -> None:
    press(view, "Shift+Left", 4)
    assert copied(view) == "6695"
    press(view, "Shift+Right", 2)
    assert copied(view) == "66"
    drag(view, spot(view, Side.OLD, "طول"), spot(view, Side.OLD, "النهر", after=True))
    assert copied(view) == "طول النهر"


# ---- both in one text


def test_in_one_text_it_is_copied_as_it_stands_there(view: CompareView) -> None:
    view.set_inline(True)
    drag(view, spot(view, Side.BOTH, "400"), spot(view, Side.BOTH, "500 people", after=True))
    assert copied(view) == "400 500 people"
    html = view.selecting.mime().html()
    assert html.startswith('<blockquote><p dir="auto"><del>400</del> <ins>500</ins> people</p></blockquote>')
    press(view, QKeySequence.StandardKey.SelectAll)
    assert copied(view) == view.selecting.column(Side.BOTH).text
    assert "Nobody knows why.\n\nIts mayor" in copied(view)


def test_turning_to_the_other_way_of_showing_drops_the_selection(view: CompareView) -> None:
    press(view, "Shift+Right")
    view.set_inline(True)
    assert view.selecting.side is None
    press(view, "Shift+Right", 3)
    assert view.selecting.text == "400"
    view.set_inline(False)
    assert view.selecting.side is None


# ---- what is copied, told and offered


def test_the_quotation_says_where_the_words_are_from_and_escapes_them(view: CompareView) -> None:
    view.selecting.select(Side.OLD, Span(0, OLD.index("by")))
    html = view.selecting.mime().html()
    assert html.count("<p dir") == 2 and "<cite>First &lt;draft&gt;</cite>, The Paper" in html
    assert '<p dir="auto">The town has 400 people.</p><p dir="auto">It lies </p>' in html


def test_the_selection_stays_with_its_words_when_the_window_is_made_narrow(view: CompareView) -> None:
    press(view, "Ctrl+Shift+End")
    before = view.selecting.text
    view.resize(420, 300)
    QApplication.processEvents()
    assert view.selecting.text == before and not view.grab().isNull()


def test_the_menu_copies_and_leads_to_the_change_in_the_article(view: CompareView, qtbot: QtBot) -> None:
    press(view, "Shift+Right", 3)
    at = spot(view, Side.NEW, "they say")
    assert len(view.menu_at(QPointF(at)).actions()) == 2, "where there is no article to go to, it is not offered"
    view.can_open = True
    menu = view.menu_at(QPointF(at))
    named: dict[str, Any] = {action.text(): action for action in menu.actions() if action.text()}
    assert list(named) == ["Copy", "Select All", "Show Change in the Article"]
    named["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == "500"
    with qtbot.waitSignal(view.opened) as told:
        named["Show Change in the Article"].trigger()
    assert view.changes[told.args[0]].new.start < NEW.index("they say")
    assert not view.menu_at(QPointF(at)).isEmpty()


def test_the_selected_words_and_the_caret_are_painted(view: CompareView) -> None:
    before = view.grab().toImage()
    press(view, "Shift+Right", 3)
    column, colour = view.selecting.column(Side.NEW), themes()["light"].colour("selection")
    row = column.row_of(NEW.index("500"))
    cell = view.cell(row, Side.NEW)
    assert cell is not None
    rect = cell.rects(*(column.unit_at(cell, row, p) for p in (view.selecting.anchor, view.selecting.caret)))[0]
    after = view.grab().toImage()
    x, y = round(cell.left + rect.left()) + 1, round(view.top_of(row) + rect.top()) + 2
    scale = after.devicePixelRatio()
    assert after.pixelColor(round(x * scale), round(y * scale)) == colour
    assert after != before


def test_a_new_comparison_begins_without_a_selection(view: CompareView) -> None:
    press(view, "Shift+Right", 3)
    view.show_compared(compared("One.", "Two."))
    assert view.selecting.side is None and copied(view) != "Two."


def test_in_the_window_the_same_keys_select_and_copy(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    comparison: Comparison = opened(drafts, hands, qtbot)
    hands.press(Key.Key_F7)
    for _ in range(3):
        hands.press(Key.Key_Right, Held.ShiftModifier)
    hands.ctrl(Key.Key_C)
    assert QGuiApplication.clipboard().text() == "421"
    hands.ctrl(Key.Key_A)
    assert comparison.view.selecting.text == drafts.new.text
    hands.press(Key.Key_Escape)
    assert drafts.page.comparing.is_open
    hands.press(Key.Key_Escape)
    assert not drafts.page.comparing.is_open


@given(DRAFTS, DRAFTS)
@settings(max_examples=40)
def test_each_point_of_each_column_has_its_place_in_the_rows(old: str, new: str) -> None:
    """Given any two texts, every point that a row shows is found again where it stands, whichever way it is shown."""
    found = compare(Article("o", "", old), Article("n", "", new))
    typography, theme = Typography("", 12.0, 100, 680, 100), themes()["light"]
    for inline, sides in ((False, (Side.OLD, Side.NEW)), (True, (Side.BOTH,))):
        setter = Setter(found, typography, theme, 700.0, inline)
        for side in sides:
            column = Column(found, side)
            assert column.text == {Side.OLD: old, Side.NEW: new}.get(side, column.text)
            at = 0
            for number, row in enumerate(found.rows):
                parts, span = column.parts(number), column.span_of(number)
                if not parts:
                    continue
                cells = setter.lay(row).cells
                cell = next(c for c in cells if [clip for clip, _, _ in c.clips] == [part.clip for part in parts])
                assert at <= span.start
                at = span.end
                for part in parts:
                    assert column.text[part.point : part.point + len(part.text)] == part.text
                for point in range(span.start, span.end + 1):
                    assert column.row_of(point) == number or point == span.end
                    assert column.point_at(cell, number, column.unit_at(cell, number, point)) == point
            if side is not Side.BOTH and not column.is_empty:
                whole = column.bounds()
                assert column.text[whole.start : whole.end].strip() == column.text.strip()
