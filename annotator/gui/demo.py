"""The demonstration: the whole job on the sample article, in the real window, by real keys and mouse events.

It is also a proof: at its end the project is closed, opened again, taken back step by step and brought forward again,
and every report must come out the same.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QPoint, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Span
from annotator.gui.app import application, open_window
from annotator.gui.dialogs.attach import AttachDialog
from annotator.gui.dialogs.export import ExportDialog
from annotator.gui.fields import ChoiceField
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Messages, Notice, log
from annotator.gui.project_page import ProjectPage
from annotator.gui.settings import Settings
from annotator.project import Project, sample
from annotator.project.formats import exportable

Key, Held = Qt.Key, Qt.KeyboardModifier
PATIENCE = 60.0
"""Seconds that one piece of work may take."""

_STANCES = {"supports": Key.Key_S, "refutes": Key.Key_R, "context": Key.Key_C}


class Stage:
    """The window, and what a person at it can do: press, write, point, look."""

    def __init__(self, window: MainWindow, out: Path) -> None:
        self.window = window
        self.pictures = out / "pictures"
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.taken = 0

    @property
    def page(self) -> ProjectPage:
        page = self.window.page
        if page is None:
            raise AnnotatorError("The demonstration lost its project.", "Run it again in an empty folder.")
        return page

    def settle(self) -> None:
        """Let the window do what it has to. Off screen nobody makes it active again once a dialog is gone."""
        for _ in range(3):
            QApplication.processEvents()
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            QApplication.processEvents()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
        """Press a key where the focus is."""
        self.settle()
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle()

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Held.ControlModifier)

    def write(self, text: str) -> None:
        """Type a text; what no keyboard has comes from the clipboard."""
        self.settle()
        focused = QApplication.focusWidget() or self.window
        if text.isascii() and "\n" not in text:
            QTest.keyClicks(focused, text)
        else:
            QApplication.clipboard().setText(text)
            self.ctrl(Key.Key_V)
        self.settle()

    def fill(self, field: QWidget, text: str) -> None:
        """Replace what a field holds."""
        field.setFocus()
        self.ctrl(Key.Key_A)
        self.write(text)

    def choose(self, field: ChoiceField, value: str) -> None:
        """Choose a value with Home and Down, as typing its letters this fast would run two words together."""
        field.setFocus()
        self.press(Key.Key_Home)
        for _ in range(field.findData(value)):
            self.press(Key.Key_Down)

    def drag_over(self, span: Span) -> None:
        """Select a span with the mouse, from its first character to its last."""
        view = self.page.reader.view
        self.page.reader.go_to(span)
        self.settle()
        rows = [row.toAlignedRect() for row in view.rects_of(span)]
        start = QPoint(rows[0].left() + 1, rows[0].center().y())
        end = QPoint(rows[-1].right(), rows[-1].center().y())
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, start)
        QTest.mouseMove(view.viewport(), end)
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Held.NoModifier, end)
        self.settle()
        if self.page.reader.selection() != span:
            self.page.reader.select(span)

    def wait(self) -> None:
        """Wait for the workers."""
        end = time.monotonic() + PATIENCE
        while self.window.commands.job is not None or self._is_looking_ahead():
            if time.monotonic() > end:
                raise AnnotatorError("The demonstration waited too long.", "Run it on a machine that is less busy.")
            QApplication.processEvents()

    def _is_looking_ahead(self) -> bool:
        dialog = self.window.commands.dialog
        return isinstance(dialog, ExportDialog) and dialog.ahead.job is not None

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Keep what is on screen."""
        self.settle()
        self.taken += 1
        (widget or self.window).grab().save(str(self.pictures / f"{self.taken:02}-{name}.png"))


