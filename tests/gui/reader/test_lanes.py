"""Overlapping marks: each has a lane, a sign, and a place where the mouse reaches it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.domain.model import Article, Mark, Span
from annotator.gui.reader.lanes import LANES, depth, drop, in_lanes, room
from annotator.gui.reader.marks import reading_order
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import article, long_article, mark, span_of

WORDS = "One sentence of plainly artificial words that goes on and on so that many claims nest in it without an end."
LEFT = Qt.MouseButton.LeftButton


def nested(shown: Article, start: int, count: int) -> list[Mark]:
    ratings = ("wrong", "confirmed", "", "needs-fix")
    return [mark(shown, Span(start + 3 * n, start + 70 - 3 * n), ratings[n % 4]) for n in range(count)]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=12))
def test_marks_of_one_lane_never_touch(ends: list[tuple[int, int]]) -> None:
    shown = article([WORDS])
    marks = sorted((mark(shown, Span(start, start + length)) for start, length in ends), key=reading_order)
    placed = in_lanes(marks)
    for lane in range(min(depth(placed), LANES - 1)):
        mine = [one for one, there in placed if there == lane]
        assert all(before.end <= after.start for before, after in pairwise(mine))


def test_lanes_stay_apart_and_deep_lines_get_room() -> None:
    for lanes in range(1, LANES + 1):
        drops = [drop(lane) for lane in range(lanes)]
        assert all(below - above >= 2.5 for above, below in pairwise(drops))
    assert room(3) == 0.0
    assert room(9) - room(8) == 3.0


def test_ten_nested_claims_are_all_reached_by_their_underlines(shows: Shows) -> None:
    shown = article([WORDS, "After it."], gap="\n\n")
    marks = nested(shown, 4, 10)
    reader = shows(shown, marks)
    reader.grab()
    for lane, one in enumerate(marks):
        rect = reader.view.rects_of(Span(one.start, one.end))[0]
        spot = QPoint(int(rect.center().x()), int(rect.bottom() + drop(lane) + 0.5))
        assert reader.mark_at(spot)[0] == one


def test_clicks_on_the_words_reach_every_nested_claim_in_turn(shows: Shows) -> None:
    shown = article([WORDS])
    marks = nested(shown, 4, 9)
    reader = shows(shown, marks)
    spot = reader.view.rects_of(span_of(shown, "words that"))[0].center().toPoint()
    told: list[str] = []
    reader.claim_activated.connect(told.append)
    for _ in marks:
        QTest.mouseClick(reader.view.viewport(), LEFT, pos=spot)
    here = {one.claim for one in reader.mark_at(spot)}
    assert set(told) == here and len(here) == 9
    assert [action.text() for action in reader.menu_at(spot).actions()][:9] != []


def test_a_line_grows_for_deep_marks_and_what_stands_above_stays(shows: Shows) -> None:
    shown = long_article(60)
    reader = shows(shown)
    start = shown.blocks[2].start
    above = reader.view.rects_of(Span(start, start + 5))[0]
    below = reader.view.rects_of(Span(shown.blocks[3].start, shown.blocks[3].start + 5))[0]
    marks = nested(shown, start, 9)
    for one in marks:
        reader.update_marks([one])
    reader.grab()
    assert reader.view.rects_of(Span(start, start + 5))[0] == above
    assert reader.view.rects_of(Span(shown.blocks[3].start, shown.blocks[3].start + 5))[0].top() > below.top() + 10
    reader.update_marks([], [one.mention for one in marks])
    reader.grab()
    assert reader.view.rects_of(Span(shown.blocks[3].start, shown.blocks[3].start + 5))[0] == below


def test_deep_marks_above_the_view_do_not_move_it(shows: Shows) -> None:
    shown = long_article(200)
    reader = shows(shown)
    reader.restore_place(shown.blocks[90].start)
    span = Span(shown.blocks[92].start, shown.blocks[92].start + 9)
    before = reader.view.rects_of(span)
    reader.set_marks([*nested(shown, shown.blocks[88].start, 9), *nested(shown, shown.blocks[89].start, 7)])
    reader.grab()
    assert reader.view.rects_of(span) == before


def test_stacked_marks_that_end_together_have_each_a_sign(shows: Shows) -> None:
    shown = article([WORDS])
    end = shown.text.index("words") + 5
    reader = shows(shown, [mark(shown, Span(start, end), "wrong") for start in (4, 9, 20, 25, 30)])
    reader.grab()
    boxes = [box for *_, box in reader.view.painter.plan(0).signs]
    assert len(boxes) == 5
    for box, other in ((a, b) for a in boxes for b in boxes if a is not b):
        assert not box.adjusted(1, 3, -1, -3).intersects(other.adjusted(1, 3, -1, -3))
