"""ClaimReview mark-up of schema.org: one for each claim with a verdict that stands, for the publisher of the check.

Required by the consumers of this mark-up: claimReviewed, reviewRating with alternateName, url. The `url` should be the
page on which the check is published, which no project can know beforehand. The address of the checked article stands
in for it (`urn:uuid:` and the claim's id where the article has none) until the publisher puts their own in its place;
`@id` names the verdict itself and stays. Claims are told in the words the verdict was given of, never newer ones.
"""

import json
from dataclasses import replace
from typing import Any

from annotator.domain.model import Article, Claim, Progress, Verdict
from annotator.domain.report import QUOTED, UNPLACED, Report
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.wording import iso_date, known, language_tag, safe_link, standing

SCRIPT_SAFE = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def told(report: Report) -> Report:
    """The report with the claims alone that become a ClaimReview: those with a verdict that stands."""
    return replace(report, claims=tuple(claim for claim in report.claims if claim.verdict))


def render(report: Report, progress: Progress) -> list[Part]:
    """JSON-LD with an `@graph`. It may be pasted into a page's `<script>` as it is: no character in it ends one."""
    articles = {article.id: article for article in report.articles}
    checked = standing(report.claims)
    pace = Pace(progress, len(checked))
    graph = [_review(report, claim, verdict, articles) for claim, verdict in pace.over(checked)]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2)
    return [Part("", utf8(text.translate(SCRIPT_SAFE) + "\n"))]


def _review(report: Report, claim: Claim, verdict: Verdict, articles: dict[str, Article]) -> dict[str, Any]:
    mentioned = dict.fromkeys(mention.article for mention in claim.mentions)
    appearances = [articles[key] for key in mentioned if key in articles and not _is_nowhere(articles[key])]
    url = next((article.url for article in appearances if safe_link(article.url)), f"urn:uuid:{claim.id}")
    return known(
        {
            "@type": "ClaimReview",
            "@id": f"urn:uuid:{verdict.id}",
            "url": url,
            "claimReviewed": verdict.statement or claim.statement,
            "author": {"@type": "Person", "name": verdict.checker.name or verdict.checker.id},
            "datePublished": iso_date(verdict.at),
            "reviewRating": _rating(report, verdict),
            "itemReviewed": known(
                {
                    "@type": "Claim",
                    "author": {"@type": "Person", "name": claim.claimant} if claim.claimant else None,
                    "datePublished": iso_date(claim.claim_date),
                    "appearance": [_work(article) for article in appearances],
                }
            ),
        }
    )


def _rating(report: Report, verdict: Verdict) -> dict[str, Any]:
    """Numbers only where the scale orders this rating and reaches from at least 1 to more than that."""
    rating = report.rating(verdict.scale, verdict.rating)
    bounds = report.scales[verdict.scale].bounds if rating else None
    numbers: dict[str, Any] = {}
    if rating and rating.number is not None and bounds and 1 <= bounds[0] < bounds[1]:
        numbers = {"ratingValue": rating.number, "worstRating": bounds[0], "bestRating": bounds[1]}
    return known({"@type": "Rating", "alternateName": verdict.label, **numbers, "ratingExplanation": verdict.rationale})


def _is_nowhere(article: Article) -> bool:
    """Whether the article only stands for not knowing where its claims were made."""
    return article.media_type == QUOTED and article.title == UNPLACED


def _work(article: Article) -> dict[str, Any]:
    return known(
        {
            "@type": "CreativeWork",
            "url": safe_link(article.url),
            "headline": article.title if article.title != article.url else "",
            "author": {"@type": "Person", "name": article.byline} if article.byline else None,
            "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
            "datePublished": iso_date(article.published),
            "inLanguage": language_tag(article.language),
        }
    )
