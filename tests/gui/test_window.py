"""The window as a whole: what it remembers, what it notices, how it speaks of trouble."""

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Span
from annotator.gui.app import application, first_page, open_window
from annotator.gui.desk.start_page import RecentRow
from annotator.gui.guard import guarded
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Messages, Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.settings import SETTINGS, Place, Recent, Settings
from annotator.project import Project
from tests.gui.conftest import Hands

Key = Qt.Key


def test_a_project_opens_where_it_was_left(
    window: MainWindow,
    page: ProjectPage,
    hands: Hands,
    path: Path,
    settings: Settings,
    messages: Messages,
    qtbot: QtBot,
) -> None:
    page.project.articles.add_text("Another article, of some words.", "Another")
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    claim, article = page.claim, page.article
    window.close()
    again = open_window(application(), Settings(settings.path), messages)
    qtbot.addWidget(again)
    first_page(again, [])
    assert again.page is not None and again.page.claim is not None and claim is not None
    assert (again.page.article, again.page.claim.id) == (article, claim.id)
    assert again.windowTitle() == "Bridge — The bridge — Annotator"
    again.close()


def test_what_is_being_typed_is_on_disk_after_closing(
    window: MainWindow, page: ProjectPage, hands: Hands, path: Path
) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.write("It opened in 1932.")
    window.close()
    with Project.open(path) as project:
        assert project.claims.all()[0].statement == "It opened in 1932."


def test_an_unsigned_verdict_survives_closing(
    window: MainWindow, page: ProjectPage, hands: Hands, path: Path, settings: Settings
) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.ctrl(Key.Key_2)
    hands.write("Not quite so.")
    window.commands.close_project()
    window.open_project(path)
    assert window.page is not None
    verdict = window.page.desk.verdict
    assert verdict.draft is not None and verdict.draft.rating == "needs-fix"
    assert verdict.rationale.value() == "Not quite so."
    assert window.page.project.claims.all()[0].verdicts == ()


def test_what_another_process_commits_appears(page: ProjectPage, path: Path) -> None:
    with Project.open(path, checker="second checker") as other:
        other.claims.mark_quote(page.article, "1932", statement="Written elsewhere")
    page.bridge.look()
    assert [mark.statement for mark in page.desk.claims.model.rows] == ["Written elsewhere"]
    assert page.progress == (0, 1)


def test_showing_the_evidence_of_a_claim_leaves_the_keyboard_where_it_is(page: ProjectPage, hands: Hands) -> None:
    with_evidence, without = (page.project.claims.mark_quote(page.article, words) for words in ("1932", "1149"))
    page.project.evidence.attach(with_evidence.id, page.project.sources.add("A book").id, "supports")
    page.show_claim(without.id)
    page.reader.setFocus()
    page.show_claim(with_evidence.id)
    assert QApplication.focusWidget() is page.reader.view


def test_an_unsigned_verdict_is_kept_whenever_one_stops_to_think(
    qtbot: QtBot, page: ProjectPage, hands: Hands, settings: Settings
) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.ctrl(Key.Key_2)
    hands.write("Not quite so.")
    assert page.claim is not None
    claim = page.claim.id
    qtbot.waitUntil(lambda: "Not quite so." in (draft.rationale for draft in settings.drafts().values()))
    assert settings.drafts()[claim].rationale == "Not quite so."
    hands.select("1149")
    hands.ctrl(Key.Key_M)
    page.show_claim(claim)
    assert page.desk.verdict.rationale.value() == "Not quite so."


def test_a_signed_verdict_is_a_draft_no_more_in_the_next_run(
    qtbot: QtBot, window: MainWindow, page: ProjectPage, hands: Hands, settings: Settings
) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.ctrl(Key.Key_2)
    assert page.claim is not None
    claim = page.claim.id
    qtbot.waitUntil(lambda: claim in settings.drafts())
    with qtbot.waitSignal(page.desk.verdict.signed):
        page.desk.verdict.give()
    qtbot.waitUntil(lambda: claim not in settings.drafts())


def test_a_draft_that_was_just_begun_is_kept_when_the_project_is_left(
    window: MainWindow, page: ProjectPage, hands: Hands, settings: Settings
) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.ctrl(Key.Key_2)
    assert page.claim is not None
    claim = page.claim.id
    window.leave_project()
    assert claim in settings.drafts()


