"""The ends of the active mark are moved by mouse and by keyboard; only the project moves the mark itself."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, Mark, Span
from annotator.gui.reader import Reader
from annotator.gui.reader.ends import End
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import AWKWARD, article, long_article, mark, span_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def moves() -> list[tuple[str, Span]]:
    return []


@pytest.fixture
def shown() -> Article:
    return article(["The family paid 42 percent more, the office said.", *AWKWARD], gap="\n\n")


@pytest.fixture
def one(shown: Article) -> Mark:
    return mark(shown, span_of(shown, "paid 42 percent"), "wrong")


@pytest.fixture
def reader(shows: Shows, shown: Article, one: Mark, moves: list[tuple[str, Span]]) -> Reader:
    reader = shows(shown, [one])
    reader.activate(one.claim)
    reader.mention_moved.connect(lambda mention, span: moves.append((mention, span)))
    return reader


def grip(reader: Reader, one: Mark, end: str) -> QPoint:
    """The middle of the bar at an end of a mark."""
    rects = reader.view.rects_of(Span(one.start, one.end))
    x, rect = (rects[0].left(), rects[0]) if end == "start" else (rects[-1].right(), rects[-1])
    return QPoint(round(x), round(rect.center().y()))


def carry(reader: Reader, start: QPoint, end: QPoint) -> None:
    area = reader.view.viewport()
    QTest.mousePress(area, LEFT, pos=start)
    QTest.mouseMove(area, (start + end) / 2)
    QTest.mouseMove(area, end)


def release(reader: Reader, at: QPoint) -> None:
    QTest.mouseRelease(reader.view.viewport(), LEFT, pos=at)


def right_of(reader: Reader, span: Span) -> QPoint:
    rect = reader.view.rects_of(span)[-1]
    return QPoint(round(rect.right()), round(rect.center().y()))


def test_dragging_the_end_tells_the_new_span(
    reader: Reader, shown: Article, one: Mark, moves: list[tuple[str, Span]]
) -> None:
    to = right_of(reader, span_of(shown, "percent more"))
    carry(reader, grip(reader, one, "end"), to)
    assert moves == [], "nothing is told before the button is let go"
    release(reader, to)
    assert moves == [(one.mention, span_of(shown, "paid 42 percent more"))]
    assert reader.selection() is None


def test_dragging_the_start_tells_the_new_span(
    reader: Reader, shown: Article, one: Mark, moves: list[tuple[str, Span]]
) -> None:
    to = right_of(reader, span_of(shown, "paid "))
    carry(reader, grip(reader, one, "start"), to)
    release(reader, to)
    assert moves == [(one.mention, span_of(shown, "42 percent"))]


def test_what_is_dragged_is_seen_at_once_and_is_paint_alone(reader: Reader, shown: Article, one: Mark) -> None:
    to = right_of(reader, span_of(shown, "percent more"))
    top = reader.view.rects_of(span_of(shown, "percent more"))
    carry(reader, grip(reader, one, "end"), to)
    more = reader.view.rects_of(span_of(shown, "more"))[0].center().toPoint()
    assert [m.mention for m in reader.mark_at(more)] == [one.mention]
    assert reader.view.sheet.marks.get(one.mention) == one
    assert reader.view.rects_of(span_of(shown, "percent more")) == top
    release(reader, to)
    assert reader.mark_at(more) == [], "until the project has it, the mark is where it was"


def test_escape_leaves_the_mark_as_it_was(
    reader: Reader, shown: Article, one: Mark, moves: list[tuple[str, Span]]
) -> None:
    to = right_of(reader, span_of(shown, "percent more"))
    carry(reader, grip(reader, one, "end"), to)
    QTest.keyClick(reader.view, Qt.Key.Key_Escape)
    assert reader.view.sheet.preview is None
    release(reader, to)
    assert moves == []
    assert reader.active == one.claim


def test_an_end_never_passes_the_other(
    reader: Reader, shown: Article, one: Mark, moves: list[tuple[str, Span]]
) -> None:
    to = right_of(reader, span_of(shown, "The"))
    carry(reader, grip(reader, one, "end"), to)
    release(reader, to)
    assert moves == [(one.mention, Span(one.start, one.start + 1))]


def test_an_end_never_cuts_a_character(shows: Shows, moves: list[tuple[str, Span]]) -> None:
    shown = article(AWKWARD)
    one = mark(shown, span_of(shown, "family"), "wrong")
    reader = shows(shown, [one])
    reader.activate(one.claim)
    reader.mention_moved.connect(lambda mention, span: moves.append((mention, span)))
    emoji = span_of(shown, "👩\u200d👩\u200d👧")
    rect = reader.view.rects_of(emoji)[0]
    to = QPoint(round(rect.left() + rect.width() * 0.7), round(rect.center().y()))
    carry(reader, grip(reader, one, "end"), to)
    release(reader, to)
    assert moves[0][1].end in (emoji.start, emoji.end)


def test_the_pointer_tells_that_an_end_can_be_taken_hold_of(reader: Reader, one: Mark) -> None:
    area = reader.view.viewport()
    QTest.mouseMove(area, grip(reader, one, "end"))
    assert area.cursor().shape() is Qt.CursorShape.SizeHorCursor
    QTest.mouseMove(area, grip(reader, one, "end") - QPoint(40, 0))
    assert area.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_only_the_active_mark_has_ends_to_take_hold_of(reader: Reader, one: Mark, moves: list[object]) -> None:
    at = grip(reader, one, "end")
    reader.activate(None)
    assert reader.ends.grip_at(at) is None
    carry(reader, at, at + QPoint(80, 0))
    release(reader, at + QPoint(80, 0))
    assert moves == [] and reader.selection() is not None


@pytest.mark.parametrize(
    ("end", "by", "words"),
    [
        ("end", 1, "paid 42 percent more"),
        ("end", -1, "paid 42"),
        ("start", -1, "family paid 42 percent"),
        ("start", 1, "42 percent"),
        ("end", -2, "paid"),
    ],
)
def test_an_end_can_be_moved_by_words(
    reader: Reader, shown: Article, one: Mark, moves: list[tuple[str, Span]], end: End, by: int, words: str
) -> None:
    reader.move_end(end, by)
    assert moves == [(one.mention, span_of(shown, words))]


def test_an_end_can_be_moved_by_a_character(
    reader: Reader, shown: Article, one: Mark, moves: list[tuple[str, Span]]
) -> None:
    reader.move_end("end", -1, "character")
    reader.move_end("start", 2, "character")
    assert [shown.text[span.start : span.end] for _, span in moves] == ["paid 42 percen", "id 42 percent"]


def test_a_mark_of_one_word_is_not_made_smaller(shows: Shows, moves: list[tuple[str, Span]]) -> None:
    shown = article(["word"])
    one = mark(shown, "word")
    reader = shows(shown, [one])
    reader.activate(one.claim)
    reader.mention_moved.connect(lambda mention, span: moves.append((mention, span)))
    for by in (-1, 1):
        reader.move_end("start", by)
        reader.move_end("end", by)
    assert moves == []


def test_without_an_active_mark_nothing_is_moved(shows: Shows, moves: list[tuple[str, Span]]) -> None:
    shown = article(["two words"])
    reader = shows(shown, [mark(shown, "two")])
    reader.mention_moved.connect(lambda mention, span: moves.append((mention, span)))
    reader.move_end("end", 1)
    assert moves == []


def test_of_several_mentions_the_one_pointed_at_is_moved(shows: Shows, moves: list[tuple[str, Span]]) -> None:
    shown = article(["the first 42 percent", "the second 42 percent"], gap="\n\n")
    first = mark(shown, span_of(shown, "first"))
    span = span_of(shown, "second")
    second = Mark("again", first.claim, span.start, span.end, first.statement)
    reader = shows(shown, [first, second])
    reader.mention_moved.connect(lambda mention, span: moves.append((mention, span)))
    QTest.mouseClick(reader.view.viewport(), LEFT, pos=reader.view.rects_of(span)[0].center().toPoint())
    assert reader.view.painter.plan(0).fills.keys() == reader.view.painter.plan(1).fills.keys(), "of the same tone"
    reader.move_end("end", 1)
    assert moves == [("again", span_of(shown, "second 42"))]


def test_dragging_beyond_the_view_scrolls(shows: Shows, qtbot: QtBot) -> None:
    shown = long_article(80)
    one = mark(shown, Span(20, 60), "wrong")
    reader = shows(shown, [one])
    reader.activate(one.claim)
    carry(reader, grip(reader, one, "end"), QPoint(300, reader.view.viewport().height() + 30))
    qtbot.waitUntil(lambda: reader.view.top > 100)
    QTest.keyClick(reader.view, Qt.Key.Key_Escape)
    top = reader.view.top
    release(reader, QPoint(300, 300))
    assert reader.view.top == top


def test_the_cards_of_the_active_claim_tell_which_of_several_mentions_they_stand_beside(shows: Shows) -> None:
    shown = article(["the first 42 percent", "the second 42 percent", "once"], gap="\n\n")
    first, alone = mark(shown, span_of(shown, "first")), mark(shown, span_of(shown, "once"))
    span = span_of(shown, "second")
    reader = shows(shown, [first, Mark("again", first.claim, span.start, span.end, first.statement), alone])
    reader.activate(first.claim)
    reader.grab()
    told = [widget.state.nth for one in (first.mention, "again") if (widget := reader.cards.widget_of(one))]
    assert told == ["1 of 2", "2 of 2"]
    second = reader.cards.widget_of("again")
    assert second and "mention 2 of 2" in second.accessibleName()
    reader.activate(alone.claim)
    reader.grab()
    only = reader.cards.widget_of(alone.mention)
    assert only and only.state.nth == ""
