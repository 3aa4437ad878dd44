"""One card on the screen: a button that paints a card, and the actions that a claim needs next.

Cards are widgets so that keyboard and screen readers have them; there are only as many as are in sight.
"""

from html import escape

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QWidget

from annotator.gui.guard import guarded
from annotator.gui.reader.card_paint import TEXT_LEFT, CardPainter, CardState, Fullness
from annotator.gui.reader.fitting import Card
from annotator.gui.reader.spoken import facts, flat, name_of
from annotator.gui.theme import dress

OFFERED = (
    ("attach_source", "Attach source", "Attach"),
    ("rate_claim", "Rate", "Rate"),
    ("next_unchecked", "Next unchecked", ""),
)
"""Actions of `actions.py` on a card, as an open card words them, and as there is room for on others."""
CHANGES_NOTHING = frozenset({"next_unchecked"})
"""Those that are offered in a project that cannot be changed, too."""

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CardWidget(QAbstractButton):
    """Shows one placed card after another as the text scrolls; pressing it is `clicked`."""

    step_wanted = Signal(int)
    left_by_key = Signal()
    hovered = Signal(bool)
    action_wanted = Signal(str)

    def __init__(self, painter: CardPainter, idle: "list[Actions]", parent: QWidget) -> None:
        """`idle` are the actions that no card offers now, for all cards: a new theme has to dress all there are."""
        super().__init__(parent)
        self._painter = painter
        self._idle = idle
        self.card: Card | None = None
        self.state = CardState()
        self.editable = True
        self.strip: Actions | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def key(self) -> str:
        """The mention that the card begins with."""
        return self.card.marks[0].mention if self.card else ""

    def show_card(
        self,
        card: Card,
        place: QRect,
        about: tuple[str, int, str] = ("", 1, ""),
        *,
        active: bool,
        hovered: bool,
        editable: bool,
    ) -> None:
        """Stand for a card at a place of the parent; `about` are `nth`, `parts` and `locator` of its state."""
        state = CardState(active, hovered, self.hasFocus(), self.state.covered, *about)
        told = (card.marks, card.fullness, state, editable, place.size())
        was = (self.card.marks, self.card.fullness) if self.card else ((), None)
        known = (*was, self.state, self.editable, self.size())
        self.card, self.state, self.editable = card, state, editable
        if self.geometry() != place:
            self.setGeometry(place)
        if told != known:
            self.setToolTip(_more(card, state.locator) if card.fullness is Fullness.LINE else "")
            self.show_name()
            self._show_actions()
            self.update()

    def show_name(self) -> None:
        """Be called by what the card says now."""
        state = self.state
        about = state.active, state.nth, state.parts, state.locator
        name = name_of(self.card.marks, self._painter.inks, *about) if self.card else ""
        if name != self.accessibleName():
            self.setAccessibleName(name)

    def restate(self, *, active: bool, hovered: bool) -> None:
        """The same card, but it is looked at in another way."""
        state = self.state._replace(active=active, hovered=hovered, focused=self.hasFocus())
        if state != self.state:
            self.state = state
            self.show_name()
            self._show_actions()
            self.update()

    def _show_actions(self) -> None:
        """An open card has its actions at the foot, another one beside its verdict while it is pointed at."""
        card = self.card
        full = card is not None and card.fullness is Fullness.OPEN
        wanted = full or (card is not None and self.underMouse() and card.fullness is not Fullness.CHIP)
        if wanted and self.strip is None:
            self.strip = self._idle.pop() if self._idle else Actions(self)
            self.strip.setParent(self)
        if self.strip is None:
            return
        left, line, tall = round(TEXT_LEFT), self._painter.line, self._painter.actions_height
        if full:
            self.strip.offer(QRect(left - 7, self.height() - tall - 4, self.width() - left, tall), full, self.editable)
        elif wanted:
            self.strip.offer(QRect(left, 4, self.width() - left - 5, line + 6), full, self.editable)
        else:
            self.offer_nothing()
        covered = self.strip.width() if self.strip is not None and not full and not self.strip.isHidden() else 0
        if covered != self.state.covered:
            self.state = self.state._replace(covered=covered)
            self.update()

    def offer_nothing(self) -> None:
        """Leave the actions to whichever card offers some next."""
        if self.strip is not None:
            self.strip.hide()
            self._idle.append(self.strip)
            self.strip = None

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab halts: the card, and the actions of an open one."""
        opened = self.strip is not None and self.strip.isVisible() and self.strip.full
        return [self, *(self.strip.shown if self.strip is not None and opened else ())]

    # ---- events

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return self.size()

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.card is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._painter.paint(painter, QRectF(self.rect()), self.card.marks, self.card.fullness, self.state)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.step_wanted.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.left_by_key.emit()
        elif event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)

    @guarded()
    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(True)
        self._show_actions()

    @guarded()
    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(False)
        self._show_actions()

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.restate(active=self.state.active, hovered=self.state.hovered)
        super().focusInEvent(event)

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.restate(active=self.state.active, hovered=self.state.hovered)
        super().focusOutEvent(event)


class Actions(QWidget):
    """Small buttons in a row on a card, as many as there is room for."""

    def __init__(self, parent: CardWidget) -> None:
        super().__init__(parent)
        self.full = False
        dress(self, role="raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._row = row
        self._buttons: dict[str, QPushButton] = {}
        for name, *_ in OFFERED:
            made = ActionButton(self)
            made.clicked.connect(lambda _=False, name=name: self._press(name))
            dress(made, role="link")
            row.addWidget(made)
            self._buttons[name] = made
        row.addStretch(1)

    def _press(self, name: str) -> None:
        card = self.parent()
        if isinstance(card, CardWidget):
            card.action_wanted.emit(name)

    @property
    def shown(self) -> list[QPushButton]:
        return [made for made in self._buttons.values() if made.isVisible()]

    def offer(self, place: QRect, full: bool, editable: bool) -> None:
        """Stand at a place of the card: from its left edge when `full`, else drawn to its right edge."""
        self.full = full
        used = 0
        for name, words, short in OFFERED:
            made, text = self._buttons[name], words if full else short
            if made.text() != text:
                made.setText(text)
                made.setAccessibleName(words)
                made.setFocusPolicy(Qt.FocusPolicy.ClickFocus if full else Qt.FocusPolicy.NoFocus)
            room = used + made.sizeHint().width() <= place.width()
            made.setVisible(bool(text) and room and (editable or name in CHANGES_NOTHING))
            used += made.sizeHint().width() if not made.isHidden() else 0
        if not full:
            place = QRect(place.right() - used + 1, place.top(), used, place.height())
        if not used:
            self.hide()
            return
        self.setGeometry(place)
        self.show()


class ActionButton(QPushButton):
    """A button that Enter presses wherever it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _more(card: Card, locator: str) -> str:
    """What a card of one line has no room for."""
    mark = card.marks[0]
    told = " · ".join(filter(None, (locator, *facts(mark))))
    return f"<qt>{escape(flat(mark.statement))}<br>{escape(told)}</qt>"
