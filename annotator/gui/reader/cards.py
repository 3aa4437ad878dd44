"""The margin: a card beside each marked passage. Where the window is too narrow for it, a pane below the text."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QWidget

from annotator.gui.guard import guarded
from annotator.gui.reader.card import Actions, CardWidget
from annotator.gui.reader.card_paint import CardPainter
from annotator.gui.reader.fitting import Card, Fitter, apart
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.marks import passage
from annotator.gui.reader.pane import pane_cards, pane_height
from annotator.gui.reader.spoken import flat
from annotator.gui.reader.view import ArticleView

_SIDE = 12
"""Pixels beside the cards."""
_LISTED = 40
"""Claims that the menu of a chip lists."""
_FORWARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class CardMargin(QFrame):
    """Has widgets for the cards in sight alone. Tab enters it at the current claim, Tab and the arrows go from card to
    card, Enter makes one current, Esc goes back to the text."""

    activated = Signal(object)  # Mark
    hovered = Signal(object)  # Mark | None
    action_wanted = Signal(str, str)  # id of an action, claim

    def __init__(self, view: ArticleView, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._painter = CardPainter(inks)
        self._fitter = Fitter(view, self._painter)
        self._shown: dict[str, CardWidget] = {}
        self._spare: list[CardWidget] = []
        self._idle: list[Actions] = []
        self._arranging = False
        self._editable = True
        self.cards: list[Card] = []
        self.in_pane = False
        self.menu: QMenu | None = None
        self.setAccessibleName("Claims beside the text")
        view.moved.connect(self.arrange)

    def set_inks(self, inks: Inks) -> None:
        """Another theme, or other scales."""
        self._painter.inks = inks
        for widget in self._shown.values():
            widget.show_name()
            widget.update()
        self.update()

    def set_editable(self, editable: bool) -> None:
        """Whether cards offer what changes the project."""
        self._editable = editable
        self.arrange()

    def set_in_pane(self, in_pane: bool) -> None:
        """Be a pane below the text rather than a margin beside it."""
        if in_pane != self.in_pane:
            self.in_pane = in_pane
            self.setAccessibleName("Claims below the text" if in_pane else "Claims beside the text")
            self.update()

    def renew(self) -> None:
        """Marks or what is active changed."""
        count = self._view.sheet.marks.claims
        self._view.setAccessibleDescription(f"{count:,} claim{'' if count == 1 else 's'} marked")
        self.arrange()
        self.update()

    def restate(self) -> None:
        """Another mark is hovered."""
        for widget in self._shown.values():
            if widget.card is not None:
                widget.restate(active=self._is_active(widget.card), hovered=self._is_hovered(widget.card))
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self._painter.inks.theme.metrics["card-width"], pane_height(self._painter))

    # ---- placing

    def arrange(self) -> None:
        """Place the cards in sight; cheap when nothing that matters has changed."""
        if self._arranging or not self.isVisible():
            return
        self._arranging = True
        try:
            self.cards = (
                pane_cards(self._view, self._fitter, self._painter, self.size()) if self.in_pane else self._beside()
            )
            self._show_cards()
        finally:
            self._arranging = False

    def _beside(self) -> list[Card]:
        view, heights = self._view, self._view.lines.heights
        stretches: list[range] = []
        row, count = heights.find(view.top), len(view.sheet.rows)
        while row < count and heights.top(row) < view.top + view.viewport().height():
            stretches.append(self._fitter.stretch(row))
            view.lay_rows(stretches[-1])
            row = stretches[-1].stop
        width = self.width() - 2 * _SIDE
        return apart([card for rows in stretches for card in self._fitter.cards(rows, width)], self._painter.gap)

    def _show_cards(self) -> None:
        """Give each card in sight its widget: the one that it has, so that focus and hover stay, else a spare one."""
        visible = [card for card in self.cards if self.rect_of(card).intersects(QRectF(self.rect()))]
        wanted = {card.marks[0].mention: card for card in visible}
        for key in [key for key in self._shown if key not in wanted]:
            self._release(key)
        for key, card in wanted.items():
            widget = self._shown.get(key)
            if widget is None:
                widget = self._shown[key] = self._spare.pop() if self._spare else self._make()
            place = self.rect_of(card).toAlignedRect()
            active, hovered = self._is_active(card), self._is_hovered(card)
            about = self._nth(card), len(self._view.sheet.marks.parts(card.marks[0])), self._locator(card)
            widget.show_card(card, place, about, active=active, hovered=hovered, editable=self._editable)
            if widget.isHidden():
                widget.show()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if visible else Qt.FocusPolicy.NoFocus)
        self.update()

    def _release(self, key: str) -> None:
        """A widget that has the focus keeps it, out of sight, while its mark is there; else the text takes it."""
        widget = self._shown[key]
        focused = widget.hasFocus() or widget.isAncestorOf(QApplication.focusWidget() or self)
        if focused and self._view.sheet.marks.get(key):
            widget.move(_SIDE, -widget.height() - 10)
            return
        if focused:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        del self._shown[key]
        widget.hide()
        widget.offer_nothing()
        self._spare.append(widget)

    def _make(self) -> CardWidget:
        widget = CardWidget(self._painter, self._idle, self)
        widget.clicked.connect(lambda: self._pressed(widget))
        widget.hovered.connect(lambda over: self.hovered.emit(widget.card.marks[0] if over and widget.card else None))
        widget.step_wanted.connect(self.step)
        widget.left_by_key.connect(lambda: self._view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        widget.action_wanted.connect(lambda name: self._acted(widget, name))
        return widget

    def rect_of(self, card: Card) -> QRectF:
        """Where a card stands in the margin."""
        top = card.top if self.in_pane else round(card.top - self._view.top)
        return QRectF(_SIDE, top, self.width() - 2 * _SIDE, card.height)

    def widget_of(self, mention: str) -> CardWidget | None:
        """The widget of the card in sight that holds a mention."""
        for widget in self._shown.values():
            if widget.card and any(mark.mention == mention for mark in widget.card.marks):
                return widget
        return None

    def _nth(self, card: Card) -> str:
        """Which of the mentions of the active claim a card stands beside, when there are several."""
        if len(card.marks) > 1 or not self._is_active(card):
            return ""
        passages = self._view.sheet.marks.passages(card.marks[0].claim)
        return f"{passages.index(card.marks[0]) + 1} of {len(passages)}" if len(passages) > 1 else ""

    def _locator(self, card: Card) -> str:
        """The page or time that a claim is from; "" for many."""
        return self._view.sheet.locators.at(card.marks[0].start) if len(card.marks) == 1 else ""

    def _is_active(self, card: Card) -> bool:
        return any(mark.claim == self._view.sheet.active for mark in card.marks)

    def _is_hovered(self, card: Card) -> bool:
        return any(passage(mark) == self._view.sheet.hovered for mark in card.marks)

    # ---- what a person does here

    def _pressed(self, widget: CardWidget) -> None:
        card = widget.card
        if card is None:
            return
        if len({mark.claim for mark in card.marks}) == 1:
            self.activated.emit(card.marks[0])
            return
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(self)
        for mark in card.marks[:_LISTED]:
            words = f"{self._painter.inks.tone(mark).sign}  {flat(mark.statement, 48)}".replace("&", "&&")
            self.menu.addAction(words).triggered.connect(lambda _=False, mark=mark: self.activated.emit(mark))
        if len(card.marks) > _LISTED:
            self.menu.addAction(f"{len(card.marks) - _LISTED} more").setEnabled(False)
        self.menu.popup(widget.mapToGlobal(widget.rect().bottomLeft()))

    def _acted(self, widget: CardWidget, name: str) -> None:
        if widget.card is not None:
            self.action_wanted.emit(name, widget.card.marks[0].claim)

    def step(self, by: int) -> None:
        """Move the focus to the next (1) or the previous (-1) card, scrolling to it when it is out of sight."""
        focused = QApplication.focusWidget()
        here = next((w.card for w in self._shown.values() if w is focused or w.isAncestorOf(focused or self)), None)
        if here is None:
            return
        known = [card.marks[0].mention for card in self.cards]
        at = known.index(here.marks[0].mention) + by if here.marks[0].mention in known else -1
        target = self.cards[at].marks[0] if 0 <= at < len(self.cards) else None
        target = target or self._view.sheet.marks.neighbour(here.marks[-1 if by > 0 else 0], by)
        if target is None:
            return
        if self.widget_of(target.mention) is None or not self._in_sight(target.mention):
            self._view.scroll_to(target.start)
            self.arrange()
        widget = self.widget_of(target.mention)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _in_sight(self, mention: str) -> bool:
        widget = self.widget_of(mention)
        return widget is not None and self.rect().contains(widget.geometry())

    @guarded(False)
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab within the cards, and out of them where they end."""
        stops = [stop for card in self.cards if (w := self._shown.get(card.marks[0].mention)) for stop in w.stops]
        focused = QApplication.focusWidget()
        at = stops.index(focused) + (1 if forward else -1) if focused in stops else -1
        reason = _FORWARD[0] if forward else _FORWARD[1]
        if 0 <= at < len(stops):
            stops[at].setFocus(reason)
            return True
        return self._leave(forward)

    def _leave(self, forward: bool) -> bool:
        """Go to what Tab reaches after the margin, or before it."""
        beyond = _next(self, forward)
        while beyond is not self:
            tabbed = beyond.focusPolicy() & Qt.FocusPolicy.TabFocus
            if tabbed and beyond.isVisible() and beyond.isEnabled() and not self.isAncestorOf(beyond):
                beyond.setFocus(_FORWARD[0] if forward else _FORWARD[1])
                return True
            beyond = _next(beyond, forward)
        return False

    # ---- events

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The margin itself is but the door: Tab goes to the current claim or the first card, Shift+Tab to the last."""
        stops = [w for card in self.cards if (w := self._shown.get(card.marks[0].mention))]
        if not stops:
            return
        current = next((w for w in stops if w.state.active), stops[0])
        last = stops[-1].stops[-1]
        (last if event.reason() == _FORWARD[1] else current).setFocus(event.reason())

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, inks = QPainter(self), self._painter.inks
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), inks.brush("window" if self.in_pane else "surface"))
        if self.in_pane:
            painter.fillRect(QRect(0, 0, self.width(), 1), inks.brush("line"))
            if not self.cards:
                painter.setPen(inks.pen("text-dim"))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "No claim in sight")
            return
        for card in self.cards:
            if self._is_active(card) or self._is_hovered(card):
                self._leader(painter, card, self.rect_of(card))

    def _leader(self, painter: QPainter, card: Card, rect: QRectF) -> None:
        """A line from the passage to its card, for the one in question alone: many would tangle."""
        y = round(card.anchor - self._view.top + self._view.lines.typography.em * 0.8)
        side, beside = _SIDE // 2, round(min(max(y, rect.top() + 8), rect.bottom() - 8))
        painter.setPen(self._painter.inks.pen(self._painter.inks.tone(card.marks[0]).token, 1.5))
        painter.drawPolyline([QPoint(0, y), QPoint(side, y), QPoint(side, beside), QPoint(_SIDE, beside)])

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        self.arrange()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    @guarded()
    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)


def _next(widget: QWidget, forward: bool) -> QWidget:
    """The widget after or before another in the order of Tab, which is a ring."""
    return (widget.nextInFocusChain() if forward else widget.previousInFocusChain()) or widget
