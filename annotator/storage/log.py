"""Writing: every edit is a named step of immutable changes, committed whole with what it does to the tables.

A step takes SQLite's write lock first, so that the window and the command line can work on one file at once.
"""

import contextlib
import copy
import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ChangeSet, Checker
from annotator.storage.file import OpenFile, plain_errors
from annotator.storage.ids import Clock, Ids, timestamp
from annotator.storage.projections import Fact, count_again, place, project
from annotator.storage.queries import in_order
from annotator.storage.schema import CHANGE_COLUMNS, SCHEMA_VERSION

_INSERT = f"INSERT INTO change({', '.join(CHANGE_COLUMNS)}) VALUES ({', '.join('?' * len(CHANGE_COLUMNS))})"

_ENDS = """SELECT (SELECT coalesce(max(ord), 0) + 1 FROM step), coalesce(max(seq), 0), coalesce(hash, '')
    FROM change WHERE device = :device AND seq = (SELECT max(seq) FROM change WHERE device = :device)"""
"""The order of the next step, and the number and hash of the device's last change (0 and "" before its first)."""

_IN = "(SELECT value FROM json_each(?))"

_LOST = "this step was given up"
"""SQLite takes a whole transaction back by itself when the disk is full, for one: what followed would stand alone."""

_EXACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def exact_json(value: Any) -> str:
    """The one JSON text of a value: what the hash is taken of."""
    return _EXACT.encode(value)


_NONE = exact_json(())


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


class _Said(NamedTuple):
    """The part of a change that does not come from the step and the chain it stands in."""

    entity: str
    entity_id: str
    op: str
    field: str | None
    value: Any
    parents: Sequence[str]


_AT_ONCE = 1_000
"""Changes that are in memory on their way to the file."""


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
        self.create_all(entity, [(entity_id, fields)])
        return entity_id

    def create_all(self, entity: str, of_each: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Add many entities of one kind, each by its id and first values. What they name is there before them."""
        self._write(_Said(entity, entity_id, "create", None, dict(fields), ()) for entity_id, fields in of_each)

    def set(self, entity: str, entity_id: str, field: str, value: Any) -> None:
        """Change one field. `parents` are the changes that this author has seen for it."""
        self.set_all(entity, field, {entity_id: value})

    def set_all(self, entity: str, field: str, values: Mapping[str, Any]) -> None:
        """Change one field of many entities, to the value that stands by the id of each."""
        with plain_errors(self._file.path):
            heads = self._heads(list(values), field)
        self._write(_Said(entity, one, "set", field, value, heads.get(one, ())) for one, value in values.items())

    def put_blob(self, data: bytes) -> str:
        """Keep bytes under their SHA-256 (hex), once."""
        name = hashlib.sha256(data).hexdigest()
        with plain_errors(self._file.path):
            self._started()
            self._conn.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (name, data))
        return name

    def _heads(self, ids: Sequence[str], field: str) -> dict[str, list[str]]:
        """The newest changes of a field, by the entities of these ids; where there are none, what created them."""
        found = self._parents(f"SELECT entity_id, change FROM head WHERE entity_id IN {_IN} AND field = ?", ids, field)
        if created := [one for one in ids if one not in found]:
            query = f"SELECT entity_id, id FROM change WHERE entity_id IN {_IN} AND field IS ? AND op = 'create'"
            found |= self._parents(query, created, None)
        return found

    def _parents(self, query: str, ids: Sequence[str], field: str | None) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for entity_id, change in self._conn.execute(f"{query} ORDER BY 1, 2", (in_order(ids), field)):
            found.setdefault(entity_id, []).append(change)
        return found

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
            self._append(step, [_Said("step", step.id, "create", None, header, ())])
            self._introduce()
        return step

    def _introduce(self) -> None:
        """Make the checker at work known to the file, once."""
        if self._known == self.actor:
            return
        if not self._conn.execute("SELECT 1 FROM checker WHERE id = ?", (self.actor.id,)).fetchone():
            self.create("checker", {"name": self.actor.name}, self.actor.id)

    def _write(self, said: Iterable[_Said]) -> None:
        """Put what is said at the end of the device's chain, and its effect into the tables."""
        waiting = iter(said)
        with plain_errors(self._file.path):
            while some := list(islice(waiting, _AT_ONCE)):
                step = self._started()
                self._append(step, some)
                step.touched.extend((each.entity, each.entity_id) for each in some)

    def _append(self, step: OpenStep, said: Sequence[_Said]) -> None:
        rows, facts, seq, last = [], [], step.seq, step.hash
        actor, at = self.actor.id, step.at
        for change, each in zip(self._ids.several(len(said)), said, strict=True):
            seq += 1
            entity, entity_id, op, of, value, parents = each
            what = (entity, entity_id, op, of, exact_json(value), exact_json(parents) if parents else _NONE)
            row = (change, step.id, self._device, seq, actor, at, *what, last)
            last = hash_of((*row, SCHEMA_VERSION))
            rows.append((*row, last, SCHEMA_VERSION))
            turn = place(step.order, seq - step.first)
            facts.append(Fact(change, actor, at, entity, entity_id, op, of, value, parents, turn))
        self._conn.executemany(_INSERT, rows)
        project(self._conn, facts)
        step.seq, step.hash = seq, last
