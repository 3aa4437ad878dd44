"""Small pieces of layout that every pane is made of: rows, columns, labels, buttons, a form."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.guard import guarded
from annotator.gui.theme import dress

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QCheckBox

Item = QWidget | QLayout | int | None
"""A widget, a layout, a space of so many pixels, or None for a stretch."""


def _fill(layout: QVBoxLayout | QHBoxLayout, items: Iterable[Item]) -> None:
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)


def column(*items: Item, margins: tuple[int, int, int, int] = (0, 0, 0, 0), space: int = 8) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(space)
    _fill(layout, items)
    return layout


def row(*items: Item, margins: tuple[int, int, int, int] = (0, 0, 0, 0), space: int = 8) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(space)
    _fill(layout, items)
    return layout


def label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """A label of plain text: what comes from outside is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    dress(made, role=role)
    return made


def tip(text: str) -> str:
    """A hint of plain text: what comes from outside is never read as markup."""
    if "<" not in text:
        return text
    from html import escape  # late: no hint of the start page needs it

    return f"<span>{escape(text)}</span>".replace("\n", "<br>")


def button(text: str, role: str = "", tip: str = "") -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setToolTip(tip)
    dress(made, role=role)
    return made


def check_box(text: str) -> "QCheckBox":
    from PySide6.QtWidgets import QCheckBox  # late: the start page has none

    made = QCheckBox(text)
    dress(made, tone="tick")
    return made


class ElidedLabel(QLabel):
    """One line of plain text that is shortened where there is no room for it."""

    def __init__(self, text: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._full, self._mode = text, mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        self._full = text
        self.setAccessibleName(text)
        self._shorten()

    def _shorten(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._mode, max(self.width(), 1))
        if shown != self.text():
            self.setText(shown)

    @guarded()
    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._shorten()

    @guarded()
    def changeEvent(self, event: "QEvent") -> None:
        from PySide6.QtCore import QEvent  # late: making the class of all events takes longer than the start page has

        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._shorten()


class YieldingLabel(ElidedLabel):
    """Such a line that takes the room it needs, and less where there is less: what is beside it stays in sight."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        dress(self, role=role)

    def show_text(self, text: str) -> None:
        super().show_text(text)
        self.setToolTip(text)
        self.updateGeometry()

    @guarded(lambda: QSize(100, 20))
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.accessibleName()) + 2, super().sizeHint().height())

    @guarded(lambda: QSize(0, 20))
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class ElidedButton(QPushButton):
    """A button whose words give way when there is no room for them."""

    def __init__(self, text: str, role: str = "", tip: str = "") -> None:
        super().__init__()
        self._full = text
        self.setAutoDefault(False)
        self.setToolTip(tip)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        dress(self, role=role)
        self.setText(text.replace("&", "&&"))

    @guarded()
    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        room = self.width() - 16
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room).replace("&", "&&")
        if shown != self.text():
            self.setText(shown)


def rule() -> QFrame:
    """A hairline between two parts."""
    made = QFrame()
    dress(made, role="rule")
    return made


CAPTION = 84
"""Pixels that the names of fields have at least, so that forms one above the other line up."""


def form(rows: Iterable[tuple[str, QWidget]]) -> QGridLayout:
    """Fields with their names at the left, each name naming its field for screen readers."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, CAPTION)
    for index, (name, field) in enumerate(rows):
        if name:
            caption = label(name, "dim")
            caption.setBuddy(field)
            grid.addWidget(caption, index, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            caption.setMinimumHeight(28)
            field.setAccessibleName(field.accessibleName() or name)
        grid.addWidget(field, index, 1)
    return grid


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class FlowLayout(QLayout):
    """Widgets side by side, on as many lines as they need."""

    def __init__(self, space: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(space)

    @guarded()
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @guarded(0)
    def count(self) -> int:
        return len(self._items)

    @guarded()
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @guarded()
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @guarded(False)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(0)
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), apply=False)

    @guarded()
    def setGeometry(self, rectangle: QRect) -> None:
        super().setGeometry(rectangle)
        self._place(rectangle, apply=True)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @guarded(QSize)
    def minimumSize(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _place(self, rectangle: QRect, apply: bool) -> int:
        """Lay the items out; gives the height they take."""
        x, y, height = rectangle.x(), rectangle.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rectangle.x() and x + size.width() > rectangle.right() + 1:
                x, y, height = rectangle.x(), y + height + self.spacing(), 0
            if apply:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        return y + height - rectangle.y()
