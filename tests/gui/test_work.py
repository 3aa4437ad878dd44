"""Work off the window's thread ends quietly when the window is gone before it."""

import gc
import threading

from PySide6.QtCore import QObject, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from annotator.domain.model import Progress
from annotator.gui.work import Job


def test_a_job_that_is_deleted_while_it_works_hears_no_more_of_it(qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()
    heard: list[object] = []

    def work(progress: Progress) -> str:
        begun.set()
        go_on.wait(10)
        progress(1, 2)
        return "done"

    window = QObject()
    job = Job("", work, heard.append, heard.append, window)
    job.progressed.connect(lambda *told: heard.append(told))
    job.start()
    qtbot.waitUntil(begun.is_set)
    delete(window)
    go_on.set()
    assert QThreadPool.globalInstance().waitForDone(10_000)
    QApplication.processEvents()
    assert heard == []


def test_a_job_tells_how_far_it_is_and_then_its_result(qtbot: QtBot, qapp: QApplication) -> None:
    heard: list[object] = []

    def work(progress: Progress) -> str:
        progress(1, 2)
        return "done"

    job = Job("", work, heard.append, heard.append, qapp)
    job.progressed.connect(lambda *told: heard.append(told))
    job.start()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [(1, 2), "done"]


def test_no_garbage_is_looked_for_while_a_worker_is_at_work(qtbot: QtBot, qapp: QApplication) -> None:
    """A look for garbage on another thread than the window's deletes widgets there, and the process ends."""
    looked: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        looked.append(threading.get_ident())

    def work(progress: Progress) -> list[list[object]]:
        return [[n] for n in range(200_000)]  # far more than it takes for a look

    ended: list[object] = []
    gc.enable()
    gc.callbacks.append(note)
    try:
        Job("", work, ended.append, ended.append, qapp).start()
        qtbot.waitUntil(lambda: len(ended) == 1)
    finally:
        gc.callbacks.remove(note)
    assert set(looked) <= {threading.get_ident()}
    qtbot.waitUntil(gc.isenabled)


def test_what_piled_up_meanwhile_is_looked_for_before_any_allocation_may_do_it(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """A look in the middle of a disconnection, of which Qt holds a lock, deletes widgets that wait for that lock."""
    by_itself: list[bool] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            by_itself.append(gc.isenabled())

    def work(progress: Progress) -> list[list[object]]:
        return [[n] for n in range(20_000)]

    ended: list[object] = []
    gc.enable()
    Job("", work, ended.append, ended.append, qapp).start()
    gc.callbacks.append(note)
    try:
        qtbot.waitUntil(lambda: gc.isenabled() and len(ended) == 1)
    finally:
        gc.callbacks.remove(note)
    assert by_itself and not by_itself[0]
