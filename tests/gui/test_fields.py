"""Fields that commit by themselves: once for a pause, on Enter and on leaving, and never over what is being typed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.fields import ChoiceField, LineField, TextField
from annotator.gui.layouts import column


@pytest.fixture(params=[LineField, TextField])
def field(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[LineField | TextField]:
    made: LineField | TextField = request.param("Name")
    box = QWidget()
    qtbot.addWidget(box)
    box.setLayout(column(made, QLineEdit()))
    box.show()
    box.activateWindow()
    made.setFocus()
    yield made


def text_of(field: LineField | TextField) -> str:
    return field.text() if isinstance(field, LineField) else field.value()


def committed(field: LineField | TextField) -> list[str]:
    seen: list[str] = []
    field.committed.connect(seen.append)
    return seen


def test_nothing_is_committed_while_one_types(field: LineField | TextField) -> None:
    seen = committed(field)
    QTest.keyClicks(field, "abc")
    assert seen == [] and field.pending.dirty


def test_a_pause_commits_once(field: LineField | TextField, qtbot: QtBot) -> None:
    seen = committed(field)
    field.pending._timer.setInterval(10)
    QTest.keyClicks(field, "abc")
    qtbot.waitUntil(lambda: seen == ["abc"])
    assert not field.pending.dirty
    field.pending.left()
    assert seen == ["abc"]


def test_leaving_commits(field: LineField | TextField, qtbot: QtBot) -> None:
    seen = committed(field)
    QTest.keyClicks(field, " abc ")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: seen == ["abc"])


def test_the_same_text_again_is_no_change(field: LineField | TextField) -> None:
    field.show_value("abc")
    seen = committed(field)
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    field.pending.flush()
    assert seen == []


def test_what_is_stored_replaces_what_nobody_is_typing(field: LineField | TextField) -> None:
    field.show_value("one")
    field.show_value("two")
    assert text_of(field) == "two"


def test_what_is_being_typed_stays(field: LineField | TextField) -> None:
    field.show_value("one")
    QTest.keyClicks(field, "x")
    typed = text_of(field)
    field.show_value("two")
    assert text_of(field) == typed


def test_trailing_space_is_left_to_the_one_who_types(field: LineField | TextField) -> None:
    QTest.keyClicks(field, "two ")
    field.pending.flush()
    field.show_value("two")
    assert text_of(field) == "two "


def test_a_text_field_keeps_no_break_spaces_and_lines(qtbot: QtBot) -> None:
    field = TextField("Name")
    qtbot.addWidget(field)
    field.show_value("a\u00a0b\nc 👩‍🚀")
    assert field.value() == "a\u00a0b\nc 👩‍🚀"


def test_a_text_field_grows_with_its_text(qtbot: QtBot) -> None:
    field = TextField("Name", lines=(1, 3))
    qtbot.addWidget(field)
    field.resize(200, 30)
    field.show()
    heights = []
    for text in ("one", "one\ntwo", "one\ntwo\nthree\nfour\nfive", "\n".join("many" for _ in range(30))):
        field.show_value(text)
        heights.append(field.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_a_choice_walked_by_keyboard_is_one_change(qtbot: QtBot) -> None:
    field = ChoiceField("Kind", {"a": "A", "b": "B", "c": "C"}, waits=True)
    qtbot.addWidget(field)
    field.show()
    seen: list[str] = []
    field.committed.connect(seen.append)
    field.show_value("a")
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    field.pending.flush()
    assert seen == ["c"]
