"""The sheet of shortcuts, made from the table of actions. Every key in it can be changed where it stands."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.gui.actions import ACTIONS, Menu
from annotator.gui.dialogs.palette import plain
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys, native, portable, pressed
from annotator.gui.layouts import button, clear, column, label, row
from annotator.gui.theme import dress

_COLUMNS = ((Menu.CLAIM, Menu.VIEW), (Menu.EDIT, Menu.HELP), (Menu.GO, Menu.FILE))
_ELSEWHERE = (
    ("Move between fields", ("Tab",)),
    ("Say supports, refutes, context", ("S", "R", "C")),
    ("Accept a dialog", ("Ctrl+Return",)),
    ("Close a dialog, the find bar", ("Esc",)),
)
_HINT = "Press a key’s button to change it, or + to add one."
_CHANGING = "Press the new key for “{}”. Backspace takes the key away, Esc keeps it."
_ADDING = "Press a key to add to “{}”. Esc leaves it as it is."


class KeyButton(QPushButton):
    """One key of an action, or room for one more. While it is down it waits for a key: `given` carries what was
    pressed, "" where the key is to be taken away."""

    given = Signal(str)

    def __init__(self, name: str, key: str, among: int = 0) -> None:
        """`among` is how many keys the action has."""
        super().__init__(native(key) if key else "+")
        self.key = key
        self._shown = self.text()
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(f"{native(key) or ('Add a key' if among else 'No key')}: {name}")
        self.setToolTip("" if key else f"Add a key for “{name}”")
        self.toggled.connect(lambda waits: self.setText("Press a key" if waits else self._shown))
        dress(self, role="key" if key else "no-key")

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        """While it waits every key is its own, those of dialogs and focus too."""
        if not self.isChecked() or not isinstance(event, QKeyEvent):
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._take(pressed(event))
        return True

    def _take(self, key: str) -> None:
        if not key:
            return
        self.setChecked(False)
        if key != "Esc":
            self.given.emit("" if key == "Backspace" else key)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setChecked(False)
        super().focusOutEvent(event)


class ShortcutsSheet(Sheet):
    def __init__(self, parent: QWidget | None, actions: dict[str, QAction], keys: Keys) -> None:
        super().__init__(parent, "Keyboard shortcuts", 860)
        self._actions, self._keys = actions, keys
        self._cells: dict[str, QHBoxLayout] = {}
        columns = row(space=36)
        for menus in _COLUMNS:
            parts = column(*(self._menu(menu) for menu in menus), space=18)
            if menus is _COLUMNS[0]:
                parts.addLayout(_elsewhere())
            parts.addStretch(1)
            columns.addLayout(parts, 1)
        inner = QWidget()
        inner.setLayout(columns)
        dress(inner, role="ground")
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        area.setAccessibleName("Keyboard shortcuts")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(area, role="ground")
        self.hint = label(_HINT, "small")
        self.reset_all = button("All as usual", "quiet", "Give every command its usual keys")
        self.reset_all.clicked.connect(keys.reset_all)
        keys.changed.connect(self._fill_cell)
        self.fill(column(area), "", None, self.reset_all, self.hint)
        room = parent.size() if parent else QSize(1400, 900)
        self.resize(min(1240, room.width() - 40), min(720, room.height() - 40))
        area.setFocus()

    def _menu(self, menu: Menu) -> QGridLayout:
        grid = _grid(menu.replace("&", ""))
        shown = (one for one in ACTIONS if one.menu is menu and self._actions[one.id].isVisible())
        for at, action in enumerate(shown, 1):
            grid.addWidget(label(self._name(action.id)), at, 0)
            self._cells[action.id] = row(space=4)
            grid.addLayout(self._cells[action.id], at, 1)
            self._fill_cell(action.id)
        return grid

    def _name(self, action: str) -> str:
        return plain(self._actions[action]).removesuffix("…")

    def _fill_cell(self, action: str) -> None:
        """Show the keys of an action anew, and a way back where they were changed."""
        cell, name = self._cells.get(action), self._name(action)
        if cell is None:
            return
        clear(cell)
        cell.addStretch(1)
        if self._keys.is_changed(action):
            usual = button("Usual", "no-key", f"The usual keys of “{name}”")
            usual.setAccessibleName(f"Usual keys: {name}")
            usual.clicked.connect(partial(self._attempt, action, partial(self._keys.reset, action), ""))
            cell.addWidget(usual)
        had = self._keys.of(action)
        for key in (*had, ""):
            shown = KeyButton(name, key, len(had))
            shown.toggled.connect(partial(self._waits, (_CHANGING if key else _ADDING).format(name)))
            shown.given.connect(partial(self._give, action, key))
            cell.addWidget(shown)

    def _waits(self, what: str, waits: bool) -> None:
        self.hint.setText(what if waits else _HINT)
        if waits:
            self.say("")

    def _give(self, action: str, old: str, new: str) -> None:
        self._attempt(action, partial(self._keys.change, action, old, new), new)

    def _attempt(self, action: str, work: "partial[None]", key: str = "", *_: object) -> None:
        """Change keys and stay at the new one, or say why it cannot be had."""
        try:
            work()
        except AnnotatorError as error:
            self.say(str(error))
            return
        self.say("")
        cell = self._cells[action]
        made = [item.widget() for at in range(cell.count()) if (item := cell.itemAt(at)) is not None]
        buttons = [one for one in made if isinstance(one, KeyButton)]
        next((one for one in buttons if key and one.key == portable(key)), buttons[0]).setFocus()


def _grid(title: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(8)
    grid.setColumnStretch(0, 1)
    grid.addWidget(label(title, "section"), 0, 0)
    return grid


def _elsewhere() -> QGridLayout:
    """What keys do that are no commands."""
    grid = _grid("Elsewhere")
    for at, (name, keys) in enumerate(_ELSEWHERE, 1):
        grid.addWidget(label(name), at, 0)
        grid.addLayout(row(None, *(label(native(portable(key)), "key") for key in keys), space=4), at, 1)
    return grid
