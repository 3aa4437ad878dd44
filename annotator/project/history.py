"""The desk of history: undo and redo, which survive closing the app, and who changed what."""

from collections.abc import Iterable

from annotator.domain.model import Change, Checker, Step
from annotator.storage import queries, undo
from annotator.storage.store import Store


class History:
    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def undoable(self) -> Step | None:
        """The step that undo would take back."""
        return self._store.read(undo.undoable)

    @property
    def redoable(self) -> Step | None:
        """The step that redo would bring back."""
        return self._store.read(undo.redoable)

    def undo(self) -> Step | None:
        """Take back the last step that stands; gives it, None when nothing is left."""
        return self._store.undo()

    def redo(self) -> Step | None:
        """Bring back the step undone last; gives it, None when there is none."""
        return self._store.redo()

    def steps(self, limit: int = 100) -> list[Step]:
        """The newest steps, newest first."""
        return self._store.read(undo.steps, limit)

    def subjects(self, steps: Iterable[Step]) -> dict[str, str]:
        """By step id, what it was about: a claim's statement, else an article's or a source's title."""
        return self._store.read(undo.subjects, [step.id for step in steps])

    def of(self, entity_id: str) -> list[Change]:
        """Every change of one entity, oldest first."""
        return self._store.read(queries.changes, entity_id)

    def checkers(self) -> list[Checker]:
        """Everybody who changed something here."""
        return self._store.read(queries.checkers)

    def conflicts(self) -> list[tuple[str, str]]:
        """Fields (entity id, field) that two authors changed without having seen each other's change."""
        return self._store.read(queries.conflicts)
