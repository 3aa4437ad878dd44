"""Commands that go about: find, claims, headings, places, panes."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from PySide6.QtCore import Qt

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ClaimState, Mark, Span
from annotator.gui.desk.claim_model import first_mentions
from annotator.gui.desk.claim_panel import CLAIM, CLAIMS, HISTORY
from annotator.gui.dialogs.choices import Choice, Choices
from annotator.gui.dialogs.claims_to_go_to import ClaimsToGoTo
from annotator.gui.dialogs.palette import CLAIMS as CLAIMS_TO_GO_TO
from annotator.gui.dialogs.palette import HEADINGS
from annotator.gui.file_commands import WindowCommands


class GoCommands(WindowCommands):
    def find(self) -> None:
        self.page.reader.find()

    def find_next(self) -> None:
        self.page.reader.find_next()

    def find_previous(self) -> None:
        self.page.reader.find_previous()

    def next_claim(self) -> None:
        self.page.step(1)

    def previous_claim(self) -> None:
        self.page.step(-1)

    def next_unchecked(self) -> None:
        page = self.page
        if page.next_unchecked():
            page.desk.turn_to(CLAIM)
        else:
            told = "Every claim is checked." if page.progress[1] else "No claim is marked yet."
            self.window.messages.tell(told)

    def next_stale(self) -> None:
        """Go to the next claim whose verdict is of other words, here or in the articles after."""
        page = self.page
        page.desk.flush()
        page.have_all()
        claims = page.claims.claims
        here = page.claims.place(page.claim.id) if page.claim else -1
        around = (
            ((page.article, mark) for mark in claims[here + 1 :]),
            self._elsewhere(),
            ((page.article, mark) for mark in claims[: here + 1]),
        )
        for article, mark in chain.from_iterable(around):
            if mark.state is ClaimState.STALE:
                self._go_to(article, mark)
                page.desk.turn_to(CLAIM)
                return
        self.window.messages.tell("Every verdict is of its claim’s present words.")

    def _elsewhere(self) -> Iterator[tuple[str, Mark]]:
        """The claims of the other articles, from the one after this and around, read when they are reached."""
        page = self.page
        ids = [article.id for article in page.summaries]
        at = ids.index(page.article) if page.article in ids else -1
        for article in ids[at + 1 :] + ids[: max(at, 0)]:
            yield from ((article, mark) for mark in first_mentions(page.project.articles.marks(article)))

    def go_to_claim(self) -> None:
        page = self.page
        page.have_all()
        at = page.claims.place(page.claim.id) if page.claim else -1
        self.choose(CLAIMS_TO_GO_TO, ClaimsToGoTo(page, self._go_to), max(at, 0))

    def _go_to(self, article: str, mark: Mark) -> None:
        page, span = self.page, Span(mark.start, mark.end)
        if article == page.article:
            page.show_claim(mark.claim, scroll=False)
            page.reader.go_to(span)
        else:
            page.go_elsewhere(article, mark.claim, span)
        page.reader.setFocus()

    def outline(self) -> None:
        page = self.page
        article, here = page.project.articles.get(page.article), page.reader.place()
        headings = [block for block in article.blocks if block.kind is BlockKind.HEADING]
        if not headings:
            raise AnnotatorError("This article has no headings.", "Look for words in it with Find.")
        least = min(block.level for block in headings)
        choices = [
            Choice(
                " ".join(article.text[block.start : block.end].split()),
                "",
                "",
                partial(self._go_to_heading, Span(block.start, block.end)),
                block.level - least,
            )
            for block in headings
        ]
        at = max((n for n, block in enumerate(headings) if block.start <= here), default=0)
        self.choose(HEADINGS, Choices(choices), at)

    def _go_to_heading(self, span: Span) -> None:
        self.page.reader.go_to(span)
        self.page.reader.setFocus()

    def go_back(self) -> None:
        if not self.page.reader.go_back():
            self.window.messages.tell("There is no place to go back to.")

    def go_forward(self) -> None:
        if not self.page.reader.go_forward():
            self.window.messages.tell("There is no place to go forward to.")

    def show_in_text(self) -> None:
        claim = self.page.claim
        here = [mention for mention in claim.mentions if mention.article == self.page.article] if claim else []
        if here:
            self.page.reader.go_to(here[0].span)

    def show_claim(self) -> None:
        self.show_desk(CLAIM)
        (self.page.desk.editor.statement if self.page.claim else self.page.desk.tabs).setFocus()

    def show_claims(self) -> None:
        self.show_desk(CLAIMS)
        self.page.desk.claims.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_history(self) -> None:
        self.show_desk(HISTORY)
        self.page.desk.history.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_pane(self) -> None:
        self.page.focus_pane(1)

    def previous_pane(self) -> None:
        self.page.focus_pane(-1)
