"""Painting of list rows: wrapped and shortened text, the ground of a row, and rows of one line with another beneath."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.guard import guarded
from annotator.gui.layouts import tip
from annotator.gui.reader.geometry import direction_of
from annotator.gui.theme import Look

Index = QModelIndex | QPersistentModelIndex
SECOND, ASIDE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
"""Roles of `TwoLines`: the line beneath, and what stands at the right of the first line."""

TOLD = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
"""Roles of what a row says to a screen reader, and as a hint."""

_LONGEST = 600
"""Code points of a text that a row can show at most."""


def list_many(view: QListView, model: QAbstractListModel) -> None:
    """Show a model of our own that may have tens of thousands of rows, all of one height. A list view asks for the
    number of rows with every row it lays out: it gets the answer from a proxy of Qt's own, which passes all rows on."""
    through = QSortFilterProxyModel(view)
    through.setSourceModel(model)
    view.setModel(through)
    view.setUniformItemSizes(True)


def as_told(text: str, role: int) -> str:
    """What a row says in one of the roles TOLD: as a hint, never read as markup."""
    return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text


def smaller(font: QFont, bold: bool = False) -> QFont:
    """The font for what matters less."""
    made = QFont(font)
    made.setPointSizeF(made.pointSizeF() * 0.9)
    made.setBold(bold)
    return made


def heavier(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def lines_of(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Text wrapped to at most so many lines of so many pixels, the last one cut short with "…" where it must be."""
    flat = " ".join(text[:_LONGEST].split())
    metrics = QFontMetrics(font)
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = flat.encode("utf-16-le")
    found: list[str] = []
    layout.beginLayout()
    while len(found) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width))
        start, end = line.textStart() * 2, (line.textStart() + line.textLength()) * 2
        if len(found) == most - 1:
            rest = units[start:].decode("utf-16-le", "replace")
            found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
        else:
            found.append(units[start:end].decode("utf-16-le", "replace"))
    layout.endLayout()
    return found


def draw_lines(painter: QPainter, area: QRect, text: str, font: QFont, most: int) -> int:
    """Draw text wrapped to at most so many lines, from the side where it begins; gives the y below it."""
    metrics = QFontMetrics(font)
    before = painter.layoutDirection()
    painter.setFont(font)
    painter.setLayoutDirection(direction_of(text))
    y = area.top()
    for line in lines_of(text, font, area.width(), most):
        painter.drawText(QRect(area.left(), y, area.width(), metrics.height()), Qt.AlignmentFlag.AlignLeading, line)
        y += metrics.lineSpacing()
    painter.setLayoutDirection(before)
    return y


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, look: Look, ruled: bool = True) -> None:
    """The ground of a row: chosen, under the mouse, or plain."""
    state, theme, place = option.state, look.theme, option.rect
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(place, theme.colour("accent-soft"))
        painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), theme.colour("accent"))
    elif state & QStyle.StateFlag.State_MouseOver and state & QStyle.StateFlag.State_Enabled:
        painter.fillRect(place, theme.colour("accent-soft", 110))
    if ruled:
        painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), theme.colour("line"))


class TwoLines(QStyledItemDelegate):
    """A line of text with something aside, and a dimmer line beneath. Items that cannot be chosen are headings."""

    def __init__(self, look: Look, parent: QObject | None = None, most: int = 1) -> None:
        super().__init__(parent)
        self._look, self._most = look, most

    @guarded(lambda: QSize(100, 44))
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).lineSpacing()
        if not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            return QSize(100, round(line * 0.9) + 16)
        small = QFontMetrics(smaller(option.font)).lineSpacing()
        view = option.widget
        width = view.viewport().width() - 28 if hasattr(view, "viewport") else 400
        second = index.data(SECOND) or ""
        count = len(lines_of(second, smaller(option.font), width, self._most)) if second else 0
        return QSize(100, line + small * count + 14)

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        text, second, aside = index.data() or "", index.data(SECOND) or "", index.data(ASIDE) or ""
        painter.save()
        area = option.rect.adjusted(14, 6, -14, -6)
        if not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            painter.setPen(theme.colour("text-dim"))
            draw_lines(painter, area.adjusted(0, 4, 0, 0), text, smaller(option.font, bold=True), 1)
            painter.restore()
            return
        paint_ground(painter, option, self._look, ruled=False)
        painter.setFont(option.font)
        painter.setPen(theme.colour("text-dim"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, aside)
        taken = QFontMetrics(option.font).horizontalAdvance(aside) + 16 if aside else 0
        painter.setPen(theme.colour("text"))
        bottom = draw_lines(painter, area.adjusted(0, 0, -taken, 0), text, option.font, 1)
        painter.setPen(theme.colour("text-dim"))
        area.setTop(bottom)
        draw_lines(painter, area, second, smaller(option.font), self._most)
        painter.restore()


def add_row(view: QListWidget, text: str, second: str = "", aside: str = "", data: object = None) -> QListWidgetItem:
    """A row for `TwoLines`."""
    item = QListWidgetItem(text)
    item.setData(SECOND, second)
    item.setData(ASIDE, aside)
    item.setData(Qt.ItemDataRole.UserRole, data)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in (text, second, aside) if part))
    item.setToolTip(tip(f"{text}\n{second}".strip()))
    view.addItem(item)
    return item


def add_heading(view: QListWidget, text: str) -> None:
    """A heading between rows, which cannot be chosen."""
    item = QListWidgetItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    view.addItem(item)
