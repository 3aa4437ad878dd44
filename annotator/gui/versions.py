"""The versions of an article on screen: in which order they are listed, which is shown after a step, at which passage,
and that an older one is an older one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from annotator.domain.model import Article, ArticleSummary, ChangeSet
from annotator.gui.layouts import ElidedLabel, button, row
from annotator.gui.messages import Messages
from annotator.gui.reader.history import Spot
from annotator.gui.theme import dress
from annotator.project.carrying import Places, places

if TYPE_CHECKING:
    from annotator.gui.project_page import ProjectPage


_SHORT = 300_000
"""Code points of two versions together that are compared in no time that is felt."""


def in_order(summaries: Sequence[ArticleSummary]) -> list[ArticleSummary]:
    """Each article's newest version and then its older drafts, the newest first; articles in the order of their first
    versions."""
    drafts: dict[str, list[ArticleSummary]] = {}
    for summary in summaries:
        drafts.setdefault(summary.newest, []).append(summary)
    return [summary for versions in drafts.values() for summary in reversed(versions)]


class OlderDraft(QFrame):
    """Says above the text that it is not the newest, and leads there."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, role="notice")
        self.text = ElidedLabel()
        self.show_newest = button("Show the newest draft", "link")
        line = row(self.text, self.show_newest, margins=(16, 4, 10, 4), space=10)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()


class Versions:
    """Keeps the page on the version that a person means: the new one of the article that they were reading, and the old
    one again when that is undone."""

    def __init__(self, page: "ProjectPage", messages: Messages) -> None:
        self._page = page
        self._places: dict[str, Places] = {}
        self._changes = ChangeSet()
        self._coming = ""
        self._turned = False
        self.bar = OlderDraft()
        page.reader.set_head(self.bar)
        page.moved.connect(messages.safely(self._tell))
        self.bar.show_newest.clicked.connect(messages.safely(self._show_newest))

    @property
    def newest(self) -> str:
        """The id of the newest version of the article shown."""
        article = self._page.article
        return next((s.newest for s in self._page.summaries if s.id == article), article)

    def show(self, new: Article, way: Places) -> None:
        """Notice a new version that a worker wrote, and show it at the passage at which the one that it supersedes, or
        an older one, is shown. A person who has gone to another article meanwhile stays there."""
        self._places[new.id], self._coming = way, new.id
        self._page.project.refresh()
        self._coming = ""
        self._turn_to(new.id, new.supersedes)  # unless that was done as it was noticed

    def changed(self, changes: ChangeSet, before: Sequence[ArticleSummary]) -> None:
        """After a commit: turn to the version that is to be shown as soon as it is there. Where the article shown is
        gone, show its newest version, the one that it superseded if it was the newest itself, else the first
        article."""
        page = self._page
        self._changes, self._turned = changes, False
        now = {summary.id: summary for summary in page.summaries}
        coming = now.get(self._coming)
        if coming is not None:
            self._turn_to(coming.id, coming.supersedes)
        if page.article in now:
            return
        gone = next((summary for summary in before if summary.id == page.article), None)
        if gone is not None and gone.newest in now:
            self._turn(gone.id, gone.newest, self._point_in(gone.newest, before))
        elif gone is not None and gone.supersedes in now:
            self._turn(gone.id, gone.supersedes, self._between(gone.id).back(page.reader.place()), back=True)
        else:
            page.show_article(next(iter(now), ""))

    def follow(self) -> bool:
        """Show the version of the article shown that the last step added, if it added one; whether that step turned to
        another version."""
        page = self._page
        if self._turned:
            return True
        added = self._changes.of("article")
        new = next((s for s in page.summaries if s.id in added and s.supersedes == page.article), None)
        if new is None:
            return False
        self._turn(page.article, new.id, self._between(new.id).there(page.reader.place()))
        return True

    def _turn_to(self, new: str, supersedes: str) -> None:
        """Show a new version in place of any older one of its article."""
        page = self._page
        if page.article == supersedes:
            self._turn(supersedes, new, self._between(new).there(page.reader.place()))
        elif page.article != new and self.newest == new:
            self._turned = True
            self._show_newest()

    def _turn(self, one: str, other: str, point: int, back: bool = False) -> None:
        page = self._page
        self._turned = True
        way = self._between(one if back else other)
        page.reader.history.carry(one, other, way.back if back else way.there)
        page.return_to(Spot(other, point, page.claim.id if page.claim else ""))

    def _tell(self) -> None:
        page = self._page
        older = bool(page.article) and self.newest != page.article
        if older:
            self.bar.text.show_text("This is an older draft.")
        self.bar.setVisible(older)

    def _show_newest(self) -> None:
        """Show the newest version where this one is shown, as far as the way from one to the other is known."""
        page, newest = self._page, self.newest
        point = self._point_in(newest, page.summaries)
        page.reader.history.left(page.reader.here())
        page.return_to(Spot(newest, point, page.claim.id if page.claim else ""))
        page.reader.setFocus()

    def _point_in(self, newest: str, summaries: Sequence[ArticleSummary]) -> int:
        """The point of the newest version that shows what is shown of an older one, which may be removed by now."""
        page = self._page
        between, point, shown = page.article, page.reader.place(), page.reader.article
        text = page.project.articles.get(newest).text
        if shown is not None and len(shown.text) + len(text) <= _SHORT:
            return places(shown, text).there(point)
        later = {summary.supersedes: summary.id for summary in summaries}
        while between in later and between != newest:
            between = later[between]
            point = self._between(between).there(point)
        return point

    def _between(self, new_id: str) -> Places:
        """The way from the version that another superseded to that one; of long texts only where it is known."""
        if new_id not in self._places:
            articles, known = self._page.project.articles, {summary.id for summary in self._page.summaries}
            old_id = next((s.supersedes for s in self._page.summaries if s.id == new_id), "")
            if not old_id or old_id not in known:
                return Places()
            old, new = articles.get(old_id), articles.get(new_id)
            short = len(old.text) + len(new.text) <= _SHORT
            self._places[new_id] = places(old, new.text) if short else Places()
        return self._places[new_id]
