"""JSON Lines: one claim a line with all that hangs on it, its sources written out, for scripts that go line by line."""

import json
from dataclasses import asdict
from typing import Any

from annotator.domain.model import Article, Claim, Evidence, Mention, Progress, Source, Verdict
from annotator.domain.report import Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace

_OF_ARTICLE = ("id", "title", "byline", "publisher", "url", "language", "published")
_OF_CLAIM = ("id", "statement", "claimant", "claim_date", "claim_date_text")
_OF_VERDICT = ("id", "scale", "rating", "label", "rationale", "correction", "statement", "at")


def render(report: Report, progress: Progress) -> list[Part]:
    """UTF-8, a line feed after each object. Offsets are code points of the article's text, half-open."""
    articles = {article.id: article for article in report.articles}
    sources = report.sources_by_id()
    pace = Pace(progress, len(report.claims))
    lines = (_line(claim, articles, sources) for claim in pace.over(report.claims))
    return [Part("", utf8("".join(f"{line}\n" for line in lines)))]


def _line(claim: Claim, articles: dict[str, Article], sources: dict[str, Source]) -> str:
    row = {name: getattr(claim, name) for name in _OF_CLAIM}
    row |= {"kind": claim.kind.value, "severity": claim.severity.value, "state": claim.state.value}
    row["passages"] = [_passage(passage, articles) for passage in claim.passages]
    row["evidence"] = [_evidence(evidence, sources) for evidence in claim.evidence]
    row["verdicts"] = [_verdict(verdict) for verdict in claim.verdicts]
    # No line may be broken by what it quotes, for readers too that break lines at more signs than a line feed.
    text = json.dumps(row, ensure_ascii=False)
    return text.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _passage(passage: tuple[Mention, ...], articles: dict[str, Article]) -> dict[str, Any]:
    article = articles.get(passage[0].article)
    of = {name: getattr(article, name) for name in _OF_ARTICLE} if article else {"id": passage[0].article}
    parts = [
        {
            "id": mention.id,
            "start": mention.span.start,
            "end": mention.span.end,
            "exact": mention.selector.exact,
            "prefix": mention.selector.prefix,
            "suffix": mention.selector.suffix,
            "state": mention.state.value,
        }
        for mention in passage
    ]
    return {"article": of, "parts": parts}


def _evidence(evidence: Evidence, sources: dict[str, Source]) -> dict[str, Any]:
    source = sources.get(evidence.source)
    told: dict[str, Any] = {}
    if source:
        told = asdict(source) | {"kind": source.kind.value}
        del told["snapshot"], told["note"]
    return {
        "id": evidence.id,
        "stance": evidence.stance.value,
        "excerpt": evidence.excerpt,
        "locator": evidence.locator,
        "source": told or {"id": evidence.source},
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    row = {name: getattr(verdict, name) for name in _OF_VERDICT}
    row |= {"state": verdict.state.value, "checker": asdict(verdict.checker)}
    row["reviews"] = [
        {"id": review.id, "approved": review.approved, "checker": asdict(review.checker), "at": review.at}
        for review in verdict.reviews
    ]
    return row
