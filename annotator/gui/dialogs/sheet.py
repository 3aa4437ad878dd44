"""What every dialog is made of: contents, a line for what is wrong, and two buttons. None of them blocks."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.gui.layouts import Item, button, column, label, row


class Sheet(QDialog):
    """Fill it with `fill`, then `open()` it. It deletes itself when it is closed."""

    def __init__(self, parent: QWidget | None, title: str, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(width, 420))
        self.resize(width, 10)
        self.wrong = label("", "problem", wrap=True)
        self.wrong.hide()
        self.accept_button = button("", "primary")
        self.cancel_button = button("Cancel")
        self.cancel_button.clicked.connect(self.reject)

    def fill(self, contents: QLayout, accept: str = "", do: Callable[[], object] | None = None, *more: Item) -> None:
        """Lay out the contents, and the buttons under them. `do` is what the main button does; when it raises an
        AnnotatorError, the dialog stays and says so. `more` goes at the left of the buttons."""
        buttons = row(*more, None, self.cancel_button, self.accept_button)
        parts = column(contents, self.wrong, buttons, margins=(20, 20, 20, 16), space=14)
        parts.setStretch(0, 1)
        self.setLayout(parts)
        if not accept or do is None:
            self.accept_button.hide()
            self.cancel_button.setText("Close")
            return
        work = do
        self.accept_button.setText(accept)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(lambda: self.attempt(work))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, lambda: self.accept_button.click())

    def attempt(self, work: Callable[[], object]) -> None:
        """Do the work and close; stay open and say why when it cannot be done."""
        try:
            work()
        except AnnotatorError as error:
            self.say(str(error))
        else:
            self.accept()

    def say(self, what: str) -> None:
        """Say what is wrong, within the dialog."""
        self.wrong.setText(what)
        self.wrong.setVisible(bool(what))
