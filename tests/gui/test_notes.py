"""The queue of the author's notes: walked by keyboard, framed in the text, accepted, dismissed, undone and redone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.model import NoteKind, NoteState, Span
from annotator.gui.actions import ACTIONS
from annotator.gui.compare.inked import Words
from annotator.gui.desk.claim_panel import CLAIM, HISTORY, NOTES, TABS
from annotator.gui.desk.notes_panel import NotesPanel
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from tests.gui.conftest import Hands
from tests.gui.noted import NOTES as DRAFTED
from tests.gui.noted import TEXT, show_draft, show_facts, span_of, states, wait
from tests.gui.scene import press

Key = Qt.Key


@pytest.fixture
def panel(page: ProjectPage) -> NotesPanel:
    show_draft(page)
    QApplication.processEvents()
    return page.desk.notes


@pytest.fixture
def queue(panel: NotesPanel, window: MainWindow) -> NotesPanel:
    """The queue in sight, its first note chosen, and the keyboard in it."""
    press(window, "F5")
    return panel


def words(panel: NotesPanel) -> str:
    return panel.current.selector.exact if panel.current else ""


def listed(panel: NotesPanel) -> list[str]:
    return [note.selector.exact for note in panel.model.rows]


def framed(page: ProjectPage) -> Span | None:
    return page.reader.view.sheet.pointed


def test_the_tab_tells_how_many_are_open_and_is_there_only_with_notes(page: ProjectPage) -> None:
    tabs = page.desk.tabs
    assert not tabs.isTabVisible(NOTES)
    show_draft(page)
    assert tabs.isTabVisible(NOTES) and tabs.tabText(NOTES) == f"{TABS[NOTES]} (3)"
    page.project.notes.dismiss_all(page.article)
    assert tabs.tabText(NOTES) == TABS[NOTES]
    page.show_article(page.summaries[0].id)
    assert not tabs.isTabVisible(NOTES)


def test_f5_shows_the_first_note_and_frames_its_words(page: ProjectPage, queue: NotesPanel) -> None:
    assert page.desk.tabs.currentIndex() == NOTES and queue.view.hasFocus()
    assert words(queue) == "opened in 1843" and framed(page) == span_of("opened in 1843")
    assert page.reader.view.shows(span_of("opened in 1843"))


def test_a_note_tells_who_wrote_what_of_which_words(queue: NotesPanel) -> None:
    heard = queue.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Comment by Ann Author. on “opened in 1843”. From https://register.example/1843, p. 3"
    shown = [each.text() for each in queue.card.findChildren(QLabel) if each.isVisibleTo(queue.card)]
    assert {"Comment by Ann Author", "2 Jan 2026"} <= set(shown)
    names = [each.accessibleName() for each in queue.card.findChildren(QPushButton)]
    assert "Open https://register.example/1843" in names


def test_arrows_move_the_frame_along(page: ProjectPage, queue: NotesPanel, hands: Hands) -> None:
    for name in ("396 metres", "eighteen years", "eighteen years"):
        hands.press(Key.Key_Down)
        assert words(queue) == name and framed(page) == span_of(name)
    hands.press(Key.Key_Up)
    assert framed(page) == span_of("396 metres")


def test_a_note_far_down_is_scrolled_to(page: ProjectPage, window: MainWindow, hands: Hands) -> None:
    text = "\n\n".join([*(f"Paragraph {n} has some words in it." for n in range(300)), TEXT])
    show_draft(page, ("Paragraph 0", NoteKind.COMMENT, "First.", ""), DRAFTED[2], text=text)
    press(window, "F5")
    far = span_of("eighteen years", text)
    assert not page.reader.view.shows(far)
    hands.press(Key.Key_Down)
    assert page.reader.view.shows(far)


def test_the_frame_goes_with_the_queue(page: ProjectPage, queue: NotesPanel) -> None:
    page.desk.turn_to(HISTORY)
    assert framed(page) is None
    page.desk.turn_to(NOTES)
    assert framed(page) == span_of("opened in 1843")
    page.show_article(page.summaries[0].id)
    assert framed(page) is None


def test_the_frame_is_unlike_a_claim_and_a_find_result(page: ProjectPage, queue: NotesPanel, qtbot: QtBot) -> None:
    """Painted: its ground and its line are there, and go with it."""
    view = page.reader.view

    def colours() -> set[str]:
        QApplication.processEvents()
        image = view.viewport().grab(_around(page, "opened in 1843")).toImage()
        found = (image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height()))
        return set(found)

    theme = page._look.theme
    ours = {theme.colours["accent-soft"].lower(), theme.colours["accent"].lower()}
    assert ours <= colours()
    page.reader.point_out(None)
    assert not ours & colours()


def _around(page: ProjectPage, of: str) -> QRect:
    """The viewport's rectangle around some words."""
    rects = [rect.toAlignedRect() for rect in page.reader.view.rects_of(span_of(of))]
    return rects[0].adjusted(-3, -3, 3, 3).intersected(page.reader.view.viewport().rect())


