"""The validator of ClaimReview and MediaReview: one rule, one sentence, and no more than is wrong."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.markup import problems, reviews

SOUND: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://check.example/2026/ten",
    "claimReviewed": "Ten of ten doctors agree.",
    "datePublished": "2026-01-05",
    "author": {"@type": "Organization", "name": "The checkers"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "worstRating": 1, "bestRating": 5, "alternateName": "False"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "A doctor"},
        "datePublished": "2026-01",
        "appearance": {"@type": "CreativeWork", "url": "https://shop.example/advert"},
    },
}
PICTURE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "MediaReview",
    "url": "https://check.example/2026/flood",
    "datePublished": "2026-01-05",
    "author": {"@type": "Organization", "name": "The checkers"},
    "mediaAuthenticityCategory": ["https://schema.org/DecontextualizedContent", "EditedOrCroppedContent"],
    "originalMediaContextDescription": "A flood of 1998.",
    "itemReviewed": {"@type": "MediaReviewItem", "interpretedAsClaim": {"@type": "Claim", "name": "The flood"}},
}


def sentences(review: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> list[str]:
    changed = copy.deepcopy(review)
    change(changed)
    return [problem.sentence for problem in problems(changed)]


@pytest.mark.parametrize(
    "review", [SOUND, PICTURE, [SOUND, PICTURE], {"@context": "http://schema.org/", "@graph": [SOUND]}]
)
def test_sound_mark_up_has_no_problem(review: Any) -> None:
    assert problems(review) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: r.pop("@context"), "does not name https://schema.org"),
        (lambda r: r.update({"@type": "Review"}), "no ClaimReview or MediaReview in it"),
        (lambda r: r.pop("claimReviewed"), "claimReviewed is missing"),
        (lambda r: r.update(claimReviewed="x" * 76), "longer than the 75"),
        (lambda r: r.update(claimReviewed="FALSE: ten of ten."), "begins with its rating, “False”"),
        (lambda r: r.pop("url"), "property url is missing"),
        (lambda r: r.update(url="urn:uuid:1"), "url is no web address"),
        (lambda r: r.update(url="https://shop.example/advert"), "url is that of the checked work"),
        (lambda r: r.pop("reviewRating"), "reviewRating is missing"),
        (lambda r: r["reviewRating"].pop("alternateName"), "no alternateName"),
        (lambda r: r["reviewRating"].update(ratingValue="1"), "ratingValue is no number"),
        (lambda r: r["reviewRating"].update(ratingValue=True), "ratingValue is no number"),
        (lambda r: r["reviewRating"].update(worstRating=0, ratingValue=0), "worstRating is 0"),
        (lambda r: r["reviewRating"].update(bestRating=1), "worstRating 1 is not below its bestRating 1"),
        (lambda r: r["reviewRating"].update(ratingValue=6), "ratingValue 6 does not lie between 1 and 5"),
        (lambda r: r["reviewRating"].pop("bestRating"), "but no bestRating"),
        (lambda r: r.pop("author"), "property author is missing"),
        (lambda r: r["author"].pop("name"), "author, who checked it, has no name"),
        (lambda r: r["author"].update({"@type": "Thing"}), "neither a Person nor an Organization"),
        (lambda r: r.pop("datePublished"), "datePublished is missing"),
        (lambda r: r.update(datePublished="5 January 2026"), "not in ISO 8601"),
        (lambda r: r.pop("itemReviewed"), "itemReviewed is missing"),
        (lambda r: r["itemReviewed"].update({"@type": "CreativeWork"}), "itemReviewed is not a Claim"),
        (lambda r: r["itemReviewed"]["author"].update(name=" "), "leave the author out"),
        (lambda r: r["itemReviewed"].update(datePublished="2026-13-01"), "claim's date"),
        (lambda r: r["itemReviewed"].pop("appearance"), "not said where the claim appeared"),
        (lambda r: r["itemReviewed"].update(appearance="page 3"), "no web address (url)"),
    ],
)
def test_each_fault_of_a_claim_review_is_one_sentence(change: Callable[[dict[str, Any]], object], said: str) -> None:
    (sentence,) = sentences(SOUND, change)
    assert said in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], "mediaAuthenticityCategory is missing"),
        (["FalseContent"], "“FalseContent” is no code"),
        ([7], "“?” is no code"),
        (["OriginalMediaContent", "EditedOrCroppedContent"], "OriginalMediaContent and EditedOrCroppedContent at once"),
        (["OriginalMediaContent", "StagedContent"], "OriginalMediaContent and StagedContent at once"),
        (["OriginalMediaContent", "TransformedContent"], "OriginalMediaContent and TransformedContent at once"),
        (["StagedContent", "StagedContent"], "stands there twice"),
    ],
)
def test_codes_of_a_media_review_are_known_and_do_not_contradict_each_other(codes: list[Any], said: str) -> None:
    (sentence,) = sentences(PICTURE, lambda r: r.update(mediaAuthenticityCategory=codes))
    assert said in sentence


def test_a_media_review_is_not_published_at_the_address_of_the_picture() -> None:
    shown = {"@type": "ImageObject", "url": PICTURE["url"]}
    (sentence,) = sentences(PICTURE, lambda r: r["itemReviewed"].update(mediaItemAppearance=shown))
    assert "url is that of the checked work" in sentence


def test_original_pictures_may_be_out_of_context() -> None:
    both = ["OriginalMediaContent", "DecontextualizedContent"]
    assert sentences(PICTURE, lambda r: r.update(mediaAuthenticityCategory=both)) == []
    (sentence,) = sentences(PICTURE, lambda r: r.pop("originalMediaContextDescription"))
    assert "what the original context was" in sentence


def test_a_problem_names_its_claim() -> None:
    changed = {**SOUND, "claimReviewed": "A word " * 30}
    (problem,) = problems(changed)
    assert problem.advice
    assert str(problem).startswith("“A word A word")
    assert problem.claim.endswith("…") and len(problem.claim) <= 60
    (other,) = problems({**PICTURE, "url": ""})
    assert other.claim == "The flood"


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just("ClaimReview")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["@type", "@graph", "author", "reviewRating", "x"]), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.sampled_from([SOUND, PICTURE]), st.data())
def test_no_value_anywhere_stops_the_validator(review: dict[str, Any], data: st.DataObject) -> None:
    changed = copy.deepcopy(review)
    place: Any = changed
    while True:
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(VALUES)
    for problem in problems(changed):
        assert problem.sentence.endswith(".") or problem.sentence.endswith(").")
    json.dumps(reviews(changed), default=str)


def test_a_claim_of_a_million_letters_is_judged_at_once() -> None:
    assert problems({**SOUND, "claimReviewed": "a" * 1_000_000, "url": "https://" + "a" * 1_000_000 + " "})
