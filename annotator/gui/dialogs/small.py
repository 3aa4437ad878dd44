"""The small dialogs: pasted text, a web address, what is known of an article, the project's settings, about."""

import sys
from collections.abc import Callable

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

import annotator
from annotator.domain.errors import AnnotatorError
from annotator.domain.model import Article
from annotator.domain.ratings import scales
from annotator.gui import icons
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.fields import ChoiceField
from annotator.gui.layouts import button, check_box, column, form, label, row
from annotator.gui.messages import Notice
from annotator.project import Project
from annotator.project.states import NAMES as STATES


class PasteDialog(Sheet):
    """`add` is called with the text and the title."""

    def __init__(
        self,
        parent: QWidget | None,
        add: Callable[[str, str], object],
        heading: str = "Paste article",
        accept: str = "Add article",
    ) -> None:
        super().__init__(parent, heading, 640)
        self.title = QLineEdit(placeholderText="Found in the text when left empty")
        self.text = QPlainTextEdit(placeholderText="Paste the article’s text here")
        self.text.setAccessibleName("Text")
        self.text.setTabChangesFocus(True)
        self._pasted = QGuiApplication.clipboard().text()
        self.text.setPlainText(self._pasted)
        contents = column(form([("Title", self.title)]), self.text, space=10)
        contents.setStretch(1, 1)
        self.fill(contents, accept, lambda: add(self._whole(), self.title.text().strip()))
        self.resize(640, 520)
        self.text.setFocus()

    def _whole(self) -> str:
        """The text as it was pasted, unless it was edited: a widget alters what it shows."""
        shown = self.text.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        untouched = not self.text.document().isModified() and self._pasted
        text = self._pasted if untouched else shown
        if not text.strip():
            raise AnnotatorError("There is no text.", "Paste the article first.")
        return text


class AddressDialog(Sheet):
    """`add` is called with the address, and whether it may lie in the local network."""

    def __init__(self, parent: QWidget | None, add: Callable[[str, bool], object]) -> None:
        super().__init__(parent, "Add article from the web", 560)
        self.address = QLineEdit(placeholderText="https://…")
        note = label("This one page is fetched, once. Nothing else is ever fetched.", "small", wrap=True)
        self.local = check_box("It lies in the local network, and I trust it")
        self.local.setToolTip("Servers of the newsroom, say. Where they lead on to is not followed into the network.")
        self._add = add
        fields = form([("Address", self.address), ("", self.local)])
        self.fill(column(fields, note, None, space=10), "Fetch", self._fetch)
        self.address.setFocus()

    def _fetch(self) -> None:
        address = self.address.text().strip()
        if not address.startswith(("http://", "https://")):
            raise AnnotatorError("That is not the address of a web page.", "It should begin with https://.")
        self._add(address, self.local.isChecked())


class ArticleDialog(Sheet):
    """What is known about an article. Its text never changes."""

    _NAMES = (
        ("title", "Title"), ("byline", "Byline"), ("publisher", "Publisher"),
        ("url", "Address"), ("published", "Published"), ("language", "Language"),
    )  # fmt: skip

    def __init__(self, parent: QWidget | None, project: Project, article: Article) -> None:
        super().__init__(parent, "Article details", 560)
        self._project, self._article = project, article
        self.lines = {name: QLineEdit(getattr(article, name)) for name, _ in self._NAMES}
        for line in self.lines.values():
            line.setCursorPosition(0)
            line.setReadOnly(bool(project.read_only))
        note = label(
            "Dates of claims (“last Tuesday”) are understood from the day it was published.", "small", wrap=True
        )
        rows = [(caption, self.lines[name]) for name, caption in self._NAMES]
        told = f"Of a draft with tracked changes this is {STATES[article.state]}." if article.state else ""
        self.state = label(told, "small", wrap=True)
        self.remarks = label(article.remarks, "small", wrap=True)
        self.fill(column(form(rows), note, self.state, self.remarks, None), "Save", self._save)
        self.state.setVisible(bool(told))
        self.remarks.setVisible(bool(article.remarks))

    def _save(self) -> None:
        written = {name: line.text().strip() for name, line in self.lines.items()}
        self._project.articles.set(self._article.id, **written)


class ProjectDialog(Sheet):
    """Title, rating scale, and the name that signs. `named` is called with the checker's name when it changes."""

    def __init__(self, parent: QWidget | None, project: Project, named: Callable[[str], object]) -> None:
        super().__init__(parent, "Project settings", 560)
        self._project, self._named = project, named
        self.title = QLineEdit(project.title)
        self.scale = ChoiceField("Rating scale", {key: scale.label for key, scale in scales().items()})
        self.scale.show_value(project.scale.key)
        self.explained = label("", "small", wrap=True)
        self.checker = QLineEdit(project.checker.name)
        self.scale.currentIndexChanged.connect(self._explain)
        self._explain()
        chosen = QWidget()
        chosen.setLayout(column(self.scale, self.explained, space=4))
        chosen.setFocusProxy(self.scale)
        rows: list[tuple[str, QWidget]] = [("Title", self.title), ("Rating scale", chosen), ("Signed by", self.checker)]
        note = label("Verdicts that were signed keep the scale and the name they were signed with.", "small", wrap=True)
        self.fill(column(form(rows), note, None), "Save", self._save)
        for field in (self.title, self.scale):
            field.setEnabled(not project.read_only)

    def _explain(self, *_: object) -> None:
        scale = scales()[self.scale.value()]
        words = " · ".join(f"{rating.sign} {rating.label}" for rating in scale.ratings)
        self.explained.setText(f"{scale.description}\n{words}")

    def _save(self) -> None:
        project = self._project
        if not project.read_only:
            with project.step("Edit project"):
                if self.title.text().strip() != project.title:
                    project.set_title(self.title.text())
                if self.scale.value() != project.scale.key:
                    project.set_scale(self.scale.value())
        if self.checker.text().strip() not in ("", project.checker.name):
            self._named(self.checker.text().strip())


class AboutDialog(Sheet):
    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "About Annotator", 440)
        mark = QLabel()
        mark.setPixmap(icons.app_icon().pixmap(56, 56))
        versions = f"Version {annotator.__version__} · Qt {PySide6.__version__} · Python {sys.version.split()[0]}"
        words = column(
            label("Annotator", "title"),
            label("The fact-checker’s desk: mark an article’s claims, attach sources, give verdicts.", wrap=True),
            label(versions, "small", wrap=True),
            label("Free software under the Apache Licence 2.0. Uses Qt under the LGPL.", "small", wrap=True),
            space=6,
        )
        halves = row(mark, space=18)
        halves.addLayout(words, 1)
        self.fill(column(halves, None))


class DetailsDialog(Sheet):
    """What the app logged about a fault, to be copied into a report."""

    def __init__(self, parent: QWidget | None, notice: Notice) -> None:
        super().__init__(parent, "Details", 640)
        self.text = QPlainTextEdit(notice.details, readOnly=True)
        self.text.setAccessibleName("Details")
        copy = button("Copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(notice.details))
        contents = column(label(f"{notice.text} {notice.advice}", wrap=True), self.text)
        self.fill(contents, "", None, copy)
        self.resize(640, 420)