def test_enter_accepts_and_goes_on_to_the_next(page: ProjectPage, queue: NotesPanel, hands: Hands) -> None:
    hands.press(Key.Key_Return)
    (claim,) = page.project.claims.all(page.article)
    assert claim.statement == "opened in 1843" and claim.note.endswith("From https://register.example/1843, p. 3")
    assert [page.project.sources.get(e.source).url for e in claim.evidence] == ["https://register.example/1843"]
    assert listed(queue) == ["396 metres", "eighteen years"] and queue.view.hasFocus()
    assert words(queue) == "396 metres" and framed(page) == span_of("396 metres")
    assert page.desk.tabs.tabText(NOTES) == "Notes (2)"


@pytest.mark.parametrize("key", [Key.Key_0, Key.Key_Backspace])
def test_one_key_dismisses(page: ProjectPage, queue: NotesPanel, hands: Hands, key: Key) -> None:
    hands.press(Key.Key_Down)
    hands.press(key)
    assert states(page) == [NoteState.OPEN, NoteState.DISMISSED, NoteState.OPEN]
    assert page.project.claims.all(page.article) == [] and words(queue) == "eighteen years"


def test_all_are_worked_off_by_one_key(page: ProjectPage, queue: NotesPanel, hands: Hands, said: list[Notice]) -> None:
    for _ in range(5):
        hands.press(Key.Key_Return)
    assert states(page) == [NoteState.ACCEPTED] * 3 and queue.current is None and framed(page) is None
    assert queue.empty.isVisible() and queue.empty.text() == "Every note is accepted or dismissed."
    assert [notice.text for notice in said if notice.details] == []


def test_undo_and_redo_bring_a_note_back_and_take_it_again(
    page: ProjectPage, queue: NotesPanel, window: MainWindow, hands: Hands
) -> None:
    hands.press(Key.Key_Return)
    press(window, "Ctrl+Z")
    assert listed(queue)[0] == "opened in 1843" and page.project.claims.all(page.article) == []
    assert words(queue) == "opened in 1843" and framed(page) == span_of("opened in 1843")
    press(window, "Ctrl+Y")
    assert len(listed(queue)) == 2 and len(page.project.claims.all(page.article)) == 1


def test_undo_leaves_who_has_moved_on_where_they_are(
    page: ProjectPage, queue: NotesPanel, window: MainWindow, hands: Hands
) -> None:
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Down)
    press(window, "Ctrl+Z")
    assert listed(queue)[0] == "opened in 1843" and words(queue) == "eighteen years"


def test_the_last_note_is_gone_back_to(page: ProjectPage, queue: NotesPanel, window: MainWindow, hands: Hands) -> None:
    for _ in range(3):
        hands.press(Key.Key_0)
    press(window, "Ctrl+Z")
    assert listed(queue) == [words(queue)] == ["eighteen years"] and framed(page) == span_of("eighteen years")


@pytest.mark.parametrize("act", ["accept", "dismiss"])
def test_all_at_once_is_one_step(
    page: ProjectPage, queue: NotesPanel, window: MainWindow, said: list[Notice], act: str, qtbot: QtBot
) -> None:
    steps = len(page.project.history.steps())
    made = queue.accept_all if act == "accept" else queue.dismiss_all
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(10, 10))
    wait(window, qtbot)
    assert NoteState.OPEN not in states(page) and len(page.project.history.steps()) == steps + 1
    assert len(page.project.claims.all(page.article)) == (3 if act == "accept" else 0)
    assert said[-1].text == ("3 notes accepted: 3 claims." if act == "accept" else "3 notes dismissed.")
    assert not made.isEnabled()
    press(window, "Ctrl+Z")
    assert states(page) == [NoteState.OPEN] * 3 and len(listed(queue)) == 3


