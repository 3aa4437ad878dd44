"""An open project on screen: articles, reader, claim panel, kept in step with what the file holds."""

from bisect import bisect_left
from collections.abc import Callable
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ArticleSummary, BlockKind, ChangeSet, Claim, ClaimState, Mention, Span
from annotator.domain.ratings import scales
from annotator.gui.bridge import Bridge
from annotator.gui.compare.comparing import Comparing
from annotator.gui.correcting import Correcting
from annotator.gui.desk.article_list import ArticleList
from annotator.gui.desk.claim_model import ClaimModel
from annotator.gui.desk.claim_panel import CLAIM, ClaimPanel
from annotator.gui.desk.no_article import NoArticle
from annotator.gui.desk.noting import Noting
from annotator.gui.desk.rechecking import Rechecking
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.layouts import row
from annotator.gui.messages import Messages
from annotator.gui.panes import Panes
from annotator.gui.reader.history import Spot
from annotator.gui.reader.marks import reading_order
from annotator.gui.reader.reader import Reader
from annotator.gui.settings import READING, Place, Settings
from annotator.gui.theme import Look
from annotator.gui.versions import Versions, in_order

TEXT_POINTS = 12.0
"""The size of the article's text at 100 percent."""

_COUNTED = ("article", "claim", "mention", "verdict")
"""What the list of articles and its counts are made of."""
MANY = 400
"""So many claims touched at once, and all marks are read anew."""
AROUND = 20_000
"""Code points before and after the place shown whose marks are read before it is; the others once it is painted."""


