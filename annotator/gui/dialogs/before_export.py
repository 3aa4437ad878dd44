"""What to know before a report is written: what is open, with the way to each claim, and what the format loses."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QProgressBar, QWidget

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import Progress
from annotator.gui.layouts import button, column, label, row
from annotator.gui.lists import TwoLines, add_row
from annotator.gui.theme import Look, dress
from annotator.gui.work import Job
from annotator.project import Project
from annotator.project.remarks import Remarks

_MOST_ROWS = 200
_MOST_LOSSES = 6
_HEIGHT = 132
_PATIENCE = 200
"""Milliseconds for which what was found before may stay while one waits for what is found now."""

Found = tuple[Remarks, dict[str, str]]
"""The remarks, and the statements of the claims that they name by their ids."""


class LookingAhead(QObject):
    """Looks in a worker, which reads the project's file by itself, at what there would be to remark on an export. Of
    many wishes the newest is met: a look that is no longer wished for is stopped. It outlives what it is shown in."""

    def __init__(self, parent: QObject, path: Path, before: "BeforeExport") -> None:
        super().__init__(parent)
        self._owner, self._path, self._before = parent, path, before
        self._ended = False
        self._wish: tuple[str, str] | None = None
        self.job: Job | None = None
        self._slow = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._slow.timeout.connect(before.wait)

    def look(self, format_name: str, article: str) -> None:
        """Look at an export of the article ("" for the whole project) in that format."""
        self._wish = (format_name, article)
        self._slow.start()
        if self.job is None:
            self._begin(*self._wish)
        else:
            self.job.cancel()

    def stop(self) -> None:
        """Wish for nothing more; nothing is shown any longer."""
        self._wish, self._ended = None, True
        self._slow.stop()
        if self.job is None:
            self.deleteLater()
        else:
            self.job.cancel()

    def _begin(self, format_name: str, article: str) -> None:
        path, self._wish = self._path, None

        def work(progress: Progress) -> Found:
            with Project.open(path) as project:
                found = project.remarks(format_name, article, progress)
                claims = (project.claims.get(point.claim) for point in found.points[:_MOST_ROWS] if point.claim)
                return found, {claim.id: claim.statement for claim in claims}

        self.job = Job("", work, self._found, self._failed, self._owner)
        self.job.progressed.connect(self._before.progressed)
        self.job.start()

    def _found(self, found: Found) -> None:
        if self._goes_on():
            self._before.tell(*found)

    def _failed(self, error: BaseException) -> None:
        if self._goes_on() and not isinstance(error, Cancelled):
            what = error if isinstance(error, AnnotatorError) else "What is open could not be looked up."
            self._before.say(str(what))

    def _goes_on(self) -> bool:
        """Whether what this job found is still wished for; begins the next where something else is."""
        self.job = None
        if self._ended:
            self.deleteLater()
        elif self._wish is not None:
            self._begin(*self._wish)
        else:
            self._slow.stop()
            return True
        return False


class BeforeExport(QWidget):
    """`go` is called with the id of the claim that somebody wants to see to first."""

    def __init__(self, look: Look, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self.heading = label("", "section")
        self.list = QListWidget()
        self.list.setAccessibleName("What is still open")
        self.list.setFixedHeight(_HEIGHT)
        dress(self.list, role="boxed")
        self.list.setItemDelegate(TwoLines(look, self.list))
        self.go_button = button("Go to Claim", "", "Leave this window and see to the claim")
        self.go_button.clicked.connect(self._leave)
        self.losses = label("", "small", wrap=True)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Looking at what is open")
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemDoubleClicked.connect(self._leave)
        self.setLayout(column(row(self.heading, None, self.go_button), self.bar, self.list, self.losses, space=6))
        self.wait()

    def tell(self, remarks: Remarks, statements: dict[str, str]) -> None:
        """Show the remarks; `statements` are those of the claims by their ids."""
        self.list.clear()
        rows = [(point.sentence, statements.get(point.claim, ""), point.claim) for point in remarks.points]
        for said in remarks.shared_problems():
            rows.append((said, "Mark-up", ""))
        for sentence, second, claim in rows[:_MOST_ROWS]:
            add_row(self.list, sentence, second, data=claim)
        if len(rows) > _MOST_ROWS:
            add_row(self.list, f"{len(rows) - _MOST_ROWS:,} more", "`annotator ready` lists them all")
        self.bar.hide()
        self.heading.setText(f"Still open: {len(rows):,}" if rows else "Nothing is open")
        for part in (self.list, self.go_button):
            part.setVisible(bool(rows))
        lost = [str(loss) for loss in remarks.losses]
        more = f" and {len(lost) - _MOST_LOSSES} kinds more" if len(lost) > _MOST_LOSSES else ""
        shown = f"This format leaves out {', '.join(lost[:_MOST_LOSSES])}{more}. A list will lie beside the report."
        self.losses.setText(shown if lost else "This format leaves nothing out.")
        self.losses.setToolTip("\n".join(lost))
        self.list.setCurrentRow(0)
        self._chosen()

    def say(self, sentence: str) -> None:
        """Say that it could not be looked up, and why."""
        self.tell(Remarks(), {})
        self.heading.setText("What is open is not known")
        self.losses.setText(sentence)

    def wait(self) -> None:
        """Show that it is being looked up."""
        self.tell(Remarks(), {})
        self.heading.setText("Looking at what is open…")
        self.losses.setText("")
        self.list.show()
        self.bar.setRange(0, 0)
        self.bar.show()

    def progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _claim(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole) or "") if item else ""

    def _chosen(self, *_: object) -> None:
        self.go_button.setEnabled(bool(self._claim()))

    def _leave(self, item: QListWidgetItem | bool | None = None) -> None:
        if claim := self._claim():
            self._go(claim)
