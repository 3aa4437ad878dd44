"""AVeriTeC JSON: claims with labels, and the evidence as questions and answers, for research on verification."""

import json
import re
from dataclasses import replace
from itertools import groupby
from typing import Any

from annotator.domain.averitec import (
    ABSTRACTIVE,
    EXTRACTIVE,
    MEDIUMS,
    MOST_ANSWERS,
    QUESTION,
    STANCES,
    TYPES,
    label_of,
)
from annotator.domain.model import Article, Claim, Evidence, Progress, Source, SourceKind, Verdict
from annotator.domain.report import Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.wording import iso_date, safe_link

_ASKED = re.compile(r"([^\n]*\?)\n(.+)", re.DOTALL)

Row = dict[str, Any]


def told(report: Report) -> Report:
    """The report with the claims alone whose verdicts have a label in AVeriTeC."""
    return replace(report, claims=tuple(claim for claim in report.claims if _label(claim)))


def render(report: Report, progress: Progress) -> list[Part]:
    """An array of claims with every key of the data set; what is not known is null, dates are DD-MM-YYYY."""
    articles = {article.id: article for article in report.articles}
    sources = report.sources_by_id()
    labelled = told(report).claims
    pace = Pace(progress, len(labelled))
    rows = [_row(claim, verdict, articles, sources) for claim in pace.over(labelled) if (verdict := claim.verdict)]
    return [Part("", utf8(json.dumps(rows, ensure_ascii=False, indent=2) + "\n"))]


def _label(claim: Claim) -> str:
    return label_of(claim.verdict.scale, claim.verdict.rating) if claim.verdict else ""


def _row(claim: Claim, verdict: Verdict, articles: dict[str, Article], sources: dict[str, Source]) -> Row:
    appearances = [articles[mention.article] for mention in claim.mentions if mention.article in articles]
    first = appearances[0] if appearances else None
    return {
        "claim": verdict.statement or claim.statement,
        "required_reannotation": False,
        "label": _label(claim),
        "justification": verdict.rationale,
        "claim_date": _day(claim.claim_date),
        "speaker": claim.claimant or None,
        "original_claim_url": (safe_link(first.url) if first else "") or None,
        "cached_original_claim_url": None,
        "fact_checking_article": None,
        "reporting_source": (first.publisher if first else "") or None,
        "location_ISO_code": None,
        "claim_types": [TYPES[claim.kind]],
        "fact_checking_strategies": [],
        "questions": _questions(claim, sources),
    }


def _day(text: str) -> str | None:
    """DD-MM-YYYY; None for a date that names no day."""
    parts = iso_date(text).split("-")
    return "-".join(reversed(parts)) if len(parts) == 3 else None


def _questions(claim: Claim, sources: dict[str, Source]) -> list[Row]:
    """Evidence that answers one question stands under it, four answers at most; a fifth asks the question again."""
    asked = [(*_question(evidence, sources), evidence) for evidence in claim.evidence]
    questions: list[Row] = []
    for question, group in groupby(asked, key=lambda row: row[0]):
        answers = [_answer(words, evidence, sources.get(evidence.source)) for _, words, evidence in group]
        for at in range(0, len(answers), MOST_ANSWERS):
            questions.append({"question": question, "answers": answers[at : at + MOST_ANSWERS]})
    return questions


def _question(evidence: Evidence, sources: dict[str, Source]) -> tuple[str, str]:
    """The question and the words that answer it. An excerpt whose first line asks something brings its own question;
    of any other, it is what its source says."""
    if found := _ASKED.fullmatch(evidence.excerpt):
        return found[1], found[2]
    source = sources.get(evidence.source)
    return QUESTION.format(source.title if source else ""), evidence.excerpt


def _answer(words: str, evidence: Evidence, source: Source | None) -> Row:
    return {
        "answer": words or STANCES[evidence.stance],
        "answer_type": EXTRACTIVE if words else ABSTRACTIVE,
        "source_url": (safe_link(source.url) if source else "") or None,
        "source_medium": MEDIUMS[SourceKind(source.kind)] if source else None,
        "cached_source_url": (safe_link(source.archive_url) if source else "") or None,
    }
