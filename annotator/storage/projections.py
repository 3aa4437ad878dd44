"""From changes to tables: the one place that knows how a fact of the log alters what is shown.

The same `project_change` serves a step as it is made and the rebuilding of every table from the log.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from sqlite_utils import Database

from annotator.domain.model import Change
from annotator.storage.queries import STANDING, claims_touched
from annotator.storage.schema import CHANGE_COLUMNS, ENTITIES, drop_projections, make_projections

REPLAY = f"""SELECT {", ".join("c." + column for column in CHANGE_COLUMNS)}
    FROM change c JOIN change h ON h.entity_id = c.step AND h.op = 'create'
    ORDER BY h.value ->> 'order', c.device, c.seq"""
"""Every change in the order in which it counts: by the order of its step (a logical clock), never by the wall clock."""


def place(order: int, turn: int) -> int:
    """Where what a change creates stands among its kind: by the order of the step, then by the turn within it."""
    return (order << 24) + turn


def project_change(conn: sqlite3.Connection, change: Change, value: Any, parents: Iterable[str], ord: int) -> None:
    """Apply one change to the tables. `value` is the decoded JSON, `ord` the change's `place`."""
    if change.entity == "step":
        _project_step(conn, change, value)
    elif change.op == "create":
        _project_create(conn, change, value, ord)
    else:
        _project_set(conn, change, value, parents)


def _project_step(conn: sqlite3.Connection, change: Change, value: dict[str, Any]) -> None:
    kind, undoes = value["kind"], value.get("undoes", "")
    if kind == "do":
        conn.execute("UPDATE step SET state = 'dropped' WHERE state = 'undone'")
    elif kind == "undo":
        conn.execute("UPDATE step SET state = 'undone', undone_by = ? WHERE id = ?", (change.entity_id, undoes))
    elif kind == "redo":
        conn.execute("UPDATE step SET state = 'done', undone_by = '' WHERE undone_by = ?", (undoes,))
    state = "done" if kind == "do" else kind
    row = (change.entity_id, value["order"], value["name"], kind, undoes, change.actor, change.at, state, "")
    conn.execute("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


@cache
def _insert_sql(entity: str) -> str:
    columns = ("id", *ENTITIES[entity].columns, "ord")
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {entity}({', '.join(_quoted(c) for c in columns)}) VALUES ({marks})"


def _project_create(conn: sqlite3.Connection, change: Change, value: dict[str, Any], ord: int) -> None:
    columns = ENTITIES[change.entity].columns
    row = [stored(value.get(name, empty(kind))) for name, kind in columns.items()]
    conn.execute(_insert_sql(change.entity), (change.entity_id, *row, ord))
    if change.entity == "article":
        blocks = ((change.entity_id, *block[:4], block[2], json.dumps(block[4])) for block in value.get("blocks", ()))
        conn.executemany("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)", blocks)


def _project_set(conn: sqlite3.Connection, change: Change, value: Any, parents: Iterable[str]) -> None:
    entity, field = change.entity, str(change.field)
    if field == "kinds":
        _project_kinds(conn, change.entity_id, value)
    conn.execute(f"UPDATE {entity} SET {_quoted(field)} = ? WHERE id = ?", (stored(value), change.entity_id))
    seen = ((change.entity_id, field, parent) for parent in parents)
    conn.executemany("DELETE FROM head WHERE entity_id = ? AND field = ? AND change = ?", seen)
    conn.execute("INSERT INTO head VALUES (?, ?, ?)", (change.entity_id, field, change.id))


def _project_kinds(conn: sqlite3.Connection, article: str, kinds: dict[str, str]) -> None:
    """Blocks that a person reclassified, by their start; those no longer named go back to what the importer said."""
    conn.execute(
        """UPDATE block SET kind = coalesce((SELECT value FROM json_each(?1) WHERE CAST(key AS INTEGER) = start), said)
        WHERE article = ?2 AND start IN (SELECT CAST(key AS INTEGER) FROM json_each(?1)
            UNION SELECT CAST(key AS INTEGER) FROM json_each((SELECT kinds FROM article WHERE id = ?2)))""",
        (json.dumps(kinds), article),
    )


_TALLY = f"""INSERT INTO tally SELECT DISTINCT m.article, m.claim, EXISTS (SELECT 1 FROM verdict v
        WHERE v.id = ({STANDING.format(claim="c.id")})
            AND NOT v.withdrawn AND NOT v.overtaken AND v.statement = c.statement)
    FROM mention m JOIN claim c ON c.id = m.claim WHERE NOT m.removed AND NOT c.removed"""


def count_again(conn: sqlite3.Connection, touched: Mapping[str, Collection[str]]) -> None:
    """Bring the tally of the claims that these entities (ids by kind) are, or hang on, up to date."""
    if claims := claims_touched(conn, touched):
        ids = (json.dumps(sorted(claims)),)
        conn.execute("DELETE FROM tally WHERE claim IN (SELECT value FROM json_each(?))", ids)
        conn.execute(f"{_TALLY} AND m.claim IN (SELECT value FROM json_each(?))", ids)


def stored(value: Any) -> Any:
    """How a JSON value lies in a column: flags as 0 and 1, lists and objects as JSON text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


def empty(column: str) -> Any:
    """The value of a column that was never given one."""
    if column.startswith("INTEGER"):
        return False
    return {} if "'{}'" in column else [] if "'[]'" in column else ""


def _quoted(column: str) -> str:
    return f'"{column}"'


def replay(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Apply every change of `source` to the (empty) projections of `target`. Both may be one connection."""
    order = first = 0
    for row in source.execute(REPLAY):
        change = Change(*row)
        value = json.loads(change.value)
        if change.entity == "step":
            order, first = value["order"], change.seq
        project_change(target, change, value, json.loads(change.parents), place(order, change.seq - first))
    target.execute(_TALLY)


def rebuild(db: Database) -> None:
    """Drop every projection and make it again from the log, in one transaction."""
    with db.atomic():
        drop_projections(db)
        make_projections(db)
        replay(db.conn, db.conn)
