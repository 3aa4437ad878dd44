"""Heights of all rows as prefix sums (a Fenwick tree): where a row begins, and which row is at a height."""

from collections.abc import Sequence


class Heights:
    """Heights in pixels. Setting one, asking for a top and finding a row take O(log n); stretching all of them, when
    the width changes, takes one multiplication."""

    def __init__(self, values: Sequence[float]) -> None:
        self._values = list(values)
        self._stretch = 1.0
        self._sum = float(sum(self._values))
        self._tree = [0.0, *self._values]
        for index in range(1, len(self._tree)):
            parent = index + (index & -index)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[index]
        self._highest = 1 << (len(self._values).bit_length() - 1) if self._values else 0

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> float:
        return self._values[index] * self._stretch

    @property
    def total(self) -> float:
        return self._sum * self._stretch

    def stretch(self, factor: float) -> None:
        """Multiply every height: a first guess after a change of width."""
        self._stretch *= factor

    def set(self, index: int, height: float) -> float:
        """Set one height; returns by how many pixels it grew."""
        grown = height / self._stretch - self._values[index]
        if abs(grown) * self._stretch < 0.01:
            return 0.0
        self._values[index] += grown
        self._sum += grown
        node = index + 1
        while node < len(self._tree):
            self._tree[node] += grown
            node += node & -node
        return grown * self._stretch

    def top(self, index: int) -> float:
        """The sum of the heights before `index`."""
        total = 0.0
        while index > 0:
            total += self._tree[index]
            index -= index & -index
        return total * self._stretch

    def find(self, y: float) -> int:
        """The row at a height: the first whose bottom lies below `y`; the last row beyond the end."""
        y /= self._stretch
        index, step = 0, self._highest
        while step:
            if index + step < len(self._tree) and self._tree[index + step] <= y:
                index += step
                y -= self._tree[index]
            step >>= 1
        return max(0, min(index, len(self._values) - 1))
