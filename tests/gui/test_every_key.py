"""Every key of the table of actions, pressed as a key of the window: it does its command, that one alone, wherever the
focus is; and letters typed into a field are letters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.model import Span
from annotator.gui.actions import ACTIONS, Menu
from annotator.gui.desk.claim_panel import CLAIM, CLAIMS, HISTORY
from annotator.gui.dialogs.attach import AttachDialog
from annotator.gui.dialogs.export import ExportDialog
from annotator.gui.dialogs.palette import CLAIMS as CLAIMS_TO_GO_TO
from annotator.gui.dialogs.palette import COMMANDS, HEADINGS, Palette, Subject
from annotator.gui.dialogs.shortcuts import ShortcutsSheet
from annotator.gui.dialogs.small import AddressDialog, PasteDialog, ProjectDialog
from annotator.gui.guard import guarded
from annotator.gui.main_window import MainWindow
from annotator.gui.project_page import ProjectPage
from tests.gui.conftest import Hands

NONE = Qt.KeyboardModifier.NoModifier
KEYS = [(action.id, key) for action in ACTIONS for key in action.keys]


def _combination(key: str) -> QKeyCombination:
    sequence: Any = QKeySequence(key)
    found = sequence[0]
    assert isinstance(found, QKeyCombination)
    return found


def press(window: MainWindow, key: str) -> None:
    """Press a key at the window itself, which is where the system hands it in."""
    combination = _combination(key)
    assert window.isActiveWindow()
    QTest.keyClick(window.windowHandle(), combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


@dataclass
class Scene:
    """Two articles with five claims in the first; the third claim is worked on, and words are selected."""

    window: MainWindow
    page: ProjectPage
    hands: Hands
    qtbot: QtBot

    def claims(self) -> int:
        return len(self.page.project.claims.all())

    def number(self) -> int:
        """Which claim of the article is worked on, from 1."""
        claim, marks = self.page.claim, self.page.project.articles.marks(self.page.article)
        return [mark.claim for mark in marks].index(claim.id) + 1 if claim else 0

    def exact(self) -> str:
        """The words of the claim's mark."""
        assert self.page.claim is not None
        return self.page.project.claims.get(self.page.claim.id).mentions[0].selector.exact

    def selected(self) -> str:
        span, text = self.page.reader.selection(), self.page.project.articles.get(self.page.article).text
        return text[span.start : span.end] if span else ""


@pytest.fixture
def scene(window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot, tmp_path: Path) -> Scene:
    long = tmp_path / "long.md"
    long.write_text("\n\n".join(f"# Part {n}\n\n{'Plain words. ' * 200}" for n in range(6)), encoding="utf-8")
    page.project.articles.add(long)
    for words in ("1932", "1149 metres", "eight years", "1400 people", "Two thirds"):
        page.project.claims.mark_quote(page.article, words)
    page.show_claim(page.project.articles.marks(page.article)[2].claim)
    hands.select("peopl")
    QApplication.processEvents()
    return Scene(window, page, hands, qtbot)


Effect = Callable[[Scene], Iterator[None]]
"""What a key does: what is so before it, then, after the `yield`, what is so since."""


def opens(kind: type[QDialog], title: str = "") -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        yield
        dialog = scene.window.commands.dialog
        assert isinstance(dialog, kind) and dialog.isVisible()
        assert not title or dialog.windowTitle() == title
        dialog.close()

    return effect


def lists(subject: Subject) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        if subject is HEADINGS:
            scene.page.show_article(scene.page.summaries[1].id)
        yield
        dialog = scene.window.commands.dialog
        assert isinstance(dialog, Palette) and dialog.windowTitle() == subject.title
        dialog.close()

    return effect


def closes_project(scene: Scene) -> Iterator[None]:
    yield
    assert scene.window.page is None and scene.window.start_page.isVisible()


def quits(scene: Scene) -> Iterator[None]:
    yield
    assert not scene.window.isVisible()


