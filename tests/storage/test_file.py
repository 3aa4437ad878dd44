"""A project file is opened only when it is one, and is left alone when it is not."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotator.domain.errors import AnnotatorError
from annotator.project import Project
from annotator.storage import file
from annotator.storage.schema import SCHEMA_VERSION, drop_projections
from tests.project.making import TEXT, tables, visible
from tests.storage.files import pragma, set_version, state


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE something(a)")


STRANGERS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("not a project" * 100),
    "short": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "another app's database": other_database,
}


@pytest.mark.parametrize("make", STRANGERS.values(), ids=STRANGERS)
def test_what_is_not_a_project_is_refused_untouched(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "desk.factcheck"
    make(path)
    before = state(path)
    with pytest.raises(AnnotatorError) as told:
        Project.open(path)
    assert told.value.what_happened.endswith(".") and told.value.what_to_do.endswith(".")
    assert state(path) == before


@pytest.mark.parametrize(("name", "words"), [("none", "There is no file"), (".", "folder"), ("a\0", "cannot be read")])
def test_where_there_is_no_file_nothing_is_made(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(AnnotatorError, match=words):
        Project.open(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def cut_in_a_page(data: bytes) -> bytes:
    return data[: 4096 * 3 + 77]


def overwritten(data: bytes) -> bytes:
    return data[:8192] + random.Random(1).randbytes(12_000) + data[20_192:]


def overwritten_first(data: bytes) -> bytes:
    return data[:100] + random.Random(2).randbytes(3_000) + data[3_100:]


@pytest.mark.parametrize("harm", [cut, cut_in_a_page, overwritten, overwritten_first])
def test_a_damaged_file_is_refused_untouched(path: Path, harm: Callable[[bytes], bytes]) -> None:
    path.write_bytes(harm(path.read_bytes()))
    before = state(path)
    with pytest.raises(AnnotatorError, match="damaged"):
        Project.open(path)
    assert state(path) == before


def test_random_damage_never_escapes_as_anything_but_a_sentence(path: Path) -> None:
    sound, chance = path.read_bytes(), random.Random(7)
    for _ in range(40):
        harmed = bytearray(sound)
        for _ in range(chance.choice((1, 3, 400))):
            harmed[chance.randrange(100, len(harmed))] = chance.randrange(256)
        path.write_bytes(harmed)
        try:
            with Project.open(path, patience=0.1) as project:
                visible(project)
                project.check()
        except AnnotatorError as told:
            assert str(told)


def test_a_newer_file_is_read_and_never_written(path: Path) -> None:
    set_version(path, SCHEMA_VERSION + 1)
    before = state(path)
    with Project.open(path) as project:
        assert "newer version" in project.read_only
        assert project.newer
        assert project.articles.all()[0].text == TEXT
        commands: tuple[Callable[[], object], ...] = (
            lambda: project.sources.add("A register"),
            lambda: project.set_title("other"),
            project.history.undo,
            project.history.redo,
        )
        for command in commands:
            with pytest.raises(AnnotatorError, match="newer version"):
                command()
        assert project.check() == []
    assert state(path) == before


def test_an_older_file_is_kept_aside_and_brought_up_to_date(path: Path) -> None:
    expected = tables(path)
    with closing(sqlite3.connect(path)) as conn:
        drop_projections(Database(conn))
        conn.execute("DELETE FROM _sqlite_migrations WHERE name <> 'm001_log'")
        conn.execute("PRAGMA user_version = 1")
        conn.commit()
    changes = pragma(path, "page_count")
    with Project.open(path) as project:
        assert project.check() == []
        assert project.articles.all()[0].text == TEXT
    assert tables(path) == expected
    aside = path.with_name("desk.version-1.factcheck")
    assert pragma(aside, "user_version") == 1
    assert pragma(aside, "page_count") == changes
    assert state(path)[0] == [path.name, aside.name]


def test_an_older_copy_is_never_replaced_by_a_newer_one(path: Path) -> None:
    (path.with_name("desk.version-0.factcheck")).write_text("kept")
    set_version(path, 0)
    Project.open(path).close()
    assert path.with_name("desk.version-0.factcheck").read_text() == "kept"
    assert pragma(path.with_name("desk.version-0-1.factcheck"), "user_version") == 0


def test_an_older_file_stays_as_it_was_when_it_cannot_be_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(db: Database) -> None:
        drop_projections(db)
        raise sqlite3.OperationalError("database or disk is full")

    set_version(path, 1)
    expected = tables_as_they_are(path)
    monkeypatch.setattr(file, "rebuild", fail)
    with pytest.raises(AnnotatorError, match="disk is full"):
        Project.open(path)
    assert tables_as_they_are(path) == expected
    assert pragma(path, "user_version") == 1


def test_of_two_that_open_an_older_file_one_brings_it_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_version(path, 1)
    aside = file._copy_aside

    def while_another_does_it_all(db: Database, path: Path, version: int) -> None:
        monkeypatch.setattr(file, "_copy_aside", aside)
        Project.open(path).close()
        monkeypatch.setattr(file, "rebuild", None)

    monkeypatch.setattr(file, "_copy_aside", while_another_does_it_all)
    with Project.open(path) as project:
        assert project.check() == []
    assert pragma(path, "user_version") == SCHEMA_VERSION


def test_a_large_file_opens_without_being_read_through(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(db: Database, path: Path) -> None:
        raise AssertionError

    monkeypatch.setattr(file, "_look_for_damage", refuse)
    monkeypatch.setattr(file, "_SMALL", 10)
    with Project.open(path) as project:
        assert project.check() == []


def tables_as_they_are(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return list(conn.iterdump())


LOCKING = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1])
conn.execute(sys.argv[2])
conn.execute("BEGIN EXCLUSIVE")
conn.execute("UPDATE claim SET note = note")
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lock(path: Path) -> object:
    """Lets another process hold the file: for writing, or for itself alone."""
    started: list[subprocess.Popen[str]] = []

    def hold(pragma: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", LOCKING, str(path), pragma],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout and process.stdout.readline() == "locked\n"
        return process

    yield hold
    for process in started:
        process.communicate()


def test_a_file_that_another_keeps_to_itself_is_in_use(path: Path, lock: Callable[[str], object]) -> None:
    lock("PRAGMA locking_mode = EXCLUSIVE")
    with pytest.raises(AnnotatorError, match="in use by another program"):
        Project.open(path, patience=0.05)


def test_a_file_that_another_is_writing_is_read_and_then_in_use(
    path: Path, lock: Callable[[str], subprocess.Popen[str]]
) -> None:
    process = lock("PRAGMA locking_mode = NORMAL")
    with Project.open(path, patience=0.05) as project:
        before = visible(project)
        with pytest.raises(AnnotatorError, match="in use by another program"):
            project.sources.add("A register")
        assert visible(project) == before
        process.communicate()
        project.sources.add("A register")
        assert project.check() == []
