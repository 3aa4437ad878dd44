"""Everything that can be worked has a name that a screen reader can say, in the window and in each dialog."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage
from tests.gui.conftest import Hands

Role = QAccessible.Role
WORKED = {Role.Button, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.EditableText, Role.List, Role.PageTabList}
DIALOGS = (
    "attach_source",
    "export",
    "project_settings",
    "palette",
    "shortcuts",
    "article_details",
    "paste_article",
    "add_address",
    "about",
)


def names(root: QWidget) -> list[tuple[Role, str]]:
    """Roles and names of what can be worked in sight; a combo box is called by its value and described by its name."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        seen = QAccessible.queryAccessibleInterface(widget) if widget.isVisible() else None
        if seen is not None and seen.role() in WORKED:
            called = QAccessible.Text.Description if seen.role() == Role.ComboBox else QAccessible.Text.Name
            found.append((seen.role(), seen.text(called).strip()))
    return found


def test_every_control_of_the_window_has_a_name(window: MainWindow, page: ProjectPage, hands: Hands) -> None:
    page.mark(hands.select("1932"))
    for tab in range(3):
        page.desk.turn_to(tab)
        QApplication.processEvents()
        found = names(window)
        assert len(found) > 10
        assert [role for role, name in found if not name] == []


@pytest.mark.parametrize("dialog", DIALOGS)
def test_every_control_of_a_dialog_has_a_name(window: MainWindow, page: ProjectPage, hands: Hands, dialog: str) -> None:
    page.mark(hands.select("1932"))
    getattr(window.commands, dialog)()
    shown = window.commands.dialog
    assert shown is not None
    assert shown.windowTitle() or shown.accessibleName()
    found = names(shown)
    assert found and [role for role, name in found if not name] == []
    shown.close()
