"""The fonts of `resources/fonts`, so that the app looks alike on every system; what they lack is the system's."""

import sys

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from annotator.domain.resources import RESOURCES

SERIF, SANS, SIGNS = "Annotator Serif", "Annotator Sans", "Annotator Signs"

HINTING = QFont.HintingPreference.PreferNoHinting
"""Letters keep their shapes and distances, at any size, on every system."""
SMALLEST_TEXT = 10.0
"""Points of the interface's text, where the system has none or a smaller one."""


def wear(app: QApplication) -> None:
    """Set the application in our fonts, at the size that the system has. Takes about a millisecond."""
    for path in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    font = QFont(app.font())
    font.setFamilies([SANS, SIGNS, *font.families()])
    font.setHintingPreference(HINTING)
    if font.pointSizeF() < SMALLEST_TEXT and sys.platform != "darwin":
        font.setPointSizeF(SMALLEST_TEXT)
    app.setFont(font)
