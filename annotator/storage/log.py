"""Writing: every edit is a named step of immutable changes, committed whole with what it does to the tables.

A step takes SQLite's write lock first, so that the window and the command line can work on one file at once.
"""

import contextlib
import copy
import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Change, ChangeSet, Checker
from annotator.storage.file import OpenFile, plain_errors
from annotator.storage.ids import Clock, Ids, timestamp
from annotator.storage.projections import count_again, place, project_change
from annotator.storage.schema import CHANGE_COLUMNS, SCHEMA_VERSION

_INSERT = f"INSERT INTO change({', '.join(CHANGE_COLUMNS)}) VALUES ({', '.join('?' * len(CHANGE_COLUMNS))})"

_ENDS = """SELECT (SELECT coalesce(max(ord), 0) + 1 FROM step), coalesce(max(seq), 0), coalesce(hash, '')
    FROM change WHERE device = :device AND seq = (SELECT max(seq) FROM change WHERE device = :device)"""
"""The order of the next step, and the number and hash of the device's last change (0 and "" before its first)."""

_LOST = "this step was given up"
"""SQLite takes a whole transaction back by itself when the disk is full, for one: what followed would stand alone."""

_EXACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def exact_json(value: Any) -> str:
    """The one JSON text of a value: what the hash is taken of."""
    return _EXACT.encode(value)


def hash_of(fields: tuple[Any, ...]) -> str:
    """SHA-256 (hex) of every field of a change but its hash, in the order of CHANGE_COLUMNS, as JSON; the hash of the
    device's change before it is among them, which makes the chain."""
    return hashlib.sha256(exact_json(fields).encode()).hexdigest()


@dataclass
class OpenStep:
    """A step under way, begun at `at`. It has no `id` and no `order` among the steps before its first change; `first`
    is that change's number, `seq` and `hash` are those of the device's last one. `touched`: kinds and ids, in turn."""

    name: str
    kind: str
    at: str
    undoes: str = ""
    id: str = ""
    order: int = 0
    first: int = 0
    seq: int = 0
    hash: str = ""
    touched: list[tuple[str, str]] = field(default_factory=list)

    def changes(self) -> ChangeSet:
        ids: dict[str, set[str]] = {}
        for entity, entity_id in self.touched:
            ids.setdefault(entity, set()).add(entity_id)
        return ChangeSet(self.id, {entity: frozenset(of_it) for entity, of_it in ids.items()})


class _Fact(NamedTuple):
    """What one change says: the part of it that does not come from the step and the chain it stands in."""

    entity: str
    entity_id: str
    op: str
    field: str | None
    value: Any
    parents: list[str]


