"""Brings an article's rows into the document: the first screens at once, the rest in slices between events."""

import time

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

from annotator.gui.guard import guarded
from annotator.gui.reader.sheet import Sheet

SLICE = 0.005
"""Seconds that one slice may take."""
FIRST = 120
_STEP = 50


class Loader(QObject):
    """Rows only ever arrive in order at the end of the document; their words may come and go with a fold."""

    finished = Signal()

    def __init__(self, document: QTextDocument, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._sheet = sheet
        self._cursor = QTextCursor(document)
        self.loaded = 0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._slice)

    @property
    def done(self) -> bool:
        return self.loaded >= len(self._sheet.rows)

    def start(self) -> None:
        """Load the first screens now and the rest in slices."""
        self._insert(FIRST)
        if not self.done:
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def load_to(self, row: int) -> None:
        """Load now whatever is missing up to a row."""
        while self.loaded <= row and not self.done:
            self._insert(max(_STEP, row + 1 - self.loaded))

    def reload(self, rows: range) -> None:
        """Put the words of loaded rows into the document, or take them out, as their fold has been opened or closed."""
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for row in rows:
            block = self._document.findBlockByNumber(row)
            cursor.setPosition(block.position())
            cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(self._sheet.shown_text(row))
        cursor.endEditBlock()

    @guarded()
    def _slice(self) -> None:
        until = time.perf_counter() + SLICE
        while not self.done and time.perf_counter() < until:
            self._insert(_STEP)

    def _insert(self, rows: int) -> None:
        sheet, end = self._sheet, min(self.loaded + rows, len(self._sheet.rows))
        text = "\n".join(sheet.shown_text(row) for row in range(self.loaded, end))
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.insertText("\n" + text if self.loaded else text)
        for row in range(self.loaded, end):
            if sheet.rows[row].fold >= 0 and sheet.hidden(row):
                self._document.findBlockByNumber(row).setVisible(False)
        self.loaded = end
        if self.done:
            self._timer.stop()
            self.finished.emit()
