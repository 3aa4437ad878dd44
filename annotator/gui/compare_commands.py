"""Commands about versions: the queue of re-checks, and two versions compared."""

from annotator.gui.file_commands import WindowCommands


class CompareCommands(WindowCommands):
    def review_revision(self) -> None:
        """Show the queue, at what is to be looked at first."""
        rechecking = self.page.rechecking
        rechecking.turn_to()
        if rechecking.panel.current is not None:
            rechecking.panel.step(0)

    def next_recheck(self) -> None:
        self.page.rechecking.step(1)

    def previous_recheck(self) -> None:
        self.page.rechecking.step(-1)

    def place_claim(self) -> None:
        self.page.rechecking.place()

    def pass_recheck(self) -> None:
        self.page.rechecking.act("pass")
