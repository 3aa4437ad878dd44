"""Commands about what is shown and how: panes, sizes, font, themes, paper."""

from functools import partialmethod

from PySide6.QtCore import Qt

from annotator.gui.dialogs.appearance import SIZES, AppearanceDialog
from annotator.gui.file_commands import WindowCommands

THEMES = {
    "theme_light": "light",
    "theme_dark": "dark",
    "theme_sepia": "sepia",
    "theme_contrast": "high-contrast",
    "theme_contrast_dark": "high-contrast-dark",
    "theme_system": "system",
}


class LookCommands(WindowCommands):
    def toggle_articles(self) -> None:
        self.page.want_articles(self.page.articles.isHidden())

    def toggle_desk(self) -> None:
        self.page.desk.setVisible(self.page.desk.isHidden())

    def zoom_in(self) -> None:
        self._zoom(next((size for size in SIZES if size > self._size), SIZES[-1]))

    def zoom_out(self) -> None:
        self._zoom(next((size for size in reversed(SIZES) if size < self._size), SIZES[0]))

    def zoom_reset(self) -> None:
        self._zoom(100)

    @property
    def _size(self) -> int:
        return int(self.window.settings.get("text_scale"))

    def _zoom(self, percent: int) -> None:
        self.wear("text_scale", percent)

    def wear(self, key: str, value: object) -> None:
        """Keep a setting of how things look, and show it at once."""
        self.window.settings.set(key, value)
        if key == "theme":
            self.window.look.choose(str(value))
            self.window.renew_actions()
        elif self.window.page is not None:
            self.window.page.wear(key)

    def appearance(self) -> None:
        self.show(AppearanceDialog(self.window, self.window.settings, self.wear))

    def _wear_theme(self, choice: str) -> None:
        self.wear("theme", choice)

    theme_light = partialmethod(_wear_theme, THEMES["theme_light"])
    theme_dark = partialmethod(_wear_theme, THEMES["theme_dark"])
    theme_sepia = partialmethod(_wear_theme, THEMES["theme_sepia"])
    theme_contrast = partialmethod(_wear_theme, THEMES["theme_contrast"])
    theme_contrast_dark = partialmethod(_wear_theme, THEMES["theme_contrast_dark"])
    theme_system = partialmethod(_wear_theme, THEMES["theme_system"])

    def full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    # ---- paper

    def print_article(self) -> None:
        """Let a printer and pages be chosen, then print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        page, notes = self.page, self._notes()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(page.project.articles.get(page.article).title)
        dialog = QPrintDialog(printer, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.window.messages.safely(lambda *_: page.reader.print_article(printer, notes)))
        self.show(dialog)

    def print_preview(self) -> None:
        dialog = self.page.reader.print_preview(self._notes())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Print preview")
        dialog.resize(self.window.size() * 0.85)
        self.show(dialog)

    def _notes(self) -> dict[str, str]:
        """The rationale of the standing verdict, by claim of the article."""
        self.page.desk.flush()
        claims = self.page.project.claims.all(self.page.article)
        return {claim.id: claim.verdict.rationale for claim in claims if claim.verdict}
