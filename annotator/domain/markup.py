"""Whether ClaimReview and MediaReview mark-up is what its readers ask for, by their documentation; without a network.

The rules are those of schema.org's definitions and of Google's pages on fact-check structured data, each as a sentence.
(schema.org's own shapes refuse every literal value, so they cannot be used.)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MEDIA_SCALE = "media"

CODES = (
    "OriginalMediaContent",
    "DecontextualizedContent",
    "EditedOrCroppedContent",
    "StagedContent",
    "TransformedContent",
    "SatireOrParodyContent",
)
"""schema.org's MediaManipulationRatingEnumeration."""

_CONTRADICTS_ORIGINAL = ("EditedOrCroppedContent", "StagedContent", "TransformedContent")
_KINDS = ("ClaimReview", "MediaReview")
_TIME = r"[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?"
_ISO = re.compile(rf"\d{{4}}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])({_TIME})?)?)?", re.ASCII)
_WEB = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
_LONGEST_SHOWN = 60
_LONGEST_CLAIM = 75
_DEEPEST = 50

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one review, as a sentence. `claim` is what is reviewed, in its first words. Readers
    take a review in spite of `advice`, and refuse or misread it for anything else."""

    claim: str
    sentence: str
    advice: bool = False

    def __str__(self) -> str:
        return f"“{self.claim}”: {self.sentence}" if self.claim else self.sentence


def reviews(data: Any) -> list[Node]:
    """The ClaimReview and MediaReview objects of JSON-LD: alone, in a list, in an `@graph` or inside other objects."""
    found: list[Node] = []
    waiting: list[tuple[Any, int]] = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        inner: list[Any] = []
        if isinstance(value, dict):
            if any(_is(value, kind) for kind in _KINDS):
                found.append(value)
            else:
                inner = list(value.values())
        elif isinstance(value, list):
            inner = value
        if depth < _DEEPEST:
            waiting += ((each, depth + 1) for each in reversed(inner) if isinstance(each, dict | list))
    return found


def problems(data: Any) -> list[Problem]:
    """What is wrong with the reviews in JSON-LD, in their order; none when all is well."""
    found: list[Problem] = []
    if not _has_context(data):
        found.append(Problem("", "The mark-up does not name https://schema.org as its @context."))
    checked = reviews(data)
    if not checked:
        found.append(Problem("", "There is no ClaimReview or MediaReview in it."))
    for review in checked:
        rules = _claim_review if _is(review, "ClaimReview") else _media_review
        found += (Problem(_name(review), sentence, advice) for sentence, advice in rules(review))
    return found


def _is(node: Node, kind: str) -> bool:
    named = node.get("@type")
    return any(
        isinstance(name, str) and name.removeprefix("schema:").rsplit("/", 1)[-1] == kind
        for name in (named if isinstance(named, list) else [named])
    )


def _has_context(data: Any) -> bool:
    """Whether the outermost objects say whose words they use."""
    nodes = data if isinstance(data, list) else [data]
    return bool(nodes) and all(
        isinstance(node, dict) and re.search(r"https?://schema\.org/?", str(node.get("@context", ""))) for node in nodes
    )


def _name(review: Node) -> str:
    words = review.get("claimReviewed") or review.get("name") or review.get("url") or review.get("@id") or ""
    if _is(review, "MediaReview"):
        for item in _objects(review.get("itemReviewed")):
            for claim in _objects(item.get("interpretedAsClaim")):
                words = claim.get("name") or claim.get("text") or words
                break
    flat = " ".join(str(words).split())
    return flat if len(flat) <= _LONGEST_SHOWN else flat[: _LONGEST_SHOWN - 1].rstrip() + "…"


Found = Iterator[tuple[str, bool]]
"""Sentences, and whether each is mere advice."""


def _claim_review(review: Node) -> Found:
    claim = _words(review, "claimReviewed")
    if not claim:
        yield "The property claimReviewed is missing: it holds the claim, as text.", False
    elif len(claim) > _LONGEST_CLAIM:
        yield f"The claim is longer than the {_LONGEST_CLAIM} characters or so that results show.", True
    yield from _rating(review, claim)
    yield from _common(review)
    items = _objects(review.get("itemReviewed"))
    if not items:
        yield "The property itemReviewed is missing: say in a Claim who claimed it, where and when.", True
    for item in items:
        yield from _claim(item)
        yield from _whose_page(review, [*_listed(item.get("appearance")), *_listed(item.get("firstAppearance"))])


def _rating(review: Node, claim: str) -> Found:
    ratings = _objects(review.get("reviewRating"))
    if not ratings:
        yield "The property reviewRating is missing: it holds the verdict.", False
        return
    rating = ratings[0]
    word = _words(rating, "alternateName")
    if not word:
        yield "The rating has no alternateName: the verdict as a word, which is what readers are shown.", False
    elif re.match(rf"\W*{re.escape(word)}\s*[:!–—-]", claim, re.IGNORECASE):
        yield f"The claim begins with its rating, “{word}”: it must stand as it was claimed.", False
    yield from _numbers(rating)


def _numbers(rating: Node) -> Found:
    """1 ≤ worstRating ≤ ratingValue ≤ bestRating, worst below best, all of them numbers; or none of them."""
    named = ("worstRating", "ratingValue", "bestRating")
    given = {name: rating[name] for name in named if name in rating}
    if not given:
        return
    for name in named:
        if name not in given:
            yield f"The rating has {' and '.join(given)} but no {name}: give all three, or none.", False
        elif isinstance(given[name], bool) or not isinstance(given[name], int | float):
            yield f"The rating's {name} is no number: write it without quotation marks.", False
            return
    if len(given) < len(named):
        return
    worst, value, best = (given[name] for name in named)
    if worst < 1:
        yield f"The rating's worstRating is {worst}: it must be 1 or more.", False
    if worst >= best:
        yield f"The rating's worstRating {worst} is not below its bestRating {best}.", False
    elif not worst <= value <= best:
        yield f"The rating's ratingValue {value} does not lie between {worst} and {best}.", False


def _claim(item: Node) -> Found:
    if not _is(item, "Claim"):
        yield "The itemReviewed is not a Claim.", True
    for author in _objects(item.get("author")):
        if not _said(author.get("name")):
            yield (
                "The claimant (author of itemReviewed) has no name: leave the author out if nobody is known.",
                False,
            )
    yield from _dated(item, "datePublished", "claim's date (datePublished of the itemReviewed)")
    appearances = [*_listed(item.get("appearance")), *_listed(item.get("firstAppearance"))]
    if not appearances:
        yield "It is not said where the claim appeared (appearance or firstAppearance).", True
    for work in appearances:
        address = work.get("url") if isinstance(work, dict) else work
        if not _is_web(address):
            yield "A work in which the claim appeared has no web address (url).", True


def _whose_page(review: Node, works: list[Any]) -> Found:
    addresses = {work.get("url") if isinstance(work, dict) else work for work in works if isinstance(work, dict | str)}
    if _is_web(review.get("url")) and review.get("url") in addresses:
        yield "The url is that of the checked work: put the address of the page that publishes the check.", False


def _common(review: Node) -> Found:
    """What holds for reviews of both kinds."""
    if not _said(review.get("url")):
        yield "The property url is missing: the address of the page that publishes the check.", False
    elif not _is_web(review["url"]):
        yield "The url is no web address: put that of the page that publishes the check.", False
    authors = _objects(review.get("author"))
    if not authors:
        yield "The property author is missing: who checked it.", True
    for author in authors:
        if not _said(author.get("name")):
            yield "The author, who checked it, has no name.", False
        elif not (_is(author, "Organization") or _is(author, "Person") or _is(author, "NewsMediaOrganization")):
            yield "The author is neither a Person nor an Organization.", False
    if not review.get("datePublished"):
        yield "The property datePublished is missing: when the check was published.", True
    yield from _dated(review, "datePublished", "date of the check (datePublished)")


def _media_review(review: Node) -> Found:
    named = _listed(review.get("mediaAuthenticityCategory"))
    codes = [code.rsplit("/", 1)[-1].removeprefix("schema:") if isinstance(code, str) else "" for code in named]
    if not codes:
        yield "The property mediaAuthenticityCategory is missing: what was done to the picture or recording.", False
    for code in codes:
        if code not in CODES:
            yield f"“{code or '?'}” is no code of mediaAuthenticityCategory; those are {', '.join(CODES)}.", False
    if "OriginalMediaContent" in codes:
        for code in _CONTRADICTS_ORIGINAL:
            if code in codes:
                yield f"It cannot be OriginalMediaContent and {code} at once.", False
    if len(set(codes)) < len(codes):
        yield "A code of mediaAuthenticityCategory stands there twice.", False
    if "DecontextualizedContent" in codes and not _said(review.get("originalMediaContextDescription")):
        yield "It is not said what the original context was (originalMediaContextDescription).", True
    items = _objects(review.get("itemReviewed"))
    if not items:
        yield "The property itemReviewed is missing: the picture or recording, as a MediaReviewItem.", False
    for item in items:
        yield from _whose_page(review, _listed(item.get("mediaItemAppearance")))
    yield from _common(review)


def _dated(node: Node, name: str, called: str) -> Found:
    value = node.get(name)
    if value not in (None, "") and not (isinstance(value, str) and _ISO.fullmatch(value)):
        yield f"The {called} is not in ISO 8601: write it like 2021-01-27.", False


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _objects(value: Any) -> list[Node]:
    return [each for each in _listed(value) if isinstance(each, dict)]


def _words(node: Node, name: str) -> str:
    value = node.get(name)
    return value if isinstance(value, str) and value.strip() else ""


def _said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_web(value: Any) -> bool:
    return isinstance(value, str) and bool(_WEB.fullmatch(value))
