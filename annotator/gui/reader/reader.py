"""The reader: the article's text, its cards in the margin, an overview, and a bar to find words."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from annotator.domain.model import Article, Mark, Span
from annotator.domain.ratings import RatingScale
from annotator.gui.guard import guarded
from annotator.gui.reader.cards import CardMargin
from annotator.gui.reader.ends import End, Ends, Unit
from annotator.gui.reader.find import FindBar
from annotator.gui.reader.finding import Finding
from annotator.gui.reader.growing import Growth, grown_to
from annotator.gui.reader.history import History, Spot
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.menu import context_menu
from annotator.gui.reader.overview import WIDTH, Overview
from annotator.gui.reader.pointing import Pointing
from annotator.gui.reader.rows import Fold
from annotator.gui.reader.sheet import Sheet
from annotator.gui.reader.spoken import CaretVoice
from annotator.gui.reader.typography import Typography
from annotator.gui.reader.view import ArticleView
from annotator.gui.theme import Theme, themes

if TYPE_CHECKING:
    from annotator.gui.reader.paper import Paper
    from annotator.gui.reader.printing import Printout

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
    correction_wanted = Signal(int)  # a point of the paragraph to correct
    file_dropped = Signal(list)  # paths and addresses
    elsewhere_wanted = Signal(object)  # the Spot in another article to return to

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scales: dict[str, RatingScale] = {}
        self._family, self._points, self._percent, self._spacing = "", 12.0, 100, 100
        inks = Inks(theme, self._scales)
        self.view = ArticleView(inks, self._typography(), self)
        self.ends = Ends(self.view)
        self.cards = CardMargin(self.view, inks, self.view)
        self.pointing = Pointing(self.view, self.cards)
        self.voice = CaretVoice(self.view)
        self.overview = Overview(inks, self.view)
        self.find_bar = FindBar(self)
        self.find_bar.hide()
        self.finding = Finding(self.view, self.find_bar, self.overview, self._jump)
        self.search = self.finding.search
        self.history = History()
        self._growth = Growth()
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
        view = self.view
        view.selectionChanged.connect(lambda: self.selection_changed.emit(self.selection()))
        view.mark_wanted.connect(self.mark_wanted)
        self.ends.moved.connect(self.mention_moved)
        self.pointing.activated.connect(self._activated)
        self.pointing.link_activated.connect(self.link_activated)
        view.fold_toggled.connect(self._toggle)
        view.menu_wanted.connect(lambda spot, globally: self.menu_at(spot).popup(globally))
        view.moved.connect(self._moved)
        self.cards.activated.connect(lambda mark: self._activated(mark.claim))
        self.cards.action_wanted.connect(self.action_wanted)
        self.overview.wanted.connect(lambda point: view.scroll_to(point, 0.5))
        self.overview.pressed.connect(lambda: self.history.left(self.here()))

    def set_head(self, head: QWidget) -> None:
        """Show something above the text."""
        laid = self.layout()
        assert isinstance(laid, QVBoxLayout)
        laid.insertWidget(0, head)

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
        if article is None:
            self.history.clear()
        elif self.article is not None and article.id != self.article.id:
            self.history.left(self.here())
        self.article = article
        self._sheet = Sheet(article, marks)
        self.view.show_sheet(self._sheet)
        self.overview.set_marks(len(self._sheet.article.text), self._sheet.marks)
        self.cards.renew()
        self.finding.renew(article=True)
        self.selection_changed.emit(None)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Replace all marks, keeping scroll and selection."""
        self._sheet.set_marks(marks)
        self.overview.set_marks(len(self._sheet.article.text), self._sheet.marks)
        self.view.remark_rows()
        self.cards.renew()
        self.finding.renew(article=False)

    def update_marks(self, changed: Sequence[Mark], removed: Collection[str] = ()) -> None:
        """Put some marks in place of those of the same mentions, and take some mentions away."""
        store = self._sheet.marks
        old = [mark for mark in map(store.drop, removed) if mark]
        old += [mark for mark in map(store.put, changed) if mark]
        self.overview.change(old, changed)
        touched = {mark.mention: mark for mark in (*old, *changed)}
        for claim in {mark.claim for mark in touched.values()}:  # parts of a passage tell of each other
            touched |= {mark.mention: mark for mark in store.of_claim(claim)}
        for mark in (*old, *touched.values()):
            self.view.remark_rows(self._sheet.positions.rows_of(Span(mark.start, mark.end)))
        self.cards.renew()
        self.finding.renew(article=False)

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
        if self.article is not None:
            self.select(grown_to(self._sheet, self.selection() or self._caret(), unit))

    def grow_selection(self) -> None:
        """Grow the selection (or the caret) to the word, then the sentence, the paragraph, the article."""
        if self.article is not None:
            self.select(self._growth.grow(self._sheet, self.selection() or self._caret()))

    def shrink_selection(self) -> None:
        """Take back one step by which the selection grew."""
        span = self._growth.shrink(self.selection() or self._caret())
        if span is not None:
            self.select(span)

    def paragraph(self, point: int | None = None) -> Span | None:
        """The paragraph at a point of the article, else at the start of the selection or at the caret; None where no
        words of the article are shown."""
        at = (self.selection() or self._caret()).start if point is None else point
        row = self._sheet.visible_row(self._sheet.positions.row_of(at))
        if self.article is None or self._sheet.header(row):
            return None
        span = self._sheet.paragraphs(Span(at, at))
        return span if len(span) else None

    def caret(self) -> Span:
        """Where the caret is, as an empty span."""
        return self._caret()

    def put_caret(self, point: int) -> None:
        """Put the caret at a point of the article, and bring it into view."""
        self.view.reveal(Span(point, point))
        self.view.put_caret(point)
        if not self.view.shows(Span(point, point)):
            self.view.scroll_to(point)

    def _caret(self) -> Span:
        point = self._sheet.positions.to_point(self.view.textCursor().position())
        return Span(point, point)

    # ---- claims

    @property
    def active(self) -> str | None:
        """The id of the claim that is worked on."""
        return self._sheet.active

    def activate(self, claim_id: str | None, *, scroll: bool = True) -> None:
        """Show which claim is worked on. With `scroll` its first mention is brought into view unless one is, and the
        caret goes there, but for a selection, which may be meant for this claim."""
        before, self._sheet.active = self._sheet.active, claim_id or None
        for claim in {before, self._sheet.active} - {None}:
            for mark in self._sheet.marks.of_claim(claim or ""):
                self.view.repaint_rows(self._sheet.positions.rows_of(Span(mark.start, mark.end)))
        self.cards.renew()
        spans = [Span(m.start, m.end) for m in self._sheet.marks.of_claim(claim_id or "")] if scroll else []
        if spans:
            target = next((span for span in spans if self.view.rects_of(span)), None)
            if target is None:
                self._jump(target := spans[0], True)
            if self.selection() is None and not any(span.start <= self._caret().start <= span.end for span in spans):
                self.view.put_caret(target.start)

    @property
    def mark(self) -> Mark | None:
        """The mark of that claim: of several the one that was pointed at, else the first in sight."""
        return self.ends.mark

    def move_end(self, end: End, by: int, unit: Unit = "word") -> None:
        """Move an end of the active claim's mark by words or characters: `mention_moved` tells where to."""
        self.ends.move(end, by, unit)

    def go_to(self, span: Span) -> None:
        """Bring a span into view, unfolding what hides it, and the caret to its start, unless it is selected."""
        self._jump(span, True)
        selected = self.selection()
        if selected is None or selected.start >= span.end or selected.end <= span.start:
            self.view.put_caret(span.start)

    def point_out(self, span: Span | None, *, scroll: bool = True) -> None:
        """Frame some words and, with `scroll`, bring them into view as `go_to` does; None takes the frame away."""
        if self._sheet.pointed != span:
            self._sheet.pointed = span
            self.view.viewport().update()
        if span is not None and scroll:
            self.go_to(span)

    def _jump(self, span: Span, remember: bool) -> None:
        self.view.reveal(span)
        if not self.view.shows(span):
            if remember:
                self.history.left(self.here())
            self.view.scroll_to(span.start)

    def here(self) -> Spot:
        """The place in sight and the claim that is worked on, to be returned to."""
        return Spot(self.article.id if self.article else "", self.place(), self.active or "")

    def go_back(self) -> bool:
        """Return to the place from which the last jump was made; False where there is none. `elsewhere_wanted` tells of
        one in another article."""
        return self._return(self.history.back(self.here()))

    def go_forward(self) -> bool:
        """Go again where `go_back` came from."""
        return self._return(self.history.forward(self.here()))

    def _return(self, spot: Spot | None) -> bool:
        if spot is not None and spot.article != self.here().article:
            self.elsewhere_wanted.emit(spot)
        elif spot is not None:
            self.restore_place(spot.point)
        return spot is not None

    def mark_at(self, point: QPoint) -> list[Mark]:
        """The marks painted at a point of the text's viewport, innermost first."""
        return self.view.marks_at(point)

    def rects_of(self, mention_id: str) -> list[QRect]:
        """Where a mention is painted now, in coordinates of the text's viewport."""
        mark = self._sheet.marks.get(mention_id)
        return [r.toAlignedRect() for r in self.view.rects_of(Span(mark.start, mark.end))] if mark else []

    def _activated(self, claim: str) -> None:
        self.activate(claim or None, scroll=bool(claim))
        self.claim_activated.emit(claim)

    def menu_at(self, spot: QPoint) -> QMenu:
        """The context menu for a point of the text's viewport."""
        return context_menu(
            self.view,
            spot,
            self.mark_at(spot),
            self._inks,
            mark=self.mark_wanted.emit,
            go_on=partial(self.action_wanted.emit, "mark_part", self.active) if self.mark else None,
            activate=self._activated,
            follow=self.link_activated.emit,
            kind=self.kind_wanted.emit,
            correct=self.correction_wanted.emit,
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
        """Bring the line of a point to the top of the view, and the caret along where it would be out of sight."""
        self.view.restore_place(point)
        if self.selection() is None and not self.view.shows(self._caret()):
            self.view.put_caret(point)

    @guarded()
    def find(self) -> None:  # type: ignore[override]  # Qt's static find(WId) is of no use here
        """Open the find bar, with the selected words if they are few."""
        self.finding.open(self.selection())

    def find_next(self) -> None:
        self._step(1)

    def find_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.find_bar.isVisible():
            self.finding.step(by)
        else:
            self.find()

    # ---- paper

    def printout(self, paper: "Paper", notes: Mapping[str, str] | None = None) -> "Printout":
        """The article with its marks as they are now, to be laid out on paper in the colours of the light theme, and
        numbered notes: `notes` are rationales by claim."""
        from annotator.gui.reader.printing import Printout

        return Printout(self._sheet, Inks(themes()["light"], self._scales), notes or {}, paper)

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
