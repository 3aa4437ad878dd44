"""What a palette offers: rows that are made when they come into sight, and found by typing among fifty thousand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: its name, what stands at the right, what is told beneath, and what choosing it does. `inset` is how many
    steps the row stands in."""

    name: str
    aside: str
    second: str
    do: Callable[[], object]
    inset: int = 0


class Choices:
    """A fixed few. Where there are many, or all are not there at once, `name`, `numbered` and `more` say how."""

    def __init__(self, rows: Sequence[Choice] = ()) -> None:
        self._rows = rows
        self._searched: list[str] = []
        self._before: tuple[str, int, Sequence[int]] = "", 0, ()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, n: int) -> Choice:
        return self._rows[n]

    def name(self, n: int) -> str:
        """What is searched of row `n`."""
        return self._rows[n].name

    def numbered(self, typed: str) -> list[int]:
        """The rows that have this number."""
        return []

    def more(self) -> bool:
        """Take in some more rows, or make ready to be searched, for a few milliseconds; False when there is no more to
        do."""
        ready = len(self._searched)
        self._ready(min(len(self), ready + _SLICE))
        return len(self._searched) < len(self)

    def _ready(self, count: int) -> None:
        self._searched += [_plain(self.name(n)) for n in range(len(self._searched), count)]

    def search(self, typed: str) -> Sequence[int]:
        """The rows in which every word typed is, best first: words that begin a word go before words that are inside
        one, and a row that begins with the first word before others."""
        words = _plain(typed).split()
        if not words:
            return range(len(self))
        self._ready(len(self))
        groups: Sequence[Sequence[int]] = (self._among(typed),)
        for word in words:
            split = [self._split(rows, word) for rows in groups]
            begun, inside = [*(begun for begun, _ in split), []], [[], *(inside for _, inside in split)]
            groups = [sorted(one + other) for one, other in zip(begun, inside, strict=True)]
        self._before = typed, len(self), sorted(chain.from_iterable(groups))
        *some_begun, all_inside = groups
        found = [*chain.from_iterable(self._beginning_first(rows, words[0]) for rows in some_begun), *all_inside]
        numbered = self.numbered(typed.strip())
        return [*numbered, *(n for n in found if n not in numbered)] if numbered else found

    def _among(self, typed: str) -> Sequence[int]:
        """Where to look: what goes on from what was typed before is among what was found then."""
        before, count, found = self._before
        return found if before and typed.startswith(before) and count == len(self) else range(len(self))

    def _split(self, rows: Sequence[int], word: str) -> tuple[list[int], list[int]]:
        """The rows in which the word begins a word, and those in which it is only inside one."""
        searched, begun = self._searched, f" {word}"
        found = [n for n in rows if word in searched[n]]
        first = [n for n in found if begun in searched[n]]
        return first, [n for n in found if begun not in searched[n]] if len(first) < len(found) else []

    def _beginning_first(self, rows: Sequence[int], word: str) -> list[int]:
        """The rows that begin with a word, then the others."""
        searched, begun = self._searched, f" {word}"
        first = [n for n in rows if searched[n].startswith(begun)]
        return first + [n for n in rows if not searched[n].startswith(begun)] if len(first) < len(rows) else first


_SLICE = 4_000
"""Rows made ready to be searched at once: some 3 ms."""


def _plain(text: str) -> str:
    """Text as it is searched: a space before each word, whatever parts the words and whatever their case."""
    return f" {' '.join(text.casefold().replace('–', ' ').split())}"
