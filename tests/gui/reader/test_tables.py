"""Tables: cells wrap inside their columns, and what is seen is still what is selected, marked and hit."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest

from annotator.domain.model import Article, BlockKind, Span
from annotator.gui.reader import Reader
from annotator.gui.reader.tables import Grid, columns
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import article, mark, span_of

LEFT = Qt.MouseButton.LeftButton
LONG = "a remark that is much too long for a column of this table and so goes on over several lines of its cell"
TABLE = f"Year\tRate\tRemarks\n1932\t14.9%\t{LONG}\n1933\t9.1%\tshort\n1934\t\tلا شيء 42 here\n1935\t8%\t👍🏽 last"


def _table(words: str = TABLE) -> Article:
    return article(["Before the table.", (words, BlockKind.TABLE), "After the table."], gap="\n\n")


def _grid(reader: Reader) -> Grid:
    reader.grab()
    grid = reader.view.lines.grid(1)
    assert grid is not None
    return grid


def _rects(reader: Reader, shown: Article, words: str) -> list[tuple[float, float]]:
    return [(rect.left(), rect.top()) for rect in reader.view.rects_of(span_of(shown, words))]


def test_a_long_cell_wraps_inside_its_column(shows: Shows) -> None:
    shown = _table()
    reader = shows(shown, size=(760, 600))
    cell = _grid(reader).bands[1][2]
    rects = reader.view.rects_of(span_of(shown, LONG))
    assert len(rects) >= 2
    assert all(cell.left <= rect.left() and rect.right() <= cell.right for rect in rects)
    assert len({rect.left() for rect in rects}) == 1, "its lines begin below each other"


def test_the_cells_of_one_table_row_stand_side_by_side(shows: Shows) -> None:
    shown = _table()
    reader = shows(shown)
    (year, top), (rate, rate_top), (_, remark_top) = (
        _rects(reader, shown, "1933")[0],
        _rects(reader, shown, "9.1%")[0],
        _rects(reader, shown, "short")[0],
    )
    assert top == rate_top == remark_top
    assert year < rate
    grid = _grid(reader)
    assert list(grid.tops) == sorted(grid.tops) and len(grid.tops) == 6


def test_figures_stand_to_the_right_of_their_column(shows: Shows) -> None:
    shown = _table()
    reader = shows(shown)
    rights = {round(reader.view.rects_of(span_of(shown, words))[0].right()) for words in ("14.9%", "9.1%", "8%")}
    assert len(rights) == 1


@pytest.mark.parametrize("size", [(420, 600), (760, 600), (1300, 700)])
def test_every_letter_of_a_table_is_hit_where_it_is_seen(shows: Shows, size: tuple[int, int]) -> None:
    shown = _table()
    reader = shows(shown, size=size)
    block = shown.blocks[1]
    _grid(reader)
    for point in range(block.start, block.end):
        if shown.text[point].isspace() or shown.text[point] in "👍🏽":
            continue
        one = mark(shown, Span(point, point + 1), "wrong")
        reader.set_marks([one])
        for rect in reader.rects_of(one.mention):
            if rect.width() > 2:
                assert reader.mark_at(rect.center()) == [one], shown.text[point]


def test_dragging_inside_a_table_selects_its_words(shows: Shows) -> None:
    shown = _table()
    reader = shows(shown)
    first, last = (reader.view.rects_of(span_of(shown, words))[0] for words in ("14.9%", "short"))
    area = reader.view.viewport()
    QTest.mousePress(area, LEFT, pos=QPoint(int(first.left()) + 1, int(first.center().y())))
    end = QPoint(int(last.right()) - 1, int(last.center().y()))
    QTest.mouseMove(area, last.center().toPoint())
    QTest.mouseMove(area, end)
    QTest.mouseRelease(area, LEFT, pos=end)
    span = reader.selection()
    assert span and shown.text[span.start : span.end] == f"14.9%\t{LONG}\n1933\t9.1%\tshort"
    QTest.keyClick(reader.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"14.9%\t{LONG}\n1933\t9.1%\tshort"


def test_down_and_up_stay_in_the_column(shows: Shows) -> None:
    shown = _table()
    reader = shows(shown)
    reader.select(span_of(shown, "Rate"))
    reader.clear_selection()
    told = []
    for _ in range(3):
        QTest.keyClick(reader.view, Qt.Key.Key_Down)
        told.append(reader.view.sheet.positions.to_point(reader.view.textCursor().position()))
    starts = [shown.text.index(words) for words in ("14.9%", "9.1%", "\tلا")]
    assert all(start <= point <= start + 5 for start, point in zip(starts, told, strict=True))
    for _ in range(4):
        QTest.keyClick(reader.view, Qt.Key.Key_Up)
    assert reader.view.textCursor().blockNumber() == 0, "above the first table row is the paragraph before it"


def test_a_long_table_has_the_same_columns_throughout(shows: Shows) -> None:
    words = "\n".join(f"row {i}\t{i * 37}\t{'word ' * (i % 9)}" for i in range(700))
    reader = shows(_table(words))
    rows = [n for n, row in enumerate(reader.view.sheet.rows) if row.kind is BlockKind.TABLE]
    assert len(rows) > 1
    edges = set()
    for row in rows:
        reader.view.loader.load_to(row)
        reader.view.lines.lay(row)
        grid = reader.view.lines.grid(row)
        assert grid is not None
        edges |= {(cell.left, cell.right) for band in grid.bands for cell in band}
    assert len(edges) == 3


def test_a_table_from_right_to_left_has_its_first_column_on_the_right(shows: Shows) -> None:
    shown = _table("السنة\tالنسبة\n1932\tكبيرة\n1933\tصغيرة")
    reader = shows(shown)
    assert _rects(reader, shown, "1932")[0] > _rects(reader, shown, "كبيرة")[0]


@pytest.mark.parametrize("words", ["", "\t", "\n", "\t\n\t\t", "one cell", "a\tb\n\nc", "\t" * 100, "x" * 900, "a\n"])
def test_odd_tables_are_laid_out_within_the_column(shows: Shows, words: str) -> None:
    shown = _table(words)
    reader = shows(shown, size=(500, 500))
    if words.strip("\n"):
        grid = _grid(reader)
        assert grid.right - grid.left <= reader.view.lines.column[1] + 21
    reader.go_to(span_of(shown, "After"))
    assert reader.view.rects_of(span_of(shown, "After"))[0].left() < 40, "what follows is set as ever"


def test_narrow_columns_give_way_last(qtbot: object) -> None:
    metrics = QFontMetricsF(QFont("DejaVu Sans", 10))
    wide = columns(TABLE, metrics, 1000)
    narrow = columns(TABLE, metrics, 320)
    assert sum(column.width for column in narrow) <= 321
    assert narrow[0].width == pytest.approx(wide[0].width, rel=0.4)
    assert [column.figures for column in narrow] == [True, True, False]
