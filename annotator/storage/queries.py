"""Reading: rows of the projections as the values of the domain. What was removed is not seen here.

`ids` as JSON text narrows a query to those ids; each function makes a fixed number of queries, however many rows.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from annotator.domain.model import (
    Article,
    ArticleSummary,
    AuthorNote,
    Block,
    BlockKind,
    Change,
    Checker,
    Claim,
    ClaimKind,
    ClaimState,
    Evidence,
    Inline,
    InlineKind,
    Mark,
    Mention,
    MentionState,
    NoteKind,
    NoteState,
    PassedOver,
    Publication,
    Reply,
    ReplyKind,
    Review,
    Selector,
    Severity,
    Source,
    SourceKind,
    Span,
    Stance,
    Verdict,
    VerdictState,
)
from annotator.domain.tracked import TrackedState
from annotator.storage import versions
from annotator.storage.blobs import read_blob
from annotator.storage.schema import CHANGE_COLUMNS

_T = TypeVar("_T", Mention, Evidence, Verdict, Reply)

_IN = "(SELECT value FROM json_each(?))"


def project(conn: sqlite3.Connection) -> tuple[str, str, str]:
    """The project's id, title and rating scale."""
    row: tuple[str, str, str] = conn.execute("SELECT id, title, scale FROM project ORDER BY ord, id LIMIT 1").fetchone()
    return row


def checkers(conn: sqlite3.Connection) -> list[Checker]:
    return [Checker(*row) for row in conn.execute("SELECT id, name FROM checker WHERE NOT removed ORDER BY ord, id")]


def blocks(conn: sqlite3.Connection, article: str) -> tuple[Block, ...]:
    """The blocks of an article, in order."""
    query = 'SELECT start, "end", kind, level, inlines FROM block WHERE article = ? ORDER BY start'
    return tuple(
        Block(start, end, BlockKind(kind), level, _inlines(inlines))
        for start, end, kind, level, inlines in conn.execute(query, (article,))
    )


def _inlines(text: str) -> tuple[Inline, ...]:
    if text == "[]":
        return ()
    return tuple(Inline(start, end, InlineKind(kind), *rest) for start, end, kind, *rest in json.loads(text))


def articles(conn: sqlite3.Connection, ids: Collection[str] | None = None) -> list[Article]:
    """Articles with text and blocks, in the order they were added."""
    told = "byline, publisher, url, language, published, captured, supersedes, media_type, original, state, remarks"
    where, values = _only("id", ids)
    query = f"SELECT id, title, text, {told} FROM article WHERE NOT removed {where} ORDER BY ord, id"
    found = conn.execute(query, values).fetchall()
    return [
        Article(key, title, read_blob(conn, text).decode(), blocks(conn, key), *(*rest, TrackedState(state), said))
        for key, title, text, *rest, state, said in found
    ]


def with_original(conn: sqlite3.Connection, original: str) -> str:
    """The id of the first article that was read from the bytes of that SHA-256, "" when none was."""
    query = "SELECT id FROM article WHERE original = ? AND NOT removed ORDER BY ord, id LIMIT 1"
    return next((key for (key,) in conn.execute(query, (original,))), "")


def summaries(conn: sqlite3.Connection) -> list[ArticleSummary]:
    """Articles in the order they were added, each with the number of its claims and of those checked."""
    newest = versions.newest(conn)
    query = """SELECT a.id, a.title, a.publisher, a.published, a.supersedes,
            coalesce(n.claims, 0), coalesce(n.checked, 0), a.captured
        FROM article a LEFT JOIN counted n ON n.article = a.id
        WHERE NOT a.removed ORDER BY a.ord, a.id"""
    return [ArticleSummary(*(*row, newest[row[0]])) for row in conn.execute(query)]


