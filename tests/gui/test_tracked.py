"""A draft with tracked changes in the window: which text is checked is asked, and the other one can be seen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from annotator.domain.model import Article
from annotator.domain.tracked import TrackedState
from annotator.gui.dialogs.small import ArticleDialog
from annotator.gui.dialogs.states import StatesDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from tests.gui.conftest import Hands
from tests.gui.scene import press
from tests.importers.test_docx_notes import CHANGED, begin, comment, end, run
from tests.importers.test_docx_notes import draft as word_draft
from tests.importers.test_odt_tracked import CHANGED as OPEN_CHANGED
from tests.importers.word_files import with_body

ACCEPTED, ORIGINAL = TrackedState.ACCEPTED, TrackedState.ORIGINAL


@pytest.fixture
def path(path: Path, tmp_path: Path) -> Path:
    (tmp_path / "draft.docx").write_bytes(with_body(CHANGED))
    return path


def asked(window: MainWindow, qtbot: QtBot) -> StatesDialog:
    """The question, once it is there."""
    qtbot.waitUntil(lambda: isinstance(window.commands.dialog, StatesDialog), timeout=20_000)
    dialog = window.commands.dialog
    assert isinstance(dialog, StatesDialog) and dialog.isVisible()
    QApplication.processEvents()
    return dialog


def shown(page: ProjectPage) -> Article:
    return page.project.articles.get(page.article)


@pytest.fixture
def dialog(window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path) -> StatesDialog:
    window.commands.take_files([str(tmp_path / "draft.docx")])
    return asked(window, qtbot)


def test_who_changed_how_much_is_told_and_the_accepted_text_is_the_default(
    page: ProjectPage, dialog: StatesDialog, hands: Hands
) -> None:
    told = [each.text() for each in dialog.findChildren(QLabel)]
    assert "The draft holds tracked changes: 2 deletions by Flo, 3 insertions by Ed." in told
    assert dialog.choice.value() == ACCEPTED and dialog.choice.hasFocus()
    steps = len(page.project.history.steps())
    hands.press(Qt.Key.Key_Return)
    assert not isValid(dialog) and shown(page).text.startswith("The new rule.")
    assert shown(page).state is ACCEPTED and len(page.project.history.steps()) == steps


def test_an_open_document_is_asked_about_in_the_same_way(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path, hands: Hands
) -> None:
    (tmp_path / "draft.odt").write_bytes(OPEN_CHANGED)
    window.commands.take_files([str(tmp_path / "draft.odt")])
    dialog = asked(window, qtbot)
    told = [each.text() for each in dialog.findChildren(QLabel)]
    assert "The draft holds tracked changes: 2 deletions by Flo, 2 insertions by Ed." in told
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown(page).text.startswith("The old rule.") and shown(page).state is ORIGINAL


def test_both_texts_are_in_sight_side_by_side_or_in_one(dialog: StatesDialog, hands: Hands) -> None:
    assert [change.word for change in dialog.view.changes] and dialog.view.isVisible()
    assert dialog.sides.isVisible()
    dialog.view.setFocus()
    hands.press(Qt.Key.Key_I)
    assert (dialog.view.inline, dialog.sides.isVisible(), dialog.way.text()) == (True, False, "Side by side")
    hands.press(Qt.Key.Key_I)
    assert (dialog.view.inline, dialog.sides.isVisible(), dialog.way.text()) == (False, True, "In one text")


def test_the_original_text_can_be_checked_instead(
    window: MainWindow, page: ProjectPage, dialog: StatesDialog, hands: Hands, qtbot: QtBot, said: list[Notice]
) -> None:
    hands.press(Qt.Key.Key_Down)
    assert dialog.choice.value() == ORIGINAL
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown(page).text.startswith("The old rule.") and shown(page).state is ORIGINAL
    assert [summary.title for summary in page.summaries].count(shown(page).title) == 1 and len(page.summaries) == 2
    assert said[-1].text == "The original text is checked now."
    press(window, "Ctrl+Z")
    assert [article.state for article in page.project.articles.all()][1:] == [ACCEPTED]
    press(window, "Ctrl+Y")
    assert [article.state for article in page.project.articles.all()][1:] == [ORIGINAL]
    assert [notice.details for notice in said if notice.details] == []


def test_cancelled_the_article_stays_as_it_is(page: ProjectPage, dialog: StatesDialog, hands: Hands) -> None:
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Escape)
    assert shown(page).state is ACCEPTED


def test_the_other_state_is_shown_later_too_and_claims_go_over_to_it(
    window: MainWindow, page: ProjectPage, dialog: StatesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.reject()
    (tmp_path / "draft.docx").unlink()
    project = page.project.path
    before = shown(page)
    page.project.claims.mark_quote(before.id, "halves")
    window.commands.dialog = None
    window.open_project(project)
    again = window.page
    assert again is not None and again.article == before.id
    window.actions_by_id["tracked_changes"].trigger()
    later = asked(window, qtbot)
    assert later.choice.value() == ACCEPTED
    later.choice.setCurrentIndex(1)
    later.accept_button.click()
    assert shown(again).state is ORIGINAL and shown(again).supersedes == before.id
    assert len(again.project.claims.all(again.article)) == 1


def test_an_article_without_tracked_changes_says_so(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, said: list[Notice]
) -> None:
    window.actions_by_id["tracked_changes"].trigger()
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].text == "This article’s file holds no tracked changes."


@pytest.mark.parametrize("state", [ACCEPTED, ORIGINAL])
def test_a_new_draft_is_asked_about_before_it_is_kept(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path, state: TrackedState
) -> None:
    old = page.article
    articles = len(page.project.articles.all())
    window.commands.read_draft(str(tmp_path / "draft.docx"), page.project.articles.get(old))
    dialog = asked(window, qtbot)
    assert len(page.project.articles.all()) == articles
    dialog.choice.setCurrentIndex(0 if state is ACCEPTED else 1)
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: page.article != old)
    assert (shown(page).state, shown(page).supersedes) == (state, old)
    assert len(page.project.articles.all()) == articles + 1


def test_a_new_draft_that_is_cancelled_is_not_kept(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path
) -> None:
    articles = len(page.project.articles.all())
    window.commands.read_draft(str(tmp_path / "draft.docx"), page.project.articles.get(page.article))
    asked(window, qtbot).reject()
    assert len(page.project.articles.all()) == articles


def test_notes_are_told_of_when_a_draft_is_added(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path, said: list[Notice]
) -> None:
    body = f"<w:p>{begin(0)}{run('Some words')}{end(0)}{run(' and others.')}</w:p>"
    (tmp_path / "noted.docx").write_bytes(word_draft(body, comment(0, "Says who?")))
    window.commands.take_files([str(tmp_path / "noted.docx")])
    qtbot.waitUntil(lambda: bool(said))
    assert (said[-1].text, said[-1].action) == ("Article added. 1 note of the author.", "Review")
    assert said[-1].act is not None
    said[-1].act()
    assert page.desk.notes.isVisible() and page.desk.notes.current is not None
    assert page.desk.notes.current.text == "Says who?"


def test_the_details_of_an_article_tell_its_state(window: MainWindow, page: ProjectPage, dialog: StatesDialog) -> None:
    dialog.reject()
    window.actions_by_id["article_details"].trigger()
    details = window.commands.dialog
    assert isinstance(details, ArticleDialog) and details.state.isVisible()
    assert details.state.text() == "Of a draft with tracked changes this is the text with its changes accepted."
    details.reject()
    page.show_article(page.summaries[0].id)
    window.actions_by_id["article_details"].trigger()
    plain = window.commands.dialog
    assert isinstance(plain, ArticleDialog) and not plain.state.isVisible()


WRITTEN_TRACKED = f'<w:p><w:ins w:id="1" w:author="Flo">{run("All of it is new.")}</w:ins></w:p>'


def test_a_draft_without_an_original_text_is_added_and_nothing_asked(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path, said: list[Notice]
) -> None:
    (tmp_path / "tracked.docx").write_bytes(with_body(WRITTEN_TRACKED))
    window.commands.take_files([str(tmp_path / "tracked.docx")])
    qtbot.waitUntil(lambda: bool(said) and window.commands.job is None)
    assert shown(page).text == "All of it is new." and window.commands.dialog is None
    assert [notice.level for notice in said] == [Level.INFO]
    window.actions_by_id["tracked_changes"].trigger()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[-1].level is Level.PROBLEM


def test_a_new_draft_without_an_original_text_is_kept(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path
) -> None:
    old = page.article
    (tmp_path / "tracked.docx").write_bytes(with_body(WRITTEN_TRACKED))
    window.commands.read_draft(str(tmp_path / "tracked.docx"), page.project.articles.get(old))
    qtbot.waitUntil(lambda: page.article != old)
    assert (shown(page).text, shown(page).supersedes) == ("All of it is new.", old)
