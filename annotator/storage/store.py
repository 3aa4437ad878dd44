"""The face of floor 2: one open project file, read through `read`, written through `log`."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from annotator.domain.model import ChangeSet, Step
from annotator.storage import file, queries, undo
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
        self._order = self.read(queries.newest_order)
        self._version = self.read(_data_version)

    def read(self, query: Callable[Concatenate[sqlite3.Connection, _P], _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Run a reading function on the connection. Raises AnnotatorError in place of what SQLite raises."""
        with self.at_one_moment():
            try:
                return query(self._db.conn, *args, **kwargs)
            except UnicodeEncodeError:
                # A ValueError too, but one of what was asked for: `plain_errors` tells of it.
                raise
            except (ValueError, LookupError) as error:
                # A kind, a number or a reference that this app never writes; what was asked for does not matter.
                raise file.damaged(self.path) from error

    @contextlib.contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """What is read inside stands together, whatever other processes commit meanwhile."""
        with self.log.lock, file.plain_errors(self.path):
            if self._db.conn.in_transaction:
                yield
                return
            self._db.conn.execute("BEGIN")
            try:
                yield
            finally:
                self._db.rollback()

    def undo(self) -> Step | None:
        """Take back the last step that stands; gives it, None when nothing is left."""
        with file.plain_errors(self.path):
            return undo.undo(self._db.conn, self.log)

    def redo(self) -> Step | None:
        """Bring back the step undone last; gives it, None when there is none."""
        with file.plain_errors(self.path):
            return undo.redo(self._db.conn, self.log)

    def refresh(self) -> ChangeSet:
        """What other processes committed since the last look; costs one pragma when that is nothing. A step under way
        is let finish first, and tells of it then."""
        if self.log.writing:
            return ChangeSet()
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
