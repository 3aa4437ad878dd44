"""The desk of re-checks: what a new version of an article asks a person to look at, worked out from what the file holds
whenever it is asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.domain import readiness
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, MentionState, Progress, Span
from annotator.domain.readiness import Point
from annotator.domain.revision import (
    Recheck,
    RecheckKind,
    arranged,
    asked_of,
    is_place,
    speaks_for_its_sentence,
    unmarked,
)
from annotator.project.articles import Articles
from annotator.project.carrying import differing, land
from annotator.project.desk import Desk, Stepping
from annotator.storage import queries, versions
from annotator.storage.store import Store

_MOST_VERSIONS = 20
"""Versions back that new sentences are looked for at most."""


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
        """The sentences of a version that the one before it does not have so; long work that touches no file. Raises
        whatever `progress` raises, to stop."""
        from annotator.domain.anchoring import fresh_sentences

        return fresh_sentences(old.text, new.text, new.language, progress)

    def waiting(
        self, article_id: str, known: Mapping[str, Sequence[Span]] | None = None, progress: Progress | None = None
    ) -> list[Span]:
        """The sentences of a version that are new, those included that were new in an earlier one and that nobody has
        looked at since; long work. `known` is what this gave for earlier versions. None of a version that was taken
        back meanwhile. Raises whatever `progress` raises, to stop."""
        chain, known = self.versions(article_id)[:_MOST_VERSIONS], known or {}
        if not chain:
            return []
        first = next((n for n, key in enumerate(chain) if n and key in known), len(chain) - 1)
        old, found = self._articles.get(chain[first]), list(known.get(chain[first], ()))
        for key in reversed(chain[:first]):
            new = self._articles.get(key)
            found = self._fresh_in(new, old, self._unseen(old, found), progress)
            old = new
        return found

    def _fresh_in(self, new: Article, old: Article, unseen: Sequence[Span], progress: Progress | None) -> list[Span]:
        start, old_end, new_end = differing(old.text, new.text)
        between = replace(old, text=old.text[start:old_end]), replace(new, text=new.text[start:new_end])
        found = [Span(each.start + start, each.end + start) for each in self.fresh(between[1], between[0], progress)]
        for landing in land(old.text, new.text, unseen, progress):
            span = landing.span
            if span is not None and all(span.end <= each.start or each.end <= span.start for each in found):
                found.append(span)
        return sorted(found)

    def _unseen(self, article: Article, fresh: Iterable[Span]) -> list[Span]:
        """Of the new sentences of an earlier version those that were not marked or passed over there."""
        marked = _speaking(self._store.read(queries.claims, article=article.id), article.id)
        passed = {each.what for each in self._store.read(queries.passed_over, [article.id])}
        return [each.span for each in unmarked(article, fresh, marked) if each.span and each.key not in passed]

    def unread(self, article_id: str = "", progress: Progress | None = None) -> list[Point]:
        """That sentences wait to be looked at, for each newest version of an article, or for this one if it is that;
        long work. Raises whatever `progress` raises, to stop."""
        found = []
        for article in self._articles.summaries():
            if article.supersedes and article.newest == article.id and article_id in ("", article.id):
                waiting = self.of(article.id, self.waiting(article.id, progress=progress))
                count = sum(recheck.kind is RecheckKind.FRESH for recheck in waiting)
                found += [readiness.unread(article.title, count)] if count else []
        return found

    def of(self, article_id: str, fresh: Iterable[Span] = ()) -> list[Recheck]:
        """What is still to be looked at in an article, by kind and then by place; nothing where it supersedes no other.
        `fresh` is what `fresh` gave."""
        known = self.versions(article_id)
        if len(known) < 2:
            return []
        claims = self.claims(article_id)
        marked = _speaking(claims, article_id)
        asked = [recheck for claim in claims for recheck in asked_of(claim, known)]
        return self.arranged(known, asked, unmarked(self._articles.get(article_id), fresh, marked))

    def arranged(self, known: Sequence[str], asked: Iterable[Recheck], fresh: Iterable[Recheck]) -> list[Recheck]:
        """The same for versions that are known, of what all claims ask for, and of new sentences."""
        rows = self._store.read(queries.passed_over, known)
        passed = {each.what for each in rows if each.article == known[0] or not is_place(each.what)}
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


def _speaking(claims: Iterable[Claim], article_id: str) -> list[Span]:
    """Where the mentions are that speak for the sentences they are in."""
    here = (mention for claim in claims for mention in claim.mentions if mention.article == article_id)
    return [mention.span for mention in here if speaks_for_its_sentence(mention)]
