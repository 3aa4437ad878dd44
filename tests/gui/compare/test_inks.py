"""What differs can be read in every theme, and is where the mouse finds it, however one goes about."""

import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.model import Article
from annotator.gui.compare.inked import TINT, Ink, Run, look_of, parted, spoken
from annotator.gui.compare.painting import beside
from annotator.gui.compare.rows import compare
from annotator.gui.compare.view import CompareView
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.typography import Typography
from annotator.gui.theme import Theme, themes
from tests.gui.colour_vision import contrast, over, rgb
from tests.project.drafts import FIRST, SECOND

Key = Qt.Key
GROUNDS = {Ink.REMOVED: "danger", Ink.ADDED: "accent", Ink.AWAY: "line-strong", Ink.HERE: "line-strong"}


@pytest.mark.parametrize("theme", themes().values(), ids=lambda theme: theme.name)
def test_what_differs_can_be_read_on_its_ground_and_in_a_mark(theme: Theme) -> None:
    fills = [name for name in theme.colours if name.startswith("rating-")]
    for ink, token in GROUNDS.items():
        made = look_of(ink, theme)
        words = rgb(
            made.foreground().color().name()
            if made.hasProperty(made.Property.ForegroundBrush)
            else theme.colours["text"]
        )
        for ground in ("surface", "raised", "accent-soft"):
            base = rgb(theme.colours[ground])
            marked = [over(rgb(theme.colours[fill]), theme.metrics["fill-alpha"], base) for fill in fills]
            for under in (base, *(marked if ground == "surface" else ())):
                assert contrast(words, over(rgb(theme.colours[token]), TINT, under)) >= 4.5


def test_air_parts_what_was_removed_from_what_was_added() -> None:
    runs = parted([Run("412", Ink.REMOVED), Run("421", Ink.ADDED), Run(" metres")])
    assert [run.text for run in runs] == ["412", "\u2009", "421", " metres"]
    assert spoken(runs) == "removed: 412; added: 421; metres"


@pytest.mark.parametrize("seed", range(4))
def test_the_mouse_finds_each_change_where_it_is_painted(qtbot: QtBot, qapp: QApplication, seed: int) -> None:
    chance = random.Random(seed)
    old, new = "\n\n".join([FIRST] * 8), "\n\n".join([SECOND, FIRST.replace("9,000", "9,500"), SECOND] * 3)
    view = CompareView(Inks(themes()["light"], {}), Typography())
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.show_compared(compare(Article("old", "", old), Article("new", "", new)))
    found = 0
    for _ in range(30):
        acts: list[Callable[[], object]] = [
            lambda: view.resize(chance.randint(400, 1400), chance.randint(200, 900)),
            lambda: view.set_inline(not view.inline),
            lambda: view.go_to(chance.randrange(len(view.changes))),
            lambda: view.verticalScrollBar().setValue(chance.randint(0, view.verticalScrollBar().maximum())),
            lambda: QTest.keyClick(view, chance.choice([Key.Key_PageDown, Key.Key_PageUp, Key.Key_Home, Key.Key_End])),
            lambda: view.wear(Inks(themes()["dark"], {}), Typography(percent=chance.choice([80, 100, 200]))),
        ]
        chance.choice(acts)()
        view.viewport().grab()
        area = view.viewport().rect()
        for number in range(len(view.changes)):
            for rect in view.rects_of(number):
                spot = rect.center()
                if area.contains(spot.toPoint()) and rect.width() > 2:
                    assert view.change_under(spot) == number
                    found += 1
        view.viewport().grab()
        bar = view.verticalScrollBar()
        assert bar.value() == round(view._tell_top()) and 0 <= view._tell_top() <= bar.maximum() + 1
    assert found > 60


def test_signs_of_claims_that_end_at_one_place_lie_side_by_side() -> None:
    taken: list[QRectF] = []
    for _ in range(3):
        taken.append(beside(QRectF(100, 20, 14, 14), taken))
    lefts = [place.left() for place in taken]
    assert lefts[0] == 100 and all(after - before >= 12 for before, after in pairwise(lefts))
    assert beside(QRectF(100, 60, 14, 14), taken).left() == 100, "on another line there is room"
