"""How alike sentences of two drafts are, by the words that they share."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from annotator.domain.anchoring_sentences import Sentence
from annotator.domain.anchoring_words import features, is_syllable, weight

# So many sentences are looked at for how common a word is.
_SAMPLE = 400

# A word that more sentences have tells too little to look for likeness by it.
_COMMON = 24

# So many of the sentences that share the most words are weighed.
_WEIGHED = 8

# Sentences less alike than the first are not looked at twice; with other figures, the rest must be so alike.
# A word changed in a script without spaces changes several pairs of characters.
_CHANCE, _SAME_MATTER, _SAME_MATTER_IN_PAIRS = 0.35, 0.75, 0.6

# One that has so much of its words from the other is that one shortened, whatever its figures.
_SHORTENED = 0.95


class Likeness:
    """How alike sentences of two texts are, 0 … 1: the weight of the words that they share, in any order. A word tells
    the less the more sentences have it."""

    def __init__(self, one: Sequence[Sentence], other: Sequence[Sentence]) -> None:
        self._sentences = (one, other)
        self._features: tuple[dict[int, Counter[str]], dict[int, Counter[str]]] = ({}, {})
        self._totals: dict[int, float] = {}
        self._figures: dict[int, set[str]] = {}
        self._joined: dict[tuple[int, int, int], Counter[str]] = {}
        self._shared: dict[tuple[int, int], float] = {}
        spread: Counter[str] = Counter()
        for index in range(0, len(one), max(1, len(one) // _SAMPLE)):
            spread.update(self.of(0, index).keys())
        self._weights = _Weights(spread)

    def of(self, side: int, index: int) -> Counter[str]:
        """The words of a sentence of the old text (0) or the new one (1)."""
        known = self._features[side]
        if index not in known:
            known[index] = words = features(self._sentences[side][index].key)
            self._totals[id(words)] = -1.0
        return known[index]

    def of_all(self, side: int, start: int, end: int) -> Counter[str]:
        """The words of some sentences one after the other, at least one."""
        if end == start + 1:
            return self.of(side, start)
        known = self._joined.get((side, start, end))
        if known is None:
            known = self.of_all(side, start, end - 1) + self.of(side, end - 1)
            self._joined[side, start, end] = known
            self._totals[id(known)] = -1.0
        return known

    def total(self, words: Counter[str]) -> float:
        """What all the words tell; remembered of `of` and `of_all`, which are kept, so that their ids stay theirs."""
        told = self._totals.get(id(words), -1.0)
        if told < 0:
            weights = self._weights
            told = sum([weights[key] * count for key, count in words.items()])
            if id(words) in self._totals:
                self._totals[id(words)] = told
        return told

    def shared(self, one: Counter[str], other: Counter[str]) -> float:
        """What the words tell that both have; remembered as `total` is."""
        told = self._shared.get((id(one), id(other)))
        if told is None:
            weights, few, many = self._weights, *((other, one) if len(one) > len(other) else (one, other))
            told = sum([weights[key] * min(count, many[key]) for key, count in few.items() if key in many])
            if id(one) in self._totals and id(other) in self._totals:
                self._shared[id(one), id(other)] = told
        return told

    def shared_beyond(self, words: Counter[str], holder: Counter[str], less: Counter[str]) -> float:
        """What the words tell that are in a holder as well, over and above those that `less` accounts for."""
        weights, told = self._weights, 0.0
        for key, count in words.items():
            spare = holder[key] - less[key] if key in holder else 0
            if spare > 0:
                told += weights[key] * min(count, spare)
        return told

    def between(self, one: Counter[str], other: Counter[str]) -> float:
        """The share of all words that both have; 0 for two sentences of one mould that tell of different things."""
        total, shared = self.total(one) + self.total(other), self.shared(one, other)
        alike = 2 * shared / total if total else 0.0
        return 0.0 if alike > _CHANCE and self.is_other_matter(one, other, total, shared) else alike

    def is_other_matter(self, one: Counter[str], other: Counter[str], total: float, shared: float) -> bool:
        """Whether two sentences share no figure, though both have some, and their other words are not alike either:
        "The lake is 90 m deep" has not become "The river is 70 m deep". `total` and `shared` are of their words."""
        figures, new_figures = self._figures_in(one), self._figures_in(other)
        if not figures or not new_figures or figures & new_figures:
            return False
        least = _SAME_MATTER_IN_PAIRS if any(map(is_syllable, one)) else _SAME_MATTER
        was, now = self.total(one) - self._weigh(figures), self.total(other) - self._weigh(new_figures)
        return 2 * shared < least * (was + now) and shared < _SHORTENED * min(was, now)

    def is_of_other_figures(self, one: Counter[str], other: Counter[str]) -> bool:
        """Whether two sentences share no figure, though both have some, and differ in other words as well."""
        figures, new_figures = self._figures_in(one), self._figures_in(other)
        if not figures or not new_figures or figures & new_figures:
            return False
        return {key for key in one if key not in figures} != {key for key in other if key not in new_figures}

    def _figures_in(self, words: Counter[str]) -> set[str]:
        """The figures among words; remembered as `total` is."""
        found = self._figures.get(id(words))
        if found is None:
            found = {key for key in words if key[0].isnumeric()}
            if id(words) in self._totals:
                self._figures[id(words)] = found
        return found

    def _weigh(self, keys: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, keys))


class _Weights(dict[str, float]):
    """What each word tells, worked out when first asked for, from how many sentences it is spread over."""

    def __init__(self, spread: Counter[str]) -> None:
        super().__init__()
        self._spread = spread

    def __missing__(self, key: str) -> float:
        self[key] = told = weight(key) / (1 + log(max(1, self._spread[key])))
        return told


class Holders:
    """Finds, among bags of words, those that share the most with another: by the words that few of them have."""

    def __init__(self, bags: dict[int, Counter[str]]) -> None:
        self.bags = bags
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        for name, words in bags.items():
            for key in words:
                self._of[key].append(name)

    def nearest(self, words: Counter[str]) -> list[int]:
        """The names of some bags that share the most words, best first."""
        seen: Counter[int] = Counter()
        for key in words:
            holders = self._of.get(key, ())
            if len(holders) <= _COMMON:
                seen.update(holders)
        return sorted(seen, key=lambda name: (-seen[name], name))[:_WEIGHED]
