"""Carries spans over from one draft of an article to the next: where the words of each are now, or that they are gone.

Two wordings are the same when they differ only in white space, in the style of quotation marks, dashes and ellipses, in
composed or full-width forms, or in a capital at the very start (`anchoring_words.same_words`); any other sign counts.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.anchoring_align import align
from annotator.domain.anchoring_changes import Difference, DifferenceKind, changes, fresh_sentences
from annotator.domain.anchoring_inside import Inside, Part, inside
from annotator.domain.anchoring_joined import with_joined
from annotator.domain.anchoring_pairs import Alignment, Pairing
from annotator.domain.anchoring_words import WORD_WEIGHT, is_number, same_words
from annotator.domain.garbage import uncollected
from annotator.domain.model import MentionState, Progress, Span
from annotator.domain.text import trim, whole

__all__ = ["Difference", "DifferenceKind", "Landing", "carry", "changes", "fresh_sentences"]

# The share of a span's words that must have been kept for it to be the same claim, changed; and the least likeness of
# the sentence around a short span whose words were all replaced. Less than the rest is a leftover of what was cut out.
_KEPT, _AROUND = 0.33, 0.45
_DOUBTFUL = 0.2
_REST = 0.25
_SHORT_SPAN = 4

# A span over several sentences is torn when more was put in than it holds, and so many code points.
_BETWEEN = 40

# Words that were cut out of their sentence are looked for elsewhere when they are at least so long (code points).
_DISTINCT = 16
_FINDS = 8


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a span of the old text is in the new one. `span` is None for UNSURE and GONE; `candidates`, best first,
    are the places that an UNSURE one may have."""

    state: MentionState
    span: Span | None
    candidates: tuple[Span, ...] = ()


GONE = Landing(MentionState.GONE, None)


def carry(old: str, new: str, spans: Sequence[Span], progress: Progress | None = None) -> list[Landing]:
    """Where each span of the old text is in the new one, in the order of the spans.

    SAME: the same words at the same place among their neighbours. MOVED: the same words elsewhere. CHANGED: other words
    in their place. UNSURE: it cannot be told, see the candidates. GONE: the words are in the new text no more.
    All offsets are code points; no edge of a landing cuts a grapheme cluster."""
    landings = []
    with uncollected():
        carrier = _Carrier(old, new, progress)
        for done, span in enumerate(spans):
            if progress is not None and done % 64 == 0:
                progress(done, len(spans))
            landings.append(carrier.land(span))
    if progress is not None:
        progress(len(spans), len(spans))
    return landings