def test_a_statement_is_stored_whenever_one_stops_to_think(qtbot: QtBot, page: ProjectPage, hands: Hands) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.write("It opened in 1932.")
    qtbot.waitUntil(lambda: page.project.claims.all()[0].statement == "It opened in 1932.")


def test_what_is_being_typed_is_not_lost_to_another_process(page: ProjectPage, hands: Hands, path: Path) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.write("Mine")
    assert page.claim is not None
    with Project.open(path, checker="second checker") as other:
        other.claims.set(page.claim.id, statement="Theirs", note="A note of theirs")
    page.bridge.look()
    assert page.desk.editor.statement.value() == "Mine"
    assert page.desk.editor.note.value() == "A note of theirs"
    hands.press(Key.Key_Return)
    assert page.project.claims.all()[0].statement == "Mine"


def test_a_claim_removed_elsewhere_leaves_the_desk(page: ProjectPage, hands: Hands, path: Path) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    assert page.claim is not None
    with Project.open(path, checker="second checker") as other:
        other.claims.remove(page.claim.id)
    page.bridge.look()
    assert page.desk.claim is None
    assert page.desk.claims.model.rows == []


def test_a_file_that_cannot_be_read_is_told_of_once(
    page: ProjectPage, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise AnnotatorError("The project is locked.", "Wait.")

    monkeypatch.setattr(page.project, "refresh", locked)
    for _ in range(3):
        page.bridge.timer.timeout.emit()
    assert [notice.text for notice in said] == ["The project is locked."]


def test_a_problem_is_told_in_place_with_what_to_do(window: MainWindow, tmp_path: Path, said: list[Notice]) -> None:
    first_page(window, [str(tmp_path / "nothing.factcheck")])
    assert said[-1].level is Level.PROBLEM and said[-1].advice
    assert window.banner.isVisible() and window.banner.text.text() == said[-1].text
    assert window.page is None
    window.banner.dismiss.click()
    assert window.banner.notice is None


def test_an_unexpected_error_is_told_calmly_with_details(
    window: MainWindow, said: list[Notice], caplog: pytest.LogCaptureFixture
) -> None:
    @guarded(None)
    def careless() -> float:
        return 1 / 0

    careless()
    QApplication.processEvents()
    assert said[-1].level is Level.FAILURE
    assert "Your work is on disk" in said[-1].advice and "ZeroDivisionError" in said[-1].details
    assert "ZeroDivisionError" not in window.banner.text.text() + window.banner.advice.text()
    window.banner.details.click()
    caplog.clear()


def test_a_read_only_project_says_so_and_lets_nothing_be_changed(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "read_only", property(lambda self: "The file is write-protected."))
    window.open_project(path)
    assert window.page is not None
    assert window.banner.advice.text() == "The file is write-protected."
    for name in ("mark_claim", "add_article", "undo", "attach_source"):
        assert not window.actions_by_id[name].isEnabled()
    assert window.page.desk.editor.statement.isReadOnly()


def test_themes_and_sizes_are_kept(window: MainWindow, page: ProjectPage, settings: Settings, hands: Hands) -> None:
    window.actions_by_id["theme_dark"].trigger()
    hands.ctrl(Key.Key_Plus)
    assert window.look.theme.name == "dark" and window.actions_by_id["theme_dark"].isChecked()
    assert (settings.get("theme"), settings.get("text_scale")) == ("dark", 110)
    window.actions_by_id["theme_light"].trigger()
    assert window.look.theme.name == "light"


def test_a_discarded_draft_can_be_brought_back(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.ctrl(Key.Key_2)
    hands.write("Because of the survey.")
    page.desk.verdict.discard.click()
    assert page.desk.verdict.draft is None
    window.status.act.click()
    assert page.desk.verdict.rationale.value() == "Because of the survey."


def test_tab_goes_through_everything_and_comes_back(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.ctrl(Key.Key_1)
    start = QApplication.focusWidget()
    seen = [start]
    for _ in range(80):
        hands.press(Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
        seen.append(QApplication.focusWidget())
    assert QApplication.focusWidget() is start
    editor, verdict = page.desk.editor, page.desk.verdict
    for stop in (
        editor.statement,
        editor.kind,
        editor.note,
        page.desk.evidence.attach,
        verdict.sign,
        page.articles.view,
    ):
        assert stop in seen, stop
    assert page.reader.view in seen


def test_panes_hide_and_make_room(window: MainWindow, page: ProjectPage, hands: Hands, settings: Settings) -> None:
    hands.press(Key.Key_F9)
    assert page.articles.isHidden()
    hands.press(Key.Key_F9)
    window.resize(900, 640)
    QApplication.processEvents()
    assert page.articles.isHidden() and page.desk.isVisible()
    window.resize(1200, 800)
    QApplication.processEvents()
    assert page.articles.isVisible()


def test_the_start_page_lists_projects_and_says_what_is_missing(
    window: MainWindow, page: ProjectPage, path: Path
) -> None:
    window.settings.remember(Recent(str(path.parent / "gone.factcheck"), "Gone", 3, 1))
    window.commands.close_project()
    rows = window.start_page.findChildren(RecentRow)
    by_title = {row.open.text(): row for row in rows}
    assert by_title["Bridge"].open.isEnabled() and not by_title["Gone"].open.isEnabled()
    by_title["Bridge"].open.click()
    assert window.page is not None and window.page.project.path == path


def test_the_sample_opens(window: MainWindow) -> None:
    window.start_page.sample.click()
    assert window.page is not None
    checked, claims = window.page.progress
    assert 0 < checked < claims
    window.commands.close_project()
    window.commands.open_sample()
    assert window.page.progress == (checked, claims)


def test_next_unchecked_goes_on_to_other_articles(page: ProjectPage, window: MainWindow, said: list[Notice]) -> None:
    other = page.project.articles.add_text("Of two words here.", "Another").id
    page.project.claims.mark(other, Span(0, 6))
    window.commands.next_unchecked()
    assert page.article == other and page.claim is not None
    page.project.verdicts.give(page.claim.id, "wrong")
    window.commands.next_unchecked()
    assert said[-1].text == "Every claim is checked."


def test_every_setting_has_its_default_and_comes_back(settings: Settings) -> None:
    for setting in SETTINGS:
        assert setting.label and isinstance(setting.default, setting.kind)
    fresh = Settings(settings.path.parent / "other.ini")
    assert [fresh.get(setting.key) for setting in SETTINGS] == [setting.default for setting in SETTINGS]
    fresh.set("articles_shown", False)
    fresh.set("geometry", b"\x00\x01")
    fresh.keep_place(Path("/a/b.factcheck"), Place("article", 12, "claim"))
    fresh.save()
    again = Settings(fresh.path)
    assert (again.get("articles_shown"), again.get("geometry")) == (False, b"\x00\x01")
    assert again.place(Path("/a/b.factcheck")) == Place("article", 12, "claim")


def test_settings_that_were_spoiled_have_their_defaults(settings: Settings) -> None:
    for key, spoiled in (("recent", "[[1]]"), ("places", "{"), ("text_scale", "large"), ("drafts", "[]")):
        settings._file.setValue(key, spoiled)
    assert settings.recents() == [] and settings.get("text_scale") == 100 and settings.drafts() == {}
    assert settings.place(Path("x")) == Place()


def test_every_control_has_a_name_for_screen_readers(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit

    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.ctrl(Key.Key_1)
    for kind in (QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit):
        for control in window.findChildren(kind):
            if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                interface = QAccessible.queryAccessibleInterface(control)
                assert interface.text(QAccessible.Text.Name), control


def test_an_error_that_nobody_caught_ends_in_a_notice(
    messages: Messages, said: list[Notice], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    messages.catch_the_rest()
    error = ValueError("odd")
    sys.excepthook(ValueError, error, None)
    sys.excepthook(AnnotatorError, AnnotatorError("It is so.", "Do this."), None)
    assert [notice.level for notice in said] == [Level.FAILURE, Level.PROBLEM]
    assert [r.levelno for r in caplog.records if r.name == "annotator.gui"] == [logging.ERROR]
    caplog.clear()


def test_a_problem_goes_from_sight_once_something_went_well(
    window: MainWindow, messages: Messages, caplog: pytest.LogCaptureFixture
) -> None:
    messages.problem(AnnotatorError("There is only one version.", "Open a new draft first."))
    assert window.banner.isVisible()
    messages.tell("New draft added.")
    assert window.banner.notice is None
    messages.told(ValueError("odd"))
    messages.tell("Undone.")
    assert window.banner.isVisible(), "a fault of the app stays until it is closed"
    caplog.clear()
