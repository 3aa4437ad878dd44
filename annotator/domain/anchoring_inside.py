"""Which words inside an edited sentence have become which: where the edges of a span in it are now."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from annotator.domain.anchoring_pairs import Alignment, Pairing, backbone
from annotator.domain.anchoring_words import WORD_WEIGHT, Words, is_number, is_syllable, weight, words_in
from annotator.domain.model import Span

# Words so alike (0 … 1) are one word, respelt or inflected.
_ALIKE = 0.6

# How much of a figure counts as kept when another took its place.
_OTHER_FIGURE = 0.5

# Kept words that weigh more are not there by chance.
_CHANCE = 0.95

# Between two kept words, so many pairs of replaced ones are weighed against each other, and no more.
_CELLS = 3_000


@dataclass(frozen=True, slots=True)
class Run:
    """Where old words `i:i_end` stood, new words `j:j_end` stand now (indices). `alike` is 1 when they are the same one
    by one, and above 0 when one word was respelt."""

    i: int
    i_end: int
    j: int
    j_end: int
    alike: float = 0.0

    @property
    def same(self) -> bool:
        return self.alike == 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """Where the words of a span are now inside one pairing, and what they weigh: all the old ones, those of them that
    were kept, all the new ones. `held` tells whether the words on either side of it were kept."""

    span: Span
    old: float
    kept: float
    new: float
    held: bool
    words: int


class Inside:
    """The words of an old stretch of text aligned with those of the new stretch that it has become."""

    def __init__(self, old: str, old_span: Span, new: str, new_span: Span) -> None:
        self.old = words_in(old, old_span.start, old_span.end)
        self.new = words_in(new, new_span.start, new_span.end)
        self.runs = list(_runs(self.old, self.new))
        self._firsts = [run.i_end for run in self.runs]

    def part(self, span: Span) -> Part | None:
        """Where the span's words of this stretch are; None when it has none, or they are gone without anything in
        their place."""
        p, q = bisect_right(self.old.ends, span.start), bisect_left(self.old.starts, span.end)
        if p >= q:
            return None
        x, y = self._first(p), self._last(q)
        if x >= y:
            return None
        x, y = self._with_turned(p, q, x, y)
        start, end = self.new.starts[x], self.new.ends[y - 1]
        start += self._cut(p, x, max(0, span.start - self.old.starts[p]))
        end -= self._cut(q - 1, y - 1, max(0, self.old.ends[q - 1] - span.end))
        if start >= end:
            return None
        weights = [weight(key) for key in self.old.keys[p:q]]
        kept = sum(weights[i - p] * alike for i, alike in self._kept(p, q))
        held = self._is_edge(p) and self._is_edge(q)
        new = sum(map(weight, self.new.keys[x:y]))
        words = sum(key[:1].isalnum() for key in self.old.keys[p:q])
        return Part(Span(start, end), sum(weights), kept, new, held, words)

    def old_words(self, span: Span) -> float:
        """The weight of the span's words that stand in this stretch."""
        p, q = bisect_right(self.old.ends, span.start), bisect_left(self.old.starts, span.end)
        return sum(map(weight, self.old.keys[p:q]))

    def likeness(self) -> float:
        """The share (0 … 1) of the weight of all words, old and new, that was kept."""
        total = sum(map(weight, self.old.keys)) + sum(map(weight, self.new.keys))
        kept = sum(weight(self.old.keys[i]) for run in self.runs if run.same for i in range(run.i, run.i_end))
        return 2 * kept / total if total else 0.0

    def is_new(self, span: Span) -> bool:
        """Whether most of the new words in the span stand where no old word is kept."""
        x, y = bisect_right(self.new.ends, span.start), bisect_left(self.new.starts, span.end)
        kept = sum(max(0, min(run.j_end, y) - max(run.j, x)) for run in self.runs if run.same)
        return 2 * kept < y - x

    def differing(self, old: str, new: str) -> Iterator[tuple[Span, Span]]:
        """The stretches of words that are not written alike, old and new; one of the two may be empty."""
        i = j = 0
        for run in [*self.runs, Run(len(self.old), len(self.old), len(self.new), len(self.new), 1.0)]:
            for n in range(max(run.i_end - run.i, 1) if run.same else 0):
                a, b = run.i + n, run.j + n
                if a < run.i_end and _written(old, self.old, a) != _written(new, self.new, b):
                    continue
                if a > i or b > j:
                    yield _stretch(self.old, i, a), _stretch(self.new, j, b)
                i, j = a + 1, b + 1

    def _run_of(self, i: int) -> Run:
        return self.runs[bisect_right(self._firsts, i)]

    def _is_edge(self, i: int) -> bool:
        """Whether it is certain what stands before old word `i` and what from it on."""
        if i in (0, len(self.old)):
            return True
        before, after = self._run_of(i - 1), self._run_of(i)
        return before is not after or after.i_end - after.i == after.j_end - after.j

    def _kept(self, p: int, q: int) -> Iterator[tuple[int, float]]:
        for run in self.runs:
            if run.alike:
                yield from ((i, run.alike) for i in range(max(run.i, p), min(run.i_end, q)))

    def _first(self, p: int) -> int:
        run = self._run_of(p)
        if run.same:
            return run.j + p - run.i
        return run.j + _share(p - run.i, run.i_end - run.i, run.j_end - run.j)

    def _last(self, q: int) -> int:
        run = self._run_of(q - 1)
        if run.same:
            return run.j + q - run.i
        return run.j + _share(q - run.i, run.i_end - run.i, run.j_end - run.j)

    def _with_turned(self, p: int, q: int, x: int, y: int) -> tuple[int, int]:
        """The new words `x:y` with those beside them that stood within old words `p:q`: "Rome beat Milan" has become
        "Milan beat Rome", of which only one name is kept in its place."""
        kept = {i for i, _ in self._kept(p, q)}
        lost = {key for i, key in enumerate(self.old.keys[p:q], p) if i not in kept and weight(key) >= WORD_WEIGHT}
        low = max((run.j_end for run in self.runs if run.alike and run.j_end <= x), default=0)
        high = min((run.j for run in self.runs if run.alike and run.j >= y), default=len(self.new))
        while x > low and self.new.keys[x - 1] in lost:
            x -= 1
        while y < high and self.new.keys[y] in lost:
            y += 1
        return x, y

    def _cut(self, i: int, j: int, signs: int) -> int:
        """How much of new word `j` lies outside a span that leaves out so many signs of old word `i`."""
        return signs if signs and self._run_of(i).same and signs < self.new.ends[j] - self.new.starts[j] else 0


