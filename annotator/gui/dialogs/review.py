"""Returning a verdict: what is to be looked at again."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Claim, Verdict
from annotator.gui import tones
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.fields import TextField
from annotator.gui.layouts import Item, column, label, row
from annotator.gui.theme import dress


class ReturnDialog(Sheet):
    """`give` is called with the note."""

    def __init__(self, parent: QWidget | None, claim: Claim, verdict: Verdict, give: Callable[[str], object]) -> None:
        super().__init__(parent, "Return verdict", 520)
        self._give = give
        tone = tones.of_verdict(verdict.scale, verdict.rating, verdict.label)
        word = label(f"{tone.sign} {tone.word}")
        dress(word, tone=tone.token)
        self.note = TextField("What is to be looked at again", "What is missing, or does not hold", (4, 10))
        caption = label("What is to be looked at again", "dim")
        caption.setBuddy(self.note)
        given = row(word, None, label(f"signed by {verdict.checker.name}", "small"))
        parts: list[Item] = [label(claim.statement, "quote", wrap=True), given]
        parts += [label(verdict.rationale, wrap=True)] if verdict.rationale else []
        self.fill(column(*parts, 4, caption, self.note, None), "Return verdict", self._return)
        self.note.setFocus()

    def _return(self) -> None:
        note = self.note.value().strip()
        if not note:
            raise AnnotatorError("There is no note yet.", "Say what is to be looked at again.")
        self._give(note)
