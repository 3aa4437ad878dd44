"""Which sentence of the new text each sentence of the old one has become: by whole equality first, then by likeness
between neighbours, then by likeness anywhere."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from rapidfuzz.distance import Indel

from annotator.domain.anchoring_sentences import Sentence, sentences
from annotator.domain.anchoring_words import features, weight, words_in
from annotator.domain.model import Span

# Sequences are compared sign by sign only where the table of all pairs has at most so many cells.
_CELLS = 4_000_000

# Pairs of sentences of one gap whose likeness is weighed, and of all gaps together.
_GAP_PAIRS, _ALL_PAIRS = 2_500, 150_000

# A word that more sentences share tells too little to look for likeness by it.
_COMMON = 24

# So many sentences are looked at for how common a word is.
_SAMPLE = 400

NEAR = 0.30
"""Likeness (0 … 1) from which two sentences between the same neighbours are one, edited."""
FAR = 0.55
"""Likeness from which a sentence is one that stood elsewhere, edited."""
_JOIN_COST = 0.06

# What it adds to the gain of a pairing that the sentences before its own are a pairing, too.
_TOGETHER = 0.3

# A sentence is part of the pairing beside it when this share of its words is there; so many may be joined into one.
_HELD, _MOST_JOINED = 0.6, 12


@dataclass(frozen=True, slots=True)
class Pairing:
    """Old sentences `old.start:old.end` have become new sentences `new.start:new.end` (indices, not code points)."""

    old: Span
    new: Span
    exact: bool
    moved: bool


@dataclass(slots=True)
class Alignment:
    """All pairings of two texts, by old and by new sentence; a sentence without one is gone or new."""

    old: list[Sentence]
    new: list[Sentence]
    of_old: dict[int, Pairing] = field(default_factory=dict)
    of_new: dict[int, Pairing] = field(default_factory=dict)

    def add(self, pairing: Pairing) -> None:
        self.of_old.update(dict.fromkeys(range(pairing.old.start, pairing.old.end), pairing))
        self.of_new.update(dict.fromkeys(range(pairing.new.start, pairing.new.end), pairing))

    def pairings(self) -> list[Pairing]:
        """Each pairing once, in the order of the old text."""
        return list(dict.fromkeys(pairing for _, pairing in sorted(self.of_old.items())))

    def pair(self, old: int, new: int, *, exact: bool, moved: bool) -> None:
        self.add(Pairing(Span(old, old + 1), Span(new, new + 1), exact, moved))


def align(old: str, new: str) -> Alignment:
    """Pairs the sentences of two texts. The work grows with the length of the texts, whatever they are."""
    found = Alignment(sentences(old), sentences(new))
    numbers: dict[str, int] = {}
    one = [numbers.setdefault(sentence.key, len(numbers)) for sentence in found.old]
    other = [numbers.setdefault(sentence.key, len(numbers)) for sentence in found.new]
    weights = [len(sentence.key) + 1 for sentence in found.old]
    for i, j in backbone(one, other, weights, fewest=_GAP_PAIRS):
        found.pair(i, j, exact=True, moved=False)
    _pair_moved(found, one, other)
    likeness = _Likeness(old, new, found)
    _pair_gaps(found, likeness)
    _pair_beside_moved(found, likeness)
    _absorb(found, likeness)
    _pair_within(found, likeness)
    _pair_anywhere(found, likeness)
    _absorb(found, likeness)
    return found


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
        anchors = _heaviest(_alone_in_both(one, other, a, b, c, d), weights)
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


def _alone_in_both(one: Sequence[int], other: Sequence[int], a: int, b: int, c: int, d: int) -> list[tuple[int, int]]:
    counts, new_counts = Counter(one[a:b]), Counter(other[c:d])
    places = {other[j]: j for j in range(c, d) if new_counts[other[j]] == 1}
    return [(i, places[one[i]]) for i in range(a, b) if counts[one[i]] == 1 and one[i] in places]


def _heaviest(pairs: list[tuple[int, int]], weights: Sequence[int]) -> list[tuple[int, int]]:
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


def _pair_moved(found: Alignment, one: list[int], other: list[int]) -> None:
    """Sentences of the same words elsewhere: alone of their kind among what is left, and then their neighbours."""
    left = [i for i in range(len(one)) if i not in found.of_old]
    free = [j for j in range(len(other)) if j not in found.of_new]
    counts, new_counts = Counter(one[i] for i in left), Counter(other[j] for j in free)
    places = {other[j]: j for j in free if new_counts[other[j]] == 1}
    alone = [(i, places[one[i]]) for i in left if counts[one[i]] == 1 and one[i] in places]
    for i, j in alone:
        if i not in found.of_old:
            found.pair(i, j, exact=True, moved=True)
        for way in (1, -1):
            a, b = i + way, j + way
            while (
                0 <= a < len(one)
                and 0 <= b < len(other)
                and one[a] == other[b]
                and a not in found.of_old
                and b not in found.of_new
            ):
                found.pair(a, b, exact=True, moved=True)
                a, b = a + way, b + way


class _Likeness:
    """How alike sentences of two texts are, 0 … 1: the weight of the words that they share, in any order. A word tells
    the less the more sentences have it."""

    def __init__(self, old: str, new: str, alignment: Alignment) -> None:
        self._texts = (old, new)
        self._sentences = (alignment.old, alignment.new)
        self._features: tuple[dict[int, Counter[str]], dict[int, Counter[str]]] = ({}, {})
        self._weights: dict[str, float] = {}
        self.pairs_left = _ALL_PAIRS
        self._spread: Counter[str] = Counter()
        every = range(0, len(alignment.old), max(1, len(alignment.old) // _SAMPLE))
        for index in every:
            self._spread.update(self.of(0, index).keys())

    def of(self, side: int, index: int) -> Counter[str]:
        known = self._features[side]
        if index not in known:
            sentence = self._sentences[side][index]
            known[index] = features(words_in(self._texts[side], sentence.start, sentence.end))
        return known[index]

    def total(self, counted: Counter[str]) -> float:
        return sum(self._weight(key) * count for key, count in counted.items())

    def shared(self, one: Counter[str], other: Counter[str]) -> float:
        if len(one) > len(other):
            one, other = other, one
        return sum(self._weight(key) * min(count, other[key]) for key, count in one.items() if key in other)

    def between(self, one: Counter[str], other: Counter[str]) -> float:
        total = self.total(one) + self.total(other)
        return 2 * self.shared(one, other) / total if total else 0.0

    def _weight(self, key: str) -> float:
        if key not in self._weights:
            self._weights[key] = weight(key) / (1 + log(max(1, self._spread[key])))
        return self._weights[key]


def _pair_gaps(found: Alignment, likeness: _Likeness) -> None:
    """Between each two neighbours of the backbone, pairs what is left on both sides."""
    spine = sorted((i, pairing.new.start) for i, pairing in found.of_old.items() if pairing.exact and not pairing.moved)
    a = c = 0
    for i, j in [*spine, (len(found.old), len(found.new))]:
        if i > a and j > c:
            left = [n for n in range(a, i) if n not in found.of_old]
            free = [n for n in range(c, j) if n not in found.of_new]
            _pair_gap(found, likeness, left, free, moved=False)
        a, c = i + 1, j + 1


def _pair_beside_moved(found: Alignment, likeness: _Likeness) -> None:
    """What stands beside sentences that moved together has mostly moved with them."""
    for pairing in [pairing for pairing in found.pairings() if pairing.moved]:
        for way in (-1, 1):
            at = pairing.old.start - 1 if way < 0 else pairing.old.end
            to = pairing.new.start - 1 if way < 0 else pairing.new.end
            left = _run(at, way, len(found.old), found.of_old)
            free = _run(to, way, len(found.new), found.of_new)
            _pair_gap(found, likeness, left, free, moved=True)


def _run(at: int, way: int, end: int, taken: dict[int, Pairing], most: int = 12) -> list[int]:
    """The indices from `at` on in one direction that are not taken, in rising order."""
    run: list[int] = []
    while 0 <= at < end and at not in taken and len(run) < most:
        run.append(at)
        at += way
    return run[::way]


def _pair_gap(found: Alignment, likeness: _Likeness, left: list[int], free: list[int], *, moved: bool) -> None:
    """Pairs sentences in order so that the sum of what their pairings gain is the greatest; one may become two or
    three, and two or three one."""
    pairs = len(left) * len(free)
    if not pairs or pairs > min(_GAP_PAIRS, likeness.pairs_left):
        return
    likeness.pairs_left -= pairs
    n, m = len(left), len(free)
    gain = [[0.0] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    ones, others = [likeness.of(0, i) for i in left], [likeness.of(1, j) for j in free]
    for i in range(n + 1):
        for j in range(m + 1):
            best, how = (gain[i - 1][j], (1, 0)) if i else (0.0, (0, 1))
            if j and gain[i][j - 1] > best:
                best, how = gain[i][j - 1], (0, 1)
            for a, b in _SHAPES:
                if a <= i and b <= j and _adjacent(left, i, a) and _adjacent(free, j, b):
                    more = gain[i - a][j - b] + _gain(likeness, ones[i - a : i], others[j - b : j])
                    if more > gain[i - a][j - b] and all(step[i - a][j - b]):
                        more += _TOGETHER
                    if more > best + 1e-9:
                        best, how = more, (a, b)
            gain[i][j], step[i][j] = best, how
    i, j = n, m
    while i or j:
        a, b = step[i][j]
        if a and b:
            old, new = Span(left[i - a], left[i - 1] + 1), Span(free[j - b], free[j - 1] + 1)
            exact = a == b and found.old[old.start].key == found.new[new.start].key
            found.add(Pairing(old, new, exact, moved))
        i, j = i - a, j - b


_SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))


def _adjacent(indices: list[int], end: int, count: int) -> bool:
    return indices[end - 1] - indices[end - count] == count - 1


def _gain(likeness: _Likeness, ones: list[Counter[str]], others: list[Counter[str]]) -> float:
    one = ones[0] if len(ones) == 1 else sum(ones, Counter())
    other = others[0] if len(others) == 1 else sum(others, Counter())
    total = likeness.total(one) + likeness.total(other)
    floor = NEAR + _JOIN_COST * (len(ones) + len(others) - 2)
    return 2 * likeness.shared(one, other) - floor * total


def _pair_anywhere(found: Alignment, likeness: _Likeness) -> None:
    """Sentences that were edited and moved: each the other's most alike of all that are left."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for j in range(len(found.new)):
        if j not in found.of_new:
            for key in likeness.of(1, j):
                holders[key].append(j)
    alike: dict[int, tuple[float, int]] = {}
    chosen: dict[int, tuple[float, int]] = {}
    for i in range(len(found.old)):
        if i in found.of_old:
            continue
        nearest = most_alike(likeness, likeness.of(0, i), holders)
        if nearest and nearest[0][0] >= FAR:
            score, j = nearest[0]
            chosen[i] = (score, j)
            alike[j] = max(alike.get(j, (0.0, -1)), (score, -i))
    for i, (score, j) in chosen.items():
        if alike[j] == (score, -i):
            found.pair(i, j, exact=False, moved=True)


