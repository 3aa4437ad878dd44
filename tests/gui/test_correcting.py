"""Correcting a paragraph in its place: typed, kept, given up, undone; to the code point; never lost unasked."""

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from annotator.domain.model import ClaimState, Span
from annotator.gui.dialogs.small import PasteDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.reader.correction import CorrectionEditor, CorrectionField, exact
from annotator.gui.reader.shown import shown
from annotator.project import Project
from annotator.project.carrying import Carrying
from tests.gui.conftest import Hands
from tests.project.making import visible

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def begin(page: ProjectPage, hands: Hands, words: str) -> CorrectionEditor:
    """Select words and press the key."""
    hands.select(words)
    hands.press(Qt.Key.Key_E, CTRL, SHIFT)
    editor = editing(page)
    assert editor is not None and QApplication.focusWidget() is editor.field
    return editor


def editing(page: ProjectPage) -> CorrectionEditor | None:
    return page.correcting.editor


def made(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.commands.job is None)
    QApplication.processEvents()


def text(page: ProjectPage) -> str:
    return page.project.articles.get(page.article).text


def foretold(editor: CorrectionEditor) -> list[str]:
    return [label.text() for label in editor.foreseen.findChildren(QLabel) if not label.isHidden()]


def paused(page: ProjectPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.correcting._timer.isActive())
    QApplication.processEvents()


def test_a_typo_is_put_right_and_every_verdict_stands(
    window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot, said: list[Notice]
) -> None:
    old, was = page.article, text(page)
    for words in ("1932", "eight years", "Two thirds"):
        page.project.verdicts.give(page.project.claims.mark_quote(old, words).id, "confirmed")
    begin(page, hands, "build")
    hands.write("erect")
    hands.press(Qt.Key.Key_Return)
    made(window, qtbot)
    assert page.article != old and text(page) == was.replace("build.", "erect.")
    assert {mark.state for mark in page.project.articles.marks(page.article)} == {ClaimState.CHECKED}
    assert editing(page) is None and window.focusWidget() is page.reader.view
    assert (said[-1].text, said[-1].action) == ("Text corrected.", "Undo")
    assert page.project.check() == []
    after = visible(page.project)
    hands.ctrl(Qt.Key.Key_Z)
    assert page.article == old and text(page) == was and editing(page) is None
    hands.ctrl(Qt.Key.Key_Y)
    assert visible(page.project) == after and page.article != old
    window.open_project(page.project.path)
    assert window.page is not None and text(window.page) == was.replace("build.", "erect.")


def test_the_claims_that_would_change_are_told_while_it_is_typed(
    window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot, said: list[Notice]
) -> None:
    old = page.article
    checked, unchecked, kept = (
        page.project.claims.mark_quote(old, w) for w in ("eight years", "1400 people", "report")
    )
    page.project.verdicts.give(checked.id, "confirmed")
    editor = begin(page, hands, "eight")
    hands.write("nine")
    paused(page, qtbot)
    assert foretold(editor) == ["A claim changes: “eight years” → “nine years” – to be checked again"]
    editor.put_caret(page.project.claims.find(old, "1400").start, page.project.claims.find(old, "1400").end)
    editor.write(editor.value().replace("1400", "1500"))
    paused(page, qtbot)
    assert foretold(editor)[1:] == ["A claim changes: “1400 people” → “1500 people”"]
    assert editor.isVisible() and editor.foreseen.isVisible()
    hands.press(Qt.Key.Key_Return, CTRL)
    made(window, qtbot)
    states = {m.claim: m.state for m in page.project.articles.marks(page.article)}
    assert states == {
        checked.id: ClaimState.STALE,
        unchecked.id: ClaimState.UNCHECKED,
        kept.id: ClaimState.UNCHECKED,
    }
    assert said[-1].text == "Text corrected: 1 same, 2 changed." and said[-1].action == "Review"


def test_a_claim_that_goes_is_told(page: ProjectPage, hands: Hands, qtbot: QtBot) -> None:
    page.project.claims.mark_quote(page.article, "It took eight years to build.")
    editor = begin(page, hands, "It took eight years to build. ")
    hands.press(Qt.Key.Key_Delete)
    paused(page, qtbot)
    assert foretold(editor) == ["A claim loses its words: “It took eight years to build.”"]


