"""Writing a report: which format, of what, where."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.gui.dialogs import files
from annotator.gui.dialogs.before_export import BeforeExport, LookingAhead
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.fields import ChoiceField
from annotator.gui.layouts import button, check_box, column, form, label, row
from annotator.gui.lists import TwoLines, add_row
from annotator.gui.theme import Look, dress
from annotator.project import Project
from annotator.project.formats import endings, exportable, is_notice, takes_template, tells_changes

Write = Callable[[str, Path, str, str, str, bool], None]
"""Called with the format's name, the file, the article ("" for the whole project), the template ("" for the built-in
one), when the report was published before ("" for never) and whether it is published now."""


TEMPLATES = "Templates (*.html *.md *.jinja *.j2);;All files (*)"


class ExportDialog(Sheet):
    def __init__(
        self,
        parent: QWidget | None,
        project: Project,
        look: Look,
        article: str,
        folder: Path,
        write: Write,
        go: Callable[[str], object],
    ) -> None:
        super().__init__(parent, "Export report", 640)
        self._project, self._write, self._go = project, write, go
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
        self.before = BeforeExport(look, self._leave_for)
        self.ahead = LookingAhead(parent or self, project.path, self.before)
        self.finished.connect(self.ahead.stop)
        self.list.currentRowChanged.connect(self._look_ahead)
        self.scope.committed.connect(self._look_ahead)
        contents = column(label("Format", "section"), self.list, form(self._choices()), self.before, space=10)
        contents.setStretch(1, 1)
        self.fill(contents, "Export", self.export)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.resize(640, 700)

    def _look_ahead(self, *_: object) -> None:
        """Tell what is open and what the format loses."""
        self.ahead.look(self.format, self.scope.value())

    def _leave_for(self, claim: str) -> None:
        self.reject()
        self._go(claim)

    def _choices(self) -> list[tuple[str, QWidget]]:
        """What can be chosen besides the format, each under its label."""
        self.template = QLineEdit(placeholderText="The built-in one")
        self.template.setAccessibleName("Template")
        self.choose_template = button("Choose…", "", "Choose a template of your own")
        self.choose_template.clicked.connect(self._browse_template)
        self.since = QLineEdit()
        self.since.setAccessibleName("Published")
        self.now = check_box("Published now")
        self.now.setToolTip("Note in the project that this report is published; corrections notices begin there")
        return [
            ("Report", self.scope),
            ("File", _beside(self.path, self.browse)),
            ("Template", _beside(self.template, self.choose_template)),
            ("Published", _beside(self.since, self.now)),
        ]

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
        """A name after what is told of; a name that was typed keeps its stem. What the format cannot heed is off."""
        extension = self._extensions[self.format]
        self.template.setEnabled(takes_template(self.format))
        self.choose_template.setEnabled(takes_template(self.format))
        self.since.setEnabled(tells_changes(self.format))
        self.since.setPlaceholderText(self._published())
        self.now.setEnabled(tells_changes(self.format) and not self._project.read_only)
        if self._named and self.path.text().strip():
            typed = Path(self.path.text())
            if typed.suffix.lower() in endings(self.format):
                return
            known = (e for e in self._extensions.values() if typed.name.endswith(e))
            stem = typed.name.removesuffix(next(known, ""))
            self.path.setText(str(typed.with_name(stem + extension)))
            return
        article = self.scope.value()
        title = self._project.articles.get(article).title if article else self._project.title
        self.path.setText(str(self._folder / files.file_name(title, extension)))

    def _published(self) -> str:
        """What is taken for the day of publication where none is given."""
        last = self._project.published(self.scope.value())
        if last and is_notice(self.format):
            return f"Last on {last[:10]}, as noted in the project"
        return "Not yet; or the day, as 2026-02-27"

    def _browse(self) -> None:
        files.ask_save(self, "Export report", Path(self.path.text()), "", self._place)

    def _browse_template(self) -> None:
        folder = self.template.text() or str(self._folder)
        files.ask_open(self, "Choose template", TEMPLATES, folder, self._take_template, many=False)

    def _take_template(self, chosen: list[Path]) -> None:
        if chosen:
            self.template.setText(str(chosen[0]))

    def _place(self, path: Path) -> None:
        self._named = True
        self.path.setText(str(path))

    def export(self) -> None:
        path = Path(self.path.text().strip()).expanduser()
        if not self.path.text().strip() or not path.name:
            raise AnnotatorError("The report has no file name.", "Choose where to write it.")
        if not path.is_absolute():
            path = self._folder / path
        template = self.template.text().strip() if self.template.isEnabled() else ""
        since = self.since.text().strip() if self.since.isEnabled() else ""
        now = self.now.isEnabled() and self.now.isChecked()
        self._write(self.format, path, self.scope.value(), template, since, now)


def _beside(field: QLineEdit, choose: QWidget) -> QWidget:
    """A field and what stands beside it, as one."""
    both = QWidget()
    both.setLayout(row(field, choose))
    both.setFocusProxy(field)
    return both


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 48 else flat[:47].rstrip() + "…"
