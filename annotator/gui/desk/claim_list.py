"""The claims of an article as a list: sign, statement, state. Only the rows in sight are painted or measured."""

from collections.abc import Collection, Iterable, Sequence
from itertools import takewhile

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.model import ClaimState, Mark
from annotator.gui import tones
from annotator.gui.fields import ChoiceField
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys, native
from annotator.gui.layouts import column, label, row
from annotator.gui.lists import Index, draw_lines, paint_ground, smaller
from annotator.gui.theme import Look, dress

MARK = Qt.ItemDataRole.UserRole


def first_mentions(marks: Iterable[Mark]) -> list[Mark]:
    """One mark for each claim, its first in the text."""
    found: dict[str, Mark] = {}
    for mark in marks:
        found.setdefault(mark.claim, mark)
    return list(found.values())


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many ids are the same from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _differing(old: Sequence[Mark], new: Sequence[Mark], first: int, count: int) -> list[int]:
    """The rows, counted from `first`, of claims that look different now."""
    return [first + n for n in range(count) if old[n] != new[n]]


class ClaimModel(QAbstractListModel):
    """A row for each claim of the article, in reading order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Mark] = []
        self._row_of: dict[str, int] = {}

    def show(self, marks: Sequence[Mark]) -> None:
        """Show the claims of these marks (in the order of the text). Views hear of the rows between the first and the
        last that came or went, and of those that changed."""
        new = first_mentions(marks)
        before, after = [mark.claim for mark in self.rows], [mark.claim for mark in new]
        same = _alike(before, after)
        left = _alike(reversed(before[same:]), reversed(after[same:]))
        gone, come = len(before) - left, len(after) - left
        changed = [*_differing(self.rows, new, 0, same), *_differing(self.rows[gone:], new[come:], come, left)]
        if gone > same:
            self.beginRemoveRows(QModelIndex(), same, gone - 1)
            self._keep(self.rows[:same] + self.rows[gone:])
            self.endRemoveRows()
        if come > same:
            self.beginInsertRows(QModelIndex(), same, come - 1)
            self._keep(new)
            self.endInsertRows()
        self._keep(new)
        for n in changed:
            self.dataChanged.emit(self.index(n), self.index(n))

    def _keep(self, rows: list[Mark]) -> None:
        self.rows = rows
        self._row_of = {mark.claim: n for n, mark in enumerate(rows)}

    def row_of(self, claim_id: str) -> int:
        """The row of a claim, -1 when it is not here."""
        return self._row_of.get(claim_id, -1)

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        mark = self.rows[index.row()]
        if role == MARK:
            return mark
        if role == Qt.ItemDataRole.DisplayRole:
            return mark.statement
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{mark.statement}\n{describe(mark)}"
        return None


def describe(mark: Mark) -> str:
    """State and sources of a claim in words."""
    sources = "no sources" if not mark.sources else f"{mark.sources} source{'' if mark.sources == 1 else 's'}"
    return f"{tones.of_claim(mark.scale, mark.rating, mark.state).word} · {sources}"


class ClaimFilter(QSortFilterProxyModel):
    """What of the list is wanted: some words, some states."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._states: Collection[ClaimState] = tuple(ClaimState)

    def want(self, words: str, states: Collection[ClaimState]) -> None:
        self.beginFilterChange()
        self._words, self._states = words.casefold().strip(), states
        self.endFilterChange()

    @guarded(True)
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, ClaimModel)
        mark = model.rows[source_row]
        return mark.state in self._states and self._words in mark.statement.casefold()


class ClaimDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    @guarded(lambda: QSize(100, 60))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, round(QFontMetrics(option.font).lineSpacing() * 2.95) + 20)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark: Mark = index.data(MARK)
        tone = tones.of_claim(mark.scale, mark.rating, mark.state)
        theme = self._look.theme
        painter.save()
        paint_ground(painter, option, self._look)
        area = option.rect.adjusted(16, 8, -12, -8)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.Bold)
        painter.setFont(bold)
        tint = theme.colour(tone.token if tone.token in theme.colours else "rating-neutral")
        painter.setPen(tint)
        sign = QRect(area.left(), area.top(), 20, QFontMetrics(bold).height())
        painter.drawText(sign, Qt.AlignmentFlag.AlignLeft, tone.sign)
        text = area.adjusted(22, 0, 0, 0)
        painter.setPen(theme.colour("text"))
        text.setTop(draw_lines(painter, text, mark.statement, option.font, 2) + 2)
        painter.setPen(tint)
        draw_lines(painter, text, describe(mark), smaller(option.font), 1)
        painter.restore()


_FILTERS = {
    "all": ("All claims", tuple(ClaimState)),
    "unchecked": ("Unchecked", (ClaimState.UNCHECKED,)),
    "open": ("Unchecked or changed", (ClaimState.UNCHECKED, ClaimState.STALE)),
    "checked": ("Checked", (ClaimState.CHECKED, ClaimState.STALE)),
}


def how_to_mark(keys: Keys) -> str:
    """What to do where there is no claim yet. The last of the keys is the one without Ctrl."""
    key = next(map(native, reversed(keys.of("mark_claim"))), "")
    return f"Select words in the article and {f'press {key} to make' if key else 'make'} a claim of them."


class ClaimList(QWidget):
    """`chosen` carries the claim that the list moved to, `opened` one that Enter or a double click asks to work on."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look, keys: Keys) -> None:
        super().__init__()
        self._keys = keys
        self.model = ClaimModel(self)
        self.filter = ClaimFilter(self)
        self.filter.setSourceModel(self.model)
        self.words = QLineEdit(placeholderText="Filter claims", clearButtonEnabled=True)
        self.words.setAccessibleName("Filter claims")
        self.states = ChoiceField("Which claims", {key: name for key, (name, _) in _FILTERS.items()})
        self.view = QListView()
        self.view.setMouseTracking(True)
        self.view.setModel(self.filter)
        self.view.setItemDelegate(ClaimDelegate(look, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName("Claims")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = label("", "dim", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.setContentsMargins(24, 32, 24, 0)
        filters = row(self.words, self.states, margins=(12, 10, 12, 10))
        parts = column(filters, self.empty, self.view, None, space=0)
        parts.setStretch(2, 1000)
        self.setLayout(parts)
        self.setFocusProxy(self.view)
        self._showing = False
        self.current = ""
        self.words.textChanged.connect(self._filter)
        self.states.committed.connect(self._filter)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.activated.connect(lambda index: self.opened.emit(index.data(MARK).claim))
        keys.changed.connect(self._tell_empty)
        dress(self, role="sheet")

    def show_marks(self, marks: Sequence[Mark], current: str) -> None:
        """Show the claims of these marks, `current` among them chosen."""
        self._showing = True
        self.model.show(marks)
        self._showing = False
        self.choose(current)
        self._tell_empty()

    def choose(self, claim_id: str) -> None:
        """Show which claim is worked on."""
        self.current = claim_id
        self._showing = True
        row_of = self.model.row_of(claim_id)
        index = self.filter.mapFromSource(self.model.index(row_of)) if row_of >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.scrollTo(index)
        self._showing = False

    def _filter(self, *_: object) -> None:
        self._showing = True
        self.filter.want(self.words.text(), _FILTERS[self.states.value()][1])
        self._showing = False
        self._tell_empty()

    def _tell_empty(self, *_: object) -> None:
        nothing = self.filter.rowCount() == 0
        self.empty.setVisible(nothing)
        self.view.setVisible(not nothing)
        self.empty.setText("No claim fits the filter." if self.model.rows else how_to_mark(self._keys))

    def _moved(self, current: QModelIndex) -> None:
        if not self._showing and current.isValid():
            self.chosen.emit(current.data(MARK).claim)
