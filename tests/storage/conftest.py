"""A project on disk, for each test its own."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from annotator.domain.model import Article, Claim, Source, Span
from annotator.project import Project
from tests.project.making import with_article


@pytest.fixture
def project(tmp_path: Path, fixed_clock: Callable[[], datetime]) -> Iterator[Project]:
    path = tmp_path / "desk.factcheck"
    with Project.create(path, checker="first checker", device="first", clock=fixed_clock) as project:
        yield project


@pytest.fixture
def other(project: Project, fixed_clock: Callable[[], datetime]) -> Iterator[Project]:
    """The same project, opened by another process."""
    with Project.open(project.path, checker="second checker", device="second", clock=fixed_clock) as other:
        yield other


@pytest.fixture
def article(project: Project) -> Article:
    return with_article(project, title="A headline")


@pytest.fixture
def claim(project: Project, article: Article) -> Claim:
    return project.claims.mark(article.id, Span(11, 18))


@pytest.fixture
def source(project: Project) -> Source:
    return project.sources.add("A register", url="https://example.org/register")


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
