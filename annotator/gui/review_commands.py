"""Commands of the second person, who looks at a verdict: approve it, or return it with a note."""

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Claim, Verdict
from annotator.gui.desk.claim_panel import CLAIM
from annotator.gui.dialogs.review import ReturnDialog
from annotator.gui.file_commands import WindowCommands


class ReviewCommands(WindowCommands):
    def approve_verdict(self) -> None:
        _, verdict = self._to_review()
        self._review(verdict, True, "")

    def return_verdict(self) -> None:
        claim, verdict = self._to_review()
        self.show_desk(CLAIM)
        self.show(ReturnDialog(self.window, claim, verdict, lambda note: self._review(verdict, False, note)))

    def _to_review(self) -> tuple[Claim, Verdict]:
        """The claim that is worked on and its standing verdict, which somebody else has signed."""
        page = self.page
        page.desk.flush()
        claim = page.claim
        if claim is None or claim.verdict is None:
            raise AnnotatorError("No verdict stands for this claim.", "There is nothing to review.")
        page.project.reviews.refuse_own(claim.verdict.id)
        return claim, claim.verdict

    def _review(self, verdict: Verdict, approved: bool, note: str) -> None:
        self.page.project.reviews.give(verdict.id, approved, note)
        told = "Verdict approved." if approved else "Verdict returned."
        self.window.messages.tell(told, "Undo", self.window.actions_by_id["undo"].trigger)
