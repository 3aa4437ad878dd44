"""Finding in the article: the bar says what is wanted, the search finds it, the view shows it."""

from bisect import bisect_left
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from annotator.domain.model import Span
from annotator.gui.reader.find import FindBar
from annotator.gui.reader.hits import Hits
from annotator.gui.reader.overview import Overview
from annotator.gui.reader.search import Search, Wanted
from annotator.gui.reader.view import ArticleView

_QUOTED = 100
"""Code points of a selection that is taken for the words to find."""


class Finding(QObject):
    """Keeps bar, search, view and overview of one mind. `go_to` brings a result into view; its second argument is
    whether the place left is worth coming back to: the first result of a search is, the next ones are steps on."""

    def __init__(
        self, view: ArticleView, bar: FindBar, overview: Overview, go_to: Callable[[Span, bool], object]
    ) -> None:
        super().__init__(view)
        self._view, self._bar, self._overview, self._go_to = view, bar, overview, go_to
        self.search = Search(self)
        self._wanted = Wanted()
        self._shown = 0
        """How many of the results have been painted, where they are in sight."""
        bar.asked.connect(self._look_for)
        bar.next_wanted.connect(lambda: self.step(1))
        bar.previous_wanted.connect(lambda: self.step(-1))
        bar.closed.connect(self.close)
        self.search.changed.connect(self._found)
        self.search.finished.connect(self._found)

    def open(self, span: Span | None) -> None:
        """Open the bar, with the selected words if they are few."""
        text = self._view.sheet.article.text
        self._bar.open(text[span.start : span.end] if span and len(span) <= _QUOTED else "")

    def renew(self, article: bool) -> None:
        """Look anew: another article is shown, or the claims are others."""
        if article:
            self.search.stop()
            self._overview.set_hits(())
        if self._bar.isVisible() and (article or self._wanted.claims):
            self._bar.ask()

    def step(self, by: int) -> None:
        """Go to the next result (1) or the one before (-1), round and round."""
        if self.search.hits:
            self._show((self._view.sheet.hit + by) % len(self.search.hits))
            self._tell()

    def close(self) -> None:
        """Leave what was found selected, so that it can be marked at once."""
        sheet, hits = self._view.sheet, self.search.hits
        self.search.stop()
        hit = hits[sheet.hit] if 0 <= sheet.hit < len(hits) else None
        self.search.hits = sheet.hits = Hits()
        sheet.hit = -1
        self._overview.set_hits(())
        self._bar.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if hit:
            self._view.select(hit)
        self._view.viewport().update()

    def _look_for(self, wanted: Wanted) -> None:
        self._view.sheet.hit = -1
        self._wanted, self._shown = wanted, 0
        self._view.viewport().update()
        self.search.start(self._view.sheet, wanted)

    def _found(self) -> None:
        hits, sheet = self.search.hits, self._view.sheet
        sheet.hits = hits
        if sheet.hit < 0 and hits:
            here = bisect_left(hits.starts, self._view.place())
            if here < len(hits) or not self.search.running:
                self._show(here % len(hits), first=True)
        self._tell()
        self._paint_new()
        if not self.search.running:
            self._overview.set_hits(hits.starts)

    def _paint_new(self) -> None:
        """Paint the view anew if some of the new results are in it: most are far away."""
        hits, rows, sheet = self.search.hits, self._view.visible_rows(), self._view.sheet
        new, self._shown = self._shown, len(hits)
        if len(rows) and new < len(hits) and hits.starts[new] <= sheet.rows[rows[-1]].end:
            self._view.viewport().update()

    def _show(self, index: int, first: bool = False) -> None:
        self._view.sheet.hit = index
        self._go_to(self.search.hits[index], first)
        self._view.viewport().update()

    def _tell(self) -> None:
        found = self.search
        self._bar.tell(self._view.sheet.hit, len(found.hits), found.running, found.problem)
