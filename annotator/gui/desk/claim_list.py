"""The claims of an article as a list: sign, statement, state. Only the rows in sight are painted or measured."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.model import ClaimState, Mark
from annotator.gui import tones
from annotator.gui.desk.claim_model import MARK, ClaimModel, describe
from annotator.gui.fields import ChoiceField
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys, native
from annotator.gui.layouts import column, label, row
from annotator.gui.lists import Index, draw_lines, list_many, paint_ground, smaller
from annotator.gui.theme import Look, dress


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
    "checked": ("Checked", (ClaimState.CHECKED,)),
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
        self.words = QLineEdit(placeholderText="Filter claims", clearButtonEnabled=True)
        self.words.setAccessibleName("Filter claims")
        self.states = ChoiceField("Which claims", {key: name for key, (name, _) in _FILTERS.items()})
        self.view = QListView()
        self.view.setMouseTracking(True)
        list_many(self.view, self.model)
        self.view.setItemDelegate(ClaimDelegate(look, self.view))
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
        """Show the claims of these marks (in the order of the text), `current` among them chosen."""
        self._showing = True
        self.model.show(marks)
        self.choose(current)
        self._tell_empty()

    def change_marks(self, changed: Iterable[Mark], removed: Iterable[str]) -> None:
        """Put some marks in place of those of the same mentions, and take some mentions away."""
        self._showing = True
        self.model.change(changed, removed)
        self.choose(self.current)
        self._tell_empty()

    def choose(self, claim_id: str) -> None:
        """Show which claim is worked on."""
        self.current = claim_id
        self._showing = True
        row_of = self.model.row_of(claim_id)
        index = self.view.model().index(row_of, 0) if row_of >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if index.isValid() and self.view.isVisible():
            self.view.scrollTo(index)
        self._showing = False

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choose(self.current)

    def _filter(self, *_: object) -> None:
        self._showing = True
        self.model.want(self.words.text(), _FILTERS[self.states.value()][1])
        self.choose(self.current)
        self._tell_empty()

    def _tell_empty(self, *_: object) -> None:
        nothing = not self.model.rows
        self.empty.setVisible(nothing)
        self.view.setVisible(not nothing)
        self.empty.setText("No claim fits the filter." if self.model.claims else how_to_mark(self._keys))

    def _moved(self, current: QModelIndex) -> None:
        if not self._showing and current.isValid():
            self.chosen.emit(current.data(MARK).claim)
