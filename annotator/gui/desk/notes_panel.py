"""The queue of the author's notes in the claim panel: those of the article shown, and the one looked at now."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListView, QScrollArea, QSplitter, QWidget

from annotator.domain.model import Article, AuthorNote, Claim, NoteState
from annotator.gui.desk.notes_card import NotesCard
from annotator.gui.desk.notes_model import NOTE, NotesDelegate, NotesModel
from annotator.gui.fields import ChoiceField
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.layouts import button, column, label, row
from annotator.gui.lists import list_many
from annotator.gui.theme import Look, dress

Key = Qt.Key
_ACTS = {Key.Key_Return: "accept", Key.Key_Enter: "accept", Key.Key_0: "dismiss", Key.Key_Backspace: "dismiss"}
"""What a key does in the list."""


def counted(open_notes: int, notes: int) -> str:
    """How many notes there are, in words."""
    some = "1 note" if notes == 1 else f"{notes:,} notes"
    return f"{some} of the author, {open_notes:,} open" if notes else "No notes of the author"


class NotesView(QListView):
    """`act_wanted` carries the name of an act."""

    act_wanted = Signal(str)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = _ACTS.get(Key(event.key())) if plain else None
        if act and self.currentIndex().isValid():
            self.act_wanted.emit(act)
        else:
            super().keyPressEvent(event)


class NotesPanel(QWidget):
    """`shown` carries the note that a person moved to, None for none; `act_wanted` what is to become of the current one
    (accept, dismiss, show); `all_wanted` what of all open ones (accept, dismiss)."""

    shown = Signal(object)
    renewed = Signal()
    act_wanted = Signal(str)
    all_wanted = Signal(str)
    link_wanted = Signal(str)

    def __init__(self, look: Look, keys: Keys) -> None:
        super().__init__()
        self._keys = keys
        self._editable, self._showing = True, False
        self._article = ""
        self.notes: list[AuthorNote] = []
        self.model = NotesModel(self)
        self.counts = label("", "small", wrap=True)
        self.which = ChoiceField("Which notes", {"open": "Open", "all": "All notes"})
        self.view = NotesView()
        list_many(self.view, self.model)
        self.view.setItemDelegate(NotesDelegate(look, self.view))
        self.view.setMouseTracking(True)
        self.view.setAccessibleName("The author’s notes")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = label("", "dim", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.setContentsMargins(24, 32, 24, 0)
        self.card = NotesCard(look)
        self.accept_all = button("Accept all", "link", "Make claims of all open notes, in one step")
        self.dismiss_all = button("Dismiss all", "link", "No claims of the open notes, in one step")
        self._lay_out()
        self.setFocusProxy(self.view)
        self._connect()
        dress(self, role="sheet")

    def _lay_out(self) -> None:
        self.area = QScrollArea(widgetResizable=True)
        self.area.setWidget(self.card)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName("The note in full")
        dress(self.area, role="reads")
        lists = QWidget()
        inside = column(self.empty, self.view, space=0)
        inside.setStretch(1, 1)
        lists.setLayout(inside)
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        split.addWidget(lists)
        split.addWidget(self.area)
        split.setSizes([340, 340])
        split.setHandleWidth(1)
        header = row(self.counts, self.which, margins=(16, 8, 12, 4))
        header.setStretch(0, 1)
        for_all = row(self.accept_all, self.dismiss_all, None, margins=(8, 0, 8, 4), space=0)
        parts = column(header, for_all, split, space=0)
        parts.setStretch(2, 1)
        self.setLayout(parts)

    def _connect(self) -> None:
        self.which.committed.connect(lambda _: self._renew())
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.clicked.connect(lambda _: self.see())
        self.view.act_wanted.connect(self.act_wanted)
        self.card.wanted.connect(self.act_wanted)
        self.card.link_wanted.connect(self.link_wanted)
        self.accept_all.clicked.connect(lambda: self.all_wanted.emit("accept"))
        self.dismiss_all.clicked.connect(lambda: self.all_wanted.emit("dismiss"))

    # ---- what is shown

    @property
    def current(self) -> AuthorNote | None:
        """The note that is looked at."""
        found = self.view.currentIndex().data(NOTE)
        return found if isinstance(found, AuthorNote) else None

    @property
    def open_notes(self) -> int:
        return sum(note.state is NoteState.OPEN for note in self.notes)

    def show_notes(self, article: str, notes: Sequence[AuthorNote]) -> None:
        """Show the notes of an article."""
        if article != self._article:
            self.which.show_value("open")
        settled = {note.id for note in self.notes if note.state is not NoteState.OPEN}
        self._article, self.notes = article, list(notes)
        self._renew([note.id for note in notes if note.state is NoteState.OPEN and note.id in settled])

    def _renew(self, back: Sequence[str] = ()) -> None:
        """The same note if it is listed still, or else the one in its place. Those that are `back`, opened again, are
        gone back to by who has not moved on since."""
        before, at = self.current, self.view.currentIndex().row()
        wanted = [note for note in self.notes if self.which.value() == "all" or note.state is NoteState.OPEN]
        self._showing = True
        self.model.show(wanted)
        found = self.model.row_of(before.id) if before else -1
        found = found if found >= 0 else min(max(0, at), len(wanted) - 1)
        first = self.model.row_of(back[0]) if back else -1
        if first >= 0 and (before is None or found <= first + len(back)):
            found = min(found, first) if before else first
        self.view.setCurrentIndex(self.view.model().index(found, 0) if found >= 0 else QModelIndex())
        self._showing = False
        self._tell()
        self.renewed.emit()

    def _tell(self) -> None:
        left = self.open_notes
        self.counts.setText(counted(left, len(self.notes)))
        nothing = not self.model.rows
        self.empty.setVisible(nothing)
        self.view.setVisible(not nothing)
        every = "Every note is accepted or dismissed." if self.notes else "The author left no notes in this article."
        self.empty.setText(every)
        for made in (self.accept_all, self.dismiss_all):
            made.setEnabled(self._editable and left > 0)

    def show_card(self, article: Article | None, claims: list[Claim], is_claim: bool) -> None:
        """Show the current note in full, with the claims that it may be added to, or that it is part of one."""
        self.card.show_note(self.current, article, claims, is_claim, self._editable)
        self.area.setVisible(self.current is not None)

    def set_editable(self, editable: bool) -> None:
        self._editable = editable
        self._tell()
        self.renewed.emit()

    # ---- going about

    def _moved(self, current: QModelIndex) -> None:
        if not self._showing and current.isValid():
            self.see()

    def see(self) -> None:
        """A person looks at the current one."""
        if self.current is not None:
            self.view.scrollTo(self.view.currentIndex())
        self.area.verticalScrollBar().setValue(0)
        self.shown.emit(self.current)

    def step(self, by: int) -> bool:
        """Go to the note after (1) or before (-1) the current one, 0 for that itself; False where there is none."""
        target = self.view.currentIndex().row() + by
        if not 0 <= target < len(self.model.rows):
            return False
        self._showing = True
        self.view.setCurrentIndex(self.view.model().index(target, 0))
        self._showing = False
        self.see()
        return True

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.see()

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit(None)
