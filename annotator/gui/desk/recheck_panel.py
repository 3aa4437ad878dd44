"""The queue of re-checks in the claim panel: what a new version asks a person to look at, and the one looked at now."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QScrollArea, QSplitter, QWidget

from annotator.domain.model import Article, MentionState
from annotator.domain.revision import Recheck, RecheckKind
from annotator.gui.desk.recheck_card import RecheckCard
from annotator.gui.desk.recheck_model import RECHECK, RecheckDelegate, RecheckModel
from annotator.gui.desk.recheck_queue import RecheckQueue
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.layouts import button, column, label, row
from annotator.gui.theme import Look, dress

Key = Qt.Key
_MAIN = {RecheckKind.CHANGED: "rate", RecheckKind.UNSURE: "take", RecheckKind.GONE: "place", RecheckKind.FRESH: "mark"}


def told_counts(counts: Mapping[MentionState, int]) -> str:
    """How the claims fared in a new version: "183 same, 9 moved, 6 changed, 2 gone"."""
    return ", ".join(f"{count} {state}" for state, count in counts.items() if count) or "no claims"


class QueueView(QListView):
    """`act_wanted` carries the name of an act, and the number of a candidate, from 0, or -1."""

    act_wanted = Signal(str, int)
    looked_on = Signal(int)

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        recheck = self.currentIndex().data(RECHECK)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if recheck is None or not plain:
            super().keyPressEvent(event)
        elif key in (Key.Key_Return, Key.Key_Enter):
            self.act_wanted.emit(_MAIN[recheck.kind], -1)
        elif key == Key.Key_0:
            self.act_wanted.emit("pass", -1)
        elif key == Key.Key_Equal and recheck.kind is RecheckKind.CHANGED:
            self.act_wanted.emit("hold", -1)
        elif Key.Key_1 <= key <= Key.Key_9 and recheck.kind is RecheckKind.UNSURE:
            self.act_wanted.emit("take", key - Key.Key_1)
        elif key in (Key.Key_Left, Key.Key_Right) and recheck.kind is RecheckKind.UNSURE:
            self.looked_on.emit(1 if key == Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)


class RecheckPanel(QWidget):
    """`shown` carries the re-check that a person moved to; `act_wanted` what is to be done about the current one, with
    the number of the candidate that is meant; `compare_wanted` asks for the two versions beside each other. `emptied`
    tells that the keyboard has nothing to be at here any more."""

    shown = Signal(object)
    act_wanted = Signal(str, int)
    candidate_shown = Signal(int)
    compare_wanted = Signal()
    emptied = Signal()

    def __init__(self, queue: RecheckQueue, look: Look, keys: Keys) -> None:
        super().__init__()
        self.queue = queue
        self.model = RecheckModel(self)
        self._editable, self._showing = True, False
        self._article: Article | None = None
        self._unseen = False
        self.counts = label("", "small", wrap=True)
        self.compare = button("Compare versions", "link")
        self.compare.clicked.connect(self.compare_wanted)
        self.view = QueueView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(RecheckDelegate(look, self.view))
        self.view.setMouseTracking(True)
        self.view.setAccessibleName("Re-checks")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.empty = label("", "dim", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.setContentsMargins(24, 32, 24, 0)
        self.card = RecheckCard(look, keys)
        self._lay_out()
        self.setFocusProxy(self.view)
        self._connect()
        dress(self, role="sheet")

    def _lay_out(self) -> None:
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.card)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = area
        lists = QWidget()
        inside = column(self.empty, self.view, space=0)
        inside.setStretch(1, 1)
        lists.setLayout(inside)
        split = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        split.addWidget(lists)
        split.addWidget(area)
        split.setSizes([272, 408])
        split.setHandleWidth(1)
        header = row(self.counts, self.compare, margins=(16, 6, 8, 6))
        header.setStretch(0, 1)
        parts = column(header, split, space=0)
        parts.setStretch(1, 1)
        self.setLayout(parts)

    def _connect(self) -> None:
        self.queue.changed.connect(self._renew)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.clicked.connect(lambda _: self._see())
        self.view.act_wanted.connect(self.act_wanted)
        self.view.looked_on.connect(lambda by: self._look_at(self.card.candidate + by))
        self.card.wanted.connect(lambda act: self.act_wanted.emit(act, -1))
        self.card.candidate_wanted.connect(self._look_at)

    # ---- what is shown

    def show_article(self, article: Article | None, counts: str) -> None:
        """Know the text that the re-checks are of, and how its claims fared."""
        self._article = article
        self.counts.setText(counts)
        self._renew()

    @property
    def current(self) -> Recheck | None:
        """The re-check that is looked at."""
        found = self.view.currentIndex().data(RECHECK)
        return found if isinstance(found, Recheck) else None

    def _renew(self) -> None:
        """Show what the queue holds now: the same re-check if it is there still, or else the one in its place."""
        if self._article is None or self._article.id != self.queue.article:
            return
        before, at = self.current, self.view.currentIndex().row()
        self._showing = True
        self.model.show(self.queue.rechecks, self._article)
        found = self.model.row_of(before.key) if before else -1
        if found < 0:
            self._unseen = True
            found = self.model.nearest(max(0, at))
        self.view.setCurrentIndex(self.model.index(found, 0) if found >= 0 else QModelIndex())
        self._showing = False
        self._show_card()
        self._tell_empty()

    def _show_card(self) -> None:
        self.card.show_recheck(self.current, self._article, self._editable)
        self.area.setVisible(self.current is not None)

    def _tell_empty(self) -> None:
        nothing = not self.model.rows
        if nothing and self.view.hasFocus():
            self.emptied.emit()
        self.empty.setVisible(nothing)
        self.view.setVisible(not nothing)
        if not self.queue.is_revised:
            told = "This article supersedes no other. What a new version of it changes will be listed here."
        elif self.queue.is_looking:
            told = "Looking for new and reworded sentences…"
        else:
            told = "Everything in this version is looked at."
        self.empty.setText(told)

    def set_editable(self, editable: bool) -> None:
        self._editable = editable
        self._show_card()

    # ---- going about

    def _moved(self, current: QModelIndex) -> None:
        if not self._showing and current.isValid():
            self._see()

    def _see(self) -> None:
        """A person looks at the current one."""
        self._unseen = False
        self._show_card()
        if self.current is not None:
            self.shown.emit(self.current)

    def _look_at(self, candidate: int) -> None:
        self.card.look_at(candidate)
        if self.card.candidates:
            self.area.ensureWidgetVisible(self.card.candidates[self.card.candidate], 0, 8)
        self.candidate_shown.emit(self.card.candidate)

    def step(self, by: int) -> bool:
        """Go to the re-check after (1) or before (-1) the current one, or to that one if nobody has looked at it yet;
        False where there is none."""
        rows = [n for n, each in enumerate(self.model.rows) if each.recheck]
        if not rows:
            return False
        here = self.view.currentIndex().row()
        at = rows.index(here) if here in rows else 0
        target = at if self._unseen else at + by
        if not 0 <= target < len(rows):
            return False
        self._showing = True
        self.view.setCurrentIndex(self.model.index(rows[target], 0))
        self._showing = False
        self.view.scrollTo(self.view.currentIndex())
        self._see()
        return True
