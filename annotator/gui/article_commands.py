"""Commands about articles: adding, describing, removing them. Whatever may take long is done by a worker."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import SUFFIX, Progress
from annotator.gui.batch import Brought, again, bring, shown
from annotator.gui.desk.evidence_list import openable
from annotator.gui.dialogs import files
from annotator.gui.dialogs.batch import AttachmentsDialog, BatchDialog
from annotator.gui.dialogs.small import AddressDialog, ArticleDialog, PasteDialog
from annotator.gui.file_commands import FileCommands
from annotator.gui.work import Job
from annotator.project.batch import How, Place

if TYPE_CHECKING:
    from annotator.gui.project_page import ProjectPage


class ArticleCommands(FileCommands):
    def take_files(self, paths: list[str]) -> None:
        """Dropped files: a project is opened, articles are added to the one that is open, or to a new one."""
        projects = [path for path in paths if path.endswith(SUFFIX)]
        articles = [path for path in paths if not path.endswith(SUFFIX)]
        if projects:
            self.window.open_project(Path(projects[0]))
        if articles and self.window.page is None:
            first = Path(articles[0])
            folder = first.parent if first.parent.is_dir() else Path(self.folder("open_folder"))
            self.make_project(folder, first.stem, lambda: self.add_places(articles))
        elif articles:
            self.add_places(articles)

    def add_article(self) -> None:
        then = self.window.messages.safely(lambda paths: self._read_chosen(paths))
        folder = self.folder("open_folder")
        self.dialog = files.ask_open(self.window, "Add articles", files.articles(), folder, then, many=True)

    def _read_chosen(self, paths: list[Path]) -> None:
        self.window.settings.set("open_folder", str(paths[0].parent))
        self.add_places([str(path) for path in paths])

    def add_folder(self) -> None:
        then = self.window.messages.safely(lambda folder: self._read_folder(folder))
        self.dialog = files.ask_folder(self.window, "Add a folder", self.folder("open_folder"), then)

    def _read_folder(self, folder: Path) -> None:
        self.window.settings.set("open_folder", str(folder))
        self.add_places([str(folder)])

    def add_address(self) -> None:
        def add(address: str, allow_private: bool) -> None:
            self.add_places([address], How(allow_private=allow_private))

        self.show(AddressDialog(self.window, add))

    def add_places(self, places: Iterable[Place], how: How | None = None) -> None:
        """Add articles in a worker, which writes to the project's file by itself, each as a step of its own: stopping
        keeps what is in, and the window goes on meanwhile. Closing the project stops it."""
        page = self.page
        if page.project.read_only:
            raise AnnotatorError("This project cannot be changed.", page.project.read_only)
        path, checker, told = page.project.path, page.project.checker, self.window.messages
        brought = Brought(tuple(places), how or How())
        jobs: list[Job] = []

        def failed(error: BaseException) -> None:
            brought.stopped = isinstance(error, Cancelled)
            told.told(error)
            self._brought(page, brought)

        def work(progress: Progress) -> Brought:
            progress(0, 0)
            return bring(path, checker, brought, progress, jobs[0].titled.emit)

        def made() -> Job:
            done = told.safely(lambda found: self._brought(page, found))
            jobs.append(Job("Reading…", work, done, told.safely(failed), self.window))
            return jobs[0]

        self._begin(made)

    def _brought(self, page: "ProjectPage", brought: Brought) -> None:
        """Say what came of it. The one article added is shown; of many the first, unless another is being worked at."""
        if self.window.page is not page:
            self.window.messages.tell(f"The project was closed while articles were added. {brought.summary()}")
            return
        page.project.refresh()
        if brought.first and (brought.alone or not page.article):
            page.show_article(brought.first)
            page.reader.setFocus()
        if brought.alone and brought.failure is not None:
            raise brought.failure
        if brought.refused:
            self._show_brought(brought)
        elif brought.added or brought.known or brought.stopped:
            self._tell_brought(brought)
        if brought.attached and not brought.stopped and not brought.refused:
            self._offer_attached(brought)

    def _tell_brought(self, brought: Brought) -> None:
        """Say in passing how many there are; what an importer remarked can be read."""
        if brought.alone and brought.known:
            words = f"“{shown(brought.known[0].name)}” is in the project already."
            self.window.messages.tell(words, "Add again", self.window.messages.safely(lambda: self._add_again(brought)))
            return
        only = brought.alone and len(brought.remarks) == 1
        words = f"{brought.summary()} {brought.remarks[0].words}" if only else brought.summary()
        details = brought.remarks or brought.skipped or brought.known
        show = self.window.messages.safely(lambda: self._show_brought(brought))
        self.window.messages.tell(words, *(("Details", show) if details else ()))

    def _show_brought(self, brought: Brought) -> None:
        def show(article: str) -> None:
            self.page.show_article(article)
            self.page.reader.setFocus()

        again = partial(self._add_again, brought)
        dialog = BatchDialog(self.window, self.window.look, brought, self.window.messages.safely(show), again)
        if brought.attached and brought.refused:
            dialog.finished.connect(self.window.messages.safely(lambda _: self._offer_attached(brought)))
        self.show(dialog)

    def _add_again(self, brought: Brought) -> None:
        self.add_places(again(brought), replace(brought.how, again=True))

    def _offer_attached(self, brought: Brought) -> None:
        attached, brought.attached = brought.attached, {}
        if attached:
            self.show(AttachmentsDialog(self.window, attached, self.add_places))

    def paste_article(self) -> None:
        self.show(PasteDialog(self.window, self._add_text))

    def _add_text(self, text: str, title: str) -> None:
        page = self.page
        page.show_article(page.project.articles.add_text(text, title).id)
        page.reader.setFocus()

    def article_details(self) -> None:
        page = self.page
        self.show(ArticleDialog(self.window, page.project, page.project.articles.get(page.article)))

    def remove_article(self) -> None:
        page = self.page
        page.desk.flush()
        page.project.articles.remove(page.article)
        self.window.messages.tell("Article removed.", "Undo", self.window.actions_by_id["undo"].trigger)

    def follow_link(self, url: str) -> None:
        """Open a link of the article in the browser: the person asked for it, and only pages of the web."""
        if openable(url):
            QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))
