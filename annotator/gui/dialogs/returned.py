"""What came back with a returned copy: one row for each thing, which leads to its claim."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.domain.returned import Returned
from annotator.gui.desk.replies import KINDS
from annotator.gui.dialogs.sheet import Sheet
from annotator.gui.layouts import column, label
from annotator.gui.lists import TwoLines, add_heading, add_row
from annotator.gui.theme import Look

_MOST = 1_000
"""Rows under one heading; what is beyond them is counted."""


def summary(found: Returned) -> str:
    """What came back, in a sentence or two."""
    counts = (
        (len(found.replies), "reply or decision of the editor", "replies and decisions of the editor"),
        (len(found.reworded), "passage changed by hand", "passages changed by hand"),
        (len(found.notes), "comment on other words", "comments on other words"),
    )
    told = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    news = f"New: {', '.join(told)}." if told else "Nothing new came back."
    rest = f" Corrections not decided yet: {found.open}." if found.open else ""
    gone = f" Comments on claims that are not here any more: {found.unknown}." if found.unknown else ""
    return news + rest + gone


class ReturnedDialog(Sheet):
    """`show` is called with the claim of the row that was chosen; `statement` tells a claim in words."""

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        found: Returned,
        statement: Callable[[str], str],
        show: Callable[[str], object],
    ) -> None:
        super().__init__(parent, "Returned copy", 620)
        self.summary = label(summary(found), wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("What came back")
        self.list.setItemDelegate(TwoLines(look, self.list, most=2))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.itemActivated.connect(lambda item: self._chosen(item, show))
        self._heading("The editor", len(found.replies))
        for reply in found.replies[:_MOST]:
            said = f"{KINDS[reply.kind]}: {reply.text}" if reply.text else KINDS[reply.kind]
            add_row(self.list, said, statement(reply.claim), reply.author, reply.claim)
        self._heading("Changed by hand", len(found.reworded))
        for one in found.reworded[:_MOST]:
            add_row(self.list, one.words or "Cut", statement(one.claim), "", one.claim)
        self._heading("On other words, offered as notes where these are in one place", len(found.notes))
        for note in found.notes[:_MOST]:
            add_row(self.list, note.text, f"“{note.words}”" if note.words else "", note.author, "")
        contents = column(self.summary, self.list, space=10)
        contents.setStretch(1, 1)
        self.fill(contents)
        self.list.setVisible(self.list.count() > 0)
        if self.list.count():
            self.list.setCurrentRow(1)
            self.list.setFocus()
            self.resize(620, 460)

    def _heading(self, text: str, count: int) -> None:
        if count:
            more = f" (the first {_MOST} of {count})" if count > _MOST else ""
            add_heading(self.list, text + more)

    def _chosen(self, item: QListWidgetItem, show: Callable[[str], object]) -> None:
        claim = item.data(Qt.ItemDataRole.UserRole)
        if claim:
            self.accept()
            show(claim)