def test_a_note_on_words_of_a_claim_may_go_with_that_claim(
    page: ProjectPage, queue: NotesPanel, window: MainWindow, hands: Hands
) -> None:
    claim = page.project.claims.mark(page.article, span_of("1843"))
    choice = queue.card.choice
    assert choice is not None and queue.card.joins == claim.id
    hands.press(Key.Key_Return)
    assert [each.id for each in page.project.claims.all(page.article)] == [claim.id]
    assert len(page.project.claims.get(claim.id).evidence) == 1
    press(window, "Ctrl+Z")
    queue.view.setCurrentIndex(queue.view.model().index(0, 0))
    choice = queue.card.choice
    assert choice is not None
    choice.setFocus()
    hands.press(Key.Key_Down)
    assert queue.card.joins == ""
    press(window, "Ctrl+F5")
    assert len(page.project.claims.all(page.article)) == 2


def test_another_process_is_noticed(page: ProjectPage, queue: NotesPanel) -> None:
    with Project.open(page.project.path, checker="a colleague") as other:
        other.notes.dismiss(page.project.notes.of(page.article)[0].id)
    page.project.refresh()
    assert listed(queue) == ["396 metres", "eighteen years"] and words(queue) == "396 metres"
    assert framed(page) == span_of("396 metres")


def test_all_notes_show_what_became_of_them(page: ProjectPage, queue: NotesPanel, hands: Hands) -> None:
    hands.press(Key.Key_Return)
    hands.press(Key.Key_0)
    queue.which.setCurrentIndex(1)
    assert [note.state for note in queue.model.rows] == [NoteState.ACCEPTED, NoteState.DISMISSED, NoteState.OPEN]
    queue.view.setFocus()
    queue.view.setCurrentIndex(queue.view.model().index(1, 0))
    assert set(queue.card.acts) == {"accept"}
    queue.view.setCurrentIndex(queue.view.model().index(0, 0))
    assert set(queue.card.acts) == {"show"}
    hands.press(Key.Key_Return)
    assert page.desk.tabs.currentIndex() == CLAIM and page.claim is not None
    assert page.claim.statement == "opened in 1843"


def test_a_note_whose_claim_was_removed_can_be_accepted_again(
    page: ProjectPage, queue: NotesPanel, hands: Hands
) -> None:
    hands.press(Key.Key_Return)
    page.project.claims.remove(page.project.claims.all(page.article)[0].id)
    queue.which.setCurrentIndex(1)
    queue.view.setFocus()
    queue.view.setCurrentIndex(queue.view.model().index(0, 0))
    assert set(queue.card.acts) == {"accept"}
    hands.press(Key.Key_Return)
    assert len(page.project.claims.all(page.article)) == 1


def test_what_was_left_open_is_open_when_the_project_is_opened_again(
    window: MainWindow, page: ProjectPage, queue: NotesPanel, hands: Hands
) -> None:
    hands.press(Key.Key_Return)
    article, path = page.article, page.project.path
    window.open_project(path)
    again = window.page
    assert again is not None and again.article == article
    assert again.desk.tabs.tabText(NOTES) == "Notes (2)"
    press(window, "F5")
    assert words(again.desk.notes) == "396 metres"


def test_a_key_pressed_where_nobody_sees_the_note_shows_it_first(
    page: ProjectPage, panel: NotesPanel, window: MainWindow
) -> None:
    press(window, "Ctrl+F5")
    assert states(page) == [NoteState.OPEN] * 3 and panel.isVisible()
    press(window, "Ctrl+F5")
    assert states(page)[0] is NoteState.ACCEPTED
    press(window, "Ctrl+Shift+F5")
    assert states(page)[1] is NoteState.DISMISSED


def test_where_there_are_none_one_is_told(page: ProjectPage, window: MainWindow, said: list[Notice]) -> None:
    for action in ("next_note", "accept_note", "dismiss_note", "accept_notes", "dismiss_notes"):
        said.clear()
        window.actions_by_id[action].trigger()
        assert [notice.details for notice in said] == [""] and "note" in said[0].text


