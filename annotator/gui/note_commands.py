"""Commands about the author's notes: going through them, accepting and dismissing them, one or all."""

from annotator.gui.file_commands import WindowCommands


class NoteCommands(WindowCommands):
    def next_note(self) -> None:
        self.page.noting.step(1)

    def previous_note(self) -> None:
        self.page.noting.step(-1)

    def accept_note(self) -> None:
        self.page.noting.act("accept")

    def dismiss_note(self) -> None:
        self.page.noting.act("dismiss")

    def accept_notes(self) -> None:
        self.page.noting.act_on_all("accept")

    def dismiss_notes(self) -> None:
        self.page.noting.act_on_all("dismiss")
