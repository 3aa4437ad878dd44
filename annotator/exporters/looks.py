"""How a verdict is told to readers: never by colour alone."""

from dataclasses import dataclass

from annotator.domain.model import Claim, ClaimState, Verdict
from annotator.domain.report import Report
from annotator.exporters.wording import AGAIN, UNKNOWN_COLOUR, sign_and_colour


@dataclass(frozen=True, slots=True)
class Look:
    """A verdict's sign, its word and the theme token of its colour."""

    sign: str
    word: str
    colour: str


UNCHECKED = Look("○", "Not yet checked", UNKNOWN_COLOUR)


def look(report: Report, verdict: Verdict | None) -> Look:
    if verdict is None:
        return UNCHECKED
    sign, colour = sign_and_colour(report, verdict)
    return Look(sign, verdict.label, colour)


def look_now(report: Report, claim: Claim) -> Look:
    """How the claim stands: a verdict of other words is not told as one of the words that stand here now."""
    told = look(report, claim.verdict)
    if claim.state is not ClaimState.STALE:
        return told
    return Look("↻", f"{AGAIN} (was {told.sign} {told.word})", UNKNOWN_COLOUR)
