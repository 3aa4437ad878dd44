"""The keys of the actions: those of the table, but where the person chose others. No key is ever two actions'."""

import json
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from annotator.domain.errors import AnnotatorError
from annotator.gui.actions import ACTIONS, Menu
from annotator.gui.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_Key, _Held = Qt.Key, Qt.KeyboardModifier
_MODIFIERS = (
    _Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta,
    _Key.Key_CapsLock, _Key.Key_NumLock, _Key.Key_unknown,
)  # fmt: skip
_MOVING = (
    "Tab", "Backtab", "Esc", "Return", "Enter", "Space", "Backspace",
    "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown",
)  # fmt: skip
_Standard = QKeySequence.StandardKey
_EDITING = (
    _Standard.Copy, _Standard.Cut, _Standard.Paste, _Standard.SelectAll,
    _Standard.MoveToNextWord, _Standard.MoveToPreviousWord, _Standard.SelectNextWord, _Standard.SelectPreviousWord,
    _Standard.MoveToStartOfDocument, _Standard.MoveToEndOfDocument,
    _Standard.SelectStartOfDocument, _Standard.SelectEndOfDocument,
    _Standard.DeleteStartOfWord, _Standard.DeleteEndOfWord,
)  # fmt: skip


class Keys(QObject):
    """All keys are in Qt's portable notation. `changed` carries the id of the action whose keys are others now."""

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._table = {action.id: tuple(map(portable, action.keys)) for action in ACTIONS}
        self._chosen = _read(settings.get("keys"), self._table)

    def of(self, action: str) -> tuple[str, ...]:
        """The keys of an action, the one that menus show first."""
        if action in self._chosen:
            return self._chosen[action]
        taken = set(chain.from_iterable(self._chosen.values()))
        return tuple(key for key in self._table[action] if key not in taken)

    def shown(self, action: str) -> str:
        """The first key of an action as this system writes it; "" where it has none."""
        return next(map(native, self.of(action)), "")

    def tip(self, text: str, action: str) -> str:
        """A hint with the key of an action after it, as it is now."""
        key = self.shown(action)
        return f"{text} ({key})" if key else text

    def is_changed(self, action: str) -> bool:
        """Whether an action's keys are not those of the table."""
        return self.of(action) != self._table[action]

    def change(self, action: str, old: str, new: str) -> None:
        """Give an action a key in place of another; "" for none. Raises AnnotatorError where it cannot be had."""
        new = portable(new)
        if new:
            _refuse_reserved(new)
            self._refuse_taken(action, new)
        kept = [new if key == old else key for key in self.of(action)] + ([] if old else [new])
        self._choose(action, tuple(dict.fromkeys(key for key in kept if key)))

    def reset(self, action: str) -> None:
        """Give an action the keys of the table again. Raises AnnotatorError where another has one of them now."""
        for key in self._table[action]:
            self._refuse_taken(action, key)
        self._choose(action, self._table[action])

    def reset_all(self) -> None:
        """Give every action the keys of the table again."""
        others = [action for action in self._table if self.is_changed(action)]
        self._chosen = {}
        self._keep()
        for action in others:
            self.changed.emit(action)

    def _refuse_taken(self, action: str, key: str) -> None:
        owner = next((one for one in ACTIONS if one.id != action and key in self.of(one.id)), None)
        if owner is not None:
            told = f"{native(key)} is the key of “{owner.text.removesuffix('…')}”."
            raise AnnotatorError(told, "Choose another, or change that one first.")

    def _choose(self, action: str, keys: tuple[str, ...]) -> None:
        self._chosen[action] = keys
        if keys == self._table[action]:
            del self._chosen[action]
        self._keep()
        self.changed.emit(action)

    def _keep(self) -> None:
        self._settings.set("keys", json.dumps(self._chosen))
        self._settings.save()


def portable(key: str) -> str:
    """A key as the table and the settings write it, "" for what is none."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


def pressed(event: "QKeyEvent") -> str:
    """The key that was pressed; "" while only modifiers are held."""
    key, held = event.key(), event.modifiers() & ~_Held.KeypadModifier
    if key in _MODIFIERS:
        return ""
    if 0x20 < key < 0x7F and not chr(key).isalnum():
        held &= ~_Held.ShiftModifier  # which key gives a sign, and with Shift or not, is for the keyboard to say
    return QKeySequence(QKeyCombination(held, Qt.Key(key))).toString(QKeySequence.SequenceFormat.PortableText)


def _refuse_reserved(key: str) -> None:
    sequence = QKeySequence(key)
    if key.removeprefix("Shift+") in _MOVING:
        raise AnnotatorError(f"{native(key)} moves about and types.", "Choose another, or hold Ctrl or Alt as well.")
    if any(sequence in QKeySequence.keyBindings(standard) for standard in _EDITING):
        raise AnnotatorError(f"{native(key)} edits text everywhere.", "Choose another.")
    if key in {f"Alt+{menu[menu.index('&') + 1].upper()}" for menu in Menu}:
        raise AnnotatorError(f"{native(key)} opens a menu.", "Choose another.")


def _read(kept: str, table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What was chosen; whatever is spoiled, or a second action's, is left out."""
    try:
        found = json.loads(kept)
    except ValueError:
        return {}
    chosen: dict[str, tuple[str, ...]] = {}
    for action, keys in found.items() if isinstance(found, dict) else ():
        if action in table and isinstance(keys, list) and all(isinstance(key, str) for key in keys):
            taken = set(chain.from_iterable(chosen.values()))
            chosen[action] = tuple(key for key in map(portable, keys) if key and key not in taken)
    return chosen
