"""The rectangles of a stretch against the pixels that Qt itself paints for it, in both directions of writing."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QTextCharFormat, QTextLayout, QTextLine

from annotator.domain.model import Span
from annotator.domain.text import whole
from annotator.gui.reader import Reader
from annotator.gui.reader.geometry import caret_x
from annotator.gui.reader.utf16 import units
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import AWKWARD, article, mark


def _painted(layout: QTextLayout, start: int, end: int, width: int, height: int) -> QImage:
    """Black where Qt paints the background of a stretch."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    how = QTextCharFormat()
    how.setBackground(Qt.GlobalColor.black)
    how.setForeground(Qt.GlobalColor.black)
    stretch = QTextLayout.FormatRange()
    stretch.start, stretch.length, stretch.format = start, end - start, how
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.white)
    layout.draw(painter, QPointF(0, 0), [stretch])
    painter.end()
    return image


def _stretches(image: QImage, y: int) -> set[int]:
    return {x for x in range(image.width()) if image.pixelColor(x, y).black() > 250}


@pytest.mark.parametrize("index", range(len(AWKWARD)))
def test_fills_lie_where_qt_paints_the_same_stretch(shows: Shows, index: int) -> None:
    shown = article(AWKWARD)
    reader = shows(shown, size=(900, 900))
    block = shown.blocks[index]
    lines = reader.view.lines
    layout = lines.lay(index)
    layout.setPosition(QPointF(0, 0))
    for start in range(block.start, block.end, 3):
        span = whole(shown.text, Span(start, min(start + 7, block.end)))
        a, b = reader.view.sheet.positions.in_row(index, span.start, span.end)
        image = _painted(layout, a, b, 900, 200)
        for number in range(layout.lineCount()):
            line: QTextLine = layout.lineAt(number)
            y = int(line.y() + 1)
            ours = {
                x
                for rect in lines.rects(index, span)
                if rect.top() <= y <= rect.bottom()
                for x in range(round(rect.left()), round(rect.right()))
            }
            stray = {x for x in _stretches(image, y) ^ ours if x - 1 in ours or x + 1 in ours or x in ours}
            assert len(stray) <= 6 * max(1, len(lines.rects(index, span))), (shown.text[span.start : span.end], stray)


@given(index=st.integers(0, len(AWKWARD) - 1), data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_painted_is_what_is_hit(index: int, data: st.DataObject, awkward_reader: Reader) -> None:
    block = awkward_reader.view.sheet.article.blocks[index]
    start = data.draw(st.integers(block.start, block.end - 1))
    end = data.draw(st.integers(start + 1, block.end))
    shown = awkward_reader.view.sheet.article
    one = mark(shown, Span(start, end), "wrong")
    words = whole(shown.text, Span(start, end))  # no caret stands inside a character
    awkward_reader.set_marks([one])
    for rect in awkward_reader.rects_of(one.mention):
        if rect.width() > 1:
            assert awkward_reader.mark_at(rect.center()) == [one]
            hit = awkward_reader.view.lines.hitTest(
                QPointF(rect.center()) + QPointF(0, awkward_reader.view.top), Qt.HitTestAccuracy.FuzzyHit
            )
            point = awkward_reader.view.sheet.positions.to_point(hit)
            inside = words.start - 1 <= point <= words.end + 1 or units(shown.text[start:end]) > end - start
            assert inside or _stands_at(awkward_reader, index, hit, rect)


def _stands_at(reader: Reader, index: int, hit: int, rect: QRect) -> bool:
    """Whether a document position has an edge at the words: before the character after it, or after the one before.
    Where text changes its direction these lie far apart, and one place is an edge of two positions: a hit may give
    either, but never a position that has no edge there."""
    if not reader.view.lines.is_mixed(index):
        return False
    unit = hit - reader.view.sheet.positions.start_of(index)
    line = reader.view.lines.lay(index).lineForTextPosition(unit)
    after: Any = line.cursorToX(unit - 1, QTextLine.Edge.Trailing) if unit else 0.0
    edges = (caret_x(line, unit), after[0] if isinstance(after, tuple) else after)
    return any(rect.left() - 2 <= edge <= rect.right() + 2 for edge in edges)


@pytest.fixture
def awkward_reader(shows: Shows) -> Reader:
    return shows(article(AWKWARD), size=(900, 900))


def test_a_point_beside_the_words_hits_no_mark(awkward_reader: Reader) -> None:
    shown = awkward_reader.view.sheet.article
    awkward_reader.set_marks([mark(shown, "42 percent")])
    assert awkward_reader.mark_at(QPoint(2, 2)) == []