def run_demo(out: Path, say: Callable[[str], object] = lambda _: None) -> int:
    """Do the whole job in `out`, telling with `say` where everything is. Gives the exit status: 1 when anything that
    must hold at the end does not."""
    out.mkdir(parents=True, exist_ok=True)
    app, messages = application(), Messages()
    before = qInstallMessageHandler(_quietly)
    settings = Settings(out / "settings.ini")
    settings.set("theme", "light")
    settings.set("checker", "first checker")
    problems: list[str] = []
    messages.said.connect(lambda notice: problems.append(_worded(notice)) if notice.level is not Level.INFO else None)
    window = open_window(app, settings, messages)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    stage = Stage(window, out)
    try:
        path = _whole_job(stage, out)
    except AnnotatorError as error:
        problems.append(str(error))
        path = None
    finally:
        window.close()
        messages.close()
        qInstallMessageHandler(before)
    return _tell(out, path, problems, say)


def _quietly(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's warnings, but for what its off-screen platform says it cannot do at each dialog."""
    if not text.startswith("This plugin does not support") and kind is not QtMsgType.QtDebugMsg:
        log.warning("Qt: %s", text)


def _whole_job(stage: Stage, out: Path) -> Path:
    data = sample.described()
    stage.picture("start")
    path = _free(out / "demo.factcheck")
    title, scale = data["project"]["title"], data["project"]["scale"]
    stage.window.take(Project.create(path, checker="first checker", title=title, scale=scale))
    stage.picture("empty-project")
    stage.window.commands.take_files([str(sample.ARTICLE)])
    stage.wait()
    stage.picture("article")
    sources = {row["key"]: row for row in data["source"]}
    for number, row in enumerate(data["claim"]):
        _check(stage, row, sources, first=number == 0)
    _look_around(stage)
    reports = _export(stage, out / "reports")
    _prove(stage, path, reports, out / "reports-again")
    return path


def _check(stage: Stage, row: dict[str, Any], sources: dict[str, dict[str, Any]], first: bool) -> None:
    """One claim: marked, worded, sourced, rated."""
    page = stage.page
    stage.drag_over(page.project.claims.find(page.article, row["quote"]))
    pictured = first
    if first:
        stage.picture("words-selected")
    stage.ctrl(Key.Key_M)
    stage.write(row["statement"])
    stage.press(Key.Key_Return)
    editor = page.desk.editor
    stage.choose(editor.kind, row["kind"])
    for name in ("claimant", "claim_date", "assignee"):
        if row.get(name):
            stage.fill(getattr(editor, name), row[name])
            stage.press(Key.Key_Return)
    if row.get("note"):
        stage.fill(editor.note, row["note"])
    for quote in row.get("also", ()):
        stage.drag_over(page.project.claims.find(page.article, quote))
        stage.press(Key.Key_M, Held.ControlModifier | Held.ShiftModifier)
    if pictured:
        stage.picture("claim-marked")
    for evidence in row.get("evidence", ()):
        _attach(stage, evidence, sources[evidence["source"]], pictured)
        pictured = False
    if "rating" in row:
        _rate(stage, row, first)


def _attach(stage: Stage, evidence: dict[str, Any], source: dict[str, Any], pictured: bool) -> None:
    stage.page.reader.setFocus()
    stage.ctrl(Key.Key_L)
    dialog = stage.window.commands.dialog
    assert isinstance(dialog, AttachDialog)
    known = any(other.title == source["title"] for other in stage.page.project.sources.all())
    stage.write(source["title"] if known or not source.get("url") else source["url"])
    if not known:
        stage.choose(dialog.source.kind, source["kind"])
        for name, line in dialog.source.lines.items():
            if line.isVisibleTo(dialog) and line.text() != source.get(name, ""):
                stage.fill(line, source.get(name, "")) if source.get(name) else line.clear()
        stage.fill(dialog.source.note, source.get("note", ""))
        if source.get("confidential"):
            dialog.source.confidential.setFocus()
            stage.press(Key.Key_Space)
    dialog.stances.setFocus()
    stage.press(_STANCES[evidence["stance"]])
    for field, name in ((dialog.excerpt, "excerpt"), (dialog.locator, "locator"), (dialog.note, "note")):
        if evidence.get(name):
            stage.fill(field, evidence[name])
    if pictured:
        stage.picture("attach-source", dialog)
    stage.ctrl(Key.Key_Return)


def _rate(stage: Stage, row: dict[str, Any], pictured: bool) -> None:
    page = stage.page
    number = [rating.key for rating in page.project.scale.ratings].index(row["rating"]) + 1
    stage.ctrl(Key(Key.Key_0 + number))
    stage.write(row.get("rationale", ""))
    if row.get("correction"):
        stage.press(Key.Key_Tab)
        stage.write(row["correction"])
    if pictured:
        stage.picture("rationale-written")
    stage.ctrl(Key.Key_Return)
    if pictured:
        stage.picture("verdict-signed")


def _look_around(stage: Stage) -> None:
    """Everything else there is to see."""
    page, window = stage.page, stage.window
    wrong = next(mark for mark in page.project.articles.marks(page.article) if mark.rating == "wrong")
    page.show_claim(wrong.claim)
    stage.picture("checked")
    stage.press(Key.Key_L, Held.ControlModifier | Held.ShiftModifier)
    stage.picture("all-claims")
    stage.press(Key.Key_H, Held.ControlModifier | Held.ShiftModifier)
    stage.picture("history")
    stage.press(Key.Key_C, Held.ControlModifier | Held.ShiftModifier)
    for key, held, name in ((Key.Key_K, Held.ControlModifier, "palette"), (Key.Key_F1, Held.NoModifier, "shortcuts")):
        stage.press(key, held)
        dialog = window.commands.dialog
        stage.picture(name, dialog)
        if dialog is not None:
            dialog.close()
        window.activateWindow()
    window.actions_by_id["theme_dark"].trigger()
    stage.picture("dark")
    window.resize(1000, 700)
    stage.picture("dark-small")
    window.resize(1440, 900)
    window.actions_by_id["theme_light"].trigger()


def _export(stage: Stage, folder: Path, again: bool = False) -> dict[str, bytes]:
    """Write every report through the dialog; gives their bytes by name."""
    folder.mkdir(exist_ok=True)
    first: dict[str, str] = {}
    for name, _, extension, _ in exportable():
        stem = "report" if first.setdefault(extension, name) == name else f"report-{name}"
        stage.ctrl(Key.Key_E)
        dialog = stage.window.commands.dialog
        assert isinstance(dialog, ExportDialog)
        dialog.choose(name)
        stage.fill(dialog.path, str(folder / f"{stem}.{extension}"))
        if name == "html" and not again:
            stage.wait()
            stage.picture("export", dialog)
        stage.ctrl(Key.Key_Return)
        stage.wait()
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _prove(stage: Stage, path: Path, reports: dict[str, bytes], again: Path) -> None:
    """Close, open again, undo everything, redo everything. Raises AnnotatorError when anything is lost."""
    left = stage.page.place()
    stage.ctrl(Key.Key_W)
    stage.picture("start-again")
    stage.window.open_project(path)
    stage.picture("opened-again")
    if stage.page.place() != left:
        raise AnnotatorError("The project did not open where it was left.", "This is a fault of the app.")
    undone = 0
    while stage.page.project.claims.all():
        stage.ctrl(Key.Key_Z)
        undone += 1
    stage.picture("everything-undone")
    for _ in range(undone):
        stage.ctrl(Key.Key_Y)
    stage.picture("everything-done-again")
    if _export(stage, again, again=True) != reports:
        raise AnnotatorError("A report changed by undoing and doing again.", "This is a fault of the app.")
    for report in again.iterdir():
        report.unlink()
    again.rmdir()
    if problems := stage.page.project.check():
        raise AnnotatorError(f"The project file is not sound: {problems[0]}", "This is a fault of the app.")


def _free(path: Path) -> Path:
    """A name that nothing has yet: a demonstration never overwrites a project."""
    number = 2
    free = path
    while free.exists():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free


def _worded(notice: Notice) -> str:
    return "\n".join(part for part in (notice.text, notice.advice, notice.details) if part)


def _tell(out: Path, path: Path | None, problems: list[str], say: Callable[[str], object]) -> int:
    for problem in problems:
        say(problem)
    if path is not None:
        say(f"The project:  {path}")
        say(f"The reports:  {out / 'reports'}")
    say(f"The pictures: {out / 'pictures'}")
    return 1 if problems or path is None else 0
