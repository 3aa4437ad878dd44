"""The fields of a source, as the attach dialog and the source editor show them."""

from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from annotator.domain.model import Source, SourceKind
from annotator.gui.fields import ChoiceField
from annotator.gui.layouts import check_box, form
from annotator.gui.theme import dress

KINDS = {str(kind): str(kind).capitalize() for kind in SourceKind}

_LINES = {
    "title": ("Title", "What it is called"),
    "url": ("Address", "https://…"),
    "archive_url": ("Archived at", "An archived copy of it"),
    "author": ("Author", "Who wrote or said it"),
    "publisher": ("Publisher", "Who published it"),
    "published": ("Published", "2021-01-27, or what is known of it"),
    "accessed": ("Consulted", "The day you looked at it"),
}
_OF_A_PERSON = {"title": "Name", "author": "Role", "publisher": "Organisation", "accessed": "Spoken to on"}
_NOT_OF_A_PERSON = ("archive_url", "published")


class SourceForm(QWidget):
    """Shows a source and gives back what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = ChoiceField("Kind of source", KINDS)
        self.lines = {name: QLineEdit(placeholderText=hint) for name, (_, hint) in _LINES.items()}
        self.note = QLineEdit(placeholderText="For colleagues")
        self.confidential = check_box("Confidential: keep it out of every report")
        for name, (caption, _) in _LINES.items():
            self.lines[name].setAccessibleName(caption)
        rows: list[tuple[str, QWidget]] = [("Title", self.lines["title"]), ("Kind", self.kind)]
        rows += [(_LINES[name][0], self.lines[name]) for name in list(_LINES)[1:]]
        self._grid = form([*rows, ("Note", self.note), ("", self.confidential)])
        self.setLayout(self._grid)
        self.kind.currentIndexChanged.connect(self._suit)
        dress(self, role="ground")

    def _suit(self, *_: object) -> None:
        """A person has a name and a role where a page has a title and an author."""
        person = self.kind.value() == SourceKind.PERSON
        for at in range(self._grid.rowCount()):
            caption, field = self._grid.itemAtPosition(at, 0), self._grid.itemAtPosition(at, 1)
            name = next((n for n, line in self.lines.items() if field and field.widget() is line), "")
            words = caption.widget() if caption else None
            if not name or not isinstance(words, QLabel):
                continue
            usual = _LINES[name][0]
            words.setText(_OF_A_PERSON.get(name, usual) if person else usual)
            for widget in (words, self.lines[name]):
                widget.setVisible(not (person and name in _NOT_OF_A_PERSON))

    def show_source(self, **values: Any) -> None:
        """Show these values, and nothing in the other fields."""
        for name, line in self.lines.items():
            line.setText(values.get(name, ""))
            line.setCursorPosition(0)
        self.note.setText(values.get("note", ""))
        self.kind.show_value(values.get("kind", SourceKind.PAGE))
        self.confidential.setChecked(values.get("confidential", False))

    def values(self) -> dict[str, Any]:
        written: dict[str, Any] = {name: line.text().strip() for name, line in self.lines.items()}
        return written | {
            "kind": self.kind.value(),
            "note": self.note.text().strip(),
            "confidential": self.confidential.isChecked(),
        }


def values_of(source: Source) -> dict[str, Any]:
    """The fields of a source that the form shows."""
    names = (*_LINES, "kind", "note", "confidential")
    return {name: getattr(source, name) for name in names}
