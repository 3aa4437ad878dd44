"""The nouns: spans that cannot be wrong, claims that know their state, change sets that say what is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import (
    ChangeSet,
    Checker,
    Claim,
    ClaimState,
    Mention,
    Selector,
    Span,
    Verdict,
    VerdictState,
)


def verdict(statement: str, state: VerdictState) -> Verdict:
    return Verdict("v", "c", "editorial", "wrong", "Wrong", "", "", statement, Checker("k", "a checker"), "", state)


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_a_span_is_never_negative_and_never_backwards(start: int, end: int) -> None:
    if 0 <= start <= end:
        assert len(Span(start, end)) == end - start
    else:
        with pytest.raises(ValueError, match="not a span"):
            Span(start, end)


def test_spans_sort_by_their_start_and_then_their_end() -> None:
    assert sorted([Span(2, 3), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(2, 3)]


def test_a_mention_has_the_span_of_its_selector() -> None:
    assert Mention("m", "c", "a", Selector(Span(1, 3), "bc", "a", "d")).span == Span(1, 3)


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ((), ClaimState.UNCHECKED),
        ((verdict("It rained.", VerdictState.CURRENT),), ClaimState.CHECKED),
        ((verdict("It poured.", VerdictState.CURRENT),), ClaimState.STALE),
        ((verdict("It rained.", VerdictState.WITHDRAWN),), ClaimState.UNCHECKED),
        (
            (verdict("It rained.", VerdictState.REPLACED), verdict("It rained.", VerdictState.WITHDRAWN)),
            ClaimState.UNCHECKED,
        ),
        (
            (verdict("It poured.", VerdictState.REPLACED), verdict("It rained.", VerdictState.CURRENT)),
            ClaimState.CHECKED,
        ),
    ],
)
def test_a_claim_is_checked_when_a_verdict_stands_that_is_of_its_words(
    verdicts: tuple[Verdict, ...], state: ClaimState
) -> None:
    claim = Claim("c", "It rained.", verdicts=verdicts)
    assert claim.state is state
    assert (claim.verdict is None) == (state is ClaimState.UNCHECKED)


def test_a_change_set_is_true_when_something_changed() -> None:
    assert not ChangeSet()
    assert not ChangeSet("step", {"claim": frozenset()})
    changes = ChangeSet("step", {"claim": frozenset({"c"})})
    assert changes
    assert changes.of("claim") == {"c"}
    assert changes.of("source") == frozenset()


def test_an_error_reads_as_what_happened_and_what_to_do() -> None:
    assert str(AnnotatorError("It broke.", "Mend it.")) == "It broke. Mend it."
    assert str(AnnotatorError("It broke.")) == "It broke."
