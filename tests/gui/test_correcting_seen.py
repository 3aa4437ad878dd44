"""What is told of a correction is what it did itself, and its field stays where it can be seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.errors import AnnotatorError
from annotator.gui.main_window import MainWindow
from annotator.gui.messages import Notice
from annotator.gui.project_page import ProjectPage
from tests.gui.conftest import Hands
from tests.gui.test_correcting import begin, made, text


def test_what_an_earlier_draft_lost_is_not_told_as_lost_by_a_correction(
    window: MainWindow, page: ProjectPage, hands: Hands, qtbot: QtBot, said: list[Notice]
) -> None:
    page.project.claims.mark_quote(page.article, "Two thirds of them came from the city.")
    shorter = text(page).replace("\n\nTwo thirds of them came from the city.", "")
    page.show_article(page.project.articles.add_text(shorter, supersedes=page.article).id)
    begin(page, hands, "build")
    hands.write("erect")
    hands.press(Qt.Key.Key_Return)
    made(window, qtbot)
    assert (said[-1].text, said[-1].action) == ("Text corrected.", "Undo")


def test_the_field_stays_in_sight_when_the_view_is_made_lower(
    window: MainWindow, page: ProjectPage, hands: Hands
) -> None:
    words = "\n\n".join(f"Paragraph {n} of several words." for n in range(60))
    page.show_article(page.project.articles.add_text(words, "Long").id)
    last = page.reader.view.visible_rows()[-2]
    editor = begin(page, hands, f"Paragraph {last}")
    QApplication.processEvents()
    sight = page.reader.view.viewport()
    assert sight.rect().contains(editor.geometry())
    window.messages.problem(AnnotatorError("Something is wrong.", "Do something about it."))
    window.resize(window.width(), 600)
    for _ in range(3):
        QApplication.processEvents()
    assert window.banner.isVisible() and sight.rect().contains(editor.geometry())
