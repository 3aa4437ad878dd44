"""Commands about files: projects, reports, returned copies. Whatever may take long is done by a worker."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from annotator.domain.errors import AnnotatorError, Cancelled
from annotator.domain.model import SUFFIX, Progress
from annotator.domain.returned import Returned
from annotator.gui.desk.claim_panel import CLAIM
from annotator.gui.dialogs import files
from annotator.gui.dialogs.choices import Choices
from annotator.gui.dialogs.palette import Palette, Subject
from annotator.gui.dialogs.returned import ReturnedDialog
from annotator.gui.dialogs.small import ProjectDialog
from annotator.gui.work import Job, Slices, Steps, Task, Work
from annotator.project import Project, sample

if TYPE_CHECKING:
    from annotator.gui.main_window import MainWindow
    from annotator.gui.project_page import ProjectPage
    from annotator.project.export import Written


class WindowCommands:
    """What commands of every kind stand on: the window, its page, one dialog and one worker at a time."""

    def __init__(self, window: "MainWindow") -> None:
        self.window = window
        self.dialog: QDialog | None = None
        self.job: Task | None = None
        self._outlasts = False

    @property
    def page(self) -> "ProjectPage":
        page = self.window.page
        if page is None:
            raise AnnotatorError("No project is open.", "Open one first.")
        return page

    def show(self, dialog: QDialog) -> None:
        """Open a dialog over the window, without waiting for it."""
        self.dialog = dialog
        dialog.finished.connect(self.window.activateWindow)
        QDialog.open(dialog)  # that of print dialogs wants somebody to call besides

    def choose(self, subject: Subject, choices: Choices, at: int = 0) -> None:
        """Let something be chosen in the palette, which begins at the row `at`."""
        self.dialog = Palette(self.window, self.window.look, subject, choices, at)
        self.dialog.show()

    def show_desk(self, tab: int) -> None:
        """Show the claim panel, turned to one of its tabs."""
        self.page.desk.show()
        self.page.desk.turn_to(tab)

    def work(self, title: str, work: Work, done: Callable[[Any], object], outlasts: bool = False) -> None:
        """Let a worker do something; `done` gets its result here. When the project is closed it is stopped, unless it
        `outlasts` that."""
        told, page = self.window.messages, self.window.page

        def failed(error: BaseException) -> None:
            self._tell_failed(title, page, error)

        self._begin(lambda: Job(title, work, told.safely(done), told.safely(failed), self.window), outlasts)

    def write(self, title: str, write: Callable[[Project, Progress], Any], done: Callable[[Any], object]) -> None:
        """Let a worker write to the project, over a connection of its own; `done` gets its result here if the project
        is still open, also when the worker was stopped after the result was on disk."""
        page, told = self.page, self.window.messages
        path, checker = page.project.path, page.project.checker
        written: list[Any] = []

        def work(progress: Progress) -> None:
            progress(0, 0)
            with Project.open(path, checker=checker) as project:
                written.append(write(project, progress))

        def go_on(_: object = None) -> None:
            if self.window.page is page:
                done(written[0])
            else:
                told.tell(f"{title.rstrip('…')}: done before the project was closed.")

        def failed(error: BaseException) -> None:
            if written:
                go_on()
            else:
                self._tell_failed(title, page, error)

        self._begin(lambda: Job(title, work, told.safely(go_on), told.safely(failed), self.window))

    def _tell_failed(self, title: str, page: "ProjectPage | None", error: BaseException) -> None:
        """Say why something was not done; nothing of what a person stopped themselves."""
        if isinstance(error, Cancelled) and self.window.page is not page:
            self.window.messages.tell(f"{title.rstrip('…')}: stopped, as the project was closed.")
        else:
            self.window.messages.told(error)

    def slice(self, title: str, steps: Steps, done: Callable[[Any], object]) -> None:
        """Do something here that is long, in slices between the window's events; `done` gets its result."""
        told = self.window.messages
        self._begin(lambda: Slices(title, steps, told.safely(done), told.told, self.window), outlasts=True)

    def leave(self) -> None:
        """The project was closed: stop what is done in it."""
        if self.job is not None and not self._outlasts:
            self.job.cancel()

    def _begin(self, made: Callable[[], Task], outlasts: bool = False) -> None:
        if self.job is not None:
            raise AnnotatorError("Something else is still being done.", "Wait for it, or cancel it below.")
        self.job = job = made()
        self._outlasts = outlasts
        self.window.status.show_job(job)
        job.ended.connect(self._ended)
        job.start()

    def _ended(self) -> None:
        self.job = None
        self.window.status.show_job(None)

    def folder(self, key: str) -> str:
        """The folder used last for this, else the person's own."""
        kept = Path(self.window.settings.get(key) or Path.home())
        return str(kept if kept.is_dir() else Path.home())


