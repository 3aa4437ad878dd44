"""How a row of two versions is laid out: both texts beside each other, or one below the other in one text."""

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout

from annotator.domain.differences import PieceKind
from annotator.domain.model import Mark, Span
from annotator.gui.compare.inked import AIR, OF_KIND, Ink, Run, break_lines, layout_of
from annotator.gui.compare.rows import Clip, Compared, CompareRow
from annotator.gui.reader.geometry import Ruler, may_run_left
from annotator.gui.reader.typography import Typography
from annotator.gui.reader.utf16 import units
from annotator.gui.theme import Theme

GUTTER = 34
"""Pixels at the left of each text, for the sign of a change."""
MIDDLE, RIGHT = 18, 24
"""Pixels between two texts; to the right of the last."""
PILCROW = "¶"


class Cell:
    """A paragraph of one text, or of both in one, at its place in the row."""

    def __init__(self, layout: QTextLayout, clips: list[tuple[Clip, int, int]], left: float, height: float) -> None:
        """`clips` with the place of each in the layout, in UTF-16 units."""
        self.layout, self.clips, self.left, self.height = layout, clips, left, height
        self._ruler: Ruler | None = None

    @property
    def ruler(self) -> Ruler:
        """Measures the paragraph, in units from its start."""
        if self._ruler is None:
            self._ruler = Ruler(self.layout, may_run_left(self.layout.text()))
        return self._ruler

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Where a stretch of units stands, from the top left of the cell."""
        return self.ruler.rectangles(start, end)

    def rects_of(self, change: int) -> list[QRectF]:
        return [rect for clip, start, end in self.clips if clip.change == change for rect in self.rects(start, end)]

    def rects_of_mark(self, mark: Mark, new: bool, text: str, inline: bool) -> list[QRectF]:
        """Where the words of a mark of the old or the new text stand; where both are one text, what both have is marked
        as it is in the new one."""
        found = []
        for clip, start, _ in self.clips:
            if inline and not new and clip.kind is PieceKind.SAME:
                continue
            span = clip.new if new else clip.old
            low, high = max(mark.start, span.start), min(mark.end, span.end)
            if low < high and not clip.breaks:
                first = start + units(text[span.start : low])
                found += self.rects(first, first + units(text[low:high]))
        return found


class Laid(NamedTuple):
    """A row whose lines are broken; `height` in pixels, with the air around it."""

    cells: tuple[Cell, ...]
    height: float


class Setter:
    """Breaks rows into lines at a width, in the fonts of the reader."""

    def __init__(self, compared: Compared, typography: Typography, theme: Theme, width: float, inline: bool) -> None:
        self._compared, self._typography, self._theme = compared, typography, theme
        self._inline = inline
        if inline:
            wide = max(80.0, min(typography.text_width, width - GUTTER - RIGHT))
            self.lefts: tuple[float, ...] = (max(float(GUTTER), (width - wide) / 2),)
        else:
            wide = max(60.0, (width - 2 * GUTTER - MIDDLE - RIGHT) / 2)
            self.lefts = (float(GUTTER), GUTTER + wide + MIDDLE + GUTTER)
        self.wide = wide

    def estimate(self, row: CompareRow) -> float:
        """About how high a row will be, in pixels."""
        sides = (True,) if self._inline else (False, True)
        length = max(sum(map(len, (clip.new if new else clip.old for clip in row.clips))) for new in sides)
        if self._inline:
            length = sum(max(len(clip.old), len(clip.new)) for clip in row.clips)
        return self._typography.estimate(length, row.style, self.wide)

    def lay(self, row: CompareRow) -> Laid:
        em, style = self._typography.em, row.style
        if self._inline:
            cells = [self._cell(row, list(row.clips), self.lefts[0])]
        else:
            was = [clip for clip in row.clips if clip.kind is not PieceKind.ADDED]
            now = [clip for clip in row.clips if clip.kind is not PieceKind.REMOVED]
            cells = [self._cell(row, clips, left) for clips, left in zip((was, now), self.lefts, strict=True) if clips]
        height = max(cell.height for cell in cells) + (style.above + style.below) * em
        return Laid(tuple(cells), height)

    def _cell(self, row: CompareRow, clips: list[Clip], left: float) -> Cell:
        runs: list[Run] = []
        placed: list[tuple[Clip, int, int]] = []
        at = 0
        for clip in clips:
            if placed and stands_for(self._compared, placed[-1][0], clip):
                runs.append(AIR)
                at += 1
            text = PILCROW if clip.breaks else self._text(clip)
            runs.append(Run(text, ink_of(self._compared, clip)))
            placed.append((clip, at, at + units(text)))
            at += units(text)
        typography, indent = self._typography, row.style.indent * self._typography.em
        layout = layout_of(runs, typography.font(row.style), self._theme)
        height = break_lines(layout, self.wide - indent, pitch=typography.pitch(row.style))
        return Cell(layout, placed, left + indent, height)

    def _text(self, clip: Clip) -> str:
        return self._compared.text_of(clip)


def ink_of(compared: Compared, clip: Clip) -> Ink:
    """How a clip is written."""
    if clip.change < 0:
        return Ink.PLAIN
    if compared.changes[clip.change].moved:
        return Ink.AWAY if clip.kind is PieceKind.REMOVED else Ink.HERE
    return OF_KIND[clip.kind]


def stands_for(compared: Compared, before: Clip, clip: Clip) -> bool:
    """Whether a clip came in the place of the one before it, which keeps some air from it."""
    return clip.kind is PieceKind.ADDED and ink_of(compared, before) is Ink.REMOVED


def span_of(row: CompareRow, new: bool) -> Span:
    """What a row shows of the old or the new text."""
    spans = [clip.new if new else clip.old for clip in row.clips]
    held = [span for span in spans if len(span)] or spans[:1]
    return Span(held[0].start, held[-1].end)
