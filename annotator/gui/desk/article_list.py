"""The project's articles: title, where and when it appeared, and how far its claims are."""

from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.dates import MONTHS
from annotator.domain.model import ArticleSummary
from annotator.gui.guard import guarded
from annotator.gui.layouts import column, label, row
from annotator.gui.theme import Look, dress

_SUMMARY = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


def progress_words(checked: int, claims: int) -> str:
    """How far the claims are, in words."""
    if claims == 0:
        return "No claims yet"
    return f"{checked} of {claims} claim{'' if claims == 1 else 's'} checked"


def short_date(when: str) -> str:
    """An ISO date as lists show it: "27 Jan 2021"; as it is when it is none."""
    try:
        day = date.fromisoformat(when[:10])
    except ValueError:
        return when
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


class ArticleModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ArticleSummary] = []

    def show(self, rows: list[ArticleSummary]) -> None:
        """Show these articles; where they are the same ones, only what they say changes."""
        same = [r.id for r in rows] == [r.id for r in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    @guarded(0)
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @guarded()
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        article = self.rows[index.row()]
        if role == _SUMMARY:
            return article
        if role == Qt.ItemDataRole.DisplayRole:
            return article.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{article.title}\n{progress_words(article.checked, article.claims)}"
        return None


class ArticleDelegate(QStyledItemDelegate):
    """Two lines of title, one of publisher and date, one of progress with a bar as wide as what is checked."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    @guarded(lambda: QSize(100, 80))
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = QFontMetrics(option.font).lineSpacing()
        return QSize(100, round(line * 4.1) + 30)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        article: ArticleSummary = index.data(_SUMMARY)
        theme = self._look.theme
        painter.save()
        paint_ground(painter, option, self._look)
        area = option.rect.adjusted(16, 10, -12, -10)
        title = QFont(option.font)
        title.setWeight(QFont.Weight.DemiBold)
        painter.setPen(theme.colour("text"))
        bottom = draw_lines(painter, area, article.title, title, 2)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.9)
        painter.setPen(theme.colour("text-dim"))
        origin = " · ".join(part for part in (article.publisher, short_date(article.published)) if part)
        bottom = draw_lines(painter, QRect(area.left(), bottom + 3, area.width(), area.height()), origin, small, 1)
        words = progress_words(article.checked, article.claims)
        bottom = draw_lines(painter, QRect(area.left(), bottom + 3, area.width(), area.height()), words, small, 1)
        if article.claims:
            self._bar(painter, QRectF(area.left(), bottom + 5, area.width(), 3), article.checked / article.claims)
        painter.restore()

    def _bar(self, painter: QPainter, bar: QRectF, share: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("line"))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        if share > 0:
            painter.setBrush(self._look.theme.colour("accent"))
            painter.drawRoundedRect(
                QRectF(bar.left(), bar.top(), max(3.0, bar.width() * share), bar.height()), 1.5, 1.5
            )


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
    """The ground of a row: chosen, under the mouse, with the keyboard's frame when it has the focus."""
    state, theme = option.state, look.theme
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, theme.colour("accent-soft"))
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), theme.colour("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, theme.colour("accent-soft", 110))
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.colour("line"))


def draw_lines(painter: QPainter, area: QRect, text: str, font: QFont, most: int) -> int:
    """Draw text wrapped to at most so many lines, the last one cut short with "…"; gives the y below it."""
    metrics = QFontMetrics(font)
    painter.setFont(font)
    flat = " ".join(text[:600].split())
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid() and len(starts) < most:
        line.setLineWidth(area.width())
        starts.append((line.textStart(), line.textLength()))
    layout.endLayout()
    encoded = flat.encode("utf-16-le")
    y = area.top()
    for number, (start, length) in enumerate(starts):
        last = number == most - 1
        piece = encoded[start * 2 :] if last else encoded[start * 2 : (start + length) * 2]
        words = piece.decode("utf-16-le", "replace")
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width()) if last else words
        painter.drawText(QRect(area.left(), y, area.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, shown)
        y += metrics.lineSpacing()
    return y


class ArticleList(QWidget):
    """The pane at the left. `chosen` carries the id of the article to show."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.model = ArticleModel(self)
        self.view = QListView(mouseTracking=True)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ArticleDelegate(look, self.view))
        self.view.setAccessibleName("Articles")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.heading = label("Articles", "section")
        self.setLayout(column(row(self.heading, margins=(16, 12, 12, 8)), self.view, space=0))
        self.setFocusProxy(self.view)
        self.setMinimumWidth(150)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, role="sheet")
        self._showing = False

    def show_articles(self, articles: list[ArticleSummary], current: str) -> None:
        self._showing = True
        self.model.show(articles)
        self.heading.setText(f"Articles ({len(articles)})" if articles else "Articles")
        self._choose(current)
        self._showing = False

    def _choose(self, article_id: str) -> None:
        at = next((n for n, article in enumerate(self.model.rows) if article.id == article_id), -1)
        self.view.setCurrentIndex(self.model.index(at) if at >= 0 else QModelIndex())

    def _moved(self, current: QModelIndex) -> None:
        if not self._showing and current.isValid():
            self.chosen.emit(self.model.rows[current.row()].id)
