"""The overview: bars of one height, and a change of some marks leaves it as if it were drawn anew."""

import random

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article, Mark, Span
from annotator.domain.ratings import scales
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.overview import BINS, WIDTH, Overview
from annotator.gui.theme import themes
from tests.gui.reader.samples import long_article, mark

SHOWN = long_article(60)
RATINGS = ("", "confirmed", "wrong", "needs-fix")


def _overview(qtbot: QtBot, shown: Article, marks: list[Mark], height: int) -> Overview:
    made = Overview(Inks(themes()["light"], scales()))
    qtbot.addWidget(made)
    made.resize(QSize(WIDTH, height))
    made.set_marks(len(shown.text), marks)
    return made


def _image(overview: Overview) -> QImage:
    return overview.grab().toImage()


def _marks_in(bins: list[int]) -> list[Mark]:
    step = len(SHOWN.text) / BINS
    return [mark(SHOWN, Span(int(at * step) + 2, int(at * step) + 9), RATINGS[at % 4]) for at in bins]


@pytest.mark.parametrize("height", [230, 460, 560, 800])
def test_some_marks_changed_are_drawn_as_all_would_be(qtbot: QtBot, height: int) -> None:
    chance = random.Random(height)
    shown = _marks_in(sorted(chance.choices(range(BINS), k=60)))
    overview = _overview(qtbot, SHOWN, shown, height)
    _image(overview)
    for _ in range(12):
        gone = chance.sample(shown, 4)
        came = _marks_in(chance.choices(range(BINS), k=4))
        shown = [one for one in shown if one not in gone] + came
        overview.change(gone, came)
        assert _image(overview) == _image(_overview(qtbot, SHOWN, shown, height))


@pytest.mark.parametrize("height", [230, 300, 460, 500])
def test_bars_that_stand_alone_are_as_high_as_each_other(qtbot: QtBot, height: int) -> None:
    image = _image(_overview(qtbot, SHOWN, _marks_in(list(range(5, 195, 10))), height))
    ground = image.pixel(10, image.height() - 1)
    inked = "".join(" " if image.pixel(10, y) == ground else "#" for y in range(image.height()))
    assert {len(bar) for bar in inked.split()} == {3}
