"""Working off the queue of re-checks: what is looked at is shown in the text, what is done about it is done here."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Qt

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Selector, Span
from annotator.domain.revision import Recheck, RecheckKind
from annotator.gui.desk.claim_panel import CLAIM, RECHECKS
from annotator.gui.desk.recheck_panel import told_counts
from annotator.gui.messages import Messages

if TYPE_CHECKING:
    from annotator.gui.project_page import ProjectPage

_LED_BY = 12
"""Code points by which a place is found again at the least."""


class Rechecking(QObject):
    """Keeps queue and page in step."""

    def __init__(self, page: "ProjectPage", messages: Messages) -> None:
        super().__init__(page)
        self._page, self._project, self._messages = page, page.project, messages
        self.panel, self.queue = page.desk.rechecks, page.desk.rechecks.queue
        safely = messages.safely
        page.bridge.changed.connect(safely(self.queue.take))
        page.moved.connect(safely(self._follow))
        self.queue.changed.connect(safely(self._tell))
        self.panel.shown.connect(safely(self._show))
        self.panel.act_wanted.connect(safely(self.act))
        self.panel.candidate_shown.connect(safely(self._show_candidate))
        self.panel.emptied.connect(lambda: page.reader.setFocus(Qt.FocusReason.OtherFocusReason))
        self.panel.compare_wanted.connect(lambda: page.action_wanted.emit("compare_versions"))

    def _follow(self) -> None:
        """Tell of the article that the page shows."""
        if self._page.article != self.queue.article:
            self.queue.show(self._page.article)

    def _tell(self) -> None:
        queue, page = self.queue, self._page
        article = self._project.articles.get(queue.article) if queue.is_revised else None
        self.panel.show_article(article, told_counts(queue.fared) if article else "")
        page.desk.tell_rechecks(queue.is_revised, len(queue.rechecks))

    # ---- going about

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) re-check."""
        self.queue.look_now()
        self.turn_to()
        if not self.panel.step(by):
            some, way = bool(self.queue.rechecks), "after" if by > 0 else "before"
            nothing = "Still looking through the new version…" if self.queue.is_looking else "Everything is looked at."
            self._messages.tell(f"There is nothing to look at {way} this." if some else nothing)

    def turn_to(self) -> None:
        """Show the queue. Raises AnnotatorError when the article supersedes no other."""
        if not self.queue.is_revised:
            raise AnnotatorError("This article supersedes no other.", "Open a new draft of it first.")
        self._page.desk.show()
        self._page.desk.turn_to(RECHECKS)
        self.panel.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, recheck: Recheck) -> None:
        """Show what a re-check is about: in the comparison while one is open, or in the text."""
        page, comparing = self._page, self._page.comparing
        if comparing.is_open:
            with QSignalBlocker(page):
                page.show_claim(recheck.claim.id if recheck.claim else "", scroll=False)
            comparing.look_at(recheck)
            page.moved.emit()
            return
        page.reader.clear_selection()
        page.show_claim(recheck.claim.id if recheck.claim else "", scroll=recheck.kind is RecheckKind.CHANGED)
        if recheck.kind is RecheckKind.FRESH and recheck.span:
            page.reader.go_to(recheck.span)
            page.reader.select(recheck.span)
        elif recheck.kind is RecheckKind.UNSURE:
            self._show_candidate(0)
        elif recheck.kind is RecheckKind.GONE:
            text = self._project.articles.get(page.article).text
            old = self._project.articles.get(recheck.old[0].article).text
            page.reader.go_to(place_of(recheck.old[0].selector, text, len(old)))

    def _show_candidate(self, index: int) -> None:
        recheck = self.panel.current
        candidates = recheck.old[0].candidates if recheck and recheck.old else ()
        if index < len(candidates):
            self._page.reader.go_to(candidates[index])
            self._page.reader.select(candidates[index])

    # ---- what a person does about it

    def act(self, name: str, candidate: int = -1) -> None:
        """Do something about the current re-check, by its name: rate, hold, take, pass, place, mark."""
        recheck = self.panel.current
        if recheck is None:
            raise AnnotatorError("Nothing is chosen in the queue.", "Choose what you want to look at.")
        if self._project.read_only:
            raise AnnotatorError("This project cannot be changed.", self._project.read_only)
        acts = {
            "rate": self._rate,
            "hold": self._hold,
            "pass": self._pass_over,
            "place": self.place,
            "mark": self._mark,
        }
        if name == "take":
            self._take(recheck, self.panel.card.candidate if candidate < 0 else candidate)
        else:
            acts[name](recheck)

    def _rate(self, recheck: Recheck) -> None:
        page = self._page
        if recheck.claim and (page.claim is None or page.claim.id != recheck.claim.id):
            page.show_claim(recheck.claim.id)
        page.desk.turn_to(CLAIM)
        page.desk.verdict.focus_ratings()

    def _hold(self, recheck: Recheck) -> None:
        """Sign the same verdict again, of the words as they are now."""
        standing = recheck.claim.verdict if recheck.claim else None
        if recheck.claim is None or standing is None:
            raise AnnotatorError("No verdict stands for this claim.", "Give one.")
        self._page.desk.flush()
        reasons = standing.rationale, standing.correction
        self._project.verdicts.give(recheck.claim.id, standing.rating, *reasons, standing.scale)
        self._done("Verdict signed again.")

    def _take(self, recheck: Recheck, candidate: int) -> None:
        candidates = recheck.old[0].candidates
        if not 0 <= candidate < len(candidates):
            count = len(candidates)
            raise AnnotatorError(f"There is no place {candidate + 1}.", f"Choose one of {count}, or 0 for none.")
        self._project.claims.place(recheck.old[0].id, candidates[candidate])
        self._done("Claim placed.")

    def place(self, recheck: Recheck | None = None) -> None:
        """Say that the words selected are those of a claim that is gone or unsure. Raises AnnotatorError when none is
        chosen, or no words are."""
        recheck, span = recheck or self.panel.current, self._page.reader.selection()
        if recheck is None or recheck.kind not in (RecheckKind.GONE, RecheckKind.UNSURE):
            raise AnnotatorError("No claim without a place is chosen.", "Choose one in the queue of re-checks.")
        if span is None:
            self._page.reader.setFocus()
            raise AnnotatorError("No words are selected.", "Select in the article the words that say it now.")
        self._project.claims.place(recheck.old[0].id, span)
        self._page.reader.clear_selection()
        self._done("Claim placed.")

    def _mark(self, recheck: Recheck) -> None:
        if recheck.span is not None:
            self._project.claims.mark(self._page.article, recheck.span, kind=self._page.guessed_kind(recheck.span))
            self._done("Claim marked.")

    def _pass_over(self, recheck: Recheck) -> None:
        self._project.rechecks.pass_over(self._page.article, recheck)
        self._done("Skipped." if recheck.kind is RecheckKind.FRESH else "Left as gone.")

    def _done(self, told: str) -> None:
        """Say so, and show the one that is in its place now."""
        self.queue.look_now()
        more = self.queue.rechecks or self.queue.is_looking
        told = told if more else f"{told} Everything is looked at."
        self._messages.tell(told, "Undo", lambda: self._page.action_wanted.emit("undo"))
        if self.queue.rechecks:
            self.panel.step(0)


def place_of(selector: Selector, text: str, length: int) -> Span:
    """Where in a text words stood that are not in it any more: after what stood before them, or before what stood after
    them; else as far from its start as they were in the old one, which had so many code points."""
    for words, after in ((selector.prefix.rstrip(), True), (selector.suffix.lstrip(), False)):
        size = len(words)
        while size >= _LED_BY:
            found = text.find(words[-size:] if after else words[:size])
            if found >= 0:
                at = found + size if after else found
                return Span(at, at)
            size //= 2
    at = min(len(text), selector.span.start * len(text) // max(1, length))
    return Span(at, at)
