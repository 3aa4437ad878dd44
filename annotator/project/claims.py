"""The desk of claims: marking them in the text, saying what they are, and every place where they appear."""

from collections.abc import Mapping
from typing import Any

from annotator.domain import dates, selectors
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ChangeSet, Claim, ClaimKind, Mention, MentionState, Selector, Severity, Span
from annotator.project.articles import Articles
from annotator.project.desk import Desk, Stepping, no_such
from annotator.project.fields import checked
from annotator.project.kept import selector_fields
from annotator.storage import queries
from annotator.storage.store import Store


class Claims(Desk):
    entity = "claim"

    def __init__(self, store: Store, step: Stepping, articles: Articles) -> None:
        super().__init__(store, step)
        self._articles = articles

    def mark(self, article_id: str, span: Span, **given: Any) -> Claim:
        """Make a claim of a stretch of an article (code points). `given` may hold any field of a claim; without a
        statement, the claim states what the text says. Raises AnnotatorError when the span is not in the text."""
        with self._step("Mark claim"):
            selector = selectors.make(self._articles.get(article_id).text, span)
            wanted = self._understood({"statement": selector.exact, "kind": ClaimKind.OTHER, **given}, article_id)
            claim_id = self._log.create("claim", wanted)
            mention = self._mention(claim_id, article_id, selector)
        kinds = {"kind": ClaimKind(wanted["kind"]), "severity": Severity(wanted.get("severity", ""))}
        return Claim(id=claim_id, mentions=(mention,), **{**wanted, **kinds})

    def mark_quote(self, article_id: str, quote: str, occurrence: int = 1, **given: Any) -> Claim:
        """Make a claim of the words of a quotation, at the occurrence named (counted from 1)."""
        return self.mark(article_id, self.find(article_id, quote, occurrence), **given)

    def find(self, article_id: str, quote: str, occurrence: int = 1) -> Span:
        """Where a quotation stands in an article. Raises AnnotatorError when it does not."""
        return selectors.find_quote(self._articles.get(article_id).text, quote, occurrence)

    def add_mention(self, claim_id: str, article_id: str, span: Span) -> Mention:
        """Say that the claim appears here too."""
        with self._step("Add mention"):
            self._row("claim", claim_id)
            selector = selectors.make(self._articles.get(article_id).text, span)
            return self._mention(claim_id, article_id, selector)

    def _mention(self, claim_id: str, article_id: str, selector: Selector) -> Mention:
        of = {"claim": claim_id, "article": article_id, "state": str(MentionState.SAME)}
        mention_id = self._log.create("mention", {**of, **selector_fields(selector)})
        return Mention(mention_id, claim_id, article_id, selector)

    def move_mention(self, mention_id: str, span: Span) -> Mention:
        """Let a mention hold other words of its article."""
        with self._step("Adjust mark"):
            now = self._row("mention", mention_id)
            selector = selectors.make(self._articles.get(now["article"]).text, span)
            wanted = selector_fields(selector)
            if any(now[name] != value for name, value in wanted.items()):
                # All fields or none: of two people's moves, merged, one must win whole.
                for name, value in wanted.items():
                    self._log.set("mention", mention_id, name, value)
        return Mention(mention_id, now["claim"], now["article"], selector)

    def remove_mention(self, mention_id: str) -> None:
        """Take one appearance away; the last one cannot go without its claim."""
        with self._step("Remove mention"):
            claim = self.get(self._row("mention", mention_id)["claim"])
            if len(claim.mentions) == 1:
                raise AnnotatorError("This is the only place where the claim appears.", "Remove the claim itself.")
            self._log.set("mention", mention_id, "removed", True)

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
