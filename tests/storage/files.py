"""What the tests of the project file look at from outside: its bytes, its neighbours, its header."""

import sqlite3
from contextlib import closing
from pathlib import Path

State = tuple[list[str], bytes, int]


def state(path: Path) -> State:
    """All that touching a file would change: its neighbours, its bytes and its time."""
    return sorted(p.name for p in path.parent.iterdir()), path.read_bytes(), path.stat().st_mtime_ns


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(f"PRAGMA {name}").fetchone()[0]


def set_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA user_version = {version}")
