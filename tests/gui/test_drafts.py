"""A new draft of the article that is open: from a file, dropped, pasted; undone, done again, stopped, refused."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.domain.model import ClaimState
from annotator.gui.dialogs.draft import DroppedDialog
from annotator.gui.dialogs.small import PasteDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from annotator.project.carrying import Carrying
from tests.gui.conftest import TEXT, Hands
from tests.project.making import visible

NEW = TEXT.replace("eight years", "nine years").replace("1149 metres long.", "1149 metres long, it is said.")


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.commands.job is None, timeout=20_000)
    QApplication.processEvents()


def write(folder: Path, text: str = NEW) -> Path:
    path = folder / "second draft.md"
    path.write_text(f"# The bridge\n\n{text}\n", encoding="utf-8")
    return path


def checked_claims(page: ProjectPage) -> list[str]:
    """Claims with verdicts: of words that stay, that change, and that go."""
    claims = [page.project.claims.mark_quote(page.article, words) for words in ("1932", "eight years", "Two thirds")]
    for claim in claims:
        page.project.verdicts.give(claim.id, "confirmed")
    return [claim.id for claim in claims]


def choose_draft(window: MainWindow, hands: Hands, path: Path) -> None:
    hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    dialog = window.commands.dialog
    assert isinstance(dialog, QFileDialog) and dialog.windowTitle() == "New draft of “The bridge”"
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    window.activateWindow()


def states(page: ProjectPage) -> list[tuple[str, ClaimState]]:
    text = page.project.articles.get(page.article).text
    return [(text[m.start : m.end], m.state) for m in page.project.articles.marks(page.article)]


def test_a_draft_from_a_file_has_the_claims_and_is_shown(
    window: MainWindow, page: ProjectPage, hands: Hands, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    old = page.article
    checked_claims(page)
    choose_draft(window, hands, write(tmp_path, NEW.replace("\n\nTwo thirds of them came from the city.", "")))
    wait(window, qtbot)
    assert page.article != old and page.project.articles.get(page.article).supersedes == old
    assert states(page) == [("1932", ClaimState.CHECKED), ("nine years", ClaimState.STALE)]
    assert said[-1].text == "New draft: 1 same, 1 changed, 1 gone."
    assert window.focusWidget() is page.reader.view
    assert page.project.check() == []


def test_the_queue_of_re_checks_is_offered(
    window: MainWindow, page: ProjectPage, hands: Hands, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    checked_claims(page)
    asked: list[str] = []
    window.actions_by_id["review_revision"].triggered.connect(lambda: asked.append("review_revision"))
    choose_draft(window, hands, write(tmp_path))
    wait(window, qtbot)
    assert (said[-1].action, window.status.act.text()) == ("Review", "Review")
    window.status.act.click()
    assert asked == ["review_revision"]


def test_a_draft_that_asks_for_nothing_offers_to_be_undone(
    window: MainWindow, page: ProjectPage, hands: Hands, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    old = page.article
    choose_draft(window, hands, write(tmp_path))
    wait(window, qtbot)
    assert (said[-1].text, said[-1].action) == ("New draft added.", "Undo")
    window.status.act.click()
    assert page.article == old


def test_one_undo_takes_the_whole_draft_back_and_redo_brings_it(
    window: MainWindow, page: ProjectPage, hands: Hands, tmp_path: Path, qtbot: QtBot
) -> None:
    old = page.article
    checked_claims(page)
    before = visible(page.project)
    choose_draft(window, hands, write(tmp_path))
    wait(window, qtbot)
    new, after = page.article, visible(page.project)
    hands.ctrl(Qt.Key.Key_Z)
    assert (page.article, visible(page.project)) == (old, before)
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert (page.article, visible(page.project)) == (new, after)
    window.open_project(page.project.path)
    assert window.page is not None and window.page.article == new
    assert visible(window.page.project) == after


@pytest.fixture
def long(page: ProjectPage, tmp_path: Path) -> str:
    """Many paragraphs, shown from one in the middle."""
    text = "\n\n".join(
        f"Paragraph number {n} says that {n * 37} people came. {'More words of it. ' * 12}" for n in range(80)
    )
    page.show_article(page.project.articles.add_text(text, "Long").id)
    page.project.claims.mark_quote(page.article, "1480 people")
    page.reader.restore_place(text.index("Paragraph number 40"))
    return text


def at_top(page: ProjectPage) -> str:
    place = page.reader.place()
    return page.project.articles.get(page.article).text[place : place + 19]


def test_the_new_version_is_shown_where_the_old_one_was(
    window: MainWindow, page: ProjectPage, hands: Hands, long: str, tmp_path: Path, qtbot: QtBot
) -> None:
    old = page.article
    assert at_top(page) == "Paragraph number 40"
    draft = tmp_path / "long.txt"
    lines = long.split("\n\n")
    draft.write_text("\n\n".join(["A new beginning of several words.", *lines[:10], *lines[15:]]), encoding="utf-8")
    window.commands.read_draft(str(draft), page.project.articles.get(old))
    wait(window, qtbot)
    assert page.article != old and at_top(page) == "Paragraph number 40"
    page.reader.restore_place(page.project.articles.get(page.article).text.index("Paragraph number 50"))
    hands.ctrl(Qt.Key.Key_Z)
    assert page.article == old and at_top(page) == "Paragraph number 50"
    hands.ctrl(Qt.Key.Key_Y)
    assert page.article != old and at_top(page) == "Paragraph number 50"


def test_an_older_draft_and_the_newest_show_the_same_passage_after_reopening(
    window: MainWindow, page: ProjectPage, long: str, path: Path
) -> None:
    old = page.article
    lines = long.split("\n\n")
    new = page.project.articles.add_text("\n\n".join([*lines[:10], *lines[15:]]), "Long", old).id
    window.open_project(path)
    assert window.page is not None
    page = window.page
    page.show_article(old)
    page.reader.restore_place(long.index("Paragraph number 60"))
    page.versions.bar.show_newest.click()
    assert page.article == new and at_top(page) == "Paragraph number 60"


def test_after_an_older_draft_is_removed_the_newest_is_shown_there(
    window: MainWindow, page: ProjectPage, long: str
) -> None:
    old = page.article
    new = page.project.articles.add_text(f"New words.\n\n{long}", "Long", old).id
    window.actions_by_id["remove_article"].trigger()
    assert page.article == new and at_top(page) == "Paragraph number 40"


def test_back_leads_to_the_passage_in_the_new_version(
    window: MainWindow, page: ProjectPage, hands: Hands, long: str, tmp_path: Path, qtbot: QtBot
) -> None:
    page.reader.go_to(page.project.claims.find(page.article, "Paragraph number 70"))
    draft = tmp_path / "long.txt"
    draft.write_text("New words.\n\n" + long, encoding="utf-8")
    window.commands.read_draft(str(draft), page.project.articles.get(page.article))
    wait(window, qtbot)
    new = page.article
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.article == new and at_top(page) == "Paragraph number 40"


def test_a_person_who_went_elsewhere_stays_there(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot
) -> None:
    old = page.article
    other = page.project.articles.add_text("Another article of some words.", "Other")
    window.commands.read_draft(str(write(tmp_path)), page.project.articles.get(old))
    page.show_article(other.id)
    wait(window, qtbot)
    assert page.article == other.id and len(page.summaries) == 3


# ---- stopped, refused


def test_a_draft_that_is_cancelled_leaves_nothing(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked_claims(page)
    before, looking, go_on = visible(page.project), threading.Event(), threading.Event()
    land = Carrying.land

    def slowly(self: Carrying, text: str, progress: object = None) -> object:
        looking.set()
        go_on.wait(10)
        return land(self, text, progress)  # type: ignore[arg-type]

    monkeypatch.setattr(Carrying, "land", slowly)
    window.commands.read_draft(str(write(tmp_path)), page.project.articles.get(page.article))
    qtbot.waitUntil(looking.is_set, timeout=20_000)
    assert window.status.stop.isVisible()
    window.status.stop.click()
    go_on.set()
    wait(window, qtbot)
    assert visible(page.project) == before
    assert page.project.history.undoable and page.project.history.undoable.name != "Add new version"


def test_what_cannot_be_read_is_said_and_changes_nothing(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    before = visible(page.project)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    window.commands.read_draft(str(empty), page.project.articles.get(page.article))
    wait(window, qtbot)
    assert said[-1].level is Level.PROBLEM and visible(page.project) == before


def test_a_project_is_no_draft(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    page.project.export("json", tmp_path / "whole.json")
    window.commands.read_draft(str(tmp_path / "whole.json"), page.project.articles.get(page.article))
    wait(window, qtbot)
    assert said[-1].text == "This file holds a project, not a draft." and len(page.summaries) == 1


def test_a_draft_that_came_second_is_refused(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    old = page.project.articles.get(page.article)
    window.commands.read_draft(str(write(tmp_path)), old)
    with Project.open(page.project.path, checker="another") as project:
        project.articles.add_text(TEXT + " More.", supersedes=old.id)
    wait(window, qtbot)
    page.project.refresh()
    assert said[-1].text == "This article has a newer draft by now." and len(page.summaries) == 2


def test_a_read_only_project_refuses_with_a_sentence(
    window: MainWindow, page: ProjectPage, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "read_only", property(lambda self: "The file is write-protected."))
    window.renew()
    for name in ("new_draft", "paste_draft", "correct_text"):
        said.clear()
        window.actions_by_id[name].trigger()
        assert [(notice.level, notice.text) for notice in said] == [(Level.PROBLEM, "This project cannot be changed.")]
    assert window.commands.dialog is None and page.correcting.editor is None


# ---- dropped, pasted


def drop(page: ProjectPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page.reader, QDragEnterEvent(QPoint(50, 50), action, data, button, held))
    QApplication.sendEvent(page.reader, QDropEvent(QPointF(50, 50), action, data, button, held))


@pytest.mark.parametrize("draft", [True, False])
def test_a_file_dropped_onto_the_article_is_asked_about(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, hands: Hands, draft: bool
) -> None:
    old = page.article
    drop(page, write(tmp_path))
    dialog = window.commands.dialog
    assert isinstance(dialog, DroppedDialog) and dialog.isVisible()
    if draft:
        hands.press(Qt.Key.Key_Return)
    else:
        QTest.mouseClick(dialog.other, Qt.MouseButton.LeftButton)
    wait(window, qtbot)
    assert [article.supersedes for article in page.project.articles.all()] == ["", old if draft else ""]


def test_a_drop_that_is_cancelled_adds_nothing(
    window: MainWindow, page: ProjectPage, tmp_path: Path, hands: Hands
) -> None:
    drop(page, write(tmp_path))
    hands.press(Qt.Key.Key_Escape)
    assert window.commands.job is None and len(page.project.articles.all()) == 1


def test_several_files_dropped_are_articles(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another article, of some words.", encoding="utf-8")
    drop(page, write(tmp_path), other)
    wait(window, qtbot)
    assert [article.supersedes for article in page.project.articles.all()] == ["", "", ""]


def test_a_draft_is_pasted(
    window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot, said: list[Notice]
) -> None:
    old = page.article
    checked_claims(page)
    QGuiApplication.clipboard().setText(f"The bridge\n\n{NEW}")
    hands.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
    dialog = window.commands.dialog
    assert isinstance(dialog, PasteDialog) and dialog.windowTitle() == "Paste a new draft"
    hands.ctrl(Qt.Key.Key_Return)
    wait(window, qtbot)
    assert page.project.articles.get(page.article).supersedes == old
    assert said[-1].text == "New draft: 2 same, 1 changed."


# ---- older drafts


def test_an_older_draft_says_so_and_leads_to_the_newest(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot
) -> None:
    old = page.article
    window.commands.read_draft(str(write(tmp_path)), page.project.articles.get(old))
    wait(window, qtbot)
    new = page.article
    assert not page.versions.bar.isVisible()
    page.show_article(old)
    assert page.versions.bar.isVisible() and "older draft" in page.versions.bar.text.text()
    QTest.mouseClick(page.versions.bar.show_newest, Qt.MouseButton.LeftButton)
    assert page.article == new and not page.versions.bar.isVisible()


def test_a_draft_brought_in_while_an_older_one_is_shown_goes_onto_the_newest(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, hands: Hands
) -> None:
    old = page.article
    window.commands.read_draft(str(write(tmp_path)), page.project.articles.get(old))
    wait(window, qtbot)
    second = page.article
    page.show_article(old)
    choose_draft(window, hands, write(tmp_path, NEW + "\n\nA third draft."))
    wait(window, qtbot)
    assert [article.supersedes for article in page.project.articles.all()] == ["", old, second]
    third = page.project.articles.all()[-1].id
    assert page.article == third, "it is shown, as the one that was brought in"
    hands.ctrl(Qt.Key.Key_Z)
    assert page.article == second


def test_what_another_process_adds_is_told_and_not_jumped_to(page: ProjectPage) -> None:
    old = page.article
    with Project.open(page.project.path, checker="another") as project:
        project.articles.add_text(NEW, supersedes=old)
    page.project.refresh()
    assert page.article == old and page.versions.bar.isVisible()


def test_progress_counts_the_newest_version_once(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot
) -> None:
    checked_claims(page)
    assert window.status.count.text() == "3 of 3 claims checked"
    shorter = write(tmp_path, NEW.replace("\n\nTwo thirds of them came from the city.", ""))
    window.commands.read_draft(str(shorter), page.project.articles.get(page.article))
    wait(window, qtbot)
    assert window.status.count.text() == "1 of 2 claims checked"
