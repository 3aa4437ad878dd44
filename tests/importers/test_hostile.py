"""Hostile and broken files: one sentence that tells what to do, or an article, soon; a project that is as it was."""

import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import cli, importers
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import ImportedArticle
from annotator.importers import apart, composer, returned
from annotator.project import Project
from tests.importers import hostile_packages as packages
from tests.importers import made_files as made
from tests.importers.hostile_files import CASES, Hostile
from tests.importers.invariants import assert_sound

FAULTS = ("broke the program", "takes longer than", "needs too much memory")


@pytest.fixture(scope="module")
def reader() -> Iterator[apart.Reader]:
    with apart.Reader() as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_hostile_file_gives_an_article_or_one_clear_refusal(
    reader: apart.Reader, tmp_path: Path, case: Hostile
) -> None:
    (tmp_path / case.file).write_bytes(case.make(case.small))
    try:
        found = reader.read(tmp_path / case.file)
    except AnnotatorError as refusal:
        assert not any(fault in refusal.what_happened for fault in FAULTS)
        assert all(sentence.endswith(".") for sentence in (refusal.what_happened, refusal.what_to_do))
    else:
        if isinstance(found, ImportedArticle):
            assert_sound(found)
            assert "root:" not in found.text


@pytest.mark.parametrize(
    ("file", "what", "sentence"),
    [
        ("a.docx", "locked by Office", "password-protected Office file"),
        ("a.docx", "parts under a password", "protected by a password"),
        ("a.odt", "locked by a password", "protected by a password"),
        ("a.epub", "chapters locked by the seller", "locked by its seller"),
        ("a.pdf", "locked by a password", "protected by a password"),
        ("a.docx", "many parts", "6018 parts"),
        ("a.docx", "inflates to gigabytes", "would unpack to 210 MB"),
        ("a.docx", "cut short at 4/8", "damaged or was cut short"),
        ("a.odt", "entities within entities, utf-8", "declarations that none needs"),
        ("a.epub", "entities within entities, utf-8", "declarations that none needs"),
        ("a.eml", "Content-Disposition of brackets", "The message is damaged"),
        ("a.json", "project: lists nested deeply", "nested too deeply"),
    ],
)
def test_a_refusal_says_what_is_wrong(
    reader: apart.Reader, tmp_path: Path, file: str, what: str, sentence: str
) -> None:
    case = next(case for case in CASES if (case.file, case.what) == (file, what))
    (tmp_path / file).write_bytes(case.make(case.small))
    with pytest.raises(AnnotatorError, match=sentence):
        reader.read(tmp_path / file)


def _multipart(end: str) -> bytes:
    parts = "--b\r\nContent-Type: text/plain\r\n\r\nSome words.\r\n"
    return made.message(parts + end, kind='multipart/mixed; boundary="b"')


@pytest.mark.parametrize(
    ("name", "whole", "cut"),
    [
        ("a.rtf", b"{\\rtf1 Some \\{words\\}.\\par }", b"{\\rtf1 Some \\{words\\}.\\par {\\b and"),
        ("a.eml", _multipart("--b--\r\n"), _multipart("")),
        ("a.mhtml", made.saved_page("<p>Some words.</p>"), made.saved_page("<p>Some words.</p>")[:-10]),
    ],
)
def test_what_is_read_of_a_file_that_was_cut_short_says_so(name: str, whole: bytes, cut: bytes) -> None:
    for data, told in ((whole, False), (cut, True)):
        found = importers.read_bytes(data, name)
        assert isinstance(found, ImportedArticle)
        assert any("cut short" in remark for remark in found.remarks) == told


def test_a_book_whose_type_is_packed_is_known_all_the_same(reader: apart.Reader, tmp_path: Path) -> None:
    for kind in ("odt", "epub"):
        (tmp_path / f"a.{kind}").write_bytes(packages.packed(packages.parts_of(packages.whole(kind))))
        assert isinstance(reader.read(tmp_path / f"a.{kind}"), ImportedArticle)


def test_a_word_file_of_more_comments_than_can_be_read_is_refused(reader: apart.Reader, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(packages.margin_full(20_001))
    with pytest.raises(AnnotatorError, match="more than 20000 comments"):
        reader.read(tmp_path / "a.docx")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.docx", "a.odt", "a.epub", "a.html"])
def test_a_text_of_more_paragraphs_than_can_be_worked_with_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(composer, "_MOST_BLOCKS", 99)
    for count, refused in ((98, False), (100, True)):
        data = {
            "a.txt": b"Some words.\n\n" * count,
            "a.md": b"Some words.\n\n" * count,
            "a.docx": packages.docx("<w:p><w:r><w:t>Some words.</w:t></w:r></w:p>" * count),
            "a.odt": made.odt("<text:p>Some words.</text:p>" * count),
            "a.epub": made.epub(["<p>Some words.</p>" * count]),
            "a.html": b"<html>" + b"<p>Some words.</p>" * count,
        }[name]
        if refused:
            with pytest.raises(AnnotatorError, match="more than 99 paragraphs"):
                importers.read_bytes(data, name)
        else:
            importers.read_bytes(data, name)


@pytest.mark.parametrize("ending", sorted({case.ending for case in CASES}))
def test_a_refused_file_leaves_the_project_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    path, file = tmp_path / "p.factcheck", tmp_path / f"a.{ending}"
    with Project.create(path) as project:
        before = project.articles.add_text("Some words.")
    file.write_bytes(REFUSED[ending])
    written = path.read_bytes()
    assert cli.main(["add", str(path), str(file)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "Traceback" not in said
    assert path.read_bytes() == written
    with Project.open(path) as project:
        assert [article.id for article in project.articles.all()] == [before.id]
        assert project.check() == []


REFUSED: dict[str, bytes] = {
    **{kind: packages.whole(kind)[:300] for kind in ("docx", "odt", "epub", "qdpx")},
    **dict.fromkeys(("txt", "md"), b"\0\1\2" * 999),
    "html": b"<html><script>no words</script>",
    "eml": made.message(""),
    "mhtml": made.saved_page(""),
    "srt": b"1\n00:00:01,000 --> 00:00:02,000\n",
    "vtt": b"WEBVTT\n\n",
    "pdf": b"%PDF-1.7 ...",
    "rtf": b"{\\rtf1 }",
    "json": b'{"format": "factcheck-project"',
    "jsonld": b'[{"@type": "ClaimReview"',
}


def test_a_hostile_returned_copy_is_refused_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, file = tmp_path / "p.factcheck", tmp_path / "a.docx"
    with Project.create(path) as project:
        project.articles.add_text("Some words.")
    written = path.read_bytes()
    copies = [case.make(case.small) for case in CASES if case.ending == "docx"]
    for copy in copies:
        with pytest.raises(AnnotatorError):
            returned.read(copy, ())
    for copy in copies[::12]:
        file.write_bytes(copy)
        assert cli.main(["returned", str(path), str(file)]) == 1
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and not any(fault in said for fault in FAULTS)
    assert path.read_bytes() == written


def test_the_memory_of_the_process_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux limits the memory of a process")
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: told.append(limits))
    apart._limit_memory()
    assert told == [(1_000_000_000, 1_000_000_000)]
