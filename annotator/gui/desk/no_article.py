"""What a project shows in the middle before it has an article: the ways to bring one in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.gui.layouts import button, column, label, row
from annotator.gui.theme import dress


class NoArticle(QWidget):
    """`ways` names the action behind each button."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, role="sheet")
        self.ways: dict[QPushButton, str] = {
            button("Add article…", "primary"): "add_article",
            button("Paste text…"): "paste_article",
            button("From the web…"): "add_address",
        }
        heading = label("What shall be checked?", "title")
        words = "Add an article from a file, from the clipboard or from its address, or drop files here."
        hint = label(words, "dim", wrap=True)
        for part in (heading, hint):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = column(None, heading, hint, 8, row(None, *self.ways, None), None, None, space=10)
        outer = row(None, middle, None)
        outer.setStretch(1, 6)
        self.setLayout(outer)
