"""Every key of the table of actions, pressed as a key of the window: it does what its action says, and that alone."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from annotator.domain.model import NoteState, Span
from annotator.gui.desk.claim_panel import CLAIM, CLAIMS, HISTORY
from annotator.gui.dialogs.attach import AttachDialog
from annotator.gui.dialogs.export import ExportDialog
from annotator.gui.dialogs.palette import CLAIMS as CLAIMS_TO_GO_TO
from annotator.gui.dialogs.palette import COMMANDS, HEADINGS, Palette, Subject
from annotator.gui.dialogs.preview import PrintPreview
from annotator.gui.dialogs.review import ReturnDialog
from annotator.gui.dialogs.shortcuts import ShortcutsSheet
from annotator.gui.dialogs.small import AddressDialog, PasteDialog, ProjectDialog
from annotator.gui.project_page import ProjectPage
from annotator.project import Project
from tests.gui.compare.keys import OF_VERSIONS
from tests.gui.noted import NOTES as DRAFTED
from tests.gui.noted import show_draft
from tests.gui.scene import KEYS, Scene, press

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


def previews(scene: Scene) -> Iterator[None]:
    yield
    scene.qtbot.waitUntil(lambda: isinstance(scene.window.commands.dialog, PrintPreview))
    opened = scene.window.commands.dialog
    assert opened is not None and opened.close()


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
        scene.qtbot.waitUntil(lambda: not reader.search.running)
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


def marks_part(scene: Scene) -> Iterator[None]:
    yield
    assert scene.page.claim is not None and [len(parts) for parts in scene.page.claim.passages] == [2]


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


def _signed_by_another(scene: Scene) -> str:
    """Let a colleague sign a verdict of the claim, in a process of their own."""
    claim, path = scene.page.claim, scene.page.project.path
    assert claim is not None
    with Project.open(path, checker="a colleague") as project:
        project.verdicts.give(claim.id, "confirmed")
    scene.page.project.refresh()
    return claim.id


def approves(scene: Scene) -> Iterator[None]:
    claim = _signed_by_another(scene)
    yield
    (verdict,) = scene.page.project.verdicts.of(claim)
    assert [review.approved for review in verdict.reviews] == [True]


def returns(scene: Scene) -> Iterator[None]:
    _signed_by_another(scene)
    yield
    dialog = scene.window.commands.dialog
    assert isinstance(dialog, ReturnDialog) and dialog.close()


def keeps_copy(scene: Scene) -> Iterator[None]:
    assert scene.page.claim is not None
    source = scene.page.project.sources.add("A register")
    scene.page.project.evidence.attach(scene.page.claim.id, source.id, "supports")
    yield
    dialog = scene.window.commands.dialog
    assert isinstance(dialog, QFileDialog) and dialog.close()


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


def corrects(scene: Scene) -> Iterator[None]:
    yield
    editor = scene.page.correcting.editor
    assert editor is not None and QApplication.focusWidget() is editor.field
    assert editor.field.textCursor().selectedText() == "peopl"


def goes_to_note(by: int) -> Effect:
    """The queue is out of sight: the first key shows it, at the note that is current."""

    def effect(scene: Scene) -> Iterator[None]:
        show_draft(scene.page)
        scene.window.actions_by_id["next_note"].trigger()
        scene.window.actions_by_id["next_note"].trigger()
        yield
        note = scene.page.desk.notes.current
        assert note and note.text == DRAFTED[1 + by][2]

    return effect


def settles_note(state: NoteState) -> Effect:
    def effect(scene: Scene) -> Iterator[None]:
        article = show_draft(scene.page)
        scene.window.actions_by_id["next_note"].trigger()
        yield
        assert scene.page.project.notes.of(article.id)[0].state is state

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
    "add_folder": opens(QFileDialog, "Add a folder"),
    "paste_article": opens(PasteDialog, "Paste article"),
    "new_draft": opens(QFileDialog, "New draft of “The bridge”"),
    "paste_draft": opens(PasteDialog, "Paste a new draft"),
    "correct_text": corrects,
    "export": opens(ExportDialog),
    "print_article": opens(QPrintDialog),
    "print_preview": previews,
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
    "mark_part": marks_part,
    "edit_statement": focuses(lambda page: page.desk.editor.statement),
    "attach_source": opens(AttachDialog),
    "keep_copy": keeps_copy,
    "approve_verdict": approves,
    "return_verdict": returns,
    "rate_claim": focuses(lambda page: page.desk.verdict.buttons[0]),
    **{f"rate_{number}": rates(number) for number in range(1, 10)},
    "sign_verdict": signs,
    "remove_claim": removes_claim,
    "next_note": goes_to_note(1),
    "previous_note": goes_to_note(-1),
    "accept_note": settles_note(NoteState.ACCEPTED),
    "dismiss_note": settles_note(NoteState.DISMISSED),
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
    **OF_VERSIONS,
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
