"""Paper: what is printed has its notes; long printing tells how far it is, lets the window answer, can be stopped."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import importers
from annotator.domain.model import Span
from annotator.gui.dialogs.preview import PrintPreview
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.reader.paper import Paper
from tests.gui.conftest import Hands

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
OLD = b"something that was there before"


@pytest.fixture
def long(page: ProjectPage, tmp_path: Path) -> str:
    """An article of some fifty pages with claims in it."""
    file = tmp_path / "long.md"
    file.write_text("\n\n".join(f"# Part {n}\n\n{'Plain words of this part. ' * 60}" for n in range(120)))
    article = page.project.articles.add_read(importers.read(file))
    with page.project.step("Mark claims"):
        for n in range(60):
            claim = page.project.claims.mark(article.id, Span(n * 3000, n * 3000 + 20))
            page.project.verdicts.give(claim.id, "confirmed", "Somebody measured it.")
    page.show_article(article.id)
    page.reader.setFocus()
    return article.id


def _to_file(window: MainWindow, hands: Hands, path: Path) -> None:
    """Ask for the article to be printed into a file, and go on."""
    hands.ctrl(Key.Key_P)
    dialog = window.commands.dialog
    assert isinstance(dialog, QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(path))
    dialog.accepted.emit(dialog.printer())
    dialog.reject()


def _drawn(path: Path) -> bytes:
    """A PDF but for its times and its ids, which are other ones each time."""
    return re.sub(
        rb"\(D:\d+Z?[^)]*\)|<[0-9a-f]{32,}>|<\?xpacket begin.*<\?xpacket end", b"", path.read_bytes(), flags=re.S
    )


def test_the_article_is_printed_with_its_notes(
    window: MainWindow, page: ProjectPage, hands: Hands, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    page.mark(hands.select("1149 metres"))
    assert page.claim is not None
    page.project.verdicts.give(page.claim.id, "confirmed", "Its arch was measured. " * 400)
    page.reader.setFocus()
    _to_file(window, hands, tmp_path / "printed.pdf")
    qtbot.waitUntil(lambda: bool(said) and said[-1].text == "Printed.")
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") > 1
    assert sorted(path.name for path in tmp_path.glob("*.p*")) == ["printed.pdf"]


def _is_printed(window: MainWindow) -> float:
    """How much of the article is printed, of 1; -1 before it begins."""
    bar = window.status.work_bar
    began = "Printing" in window.status.working.text() and bar.maximum() == 1000
    return bar.value() / 1000 if began else -1.0


@pytest.mark.parametrize("share", [0.0, 0.2, 0.7])
def test_printing_that_is_stopped_leaves_no_file_and_no_other_one_spoiled(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands, tmp_path: Path, qtbot: QtBot, share: float
) -> None:
    for name, before in (("new.pdf", None), ("old.pdf", OLD)):
        path = tmp_path / name
        if before:
            path.write_bytes(before)
        _to_file(window, hands, path)
        qtbot.waitUntil(lambda: _is_printed(window) >= share)
        QTest.mouseClick(window.status.stop, Qt.MouseButton.LeftButton)
        assert window.commands.job is None and not window.status.stop.isVisible()
        assert (path.read_bytes() if path.exists() else None) == before
        assert not list(tmp_path.glob(".*.part"))


def test_printing_in_slices_gives_what_printing_in_one_go_gives(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    _to_file(window, hands, tmp_path / "sliced.pdf")
    qtbot.waitUntil(lambda: bool(said) and said[-1].text == "Printed.")
    printer = window.commands._printer()
    printer.setOutputFileName(str(tmp_path / "whole.pdf"))
    notes = {claim.id: claim.verdict.rationale for claim in page.project.claims.all() if claim.verdict}
    list(page.reader.printout(Paper.of(printer), notes).print_to(printer))
    assert _drawn(tmp_path / "sliced.pdf") == _drawn(tmp_path / "whole.pdf")


def test_the_window_answers_while_it_prints(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands, tmp_path: Path, qtbot: QtBot, said: list[Notice]
) -> None:
    """Other work of the event loop has its turn between slices, and the article can be read and left."""
    turns: list[str] = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: turns.append(window.status.working.text()))
    timer.start()
    _to_file(window, hands, tmp_path / "printed.pdf")
    qtbot.waitUntil(lambda: "Printing" in window.status.working.text())
    page.show_article(page.summaries[0].id)
    qtbot.waitUntil(lambda: bool(said) and said[-1].text == "Printed.")
    assert sum("Printing" in turn for turn in turns) > 10
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") > 40


def _preview(window: MainWindow, hands: Hands, qtbot: QtBot) -> PrintPreview:
    hands.press(Key.Key_P, CTRL, ALT)
    qtbot.waitUntil(lambda: isinstance(window.commands.dialog, PrintPreview))
    dialog = window.commands.dialog
    assert isinstance(dialog, PrintPreview)
    return dialog


def test_the_preview_shows_pages_while_it_lays_out_the_others(
    window: MainWindow, page: ProjectPage, long: str, hands: Hands, qtbot: QtBot
) -> None:
    preview = _preview(window, hands, qtbot)
    qtbot.waitUntil(lambda: preview.told.text().endswith("…"))
    qtbot.waitUntil(lambda: not preview.bar.isVisible())
    assert preview.told.text() == f"Page 1 of {preview.pages.count()}" and preview.pages.count() > 40
    preview.pages.setFocus()
    hands.press(Key.Key_PageDown)
    hands.press(Key.Key_PageDown)
    assert preview.told.text().startswith("Page 3 of")
    hands.press(Key.Key_End)
    assert preview.pages.current == preview.pages.count()
    shown = preview.pages.grab().toImage()
    assert len({shown.pixel(x, y) for x in range(0, shown.width(), 3) for y in range(0, shown.height(), 3)}) > 5
    preview.reject()


def test_another_paper_is_laid_out_anew(window: MainWindow, long: str, hands: Hands, qtbot: QtBot) -> None:
    preview = _preview(window, hands, qtbot)
    counts = []
    for paper in ("A4", "A5"):
        preview.size_of.setCurrentText(paper)
        qtbot.waitUntil(lambda: not preview.bar.isVisible())
        counts.append(preview.pages.count())
    assert counts[1] > counts[0] * 1.5
    preview.way.setCurrentText("Landscape")
    preview.reject()
    assert preview._laying is None


def test_the_preview_goes_on_to_the_printer(window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot) -> None:
    preview = _preview(window, hands, qtbot)
    preview.size_of.setCurrentText("A5")
    hands.press(Key.Key_Return, CTRL)
    dialog = window.commands.dialog
    assert isinstance(dialog, QPrintDialog)
    QApplication.processEvents()
    assert dialog.isVisible() and dialog.printer().pageLayout().pageSize().name() == "A5"
    dialog.reject()
