"""Back and forward: the places of the article that were left by a jump."""

MOST = 100


class History:
    """Places are code points of the article's text, the oldest forgotten first."""

    def __init__(self) -> None:
        self._back: list[int] = []
        self._forward: list[int] = []

    @property
    def can_go_back(self) -> bool:
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._forward)

    def clear(self) -> None:
        self._back, self._forward = [], []

    def left(self, place: int) -> None:
        """A jump leaves this place: what lay ahead is ahead no more."""
        if self._back[-1:] != [place]:
            self._back = [*self._back[-MOST + 1 :], place]
        self._forward = []

    def back(self, place: int) -> int | None:
        """Where to go back to from here; None at the first place."""
        return self._turn(self._back, self._forward, place)

    def forward(self, place: int) -> int | None:
        """Where to go forward to from here; None at the last place."""
        return self._turn(self._forward, self._back, place)

    def _turn(self, of: list[int], to: list[int], place: int) -> int | None:
        while of and of[-1] == place:
            of.pop()
        if not of:
            return None
        to.append(place)
        return of.pop()
