"""Opening, making and describing a project file; the one place that knows what SQLite's errors mean to a person."""

import contextlib
import itertools
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import SUFFIX
from annotator.storage.projections import rebuild
from annotator.storage.schema import APPLICATION_ID, SCHEMA_VERSION, migrations

_MAGIC = b"SQLite format 3\0"
PATIENCE = 5.0
"""Seconds to wait for another process that is writing."""
_SMALL = 8 << 20
"""Bytes up to which a file is read through for damage when it is opened (some 10 ms)."""
_CACHE = 64_000
"""Kibibytes of the file that may be in memory. SQLite's own 2,000 write and read the same pages over and over when tens
of thousands of claims come in at once (measured: 1.3 GB written for a file of 137 MB; with this 0.3 GB)."""


@dataclass(frozen=True)
class OpenFile:
    """A connection with our settings on it; `read_only` says in a sentence why nothing can be written, or is "".
    `newer` says that a newer version of the app made the file: what is read from it may not be all there is."""

    db: Database
    path: Path
    read_only: str
    newer: bool = False


def create(path: Path, fill: Callable[[OpenFile], None], patience: float = PATIENCE) -> OpenFile:
    """Make a new project at `path` with what `fill` writes first, whole or not at all. Raises AnnotatorError when
    something is there already, or it cannot be made."""
    _must_be_free(path)
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with plain_errors(path), contextlib.closing(_connect(temporary, patience)) as db:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute("PRAGMA journal_mode = WAL")
            _migrate(db)
            fill(OpenFile(db, path, ""))
        with _system_errors(path):
            _put(temporary, path)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            # On a read-only disk, removing what is not there fails too.
            with contextlib.suppress(OSError):
                temporary.with_name(temporary.name + end).unlink(missing_ok=True)
    return open_file(path, patience)


def _must_be_free(path: Path) -> None:
    try:
        path.lstat()
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise AnnotatorError(f"“{path}” cannot be made: {_reason(error)}.", "Choose another name or folder.") from None
    raise AnnotatorError(f"There is already a file “{path}”.", "Choose another name, or open that file.")


