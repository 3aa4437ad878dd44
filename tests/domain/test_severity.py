"""Where a memo to the editor tells of a claim: by its own severity, or else by the rating that stands."""

from dataclasses import replace

import pytest

from annotator.domain.model import Checker, Claim, MemoGroup, Severity, Verdict, VerdictState
from annotator.domain.ratings import memo_group, scales


def rated(
    key: str, scale: str = "editorial", state: VerdictState = VerdictState.CURRENT, words: str = "It rained."
) -> Claim:
    verdict = Verdict("v", "c", scale, key, key, "", "", "It rained.", Checker("k", "K"), "2026-01-01T00:00:00Z", state)
    return Claim("c", words, verdicts=(verdict,))


@pytest.mark.parametrize(
    ("rating", "group"),
    [
        ("wrong", MemoGroup.MUST_FIX),
        ("needs-fix", MemoGroup.SHOULD_FIX),
        ("unverifiable", MemoGroup.UNVERIFIED),
        ("not-checkable", MemoGroup.UNVERIFIED),
        ("confirmed", MemoGroup.CONFIRMED),
    ],
)
def test_without_a_severity_of_its_own_a_claim_is_told_of_as_its_rating_says(rating: str, group: MemoGroup) -> None:
    assert memo_group(rated(rating), scales()) is group


@pytest.mark.parametrize("severity", [Severity.MUST_FIX, Severity.SHOULD_FIX])
@pytest.mark.parametrize("rating", ["wrong", "confirmed", "unverifiable"])
def test_a_severity_of_its_own_counts_before_the_rating(severity: Severity, rating: str) -> None:
    claim = replace(rated(rating), severity=severity)
    assert memo_group(claim, scales()).value == severity.value


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize(
    "claim",
    [
        Claim("c", "It rained."),
        rated("wrong", words="It snowed."),
        rated("wrong", state=VerdictState.WITHDRAWN),
        replace(rated("wrong"), verdicts=(replace(rated("wrong").verdicts[0], overtaken=True),)),
    ],
    ids=["unchecked", "reworded", "withdrawn", "overtaken by a revision"],
)
def test_a_claim_without_a_verdict_of_what_it_states_is_open_however_urgent(claim: Claim, severity: Severity) -> None:
    assert memo_group(replace(claim, severity=severity), scales()) is MemoGroup.OPEN


def test_a_rating_that_no_scale_here_knows_leaves_the_claim_open() -> None:
    assert memo_group(rated("wrong", "another"), scales()) is MemoGroup.OPEN
    assert memo_group(rated("another"), scales()) is MemoGroup.OPEN
    assert memo_group(replace(rated("another"), severity=Severity.MUST_FIX), scales()) is MemoGroup.MUST_FIX


@pytest.mark.parametrize("scale", scales())
def test_every_rating_of_every_scale_has_its_place_in_the_memo(scale: str) -> None:
    ratings = scales()[scale].ratings
    assert all(rating.group is not MemoGroup.OPEN for rating in ratings)
    ordered = sorted((r for r in ratings if r.number is not None), key=lambda r: r.number or 0)
    if ordered:
        assert ordered[0].group is MemoGroup.MUST_FIX and ordered[-1].group is MemoGroup.CONFIRMED
