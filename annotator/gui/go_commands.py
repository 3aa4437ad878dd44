"""Commands that go about: find, claims, headings, places, panes."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import BlockKind, ClaimState, Mark, Span
from annotator.gui.desk.claim_list import describe, first_mentions
from annotator.gui.desk.claim_panel import CLAIM, CLAIMS, HISTORY
from annotator.gui.dialogs.palette import CLAIMS as CLAIMS_TO_GO_TO
from annotator.gui.dialogs.palette import HEADINGS, Choice
from annotator.gui.file_commands import WindowCommands

if TYPE_CHECKING:
    from annotator.gui.project_page import ProjectPage


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """Where a claim first appears in an article: that article, and the claim's number in it (from 1)."""

    article: str
    title: str
    number: int
    mark: Mark


def places(page: "ProjectPage") -> list[ClaimPlace]:
    """The claims of every article, in reading order."""
    return [
        ClaimPlace(article.id, article.title, number, mark)
        for article in page.summaries
        for number, mark in enumerate(first_mentions(page.project.articles.marks(article.id)), 1)
    ]


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
        found = places(page)
        here = max((n for n, place in enumerate(found) if self._current(place)), default=-1)
        ordered = found[here + 1 :] + found[: here + 1]
        stale = next((place for place in ordered if place.mark.state is ClaimState.STALE), None)
        if stale is None:
            self.window.messages.tell("Every verdict is of its claim’s present words.")
        else:
            self._go_to(stale)
            page.desk.turn_to(CLAIM)

    def go_to_claim(self) -> None:
        found = places(self.page)
        several = len(self.page.summaries) > 1
        choices = [
            Choice(
                place.mark.statement,
                str(place.number),
                " · ".join(part for part in (describe(place.mark), place.title if several else "") if part),
                partial(self._go_to, place),
                number=str(place.number),
            )
            for place in found
        ]
        at = next((n for n, place in enumerate(found) if self._current(place)), 0)
        self.choose(CLAIMS_TO_GO_TO, choices, at)

    def _current(self, place: ClaimPlace) -> bool:
        claim = self.page.claim
        return claim is not None and place.mark.claim == claim.id and place.article == self.page.article

    def _go_to(self, place: ClaimPlace) -> None:
        page, span = self.page, Span(place.mark.start, place.mark.end)
        if place.article == page.article:
            page.show_claim(place.mark.claim, scroll=False)
            page.reader.go_to(span)
        else:
            page.go_elsewhere(place.article, place.mark.claim, span)
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
        self.choose(HEADINGS, choices, max((n for n, block in enumerate(headings) if block.start <= here), default=0))

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
