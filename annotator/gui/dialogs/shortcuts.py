"""The sheet of shortcuts, made from the table of actions."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from annotator.gui.actions import ACTIONS, Menu
from annotator.gui.dialogs.palette import plain
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.layouts import column, label, row
from annotator.gui.theme import dress

_COLUMNS = ((Menu.CLAIM,), (Menu.GO, Menu.EDIT), (Menu.FILE, Menu.VIEW, Menu.HELP))
_ELSEWHERE = (
    ("Move between fields", ("Tab",)),
    ("Say supports, refutes, context", ("S", "R", "C")),
    ("Accept a dialog", ("Ctrl+Return",)),
    ("Close a dialog, the find bar", ("Esc",)),
)


class ShortcutsSheet(Sheet):
    def __init__(self, parent: QWidget | None, actions: dict[str, QAction]) -> None:
        super().__init__(parent, "Keyboard shortcuts", 860)
        self._actions = actions
        halves = row(space=44)
        for menus in _COLUMNS:
            parts = column(space=18)
            for menu in menus:
                parts.addLayout(self._menu(menu))
            if menus is _COLUMNS[0]:
                parts.addLayout(self._table("Elsewhere", list(_ELSEWHERE)))
            parts.addStretch(1)
            halves.addLayout(parts, 1)
        inner = QWidget()
        inner.setLayout(halves)
        dress(inner, role="ground")
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        area.setAccessibleName("Keyboard shortcuts")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(area, role="ground")
        self.fill(column(area))
        room = parent.size() if parent else QSize(1400, 900)
        self.resize(min(1120, room.width() - 40), min(640, room.height() - 40))

    def _menu(self, menu: Menu) -> QGridLayout:
        rows = []
        for action in ACTIONS:
            made = self._actions[action.id]
            if action.menu is menu and action.keys and made.isVisible():
                rows.append((plain(made).removesuffix("…"), action.keys))
        return self._table(menu.replace("&", ""), rows)

    def _table(self, title: str, rows: list[tuple[str, tuple[str, ...]]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(5)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(title, "section"), 0, 0)
        for at, (name, keys) in enumerate(rows, 1):
            grid.addWidget(label(name), at, 0)
            shown = row(None, *(label(native(key), "key") for key in keys), space=4)
            grid.addLayout(shown, at, 1)
        return grid


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
