"""Attaching a source to a claim: find one, take one of the article's own links, or write down a new one; then say what
it says. All of it by keyboard: type, Down, Enter, stance, excerpt, Ctrl+Enter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QScrollArea, QWidget

from annotator.domain.model import Claim, Link, Source
from annotator.gui.desk.evidence_list import openable, source_line
from annotator.gui.desk.source_form import SourceForm, values_of
from annotator.gui.desk.stance_bar import StanceBar
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.fields import TextField
from annotator.gui.guard import guarded
from annotator.gui.layouts import column, form, label, row, rule
from annotator.gui.lists import TwoLines, add_heading, add_row
from annotator.gui.theme import Look, dress
from annotator.project import Project

SHOWN = 200
"""How many sources the list shows at most: whoever looks for another one types more of it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to attach: a known source, a link of the article, or a new one."""

    heading: str
    title: str
    line: str = ""
    source: str = ""
    url: str = ""


def offers(words: str, links: Iterable[Link], sources: Iterable[Source]) -> list[Offer]:
    """What fits the words typed: the author's own sources first, then the project's, newest first, then a new one."""
    wanted = words.casefold().split()
    known = list(sources)
    urls = {source.url for source in known}
    found = [
        Offer("Linked in the article", " ".join(link.text.split()) or link.href, link.href, url=link.href)
        for link in links
        if link.href not in urls and _fits(wanted, link.text, link.href)
    ]
    found += [
        Offer("Sources of this project", source.title, source_line(source) or source.url, source.id, source.url)
        for source in reversed(known)
        if _fits(wanted, source.title, source.author, source.publisher, source.url)
    ][:SHOWN]
    text = words.strip()
    if openable(text) and any(offer.url == text for offer in found):
        return found
    if openable(text):
        new = Offer("New source", urlsplit(text).hostname or text, text, url=text)
    else:
        new = Offer("New source", f"“{text}”" if text else "Write down a new source")
    return [*found, new]


def _fits(wanted: list[str], *texts: str) -> bool:
    hay = " ".join(texts).casefold()
    return all(word in hay for word in wanted)


class AttachDialog(Sheet):
    def __init__(
        self, parent: QWidget | None, project: Project, look: Look, claim: Claim, today: date | None = None
    ) -> None:
        super().__init__(parent, "Attach source", 900)
        self._project, self._claim = project, claim
        self._today = (today or date.today()).isoformat()
        article = claim.mentions[0].article if claim.mentions else ""
        self._links = project.articles.links(article) if article else []
        self._sources = project.sources.all()
        self.words = QLineEdit(placeholderText="Search sources, paste an address, or name a new one")
        self.words.setAccessibleName("Find or name a source")
        dress(self.words, role="search")
        self.list = QListWidget()
        self.list.setAccessibleName("Sources to attach")
        dress(self.list, role="boxed")
        self.list.setItemDelegate(TwoLines(look, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.source = SourceForm()
        self.known = label("", "section", wrap=True)
        self.known_line = label("", "dim", wrap=True)
        self.stances = StanceBar()
        self.excerpt = TextField("Excerpt", "The words of the source that settle it", (3, 6))
        self.locator = QLineEdit(placeholderText="Page, paragraph, minute")
        self.note = QLineEdit(placeholderText="For colleagues: what to know about this source here")
        self.words.textChanged.connect(self._search)
        self.words.installEventFilter(self)
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _: self._go_on())
        self._offers: list[Offer] = []
        self._lay_out()
        self._search("")
        self.words.setFocus()
        room = parent.height() - 40 if parent else 800
        self.resize(900, max(560, min(740, room)))

    def _lay_out(self) -> None:
        statement = label(self._claim.statement, "quote", wrap=True)
        statement.setMaximumHeight(statement.fontMetrics().lineSpacing() * 2 + 4)
        left = column(self.words, self.list, space=8)
        inner = QWidget()
        dress(inner, role="ground")
        says = form([("Stance", self.stances), ("Excerpt", self.excerpt), ("Where", self.locator), ("Note", self.note)])
        inner.setLayout(
            column(self.known, self.known_line, self.source, rule(), says, None, margins=(0, 0, 8, 0), space=12)
        )
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(area, role="ground")
        area.setWidget(inner)
        halves = row(space=20)
        halves.addLayout(left, 4)
        halves.addWidget(area, 5)
        contents = column(statement, halves, space=14)
        contents.setStretch(1, 1)
        self.fill(contents, "Attach", self.attach, label("Ctrl+Enter attaches", "small"))

    def _search(self, words: str) -> None:
        self._offers = offers(words, self._links, self._sources)
        self.list.blockSignals(True)
        self.list.clear()
        heading = ""
        first = -1
        for offer in self._offers:
            if offer.heading != heading:
                heading = offer.heading
                add_heading(self.list, heading)
            add_row(self.list, offer.title, offer.line, data=offer)
            first = self.list.count() - 1 if first < 0 else first
        self.list.blockSignals(False)
        self.list.setCurrentRow(first)
        self._choose(first)

    @property
    def offer(self) -> Offer | None:
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item else None
        return found if isinstance(found, Offer) else None

    def _choose(self, _: int) -> None:
        """Show what is chosen: a known source as it is, a new one as a form to fill."""
        offer = self.offer
        self.say("")
        if offer is None:
            return
        self.known.setVisible(bool(offer.source))
        self.known_line.setVisible(bool(offer.source and offer.line))
        self.source.setVisible(not offer.source)
        if offer.source:
            self.known.setText(offer.title)
            self.known_line.setText(offer.line)
            return
        typed = "" if openable(self.words.text().strip()) else self.words.text().strip()
        title = typed if offer.heading == "New source" and not offer.url else offer.title
        host = urlsplit(offer.url).hostname or "" if offer.url else ""
        self.source.show_source(title=title, url=offer.url, publisher=host.removeprefix("www."), accessed=self._today)

    def _go_on(self) -> None:
        """From the list to what is to be said of it."""
        offer = self.offer
        new_and_empty = offer is not None and not offer.source and not self.source.lines["title"].text()
        (self.source.lines["title"] if new_and_empty else self.stances).setFocus()

    def attach(self) -> None:
        """Keep the source if it is new, and tie the claim to it: one step, undone at once."""
        offer = self.offer
        said = {"excerpt": self.excerpt.value(), "locator": self.locator.text(), "note": self.note.text()}
        with self._project.step("Attach source"):
            source = offer.source if offer else ""
            if not source:
                source = self._project.sources.add(**self.source.values()).id
            self._project.evidence.attach(self._claim.id, source, self.stances.stance(), **said)

    @guarded(False)
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Up and Down in the search field walk the list; Enter goes on."""
        if watched is self.words and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._go_on()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._walk(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return False

    def _walk(self, by: int) -> None:
        at = self.list.currentRow() + by
        while 0 <= at < self.list.count():
            if self.list.item(at).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentRow(at)
                return
            at += by


class SourceDialog(Sheet):
    """Editing a source that the project has."""

    def __init__(self, parent: QWidget | None, project: Project, source: Source) -> None:
        super().__init__(parent, "Edit source", 560)
        self._project, self._source = project, source
        self.source = SourceForm()
        self.source.show_source(**values_of(source))
        self.source.setEnabled(not project.read_only)
        self.fill(column(self.source, None), "Save", self.save)
        self.source.lines["title"].setFocus()

    def save(self) -> None:
        self._project.sources.set(self._source.id, **self.source.values())
