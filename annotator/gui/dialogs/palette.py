"""The palette: a quiet list of what there is to choose from, narrowed by what is typed, done with Enter. Commands,
claims and headings are chosen in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QWidget

from annotator.gui.guard import guarded
from annotator.gui.layouts import column
from annotator.gui.lists import TwoLines, add_row
from annotator.gui.theme import Look, dress

_CHOICE = Qt.ItemDataRole.UserRole
WIDTH, HEIGHT = 560, 420
_STEP = "\u2003"
MOST = 500
"""Rows listed at once; typing finds the others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: its name, what stands at the right, what is told beneath, and what choosing it does. `number` finds it
    too, when just that is typed. `inset` is how many steps the row stands in."""

    name: str
    aside: str
    second: str
    do: Callable[[], object]
    inset: int = 0
    number: str = ""

    def cost(self, typed: str) -> int | None:
        """How well it fits what was typed, lower is better; None when it does not."""
        return -1 if self.number and typed.strip() == self.number else fits(typed, self.name)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a palette is about: its title, the name of what is typed, a hint at it, and the name of the list."""

    title: str
    field: str
    hint: str
    listed: str


COMMANDS = Subject("Command palette", "Command", "What would you like to do?", "Commands")
CLAIMS = Subject("Go to claim", "Claim", "Words of the claim, or its number", "Claims")
HEADINGS = Subject("Outline", "Heading", "Words of the heading", "Headings")


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


def commands(actions: Iterable[QAction]) -> list[Choice]:
    """The actions that can be done now."""
    able = (action for action in actions if action.isEnabled() and action.isVisible())
    native = QKeySequence.SequenceFormat.NativeText
    return [Choice(plain(a), a.shortcut().toString(native), a.toolTip(), a.trigger) for a in able]


class Palette(QDialog):
    """Lists what there is to choose from, and begins at the row `at`."""

    def __init__(self, parent: QWidget, look: Look, subject: Subject, choices: Sequence[Choice], at: int = 0) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(subject.title)
        dress(self, role="card")
        self._choices = choices
        self.words = QLineEdit(placeholderText=subject.hint)
        self.words.setAccessibleName(subject.field)
        dress(self.words, role="search")
        self.list = QListWidget()
        self.list.setAccessibleName(subject.listed)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(TwoLines(look, self.list))
        dress(self.list, role="bare")
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(lambda _: self.run())
        self.words.textChanged.connect(self._search)
        self.words.installEventFilter(self)
        self.setLayout(column(self.words, self.list, margins=(10, 10, 10, 10), space=8))
        self._place(parent)
        self._search("", at)
        self.words.setFocus()

    def _place(self, parent: QWidget) -> None:
        width = min(WIDTH, parent.width() - 40)
        self.resize(width, min(HEIGHT, parent.height() - 120))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + 72)

    def _search(self, typed: str, at: int = 0) -> None:
        costs = ((one.cost(typed), n) for n, one in enumerate(self._choices))
        found = nsmallest(max(MOST, at + 1), ((cost, n) for cost, n in costs if cost is not None))
        self.list.clear()
        for _, n in found:
            one = self._choices[n]
            add_row(self.list, f"{_STEP * one.inset}{one.name}", one.second, one.aside, one)
        self.list.setCurrentRow(at)
        self.list.scrollToItem(self.list.currentItem(), QListWidget.ScrollHint.PositionAtCenter)

    def run(self) -> None:
        """Close, then do what is chosen."""
        item = self.list.currentItem()
        choice = item.data(_CHOICE) if item else None
        self.close()
        if choice is not None:
            choice.do()

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
