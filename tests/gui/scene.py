"""Keys pressed at the real window, and a scene for them: a project with something of everything in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import importers
from annotator.domain.model import Span
from annotator.gui.actions import ACTIONS
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage

NONE = Qt.KeyboardModifier.NoModifier
KEYS = [(action.id, key) for action in ACTIONS for key in action.keys]


def combination_of(key: str) -> QKeyCombination:
    sequence: Any = QKeySequence(key)
    found = sequence[0]
    assert isinstance(found, QKeyCombination)
    return found


def press(window: MainWindow, key: str) -> None:
    """Press a key at the window itself, which is where the system hands it in."""
    combination = combination_of(key)
    assert window.isActiveWindow()
    QTest.keyClick(window.windowHandle(), combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


@dataclass
class Scene:
    """Two articles with five claims in the first; the third claim is worked on, and words are selected."""

    window: MainWindow
    page: ProjectPage
    qtbot: QtBot

    def claims(self) -> int:
        return len(self.page.project.claims.all())

    def number(self) -> int:
        """Which claim of the article is worked on, from 1."""
        claim, marks = self.page.claim, self.page.project.articles.marks(self.page.article)
        return [mark.claim for mark in marks].index(claim.id) + 1 if claim else 0

    def exact(self) -> str:
        """The words of the claim's mark."""
        assert self.page.claim is not None
        return self.page.project.claims.get(self.page.claim.id).mentions[0].selector.exact

    def selected(self) -> str:
        span, text = self.page.reader.selection(), self.page.project.articles.get(self.page.article).text
        return text[span.start : span.end] if span else ""


def make_scene(window: MainWindow, page: ProjectPage, qtbot: QtBot, tmp_path: Path) -> Scene:
    """That scene in a window."""
    long = tmp_path / "long.md"
    long.write_text("\n\n".join(f"# Part {n}\n\n{'Plain words. ' * 200}" for n in range(6)), encoding="utf-8")
    page.project.articles.add_read(importers.read(long))
    for words in ("1932", "1149 metres", "eight years", "1400 people", "Two thirds"):
        page.project.claims.mark_quote(page.article, words)
    page.show_claim(page.project.articles.marks(page.article)[2].claim)
    start = page.project.articles.get(page.article).text.index("people")
    page.reader.setFocus()
    page.reader.select(Span(start, start + len("peopl")))
    QApplication.processEvents()
    return Scene(window, page, qtbot)