HOSTILE = {
    "markup": "<b>bold</b><img src='https://evil.example/x.png'><script>alert(1)</script>",
    "control signs": "a\x01\x07\x1b[31m\u202egnorw\u2066 \ufeff\ufffc\ufffe end",
    "a million": "x" * 1_000_000,
    "many lines": "line\n" * 50_000,
    "many addresses": " ".join(f"https://a{n}.example/" for n in range(3_000)),
    "a long address": "https://a.example/" + "y" * 100_000,
    "emoji": "👩‍👩‍👧‍👦" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_note_is_shown_as_words_and_accepted(
    page: ProjectPage, window: MainWindow, hands: Hands, said: list[Notice], text: str
) -> None:
    show_draft(page, ("opened in 1843", NoteKind.COMMENT, text, text[:3_000]))
    press(window, "F5")
    panel = page.desk.notes
    panel.grab()
    for each in panel.findChildren(QLabel):
        assert each.textFormat() is Qt.TextFormat.PlainText or not each.text()
    hands.press(Key.Key_Return)
    assert states(page) == [NoteState.ACCEPTED]
    page.desk.turn_to(CLAIM)
    page.show_claim(page.project.claims.all(page.article)[0].id)
    page.desk.grab()
    assert [notice.details for notice in said if notice.details] == []


def test_a_read_only_project_shows_notes_and_changes_none(
    window: MainWindow, page: ProjectPage, queue: NotesPanel, hands: Hands, said: list[Notice]
) -> None:
    queue.set_editable(False)
    assert not queue.accept_all.isEnabled() and not queue.dismiss_all.isEnabled()
    queue.view.setCurrentIndex(queue.view.model().index(1, 0))
    assert not any(each.isEnabled() for each in queue.card.acts.values())


def test_thousands_of_notes_are_walked_without_waiting(page: ProjectPage, window: MainWindow, hands: Hands) -> None:
    show_facts(page, 2_000)
    press(window, "F5")
    asked = _count_reads(page)
    for _ in range(10):
        hands.press(Key.Key_Down)
    assert words(page.desk.notes) == "Fact 10" and next(asked) == 0


def _count_reads(page: ProjectPage) -> Iterator[int]:
    """How often all notes of the article were read since."""
    read, count = page.project.notes.of, 0

    def counting(article: str) -> object:
        nonlocal count
        count += 1
        return read(article)

    page.project.notes.of = counting  # type: ignore[method-assign,assignment]
    while True:
        yield count


def test_the_actions_are_in_the_table() -> None:
    ids = {action.id for action in ACTIONS}
    assert {"next_note", "previous_note", "accept_note", "dismiss_note", "accept_notes", "dismiss_notes"} <= ids


def told(page: ProjectPage) -> list[str]:
    """What the claim panel says of the author's notes."""
    QApplication.processEvents()
    part = page.desk.author_notes
    words = [run.text for each in part.findChildren(Words) if each.isVisibleTo(part) for run in each.runs]
    return [*(each.text() for each in part.findChildren(QLabel) if each.isVisibleTo(part)), *words]


def test_the_claim_panel_tells_what_the_author_relied_on(
    page: ProjectPage, queue: NotesPanel, window: MainWindow
) -> None:
    claim = page.project.notes.accept(page.project.notes.of(page.article)[0].id)
    page.show_claim(claim.id)
    page.desk.turn_to(CLAIM)
    assert page.desk.author_notes.isVisible()
    assert told(page) == ["The author’s note", "Comment by Ann Author", "2 Jan 2026"]
    assert "From https://register.example/1843, p. 3" in page.desk.editor.note.value()
    asked: list[str] = []
    page.link_wanted.connect(asked.append)
    (link,) = page.desk.author_notes.findChildren(QPushButton)
    link.click()
    assert asked == ["https://register.example/1843"]
    page.project.claims.set(claim.id, note="Rang them up.")
    assert "From https://register.example/1843, p. 3" in told(page)
    page.project.history.undo()
    page.project.history.undo()
    assert not page.desk.author_notes.isVisible()
