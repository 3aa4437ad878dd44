"""The queue of re-checks: what a new version asks to be looked at, worked off by keyboard, in step with the file."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.model import Claim, ClaimState, MentionState, Span
from annotator.domain.revision import RecheckKind
from annotator.gui.compare.inked import Ink, Run
from annotator.gui.desk import recheck_queue
from annotator.gui.desk.claim_panel import CLAIM, RECHECKS
from annotator.gui.desk.recheck_model import RUNS, _shortened
from annotator.gui.desk.recheck_model import SECOND as SECOND_LINE
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Level, Notice
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from annotator.project.rechecks import Rechecks
from tests.gui.compare.conftest import TORN, Drafts
from tests.gui.conftest import Hands
from tests.project.drafts import CHANGED, CHANGED_TO, GONE, SAME, SECOND

Key = Qt.Key
K, U, G, F = RecheckKind.CHANGED, RecheckKind.UNSURE, RecheckKind.GONE, RecheckKind.FRESH
NEW = "A second bridge is planned for 2031, says the council."


def test_the_tab_tells_how_much_there_is_and_the_list_says_what(drafts: Drafts) -> None:
    desk = drafts.page.desk
    assert desk.tabs.isTabVisible(RECHECKS) and desk.tabs.tabText(RECHECKS) == "Re-check (3)"
    assert drafts.kinds() == [K, G, F]
    assert [row.text for row in desk.rechecks.model.rows if row.text] == [
        "Words changed (1)",
        "Gone from the text (1)",
        "New or reworded sentences (1)",
    ]
    assert desk.rechecks.counts.text() == "1 same, 1 moved, 1 changed, 1 gone"


def test_an_article_without_an_earlier_version_has_no_such_tab(
    window: MainWindow, page: ProjectPage, hands: Hands, said: list[Notice]
) -> None:
    assert not page.desk.tabs.isTabVisible(RECHECKS)
    hands.press(Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    assert said[-1].text == "This article supersedes no other."


def test_the_words_that_changed_are_told_without_colour(drafts: Drafts, hands: Hands) -> None:
    hands.press(Key.Key_F8)
    index = drafts.page.desk.rechecks.view.currentIndex()
    inked = [(run.text, run.ink) for run in index.data(RUNS) if run.text.strip()]
    assert inked == [("412", Ink.REMOVED), ("421", Ink.ADDED), (" metres", Ink.PLAIN)]
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "removed: 412" in told and "added: 421" in told and "words changed since" in told


def test_a_key_walks_the_queue_and_shows_each_in_the_text(drafts: Drafts, hands: Hands, said: list[Notice]) -> None:
    page = drafts.page
    hands.press(Key.Key_F8)
    assert page.desk.tabs.currentIndex() == RECHECKS and page.desk.rechecks.view.hasFocus()
    assert page.claim and page.claim.id == drafts.claims[2].id
    hands.press(Key.Key_F8)
    assert drafts.current().old[0].selector.exact == GONE
    assert page.claim.id == drafts.claims[3].id
    hands.press(Key.Key_F8)
    assert drafts.selected() == NEW
    hands.press(Key.Key_F8)
    assert said[-1].text == "There is nothing to look at after this."
    hands.press(Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert drafts.current().kind is G and drafts.selected() == ""


def test_the_arrow_keys_pass_over_headings(drafts: Drafts, hands: Hands) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Down)
    assert drafts.current().kind is G
    hands.press(Key.Key_Down)
    assert drafts.current().kind is F


def test_rating_a_changed_claim_by_keys_takes_it_out(drafts: Drafts, hands: Hands) -> None:
    page = drafts.page
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Return)
    assert page.desk.tabs.currentIndex() == CLAIM and page.desk.verdict.buttons[0].hasFocus()
    hands.ctrl(Key.Key_1)
    hands.ctrl(Key.Key_1)
    assert page.project.claims.get(drafts.claims[2].id).state is ClaimState.CHECKED
    assert drafts.kinds() == [G, F]
    hands.press(Key.Key_F8)
    assert drafts.current().kind is G, "the one in its place was not looked at yet"


def test_the_same_verdict_is_signed_again_with_one_key(drafts: Drafts, hands: Hands) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Equal)
    verdict = drafts.page.project.claims.get(drafts.claims[2].id).verdict
    assert verdict and (verdict.rating, verdict.rationale, verdict.statement) == ("confirmed", "Counted.", CHANGED_TO)
    assert drafts.kinds() == [G, F] and drafts.current().kind is G


def test_undo_and_redo_bring_a_recheck_back_and_take_it_out(drafts: Drafts, hands: Hands) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Equal)
    hands.ctrl(Key.Key_Z)
    assert drafts.kinds() == [K, G, F]
    hands.ctrl(Key.Key_Y)
    assert drafts.kinds() == [G, F]


def test_an_orphan_is_placed_on_the_selection(drafts: Drafts, hands: Hands) -> None:
    page = drafts.page
    hands.press(Key.Key_F8)
    hands.press(Key.Key_F8)
    assert drafts.current().kind is G
    words = "two thirds of which came from the region"
    hands.select(words)
    hands.press(Key.Key_F4)
    placed = [m for m in page.project.claims.get(drafts.claims[3].id).mentions if m.article == drafts.new.id]
    assert [(m.selector.exact, m.state) for m in placed] == [(words, MentionState.CHANGED)]
    assert drafts.kinds() == [K, K, F]


def test_an_orphan_needs_words_to_be_placed_on(drafts: Drafts, hands: Hands, said: list[Notice]) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Return)
    assert said[-1].text == "No words are selected." and drafts.page.reader.view.hasFocus()


def test_the_place_where_an_orphan_was_is_brought_into_view(drafts: Drafts, hands: Hands) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_F8)
    caret = drafts.page.reader.view.textCursor().position()
    here = drafts.page.reader.view.sheet.positions.to_point(caret)
    assert SECOND[:here].rstrip().endswith("two thirds of which came from the region.")


def test_an_orphan_is_left_gone_and_a_sentence_is_skipped(drafts: Drafts, hands: Hands) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_F8)
    hands.press(Key.Key_0)
    assert drafts.kinds() == [K, F] and drafts.current().kind is F
    hands.press(Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert drafts.kinds() == [K]
    hands.ctrl(Key.Key_Z)
    hands.ctrl(Key.Key_Z)
    assert drafts.kinds() == [K, G, F]


def test_a_new_sentence_becomes_a_claim_with_one_key(drafts: Drafts, hands: Hands) -> None:
    for _ in range(3):
        hands.press(Key.Key_F8)
    hands.press(Key.Key_Return)
    assert drafts.kinds() == [K, G]
    claims = drafts.page.project.claims.all(drafts.new.id)
    assert NEW in [claim.statement for claim in claims]
    assert drafts.page.desk.tabs.currentIndex() == RECHECKS


def test_the_usual_key_marks_the_sentence_too(drafts: Drafts, hands: Hands) -> None:
    for _ in range(3):
        hands.press(Key.Key_F8)
    hands.press(Key.Key_M)
    assert drafts.kinds() == [K, G] and drafts.page.desk.editor.statement.hasFocus()


def test_candidates_are_seen_in_the_text_and_one_is_taken(torn: Drafts, hands: Hands) -> None:
    assert torn.kinds()[:1] == [U]
    hands.press(Key.Key_F8)
    candidates = torn.current().old[0].candidates
    words = [torn.new.text[span.start : span.end] for span in candidates]
    assert torn.selected() == words[0]
    hands.press(Key.Key_Right)
    assert torn.selected() == words[1] and torn.page.desk.rechecks.card.candidate == 1
    hands.press(Key.Key_2)
    placed = [m for m in torn.page.project.claims.get(torn.claims[0].id).mentions if m.article == torn.new.id]
    assert [(m.span, m.state) for m in placed] == [(candidates[1], MentionState.CHANGED)]
    assert U not in torn.kinds() and torn.kinds()[0] is K


def test_the_candidate_looked_at_is_taken_with_enter(torn: Drafts, hands: Hands) -> None:
    hands.press(Key.Key_F8)
    candidates = torn.current().old[0].candidates
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Return)
    placed = [m for m in torn.page.project.claims.get(torn.claims[0].id).mentions if m.article == torn.new.id]
    assert [m.span for m in placed] == [candidates[1]]


def test_a_candidate_that_is_not_there_is_refused(torn: Drafts, hands: Hands, said: list[Notice]) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_9)
    assert said[-1].text == "There is no place 9." and torn.kinds()[0] is U


def test_words_that_are_unsure_may_be_gone(torn: Drafts, hands: Hands) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_0)
    assert U not in torn.kinds() and G not in torn.kinds()
    (mention,) = torn.page.project.claims.get(torn.claims[0].id).mentions
    assert (mention.state, mention.selector.exact) == (MentionState.GONE, TORN)


def test_a_candidate_is_taken_with_the_mouse(torn: Drafts, hands: Hands) -> None:
    hands.press(Key.Key_F8)
    card = torn.page.desk.rechecks.card
    QTest.mouseClick(card.candidates[1], Qt.MouseButton.LeftButton)
    assert torn.selected() == "All the passengers"
    QTest.mouseClick(card.acts["take"], Qt.MouseButton.LeftButton)
    assert U not in torn.kinds()


def test_what_another_process_does_is_noticed(drafts: Drafts) -> None:
    with Project.open(drafts.page.project.path, checker="a colleague") as project:
        project.verdicts.give(drafts.claims[2].id, "wrong")
    drafts.page.project.refresh()
    assert drafts.kinds() == [G, F]
    assert drafts.page.desk.tabs.tabText(RECHECKS) == "Re-check (2)"


def test_undoing_the_version_takes_the_queue_away(drafts: Drafts, hands: Hands) -> None:
    hands.ctrl(Key.Key_Z)
    assert drafts.kinds() == [] and not drafts.page.desk.tabs.isTabVisible(RECHECKS)


def test_everything_looked_at_says_so(drafts: Drafts, hands: Hands, said: list[Notice]) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Equal)
    hands.press(Key.Key_0)
    hands.press(Key.Key_0)
    panel = drafts.page.desk.rechecks
    assert panel.empty.isVisible() and panel.empty.text() == "Everything in this version is looked at."
    hands.press(Key.Key_F8)
    assert said[-1].text == "Everything is looked at."


@pytest.mark.parametrize("name", ["next_recheck", "pass_recheck", "place_claim"])
def test_commands_without_a_recheck_say_why_not(drafts: Drafts, hands: Hands, name: str, said: list[Notice]) -> None:
    page = drafts.page
    page.show_article(drafts.old.id)
    page.reader.select(Span(4, 10))
    QApplication.processEvents()
    drafts.window.actions_by_id[name].trigger()
    assert said[-1].level == "problem"


def test_what_is_read_only_is_only_looked_at(drafts: Drafts, window: MainWindow, qtbot: QtBot) -> None:
    panel = drafts.page.desk.rechecks
    panel.set_editable(False)
    panel.step(0)
    assert not any(made.isEnabled() for made in panel.card.acts.values())


def test_the_statement_keeps_what_stayed_the_same(drafts: Drafts) -> None:
    assert drafts.page.project.claims.get(drafts.claims[0].id).statement == SAME != CHANGED


def test_many_claims_are_read_by_a_worker(drafts: Drafts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page, queue, read = drafts.page, drafts.page.desk.rechecks.queue, Rechecks.claims
    readers: list[int] = []

    def reading(self: Rechecks, article_id: str) -> list[Claim]:
        readers.append(threading.get_ident())
        return read(self, article_id)

    monkeypatch.setattr(Rechecks, "claims", reading)
    monkeypatch.setattr(recheck_queue, "_MANY", 2)
    page.show_article(drafts.old.id)
    page.show_article(drafts.new.id)
    assert queue.is_looking and drafts.page.desk.rechecks.counts.text() == "1 same, 1 moved, 1 changed, 1 gone"
    page.project.verdicts.give(drafts.claims[2].id, "confirmed")
    qtbot.waitUntil(lambda: not queue.is_looking)
    assert drafts.kinds() == [G, F], "the verdict given meanwhile is known"
    assert readers and threading.get_ident() not in readers


def test_who_asks_before_the_queue_is_known_is_told_so(
    drafts: Drafts, hands: Hands, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recheck_queue, "_MANY", 2)
    drafts.page.desk.rechecks.queue._soon.setInterval(60_000)
    drafts.page.show_article(drafts.old.id)
    drafts.page.show_article(drafts.new.id)
    hands.press(Key.Key_F8)
    assert said[-1].text == "Still looking through the new version…"


@pytest.mark.parametrize("many", [2, 200])
def test_nothing_is_looked_for_once_the_project_is_closed(
    drafts: Drafts, qtbot: QtBot, said: list[Notice], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    queue, begun, go_on = drafts.page.desk.rechecks.queue, threading.Event(), threading.Event()
    claims, waiting = Rechecks.claims, Rechecks.waiting

    def slowly(work: Callable[..., Any]) -> Callable[..., Any]:
        def working(*given: Any) -> Any:
            found = work(*given)
            if threading.current_thread() is not threading.main_thread():
                begun.set()
                go_on.wait(10)
            return found

        return working

    monkeypatch.setattr(recheck_queue, "_MANY", many)
    monkeypatch.setattr(Rechecks, "claims", slowly(claims))
    monkeypatch.setattr(Rechecks, "waiting", slowly(waiting))
    queue._fresh.clear()
    drafts.page.show_article(drafts.old.id)
    drafts.page.show_article(drafts.new.id)
    qtbot.waitUntil(begun.is_set)
    drafts.window.leave_project()
    go_on.set()
    assert QThreadPool.globalInstance().waitForDone(10_000)
    QApplication.processEvents()
    assert [notice for notice in said if notice.level is not Level.INFO] == []


def test_the_list_tells_where_words_were_by_no_sign_of_a_verdict(drafts: Drafts) -> None:
    rows = [row for row in drafts.page.desk.rechecks.model.rows if row.recheck and row.recheck.kind is G]
    model = drafts.page.desk.rechecks.model
    told = model.index(model.rows.index(rows[0]), 0).data(SECOND_LINE)
    assert "[…]" in told and "✕" not in told


def test_long_words_begin_at_a_whole_one_in_the_list() -> None:
    runs = [Run("The government of the United States paid for all of it until ", Ink.PLAIN), Run("1990", Ink.ADDED)]
    assert _shortened(runs)[0].text == "… United States paid for all of it until "


def test_the_candidate_looked_at_is_in_sight_in_a_low_window(torn: Drafts, hands: Hands) -> None:
    torn.window.resize(880, 560)
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Right)
    panel = torn.page.desk.rechecks
    chosen = panel.card.candidates[1]
    QApplication.processEvents()
    assert chosen.isChecked() and panel.area.viewport().rect().contains(
        QRect(chosen.mapTo(panel.area.viewport(), QPoint()), chosen.size())
    )


def test_after_the_last_one_the_keyboard_is_in_the_article(drafts: Drafts, hands: Hands, said: list[Notice]) -> None:
    hands.press(Key.Key_F8)
    hands.press(Key.Key_Equal)
    hands.press(Key.Key_0)
    hands.press(Key.Key_0)
    assert drafts.kinds() == [] and said[-1].text == "Skipped. Everything is looked at."
    assert drafts.page.reader.view.hasFocus()
    assert drafts.page.desk.rechecks.empty.text() == "Everything in this version is looked at."
    hands.ctrl(Key.Key_Z)
    assert drafts.kinds() == [F]
