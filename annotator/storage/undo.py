"""Undo and redo, as steps like any other: they set back what was, and name the step they take back.

What may be undone or redone next is kept in the table `step`, so it survives closing the app.
"""

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from annotator.domain.model import Step
from annotator.storage.log import Log
from annotator.storage.projections import empty
from annotator.storage.schema import ENTITIES, FLAG

_STEP = "SELECT s.id, s.name, s.kind, coalesce(c.name, ''), s.at FROM step s LEFT JOIN checker c ON c.id = s.actor"
_TITLE = {entity: f"SELECT title FROM {entity} WHERE id = ?" for entity in ("article", "source")}
_CLAIM = {
    "claim": "SELECT id FROM claim WHERE id = ?",
    **{entity: f"SELECT claim FROM {entity} WHERE id = ?" for entity in ("mention", "evidence", "verdict", "reply")},
    "review": "SELECT claim FROM verdict WHERE id = (SELECT verdict FROM review WHERE id = ?)",
}
"""How to name what a change of an entity is about: by a title, or by what a claim stated then."""
_STATED = """SELECT c.op, c.value FROM change c JOIN step s ON s.id = c.step
    WHERE c.entity_id = ? AND (c.op = 'create' OR c.field = 'statement')
        AND s.ord <= (SELECT ord FROM step WHERE id = ?) ORDER BY s.ord DESC, c.device DESC, c.seq DESC LIMIT 1"""
_KEPT = ("checker", "project")
"""Entities that undo leaves in place once they exist: they say who worked here, and that there is a project."""


def undoable(conn: sqlite3.Connection) -> Step | None:
    """The step that undo would take back."""
    return _step(conn, "WHERE s.state = 'done' ORDER BY s.ord DESC, s.id DESC LIMIT 1")


def redoable(conn: sqlite3.Connection) -> Step | None:
    """The step that redo would bring back; none once something else has been done."""
    return _step(conn, "WHERE s.state = 'undone' ORDER BY s.ord, s.id LIMIT 1")


def undo(conn: sqlite3.Connection, log: Log) -> Step | None:
    """Take back the last step that stands; gives it, or None when there is none."""
    with log.step("Undo", "undo") as step:
        target = undoable(conn)
        if target:
            step.name, step.undoes = f"Undo {target.name}", target.id
            _reverse(conn, log, target.id)
    return target


def redo(conn: sqlite3.Connection, log: Log) -> Step | None:
    """Bring back the step that was undone last; gives it, or None when there is none."""
    with log.step("Redo", "redo") as step:
        target = redoable(conn)
        if target:
            undoing = conn.execute("SELECT undone_by FROM step WHERE id = ?", (target.id,)).fetchone()[0]
            step.name, step.undoes = f"Redo {target.name}", undoing
            _reverse(conn, log, undoing)
    return target


def steps(conn: sqlite3.Connection, limit: int) -> list[Step]:
    """The newest steps, newest first."""
    return [Step(*row) for row in conn.execute(f"{_STEP} ORDER BY s.ord DESC, s.id DESC LIMIT ?", (limit,))]


def subjects(conn: sqlite3.Connection, ids: Collection[str]) -> dict[str, str]:
    """What each of these steps was about first of all: what a claim stated after it, an article's or a source's title
    now."""
    query = """SELECT step, entity, entity_id, min(seq) FROM change
        WHERE step IN (SELECT value FROM json_each(?)) AND entity IN (SELECT value FROM json_each(?)) GROUP BY step"""
    asked = (json.dumps(list(ids)), json.dumps([*_TITLE, *_CLAIM]))
    return {step: _subject(conn, step, entity, one) for step, entity, one, _ in conn.execute(query, asked).fetchall()}


def _subject(conn: sqlite3.Connection, step: str, entity: str, one: str) -> str:
    found: str = conn.execute((_TITLE | _CLAIM)[entity], (one,)).fetchone()[0]
    if entity in _TITLE:
        return found
    op, text = conn.execute(_STATED, (found, step)).fetchone()
    value = json.loads(text)
    said: str = value if op == "set" else value.get("statement", "")
    return said


def _step(conn: sqlite3.Connection, where: str) -> Step | None:
    row = conn.execute(f"{_STEP} {where}").fetchone()
    return Step(*row) if row else None


def _reverse(conn: sqlite3.Connection, log: Log, step: str) -> None:
    """Set back each field that a step changed, to what it held before the first of those changes; remove what the step
    made."""
    query = """SELECT entity, entity_id, op, field, parents FROM change
        WHERE step = ? AND entity <> 'step' ORDER BY seq"""
    back: dict[tuple[str, str], dict[str, Any]] = {}
    for entity, entity_id, op, field, parents in conn.execute(query, (step,)).fetchall():
        if op == "create" and entity in _KEPT:
            continue
        values = back.setdefault((entity, field or "removed"), {})
        if entity_id not in values:
            values[entity_id] = True if op == "create" else _before(conn, entity, field, parents)
    for (entity, field), values in reversed(back.items()):
        log.set_all(entity, field, values)


def _before(conn: sqlite3.Connection, entity: str, field: str, parents: str) -> Any:
    """What the field held before a change that names these parents (JSON): of several, the one that counted last."""
    query = """SELECT c.op, c.value FROM change c JOIN step s ON s.id = c.step
        WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY s.ord DESC, c.device DESC, c.seq DESC LIMIT 1"""
    op, text = conn.execute(query, (parents,)).fetchone()
    value = json.loads(text)
    return value if op == "set" else value.get(field, empty(ENTITIES[entity].columns.get(field, FLAG)))
