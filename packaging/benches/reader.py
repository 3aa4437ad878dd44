"""The reader at its work: opening, scrolling, jumping, marking, finding, with articles from a post to a book.

Each figure is the time from the act to the painted window. Beside it, in the same run, plain text edits of Qt: one
with the marks as extra selections, one with no marks at all.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollBar, QTextEdit, QWidget

from annotator.domain.model import Article, Block, BlockKind, ClaimState, Mark, Span
from annotator.domain.ratings import scales
from annotator.gui.reader import Reader
from annotator.gui.theme import themes
from benches.rows import Row

CASES = ((5_000, 50), (100_000, 1_000), (1_000_000, 10_000), (100_000, 10_000), (10_000_000, 50_000))
"""Code points of the article and its marks."""
SMALL = CASES[:2]
FIRST_SCREEN, MEDIAN, SLOWEST = 250.0, 16.0, 33.0
"""Milliseconds that the largest article may take."""
TIMES = 40

Act = Callable[[], object]


def measure(small: bool) -> list[Row]:
    """Milliseconds of each act for each case; memory in MB above the empty window."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    rows: list[Row] = []
    for size, count in SMALL if small else CASES:
        rows += _case(app, size, count)
    return rows


def _case(app: QApplication, size: int, count: int) -> list[Row]:
    article = _article(size)
    marks = _marks(article, count)
    name = f"{size:,}/{count:,}"
    reader = _window(app)
    resident = _resident()
    first = _timed(app, lambda: reader.show_article(article, marks))
    while not reader.view.loader.done:
        app.processEvents()
    rows = [Row(name, "first screen", first, "ms", limit=FIRST_SCREEN)]
    rows.append(Row(name, "memory", _resident() - resident, "MB", limit=150.0))
    for metric, acts in _acts(app, reader, article, marks).items():
        times = sorted(_timed(app, act) for act in acts)
        rows.append(Row(name, f"{metric}, median", statistics.median(times), "ms", limit=MEDIAN))
        rows.append(Row(name, f"{metric}, 95 of 100", times[int(len(times) * 0.95)], "ms", limit=SLOWEST))
    rows += _finding(app, reader, name)
    reader.close()
    reader.deleteLater()
    app.processEvents()
    return rows + _plain(app, article, marks, name)


def _acts(app: QApplication, reader: Reader, article: Article, marks: list[Mark]) -> dict[str, Iterator[Act]]:
    bar, view = reader.view.verticalScrollBar(), reader.view.viewport()
    points = [len(article.text) * (7 * i % TIMES) // TIMES for i in range(TIMES)]

    def jump(point: int) -> Act:
        return lambda: reader.view.scroll_to(point)

    def add(number: int) -> Act:
        start = reader.place() + 40 + number
        return lambda: reader.update_marks([_mark(article, 10**9 + number, start)])

    def choose(number: int) -> Act:
        return lambda: QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200 + number, 120 + number * 7))

    looks = [themes()["dark"], themes()["light"]]
    return {
        "wheel": (lambda: _wheel(app, reader) for _ in range(TIMES)),
        "page down": (lambda: QTest.keyClick(reader.view, Qt.Key.Key_PageDown) for _ in range(TIMES)),
        "jump": (jump(point) for point in points),
        "scroll bar": (partial(_share, bar, i / TIMES) for i in range(TIMES)),
        "select a word": (choose(i) for i in range(TIMES)),
        "add a mark": (add(i) for i in range(TIMES)),
        "open a card": (partial(reader.activate, marks[(i * 37) % len(marks)].claim) for i in range(TIMES)),
        "change the theme": (partial(reader.set_theme, looks[i % 2]) for i in range(TIMES)),
        "resize": (partial(reader.resize, 1180 - 20 * (i % 5), 800) for i in range(TIMES)),
    }


def _share(bar: QScrollBar, share: float) -> None:
    bar.setValue(int(bar.maximum() * share))


