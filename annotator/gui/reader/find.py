"""The find bar: words to look for, how to look, how many there are, and the way to the next and the previous."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from annotator.gui.guard import guarded
from annotator.gui.reader.search import Wanted
from annotator.gui.theme import dress


class FindBar(QWidget):
    """Tells what is wanted; the reader looks for it and tells the bar what it found."""

    asked = Signal(object)  # Wanted
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Find in article")
        self.words.setAccessibleName("Find in article")
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(420)
        self.words.installEventFilter(self)
        self.case = _button("Aa", "Match case", checkable=True)
        self.whole = _button("“W”", "Whole words only", checkable=True)
        self.pattern = _button(".*", "Regular expression, matched within each paragraph", checkable=True)
        self.claims = _button("In claims", "Only in the words of claims", checkable=True)
        self.count = QLabel()
        self.count.setAccessibleName("Find results")
        self.count.setMinimumWidth(90)
        self.previous = _button("↑", "Previous (Shift+Enter)")
        self.next = _button("↓", "Next (Enter)")
        self.close_button = _button("✕", "Close (Esc)")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        self.ways = (self.case, self.whole, self.pattern, self.claims)
        for widget in (*self.ways, self.previous, self.next, self.count):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self.words.textChanged.connect(self.ask)
        for way in self.ways:
            way.toggled.connect(self.ask)
        self.previous.clicked.connect(self.previous_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.close_button.clicked.connect(self.closed)

    def open(self, words: str = "") -> None:
        """Show the bar, with these words to begin with, ready to type."""
        self.show()
        if words and words != self.words.text():
            self.words.setText(words)
        else:
            self.ask()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def tell(self, current: int, total: int, running: bool, problem: str = "") -> None:
        """Say which of how many results is shown (`current` counts from 0, -1 for none), or what is wrong with what
        was asked."""
        more = "+" if running else ""
        dress(self.count, tone="rating-false" if problem else "")
        if not self.words.text().strip():
            self.count.setText("")
        elif problem:
            self.count.setText(f"{problem} – {total:,} found" if total else problem)
        elif total == 0:
            self.count.setText("Searching…" if running else "Not found")
        elif current < 0:
            self.count.setText(f"{total:,}{more} found")
        else:
            self.count.setText(f"{current + 1:,} of {total:,}{more}")
        self.next.setEnabled(total > 0)
        self.previous.setEnabled(total > 0)

    def ask(self) -> None:
        """Ask for what the bar says now: it was changed, or there is another article."""
        self.asked.emit(Wanted(self.words.text(), *(way.isChecked() for way in self.ways)))

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Shift+Enter in the field go to the next and the previous."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        (self.previous_wanted if back else self.next_wanted).emit()
        return True

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _button(text: str, says: str, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(says)
    button.setAccessibleName(says)
    button.setCheckable(checkable)
    button.setAutoRaise(True)
    return button
