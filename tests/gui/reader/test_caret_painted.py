"""The caret stands at the edge of a letter, in wrapped lines of mixed directions too, and leaves no trace."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QImage, QPainter

from annotator.gui.reader import Reader
from annotator.gui.reader.geometry import caret_x
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import article

MIXED = (
    "English with עברית inside and 123 numbers, then العربية again and so on. " * 3,
    "قالت الوزارة إن 900 شكوى (Ministry of Tests) فيها بعد. And English words at the end of it قالت الوزارة " * 3,
    "עברית abc def ghi jkl " * 6,
)
WIDTHS = (300, 420, 455, 620)


@pytest.fixture
def reader(shows: Shows) -> Reader:
    return shows(article(MIXED), size=(420, 900))


def _edges(reader: Reader, row: int, position: int) -> set[float]:
    """The edges of what is drawn of the characters before and after a place, on the line of the one after."""
    layout = reader.view.lines.lay(row)
    line = layout.lineForTextPosition(position)
    start, end = line.textStart(), line.textStart() + line.textLength()
    found: set[float] = set()
    if position < end:
        for run in line.glyphRuns(position, 1):
            box = run.boundingRect()
            found.add(box.right() if run.isRightToLeft() else box.left())
    at = position
    while at > start and not (runs := line.glyphRuns(at - 1, 1)):
        at -= 1
    if at > start:
        found |= {run.boundingRect().left() if run.isRightToLeft() else run.boundingRect().right() for run in runs}
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_it_stands_between_the_letters_beside_it(reader: Reader, width: int) -> None:
    reader.resize(width, 900)
    for row, words in enumerate(MIXED):
        layout, ruler = reader.view.lines.lay(row), reader.view.lines.ruler(row)
        assert layout.lineCount() > 1
        for position in range(len(words) + 1):
            if layout.isValidCursorPosition(position) and (edges := _edges(reader, row, position)):
                off = min(abs(edge - ruler.caret(position)) for edge in edges)
                assert off < 1.5, (row, position, words[position : position + 6])


def _painted(reader: Reader, position: int) -> QImage:
    """The article as it is painted with the caret at a position of the document; -1 for none."""
    view = reader.view
    image = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.cursorPosition = position
    context.clip = QRectF(image.rect())
    painter = QPainter(image)
    view.painter.draw(painter, context)
    painter.end()
    return image


def test_it_is_painted_there(reader: Reader) -> None:
    view, bare = reader.view, _painted(reader, -1)
    layout, ruler = view.lines.lay(0), view.lines.ruler(0)
    starts = [layout.lineAt(n).textStart() for n in range(1, layout.lineCount())]
    off = [
        start for start in starts if abs(caret_x(layout.lineForTextPosition(start), start) - ruler.caret(start)) > 20
    ]
    assert off, "no line begins the other way"
    for start in off:
        image = _painted(reader, view.sheet.positions.start_of(0) + start)
        rows = range(0, bare.height(), 2)
        changed = [x for x in range(bare.width()) if any(image.pixel(x, y) != bare.pixel(x, y) for y in rows)]
        assert changed and all(abs(x - ruler.caret(start)) < 8 for x in changed), (start, changed)


def test_qt_is_told_where_to_paint_it_and_where_it_was(reader: Reader) -> None:
    view = reader.view
    layout, ruler, told = view.lines.lay(0), view.lines.ruler(0), list[QRectF]()
    _painted(reader, -1)
    view.painter.repaint_wanted = told.append
    at = layout.lineAt(1).textStart()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, 0, 5, 5)
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for position in (at, at, -1, -1):
        context.cursorPosition = position
        view.painter.draw(painter, context)
    painter.end()
    line = layout.lineForTextPosition(at)
    assert len(told) == 2 and told[0] == told[1]
    assert told[0].contains(ruler.caret(at), line.y() + line.height() / 2)
