"""What came of adding many articles, to be read and copied; files that came with messages, to be chosen from."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QScrollArea, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.gui.batch import Brought, shown
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.layouts import Item, button, check_box, column, label, tip
from annotator.gui.lists import TwoLines, add_heading, add_row
from annotator.gui.theme import Look, dress
from annotator.project.batch import AttachedFile

_MOST = 1_000
"""Rows under one heading; what is beyond them is counted, and copied."""


class BatchDialog(Sheet):
    """`show` is called with the article of the row that was chosen; `again` adds once more what was there already."""

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        brought: Brought,
        show: Callable[[str], object],
        again: Callable[[], object],
    ) -> None:
        super().__init__(parent, "Articles added", 620)
        self.summary = label(brought.summary(), "section", wrap=True)
        self.skipped = label(brought.skipped, "dim", wrap=True)
        if not brought.skipped:
            self.skipped.hide()
        self.list = QListWidget()
        self.list.setAccessibleName("What came of each file")
        self.list.setItemDelegate(TwoLines(look, self.list, most=4))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.list, role="boxed")
        self.list.itemActivated.connect(lambda item: self._chosen(item, show))
        for heading, rows in brought.headed():
            more = f" (the first {_MOST} of {len(rows)})" if len(rows) > _MOST else ""
            add_heading(self.list, heading + more)
            for told in rows[:_MOST]:
                add_row(self.list, told.name, told.words, "", told.article).setToolTip(tip(told.place))
        self.copy = button("Copy", tip="Copy all of it as text")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(brought.as_text()))
        self.again = button("Add again", tip="Add what the project has already once more")
        self.again.clicked.connect(lambda: self.attempt(again))
        if not brought.known:
            self.again.hide()
        contents = column(self.summary, self.skipped, self.list, space=10)
        contents.setStretch(2, 1)
        self.fill(contents, "", None, self.copy, self.again)
        self.list.setVisible(self.list.count() > 0)
        if self.list.count():
            self.list.setCurrentRow(1)
            self.list.setFocus()
            self.resize(620, 460)

    def _chosen(self, item: QListWidgetItem, show: Callable[[str], object]) -> None:
        article = item.data(Qt.ItemDataRole.UserRole)
        if article:
            self.accept()
            show(article)


class AttachmentsDialog(Sheet):
    """`attached` are the files by the title of the message they came with; `add` is called with those chosen."""

    def __init__(
        self,
        parent: QWidget | None,
        attached: Mapping[str, Sequence[AttachedFile]],
        add: Callable[[list[AttachedFile]], object],
    ) -> None:
        super().__init__(parent, "Files that came with the message", 560)
        self.boxes: list[tuple[QCheckBox, AttachedFile]] = []
        told = label("Those chosen become articles of their own. None is opened or run.", "dim", wrap=True)
        rows: list[Item] = []
        for title, files in attached.items():
            rows += [label(title, "section", wrap=True)] if len(attached) > 1 else []
            rows += map(self._offered, files)
        inner = QWidget()
        dress(inner, role="ground")
        inner.setLayout(column(*rows, None, margins=(2, 2, 8, 2), space=10))
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self.area, role="ground")
        self.area.setWidget(inner)
        contents = column(told, self.area, space=14)
        contents.setStretch(1, 1)
        self.fill(contents, "Add chosen files", lambda: add(self.chosen()))
        self.cancel_button.setText("Not now")
        self.boxes[0][0].setFocus()
        self.resize(520, min(460, 150 + inner.sizeHint().height()))

    def _offered(self, file: AttachedFile) -> QWidget:
        """A file to be ticked; what does not look like an article is not, to begin with."""
        words = [shown(file.name), size_words(file.size), *([] if file.readable else ["no article"])]
        box = check_box(" · ".join(words).replace("&", "&&"))
        box.setChecked(file.readable)
        why = "" if file.readable else "\nPictures and recordings belong to the sources."
        box.setToolTip(tip(file.name + why))
        self.boxes.append((box, file))
        return box

    def chosen(self) -> list[AttachedFile]:
        """The files with a tick. Raises AnnotatorError when there is none."""
        files = [file for box, file in self.boxes if box.isChecked()]
        if not files:
            raise AnnotatorError("No file is chosen.", "Tick one with the space bar, or choose “Not now”.")
        return files


def size_words(size: int) -> str:
    """A number of bytes as people read it."""
    for unit, bytes_in_it in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= bytes_in_it:
            return f"{size / bytes_in_it:.1f} {unit}"
    return "1 byte" if size == 1 else f"{size} bytes"
