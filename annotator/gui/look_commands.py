"""Commands about what is shown and how: panes, sizes, font, themes, paper."""

from functools import partialmethod

from PySide6.QtCore import Qt

from annotator.gui.dialogs.small import FontDialog
from annotator.gui.file_commands import WindowCommands

THEMES = {
    "theme_light": "light",
    "theme_dark": "dark",
    "theme_sepia": "sepia",
    "theme_contrast": "high-contrast",
    "theme_contrast_dark": "high-contrast-dark",
    "theme_system": "system",
}
_SIZES = (60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Percent: the steps of the article's text size."""


class LookCommands(WindowCommands):
    def toggle_articles(self) -> None:
        self.page.want_articles(self.page.articles.isHidden())

    def toggle_desk(self) -> None:
        self.page.desk.setVisible(self.page.desk.isHidden())

    def zoom_in(self) -> None:
        self._zoom(next((size for size in _SIZES if size > self._size), _SIZES[-1]))

    def zoom_out(self) -> None:
        self._zoom(next((size for size in reversed(_SIZES) if size < self._size), _SIZES[0]))

    def zoom_reset(self) -> None:
        self._zoom(100)

    @property
    def _size(self) -> int:
        return int(self.window.settings.get("text_scale"))

    def _zoom(self, percent: int) -> None:
        self.window.settings.set("text_scale", percent)
        self.page.reader.set_text_scale(percent)

    def text_font(self) -> None:
        self.show(FontDialog(self.window, self.window.settings.get("text_font"), self._set_font))

    def _set_font(self, family: str) -> None:
        self.window.settings.set("text_font", family)
        self.page.set_font(family)

    def _wear(self, choice: str) -> None:
        self.window.look.choose(choice)
        self.window.settings.set("theme", choice)
        self.window.renew_actions()

    theme_light = partialmethod(_wear, THEMES["theme_light"])
    theme_dark = partialmethod(_wear, THEMES["theme_dark"])
    theme_sepia = partialmethod(_wear, THEMES["theme_sepia"])
    theme_contrast = partialmethod(_wear, THEMES["theme_contrast"])
    theme_contrast_dark = partialmethod(_wear, THEMES["theme_contrast_dark"])
    theme_system = partialmethod(_wear, THEMES["theme_system"])

    def full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)
