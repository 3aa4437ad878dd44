"""A project that is closed, and a way to alter one behind the back of its log."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.project import Project
from tests.project.making import with_article


@pytest.fixture
def tamper(project: Project) -> Callable[[str], None]:
    """Change the file behind the log's back, its triggers taken off."""

    def alter(statement: str) -> None:
        with closing(sqlite3.connect(project.path)) as conn:
            for kind in ("update", "delete"):
                for table in ("change", "blob"):
                    conn.execute(f"DROP TRIGGER IF EXISTS {table}_no_{kind}")
            assert conn.execute(statement).rowcount != 0
            conn.commit()

    return alter


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project that holds an article."""
    path = tmp_path / "desk.factcheck"
    with Project.create(path, checker="first checker") as project:
        with_article(project)
    return path
