"""Which text of a draft with tracked changes is to be checked, asked with both of them in sight."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.domain.ratings import scales
from annotator.domain.tracked import TrackedBy, TrackedState, said
from annotator.gui.compare.view import CompareView
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.fields import ChoiceField
from annotator.gui.layouts import button, column, label, row
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.typography import Typography
from annotator.gui.theme import Look

if TYPE_CHECKING:
    from annotator.gui.compare.rows import Compared

CHOICES = {
    TrackedState.ACCEPTED: "With all changes accepted",
    TrackedState.ORIGINAL: "The original text, before the changes",
}


class StatesDialog(Sheet):
    """`compared` is the original text and the one with its changes accepted. `choose` is called with the state that is
    to be checked; when the dialog is cancelled, nothing is."""

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        typography: Typography,
        compared: "Compared",
        tracked: Sequence[TrackedBy],
        now: TrackedState,
        choose: Callable[[TrackedState], object],
    ) -> None:
        super().__init__(parent, "Tracked changes", 980)
        self.choice = ChoiceField("Which text to check", {str(state): name for state, name in CHOICES.items()})
        self.choice.show_value(str(now or TrackedState.ACCEPTED))
        self.view = CompareView(Inks(look.theme, scales()), typography)
        self.view.setAccessibleName("The original text and the one with its changes accepted")
        self.view.show_compared(compared)
        self.view.left.connect(self.reject)
        self.way = button("In one text", "link", "Both texts in one, or side by side (I)")
        self.way.clicked.connect(self._turn)
        self.view.turned.connect(self._turn)
        self.sides = QWidget()
        self.sides.setLayout(row(label("Original text", "small"), label("With changes accepted", "small")))
        told = f"The draft holds tracked changes: {said(tracked)}."
        asked = label("Which text do you check?", "section")
        asked.setBuddy(self.choice)
        chosen = row(asked, self.choice, None, self.way)
        note = label("The other one stays in the file: File › Tracked Changes shows it.", "small", wrap=True)
        parts = column(label(told, wrap=True), chosen, self.sides, self.view, note, space=8)
        parts.setStretch(3, 1)
        self.fill(parts, "Check this text", lambda: choose(TrackedState(self.choice.value())))
        self.resize(980, 640)
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        """Both texts in one, or side by side."""
        self.view.set_inline(not self.view.inline)
        self.sides.setVisible(not self.view.inline)
        self.way.setText("Side by side" if self.view.inline else "In one text")
