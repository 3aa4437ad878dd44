"""Reading blobs: bytes kept under their SHA-256, checked each time they are read."""

import hashlib
import sqlite3

from annotator.domain.errors import AnnotatorError


def has_blob(conn: sqlite3.Connection, name: str) -> bool:
    """Whether bytes of that SHA-256 are kept."""
    return conn.execute("SELECT 1 FROM blob WHERE hash = ?", (name,)).fetchone() is not None


def read_blob(conn: sqlite3.Connection, name: str) -> bytes:
    """The bytes whose SHA-256 is `name`. Raises AnnotatorError when they are missing or are not what they were."""
    row = conn.execute("SELECT data FROM blob WHERE hash = ?", (name,)).fetchone()
    if row is None:
        raise AnnotatorError("A file kept in this project is missing.", "Run a check of the project, restore a backup.")
    if hashlib.sha256(row[0]).hexdigest() != name:
        raise AnnotatorError("A file kept in this project has been altered.", "Do not rely on it; restore a backup.")
    return bytes(row[0])
