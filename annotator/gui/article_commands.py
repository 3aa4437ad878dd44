"""Commands about articles: adding, describing, removing them. Whatever may take long is done by a worker."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import SUFFIX, Progress
from annotator.gui.desk.evidence_list import openable
from annotator.gui.dialogs import files
from annotator.gui.dialogs.small import AddressDialog, ArticleDialog, PasteDialog
from annotator.gui.file_commands import FileCommands

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
            self.make_project(folder, first.stem, lambda: self._read(articles))
        elif articles:
            self._read(articles)

    def add_article(self) -> None:
        then = self.window.messages.safely(lambda paths: self._read_chosen(paths))
        folder = self.folder("open_folder")
        self.dialog = files.ask_open(self.window, "Add articles", files.articles(), folder, then, many=True)

    def _read_chosen(self, paths: list[Path]) -> None:
        self.window.settings.set("open_folder", str(paths[0].parent))
        self._read([str(path) for path in paths])

    def add_address(self) -> None:
        self.show(AddressDialog(self.window, lambda address: self._read([address])))

    def _read(self, places: list[str]) -> None:
        """Read articles in a worker, then add them here, one step each."""
        page = self.page
        if page.project.read_only:
            raise AnnotatorError("This project cannot be changed.", page.project.read_only)
        articles = page.project.articles
        name = Path(places[0]).name if len(places) == 1 else f"{len(places)} articles"

        def work(progress: Progress) -> list[tuple[str, object]]:
            found: list[tuple[str, object]] = []
            for at, place in enumerate(places):
                progress(at, len(places))
                try:
                    found.append((place, articles.read(place, progress)))
                except AnnotatorError as error:
                    found.append((place, error))
            return found

        self.work(f"Reading {name}…", work, lambda found: self._add(page, found))

    def _add(self, page: "ProjectPage", found: list[tuple[str, Any]]) -> None:
        """Add what could be read; of what could not, say the first reason."""
        if self.window.page is not page:
            return
        added, problems = "", []
        for place, read in found:
            if isinstance(read, AnnotatorError):
                problems.append((place, read))
            else:
                added = page.project.articles.add_read(read).id
        if added:
            page.show_article(added)
            page.reader.setFocus()
            count = len(found) - len(problems)
            self.window.messages.tell("Article added." if count == 1 else f"{count} articles added.")
        if problems:
            others = f" {len(problems) - 1} more could not be read either." if len(problems) > 1 else ""
            raise AnnotatorError(problems[0][1].what_happened, problems[0][1].what_to_do + others)

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
