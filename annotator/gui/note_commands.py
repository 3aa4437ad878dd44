"""Commands about what comes with a draft: the author's notes, to be accepted or dismissed one by one or all at once,
and tracked changes, of which one state is checked and the other can be shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article, ImportedArticle, NoteState, Progress
from annotator.domain.tracked import TrackedState
from annotator.gui.draft_commands import DraftCommands, Found
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.gui.batch import Brought
    from annotator.gui.compare.rows import Compared
    from annotator.gui.project_page import ProjectPage

Both = tuple[ImportedArticle, "Compared"]
"""The other state of a text, and both compared."""


class NoteCommands(DraftCommands):
    def next_note(self) -> None:
        self.page.noting.step(1)

    def previous_note(self) -> None:
        self.page.noting.step(-1)

    def accept_note(self) -> None:
        self.page.noting.act("accept")

    def dismiss_note(self) -> None:
        self.page.noting.act("dismiss")

    def accept_notes(self) -> None:
        def accept(project: Project, article: str, progress: Progress) -> str:
            count = _open_in(project, article)
            claims = len(project.notes.accept_all(article, progress))
            return f"{_some(count)} accepted: {claims:,} claim{'' if claims == 1 else 's'}."

        self._settle_notes("Accepting the notes…", accept)

    def dismiss_notes(self) -> None:
        def dismiss(project: Project, article: str, progress: Progress) -> str:
            return f"{_some(len(project.notes.dismiss_all(article, progress)))} dismissed."

        self._settle_notes("Dismissing the notes…", dismiss)

    def _settle_notes(self, title: str, settle: Callable[[Project, str, Progress], str]) -> None:
        """Accept or dismiss every open note of the article, in one step that a worker writes."""
        page = self.page
        article = page.article
        page.noting.begin_all()

        def done(told: str) -> None:
            page.project.refresh()
            page.noting.done(told)

        self.write(title, lambda project, progress: settle(project, article, progress), done)

    def _tell_brought(self, brought: "Brought") -> None:
        """Say of an article with notes of its author that they are there to be looked at."""
        article = brought.first if brought.alone and brought.added else ""
        count = _open_in(self.page.project, article) if article else 0
        if not count:
            super()._tell_brought(brought)
            return
        remarks = "".join(f" {remark.words}" for remark in brought.remarks)[:300]
        review = self.window.actions_by_id["next_note"].trigger
        self.window.messages.tell(f"Article added. {_some(count)} of the author.{remarks}", "Review", review)

    # ---- tracked changes

    def tracked_changes(self) -> None:
        """Show both states of the draft's text, and let one be chosen to be checked."""
        self._ask_state(self.page.article)

    def _brought(self, page: "ProjectPage", brought: "Brought") -> None:
        super()._brought(page, brought)
        if self.window.page is page and brought.alone and brought.added and not brought.how.original:
            article = page.project.articles.get(brought.first)
            if article.state is TrackedState.ACCEPTED and self.job is None:
                self._ask_state(article.id, unasked=True)

    def _ask_state(self, article_id: str, unasked: bool = False) -> None:
        """Read the other state of an article in a worker, then ask which is to be checked. Where that state cannot be
        read (a draft that was written with changes tracked from its first word has none), `unasked` says nothing."""
        page = self.page
        article, path = page.project.articles.get(article_id), page.project.path

        def work(progress: Progress) -> Both | None:
            progress(0, 0)
            try:
                with Project.open(path) as project:
                    other = project.states.other(article_id, progress)
            except AnnotatorError:
                if not unasked:
                    raise
                return None
            return other, _compared(article, other, progress)

        def ask(both: Both | None) -> None:
            if both is not None and self.window.page is page:
                self._show_states(both, article.state, lambda state: self._take_state(page, article, both[0], state))

        self.work("Reading the tracked changes…", work, ask)

    def _take_state(self, page: "ProjectPage", article: Article, other: ImportedArticle, state: TrackedState) -> None:
        """Check the state that was chosen; nothing is done when it is the one that is checked already."""
        if state is article.state:
            return
        page.desk.flush()
        new = page.project.states.take(article.id, other)
        page.show_article(new.id)
        page.reader.setFocus()
        told = "The original text is checked now." if state is TrackedState.ORIGINAL else "Changes accepted."
        self.window.messages.tell(told, "Undo", self.window.actions_by_id["undo"].trigger)

    def _show_states(self, both: Both, now: TrackedState, choose: Callable[[TrackedState], object]) -> None:
        from annotator.gui.dialogs.states import StatesDialog  # late: few drafts hold tracked changes

        other, compared = both
        typography = self.page.reader.view.lines.typography
        self.show(StatesDialog(self.window, self.window.look, typography, compared, other.tracked, now, choose))

    def _keep_draft(self, page: "ProjectPage", old: Article, found: Found, title: str) -> None:
        """Ask which state of a new draft is to be checked before it is kept."""
        read, _ = found
        if self.window.page is not page or read.state is not TrackedState.ACCEPTED:
            super()._keep_draft(page, old, found, title)
            return

        def keep(found: Found) -> None:
            super(NoteCommands, self)._keep_draft(page, old, found, title)

        def work(progress: Progress) -> Both | None:
            progress(0, 0)
            try:
                original = page.project.articles.read_original(read)
            except AnnotatorError:  # it has no other state that can be read: there is nothing to ask
                return None
            return original, _compared(read, original, progress)

        def choose(original: ImportedArticle, state: TrackedState) -> None:
            if state is read.state:
                keep(found)
                return
            carrying = page.project.articles.carrying(old.id)
            self.work(
                "Looking for the claims…", lambda progress: (original, carrying.land(original.text, progress)), keep
            )

        def ask(both: Both | None) -> None:
            if both is None:
                keep(found)
            elif self.window.page is page:
                self._show_states(both, read.state, lambda state: choose(both[0], state))

        self.work("Reading the tracked changes…", work, ask)


def _open_in(project: Project, article_id: str) -> int:
    return sum(note.state is NoteState.OPEN for note in project.notes.of(article_id))


def _some(count: int) -> str:
    return "1 note" if count == 1 else f"{count:,} notes"


def _compared(one: Article | ImportedArticle, other: ImportedArticle, progress: Progress) -> "Compared":
    """Both states of a text compared, the original first."""
    from annotator.gui.compare.rows import compare

    texts = {read.state: Article(str(read.state), "", read.text, read.blocks) for read in (one, other)}
    return compare(texts[TrackedState.ORIGINAL], texts[TrackedState.ACCEPTED], progress)
