"""Reading and marking with real mouse and keys: what is under the hand is what is told."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QFont, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, Block, BlockKind, ClaimState, Inline, InlineKind, Span
from annotator.gui.reader import Reader
from annotator.gui.reader.geometry import runs_left
from annotator.gui.theme import themes
from tests.gui.reader.conftest import Shows, searched
from tests.gui.reader.samples import AWKWARD, article, long_article, many_marks, mark, span_of

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def drag(reader: Reader, span: Span) -> None:
    """Drag the mouse from the first to the last character of a span."""
    first = reader.view.rects_of(Span(span.start, span.start + 1))[0]
    last = reader.view.rects_of(Span(span.end - 1, span.end))[-1]
    text = reader.article.text if reader.article else ""
    start_x = first.right() - 1 if runs_left(text[span.start]) else first.left() + 1
    end_x = last.left() + 1 if runs_left(text[span.end - 1]) else last.right() - 1
    start, end = QPoint(int(start_x), int(first.center().y())), QPoint(int(end_x), int(last.center().y()))
    area = reader.view.viewport()
    QTest.mousePress(area, LEFT, pos=start)
    QTest.mouseMove(area, (start + end) / 2)
    QTest.mouseMove(area, end)
    QTest.mouseRelease(area, LEFT, pos=end)


def centre(reader: Reader, span: Span) -> QPoint:
    return reader.view.rects_of(span)[0].center().toPoint()


@pytest.mark.parametrize(
    "words",
    [
        "👩\u200d👩\u200d👧 paid",
        "👍🏽 more",
        "Cafe\u0301 prices",
        "900 شكوى",
        "失業率は2.4%",
        "line\nsecond",
        "mark, a\u2029sep",
        "𝔘𝔫",
    ],
)
def test_dragging_over_words_selects_just_them(shows: Shows, words: str) -> None:
    shown = article(AWKWARD)
    reader = shows(shown)
    drag(reader, span_of(shown, words))
    span = reader.selection()
    assert span is not None
    assert shown.text[span.start : span.end] == words


def test_words_of_two_paragraphs_are_one_span_of_the_article(shows: Shows) -> None:
    shown = article(["first words here", "second words there"])
    reader = shows(shown)
    drag(reader, Span(shown.text.index("words"), shown.text.index("second") + 6))
    span = reader.selection()
    assert span and shown.text[span.start : span.end] == "words here\n\n• second"


def test_what_is_copied_are_the_articles_own_words(shows: Shows) -> None:
    shown = article(AWKWARD)
    reader = shows(shown)
    reader.select(span_of(shown, "A\ufeffB mark, a\u2029separator, a\ufdd0 stop and no\u00a0break."))
    QTest.keyClick(reader.view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "A\ufeffB mark, a\u2029separator, a\ufdd0 stop and no\u00a0break."


def test_selecting_by_keyboard_tells_the_span(shows: Shows, qtbot: QtBot) -> None:
    shown = article(["👍 one two", "three"])
    reader = shows(shown)
    with qtbot.waitSignal(reader.selection_changed) as told:
        QTest.keyClick(reader.view, Qt.Key.Key_Right, SHIFT)
    assert told.args == [Span(0, 1)]
    QTest.keyClick(reader.view, Qt.Key.Key_Right, SHIFT | CONTROL)
    QTest.keyClick(reader.view, Qt.Key.Key_Right, SHIFT | CONTROL)
    assert reader.selection() == Span(0, 6)


def test_enter_on_a_selection_asks_for_a_mark(shows: Shows, qtbot: QtBot) -> None:
    shown = article(AWKWARD)
    reader = shows(shown)
    reader.select(span_of(shown, "42 percent"))
    with qtbot.waitSignal(reader.mark_wanted) as told:
        QTest.keyClick(reader.view, Qt.Key.Key_Return)
    assert told.args == [span_of(shown, "42 percent")]


def test_a_double_press_on_a_selection_asks_for_a_mark(shows: Shows, qtbot: QtBot) -> None:
    shown = article(AWKWARD)
    reader = shows(shown)
    span = span_of(shown, "paid 42 percent")
    reader.select(span)
    with qtbot.waitSignal(reader.mark_wanted) as told:
        spot = centre(reader, span)
        QTest.mouseClick(reader.view.viewport(), LEFT, pos=spot)
        QTest.mouseDClick(reader.view.viewport(), LEFT, pos=spot)
    assert told.args == [span]


def test_a_double_press_elsewhere_selects_the_word(shows: Shows) -> None:
    shown = article(AWKWARD)
    reader = shows(shown)
    QTest.mouseDClick(reader.view.viewport(), LEFT, pos=centre(reader, span_of(shown, "percent")))
    assert reader.selection() == span_of(shown, "percent")


def test_the_selection_grows_to_words_sentences_and_paragraphs(shows: Shows) -> None:
    shown = article(["One thing happened. Another came after it. The end."])
    reader = shows(shown)
    reader.select(span_of(shown, "other ca"))
    reader.snap_selection("word")
    assert reader.selection() == span_of(shown, "Another came")
    reader.snap_selection("sentence")
    assert reader.selection() == span_of(shown, "Another came after it.")
    reader.snap_selection("paragraph")
    assert reader.selection() == Span(0, len(shown.text))


def test_stacked_marks_are_reached_one_after_another(shows: Shows) -> None:
    shown = article(["The rate fell to 2.4 percent in May, officials said."])
    outer, middle, inner = (mark(shown, w) for w in ("rate fell to 2.4 percent in May", "fell to 2.4 percent", "2.4"))
    reader = shows(shown, [outer, middle, inner])
    told: list[str] = []
    reader.claim_activated.connect(told.append)
    spot = centre(reader, span_of(shown, "2.4"))
    for _ in range(4):
        QTest.mouseClick(reader.view.viewport(), LEFT, pos=spot)
    assert told == [inner.claim, middle.claim, outer.claim, inner.claim]
    QTest.mouseClick(reader.view.viewport(), LEFT, pos=centre(reader, span_of(shown, "officials")))
    assert told[-1] == "" and reader.active is None


def test_the_menu_lists_every_stacked_mark(shows: Shows) -> None:
    shown = article(["The rate fell to 2.4 percent in May."])
    reader = shows(shown, [mark(shown, "rate fell to 2.4 percent"), mark(shown, "2.4", "wrong")])
    menu = reader.menu_at(centre(reader, span_of(shown, "2.4")))
    texts = [action.text() for action in menu.actions() if action.text()]
    acts = ["Correct this paragraph…", "Not part of the article"]
    assert texts == ["✕  2.4", "○  rate fell to 2.4 percent", *acts]


def test_a_card_stands_beside_its_passage_and_activates_its_claim(shows: Shows, qtbot: QtBot) -> None:
    shown = article(AWKWARD)
    one = mark(shown, "42 percent", "wrong")
    reader = shows(shown, [one])
    reader.cards.grab()
    card = reader.cards.cards[0]
    passage = reader.rects_of(one.mention)[0]
    assert abs(reader.cards.rect_of(card).top() - passage.top()) < 30
    with qtbot.waitSignal(reader.claim_activated) as told:
        widget = reader.cards.widget_of(one.mention)
        assert widget is not None
        QTest.mouseClick(widget, LEFT)
    assert told.args == [one.claim]
    assert reader.active == one.claim


def test_cards_never_overlap_however_dense_the_marks(shows: Shows) -> None:
    shown = long_article(40)
    for count in (5, 40, 400):
        reader = shows(shown, many_marks(shown, count))
        reader.cards.grab()
        cards = reader.cards.cards
        assert sum(len(card.marks) for card in cards) > 0
        for above, below in pairwise(cards):
            assert below.top >= above.top + above.height


def test_furniture_is_folded_and_unfolds_by_click_and_by_key(shows: Shows, qtbot: QtBot) -> None:
    shown = article([("Menu", BlockKind.FURNITURE), ("Log in", BlockKind.FURNITURE), "The article itself."], gap="\n\n")
    reader = shows(shown)
    assert reader.view.rects_of(span_of(shown, "Menu")) == []
    before = reader.view.rects_of(span_of(shown, "article"))[0].top()
    line = reader.view.lines.lay(0).lineAt(0)
    with qtbot.waitSignal(reader.furniture_toggled) as told:
        QTest.mouseClick(reader.view.viewport(), LEFT, pos=QPoint(int(line.x() + 20), int(line.y() + 5)))
    assert told.args == [0, True]
    assert reader.view.rects_of(span_of(shown, "Menu"))
    assert reader.view.rects_of(span_of(shown, "article"))[0].top() > before
    QTest.keyClick(reader.view, Qt.Key.Key_Home, CONTROL)
    QTest.keyClick(reader.view, Qt.Key.Key_Space)
    assert reader.view.rects_of(span_of(shown, "Menu")) == []
    assert reader.view.rects_of(span_of(shown, "article"))[0].top() == pytest.approx(before)


def test_the_line_of_a_fold_is_there_when_another_article_is_shown(shows: Shows) -> None:
    reader = shows(article(["Something else."]))
    reader.show_article(article([("Skip to content", BlockKind.FURNITURE), "The bridge opened."]), [])
    line = reader.view.lines.lay(0).lineAt(0)
    assert line.naturalTextWidth() > 50, "the fold says what it holds"


def test_the_caret_passes_over_folded_furniture(shows: Shows) -> None:
    shown = article(["Before", ("Menu", BlockKind.FURNITURE), ("Log in", BlockKind.FURNITURE), "After"], gap="\n\n")
    reader = shows(shown)
    rows = []
    for _ in range(4):
        rows.append(reader.view.textCursor().blockNumber())
        QTest.keyClick(reader.view, Qt.Key.Key_Down)
    assert rows[:3] == [0, 1, 4]


def test_unfolded_furniture_can_be_made_part_of_the_article(shows: Shows, qtbot: QtBot) -> None:
    shown = article([("Menu", BlockKind.FURNITURE), "The article itself."], gap="\n\n")
    reader = shows(shown)
    reader.go_to(span_of(shown, "Menu"))
    menu = reader.menu_at(centre(reader, span_of(shown, "Menu")))
    action = next(a for a in menu.actions() if a.text() == "Part of the article")
    with qtbot.waitSignal(reader.kind_wanted) as told:
        action.trigger()
    assert told.args == [0, "paragraph"]


def test_a_link_is_told_and_never_opened(shows: Shows, qtbot: QtBot) -> None:
    link = Inline(4, 10, InlineKind.LINK, "https://example.org/report")
    shown = Article("a", "", "The report says so.", (Block(0, 19, BlockKind.PARAGRAPH, 0, (link,)),))
    reader = shows(shown)
    with qtbot.waitSignal(reader.link_activated) as told:
        QTest.mouseClick(reader.view.viewport(), LEFT, CONTROL, centre(reader, Span(4, 10)))
    assert told.args == ["https://example.org/report"]


def test_find_counts_goes_round_and_leaves_the_words_selected(shows: Shows, qtbot: QtBot) -> None:
    shown = article(["the Then 👍 the", ("the menu", BlockKind.FURNITURE), "other"], gap="\n\n")
    reader = shows(shown)
    reader.find()
    QTest.keyClicks(reader.find_bar.words, "the")
    assert searched(reader).find_bar.count.text() == "1 of 5"
    reader.find_bar.whole.click()
    assert searched(reader).find_bar.count.text() == "1 of 3"
    QTest.keyClick(reader.find_bar.words, Qt.Key.Key_Return)
    QTest.keyClick(reader.find_bar.words, Qt.Key.Key_Return)
    assert searched(reader).find_bar.count.text() == "3 of 3"
    assert reader.view.rects_of(span_of(shown, "the menu")), "a result in folded furniture unfolds it"
    QTest.keyClick(reader.find_bar.words, Qt.Key.Key_Return)
    QTest.keyClick(reader.find_bar.words, Qt.Key.Key_Return, SHIFT)
    reader.find_bar.case.click()
    QTest.keyClick(reader.find_bar.words, Qt.Key.Key_Escape)
    assert not reader.find_bar.isVisible()
    span = reader.selection()
    assert span and shown.text[span.start : span.end] == "the"


def test_find_in_a_long_text_comes_in_slices(shows: Shows, qtbot: QtBot) -> None:
    shown = long_article(4000)
    reader = shows(shown)
    with qtbot.waitSignal(reader.search.finished, timeout=10000):
        reader.find_bar.open("artificial report")
    assert len(reader.search.hits) == shown.text.count("artificial report")


def test_a_long_article_loads_wholly_after_the_first_screen(shows: Shows, qtbot: QtBot) -> None:
    shown = long_article(3000)
    reader = shows(shown)
    qtbot.waitUntil(lambda: reader.view.loader.done, timeout=10000)
    last = shown.blocks[-1]
    reader.go_to(Span(last.start, last.end))
    assert reader.view.rects_of(Span(last.start, last.start + 8))


def test_a_jump_beyond_what_is_loaded_loads_it(shows: Shows) -> None:
    shown = long_article(3000)
    reader = shows(shown)
    reader.go_to(Span(shown.blocks[2500].start, shown.blocks[2500].end))
    assert reader.view.rects_of(Span(shown.blocks[2500].start, shown.blocks[2500].start + 8))


def test_marking_moves_nothing(shows: Shows) -> None:
    shown = long_article(300)
    reader = shows(shown)
    reader.go_to(Span(shown.blocks[150].start, shown.blocks[150].end))
    reader.select(Span(shown.blocks[150].start, shown.blocks[150].start + 20))
    where = reader.view.rects_of(Span(shown.blocks[150].start, shown.blocks[150].start + 9))
    top, selected = reader.view.top, reader.selection()
    one = mark(shown, Span(shown.blocks[150].start, shown.blocks[150].start + 20))
    reader.update_marks([one])
    reader.grab()
    assert (reader.view.top, reader.selection()) == (top, selected)
    assert reader.view.rects_of(Span(shown.blocks[150].start, shown.blocks[150].start + 9)) == where
    reader.update_marks([], [one.mention])
    reader.grab()
    assert reader.view.top == top and reader.rects_of(one.mention) == []


def test_resizing_and_scaling_keep_the_line_at_the_top(shows: Shows) -> None:
    shown = long_article(300)
    reader = shows(shown)
    reader.restore_place(shown.blocks[120].start)
    place = reader.place()
    assert place == shown.blocks[120].start
    for width in (900, 600, 1300):
        reader.resize(width, 700)
        assert reader.place() == place
    reader.set_text_scale(160)
    assert reader.place() == place


def test_scrolling_up_over_unmeasured_text_moves_it_evenly(shows: Shows) -> None:
    shown = long_article(600)
    reader = shows(shown)
    reader.restore_place(shown.blocks[400].start)
    span = Span(shown.blocks[400].start, shown.blocks[400].start + 5)
    y = reader.view.rects_of(span)[0].top()
    for _ in range(8):
        reader.view.verticalScrollBar().setValue(reader.view.top - 60)
        reader.view.grab()
        assert reader.view.rects_of(span)[0].top() == pytest.approx(y + 60, abs=1.0)
        y = reader.view.rects_of(span)[0].top()


def test_all_that_grows_above_the_view_is_made_good_in_whatever_order_it_is_laid(shows: Shows) -> None:
    lines = shows(long_article(300)).view.lines
    row, above = 120, range(100, 120)
    lines.forget(above)
    for each in above:  # guessed at far less than they are
        lines.heights.set(each, 10.0)
    lines.anchor, lines.shift = lines.heights.top(row), 0.0
    for each in above:
        lines.lay(each)
    assert lines.shift > 20 * 10
    assert lines.heights.top(row) - lines.shift == pytest.approx(lines.anchor)


def test_activating_a_claim_brings_its_mention_into_view(shows: Shows) -> None:
    shown = long_article(300)
    one = mark(shown, Span(shown.blocks[250].start, shown.blocks[250].start + 20), "wrong", ClaimState.STALE)
    reader = shows(shown, [one])
    reader.activate(one.claim)
    assert reader.rects_of(one.mention)
    top = reader.view.top
    reader.activate(None)
    assert reader.view.top == top


def test_a_change_of_theme_lays_nothing_out_anew(shows: Shows) -> None:
    reader = shows(article(AWKWARD), [])
    laid = reader.view.lines.lay(0).lineAt(0).y()
    reader.set_theme(themes()["dark"])
    assert reader.view.lines.is_laid(0)
    image = reader.view.viewport().grab().toImage()
    assert image.pixelColor(3, 3) == themes()["dark"].colour("surface")
    assert reader.view.lines.lay(0).lineAt(0).y() == laid


def test_a_fault_while_painting_is_logged_and_the_window_lives(shows: Shows, caplog: pytest.LogCaptureFixture) -> None:
    shown = article(AWKWARD)
    reader = shows(shown)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    reader.view.painter.draw = broken  # type: ignore[method-assign,assignment]
    reader.view.viewport().grab()
    assert "failed" in caplog.text
    caplog.clear()


def test_nothing_to_show_is_an_empty_page(shows: Shows) -> None:
    reader = shows(None)
    QTest.keyClick(reader.view, Qt.Key.Key_A, CONTROL)
    assert reader.selection() is None
    assert reader.place() == 0
    reader.show_article(Article("a", "", ""))
    reader.grab()


def test_dropped_files_are_told(shows: Shows, qtbot: QtBot) -> None:
    reader = shows(None)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/story.html"), QUrl("https://example.org/story")])
    event = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(reader.file_dropped) as told:
        reader.dropEvent(event)
    assert told.args == [["/story.html", "https://example.org/story"]]


def test_keys_of_the_window_are_not_swallowed(shows: Shows) -> None:
    reader = shows(article(AWKWARD))
    seen: list[int] = []
    reader.keyPressEvent = lambda event: seen.append(event.key())  # type: ignore[method-assign]
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F6, Qt.Key.Key_J, Qt.Key.Key_1, Qt.Key.Key_Escape):
        QTest.keyClick(reader.view, key)
    assert seen == [Qt.Key.Key_Return, Qt.Key.Key_F6, Qt.Key.Key_J, Qt.Key.Key_1, Qt.Key.Key_Escape]


def test_the_words_to_find_are_looked_for_in_the_next_article(shows: Shows) -> None:
    reader = shows(article(["the first"]))
    reader.find()
    QTest.keyClicks(reader.find_bar.words, "the")
    reader.show_article(article(["the second and the third"]))
    assert searched(reader).find_bar.count.text() == "1 of 2"


def test_the_text_keeps_its_font_when_the_application_takes_another(shows: Shows) -> None:
    reader = shows(article(AWKWARD))
    before = reader.view.document().defaultFont().family()
    other = QFont("DejaVu Sans Mono", 20)
    reader.view.setFont(other)
    assert reader.view.document().defaultFont().family() == before


def test_page_keys_move_by_a_view_and_take_the_caret_along(shows: Shows) -> None:
    shown = long_article(300)
    reader = shows(shown)
    QTest.keyClick(reader.view, Qt.Key.Key_PageDown)
    height = reader.view.viewport().height()
    assert height / 2 <= reader.view.top <= height
    assert 0 <= reader.view.cursorRect().top() <= height
    QTest.keyClick(reader.view, Qt.Key.Key_PageDown, SHIFT)
    span = reader.selection()
    assert span and len(span) > 500
    QTest.keyClick(reader.view, Qt.Key.Key_End, CONTROL)
    assert reader.view.rects_of(Span(len(shown.text) - 5, len(shown.text)))
