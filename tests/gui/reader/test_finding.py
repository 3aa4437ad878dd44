"""Finding by pattern and in claims; places to go back to; a selection that grows and shrinks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.model import BlockKind, Span
from annotator.gui.reader import Reader
from annotator.gui.reader.history import MOST, History, Spot
from annotator.gui.reader.overview import BINS
from tests.gui.reader.conftest import Shows, searched
from tests.gui.reader.samples import article, long_article, many_marks, mark, span_of

LEFT = Qt.MouseButton.LeftButton


def found(reader: Reader) -> list[str]:
    text = reader.article.text if reader.article else ""
    return [text[hit.start : hit.end] for hit in searched(reader).search.hits]


def told(reader: Reader) -> str:
    return searched(reader).find_bar.count.text()


def test_a_regular_expression_is_matched_within_each_paragraph(shows: Shows) -> None:
    shown = article(
        ["In 1932 and in 1945 it rained.", ("1999 menu", BlockKind.FURNITURE), "👍 2021 was dry"], gap="\n\n"
    )
    reader = shows(shown)
    reader.find_bar.pattern.click()
    reader.find_bar.open(r"\d{4}")
    assert found(reader) == ["1932", "1945", "1999", "2021"]
    reader.find_bar.words.setText(r"^\S+ \d+")
    assert found(reader) == ["In 1932", "👍 2021"]
    reader.find_bar.words.setText(r"rained\.\s+1999")
    assert told(reader) == "Not found"


def test_case_and_whole_words_hold_for_patterns_too(shows: Shows) -> None:
    reader = shows(article(["Rain rained; RAIN and rain."]))
    reader.find_bar.pattern.click()
    reader.find_bar.open("ra.n|dry")
    assert found(reader) == ["Rain", "rain", "RAIN", "rain"]
    reader.find_bar.whole.click()
    assert found(reader) == ["Rain", "RAIN", "rain"]
    reader.find_bar.case.click()
    assert found(reader) == ["rain"]


@pytest.mark.parametrize("words", ["(", "[a", "*", "a{2,1}", "(?P<x", "\\", "(?<=a+b", "x" * 501])
def test_a_bad_pattern_is_told_beside_it(shows: Shows, words: str) -> None:
    reader = shows(article(["some words"]))
    reader.find_bar.pattern.click()
    reader.find_bar.open(words)
    assert told(reader).startswith(("Not a pattern: ", "Pattern too long"))
    assert reader.find_bar.count.property("tone") == "rating-false"
    reader.find_bar.words.setText("words")
    assert told(reader) == "1 of 1"
    assert reader.find_bar.count.property("tone") == ""


@pytest.mark.parametrize("words", [r"(a+)+$", r"(a|aa)+$", r"(.*a){20}b", r"((a{1,99}){1,99}){1,99}b"])
def test_a_catastrophic_pattern_is_given_up_at_its_limit(shows: Shows, words: str) -> None:
    reader = shows(article(["before it aab", "a" * 4000 + "!", "after it aab"]))
    reader.find_bar.pattern.click()
    reader.find_bar.open(words)
    assert told(reader).startswith("Pattern too slow")


def test_a_pattern_that_takes_too_long_says_so(shows: Shows) -> None:
    reader = shows(article(["aab", "a" * 5000 + "!"]))
    reader.find_bar.pattern.click()
    reader.find_bar.open(r"(?:a|a)+$|aab")
    assert told(reader) in ("Pattern too slow – 1 found", "1 of 1")


def test_in_claims_keeps_what_lies_in_the_words_of_a_claim(shows: Shows) -> None:
    shown = article(["the dog paid 42 percent", "the cat paid 42 percent"], gap="\n\n")
    one = mark(shown, span_of(shown, "dog paid 42"))
    reader = shows(shown, [one])
    reader.find_bar.claims.click()
    reader.find_bar.open("42")
    assert [hit.start for hit in searched(reader).search.hits] == [shown.text.index("42")]
    reader.update_marks([mark(shown, span_of(shown, "cat paid 42"))])
    assert told(reader) == "1 of 2", "claims that come are searched at once"
    reader.find_bar.words.setText("42 percent")
    assert told(reader) == "Not found", "a result that runs over the end of a claim is none"


def test_what_was_found_is_shown_in_the_overview(shows: Shows, qtbot: QtBot) -> None:
    shown = long_article(300)
    reader = shows(shown)
    reader.find_bar.open()
    QTest.qWait(0)
    before = reader.overview.grab().toImage()
    reader.find_bar.open("Sentence 299")
    assert searched(reader).overview.grab().toImage() != before
    reader.find_bar.words.clear()
    reader.view.verticalScrollBar().setValue(0)
    assert reader.overview.grab().toImage() == before


def test_an_article_that_is_dense_throughout_is_no_solid_block(shows: Shows) -> None:
    shown = long_article(300)
    reader = shows(shown, many_marks(shown, 8000))
    counts = [sum(found.values()) for found in reader.overview._bins]
    assert sorted(counts)[BINS // 4] > 0
    image = reader.overview.grab().toImage()
    y = image.height() * 3 // 4
    colours = {image.pixelColor(x, y).name() for x in range(image.width())}
    assert len(colours) >= 4, "there is a lane for each verdict"
    surface = reader._theme.colour("surface")
    for x in range(3, image.width() - 5):
        colour = image.pixelColor(x, y)
        assert colour == surface or colour.lightness() > 90, "no lane is at its strongest"


def test_back_and_forward_return_to_the_places_of_jumps(shows: Shows) -> None:
    shown = long_article(300)
    reader = shows(shown)
    places = [reader.place()]
    for block in (100, 200, 50):
        reader.go_to(Span(shown.blocks[block].start, shown.blocks[block].end))
        places.append(reader.place())
    for place in reversed(places[:-1]):
        reader.go_back()
        assert reader.place() == place
    reader.go_back()
    assert reader.place() == places[0] and not reader.history.can_go_back
    for place in places[1:]:
        reader.go_forward()
        assert reader.place() == place
    assert not reader.history.can_go_forward


def test_a_jump_to_what_is_in_sight_is_none(shows: Shows) -> None:
    shown = long_article(300)
    reader = shows(shown)
    reader.go_to(Span(shown.blocks[1].start, shown.blocks[1].end))
    assert not reader.history.can_go_back


def test_stepping_through_results_leaves_one_place_to_return_to(shows: Shows) -> None:
    shown = long_article(300)
    reader = shows(shown)
    reader.restore_place(shown.blocks[10].start)
    place = reader.place()
    reader.find_bar.open("number 1400 ")
    reader.find_bar.words.setText("Sentence 1")
    for _ in range(20):
        reader.find_next()
    reader.go_back()
    reader.go_back()
    assert reader.place() == place


def test_a_press_on_the_overview_can_be_taken_back(shows: Shows) -> None:
    reader = shows(long_article(300))
    place = reader.place()
    QTest.mouseClick(reader.overview, LEFT, pos=QPoint(8, 500))
    assert reader.place() > place
    reader.go_back()
    assert reader.place() == place


def test_another_article_is_returned_from_and_no_article_forgets(shows: Shows) -> None:
    shown = long_article(300)
    reader = shows(shown)
    reader.go_to(Span(shown.blocks[100].start, shown.blocks[100].end))
    reader.show_article(shown, [])
    place = reader.place()
    wanted: list[Spot] = []
    reader.elsewhere_wanted.connect(wanted.append)
    reader.show_article(replace(shown, id="another"))
    assert reader.go_back() and wanted == [Spot("article", place)]
    reader.show_article(None)
    assert not reader.go_back() and not reader.go_forward()


def test_places_are_bounded_and_a_new_jump_forgets_what_lay_ahead() -> None:
    history = History()
    for point in range(3 * MOST):
        history.left(Spot("a", point))
    steps, spot = 0, Spot("a", 10**6)
    while (back := history.back(spot)) is not None:
        steps, spot = steps + 1, back
    assert steps == MOST
    history.left(Spot("a", 5))
    assert not history.can_go_forward


def test_places_of_what_is_gone_are_passed_over() -> None:
    history = History()
    for one in "abcb":
        history.left(Spot(one, 7))
    history.known = lambda article: article != "b"
    assert history.back(Spot("d", 1)) == Spot("c", 7)
    assert history.back(Spot("c", 7)) == Spot("a", 7)
    assert history.back(Spot("a", 7)) is None
    with history.held():
        history.left(Spot("e", 1))
    assert history.forward(Spot("a", 7)) == Spot("c", 7)


def test_a_selection_grows_to_the_article_and_shrinks_back(shows: Shows) -> None:
    shown = article(["One sentence here. Another 42 percent rise.", "A second paragraph."], gap="\n\n")
    reader = shows(shown)
    reader.select(Span(shown.text.index("42") + 1, shown.text.index("42") + 1))
    steps = ["42", "Another 42 percent rise.", shown.text[: shown.blocks[0].end], shown.text]
    for words in steps:
        reader.grow_selection()
        assert reader.selection() == span_of(shown, words)
    reader.grow_selection()
    assert reader.selection() == Span(0, len(shown.text))
    for words in reversed(steps[:-1]):
        reader.shrink_selection()
        assert reader.selection() == span_of(shown, words)
    reader.shrink_selection()
    assert reader.selection() is None
    assert reader.view.sheet.positions.to_point(reader.view.textCursor().position()) == shown.text.index("42") + 1


def test_a_selection_made_by_hand_is_where_growing_begins_anew(shows: Shows) -> None:
    shown = article(["One sentence here. Another 42 percent rise."])
    reader = shows(shown)
    reader.grow_selection()
    reader.grow_selection()
    reader.select(span_of(shown, "42 percent"))
    reader.shrink_selection()
    assert reader.selection() == span_of(shown, "42 percent")
    reader.grow_selection()
    assert reader.selection() == span_of(shown, "Another 42 percent rise.")
    reader.shrink_selection()
    assert reader.selection() == span_of(shown, "42 percent")
