"""Files kept with sources: chosen or dropped, saved again as they were, never opened."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.model import Evidence
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.source_commands import ending
from tests.gui.scene import press

PAGE = b"<!DOCTYPE html><script>alert(1)</script>"


@pytest.fixture
def evidence(page: ProjectPage) -> Evidence:
    """Evidence of the claim that is worked on."""
    claim = page.project.claims.mark_quote(page.article, "1932")
    source = page.project.sources.add("A register: of/bridges", url="https://example.org/register")
    made = page.project.evidence.attach(claim.id, source.id, "supports")
    page.show_claim(claim.id)
    QApplication.processEvents()
    return made


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "register.html"
    path.write_bytes(PAGE)
    return path


def _drop(on: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), action, data, button, held)
    QApplication.sendEvent(on, enter)
    if enter.isAccepted():
        QApplication.sendEvent(on, QDropEvent(QPointF(20, 20), action, data, button, held))


def test_a_dropped_file_is_kept_and_saved_again_byte_by_byte(
    window: MainWindow,
    page: ProjectPage,
    evidence: Evidence,
    saved: Path,
    tmp_path: Path,
    qtbot: QtBot,
    said: list[Notice],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    row = page.desk.evidence.rows[evidence.id]
    assert "copy kept" not in row.origin.text()
    _drop(row, saved)
    qtbot.waitUntil(lambda: bool(said) and said[-1].text == "A copy of register.html is kept.")
    assert "copy kept" in row.origin.text()
    assert page.project.sources.snapshot(evidence.source) == PAGE
    window.actions_by_id["save_copy"].trigger()
    before = window.commands.dialog
    qtbot.waitUntil(lambda: window.commands.dialog is not before or isinstance(window.commands.dialog, QFileDialog))
    dialog = window.commands.dialog
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).suffix == ".html"
    target = tmp_path / "again.html"
    dialog.filesSelected.emit([str(target)])
    dialog.close()
    assert target.read_bytes() == PAGE
    assert said[-1].action == "Show in folder" and said[-1].act is not None
    assert opened == []
    said[-1].act()
    assert opened == [QUrl.fromLocalFile(str(tmp_path))], "the folder is shown, the copy is never opened"


def test_a_file_is_chosen_by_key_and_keeping_it_is_undone(
    window: MainWindow, page: ProjectPage, evidence: Evidence, saved: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    page.reader.setFocus()
    press(window, "Ctrl+Shift+K")
    dialog = window.commands.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(saved)])
    dialog.close()
    qtbot.waitUntil(lambda: bool(said) and said[-1].text == "A copy of register.html is kept.")
    assert page.project.sources.get(evidence.source).snapshot
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.reader.setFocus()
    press(window, "Ctrl+Z")
    assert not page.project.sources.get(evidence.source).snapshot
    assert "copy kept" not in page.desk.evidence.rows[evidence.id].origin.text()


def test_several_files_dropped_are_articles_and_a_read_only_row_takes_none(
    window: MainWindow, page: ProjectPage, evidence: Evidence, saved: Path, qtbot: QtBot
) -> None:
    other = saved.with_name("other.txt")
    other.write_text("A headline\n\nSome words of another article.\n")
    _drop(page.desk.evidence.rows[evidence.id], saved, other)
    qtbot.waitUntil(lambda: window.commands.job is None)
    assert len(page.summaries) > 1 and not page.project.sources.get(evidence.source).snapshot
    page.desk.evidence.set_editable(False)
    page.show_claim("")
    page.show_claim(evidence.claim)
    assert not page.desk.evidence.rows[evidence.id].acceptDrops()


def test_which_source_is_meant_is_said_or_asked_for(
    window: MainWindow, page: ProjectPage, evidence: Evidence, said: list[Notice]
) -> None:
    window.actions_by_id["save_copy"].trigger()
    assert said[-1].text == "No copy is kept with this source."
    other = page.project.sources.add("Another register")
    page.project.evidence.attach(evidence.claim, other.id, "context")
    page.reader.setFocus()
    window.actions_by_id["keep_copy"].trigger()
    assert said[-1].level is Level.PROBLEM and said[-1].text == "This claim has several sources."
    list(page.desk.evidence.rows.values())[1].toggle.click()
    window.actions_by_id["keep_copy"].trigger()
    dialog = window.commands.dialog
    assert isinstance(dialog, QFileDialog) and "Another register" in dialog.windowTitle()
    dialog.close()


def test_a_file_that_cannot_be_read_or_written_is_told_of(
    window: MainWindow, page: ProjectPage, evidence: Evidence, saved: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    window.commands.keep_copy_of(evidence.source, str(saved.parent / "none.html"))
    qtbot.waitUntil(lambda: bool(said) and said[-1].level is Level.PROBLEM)
    assert "cannot be read" in said[-1].text
    window.messages.safely(window.commands._save)(PAGE, saved / "no folder.html")
    assert "cannot be written" in said[-1].text


@pytest.mark.parametrize(
    ("data", "name"), [(b"%PDF-1.7", ".pdf"), (b"\n <HTML>", ".html"), (b"From: <Saved by", ".mhtml"), (b"", ".bin")]
)
def test_a_copy_is_named_after_what_it_begins_with(data: bytes, name: str) -> None:
    assert ending(data) == name
