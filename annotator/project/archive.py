"""A whole project as a Report, written into the log under its own ids: what makes the JSON export come back whole."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from enum import StrEnum
from functools import cache, partial
from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.garbage import uncollected
from annotator.domain.model import Article, Checker, Claim, Review, Verdict, VerdictState
from annotator.domain.report import Report
from annotator.project.kept import author_note_fields, blocks_as_json, mention_fields
from annotator.storage import queries
from annotator.storage.log import Log
from annotator.storage.store import Store

Fields = dict[str, Any]
_Kind = tuple[str, Iterable[Any], Callable[[Any], Fields]]
"""An entity, all there are of it, and the fields of one."""


def write(log: Log, store: Store, report: Report) -> None:
    """Create everything a report holds, within the step under way. Raises AnnotatorError when some of it is already
    here. A project without articles also takes over the report's title and scale."""
    _take_over(log, store, report)
    for data in report.blobs.values():
        log.put_blob(data)
    known = {checker.id for checker in store.read(queries.checkers)}
    new = {checker.id: {"name": checker.name} for checker in _checkers(report) if checker.id not in known}
    log.create_all("checker", new.items())
    with uncollected():
        for entity, values, fields_of in _kinds(log, report):
            _write_all(log, store, entity, list(values), fields_of)


def _take_over(log: Log, store: Store, report: Report) -> None:
    project, title, scale = store.read(queries.project)
    if not store.read(queries.summaries):
        for field, old, new in (("title", title, report.title), ("scale", scale, report.scale.key)):
            if old != new:
                log.set("project", project, field, new)


def _checkers(report: Report) -> Iterator[Checker]:
    """Everybody who signed something; of one whom the report tells of, that comes last."""
    for claim in report.claims:
        for verdict in claim.verdicts:
            yield from (review.checker for review in verdict.reviews)
            yield verdict.checker
    yield from report.checkers


def _kinds(log: Log, report: Report) -> Iterator[_Kind]:
    """Everything else that a report holds, kind by kind, each before those that name it."""
    claims = report.claims
    yield "article", report.articles, partial(_article, log)
    yield "source", report.sources, _plain
    yield "claim", claims, _claim
    yield "mention", (mention for claim in claims for mention in claim.mentions), mention_fields
    yield "evidence", (evidence for claim in claims for evidence in claim.evidence), _plain
    yield "verdict", (verdict for claim in claims for verdict in claim.verdicts), _verdict
    yield "review", (seen for claim in claims for verdict in claim.verdicts for seen in verdict.reviews), _review
    yield "reply", (reply for claim in claims for reply in claim.replies), _plain
    yield "author_note", report.notes, author_note_fields
    yield "passed_over", report.passed_over, _plain
    yield "publication", report.publications, _plain


def _write_all(log: Log, store: Store, entity: str, values: list[Any], fields_of: Callable[[Any], Fields]) -> None:
    here = store.read(queries.known, entity, [value.id for value in values])
    if here:
        raise AnnotatorError(
            f"This project already holds the {entity} {here[0]}.", "Bring the file into a new project."
        )
    if entity == "article":
        for value in values:  # not together: each may be large
            log.create(entity, fields_of(value), value.id)
    else:
        log.create_all(entity, ((value.id, fields_of(value)) for value in values))


@cache
def _names(kind: Any, without: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name not in ("id", *without))


def _plain(value: Any, *without: str) -> Fields:
    """The fields of a value that holds texts, numbers and kinds alone, besides its id and those `without`."""
    kind: Any = type(value)
    told = {name: getattr(value, name) for name in _names(kind, without)}
    return {name: str(each) if isinstance(each, StrEnum) else each for name, each in told.items()}


def _article(log: Log, article: Article) -> Fields:
    told = _plain(article, "text", "blocks")
    text = log.put_blob(article.text.encode())
    return {**told, "text": text, "blocks": blocks_as_json(article.blocks), "kinds": {}}


def _claim(claim: Claim) -> Fields:
    return _plain(claim, "mentions", "evidence", "verdicts", "replies")


def _verdict(verdict: Verdict) -> Fields:
    told = _plain(verdict, "checker", "state", "reviews")
    return {**told, "checker": verdict.checker.id, "withdrawn": verdict.state is VerdictState.WITHDRAWN}


def _review(review: Review) -> Fields:
    return {**_plain(review, "checker"), "checker": review.checker.id}