def _finding(app: QApplication, reader: Reader, name: str) -> list[Row]:
    start = time.perf_counter()
    reader.find_bar.open("no end")
    app.processEvents()
    first = None
    while reader.search.running:
        if first is None and reader.search.hits:
            first = time.perf_counter() - start
        app.processEvents()
    total = time.perf_counter() - start
    return [
        Row(name, "find, first", (first or total) * 1e3, "ms", limit=50.0),
        Row(name, "find, all", total * 1e3, "ms", limit=400.0),
    ]


def _plain(app: QApplication, article: Article, marks: list[Mark], name: str) -> list[Row]:
    rows = []
    for kind, marked in ((QTextEdit, True), (QPlainTextEdit, False)):
        if kind is QTextEdit and len(article.text) > 1_000_000:
            continue
        edit = kind()
        edit.resize(1180, 800)
        _shown(app, edit)

        def load(edit: QTextEdit | QPlainTextEdit = edit, marked: bool = marked) -> None:
            edit.setPlainText(article.text)
            if marked and isinstance(edit, QTextEdit):
                edit.setExtraSelections([_extra(edit, mark) for mark in marks])

        label = f"plain {kind.__name__}{' with marks' if marked else ''}"
        rows.append(Row(name, f"{label}, first screen", _timed(app, load), "ms"))
        pages = [_timed(app, partial(QTest.keyClick, edit, Qt.Key.Key_PageDown)) for _ in range(TIMES)]
        rows.append(Row(name, f"{label}, page down, median", statistics.median(pages), "ms"))
        edit.close()
        edit.deleteLater()
    return rows


def _extra(edit: QTextEdit, mark: Mark) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(edit.document())
    cursor.setPosition(mark.start)
    cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
    made.cursor = cursor
    made.format.setBackground(QColor("#ffdf70"))
    return made


def _window(app: QApplication) -> Reader:
    reader = Reader(themes()["light"])
    reader.set_scales(scales())
    reader.resize(1180, 800)
    _shown(app, reader)
    return reader


def _shown(app: QApplication, widget: QWidget) -> None:
    widget.show()
    widget.setFocus()
    for _ in range(5):
        app.processEvents()


def _timed(app: QApplication, act: Act) -> float:
    """Milliseconds until the act is done and painted."""
    start = time.perf_counter()
    act()
    app.processEvents()
    return (time.perf_counter() - start) * 1e3


def _wheel(app: QApplication, reader: Reader) -> None:
    spot = QPointF(300, 300)
    area = reader.view.viewport()
    turned = QWheelEvent(
        spot,
        area.mapToGlobal(spot),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    app.sendEvent(area, turned)


def _article(size: int) -> Article:
    """Plainly artificial prose in paragraphs of one to six sentences."""
    sentence = "Sentence {} of this artificial report gives the number {} and has no end of other words in it. "
    text, blocks, number = [], [], 0
    length = 0
    while length < size:
        words = "".join(sentence.format(number + i, number * 7) for i in range(1 + number % 6)).rstrip()
        blocks.append(
            Block(length, length + len(words), BlockKind.HEADING if number % 40 == 0 else BlockKind.PARAGRAPH, 2)
        )
        text.append(words)
        length += len(words) + 2
        number += 1
    return Article(id="bench", title="Bench", text="\n\n".join(text), blocks=tuple(blocks))


def _marks(article: Article, count: int) -> list[Mark]:
    step = len(article.text) // count
    return [_mark(article, number, number * step) for number in range(count)]


def _mark(article: Article, number: int, start: int) -> Mark:
    rating = ("", "confirmed", "needs-fix", "wrong", "unverifiable")[number % 5]
    state = ClaimState.CHECKED if rating else ClaimState.UNCHECKED
    span = Span(start, min(len(article.text), start + 20 + number % 60))
    words = article.text[span.start : span.end]
    return Mark(f"m{number}", f"c{number}", span.start, span.end, words, "editorial", rating, state, number % 3)


def _resident() -> float:
    """Megabytes of memory in use; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if status.exists() else 0.0
