"""Two versions of an article compared: which they are, what the change is that one is at, and the texts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from annotator.domain.model import Mark
from annotator.gui import icons
from annotator.gui.compare.inked import differing, flat, spoken
from annotator.gui.compare.rows import Compared
from annotator.gui.compare.view import CompareView
from annotator.gui.fields import ChoiceField
from annotator.gui.guard import guarded
from annotator.gui.keys import Keys
from annotator.gui.layouts import ElidedLabel, YieldingLabel, button, column, label, row
from annotator.gui.reader.inks import Inks
from annotator.gui.reader.typography import Typography
from annotator.gui.theme import Look, dress

NARROW = 540
"""Pixels of width below which two texts beside each other could not be read: they are shown in one at first."""
_LONGEST = 160
"""Code points of a change or a claim that are told."""


class Comparison(QWidget):
    """`versions_wanted` carries the ids of the older and the newer version to compare; `opened` the number of the
    change that is wanted in the reader; `left` asks for the reader as it was."""

    versions_wanted = Signal(str, str)
    opened = Signal(int)
    left = Signal()

    def __init__(self, look: Look, keys: Keys, inks: Inks, typography: Typography) -> None:
        super().__init__()
        self._look, self._keys, self._inks = look, keys, inks
        self.compared: Compared | None = None
        self.view = CompareView(inks, typography)
        self.view.can_open = True
        self.older, self.newer = ChoiceField("Older version", {}), ChoiceField("Newer version", {})
        self.inline = button("In one text", "quiet")
        self.previous, self.next, self.close_button = QToolButton(), QToolButton(), QToolButton()
        self.count = YieldingLabel("section")
        self.claims = ElidedLabel()
        dress(self.claims, role="small")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)
        dress(self, role="sheet")
        look.changed.connect(self._tint)
        self._tint()
        keys.changed.connect(self._tell_keys)
        self._tell_keys()

    def _lay_out(self) -> None:
        self.inline.setCheckable(True)
        self.previous.setAccessibleName("Previous change")
        self.next.setAccessibleName("Next change")
        self.close_button.setAccessibleName("Back to the article")
        for made in (self.previous, self.next, self.close_button):
            dress(made, role="quiet")
        for field in (self.older, self.newer):
            field.setMinimumContentsLength(6)
            field.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        arrow = label("→", "dim")
        first = row(self.older, arrow, self.newer, 8, self.close_button, space=6)
        first.setStretch(0, 1)
        first.setStretch(2, 1)
        told = row(self.count, self.claims, self.inline, self.previous, self.next, space=6)
        told.setStretch(1, 1)
        head = QFrame()
        head.setLayout(column(first, told, margins=(16, 8, 10, 6), space=4))
        dress(head, role="head")
        parts = column(head, self.view, space=0)
        parts.setStretch(1, 1)
        self.setLayout(parts)

    def _connect(self) -> None:
        self.view.chosen.connect(self._tell)
        self.view.opened.connect(self.opened)
        self.view.left.connect(self.left)
        self.view.turned.connect(lambda: self.turn(not self.view.inline))
        self.inline.clicked.connect(self.turn)
        self.previous.clicked.connect(lambda: self.view.step(-1))
        self.next.clicked.connect(lambda: self.view.step(1))
        self.close_button.clicked.connect(self.left)
        for field in (self.older, self.newer):
            field.committed.connect(self._choose_versions)

    def _tint(self, *_: object) -> None:
        for made, name in ((self.previous, "up"), (self.next, "down"), (self.close_button, "close")):
            made.setIcon(icons.icon(name, self._look.theme))

    def _tell_keys(self, *_: object) -> None:
        self.previous.setToolTip(self._keys.tip("Previous change", "previous_change"))
        self.next.setToolTip(self._keys.tip("Next change", "next_change"))
        self.close_button.setToolTip("Back to the article (Esc)")
        self.inline.setToolTip("Both in one text, or side by side (I)")

    def _choose_versions(self, *_: object) -> None:
        if self.older.value() != self.newer.value():
            self.versions_wanted.emit(self.older.value(), self.newer.value())

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    # ---- what is shown

    def show_versions(self, names: Sequence[tuple[str, str]], older: str, newer: str) -> None:
        """The versions there are, by id and name, and which two are compared."""
        for field, value in ((self.older, older), (self.newer, newer)):
            field.blockSignals(True)
            field.clear()
            for key, name in names:
                field.addItem(name, key)
            field.show_value(value)
            field.blockSignals(False)

    def show_compared(self, compared: Compared) -> None:
        """Show two versions that were compared."""
        self.compared = compared
        self.view.show_compared(compared)
        self._tell(self.view.current)

    def show_marks(self, old: Sequence[Mark], new: Sequence[Mark]) -> None:
        """The marks of both versions."""
        self.view.show_marks(old, new)
        self._tell(self.view.current)

    def wear(self, inks: Inks, typography: Typography) -> None:
        """Another theme or other fonts."""
        self._inks = inks
        self.view.wear(inks, typography)

    def turn(self, inline: bool) -> None:
        """Show both in one text, or side by side."""
        self.inline.setChecked(inline)
        self.view.set_inline(inline)

    def _tell(self, number: int) -> None:
        """Say which change one is at, and which claims it touches."""
        total = len(self.view.changes)
        known = self.compared is not None and 0 <= number < total
        self.previous.setEnabled(known and number > 0)
        self.next.setEnabled(number + 1 < total)
        if self.compared is None or not known:
            self.count.show_text("These versions do not differ.")
            self.claims.show_text("")
            return
        change = self.view.changes[number]
        old = self.compared.old.text[change.old.start : change.old.end][:_LONGEST]
        new = self.compared.new.text[change.new.start : change.new.end][:_LONGEST]
        self.count.show_text(f"Change {number + 1} of {total}: {change.word.lower()}")
        self.claims.show_text(self._told_claims(number))
        words = spoken(differing(flat(old), flat(new)))
        told = ". ".join(filter(None, (self.count.accessibleName(), words, self.claims.accessibleName())))
        self.view.setAccessibleDescription(told)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, told))

    def _told_claims(self, number: int) -> str:
        marks = self.view.marks_at(number)
        told = [f"{self._inks.tone(m).sign} {self._inks.tone(m).label}: {flat(m.statement[:_LONGEST])}" for m in marks]
        name = "Claim here" if len(told) == 1 else f"{len(told)} claims here"
        return f"{name}: {' · '.join(told)}" if told else "No claim here"
