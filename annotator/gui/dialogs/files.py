"""The system's own dialogs for files, opened without waiting: what was chosen is handed to `then`."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.domain.model import SUFFIX

PROJECTS = f"Projects (*{SUFFIX})"
WORD_FILES = "Word files (*.docx)"


def articles() -> str:
    """The kinds of files that articles come in."""
    from annotator.project.formats import importable  # late: it brings every format with it

    known = " ".join(f"*{extension}" for _, extensions, _ in importable() for extension in extensions)
    return f"Articles ({known});;All files (*)"


def ask_open(
    parent: QWidget, title: str, kinds: str, folder: str, then: Callable[[list[Path]], object], many: bool
) -> QFileDialog:
    """Ask for files that exist."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    return _open(dialog, lambda chosen: then([Path(path) for path in chosen]))


def ask_folder(parent: QWidget, title: str, folder: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder that exists."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return _open(dialog, lambda chosen: then(Path(chosen[0])) if chosen else None)


def ask_save(parent: QWidget, title: str, suggested: Path, kinds: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask where to write; the system asks before a file is overwritten."""
    dialog = QFileDialog(parent, title, str(suggested.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(suggested.name)
    if kinds == PROJECTS:
        dialog.setDefaultSuffix(SUFFIX)
    return _open(dialog, lambda chosen: then(Path(chosen[0])) if chosen else None)


def _open(dialog: QFileDialog, then: Callable[[list[str]], object]) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(then)
    dialog.open()
    return dialog


def file_name(title: str, extension: str) -> str:
    """A name for a file of this title that every file system takes; the extension with its dot."""
    plain = "".join(" " if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in title)
    return (" ".join(plain.split())[:80].strip(" .") or "report") + extension