def _absorb(found: Alignment, likeness: _Likeness) -> None:
    """Adds to a pairing the sentence beside it whose words are in it too: what was joined or parted."""
    for side in (0, 1):
        own = found.new if side else found.old
        for order in (range(len(own)), range(len(own) - 1, -1, -1)):
            for index in order:
                if index not in (found.of_new if side else found.of_old):
                    _absorb_one(found, likeness, side, index)


def _absorb_one(found: Alignment, likeness: _Likeness, side: int, index: int) -> None:
    known = found.of_new if side else found.of_old
    for pairing in (known.get(index - 1), known.get(index + 1)):
        if pairing is None or pairing.exact or len(pairing.old) + len(pairing.new) > _MOST_JOINED:
            continue
        sides = [sum((likeness.of(n, i) for i in range(*ends)), Counter()) for n, ends in enumerate(_indices(pairing))]
        words = likeness.of(side, index)
        if likeness.shared(words, sides[1 - side] - sides[side]) >= _HELD * likeness.total(words) > 0:
            old, new = pairing.old, pairing.new
            grown = Span(min(index, (old, new)[side].start), max(index + 1, (old, new)[side].end))
            ends = (old, grown) if side else (grown, new)
            found.add(Pairing(*ends, exact=False, moved=pairing.moved))
            return


