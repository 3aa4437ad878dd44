"""The pane at the right: the claim that is worked on, all claims of the article, the history."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QTabBar, QToolButton, QWidget

from annotator.domain.model import Claim
from annotator.gui import icons, tones
from annotator.gui.desk.claim_editor import ClaimEditor
from annotator.gui.desk.claim_list import ClaimList, how_to_mark
from annotator.gui.desk.evidence_list import EvidenceList
from annotator.gui.desk.history_panel import HistoryPanel
from annotator.gui.desk.ledger import Ledger
from annotator.gui.desk.notes_of_claim import NotesOfClaim
from annotator.gui.desk.notes_panel import NotesPanel
from annotator.gui.desk.recheck_panel import RecheckPanel
from annotator.gui.desk.recheck_queue import RecheckQueue
from annotator.gui.desk.replies import Replies
from annotator.gui.desk.verdict_panel import VerdictPanel
from annotator.gui.keys import Keys
from annotator.gui.layouts import ElidedLabel, column, label, row
from annotator.gui.messages import Messages
from annotator.gui.settings import Settings
from annotator.gui.theme import Look, dress
from annotator.project import Project

TABS = ("Claim", "All claims", "History", "Re-check", "Notes")
CLAIM, CLAIMS, HISTORY, RECHECKS, NOTES = range(5)


class ClaimPanel(QWidget):
    """Shows what it is told to. `step_wanted` asks for the claim after (1) or before (-1)."""

    step_wanted = Signal(int)

    def __init__(self, project: Project, settings: Settings, messages: Messages, look: Look, keys: Keys) -> None:
        super().__init__()
        self._look, self._keys = look, keys
        self.claim: Claim | None = None
        self.editor = ClaimEditor(project, messages)
        self.author_notes = NotesOfClaim(project, look)
        self.evidence = EvidenceList(project, messages, keys)
        self.ledger = Ledger(project.checker, keys)
        self.replies = Replies()
        self.verdict = VerdictPanel(project, settings, messages, keys)
        self.claims = ClaimList(look, keys)
        self.history = HistoryPanel(project, look)
        self.rechecks = RecheckPanel(RecheckQueue(project, messages, self), look, keys)
        self.notes = NotesPanel(look, keys)
        self.tabs = QTabBar(expanding=False, drawBase=False, usesScrollButtons=False)
        self.tabs.setAccessibleName("Claim panel")
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)  # with five of them, rather than lose the first
        for name in TABS:
            self.tabs.addTab(name)
        self.pages = QStackedWidget()
        for page in (self._claim_page(), self.claims, self.history, self.rechecks, self.notes):
            self.pages.addWidget(page)
        self.tell_rechecks(False, 0)
        self.tell_notes(0, 0)
        self.tabs.currentChanged.connect(self._turned)
        self.setLayout(column(row(self.tabs, None, margins=(8, 2, 8, 0)), self.pages, space=0))
        self.setMinimumWidth(300)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, role="sheet")
        look.changed.connect(self._tint)
        self._tint()
        keys.changed.connect(self._tell_keys)
        self._tell_keys()

    def _claim_page(self) -> QWidget:
        self.position = label("", "small")
        self.state = ElidedLabel()
        self.previous, self.next = QToolButton(), QToolButton()
        for made, by, name in ((self.previous, -1, "Previous claim"), (self.next, 1, "Next claim")):
            made.setAccessibleName(name)
            dress(made, role="quiet")
            made.clicked.connect(lambda _=False, by=by: self.step_wanted.emit(by))
        header = row(self.state, self.position, self.previous, self.next, margins=(16, 8, 8, 4), space=4)
        header.setStretch(0, 1)
        inner = QWidget()
        parts_of_claim = (self.editor, self.author_notes, self.evidence, self.replies, self.ledger)
        inner.setLayout(column(*parts_of_claim, None, margins=(16, 4, 16, 16), space=18))
        dress(inner, role="sheet")
        self.area = QScrollArea(widgetResizable=True)
        self.area.setWidget(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        full = QWidget()
        parts = column(header, self.area, self.verdict, space=0)
        parts.setStretch(1, 1)
        full.setLayout(parts)
        self.empty = label("", "dim", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        nothing = QWidget()
        nothing.setLayout(column(48, self.empty, None, margins=(32, 0, 32, 0)))
        self.one = QStackedWidget()
        self.one.addWidget(nothing)
        self.one.addWidget(full)
        return self.one

    def _tint(self, *_: object) -> None:
        self.previous.setIcon(icons.icon("up", self._look.theme))
        self.next.setIcon(icons.icon("down", self._look.theme))

    def _tell_keys(self, *_: object) -> None:
        self.previous.setToolTip(self._keys.tip("Previous claim", "previous_claim"))
        self.next.setToolTip(self._keys.tip("Next claim", "next_claim"))
        if self.claim is None:
            self._tell_empty()

    def _tell_empty(self) -> None:
        some = "Choose a claim in the article or in the list."
        self.empty.setText(some if self.claims.model.claims else how_to_mark(self._keys))

    def _turned(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        self.history.refresh()

    def tell_rechecks(self, is_revised: bool, count: int) -> None:
        """Say on its tab how much the queue of re-checks holds; an article that supersedes none has no such tab."""
        self.tabs.setTabText(RECHECKS, f"{TABS[RECHECKS]} ({count})" if count else TABS[RECHECKS])
        self.tabs.setTabVisible(RECHECKS, is_revised)
        self._fit_tabs()

    def tell_notes(self, notes: int, waiting: int) -> None:
        """Say on its tab how many of the author's notes are open; an article without any has no such tab."""
        self.tabs.setTabText(NOTES, f"{TABS[NOTES]} ({waiting:,})" if waiting else TABS[NOTES])
        self.tabs.setTabVisible(NOTES, notes > 0)
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """Five of them stand closer."""
        all_in_sight = self.tabs.isTabVisible(RECHECKS) and self.tabs.isTabVisible(NOTES)
        dress(self.tabs, role="tight" if all_in_sight else "")

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops on its way from pane to pane."""
        page = self.pages.currentWidget()
        if page is self.one:
            return [self.editor.statement, self.verdict.rationale] if self.claim else [self.tabs]
        return [part.view for part in (self.claims, self.history, self.rechecks, self.notes) if part is page]

    def turn_to(self, page: int) -> None:
        """Show one of CLAIM, CLAIMS, HISTORY, RECHECKS, NOTES."""
        self.tabs.setCurrentIndex(page)

    def show_claim(self, claim: Claim | None) -> None:
        """Show a claim, and where it stands among those of the list."""
        before, self.claim = self.claim, claim
        for part in (self.editor, self.author_notes, self.evidence, self.replies, self.ledger, self.verdict):
            part.show_claim(claim)
        self.history.show_claim(claim)
        self.one.setCurrentIndex(1 if claim else 0)
        if claim is None:
            self._tell_empty()
            return
        self._tell_position(claim)
        standing = claim.verdict
        tone = tones.of_claim(standing.scale, standing.rating, claim.state) if standing else tones.UNCHECKED
        dress(self.state, tone=tone.token)
        self.state.show_text(f"{tone.sign} {tone.word}")
        if before is None or before.id != claim.id:
            self.area.verticalScrollBar().setValue(0)

    def _tell_position(self, claim: Claim) -> None:
        at = self.claims.model.place(claim.id)
        self.position.setText(f"{at + 1} of {len(self.claims.model.claims)}" if at >= 0 else "")

    def flush(self) -> None:
        """Commit and keep everything that was typed."""
        self.editor.flush()
        self.evidence.flush()
        self.verdict.keep_draft()

    def leave(self) -> None:
        """The same, and have it on disk; look for nothing more."""
        self.flush()
        self.rechecks.queue.leave()
        self.verdict.leave()

    def set_editable(self, editable: bool) -> None:
        for part in (self.editor, self.evidence, self.ledger, self.verdict, self.rechecks, self.notes):
            part.set_editable(editable)