class ProjectPage(QWidget):
    """`moved` tells that another article or claim is current, `selected` that other words are; the signals with
    `wanted` in their names ask for what the window does."""

    moved = Signal()
    selected = Signal()
    attach_wanted = Signal()
    action_wanted = Signal(str)
    source_wanted = Signal(str)
    copy_wanted = Signal(str, str)
    saving_wanted = Signal(str)
    link_wanted = Signal(str)
    dropped = Signal(list)

    def __init__(self, bridge: Bridge, settings: Settings, messages: Messages, look: Look, keys: Keys) -> None:
        super().__init__()
        self.bridge, self.project = bridge, bridge.project
        self._settings, self._messages, self._look = settings, messages, look
        self.summaries: list[ArticleSummary] = []
        self.article = ""
        self.claim: Claim | None = None
        self._partial = False
        self._font = ""
        self._touched: frozenset[str] = frozenset()
        self.articles = ArticleList(look)
        self.reader = Reader(look.theme)
        self.reader.set_scales(scales())
        for key in READING:
            self.wear(key)
        self.versions = Versions(self, messages)
        self.correcting = Correcting(self, settings, messages, look)
        self.desk = ClaimPanel(self.project, settings, messages, look, keys)
        self.nothing = NoArticle()
        self.middle = QStackedWidget()
        self.middle.addWidget(self.nothing)
        self.middle.addWidget(self.reader)
        self.panes = Panes(self.articles, self.middle, self.desk)
        self.setLayout(row(self.panes, space=0))
        self._connect()
        self.rechecking = Rechecking(self, messages)
        self.comparing = Comparing(self, messages, look, keys)
        self.noting = Noting(self, messages)

    def _connect(self) -> None:
        safely = self._messages.safely
        self.bridge.changed.connect(safely(self._changed))
        self._look.changed.connect(self.reader.set_theme)
        self.articles.chosen.connect(safely(self.reader.history.walking(self.show_article)))
        self.reader.claim_activated.connect(safely(self._activated))
        self.reader.action_wanted.connect(safely(self._act_on))
        self.reader.mark_wanted.connect(safely(self.mark))
        self.reader.mention_moved.connect(safely(self._move_mention))
        self.reader.kind_wanted.connect(safely(self._set_kind))
        self.reader.elsewhere_wanted.connect(safely(self.return_to))
        self.reader.history.known = lambda article: any(article == summary.id for summary in self.summaries)
        self.reader.link_activated.connect(self.link_wanted)
        self.reader.file_dropped.connect(self.dropped)
        self.reader.selection_changed.connect(lambda _: self.selected.emit())
        desk = self.desk
        desk.claims.chosen.connect(safely(lambda claim: self.show_claim(claim)))
        desk.claims.opened.connect(safely(self._open_claim))
        desk.step_wanted.connect(safely(self.step))
        desk.editor.mention_wanted.connect(safely(self._show_mention))
        desk.editor.left.connect(lambda: self.reader.setFocus())
        desk.evidence.attach_wanted.connect(self.attach_wanted)
        desk.evidence.source_wanted.connect(self.source_wanted)
        desk.evidence.copy_wanted.connect(self.copy_wanted)
        desk.evidence.saving_wanted.connect(self.saving_wanted)
        desk.ledger.action_wanted.connect(self.action_wanted)
        desk.verdict.signed.connect(lambda _: self._say_progress())

    @property
    def claims(self) -> ClaimModel:
        """The claims of the article shown, once `have_all` was called."""
        return self.desk.claims.model

    # ---- what is shown

    def start(self, place: Place) -> None:
        """Show the project as it was left, else its first article."""
        self.desk.set_editable(not self.project.read_only)
        self.reader.cards.set_editable(not self.project.read_only)
        self.desk.verdict.show_scale(self.project.scale)
        self._read_summaries()
        known = [summary.id for summary in self.summaries]
        article = place.article if place.article in known else next(iter(known), "")
        if not article or article != place.article:
            self.show_article(article)
            return
        self.show_article(article, place.position)
        self._show_again(place.claim, place.position)

    def place(self) -> Place:
        """Where the project is left."""
        position = self.reader.place() if self.article else 0
        return Place(self.article, position, self.claim.id if self.claim else "")

    def _read_summaries(self) -> None:
        self.summaries = in_order(self.project.articles.summaries())
        self.articles.show_articles(self.summaries, self.article)

    @property
    def progress(self) -> tuple[int, int]:
        """How many claims are checked, of how many: one that appears in several articles counts once."""
        if len(self.summaries) == 1:
            return self.summaries[0].checked, self.summaries[0].claims
        return self.project.claims.progress()

    def show_article(self, article_id: str, position: int = 0) -> None:
        """Show an article from its start; "" shows none. Its marks are those around a position (code points) at first,
        and all of them as soon as they are painted or wanted."""
        self.desk.flush()
        self.article = article_id
        article = self.project.articles.get(article_id) if article_id else None
        around = Span(max(0, position - AROUND), position + AROUND)
        marks = self.project.articles.marks(article_id, begin=around) if article_id else []
        self._partial = article is not None and (around.start > 0 or around.end <= len(article.text))
        if self._partial:
            self.reader.view.viewport().installEventFilter(self)
        else:
            self.desk.claims.show_marks(marks, "")
        self.middle.setCurrentWidget(self.reader if article else self.nothing)
        self.reader.show_article(article, marks)
        self.articles.show_articles(self.summaries, article_id)
        self.show_claim("")

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first marks are painted: read the others."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._messages.safely(self.have_all))
        return super().eventFilter(watched, event)

    def have_all(self) -> None:
        """Have all marks of the article, now."""
        if not self._partial:
            return
        self._partial = False
        self._read_all_marks()
        self._show_on_desk()

    def leave(self) -> None:
        """Commit and keep what was typed; read nothing more."""
        self._partial = False
        self.correcting.write_down()
        self.desk.leave()

    def _read_all_marks(self) -> None:
        marks = self.project.articles.marks(self.article) if self.article else []
        self.reader.set_marks(marks)
        self.desk.claims.show_marks(marks, self.claim.id if self.claim else "")

    def show_claim(self, claim_id: str, *, scroll: bool = True) -> None:
        """Make a claim the one that is worked on; "" for none."""
        if self.claim is None or self.claim.id != claim_id:
            self.desk.flush()
        self.claim = self.project.claims.get(claim_id) if claim_id else None
        self.reader.activate(claim_id or None, scroll=scroll)
        self._show_on_desk()
        self.moved.emit()

    def _show_on_desk(self) -> None:
        self.desk.show_claim(self.claim)
        self.desk.claims.choose(self.claim.id if self.claim else "")

    def _activated(self, claim_id: str) -> None:
        self.show_claim(claim_id, scroll=False)
        if claim_id:
            self.desk.turn_to(CLAIM)

    def _act_on(self, action: str, claim_id: str) -> None:
        if self.claim is None or self.claim.id != claim_id:
            self.show_claim(claim_id, scroll=False)
        self.action_wanted.emit(action)

    def _open_claim(self, claim_id: str) -> None:
        self.show_claim(claim_id)
        self.desk.turn_to(CLAIM)
        self.desk.editor.focus_statement()

    def _show_mention(self, mention: Mention) -> None:
        if mention.article == self.article:
            self.reader.go_to(mention.span)
        else:
            self.go_elsewhere(mention.article, mention.claim, mention.span)

    def go_to_claim(self, claim_id: str) -> None:
        """Show a claim wherever it is: in the article that is shown if it is there too."""
        mentions = self.project.claims.get(claim_id).mentions
        here = any(mention.article == self.article for mention in mentions)
        if mentions and not here:
            self.go_elsewhere(mentions[0].article, claim_id, mentions[0].span)
        else:
            self.show_claim(claim_id)

    def go_elsewhere(self, article: str, claim: str, span: Span) -> None:
        """Go to a claim in another article: one jump, which is one step back."""
        self.reader.history.left(self.reader.here())
        with self.reader.history.held():
            self.show_article(article)
            self.show_claim(claim, scroll=False)
            self.reader.go_to(span)

    def return_to(self, spot: Spot) -> None:
        """Show a spot in another article as it was left."""
        with self.reader.history.held():
            self.show_article(spot.article, spot.point)
            self._show_again(spot.claim, spot.point)

    def _show_again(self, claim: str, position: int) -> None:
        if claim and self.project.articles.marks(self.article, frozenset({claim})):
            self.show_claim(claim, scroll=False)
        self.reader.restore_place(position)

    # ---- what changed

    def _changed(self, changes: ChangeSet) -> None:
        """Read anew what a commit touched, and no more."""
        self.have_all()
        before, shown = self.summaries, self.article
        if any(map(changes.of, _COUNTED)):
            self._read_summaries()
        if changes.of("project"):
            self.desk.verdict.show_scale(self.project.scale)
        self.versions.changed(changes, before)
        if self.article in changes.of("article") and self.article == shown:
            self._read_article()
        self._touched = touched = self.project.claims.touched(changes)
        if touched and not self._partial:  # those of an article shown just now are read once it is painted
            self._read_marks(touched)
        if self.claim is not None and self.claim.id in touched:
            self._read_claim(self.claim.id)
        elif touched:
            self._show_on_desk()
        self.desk.history.refresh()
        self.moved.emit()

    def show_touched(self) -> None:
        """Show the claim that the last change was about, where it was about one, or the version that it added."""
        if self.versions.follow():
            return
        here = [claim for claim in self._touched if self.claims.of_claim(claim)]
        if len(here) == 1 and (self.claim is None or self.claim.id != here[0]):
            self.show_claim(here[0])

    def _read_article(self) -> None:
        """The article is shown anew where it was: its blocks may have other kinds now."""
        position, claim = self.reader.place(), self.claim
        self.reader.show_article(self.project.articles.get(self.article), sorted(self.claims.marks, key=reading_order))
        self.reader.activate(claim.id if claim else None, scroll=False)
        self.reader.restore_place(position)

    def _read_marks(self, claims: frozenset[str]) -> None:
        if len(claims) > MANY:
            self._read_all_marks()
            return
        found = self.project.articles.marks(self.article, claims) if self.article else []
        new = {mark.mention for mark in found}
        was = [mark.mention for claim in claims for mark in self.claims.of_claim(claim)]
        removed = [mention for mention in was if mention not in new]
        changed = [mark for mark in found if self.claims.get(mark.mention) != mark]
        if changed or removed:
            self.reader.update_marks(changed, removed)
            self.desk.claims.change_marks(changed, removed)

    def _read_claim(self, claim_id: str) -> None:
        if not self.claims.of_claim(claim_id):
            try:
                self.project.claims.get(claim_id)
            except AnnotatorError:
                self.show_claim("")
                return
        self.claim = self.project.claims.get(claim_id)
        self._show_on_desk()

    def _say_progress(self) -> None:
        checked, claims = self.progress
        self._messages.tell("Verdict signed." if checked < claims else "Verdict signed. Every claim is checked.")

    # ---- what a person does here

    def mark(self, span: Span) -> None:
        """Make a claim of a span, and let its statement be worded."""
        self.desk.flush()
        claim = self.project.claims.mark(self.article, span, kind=self.guessed_kind(span))
        self.reader.clear_selection()
        self.show_claim(claim.id, scroll=False)
        self.desk.turn_to(CLAIM)
        if self.desk.isVisible():
            self.desk.editor.focus_statement()

    def guessed_kind(self, span: Span) -> str:
        """A first guess: words with a figure in them are a figure."""
        text = self.project.articles.get(self.article).text[span.start : span.end]
        return "figure" if any(sign.isdecimal() for sign in text) else "other"

    def _move_mention(self, mention: str, span: Span) -> None:
        self.desk.flush()
        self.project.claims.move_mention(mention, span)

    def _set_kind(self, start: int, kind: str) -> None:
        self.project.articles.set_kind(self.article, start, BlockKind(kind))

    def step(self, by: int) -> None:
        """Go to the claim after (1) or before (-1) the current one, or the first in sight when there is none."""
        self.have_all()
        claims = self.claims.claims
        if not claims:
            return
        at = self.claims.place(self.claim.id) if self.claim else -1
        if at < 0:
            here, by = self.reader.place(), 0
            at = bisect_left(claims, here, key=attrgetter("start"))
        self.show_claim(claims[max(0, min(len(claims) - 1, at + by))].claim)

    def next_unchecked(self) -> bool:
        """Go to the next claim that no verdict settles, here or in the articles after; False when none is left."""
        self.have_all()
        claims = self.claims.claims
        at = self.claims.place(self.claim.id) if self.claim else -1
        ordered = chain(islice(claims, at + 1, None), islice(claims, at + 1))
        waiting = next((m for m in ordered if m.state is not ClaimState.CHECKED), None)
        if waiting is None or (self.claim and waiting.claim == self.claim.id):
            other = self._article_with_unchecked()
            if other:
                self.reader.history.left(self.reader.here())
                with self.reader.history.held():
                    self.show_article(other)
                    return self.next_unchecked()
        if waiting is None:
            return False
        self.show_claim(waiting.claim)
        return True

    def _article_with_unchecked(self) -> str:
        ids = [summary.id for summary in self.summaries]
        at = ids.index(self.article) if self.article in ids else -1
        ordered = self.summaries[at + 1 :] + self.summaries[: max(at, 0)]
        return next((s.id for s in ordered if s.checked < s.claims and s.newest == s.id), "")

    def wear(self, key: str) -> None:
        """Set the article as one of the settings of reading has it now."""
        ways: dict[str, Callable[[Any], object]] = {
            "text_font": self._set_font,
            "text_scale": self.reader.set_text_scale,
            "line_spacing": self.reader.set_line_spacing,
        }
        ways[key](self._settings.get(key))

    def _set_font(self, family: str) -> None:
        if family != self._font:
            self._font = family
            self.reader.set_font(family, TEXT_POINTS)

    def focus_pane(self, by: int) -> None:
        """Move the keyboard to the next (1) or previous (-1) pane in sight."""
        self.panes.walk(by, (self.articles.view, self.reader.view, *self.comparing.stops(), *self.desk.stops()))
