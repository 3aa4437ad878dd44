"""The bridge from a project to Qt: what was committed, here or by another process, becomes a signal."""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.model import ChangeSet
from annotator.gui.messages import Messages
from annotator.project import Project

INTERVAL = 400
"""Milliseconds between two looks at what other processes committed."""


class Bridge(QObject):
    """`changed` carries the ChangeSet of each commit. The project is closed with the bridge."""

    changed = Signal(object)

    def __init__(self, project: Project, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self._messages = messages
        self._failed = ""
        self._stop = project.subscribe(self._tell)
        self.timer = QTimer(self, interval=INTERVAL)
        self.timer.timeout.connect(messages.safely(self.look))
        self.timer.start()

    def look(self) -> None:
        """Notice what another process committed. A file that cannot be read is told of once, not at each look."""
        try:
            self.project.refresh()
            self._failed = ""
        except Exception as error:
            if str(error) != self._failed:
                self._failed = str(error)
                raise

    def _tell(self, changes: ChangeSet) -> None:
        self.changed.emit(changes)

    def close(self) -> None:
        self.timer.stop()
        self._stop()
        self.project.close()
