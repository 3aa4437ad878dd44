"""The history: who changed what, and when. The whole project's, newest first."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QListView, QWidget

from annotator.domain.dates import MONTHS
from annotator.domain.model import Change, Claim, Step
from annotator.gui.fields import ChoiceField
from annotator.gui.guard import guarded
from annotator.gui.layouts import column, label
from annotator.gui.lists import SECOND, Index, TwoLines
from annotator.gui.reader.spoken import flat
from annotator.gui.theme import Look, dress
from annotator.project import Project

LIMIT = 500
"""How many steps are shown."""


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
    ordered = sorted(changes, key=lambda change: (change.at, change.device, change.seq), reverse=True)
    return [Told(_what(change), names.get(change.actor, ""), change.at) for change in ordered]


_CREATED: dict[str, Callable[[dict[str, str]], str]] = {
    "claim": lambda _: "Claim marked",
    "mention": lambda value: f"Mention: “{value['exact']}”",
    "evidence": lambda value: f"Source attached: {value['stance']}",
    "verdict": lambda value: f"Verdict: {value['label']}",
    "review": lambda value: "Verdict approved" if value["approved"] else f"Verdict returned: {value['note']}",
    "reply": lambda value: f"The editor: {value['text'] or value['kind']}",
}


def _what(change: Change) -> str:
    value = json.loads(change.value)
    if change.op == "create":
        return _CREATED[change.entity](value)
    if change.field == "removed":
        return f"{change.entity.capitalize()} {'removed' if value else 'brought back'}"
    if change.field == "withdrawn":
        return "Verdict withdrawn" if value else "Verdict stands again"
    of = "" if change.entity == "claim" else f"{change.entity.capitalize()}, "
    field = f"{of}{(change.field or '').replace('_', ' ')}"
    return f"{field[:1].upper()}{field[1:]}: {value}" if value else f"{field[:1].upper()}{field[1:]} emptied"


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
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{told.what}, {told.who}, {clock_words(told.at)}"
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
            names = {checker.id: checker.name for checker in history.checkers()}
            self.model.show(told_changes((change for one in ids for change in history.of(one)), names))
        else:
            steps = history.steps(LIMIT)
            self.model.show(told_steps(steps, history.subjects(steps)))
