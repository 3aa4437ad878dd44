"""Pairs the sentences of two drafts: by whole equality first, then by likeness, the surest first."""

from collections import Counter, defaultdict
from collections.abc import Callable

from annotator.domain.alive import alive
from annotator.domain.anchoring_likeness import Holders, Likeness
from annotator.domain.anchoring_pairs import Alignment, Pairing, backbone, heaviest
from annotator.domain.anchoring_sentences import sentences
from annotator.domain.model import Progress, Span

SURE, NEAR, FAR, ALONE = 0.8, 0.4, 0.6, 0.7
"""Likeness (0 … 1) from which two sentences are one, edited: whatever else there is; between the same neighbours; when
nothing better is left; when nothing of what stood around the one stands around the other."""

# Pairs of sentences of one gap whose likeness is weighed, and of all gaps together.
_GAP_PAIRS, _ALL_PAIRS = 2_500, 150_000

# What a sentence joined to another adds to the likeness asked for; how much of each must be in what they became.
_JOIN_COST, _PART = 0.06, 0.4
_SHAPES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))

# What it adds to the gain of a pairing that the sentences before its own are a pairing, too.
_TOGETHER = 0.3

# Two finds so close are told apart by their neighbours.
_CLOSE = 0.1

# So many sentences to either side are what a sentence stands among.
_NEARBY = 2

# A sentence is part of a pairing when this share of its words is there; so many may be joined into one.
_HELD, _MOST_JOINED = 0.7, 12

# A sentence whose words weigh less is too short to be known anywhere by them.
_TELLING = 1.2


def align(old: str, new: str, progress: Progress | None = None) -> Alignment:
    """Pairs the sentences of two texts. The work grows with the length of the texts, whatever they are. Raises whatever
    `progress` raises, to stop."""
    found = Alignment(sentences(old, progress), sentences(new, progress))
    _pair_equal(found)
    passes = _Passes(found, Likeness(found.old, found.new), alive(progress))
    passes.follow()
    passes.pair_alike(SURE)
    passes.pair_gaps()
    passes.pair_beside_moved()
    passes.absorb()
    passes.pair_joined()
    passes.pair_alike(FAR)
    passes.absorb()
    return found


def _pair_equal(found: Alignment) -> None:
    numbers: dict[str, int] = {}
    one = [numbers.setdefault(sentence.key, len(numbers)) for sentence in found.old]
    other = [numbers.setdefault(sentence.key, len(numbers)) for sentence in found.new]
    weights = [len(sentence.key) + 1 for sentence in found.old]
    for i, j in backbone(one, other, weights, fewest=_GAP_PAIRS):
        found.pair(i, j, exact=True, moved=False)
    _pair_moved(found, one, other)


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


