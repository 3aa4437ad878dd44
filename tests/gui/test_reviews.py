"""A second person looks at a verdict: approves it or returns it with a note, by keys, palette and buttons."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from annotator.gui.dialogs.palette import Palette
from annotator.gui.dialogs.review import ReturnDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from tests.gui.conftest import Hands
from tests.gui.scene import press


@pytest.fixture
def signed(window: MainWindow, path: Path) -> ProjectPage:
    """A project in which a colleague signed a verdict of the claim that is worked on."""
    with Project.open(path, checker="a colleague") as project:
        claim = project.claims.mark_quote(project.articles.all()[0].id, "1932")
        project.verdicts.give(claim.id, "confirmed", "The register says so.")
    window.open_project(path)
    assert window.page is not None
    window.page.step(1)
    window.page.desk.turn_to(0)
    QApplication.processEvents()
    return window.page


def _told(page: ProjectPage) -> str:
    QApplication.sendPostedEvents(None, 52)
    return "\n".join(one.text() for one in page.desk.ledger.findChildren(QLabel))


def _acts(page: ProjectPage) -> dict[str, QPushButton]:
    QApplication.sendPostedEvents(None, 52)
    return {one.text(): one for one in page.desk.ledger.findChildren(QPushButton)}


def test_a_verdict_is_approved_by_its_key_and_that_is_undone(
    window: MainWindow, signed: ProjectPage, said: list[Notice]
) -> None:
    press(window, "Ctrl+Shift+A")
    assert signed.claim is not None and signed.claim.verdict is not None
    (review,) = signed.claim.verdict.reviews
    assert review.approved and review.checker.name == "first checker"
    assert "✓ Approved by first checker" in _told(signed)
    assert (said[-1].text, said[-1].action) == ("Verdict approved.", "Undo")
    press(window, "Ctrl+Z")
    assert "Approved" not in _told(signed)


def test_a_verdict_is_returned_with_a_note_that_may_not_be_empty(
    window: MainWindow, signed: ProjectPage, hands: Hands
) -> None:
    press(window, "Ctrl+Shift+R")
    dialog = window.commands.dialog
    assert isinstance(dialog, ReturnDialog)
    hands.ctrl(Qt.Key.Key_Return)
    assert dialog.wrong.text() == "There is no note yet. Say what is to be looked at again."
    hands.write("Which register? <b>Name</b> it.")
    hands.ctrl(Qt.Key.Key_Return)
    assert "↩ Returned by first checker" in _told(signed)
    assert "Which register? <b>Name</b> it." in _told(signed)
    signed.project.verdicts.give(signed.project.claims.all()[0].id, "wrong", "It says another year.")
    assert "Returned" in _told(signed), "the ledger keeps what was found of an earlier verdict"


def test_reviews_are_in_the_palette_and_in_the_ledger(window: MainWindow, signed: ProjectPage, hands: Hands) -> None:
    assert list(_acts(signed)) == ["Return…", "Approve", "Withdraw"]
    assert _acts(signed)["Approve"].toolTip().endswith("(Ctrl+Shift+A)")
    window.keys.change("approve_verdict", "Ctrl+Shift+A", "F12")
    assert _acts(signed)["Approve"].toolTip().endswith("(F12)")
    window.commands.palette()
    palette = window.commands.dialog
    assert isinstance(palette, Palette)
    palette.words.setText("approve")
    hands.press(Qt.Key.Key_Return)
    assert "✓ Approved" in _told(signed)
    QTest.mouseClick(_acts(signed)["Return…"], Qt.MouseButton.LeftButton)
    assert isinstance(window.commands.dialog, ReturnDialog)
    window.commands.dialog.reject()


@pytest.mark.parametrize("key", ["Ctrl+Shift+A", "Ctrl+Shift+R"])
def test_nobody_reviews_what_they_signed_themselves(
    window: MainWindow, signed: ProjectPage, said: list[Notice], key: str
) -> None:
    assert signed.claim is not None
    signed.project.verdicts.give(signed.claim.id, "wrong", "It says another year.")
    assert list(_acts(signed)) == ["Withdraw"]
    press(window, key)
    assert said[-1].level is Level.PROBLEM and said[-1].text == "You signed this verdict yourself."
    assert signed.claim.verdict is not None and signed.claim.verdict.reviews == ()


def test_there_is_nothing_to_review_without_a_verdict(
    window: MainWindow, page: ProjectPage, hands: Hands, said: list[Notice]
) -> None:
    page.mark(hands.select("1932"))
    press(window, "Ctrl+Shift+A")
    assert said[-1].text == "No verdict stands for this claim."


def test_the_history_of_the_project_says_what_each_step_was_about(window: MainWindow, signed: ProjectPage) -> None:
    assert signed.claim is not None
    signed.desk.turn_to(2)
    assert signed.desk.history.model.rows[0].what == f"Rate claim: {signed.claim.statement}"


def test_the_history_of_the_claim_tells_of_reviews(window: MainWindow, signed: ProjectPage) -> None:
    assert signed.claim is not None and signed.claim.verdict is not None
    signed.project.reviews.give(signed.claim.verdict.id, False, "Which register?")
    signed.desk.turn_to(2)
    signed.desk.history.scope.setCurrentIndex(1)
    assert "Verdict returned: Which register?" in [row.what for row in signed.desk.history.model.rows]
