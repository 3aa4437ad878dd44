"""The fonts of `resources/fonts`, so that the app looks alike on every system; what they lack is the system's."""

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from annotator.domain.resources import RESOURCES

SERIF, SANS, SIGNS = "Annotator Serif", "Annotator Sans", "Annotator Signs"

HINTING = QFont.HintingPreference.PreferNoHinting
"""Letters keep their shapes and distances, at any size, on every system."""
SMALLEST_TEXT = 10.0
"""Points of the interface's text, where the system has none or a smaller one."""

_AT_FIRST = ("AnnotatorSans-Regular", "AnnotatorSans-Bold")
"""What the start page is set in. Each font takes half a millisecond to load, so the others wait until an article is."""


def wear(app: QApplication) -> None:
    """Set the application in our fonts, at the size that the system has."""
    for name in _AT_FIRST:
        _load(name)
    font = QFont(app.font())
    font.setFamilies([SANS, SIGNS, *font.families()])
    font.setHintingPreference(HINTING)
    if font.pointSizeF() < SMALLEST_TEXT and sys.platform != "darwin":
        font.setPointSizeF(SMALLEST_TEXT)
    app.setFont(font)


def load_all() -> None:
    """Have every font there is, from now on."""
    for path in sorted((RESOURCES / "fonts").glob("*.ttf")):
        _load(path.stem)


@cache
def _load(name: str) -> None:
    QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"{name}.ttf"))
