"""All of the author's notes accepted or dismissed at once, in a worker: the window goes on, and it can be stopped."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.model import NoteState, Progress
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from annotator.project.notes import Notes
from tests.gui.conftest import Hands
from tests.gui.noted import show_draft, show_facts, states, wait
from tests.gui.scene import press

Key = Qt.Key


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """What the worker waits for before it accepts or dismisses all."""
    allowed = threading.Event()
    for name in ("accept_all", "dismiss_all"):
        whole = getattr(Notes, name)

        def waiting(notes: Notes, article: str, progress: Progress, whole: Any = whole) -> object:
            assert allowed.wait(20)
            return whole(notes, article, progress)

        monkeypatch.setattr(Notes, name, waiting)
    return allowed


@pytest.mark.parametrize("act", ["accept", "dismiss"])
def test_thousands_are_worked_off_while_the_window_goes_on(
    page: ProjectPage,
    window: MainWindow,
    said: list[Notice],
    act: str,
    qtbot: QtBot,
    hands: Hands,
    go_on: threading.Event,
) -> None:
    show_facts(page, 1_000)
    press(window, "F5")
    steps = len(page.project.history.steps())
    window.actions_by_id[f"{act}_notes"].trigger()
    assert window.commands.job is not None and window.status.stop.isVisible()
    hands.press(Key.Key_Down)
    assert page.desk.notes.current and page.desk.notes.current.selector.exact == "Fact 1"
    page.project.sources.add("A register")
    go_on.set()
    wait(window, qtbot)
    assert NoteState.OPEN not in states(page) and len(page.project.history.steps()) == steps + 2
    assert said[-1].text == ("1,000 notes accepted: 1,000 claims." if act == "accept" else "1,000 notes dismissed.")
    press(window, "Ctrl+Z")
    assert states(page) == [NoteState.OPEN] * 1_000 and page.project.claims.all(page.article) == []


@pytest.mark.parametrize("act", ["accept", "dismiss"])
def test_working_off_thousands_can_be_stopped_and_nothing_is_done(
    page: ProjectPage, window: MainWindow, said: list[Notice], act: str, qtbot: QtBot, go_on: threading.Event
) -> None:
    show_facts(page, 1_000)
    steps = len(page.project.history.steps())
    window.actions_by_id[f"{act}_notes"].trigger()
    window.status.stop.click()
    go_on.set()
    wait(window, qtbot)
    assert states(page) == [NoteState.OPEN] * 1_000 and len(page.project.history.steps()) == steps
    assert said == []


@pytest.mark.parametrize("act", ["accept", "dismiss"])
def test_closing_the_project_stops_working_off_and_says_so(
    page: ProjectPage, window: MainWindow, said: list[Notice], act: str, qtbot: QtBot, go_on: threading.Event
) -> None:
    article, path = show_draft(page), page.project.path
    window.actions_by_id[f"{act}_notes"].trigger()
    window.actions_by_id["close_project"].trigger()
    go_on.set()
    wait(window, qtbot)
    with Project.open(path) as project:
        assert {note.state for note in project.notes.of(article.id)} == {NoteState.OPEN}
    doing = "Accepting" if act == "accept" else "Dismissing"
    assert said[-1].text == f"{doing} the notes: stopped, as the project was closed."
