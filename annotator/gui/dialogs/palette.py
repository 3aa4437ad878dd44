"""The palette: a quiet list of what there is to choose from, narrowed by what is typed, done with Enter. Commands,
claims and headings are chosen in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QWidget

from annotator.gui.dialogs.choices import Choice, Choices
from annotator.gui.guard import guarded
from annotator.gui.layouts import column
from annotator.gui.lists import ASIDE, SECOND, Index, TwoLines, as_told, list_many
from annotator.gui.theme import Look, dress

WIDTH, HEIGHT = 560, 420
_STEP = "\u2003"


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


def plain(action: QAction) -> str:
    """The name of an action without the marks that menus need."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def commands(actions: Iterable[QAction]) -> Choices:
    """The actions that can be done now."""
    able = (action for action in actions if action.isEnabled() and action.isVisible())
    native = QKeySequence.SequenceFormat.NativeText
    return Choices([Choice(plain(a), a.shortcut().toString(native), a.toolTip(), a.trigger) for a in able])


class Rows(QAbstractListModel):
    """What was found of the choices; a row is made when somebody looks at it."""

    def __init__(self, choices: Choices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.found: Sequence[int] = ()

    def show(self, found: Sequence[int]) -> None:
        """List these choices. Where they go on from what is listed, only what is new is told of."""
        before = len(self.found)
        if before and isinstance(found, range) and isinstance(self.found, range) and len(found) > before:
            self.beginInsertRows(QModelIndex(), before, len(found) - 1)
            self.found = found
            self.endInsertRows()
            return
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def choice(self, row: int) -> Choice:
        return self._choices[self.found[row]]

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.found)

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.choice(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_STEP * one.inset}{one.name}"
        if role == SECOND:
            return one.second
        if role == ASIDE:
            return one.aside
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (one.name, one.second, one.aside) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_told(f"{one.name}\n{one.second}".strip(), role)
        return None


class Palette(QDialog):
    """Lists what there is to choose from, and begins at the row `at`."""

    def __init__(self, parent: QWidget, look: Look, subject: Subject, choices: Choices, at: int = 0) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(subject.title)
        dress(self, role="card")
        self._choices = choices
        self.words = QLineEdit(placeholderText=subject.hint)
        self.words.setAccessibleName(subject.field)
        dress(self.words, role="search")
        self.rows = Rows(choices, self)
        self.list = QListView()
        self.list.setAccessibleName(subject.listed)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(TwoLines(look, self.list))
        dress(self.list, role="bare")
        list_many(self.list, self.rows)
        self.list.clicked.connect(lambda _: self.run())
        self.words.textChanged.connect(self._search)
        self.words.installEventFilter(self)
        self.setLayout(column(self.words, self.list, margins=(10, 10, 10, 10), space=8))
        self._place(parent)
        self._search("", at)
        self.words.setFocus()
        self._coming = QTimer(self)
        self._coming.timeout.connect(self._take_more)
        self._coming.start()

    def _place(self, parent: QWidget) -> None:
        width = min(WIDTH, parent.width() - 40)
        self.resize(width, min(HEIGHT, parent.height() - 120))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + 72)

    def _search(self, typed: str, at: int = 0) -> None:
        self.rows.show(self._choices.search(typed))
        self._turn_to(at)

    def _turn_to(self, row: int) -> None:
        index = self.list.model().index(row, 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _take_more(self) -> None:
        """Between what a person does, let the choices get ready; what comes late is listed where it belongs."""
        before = len(self._choices)
        if not self._choices.more():
            self._coming.stop()
        if len(self._choices) > before:
            row = self.list.currentIndex().row()
            self.rows.show(self._choices.search(self.words.text()))
            if self.words.text():
                self._turn_to(max(row, 0))

    def run(self) -> None:
        """Close, then do what is chosen."""
        row = self.list.currentIndex().row()
        choice = self.rows.choice(row) if row >= 0 else None
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
        if by is None or not self.rows.found:
            return False
        row = max(0, min(len(self.rows.found) - 1, self.list.currentIndex().row() + by))
        self.list.setCurrentIndex(self.list.model().index(row, 0))
        return True