def progress(conn: sqlite3.Connection) -> tuple[int, int]:
    """How many claims of the project are checked, of how many: those of the newest versions of its articles, each once,
    in however many articles it appears."""
    query = f"""SELECT coalesce(sum(checked), 0), count(*) FROM (SELECT checked FROM tally
        WHERE article IN {_IN} GROUP BY claim)"""
    newest = sorted(set(versions.newest(conn).values()))
    row: tuple[int, int] = conn.execute(query, (json.dumps(newest),)).fetchone()
    return row


STANDING = "SELECT id FROM verdict WHERE claim = {claim} AND NOT removed ORDER BY ord DESC, id DESC LIMIT 1"
"""The verdict that stands for a claim, unless it was withdrawn."""


def marks(
    conn: sqlite3.Connection, article: str, claim_ids: Collection[str] | None = None, begin: Span | None = None
) -> list[Mark]:
    """What the reader paints, in the order of the text; narrowed, when asked, to some claims or to the mentions that
    begin within a span."""
    where, values = _only("m.claim", claim_ids)
    # A plus sign keeps SQLite from that column's index: few claims are found by their own, not among all of an article.
    article_is = "m.article = ?" if claim_ids is None else "+m.article = ?"
    if begin is not None:
        where, values = f"{where} AND m.start >= ? AND m.start < ?", (*values, begin.start, begin.end)
    query = f"""SELECT m.id, m.claim, m.start, m."end", c.statement, coalesce(v.scale, ''), coalesce(v.rating, ''),
            CASE WHEN v.id IS NULL THEN 'unchecked'
                WHEN v.statement = c.statement AND NOT v.overtaken THEN 'checked' ELSE 'stale' END,
            (SELECT count(DISTINCT s.id) FROM evidence e JOIN source s ON s.id = e.source
                WHERE e.claim = m.claim AND NOT e.removed AND NOT s.removed),
            v.id IS NULL OR trim(v.rationale) <> '', m.continues
        FROM mention m JOIN claim c ON c.id = m.claim
        LEFT JOIN verdict v ON v.id = ({STANDING.format(claim="m.claim")}) AND NOT v.withdrawn
        WHERE {article_is} AND NOT m.removed AND NOT c.removed AND m.state <> 'gone' {where}
        ORDER BY m.start, m."end" DESC, m.id"""
    found = conn.execute(query, (article, *values))
    return [_mark(row) for row in found]


def _mark(row: tuple[Any, ...]) -> Mark:
    mention, claim, start, end, statement, scale, rating, state, sources, reasoned, continues = row
    return Mark(
        mention, claim, start, end, statement, scale, rating, _STATES[state], sources, bool(reasoned), continues
    )


_STATES = {state.value: state for state in ClaimState}
"""Looked up, as there may be tens of thousands."""


def claims(conn: sqlite3.Connection, ids: Collection[str] | None = None, article: str = "") -> list[Claim]:
    """Claims with all that hangs on them, in reading order: by article, then by where each first appears. When an
    article is named, the claims that it mentions, by where each first appears there."""
    if article:
        ids = _claims_of(conn, article)
    where, values = _only("id", ids)
    columns = "id, statement, kind, claimant, claim_date, claim_date_text, assignee, note, severity"
    found = conn.execute(f"SELECT {columns} FROM claim WHERE NOT removed {where} ORDER BY ord, id", values).fetchall()
    by_claim = mentions(conn, ids), evidence(conn, ids), verdicts(conn, ids), replies(conn, ids)
    made = [_claim(row, [tuple(kind.get(row[0], ())) for kind in by_claim]) for row in found]
    if len(made) < 2:
        return made
    in_order = conn.execute("SELECT id FROM article ORDER BY id = ? DESC, ord, id", (article,))
    order = {row[0]: n for n, row in enumerate(in_order)}
    return sorted(made, key=lambda claim: _place(claim, order))


def _claim(row: tuple[Any, ...], hanging: list[tuple[Any, ...]]) -> Claim:
    key, statement, kind, *told, severity = row
    return Claim(key, statement, ClaimKind(kind), *(*told, Severity(severity), *hanging))