class _Passes:
    """The passes over what is not paired yet."""

    def __init__(self, found: Alignment, likeness: Likeness, sign: Callable[[], None]) -> None:
        self._found, self._likeness, self._sign = found, likeness, sign
        self._pairs_left = _ALL_PAIRS

    def follow(self) -> None:
        """Beside sentences that stayed in place, the next ones have mostly stayed, too."""
        for way in (1, -1):
            order = range(len(self._found.old))
            for i in order if way > 0 else reversed(order):
                self._sign()
                beside = self._found.of_old.get(i - way)
                if i in self._found.of_old or beside is None or beside.moved:
                    continue
                j = beside.new.end if way > 0 else beside.new.start - 1
                is_free = 0 <= j < len(self._found.new) and j not in self._found.of_new
                if is_free and self._alike(i, j) >= SURE:
                    self._found.pair(i, j, exact=self._is_exact(i, j), moved=False)

    def pair_alike(self, least: float) -> None:
        """Sentences each the other's most alike of all that are left; of those that are as alike, the one between the
        more alike neighbours."""
        holders = Holders({j: self._likeness.of(1, j) for j in self._free()} if self._left() else {})
        best: dict[int, tuple[float, int]] = {}
        chosen: dict[int, int] = {}
        for i in self._left():
            self._sign()
            scored = [(self._alike(i, j), j) for j in holders.nearest(self._likeness.of(0, i))]
            self._pairs_left -= len(scored)
            if self._pairs_left < 0:
                break
            top = max((score for score, _ in scored), default=0.0)
            if top >= least:
                close = [(score + self._beside(i, j), -j) for score, j in scored if score > top - _CLOSE]
                score, j = max(close)
                chosen[i] = -j
                best[-j] = max(best.get(-j, (0.0, 0)), (score, -i))
        mutual = [(i, j) for i, j in chosen.items() if best[j][1] == -i]
        weights = [len(sentence.key) for sentence in self._found.old]
        in_order = set(heaviest([(i, j) for i, j in mutual if self._found.is_in_order(i, j)], weights))
        together = dict(mutual)
        alone = {pair for pair in mutual if not self._has_company(*pair, together) and self._is_doubtful(*pair)}
        for i, j in mutual:
            if (i, j) not in alone:
                self._found.pair(i, j, exact=self._is_exact(i, j), moved=(i, j) not in in_order)

    def _has_company(self, i: int, j: int, mutual: dict[int, int]) -> bool:
        """Whether a sentence near the old one is near the new one, too."""
        for k in range(i - _NEARBY, i + _NEARBY + 1):
            pairing = self._found.of_old.get(k)
            at = pairing.new.start if pairing is not None else mutual.get(k)
            if k != i and at is not None and abs(at - j) <= _NEARBY:
                return True
        return False

    def _is_doubtful(self, i: int, j: int) -> bool:
        """Whether two sentences in different surroundings are not surely one: much has changed, or the figures and
        what they are of."""
        one, other = self._likeness.of(0, i), self._likeness.of(1, j)
        return self._alike(i, j) < ALONE or self._likeness.is_of_other_figures(one, other)

    def _beside(self, i: int, j: int) -> float:
        """What the neighbours of two sentences say for them, 0 … 1/5."""
        said = 0.0
        for way in (-1, 1):
            pairing = self._found.of_old.get(i + way)
            if pairing is not None:
                said += (pairing.new.end - 1 if way < 0 else pairing.new.start) == j + way
            elif 0 <= i + way < len(self._found.old) and 0 <= j + way < len(self._found.new):
                said += self._alike(i + way, j + way)
        return said / 10

    def _alike(self, i: int, j: int) -> float:
        return self._likeness.between(self._likeness.of(0, i), self._likeness.of(1, j))

    def _is_exact(self, i: int, j: int) -> bool:
        return self._found.old[i].key == self._found.new[j].key

    def _left(self) -> list[int]:
        return [i for i in range(len(self._found.old)) if i not in self._found.of_old]

    def _free(self) -> list[int]:
        return [j for j in range(len(self._found.new)) if j not in self._found.of_new]

    def pair_gaps(self) -> None:
        for left, free in list(self._found.gaps()):
            self._pair_gap(left, free, moved=False)

    def pair_beside_moved(self) -> None:
        """What stands beside sentences that moved together has mostly moved with them."""
        for pairing in [pairing for pairing in self._found.pairings() if pairing.moved]:
            for way in (-1, 1):
                at = pairing.old.start - 1 if way < 0 else pairing.old.end
                to = pairing.new.start - 1 if way < 0 else pairing.new.end
                left = _run(at, way, len(self._found.old), self._found.of_old)
                free = _run(to, way, len(self._found.new), self._found.of_new)
                self._pair_gap(left, free, moved=True)

    def _pair_gap(self, left: list[int], free: list[int], *, moved: bool) -> None:
        """Pairs sentences in order so that the sum of what their pairings gain is the greatest; one may become two or
        three, and two or three one."""
        count = len(left) * len(free)
        if not count or count > min(_GAP_PAIRS, self._pairs_left):
            return
        self._sign()
        self._pairs_left -= count
        step = self._steps(left, free)
        i, j = len(left), len(free)
        while i or j:
            a, b = step[i][j]
            if a and b:
                old, new = Span(left[i - a], left[i - 1] + 1), Span(free[j - b], free[j - 1] + 1)
                exact = a == b and self._is_exact(old.start, new.start)
                self._found.add(old, new, exact=exact, moved=moved)
            i, j = i - a, j - b

    def _steps(self, left: list[int], free: list[int]) -> list[list[tuple[int, int]]]:
        """How many old and new sentences the last pairing takes, of the first i and j sentences of a gap."""
        n, m = len(left), len(free)
        gain = [[0.0] * (m + 1) for _ in range(n + 1)]
        step: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
        for i in range(n + 1):
            for j in range(m + 1):
                best, how = (gain[i - 1][j], (1, 0)) if i else (0.0, (0, 1))
                if j and gain[i][j - 1] > best:
                    best, how = gain[i][j - 1], (0, 1)
                for a, b in _SHAPES:
                    if a <= i and b <= j and _adjacent(left, i, a) and self._is_run(free, j, b):
                        more = self._gain(Span(left[i - a], left[i - 1] + 1), Span(free[j - b], free[j - 1] + 1))
                        more += gain[i - a][j - b] + (_TOGETHER if more > 0 and all(step[i - a][j - b]) else 0.0)
                        if more > best + 1e-9:
                            best, how = more, (a, b)
                gain[i][j], step[i][j] = best, how
        return step

    def _is_run(self, free: list[int], end: int, count: int) -> bool:
        """Whether new sentences follow each other in one paragraph, so that one old sentence may have become them."""
        first, last = self._found.new[free[end - count]], self._found.new[free[end - 1]]
        return _adjacent(free, end, count) and first.paragraph == last.paragraph

    def _gain(self, old: Span, new: Span) -> float:
        """What pairing these sentences adds; less than 0 when they are not alike enough."""
        likeness, count = self._likeness, len(old) + len(new)
        one, other = likeness.of_all(0, old.start, old.end), likeness.of_all(1, new.start, new.end)
        if count > 2:
            side, joined, parts = (0, other, old) if len(old) > 1 else (1, one, new)
            for part in (likeness.of(side, n) for n in range(parts.start, parts.end)):
                if likeness.shared(part, joined) < _PART * likeness.total(part):
                    return -1.0
        floor = NEAR + _JOIN_COST * (count - 2)
        shared, total = likeness.shared(one, other), likeness.total(one) + likeness.total(other)
        gain = 2 * shared - floor * total
        return -1.0 if gain > 0 and likeness.is_other_matter(one, other, total, shared) else gain

    def absorb(self) -> None:
        """Adds to a pairing the sentence beside it whose words are in it too: what was joined or parted."""
        for side, known in enumerate((self._found.of_old, self._found.of_new)):
            count = len(self._found.new if side else self._found.old)
            for order in (range(count), range(count - 1, -1, -1)):
                for index in order:
                    if index not in known:
                        self._sign()
                        self._absorb_one(side, index)

    def _absorb_one(self, side: int, index: int) -> None:
        known = self._found.of_new if side else self._found.of_old
        for pairing in (known.get(index - 1), known.get(index + 1)):
            if pairing is None or pairing.exact or len(pairing.old) + len(pairing.new) > _MOST_JOINED:
                continue
            own = pairing.new if side else pairing.old
            if side and not self._is_in_paragraph(index, own):
                continue
            if self._is_spare(pairing, side, self._likeness.of(side, index)):
                grown = Span(min(index, own.start), max(index + 1, own.end))
                self._found.grow(pairing, *((pairing.old, grown) if side else (grown, pairing.new)))
                return

    def _is_in_paragraph(self, index: int, beside: Span) -> bool:
        """Whether a new sentence is in the paragraph of the new sentences beside it."""
        nearest = beside.end - 1 if index >= beside.end else beside.start
        return self._found.new[index].paragraph == self._found.new[nearest].paragraph

    def _is_spare(self, pairing: Pairing, side: int, words: Counter[str]) -> bool:
        """Whether these words, beside a pairing on one side, are over on its other side."""
        likeness, (less, holder) = self._likeness, self._both(pairing, side)
        shared, total = likeness.shared_beyond(words, holder, less), likeness.total(words)
        if not shared or shared < _HELD * min(total, _TELLING):
            return False
        return shared >= _HELD * min(total, max(_TELLING, likeness.total(holder - less)))

    def _both(self, pairing: Pairing, side: int) -> tuple[Counter[str], Counter[str]]:
        """The words of a pairing on one side and on the other."""
        old = self._likeness.of_all(0, pairing.old.start, pairing.old.end)
        new = self._likeness.of_all(1, pairing.new.start, pairing.new.end)
        return (new, old) if side else (old, new)

    def pair_joined(self) -> None:
        """Sentences most of whose words stand together in one new sentence, perhaps with those of others: they were
        joined, be it elsewhere or in another order."""
        left = self._left()
        if not left:
            return
        news = {j: Span(j, j + 1) for j in self._free()}
        spare = {j: self._likeness.of(1, j) for j in news}
        for pairing in self._found.pairings():
            if not pairing.exact:
                news[pairing.new.start] = pairing.new
                was, now = self._both(pairing, 0)
                spare[pairing.new.start] = now - was
        holders = Holders(spare)
        joined: defaultdict[int, list[int]] = defaultdict(list)
        for i in left:
            self._sign()
            words = self._likeness.of(0, i)
            held = [(self._likeness.shared(words, spare[j]), -j) for j in holders.nearest(words)]
            most, j = max(held, default=(0.0, 0))
            total = self._likeness.total(words)
            if total >= _TELLING and most >= _HELD * total:
                joined[-j].append(i)
        for j, indices in joined.items():
            is_joined = len(indices) > 1 or j in self._found.of_new
            if is_joined or self._has_company(indices[0], j, {}) or not self._is_doubtful(indices[0], j):
                self._join(indices, news[j])

    def _join(self, indices: list[int], new: Span) -> None:
        """Pairs old sentences with the new one that holds them all; in place if they are so, too."""
        first, last = indices[0], indices[-1]
        if last - first == len(indices) - 1 and new.start not in self._found.of_new:
            moved = not self._found.is_in_order(first, new.start)
            self._found.add(Span(first, last + 1), new, exact=False, moved=moved)
            return
        for i in indices:
            self._found.of_old[i] = Pairing(Span(i, i + 1), new, exact=False, moved=True)
            self._found.of_new.setdefault(new.start, self._found.of_old[i])


def _run(at: int, way: int, end: int, taken: dict[int, Pairing], most: int = 12) -> list[int]:
    """The indices from `at` on in one direction that are not taken, in rising order."""
    run: list[int] = []
    while 0 <= at < end and at not in taken and len(run) < most:
        run.append(at)
        at += way
    return run[::way]


def _adjacent(indices: list[int], end: int, count: int) -> bool:
    return indices[end - 1] - indices[end - count] == count - 1
