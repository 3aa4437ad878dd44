"""The rectangles of a stretch against the pixels that Qt itself paints for it, in both directions of writing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QTextCharFormat, QTextLayout, QTextLine

from annotator.domain.model import Span
from annotator.domain.text import whole
from annotator.gui.reader import Reader
from annotator.gui.reader.utf16 import units
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import AWKWARD, article, mark

MIXED = (
    AWKWARD[2],
    AWKWARD[3],
    "نعم (a) 👩\u200d👩\u200d👧 ab اللهُ نُّ كلٌّ 1\t2\nمن",
    "עברית office ffi fluff \u200f!abc 12–14 שלום\u200b ١٢٣",
)


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
            mixed = awkward_reader.view.lines.is_mixed(index)
            slack = 0 if mixed else 1  # what has no width of its own shares the place of its neighbour
            inside = words.start - slack <= point <= words.end + slack
            assert inside or (not mixed and units(shown.text[start:end]) > end - start)


@pytest.mark.parametrize("text", MIXED)
def test_a_pointer_on_a_character_hits_that_character(shows: Shows, text: str) -> None:
    shown = article([text])
    reader = shows(shown, size=(500, 900))
    view = reader.view
    layout = view.lines.lay(0)
    layout.setPosition(QPointF(0, 0))
    start = 0
    while start < units(text):
        end = layout.nextCursorPosition(start)
        one = mark(shown, Span(view.sheet.positions.to_point(start), view.sheet.positions.to_point(end)))
        line = layout.lineForTextPosition(start)
        y = int(line.y() + line.height() / 2)
        reader.set_marks([one])
        for x in sorted(_stretches(_painted(layout, start, end, 900, 400), y))[1:-1] if one.statement.strip() else ():
            assert reader.mark_at(QPoint(x, y)) == [one]
            assert view.lines.hitTest(QPointF(x + 0.5, y), Qt.HitTestAccuracy.FuzzyHit) in (start, end)
        start = end


def test_each_letter_of_a_ligature_has_its_half(shows: Shows) -> None:
    """Qt paints the halves of one that runs to the left beside it, so it is asked for the whole."""
    shown = article(["كلا نعم"])
    reader = shows(shown)
    layout = reader.view.lines.lay(0)
    layout.setPosition(QPointF(0, 0))
    y = int(layout.lineAt(0).y() + 4)
    pixels = sorted(_stretches(_painted(layout, 1, 3, 900, 400), y))
    first, second = mark(shown, "ل"), mark(shown, "ا")
    reader.set_marks([first, second])
    middle = pixels[len(pixels) // 2]
    for x in pixels[1:-1]:
        if abs(x - middle) > 1:
            assert reader.mark_at(QPoint(x, y)) == [first if x > middle else second]
            hit = reader.view.lines.hitTest(QPointF(x + 0.5, y), Qt.HitTestAccuracy.FuzzyHit)
            assert hit in ((1, 2) if x > middle else (2, 3))


def test_a_letter_with_a_vowel_sign_is_hit_where_it_is_painted(awkward_reader: Reader) -> None:
    """Of a part of what one glyph draws, Qt tells a rectangle beside it where text runs to the left."""
    view = awkward_reader.view
    block = view.sheet.article.blocks[2]
    one = mark(view.sheet.article, Span(block.start + 34, block.start + 35))
    other = mark(view.sheet.article, Span(block.start + 35, block.start + 36))
    awkward_reader.set_marks([one, other])
    (space,), (letter,) = (awkward_reader.rects_of(found.mention) for found in (one, other))
    assert abs(letter.right() - space.left()) <= 1
    for rect, found in ((space, one), (letter, other)):
        spot = QPointF(rect.center()) + QPointF(0, view.top)
        point = view.sheet.positions.to_point(view.lines.hitTest(spot, Qt.HitTestAccuracy.FuzzyHit))
        assert awkward_reader.mark_at(rect.center()) == [found]
        assert found.start <= point <= whole(view.sheet.article.text, Span(found.start, found.end)).end


@pytest.fixture
def awkward_reader(shows: Shows) -> Reader:
    return shows(article(AWKWARD), size=(900, 900))


def test_a_point_beside_the_words_hits_no_mark(awkward_reader: Reader) -> None:
    shown = awkward_reader.view.sheet.article
    awkward_reader.set_marks([mark(shown, "42 percent")])
    assert awkward_reader.mark_at(QPoint(2, 2)) == []
