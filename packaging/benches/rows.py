"""One measured figure, and how figures are shown: as a table for people, as JSON for programs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADINGS = ("case", "metric", "value", "unit", "floor", "ratio", "limit")


@dataclass(frozen=True)
class Row:
    """`floor` is the least the work can take, measured in the same run. `limit` is the most that `ratio` may be where
    there is a floor, and `value` where there is none; None where nothing is asked."""

    case: str
    metric: str
    value: float
    unit: str
    floor: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def keeps_its_limit(self) -> bool:
        return self.limit is None or (self.value if self.ratio is None else self.ratio) <= self.limit

    def cells(self) -> dict[str, str | float | None]:
        """The row's figures by their HEADINGS."""
        return {heading: getattr(self, heading) for heading in HEADINGS}


def table(rows: Sequence[Row]) -> str:
    """Aligned columns, with the rows that pass their limit pointed out."""
    lines = [list(HEADINGS), *([_shown(cell) for cell in row.cells().values()] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    notes = ["", *("" if row.keeps_its_limit else "  over its limit" for row in rows)]
    return "\n".join(_aligned(line, widths) + note for line, note in zip(lines, notes, strict=True))


def _aligned(cells: Iterable[str], widths: Sequence[int]) -> str:
    sides = (str.ljust, str.ljust, str.rjust, str.ljust, str.rjust, str.rjust, str.rjust)
    return "  ".join(side(cell, width) for side, cell, width in zip(sides, cells, widths, strict=True)).rstrip()


def _shown(cell: str | float | None) -> str:
    if cell is None:
        return "-"
    return cell if isinstance(cell, str) else f"{cell:.4g}"
