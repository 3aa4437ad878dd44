"""MediaReview and AVeriTeC say what their readers expect, and nothing that nobody signed."""

import json
from typing import Any

import pytest

from annotator.domain.averitec import label_of, rating_of
from annotator.domain.markup import CODES, problems
from annotator.domain.model import BlockKind, InlineKind, SourceKind, Stance
from annotator.domain.ratings import scale, scales
from annotator.domain.report import Report
from tests.exporters.reading import exported
from tests.exporters.reports import HOSTILE, Draft, full, hostile

KEYS = {
    "claim", "required_reannotation", "label", "justification", "claim_date", "speaker", "original_claim_url",
    "cached_original_claim_url", "fact_checking_article", "reporting_source", "location_ISO_code", "claim_types",
    "fact_checking_strategies", "questions",
}  # fmt: skip


def graph(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(report, "mediareview"))["@graph"]
    return found


def picture(*codes: str, url: str = "https://paper.example/flood") -> Report:
    """An article with one picture, rated with each of the codes in a claim of its own."""
    draft = Draft(scale_key="media")
    article = draft.article((BlockKind.PARAGRAPH, "A flood."), (BlockKind.CAPTION, "The street on Monday"), url=url)
    article = draft.inline(article, "The street", InlineKind.IMAGE, "https://paper.example/flood.jpg")
    for number, code in enumerate(codes):
        claim = draft.claim(draft.mention(article, "The street on Monday"), statement=f"Statement {number}")
        source = draft.source("The photograph", SourceKind.PHOTOGRAPH, url="https://archive.example/1998.jpg")
        draft.attach(claim, source, Stance.REFUTES)
        draft.rate(draft.claims[-1], code, f"Reason {number}.", "It was taken in 1998.")
    return draft.report()


def test_the_codes_of_media_reviews_are_the_ratings_of_a_scale() -> None:
    assert {rating.key for rating in scale("media").ratings} == set(CODES)
    assert scale("media").bounds is None


def test_several_verdicts_of_one_picture_become_one_review_with_several_codes() -> None:
    (review,) = graph(picture("EditedOrCroppedContent", "DecontextualizedContent"))
    assert review["@type"] == "MediaReview"
    assert review["mediaAuthenticityCategory"] == ["DecontextualizedContent", "EditedOrCroppedContent"]
    assert review["reviewBody"] == "Reason 0.\n\nReason 1."
    assert review["originalMediaContextDescription"] == "It was taken in 1998."
    assert review["originalMediaLink"] == ["https://archive.example/1998.jpg"]
    item = review["itemReviewed"]
    assert item["@type"] == "MediaReviewItem"
    assert item["mediaItemAppearance"]["contentUrl"] == "https://paper.example/flood.jpg"
    assert [claim["name"] for claim in item["interpretedAsClaim"]] == ["Statement 0", "Statement 1"]


def test_only_verdicts_on_the_scale_of_media_are_media_reviews() -> None:
    assert graph(full()) == []


def test_codes_that_contradict_each_other_are_found_before_anybody_publishes_them() -> None:
    found = problems(json.loads(exported(picture("OriginalMediaContent", "StagedContent"), "mediareview")))
    assert "It cannot be OriginalMediaContent and StagedContent at once." in [problem.sentence for problem in found]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_media_review_can_stand_in_a_script_element(words: str) -> None:
    text = exported(picture("StagedContent", url=words), "mediareview")
    assert not set("<>&\u2028\u2029") & set(text)


def rows(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(report, "averitec"))
    return found


def test_a_row_has_every_key_of_the_data_set() -> None:
    found = rows(full())
    assert all(set(row) == KEYS for row in found)
    assert [row["label"] for row in found] == ["Supported", "Supported", "Refuted"]
    row = found[1]
    assert (row["claim_date"], row["speaker"], row["reporting_source"]) == (
        "27-01-2026",
        "The Plain Paper",
        "The Plain Paper",
    )
    assert (row["original_claim_url"], row["claim_types"]) == (full().articles[0].url, ["Numerical Claim"])
    assert found[0]["speaker"] is None and found[0]["claim_date"] is None
    assert row["questions"] == [
        {
            "question": "What does “Planetary fact sheet” say of the claim?",
            "answers": [
                {
                    "answer": "Semimajor axis 384 400 km",
                    "answer_type": "Extractive",
                    "source_url": "https://almanac.example/moon?x=1&y=2",
                    "source_medium": "Web table",
                    "cached_source_url": "https://archive.example/2026/moon",
                }
            ],
        }
    ]


def test_a_question_has_at_most_four_answers() -> None:
    draft = Draft()
    claim = draft.claim(draft.mention(draft.article((BlockKind.PARAGRAPH, "Ten.")), "Ten"))
    source = draft.source("A list")
    for number in range(5):
        claim = draft.attach(claim, source, Stance.SUPPORTS, excerpt=f"Who counted?\nPerson {number}.")
    draft.rate(claim, "confirmed")
    (row,) = rows(draft.report())
    assert [(q["question"], len(q["answers"])) for q in row["questions"]] == [("Who counted?", 4), ("Who counted?", 1)]
    assert row["questions"][0]["answers"][0]["answer"] == "Person 0."


def test_evidence_without_an_excerpt_answers_with_its_stance() -> None:
    (answer,) = rows(full())[2]["questions"][0]["answers"]
    assert (answer["answer"], answer["answer_type"]) == ("It refutes the claim.", "Abstractive")


def test_every_label_is_a_rating_and_ratings_that_mean_something_else_have_no_label() -> None:
    labels = {rating.label for rating in scales()["averitec"].ratings}
    for known in scales().values():
        for rating in known.ratings:
            assert label_of(known.key, rating.key) in labels | {""}
    for rating in scales()["averitec"].ratings:
        assert label_of("averitec", rating.key) == rating.label
        assert rating_of(rating.label.upper()) == rating.key
    assert label_of("editorial", "needs-fix") == label_of("editorial", "not-checkable") == label_of("x", "y") == ""
    assert rating_of("Conflicting Evidence/Cherry-picking") == "conflicting"


@pytest.mark.parametrize("words", HOSTILE)
def test_dates_and_addresses_of_rows_are_what_they_should_be_or_null(words: str) -> None:
    for row in rows(hostile(words)):
        assert row["claim_date"] is None
        assert row["original_claim_url"] is None
