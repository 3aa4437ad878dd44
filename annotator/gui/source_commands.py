"""Commands about the files that are kept with sources. They are copied in and out; nothing in them is ever run."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Progress, Source
from annotator.gui.dialogs import files
from annotator.gui.file_commands import WindowCommands
from annotator.project import Project

_KINDS = (
    (b"%PDF", ".pdf"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"PK\x03\x04", ".zip"),
    (b"<!doctype html", ".html"),
    (b"<html", ".html"),
    (b"from: <saved by", ".mhtml"),
    (b"mime-version:", ".mhtml"),
)
"""How files begin, letters in lower case, and the endings of their names."""
_ANY = "All files (*)"


def ending(data: bytes) -> str:
    """The ending of a name that suits a kept copy: what it is called was not kept with it."""
    begins = data[:64].lstrip().lower()
    return next((end for sign, end in _KINDS if begins.startswith(sign.lower())), ".bin")


class SourceCommands(WindowCommands):
    def keep_copy(self) -> None:
        self.ask_copy(self._source_meant())

    def save_copy(self) -> None:
        self.save_copy_of(self._source_meant())

    def _source_meant(self) -> str:
        """The source of the evidence that is worked on, else of the only one."""
        evidence = self.page.desk.evidence
        if not evidence.rows:
            raise AnnotatorError("This claim has no source yet.", "Attach one first.")
        meant = evidence.meant()
        if meant is None:
            raise AnnotatorError("This claim has several sources.", "Press Edit beside the one that is meant first.")
        return meant.evidence.source

    def ask_copy(self, source_id: str) -> None:
        """Ask which file is to be kept with a source."""
        source = self.page.project.sources.get(source_id)
        then = self.window.messages.safely(lambda paths: self.keep_file(source_id, paths[0]))
        title, folder = f"Keep a copy of “{source.title}”", self.folder("open_folder")
        self.dialog = files.ask_open(self.window, title, _ANY, folder, then, many=False)

    def keep_copy_of(self, source_id: str, path: str) -> None:
        """Keep a file with a source, the one at the path, else one to be asked for."""
        if path:
            self.keep_file(source_id, Path(path))
        else:
            self.ask_copy(source_id)

    def keep_file(self, source_id: str, path: Path) -> None:
        """Keep a file with a source. A worker writes it into the project's file by itself."""

        def keep(project: Project) -> Source:
            return project.sources.keep_snapshot(source_id, path)

        self._work(f"Keeping {path.name}…", keep, lambda _: self._kept(path))

    def _kept(self, path: Path) -> None:
        self.page.project.refresh()
        self.window.messages.tell(f"A copy of {path.name} is kept.", "Undo", self.window.actions_by_id["undo"].trigger)

    def save_copy_of(self, source_id: str) -> None:
        """Ask where the copy that is kept with a source is to be written."""
        if not self.page.project.sources.get(source_id).snapshot:
            raise AnnotatorError("No copy is kept with this source.", "Keep one first.")

        def read(project: Project) -> bytes:
            return project.sources.snapshot(source_id)

        self._work("Reading the kept copy…", read, partial(self._ask_where, source_id))

    def _ask_where(self, source_id: str, data: bytes) -> None:
        title = self.page.project.sources.get(source_id).title
        suggested = Path(self.folder("export_folder")) / files.file_name(title, ending(data))
        then = self.window.messages.safely(lambda path: self._save(data, path))
        self.dialog = files.ask_save(self.window, "Save the kept copy", suggested, _ANY, then)

    def _save(self, data: bytes, path: Path) -> None:
        part = path.with_name(f".{path.name}.part")
        try:
            part.write_bytes(data)
            part.replace(path)
        except OSError as error:
            told = f"“{path.name}” cannot be written: {error.strerror}."
            raise AnnotatorError(told, "Choose another folder.") from None
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        self.window.settings.set("export_folder", str(path.parent))
        show = QUrl.fromLocalFile(str(path.resolve().parent))
        self.window.messages.tell(f"{path.name} written.", "Show in folder", lambda: QDesktopServices.openUrl(show))

    def _work(self, title: str, do: Callable[[Project], object], done: Callable[..., object]) -> None:
        """Let a worker do something with the project's file while this page stays open."""
        page = self.page
        page.desk.flush()
        path, checker = page.project.path, page.project.checker.name

        def work(progress: Progress) -> object:
            with Project.open(path, checker=checker) as project:
                return do(project)

        self.work(title, work, lambda result: done(result) if self.window.page is page else None)
