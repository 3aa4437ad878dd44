"""Reading what versions of one article there are: which is the newest, which came before, and what was carried over."""

import json
import sqlite3
from collections.abc import Collection

from annotator.domain.model import MentionState, Span


def newest(conn: sqlite3.Connection) -> dict[str, str]:
    """For every article that was ever added the id of its newest version, which may be itself; "" where all versions
    were removed. Of versions side by side, the one that was added last is the newest."""
    rows = conn.execute("SELECT id, supersedes, removed FROM article ORDER BY ord, id").fetchall()
    earlier_of = {key: supersedes for key, supersedes, _ in rows}
    first: dict[str, str] = {}
    for key in earlier_of:
        path = dict.fromkeys([key])
        while (earlier := earlier_of.get(next(reversed(path)), "")) in earlier_of and earlier not in path:
            path[earlier] = None
            if earlier in first:
                break
        last = next(reversed(path))
        first |= dict.fromkeys(path, first.get(last, last))
    last_of = {first[key]: key for key, _, removed in rows if not removed}
    return {key: last_of.get(first[key], "") for key in earlier_of}


def before(conn: sqlite3.Connection, article: str) -> list[str]:
    """The ids of the versions that came before an article, the newest first, as far back as none was removed."""
    query = """WITH RECURSIVE earlier(id, n) AS (
            SELECT supersedes, 1 FROM article WHERE id = ? UNION
            SELECT a.supersedes, n + 1 FROM article a JOIN earlier e ON a.id = e.id WHERE NOT a.removed AND n < 10000)
        SELECT e.id FROM earlier e JOIN article a ON a.id = e.id WHERE NOT a.removed GROUP BY e.id ORDER BY min(n)"""
    return [row[0] for row in conn.execute(query, (article,)) if row[0] != article]


def claims(conn: sqlite3.Connection, articles: Collection[str]) -> list[str]:
    """The ids of the claims that any of these articles mentions."""
    query = """SELECT DISTINCT claim FROM mention
        WHERE article IN (SELECT value FROM json_each(?)) AND NOT removed"""
    return [row[0] for row in conn.execute(query, (json.dumps(list(articles)),))]


def spans(conn: sqlite3.Connection, article: str, unsettled: bool = False) -> dict[str, Span]:
    """Where the mentions in an article are, by their ids; when asked, only of those that are unsure or gone."""
    narrowed = "AND m.state IN ('unsure', 'gone')" if unsettled else ""
    query = f"""SELECT m.id, m.start, m."end" FROM mention m JOIN claim c ON c.id = m.claim
        WHERE m.article = ? AND NOT m.removed AND NOT c.removed {narrowed} ORDER BY m.start, m.id"""
    return {key: Span(start, end) for key, start, end in conn.execute(query, (article,))}


def fared(conn: sqlite3.Connection, article: str, earlier: Collection[str]) -> dict[MentionState, int]:
    """How many mentions of `earlier` versions fared how on their way to an article; every state is there."""
    query = """SELECT m.state, count(*) FROM mention m JOIN claim c ON c.id = m.claim
        WHERE NOT m.removed AND NOT c.removed AND (m.article = ? AND m.carried_from <> ''
            OR m.article IN (SELECT value FROM json_each(?)) AND m.state IN ('unsure', 'gone')) GROUP BY m.state"""
    counted = dict(conn.execute(query, (article, json.dumps(list(earlier)))).fetchall())
    return {state: counted.get(str(state), 0) for state in MentionState}
