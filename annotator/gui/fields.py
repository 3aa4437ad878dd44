"""Editors of text whose contents are committed by themselves: after a pause, on Enter, on leaving.

What is being typed is never replaced by what another process wrote; what is not being typed always is.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from annotator.gui.guard import guarded
from annotator.gui.theme import dress

PAUSE = 1000
"""Milliseconds without a key after which a change is committed."""


class Pending(QObject):
    """The change of one editor that is not committed yet, and the rules for committing it."""

    committed = Signal(str)

    def __init__(self, editor: QWidget, read: Callable[[], str], write: Callable[[str], None], needed: bool) -> None:
        super().__init__(editor)
        self._read, self._write, self._needed = read, write, needed
        self._stored = ""
        self._showing = False
        self._dirty = False
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not committed. (A timer that fires is no longer active.)"""
        return self._dirty

    def typed(self) -> None:
        if not self._showing:
            self._dirty = True
            self._timer.start()

    def show(self, text: str) -> None:
        """Show what is stored, unless something else is being typed."""
        self._stored = text
        if not self.dirty and self._read().strip() != text.strip():
            self._showing = True
            self._write(text)
            self._showing = False

    def flush(self) -> None:
        """Commit now what was typed. An empty text where one is needed waits for its words."""
        if not self.dirty:
            return
        self._settle()
        text = self._read().strip()
        if text != self._stored.strip() and (text or not self._needed):
            self._stored = text
            self.committed.emit(text)

    def left(self) -> None:
        """The editor lost the focus: commit, or bring back what may not be empty."""
        self.flush()
        if self._needed and not self._read().strip():
            self.show(self._stored)

    def drop(self) -> None:
        """Forget what was typed."""
        self._settle()
        self.show(self._stored)

    def _settle(self) -> None:
        self._dirty = False
        self._timer.stop()


def wanted_by_window(field: QWidget, event: QEvent) -> bool:
    """Whether an editor asks to keep a key to itself that is a shortcut of its window: undo is not the editor's alone,
    and some systems have Ctrl+K or Ctrl+E edit the line."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    pressed = QKeySequence(event.keyCombination())
    held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(held) and any(pressed in action.shortcuts() for action in field.window().actions())


class LineField(QLineEdit):
    """One line of text. `committed` carries it once it is to be kept."""

    committed = Signal(str)

    def __init__(self, name: str, placeholder: str = "", needed: bool = False, commits: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._commits = commits
        self.pending = Pending(self, self.text, self.setText, needed)
        self.pending.committed.connect(self.committed)
        self.textEdited.connect(self.pending.typed)
        self.returnPressed.connect(self.pending.flush)

    def show_value(self, text: str) -> None:
        self.pending.show(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    @property
    def undoes_typing(self) -> bool:
        """Whether undo is to take back typing here, and not a step of the project."""
        return (self.pending.dirty or not self._commits) and (self.isUndoAvailable() or self.isRedoAvailable())

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        return False if wanted_by_window(self, event) else super().event(event)

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.pending.left()


class TextField(QPlainTextEdit):
    """Some lines of text that grow with their contents, up to `most` lines. Tab leaves it; Enter leaves it too where
    one line is the rule (`entered`), Shift+Enter breaks the line."""

    committed = Signal(str)
    entered = Signal()

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        lines: tuple[int, int] = (1, 8),
        needed: bool = False,
        enter: bool = False,
        commits: bool = True,
    ) -> None:
        super().__init__()
        self._commits = commits
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._fewest, self._most = lines
        self._enter_leaves = enter
        self.pending = Pending(self, self.value, self._write, needed)
        self.pending.committed.connect(self.committed)
        self.textChanged.connect(self.pending.typed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def value(self) -> str:
        """What is written, no-break spaces and all (`toPlainText` would turn them into spaces)."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_value(self, text: str) -> None:
        self.pending.show(text)

    @property
    def undoes_typing(self) -> bool:
        """Whether undo is to take back typing here, and not a step of the project."""
        document = self.document()
        available = document.isUndoAvailable() or document.isRedoAvailable()
        return (self.pending.dirty or not self._commits) and available

    def _write(self, text: str) -> None:
        position = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def _fit(self, *_: object) -> None:
        lines = max(self._fewest, min(self._most, round(self.document().size().height())))
        margins = 2 * (self.document().documentMargin() + self.frameWidth()) + 6
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + margins))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.height())

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded()
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        return False if wanted_by_window(self, event) else super().event(event)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._enter_leaves and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pending.flush()
            self.entered.emit()
            return
        super().keyPressEvent(event)

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.pending.left()


class ChoiceField(QComboBox):
    """One of a few values; `committed` carries the one a person chose: at once, or with `waits` after a pause, so that
    walking through them by keyboard is one change."""

    committed = Signal(str)

    def __init__(self, name: str, choices: dict[str, str], waits: bool = False) -> None:
        super().__init__()
        dress(self, tone="arrow")
        self.setAccessibleName(name)
        self.setAccessibleDescription(name)  # on Linux a combo box is called by its value
        for value, label in choices.items():
            self.addItem(label, value)
        self._showing = False
        self._waits = waits
        self.pending = Pending(self, self.value, self._choose, needed=True)
        self.pending.committed.connect(self.committed)
        self.currentIndexChanged.connect(self._changed)

    def value(self) -> str:
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        self._showing = True
        self.pending.show(value)
        self._showing = False

    def _choose(self, value: str) -> None:
        self.setCurrentIndex(max(0, self.findData(value)))

    def _changed(self, *_: object) -> None:
        if not self._showing:
            self.pending.typed()
            if not self._waits:
                self.pending.flush()

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.pending.flush()

    @guarded()
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a pane past a choice must not change it."""
        event.ignore()


Field = LineField | TextField
