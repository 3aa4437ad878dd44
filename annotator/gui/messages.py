"""The one door through which the window speaks to a person: notices, problems, and failures of the app itself."""

import logging
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from types import TracebackType
from typing import NamedTuple, ParamSpec

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import AnnotatorError, Cancelled

log = logging.getLogger("annotator.gui")

_P = ParamSpec("_P")


class Level(StrEnum):
    """Info passes by; a problem says what to do; a failure is a fault of the app, with details to copy."""

    INFO = "info"
    PROBLEM = "problem"
    FAILURE = "failure"


Way = tuple[str, Callable[[], object]]
"""Something that can be done about a notice: its words, and how."""


class Notice(NamedTuple):
    level: Level
    text: str
    advice: str = ""
    details: str = ""
    action: str = ""
    act: Callable[[], object] | None = None
    also: Way | None = None


class _LogDoor(logging.Handler):
    """Hands errors of the log on to the messages (what `guard.py` catches comes this way)."""

    def __init__(self, hand_on: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._hand_on = hand_on

    def emit(self, record: logging.LogRecord) -> None:
        self._hand_on(logging.Formatter("%(message)s").format(record))


class Messages(QObject):
    """Everything said, in order, as `said`; whoever shows it listens."""

    said = Signal(object)
    _logged = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door = _LogDoor(self._logged.emit)
        self._logged.connect(self._failed)
        log.addHandler(self._door)

    def close(self) -> None:
        """Stop listening to the log."""
        log.removeHandler(self._door)

    def tell(
        self, text: str, action: str = "", act: Callable[[], object] | None = None, also: Way | None = None
    ) -> None:
        """Mention something in passing, perhaps with one thing to do about it ("Show in folder"), or two."""
        self.said.emit(Notice(Level.INFO, text, action=action, act=act, also=also))

    def problem(self, error: AnnotatorError) -> None:
        """Say what could not be done, and what to do."""
        self.said.emit(Notice(Level.PROBLEM, error.what_happened, error.what_to_do))

    def safely(self, work: Callable[_P, object]) -> Callable[_P, None]:
        """The same work as a slot: what goes wrong in it is told to the person and never raised."""

        @wraps(work)
        def slot(*args: _P.args, **kwargs: _P.kwargs) -> None:
            try:
                work(*args, **kwargs)
            except Exception as error:  # a slot has nobody above it
                self.told(error)

        return slot

    def told(self, error: BaseException) -> None:
        """Tell of an error of any kind in the way it deserves."""
        if isinstance(error, AnnotatorError):
            self.problem(error)
        elif not isinstance(error, Cancelled):
            log.error("Unexpected error", exc_info=error)

    def _failed(self, details: str) -> None:
        advice = "Your work is on disk. If it happens again, please report it with the details."
        self.said.emit(Notice(Level.FAILURE, "Something went wrong inside the app.", advice, details))

    def catch_the_rest(self) -> None:
        """Let exceptions that nobody caught come through here too, and none end in a traceback on screen."""

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
            else:
                self.told(error)

        sys.excepthook = hook
