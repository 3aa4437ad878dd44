"""The editor of one claim: its statement, what is known about it, and where it appears."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.locators import Locators, in_words
from annotator.domain.model import Claim, ClaimKind, Mention, MentionState
from annotator.gui.fields import ChoiceField, Field, LineField, TextField
from annotator.gui.layouts import ElidedButton, button, clear, column, form, label, row
from annotator.gui.messages import Messages
from annotator.gui.theme import dress
from annotator.project import Project

KINDS = {str(kind): str(kind).capitalize() for kind in ClaimKind}

_SHOW = "Show these words in the article"


class ClaimEditor(QWidget):
    """Commits each field by itself. `mention_wanted` asks to show a mention in the text, `left` is told when Enter ends
    the statement."""

    mention_wanted = Signal(object)
    left = Signal()

    def __init__(self, project: Project, messages: Messages) -> None:
        super().__init__()
        self._project, self._messages = project, messages
        self._claim: Claim | None = None
        self.statement = TextField("Statement", "What exactly is claimed", (2, 8), needed=True, enter=True)
        dress(self.statement, role="statement")
        self.kind = ChoiceField("Kind of claim", KINDS, waits=True)
        self.claimant = LineField("Claimant", "Who claims it")
        self.claim_date = LineField("Claim date", "27 January, last Tuesday …")
        self.assignee = LineField("Checked by", "Who is to check it")
        self.note = TextField("Note", "For colleagues", (1, 6))
        self.understood = label("", "small", wrap=True)
        self.mentions = MentionList(project, messages)
        self.mentions.wanted.connect(self.mention_wanted)
        self._fields: dict[str, Field] = {
            "statement": self.statement,
            "claimant": self.claimant,
            "claim_date": self.claim_date,
            "assignee": self.assignee,
            "note": self.note,
        }
        for name, field in self._fields.items():
            field.committed.connect(messages.safely(self._setter(name)))
        self.kind.committed.connect(messages.safely(self._setter("kind")))
        self.claim_date.textChanged.connect(messages.safely(self._explain_date))
        self.statement.entered.connect(self.left)
        self._lay_out()

    def _lay_out(self) -> None:
        dated = QWidget()
        dated.setLayout(column(self.claim_date, self.understood, space=2))
        dated.setFocusProxy(self.claim_date)
        self.details = QWidget()
        rows: list[tuple[str, QWidget]] = [
            ("Kind", self.kind), ("Claimant", self.claimant), ("Claim date", dated),
            ("Checked by", self.assignee), ("Note", self.note),
        ]  # fmt: skip
        self.details.setLayout(form(rows))
        self.setLayout(column(self.statement, self.mentions, self.details, space=10))

    def _setter(self, name: str) -> Callable[[str], None]:
        def commit(text: str) -> None:
            if self._claim is not None:
                self._project.claims.set(self._claim.id, **{name: text})

        return commit

    def show_claim(self, claim: Claim | None) -> None:
        """Show a claim. What was typed for another one is committed first; what is being typed for this one stays."""
        if claim is None or self._claim is None or claim.id != self._claim.id:
            self.flush()
        self._claim = claim
        if claim is None:
            return
        shown = {"claim_date": claim.claim_date_text or claim.claim_date}
        for name, field in self._fields.items():
            field.show_value(shown.get(name, getattr(claim, name, "")))
        self.kind.show_value(claim.kind)
        self.mentions.show_mentions(claim.mentions)
        self._explain_date()

    def _explain_date(self, *_: object) -> None:
        text = self.claim_date.text().strip()
        self.understood.setVisible(bool(text))
        if text and self._claim is not None:
            article = self._claim.mentions[0].article if self._claim.mentions else ""
            understood = self._project.claims.understand_date(text, article)
            dress(self.understood, role="small" if understood.date else "problem")
            self.understood.setText(understood.explanation)

    def flush(self) -> None:
        """Commit what was typed."""
        self.kind.pending.flush()
        for field in self._fields.values():
            field.pending.flush()

    def set_editable(self, editable: bool) -> None:
        for field in self._fields.values():
            field.setReadOnly(not editable)
        self.kind.setEnabled(editable)
        self.mentions.editable = editable

    def focus_statement(self) -> None:
        """Let the person type the statement anew or amend it."""
        self.statement.setFocus()
        self.statement.selectAll()


_FARED = {
    MentionState.CHANGED: "words changed",
    MentionState.UNSURE: "place unsure",
    MentionState.GONE: "no longer in the text",
}
"""What is said of a mention that is not where it was, or not of the words it was."""


class MentionList(QWidget):
    """Where the claim appears: the words in the text, a click away."""

    wanted = Signal(object)

    def __init__(self, project: Project, messages: Messages) -> None:
        super().__init__()
        self._project, self._messages = project, messages
        self._shown: tuple[Mention, ...] | None = None
        self._locators: dict[str, Locators] = {}
        self.editable = True
        self._rows = column(space=0)
        self.setLayout(self._rows)

    def show_mentions(self, mentions: tuple[Mention, ...]) -> None:
        if mentions == self._shown:
            return
        self._shown = mentions
        clear(self._rows)
        earlier = {mention.carried_from for mention in mentions}
        for mention in mentions:
            removable = len(mentions) > 1 and self.editable
            self._rows.addWidget(self._row(mention, mention.id in earlier, removable))

    def _locator(self, mention: Mention) -> str:
        """The page or time that a mention is from; those of an article never change."""
        found = self._locators.get(mention.article)
        if found is None:
            try:
                article = self._project.articles.get(mention.article)
            except AnnotatorError:  # it was taken out of the project; the words are known all the same
                return ""
            found = self._locators[mention.article] = Locators(article)
        return found.at(mention.span.start)

    def _row(self, mention: Mention, earlier: bool, removable: bool) -> QWidget:
        words = " ".join(mention.selector.exact.split())
        shown = words if len(words) <= 60 else words[:59].rstrip() + "…"
        locator = self._locator(mention)
        place = ElidedButton(" · ".join(filter(None, (locator, f"“{words[:300]}”"))), "place", _SHOW)
        place.setAccessibleName(", ".join(filter(None, (f"Show in the article: {shown}", in_words(locator)))))
        place.clicked.connect(lambda: self.wanted.emit(mention))
        line = QWidget()
        parts: list[QWidget | int | None] = [place]
        if earlier:
            parts.append(label("in an older draft", "small"))
        elif fared := _FARED.get(mention.state):
            parts.append(label(fared, "problem"))
        if removable:
            remove = button("Remove", "quiet", "The claim does not appear here")
            remove.setAccessibleName(f"Remove this mention: {shown}")
            remove.clicked.connect(self._messages.safely(lambda: self._project.claims.remove_mention(mention.id)))
            parts.append(remove)
        laid = row(*parts, space=4)
        laid.setStretch(0, 1)
        line.setLayout(laid)
        return line
