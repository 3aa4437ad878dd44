"""What a closed fold hides is not in the document: no screen reader reads it, no key leads into it."""

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from annotator.domain.model import BlockKind, Span
from annotator.gui.reader import Reader
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import article, mark, span_of

F = BlockKind.FURNITURE
SHOWN = article(
    [
        "First words 👍🏽.",
        ("Skip to 👩\u200d👧 content", F),
        ("Log in\nor not", F),
        "Middle words.",
        ("Cookies", F),
        "Last words.",
    ],
    gap="\n\n",
)


@pytest.fixture
def reader(shows: Shows) -> Reader:
    return shows(SHOWN)


def toggle(reader: Reader, fold: int) -> None:
    reader.view.fold_toggled.emit(reader.view.sheet.folds[fold])


def heard(reader: Reader) -> str:
    """The text as a screen reader has it."""
    interface = QAccessible.queryAccessibleInterface(reader.view)
    text = interface.textInterface()
    return str(text.text(0, text.characterCount()))


def test_what_is_hidden_is_not_heard(reader: Reader) -> None:
    assert "First words" in heard(reader) and "Last words" in heard(reader)
    assert "2 passages outside the article" in heard(reader)
    for words in ("content", "Log in", "Cookies"):
        assert words not in heard(reader)


def test_what_is_unfolded_is_heard_until_it_is_folded_again(reader: Reader) -> None:
    before = heard(reader)
    toggle(reader, 0)
    assert "content" in heard(reader) and "Log in" in heard(reader) and "Cookies" not in heard(reader)
    toggle(reader, 1)
    assert "Cookies" in heard(reader)
    toggle(reader, 0)
    toggle(reader, 1)
    assert heard(reader) == before


def test_every_word_is_selected_where_it_is_whatever_is_folded(reader: Reader) -> None:
    for states in product((False, True), repeat=2):
        for fold, wanted in zip(reader.view.sheet.folds, states, strict=True):
            if fold.open != wanted:
                toggle(reader, reader.view.sheet.folds.index(fold))
        for words in ("First words", "Middle", "Last words."):
            reader.select(span_of(SHOWN, words))
            assert reader.selection() == span_of(SHOWN, words)
            assert reader.view.textCursor().selectedText() == words
        whole = Span(0, len(SHOWN.text))
        reader.view.selectAll()
        assert reader.selection() == whole


def test_a_selection_stays_on_its_words_while_what_stands_above_is_folded(reader: Reader) -> None:
    reader.select(span_of(SHOWN, "Last words"))
    for fold in (0, 1, 0, 1):
        toggle(reader, fold)
        assert reader.selection() == span_of(SHOWN, "Last words")
        assert reader.view.textCursor().selectedText() == "Last words"


def test_selecting_hidden_words_unfolds_them(reader: Reader) -> None:
    reader.select(span_of(SHOWN, "Log in"))
    assert reader.view.sheet.folds[0].open
    assert reader.view.textCursor().selectedText() == "Log in"


def test_the_caret_passes_a_closed_fold_by_and_leaves_one_that_closes(reader: Reader) -> None:
    reader.view.put_caret(span_of(SHOWN, "First").start)
    seen = []
    for _ in range(6):
        QTest.keyClick(reader.view, Qt.Key.Key_Down)
        seen.append(reader.view.sheet.positions.row_at(reader.view.textCursor().position()))
    assert not any(map(reader.view.sheet.hidden, seen))
    toggle(reader, 0)
    reader.view.put_caret(span_of(SHOWN, "Log in").start)
    toggle(reader, 0)
    assert not reader.view.sheet.hidden(reader.view.sheet.positions.row_at(reader.view.textCursor().position()))


def test_marks_in_a_fold_are_painted_on_their_words_when_it_opens(reader: Reader) -> None:
    one = mark(SHOWN, "or not", "wrong")
    reader.set_marks([one])
    assert reader.rects_of(one.mention) == []
    toggle(reader, 0)
    reader.grab()
    (rect,) = reader.rects_of(one.mention)
    assert reader.mark_at(rect.center()) == [one]
