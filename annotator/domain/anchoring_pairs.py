"""Which sentences of two drafts belong together, and the longest order that two sequences share."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from annotator.domain.anchoring_sentences import Sentence
from annotator.domain.model import Span

# Sequences are compared sign by sign only where the table of all pairs has at most so many cells.
_CELLS = 4_000_000

# How many in a row are looked at together where none is alone of its kind.
_RUNS = (1, 2, 5, 20)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Old sentences `old.start:old.end` have become new sentences `new.start:new.end` (indices, not code points)."""

    old: Span
    new: Span
    exact: bool
    moved: bool


@dataclass(slots=True)
class Alignment:
    """All pairings of two texts, by old and by new sentence; a sentence without one is gone or new. Those that did not
    move are in the same order in both."""

    old: list[Sentence]
    new: list[Sentence]
    of_old: dict[int, Pairing] = field(default_factory=dict)
    of_new: dict[int, Pairing] = field(default_factory=dict)
    _old_spine: list[int] = field(default_factory=list)
    _new_spine: list[int] = field(default_factory=list)

    def add(self, old: Span, new: Span, *, exact: bool, moved: bool) -> None:
        pairing = Pairing(old, new, exact, moved)
        self.of_old.update(dict.fromkeys(range(old.start, old.end), pairing))
        self.of_new.update(dict.fromkeys(range(new.start, new.end), pairing))
        if not moved:
            insort(self._old_spine, old.start)
            insort(self._new_spine, new.start)

    def pair(self, old: int, new: int, *, exact: bool, moved: bool) -> None:
        self.add(Span(old, old + 1), Span(new, new + 1), exact=exact, moved=moved)

    def grow(self, pairing: Pairing, old: Span, new: Span) -> None:
        """Makes a pairing one of more sentences, neighbours of its own."""
        grown = Pairing(old, new, exact=False, moved=pairing.moved)
        self.of_old.update(dict.fromkeys(range(old.start, old.end), grown))
        self.of_new.update(dict.fromkeys(range(new.start, new.end), grown))
        if not pairing.moved:
            self._old_spine[bisect_left(self._old_spine, pairing.old.start)] = old.start
            self._new_spine[bisect_left(self._new_spine, pairing.new.start)] = new.start

    def is_in_order(self, old: int, new: int) -> bool:
        """Whether a pairing of these two, not paired yet, would cross none of those that did not move."""
        return bisect_left(self._old_spine, old) == bisect_left(self._new_spine, new)

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """What is left of both texts between each two neighbours of those that did not move."""
        a = c = 0
        spine = zip(self._old_spine[:], self._new_spine[:], strict=True)
        for i, j in [*spine, (len(self.old), len(self.new))]:
            if i > a and j > c:
                left = [n for n in range(a, i) if n not in self.of_old]
                free = [n for n in range(c, j) if n not in self.of_new]
                if left and free:
                    yield left, free
            a, c = i + 1, j + 1

    def pairings(self) -> list[Pairing]:
        """Each pairing once, in the order of the old text."""
        return list(dict.fromkeys(pairing for _, pairing in sorted(self.of_old.items())))


def backbone(
    one: Sequence[int], other: Sequence[int], weights: Sequence[int], fewest: int = 0
) -> list[tuple[int, int]]:
    """Pairs of equal numbers in the same order in both, of nearly the greatest weight: first those that are alone of
    their kind, then their neighbours, then the same again between them. The rest is compared one by one, but left to
    the caller where it makes no more than `fewest` pairs."""
    pairs: list[tuple[int, int]] = []
    todo = [(0, len(one), 0, len(other))]
    while todo:
        a, b, c, d = todo.pop()
        while a < b and c < d and one[a] == other[c]:
            pairs.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and one[b - 1] == other[d - 1]:
            b, d = b - 1, d - 1
            pairs.append((b, d))
        if a == b or c == d:
            continue
        anchors = heaviest(_alone(one[a:b], other[c:d], a, c), weights)
        if anchors:
            for i, j in [*anchors, (b, d)]:
                if i >= a and j >= c:
                    todo.append((a, i, c, j))
                    if i < b:
                        pairs.append((i, j))
                    a, c = i + 1, j + 1
        elif fewest < (b - a) * (d - c) <= _CELLS:
            pairs += _common(one[a:b], other[c:d], a, c)
    return sorted(pairs)


def _common(one: Sequence[int], other: Sequence[int], a: int, c: int) -> Iterator[tuple[int, int]]:
    for code in Indel.opcodes(one, other):
        if code.tag == "equal":
            yield from ((a + code.src_start + n, c + code.dest_start + n) for n in range(code.src_end - code.src_start))


def _alone(one: Sequence[int], other: Sequence[int], a: int, c: int) -> list[tuple[int, int]]:
    """The places, counted from `a` and `c`, of what is alone of its kind in both; where nothing is, of what is alone
    with those after it."""
    for run in _RUNS:
        keys = one if run == 1 else list(zip(*(one[n:] for n in range(run)), strict=False))
        new_keys = other if run == 1 else list(zip(*(other[n:] for n in range(run)), strict=False))
        counts, new_counts = Counter(keys), Counter(new_keys)
        places = {key: j for j, key in enumerate(new_keys) if new_counts[key] == 1}
        alone = [(a + i, c + places[key]) for i, key in enumerate(keys) if counts[key] == 1 and key in places]
        if alone:
            return alone
    return []


def heaviest(pairs: list[tuple[int, int]], weights: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of an increasing run of new places that weigh most together; `pairs` are in old order."""
    order = sorted(j for _, j in pairs)
    best = [(0, -1)] * (len(order) + 1)  # a Fenwick tree of the heaviest run that ends at or before a place
    before = [-1] * len(pairs)
    heaviest, last = 0, -1
    for n, (i, j) in enumerate(pairs):
        place = bisect_left(order, j)
        total, at = 0, place
        while at:
            if best[at][0] > total:
                total, before[n] = best[at]
            at -= at & -at
        total += weights[i]
        at = place + 1
        while at <= len(order):
            if best[at][0] < total:
                best[at] = (total, n)
            at += at & -at
        if total > heaviest:
            heaviest, last = total, n
    run: list[tuple[int, int]] = []
    while last >= 0:
        run.append(pairs[last])
        last = before[last]
    return run[::-1]
