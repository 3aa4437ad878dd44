"""The first thing seen: recent projects, new, open, the sample, and a place to drop files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.gui import icons
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.layouts import ElidedLabel, button, clear, column, label, row, tip
from annotator.gui.notices import progress_words
from annotator.gui.settings import Recent
from annotator.gui.theme import Look, dress

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

WIDTH = 620
"""Pixels of the column in the middle."""


class RecentRow(QFrame):
    """One project: its title, how far it is, where it lies. The whole row is one button."""

    chosen = Signal(str)
    forgotten = Signal(str)

    def __init__(self, recent: Recent, look: Look) -> None:
        super().__init__()
        missing = not Path(recent.path).exists()
        dress(self, role="card")
        title = recent.title or Path(recent.path).stem
        self.open = button(title.replace("&", "&&"), "row")
        self.open.setEnabled(not missing)
        state = "missing" if missing else progress_words(recent.checked, recent.claims)
        self.open.setAccessibleName(f"Open {title}, {state}")
        self.open.setAccessibleDescription(recent.path)
        self.open.clicked.connect(lambda: self.chosen.emit(recent.path))
        where = ElidedLabel(shortened(recent.path), Qt.TextElideMode.ElideMiddle)
        where.setToolTip(tip(recent.path))
        dress(where, role="small")
        told = label(state, "problem" if missing else "small")
        remove = QToolButton()
        remove.setIcon(icons.icon("close", look.theme))
        remove.setToolTip("Take it off this list; the file stays")
        remove.setAccessibleName(f"Take {title} off the list")
        dress(remove, role="quiet")
        remove.clicked.connect(lambda: self.forgotten.emit(recent.path))
        told.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        beneath = row(where, told, margins=(9, 0, 4, 0), space=16)
        beneath.setStretch(0, 1)
        words = column(self.open, beneath, space=0)
        self.setLayout(row(words, remove, margins=(4, 4, 6, 8), space=4))
        self.open.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def shortened(path: str) -> str:
    """A path with "~" for the person's own folder."""
    try:
        return str(Path("~") / Path(path).relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return path


class StartPage(QWidget):
    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    project_chosen = Signal(str)
    project_forgotten = Signal(str)
    dropped = Signal(list)

    def __init__(self, look: Look, keys: Keys) -> None:
        super().__init__()
        self._look, self._keys = look, keys
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, role="ground")
        self.new = button("New project…", "primary")
        self.open = button("Open…")
        self.sample = button("Try the sample", "", "A small article with planted mistakes")
        for made, signal in (
            (self.new, self.new_wanted),
            (self.open, self.open_wanted),
            (self.sample, self.sample_wanted),
        ):
            made.clicked.connect(signal)
            made.setMinimumHeight(36)
        self._recent_heading = label("Recent projects", "section")
        self._recents: QVBoxLayout = column(space=8)
        self._scroll = self._recent_area()
        self._lay_out()
        keys.changed.connect(self._tell_keys)
        self._tell_keys()

    def _tell_keys(self, *_: object) -> None:
        self.new.setToolTip(self._keys.tip("Begin a project: one file for everything", "new_project"))
        self.open.setToolTip(self._keys.tip("Open a project file", "open_project"))

    def _recent_area(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(column(self._recents, None))
        dress(inner, role="ground")
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        dress(area, role="ground")
        return area

    def _lay_out(self) -> None:
        mark = QLabel()
        mark.setPixmap(icons.app_icon().pixmap(56, 56))
        words = column(label("Annotator", "display"), label("The fact-checker’s desk", "dim"), space=0)
        self.drop = QFrame()
        self.drop.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self.drop, role="drop")
        hint = label("Drop a project or an article here", "dim")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.drop.setLayout(column(hint, margins=(16, 18, 16, 18)))
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        parts = column(
            row(mark, words, None, space=16),
            row(self.new, self.open, self.sample, None),
            self.drop,
            column(self._recent_heading, self._scroll, space=8),
            space=28,
            margins=(0, 64, 0, 24),
        )
        parts.setStretch(3, 1)
        middle.setLayout(parts)
        outer = row(None, middle, None, margins=(32, 0, 32, 0))
        outer.setStretch(1, 100)
        self.setLayout(outer)

    def show_recents(self, recents: Sequence[Recent]) -> None:
        """List the projects opened lately."""
        clear(self._recents)
        self._recent_heading.setVisible(bool(recents))
        for recent in recents:
            made = RecentRow(recent, self._look)
            made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            made.chosen.connect(self.project_chosen)
            made.forgotten.connect(self.project_forgotten)
            self._recents.addWidget(made)

    @guarded()
    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            dress(self.drop, role="drop-ready")

    @guarded()
    def dragLeaveEvent(self, event: "QDragLeaveEvent") -> None:
        dress(self.drop, role="drop")

    @guarded()
    def dropEvent(self, event: "QDropEvent") -> None:
        dress(self.drop, role="drop")
        event.acceptProposedAction()
        self.dropped.emit([url.toLocalFile() or url.toString() for url in event.mimeData().urls()])
