"""Long work with progress and a way to stop it: off the window's thread, or in slices between the window's events."""

import gc
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from time import perf_counter
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, QTimer, Signal

from annotator.domain.errors import Cancelled
from annotator.domain.model import Progress
from annotator.gui.guard import guarded

Work = Callable[[Progress], Any]
Steps = Generator[tuple[int, int], None, Any]
"""Work in small steps: each tells how much is done, of how much; what is returned at the end is the result."""

SLICE = 0.01
"""Seconds of steps after which the window has its turn."""

_IDLE, _LOOKS = 50, 600
"""Milliseconds between two looks whether a worker is at work; so many of them, and garbage is looked for meanwhile."""


class _Garbage(QObject):
    """Looks for garbage in circles wait while workers are at work: a look that a worker happens to begin would delete
    widgets on its thread, which ends the process. During long work this thread looks now and then itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._passed = 0
        self._timer = QTimer(self, interval=_IDLE)
        self._timer.timeout.connect(self._look)

    def keep(self) -> None:
        gc.disable()
        self._passed = 0
        self._timer.start()

    def _look(self) -> None:
        self._passed += 1
        if QThreadPool.globalInstance().activeThreadCount() == 0:
            self._timer.stop()
            # Here, while Qt holds no lock: what has piled up would make the very next allocation look, and one in the
            # middle of a disconnection deletes widgets that wait for its lock for ever.
            gc.collect(0)
            gc.enable()
        elif self._passed % _LOOKS == 0:
            gc.collect(1)


def _garbage() -> _Garbage:
    """The one there is."""
    app = QCoreApplication.instance()
    assert app is not None
    return app.findChild(_Garbage) or _Garbage(app)


class _Runner(QRunnable):
    def __init__(self, job: "Job") -> None:
        super().__init__()
        self._job = job

    @guarded()
    def run(self) -> None:
        self._job._work_off()


class Task(QObject):
    """One piece of work. Exactly one of `done` (with the result) and `failed` (with the exception, `Cancelled` when it
    was stopped) is called, on the thread that made the task and after `ended`: either may begin another. `titled` tells
    what it is at, where that changes."""

    progressed = Signal(int, int)
    titled = Signal(str)
    ended = Signal()

    def __init__(
        self, title: str, done: Callable[[Any], None], failed: Callable[[BaseException], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._done, self._failed = done, failed

    def start(self) -> None:
        """Begin; returns at once."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Ask the work to stop at its next step or sign of progress."""
        raise NotImplementedError

    def _end(self, result: Any, error: BaseException | None) -> None:
        self.ended.emit()
        self.deleteLater()
        if error is None:
            self._done(result)
        else:
            self._failed(error)


class _Line:
    """The way on which a worker speaks to its job. It is cut before the job is deleted, with the window that it belongs
    to: a signal sent in that very moment would end the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cut = False

    def cut(self) -> None:
        with self._lock:
            self._cut = True

    def say(self, emit: Callable[..., object], *told: Any) -> None:
        with self._lock:
            if not self._cut:
                emit(*told)


class Job(Task):
    """Work on a thread of its own."""

    _finished = Signal(object, object)

    def __init__(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(title, done, failed, parent)
        self._work = work
        self._stopped = threading.Event()
        self._finished.connect(self._hand_over)
        self._line = line = _Line()
        self.destroyed.connect(lambda: line.cut())

    def start(self) -> None:
        _garbage().keep()
        QThreadPool.globalInstance().start(_Runner(self))

    def cancel(self) -> None:
        self._stopped.set()

    def _work_off(self) -> None:
        try:
            result, error = self._work(self._progress), None
        except BaseException as raised:
            result, error = None, raised
        with suppress(RuntimeError):  # the window has gone, and with it whoever was to hear of this
            self._line.say(self._finished.emit, result, error)

    def _progress(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise Cancelled
        self._line.say(self.progressed.emit, done, total)

    def _hand_over(self, result: Any, error: BaseException | None) -> None:
        self._end(result, Cancelled() if error is None and self._stopped.is_set() else error)


class Slices(Task):
    """Work that only the window's own thread may do, such as painting pages. Its steps have to be short, and make no
    garbage that counting references does not free: a collection among all that a project holds takes longer."""

    def __init__(
        self,
        title: str,
        steps: Steps,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(title, done, failed, parent)
        self._steps = steps
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        gc.disable()
        self._timer.start()

    def cancel(self) -> None:
        """Stop here and now; the steps clean up after themselves as they are closed."""
        if self._timer.isActive():
            self._steps.close()
            self._stop(None, Cancelled())

    def _go_on(self) -> None:
        until = perf_counter() + SLICE
        try:
            told = next(self._steps)
            while perf_counter() < until:
                told = next(self._steps)
        except StopIteration as last:
            self._stop(last.value, None)
        except Exception as error:
            self._stop(None, error)
        else:
            self.progressed.emit(*told)

    def _stop(self, result: Any, error: BaseException | None) -> None:
        self._timer.stop()
        _garbage().keep()  # until no worker is at work either
        self._end(result, error)
