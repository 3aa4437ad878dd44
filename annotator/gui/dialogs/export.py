"""Writing a report: which format, of what, where."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.gui.dialogs import files
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.fields import ChoiceField
from annotator.gui.layouts import button, column, form, label, row
from annotator.gui.lists import TwoLines, add_row
from annotator.gui.theme import Look, dress
from annotator.project import Project
from annotator.project.formats import exportable

Write = Callable[[str, Path, str], None]
"""Called with the format's name, the file, and the article ("" for the whole project)."""


def file_name(title: str, extension: str) -> str:
    """A name for a file of this title that every file system takes; the extension with its dot."""
    plain = "".join(" " if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in title)
    return (" ".join(plain.split())[:80].strip(" .") or "report") + extension


class ExportDialog(Sheet):
    def __init__(
        self, parent: QWidget | None, project: Project, look: Look, article: str, folder: Path, write: Write
    ) -> None:
        super().__init__(parent, "Export report", 620)
        self._project, self._write = project, write
        self._folder = folder
        self._named = False
        self.list = QListWidget()
        self.list.setAccessibleName("Format")
        dress(self.list, role="boxed")
        self._extensions: dict[str, str] = {}
        for name, title, extension, description in exportable():
            self._extensions[name] = f".{extension}"
            add_row(self.list, title, description, f".{extension}", name)
        scopes = {"": "The whole project"}
        if article:
            scopes[article] = f"Only “{_cut(project.articles.get(article).title)}”"
        self.scope = ChoiceField("What to report", scopes)
        self.path = QLineEdit()
        self.path.setAccessibleName("File")
        self.path.textEdited.connect(self._name_chosen)
        self.browse = button("Choose…", "", "Choose folder and name")
        self.browse.clicked.connect(self._browse)
        self.list.setItemDelegate(TwoLines(look, self.list, most=2))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.currentRowChanged.connect(self._suggest)
        self.scope.committed.connect(self._suggest)
        place = QWidget()
        place.setLayout(row(self.path, self.browse))
        place.setFocusProxy(self.path)
        contents = column(
            label("Format", "section"), self.list, form([("Report", self.scope), ("File", place)]), space=10
        )
        contents.setStretch(1, 1)
        self.fill(contents, "Export", self.export)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.resize(620, 560)

    def choose(self, name: str) -> None:
        """Choose a format by its name."""
        for at in range(self.list.count()):
            if self.list.item(at).data(Qt.ItemDataRole.UserRole) == name:
                self.list.setCurrentRow(at)

    @property
    def format(self) -> str:
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def _name_chosen(self, *_: object) -> None:
        self._named = True

    def _suggest(self, *_: object) -> None:
        """A name after what is told of; a name that was typed keeps its stem."""
        extension = self._extensions[self.format]
        if self._named and self.path.text().strip():
            typed = Path(self.path.text())
            known = (e for e in self._extensions.values() if typed.name.endswith(e))
            stem = typed.name.removesuffix(next(known, ""))
            self.path.setText(str(typed.with_name(stem + extension)))
            return
        article = self.scope.value()
        title = self._project.articles.get(article).title if article else self._project.title
        self.path.setText(str(self._folder / file_name(title, extension)))

    def _browse(self) -> None:
        files.ask_save(self, "Export report", Path(self.path.text()), "", self._place)

    def _place(self, path: Path) -> None:
        self._named = True
        self.path.setText(str(path))

    def export(self) -> None:
        path = Path(self.path.text().strip()).expanduser()
        if not self.path.text().strip() or not path.name:
            raise AnnotatorError("The report has no file name.", "Choose where to write it.")
        if not path.is_absolute():
            path = self._folder / path
        self._write(self.format, path, self.scope.value())


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 48 else flat[:47].rstrip() + "…"
