"""The system's own dialogs for files, opened without waiting: what was chosen is handed to `then`."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.domain.model import SUFFIX
from annotator.project.formats import importable

PROJECTS = f"Projects (*{SUFFIX})"
_KNOWN = " ".join(f"*{extension}" for _, extensions, _ in importable() for extension in extensions)
WORD_FILES = "Word files (*.docx)"
ARTICLES = f"Articles ({_KNOWN});;All files (*)"


def ask_open(
    parent: QWidget, title: str, kinds: str, folder: str, then: Callable[[list[Path]], object], many: bool
) -> QFileDialog:
    """Ask for files that exist."""
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    return _open(dialog, lambda chosen: then([Path(path) for path in chosen]))


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
