"""Cards: what they tell and offer, how keyboard and mouse move among them, and that they stay where they are."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.model import BlockKind, ClaimState, Mark, Span
from annotator.gui.reader import Reader
from annotator.gui.reader.card import CardWidget
from annotator.gui.reader.card_paint import Fullness
from annotator.gui.reader.spoken import facts
from annotator.gui.theme import themes
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import article, long_article, many_marks, mark

PARAGRAPHS = ("One claim stands here.", "Nothing stands here.", "Another claim is in this one.", "The third is here.")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def three(shows: Shows) -> tuple[Reader, list[Mark]]:
    """A reader of three claims that are well apart."""
    shown = article([words + " And so on." * 20 for words in PARAGRAPHS], gap="\n\n")
    marks = [mark(shown, words) for words in ("One claim", "Another claim", "The third")]
    return shows(shown, marks), marks


def widget(reader: Reader, of: Mark) -> CardWidget:
    found = reader.cards.widget_of(of.mention)
    assert found is not None
    return found


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def hover(card: CardWidget, over: bool) -> None:
    """Point at a card, or away from it; off screen nobody moves a mouse."""
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, over)
    spot = QPointF(5, 5)
    QApplication.sendEvent(card, QEnterEvent(spot, spot, spot) if over else QEvent(QEvent.Type.Leave))


def offered(card: CardWidget) -> list[str]:
    return [made.text() for made in card.strip.shown] if card.strip and card.strip.isVisible() else []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ["no source"]),
        ({"sources": 1}, ["1 source"]),
        ({"sources": 2, "rating": "wrong", "state": ClaimState.CHECKED}, ["2 sources"]),
        ({"rating": "wrong", "state": ClaimState.CHECKED, "reasoned": False}, ["no source", "no rationale"]),
        ({"rating": "wrong", "state": ClaimState.STALE, "sources": 3}, ["words changed", "3 sources"]),
    ],
)
def test_a_card_tells_what_is_missing_first(changes: dict[str, object], told: list[str]) -> None:
    assert facts(replace(Mark("m", "c", 0, 5, "Words"), **changes)) == told  # type: ignore[arg-type]


def test_a_card_has_a_name_that_tells_verdict_statement_and_what_is_missing(shows: Shows) -> None:
    shown = article(["It rose by 42 percent."])
    one = replace(mark(shown, "42 percent", "wrong"), statement="Prices rose\nby 42 percent")
    reader = shows(shown, [one])
    assert widget(reader, one).accessibleName() == "Claim, Wrong: Prices rose by 42 percent, no source"
    reader.activate(one.claim)
    assert widget(reader, one).accessibleName() == "Current claim, Wrong: Prices rose by 42 percent, no source"
    reader.update_marks([replace(one, sources=2)])
    assert widget(reader, one).accessibleName().endswith("2 sources")
    assert reader.view.accessibleDescription() == "1 claim marked"


def test_tab_and_arrows_go_from_card_to_card_and_escape_goes_back(three: tuple[Reader, list[Mark]]) -> None:
    reader, marks = three
    QTest.keyClick(reader.view, Qt.Key.Key_Tab)
    assert focused() is widget(reader, marks[0])
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is widget(reader, marks[1])
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert focused() is widget(reader, marks[2])
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    QTest.keyClick(focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is widget(reader, marks[0])
    QTest.keyClick(focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is reader.view, "there is no trap"
    QTest.keyClick(reader.view, Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert focused() is reader.view


def test_tab_leaves_the_cards_after_the_last_one(three: tuple[Reader, list[Mark]]) -> None:
    reader, marks = three
    reader.find_bar.show()
    widget(reader, marks[2]).setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert reader.find_bar.isAncestorOf(focused())
    QTest.keyClick(focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is widget(reader, marks[2])


def test_tab_does_not_stop_where_no_card_is(shows: Shows) -> None:
    reader = shows(article(["Nothing stands here."]))
    assert reader.cards.focusPolicy() is Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_makes_a_claim_current_and_tab_reaches_what_it_offers(
    three: tuple[Reader, list[Mark]], qtbot: QtBot, key: Qt.Key
) -> None:
    reader, marks = three
    widget(reader, marks[1]).setFocus()
    with qtbot.waitSignal(reader.claim_activated) as told:
        QTest.keyClick(focused(), key)
    assert told.args == [marks[1].claim]
    card = widget(reader, marks[1])
    assert focused() is card
    assert offered(card)[:2] == ["Attach source", "Rate"]
    QTest.keyClick(card, Qt.Key.Key_Tab)
    with qtbot.waitSignal(reader.action_wanted) as wanted:
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert wanted.args == ["attach_source", marks[1].claim]
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert focused() is widget(reader, marks[2])
    QTest.keyClick(focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert focused() is reader.view


def test_a_card_that_is_pointed_at_offers_the_same_in_short(three: tuple[Reader, list[Mark]], qtbot: QtBot) -> None:
    reader, marks = three
    card = widget(reader, marks[0])
    before = card.geometry()
    hover(card, True)
    assert offered(card) == ["Attach", "Rate"]
    assert card.geometry() == before, "nothing moves when a card is pointed at"
    assert card.strip is not None
    with qtbot.waitSignal(reader.action_wanted) as wanted:
        QTest.mouseClick(card.strip.shown[1], LEFT)
    assert wanted.args == ["rate_claim", marks[0].claim]
    assert reader.active is None, "what is asked for decides what becomes of the claim"
    hover(card, False)
    assert offered(card) == []


def test_where_nothing_can_be_changed_only_the_way_on_is_offered(three: tuple[Reader, list[Mark]]) -> None:
    reader, marks = three
    reader.cards.set_editable(False)
    reader.activate(marks[0].claim)
    assert offered(widget(reader, marks[0])) == ["Next unchecked"]
    hover(widget(reader, marks[1]), True)
    assert offered(widget(reader, marks[1])) == []


def test_arrows_go_on_beyond_what_is_in_sight(shows: Shows) -> None:
    shown = long_article(200)
    marks = [mark(shown, Span(b.start, b.start + 12)) for b in (shown.blocks[1], shown.blocks[150])]
    reader = shows(shown, marks)
    widget(reader, marks[0]).setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert focused() is widget(reader, marks[1])
    assert reader.rects_of(marks[1].mention)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert focused() is widget(reader, marks[1]), "the last one stays"
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert focused() is widget(reader, marks[0])


def test_the_focus_is_not_lost_when_its_card_scrolls_away_or_its_claim_goes(shows: Shows) -> None:
    shown = long_article(200)
    one = mark(shown, Span(shown.blocks[1].start, shown.blocks[1].start + 12))
    reader = shows(shown, [one])
    widget(reader, one).setFocus()
    reader.go_to(Span(shown.blocks[150].start, shown.blocks[150].end))
    assert isinstance(focused(), CardWidget)
    reader.restore_place(0)
    assert focused() is widget(reader, one)
    reader.update_marks([], [one.mention])
    assert focused() is reader.view
    assert reader.cards.widget_of(one.mention) is None


def test_a_chip_lists_its_claims(shows: Shows, qtbot: QtBot) -> None:
    shown = article(["Many words in one line of an artificial report, with a claim at every single word of it."])
    words = shown.text.split()
    starts = [shown.text.index(f" {word} ") + 1 for word in ("words", "line", "artificial", "claim", "every", "single")]
    marks = [mark(shown, Span(s, s + 4), "wrong" if n % 2 else "") for n, s in enumerate(starts)]
    marks += [mark(shown, Span(s, s + 3)) for s in starts] + [mark(shown, Span(s + 1, s + 4)) for s in starts]
    reader = shows(shown, marks, (1180, 150))
    chip = next(card for card in reader.cards.cards if card.fullness is Fullness.CHIP)
    assert widget(reader, chip.marks[0]).accessibleName().startswith(f"{len(chip.marks)} claims: ")
    QTest.mouseClick(widget(reader, chip.marks[0]), LEFT)
    menu = reader.cards.menu
    assert menu is not None and len(menu.actions()) == len(chip.marks) and words
    with qtbot.waitSignal(reader.claim_activated) as told:
        menu.actions()[2].trigger()
    menu.close()
    assert told.args == [chip.marks[2].claim]


@pytest.mark.parametrize("count", [30, 200, 900])
def test_no_card_moves_from_its_passage_while_the_text_scrolls(shows: Shows, count: int) -> None:
    shown = long_article(120)
    reader = shows(shown, many_marks(shown, count))
    bar = reader.view.verticalScrollBar()
    places: dict[str, tuple[float, float]] = {}
    for step in range(60):
        bar.setValue(bar.value() + 97 * (1 if step < 45 else -1))
        reader.grab()
        for card in reader.cards.cards:
            here = card.top - card.anchor
            key = card.marks[0].mention
            assert places.setdefault(key, (here, card.height)) == pytest.approx((here, card.height), abs=0.01)
        for above, below in pairwise(reader.cards.cards):
            assert below.top >= above.bottom


def test_no_two_cards_in_sight_touch_each_other_even_in_rows_of_one_word(shows: Shows) -> None:
    shown = article([f"Line {n}" for n in range(80)], gap="\n")
    marks = [mark(shown, Span(b.start, b.start + 4)) for b in shown.blocks]
    reader = shows(shown, marks)
    for claim in (None, marks[0].claim, marks[40].claim, marks[79].claim):
        reader.activate(claim)
        places = [w.geometry() for w in reader.cards.findChildren(CardWidget) if w.isVisible()]
        places.sort(key=QRect.top)
        assert places and all(below.top() > above.bottom() for above, below in pairwise(places))


def test_marks_behind_a_fold_have_their_card_beside_its_line(shows: Shows) -> None:
    hidden: list[str | tuple[str, BlockKind]] = [(f"Entry {n} of a menu", BlockKind.FURNITURE) for n in range(120)]
    shown = article(["Before it.", *hidden, "The text goes on."], gap="\n\n")
    inside = [mark(shown, Span(b.start, b.start + 5)) for b in shown.blocks[1:121:10]]
    after = mark(shown, "The text")
    reader = shows(shown, [*inside, after])
    cards = reader.cards.cards
    assert sum(len(card.marks) for card in cards) == 13
    assert cards[-1].marks == (after,)
    fold = reader.view.lines.heights.top(1)
    assert all(fold <= card.anchor < reader.view.lines.heights.top(122) for card in cards[:-1])


def test_a_change_elsewhere_leaves_a_card_as_it_is(three: tuple[Reader, list[Mark]]) -> None:
    reader, marks = three
    before = widget(reader, marks[0]), widget(reader, marks[0]).geometry()
    reader.set_theme(themes()["dark"])
    reader.update_marks([replace(marks[2], sources=4)])
    assert (widget(reader, marks[0]), widget(reader, marks[0]).geometry()) == before


# ---- the pane of a narrow window


def test_a_narrow_window_has_its_cards_below_the_text(three: tuple[Reader, list[Mark]]) -> None:
    reader, marks = three
    reader.resize(600, 700)
    text, pane = reader.view.viewport().geometry(), reader.cards.geometry()
    assert text.width() > 560 and pane.top() > text.bottom() and pane.bottom() < 700
    assert [card.marks[0] for card in reader.cards.cards] == [
        m for m in marks if reader.rects_of(m.mention) and reader.rects_of(m.mention)[0].bottom() < text.bottom()
    ]
    reader.resize(1180, 800)
    assert reader.cards.geometry().left() > reader.view.viewport().geometry().right()


def test_the_pane_shows_the_current_claim_between_its_neighbours(
    three: tuple[Reader, list[Mark]], qtbot: QtBot
) -> None:
    reader, marks = three
    reader.resize(600, 700)
    height = reader.cards.height()
    reader.activate(marks[1].claim)
    assert [card.fullness for card in reader.cards.cards] == [Fullness.LINE, Fullness.OPEN, Fullness.LINE]
    assert [card.marks[0] for card in reader.cards.cards] == marks
    assert reader.cards.height() == height, "the text does not jump when a claim is chosen"
    assert offered(widget(reader, marks[1])) == ["Attach source", "Rate", "Next unchecked"]
    with qtbot.waitSignal(reader.claim_activated) as told:
        QTest.mouseClick(widget(reader, marks[2]), LEFT)
    assert told.args == [marks[2].claim]
    assert [card.marks[0] for card in reader.cards.cards] == marks[1:]


def test_an_open_card_that_becomes_wider_keeps_its_actions_at_its_foot(shows: Shows) -> None:
    shown = article(["One claim stands here."])
    first = replace(mark(shown, "One claim"), statement="So many words that a narrow card has them in more lines. " * 2)
    reader = shows(shown, [first])
    reader.activate(first.claim)
    beside = widget(reader, first).height()
    reader.resize(600, 700)
    card = widget(reader, first)
    assert card.height() < beside
    assert card.strip is not None and card.rect().adjusted(0, 0, -1, -3).contains(card.strip.geometry())


def test_a_low_pane_keeps_the_current_claim(three: tuple[Reader, list[Mark]]) -> None:
    reader, marks = three
    reader.resize(600, 300)
    reader.activate(marks[1].claim)
    assert reader.view.viewport().height() > 150
    assert any(card.marks[0] == marks[1] for card in reader.cards.cards)


def test_claims_that_the_pane_has_no_room_for_are_counted(shows: Shows) -> None:
    shown = long_article(40)
    reader = shows(shown, many_marks(shown, 300), (600, 700))
    cards = reader.cards.cards
    assert [card.fullness for card in cards[:-1]] == [Fullness.LINE] * (len(cards) - 1)
    assert cards[-1].fullness is Fullness.CHIP
    reader.show_article(article(["Nothing stands here."]), [])
    assert reader.cards.cards == []
    reader.cards.grab()


# ---- what a screen reader is told


def test_the_caret_tells_of_the_claim_it_comes_into_once(three: tuple[Reader, list[Mark]]) -> None:
    reader, marks = three
    cursor = reader.view.textCursor()
    voice = reader.voice
    said = []
    for point in (0, marks[0].start + 2, marks[0].start + 3, marks[0].end + 2, marks[1].start, marks[2].start):
        cursor.setPosition(reader.view.sheet.positions.to_position(point))
        reader.view.setTextCursor(cursor)
        said.append(voice.news())
    one, two, three_ = (f"Claim, Unchecked: {m.statement}, no source" for m in marks)
    assert [words for words in said if words] == [one, "End of claim", two, three_]