def _place(claim: Claim, articles_in_order: dict[str, int]) -> tuple[int, int, int]:
    """Where a claim first appears; one without a mention comes last."""
    places = [(articles_in_order[m.article], m.span.start, -m.span.end) for m in claim.mentions]
    return min(places, default=(len(articles_in_order), 0, 0))


def _claims_of(conn: sqlite3.Connection, article: str) -> list[str]:
    """The ids of the claims that an article mentions."""
    query = "SELECT DISTINCT claim FROM mention WHERE article = ? AND NOT removed"
    return [row[0] for row in conn.execute(query, (article,))]


def in_order(ids: Iterable[str]) -> str:
    """Ids as a list for `json_each`; in order they are looked up several times as fast, where there are very many."""
    return json.dumps(sorted(ids))


def claims_touched(conn: sqlite3.Connection, touched: Mapping[str, Collection[str]]) -> set[str]:
    """The claims that these entities (ids by kind) are, or hang on, removed ones too."""
    found = set(touched.get("claim", ()))
    for kind in ("mention", "evidence", "verdict", "reply"):
        if ids := touched.get(kind):
            query = f"SELECT claim FROM {kind} WHERE id IN {_IN}"
            found.update(row[0] for row in conn.execute(query, (in_order(ids),)))
    if ids := touched.get("source"):
        query = f"SELECT claim FROM evidence WHERE source IN {_IN}"
        found.update(row[0] for row in conn.execute(query, (in_order(ids),)))
    if ids := touched.get("review"):
        query = f"SELECT v.claim FROM review r JOIN verdict v ON v.id = r.verdict WHERE r.id IN {_IN}"
        found.update(row[0] for row in conn.execute(query, (in_order(ids),)))
    return found


def mentions(conn: sqlite3.Connection, claim_ids: Collection[str] | None = None) -> dict[str, list[Mention]]:
    """Mentions by claim, in the order of the text."""
    where, values = _only("m.claim", claim_ids)
    query = f"""SELECT m.id, m.claim, m.article, m.start, m."end", m.exact, m.prefix, m.suffix, m.state, m.continues,
            m.candidates, m.carried_from
        FROM mention m JOIN article a ON a.id = m.article
        WHERE NOT m.removed AND NOT a.removed {where} ORDER BY a.ord, a.id, m.start, m."end" DESC, m.id"""
    return _by_claim(_mention(row) for row in conn.execute(query, values))


def _mention(row: tuple[Any, ...]) -> Mention:
    key, claim, article, start, end, exact, prefix, suffix, state, continues, candidates, carried = row
    selector = Selector(Span(start, end), exact, prefix, suffix)
    return Mention(key, claim, article, selector, MentionState(state), continues, _candidates(candidates), carried)


def _candidates(text: str) -> tuple[Span, ...]:
    return () if text == "[]" else tuple(Span(start, end) for start, end in json.loads(text))


def evidence(conn: sqlite3.Connection, claim_ids: Collection[str] | None = None) -> dict[str, list[Evidence]]:
    """Evidence by claim, in the order it was attached."""
    where, values = _only("e.claim", claim_ids)
    query = f"""SELECT e.id, e.claim, e.source, e.stance, e.excerpt, e.locator, e.note
        FROM evidence e JOIN source s ON s.id = e.source
        WHERE NOT e.removed AND NOT s.removed {where} ORDER BY e.ord, e.id"""
    found = _rows(conn, query, values)
    return _by_claim(Evidence(**{**row, "stance": Stance(row["stance"])}) for row in found)


