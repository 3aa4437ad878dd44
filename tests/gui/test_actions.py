"""The one table of actions: nothing in it clashes, nothing of it is out of reach."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from annotator.domain.resources import RESOURCES
from annotator.gui.actions import ACTIONS, Action, Menu
from annotator.gui.commands import Commands
from annotator.gui.dialogs.choices import Choice, Choices
from annotator.gui.dialogs.palette import Palette, plain
from annotator.gui.dialogs.shortcuts import KeyButton, ShortcutsSheet
from annotator.gui.keys import native
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage
from tests.gui.conftest import Hands


def test_no_key_is_used_twice() -> None:
    keys = Counter(QKeySequence(key).toString() for action in ACTIONS for key in action.keys)
    assert not {key: count for key, count in keys.items() if count > 1 or not key}


def test_ids_and_names_are_told_apart() -> None:
    assert len({action.id for action in ACTIONS}) == len({action.text for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_an_action_has_its_command_its_tip_and_its_icon(action: Action) -> None:
    assert callable(getattr(Commands, action.id))
    assert action.tip and not action.tip.endswith(".")
    assert not action.icon or (RESOURCES / "icons" / f"{action.icon}.svg").is_file()


def test_every_action_is_in_its_menu(window: MainWindow) -> None:
    menus = {menu.title(): menu for menu in window.findChildren(QMenu)}
    assert set(Menu) <= set(menus)
    for action in ACTIONS:
        assert window.actions_by_id[action.id] in menus[action.menu].actions()


def test_every_action_that_can_be_done_is_in_the_palette(window: MainWindow, page: ProjectPage) -> None:
    window.commands.palette()
    palette = window.commands.dialog
    assert isinstance(palette, Palette)
    listed = [palette.rows.index(row).data() for row in range(palette.rows.rowCount())]
    able = [a for a in window.actions_by_id.values() if a.isEnabled() and a.isVisible()]
    assert sorted(listed) == sorted(plain(action) for action in able)
    palette.close()


def test_the_palette_does_what_is_typed(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    hands.ctrl(Qt.Key.Key_K)
    palette = window.commands.dialog
    assert isinstance(palette, Palette)
    palette.words.setText("dark th")
    palette.run()
    assert window.look.theme.name == "dark"


def choices(*names: str) -> Choices:
    return Choices([Choice(name, "", "", lambda: None) for name in names])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["Unmark", "Remarkable claims", "Claim mark", "Mark\nclaim"]),
        ("mark", ["Mark\nclaim", "Claim mark", "Unmark", "Remarkable claims"]),
        ("MAR cla", ["Mark\nclaim", "Claim mark", "Remarkable claims"]),
        ("laim", ["Remarkable claims", "Claim mark", "Mark\nclaim"]),
        ("verdict", []),
    ],
)
def test_the_palette_finds_words_by_their_beginnings_first(typed: str, found: list[str]) -> None:
    there = choices("Unmark", "Remarkable claims", "Claim mark", "Mark\nclaim")
    assert [there.name(n) for n in there.search(typed)] == found


@given(st.lists(st.text("ab –", min_size=1, max_size=6), min_size=1, max_size=12), st.text("ab –", max_size=5))
def test_typing_letter_by_letter_finds_the_same(names: list[str], typed: str) -> None:
    slowly = choices(*names)
    for end in range(len(typed) + 1):
        assert list(slowly.search(typed[:end])) == list(choices(*names).search(typed[:end]))


def test_the_sheet_shows_every_key(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    hands.press(Qt.Key.Key_F1)
    sheet = window.commands.dialog
    assert isinstance(sheet, ShortcutsSheet)
    shown = [child.text() for child in sheet.findChildren(KeyButton)]
    for action in ACTIONS:
        if window.actions_by_id[action.id].isVisible():
            assert {native(key) for key in action.keys} <= set(shown)
    assert max(Counter(key for key in shown if key != "+").values()) == 1
    sheet.reject()


def test_ratings_are_named_after_the_scale(window: MainWindow, page: ProjectPage) -> None:
    page.project.set_scale("three")
    window.renew()
    visible = [window.actions_by_id[f"rate_{n}"] for n in range(1, 10) if window.actions_by_id[f"rate_{n}"].isVisible()]
    assert [action.text() for action in visible] == ["Rate: ✓ True", "Rate: ? Not proven", "Rate: ✕ False"]


def test_panes_are_walked_by_keyboard_and_let_the_focus_go(page: ProjectPage, hands: Hands) -> None:
    page.reader.setFocus()
    seen = []
    for _ in range(3):
        hands.press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen == [page.desk.tabs, page.articles.view, page.reader.view]
