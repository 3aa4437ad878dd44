"""Comparing on the page: in the place of the reader, which is as it was when the comparison is left."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ChangeSet, Span
from annotator.domain.ratings import scales
from annotator.domain.revision import Recheck
from annotator.gui.desk.history_panel import clock_words
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.messages import Messages
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.marks import reading_order
from annotator.gui.theme import Look

if TYPE_CHECKING:
    from annotator.gui.compare.comparison import Comparison
    from annotator.gui.compare.rows import Compared
    from annotator.gui.project_page import ProjectPage


class Comparing(QObject):
    """`wanted` carries the ids of two versions that are to be compared, the older first."""

    wanted = Signal(str, str)

    def __init__(self, page: "ProjectPage", messages: Messages, look: Look, keys: Keys) -> None:
        super().__init__(page)
        self._page, self._messages, self._look, self._keys = page, messages, look, keys
        self.comparison: Comparison | None = None
        self._claim = ""
        page.bridge.changed.connect(messages.safely(self._changed))
        page.moved.connect(messages.safely(self._follow))
        page.reader.find_bar.installEventFilter(self)
        look.changed.connect(lambda _: self.wear())

    # ---- which versions

    def versions(self) -> list[str]:
        """The ids of all versions of the article shown, the newest first."""
        page, article = self._page, self._page.article
        later = {summary.supersedes: summary.id for summary in page.summaries if summary.supersedes}
        seen = {article}
        while (following := later.get(article, "")) and following not in seen:
            article = following
            seen.add(article)
        return page.project.rechecks.versions(article)

    def usual(self) -> tuple[str, str]:
        """The article shown and the version before it, or for the first the one after it. Raises AnnotatorError when
        there is only one."""
        versions, article = self.versions(), self._page.article
        if len(versions) < 2:
            raise AnnotatorError("There is only one version of this article.", "Open a new draft of it first.")
        at = versions.index(article) if article in versions else 0
        at = min(at, len(versions) - 2)
        return versions[at + 1], versions[at]

    def _names(self) -> list[tuple[str, str]]:
        """The versions as they are called: by number, the oldest first, and when they came."""
        versions = self.versions()
        captured = {summary.id: summary.captured for summary in self._page.summaries}
        return [
            (key, f"Version {len(versions) - n} · {clock_words(captured.get(key, ''))}".rstrip(" ·"))
            for n, key in enumerate(versions)
        ]

    # ---- showing it

    @property
    def is_open(self) -> bool:
        return self.comparison is not None and self._page.middle.currentWidget() is self.comparison

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops on its way from pane to pane."""
        return [self.comparison.view] if self.comparison is not None else []

    def show(self, compared: "Compared") -> None:
        """Show what was compared in the place of the reader."""
        from annotator.gui.compare.comparison import NARROW  # late: most projects are opened without one

        made = self.comparison is None
        comparison = self.comparison or self._make()
        comparison.show_versions(self._names(), compared.old.id, compared.new.id)
        self._page.middle.setCurrentWidget(comparison)
        if made and self._page.middle.width() < NARROW:
            comparison.turn(True)
        comparison.show_compared(compared)
        self._read_marks()
        self._claim = self._page.claim.id if self._page.claim else ""
        rechecks = self._page.desk.rechecks
        if rechecks.isVisible() and rechecks.current is not None:
            self.look_at(rechecks.current)
        comparison.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._page.selected.emit()

    def _make(self) -> "Comparison":
        from annotator.gui.compare.comparison import Comparison

        made = Comparison(self._look, self._keys, self._inks(), self._page.reader.view.lines.typography)
        made.left.connect(self._messages.safely(self.leave))
        made.opened.connect(self._messages.safely(self.open))
        made.versions_wanted.connect(self.wanted)
        self._page.middle.addWidget(made)
        self.comparison = made
        return made

    def _inks(self) -> Inks:
        return Inks(self._look.theme, scales())

    def wear(self) -> None:
        """Another theme, or other settings of reading."""
        if self.comparison is not None:
            self.comparison.wear(self._inks(), self._page.reader.view.lines.typography)

    def _changed(self, changes: ChangeSet) -> None:
        if not self.is_open or self.comparison is None or self.comparison.compared is None:
            return
        known = {summary.id for summary in self._page.summaries}
        compared = self.comparison.compared
        if not {compared.old.id, compared.new.id} <= known:
            self.leave()
        elif self._page.project.claims.touched(changes):
            self._read_marks()

    def _read_marks(self) -> None:
        comparison, articles = self.comparison, self._page.project.articles
        if comparison is not None and comparison.compared is not None:
            compared = comparison.compared
            orphans = self._page.desk.rechecks.queue.orphans(compared.old.id)
            was = sorted([*articles.marks(compared.old.id), *orphans], key=reading_order)
            comparison.show_marks(was, articles.marks(compared.new.id))

    # ---- going about

    def look_at(self, recheck: Recheck) -> None:
        """Go to the change that a re-check is about, where these two versions have it."""
        comparison = self.comparison
        if comparison is None or comparison.compared is None:
            return
        compared, claim = comparison.compared, self._page.claim
        self._claim = claim.id if claim else ""
        old = [part.span for part in recheck.old if part.article == compared.old.id]
        new = [part.span for part in recheck.new] + ([recheck.span] if recheck.span else [])
        new = new if self._page.article == compared.new.id else []
        for number, change in enumerate(comparison.view.changes):
            if any(_meet(change.new, span) for span in new) or any(_meet(change.old, span) for span in old):
                comparison.view.go_to(number)
                return

    def _follow(self) -> None:
        """Who goes to another claim wants to see it in the article."""
        claim = self._page.claim.id if self._page.claim else ""
        before, self._claim = self._claim, claim
        if self.is_open and claim and claim != before:
            self.leave()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who looks for words wants to see them in the article."""
        if event.type() == QEvent.Type.ShowToParent and self.is_open:
            self.leave()
        return super().eventFilter(watched, event)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) change. Raises AnnotatorError when nothing is compared."""
        if not self.is_open or self.comparison is None:
            raise AnnotatorError("No versions are compared now.", "Compare versions first.")
        self.comparison.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.comparison.view.step(by):
            self._messages.tell("That was the last change." if by > 0 else "That was the first change.")

    def leave(self) -> None:
        """Show the reader again, where it was."""
        page, comparison = self._page, self.comparison
        focused = comparison is not None and comparison.isAncestorOf(page.window().focusWidget() or page)
        page.middle.setCurrentWidget(page.reader if page.article else page.nothing)
        if focused:
            page.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        page.selected.emit()

    def open(self, number: int) -> None:
        """Go to a change in the reader: to the words in the newer text, or where those of the older were."""
        comparison, page = self.comparison, self._page
        if comparison is None or comparison.compared is None or not 0 <= number < len(comparison.view.changes):
            return
        change, new = comparison.view.changes[number], comparison.compared.new.id
        marks = comparison.view.marks_at(number)
        if page.article == new:
            self.leave()
        else:
            page.show_article(new)
            page.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        here = next((mark.claim for mark in marks if page.project.articles.marks(new, frozenset({mark.claim}))), "")
        if here:
            page.show_claim(here, scroll=False)
        page.reader.clear_selection()
        page.reader.go_to(change.new)
        page.reader.view.put_caret(change.new.start)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
