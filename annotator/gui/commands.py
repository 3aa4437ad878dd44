"""What each action does: a method for every id of the table in `actions.py`."""

from functools import partialmethod

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from annotator.domain.errors import AnnotatorError
from annotator.gui.compare_commands import CompareCommands
from annotator.gui.desk.claim_panel import CLAIM
from annotator.gui.dialogs.attach import AttachDialog, SourceDialog
from annotator.gui.dialogs.palette import COMMANDS, commands
from annotator.gui.dialogs.shortcuts import ShortcutsSheet
from annotator.gui.dialogs.small import AboutDialog
from annotator.gui.fields import LineField, TextField
from annotator.gui.file_commands import FileCommands
from annotator.gui.go_commands import GoCommands
from annotator.gui.look_commands import THEMES, LookCommands
from annotator.gui.note_commands import NoteCommands
from annotator.gui.reader.ends import End, Unit
from annotator.gui.review_commands import ReviewCommands
from annotator.gui.source_commands import SourceCommands


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

    def mark_part(self) -> None:
        page, span, mark = self.page, self.page.reader.selection(), self.page.reader.mark
        if mark is None:
            raise AnnotatorError("No claim of this article is chosen.", "Choose the claim whose mark goes on here.")
        if span is not None:
            page.project.claims.add_part(mark.mention, span)
            page.reader.clear_selection()

    def snap_word(self) -> None:
        self.page.reader.snap_selection("word")

    def snap_sentence(self) -> None:
        self.page.reader.snap_selection("sentence")

    def snap_paragraph(self) -> None:
        self.page.reader.snap_selection("paragraph")

    def grow_selection(self) -> None:
        self.page.reader.grow_selection()

    def shrink_selection(self) -> None:
        self.page.reader.shrink_selection()

    def _move_end(self, end: End, by: int, unit: Unit) -> None:
        self.page.reader.move_end(end, by, unit)

    end_later = partialmethod(_move_end, "end", 1, "word")
    end_earlier = partialmethod(_move_end, "end", -1, "word")
    start_later = partialmethod(_move_end, "start", 1, "word")
    start_earlier = partialmethod(_move_end, "start", -1, "word")
    end_letter_later = partialmethod(_move_end, "end", 1, "character")
    end_letter_earlier = partialmethod(_move_end, "end", -1, "character")
    start_letter_later = partialmethod(_move_end, "start", 1, "character")
    start_letter_earlier = partialmethod(_move_end, "start", -1, "character")

    def edit_statement(self) -> None:
        self.show_desk(CLAIM)
        self.page.desk.editor.focus_statement()

    def attach_source(self) -> None:
        page = self.page
        if page.claim is not None:
            page.desk.flush()
            self.show_desk(CLAIM)
            self.show(AttachDialog(self.window, page.project, self.window.look, page.claim))

    def edit_source(self, source: str) -> None:
        project = self.page.project
        self.show(SourceDialog(self.window, project, project.sources.get(source)))

    def rate_claim(self) -> None:
        self.show_desk(CLAIM)
        self.page.desk.verdict.focus_ratings()

    def _rate(self, number: int) -> None:
        page = self.page
        page.desk.editor.flush()
        self.show_desk(CLAIM)
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
            key = self.window.keys.shown("rate_1")
            told = f"Choose one; {key} is the first." if key else "Choose one."
            raise AnnotatorError("No rating is chosen yet.", told)
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


class Commands(
    ClaimCommands,
    CompareCommands,
    NoteCommands,
    SourceCommands,
    ReviewCommands,
    GoCommands,
    LookCommands,
):
    def palette(self) -> None:
        self.window.renew_actions()
        self.choose(COMMANDS, commands(self.window.actions_by_id.values()))

    def shortcuts(self) -> None:
        self.show(ShortcutsSheet(self.window, self.window.actions_by_id, self.window.keys))

    def about(self) -> None:
        self.show(AboutDialog(self.window))

    def renew(self, actions: dict[str, QAction]) -> None:
        """Say in the actions what they would do now."""
        page = self.window.page
        for name, choice in THEMES.items():
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
