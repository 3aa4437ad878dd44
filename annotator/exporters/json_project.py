"""Everything a project holds as one JSON file that can be imported again; the importer of that format reads it back.

Objects carry the fields of the domain's values under their own names, less the ids that their place already tells.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from annotator.domain.model import (
    Article,
    AuthorNote,
    Block,
    Checker,
    Claim,
    Evidence,
    Inline,
    Mention,
    Progress,
    Reply,
    Review,
    Selector,
    Source,
    Verdict,
)
from annotator.domain.report import FORMAT, VERSION, Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace


def render(report: Report, progress: Progress) -> list[Part]:
    """One UTF-8 file, one article, claim or source a line so that two versions can be compared; blobs are base64 by
    their SHA-256. Of the checkers it names those who signed: whoever brings the file in is none of them."""
    pace = Pace(progress, len(report.articles) + len(report.claims) + len(report.sources) + len(report.blobs))
    blobs = (f"{_line(key)}: {_line(b64encode(report.blobs[key]).decode('ascii'))}" for key in sorted(report.blobs))
    parts = {
        "format": _line(FORMAT),
        "version": _line(VERSION),
        "project": _line({"title": report.title, "scale": report.scale.key}),
        "checkers": _lines("[]", (_line(_checker(checker)) for checker in report.signers)),
        "articles": _lines("[]", (_line(_article(article)) for article in pace.over(report.articles))),
        "notes": _lines("[]", (_line(_author_note(note)) for note in report.notes)),
        "passed_over": _lines("[]", (_line(asdict(each)) for each in report.passed_over)),
        "publications": _lines("[]", (_line(asdict(each)) for each in report.publications)),
        "claims": _lines("[]", (_line(_claim(claim)) for claim in pace.over(report.claims))),
        "sources": _lines("[]", (_line(_source(source)) for source in pace.over(report.sources))),
        "blobs": _lines("{}", pace.over(blobs)),
    }
    whole = ",\n".join(f'"{name}": {part}' for name, part in parts.items())
    return [Part("", utf8(f"{{\n{whole}\n}}\n"))]


_line = json.JSONEncoder(ensure_ascii=False).encode


def _lines(brackets: str, rows: Iterable[str]) -> str:
    """The rows between the brackets, each on a line of its own; nothing between them where there are none."""
    inside = ",\n".join(rows)
    return f"{brackets[0]}\n{inside}\n{brackets[1]}" if inside else brackets


def _checker(checker: Checker) -> dict[str, Any]:
    return {"id": checker.id, "name": checker.name}


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "blocks": [_block(block) for block in article.blocks],
        "byline": article.byline,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "published": article.published,
        "captured": article.captured,
        "supersedes": article.supersedes,
        "media_type": article.media_type,
        "original": article.original,
        "state": article.state.value,
        "remarks": article.remarks,
    }


def _block(block: Block) -> dict[str, Any]:
    inlines = [_inline(inline) for inline in block.inlines]
    return {"start": block.start, "end": block.end, "kind": block.kind.value, "level": block.level, "inlines": inlines}


def _inline(inline: Inline) -> dict[str, Any]:
    return {
        "start": inline.start,
        "end": inline.end,
        "kind": inline.kind.value,
        "href": inline.href,
        "label": inline.label,
    }


def _author_note(note: AuthorNote) -> dict[str, Any]:
    return {
        "id": note.id,
        "article": note.article,
        **_selector(note.selector),
        "kind": note.kind.value,
        "text": note.text,
        "author": note.author,
        "at": note.at,
        "state": note.state.value,
        "claim": note.claim,
    }


def _selector(selector: Selector) -> dict[str, Any]:
    return {
        "start": selector.span.start,
        "end": selector.span.end,
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "statement": claim.statement,
        "kind": claim.kind.value,
        "claimant": claim.claimant,
        "claim_date": claim.claim_date,
        "claim_date_text": claim.claim_date_text,
        "assignee": claim.assignee,
        "note": claim.note,
        "severity": claim.severity.value,
        "mentions": [_mention(mention) for mention in claim.mentions],
        "evidence": [_evidence(evidence) for evidence in claim.evidence],
        "verdicts": [_verdict(verdict) for verdict in claim.verdicts],
        "replies": [_reply(reply) for reply in claim.replies],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "id": mention.id,
        "article": mention.article,
        **_selector(mention.selector),
        "state": mention.state.value,
        "continues": mention.continues,
        "candidates": [[span.start, span.end] for span in mention.candidates],
        "carried_from": mention.carried_from,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "source": evidence.source,
        "stance": evidence.stance.value,
        "excerpt": evidence.excerpt,
        "locator": evidence.locator,
        "note": evidence.note,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.id,
        "scale": verdict.scale,
        "rating": verdict.rating,
        "label": verdict.label,
        "rationale": verdict.rationale,
        "correction": verdict.correction,
        "statement": verdict.statement,
        "checker": _checker(verdict.checker),
        "at": verdict.at,
        "state": verdict.state.value,
        "reviews": [_review(review) for review in verdict.reviews],
        "overtaken": verdict.overtaken,
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "id": review.id,
        "approved": review.approved,
        "note": review.note,
        "checker": _checker(review.checker),
        "at": review.at,
    }


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "id": reply.id,
        "kind": reply.kind.value,
        "author": reply.author,
        "at": reply.at,
        "text": reply.text,
        "origin": reply.origin,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "kind": source.kind.value,
        "author": source.author,
        "publisher": source.publisher,
        "url": source.url,
        "archive_url": source.archive_url,
        "published": source.published,
        "accessed": source.accessed,
        "confidential": source.confidential,
        "note": source.note,
        "snapshot": source.snapshot,
    }
