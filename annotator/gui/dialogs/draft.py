"""What a file that was dropped onto the open article is: a new draft of it, or another article."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.layouts import button, column, label


class DroppedDialog(Sheet):
    """`draft` or `other` is called when the dialog has gone; neither when it is cancelled."""

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        title: str,
        draft: Callable[[], object],
        other: Callable[[], object],
    ) -> None:
        super().__init__(parent, "New draft?", 480)
        asked = f"Is “{name}” a new draft of “{title}”?" if title else f"Is “{name}” a new draft of this article?"
        told = "A new draft takes the place of the one before, and has its claims. The older one stays in the list."
        self.other = button("Another article")
        self.other.clicked.connect(lambda: self.attempt(other))
        contents = column(label(asked, "section", wrap=True), label(told, "dim", wrap=True), None, space=8)
        self.fill(contents, "New draft", draft, self.other)
        self.accept_button.setFocus()
