"""The re-checks of the article shown: worked out from the file whenever it changes, here or elsewhere; none is kept."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import chain

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ChangeSet, Claim, Mark, Mention, MentionState, Progress, Span
from annotator.domain.revision import Recheck, RecheckKind, asked_of, speaks_for_its_sentence, unmarked
from annotator.gui.messages import Messages
from annotator.gui.work import Job
from annotator.project import Project

_MANY = 200
"""So many claims touched at once, and all are read anew; so many to be read, and a worker reads them."""
_PAINTED = 25
"""Milliseconds after which workers begin, so that the article is painted by then."""


class RecheckQueue(QObject):
    """`changed` tells that `rechecks` may be others."""

    changed = Signal()

    def __init__(self, project: Project, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._messages = project, messages
        self.article = ""
        self.versions: list[str] = []
        self.rechecks: list[Recheck] = []
        self.fared: dict[MentionState, int] = {}
        self._asked: dict[str, list[Recheck]] = {}
        self._marked: dict[str, list[Span]] = {}
        self._fresh: dict[str, list[Span]] = {}
        self._job: Job | None = None
        self._reading: Job | None = None
        self._all = True  # whether the claims were read that there are
        self._late = QTimer(self, interval=0, singleShot=True)
        self._late.timeout.connect(messages.safely(self._work_out))
        self._soon = QTimer(self, interval=_PAINTED, singleShot=True)
        self._soon.timeout.connect(messages.safely(self._look))

    @property
    def is_revised(self) -> bool:
        """Whether the article supersedes another."""
        return len(self.versions) > 1

    @property
    def is_looking(self) -> bool:
        """Whether claims or new sentences are still being looked for."""
        return self._soon.isActive() or self._job is not None or self._reading is not None

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
        if len(touched) > _MANY or (touched and not self._all):
            self._read()
        elif touched or changes.of("passed_over"):
            if changes.of("mention"):
                self.fared = self._project.articles.fared(self.article)
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
            _mark(recheck.claim, part)
            for asked in self._asked.values()
            for recheck in asked
            for part in recheck.old
            if recheck.kind is RecheckKind.GONE and recheck.claim and part.article == article
        ]

    def leave(self) -> None:
        """Look for nothing more: the project is about to be closed."""
        self._soon.stop()
        self._late.stop()
        for job in (self._job, self._reading):
            if job is not None:
                job.cancel()
        self._job = self._reading = None

    def _read(self) -> None:
        self.versions = self._project.rechecks.versions(self.article) if self.article else []
        self._asked, self._marked = {}, {}
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self.is_revised:
            self.fared = self._project.articles.fared(self.article)
            self._all = self._project.rechecks.count(self.versions) <= _MANY
            if self._all:
                self._ask_all(self._project.rechecks.claims(self.article))
            if not self._all or self.article not in self._fresh:
                self._soon.start()
        self._work_out()

    def _look(self) -> None:
        """Let workers read many claims, and look for new sentences."""
        if self.is_revised and not self._all:
            self._read_apart()
        if self.is_revised and self.article not in self._fresh:
            self._look_for_fresh()

    def _read_apart(self) -> None:
        """Let a worker read the claims, over a connection of its own."""
        article, path, checker = self.article, self._project.path, self._project.checker

        def work(progress: Progress) -> list[Claim]:
            progress(0, 0)
            with Project.open(path, checker=checker) as project:
                return project.rechecks.claims(article)

        job = Job("", work, self._messages.safely(self._read_all), self._messages.told, self)
        job.ended.connect(lambda: self._ended(job))
        self._reading = job
        job.start()

    def _read_all(self, claims: list[Claim]) -> None:
        self._all = True
        self._ask_all(claims)
        self._work_out()

    def _ask_all(self, claims: list[Claim]) -> None:
        for claim in claims:
            self._ask(claim)

    def _read_claim(self, claim: str) -> None:
        self._asked.pop(claim, None)
        self._marked.pop(claim, None)
        with suppress(AnnotatorError):  # one that was removed
            self._ask(self._project.claims.get(claim))

    def _ask(self, claim: Claim) -> None:
        """Note what a claim asks for, and where it is in the article."""
        if asked := asked_of(claim, self.versions):
            self._asked[claim.id] = asked
        here = (mention for mention in claim.mentions if mention.article == self.article)
        if marked := [mention.span for mention in here if speaks_for_its_sentence(mention)]:
            self._marked[claim.id] = marked

    def _work_out(self) -> None:
        """Texts never change, so that new sentences are looked for once; what is left of them is asked of the file."""
        self.rechecks = []
        if self.is_revised and self._all:
            asked = chain.from_iterable(self._asked.values())
            marked = chain.from_iterable(self._marked.values())
            article = self._project.articles.get(self.article)
            fresh = unmarked(article, self._fresh.get(self.article, ()), marked)
            self.rechecks = self._project.rechecks.arranged(self.versions, asked, fresh)
        self.changed.emit()

    def _look_for_fresh(self) -> None:
        article, path, checker, known = self.article, self._project.path, self._project.checker, dict(self._fresh)

        def work(progress: Progress) -> list[Span]:
            progress(0, 0)
            with Project.open(path, checker=checker) as project:
                return project.rechecks.waiting(article, known, progress)

        found: Callable[[list[Span]], None] = partial(self._found, article)
        if self._job is not None:
            self._job.cancel()
        self._job = job = Job("", work, self._messages.safely(found), self._messages.told, self)
        job.ended.connect(lambda: self._ended(job))
        job.start()

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
        if self._reading is job:
            self._reading = None

    def _found(self, article: str, fresh: list[Span]) -> None:
        self._fresh[article] = fresh
        if article == self.article:
            self._work_out()


def _mark(claim: Claim, mention: Mention) -> Mark:
    span, standing = mention.span, claim.verdict
    scale, rating = (standing.scale, standing.rating) if standing else ("", "")
    return Mark(mention.id, claim.id, span.start, span.end, claim.statement, scale, rating, claim.state)
