"""The JSON that scripts get: keys are added here, but never renamed or taken away."""

import json
import re
from typing import Any

from annotator.domain.model import (
    Article,
    AuthorNote,
    Block,
    Claim,
    Evidence,
    Mention,
    Reply,
    Selector,
    Source,
    Step,
    Verdict,
)
from annotator.project import Project

Shape = dict[str, Any]

_SURROGATE = re.compile("[\ud800-\udfff]")


_ON_ONE_LINE = json.JSONEncoder(ensure_ascii=False)
_LAID_OUT = json.JSONEncoder(ensure_ascii=False, indent=1)


def as_text(value: Any, on_one_line: bool = False) -> str:
    """JSON text of a value: readable in any script, lone surrogates escaped so that any stream can take it."""
    text = (_ON_ONE_LINE if on_one_line else _LAID_OUT).encode(value)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def project(value: Project) -> Shape:
    return {"path": str(value.path), "title": value.title, "scale": value.scale.key, "checker": value.checker.name}


def article(value: Article) -> Shape:
    return {
        "id": value.id,
        "title": value.title,
        "byline": value.byline,
        "publisher": value.publisher,
        "url": value.url,
        "language": value.language,
        "published": value.published,
        "captured": value.captured,
        "supersedes": value.supersedes or None,
        "media_type": value.media_type,
        "original": value.original or None,
        "state": str(value.state) or None,
        "remarks": value.remarks.splitlines(),
        "text": value.text,
        "blocks": [block(each) for each in value.blocks],
    }


def block(value: Block) -> Shape:
    inlines = [
        {"start": i.start, "end": i.end, "kind": str(i.kind), "href": i.href, "label": i.label} for i in value.inlines
    ]
    return {"start": value.start, "end": value.end, "kind": str(value.kind), "level": value.level, "inlines": inlines}


def claim(value: Claim) -> Shape:
    return {
        "id": value.id,
        "statement": value.statement,
        "kind": str(value.kind),
        "claimant": value.claimant,
        "claim_date": value.claim_date,
        "claim_date_text": value.claim_date_text,
        "assignee": value.assignee,
        "note": value.note,
        "severity": str(value.severity),
        "state": str(value.state),
        "mentions": [mention(each) for each in value.mentions],
        "evidence": [evidence(each) for each in value.evidence],
        "verdicts": [verdict(each) for each in value.verdicts],
        "replies": [reply(each) for each in value.replies],
    }


def mention(value: Mention) -> Shape:
    return {
        "id": value.id,
        "article": value.article,
        **_selector(value.selector),
        "state": str(value.state),
        "continues": value.continues or None,
        "candidates": [[span.start, span.end] for span in value.candidates],
        "carried_from": value.carried_from or None,
    }


def _selector(value: Selector) -> Shape:
    return {
        "start": value.span.start,
        "end": value.span.end,
        "exact": value.exact,
        "prefix": value.prefix,
        "suffix": value.suffix,
    }


def reply(value: Reply) -> Shape:
    return {
        "id": value.id,
        "claim": value.claim,
        "kind": str(value.kind),
        "author": value.author,
        "at": value.at,
        "text": value.text,
        "origin": value.origin or None,
    }


def author_note(value: AuthorNote) -> Shape:
    return {
        "id": value.id,
        "article": value.article,
        **_selector(value.selector),
        "kind": str(value.kind),
        "text": value.text,
        "author": value.author,
        "at": value.at,
        "state": str(value.state),
        "claim": value.claim or None,
    }


def source(value: Source) -> Shape:
    return {
        "id": value.id,
        "kind": str(value.kind),
        "title": value.title,
        "author": value.author,
        "publisher": value.publisher,
        "url": value.url,
        "archive_url": value.archive_url,
        "published": value.published,
        "accessed": value.accessed,
        "confidential": value.confidential,
        "note": value.note,
        "snapshot": value.snapshot or None,
    }


def evidence(value: Evidence) -> Shape:
    return {
        "id": value.id,
        "claim": value.claim,
        "source": value.source,
        "stance": str(value.stance),
        "excerpt": value.excerpt,
        "locator": value.locator,
        "note": value.note,
    }


def verdict(value: Verdict) -> Shape:
    return {
        "id": value.id,
        "claim": value.claim,
        "scale": value.scale,
        "rating": value.rating,
        "label": value.label,
        "rationale": value.rationale,
        "correction": value.correction,
        "statement": value.statement,
        "checker": value.checker.name,
        "at": value.at,
        "state": str(value.state),
        "overtaken": value.overtaken,
        "reviews": [
            {"id": r.id, "approved": r.approved, "note": r.note, "checker": r.checker.name, "at": r.at}
            for r in value.reviews
        ],
    }


def step(value: Step) -> Shape:
    return {"id": value.id, "name": value.name, "kind": value.kind, "checker": value.checker, "at": value.at}
