"""Spans carried over to the next draft, against the truth of scripted edits; and the time of a great many of them."""

import difflib
import random
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.domain.anchoring import Landing, carry
from annotator.domain.model import MentionState, Span
from benches.drafts import Article, Atom, articles
from benches.edits import KINDS
from benches.revisions import Pair, Truth, pair
from benches.rows import Row

SEED, OTHER_SEEDS = 1, (7919, 2, 3, 4, 5)
RIGHT = 0.7
"""The overlap with the truth, of the two together, from which a landing is right."""

CODE_POINTS, MENTIONS, SEARCHED = 1_000_000, 1_000, 3
"""The long draft, the mentions carried over to it, and how many of them are looked for by difflib."""

LIMIT = 2.0
"""Seconds that carrying them over may take."""


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
    def deleted(self) -> bool:
        return self.truth.new is None and not self.twin

    @property
    def twin(self) -> bool:
        """Whether a sentence of the same mould took its place, which no text tells from an edit."""
        return self.truth.twin

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


@dataclass(frozen=True)
class Question:
    """What is asked of some spans; the figure is the share of them, in per cent, of which it is not so."""

    metric: str
    limit: float | None
    asked: Callable[[Outcome], bool]
    is_so: Callable[[Outcome], bool]


QUESTIONS = (
    Question("edited, not landed (overlap < 0.7)", 3.0, lambda o: o.edited, lambda o: o.overlap >= RIGHT),
    Question("edited, an edge not exact", 10.0, lambda o: o.edited, lambda o: o.landing.span == o.truth.new),
    Question("repeated, not on the right one", 2.0, lambda o: o.repeated, lambda o: o.overlap >= RIGHT),
    Question("deleted, not reported gone", 0.5, lambda o: o.deleted, lambda o: _state(o) is MentionState.GONE),
    Question("its twin in its place, not gone", None, lambda o: o.twin, lambda o: _state(o) is MentionState.GONE),
    Question("restyled, an edge not exact", None, lambda o: o.restyled, lambda o: o.landing.span == o.truth.new),
    Question("attached to wrong words", None, lambda o: not o.twin, lambda o: o.landing.span is None or o.overlap > 0),
    Question("left to a person (unsure)", None, lambda o: True, lambda o: _state(o) is not MentionState.UNSURE),
)


def _state(outcome: Outcome) -> MentionState:
    return outcome.landing.state


def measure(small: bool) -> list[Row]:
    """The half of the pairs on which the thresholds were chosen; the other half; all pairs of other seeds."""
    texts = articles()[:3] if small else articles()
    training = pairs(texts, SEED, lambda number: number % 2 == 0)
    held_out = pairs(texts, SEED, lambda number: number % 2 == 1)
    rows = [replace(row, limit=None) for row in answers("training half", training)]
    rows += answers("held-out half", held_out)
    others = [each for seed in OTHER_SEEDS[: 1 if small else None] for each in pairs(texts, seed, lambda number: True)]
    rows += answers("other seeds", others)
    return rows + times(CODE_POINTS // 50 if small else CODE_POINTS, MENTIONS // 50 if small else MENTIONS)


def pairs(texts: Sequence[Article], seed: int, chosen: Callable[[int], bool]) -> list[Pair]:
    """A pair for each text and kind of edits whose numbers add up to a chosen one."""
    kinds = list(enumerate(KINDS))
    return [pair(text, kind, seed) for n, text in enumerate(texts) for m, kind in kinds if chosen(n + m)]


def answers(case: str, drafts: Sequence[Pair]) -> list[Row]:
    found = list(outcomes(drafts))
    rows = []
    for question in QUESTIONS:
        asked = [outcome for outcome in found if question.asked(outcome)]
        missed = sum(not question.is_so(outcome) for outcome in asked)
        named = f"{case}: {len(drafts)} pairs, {len(asked):,} spans"
        rows.append(Row(named, question.metric, 100 * missed / max(1, len(asked)), "%", limit=question.limit))
    return rows


def times(code_points: int, mentions: int) -> list[Row]:
    """Seconds for many mentions in a long draft, edited all over, and for as many searches with difflib."""
    old, new, spans = long_draft(code_points, mentions)
    started = time.perf_counter()
    carry(old, new, spans)
    ours = time.perf_counter() - started
    started = time.perf_counter()
    for span in spans[:SEARCHED]:
        difflib.SequenceMatcher(None, new, old[span.start : span.end], autojunk=False).find_longest_match()
    plain = (time.perf_counter() - started) / SEARCHED * len(spans)
    case = f"{len(spans):,} mentions in {len(new) / 1e6:.2g} MB"
    return [Row(case, "time", ours, "s", limit=LIMIT), Row(case, "time, floor: difflib search", ours, "s", plain)]


def long_draft(code_points: int, mentions: int) -> tuple[str, str, list[Span]]:
    """Two drafts of so many code points with spans in the old one; each article in it has words of its own."""
    spaced = [article for article in articles() if article.glue == " " and article.language != "th"]
    olds, news, spans, at = [], [], list[Span](), 0
    for number in range(code_points):
        if at >= code_points:
            break
        each = pair(_reworded(spaced[number % len(spaced)], number), "edit lightly", number)
        spans += [Span(truth.old.start + at, truth.old.end + at) for truth in each.truths]
        olds.append(each.old)
        news.append(each.new)
        at += len(each.old) + 2
    return "\n\n".join(olds), "\n\n".join(news), sorted(random.Random(SEED).sample(spans, mentions))


def _reworded(article: Article, number: int) -> Article:
    tail = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    paragraphs = [[[_longer(atom, tail) for atom in line] for line in block] for block in article.paragraphs]
    return replace(article, paragraphs=paragraphs)


def _longer(atom: Atom, tail: str) -> Atom:
    return replace(atom, text=atom.text + tail) if len(atom.text) > 4 and atom.text.isalpha() else atom
