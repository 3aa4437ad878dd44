"""Shortcuts are changed in their sheet by pressing them; no key is ever two commands'."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.gui.actions import ACTIONS
from annotator.gui.dialogs.appearance import AppearanceDialog
from annotator.gui.dialogs.palette import Palette
from annotator.gui.dialogs.shortcuts import KeyButton, ShortcutsSheet
from annotator.gui.dialogs.small import PasteDialog
from annotator.gui.keys import Keys, native
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from annotator.gui.settings import Settings
from tests.gui.conftest import Hands

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def sheet(window: MainWindow, page: ProjectPage, hands: Hands) -> ShortcutsSheet:
    hands.press(Key.Key_F1)
    dialog = window.commands.dialog
    assert isinstance(dialog, ShortcutsSheet)
    return dialog


def _button(sheet: ShortcutsSheet, name: str) -> KeyButton:
    QApplication.sendPostedEvents(None, 52)  # what was replaced is deleted
    return next(one for one in sheet.findChildren(KeyButton) if one.accessibleName().endswith(f": {name}"))


def _record(sheet: ShortcutsSheet, hands: Hands, name: str, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    _button(sheet, name).setFocus()
    hands.press(Key.Key_Space)
    hands.press(key, *held)


def test_a_new_key_works_and_is_told_everywhere(
    window: MainWindow, page: ProjectPage, settings: Settings, sheet: ShortcutsSheet, hands: Hands
) -> None:
    _record(sheet, hands, "Paste Article", Key.Key_B, CTRL, ALT)
    assert _button(sheet, "Paste Article").text() == "Ctrl+Alt+B"
    assert QApplication.focusWidget() is _button(sheet, "Paste Article")
    assert window.actions_by_id["paste_article"].shortcut().toString() == "Ctrl+Alt+B"
    sheet.reject()
    page.reader.setFocus()
    hands.press(Key.Key_B, CTRL, ALT)
    assert isinstance(window.commands.dialog, PasteDialog)
    window.commands.dialog.reject()
    window.commands.palette()
    palette = window.commands.dialog
    assert isinstance(palette, Palette)
    palette.words.setText("paste article")
    assert "Ctrl+Alt+B" in palette.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    palette.close()
    assert Keys(Settings(settings.path)).of("paste_article") == ("Ctrl+Alt+B",)


def test_the_toolbar_tells_the_changed_key(window: MainWindow, page: ProjectPage) -> None:
    window.keys.change("mark_claim", "Ctrl+M", "Ctrl+Alt+M")
    made = window.toolbar.widgetForAction(window.actions_by_id["mark_claim"])
    assert made.toolTip().endswith(f"({native('Ctrl+Alt+M')})")
    assert window.keys.of("mark_claim") == ("Ctrl+Alt+M", "M")


def test_a_key_that_another_command_has_is_refused_by_name(sheet: ShortcutsSheet, hands: Hands) -> None:
    _record(sheet, hands, "Paste Article", Key.Key_E, CTRL)
    assert sheet.wrong.text() == "Ctrl+E is the key of “Export Report”. Choose another, or change that one first."
    assert _button(sheet, "Paste Article").text() == "Ctrl+Shift+V"


def _add(sheet: ShortcutsSheet, hands: Hands, name: str, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    QApplication.sendPostedEvents(None, 52)
    plus = (one for one in sheet.findChildren(KeyButton) if one.accessibleName() == f"Add a key: {name}")
    next(plus).setFocus()
    hands.press(Key.Key_Space)
    hands.press(key, *held)


def test_a_second_key_is_added_and_each_is_taken_away_alone(
    window: MainWindow, page: ProjectPage, settings: Settings, sheet: ShortcutsSheet, hands: Hands
) -> None:
    _add(sheet, hands, "Paste Article", Key.Key_F12)
    assert window.keys.of("paste_article") == ("Ctrl+Shift+V", "F12")
    focused = QApplication.focusWidget()
    assert isinstance(focused, KeyButton) and focused.key == "F12"
    assert Keys(Settings(settings.path)).of("paste_article") == ("Ctrl+Shift+V", "F12")
    _add(sheet, hands, "Paste Article", Key.Key_F12)
    assert window.keys.of("paste_article") == ("Ctrl+Shift+V", "F12")
    sheet.reject()
    for key, held in ((Key.Key_F12, ()), (Key.Key_V, (CTRL, SHIFT))):
        page.reader.setFocus()
        hands.press(key, *held)
        assert isinstance(window.commands.dialog, PasteDialog)
        window.commands.dialog.reject()
    window.commands.shortcuts()
    again = window.commands.dialog
    assert isinstance(again, ShortcutsSheet)
    _record(again, hands, "Paste Article", Key.Key_Backspace)
    assert window.keys.of("paste_article") == ("F12",)


def test_a_key_to_add_that_another_command_has_is_refused_by_name(
    window: MainWindow, sheet: ShortcutsSheet, hands: Hands
) -> None:
    _add(sheet, hands, "Paste Article", Key.Key_E, CTRL)
    assert sheet.wrong.text() == "Ctrl+E is the key of “Export Report”. Choose another, or change that one first."
    _add(sheet, hands, "Paste Article", Key.Key_Escape)
    _add(sheet, hands, "Paste Article", Key.Key_Backspace)
    assert sheet.isVisible() and window.keys.of("paste_article") == ("Ctrl+Shift+V",)


@pytest.mark.parametrize("key", ["Tab", "Shift+Down", "Return", "Ctrl+C", "Alt+F", "Ctrl+Right"])
def test_keys_that_move_and_type_are_refused(settings: Settings, key: str) -> None:
    keys = Keys(settings)
    with pytest.raises(AnnotatorError):
        keys.change("about", "", key)
    assert keys.of("about") == ()


def test_escape_keeps_a_key_and_backspace_takes_it_away(
    window: MainWindow, sheet: ShortcutsSheet, hands: Hands
) -> None:
    _record(sheet, hands, "Paste Article", Key.Key_Escape)
    assert sheet.isVisible() and _button(sheet, "Paste Article").text() == "Ctrl+Shift+V"
    _record(sheet, hands, "Paste Article", Key.Key_Backspace)
    assert _button(sheet, "Paste Article").text() == "+"
    assert window.actions_by_id["paste_article"].shortcuts() == []


def test_a_key_that_was_given_up_is_free(window: MainWindow, sheet: ShortcutsSheet, hands: Hands) -> None:
    _record(sheet, hands, "Paste Article", Key.Key_Backspace)
    _record(sheet, hands, "Article Details", Key.Key_V, CTRL, SHIFT)
    assert window.keys.of("article_details") == ("Ctrl+Shift+V",)
    with pytest.raises(AnnotatorError):
        window.keys.reset("paste_article")
    window.keys.reset("article_details")
    window.keys.reset("paste_article")
    assert not any(window.keys.is_changed(action.id) for action in ACTIONS)


def test_all_is_as_usual_again(window: MainWindow, sheet: ShortcutsSheet, settings: Settings, hands: Hands) -> None:
    _record(sheet, hands, "About Annotator", Key.Key_F12)
    _record(sheet, hands, "Paste Article", Key.Key_Backspace)
    sheet.reset_all.click()
    assert settings.get("keys") == "{}"
    assert window.actions_by_id["paste_article"].shortcut().toString() == "Ctrl+Shift+V"
    assert _button(sheet, "About Annotator").text() == "+"


def test_what_a_keyboard_sends_for_a_sign_is_the_sign(window: MainWindow, sheet: ShortcutsSheet, hands: Hands) -> None:
    _record(sheet, hands, "About Annotator", Key.Key_Exclam, SHIFT)
    assert window.keys.of("about") == ("!",)
    _record(sheet, hands, "About Annotator", Key.Key_Shift, SHIFT)
    assert _button(sheet, "About Annotator").isChecked()


@pytest.mark.parametrize("spoiled", ["", "[]", "{", '{"about": 1, "none": ["F12"], "quit": [1]}'])
def test_spoiled_settings_give_the_usual_keys(settings: Settings, spoiled: str) -> None:
    settings.set("keys", spoiled)
    keys = Keys(settings)
    assert not any(keys.is_changed(action.id) for action in ACTIONS)


def test_no_key_is_two_commands_whatever_was_chosen(settings: Settings) -> None:
    settings.set("keys", json.dumps({"about": ["Ctrl+F", "F12"], "quit": ["F12", "Nonsense+"]}))
    keys = Keys(settings)
    had = [key for action in ACTIONS for key in keys.of(action.id)]
    assert len(had) == len(set(had))
    assert keys.of("about") == ("Ctrl+F", "F12") and keys.of("find") == ()


def test_a_changed_key_works_while_words_are_typed(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    """On Linux Ctrl+U would empty the line."""
    window.keys.change("appearance", "", "Ctrl+U")
    page.mark(hands.select("1932"))
    page.desk.editor.claimant.setFocus()
    hands.write("Somebody")
    hands.press(Key.Key_U, CTRL)
    assert isinstance(window.commands.dialog, AppearanceDialog)
    assert page.desk.editor.claimant.text() == "Somebody"


def _all_told(window: MainWindow) -> str:
    """Every text and every hint in sight, of buttons, labels and empty lists."""
    texts: list[str] = []
    for one in window.findChildren(QWidget):
        texts += [one.toolTip(), one.accessibleName()]
        texts += [one.text()] if isinstance(one, QLabel | QAbstractButton) else []
    return "\n".join(texts)


def test_every_key_that_is_told_is_the_key_as_it_is_now(
    window: MainWindow, path: Path, hands: Hands, said: list[Notice]
) -> None:
    """Each action that has a key gets another one; no text of the window then tells one of the old keys."""
    start = _all_told(window)
    assert "(Ctrl+N)" in start and "(Ctrl+O)" in start
    window.open_project(path)
    page = window.page
    assert page is not None
    empty = [page.desk.empty.text(), page.desk.claims.empty.text()]
    assert empty == ["Select words in the article and press M to make a claim of them."] * 2
    page.mark(hands.select("1932"))
    assert page.desk.verdict.hint.text() == "Ctrl+1 to Ctrl+5"
    old = {native(key) for action in ACTIONS for key in action.keys}
    for number, action in enumerate(action for action in ACTIONS if action.keys):
        for key in window.keys.of(action.id)[1:]:
            window.keys.change(action.id, key, "")
        held = ("Meta", "Meta+Ctrl", "Meta+Alt")[number // 35]
        window.keys.change(action.id, window.keys.of(action.id)[0], f"{held}+F{number % 35 + 1}")
    told = _all_told(window)
    shown = set(re.findall(r"\(([^()\n]+)\)$", told, re.M))
    assert not shown & old and "Ctrl+1" not in told
    assert {native(window.keys.of(name)[0]) for name in ("attach_source", "sign_verdict", "next_claim")} <= shown
    page.project.claims.remove(page.project.claims.all()[0].id)
    key = native(window.keys.of("mark_claim")[0])
    assert page.desk.empty.text() == f"Select words in the article and press {key} to make a claim of them."
    window.keys.change("mark_claim", window.keys.of("mark_claim")[0], "")
    assert page.desk.claims.empty.text() == "Select words in the article and make a claim of them."
    page.mark(hands.select("1149"))
    window.actions_by_id["sign_verdict"].trigger()
    assert said[-1].advice == f"Choose one; {native(window.keys.of('rate_1')[0])} is the first."
    window.commands.close_project()
    assert f"({native(window.keys.of('new_project')[0])})" in window.start_page.new.toolTip()


def test_the_numbers_of_ratings_are_those_of_their_keys(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    page.mark(hands.select("1932"))
    for number in range(1, 10):
        window.keys.change(f"rate_{number}", f"Ctrl+{number}", f"Ctrl+Alt+{number}")
    assert page.desk.verdict.hint.text() == "Ctrl+Alt+1 to Ctrl+Alt+5"
    window.keys.change("rate_2", "Ctrl+Alt+2", "Ctrl+B")
    assert page.desk.verdict.hint.text() == ""
    numbers = [made._number for made in page.desk.verdict.buttons]
    assert numbers == ["1", "", "3", "4", "5"]
    assert page.desk.verdict.buttons[1].toolTip().endswith("(Ctrl+B)")
