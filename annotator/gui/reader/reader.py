"""The reader: the article's text, its cards in the margin, an overview, and a bar to find words."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Literal

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from annotator.domain.model import Article, Mark, Span
from annotator.domain.ratings import RatingScale
from annotator.domain.text import snap_to_sentences, snap_to_words
from annotator.gui.guard import guarded
from annotator.gui.reader.cards import CardMargin
from annotator.gui.reader.ends import End, Ends, Unit
from annotator.gui.reader.find import FindBar
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.menu import context_menu
from annotator.gui.reader.overview import WIDTH, Overview
from annotator.gui.reader.rows import Fold
from annotator.gui.reader.search import Search
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.spoken import CaretVoice
from annotator.gui.reader.typography import Typography
from annotator.gui.reader.view import ArticleView
from annotator.gui.theme import Theme

NARROW = 720
"""Pixels of the reader's width below which the cards go from beside the text to a pane below it."""
PANE_SHARE = 0.42
"""Of the reader's height that the pane takes at most."""


class Reader(QWidget):
    """Shows an article and its marks and tells what the checker does with them. It changes nothing itself: it is shown
    new marks when the project has them. All spans are code points of the article's text."""

    selection_changed = Signal(object)  # Span | None
    mark_wanted = Signal(object)  # Span
    mention_moved = Signal(str, object)  # mention, the Span it should have
    claim_activated = Signal(str)
    action_wanted = Signal(str, str)  # id of an action, the claim it is wanted for
    link_activated = Signal(str)
    furniture_toggled = Signal(int, bool)  # where the fold begins, whether it is open now
    kind_wanted = Signal(int, str)  # where a block begins, the kind it should have
    file_dropped = Signal(list)  # paths and addresses

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scales: dict[str, RatingScale] = {}
        self._family, self._points, self._percent, self._spacing = "", 12.0, 100, 100
        inks = Inks(theme, self._scales)
        self.view = ArticleView(inks, self._typography(), self)
        self.ends = Ends(self.view)
        self.cards = CardMargin(self.view, inks, self.view)
        self.voice = CaretVoice(self.view)
        self.overview = Overview(inks, self.view)
        self.find_bar = FindBar(self)
        self.find_bar.hide()
        self.search = Search(self)
        self._inks = inks
        self._sheet = self.view.sheet
        self.article: Article | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.find_bar)
        self.setFocusProxy(self.view)
        self.setAcceptDrops(True)
        self._connect()

    def _connect(self) -> None:
        view, bar = self.view, self.find_bar
        view.selectionChanged.connect(lambda: self.selection_changed.emit(self.selection()))
        view.mark_wanted.connect(self.mark_wanted)
        self.ends.moved.connect(self.mention_moved)
        view.clicked.connect(self._clicked)
        view.hovered.connect(self._hovered)
        view.left.connect(lambda: self._hover(None))
        view.fold_toggled.connect(self._toggle)
        view.menu_wanted.connect(lambda spot, globally: self.menu_at(spot).popup(globally))
        view.moved.connect(self._moved)
        self.cards.activated.connect(lambda mark: self._activated(mark.claim))
        self.cards.hovered.connect(self._hover)
        self.cards.action_wanted.connect(self.action_wanted)
        self.overview.wanted.connect(lambda point: view.scroll_to(point, 0.5))
        bar.asked.connect(self._look_for)
        bar.next_wanted.connect(self.find_next)
        bar.previous_wanted.connect(self.find_previous)
        bar.closed.connect(self._close_find)
        self.search.changed.connect(self._found)
        self.search.finished.connect(self._found)

    # ---- looks

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme; nothing is laid out anew."""
        self._theme = theme
        self._ink()

    def set_scales(self, scales: dict[str, RatingScale]) -> None:
        """The rating scales that marks may name."""
        self._scales = dict(scales)
        self._ink()
        self.view.repaint_rows()

    def set_font(self, family: str, points: float) -> None:
        """The font of the text; "" for a serif that is there."""
        self._family, self._points = family, points
        self.view.set_typography(self._typography())

    def set_text_scale(self, percent: int) -> None:
        """The size of the text, 100 for its own."""
        self._percent = max(50, min(400, percent))
        self.view.set_typography(self._typography())

    def set_line_spacing(self, percent: int) -> None:
        """The distance of lines, 100 for the usual one."""
        self._spacing = max(70, min(250, percent))
        self.view.set_typography(self._typography())

    def _typography(self) -> Typography:
        width = self._theme.metrics["text-width"]
        return Typography(self._family, self._points, self._percent, width, self._spacing)

    def _ink(self) -> None:
        self._inks = Inks(self._theme, self._scales)
        self.view.set_inks(self._inks)
        self.cards.set_inks(self._inks)
        self.overview.set_inks(self._inks)

    # ---- article and marks

    def show_article(self, article: Article | None, marks: Sequence[Mark] = ()) -> None:
        """Show an article from its start; None shows nothing. The first screens are there when this returns."""
        self.article = article
        self._sheet = Sheet(article, marks)
        self.view.show_sheet(self._sheet)
        self.overview.set_marks(len(self._sheet.article.text), self._sheet.marks)
        self.cards.renew()
        self.search.stop()
        self.overview.set_hits(())
        if self.find_bar.isVisible():
            self.find_bar.ask()
        self.selection_changed.emit(None)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Replace all marks, keeping scroll and selection."""
        self._sheet.set_marks(marks)
        self.overview.set_marks(len(self._sheet.article.text), self._sheet.marks)
        self.view.remark_rows()
        self.cards.renew()

    def update_marks(self, changed: Sequence[Mark], removed: Collection[str] = ()) -> None:
        """Put some marks in place of those of the same mentions, and take some mentions away."""
        store = self._sheet.marks
        old = [mark for mark in map(store.drop, removed) if mark]
        old += [mark for mark in map(store.put, changed) if mark]
        self.overview.change(old, changed)
        for mark in (*old, *changed):
            self.view.remark_rows(self._sheet.positions.rows_of(Span(mark.start, mark.end)))
        self.cards.renew()

    # ---- selection

    def selection(self) -> Span | None:
        """The selected part of the article."""
        return self.view.selection() if self.article else None

    def select(self, span: Span) -> None:
        self.view.select(span)

    def clear_selection(self) -> None:
        self.view.clear_selection()

    def snap_selection(self, unit: Literal["word", "sentence", "paragraph"]) -> None:
        """Grow the selection (or the caret) to whole words, sentences or paragraphs."""
        if self.article is None:
            return
        text, span = self.article.text, self.selection() or self._caret()
        if unit == "word":
            grown = snap_to_words(text, span)
        elif unit == "sentence":
            grown = snap_to_sentences(text, span, self.article.language)
        else:
            grown = self._sheet.paragraphs(span)
        self.select(grown)

    def _caret(self) -> Span:
        point = self._sheet.positions.to_point(self.view.textCursor().position())
        return Span(point, point)

    # ---- claims

    @property
    def active(self) -> str | None:
        """The id of the claim that is worked on."""
        return self._sheet.active

    def activate(self, claim_id: str | None, *, scroll: bool = True) -> None:
        """Show which claim is worked on; with `scroll` its first mention is brought into view unless one is."""
        before, self._sheet.active = self._sheet.active, claim_id or None
        for claim in {before, self._sheet.active} - {None}:
            for mark in self._sheet.marks.of_claim(claim or ""):
                self.view.repaint_rows(self._sheet.positions.rows_of(Span(mark.start, mark.end)))
        self.cards.renew()
        marks = self._sheet.marks.of_claim(claim_id) if claim_id and scroll else []
        if marks and not any(self.view.shows(Span(mark.start, mark.end)) for mark in marks):
            self.go_to(Span(marks[0].start, marks[0].end))

    def move_end(self, end: End, by: int, unit: Unit = "word") -> None:
        """Move an end of the active claim's mark by words or characters: `mention_moved` tells where to."""
        self.ends.move(end, by, unit)

    def go_to(self, span: Span) -> None:
        """Bring a span into view, unfolding what hides it."""
        self.view.reveal(span)
        if not self.view.shows(span):
            self.view.scroll_to(span.start)

    def mark_at(self, point: QPoint) -> list[Mark]:
        """The marks painted at a point of the text's viewport, innermost first."""
        return self.view.marks_at(point)

    def rects_of(self, mention_id: str) -> list[QRect]:
        """Where a mention is painted now, in coordinates of the text's viewport."""
        mark = self._sheet.marks.get(mention_id)
        return [r.toAlignedRect() for r in self.view.rects_of(Span(mark.start, mark.end))] if mark else []

    def _clicked(self, spot: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        link = self.view.link_at(spot) if modifiers & Qt.KeyboardModifier.ControlModifier else None
        if link:
            self.link_activated.emit(link.href)
            return
        marks = self.mark_at(spot)
        claims = list(dict.fromkeys(mark.claim for mark in marks))
        if not claims:
            if self.active:
                self._activated("")
            return
        at = claims.index(self.active) + 1 if self.active in claims else 0
        claim = claims[at % len(claims)]
        self._sheet.chosen = next(mark.mention for mark in marks if mark.claim == claim)
        self._activated(claim)

    def _activated(self, claim: str) -> None:
        self.activate(claim or None, scroll=bool(claim))
        self.claim_activated.emit(claim)

    def _hovered(self, spot: QPoint) -> None:
        marks = self.mark_at(spot)
        self._hover(marks[0] if marks else None)
        link, header = self.view.link_at(spot), self._sheet.header(self.view.row_under(spot))
        pointing = bool(marks or header or link)
        shape = Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.IBeamCursor
        if self.view.viewport().cursor().shape() is not shape:
            self.view.viewport().setCursor(shape)

    def _hover(self, mark: Mark | None) -> None:
        mention = mark.mention if mark else None
        if mention == self._sheet.hovered:
            return
        before = self._sheet.marks.get(self._sheet.hovered or "")
        self._sheet.hovered = mention
        for changed in (before, mark):
            if changed:
                self.view.repaint_rows(self._sheet.positions.rows_of(Span(changed.start, changed.end)))
        self.cards.restate()

    def menu_at(self, spot: QPoint) -> QMenu:
        """The context menu for a point of the text's viewport."""
        return context_menu(
            self.view,
            spot,
            self.mark_at(spot),
            self._inks,
            mark=self.mark_wanted.emit,
            activate=self._activated,
            follow=self.link_activated.emit,
            kind=self.kind_wanted.emit,
        )

    def _toggle(self, fold: Fold) -> None:
        self.view.toggle(fold)
        self.cards.renew()
        self.furniture_toggled.emit(fold.start, fold.open)

    # ---- getting about

    def place(self) -> int:
        """The article's point at the top of the view."""
        return self.view.place()

    def restore_place(self, point: int) -> None:
        self.view.restore_place(point)

    @guarded()
    def find(self) -> None:  # type: ignore[override]  # Qt's static find(WId) is of no use here
        """Open the find bar, with the selected words if they are few."""
        span = self.selection()
        words = self._sheet.article.text[span.start : span.end] if span and len(span) <= 100 else ""
        self.find_bar.open(words)

    def find_next(self) -> None:
        self._step(1)

    def find_previous(self) -> None:
        self._step(-1)

    def _look_for(self, words: str, case: bool, whole: bool) -> None:
        self._sheet.hit = -1
        self.search.start(self._sheet.article.text, words, case=case, whole=whole)

    def _found(self) -> None:
        hits, sheet = self.search.hits, self._sheet
        sheet.hits = hits
        if sheet.hit < 0 and hits:
            here = bisect_left(hits, self.view.place(), key=lambda span: span.start)
            if here < len(hits) or not self.search.running:
                self._show_hit(here % len(hits))
        self._tell()
        self.view.viewport().update()
        if not self.search.running:
            self.overview.set_hits(hits)

    def _step(self, by: int) -> None:
        if not self.find_bar.isVisible():
            self.find()
        elif self.search.hits:
            self._show_hit((self._sheet.hit + by) % len(self.search.hits))
            self._tell()

    def _show_hit(self, index: int) -> None:
        self._sheet.hit = index
        self.go_to(self.search.hits[index])
        self.view.viewport().update()

    def _tell(self) -> None:
        self.find_bar.tell(self._sheet.hit, len(self.search.hits), self.search.running)

    def _close_find(self) -> None:
        """Leave what was found selected, so that it can be marked at once."""
        self.search.stop()
        hit = self.search.hits[self._sheet.hit] if 0 <= self._sheet.hit < len(self.search.hits) else None
        self.search.hits, self._sheet.hits, self._sheet.hit = [], (), -1
        self.overview.set_hits(())
        self.find_bar.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if hit:
            self.select(hit)
        self.view.viewport().update()

    # ---- the frame

    def _moved(self) -> None:
        """The view scrolled or changed its size: bring along what stands beside it."""
        sheet, view = self._sheet, self.view
        rows, length = view.visible_rows(), max(1, len(sheet.article.text))
        if len(rows):
            self.overview.set_view(sheet.rows[rows[0]].start / length, sheet.rows[rows[-1]].end / length)
        area = view.viewport().geometry()
        beside = 0 if self.cards.in_pane else self.cards.sizeHint().width()
        if self.cards.in_pane:
            self.cards.setGeometry(area.left(), area.bottom() + 1, area.width() + WIDTH, self._pane_height())
        else:
            self.cards.setGeometry(area.right() + 1, area.top(), beside, area.height())
        self.overview.setGeometry(area.right() + 1 + beside, area.top(), WIDTH, area.height())

    def _pane_height(self) -> int:
        return min(self.cards.sizeHint().height(), round(self.height() * PANE_SHARE))

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < NARROW
        self.cards.set_in_pane(narrow)
        beside = 0 if narrow else self.cards.sizeHint().width()
        self.view.set_margin(beside + WIDTH, self._pane_height() if narrow else 0)
        super().resizeEvent(event)

    @guarded()
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @guarded()
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        self.file_dropped.emit([url.toLocalFile() or url.toString() for url in urls])
