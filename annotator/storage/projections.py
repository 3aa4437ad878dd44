"""From changes to tables: the one place that knows how a fact of the log alters what is shown.

The same `project` serves a step as it is made and the rebuilding of every table from the log.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlite_utils import Database

from annotator.storage.queries import STANDING, claims_touched, in_order
from annotator.storage.schema import ENTITIES, drop_projections, make_projections

_REPLAY = """SELECT c.id, c.actor, c.at, c.entity, c.entity_id, c.op, c.field, c.value, c.parents, c.seq
    FROM change c JOIN change h ON h.entity_id = c.step AND h.op = 'create'
    ORDER BY h.value ->> 'order', c.device, c.seq"""
"""Every change in the order in which it counts: by the order of its step (a logical clock), never by the wall clock."""


class Fact(NamedTuple):
    """What a change says, decoded; `ord` is the `place` of what it creates."""

    change: str
    actor: str
    at: str
    entity: str
    entity_id: str
    op: str
    field: str | None
    value: Any
    parents: Sequence[str]
    ord: int


def place(order: int, turn: int) -> int:
    """Where what a change creates stands among its kind: by the order of the step, then by the turn within it."""
    return (order << 24) + turn


def project(conn: sqlite3.Connection, facts: Iterable[Fact]) -> None:
    """Apply changes to the tables, in turn; those of one kind that follow each other go in together."""
    for (entity, op, field), alike in groupby(facts, attrgetter("entity", "op", "field")):
        if entity == "step":
            _project_steps(conn, alike)
        elif op == "create":
            _project_creates(conn, entity, alike)
        else:
            _project_sets(conn, entity, str(field), alike)


def _project_steps(conn: sqlite3.Connection, facts: Iterable[Fact]) -> None:
    for fact in facts:
        kind, undoes = fact.value["kind"], fact.value.get("undoes", "")
        if kind == "do":
            conn.execute("UPDATE step SET state = 'dropped' WHERE state = 'undone'")
        elif kind == "undo":
            conn.execute("UPDATE step SET state = 'undone', undone_by = ? WHERE id = ?", (fact.entity_id, undoes))
        elif kind == "redo":
            conn.execute("UPDATE step SET state = 'done', undone_by = '' WHERE undone_by = ?", (undoes,))
        state, value = "done" if kind == "do" else kind, fact.value
        row = (fact.entity_id, value["order"], value["name"], kind, undoes, fact.actor, fact.at, state, "")
        conn.execute("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


@cache
def _insert_sql(entity: str) -> str:
    columns = ("id", *ENTITIES[entity].columns, "ord")
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {entity}({', '.join(_quoted(c) for c in columns)}) VALUES ({marks})"


@cache
def _empty_columns(entity: str) -> tuple[tuple[str, Any], ...]:
    """The columns of an entity, each with what is stored of one that was never given a value."""
    return tuple((name, stored(empty(kind))) for name, kind in ENTITIES[entity].columns.items())


def _project_creates(conn: sqlite3.Connection, entity: str, facts: Iterable[Fact]) -> None:
    columns = _empty_columns(entity)
    if entity == "article":
        facts = _with_blocks(conn, facts)
    rows = (
        (fact.entity_id, *[stored(fact.value.get(name, nothing)) for name, nothing in columns], fact.ord)
        for fact in facts
    )
    conn.executemany(_insert_sql(entity), rows)


def _with_blocks(conn: sqlite3.Connection, articles: Iterable[Fact]) -> Iterator[Fact]:
    """Each article when its blocks have been put in: many may not be in memory together."""
    for article in articles:
        conn.executemany("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)", _blocks(article))
        yield article


def _blocks(article: Fact) -> Iterator[tuple[Any, ...]]:
    for block in article.value.get("blocks", ()):
        yield (article.entity_id, *block[:4], block[2], json.dumps(block[4]))


def _project_sets(conn: sqlite3.Connection, entity: str, field: str, facts: Iterable[Fact]) -> None:
    alike = list(facts)
    if field == "kinds":
        for fact in alike:
            _project_kinds(conn, fact.entity_id, fact.value)
            _project_values(conn, entity, field, [fact])
    else:
        _project_values(conn, entity, field, alike)
    conn.executemany("INSERT INTO head VALUES (?, ?, ?)", [(fact.entity_id, field, fact.change) for fact in alike])
    # After the new heads, as one of these may have been seen by another.
    seen = [(fact.entity_id, field, parent) for fact in alike for parent in fact.parents]
    conn.executemany("DELETE FROM head WHERE entity_id = ? AND field = ? AND change = ?", seen)


def _project_values(conn: sqlite3.Connection, entity: str, field: str, facts: Iterable[Fact]) -> None:
    values = [(stored(fact.value), fact.entity_id) for fact in facts]
    conn.executemany(f"UPDATE {entity} SET {_quoted(field)} = ? WHERE id = ?", values)


def _project_kinds(conn: sqlite3.Connection, article: str, kinds: dict[str, str]) -> None:
    """Blocks that a person reclassified, by their start; those no longer named go back to what the importer said."""
    conn.execute(
        """UPDATE block SET kind = coalesce((SELECT value FROM json_each(?1) WHERE CAST(key AS INTEGER) = start), said)
        WHERE article = ?2 AND start IN (SELECT CAST(key AS INTEGER) FROM json_each(?1)
            UNION SELECT CAST(key AS INTEGER) FROM json_each((SELECT kinds FROM article WHERE id = ?2)))""",
        (json.dumps(kinds), article),
    )


_COUNTED = ("claim", "mention", "verdict")
"""The kinds on which the tally rests."""

_TALLY = f"""INSERT INTO tally SELECT DISTINCT m.article, m.claim, EXISTS (SELECT 1 FROM verdict v
        WHERE v.id = ({STANDING.format(claim="c.id")})
            AND NOT v.withdrawn AND NOT v.overtaken AND v.statement = c.statement)
    FROM mention m JOIN claim c ON c.id = m.claim WHERE NOT m.removed AND NOT c.removed"""


def count_again(conn: sqlite3.Connection, touched: Mapping[str, Collection[str]]) -> None:
    """Bring the tally of the claims that these entities (ids by kind) are, or hang on, up to date."""
    if claims := claims_touched(conn, {kind: touched[kind] for kind in _COUNTED if kind in touched}):
        ids = (in_order(claims),)
        conn.execute("DELETE FROM tally WHERE claim IN (SELECT value FROM json_each(?))", ids)
        conn.execute(f"{_TALLY} AND m.claim IN (SELECT value FROM json_each(?))", ids)


def stored(value: Any) -> Any:
    """How a JSON value lies in a column: flags as 0 and 1, lists and objects as JSON text."""
    if isinstance(value, str):
        return value
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
    project(target, _replayed(source))
    target.execute(_TALLY)


def _replayed(source: sqlite3.Connection) -> Iterator[Fact]:
    order = first = 0
    for change, actor, at, entity, entity_id, op, field, text, parents, seq in source.execute(_REPLAY):
        value = json.loads(text)
        if entity == "step":
            order, first = value["order"], seq
        turn = place(order, seq - first)
        yield Fact(change, actor, at, entity, entity_id, op, field, value, json.loads(parents), turn)


def rebuild(db: Database) -> None:
    """Drop every projection and make it again from the log, in one transaction."""
    with db.atomic():
        drop_projections(db)
        make_projections(db)
        replay(db.conn, db.conn)
