"""The reader at its work: opening, scrolling, jumping, marking, finding, with articles from a post to a book.

Each figure is the time from the act to the painted window. Beside it, in the same run, plain text edits of Qt: one
with the marks as extra selections, one with no marks at all. What is done between two acts is not counted.
"""

import gc
import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollBar, QTextEdit, QWidget

from annotator.domain.model import Article, Block, BlockKind, ClaimState, Mark, Span
from annotator.domain.ratings import scales
from annotator.gui.app import application
from annotator.gui.reader import Reader
from annotator.gui.theme import Look, themes
from benches import dressing
from benches.rows import Row

CASES = ((5_000, 50), (100_000, 1_000), (1_000_000, 10_000), (100_000, 10_000), (10_000_000, 50_000))
"""Code points of the article and its marks."""
SMALL = CASES[:2]
USUAL, LARGEST = CASES[1], CASES[-1]
FIRST_SCREEN, MEMORY, FIRST_FOUND, ALL_FOUND = 250.0, 150.0, 50.0, 400.0
"""Milliseconds and megabytes that an article may take."""
MEDIAN, SLOWEST = 16.0, 33.0
"""Milliseconds that an act may take, in the middle and at the 95th of a hundred."""
FLAT = 1.5
"""How many times what it takes in the usual article an act may take in the largest."""
TIMES, PLAIN_TIMES = 60, 20

Act = Callable[[], object]
Acts = Iterator[Act]


def measure(small: bool) -> list[Row]:
    """Milliseconds of each act for each case; memory in MB above the empty window."""
    app = application()
    found: dict[tuple[int, int], list[Row]] = {case: _case(app, *case) for case in (SMALL if small else CASES)}
    rows = [row for case in found.values() for row in case]
    return rows if small else rows + _growth(found[USUAL], found[LARGEST])


def _growth(usual: list[Row], largest: list[Row]) -> list[Row]:
    """The medians of the largest article over those of the usual one."""
    before = {row.metric: row.value for row in usual if row.metric.endswith(", median") and row.limit is not None}
    grown = [row for row in largest if row.metric in before]
    return [Row("growth", row.metric, row.value, row.unit, before[row.metric], FLAT) for row in grown]


def _case(app: QApplication, size: int, count: int) -> list[Row]:
    article = _article(size)
    marks = _marks(article, count)
    name = f"{size:,}/{count:,}"
    look = Look(app, "light")
    reader = _window(app, look)
    first = _timed(app, lambda: reader.show_article(article, marks))
    _load_all(app, reader)
    rows = [Row(name, "first screen", first, "ms", limit=FIRST_SCREEN)]
    rows.append(Row(name, "memory", _memory("Reader", size, count), "MB", limit=MEMORY))
    for metric, acts in _acts(app, reader, article, marks).items():
        rows += _told(name, metric, [_timed(app, act) for act in itertools.islice(acts, TIMES)], MEDIAN, SLOWEST)
    rows += _finding(app, reader, name)
    _close(app, reader)
    painted, busy = dressing.times(app, article, marks, TIMES)
    rows += _told(name, "theme of the whole window", painted, MEDIAN, SLOWEST)
    rows += _told(name, "dressing what is out of sight, without an answer", busy, MEDIAN, SLOWEST)
    return rows + _plain(app, article, marks, name)


def _load_all(app: QApplication, reader: Reader) -> None:
    while not reader.view.loader.done:
        app.processEvents()


def _memory(kind: str, size: int, count: int) -> float:
    """What a window takes more with an article in it, text and marks included, in a process that held nothing else."""
    code = f"from benches.reader import grown; print(grown({kind!r}, {size}, {count}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def grown(kind: str, size: int, count: int) -> float:
    """The same for this process, in MB; `kind` is that of the window."""
    app = application()
    edits = {"QTextEdit": QTextEdit, "QPlainTextEdit": QPlainTextEdit}
    window = edits[kind]() if kind in edits else _window(app, Look(app, "light"))
    _shown(app, window)
    gc.collect()
    resident = _resident()
    article = _article(size)
    marks = _marks(article, count)
    if isinstance(window, Reader):
        window.show_article(article, marks)
        _load_all(app, window)
    else:
        _load(window, article, marks)
        app.processEvents()
    gc.collect()
    return _resident() - resident


def _told(name: str, metric: str, times: list[float], median: float | None, slowest: float | None) -> list[Row]:
    times = sorted(times)
    return [
        Row(name, f"{metric}, median", statistics.median(times), "ms", limit=median),
        Row(name, f"{metric}, 95 of 100", times[int(len(times) * 0.95)], "ms", limit=slowest),
    ]