def test_a_new_paragraph_is_begun_by_a_blank_line(
    window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot
) -> None:
    blocks = len(page.project.articles.get(page.article).blocks)
    editor = begin(page, hands, " About")
    hands.press(Qt.Key.Key_Return, SHIFT)
    hands.press(Qt.Key.Key_Return, SHIFT)
    hands.write("About")
    assert editor.value().startswith("It took eight years to build.\n\nAbout 1400")
    hands.press(Qt.Key.Key_Return)
    made(window, qtbot)
    assert len(page.project.articles.get(page.article).blocks) == blocks + 1


def test_the_key_without_a_selection_takes_the_paragraph_of_the_caret(page: ProjectPage, hands: Hands) -> None:
    page.reader.setFocus()
    page.reader.put_caret(page.project.claims.find(page.article, "years").start)
    hands.press(Qt.Key.Key_E, CTRL, SHIFT)
    editor = editing(page)
    assert editor is not None and editor.value().startswith("It took") and not editor.field.textCursor().hasSelection()
    assert editor.field.textCursor().position() == len("It took eight ")


def test_the_menu_of_a_paragraph_corrects_it(page: ProjectPage) -> None:
    at = page.project.claims.find(page.article, "Two thirds")
    menu = page.reader.menu_at(page.reader.view.rects_of(at)[0].center().toPoint())
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Correct this paragraph…").trigger()
    editor = editing(page)
    assert editor is not None and editor.value() == "Two thirds of them came from the city."


def test_typing_is_undone_in_the_editor_first(page: ProjectPage, hands: Hands) -> None:
    editor = begin(page, hands, "eight")
    hands.write("nine")
    hands.ctrl(Qt.Key.Key_Z)
    assert not editor.changed and editing(page) is editor


# ---- never lost


def test_what_is_typed_stays_while_the_focus_is_elsewhere(page: ProjectPage, hands: Hands) -> None:
    editor = begin(page, hands, "eight")
    hands.write("nine")
    page.reader.view.setFocus()
    hands.press(Qt.Key.Key_F6)
    assert editing(page) is editor and editor.isVisible() and "nine years" in editor.value()
    hands.press(Qt.Key.Key_E, CTRL, SHIFT)
    assert QApplication.focusWidget() is editor.field and "nine years" in editor.value()


def test_what_is_typed_is_there_again_with_its_article(page: ProjectPage, hands: Hands) -> None:
    old = page.article
    other = page.project.articles.add_text("Another article of some words.", "Other")
    begin(page, hands, "eight")
    hands.write("nine")
    page.show_article(other.id)
    assert editing(page) is None
    page.show_article(old)
    editor = editing(page)
    assert editor is not None and "nine years" in editor.value() and editor.isVisible()


def test_what_is_typed_outlives_the_window(
    window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot, path: Path
) -> None:
    begin(page, hands, "eight")
    hands.write("nine")
    window.close()
    window.show()
    window.open_project(path)
    page = window.page  # type: ignore[assignment]
    editor = editing(page)
    assert editor is not None and "nine years" in editor.value()
    editor.field.setFocus()
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    made(window, qtbot)
    assert "nine years" in text(page) and window.settings.corrections() == {}


def test_escape_leaves_the_text_and_offers_what_was_typed(
    window: MainWindow, page: ProjectPage, hands: Hands, said: list[Notice]
) -> None:
    old = page.article
    begin(page, hands, "eight")
    hands.write("nine")
    hands.press(Qt.Key.Key_Escape)
    assert editing(page) is None and page.article == old and window.settings.corrections() == {}
    assert (said[-1].text, said[-1].action) == ("Correction given up.", "Bring it back")
    window.status.act.click()
    editor = editing(page)
    assert editor is not None and "nine years" in editor.value() and QApplication.focusWidget() is editor.field
    hands.ctrl(Qt.Key.Key_Z)
    hands.press(Qt.Key.Key_Escape)
    assert editing(page) is None and said[-1].text == "Correction given up."


def test_another_paragraph_waits_until_this_one_is_done(page: ProjectPage, hands: Hands, said: list[Notice]) -> None:
    first = begin(page, hands, "eight")
    second = begin(page, hands, "thirds")
    assert second is not first and second.value().startswith("Two thirds")
    hands.write("fifths")
    hands.select("eight")
    hands.press(Qt.Key.Key_E, CTRL, SHIFT)
    assert said[-1].text == "Another correction is not finished yet."
    assert editing(page) is second and QApplication.focusWidget() is second.field


