"""What to know before a report is written: what is open, with the way to each claim, and what the format loses."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.gui.layouts import button, column, label, row
from annotator.gui.lists import TwoLines, add_row
from annotator.gui.theme import Look, dress
from annotator.project.remarks import Remarks

_MOST_ROWS = 200
_MOST_LOSSES = 6
_HEIGHT = 132


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
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemDoubleClicked.connect(self._leave)
        self.setLayout(column(row(self.heading, None, self.go_button), self.list, self.losses, space=6))
        self.tell(Remarks(), {})

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
        """Say that nothing was looked up yet, and why."""
        self.tell(Remarks(), {})
        self.heading.setText("Not looked up yet")
        self.losses.setText(sentence)

    def _claim(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole) or "") if item else ""

    def _chosen(self, *_: object) -> None:
        self.go_button.setEnabled(bool(self._claim()))

    def _leave(self, item: QListWidgetItem | bool | None = None) -> None:
        if claim := self._claim():
            self._go(claim)
