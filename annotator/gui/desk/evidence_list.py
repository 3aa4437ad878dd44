"""The evidence of one claim: what each source says of it. A row opens to be edited in its place."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from annotator.domain.model import Claim, Evidence, Source, SourceKind
from annotator.gui import tones
from annotator.gui.desk.stance_bar import StanceBar
from annotator.gui.fields import Field, LineField, TextField
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.layouts import button, column, form, label, row
from annotator.gui.messages import Messages
from annotator.gui.theme import dress
from annotator.project import Project


def source_line(source: Source) -> str:
    """Who published a source, and when, in one line."""
    parts = [source.author, source.publisher, source.published]
    if source.kind is SourceKind.PERSON:
        parts.insert(0, "Person")
    if source.confidential:
        parts.append("confidential")
    return " · ".join(part for part in parts if part)


def openable(url: str) -> bool:
    """Whether an address may be handed to the browser: pages of the web alone."""
    return url.startswith(("http://", "https://"))


class EvidenceRow(QFrame):
    """`source_wanted` asks to edit the source behind this evidence, `copy_wanted` to keep a file with it (its path, ""
    where that is to be asked), `saving_wanted` to save the one that is kept. A file dropped here is kept."""

    source_wanted = Signal(str)
    copy_wanted = Signal(str, str)
    saving_wanted = Signal(str)

    def __init__(self, project: Project, messages: Messages, evidence: Evidence, editable: bool) -> None:
        super().__init__()
        self._project, self._messages = project, messages
        self.evidence = evidence
        dress(self, role="card")
        self.stance_word = label()
        self.title = label("", "section", wrap=True)
        self.origin = label("", "small", wrap=True)
        self.excerpt_words = label("", "quote", wrap=True)
        self.toggle = button("Edit", "link")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._open)
        self._editor: QWidget | None = None
        self._fields: dict[str, Field] = {}
        self.setAcceptDrops(editable)
        head = row(self.stance_word, None, self.toggle)
        self._body = column(head, self.title, self.origin, self.excerpt_words, margins=(12, 6, 8, 10), space=3)
        self.setLayout(self._body)
        # Not before it has its place: shown without one, it would be a window, and take the keyboard away.
        self.toggle.setVisible(editable)

    def show_evidence(self, evidence: Evidence, source: Source) -> None:
        self.evidence = evidence
        tone = tones.STANCES[evidence.stance]
        self.stance_word.setText(f"{tone.sign} {tone.word}")
        dress(self.stance_word, tone=tone.token)
        self.title.setText(source.title)
        kept = "copy kept" if source.snapshot else ""
        origin = " · ".join(part for part in (source_line(source), evidence.locator, kept) if part)
        self.origin.setText(origin)
        self.origin.setVisible(bool(origin))
        self.toggle.setAccessibleName(f"Edit evidence: {tone.word}, {source.title}")
        self._tell_excerpt()
        if self._editor is not None:
            self._fill()

    def _tell_excerpt(self) -> None:
        words = (
            self.evidence.excerpt if len(self.evidence.excerpt) <= 240 else self.evidence.excerpt[:239].rstrip() + "…"
        )
        self.excerpt_words.setText(words)
        self.excerpt_words.setVisible(bool(words) and not self.toggle.isChecked())

    def _open(self, wide: bool) -> None:
        if wide and self._editor is None:
            self._editor = self._make_editor()
            self._body.addWidget(self._editor)
            self._fill()
        if self._editor is not None:
            if not wide:
                self.flush()
            self._editor.setVisible(wide)
        self.toggle.setText("Done" if wide else "Edit")
        self._tell_excerpt()

    def _make_editor(self) -> QWidget:
        self.stances = StanceBar(self.evidence.stance)
        self.stances.chosen.connect(self._messages.safely(self._setter("stance")))
        self._fields = {
            "excerpt": TextField("Excerpt", "The words of the source that settle it", (2, 8)),
            "locator": LineField("Where", "Page, paragraph, minute"),
            "note": TextField("Note", "For colleagues: what to know about this source here", (1, 6)),
        }
        for name, field in self._fields.items():
            field.committed.connect(self._messages.safely(self._setter(name)))
        edit = button("Edit source…", "link")
        edit.clicked.connect(lambda: self.source_wanted.emit(self.evidence.source))
        self._link = button("Open page", "link", "Open the source's address in the browser")
        self._link.clicked.connect(self._messages.safely(self._open_page))
        detach = button("Detach", "link", "Take this evidence away; the source stays in the project")
        detach.clicked.connect(self._messages.safely(lambda: self._project.evidence.detach(self.evidence.id)))
        keep = button("Keep a copy…", "link", "Keep a file with the source: a saved page, a scan, a recording")
        keep.clicked.connect(lambda: self.copy_wanted.emit(self.evidence.source, ""))
        self._save = button("Save the kept copy…", "link", "Write the copy to a file; nothing in it is run here")
        self._save.clicked.connect(lambda: self.saving_wanted.emit(self.evidence.source))
        editor = QWidget()
        rows = [
            ("Excerpt", self._fields["excerpt"]),
            ("Where", self._fields["locator"]),
            ("Note", self._fields["note"]),
        ]
        editor.setLayout(
            column(
                self.stances,
                form(rows),
                column(row(edit, self._link, None, detach, space=0), row(keep, self._save, None, space=0), space=0),
                margins=(0, 6, 0, 0),
                space=8,
            )
        )
        return editor

    def _fill(self) -> None:
        self.stances.show_stance(self.evidence.stance)
        for name, field in self._fields.items():
            field.show_value(getattr(self.evidence, name))
        source = self._project.sources.get(self.evidence.source)
        self._link.setEnabled(openable(source.url))
        self._save.setEnabled(bool(source.snapshot))

    def _setter(self, name: str) -> Callable[[str], None]:
        return lambda text: self._set(name, text)

    def _set(self, name: str, text: str) -> None:
        self._project.evidence.set(self.evidence.id, **{name: text})

    def _open_page(self) -> None:
        url = self._project.sources.get(self.evidence.source).url
        if openable(url):
            QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))

    def flush(self) -> None:
        for field in self._fields.values():
            field.pending.flush()

    @guarded()
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()):
            event.acceptProposedAction()
            dress(self, role="drop-ready")

    @guarded()
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        dress(self, role="card")

    @guarded()
    def dropEvent(self, event: QDropEvent) -> None:
        dress(self, role="card")
        event.acceptProposedAction()
        self.copy_wanted.emit(self.evidence.source, _dropped(event.mimeData()))


def _dropped(data: QMimeData) -> str:
    """The path of the one file that is dropped; "" for anything else."""
    urls = data.urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""


class EvidenceList(QWidget):
    """`attach_wanted` asks for the dialog that attaches a source; the other signals are those of the rows."""

    attach_wanted = Signal()
    source_wanted = Signal(str)
    copy_wanted = Signal(str, str)
    saving_wanted = Signal(str)

    def __init__(self, project: Project, messages: Messages, keys: Keys) -> None:
        super().__init__()
        self._project, self._messages, self._keys = project, messages, keys
        self._claim = ""
        self._editable = True
        self.rows: dict[str, EvidenceRow] = {}
        self.heading = label("Evidence", "section")
        self.attach = button("Attach source…", "link")
        self.attach.clicked.connect(self.attach_wanted)
        self.empty = label("No source yet. What settles this claim?", "dim", wrap=True)
        self._list = column(space=8)
        self.setLayout(column(row(self.heading, None, self.attach), self.empty, self._list, space=4))
        keys.changed.connect(self._tell_keys)
        self._tell_keys()

    def _tell_keys(self, *_: object) -> None:
        self.attach.setToolTip(self._keys.tip("Say what a source says of this claim", "attach_source"))

    def show_claim(self, claim: Claim | None) -> None:
        """Show the evidence of a claim; rows that stay are kept, with what is being typed in them."""
        claim_id = claim.id if claim else ""
        evidence = claim.evidence if claim else ()
        if claim_id != self._claim or [e.id for e in evidence] != list(self.rows):
            self._rebuild(claim_id, evidence)
        for found in evidence:
            self.rows[found.id].show_evidence(found, self._project.sources.get(found.source))
        self.heading.setText(f"Evidence ({len(evidence)})" if evidence else "Evidence")
        self.empty.setVisible(not evidence)

    def _rebuild(self, claim_id: str, evidence: tuple[Evidence, ...]) -> None:
        kept = self.rows if claim_id == self._claim else {}
        for gone in set(self.rows) - {e.id for e in evidence if e.id in kept}:
            self.rows[gone].hide()
            self._list.removeWidget(self.rows[gone])
            self.rows[gone].deleteLater()
        self.rows = {e.id: kept.get(e.id) or self._made(e) for e in evidence}
        self._claim = claim_id
        for at, made in enumerate(self.rows.values()):
            self._list.insertWidget(at, made)

    def _made(self, evidence: Evidence) -> EvidenceRow:
        made = EvidenceRow(self._project, self._messages, evidence, self._editable)
        made.source_wanted.connect(self.source_wanted)
        made.copy_wanted.connect(self.copy_wanted)
        made.saving_wanted.connect(self.saving_wanted)
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        return made

    def meant(self) -> EvidenceRow | None:
        """The row that the keyboard is in, else the only one that is open, or the only one there is."""
        focused, rows = QApplication.focusWidget(), list(self.rows.values())
        inside = [one for one in rows if focused is not None and one.isAncestorOf(focused)]
        opened = [one for one in rows if one.toggle.isChecked()]
        return next((some[0] for some in (inside, opened, rows) if len(some) == 1), None)

    def flush(self) -> None:
        for made in self.rows.values():
            made.flush()

    def set_editable(self, editable: bool) -> None:
        self._editable = editable
        self.attach.setEnabled(editable)
