"""Reading in a process of its own: the same article as read here, refusals handed over, nothing left running."""

from pathlib import Path
from typing import Any

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.importers import apart
from tests.importers import made_files as made
from tests.importers.word_files import sample


def child_runs(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another program stand in for the one that reads."""
    import sys

    monkeypatch.setattr(apart, "_command", lambda: [sys.executable, "-c", program])


@pytest.fixture(scope="module")
def reader() -> Any:
    with apart.Reader() as opened:
        yield opened


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "Some words 👩‍🔬 e\u0301 العربية.\n\nMore.".encode()),
        ("a.docx", sample()),
        ("a.odt", made.odt()),
        ("a.pdf", made.pdf([made.column(60, 700, 11, ["Some words"])])),
        ("a.srt", made.SRT.encode()),
        (
            "a.html",
            b"<html lang=en><h1>T</h1><p>See <a href='https://example.org/'>it</a> <img src='https://a.example/'>.",
        ),
    ],
)
def test_the_same_article_comes_out_as_when_it_is_read_here(
    reader: apart.Reader, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    assert reader.read(tmp_path / name) == importers.read(tmp_path / name)


def test_a_refusal_is_handed_over_and_the_next_file_is_read(reader: apart.Reader, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "b.txt").write_bytes(b"Some words.")
    with pytest.raises(AnnotatorError, match="The PDF is damaged"):
        reader.read(tmp_path / "a.pdf")
    assert reader.read(tmp_path / "b.txt") == importers.read(tmp_path / "b.txt")


def test_what_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"Some words.")
    child_runs("import time; time.sleep(600)", monkeypatch)
    monkeypatch.setattr(apart, "LONGEST", 0.2)
    with apart.Reader() as reader:
        with pytest.raises(AnnotatorError, match="takes longer than"):
            reader.read(tmp_path / "a.txt")
        assert reader._child is None


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "import sys; sys.exit(0)",
        "print('not an answer')",
        "print('5\\n[1,2]', flush=True)",
        "print('99\\n{}', flush=True)",
    ],
)
def test_a_process_that_breaks_refuses_the_file(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"Some words.")
    child_runs(program, monkeypatch)
    with pytest.raises(AnnotatorError, match="broke the program that reads it"):
        apart.read(tmp_path / "a.txt")


def test_reading_can_be_stopped_while_the_process_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"Some words.")
    child_runs("import time; time.sleep(600)", monkeypatch)
    calls = 0

    def stop(_: int, __: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        apart.read(tmp_path / "a.txt", stop)


def test_a_file_that_needs_too_much_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux limits the memory of a process")
    (tmp_path / "a.txt").write_bytes(b"Some words.")
    program = (
        "from annotator import importers; from annotator.importers import apart\n"
        "importers.read_source = lambda source: bytearray(2_000_000_000)\n"
        "apart.serve()"
    )
    child_runs(program, monkeypatch)
    with pytest.raises(AnnotatorError, match="needs too much memory"):
        apart.read(tmp_path / "a.txt")
