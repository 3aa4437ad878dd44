"""ClaimReview mark-up, read back: each review a claim with its verdict. It holds no texts of articles, so the claims'
own words stand for them, one article for each work in which they appeared."""

from typing import Any

from annotator.domain.errors import AnnotatorError
from annotator.domain.markup import reviews
from annotator.domain.model import Claim, Verdict
from annotator.domain.report import UNPLACED, Report
from annotator.importers.foreign import (
    Ids,
    Quotations,
    Row,
    checker,
    common_scale,
    date,
    json_in,
    listed,
    made,
    objects,
    rated,
    report,
    text,
)

_FACTS = {"url": "url", "headline": "title", "datePublished": "published", "inLanguage": "language"}


def read(data: bytes, name: str) -> Report:
    """Read the ClaimReviews of JSON-LD: alone, in a list, in an `@graph` or a feed. Raises AnnotatorError when there is
    none, or none of a claim."""
    nodes = [node for node in reviews(json_in(data, "ClaimReview")) if text(node.get("claimReviewed")).strip()]
    if not nodes:
        raise AnnotatorError("The file holds no ClaimReview of a claim.", "Choose the file with the mark-up itself.")
    ids = Ids()
    works = Quotations(ids)
    claims = [_claim(node, ids, works) for node in nodes]
    articles, mentions = works.articles()
    placed = [
        Claim(c.id, c.statement, claimant=c.claimant, claim_date=c.claim_date, verdicts=c.verdicts,
              mentions=tuple(mentions.get(c.id, ())))
        for c in claims
    ]  # fmt: skip
    return report("", articles, placed, scale=common_scale(placed))


def _claim(node: Row, ids: Ids, works: Quotations) -> Claim:
    statement = text(node["claimReviewed"])
    url = text(node.get("url"))
    verdict_id = ids.of(node.get("@id"), "verdict", url, statement)
    claim_id = ids.of(url, "claim", verdict_id)
    items = objects(node.get("itemReviewed"))
    item = items[0] if items else {}
    claimants = [text(author.get("name")) for author in objects(item.get("author"))]
    for number, work in enumerate(_works(item)):
        key, facts = _facts(work)
        works.quote((*key, str(number)), facts, claim_id, ids.new(made("mention", claim_id, str(number))), statement)
    if not _works(item):
        works.quote((UNPLACED,), {"title": UNPLACED}, claim_id, ids.new(made("mention", claim_id)), statement)
    return Claim(
        claim_id,
        statement,
        claimant=", ".join(name for name in claimants if name),
        claim_date=date(item.get("datePublished")),
        verdicts=(_verdict(node, verdict_id, claim_id, statement),),
    )


def _verdict(node: Row, verdict_id: str, claim_id: str, statement: str) -> Verdict:
    ratings = objects(node.get("reviewRating"))
    rating = ratings[0] if ratings else {}
    label = text(rating.get("alternateName")) or text(rating.get("name"))
    scale, key = rated(label, *(_number(rating.get(name)) for name in ("ratingValue", "worstRating", "bestRating")))
    authors = [text(author.get("name")) for author in objects(node.get("author"))]
    return Verdict(
        verdict_id,
        claim_id,
        scale,
        key,
        label,
        text(rating.get("ratingExplanation")) or text(node.get("reviewBody")),
        "",
        statement,
        checker(", ".join(name for name in authors if name)),
        date(node.get("datePublished")),
    )


def _number(value: Any) -> int | None:
    """A whole number, also as the text of one; scales here have no other."""
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if type(value) is int else None


def _works(item: Row) -> list[Any]:
    """The works in which a claim appeared, each an object or an address."""
    named = [*listed(item.get("appearance")), *listed(item.get("firstAppearance"))]
    return [work for work in named if isinstance(work, dict) or text(work)]


def _facts(work: Any) -> tuple[tuple[str, ...], Row]:
    """What is known of a work, and a key by which it is known again."""
    if not isinstance(work, dict):
        work = {"url": work}
    facts = {field: text(work.get(name)) for name, field in _FACTS.items()}
    facts["title"] = facts["title"] or text(work.get("name")) or facts["url"]
    for name, field in (("author", "byline"), ("publisher", "publisher")):
        people = [text(person.get("name")) for person in objects(work.get(name))]
        facts[field] = ", ".join(person for person in people if person)
    return tuple(facts.values()), facts
