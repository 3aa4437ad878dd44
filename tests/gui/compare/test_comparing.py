"""Two versions compared in the window: side by side and in one text, by keyboard, and back to the reader as it was."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article
from annotator.gui.compare.comparison import Comparison
from annotator.gui.compare.inked import Ink, look_of
from annotator.gui.compare.rows import compare
from annotator.gui.compare.view import CompareView
from annotator.gui.desk.claim_panel import RECHECKS
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.typography import Typography
from annotator.gui.theme import themes
from annotator.project import Project
from tests.gui.compare.conftest import Drafts, shown
from tests.gui.conftest import Hands
from tests.gui.scene import combination_of
from tests.project.drafts import FIRST, SECOND
from tests.work import calls

Key, Held = Qt.Key, Qt.KeyboardModifier


def opened(drafts: Drafts, hands: Hands, qtbot: QtBot) -> Comparison:
    """The comparison, opened by its key."""
    hands.press(Key.Key_F7, Held.ControlModifier)
    qtbot.waitUntil(lambda: drafts.page.comparing.is_open)
    comparison = drafts.page.comparing.comparison
    assert comparison is not None and comparison.view.hasFocus()
    return comparison


def words(drafts: Drafts, comparison: Comparison) -> tuple[str, str]:
    """What the current change holds of both texts."""
    change = comparison.view.changes[comparison.view.current]
    old, new = drafts.old.text, drafts.new.text
    return old[change.old.start : change.old.end], new[change.new.start : change.new.end]


def test_keys_go_from_change_to_change(drafts: Drafts, hands: Hands, qtbot: QtBot, said: list[Notice]) -> None:
    comparison = opened(drafts, hands, qtbot)
    assert comparison.count.accessibleName() == "Change 1 of 6: moved here"
    hands.press(Key.Key_F7)
    assert words(drafts, comparison) == ("412", "421")
    assert comparison.count.accessibleName() == "Change 2 of 6: changed"
    hands.press(Key.Key_F7, Held.ShiftModifier)
    hands.press(Key.Key_F7, Held.ShiftModifier)
    assert comparison.view.current == 0 and said[-1].text == "That was the first change."
    for _ in range(6):
        hands.press(Key.Key_Right)
    assert comparison.view.current == 5
    hands.press(Key.Key_F7)
    assert said[-1].text == "That was the last change."


def test_the_claims_at_a_change_are_named(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    comparison = opened(drafts, hands, qtbot)
    hands.press(Key.Key_F7)
    assert comparison.claims.accessibleName() == "Claim here: ↻ Was Confirmed: 421 metres"
    hands.press(Key.Key_F7)
    assert "Nobody was hurt" in comparison.claims.accessibleName(), "an orphan is named where it was"
    told = comparison.view.accessibleDescription()
    assert told.startswith("Change 3 of 6: removed. removed: Nobody was hurt")


def test_enter_goes_to_the_change_in_the_reader(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    comparison = opened(drafts, hands, qtbot)
    hands.press(Key.Key_F7)
    hands.press(Key.Key_Return)
    page = drafts.page
    assert not page.comparing.is_open and page.reader.view.hasFocus() and not comparison.isVisible()
    caret = page.reader.view.sheet.positions.to_point(page.reader.view.textCursor().position())
    assert caret == SECOND.index("421")
    assert page.claim and page.claim.id == drafts.claims[2].id


def test_leaving_returns_to_the_place_in_the_reader(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    reader = drafts.page.reader
    reader.set_text_scale(300)
    reader.view.scroll_to(SECOND.index("A second bridge"), 0.2)
    QApplication.processEvents()
    place = reader.place()
    assert place > 0
    opened(drafts, hands, qtbot)
    hands.press(Key.Key_F7)
    hands.press(Key.Key_Escape)
    assert not drafts.page.comparing.is_open and reader.view.hasFocus() and reader.place() == place
    opened(drafts, hands, qtbot)
    hands.press(Key.Key_F7, Held.ControlModifier)
    assert not drafts.page.comparing.is_open, "the same key leaves it"


def test_a_key_turns_between_the_two_ways_of_showing(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    comparison = opened(drafts, hands, qtbot)
    hands.press(Key.Key_F7)
    beside = comparison.view.rects_of(1)
    assert len(beside) == 2 and beside[0].left() < comparison.view.width() / 2 < beside[1].left()
    assert beside[0].top() == beside[1].top(), "both scroll together: what belongs together is on one height"
    hands.press(Key.Key_I)
    assert comparison.view.inline and comparison.inline.isChecked() and comparison.view.current == 1
    in_one = comparison.view.rects_of(1)
    assert in_one[0].top() == in_one[1].top() and in_one[0].right() < in_one[1].right()
    QTest.mouseClick(comparison.inline, Qt.MouseButton.LeftButton)
    assert not comparison.view.inline


def test_the_mouse_chooses_a_change_and_its_menu_opens_it(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    comparison = opened(drafts, hands, qtbot)
    spot = comparison.view.rects_of(1)[1].center().toPoint()
    QTest.mouseClick(comparison.view.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, spot)
    assert comparison.view.current == 1 and comparison.count.accessibleName().startswith("Change 2 of 6")
    comparison.view.menu_at(QPointF(spot)).actions()[-1].trigger()
    assert not drafts.page.comparing.is_open


def test_any_two_versions_can_be_compared(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    page = drafts.page
    third = page.project.articles.add_text(FIRST.replace("412", "500"), supersedes=drafts.new.id)
    page.show_article(third.id)
    comparison = opened(drafts, hands, qtbot)
    assert [comparison.older.itemData(n) for n in range(3)] == [third.id, drafts.new.id, drafts.old.id]
    assert (comparison.older.value(), comparison.newer.value()) == (drafts.new.id, third.id)
    comparison.older.setFocus()
    hands.press(Key.Key_Down)
    qtbot.waitUntil(lambda: comparison.compared is not None and comparison.compared.old.id == drafts.old.id)
    assert len(comparison.view.changes) == 1


def test_the_first_version_is_compared_with_the_one_after_it(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    drafts.page.show_article(drafts.old.id)
    comparison = opened(drafts, hands, qtbot)
    assert (comparison.older.value(), comparison.newer.value()) == (drafts.old.id, drafts.new.id)
    hands.press(Key.Key_F7)
    hands.press(Key.Key_Return)
    assert drafts.page.article == drafts.new.id


def test_one_version_alone_cannot_be_compared(
    window: MainWindow, page: ProjectPage, hands: Hands, said: list[Notice]
) -> None:
    page.reader.setFocus()
    hands.press(Key.Key_F7, Held.ControlModifier)
    assert said[-1].text == "There is only one version of this article."
    hands.press(Key.Key_F7)
    assert said[-1].text == "No versions are compared now."


def test_what_changes_meanwhile_is_noticed(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    comparison = opened(drafts, hands, qtbot)
    hands.press(Key.Key_F7)
    with Project.open(drafts.page.project.path, checker="a colleague") as project:
        project.verdicts.give(drafts.claims[2].id, "wrong")
    drafts.page.project.refresh()
    assert "Wrong" in comparison.claims.accessibleName()
    drafts.page.project.history.undo()
    hands.press(Key.Key_Escape)


def test_undoing_the_version_closes_the_comparison(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    opened(drafts, hands, qtbot)
    hands.ctrl(Key.Key_Z)
    assert not drafts.page.comparing.is_open and drafts.page.article == drafts.old.id


def test_the_panes_are_walked_by_key(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    comparison = opened(drafts, hands, qtbot)
    hands.press(Key.Key_F6)
    assert not comparison.view.hasFocus()
    hands.press(Key.Key_F6, Held.ShiftModifier)
    assert comparison.view.hasFocus()


def test_larger_text_and_another_theme_are_worn_at_once(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    comparison = opened(drafts, hands, qtbot)
    before = comparison.view.rects_of(1)[0].height()
    drafts.window.actions_by_id["zoom_in"].trigger()
    assert comparison.view.rects_of(1)[0].height() > before
    drafts.window.actions_by_id["theme_dark"].trigger()
    assert _at(comparison.view, QPoint(2, comparison.view.height() - 4)) == themes()["dark"].colour("surface")


def _at(view: CompareView, spot: QPoint) -> QColor:
    image: QImage = view.viewport().grab().toImage()
    return image.pixelColor(spot * image.devicePixelRatio())


@pytest.mark.parametrize("name", list(themes()))
def test_no_ink_is_told_by_colour_alone(name: str) -> None:
    looks = {ink: look_of(ink, themes()[name]) for ink in Ink}
    told = {ink: (made.fontStrikeOut(), made.underlineStyle(), made.fontWeight()) for ink, made in looks.items()}
    apart = [told[ink] for ink in (Ink.PLAIN, Ink.REMOVED, Ink.ADDED, Ink.HERE)]
    assert len(set(apart)) == len(apart)


def test_text_from_right_to_left_is_compared_as_it_is_read(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    old = "يبلغ طول الجسر 412 مترا. افتتح عام 1999."
    path = tmp_path / "rtl.factcheck"
    with Project.create(path, checker="first checker") as project:
        first = project.articles.add_text(old)
        second = project.articles.add_text(old.replace("412", "421"), supersedes=first.id)
    page = shown(window, path, qtbot, second.id)
    window.actions_by_id["compare_versions"].trigger()
    qtbot.waitUntil(lambda: page.comparing.is_open)
    assert page.comparing.comparison is not None
    view = page.comparing.comparison.view
    view.set_inline(True)
    removed, added = view.rects_of(0)
    assert removed.left() > added.left(), "what was removed stands before what was added, which is to its right"


def long_drafts(paragraphs: int) -> tuple[str, str]:
    """A text of plain words, and a draft of it in which each third paragraph has another word."""
    chance = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyz"
    known = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(2_000)]
    texts = [" ".join(chance.choices(known, k=60)).capitalize() + "." for _ in range(paragraphs)]
    edited = [text.replace(" ", " another ", 1) if n % 3 == 0 else text for n, text in enumerate(texts)]
    return "\n\n".join(texts), "\n\n".join(edited)


def view_of(old: str, new: str, qtbot: QtBot) -> CompareView:
    view = CompareView(Inks(themes()["light"], {}), Typography())
    qtbot.addWidget(view)
    view.resize(1_000, 700)
    view.show()
    view.show_compared(compare(Article("old", "", old), Article("new", "", new)))
    QApplication.processEvents()
    return view


@pytest.fixture
def long_view(qtbot: QtBot, qapp: QApplication) -> CompareView:
    """A view of two texts of 1 MB with more than a thousand changes."""
    old, new = long_drafts(2_800)
    assert len(old) > 1_000_000
    return view_of(old, new, qtbot)


def test_only_the_rows_in_sight_are_laid(long_view: CompareView) -> None:
    assert len(long_view.changes) > 900
    laid = len(long_view._laid)
    assert laid < 60
    for _ in range(5):
        long_view.step(1)
        long_view.viewport().grab()
    assert len(long_view._laid) < laid + 60


def test_each_change_is_brought_into_view(long_view: CompareView) -> None:
    for number in (0, 500, 899, 3, 898, 450):
        long_view.go_to(number)
        (rect, *_) = long_view.rects_of(number)
        assert rect.top() >= 0 and rect.bottom() <= long_view.viewport().height()


def test_scrolling_by_hand_moves_by_as_much_as_asked(long_view: CompareView) -> None:
    long_view.go_to(700)
    for step in (120, 120, -240, -500, 500, -60):
        before = long_view.rects_of(700)[0].top()
        bar = long_view.verticalScrollBar()
        bar.setValue(bar.value() + step)
        assert abs(long_view.rects_of(700)[0].top() - (before - step)) <= 2.0


def test_the_last_row_is_reached_and_painted(long_view: CompareView) -> None:
    QTest.keyClick(long_view, Key.Key_End)
    QTest.keyClick(long_view, Key.Key_End)
    last = len(long_view._heights) - 1
    bottom = long_view._heights.top(last + 1) - long_view._tell_top()
    assert bottom <= long_view.viewport().height() + 1
    QTest.keyClick(long_view, Key.Key_Home)
    assert long_view.verticalScrollBar().value() == 0


def test_going_to_a_change_costs_the_same_among_a_thousand(long_view: CompareView, qtbot: QtBot) -> None:
    short_view = view_of(*long_drafts(280), qtbot)

    def go_about(view: CompareView, step: int) -> None:
        for number in range(0, 30 * step, step):
            view.go_to(number)
            view.viewport().grab()

    few = calls(lambda: go_about(short_view, 3))
    assert calls(lambda: go_about(long_view, 30)) < 1.1 * few


def test_the_queue_and_the_comparison_go_together(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_F8)
    comparison = opened(drafts, hands, qtbot)
    assert words(drafts, comparison) == ("Nobody was hurt while it was built.", ""), "it opens where the orphan was"
    hands.press(Key.Key_F8, Held.ShiftModifier)
    assert drafts.page.comparing.is_open and words(drafts, comparison) == ("412", "421")


@pytest.mark.parametrize("key", ["J", "Ctrl+F"])
def test_going_about_in_the_article_leaves_the_comparison(drafts: Drafts, hands: Hands, qtbot: QtBot, key: str) -> None:
    opened(drafts, hands, qtbot)
    combination = combination_of(key)
    hands.press(combination.key(), combination.keyboardModifiers())
    assert not drafts.page.comparing.is_open and drafts.page.reader.isVisible()


def test_what_was_selected_in_the_reader_is_not_marked_unseen(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    hands.select("27 million")
    opened(drafts, hands, qtbot)
    claims = len(drafts.page.project.claims.all())
    hands.press(Key.Key_M)
    assert len(drafts.page.project.claims.all()) == claims
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_M)
    assert len(drafts.page.project.claims.all()) == claims + 1


def test_a_new_draft_is_told_of_with_the_way_to_the_queue(drafts: Drafts, said: list[Notice]) -> None:
    drafts.window.commands._tell_fared("New draft", drafts.new)
    assert said[-1].text == "New draft: 1 same, 1 moved, 1 changed, 1 gone." and said[-1].action == "Review"
    assert said[-1].act is not None
    said[-1].act()
    assert drafts.page.desk.tabs.currentIndex() == RECHECKS


def test_comparing_can_be_cancelled(drafts: Drafts, hands: Hands, qtbot: QtBot) -> None:
    drafts.window.actions_by_id["compare_versions"].trigger()
    job = drafts.window.commands.job
    assert job is not None and drafts.window.status.stop.isVisible()
    QTest.mouseClick(drafts.window.status.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drafts.window.commands.job is None)
    assert not drafts.page.comparing.is_open
    opened(drafts, hands, qtbot)


def test_a_click_on_the_strip_goes_to_the_change_there(long_view: CompareView) -> None:
    strip = long_view.strip
    assert strip.isVisible() and strip.height() == long_view.viewport().height()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, Held.NoModifier, QPoint(8, strip.height() // 2))
    assert abs(long_view.current - len(long_view.changes) // 2) < 20
    (rect, *_) = long_view.rects_of(long_view.current)
    assert rect.top() >= 0 and rect.bottom() <= long_view.viewport().height()


def test_in_a_narrow_window_both_are_in_one_text_at_first_and_no_pane_gives_way(
    drafts: Drafts, hands: Hands, qtbot: QtBot
) -> None:
    page = drafts.page
    drafts.window.resize(880, 560)
    QApplication.processEvents()
    hands.press(Key.Key_F8)
    panes = [part.width() for part in (page.articles, page.middle, page.desk)]
    comparison = opened(drafts, hands, qtbot)
    QApplication.processEvents()
    assert comparison.view.inline and comparison.inline.isChecked()
    assert [part.width() for part in (page.articles, page.middle, page.desk)] == panes
    hands.press(Key.Key_I)
    hands.press(Key.Key_Escape)
    opened(drafts, hands, qtbot)
    assert not comparison.view.inline, "what was chosen by hand stays"
