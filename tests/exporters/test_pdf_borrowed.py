"""Fonts of the computer stand in for letters that no shipped font has; which ones is told, and no broken font harms."""

import subprocess
import time
from pathlib import Path

import pytest

from annotator.domain.model import BlockKind
from annotator.domain.resources import RESOURCES
from annotator.exporters import EXPORTERS, pdf, pdf_borrowed
from annotator.exporters.pdf_borrowed import Face, borrow, scripts
from tests.exporters import reports
from tests.exporters.reading import QUIET

SHIPPED = RESOURCES / "print" / "fonts"
INSTALLED = pdf_borrowed.FOLDERS
ARABIC, HEBREW = "\u0639", "\u05e9"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that is taken for that of the installed fonts."""
    monkeypatch.setattr(pdf_borrowed, "FOLDERS", (tmp_path,))
    return tmp_path


def place(name: str, folder: Path) -> None:
    (folder / name).write_bytes((SHIPPED / name).read_bytes())


def test_a_family_is_borrowed_for_the_letters_it_has(installed: Path) -> None:
    for name in ("AnnotatorArabic-Regular.ttf", "AnnotatorArabic-Bold.ttf", "AnnotatorHebrew-Regular.ttf"):
        place(name, installed)
    borrowed = borrow((ARABIC, HEBREW, "\u6708"))
    assert borrowed.letters == {ARABIC, HEBREW}
    assert sorted(borrowed.families) == ["Annotator Arabic", "Annotator Hebrew"]
    assert len(borrowed.faces) == 3


def test_a_family_has_what_each_of_its_faces_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a heading, which is bold, could ask a face for a letter that only the upright one has."""
    upright = Face(Path("upright.ttf"), 0, "Family", frozenset("月球"))
    bold = Face(Path("bold.ttf"), 0, "Family", frozenset("月"))
    monkeypatch.setattr(pdf_borrowed, "_installed", lambda letters: iter((upright, bold)))
    assert borrow("月球").letters == {"月"}


def test_many_letters_take_no_long(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = [chr(point) for point in range(0x4E00, 0x4E00 + 20_000)]
    faces = [
        Face(installed / f"{at}.ttf", 0, f"Family {at:03}", frozenset(letters[at * 50 : at * 50 + 10_000]))
        for at in range(200)
    ]
    monkeypatch.setattr(pdf_borrowed, "_installed", lambda letters: iter(faces))
    began = time.process_time()
    borrowed = borrow(letters)
    assert time.process_time() - began < 10
    assert len(borrowed.letters) == 10_000 + 199 * 50


def test_nothing_is_borrowed_that_is_not_needed(installed: Path) -> None:
    place("AnnotatorArabic-Regular.ttf", installed)
    assert not borrow(()).faces
    assert not borrow((HEBREW,)).faces


def test_a_broken_font_is_passed_over(installed: Path) -> None:
    whole = (SHIPPED / "AnnotatorHebrew-Regular.ttf").read_bytes()
    for size in (0, 3, 11, 50, 500, len(whole) // 2):
        (installed / f"cut-{size}.ttf").write_bytes(whole[:size])
    for number in range(200):
        torn = bytearray(whole)
        torn[number * 3 : number * 3 + 2] = b"\xff\xff"
        (installed / f"torn-{number}.ttf").write_bytes(torn)
    (installed / "folder.ttf").mkdir()
    (installed / "no.ttc").write_bytes(b"ttcf" + b"\xff" * 40)
    borrow((HEBREW, ARABIC))
    place("AnnotatorArabic-Regular.ttf", installed)
    assert ARABIC in borrow((HEBREW, ARABIC)).letters


def test_a_font_that_may_not_be_embedded_is_not_borrowed(installed: Path) -> None:
    data = bytearray((SHIPPED / "AnnotatorHebrew-Regular.ttf").read_bytes())
    table = next(at for at in range(12, 12 + 16 * data[5], 16) if data[at : at + 4] == b"OS/2")
    start = int.from_bytes(data[table + 8 : table + 12], "big")
    data[start + 8 : start + 10] = b"\x00\x02"
    (installed / "kept.ttf").write_bytes(data)
    assert not borrow((HEBREW,)).faces


def test_scripts_are_named_as_unicode_names_them() -> None:
    assert scripts(["\u6708", "\u0e14", "\u0939", "\U0001f44d"]) == ["CJK", "Devanagari", "Thai", "signs"]


def test_borrowed_letters_are_told_and_are_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_borrowed, "FOLDERS", INSTALLED)
    letters = set("月球") & borrow("月球").letters
    if len(letters) < 2:
        pytest.skip("no font with Chinese letters is installed")
    draft = reports.Draft("Moon 月球")
    draft.article((BlockKind.PARAGRAPH, "月球 is the moon."), title="Moon")
    report = draft.report()
    (loss,) = pdf.unset_letters(report)
    assert loss.kind == "borrowed-letters" and loss.count == 2 and "another" in str(loss)
    (part,) = EXPORTERS["pdf"].render(report, QUIET)
    (again,) = EXPORTERS["pdf"].render(report, QUIET)
    assert part.data == again.data
    (tmp_path / "report.pdf").write_bytes(part.data)
    try:
        told = subprocess.run(["pdftotext", tmp_path / "report.pdf", "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext is not installed")
    assert "月球 is the moon." in told.stdout.decode()
