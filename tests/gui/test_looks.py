"""Appearance: what is chosen is shown at once and kept."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.gui.dialogs.appearance import SIZES, AppearanceDialog
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage
from annotator.gui.settings import Settings
from tests.gui.conftest import Hands

Key = Qt.Key


def _appearance(window: MainWindow) -> AppearanceDialog:
    window.actions_by_id["appearance"].trigger()
    dialog = window.commands.dialog
    assert isinstance(dialog, AppearanceDialog)
    return dialog


def _height(page: ProjectPage) -> int:
    QApplication.processEvents()
    return page.reader.view.lines.documentSize().toSize().height()


def test_size_and_spacing_are_shown_at_once_and_kept(
    window: MainWindow, page: ProjectPage, settings: Settings, hands: Hands
) -> None:
    dialog, before = _appearance(window), _height(page)
    dialog.spacing.setFocus()
    hands.press(Key.Key_End)
    wide = _height(page)
    dialog.percent.setFocus()
    hands.press(Key.Key_End)
    assert before < wide < _height(page)
    assert (settings.get("line_spacing"), settings.get("text_scale")) == (200, SIZES[-1])
    hands.press(Key.Key_Escape)
    window.open_project(page.project.path)
    assert window.page is not None
    assert _appearance(window).spacing.value() == "200"


def test_the_theme_is_chosen_without_a_project(window: MainWindow, settings: Settings, hands: Hands) -> None:
    dialog = _appearance(window)
    dialog.theme.setFocus()
    hands.write("dar")
    assert window.look.theme.name == settings.get("theme") == "dark"
    dialog.reject()


def test_a_font_is_chosen_and_all_is_as_usual_again(window: MainWindow, page: ProjectPage, settings: Settings) -> None:
    dialog, before = _appearance(window), _height(page)
    dialog.usual.setChecked(False)
    assert settings.get("text_font") == dialog.family.currentFont().family() != ""
    dialog.percent.setCurrentIndex(dialog.percent.count() - 1)
    reset = next(b for b in dialog.findChildren(type(dialog.cancel_button)) if b.text() == "As usual")
    reset.click()
    assert (settings.get("text_font"), settings.get("text_scale"), _height(page)) == ("", 100, before)
    assert dialog.usual.isChecked() and dialog.percent.value() == "100"
    dialog.reject()
