"""The window on an article with two versions, in which something of every kind happened to the claims."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, Claim
from annotator.domain.revision import Recheck, RecheckKind
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from tests.project.drafts import CHANGED, GONE, MOVED, SAME, first, marked, second

FERRY = "The ferry sank in the harbour. All the passengers were saved. The harbour was closed.\n\nIt was Monday."
FERRY_TORN = "The ferry sank in the harbour. The harbour was closed.\n\nIt was Monday. All the passengers were saved."
TORN = "sank in the harbour. All the passengers"


@dataclass
class Drafts:
    """Two versions of an article, and the claims that were marked in the first."""

    window: MainWindow
    page: ProjectPage
    old: Article
    new: Article
    claims: list[Claim]

    def kinds(self) -> list[RecheckKind]:
        """What waits in the queue."""
        QApplication.processEvents()
        return [recheck.kind for recheck in self.page.desk.rechecks.queue.rechecks]

    def current(self) -> Recheck:
        found = self.page.desk.rechecks.current
        assert found is not None
        return found

    def selected(self) -> str:
        span = self.page.reader.selection()
        return self.page.project.articles.get(self.page.article).text[span.start : span.end] if span else ""


def shown(window: MainWindow, path: Path, qtbot: QtBot, new: str) -> ProjectPage:
    """The window's page on a version of an article, once new sentences were looked for."""
    window.open_project(path)
    page = window.page
    assert page is not None
    page.show_article(new)
    qtbot.waitUntil(lambda: not page.desk.rechecks.queue.is_looking)
    page.reader.setFocus()
    return page


@pytest.fixture
def drafts(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Drafts:
    path = tmp_path / "drafts.factcheck"
    with Project.create(path, checker="first checker") as project:
        old = first(project)
        claims = marked(project, old, SAME, MOVED, CHANGED, GONE)
        new = project.articles.add_read(second(), supersedes=old.id)
    return Drafts(window, shown(window, path, qtbot, new.id), old, new, claims)


@pytest.fixture
def torn(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Drafts:
    """A claim whose words stand in two places now."""
    path = tmp_path / "torn.factcheck"
    with Project.create(path, checker="first checker") as project:
        old = project.articles.add_text(FERRY, title="The ferry")
        claims = marked(project, old, TORN)
        new = project.articles.add_text(FERRY_TORN, title="The ferry", supersedes=old.id)
    return Drafts(window, shown(window, path, qtbot, new.id), old, new, claims)
