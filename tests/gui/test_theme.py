"""Every theme: all tokens there, every text readable on every ground it meets (WCAG 2.2, AA), icons in its colours."""

import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from annotator.domain.ratings import scales
from annotator.domain.resources import RESOURCES
from annotator.gui import icons
from annotator.gui import theme as theme_module
from annotator.gui.fields import ChoiceField, LineField
from annotator.gui.layouts import button, check_box, column, label
from annotator.gui.theme import _ROLES, Look, Theme, dress, themes
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


def test_one_style_sheet_suits_all_themes() -> None:
    (sheet,) = {theme.style_sheet(10.0) for theme in themes().values()}
    assert "${" not in sheet and sheet.count("{") == sheet.count("}")
    assert "#" not in sheet and "rgb" not in sheet, "a colour in it would stay when the theme changes"


def test_every_role_in_the_style_sheet_has_the_colour_of_its_token(qapp: QApplication) -> None:
    for name, theme in themes().items():
        Look(qapp, name)
        for token, role in _ROLES.items():
            word = QLabel("word")
            word.setStyleSheet(f"QLabel {{ color: {role}; }}")
            word.ensurePolished()
            assert word.palette().color(QPalette.ColorRole.WindowText) == theme.colour(token), (name, token)


def test_boxes_are_made_where_they_are_dressed() -> None:
    """What is drawn for dark themes and for light ones is theirs by `dress` alone."""
    boxes = re.compile(r"= Q(?:Check|Combo|FontCombo)Box\(")
    gui = Path(theme_module.__file__).parent
    made_in = {path.name for path in gui.rglob("*.py") if boxes.search(path.read_text(encoding="utf-8"))}
    assert made_in <= {"layouts.py", "appearance.py"}


def test_a_theme_put_on_looks_as_if_it_had_been_there_from_the_start(qtbot: QtBot, qapp: QApplication) -> None:
    def board() -> QWidget:
        made = QWidget()
        kind, secret = ChoiceField("Kind", {"a": "One", "b": "Two"}), check_box("Secret")
        rating, other, said = button("Wrong"), button("True"), label("Wrong")
        for press in (rating, other):
            press.setCheckable(True)
            dress(press, tone="rating-false")
        rating.setChecked(True)
        secret.setChecked(True)
        dress(said, tone="rating-false")
        hidden = label("hidden", "problem")
        parts = kind, secret, rating, other, said, label("dim", "dim"), LineField("Name", ""), hidden
        made.setLayout(column(*parts, margins=(30, 30, 30, 30)))  # out of reach of the mouse
        dress(made, role="sheet")
        hidden.hide()
        for widget in made.findChildren(QWidget):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.resize(300, 420)
        qtbot.addWidget(made)
        made.show()
        return made

    def with_the_rest(made: QWidget) -> QImage:
        made.findChildren(QLabel)[-1].show()
        made.findChildren(QPushButton)[1].setChecked(True)
        made.findChildren(QVBoxLayout)[0].activate()
        return made.grab().toImage()

    look = Look(qapp, "light")
    for name in [*THEMES, "light"]:
        changed = board()
        look.choose(name)
        assert changed.grab().toImage() == board().grab().toImage(), name
        qtbot.waitUntil(lambda: not look.dressing)
        assert with_the_rest(changed) == with_the_rest(board()), name


def test_a_theme_puts_no_other_style_sheet_on_the_application(qapp: QApplication, monkeypatch: MonkeyPatch) -> None:
    look = Look(qapp, "light")
    monkeypatch.setattr(QApplication, "setStyleSheet", lambda *_: pytest.fail("this takes 70 ms"))
    for name in THEMES:
        look.choose(name)


@pytest.mark.parametrize("path", sorted((RESOURCES / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_drawn_in_the_colour_asked_for(path: Path, qapp: QApplication) -> None:
    name = path.stem
    image = icons.pixmap(name, QColor("#ff0000"), 32).toImage()
    inked = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
    assert inked
    if "currentColor" in path.read_text(encoding="utf-8"):
        assert {colour.name() for colour in inked} == {"#ff0000"}


def test_following_the_system_is_one_choice_among_the_themes(qapp: QApplication) -> None:
    look = Look(qapp, "dark")
    assert look.theme.dark
    look.choose("no such theme")
    assert look.choice == "system"


def test_a_dressed_widget_changes_its_clothes(qtbot: QtBot, qapp: QApplication) -> None:
    Look(qapp, "light")
    word = QLabel("word")
    qtbot.addWidget(word)
    dress(word, tone="rating-false")
    word.ensurePolished()
    assert word.palette().color(word.foregroundRole()) == themes()["light"].colour("rating-false")
    dress(word, tone="rating-true")
    word.ensurePolished()
    assert word.palette().color(word.foregroundRole()) == themes()["light"].colour("rating-true")