class _Carrier:
    """Two texts, their sentences paired once, and the words of each pairing aligned when a span asks for them."""

    def __init__(self, old: str, new: str, progress: Progress | None) -> None:
        self._old, self._new = old, new
        self._alignment: Alignment = align(old, new, progress)
        self._ends = [sentence.end for sentence in self._alignment.old]
        self._starts = [sentence.start for sentence in self._alignment.old]
        self._new_ends = [sentence.end for sentence in self._alignment.new]
        self._insides: dict[Pairing, Inside] = {}

    def land(self, span: Span) -> Landing:
        span = whole(self._old, span)
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        if first >= last:
            return GONE
        shifted = self._shifted(span, first, last)
        if shifted is not None:
            return shifted
        span = trim(self._old, span)
        pairings = list(dict.fromkeys(self._alignment.of_old.get(n) for n in range(first, last)))
        parts = [(pairing, self._inside(pairing).part(span)) for pairing in pairings if pairing is not None]
        landed = [(pairing, part) for pairing, part in parts if part is not None]
        landing = self._composed(span, landed, lost=None in pairings)
        if landing.state in (MentionState.GONE, MentionState.UNSURE):
            elsewhere = self._elsewhere(span)
            if elsewhere is not None:
                return self._as_it_was(span, elsewhere, moved=True)
        return landing

    def _shifted(self, span: Span, first: int, last: int) -> Landing | None:
        """The landing of a span whose sentences are all as they were, one after the other."""
        pairings = [self._alignment.of_old.get(n) for n in range(first, last)]
        start, end = pairings[0], pairings[-1]
        if start is None or end is None or end.new.start - start.new.start != last - 1 - first:
            return None
        if not all(pairing is not None and pairing.exact for pairing in pairings):
            return None
        shift = self._alignment.new[start.new.start].start - self._alignment.old[first].start
        if span.start + shift < 0:
            return None
        moved = Span(span.start + shift, span.end + shift)
        if self._new[moved.start : moved.end] != self._old[span.start : span.end] or moved != whole(self._new, moved):
            return None
        return Landing(MentionState.MOVED if start.moved or end.moved else MentionState.SAME, moved)

    def _inside(self, pairing: Pairing) -> Inside:
        if pairing not in self._insides:
            self._insides[pairing] = inside(self._alignment, pairing, self._old, self._new)
        return self._insides[pairing]

    def _composed(self, span: Span, landed: list[tuple[Pairing, Part]], *, lost: bool) -> Landing:
        if not landed:
            return GONE
        pieces = [whole(self._new, part.span) for _, part in landed]
        hull = whole(self._new, Span(pieces[0].start, max(pieces[0].start, pieces[-1].end)))
        held = sum(len(piece) for piece in pieces)
        broken = any(one.end > other.start for one, other in itertools.pairwise(pieces))
        if broken or len(hull) > 2 * held + _BETWEEN or self._is_torn([pairing for pairing, _ in landed]):
            return Landing(MentionState.UNSURE, None, tuple(sorted(set(pieces), key=lambda each: -len(each))))
        if same_words(self._old[span.start : span.end], self._new[hull.start : hull.end]):
            return self._as_it_was(span, hull, moved=any(pairing.moved for pairing, _ in landed))
        parts = [part for _, part in landed]
        was, kept, now = (sum(getattr(part, name) for part in parts) for name in ("old", "kept", "new"))
        share = 2 * kept / (was + now)
        if now < _REST * was:
            return Landing(MentionState.UNSURE, None, (hull,)) if kept >= WORD_WEIGHT else GONE
        if share < _KEPT and self._is_figure_lost(span, hull):
            return Landing(MentionState.UNSURE, None, (hull,))
        if share >= _KEPT or self._replaced(landed):
            return Landing(MentionState.CHANGED, with_joined(self._old, span, self._new, hull) or hull)
        if share >= _DOUBTFUL:
            return Landing(MentionState.UNSURE, None, (hull,))
        return GONE

    def _as_it_was(self, span: Span, hull: Span, *, moved: bool) -> Landing:
        """The landing of the same words; "guilty" has changed all the same where it has become "not-guilty", and
        "Polish" where it has become "polish"."""
        compound = with_joined(self._old, span, self._new, hull)
        if compound is not None or self._is_recased(span, hull):
            return Landing(MentionState.CHANGED, compound or hull)
        return Landing(MentionState.MOVED if moved else MentionState.SAME, hull)

    def _is_recased(self, span: Span, hull: Span) -> bool:
        """Whether a capital came or went within a sentence, where it is no matter of how sentences begin."""
        if self._old[span.start] == self._new[hull.start] or not self._old[span.start].isalpha():
            return False
        begun = self._alignment.old[bisect_right(self._starts, span.start) - 1].start
        now_begun = self._alignment.new[bisect_right(self._new_ends, hull.start)].start
        before = self._old[begun : span.start], self._new[now_begun : hull.start]
        return all(any(map(str.isalnum, words)) for words in before)

    def _is_torn(self, pairings: list[Pairing]) -> bool:
        """Whether old words that the span does not hold stand between those that it does."""
        between = range(pairings[0].new.end, pairings[-1].new.start)
        return any(self._alignment.of_new.get(n, pairings[0]) not in pairings for n in between)

    def _is_figure_lost(self, span: Span, hull: Span) -> bool:
        """Whether words without any figure stand where a bare figure stood."""
        now = self._new[hull.start : hull.end]
        return is_number(self._old[span.start : span.end]) and not any(map(str.isnumeric, now))

    def _replaced(self, landed: list[tuple[Pairing, Part]]) -> bool:
        """Whether other words stand exactly where a few words stood, in a sentence that is otherwise the same."""
        if len(landed) != 1:
            return False
        pairing, part = landed[0]
        return part.held and part.words <= _SHORT_SPAN and self._inside(pairing).likeness() >= _AROUND

    def _elsewhere(self, span: Span) -> Span | None:
        """The one other place where the very words stand that nothing old accounts for."""
        words = self._old[span.start : span.end]
        if len(words) < _DISTINCT:
            return None
        free = [found for found in self._finds(words) if self._is_free(found)]
        return free[0] if len(free) == 1 and whole(self._new, free[0]) == free[0] else None

    def _finds(self, words: str) -> Iterator[Span]:
        at = -1
        for _ in range(_FINDS):
            at = self._new.find(words, at + 1)
            if at < 0:
                return
            yield Span(at, at + len(words))

    def _is_free(self, span: Span) -> bool:
        pairing = self._alignment.of_new.get(bisect_right(self._new_ends, span.start))
        return pairing is None or (not pairing.exact and self._inside(pairing).is_new(span))