def verdicts(conn: sqlite3.Connection, claim_ids: Collection[str] | None = None) -> dict[str, list[Verdict]]:
    """The ledger by claim, oldest first; only the newest can be current."""
    where, values = _only("v.claim", claim_ids)
    query = f"""SELECT v.id, v.claim, v.scale, v.rating, v.label, v.rationale, v.correction, v.statement, v.at,
            v.checker, c.name, v.withdrawn, v.overtaken,
            lead(v.id) OVER (PARTITION BY v.claim ORDER BY v.ord, v.id) IS NULL AS newest
        FROM verdict v JOIN checker c ON c.id = v.checker WHERE NOT v.removed {where} ORDER BY v.ord, v.id"""
    looked_at = reviews(conn, claim_ids)
    return _by_claim(_verdict(row, looked_at) for row in _rows(conn, query, values))


def _verdict(row: dict[str, Any], looked_at: dict[str, list[Review]]) -> Verdict:
    checker = Checker(row.pop("checker"), row.pop("name"))
    state = _verdict_state(row.pop("withdrawn"), row.pop("newest"))
    overtaken = bool(row.pop("overtaken"))
    seen = tuple(looked_at.get(row["id"], ()))
    return Verdict(**row, checker=checker, state=state, reviews=seen, overtaken=overtaken)


def _verdict_state(withdrawn: int, newest: int) -> VerdictState:
    if withdrawn:
        return VerdictState.WITHDRAWN
    return VerdictState.CURRENT if newest else VerdictState.REPLACED


def reviews(conn: sqlite3.Connection, claim_ids: Collection[str] | None = None) -> dict[str, list[Review]]:
    """Reviews by verdict, oldest first."""
    found: dict[str, list[Review]] = defaultdict(list)
    where, values = _only("v.claim", claim_ids)
    query = f"""SELECT r.id, r.verdict, r.approved, r.note, r.checker, c.name, r.at
        FROM verdict v JOIN review r ON r.verdict = v.id JOIN checker c ON c.id = r.checker
        WHERE NOT r.removed {where} ORDER BY r.ord, r.id"""
    for row in conn.execute(query, values):
        found[row[1]].append(Review(row[0], row[1], bool(row[2]), row[3], Checker(row[4], row[5]), row[6]))
    return found


def replies(conn: sqlite3.Connection, claim_ids: Collection[str] | None = None) -> dict[str, list[Reply]]:
    """What editors wrote back, by claim, oldest first: by the time in the file, then as it was read."""
    where, values = _only("claim", claim_ids)
    query = f"""SELECT id, claim, kind, author, at, text, origin FROM reply
        WHERE NOT removed {where} ORDER BY at, ord, id"""
    return _by_claim(Reply(row[0], row[1], ReplyKind(row[2]), *row[3:]) for row in conn.execute(query, values))


def author_notes(conn: sqlite3.Connection, article: str = "", ids: Collection[str] | None = None) -> list[AuthorNote]:
    """Authors' notes by article, in the order of its text; narrowed, when asked, to one article or to some ids."""
    where, values = _only("n.id", ids)
    if article:
        where, values = f"{where} AND n.article = ?", (*values, article)
    query = f"""SELECT n.id, n.article, n.start, n."end", n.exact, n.prefix, n.suffix, n.kind, n.text, n.author, n.at,
            n.state, n.claim
        FROM author_note n JOIN article a ON a.id = n.article
        WHERE NOT n.removed AND NOT a.removed {where} ORDER BY a.ord, a.id, n.start, n."end" DESC, n.ord, n.id"""
    return [_author_note(row) for row in conn.execute(query, values)]


def _author_note(row: tuple[Any, ...]) -> AuthorNote:
    key, article, start, end, exact, prefix, suffix, kind, text, author, at, state, claim = row
    selector = Selector(Span(start, end), exact, prefix, suffix)
    return AuthorNote(key, article, selector, NoteKind(kind), text, author, at, NoteState(state), claim)


