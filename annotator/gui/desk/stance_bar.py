"""Three buttons for what a source says of a claim; S, R and C choose while one of them has the focus."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from annotator.domain.model import Stance
from annotator.gui.guard import guarded
from annotator.gui.layouts import button, row
from annotator.gui.theme import dress
from annotator.gui.tones import STANCES

_KEYS = {Qt.Key.Key_S: Stance.SUPPORTS, Qt.Key.Key_R: Stance.REFUTES, Qt.Key.Key_C: Stance.CONTEXT}
_TIPS = {
    Stance.SUPPORTS: "The source bears the claim out (S)",
    Stance.REFUTES: "The source contradicts the claim (R)",
    Stance.CONTEXT: "The source says something to be known about it (C)",
}


class StanceBar(QWidget):
    """`chosen` carries the stance a person chose."""

    chosen = Signal(str)

    def __init__(self, stance: Stance = Stance.SUPPORTS) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons = {}
        for kind, tone in STANCES.items():
            made = button(f"{tone.sign} {tone.word}", tip=_TIPS[kind])
            made.setCheckable(True)
            made.setAccessibleName(f"{tone.word} the claim" if kind is not Stance.CONTEXT else "Gives context")
            dress(made, tone=tone.token)
            made.installEventFilter(self)
            made.clicked.connect(lambda _=False, kind=kind: self.chosen.emit(str(kind)))
            self._group.addButton(made)
            self._buttons[kind] = made
        self.setLayout(row(*self._buttons.values(), None, space=6))
        self.show_stance(stance)

    def stance(self) -> Stance:
        return next(kind for kind, made in self._buttons.items() if made.isChecked())

    def show_stance(self, stance: Stance) -> None:
        self._buttons[Stance(stance)].setChecked(True)
        self.setFocusProxy(self._buttons[Stance(stance)])

    def choose(self, stance: Stance) -> None:
        """As if its button had been pressed."""
        self._buttons[stance].setFocus()
        self._buttons[stance].click()

    @guarded(False)
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() in kinds and isinstance(event, QKeyEvent) and not event.modifiers():
            stance = _KEYS.get(Qt.Key(event.key()))
            if stance is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.choose(stance)
                return True
        return False
