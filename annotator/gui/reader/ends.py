"""Moves the ends of the active mark, by mouse and by keyboard. What is shown meanwhile is paint alone."""

from dataclasses import replace
from math import hypot
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from annotator.domain.model import Mark, Span
from annotator.domain.text import snap_to_words, whole_end, whole_start
from annotator.gui.guard import guarded
from annotator.gui.reader.grips import Grip, grips
from annotator.gui.reader.page import PageView

_SLACK = 6.0
"""Pixels beside a grip that still take hold of it."""
_SCROLL = 40
"""Milliseconds between two steps of scrolling while an end is dragged beyond the view."""

End = Literal["start", "end"]
Unit = Literal["word", "character"]


class Ends(QObject):
    """Sees the mouse, and Esc, before the view does; the other keys are in the table of actions. Tells of a mark's new
    span; the mark moves when the reader is shown it anew."""

    moved = Signal(str, object)  # mention, Span

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._held: Grip | None = None
        self._spot = QPoint()
        self._timer = QTimer(self, interval=_SCROLL)
        self._timer.timeout.connect(self._scroll)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    # ---- what is asked of it

    def move(self, end: End, by: int, unit: Unit = "word") -> None:
        """Move an end of the active mark by words or characters, forward or back (-1)."""
        mark = self.mark
        if mark is None:
            return
        text, span = self._view.sheet.article.text, Span(mark.start, mark.end)
        for _ in range(abs(by)):
            span = _stepped(text, span, end, by > 0, unit)
        if span != Span(mark.start, mark.end):
            self.moved.emit(mark.mention, span)

    @property
    def mark(self) -> Mark | None:
        """The active mark: of a claim with several the one that was pointed at, else the first in sight."""
        sheet = self._view.sheet
        marks = sheet.marks.of_claim(sheet.active) if sheet.active else []
        chosen = (mark for mark in marks if mark.mention == sheet.chosen)
        seen = (mark for mark in marks if self._view.shows(Span(mark.start, mark.end)))
        return next(chosen, None) or next(seen, None) or next(iter(marks), None)

    def grip_at(self, spot: QPoint) -> Grip | None:
        """The grip under a point of the viewport, the nearest of several."""
        view = self._view
        sheet = view.sheet
        if sheet.active is None:
            return None
        row = view.row_under(spot)
        inside = QPointF(spot.x(), spot.y() + view.top - view.lines.heights.top(row))
        found = [grip for mark in sheet.marks.of_claim(sheet.active) for grip in grips(sheet, view.lines, row, mark)]
        near = [(_distance(grip, inside), grip) for grip in found]
        return min((one for one in near if one[0] <= _SLACK), key=lambda one: one[0], default=(0.0, None))[1]

    # ---- dragging

    def _take(self, grip: Grip) -> None:
        self._held = grip
        self._view.sheet.chosen = grip.mark.mention

    def _drag(self, spot: QPoint) -> None:
        grip, view = self._held, self._view
        if grip is None:
            return
        self._spot = spot
        outside = not 0 <= spot.y() <= view.viewport().height()
        if outside != self._timer.isActive():
            self._timer.start() if outside else self._timer.stop()
        y = min(max(spot.y(), 0), view.viewport().height() - 1) + view.top
        position = view.lines.hitTest(QPointF(spot.x(), y), Qt.HitTestAccuracy.FuzzyHit)
        span = _dragged(view.sheet.article.text, grip, view.sheet.positions.to_point(max(0, position)))
        if span is not None:
            self._preview(replace(grip.mark, start=span.start, end=span.end))

    def _scroll(self) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + (-bar.singleStep() if self._spot.y() < 0 else bar.singleStep()))
        self._drag(self._spot)

    def _preview(self, mark: Mark | None) -> None:
        sheet, positions = self._view.sheet, self._view.sheet.positions
        before, sheet.preview = sheet.preview or (self._held.mark if self._held else None), mark
        for one in (before, mark):
            if one:
                self._view.repaint_rows(positions.rows_of(Span(one.start, one.end)))

    def _release(self) -> None:
        grip, now = self._held, self._view.sheet.preview
        if grip and now and (now.start, now.end) != (grip.mark.start, grip.mark.end):
            self.moved.emit(now.mention, Span(now.start, now.end))
        self.cancel()

    def cancel(self) -> None:
        """Leave the mark as it was."""
        self._timer.stop()
        if self._held:
            self._preview(None)
            self._preview(self._view.sheet.marks.get(self._held.mark.mention))
            self._view.sheet.preview = self._held = None

    # ---- events

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and watched is self._view:
            return self._key(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        spot = event.position().toPoint()
        if self._held:
            if event.type() is QEvent.Type.MouseMove:
                self._drag(spot)
            elif event.type() is QEvent.Type.MouseButtonRelease:
                self._release()
            return True
        if self._view.sheet.active is None:
            return False
        if event.type() is QEvent.Type.MouseMove and not event.buttons():
            grip = self.grip_at(spot)
            if grip:
                self._view.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
            return grip is not None
        if event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            grip = self.grip_at(spot)
            if grip:
                self._take(grip)
            return grip is not None
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if self._held and event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return True
        return False


def _distance(grip: Grip, spot: QPointF) -> float:
    """Pixels from the bar and its knob."""
    bar, knob = grip.bar, grip.knob - spot
    beside = abs(bar.x1() - spot.x()) if bar.y1() - 2 <= spot.y() <= bar.y2() + 2 else 1e6
    return min(beside, hypot(knob.x(), knob.y()))


def _dragged(text: str, grip: Grip, point: int) -> Span | None:
    """The span with one end at a point; None where nothing would be left of it."""
    mark = grip.mark
    if grip.at_start:
        start, end = whole_start(text, min(point, mark.end - 1)), mark.end
    else:
        start, end = mark.start, whole_end(text, max(point, mark.start + 1))
    return Span(start, end) if text[start:end].strip() else None


def _stepped(text: str, span: Span, end: End, forward: bool, unit: Unit) -> Span:
    """The span with one end a word or a character further; the same where that would leave nothing of it."""
    at = span.start if end == "start" else span.end
    if unit == "character":
        to = whole_end(text, min(at + 1, len(text))) if forward else whole_start(text, max(at - 1, 0))
    else:
        to = _next_word(text, at, end) if forward else _word_before(text, at, end)
    start, stop = (to, span.end) if end == "start" else (span.start, to)
    return Span(start, stop) if start < stop and text[start:stop].strip() else span


def _next_word(text: str, at: int, end: End) -> int:
    """The next place after `at` where a word begins or, for the end of a mark, ends."""
    if end == "end":
        at = _past_space(text, at)
    at = snap_to_words(text, Span(at, at + 1)).end if at < len(text) else at
    return at if end == "end" else _past_space(text, at)


def _word_before(text: str, at: int, end: End) -> int:
    """The last place before `at` where a word begins or, for the end of a mark, ends."""
    if end == "start":
        at = _before_space(text, at)
    at = snap_to_words(text, Span(at - 1, at)).start if at > 0 else at
    return at if end == "start" else _before_space(text, at)


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _before_space(text: str, at: int) -> int:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at
