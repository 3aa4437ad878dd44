"""The desk of re-checks: what a new version of an article asks a person to look at, worked out from what the file holds
whenever it is asked for."""

from collections.abc import Iterable, Sequence

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, MentionState, Progress, Span
from annotator.domain.revision import Recheck, RecheckKind, arranged, asked_of, unmarked
from annotator.project.articles import Articles
from annotator.project.desk import Desk, Stepping
from annotator.storage import queries, versions
from annotator.storage.store import Store


class Rechecks(Desk):
    entity = "passed_over"

    def __init__(self, store: Store, step: Stepping, articles: Articles) -> None:
        super().__init__(store, step)
        self._articles = articles

    def versions(self, article_id: str) -> list[str]:
        """The ids of an article and of the versions before it, the newest first."""
        if self._store.read(queries.row, "article", article_id) is None:
            return []
        return [article_id, *self._store.read(versions.before, article_id)]

    def claims(self, article_id: str) -> list[Claim]:
        """Every claim that an article or a version before it mentions."""
        return self._store.read(queries.claims, self._store.read(versions.claims, self.versions(article_id)))

    def count(self, known: Sequence[str]) -> int:
        """How many claims some versions mention."""
        return len(self._store.read(versions.claims, known))

    @staticmethod
    def fresh(new: Article, old: Article, progress: Progress | None = None) -> list[Span]:
        """The sentences of a version that the one before it does not have; long work that touches no file. Raises
        whatever `progress` raises, to stop."""
        from annotator.domain.anchoring import fresh_sentences

        return fresh_sentences(old.text, new.text, new.language, progress)

    def of(self, article_id: str, fresh: Iterable[Span] = ()) -> list[Recheck]:
        """What is still to be looked at in an article, by kind and then by place; nothing where it supersedes no other.
        `fresh` is what `fresh` gave."""
        known = self.versions(article_id)
        if len(known) < 2:
            return []
        claims = self.claims(article_id)
        marked = [m.span for claim in claims for m in claim.mentions if m.article == article_id]
        asked = [recheck for claim in claims for recheck in asked_of(claim, known)]
        return self.arranged(known, asked, unmarked(self._articles.get(article_id), fresh, marked))

    def arranged(self, known: Sequence[str], asked: Iterable[Recheck], fresh: Iterable[Recheck]) -> list[Recheck]:
        """The same for versions that are known, of what all claims ask for, and of the new sentences that hold none."""
        passed = {each.what for each in self._store.read(queries.passed_over, known)}
        return arranged([*asked, *fresh], known, passed)

    def pass_over(self, article_id: str, recheck: Recheck) -> None:
        """Say that there is nothing to do: a mention is gone for good, a new sentence needs no check. Raises
        AnnotatorError for a claim whose words have changed."""
        if not recheck.can_be_passed_over:
            raise AnnotatorError("The words of this claim have changed.", "Give a verdict of what it states now.")
        with self._step("Skip sentence" if recheck.kind is RecheckKind.FRESH else "Leave mention gone"):
            self._row("article", article_id)
            for mention in recheck.old:
                if self._row("mention", mention.id)["state"] == MentionState.UNSURE:
                    self._log.set("mention", mention.id, "state", str(MentionState.GONE))
            self._log.create(self.entity, {"article": article_id, "what": recheck.key})
