"""The face of floor 2: one open project file, read through `read`, written through `log`."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from annotator.domain.model import ChangeSet
from annotator.storage import file, queries
from annotator.storage.ids import Clock
from annotator.storage.log import Log

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Store:
    """One connection to one project file. `changed` is called with what each commit touched, whoever made it."""

    def __init__(self, opened: file.OpenFile, device: str, clock: Clock, changed: Callable[[ChangeSet], None]) -> None:
        self.path: Path = opened.path
        self.read_only = opened.read_only
        self.newer = opened.newer
        self._db = opened.db
        self._changed = changed
        self.log = Log(opened, device, clock, self._committed)
        self._order = self.read(queries.changed_since, 1 << 62)[0]
        self._version = self.read(_data_version)

    def read(self, query: Callable[Concatenate[sqlite3.Connection, _P], _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Run a reading function on the connection. Raises AnnotatorError in place of what SQLite raises."""
        with file.plain_errors(self.path):
            return query(self._db.conn, *args, **kwargs)

    def refresh(self) -> ChangeSet:
        """What other processes committed since the last look; costs one pragma when that is nothing."""
        version = self.read(_data_version)
        if version == self._version:
            return ChangeSet()
        self._version = version
        changes = self._since()
        if changes:
            self._changed(changes)
        return changes

    def _committed(self, order: int, changes: ChangeSet) -> None:
        """Tell of our own step, and of others' that came between."""
        if order == self._order + 1:
            self._order = order
        else:
            changes = ChangeSet(changes.step, self._since().ids)
        self._changed(changes)

    def _since(self) -> ChangeSet:
        self._order, touched = self.read(queries.changed_since, self._order)
        return ChangeSet("", {kind: frozenset(ids) for kind, ids in touched.items()})

    def close(self) -> None:
        self._db.close()


def _data_version(conn: sqlite3.Connection) -> int:
    return int(conn.execute("PRAGMA data_version").fetchone()[0])
