"""A passage in several parts is one thing to the eye, the ear and the hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, Mark, Span
from annotator.gui.reader import Reader
from annotator.gui.reader.lanes import in_lanes
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import article, mark, span_of

SHOWN = article(
    [
        "The minister, who had been asked about it twice, resigned on Monday.",
        "Words between the parts, " * 12,
        "At last the party named nobody to follow.",
    ],
    gap="\n\n",
)


def parted(shown: Article, *words: str, rating: str = "wrong") -> list[Mark]:
    """The parts of one passage, the first of them first."""
    first, *rest = (mark(shown, said, rating) for said in words)
    return [first, *(replace(one, claim=first.claim, continues=first.mention) for one in rest)]


PARTS = parted(SHOWN, "The minister", "resigned on Monday", "named nobody")


@pytest.fixture
def reader(shows: Shows) -> Reader:
    return shows(SHOWN, PARTS)


def _ground(reader: Reader, one: Mark) -> str:
    rect = reader.rects_of(one.mention)[0]
    image = reader.view.viewport().grab().toImage()
    return image.pixelColor(rect.left() + 6, rect.top() + 2).name()  # beside the caret


def _centre(reader: Reader, one: Mark) -> QPoint:
    return reader.rects_of(one.mention)[0].center()


def test_pointing_at_a_part_lifts_all_of_them(reader: Reader) -> None:
    before = [_ground(reader, one) for one in PARTS]
    assert len(set(before)) == 1
    QTest.mouseMove(reader.view.viewport(), _centre(reader, PARTS[1]))
    after = {_ground(reader, one) for one in PARTS}
    assert len(after) == 1 and after != set(before)
    QTest.mouseMove(reader.view.viewport(), QPoint(3, 3))
    assert [_ground(reader, one) for one in PARTS] == before


def test_a_click_on_any_part_chooses_the_claim_and_lifts_all(reader: Reader) -> None:
    before = _ground(reader, PARTS[0])
    QTest.mouseClick(reader.view.viewport(), Qt.MouseButton.LeftButton, pos=_centre(reader, PARTS[2]))
    assert reader.active == PARTS[0].claim
    after = {_ground(reader, one) for one in PARTS}
    assert len(after) == 1 and before not in after


def test_a_passage_has_one_card_beside_its_first_part(reader: Reader) -> None:
    (card,) = reader.cards.cards
    assert card.marks == (PARTS[0],)
    widget = reader.cards.widget_of(PARTS[0].mention)
    assert widget is not None and widget.accessibleName().endswith("in 3 parts")


def test_the_parts_of_one_passage_are_one_of_the_mentions(reader: Reader) -> None:
    second = replace(mark(SHOWN, "At last"), claim=PARTS[0].claim)
    reader.set_marks([*PARTS, second])
    reader.activate(PARTS[0].claim)
    names = [
        widget.accessibleName() for widget in map(reader.cards.widget_of, (PARTS[0].mention, second.mention)) if widget
    ]
    assert [name.partition(", mention ")[2] for name in names] == ["1 of 2, in 3 parts", "2 of 2"]


def test_stepping_from_card_to_card_passes_further_parts_by(reader: Reader) -> None:
    other = mark(SHOWN, "At last")
    reader.set_marks([*PARTS, other])
    store = reader.view.sheet.marks
    assert store.neighbour(PARTS[0], 1) == other and store.neighbour(other, -1) == PARTS[0]
    assert store.neighbour(other, 1) is None


def test_all_but_the_last_part_tell_that_it_goes_on(reader: Reader) -> None:
    signs = [[sign for _, sign, _ in reader.view.painter.plan(row).signs] for row in range(3)]
    tone = reader._inks.tone(PARTS[0]).sign
    assert signs == [["…", "…"], [], [tone]]


def test_a_part_that_is_added_or_taken_away_changes_the_sign_of_the_one_before(reader: Reader) -> None:
    tone = reader._inks.tone(PARTS[0]).sign
    reader.set_marks(PARTS[:1])
    assert [sign for _, sign, _ in reader.view.painter.plan(0).signs] == [tone]
    reader.update_marks([PARTS[2]])
    assert [sign for _, sign, _ in reader.view.painter.plan(0).signs] == ["…"]
    reader.update_marks([], [PARTS[2].mention])
    assert [sign for _, sign, _ in reader.view.painter.plan(0).signs] == [tone]


def test_parts_share_a_lane_and_leave_what_lies_between_them_another() -> None:
    between = mark(SHOWN, "who had been asked")
    inside = mark(SHOWN, "Monday")
    lanes = {one.mention: lane for one, lane in in_lanes(sorted([*PARTS[:2], between, inside], key=lambda m: m.start))}
    assert lanes[PARTS[0].mention] == lanes[PARTS[1].mention] == 0
    assert lanes[between.mention] == lanes[inside.mention] == 1


def test_the_caret_is_told_of_parts_as_of_one_claim(reader: Reader) -> None:
    def told(span: Span) -> str:
        reader.view.put_caret(span.start + 1)
        return reader.voice.news()

    label = reader._inks.tone(PARTS[0]).label
    assert told(span_of(SHOWN, "The minister")) == f"Claim, {label}: The minister, no source, in 3 parts"
    assert told(span_of(SHOWN, "who")) == "Claim goes on further down"
    assert told(span_of(SHOWN, "resigned")) == f"Claim goes on, {label}: resigned on Monday"
    assert told(span_of(SHOWN, "named")) == f"Claim goes on, {label}: named nobody"
    assert told(span_of(SHOWN, "At last")) == "End of claim"


@pytest.mark.parametrize("one", PARTS)
def test_the_ends_of_each_part_are_dragged_by_themselves(reader: Reader, one: Mark, qtbot: QtBot) -> None:
    reader.activate(one.claim)
    rect = reader.rects_of(one.mention)[-1]
    end, area = QPoint(rect.right() + 1, rect.bottom() + 1), reader.view.viewport()
    to = QPoint(int(reader.view.rects_of(Span(one.end - 3, one.end - 2))[0].left()), rect.center().y())
    with qtbot.waitSignal(reader.mention_moved) as told:
        QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=end)
        QTest.mouseMove(area, to)
        QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=to)
    mention, span = told.args or ("", None)
    assert mention == one.mention
    assert isinstance(span, Span) and span.start == one.start and span.end < one.end


def test_a_gap_on_one_line_is_bridged_in_both_directions(shows: Shows) -> None:
    for words, first, last in (("One two three four", "One", "four"), ("אחת שתיים שלוש ארבע", "אחת", "ארבע")):
        shown = article([words])
        reader = shows(shown, parted(shown, first, last))
        lines = reader.view.painter.plan(0).lines
        (thin,) = [found for (_, width, _), found in lines.items() if width < 2]
        left, right = sorted(reader.view.rects_of(span_of(shown, said))[0].center().x() for said in (first, last))
        assert all(left < line.x1() < line.x2() < right for line in thin)


def test_a_part_whose_first_is_elsewhere_stands_for_itself(shows: Shows) -> None:
    alone = replace(mark(SHOWN, "named nobody"), continues="a mention that is not here")
    reader = shows(SHOWN, [alone])
    assert [card.marks for card in reader.cards.cards] == [(alone,)]
    assert not reader.view.sheet.marks.is_further(alone)


def test_the_menu_offers_to_add_words_to_the_current_mark(reader: Reader, qtbot: QtBot) -> None:
    reader.select(span_of(SHOWN, "Words between"))
    spot = reader.view.rects_of(span_of(SHOWN, "Words between"))[0].center().toPoint()
    assert "Add to the mark" not in [action.text() for action in reader.menu_at(spot).actions()]
    reader.activate(PARTS[0].claim)
    (offered,) = [action for action in reader.menu_at(spot).actions() if action.text() == "Add to the mark"]
    with qtbot.waitSignal(reader.action_wanted) as told:
        offered.trigger()
    assert told.args == ["mark_part", PARTS[0].claim]
