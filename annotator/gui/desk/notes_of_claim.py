"""What the author relied on for a claim: the notes of the draft that it was made of, or that were added to it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from annotator.domain.model import AuthorNote, Claim
from annotator.gui.compare.inked import Run, Words
from annotator.gui.desk.article_list import short_date
from annotator.gui.desk.notes_card import lines_of, links_of
from annotator.gui.desk.notes_model import signed
from annotator.gui.layouts import clear, column, label, row
from annotator.gui.theme import Look, dress
from annotator.project import Project

_MOST = 20


class NotesOfClaim(QWidget):
    """Read only: the words are the author's. Those that the claim's own note has, which stands above, are not said
    twice. `link_wanted` carries an address to be opened."""

    link_wanted = Signal(str)

    def __init__(self, project: Project, look: Look) -> None:
        super().__init__()
        self._project, self._look = project, look
        self._shown: list[tuple[AuthorNote, bool]] = []
        self.heading = label("", "section")
        self._rows = column(space=8)
        self.setLayout(column(self.heading, self._rows, space=6))
        self.hide()

    def show_claim(self, claim: Claim | None) -> None:
        notes = self._project.notes.of_claim(claim.id) if claim else []
        shown = [(note, bool(claim and note.text in claim.note)) for note in notes]
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._rows)
        self.heading.setText("The author’s note" if len(notes) == 1 else f"The author’s notes ({len(notes)})")
        for note, is_said in shown[:_MOST]:
            self._rows.addWidget(self._card(note, is_said))
        self.setVisible(bool(notes))

    def _card(self, note: AuthorNote, is_said: bool) -> QWidget:
        card = QFrame()
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(card, role="card")
        head = row(label(signed(note), "dim", wrap=True), label(short_date(note.at)[:20], "small"))
        head.setStretch(0, 1)
        parts = column(head, margins=(12, 8, 12, 8), space=4)
        for line in lines_of(note.text) if not is_said else ():
            said = Words(self._look)
            said.show_runs([Run(line)])
            parts.addWidget(said)
        made, more = links_of(note.text)
        for url, each in made:
            each.clicked.connect(partial(self.link_wanted.emit, url))
            parts.addWidget(each)
        if more:
            parts.addWidget(label(f"and {more} more", "small"))
        card.setLayout(parts)
        return card
