"""A whole project as a Report, written into the log under its own ids: what makes the JSON export come back whole."""

from dataclasses import asdict
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim, Verdict, VerdictState
from annotator.domain.report import Report
from annotator.project.kept import author_note_fields, blocks_as_json, mention_fields
from annotator.storage import queries
from annotator.storage.log import Log
from annotator.storage.store import Store


def write(log: Log, store: Store, report: Report) -> None:
    """Create everything a report holds, within the step under way. Raises AnnotatorError when some of it is already
    here. A project without articles also takes over the report's title and scale."""
    writer = _Writer(log, store, report)
    for checker in report.checkers:
        writer.checker(checker.id, checker.name)
    for article in report.articles:
        writer.article(article)
    for source in report.sources:
        fields = asdict(source)
        writer.create("source", fields.pop("id"), {**fields, "kind": str(source.kind)})
    for claim in report.claims:
        writer.claim(claim)
    for note in report.notes:
        writer.create("author_note", note.id, author_note_fields(note))
    for passed in report.passed_over:
        writer.create("passed_over", passed.id, {"article": passed.article, "what": passed.what})
    for published in report.publications:
        fields = asdict(published)
        writer.create("publication", fields.pop("id"), fields)


class _Writer:
    def __init__(self, log: Log, store: Store, report: Report) -> None:
        self._log, self._store = log, store
        project, title, scale = store.read(queries.project)
        self._checkers = {checker.id for checker in store.read(queries.checkers)}
        if not store.read(queries.summaries):
            for field, old, new in (("title", title, report.title), ("scale", scale, report.scale.key)):
                if old != new:
                    log.set("project", project, field, new)
        for data in report.blobs.values():
            log.put_blob(data)

    def create(self, entity: str, entity_id: str, fields: dict[str, Any]) -> None:
        if self._store.read(queries.exists, entity, entity_id):
            raise AnnotatorError(
                f"This project already holds the {entity} {entity_id}.", "Bring the file into a new project."
            )
        self._log.create(entity, fields, entity_id)

    def checker(self, checker_id: str, name: str) -> None:
        if checker_id not in self._checkers:
            self._log.create("checker", {"name": name}, checker_id)
            self._checkers.add(checker_id)

    def article(self, article: Article) -> None:
        fields = asdict(article)
        fields.pop("id")
        fields["text"] = self._log.put_blob(article.text.encode())
        self.create("article", article.id, {**fields, "blocks": blocks_as_json(article.blocks), "kinds": {}})

    def claim(self, claim: Claim) -> None:
        simple = ("statement", "claimant", "claim_date", "claim_date_text", "assignee", "note", "severity")
        fields = {name: getattr(claim, name) for name in simple}
        self.create("claim", claim.id, {**fields, "kind": str(claim.kind)})
        for mention in claim.mentions:
            self.create("mention", mention.id, mention_fields(mention))
        for evidence in claim.evidence:
            fields = asdict(evidence)
            self.create("evidence", fields.pop("id"), {**fields, "stance": str(evidence.stance)})
        for verdict in claim.verdicts:
            self._verdict(verdict)
        for reply in claim.replies:
            fields = asdict(reply)
            self.create("reply", fields.pop("id"), fields)

    def _verdict(self, verdict: Verdict) -> None:
        self.checker(verdict.checker.id, verdict.checker.name)
        words = ("claim", "scale", "rating", "label", "rationale", "correction", "statement", "at")
        fields: dict[str, Any] = {name: getattr(verdict, name) for name in words}
        withdrawn = verdict.state is VerdictState.WITHDRAWN
        signed = {"checker": verdict.checker.id, "withdrawn": withdrawn, "overtaken": verdict.overtaken}
        self.create("verdict", verdict.id, {**fields, **signed})
        for review in verdict.reviews:
            self.checker(review.checker.id, review.checker.name)
            seen = {"verdict": verdict.id, "approved": review.approved, "note": review.note, "at": review.at}
            self.create("review", review.id, {**seen, "checker": review.checker.id})
