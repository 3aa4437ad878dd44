"""Many articles at once in the window: progress by name, stopping, a list of what went wrong, remarks, attachments."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QListWidget
from pytestqt.qtbot import QtBot

from annotator.gui.batch import Brought, shown
from annotator.gui.dialogs.batch import AttachmentsDialog, BatchDialog, size_words
from annotator.gui.dialogs.small import AddressDialog, ArticleDialog
from annotator.gui.lists import add_row
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.work import Task
from annotator.project import Project
from tests import web
from tests.gui.conftest import Hands
from tests.gui.test_files import article, drop
from tests.gui.test_names import names
from tests.project.test_batch import mail

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.commands.job is None, timeout=20_000)


@pytest.fixture
def titles(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the status bar says that each job is at."""
    told: list[str] = []
    show = window.status.show_job

    def watch(job: Task | None) -> None:
        show(job)
        if job is not None:
            job.titled.connect(told.append)

    monkeypatch.setattr(window.status, "show_job", watch)
    return told


def filled(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        article(folder, f"{number}.txt")
    return folder


def test_a_folder_is_chosen_by_keyboard_and_added_with_the_name_of_each_file_in_sight(
    window: MainWindow,
    page: ProjectPage,
    tmp_path: Path,
    qtbot: QtBot,
    hands: Hands,
    said: list[Notice],
    titles: list[str],
) -> None:
    folder = filled(tmp_path / "in", 3)
    (folder / ".hidden.txt").write_bytes(b"x")
    hands.press(Qt.Key.Key_I, CTRL, ALT)
    dialog = window.commands.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(folder)])
    dialog.close()
    wait(window, qtbot)
    assert titles == ["1 of 3 · 0.txt", "2 of 3 · 1.txt", "3 of 3 · 2.txt"]
    assert len(page.summaries) == 4
    assert (said[-1].text, said[-1].action) == ("3 articles added.", "Details")
    window.status.act.click()
    details = window.commands.dialog
    assert isinstance(details, BatchDialog) and details.skipped.text() == "Passed by: 1 hidden."
    details.close()


def test_many_take_nobody_away_from_the_article_they_work_at_and_one_is_shown(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot
) -> None:
    worked_at = page.article
    drop(window, filled(tmp_path / "in", 2))
    wait(window, qtbot)
    assert page.article == worked_at
    drop(window, article(tmp_path, "one.txt"))
    wait(window, qtbot)
    assert page.article == page.summaries[-1].id
    for summary in page.summaries:
        page.project.articles.remove(summary.id)
    page.show_article("")
    drop(window, filled(tmp_path / "more", 2))
    wait(window, qtbot)
    assert page.article == page.summaries[0].id


def test_each_article_of_a_batch_is_a_step_that_undo_takes_back(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, hands: Hands
) -> None:
    drop(window, filled(tmp_path / "in", 3))
    wait(window, qtbot)
    hands.ctrl(Qt.Key.Key_Z)
    assert len(page.summaries) == 3
    with Project.open(page.project.path) as again:
        assert {step.checker for step in again.history.steps()} == {"first checker"}


def test_stopping_keeps_what_is_in_and_says_so(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice], titles: list[str]
) -> None:
    drop(window, filled(tmp_path / "in", 60))
    qtbot.waitUntil(lambda: len(titles) >= 3, timeout=20_000)
    assert re.fullmatch(r"\d+ of 60 · \d+\.txt", window.status.working.text()) and window.status.stop.isVisible()
    window.status.stop.click()
    wait(window, qtbot)
    added = len(page.summaries) - 1
    assert 2 <= added < 60
    assert said[-1].text.startswith("Stopped; what was added stays. ") and f"{added} articles added" in said[-1].text


def test_what_could_not_be_read_is_listed_and_can_be_copied(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, hands: Hands
) -> None:
    folder = filled(tmp_path / "in", 2)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 ...")
    (folder / "empty.md").write_bytes(b"")
    drop(window, folder)
    wait(window, qtbot)
    dialog = window.commands.dialog
    assert isinstance(dialog, BatchDialog) and dialog.list.hasFocus()
    assert dialog.summary.text() == "2 articles added, 2 could not be read."
    assert all(name for _, name in names(dialog))
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert rows == ["Could not be read", "bad.pdf", "empty.md"]
    while not dialog.copy.hasFocus():
        hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Space)
    copied = QGuiApplication.clipboard().text()
    assert (
        f"{folder / 'bad.pdf'}: The PDF is damaged" in copied and f"{folder / 'empty.md'}: The file is empty" in copied
    )
    hands.press(Qt.Key.Key_Escape)
    assert len(page.summaries) == 3


