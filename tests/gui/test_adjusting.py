"""The ends of a mark moved in the window are one step of the project, which one undo takes back."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.domain.model import Span
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from tests.gui.conftest import Hands

END = (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier)


def _words(page: ProjectPage) -> str:
    claim = page.project.claims.get(page.claim.id if page.claim else "")
    return claim.mentions[0].selector.exact


def test_keys_move_the_end_and_undo_takes_it_back(page: ProjectPage, hands: Hands) -> None:
    page.mark(hands.select("1149 metres"))
    page.reader.setFocus()
    hands.press(Qt.Key.Key_Right, *END)
    assert _words(page) == "1149 metres long"
    hands.press(Qt.Key.Key_Left, *END, Qt.KeyboardModifier.ControlModifier)
    assert _words(page) == "is 1149 metres long"
    page.project.history.undo()
    page.project.history.undo()
    assert _words(page) == "1149 metres"
    assert [mark.end - mark.start for mark in page.reader.view.sheet.marks] == [len("1149 metres")]


def test_a_drag_of_an_end_is_kept_by_the_project(page: ProjectPage, hands: Hands, said: list[Notice]) -> None:
    span = hands.select("opened in 1932")
    page.mark(span)
    view = page.reader.view
    last = view.rects_of(Span(span.end - 1, span.end))[0]
    short = view.rects_of(Span(span.start, span.start + 6))[0]
    start = QPoint(round(last.right()), round(last.center().y()))
    end = QPoint(round(short.right()), round(short.center().y()))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert _words(page) == "opened"
    assert page.reader.mark_at(short.center().toPoint())
    assert not page.reader.mark_at(last.center().toPoint())
    assert said == []
