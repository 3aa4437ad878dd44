"""The desks of verdicts and reviews: a ledger to which one adds, and in which nothing is ever overwritten."""

from collections.abc import Callable
from unicodedata import normalize

from annotator.domain import ratings
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Checker, Review, Verdict
from annotator.project.desk import Desk, Stepping
from annotator.project.fields import words
from annotator.storage import queries
from annotator.storage.store import Store


class Verdicts(Desk):
    entity = "verdict"

    def __init__(
        self, store: Store, step: Stepping, scale: Callable[[], ratings.RatingScale], checker: Checker
    ) -> None:
        super().__init__(store, step)
        self._scale = scale
        self._checker = checker

    def give(self, claim_id: str, rating: str, rationale: str = "", correction: str = "", scale: str = "") -> Verdict:
        """Sign a rating of exactly what the claim states now; an earlier verdict is replaced and kept. The scale is the
        project's own unless another is named. Raises AnnotatorError for a rating that the scale does not have."""
        chosen = ratings.scale(scale) if scale else self._scale()
        value = chosen.rating(rating)
        reasons = {"rationale": words("rationale", rationale), "correction": words("correction", correction)}
        with self._step("Rate claim"):
            statement = self._row("claim", claim_id)["statement"]
            rated = {"claim": claim_id, "scale": chosen.key, "rating": value.key, "label": value.label}
            judged = {**rated, **reasons, "statement": statement, "at": self._log.now()}
            signed = {**judged, "checker": self._checker.id, "withdrawn": False}
            verdict_id = self._log.create("verdict", signed)
        return Verdict(id=verdict_id, checker=self._checker, **judged)

    def get(self, verdict_id: str) -> Verdict:
        """The verdict of that id. Raises AnnotatorError when there is none."""
        claim = self._row("verdict", verdict_id)["claim"]
        return next(v for v in self.of(claim) if v.id == verdict_id)

    def of(self, claim_id: str) -> list[Verdict]:
        """The ledger of a claim, oldest first."""
        return self._store.read(queries.verdicts, (claim_id,)).get(claim_id, [])

    def withdraw(self, verdict_id: str) -> Verdict:
        """Take a verdict back without giving another; it stays in the ledger as withdrawn."""
        with self._step("Withdraw verdict"):
            if self._row("verdict", verdict_id)["withdrawn"]:
                raise AnnotatorError("This verdict was withdrawn already.", "Give a new one.")
            self._log.set("verdict", verdict_id, "withdrawn", True)
        return self.get(verdict_id)


class Reviews(Desk):
    entity = "review"

    def __init__(self, store: Store, step: Stepping, checker: Checker) -> None:
        super().__init__(store, step)
        self._checker = checker

    def give(self, verdict_id: str, approved: bool, note: str = "") -> Review:
        """Approve a verdict or return it with a note. Raises AnnotatorError when it is the reviewer's own."""
        with self._step("Review verdict"):
            self.refuse_own(verdict_id)
            at = self._log.now()
            note = words("note", note)
            given = {"verdict": verdict_id, "approved": approved, "note": note, "checker": self._checker.id, "at": at}
            review_id = self._log.create("review", given)
        return Review(review_id, verdict_id, approved, note, self._checker, at)

    def refuse_own(self, verdict_id: str) -> None:
        """Raises AnnotatorError when the checker at work signed the verdict: a review is a second person's."""
        signer = self._row("verdict", verdict_id)["checker"]
        checkers = {checker.id: checker.name for checker in self._store.read(queries.checkers)}
        if signer == self._checker.id or _folded(checkers.get(signer, "")) == _folded(self._checker.name):
            raise AnnotatorError("You signed this verdict yourself.", "Ask a colleague for the review.")


def _folded(name: str) -> str:
    """A name as one hears it: whatever its case, its spaces and the way its letters are written."""
    return " ".join(normalize("NFKC", name).casefold().split())
