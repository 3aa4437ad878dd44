"""Spans carried over to the next draft, against the truth of scripted edits; and the time of a great many of them."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.anchoring import Landing, carry
from benches.revisions import Pair, Truth

SEED, OTHER_SEED = 1, 7919
RIGHT = 0.7
"""The overlap with the truth, of the two together, from which a landing is right."""


@dataclass(frozen=True)
class Outcome:
    """How one span fared: what was asked of it, and what came of it."""

    pair: Pair
    truth: Truth
    landing: Landing
    edited: bool
    restyled: bool
    repeated: bool

    @property
    def overlap(self) -> float:
        """The share (0 … 1) of the hull of truth and landing that both hold."""
        is_at, should = self.landing.span, self.truth.new
        if is_at is None or should is None:
            return 0.0
        both = min(is_at.end, should.end) - max(is_at.start, should.start)
        return max(0, both) / (max(is_at.end, should.end) - min(is_at.start, should.start))


def outcomes(pairs: Iterable[Pair]) -> Iterator[Outcome]:
    for each in pairs:
        landings = carry(each.old, each.new, [truth.old for truth in each.truths])
        for truth, landing in zip(each.truths, landings, strict=True):
            was = each.old[truth.old.start : truth.old.end]
            now = each.new[truth.new.start : truth.new.end] if truth.new else ""
            repeated = bool(now) and (each.old.count(was) > 1 or each.new.count(now) > 1)
            edited = bool(now) and _letters(was) != _letters(now)
            yield Outcome(each, truth, landing, edited, was != now and bool(now) and not edited, repeated)


def _letters(words: str) -> list[str]:
    return [sign for sign in unicodedata.normalize("NFC", words) if unicodedata.category(sign)[0] in "LNM"]
