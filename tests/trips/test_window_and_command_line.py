"""The window is open while the command line works on the same project, in a process of its own."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.model import ClaimState
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from tests.cli.running import in_process_of_its_own as annotator
from tests.gui.conftest import Hands, hands, messages, no_strays, page, path, said, settings, window

__all__ = ["hands", "messages", "no_strays", "page", "path", "said", "settings", "window"]

Key = Qt.Key


def test_words_half_typed_outlive_what_the_command_line_does_to_their_claim(
    qtbot: QtBot, window: MainWindow, page: ProjectPage, hands: Hands, path: Path, said: list[Notice]
) -> None:
    # Given a claim whose statement is half written in the window
    hands.select("1149 metres long")
    hands.press(Key.Key_M)
    assert page.claim is not None
    claim, field = page.claim.id, QApplication.focusWidget()
    hands.write("The bridge is 1149 me")

    # When the command line marks another claim and rates this one
    assert annotator("mark", path, "--article", page.article, "--quote", "1932").status == 0
    assert annotator("rate", path, "--claim", claim, "--rating", "wrong", "--rationale", "No.").status == 0
    qtbot.waitUntil(lambda: len(page.project.claims.get(claim).verdicts) == 1 and len(page.desk.claims.model.rows) == 2)

    # Then the words and the focus are where they were, and what is written in the end is stored
    assert QApplication.focusWidget() is field
    hands.write("tres long.")
    hands.press(Key.Key_Return)
    now = page.project.claims.get(claim)
    assert (now.statement, now.state) == ("The bridge is 1149 metres long.", ClaimState.STALE)

    # And undo in the window takes back every step, whoever made it
    while page.project.claims.all():
        hands.ctrl(Key.Key_Z)
    with Project.open(path) as other:
        assert other.claims.all() == [] and other.check() == []
    assert [notice for notice in said if notice.level is not Level.INFO] == []


def test_a_draft_outlives_its_claim_being_undone_and_brought_back(
    qtbot: QtBot, page: ProjectPage, hands: Hands, path: Path
) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    assert page.claim is not None
    claim = page.claim.id
    hands.ctrl(Key.Key_3)
    hands.write("Half a reason")
    assert annotator("undo", path).status == 0
    qtbot.waitUntil(lambda: page.claim is None)
    assert annotator("redo", path).status == 0
    qtbot.waitUntil(lambda: page.desk.claims.model.rows != [])
    page.show_claim(claim)
    assert page.desk.verdict.rationale.value() == "Half a reason"
