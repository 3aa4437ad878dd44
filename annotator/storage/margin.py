"""What authors' notes are beside: questions to the projections that only their desk asks."""

import sqlite3

from annotator.domain.model import Span


def claims_at(conn: sqlite3.Connection, article: str, span: Span) -> list[str]:
    """The ids of the claims that share words with a span of an article, the best fitting first: by how much of what
    either holds both hold."""
    query = """SELECT m.claim,
            max(1.0 * (min(m."end", ?3) - max(m.start, ?2)) / (max(m."end", ?3) - min(m.start, ?2))) AS shared
        FROM mention m JOIN claim c ON c.id = m.claim
        WHERE m.article = ?1 AND m.start < ?3 AND m."end" > ?2 AND NOT m.removed AND NOT c.removed AND m.state <> 'gone'
        GROUP BY m.claim ORDER BY shared DESC, min(m.start), m.claim"""
    return [row[0] for row in conn.execute(query, (article, span.start, span.end))]


def claims_by_words(conn: sqlite3.Connection, article: str) -> dict[Span, str]:
    """The ids of the claims of an article, by the span of the words that each is made of; of several, the first."""
    query = """SELECT m.start, m."end", m.claim FROM mention m JOIN claim c ON c.id = m.claim
        WHERE m.article = ? AND NOT m.removed AND NOT c.removed AND m.state <> 'gone' ORDER BY c.ord DESC, c.id DESC"""
    return {Span(start, end): claim for start, end, claim in conn.execute(query, (article,))}


def notes_of_claim(conn: sqlite3.Connection, claim: str) -> list[str]:
    """The ids of the notes that a claim was made of, or that were added to it."""
    query = "SELECT id FROM author_note WHERE claim = ? AND NOT removed ORDER BY ord, id"
    return [row[0] for row in conn.execute(query, (claim,))]