def _put(temporary: Path, path: Path) -> None:
    """Give the finished file its name without ever replacing another."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        _must_be_free(path)
    except OSError:
        # No hard links there, as on FAT: the name is taken with an empty file first.
        path.open("xb").close()
        temporary.replace(path)


def open_file(path: Path, patience: float = PATIENCE) -> OpenFile:
    """Open an existing project. `patience` is the seconds to wait for another process that is writing.

    An older file is copied aside before it is migrated; a newer one opens read-only. Raises AnnotatorError, and touches
    nothing, when the file is missing, damaged, locked or not a project."""
    _look_at_header(path)
    with _system_errors(path), plain_errors(path):
        writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        db = _connect(path, patience, read_only=not writable)
        try:
            newer = _version(db) > SCHEMA_VERSION
            if newer:
                # Not opened anew as read-only: such a connection leaves SQLite's own files beside the project.
                db.execute("PRAGMA query_only = ON")
            else:
                _bring_up_to_date(db, path)
            if path.stat().st_size <= _SMALL:
                _look_for_damage(db, path)
        except BaseException:
            db.close()
            raise
    return OpenFile(db, path, _why_read_only(path, newer, writable), newer)


def _why_read_only(path: Path, newer: bool, writable: bool) -> str:
    if newer:
        return (
            f"“{path.name}” was made by a newer version of this app, so it can be read but not changed. "
            "Update the app to change it."
        )
    return "" if writable else f"“{path.name}” is write-protected, so it can be read but not changed."


def _look_at_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise AnnotatorError(f"There is no file “{path}”.", "Check the name, or make a new project.") from None
    except IsADirectoryError:
        raise AnnotatorError(f"“{path}” is a folder, not a project.", f"Choose a file that ends in {SUFFIX}.") from None
    except (OSError, ValueError) as error:
        raise AnnotatorError(f"“{path}” cannot be read: {_reason(error)}.", "Check its name and permissions.") from None
    if not header:
        raise AnnotatorError(f"“{path}” is empty.", "Restore it from a backup, or make a new project.")
    ours = header[68:72] == APPLICATION_ID.to_bytes(4, "big")
    if not header.startswith(_MAGIC) or not ours:
        raise AnnotatorError(f"“{path}” is not a project of this app.", f"Choose a file that ends in {SUFFIX}.")


def _connect(path: Path, patience: float, read_only: bool = False) -> Database:
    mode = "ro" if read_only else "rwc"
    uri = f"file:{quote(os.fsencode(path.absolute()), safe='')}?mode={mode}"
    if read_only and not path.with_name(f"{path.name}-wal").exists():
        # Nobody is writing; SQLite's own files are not made, which such a connection could not take away again.
        uri += "&immutable=1"
    conn = sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        for setting in ("trusted_schema = OFF", "foreign_keys = ON", "synchronous = FULL", f"cache_size = -{_CACHE}"):
            conn.execute(f"PRAGMA {setting}")
    except BaseException:
        conn.close()
        raise
    return Database(conn, execute_plugins=False)


def _bring_up_to_date(db: Database, path: Path) -> None:
    """Migrate an older file after copying it aside."""
    version = _version(db)
    if version < SCHEMA_VERSION:
        _copy_aside(db, path, version)
        _migrate(db)


def _copy_aside(db: Database, path: Path, version: int) -> None:
    """Keep the file as it was beside it, under a name that nothing has."""
    names = (f"{path.stem}.version-{version}{f'-{n}' if n else ''}{path.suffix}" for n in itertools.count())
    aside = next(free for free in map(path.with_name, names) if not free.exists())
    part = aside.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with contextlib.closing(sqlite3.connect(part)) as copy:
            db.conn.backup(copy)
        part.rename(aside)
    finally:
        part.unlink(missing_ok=True)


def _migrate(db: Database) -> None:
    """Bring the log to this app's version and make every other table anew from it, in one transaction. Another process
    that did so meanwhile leaves nothing to do."""
    db.execute("BEGIN IMMEDIATE")
    try:
        if _version(db) < SCHEMA_VERSION:
            migrations.apply(db)
            rebuild(db)
            db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _version(db: Database) -> int:
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])


def _look_for_damage(db: Database, path: Path) -> None:
    found = db.conn.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise damaged(path)


def damaged(path: Path) -> AnnotatorError:
    """What to say of a file that holds what this app never writes."""
    return AnnotatorError(
        f"“{path}” is damaged and was left as it is.", "Restore it from a backup; keep the damaged file for rescue."
    )


@contextlib.contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the project at `path` into a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(error, path) from error
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    except UnicodeEncodeError as error:
        raise AnnotatorError("What was given holds half a character (a lone surrogate).", "Write it again.") from error


@contextlib.contextmanager
def _system_errors(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into a sentence."""
    try:
        yield
    except OSError as error:
        raise AnnotatorError(f"“{path}” cannot be used: {_reason(error)}.", "Check the folder and its room.") from error


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _explained(error: sqlite3.Error, path: Path) -> AnnotatorError:
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return AnnotatorError(f"“{path}” is in use by another program.", "Close it there, or try again in a moment.")
    if "full" in text or "disk i/o" in text:
        room = _room(path)
        return AnnotatorError(
            f"The disk is full or failing ({room}); nothing of this change was kept.", "Make room, then do it again."
        )
    if "readonly" in text or "read-only" in text:
        return AnnotatorError(f"“{path}” is write-protected.", "Change its permissions, or copy it elsewhere.")
    if "unable to open" in text:
        return AnnotatorError(f"“{path}” cannot be opened or made there.", "Check that the folder exists and is yours.")
    if "malformed" in text or "not a database" in text or "no such" in text or "unsupported file" in text:
        return damaged(path)
    return AnnotatorError(f"“{path}” refused this change: {error}.", "Nothing was changed; please report this.")


def _room(path: Path) -> str:
    try:
        return f"{shutil.disk_usage(path.parent).free / 1e6:.0f} MB free at “{path.parent}”"
    except OSError:
        return f"at “{path.parent}”"
