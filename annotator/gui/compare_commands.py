"""Commands about versions: the queue of re-checks, and two versions compared."""

from typing import TYPE_CHECKING

from annotator.domain.model import Progress
from annotator.gui.file_commands import WindowCommands

if TYPE_CHECKING:
    from annotator.gui.compare.rows import Compared
    from annotator.gui.project_page import ProjectPage


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

    def compare_versions(self) -> None:
        """Compare the article shown with the version before it; shown already, leave the comparison."""
        comparing = self.page.comparing
        if comparing.is_open:
            comparing.leave()
        else:
            self.compare(*comparing.usual())

    def compare(self, older: str, newer: str) -> None:
        """Compare two versions in a worker, then show them."""
        page = self.page
        page.desk.flush()
        old, new = page.project.articles.get(older), page.project.articles.get(newer)

        def work(progress: Progress) -> "Compared":
            from annotator.gui.compare.rows import compare

            return compare(old, new, progress)

        self.work("Comparing versions…", work, lambda compared: self._show_compared(page, compared))

    def _show_compared(self, page: "ProjectPage", compared: "Compared") -> None:
        if self.window.page is page:
            page.comparing.show(compared)

    def next_change(self) -> None:
        self.page.comparing.step(1)

    def previous_change(self) -> None:
        self.page.comparing.step(-1)
