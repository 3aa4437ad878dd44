"""A project file is made whole or not at all, under any name, and never in place of another."""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.project import Project
from annotator.storage import file
from annotator.storage.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.storage.files import pragma, state


def test_a_new_project_carries_our_marks_and_leaves_nothing_beside_it(path: Path) -> None:
    assert pragma(path, "application_id") == APPLICATION_ID
    assert pragma(path, "user_version") == SCHEMA_VERSION
    assert pragma(path, "journal_mode") == "wal"
    assert state(path)[0] == [path.name]


@pytest.mark.parametrize(
    ("setting", "value"), [("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0), ("journal_mode", "wal")]
)
def test_an_open_project_is_durable_and_trusts_nothing_in_the_file(path: Path, setting: str, value: object) -> None:
    with closing(file.open_file(path).db) as db:
        assert db.execute(f"PRAGMA {setting}").fetchone()[0] == value


def test_nothing_is_ever_replaced(path: Path) -> None:
    before = state(path)
    with pytest.raises(AnnotatorError, match="already a file"):
        Project.create(path)
    assert state(path) == before


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "none"])
def test_nothing_is_replaced_that_came_in_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    path = tmp_path / "desk.factcheck"
    link = os.link

    def late(source: Path, target: Path) -> None:
        target.write_text("another's")
        if not links:
            raise PermissionError(1, "Operation not permitted")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(AnnotatorError):
        Project.create(path)
    assert [p.read_text() for p in tmp_path.iterdir()] == ["another's"]


def test_a_project_is_made_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with Project.create(tmp_path / "desk.factcheck") as project:
        assert project.check() == []
    assert [p.name for p in tmp_path.iterdir()] == ["desk.factcheck"]


def test_what_fails_while_being_made_leaves_nothing(tmp_path: Path) -> None:
    def fail(opened: file.OpenFile) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(AnnotatorError, match="disk is full"):
        file.create(tmp_path / "desk.factcheck", fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 300, "nul\0", "none/desk", ".", "file.txt/desk"])
def test_a_name_that_cannot_be_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").touch()
    with pytest.raises(AnnotatorError) as told:
        Project.create(tmp_path / name)
    assert told.value.what_to_do
    assert [p.name for p in tmp_path.iterdir()] == ["file.txt"]


@pytest.mark.parametrize("name", ["a?b#c%20d&e.factcheck", "العربية 😀.factcheck", "-wal", "x" * 240])
def test_a_project_may_have_any_name(tmp_path: Path, name: str) -> None:
    with Project.create(tmp_path / name, title="kept"):
        pass
    with Project.open(tmp_path / name) as project:
        assert (project.title, project.path) == ("kept", tmp_path / name)
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are always Unicode there")
def test_a_name_that_is_not_unicode_gives_a_title_that_is(tmp_path: Path) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.factcheck"))
    with Project.create(path) as project:
        assert project.title == "caf\ufffd"
    with Project.open(path) as project:
        assert project.title == "caf\ufffd"