def test_the_only_file_that_cannot_be_read_is_told_in_place(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    window.commands.take_files([str(tmp_path / "empty.txt")])
    wait(window, qtbot)
    assert said[-1].level is Level.PROBLEM and said[-1].text == "The file is empty."


def test_the_same_file_is_not_added_twice_unless_asked(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    one = str(article(tmp_path, "one.txt"))
    for _ in range(2):
        window.commands.take_files([one])
        wait(window, qtbot)
    assert (said[-1].text, said[-1].action) == ("“one.txt” is in the project already.", "Add again")
    assert len(page.summaries) == 2 and page.article == page.summaries[1].id
    window.status.act.click()
    wait(window, qtbot)
    assert len(page.summaries) == 3


def test_those_there_already_are_listed_and_added_again_together(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    folder = filled(tmp_path / "in", 2)
    drop(window, folder)
    wait(window, qtbot)
    article(folder, "3.txt")
    drop(window, folder)
    wait(window, qtbot)
    assert said[-1].text == "1 article added, 2 were in the project already."
    window.status.act.click()
    dialog = window.commands.dialog
    assert isinstance(dialog, BatchDialog)
    dialog.again.click()
    wait(window, qtbot)
    assert len(page.summaries) == 6


def test_a_remark_of_the_importer_is_told_and_leads_to_its_article(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, hands: Hands, said: list[Notice]
) -> None:
    folder = filled(tmp_path / "in", 1)
    mail(folder / "m.eml", ("b.txt", b"Words b."))
    drop(window, folder)
    wait(window, qtbot)
    offered = window.commands.dialog
    assert isinstance(offered, AttachmentsDialog)
    offered.close()
    assert (said[-1].text, said[-1].action) == ("2 articles added.", "Details")
    window.status.act.click()
    dialog = window.commands.dialog
    assert isinstance(dialog, BatchDialog)
    assert [dialog.list.item(row).text() for row in range(2)] == ["Worth knowing", "m.eml"]
    hands.press(Qt.Key.Key_Return)
    assert page.project.articles.get(page.article).media_type == "message/rfc822"


def test_files_that_came_with_a_message_are_offered_and_ticked_by_keyboard(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, hands: Hands
) -> None:
    files = (("a.txt", b"Words a."), ("b.md", b"# B\n\nWords b."), ("logo.png", b"\x89PNG\r\n"))
    window.commands.take_files([mail(tmp_path / "m.eml", *files)])
    wait(window, qtbot)
    dialog = window.commands.dialog
    assert isinstance(dialog, AttachmentsDialog) and dialog.boxes[0][0].hasFocus()
    assert [each.name for each in dialog.chosen()] == ["a.txt", "b.md"]
    assert all(name for _, name in names(dialog))
    hands.press(Qt.Key.Key_Space)
    assert [each.name for each in dialog.chosen()] == ["b.md"]
    hands.press(Qt.Key.Key_Return, CTRL)
    wait(window, qtbot)
    assert [summary.title for summary in page.summaries[2:]] == ["B"]
    assert not list(tmp_path.rglob("b.md"))


def test_a_bad_file_is_told_of_first_and_the_files_of_messages_are_offered_then(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, hands: Hands
) -> None:
    folder = filled(tmp_path / "in", 1)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 ...")
    mail(folder / "m.eml", ("b.txt", b"Words b."))
    drop(window, folder)
    wait(window, qtbot)
    assert isinstance(window.commands.dialog, BatchDialog)
    hands.press(Qt.Key.Key_Escape)
    offered = window.commands.dialog
    assert isinstance(offered, AttachmentsDialog) and offered.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert len(page.summaries) == 3


def test_choosing_no_file_is_refused_in_place(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, hands: Hands
) -> None:
    window.commands.take_files([mail(tmp_path / "m.eml", ("logo.png", b"\x89PNG\r\n"))])
    wait(window, qtbot)
    dialog = window.commands.dialog
    assert isinstance(dialog, AttachmentsDialog)
    dialog.accept_button.click()
    assert dialog.isVisible() and "No file is chosen" in dialog.wrong.text()
    dialog.reject()


@pytest.fixture
def site() -> Iterator[str]:
    page = b"<!doctype html><h1>A headline</h1><p>Words of the page, enough of them for an article.</p>"
    with web.serving(web.page_that_moved(page, "text/html")) as address:
        yield address


def test_an_address_of_the_local_network_needs_a_tick_and_where_it_led_is_told(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, hands: Hands, said: list[Notice], site: str
) -> None:
    for ticked in (False, True):
        window.commands.add_address()
        dialog = window.commands.dialog
        assert isinstance(dialog, AddressDialog)
        hands.write(f"{site}/moved")
        if ticked:
            hands.press(Qt.Key.Key_Tab)
            hands.press(Qt.Key.Key_Space)
        hands.press(Qt.Key.Key_Return, CTRL)
        wait(window, qtbot)
        if not ticked:
            assert said[-1].level is Level.PROBLEM and "local network" in said[-1].text
    assert said[-1].text == f"Article added. The address led on: {site}/moved → {site}/page"
    assert page.project.articles.get(page.article).url == f"{site}/page"


def test_a_folder_dropped_onto_the_open_article_is_no_draft_of_it(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.dropped.emit([str(filled(tmp_path / "in", 2))])
    assert window.commands.dialog is None
    wait(window, qtbot)
    assert len(page.summaries) == 3


@pytest.mark.parametrize("way", ["another", "close"])
def test_closing_the_project_stops_its_batch_and_says_what_is_in(
    window: MainWindow,
    page: ProjectPage,
    path: Path,
    tmp_path: Path,
    qtbot: QtBot,
    said: list[Notice],
    titles: list[str],
    way: str,
) -> None:
    Project.create(tmp_path / "other.factcheck", checker="first checker").close()
    drop(window, filled(tmp_path / "in", 60))
    qtbot.waitUntil(lambda: len(titles) >= 3, timeout=20_000)
    if way == "another":
        window.open_project(tmp_path / "other.factcheck")
    else:
        window.actions_by_id["close_project"].trigger()
    wait(window, qtbot)
    assert (window.page.summaries == []) if window.page else way == "close"
    with Project.open(path) as project:
        added = len(project.articles.all()) - 1
        assert project.check() == []
    assert 2 <= added < 60
    kept = f"Stopped; what was added stays. {added} articles added."
    assert said[-1].text == f"The project was closed while articles were added. {kept}"


def test_a_project_closed_with_the_window_keeps_what_is_in(
    window: MainWindow, page: ProjectPage, path: Path, tmp_path: Path, qtbot: QtBot, titles: list[str]
) -> None:
    drop(window, filled(tmp_path / "in", 60))
    qtbot.waitUntil(lambda: len(titles) >= 3, timeout=20_000)
    window.close()
    wait(window, qtbot)
    with Project.open(path) as project:
        assert 2 <= len(project.articles.all()) - 1 < 60
        assert project.check() == []


def test_the_next_project_can_be_worked_at_as_soon_as_the_batch_of_the_last_has_stopped(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, titles: list[str]
) -> None:
    Project.create(tmp_path / "other.factcheck", checker="first checker").close()
    drop(window, filled(tmp_path / "in", 60))
    qtbot.waitUntil(lambda: len(titles) >= 3, timeout=20_000)
    window.open_project(tmp_path / "other.factcheck")
    wait(window, qtbot)
    drop(window, article(tmp_path, "one.txt"))
    wait(window, qtbot)
    assert window.page is not None and len(window.page.summaries) == 1


def test_a_name_is_never_read_as_markup(window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot) -> None:
    window.commands.take_files([mail(tmp_path / "m.eml", ("<img src='a.png'><b>b.txt", b"Words b."))])
    wait(window, qtbot)
    offered = window.commands.dialog
    assert isinstance(offered, AttachmentsDialog)
    assert offered.boxes[0][0].toolTip() == "<span>&lt;img src=&#x27;a.png&#x27;&gt;&lt;b&gt;b.txt</span>"
    offered.close()
    rows = QListWidget()
    assert "<b>" not in add_row(rows, "<b>Bold</b>", "<i>and</i> more").toolTip()
    assert add_row(rows, "2 > 1", "and more").toolTip() == "2 > 1\nand more"


def test_what_was_remarked_stays_with_the_details(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot
) -> None:
    window.commands.take_files([mail(tmp_path / "m.eml", ("b.txt", b"Words b."))])
    wait(window, qtbot)
    assert window.commands.dialog is not None
    window.commands.dialog.close()
    window.commands.article_details()
    dialog = window.commands.dialog
    assert isinstance(dialog, ArticleDialog) and dialog.remarks.isVisible()
    assert dialog.remarks.text().startswith("Files came with the message")
    dialog.close()


def test_long_names_and_sizes_are_shown_short() -> None:
    assert shown("a" * 100 + ".docx") == "a" * 23 + "…" + "a" * 19 + ".docx"
    assert shown("a\nb\u202e.txt") == "a b .txt"
    assert [size_words(size) for size in (1, 999, 1_500, 2_000_000)] == ["1 byte", "999 bytes", "1.5 kB", "2.0 MB"]


def test_nothing_added_is_said_in_a_sentence() -> None:
    assert Brought(()).summary() == "Nothing was added."
    assert Brought((), stopped=True).summary() == "Stopped. Nothing was added."
