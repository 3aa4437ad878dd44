"""Whatever is done, the line under the eye stays where it is, to the pixel."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, BlockKind, ClaimState, Span
from annotator.gui.reader import Reader
from annotator.gui.theme import themes
from tests.gui.reader.conftest import Shows
from tests.gui.reader.samples import article, long_article, many_marks, mark

MIDDLE = 120


def mixed_article() -> Article:
    """Paragraphs with a table and furniture between them."""
    words = "Paragraph {} of an artificial report goes on with the number {} for more than one line of the view. "
    parts: list[str | tuple[str, BlockKind]] = []
    for number in range(240):
        parts.append(words.format(number, number * 7) * (1 + number % 4))
        if number % 20 == 7:
            parts.append(("\n".join(f"{n}\t{n * 37}\t{'word ' * (n % 30)}" for n in range(9)), BlockKind.TABLE))
        if number % 20 == 13:
            parts += [("Menu entry", BlockKind.FURNITURE), ("Log in " * 30, BlockKind.FURNITURE)]
    return article(parts, gap="\n\n")


@pytest.fixture
def reader(shows: Shows) -> Reader:
    """Scrolled to the middle of a line in the middle of the article."""
    shown = mixed_article()
    reader = shows(shown, many_marks(shown, 300))
    reader.restore_place(shown.blocks[MIDDLE].start)
    reader.view.verticalScrollBar().setValue(reader.view.top + 31)
    reader.grab()
    return reader


def eye(reader: Reader) -> tuple[Span, QRectF]:
    """The first letters of the line at the top of the view, and where they are."""
    point = reader.place()
    span = Span(point, point + 3)
    return span, reader.view.rects_of(span)[0]


def unmoved(reader: Reader, at: tuple[Span, QRectF], within: float = 1e-6) -> None:
    reader.grab()
    span, before = at
    after = reader.view.rects_of(span)[0]
    assert after.top() == pytest.approx(before.top(), abs=within)


def _mark(reader: Reader) -> None:
    here = reader.place()
    assert reader.article
    reader.update_marks([mark(reader.article, Span(here + n, here + 90 - n), "wrong") for n in range(9)])


def _unmark(reader: Reader) -> None:
    marks = list(reader.view.sheet.marks)
    reader.update_marks([], [one.mention for one in marks[::2]])


def _mark_above(reader: Reader) -> None:
    here = reader.place()
    assert reader.article
    reader.update_marks([mark(reader.article, Span(here - 400 + n, here - 200 - n), "wrong") for n in range(12)])


def _rate_all(reader: Reader) -> None:
    reader.set_marks([replace(m, rating="wrong", state=ClaimState.CHECKED, sources=2) for m in reader.view.sheet.marks])


def _open_card(reader: Reader) -> None:
    here = reader.place()
    reader.activate(reader.view.sheet.marks.overlapping(here, here + 400)[0].claim)


def _close_card(reader: Reader) -> None:
    _open_card(reader)
    reader.activate(None)


def _unfold_above(reader: Reader) -> None:
    reader.view.toggle(reader.view.sheet.folds[0])


def _unfold_below(reader: Reader) -> None:
    reader.view.toggle(reader.view.sheet.folds[-1])


def _theme(reader: Reader) -> None:
    reader.set_theme(themes()["dark"])


def _find_bar(reader: Reader) -> None:
    reader.find_bar.open()


def _select(reader: Reader) -> None:
    here = reader.place()
    reader.select(Span(here + 200, here + 300))


@pytest.mark.parametrize(
    "act",
    [
        _mark,
        _unmark,
        _mark_above,
        _rate_all,
        _open_card,
        _close_card,
        _unfold_above,
        _unfold_below,
        _theme,
        _find_bar,
        _select,
    ],
)
def test_the_line_at_the_top_stays(reader: Reader, act: Callable[[Reader], None]) -> None:
    before = eye(reader)
    act(reader)
    unmoved(reader, before)


def test_resizing_keeps_the_words_at_the_top_at_their_height(reader: Reader) -> None:
    at = eye(reader)
    for size in ((1100, 700), (640, 700), (520, 700), (1300, 900), (900, 500), (1180, 800)):
        reader.resize(*size)
        unmoved(reader, at, within=0.51)
    assert reader.place() == at[0].start, "and at last the line begins as it began"


def test_other_sizes_and_spacings_keep_the_words_at_the_top(reader: Reader) -> None:
    changes: list[Callable[[], None]] = [
        lambda: reader.set_text_scale(200),
        lambda: reader.set_line_spacing(140),
        lambda: reader.set_font("DejaVu Serif", 11),
        lambda: reader.set_text_scale(100),
    ]
    span, _ = eye(reader)
    for change in changes:
        change()
        reader.grab()
        assert reader.place() <= span.start
        assert reader.view.rects_of(span)[0].top() < 20, "they are still in the line at the top"


def test_loading_the_rest_moves_nothing(shows: Shows, qtbot: QtBot) -> None:
    shown = long_article(6000)
    reader = shows(shown)
    reader.restore_place(shown.blocks[150].start)
    at = eye(reader)
    assert not reader.view.loader.done
    qtbot.waitUntil(lambda: reader.view.loader.done, timeout=20000)
    unmoved(reader, at)


def test_a_mark_made_and_taken_back_leaves_every_pixel_as_it_was(reader: Reader) -> None:
    here = reader.place()
    assert reader.article
    before = reader.view.viewport().grab().toImage()
    marks = [mark(reader.article, Span(here + 30 + n, here + 110 - n), "wrong") for n in range(8)]
    reader.update_marks(marks)
    assert reader.view.viewport().grab().toImage() != before
    reader.update_marks([], [one.mention for one in marks])
    assert reader.view.viewport().grab().toImage() == before
