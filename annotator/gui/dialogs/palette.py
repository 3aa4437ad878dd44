"""The command palette: any command by a few letters of its name, run with Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QWidget

from annotator.gui.guard import guarded
from annotator.gui.layouts import column
from annotator.gui.lists import TwoLines, add_row
from annotator.gui.theme import Look, dress

_ACTION = Qt.ItemDataRole.UserRole
WIDTH, HEIGHT = 560, 420


def fits(typed: str, name: str) -> int | None:
    """How well a name fits what was typed, lower is better; None when a word of it does not fit. Each word typed must
    begin a word of the name, or at least be in it."""
    words, hay = typed.casefold().split(), name.casefold()
    starts = hay.replace("–", " ").split()
    cost = 0
    for word in words:
        if any(start.startswith(word) for start in starts):
            continue
        if word not in hay:
            return None
        cost += 10
    return cost + (0 if not words or hay.startswith(words[0]) else 1)


def plain(action: QAction) -> str:
    """The name of an action without the marks that menus need."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


class Palette(QDialog):
    """Lists the actions that can be done now."""

    def __init__(self, parent: QWidget, actions: Sequence[QAction], look: Look) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Command palette")
        dress(self, role="card")
        self._actions = [action for action in actions if action.isEnabled() and action.isVisible()]
        self.words = QLineEdit(placeholderText="What would you like to do?")
        self.words.setAccessibleName("Command")
        dress(self.words, role="search")
        self.list = QListWidget()
        self.list.setAccessibleName("Commands")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(TwoLines(look, self.list))
        dress(self.list, role="bare")
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(lambda _: self.run())
        self.words.textChanged.connect(self._search)
        self.words.installEventFilter(self)
        self.setLayout(column(self.words, self.list, margins=(10, 10, 10, 10), space=8))
        width = min(WIDTH, parent.width() - 40)
        self.resize(width, min(HEIGHT, parent.height() - 120))
        self.move(
            parent.mapToGlobal(parent.rect().topLeft()).x() + (parent.width() - width) // 2,
            parent.mapToGlobal(parent.rect().topLeft()).y() + 72,
        )
        self._search("")
        self.words.setFocus()

    def _search(self, typed: str) -> None:
        costs = ((fits(typed, plain(action)), at, action) for at, action in enumerate(self._actions))
        found = sorted((cost, at, action) for cost, at, action in costs if cost is not None)
        self.list.clear()
        for _, _, action in found:
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            add_row(self.list, plain(action), action.toolTip(), keys, action)
        self.list.setCurrentRow(0)

    def run(self) -> None:
        """Close, then do what is chosen."""
        item = self.list.currentItem()
        action = item.data(_ACTION) if item else None
        self.close()
        if action is not None:
            action.trigger()

    @guarded(False)
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run()
            return True
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        by = steps.get(Qt.Key(event.key()))
        if by is None or not self.list.count():
            return False
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + by)))
        return True
