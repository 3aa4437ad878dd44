"""Reading in a process of its own: the same article as read here, refusals handed over, nothing left running."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from annotator import importers
from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import BlockKind, ImportedArticle, Span
from annotator.domain.report import Report
from annotator.importers import apart
from annotator.importers.handing import taken
from annotator.project import Project
from tests.importers import hostile_data, hostile_packages
from tests.importers import made_files as made
from tests.importers.test_project_json import PROJECT
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


@pytest.mark.parametrize("name", ["a.json", "a.jsonld", "b.jsonld", "b.json", "a.qdpx"])
def test_claims_come_out_as_when_they_are_read_here(reader: apart.Reader, tmp_path: Path, name: str) -> None:
    made_of: dict[str, Callable[[], bytes]] = {
        "a.json": lambda: json.dumps(PROJECT).encode(),
        "a.jsonld": lambda: hostile_data.reviews(3).encode(),
        "b.jsonld": lambda: hostile_data.annotations(3, "Some words.").encode(),
        "b.json": lambda: hostile_data.labelled(3).encode(),
        "a.qdpx": hostile_packages.qdpx,
    }
    (tmp_path / name).write_bytes(made_of[name]())
    found = reader.read(tmp_path / name)
    assert isinstance(found, Report)
    assert found == importers.read(tmp_path / name)


def test_the_files_that_a_project_keeps_are_handed_over(reader: apart.Reader, tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.factcheck") as project:
        project.articles.add_text("Some words.")
        (tmp_path / "s.bin").write_bytes(bytes(range(256)) * 9)
        source = project.sources.add(title="A table", url="https://example.org/")
        project.sources.keep_snapshot(source.id, tmp_path / "s.bin")
        project.export("json", tmp_path / "p.json")
    found = reader.read(tmp_path / "p.json")
    assert isinstance(found, Report)
    assert bytes(range(256)) * 9 in found.blobs.values()
    assert found == importers.read(tmp_path / "p.json")


def test_a_word_file_as_it_was_before_its_changes_is_read_apart_too(reader: apart.Reader, tmp_path: Path) -> None:
    changed = "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
    (tmp_path / "a.docx").write_bytes(hostile_packages.docx(changed))
    (tmp_path / "a.txt").write_bytes(b"Some words.")
    read = reader.read(tmp_path / "a.docx")
    original = reader.read_original(read)
    assert (cast(ImportedArticle, read).text, original.text) == ("new", "old")
    assert original.original == (tmp_path / "a.docx").read_bytes()
    with pytest.raises(AnnotatorError, match="Only a Word, OpenDocument or Rich Text file"):
        reader.read_original(reader.read(tmp_path / "a.txt"))


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (str, 1),
        (int, "1"),
        (int, True),
        (bytes, 5),
        (bytes, -1),
        (Span, [1]),
        (Span, [5, 1]),
        (Span, {"start": 0, "end": 1}),
        (BlockKind, "no kind"),
        (tuple[Span, ...], 1),
        (tuple[str, str], ["a"]),
        (dict[str, str], []),
        (Report | None, []),
    ],
)
def test_what_is_not_of_its_kind_is_not_taken(kind: Any, plain: Any) -> None:
    with pytest.raises((TypeError, ValueError, LookupError)):
        taken(kind, plain, [])
