"""The three panes of a project beside each other: articles, text, claim panel. Which are seen, and the way by keyboard
from one to the next."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.gui.guard import guarded

NARROW = 1000
"""Pixels of width below which the list of articles makes room for the text."""
_WIDTHS = [220, 760, 380]


class Panes(QSplitter):
    """`articles_wanted` says whether the list of articles is seen where there is room for it."""

    def __init__(self, articles: QWidget, middle: QWidget, desk: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.articles_wanted = True
        self._articles, self._desk = articles, desk
        for pane, stretch in ((articles, 0), (middle, 1), (desk, 0)):
            self.addWidget(pane)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setSizes(_WIDTHS)
        self.setHandleWidth(1)

    def arrange(self, state: bytes, articles: bool, desk: bool) -> None:
        """Arrange the panes as they were."""
        if state:
            self.restoreState(state)
        self.want_articles(articles)
        self._desk.setVisible(desk)

    def want_articles(self, wanted: bool) -> None:
        """Show or hide the list of articles. In a narrow window it hides by itself, unless it is wanted anew."""
        self.articles_wanted = wanted
        self._articles.setVisible(wanted)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        was, now = event.oldSize().width() >= NARROW, event.size().width() >= NARROW
        if was != now:
            self._articles.setVisible(self.articles_wanted and now)
        super().resizeEvent(event)

    def walk(self, by: int, places: Iterable[QWidget]) -> None:
        """Move the keyboard to the next (1) or previous (-1) of these places that is in sight."""
        stops = [place for place in places if place.isVisible()]
        focused = self.window().focusWidget()
        here = (n for n, stop in enumerate(stops) if stop is focused or (focused and stop.isAncestorOf(focused)))
        if stops:
            stops[(next(here, -1) + by) % len(stops)].setFocus(Qt.FocusReason.ShortcutFocusReason)
