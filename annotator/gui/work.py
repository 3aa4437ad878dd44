"""Long work off the window's thread, with progress and a way to stop it."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from annotator.domain.errors import Cancelled
from annotator.domain.model import Progress
from annotator.gui.guard import guarded

Work = Callable[[Progress], Any]


class _Runner(QRunnable):
    def __init__(self, job: "Job") -> None:
        super().__init__()
        self._job = job

    @guarded()
    def run(self) -> None:
        self._job._work_off()


class Job(QObject):
    """One piece of work on a thread of its own. Its callbacks run on the thread that made the job, and exactly one of
    `done` (with the result) and `failed` (with the exception, `Cancelled` when it was stopped) is called."""

    progressed = Signal(int, int)
    ended = Signal()
    _finished = Signal(object, object)

    def __init__(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._work, self._done, self._failed = work, done, failed
        self._stopped = threading.Event()
        self._finished.connect(self._hand_over)

    def start(self) -> None:
        QThreadPool.globalInstance().start(_Runner(self))

    def cancel(self) -> None:
        """Ask the work to stop at its next sign of progress."""
        self._stopped.set()

    def _work_off(self) -> None:
        try:
            result, error = self._work(self._progress), None
        except BaseException as raised:
            result, error = None, raised
        self._finished.emit(result, error)

    def _progress(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    def _hand_over(self, result: Any, error: BaseException | None) -> None:
        if error is None and self._stopped.is_set():
            error = Cancelled()
        try:
            if error is None:
                self._done(result)
            else:
                self._failed(error)
        finally:
            self.ended.emit()
            self.deleteLater()
