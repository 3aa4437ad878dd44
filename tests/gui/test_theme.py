"""Every theme: all tokens there, every text readable on every ground it meets (WCAG 2.2, AA), icons in its colours."""

import itertools
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.domain.ratings import scales
from annotator.domain.resources import RESOURCES
from annotator.gui import icons
from annotator.gui.theme import Look, Theme, dress, themes
from annotator.gui.tones import STANCES, UNCHECKED

GROUNDS = ("window", "surface", "raised", "accent-soft")
THEMES = sorted(themes())


def luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ratings(theme: Theme) -> list[str]:
    return [name for name in theme.colours if name.startswith("rating-")]


def test_themes_have_the_same_tokens() -> None:
    assert len({frozenset(theme.colours) for theme in themes().values()}) == 1
    assert len({frozenset(theme.metrics) for theme in themes().values()}) == 1


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_on_every_ground(name: str) -> None:
    theme = themes()[name]
    pairs = list(itertools.product(("text", "text-dim", "accent", "danger", *ratings(theme)), GROUNDS))
    pairs += [("accent-text", token) for token in ("accent", *ratings(theme))]
    pairs += [("selection-text", "selection"), ("find-text", "find"), ("text", "notice"), ("danger", "notice")]
    weak = {pair: round(contrast(*map(theme.colour, pair)), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < 4.5}


@pytest.mark.parametrize("name", THEMES)
def test_frames_of_what_has_the_focus_are_seen(name: str) -> None:
    theme = themes()[name]
    for frame, ground in itertools.product(("accent", "line-strong"), ("window", "surface", "raised")):
        assert contrast(theme.colour(frame), theme.colour(ground)) >= 3.0


@pytest.mark.parametrize("name", THEMES)
def test_every_tone_is_a_token(name: str) -> None:
    used = {rating.colour for scale in scales().values() for rating in scale.ratings}
    used |= {UNCHECKED.token} | {tone.token for tone in STANCES.values()}
    assert used <= set(themes()[name].colours)


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_has_no_token_left(name: str) -> None:
    sheet = themes()[name].style_sheet(10.0)
    assert "${" not in sheet and sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize("path", sorted((RESOURCES / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_drawn_in_the_colour_asked_for(path: Path, qapp: QApplication) -> None:
    name = path.stem
    image = icons.pixmap(name, QColor("#ff0000"), 32).toImage()
    inked = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
    assert inked
    if "currentColor" in icons._drawing(name):
        assert {colour.name() for colour in inked} == {"#ff0000"}


def test_following_the_system_is_one_choice_among_the_themes(qapp: QApplication) -> None:
    look = Look(qapp, "dark")
    assert look.theme.dark
    look.choose("no such theme")
    assert look.choice == "system"


def test_a_dressed_widget_changes_its_clothes(qtbot: QtBot, qapp: QApplication) -> None:
    Look(qapp, "light")
    label = QLabel("word")
    qtbot.addWidget(label)
    dress(label, tone="rating-false")
    label.ensurePolished()
    assert label.palette().color(label.foregroundRole()) == themes()["light"].colour("rating-false")
    dress(label, tone="rating-true")
    label.ensurePolished()
    assert label.palette().color(label.foregroundRole()) == themes()["light"].colour("rating-true")