def undoes(scene: Scene) -> Iterator[None]:
    yield
    assert scene.claims() == 4


def redoes(scene: Scene) -> Iterator[None]:
    scene.window.actions_by_id["undo"].trigger()
    yield
    assert scene.claims() == 5


def opens_find(scene: Scene) -> Iterator[None]:
    yield
    assert QApplication.focusWidget() is scene.page.reader.find_bar.words


def finds(by: int) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        reader = scene.page.reader
        reader.clear_selection()
        reader.find()
        reader.find_bar.words.setText("it")
        scene.qtbot.waitUntil(lambda: "of" in reader.find_bar.count.text())
        was, _, total = reader.find_bar.count.text().partition(" of ")
        reader.setFocus()
        yield
        assert reader.find_bar.count.text() == f"{(int(was) - 1 + by) % int(total) + 1} of {total}"

    return effect


def selects(words: str) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        yield
        assert scene.selected() == words

    return effect


def shrinks(scene: Scene) -> Iterator[None]:
    scene.window.actions_by_id["grow_selection"].trigger()
    grown = scene.selected()
    yield
    assert scene.selected() == "peopl" != grown


def marks_as(words: str) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        yield
        assert scene.exact() == words

    return effect


def marks_claim(scene: Scene) -> Iterator[None]:
    yield
    assert scene.claims() == 6 and scene.exact() == "peopl"


def marks_mention(scene: Scene) -> Iterator[None]:
    yield
    assert scene.page.claim is not None and len(scene.page.claim.mentions) == 2


def focuses(find: Callable[[ProjectPage], QWidget]) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        yield
        assert QApplication.focusWidget() is find(scene.page)

    return effect


def rates(number: int) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        yield
        draft, ratings = scene.page.desk.verdict.draft, scene.page.project.scale.ratings
        if number <= len(ratings):
            assert draft is not None and draft.rating == ratings[number - 1].key
        else:
            assert draft is None

    return effect


def signs(scene: Scene) -> Iterator[None]:
    scene.window.actions_by_id["rate_1"].trigger()
    yield
    assert scene.page.claim is not None and scene.page.claim.verdict is not None


def removes_claim(scene: Scene) -> Iterator[None]:
    yield
    assert scene.claims() == 4


def steps_to(number: int) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        yield
        assert scene.number() == number

    return effect


def goes_to_stale(scene: Scene) -> Iterator[None]:
    last = scene.page.project.articles.marks(scene.page.article)[4].claim
    scene.page.project.verdicts.give(last, "confirmed")
    scene.page.project.claims.set(last, statement="Other words")
    yield
    assert scene.number() == 5


def shows_in_text(scene: Scene) -> Iterator[None]:
    scene.window.resize(900, 560)
    view = scene.page.reader.view
    scene.page.reader.set_text_scale(300)
    QApplication.processEvents()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert scene.page.claim is not None
    mention = scene.page.claim.mentions[0].id
    assert not scene.page.reader.rects_of(mention)
    yield
    assert scene.page.reader.rects_of(mention)


def goes_back(scene: Scene) -> Iterator[None]:
    scene.page.show_article(scene.page.summaries[1].id)
    scene.page.reader.go_to(Span(9000, 9010))
    there = scene.page.reader.place()
    yield
    assert scene.page.reader.place() < there


def goes_forward(scene: Scene) -> Iterator[None]:
    scene.page.show_article(scene.page.summaries[1].id)
    scene.page.reader.go_to(Span(9000, 9010))
    there = scene.page.reader.place()
    scene.window.actions_by_id["go_back"].trigger()
    yield
    assert scene.page.reader.place() == there


def turns_to(tab: int) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        scene.page.desk.turn_to(HISTORY if tab == CLAIMS else CLAIMS)
        yield
        assert scene.page.desk.tabs.currentIndex() == tab

    return effect


def moves_pane(find: Callable[[ProjectPage], QWidget]) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        scene.page.reader.setFocus()
        yield
        assert QApplication.focusWidget() is find(scene.page)

    return effect


