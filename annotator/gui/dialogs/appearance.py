"""How the app and its articles look: theme, font, size and line spacing, each shown at once."""

from collections.abc import Callable

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFontComboBox, QWidget

from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.fields import ChoiceField
from annotator.gui.layouts import button, check_box, column, form, label
from annotator.gui.settings import READING, Settings
from annotator.gui.theme import dress, themes

SIZES = (60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Percent: the steps of the article's text size."""
_SPACINGS = {85: "Tight", 100: "Usual", 115: "Light", 130: "Wide", 150: "Wider", 200: "Double"}


class AppearanceDialog(Sheet):
    """`wear` is called with the key of a setting and what it is to be."""

    def __init__(self, parent: QWidget | None, settings: Settings, wear: Callable[[str, object], object]) -> None:
        super().__init__(parent, "Appearance", 460)
        self._settings, self._wear = settings, wear
        named = {name: theme.label for name, theme in themes().items()}
        self.theme = ChoiceField("Theme", {"system": "As the system has it", **named})
        self.usual = check_box("The usual one: a serif made for long reading")
        self.family = QFontComboBox()
        self.family.setEditable(False)
        dress(self.family, tone="arrow")
        self.percent = ChoiceField("Size", _percents(dict.fromkeys(SIZES, ""), settings.get("text_scale")))
        self.spacing = ChoiceField("Line spacing", _percents(_SPACINGS, settings.get("line_spacing")))
        reset = button("As usual", "quiet", "Font, size and line spacing as they are made")
        reset.clicked.connect(self._reset)
        self.show_settings()
        self.theme.committed.connect(lambda name: wear("theme", name))
        self.percent.committed.connect(lambda percent: wear("text_scale", int(percent)))
        self.spacing.committed.connect(lambda percent: wear("line_spacing", int(percent)))
        self.usual.toggled.connect(self._choose_font)
        self.family.currentFontChanged.connect(self._choose_font)
        rows: list[tuple[str, QWidget]] = [
            ("Theme", self.theme),
            ("Font of the text", self.usual),
            ("", self.family),
            ("Size of the text", self.percent),
            ("Line spacing", self.spacing),
        ]
        self.family.setAccessibleName("Font of the text")
        self.fill(column(form(rows), label("Everything is shown and kept at once.", "small"), None), "", None, reset)
        self.theme.setFocus()

    def show_settings(self) -> None:
        """Show what the settings are now."""
        family = self._settings.get("text_font")
        self.theme.show_value(self._settings.get("theme"))
        self.percent.show_value(str(self._settings.get("text_scale")))
        self.spacing.show_value(str(self._settings.get("line_spacing")))
        if family:
            self.family.setCurrentFont(QFont(family))
        self.usual.setChecked(not family)
        self.family.setEnabled(bool(family))

    def _choose_font(self, *_: object) -> None:
        self.family.setDisabled(self.usual.isChecked())
        self._wear("text_font", "" if self.usual.isChecked() else self.family.currentFont().family())

    def _reset(self) -> None:
        for key in READING:
            self._wear(key, self._settings.default(key))
        self.show_settings()


def _percents(steps: dict[int, str], now: int) -> dict[str, str]:
    """Steps by what is kept of them, with the present value among them."""
    known = sorted({now: "", **steps}.items())
    return {str(percent): f"{percent} %{f' – {word}' if word else ''}" for percent, word in known}
