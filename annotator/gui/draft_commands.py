"""Commands about drafts: a new draft of the article that is open, from a file or pasted; correcting its text."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import SUFFIX, Article, ImportedArticle, MentionState, NoteState, Progress, Span
from annotator.domain.report import Report
from annotator.gui.article_commands import ArticleCommands
from annotator.gui.desk.recheck_panel import told_counts
from annotator.gui.dialogs import files
from annotator.gui.dialogs.draft import DroppedDialog
from annotator.gui.dialogs.small import PasteDialog
from annotator.project import Project
from annotator.project.carrying import Landings, Places

if TYPE_CHECKING:
    from annotator.gui.project_page import ProjectPage

Found = tuple[ImportedArticle, Landings]
Version = tuple[Article, Places]
"""A new version, and which passages of the one before it show the same."""


class DraftCommands(ArticleCommands):
    def new_draft(self) -> None:
        old = self._newest()
        title = f"New draft of “{old.title}”" if old.title else "New draft"
        then = self.window.messages.safely(lambda paths: self._read_draft(paths[0], old))
        self.dialog = files.ask_open(self.window, title, files.articles(), self.folder("open_folder"), then, many=False)

    def _read_draft(self, path: Path, old: Article) -> None:
        self.window.settings.set("open_folder", str(path.parent))
        self.read_draft(str(path), old)

    def paste_draft(self) -> None:
        old, articles = self._newest(), self.page.project.articles

        def add(text: str, title: str) -> None:
            self._carry(old, "Reading the new draft…", lambda progress: articles.read_text(text), title)

        self.show(PasteDialog(self.window, add, "Paste a new draft", "Add new draft"))

    def take_onto_article(self, paths: list[str]) -> None:
        """One file dropped onto the article that is open: is it a new draft of it? Several are articles."""
        page = self.page
        one = len(paths) == 1 and not paths[0].endswith(SUFFIX) and not Path(paths[0]).is_dir()
        if not one or not page.article or page.project.read_only:
            self.take_files(paths)
            return
        old, name = self._newest(), Path(paths[0]).name
        safely = self.window.messages.safely
        draft, other = safely(lambda: self.read_draft(paths[0], old)), safely(lambda: self.take_files(paths))
        self.show(DroppedDialog(self.window, name, old.title, draft, other))

    def _newest(self) -> Article:
        """The newest version of the article shown: a draft goes onto that. Raises AnnotatorError when nothing can be
        changed."""
        page = self.page
        if page.project.read_only:
            raise AnnotatorError("This project cannot be changed.", page.project.read_only)
        return page.project.articles.get(page.versions.newest)

    def read_draft(self, place: str, old: Article) -> None:
        """Make a new version of an article of what is at a path or an address."""
        articles = self.page.project.articles
        self._carry(old, f"Reading {Path(place).name}…", lambda progress: articles.read(place, progress))

    def _carry(
        self, old: Article, doing: str, read: Callable[[Progress], ImportedArticle | Report], title: str = ""
    ) -> None:
        """Read a draft and look for the claims in it in a worker, then keep it here in one step. Nothing is written
        before."""
        page = self.page
        page.correcting.finished()
        carrying = page.project.articles.carrying(old.id)

        def work(progress: Progress) -> Found:
            progress(0, 0)
            found = read(progress)
            if isinstance(found, Report):
                raise AnnotatorError("This file holds a project, not a draft.", "Add it as an article.")
            return found, carrying.land(found.text, progress)

        self.work(doing, work, lambda found: self._keep_draft(page, old, found, title))

    def _keep_draft(self, page: "ProjectPage", old: Article, found: Found, title: str) -> None:
        if self.window.page is not page:
            return
        page.desk.flush()
        read, landings = found

        def add(project: Project, progress: Progress) -> Version:
            return project.articles.add_read(read, old.id, title, progress, landings), landings.places

        def show(new: Article, places: Places) -> None:
            page.versions.show(new, places)
            page.reader.setFocus()
            self._tell_fared("New draft", new, always=True)

        self.write("Adding the new draft…", add, lambda version: show(*version))

    def _tell_fared(self, what: str, new: Article, always: bool = False) -> None:
        """Say what became of the claims, where some are not as they were or it is to be said always, and offer to look
        at those that need it."""
        counts = self.page.project.articles.fared(new.id, lately=not always)
        actions = self.window.actions_by_id
        safe = (MentionState.SAME, MentionState.MOVED)
        unsafe = any(count for state, count in counts.items() if state not in safe)
        whole = unsafe or (always and any(counts.values()))
        told = f"{what}: {told_counts(counts)}." if whole else f"{what} added." if always else f"{what}."
        ways = [("Review", "review_revision")] if unsafe else []
        if always:
            came, its_ways = self._came_with(new)
            told, ways = f"{told} {came}".rstrip(), ways + its_ways
        links = [(words, actions[name].trigger) for words, name in ways or [("Undo", "undo")]]
        self.window.messages.tell(told, *links[0], links[1] if len(links) > 1 else None)

    def _came_with(self, new: Article) -> tuple[str, list[tuple[str, str]]]:
        """What came with a draft besides its text, in a sentence, and the actions that show it, by their words."""
        notes = sum(note.state is NoteState.OPEN for note in self.page.project.notes.of(new.id))
        waiting = f"{notes:,} notes of the author wait" if notes > 1 else "1 note of the author waits"
        first, *more = new.remarks.splitlines() or [""]
        further = f" (and {len(more)} more)" if more else ""
        if notes:
            said = f", and the import says: {first.removesuffix('.')}{further}" if first else ""
            return f"{waiting} in Notes{said}.", [
                ("Notes", "next_note"),
                *([("Details", "article_details")] * bool(first)),
            ]
        return (f"{first}{further}", [("Details", "article_details")]) if first else ("", [])

    def correct_text(self) -> None:
        self._newest()
        self.page.correcting.begin()

    def keep_correction(self, article: str, span: Span, words: str) -> None:
        """Make a version of the article with these words in place of others, and show it there."""
        page = self.page
        articles = page.project.articles
        try:
            if articles.newest(article) != article:
                raise AnnotatorError("This article has a newer draft by now.", "Copy your words and correct that one.")
            page.desk.flush()
            show = partial(self._show_corrected, page, article, span.start)
            self.write(
                "Correcting the text…", partial(_corrected, article, span, words), lambda version: show(*version)
            )
        except AnnotatorError:
            page.correcting.go_on()
            raise
        if self.job is not None:
            self.job.ended.connect(page.correcting.go_on)

    def _show_corrected(self, page: "ProjectPage", article: str, point: int, new: Article, places: Places) -> None:
        page.correcting.done(article)
        page.versions.show(new, places)
        if page.article == new.id:
            page.reader.put_caret(point)
            page.reader.setFocus()
        self._tell_fared("Text corrected", new)


def _corrected(article: str, span: Span, words: str, project: Project, progress: Progress) -> Version:
    articles = project.articles
    landings = articles.carrying(article).land(articles.corrected(article, span, words).text, progress)
    return articles.correct(article, span, words, landings, progress), landings.places