def toggles(find: Callable[[ProjectPage], QWidget]) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        assert find(scene.page).isVisible()
        yield
        assert not find(scene.page).isVisible()

    return effect


def zooms(before: int, after: Callable[[int], bool]) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        scene.window.commands.wear("text_scale", before)
        yield
        assert after(int(scene.window.settings.get("text_scale")))

    return effect


def fills_screen(scene: Scene) -> Iterator[None]:
    yield
    assert scene.window.isFullScreen()


EFFECTS: dict[str, Effect] = {
    "new_project": opens(QFileDialog, "New project"),
    "open_project": opens(QFileDialog, "Open project"),
    "close_project": closes_project,
    "add_article": opens(QFileDialog, "Add articles"),
    "add_address": opens(AddressDialog),
    "paste_article": opens(PasteDialog),
    "export": opens(ExportDialog),
    "print_article": opens(QPrintDialog),
    "print_preview": opens(QDialog, "Print preview"),
    "project_settings": opens(ProjectDialog),
    "quit": quits,
    "undo": undoes,
    "redo": redoes,
    "find": opens_find,
    "find_next": finds(1),
    "find_previous": finds(-1),
    "snap_word": selects("people"),
    "snap_sentence": selects("About 1400 people worked on it: the builders' report."),
    "grow_selection": selects("people"),
    "shrink_selection": shrinks,
    "end_later": marks_as("eight years to"),
    "end_earlier": marks_as("eight"),
    "start_later": marks_as("years"),
    "start_earlier": marks_as("took eight years"),
    "palette": lists(COMMANDS),
    "mark_claim": marks_claim,
    "mark_mention": marks_mention,
    "edit_statement": focuses(lambda page: page.desk.editor.statement),
    "attach_source": opens(AttachDialog),
    "rate_claim": focuses(lambda page: page.desk.verdict.buttons[0]),
    **{f"rate_{number}": rates(number) for number in range(1, 10)},
    "sign_verdict": signs,
    "remove_claim": removes_claim,
    "next_claim": steps_to(4),
    "previous_claim": steps_to(2),
    "next_unchecked": steps_to(4),
    "next_stale": goes_to_stale,
    "show_in_text": shows_in_text,
    "go_back": goes_back,
    "go_forward": goes_forward,
    "go_to_claim": lists(CLAIMS_TO_GO_TO),
    "outline": lists(HEADINGS),
    "show_claim": turns_to(CLAIM),
    "show_claims": turns_to(CLAIMS),
    "show_history": turns_to(HISTORY),
    "next_pane": moves_pane(lambda page: page.desk.editor.statement),
    "previous_pane": moves_pane(lambda page: page.articles.view),
    "toggle_articles": toggles(lambda page: page.articles),
    "toggle_desk": toggles(lambda page: page.desk),
    "zoom_in": zooms(100, lambda size: size > 100),
    "zoom_out": zooms(100, lambda size: size < 100),
    "zoom_reset": zooms(200, lambda size: size == 100),
    "full_screen": fills_screen,
    "shortcuts": opens(ShortcutsSheet),
}


def test_no_key_is_left_out() -> None:
    assert set(EFFECTS) == {action for action, _ in KEYS}


@pytest.mark.parametrize(("action", "key"), KEYS, ids=[f"{action}-{key}" for action, key in KEYS])
def test_a_key_does_what_its_action_says_and_nothing_else(scene: Scene, action: str, key: str) -> None:
    effect = EFFECTS[action](scene)
    next(effect)
    if not scene.window.actions_by_id[action].isVisible():
        scene.window.actions_by_id[action].setVisible(True)  # a rating that this scale has not got
    done: list[str] = []
    for name, one in scene.window.actions_by_id.items():
        one.triggered.connect(lambda _=False, name=name: done.append(name))
    press(scene.window, key)
    assert done == [action]
    next(effect, None)


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
    plain = _combination(key).keyboardModifiers() == NONE and not key.startswith("F")
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
