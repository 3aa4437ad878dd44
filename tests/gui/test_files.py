"""Files coming in: dropped, chosen, many at once, unreadable, stopped half-way."""

from pathlib import Path
from threading import Event

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import Progress
from annotator.gui.dialogs.batch import BatchDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.work import Job
from annotator.project import Project


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), action, data, button, held))
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), action, data, button, held))


def article(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(
        f"The headline of {name}\n\nSome words about {name}, enough of them for an article.\n", encoding="utf-8"
    )
    return path


def test_several_files_are_dropped_at_once(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    drop(window, article(tmp_path, "one.txt"), article(tmp_path, "two.txt"))
    qtbot.waitUntil(lambda: window.commands.job is None)
    assert len(page.summaries) == 3
    assert said[-1].text == "2 articles added."


def test_what_cannot_be_read_is_told_and_the_rest_is_added(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    drop(window, empty, article(tmp_path, "good.txt"))
    qtbot.waitUntil(lambda: window.commands.job is None)
    assert len(page.summaries) == 2
    dialog = window.commands.dialog
    assert isinstance(dialog, BatchDialog) and dialog.isVisible() and not said
    dialog.close()


def test_a_dropped_project_is_opened(window: MainWindow, path: Path) -> None:
    drop(window, path)
    assert window.page is not None and window.page.project.title == "Bridge"


def test_an_article_dropped_on_the_start_page_begins_a_project(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(window, article(tmp_path, "story.txt"))
    dialog = window.commands.dialog
    assert isinstance(dialog, QFileDialog) and dialog.selectedFiles()[0].endswith("story.factcheck")
    dialog.filesSelected.emit([str(tmp_path / "story.factcheck")])
    dialog.close()
    qtbot.waitUntil(lambda: window.commands.job is None)
    assert window.page is not None and len(window.page.summaries) == 1
    with Project.open(tmp_path / "story.factcheck") as project:
        assert len(project.articles.all()) == 1


def test_a_new_project_never_replaces_a_file(window: MainWindow, path: Path, said: list[Notice]) -> None:
    window.commands.new_project()
    dialog = window.commands.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    assert said[-1].level is Level.PROBLEM and window.page is None


def test_a_damaged_project_leaves_the_open_one_alone(
    window: MainWindow, page: ProjectPage, tmp_path: Path, said: list[Notice]
) -> None:
    broken = tmp_path / "broken.factcheck"
    broken.write_bytes(b"not a project")
    drop(window, broken)
    assert said[-1].level is Level.PROBLEM
    assert window.page is page and page.project.title == "Bridge"


def test_work_is_stopped_at_its_next_sign_of_progress(window: MainWindow, qtbot: QtBot) -> None:
    ends: list[object] = []

    def endless(progress: Progress) -> None:
        while True:
            progress(1, 2)

    job = Job("Endless", endless, ends.append, ends.append, window)
    with qtbot.waitSignal(job.ended):
        job.start()
        job.cancel()
    assert [type(end) for end in ends] == [Cancelled]


def test_work_outlives_the_window_without_a_fault(qtbot: QtBot, qapp: QApplication) -> None:
    begun, go_on, over = Event(), Event(), Event()

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(10)
        try:
            progress(1, 2)
        finally:
            over.set()

    parent = QObject()
    Job("Long", work, lambda _: None, lambda _: None, parent).start()
    qtbot.waitUntil(begun.is_set)
    delete(parent)
    go_on.set()
    qtbot.waitUntil(over.is_set)
    assert QThreadPool.globalInstance().waitForDone(10_000)


def test_work_that_fails_says_so_and_frees_the_place(window: MainWindow, qtbot: QtBot, said: list[Notice]) -> None:
    def fails(progress: Progress) -> None:
        raise AnnotatorError("It cannot be.", "Do something else.")

    window.commands.work("Failing", fails, lambda _: None)
    assert window.status.stop.isVisibleTo(window.status)
    qtbot.waitUntil(lambda: window.commands.job is None)
    assert said[-1].text == "It cannot be." and not window.status.stop.isVisibleTo(window.status)


def test_the_file_is_checked_on_request(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, said: list[Notice]
) -> None:
    window.commands.check_project()
    qtbot.waitUntil(lambda: window.commands.job is None)
    assert said[-1].text == "The project file is sound."
