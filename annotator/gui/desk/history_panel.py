"""The history: who changed what, and when. The whole project's, newest first."""

from datetime import UTC, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.dates import MONTHS
from annotator.domain.model import Step
from annotator.gui.desk.article_list import draw_lines, paint_ground
from annotator.gui.guard import guarded
from annotator.gui.layouts import column, label, row
from annotator.gui.theme import Look, dress
from annotator.project import Project

LIMIT = 500
"""How many steps are shown."""

_Index = QModelIndex | QPersistentModelIndex


def clock_words(at: str) -> str:
    """A time of the file (UTC) as the person's own clock had it: "23 Nov 2026, 14:05"."""
    try:
        when = datetime.fromisoformat(at.replace("Z", "+00:00"))
    except ValueError:
        return at
    here = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone()
    return f"{here.day} {MONTHS[here.month - 1][:3]} {here.year}, {here.hour:02}:{here.minute:02}"


class StepModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps: list[Step] = []

    def show(self, steps: list[Step]) -> None:
        self.beginResetModel()
        self.steps = steps
        self.endResetModel()

    @guarded(0)
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.steps)

    @guarded()
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return step.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{step.name}, {step.checker}, {clock_words(step.at)}"
        return None


class StepDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, model: StepModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    @guarded(lambda: QSize(100, 48))
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, round(QFontMetrics(option.font).lineSpacing() * 1.95) + 16)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        step = self._model.steps[index.row()]
        painter.save()
        paint_ground(painter, option, self._look)
        area = option.rect.adjusted(16, 7, -12, -7)
        painter.setPen(self._look.theme.colour("text-dim" if step.kind == "undo" else "text"))
        bottom = draw_lines(painter, area, step.name, option.font, 1)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.9)
        painter.setPen(self._look.theme.colour("text-dim"))
        words = " · ".join(part for part in (step.checker, clock_words(step.at)) if part)
        draw_lines(painter, QRect(area.left(), bottom + 2, area.width(), area.height()), words, small, 1)
        painter.restore()


class HistoryPanel(QWidget):
    """Reads the history only while it is in sight."""

    def __init__(self, project: Project, look: Look) -> None:
        super().__init__()
        self._project = project
        self.model = StepModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(StepDelegate(look, self.model, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName("History")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        note = label("Nothing is ever overwritten: each step stays in the file.", "small", wrap=True)
        self.setLayout(column(row(note, margins=(16, 10, 12, 10)), self.view, space=0))
        self.setFocusProxy(self.view)
        dress(self, role="sheet")

    def refresh(self) -> None:
        """Read the newest steps, when anybody looks."""
        if self.isVisible():
            self.model.show(self._project.history.steps(LIMIT))
