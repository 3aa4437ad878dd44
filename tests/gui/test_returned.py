"""A copy that an editor sent back, read in the window: what came back is listed, and stands with its claims."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from annotator.gui.dialogs.returned import ReturnedDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from tests.gui.conftest import Hands
from tests.importers.editor import Editor


@pytest.fixture
def copy(page: ProjectPage, tmp_path: Path) -> Path:
    """A copy of two claims: one correction taken, one question asked, one remark on other words."""
    project = page.project
    article = project.articles.summaries()[0].id
    length = project.claims.mark_quote(article, "1149 metres")
    project.verdicts.give(length.id, "wrong", "The plan says otherwise.", "1194 metres")
    project.claims.mark_quote(article, "About 1400 people")
    editor = Editor(project.export("docx", tmp_path / "copy.docx")[0].read_bytes())
    editor.take("1194 metres")
    editor.reply("Claim 2", "Who counted them?")
    editor.note("Two thirds", "Is that not half?")
    path = tmp_path / "back.docx"
    path.write_bytes(editor.saved())
    return path


def read(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.actions_by_id["read_returned"].trigger()
    chooser = window.commands.dialog
    assert isinstance(chooser, QFileDialog)
    chooser.filesSelected.emit([str(path)])
    chooser.close()
    qtbot.waitUntil(lambda: window.commands.job is None, timeout=10_000)


def rows(dialog: ReturnedDialog) -> list[str]:
    return [dialog.list.item(at).text() for at in range(dialog.list.count())]


def test_what_came_back_is_listed_and_leads_to_its_claim(
    window: MainWindow, page: ProjectPage, copy: Path, qtbot: QtBot, hands: Hands
) -> None:
    read(window, copy, qtbot)
    dialog = window.commands.dialog
    assert isinstance(dialog, ReturnedDialog)
    assert dialog.summary.text() == "New: 2 replies and decisions of the editor, 1 comment on other words."
    assert rows(dialog) == [
        "The editor",
        "↩ Reply: Who counted them?",
        "✓ Correction taken: 1194 metres",
        "On other words, offered as notes where these are in one place",
        "Is that not half?",
    ]
    dialog.list.setCurrentRow(1)
    hands.press(Qt.Key.Key_Return)
    assert page.claim is not None and page.claim.statement == "About 1400 people"
    told = [label.text() for label in page.desk.replies.findChildren(QLabel)]
    assert "Who counted them?" in told and "↩ Reply" in told
    assert page.desk.replies.isVisibleTo(page.desk)


def test_a_claim_nobody_wrote_about_shows_no_editor(page: ProjectPage, copy: Path) -> None:
    claim = page.project.claims.all()[0]
    page.show_claim(claim.id)
    assert not page.desk.replies.isVisibleTo(page.desk)


def test_the_history_tells_of_replies(window: MainWindow, page: ProjectPage, copy: Path, qtbot: QtBot) -> None:
    read(window, copy, qtbot)
    claim = page.project.claims.all()[1]
    page.show_claim(claim.id)
    window.actions_by_id["show_history"].trigger()
    history = page.desk.history
    assert history.model.rows[0].what.startswith("Read returned copy")
    history.scope.setCurrentIndex(1)
    told = [row.what for row in history.model.rows]
    assert [f"The editor: {reply.text}" for reply in page.project.claims.get(claim.id).replies if reply.text]
    assert {f"The editor: {reply.text or reply.kind}" for reply in page.project.claims.get(claim.id).replies} <= {*told}
    assert page.project.history.undo() is not None
    assert page.project.claims.get(claim.id).replies == ()


def test_another_file_is_refused_in_a_sentence(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path, said: list[Notice]
) -> None:
    path = tmp_path / "other.docx"
    path.write_bytes(b"PK\x03\x04")
    read(window, path, qtbot)
    assert "damaged" in said[-1].text


def test_a_copy_read_twice_says_that_nothing_is_new(
    window: MainWindow, page: ProjectPage, copy: Path, qtbot: QtBot
) -> None:
    for _ in range(2):
        read(window, copy, qtbot)
        dialog = window.commands.dialog
        assert isinstance(dialog, ReturnedDialog)
        text = dialog.summary.text()
        dialog.close()
    assert text == "Nothing new came back."
