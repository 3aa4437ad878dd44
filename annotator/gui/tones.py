"""How the state of a claim is told wherever it is told: by a sign, a word and the colour of a theme token."""

from dataclasses import dataclass

from annotator.domain.model import ClaimState, Stance
from annotator.domain.ratings import scales


@dataclass(frozen=True, slots=True)
class Tone:
    """`token` names a colour of the theme."""

    sign: str
    word: str
    token: str


UNCHECKED = Tone("○", "Unchecked", "rating-none")
AGAIN = "↻"
"""The sign of a claim whose verdict is of other words than it has now: none of the ratings', and in no rating's colour,
since it holds no more until somebody signs it again."""

STANCES = {
    Stance.SUPPORTS: Tone("+", "Supports", "rating-true"),
    Stance.REFUTES: Tone("−", "Refutes", "rating-false"),
    Stance.CONTEXT: Tone("·", "Context", "rating-neutral"),
}


def of_verdict(scale: str, rating: str, label: str = "") -> Tone:
    """The tone of a signed rating; of one whose scale is not known, its own word."""
    known = scales().get(scale)
    found = known.find(rating) if known else None
    if found is None:
        return Tone("•", label or rating, "rating-neutral")
    return Tone(found.sign, label or found.label, found.colour)


def of_claim(scale: str, rating: str, state: ClaimState) -> Tone:
    """The tone of a claim by its standing verdict."""
    if state is ClaimState.UNCHECKED or not rating:
        return UNCHECKED
    tone = of_verdict(scale, rating)
    return Tone(AGAIN, f"{tone.word} – words changed since", UNCHECKED.token) if state is ClaimState.STALE else tone
