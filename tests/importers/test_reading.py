"""Files of any kind: told by content first, then by name; what cannot be read is refused in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import ImportedArticle


def article(data: bytes, name: str) -> ImportedArticle:
    imported = importers.read_bytes(data, name)
    assert isinstance(imported, ImportedArticle)
    return imported


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"Some words", "a.txt", "text/plain"),
        (b"Some words", "", "text/plain"),
        (b"Some words", "a.unknown", "text/plain"),
        (b"# Some words", "a.MD", "text/markdown"),
        (b"# Some words", "a.txt", "text/plain"),
        (b"<!DOCTYPE html><p>Some words", "a.txt", "text/html"),
        (b"  <html><p>Some words", "a.md", "text/html"),
        (b"<!-- x --><html><p>Some words", "", "text/html"),
        (b"<p>Some words</p>", "", "text/html"),
        (b"<p>Some words</p>", "a.md", "text/markdown"),
        (b"<p>Some words</p>", "a.txt", "text/plain"),
        (b"Some words", "a.html", "text/html"),
        (b"Some words", "https://site.example/a.html?b=c.txt", "text/html"),
        ("<html><p>Some words".encode("utf-16"), "a", "text/html"),
    ],
)
def test_a_format_is_known_by_its_content_and_then_by_its_name(data: bytes, name: str, media_type: str) -> None:
    assert article(data, name).media_type == media_type
    assert article(data, name).original == data


def test_a_file_is_read_in_pieces_and_says_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"words of a line\n" * 200_000)
    told: list[tuple[int, int]] = []
    importers.read(path, lambda done, total: told.append((done, total)))
    assert told[-1] == (3_200_000, 3_200_000)
    assert len(told) > 2


def test_a_path_is_one_in_words_too(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"words of a line\n" * 20)
    assert importers.read(str(path)) == importers.read(path)


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("words", encoding="utf-8")

    def stop(_: int, __: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        importers.read(path, stop)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "no words"),
        (b"\xef\xbb\xbf\n", "no words"),
        ("\u00a0\u2003".encode(), "no words"),
        (b"\x89PNG\r\n\x1a\n....", r"a picture \(PNG\)"),
        (b"\xff\xd8\xff\xe0....", r"a picture \(JPEG\)"),
        (b"SQLite format 3\0....", "a database"),
        (b"\x1f\x8b\x08....", "gzip"),
        (b"RIFF\0\0....", "RIFF"),
        (b"\x7fELF....", "a program"),
        (bytes(range(256)) * 40, "binary"),
        (bytes(500), "binary|no words"),
        (b"\x01\x02\x03\x04" * 50, "binary"),
    ],
)
def test_files_without_readable_words_are_refused(data: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    with pytest.raises(AnnotatorError, match=what) as refusal:
        importers.read(path)
    assert refusal.value.what_happened.endswith(".")
    assert refusal.value.what_to_do.endswith(".")


@pytest.mark.parametrize("text", ["ID3 tags hold names.", "RIFF is a format.", "BZh", "Rar! cried the man.", "MM*"])
def test_words_that_look_like_signatures_are_words(text: str) -> None:
    assert article(text.encode(), "a.txt").text == text


def test_paths_that_lead_to_no_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="There is no file"):
        importers.read(tmp_path / "missing.txt")
    with pytest.raises(AnnotatorError, match="is a folder"):
        importers.read(tmp_path)
    with pytest.raises(AnnotatorError, match=r"cannot be read|There is no file"):
        importers.read("a\0b")
    with pytest.raises(AnnotatorError, match=r"cannot be read|There is no file"):
        importers.read("x" * 5000)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(AnnotatorError, match="not an ordinary file"):
        importers.read(tmp_path / "pipe")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(AnnotatorError, match="may not read"):
        importers.read(tmp_path / "a.txt")


def test_files_above_the_limit_of_their_format_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="at most 5 MB"):
        importers.read_bytes(b"words " * 1_000_000, "a.md")
    with pytest.raises(AnnotatorError, match="at most 50 MB"):
        importers.read_bytes(b"words " * 9_000_000, "a.txt")
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(600_000_000)
    with pytest.raises(AnnotatorError, match="at most 280 MB"):
        importers.read(huge)


def test_every_importer_is_described_for_people() -> None:
    names = [importer.name for importer in importers.IMPORTERS]
    assert names[0] == "json" and names[-1] == "text" and len(set(names)) == len(names)
    assert all(importer.description and importer.extensions for importer in importers.IMPORTERS)


def test_libraries_are_loaded_only_for_the_format_that_needs_them() -> None:
    program = (
        "import sys, annotator.importers as importers; importers.read_text('Some words, read at once.')\n"
        "heavy = {'lxml', 'trafilatura', 'docx', 'markdown_it', 'nh3', 'urllib3', 'charset_normalizer', 'PySide6'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")
