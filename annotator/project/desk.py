"""What every desk has: the store it works on, named steps, and looking entities up by their id."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from annotator.domain.errors import AnnotatorError
from annotator.project import fields
from annotator.storage import queries
from annotator.storage.log import OpenStep
from annotator.storage.store import Store


def no_such(entity: str, entity_id: str) -> AnnotatorError:
    """The refusal of an id that nothing has, or nothing any more."""
    return AnnotatorError(
        f"There is no {entity.replace('_', ' ')} with the id “{entity_id}”.", "Look up the ids there are."
    )


class Stepping(Protocol):
    """Opens a named step in the checker's name (`Project.step`)."""

    def __call__(self, name: str) -> AbstractContextManager[OpenStep]: ...


class Desk:
    """One part of the façade. Each of its commands is one step."""

    entity = ""

    def __init__(self, store: Store, step: Stepping) -> None:
        self._store = store
        self._log = store.log
        self._step = step

    def _row(self, entity: str, entity_id: str) -> dict[str, Any]:
        """The stored fields of an entity. Raises AnnotatorError when there is none of that id."""
        found = self._store.read(queries.row, entity, entity_id)
        if found is None:
            raise no_such(entity, entity_id)
        return found

    def _set(self, entity_id: str, given: Mapping[str, Any]) -> None:
        """Set those fields that differ from what is stored."""
        now = self._row(self.entity, entity_id)
        for name, value in given.items():
            if now[name] != value:
                self._log.set(self.entity, entity_id, name, value)

    def _change(self, entity_id: str, given: Mapping[str, Any]) -> None:
        """Check and set some fields, in one step."""
        wanted = fields.checked(self.entity, given)
        with self._step(f"Edit {self.entity}"):
            self._set(entity_id, wanted)

    def _remove(self, entity_id: str) -> None:
        """Take an entity out of sight; undo brings it back."""
        with self._step(f"Remove {self.entity}"):
            self._row(self.entity, entity_id)
            self._log.set(self.entity, entity_id, "removed", True)
