"""A new draft is written by a worker, is shown once, and is told together with what came with it."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, ClaimState, ImportedArticle
from annotator.gui.desk.claim_panel import NOTES as NOTES_TAB
from annotator.gui.dialogs.small import ArticleDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.reader.reader import Reader
from annotator.project.articles import Articles
from annotator.project.carrying import Landings
from tests.gui.noted import NOTES
from tests.gui.noted import draft as noted_draft
from tests.gui.test_drafts import checked_claims, states, wait, write
from tests.project.making import visible


def test_a_draft_is_written_off_the_windows_thread_and_shown_once(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked_claims(page)
    writers: list[int] = []
    shown: list[str] = []
    add_read, show_article = Articles.add_read, Reader.show_article

    def adding(self: Articles, *given: Any) -> Article:
        writers.append(threading.get_ident())
        return add_read(self, *given)

    def showing(self: Reader, article: Article | None, marks: Any = ()) -> None:
        shown.append(article.id if article else "")
        show_article(self, article, marks)

    monkeypatch.setattr(Articles, "add_read", adding)
    monkeypatch.setattr(Reader, "show_article", showing)
    window.commands.read_draft(str(write(tmp_path)), page.project.articles.get(page.article))
    wait(window, qtbot)
    assert len(writers) == 1 and writers[0] != threading.get_ident()
    assert shown == [page.article]
    assert states(page)[1] == ("nine years", ClaimState.STALE)
    assert [mark.claim for mark in page.claims.claims] == [
        mark.claim for mark in page.project.articles.marks(page.article)
    ]


def test_a_stop_while_the_draft_is_written_leaves_nothing(
    window: MainWindow, page: ProjectPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked_claims(page)
    before, of = visible(page.project), Landings.of

    def stopped(self: Landings, *given: Any) -> Any:
        assert window.commands.job is not None
        window.commands.job.cancel()
        return of(self, *given)

    monkeypatch.setattr(Landings, "of", stopped)
    window.commands.read_draft(str(write(tmp_path)), page.project.articles.get(page.article))
    wait(window, qtbot)
    page.project.refresh()
    assert visible(page.project) == before and len(page.summaries) == 1


def test_a_stop_that_comes_too_late_changes_nothing(
    window: MainWindow,
    page: ProjectPage,
    tmp_path: Path,
    qtbot: QtBot,
    said: list[Notice],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, add_read = page.article, Articles.add_read

    def stopped(self: Articles, *given: Any) -> Article:
        added = add_read(self, *given)
        assert window.commands.job is not None
        window.commands.job.cancel()
        return added

    monkeypatch.setattr(Articles, "add_read", stopped)
    window.commands.read_draft(str(write(tmp_path)), page.project.articles.get(old))
    wait(window, qtbot)
    assert page.project.articles.get(page.article).supersedes == old
    assert said[-1].text == "New draft added."


# ---- what came with it


def bring(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, read: ImportedArticle) -> None:
    page = window.page
    assert page is not None
    monkeypatch.setattr(Articles, "read", staticmethod(lambda place, progress=None: read))
    window.commands.read_draft("draft.docx", page.project.articles.get(page.article))
    wait(window, qtbot)


CUT = "The file was cut short after 2,000,000 letters."


def test_notes_of_the_author_are_told_with_the_draft_and_lead_to_them(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(window, qtbot, monkeypatch, noted_draft(*NOTES))
    assert said[-1].text == "New draft added. 3 notes of the author wait in Notes."
    assert (window.status.act.text(), window.status.also.isVisible()) == ("Notes", False)
    window.status.act.click()
    assert page.desk.tabs.currentIndex() == NOTES_TAB and page.desk.notes.isVisible()


def test_claims_to_look_at_and_notes_have_a_link_each(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked_claims(page)
    bring(window, qtbot, monkeypatch, replace(noted_draft(NOTES[0]), remarks=(CUT, "Pictures were left out.")))
    assert said[-1].text == (
        "New draft: 2 changed, 1 gone. 1 note of the author waits in Notes, and the import says: "
        "The file was cut short after 2,000,000 letters (and 1 more)."
    )
    assert (window.status.act.text(), window.status.also.text()) == ("Review", "Notes")
    QTest.mouseClick(window.status.also, Qt.MouseButton.LeftButton)
    assert page.desk.notes.isVisible() and not window.status.act.isVisible()


def test_what_the_import_remarks_is_told_with_the_draft_and_leads_to_the_details(
    window: MainWindow, page: ProjectPage, qtbot: QtBot, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(window, qtbot, monkeypatch, replace(noted_draft(), remarks=(CUT,)))
    assert (said[-1].text, window.status.act.text()) == (f"New draft added. {CUT}", "Details")
    window.status.act.click()
    assert isinstance(window.commands.dialog, ArticleDialog) and window.commands.dialog.remarks.text() == CUT


def test_a_long_message_leaves_room_for_what_can_be_done_and_for_the_count(
    window: MainWindow, page: ProjectPage, said: list[Notice]
) -> None:
    window.resize(880, 600)
    window.messages.tell("Very many words. " * 40, "Review", lambda: None, ("Notes", lambda: None))
    QApplication.processEvents()
    status = window.status
    for part in (status.act, status.also, status.count):
        assert part.isVisible() and status.rect().contains(QRect(part.mapTo(status, QPoint()), part.size()))
    assert status.last.text().endswith("…") and status.last.toolTip() == said[-1].text
    window.messages.tell("Few words.", "Undo", lambda: None)
    QApplication.processEvents()
    assert status.last.text() == "Few words." and status.act.x() - status.last.geometry().right() < 40
