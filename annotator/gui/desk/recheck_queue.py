"""The re-checks of the article shown: worked out from the file whenever it changes, here or elsewhere; none is kept."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ChangeSet, Claim, Mark, Mention, MentionState, Progress, Span
from annotator.domain.revision import Recheck
from annotator.gui.messages import Messages
from annotator.gui.work import Job
from annotator.project import Project

_MANY = 200
"""So many claims touched at once, and all are read anew."""


class RecheckQueue(QObject):
    """`changed` tells that `rechecks` may be others."""

    changed = Signal()

    def __init__(self, project: Project, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._messages = project, messages
        self.article = ""
        self.versions: list[str] = []
        self.rechecks: list[Recheck] = []
        self._claims: dict[str, Claim] = {}
        self._fresh: dict[str, list[Span]] = {}
        self._job: Job | None = None
        self._late = QTimer(self, interval=0, singleShot=True)
        self._late.timeout.connect(messages.safely(self._work_out))

    @property
    def is_revised(self) -> bool:
        """Whether the article supersedes another."""
        return len(self.versions) > 1

    @property
    def is_looking(self) -> bool:
        """Whether new sentences are still being looked for."""
        return self._job is not None

    def show(self, article: str) -> None:
        """Tell of this article from now on; "" for none."""
        if article != self.article:
            self.article = article
            self._read()

    def take(self, changes: ChangeSet) -> None:
        """Notice what a commit touched."""
        if changes.of("article"):
            self._read()
            return
        if not self.is_revised:
            return
        touched = self._project.claims.touched(changes)
        if len(touched) > _MANY:
            self._read()
        elif touched or changes.of("passed_over"):
            for claim in touched:
                self._read_claim(claim)
            self._late.start()

    def look_now(self) -> None:
        """Work out at once what a change just made waits for."""
        if self._late.isActive():
            self._late.stop()
            self._work_out()

    def orphans(self, article: str) -> list[Mark]:
        """The marks of what is gone from the text after this version of it; the reader has none for those."""
        return [
            _mark(claim, mention)
            for claim in self._claims.values()
            for mention in claim.mentions
            if mention.article == article and mention.state is MentionState.GONE
        ]

    def _read(self) -> None:
        self.versions = self._project.rechecks.versions(self.article) if self.article else []
        known = self._project.rechecks.claims(self.article) if self.is_revised else []
        self._claims = {claim.id: claim for claim in known}
        if self.is_revised and self.article not in self._fresh:
            self._look_for_fresh()
        self._work_out()

    def _read_claim(self, claim: str) -> None:
        try:
            read = self._project.claims.get(claim)
        except AnnotatorError:
            self._claims.pop(claim, None)
            return
        if any(mention.article in self.versions for mention in read.mentions):
            self._claims[claim] = read
        else:
            self._claims.pop(claim, None)

    def _work_out(self) -> None:
        """Texts never change, so that new sentences are looked for once; what is left of them is asked of the file."""
        self.rechecks = []
        if self.is_revised:
            fresh, claims = self._fresh.get(self.article, []), list(self._claims.values())
            self.rechecks = self._project.rechecks.of(self.article, fresh, claims)
        self.changed.emit()

    def _look_for_fresh(self) -> None:
        articles = self._project.articles
        new, old = articles.get(self.article), articles.get(self.versions[1])

        def work(progress: Progress) -> list[Span]:
            progress(0, 0)
            return self._project.rechecks.fresh(new, old)

        found: Callable[[list[Span]], None] = partial(self._found, new.id)
        if self._job is not None:
            self._job.cancel()
        self._job = job = Job("", work, self._messages.safely(found), self._messages.told, self)
        job.ended.connect(lambda: self._ended(job))
        job.start()

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None

    def _found(self, article: str, fresh: list[Span]) -> None:
        self._fresh[article] = fresh
        if article == self.article:
            self._work_out()


def _mark(claim: Claim, mention: Mention) -> Mark:
    span, standing = mention.span, claim.verdict
    scale, rating = (standing.scale, standing.rating) if standing else ("", "")
    return Mark(mention.id, claim.id, span.start, span.end, claim.statement, scale, rating, claim.state)
