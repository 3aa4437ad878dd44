"""What is painted on a row besides its text: worked out once, and kept until the row, its marks or what is active
change."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt

from annotator.domain.model import InlineKind, Mark, Span
from annotator.gui.reader import lanes
from annotator.gui.reader.geometry import runs_left
from annotator.gui.reader.grips import KNOB, Grip, grips
from annotator.gui.reader.inks import Inks, Tone
from annotator.gui.reader.layout import LazyLayout, Rects
from annotator.gui.reader.marks import passage
from annotator.gui.reader.sheet import Sheet

SIGN = 11.0
"""Pixels of a sign in text of the usual size."""
_STROKE = 2.0
_GOES_ON = "…"
"""The sign of a part that is not the last of its passage."""
_LINKS = (InlineKind.LINK, InlineKind.NOTE)


@dataclass(slots=True)
class Plan:
    """What to paint on one row besides its text, in the row's coordinates; colours stay names until they are drawn, so
    that a change of theme needs no new plan."""

    fills: dict[tuple[str, str], list[QRectF]] = field(default_factory=dict)
    lines: dict[tuple[str, float, Qt.PenStyle], list[QLineF]] = field(default_factory=dict)
    signs: list[tuple[str, str, QRectF]] = field(default_factory=list)
    grips: list[tuple[str, Grip]] = field(default_factory=list)
    links: list[QLineF] = field(default_factory=list)


class _Shown(NamedTuple):
    """A mark on a row: `start, end` in units from the row's start, as far as the row has it."""

    mark: Mark
    tone: Tone
    lane: int
    start: int
    end: int


class Planner:
    """Plans rows from the sheet and the layout."""

    def __init__(self, sheet: Sheet, layout: LazyLayout) -> None:
        self._sheet = sheet
        self._layout = layout

    def plan(self, row: int, inks: Inks) -> Plan:
        of, plan, in_row = self._sheet.rows[row], Plan(), self._sheet.positions.in_row
        if of.label:
            return plan
        rects: Rects = cache(self._layout.ruler(row).rectangles)
        for span in self._links(row):
            found = rects(*in_row(row, span.start, span.end))
            plan.links += [QLineF(r.left(), r.bottom() - 0.5, r.right(), r.bottom() - 0.5) for r in found]
        if marks := self._sheet.marks_between(of.start, of.end):
            shown = [
                _Shown(mark, inks.tone(mark), lane, *in_row(row, mark.start, mark.end))
                for mark, lane in lanes.in_lanes(marks)
            ]
            self._fills(plan, shown, rects)
            self._lines(plan, row, shown, rects)
            for one in shown:
                if one.mark.claim == self._sheet.active:
                    plan.grips += [(one.tone.token, grip) for grip in grips(self._sheet, self._layout, row, one.mark)]
        return plan

    def _links(self, row: int) -> list[Span]:
        of, blocks = self._sheet.rows[row], self._sheet.article.blocks
        if of.block < 0 or not blocks:
            return []
        links = (i for i in blocks[of.block].inlines if i.kind in _LINKS)
        return [Span(i.start, i.end) for i in links if i.start < of.end and i.end > of.start]

    def _fills(self, plan: Plan, shown: Sequence[_Shown], rects: Rects) -> None:
        """The active mark wins the ground it stands on, else the innermost."""
        active = self._sheet.active
        ranks = [(one.mark.claim != active, one.mark.end - one.mark.start, at) for at, one in enumerate(shown)]
        cuts = sorted({one.start for one in shown} | {one.end for one in shown})
        pieces: list[tuple[str, str, int, int]] = []
        here: list[tuple[bool, int, int]] = []
        coming = 0
        for start, end in pairwise(cuts):
            here = [rank for rank in here if shown[rank[2]].end > start]
            while coming < len(shown) and shown[coming].start <= start:
                here.append(ranks[coming])
                coming += 1
            if not here:
                continue
            one = shown[min(here)[2]]
            token, strength = one.tone.token, self._strength(one.mark)
            if pieces and pieces[-1][3] == start and pieces[-1][0] == token and pieces[-1][1] == strength:
                start = pieces.pop()[2]
            pieces.append((token, strength, start, end))
        for token, strength, start, end in pieces:
            plan.fills.setdefault((token, strength), []).extend(rects(start, end))

    def _strength(self, mark: Mark) -> str:
        if mark.claim == self._sheet.active:
            return "active"
        return "hovered" if passage(mark) == self._sheet.hovered else ""

    def _lines(self, plan: Plan, row: int, shown: Sequence[_Shown], rects: Rects) -> None:
        unit, active = self._layout.typography.unit, self._sheet.active
        size, stop = SIGN * unit, self._sheet.rows[row].end
        taken: dict[float, list[tuple[float, float]]] = {}
        broken_off = self._sheet.marks.is_broken_off
        gaps: dict[str, int] = {}
        for mark, tone, lane, start, end in shown:
            if not (found := rects(start, end)):
                continue
            drop = lanes.drop(lane, unit)
            width = (_STROKE + 1.0 if mark.claim == active else _STROKE) * unit
            lines = plan.lines.setdefault((tone.token, width, tone.line), [])
            for rect in found:
                y = rect.bottom() + drop
                lines.append(QLineF(rect.left(), y, rect.right() - 1, y))
            if (gap := gaps.get(passage(mark), start)) < start:
                self._bridge(plan, tone, drop, rects(gap, start))
            gaps[passage(mark)] = end
            if mark.end <= stop:
                knob = KNOB + 1 if mark.claim == active else 0.0
                x, bottom = self._sign_at(row, mark, found[-1], size, knob)
                y = bottom + drop - size / 2 + 1.0
                x = _clear(x, y, size, taken.setdefault(bottom, []))
                sign = _GOES_ON if broken_off(mark) else tone.sign
                plan.signs.append((tone.token, sign, QRectF(x, y, size, size)))

    def _bridge(self, plan: Plan, tone: Tone, drop: float, gap: Sequence[QRectF]) -> None:
        """A thin line under the gap between two parts of a passage, where they stand on one line of text."""
        if len({rect.top() for rect in gap}) == 1:
            lines = plan.lines.setdefault((tone.token, self._layout.typography.unit, Qt.PenStyle.DotLine), [])
            lines += [QLineF(r.left(), r.bottom() + drop, r.right() - 1, r.bottom() + drop) for r in gap]

    def _sign_at(self, row: int, mark: Mark, last: QRectF, size: float, knob: float) -> tuple[float, float]:
        """Where a sign stands at the end of an underline, and the bottom of the words there: on the right, or on the
        left where the text runs to the left."""
        if self._layout.is_mixed(row):
            last = (self._layout.rects(row, Span(mark.end - 1, mark.end)) or [last])[-1]
            if runs_left(self._sheet.article.text[mark.end - 1]):
                return last.left() + knob, last.bottom()
        return last.right() - size - knob, last.bottom()


def _clear(x: float, y: float, size: float, taken: list[tuple[float, float]]) -> float:
    """Where a sign goes along its underline: back, until it covers none of the others below that line of text."""
    near = [a for a, b in taken if abs(b - y) < size - 3]
    while (left := next((a for a in near if abs(a - x) < size - 1), None)) is not None:
        x = left - size
    taken.append((x, y))
    return x
