"""MediaReview mark-up of schema.org: what was done to a picture or recording, for the publisher of the check.

Verdicts on the scale `media`, whose ratings are the codes of `mediaAuthenticityCategory`. Several may be true of one
picture: those given of one and the same passage become one MediaReview with several codes.
"""

import json
from dataclasses import replace
from typing import Any

from annotator.domain.markup import CODES, MEDIA_SCALE
from annotator.domain.model import Article, Claim, InlineKind, Mention, Progress, Source, SourceKind, Verdict
from annotator.domain.report import Report
from annotator.exporters.claimreview import SCRIPT_SAFE
from annotator.exporters.files import Part, utf8
from annotator.exporters.pace import Pace
from annotator.exporters.wording import iso_date, known, language_tag, safe_link

Checked = tuple[Claim, Verdict]


def told(report: Report) -> Report:
    """The report with the claims alone that were rated on the scale of media."""
    return replace(report, claims=tuple(c for c in report.claims if c.verdict and c.verdict.scale == MEDIA_SCALE))


def render(report: Report, progress: Progress) -> list[Part]:
    """JSON-LD with an `@graph`; like ClaimReview, it can stand in a page's `<script>` as it is."""
    articles = {article.id: article for article in report.articles}
    groups: dict[tuple[Any, ...], list[Checked]] = {}
    pace = Pace(progress, len(report.claims))
    for claim in pace.over(report.claims):
        if claim.verdict and claim.verdict.scale == MEDIA_SCALE:
            groups.setdefault(_item(claim), []).append((claim, claim.verdict))
    graph = [_review(report, checked, articles) for checked in groups.values()]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2)
    return [Part("", utf8(text.translate(SCRIPT_SAFE) + "\n"))]


def _item(claim: Claim) -> tuple[Any, ...]:
    """What tells the picture or recording that a claim is about from others: where it stands."""
    if not claim.passages:
        return (claim.id,)
    return tuple((mention.article, mention.span) for mention in claim.passages[0])


def _review(report: Report, checked: list[Checked], articles: dict[str, Article]) -> dict[str, Any]:
    claim, verdict = checked[0]
    mention = claim.mentions[0] if claim.mentions else None
    article = articles.get(mention.article) if mention else None
    order = {code: at for at, code in enumerate(CODES)}
    codes = sorted({verdict.rating for _, verdict in checked}, key=lambda code: (order.get(code, len(order)), code))
    checkers = {verdict.checker.id: verdict.checker for _, verdict in checked}
    people = [{"@type": "Person", "name": checker.name or checker.id} for checker in checkers.values()]
    return known(
        {
            "@type": "MediaReview",
            "@id": f"urn:uuid:{verdict.id}",
            "url": (safe_link(article.url) if article else "") or f"urn:uuid:{claim.id}",
            "author": people[0] if len(people) == 1 else people,
            "datePublished": max(iso_date(verdict.at) for _, verdict in checked),
            "mediaAuthenticityCategory": codes,
            "reviewBody": _joined(verdict.rationale for _, verdict in checked),
            "originalMediaContextDescription": _joined(verdict.correction for _, verdict in checked),
            "originalMediaLink": _originals(checked, report.sources_by_id()),
            "itemReviewed": known(
                {
                    "@type": "MediaReviewItem",
                    "mediaItemAppearance": _appearance(mention, article) if mention and article else None,
                    "interpretedAsClaim": [_claim(claim, verdict) for claim, verdict in checked],
                }
            ),
        }
    )


def _joined(texts: Any) -> str:
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _originals(checked: list[Checked], sources: dict[str, Source]) -> list[str]:
    """The addresses of the pictures and recordings that the verdicts rest on."""
    used = (sources[e.source] for claim, _ in checked for e in claim.evidence if e.source in sources)
    media = (SourceKind.PHOTOGRAPH, SourceKind.RECORDING)
    return list(dict.fromkeys(source.url for source in used if source.kind in media and safe_link(source.url)))


def _appearance(mention: Mention, article: Article) -> dict[str, Any]:
    """The picture that the passage holds or touches; where there is none, some media object on that page."""
    picture = next(
        (
            inline
            for block in article.blocks
            for inline in block.inlines
            if inline.kind is InlineKind.IMAGE
            and inline.start <= mention.span.end
            and mention.span.start <= max(inline.end, inline.start)
        ),
        None,
    )
    return known(
        {
            "@type": "ImageObject" if picture else "MediaObject",
            "contentUrl": safe_link(picture.href) if picture else "",
            "alternateName": picture.label if picture else "",
            "url": safe_link(article.url),
            "caption": mention.selector.exact,
            "name": article.title,
            "author": {"@type": "Person", "name": article.byline} if article.byline else None,
            "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
            "datePublished": iso_date(article.published),
            "inLanguage": language_tag(article.language),
        }
    )


def _claim(claim: Claim, verdict: Verdict) -> dict[str, Any]:
    author = {"@type": "Person", "name": claim.claimant} if claim.claimant else None
    words = verdict.statement or claim.statement
    return known({"@type": "Claim", "name": words, "author": author, "datePublished": iso_date(claim.claim_date)})