class Log:
    """The writer of one project file. `actor` is the checker at work, made known to the file with their first change;
    `committed` hears of each step. `lock` lets one thread at a time use the connection."""

    def __init__(self, file: OpenFile, device: str, clock: Clock, committed: Callable[[int, ChangeSet], None]) -> None:
        self._conn: sqlite3.Connection = file.db.conn
        self._file = file
        self._device = device
        self._clock = clock
        self._committed = committed
        self._ids = Ids(clock)
        self._open: OpenStep | None = None
        self.lock = threading.RLock()
        self.actor = self._known = Checker("", "")

    def new_id(self) -> str:
        return self._ids.new()

    def now(self) -> str:
        """The time of the step under way, or of the clock outside one."""
        return self._open.at if self._open else timestamp(self._clock())

    @property
    def writing(self) -> bool:
        """Whether a step is under way."""
        return self._open is not None

    @contextlib.contextmanager
    def step(self, name: str, kind: str = "do") -> Iterator[OpenStep]:
        """Group changes into one step, committed on leaving. A step inside another joins it. On an exception nothing of
        the step is kept; of an outer step that goes on all the same, nothing of the inner one. Its name may be changed
        until the first change. Raises AnnotatorError when the file is read-only, locked, full or damaged."""
        with self.lock:
            if self._open is not None:
                with self._inner(self._open, kind):
                    yield self._open
                return
            with self._outer(OpenStep(name, kind, self.now())) as step:
                yield step
        if step.id:
            self._known = self.actor
            self._committed(step.order, step.changes())

    @contextlib.contextmanager
    def _outer(self, step: OpenStep) -> Iterator[OpenStep]:
        if self._file.read_only:
            raise AnnotatorError(self._file.read_only)
        self._execute("BEGIN IMMEDIATE")
        self._open = step
        try:
            yield step
            with plain_errors(self._file.path):
                count_again(self._conn, step.changes().ids)
            self._execute("COMMIT")
        except BaseException:
            if self._conn.in_transaction:
                self._execute("ROLLBACK")
            raise
        finally:
            self._open = None

    @contextlib.contextmanager
    def _inner(self, step: OpenStep, kind: str) -> Iterator[None]:
        if kind != "do":
            raise RuntimeError(f"{kind} inside a step")
        if not self._conn.in_transaction:
            raise RuntimeError(_LOST)
        before, count = copy.copy(step), len(step.touched)
        self._execute("SAVEPOINT inner")
        try:
            yield
        except BaseException:
            vars(step).update(vars(before))
            del step.touched[count:]
            if self._conn.in_transaction:
                self._execute("ROLLBACK TO inner")
            raise
        finally:
            if self._conn.in_transaction:
                self._execute("RELEASE inner")

    def _execute(self, statement: str) -> None:
        with plain_errors(self._file.path):
            self._conn.execute(statement)

    def create(self, entity: str, fields: Mapping[str, Any], entity_id: str = "") -> str:
        """Add an entity with its first values; gives its id."""
        entity_id = entity_id or self.new_id()
        self._write(_Fact(entity, entity_id, "create", None, dict(fields), []))
        return entity_id

    def set(self, entity: str, entity_id: str, field: str, value: Any) -> None:
        """Change one field. `parents` are the changes that this author has seen for it."""
        with plain_errors(self._file.path):
            heads = self._heads(entity_id, field)
        self._write(_Fact(entity, entity_id, "set", field, value, heads))

    def put_blob(self, data: bytes) -> str:
        """Keep bytes under their SHA-256 (hex), once."""
        name = hashlib.sha256(data).hexdigest()
        with plain_errors(self._file.path):
            self._started()
            self._conn.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (name, data))
        return name

    def _heads(self, entity_id: str, field: str) -> list[str]:
        query = "SELECT change FROM head WHERE entity_id = ? AND field = ? ORDER BY change"
        heads = [row[0] for row in self._conn.execute(query, (entity_id, field))]
        if not heads:
            query = "SELECT id FROM change WHERE entity_id = ? AND field IS NULL AND op = 'create'"
            heads = [row[0] for row in self._conn.execute(query, (entity_id,))]
        return heads

    def _started(self) -> OpenStep:
        """The step under way, its header written with the first change, so that an empty step leaves no trace."""
        step = self._open
        if step is None:
            raise RuntimeError("a write outside a step")
        if not self._conn.in_transaction:
            raise RuntimeError(_LOST)
        if not step.id:
            step.id = self._ids.new()
            step.order, step.seq, step.hash = self._conn.execute(_ENDS, {"device": self._device}).fetchone()
            step.first = step.seq + 1
            header = {"name": step.name, "kind": step.kind, "order": step.order, "undoes": step.undoes}
            self._append(step, _Fact("step", step.id, "create", None, header, []))
            self._introduce()
        return step

    def _introduce(self) -> None:
        """Make the checker at work known to the file, once."""
        if self._known == self.actor:
            return
        if not self._conn.execute("SELECT 1 FROM checker WHERE id = ?", (self.actor.id,)).fetchone():
            self.create("checker", {"name": self.actor.name}, self.actor.id)

    def _write(self, fact: _Fact) -> None:
        with plain_errors(self._file.path):
            step = self._started()
            self._append(step, fact)
        step.touched.append((fact.entity, fact.entity_id))

    def _append(self, step: OpenStep, fact: _Fact) -> None:
        """Put a fact at the end of the device's chain, and its effect into the tables."""
        fields = (
            *(self._ids.new(), step.id, self._device, step.seq + 1, self.actor.id, step.at),
            *(fact.entity, fact.entity_id, fact.op, fact.field, exact_json(fact.value), exact_json(fact.parents)),
            step.hash,
        )
        change = Change(*fields, hash_of((*fields, SCHEMA_VERSION)), SCHEMA_VERSION)
        self._conn.execute(_INSERT, (*fields, change.hash, change.schema))
        project_change(self._conn, change, fact.value, fact.parents, place(step.order, change.seq - step.first))
        step.seq, step.hash = change.seq, change.hash