def test_a_new_draft_waits_until_the_correction_is_done(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    editor = begin(page, hands, "eight")
    hands.write("nine")
    QGuiApplication.clipboard().setText("Another draft of several words.")
    window.actions_by_id["paste_draft"].trigger()
    hands.ctrl(Qt.Key.Key_Return)
    dialog = window.commands.dialog
    assert isinstance(dialog, PasteDialog) and "not finished yet" in dialog.wrong.text()
    dialog.close()
    assert window.commands.job is None and editing(page) is editor and "nine years" in editor.value()


def test_nothing_typed_is_nothing_made(page: ProjectPage, hands: Hands) -> None:
    old = page.article
    begin(page, hands, "eight")
    hands.press(Qt.Key.Key_Return)
    assert page.article == old and editing(page) is None and len(page.summaries) == 1


# ---- stopped, refused


def test_a_correction_that_is_cancelled_can_be_typed_on(
    window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, looking, go_on = visible(page.project), threading.Event(), threading.Event()
    land = Carrying.land

    def slowly(self: Carrying, words: str, progress: object = None) -> object:
        looking.set()
        go_on.wait(10)
        return land(self, words, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(Carrying, "land", slowly)
    editor = begin(page, hands, "eight")
    hands.write("nine")
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(looking.is_set)
    hands.write("not while it is made")
    hands.press(Qt.Key.Key_Escape)
    assert editing(page) is editor and "not while" not in editor.value()
    window.status.stop.click()
    go_on.set()
    made(window, qtbot)
    assert visible(page.project) == before and editing(page) is editor and "nine years" in editor.value()
    hands.write("teen")
    assert "nineteen years" in editor.value()
    hands.press(Qt.Key.Key_Return)
    made(window, qtbot)
    assert "nineteen years" in text(page)


def test_an_older_draft_is_not_corrected(page: ProjectPage, hands: Hands, said: list[Notice]) -> None:
    old = page.article
    page.project.articles.add_text(text(page) + " More.", supersedes=old)
    hands.select("eight")
    hands.press(Qt.Key.Key_E, CTRL, SHIFT)
    assert (said[-1].level, said[-1].text) == (Level.PROBLEM, "This is an older draft of the article.")
    assert editing(page) is None


def test_a_newer_draft_that_came_meanwhile_is_told_and_the_words_stay(
    window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot, said: list[Notice]
) -> None:
    editor = begin(page, hands, "eight")
    hands.write("nine")
    with Project.open(page.project.path, checker="another") as project:
        project.articles.add_text(text(page) + " More.", supersedes=page.article)
    hands.press(Qt.Key.Key_Return)
    made(window, qtbot)
    assert said[-1].text == "This article has a newer draft by now."
    assert editing(page) is editor and "nine years" in editor.value() and not editor.field.isReadOnly()


def test_an_article_cannot_be_emptied(page: ProjectPage, hands: Hands, qtbot: QtBot) -> None:
    page.show_article(page.project.articles.add_text("Some words.", "Short").id)
    editor = begin(page, hands, "Some words.")
    hands.press(Qt.Key.Key_Delete)
    paused(page, qtbot)
    assert "Nothing would be left" in editor.problem.text() and editor.problem.isVisible()
    assert not editor.keep.isEnabled()
    hands.write("Words.")
    paused(page, qtbot)
    assert not editor.problem.isVisible() and editor.keep.isEnabled()


# ---- to the code point

SIGNS = "a b\u00a0\u202fé\u0301ç\u0327👩🏽\u200d🚒🇫🇷\u200e\u200f\u2066\u2069אב مر\u0651 ሀ𝒳"
ODD = "\u2028\u2029\ufffc\ufdd0\ufdd1\ufffe\t\u00ad\ufeff\u0085\u001f"
"""Signs of many code points, and those that Qt alters or keeps for itself."""


@pytest.fixture
def field(qtbot: QtBot) -> CorrectionField:
    field = CorrectionField("Words", commits=False)
    qtbot.addWidget(field)
    return field


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=st.text(SIGNS + ODD, max_size=30), typed=st.text("xy👩🏽ג", max_size=4), data=st.data())
def test_what_was_not_typed_over_stays_as_it_was(
    field: CorrectionField, words: str, typed: str, data: st.DataObject
) -> None:
    field.setPlainText(shown(words))
    before = field.value()
    assert len(before) == len(words) and exact(words, before, before) == words
    places = sorted(data.draw(st.lists(st.integers(0, len(words)), min_size=1, max_size=3)), reverse=True)
    cursor, expected = field.textCursor(), words
    for at in places:
        cursor.setPosition(len(words[:at].encode("utf-16-le", "surrogatepass")) // 2)
        cursor.insertText(typed)
        expected = expected[:at] + typed + expected[at:]
    assert exact(words, before, field.value()) == expected


@given(st.text("ab\u00a0", max_size=12), st.text("ab\u00a0", max_size=12))
def test_the_words_typed_are_the_words_had(words: str, now: str) -> None:
    assert exact(words, words, now) == now


SPOKEN = "הגשר נפתח ב־1932 ואורכו 1149 מטר."
ACCENTED = "Le pont « cafe\u0301 » mesure\u00a0: 1149\u202fm, 👩🏽\u200d🚒 et 🇫🇷."


@pytest.mark.parametrize(("before", "claimed"), [(SPOKEN, "מטר"), (ACCENTED, "et 🇫🇷")])
def test_writing_from_the_right_and_signs_of_many_code_points_stay_exact(
    window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot, before: str, claimed: str
) -> None:
    page.show_article(page.project.articles.add_text(f"Title\n\n{before}\n\nLast words.", "Title").id)
    claim = page.project.claims.mark_quote(page.article, claimed)
    begin(page, hands, "1149")
    hands.write("1150")
    hands.press(Qt.Key.Key_Return)
    made(window, qtbot)
    now = before.replace("1149", "1150")
    assert text(page) == f"Title\n\n{now}\n\nLast words."
    (mark,) = page.project.articles.marks(page.article)
    assert (mark.claim, text(page)[mark.start : mark.end]) == (claim.id, claimed)


def test_words_cut_and_pasted_in_the_editor_stay_exact(page: ProjectPage, hands: Hands) -> None:
    page.show_article(page.project.articles.add_text(f"{ACCENTED} End.", "Title").id)
    editor = begin(page, hands, f"{ACCENTED} ")
    hands.ctrl(Qt.Key.Key_X)
    hands.press(Qt.Key.Key_End)
    hands.ctrl(Qt.Key.Key_V)
    assert editor.value() == f"End.{ACCENTED} "


def test_a_corrected_paragraph_is_pasted(window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot) -> None:
    begin(page, hands, "eight")
    QGuiApplication.clipboard().setText("It took nine years.\n\nNobody knows how many worked on it.")
    hands.ctrl(Qt.Key.Key_A)
    hands.ctrl(Qt.Key.Key_V)
    hands.press(Qt.Key.Key_Return)
    made(window, qtbot)
    assert "metres long.\n\nIt took nine years.\n\nNobody knows how many worked on it.\n\nTwo thirds" in text(page)


# ---- where it is


def test_the_editor_lies_over_its_paragraph_and_goes_with_it(
    window: MainWindow, page: ProjectPage, hands: Hands
) -> None:
    body = "\n\n".join(f"Paragraph number {n}. {'More words of it. ' * 20}" for n in range(60))
    page.show_article(page.project.articles.add_text(body, "Long").id)
    at = body.index("Paragraph number 30")
    page.reader.restore_place(body.index("Paragraph number 28"))
    editor = begin(page, hands, "Paragraph number 30")
    QApplication.processEvents()

    def top() -> float:
        return page.reader.view.rects_of(Span(at, at + 9))[0].top()

    assert abs(editor.y() - top()) < 60
    view = page.reader.view
    before = editor.y()
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 50)
    assert editor.y() == before + 50
    for size in ((900, 560), (1400, 900)):
        window.resize(*size)
        QApplication.processEvents()
        hands.write("x")
        assert view.viewport().rect().contains(editor.geometry())
    page.reader.set_text_scale(200)
    QApplication.processEvents()
    assert editor.field.font() == view.lines.typography.body


def test_a_long_paragraph_is_scrolled_within_the_view(page: ProjectPage, hands: Hands) -> None:
    page.show_article(page.project.articles.add_text("Many words of one paragraph. " * 800, "Long").id)
    editor = begin(page, hands, "Many")
    QApplication.processEvents()
    assert page.reader.view.viewport().rect().contains(editor.geometry())
    assert editor.field.verticalScrollBar().maximum() > 0
