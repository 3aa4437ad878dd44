"""The project's articles: title, where and when it appeared, and how far its claims are. Older drafts of an article are
folded beneath it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.domain.dates import MONTHS
from annotator.domain.model import ArticleSummary
from annotator.gui.desk.history_panel import clock_words
from annotator.gui.guard import guarded
from annotator.gui.layouts import column, label, row
from annotator.gui.lists import TOLD, Index, as_told, draw_lines, heavier, lines_of, paint_ground, smaller
from annotator.gui.notices import progress_words
from annotator.gui.theme import Look, dress

_ROW = Qt.ItemDataRole.UserRole
_INSET = 18
"""Pixels by which older drafts stand in."""


class Row(NamedTuple):
    """One row of the list: the newest version of an article, the line that folds its older drafts, or one of those,
    which is the draft of that `number`, from 1. `older` is how many there are."""

    article: ArticleSummary
    older: int = 0
    fold: bool = False
    number: int = 0
    open: bool = False

    @property
    def name(self) -> str:
        if self.fold:
            return "1 older draft" if self.older == 1 else f"{self.older} older drafts"
        return f"Older draft {self.number}" if self.number else self.article.title

    @property
    def spoken(self) -> str:
        """All that the row says."""
        if self.fold:
            return f"{self.name} of {self.article.title}, {'shown' if self.open else 'folded'}"
        if self.number:
            return f"{self.name} of {self.article.title}, added {clock_words(self.article.captured)}"
        return f"{self.article.title}\n{progress_words(self.article.checked, self.article.claims)}"

    @property
    def key(self) -> tuple[str, bool]:
        return self.article.id, self.fold


def rows_of(articles: Sequence[ArticleSummary], opened: frozenset[str]) -> list[Row]:
    """The rows of the list: `articles` has each newest version followed by its older drafts, and `opened` the first
    versions of those articles whose older drafts are shown."""
    drafts: dict[str, list[ArticleSummary]] = {}
    for article in articles:
        drafts.setdefault(article.newest, []).append(article)
    rows = []
    for newest, *older in drafts.values():
        rows.append(Row(newest, len(older)))
        if older:
            shown = older[-1].id in opened
            rows.append(Row(newest, len(older), fold=True, open=shown))
            if shown:
                rows += [Row(each, number=len(older) - n) for n, each in enumerate(older)]
    return rows


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
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show these rows; where they are the same ones, only what they say changes."""
        same = [r.key for r in rows] == [r.key for r in self.rows]
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
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in TOLD:
            return as_told(row.spoken, role)
        return None


