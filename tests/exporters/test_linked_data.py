"""ClaimReview and Web Annotations are what their specifications ask for."""

import json
from dataclasses import replace
from typing import Any

import pytest

from annotator.domain.model import BlockKind
from annotator.domain.report import Report
from tests.exporters.reading import exported
from tests.exporters.reports import Draft, full


def reviews(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(report, "claimreview"))["@graph"]
    return found


def rated(scale: str, rating: str, **facts: str) -> Report:
    draft = Draft(scale_key=scale)
    article = draft.article((BlockKind.PARAGRAPH, "Ten of ten."), **facts)
    draft.rate(draft.claim(draft.mention(article, "Ten")), rating, "Counted.")
    return draft.report()


def annotations(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exported(report, "webannotation"))
    return found


def test_only_claims_with_a_verdict_that_stands_are_reviewed() -> None:
    data = json.loads(exported(full(), "claimreview"))
    assert data["@context"] == "https://schema.org"
    assert len(data["@graph"]) == sum(claim.verdict is not None for claim in full().claims) == 4


def test_a_review_has_what_is_required_and_keeps_claimant_and_checker_apart() -> None:
    review = reviews(full())[2]
    assert review["@type"] == "ClaimReview"
    assert review["url"] == full().articles[0].url
    assert review["claimReviewed"] == "384,400 km"
    assert review["author"] == {"@type": "Person", "name": "First Checker"}
    assert review["datePublished"] == "2026-02-05"
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Confirmed",
        "ratingValue": 3,
        "worstRating": 1,
        "bestRating": 3,
        "ratingExplanation": "The almanac has it.",
    }
    item = review["itemReviewed"]
    assert item["@type"] == "Claim"
    assert item["author"] == {"@type": "Person", "name": "The Plain Paper"}
    assert item["datePublished"] == "2026-01-27"
    (work,) = item["appearance"]
    assert (work["@type"], work["url"], work["headline"]) == ("CreativeWork", review["url"], "The Moon, in figures")
    assert "reviewRating" not in item and "author" not in reviews(full())[0]["itemReviewed"]


@pytest.mark.parametrize(
    ("scale", "rating", "numbers"),
    [
        ("editorial", "unverifiable", None),
        ("editorial", "wrong", (1, 1, 3)),
        ("truth", "half-true", (4, 1, 6)),
        ("three", "unproven", (2, 1, 3)),
        ("averitec", "not-enough", None),
    ],
)
def test_numbers_are_given_only_where_the_scale_orders_the_rating(
    scale: str, rating: str, numbers: tuple[int, int, int] | None
) -> None:
    found = reviews(rated(scale, rating))[0]["reviewRating"]
    keys = ("ratingValue", "worstRating", "bestRating")
    assert tuple(found[key] for key in keys if key in found) == (numbers or ())
    assert found["alternateName"]


def test_a_rating_of_an_unknown_scale_keeps_its_word() -> None:
    assert reviews(replace(rated("three", "true"), scales={}))[0]["reviewRating"]["alternateName"] == "True"


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "/tmp/story.html"])
def test_without_an_address_of_the_article_the_claim_names_itself(url: str) -> None:
    report = rated("three", "true", url=url)
    (review,) = reviews(report)
    assert review["url"] == f"urn:uuid:{report.claims[0].id}"
    assert "url" not in review["itemReviewed"]["appearance"][0]
    (item,) = annotations(report)["first"]["items"]
    assert item["target"]["source"] == f"urn:uuid:{report.articles[0].id}"


def test_the_collection_counts_its_annotations_and_holds_them_in_one_page() -> None:
    data = annotations(full())
    page = data["first"]
    assert (data["@context"], data["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert data["total"] == len(page["items"]) == sum(len(claim.mentions) for claim in full().claims)
    assert (page["type"], page["startIndex"], page["partOf"]) == ("AnnotationPage", 0, data["id"])
    assert data["last"] == page["id"]
    ids = [data["id"], page["id"], *(item["id"] for item in page["items"])]
    assert len(ids) == len(set(ids))


def test_a_collection_of_none_has_no_page() -> None:
    data = annotations(Draft().report())
    assert data["total"] == 0
    assert "first" not in data and "last" not in data


def test_an_annotation_assesses_highlights_or_comments() -> None:
    items = annotations(full())["first"]["items"]
    motivations = [item["motivation"] for item in items]
    assert motivations == ["assessing", "highlighting"] + ["assessing"] * 4 + ["highlighting"] * 3
    assert "body" not in items[1]
    wrong = {body["purpose"]: body["value"] for body in items[5]["body"]}
    assert wrong == {
        "assessing": "Wrong",
        "commenting": "Light needs 1.3 seconds.",
        "editing": "light needs 1.3 seconds",
    }
    draft = Draft()
    draft.claim(draft.mention(draft.article((BlockKind.PARAGRAPH, "Ten.")), "Ten"), statement="Ten of them.")
    assert annotations(draft.report())["first"]["items"][0]["motivation"] == "commenting"


def test_each_target_has_one_quotation_and_at_most_one_position() -> None:
    items = annotations(full())["first"]["items"]
    for item in items:
        kinds = [selector["type"] for selector in item["target"]["selector"]]
        assert kinds in (["TextPositionSelector", "TextQuoteSelector"], ["TextQuoteSelector"])
    assert [selector["type"] for selector in items[-1]["target"]["selector"]] == ["TextQuoteSelector"]


def test_a_passage_in_several_parts_is_one_annotation_with_a_target_for_each() -> None:
    draft = Draft()
    article = draft.article((BlockKind.PARAGRAPH, "The minister, it was said, resigned."))
    first = draft.mention(article, "The minister")
    claim = draft.claim(
        first, replace(draft.mention(article, "resigned"), continues=first.id), draft.mention(article, "it")
    )
    parted, plain = annotations(draft.report())["first"]["items"]
    assert [[s.get("exact") for s in target["selector"]][-1] for target in parted["target"]] == [
        "The minister",
        "resigned",
    ]
    assert parted["id"] == f"urn:uuid:{first.id}"
    assert plain["target"]["selector"][-1]["exact"] == "it"
    assert [body["value"] for body in parted["body"]] == [claim.statement]
