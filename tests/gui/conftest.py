"""A real window on a real project, with settings of its own and every notice recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator import importers
from annotator.domain.model import Span
from annotator.gui.app import application, open_window
from annotator.gui.guard import guarded
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Messages, Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.settings import Settings
from annotator.project import Project
from tests.gui.scene import Scene, make_scene

TEXT = """The bridge opened in 1932 and is 1149 metres long.

It took eight years to build. About 1400 people worked on it: [the builders' report](https://example.org/report).

Two thirds of them came from the city."""


@pytest.fixture(autouse=True)
def mouse_at_rest() -> None:
    """No test finds the mouse as the one before left it: at the spot that it is to be moved to, or with a button held,
    which is how Qt's double click ends."""
    if isinstance(QCoreApplication.instance(), QApplication):
        QTest.mouseRelease(QWidget(), Qt.MouseButton.LeftButton)
        QCursor.setPos(-1, -1)
        QCoreApplication.processEvents()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "config" / "settings.ini")
    settings.set("theme", "light")
    settings.set("checker", "first checker")
    return settings


@pytest.fixture
def messages(qapp: QApplication) -> Iterator[Messages]:
    messages = Messages()
    yield messages
    messages.close()


@pytest.fixture
def said(messages: Messages) -> list[Notice]:
    """Everything said so far."""
    notices: list[Notice] = []
    messages.said.connect(notices.append)
    return notices


class _Strays(QObject):
    """Notes every widget that is shown as a plain window: one that has not got its place yet."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            plain = watched.windowType() in (Qt.WindowType.Widget, Qt.WindowType.Window)
            if plain and not isinstance(watched, MainWindow):
                self.seen.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


@pytest.fixture
def no_strays(qapp: QApplication) -> Iterator[None]:
    """No part of the window flashes up by itself and takes the keyboard away."""
    strays = _Strays()
    qapp.installEventFilter(strays)
    yield
    qapp.removeEventFilter(strays)
    assert strays.seen == []


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: Settings, messages: Messages, no_strays: None) -> MainWindow:
    """The window on its start page."""
    window = open_window(application(), settings, messages)
    qtbot.addWidget(window)
    window.resize(1400, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with one article."""
    path = tmp_path / "bridge.factcheck"
    article = tmp_path / "bridge.md"
    article.write_text(f"# The bridge\n\n{TEXT}\n", encoding="utf-8")
    with Project.create(path, checker="first checker", title="Bridge") as project:
        project.articles.add_read(importers.read(article))
    return path


@pytest.fixture
def page(window: MainWindow, path: Path) -> ProjectPage:
    """The window's page on that project."""
    window.open_project(path)
    assert window.page is not None
    return window.page


class Hands:
    """What a person does with mouse and keyboard."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key where the focus is; the shortcuts of the window get to see it first, as they do on a screen."""
        QApplication.processEvents()
        focused = QApplication.focusWidget() or QApplication.activeWindow() or self._window
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(focused, key, held)
        QApplication.processEvents()

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def write(self, text: str) -> None:
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def select(self, words: str) -> Span:
        """Select these words of the article."""
        page = self._window.page
        assert page is not None
        start = page.project.articles.get(page.article).text.index(words)
        span = Span(start, start + len(words))
        page.reader.setFocus()
        page.reader.select(span)
        return span


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    return Hands(window)


@pytest.fixture
def scene(window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path) -> Scene:
    return make_scene(window, page, qtbot, tmp_path)
