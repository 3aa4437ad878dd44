"""W3C Web Annotations: one for each passage of a claim, found by position and by quotation (Web Annotation Data Model).
A passage in several parts has a target for each.

Positions are code points of the captured text, as TextPositionSelector asks; quotations are that text unaltered.
"""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from annotator.domain.model import Article, Checker, Claim, Mention, Progress, Verdict, words_of
from annotator.domain.report import Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.passages import is_placed
from annotator.exporters.wording import safe_link

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def render(report: Report, progress: Progress) -> list[Part]:
    """An AnnotationCollection with its one AnnotationPage inside."""
    articles = {article.id: article for article in report.articles}
    pace = Pace(progress, len(report.claims))
    items = [_annotation(claim, passage, articles) for claim in pace.over(report.claims) for passage in claim.passages]
    identity = f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(['factcheck', *articles]))}"
    collection: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": identity,
        "type": "AnnotationCollection",
        "label": report.title,
        "total": len(items),
    }
    if report.as_of:
        collection["modified"] = report.as_of
    if items:
        page = f"{identity}#page-1"
        collection["first"] = {
            "id": page,
            "type": "AnnotationPage",
            "partOf": identity,
            "startIndex": 0,
            "items": items,
        }
        collection["last"] = page
    return [Part("", utf8(json.dumps(collection, ensure_ascii=False, indent=1) + "\n"))]


def _annotation(claim: Claim, passage: tuple[Mention, ...], articles: dict[str, Article]) -> dict[str, Any]:
    verdict = claim.verdict
    bodies = _bodies(claim, words_of(mention.selector for mention in passage), verdict)
    found: dict[str, Any] = {"id": f"urn:uuid:{passage[0].id}", "type": "Annotation"}
    if verdict:
        found["motivation"] = "assessing"
        found["creator"] = _person(verdict.checker)
        if verdict.at:
            found["created"] = verdict.at
    else:
        found["motivation"] = "commenting" if bodies else "highlighting"
    if bodies:
        found["body"] = bodies
    targets = [_target(mention, articles) for mention in passage]
    found["target"] = targets if len(targets) > 1 else targets[0]
    return found


def _person(checker: Checker) -> dict[str, Any]:
    named = {"name": checker.name} if checker.name else {}
    return {"id": f"urn:uuid:{checker.id}", "type": "Person", **named}


def _bodies(claim: Claim, words: str, verdict: Verdict | None) -> list[dict[str, Any]]:
    """What is said of the passage: the claim in other words, the verdict's word, its reasons and correction."""
    statement = verdict.statement if verdict else claim.statement
    said = [
        ("describing", statement if statement != words else ""),
        ("assessing", verdict.label if verdict else ""),
        ("commenting", verdict.rationale if verdict else ""),
        ("editing", verdict.correction if verdict else ""),
    ]
    return [
        {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
        for purpose, value in said
        if value
    ]


def _target(mention: Mention, articles: dict[str, Article]) -> dict[str, Any]:
    """The passage; one that its article no longer holds is told by its words alone, since its place means nothing."""
    article = articles.get(mention.article)
    selector = mention.selector
    quote = {"type": "TextQuoteSelector", "exact": selector.exact}
    quote |= {"prefix": selector.prefix} if selector.prefix else {}
    quote |= {"suffix": selector.suffix} if selector.suffix else {}
    selectors: list[dict[str, Any]] = [quote]
    if is_placed(mention, articles):
        place = {"type": "TextPositionSelector", "start": mention.span.start, "end": mention.span.end}
        selectors.insert(0, place)
    url = safe_link(article.url) if article else ""
    return {"source": url or f"urn:uuid:{mention.article}", "selector": selectors}
