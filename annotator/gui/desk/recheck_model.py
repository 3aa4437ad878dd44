"""The re-checks as a list: a heading with the number of each kind, then a row for each."""

from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.model import Article, Claim, words_of
from annotator.domain.revision import Recheck, RecheckKind
from annotator.gui import tones
from annotator.gui.compare.inked import Run, around_words, break_lines, differing, flat, layout_of, spoken
from annotator.gui.guard import guarded
from annotator.gui.lists import TOLD, Index, as_told, draw_lines, heavier, paint_ground, smaller
from annotator.gui.theme import Look

RECHECK = Qt.ItemDataRole.UserRole
RUNS, SECOND = RECHECK + 1, RECHECK + 2
"""Roles: the re-check of a row, None for a heading; its words; what stands beneath them."""

HEADINGS = {
    RecheckKind.CHANGED: "Words changed",
    RecheckKind.UNSURE: "Where are they now?",
    RecheckKind.GONE: "Gone from the text",
    RecheckKind.FRESH: "New or reworded sentences",
}
_LONGEST = 500


class Row(NamedTuple):
    text: str
    recheck: Recheck | None = None


def words_before(recheck: Recheck) -> str:
    """The words of a claim as they were."""
    return words_of(part.selector for part in recheck.old)


def runs_of(recheck: Recheck, article: Article) -> list[Run]:
    """The words that a re-check is about, with what differs."""
    if recheck.span is not None:
        return [Run(flat(article.text[recheck.span.start : recheck.span.end]))]
    if recheck.new:
        return differing(words_before(recheck), words_of(part.selector for part in recheck.new))
    return [Run(flat(words_before(recheck)))]


def told_of_verdict(claim: Claim) -> str:
    standing = claim.verdict
    tone = tones.of_claim(standing.scale, standing.rating, claim.state) if standing else tones.UNCHECKED
    return f"{tone.sign} {tone.word}"


def beneath(recheck: Recheck) -> str:
    """What is to be known of a re-check besides its words."""
    if recheck.kind is RecheckKind.FRESH:
        return "Not checked yet"
    if recheck.kind is RecheckKind.UNSURE:
        count = len(recheck.old[0].candidates)
        return f"{count} place{'' if count == 1 else 's'} it may have"
    if recheck.kind is RecheckKind.GONE:
        selector = recheck.old[0].selector
        return "".join(run.text for run in around_words(selector.prefix[-30:], " […] ", selector.suffix[:30]))
    return told_of_verdict(recheck.claim) if recheck.claim else ""


class RecheckModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._article: Article | None = None

    def show(self, rechecks: list[Recheck], article: Article | None) -> None:
        """Show these re-checks of an article, by kind."""
        rows: list[Row] = []
        for kind, name in HEADINGS.items():
            of_kind = [recheck for recheck in rechecks if recheck.kind is kind]
            if of_kind:
                rows.append(Row(f"{name} ({len(of_kind)})"))
                rows += [Row("", recheck) for recheck in of_kind]
        if (rows, article) == (self.rows, self._article):
            return
        self.beginResetModel()
        self.rows, self._article = rows, article
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row of a re-check by its key, -1 for one that is not there."""
        return next((n for n, row in enumerate(self.rows) if row.recheck and row.recheck.key == key), -1)

    def nearest(self, row: int) -> int:
        """The row itself, or the re-check after it, or else the last one; -1 where there is none."""
        found = [n for n, each in enumerate(self.rows) if each.recheck]
        return next((n for n in found if n >= row), found[-1] if found else -1)

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @guarded(lambda: Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.rows[index.row()].recheck else Qt.ItemFlag.NoItemFlags

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text, recheck = self.rows[index.row()]
        if recheck is None or self._article is None:
            return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == RECHECK:
            return recheck
        if role == RUNS:
            return runs_of(recheck, self._article)
        if role == SECOND:
            return beneath(recheck)
        if role in TOLD:
            words = spoken(runs_of(recheck, self._article))[:_LONGEST]
            return as_told(f"{HEADINGS[recheck.kind]}: {words}. {beneath(recheck)}", role)
        return None


class RecheckDelegate(QStyledItemDelegate):
    """Two lines of words with what differs in them, one beneath."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    @guarded(lambda: QSize(100, 60))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).lineSpacing()
        if index.data(RECHECK) is None:
            return QSize(100, round(line * 0.9) + 16)
        view = option.widget
        room = (view.width() if isinstance(view, QListView) else 300) - 44  # a scroll bar must not change it
        text = "".join(run.text for run in index.data(RUNS))
        short = len(text) < 100 and QFontMetrics(heavier(option.font)).horizontalAdvance(text) < room
        return QSize(100, round(line * (2.05 if short else 3.25)) + 18)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, recheck = self._look.theme, index.data(RECHECK)
        painter.save()
        if recheck is None:
            painter.setPen(theme.colour("text-dim"))
            draw_lines(painter, option.rect.adjusted(16, 10, -12, 0), index.data(), smaller(option.font, bold=True), 1)
            painter.restore()
            return
        paint_ground(painter, option, self._look)
        area = option.rect.adjusted(16, 8, -12, -8)
        painter.setPen(theme.colour("text"))
        layout = layout_of(_shortened(index.data(RUNS)), QFont(option.font), theme)
        height = break_lines(layout, area.width(), 2)
        painter.setClipRect(option.rect)
        layout.draw(painter, QPointF(area.topLeft()))
        painter.setPen(theme.colour("text-dim"))
        area.setTop(area.top() + round(height) + 2)
        draw_lines(painter, area, index.data(SECOND), smaller(option.font), 1)
        painter.restore()


def _shortened(runs: list[Run]) -> list[Run]:
    """As much of the runs as two lines can show, from shortly before what differs."""
    kept: list[Run] = []
    room = _LONGEST
    for number, run in enumerate(runs):
        text = flat(run.text)[:room]
        if number == 0 and len(runs) > 1 and len(text) > 50:
            text = "… " + (text[-40:].partition(" ")[2] or text[-40:])
        room -= len(text)
        kept.append(Run(text, run.ink))
    return kept