class ArticleDelegate(QStyledItemDelegate):
    """Two lines of title, one of publisher and date, one of progress with a bar as wide as what is checked. Of an older
    draft its number and when it was added, dimmer and further in."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    @guarded(lambda: QSize(100, 80))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = (view.viewport().width() if isinstance(view, QListView) else 200) - 28
        row: Row = index.data(_ROW)
        article = row.article
        small = QFontMetrics(smaller(option.font)).lineSpacing()
        if row.fold or row.number:
            return QSize(100, small + 12 if row.fold else 2 * small + 14)
        title = len(lines_of(article.title, heavier(option.font), width, 3)) * QFontMetrics(option.font).lineSpacing()
        rest = (2 if origin(article) else 1) * (small + 2)
        return QSize(100, title + rest + (30 if article.claims else 22))

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(_ROW)
        article, theme = row.article, self._look.theme
        painter.save()
        paint_ground(painter, option, self._look, ruled=not row.older or row.fold)
        area = option.rect.adjusted(16, 10, -12, -10)
        if row.fold or row.number:
            self._older(painter, option, row)
            painter.restore()
            return
        painter.setPen(theme.colour("text"))
        bottom = draw_lines(painter, area, article.title, heavier(option.font), 3)
        painter.setPen(theme.colour("text-dim"))
        for words in filter(None, (origin(article), progress_words(article.checked, article.claims))):
            area.setTop(bottom + 2)
            bottom = draw_lines(painter, area, words, smaller(option.font), 1)
        if article.claims:
            self._bar(painter, QRectF(area.left(), bottom + 5, area.width(), 3), article.checked / article.claims)
        painter.restore()

    def _older(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        """The line of a fold, with a triangle that points to what it does, or an older draft."""
        mirrored, small = option.direction is Qt.LayoutDirection.RightToLeft, smaller(option.font)
        inset = 16 + _INSET
        area = option.rect.adjusted(12 if mirrored else inset, 6, -inset if mirrored else -12, -6)
        painter.setPen(self._look.theme.colour("text-dim"))
        bottom = draw_lines(painter, area, row.name, small, 1)
        if row.number:
            area.setTop(bottom)
            draw_lines(painter, area, f"Added {clock_words(row.article.captured)}", small, 1)
            return
        side = QFontMetrics(small).ascent() * 0.5
        beside = area.right() + _INSET - side if mirrored else area.left() - _INSET + side
        middle = QPointF(beside, area.top() + QFontMetrics(small).lineSpacing() / 2)
        across, along = QPointF(-side if mirrored else side, 0), QPointF(0, side)
        points = (middle - across * 0.6 - along * 0.3, middle + across * 0.6 - along * 0.3, middle + along * 0.4)
        if not row.open:
            points = (middle - along * 0.6 - across * 0.3, middle + along * 0.6 - across * 0.3, middle + across * 0.4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("text-dim"))
        painter.drawPolygon(QPolygonF(points))

    def _bar(self, painter: QPainter, bar: QRectF, share: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("line"))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        if share > 0:
            painter.setBrush(self._look.theme.colour("accent"))
            painter.drawRoundedRect(
                QRectF(bar.left(), bar.top(), max(3.0, bar.width() * share), bar.height()), 1.5, 1.5
            )


class FoldingView(QListView):
    """Tells when a fold is to be opened (True), closed (False), or turned over (None), by keyboard."""

    fold_wanted = Signal(int, object)  # row; whether it is to be open

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        wanted = {Qt.Key.Key_Right: not mirrored, Qt.Key.Key_Left: mirrored}
        turns = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        key = Qt.Key(event.key())
        if not event.modifiers() and (key in wanted or key in turns):
            self.fold_wanted.emit(self.currentIndex().row(), wanted.get(key))
            return
        super().keyPressEvent(event)


class ArticleList(QWidget):
    """The pane at the left. `chosen` carries the id of the article to show."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.model = ArticleModel(self)
        self.view = FoldingView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(ArticleDelegate(look, self.view))
        self.view.setAccessibleName("Articles")
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.fold_wanted.connect(self._fold)
        self.view.clicked.connect(self._clicked)
        self.heading = label("Articles", "section")
        self.setLayout(column(row(self.heading, margins=(16, 12, 12, 8)), self.view, space=0))
        self.setFocusProxy(self.view)
        self.setMinimumWidth(150)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, role="sheet")
        self._showing = False
        self._articles: list[ArticleSummary] = []
        self._current = ""
        self._opened: frozenset[str] = frozenset()

    def show_articles(self, articles: list[ArticleSummary], current: str) -> None:
        """Show articles, each newest version followed by its older drafts; those of the current one are unfolded when
        it is among them."""
        self._articles, self._current = articles, current
        newest = next((each.newest for each in articles if each.id == current), current)
        if newest != current:
            self._opened |= {self._first(newest)}
        self._show((current, False))
        count = len({each.newest for each in articles})
        self.heading.setText(f"Articles ({count})" if count else "Articles")

    def _first(self, newest: str) -> str:
        """The first version of an article, which stays the same whatever drafts come."""
        return [each.id for each in self._articles if each.newest == newest][-1]

    def _show(self, current: tuple[str, bool]) -> None:
        """Show the rows, with the keyboard on the one of that key."""
        self._showing = True
        self.model.show(rows_of(self._articles, self._opened))
        at = next((n for n, row in enumerate(self.model.rows) if row.key == current), -1)
        self.view.setCurrentIndex(self.model.index(at) if at >= 0 else QModelIndex())
        self._showing = False

    def _fold(self, at: int, wanted: bool | None) -> None:
        """Unfold or fold the older drafts that a row is about, if it is about some."""
        row = self.model.rows[at] if 0 <= at < len(self.model.rows) else None
        if row is None or (wanted is None and not row.fold) or not (row.older or row.number):
            return
        first, newest = self._first(row.article.newest), row.article.newest
        show = wanted if wanted is not None else first not in self._opened
        if show == (first in self._opened):
            return
        self._opened = self._opened | {first} if show else self._opened - {first}
        folded_away = bool(row.number) and not show
        self._show((newest, True) if folded_away else row.key)

    def _clicked(self, index: QModelIndex) -> None:
        """A click on a fold turns it over; the article shown stays the chosen one, where its row is in sight."""
        if self.model.rows[index.row()].fold:
            self._fold(index.row(), None)
            if any(row.key == (self._current, False) for row in self.model.rows):
                self._show((self._current, False))

    def _moved(self, current: QModelIndex) -> None:
        if not self._showing and current.isValid() and not (row := self.model.rows[current.row()]).fold:
            self.chosen.emit(row.article.id)
