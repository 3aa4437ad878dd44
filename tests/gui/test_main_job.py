"""The way of most claims, by keyboard alone: mark, word it, attach a source, rate it, sign it, on to the next."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.domain.model import ClaimState, Stance
from annotator.gui.dialogs.attach import AttachDialog
from annotator.gui.dialogs.palette import Palette
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from tests.gui.conftest import Hands

Key = Qt.Key


def test_a_claim_is_marked_sourced_rated_and_signed_by_keyboard(
    window: MainWindow, page: ProjectPage, hands: Hands, path: Path
) -> None:
    # Given two stretches of text, the second of them marked already
    hands.select("Two thirds of them")
    hands.ctrl(Key.Key_M)
    second = page.claim
    assert second is not None
    hands.press(Key.Key_Return)

    # When the first is marked, worded, sourced, rated and signed
    span = hands.select("1149 metres long")
    hands.press(Key.Key_M)
    assert QApplication.focusWidget() is page.desk.editor.statement
    hands.write("The bridge is 1149 metres long.")
    hands.press(Key.Key_Return)
    assert QApplication.focusWidget() is page.reader.view
    hands.ctrl(Key.Key_L)
    dialog = window.commands.dialog
    assert isinstance(dialog, AttachDialog)
    hands.write("Survey of 1998")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_R)
    hands.press(Key.Key_Tab)
    hands.write("total length 1149.1 m")
    hands.ctrl(Key.Key_Return)
    hands.ctrl(Key.Key_3)
    assert QApplication.focusWidget() is page.desk.verdict.rationale
    hands.write("The survey says so.")
    hands.ctrl(Key.Key_Return)
    hands.ctrl(Key.Key_J)

    # Then the next unchecked claim is there, and the file holds it all
    assert page.claim is not None and page.claim.id == second.id
    with Project.open(path) as other:
        claim = other.claims.all()[0]
        assert claim.statement == "The bridge is 1149 metres long."
        assert claim.mentions[0].span == span
        assert claim.mentions[0].selector.exact == "1149 metres long"
        assert [(e.stance, e.excerpt) for e in claim.evidence] == [(Stance.REFUTES, "total length 1149.1 m")]
        assert other.sources.get(claim.evidence[0].source).title == "Survey of 1998"
        assert claim.verdict is not None
        assert (claim.verdict.rating, claim.verdict.rationale) == ("wrong", "The survey says so.")
        assert claim.verdict.checker.name == "first checker"


def test_the_same_rating_key_again_signs(page: ProjectPage, hands: Hands) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.ctrl(Key.Key_1)
    hands.ctrl(Key.Key_1)
    assert page.claim is not None and page.claim.state is ClaimState.CHECKED


def test_progress_is_in_sight_and_follows(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    assert window.status.count.text() == "No claims yet"
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    assert window.status.count.text() == "0 of 1 claim checked"
    hands.ctrl(Key.Key_5)
    hands.ctrl(Key.Key_Return)
    assert window.status.count.text() == "1 of 1 claim checked"


def test_undo_takes_back_the_last_step_and_names_it(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.press(Key.Key_Return)
    assert window.actions_by_id["undo"].text() == "Undo Mark claim"
    hands.ctrl(Key.Key_Z)
    assert page.project.claims.all() == [] and page.claim is None
    assert window.actions_by_id["redo"].text() == "Redo Mark claim"
    hands.ctrl(Key.Key_Y)
    assert [claim.statement for claim in page.project.claims.all()] == ["1932"]


def test_undo_shows_the_claim_it_is_about(page: ProjectPage, hands: Hands) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    first = page.claim
    hands.select("Two thirds of them")
    hands.ctrl(Key.Key_M)
    assert page.claim is not None and first is not None
    page.project.claims.set(first.id, note="A note")
    hands.ctrl(Key.Key_Z)
    assert page.claim is not None and page.claim.id == first.id


def test_undo_takes_back_typing_first(page: ProjectPage, hands: Hands) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.write("Opened then")
    hands.ctrl(Key.Key_Z)
    assert len(page.project.claims.all()) == 1
    assert page.desk.editor.statement.value() == "1932"


def test_another_mention_of_the_same_claim(page: ProjectPage, hands: Hands) -> None:
    hands.select("1149 metres long")
    hands.ctrl(Key.Key_M)
    hands.select("The bridge opened")
    hands.press(Key.Key_M, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert page.claim is not None
    exact = [mention.selector.exact for mention in page.claim.mentions]
    assert exact == ["The bridge opened", "1149 metres long"]


def test_snapping_makes_whole_words_and_sentences(page: ProjectPage, hands: Hands) -> None:
    hands.select("ook eight ye")
    hands.ctrl(Key.Key_D)
    span = page.reader.selection()
    text = page.project.articles.get(page.article).text
    assert span and text[span.start : span.end] == "took eight years"
    hands.press(Key.Key_D, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    span = page.reader.selection()
    assert span and text[span.start : span.end] == "It took eight years to build."


def test_a_removed_claim_comes_back_by_the_notice(
    window: MainWindow, page: ProjectPage, hands: Hands, said: list[Notice]
) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    page.reader.setFocus()
    hands.press(Key.Key_Delete)
    assert page.project.claims.all() == []
    assert said[-1].text == "Claim removed."
    window.status.act.click()
    claim = page.project.claims.all()[0]
    assert [mark.claim for mark in page.desk.claims.model.rows] == [claim.id]
    assert page.reader.rects_of(claim.mentions[0].id), "it is painted again"


def test_letters_typed_into_an_editor_are_no_commands(page: ProjectPage, hands: Hands) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    page.desk.editor.claimant.setFocus()
    hands.write("jk mm?")
    hands.press(Key.Key_Return)
    claims = page.project.claims.all()
    assert [claim.claimant for claim in claims] == ["jk mm?"]


def test_shortcuts_of_the_window_work_inside_an_editor(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.ctrl(Key.Key_K)
    assert isinstance(window.commands.dialog, Palette)
    window.commands.dialog.close()
    assert page.desk.editor.statement.value() == "1932"


def test_the_claim_date_shows_what_was_understood(page: ProjectPage, hands: Hands) -> None:
    page.project.articles.set(page.article, published="2021-01-29")
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    page.desk.editor.claim_date.setFocus()
    hands.write("27 January")
    assert page.desk.editor.understood.text() == "Wednesday 27 January 2021"
    hands.press(Key.Key_Return)
    claim = page.project.claims.all()[0]
    assert (claim.claim_date, claim.claim_date_text) == ("2021-01-27", "27 January")


def test_an_empty_statement_is_not_kept(page: ProjectPage, hands: Hands, said: list[Notice]) -> None:
    hands.select("1932")
    hands.ctrl(Key.Key_M)
    hands.press(Key.Key_Backspace)
    page.reader.setFocus()
    assert page.desk.editor.statement.value() == "1932"
    assert not [notice for notice in said if notice.level is not Level.INFO]