def sources(conn: sqlite3.Connection, ids: Collection[str] | None = None) -> list[Source]:
    """Sources in the order they were added."""
    where, values = _only("id", ids)
    columns = "id, title, kind, author, publisher, url, archive_url, published, accessed, confidential, note, snapshot"
    query = f"SELECT {columns} FROM source WHERE NOT removed {where} ORDER BY ord, id"
    return [
        Source(**{**row, "kind": SourceKind(row["kind"]), "confidential": bool(row["confidential"])})
        for row in _rows(conn, query, values)
    ]


def row(conn: sqlite3.Connection, entity: str, entity_id: str) -> dict[str, Any] | None:
    """The stored fields of one entity that was not removed, None when there is no such entity."""
    return next(_rows(conn, f"SELECT * FROM {entity} WHERE id = ? AND NOT removed", (entity_id,)), None)


def known(conn: sqlite3.Connection, entity: str, ids: Collection[str]) -> list[str]:
    """Those of the ids that such an entity has, or ever had."""
    return [row[0] for row in conn.execute(f"SELECT id FROM {entity} WHERE id IN {_IN}", (in_order(ids),))]


def changes(conn: sqlite3.Connection, entity_id: str) -> list[Change]:
    """Every change of one entity, in the order in which they count."""
    query = f"""SELECT {", ".join("c." + name for name in CHANGE_COLUMNS)} FROM change c JOIN step s ON s.id = c.step
        WHERE c.entity_id = ? ORDER BY s.ord, c.device, c.seq"""
    return [Change(*row) for row in conn.execute(query, (entity_id,))]


def newest_order(conn: sqlite3.Connection) -> int:
    """The order of the newest step, 0 when there is none."""
    return int(conn.execute("SELECT coalesce(max(ord), 0) FROM step").fetchone()[0])


def changed_since(conn: sqlite3.Connection, order: int) -> tuple[int, dict[str, set[str]]]:
    """The order of the newest step, and the ids by kind that steps after `order` touched."""
    found: dict[str, set[str]] = defaultdict(set)
    query = """SELECT c.entity, c.entity_id FROM step s JOIN change c ON c.step = s.id
        WHERE s.ord > ? AND c.entity <> 'step'"""
    for entity, entity_id in conn.execute(query, (order,)):
        found[entity].add(entity_id)
    return newest_order(conn), found


def passed_over(conn: sqlite3.Connection, articles: Collection[str] | None = None) -> list[PassedOver]:
    """The re-checks that a person passed over; narrowed, when asked, to those of some articles."""
    where, values = _only("article", articles)
    query = f"SELECT id, article, what FROM passed_over WHERE NOT removed {where} ORDER BY ord, id"
    return [PassedOver(*row) for row in conn.execute(query, values)]


def publications(conn: sqlite3.Connection) -> list[Publication]:
    """The reports that were published, oldest first."""
    query = "SELECT id, article, format, name, sha256, at FROM publication WHERE NOT removed ORDER BY ord, id"
    return [Publication(*row) for row in conn.execute(query)]


def conflicts(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """Fields (entity id, field) that two authors changed without having seen each other's change."""
    query = "SELECT entity_id, field FROM head GROUP BY entity_id, field HAVING count(*) > 1 ORDER BY entity_id, field"
    return [(row[0], row[1]) for row in conn.execute(query)]


def _rows(conn: sqlite3.Connection, query: str, values: Iterable[str | int]) -> Iterator[dict[str, Any]]:
    """Rows as dictionaries by the names of their columns."""
    cursor = conn.execute(query, tuple(values))
    names = [column[0] for column in cursor.description]
    for values_of_row in cursor:
        yield dict(zip(names, values_of_row, strict=True))


def _only(column: str, ids: Collection[str] | None) -> tuple[str, tuple[str | int, ...]]:
    return ("", ()) if ids is None else (f"AND {column} IN {_IN}", (json.dumps(list(ids)),))


def _by_claim(rows: Iterable[_T]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = defaultdict(list)
    for row in rows:
        found[row.claim].append(row)
    return found
