"""An export is on the disk whole or not at all."""

import contextlib
import errno
import io
import os
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest

from annotator.domain.errors import AnnotatorError
from annotator.exporters.files import Part, utf8, write_parts, zipped

TWO = [Part("", b"main"), Part("-sources", b"beside")]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_every_part_is_written_beside_the_first(tmp_path: Path) -> None:
    assert write_parts(tmp_path / "r.csv", TWO) == [tmp_path / "r.csv", tmp_path / "r-sources.csv"]
    assert contents(tmp_path) == {"r.csv": b"main", "r-sources.csv": b"beside"}


def test_older_files_are_replaced_and_keep_their_mode(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(b"older")
    (tmp_path / "r.csv").chmod(0o640)
    write_parts(tmp_path / "r.csv", TWO)
    assert contents(tmp_path) == {"r.csv": b"main", "r-sources.csv": b"beside"}
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "r.csv").stat().st_mode) == 0o640


def test_a_link_stays_a_link_to_the_new_file(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"older")
    try:
        (tmp_path / "link.md").symlink_to("real.md")
    except OSError:
        pytest.skip("links are not allowed here")
    write_parts(tmp_path / "link.md", [Part("", b"new")])
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "is a folder"),
        ("nowhere/r.csv", "There is no folder"),
        ("file/r.csv", "There is no folder"),
        ("x" * 300 + ".csv", "too long"),
        ("taken.csv", "is a folder"),
        ("r\0.csv", "no file name can hold"),
    ],
)
def test_a_target_that_cannot_be_is_refused_with_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "taken-sources.csv").mkdir()
    with pytest.raises(AnnotatorError, match=sentence) as caught:
        write_parts(tmp_path / name, TWO)
    assert caught.value.what_happened.endswith(".")
    assert caught.value.what_to_do.endswith(".")
    assert contents(tmp_path) == {"file": b""}


def test_a_write_protected_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "r.csv").write_bytes(b"older")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(AnnotatorError, match="write-protected"):
        write_parts(tmp_path / "r.csv", TWO)
    assert contents(tmp_path) == {"r.csv": b"older"}


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no devices here")
@pytest.mark.parametrize(
    "name", ["p.csv", "p.csv-wal", "p.csv-shm", "link.csv", "hard.csv", "o.csv"], ids=lambda name: name
)
def test_no_report_replaces_a_project_or_what_lies_beside_an_open_one(tmp_path: Path, name: str) -> None:
    for project in ("p.csv", "o-sources.csv"):
        with contextlib.closing(sqlite3.connect(tmp_path / project)) as database:
            database.execute("CREATE TABLE work (words TEXT)")
    (tmp_path / "p.csv-wal").write_bytes(b"steps not yet in the file")
    (tmp_path / "p.csv-shm").write_bytes(b"their places")
    (tmp_path / "link.csv").symlink_to("p.csv")
    (tmp_path / "hard.csv").hardlink_to(tmp_path / "p.csv")
    before = contents(tmp_path)
    with pytest.raises(AnnotatorError, match="is a project or belongs to one"):
        write_parts(tmp_path / name, TWO)
    assert contents(tmp_path) == before


def test_a_device_is_not_replaced_by_a_file() -> None:
    with pytest.raises(AnnotatorError, match="not an ordinary file"):
        write_parts(Path("/dev/null"), [Part("", b"x")])
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "may not write"), (errno.EIO, "could not be written")],
)
@pytest.mark.parametrize("calls_before", [0, 1])
def test_a_disk_that_fails_while_writing_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str, calls_before: int
) -> None:
    (tmp_path / "r.csv").write_bytes(b"older")
    left = [calls_before]

    def fail(descriptor: int) -> None:
        if not left[0]:
            raise OSError(number, os.strerror(number))
        left[0] -= 1

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(AnnotatorError, match=sentence):
        write_parts(tmp_path / "r.csv", TWO)
    assert contents(tmp_path) == {"r.csv": b"older"}


@pytest.mark.parametrize("before", [{}, {"r.csv": b"old"}, {"r.csv": b"old", "r-sources.csv": b"old too"}])
@pytest.mark.parametrize("failing", [0, 1])
def test_a_rename_that_fails_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, bytes], failing: int
) -> None:
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    replace, calls = Path.replace, [0]

    def fail(self: Path, target: Path) -> Path:
        calls[0] += 1
        if calls[0] == failing + 1:
            raise PermissionError(errno.EACCES, "no")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(AnnotatorError, match="may not write"):
        write_parts(tmp_path / "r.csv", TWO)
    assert contents(tmp_path) == before


def test_files_are_kept_by_copy_where_a_disk_has_no_second_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "r.csv").write_bytes(b"older")
    write_parts(tmp_path / "r.csv", TWO)
    assert contents(tmp_path) == {"r.csv": b"main", "r-sources.csv": b"beside"}


def test_a_lone_surrogate_is_shown_as_a_replacement_character() -> None:
    assert utf8("a\ud800b") == "a\ufffdb".encode()


def test_a_part_may_have_an_extension_of_its_own_or_a_name_that_its_readers_look_for(tmp_path: Path) -> None:
    parts = [Part("", b"a", ".ann"), Part("-2", b"b", ".txt"), Part("", b"c", name="annotation.conf")]
    written = write_parts(tmp_path / "r.x", parts)
    assert [path.name for path in written] == ["r.ann", "r-2.txt", "annotation.conf"]


def test_a_file_of_a_name_that_readers_look_for_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "annotation.conf").write_bytes(b"own")
    written = write_parts(tmp_path / "r.ann", [Part("", b"a"), Part("", b"c", name="annotation.conf")])
    assert written == [tmp_path / "r.ann"]
    assert contents(tmp_path) == {"annotation.conf": b"own", "r.ann": b"a"}


def test_a_zip_is_the_same_bytes_each_time_and_opens(tmp_path: Path) -> None:
    files = {"b.txt": "é".encode(), "a/c.txt": b""}
    assert zipped(files) == zipped(dict(files))
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["b.txt", "a/c.txt"]
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
