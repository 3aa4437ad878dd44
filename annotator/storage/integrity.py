"""The check of a whole file: is every change what it was, and do the tables say what the log says?"""

import hashlib
import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from annotator.storage.log import hash_of
from annotator.storage.projections import replay
from annotator.storage.schema import CHANGE_COLUMNS, PROJECTIONS, make_projections


def problems(conn: sqlite3.Connection) -> list[str]:
    """One sentence for each thing wrong; nothing when all is sound. Reads the whole file."""
    damage = [row[0] for row in conn.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
    if damage:
        return [f"The file is damaged: {line}." for line in damage]
    return [*_chain(conn), *_blobs(conn), *_projections(conn), *_quotes(conn)]


def _chain(conn: sqlite3.Connection) -> Iterator[str]:
    """Each device's changes are numbered without a gap, and each carries the hash of the one before."""
    last: dict[str, tuple[int, str]] = {}
    columns = ", ".join(CHANGE_COLUMNS)
    for row in conn.execute(f"SELECT {columns} FROM change ORDER BY device, seq"):
        change = dict(zip(CHANGE_COLUMNS, row, strict=True))
        seq, previous = last.get(change["device"], (0, ""))
        if change["seq"] != seq + 1:
            yield f"The history of device {change['device']} lacks change {seq + 1}."
        elif change["prev_hash"] != previous:
            yield f"Change {change['id']} does not follow the change before it."
        if hash_of(tuple(value for name, value in change.items() if name != "hash")) != change["hash"]:
            yield f"Change {change['id']} is not what was written."
        last[change["device"]] = (change["seq"], change["hash"])


def _blobs(conn: sqlite3.Connection) -> Iterator[str]:
    for name, data in conn.execute("SELECT hash, data FROM blob"):
        if hashlib.sha256(data).hexdigest() != name:
            yield f"The kept file {name} has been altered."
    wanted = """SELECT text FROM article UNION SELECT original FROM article WHERE original <> ''
        UNION SELECT snapshot FROM source WHERE snapshot <> ''
        UNION SELECT origin FROM reply WHERE origin <> '' EXCEPT SELECT hash FROM blob"""
    yield from (f"The kept file {row[0]} is missing." for row in conn.execute(wanted))


def _projections(conn: sqlite3.Connection) -> Iterator[str]:
    """The tables made again from the log, in memory, equal those in the file."""
    fresh = Database(memory=True, execute_plugins=False)
    try:
        make_projections(fresh)
        try:
            replay(conn, fresh.conn)
        except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            yield f"The history cannot be replayed: {error}."
            return
        for table in PROJECTIONS:
            if list(_rows(conn, table)) != list(_rows(fresh.conn, table)):
                yield f"The table “{table}” does not say what the history says."
    finally:
        fresh.close()


def _rows(conn: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    return conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")


def _quotes(conn: sqlite3.Connection) -> Iterator[str]:
    """Each mention's words are those of its span, in code points."""
    for article, blob in conn.execute("SELECT id, (SELECT data FROM blob WHERE hash = text) FROM article").fetchall():
        if blob is None:
            continue
        text = blob.decode("utf-8", "replace")
        query = """SELECT id, start, "end", exact FROM mention WHERE article = ? AND state <> 'gone'"""
        for mention, start, end, exact in conn.execute(query, (article,)):
            if text[start:end] != exact:
                yield f"Mention {mention} does not hold the words of its span: “{exact[:40]}”."
        query = 'SELECT id, start, "end", exact FROM author_note WHERE article = ?'
        for note, start, end, exact in conn.execute(query, (article,)):
            if text[start:end] != exact:
                yield f"The author's note {note} does not hold the words of its span: “{exact[:40]}”."
