"""Write protection, full disks and what SQLite says of them: nothing is lost, and it is told in a sentence."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim
from annotator.project import Project
from annotator.storage import file
from tests.project.making import TEXT, visible
from tests.storage.files import state


@pytest.fixture
def protect(path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Make the system say that something is write-protected, to whomever the tests run as."""

    def protected(what: Path) -> None:
        access = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != what and access(path, mode))

    return protected


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_write_protected_is_read_and_never_written(
    path: Path, protect: Callable[[Path], None], what: str
) -> None:
    before = state(path)
    protect(path if what == "file" else path.parent)
    with Project.open(path) as project:
        assert "write-protected" in project.read_only
        assert not project.newer
        assert project.articles.all()[0].text == TEXT
        with pytest.raises(AnnotatorError, match="write-protected"):
            project.sources.add("A register")
        assert project.check() == []
    assert state(path) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is write-protected for root")
def test_a_folder_where_nothing_may_be_made_is_refused_in_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "protected"
    folder.mkdir(mode=0o500)
    with pytest.raises(AnnotatorError):
        Project.create(folder / "desk.factcheck")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("grouped", [False, True], ids=["one command", "commands in one step"])
def test_on_a_full_disk_nothing_of_a_step_is_kept_and_work_goes_on_after(
    project: Project, article: Article, claim: Claim, grouped: bool
) -> None:
    db = project._store._db
    before = visible(project)
    steps = project.history.steps()
    room = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {room + 2}")
    with pytest.raises(AnnotatorError, match="disk is full"):
        if grouped:
            with project.step("Much"):
                project.claims.set(claim.id, note="short")
                project.claims.set(claim.id, note="long" * 20_000)
        else:
            project.claims.set(claim.id, note="long" * 20_000)
    assert visible(project) == before
    assert project.history.steps() == steps
    db.execute("PRAGMA max_page_count = 1000000")
    project.claims.set(claim.id, note="long" * 20_000)
    assert project.check() == []


@pytest.mark.parametrize(
    "go_on",
    [
        lambda project: project.sources.add("lost"),
        lambda project: project._log.create("source", {"title": "lost"}),
        lambda project: project._log.put_blob(b"lost"),
        lambda project: None,
    ],
)
def test_a_step_that_goes_on_after_the_disk_was_full_keeps_nothing(
    project: Project, claim: Claim, go_on: Callable[[Project], object]
) -> None:
    db = project._store._db
    before = visible(project)
    with pytest.raises((RuntimeError, AnnotatorError)), project.step("Much"):
        with suppress(AnnotatorError), project.step("Inner"):
            project.claims.set(claim.id, note="short")
            db.execute("ROLLBACK")  # as SQLite does by itself after some errors
            raise AnnotatorError("The disk is full.")
        go_on(project)
    assert visible(project) == before
    assert project.check() == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("attempt to write a readonly database", "write-protected"),
        ("unable to open database file", "cannot be opened"),
        ("disk I/O error", "full or failing"),
        ("no such table: change", "damaged"),
        ("something new", "refused this change"),
    ],
)
def test_what_sqlite_says_is_told_in_two_sentences(tmp_path: Path, said: str, told: str) -> None:
    with pytest.raises(AnnotatorError, match=told) as error, file.plain_errors(tmp_path / "none" / "desk.factcheck"):
        raise sqlite3.OperationalError(said)
    assert error.value.what_to_do


def test_a_project_that_was_closed_says_so(path: Path) -> None:
    project = Project.open(path)
    project.close()
    project.close()
    with pytest.raises(AnnotatorError):
        project.articles.all()
