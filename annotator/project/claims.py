"""The desk of claims: marking them in the text, saying what they are, and every place where they appear."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from annotator.domain import dates, selectors
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ChangeSet, Claim, ClaimKind, Mention, Selector, Severity, Span, words_of
from annotator.project import revisions
from annotator.project.articles import Articles
from annotator.project.desk import Desk, Stepping, no_such
from annotator.project.fields import checked, needed
from annotator.project.kept import mention_fields, selector_fields
from annotator.storage import queries
from annotator.storage.store import Store


class Claims(Desk):
    entity = "claim"

    def __init__(self, store: Store, step: Stepping, articles: Articles) -> None:
        super().__init__(store, step)
        self._articles = articles

    def mark(self, article_id: str, span: Span, *more: Span, **given: Any) -> Claim:
        """Make a claim of a stretch of an article (code points), or of several that are the parts of one passage.
        `given` may hold any field of a claim; without a statement, the claim states what the text says. Raises
        AnnotatorError when a span is not in the text, or two of them overlap."""
        with self._step("Mark claim"):
            return self._mark(article_id, [((span, *more), given)])[0]

    def mark_all(self, article_id: str, wanted: Iterable[tuple[Span, Mapping[str, Any]]]) -> list[Claim]:
        """Make a claim of each of many stretches of an article, with its fields, as `mark` does of one."""
        with self._step("Mark claims"):
            return self._mark(article_id, (((span,), given) for span, given in wanted))

    def _mark(self, article_id: str, wanted: Iterable[tuple[Iterable[Span], Mapping[str, Any]]]) -> list[Claim]:
        text, made, fields = self._articles.get(article_id).text, [], {}
        for spans, given in wanted:
            found = [selectors.make(text, each) for each in sorted(spans)]
            _must_not_overlap(selector.span for selector in found)
            words = {"statement": words_of(found), "kind": ClaimKind.OTHER}
            told = self._understood({**words, **given}, article_id)
            kinds = {"kind": ClaimKind(told["kind"]), "severity": Severity(told.get("severity", ""))}
            claim_id = self._log.new_id()
            mentions = self._passage(claim_id, article_id, found)
            fields[claim_id] = told
            made.append(Claim(id=claim_id, mentions=mentions, **{**told, **kinds}))
        self._log.create_all("claim", fields.items())
        self._keep_mentions(mention for claim in made for mention in claim.mentions)
        return made

    def mark_quote(self, article_id: str, quote: str, occurrence: int = 1, **given: Any) -> Claim:
        """Make a claim of the words of a quotation, at the occurrence named (counted from 1)."""
        return self.mark(article_id, self.find(article_id, quote, occurrence), **given)

    def find(self, article_id: str, quote: str, occurrence: int = 1) -> Span:
        """Where a quotation stands in an article. Raises AnnotatorError when it does not."""
        return selectors.find_quote(self._articles.get(article_id).text, quote, occurrence)

    def add_mention(self, claim_id: str, article_id: str, span: Span, *more: Span) -> Mention:
        """Say that the claim appears here too; with more than one span, in a passage of so many parts. Gives the first.
        Raises AnnotatorError as `mark` does."""
        with self._step("Add mention"):
            self._row("claim", claim_id)
            text = self._articles.get(article_id).text
            found = [selectors.make(text, each) for each in sorted((span, *more))]
            _must_not_overlap(selector.span for selector in found)
            passage = self._passage(claim_id, article_id, found)
            self._keep_mentions(passage)
        return passage[0]

    def add_part(self, mention_id: str, span: Span) -> Mention:
        """Let the passage of a mention hold these words of its article too, as a further part. A claim that states the
        words of that passage states those of all parts then. Raises AnnotatorError when the part overlaps another."""
        with self._step("Add part"):
            now = self._row("mention", mention_id)
            selector = selectors.make(self._articles.get(now["article"]).text, span)
            claim = self.get(now["claim"])
            passage = _passage_of(claim, mention_id)
            _must_not_overlap((*(mention.span for mention in passage), span))
            added = Mention(self._log.new_id(), claim.id, now["article"], selector, continues=passage[0].id)
            self._keep_mentions([added])
            whole = revisions.join(self._log, (*passage, added))
            before, after = (needed("statement", words_of(m.selector for m in parts)) for parts in (passage, whole))
            if claim.statement == before:
                self._log.set("claim", claim.id, "statement", after)
        return next(mention for mention in whole if mention.id == added.id)

    def _passage(self, claim_id: str, article_id: str, parts: Sequence[Selector]) -> tuple[Mention, ...]:
        """Mentions of a claim that are one passage; nothing is written."""
        first, *rest = (self._log.new_id() for _ in parts)
        continues = ["", *(first for _ in rest)]
        return tuple(
            Mention(key, claim_id, article_id, selector, continues=of)
            for key, selector, of in zip((first, *rest), parts, continues, strict=True)
        )

    def _keep_mentions(self, mentions: Iterable[Mention]) -> None:
        self._log.create_all("mention", ((mention.id, mention_fields(mention)) for mention in mentions))

    def move_mention(self, mention_id: str, span: Span) -> Mention:
        """Let a mention hold other words of its article. Raises AnnotatorError when it is a part of a passage and would
        overlap another part."""
        with self._step("Adjust mark"):
            now = self._row("mention", mention_id)
            selector = selectors.make(self._articles.get(now["article"]).text, span)
            passage = _passage_of(self.get(now["claim"]), mention_id)
            moved = [replace(each, selector=selector) if each.id == mention_id else each for each in passage]
            _must_not_overlap(mention.span for mention in moved)
            wanted = selector_fields(selector)
            if any(now[name] != value for name, value in wanted.items()):
                # All fields or none: of two people's moves, merged, one must win whole.
                for name, value in wanted.items():
                    self._log.set("mention", mention_id, name, value)
            whole = revisions.join(self._log, moved)
        return next(mention for mention in whole if mention.id == mention_id)

    def place(self, mention_id: str, span: Span) -> Mention:
        """Say where in the newest version of its article a mention is that could not be carried over; gives the one
        made there. Raises AnnotatorError when it is there already, or there is no newer version."""
        with self._step("Place mention"):
            now = self._row("mention", mention_id)
            claim = self.get(now["claim"])
            mention = next((mention for mention in claim.mentions if mention.id == mention_id), None)
            if mention is None:
                raise no_such("mention", mention_id)
            newest = self._articles.get(revisions.newest(self._store, mention.article))
            return revisions.place(self._log, claim, mention, newest, span)

    def remove_mention(self, mention_id: str) -> None:
        """Take one appearance away, or one part of it: the others stay together. The last one cannot go without its
        claim."""
        with self._step("Remove mention"):
            claim = self.get(self._row("mention", mention_id)["claim"])
            if len(claim.mentions) == 1:
                raise AnnotatorError("This is the only place where the claim appears.", "Remove the claim itself.")
            self._log.set("mention", mention_id, "removed", True)
            if rest := [mention for mention in _passage_of(claim, mention_id) if mention.id != mention_id]:
                revisions.join(self._log, rest)

    def set(self, claim_id: str, /, **given: Any) -> Claim:
        """Change fields of a claim. A `claim_date` may be written freely ("last Tuesday"): it is understood from the
        date of the article, and both are kept."""
        claim = self.get(claim_id)
        wanted = self._understood(given, claim.mentions[0].article if claim.mentions else "")
        with self._step("Edit claim"):
            self._set(claim_id, wanted)
        return self.get(claim_id)

    def remove(self, claim_id: str) -> None:
        """Take a claim out of sight, with all that hangs on it."""
        self._remove(claim_id)

    def understand_date(self, text: str, article_id: str) -> dates.Understood:
        """What a freely written date means for a claim in this article."""
        article = self._articles.get(article_id) if article_id else None
        return dates.understand(text, (article.published or article.captured[:10]) if article else "")

    def _understood(self, given: Mapping[str, Any], article_id: str) -> dict[str, Any]:
        wanted = checked("claim", given)
        if "claim_date" in wanted:
            text = wanted["claim_date"]
            wanted |= {"claim_date": self.understand_date(text, article_id).date, "claim_date_text": text}
        return wanted

    def get(self, claim_id: str) -> Claim:
        """The claim of that id with all that hangs on it. Raises AnnotatorError when there is none."""
        found = self._store.read(queries.claims, (claim_id,))
        if not found:
            raise no_such("claim", claim_id)
        return found[0]

    def progress(self) -> tuple[int, int]:
        """How many claims have a verdict of what they state now, of how many there are."""
        return self._store.read(queries.progress)

    def all(self, article: str = "") -> list[Claim]:
        """Every claim in reading order; when an article is named, those that it mentions, in its order."""
        if article:
            self._row("article", article)
        return self._store.read(queries.claims, article=article)

    def touched(self, changes: ChangeSet) -> frozenset[str]:
        """The ids of the claims that look different after these changes, by themselves or by what hangs on them."""
        return frozenset(self._store.read(queries.claims_touched, changes.ids))


def _passage_of(claim: Claim, mention_id: str) -> tuple[Mention, ...]:
    """The parts of the passage that a mention belongs to, itself among them. Raises AnnotatorError when the article of
    the mention was removed."""
    for passage in claim.passages:
        if any(mention.id == mention_id for mention in passage):
            return passage
    raise no_such("mention", mention_id)


def _must_not_overlap(spans: Iterable[Span]) -> None:
    for before, after in pairwise(sorted(spans)):
        if after.start < before.end:
            raise AnnotatorError(
                f"The parts {before.start}:{before.end} and {after.start}:{after.end} of the passage overlap.",
                "Mark words for a part that no other part of it holds.",
            )
