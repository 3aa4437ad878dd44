"""Commands about what is shown and how: panes, sizes, font, themes, paper."""

from collections.abc import Callable
from functools import partial, partialmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.domain.model import Progress
from annotator.gui.dialogs.appearance import SIZES, AppearanceDialog
from annotator.gui.file_commands import WindowCommands
from annotator.project import Project

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

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
        self.page.panes.want_articles(self.page.articles.isHidden())

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
            self.window.page.comparing.wear()

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
        self._ask_printer(self._printer())

    def _printer(self) -> "QPrinter":
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.page.project.articles.get(self.page.article).title)
        return printer

    def _ask_printer(self, printer: "QPrinter") -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        print_it = partial(self._with_notes, partial(self._print, printer))
        dialog.accepted.connect(self.window.messages.safely(lambda *_: print_it()))
        self.show(dialog)

    def _print(self, printer: "QPrinter", notes: dict[str, str]) -> None:
        from annotator.gui.reader.paper import Paper

        printout = self.page.reader.printout(Paper.of(printer), notes)
        told = self.window.messages.tell
        self.slice(f"Printing {printer.docName()}…", printout.print_to(printer), lambda _: told("Printed."))

    def print_preview(self) -> None:
        printer = self._printer()
        self._with_notes(partial(self._preview, printer))

    def _preview(self, printer: "QPrinter", notes: dict[str, str]) -> None:
        from annotator.gui.dialogs.preview import PrintPreview

        make = partial(self.page.reader.printout, notes=notes)
        self.show(PrintPreview(self.window, printer, make, self._ask_printer))

    def _with_notes(self, then: Callable[[dict[str, str]], None]) -> None:
        """Read the rationales of the standing verdicts, by claim, in a worker, which reads the file by itself."""
        page, article = self.page, self.page.article
        page.desk.flush()
        source = page.project.path

        def work(progress: Progress) -> dict[str, str]:
            with Project.open(source) as project:
                return {claim.id: claim.verdict.rationale for claim in project.claims.all(article) if claim.verdict}

        def read(notes: dict[str, str]) -> None:
            if self.window.page is page and page.article == article:
                then(notes)

        self.work("Reading the verdicts…", work, read)