def _acts(app: QApplication, reader: Reader, article: Article, marks: list[Mark]) -> dict[str, Acts]:
    bar = reader.view.verticalScrollBar()
    length = len(article.text)
    shares = [(7 * i % TIMES) / TIMES for i in range(TIMES)]
    return {
        "wheel": _from_the_top(app, bar, partial(_wheel, app, reader.view.viewport())),
        "page down": _from_the_top(app, bar, lambda: QTest.keyClick(reader.view, Qt.Key.Key_PageDown)),
        "jump": (partial(reader.view.scroll_to, int(length * share)) for share in shares),
        "scroll bar": (partial(bar.setValue, int(bar.maximum() * share)) for share in shares),
        "select a word": _words(app, reader, article),
        "add a mark": _additions(reader, article),
        "open a card": _openings(app, reader, marks),
        "change the theme": (partial(reader.set_theme, themes()[("dark", "light")[i % 2]]) for i in range(TIMES)),
        "resize": (partial(reader.resize, 1180 - 20 * (i % 5), 800) for i in range(1, TIMES + 1)),
    }


def _from_the_top(app: QApplication, bar: QScrollBar, act: Act) -> Acts:
    """The same act again and again; at the end of the article it goes on from the start."""
    while True:
        if bar.value() == bar.maximum():
            bar.setValue(0)
            app.processEvents()
        yield act


def _words(app: QApplication, reader: Reader, article: Article) -> Acts:
    """Double clicks on words in sight, each the only one selected."""
    area = reader.view.viewport()
    for number in range(TIMES):
        reader.clear_selection()
        start = article.text.index("number", reader.place() + 50 * (number % 10))
        reader.go_to(Span(start, start + 6))
        app.processEvents()
        spot = reader.view.rects_of(Span(start, start + 6))[0].center().toPoint()
        yield partial(QTest.mouseDClick, area, Qt.MouseButton.LeftButton, pos=spot)
    reader.clear_selection()


def _openings(app: QApplication, reader: Reader, marks: list[Mark]) -> Acts:
    """Claims in sight, each in another place of the article."""
    for number in range(TIMES):
        mark = marks[len(marks) * (7 * number % TIMES) // TIMES]
        reader.view.scroll_to(mark.start)
        app.processEvents()
        yield partial(reader.activate, mark.claim)


def _additions(reader: Reader, article: Article) -> Acts:
    for number in range(TIMES):
        start = min(len(article.text) - 100, reader.place() + 40 + 7 * number)
        yield partial(reader.update_marks, [_mark(article, 10**9 + number, start)])


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
        Row(name, "find, first", (first or total) * 1e3, "ms", limit=FIRST_FOUND),
        Row(name, "find, all", total * 1e3, "ms", limit=ALL_FOUND),
    ]


def _plain(app: QApplication, article: Article, marks: list[Mark], name: str) -> list[Row]:
    """What Qt's own editors take for the same text."""
    rows = []
    for edit, marked in ((QTextEdit(), True), (QPlainTextEdit(), False)):
        edit.resize(1180, 800)
        _shown(app, edit)
        label = f"plain {type(edit).__name__}{' with marks' if marked else ''}"
        first = _timed(app, partial(_load, edit, article, marks if marked else []))
        rows.append(Row(name, f"{label}, first screen", first, "ms"))
        held = _memory(type(edit).__name__, len(article.text), len(marks))
        rows.append(Row(name, f"{label}, memory", held, "MB"))
        bar = edit.verticalScrollBar()
        for metric, acts in {
            "wheel": _from_the_top(app, bar, partial(_wheel, app, edit.viewport())),
            "page down": _from_the_top(app, bar, partial(QTest.keyClick, edit, Qt.Key.Key_PageDown)),
            "jump": (partial(bar.setValue, bar.maximum() * (7 * i % 20) // 20) for i in range(PLAIN_TIMES)),
            "resize": (partial(edit.resize, 1180 - 20 * (i % 5), 800) for i in range(1, PLAIN_TIMES + 1)),
        }.items():
            times = [_timed(app, act) for act in itertools.islice(acts, PLAIN_TIMES)]
            rows += _told(name, f"{label}, {metric}", times, None, None)
        _close(app, edit)
    return rows


def _load(edit: QTextEdit | QPlainTextEdit, article: Article, marks: list[Mark]) -> None:
    edit.setPlainText(article.text)
    if isinstance(edit, QTextEdit):
        edit.setExtraSelections([_extra(edit, mark) for mark in marks])


def _extra(edit: QTextEdit, mark: Mark) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(edit.document())
    cursor.setPosition(mark.start)
    cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
    made.cursor = cursor
    made.format.setBackground(QColor("#ffdf70"))
    return made


def _close(app: QApplication, widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    app.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    app.processEvents()


def _window(app: QApplication, look: Look) -> Reader:
    reader = Reader(look.theme)
    look.changed.connect(reader.set_theme)
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


def _wheel(app: QApplication, area: QWidget) -> None:
    spot = QPointF(300, 300)
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    app.sendEvent(area, QWheelEvent(spot, area.mapToGlobal(spot), QPoint(), QPoint(0, -120), *none, False))


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
