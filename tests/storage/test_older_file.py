"""A file that an earlier version of the app wrote, kept here as SQL, comes up to date with all that was in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.model import BlockKind, ClaimState, MentionState, Severity, Span, VerdictState
from annotator.project import Project
from annotator.storage.schema import SCHEMA_VERSION
from tests.project.making import TEXT
from tests.storage.files import pragma

VERSION_2 = Path(__file__).with_name("version-2.sql")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    path = tmp_path / "older.factcheck"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(VERSION_2.read_text(encoding="utf-8"))
    assert pragma(path, "user_version") == 2
    return path


def test_everything_of_the_older_file_is_there_and_sound(older: Path) -> None:
    with Project.open(older, checker="Second Checker") as project:
        assert not project.read_only and project.check() == []
        (article,) = project.articles.all()
        assert (project.title, article.text, article.blocks[0].kind) == ("An older file", TEXT, BlockKind.HEADING)
        second, first = sorted(project.claims.all(), key=lambda claim: claim.statement, reverse=True)
        assert (first.statement, first.state) == ("900 complaints", ClaimState.CHECKED)
        assert (second.statement, second.state) == ("Nobody counted the complaints.", ClaimState.STALE)
        assert [mention.selector.exact for mention in first.mentions] == ["In 1994", "900 complaints"]
        assert {(m.state, m.continues, m.candidates) for m in first.mentions} == {(MentionState.SAME, "", ())}
        (verdict,) = first.verdicts
        assert (verdict.state, verdict.overtaken) == (VerdictState.CURRENT, False)
        assert [review.note for review in verdict.reviews] == ["Seen."]
        assert (first.severity, first.replies) == (Severity.AS_RATED, ())
        assert [source.title for source in project.sources.all()] == ["A register"]
    assert pragma(older, "user_version") == SCHEMA_VERSION


def test_the_older_file_is_kept_beside_it(older: Path) -> None:
    Project.open(older).close()
    aside = older.with_name("older.version-2.factcheck")
    assert pragma(aside, "user_version") == 2
    with closing(sqlite3.connect(aside)) as conn:
        assert "severity" not in [row[1] for row in conn.execute("PRAGMA table_info(claim)")]


def test_work_goes_on_where_the_older_version_left_off(older: Path) -> None:
    with Project.open(older, checker="Second Checker") as project:
        redone = project.history.redo()
        assert redone and redone.name == "Add source"
        claim = project.claims.mark(project.articles.all()[0].id, Span(0, 10), severity="must-fix")
        assert claim.severity is Severity.MUST_FIX
        assert project.check() == []
    with Project.open(older) as project:
        assert project.claims.get(claim.id) == claim
        assert project.check() == []
        while project.history.undo():
            pass
        assert project.articles.all() == [] and project.check() == []