def inside(alignment: Alignment, pairing: Pairing, old: str, new: str) -> Inside:
    """The words of a pairing, aligned."""
    first, last = alignment.old[pairing.old.start], alignment.old[pairing.old.end - 1]
    new_first, new_last = alignment.new[pairing.new.start], alignment.new[pairing.new.end - 1]
    return Inside(old, Span(first.start, last.end), new, Span(new_first.start, new_last.end))


def _written(text: str, words: Words, index: int) -> str:
    return text[words.starts[index] : words.ends[index]]


def _stretch(words: Words, first: int, end: int) -> Span:
    if first < end:
        return Span(words.starts[first], words.ends[end - 1])
    at = words.ends[first - 1] if first else words.starts[0] if len(words) else 0
    return Span(at, at)


def _share(done: int, of: int, count: int) -> int:
    return (2 * done * count + of) // (2 * of)


def _runs(old: Words, new: Words) -> Iterator[Run]:
    numbers: dict[str, int] = {}
    one = [numbers.setdefault(key, len(numbers)) for key in old.keys]
    other = [numbers.setdefault(key, len(numbers)) for key in new.keys]
    weights = [int(100 * weight(key)) for key in old.keys]
    i = j = 0
    for run in _without_chance([*_kept_runs(backbone(one, other, weights))], old, new):
        if run.i > i or run.j > j:
            yield from _between(old, new, Run(i, run.i, j, run.j))
        yield run
        i, j = run.i_end, run.j_end
    if i < len(old) or j < len(new):
        yield from _between(old, new, Run(i, len(old), j, len(new)))


def _kept_runs(pairs: list[tuple[int, int]]) -> Iterator[Run]:
    first = 0
    for n in range(1, len(pairs) + 1):
        if n == len(pairs) or pairs[n] != (pairs[n - 1][0] + 1, pairs[n - 1][1] + 1):
            (i, j), (i_end, j_end) = pairs[first], pairs[n - 1]
            yield Run(i, i_end + 1, j, j_end + 1, 1.0)
            first = n


def _without_chance(runs: list[Run], old: Words, new: Words) -> list[Run]:
    """The kept runs without those that tell less than what was replaced on both sides of them: there the same small
    words stand by chance."""
    ends = Run(len(old), len(old), len(new), len(new))
    kept: list[Run] = []
    for n, run in enumerate(runs):
        before, after = kept[-1] if kept else Run(0, 0, 0, 0), runs[n + 1] if n + 1 < len(runs) else ends
        told = sum(map(weight, old.keys[run.i : run.i_end]))
        if told > _CHANCE or told > min(_replaced(old, new, before, run), _replaced(old, new, run, after)):
            kept.append(run)
    return kept


def _replaced(old: Words, new: Words, before: Run, after: Run) -> float:
    """The weight of the words between two runs, on the side where it is more."""
    gone, came = old.keys[before.i_end : after.i], new.keys[before.j_end : after.j]
    return max(sum(map(weight, gone)), sum(map(weight, came)))


def _between(old: Words, new: Words, run: Run) -> Iterator[Run]:
    """The run, parted at words that were respelt and at figures that took the place of figures."""
    n, m = run.i_end - run.i, run.j_end - run.j
    i, j = run.i, run.j
    if n * m <= _CELLS:
        for a, b, alike in _likely(old.keys[run.i : run.i_end], new.keys[run.j : run.j_end]):
            if run.i + a > i or run.j + b > j:
                yield Run(i, run.i + a, j, run.j + b)
            i, j = run.i + a + 1, run.j + b + 1
            yield Run(i - 1, i, j - 1, j, alike)
    if i < run.i_end or j < run.j_end:
        yield Run(i, run.i_end, j, run.j_end)


def _likely(one: list[str], other: list[str]) -> list[tuple[int, int, float]]:
    """The pairs, in order, of words that are most likely one, changed; and how alike each two are."""
    if not one or not other:
        return []
    best = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, key in enumerate(one, 1):
        for j, new_key in enumerate(other, 1):
            score = _likelihood(key, new_key)
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + score if score else 0.0)
    pairs, i, j = [], len(one), len(other)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j, _likelihood(one[i], other[j])))
    return pairs[::-1]


def _likelihood(key: str, new_key: str) -> float:
    if is_number(key) or is_number(new_key):
        return _OTHER_FIGURE if is_number(key) and is_number(new_key) else 0.0
    if is_syllable(key) or not key[:1].isalnum() or not new_key[:1].isalnum():
        return 0.0
    alike = Indel.normalized_similarity(key, new_key)
    return min(alike, 0.99) if alike >= _ALIKE else 0.0