def _pair_within(found: Alignment, likeness: _Likeness) -> None:
    """A sentence whose words are in a new one that has also another's: they were joined in another order."""
    left = [i for i in range(len(found.old)) if i not in found.of_old]
    if not left:
        return
    spare: dict[Pairing, Counter[str]] = {}
    holders: defaultdict[str, list[Pairing]] = defaultdict(list)
    for pairing in [pairing for pairing in found.pairings() if not pairing.exact]:
        sides = [sum((likeness.of(n, i) for i in range(*ends)), Counter()) for n, ends in enumerate(_indices(pairing))]
        spare[pairing] = sides[1] - sides[0]
        for key in spare[pairing]:
            holders[key].append(pairing)
    for i in left:
        words = likeness.of(0, i)
        seen: Counter[Pairing] = Counter()
        for key in words:
            if len(holders[key]) <= _COMMON:
                seen.update(holders[key])
        held = [(likeness.shared(words, spare[pairing]), pairing.new) for pairing, _ in seen.most_common(4)]
        most, new = max(held, default=(0.0, Span(0, 0)), key=lambda each: each[0])
        if most >= _HELD * likeness.total(words) > 0:
            found.of_old[i] = Pairing(Span(i, i + 1), new, exact=False, moved=True)


def _indices(pairing: Pairing) -> tuple[tuple[int, int], tuple[int, int]]:
    return (pairing.old.start, pairing.old.end), (pairing.new.start, pairing.new.end)


def most_alike(
    likeness: _Likeness, wanted: Counter[str], holders: dict[str, list[int]], count: int = 3
) -> list[tuple[float, int]]:
    """The (likeness, index) of the new sentences most alike to what is wanted, best first."""
    seen: Counter[int] = Counter()
    for key in wanted:
        where = holders.get(key, ())
        if len(where) <= _COMMON:
            seen.update(where)
    near = sorted(seen.items(), key=lambda each: (-each[1], each[0]))[: 4 * count]
    scored = [(likeness.between(wanted, likeness.of(1, j)), j) for j, _ in near]
    return sorted(scored, key=lambda each: (-each[0], each[1]))[:count]
