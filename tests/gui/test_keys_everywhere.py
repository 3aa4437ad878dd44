"""Keys at every place of the focus: each is one command and that alone, and letters typed into a field are letters."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QWidget

from annotator.gui.actions import Menu
from annotator.gui.desk.claim_panel import CLAIM, CLAIMS, HISTORY
from annotator.gui.guard import guarded
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage
from tests.gui.scene import KEYS, NONE, Scene, combination_of, press


class Noted:
    """Takes the place of the commands and notes which were asked for."""

    def __init__(self, window: MainWindow) -> None:
        self.job = self.dialog = None
        self.asked: list[str] = []
        window.__dict__["commands"] = self

    def renew(self, actions: object) -> None:
        pass

    def __getattr__(self, name: str) -> Callable[[], None]:
        return lambda: self.asked.append(name)


def _stops(page: ProjectPage) -> list[QWidget]:
    """Every part of the page in sight that takes the keyboard."""
    wanted = Qt.FocusPolicy.TabFocus.value
    return [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy().value & wanted and one.isVisible() and one.isEnabled() and one.focusProxy() is None
    ]


def _types(stop: QWidget) -> bool:
    fields = (QLineEdit, QPlainTextEdit)
    return isinstance(stop, fields) and not stop.isReadOnly()


def _words(stop: QWidget) -> str:
    assert isinstance(stop, QLineEdit | QPlainTextEdit)
    return stop.text() if isinstance(stop, QLineEdit) else stop.toPlainText()


def _everywhere(scene: Scene) -> Iterator[QWidget]:
    """Give the focus to every stop of the page, one after the other, on every tab of the desk."""
    page = scene.page
    assert page.claim is not None
    sources = [page.project.sources.add(f"Register {n}") for n in (1, 2)]
    for source in sources:
        page.project.evidence.attach(page.claim.id, source.id, stance="supports", excerpt="words")
    page.desk.verdict.pick(0)
    page.reader.find()
    for tab in (CLAIM, CLAIMS, HISTORY):
        page.desk.turn_to(tab)
        for row in page.desk.evidence.rows.values():
            row.toggle.setChecked(True)
        QApplication.processEvents()
        for stop in _stops(page):
            stop.setFocus()
            QApplication.processEvents()
            if QApplication.focusWidget() is stop:
                yield stop


class _Ambiguous(QObject):
    """Notes shortcuts of which Qt does not know whose they are."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Shortcut and event.isAmbiguous():  # type: ignore[attr-defined]
            self.seen.append(f"{event.key().toString()} at {watched.objectName()}")  # type: ignore[attr-defined]
        return False


@pytest.fixture
def ambiguous(qapp: QApplication) -> Iterator[list[str]]:
    watch = _Ambiguous()
    qapp.installEventFilter(watch)
    yield watch.seen
    qapp.removeEventFilter(watch)


def test_every_key_is_one_command_wherever_the_focus_is(scene: Scene, ambiguous: list[str]) -> None:
    """But plain keys type where words are typed, and fields to search with undo their own typing."""
    noted, wrong, stops = Noted(scene.window), [], 0
    for number in range(1, 10):
        scene.window.actions_by_id[f"rate_{number}"].setVisible(True)
    for stop in _everywhere(scene):
        stops += 1
        for action, key in KEYS:
            stop.setFocus()
            noted.asked.clear()
            press(scene.window, key)
            if noted.asked != ([] if _keeps(stop, action, key) else [action]):
                wrong.append(f"{key} at {type(stop).__name__} {stop.accessibleName()!r}: {noted.asked}")
    assert wrong == [] == ambiguous
    assert stops > 40


def _keeps(stop: QWidget, action: str, key: str) -> bool:
    plain = combination_of(key).keyboardModifiers() == NONE and not key.startswith("F")
    searches = type(stop) is QLineEdit and action in ("undo", "redo")
    return searches or (plain and _types(stop))


@pytest.mark.parametrize("menu", Menu)
def test_alt_and_its_letter_open_a_menu_and_press_no_button(scene: Scene, menu: Menu, ambiguous: list[str]) -> None:
    """Also while evidence is edited, the buttons of which have names of their own."""
    next(stop for stop in _everywhere(scene) if stop.accessibleName() == "Excerpt")
    press(scene.window, f"Alt+{menu[menu.index('&') + 1]}")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu) and popup.title() == menu
    popup.close()
    assert ambiguous == []


def test_letters_typed_into_a_field_are_letters(scene: Scene) -> None:
    noted, typed = Noted(scene.window), "mjk MJK? 1"
    fields = [stop.accessibleName() for stop in _everywhere(scene) if _types(stop) and _takes(stop, typed)]
    assert noted.asked == []
    assert {"Statement", "Claimant", "Rationale", "Excerpt", "Find in article", "Filter claims"} <= set(fields)


def _takes(field: QWidget, words: str) -> bool:
    field.clear()  # type: ignore[attr-defined]
    QTest.keyClicks(field, words)
    assert _words(field) == words, field.accessibleName()
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert _words(field) == words[1:], field.accessibleName()
    return True
