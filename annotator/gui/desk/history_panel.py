"""The history: who changed what, and when. The whole project's, newest first."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QListView, QWidget

from annotator.domain.dates import MONTHS
from annotator.domain.model import Change, Claim, Step
from annotator.gui.fields import ChoiceField
from annotator.gui.guard import guarded
from annotator.gui.layouts import column, label
from annotator.gui.lists import SECOND, TOLD, Index, TwoLines, as_told
from annotator.gui.reader.spoken import flat
from annotator.gui.theme import Look, dress
from annotator.project import Project

LIMIT = 500
"""How many steps are shown."""
_LONGEST = 300
"""Code points of what a row tells."""


def clock_words(at: str) -> str:
    """A time of the file (UTC) as the person's own clock had it: "23 Nov 2026, 14:05"."""
    try:
        when = datetime.fromisoformat(at.replace("Z", "+00:00"))
    except ValueError:
        return at
    here = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone()
    return f"{here.day} {MONTHS[here.month - 1][:3]} {here.year}, {here.hour:02}:{here.minute:02}"


@dataclass(frozen=True, slots=True)
class Told:
    """One row: what was done, by whom and when."""

    what: str
    who: str
    at: str


def told_steps(steps: list[Step], subjects: dict[str, str]) -> list[Told]:
    """The project's steps, as they are named, each with what it was about."""
    named = [": ".join(filter(None, (step.name, flat(subjects.get(step.id, ""), 160)))) for step in steps]
    return [Told(name, step.checker, step.at) for name, step in zip(named, steps, strict=True)]


def told_changes(changes: Iterable[Change], names: dict[str, str]) -> list[Told]:
    """What happened to a claim and what hangs on it, newest first. `names` are those of checkers."""
    ordered = sorted(
        filter(_is_telling, changes), key=lambda change: (change.at, change.device, change.seq), reverse=True
    )
    return [Told(_what(change), names.get(change.actor, ""), change.at) for change in ordered]


_NAMES = {
    "author_note": "Author’s note",
    "passed_over": "Re-check",
    "checker": "Checker",
}
"""What entities are called where it is not their name in the log."""

_CREATED: dict[str, Callable[[dict[str, Any]], str]] = {
    "claim": lambda _: "Claim marked",
    "mention": lambda value: f"Mention: “{value.get('exact', '')}”",
    "evidence": lambda value: f"Source attached: {value.get('stance', '')}",
    "verdict": lambda value: f"Verdict: {value.get('label', '')}",
    "review": lambda value: (
        "Verdict approved" if value.get("approved") else f"Verdict returned: {value.get('note', '')}"
    ),
    "reply": lambda value: f"The editor: {value.get('text') or value.get('kind', '')}",
    "author_note": lambda value: f"Note in the draft: {value.get('text', '')}",
    "article": lambda value: f"Article added: {value.get('title', '')}",
    "source": lambda value: f"Source added: {value.get('title', '')}",
    "project": lambda value: f"Project begun: {value.get('title', '')}",
    "checker": lambda value: f"Checker: {value.get('name', '')}",
    "passed_over": lambda _: "Re-check passed over",
}
_SET = {
    ("verdict", "withdrawn"): ("Verdict withdrawn", "Verdict stands again"),
    ("verdict", "overtaken"): ("Verdict overtaken: the words changed", "Verdict is of these words again"),
    ("review", "approved"): ("Verdict approved", "Verdict returned"),
    ("source", "confidential"): ("Source made confidential", "Source no longer confidential"),
}
"""What is said when a flag is set, and when it is taken back."""
_SILENT = {
    "mention": {"start", "end", "prefix", "suffix", "continues", "candidates", "carried_from"},
    "author_note": {"start", "end", "prefix", "suffix", "claim"},
    "article": {"blocks", "kinds", "text", "original", "remarks"},
}
"""Fields that follow from others, or say nothing to people."""


def _is_telling(change: Change) -> bool:
    return change.op == "create" or change.field not in _SILENT.get(change.entity, ())


def _what(change: Change) -> str:
    """What a change of any entity is called, those too that a later version of the app made."""
    value = json.loads(change.value)
    name = _NAMES.get(change.entity, change.entity.replace("_", " ").capitalize())
    if change.op == "create":
        created = _CREATED.get(change.entity)
        return flat(created(value) if created and isinstance(value, dict) else f"{name} added", _LONGEST)
    if change.field == "removed":
        return f"{name} {'removed' if value else 'brought back'}"
    if said := _SET.get((change.entity, change.field or "")):
        return said[0] if value else said[1]
    field = (change.field or "").replace("_", " ")
    told = field.capitalize() if change.entity == "claim" else f"{name}, {field}"
    return flat(f"{told}: {value}", _LONGEST) if value else f"{told} emptied"


class ToldModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Told] = []

    def show(self, rows: list[Told]) -> None:
        if rows == self.rows:
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        told = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return told.what
        if role == SECOND:
            return " · ".join(part for part in (told.who, clock_words(told.at)) if part)
        if role in TOLD:
            return as_told(f"{told.what}, {told.who}, {clock_words(told.at)}", role)
        return None


class HistoryPanel(QWidget):
    """Reads the history only while it is in sight."""

    def __init__(self, project: Project, look: Look) -> None:
        super().__init__()
        self._project = project
        self._claim: Claim | None = None
        self.model = ToldModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(TwoLines(look, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName("History")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scope = ChoiceField("History of what", {"project": "The whole project", "claim": "This claim"})
        self.scope.committed.connect(lambda _: self.refresh())
        note = label("Nothing is overwritten: each step stays in the file.", "small", wrap=True)
        self.setLayout(column(column(self.scope, note, margins=(12, 10, 12, 10), space=6), self.view, space=0))
        self.setFocusProxy(self.view)
        dress(self, role="sheet")

    def show_claim(self, claim: Claim | None) -> None:
        """Know which claim is worked on."""
        self._claim = claim
        self.refresh()

    def refresh(self) -> None:
        """Read the newest of it, when anybody looks."""
        if not self.isVisible():
            return
        history = self._project.history
        if self.scope.value() == "claim" and self._claim is not None:
            claim = self._claim
            ids = [claim.id, *(mention.id for mention in claim.mentions)]
            ids += [*(evidence.id for evidence in claim.evidence), *(verdict.id for verdict in claim.verdicts)]
            ids += [review.id for verdict in claim.verdicts for review in verdict.reviews]
            ids += [reply.id for reply in claim.replies]
            ids += [note.id for note in self._project.notes.of_claim(claim.id)]
            names = {checker.id: checker.name for checker in history.checkers()}
            self.model.show(told_changes((change for one in ids for change in history.of(one)), names))
        else:
            steps = history.steps(LIMIT)
            self.model.show(told_steps(steps, history.subjects(steps)))
