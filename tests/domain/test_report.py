"""The report answers what every exporter asks of it."""

from dataclasses import replace

from annotator.domain.model import Checker, Claim, Source, Verdict, VerdictState
from annotator.domain.ratings import scale, scales
from annotator.domain.report import Report


def report(*claims: Claim) -> Report:
    sources = (Source("s", "A register"), Source("t", "A book"))
    return Report("Title", scale("editorial"), scales(), (), (), claims, sources)


def rated(state: VerdictState) -> Claim:
    verdict = Verdict("v", "c", "editorial", "wrong", "Wrong", "", "", "It rained.", Checker("k", "K"), "", state)
    return Claim("c", "It rained.", verdicts=(verdict,))


def test_a_claim_counts_as_checked_while_a_verdict_stands() -> None:
    claims = [rated(state) for state in VerdictState]
    assert report(*claims, Claim("d", "It snowed.")).checked == 1


def test_a_claim_that_was_reworded_after_its_verdict_is_not_checked() -> None:
    assert report(replace(rated(VerdictState.CURRENT), statement="It poured.")).checked == 0


def test_a_rating_is_found_in_any_scale_and_missed_without_a_fuss() -> None:
    told = report()
    assert told.rating("editorial", "wrong") == scale("editorial").rating("wrong")
    assert told.rating("editorial", "nothing") is None
    assert told.rating("a scale of another app", "wrong") is None


def test_sources_are_found_by_their_id() -> None:
    assert report().sources_by_id()["t"].title == "A book"


def test_only_those_who_gave_or_reviewed_a_verdict_answer_for_it() -> None:
    told = replace(report(rated(VerdictState.REPLACED)), checkers=(Checker("k", "K"), Checker("idle", "Only read")))
    assert [checker.name for checker in told.signers] == ["K"]
