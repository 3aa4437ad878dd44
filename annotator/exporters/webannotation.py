"""W3C Web Annotations: one for each passage of a claim, found by position and by quotation (Web Annotation Data Model).

Positions are code points of the captured text, as TextPositionSelector asks; quotations are that text unaltered. The
texts themselves are attached to the collection, so that whoever receives it can find every passage, and so can we.
"""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from annotator.domain.model import Article, Checker, Claim, Mention, Progress, Verdict, words_of
from annotator.domain.report import Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.passages import is_placed
from annotator.exporters.wording import known, language_tag, safe_link, standing

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
    if newest := max((verdict.at for _, verdict in standing(report.claims)), default=""):
        collection["modified"] = newest
    if report.articles:
        collection["as:attachment"] = [_attached(article) for article in report.articles]
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


def _attached(article: Article) -> dict[str, Any]:
    """The captured text, where it is from, and what it is called."""
    return known(
        {
            "id": f"urn:uuid:{article.id}",
            "type": "Text",
            "label": article.title,
            "via": safe_link(article.url),
            "format": "text/plain",
            "language": language_tag(article.language),
            "value": article.text,
        }
    )


def _annotation(claim: Claim, passage: tuple[Mention, ...], articles: dict[str, Article]) -> dict[str, Any]:
    """`as:context` names the claim, which its other passages share; the annotation bears the id of the mention that the
    further parts continue."""
    verdict = claim.verdict
    head = next((mention for mention in passage if not mention.continues), passage[0])
    bodies = _bodies(claim, words_of(mention.selector for mention in passage), verdict)
    found: dict[str, Any] = {"id": f"urn:uuid:{head.id}", "type": "Annotation", "as:context": f"urn:uuid:{claim.id}"}
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
    if len(targets) > 1:
        targets = [{"id": f"urn:uuid:{m.id}", **target} for m, target in zip(passage, targets, strict=True)]
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
    signed = {"assessing": {"id": f"urn:uuid:{verdict.id}"}} if verdict else {}
    return [
        {**signed.get(purpose, {}), "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}
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
    url, captured = safe_link(article.url) if article else "", f"urn:uuid:{mention.article}"
    state = {"state": {"type": "TimeState", "cached": captured}} if url else {}
    return {"source": url or captured, **state, "selector": selectors}