class FileCommands(WindowCommands):
    def new_project(self) -> None:
        self.make_project(Path(self.folder("open_folder")), "Untitled")

    def make_project(self, folder: Path, named: str, then: Callable[[], object] | None = None) -> None:
        """Ask where the project is to be, make it there, and go on with `then`."""
        create = self.window.messages.safely(lambda path: self._create(path, then))
        suggested = folder / files.file_name(named, SUFFIX)
        self.dialog = files.ask_save(self.window, "New project", suggested, files.PROJECTS, create)

    def _create(self, path: Path, then: Callable[[], object] | None) -> None:
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        if path.exists():
            raise AnnotatorError(f"“{path.name}” is there already.", "Open it, or choose another name.")
        self.window.take(Project.create(path, checker=self.window.settings.get("checker"), title=path.stem))
        self.window.settings.set("open_folder", str(path.parent))
        if then is not None:
            then()

    def open_project(self) -> None:
        then = self.window.messages.safely(lambda paths: self._open(paths[0]))
        folder = self.folder("open_folder")
        self.dialog = files.ask_open(self.window, "Open project", files.PROJECTS, folder, then, many=False)

    def _open(self, path: Path) -> None:
        self.window.open_project(path)
        self.window.settings.set("open_folder", str(path.parent))

    def open_sample(self) -> None:
        """Make a fresh copy of the sample beside the settings and open it; one that is there is opened as it is."""
        path = self.window.settings.path.parent / f"Sample{SUFFIX}"
        if path.exists():
            self.window.open_project(path)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.take(sample.create(path, checker=self.window.settings.get("checker")))

    def close_project(self) -> None:
        self.window.leave_project()
        self.window.show_start()

    # ---- the project's file

    def export(self) -> None:
        from annotator.gui.dialogs.export import ExportDialog  # late: it brings every format of reports with it

        page = self.page
        page.desk.flush()
        kept = self.window.settings.get("export_folder")
        folder = (Path(self.folder("export_folder")) if kept else page.project.path.parent).resolve()
        look, article = self.window.look, page.article
        go = self.window.messages.safely(page.go_to_claim)
        self.show(ExportDialog(self.window, page.project, look, article, folder, self.write_report, go))

    def write_report(
        self, format_name: str, path: Path, article: str, template: str = "", since: str = "", published: bool = False
    ) -> None:
        """Write a report in a worker, which reads the project's file by itself."""
        source, checker = self.page.project.path, self.page.project.checker.name
        self.window.settings.set("export_folder", str(path.parent))

        def work(progress: Progress) -> "Written":
            with Project.open(source, checker=checker) as project:
                return project.export(format_name, path, article, progress, template, since, published)

        self.work(f"Writing {path.name}…", work, self._written, outlasts=True)

    def _written(self, paths: "Written") -> None:
        folder = paths[0].resolve().parent
        show = QUrl.fromLocalFile(str(folder))
        reports = paths[:-1] if paths.remarks.losses else paths
        names = reports[0].name if len(reports) == 1 else f"{len(reports)} files"
        lost = f" What the format leaves out is listed in {paths[-1].name}." if paths.remarks.losses else ""
        self.window.messages.tell(f"{names} written.{lost}", "Show in folder", lambda: QDesktopServices.openUrl(show))

    def read_returned(self) -> None:
        """Ask for a copy that an editor sent back, and read it."""
        then = self.window.messages.safely(lambda paths: self._read_returned(paths[0]))
        folder = self.folder("export_folder")
        self.dialog = files.ask_open(self.window, "Read a returned copy", files.WORD_FILES, folder, then, many=False)

    def _read_returned(self, path: Path) -> None:
        page, source = self.page, self.page.project.path

        def work(progress: Progress) -> Returned:
            progress(0, 0)
            with Project.open(source) as project:
                return project.replies.read(path, project.replies.known())

        self.work(f"Reading {path.name}…", work, lambda found: self._take_returned(page, found))

    def _take_returned(self, page: "ProjectPage", found: Returned) -> None:
        """Keep what came back, and show it."""
        if self.window.page is not page:
            return
        page.desk.flush()
        news = page.project.replies.take(found)
        claims = page.project.claims
        self.show(
            ReturnedDialog(self.window, self.window.look, news, lambda key: claims.get(key).statement, self._show_claim)
        )

    def _show_claim(self, claim_id: str) -> None:
        """Go to a claim, in whatever article it is."""
        page = self.page
        mention = next(iter(page.project.claims.get(claim_id).mentions), None)
        if mention and mention.article != page.article:
            page.show_article(mention.article, mention.span.start)
        page.show_claim(claim_id)
        self.show_desk(CLAIM)

    def check_project(self) -> None:
        source = self.page.project.path

        def work(progress: Progress) -> list[str]:
            progress(0, 0)
            with Project.open(source) as project:
                return project.check()

        self.work("Checking the project file…", work, self._checked)

    def _checked(self, problems: list[str]) -> None:
        if problems:
            advice = "Keep a copy of the file, and open the newest copy that is sound."
            raise AnnotatorError(f"The project file has {len(problems)} problems. The first: {problems[0]}", advice)
        self.window.messages.tell("The project file is sound.")

    def project_settings(self) -> None:
        self.show(ProjectDialog(self.window, self.page.project, self._sign_as))

    def _sign_as(self, name: str) -> None:
        """Sign with another name from now on; the project is opened anew under it."""
        self.window.settings.set("checker", name)
        self.window.open_project(self.page.project.path)

    def quit(self) -> None:
        self.window.close()
