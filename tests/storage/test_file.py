"""A project file is made whole or not at all, is opened only when it is one, and is left alone when it is not."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, Claim
from annotator.project import Project
from annotator.storage import file
from annotator.storage.schema import APPLICATION_ID, SCHEMA_VERSION, drop_projections
from tests.project.making import TEXT, tables, visible, with_article

State = tuple[list[str], bytes, int]


def state(path: Path) -> State:
    """All that touching a file would change: its neighbours, its bytes and its time."""
    return sorted(p.name for p in path.parent.iterdir()), path.read_bytes(), path.stat().st_mtime_ns


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project that holds an article."""
    path = tmp_path / "desk.factcheck"
    with Project.create(path, checker="first checker") as project:
        with_article(project)
    return path


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(f"PRAGMA {name}").fetchone()[0]


def set_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA user_version = {version}")


# Making one


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


# Opening one


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


# Write protection and full disks


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
