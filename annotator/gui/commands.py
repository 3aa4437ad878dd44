"""What each action does: a method for every id of the table in `actions.py`."""

from functools import partialmethod

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from annotator.domain.errors import AnnotatorError
from annotator.gui.desk.claim_panel import CLAIM, CLAIMS, HISTORY
from annotator.gui.dialogs.attach import AttachDialog, SourceDialog
from annotator.gui.dialogs.palette import Palette
from annotator.gui.dialogs.shortcuts import ShortcutsSheet
from annotator.gui.dialogs.small import AboutDialog, FontDialog
from annotator.gui.fields import LineField, TextField
from annotator.gui.file_commands import FileCommands

_THEMES = {
    "theme_light": "light",
    "theme_dark": "dark",
    "theme_sepia": "sepia",
    "theme_contrast": "high-contrast",
    "theme_contrast_dark": "high-contrast-dark",
    "theme_system": "system",
}
_SIZES = (60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Percent: the steps of the article's text size."""


class ClaimCommands(FileCommands):
    def undo(self) -> None:
        """Take back what was just typed, else the last step."""
        field = self._typing()
        if field is not None:
            field.undo()
            return
        self.page.desk.flush()
        step = self.page.project.history.undo()
        if step:
            self.page.show_touched()
        self.window.messages.tell(f"Undone: {step.name}." if step else "There is nothing to undo.")

    def redo(self) -> None:
        field = self._typing()
        if field is not None:
            field.redo()
            return
        self.page.desk.flush()
        step = self.page.project.history.redo()
        if step:
            self.page.show_touched()
        self.window.messages.tell(f"Done again: {step.name}." if step else "There is nothing to redo.")

    def _typing(self) -> LineField | TextField | None:
        """The editor in which something is being typed that the project does not hold yet."""
        field = QApplication.focusWidget()
        return field if isinstance(field, LineField | TextField) and field.undoes_typing else None

    def mark_claim(self) -> None:
        span = self.page.reader.selection()
        if span is not None:
            self.page.mark(span)

    def mark_mention(self) -> None:
        page, span = self.page, self.page.reader.selection()
        if page.claim is None:
            raise AnnotatorError("No claim is chosen.", "Choose the claim that appears here too.")
        if span is not None:
            page.project.claims.add_mention(page.claim.id, page.article, span)
            page.reader.clear_selection()

    def snap_word(self) -> None:
        self.page.reader.snap_selection("word")

    def snap_sentence(self) -> None:
        self.page.reader.snap_selection("sentence")

    def snap_paragraph(self) -> None:
        self.page.reader.snap_selection("paragraph")

    def edit_statement(self) -> None:
        self._show_desk(CLAIM)
        self.page.desk.editor.focus_statement()

    def attach_source(self) -> None:
        page = self.page
        if page.claim is not None:
            page.desk.flush()
            self._show_desk(CLAIM)
            self.show(AttachDialog(self.window, page.project, self.window.look, page.claim))

    def edit_source(self, source: str) -> None:
        project = self.page.project
        self.show(SourceDialog(self.window, project, project.sources.get(source)))

    def rate_claim(self) -> None:
        self._show_desk(CLAIM)
        self.page.desk.verdict.focus_ratings()

    def _rate(self, number: int) -> None:
        page = self.page
        page.desk.editor.flush()
        self._show_desk(CLAIM)
        page.desk.verdict.pick(number - 1)

    rate_1 = partialmethod(_rate, 1)
    rate_2 = partialmethod(_rate, 2)
    rate_3 = partialmethod(_rate, 3)
    rate_4 = partialmethod(_rate, 4)
    rate_5 = partialmethod(_rate, 5)
    rate_6 = partialmethod(_rate, 6)
    rate_7 = partialmethod(_rate, 7)
    rate_8 = partialmethod(_rate, 8)
    rate_9 = partialmethod(_rate, 9)

    def sign_verdict(self) -> None:
        page = self.page
        page.desk.editor.flush()
        if page.desk.verdict.draft is None:
            raise AnnotatorError("No rating is chosen yet.", "Choose one with Ctrl and its number.")
        page.desk.verdict.give()
        page.reader.setFocus()

    def withdraw_verdict(self) -> None:
        page = self.page
        standing = page.claim.verdict if page.claim else None
        if standing is None:
            raise AnnotatorError("No verdict stands for this claim.", "There is nothing to withdraw.")
        page.project.verdicts.withdraw(standing.id)
        self.window.messages.tell("Verdict withdrawn.", "Undo", self.window.actions_by_id["undo"].trigger)

    def remove_claim(self) -> None:
        page = self.page
        if page.claim is not None:
            page.desk.flush()
            page.project.claims.remove(page.claim.id)
            self.window.messages.tell("Claim removed.", "Undo", self.window.actions_by_id["undo"].trigger)

    def _show_desk(self, tab: int) -> None:
        self.page.desk.show()
        self.page.desk.turn_to(tab)


class Commands(ClaimCommands):
    def find(self) -> None:
        self.page.reader.find()

    def find_next(self) -> None:
        self.page.reader.find_next()

    def find_previous(self) -> None:
        self.page.reader.find_previous()

    def next_claim(self) -> None:
        self.page.step(1)

    def previous_claim(self) -> None:
        self.page.step(-1)

    def next_unchecked(self) -> None:
        page = self.page
        if page.next_unchecked():
            page.desk.turn_to(CLAIM)
        else:
            told = "Every claim is checked." if page.progress[1] else "No claim is marked yet."
            self.window.messages.tell(told)

    def show_in_text(self) -> None:
        claim = self.page.claim
        here = [mention for mention in claim.mentions if mention.article == self.page.article] if claim else []
        if here:
            self.page.reader.go_to(here[0].span)

    def show_claim(self) -> None:
        self._show_desk(CLAIM)
        (self.page.desk.editor.statement if self.page.claim else self.page.desk.tabs).setFocus()

    def show_claims(self) -> None:
        self._show_desk(CLAIMS)
        self.page.desk.claims.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_history(self) -> None:
        self._show_desk(HISTORY)
        self.page.desk.history.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_pane(self) -> None:
        self.page.focus_pane(1)

    def previous_pane(self) -> None:
        self.page.focus_pane(-1)

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
        self.renew(self.window.actions_by_id)

    theme_light = partialmethod(_wear, _THEMES["theme_light"])
    theme_dark = partialmethod(_wear, _THEMES["theme_dark"])
    theme_sepia = partialmethod(_wear, _THEMES["theme_sepia"])
    theme_contrast = partialmethod(_wear, _THEMES["theme_contrast"])
    theme_contrast_dark = partialmethod(_wear, _THEMES["theme_contrast_dark"])
    theme_system = partialmethod(_wear, _THEMES["theme_system"])

    def full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def palette(self) -> None:
        self.window.renew_actions()
        palette = Palette(self.window, list(self.window.actions_by_id.values()), self.window.look)
        self.dialog = palette
        palette.show()

    def shortcuts(self) -> None:
        self.show(ShortcutsSheet(self.window, self.window.actions_by_id))

    def about(self) -> None:
        self.show(AboutDialog(self.window))

    def renew(self, actions: dict[str, QAction]) -> None:
        """Say in the actions what they would do now."""
        page = self.window.page
        for name, choice in _THEMES.items():
            actions[name].setChecked(self.window.look.choice == choice)
        actions["full_screen"].setChecked(self.window.isFullScreen())
        ratings = page.project.scale.ratings if page else ()
        for number in range(1, 10):
            action = actions[f"rate_{number}"]
            action.setVisible(number <= len(ratings))
            if number <= len(ratings):
                rating = ratings[number - 1]
                action.setText(f"Rate: {rating.sign} {rating.label}".replace("&", "&&"))
        if page is None:
            return
        actions["toggle_articles"].setChecked(not page.articles.isHidden())
        actions["toggle_desk"].setChecked(not page.desk.isHidden())
        for name, step in (("undo", page.project.history.undoable), ("redo", page.project.history.redoable)):
            action = actions[name]
            action.setText(f"{name.capitalize()} {step.name}".replace("&", "&&") if step else name.capitalize())
            action.setIconText(name.capitalize())
            action.setEnabled(not page.project.read_only and (step is not None or self._typing() is not None))
