"""Back and forward: the places that were left by a jump, in whatever article of the project."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import NamedTuple

MOST = 100
STAY = 1.5
"""Seconds after which one has not only passed an article."""


class Spot(NamedTuple):
    """A place that was left: an article, a code point of its text, and the claim that was worked on there."""

    article: str
    point: int
    claim: str = ""

    def is_at(self, other: "Spot") -> bool:
        return self[:2] == other[:2]


class History:
    """The oldest spots are forgotten first; those in articles that are not `known` any more are passed over."""

    def __init__(self) -> None:
        self._back: list[Spot] = []
        self._forward: list[Spot] = []
        self._held = 0
        self._walked = -STAY
        self.clock = time.monotonic
        self.known: Callable[[str], bool] = lambda article: True

    @property
    def can_go_back(self) -> bool:
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._forward)

    def clear(self) -> None:
        self._back, self._forward = [], []

    def left(self, spot: Spot) -> None:
        """A jump leaves this spot: what lay ahead is ahead no more."""
        if self._held:
            return
        if not self._back or not self._back[-1].is_at(spot):
            self._back = [*self._back[-MOST + 1 :], spot]
        self._forward = []

    def carry(self, article: str, other: str, there: Callable[[int], int]) -> None:
        """Another version takes the place of an article: what was left in one was left in the other."""
        for spots in (self._back, self._forward):
            spots[:] = [
                Spot(other, there(spot.point), spot.claim) if spot.article == article else spot for spot in spots
            ]

    def walking(self, go: Callable[[str], None]) -> Callable[[str], None]:
        """A way to go from article to article through a list: what is only passed is not remembered, and where the walk
        began is; a stay is."""

        def walked(article: str) -> None:
            before, self._walked = self._walked, self.clock()
            with self.held() if self._walked - before < STAY else nullcontext():
                go(article)

        return walked

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is left meanwhile is not remembered."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    def back(self, here: Spot) -> Spot | None:
        """Where to go back to from here; None at the first spot."""
        return self._turn(self._back, self._forward, here)

    def forward(self, here: Spot) -> Spot | None:
        """Where to go forward to from here; None at the last spot."""
        return self._turn(self._forward, self._back, here)

    def _turn(self, of: list[Spot], to: list[Spot], here: Spot) -> Spot | None:
        while of and (of[-1].is_at(here) or not self.known(of[-1].article)):
            of.pop()
        if not of:
            return None
        to.append(here)
        return of.pop()
