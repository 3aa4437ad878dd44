"""One note of the author in full: its words in the text, what it says, its addresses, and what is to become of it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from annotator.domain.model import Article, AuthorNote, Claim, NoteState, Span
from annotator.gui.compare.inked import Ink, Run, Words, in_context
from annotator.gui.desk.article_list import short_date
from annotator.gui.desk.notes_model import STATES, flat, signed
from annotator.gui.fields import ChoiceField
from annotator.gui.layouts import ElidedButton, FlowLayout, button, clear, column, label, row
from annotator.gui.reader.shown import shown
from annotator.gui.theme import Look, dress
from annotator.project.notes import addresses

LONGEST = 5_000
"""Code points of a note that are shown; the file holds all of it."""
_MOST_LINES = 40
_LONGEST_WORDS = 400
_MOST_LINKS = 12


def lines_of(text: str) -> list[str]:
    """What a note says, line by line, as far as it can be read on a screen."""
    lines = [line for line in text[:LONGEST].split("\n") if line.strip()]
    shown_lines, rest = lines[:_MOST_LINES], " ".join(lines[_MOST_LINES:])
    more = [f"… ({len(text):,} characters in all)"] if len(text) > LONGEST else []
    return [*shown_lines, *filter(None, [rest]), *more]


def links_of(text: str) -> tuple[list[tuple[str, ElidedButton]], int]:
    """A button for each address in a note, as far as there is room, and how many more there are."""
    found = addresses(text)
    made = [(url, ElidedButton(shown(url), "place", "Open the page in the browser")) for url in found[:_MOST_LINKS]]
    for url, each in made:
        each.setAccessibleName(f"Open {flat(url, 200)}")
    return made, len(found) - len(made)


def _words_of(text: str, span: Span) -> list[Run]:
    """The words of a note in their context; of many, those that they begin with."""
    if len(span) <= _LONGEST_WORDS:
        return in_context(text, span)
    return [*in_context(text, Span(span.start, span.start + _LONGEST_WORDS))[:2], Run(" …", Ink.DIM)]


class NotesCard(QFrame):
    """`wanted` asks for an act by its name: accept, dismiss, show; `link_wanted` carries an address to be opened."""

    wanted = Signal(str)
    link_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[object, ...] = ()
        self.choice: ChoiceField | None = None
        self.acts: dict[str, QWidget] = {}
        dress(self, role="footer")
        self._parts = column(space=8)
        self._parts.setContentsMargins(16, 12, 16, 12)
        self.setLayout(self._parts)
        self.hide()

    @property
    def joins(self) -> str:
        """The id of the claim that the note is to be added to, "" for a new one."""
        return self.choice.value() if self.choice is not None else ""

    def show_note(
        self, note: AuthorNote | None, article: Article | None, claims: list[Claim], is_claim: bool, editable: bool
    ) -> None:
        """Show a note of an article, with the claims that it may be added to, or that it is part of one; or nothing."""
        told = [(claim.id, claim.statement) for claim in claims]
        state = (note, article.id if article else "", told, is_claim, editable)
        if state == self._shown:
            return
        chosen = self.joins if self.choice is not None and self._shown[0] == note else None
        self._shown = state
        clear(self._parts)
        self.choice, self.acts = None, {}
        self.setVisible(note is not None)
        if note is None or article is None:
            return
        head, laid = QWidget(), row(label(signed(note), "section", wrap=True), label(short_date(note.at)[:20], "small"))
        laid.setStretch(0, 1)
        head.setLayout(laid)
        self._parts.addWidget(head)
        about = Words(self._look)
        about.show_runs(_words_of(article.text, note.span))
        self._parts.addWidget(about)
        for line in lines_of(note.text):
            said = Words(self._look)
            said.show_runs([Run(line)])
            self._parts.addWidget(said)
        self._add_links(note.text)
        if is_claim or note.state is NoteState.DISMISSED:
            self._parts.addWidget(label(STATES[note.state], "dim"))
        if claims and editable and not is_claim:
            self._offer(claims, chosen)
        self._add_acts(note, is_claim, editable)

    def _add_links(self, text: str) -> None:
        made, more = links_of(text)
        for url, each in made:
            each.clicked.connect(partial(self.link_wanted.emit, url))
            self._parts.addWidget(each)
        if more:
            self._parts.addWidget(label(f"and {more} more", "small"))

    def _offer(self, claims: list[Claim], chosen: str | None) -> None:
        """These words are a claim already: the note may go with that one."""
        choices = {claim.id: f"Add to “{flat(claim.statement, 40)}”" for claim in claims} | {"": "Make a new claim"}
        self.choice = ChoiceField("What becomes of the note", choices)
        self.choice.setMinimumContentsLength(12)
        self.choice.show_value(chosen if chosen is not None else claims[0].id)
        told = "A claim has these words already." if len(claims) == 1 else f"{len(claims)} claims share these words."
        self._parts.addWidget(label(told, "small", wrap=True))
        self._parts.addWidget(self.choice)

    def _add_acts(self, note: AuthorNote, is_claim: bool, editable: bool) -> None:
        wanted = {"show": ("Show the claim", "Enter")} if is_claim else {"accept": ("Accept", "Enter")}
        if note.state is NoteState.OPEN:
            wanted["dismiss"] = ("Dismiss", "0")
        flow = FlowLayout()
        for act, (text, key) in wanted.items():
            made = button(text, "" if self.acts else "primary", f"{text} ({key})")
            made.setEnabled(editable or act == "show")
            made.clicked.connect(partial(self.wanted.emit, act))
            self.acts[act] = made
            flow.addWidget(made)
        holder = QWidget()
        holder.setLayout(flow)
        self._parts.addWidget(holder)
