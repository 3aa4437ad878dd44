"""Working off the author's notes: what is looked at is framed in the text, what becomes of it is done here."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import AuthorNote, ChangeSet, Claim, NoteState
from annotator.gui.desk.claim_panel import CLAIM, NOTES
from annotator.gui.messages import Messages

if TYPE_CHECKING:
    from annotator.gui.project_page import ProjectPage

_TOUCHING = ("author_note", "article")


class Noting(QObject):
    """Keeps queue and page in step. The notes are read from the file whenever they change, here or elsewhere."""

    def __init__(self, page: "ProjectPage", messages: Messages) -> None:
        super().__init__(page)
        self._page, self._project, self._messages = page, page.project, messages
        self._article = ""
        self.panel = page.desk.notes
        safely = messages.safely
        page.bridge.changed.connect(safely(self._take))
        page.moved.connect(safely(self._follow))
        self.panel.shown.connect(safely(self._show))
        self.panel.renewed.connect(safely(self._show_again))
        self.panel.act_wanted.connect(safely(self.act))
        self.panel.all_wanted.connect(lambda name: page.action_wanted.emit(f"{name}_notes"))
        self.panel.link_wanted.connect(page.link_wanted)
        page.desk.author_notes.link_wanted.connect(page.link_wanted)

    # ---- what is shown

    def _follow(self) -> None:
        """Tell of the article that the page shows."""
        if self._page.article != self._article:
            self._article = self._page.article
            self._read()

    def _take(self, changes: ChangeSet) -> None:
        """Notice what a commit touched."""
        if self._page.article != self._article or any(map(changes.of, _TOUCHING)):
            self._article = self._page.article
            self._read()
        elif self.panel.isVisible() and self._project.claims.touched(changes):
            self._show_card()

    def _read(self) -> None:
        notes = self._project.notes.of(self._article) if self._article else []
        self.panel.show_notes(self._article, notes)
        self._page.desk.tell_notes(len(notes), self.panel.open_notes)

    def _show(self, note: AuthorNote | None) -> None:
        """Frame in the text what a note is about."""
        self._show_card()
        self._page.reader.point_out(note.span if note and self._is_here(note) else None)

    def _show_again(self) -> None:
        """Another note may be the current one, though nobody went there: it is framed, and nothing scrolls."""
        self._show_card()
        note = self.panel.current
        if self.panel.isVisible():
            self._page.reader.point_out(note.span if note and self._is_here(note) else None, scroll=False)

    def _is_here(self, note: AuthorNote) -> bool:
        return self.panel.isVisible() and note.article == self._page.article

    def _show_card(self) -> None:
        if not self.panel.isVisible():
            return
        note = self.panel.current
        if note is None:
            self.panel.show_card(None, [], False)
            return
        is_claim = note.state is NoteState.ACCEPTED and self._claim_of(note) is not None
        claims = [] if is_claim else self._project.notes.claims_at(note.id)
        self.panel.show_card(self._project.articles.get(note.article), claims, is_claim)

    def _claim_of(self, note: AuthorNote) -> Claim | None:
        try:
            return self._project.claims.get(note.claim)
        except AnnotatorError:  # it was removed: something else may become of the note
            return None

    # ---- going about

    def turn_to(self) -> None:
        """Show the queue. Raises AnnotatorError when the article has no notes."""
        if not self.panel.notes:
            raise AnnotatorError("The author left no notes in this article.", "There is nothing to accept or dismiss.")
        self._page.desk.show()
        self._page.desk.turn_to(NOTES)
        self.panel.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) note; the current one first, where the queue was out of sight."""
        seen = self.panel.isVisible()
        self.turn_to()
        if not self.panel.step(by if seen else 0) and seen:
            some = bool(self.panel.model.rows)
            way = "after" if by > 0 else "before"
            self._messages.tell(f"There is no note {way} this." if some else "Every note is accepted or dismissed.")

    # ---- what becomes of them

    def act(self, name: str) -> None:
        """Accept or dismiss the current note, or show its claim; where nobody sees it, show it first."""
        if not self.panel.isVisible():
            self.turn_to()
            return
        note = self.panel.current
        if note is None:
            raise AnnotatorError("No note is chosen.", "Choose one in the queue of the author’s notes.")
        claim = self._claim_of(note) if note.state is NoteState.ACCEPTED else None
        if claim is not None:
            self._show_claim(claim)
        elif name == "dismiss":
            self._write()
            self._project.notes.dismiss(note.id)
            self.done("Note dismissed.")
        else:
            self._write()
            joined = self.panel.card.joins
            self._project.notes.accept(note.id, joined)
            self.done("Note added to the claim." if joined else "Claim made of the note.")

    def begin_all(self) -> None:
        """Be ready for what becomes of every open note of the article. Raises AnnotatorError when there is none."""
        if not self.panel.open_notes:
            raise AnnotatorError("No note of the author is open in this article.", "There is nothing left to do.")
        self._write()

    def _write(self) -> None:
        if self._project.read_only:
            raise AnnotatorError("This project cannot be changed.", self._project.read_only)
        self._page.desk.flush()

    def done(self, told: str) -> None:
        """Say so, and show the one that is in its place now."""
        self._messages.tell(told, "Undo", lambda: self._page.action_wanted.emit("undo"))
        self.panel.step(0)

    def _show_claim(self, claim: Claim) -> None:
        self._page.go_to_claim(claim.id)
        self._page.desk.turn_to(CLAIM)
