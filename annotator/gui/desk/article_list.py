"""The project's articles: title, where and when it appeared, and how far its claims are."""

from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.dates import MONTHS
from annotator.domain.model import ArticleSummary
from annotator.gui.guard import guarded
from annotator.gui.layouts import column, label, row
from annotator.gui.lists import Index, draw_lines, heavier, lines_of, paint_ground, smaller
from annotator.gui.notices import progress_words
from annotator.gui.theme import Look, dress

_SUMMARY = Qt.ItemDataRole.UserRole


def short_date(when: str) -> str:
    """An ISO date as lists show it: "27 Jan 2021"; as it is when it is none."""
    try:
        day = date.fromisoformat(when[:10])
    except ValueError:
        return when
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def origin(article: ArticleSummary) -> str:
    """When and where an article appeared."""
    return " · ".join(part for part in (short_date(article.published), article.publisher) if part)


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
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
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
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = (view.viewport().width() if isinstance(view, QListView) else 200) - 28
        article: ArticleSummary = index.data(_SUMMARY)
        title = len(lines_of(article.title, heavier(option.font), width, 3)) * QFontMetrics(option.font).lineSpacing()
        rest = (2 if origin(article) else 1) * (QFontMetrics(smaller(option.font)).lineSpacing() + 2)
        return QSize(100, title + rest + (30 if article.claims else 22))

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        article: ArticleSummary = index.data(_SUMMARY)
        theme = self._look.theme
        painter.save()
        paint_ground(painter, option, self._look)
        area = option.rect.adjusted(16, 10, -12, -10)
        painter.setPen(theme.colour("text"))
        bottom = draw_lines(painter, area, article.title, heavier(option.font), 3)
        painter.setPen(theme.colour("text-dim"))
        for words in filter(None, (origin(article), progress_words(article.checked, article.claims))):
            area.setTop(bottom + 2)
            bottom = draw_lines(painter, area, words, smaller(option.font), 1)
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


class ArticleList(QWidget):
    """The pane at the left. `chosen` carries the id of the article to show."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.model = ArticleModel(self)
        self.view = QListView()
        self.view.setMouseTracking(True)
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
